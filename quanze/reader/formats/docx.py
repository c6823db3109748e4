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

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIP = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText"}
_HEADING = re.compile(r"(?:heading|標題)\s*(\d)", re.IGNORECASE)


def read(path: Path, progress: Progress | None = None) -> Source:
    """The blocks of a .docx; macros, fields and deleted text are left out."""
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
    for i, element in enumerate(body.iter(f"{_W}p", f"{_W}tbl")):
        if _inside_table(element, body):
            continue
        place = Place(path.name, len(blocks) + 1)
        if element.tag == f"{_W}tbl":
            blocks.append(_grid(element, place))
        else:
            text = _text(element)
            if text.strip():
                style = element.find(f"{_W}pPr/{_W}pStyle")
                style_id = style.get(f"{_W}val") if style is not None else ""
                blocks.append(
                    Paragraph(
                        text, place, heading=headings.get(style_id, 0), item=_item(element, numbered.get(style_id, 0))
                    )
                )
        if progress and i % 500 == 0:
            progress(path.name, min(i, total), total)
    title = (document.core_properties.title or "").strip()
    notices = (message("{file}: macros were left out.", file=path.name),) if macros else ()
    return Source(
        path.name, bounded(blocks, path), title if title.lower() not in ("word document", "document") else "", notices
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


def _text(element: Any) -> str:
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _SKIP:
            continue
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag == f"{_W}tab":
            yield " " if child.getparent().tag != f"{_W}tabs" else ""
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag not in (f"{_W}pPr", f"{_W}rPr"):
            yield from _pieces(child)


def _grid(table: Any, place: Place) -> Grid:
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
            text = "\n".join(t for t in (_text(p).strip() for p in cell.iter(f"{_W}p")) if t)
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
