"""Who answers for what on a day, computed a second time from the tables in the design, without the code under test.

A graph here is plain: kinds of records, relationships as (type, start, end), dates, and what is said of changes. The
rules are written out one by one, as the tables state them, so that a slip in the declaration of the ways does not slip
in here too. Where the code follows a succession from the successor down, this goes up from what the predecessor held.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

Edge = tuple[str, str, str]
Dates = tuple[str, str]
"""First and last day; empty where open."""
ROLES = ("CONVENES", "CO_ORGANIZES", "REVIEWS")
BODIES = ("Council", "Subgroup")
FAR = ("stated", "seat", "inherited", "carried", "section", "unsettled")


class Found(NamedTuple):
    """One path: agency, role, relationships from the agency to the thing, distance, and how it answers."""

    agency: str
    role: str
    path: tuple[Edge, ...]
    distance: int
    how: str
    leads: bool


class Said(NamedTuple):
    """What is said of a change: its kind, whole or part (empty: not said), what moves, and the day."""

    kind: str
    extent: str
    moves: tuple[str, ...]
    day: str


@dataclass
class Plain:
    """A graph: kinds, kinds of agencies, relationships with limits of roles and changes, and dates of both."""

    kinds: dict[str, str] = field(default_factory=dict)
    sorts: dict[str, str] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    under: dict[Edge, str] = field(default_factory=dict)
    dates: dict[str | Edge, Dates] = field(default_factory=dict)
    changes: dict[Edge, Said] = field(default_factory=dict)


def farther(a: str, b: str) -> str:
    return max(a, b, key=FAR.index)


# --- time ---


def on(dates: Dates, day: str) -> bool:
    """Whether something holds on a day; only the part that both dates give is compared."""
    first, last = dates
    return not (
        (first and day[: min(len(first), len(day))] < first[: min(len(first), len(day))])
        or (last and day[: min(len(last), len(day))] > last[: min(len(last), len(day))])
    )


def eve(day: str) -> str:
    return str(date.fromisoformat(day) - timedelta(days=1)) if len(day) == 10 else day


def narrowest(ends: Sequence[str]) -> str:
    return min((e for e in ends if e), key=lambda e: e + "~", default="")


def is_whole(said: Said) -> bool:
    return said.extent == "whole" or (not said.extent and said.kind != "transfer")


def taken_over(g: Plain, body: str) -> list[Edge]:
    return [e for e in g.changes if e[0] == "SUCCEEDS" and e[2] == body]


def change_day(g: Plain, edge: Edge) -> str:
    """The day of a change: as said, else when the successor began, else after the predecessor's last day."""
    said = g.changes[edge].day
    if said or edge[0] == "ENDED_BY":
        return said
    began, ended = g.dates.get(edge[1], ("", ""))[0], g.dates.get(edge[2], ("", ""))[1]
    if began or not ended:
        return began
    if len(ended) == 10:
        return str(date.fromisoformat(ended) + timedelta(days=1))
    year, *month = (int(part) for part in ended.split("-"))
    if not month:
        return f"{year + 1:04d}"
    return f"{year + month[0] // 12:04d}-{month[0] % 12 + 1:02d}"


def life(g: Plain, id_: str) -> Dates:
    first, last = g.dates.get(id_, ("", ""))
    left = taken_over(g, id_) + [e for e in g.changes if e[0] == "ENDED_BY" and e[1] == id_]
    ending = [change_day(g, e) for e in left if e[0] == "ENDED_BY" or is_whole(g.changes[e])]
    last = narrowest([last, *(eve(d) for d in ending if d)])
    wholes = [b for t, a, b in g.edges if a == id_ and t == "SITS_ON"]
    if g.kinds[id_] == "Subgroup":
        wholes += [b for t, a, b in g.edges if a == id_ and t == "PART_OF"]
    if g.kinds[id_] == "AnnualTarget":
        wholes += [a for t, a, b in g.edges if b == id_ and t == "HAS_TARGET"]
    if wholes:
        ends = ["" if any(is_whole(g.changes[e]) for e in taken_over(g, w)) else life(g, w)[1] for w in wholes]
        begins = ["" if any(e[1] == w for e in g.changes if e[0] == "SUCCEEDS") else life(g, w)[0] for w in wholes]
        if all(ends):
            last = narrowest([last, max(ends, key=lambda e: e + "~")])
        if all(begins):
            first = max(first, min(begins))
    return first, last


def lives(g: Plain, id_: str, day: str) -> bool:
    return not day or on(life(g, id_), day)


def holds(g: Plain, edge: Edge, day: str) -> bool:
    """Whether a relationship and both its ends hold on a day."""
    return not day or (on(g.dates.get(edge, ("", "")), day) and lives(g, edge[1], day) and lives(g, edge[2], day))


def held(g: Plain, edge: Edge, other: str, then: str, day: str) -> bool:
    """Whether a body that ended held something on its last day, and it did not end by itself since."""
    dates = g.dates.get(edge, ("", ""))
    if then and not (on(dates, then) and lives(g, other, then)):
        return False
    last = dates[1]
    return not (then and day and last and not on(("", last), day) and not on((last, ""), then))


# --- what passes on ---


def claim(g: Plain, change: Edge, first: Edge, target: str, former: str) -> int:
    """``former`` is the body from which the one that changes had it; empty when it was its own."""
    said = g.changes[change]
    merged = ("SUCCEEDS", change[2], target) in g.changes  # then its name means what came from it
    if (target in said.moves and not merged) or former in said.moves:
        return 3
    if (
        "all" in said.moves
        or ("roles" in said.moves and first[0] in ROLES)
        or ("tasks" in said.moves and g.kinds[target] == "Task")
    ):
        return 2
    return int(not said.moves and is_whole(said) and said.kind != "split")


def passes(g: Plain, change: Edge, first: Edge, target: str, former: str, day: str) -> str:
    """Whether what a body held passes by a change: yes, perhaps or no."""
    own = claim(g, change, first, target, former)
    others = [
        claim(g, e, first, target, former)
        for e in taken_over(g, change[2])
        if e != change and (not day or on((change_day(g, e), ""), day))
    ]
    best = max(others, default=0)
    if own or best:
        return "yes" if own >= best else "no"
    return "perhaps" if is_whole(g.changes[change]) or not g.changes[change].moves else "no"


def given_away(g: Plain, body: str, first: Edge, target: str, day: str, former: str = "", since: str = "") -> bool:
    """Whether a body that goes on has passed something to another one before a day, and after it had it itself."""
    return any(
        change_day(g, e) and not on(("", eve(change_day(g, e))), day) and on((since, ""), change_day(g, e))
        for e in taken_over(g, body)
        if day and not is_whole(g.changes[e]) and claim(g, e, first, target, former)
    )


# --- who answers ---


class Held(NamedTuple):
    """A way in which somebody takes hold of a thing: the relationships to it, the role, distance, how, whether leading.

    ``first`` is the first of the relationships that is no succession, with the record at its other end.
    """

    path: tuple[Edge, ...]
    role: str
    distance: int
    how: str
    leads: bool
    first: tuple[Edge, str]


def who(g: Plain, thing: str, day: str = "") -> set[Found]:
    """Everyone who answers for a thing on a day, or ever."""
    if not lives(g, thing, day):
        return set()
    found = {
        Found(agency, h.role, h.path, h.distance, h.how, h.leads)
        for agency in g.sorts
        if lives(g, agency, day)
        for h in taking(g, agency, thing, day, day, (agency,))
    }
    for edge in g.edges:
        type_, start, end = edge
        if type_ == "PART_OF" and g.kinds[start] == g.kinds[end] == "Task" and start == thing:
            above = end
        elif (
            (type_ in ("UNDERTAKES", "MEASURED_BY", "HAS_TARGET", "ALIGNS_TO") and end == thing)
            or (type_ == "PART_OF" and g.kinds[start] == "SDGTarget" and end == thing)
            or (type_ == "MANDATED_BY" and g.kinds[start] == "Task" and end == thing)
        ):
            above = start
        else:
            continue
        if not holds(g, edge, day):
            continue
        for f in who(g, above, day):
            limit = next((g.under.get(e) for e in f.path if e[0] in ROLES), None)
            if type_ == "ALIGNS_TO" and limit not in (None, end):
                continue
            leads = f.leads and type_ != "UNDERTAKES"
            found.add(Found(f.agency, f.role, (*f.path, edge), f.distance + 1, farther(f.how, "inherited"), leads))
    return found


def taking(g: Plain, agency: str, thing: str, then: str, day: str, seen: tuple[str, ...]) -> Iterator[Held]:
    """How an agency takes hold of a thing.

    What it holds is looked at as it was ``then``: on the day, or on its last one when a successor asks. ``seen`` are
    the agencies between.
    """
    last = "old" in seen
    for edge in g.edges:
        type_, start, end = edge
        if type_ in ROLES and (start, end) == (agency, thing) and kept(g, edge, agency, thing, then, day, old=last):
            yield Held((edge,), type_, 0, "stated", type_ == "CONVENES", (edge, thing))
        if type_ == "REPRESENTS" and end == agency and kept(g, edge, agency, start, then, day, old=last):
            if start == thing:
                yield Held((edge,), "REPRESENTS", 0, "stated", False, (edge, start))
            for path, role, distance, how, leads in by_seat(g, start, thing, day):
                yield Held((edge, *path), role, distance, how, leads, (edge, start))
        if type_ == "PART_OF" and end == agency and g.kinds[start] == "Agency" and start not in seen:
            if g.sorts[agency] in ("class", "government") or not kept(g, edge, agency, start, then, day, old=last):
                continue
            for h in taking(g, start, thing, then, day, (*seen, start)):
                how = farther(h.how, "section")
                yield h._replace(path=(edge, *h.path), distance=h.distance + 1, how=how, first=(edge, start))
        if type_ == "SUCCEEDS" and start == agency and end not in seen and since(g, edge, then):
            when = eve(change_day(g, edge)) if change_day(g, edge) else then
            if when and not on((life(g, end)[0], ""), when):
                continue
            for h in taking(g, end, thing, when, day, ("old", *seen, end)):
                former = h.path[0][2] if h.path[0][0] == "SUCCEEDS" else ""
                if given_away(g, agency, *h.first, then, end, change_day(g, edge)):
                    continue
                how = {"yes": "carried", "perhaps": "unsettled"}.get(passes(g, edge, *h.first, former, day), "")
                if how:
                    how = farther(h.how, how)
                    yield h._replace(path=(edge, *h.path), how=how, leads=h.leads and how != "unsettled")


def since(g: Plain, change: Edge, day: str) -> bool:
    return not day or on((change_day(g, change), ""), day)


def kept(g: Plain, edge: Edge, body: str, other: str, then: str, day: str, *, old: bool) -> bool:
    """Whether a body has something: now, or when it ended."""
    if given_away(g, body, edge, other, then):
        return False
    if not old:
        return not day or (on(g.dates.get(edge, ("", "")), day) and lives(g, other, day))
    return held(g, edge, other, then, day) and (g.kinds[other] == "Agency" or lives(g, other, day))


def by_seat(g: Plain, seat: str, thing: str, day: str) -> Iterator[tuple[tuple[Edge, ...], str, int, str, bool]]:
    """What a seat gives to whoever fills it."""
    for edge in g.edges:
        type_, start, end = edge
        if start != seat or not holds(g, edge, day):
            continue
        if type_ in ROLES and end == thing:
            yield (edge,), type_, 0, "seat", type_ == "CONVENES"
        if type_ == "SITS_ON":
            if end == thing:
                yield (edge,), "SITS_ON", 0, "seat", False
            for path, how in reviewing(g, end, thing, day, day, (end,)):
                yield (edge, *path), "REVIEWS", 1, how, False


def reviewing(
    g: Plain, body: str, thing: str, then: str, day: str, seen: tuple[str, ...]
) -> Iterator[tuple[tuple[Edge, ...], str]]:
    """How a body reviews a thing: itself, or by what a predecessor did."""
    for edge in g.edges:
        type_, start, end = edge
        mine = (type_, start, end) == ("REVIEWS", body, thing)
        if mine and kept(g, edge, body, thing, then, day, old=len(seen) > 1):
            yield (edge,), "inherited"
        if type_ == "SUCCEEDS" and start == body and end not in seen and since(g, edge, then):
            when = eve(change_day(g, edge)) if change_day(g, edge) else then
            if when and not on((life(g, end)[0], ""), when):
                continue
            for path, how in reviewing(g, end, thing, when, day, (*seen, end)):
                first = next(e for e in path if e[0] != "SUCCEEDS")
                former = path[0][2] if path[0][0] == "SUCCEEDS" else ""
                if given_away(g, body, first, thing, then, end, change_day(g, edge)):
                    continue
                passage = passes(g, edge, first, thing, former, day)
                if passage != "no":
                    yield (edge, *path), farther(how, "carried" if passage == "yes" else "unsettled")
