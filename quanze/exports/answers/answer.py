"""An answer: rows as the library gives them, and the tables in which people read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from quanze.schema.rows import AnyRow
    from quanze.views.timeline import Timeline


class Table(NamedTuple):
    """Rows with the columns that are shown: key → head. ``title`` is set on all but the first table of an answer."""

    rows: Sequence[AnyRow]
    columns: Mapping[str, str]
    title: str = ""


class Answer(NamedTuple):
    """What every writer of rows takes.

    ``rows`` have every key (JSON). ``table`` lists them with codes and keys for programs (CSV), ``sheets`` in words
    (worksheets), ``sections`` in words to be read (Markdown, plain text); both are ``table`` when none are given.
    ``text`` replaces the tables of plain text. ``note`` is a sentence below. ``in_words`` puts words for the codes
    in rows. ``timeline`` is the picture of rows that are events. ``title`` says what was asked, ``day`` (ISO) when.
    """

    rows: Sequence[AnyRow]
    table: Table
    in_words: Callable[[Sequence[AnyRow]], Sequence[AnyRow]]
    sheets: tuple[Table, ...] = ()
    sections: tuple[Table, ...] = ()
    text: str | None = None
    note: str = ""
    timeline: Timeline | None = None
    title: str = ""
    day: str = ""

    def tables_to_read(self) -> tuple[Table, ...]:
        """The sections, in words."""
        return self._worded(self.sections)

    def tables_to_calculate(self) -> tuple[Table, ...]:
        """The sheets, in words."""
        return self._worded(self.sheets)

    def _worded(self, tables: tuple[Table, ...]) -> tuple[Table, ...]:
        return tuple(Table(self.in_words(t.rows), t.columns, t.title) for t in tables or (self.table,))
