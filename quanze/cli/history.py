"""``quanze log`` and ``quanze undo``: what was loaded, and taking the last load back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from quanze.cli.app import FAILED, changed, command, db_option, graph_command, row_options
from quanze.cli.language import _
from quanze.cli.output import table
from quanze.exports.answers.cells import plain
from quanze.locale import message, plural
from quanze.schema.column_titles import heads

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output
    from quanze.schema.rows import LoggedLoad

COLUMNS = (
    *("number", "at", "action", "dataset", "source", "added", "changed", "removed"),
    *("accepted", "by", "undone", "sha256"),
)
SHOWN = 12
"""Characters of a file's SHA-256 that a table shows."""


@command("log")
@row_options
@graph_command
def log_command(graph: Graph, out: Output) -> None:
    """List the loads."""
    rows = graph.log()
    if out.shows_table:
        text = None if rows else message("No load is logged.").in_language(out.lang)
        shown = [{**row, "sha256": row["sha256"][:SHOWN]} for row in rows]
        out.emit(shown, _heads(out.lang), text=text, note=_accepted(rows, out.lang))
        return
    out.emit(rows, _heads(out.lang))


@command("undo")
@click.option("-y", "--yes", is_flag=True, help=_("Do not ask on a terminal."))
@row_options
@db_option
def undo_command(yes: bool, db: str | None, out: Output) -> None:
    """Take the last load back."""
    from quanze.api import open as open_graph

    with open_graph(db) as graph:
        click.echo(message("Target: {graph}", graph=graph.description).in_language(out.lang), err=True)
        last = _last(graph)
        if last and not yes and sys.stdin.isatty() and sys.stderr.isatty():
            click.echo(table(last, _heads(out.lang)), err=True)
            if not click.confirm(message("Take this load back?").in_language(out.lang), err=True):
                click.echo(message("Nothing was written.").in_language(out.lang), err=True)
                sys.exit(FAILED)
        rows = graph.undo()
        with changed():
            out.emit(rows, heads(out.lang, "dataset", "table", "added", "changed", "removed", "unchanged"))


def _last(graph: Graph) -> list[LoggedLoad]:
    """The rows of the load that would be taken back."""
    rows = [row for row in graph.log() if not row["undone"]]
    return [row for row in rows if row["number"] == rows[0]["number"]]


def _accepted(rows: Sequence[LoggedLoad], lang: str) -> str:
    """Which cells of what is loaded were accepted as they are, and how they are listed again."""
    last = {row["dataset"]: row for row in reversed(rows) if not row["undone"]}
    said = (
        plural(
            "{n} place in {source} was left out or taken with doubt; as long as the file is unchanged, "
            "`quanze check` lists it again.",
            "{n} places in {source} were left out or taken with doubt; as long as the file is unchanged, "
            "`quanze check` lists them again.",
            n=row["accepted"],
            source=row["source"],
        )
        for row in last.values()
        if row["accepted"]
    )
    return "\n".join(plain(one.in_language(lang)) for one in said)


def _heads(lang: str) -> dict[str, str]:
    return heads(lang, *COLUMNS)
