"""Files in and out: demo, load, check, template, dump."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quanze.cli.app import (
    FAILED,
    FINDINGS,
    OutputOption,
    bom_needs_csv,
    changed,
    command,
    db_option,
    lang_option,
    output_options,
    report_option,
    row_options,
    whole_graph_command,
)
from quanze.cli.comparisons import ALL, PAIRS, WRITE_PAIRS, say_findings, show_comparison
from quanze.cli.flat_options import ACCEPT_UNSURE, COLUMNS, EDITION_OF
from quanze.cli.language import _
from quanze.cli.output import progress_line
from quanze.cli.paths import NamedPath
from quanze.cli.server import say_foreign
from quanze.errors import FindingsError
from quanze.exports.answers.cells import plain
from quanze.exports.answers.findings import finding_heads, first_lines
from quanze.exports.formats import COMPARISON, DATASET, ROWS, endings, formats_of
from quanze.locale import Clauses, message, plural
from quanze.schema import KIND
from quanze.schema.column_titles import heads
from quanze.schema.naming import Name, named

if TYPE_CHECKING:
    from quanze.api import Finding, Graph
    from quanze.cli.output import Output
    from quanze.exports.comparison_document import ComparisonDocument
    from quanze.schema.rows import AnyRow, Responsibility, UnsurePair

_MOST_NAMED = 10
"""Removed records that are named."""


FILES = NamedPath(path_type=Path)
NAMES = click.option(
    "--names",
    type=FILES,
    default=None,
    help=_("Names that somebody accepted for records (CSV, as `quanze check --write-names` writes it)."),
)
DEMO_INDICATOR = "行政轄區溫室氣體排放量"


def _point_to_the_bundled(findings: Sequence[Finding], graph: Graph, lang: str) -> None:
    """Say how a database gets the data sets that ship and that it lacks, when a name was found nowhere."""
    if not any(f.code == "unknown-reference" for f in findings):
        return
    from quanze.api import shipped

    loaded = {row["id"] for row in graph.datasets()}
    lacking = [name for name in shipped() if name not in loaded]
    if lacking:
        said = message(
            "{graph} lacks the bundled data sets {names}. If the file refers to one of them, name it before the file, "
            "for example: {first} FILE",
            graph=graph.description,
            names=lacking,
            first=lacking[0],
        )
        click.echo(said.in_language(lang), err=True)


@command("load")
@click.argument("files", nargs=-1, required=True, type=FILES)
@click.option("--strict", is_flag=True, help=_("Treat warnings as errors."))
@click.option("--preview", is_flag=True, help=_("Show what would change, field by field, and write nothing."))
@click.option("-y", "--yes", is_flag=True, help=_("Do not ask before records that are loaded are changed."))
@click.option(
    "--replace", is_flag=True, help=_("Load even if a data set would lose more than a tenth of what it holds.")
)
@ALL
@NAMES
@COLUMNS
@ACCEPT_UNSURE
@EDITION_OF
@PAIRS
@WRITE_PAIRS
@output_options(COMPARISON, "table")
@db_option
def load_command(
    files: tuple[Path, ...],
    strict: bool,
    preview: bool,
    yes: bool,
    replace: bool,
    every: bool,
    names: Path | None,
    columns: Path | None,
    accept_unsure: bool,
    edition_of: str,
    pairs: Path | None,
    write_pairs: Path | None,
    db: str | None,
    out: Output,
) -> None:
    """Load files into the database."""
    from quanze.api import open as open_graph

    if write_pairs and not preview:
        raise click.UsageError(
            message("--write-pairs needs --preview: a load takes pairs that were reviewed.").in_language(out.lang)
        )
    rows_out = out if preview else out._replace(takes=ROWS)
    _ = rows_out.chosen  # a report that cannot be written is refused before anything is loaded
    with open_graph(db, create=True) as graph:
        click.echo(message("Target: {graph}", graph=graph.description).in_language(out.lang), err=True)
        try:
            previewed = partial(
                graph.preview,
                *files,
                names=names,
                columns=columns,
                accept_unsure=accept_unsure,
                edition_of=edition_of,
                pairs=pairs,
                progress=progress_line(),
            )
            if preview:
                show_comparison(previewed(), out, every=every, write_pairs=write_pairs)
                return
            if not yes:
                _ask(graph, previewed, out.lang, every=every)
            report = graph.load(
                *files,
                strict=strict,
                replace=replace,
                names=names,
                columns=columns,
                accept_unsure=accept_unsure,
                edition_of=edition_of,
                pairs=pairs,
                progress=progress_line(),
            )
            say_foreign(graph, out.lang)
        except FindingsError as e:
            if preview:
                say_findings(e.findings, out.lang)
            else:
                _emit_findings(e.findings, rows_out)
            _point_to_the_bundled(e.findings, graph, out.lang)
            raise
        with changed():
            if report.removed:
                click.echo(_removed(report.removed, out.lang), err=True)
            if report.renumbered:
                from quanze.exports.comparison.sheets import renumbered

                click.echo(renumbered(report.renumbered).in_language(out.lang), err=True)
            if report.unused:
                from quanze.exports.comparison.sheets import unused

                click.echo(unused(report.unused).in_language(out.lang), err=True)
            if report.unsure:
                click.echo(_unsure(report.unsure, out.lang), err=True)
            if report.findings:
                say_findings(report.findings, out.lang)
            rows_out.emit(
                report.rows,
                heads(out.lang, "dataset", "table", "added", "changed", "removed", "unchanged"),
            )


def _removed(rows: Sequence[AnyRow], lang: str) -> str:
    """Which records a load removed, and how they come back: where no terminal was there to ask, nobody has seen it."""
    names = [message("{kind} “{name}”", kind=KIND[row["kind"]], name=Name(row)) for row in rows[:_MOST_NAMED]]
    counted = plural("{n} record was removed", "{n} records were removed", n=len(rows))
    if len(rows) > _MOST_NAMED:
        names.append(message("and {n} more", n=len(rows) - _MOST_NAMED))
    said = message("{counted}: {names}. `quanze undo` takes the load back.", counted=counted, names=Clauses(names))
    return plain(said.in_language(lang))


def _unsure(pairs: Sequence[UnsurePair], lang: str) -> str:
    """Which records that a load removed may be new ones under another name, as its preview lists them."""
    names = [
        message("{before} → {after}", before=named(pair, lang, "before_name"), after=named(pair, lang, "after_name"))
        for pair in pairs[:_MOST_NAMED]
    ]
    if len(pairs) > _MOST_NAMED:
        names.append(message("and {n} more", n=len(pairs) - _MOST_NAMED))
    said = message(
        "Perhaps renamed, and taken as removed and new: {names}. `quanze undo` takes the load back; "
        "--preview shows what depends on it and writes the pairs with --write-pairs, and a load takes "
        "them with --pairs.",
        names=Clauses(names),
    )
    return plain(said.in_language(lang))


def _emit_findings(findings: Sequence[Finding], out: Output, text: str | None = None) -> None:
    """Show findings: to a person one line for what is the same in many rows, to a program and in a file each."""
    shown = out.shows_table and out.path is None
    rows, note = first_lines(findings, out.lang) if shown else ([f.row_dict(out.lang) for f in findings], "")
    out.emit(rows, finding_heads(out.lang), text=text, note=note)


def _ask(graph: Graph, previewed: Callable[[], ComparisonDocument], lang: str, *, every: bool) -> None:
    """On a terminal: show what changes of the records that are loaded, and ask; the end of the program on a no."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()) or not graph.datasets():
        return
    found = previewed()
    if not found.changes_loaded() or found.refusals:
        return
    from quanze.exports.comparison.text import first_text

    shown = first_text(found.in_full() if every else found, lang, to_file="--preview -o")
    click.echo(shown, err=True)
    if not click.confirm(message("Write these changes?").in_language(lang), err=True):
        click.echo(message("Nothing was written.").in_language(lang), err=True)
        sys.exit(FAILED)


@command("check")
@click.argument("files", nargs=-1, required=True, type=FILES)
@click.option("--strict", is_flag=True, help=_("Treat warnings as errors."))
@NAMES
@COLUMNS
@EDITION_OF
@click.option(
    "--write-names",
    cls=OutputOption,
    type=FILES,
    default=None,
    help=_("Write the names that look like unknown ones to a CSV file: mark those to be taken in its last column."),
)
@row_options
@db_option
def check_command(
    files: tuple[Path, ...],
    strict: bool,
    names: Path | None,
    columns: Path | None,
    edition_of: str,
    write_names: Path | None,
    db: str | None,
    out: Output,
) -> None:
    """Check files against the schema and the graph they would be loaded into."""
    from quanze.api import check
    from quanze.api import open as open_graph
    from quanze.api import write_names as write_offered
    from quanze.cli.flat_sheet import say_next, say_understood

    # What a load would write into: a database that does not exist yet is an empty one.
    with open_graph(db, create=True) as graph:
        click.echo(message("Checked against: {graph}", graph=graph.description).in_language(out.lang), err=True)
        checked = check(files, graph, progress_line(), names=names, columns=columns, edition_of=edition_of)
        findings = [f for c in checked for f in c.findings]
        _point_to_the_bundled(findings, graph, out.lang)
    if write_names:
        click.echo(str(write_offered(checked, write_names)), err=True)
    for one in checked:
        if one.understood:
            say_understood(one, out)
    stopping = [f for f in findings if f.stops(strict=strict)]
    found = sum(c.count() for c in checked)
    text = None
    if not findings:
        text = plural(
            "No findings: {n:,} record can be loaded.", "No findings: {n:,} records can be loaded.", n=found
        ).in_language(out.lang)
    _emit_findings(findings, out, text)
    if stopping:
        click.echo(
            plural(
                "{n} finding must be corrected before the data can be loaded.",
                "{n} findings must be corrected before the data can be loaded.",
                n=len(stopping),
            ).in_language(out.lang),
            err=True,
        )
    say_next(checked, stopping, db, edition_of, out.lang)
    if stopping:
        sys.exit(FINDINGS)


@command("template")
@click.option("-o", "--output", cls=OutputOption, required=True, type=FILES, help=_("File name, such as plan.xlsx."))
@click.option("--flat", is_flag=True, help=_("One sheet for the whole plan, a row for each task."))
@click.option(
    "--years",
    default="",
    metavar=_("FIRST-LAST"),
    help=_("Years of the flat sheet, such as 2026-2030 or 115-119 (default: five from this year on)."),
)
@lang_option
@report_option
def template_command(output: Path, flat: bool, years: str, lang: str, format_: str | None) -> None:
    """Write the empty workbook."""
    from quanze.api import template

    _written([template(output, flat=flat, years=years, lang=lang)], lang, format_)


@command("dump")
@click.option("-o", "--output", cls=OutputOption, type=FILES, default=None, help=_("Folder or file name."))
@click.option(
    "--neo4j-admin",
    "for_import",
    cls=OutputOption,
    type=FILES,
    default=None,
    metavar=_("FOLDER"),
    help=_("Write the files that `neo4j-admin database import` reads instead (for large graphs)."),
)
@click.option(
    "--dataset",
    "datasets",
    multiple=True,
    help=_("Data set (repeatable; default: all)."),
)
@click.option("--bom", is_flag=True, help=_("Begin CSV files with a BOM, so that Excel opens them correctly."))
@lang_option
@report_option
@whole_graph_command
def dump_command(
    graph: Graph,
    output: Path | None,
    for_import: Path | None,
    datasets: tuple[str, ...],
    bom: bool,
    lang: str,
    format_: str | None,
) -> None:
    """Write data sets."""
    if (output is None) == (for_import is None):
        raise click.UsageError(message("Use either -o or --neo4j-admin.").in_language(lang))
    if bom and (for_import is not None or output is None or output.suffix.casefold() in endings(formats_of(DATASET))):
        bom_needs_csv(lang)
    if for_import is not None:
        _written(graph.dump_for_import(for_import), lang, format_)
        return
    assert output is not None
    _written(graph.dump(output, datasets=datasets, lang=lang, bom=bom), lang, format_)


def _written(paths: list[Path], lang: str, format_: str | None) -> None:
    """Name the files that were written."""
    from quanze.cli.output import Output

    rows = [{"file": str(path)} for path in paths]
    Output(lang, format_).emit(rows, heads(lang, "file"), text="\n".join(map(str, paths)))


@command("demo")
@click.option(
    "--files",
    cls=OutputOption,
    type=FILES,
    default=Path("quanze-demo"),
    show_default=True,
    help=_("Folder for the matrix and the network picture."),
)
@row_options
def demo_command(files: Path, out: Output) -> None:
    """Ask the bundled graph the first question, and write what a planner takes away."""
    from quanze.api import bundled
    from quanze.cli.answer_tables import emit_answers
    from quanze.exports.atomic_file import is_protected

    with bundled() as graph:
        rows = graph.who(DEMO_INDICATOR)
        text = _demo_text(graph, rows, out.lang) if out.shows_table else None
        emit_answers(rows, out, text)
        if out.shows_table:
            matrix = files / message("matrix.xlsx").in_language(out.lang)
            picture = files / message("network.html").in_language(out.lang)
            kept = [path for path in (matrix, picture) if is_protected(path)]
            if matrix not in kept:
                graph.matrix(dataset="chiayi", lang=out.lang).write(matrix)
            if picture not in kept:
                _write_picture(graph, picture, out.lang)
            click.echo(
                message(
                    "\nFiles:\n  {matrix}  (responsibility matrix, for Excel)\n  {picture}  (the network, for a "
                    "browser)",
                    matrix=matrix,
                    picture=picture,
                ).in_language(out.lang)
            )
            if kept:
                said = message("Already there, and not replaced (--overwrite does): {names}", names=kept)
                click.echo(said.in_language(out.lang))


def _write_picture(graph: Graph, path: Path, lang: str) -> None:
    from quanze.exports.atomic_file import write_file

    write_file(path, graph.view(lang=lang).generate_html())


def _demo_text(graph: Graph, rows: list[Responsibility], lang: str) -> str:
    from quanze.cli.answer_text import who_text
    from quanze.schema import KINDS
    from quanze.schema.kind_names import counted

    counts: dict[str, int] = {}
    for row in graph.query("count_nodes"):
        counts[row["kind"]] = counts.get(row["kind"], 0) + row["count"]
    links = sum(r["count"] for r in graph.query("count_links"))
    listed = [counted(kind, counts[kind.label]) for kind in KINDS if kind.label in counts]
    return "\n".join(
        (
            message(
                "Bundled graph: {records}; {links}.", records=listed, links=plural("{n} link", "{n} links", n=links)
            ).in_language(lang),
            message(
                "\nQuestion: which agencies are responsible for “{indicator}”?\n", indicator=DEMO_INDICATOR
            ).in_language(lang),
            who_text(graph.find(DEMO_INDICATOR), rows, False, lang, date.today().isoformat()),
        )
    )
