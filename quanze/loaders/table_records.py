"""Raw tables to records: every cell read by its column, references still as written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from itertools import groupby, zip_longest
from operator import attrgetter
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


class Columns:
    """The values of rows that were read together, by column: None for an empty cell; no column without a value."""

    __slots__ = ("values",)

    def __init__(self, values: dict[str, Sequence[Any]]) -> None:
        self.values = values


class Record:
    """One row that was read: its table, place and values by column name (empty cells left out).

    ``columns`` has its values, at its place ``at``, until they are asked for as a dict, which may be changed: most rows
    of a large table never need one. ``dropped``: somebody marked it as one to leave out, and it is not the template's
    example. ``units``: those that cells of numbers name beside their number, by column.
    """

    __slots__ = ("_values", "at", "columns", "dropped", "raw", "row", "units")

    def __init__(self, raw: RawTable, row: int) -> None:
        self.raw = raw
        self.row = row
        self.columns: Columns | None = None
        self.at = 0
        self._values: dict[str, Any] = {}
        self.units: dict[str, str] | None = None
        self.dropped = False

    @property
    def values(self) -> dict[str, Any]:
        """The values by column name."""
        columns = self.columns
        if columns is not None:
            cells = ((name, column[self.at]) for name, column in columns.values.items())
            self.values = {name: cell for name, cell in cells if cell is not None}
        return self._values

    @values.setter
    def values(self, values: dict[str, Any]) -> None:
        self._values = values
        self.columns = None

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


def in_columns(records: Iterable[Record]) -> Iterator[tuple[Columns | None, list[Record]]]:
    """Records in runs of those whose values are still in the same columns; those that have their own, with None."""
    return ((columns, list(run)) for columns, run in groupby(records, attrgetter("columns")))


def values_of(records: Iterable[Record], name: str) -> Sequence[Any]:
    """The value of each record in a column; None for none."""
    found: list[Any] = []
    for columns, run in in_columns(records):
        if columns is None:
            found += [record.values.get(name) for record in run]
        else:
            values = columns.values.get(name)
            found += [None if values is None else values[record.at] for record in run]
    return found


_TOGETHER = 3_000
"""Rows that are read together, a column at a time: a table wrong throughout is read little further than it must be."""
_KNOWN_TEXTS = 10_000
"""Texts of a column whose reading is kept for the rows below: beyond so many they hardly recur."""


class _Column:
    """A column of a file: its position, its head as written, and what it is.

    ``known`` has what its texts were read as, and None for none; ``faults`` what is wrong with some of them.
    """

    def __init__(self, position: int, header: str, declared: Property) -> None:
        self.position = position
        self.header = header
        self.declared = declared
        self.read = cell_reader(declared)
        self.known: dict[str | None, Any] = {}
        self.faults: dict[str | None, CellFault] = {}

    def learn(self, texts: Iterable[str | None]) -> None:
        """Read the texts that are not known."""
        if len(self.known) > _KNOWN_TEXTS:
            self.known, self.faults = {}, {}
        for text in texts:
            if text not in self.known:
                self.known[text], fault = read_cell(self.read, text)
                if fault is not None:
                    self.faults[text] = fault


_TEXTS = frozenset((str, type(None)))


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
    marks = [c.position for c in columns if c.declared in REVIEW and c.declared.name == "review"]
    columns = [c for c in columns if c.declared not in REVIEW]
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


def _read(kept: list[tuple[Record, Sequence[Any]]], columns: list[_Column], findings: FindingList) -> list[Record]:
    """The records of some rows, filled a column at a time; none for a row without a value."""
    read: dict[str, Sequence[Any]] = {}
    by_position = list(zip_longest(*(row for _, row in kept)))
    for column in columns:
        cells = list(by_position[column.position]) if column.position < len(by_position) else [None] * len(kept)
        if column.declared.type in ("number", "integer"):
            values = _read_numbers(kept, cells, column, findings)
        else:
            values = _read_column(kept, cells, column, findings)
        name = column.declared.name
        if column.declared is ROLE:
            read = {"wording": _or_else(read.get("wording"), _wordings(cells, values)), **read}
        read[name] = _or_else(values, read.get(name))  # a column of its own has the wording better
    found = Columns({name: values for name, values in read.items() if values.count(None) < len(values)})
    for at, (record, _) in enumerate(kept):
        record.columns, record.at = found, at
    if any(None not in values for values in found.values.values()):
        return [record for record, _ in kept]
    has_value = map(any, zip(*([cell is not None for cell in values] for values in found.values.values()), strict=True))
    return [record for (record, _), has in zip(kept, has_value, strict=False) if has]


def _or_else(values: Sequence[Any] | None, others: Sequence[Any] | None) -> Sequence[Any]:
    """Values of two columns that are one; those of the first count."""
    if values is None or others is None:
        return values or others or []
    return [other if value is None else value for value, other in zip(values, others, strict=True)]


def _kept(
    raw: RawTable,
    rows: list[tuple[int, Sequence[Any]]],
    columns: list[_Column],
    marks: list[int],
    findings: FindingList,
    unread: list[Record] | None,
) -> list[tuple[Record, Sequence[Any]]]:
    """A record to fill and the cells of each row that is not marked as one to leave out."""
    if not marks:
        return [(Record(raw, number), cells) for number, cells in rows]
    kept = []
    read_mark = cell_reader(REVIEW[0])
    called = [(c.position, c.declared.name, c.read) for c in columns if c.declared.name in CALLED]
    for number, cells in rows:
        record = Record(raw, number)
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


def _is_written_over(table: Table, columns: list[_Column], cells: Sequence[Any]) -> bool:
    """Whether a row marked as the template's example says something else than the example."""
    worked = example(table)
    for column in columns:
        if column.position < len(cells) and cells[column.position] not in (None, ""):
            value, fault = read_cell(column.read, cells[column.position])
            if fault is not None or value != read_cell(column.read, worked.get(column.declared.name))[0]:
                return True
    return False


def _columns(raw: RawTable, findings: FindingList) -> list[_Column]:
    """Every column that is known.

    Rows are read without a required column that is missing, so that their other faults are reported at once.
    """
    found: list[_Column] = []
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
            found.append(_Column(position, header, column))
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
            details = {"n": n}
            self._findings.append(
                Finding("value-without-head", self._raw.file, self._raw.sheet, number, value=text, details=details)
            )


def _near(raw: RawTable, header: str) -> list[str]:
    from rapidfuzz import fuzz, process

    labels = [label for c in raw.table.columns for label in (c.zh, c.name)]
    return [m for m, _, _ in process.extract(header[:100], labels, scorer=fuzz.ratio, limit=1, score_cutoff=50)]


def _read_column(
    rows: list[tuple[Record, Sequence[Any]]], cells: list[Any], column: _Column, findings: FindingList
) -> list[Any]:
    """The values of a column's cells, None for none and for a faulty one."""
    header, required = column.header, column.declared.required
    # Few texts, many rows: each is read once.
    types = set(map(type, cells))
    texts = set(cells) if types <= _TEXTS else {cell for cell in cells if type(cell) is str}
    column.learn(texts)
    known, faults = column.known, column.faults
    if types <= _TEXTS and faults.keys().isdisjoint(texts):
        values = list(map(known.__getitem__, cells))
        if not required or None not in values:
            return values
    # So are few days and years; 1, 1.0 and True are equal and read differently.
    read = partial(read_cell, column.read)
    once = lru_cache(maxsize=None, typed=True)(read)
    outcomes = [
        (known[c], faults.get(c)) if type(c) is str else once(c) if type(c) in _HASHED else read(c) for c in cells
    ]
    if any(fault is not None or (value is None and required) for value, fault in outcomes):
        for (record, row), cell, (value, fault) in zip(rows, cells, outcomes, strict=True):
            if fault is not None:
                if findings.counts_only(fault.code, record.raw.file, record.raw.sheet):
                    continue
                text = as_text(cell)
                shown = len(text) if fault.code == "too-long" else text
                findings.append(record.finding(fault.code, header, shown, **fault.details(text)))
            elif value is None and required and any(c not in (None, "") for c in row):
                findings.append(record.finding("empty-value", header))
    return [value for value, _ in outcomes]


def _read_numbers(
    rows: list[tuple[Record, Sequence[Any]]], cells: list[Any], column: _Column, findings: FindingList
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
                    findings.append(
                        rows[i][0].finding("scaled-number", column.header, cell.text, read=as_text(cell.value))
                    )
    values = _read_column(rows, cells, column, findings)
    if Percentage in set(map(type, values)):
        units |= {i: value.unit for i, value in enumerate(values) if isinstance(value, Percentage)}
        values = [value.value if isinstance(value, Percentage) else value for value in values]
    for i, unit in units.items():
        record = rows[i][0]
        record.units = {**(record.units or {}), column.declared.name: unit}
    return values


def _wordings(cells: list[Any], roles: list[Any]) -> list[str | None]:
    """The plan's own word for each role that was read; the code itself, which folds to one of them, does not count."""
    words, codes = {fold(w) for c in ROLE.choices for w in c.words}, {c.code for c in ROLE.choices}
    written = {cell: as_text(cell) for cell in set(map(str, cells)) if fold(cell) in words and cell not in codes}
    return [None if role is None else written.get(str(cell)) for cell, role in zip(cells, roles, strict=True)]
