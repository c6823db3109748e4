"""The picture of dependencies: which agencies must agree with each other, and over what."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from quanze.locale import CHINESE, Clauses, Message, message, plural
from quanze.schema.naming import Name
from quanze.schema.rows import AnyRow
from quanze.views.bundles import ALIKE
from quanze.views.figure import DRAWN_ON, Box, Figure, Link, Stage, group_box, label_width, node_box, runs
from quanze.views.label_fit import plain
from quanze.views.ring import block_order, ring, ring_order
from quanze.views.routes import free_labels, hidden, overlapping, route_straight
from quanze.views.styles import DEPENDS

MOST = 160
"""More lines than this are a hairball: only the strongest are drawn, and a note says how many are not."""

GROWTH = (1.0, 1.1, 1.2, 1.32, 1.45, 1.6, 1.8, 2.0)
"""How much wider than need be the ring may become, so that no label lies under a box and few lines do."""

Shared = Mapping[str, Any]


def draw_dependencies(
    rows: Sequence[AnyRow], by_day: Sequence[tuple[str, Sequence[AnyRow]]] = (), *, today: str = ""
) -> Figure:
    """Agencies in a ring, a line for each pair that shares matters, broader the more they share.

    ``rows`` are dependency rows: agency, other, their names in both languages, weight and ``shared``, a list of
    matters with id, kind and names. What most agencies share with each other is drawn once, as a frame round
    them; their own lines show only what they share beyond that.

    Where the rows of several days are given (``by_day``) the picture has all of them instead, what is shared says on
    which days, and a page shows that of ``today`` first.
    """
    days = [day for day, _ in by_day] if len(by_day) > 1 else []
    boxes, pairs = _read(_on_days([own for _, own in by_day]) if days else by_day[0][1] if by_day else rows)
    figure = Figure("dependencies", message("Dependencies between agencies"), days=days)
    figure.shown_first = max(1, sum(day <= today for day in days)) if days else 0
    common, block = _block(pairs, set(boxes))
    links: list[Link] = []
    lifted: dict[str, list[AnyRow]] = {}
    for (a, b), (row, shared) in pairs.items():
        beyond = [s for s in shared if str(s["id"]) not in common]
        in_block = (a in block) + (b in block)
        if in_block == 0:
            beyond = shared
        elif in_block == 1 and len(beyond) < len(shared):
            outside = b if a in block else a
            lifted.setdefault(outside, []).append({**row, "shared": [s for s in shared if str(s["id"]) in common]})
        if beyond:
            links.append(_link(a, b, [{**row, "shared": beyond}], days))
    group = _frame(block, boxes, common, pairs, figure)
    links += [_link(group.id if group else "", outside, found, days) for outside, found in lifted.items()]
    figure.pairs = [_link(a, b, [{**row, "shared": shared}], days) for (a, b), (row, shared) in pairs.items()]
    figure.pair_order = block_order(sorted(boxes), {(k.source, k.target): float(k.weight) for k in figure.pairs})
    links.sort(key=lambda k: (-k.weight, k.source, k.target))
    if len(links) > MOST:
        gone = len(links) - MOST
        links = links[:MOST]
        figure.note_drawing(
            plural(
                "Only the {most} strongest lines are drawn; the matrix has the other one too.",
                "Only the {most} strongest lines are drawn; the matrix has the other {n} too.",
                n=gone,
                most=MOST,
            )
        )
    _place(boxes, block, group, links, figure)
    figure.boxes = ([group] if group else []) + list(boxes.values())
    figure.links = links[::-1]
    if days:
        figure.standing = {box.id for box in figure.boxes}
    return figure


def _on_days(by_day: Sequence[Sequence[AnyRow]]) -> list[AnyRow]:
    """The pairs of several days, each once; what they share says on which days, by number."""
    found: dict[tuple[str, str], AnyRow] = {}
    steps: dict[tuple[str, str], dict[tuple[Any, ...], list[int]]] = {}
    for step, rows in enumerate(by_day, 1):
        for row in rows:
            pair = str(row["agency"]), str(row["other"])
            found.setdefault(pair, row)
            for item in row["shared"]:
                steps.setdefault(pair, {}).setdefault(tuple(item.items()), []).append(step)
    return [
        {**row, "shared": [{**dict(item), DRAWN_ON: runs(on)} for item, on in steps[pair].items()]}
        for pair, row in found.items()
    ]


def _days_of(items: Iterable[Shared]) -> list[int]:
    """The numbers of the days on which something of what is shared is."""
    return sorted({step for item in items for first, last in item.get(DRAWN_ON, ()) for step in range(first, last + 1)})


def _link(source: str, target: str, rows: list[AnyRow], days: Sequence[str]) -> Link:
    """A line for pairs, with what it is on each day."""
    shared = [item for row in rows for item in row["shared"]]
    link = Link(source, target, DEPENDS, rows, weight=_count(shared), label=_label(shared))
    if not days:
        return link
    link.rows = [{**row, DRAWN_ON: runs(_days_of(row["shared"]))} for row in rows]
    for step in _days_of(shared):
        now = [item for item in shared if any(first <= step <= last for first, last in item[DRAWN_ON])]
        weight, label = _count(now), _label(now)
        before = link.stages[-1] if link.stages else None
        if before and before.last == step - 1 and before[2:] == (weight, label):
            link.stages[-1] = before._replace(last=step)
        else:
            link.stages.append(Stage(step, step, weight, label))
    link.label = max((_label(shared), *(stage.label for stage in link.stages)), key=label_width)
    return link


def _count(shared: Iterable[Shared]) -> int:
    return len({str(item["id"]) for item in shared})


def _label(shared: Sequence[Shared]) -> Message:
    """What is shared, by name when it is one thing with a short name, else how many things."""
    name = _name(shared[0])
    count = _count(shared)
    if count == 1 and len(name.in_language(CHINESE)) <= 8:
        return message("{name}", name=name)
    return message("{n} shared", n=count)


def _name(item: Shared) -> Name:
    """The name of something shared, on one line; its id where it has none."""
    return Name({"name": plain(str(item.get("name") or item["id"])), "name_en": plain(str(item.get("name_en") or ""))})


def _read(rows: Sequence[AnyRow]) -> tuple[dict[str, Box], dict[tuple[str, str], tuple[AnyRow, list[Shared]]]]:
    agencies: dict[str, dict[str, Any]] = {}
    pairs: dict[tuple[str, str], tuple[AnyRow, list[Shared]]] = {}
    tied: dict[str, list[Shared]] = {}
    for row in rows:
        for side in ("agency", "other"):
            id_ = str(row[side])
            names = {"name": row.get(f"{side}_name"), "name_en": row.get(f"{side}_name_en")}
            agencies.setdefault(id_, {"id": id_, "kind": "Agency", **names})
            tied.setdefault(id_, []).extend(row["shared"])
        a, b = sorted((str(row["agency"]), str(row["other"])))
        if a != b and (a, b) not in pairs:
            pairs[a, b] = (row, list(row["shared"]))
    boxes = {}
    for id_, node in agencies.items():
        on = runs(_days_of(tied[id_]))
        boxes[id_] = node_box({**node, DRAWN_ON: on} if on else node)
    return boxes, pairs


def _block(
    pairs: Mapping[tuple[str, str], tuple[AnyRow, list[Shared]]], agencies: set[str]
) -> tuple[set[str], list[str]]:
    """Matters that most agencies hold on the same days, and the agencies that hold all of those; empty when there are
    none."""
    items: dict[tuple[str, str], list[Shared]] = {}
    for pair, (_, shared) in pairs.items():
        for s in shared:
            for agency in pair:
                items.setdefault((str(s["id"]), agency), []).append(s)
    holders: dict[tuple[int, ...], dict[str, set[str]]] = {}
    for (id_, agency), own in items.items():
        holders.setdefault(tuple(_days_of(own)), {}).setdefault(id_, set()).add(agency)
    blocks = []
    for on, held in holders.items():
        common = {i for i, who in held.items() if len(who) >= max(ALIKE + 1, len(agencies) / 2)}
        block = sorted(set.intersection(*(held[i] for i in common))) if common else []
        if len(block) >= ALIKE:
            blocks.append((len(block) * len(on), on, common, block))
    return max(blocks, key=lambda found: found[:2])[2:] if blocks else (set(), [])


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
    extra: dict[str, Any] = {"shared": shared}
    if figure.days:
        extra[DRAWN_ON] = runs(_days_of(shared))
    group = group_box("group/1", title, [boxes[i] for i in block], columns=math.ceil(math.sqrt(count)), extra=extra)
    figure.note_drawing(
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
    # Room for the labels in the middle of the lines to the frame, and between neighbours.
    room = max((label_width(k.label) for k in links if k.label), default=0.0)
    inner = (group.width + room, group.height) if group else (0.0, 0.0)
    beside = {frozenset(pair) for pair in pairwise([*order, *order[:1]])}
    tied = [label_width(k.label) for k in links if k.label and frozenset((k.source, k.target)) in beside]
    gap = (max(tied, default=0.0) + 24.0 if tied else 40.0, 64.0)
    everything = {**boxes, **({group.id: group} if group else {})}
    around = [boxes[i] for i in order] + ([group] if group else [])

    def draw(grow: float) -> list[Link]:
        for i, (x, y) in ring(order, sizes, inner=inner, gap=gap, grow=grow).items():
            boxes[i].x, boxes[i].y = x, y
        route_straight(links, everything)
        return free_labels(links, everything)

    tries: list[tuple[float, float]] = []
    for step, grow in enumerate(GROWTH):
        crowded = draw(grow)
        worth = 1000.0 * overlapping(around, 6.0) + 10.0 * len(crowded) + hidden(links, everything)
        tries.append((worth + step, grow))
        if not worth:
            break
    crowded = draw(min(tries)[1])
    for k in crowded:
        k.label = None
    if crowded:
        figure.note_drawing(
            plural(
                "{n} line has no room for its label; select it to see what is shared.",
                "{n} lines have no room for their label; select a line to see what is shared.",
                n=len(crowded),
            )
        )
