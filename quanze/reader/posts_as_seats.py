"""Posts in a column of leads as seats that lead: 秘書長 is no agency, but a seat may hold a role.

The seat has the post's name and, where the cell says it (研考會主任委員), the agency that it represents. Whom 秘書長
represents is not guessed. Each such role is to be checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from quanze.reader.columns import Heads
from quanze.reader.draft import CHECK, Unread
from quanze.reader.names import is_agency, post_of, split_posts

REASON = "post"
"""Why such a role is to be checked, a key of ``quanze.schema.draft_codes.CHECKS``."""
_LEAD = "CONVENES"


def add_seats_that_lead(
    data: dict[str, Any],
    unread: Iterable[Unread],
    heads_at: Callable[[int, int], Heads | None],
    cell: Callable[[int, int, int], str],
) -> set[Unread]:
    """Add to the tables ``data`` a seat and its role for each post that was not read in a cell of leads, whose row has
    one task. The entries of ``unread`` that are read so come back; a cell with anything but posts is not."""
    taken = set()
    for entry in unread:
        found = _lead_column(entry, heads_at)
        tasks = _tasks_of(data, entry)
        if found is None or len(tasks) != 1:
            continue
        column, wording = found
        posts = split_posts(cell(entry.grid, entry.row, column))
        if not posts or not all(post_of(post)[1] for post in posts):
            continue
        for post in posts:
            _add(data, tasks[0], post, wording)
        taken.add(entry)
    return taken


def _lead_column(entry: Unread, heads_at: Callable[[int, int], Heads | None]) -> tuple[int, str] | None:
    """The column of leads that an unread cell is in, and its head."""
    heads = heads_at(entry.grid, entry.row) if entry.row >= 0 else None
    if heads is None or entry.reason != "words" or not entry.words:
        return None
    columns = sorted(heads.columns.items())
    named = [(n, head.word) for n, head in columns if head.role == _LEAD and head.kind == "role"]
    return next((one for one in named if one[1] == entry.words[0]), None)


def _tasks_of(data: dict[str, Any], entry: Unread) -> list[dict[str, Any]]:
    """The tasks in the row of an unread cell."""
    rows = data.get("tasks", ())
    return [row for row in rows if (row["evidence"].grid, row["evidence"].row) == (entry.grid, entry.row)]


def _add(data: dict[str, Any], task: dict[str, Any], post: str, wording: str) -> None:
    dataset, owner = data["dataset"]["id"], post_of(post)[0]
    cited = {key: task[key] for key in ("origin", "source", "locator", "where", "rule")}
    evidence = replace(task["evidence"], rule="tables.roles", clause=post, confidence=CHECK, reason=REASON)
    members = data.setdefault("members", [])
    id_ = next((row["id"] for row in members if row["name"] == post), "")
    if not id_:
        id_ = f"{dataset}/member/{post}"
        seat = {"id": id_, "name": post, "seat_title": post, "post": post, "seats": 1}
        agency = {"agency": owner} if owner and is_agency(owner) else {}
        about = {"quote": post, "confidence": task["confidence"], "reason": "", "clause": post, "evidence": evidence}
        members.append({**seat, **agency, **cited, **about})
        _agency(data, owner if agency else "", cited, evidence)
    role = {"who": id_, "role": _LEAD, "on": task["id"], "wording": wording}
    doubt = {"quote": post, "confidence": CHECK, "reason": REASON, "clause": post, "evidence": evidence}
    data.setdefault("responsibilities", []).append({**role, **cited, **doubt})


def _agency(data: dict[str, Any], name: str, cited: dict[str, Any], evidence: Any) -> None:
    """Add the agency that a post names, where no row has it."""
    agencies = data.setdefault("agencies", [])
    if name and not any(name in (row["name"], *row.get("aliases", ())) for row in agencies):
        about = {"quote": name, "confidence": "high", "reason": "", "clause": name, "evidence": evidence}
        id_ = f"{data['dataset']['id']}/agency/{name}"
        agencies.append({"id": id_, "name": name, "aliases": [], "kind": "office", **cited, **about})
