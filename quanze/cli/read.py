"""The plan reader: read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quanze.cli.app import command, lang_option, overwrite_option
from quanze.cli.column_titles import heads
from quanze.cli.data import _progress
from quanze.cli.language import _
from quanze.cli.output import keep_existing, table
from quanze.errors import FileError, QueryError
from quanze.exports.answers.cells import plain
from quanze.locale import message

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
    help=_("Draft to write: draft.xlsx, or a folder for CSV."),
)
@click.option(
    "--view",
    type=FILES,
    default=None,
    help=_("Also write the reading view (a single HTML file that works offline)."),
)
@click.option(
    "--dataset",
    default="",
    help=_("Id of the draft's data set (default: taken from the file name)."),
)
@click.option("--title", default="", help=_("Name of the plan, if the file does not give it."))
@click.option(
    "--columns",
    type=FILES,
    default=None,
    help=_("Mapping of columns and marks (YAML); the one that was used is printed and can be saved."),
)
@click.option(
    "--diff",
    default="",
    metavar="graph|ID|PATH",
    help=_("Compare with the graph, one of its data sets or a file: lists what only one side has."),
)
@click.option(
    "--db",
    default=None,
    metavar="PATH|URL",
    help=_("Database for --diff (default: as for the other commands)."),
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
            "kind": message("kind").in_language(lang),
            "count": message("count").in_language(lang),
            "check": message("to check").in_language(lang),
        },
    )
    shown = {
        "what": message("fact").in_language(lang),
        "text": message("text").in_language(lang),
        "reason": message("reason").in_language(lang),
        "where": message("where").in_language(lang),
    }
    _titled(message("Please review").in_language(lang), remarks(draft, lang), shown, lang)
    _titled(message("Text that was not read").in_language(lang), unread(draft, lang), shown, lang)
    used = mapping(draft)
    if used:
        click.echo("\n" + message("Columns as they were read (save as map.yaml for --columns)").in_language(lang))
        for line in used.split("\n"):
            click.echo(" " * (len(line) - len(line.lstrip())) + plain(line))
    if output is not None and draft.nothing_read:
        raise FileError(
            message(
                "Nothing about responsibility was read from {names}; no draft was written.",
                names=[p.name for p in files],
            ),
            message("The list above says what was not understood. Say what the columns mean with --columns map.yaml."),
        )
    if diff:
        _differences(_side(diff, db), draft, lang)
    if output is not None:
        for path in draft.write(output, lang=lang):
            click.echo(str(path))
        # A draft that links to SDG targets needs the framework, which ships.
        sources = f"sdg {output}" if draft.draft.of_kind("SDGTarget") else f"{output}"
        click.echo(
            message(
                "After review: quanze check {sources} --db my.kgl, then quanze load {sources} --db my.kgl",
                sources=sources,
            ).in_language(lang),
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
    heading = message("{title} ({n})", title=title, n=len(rows))
    click.echo(f"\n{heading.in_language(lang)}")
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
            datasets = known or message("none")
            raise QueryError(
                message(
                    "{target} is neither a file nor a data set of {graph}.", target=target, graph=graph.description
                ),
                message("Data sets: {datasets}.", datasets=datasets),
            )
        return side_of_graph(graph.engine, known if target == "graph" else [target], known)


def _differences(other: Side, draft: Any, lang: str) -> None:
    from quanze.reader.compare import changes, compare, side_of_draft

    found = compare(side_of_draft(draft.draft), other)
    shared = len(found.pairs) + len(found.bonds)
    click.echo(message("\nIn both: {n}", n=shared).in_language(lang))
    changed = [
        {"kind": c.kind, "what": c.name, "value": c.field, "document": c.document, "dataset": c.dataset}
        for c in changes(found)
    ]
    shown = {
        **heads(lang, "kind", "what"),
        "value": message("value").in_language(lang),
        "document": message("document").in_language(lang),
        "dataset": message("compared with").in_language(lang),
    }
    _titled(message("Changed values").in_language(lang), changed, shown, lang)
    columns = heads(lang, "kind", "what")
    for title, things, bonds in (
        (message("Only in the document").in_language(lang), found.only_document, found.bonds_only_document),
        (message("Only in the other source").in_language(lang), found.only_dataset, found.bonds_only_dataset),
    ):
        rows = [{"kind": t.kind, "what": t.name} for t in things]
        rows += [{"kind": b.type, "what": f"{b.a.name} → {b.b.name}"} for b in bonds]
        _titled(title, rows, columns, lang)
