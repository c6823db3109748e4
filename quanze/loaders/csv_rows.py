"""The cells of a CSV file: its separator, and where its quotation marks or the width of its rows are wrong."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain, islice
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.loaders.encoding import decode
from quanze.loaders.findings import Finding
from quanze.loaders.raw import HEADER_SEARCH, RawTable, find_header
from quanze.locale import message
from quanze.schema import Table

COMMA = ","
SEPARATORS = {COMMA: message("commas"), ";": message("semicolons"), "\t": message("tabs")}
"""The characters that may part columns, and what they are called."""
_BLOCK = 1 << 16
"""Characters that are parted into lines together: a StringIO of all would hold the text again, four bytes each."""
_KNOWN_CELLS = 20_000
"""Cells that are kept to share them with those below."""
_LEAST_SEPARATORS = 2
"""Separators in the lines of one cell from which on they may be rows."""


def csv_cells(path: Path, table: Table, findings: list[Finding]) -> list[list[str]]:
    """The cells of a CSV file that holds a table; none, and a finding, when its encoding cannot be determined.

    Another separator or encoding than commas and UTF-8 is a finding too. Raises FileError when it is no CSV.
    """
    text = decode(path, findings) or ""
    separator = separator_of(text, table)
    if separator != COMMA:
        named = {"separator": SEPARATORS[separator]}
        findings.append(Finding("separator", path.name, value=separator, details=named))
    reader = _reader(text, separator)
    try:
        rows = list(_sharing(reader))
    except csv.Error as e:
        raise FileError(
            message("{path}, line {line}: {reason}.", path=path, line=reader.line_num, reason=e),
            message("Save it again as CSV with quoted cells."),
        ) from e
    if '"' in text:
        findings += _doubtful_quotes(text, separator, path.name, rows)
    return rows


def doubtful_rows(text: str, separator: str, file: str) -> list[Finding]:
    """Where the quotation marks of a table of another form are wrong, and its rows shorter than their head."""
    rows = list(_reader(text, separator))
    found = list(_doubtful_quotes(text, separator, file, rows)) if '"' in text else []
    heads = next((len(row) for row in rows if sum(map(bool, row)) > 1), 0)
    short = ((number, len(row)) for number, row in enumerate(rows, 1) if 1 < len(row) < heads)
    return found + [_too_few(file, number, cells, heads) for number, cells in short]


def separator_of(text: str, table: Table) -> str:
    """The separator under which the text has most heads of the table; a comma when it does not matter."""

    def heads(separator: str) -> int:
        top = top_rows(text, separator)
        at = find_header(table, top)
        return sum(1 for cell in top[at] if table.column(cell)) if at is not None else 0

    # Of equals the first; under one that is not there each row is one cell.
    return max((s for s in SEPARATORS if s == COMMA or s in text), key=heads)


def top_rows(text: str, separator: str) -> list[list[str]]:
    """The first rows of a text, so far as it can be read: it may be anything."""
    try:
        return list(islice(_reader(text, separator), HEADER_SEARCH))
    except csv.Error:
        return []


def _doubtful_quotes(text: str, separator: str, file: str, rows: list[list[str]]) -> Iterator[Finding]:
    """Where a quotation mark is not closed or swallows rows, which are counted as a spreadsheet counts them."""
    broken = _first_broken(text, separator)
    if broken:
        yield Finding("unclosed-quote", file, row=broken)
    width = max(map(len, rows), default=0)
    for number, row in enumerate(rows, 1):
        for cell in row if number != broken else ():
            if "\n" in cell and cell.count(separator) >= max(width - 1, _LEAST_SEPARATORS):
                yield Finding("rows-in-a-cell", file, row=number, value=cell, details={"lines": cell.count("\n") + 1})


def _sharing(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """The rows; a cell that repeats one before it is the same object, which halves the memory of most tables."""
    known: dict[str, str] = {}
    for row in rows:
        if len(known) > _KNOWN_CELLS:
            known.clear()
        yield list(map(known.setdefault, row, row))


def _first_broken(text: str, separator: str) -> int:
    """The first row in which a quotation mark is not closed, or closed before the cell ends; 0 for none."""
    number = 0
    try:
        for _ in _reader(text, separator, strict=True):
            number += 1
    except csv.Error:
        return number + 1
    return 0


def _reader(text: str, separator: str, *, strict: bool = False) -> Any:
    return csv.reader(chain.from_iterable(_blocks(text)), delimiter=separator, strict=strict)


def _blocks(text: str) -> Iterator[StringIO]:
    """The lines of a text with their ends, some at a time."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _BLOCK) + 1 or len(text)
        yield StringIO(text[start:end], newline="")
        start = end


def short_rows(raw: RawTable) -> Iterator[Finding]:
    """A finding for each row with fewer cells than heads: a separator may be missing."""
    heads = max((i for i, head in enumerate(raw.header, 1) if head), default=0)
    for number, row in raw.rows:
        if len(row) < heads:
            yield _too_few(raw.file, number, len(row), heads)


def _too_few(file: str, row: int, cells: int, heads: int) -> Finding:
    return Finding("too-few-cells", file, row=row, details={"n": cells, "heads": heads})
