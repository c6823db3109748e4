"""Raw tables to records: every cell read by its column, references still as written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from itertools import zip_longest
from typing import Any

from quanze.loaders.cell_values import CellFault, Percentage, as_text, cell_reader, read_cell
from quanze.loaders.findings import Finding, FindingList, Place
from quanze.loaders.number_format import FormattedNumber, ShownNumber
from quanze.loaders.raw import NumberedCells, RawTable, is_dropped, is_example
from quanze.schema.declare import Property
from quanze.schema.examples import example
from quanze.schema.tables import REVIEW, ROLE, Table
from quanze.schema.words import fold

CALLED = ("id", "name", "name_en", "aliases", "code", "iri")
"""The columns by whose values a row may be referred to."""


class Record:
    """One row that was read: its table, place and values by column name (empty cells left out).

    ``dropped``: somebody marked it as one to leave out, and it is not the template's example. ``units``: those that
    cells of numbers name beside their number, by column.
    """

    __slots__ = ("dropped", "raw", "row", "units", "values")

    def __init__(self, raw: RawTable, row: int, values: dict[str, Any]) -> None:
        self.raw = raw
        self.row = row
        self.values = values
        self.units: dict[str, str] | None = None
        self.dropped = False

    def finding(self, code: str, column: str = "", value: Any = "", **details: Any) -> Finding:
        """A finding at this row; the column is named as the file's own header names it, else as our tables do."""
        absent = column not in self.raw.header and self.raw.header_of(column) == column
        if absent and (declared := self.raw.table.column(column)) is not None:
            details = {"head": declared, **details}
        return Finding(
            code, self.raw.file, self.raw.sheet, self.row, self.raw.header_of(column), as_text(value), details
        )

    def place(self) -> Place:
        """The place of the row, for messages about another row."""
        return Place(self.raw.file, self.raw.sheet, self.row)


_TOGETHER = 3_000
"""Rows that are read together, a column at a time: a table wrong throughout is read little further than it must be."""


def read_rows(
    raw: RawTable,
    findings: FindingList,
    unread: list[Record] | None = None,
    in_vain: Callable[[list[Record]], bool] | None = None,
) -> list[Record]:
    """All rows of a table as records; faults go to ``findings``, and a faulty cell is left out.

    The table gives up its rows as they are read, so that a large file is not in memory twice. ``unread`` takes the rows
    marked as ones to leave out, with no more than what they may be called. Once the findings say that the check has
    ended, no further rows are read; nor once ``in_vain``, which is given the records read together, says so.
    """
    columns = _columns(raw, findings)
    headless = _Headless(raw, findings)
    marks = [position for position, _, column in columns if column in REVIEW and column.name == "review"]
    columns = [c for c in columns if c[2] not in REVIEW]
    records: list[Record] = []
    while not findings.ended and (rows := raw.take(_TOGETHER)):
        headless.look_through(rows)
        read = _read(_kept(raw, rows, columns, marks, findings, unread), columns, findings)
        records += read
        if in_vain is not None and in_vain(read):
            break
    headless.tell()
    raw.rows, raw.below = [], iter(())
    return records


_HASHED = frozenset((int, float, bool, date, datetime))


def _read(
    kept: list[tuple[Record, Sequence[Any]]], columns: list[tuple[int, str, Property]], findings: FindingList
) -> list[Record]:
    """The records of some rows, filled a column at a time; none for a row without a value."""
    read: list[tuple[str, list[Any]]] = []
    by_position = list(zip_longest(*(row for _, row in kept)))
    for position, header, column in columns:
        cells = list(by_position[position]) if position < len(by_position) else [None] * len(kept)
        if column.type in ("number", "integer"):
            values = _read_numbers(kept, cells, header, column, findings)
        else:
            values = _read_column(kept, cells, header, column, findings)
        if column is ROLE:
            read.insert(0, ("wording", _wordings(cells, values)))  # first, for a column of its own says it better
        read.append((column.name, values))
    names = [name for name, _ in read]
    for (record, _), row in zip(kept, zip(*(values for _, values in read), strict=True), strict=False):
        record.values = {name: value for name, value in zip(names, row, strict=True) if value is not None}
    return [record for record, _ in kept if record.values]


def _kept(
    raw: RawTable,
    rows: list[tuple[int, Sequence[Any]]],
    columns: list[tuple[int, str, Property]],
    marks: list[int],
    findings: FindingList,
    unread: list[Record] | None,
) -> list[tuple[Record, Sequence[Any]]]:
    """A record to fill and the cells of each row that is not marked as one to leave out."""
    if not marks:
        return [(Record(raw, number, {}), cells) for number, cells in rows]
    kept = []
    read_mark = cell_reader(REVIEW[0])
    called = [(at, column.name, cell_reader(column)) for at, _, column in columns if column.name in CALLED]
    for number, cells in rows:
        record = Record(raw, number, {})
        marked = [as_text(cells[at]) for at in marks if at < len(cells)]
        for mark in marked:
            fault = read_cell(read_mark, mark)[1]
            if fault is not None:
                findings.append(record.finding(fault.code, "review", mark[:100]))
        if not any(map(is_dropped, marked)):
            kept.append((record, cells))
            continue
        if unread is not None and raw.table.kind:
            values = ((name, read_cell(read, cells[at])[0]) for at, name, read in called if at < len(cells))
            record.values = {name: value for name, value in values if value is not None}
            record.dropped = not any(map(is_example, marked))
            unread.append(record)
        if any(map(is_example, marked)) and _is_written_over(raw.table, columns, cells):
            findings.append(record.finding("example-written-over", "review", marked[0]))
    return kept


def _is_written_over(table: Table, columns: list[tuple[int, str, Property]], cells: Sequence[Any]) -> bool:
    """Whether a row marked as the template's example says something else than the example."""
    worked = example(table)
    for at, _, column in columns:
        if at < len(cells) and cells[at] not in (None, ""):
            read = cell_reader(column)
            value, fault = read_cell(read, cells[at])
            if fault is not None or value != read_cell(read, worked.get(column.name))[0]:
                return True
    return False


def _columns(raw: RawTable, findings: FindingList) -> list[tuple[int, str, Property]]:
    """(position, header as written, column) for every column that is known.

    Rows are read without a required column that is missing, so that their other faults are reported at once.
    """
    found: list[tuple[int, str, Property]] = []
    seen: dict[str, str] = {}
    for position, header in enumerate(raw.header):
        if not header:
            continue
        column = raw.table.column(header)
        if column is None:
            if findings.counts_only("unknown-column", raw.file, raw.sheet):
                continue
            findings.append(
                Finding(
                    "unknown-column",
                    raw.file,
                    raw.sheet,
                    raw.header_row,
                    header,
                    header,
                    {"names": raw.table.columns, "nearest": _near(raw, header)},
                )
            )
        elif column.name in seen:
            findings.append(Finding("duplicate-column", raw.file, raw.sheet, raw.header_row, header, header))
        else:
            seen[column.name] = header
            found.append((position, header, column))
    missing = [c for c in raw.table.columns if c.required and c.name not in seen]
    for column in missing:
        findings.append(
            Finding("missing-column", raw.file, raw.sheet, raw.header_row, column.name, details={"head": column})
        )
    return found


class _Headless:
    """Finds values that no head names: in a column without one, reported once; beyond the last, in every row."""

    def __init__(self, raw: RawTable, findings: FindingList) -> None:
        self._raw = raw
        self._findings = findings
        self._found: dict[int, tuple[int, str, int]] = {}
        """By position the first row with a value in a column without a head, the value, and how many rows have one."""

    def look_through(self, rows: Sequence[NumberedCells]) -> None:
        """Look for them in some rows more."""
        raw, width = self._raw, len(self._raw.header)
        for position in (i for i, head in enumerate(raw.header) if not head):
            texts = [(number, as_text(row[position])) for number, row in rows if position < len(row)]
            filled = [(number, text) for number, text in texts if text]
            if filled:
                number, text, n = self._found.get(position, (*filled[0], 0))
                self._found[position] = number, text, n + len(filled)
        for number, row in rows:
            if len(row) > width:
                beyond = next((text for cell in row[width:] if (text := as_text(cell))), "")
                if beyond and not self._findings.counts_only("value-beyond-heads", raw.file, raw.sheet):
                    self._findings.append(Finding("value-beyond-heads", raw.file, raw.sheet, number, value=beyond))

    def tell(self) -> None:
        """Tell of the columns without a head, once all rows have been looked through."""
        for _, (number, text, n) in sorted(self._found.items()):
            details = {"rows": n}
            self._findings.append(
                Finding("value-without-head", self._raw.file, self._raw.sheet, number, value=text, details=details)
            )


def _near(raw: RawTable, header: str) -> list[str]:
    from rapidfuzz import fuzz, process

    labels = [label for c in raw.table.columns for label in (c.zh, c.name)]
    return [m for m, _, _ in process.extract(header[:100], labels, scorer=fuzz.ratio, limit=1, score_cutoff=50)]


def _read_column(
    rows: list[tuple[Record, Sequence[Any]]], cells: list[Any], header: str, column: Property, findings: FindingList
) -> list[Any]:
    """The values of a column's cells, None for none and for a faulty one."""
    read = cell_reader(column)
    # Few texts, many rows: each is read once.
    only_text = set(map(type, cells)) == {str}
    texts = set(cells) if only_text else {c for c in cells if type(c) is str}
    known = {text: read_cell(read, text) for text in texts}

    def doubtful(outcomes: Collection[tuple[Any, CellFault | None]]) -> bool:
        return any(fault is not None or (value is None and column.required) for value, fault in outcomes)

    if only_text and not doubtful(known.values()):
        values = {text: value for text, (value, _) in known.items()}
        return list(map(values.__getitem__, cells))
    # So are few days and years; 1, 1.0 and True are equal and read differently.
    once = lru_cache(maxsize=None, typed=True)(partial(read_cell, read))
    outcomes = [known[c] if type(c) is str else once(c) if type(c) in _HASHED else read_cell(read, c) for c in cells]
    if doubtful(outcomes):
        for (record, row), cell, (value, fault) in zip(rows, cells, outcomes, strict=True):
            if fault is not None:
                if findings.counts_only(fault.code, record.raw.file, record.raw.sheet):
                    continue
                text = as_text(cell)
                shown = len(text) if fault.code == "too-long" else text
                findings.append(record.finding(fault.code, header, shown, **fault.details(text)))
            elif value is None and column.required and any(c not in (None, "") for c in row):
                findings.append(record.finding("empty-value", header))
    return [value for value, _ in outcomes]


def _read_numbers(
    rows: list[tuple[Record, Sequence[Any]]], cells: list[Any], header: str, column: Property, findings: FindingList
) -> list[Any]:
    """The same of a column of numbers: their units go into the records."""
    units: dict[int, str] = {}
    if not {ShownNumber, FormattedNumber}.isdisjoint(map(type, cells)):
        cells = [cell.shown if isinstance(cell, FormattedNumber) else cell for cell in cells]
        for i, cell in enumerate(cells):
            if isinstance(cell, ShownNumber) and cell.bare:
                cells[i] = cell.value
                if cell.unit:
                    units[i] = cell.unit
                if cell.scaled:
                    findings.append(rows[i][0].finding("scaled-number", header, cell.text, read=as_text(cell.value)))
    values = _read_column(rows, cells, header, column, findings)
    if Percentage in set(map(type, values)):
        units |= {i: value.unit for i, value in enumerate(values) if isinstance(value, Percentage)}
        values = [value.value if isinstance(value, Percentage) else value for value in values]
    for i, unit in units.items():
        record = rows[i][0]
        record.units = {**(record.units or {}), column.name: unit}
    return values


def _wordings(cells: list[Any], roles: list[Any]) -> list[str | None]:
    """The plan's own word for each role that was read; the code itself, which folds to one of them, does not count."""
    words, codes = {fold(w) for c in ROLE.choices for w in c.words}, {c.code for c in ROLE.choices}
    written = {cell: as_text(cell) for cell in set(map(str, cells)) if fold(cell) in words and cell not in codes}
    return [None if role is None else written.get(str(cell)) for cell, role in zip(cells, roles, strict=True)]
