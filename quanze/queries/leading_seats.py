"""Seats that lead something and that no agency fills: the post leads it, and no agency can be named for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from quanze.queries import statements
from quanze.queries.lifetimes import Lifetimes, lifetimes
from quanze.schema.dates import holds
from quanze.schema.relationships import REPRESENTS

if TYPE_CHECKING:
    from quanze.graph.engine import Reader
    from quanze.schema.rows import Row


def leading_seats(reader: Reader, *, datasets: Collection[str] = (), as_of: str = "") -> dict[str, list[Row]]:
    """Thing → the seats that lead it and are held for no agency, on a day (ISO) or ever; only what some data sets state
    where any are named."""
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    filled = set()
    rows = [r for r in statements.run(reader, "seats_that_lead") if not datasets or r["dataset"] in datasets]
    lives = _lives(reader, rows) if as_of else None
    for row in rows:
        if lives and not (
            holds(row["valid_from"], row["valid_to"], as_of)
            and lives.lives(row["item"], as_of)
            and lives.lives(row["id"], as_of)
        ):
            continue
        found[row["item"]].setdefault(row["id"], row)
        if row["agency"] and (not lives or _fills(lives, row, as_of)):
            filled.add(row["id"])
    own = {thing: [row for id_, row in rows.items() if id_ not in filled] for thing, rows in found.items()}
    return {thing: rows for thing, rows in own.items() if rows}


def _lives(reader: Reader, rows: Sequence[Row]) -> Lifetimes:
    """The lives of what is led, of the seats and of those for whom these are held."""
    ids = {row[name] for row in rows for name in ("item", "id", "agency") if row[name]}
    named = statements.run(reader, "records_by_id", {"ids": sorted(ids)})
    return lifetimes(reader, {row["id"]: row for row in named})


def _fills(lives: Lifetimes, row: Row, day: str) -> bool:
    """Whether the seat is held on a day for its agency, or for those who took over from that one."""
    held = {"type": REPRESENTS.type, "valid_from": row["holder_from"], "valid_to": row["holder_to"]}
    if not holds(*lives.dates(held, row["id"]), day):
        return False
    heirs = (change for change in lives.leaving.get(row["agency"], ()) if change.after and change.in_force(day))
    return lives.lives(row["agency"], day) or any(heirs)
