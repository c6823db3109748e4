"""Tasks that are held through their parts, as a strategy whose measures are divided among the agencies.

Such a task lacks nothing of its own: a part that lacks it is named itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from quanze.queries.answering import answering
from quanze.queries.responsibility import collect
from quanze.schema.ways import THING, Step

if TYPE_CHECKING:
    from quanze.graph.engine import Reader
    from quanze.queries.webs import Web
    from quanze.schema.rows import NamedAgency

_TASK = "Task"


def parts_of_tasks(web: Web) -> dict[str, list[str]]:
    """Task → its parts, of the tasks of a web that have any."""
    found: dict[str, list[str]] = {}
    for (place, id_), hops in web.after.items():
        for hop in hops if place == THING else ():
            if hop.row["type"] == "PART_OF" and web.nodes[id_]["kind"] == web.nodes[hop.far]["kind"] == _TASK:
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
    """Of tasks those with parts that agencies lead → these agencies, each once."""
    if not tasks:
        return {}
    web = collect(reader, THING, _TASK, sorted(tasks), nearer=False, which=_to_parts, as_of=as_of)
    parts = parts_of_tasks(web)
    below = sorted({part for own in parts.values() for part in own})
    leads = {id_: own.leads for id_, own in answering(reader, _TASK, below, as_of=as_of).items()} if below else {}
    found: dict[str, list[NamedAgency]] = {}
    for task in held_through_parts(parts, (id_ for id_, own in leads.items() if own)).intersection(tasks):
        ahead, seen = [task], {task}
        named: dict[str, NamedAgency] = {}
        while ahead:
            for part in parts.get(ahead.pop(0), ()):
                if part not in seen:
                    seen.add(part)
                    ahead.append(part)
                    named.update((agency["id"], agency) for agency in leads[part] if agency["id"] not in named)
        found[task] = list(named.values())
    return found


def _to_parts(step: Step) -> bool:
    return step.type == "PART_OF" and step.far == _TASK and step.way.leaves == THING
