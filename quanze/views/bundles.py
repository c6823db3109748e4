"""Many identical links as one: what keeps a picture from becoming a hairball, and says so.

Two forms. A *group*: agencies that hold the same role on the same things are in one frame, from which a
single line leads. A *frame* around every box of a kind: a line that goes to all of them ends at the frame.
Nothing is dropped: a bundled link keeps all its rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from quanze.locale import Message, message, plural
from quanze.schema import KIND, RELATIONSHIP
from quanze.schema.rows import AnyRow
from quanze.views.figure import OUT_OF_TIME, Box, Link, group_box
from quanze.views.picture_words import Adjective, Deed, MeasuredKind, RoleWord
from quanze.views.styles import GROUP, line_look

ALIKE = 4
"""So many agencies with the same role on the same things make a group."""
ALL = 3
"""So many boxes of one kind make a frame worth drawing."""

Flags = tuple[str, bool, bool, str]


def link_rows(rows: Iterable[AnyRow], known: Mapping[str, Box]) -> list[Link]:
    """Links between known boxes; rows alike but for ``under`` or their sentence become one link of several rows."""
    links: dict[tuple[str, str, Flags], Link] = {}
    for row in rows:
        a, b = str(row["from"]), str(row["to"])
        if a not in known or b not in known or a == b:
            continue
        when = str(row.get(OUT_OF_TIME) or "")
        flags = (str(row["type"]), bool(row.get("inherited")), row.get("origin") == "editorial", when)
        found = links.get((a, b, flags))
        if found:
            found.rows.append(row)
        else:
            links[a, b, flags] = Link(a, b, flags[0], [row], *flags[1:])
    return list(links.values())


def group_alike(
    links: list[Link], boxes: dict[str, Box], *, least_targets: int = 2, flat: bool = False
) -> tuple[list[Link], list[Box], list[Message]]:
    """Put agencies with the same role on the same things into one group each; returns links, groups and notes.

    An agency joins one group at most, the one that saves most lines; its other links stay its own. A ``flat``
    group is broader than it is high.
    """
    targets: dict[Flags, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for k in links:
        if boxes[k.source].kind == "Agency" and _groups(k.type):
            targets[k.flags][k.source].add(k.target)
    candidates: list[tuple[int, Flags, list[str], frozenset[str]]] = []
    for flags, per in targets.items():
        same: dict[frozenset[str], list[str]] = defaultdict(list)
        for source, things in per.items():
            same[frozenset(things)].append(source)
        candidates += [
            (len(members) * len(what), flags, members, what)
            for what, members in same.items()
            if len(members) >= ALIKE and len(what) >= least_targets
        ]
    candidates.sort(key=lambda c: (-c[0] * (2 if RELATIONSHIP[c[1][0]].role else 1), c[1], c[2]))
    groups: list[Box] = []
    notes: list[Message] = []
    for _, flags, members, what in candidates:
        free = [m for m in members if not boxes[m].group and m not in what]
        if len(free) < ALIKE:
            continue
        own = {k.source for k in links if k.source in free and k.target not in what}
        free.sort(key=lambda m: m in own)
        role = RoleWord.of(flags[0], [k for k in links if k.flags == flags and k.source in free and k.target in what])
        group = group_box(
            f"group/{len(groups) + 1}",
            _title(role, len(free)),
            [boxes[m] for m in free],
            columns=_columns(len(free), flat),
        )
        groups.append(group)
        links = _lift(links, group, set(free))
        count = sum(len(k.rows) for k in links if k.source == group.id and k.flags == flags)
        notes.append(
            message(
                "{agencies} agencies each {do} {same}: {records} records are drawn as one frame and one line; "
                "select it to see every record.",
                agencies=len(free),
                do=Deed(role),
                same=plural("the same one", "the same {n}", n=len(what)),
                records=count,
            )
        )
    return links, groups, notes


def _groups(type_: str) -> bool:
    """Whether agencies are grouped by a relationship: by any role, and by what names such a group."""
    return RELATIONSHIP[type_].role or bool(line_look(type_).group_en)


def _title(role: RoleWord, count: int) -> Message:
    if line_look(role.declared.type).group_en:
        return message("{n} {convening} agencies", n=count, convening=Adjective(role))
    return message("{n} agencies that {convene}", n=count, convene=Deed(role))


def _columns(count: int, flat: bool) -> int:
    if flat:
        return min(7, (count + 1) // 2)
    return 1 if count < 6 else 2 if count < 25 else 3 if count < 60 else 6


def _lift(links: list[Link], group: Box, members: set[str]) -> list[Link]:
    """Replace links that every member has alike by links of the group."""
    shared: dict[tuple[Flags, str], list[Link]] = defaultdict(list)
    for k in links:
        if k.source in members:
            shared[k.flags, k.target].append(k)
    whole = {key: ks for key, ks in shared.items() if len({k.source for k in ks}) == len(members)}
    lifted = {id(k) for ks in whole.values() for k in ks}
    kept = [k for k in links if id(k) not in lifted]
    for (flags, target), ks in whole.items():
        rows = [row for k in ks for row in k.rows]
        kept.append(Link(group.id, target, flags[0], rows, *flags[1:], weight=len(rows)))
    return kept


def join_frames(
    links: list[Link], boxes: Mapping[str, Box], together: Callable[[str], object]
) -> tuple[list[Link], dict[str, list[str]]]:
    """End lines that go to (or come from) most boxes of a kind at a frame; returns links and frames by id.

    A frame holds the largest set of one kind's boxes that some line goes to as a whole, at least three and three in
    five. ``together`` gives each box a value that must be the same for all members (layer and rank).
    """
    kinds: dict[str, list[str]] = defaultdict(list)
    for b in boxes.values():
        if b.kind not in (GROUP, "Agency") and not b.group:
            kinds[b.kind].append(b.id)
    frames: dict[str, list[str]] = {}
    for kind, ids in kinds.items():
        sets: dict[tuple[bool, Flags, str], set[str]] = defaultdict(set)
        for k in links:
            for inward in (True, False):
                near, far = (k.target, k.source) if inward else (k.source, k.target)
                if boxes.get(near) and boxes[near].kind == kind and not boxes[near].group and far not in ids:
                    sets[inward, k.flags, far].add(near)
        fit = [s for s in sets.values() if len(s) >= max(ALL, 0.6 * len(ids)) and len({together(i) for i in s}) == 1]
        if not fit:
            continue
        members = max(fit, key=len)
        frame = f"frame/{kind}"
        frames[frame] = [i for i in ids if i in members]
        for (inward, flags, far), what in sets.items():
            if what != members:
                continue
            inside = [
                k
                for k in links
                if k.flags == flags
                and (k.source if inward else k.target) == far
                and (k.target if inward else k.source) in members
            ]
            gone = {id(k) for k in inside}
            links = [k for k in links if id(k) not in gone]
            rows = [row for k in inside for row in k.rows]
            ends = (far, frame) if inward else (frame, far)
            links.append(Link(ends[0], ends[1], flags[0], rows, *flags[1:], weight=len(rows)))
    return links, frames


def frame_title(members: Sequence[Box]) -> Message:
    """The label above a frame round boxes of one kind; for seats, how many seats they are."""
    known = KIND[members[0].kind]
    count = len(members)
    if known.label == "Member":
        # Of records that are one seat in turn the present one counts.
        present = [m for m in members if not m.ended] or members
        seats = [(m.row.get("properties") or {}).get("seats") for m in present]
        if all(str(s or "").isdigit() for s in seats):
            total = sum(int(str(s)) for s in seats)
            return message("Seats: {n} in all", n=total)
    return message("{n} {records}", n=count, records=MeasuredKind(known, count))


def label_bundles(links: Sequence[Link], boxes: Mapping[str, Box]) -> None:
    """Write on each bundled line what it means and for how many records, and on one that does not hold since when.

    Where a box at an end says the same of itself, that is enough.
    """
    for k in links:
        said = {str(boxes[end].row.get(OUT_OF_TIME) or "") for end in (k.source, k.target) if end in boxes}
        when = k.rows[0].get(OUT_OF_TIME) if k.ended and k.ended not in said else None
        if k.weight > 1 and k.type in RELATIONSHIP:
            k.label = message("{role} ×{n}", role=RoleWord.of(k.type, [k]), n=k.weight)
            if when:
                k.label = message("{role} ×{n} ({when})", role=RoleWord.of(k.type, [k]), n=k.weight, when=when)
        elif when:
            k.label = when
