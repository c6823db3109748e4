"""How commands show a comparison, and the findings that keep files from being compared."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quanze.cli.app import OutputOption
from quanze.cli.language import _
from quanze.cli.output import table, terminal_columns
from quanze.cli.paths import NamedPath
from quanze.exports.answers.findings import Found, finding_heads, first_lines
from quanze.exports.answers.text import ROOM
from quanze.schema.column_titles import worded

if TYPE_CHECKING:
    from quanze.cli.output import Output
    from quanze.exports.comparison_document import ComparisonDocument


def say_findings(findings: Sequence[Found], lang: str) -> None:
    """Findings on stderr: the answer itself may go on to another program."""
    click.echo(findings_text(findings, lang), err=True)


def findings_text(findings: Sequence[Found], lang: str) -> str:
    """Findings as a person gets them at once, the first of each where there are many."""
    lines, note = first_lines(findings, lang)
    return "\n".join([table(worded(lines, lang), finding_heads(lang)), *([note] if note else [])])


ALL = click.option(
    "--all",
    "every",
    is_flag=True,
    help=_(
        "List every change, including those where only the place in the source differs, such as the row of a sheet."
    ),
)
_FILE = NamedPath(path_type=Path, dir_okay=False)
PAIRS = click.option(
    "--pairs",
    type=_FILE,
    default=None,
    help=_("Pairs of records that somebody reviewed (CSV: before, after, same); several rows for a split or a merger."),
)
WRITE_PAIRS = click.option(
    "--write-pairs",
    cls=OutputOption,
    type=_FILE,
    default=None,
    help=_("Write the unsure pairs to a CSV file to be reviewed: yes or no in its last column."),
)


def show_comparison(
    found: ComparisonDocument, out: Output, *, every: bool = False, write_pairs: Path | None = None
) -> None:
    """Show a comparison in the format asked for; on a terminal in its width. ``every`` change where that is set.

    ``write_pairs`` is the file to which the unsure pairs go.
    """
    found = found.in_full() if every else found
    _show(found, out)
    if write_pairs:
        click.echo(str(found.write_pairs(write_pairs)), err=True)


def _show(found: ComparisonDocument, out: Output) -> None:
    if out.shows_table and out.path is None:
        from quanze.exports.comparison.text import first_text

        out.write(first_text(found, out.lang, room=terminal_columns() or ROOM))
        return
    out.write(out.chosen.writer(found, out.lang))
