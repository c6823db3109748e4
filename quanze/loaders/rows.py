"""Raw tables to records: every cell read by its column, references still as written."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from quanze.loaders.cells import Bad, Odd, as_text, cell_reader
from quanze.loaders.findings import Finding, Where
from quanze.loaders.raw import RawTable, is_dropped
from quanze.schema.declare import Property
from quanze.schema.tables import REVIEW, ROLE
from quanze.schema.words import fold


class Record:
    """One row that was read: its table, place and values by column name (empty cells left out)."""

    __slots__ = ("place", "row", "values")

    def __init__(self, place: RawTable, row: int, values: dict[str, Any]) -> None:
        self.place = place
        self.row = row
        self.values = values

    def finding(self, code: str, column: str = "", value: Any = "", **details: Any) -> Finding:
        """A finding at this row; the column is named as the file's own header names it."""
        return Finding(
            code, self.place.file, self.place.sheet, self.row, self.place.header_of(column), as_text(value), details
        )

    def where(self) -> Where:
        """The place of the row, for messages about another row."""
        return Where(self.place.file, self.place.sheet, self.row)


def read_rows(raw: RawTable, findings: list[Finding]) -> list[Record]:
    """All rows of a table as records; faults go to ``findings``, and a faulty cell is left out."""
    columns = _columns(raw, findings)
    if columns is None:
        return []
    records = [Record(raw, number, {}) for number, _ in raw.rows]
    dropped = [False] * len(records)
    for position, _, column in columns:
        if column.name == "review" and column in REVIEW:
            for i, (_, cells) in enumerate(raw.rows):
                if position < len(cells) and is_dropped(as_text(cells[position])):
                    dropped[i] = True
    kept = [i for i, drop in enumerate(dropped) if not drop]
    for position, header, column in columns:
        if column not in REVIEW:
            _read_column(raw, records, kept, position, header, column, findings)
    return [records[i] for i in kept if records[i].values]


def _columns(raw: RawTable, findings: list[Finding]) -> list[tuple[int, str, Property]] | None:
    """(position, header as written, column) for every column that is known."""
    found: list[tuple[int, str, Property]] = []
    seen: dict[str, str] = {}
    for position, header in enumerate(raw.header):
        if not header:
            continue
        column = raw.table.column(header)
        if column is None:
            names = "、".join(c.zh for c in raw.table.columns)
            findings.append(Finding("unknown-column", raw.file, raw.sheet, raw.header_row, header, header,
                                    {"names": names, "nearest": _near(raw, header)}))  # fmt: skip
        elif column.name in seen:
            findings.append(Finding("duplicate-column", raw.file, raw.sheet, raw.header_row, header, header))
        else:
            seen[column.name] = header
            found.append((position, header, column))
    missing = [c for c in raw.table.columns if c.required and c.name not in seen]
    for column in missing:
        findings.append(
            Finding("missing-column", raw.file, raw.sheet, raw.header_row, column.zh, f"{column.zh} ({column.name})")
        )
    return None if missing else found


def _near(raw: RawTable, header: str) -> list[str]:
    from rapidfuzz import fuzz, process

    labels = [label for c in raw.table.columns for label in (c.zh, c.name)]
    return [m for m, _, _ in process.extract(header[:100], labels, scorer=fuzz.ratio, limit=1, score_cutoff=50)]


def _read_column(
    raw: RawTable,
    records: list[Record],
    kept: list[int],
    position: int,
    header: str,
    column: Property,
    findings: list[Finding],
) -> None:
    read: Callable[[str], Any] = cell_reader(column)
    name, rows = column.name, raw.rows
    memo: dict[str, tuple[Any, Bad | Odd | None]] = {}
    folded = cache(fold)  # few words, many rows
    words = {fold(w) for c in column.choices for w in c.words} if column is ROLE else set()
    for i in kept:
        cells = rows[i][1]
        cell = cells[position] if position < len(cells) else None
        if cell is None or cell == "":
            if column.required and any(c not in (None, "") for c in cells):
                findings.append(records[i].finding("empty-value", header))
            continue
        if type(cell) is str:
            known = memo.get(cell)
            if known is None:
                known = memo[cell] = _read_cell(read, cell)
        else:
            known = _read_cell(read, cell)
        value, problem = known
        if problem is not None:
            findings.append(
                records[i].finding(
                    problem.code, header, len(as_text(cell)) if problem.code == "too-long" else cell, **problem.details
                )
            )
        if value is not None:
            records[i].values[name] = value
            if words and folded(str(cell)) in words:
                records[i].values.setdefault("wording", as_text(cell))
        elif problem is None and column.required:
            findings.append(records[i].finding("empty-value", header))


def _read_cell(read: Callable[[str], Any], cell: Any) -> tuple[Any, Bad | Odd | None]:
    text = as_text(cell)
    if not text:
        return None, None
    try:
        value = read(text)
    except Bad as bad:
        return None, bad
    except Odd as odd:
        return odd.value, odd
    return (None if value == "" or value == [] else value), None
