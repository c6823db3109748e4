"""A paper as a value: headings, paragraphs with footnotes, lists, tables and small pictures, in one language.

Texts are put on one line and made visible where they are made into a ``Said`` (see ``quanze.text.clean``); each writer
escapes what its own format acts on. Footnotes are numbered where they are first referred to, and equal ones are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from quanze.exports.answers.cells import plain


class Said(NamedTuple):
    """A piece of text with the footnotes that say where it is stated.

    ``strong`` is set in bold; ``look`` is the code of a verdict whose colours it has.
    """

    text: str
    notes: tuple[str, ...] = ()
    strong: bool = False
    look: str = ""


class Picture(NamedTuple):
    """A small picture of our own: as SVG, in words, and as a line of text where no picture can be set.

    ``bare`` is the SVG without any text, which is drawn alike on every computer, and ``caption`` what stands below it.
    """

    svg: str
    told: str
    line: str
    bare: str = ""
    caption: str = ""


Runs: TypeAlias = tuple[Said, ...]
Cell: TypeAlias = Runs | Picture


class Heading(NamedTuple):
    """A heading, of level 1 below the title, 2 below that."""

    text: str
    level: int = 1


class Paragraph(NamedTuple):
    """A paragraph; a ``faint`` one says something about the paper itself."""

    runs: Runs
    faint: bool = False


class Items(NamedTuple):
    """A list with a mark before each item."""

    items: tuple[Runs, ...]


class Table(NamedTuple):
    """A table with a head; ``widths`` are the columns' shares of the page. Columns in ``numbers`` are set right."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    numbers: frozenset[int] = frozenset()
    title: str = ""


Block: TypeAlias = Heading | Paragraph | Items | Table


@dataclass(frozen=True)
class Paper:
    """The whole of it. ``landscape`` turns the page for wide tables; ``sheet`` names it in a workbook."""

    title: str
    blocks: tuple[Block, ...]
    lang: str
    landscape: bool = False
    sheet: str = ""


def said(value: object, notes: Iterable[str] = (), *, strong: bool = False, look: str = "") -> Said:
    """A value as a piece of text on one line, with its footnotes, each once."""
    return Said(plain(value), tuple(dict.fromkeys(filter(None, map(plain, notes)))), strong, look)


def runs(*pieces: object) -> Runs:
    """Pieces of text one after the other; empty ones without a footnote are left out."""
    found = (piece if isinstance(piece, Said) else said(piece) for piece in pieces)
    return tuple(piece for piece in found if piece.text or piece.notes)


@dataclass
class Footnotes:
    """The footnotes of a paper while it is written: each text once, numbered from 1 in the order of reference."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, note: str) -> tuple[int, bool]:
        """The number of a footnote, and whether it is referred to for the first time."""
        first = note not in self.numbers
        return self.numbers.setdefault(note, len(self.numbers) + 1), first

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return ((number, note) for note, number in self.numbers.items())


def shares(widths: Sequence[float]) -> tuple[float, ...]:
    """Widths as shares of the page that add up to one."""
    total = sum(widths) or 1.0
    return tuple(one / total for one in widths)
