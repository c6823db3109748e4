"""Files in: each format turned into paragraphs and tables, refused with advice when it is broken or too large."""

from __future__ import annotations

from pathlib import Path

from quanze.errors import FileError
from quanze.reader.blocks import Source
from quanze.reader.formats.text import read_text

READERS = {".txt": read_text, ".md": read_text, ".markdown": read_text}


def open_source(path: Path) -> Source:
    """The blocks of a file; FileError with advice when it cannot be read."""
    return READERS[path.suffix.lower()](path)
