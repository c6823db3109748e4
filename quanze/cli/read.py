"""The plan reader: read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quanze.cli.app import PARTLY_READ, OutputOption, command, lang_option
from quanze.cli.comparisons import say_findings
from quanze.cli.language import _
from quanze.cli.merge import show_merge, write_merge
from quanze.cli.output import progress_line, table
from quanze.cli.paths import NamedPath
from quanze.errors import FileError, FindingsError, QueryError
from quanze.exports.answers.cells import plain
from quanze.locale import Message, message
from quanze.plain_files import is_there
from quanze.schema.column_titles import heads, worded
from quanze.schema.draft_codes import REMARKS, UNREAD
from quanze.schema.naming import sentence
from quanze.schema.rows import AnyRow, Row

if TYPE_CHECKING:
    from quanze.api import Comparison, PlanDraft

FILES = NamedPath(path_type=Path)
SHOWN = 30
"""Rows of a list that are shown on the terminal; the draft has all."""


@command("read")
@click.argument("files", nargs=-1, required=True, type=FILES)
@click.option(
    "-o",
    "--output",
    cls=OutputOption,
    type=FILES,
    default=None,
    help=_("Draft to write: draft.xlsx, or a folder for CSV."),
)
@click.option(
    "--view",
    cls=OutputOption,
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
    "--merge",
    "merged",
    type=FILES,
    default=None,
    metavar=_("DRAFT"),
    help=_("Merge this later edition into a draft that was reviewed; what the reviewer changed stays."),
)
@click.option(
    "--add",
    "added",
    type=FILES,
    default=None,
    metavar=_("DRAFT"),
    help=_("Add this as another chapter to a draft; nothing in the draft is dropped."),
)
@click.option(
    "--pairs",
    type=FILES,
    default=None,
    help=_("Pairs of records that somebody reviewed (CSV: before, after, same), for --merge."),
)
@click.option(
    "--diff",
    default="",
    metavar=_("graph|ID|PATH"),
    help=_("Compare with the graph, one of its data sets or a file: lists what only one side has."),
)
@click.option(
    "--db",
    default=None,
    metavar=_("PATH|URL"),
    help=_("Database for --diff, --merge and --add (default: as for the other commands)."),
)
@lang_option
def read_command(
    files: tuple[Path, ...],
    output: Path | None,
    view: Path | None,
    dataset: str,
    title: str,
    columns: Path | None,
    merged: Path | None,
    added: Path | None,
    pairs: Path | None,
    diff: str,
    db: str | None,
    lang: str,
) -> None:
    """Read documents and say what was found."""
    into = merged or added
    if merged and added:
        raise click.UsageError(message("Use either --merge or --add.").in_language(lang))
    if pairs and into is None:
        raise click.UsageError(message("--pairs needs --merge or --add.").in_language(lang))
    from quanze.api import draft_dataset, read

    if into is not None:
        dataset = dataset or draft_dataset(into)
    draft = read(files, dataset=dataset, title=title, columns=columns, progress=progress_line())
    _list(draft.counts(), heads(lang, "kind", "count", "check"), lang)
    _titled(
        message("Please review"),
        [
            {
                "remark": REMARKS[r["remark"]].in_language(lang),
                "text": sentence(r, lang),
                "where": sentence(r, lang, "where"),
            }
            for r in draft.remarks()
        ],
        heads(lang, "remark", "text", "where"),
        lang,
        most=SHOWN,
    )
    _titled(
        message("Text that was not read"),
        [
            {
                "text": sentence(r, lang, "text"),
                "reason": UNREAD[r["reason"]].in_language(lang),
                "where": sentence(r, lang, "where"),
            }
            for r in draft.unread()
        ],
        heads(lang, "text", "reason", "where"),
        lang,
        most=SHOWN,
    )
    used = draft.column_mapping()
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
        _differences(_compared(draft, diff, db), lang)
    if into is not None:
        _merge(draft, into, added is not None, pairs, db, output, lang)
    elif output is not None:
        for path in draft.write(output, lang=lang):
            click.echo(str(path))
    if output is not None:
        sources = " ".join([*draft.requires(), str(output)])
        click.echo(
            message(
                "After review: quanze check {sources} --db my.kgl, then quanze load {sources} --db my.kgl",
                sources=sources,
            ).in_language(lang),
            err=True,
        )
    if view is not None:
        click.echo(str(draft.write_view(view, lang=lang)))
    lost = draft.tables_unread()
    if lost and output is not None:
        said = message("Not read, though agencies or roles are named there: {places}. See --columns.", places=lost)
        click.echo(said.in_language(lang), err=True)
        sys.exit(PARTLY_READ)


def _merge(
    draft: PlanDraft,
    into: Path,
    chapter: bool,
    pairs: Path | None,
    db: str | None,
    output: Path | None,
    lang: str,
) -> None:
    """Merge what was read into a draft, show what that changes, and write it."""
    from quanze.api import open as open_graph

    with open_graph(db) as graph:
        try:
            found = graph.merge_draft(draft, into, chapter=chapter, pairs=pairs, lang=lang)
        except FindingsError as e:
            say_findings(e.findings, lang)
            raise
    click.echo()
    show_merge(found, lang)
    if output is not None:
        write_merge(found, output, lang)


def _list(rows: Sequence[AnyRow], columns: dict[str, str], lang: str) -> None:
    click.echo(table(worded(rows, lang), columns))


def _titled(
    title: Message, rows: Sequence[AnyRow], columns: dict[str, str], lang: str, *, most: int | None = None
) -> None:
    """A list under its title, when there is one; its first ``most`` rows where a draft has the others."""
    if not rows:
        return
    heading = message("{title} ({n})", title=title, n=len(rows))
    click.echo(f"\n{heading.in_language(lang)}")
    _list(rows[:most], columns, lang)
    if most is not None and len(rows) > most:
        left = message("… and {n} more; a draft (-o) lists them all.", n=len(rows) - most)
        click.echo(left.in_language(lang))


def _compared(draft: PlanDraft, target: str, db: str | None) -> Comparison:
    """The draft beside files by path, else beside data sets of a graph."""
    if is_there(Path(target)):
        return draft.compare(Path(target))
    from quanze.api import open as open_graph

    with open_graph(db) as graph:
        known = [d["id"] for d in graph.datasets()]
        if target != "graph" and target not in known:
            datasets = known or message("none")
            raise QueryError(
                message("{target} is neither a file nor a data set of the graph.", target=target),
                message("Data sets: {datasets}.", datasets=datasets),
            )
        return graph.compare(draft, dataset="" if target == "graph" else target)


def _differences(found: Comparison, lang: str) -> None:
    click.echo(message("\nIn both: {n}", n=found.in_both).in_language(lang))
    columns = heads(lang, "kind", "name", "property", "document", "other")
    _titled(message("Changed values"), _with_labels(found.changed, lang), columns, lang)
    columns = heads(lang, "kind", "name")
    for title, rows in (
        (message("Only in the document"), found.only_document),
        (message("Only in the other source"), found.only_other),
    ):
        named = [{**r, "name": " → ".join(filter(None, (r["name"], r["to_name"])))} for r in rows]
        _titled(title, named, columns, lang)


def _with_labels(rows: Sequence[AnyRow], lang: str) -> list[Row]:
    """Rows with the labels of their properties."""
    from quanze.schema import KIND

    return [{**r, "property": KIND[r["kind"]].property(r["property"]).in_language(lang)} for r in rows]
