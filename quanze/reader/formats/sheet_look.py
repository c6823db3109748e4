"""What a workbook shows beside its values: number formats, struck and hidden cells, hidden sheets, comments."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import Any

from quanze.loaders.number_format import BUILT_IN

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
Cell = tuple[int, int]


@dataclass
class SheetLook:
    """How the cells of one sheet look, by row and column from 0."""

    hidden: bool = False
    formats: dict[Cell, str] = field(default_factory=dict)
    struck: dict[Cell, str] = field(default_factory=dict)
    """Struck cells, with the part of their text that is not struck."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    comments: dict[Cell, str] = field(default_factory=dict)


def looks(archive: zipfile.ZipFile) -> dict[str, SheetLook]:
    """The look of every sheet of an .xlsx or .ods by its name; empty for other archives and where a part is missing."""
    try:
        return dict(_open_sheets(archive) if "content.xml" in archive.namelist() else _sheets(archive))
    except (KeyError, ValueError, SyntaxError):
        return {}  # a workbook without these parts is read by its values alone


def _root(archive: zipfile.ZipFile, name: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(archive.read(name), parser)


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    folder, _, name = part.rpartition("/")
    listed = f"{folder}/_rels/{name}.rels"
    if listed not in archive.namelist():
        return {}
    out = {}
    for relation in _root(archive, listed):
        target = str(relation.get("Target"))
        full = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        out[str(relation.get("Id"))] = (str(relation.get("Type")).rsplit("/", 1)[-1], full)
    return out


_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _TEXT, _STYLE, _OFFICE = (_ODF % name for name in ("table", "text", "style", "office"))
_FARTHEST = 20_000
_COLLAPSED = ("collapse", "filter")


def _open_sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, SheetLook]]:
    """The looks of the sheets of an .ods: struck text, hidden sheets, rows and columns, and comments."""
    root = _root(archive, "content.xml")
    struck, hidden = set(), set()
    for style in root.iter(f"{_STYLE}style"):
        name = style.get(f"{_STYLE}name")
        text, table = style.find(f"{_STYLE}text-properties"), style.find(f"{_STYLE}table-properties")
        if text is not None and text.get(f"{_STYLE}text-line-through-style") not in (None, "none"):
            struck.add(name)
        if table is not None and table.get(f"{_TABLE}display") == "false":
            hidden.add(name)
    for sheet in root.iter(f"{_TABLE}table"):
        look = SheetLook(hidden=sheet.get(f"{_TABLE}style-name") in hidden)
        at = 0
        for columns in sheet.iter(f"{_TABLE}table-column"):
            times = min(int(columns.get(f"{_TABLE}number-columns-repeated") or 1), _FARTHEST)
            if columns.get(f"{_TABLE}visibility") in _COLLAPSED:
                look.hidden_columns.update(range(at, at + times))
            at += times
        at = 0
        for row in sheet.iter(f"{_TABLE}table-row"):
            times = min(int(row.get(f"{_TABLE}number-rows-repeated") or 1), _FARTHEST)
            if row.get(f"{_TABLE}visibility") in _COLLAPSED:
                look.hidden_rows.update(range(at, at + times))
            column = 0
            for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                _open_cell(cell, (at, column), look, struck)
                column += min(int(cell.get(f"{_TABLE}number-columns-repeated") or 1), _FARTHEST)
            at += times
        yield str(sheet.get(f"{_TABLE}name")), look


def _open_cell(cell: Any, at: Cell, look: SheetLook, struck: set[Any]) -> None:
    for note in cell.iterchildren(f"{_OFFICE}annotation"):
        look.comments[at] = "".join(t for p in note.iter(f"{_TEXT}p") for t in p.itertext()).strip()
    paragraphs = list(cell.iterchildren(f"{_TEXT}p"))
    if cell.get(f"{_TABLE}style-name") in struck:
        look.struck.update({at: ""} if paragraphs else {})
    elif any(s.get(f"{_TEXT}style-name") in struck for p in paragraphs for s in p.iter()):
        look.struck[at] = "\n".join("".join(_not_struck(p, struck)) for p in paragraphs).strip()


def _not_struck(element: Any, struck: set[Any]) -> Iterator[str]:
    """The text of an element that no style strikes through."""
    if element.get(f"{_TEXT}style-name") not in struck:
        yield element.text or ""
        for child in element:
            yield from _not_struck(child, struck)
            yield child.tail or ""


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, SheetLook]]:
    formats, struck = _styles(archive)
    strings = _struck_strings(archive)
    relations = _relations(archive, "xl/workbook.xml")
    for sheet in _root(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet"):
        part = relations[str(sheet.get(f"{_REL}id"))][1]
        look = SheetLook(hidden=sheet.get("state") in ("hidden", "veryHidden"))
        _cells(_root(archive, part), look, formats, struck, strings)
        for kind, target in _relations(archive, part).values():
            if kind == "comments" and target in archive.namelist():
                for comment in _root(archive, target).iter(f"{_MAIN}comment"):
                    at = _place(str(comment.get("ref")))
                    if at:
                        look.comments[at] = "".join(t.text or "" for t in comment.iter(f"{_MAIN}t")).strip()
        yield str(sheet.get("name")), look


def _styles(archive: zipfile.ZipFile) -> tuple[dict[int, str], set[int]]:
    """Number format and strike-through by the number of the cell style."""
    if "xl/styles.xml" not in archive.namelist():
        return {}, set()
    root = _root(archive, "xl/styles.xml")
    own = {int(n.get("numFmtId")): str(n.get("formatCode")) for n in root.iter(f"{_MAIN}numFmt")}
    fonts = [_is_struck(f) for f in root.findall(f"{_MAIN}fonts/{_MAIN}font")]
    formats: dict[int, str] = {}
    struck: set[int] = set()
    for number, style in enumerate(root.findall(f"{_MAIN}cellXfs/{_MAIN}xf")):
        code = int(style.get("numFmtId") or 0)
        text = own.get(code) or BUILT_IN.get(code)
        if text:
            formats[number] = text
        font = int(style.get("fontId") or 0)
        if font < len(fonts) and fonts[font]:
            struck.add(number)
    return formats, struck


def _is_struck(properties: Any) -> bool:
    strike = properties.find(f"{_MAIN}strike") if properties is not None else None
    return strike is not None and strike.get("val") not in ("0", "false")


def _living(item: Any) -> str | None:
    """The text of the runs that are not struck; None when no run is."""
    runs = item.findall(f"{_MAIN}r")
    if not any(_is_struck(r.find(f"{_MAIN}rPr")) for r in runs):
        return None
    kept = [r for r in runs if not _is_struck(r.find(f"{_MAIN}rPr"))]
    return "".join(t.text or "" for r in kept for t in r.iter(f"{_MAIN}t"))


def _struck_strings(archive: zipfile.ZipFile) -> dict[int, str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return {}
    items = _root(archive, "xl/sharedStrings.xml").findall(f"{_MAIN}si")
    return {n: text for n, item in enumerate(items) if (text := _living(item)) is not None}


def _place(reference: str) -> Cell | None:
    found = _CELL.match(reference)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _cells(root: Any, look: SheetLook, formats: dict[int, str], struck: set[int], strings: dict[int, str]) -> None:
    for column in root.iter(f"{_MAIN}col"):
        if column.get("hidden") in ("1", "true"):
            first, last = int(column.get("min")), int(column.get("max"))
            look.hidden_columns.update(range(first - 1, min(last, first + 500)))
    for row in root.iter(f"{_MAIN}row"):
        number = int(row.get("r") or 0) - 1
        if row.get("hidden") in ("1", "true"):
            look.hidden_rows.add(number)
        for cell in row.iter(f"{_MAIN}c"):
            style = int(cell.get("s") or 0)
            shared = cell.get("t") == "s"
            inline = cell.find(f"{_MAIN}is")
            if style not in formats and style not in struck and not shared and inline is None:
                continue
            at = _place(str(cell.get("r")))
            if at is None:
                continue
            if style in formats and cell.get("t") in (None, "n"):
                look.formats[at] = formats[style]
            if style in struck:
                look.struck[at] = ""
                continue
            value = cell.find(f"{_MAIN}v")
            living = strings.get(int(value.text)) if shared and value is not None and value.text else None
            if inline is not None:
                living = _living(inline)
            if living is not None:
                look.struck[at] = living
