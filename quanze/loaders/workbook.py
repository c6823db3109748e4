"""An .xlsx or .ods workbook: one table a sheet. The only file that imports python-calamine here."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.loaders.archive import DAMAGED, open_zip, readable
from quanze.loaders.cell_values import as_text
from quanze.loaders.findings import Finding
from quanze.loaders.number_format import FormattedNumber, is_followed, shown_day
from quanze.loaders.ods_cells import OdsTraits, ods_traits
from quanze.loaders.raw import (
    HEADER_SEARCH,
    NumberedCells,
    RawTable,
    Source,
    dataset_from,
    filled_rows,
    find_header,
    raw_table,
    unknown_table,
)
from quanze.loaders.sheet_cells import ALL_ROWS, At, BookCells, CellTraits, OutOfOrderError, sheet_titles
from quanze.loaders.sheet_extent import parts_within
from quanze.loaders.un_tier import is_tier_sheet, read_tier_source
from quanze.locale import message
from quanze.schema import DATASET_TABLE, Table
from quanze.schema.tables import FIRST_READING, SIDE_SHEETS, table
from quanze.schema.words import fold
from quanze.text.cell_address import cell_address

_PASSED_OVER = {fold(title) for sheet in SIDE_SHEETS for title in sheet.titles} | {"圖例", "legend", "readme", "lists"}
"""Sheets beside the tables: those of our own workbooks and those that are usual elsewhere."""
_ODS = "content.xml"
_TOGETHER = 5_000
"""Rows that are made together where nothing in a sheet is special."""
_SHOWN_BELOW = 1e300
"""Numbers that a hundred times as large still are numbers."""


def read_workbook(path: Path) -> Source:
    """All tables of a workbook; sheets are found by their Chinese or English title."""
    import python_calamine as calamine

    with open_zip(path) as archive:
        with readable(str(path)):
            cells = BookCells(archive, parts_within(path, archive))
            book = calamine.CalamineWorkbook.from_path(str(path))
        if is_tier_sheet(path):
            return read_tier_source(path)
        source = Source(path)
        sheets = _Sheets(source, book, archive, cells)
        for index, title in enumerate(book.sheet_names):
            sheets.read(index, title)
        return source


def has_own_tables(path: Path) -> bool:
    """Whether a workbook has our tables, or is the UN's tier sheet.

    It describes a data set, or two of its sheets are tables of ours: a sheet called 任務 may be anybody's. A broken
    workbook counts as ours; reading it says what is wrong.
    """
    import python_calamine as calamine

    try:
        with open_zip(path) as archive, readable(str(path)):
            if any(table(title) is DATASET_TABLE or title in FIRST_READING.titles for title in sheet_titles(archive)):
                return True  # known by the titles alone: a large workbook need not be read twice
            for _ in parts_within(path, archive):  # refuses one that is too large for the reader
                pass
            book = calamine.CalamineWorkbook.from_path(str(path))
            titles = book.sheet_names
            tops = [
                (title, book.get_sheet_by_index(index).to_python(skip_empty_area=False, nrows=HEADER_SEARCH))
                for index, title in enumerate(titles)
            ]
    except FileError:
        return True
    return sum(_is_own(title, top) for title, top in tops) > 1 or is_tier_sheet(path)


def _is_own(title: str, top: Sequence[Sequence[Any]]) -> bool:
    """Whether a sheet is one of our tables by its title and heads, or by its heads alone."""
    known = table(title)
    if known is None:
        return unknown_table("", title, title, top).code == "table-renamed"
    at = find_header(known, top)
    heads = [text for cell in top[at] if (text := as_text(cell))] if at is not None else []
    named = {column.name for head in heads if (column := known.column(head))}
    return all(c.name in named for c in known.columns if c.required) and 2 * len(named) > len(heads)


class _Sheets:
    """Reads the sheets of one workbook into its ``Source``."""

    def __init__(self, source: Source, book: Any, archive: zipfile.ZipFile, cells: BookCells) -> None:
        self._source = source
        self._book = book
        self._archive = archive
        self._cells = cells
        self._ods: dict[str, OdsTraits] | None = None

    def read(self, index: int, title: str) -> None:
        """Read one sheet."""
        known = table(title)
        name = self._source.path.name
        sheet_name = f"{self._source.path}, sheet {title}"
        if title in FIRST_READING.titles:
            with readable(sheet_name):
                first = self._book.get_sheet_by_index(index).to_python(skip_empty_area=False)
            self._source.begins_with(_first_reading(self._source.path, first))
            return
        if known is None:
            if fold(title) not in _PASSED_OVER:
                with readable(sheet_name):
                    sheet = self._book.get_sheet_by_index(index)
                    top = sheet.to_python(skip_empty_area=False, nrows=HEADER_SEARCH)
                self._source.findings.append(unknown_table(name, title, title, top))
            return
        with readable(sheet_name):
            sheet = self._book.get_sheet_by_index(index)
            areas = [((a[0] + 1, a[1]), (b[0] + 1, b[1])) for a, b in sheet.merged_cell_ranges or []]
            traits = self._traits(title)
            ods = self._ods.get(title) if self._ods else None
            rows = _ShownRows(self._source.path, sheet, traits, self._cells.since_1904)
            read: list[list[Any]] = []
            while len(read) <= HEADER_SEARCH and (further := rows.take()):
                read += further
        if not read:
            return
        found = raw_table(known, name, title, read)
        if isinstance(found, Finding):
            self._source.findings.append(found)
            return
        for first, last in ods.merged if ods else areas:
            self._tell(found, "merged-cells", first, last)
        found.rows_below = rows.count - len(read)
        found.below = self._below(found, rows)
        self._tell_uncomputed(found, rows)
        self._source.take(found)

    def _below(self, found: RawTable, rows: _ShownRows) -> Iterator[list[NumberedCells]]:
        """The rows under the first ones, as they are read."""
        first = rows.given + 1
        while further := rows.take():
            self._tell_uncomputed(found, rows)
            yield filled_rows(further, first)
            first = rows.given + 1

    def _tell_uncomputed(self, found: RawTable, rows: _ShownRows) -> None:
        for at in rows.uncomputed:
            self._tell(found, "formula-without-value", at, at)
        rows.uncomputed.clear()

    def _traits(self, title: str) -> Iterable[CellTraits]:
        if _ODS not in self._archive.namelist():
            return self._cells.traits(title)
        if self._ods is None:
            self._ods = ods_traits(self._archive.read(_ODS))
        return [self._ods[title]] if title in self._ods else []

    def _tell(self, found: RawTable, code: str, first: At, last: At) -> None:
        """A finding about cells, unless they are above the table."""
        (row, at), (last_row, last_at) = first, last
        if last_row > found.header_row and not self._source.findings.counts_only(code, found.file, found.sheet):
            column = found.header[at] if at < len(found.header) else ""
            area = (
                f"{cell_address(row - 1, at)}:{cell_address(last_row - 1, last_at)}" if code == "merged-cells" else ""
            )
            self._source.findings.append(Finding(code, found.file, found.sheet, row, column, area))


class _ShownRows:
    """The rows of a sheet from the first on, some at a time, each cell as it is shown: an error, raised characters, a
    number or day as by its format.

    A row is given once all that is special about its cells is known. ``given`` counts the rows given, ``count`` all.
    ``uncomputed`` has the formulas without a value in the rows given last.
    """

    def __init__(self, path: Path, sheet: Any, traits: Iterable[CellTraits], since_1904: bool) -> None:
        self.given = 0
        self.count: int = sheet.total_height
        self.uncomputed: dict[At, None] = {}
        self._path = path
        self._rows = _rows(sheet)
        self._made: list[list[Any]] = []
        self._traits = iter(traits)
        self._complete = 0
        self._since_1904 = since_1904

    def take(self) -> list[list[Any]]:
        """The next rows; none at the end. Raises FileError for a sheet whose rows are out of order."""
        while self._complete <= self.given and self._complete < ALL_ROWS:
            try:
                traits = next(self._traits, None)
            except OutOfOrderError as e:
                raise FileError(message("{path} is damaged.", path=self._path), DAMAGED) from e
            if traits is None:
                self._complete = ALL_ROWS
            else:
                self._show(traits)
        rows = self._made or list(islice(self._rows, _TOGETHER))
        self._made = []
        self.given += len(rows)
        return rows

    def _show(self, traits: CellTraits) -> None:
        """Put into the cells what they show, and go on to the row down to which that is known."""
        self._complete = traits.complete
        further = (ALL_ROWS if traits.complete < 0 else traits.complete) - self.given - len(self._made)
        self._made += islice(self._rows, max(further, 0))
        self._put(traits.values)
        self._put(traits.errors)
        self._put(traits.texts)
        if isinstance(traits, OdsTraits):
            self._put(traits.shown)
        self.uncomputed |= {at: None for at in traits.uncomputed if at[0] > self.given}
        followed = {code for code in set(traits.formats.values()) if is_followed(code)}
        first, last = self.given + 1, self.given + len(self._made)
        for (row, at), code in traits.formats.items():
            if first <= row <= last and at < len(cells := self._made[row - first]):
                value = cells[at]
                if type(value) in (float, int) and abs(value) < _SHOWN_BELOW and code in followed:
                    cells[at] = FormattedNumber(value, code)
                else:
                    cells[at] = shown_day(value, code, self._since_1904) or value

    def _put(self, shown: Mapping[At, Any]) -> None:
        first, last = self.given + 1, self.given + len(self._made)
        for (row, at), value in shown.items():
            if first <= row <= last and at < len(cells := self._made[row - first]):
                cells[at] = value


def _rows(sheet: Any) -> Iterator[list[Any]]:
    """The cells of a sheet from A1 on; a text like the one above it is the same object, for many columns repeat one."""
    left = [""] * (sheet.start[1] if sheet.start else 0)
    above: list[Any] = []
    for read in sheet.iter_rows():
        row = left + read
        if above:
            row = [old if old == new and type(old) is str else new for old, new in zip(above, row, strict=True)]
        yield row
        above = row


def _first_reading(path: Path, cells: Sequence[Sequence[Any]]) -> Source:
    """The first reading: rows of all tables in one sheet, each with the name of its table."""
    source = Source(path)
    if not cells:
        return source
    heads = [as_text(head) for head in cells[0]]
    rows: dict[str, list[tuple[int, Sequence[Any]]]] = {}
    found: dict[str, Table] = {}
    for number, row in enumerate(cells[1:], 2):
        meant = table(as_text(row[0])) if row else None
        if meant is None:
            if any(c not in (None, "") for c in row):
                source.findings.append(Finding("unknown-table", path.name, FIRST_READING.zh, number, value=str(row[0])))
            continue
        found[meant.name] = meant
        rows.setdefault(meant.name, []).append((number, row))
    for name, meant in found.items():
        own = {label for column in meant.columns for label in (column.name, column.zh, column.en)}
        header = ["", *(head if head in own else "" for head in heads[1:])]
        raw = RawTable(meant, path.name, FIRST_READING.zh, header, 1, rows[name])
        if meant is DATASET_TABLE:
            source.dataset = dataset_from(raw)
        else:
            source.tables.append(raw)
    return source
