"""Findings about files as a person reads them: what is the same in many rows of a table is one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Protocol

from quanze.locale import Clauses, in_context, message
from quanze.schema.column_titles import heads, worded
from quanze.schema.rows import Row

RANGES_SHOWN = 6
MOST_LINES = 200
"""Up to so many lines a person gets all of them."""
FIRST_LINES = 20
"""Of more the first of each finding."""
COLUMNS = ("level", "code", "file", "sheet", "row", "column", "value", "message", "advice")


class Found(Protocol):
    """A finding: its row from 1, 0 for none, and all of it as a flat row."""

    @property
    def row(self) -> int:
        """The row in the file."""

    def row_dict(self, lang: str) -> dict[str, Any]:
        """It in words of the language."""


def finding_heads(lang: str) -> dict[str, str]:
    """The columns of findings about files: what is a code to programs is the name of the finding to people."""
    return heads(lang, *COLUMNS) | {"code": in_context("in a file", "finding", lang)}


def finding_lines(findings: Sequence[Found], lang: str) -> list[Row]:
    """Findings, the same one in many rows of a table as one line with the rows."""
    return [{**line, "row": row_ranges(rows) if rows else None} for line, rows in grouped(findings, lang)]


def first_lines(findings: Sequence[Found], lang: str) -> tuple[list[Row], str]:
    """The lines that a person gets at once, the first of each finding where there are many, and a sentence about the
    others; none where these are all."""
    lines = finding_lines(findings, lang)
    if len(lines) <= MOST_LINES:
        return lines, ""
    counted: Counter[tuple[str, str]] = Counter()
    shown = []
    for line in lines:
        kind = line["level"], line["code"]
        counted[kind] += 1
        if counted[kind] <= FIRST_LINES:
            shown.append(line)
    titles = {kind: worded([{"code": kind[1]}], lang)[0]["code"] for kind in counted}
    more = [
        message("{n:,} of {total:,} “{finding}”", n=n - FIRST_LINES, total=n, finding=titles[kind])
        for kind, n in counted.items()
        if n > FIRST_LINES
    ]
    said = message("Not shown: {findings}. `quanze check -o findings.xlsx` lists all.", findings=Clauses(more))
    return shown, said.in_language(lang)


def grouped(findings: Sequence[Found], lang: str) -> list[tuple[Row, list[int]]]:
    """Findings as flat rows, the same one in many rows of a table once, each with the numbers of its rows."""
    lines: dict[tuple[object, ...], Row] = {}
    rows: dict[tuple[object, ...], list[int]] = {}
    for finding in findings:
        line = finding.row_dict(lang)
        key = tuple(line[name] for name in COLUMNS if name not in ("row", "advice"))
        lines.setdefault(key, line)
        found = rows.setdefault(key, [])
        if finding.row:
            found.append(finding.row)
    return [(line, rows[key]) for key, line in lines.items()]


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
