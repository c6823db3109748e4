"""The picture of the whole: who is responsible for what.

A node row has id, kind, name, name_en, origin, source, source_name, locator, quote, valid_from, valid_to, note and
properties; an edge row key, from, to, type, wording, inherited, under and the same origin and dates.
"""

from __future__ import annotations

from collections.abc import Sequence

from quanze.views.figure import Both, Figure, Row, reading_order
from quanze.views.layers import compose
from quanze.views.notes import counted, note_editorial

WHOLE_TYPES = ("CONVENES", "CO_ORGANIZES", "REVIEWS", "UNDERTAKES", "MEASURED_BY", "ALIGNS_TO", "SITS_ON", "PART_OF")
_COLUMN = {
    "Agency": 0,
    "Member": 0,
    "Council": 1,
    "Subgroup": 1,
    "Task": 2,
    "Indicator": 3,
    "Document": -1,
    "SDGGoal": 4,
}
_HEADINGS: dict[int, dict[str, Both]] = {
    -1: {"Document": ("審議文件", "Reviewed documents")},
    0: {"Member": ("席位", "Seats"), "Agency": ("機關", "Agencies")},
    1: {"Council": ("推動會", "Council"), "Subgroup": ("小組", "Subgroups")},
    2: {"Task": ("任務", "Tasks")},
    3: {"Indicator": ("指標", "Indicators")},
    4: {"SDGGoal": ("永續發展目標", "Sustainable Development Goals")},
}


def draw_network(nodes: Sequence[Row], edges: Sequence[Row]) -> Figure:
    """Who is responsible for what, left to right: agencies, council and subgroups, tasks, indicators, goals.

    Agencies, goals and documents without a line are left out and counted in a note; tasks and indicators never are.
    SDG targets are drawn as their goals.
    """
    kinds = {str(n["id"]): str(n["kind"]) for n in nodes}
    goal = {
        str(e["from"]): str(e["to"])
        for e in edges
        if e["type"] == "PART_OF" and kinds.get(str(e["from"])) == "SDGTarget"
    }
    drawn = []
    for e in edges:
        a, b = str(e["from"]), goal.get(str(e["to"]), str(e["to"]))
        if e["type"] not in WHOLE_TYPES or kinds.get(a) not in _COLUMN or kinds.get(b) not in _COLUMN:
            continue
        if e["type"] == "PART_OF" and kinds[b] == "Agency":
            continue
        drawn.append({**e, "to": b, "under": e["to"]} if b != str(e["to"]) else e)
    linked = {str(e[end]) for e in drawn for end in ("from", "to")}
    kept = [n for n in nodes if n["kind"] in _COLUMN and (n["id"] in linked or n["kind"] in ("Task", "Indicator"))]
    kept.sort(key=reading_order)
    of_council = {
        str(e["to"]) for e in drawn if e["type"] == "UNDERTAKES" and kinds.get(str(e["from"])) == "Council"
    } - {str(e["to"]) for e in drawn if e["type"] == "UNDERTAKES" and kinds.get(str(e["from"])) == "Subgroup"}

    def rank(row: Row) -> int:
        return 0 if row["kind"] in ("Council", "Member", "Document") or row["id"] in of_council else 1

    title = ("權責全圖", "Who is responsible for what")
    under = {str(e["to"]): str(e["from"]) for e in drawn if e["type"] == "UNDERTAKES"}
    figure = compose(
        "network",
        title,
        kept,
        drawn,
        lambda n: _COLUMN[str(n["kind"])],
        rank=rank,
        cluster=under,
        headings=_headings({str(n["kind"]) for n in kept}),
        group_shift=-1,
    )
    left = [
        n
        for n in nodes
        if n["kind"] not in _COLUMN or (n["id"] not in linked and n["kind"] not in ("Task", "Indicator"))
    ]
    if left:
        zh, en = counted(left)
        figure.notes.append(
            (
                f"此圖未畫：{zh}（可用 quanze view about 名稱 查看）。",
                f"Not drawn here: {en} (see quanze view about NAME).",
            )
        )
    note_editorial(figure)
    return figure


def _headings(kinds: set[str]) -> dict[int, Both]:
    """What stands above each column, for the kinds that occur."""
    found: dict[int, Both] = {}
    for column, words in _HEADINGS.items():
        here = [both for kind, both in words.items() if kind in kinds]
        if here:
            found[column] = "與".join(zh for zh, _ in here), " and ".join(en for _, en in here)
    return found
