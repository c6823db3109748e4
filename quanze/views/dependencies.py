"""The picture of dependencies: which agencies must agree with each other, and over what."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from quanze.locale import CHINESE, Clauses, Message, message, plural
from quanze.schema.naming import Name
from quanze.schema.rows import AnyRow
from quanze.views.bundles import ALIKE
from quanze.views.figure import Box, Figure, Link, group_box, label_width, node_box
from quanze.views.label_fit import plain
from quanze.views.ring import ring, ring_order
from quanze.views.routes import free_labels, hidden, overlapping, route_straight
from quanze.views.styles import DEPENDS

MOST = 160
"""More lines than this are a hairball: only the strongest are drawn, and a note says how many are not."""

GROWTH = (1.0, 1.1, 1.2, 1.32, 1.45, 1.6, 1.8, 2.0)
"""How much wider than need be the ring may become, so that no label lies under a box and few lines do."""

Shared = Mapping[str, Any]


def draw_dependencies(rows: Sequence[AnyRow]) -> Figure:
    """Agencies in a ring, a line for each pair that shares matters, broader the more they share.

    ``rows`` are dependency rows: agency, other, their names in both languages, weight and ``shared``, a list of
    matters with id, kind and names. What most agencies share with each other is drawn once, as a frame round
    them; their own lines show only what they share beyond that.
    """
    boxes, pairs = _read(rows)
    figure = Figure("dependencies", message("Dependencies between agencies"))
    common, block = _block(pairs, set(boxes))
    links: list[Link] = []
    lifted: dict[str, tuple[list[AnyRow], dict[str, None]]] = {}
    for (a, b), (row, shared) in pairs.items():
        beyond = [s for s in shared if str(s["id"]) not in common]
        in_block = (a in block) + (b in block)
        if in_block == 0:
            beyond = shared
        elif in_block == 1 and len(beyond) < len(shared):
            outside = b if a in block else a
            found, ids = lifted.setdefault(outside, ([], {}))
            found.append({**row, "shared": [s for s in shared if str(s["id"]) in common]})
            ids.update(dict.fromkeys(str(s["id"]) for s in shared if str(s["id"]) in common))
        if beyond:
            links.append(Link(a, b, DEPENDS, [{**row, "shared": beyond}], weight=len(beyond)))
    group = _frame(block, boxes, common, pairs, figure)
    for outside, (found, ids) in lifted.items():
        links.append(Link(group.id if group else "", outside, DEPENDS, found, weight=len(ids)))
    links.sort(key=lambda k: (-k.weight, k.source, k.target))
    if len(links) > MOST:
        gone = len(links) - MOST
        links = links[:MOST]
        figure.notes.append(
            plural(
                "Only the {most} strongest lines are drawn; for the other one see quanze deps.",
                "Only the {most} strongest lines are drawn; for the other {n} see quanze deps.",
                n=gone,
                most=MOST,
            )
        )
    for k in links:
        k.label = _label(k)
    _place(boxes, block, group, links, figure)
    figure.boxes = ([group] if group else []) + list(boxes.values())
    figure.links = links[::-1]
    return figure


def _label(k: Link) -> Message:
    """What is shared, by name when it is one thing with a short name, else how many things."""
    one = k.rows[0]["shared"][0]
    name = _name(one)
    if k.weight == 1 and len(name.in_language(CHINESE)) <= 8:
        return message("{name}", name=name)
    return message("{n} shared", n=k.weight)


def _name(item: Shared) -> Name:
    """The name of something shared, on one line; its id where it has none."""
    return Name({"name": plain(str(item.get("name") or item["id"])), "name_en": plain(str(item.get("name_en") or ""))})


def _read(rows: Sequence[AnyRow]) -> tuple[dict[str, Box], dict[tuple[str, str], tuple[AnyRow, list[Shared]]]]:
    boxes: dict[str, Box] = {}
    pairs: dict[tuple[str, str], tuple[AnyRow, list[Shared]]] = {}
    for row in rows:
        ends = []
        for side in ("agency", "other"):
            id_ = str(row[side])
            ends.append(id_)
            if id_ not in boxes:
                node = {
                    "id": id_,
                    "kind": "Agency",
                    "name": row.get(f"{side}_name"),
                    "name_en": row.get(f"{side}_name_en"),
                }
                boxes[id_] = node_box(node)
        a, b = sorted(ends)
        if a != b and (a, b) not in pairs:
            pairs[a, b] = (row, list(row["shared"]))
    return boxes, pairs


def _block(
    pairs: Mapping[tuple[str, str], tuple[AnyRow, list[Shared]]], agencies: set[str]
) -> tuple[set[str], list[str]]:
    """Matters that most agencies hold, and the agencies that hold all of those; empty when there are none."""
    holders: dict[str, set[str]] = {}
    for (a, b), (_, shared) in pairs.items():
        for s in shared:
            holders.setdefault(str(s["id"]), set()).update((a, b))
    common = {i for i, who in holders.items() if len(who) >= max(ALIKE + 1, len(agencies) / 2)}
    block = sorted(set.intersection(*(holders[i] for i in common))) if common else []
    return (common, block) if len(block) >= ALIKE else (set(), [])


def _frame(
    block: Sequence[str],
    boxes: dict[str, Box],
    common: set[str],
    pairs: Mapping[tuple[str, str], tuple[AnyRow, list[Shared]]],
    figure: Figure,
) -> Box | None:
    if not block:
        return None
    inside = [row for (a, b), (row, _) in pairs.items() if a in block and b in block]
    shared = [s for s in inside[0]["shared"] if str(s["id"]) in common]
    count = len(block)
    title = plural(
        "{agencies} agencies share the same item",
        "{agencies} agencies share the same {n} items",
        n=len(common),
        agencies=count,
    )
    group = group_box(
        "group/1", title, [boxes[i] for i in block], columns=math.ceil(math.sqrt(count)), extra={"shared": shared}
    )
    figure.notes.append(
        plural(
            "The {agencies} agencies in the frame all share the same item ({names}): {pairs} identical pairs, "
            "drawn as one frame; lines show only what is shared beyond that.",
            "The {agencies} agencies in the frame all share the same {n} items ({names}): {pairs} identical "
            "pairs, drawn as one frame; lines show only what is shared beyond that.",
            n=len(common),
            agencies=count,
            names=Clauses(_name(s) for s in shared),
            pairs=len(inside),
        )
    )
    return group


def _place(
    boxes: dict[str, Box], block: Sequence[str], group: Box | None, links: Sequence[Link], figure: Figure
) -> None:
    """Set boxes, lines and labels, in a ring as small as leaves them clear of each other."""
    outside = [i for i in boxes if i not in set(block)]
    weights = {(k.source, k.target): float(k.weight) for k in links}
    order = ring_order(outside, weights)
    sizes = {i: (boxes[i].width, boxes[i].height) for i in order}
    # Room for the labels that stand in the middle of the lines to the frame, and between neighbours.
    room = max((label_width(k.label) for k in links if k.label), default=0.0)
    inner = (group.width + room, group.height) if group else (0.0, 0.0)
    beside = {frozenset(pair) for pair in pairwise([*order, *order[:1]])}
    tied = [label_width(k.label) for k in links if k.label and frozenset((k.source, k.target)) in beside]
    gap = (max(tied, default=0.0) + 24.0 if tied else 40.0, 64.0)
    everything = {**boxes, **({group.id: group} if group else {})}
    stands = [boxes[i] for i in order] + ([group] if group else [])

    def draw(grow: float) -> list[Link]:
        for i, (x, y) in ring(order, sizes, inner=inner, gap=gap, grow=grow).items():
            boxes[i].x, boxes[i].y = x, y
        route_straight(links, everything)
        return free_labels(links, everything)

    tries: list[tuple[float, float]] = []
    for step, grow in enumerate(GROWTH):
        crowded = draw(grow)
        worth = 1000.0 * overlapping(stands, 6.0) + 10.0 * len(crowded) + hidden(links, everything)
        tries.append((worth + step, grow))
        if not worth:
            break
    crowded = draw(min(tries)[1])
    for k in crowded:
        k.label = None
    if crowded:
        figure.notes.append(
            plural(
                "{n} line has no room for its label; select it to see what is shared.",
                "{n} lines have no room for their label; select a line to see what is shared.",
                n=len(crowded),
            )
        )
