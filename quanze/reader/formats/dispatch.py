"""Which module reads which format: called in this process, or in the child that reads one file apart."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from quanze.reader.blocks import Source
from quanze.reader.formats.progress import Progress

FORMATS = {
    ".txt": "text",
    ".md": "text",
    ".markdown": "text",
    ".docx": "docx",
    ".docm": "docx",
    ".odt": "odt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".xlsx": "sheets",
    ".xlsm": "sheets",
    ".xls": "sheets",
    ".csv": "delimited",
    ".tsv": "delimited",
    ".tab": "delimited",
    ".ods": "sheets",
}
"""Suffix → the module of this package that reads it."""


def read_here(path: Path, progress: Progress | None = None) -> Source:
    """The blocks of a file of a known format, read in this process."""
    module = import_module(f"quanze.reader.formats.{FORMATS[path.suffix.lower()]}")
    source: Source = module.read(path, progress)
    return source
