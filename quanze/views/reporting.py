"""The picture of reporting: how results travel up. Rows are those of ``network``."""

from __future__ import annotations

from collections.abc import Sequence

from quanze.locale import message
from quanze.schema.rows import AnyRow
from quanze.views.figure import Figure, reading_order
from quanze.views.layers import compose
from quanze.views.notes import note_absence, note_editorial
from quanze.views.sections import covering


def draw_reporting(nodes: Sequence[AnyRow], edges: Sequence[AnyRow]) -> Figure:
    """How results travel up: the council on top, below it whoever reports to it, down to the agencies."""
    chain = [e for e in edges if e["type"] == "REPORTS_TO"]
    in_chain = {str(e[end]) for e in chain for end in ("from", "to")}
    depth = _heights(in_chain, chain)
    heads = [e for e in edges if e["type"] == "CONVENES" and e["from"] in in_chain and e["to"] in in_chain]
    kept = [n for n in nodes if n["id"] in in_chain]

    def rank(row: AnyRow) -> int:
        return 0 if row["kind"] != "Agency" or any(e["from"] == row["id"] for e in heads) else 1

    figure = compose(
        "reporting",
        message("The reporting chain"),
        kept,
        chain,
        lambda n: depth[str(n["id"])],
        rank=rank,
        vertical=True,
        group_shift=1,
        least_targets=1,
        between=78.0,
        beside=26.0,
    )
    figure.sections = covering(sorted(kept, key=lambda n: (depth[str(n["id"])], reading_order(n))), chain)
    if figure.links:
        figure.notes.append(message("Results are reported upwards."))
    else:
        note_absence(figure, "REPORTS_TO")
    note_editorial(figure)
    return figure


def _heights(ids: set[str], chain: Sequence[AnyRow]) -> dict[str, int]:
    """How many steps each is below the end of its reporting chain (the longest way; loops are cut)."""
    above: dict[str, list[str]] = {i: [] for i in ids}
    for e in chain:
        above[str(e["from"])].append(str(e["to"]))
    height: dict[str, int] = {}

    def climb(i: str, seen: frozenset[str]) -> int:
        if i not in height:
            height[i] = max((climb(j, seen | {i}) + 1 for j in above[i] if j not in seen), default=0)
        return height[i]

    for i in sorted(ids):
        climb(i, frozenset((i,)))
    return height
