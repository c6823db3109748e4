"""How commands show a comparison, and the findings that keep files from being compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quanze.cli.column_titles import heads, worded
from quanze.cli.output import table, terminal_columns
from quanze.errors import FindingsError
from quanze.locale import in_context

if TYPE_CHECKING:
    from quanze.cli.output import Output
    from quanze.exports.comparison_document import ComparisonDocument

FINDING_COLUMNS = ("level", "code", "file", "sheet", "row", "column", "value", "message", "advice")


def finding_heads(lang: str) -> dict[str, str]:
    """The columns of findings about files: what is a code to programs is the name of the finding to people."""
    return heads(lang, *FINDING_COLUMNS) | {"code": in_context("in a file", "finding", lang)}


def say_findings(error: FindingsError, lang: str) -> None:
    """Findings that keep files from being compared, on stderr: the answer itself may go on to another program."""
    rows = worded([f.row_dict(lang) for f in error.findings], lang)
    click.echo(table(rows, finding_heads(lang)), err=True)


def show_comparison(found: ComparisonDocument, out: Output) -> None:
    """Show a comparison in the format asked for; on a terminal in its width."""
    columns = terminal_columns()
    if out.shows_table and out.path is None and columns:
        from quanze.exports.comparison.text import plain_text

        out.write(plain_text(found, out.lang, room=columns))
        return
    out.write(out.chosen.writer(found, out.lang))
