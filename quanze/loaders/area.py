"""How far apart the cells of a sheet lie: the reader makes every cell from the first to the last, and ends the
process when there is no memory for them. So a workbook's XML is looked through before the reader sees it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from quanze.errors import FileError
from quanze.loaders.archive import unpacked

MAX_CELLS = 26_000_000
"""Cells a sheet may span, empty ones included."""
_ODD = (
    re.compile(rb'<c(?! r="[A-Z]\d{1,6}")[\s/>]'),
    re.compile(rb'<row(?! r="\d{1,6}")[\s/>]'),
    re.compile(rb":(?:c|row)[\s/>]"),
)
"""A cell or row that does not begin with a place within Z999999, as programs write them."""
_ATTRIBUTES = rb"((?:[^>\"']|\"[^\"]*\"|'[^']*')*)"
_TAG = re.compile(rb"<(?:[^\s<>/:]+:)?(row|c)(?=[\s/>])" + _ATTRIBUTES)
_ATTRIBUTE = re.compile(rb"([^\s=\"']+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PLACE = re.compile(rb"([A-Za-z]*)(\d*)")
_ODS_TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])" + _ATTRIBUTES)
_REPEAT = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')


def parts_within(path: Path, archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Each part of a workbook: name and content; FileError at one with a sheet that spans too much."""
    with path.open("rb") as file:
        for info in archive.infolist():
            content = unpacked(path, file, info)
            if _area(content) > MAX_CELLS or (info.filename == "content.xml" and _ods_area(content) > MAX_CELLS):
                raise FileError(
                    f"{path} has a sheet of more than {MAX_CELLS:,} cells from first to last.",
                    "Delete the empty rows and columns and what stands far off, or use CSV.",
                    zh=(
                        f"{path} 有工作表從頭到尾超過 {MAX_CELLS:,} 格。",
                        "請刪去空列、空欄與遠處的儲存格，或改用 CSV。",
                    ),
                )
            yield info.filename, content


def position(letters: str) -> int:
    """Column from 0 of its letters."""
    value = 0
    for c in letters:
        value = value * 26 + ord(c) - 64
    return value - 1


def _area(xml: bytes) -> int:
    """Cells from A1 to the last one of an .xlsx sheet; 0 when all stand within Z999999 by their plain spelling."""
    if not any(odd.search(xml) for odd in _ODD):
        return 0
    row = column = last_row = last_column = 0
    for tag in _TAG.finditer(xml):
        place = next((a[2] or a[3] or b"" for a in _ATTRIBUTE.finditer(tag[2]) if a[1] == b"r"), b"")
        letters, digits = _PLACE.match(place).groups()  # type: ignore[union-attr]  # it matches anything
        if len(letters) > 3 or len(digits) > 7:
            return MAX_CELLS + 1
        if tag[1] == b"row":
            row, column = int(digits) if digits else row + 1, 0
        else:
            # As the reader counts: a cell that does not say where it stands follows the one before.
            row = int(digits) if digits else row
            column = position(letters.decode().upper()) + 1 if letters else column + 1
            last_column = max(last_column, column)
        last_row = max(last_row, row)
    return last_row * last_column


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
