"""The picture around one record. Rows are those of ``network``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quanze.errors import UnknownNameError
from quanze.graph.network import around
from quanze.locale import message, plural
from quanze.schema.dates import ShownDate, holds_in
from quanze.schema.naming import Name
from quanze.schema.rows import AnyRow
from quanze.views.figure import DRAWN_ON, Figure, days_of, reading_order, runs
from quanze.views.layers import compose
from quanze.views.notes import note_editorial
from quanze.views.sections import covering


def draw_neighbourhood(
    nodes: Sequence[AnyRow], edges: Sequence[AnyRow], focus: str, *, depth: int = 1, as_of: str = ""
) -> Figure:
    """One node up to ``depth`` steps: what leads to it is on the left, what it leads to on the right.

    Without ``as_of`` a picture of several steps knows what of it is there on each day: how far one record is from
    another depends on the day.
    """
    rows = {str(n["id"]): n for n in nodes}
    if focus not in rows and as_of:
        raise UnknownNameError(
            message("It does not exist on {date}, so there is nothing to draw around it.", date=ShownDate(as_of)),
            advice=message("Choose a day on which it does, or no day: then the picture says when it ended."),
        )
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
    rows = {i: n for i, n in rows.items() if i in column}
    drawn = [e for e in edges if _outwards(e, column)]
    days: list[str] = []
    if depth > 1 and not as_of:
        between = [e for e in edges if str(e["from"]) in column and str(e["to"]) in column]
        days = days_of([*rows.values(), *between])
        rows, drawn, column = _on_days(rows, between, focus, depth, days, column)
    figure = compose(
        "about",
        message("Around “{name}”", name=Name(rows[focus])),
        sorted(rows.values(), key=reading_order),
        drawn,
        lambda n: column[str(n["id"])],
        least_targets=1,
        between=120.0,
    )
    figure.standing = {focus}
    outwards = sorted(rows.values(), key=lambda n: (abs(column[str(n["id"])]), reading_order(n)))
    figure.sections = covering(outwards, drawn)
    figure.days = days
    for box in figure.boxes:
        box.focus = box.id == focus
    figure.note_drawing(
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


def _outwards(edge: AnyRow, column: Mapping[str, int]) -> bool:
    """Whether a line leads from the focus outwards: between neighbouring columns of one side."""
    a, b = column.get(str(edge["from"])), column.get(str(edge["to"]))
    return a is not None and b is not None and abs(a - b) == 1 and a * b >= 0


def _on_days(
    rows: Mapping[str, AnyRow],
    edges: Sequence[AnyRow],
    focus: str,
    depth: int,
    days: Sequence[str],
    ever: Mapping[str, int],
) -> tuple[dict[str, AnyRow], list[AnyRow], dict[str, int]]:
    """Nodes and lines that say on which days they are drawn, and the column of each node.

    A node is as far out as on the day on which it is farthest, so that the lines of every day lead outwards.
    """
    columns = dict(ever)
    there: dict[str, list[int]] = {id_: [] for id_ in rows}
    drawn: dict[int, list[int]] = {n: [] for n, edge in enumerate(edges) if _outwards(edge, ever)}
    for step, day in enumerate(days, 1):
        living = {id_: row for id_, row in rows.items() if holds_in(row, day)}
        if focus not in living:
            continue
        held = {
            n: edge
            for n, edge in enumerate(edges)
            if {str(edge["from"]), str(edge["to"])} <= living.keys() and holds_in(edge, day)
        }
        column = around(living, held.values(), focus, depth)
        for id_, place in column.items():
            there[id_].append(step)
            columns[id_] = max(columns[id_], place, key=abs)
        for n, edge in held.items():
            if _outwards(edge, column):
                drawn.setdefault(n, []).append(step)
    return (
        {id_: {**row, DRAWN_ON: runs(there[id_])} for id_, row in rows.items()},
        [{**edges[n], DRAWN_ON: runs(drawn[n])} for n in sorted(drawn)],
        columns,
    )
