"""A matrix as CSV: the wide form for reading, the long form with one line and all citations per assignment.

The first line is the header and every other line data, so that any program can read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from quanze.exports.csv_text import csv_of_inert, csv_text
from quanze.exports.matrix.long_form import LONG, long_rows
from quanze.exports.matrix.model import Head, Mark, Matrix
from quanze.exports.matrix.words import kind_word, scheme_name, word
from quanze.schema.celltext import inert
from quanze.text.clean import clean


def wide_csv(matrix: Matrix, lang: str) -> str:
    """One line per item, one column per agency, letters in the cells; the last column names the scheme."""
    head = [word(k, lang) for k in ("group", "kind", "item_id", "item")]
    heads = [*head, *_unique(matrix.columns, lang), word("scheme", lang)]
    return csv_of_inert(chain([[inert(text) for text in heads]], _wide_lines(matrix, lang)))


def _wide_lines(matrix: Matrix, lang: str) -> Iterator[Sequence[str]]:
    """The line of each item, its texts inert."""
    scheme = inert(scheme_name(matrix, lang))
    texts: dict[str, str] = {}  # a large matrix repeats a few letters a million times
    for row, own in zip(matrix.rows, matrix.by_row(), strict=True):
        cells = [""] * len(matrix.columns)
        for c, marks in own:
            text = cell_text(matrix, marks, lang)
            cells[c] = texts[text] = texts.get(text) or inert(text)
        head = (row.group_name.text(lang), kind_word(row.kind, lang), clean(row.id), row.name.text(lang))
        yield [*map(inert, head), *cells, scheme]


def long_csv(matrix: Matrix, lang: str) -> str:
    """One line per assignment with role, wording, path, document, locator, quote, origin and dates."""
    return csv_text([[word(k, lang) for k in LONG], *long_rows(matrix, lang)])


def cell_text(matrix: Matrix, marks: Iterable[Mark], lang: str) -> str:
    """The letters of a cell; under a scheme that is a reading, the source's own word after each."""
    if not matrix.scheme.reading:
        return " ".join(m.letter_text(lang) for m in marks)
    return " ".join(m.letter_text(lang) + (f"〔{m.wording}〕" if m.wording else "") for m in marks)


def _unique(heads: Sequence[Head], lang: str) -> list[str]:
    """The names of the columns; where two are alike, with the id."""
    count = Counter(h.name.text(lang) for h in heads)
    return [n if count[n := h.name.text(lang)] == 1 else f"{n} [{clean(h.id)}]" for h in heads]
