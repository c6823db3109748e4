"""The picture around one record. Rows are those of ``network``."""

from __future__ import annotations

from collections.abc import Sequence

from quanze.errors import UnknownNameError
from quanze.graph.network import around
from quanze.locale import message, plural
from quanze.schema.naming import Name
from quanze.schema.rows import AnyRow
from quanze.views.figure import Figure, reading_order
from quanze.views.layers import compose
from quanze.views.notes import note_editorial


def draw_neighbourhood(nodes: Sequence[AnyRow], edges: Sequence[AnyRow], focus: str, *, depth: int = 1) -> Figure:
    """One node up to ``depth`` steps: what leads to it is on the left, what it leads to on the right."""
    rows = {str(n["id"]): n for n in nodes}
    if focus not in rows:
        raise UnknownNameError(
            message("The rows have no record with the id {id!r}.", id=focus),
            advice=message("Give the id of one of the records."),
        )
    # An agency's own parent is news; that all its sister agencies have the same parent is not.
    edges = [
        e
        for e in edges
        if e["type"] != "PART_OF"
        or focus in (e["from"], e["to"])
        or rows.get(str(e["from"]), {}).get("kind") != "Agency"
    ]
    column = around(rows, edges, focus, depth)
    kept = [n for i, n in rows.items() if i in column]
    drawn = [e for e in edges if _on_the_way(column.get(str(e["from"])), column.get(str(e["to"])))]
    figure = compose(
        "about",
        message("Around “{name}”", name=Name(rows[focus])),
        sorted(kept, key=reading_order),
        drawn,
        lambda n: column[str(n["id"])],
        least_targets=1,
        between=120.0,
    )
    figure.standing = {focus}
    for box in figure.boxes:
        box.focus = box.id == focus
    figure.notes.append(
        plural(
            "What leads to it is on the left, what it leads to on the right, up to {n} step; "
            "only lines that lead outwards are drawn.",
            "What leads to it is on the left, what it leads to on the right, up to {n} steps; "
            "only lines that lead outwards are drawn.",
            n=depth,
        )
    )
    note_editorial(figure)
    return figure


def _on_the_way(a: int | None, b: int | None) -> bool:
    """Whether a line leads from the focus outwards: between neighbouring columns of one side."""
    return a is not None and b is not None and abs(a - b) == 1 and a * b >= 0
