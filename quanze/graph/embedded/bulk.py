"""The embedded engine's bulk calls, which take a DataFrame.

They merge with relationships of the type between the same two nodes, those of their own frame included, unless the
type has none yet from that kind. So they are used only where it has none between these two kinds, and then only for the
first row of each pair; everything else goes through the statement's own text. ``graph`` is the engine's own.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from quanze.errors import IncompleteWriteError
from quanze.graph.engine import Ends
from quanze.schema import KIND, stored_properties

if TYPE_CHECKING:
    from quanze.schema.rows import Row

_DTYPES = {"integer": "Int64", "year": "Int64", "number": "Float64", "boolean": "boolean"}


def first_of_each_pair(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Relationship rows parted into the first one between each two nodes, and the others."""
    seen: set[tuple[str, str]] = set()
    first: list[Row] = []
    again: list[Row] = []
    for row in rows:
        pair = (row["from"], row["to"])
        (again if pair in seen else first).append(row)
        seen.add(pair)
    return first, again


def add_nodes(graph: Any, label: str, rows: Sequence[Row]) -> None:
    """Create nodes of one kind."""
    import pandas as pd

    frame = pd.DataFrame([row["props"] for row in rows], dtype=object)
    for p in stored_properties(KIND[label]):
        if p.type in _DTYPES and p.name in frame:
            frame[p.name] = pd.Series([row["props"].get(p.name) for row in rows], dtype=_DTYPES[p.type])
    # No column is named as title: with one, a kind that has records made by CREATE is refused.
    report = graph.add_nodes(frame, label, "id")
    if report["nodes_created"] != len(rows):
        raise IncompleteWriteError(report["nodes_created"], len(rows), label)


def add_relationships(graph: Any, ends: Ends, rows: Sequence[Row]) -> None:
    """Create relationships of one type between two kinds, at most one between the same two nodes."""
    import pandas as pd

    type_, start, end = ends
    frame = pd.DataFrame([row["props"] for row in rows], dtype=object)
    frame["_from"] = pd.Series([row["from"] for row in rows], dtype=object)
    frame["_to"] = pd.Series([row["to"] for row in rows], dtype=object)
    with warnings.catch_warnings():
        # A missing end is warned of and made up; the report below says so, and we refuse.
        warnings.simplefilter("ignore")
        report = graph.add_relationships(frame, type_, start, "_from", end, "_to")
    if report["connections_created"] != len(rows) or report["stubs_vivified"]:
        raise IncompleteWriteError(report["connections_created"], len(rows), type_)
