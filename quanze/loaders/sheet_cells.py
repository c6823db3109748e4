"""What the reader of values leaves out of the cells of an .xlsx: errors, formulas that nobody computed, what a number's
format shows, and raised characters. A parser decides. A search shows which sheets certainly have none of it, and finds
the cells of a sheet in which, as the parser and other searches have said, nothing but a cell can look like one.
"""

from __future__ import annotations

import re
import zipfile
from array import array
from bisect import bisect
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import Any

from quanze.loaders.number_format import BUILT_IN, changes_look
from quanze.loaders.sheet_extent import CellPlaces, Part, parse_in_pieces, parse_xml, position
from quanze.schema.number_text import raised

At = tuple[int, int]
"""Row from 1 and column from 0."""
UNKNOWN_ERROR = "#UNKNOWN!"
_ERROR = re.compile(r"#[A-Z][A-Z0-9/_ ]*[!?]?")
_FORMULA = re.compile(rb"<f[\s/>]")
_CONTENT = rb"(<f[^>]*/>|<f[^>]*>[^<]*</f>)?(?:<v>([^<&]*)</v>|<v/>)?</c>"
_ITEM = rb"[^<]*(?:<(?!/is>|c[\s/>])[^<]*)*"
_INLINE = rb'(?<= t="inlineStr">)<is>' + _ITEM + rb"</is></c>"
_CELL = re.compile(
    rb'<c r="([A-Z]+)(\d+)"(?: s="(\d+)")?(?: t="([a-zA-Z]+)")?>'
    + _CONTENT
    + rb'|<c [^>]*(?: t="e"/>|[^/]>(?!'
    + _INLINE
    + rb"))"
)
"""Place, style, type, formula and value of a cell that is spelled as programs do; without a place, one that is not, and
that may be special."""
_TEXT_IN_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"(?: s="\d+")? t="inlineStr"><is>(' + _ITEM + rb")</is></c>")
"""Place and item of a cell that has its text in it."""
_RUN = re.compile(rb'(<r>)|<vertAlign val="([a-z]+)"/>|<t(?: xml:space="preserve")?>([^<]*)</t>')
"""A run of a shared text, its position (raised or not) and its text, in the spelling that programs write."""
_MISREAD = tuple(
    re.compile(pattern)
    for pattern in (
        rb"</v>(?!</c>)",
        rb"</is>(?!</c>)",
        rb"<v/>(?!</c>)",
        rb't="inlineStr">(?!<is>)',
        rb't="s">(?!<v>\d)',
    )
)
"""What follows a value or stands in its place where the reader of values may take something else for the value."""
_BLANK = re.compile(rb"<v>\s")
_ROW = re.compile(rb'<row r="(\d+)"')
_PREFIXED = re.compile(rb"</[^<>]*:(?:si|r|t|rPh)\s*>")
_DIGITS = 10
"""More digits than the number of any shared text has."""
_PIECE = 1 << 21
"""Bytes, and to the end of a row, after which a search pauses."""
_FOLDER = "xl"
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


ALL_ROWS = 1 << 40
"""More rows than any sheet has."""


@dataclass
class CellTraits:
    """What is special about the cells of one sheet.

    ``complete``: what is special about the cells down to this row is known with this piece and those before it;
    negative where that is known of no row before the last piece.
    """

    errors: dict[At, str] = field(default_factory=dict)
    uncomputed: list[At] = field(default_factory=list)
    formats: dict[At, str] = field(default_factory=dict)
    """Format codes of the number cells that show something else than their plain number."""
    texts: dict[At, str] = field(default_factory=dict)
    """Texts with raised or lowered characters, in characters that are so themselves."""
    values: dict[At, Any] = field(default_factory=dict)
    """Values of cells whose parts are in an order that no program writes: the reader takes the last for the value."""
    complete: int = -1


class OutOfOrderError(Exception):
    """A sheet in which a cell follows one of a row further down, or has two values; no program writes one."""


def _may_be_special(part: Part) -> bool:
    """Whether a part must be parsed: no search can be sure that nothing in it is special but for its number formats."""
    content = part.content
    return b't="e"' in content or b"vertAlign" in content or b":f" in content or _FORMULA.search(content) is not None


def may_be_misread(content: bytes) -> bool:
    """Whether a sheet may have a cell of which the reader of values takes something else for the value."""
    return b"sheetData" in content and any(sign.search(content) for sign in _MISREAD)


def named_error(said: str) -> str:
    """What an error cell says, where that is the name of an error."""
    return said if _ERROR.fullmatch(said) else UNKNOWN_ERROR


class BookCells:
    """The cells of an .xlsx beside their values; of other formats nothing. All parts are gone through first.

    Raises ExpatError.
    """

    def __init__(self, archive: zipfile.ZipFile, parts: Iterable[Part]) -> None:
        self._archive = archive
        self._special: set[str] = set()
        self._odd: set[str] = set()
        for part in parts:
            is_odd = not part.plain or may_be_misread(part.content)
            if is_odd or _may_be_special(part):
                self._special.add(part.name)
            if is_odd:
                self._odd.add(part.name)
        self._names = set(archive.namelist())
        self._targets: dict[str, tuple[str, str]] = {}
        self._sheets: dict[str, str] = {}
        self.since_1904 = False
        self.formats: dict[str, str] = {}
        self.raised = RaisedTexts()
        self._texts: dict[str, str] | None = None
        if {_BOOK, _RELATIONS} <= self._names:
            parse_xml(archive.read(_RELATIONS), self._relation)
            parse_xml(archive.read(_BOOK), self._sheet)
            self.formats = _Formats().read(self._shared("styles"))
            texts = self._shared("sharedStrings")
            if b"vertAlign" in texts:
                self.raised = raised_texts(texts)
        styles = "|".join(self.formats)
        self._styled = re.compile(rf' s="(?:{styles})"'.encode()) if styles else None

    def traits(self, title: str) -> Iterator[CellTraits]:
        """What is special about the cells of a sheet, piece by piece: the whole may be larger than the sheet.

        The archive is read at once. To go on to the next piece may raise OutOfOrderError.
        """
        part = self._sheets.get(title, "")
        if part not in self._names or (part not in self._special and not self.raised and not self._styled):
            return iter(())
        xml = self._archive.read(part)
        if part not in self._special and not self.raised and not (self._styled and self._styled.search(xml)):
            return iter(())
        if part not in self._odd and may_be_searched(xml):
            return self._searched(xml)
        return _Cells(self).read(xml)

    def _searched(self, xml: bytes) -> Iterator[CellTraits]:
        try:
            yield from found_cells(self, xml)
        except _OddCellError:  # the parser finds once more what was found until then
            yield from _Cells(self, in_order=True).read(xml)

    def note(self, found: CellTraits, at: At, type_: str, style: str, value: str, formula: bool) -> None:
        """Add to ``found`` what is special about a cell whose text, if it has one, is not in the cell itself."""
        if type_ == "e":
            found.errors[at] = named_error(value)
        elif formula and not value and type_ != "str":
            found.uncomputed.append(at)  # a computed text may be empty
        elif type_ == "s" and (text := self.raised.get(value.encode())):
            found.texts[at] = text
        elif type_ == "n" and value and style in self.formats:
            found.formats[at] = self.formats[style]

    def text(self, number: str) -> str:
        """The shared text of a number; empty where there is none."""
        if self._texts is None:
            self._texts = _Texts(every=True).read(self._shared("sharedStrings"))
        return self._texts.get(number, "")

    def _relation(self, _: str, attributes: dict[str, str]) -> None:
        target = attributes.get("Target", "")
        full = target.lstrip("/") if target.startswith("/") else normpath(join(_FOLDER, target))
        self._targets[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], full)

    def _sheet(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local == "workbookPr":
            self.since_1904 = attributes.get("date1904") in ("1", "true")
        elif local == "sheet":
            id_ = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            self._sheets[attributes.get("name", "")] = self._targets.get(id_, ("", ""))[1]

    def _shared(self, type_: str) -> bytes:
        """The part of a type that all sheets share; empty when there is none."""
        part = next((part for found, part in self._targets.values() if found == type_ and part in self._names), "")
        return self._archive.read(part) if part else b""


def sheet_titles(archive: zipfile.ZipFile) -> list[str]:
    """The titles of the sheets of an .xlsx as its own list has them; none of other formats. Raises ExpatError."""
    titles: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "sheet":
            titles.append(attributes.get("name", ""))

    if _BOOK in archive.namelist():
        parse_xml(archive.read(_BOOK), start)
    return titles


class _Formats:
    """The format codes that change the look of a number, by number of the cell style."""

    def __init__(self) -> None:
        self._codes = {str(number): code for number, code in BUILT_IN.items()}
        self._styles: list[str] = []
        self._in_cells = False

    def read(self, xml: bytes) -> dict[str, str]:
        if xml:
            parse_xml(xml, self._start, self._end)
        codes = {code: text for code, text in self._codes.items() if changes_look(text)}
        return {str(style): codes[code] for style, code in enumerate(self._styles) if code in codes}

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif local == "cellXfs":
            self._in_cells = True
        elif local == "xf" and self._in_cells:
            self._styles.append(attributes.get("numFmtId", "0"))

    def _end(self, name: str) -> None:
        if _local(name) == "cellXfs":
            self._in_cells = False


class _Runs:
    """The text of an item, its raised runs in raised characters; readings beside the text are no part of it."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.has_raised = False
        self._how = ""
        self._in_text = self._beside = False

    def start(self, local: str, attributes: dict[str, str]) -> None:
        if local == "r":
            self._how = ""
        elif local == "vertAlign":
            self._how = attributes.get("val", "")
            self.has_raised |= self._how in ("superscript", "subscript")
        elif local == "rPh":
            self._beside = True
        elif local == "t":
            self._in_text = not self._beside

    def text(self, text: str) -> None:
        if self._in_text:
            self.pieces.append(raised(text, self._how))

    def end(self, local: str) -> None:
        if local == "rPh":
            self._beside = False
        elif local == "t":
            self._in_text = False
        elif local == "r":
            self._how = ""


class _Texts:
    """The shared texts with raised characters, or ``every`` one, by their number."""

    def __init__(self, *, every: bool = False) -> None:
        self._every = every
        self._found: dict[str, str] = {}
        self._number = -1
        self._runs = _Runs()

    def read(self, xml: bytes) -> dict[str, str]:
        if xml:
            parse_xml(xml, self._start, self._end, lambda text: self._runs.text(text))
        return self._found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local == "si":
            self._number += 1
            self._runs = _Runs()
        self._runs.start(local, attributes)

    def _end(self, name: str) -> None:
        local = _local(name)
        self._runs.end(local)
        if local == "si" and (self._every or self._runs.has_raised):
            self._found[str(self._number)] = "".join(self._runs.pieces)


class RaisedTexts:
    """The shared texts with raised characters, by their number as a cell has it. One is taken apart when it is asked
    for: a large sheet that is wrong throughout is not read to its end."""

    def __init__(self, read: dict[str, str] | None = None, xml: bytes = b"") -> None:
        """``read`` are texts by number; ``xml`` is a part with others, spelled as programs do."""
        self._texts = {int(number): text for number, text in (read or {}).items()}
        self._xml = xml
        self._places = array("Q", (found.start() for found in re.finditer(b"<si>", xml)))
        self._unread = bytearray(len(self._places))
        """Which items may be such texts and have not been taken apart; to keep each by itself would cost more."""
        at, mark = 0, xml.find(b"vertAlign")
        while mark >= 0:
            at = bisect(self._places, mark, at)
            if at:
                self._unread[at - 1] = True
            mark = xml.find(b"vertAlign", self._places[at]) if at < len(self._places) else -1

    def __bool__(self) -> bool:
        return bool(self._texts or self._places)

    def get(self, number: bytes) -> str:
        """The text of a number; empty where it has no raised character."""
        at = int(number) if number.isdigit() and len(number) < _DIGITS else -1
        if 0 <= at < len(self._unread) and self._unread[at]:
            self._unread[at] = False
            begin = self._places[at] + len(b"<si>")
            if text := raised_text(self._xml[begin : self._xml.find(b"</si>", begin)]):
                self._texts[at] = text
        return self._texts.get(at, "")


def raised_texts(xml: bytes) -> RaisedTexts:
    """The shared texts with raised characters; the parser reads those that are not spelled as programs do. Raises
    ExpatError."""
    head = xml[: xml.find(b"?>")].lower()
    if (
        b"<!" in xml
        or xml.rfind(b"<?") > 0
        or (b"encoding" in head and b"utf-8" not in head)
        or xml.count(b"<si") != xml.count(b"<si>")
        or _PREFIXED.search(xml)
    ):
        return RaisedTexts(_Texts().read(xml))
    parse_xml(xml, None)
    return RaisedTexts(xml=xml)


def raised_text(item: bytes) -> str | None:
    """The text of an item with raised characters, in characters that are so themselves; None where it has none."""
    pieces, raises = _runs(item)
    if pieces is None:
        return _Texts().read(b"<sst><si>" + item + b"</si></sst>").get("0")
    return "".join(pieces) if raises else None


def _runs(item: bytes) -> tuple[list[str] | None, bool]:
    """The texts of the runs of an item, and whether one is raised or lowered; None where the parser must read it."""
    runs = _RUN.findall(item)
    if (
        b"&" in item
        or b"<rPh" in item
        or len(runs)
        != item.count(b"<r")
        - item.count(b"<rPr")
        - item.count(b"<rFont")
        + item.count(b"vertAlign")
        + item.count(b"</t")
    ):
        return None, False
    how, raises, pieces = "", False, []
    for begins, aligned, text in runs:
        if begins:
            how = ""
        elif aligned:
            how = aligned.decode()
            raises |= how in ("superscript", "subscript")
        else:
            pieces.append(raised(text.decode(), how))
    return pieces, raises


class _OddCellError(Exception):
    """A cell that the search cannot take apart."""


def may_be_searched(xml: bytes) -> bool:
    """Whether all that looks like a cell in a plain sheet is one: no comment and no quoted text may. Raises ExpatError
    when it is no XML."""
    parse_xml(xml, None)
    return b"<!" not in xml and xml.rfind(b"<?") <= 0


def found_cells(book: BookCells, xml: bytes) -> Iterator[CellTraits]:
    """What is special about the cells of a sheet, piece by piece, by a search; _OddCellError where it does not do."""
    formatted = re.compile(rb'<c r="([A-Z]+)(\d+)" s="(' + "|".join(book.formats).encode() + rb')"(?: t="n")?>')
    formats = {style.encode(): code for style, code in book.formats.items()}
    texts = book.raised
    columns, errors = _Columns(), _Errors()
    end = above = 0
    while end < len(xml):
        begin, end = end, xml.find(b"<row", end + _PIECE) if len(xml) > end + _PIECE else len(xml)
        end = end if end > 0 else len(xml)
        next_row = _ROW.match(xml, end)
        found = CellTraits(complete=int(next_row[1]) - 1 if next_row else ALL_ROWS)
        piece = xml[begin:end]
        if raised_here := piece.count(b"vertAlign"):
            for letters, row, item in _TEXT_IN_CELL.findall(piece):
                if in_item := item.count(b"vertAlign"):
                    raised_here -= in_item
                    if (text := raised_text(item)) is not None:
                        found.texts[int(row), columns[letters]] = text
            if raised_here:
                raise _OddCellError
        if has_only_values(piece) and not (texts and b't="s"' in piece):
            for letters, row, style in formatted.findall(piece) if formats else ():
                found.formats[int(row), columns[letters]] = formats[style]
            yield _in_order(found, above)
            above = found.complete
            continue
        for letters, row, style, type_, formula, value in _CELL.findall(piece):
            if not letters:
                raise _OddCellError
            if type_ == b"e":
                found.errors[int(row), columns[letters]] = errors[value]
            elif formula and type_ != b"str" and not value.strip():
                found.uncomputed.append((int(row), columns[letters]))
            elif type_ == b"s":
                if text := texts.get(value):
                    found.texts[int(row), columns[letters]] = text
            elif value and style in formats and type_ in (b"", b"n"):
                found.formats[int(row), columns[letters]] = formats[style]
        yield _in_order(found, above)
        above = found.complete


def _in_order(found: CellTraits, above: int) -> CellTraits:
    """The piece, whose cells lie below row ``above`` and not below the one down to which it is complete."""
    for cells in (found.errors, found.texts, found.formats, found.uncomputed):
        if cells and not above < min(cells)[0] <= max(cells)[0] <= found.complete:
            raise OutOfOrderError
    if found.complete < above:
        raise OutOfOrderError
    return found


def has_only_values(xml: bytes) -> bool:
    """Whether, of well-formed rows, every cell that is not empty certainly has a value and none is an error, whether it
    has a formula or not."""
    values = xml.count(b"</v></c>")
    return (
        b't="e"' not in xml
        and xml.count(b"</c>") == values + xml.count(b"</is></c>")
        and xml.count(b"<v>") == xml.count(b"<v") == values
        and b"<v></v>" not in xml
        and _BLANK.search(xml) is None
    )


class _Columns(dict[bytes, int]):
    """The number of a column by its letters."""

    def __missing__(self, letters: bytes) -> int:
        self[letters] = position(letters.decode())
        return self[letters]


class _Errors(dict[bytes, str]):
    """An error by what the cell says; few are met, many times each."""

    def __missing__(self, said: bytes) -> str:
        self[said] = named_error(said.decode("utf-8", "replace").strip())
        return self[said]


class _Cells:
    """Follows the cells of a sheet and notes what is special about them.

    ``in_order``: they must come in the order of rows, for the first of them have been read already.
    """

    def __init__(self, book: BookCells, *, in_order: bool = False) -> None:
        self._book = book
        self._in_order = in_order
        self._last_row = 0
        self._found = CellTraits()
        self._places = CellPlaces()
        self._begin({})

    def read(self, xml: bytes) -> Iterator[CellTraits]:
        """What was found since the piece before."""
        for _ in parse_in_pieces(xml, self._start, self._end, self._text):
            yield self._found
            self._found = CellTraits()
        self._found.complete = ALL_ROWS
        yield self._found

    def _begin(self, attributes: dict[str, str]) -> None:
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._inline: _Runs | None = None
        self._value = ""
        self._in_value = self._has_formula = False
        self._parts: list[str] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        self._places.enter(local, attributes)
        if local in ("f", "v", "is"):
            if local in self._parts:
                raise OutOfOrderError
            self._parts.append(local)
        if local == "c":
            self._begin(attributes)
        elif local == "v":
            self._in_value = True
        elif local == "f":
            self._has_formula = True
        elif local == "is":
            self._inline = self._inline or _Runs()
        elif self._inline:
            self._inline.start(local, attributes)

    def _text(self, text: str) -> None:
        if self._in_value:
            self._value += text
        elif self._inline:
            self._inline.text(text)

    def _end(self, name: str) -> None:
        local = _local(name)
        if local == "v":
            self._in_value = False
        elif local == "c":
            self._cell()
            self._begin({})
        elif self._inline:
            self._inline.end(local)

    def _cell(self) -> None:
        at = (self._places.row, self._places.column - 1)
        if self._in_order and at[0] < self._last_row:
            raise OutOfOrderError
        self._last_row = at[0]
        is_inline = self._inline and (self._type == "inlineStr" or "v" not in self._parts)
        if self._inline and is_inline and self._type != "e":
            if self._inline.has_raised or self._parts[-1] != "is":
                self._found.texts[at] = "".join(self._inline.pieces)
            return
        value = self._value.strip()
        self._book.note(self._found, at, self._type, self._style, value, self._has_formula)
        if value and self._type == "s" and not value.isdecimal():  # the reader takes it for the first text
            self._found.errors[at] = UNKNOWN_ERROR
        elif value and (self._parts[-1] != "v" or self._type == "inlineStr"):
            self._found.values[at] = self._read(value)

    def _read(self, value: str) -> Any:
        """A value by the type of its cell."""
        if self._type == "s":
            return self._book.text(value)
        if self._type == "b":
            return value in ("1", "true")
        if self._type == "n":
            with suppress(ValueError):
                return float(value)
        return value


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name
