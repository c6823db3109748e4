"""OParl: the council information systems of German municipalities, as their interface gives them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.importers.imported import Imported, Made, json_of
from quanze.importers.popolo import MEMBERSHIPS, ORGANIZATIONS, PERSONS, bodies_and_seats
from quanze.locale import message

_BODY = ("id", "type", "name", "shortName")
_LISTS = {"Organization": ORGANIZATIONS, "Membership": MEMBERSHIPS, "Person": PERSONS}
_OUR_NAMES = {
    "Organization": {
        "subOrganizationOf": "parent_id",
        "startDate": "founding_date",
        "endDate": "dissolution_date",
    },
    "Membership": {
        "startDate": "start_date",
        "endDate": "end_date",
        "person": "person_id",
        "organization": "organization_id",
        "onBehalfOf": "on_behalf_of_id",
    },
    "Person": {},
}


def read_oparl(path: Path, dataset: str) -> Imported:
    """Objects of OParl, alone, in a list, or as a page of an external list. FileError when there are none."""
    objects = list(_objects(json_of(path)))
    if not objects:
        raise FileError(
            message("{path} has no OParl objects.", path=path),
            message("Save what the interface returns: each object has a “type” of schema.oparl.org."),
        )
    made = Made(path, dataset)
    lists: dict[str, list[dict[str, Any]]] = {ORGANIZATIONS: [], MEMBERSHIPS: [], PERSONS: []}
    for kind, row in objects:
        if kind == "Body":
            names = [{"name": row["shortName"]}] if row.get("shortName") else []
            lists[ORGANIZATIONS].append({"id": row.get("id"), "name": row.get("name"), "other_names": names})
            made.remains.rest(kind, row, _BODY)
        elif kind in _LISTS:
            lists[_LISTS[kind]].append(_renamed(kind, row))
        else:
            made.remains.add(kind, "id", row.get("id") or row.get("name"))
    known = {row.get("id") for row in lists[MEMBERSHIPS]}
    for kind, row in objects:
        for one in row["membership"] if kind in _LISTS and isinstance(row.get("membership"), list) else ():
            if isinstance(one, str) and one not in known:
                made.remains.add(kind, "membership", one)
    return bodies_and_seats(made, lists)


def _objects(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object with its type, and those that it holds; a membership in a person or an organization is of these."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, list):
            waiting += reversed(found)
        elif isinstance(found, dict):
            kind = _kind(found)
            if not kind:
                waiting += [one for one in reversed(found.values()) if isinstance(one, list | dict)]
                continue
            yield kind, found
            for name in ("organization", "membership"):
                inside = found[name] if isinstance(found.get(name), list) else ()
                waiting += [{kind.lower(): found.get("id"), **one} for one in reversed(inside) if isinstance(one, dict)]


def _kind(row: dict[str, Any]) -> str:
    """The type of an object; empty when it is none of OParl."""
    type_ = str(row.get("type", ""))
    return type_.rpartition("/")[2] if "oparl" in type_.casefold() else ""


def _renamed(kind: str, row: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in row.items():
        if name in ("type", "membership") or (name == "organization" and isinstance(value, list)):
            continue
        if name == "shortName":
            found["other_names"] = [{"name": value}]
        elif name == "body" and kind == "Organization":
            found.setdefault("parent_id", value)
        elif name != "body":
            found[_OUR_NAMES[kind].get(name, name)] = value
    return found
