"""One record with all its properties, and the words by which people ask for a kind."""

from __future__ import annotations

from quanze.locale import languages
from quanze.queries.statements import Reader, Row
from quanze.schema import KIND, Kind, stored_properties
from quanze.schema.words import fold


def record(reader: Reader, kind: str, id_: str) -> Row:
    """All properties of one record that have a value, with its ``dataset``; ``record_kind`` is the label of its kind. Empty when it is not there."""
    names = (*(p.name for p in stored_properties(KIND[kind])), "dataset")
    columns = ", ".join(f"n.{name} AS {name}" for name in names)
    rows = reader.read(f"MATCH (n:{kind} {{id: $id}}) RETURN {columns} ORDER BY id", {"id": id_})
    return {"record_kind": kind, **{k: v for k, v in rows[0].items() if v is not None}} if rows else {}


def kinds_named(text: str) -> list[str]:
    """The kind a person means by its label, table or name in any language; empty when none."""
    wanted = fold(text)
    return [
        k.label
        for k in KIND.values()
        if wanted in {fold(name) for name in (k.label, k.zh, k.en, k.plural_en, k.table, k.table_zh, *_labels(k))}
    ]


def _labels(kind: Kind) -> list[str]:
    return [label for lang in languages() for label in (kind.in_language(lang), kind.plural_in(lang))]
