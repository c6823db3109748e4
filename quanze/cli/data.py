"""Files in and out: demo, load, check, template, dump."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quanze.cli.app import (
    FINDINGS,
    command,
    db_option,
    graph_command,
    lang_option,
    overwrite_option,
    report_option,
    row_options,
)
from quanze.cli.labels import heads, worded
from quanze.cli.language import say
from quanze.cli.output import keep_existing, table
from quanze.errors import FindingsError, QueryError

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output
    from quanze.loaders.findings import Finding

FINDING_COLUMNS = ("level", "code", "file", "sheet", "row", "column", "value", "message", "advice")


class Named(click.Path):
    """A path that has a name: an empty text, as of an unset variable, would mean the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; a usage error when the text is empty."""
        if value == "":
            self.fail(say("檔名是空的。", "The name is empty."), param, ctx)
        return super().convert(value, param, ctx)


FILES = Named(path_type=Path)
DEMO_INDICATOR = "行政轄區溫室氣體排放量"


def _progress() -> Callable[[str, int, int], None] | None:
    """Rows done, rewritten on one line of a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        return None

    def show(name: str, done: int, total: int) -> None:
        click.echo(
            f"\r\x1b[K{name}  {done:,} / {total:,}" if total else f"\r\x1b[K{name} …",
            err=True,
            nl=bool(total) and done >= total,
        )

    return show


def _point_to_the_bundled(findings: Sequence[Finding], graph: Graph, lang: str) -> None:
    """Say how an empty database gets the data sets that ship, when a name was found nowhere."""
    if any(f.code == "unknown-reference" for f in findings) and not graph.datasets():
        from quanze.bundled import ORDER

        click.echo(
            say(
                f"{graph.description_zh} 還是空的；若引用隨附資料集（{'、'.join(ORDER)}），請一併寫出，如 sdg 檔名。",
                f"{graph.description} is empty as yet; to refer to data sets that ship ({', '.join(ORDER)}), "
                "name them before the file, such as: sdg FILE",
                lang,
            ),
            err=True,
        )


@command("load")
@click.argument("files", nargs=-1, required=True, type=FILES)
@click.option("--strict", is_flag=True, help=say("警告也視為錯誤。", "Treat warnings as errors."))
@row_options
@db_option
def load_command(files: tuple[Path, ...], strict: bool, db: str | None, out: Output) -> None:
    """Load files into the database."""
    from quanze.api import open as open_graph

    with open_graph(db, create=True) as graph:
        click.echo(say(f"寫入：{graph.description_zh}", f"into: {graph.description}", out.lang), err=True)
        try:
            report = graph.load(*files, strict=strict, progress=_progress())
        except FindingsError as e:
            rows = [f.row_dict(out.lang) for f in e.findings]
            out.emit(rows, heads(out.lang, *FINDING_COLUMNS))
            _point_to_the_bundled(e.findings, graph, out.lang)
            raise
        if report.findings:
            click.echo(
                table(
                    worded([f.row_dict(out.lang) for f in report.findings], out.lang), heads(out.lang, *FINDING_COLUMNS)
                ),
                err=True,
            )
        out.emit(
            report.rows,
            heads(out.lang, "dataset", "table", "added", "changed", "removed", "unchanged"),
        )


@command("check")
@click.argument("files", nargs=-1, required=True, type=FILES)
@click.option("--strict", is_flag=True, help=say("警告也視為錯誤。", "Treat warnings as errors."))
@row_options
@db_option
def check_command(files: tuple[Path, ...], strict: bool, db: str | None, out: Output) -> None:
    """Check files against the schema and the graph they would be loaded into."""
    from quanze.api import open as open_graph
    from quanze.bundled import source
    from quanze.loaders.findings import errors
    from quanze.loaders.load import check

    # What a load would write into: a database that does not exist yet is an empty one.
    with open_graph(db, create=True) as graph:
        click.echo(say(f"對照：{graph.description_zh}", f"checked against: {graph.description}", out.lang), err=True)
        checked = check([source(f) for f in files], graph.engine, _progress())
        findings = [f for c in checked for f in c.findings]
        _point_to_the_bundled(findings, graph, out.lang)
    rows = [f.row_dict(out.lang) for f in findings]
    stopping = errors(findings, strict)
    found = sum(len(c.plan.nodes) + len(c.plan.links) for c in checked)
    text = None
    if not rows:
        text = say(f"沒有問題：{found:,} 筆可以載入。", f"No findings: {found:,} records can be loaded.", out.lang)
    out.emit(rows, heads(out.lang, *FINDING_COLUMNS), text=text)
    if stopping:
        click.echo(
            say(
                f"{len(stopping)} 項須改正後才能載入。",
                f"{len(stopping)} findings must be corrected before a load.",
                out.lang,
            ),
            err=True,
        )
        sys.exit(FINDINGS)


@command("template")
@click.option(
    "-o", "--output", required=True, type=FILES, help=say("檔名，如 plan.xlsx。", "File name, such as plan.xlsx.")
)
@overwrite_option
@lang_option
@report_option
def template_command(output: Path, overwrite: bool, lang: str, format_: str | None) -> None:
    """Write the empty workbook."""
    from quanze.exports.workbook_out import write_template

    if output.suffix.lower() != ".xlsx":
        raise QueryError(
            f"{output} is no .xlsx name.",
            "Name it like plan.xlsx.",
            zh=(f"{output} 不是 .xlsx 檔名。", "請取如 plan.xlsx 的檔名。"),
        )
    keep_existing(output, overwrite)
    _written(write_template(output, lang=lang), lang, format_)


@command("dump")
@click.option("-o", "--output", type=FILES, default=None, help=say("資料夾或檔名。", "Folder or file name."))
@click.option(
    "--neo4j-admin",
    "for_import",
    type=FILES,
    default=None,
    metavar="FOLDER",
    help=say(
        "改寫成 neo4j-admin database import 所讀的檔案（大型圖譜）。",
        "Write what neo4j-admin database import reads instead (large graphs).",
    ),
)
@click.option(
    "--dataset",
    "datasets",
    multiple=True,
    help=say("資料集（可重複；預設全部）。", "Data set (repeatable; default: all)."),
)
@click.option(
    "--bom", is_flag=True, help=say("CSV 加 BOM，供 Excel 直接開啟。", "Put a BOM in CSV, for a double click in Excel.")
)
@overwrite_option
@lang_option
@report_option
@graph_command
def dump_command(
    graph: Graph,
    output: Path | None,
    for_import: Path | None,
    datasets: tuple[str, ...],
    bom: bool,
    overwrite: bool,
    lang: str,
    format_: str | None,
) -> None:
    """Write data sets."""
    if (output is None) == (for_import is None):
        raise click.UsageError(say("請給 -o 或 --neo4j-admin 其中之一。", "Give either -o or --neo4j-admin.", lang))
    if for_import is not None:
        from quanze.dump import dump_for_import

        _written(dump_for_import(graph.engine, for_import), lang, format_)
        return
    assert output is not None
    keep_existing(output, overwrite)
    _written(graph.dump(output, datasets=datasets, lang=lang, bom=bom), lang, format_)


def _written(paths: list[Path], lang: str, format_: str | None) -> None:
    """Name the files that were written."""
    from quanze.cli.output import Output

    rows = [{"file": str(path)} for path in paths]
    Output(lang, format_).emit(rows, heads(lang, "file"), text="\n".join(map(str, paths)))


@command("demo")
@click.option(
    "--files",
    type=FILES,
    default=Path("quanze-demo"),
    show_default=True,
    help=say("矩陣與關係圖寫入的資料夾。", "Folder for the matrix and the picture."),
)
@row_options
def demo_command(files: Path, out: Output) -> None:
    """Ask the bundled graph the first question, and write what a planner takes away."""
    from quanze.api import Graph
    from quanze.bundled import ORDER, bundled_graph
    from quanze.cli.ask import WHO_COLUMNS
    from quanze.graph.engine import open_engine

    with Graph(open_engine(bundled_graph()), f"bundled graph ({', '.join(ORDER)})") as graph:
        rows = graph.who(DEMO_INDICATOR, lang=out.lang)
        text = _demo_text(graph, rows, out.lang) if out.shows_table else None
        out.emit(rows, heads(out.lang, *WHO_COLUMNS), text=text)
        if out.shows_table:
            matrix = files / say("權責矩陣.xlsx", "matrix.xlsx", out.lang)
            picture = files / say("權責關係圖.html", "network.html", out.lang)
            graph.matrix(dataset="chiayi", lang=out.lang).write(matrix)
            _write_picture(graph, picture, out.lang)
            click.echo(
                say(
                    f"\n已寫出：\n  {matrix}　（權責矩陣，以 Excel 開啟）\n  {picture}　（關係圖，以瀏覽器開啟）",
                    f"\nWritten:\n  {matrix}  (responsibility matrix, for Excel)\n"
                    f"  {picture}  (the network, for a browser)",
                    out.lang,
                )
            )


def _write_picture(graph: Graph, path: Path, lang: str) -> None:
    from quanze.exports.atomic_file import write_file

    write_file(path, graph.view(lang=lang).generate_html())


def _demo_text(graph: Graph, rows: list[dict[str, Any]], lang: str) -> str:
    from quanze.cli.who_text import who_text
    from quanze.schema import KINDS

    counts: dict[str, int] = {}
    for row in graph.query("count_nodes"):
        counts[row["kind"]] = counts.get(row["kind"], 0) + row["count"]
    links = sum(r["count"] for r in graph.query("count_links"))
    listed = "、".join(f"{k.zh} {counts[k.label]}" for k in KINDS if k.label in counts)
    listed_en = ", ".join(f"{counts[k.label]} {k.table.replace('_', ' ')}" for k in KINDS if k.label in counts)
    return "\n".join(
        (
            say(f"隨附圖譜：{listed}；連結 {links}。", f"Bundled graph: {listed_en}; {links} links.", lang),
            say(
                f"\n問：哪些機關與「{DEMO_INDICATOR}」有關？\n", f"\nQ: which agencies touch {DEMO_INDICATOR}?\n", lang
            ),
            who_text(graph.find(DEMO_INDICATOR), rows, False, lang),
        )
    )
