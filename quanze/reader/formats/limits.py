"""What bounds time and memory: length of paragraphs, number of blocks and cells, sizes inside archives."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.loaders.archive import guard_zip
from quanze.locale import Message, message
from quanze.reader.blocks import Block, Grid, Paragraph

MAX_PARAGRAPH = 2_000
"""Longer paragraphs are cut at the end of a sentence, so that no rule sees a text without end."""
MAX_CHARACTERS = 12_000_000
MAX_BLOCKS = 400_000
MAX_CELLS = 2_000_000
MAX_COLUMNS = 200
MAX_PART = 96 * 2**20
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def bounded(blocks: Iterable[Block], path: Path) -> tuple[Block, ...]:
    """The blocks, paragraphs cut to size; FileError when there are too many or too much."""
    out: list[Block] = []
    characters = cells = 0
    for block in blocks:
        if isinstance(block, Grid):
            cells += sum(len(r) for r in block.rows)
            characters += sum(len(c) for r in block.rows for c in r)
            out.append(block)
        else:
            characters += len(block.text)
            out.extend(_cut(block))
        if characters > MAX_CHARACTERS or len(out) > MAX_BLOCKS or cells > MAX_CELLS:
            raise too_long(path.name)
    return tuple(out)


def too_long(file: str) -> FileError:
    """The error for a file with more text, lines or cells than are read."""
    return FileError(message("{file} is too long to be read as a plan.", file=file), message("Split it into chapters."))


def refuse_cells(rows: int, width: int, file: str) -> None:
    """FileError when a table has too many cells, before its rows are made as long as the longest."""
    if rows * width > MAX_CELLS:
        raise too_long(file)


def _cut(block: Paragraph) -> Iterator[Paragraph]:
    text, start = block.text, 0
    while len(text) - start > MAX_PARAGRAPH:  # by places: a copy of the rest for each part takes the square of the time
        most = start + MAX_PARAGRAPH
        end = max(text.rfind(c, start, most) for c in "。；;\n.") + 1 or most
        yield Paragraph(text[start:end], block.place, False, block.heading, block.item)
        start = end
    yield Paragraph(text[start:], block.place, block.wrapped, block.heading, block.item) if start else block


def open_archive(path: Path) -> zipfile.ZipFile:
    """A document's archive, checked against bombs, cut-off files and passwords."""
    archive = guard_zip(path)
    for info in archive.infolist():
        if info.file_size > MAX_PART and info.filename.endswith((".xml", ".rels")):
            archive.close()
            raise FileError(
                message("A part of {file} has {size:,.0f} MB.", file=path.name, size=info.file_size / 2**20),
                message("Split the document."),
            )
    return archive


def refuse_entities(archive: zipfile.ZipFile, path: Path) -> None:
    """FileError when a part of an office document declares entities, which no honest one does."""
    for info in archive.infolist():
        if info.filename.endswith((".xml", ".rels")):
            with archive.open(info) as part:
                if _ENTITY.search(part.read(4096)):
                    archive.close()
                    raise FileError(
                        message("{file} declares XML entities and was not opened.", file=path.name),
                        message("Save it again in an office program."),
                    )


def columns_left_out(rows: Iterable[Sequence[Any]], table: str) -> tuple[Message, ...]:
    """The notice that a table goes on in columns that are not read; empty where it does not."""
    if not any(cell not in (None, "") for row in rows for cell in row[MAX_COLUMNS:]):
        return ()
    return (message("{table}: only the first {limit} columns were read.", table=table, limit=MAX_COLUMNS),)


def merged_rows(
    rows: list[list[str]], own: list[list[bool]], file: str
) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[bool, ...], ...]]:
    """Rows made equally long, as tuples; FileError when that makes too many cells."""
    width = min(max((len(r) for r in rows), default=0), MAX_COLUMNS)
    refuse_cells(len(rows), width, file)
    text = tuple(tuple((r + [""] * width)[:width]) for r in rows)
    mine = tuple(tuple((r + [True] * width)[:width]) for r in own)
    return text, mine
