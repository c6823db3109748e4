"""Cards: a table of labels with their values beside them, 計畫名稱 | 低碳校園, and no row of heads.

One card is read as one row whose columns are its labels. Several values beside each label are as many cards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from quanze.locale import message
from quanze.reader.blocks import Grid
from quanze.reader.columns import ColumnMapping, Head, Heads
from quanze.reader.draft import Unread
from quanze.reader.reading import Reading
from quanze.reader.tables.account import speaks_of_roles
from quanze.reader.tables.heads import bare_year, meaning
from quanze.reader.tables.layout import FACTS, SUBJECTS, sorts_behind
from quanze.reader.tables.rows import Row, State

_KNOWN = 0.6
"""The least share of rows of a card whose first label is understood."""


@dataclass(frozen=True)
class _Cell:
    """A cell with all columns that it covers."""

    row: int
    columns: tuple[int, ...]
    text: str


@dataclass
class Card:
    """The labels of one card, their values, and the place of each value."""

    heads: Heads = field(default_factory=Heads)
    values: list[_Cell] = field(default_factory=list)
    labels: list[_Cell] = field(default_factory=list)


def cards_of(grid: Grid, mapping: ColumnMapping) -> list[Card]:
    """The cards of a table; none where it is a table with heads."""
    rows = [cells for at in range(len(grid.rows)) if len(cells := _cells(grid, at)) > 1]
    if len(rows) < 2:
        return []
    known = sum(1 for cells in rows if _head(cells[0].text, mapping) is not None)
    labels = all(cells[0].text.rstrip().endswith((":", "：")) for cells in rows)
    if known < (2 if labels else max(2, _KNOWN * len(rows))):
        return []
    across = len(rows[0])
    beside = across > 2 and all(len(cells) == across for cells in rows) and not _in_pairs(rows, mapping)
    if not beside and any(len(cells) % 2 for cells in rows):
        return []
    values = [c for cells in rows for i, c in enumerate(cells) if (i if beside else i % 2)]
    if any(c.text and _head(c.text, mapping, by_noun=False) is not None for c in values):
        return []
    found = _each_column(rows, mapping) if beside else _stacked(rows, mapping)
    for card in found:
        sorts_behind(card.heads)
    kinds = {h.kind for h in found[0].heads.columns.values()}
    named = [card.values[i].text for card in found for i in card.heads.of(*SUBJECTS)]
    if not (kinds & {"level", "indicator"} and kinds & FACTS) or any(bare_year(text) for text in named):
        return []
    return found


def _cells(grid: Grid, at: int) -> list[_Cell]:
    """The cells of a row, a merged one once."""
    out: list[_Cell] = []
    for column, text in enumerate(grid.rows[at]):
        if out and not grid.starts(at, column) and text == out[-1].text:
            out[-1] = _Cell(at, (*out[-1].columns, column), text)
        else:
            out.append(_Cell(at, (column,), text))
    while len(out) > 2 and not out[-1].text and not out[-2].text:
        del out[-2:]  # the label and value that a shorter row has not
    return out


def _head(text: str, mapping: ColumnMapping, *, by_noun: bool = True) -> Head | None:
    """The meaning of a label; a year alone is a value."""
    head = mapping.head(text) or (meaning(text, by_noun=by_noun) if text.strip() else None)
    return None if head is not None and head.kind == "target" and not head.sure else head


def _in_pairs(rows: Sequence[list[_Cell]], mapping: ColumnMapping) -> bool:
    """Whether the third column has labels too: 主辦機關 | 甲局 | 協辦機關 | 乙局."""
    return any(_head(cells[2].text, mapping) is not None for cells in rows if len(cells) > 2)


def _add(card: Card, label: _Cell, value: _Cell, mapping: ColumnMapping) -> None:
    head = _head(label.text, mapping)
    at = len(card.values)
    if head is not None:
        card.heads.columns[at] = head
    elif label.text:
        card.heads.unknown[at] = label.text
    card.values.append(value)
    card.labels.append(label)


def _stacked(rows: Sequence[list[_Cell]], mapping: ColumnMapping) -> list[Card]:
    """Cards one under another: the first label again begins the next."""
    out = [Card()]
    for cells in rows:
        if out[-1].labels and cells[0].text == out[0].labels[0].text and cells[0].text != out[-1].labels[-1].text:
            out.append(Card())
        for label, value in zip(cells[::2], cells[1::2], strict=True):
            _add(out[-1], label, value, mapping)
    return out


def _each_column(rows: Sequence[list[_Cell]], mapping: ColumnMapping) -> list[Card]:
    """One card for each column of values."""
    out = [Card() for _ in rows[0][1:]]
    for cells in rows:
        for card, value in zip(out, cells[1:], strict=True):
            _add(card, cells[0], value, mapping)
    return out


class _CardRow(Row):
    """A card as one row of a table."""

    def __init__(self, reading: Reading, card: Card, number: int, state: State) -> None:
        texts = [value.text for value in card.values]
        super().__init__(reading, card.heads, texts, number, card.values[0].row, state)
        self._card = card

    def place(self, column: int) -> tuple[int, Sequence[int]]:
        """The row of the table and the columns that a value covers."""
        value = self._card.values[column]
        return value.row, value.columns


def read(reading: Reading, grid: Grid, number: int, cards: Sequence[Card]) -> list[Row]:
    """Read the cards of a table; a label that nobody understands is listed with its value."""
    done: list[Row] = []
    reading.layouts.append((number, [card.heads for card in cards[:1]]))
    listed = {cell.row for card in cards for cell in card.values}
    for at in range(len(grid.rows)):
        texts = [t for t in dict.fromkeys(grid.rows[at]) if t.strip()]
        if at not in listed and texts:
            reading.beside_cells(number, at, range(len(grid.rows[at])), "heads")
            if any(speaks_of_roles(t) for t in texts):
                _list(reading, grid, number, at, " | ".join(texts), "note")
    for card in cards:
        for label in card.labels:
            reading.beside_cells(number, label.row, label.columns, "heads")
        for column, word in card.heads.unknown.items():
            value = card.values[column]
            if value.text:
                shown = message("{name}: {text}", name=word, text=value.text.replace("\n", " "))
                _list(reading, grid, number, value.row, shown, "column", word)
        row = _CardRow(reading, card, number, State())
        row.read()
        done.append(row)
    return done


def _list(reading: Reading, grid: Grid, number: int, at: int, text: str, reason: str, *words: str) -> None:
    place = grid.place.row(at)
    reading.draft.unread.append(Unread(place, text, words, reading.source, grid=number, row=at, reason=reason))
