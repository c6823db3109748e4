"""A matrix as CSV: the wide form for reading, the long form with one line and all citations per assignment.

The first line is the header and every other line data, so that any program can read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from quanze.exports.csv_text import csv_text
from quanze.exports.matrix.long_form import LONG, long_rows
from quanze.exports.matrix.model import Head, Mark, Matrix
from quanze.exports.matrix.words import kind_word, scheme_name, word
from quanze.text.clean import clean


def wide_csv(matrix: Matrix, lang: str) -> Iterator[str]:
    """One line per item, one column per agency, letters in the cells; the last column names the scheme.

    In parts: a large matrix has ten million empty cells, which are only their commas.
    """
    head = [word(k, lang) for k in ("group", "kind", "item_id", "item")]
    yield _line([*head, *_unique(matrix.columns, lang), word("scheme", lang)]) + "\n"
    scheme, columns = _line([scheme_name(matrix, lang)]), len(matrix.columns)
    texts: dict[str, str] = {}  # and it repeats a few letters
    for row, own in zip(matrix.rows, matrix.by_row(), strict=True):
        yield _line([row.group_name.text(lang), kind_word(row.kind, lang), clean(row.id), row.name.text(lang)])
        at = -1
        for c, marks in sorted(own, key=itemgetter(0)):
            text = cell_text(matrix, marks, lang)
            cell = texts.get(text)
            if cell is None:
                cell = texts[text] = _line([text])
            yield "," * (c - at) + cell
            at = c
        yield f"{',' * (columns - at)}{scheme}\n"


def _line(texts: Sequence[str]) -> str:
    """Texts as cells one after the other."""
    return csv_text([["", *texts]])[1:-1]  # of a line of one empty cell the writer makes quotation marks


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
