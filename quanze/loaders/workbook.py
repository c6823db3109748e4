"""An .xlsx or .ods workbook: one table a sheet. The only file that imports python-calamine here."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.loaders.archive import open_zip, readable
from quanze.loaders.cell_values import as_text
from quanze.loaders.findings import Finding
from quanze.loaders.number_format import FormattedNumber, is_followed, shown_day
from quanze.loaders.ods_cells import OdsTraits, ods_traits
from quanze.loaders.raw import (
    HEADER_SEARCH,
    RawTable,
    Source,
    dataset_from,
    find_header,
    raw_table,
    unknown_table,
)
from quanze.loaders.sheet_cells import At, BookCells, CellTraits
from quanze.loaders.sheet_extent import parts_within
from quanze.loaders.un_tier import is_tier_sheet, read_tier_source
from quanze.schema import DATASET_TABLE, Table
from quanze.schema.tables import FIRST_READING, SIDE_SHEETS, table
from quanze.schema.words import fold
from quanze.text.cell_address import cell_address

_PASSED_OVER = {fold(title) for sheet in SIDE_SHEETS for title in sheet.titles} | {"圖例", "legend", "readme", "lists"}
"""Sheets beside the tables: those of our own workbooks and those that are usual elsewhere."""
_ODS = "content.xml"
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
            parts_within(path, archive)
            book = calamine.CalamineWorkbook.from_path(str(path))
            titles = book.sheet_names
            if any(table(title) is DATASET_TABLE or title in FIRST_READING.titles for title in titles):
                return True  # told by the titles alone: a large workbook need not be read twice
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
            rows = _rows(sheet)
            areas = [((a[0] + 1, a[1]), (b[0] + 1, b[1])) for a, b in sheet.merged_cell_ranges or []]
            del sheet  # it holds every cell once more
            uncomputed: dict[At, None] = {}
            for traits in self._traits(title):
                self._show(rows, traits)
                uncomputed |= dict.fromkeys(traits.uncomputed)
                if isinstance(traits, OdsTraits):
                    areas = traits.merged
        if not rows:
            return
        found = raw_table(known, name, title, rows)
        if isinstance(found, Finding):
            self._source.findings.append(found)
            return
        for first, last in areas:
            self._tell(found, "merged-cells", first, last)
        for at in uncomputed:
            self._tell(found, "formula-without-value", at, at)
        self._source.take(found)

    def _traits(self, title: str) -> Iterable[CellTraits]:
        if _ODS not in self._archive.namelist():
            return self._cells.traits(title)
        if self._ods is None:
            self._ods = ods_traits(self._archive.read(_ODS))
        return [self._ods[title]] if title in self._ods else []

    def _show(self, rows: list[list[Any]], traits: CellTraits) -> None:
        """Put into the cells what they show: an error, raised characters, a number or day as by its format."""
        _put(rows, traits.errors)
        _put(rows, traits.texts)
        if isinstance(traits, OdsTraits):
            _put(rows, traits.shown)
        followed = {code for code in set(traits.formats.values()) if is_followed(code)}
        last = len(rows)
        for (row, at), code in traits.formats.items():
            if row <= last and at < len(cells := rows[row - 1]):
                value = cells[at]
                if type(value) in (float, int) and abs(value) < _SHOWN_BELOW and code in followed:
                    cells[at] = FormattedNumber(value, code)
                else:
                    cells[at] = shown_day(value, code, self._cells.since_1904) or value

    def _tell(self, found: RawTable, code: str, first: At, last: At) -> None:
        """A finding about cells, unless they are above the table."""
        (row, at), (last_row, last_at) = first, last
        if last_row > found.header_row:
            column = found.header[at] if at < len(found.header) else ""
            area = (
                f"{cell_address(row - 1, at)}:{cell_address(last_row - 1, last_at)}" if code == "merged-cells" else ""
            )
            self._source.findings.append(Finding(code, found.file, found.sheet, row, column, area))


def _rows(sheet: Any) -> list[list[Any]]:
    """The cells of a sheet from A1 on; a text like the one above it is the same object, for many columns repeat one."""
    left = [""] * (sheet.start[1] if sheet.start else 0)
    rows: list[list[Any]] = []
    above: list[Any] = []
    for read in sheet.iter_rows():
        row = left + read
        if above:
            row = [old if old == new and type(old) is str else new for old, new in zip(above, row, strict=True)]
        rows.append(row)
        above = row
    return rows


def _put(rows: list[list[Any]], cells: Mapping[At, Any]) -> None:
    for (row, at), shown in cells.items():
        if row <= len(rows) and at < len(rows[row - 1]):
            rows[row - 1][at] = shown


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
