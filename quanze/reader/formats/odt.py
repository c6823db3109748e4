"""OpenDocument texts: paragraphs, headings, lists and tables of ``content.xml``, read by lxml without entities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.locale import message, template
from quanze.reader.blocks import Block, Grid, Paragraph, Place, Source
from quanze.reader.formats.limits import MAX_CELLS, MAX_COLUMNS, bounded, merged_rows, open_archive, refuse_entities
from quanze.reader.formats.progress import Progress
from quanze.schema.number_text import raised

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_SKIP = {
    f"{_TEXT}tracked-changes",
    f"{_TEXT}note",
    f"{_OFFICE}annotation",
    f"{_OFFICE}forms",
    f"{_TEXT}table-of-content",
}


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
    gone = _Gone(frozenset(_struck_styles(root)), dict(_raised_styles(root)))
    _walk(body, path.name, blocks, 0, gone)
    if progress:
        progress(path.name, len(blocks), len(blocks))
    struck = [text for text in (*gone.in_tables, "".join(gone.text)) if text.strip()]
    notices = [message("{file}: struck through: {text}", file=path.name, text=text) for text in struck]
    for name, notice in (
        (f"{_TEXT}deletion", template("{file}: deleted: {text}")),
        (f"{_OFFICE}annotation", template("{file}: comment: {text}")),
    ):
        for found in root.iter(name):
            said = "".join(t for p in found.iter(f"{_TEXT}p", f"{_TEXT}h") for t in p.itertext()).strip()
            notices += [message(notice, file=path.name, text=said)] if said else []
    return Source(path.name, bounded(blocks, path), notices=tuple(notices))


@dataclass
class _Gone:
    """The styles that strike text through or raise it, and the text that was struck since the last paragraph."""

    styles: frozenset[str]
    raised: dict[str, str]
    text: list[str] = field(default_factory=list)
    in_tables: list[str] = field(default_factory=list)

    def take(self) -> str:
        """What was struck since the last paragraph, once."""
        text, self.text = "".join(self.text), []
        return text


def _struck_styles(root: Any) -> Iterator[str]:
    for style in root.iter(f"{_STYLE}style"):
        properties = style.find(f"{_STYLE}text-properties")
        line = properties.get(f"{_STYLE}text-line-through-style") if properties is not None else None
        if line not in (None, "none"):
            yield style.get(f"{_STYLE}name") or ""


def _raised_styles(root: Any) -> Iterator[tuple[str, str]]:
    for style in root.iter(f"{_STYLE}style"):
        properties = style.find(f"{_STYLE}text-properties")
        position = properties.get(f"{_STYLE}text-position", "") if properties is not None else ""
        if position and position.split()[0] not in ("0%", "0"):
            yield style.get(f"{_STYLE}name") or "", "subscript" if position.startswith(("sub", "-")) else "superscript"


def _walk(element: Any, file: str, blocks: list[Block], depth: int, gone: _Gone) -> None:
    for child in element:
        if child.tag in _SKIP or not isinstance(child.tag, str):
            continue
        place = Place(file, len(blocks) + 1)
        if child.tag == f"{_TEXT}h":
            text = _text(child, gone)
            if text.strip():
                level = int(child.get(f"{_TEXT}outline-level") or 1)
                blocks.append(Paragraph(text, place, heading=level, struck=gone.take()))
        elif child.tag == f"{_TEXT}p":
            text = _text(child, gone)
            if text.strip():
                blocks.append(Paragraph(text, place, item=depth, struck=gone.take()))
        elif child.tag == f"{_TABLE}table":
            blocks.append(_grid(child, place, gone))
        elif child.tag in (f"{_TEXT}list", f"{_TEXT}numbered-paragraph"):
            _walk(child, file, blocks, min(depth + 1, 9), gone)
        elif child.tag in (f"{_TEXT}list-item", f"{_TEXT}list-header", f"{_TEXT}section", f"{_TEXT}index-body"):
            _walk(child, file, blocks, depth, gone)


def _text(element: Any, gone: _Gone) -> str:
    """The text of a paragraph; what its styles strike through is added to ``gone``."""
    if element.get(f"{_TEXT}style-name") in gone.styles:
        gone.text.extend(element.itertext())
        return ""
    return "".join(_pieces(element, gone, ""))


def _pieces(element: Any, gone: _Gone, how: str) -> Iterator[str]:
    how = gone.raised.get(element.get(f"{_TEXT}style-name"), how)
    if element.text:
        yield raised(element.text, how)
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIP:
            if child.tag == f"{_TEXT}line-break":
                yield "\n"
            elif child.tag == f"{_TEXT}s":
                yield " " * min(int(child.get(f"{_TEXT}c") or 1), 80)
            elif child.tag == f"{_TEXT}tab":
                yield " "
            elif child.get(f"{_TEXT}style-name") in gone.styles:
                gone.text.extend(child.itertext())
            elif child.tag != f"{_TABLE}table":
                yield from _pieces(child, gone, how)
        if child.tail:
            yield raised(child.tail, how)


def _grid(table: Any, place: Place, gone: _Gone) -> Grid:
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
                kept = gone.take()
                parts = (_text(p, gone).strip() for p in cell.iter(f"{_TEXT}p", f"{_TEXT}h"))
                text = "\n".join(t for t in parts if t)
                gone.in_tables.append(gone.take())
                gone.text = [kept] if kept else []
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
        if len(rows) * len(texts) > MAX_CELLS:
            break  # ``merged_rows`` refuses it
    text_rows, own_rows = merged_rows(rows, own, place.file)
    return Grid(text_rows, place, own_rows)


def _table_of(row: Any) -> Any:
    parent = row.getparent()
    while parent is not None and parent.tag != f"{_TABLE}table":
        parent = parent.getparent()
    return parent
