"""Orders and places for what has no direction, a ring and a line: in plain Python, the same on every machine."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from quanze.views.crossings import Pair
from quanze.views.layout import Point, Size

BROAD = 1.6
"""How much broader than high the ring is, as screens are."""
AROUND = (176.0, 144.0)
"""Room left round an inner box, both sides together, for lines that end at it and their labels."""
STEPS = 720
SETTLE = 8
"""So often the shares of the boxes are weighed again; what a box needs depends on its place."""


def ring(
    order: Sequence[str],
    sizes: Mapping[str, Size],
    *,
    inner: Size = (0.0, 0.0),
    gap: Size = (40.0, 40.0),
    grow: float = 1.0,
) -> dict[str, Point]:
    """Boxes on an ellipse around the origin in the given order, clear of each other and of an ``inner`` box.

    Each box gets as much of the ellipse as keeps it ``gap`` from its neighbours, beside or above: broad boxes
    need much where the ellipse runs level and little where it runs upright. ``grow`` makes everything wider.
    """
    count = len(order)
    if not count:
        return {}
    if count == 1 and not inner[0]:
        return {order[0]: (0.0, 0.0)}
    if count == 2 and not inner[0]:
        apart = grow * (sum(sizes[i][0] for i in order) / 2 + gap[0]) / 2
        return {order[0]: (-apart, 0.0), order[1]: (apart, 0.0)}
    turns = [2 * math.pi * k / STEPS for k in range(STEPS + 1)]
    outline = [(BROAD * math.sin(t), -math.cos(t)) for t in turns]
    way = list(accumulate((math.dist(a, b) for a, b in pairwise(outline)), initial=0.0))
    # The first box is at the top; of an even number, two are beside the top, so that the ring is even.
    at = [(k + (0.5 if count % 2 == 0 else 0.0)) / count for k in range(count)]
    total = 0.0
    for _ in range(SETTLE):
        needs = [_need(sizes[i], gap, 2 * math.pi * _turn(way, a)) for i, a in zip(order, at, strict=True)]
        total = sum(needs)
        ends = list(accumulate(needs, initial=0.0))
        first = needs[0] / 2 if count % 2 else 0.0
        at = [((start + end) / 2 - first) / total % 1.0 for start, end in pairwise(ends)]
    # Neighbours are as far apart as the chord between them, which is shorter than their piece of the ellipse.
    chord = math.pi / count / math.sin(math.pi / count) if count > 1 else 1.0
    scale = total / way[-1] * chord * grow
    placed: dict[str, Point] = {}
    for i, a in zip(order, at, strict=True):
        turn = 2 * math.pi * _turn(way, a)
        x, y = scale * BROAD * math.sin(turn), -scale * math.cos(turn)
        if inner[0]:
            beside = grow * (inner[0] + sizes[i][0] + AROUND[0]) / 2 / max(abs(x), 1e-9)
            over = grow * (inner[1] + sizes[i][1] + AROUND[1]) / 2 / max(abs(y), 1e-9)
            out = max(1.0, min(beside, over))
            x, y = x * out, y * out
        placed[i] = (x, y)
    return placed


def _need(size: Size, gap: Size, turn: float) -> float:
    """How long a piece of the ellipse a box takes at a turn from the top: until it is clear beside, or above."""
    level, upright = abs(BROAD * math.cos(turn)), abs(math.sin(turn))
    long = math.hypot(level, upright)
    return min((size[0] + gap[0]) * long / max(level, 1e-9), (size[1] + gap[1]) * long / max(upright, 1e-9))


def _turn(way: Sequence[float], share: float) -> float:
    """The turn, as a part of a whole one, at which a share of the way round is done."""
    wanted = share * way[-1]
    low, high = 0, len(way) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if way[middle] <= wanted else (low, middle)
    return (low + (wanted - way[low]) / (way[high] - way[low])) / (len(way) - 1)


def ring_order(ids: Sequence[str], weights: Mapping[Pair, float]) -> list[str]:
    """An order round a ring in which each box is next to the one it is most strongly tied to."""
    tie: dict[str, dict[str, float]] = {i: {} for i in ids}
    for (a, b), w in weights.items():
        if a in tie and b in tie:
            tie[a][b] = tie[a].get(b, 0.0) + w
            tie[b][a] = tie[b].get(a, 0.0) + w
    left = dict.fromkeys(ids)
    order: list[str] = []
    while left:
        near = tie[order[-1]] if order else {}
        chosen = max(left, key=lambda i: (near.get(i, 0.0), -sum(tie[i].values())))
        order.append(chosen)
        del left[chosen]
    return order


def block_order(ids: Sequence[str], weights: Mapping[Pair, float]) -> list[str]:
    """An order in a line in which boxes that are tied to each other are together, and close groups show as blocks.

    The two runs with the strongest mean tie are joined again and again, by the ends that are tied most strongly.
    """
    tie: dict[str, dict[str, float]] = {i: {} for i in ids}
    for (a, b), w in weights.items():
        tie[a][b] = tie[a].get(b, 0.0) + w
        tie[b][a] = tie[b].get(a, 0.0) + w
    order = {i: n for n, i in enumerate(ids)}
    runs = {i: [i] for i in ids}
    between = {i: dict(near) for i, near in tie.items()}
    while True:
        best = max(
            (
                (total / len(runs[a]) / len(runs[b]), -order[a], -order[b], a, b)
                for a, near in between.items()
                for b, total in near.items()
                if order[a] < order[b]
            ),
            default=None,
        )
        if best is None:
            return [i for run in runs.values() for i in run]
        a, b = best[3:]
        one, other = runs[a], runs.pop(b)
        turned = [(x, y) for x in (one, one[::-1]) for y in (other, other[::-1])]
        x, y = max(turned, key=lambda ends: tie[ends[0][-1]].get(ends[1][0], 0.0))
        runs[a] = x + y
        for c, total in between.pop(b).items():
            del between[c][b]
            if c != a:
                between[a][c] = between[c][a] = between[a].get(c, 0.0) + total
