"""A comparison as it leaves the library: a value that can be written as a file or as text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quanze.changes.comparison import Comparison
from quanze.exports.atomic_file import write_file
from quanze.exports.formats import COMPARISON, format_of, format_of_path


@dataclass(frozen=True)
class ComparisonDocument(Comparison):
    """A comparison with its ways out."""

    def write(self, path: str | Path, *, lang: str = "zh-TW", bom: bool = False) -> Path:
        """Write it in the format of the ending (see ``quanze.exports.formats``).

        FileError when the ending is unknown, StorageError when the place cannot be written.
        """
        target = Path(path)
        format_ = format_of_path(target, COMPARISON)
        write_file(target, format_.writer(self, lang), bom=bom and format_.name == "csv")
        return target

    def text(self, name: str = "table", *, lang: str = "zh-TW") -> str:
        """The comparison in a format that is text; FileError when it is unknown or is none."""
        text = format_of(name, COMPARISON, printable=True).writer(self, lang)
        assert isinstance(text, str)
        return text

    def write_pairs(self, path: str | Path) -> Path:
        """Write the unsure pairs as CSV: fill the last column with yes or no, and compare again with it."""
        from quanze.exports.comparison.rows import pairs_csv

        target = Path(path)
        write_file(target, pairs_csv(self), bom=True)
        return target
