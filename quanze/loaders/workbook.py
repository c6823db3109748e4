"""An .xlsx or .ods workbook: one table a sheet. The only file that imports python-calamine here."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from quanze.loaders.archive import open_zip, readable
from quanze.loaders.cell_values import as_text
from quanze.loaders.findings import Finding
from quanze.loaders.raw import HEADER_SEARCH, RawTable, Source, dataset_from, raw_table, unknown_table
from quanze.loaders.sheet_extent import parts_within, position
from quanze.loaders.un_tier import is_tier_sheet, read_tier_source
from quanze.schema import DATASET_TABLE, Table
from quanze.schema.tables import FIRST_READING, SIDE_SHEETS, table
from quanze.schema.words import fold

Place = tuple[str, int, int, int, int]
"""A finding's code, its first row (from 1) and column (from 0), its last row and column."""
Shown = tuple[int, int, str]
"""Row (from 1), column (from 0) and text of a cell that shows an error such as #REF!, which the reader gives as an
empty one."""
_PASSED_OVER = {fold(title) for sheet in SIDE_SHEETS for title in sheet.titles} | {"圖例", "legend", "readme", "lists"}
"""Sheets beside the tables: those of our own workbooks and those that are usual elsewhere."""
_IS_ERROR = b't="e"'
_ERROR = re.compile(rb"<c ([^>]*)>(?:<f[^>]*(?:/>|>[^<]*</f>))?<v>([^<]*)</v>")
_CELL = re.compile(rb"<c ([^>]*)><f[^>]*(?:/>|>[^<]*</f>)(<v>[^<]|<v\s*/>|<v></v>|</c>)")
_PLACE = re.compile(rb'(?:^|\s)r="([A-Z]{1,3})(\d{1,7})"')


def read_workbook(path: Path) -> Source:
    """All tables of a workbook; sheets are found by their Chinese or English title."""
    import python_calamine as calamine

    with open_zip(path) as archive:
        with readable(str(path)):
            odd = {name for name, content in parts_within(path, archive) if b"><f" in content or _IS_ERROR in content}
            book = calamine.CalamineWorkbook.from_path(str(path))
            parts = {title: part for title, part in _parts(archive).items() if part in odd}
        if is_tier_sheet(path):
            return read_tier_source(path)
        source = Source(path)
        for index, title in enumerate(book.sheet_names):
            _read_sheet(source, book, archive, index, title, parts)
        return source


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet title → the part of an .xlsx that holds it; empty for other formats."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    related = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {r.get("Id"): r.get("Target", "") for r in related}
    found = {}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if sheet.tag.endswith("}sheet"):
            id_ = next((v for k, v in sheet.items() if k.endswith("}id")), None)
            target = targets.get(id_, "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in names:
                found[sheet.get("name", "")] = part
    return found


def _read_sheet(
    source: Source, book: Any, archive: zipfile.ZipFile, index: int, title: str, parts: dict[str, str]
) -> None:
    known = table(title)
    name = source.path.name
    sheet_name = f"{source.path}, sheet {title}"
    if title in FIRST_READING.titles:
        with readable(sheet_name):
            first = book.get_sheet_by_index(index).to_python(skip_empty_area=False)
        source.begins_with(_first_reading(source.path, first))
        return
    if known is None:
        if fold(title) not in _PASSED_OVER:
            with readable(sheet_name):
                top = book.get_sheet_by_index(index).to_python(skip_empty_area=False, nrows=HEADER_SEARCH)
            source.findings.append(unknown_table(name, title, title, top))
        return
    with readable(sheet_name):
        sheet = book.get_sheet_by_index(index)
        cells: list[list[Any]] = sheet.to_python(skip_empty_area=False)
        areas = sheet.merged_cell_ranges or []
        if "content.xml" in archive.namelist():
            places, errors = _ods_oddities(archive.read("content.xml"), title)
        else:
            places = [("merged-cells", a[0] + 1, a[1], b[0] + 1, b[1]) for a, b in areas]
            places += _xlsx_formulas(archive, parts.get(title, ""))
            errors = list(_xlsx_errors(archive, parts.get(title, "")))
    if not cells:
        return
    for row, at, text in errors:
        if row <= len(cells) and at < len(cells[row - 1]):
            cells[row - 1][at] = text
    found = raw_table(known, name, title, cells)
    if isinstance(found, Finding):
        source.findings.append(found)
        return
    for code, row, at, last_row, last in places:
        if last_row > found.header_row:
            column = found.header[at] if at < len(found.header) else ""
            area = f"{_letters(at)}{row}:{_letters(last)}{last_row}" if code == "merged-cells" else ""
            source.findings.append(Finding(code, name, title, row, column, area))
    source.take(found)


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


def _xlsx_formulas(archive: zipfile.ZipFile, part: str) -> Iterator[Place]:
    """Formulas that nobody has computed."""
    xml = archive.read(part) if part.endswith(".xml") else b""
    if b"><f" not in xml:
        return
    for found in _CELL.finditer(xml):
        place = _PLACE.search(found[1])
        computed = found[2].startswith(b"<v>") and found[2] != b"<v></v>"
        if place and not computed and b't="str"' not in found[1]:  # a computed text may be empty
            row, at = int(place[2]), position(place[1].decode())
            yield "formula-without-value", row, at, row, at


def _xlsx_errors(archive: zipfile.ZipFile, part: str) -> Iterator[Shown]:
    """Cells that show an error."""
    xml = archive.read(part) if part.endswith(".xml") else b""
    for found in _ERROR.finditer(xml) if _IS_ERROR in xml else ():
        place = _PLACE.search(found[1])
        if place and _IS_ERROR in found[1]:
            yield int(place[2]), position(place[1].decode()), found[2].decode(errors="replace")


def _ods_oddities(content: bytes, title: str) -> tuple[list[Place], list[Shown]]:
    """Merged cells, formulas that nobody has computed, and cells that show an error, in one sheet of an .ods."""
    found: list[Place] = []
    errors: list[Shown] = []
    if not any(mark in content for mark in (b"-spanned=", b":formula=", b'value-type="error"')):
        return found, errors
    ns, office, calc = (
        "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}",
        "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
        "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}",
    )
    for sheet in ElementTree.fromstring(content).iter(f"{ns}table"):
        if sheet.get(f"{ns}name") != title:
            continue
        number = 1
        for row in sheet.iter(f"{ns}table-row"):
            at = 0
            for cell in row:
                high = int(cell.get(f"{ns}number-rows-spanned", "1"))
                wide = int(cell.get(f"{ns}number-columns-spanned", "1"))
                if high > 1 or wide > 1:
                    found.append(("merged-cells", number, at, number + high - 1, at + wide - 1))
                if cell.get(f"{ns}formula") and not cell.get(f"{office}value-type"):
                    found.append(("formula-without-value", number, at, number, at))
                if cell.get(f"{calc}value-type") == "error":
                    errors.append((number, at, "".join(cell.itertext())))
                at += int(cell.get(f"{ns}number-columns-repeated", "1"))
            number += int(row.get(f"{ns}number-rows-repeated", "1"))
    return found, errors


def _letters(position: int) -> str:
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
