"""Who leads and who helps with many things of one kind, from one walk for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quanze.queries.responsibility import AGENCIES, collect, walks
from quanze.schema import RELATIONSHIP
from quanze.schema.ways import BODIES, SECTIONED, THING, UNSETTLED, Step

if TYPE_CHECKING:
    from quanze.graph.engine import Reader
    from quanze.queries.webs import Web
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
    """Thing → its agencies, on a day or ever; things without any are there too."""
    web = collect(reader, THING, kind, ids, nearer=True, which=_working, as_of=as_of)
    found = {id_: Answering() for id_ in ids}
    nearest: dict[tuple[str, str, str], int] = {}
    for walk in walks(web, web.parties(AGENCIES)):
        own = found.get(walk.at)
        if own is None or walk.role is None or walk.how == UNSETTLED:
            continue
        own.every.add(walk.party)
        if walk.how == SECTIONED:
            continue
        part = "leads" if walk.leads else "coordinators" if RELATIONSHIP[walk.role["type"]].leads else "helps"
        key = walk.at, part, walk.party
        nearest[key] = min(walk.distance, nearest.get(key, walk.distance))
    for (thing, part, party), _ in sorted(nearest.items(), key=lambda item: (item[1], item[0])):
        own = found[thing]
        if part == "leads" or not any(party == other["id"] for other in own.leads):
            getattr(own, part).append(_named(web, party))
    _follow_up(web, found)
    return found


def _working(step: Step) -> bool:
    """Whether a step goes on from something, or takes hold of a thing by a role of those who work on it."""
    return not step.way.takes or (step.role and RELATIONSHIP[step.type].works)


def _follow_up(web: Web, found: dict[str, Answering]) -> None:
    """Put in what each thing follows from."""
    before: dict[str, set[str]] = defaultdict(set)
    for (place, id_), hops in web.after.items():
        if place == THING:
            for hop in hops:
                before[hop.far].add(id_)
    for thing, own in found.items():
        ahead = [thing]
        while ahead:
            new = before.get(ahead.pop(), set()) - own.above
            own.above |= new
            ahead += new
        groups = sorted(id_ for id_ in own.above if web.nodes[id_]["kind"] in BODIES)
        own.groups = [_named(web, id_) for id_ in groups]


def _named(web: Web, id_: str) -> NamedAgency:
    node = web.nodes[id_]
    return {"id": id_, "name": node["name"], "name_en": node["name_en"] or ""}
