"""Raw tables to records: every cell read by its column, references still as written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from quanze.loaders.cells import Bad, Odd, as_text, cell_reader
from quanze.loaders.findings import Finding, Where
from quanze.loaders.raw import RawTable, is_dropped, is_example
from quanze.schema.declare import Property
from quanze.schema.examples import EXAMPLE
from quanze.schema.tables import REVIEW, ROLE
from quanze.schema.words import fold

Outcome = tuple[Any, Bad | Odd | None]
"""The value of a cell, None for none, and what is wrong with it."""


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
    marks = [position for position, _, column in columns if column in REVIEW and column.name == "review"]
    columns = [c for c in columns if c[2] not in REVIEW]
    kept = []
    for number, cells in raw.rows:
        record = Record(raw, number, {})
        marked = [as_text(cells[at]) for at in marks if at < len(cells)]
        if not any(map(is_dropped, marked)):
            kept.append((record, cells))
        elif any(map(is_example, marked)) and _is_written_over(raw.table.name, columns, cells):
            findings.append(record.finding("example-written-over", "review", marked[0]))
    for position, header, column in columns:
        _read_column(kept, position, header, column, findings)
    return [record for record, _ in kept if record.values]


def _is_written_over(table: str, columns: list[tuple[int, str, Property]], cells: Sequence[Any]) -> bool:
    """Whether a row marked as the template's example says something else than the example."""
    example = EXAMPLE[table]
    for at, _, column in columns:
        if at < len(cells) and cells[at] not in (None, ""):
            read = cell_reader(column)
            value, problem = _read_cell(read, cells[at])
            if problem is not None or value != _read_cell(read, example.get(column.name))[0]:
                return True
    return False


def _columns(raw: RawTable, findings: list[Finding]) -> list[tuple[int, str, Property]]:
    """(position, header as written, column) for every column that is known.

    Rows are read without a required column that is missing: their other faults, and what refers to them, are told at once.
    """
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
    return found


def _near(raw: RawTable, header: str) -> list[str]:
    from rapidfuzz import fuzz, process

    labels = [label for c in raw.table.columns for label in (c.zh, c.name)]
    return [m for m, _, _ in process.extract(header[:100], labels, scorer=fuzz.ratio, limit=1, score_cutoff=50)]


def _read_column(
    rows: list[tuple[Record, Sequence[Any]]], position: int, header: str, column: Property, findings: list[Finding]
) -> None:
    read, name = cell_reader(column), column.name
    cells = [row[position] if position < len(row) else None for _, row in rows]
    # Few texts, many rows: each is read once. Other values are not looked up: 1, 1.0 and True are equal and read differently.
    known = {cell: _read_cell(read, cell) for cell in {c for c in cells if type(c) is str}}
    outcomes = [known[c] if type(c) is str else _read_cell(read, c) for c in cells]
    for (record, _), (value, _) in zip(rows, outcomes, strict=True):
        if value is not None:
            record.values[name] = value
    if column is ROLE:
        _keep_wording(rows, cells, outcomes)
    distinct = known.values() if set(map(type, cells)) == {str} else outcomes
    if all(problem is None and (value is not None or not column.required) for value, problem in distinct):
        return
    for (record, row), cell, (value, problem) in zip(rows, cells, outcomes, strict=True):
        if problem is not None:
            shown = len(as_text(cell)) if problem.code == "too-long" else cell
            findings.append(record.finding(problem.code, header, shown, **problem.details))
        elif value is None and column.required and any(c not in (None, "") for c in row):
            findings.append(record.finding("empty-value", header))


def _keep_wording(rows: list[tuple[Record, Sequence[Any]]], cells: list[Any], outcomes: list[Outcome]) -> None:
    """Keep the plan's own word for a role beside its code; the code itself, which folds to one of them, is no such word."""
    words, codes = {fold(w) for c in ROLE.choices for w in c.words}, {c.code for c in ROLE.choices}
    written = {cell: as_text(cell) for cell in set(map(str, cells)) if fold(cell) in words and cell not in codes}
    for (record, _), cell, (value, _) in zip(rows, cells, outcomes, strict=True):
        if value is not None and str(cell) in written:
            record.values.setdefault("wording", written[str(cell)])


def _read_cell(read: Callable[[str], Any], cell: Any) -> Outcome:
    text = "" if cell is None else as_text(cell)
    if not text:
        return None, None
    try:
        value = read(text)
    except Bad as bad:
        return None, bad
    except Odd as odd:
        return odd.value, odd
    return (None if value == "" or value == [] else value), None
