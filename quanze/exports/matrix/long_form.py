"""The long form of a matrix: one line per assignment with all that is behind it."""

from __future__ import annotations

from quanze.exports.matrix.citation import sources
from quanze.exports.matrix.model import Assignment, Matrix
from quanze.exports.matrix.words import kind_word, origin_word, role_word, scheme_name, word
from quanze.schema.naming import named
from quanze.text.clean import clean

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
"""Columns, in order; also those of the sheet of assignments."""


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
        clean(a.item.id),
        a.item.name.text(lang),
        a.agency.group_name.text(lang),
        clean(a.agency.id),
        a.agency.name.text(lang),
        role_word(a.role, lang, a.wording),
        " ".join(x.text(lang) for x in a.letters),
        scheme,
        a.wording,
        word("yes" if a.inherited else "no", lang),
        str(a.distance),
        clean(named(row, lang, "path")),
        clean(str(row.get("under") or "")),
        sources(a, "source_name", lang),
        sources(a, "locator", lang),
        sources(a, "quote", lang),
        origin_word(a.origin, lang),
        clean(str(row.get("valid_from") or "")),
        clean(str(row.get("valid_to") or "")),
    ]
