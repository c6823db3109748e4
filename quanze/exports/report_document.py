"""A report as it leaves the library: a value that can be written as a file or as text."""

from __future__ import annotations

from quanze.exports.document import Document
from quanze.exports.formats import REPORT
from quanze.schema.plan_report import PlanReport


class ReportDocument(Document, PlanReport):
    """A report with its ways out."""

    takes = REPORT
    usual = "md"
