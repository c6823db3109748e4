"""What the relationships of a scope amount to: who leads what, marks of an agency, single points, self-review.

Everything returned carries the relationships it follows from, so that a sentence can show them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from quanze.graph.network import must_pass as _must_pass
from quanze.queries.phrases import Both, counted, led, names_of, things_of
from quanze.queries.scope import WORKING, Scope

Row = dict[str, Any]
Ways = dict[str, list[Row]]
"""Agency → the relationships by which it holds something."""


def cited(scope: Scope, edge: Row) -> Row:
    """A relationship as evidence: both ends in words, and where it is stated."""
    a, b = scope.nodes[edge["from"]], scope.nodes[edge["to"]]
    source = scope.nodes.get(edge["source"] or "", {})
    return {
        "from": edge["from"],
        "from_name": a["name"],
        "from_name_en": a["name_en"] or "",
        "type": edge["type"],
        "to": edge["to"],
        "to_name": b["name"],
        "to_name_en": b["name_en"] or "",
        "wording": edge["wording"] or "",
        "origin": edge["origin"] or "",
        "source": edge["source"] or "",
        "source_name": source.get("name") or "",
        "source_name_en": source.get("name_en") or "",
        "locator": edge["locator"] or "",
        "quote": edge["quote"] or "",
        "note": edge["note"] or "",
    }


def distinct(edges: Iterable[Row]) -> list[Row]:
    """Each relationship once, in the order first met."""
    return list({e["key"]: e for e in edges}.values())


def leads(scope: Scope) -> dict[str, Ways]:
    """Thing → the agencies in scope that lead it: directly, by a seat, or through a body, a parent task or a task measured by it."""
    inside = set(scope.agencies)
    seat_of: dict[str, list[Row]] = {}
    for e in scope.of_type("REPRESENTS"):
        seat_of.setdefault(e["from"], []).append(e)
    found: dict[str, Ways] = {}
    for e in scope.of_type("CONVENES"):
        if e["from"] in inside:
            found.setdefault(e["to"], {}).setdefault(e["from"], []).append(e)
        for seat in seat_of.get(e["from"], []):
            if seat["to"] in inside:
                found.setdefault(e["to"], {}).setdefault(seat["to"], []).extend((seat, e))
    for type_, forward in (("UNDERTAKES", True), ("PART_OF", False), ("MEASURED_BY", True)):
        for e in scope.of_type(type_):
            if type_ == "PART_OF" and (scope.kind(e["from"]), scope.kind(e["to"])) != ("Task", "Task"):
                continue
            above, below = (e["from"], e["to"]) if forward else (e["to"], e["from"])
            for agency, way in list(found.get(above, {}).items()):
                if agency not in found.get(below, {}):
                    found.setdefault(below, {})[agency] = [*way, e]
    return found


def results(scope: Scope, lead: Mapping[str, Ways]) -> dict[str, Ways]:
    """Indicator → the agencies whose tasks it measures; an agency's roles on the indicator itself count too."""
    return {thing: ways for thing, ways in lead.items() if scope.kind(thing) == "Indicator"}


def reviewed_by(scope: Scope) -> dict[str, list[Row]]:
    """Reviewer → its REVIEWS relationships."""
    found: dict[str, list[Row]] = {}
    for e in scope.of_type("REVIEWS"):
        found.setdefault(e["from"], []).append(e)
    return found


def seats(scope: Scope) -> dict[str, list[tuple[Row, Row]]]:
    """Agency in scope → (REPRESENTS, SITS_ON) of its seats."""
    bodies: dict[str, list[Row]] = {}
    for e in scope.of_type("SITS_ON"):
        bodies.setdefault(e["from"], []).append(e)
    found: dict[str, list[tuple[Row, Row]]] = {}
    inside = set(scope.agencies)
    for e in scope.of_type("REPRESENTS"):
        if e["to"] in inside:
            found.setdefault(e["to"], []).extend((e, s) for s in bodies.get(e["from"], []))
    return found


@dataclass
class Mark:
    """One thing by which an agency differs from others: words and evidence."""

    words: Both
    evidence: list[Row]


def marks(scope: Scope, lead: Mapping[str, Ways]) -> dict[str, list[Mark]]:
    """Agency → what it has beside co-organizing: what it convenes, tasks and indicators through that, seats, reviews."""
    reviews = reviewed_by(scope)
    own_seats = seats(scope)
    found: dict[str, list[Mark]] = {}
    for agency in scope.agencies:
        own: list[Mark] = []
        convened = [e for e in scope.of_type("CONVENES") if e["from"] == agency]
        if convened:
            what = things_of(scope.nodes, [e["to"] for e in convened])
            own.append(Mark((led(scope.nodes, convened), f"leads {what[1]}"), convened))
        through: dict[str, list[Row]] = {"Task": [], "Indicator": []}
        count = dict.fromkeys(through, 0)
        for thing, ways in lead.items():
            kind = scope.kind(thing)
            if kind in through and agency in ways and len(ways[agency]) > 1:
                through[kind] += ways[agency]
                count[kind] += 1
        if count["Task"] or count["Indicator"]:
            own.append(
                Mark(
                    (
                        f"{'由此' if convened else '經由席位'}主導 {count['Task']} 項任務、{count['Indicator']} 項指標",
                        f"through these {counted(count['Task'], 'task')} and {counted(count['Indicator'], 'indicator')}",
                    ),
                    distinct([*through["Task"], *through["Indicator"]]),
                )
            )
        for seat, sits in own_seats.get(agency, []):
            name, body = things_of(scope.nodes, [seat["from"]]), names_of(scope.nodes, [sits["to"]])
            examined = reviews.get(sits["to"], [])
            more = (
                (f"（該組織審議 {len(examined)} 項）", f" (which reviews {counted(len(examined), 'thing')})")
                if examined
                else ("", "")
            )
            own.append(
                Mark((f"任{body[0]}{name[0]}{more[0]}", f"has the seat {name[1]} on {body[1]}{more[1]}"), [seat, sits])
            )
        direct = reviews.get(agency, [])
        if direct:
            what = things_of(scope.nodes, [e["to"] for e in direct])
            own.append(Mark((led(scope.nodes, direct), f"reviews {what[1]}"), direct))
        if own:
            found[agency] = own
    return found


def must_pass(scope: Scope) -> list[tuple[str, str, list[str]]]:
    """(end of the reporting chain, a step, all in scope who reach the end only through it), most first.

    A step that only one agency needs is its own place to report to and no bottleneck; it is left out.
    """
    inside = set(scope.agencies)
    arrows = [
        (e["from"], e["to"])
        for e in scope.of_type("REPORTS_TO")
        if scope.kind(e["from"]) != "Agency" or e["from"] in inside
    ]
    ends = sorted({b for _, b in arrows} - {a for a, _ in arrows})
    found = []
    for end in ends:
        for node, below in _must_pass(arrows, end).items():
            if sum(scope.kind(id_) == "Agency" for id_ in below) > 1:
                found.append((end, node, below))
    return sorted(found, key=lambda f: (-len(f[2]), f[0], f[1]))


def official(scope: Scope, lead: Mapping[str, Ways]) -> dict[str, set[str]]:
    """Subgroup → the agencies in scope that convene it, or co-organize it and no other subgroup."""
    co: dict[str, set[str]] = {}
    inside = set(scope.agencies)
    for e in scope.of_type("CO_ORGANIZES"):
        if e["from"] in inside and scope.kind(e["to"]) == "Subgroup":
            co.setdefault(e["from"], set()).add(e["to"])
    found = {}
    for id_, node in scope.nodes.items():
        if node["kind"] == "Subgroup":
            own = {*lead.get(id_, {}), *(a for a, groups in co.items() if groups == {id_})}
            if own:
                found[id_] = own
    return found


def worked_on(scope: Scope, lead: Mapping[str, Ways]) -> dict[str, Ways]:
    """Thing → the agencies in scope that lead it (see ``leads``) or co-organize it, with the relationships."""
    found = {thing: dict(ways) for thing, ways in lead.items()}
    inside = set(scope.agencies)
    for e in scope.of_type("CO_ORGANIZES"):
        if e["from"] in inside:
            found.setdefault(e["to"], {}).setdefault(e["from"], [e])
    return found


def in_common(work: Mapping[str, Ways], among: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    """Pair of agencies (in order) → the things both work on."""
    wanted = set(among)
    found: dict[tuple[str, str], list[str]] = {}
    for thing in sorted(work):
        for pair in combinations(sorted(wanted & set(work[thing])), 2):
            found.setdefault(pair, []).append(thing)
    return found


@dataclass
class Point:
    """A thing with one lead and no co-organizer, or none but a class of bodies."""

    thing: str
    agency: str
    classes: list[str]
    evidence: list[Row]


def single_points(scope: Scope) -> list[Point]:
    """Bodies, tasks and indicators that one agency in scope leads and nobody in particular co-organizes.

    Holders outside the scope count: an agency that has a partner there is not alone.
    """
    holders: dict[str, list[Row]] = {}
    for e in scope.of_type(*WORKING):
        holders.setdefault(e["to"], []).append(e)
    found = []
    inside = set(scope.agencies)
    for thing in sorted(holders):
        held = holders[thing]
        lead = {e["from"] for e in held if e["type"] == "CONVENES"}
        others = {e["from"] for e in held if e["type"] == "CO_ORGANIZES"} - lead
        classes = sorted(o for o in others if scope.level(o) == "class")
        if len(lead) == 1 and lead <= inside and len(classes) == len(others):
            found.append(Point(thing, min(lead), classes, held))
    return found


@dataclass
class SelfReview:
    """``who`` leads the things that ``body`` reviews; ``who`` is the body itself or has a seat on it."""

    who: str
    body: str
    things: list[str]
    evidence: list[Row]


def self_reviews(scope: Scope, lead: Mapping[str, Ways]) -> list[SelfReview]:
    """Reviewers that examine what they lead or undertake themselves, and seats of those who do."""
    held: dict[str, dict[str, list[Row]]] = {}
    for thing, ways in lead.items():
        for agency, way in ways.items():
            held.setdefault(agency, {})[thing] = way
    measured: dict[str, list[Row]] = {}
    for e in scope.of_type("MEASURED_BY"):
        measured.setdefault(e["from"], []).append(e)
    for e in scope.of_type("UNDERTAKES"):
        own = held.setdefault(e["from"], {})
        own[e["to"]] = [e]
        for m in measured.get(e["to"], []):
            own.setdefault(m["to"], [e, m])
    found = []
    reviews = reviewed_by(scope)
    seated = {(a, sits["to"]): [seat, sits] for a, own in seats(scope).items() for seat, sits in own}
    inside = set(scope.agencies)
    cases = [(body, body) for body in reviews if scope.kind(body) != "Agency" or body in inside]
    cases += [(a, body) for a, body in seated if body in reviews]
    for who, body in sorted(cases):
        mine = [e for e in reviews[body] if e["to"] in held.get(who, {})]
        if mine:
            way = [step for e in mine for step in (*held[who][e["to"]], e)]
            found.append(SelfReview(who, body, [e["to"] for e in mine], distinct([*seated.get((who, body), []), *way])))
    return found
