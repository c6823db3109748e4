"""PDF files with text: lines and ruled tables, page by page; scanned ones are refused by name.

Text and drawn lines come from pdfium (through pypdfium2), which reads Chinese fonts that are not embedded too
and is some fifty times faster than the alternatives; which lines make cells is pdfplumber's reckoning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.locale import message
from quanze.reader.blocks import Block, Grid, Paragraph, Place, Source
from quanze.reader.formats.limits import MAX_COLUMNS, bounded, merged_rows
from quanze.reader.formats.progress import Progress

MAX_PAGES = 2_000
MAX_EDGES = 4_000
"""A page with more drawn lines than this is a drawing; no table is looked for in it."""
_OBJECTS = 20_000
_SEGMENTS = 400
_TOLERANCE = 3.0
_NARROW = 120
"""Points of the shortest level line that may be one of a table without upright lines."""
_LEVEL_LINES = 3
_GAP = 6
"""Points of white space that part two columns."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the top of the page."""


def read(path: Path, progress: Progress | None = None) -> Source:
    """The lines and tables of a PDF; FileError for scans, passwords and broken files."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(str(path))
    except pdfium.PdfiumError as e:
        if "password" in str(e).lower():
            raise FileError(
                message("{file} is password-protected.", file=path.name),
                message("Remove the password and save it again."),
            ) from e
        raise FileError(
            message("{file} is damaged, or not a PDF: {reason}.", file=path.name, reason=e),
            message("Print it to a new PDF, or use the .docx."),
        ) from e
    blocks: list[Block] = []
    characters = 0
    try:
        pages = len(document)
        if pages > MAX_PAGES:
            raise FileError(
                message(
                    "{file} has {pages:,} pages; at most {limit:,} are read.",
                    file=path.name,
                    pages=pages,
                    limit=MAX_PAGES,
                ),
                message("Split the document."),
            )
        for number in range(pages):
            for block in _page(document, number, path.name, len(blocks)):
                characters += (
                    len(block.text) if isinstance(block, Paragraph) else sum(len(c) for r in block.rows for c in r)
                )
                blocks.append(block)
            if progress:
                progress(path.name, number + 1, pages)
    except pdfium.PdfiumError as e:
        raise FileError(
            message("{file} is damaged: {reason}.", file=path.name, reason=e),
            message("Print it to a new PDF, or use the .docx."),
        ) from e
    finally:
        document.close()
    if characters < 10 * max(pages, 1) and characters < 400:
        raise FileError(
            message("{file} is a scan: it contains pictures of pages and no text.", file=path.name),
            message("Run text recognition (OCR) on it first, or ask for the original document."),
        )
    return Source(path.name, bounded(blocks, path))


def _page(document: Any, number: int, file: str, before: int) -> Iterator[Block]:
    page = document[number]
    try:
        text = page.get_textpage()
        try:
            width, height = page.get_size()
            tables = _tables(page, text, height)
            made = before
            top = 0.0
            for table in tables:
                for line in _lines(text, (0.0, top, width, table[0]), height):
                    made += 1
                    yield Paragraph(line, Place(file, made, number + 1), wrapped=True)
                made += 1
                yield _grid(text, table[2], height, Place(file, made, number + 1))
                top = table[1]
            rest = (0.0, top, width, height) if tables else None
            for line in _lines(text, rest, height):
                made += 1
                yield Paragraph(line, Place(file, made, number + 1), wrapped=True)
        finally:
            text.close()
    finally:
        page.close()


def _lines(text: Any, box: Box | None, height: float) -> Iterator[str]:
    """The lines of text in a box, or on the whole page."""
    found = text.get_text_bounded() if box is None else _inside(text, box, height)
    for line in _rejoined(found, text).split("\n"):
        if line.strip():
            yield line.strip()


_BROKEN = re.compile(r"(?P<before>[A-Za-z]+)[\x02\ufffe](?=[A-Za-z])")
"""A word that the page breaks at a hyphen, which the library gives as a character of its own."""


def _rejoined(found: str, text: Any) -> str:
    """Text with its broken words whole: short-term keeps its hyphen, since its first part is a word of the page."""
    found = found.replace("\r", "\n")
    if "\x02" in found or "\ufffe" in found:
        words = set(re.findall(r"[a-z]{3,}(?![a-z\x02\ufffe])", text.get_text_bounded().lower()))
        found = _BROKEN.sub(lambda m: m["before"] + ("-" if m["before"].lower() in words else ""), found)
    return found.replace("\ufffe", "").replace("\x02", "")


def _inside(text: Any, box: Box, height: float) -> str:
    left, top, right, bottom = box
    if bottom - top < 1 or right - left < 1:
        return ""
    return str(text.get_text_bounded(left, height - bottom, right, height - top))


def _tables(page: Any, text: Any, height: float) -> list[tuple[float, float, list[Box]]]:
    """The ruled tables of a page from top to bottom: top, bottom, cells."""
    edges = list(_edges(page, height))
    if len(edges) < 3 or len(edges) > MAX_EDGES:
        return []
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    merged = merge_edges(edges, _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
    merged = merge_edges([*merged, *_undrawn(merged, text, height)], *[_TOLERANCE] * 4)
    cells = intersections_to_cells(edges_to_intersections(merged, _TOLERANCE, _TOLERANCE))
    found: list[tuple[float, float, list[Box]]] = []
    for table in cells_to_tables(cells):
        tops, lefts = {c[1] for c in table}, {c[0] for c in table}
        if len(tops) > 1 and len(lefts) > 1:
            found.append((min(tops), max(c[3] for c in table), list(table)))
    found.sort(key=lambda t: t[0])
    apart: list[tuple[float, float, list[Box]]] = []
    for one in found:
        if not apart or one[0] >= apart[-1][1] - _TOLERANCE:
            apart.append(one)
    return apart


def _undrawn(edges: list[dict[str, Any]], text: Any, height: float) -> Iterator[dict[str, Any]]:
    """The upright lines that a table does without: those at its sides, and where it has level lines only, those
    between its columns, which white space parts in every row."""
    bands: dict[tuple[int, int], list[float]] = {}
    for edge in edges:
        if edge["orientation"] == "h" and edge["width"] > _NARROW:
            ends = (round(edge["x0"] / _TOLERANCE), round(edge["x1"] / _TOLERANCE))
            bands.setdefault(ends, []).append(edge["top"])
    for (left, right), tops in bands.items():
        tops.sort()
        if len(tops) < _LEVEL_LINES:
            continue
        box = (left * _TOLERANCE, tops[0], right * _TOLERANCE, tops[-1])
        inside = [
            e["x0"]
            for e in edges
            if e["orientation"] == "v"
            and box[0] - _TOLERANCE < e["x0"] < box[2] + _TOLERANCE
            and e["top"] < box[3] - _TOLERANCE
            and e["bottom"] > box[1] + _TOLERANCE
        ]
        between = [] if inside else _between_columns(text, box, tops, height)
        if not inside and len(between) < 2:
            continue
        for x in (box[0], *between, box[2]):
            if all(abs(x - other) > 2 * _TOLERANCE for other in inside):
                yield from _edge((x, box[1]), (x, box[3]))


def _between_columns(text: Any, box: Box, tops: list[float], height: float) -> list[float]:
    """Where white space runs from the top of a box to its bottom.

    None where the first row is no row of heads, and where several lines of text between two level lines fill the first
    two columns: they may be rows that no line parts.
    """
    pieces: list[Box] = []
    for index in range(text.count_rects()):
        left, low, right, high = text.get_rect(index)
        piece = (left, height - high, right, height - low)
        if box[1] - 1 < piece[1] and piece[3] < box[3] + 1 and box[0] - 1 < left and right < box[2] + 1:
            pieces.append(piece)
    between: list[float] = []
    end: float | None = None
    for left, _, right, _ in sorted(pieces):
        if end is not None and left - end >= _GAP:
            between.append((left + end) / 2)
        end = right if end is None else max(end, right)
    if len(between) < 2 or sum(1 for p in pieces if p[3] < tops[1] + 1) <= len(between):
        return []
    for above, below in pairwise(tops):
        lines: dict[int, set[int]] = {}
        for left, _, _, bottom in pieces:
            if above - 1 < bottom < below + 1:
                column = sum(1 for x in between if x < left)
                lines.setdefault(round(bottom / (2 * _TOLERANCE)), set()).add(column)
        if sum(1 for columns in lines.values() if {0, 1} <= columns) > 1:
            return []
    return between


def _edges(page: Any, height: float) -> Iterator[dict[str, Any]]:
    """The level and upright lines drawn on a page, sides of boxes among them."""
    from ctypes import c_float

    import pypdfium2.raw as raw

    for index in range(min(raw.FPDFPage_CountObjects(page), _OBJECTS)):
        thing = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_PATH:
            continue
        matrix = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(thing, matrix)
        last: tuple[float, float] | None = None
        first: tuple[float, float] | None = None
        for n in range(min(raw.FPDFPath_CountSegments(thing), _SEGMENTS)):
            segment = raw.FPDFPath_GetPathSegment(thing, n)
            x, y = c_float(), c_float()
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                height - (matrix.b * x.value + matrix.d * y.value + matrix.f),
            )
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_LINETO and last is not None:
                yield from _edge(last, point)
            elif kind == raw.FPDF_SEGMENT_MOVETO:
                first = point
            last = point
            if raw.FPDFPathSegment_GetClose(segment) and first is not None and first != point:
                yield from _edge(point, first)


def _edge(a: tuple[float, float], b: tuple[float, float]) -> Iterator[dict[str, Any]]:
    x0, x1 = sorted((a[0], b[0]))
    top, bottom = sorted((a[1], b[1]))
    if bottom - top < 1 and x1 - x0 >= 3:
        yield {"x0": x0, "x1": x1, "top": top, "bottom": top, "width": x1 - x0, "height": 0.0, "orientation": "h"}
    elif x1 - x0 < 1 and bottom - top >= 3:
        yield {
            "x0": x0,
            "x1": x0,
            "top": top,
            "bottom": bottom,
            "width": 0.0,
            "height": bottom - top,
            "orientation": "v",
        }


def _grid(text: Any, cells: list[Box], height: float, place: Place) -> Grid:
    """The table of some cells: a cell over several rows or columns gives its text to each place it covers."""
    lefts = sorted({c[0] for c in cells})[:MAX_COLUMNS]
    tops = sorted({c[1] for c in cells})
    columns = {x: i for i, x in enumerate(lefts)}
    lines = {y: i for i, y in enumerate(tops)}
    rows = [["" for _ in lefts] for _ in tops]
    own = [[True for _ in lefts] for _ in tops]
    for left, top, right, bottom in cells:
        if left not in columns:
            continue
        said = _rejoined(_inside(text, (left, top, right, bottom), height), text)
        said = "\n".join(line.strip() for line in said.split("\n") if line.strip())
        for y in (t for t in tops if top <= t < bottom - _TOLERANCE):
            for x in (v for v in lefts if left <= v < right - _TOLERANCE):
                rows[lines[y]][columns[x]] = said
                own[lines[y]][columns[x]] = (x, y) == (left, top)
    text_rows, own_rows = merged_rows(rows, own, place.file)
    return Grid(text_rows, place, own_rows)
