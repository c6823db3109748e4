"""Word documents: paragraphs and tables of the body in order, list levels, merged cells.

The text is read as a stream by lxml and each row and paragraph is let go once it is read, so that a table of thousands
of rows is never held as a tree.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.locale import message
from quanze.reader.blocks import Block, Grid, Paragraph, Place, Source
from quanze.reader.formats.limits import MAX_COLUMNS, bounded, merged_rows, open_archive, refuse_entities
from quanze.reader.formats.progress import Progress
from quanze.schema.number_text import raised

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _TBL, _TR, _TC, _R, _T = (f"{_W}{name}" for name in ("p", "tbl", "tr", "tc", "r", "t"))
_RPR, _TRPR, _TCPR = (f"{_W}{name}" for name in ("rPr", "trPr", "tcPr"))
_GRID_BEFORE, _GRID_SPAN, _VMERGE = (f"{_W}{name}" for name in ("gridBefore", "gridSpan", "vMerge"))
_DELETED = {f"{_W}del", f"{_W}moveFrom"}
_PASSED_OVER = {f"{_W}pPr", _RPR, f"{_W}instrText"}
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_TEXT, _STYLES, _COMMENTS, _CORE = "word/document.xml", "word/styles.xml", "word/comments.xml", "docProps/core.xml"
_HEADING = re.compile(r"(?:heading|標題)\s*(\d)", re.IGNORECASE)
_PARSING = {"resolve_entities": False, "no_network": True, "huge_tree": False, "remove_blank_text": True}


def read(path: Path, progress: Progress | None = None) -> Source:
    """The blocks of a .docx; macros and fields are left out, what is struck or deleted is kept apart."""
    from lxml import etree

    with open_archive(path) as archive:
        refuse_entities(archive, path)
        names = set(archive.namelist())
        if _TEXT not in names:
            raise FileError(
                message("{file} is not a Word document.", file=path.name),
                message("Save it as .docx from Word or LibreOffice."),
            )
        try:
            with archive.open(_TEXT) as text:
                body = _Body(path.name, _styles(archive, names))
                blocks = bounded(body.blocks(etree.iterparse(text, tag=(_P, _TR, _TBL), **_PARSING)), path)
            titles = [t.text.strip() for t in _part(archive, names, _CORE).iter(_TITLE) if t.text]
            comments = list(_comments(_part(archive, names, _COMMENTS)))
        except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as e:
            raise FileError(
                message("{file} is damaged: {reason}.", file=path.name, reason=e),
                message("Open it in Word or LibreOffice and save it again."),
            ) from e
    title = next(iter(titles), "")
    if progress:
        progress(path.name, len(blocks), len(blocks))
    notices = [message("{file}: macros were left out.", file=path.name)] if any(map(_is_macro, names)) else []
    notices += [message("{file}: struck through in a table: {text}", file=path.name, text=t) for t in body.struck]
    if "".join(body.gone).strip():
        notices.append(message("{file}: struck through: {text}", file=path.name, text="".join(body.gone)))
    notices += [message("{file}: comment: {text}", file=path.name, text=text) for text in comments]
    return Source(
        path.name, blocks, title if title.lower() not in ("word document", "document") else "", tuple(notices)
    )


def _is_macro(name: str) -> bool:
    return name.endswith("vbaProject.bin")


def _part(archive: zipfile.ZipFile, names: set[str], name: str) -> Any:
    """The tree of a part beside the text; an empty one where there is none."""
    from lxml import etree

    return etree.fromstring(archive.read(name), etree.XMLParser(**_PARSING)) if name in names else etree.Element("none")


@dataclass(frozen=True)
class _Style:
    heading: int
    item: int


def _styles(archive: zipfile.ZipFile, names: set[str]) -> dict[str, _Style]:
    """The styles of headings and of lists, by their ids."""
    out: dict[str, _Style] = {}
    for style in _part(archive, names, _STYLES).iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        found = _HEADING.match(name.get(f"{_W}val") or "") if name is not None else None
        in_list = style.find(f"{_W}pPr/{_W}numPr") is not None
        if found or in_list:
            out[style.get(f"{_W}styleId") or ""] = _Style(int(found[1]) if found else 0, int(in_list))
    return out


@dataclass
class _Table:
    """The rows of a table that have been read."""

    texts: list[list[str]] = field(default_factory=list)
    own: list[list[bool]] = field(default_factory=list)


@dataclass
class _Body:
    """What was read of a document's text: what was struck in tables, and since the last paragraph."""

    file: str
    styles: dict[str, _Style]
    gone: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    _count: int = 0

    def blocks(self, ends: Iterator[tuple[str, Any]]) -> Iterator[Block]:
        """The blocks in order, from the elements of the text as each one ends.

        What is in a table or in the text box of a paragraph ends before that one, and is read when that one ends; only
        the rows of a table of the body are read, and emptied, as they come.
        """
        table = _Table()
        for _, element in ends:
            if element.tag == _TR:
                if _outermost(_above(element, _TBL)):
                    self._row(element, table)
                    element.clear()
            elif _outermost(element):
                if element.tag == _TBL:
                    yield self._grid(table)
                    table = _Table()
                else:
                    yield from self._of_paragraph(element)
                element.clear()

    def _of_paragraph(self, outer: Any) -> Iterator[Block]:
        for element in outer.iter(_P, _TBL):
            if _above(element, _TBL) is None:
                if element.tag == _P:
                    yield from self._paragraph(element)
                    continue
                table = _Table()
                for row in element.iter(_TR):
                    if _above(row, _TBL) is element:
                        self._row(row, table)
                yield self._grid(table)

    def _place(self) -> Place:
        self._count += 1
        return Place(self.file, self._count)

    def _paragraph(self, element: Any) -> Iterator[Paragraph]:
        text = _text(element, self.gone)
        if not text.strip():
            return
        named = element.find(f"{_W}pPr/{_W}pStyle")
        style = self.styles.get(named.get(f"{_W}val") or "", _PLAIN) if named is not None else _PLAIN
        struck, self.gone = "".join(self.gone), []
        yield Paragraph(text, self._place(), heading=style.heading, item=_item(element, style.item), struck=struck)

    def _grid(self, table: _Table) -> Grid:
        """A table with its merged cells filled."""
        place = self._place()
        texts, own = merged_rows(table.texts, table.own, place.file)
        return Grid(texts, place, own)

    def _row(self, row: Any, table: _Table) -> None:
        """Add a row to its table; a table inside a cell gives its text to the cell."""
        texts: list[str] = []
        own: list[bool] = []
        above = table.texts[-1] if table.texts else []
        before = _child(_child(row, _TRPR), _GRID_BEFORE)
        if before is not None:
            skipped = min(int(before.get(f"{_W}val") or 0), MAX_COLUMNS)
            texts.extend([""] * skipped)
            own.extend([True] * skipped)
        for cell in row.iter(_TC):
            if cell.getparent() is not row and _above(cell, _TR) is not row:
                continue
            properties = _child(cell, _TCPR)
            spanned, merged = _child(properties, _GRID_SPAN), _child(properties, _VMERGE)
            span = min(int(spanned.get(f"{_W}val") or 1), MAX_COLUMNS) if spanned is not None else 1
            goes_on = merged is not None and merged.get(f"{_W}val") != "restart"
            gone: list[str] = []
            text = "\n".join([t for p in cell.iter(_P) if (t := _text(p, gone).strip())])
            if gone and "".join(gone).strip():
                self.struck.append("".join(gone))
            if goes_on and len(texts) < len(above):
                text = above[len(texts)]
            texts.extend([text] * span)
            own.extend(not goes_on and extra == 0 for extra in range(span))
        table.texts.append(texts)
        table.own.append(own)


_PLAIN = _Style(0, 0)


def _above(element: Any, tag: str) -> Any:
    """The nearest element around this one that has a tag; None where there is none."""
    return next(element.iterancestors(tag), None)


def _child(element: Any, tag: str) -> Any:
    """The first child with a tag; None where there is none. ``find`` would take several times as long."""
    return next(element.iterchildren(tag), None) if element is not None else None


def _outermost(element: Any) -> bool:
    """Whether an element is in no table and no paragraph."""
    return element is not None and next(element.iterancestors(_P, _TBL), None) is None


def _item(element: Any, by_style: int) -> int:
    """Depth of an automatic list entry, 0 when the paragraph is none."""
    number = element.find(f"{_W}pPr/{_W}numPr")
    if number is None:
        return by_style
    identity = number.find(f"{_W}numId")
    if identity is not None and identity.get(f"{_W}val") == "0":
        return 0
    level = number.find(f"{_W}ilvl")
    return int(level.get(f"{_W}val") or 0) + 1 if level is not None else 1


def _comments(root: Any) -> Iterator[str]:
    """The comments beside the text."""
    for comment in root.iter(f"{_W}comment"):
        text = "".join(t.text or "" for t in comment.iter(_T)).strip()
        if text:
            yield text


def _is_struck(properties: Any) -> bool:
    marks = (_child(properties, f"{_W}{name}") for name in ("strike", "dstrike"))
    return any(m is not None and m.get(f"{_W}val") not in ("0", "false") for m in marks)


def _raised(properties: Any) -> str:
    """Whether a run is superscript or subscript; empty when it is neither."""
    position = _child(properties, f"{_W}vertAlign")
    return str(position.get(f"{_W}val")) if position is not None else ""


def _text(element: Any, gone: list[str]) -> str:
    """The text of a paragraph; what is struck through or deleted in it is added to ``gone``."""
    pieces: list[str] = []
    _gather(element, "", pieces, gone)
    return "".join(pieces)


def _gather(element: Any, position: str, pieces: list[str], gone: list[str]) -> None:
    """Add the text of an element, and of all it holds, to ``pieces``; ``position`` is how its run is raised."""
    for child in element:
        tag = child.tag
        if tag == _T:
            pieces.append(raised(child.text or "", position) if position else child.text or "")
        elif tag == _R:
            properties = _child(child, _RPR)
            if properties is not None and _is_struck(properties):
                gone.extend(t.text or "" for t in child.iter(_T, f"{_W}delText"))
            else:
                _gather(child, _raised(properties) if properties is not None else "", pieces, gone)
        elif tag in _PASSED_OVER:
            continue
        elif tag in _DELETED:
            gone.extend(t.text or "" for t in child.iter(_T, f"{_W}delText"))
        elif tag == f"{_W}tab":
            pieces.append(" ")
        elif tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        else:
            _gather(child, "", pieces, gone)
