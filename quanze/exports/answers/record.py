"""One record in the words in which people read it: its properties, its seats, its relationships."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from quanze.exports.answers.cells import plain
from quanze.schema import KIND, RELATIONSHIP, stored_properties
from quanze.schema.dates import table_date
from quanze.schema.naming import named

if TYPE_CHECKING:
    from quanze.schema.rows import AnyRow, Row


def references(record: AnyRow) -> list[str]:
    """The ids of other records that its properties name."""
    declared = stored_properties(KIND[record["record_kind"]])
    return sorted({record[p.name] for p in declared if p.type == "ref" and p.name in record})


def property_rows(record: AnyRow, others: Mapping[str, AnyRow], lang: str) -> list[Row]:
    """Its properties, each with its name and its value in words; ``others`` has the records of ``references`` by id.

    ``key`` is the property's own name, ``id`` that of the record that it names.
    """
    rows = []
    for declared in stored_properties(KIND[record["record_kind"]]):
        if declared.name not in record:
            continue
        value = record[declared.name]
        words = {c.code: c.in_language(lang) for c in declared.choices}
        other = others.get(value) if declared.type == "ref" else None
        if declared.type in ("date", "year"):
            shown = table_date(str(value), lang)
        elif other:
            shown = plain(named(other, lang))
        else:
            shown = plain([words.get(v, v) for v in value] if isinstance(value, list) else words.get(value, value))
        rows.append(
            {
                "key": declared.name,
                "property": declared.in_language(lang),
                "value": shown,
                "id": other["id"] if other else "",
            }
        )
    return rows


def shown_basis(seat: AnyRow, lang: str) -> list[str]:
    """The grounds of a seat in words."""
    from quanze.schema.kinds import BASES

    words = {b.code: b.in_language(lang) for b in BASES}
    return [words.get(b, b) for b in seat["basis"] or []]


def link_word(link: Mapping[str, Any], lang: str) -> str:
    """A relationship by the source's own word, else by its label; a type that we do not declare, in a shared database,
    keeps its name."""
    declared = RELATIONSHIP.get(link["type"])
    return str(link["wording"] or (declared.in_language(lang) if declared else link["type"]))
