"""A comparison as it leaves the library: a value that can be written as a file or as text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from quanze.changes.comparison import Comparison
from quanze.exports.atomic_file import write_file
from quanze.exports.document import Document
from quanze.exports.formats import COMPARISON


class ComparisonDocument(Document, Comparison):
    """A comparison with its ways out."""

    takes = COMPARISON

    def in_full(self) -> ComparisonDocument:
        """The same with each change of which only the place in the source is another one, which are counted else."""
        return replace(self, every=True)

    def write_pairs(self, path: str | Path) -> Path:
        """Write the unsure pairs as CSV: fill the last column with yes or no, and compare again with it."""
        from quanze.exports.comparison.rows import pairs_csv

        target = Path(path)
        write_file(target, pairs_csv(self), bom=True)
        return target
