"""Who leads and who helps with many things of one kind, from one walk for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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
    """Thing → its agencies, on a day or ever; things without any are there too."""
    return answering_in(reader, collect(reader, THING, kind, ids, nearer=True, which=working, as_of=as_of), ids)


def answering_in(reader: Reader, web: Web, ids: Iterable[str]) -> dict[str, Answering]:
    """Thing → its agencies in a web, which has the steps that are ``working``; names that it lacks are fetched."""
    found = {id_: Answering() for id_ in ids}
    near = _follow_up(web, found)

    def leads_there(hop: Hop) -> bool:
        return (hop.reaches != THING or hop.far in near) and (not hop.way.takes or _works(hop.row["type"]))

    nearest: dict[tuple[str, str, str], int] = {}
    for walk in walks(web, web.parties(AGENCIES), over=leads_there):
        own = found.get(walk.at)
        if own is None or walk.role is None or walk.how == UNSETTLED:
            continue
        own.every.add(walk.party)
        if walk.how == SECTIONED:
            continue
        part = "leads" if walk.leads else "coordinators" if RELATIONSHIP[walk.role["type"]].leads else "helps"
        key = walk.at, part, walk.party
        nearest[key] = min(walk.distance, nearest.get(key, walk.distance))
    groups = {thing: sorted(above for above in own.above if _is_body(web, above)) for thing, own in found.items()}
    shown = {party for _, _, party in nearest}.union(*groups.values())
    name(reader, web, (id_ for id_ in shown if "name" not in web.nodes[id_]))
    for (thing, part, party), _ in sorted(nearest.items(), key=lambda item: (item[1], item[0])):
        own = found[thing]
        if part == "leads" or not any(party == other["id"] for other in own.leads):
            getattr(own, part).append(_named(web, party))
    for thing, own in found.items():
        own.groups = [_named(web, id_) for id_ in groups[thing]]
    return found


def working(step: Step) -> bool:
    """Whether a step goes on from something, or takes hold of a thing by a role of those who work on it."""
    return not step.way.takes or _works(step.type)


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


def _named(web: Web, id_: str) -> NamedAgency:
    node = web.nodes[id_]
    return {"id": id_, "name": node["name"], "name_en": node["name_en"] or ""}
