"""The rows a responsibility matrix is made of: items, agencies or bodies, and every answer between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, cast

from quanze.collector import collector_paused
from quanze.errors import QueryError
from quanze.graph.engine import Reader
from quanze.graph.records import datasets as loaded_datasets
from quanze.locale import CHINESE, Message, message
from quanze.queries import statements
from quanze.queries.leading_seats import leading_seats
from quanze.queries.lifetimes import Lifetimes, lifetimes, living
from quanze.queries.parts import leads_of_parts, parts_of_tasks
from quanze.queries.plans import plans
from quanze.queries.responsibility import (
    AGENCIES,
    Walk,
    collect,
    collect_uncited,
    nearest_first,
    reached_places,
    walks_to,
)
from quanze.queries.source_order import numbered_place, place
from quanze.queries.webs import Web
from quanze.schema import KIND, ROLES
from quanze.schema.dates import holds
from quanze.schema.naming import Name
from quanze.schema.rows import AnyRow, Responsibility, Row
from quanze.schema.seats import leading_seats_in_words
from quanze.schema.ways import BODIES, CARRIED, OWN_DUTIES, PARTIES, PARTY, STATED, THING, UNSETTLED, answered_kinds

ROWS = {
    "tasks": "Task",
    "subgroups": "Subgroup",
    "indicators": "Indicator",
    "sdg-targets": "SDGTarget",
    "documents": "Document",
    "seats": "Member",
}
"""What the rows of a matrix may be, and the kind of each."""
_TITLES = {
    "tasks": message("Responsibility matrix of tasks"),
    "subgroups": message("Responsibility matrix of subgroups"),
    "indicators": message("Responsibility matrix of indicators"),
    "sdg-targets": message("Responsibility matrix of SDG targets"),
    "documents": message("Responsibility matrix of documents"),
    "seats": message("Responsibility matrix of seats"),
}
COLUMNS = {"agencies": "Agency", "subgroups": "Subgroup"}
"""What its columns may be, and the kind of each."""
PARTS = ("bureau", "office", "ministry")
"""Kinds of agencies that keep their column when they hold nothing: a finding, where a class or a government is none."""
_ROLES = tuple(r.type for r in ROLES)
MOST_CITED = 5_000
"""Assignments that a matrix shows with their evidence unless more is asked: a file with more can hardly be opened."""
MOST_ANSWERS = 300_000
"""Assignments that a matrix may have: more take minutes, and gigabytes."""


class MatrixRows(NamedTuple):
    """What ``quanze.exports.matrix_from_rows_matrix`` takes."""

    items: list[Row]
    agencies: list[Row]
    assignments: list[Row]
    heading: Row


@collector_paused()
def matrix_rows(
    reader: Reader,
    *,
    rows: str = "tasks",
    columns: str = "agencies",
    about: AnyRow | None = None,
    datasets: Sequence[str] = (),
    as_of: str = "",
    evidence: bool | None = True,
) -> MatrixRows:
    """Items, agencies, assignments and heading of a matrix.

    ``rows`` is one of ``ROWS``, ``columns`` one of ``COLUMNS``. ``about`` is a record (id, kind, name, name_en): only
    items that are it, or that are joined to it by the ways of responsibility, stay. ``datasets`` limit the items to
    those of some data sets, or to the SDG targets that they align to, and the agencies to theirs and those that they
    name; ``as_of`` is an ISO date.

    items: id, kind, name, name_en, group, group_name, group_name_en, own_duty (a council has it as its own, and no
    agency has to answer for it), through_parts (agencies lead parts of it), valid_from, valid_to. agencies: id, name,
    name_en, kind, parent_name, parent_name_en, valid_from, valid_to. assignments: the rows of ``who`` with the item's
    group and the agency's parent. Councils and subgroups that hold a role on an item themselves are among the agencies.
    Without ``evidence`` the assignments have no steps, paths in words, groups and parents; None leaves it out where
    there are more than ``MOST_CITED``. Raises QueryError, also for a matrix with more than ``MOST_ANSWERS``
    assignments.
    """
    if rows not in ROWS or columns not in COLUMNS:
        raise QueryError(
            message("There is no matrix of {rows} by {columns}.", rows=rows, columns=columns),
            message("Rows: {rows}. Columns: {columns}.", rows=list(ROWS), columns=list(COLUMNS)),
        )
    if (rows, columns) == ("subgroups", "subgroups"):
        raise QueryError(
            message("A matrix of subgroups by subgroups would be empty."), message("Choose agencies as columns.")
        )
    kind = ROWS[rows]
    if about is None:
        stated = _stated(reader, kind, datasets)
        _refuse_if_large(stated)
        if evidence is None and stated > MOST_CITED:
            evidence = False
        ids = [r["id"] for r in statements.run(reader, "records", kinds=(kind,))]
    else:
        ids = items_about(reader, about, kind)
    known = {r["id"]: r for r in statements.run(reader, "records_by_id", {"ids": ids}, (kind,)) if ids}
    if datasets:
        aligned = set()
        if kind == "SDGTarget":
            asked = {"ids": list(known), "datasets": list(datasets)}
            aligned = {r["id"] for r in statements.run(reader, "targets_aligned", asked)}
        known = {i: r for i, r in known.items() if r["dataset"] in datasets or i in aligned}
    lives = lifetimes(reader, known)
    known = {id_: r for id_, r in known.items() if lives.lives(id_, as_of)}
    if about is not None:
        _refuse_if_large(_roles_on(reader, kind, list(known), as_of))
    parties = PARTIES if columns == "agencies" else BODIES
    if evidence is False and statements.is_most(reader, kind, len(known)):
        web = collect_uncited(reader, kind, as_of=as_of)
    else:
        web = collect(reader, THING, kind, list(known), nearer=True, as_of=as_of)
    walked = walks_to(web, known, parties=parties)
    if datasets:
        walked = _of_sets(reader, walked, datasets)
    walks = list(islice(walked, MOST_ANSWERS + 1))
    _refuse_if_large(len(walks))
    if evidence is None:
        evidence = len(walks) <= MOST_CITED
    at = {i: n for n, i in enumerate(known)}
    if columns == "agencies":
        walks = [walk for walk in walks if _column(web, walk)]
    found = nearest_first(reader, web, walks, lambda walk: (at[walk.at],), evidence=evidence)
    if kind == "Document":
        # A law or a framework that is only a source is nothing to be responsible for.
        reviewed = {a["item"] for a in found if _own(a["how"], a["distance"])}
        known = {i: r for i, r in known.items() if i in reviewed or r["sort"] in ("plan", "report")}
        found = [a for a in found if a["item"] in known]
    groups = _groups(reader, web, kind, list(known))
    assigned = {a["item"] for a in found}
    unled = [i for i in known if i not in assigned] if kind == "Task" else []
    through_parts = leads_of_parts(reader, unled, as_of=as_of)
    sorted_by, headings = _sorted_by(web, through_parts.keys() - groups.keys())
    groups |= {i: {**known[top], "kind": "Task"} for i, top in sorted_by.items() if i in known and i not in groups}
    known = {i: r for i, r in known.items() if i not in headings}
    order = _in_order(reader, known, groups)
    at = {i: n for n, i in enumerate(order)}
    found.sort(key=lambda a: at[a["item"]])
    sets = {r["dataset"] for r in known.values()}
    heads = _heads(reader, columns, datasets or sets, found, as_of)
    assignments = cast("list[Row]", found)
    if evidence:
        group_of = {i: _prefixed("item_group", groups.get(i)) for i in order}
        parent_of = {h["id"]: {f"agency_{k}": h[k] for k in ("parent_name", "parent_name_en")} for h in heads}
        assignments = [{**a, **group_of[a["item"]], **parent_of[a["agency"]]} for a in found]
    return MatrixRows(
        items=[
            {
                "id": i,
                "kind": kind,
                "name": known[i]["name"],
                "name_en": known[i]["name_en"] or "",
                **_prefixed("group", groups.get(i)),
                "own_duty": groups.get(i, {}).get("kind") in OWN_DUTIES and kind == "Task",
                "through_parts": i in through_parts,
                **_life(lives, i),
            }
            for i in order
        ],
        agencies=heads,
        assignments=assignments,
        heading={
            **_heading(reader, rows, about, datasets or sets, as_of),
            "evidence": evidence,
            "led_by_seats": _led_by_seats(reader, known, as_of) if columns == "agencies" else [],
        },
    )


def _led_by_seats(reader: Reader, items: Mapping[str, Row], as_of: str) -> list[Message]:
    """What is led by a seat that no agency fills, and so has no letter."""
    seats = leading_seats(reader, as_of=as_of)
    return [
        message("{name}: {led}", name=Name(items[i]), led=leading_seats_in_words(seats[i])) for i in items if i in seats
    ]


def _stated(reader: Reader, kind: str, datasets: Sequence[str]) -> int:
    """How many roles the sources state on the items of a matrix: it has no fewer answers."""
    rows = statements.run(reader, "count_roles", kinds=(kind,))
    return sum(row["count"] for row in rows if not datasets or row["dataset"] in datasets)


def _roles_on(reader: Reader, kind: str, ids: Sequence[str], as_of: str) -> int:
    """How many of the roles that the sources state on some records hold on a day, or ever: a matrix of these has no
    fewer answers."""
    text = (
        f"UNWIND $ids AS id\nMATCH (x:{kind} {{id: id}})<-[r:{'|'.join(_ROLES)}]-()\n"
        "RETURN r.valid_from AS valid_from, r.valid_to AS valid_to, count(r) AS n"
    )
    rows = reader.read(text, {"ids": ids}) if ids else []
    return sum(row["n"] for row in rows if holds(row["valid_from"], row["valid_to"], as_of))


def _refuse_if_large(answers: int) -> None:
    if answers > MOST_ANSWERS:
        raise QueryError(
            message("More than {most} roles are held on these items, too many for one matrix.", most=MOST_ANSWERS),
            message("Narrow it to an agency, a body or a task with --about NAME, or to a data set with --dataset ID."),
        )


def _of_sets(reader: Reader, walks: Iterable[Walk], datasets: Sequence[str]) -> Iterator[Walk]:
    """The walks from agencies of some data sets, or of plans that these build on, and those that their documents
    state."""
    requires = {d["id"]: d["requires"] or () for d in loaded_datasets(reader)}
    built_on = {id_ for set_ in datasets for id_ in requires.get(set_, ())}
    own = {*datasets, *built_on.intersection(plans(reader))}
    sets = {r["id"]: r["dataset"] for r in statements.run(reader, "records", kinds=(*AGENCIES, *BODIES, "Document"))}

    def stated(walk: Walk) -> bool:
        return any(not hop.row["source"] or sets.get(hop.row["source"]) in datasets for hop in walk.hops())

    return (walk for walk in walks if sets.get(walk.party) in own or stated(walk))


def _column(web: Web, walk: Walk) -> bool:
    """Whether an answer has its place in a matrix by agencies: of bodies only the roles they hold on the item
    itself."""
    return web.nodes[walk.party]["kind"] in AGENCIES or (_own(walk.how, walk.distance) and walk.taken["type"] in _ROLES)


def _own(how: str, distance: int) -> bool:
    """Whether a role is on the item itself and in the party's own name, from a predecessor or not."""
    return how in (STATED, CARRIED, UNSETTLED) and not distance


def items_about(reader: Reader, record: AnyRow, kind: str) -> list[str]:
    """The records of a kind that are a record, or joined to it by the ways on any day: what answers for it, or what it
    answers for.

    Up and down are followed apart, so that no walk comes back down to siblings: not from an indicator over its task to
    another indicator. A council's own subgroups count as the council.
    """
    own = {record["kind"]: [record["id"]]}
    if record["kind"] == "Council":
        own["Subgroup"] = [
            r["id"] for r in statements.run(reader, "parts", {"id": record["id"]}) if r["kind"] == "Subgroup"
        ]
    found: set[str] = set()
    for kind_, ids in own.items():
        starts = [(PARTY, False)] if kind_ in PARTIES else []
        starts += [(THING, True), (THING, False)] if kind_ in answered_kinds() else []
        for place_, nearer in starts if ids else ():
            reached = reached_places(reader, {(place_, kind_): ids}, nearer=nearer)
            found.update(*(ids for (_, other), ids in reached.items() if other == kind))
    return sorted(found)


def _groups(reader: Reader, web: Web, kind: str, ids: Sequence[str]) -> dict[str, Row]:
    """What each item of a web is listed under: the body that has the task (or a task above, or a task of the
    indicator), a seat's body, …"""
    if not ids:
        return {}
    found: dict[str, Row] = {}
    if kind in ("Task", "Indicator"):
        before: dict[str, list[str]] = {}
        for (place, near), hops in web.after.items():
            if place == THING:
                for hop in hops:
                    before.setdefault(hop.far, []).append(near)
        for id_ in ids:
            body = _nearest_body(web, before, id_)
            if body:
                found[id_] = {"id": body, **web.nodes[body]}
    else:
        for row in statements.run(reader, "wholes", {"ids": list(ids)}, (kind,)):
            found.setdefault(row["id"], {"id": row["whole"], "name": row["name"], "name_en": row["name_en"]})
    return found


def _sorted_by(web: Web, bare: Collection[str]) -> tuple[dict[str, str], set[str]]:
    """Task → the outermost of the tasks above it that are ``bare``: have no agency and no body, but parts that are led,
    and so only sort it; and all that do."""
    above = {part: whole for whole, parts in parts_of_tasks(web).items() if whole in bare for part in parts}
    found: dict[str, str] = {}
    for part in above:
        at, seen = part, {part}
        while at in above and above[at] not in seen:
            at = above[at]
            seen.add(at)
        found[part] = at
    return found, {*above.values()}


def _nearest_body(web: Web, before: dict[str, list[str]], id_: str) -> str:
    seen, level = {id_}, [id_]
    while level:
        above = sorted({near for at in level for near in before.get(at, ()) if near not in seen})
        body = next((near for near in above if web.nodes[near]["kind"] in BODIES), "")
        if body:
            return body
        seen.update(above)
        level = above
    return ""


def _in_order(reader: Reader, known: dict[str, Row], groups: dict[str, Row]) -> list[str]:
    """By the place of the group in its source, then by the source's own numbers, then by place and id."""
    bodies = sorted({g["id"] for g in groups.values()})
    places = {r["id"]: place(r) for r in statements.run(reader, "records_by_id", {"ids": bodies})} if bodies else {}

    def key(id_: str) -> tuple[Any, ...]:
        row, group = known[id_], groups.get(id_, {}).get("id", "")
        return group == "", places.get(group, ("", [], [])), numbered_place(row)

    return sorted(known, key=key)


def _heads(
    reader: Reader, columns: str, sets: Collection[str], found: Sequence[Responsibility], as_of: str
) -> list[Row]:
    """The columns: who is used, leads first; and what the same data sets declare of the expected kind."""
    first: dict[str, tuple[int, int]] = {}
    for n, a in enumerate(found):
        rank = (_ROLES.index(a["role"]) if a["role"] in _ROLES else len(_ROLES), n)
        first[a["agency"]] = min(rank, first.get(a["agency"], rank))
    expected = AGENCIES if columns == "agencies" else ("Subgroup",)
    stated = statements.run(reader, "records_of_sets", {"datasets": sorted(sets)}, expected)
    declared = [r["id"] for r in living(reader, stated, as_of)]
    ids = sorted({*first, *declared})
    rows = {r["id"]: r for r in statements.run(reader, "records_by_id", {"ids": ids}, PARTIES)} if ids else {}
    wanted = [i for i, r in rows.items() if i in first or columns != "agencies" or r["sort"] in PARTS]
    parents: dict[str, Row] = {}
    for row in statements.run(reader, "wholes", {"ids": wanted}, AGENCIES) if wanted else ():
        parents.setdefault(row["id"], row)
    lives = lifetimes(reader, rows)
    # A body that got its name by a later change, and has no first day of its own, had its place under the former name.
    wanted = [i for i in wanted if i in first or not as_of or holds(lives.named_since(i), None, as_of)]
    # A body's number among all assignments would set partners apart by chance; only leads follow their items.
    order = {i: (rank, n if rank == 0 else 0) for i, (rank, n) in first.items()}
    last = (len(_ROLES) + 1, 0)
    wanted.sort(key=lambda i: (rows[i]["kind"] not in AGENCIES, *order.get(i, last), place(rows[i])))
    return [{**_head(rows[i], parents.get(i)), **_life(lives, i)} for i in _beside_predecessors(wanted, lives)]


def _beside_predecessors(columns: Sequence[str], lives: Lifetimes) -> list[str]:
    """The columns in their order, those of bodies that followed one another together, the first body first."""
    followed = [change for change in lives.by_key.values() if change.whole and change.after]
    beside: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = defaultdict(set)
    for change in followed:
        beside[change.before].add(change.after)
        beside[change.after].add(change.before)
        before[change.after].add(change.before)
    found: dict[str, None] = {}
    for column in columns:
        if column not in found:
            line = _reached(column, beside)
            together = [other for other in columns if other in line] if len(line) > 1 else [column]
            found |= dict.fromkeys(sorted(together, key=lambda id_: len(_reached(id_, before))))
    return list(found)


def _reached(start: str, steps: Mapping[str, Collection[str]]) -> set[str]:
    """What is reached from a body, and itself."""
    reached, ahead = {start}, [start]
    while ahead:
        new = set(steps.get(ahead.pop(), ())) - reached
        reached |= new
        ahead += new
    return reached


def _life(lives: Lifetimes, id_: str) -> Row:
    first, last = lives.span(id_)
    return {"valid_from": first, "valid_to": last}


def _head(row: Row, parent: Row | None) -> Row:
    body = row["kind"] in BODIES
    kind = KIND[row["kind"]]
    return {
        "id": row["id"],
        "name": row["name"],
        "name_en": row["name_en"] or "",
        "kind": "" if body else row["sort"] or "",
        "parent_name": kind.zh if body else parent["name"] if parent else "",
        "parent_name_en": message("{kind}", kind=kind) if body else (parent["name_en"] or "") if parent else "",
    }


def _prefixed(prefix: str, group: Row | None) -> Row:
    group = group or {}
    return {
        prefix: group.get("id", ""),
        f"{prefix}_name": group.get("name", ""),
        f"{prefix}_name_en": group.get("name_en") or "",
    }


def _heading(reader: Reader, rows: str, about: AnyRow | None, sets: Iterable[str], as_of: str) -> Row:
    title = _TITLES[rows]
    loaded = [d for d in loaded_datasets(reader) if d["id"] in sets]
    named = about if about is not None else loaded[0] if len(loaded) == 1 else None
    if named is not None:
        title = message("{name}: {title}", name=Name(named), title=title)
    editions = [{k: d.get(k) or "" for k in ("id", "name", "name_en", "edition", "date")} for d in loaded]
    return {"title": title.in_language(CHINESE), "title_en": title, "editions": editions, "as_of": as_of}
