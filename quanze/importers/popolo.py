"""Popolo: organizations, posts, memberships and persons, as parliaments and councils publish them.

An organization on which there are posts or memberships is a council, one below such is a subgroup, any other an agency.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.importers.imported import Imported, Made, json_of, rows_in
from quanze.locale import message

ORGANIZATIONS, POSTS, MEMBERSHIPS, PERSONS = "organizations", "posts", "memberships", "persons"
_ORGANIZATION = ("id", "name", "other_names", "parent_id", "founding_date", "dissolution_date", "classification")
_POST = ("id", "label", "role", "organization_id", "start_date", "end_date")
_MEMBERSHIP = (
    *("id", "label", "role", "person_id", "organization_id", "post_id", "on_behalf_of_id", "start_date", "end_date"),
    "member",
)


def read_popolo(path: Path, dataset: str) -> Imported:
    """A file of Popolo. FileError when it has no organizations."""
    value = json_of(path)
    if not isinstance(value, dict) or not rows_in(value.get(ORGANIZATIONS)):
        raise FileError(
            message("{path} has no list of organizations.", path=path),
            message("A file of Popolo maps “organizations”, “posts” and “memberships” to lists."),
        )
    return bodies_and_seats(Made(path, dataset), value)


def bodies_and_seats(made: Made, value: dict[str, Any]) -> Imported:
    """Lists as Popolo has them, as bodies with their seats."""
    organizations, posts, memberships, persons = (
        rows_in(value.get(name)) for name in (ORGANIZATIONS, POSTS, MEMBERSHIPS, PERSONS)
    )
    with_seats = {str(row.get("organization_id", "")) for row in (*posts, *memberships)}
    parents = {str(row.get("id", "")): str(row.get("parent_id") or "") for row in organizations}
    for n, row in enumerate(organizations):
        own = str(row.get("id", ""))
        kind = "Agency" if own not in with_seats else "Subgroup" if parents[own] in with_seats else "Council"
        said = {
            "aliases": [other["name"] for other in rows_in(row.get("other_names")) if other.get("name")],
            "valid_from": row.get("founding_date"),
            "valid_to": row.get("dissolution_date"),
        }
        name, place = str(row.get("name") or own), f"{ORGANIZATIONS}[{n}]"
        if kind == "Agency":
            made.agency(own, name, str(row.get("classification") or ""), said, place)
        else:
            made.add(kind, own, name, said, place)
            made.remains.add(ORGANIZATIONS, "classification", row.get("classification"))
        made.remains.rest(ORGANIZATIONS, row, _ORGANIZATION)
    for n, (own, parent) in enumerate(parents.items()):
        start, end = made.id_of(own), made.id_of(parent)
        if (end and not _is_part(made, start, end, f"{ORGANIZATIONS}[{n}]")) or (parent and not end):
            made.remains.add(ORGANIZATIONS, "parent_id", parent)
    _seats(made, posts, memberships, {str(p.get("id", "")): str(p.get("name", "")) for p in persons})
    for row in persons:
        made.remains.rest(PERSONS, row, ("id", "name"))
    made.remains.rest("", value, (ORGANIZATIONS, POSTS, MEMBERSHIPS, PERSONS))
    return made.done()


def _is_part(made: Made, start: str, end: str, place: str) -> bool:
    """Whether the schema has such a part; then it is added."""
    from quanze.schema.relationships import PART_OF

    if (made.kind_of(start), made.kind_of(end)) not in PART_OF.ends:
        return False
    made.link(PART_OF.type, start, end, place)
    return True


def _seats(made: Made, posts: list[dict[str, Any]], memberships: list[dict[str, Any]], names: dict[str, str]) -> None:
    holders: dict[str, list[dict[str, Any]]] = {}
    for row in memberships:
        holders.setdefault(str(row.get("post_id") or ""), []).append(row)
    for n, post in enumerate(posts):
        held = holders.get(str(post.get("id", "")), [])
        latest = max(held, key=lambda row: str(row.get("start_date") or ""), default=None)
        _seat(made, post, latest, names, f"{POSTS}[{n}]")
        made.remains.rest(POSTS, post, _POST)
        for row in held:
            if row is not latest:
                made.remains.add(MEMBERSHIPS, "post_id", f"{names.get(str(row.get('person_id')), '')} {row}")
    known = {str(post.get("id", "")) for post in posts}
    for n, row in enumerate(memberships):
        made.remains.rest(MEMBERSHIPS, row, _MEMBERSHIP)
        if str(row.get("post_id") or "") not in known:
            _seat(made, {"organization_id": row.get("organization_id")}, row, names, f"{MEMBERSHIPS}[{n}]")


def _seat(made: Made, post: dict[str, Any], held: dict[str, Any] | None, names: dict[str, str], place: str) -> None:
    body = made.id_of(str(post.get("organization_id") or ""))
    member = held or {}
    title = str(post.get("role") or post.get("label") or member.get("role") or member.get("label") or "委員")
    holder = names.get(str(member.get("person_id") or ""), "")
    if not body:
        made.remains.add(place.partition("[")[0], "organization_id", post.get("organization_id") or title)
        return
    said = {
        "seat_title": title,
        "seats": 1,
        "holder": holder,
        "holder_from": member.get("start_date"),
        "holder_to": member.get("end_date"),
        "valid_from": post.get("start_date"),
        "valid_to": post.get("end_date"),
    }
    own = str(post.get("id") or member.get("id") or f"{post.get('organization_id')}-{title}-{holder}")
    seat = made.add("Member", own, f"{title}（{holder}）" if holder else title, said, place)
    made.link("SITS_ON", seat, body, place)
    behalf = made.id_of(str(member.get("on_behalf_of_id") or ""))
    if behalf and made.kind_of(behalf) == "Agency":
        made.link("REPRESENTS", seat, behalf, place)
    else:
        made.remains.add(MEMBERSHIPS, "on_behalf_of_id", member.get("on_behalf_of_id"))
