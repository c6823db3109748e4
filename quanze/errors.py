"""The one exception tree. What a user can cause ends in one of these, with a sentence of advice.

QuanzeError                    anything this package raises on purpose
├── SchemaError                a wrong declaration in ``quanze.schema`` (a fault of the model)
├── QueryError                 query text, parameters or a write where only reads are allowed
├── DataError                  a fault of the user's data
│   ├── FileError              a file that cannot be opened or read at all
│   ├── FindingsError          rows with findings; carries all of them as ``findings``
│   ├── RemovalError           a load that would remove much of a data set
│   ├── UnknownNameError       no record has the name; ``nearest`` lists what is close
│   └── AmbiguousNameError     several records have it; ``matches`` lists them
└── EngineError                the database
    ├── UnreachableError       nothing answers, or it refuses us
    ├── BusyError              another process is writing
    ├── StorageError           disk full, read-only folder, damaged or foreign file
    ├── QueryTimeoutError      a query took longer than allowed
    └── IncompleteWriteError   the engine wrote fewer records than it was given
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quanze.locale import in_language, message


class QuanzeError(Exception):
    """Base of all errors; ``message`` says what happened, ``advice`` what to do.

    Both are sentences of ``quanze.locale.message``; ``said`` gives them in another language than English.
    """

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message if not advice else f"{message} {advice}")
        self.message = message
        self.advice = advice

    def said(self, lang: str) -> tuple[str, str]:
        """Message and advice in the language."""
        return in_language(self.message, lang), in_language(self.advice, lang)


class SchemaError(QuanzeError):
    """A declaration of a kind, relationship, property or table is wrong."""


class QueryError(QuanzeError):
    """A query is unknown, malformed, lacks a parameter, or writes where only reads are allowed."""


class DataError(QuanzeError):
    """The data given to us is wrong."""


class FileError(DataError):
    """A file is missing, locked, empty, truncated, protected, too large or of an unknown format."""


FINDINGS_SHOWN = 10
"""Findings that the text of an error names; ``findings`` has all."""


class FindingsError(DataError):
    """Checked rows have errors; nothing was written. Its text names the first of them, for a notebook shows no more."""

    def __init__(self, message: str, findings: Sequence[Any], advice: str = "") -> None:
        super().__init__(message, advice)
        self.findings = list(findings)

    def __str__(self) -> str:
        lines = [super().__str__()]
        for one in self.findings[:FINDINGS_SHOWN]:
            place = ", ".join(str(part) for part in (one.file, one.sheet, one.row, one.column) if part)
            lines.append(f"  {place}: {one.message()}; {one.advice()}")
        left = len(self.findings) - FINDINGS_SHOWN
        return "\n".join([*lines, f"  {left} more"] if left > 0 else lines)


class RemovalError(DataError):
    """A load would remove much of what a data set holds; nothing was written."""


class UnknownNameError(DataError):
    """No record has this name, id or code; ``nearest`` lists rows (id, kind, name) that are close."""

    def __init__(self, message: str, nearest: Sequence[Mapping[str, Any]] = (), advice: str = "") -> None:
        super().__init__(message, advice)
        self.nearest = list(nearest)


class AmbiguousNameError(DataError):
    """Several records have this name; ``matches`` lists them as rows (id, kind, name)."""

    def __init__(self, message: str, matches: Sequence[Mapping[str, Any]], advice: str = "") -> None:
        super().__init__(message, advice)
        self.matches = list(matches)


class EngineError(QuanzeError):
    """The graph database failed."""


class UnreachableError(EngineError):
    """No server answers at the address, or it refuses the credentials or the database."""


class BusyError(EngineError):
    """Another process holds the write lock."""


class StorageError(EngineError):
    """The database file or its folder cannot be read or written."""


class QueryTimeoutError(EngineError):
    """A query was ended because it took longer than allowed."""


class IncompleteWriteError(EngineError):
    """The engine wrote fewer records of a kind or type than it was given; the transaction is undone."""

    def __init__(self, written: int, given: int, name: str) -> None:
        super().__init__(
            message(
                "Only {written} of {given} {name} records were written; the load was undone.",
                written=written,
                given=given,
                name=name,
            ),
            message("Load again. If it fails again, load into a new database."),
        )
