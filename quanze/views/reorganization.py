"""The picture of a reorganization: who had each duty that moves, and who will have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quanze.locale import message, plural
from quanze.schema.dates import ShownDate
from quanze.schema.rows import AnyRow, DutyMove
from quanze.views.figure import Figure
from quanze.views.layers import compose

BEFORE, DUTIES, AFTER = range(3)


def draw_reorganization(moves: Sequence[DutyMove], names: Mapping[str, AnyRow], day: str) -> Figure:
    """Bodies before on the left, the duties that move in the middle, bodies after on the right.

    ``names`` are the rows of all bodies by id. A duty that nobody takes has no line to the right.
    """
    nodes: dict[str, AnyRow] = {}
    edges: list[AnyRow] = []
    for move in moves:
        nodes[move["item"]] = {
            "id": move["item"],
            "kind": move["item_kind"],
            "name": move["item_name"],
            "name_en": move["item_name_en"],
            "column": DUTIES,
        }
        for side, parties in ((BEFORE, move["before"]), (AFTER, move["after"])):
            for party in parties:
                # A body that goes on may be on both sides.
                id_ = f"{side}/{party['id']}"
                nodes[id_] = {**party, "id": id_, "kind": names[party["id"]]["kind"], "column": side}
                edges.append(
                    {
                        "from": id_,
                        "to": move["item"],
                        "type": move["role"],
                        "wording": move["wording"],
                        "inherited": False,
                    }
                )
    figure = compose(
        "reorganization",
        message("Who has what before and after"),
        nodes.values(),
        edges,
        lambda row: int(row["column"]),
        headings={
            BEFORE: message("Before"),
            DUTIES: message("Duties that move"),
            AFTER: message("After, {date}", date=ShownDate(day)),
        },
        least_targets=3,
        between=110.0,
    )
    untaken = len({move["item"] for move in moves if not move["after"] and move["outcome"] != "gone"})
    if untaken:
        figure.notes.append(
            plural(
                "{n} duty has no line to the right: nobody takes over, or the sheet does not say who.",
                "{n} duties have no line to the right: nobody takes over, or the sheet does not say who.",
                n=untaken,
            )
        )
    return figure
