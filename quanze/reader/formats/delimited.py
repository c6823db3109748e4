"""Comma, semicolon or tab separated files: one table."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from quanze.errors import FileError
from quanze.locale import message
from quanze.reader.blocks import Grid, Place, Source
from quanze.reader.formats.limits import MAX_COLUMNS, bounded, columns_left_out, merged_rows, refuse_cells
from quanze.reader.formats.progress import Progress
from quanze.reader.formats.text import decoded

_MAX_ROWS = 100_000


def separator_in(text: str) -> str:
    """The separator that the first lines of a text agree on."""
    lines = text.split("\n", 20)[:20]
    return max(
        "\t;,",
        key=lambda s: (
            min((line.count(s) for line in lines if line.strip()), default=0) > 0,
            sum(line.count(s) for line in lines),
        ),
    )


def read(path: Path, progress: Progress | None = None) -> Source:
    """The table of a .csv or .tsv."""
    text, notices = decoded(path)
    separator = separator_in(text)
    rows: list[list[str]] = []
    width = 0
    beyond: tuple[str, ...] = ()
    try:
        for row in csv.reader(io.StringIO(text), delimiter=separator):
            rows.append([c.strip() for c in row[:MAX_COLUMNS]])
            beyond = beyond or columns_left_out([row], path.name)
            width = max(width, len(rows[-1]))
            refuse_cells(len(rows), width, path.name)
            if len(rows) > _MAX_ROWS:
                raise FileError(
                    message("{file} has more than {limit:,} rows.", file=path.name, limit=_MAX_ROWS),
                    message("Keep only the rows of the plan."),
                )
    except csv.Error as e:
        raise FileError(
            message("{file} is not a table: {reason}.", file=path.name, reason=e),
            message("Save it again as CSV from a spreadsheet program."),
        ) from e
    if progress:
        progress(path.name, len(rows), len(rows))
    text_rows, own = merged_rows(rows, [[True] * len(r) for r in rows], path.name)
    grids = [Grid(text_rows, Place(path.name, 1), own)] if any(any(r) for r in rows) else []
    return Source(path.name, bounded(grids, path), notices=notices + beyond)
