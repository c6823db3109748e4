"""Rows of a draft that the reader was not sure of and that nobody has reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quanze.loaders.cell_values import as_text, cell_reader, read_cell
from quanze.loaders.findings import WARNING, Finding
from quanze.loaders.raw import RawTable
from quanze.locale import Message, message
from quanze.schema.tables import REVIEW, UNSURE

ROWS_SHOWN = 12
"""The most rows that a finding lists."""


def unreviewed(tables: Sequence[RawTable], *, accepted: bool = False) -> Iterator[Finding]:
    """A finding for each table with rows that are to be checked and carry no mark of a reviewer; the tables must not be
    read yet. ``accepted``: somebody takes them as read, so that they do not stop the load.

    Whoever wrote the second mark, sure or dropped, has looked at the row.
    """
    for raw in tables:
        known = {column.name: at for at, head in enumerate(raw.header) if head and (column := raw.table.column(head))}
        at, mark = known.get(_CONFIDENCE.name), known.get(_REVIEW.name)
        if at is None:
            continue
        rows = [
            number
            for number, cells in raw.all_rows()
            if at < len(cells)
            and read_cell(_READ, cells[at])[0] == UNSURE
            and not (mark is not None and mark < len(cells) and as_text(cells[mark]).strip())
        ]
        if rows:
            details = {"rows": rows_of(rows), "lines": rows, "review": _REVIEW}
            level = WARNING if accepted else ""
            yield Finding("draft-unreviewed", raw.file, raw.sheet, rows[0], raw.header[at], "", details, level)


_REVIEW, _CONFIDENCE = REVIEW[:2]
_READ = cell_reader(_CONFIDENCE)


def rows_of(rows: Sequence[int]) -> str | Message:
    """The rows that a finding is about, in brackets behind it; nothing for one, which is its place."""
    if len(rows) < 2:
        return ""
    shown = [str(row) for row in rows[:ROWS_SHOWN]] + ["…"] * (len(rows) > ROWS_SHOWN)
    return message(" ({n} rows: {rows})", n=len(rows), rows=shown)
