"""An .xlsx or .ods workbook: one table a sheet. The only file that imports python-calamine here."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree import ElementTree

from quanze.errors import FileError
from quanze.loaders.findings import Finding
from quanze.loaders.raw import MAX_RATIO, MAX_UNZIPPED, Source, raw_table, table_names
from quanze.schema.tables import table
from quanze.schema.words import fold

Place = tuple[str, int, int, int, int]
"""A finding's code, its first row (from 1) and column (from 0), its last row and column."""
HELP_SHEETS = ("說明", "選項", "圖例", "待查", "help", "choices", "legend", "unread", "readme", "lists")
"""Sheets our own workbooks carry beside the tables."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELL = re.compile(rb"<c ([^>]*)><f[^>]*(?:/>|>[^<]*</f>)(<v>[^<]|<v\s*/>|<v></v>|</c>)")
_PLACE = re.compile(rb'(?:^|\s)r="([A-Z]{1,3})(\d{1,7})"')
_MOST = 1032
"""How many times larger than its packed form deflate can make a part."""
MAX_CELLS = 26_000_000
"""Cells a sheet may span, empty ones included: the reader makes all of them, and ends the process when it cannot."""
_FAR = re.compile(rb"\sr\s*=\s*[\"'](?:[A-Za-z]{2}|[A-Za-z]?\d{7})")
"""A place beyond column Z or row 999,999."""
_ODS_TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)((?:[\s/][^>]*)?)>")
_REPEAT = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')
_DAMAGED = "Open it in a spreadsheet program and save it again."
_DAMAGED_ZH = "請用試算表軟體開啟後重新存檔。"


@contextmanager
def _readable(what: str) -> Iterator[None]:
    """Turn the faults of a damaged workbook into FileError."""
    import python_calamine as calamine

    try:
        yield
    except calamine.PasswordError as e:
        raise FileError(
            f"{what} is password-protected.",
            "Remove the password and save it again.",
            zh=(f"{what} 設有密碼。", "請移除密碼後重新存檔。"),
        ) from e
    except (calamine.CalamineError, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, OverflowError,
            RuntimeError, KeyError, struct.error, ElementTree.ParseError) as e:  # fmt: skip
        raise FileError(
            f"{what} cannot be read as a workbook: {e}.",
            _DAMAGED,
            zh=(f"{what} 無法當作活頁簿讀取：{e}。", _DAMAGED_ZH),
        ) from e
    except BaseException as e:  # a panic in the reader's native code derives from BaseException
        if type(e).__name__ != "PanicException":
            raise
        raise FileError(f"{what} is damaged.", _DAMAGED, zh=(f"{what} 已損壞。", _DAMAGED_ZH)) from e


def guard_zip(path: Path) -> zipfile.ZipFile:
    """The opened archive; FileError when it is broken, protected or would unpack to too much."""
    with path.open("rb") as f:
        head = f.read(8)
    if head.startswith(_OLE):
        raise FileError(
            f"{path} is password-protected or in the old .xls format.",
            "Open it, remove the password, and save it as .xlsx.",
            zh=(f"{path} 設有密碼，或為舊的 .xls 格式。", "請開啟後移除密碼，另存為 .xlsx。"),
        )
    try:
        archive = zipfile.ZipFile(path)
        infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, struct.error) as e:
        raise FileError(
            f"{path} is damaged or cut off: {e}.", _DAMAGED, zh=(f"{path} 已損壞或不完整：{e}。", _DAMAGED_ZH)
        ) from e
    size = sum(i.file_size for i in infos)
    if size > MAX_UNZIPPED or size > max(path.stat().st_size, 100_000) * MAX_RATIO:
        archive.close()
        raise FileError(
            f"{path} would unpack to {size / 2**20:,.0f} MB and was not opened.",
            "Split it, or use CSV.",
            zh=(f"{path} 解壓縮後達 {size / 2**20:,.0f} MB，未予開啟。", "請分成數檔，或改用 CSV。"),
        )
    if any(i.flag_bits & 1 for i in infos):
        archive.close()
        raise FileError(
            f"{path} is password-protected.",
            "Remove the password and save it again.",
            zh=(f"{path} 設有密碼。", "請移除密碼後重新存檔。"),
        )
    if any(i.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for i in infos):
        archive.close()
        raise FileError(f"{path} is packed in a way no workbook is.", _DAMAGED)
    if sum(i.compress_size for i in infos) * _MOST > MAX_UNZIPPED:
        with _readable(str(path)), path.open("rb") as f:
            for info in infos:
                if info.compress_type == zipfile.ZIP_DEFLATED and _unpacks_to_more(f, info):
                    archive.close()
                    raise FileError(f"{path} unpacks to more than it states and was not opened.", _DAMAGED)
    return archive


def _area(xml: bytes) -> int:
    """Cells from A1 to the last place a sheet's XML names; 0 when no column has two letters and no row seven digits."""
    if not _FAR.search(xml):
        return 0
    columns = {place[1] for place in re.finditer(rb"\sr\s*=\s*[\"']([A-Za-z]+)", xml)}
    rows = {place[1] for place in re.finditer(rb"\sr\s*=\s*[\"'][A-Za-z]*(\d+)", xml)}
    if any(len(c) > 3 for c in columns) or any(len(r) > 7 for r in rows):
        return MAX_CELLS + 1
    widest = max((_position(c.decode().upper()) + 1 for c in columns), default=1)
    return widest * max(map(int, rows), default=1)


def _ods_area(content: bytes) -> int:
    """Cells from A1 to the last one with content, of the largest sheet of an .ods, repeats counted."""
    largest = row = last_row = column = last_column = times = 0
    for tag in _ODS_TAG.finditer(content):
        repeat = _REPEAT.search(tag[2])
        many = min(int(repeat[1][:9]), 1 << 24) if repeat else 1
        if tag[1] == b"table":
            row = last_row = last_column = times = 0
        elif tag[1] == b"table-row":
            row, column, times = row + times, 0, many
        else:
            column += many
            if b"value-type" in tag[2] or b":formula" in tag[2]:
                last_row, last_column = row + times, max(last_column, column)
                largest = max(largest, last_row * last_column)
    return largest


def _guard_area(path: Path, archive: zipfile.ZipFile) -> set[str]:
    """FileError for a sheet whose few cells lie so far apart that all between them would not fit into memory.

    Gives the parts in which a formula may stand, so that the others need not be unpacked again.
    """
    formulas = set()
    for name in archive.namelist():
        if name == "content.xml":
            area = _ods_area(archive.read(name))
        elif name.startswith("xl/worksheets/") and name.endswith(".xml"):
            xml = archive.read(name)
            area = _area(xml)
            if b"<f" in xml:
                formulas.add(name)
        else:
            continue
        if area > MAX_CELLS:
            raise FileError(
                f"{path} has a sheet of more than {MAX_CELLS:,} cells from first to last.",
                "Delete the empty rows and columns and what stands far off, or use CSV.",
                zh=(f"{path} 有工作表從頭到尾超過 {MAX_CELLS:,} 格。", "請刪去空列、空欄與遠處的儲存格，或改用 CSV。"),
            )
    return formulas


def _unpacks_to_more(file: BinaryIO, info: zipfile.ZipInfo) -> bool:
    """Whether a part is larger than the archive says; a reader that trusts the stated size would run on."""
    file.seek(info.header_offset + 26)
    name, extra = struct.unpack("<HH", file.read(4))
    file.seek(name + extra, 1)
    unpacker, size, left = zlib.decompressobj(-15), 0, info.compress_size
    while left > 0 and not unpacker.eof:
        piece = file.read(min(left, 1 << 16))
        if not piece:
            break
        left -= len(piece)
        while piece and size <= info.file_size:
            size += len(unpacker.decompress(piece, 1 << 20))
            piece = unpacker.unconsumed_tail
        if size > info.file_size:
            return True
    return False


def read_workbook(path: Path) -> Source:
    """All tables of a workbook; sheets are found by their Chinese or English title."""
    import python_calamine as calamine

    with guard_zip(path) as archive:
        with _readable(str(path)):
            formulas = _guard_area(path, archive)
            book = calamine.CalamineWorkbook.from_path(str(path))
            parts = {title: part for title, part in _parts(archive).items() if part in formulas}
        from quanze.loaders.un_tier import is_tier_sheet, read_tier_source

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
    if known is None:
        if fold(title) not in map(fold, HELP_SHEETS):
            source.findings.append(Finding("unknown-table", name, title, value=title, details={"names": table_names()}))
        return
    where = f"{source.path}, sheet {title}"
    with _readable(where):
        sheet = book.get_sheet_by_index(index)
        cells: Sequence[Sequence[Any]] = sheet.to_python(skip_empty_area=False)
        areas = sheet.merged_cell_ranges or []
    if not cells:
        return
    found = raw_table(known, name, title, cells)
    if isinstance(found, Finding):
        source.findings.append(found)
        return
    with _readable(where):
        if "content.xml" in archive.namelist():
            places = _ods_oddities(archive.read("content.xml"), title)
        else:
            places = [("merged-cells", a[0] + 1, a[1], b[0] + 1, b[1]) for a, b in areas]
            places += _xlsx_formulas(archive, parts.get(title, ""))
    for code, row, at, last_row, last in places:
        if last_row > found.header_row:
            column = found.header[at] if at < len(found.header) else ""
            area = f"{_letters(at)}{row}:{_letters(last)}{last_row}" if code == "merged-cells" else ""
            source.findings.append(Finding(code, name, title, row, column, area))
    source.take(found)


def _xlsx_formulas(archive: zipfile.ZipFile, part: str) -> Iterator[Place]:
    """Formulas that nobody has computed."""
    xml = archive.read(part) if part.endswith(".xml") else b""
    if b"<f" not in xml:
        return
    for found in _CELL.finditer(xml):
        place = _PLACE.search(found[1])
        computed = found[2].startswith(b"<v>") and found[2] != b"<v></v>"
        if place and not computed and b't="str"' not in found[1]:  # a computed text may be empty
            row, at = int(place[2]), _position(place[1].decode())
            yield "formula-without-value", row, at, row, at


def _ods_oddities(content: bytes, title: str) -> list[Place]:
    """Merged cells, and formulas that nobody has computed, in one sheet of an .ods."""
    if b"-spanned=" not in content and b":formula=" not in content:
        return []
    ns, office = (
        "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}",
        "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
    )
    found: list[Place] = []
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
                at += int(cell.get(f"{ns}number-columns-repeated", "1"))
            number += int(row.get(f"{ns}number-rows-repeated", "1"))
    return found


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
