"""PDF files with text, through pdfplumber: lines and ruled tables, page by page; scanned ones are refused by name."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.reader.blocks import Block, Grid, Paragraph, Place, Source
from quanze.reader.formats import Progress
from quanze.reader.formats.limits import bounded, merged_rows

MAX_PAGES = 2_000
_RULES_PER_PAGE = 6_000
"""A page with more lines than this is a drawing; looking for tables in it would take minutes."""


def read(path: Path, progress: Progress | None = None) -> Source:
    """The lines and tables of a PDF; FileError for scans, passwords and broken files."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(str(path))
    except pdfium.PdfiumError as e:
        if "password" in str(e).lower():
            raise FileError(f"{path.name} is password-protected.", "Remove the password and save it again.") from e
        raise FileError(f"{path.name} is damaged or no PDF: {e}.", "Print it to a new PDF, or use the .docx.") from e
    try:
        pages = len(document)
        if pages > MAX_PAGES:
            raise FileError(f"{path.name} has {pages:,} pages; at most {MAX_PAGES:,} are read.", "Split it.")
        texts = [_page_text(document, n) for n in range(pages)]
        ruled = [n for n in range(pages) if _has_rules(document, n)]
    finally:
        document.close()
    characters = sum(len(t.strip()) for t in texts)
    if characters < 10 * max(pages, 1) and characters < 400:
        raise FileError(
            f"{path.name} holds pictures of pages and no text (a scan).",
            "Run a text recognition program over it first, or ask for the document itself.",
        )
    tables = _tables(path, ruled, progress) if ruled else {}
    blocks: list[Block] = []
    for page, text in enumerate(texts, 1):
        if page in tables:
            blocks.extend(_mixed(path.name, page, tables[page], len(blocks)))
        else:
            for line in text.split("\n"):
                if line.strip():
                    blocks.append(Paragraph(line.strip(), Place(path.name, len(blocks) + 1, page), wrapped=True))
        if progress:
            progress(path.name, page, pages)
    return Source(path.name, bounded(blocks, path))


def _page_text(document: Any, number: int) -> str:
    page = document[number]
    try:
        text = page.get_textpage()
        try:
            return str(text.get_text_bounded()).replace("\r\n", "\n").replace("\ufffe", "")
        finally:
            text.close()
    finally:
        page.close()


def _has_rules(document: Any, number: int) -> bool:
    """Whether a page has enough lines or boxes drawn on it to be a table."""
    import pypdfium2.raw as raw

    page = document[number]
    try:
        paths = 0
        for index in range(min(raw.FPDFPage_CountObjects(page), 20_000)):
            if raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, index)) == raw.FPDF_PAGEOBJ_PATH:
                paths += 1
                if paths >= 4:
                    return True
        return False
    finally:
        page.close()


def _tables(path: Path, pages: list[int], progress: Progress | None) -> dict[int, tuple[list[tuple[float, str]], list[tuple[float, Grid]]]]:
    """Lines outside tables and tables, by page number from 1, each with its height on the page."""
    import pdfplumber
    from pdfminer.pdfparser import PDFSyntaxError

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    found: dict[int, tuple[list[tuple[float, str]], list[tuple[float, Grid]]]] = {}
    try:
        with pdfplumber.open(path, pages=[n + 1 for n in pages]) as document:
            for page in document.pages:
                if len(page.lines) + len(page.rects) + len(page.curves) <= _RULES_PER_PAGE:
                    read_page = _page(path.name, page)
                    if read_page[1]:
                        found[page.page_number] = read_page
                page.close()
                if progress:
                    progress(f"{path.name} tables", page.page_number, pages[-1] + 1)
    except (PDFSyntaxError, ValueError, KeyError, TypeError) as e:
        raise FileError(f"{path.name} is damaged: {e}.", "Print it to a new PDF, or use the .docx.") from e
    return found


def _page(file: str, page: Any) -> tuple[list[tuple[float, str]], list[tuple[float, Grid]]]:
    tables = [t for t in page.find_tables() if len(t.rows) > 1 and any(len(r.cells) > 1 for r in t.rows)]
    grids: list[tuple[float, Grid]] = []
    for table in tables:
        rows: list[list[str]] = []
        own: list[list[bool]] = []
        for cells, row in zip(table.extract(), table.rows, strict=True):
            texts: list[str] = []
            mine: list[bool] = []
            for column, (text, box) in enumerate(zip(cells, row.cells, strict=True)):
                if box is None:
                    texts.append(_covering(table, row, column, rows, texts))
                    mine.append(False)
                else:
                    texts.append(text or "")
                    mine.append(True)
            rows.append(texts)
            own.append(mine)
        text_rows, own_rows = merged_rows(rows, own)
        grids.append((table.bbox[1], Grid(text_rows, Place(file, 0, page.page_number), own_rows)))
    boxes = [t.bbox for t in tables]
    rest = page.filter(lambda o: not _inside(o, boxes)) if boxes else page
    lines = [(line["top"], line["text"]) for line in rest.extract_text_lines(return_chars=False)]
    return lines, grids


def _covering(table: Any, row: Any, column: int, above: list[list[str]], left: list[str]) -> str:
    """The text of the merged cell that covers a place: one that began in a row above, else the one to the left."""
    middle = (row.bbox[1] + row.bbox[3]) / 2
    for number, upper in enumerate(table.rows):
        if number >= len(above):
            break
        box = upper.cells[column] if column < len(upper.cells) else None
        if box is not None and box[1] < middle < box[3]:
            return above[number][column]
    return left[-1] if left else ""


def _inside(thing: dict[str, Any], boxes: list[tuple[float, float, float, float]]) -> bool:
    if thing.get("object_type") != "char":
        return False
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)


def _mixed(file: str, page: int, read_page: tuple[list[tuple[float, str]], list[tuple[float, Grid]]], before: int) -> list[Block]:
    lines, grids = read_page
    things: list[tuple[float, str | Grid]] = [*lines, *grids]
    blocks: list[Block] = []
    for _, thing in sorted(things, key=lambda t: t[0]):
        place = Place(file, before + len(blocks) + 1, page)
        if isinstance(thing, Grid):
            blocks.append(Grid(thing.rows, place, thing.own))
        elif thing.strip():
            blocks.append(Paragraph(thing.strip(), place, wrapped=True))
    return blocks
