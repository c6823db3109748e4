"""A document as it leaves the library: a value that can be written as a file or as text."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from quanze.exports.atomic_file import write_file
from quanze.exports.formats import format_of, format_of_path
from quanze.locale import CHINESE


class Document:
    """What every document can do: ``takes`` says which formats it has (see ``quanze.exports.formats``),
    ``usual`` in which of them it is text when none is named."""

    takes: ClassVar[str]
    usual: ClassVar[str] = "table"

    def write(self, path: str | Path, *, lang: str = CHINESE, bom: bool = False) -> Path:
        """Write it in the format of the ending; ``bom`` puts before CSV the mark that Excel needs to read UTF-8.

        FileError when the ending is unknown, StorageError when the place cannot be written.
        """
        target = Path(path)
        format_ = format_of_path(target, self.takes)
        write_file(target, format_.writer(self, lang), bom=bom and format_.name == "csv")
        return target

    def text(self, name: str = "", *, lang: str = CHINESE) -> str:
        """It in a format that is text; FileError when it is unknown or is none."""
        text = format_of(name or self.usual, self.takes, printable=True).writer(self, lang)
        assert isinstance(text, str)
        return text
