"""Progress as it leaves the library: a value that can be written as a file or as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quanze.exports.answers.rows import Rows
from quanze.exports.document import Document
from quanze.exports.formats import PROGRESS
from quanze.schema.progress_report import ProgressReport

if TYPE_CHECKING:
    import pandas
    import polars


class ProgressDocument(Document, ProgressReport):
    """A report of progress with its ways out."""

    takes = PROGRESS

    def __repr__(self) -> str:
        return f"<quanze progress {self.year}: {len(self.rows)} indicators>"

    def pandas(self) -> pandas.DataFrame:
        """Its rows as a ``pandas.DataFrame``; see ``Rows``."""
        return Rows(self.rows).pandas()

    def polars(self) -> polars.DataFrame:
        """Its rows as a ``polars.DataFrame``; see ``Rows``."""
        return Rows(self.rows).polars()

    def _repr_html_(self) -> str:
        return Rows(self.rows)._repr_html_()
