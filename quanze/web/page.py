"""A page before it is written: title, notes and sections, and the document that is downloaded beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, runtime_checkable

from markupsafe import Markup

from quanze.exports.answers.answer import Answer, Table
from quanze.exports.formats import ROWS, Format, formats_of
from quanze.schema.rows import AnyRow

AT_ONCE = 100
"""Rows of a section on one page; the others follow on further pages."""
DRAWN = 2_000
"""Records or links of which a page still draws a picture."""
NO_PICTURE = Markup("")
NOT_DOWNLOADED = ("table", "html")
"""Formats that are the page itself."""


class Citation(NamedTuple):
    """Where a statement is stated: the document, the place in it and the clause; of an editorial one the reason.

    ``text`` is all of it on one line. ``origin`` is a code with its ``origin_word``.
    """

    text: str
    document: str
    document_id: str
    locator: str
    quote: str
    origin: str
    origin_word: str
    note: str


class Step(NamedTuple):
    """One step of a path, or a single statement without words of its own."""

    text: str
    citation: Citation


class Cell(NamedTuple):
    """The content of a cell: a text, the record it leads to, its look, or the steps of a path, ``said`` in a word.

    ``folded``: the steps are shown once what is said of them is unfolded, however few they are.
    """

    text: str
    id: str = ""
    look: str = ""
    steps: tuple[Step, ...] = ()
    href: str = ""
    picture: Markup = NO_PICTURE
    said: str = ""
    folded: bool = False


Line = Mapping[str, Cell]


@runtime_checkable
class Lazy(Protocol):
    """Lines that are made when they are shown, and know beforehand which cells will have anything."""

    def has(self, key: str) -> bool:
        """Whether a line has anything under a key."""


@dataclass
class Section:
    """A table of a page: ``columns`` (key → head) are shown, ``also`` only downloaded. ``raw`` are the rows with codes.

    ``picture`` is markup of our own before the table, ``image`` the address of a picture that is a file, and of its
    page. ``counted``: the title says how many rows there are. ``folded``: the table is shown once it is unfolded.
    ``at_once``: rows on one page.
    """

    key: str
    title: str
    columns: Mapping[str, str] = field(default_factory=dict)
    lines: Sequence[Line] = ()
    raw: Sequence[AnyRow] = ()
    also: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    picture: Markup = NO_PICTURE
    image: tuple[str, str] = ("", "")
    counted: bool = True
    folded: bool = False
    at_once: int = AT_ONCE

    def shown_columns(self) -> dict[str, str]:
        """The columns that have anything to show."""
        if isinstance(self.lines, Lazy):
            return {key: head for key, head in self.columns.items() if self.lines.has(key)}
        return {
            key: head
            for key, head in self.columns.items()
            if any(line[key].text or line[key].picture for line in self.lines)
        }

    def table(self) -> Table:
        """All of it as text, to be downloaded."""
        columns = {**self.columns, **self.also}
        return Table([{key: line[key].text for key in columns} for line in self.lines], columns, self.title)


@dataclass
class Page:
    """What a page has. ``document`` is what the formats of ``takes`` write, or makes that; without one it is made of
    the sections.

    ``rows`` is the JSON of such a document, ``main`` the section whose rows its CSV has, unless these are ``whole``.
    ``id`` is that of the record. ``dated``: it is another on another date; ``about_today``: without a date it is about
    today.
    """

    title: str
    name: str = ""
    kind: str = ""
    kind_word: str = ""
    id: str = ""
    notes: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    rows: Sequence[AnyRow] = ()
    main: str = ""
    whole: Table | None = None
    takes: str = ROWS
    document: Any = None
    links: list[tuple[str, str]] = field(default_factory=list)
    template: str = "page.html"
    values: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    dated: bool = True
    about_today: bool = False

    def formats(self) -> tuple[Format, ...]:
        """The formats in which it can be downloaded."""
        if self.status != 200:
            return ()
        return tuple(f for f in formats_of(self.takes) if f.name not in NOT_DOWNLOADED and f.name != "png")

    def written(self, day: str) -> Any:
        """The document that is downloaded."""
        if self.document is not None:
            return self.document() if callable(self.document) else self.document
        tables = tuple(section.table() for section in self.sections if section.columns)
        chosen = next((s for s in self.sections if s.key == self.main), self.sections[0] if self.sections else None)
        table = self.whole or (Table(chosen.raw, {**chosen.columns, **chosen.also}) if chosen else Table((), {}))
        return Answer([*self.rows], table, lambda rows: rows, sheets=tables, sections=tables, title=self.title, day=day)
