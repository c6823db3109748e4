"""How far apart the cells of a sheet lie: the reader makes every cell from the first to the last, and ends the
process when there is no memory for them. So a workbook's XML is looked through before the reader sees it.

Most sheets are passed by three searches for anything but the spelling that programs write; what differs is parsed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.parsers import expat

from quanze.errors import FileError
from quanze.loaders.archive import DAMAGED, unpacked
from quanze.locale import message

MAX_CELLS = 26_000_000
"""Cells a sheet may span, empty ones included."""
_ODD = tuple(
    (
        re.compile(rb'<c(?! r="' + columns + rows + rb'"(?: s="\d+"|)(?: t="[a-zA-Z]+"|)/?>)[\s/>]'),
        re.compile(rb'<row(?! r="' + rows + rb'"(?: (?!r=)[\w:.]+="[^"<>&]*")*/?>)[\s/>]'),
        re.compile(rb":(?:c|row)[\s/>]"),
    )
    for columns, rows in ((rb"[A-Z]", rb"\d{1,6}"), (rb"[A-I]?[A-Z]", rb"\d{1,5}"))
)
"""For a sheet within Z999999, and for one within IZ99999: a cell or row further off, or not spelled as programs do."""
_PLACE = re.compile(r"([A-Za-z]{0,3})(\d{0,7})\Z")
_UNIQUE = re.compile(rb"<sst[^>]*\suniqueCount\s*=\s*[\"'](\d+)")


_WIDE = (b"\xff\xfe<", b"\xfe\xff\0<", b"<\0", b"\0<")
"""How XML in UTF-16 begins: the reader takes such a sheet for an empty one."""


class Part(NamedTuple):
    """A part of a workbook, and whether its cells are spelled as programs spell them, so that a search finds them."""

    name: str
    content: bytes
    plain: bool


def parts_within(path: Path, archive: zipfile.ZipFile) -> Iterator[Part]:
    """Each part of a workbook; FileError at one that is damaged or has a sheet that spans too much."""
    with path.open("rb") as file:
        for info in archive.infolist():
            content = unpacked(path, file, info)
            if content.startswith(_WIDE):
                raise FileError(message("{path} has a part that is not UTF-8.", path=path), DAMAGED)
            plain = is_plain(content)
            try:
                far = max(0 if plain else _area(content), _ods_area(content)) > MAX_CELLS
            except (expat.ExpatError, ValueError, OverflowError) as e:
                raise FileError(
                    message("{path} cannot be read as a workbook: {reason}.", path=path, reason=e), DAMAGED
                ) from e
            if far:
                raise FileError(
                    message("{path} has a sheet that spans more than {cells:,} cells.", path=path, cells=MAX_CELLS),
                    message("Delete empty rows and columns and stray cells far from the data, or use CSV."),
                )
            stated = _UNIQUE.search(content)
            if (info.filename.endswith(".bin") and "workbook" in info.filename) or (
                stated and int(stated[1][:18]) > content.count(b"<")
            ):  # the reader makes room for as many texts as are stated
                raise FileError(message("{path} is damaged, or not an .xlsx or .ods workbook.", path=path), DAMAGED)
            yield Part(info.filename, content, plain)


def position(letters: str) -> int:
    """Column from 0 of its letters."""
    value = 0
    for c in letters:
        value = value * 26 + ord(c) - 64
    return value - 1


def is_plain(xml: bytes) -> bool:
    """Whether every cell and row of an .xlsx sheet is near and spelled as programs do; true of a part without cells."""
    return b"sheetData" not in xml or any(not any(odd.search(xml) for odd in odds) for odds in _ODD)


def _area(xml: bytes) -> int:
    """Cells from A1 to the last one of an .xlsx sheet; 0 when it is not a sheet."""
    return _Sheet().area(xml) if b"sheetData" in xml else 0


class CellPlaces:
    """Follows the cells of a sheet as the reader does: one that does not say its place follows the one before."""

    def __init__(self) -> None:
        self.row = self.column = 0

    def enter(self, local: str, attributes: dict[str, str]) -> None:
        """A row or cell begins; its place is in ``row`` and ``column``, counted from 1."""
        if local == "row":
            letters, digits = self._place(attributes)
            self.row, self.column = int(digits) if digits else self.row + 1, 0
        elif local == "c":
            letters, digits = self._place(attributes)
            self.row = int(digits) if digits else self.row
            self.column = position(letters.upper()) + 1 if letters else self.column + 1

    @staticmethod
    def _place(attributes: dict[str, str]) -> tuple[str, str]:
        found = _PLACE.match(attributes.get("r", ""))
        return (found[1], found[2]) if found else ("ZZZ", "9999999")


class _Sheet(CellPlaces):
    """Counts the cells of a sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.last_row = self.last_column = 0

    def area(self, xml: bytes) -> int:
        """Cells from A1 to the last one with content; ExpatError when it is no XML."""
        parse_xml(xml, self.start)
        return self.last_row * self.last_column

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = name.rpartition(":")[2]
        self.enter(local, attributes)
        if local in ("v", "f", "is"):  # a cell without content is dropped
            self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)


def _ods_area(content: bytes) -> int:
    """Cells of all tables of an .ods as the reader stores them, repeats counted; 0 when it is none."""
    return _Tables().area(content) if b"table:table" in content else 0


class _Tables:
    """Counts the cells of the tables of an .ods: in a row all but the last when that is empty."""

    def __init__(self) -> None:
        self.total = self.rows = self.filled_rows = self.width = 0
        self.times = self.cells = self.empty = 0

    def area(self, content: bytes) -> int:
        """Cells of all tables; ExpatError when it is no XML."""
        parse_xml(content, self.start, self.end)
        return self.total

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "table:table":
            self.rows = self.filled_rows = self.width = 0
        elif name == "table:table-row":
            self.times, self.cells, self.empty = self._repeat(attributes, "rows"), 0, 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.cells += self.empty
            self.empty = self._repeat(attributes, "columns")
            if any(":value" in a or a.endswith((":formula", "-value")) for a in attributes):
                self.cells, self.empty = self.cells + self.empty, 0

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "text:p" and self.empty:
            self.cells, self.empty = self.cells + self.empty, 0
        elif name == "table:table-row":
            self.rows += self.times
            if self.cells:
                self.filled_rows, self.width = self.rows, max(self.width, self.cells)
        elif name == "table:table":
            self.total += self.filled_rows * self.width

    @staticmethod
    def _repeat(attributes: dict[str, str], unit: str) -> int:
        named = [v for k, v in attributes.items() if k.endswith(f"number-{unit}-repeated")]
        return max(1, *(min(int(v), 1 << 24) for v in named)) if named else 1


def parse_xml(xml: bytes, start: Any, end: Any = None, text: Any = None) -> None:
    """Read XML by a strict parser, which refuses what lenient ones read differently; entities are refused too."""
    for _ in parse_in_pieces(xml, start, end, text):
        pass


_PIECE = 1 << 20


def parse_in_pieces(xml: bytes, start: Any, end: Any = None, text: Any = None) -> Iterator[None]:
    """The same, with a pause after each piece."""

    def entity(*_: Any) -> None:
        raise ValueError("it declares entities")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = start, end, entity
    parser.CharacterDataHandler = text
    for at in range(0, len(xml), _PIECE):
        parser.Parse(xml[at : at + _PIECE], False)
        yield
    parser.Parse(b"", True)
