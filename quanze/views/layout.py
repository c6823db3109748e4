"""Where boxes go: layers and grids in plain Python, the same on every machine (rings: see ring.py).

Boxes are given by their sizes, links by the ids of their ends and a tag; nothing here knows a kind, an engine or
a picture format. Coordinates are centres, x to the right and y down, in pixels at zoom 1. Long links get *bends*,
the points at which they pass the layers between, so that they do not run through boxes; links of one tag to
one end share their bends, as roads share a trunk.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from quanze.views.crossings import SWEEPS, Pair, neighbours, order

Size = tuple[float, float]
Point = tuple[float, float]
Tagged = tuple[str, str, str]
"""A link: from, to, and a tag (links of different tags never share a trunk)."""

BEND_SIZE = 8.0
LIGHT = 0.002
MANY = 1500
"""Above this many boxes long links are drawn straight: their bends would outnumber the boxes."""


@dataclass
class Placement:
    """Centres of the boxes, and for long links where they enter and leave each layer they pass.

    ``layers`` is the span of each layer along the flow.
    """

    at: dict[str, Point] = field(default_factory=dict)
    bends: dict[Tagged, list[Point]] = field(default_factory=dict)
    layers: list[tuple[float, float]] = field(default_factory=list)


def layered(
    layers: Mapping[str, int],
    sizes: Mapping[str, Size],
    links: Iterable[Tagged],
    *,
    rank: Mapping[str, int] | None = None,
    cluster: Mapping[str, str] | None = None,
    framed: Mapping[str, str] | None = None,
    light: Iterable[str] = (),
    vertical: bool = False,
    between: float = 110.0,
    beside: float = 12.0,
    band: float = 26.0,
    tallest: float = 0.0,
) -> Placement:
    """Boxes in columns (rows when ``vertical``), ordered for few crossings and set level with what they link to.

    ``layers`` gives each id its layer; the order of its keys settles ties. ``rank`` keeps groups together inside
    a layer: lower ranks come first, ``band`` apart; boxes of one ``cluster`` are not parted, nor those ``framed``
    together, which are also ``band`` apart from others. ``light`` boxes give way to others. ``between`` is the room
    between layers, ``beside`` the room between neighbours. A layer longer than ``tallest`` is broken into several side
    by side (0: never).
    """
    ranks = dict(rank or {})
    links = list(links)
    used = sorted(set(layers.values()))
    number = {layer: i for i, layer in enumerate(used)}
    level = {i: number[layer] for i, layer in layers.items()}
    extent = {i: (sizes[i][1], sizes[i][0]) if vertical else sizes[i] for i in level}
    yielding = set(light)
    chains, hops = _chains(level, ranks, extent, yielding, links)
    columns: list[list[str]] = [[] for _ in used]
    for i, column in level.items():
        columns[column].append(i)
    frames = dict(framed or {})
    order(columns, level, ranks, {**(cluster or {}), **frames}, hops)
    groups = {i: (ranks.get(i, 0), frames.get(i, "")) for i in level}
    if tallest:
        cross = _stacked(columns, extent, beside, tallest)
    else:
        cross = _cross(columns, extent, groups, hops, yielding, beside, band)
    if yielding and not tallest:
        _settle(columns, extent, cross, yielding, links, beside + band)
    along, spans = _along(columns, extent, cross, between, beside, tallest)
    place = Placement(layers=spans)
    bent = {bend for chain in chains.values() for bend in chain}
    for i in level:
        if i not in bent:
            place.at[i] = (cross[i], along[i]) if vertical else (along[i], cross[i])
    for pair, chain in chains.items():
        points = [(edge, cross[b]) for b in chain for edge in spans[level[b]]]
        if layers[pair[0]] > layers[pair[1]]:
            points = [(edge, cross[b]) for b in chain for edge in reversed(spans[level[b]])]
        place.bends[pair] = [(c, a) for a, c in points] if vertical else points
    return place


def _chains(
    level: dict[str, int],
    ranks: dict[str, int],
    extent: dict[str, Size],
    light: set[str],
    links: Iterable[Tagged],
) -> tuple[dict[Tagged, list[str]], list[Pair]]:
    """Split links that skip layers at a bend per layer; returns the bends per link and all one-layer hops."""
    chains: dict[Tagged, list[str]] = {}
    hops: dict[Pair, None] = {}
    bends: dict[tuple[str, str, int], str] = {}
    many = len(level) > MANY
    known = [k for k in dict.fromkeys(links) if k[0] in level and k[1] in level]
    ends: dict[tuple[str, str], int] = {}
    for k in known:
        for end in k[:2]:
            ends[end, k[2]] = ends.get((end, k[2]), 0) + 1
    for k in known:
        a, b, tag = k
        if level[a] > level[b]:
            a, b = b, a
        if level[b] - level[a] < 2 or many:
            hops[a, b] = None
            continue
        trunk = b if ends[b, tag] >= ends[a, tag] else a
        chain: list[str] = []
        before = a
        for column in range(level[a] + 1, level[b]):
            bend = bends.setdefault((trunk, tag, column), f"\0{len(bends)}")
            if bend not in level:
                level[bend] = column
                gives_way = a in light or b in light
                ranks[bend] = (max if gives_way else min)(ranks.get(a, 0), ranks.get(b, 0))
                if gives_way:
                    light.add(bend)
                extent[bend] = (BEND_SIZE, BEND_SIZE)
            chain.append(bend)
            hops[before, bend] = None
            before = bend
        hops[before, b] = None
        chains[k] = chain if level[k[0]] < level[k[1]] else chain[::-1]
    return chains, list(hops)


def _cross(
    columns: list[list[str]],
    extent: Mapping[str, Size],
    groups: Mapping[str, tuple[int, str]],
    hops: Sequence[Pair],
    light: set[str],
    beside: float,
    band: float,
) -> dict[str, float]:
    """Places across the flow: order and distances kept, each as level with its neighbours as that allows."""
    level = {i: c for c, column in enumerate(columns) for i in column}
    lower, higher = neighbours(level, hops)
    at: dict[str, float] = {}
    offsets: list[list[float]] = []
    for column in columns:
        here = 0.0
        row: list[float] = []
        for k, i in enumerate(column):
            if k:
                last = column[k - 1]
                here += extent[last][1] / 2 + extent[i][1] / 2 + beside
                here += band if groups[i] != groups[last] else 0.0
            row.append(here)
        offsets.append(row)
        for i, o in zip(column, row, strict=True):
            at[i] = o - here / 2
    for sweep in range(SWEEPS * 2):
        forth = sweep % 2 == 0
        both = sweep >= SWEEPS * 2 - 4
        for c in range(len(columns)) if forth else range(len(columns) - 1, -1, -1):
            column, row = columns[c], offsets[c]
            wish = []
            weight = []
            for i, o in zip(column, row, strict=True):
                near = lower[i] + higher[i] if both else (lower[i] if forth else higher[i])
                pull = [LIGHT if j in light else 1.0 for j in near]
                mean = sum(at[j] * p for j, p in zip(near, pull, strict=True)) / sum(pull) if near else at[i]
                wish.append(mean - o)
                weight.append(LIGHT if i in light or not near else len(near))
            for i, o, w in zip(column, row, _monotone(wish, weight), strict=True):
                at[i] = o + w
    return at


def _monotone(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The non-decreasing sequence nearest to ``values`` in weighted least squares (pool adjacent violators)."""
    pools: list[tuple[float, float, int]] = []
    for v, w in zip(values, weights, strict=True):
        pools.append((v, w, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (v1, w1, n1), (v2, w2, n2) = pools[-2:]
            pools[-2:] = [((v1 * w1 + v2 * w2) / (w1 + w2), w1 + w2, n1 + n2)]
    return [v for v, _, n in pools for _ in range(n)]


def _stacked(columns: list[list[str]], extent: Mapping[str, Size], beside: float, tallest: float) -> dict[str, float]:
    """Places across the flow when layers are broken: each layer evenly spread about the middle, in its order."""
    at: dict[str, float] = {}
    for column in columns:
        total = sum(extent[i][1] + beside for i in column)
        room = beside + max(0.0, min(3 * beside, (tallest - total) / max(1, len(column))))
        here = -(total + (room - beside) * len(column)) / 2
        for i in column:
            at[i] = here + extent[i][1] / 2
            here += extent[i][1] + room
    return at


def _settle(
    columns: list[list[str]],
    extent: Mapping[str, Size],
    cross: dict[str, float],
    light: set[str],
    links: Iterable[Tagged],
    room: float,
) -> None:
    """Set a light box that ends its layer level with what it links to, but inside the whole picture."""
    firm = [i for column in columns for i in column if i not in light]
    if not firm:
        return
    top = min(cross[i] - extent[i][1] / 2 for i in firm)
    bottom = max(cross[i] + extent[i][1] / 2 for i in firm)
    for column in columns:
        box, half = column[-1], extent[column[-1]][1] / 2
        if box not in light:
            continue
        ends = [cross[b if a == box else a] for a, b, _ in links if box in (a, b) and a in cross and b in cross]
        above = cross[column[-2]] + extent[column[-2]][1] / 2 + room if len(column) > 1 else top
        if not ends:
            continue
        middle = sum(ends) / len(ends)
        if len(column) == 1 and bottom - top < 2 * half:
            cross[box] = (top + bottom) / 2
        else:
            cross[box] = max(min(middle, bottom - half), above + half)


def _along(
    columns: list[list[str]],
    extent: Mapping[str, Size],
    cross: dict[str, float],
    between: float,
    beside: float,
    tallest: float,
) -> tuple[dict[str, float], list[tuple[float, float]]]:
    """Places along the flow and the span of each layer; breaks layers that are too long (moving ``cross``)."""
    along: dict[str, float] = {}
    spans: list[tuple[float, float]] = []
    here = 0.0
    for column in columns:
        total = sum(extent[i][1] + beside for i in column)
        parts = max(1, math.ceil(total / tallest)) if tallest else 1
        start = here
        per = math.ceil(len(column) / parts) if column else 1
        for p in range(parts):
            part = column[p * per : (p + 1) * per]
            if not part:
                continue
            width = max(extent[i][0] for i in part)
            for i in part:
                along[i] = here + width / 2
            if parts > 1:
                height = sum(extent[i][1] + beside for i in part) - beside
                y = -height / 2
                for i in part:
                    cross[i] = y + extent[i][1] / 2
                    y += extent[i][1] + beside
            here += width + (beside * 3 if p < parts - 1 else 0)
        spans.append((start, here))
        here += between
    return along, spans


def grid(sizes: Sequence[Size], columns: int, gap: float) -> tuple[list[Point], Size]:
    """Boxes row by row in equal cells: their centres from the top-left corner, and the size of the whole."""
    wide = max((s[0] for s in sizes), default=0.0)
    high = max((s[1] for s in sizes), default=0.0)
    rows = math.ceil(len(sizes) / columns)
    at = [
        ((k % columns) * (wide + gap) + wide / 2, (k // columns) * (high + gap) + high / 2) for k in range(len(sizes))
    ]
    return at, (columns * wide + (columns - 1) * gap, rows * high + (rows - 1) * gap)
