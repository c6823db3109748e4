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
    terms: dict[str, Dates] = field(default_factory=dict)
    """Seat → first and last day of its holder's term; such seats count one each."""


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


def term(g: Plain, seat: str) -> Dates:
    own, held = g.dates.get(seat, ("", "")), g.terms.get(seat, ("", ""))
    return held[0] or own[0], held[1] or own[1]


def replaced_by(g: Plain, body: str) -> Edge | None:
    """The change by which another one has the whole place of a body."""
    left = [e for e in taken_over(g, body) if is_whole(g.changes[e])]
    return left[0] if len(left) == 1 and replaces(g.changes[left[0]]) else None


def replaces(said: Said) -> bool:
    return is_whole(said) and ("all" in said.moves or not (said.moves or said.kind == "split"))


def place(g: Plain, body: str) -> str:
    """Who has the place of a body in the end."""
    change = replaced_by(g, body)
    return place(g, change[1]) if change else body


def turns(g: Plain, at: str) -> list[list[str]]:
    """The seats of a place, under all its names, that are one seat in turn, each after the one before."""
    found: list[list[str]] = []
    seats = {a for type_, a, b in g.edges if type_ == "SITS_ON" and a in g.terms and place(g, b) == at}
    for seat in sorted(seats, key=lambda s: (term(g, s)[0], term(g, s)[1] or "~", s)):
        first = term(g, seat)[0]
        if not any(term(g, seat)):
            continue
        free = [own for own in found if term(g, own[-1])[1] and first > term(g, own[-1])[1]]
        if free:
            free[0].append(seat)
        else:
            found.append([seat])
    return found


def edge_dates(g: Plain, edge: Edge) -> Dates:
    """When a relationship holds; an agency has a seat for the holder's term."""
    first, last = g.dates.get(edge, ("", ""))
    if edge[0] != "REPRESENTS":
        return first, last
    held = g.terms.get(edge[1], ("", ""))
    return max(first, held[0]), narrowest([last, held[1]])


def life(g: Plain, id_: str) -> Dates:
    first, last = g.dates.get(id_, ("", ""))
    for at in sorted({place(g, b) for t, a, b in g.edges if t == "SITS_ON" and a == id_}):
        for own in turns(g, at):
            if id_ in own:
                n = own.index(id_)
                first = max(first, term(g, id_)[0]) if n else first
                last = narrowest([last, eve(term(g, own[n + 1])[0])]) if n + 1 < len(own) else last
    left = taken_over(g, id_) + [e for e in g.changes if e[0] == "ENDED_BY" and e[1] == id_]
    ending = [change_day(g, e) for e in left if e[0] == "ENDED_BY" or is_whole(g.changes[e])]
    last = narrowest([last, *(eve(d) for d in ending if d)])
    joins = wholes(g, id_)
    if joins:
        ends = [belonged(g, e, whole) for e, whole in joins]
        begins = [joined(g, e, whole) for e, whole in joins]
        if all(ends):
            last = narrowest([last, max(ends, key=lambda e: e + "~")])
        if all(begins):
            first = max(first, min(begins))
    return first, last


def wholes(g: Plain, id_: str) -> list[tuple[Edge, str]]:
    """What something is part of, and by which relationship."""
    return [
        (e, e[2] if e[1] == id_ else e[1])
        for e in g.edges
        if (e[0] == "SITS_ON" and e[1] == id_)
        or (e[0] == "PART_OF" and e[1] == id_ and g.kinds[id_] == "Subgroup")
        or (e[0] == "HAS_TARGET" and e[2] == id_)
    ]


def joined(g: Plain, edge: Edge, whole: str) -> str:
    """The first day on which something is part of a whole; what came to a successor may have begun before it."""
    arrived = any(c[1] == whole for c in g.changes if c[0] == "SUCCEEDS")
    return max(g.dates.get(edge, ("", ""))[0], "" if arrived else life(g, whole)[0])


def belonged(g: Plain, edge: Edge, whole: str) -> str:
    """The last day on which something is part of a whole; with one that another replaced it goes on."""
    own, end = g.dates.get(edge, ("", ""))[1], life(g, whole)[1]
    if not any(is_whole(g.changes[e]) for e in taken_over(g, whole)):
        return narrowest([own, end])
    together = own and end and on((own, own), end)
    return narrowest(["" if together else own, place_end(g, whole, [])])


def place_end(g: Plain, body: str, before: list[str]) -> str:
    """The last day of whoever has the place of a body that others replaced, and of whoever has theirs."""
    ends = []
    for successor in [e[1] for e in taken_over(g, body) if is_whole(g.changes[e]) and e[1] not in (body, *before)]:
        replaced = any(is_whole(g.changes[e]) for e in taken_over(g, successor))
        ends.append(place_end(g, successor, [body, *before]) if replaced else life(g, successor)[1])
    return max(ends, key=lambda e: e + "~", default="") if all(ends) else ""


def lives(g: Plain, id_: str, day: str) -> bool:
    """Whether it lives on a day: between its first and last, and where it is part of something, with one of these."""
    if not day:
        return True
    stays = [(joined(g, e, whole), belonged(g, e, whole)) for e, whole in wholes(g, id_)]
    return on(life(g, id_), day) and (not stays or any(on(stay, day) for stay in stays))


def holds(g: Plain, edge: Edge, day: str) -> bool:
    """Whether a relationship and both its ends hold on a day."""
    return not day or (on(edge_dates(g, edge), day) and lives(g, edge[1], day) and lives(g, edge[2], day))


def held(g: Plain, edge: Edge, other: str, thens: Sequence[str], day: str) -> bool:
    """Whether what joins two held on the last day of either that ended, and did not end by itself since."""
    dates = edge_dates(g, edge)
    if day and not on((dates[0], ""), day):
        return False
    thens = sorted((t for t in thens if t), key=lambda t: t + "~")
    if thens and not lives(g, other, thens[0]):
        return False
    for then in thens:
        if not on(dates, then):
            return False
        if dates[1] and on((dates[1], ""), then):
            return True  # it ended with what it joins
    return not thens or not day or on(("", dates[1]), day)


# --- what passes on ---


def claim(g: Plain, change: Edge, type_: str, target: str, former: str) -> int:
    """``former`` is the body from which the one that changes had it; empty when it was its own."""
    said = g.changes[change]
    merged = ("SUCCEEDS", change[2], target) in g.changes  # then its name means what came from it
    if (target in said.moves and not merged) or former in said.moves:
        return 3
    if (
        "all" in said.moves
        or ("roles" in said.moves and type_ in ROLES)
        or ("tasks" in said.moves and g.kinds[target] == "Task")
    ):
        return 2
    return int(not said.moves and is_whole(said) and said.kind != "split")


def there(g: Plain, change: Edge, edge: Edge, target: str, came: Edge | None) -> bool:
    """Whether a body had something on the eve of a change: what comes later the change does not move.

    ``came`` is the change by which it had come to the body.
    """
    day = change_day(g, change)
    begun = (edge_dates(g, edge)[0], life(g, target)[0], change_day(g, came) if came else "")
    return not day or all(on((first, ""), eve(day)) for first in begun)


def moves(g: Plain, change: Edge, edge: Edge, type_: str, target: str, came: Edge | None, day: str) -> str:
    """Whether something of a body passes by a change: yes, no, or nothing says so."""
    if not there(g, change, edge, target, came):
        return "no"
    former = came[2] if came else ""
    own = claim(g, change, type_, target, former)
    rivals = [
        claim(g, e, type_, target, former)
        for e in taken_over(g, change[2])
        if e != change
        and there(g, e, edge, target, came)
        and (not day or on((change_day(g, e), ""), day))
        # Whoever comes later takes nothing from the one before.
        and not (own and change_day(g, change) and not on((change_day(g, e), ""), change_day(g, change)))
    ]
    if own or any(rivals):
        return "yes" if own >= max(rivals, default=0) else "no"
    return ""


def passes(g: Plain, change: Edge, first: Edge, target: str, came: Edge | None, day: str) -> str:
    """Whether what a body held passes by a change: yes, perhaps or no."""
    open_ = is_whole(g.changes[change]) or not g.changes[change].moves
    return moves(g, change, first, first[0], target, came, day) or ("perhaps" if open_ else "no")


def passes_on(g: Plain, change: Edge, edge: Edge, other: str, came: Edge | None, day: str) -> str:
    """Whether what somebody had to do with a body passes by a change to its successor."""
    return moves(g, change, edge, "", other, came, day) or ("perhaps" if is_whole(g.changes[change]) else "no")


def moved_away(g: Plain, body: str, edge: Edge, type_: str, other: str, day: str, came: Edge | None) -> bool:
    former = came[2] if came else ""
    return any(
        change_day(g, e) and not on(("", eve(change_day(g, e))), day)
        for e in taken_over(g, body)
        if day and not is_whole(g.changes[e]) and claim(g, e, type_, other, former) and there(g, e, edge, other, came)
    )


def given_away(g: Plain, body: str, edge: Edge, target: str, day: str, came: Edge | None = None) -> bool:
    """Whether a body that goes on has passed something to another one before a day."""
    return moved_away(g, body, edge, edge[0], target, day, came)


def taken_away(g: Plain, thing: str, edge: Edge, other: str, day: str, came: Edge | None = None) -> bool:
    """Whether a body or document that goes on has passed what somebody had to do with it to another one."""
    return g.kinds[thing] in ("Council", "Document") and moved_away(g, thing, edge, "", other, day, came)


# --- what takes the place of a thing ---


def climbs(g: Plain, start: str, end: str, day: str, seen: tuple[Edge, ...] = ()) -> Iterator[tuple[Edge, ...]]:
    """The chains of changes by which one body or document took the place of another by a day."""
    if start == end and seen:
        yield seen
    for edge in taken_over(g, start):
        if edge in seen or g.kinds[start] not in ("Council", "Document") or not since(g, edge, day):
            continue
        then = eve(change_day(g, edge)) if change_day(g, edge) else day
        if (then and not on((life(g, start)[0], ""), then)) or (seen and not since(g, seen[-1], then)):
            continue
        yield from climbs(g, edge[1], end, day, (*seen, edge))


def upward(g: Plain, chain: Sequence[Edge], day: str) -> list[tuple[Edge, Edge | None, str]]:
    """The changes of a chain, the last first: each with the one by which what passes had come to the body that changed,
    and the day on which its successor is looked at, which is ``day`` for the last one."""
    found = []
    for n in reversed(range(len(chain))):
        found.append((chain[n], chain[n - 1] if n else None, day))
        day = eve(change_day(g, chain[n])) if change_day(g, chain[n]) else day
    return found


def worst(found: Sequence[str]) -> str:
    return next((w for w in ("no", "perhaps") if w in found), "yes")


def reaching(
    g: Plain, edge: Edge, near: str, far: str, thing: str, then: str, day: str, *, old: bool
) -> Iterator[tuple[tuple[Edge, ...], str]]:
    """How a relationship to something reaches a thing: by itself, or as that took its place.

    What is near is looked at as on ``then``: the day, or the last one of a predecessor.
    """
    if far == thing:
        if kept(g, edge, near, far, then, day, old=old):
            yield (edge,), "stated"
        return
    for chain in climbs(g, far, thing, day):
        first = eve(change_day(g, chain[0])) if change_day(g, chain[0]) else narrowest([life(g, far)[1], then])
        thens = [first, then] if old else [first]
        whens = [t for t in thens if t]
        when = min(whens, key=lambda t: t + "~", default="")
        if given_away(g, near, edge, far, then) or (when and taken_away(g, far, edge, near, when)):
            continue
        if when and given_away(g, near, edge, far, when):
            continue
        if not held(g, edge, far, thens, day) or not lives(g, near, when):
            continue
        steps = upward(g, chain, day)
        if any(taken_away(g, change[1], edge, near, d, change) for change, _, d in steps):
            continue
        passed = worst([passes_on(g, change, edge, near, came, day) for change, came, _ in steps])
        if passed != "no":
            yield (edge, *chain), "carried" if passed == "yes" else "unsettled"


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
        elif (type_ in ("UNDERTAKES", "MEASURED_BY", "HAS_TARGET", "ALIGNS_TO") and end == thing) or (
            type_ == "PART_OF" and g.kinds[start] == "SDGTarget" and end == thing
        ):
            above = start
        elif type_ == "MANDATED_BY" and g.kinds[start] == "Task" and lives(g, start, day):
            for path, how in reaching(g, edge, start, end, thing, day, day, old=False):
                found |= farther_on(who(g, start, day), path, how, type_)
            continue
        else:
            continue
        for after, path, how in from_above(g, edge, above, thing, day):
            rows = who(g, after, day)
            if type_ == "ALIGNS_TO":
                limits = {f: next((g.under.get(e) for e in f.path if e[0] in ROLES), None) for f in rows}
                rows = {f for f in rows if limits[f] in (None, end)}
            found |= farther_on(rows, path, how, type_)
    return found


def farther_on(rows: set[Found], path: tuple[Edge, ...], how: str, type_: str) -> set[Found]:
    """Answers on what is above a thing, as answers on the thing."""
    return {
        Found(
            f.agency,
            f.role,
            (*f.path, *path),
            f.distance + 1,
            farther(farther(f.how, "inherited"), how),
            f.leads and type_ != "UNDERTAKES" and how != "unsettled",
        )
        for f in rows
    }


def from_above(g: Plain, edge: Edge, above: str, thing: str, day: str) -> Iterator[tuple[str, tuple[Edge, ...], str]]:
    """What a thing follows from by a relationship: what is above it, or the body that took the place of that."""
    gone = given_away(g, above, edge, thing, day) if g.kinds[above] == "Council" else False
    if holds(g, edge, day) and not gone:
        yield above, (edge,), "stated"
    if g.kinds[above] != "Council":
        return
    for heir in [i for i, kind in g.kinds.items() if kind == "Council" and i != above and lives(g, i, day)]:
        for chain in climbs(g, above, heir, day):
            then = eve(change_day(g, chain[0])) if change_day(g, chain[0]) else ""
            if given_away(g, above, edge, thing, then) or not held(g, edge, thing, [then], day):
                continue
            steps = upward(g, chain, day)
            if any(given_away(g, change[1], edge, thing, d, change) for change, _, d in steps):
                continue
            passed = worst([passes(g, change, edge, thing, came, day) for change, came, _ in steps])
            if passed != "no":
                yield heir, (*reversed(chain), edge), "carried" if passed == "yes" else "unsettled"


def taking(g: Plain, agency: str, thing: str, then: str, day: str, seen: tuple[str, ...]) -> Iterator[Held]:
    """How an agency takes hold of a thing.

    What it holds is looked at as it was ``then``: on the day, or on its last one when a successor asks. ``seen`` are
    the agencies between.
    """
    last = "old" in seen
    for edge in g.edges:
        type_, start, end = edge
        if type_ in ROLES and start == agency:
            for path, how in reaching(g, edge, agency, end, thing, then, day, old=last):
                leads = type_ == "CONVENES" and how != "unsettled"
                yield Held(path, type_, 0, how, leads, (edge, end))
        if type_ == "REPRESENTS" and end == agency and kept(g, edge, agency, start, then, day, old=last):
            if start == thing:
                yield Held((edge,), "REPRESENTS", 0, "stated", False, (edge, start))
            for path, role, distance, how, leads in by_seat(g, start, thing, day):
                yield Held((edge, *path), role, distance, how, leads, (edge, start))
        if type_ == "PART_OF" and end == agency and g.kinds[start] == "Agency" and start not in seen:
            if g.sorts[agency] in ("class", "government") or not kept(g, edge, agency, start, then, day, old=last):
                continue
            if last and not lives(g, start, day) and not on((life(g, start)[1], ""), then):
                continue  # the section went on without the body, and has ended since
            for h in taking(g, start, thing, then, day, (*seen, start)):
                how = farther(h.how, "section")
                yield h._replace(path=(edge, *h.path), distance=h.distance + 1, how=how, first=(edge, start))
        if type_ == "SUCCEEDS" and start == agency and end not in seen and since(g, edge, then):
            when = eve(change_day(g, edge)) if change_day(g, edge) else then
            if when and not on((life(g, end)[0], ""), when):
                continue
            for h in taking(g, end, thing, when, day, ("old", *seen, end)):
                came = h.path[0] if h.path[0][0] == "SUCCEEDS" else None
                if given_away(g, agency, *h.first, then, edge):
                    continue
                how = {"yes": "carried", "perhaps": "unsettled"}.get(passes(g, edge, *h.first, came, day), "")
                if how:
                    how = farther(h.how, how)
                    yield h._replace(path=(edge, *h.path), how=how, leads=h.leads and how != "unsettled")


def since(g: Plain, change: Edge, day: str) -> bool:
    return not day or on((change_day(g, change), ""), day)


def kept(g: Plain, edge: Edge, body: str, other: str, then: str, day: str, *, old: bool) -> bool:
    """Whether a body has something: now, or when it ended."""
    if given_away(g, body, edge, other, then) or (then and taken_away(g, other, edge, body, then)):
        return False
    if not old:
        return not day or (on(edge_dates(g, edge), day) and lives(g, other, day))
    return held(g, edge, other, [then], day) and (g.kinds[other] == "Agency" or lives(g, other, day))


def by_seat(g: Plain, seat: str, thing: str, day: str) -> Iterator[tuple[tuple[Edge, ...], str, int, str, bool]]:
    """What a seat gives to whoever fills it."""
    for edge in g.edges:
        type_, start, end = edge
        if start != seat or not lives(g, seat, day):
            continue
        if type_ in (*ROLES, "SITS_ON"):
            for path, how in reaching(g, edge, seat, end, thing, day, day, old=False):
                yield path, type_, 0, farther("seat", how), type_ == "CONVENES" and how != "unsettled"
        if type_ == "SITS_ON":
            for bench in [i for i, kind in g.kinds.items() if kind in BODIES and lives(g, i, day)]:
                for path, how in reaching(g, edge, seat, end, bench, day, day, old=False):
                    for on_, farther_how in reviewing(g, bench, thing, day, day, (bench,)):
                        yield (*path, *on_), "REVIEWS", 1, farther(how, farther_how), False


def reviewing(
    g: Plain, body: str, thing: str, then: str, day: str, seen: tuple[str, ...]
) -> Iterator[tuple[tuple[Edge, ...], str]]:
    """How a body reviews a thing: itself, or by what a predecessor did."""
    for edge in g.edges:
        type_, start, end = edge
        if (type_, start) == ("REVIEWS", body):
            for path, how in reaching(g, edge, body, end, thing, then, day, old=len(seen) > 1):
                yield path, farther("inherited", how)
        if type_ == "SUCCEEDS" and start == body and end not in seen and since(g, edge, then):
            when = eve(change_day(g, edge)) if change_day(g, edge) else then
            if when and not on((life(g, end)[0], ""), when):
                continue
            for path, how in reviewing(g, end, thing, when, day, (*seen, end)):
                first = next(e for e in path if e[0] != "SUCCEEDS")
                came = path[0] if path[0][0] == "SUCCEEDS" else None
                if given_away(g, body, first, first[2], then, edge):
                    continue
                passage = passes(g, edge, first, first[2], came, day)
                if passage != "no":
                    yield (edge, *path), farther(how, "carried" if passage == "yes" else "unsettled")
