"""A paper as a value: headings, paragraphs with footnotes, lists, tables and small pictures, in one language.

Texts are put on one line and made visible (see ``quanze.text.clean``) where they are made into a ``Said``, titles and
heads in the ``Paper``; each writer escapes what its own format acts on. Footnotes are numbered where they are first
referred to, and equal ones are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from quanze.exports.answers.cells import plain
from quanze.exports.progress.small_line import Drawing
from quanze.locale import message, template
from quanze.text.width import width


class Note(NamedTuple):
    """A footnote; one that cites a row of a table knows the table, by all that is said of it, and the row."""

    text: str
    table: str = ""
    row: int = 0


class Said(NamedTuple):
    """A piece of text with the footnotes that say where it is stated.

    ``strong`` is set in bold; ``look`` is the code of a verdict whose colours it has.
    """

    text: str
    notes: tuple[Note, ...] = ()
    strong: bool = False
    look: str = ""


class Picture(NamedTuple):
    """A small picture of our own: what is drawn, the same in words, and a line of text where nothing can be drawn.

    ``ends`` are its first and last year; a picture in a document has no text of its own, so that it is alike on every
    computer, and has them below.
    """

    drawing: Drawing | None
    alt: str
    line: str
    ends: tuple[str, str] = ("", "")


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

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", plain(self.title))
        object.__setattr__(self, "blocks", tuple(map(_with_plain_heads, self.blocks)))


def _with_plain_heads(block: Block) -> Block:
    if isinstance(block, Heading):
        return block._replace(text=plain(block.text))
    if isinstance(block, Table):
        return block._replace(heads=tuple(map(plain, block.heads)), title=plain(block.title))
    return block


def said(value: object, notes: Iterable[Note | str] = (), *, strong: bool = False, look: str = "") -> Said:
    """A value as a piece of text on one line, with its footnotes, each once."""
    made = (note if isinstance(note, Note) else Note(note) for note in notes)
    kept = dict.fromkeys(Note(plain(note.text), plain(note.table), note.row) for note in made if note.text)
    return Said(plain(value), tuple(kept), strong, look)


def runs(*pieces: object) -> Runs:
    """Pieces of text one after the other; empty ones without a footnote are left out."""
    found = (piece if isinstance(piece, Said) else said(piece) for piece in pieces)
    return tuple(piece for piece in found if piece.text or piece.notes)


class NoteMark(NamedTuple):
    """The mark of a footnote in a text: its number, what it says, and whether it is referred to for the first time.

    ``rows`` follow the number where the footnote is of a table of which the paper cites several rows.
    """

    number: int
    text: str
    first: bool
    rows: str = ""


class Footnotes:
    """The footnotes of a paper while it is written: each text once, numbered from 1 in the order of reference.

    Those that cite rows of one table are one, and the marks say which row: a sheet with a task in each row has one
    footnote, not hundreds.
    """

    def __init__(self, paper: Paper) -> None:
        self.numbers: dict[str, int] = {}
        self._tables: dict[str, str] = {}
        self._several: set[str] = set()
        cited: dict[str, set[Note]] = {}
        for piece in _pieces(paper.blocks):
            for note in piece.notes:
                if note.table:
                    cited.setdefault(note.table, set()).add(note)
        for table, notes in cited.items():
            if len(notes) > 1:
                first, last = (wanted(note.row for note in notes) for wanted in (min, max))
                said = template("{table}, row {first}")
                if first != last:
                    said = template("{table}, rows {first} to {last} (the row is given after the colon)")
                    self._several.add(table)
                self._tables[table] = message(said, table=table, first=first, last=last).in_language(paper.lang)

    def marks(self, notes: Iterable[Note]) -> list[NoteMark]:
        """The marks of some footnotes, each number once."""
        rows: dict[str, dict[int, None]] = {}
        for note in notes:
            text = self._tables.get(note.table, note.text)
            rows.setdefault(text, {}).update({note.row: None} if note.table in self._several else {})
        return [self._mark(text, own) for text, own in rows.items()]

    def _mark(self, text: str, rows: Iterable[int]) -> NoteMark:
        first = text not in self.numbers
        number = self.numbers.setdefault(text, len(self.numbers) + 1)
        return NoteMark(number, text, first, ",".join(map(str, sorted(rows))))

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return ((number, note) for note, number in self.numbers.items())


def _pieces(blocks: Iterable[Block]) -> Iterator[Said]:
    """Every piece of text that may have footnotes."""
    for block in blocks:
        match block:
            case Paragraph(runs):
                yield from runs
            case Items(items):
                for item in items:
                    yield from item
            case Table():
                for row in block.rows:
                    for cell in row:
                        if not isinstance(cell, Picture):
                            yield from cell


def column_shares(heads: Sequence[str], texts: Sequence[Iterable[str]], *, landscape: bool) -> tuple[float, ...]:
    """Shares of the page for columns with these heads and texts: each as wide as its texts need, and where they need
    more than the page has, the narrow ones all of it and the others what is left."""
    room = _ACROSS if landscape else _UPRIGHT
    wanted = [
        float(min(max(width(head), *map(width, own), _NARROWEST), _WIDEST))
        for head, own in zip(heads, ([*column, ""] for column in texts), strict=True)
    ]
    narrow = sum(one for one in wanted if one <= _KEPT)
    wide = sum(wanted) - narrow
    if sum(wanted) <= room or not wide or narrow > room / 2:
        return shares(wanted)
    return shares([one if one <= _KEPT else one * (room - narrow) / wide for one in wanted])


_NARROWEST, _KEPT, _WIDEST = 6, 14, 60
"""Columns of a text: the least that a column is made for, up to which it has what its texts need, and the most."""
_UPRIGHT, _ACROSS = 95, 145
"""Columns of a text on a line of an upright page, and of one that is turned."""


def shares(widths: Sequence[float]) -> tuple[float, ...]:
    """Widths as shares of the page that add up to one."""
    total = sum(widths) or 1.0
    return tuple(one / total for one in widths)
