"""Word documents, through python-docx: body paragraphs and tables in order, list levels, merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.locale import message
from quanze.reader.blocks import Block, Grid, Paragraph, Place, Source
from quanze.reader.formats.limits import MAX_COLUMNS, bounded, merged_rows, open_archive, refuse_entities
from quanze.reader.formats.progress import Progress
from quanze.schema.number_text import raised

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DELETED = {f"{_W}del", f"{_W}moveFrom"}
_COMMENTS = "word/comments.xml"
_HEADING = re.compile(r"(?:heading|標題)\s*(\d)", re.IGNORECASE)


def read(path: Path, progress: Progress | None = None) -> Source:
    """The blocks of a .docx; macros and fields are left out, what is struck or deleted is kept apart."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    with open_archive(path) as archive:
        refuse_entities(archive, path)
        if "word/document.xml" not in archive.namelist():
            raise FileError(
                message("{file} is not a Word document.", file=path.name),
                message("Save it as .docx from Word or LibreOffice."),
            )
        macros = any(n.endswith("vbaProject.bin") for n in archive.namelist())
        comments = list(_comments(archive.read(_COMMENTS))) if _COMMENTS in archive.namelist() else []
    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError) as e:
        raise FileError(
            message("{file} is damaged: {reason}.", file=path.name, reason=e),
            message("Open it in Word or LibreOffice and save it again."),
        ) from e
    headings = {s.style_id: int(m[1]) for s in document.styles if (m := _HEADING.match(s.name or ""))}
    numbered = {s.style_id: _style_level(s) for s in document.styles if _style_level(s)}
    body: Any = document.element.body
    total = len(body)
    blocks: list[Block] = []
    gone: list[str] = []
    notices = [message("{file}: macros were left out.", file=path.name)] if macros else []
    for i, element in enumerate(body.iter(f"{_W}p", f"{_W}tbl")):
        if _inside_table(element, body):
            continue
        place = Place(path.name, len(blocks) + 1)
        if element.tag == f"{_W}tbl":
            struck: list[str] = []
            blocks.append(_grid(element, place, struck))
            notices += [message("{file}: struck through in a table: {text}", file=path.name, text=t) for t in struck]
        else:
            text = _text(element, gone)
            if text.strip():
                style = element.find(f"{_W}pPr/{_W}pStyle")
                style_id = style.get(f"{_W}val") if style is not None else ""
                blocks.append(
                    Paragraph(
                        text,
                        place,
                        heading=headings.get(style_id, 0),
                        item=_item(element, numbered.get(style_id, 0)),
                        struck="".join(gone),
                    )
                )
                gone = []
        if progress and i % 500 == 0:
            progress(path.name, min(i, total), total)
    title = (document.core_properties.title or "").strip()
    if "".join(gone).strip():
        notices.append(message("{file}: struck through: {text}", file=path.name, text="".join(gone)))
    notices += [message("{file}: comment: {text}", file=path.name, text=text) for text in comments]
    return Source(
        path.name,
        bounded(blocks, path),
        title if title.lower() not in ("word document", "document") else "",
        tuple(notices),
    )


def _inside_table(element: Any, body: Any) -> bool:
    parent = element.getparent()
    while parent is not None and parent is not body:
        if parent.tag == f"{_W}tbl":
            return True
        parent = parent.getparent()
    return False


def _style_level(style: Any) -> int:
    found = style.element.find(f"{_W}pPr/{_W}numPr")
    return 1 if found is not None else 0


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


def _comments(data: bytes) -> Iterator[str]:
    """The comments beside the text; none where they are damaged."""
    from lxml import etree

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError:
        return
    for comment in root.iter(f"{_W}comment"):
        text = "".join(t.text or "" for t in comment.iter(f"{_W}t")).strip()
        if text:
            yield text


def _is_struck(run: Any) -> bool:
    marks = (run.find(f"{_W}rPr/{_W}{name}") for name in ("strike", "dstrike"))
    return any(m is not None and m.get(f"{_W}val") not in ("0", "false") for m in marks)


def _raised(run: Any) -> str:
    """Whether a run is superscript or subscript; empty when it is neither."""
    position = run.find(f"{_W}rPr/{_W}vertAlign")
    return str(position.get(f"{_W}val")) if position is not None else ""


def _text(element: Any, gone: list[str]) -> str:
    """The text of a paragraph; what is struck through or deleted in it is added to ``gone``."""
    return "".join(_pieces(element, gone))


def _pieces(element: Any, gone: list[str]) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == f"{_W}instrText":
            continue
        if tag in _DELETED or (tag == f"{_W}r" and _is_struck(child)):
            gone.extend(t.text or "" for t in child.iter(f"{_W}t", f"{_W}delText"))
            continue
        if tag == f"{_W}t":
            yield raised(child.text or "", _raised(element))
        elif tag == f"{_W}tab":
            yield " " if child.getparent().tag != f"{_W}tabs" else ""
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag not in (f"{_W}pPr", f"{_W}rPr"):
            yield from _pieces(child, gone)


def _grid(table: Any, place: Place, struck: list[str]) -> Grid:
    """A table with its merged cells filled; a table inside a cell gives its text to the cell."""
    rows: list[list[str]] = []
    own: list[list[bool]] = []
    for row in table.iterchildren(f"{_W}tr"):
        texts: list[str] = []
        mine: list[bool] = []
        before = row.find(f"{_W}trPr/{_W}gridBefore")
        if before is not None:
            skipped = min(int(before.get(f"{_W}val") or 0), MAX_COLUMNS)
            texts.extend([""] * skipped)
            mine.extend([True] * skipped)
        for cell in row.iter(f"{_W}tc"):
            if cell.getparent().tag == f"{_W}tc" or not _of(cell, row):
                continue
            span_element = cell.find(f"{_W}tcPr/{_W}gridSpan")
            span = min(int(span_element.get(f"{_W}val") or 1), MAX_COLUMNS) if span_element is not None else 1
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val") != "restart"
            column = len(texts)
            gone: list[str] = []
            text = "\n".join(t for t in (_text(p, gone).strip() for p in cell.iter(f"{_W}p")) if t)
            struck.extend(["".join(gone)] if "".join(gone).strip() else [])
            if goes_on and rows and column < len(rows[-1]):
                text = rows[-1][column]
            for extra in range(span):
                texts.append(text)
                mine.append(not goes_on and extra == 0)
        rows.append(texts)
        own.append(mine)
    text_rows, own_rows = merged_rows(rows, own)
    return Grid(text_rows, place, own_rows)


def _of(cell: Any, row: Any) -> bool:
    """Whether a cell belongs to this row itself and not to a table inside one of its cells."""
    parent = cell.getparent()
    while parent is not None:
        if parent.tag == f"{_W}tr":
            return parent is row
        parent = parent.getparent()
    return False
