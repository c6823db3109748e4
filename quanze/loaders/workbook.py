"""An .xlsx or .ods workbook: one table a sheet. The only file that imports python-calamine here."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.loaders.findings import Finding
from quanze.loaders.raw import MAX_RATIO, MAX_UNZIPPED, RawTable, Source, dataset_from, raw_table, table_names
from quanze.schema import DATASET_TABLE, TABLES
from quanze.schema.words import fold

HELP_SHEETS = ("說明", "選項", "圖例", "待查", "help", "choices", "legend", "unread", "readme", "lists")
"""Sheets our own workbooks carry beside the tables."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*><f[^>]*(?:/>|>[^<]*</f>)(<v>[^<]|<v/>|<v></v>|</c>)')
_SPAN = re.compile(rb'table:number-(?:rows|columns)-spanned="(?:[2-9]|\d{2,})"')


def guard_zip(path: Path) -> zipfile.ZipFile:
    """The opened archive; FileError when it is broken, protected or would unpack to too much."""
    with path.open("rb") as f:
        head = f.read(8)
    if head.startswith(_OLE):
        raise FileError(
            f"{path} is password-protected or in the old .xls format.",
            "Open it, remove the password, and save it as .xlsx.",
        )
    try:
        archive = zipfile.ZipFile(path)
        infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as e:
        raise FileError(
            f"{path} is damaged or cut off: {e}.", "Open it in a spreadsheet program and save it again."
        ) from e
    size = sum(i.file_size for i in infos)
    if size > MAX_UNZIPPED or size > max(path.stat().st_size, 100_000) * MAX_RATIO:
        archive.close()
        raise FileError(f"{path} would unpack to {size / 2**20:,.0f} MB and was not opened.", "Split it, or use CSV.")
    if any(i.flag_bits & 1 for i in infos):
        archive.close()
        raise FileError(f"{path} is password-protected.", "Remove the password and save it again.")
    return archive


def read_workbook(path: Path) -> Source:
    """All tables of a workbook; sheets are found by their Chinese or English title."""
    import python_calamine as calamine

    with guard_zip(path) as archive:
        try:
            book = calamine.CalamineWorkbook.from_path(str(path))
        except calamine.PasswordError as e:
            raise FileError(f"{path} is password-protected.", "Remove the password and save it again.") from e
        except (calamine.CalamineError, OSError, ValueError) as e:
            raise FileError(
                f"{path} cannot be read as a workbook: {e}.", "Open it in a spreadsheet program and save it again."
            ) from e
        from quanze.loaders.un_tier import is_tier_sheet, read_tier_source

        if is_tier_sheet(path):
            return read_tier_source(path)
        source = Source(path)
        for index, title in enumerate(book.sheet_names):
            _read_sheet(source, book, archive, index, title)
        return source


def _read_sheet(source: Source, book: Any, archive: zipfile.ZipFile, index: int, title: str) -> None:
    import python_calamine as calamine

    known = _table_of(title)
    name = source.path.name
    if known is None:
        if fold(title) not in map(fold, HELP_SHEETS):
            source.findings.append(Finding("unknown-table", name, title, value=title, details={"names": table_names()}))
        return
    try:
        sheet = book.get_sheet_by_index(index)
        cells: Sequence[Sequence[Any]] = sheet.to_python(skip_empty_area=False)
    except (calamine.CalamineError, ValueError, OverflowError) as e:
        raise FileError(
            f"{source.path}, sheet {title}: {e}.", "Open it in a spreadsheet program and save it again."
        ) from e
    except BaseException as e:  # a panic in the reader's native code derives from BaseException
        if type(e).__name__ != "PanicException":
            raise
        raise FileError(
            f"{source.path}, sheet {title} is damaged.", "Open it in a spreadsheet program and save it again."
        ) from e
    if not cells:
        return
    found = raw_table(known, name, title, cells)
    if isinstance(found, Finding):
        source.findings.append(found)
        return
    _odd_cells(source, sheet, archive, index, found)
    if known is DATASET_TABLE:
        source.dataset.update(dataset_from(found))
    else:
        source.tables.append(found)


def _table_of(title: str) -> Any:
    wanted = fold(title)
    for t in (*TABLES, DATASET_TABLE):
        if wanted in (fold(t.name), fold(t.zh), fold(t.en)):
            return t
    return None


def _odd_cells(source: Source, sheet: Any, archive: zipfile.ZipFile, index: int, raw: RawTable) -> None:
    """Findings for merged cells below the header and for formulas that nobody has computed."""
    for start, end in sheet.merged_cell_ranges or []:
        if end[0] + 1 > raw.header_row:
            area = f"{_letters(start[1])}{start[0] + 1}:{_letters(end[1])}{end[0] + 1}"
            column = raw.header[start[1]] if start[1] < len(raw.header) else ""
            source.findings.append(Finding("merged-cells", raw.file, raw.sheet, start[0] + 1, column, area))
    if source.path.suffix.lower() == ".ods":
        content = archive.read("content.xml") if "content.xml" in archive.namelist() else b""
        part = content.split(b"<table:table ")[index + 1 : index + 2]
        if part and _SPAN.search(part[0]):
            source.findings.append(Finding("merged-cells", raw.file, raw.sheet, value=raw.sheet))
        return
    part_name = f"xl/worksheets/sheet{index + 1}.xml"
    if part_name not in archive.namelist():
        return
    xml = archive.read(part_name)
    if b"<f" not in xml:
        return
    for found in _CELL.finditer(xml):
        if found[3] in (b"<v/>", b"<v></v>", b"</c>"):
            row, at = int(found[2]), _position(found[1].decode())
            if row > raw.header_row:
                column = raw.header[at] if at < len(raw.header) else ""
                source.findings.append(Finding("formula-without-value", raw.file, raw.sheet, row, column))


def _letters(position: int) -> str:
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _position(letters: str) -> int:
    value = 0
    for c in letters:
        value = value * 26 + ord(c) - 64
    return value - 1
