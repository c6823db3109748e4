"""Seats that lead something and that no agency fills: the post leads it, and no agency can be named for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING

from quanze.queries import statements
from quanze.schema.dates import holds

if TYPE_CHECKING:
    from quanze.graph.engine import Reader
    from quanze.schema.rows import Row


def leading_seats(reader: Reader, *, datasets: Collection[str] = (), as_of: str = "") -> dict[str, list[Row]]:
    """Thing → the seats that lead it and are held for no agency, on a day (ISO) or ever; only what some data sets state
    where any are named."""
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    filled = set()
    for row in statements.run(reader, "seats_that_lead"):
        if datasets and row["dataset"] not in datasets:
            continue
        if as_of and not holds(row["valid_from"], row["valid_to"], as_of):
            continue
        found[row["item"]].setdefault(row["id"], row)
        if row["agency"] and (not as_of or holds(row["holder_from"], row["holder_to"], as_of)):
            filled.add(row["id"])
    own = {thing: [row for id_, row in rows.items() if id_ not in filled] for thing, rows in found.items()}
    return {thing: rows for thing, rows in own.items() if rows}
