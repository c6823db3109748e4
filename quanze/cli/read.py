"""The plan reader: read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quanze.cli.app import command, lang_option, overwrite_option
from quanze.cli.data import _progress
from quanze.cli.labels import heads
from quanze.cli.language import say
from quanze.cli.output import keep_existing, plain, table
from quanze.errors import FileError, QueryError

if TYPE_CHECKING:
    from quanze.reader.compare import Side

FILES = click.Path(path_type=Path)
SHOWN = 30
"""Rows of a list that are shown on the terminal; the draft has all."""


@command("read")
@click.argument("files", nargs=-1, required=True, type=FILES)
@click.option(
    "-o",
    "--output",
    type=FILES,
    default=None,
    help=say("草稿：draft.xlsx，或資料夾（CSV）。", "The draft: draft.xlsx, or a folder for CSV."),
)
@click.option(
    "--view",
    type=FILES,
    default=None,
    help=say("另寫判讀對照頁（單一 HTML 檔，離線可看）。", "Also write the reading view (one HTML file, offline)."),
)
@click.option(
    "--dataset",
    default="",
    help=say("草稿的資料集識別碼（預設取檔名）。", "Id of the draft's data set (default: from the file name)."),
)
@click.option(
    "--title", default="", help=say("計畫名稱（文件未載明時）。", "Name of the plan, when the file does not say it.")
)
@click.option(
    "--columns",
    type=FILES,
    default=None,
    help=say(
        "欄位與記號的對照（YAML）：我的欄名與其意義；所用的對照會列出，可存檔再用。",
        "A mapping of columns and marks (YAML); the one that was used is printed and can be saved.",
    ),
)
@click.option(
    "--diff",
    default="",
    metavar="graph|ID|PATH",
    help=say(
        "比對：整個圖譜、其中一個資料集，或檔案；列出文件有而對方無者，及其反面。",
        "Compare with the graph, one data set in it, or a file: what each has and the other lacks.",
    ),
)
@click.option(
    "--db",
    default=None,
    metavar="PATH|URL",
    help=say("比對所用的資料庫（預設同其他指令）。", "The database for --diff (default as elsewhere)."),
)
@overwrite_option
@lang_option
def read_command(
    files: tuple[Path, ...],
    output: Path | None,
    view: Path | None,
    dataset: str,
    title: str,
    columns: Path | None,
    diff: str,
    db: str | None,
    overwrite: bool,
    lang: str,
) -> None:
    """Read documents and say what was found."""
    if output is not None:
        keep_existing(output, overwrite)
    from quanze.reader import read_plan
    from quanze.reader.report import counts, mapping, remarks, unread

    draft = read_plan(files, dataset=dataset, title=title, columns=columns, progress=_progress())
    _list(
        counts(draft, lang),
        {
            "kind": say("種類", "kind", lang),
            "count": say("筆數", "count", lang),
            "check": say("待查", "to check", lang),
        },
    )
    shown = {
        "what": say("事項", "what", lang),
        "text": say("內容", "text", lang),
        "reason": say("理由", "reason", lang),
        "where": say("所在", "where", lang),
    }
    _titled(say("請審閱", "To look at", lang), remarks(draft, lang), shown, lang)
    _titled(say("未判讀的文字", "Text that was not read", lang), unread(draft, lang), shown, lang)
    used = mapping(draft)
    if used:
        click.echo(
            say(
                "\n欄位對照（可存為 map.yaml，以 --columns 使用）",
                "\nColumns as they were read (save as map.yaml for --columns)",
                lang,
            )
        )
        for line in used.split("\n"):
            click.echo(" " * (len(line) - len(line.lstrip())) + plain(line))
    if output is not None and draft.nothing_read:
        names = "、".join(p.name for p in files)
        raise FileError(
            f"Nothing about responsibility was read from {names}; no draft was written.",
            "The list above says what was not understood. Say what the columns mean with --columns map.yaml.",
            zh=(
                f"由 {names} 未判讀出任何權責，未寫出草稿。",
                "未能辨識之處列於上方；可用 --columns map.yaml 說明欄位的意義。",
            ),
        )
    if diff:
        _differences(_side(diff, db), draft, lang)
    if output is not None:
        for path in draft.write(output, lang=lang):
            click.echo(str(path))
        # A draft that links to SDG targets needs the framework, which ships.
        sources = f"sdg {output}" if draft.draft.of_kind("SDGTarget") else f"{output}"
        click.echo(
            say(
                f"審閱後檢查與載入：quanze check {sources} --db 我的.kgl、quanze load {sources} --db 我的.kgl",
                f"After review: quanze check {sources} --db my.kgl, then quanze load {sources} --db my.kgl",
                lang,
            ),
            err=True,
        )
    if view is not None:
        from quanze.reader.view import write_view

        click.echo(str(write_view(draft, view, lang=lang)))


def _list(rows: list[dict[str, Any]], columns: dict[str, str]) -> None:
    click.echo(table([{k: plain(v) if isinstance(v, str) else v for k, v in r.items()} for r in rows], columns))


def _titled(title: str, rows: list[dict[str, Any]], columns: dict[str, str], lang: str) -> None:
    if not rows:
        return
    click.echo(f"\n{title}（{len(rows)}）" if lang != "en" else f"\n{title} ({len(rows)})")
    _list(rows[:SHOWN], {k: v for k, v in columns.items() if any(k in r for r in rows)})
    if len(rows) > SHOWN:
        click.echo(f"… {len(rows) - SHOWN}")


def _side(target: str, db: str | None) -> Side:
    """The other side of a comparison: files by path, else data sets of a graph."""
    from quanze.reader.compare import side_of_files, side_of_graph

    if Path(target).exists():
        return side_of_files([Path(target)])
    from quanze.api import open as open_graph

    with open_graph(db) as graph:
        known = [d["id"] for d in graph.datasets()]
        if target != "graph" and target not in known:
            raise QueryError(
                f"{target} is no file and no data set of {graph.description}.",
                f"Data sets: {', '.join(known) or 'none'}.",
                zh=(
                    f"{target} 不是檔案，也不是 {graph.description_zh} 的資料集。",
                    f"資料集：{'、'.join(known) or '無'}。",
                ),
            )
        return side_of_graph(graph.engine, known if target == "graph" else [target], known)


def _differences(other: Side, draft: Any, lang: str) -> None:
    from quanze.reader.compare import changes, compare, side_of_draft

    found = compare(side_of_draft(draft.draft), other)
    shared = len(found.pairs) + len(found.bonds)
    click.echo(say(f"\n兩者皆有：{shared}", f"\nIn both: {shared}", lang))
    changed = [
        {"kind": c.kind, "what": c.name, "value": c.field, "document": c.document, "dataset": c.dataset}
        for c in changes(found)
    ]
    shown = {
        **heads(lang, "kind", "what"),
        "value": say("欄位", "value", lang),
        "document": say("文件", "document", lang),
        "dataset": say("比對對象", "compared with", lang),
    }
    _titled(say("值不同", "Changed values", lang), changed, shown, lang)
    columns = heads(lang, "kind", "what")
    for title, things, bonds in (
        (say("只在文件", "Only in the document", lang), found.only_document, found.bonds_only_document),
        (say("只在比對對象", "Only in what it is compared with", lang), found.only_dataset, found.bonds_only_dataset),
    ):
        rows = [{"kind": t.kind, "what": t.name} for t in things]
        rows += [{"kind": b.type, "what": f"{b.a.name} → {b.b.name}"} for b in bonds]
        _titled(title, rows, columns, lang)
