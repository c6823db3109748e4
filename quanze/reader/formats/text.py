"""Plain text and Markdown: a line is a paragraph that may go on in the next; pipe tables of Markdown are tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from quanze.errors import FileError
from quanze.locale import message, plural
from quanze.plain_files import content_of
from quanze.reader.blocks import Block, Grid, Paragraph, Place, Source
from quanze.reader.formats.limits import MAX_BLOCKS, MAX_CHARACTERS, bounded, refuse_cells, too_long
from quanze.reader.formats.progress import Progress

_RULE = re.compile(r"\|?[ ]*:?-{2,}:?[ ]*(?:\|[ ]*:?-{2,}:?[ ]*)*\|?[ ]*\Z")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,200}?)(?<=\S)\1")


def read(path: Path, progress: Progress | None = None) -> Source:
    """The lines and tables of a text file in UTF-8, UTF-16 or Big5."""
    text, notices = decoded(path)
    breaks = text.count("\n")
    if breaks > MAX_BLOCKS or len(text) - breaks > MAX_CHARACTERS:
        raise too_long(path.name)  # before a line is made of it
    markdown = path.suffix.lower() != ".txt"
    blocks: list[Block] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        if "|" in lines[at] and at + 1 < len(lines) and _RULE.match(lines[at + 1].strip()):
            end = at + 2
            while end < len(lines) and "|" in lines[end] and lines[end].strip():
                end += 1
            rows = [_cells(lines[i], markdown) for i in range(at, end) if i != at + 1]
            width = max(len(r) for r in rows)
            refuse_cells(len(rows), width, path.name)
            blocks.append(Grid(tuple(tuple(r + [""] * (width - len(r))) for r in rows), Place(path.name, at + 1)))
            at = end
            continue
        line = lines[at]
        struck = ""
        if markdown:
            struck = "、".join(m["t"] for m in _STRUCK.finditer(line))
            line = _EMPHASIS.sub(r"\2", _STRUCK.sub("", line)).removeprefix("> ")
        blocks.append(Paragraph(line, Place(path.name, at + 1), wrapped=True, struck=struck))
        at += 1
    if progress:
        progress(path.name, len(lines), len(lines))
    return Source(path.name, bounded(blocks, path), notices=notices)


def decode(path: Path) -> str:
    """The text of a file whose encoding is found out; FileError when it is no text."""
    return decoded(path)[0]


def decoded(path: Path) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and a notice when it is in an encoding of old; FileError when it is no text."""
    data = content_of(path)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        order: Iterable[str] = ("utf-16",)
    elif b"\x00" in data[:4096]:
        raise FileError(
            message("{file} is not a text file.", file=path.name), message("Save it as UTF-8 text, .docx or PDF.")
        )
    else:
        order = _encodings(data)
    for encoding in order:
        try:
            text = data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
        if encoding not in _NAMES:
            return text, ()
        return text, (message("{file} was read as {encoding}.", file=path.name, encoding=_NAMES[encoding]),)
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken <= max(3, len(text) // 1_000):
        return text.replace("\r\n", "\n").replace("\r", "\n"), (
            plural(
                "{file}: {n} character is unreadable.", "{file}: {n} characters are unreadable.", broken, file=path.name
            ),
        )
    raise FileError(message("The encoding of {file} is unknown.", file=path.name), message("Save it as UTF-8."))


def _encodings(data: bytes) -> Iterator[str]:
    """The encodings to try in turn; those of old are weighed only for a file that is not in UTF-8."""
    yield "utf-8-sig"
    yield from _legacy(data)


def _legacy(data: bytes) -> list[str]:
    """Encodings of old that fit, the one whose text has the most common characters first."""
    fits: list[tuple[int, str]] = []
    for order, encoding in enumerate(("cp950", "gb18030", "shift_jis")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        common = sum(text.count(c) for c in "的之一局機關辦理機关办単位担当")
        fits.append((-common * 4 + order, encoding))
    return [encoding for _, encoding in sorted(fits)]


_NAMES = {"cp950": "Big5 (cp950)", "gb18030": "GB18030", "shift_jis": "Shift JIS"}
_STRUCK = re.compile(r"~~(?=\S)(?P<t>[^~\n]{1,200}?)(?<=\S)~~")


def _cells(line: str, markdown: bool) -> list[str]:
    line = _EMPHASIS.sub(r"\2", line) if markdown else line
    parts = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
    return [re.sub(r"<br ?/?>", "\n", p.strip().replace("\\|", "|")) for p in parts]
