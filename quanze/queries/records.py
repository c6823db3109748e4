"""Records as they are: one with all its properties, those of a kind with their lives, and the links of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from quanze.graph.engine import Reader
from quanze.queries import statements
from quanze.queries.lifetimes import CHANGING_KINDS, Lifetimes, lifetimes, lifetimes_of, living, still_held
from quanze.schema import KIND, stored_properties
from quanze.schema.dates import day_before, holds
from quanze.schema.relationships import DIVIDING, ENDED_BY, ends_predecessor
from quanze.schema.tables import CHANGING

if TYPE_CHECKING:
    from quanze.schema.rows import Match, Record, Row


def record(reader: Reader, kind: str, id_: str) -> Row:
    """All properties of one record that have a value, with its ``dataset``; ``record_kind`` is the label of its kind.

    Empty when it is not there.
    """
    names = (*(p.name for p in stored_properties(KIND[kind])), "dataset")
    columns = ", ".join(f"n.{name} AS {name}" for name in names)
    rows = reader.read(f"MATCH (n:{kind} {{id: $id}}) RETURN {columns} ORDER BY id", {"id": id_})
    return {"record_kind": kind, **{k: v for k, v in rows[0].items() if v is not None}} if rows else {}


def records(reader: Reader, kinds: Sequence[str] = (), *, as_of: str = "") -> list[Record]:
    """The records of some kinds, or of all, that live on an ISO date or ever, with the days between which they live."""
    order = {label: n for n, label in enumerate(KIND)}
    rows = statements.run(reader, "records", kinds=kinds)
    rows.sort(key=lambda row: (order[row["kind"]], row["dataset"], row["position"] or 0))
    lives = lifetimes(reader, {row["id"]: row for row in rows}, every=True)
    found: list[Record] = []
    for row in rows:
        if lives.lives(row["id"], as_of):
            first, last = lives.span(row["id"])
            found.append(
                {
                    "id": row["id"],
                    "kind": row["kind"],
                    "name": row["name"],
                    "name_en": row["name_en"],
                    "dataset": row["dataset"],
                    "origin": row["origin"],
                    "valid_from": first,
                    "valid_to": last,
                }
            )
    return found


def life(reader: Reader, id_: str, kind: str) -> tuple[str, str]:
    """First and last day of one record."""
    rows = statements.run(reader, "records_by_id", {"ids": [id_]}, (kind,))
    return lifetimes(reader, {row["id"]: row for row in rows}).span(id_)


def living_matches(reader: Reader, found: Sequence[Match], as_of: str) -> list[Match]:
    """Those of some matches that live on a day; all when none is given."""
    if not as_of or not found:
        return list(found)
    rows = statements.run(reader, "records_by_id", {"ids": [match["id"] for match in found]})
    lived = {row["id"] for row in living(reader, rows, as_of)}
    return [match for match in found if match["id"] in lived]


def links(reader: Reader, id_: str, kind: str, *, as_of: str = "") -> list[Row]:
    """The relationships of a record, as ``links_of`` gives them, that hold on a day or ever.

    A change is kept once it has taken effect, though the body that it changed has ended. What a record took over whole
    follows: rows of its predecessors, which name these.
    """
    rows = statements.run(reader, "links_of", {"id": id_})
    before = predecessors(reader, id_, kind, as_of=as_of)
    taken = [
        (row, ended)
        for former, ended in before.items()
        for row in statements.run(reader, "links_of", {"id": former})
        if row["type"] not in CHANGING
    ]
    if not as_of:
        return [*rows, *(row for row, ended in taken if still_held(row["valid_from"], row["valid_to"], ended, ""))]
    ends = sorted({row[end] for row in (*rows, *(row for row, _ in taken)) for end in ("from", "to")})
    nodes = statements.run(reader, "records_by_id", {"ids": ends}) if ends else []
    lives = lifetimes(reader, {row["id"]: row for row in nodes})
    lived = {row["id"] for row in nodes if lives.lives(row["id"], as_of)}
    return [
        *(row for row in rows if _holds(lives, row, row["from"], row["to"], as_of)),
        *(
            row
            for row, ended in taken
            if still_held(row["valid_from"], row["valid_to"], ended, as_of)
            and {row["from"], row["to"]} - before.keys() <= lived
        ),
    ]


def first_links(reader: Reader, id_: str, kind: str, most: int, *, as_of: str = "") -> tuple[list[Row], int]:
    """The first ``most`` rows of ``links``, and how many there are: whoever takes part in every task of a nation has a
    hundred thousand.

    The others are read as ids only, but where the record has taken over what others had.
    """
    (counted,) = statements.run(reader, "count_links_of", {"ids": [id_]}, (kind,))
    if counted["count"] <= most or predecessors(reader, id_, kind, as_of=as_of):
        rows = links(reader, id_, kind, as_of=as_of)
        return rows[:most], len(rows)
    groups = [
        row | {"outward": outward}
        for outward in (True, False)
        for row in reader.read(_ends_statement(kind, outward=outward), {"id": id_})
    ]
    ids: dict[str, set[str]] = defaultdict(set, {kind: {id_}})
    for group in groups:
        ids[group["kind"]].update(group["others"])
    lives = lifetimes_of(reader, ids) if as_of else Lifetimes()
    each = sorted(
        (group["type"], start, end)
        for group in groups
        for other in group["others"]
        for start, end in [(id_, other) if group["outward"] else (other, id_)]
        if (group["outward"] or other != id_) and _holds(lives, group, start, end, as_of)
    )
    last = each[:most][-1:]
    near = {end if start == id_ else start for _, start, end in each[:most]}
    rows = statements.run(reader, "links_between", {"id": id_, "ids": sorted(near) or [id_]})
    shown = (row for row in rows if [(row["type"], row["from"], row["to"])] <= last)
    return [row for row in shown if _holds(lives, row, row["from"], row["to"], as_of)][:most], len(each)


def _holds(lives: Lifetimes, row: Row, start: str, end: str, as_of: str) -> bool:
    """Whether a relationship and what it joins hold on a day, if one is given; a change may outlive what it changed."""
    return not as_of or (
        holds(*lives.dates(row, start), as_of)
        and (row["type"] in CHANGING or (lives.lives(start, as_of) and lives.lives(end, as_of)))
    )


@cache
def _ends_statement(kind: str, *, outward: bool) -> str:
    """What the relationships of the record ``$id`` in one direction lead to, as ids in lists, in no order."""
    return (
        f"MATCH (x:{kind} {{id: $id}})\nMATCH (x){'-[r]->' if outward else '<-[r]-'}(y)\n"
        "RETURN type(r) AS type, labels(y)[0] AS kind, r.valid_from AS valid_from, r.valid_to AS valid_to,\n"
        "  collect(y.id) AS others"
    )


def predecessors(reader: Reader, id_: str, kind: str, *, as_of: str = "") -> dict[str, list[str]]:
    """Bodies and documents whose whole place a record took by a day or ever, with their last days where known."""
    found: dict[str, list[str]] = {}
    ahead = [id_] if kind in CHANGING_KINDS else []
    while ahead:
        rows = statements.run(reader, "changes_of", {"ids": ahead}, (kind,))
        nodes = {row["to"]: {"id": row["to"], "kind": kind} for row in rows if row["type"] != ENDED_BY.type}
        lives = lifetimes(reader, nodes)
        changes = [c for c in lives.by_key.values() if c.after in ahead and c.replaces]
        ahead = []
        for change in changes:
            if change.in_force(as_of) and change.before not in found:
                found[change.before] = [day_before(change.date)] if change.date else []
                ahead.append(change.before)
    return found


def lineage(reader: Reader, id_: str, kind: str) -> list[Row]:
    """The changes by which a body or document came to be what it is and by which others took it over, in order of time:
    rows of ``changes_of``.

    A body whose whole place it took counts as itself, so what that one passed on is of its lineage. What others took
    over from a divided predecessor is not, nor what a successor took over from others.
    """
    found = {}
    if kind in CHANGING_KINDS:
        found = {row["key"]: row for back in (True, False) for row in _traced(reader, id_, kind, back=back)}
    return sorted(found.values(), key=lambda row: (row["valid_from"] or row["from_begins"] or "", row["key"]))


def _traced(reader: Reader, id_: str, kind: str, *, back: bool) -> Iterator[Row]:
    """The changes from a body back to its predecessors, each no later than the one that leads there, or on to its
    successors, each no earlier."""
    near, far = ("from", "to") if back else ("to", "from")
    # Bodies to look at, with the date of the change that leads there, and whether the body's whole place was taken.
    ahead, seen = [(id_, "", False)], {(id_, "")}
    while ahead:
        rows = statements.run(reader, "changes_of", {"ids": sorted({body for body, *_ in ahead})}, (kind,))
        following = []
        for body, day, itself in ahead:
            for row in rows:
                ends, date = row["type"] == ENDED_BY.type, row["valid_from"] or ""
                if date and day and not (holds(None, day, date) if back else holds(day, None, date)):
                    continue
                if not ends and row[near] == body:
                    yield row
                    if (row[far], date or day) not in seen:
                        seen.add((row[far], date or day))
                        whole = ends_predecessor(row) and row["change"] not in DIVIDING
                        following.append((row[far], date or day, whole))
                elif body == row["from" if ends else "to"] and (itself if back else ends):
                    yield row
        ahead = following


def seats(reader: Reader, id_: str, kind: str, *, as_of: str = "") -> list[Row]:
    """The seats of a body, as ``seats_of`` gives them, that exist on a day or ever; those it took over follow."""
    rows = [
        row
        for body in (id_, *predecessors(reader, id_, kind, as_of=as_of))
        for row in statements.run(reader, "seats_of", {"id": body})
    ]
    lives = lifetimes(reader, {row["seat"]: {"id": row["seat"], "kind": "Member"} for row in rows})
    return [row for row in rows if lives.lives(row["seat"], as_of)]
