"""Files in: each format turned into paragraphs and tables, refused with advice when it is broken or too large."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from quanze.errors import FileError
from quanze.reader.blocks import Source

FORMATS = {
    ".txt": "text", ".md": "text", ".markdown": "text", ".docx": "docx", ".docm": "docx", ".odt": "odt", ".html": "html",
    ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".xlsx": "sheets", ".xlsm": "sheets", ".ods": "sheets",
}  # fmt: skip
"""Suffix → the module of this package that reads it."""
OLD = {
    ".doc": ".docx",
    ".xls": ".xlsx",
    ".rtf": ".docx",
    ".pages": ".docx",
    ".wps": ".docx",
    ".ppt": ".docx",
    ".pptx": ".docx",
}
MAX_BYTES = 64 * 2**20
"""Larger files are refused; a plan with its pictures taken out stays far below."""

Progress = Callable[[str, int, int], None]
"""Called with what is being read, and pages or parts done and in all (0 when not known)."""


def open_source(path: Path, progress: Progress | None = None) -> Source:
    """The blocks of a file, by its suffix; FileError with advice when it cannot be read."""
    suffix = path.suffix.lower()
    if suffix in OLD:
        raise FileError(f"{path.name} is in a format that is not read ({suffix}).", f"Save it as {OLD[suffix]} or PDF.")
    if suffix not in FORMATS:
        raise FileError(
            f"{path.name}: unknown format {suffix or '(no suffix)'}.", f"Use one of {', '.join(sorted(FORMATS))}."
        )
    try:
        size = path.stat().st_size
    except OSError as e:
        raise FileError(f"{path} cannot be opened: {e.strerror}.", "Check the name and your rights to it.") from e
    if path.is_dir():
        raise FileError(f"{path} is a folder.", "Name the files to be read.")
    if size > MAX_BYTES:
        raise FileError(f"{path.name} has {size / 2**20:,.0f} MB; at most {MAX_BYTES // 2**20} MB are read.",
                        "Take the pictures out, or split it.")  # fmt: skip
    if not size:
        raise FileError(f"{path.name} is empty.", "Save it again from the program that made it.")
    from importlib import import_module

    module = import_module(f"quanze.reader.formats.{FORMATS[suffix]}")
    source: Source = module.read(path, progress)
    if not source.blocks:
        raise FileError(f"{path.name} holds no text.", "Check that it is the right file.")
    return source
