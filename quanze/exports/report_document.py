"""A report as it leaves the library: a value that can be written as a file or as text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quanze.exports.atomic_file import write_file
from quanze.exports.formats import REPORT, format_of, format_of_path
from quanze.locale import CHINESE
from quanze.schema.plan_report import PlanReport


@dataclass(frozen=True)
class ReportDocument(PlanReport):
    """A report with its ways out."""

    def write(self, path: str | Path, *, lang: str = CHINESE) -> Path:
        """Write it in the format of the ending: .docx, .odt, .html, .md or .xlsx.

        FileError when the ending is unknown, StorageError when the place cannot be written.
        """
        target = Path(path)
        write_file(target, format_of_path(target, REPORT).writer(self, lang))
        return target

    def text(self, name: str = "md", *, lang: str = CHINESE) -> str:
        """The report in a format that is text; FileError when it is unknown or is none."""
        text = format_of(name, REPORT, printable=True).writer(self, lang)
        assert isinstance(text, str)
        return text
