"""Tables as a file has them, before anything is checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quanze.loaders.findings import Finding, FindingList
from quanze.locale import SOURCE_LANGUAGE
from quanze.schema import DATASET_TABLE, TABLES, Table
from quanze.schema.properties import NODE_HEAD, RELATIONSHIP_HEAD, STATED
from quanze.schema.rows import ColumnRead
from quanze.schema.words import DROP_WORDS, EXAMPLE_WORDS, fold

_EXAMPLE = tuple(fold(w) for w in EXAMPLE_WORDS)
_DROP = (*_EXAMPLE, *(fold(w) for w in DROP_WORDS))

_EVERYWHERE = frozenset(p.name for p in (*NODE_HEAD, *RELATIONSHIP_HEAD, *STATED))

NAMED_TABLES = (*TABLES, DATASET_TABLE)
"""The tables that a file may name."""
HEADER_SEARCH = 20
"""Rows searched for the header."""


NumberedCells = tuple[int, Sequence[Any]]
"""The number of a row in its file, and its cells."""


@dataclass
class RawTable:
    """Cells of one table: header by position, and rows as (row number, cells).

    ``below`` makes the rows under those in ``rows``, some at a time, where a sheet is large: one that is wrong
    throughout is not read to its end. ``shown_heads``: where a sheet of another form was read into this table, its own
    heads by the names of our columns.
    """

    table: Table
    file: str
    sheet: str
    header: list[str]
    header_row: int
    rows: list[NumberedCells]
    shown_heads: Mapping[str, str] = field(default_factory=dict)
    below: Iterator[list[NumberedCells]] = field(default_factory=lambda: iter(()), repr=False)
    rows_below: int = 0
    """How many rows ``below`` makes, at most."""
    _headers: dict[str, str] | None = field(default=None, repr=False)

    def take(self, n: int) -> list[NumberedCells]:
        """The next rows, ``n`` or fewer, which the table then has no more; none at its end."""
        while not self.rows and (made := next(self.below, None)) is not None:
            self.rows = made
        taken = self.rows[:n]
        del self.rows[:n]
        return taken

    def all_rows(self) -> list[NumberedCells]:
        """All rows that it still has."""
        for made in self.below:
            self.rows += made
        self.rows_below = 0
        return self.rows

    def header_of(self, name: str) -> str:
        """The head under which the file writes the column ``name``; ``name`` itself when it has no such column."""
        if self._headers is None:
            known = ((self.table.column(header), header) for header in reversed(self.header) if header)
            self._headers = {column.name: header for column, header in known if column}
        found = self._headers.get(name, name)
        return self.shown_heads.get(found, found)


@dataclass
class Source:
    """What one path holds: its tables, the description of the set, and findings so far.

    ``first`` is what a draft was before somebody reviewed it, where the draft has kept that; ``former`` are the names
    of records in it, by id. ``understood`` says of a sheet of another form what its columns were read as.
    ``own_plan``: somebody said that it is not an edition of another; ``later_edition``, that it is one, and of a sheet
    that speaks of its own years alone. ``language`` is that of the sheet. ``trial``: it is tried on a copy, and needs
    no act yet.
    """

    path: Path
    tables: list[RawTable] = field(default_factory=list)
    dataset: dict[str, Any] = field(default_factory=dict)
    dataset_table: RawTable | None = None
    findings: FindingList = field(default_factory=FindingList)
    first: Source | None = None
    former: dict[str, str] = field(default_factory=dict)
    understood: list[ColumnRead] = field(default_factory=list)
    own_plan: bool = False
    later_edition: bool = False
    language: str = SOURCE_LANGUAGE
    trial: bool = False

    def take(self, raw: RawTable) -> None:
        """Add a table that was read: rows of a kind, or the description of the set itself."""
        if raw.table is DATASET_TABLE:
            self.dataset_table = raw
            self.dataset.update(dataset_from(raw))
        else:
            self.tables.append(raw)

    def begins_with(self, first: Source) -> None:
        """Keep the first reading, and the names that records had in it."""
        self.first = first
        for raw in first.tables:
            at = {c.name: i for i, head in enumerate(raw.header) if head and (c := raw.table.column(head))}
            if raw.table.kind and {"id", "name"} <= at.keys():
                cells = ((str(row[at["id"]]), str(row[at["name"]])) for _, row in raw.all_rows())
                self.former.update((id_, name) for id_, name in cells if id_ and name)


def unknown_table(file: str, sheet: str, name: str, cells: Sequence[Sequence[Any]]) -> Finding:
    """The finding about a table with an unknown name: a renamed one stops the load, because its rows would be lost.

    It is a renamed one when it has every required head and one that no other table has.
    """
    best: list[Table] = []
    most = 0
    for candidate in TABLES:
        at = find_header(candidate, cells)
        found = (
            {column.name for cell in cells[at] if (column := candidate.column(str(cell or "")))}
            if at is not None
            else set()
        )
        own = found.intersection(c.name for c in candidate.columns).difference(_EVERYWHERE)
        if own and all(c.name in found for c in candidate.columns if c.required) and len(found) >= most:
            best = [*(best if len(found) == most else []), candidate]
            most = len(found)
    if not best:
        return Finding("unknown-table", file, sheet, value=name, details={"names": NAMED_TABLES})
    return Finding("table-renamed", file, sheet, value=name, details={"meant": best[0], "candidates": best})


def find_header(table: Table, rows: Sequence[Sequence[Any]]) -> int | None:
    """Index of the row with most of the table's column names; None when no row has one."""
    best, most = None, 0
    for i, row in enumerate(rows[:HEADER_SEARCH]):
        if len(row) <= most:
            continue
        known = sum(1 for cell in row if isinstance(cell, str) and cell.strip() and table.column(cell))
        if known > most:
            best, most = i, known
    return best


def raw_table(table: Table, file: str, sheet: str, cells: Sequence[Sequence[Any]]) -> RawTable | Finding:
    """Cut header and rows out of a sheet's cells; a finding when there is no header."""
    at = find_header(table, cells)
    if at is None:
        return Finding("no-header", file, sheet, 1, details={"names": table.columns[:6], "candidates": [table]})
    header = ["" if c is None else str(c).strip() for c in cells[at]]
    return RawTable(table, file, sheet, header, at + 1, filled_rows(cells[at + 1 :], at + 2))


def filled_rows(cells: Iterable[Sequence[Any]], first_row: int) -> list[NumberedCells]:
    """The rows that have a value, each with its number."""
    rows = enumerate(cells, first_row)
    return [(i, row) for i, row in rows if any(row) or any(c not in (None, "") for c in row)]


def dataset_from(raw: RawTable) -> dict[str, Any]:
    """The one row of a ``dataset`` table: property names, or unknown heads, to cells; example rows are passed over."""
    columns = [DATASET_TABLE.column(h) for h in raw.header]
    for _, row in raw.all_rows():
        cells = zip(raw.header, columns, row, strict=False)
        found = {c.name if c else head: v for head, c, v in cells if head and v not in (None, "")}
        if not is_dropped(found.pop("review", "")):
            return found
    return {}


def is_dropped(mark: Any) -> bool:
    """Whether a ``review`` cell says that the row is not to be loaded."""
    return fold(str(mark)).startswith(_DROP)


def is_example(mark: Any) -> bool:
    """Whether a ``review`` cell says that the row is the template's own."""
    return fold(str(mark)).startswith(_EXAMPLE)
