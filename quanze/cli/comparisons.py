"""How commands show a comparison, and the findings that keep files from being compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quanze.cli.output import table, terminal_columns
from quanze.errors import FindingsError
from quanze.locale import in_context
from quanze.schema.column_titles import heads, worded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quanze.api import Finding
    from quanze.cli.output import Output
    from quanze.exports.comparison_document import ComparisonDocument
    from quanze.schema.rows import Row

RANGES_SHOWN = 6
FINDING_COLUMNS = ("level", "code", "file", "sheet", "row", "column", "value", "message", "advice")


def finding_heads(lang: str) -> dict[str, str]:
    """The columns of findings about files: what is a code to programs is the name of the finding to people."""
    return heads(lang, *FINDING_COLUMNS) | {"code": in_context("in a file", "finding", lang)}


def say_findings(error: FindingsError, lang: str) -> None:
    """Findings that keep files from being compared, on stderr: the answer itself may go on to another program."""
    click.echo(table(worded(finding_lines(error.findings, lang), lang), finding_heads(lang)), err=True)


def finding_lines(findings: Sequence[Finding], lang: str) -> list[Row]:
    """Findings as a person reads them: the same one in many rows of a table is one line, with the rows."""
    lines: dict[tuple[object, ...], Row] = {}
    rows: dict[tuple[object, ...], list[int]] = {}
    for finding in findings:
        line = finding.row_dict(lang)
        key = tuple(line[name] for name in FINDING_COLUMNS if name not in ("row", "advice"))
        lines.setdefault(key, line)
        if finding.row:
            rows.setdefault(key, []).append(finding.row)
    return [{**line, "row": row_ranges(rows[key]) if key in rows else None} for key, line in lines.items()]


def row_ranges(rows: Sequence[int]) -> str:
    """Numbers of rows, those that follow one another as a range; the first ones of many."""
    ranges: list[list[int]] = []
    for row in sorted(set(rows)):
        if ranges and row == ranges[-1][1] + 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in ranges[:RANGES_SHOWN]]
    return ", ".join([*shown, *(["…"] if len(ranges) > RANGES_SHOWN else [])])


def show_comparison(found: ComparisonDocument, out: Output) -> None:
    """Show a comparison in the format asked for; on a terminal in its width."""
    columns = terminal_columns()
    if out.shows_table and out.path is None and columns:
        from quanze.exports.comparison.text import plain_text

        out.write(plain_text(found, out.lang, room=columns))
        return
    out.write(out.chosen.writer(found, out.lang))
