"""Records as they are: one with all its properties, those of a kind with their lives, and the links of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quanze.graph.engine import Reader
from quanze.queries import statements
from quanze.queries.lifetimes import lifetimes, living
from quanze.schema import KIND, stored_properties
from quanze.schema.dates import holds
from quanze.schema.tables import CHANGING

if TYPE_CHECKING:
    from quanze.schema.rows import Match, Record, Row


def record(reader: Reader, kind: str, id_: str) -> Row:
    """All properties of one record that have a value, with its ``dataset``; ``record_kind`` is the label of its kind.

    Empty when it is not there.
    """
    names = (*(p.name for p in stored_properties(KIND[kind])), "dataset")
    columns = ", ".join(f"n.{name} AS {name}" for name in names)
    rows = reader.read(f"MATCH (n:{kind} {{id: $id}}) RETURN {columns} ORDER BY id", {"id": id_})
    return {"record_kind": kind, **{k: v for k, v in rows[0].items() if v is not None}} if rows else {}


def records(reader: Reader, kinds: Sequence[str] = (), *, as_of: str = "") -> list[Record]:
    """The records of some kinds, or of all, that live on an ISO date or ever, with the days between which they live."""
    rows = statements.run(reader, "records", kinds=kinds)
    lives = lifetimes(reader, {row["id"]: row for row in rows}, every=True)
    found: list[Record] = []
    for row in rows:
        if lives.lives(row["id"], as_of):
            first, last = lives.span(row["id"])
            found.append(
                {
                    "id": row["id"],
                    "kind": row["kind"],
                    "name": row["name"],
                    "name_en": row["name_en"],
                    "dataset": row["dataset"],
                    "origin": row["origin"],
                    "valid_from": first,
                    "valid_to": last,
                }
            )
    return found


def life(reader: Reader, id_: str, kind: str) -> tuple[str, str]:
    """First and last day of one record."""
    rows = statements.run(reader, "records_by_id", {"ids": [id_]}, (kind,))
    return lifetimes(reader, {row["id"]: row for row in rows}).span(id_)


def living_matches(reader: Reader, found: Sequence[Match], as_of: str) -> list[Match]:
    """Those of some matches that live on a day; all when none is given."""
    if not as_of or not found:
        return list(found)
    rows = statements.run(reader, "records_by_id", {"ids": [match["id"] for match in found]})
    lived = {row["id"] for row in living(reader, rows, as_of)}
    return [match for match in found if match["id"] in lived]


def links(reader: Reader, id_: str, *, as_of: str = "") -> list[Row]:
    """The relationships of a record, as ``links_of`` gives them, that hold on a day or ever.

    A change is kept once it has taken effect, though the body that it changed has ended.
    """
    rows = statements.run(reader, "links_of", {"id": id_})
    if not as_of:
        return rows
    ends = sorted({row[end] for row in rows for end in ("from", "to")})
    nodes = statements.run(reader, "records_by_id", {"ids": ends}) if ends else []
    lived = {row["id"] for row in living(reader, nodes, as_of)}
    return [
        row
        for row in rows
        if holds(row["valid_from"], row["valid_to"], as_of)
        and (row["type"] in CHANGING or {row["from"], row["to"]} <= lived)
    ]
