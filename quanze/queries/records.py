"""One record with all its properties."""

from __future__ import annotations

from quanze.graph.engine import Reader
from quanze.schema import KIND, stored_properties
from quanze.schema.rows import Row


def record(reader: Reader, kind: str, id_: str) -> Row:
    """All properties of one record that have a value, with its ``dataset``; ``record_kind`` is the label of its kind.

    Empty when it is not there.
    """
    names = (*(p.name for p in stored_properties(KIND[kind])), "dataset")
    columns = ", ".join(f"n.{name} AS {name}" for name in names)
    rows = reader.read(f"MATCH (n:{kind} {{id: $id}}) RETURN {columns} ORDER BY id", {"id": id_})
    return {"record_kind": kind, **{k: v for k, v in rows[0].items() if v is not None}} if rows else {}
