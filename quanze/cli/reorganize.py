"""``quanze reorganize``: planned changes of bodies, tried on a copy."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quanze.cli.app import OutputOption, command, output_options, whole_graph_command
from quanze.cli.comparisons import say_findings
from quanze.cli.data import FILES
from quanze.cli.language import _
from quanze.cli.output import progress_line, table, terminal_columns
from quanze.cli.paths import NamedPath
from quanze.errors import FindingsError
from quanze.exports.answers.findings import finding_heads
from quanze.exports.formats import REORGANIZATION
from quanze.locale import message
from quanze.schema.column_titles import worded

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output


@command("reorganize")
@click.argument("files", nargs=-1, type=FILES)
@click.option(
    "--as-of",
    default="",
    metavar=_("DATE"),
    help=_("The day on which both sides are compared (default: the first one on which all changes are in force)."),
)
@click.option(
    "--write-sheet",
    cls=OutputOption,
    type=NamedPath(path_type=Path, dir_okay=False),
    default=None,
    help=_(
        "Write the empty sheet of planned changes instead (.xlsx), with lists of the bodies and tasks of the graph."
    ),
)
@output_options(REORGANIZATION, "table")
@whole_graph_command
def reorganize_command(
    graph: Graph, files: tuple[Path, ...], as_of: str, write_sheet: Path | None, out: Output
) -> None:
    """Try planned changes."""
    if bool(files) == bool(write_sheet):
        raise click.UsageError(message("Give the files with the changes, or --write-sheet.").in_language(out.lang))
    if write_sheet:
        click.echo(str(graph.changes_sheet(write_sheet, lang=out.lang)), err=True)
        return
    try:
        found = graph.reorganize(*files, as_of=as_of, progress=progress_line())
    except FindingsError as e:
        say_findings(e.findings, out.lang)
        raise
    if found.findings:
        rows = worded([f.row_dict(out.lang) for f in found.findings], out.lang)
        click.echo(table(rows, finding_heads(out.lang)), err=True)
    columns = terminal_columns()
    if out.shows_table and out.path is None and columns:
        from quanze.exports.reorganization.text import plain_text

        out.write(plain_text(found, partial(found.matrices, lang=out.lang), out.lang, room=columns))
        return
    out.write(out.chosen.writer(found, out.lang))
