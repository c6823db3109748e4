"""Tasks that are held through their parts, as a strategy whose measures are divided among the agencies, or whose
indicators are.

Such a task lacks nothing of its own: a part that lacks it is named itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from quanze.queries.answering import answering, answering_in, working
from quanze.queries.responsibility import MEASURED, collect
from quanze.schema.ways import THING, Step

if TYPE_CHECKING:
    from quanze.graph.engine import Reader
    from quanze.queries.webs import Web
    from quanze.schema.rows import NamedAgency

_TASK, _INDICATOR = "Task", "Indicator"


def parts_of_tasks(web: Web) -> dict[str, list[str]]:
    """Task → its parts, of the tasks of a web that have any."""
    return _below(web, "PART_OF", _TASK)


def indicators_of_tasks(web: Web, datasets: Mapping[str, str]) -> dict[str, list[str]]:
    """Task → the indicators of its own data set that measure it, of the tasks of a web that have any; ``datasets`` are
    those of its records.

    The UN's custodians and a ministry answer for their own indicators, not for what a city does about them.
    """
    found = _below(web, MEASURED, _INDICATOR)
    return {task: [i for i in own if datasets.get(i) == datasets.get(task)] for task, own in found.items()}


def _below(web: Web, type_: str, kind: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for (place, id_), hops in web.after.items():
        for hop in hops if place == THING else ():
            if hop.row["type"] == type_ and web.nodes[id_]["kind"] == _TASK and web.nodes[hop.far]["kind"] == kind:
                found.setdefault(id_, []).append(hop.far)
    return found


def held_through_parts(parts: Mapping[str, Collection[str]], held: Iterable[str]) -> set[str]:
    """The tasks of which a part, or a part of one, is ``held``."""
    all_held = set(held)
    found: set[str] = set()
    while now := {id_ for id_, own in parts.items() if not all_held.isdisjoint(own)} - found:
        found |= now
        all_held |= now
    return found


def leads_of_parts(reader: Reader, tasks: Collection[str], *, as_of: str = "") -> dict[str, list[NamedAgency]]:
    """Of tasks those with parts that agencies lead, or with indicators that they lead themselves → these agencies, each
    once, in the order of the source."""
    if not tasks:
        return {}
    web = collect(reader, THING, _TASK, sorted(tasks), nearer=False, which=_to_parts, as_of=as_of)
    parts = parts_of_tasks(web)
    below = sorted({part for own in parts.values() for part in own})
    leads = {id_: own.leads for id_, own in answering(reader, _TASK, below, as_of=as_of).items()} if below else {}
    measured = indicators_of_tasks(web, {id_: node["dataset"] for id_, node in web.nodes.items()})
    if indicators := sorted({id_ for own in measured.values() for id_ in own}):
        led = collect(reader, THING, _INDICATOR, indicators, nearer=True, which=_taking, as_of=as_of)
        leads |= {id_: own.leads for id_, own in answering_in(reader, led, indicators).items()}
        parts = {task: [*parts.get(task, ()), *measured.get(task, ())] for task in {**parts, **measured}}

    def place(id_: str) -> tuple[int, str]:
        return web.nodes[id_]["position"] or 0, id_

    found: dict[str, list[NamedAgency]] = {}
    for task in held_through_parts(parts, (id_ for id_, own in leads.items() if own)).intersection(tasks):
        ahead, seen = [task], {task}
        named: dict[str, NamedAgency] = {}
        while ahead:
            for part in sorted(parts.get(ahead.pop(0), ()), key=place):
                if part not in seen:
                    seen.add(part)
                    ahead.append(part)
                    named.update((agency["id"], agency) for agency in leads[part] if agency["id"] not in named)
        found[task] = list(named.values())
    return found


def _to_parts(step: Step) -> bool:
    return step.way.leaves == THING and (step.type, step.far) in (("PART_OF", _TASK), (MEASURED, _INDICATOR))


def _taking(step: Step) -> bool:
    """Whether a step takes hold of a thing by a role, or goes on to where one may."""
    return step.way.leaves != THING and working(step)
