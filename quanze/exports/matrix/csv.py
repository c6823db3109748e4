"""A matrix as CSV: the wide form for reading, the long form with one line and all citations per assignment.

The first line is the header and every other line data, so that any program can read it. Text that a spreadsheet
would take for a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from quanze.exports.citation import sources
from quanze.exports.matrix import Assignment, Head, Mark, Matrix
from quanze.exports.matrix_words import kind_word, origin_word, role_word, scheme_name, word
from quanze.exports.text import plain
from quanze.schema.celltext import neutral

_FULL_WIDTH = re.compile(r"[＝＋－＠]")
_AFTER_SEPARATOR = re.compile(r"(;\s*)(?=[=+\-@])")

LONG = (
    "number",
    "group",
    "kind",
    "item_id",
    "item",
    "column_group",
    "agency_id",
    "agency",
    "role",
    "letter",
    "scheme",
    "wording",
    "inherited",
    "distance",
    "path",
    "under",
    "document",
    "locator",
    "quote",
    "origin",
    "valid_from",
    "valid_to",
)
"""Columns of the long form, in order; also those of the sheet of assignments."""


def wide_csv(matrix: Matrix, lang: str) -> str:
    """One line per item, one column per agency, letters in the cells; the last column names the scheme."""
    head = [word(k, lang) for k in ("group", "kind", "item_id", "item")]
    lines: list[Sequence[str]] = [[*head, *_unique(matrix.columns, lang), word("scheme", lang)]]
    scheme = scheme_name(matrix, lang)
    for r, row in enumerate(matrix.rows):
        cells = [cell_text(matrix, matrix.cells.get((r, c), ()), lang) for c in range(len(matrix.columns))]
        lines.append(
            [row.group_name.text(lang), kind_word(row.kind, lang), plain(row.id), row.name.text(lang), *cells, scheme]
        )
    return _csv(lines)


def long_csv(matrix: Matrix, lang: str) -> str:
    """One line per assignment with role, wording, path, document, locator, quote, origin and dates."""
    return _csv([[word(k, lang) for k in LONG], *long_rows(matrix, lang)])


def cell_text(matrix: Matrix, marks: Iterable[Mark], lang: str) -> str:
    """The letters of a cell; under a scheme that is a reading, the source's own word after each."""
    if not matrix.scheme.reading:
        return " ".join(m.letter_text(lang) for m in marks)
    return " ".join(m.letter_text(lang) + (f"〔{m.wording}〕" if m.wording else "") for m in marks)


def long_rows(matrix: Matrix, lang: str) -> list[list[str]]:
    """The values of the long form, one list per assignment in the order of ``LONG``."""
    scheme = scheme_name(matrix, lang)
    return [_long_row(a, scheme, lang) for a in matrix.assignments]


def _long_row(a: Assignment, scheme: str, lang: str) -> list[str]:
    row = a.row
    return [
        str(a.number),
        a.item.group_name.text(lang),
        kind_word(a.item.kind, lang),
        plain(a.item.id),
        a.item.name.text(lang),
        a.agency.group_name.text(lang),
        plain(a.agency.id),
        a.agency.name.text(lang),
        role_word(a.role, lang, a.wording),
        " ".join(x.text(lang) for x in a.letters),
        scheme,
        a.wording,
        word("yes" if a.inherited else "no", lang),
        str(a.distance),
        plain(str(row.get("path") or "")),
        plain(str(row.get("under") or "")),
        sources(a, "source_name", lang),
        sources(a, "locator", lang),
        sources(a, "quote", lang),
        origin_word(a.origin, lang),
        plain(str(row.get("valid_from") or "")),
        plain(str(row.get("valid_to") or "")),
    ]


def _unique(heads: Sequence[Head], lang: str) -> list[str]:
    """The names of the columns; where two are alike, with the id."""
    count = Counter(h.name.text(lang) for h in heads)
    return [n if count[n := h.name.text(lang)] == 1 else f"{n} [{plain(h.id)}]" for h in heads]


def guard(text: str) -> str:
    """``text`` as no spreadsheet takes for a formula, not even where it splits lines at semicolons."""
    if ";" in text:
        text = _AFTER_SEPARATOR.sub(r"\1'", text)
    return f"'{text}" if _FULL_WIDTH.match(text) else neutral(text)


def _csv(lines: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([guard(v) if v else v for v in line] for line in lines)
    return out.getvalue()
