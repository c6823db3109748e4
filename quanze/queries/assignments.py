"""The rows a responsibility matrix is made of: items, agencies or bodies, and every assignment between them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from quanze.errors import QueryError
from quanze.graph.records import datasets
from quanze.queries import catalogue
from quanze.queries.catalogue import Reader, Row
from quanze.queries.touches import holds, touches, weakest
from quanze.schema import KIND, ROLES
from quanze.schema.role_words import own_word, shown_word

ROWS = {
    "tasks": "Task",
    "subgroups": "Subgroup",
    "indicators": "Indicator",
    "sdg-targets": "SDGTarget",
    "documents": "Document",
    "seats": "Member",
}
"""What the rows of a matrix may be, and the kind of each."""
COLUMNS = ("agencies", "subgroups")
BODIES = ("Council", "Subgroup")
PARTS = ("bureau", "office", "ministry")
"""Kinds of agencies that keep their column when they hold nothing: a finding, where a class or a government is none."""
DEEPEST = 5
_PARTS = re.compile(r"\d+|[^\d.]+")
_NUMERALS = {ord(c): str(n) for n, c in enumerate("一二三四五六七八九十", 1)}
_Part = tuple[int, int, str]
_ROLES = tuple(r.type for r in ROLES)
_OWN = ("wording", "origin", "source", "locator", "quote", "valid_from", "valid_to")


class MatrixRows(NamedTuple):
    """What ``quanze.exports.matrix.build_matrix`` takes."""

    items: list[Row]
    agencies: list[Row]
    assignments: list[Row]
    heading: Row


class _Records:
    """All records and links by id, read once."""

    def __init__(self, reader: Reader, as_of: str) -> None:
        self.nodes = {r["id"]: r for r in catalogue.run(reader, "graph_nodes")}
        self.out: dict[str, list[Row]] = defaultdict(list)
        self.into: dict[str, list[Row]] = defaultdict(list)
        for edge in catalogue.run(reader, "graph_edges"):
            if not as_of or holds(edge["valid_from"], edge["valid_to"], as_of):
                self.out[edge["from"]].append(edge)
                self.into[edge["to"]].append(edge)

    def name(self, id_: str) -> str:
        """The Chinese name, or the id of a record that is not there."""
        return (self.nodes.get(id_) or {}).get("name") or id_

    def name_en(self, id_: str) -> str:
        """The English name; empty when there is none."""
        return (self.nodes.get(id_) or {}).get("name_en") or ""

    def kind(self, id_: str) -> str:
        """The kind of record."""
        return (self.nodes.get(id_) or {}).get("kind") or ""

    def place(self, id_: str) -> tuple[str, list[_Part], list[_Part]]:
        """Where a record stands in its data set's source; the id at last."""
        node = self.nodes.get(id_) or {}
        return node.get("source") or "", _natural(node.get("locator") or ""), _natural(id_)

    def parent(self, id_: str, types: Sequence[str] = ("PART_OF",)) -> str:
        """What a record is part of; empty when nothing."""
        return next((e["to"] for e in self.out[id_] if e["type"] in types), "")

    def group(self, id_: str) -> str:
        """What an item is listed under: the body that undertakes a task (or its parent task), a seat's body, …"""
        seen: set[str] = set()
        at = id_
        while at and at not in seen:
            seen.add(at)
            body = next((e["from"] for e in self.into[at] if e["type"] == "UNDERTAKES"), "")
            if body:
                return body
            at = self.parent(at) if self.kind(id_) == "Task" else ""
        if self.kind(id_) == "Indicator":
            tasks = [e["from"] for e in self.into[id_] if e["type"] == "MEASURED_BY"]
            return next((g for t in tasks if (g := self.group(t))), "")
        return self.parent(id_, ("PART_OF", "SITS_ON"))


def matrix_rows(
    reader: Reader,
    *,
    rows: str = "tasks",
    columns: str = "agencies",
    about: str = "",
    dataset: str = "",
    as_of: str = "",
    lang: str = "zh-TW",
) -> MatrixRows:
    """Items, agencies, assignments and heading of a matrix.

    ``rows`` is one of ``ROWS``, ``columns`` one of ``COLUMNS``. ``about`` is the id of a record: only items that are
    it, lie under it, align to it or are touched by it stay. ``dataset`` limits the items to one data set; ``as_of``
    is an ISO date. ``lang`` is the language of the paths in words; all names come in both.

    items: id, kind, name, name_en, group, group_name, group_name_en. agencies: id, name, name_en, kind, parent_name,
    parent_name_en. assignments: as ``touches`` gives them, with the names of item, group and agency in both languages
    (item_name, item_name_en, item_group, item_group_name, agency_parent_name, …; in steps from_name_en, to_name_en,
    source_name_en). Councils and subgroups that review an item stand among the agencies. Raises QueryError.
    """
    if rows not in ROWS or columns not in COLUMNS:
        raise QueryError(
            f"There is no matrix of {rows} by {columns}.",
            f"Rows: {', '.join(ROWS)}. Columns: {', '.join(COLUMNS)}.",
            zh=(f"沒有 {rows} 對 {columns} 的矩陣。", f"列：{'、'.join(ROWS)}。欄：{'、'.join(COLUMNS)}。"),
        )
    if (rows, columns) == ("subgroups", "subgroups"):
        raise QueryError(
            "Subgroups by subgroups says nothing.",
            "Choose agencies as columns.",
            zh=("分組對分組沒有意義。", "欄請選 agencies。"),
        )
    records = _Records(reader, as_of)
    kind = ROWS[rows]
    ids = [i for i, n in records.nodes.items() if n["kind"] == kind and (not dataset or n["dataset"] == dataset)]
    if kind == "Document":
        # A law or a framework that is only a source is nothing to be responsible for.
        reviewed = {i for i in ids if any(e["type"] == "REVIEWS" for e in records.into[i])}
        ids = [i for i in ids if i in reviewed or records.nodes[i]["sort"] in ("plan", "report")]
    if about:
        ids = [i for i in ids if about in _around(records, i)]
    ids = _in_order(reader, records, ids)
    if columns == "agencies":
        found = [*touches(reader, kind, ids, as_of=as_of, lang=lang), *_reviews(records, ids, lang)] if ids else []
    else:
        found = [a for i in ids for a in _bodies(records, i, lang)]
    sets = {records.nodes[i]["dataset"] for i in ids}
    return MatrixRows(
        items=[_item(records, i) for i in ids],
        agencies=[_agency(records, i) for i in _columns(records, columns, sets, found)],
        assignments=_complete(records, found),
        heading=_heading(reader, records, rows, about, sets, as_of),
    )


def _in_order(reader: Reader, records: _Records, ids: Iterable[str]) -> list[str]:
    """By the place of the group in its source, then by the source's own numbers, then by place and id."""
    numbers = {r["id"]: r["number"] for r in catalogue.run(reader, "item_order")}
    groups = {i: records.group(i) for i in ids}
    return sorted(
        groups,
        key=lambda i: (groups[i] == "", records.place(groups[i]), _natural(numbers.get(i, "")), records.place(i)),
    )


def _natural(text: str) -> list[_Part]:
    """A key under which 13.2 comes before 13.10 and (二) before (三)."""
    parts = _PARTS.findall(text.translate(_NUMERALS))
    return [(0, int(p), "") if p.isdigit() else (1, 0, p) for p in parts]


def _columns(records: _Records, columns: str, sets: set[str], assignments: Sequence[Row]) -> list[str]:
    """Ids of the columns: what is used, leads first; and what the same data sets declare of the expected kind."""
    first: dict[str, tuple[int, int]] = {}
    for n, a in enumerate(assignments):
        rank = (_ROLES.index(a["role"]) if a["role"] in _ROLES else len(_ROLES), n)
        first[a["agency"]] = min(rank, first.get(a["agency"], rank))
    wanted = [
        i
        for i, n in records.nodes.items()
        if i in first
        or (
            n["dataset"] in sets
            and (n["kind"] == "Agency" and n["sort"] in PARTS if columns == "agencies" else n["kind"] == "Subgroup")
        )
    ]
    # A body's number among all assignments would set partners apart by chance; only leads follow their items.
    order = {i: (rank, n if rank == 0 else 0) for i, (rank, n) in first.items()}
    last = (len(_ROLES) + 1, 0)
    return sorted(wanted, key=lambda i: (records.kind(i) != "Agency", *order.get(i, last), records.place(i)))


def _around(records: _Records, item: str) -> set[str]:
    """Everything an item is about. Each sort of link is followed one way, so that no walk comes back down to siblings:
    not from an indicator over its task to another indicator, nor from a target over a task to another target.
    """
    kind = records.kind(item)
    out = {"PART_OF", "SITS_ON", "REPRESENTS", "MANDATED_BY"} | ({"UNDERTAKES"} if kind == "Subgroup" else set())
    into = {*_ROLES} | (set() if kind == "Subgroup" else {"UNDERTAKES"})
    (into if kind == "SDGTarget" else out).add("ALIGNS_TO")
    return _walk(records, item, out | {"MEASURED_BY"}, into) | _walk(records, item, out, into | {"MEASURED_BY"})


def _walk(records: _Records, item: str, out: set[str], into: set[str]) -> set[str]:
    reached, fresh = {item}, [item]
    for _ in range(DEEPEST):
        beyond = {e["to"] for at in fresh for e in records.out[at] if e["type"] in out}
        beyond |= {e["from"] for at in fresh for e in records.into[at] if e["type"] in into}
        # An agency is a destination, not a passage: its other duties say nothing about this item.
        fresh = [b for b in beyond - reached if records.kind(b) != "Agency"]
        reached |= beyond
    return reached


def _step(records: _Records, edge: Row) -> Row:
    return {
        "from": edge["from"],
        "from_kind": records.kind(edge["from"]),
        "relationship": edge["type"],
        "to": edge["to"],
        "to_kind": records.kind(edge["to"]),
        **{k: edge[k] or "" for k in _OWN},
    }


def _made(records: _Records, item: str, edges: Sequence[Row], lang: str) -> Row:
    """An assignment of a body, from the edges that lead from it to the item."""
    role, steps = edges[0], [_step(records, e) for e in edges]
    english = lang == "en"

    def shown(id_: str) -> str:
        return (english and records.name_en(id_)) or records.name(id_)

    words = [
        f"{shown(e['from'])} {(not english and (own_word(e['type'], e['wording']) or e['wording'])) or shown_word(e['type'], '', lang)} {shown(e['to'])}"
        for e in edges
    ]
    agency = role["from"] if role["type"] != "SITS_ON" else role["to"]
    return {
        "item": item,
        "agency": agency,
        "agency_name_en": records.name_en(agency),
        "agency_kind": "",
        "role": role["type"],
        "wording": role["wording"] or "",
        "under": role["under"] or "",
        "distance": len(steps) - 1,
        "inherited": len(steps) > 1,
        "path": " → ".join(words),
        "steps": steps,
        "origin": weakest([s["origin"] for s in steps]),
        "valid_from": max((s["valid_from"] for s in steps), default=""),
        "valid_to": min((s["valid_to"] for s in steps if s["valid_to"]), default=""),
    }


def _reviews(records: _Records, ids: Iterable[str], lang: str) -> Iterator[Row]:
    """The reviews of councils and subgroups on the items themselves."""
    for item in ids:
        for edge in records.into[item]:
            if edge["type"] == "REVIEWS" and records.kind(edge["from"]) in BODIES:
                yield _made(records, item, [edge], lang)


def _bodies(records: _Records, item: str, lang: str) -> Iterator[Row]:
    """What subgroups and councils have to do with an item: undertake it (or its task), review it, or hold its seat."""
    if records.kind(item) == "Member":
        for edge in records.out[item]:
            if edge["type"] == "SITS_ON":
                yield _made(records, item, [edge], lang)
        return
    ways: list[tuple[str, list[Row]]] = [(item, [])]
    seen = {item}
    for _ in range(DEEPEST):
        longer: list[tuple[str, list[Row]]] = []
        for at, way in ways:
            for edge in records.into[at]:
                if edge["type"] in ("UNDERTAKES", *_ROLES) and records.kind(edge["from"]) in BODIES:
                    yield _made(records, item, [edge, *way], lang)
            below = [(e["from"], e) for e in records.into[at] if e["type"] in ("MEASURED_BY", "ALIGNS_TO")]
            below += [(e["to"], e) for e in records.out[at] if e["type"] == "PART_OF" and records.kind(at) == "Task"]
            longer += [(near, [edge, *way]) for near, edge in below if near not in seen]
            seen.update(near for near, _ in below)
        ways = longer


def _item(records: _Records, id_: str) -> Row:
    group = records.group(id_)
    return {
        "id": id_,
        "kind": records.kind(id_),
        "name": records.name(id_),
        "name_en": records.name_en(id_),
        "group": group,
        "group_name": records.name(group) if group else "",
        "group_name_en": records.name_en(group),
    }


def _agency(records: _Records, id_: str) -> Row:
    parent = records.parent(id_)
    body = records.kind(id_) in BODIES
    return {
        "id": id_,
        "name": records.name(id_),
        "name_en": records.name_en(id_),
        "kind": "" if body else records.nodes[id_]["sort"] or "",
        "parent_name": KIND[records.kind(id_)].zh if body else records.name(parent) if parent else "",
        "parent_name_en": KIND[records.kind(id_)].en if body else records.name_en(parent),
    }


def _complete(records: _Records, assignments: Sequence[Row]) -> list[Row]:
    """The assignments with every name in both languages."""
    items = {i: _prefixed("item", _item(records, i)) for i in {a["item"] for a in assignments}}
    agencies = {i: _prefixed("agency", _agency(records, i)) for i in {a["agency"] for a in assignments}}
    return [
        {**a, **items[a["item"]], **agencies[a["agency"]], "steps": [_named(records, s) for s in a["steps"]]}
        for a in assignments
    ]


def _prefixed(prefix: str, row: Row) -> Row:
    return {f"{prefix}_{k}": v for k, v in row.items() if k != "id"}


def _named(records: _Records, step: Row) -> Row:
    source = step["source"]
    return {
        **step,
        "from_name": records.name(step["from"]),
        "from_name_en": records.name_en(step["from"]),
        "to_name": records.name(step["to"]),
        "to_name_en": records.name_en(step["to"]),
        "source_name": records.name(source) if source else "",
        "source_name_en": records.name_en(source),
    }


def _heading(reader: Reader, records: _Records, rows: str, about: str, sets: set[str], as_of: str) -> Row:
    kind = KIND[ROWS[rows]]
    zh, en = (
        f"{kind.zh}權責矩陣",
        f"Responsibility matrix of {kind.en[0].lower() if kind.en[1].islower() else kind.en[0]}{kind.en[1:]}s",
    )
    loaded = [d for d in datasets(reader) if d["id"] in sets]
    if about:
        of, of_en = records.name(about), records.name_en(about) or records.name(about)
    else:
        of, of_en = (loaded[0]["name"], loaded[0].get("name_en") or loaded[0]["name"]) if len(loaded) == 1 else ("", "")
    if of:
        zh, en = f"{of}：{zh}", f"{of_en}: {en[0].lower()}{en[1:]}"
    editions = [{k: d.get(k) or "" for k in ("id", "name", "name_en", "edition", "date")} for d in loaded]
    return {"title": zh, "title_en": en, "editions": editions, "as_of": as_of}
