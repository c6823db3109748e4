"""Progress as it leaves the library: a value that can be written as a file or as text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quanze.exports.atomic_file import write_file
from quanze.exports.formats import PROGRESS, format_of, format_of_path
from quanze.locale import CHINESE
from quanze.schema.progress_report import ProgressReport


@dataclass(frozen=True)
class ProgressDocument(ProgressReport):
    """A report of progress with its ways out."""

    def write(self, path: str | Path, *, lang: str = CHINESE, bom: bool = False) -> Path:
        """Write it in the format of the ending (see ``quanze.exports.formats``).

        FileError when the ending is unknown, StorageError when the place cannot be written.
        """
        target = Path(path)
        format_ = format_of_path(target, PROGRESS)
        write_file(target, format_.writer(self, lang), bom=bom and format_.name == "csv")
        return target

    def text(self, name: str = "table", *, lang: str = CHINESE) -> str:
        """The report in a format that is text; FileError when it is unknown or is none."""
        text = format_of(name, PROGRESS, printable=True).writer(self, lang)
        assert isinstance(text, str)
        return text
