"""From rows to a layered picture: boxes, bundles, places and routes in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from quanze.locale import Message, message
from quanze.schema.rows import AnyRow
from quanze.views.bundles import frame_title, group_alike, join_frames, label_bundles, link_rows
from quanze.views.figure import Box, Figure, frame_round, node_box
from quanze.views.layout import layered
from quanze.views.routes import route_layered
from quanze.views.styles import GROUP, line_look

LAYER_UP_TO = 60
"""A layer of more boxes is broken into several columns, and then nothing is bundled."""
LINES_UP_TO = 3000
"""The same limit for lines."""
BROKEN_LINES_UP_TO = 400
"""A picture with broken layers and more lines than this is reduced."""


def compose(
    name: str,
    title: Message,
    nodes: Iterable[AnyRow],
    edges: Iterable[AnyRow],
    layer: Callable[[AnyRow], int],
    *,
    rank: Callable[[AnyRow], int] = lambda _row: 0,
    cluster: Mapping[str, str] | None = None,
    headings: Mapping[int, Message] | None = None,
    vertical: bool = False,
    least_targets: int = 2,
    group_shift: int = 0,
    between: float = 84.0,
    beside: float = 9.0,
) -> Figure:
    """A picture of rows in layers.

    ``layer`` and ``rank`` place a node's row, ``cluster`` names what must not be parted. Groups are ``group_shift``
    layers away from their members' own.
    """
    boxes = {str(n["id"]): node_box(n) for n in nodes}
    links = link_rows(edges, boxes)
    level = {i: layer(b.row) for i, b in boxes.items()}
    ranks = {i: 10 * rank(b.row) for i, b in boxes.items()}
    figure = Figure(name, title)
    groups: list[Box] = []
    frames: dict[str, list[str]] = {}
    counts = Counter(level.values())
    large = len(links) > LINES_UP_TO or max(counts.values(), default=0) > LAYER_UP_TO
    figure.reduced = large and len(links) > BROKEN_LINES_UP_TO
    if figure.reduced:
        figure.note_drawing(
            message(
                "{nodes:,} nodes and {lines:,} lines are too many to see at once: choose a node to see its lines.",
                nodes=len(boxes),
                lines=len(links),
            )
        )
    if not large:
        links, groups, notes = group_alike(links, boxes, least_targets=least_targets, flat=vertical)
        figure.note_drawing(*notes)
        for g in groups:
            level[g.id] = level[g.members[0]] + group_shift
            ranks[g.id] = max(ranks[m] for m in g.members) + 9
            boxes[g.id] = g
        links, frames = join_frames(links, boxes, lambda i: (level[i], ranks[i]))
        _apart(frames, level, ranks, [i for i, b in boxes.items() if not b.group])
    label_bundles(links, boxes)
    _even(boxes.values(), level, vertical)
    top = {i: b for i, b in boxes.items() if not b.group}
    stands_in = {i: b.group or i for i, b in boxes.items()}
    stands_in |= {f: ids[len(ids) // 2] for f, ids in frames.items()}
    tagged = [
        (a, b, k.tag)
        for k in links
        for a in frames.get(k.source, [stands_in[k.source]])
        for b in frames.get(k.target, [stands_in[k.target]])
        if level[a] != level[b]
    ]
    sizes = {i: (b.width, b.height) for i, b in top.items()}
    place = layered(
        {i: level[i] for i in top},
        sizes,
        tagged,
        rank=ranks,
        cluster=cluster,
        framed={i: f for f, ids in frames.items() for i in ids},
        light=[g.id for g in groups],
        vertical=vertical,
        between=between,
        beside=beside,
        band=30.0 if not frames else 48.0,
        tallest=sum(b.height + beside for b in top.values()) ** 0.5 * 14 if large else 0.0,
    )
    for i, (x, y) in place.at.items():
        boxes[i].x, boxes[i].y = x, y
    for g in groups:
        for m in g.members:
            boxes[m].x += g.x
            boxes[m].y += g.y
    for f, ids in frames.items():
        boxes[f] = frame_round(f, frame_title([boxes[i] for i in ids]), [boxes[i] for i in ids])
    bends = {
        (k.source, k.target, k.tag): place.bends.get((stands_in[k.source], stands_in[k.target], k.tag), [])
        for k in links
    }
    route_layered(links, boxes, bends, vertical=vertical)
    shells = [b for b in boxes.values() if b.members]
    figure.boxes = shells + [b for b in boxes.values() if not b.members]
    figure.links = sorted(links, key=lambda k: line_look(k.type).order)
    if headings:
        used = sorted({level[i] for i in top})
        top_edge = figure.bounds()[1] - 34
        for n, column in enumerate(used):
            if column in headings:
                start, end = place.layers[n]
                figure.headings.append(((start + end) / 2, top_edge, headings[column]))
    return figure


def _apart(
    frames: Mapping[str, list[str]], level: Mapping[str, int], ranks: dict[str, int], ids: Iterable[str]
) -> None:
    """Give the members of each frame a rank of their own, so that nothing else comes between them."""
    framed = {i for members in frames.values() for i in members}
    crowded = {(level[i], ranks[i]) for i in framed}
    for i in ids:
        if i not in framed and (level[i], ranks[i]) in crowded:
            ranks[i] -= 5
    taken: dict[tuple[int, int], int] = {}
    for members in frames.values():
        place = level[members[0]], ranks[members[0]]
        nth = taken[place] = taken.get(place, -1) + 1
        for i in members:
            ranks[i] += min(nth, 8)


def _even(boxes: Iterable[Box], level: Mapping[str, int], vertical: bool) -> None:
    """Make boxes of a kind in a layer equally wide, and bodies equally high: even edges read better than ragged."""
    same: dict[tuple[str, int], list[Box]] = {}
    for b in boxes:
        if b.kind != GROUP and not b.group:
            same.setdefault((b.kind, level[b.id]), []).append(b)
    for (kind, _), alike in same.items():
        widest, highest = max(b.width for b in alike), max(b.height for b in alike)
        for b in alike:
            b.width = widest
            if vertical or kind in ("Agency", "Subgroup", "Council"):
                b.height = highest
