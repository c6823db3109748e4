"""Lines from border to border: smooth between layers, straight in a ring, each with a head that says its role."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

from quanze.views.figure import HEAD as HEAD_ROOM
from quanze.views.figure import LABEL_HIGH, Box, Link, label_width
from quanze.views.layout import Point, Tagged
from quanze.views.styles import GROUP, line_look

HEAD = 11.0


def route_layered(
    links: Sequence[Link], boxes: Mapping[str, Box], bends: Mapping[Tagged, list[Point]], *, vertical: bool = False
) -> None:
    """Set path, head and middle of links whose boxes are in layers; flow runs right, or down when ``vertical``."""
    sides = [_sides(boxes[k.source], boxes[k.target], vertical) for k in links]
    ports = _ports(links, boxes, bends, sides, vertical)
    for n, k in enumerate(links):
        start, end = ports[n, 0], ports[n, 1]
        side = sides[n]
        if side in ("forth", "back"):
            way = bends.get((k.source, k.target, k.tag), [])
            _flow(k, [start, *way, end], vertical)
        elif side == "straight":
            _line(k, start, end)
        else:
            _loop(k, start, end, vertical)
    spread_labels(links)


def spread_labels(links: Sequence[Link]) -> None:
    """Move labels of bundles apart where they would cover each other."""
    taken: list[Point] = []
    for k in links:
        if not k.label:
            continue
        x, y = k.middle
        while any(abs(x - tx) < 86 and abs(y - ty) < 23 for tx, ty in taken):
            y += 12
        k.middle = (x, y)
        taken.append((x, y))


def _sides(a: Box, b: Box, vertical: bool) -> str:
    """How to leave ``a`` for ``b``: forth or back along the flow, straight across to a neighbour, or round."""
    first, second = (_turned(a), _turned(b)) if vertical else (_edges(a), _edges(b))
    if second[0] >= first[1] - 1:
        return "forth"
    if second[1] <= first[0] + 1:
        return "back"
    frame = GROUP in (a.kind, b.kind)
    return "straight" if frame else "round"


def _edges(b: Box) -> tuple[float, float]:
    return b.left, b.right


def _turned(b: Box) -> tuple[float, float]:
    return b.top, b.bottom


def _ports(
    links: Sequence[Link],
    boxes: Mapping[str, Box],
    bends: Mapping[Tagged, list[Point]],
    sides: Sequence[str],
    vertical: bool,
) -> dict[tuple[int, int], Point]:
    """Where each link touches its two boxes: shared out along the side in the order of where it goes next."""
    at: dict[tuple[str, str], list[tuple[float, int, int]]] = {}
    for n, (k, side) in enumerate(zip(links, sides, strict=True)):
        a, b = boxes[k.source], boxes[k.target]
        out = {"forth": "after", "back": "before", "round": "after"}.get(side, "")
        into = {"forth": "before", "back": "after", "round": "after"}.get(side, "")
        if not out:
            after = (b.x > a.x) if vertical else (b.y > a.y)
            out, into = ("next", "prior") if after else ("prior", "next")
        way = bends.get((k.source, k.target, k.tag)) or []
        for box, other, which, end in ((a, b, out, 0), (b, a, into, 1)):
            across = which in ("after", "before")
            goal = (way[0] if end == 0 else way[-1]) if way and across else (other.x, other.y)
            key = goal[0] if across == vertical else goal[1]
            at.setdefault((box.id, which), []).append((key, n, end))
    found: dict[tuple[int, int], Point] = {}
    for (id_, which), users in at.items():
        box = boxes[id_]
        users.sort()
        across = which in ("after", "before")
        runs_down = across != vertical
        room = (box.height if runs_down else box.width) * 0.62
        step = min(11.0, room / max(1, len(users) - 1))
        for place, (key, n, end) in enumerate(users):
            shift = (place - (len(users) - 1) / 2) * step
            if box.members and len(users) == 1:
                low, high = (box.top, box.bottom) if runs_down else (box.left, box.right)
                centre = box.y if runs_down else box.x
                shift = min(max(key, low + 24), high - 24) - centre if high - low > 48 else 0.0
            if runs_down:
                x = box.right if which in ("after", "next") else box.left
                found[n, end] = (x, box.y + shift)
            else:
                y = box.bottom if which in ("after", "next") else box.top
                found[n, end] = (box.x + shift, y)
    return found


def _flow(k: Link, points: list[Point], vertical: bool) -> None:
    turn = (lambda p: (p[1], p[0])) if vertical else (lambda p: p)
    flow = [turn(p) for p in points]
    sign = 1 if flow[-1][0] >= flow[0][0] else -1
    tip = flow[-1]
    flow[-1] = (tip[0] - sign * HEAD * 0.8, tip[1])
    parts = [f"M{_p(turn(flow[0]))}"]
    for (x0, y0), (x1, y1) in pairwise(flow):
        if abs(y1 - y0) < 0.5:
            parts.append(f"L{_p(turn((x1, y1)))}")
            continue
        pull = (x1 - x0) * 0.5
        parts.append(f"C{_p(turn((x0 + pull, y0)))} {_p(turn((x1 - pull, y1)))} {_p(turn((x1, y1)))}")
    k.path = "".join(parts)
    k.head = head_of(k, turn(tip), (0.0, float(sign)) if vertical else (float(sign), 0.0))
    half = (len(flow) - 1) // 2
    (x0, y0), (x1, y1) = flow[half], flow[half + 1]
    k.middle = turn(((x0 + x1) / 2, (y0 + y1) / 2))


def _line(k: Link, start: Point, end: Point) -> None:
    dx, dy = end[0] - start[0], end[1] - start[1]
    long = math.hypot(dx, dy) or 1.0
    ux, uy = dx / long, dy / long
    back = HEAD * 0.8 if line_look(k.type).head != "none" else 0.0
    k.path = f"M{_p(start)}L{_p((end[0] - ux * back, end[1] - uy * back))}"
    k.head = head_of(k, end, (ux, uy))
    k.middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)


def _loop(k: Link, start: Point, end: Point, vertical: bool) -> None:
    out = 26.0 + 0.12 * (abs(end[0] - start[0]) + abs(end[1] - start[1]))
    ux, uy = (0.0, 1.0) if vertical else (1.0, 0.0)
    tip = (end[0] + ux * HEAD * 0.8, end[1] + uy * HEAD * 0.8)
    first, second = (start[0] + ux * out, start[1] + uy * out), (end[0] + ux * out, end[1] + uy * out)
    k.path = f"M{_p(start)}C{_p(first)} {_p(second)} {_p(tip)}"
    k.head = head_of(k, end, (-ux, -uy))
    k.middle = ((first[0] + second[0]) / 2 - ux * out / 4, (first[1] + second[1]) / 2 - uy * out / 4)


def route_straight(links: Sequence[Link], boxes: Mapping[str, Box]) -> None:
    """Set path and middle of links drawn as straight lines between borders."""
    for k in links:
        a, b = boxes[k.source], boxes[k.target]
        _line(k, _border(a, b), _border(b, a))


PLACES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8)
"""The places for a label on its line: in the middle, or else nearer to an end."""
ASIDE = (0.0, 14.0, -14.0, 28.0, -28.0)
"""How far above or below its line a label may be when it finds no place on it."""
CLEAR = 5.0
"""Room between a label and what is beside it."""
Rect = tuple[float, float, float, float]


def free_labels(links: Sequence[Link], boxes: Mapping[str, Box]) -> list[Link]:
    """Set labels of straight lines where they cover no box and no label; returns those that found no such place."""
    taken: list[Rect] = [_edged(b) for b in boxes.values() if not b.members]
    taken += [(b.left, b.top, b.right, b.top + HEAD_ROOM) for b in boxes.values() if b.members]
    crowded: list[Link] = []
    for k in links:
        if not k.label:
            continue
        a, b = boxes[k.source], boxes[k.target]
        (x0, y0), (x1, y1) = _border(a, b), _border(b, a)
        wide, high = label_width(k.label) / 2 + CLEAR, LABEL_HIGH / 2 + CLEAR
        for aside, part in ((s, p) for s in ASIDE for p in PLACES):
            x, y = x0 + (x1 - x0) * part, y0 + (y1 - y0) * part + aside
            rect = (x - wide, y - high, x + wide, y + high)
            if not any(_meet(rect, other) for other in taken):
                k.middle = (x, y)
                taken.append(rect)
                break
        else:
            crowded.append(k)
    return crowded


def _edged(b: Box) -> Rect:
    return b.left, b.top, b.right, b.bottom


def _meet(a: Rect, b: Rect) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def overlapping(boxes: Sequence[Box], room: float = 0.0) -> int:
    """How many pairs of boxes lie upon each other, or nearer than ``room``."""
    return sum(
        abs(a.x - b.x) < (a.width + b.width) / 2 + room and abs(a.y - b.y) < (a.height + b.height) / 2 + room
        for a, b in combinations(boxes, 2)
    )


def hidden(links: Sequence[Link], boxes: Mapping[str, Box]) -> int:
    """How often a straight line runs beneath a box that is not its own."""
    count = 0
    for k in links:
        a, b = boxes[k.source], boxes[k.target]
        own = {a.id, b.id, *a.members, *b.members}
        start, end = _border(a, b), _border(b, a)
        count += sum(_through(start, end, _edged(o)) for o in boxes.values() if o.id not in own and not o.members)
    return count


def _through(start: Point, end: Point, rect: Rect) -> bool:
    """Whether a straight line passes through a rectangle."""
    low, high = 0.0, 1.0
    for p, q, near, far in ((start[0], end[0], rect[0], rect[2]), (start[1], end[1], rect[1], rect[3])):
        if p == q:
            if not near < p < far:
                return False
            continue
        one, two = sorted(((near - p) / (q - p), (far - p) / (q - p)))
        low, high = max(low, one), min(high, two)
    return low < high


def _border(box: Box, other: Box) -> Point:
    """Where the line between two centres leaves ``box``."""
    dx, dy = other.x - box.x, other.y - box.y
    if not dx and not dy:
        return box.x, box.y
    scale = min(
        box.width / 2 / abs(dx) if dx else math.inf,
        box.height / 2 / abs(dy) if dy else math.inf,
    )
    return box.x + dx * scale, box.y + dy * scale


def head_of(k: Link, tip: Point, way: Point) -> str:
    """Path data of the head that the look of the link's type has; empty where it has none."""
    look = line_look(k.type)
    if look.head == "none":
        return ""
    size = HEAD if look.width > 2 else HEAD * 0.8
    (x, y), (ux, uy) = tip, way

    def at(back: float, side: float) -> str:
        return _p((x - ux * back - uy * side, y - uy * back + ux * side))

    if look.head == "dot":
        r = size * 0.42
        cx, cy = x - ux * r, y - uy * r
        return f"M{cx - r:.1f} {cy:.1f}a{r:.1f} {r:.1f} 0 1 1 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 1 {-2 * r:.1f} 0Z"
    if look.head == "square":
        return f"M{at(0, size * 0.4)}L{at(0, -size * 0.4)}L{at(size * 0.8, -size * 0.4)}L{at(size * 0.8, size * 0.4)}Z"
    if look.head == "diamond":
        return f"M{at(0, 0)}L{at(size * 0.6, size * 0.42)}L{at(size * 1.2, 0)}L{at(size * 0.6, -size * 0.42)}Z"
    return f"M{at(0, 0)}L{at(size, size * 0.45)}L{at(size, -size * 0.45)}Z"


def _p(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
