"""What every file format is turned into: an ordered list of paragraphs and table grids, each with its place.

The reading rules see nothing else, so a new format needs only a function from a path to blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from quanze.locale import message


@dataclass(frozen=True)
class Place:
    """The place of a block in its file: page (when the format has pages) and running number, both from 1."""

    file: str
    number: int
    page: int = 0
    sheet: str = ""

    @cached_property
    def words(self) -> str:
        """The place as people read it; a sheet is one block, so its number says nothing."""
        if self.sheet:
            return f"{self.file} · {self.sheet}"
        place: str = self.file
        if self.page:
            place = message("{place} · p. {page}", place=place, page=self.page)
        if self.number:
            place = message("{place} · ¶ {number}", place=place, number=self.number)
        return place

    def row(self, index: int) -> str:
        """The place of a row of the table found here, in words; ``index`` counts from 0."""
        return message("{place} · row {row}", place=self.words, row=index + 1)


@dataclass(frozen=True)
class Paragraph:
    """A line or paragraph of text.

    ``wrapped`` is set when the format breaks lines for width (text files, PDF), so that a line may go on in
    the next one. ``heading`` is the level of a marked heading, 0 when there is none. ``item`` is the depth of
    an entry of an automatic list, whose number the text does not show; 0 when it is none. ``struck`` is the text that
    is struck through, which ``text`` leaves out.
    """

    text: str
    place: Place
    wrapped: bool = False
    heading: int = 0
    item: int = 0
    struck: str = ""


@dataclass(frozen=True)
class Mark:
    """What the page shows of a cell: ``struck`` with the text struck out, or ``hidden``."""

    row: int
    column: int
    kind: str
    text: str = ""


@dataclass(frozen=True)
class Grid:
    """A table, rectangular; the text of a merged cell is repeated in every place that it covers.

    ``own`` says for each cell whether its text starts there (false where a merged cell goes on); ``marks`` what the
    page shows of a cell beside its text.
    """

    rows: tuple[tuple[str, ...], ...]
    place: Place
    own: tuple[tuple[bool, ...], ...] = ()
    title: str = ""
    marks: tuple[Mark, ...] = ()

    @cached_property
    def _hidden(self) -> dict[str, frozenset[int]]:
        marks = [m for m in self.marks if m.kind == "hidden"]
        return {
            "rows": frozenset(m.row for m in marks if m.row >= 0),
            "columns": frozenset(m.column for m in marks if m.row < 0),
        }

    def hidden(self, what: Literal["rows", "columns"]) -> frozenset[int]:
        """The rows or columns that the page does not show."""
        return self._hidden[what]

    def starts(self, row: int, column: int) -> bool:
        """Whether the cell's text belongs to this place and not to a merged cell that began before."""
        return not self.own or self.own[row][column]


Block = Paragraph | Grid


@dataclass(frozen=True)
class Source:
    """A file that was read: its name, its title when it has one, its blocks and what was left out of it."""

    file: str
    blocks: tuple[Block, ...]
    title: str = ""
    notices: tuple[str, ...] = field(default=())

    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs in order, tables left out."""
        return (b for b in self.blocks if isinstance(b, Paragraph))

    def grids(self) -> Iterator[Grid]:
        """The tables in order."""
        return (b for b in self.blocks if isinstance(b, Grid))
