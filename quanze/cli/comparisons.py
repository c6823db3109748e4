"""How commands show a comparison, and the findings that keep files from being compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quanze.cli.language import _
from quanze.cli.output import table, terminal_columns
from quanze.errors import FindingsError
from quanze.exports.answers.findings import finding_heads, finding_lines
from quanze.schema.column_titles import worded

if TYPE_CHECKING:
    from quanze.cli.output import Output
    from quanze.exports.comparison_document import ComparisonDocument


def say_findings(error: FindingsError, lang: str) -> None:
    """Findings that keep files from being compared, on stderr: the answer itself may go on to another program."""
    click.echo(table(worded(finding_lines(error.findings, lang), lang), finding_heads(lang)), err=True)


ALL = click.option(
    "--all",
    "every",
    is_flag=True,
    help=_("List also where only the place in the source changed, such as the row of a sheet."),
)


def show_comparison(found: ComparisonDocument, out: Output, *, every: bool = False) -> None:
    """Show a comparison in the format asked for; on a terminal in its width. ``every`` change where that is set."""
    found = found.in_full() if every else found
    columns = terminal_columns()
    if out.shows_table and out.path is None and columns:
        from quanze.exports.comparison.text import plain_text

        out.write(plain_text(found, out.lang, room=columns))
        return
    out.write(out.chosen.writer(found, out.lang))
