"""Files in: each format turned into paragraphs and tables, refused with advice when it is broken or too large."""

from __future__ import annotations

from pathlib import Path

from quanze.errors import FileError
from quanze.locale import message
from quanze.plain_files import plain_file
from quanze.reader.blocks import Source
from quanze.reader.formats.dispatch import FORMATS, read_here
from quanze.reader.formats.progress import Progress

OLD = {
    ".doc": ".docx",
    ".rtf": ".docx",
    ".pages": ".docx",
    ".wps": ".docx",
    ".ppt": ".docx",
    ".pptx": ".docx",
}
_PLAIN = {"text", "delimited"}
"""Formats that are read in this process: they are bounded by their size alone."""
MAX_BYTES = 64 * 2**20
"""Larger files are refused; a plan with its pictures taken out stays far below."""


def open_source(path: Path, progress: Progress | None = None) -> Source:
    """The blocks of a file, by its suffix; FileError with advice when it cannot be read."""
    size = plain_file(path).stat().st_size
    suffix = path.suffix.lower()
    if suffix in OLD:
        raise FileError(
            message("{file} is in a format that is not read ({suffix}).", file=path.name, suffix=suffix),
            message("Save it as {suffix} or PDF.", suffix=OLD[suffix]),
        )
    if suffix not in FORMATS:
        raise FileError(
            message("{file} is in an unknown format ({suffix}).", file=path.name, suffix=suffix)
            if suffix
            else message("The name of {file} has no extension, so its format is unknown.", file=path.name),
            message("Use one of {names}.", names=sorted(FORMATS)),
        )
    if size > MAX_BYTES:
        raise FileError(
            message(
                "{file} has {size:,.0f} MB; at most {limit} MB are read.",
                file=path.name,
                size=size / 2**20,
                limit=MAX_BYTES // 2**20,
            ),
            message("Remove the pictures, or split the file."),
        )
    if not size:
        raise FileError(
            message("{file} is empty.", file=path.name), message("Save it again in the program that made it.")
        )
    if progress:
        progress(path.name, 0, 0)
    if FORMATS[suffix] in _PLAIN:
        source = read_here(path, progress)
    else:
        from quanze.reader.formats.child import read_apart

        source = read_apart(path)
    if progress:
        progress(path.name, 1, 1)
    if not source.blocks:
        raise FileError(
            message("{file} contains no text.", file=path.name), message("Check that it is the right file.")
        )
    return source
