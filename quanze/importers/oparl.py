"""OParl: the council information systems of German municipalities, as their interface gives them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.importers.imported import Imported, Made, json_of
from quanze.importers.popolo import MEMBERSHIPS, ORGANIZATIONS, PERSONS, bodies_and_seats
from quanze.locale import message

_TAKEN = ("id", "type", "name", "shortName", "body", "startDate", "endDate", "subOrganizationOf", "membership")
_LISTS = {"Organization": ORGANIZATIONS, "Membership": MEMBERSHIPS, "Person": PERSONS}
_OUR_NAMES = {
    "subOrganizationOf": "parent_id",
    "body": "parent_id",
    "startDate": "start_date",
    "endDate": "end_date",
    "person": "person_id",
    "organization": "organization_id",
    "onBehalfOf": "on_behalf_of_id",
}


def read_oparl(path: Path, dataset: str) -> Imported:
    """Objects of OParl, alone, in a list, or as a page of an external list. FileError when there are none."""
    objects = list(_objects(json_of(path)))
    if not objects:
        raise FileError(
            message("{path} has no objects of OParl.", path=path),
            message("Save what the interface returns: each object has a “type” of schema.oparl.org."),
        )
    made = Made(path, dataset)
    lists: dict[str, list[dict[str, Any]]] = {ORGANIZATIONS: [], MEMBERSHIPS: [], PERSONS: []}
    for kind, row in objects:
        if kind == "Body":
            names = [{"name": row["shortName"]}] if row.get("shortName") else []
            lists[ORGANIZATIONS].append({"id": row.get("id"), "name": row.get("name"), "other_names": names})
            made.remains.rest(kind, row, _TAKEN)
        elif kind in _LISTS:
            lists[_LISTS[kind]].append(_renamed(kind, row))
        else:
            made.remains.add(kind, "id", row.get("id") or row.get("name"))
    return bodies_and_seats(made, lists)


def _objects(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object with its type, and those that stand inside of it."""
    waiting = [value]
    while waiting:
        found = waiting.pop(0)
        if isinstance(found, list):
            waiting[:0] = found
        elif isinstance(found, dict):
            type_ = str(found.get("type", ""))
            if "oparl" in type_.casefold():
                yield type_.rpartition("/")[2], found
                inside = [found[name] for name in ("membership", "organization") if isinstance(found.get(name), list)]
                waiting[:0] = [one for each in inside for one in each if isinstance(one, dict)]
            else:
                waiting[:0] = [one for one in found.values() if isinstance(one, list | dict)]


def _renamed(kind: str, row: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in row.items():
        if name in ("type", "membership") or (name == "organization" and isinstance(value, list)):
            continue
        if name == "shortName":
            found["other_names"] = [{"name": value}]
        elif kind == "Organization" and name in ("startDate", "endDate"):
            found["founding_date" if name == "startDate" else "dissolution_date"] = value
        elif name == "body":
            found.setdefault("parent_id", value)
        else:
            found[_OUR_NAMES.get(name, name)] = value
    return found
