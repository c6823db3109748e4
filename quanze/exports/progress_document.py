"""Progress as it leaves the library: a value that can be written as a file or as text."""

from __future__ import annotations

from quanze.exports.document import Document
from quanze.exports.formats import PROGRESS
from quanze.schema.progress_report import ProgressReport


class ProgressDocument(Document, ProgressReport):
    """A report of progress with its ways out."""

    takes = PROGRESS
