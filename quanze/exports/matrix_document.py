"""The matrix as it leaves the library: a value that can be written as a file or as text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quanze.collector import collector_paused
from quanze.errors import DataError
from quanze.exports.atomic_file import text_of, write_file
from quanze.exports.formats import MATRIX, format_of, format_of_path
from quanze.exports.matrix.model import Matrix
from quanze.locale import languages, message


@dataclass(frozen=True, repr=False)
class MatrixDocument(Matrix):
    """A matrix with its ways out."""

    def __repr__(self) -> str:
        title = self.heading.title.text(self.lang)
        return f"<quanze matrix {title!r}: {len(self.rows)} × {len(self.columns)}, {len(self.assignments)} assignments>"

    def _repr_html_(self) -> str:
        from quanze.exports.notebook_table import notebook_table

        heads = [f"{n}. {head.name.text(self.lang)}" for n, head in enumerate(self.columns, 1)]
        rows: list[dict[str, str]] = [{"": head.name.text(self.lang)} for head in self.rows]
        for (row, column), marks in self.cells.items():
            rows[row][heads[column]] = " ".join(mark.letter_text(self.lang) for mark in marks)
        return notebook_table(["", *heads], rows, title=self.heading.title.text(self.lang))

    def write(self, path: str | Path, *, long: bool = False, bom: bool = False, lang: str | None = None) -> list[Path]:
        """Write it in the format of the ending (see ``quanze.exports.formats``); the paths written.

        ``long`` adds to a CSV the form with one line per assignment, as NAME.long.csv beside it; ``bom`` puts before
        CSV the mark that Excel needs to read UTF-8. Each file appears whole or not at all. FileError when the ending
        is unknown, StorageError when the place cannot be written.
        """
        target = Path(path)
        format_ = format_of_path(target, MATRIX)
        return self.write_as(format_.name, target, long=long, bom=bom, lang=lang)

    def write_as(
        self, name: str, path: Path, *, long: bool = False, bom: bool = False, lang: str | None = None
    ) -> list[Path]:
        """``write`` in the format of that name, whatever the ending says."""
        format_ = format_of(name, MATRIX)
        with collector_paused():
            contents = {path: format_.writer(self, self._language(lang))}
            if format_.name == "csv" and long:
                contents[path.with_suffix(f".long{path.suffix}")] = self.text("csv", long=True, lang=lang)
            for target, content in contents.items():
                write_file(target, content, bom=bom and format_.name == "csv")
        return list(contents)

    @collector_paused()
    def text(self, name: str = "md", *, long: bool = False, lang: str | None = None) -> str:
        """The matrix in a format that is text; ``long`` gives CSV's one line per assignment.

        FileError when the format is unknown or is not a text.
        """
        spoken = self._language(lang)
        format_ = format_of(name, MATRIX, printable=True)
        if format_.name == "csv" and long:
            from quanze.exports.matrix.csv import long_csv

            return long_csv(self, spoken)
        return text_of(format_.writer(self, spoken))

    def _language(self, lang: str | None) -> str:
        lang = lang or self.lang
        if lang not in languages():
            raise DataError(
                message("There is no language {name!r}.", name=lang), message("Use one of {names}.", names=languages())
            )
        return lang
