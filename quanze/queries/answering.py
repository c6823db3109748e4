"""Who leads and who helps with many things of one kind, from one walk for all of them."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from quanze.queries.responsibility import AGENCIES, collect, name, walks
from quanze.schema import RELATIONSHIP
from quanze.schema.ways import BODIES, SECTIONED, THING, UNSETTLED, Step

if TYPE_CHECKING:
    from quanze.graph.engine import Reader
    from quanze.queries.webs import Hop, Web
    from quanze.schema.rows import NamedAgency


@dataclass
class Answering:
    """The agencies of one thing, nearest first: who leads it, who helps, and who convenes the group that has it.

    ``every`` are the ids of all that work on it, also through their sections; ``above`` those of the tasks and bodies
    that it follows from, ``groups`` the subgroups among them.
    """

    leads: list[NamedAgency] = field(default_factory=list)
    helps: list[NamedAgency] = field(default_factory=list)
    coordinators: list[NamedAgency] = field(default_factory=list)
    groups: list[NamedAgency] = field(default_factory=list)
    every: set[str] = field(default_factory=set)
    above: set[str] = field(default_factory=set)


def answering(reader: Reader, kind: str, ids: Sequence[str], *, as_of: str = "") -> dict[str, Answering]:
    """Task or indicator → its agencies, on a day or ever; things without any are there too."""
    return answering_in(reader, collect(reader, THING, kind, ids, nearer=True, which=working, as_of=as_of), ids)


def answering_in(reader: Reader, web: Web, ids: Iterable[str]) -> dict[str, Answering]:
    """Task or indicator → its agencies in a web, which has the steps that are ``working``; names that it lacks are
    fetched."""
    name_parties(reader, web)
    return answering_of(web, ids)


def name_parties(reader: Reader, web: Web) -> None:
    """Fetch the names that ``answering_of`` needs: of a nation's web as many as it has agencies and bodies."""
    bodies = (id_ for id_, node in web.nodes.items() if node["kind"] in BODIES)
    name(reader, web, (id_ for id_ in {*web.parties(), *web.holders(), *bodies} if "name" not in web.nodes[id_]))


def answering_of(web: Web, ids: Iterable[str]) -> dict[str, Answering]:
    """Task or indicator → its agencies in a web with the names of agencies and bodies (``name_parties``)."""
    found = {id_: Answering() for id_ in ids}
    near = _follow_up(web, found)
    held = _passed_on(web, _taken(web, near), near)
    named = _Named(web)
    for thing, own in found.items():
        states = held.get(thing, {})
        own.every = {party for party, _, _ in states}
        lists = {LEADS: own.leads, HELPS: own.helps, COORDINATORS: own.coordinators}
        leading = set()
        for _, _, part, party in sorted(  # who leads an item does not help with it, even from as near
            (distance, part != LEADS, part, party)
            for (party, part, sectioned), distance in states.items()
            if not sectioned
        ):
            if part == LEADS:
                leading.add(party)
            if part == LEADS or party not in leading:
                lists[part].append(named[party])
        own.groups = [named[id_] for id_ in sorted(above for above in own.above if _is_body(web, above))]
    return found


LEADS, HELPS, COORDINATORS = "leads", "helps", "coordinators"
"""The lists of an ``Answering``."""
_State = tuple[str, str, bool]
"""What a walk amounts to at a thing: the agency, the list it is in, and whether it came through a section."""
_States = dict[str, dict[_State, int]]
"""Thing → what walks amount to there → the distance of the nearest."""


def _taken(web: Web, near: Collection[str]) -> _States:
    """What the agencies have taken hold of among some things, by the walks to there."""

    def leads_there(hop: Hop) -> bool:
        return not hop.way.takes or (hop.far in near and _works(hop.row["type"]))

    found: _States = defaultdict(dict)
    for walk in walks(web, web.parties(AGENCIES), over=leads_there, beyond=False):
        if walk.how == UNSETTLED:
            continue
        part = LEADS if walk.leads else COORDINATORS if RELATIONSHIP[walk.taken["type"]].leads else HELPS
        state = walk.party, part, walk.how == SECTIONED
        own = found[walk.at]
        own[state] = min(walk.distance, own.get(state, walk.distance))
    for way, row, holders, things in web.plain:
        if _works(row["type"]):
            part = LEADS if RELATIONSHIP[row["type"]].leads else HELPS
            states = {id_: (id_, part, False) for id_ in set(holders) if web.nodes[id_]["kind"] in AGENCIES}
            for holder, thing in zip(holders, things, strict=True) if states else ():
                if thing in near and holder in states:
                    found[thing][states[holder]] = way.adds  # no walk of more steps is nearer
    return found


def _passed_on(web: Web, held: _States, near: Collection[str]) -> _States:
    """The same with what follows from it.

    Walks that meet at a thing in the same state go on as one: there are as many answers as agencies there, and far
    fewer than walks. A circle of tasks only comes back with a longer distance.
    """
    ahead = deque(held)
    waiting = set(held)
    while ahead:
        at = ahead.popleft()
        waiting.discard(at)
        states = held[at]
        for hop in web.after.get((THING, at), ()):
            if hop.far not in near or hop.unsettled:
                continue
            there, adds, coordinates = held[hop.far], hop.way.adds, hop.way.coordinates
            nearer = False
            for state, distance in tuple(states.items()) if hop.far == at else states.items():
                if coordinates and state[1] == LEADS:
                    state = state[0], COORDINATORS, state[2]
                known = there.get(state)
                if known is None or distance + adds < known:
                    there[state] = distance + adds
                    nearer = True
            if nearer and hop.far not in waiting:
                waiting.add(hop.far)
                ahead.append(hop.far)
    return held


def working(step: Step) -> bool:
    """Whether a step goes on from something, or takes hold of a thing by a role of those who work on it."""
    return not step.way.takes or _works(step.type)


@cache
def _works(type_: str) -> bool:
    declared = RELATIONSHIP[type_]
    return declared.role and declared.works


def _is_body(web: Web, id_: str) -> bool:
    return web.nodes[id_]["kind"] in BODIES


def _follow_up(web: Web, found: dict[str, Answering]) -> set[str]:
    """Put in what each thing follows from; these and the things themselves."""
    before: dict[str, set[str]] = defaultdict(set)
    for (place, id_), hops in web.after.items():
        if place == THING:
            for hop in hops:
                before[hop.far].add(id_)
    near = set(found)
    for thing, own in found.items():
        ahead = [thing]
        while ahead:
            new = before.get(ahead.pop(), set()) - own.above
            own.above |= new
            ahead += new
        near |= own.above
    return near


class _Named(dict[str, "NamedAgency"]):
    """The agencies and bodies of a web by id, each as one row for all things."""

    def __init__(self, web: Web) -> None:
        self._web = web

    def __missing__(self, id_: str) -> NamedAgency:
        node = self._web.nodes[id_]
        found: NamedAgency = {"id": id_, "name": node["name"], "name_en": node["name_en"] or ""}
        self[id_] = found
        return found
