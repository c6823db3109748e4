"""Rows for pictures: records and relationships of some data sets, with properties and names of sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quanze.errors import DataError, QueryError
from quanze.graph.engine import Reader
from quanze.graph.records import datasets as loaded_datasets
from quanze.locale import message
from quanze.queries import statements
from quanze.queries.lifetimes import CHANGING_KINDS, Lifetimes, ended_with, lifetimes, still_held
from quanze.queries.plans import plans
from quanze.queries.responsibility import document_names, span, web_of, who
from quanze.queries.webs import Web
from quanze.schema import KINDS, ROLES
from quanze.schema.dates import LAST_DAY, day_before, earliest, holds, latest
from quanze.schema.naming import Name, named
from quanze.schema.relationships import PART_OF
from quanze.schema.rows import Dataset, Row
from quanze.schema.tables import CHANGING
from quanze.schema.ways import SECTIONED, UNSETTLED, answered_kinds

MOST_EDGES = 50_000
"""Relationships around a record that a picture may be made of: with more it can hardly be opened."""


@dataclass
class Subgraph:
    """What a picture is drawn from. ``datasets`` are those it shows, ``absent`` the others.

    Node rows: id, kind, name, name_en, aliases, dataset, origin, source, source_name, locator, quote, note,
    valid_from, valid_to, stays, properties. Edge rows: key, from, to, type, dataset, wording, under, inherited and the
    same.
    The dates of a record are those of its life, with ``stays`` where it lives with one whole after the other; a
    relationship holds no longer than what it joins.
    """

    nodes: list[Row]
    edges: list[Row]
    datasets: list[Dataset] = field(default_factory=list)
    absent: list[Dataset] = field(default_factory=list)


def subgraph(reader: Reader, *, datasets: Sequence[str] = (), as_of: str = "") -> Subgraph:
    """All rows of the given data sets, and the records they refer to, that hold on ``as_of`` (ISO; empty: ever).

    Without ``datasets``: the plans (see ``quanze.queries.plans``); all when there is no plan. DataError for a data set
    that is not loaded.
    """
    nodes, stated = _nodes(reader), statements.run(reader, "graph_edges")
    lives = lifetimes(reader, nodes, every=True)
    return _shown(reader, nodes, stated, lives, datasets=datasets, usual=plans(reader), as_of=as_of)


def shown_sets(reader: Reader, datasets: Sequence[str] = ()) -> Subgraph:
    """The data sets that ``subgraph`` shows and leaves out, without records: all that a picture of agencies needs."""
    loaded = loaded_datasets(reader)
    wanted = _wanted({d["id"] for d in loaded}, datasets, plans(reader))
    return Subgraph([], [], [d for d in loaded if d["id"] in wanted], [d for d in loaded if d["id"] not in wanted])


def subgraph_around(
    reader: Reader,
    focus: str,
    depth: int,
    *,
    others: Iterable[str] = (),
    datasets: Sequence[str] = (),
    as_of: str = "",
) -> Subgraph:
    """The rows of ``subgraph`` of all data sets, or of the given ones, that lie within ``depth`` steps of a record.

    Nothing else is read, but for what changes have put in the place of a neighbour, and for the records ``others``.
    Raises QueryError where more than ``MOST_EDGES`` relationships would be read.
    """
    ids, stated, frontier = {focus, *others}, dict[str, Row](), [focus]
    if datasets:
        frontier = sorted(ids)  # one of another data set is shown where a relationship of these leads to it
    # Only pictures of several steps and all days ask when something changes between the outermost.
    for step in range(depth if depth == 1 or as_of else depth + 1):
        asked = _with_changed(reader, frontier)
        _refuse_if_large(reader, asked)
        rows = statements.run(reader, "graph_edges_of", {"ids": asked})
        if step < depth:
            reached = _with_changed(reader, {row[end] for row in rows for end in ("from", "to")}.union(asked))
            frontier = [id_ for id_ in reached if id_ not in ids]
            ids.update(reached)
        stated |= {row["key"]: row for row in rows if row["from"] in ids and row["to"] in ids}
    nodes = _nodes(reader, sorted(ids))
    in_order = sorted(stated.values(), key=lambda row: (row["type"], row["from"], row["to"], row["key"]))
    return _shown(reader, nodes, in_order, lifetimes(reader, nodes), datasets=datasets, usual=set(), as_of=as_of)


def _refuse_if_large(reader: Reader, ids: Sequence[str]) -> None:
    (counted,) = statements.run(reader, "count_links_of", {"ids": ids})
    n = counted["count"]
    if n > MOST_EDGES:
        raise QueryError(
            message("{n:,} relationships lie around this record, too many for a picture.", n=n),
            message("Ask about a task or another record with fewer, or with a smaller --depth."),
        )


def _with_changed(reader: Reader, ids: Iterable[str]) -> list[str]:
    """Records, and all bodies and documents that changes join to them, sorted."""
    found = set(ids)
    ahead = found
    while ahead:
        rows = statements.run(reader, "changes_of", {"ids": sorted(ahead)})
        ahead = {row[end] for row in rows for end in ("from", "to") if row["to_kind"] in CHANGING_KINDS} - found
        found |= ahead
    return sorted(found)


def _shown(
    reader: Reader,
    nodes: dict[str, Row],
    stated: Sequence[Row],
    lives: Lifetimes,
    *,
    datasets: Sequence[str],
    usual: set[str],
    as_of: str,
) -> Subgraph:
    """What is shown of records and relationships: their lives, what passed on, and the data sets that are wanted."""
    loaded = loaded_datasets(reader)
    wanted = _wanted({d["id"] for d in loaded} | {n["dataset"] for n in nodes.values()}, datasets, usual)
    stated = [{**row, "inherited": False} for row in stated]
    web = _web(reader, lives, nodes, stated, as_of)  # by the dates that the records state themselves
    for id_, node in nodes.items():
        node["valid_from"], node["valid_to"] = lives.span(id_)
        node["stays"] = lives.stays(id_)
    shown = [node for node in nodes.values() if lives.lives(node["id"], as_of)]
    held = {n["id"] for n in shown}
    carried = [*_carried(web, lives, stated, nodes), *_groups(lives, stated, nodes, as_of)]
    for e in stated:
        if e["type"] not in CHANGING:
            e["valid_from"], e["valid_to"] = _within(lives, nodes, e, *lives.dates(e, e["from"]))
    edges = [
        e
        for e in (*stated, *carried)
        if e["from"] in held and e["to"] in held and (not as_of or holds(e["valid_from"], e["valid_to"], as_of))
    ]
    drawn = [e for e in edges if e["dataset"] in wanted]
    ids = {n["id"] for n in shown if n["dataset"] in wanted} | {e[end] for e in drawn for end in ("from", "to")}
    # An SDG target that is referred to brings its goal along.
    above = [e for e in edges if e["type"] == "PART_OF" and e["from"] in ids and e["dataset"] not in wanted]
    above = [e for e in above if nodes[e["from"]]["kind"] == "SDGTarget"]
    ids |= {e["to"] for e in above}
    cited = [*nodes.values(), *drawn, *above]
    names = document_names(reader, {row["source"] for row in cited if row["source"]})
    for row in cited:
        row["source_name"] = names[row["source"]]["name"] if row["source"] in names else None
    return Subgraph(
        [n for n in shown if n["id"] in ids],
        [*drawn, *above],
        [d for d in loaded if d["id"] in wanted],
        [d for d in loaded if d["id"] not in wanted],
    )


def _web(reader: Reader, lives: Lifetimes, nodes: dict[str, Row], stated: Sequence[Row], as_of: str) -> Web:
    """The web of what was read, in which what successors took over is theirs; empty where nothing changed."""
    if not lives.by_key:
        return Web()
    known = {row["key"] for row in stated}
    changes = [change.row for change in lives.by_key.values() if change.key not in known]
    return web_of(reader, nodes, [*stated, *changes], as_of=as_of)


def _carried(web: Web, lives: Lifetimes, stated: Sequence[Row], nodes: dict[str, Row]) -> list[Row]:
    """Edge rows of what successors took over: the predecessor's, from the successor, as inherited ones.

    What began with a whole of its own after the predecessor had ended was never that one's: ``lives`` knows the wholes.
    """
    by_key = {row["key"]: row for row in stated}
    found: list[Row] = []
    for party in web.parties():
        for path in web.held(party):
            role = path[-1]
            if len(path) == 1 or role.way.how == SECTIONED:
                continue
            row = by_key[role.row["key"]]
            lead = [hop for hop in path[:-1] if hop not in (*role.before, *role.after)]
            change = lives.by_key.get(lead[-1].row["key"]) if lead else None
            if change is not None and change.date and not lives.lives(role.far, day_before(change.date)):
                continue
            before, after = (lead or role.after)[0], nodes[role.near if lead else role.after[0].near]
            ends = {role.near: party, (role.after[0].near if role.after else role.far): role.far}
            first, last = span(web, [*lead, *role.before, role, *role.after])
            found.append(_passed(row, ends, after, first, last, f"{row['key']}/{before.row['key']}/{party}/{role.far}"))
    for row in found:
        for id_ in (row["from"], row["to"]):
            row["valid_from"] = latest(row["valid_from"], nodes[id_]["valid_from"])
            row["valid_to"] = earliest(row["valid_to"], nodes[id_]["valid_to"])
    return [row for row in found if holds(None, row["valid_to"], row["valid_from"])]


def _passed(row: Row, ends: dict[str, str], former: Row, first: str, last: str, key: str) -> Row:
    """The row of a relationship as one of those who took the place of its ends."""
    return {
        **row,
        **{end: ends.get(row[end], row[end]) for end in ("from", "to")},
        "key": key,
        "inherited": True,
        "valid_from": first,
        "valid_to": last,
        "note": message("carried over from {former}", former=Name(former)),
    }


def _groups(lives: Lifetimes, stated: Sequence[Row], nodes: dict[str, Row], as_of: str) -> list[Row]:
    """Edge rows of the subgroups of bodies that others took the whole place of: no way of responsibility goes there."""
    found = []
    for row in stated:
        if row["type"] != PART_OF.type or nodes[row["from"]]["kind"] != "Subgroup":
            continue
        for change in lives.heirs(row["to"], as_of or LAST_DAY):
            ended = [day_before(change.date)] if change.date else []
            if still_held(row["valid_from"], row["valid_to"], ended, as_of):
                ends, after = {row["to"]: change.after}, nodes[row["to"]]
                last = row["valid_to"] or ""
                own = last if last and not any(ended_with(last, end) for end in ended) else ""
                new = _passed(row, ends, after, change.date, own, f"{row['key']}/{change.key}")
                new["valid_from"], new["valid_to"] = _within(lives, nodes, new, change.date, own)
                found.append(new)
    return found


def _within(lives: Lifetimes, nodes: dict[str, Row], row: Row, first: str, last: str) -> tuple[str, str]:
    """First and last day of a relationship: no longer than what it joins, nor than until an end passed it on."""
    start, end = nodes[row["from"]], nodes[row["to"]]
    begun = latest(first, start["valid_from"], end["valid_from"])
    gone = [
        lives.moved_away(lives.matter(row, holder["id"], other["id"], kind=other["kind"], type_=type_))
        for holder, other, type_ in ((start, end, row["type"]), (end, start, ""))
        if holder["id"] in lives.leaving
    ]
    return begun, earliest(last, start["valid_to"], end["valid_to"], *gone)


def _wanted(every: set[str], datasets: Sequence[str], usual: set[str]) -> set[str]:
    """The data sets asked for, else the ``usual`` ones; all where none is given."""
    unknown = [d for d in datasets if d not in every]
    if unknown:
        raise DataError(
            message("The data set {names} is not loaded.", names=unknown),
            message("Loaded: {names}.", names=sorted(every)),
        )
    if datasets:
        return set(datasets)
    return usual or every


def _nodes(reader: Reader, ids: Sequence[str] | None = None) -> dict[str, Row]:
    """Records by id, all or those of some ids, with ``aliases``, their own ``properties`` and their ``position`` in the
    source."""
    rows = (
        statements.run(reader, "graph_nodes") if ids is None else statements.run(reader, "graph_nodes_of", {"ids": ids})
    )
    found = {row["id"]: {**row, "aliases": [], "properties": {}} for row in rows}
    for kind in KINDS:
        of_kind = [row["id"] for row in rows if row["kind"] == kind.label]
        if not of_kind:
            continue
        own = [p.name for p in kind.properties if p.stored]
        columns = "".join(f", n.{name} AS {name}" for name in own)
        # Only names declared in the schema enter the text.
        start = f"MATCH (n:{kind.label})" if ids is None else f"UNWIND $ids AS id\nMATCH (n:{kind.label} {{id: id}})"
        asked = {} if ids is None else {"ids": of_kind}
        text = f"{start}\nRETURN n.id AS id, n.aliases AS aliases, n.position AS position{columns} ORDER BY id"
        for row in reader.read(text, asked):
            node = found[row["id"]]
            node["position"] = row["position"] or 0
            node["aliases"] = row["aliases"] or []
            node["properties"] = {p: row[p] for p in own if row[p] not in (None, "", [])}
    return found


def inherited(reader: Reader, kind: str, id_: str, *, as_of: str = "", lang: str = "zh-TW") -> list[Row]:
    """Edge rows from agencies that answer for a record by something between, in the role they hold; ``note`` is the
    path.

    The whole of a section that answers is left out: the picture shows the section.
    """
    if kind not in answered_kinds():
        return []
    roles = {r.type for r in ROLES}
    rows = who(reader, kind, [id_], as_of=as_of)
    found = []
    for n, row in enumerate(
        r for r in rows if r["inherited"] and r["how"] not in (SECTIONED, UNSETTLED) and r["role"] in roles
    ):
        step = next((s for s in row["steps"] if s["relationship"] == row["role"]), row["steps"][0])
        found.append(
            {
                "key": f"inherited/{n}",
                "from": row["agency"],
                "to": id_,
                "type": row["role"],
                "wording": row["wording"],
                "inherited": True,
                "origin": row["origin"],
                "note": named(row, lang, "path"),
                "under": row["under"],
                "valid_from": row["valid_from"],
                "valid_to": row["valid_to"],
                **{k: step[k] for k in ("source", "source_name", "locator", "quote")},
            }
        )
    return found
