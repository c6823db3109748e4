"""An answer as CSV for programs: the columns' keys as heads, codes as they are stored."""

from __future__ import annotations

from typing import Any

from quanze.exports.answers.answer import Answer
from quanze.exports.answers.cells import number_or_text, plain
from quanze.exports.csv_text import csv_text


def rows_csv(answer: Answer) -> str:
    """A line per row of the table."""
    columns = answer.table.columns
    lines = ([_cell(row.get(c)) for c in columns] for row in answer.table.rows)
    return csv_text([[plain(c) for c in columns], *lines])


def _cell(value: Any) -> str | int | float:
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_or_text(value)
