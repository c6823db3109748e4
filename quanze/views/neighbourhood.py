"""The picture around one record. Rows are those of ``network``."""

from __future__ import annotations

from collections.abc import Sequence

from quanze.errors import UnknownNameError
from quanze.graph.network import around
from quanze.schema.rows import AnyRow
from quanze.views.figure import Figure, reading_order
from quanze.views.layers import compose
from quanze.views.notes import note_editorial


def draw_neighbourhood(nodes: Sequence[AnyRow], edges: Sequence[AnyRow], focus: str, *, depth: int = 1) -> Figure:
    """One node up to ``depth`` steps: what leads to it is on the left, what it leads to on the right."""
    rows = {str(n["id"]): n for n in nodes}
    if focus not in rows:
        raise UnknownNameError(
            f"no node {focus!r} among the rows given.",
            advice="Give the id of one of the nodes.",
            zh=(f"所給的列中沒有節點「{focus}」。", "請給其中一個節點的識別碼。"),
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
    name, name_en = str(rows[focus]["name"]), str(rows[focus].get("name_en") or rows[focus]["name"])
    title = (f"「{name}」的鄰近關係", f"Around {name_en}")
    figure = compose(
        "about",
        title,
        sorted(kept, key=reading_order),
        drawn,
        lambda n: column[str(n["id"])],
        least_targets=1,
        between=120.0,
    )
    for box in figure.boxes:
        box.focus = box.id == focus
    figure.notes.append(
        (
            f"左側是指向它的，右側是它指向的，至 {depth} 步；只畫由它向外的連線。",
            f"On the left what leads to it, on the right what it leads to, up to {depth} "
            f"step{'s' if depth > 1 else ''}; only lines leading outwards are drawn.",
        )
    )
    note_editorial(figure)
    return figure


def _on_the_way(a: int | None, b: int | None) -> bool:
    """Whether a line leads from the focus outwards: between neighbouring columns of one side."""
    return a is not None and b is not None and abs(a - b) == 1 and a * b >= 0
