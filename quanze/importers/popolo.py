"""Popolo: organizations, posts, memberships and persons, as parliaments and councils publish them.

An organization on which there are posts or memberships is a council, one below such is a subgroup, any other an agency.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.importers.imported import Imported, Made, json_of, rows_in, text_in
from quanze.locale import message

ORGANIZATIONS, POSTS, MEMBERSHIPS, PERSONS = "organizations", "posts", "memberships", "persons"
_ORGANIZATION = ("id", "name", "other_names", "parent_id", "founding_date", "dissolution_date", "classification")
_POST = ("id", "label", "role", "organization_id", "start_date", "end_date")
_MEMBERSHIP = ("id", "label", "role", "person_id", "organization_id", "post_id", "on_behalf_of_id")
_TERM = ("start_date", "end_date")
_USUAL_TITLE = "委員"
"""The title of a seat of which none is given."""


def read_popolo(path: Path, dataset: str) -> Imported:
    """A file of Popolo. FileError when it has no organizations."""
    value = json_of(path)
    if not isinstance(value, dict) or not rows_in(value.get(ORGANIZATIONS)):
        raise FileError(
            message("{path} has no list of organizations.", path=path),
            message("A Popolo file has the lists “organizations”, “posts” and “memberships”."),
        )
    return bodies_and_seats(Made(path, dataset), value)


def bodies_and_seats(made: Made, value: dict[str, Any]) -> Imported:
    """Lists as Popolo has them, as bodies with their seats."""
    lists = {name: rows_in(value.get(name)) for name in (ORGANIZATIONS, POSTS, MEMBERSHIPS, PERSONS)}
    for name, rows in lists.items():
        for other in _others(value.get(name), rows):
            made.remains.add("", name, other)
    for holder, end in ((ORGANIZATIONS, "organization_id"), (PERSONS, "person_id")):
        lists[holder] = [_unfolded(row, end, lists) for row in lists[holder]]
    organizations, posts, memberships, persons = lists.values()
    with_seats = {text_in(row, "organization_id") for row in (*posts, *memberships)} - {""}
    own = [_body(made, row, with_seats, f"{ORGANIZATIONS}[{n}]") for n, row in enumerate(organizations)]
    for n, (start, row) in enumerate(zip(own, organizations, strict=True)):
        parent = text_in(row, "parent_id")
        end = made.id_of(parent)
        if not (start and end and _is_part(made, start, end, f"{ORGANIZATIONS}[{n}]")):
            made.remains.add(ORGANIZATIONS, "parent_id", parent)
    _seats(made, posts, memberships, {text_in(row, "id"): _name(row)[0] for row in persons})
    for row in persons:
        made.remains.rest(PERSONS, row, ("id", *_name(row)[1]))
    made.remains.rest("", value, (ORGANIZATIONS, POSTS, MEMBERSHIPS, PERSONS))
    return made.done()


def _unfolded(row: dict[str, Any], end: str, lists: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """A row without the posts and memberships in it, which are put into their own lists, each once."""
    left = dict(row)
    for name in (POSTS, MEMBERSHIPS):
        inside = rows_in(row.get(name))
        if not inside:
            continue
        known = {text_in(one, "id") for one in lists[name]} - {""}
        lists[name] += [{end: row.get("id"), **one} for one in inside if text_in(one, "id") not in known]
        left[name] = [one for one in row[name] if not isinstance(one, dict)]
    return left


def _name(person: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The name of a person, of which some files have only the parts, and what was read for it."""
    if name := text_in(person, "name"):
        return name, ("name",)
    parts = "given_name", "family_name"
    return " ".join(filter(None, (text_in(person, part) for part in parts))), parts


def _others(value: Any, rows: list[dict[str, Any]]) -> list[Any]:
    """What is in place of a list, or in a list in place of rows."""
    if isinstance(value, list):
        return [one for one in value if not isinstance(one, dict)]
    return [] if rows else [value]


def _body(made: Made, row: dict[str, Any], with_seats: set[str], place: str) -> str:
    """Add an organization; its id, empty where it has no name."""
    own = text_in(row, "id")
    kind = "Agency" if own not in with_seats else "Subgroup" if text_in(row, "parent_id") in with_seats else "Council"
    named = rows_in(row.get("other_names"))
    said = {
        "aliases": [alias for other in named if (alias := text_in(other, "name"))],
        "valid_from": row.get("founding_date"),
        "valid_to": row.get("dissolution_date"),
    }
    name, classification = text_in(row, "name", "id"), text_in(row, "classification")
    if not name:
        made.remains.rest(ORGANIZATIONS, row, ())
        return ""
    if kind == "Agency":
        added = made.agency(own, name, classification, said, place)
    else:
        added = made.add(kind, own, name, said, place)
        made.remains.add(ORGANIZATIONS, "classification", classification)
    made.remains.rest(ORGANIZATIONS, row, _ORGANIZATION)
    for other in _others(row.get("other_names"), named):
        made.remains.add(ORGANIZATIONS, "other_names", other)
    for other in named:
        made.remains.rest("other_names", other, ("name",))
    return added


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
        holders.setdefault(text_in(row, "post_id"), []).append(row)
    for n, post in enumerate(posts):
        own = text_in(post, "id")
        held = holders.get(own, []) if own else []
        latest = max(held, key=lambda row: text_in(row, "start_date"), default=None)
        _seat(made, post, latest, names, f"{POSTS}[{n}]")
        made.remains.rest(POSTS, post, _POST)
        for row in held:
            if row is not latest:
                made.remains.add(MEMBERSHIPS, "post_id", f"{names.get(text_in(row, 'person_id'), '')} {row}")
    known = {text_in(post, "id") for post in posts} - {""}
    for n, row in enumerate(memberships):
        made.remains.rest(MEMBERSHIPS, row, (*_MEMBERSHIP, *_TERM))
        post_id = text_in(row, "post_id")
        if post_id not in known:
            made.remains.add(MEMBERSHIPS, "post_id", post_id)
            _seat(made, {"organization_id": row.get("organization_id")}, row, names, f"{MEMBERSHIPS}[{n}]")


def _seat(made: Made, post: dict[str, Any], held: dict[str, Any] | None, names: dict[str, str], place: str) -> None:
    member, where = held or {}, place.partition("[")[0]
    organization, person = text_in(post, "organization_id"), text_in(member, "person_id")
    titles = [title for row in (post, member) for name in ("role", "label") if (title := text_in(row, name))]
    title, holder = titles[0] if titles else _USUAL_TITLE, names.get(person, "")
    body = made.id_of(organization)
    if not body:
        made.remains.add(where, "organization_id", f"{organization} {title} {holder or person}".strip())
        return
    for other in dict.fromkeys(titles):
        if other != title:
            made.remains.add(where, "label", other)
    if not titles:
        made.remains.add(where, "role", f"{organization} {holder}".strip() + f" → {_USUAL_TITLE}")
    if not holder:
        made.remains.add(MEMBERSHIPS, "person_id", person)
    if text_in(member, "organization_id") not in ("", organization):
        made.remains.add(MEMBERSHIPS, "organization_id", member["organization_id"])
    said = {
        "seat_title": title,
        "seats": 1,
        "holder": holder,
        "holder_from": member.get("start_date"),
        "holder_to": member.get("end_date"),
        "valid_from": post.get("start_date"),
        "valid_to": post.get("end_date"),
    }
    own = text_in(post, "id") or text_in(member, "id") or "-".join(filter(None, (organization, title, holder)))
    seat = made.add("Member", own, f"{title}（{holder}）" if holder else title, said, place)
    made.link("SITS_ON", seat, body, place)
    behalf = made.id_of(text_in(member, "on_behalf_of_id"))
    if behalf and made.kind_of(behalf) == "Agency":
        made.link("REPRESENTS", seat, behalf, place)
    else:
        made.remains.add(MEMBERSHIPS, "on_behalf_of_id", member.get("on_behalf_of_id"))
