"""Who answers for what, computed a second time from the table in the design, without the code under test.

A graph here is plain: kinds of records, and relationships as (type, start, end). The rules are written out one by one,
as the table states them, so that a slip in the declaration of the ways does not slip in here too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

Edge = tuple[str, str, str]
Under = Mapping[Edge, str]
"""The SDG target to which a role is limited."""
ROLES = ("CONVENES", "CO_ORGANIZES", "REVIEWS")


class Found(NamedTuple):
    """One path: agency, role, relationships from the agency to the thing, distance, and how it answers."""

    agency: str
    role: str
    path: tuple[Edge, ...]
    distance: int
    how: str
    leads: bool


FAR = ("stated", "seat", "inherited", "section")


def farther(a: str, b: str) -> str:
    return max(a, b, key=FAR.index)


def who(
    kinds: Mapping[str, str], sorts: Mapping[str, str], edges: Sequence[Edge], under: Under, thing: str
) -> set[Found]:
    """Everyone who answers for a thing."""
    own = set(on_itself(kinds, edges, thing)) | set(passed_on(kinds, edges, under, thing))
    return own | sections(kinds, sorts, edges, own)


def on_itself(kinds: Mapping[str, str], edges: Sequence[Edge], thing: str) -> list[Found]:
    found = []
    for role in ROLES:
        for type_, holder, on in edges:
            if (type_, on) != (role, thing):
                continue
            held = (role, holder, thing)
            if kinds[holder] == "Agency":
                found.append(Found(holder, role, (held,), 0, "stated", role == "CONVENES"))
            if kinds[holder] == "Member":
                for _, _, agency in filled(edges, holder):
                    by_seat = (("REPRESENTS", holder, agency), held)
                    found.append(Found(agency, role, by_seat, 0, "seat", role == "CONVENES"))
            if kinds[holder] in ("Council", "Subgroup"):
                for sits in edges:
                    if sits[0] == "SITS_ON" and sits[2] == holder:
                        for _, seat, agency in filled(edges, sits[1]):
                            path = (("REPRESENTS", seat, agency), sits, held)
                            found.append(Found(agency, role, path, 1, "inherited", False))
    if kinds[thing] in ("Council", "Subgroup"):
        for sits in edges:
            if sits[0] == "SITS_ON" and sits[2] == thing:
                for _, seat, agency in filled(edges, sits[1]):
                    found.append(Found(agency, "SITS_ON", (("REPRESENTS", seat, agency), sits), 0, "seat", False))
    if kinds[thing] == "Member":
        found += [
            Found(agency, "REPRESENTS", (e,), 0, "stated", False) for e in filled(edges, thing) for agency in (e[2],)
        ]
    return found


def filled(edges: Sequence[Edge], seat: str) -> list[Edge]:
    return [e for e in edges if e[0] == "REPRESENTS" and e[1] == seat]


def passed_on(kinds: Mapping[str, str], edges: Sequence[Edge], under: Under, thing: str) -> list[Found]:
    """What comes from the things that this one follows from. Sections are added at the end, once."""
    found = []
    for edge in edges:
        type_, start, end = edge
        if type_ == "PART_OF" and kinds[start] == kinds[end] == "Task" and start == thing:
            above = end
        elif (
            (type_ in ("UNDERTAKES", "MEASURED_BY", "HAS_TARGET", "ALIGNS_TO") and end == thing)
            or (type_ == "PART_OF" and kinds[start] == "SDGTarget" and end == thing)
            or (type_ == "MANDATED_BY" and kinds[start] == "Task" and end == thing)
        ):
            above = start
        else:
            continue
        for f in (*on_itself(kinds, edges, above), *passed_on(kinds, edges, under, above)):
            limit = next((under.get(e) for e in f.path if e[0] in ROLES), None)
            if type_ == "ALIGNS_TO" and limit not in (None, end):
                continue
            leads = f.leads and type_ != "UNDERTAKES"
            found.append(Found(f.agency, f.role, (*f.path, edge), f.distance + 1, farther(f.how, "inherited"), leads))
    return found


def sections(kinds: Mapping[str, str], sorts: Mapping[str, str], edges: Sequence[Edge], own: set[Found]) -> set[Found]:
    """The wholes of those who answer, level by level; a class and a government do not answer through their parts."""
    found: set[Found] = set()
    level = own
    while level:
        above = set()
        for f in level:
            for edge in edges:
                if edge[0] == "PART_OF" and edge[1] == f.agency and kinds[edge[2]] == "Agency":
                    if sorts[edge[2]] in ("class", "government"):
                        continue
                    above.add(Found(edge[2], f.role, (edge, *f.path), f.distance + 1, "section", f.leads))
        level = above - found
        found |= level
    return found
