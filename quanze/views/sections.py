"""A picture's records in reading order: a section for each body with its tasks and what measures them.

Whatever the window, a section can be read from top to bottom; a picture of everything at once cannot.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from quanze.schema.rows import AnyRow
from quanze.schema.ways import BODIES
from quanze.views.figure import Section, reading_order


def sections_of(nodes: Iterable[AnyRow], edges: Sequence[AnyRow], needed: Iterable[str] = ()) -> list[Section]:
    """Sections of bodies with what they undertake; where none undertakes anything, of the agencies that lead tasks too.

    A body's section has the bodies below it too, and a task of two bodies is read with both. What has no body comes
    last: tasks and indicators, all that is ``needed``, and what else a relationship begins at that no section shows.
    """
    rows = {str(n["id"]): n for n in sorted(nodes, key=reading_order)}
    below: dict[str, dict[str, None]] = {}
    heads = {id_ for id_, n in rows.items() if n["kind"] in BODIES}
    undertaken = any(e["type"] == "UNDERTAKES" for e in edges)
    for e in edges:
        whole, part = str(e["from"]), str(e["to"])
        if whole not in rows or part not in rows:
            continue
        if e["type"] == "UNDERTAKES" or (not undertaken and e["type"] == "CONVENES" and rows[part]["kind"] == "Task"):
            heads.add(whole)
        elif e["type"] == "PART_OF" and rows[whole]["kind"] in ("Task", *BODIES):
            whole, part = part, whole
        elif e["type"] != "MEASURED_BY":
            continue
        below.setdefault(whole, {})[part] = None
    found = [Section(h, _all_below(h, below, heads, rows)) for h in rows if h in heads]
    shown = {id_ for section in found for id_ in (section.head, *section.rows)}
    rest = {i: None for i, n in rows.items() if i not in shown and (n["kind"] in ("Task", "Indicator") or i in needed)}
    shown |= rest.keys()
    for e in edges:
        if not shown & {str(e["from"]), str(e["to"])} and str(e["from"]) in rows:
            rest[str(e["from"])] = None
            shown.add(str(e["from"]))
    return [*found, Section("", tuple(id_ for id_ in rows if id_ in rest))] if rest else found


def _all_below(
    head: str, below: Mapping[str, Iterable[str]], heads: Container[str], rows: Mapping[str, AnyRow]
) -> tuple[str, ...]:
    """All that hangs on a body, in reading order: bodies, its tasks with their parts, then what measures them."""
    found: dict[str, None] = {}
    waiting = list(below.get(head, ()))
    while waiting:
        id_ = waiting.pop()
        if id_ != head and id_ not in found:
            found[id_] = None
            waiting += () if id_ in heads else below.get(id_, ())
    return tuple(id_ for id_ in rows if id_ in found)


def covering(nodes: Sequence[AnyRow], edges: Iterable[AnyRow]) -> list[Section]:
    """One section of so many of the nodes, the first ones first, that each relationship is seen from one of them."""
    beside: dict[str, set[str]] = {str(n["id"]): set() for n in nodes}
    for e in edges:
        beside[str(e["from"])].add(str(e["to"]))
        beside[str(e["to"])].add(str(e["from"]))
    chosen: dict[str, None] = {}
    for id_, near in beside.items():
        if not near or near - chosen.keys():
            chosen[id_] = None
    return [Section("", tuple(chosen))] if chosen else []
