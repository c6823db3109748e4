"""An answer as CSV for programs: the columns' keys as heads, codes as they are stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from quanze.exports.answers.answer import Answer
from quanze.exports.answers.cells import number_or_text, plain
from quanze.exports.csv_text import csv_text

if TYPE_CHECKING:
    from quanze.schema.rows import AnyRow


def rows_csv(answer: Answer) -> str:
    """A line per row of the table."""
    return "".join(csv_of_each(answer.table.rows, answer.table.columns))


def csv_of_each(rows: Iterable[AnyRow], columns: Iterable[str]) -> Iterator[str]:
    """The text of rows in pieces, the heads first."""
    keys = list(columns)
    yield csv_text([[plain(key) for key in keys]])
    more = iter(rows)
    while some := list(islice(more, 1000)):
        yield csv_text([_cell(row.get(key)) for key in keys] for row in some)


def _cell(value: Any) -> str | int | float:
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_or_text(value)
