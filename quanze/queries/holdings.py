"""What every agency and body holds in its own name on a day: roles, seats, tasks of bodies, sections."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.changes.reorganization import Duty, Holding, Holdings
from quanze.graph.engine import Reader
from quanze.queries.responsibility import Walk, document_names, name, walks, whole
from quanze.queries.webs import Hop, Web
from quanze.schema.dates import day_after
from quanze.schema.relationships import SITS_ON, UNDERTAKES
from quanze.schema.ways import CARRIED, INHERITABLE, PARTIES, SECTIONED, UNSETTLED


def holdings(reader: Reader, as_of: str) -> Holdings:
    """What is held on a day (ISO). What follows from a role, such as the indicators of a task, is left out."""
    web = whole(reader, as_of=as_of)
    found = Holdings()
    for party in web.parties():
        for walk in walks(web, [party], which=_itself):
            assert walk.hop is not None
            if web.nodes[party]["kind"] not in PARTIES[1:] or _of_a_body(walk.hop):
                kept = found.open if walk.how == UNSETTLED else found.held
                duty = Duty(walk.at, walk.taken["type"], walk.taken["under"] or "")
                held, own = _holding(web, walk), kept.setdefault(duty, {})
                known = own.setdefault(party, held)
                own[party] = known._replace(formers=known.formers | held.formers)
        for section, hop in _sections(web, party):
            found.held.setdefault(Duty(section, hop.row["type"]), {})[party] = Holding("", False, SECTIONED, "", "")
    for id_, node in web.nodes.items():
        if node["kind"] in PARTIES:
            _, last = web.lives.span(id_)
            found.ended |= {id_: day_after(last)} if last else {}
            if web.lives.lives(id_, as_of):
                found.living.add(id_)
    found.heirs = dict(_heirs(web, as_of))
    parties = {party for own in (*found.held.values(), *found.open.values()) for party in own}
    named = {*parties, *found.living, *found.heirs.values(), *(duty.item for duty in (*found.held, *found.open))}
    name(reader, web, named)
    found.names = {id_: web.nodes[id_] for id_ in named}
    acts = {h.act for own in (*found.held.values(), *found.open.values()) for h in own.values() if h.act}
    found.names |= document_names(reader, acts)
    return found


def _heirs(web: Web, day: str) -> Iterator[tuple[str, str]]:
    """Each council and document whose whole place another one has, with that one."""
    for id_, node in web.nodes.items():
        if node["kind"] in INHERITABLE and (changes := web.lives.heirs(id_, day)):
            heir = changes[-1].after
            if heir in web.nodes and web.lives.lives(heir, day):
                yield id_, heir


def _itself(walk: Walk) -> bool:
    # Who fills a seat sits on its body; that is no other duty than the seat.
    return not walk.distance and walk.how != SECTIONED and (walk.role is None or walk.role["type"] != SITS_ON.type)


def _of_a_body(hop: Hop) -> bool:
    """Whether a body holds it as an agency does, or has it as a task; its seats belong to it and are no duties."""
    return hop.is_duty or hop.row["type"] == UNDERTAKES.type


def _holding(web: Web, walk: Walk) -> Holding:
    passed = [hop for hop in walk.hops() if hop.way.how in (CARRIED, UNSETTLED)]
    changes = [web.lives.by_key[hop.row["key"]] for hop in passed]
    since, act = "", ""
    if passed:
        last = changes[0] if passed[0].way.along else changes[-1]  # successors of the thing come in order of time
        since, act = last.date, last.row.get("act") or ""
    formers = frozenset(change.before for change in changes)
    return Holding(walk.taken["wording"] or "", walk.leads, walk.how, since, act, formers)


def _sections(web: Web, party: str) -> Iterator[tuple[str, Hop]]:
    """The sections through which a party answers for anything."""
    for *_, hop in web.held(party):
        if hop.way.how == SECTIONED and web.after.get((hop.reaches, hop.far)):
            yield hop.far, hop
