"""OpenDocument texts: paragraphs, headings, lists and tables of ``content.xml``, read by lxml without entities."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.locale import message
from quanze.reader.blocks import Block, Grid, Paragraph, Place, Source
from quanze.reader.formats.limits import MAX_COLUMNS, bounded, merged_rows, open_archive, refuse_entities
from quanze.reader.formats.progress import Progress

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SKIP = {
    f"{_TEXT}tracked-changes",
    f"{_TEXT}note",
    f"{_OFFICE}annotation",
    f"{_OFFICE}forms",
    f"{_TEXT}table-of-content",
}
_MAX_ROWS = 20_000


def read(path: Path, progress: Progress | None = None) -> Source:
    """The blocks of an .odt."""
    from lxml import etree

    with open_archive(path) as archive:
        refuse_entities(archive, path)
        try:
            data = archive.read("content.xml")
        except KeyError as e:
            raise FileError(
                message("{file} is not an OpenDocument text.", file=path.name),
                message("Save it as .odt from LibreOffice."),
            ) from e
        except (OSError, ValueError, RuntimeError) as e:
            raise FileError(
                message("{file} is damaged: {reason}.", file=path.name, reason=e),
                message("Open it in LibreOffice and save it again."),
            ) from e
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as e:
        raise FileError(
            message("{file} is damaged: {reason}.", file=path.name, reason=e),
            message("Open it in LibreOffice and save it again."),
        ) from e
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise FileError(
            message("{file} is not an OpenDocument text.", file=path.name),
            message("Save it as .odt from LibreOffice."),
        )
    blocks: list[Block] = []
    _walk(body, path.name, blocks, 0)
    if progress:
        progress(path.name, len(blocks), len(blocks))
    return Source(path.name, bounded(blocks, path))


def _walk(element: Any, file: str, blocks: list[Block], depth: int) -> None:
    for child in element:
        if child.tag in _SKIP or not isinstance(child.tag, str):
            continue
        place = Place(file, len(blocks) + 1)
        if child.tag == f"{_TEXT}h":
            text = _text(child)
            if text.strip():
                blocks.append(Paragraph(text, place, heading=int(child.get(f"{_TEXT}outline-level") or 1)))
        elif child.tag == f"{_TEXT}p":
            text = _text(child)
            if text.strip():
                blocks.append(Paragraph(text, place, item=depth))
        elif child.tag == f"{_TABLE}table":
            blocks.append(_grid(child, place))
        elif child.tag in (f"{_TEXT}list", f"{_TEXT}numbered-paragraph"):
            _walk(child, file, blocks, min(depth + 1, 9))
        elif child.tag in (f"{_TEXT}list-item", f"{_TEXT}list-header", f"{_TEXT}section", f"{_TEXT}index-body"):
            _walk(child, file, blocks, depth)


def _text(element: Any) -> str:
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIP:
            if child.tag == f"{_TEXT}line-break":
                yield "\n"
            elif child.tag == f"{_TEXT}s":
                yield " " * min(int(child.get(f"{_TEXT}c") or 1), 80)
            elif child.tag == f"{_TEXT}tab":
                yield " "
            elif child.tag != f"{_TABLE}table":
                yield from _pieces(child)
        if child.tail:
            yield child.tail


def _grid(table: Any, place: Place) -> Grid:
    rows: list[list[str]] = []
    own: list[list[bool]] = []
    covered: dict[tuple[int, int], str] = {}
    for row in table.iter(f"{_TABLE}table-row"):
        if _table_of(row) is not table:
            continue
        repeat = min(int(row.get(f"{_TABLE}number-rows-repeated") or 1), 50)
        texts: list[str] = []
        mine: list[bool] = []
        at = len(rows)
        for cell in row:
            if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                continue
            times = min(int(cell.get(f"{_TABLE}number-columns-repeated") or 1), MAX_COLUMNS - len(texts))
            for _ in range(max(times, 0)):
                column = len(texts)
                if cell.tag == f"{_TABLE}covered-table-cell":
                    texts.append(covered.get((at, column), ""))
                    mine.append((at, column) not in covered)
                    continue
                text = "\n".join(t for t in (_text(p).strip() for p in cell.iter(f"{_TEXT}p", f"{_TEXT}h")) if t)
                texts.append(text)
                mine.append(True)
                down = min(int(cell.get(f"{_TABLE}number-rows-spanned") or 1), 2_000)
                across = min(int(cell.get(f"{_TABLE}number-columns-spanned") or 1), MAX_COLUMNS)
                if down * across > 1:
                    for r in range(down):
                        for c in range(across):
                            covered[(at + r, column + c)] = text
        for _ in range(repeat):
            rows.append(list(texts))
            own.append(list(mine))
        if len(rows) > _MAX_ROWS:
            break
    text_rows, own_rows = merged_rows(rows, own)
    return Grid(text_rows, place, own_rows)


def _table_of(row: Any) -> Any:
    parent = row.getparent()
    while parent is not None and parent.tag != f"{_TABLE}table":
        parent = parent.getparent()
    return parent
