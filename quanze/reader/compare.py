"""What a draft has and a data set or graph lacks, and the other way round; records are paired by folded names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quanze.graph.engine import Reader
from quanze.graph.records import dataset_nodes, dataset_relationships
from quanze.reader.draft import Draft
from quanze.schema import KINDS, RELATIONSHIPS
from quanze.schema.rows import ChangedValue, OneSided
from quanze.schema.words import fold

Props = Mapping[str, Any]
_VALUES = ("seats", "seats_max", "year", "target", "result", "unit", "baseline_year", "baseline_value")
"""The values of records that are compared beside their names."""
_OF_OTHERS = ("unknown-reference", "requires-missing", "sdgs-missing")
"""Findings about names and data sets that are not in the files."""


@dataclass(eq=False)
class Thing:
    """A record to be paired: its kind, its names folded, and what else distinguishes it from others of its name."""

    kind: str
    name: str
    names: frozenset[str]
    title: str = ""
    seats: str = ""
    post: str = ""
    owner: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Bond:
    """A relationship between two records of one side."""

    type: str
    a: Thing
    b: Thing
    wording: str = ""

    def __str__(self) -> str:
        return f"{self.type} {self.a.name} → {self.b.name}"


@dataclass
class Side:
    """All records and relationships of one side."""

    things: list[Thing]
    bonds: list[Bond]


@dataclass
class Difference:
    """What pairs, what only the document has, and what only the data set has."""

    pairs: list[tuple[Thing, Thing]]
    bonds: list[tuple[Bond, Bond]]
    only_document: list[Thing]
    only_dataset: list[Thing]
    bonds_only_document: list[Bond]
    bonds_only_dataset: list[Bond]
    document: Side


def side_of_draft(draft: Draft) -> Side:
    """The draft as a side."""
    things: dict[int, Thing] = {}
    for node in (n for n in draft.nodes if n.merged is None):
        things[id(node)] = _thing(node.kind, {**node.values, "name": node.name, "aliases": node.aliases})
    bonds = [Bond(k.type, things[id(k.a.real())], things[id(k.b.real())], k.wording) for k in draft.links]
    return _owned(Side(list(things.values()), bonds))


def side_of_rows(nodes: Mapping[str, tuple[str, Props]], links: Iterable[tuple[str, str, str, Props]]) -> Side:
    """A side of nodes (id → kind and properties) and links (type, from id, to id, properties)."""
    things = {key: _thing(kind, props) for key, (kind, props) in nodes.items()}
    bonds = [
        Bond(t, things[a], things[b], str(p.get("wording") or ""))
        for t, a, b, p in links
        if a in things and b in things
    ]
    unique = {(b.type, id(b.a), id(b.b)): b for b in bonds}
    return _owned(Side(list(things.values()), list(unique.values())))


def side_of_files(paths: Sequence[Path], wanted: Sequence[str] = (), *, editorial: bool = True) -> Side:
    """The data sets in files as a side, checked as ``quanze load`` does; ``wanted`` limits it to some of them.

    Without ``editorial``, what is our own reading and in no document is left out. Raises FindingsError when a finding
    would stop their load, but for names of other data sets, which are not asked for here.
    """
    from quanze.loaders.file_editions import refuse_parts
    from quanze.loaders.load import check

    nodes: dict[str, tuple[str, Props]] = {}
    links: list[tuple[str, str, str, Props]] = []
    checked = check(paths, accept_unsure=True)
    refuse_parts(f for done in checked for f in done.findings if f.code not in _OF_OTHERS)
    for done in checked:
        for node in done.plan.nodes.values():
            if not editorial and node.props.get("origin") == "editorial":
                continue
            nodes[node.props["id"]] = (node.kind, node.props)
        if not wanted or done.description.get("id") in wanted:
            links.extend(
                (k.ends[0], k.start, k.end, k.props)
                for k in done.plan.links.values()
                if editorial or k.props.get("origin") != "editorial"
            )
    if wanted:
        used = {i for _, a, b, _ in links for i in (a, b)}
        nodes = {k: v for k, v in nodes.items() if k.split("/")[0] in wanted or k in used}
    return side_of_rows(nodes, links)


def side_of_graph(reader: Reader, wanted: Sequence[str], known: Sequence[str]) -> Side:
    """Data sets of a graph as a side; ends of their links in other data sets (``known``) are in it too."""
    nodes: dict[str, tuple[str, Props]] = {}
    mine: set[str] = set()
    for dataset in known:
        for kind in KINDS:
            found = dataset_nodes(reader, kind.label, dataset)
            nodes.update({i: (kind.label, p) for i, p in found.items()})
            mine.update(found if dataset in wanted else ())
    links: list[tuple[str, str, str, Props]] = []
    for dataset in wanted:
        for relationship in RELATIONSHIPS:
            for start, end in relationship.ends:
                rows = dataset_relationships(reader, (relationship.type, start, end), dataset)
                links.extend((relationship.type, a, b, p) for a, b, p in rows.values())
    used = mine | {i for _, a, b, _ in links for i in (a, b)}
    return side_of_rows({k: v for k, v in nodes.items() if k in used}, links)


def compare(document: Side, dataset: Side) -> Difference:
    """Pair the records of two sides, then their relationships by paired ends."""
    pairs = _pair(document.things, dataset.things)
    to = {id(a): b for a, b in pairs}
    paired = {id(b) for _, b in pairs}
    theirs = {(b.type, id(b.a), id(b.b)): b for b in dataset.bonds}
    bonds: list[tuple[Bond, Bond]] = []
    extra: list[Bond] = []
    for bond in document.bonds:
        a, b = to.get(id(bond.a)), to.get(id(bond.b))
        known = theirs.pop((bond.type, id(a), id(b)), None) if a is not None and b is not None else None
        if known is None:
            extra.append(bond)
        else:
            bonds.append((bond, known))
    return Difference(
        pairs,
        bonds,
        [t for t in document.things if id(t) not in to],
        [t for t in dataset.things if id(t) not in paired],
        extra,
        list(theirs.values()),
        document,
    )


@dataclass(frozen=True)
class Change:
    """A value that both sides state, and differently."""

    kind: str
    name: str
    field: str
    document: str
    dataset: str


def changes(found: Difference) -> list[Change]:
    """The values of paired records in which the sides differ; a value that one side leaves out is no change."""
    out: list[Change] = []
    for mine, theirs in found.pairs:
        for field_name in (*_VALUES, "post"):
            a = mine.post if field_name == "post" else mine.extra.get(field_name)
            b = theirs.post if field_name == "post" else theirs.extra.get(field_name)
            if a in (None, "") or b in (None, "") or _equal(a, b):
                continue
            out.append(Change(mine.kind, mine.name, field_name, str(a), str(b)))
    return out


@dataclass(frozen=True)
class Comparison:
    """A draft beside another source, in rows; ``in_both`` counts the records and relationships of both."""

    in_both: int
    changed: list[ChangedValue]
    only_document: list[OneSided]
    only_other: list[OneSided]


def comparison(found: Difference) -> Comparison:
    """A difference in rows."""
    changed: list[ChangedValue] = [
        {"kind": c.kind, "name": c.name, "property": c.field, "document": c.document, "other": c.dataset}
        for c in changes(found)
    ]
    return Comparison(
        len(found.pairs) + len(found.bonds),
        changed,
        _one_sided(found.only_document, found.bonds_only_document),
        _one_sided(found.only_dataset, found.bonds_only_dataset),
    )


def _one_sided(things: Iterable[Thing], bonds: Iterable[Bond]) -> list[OneSided]:
    records: list[OneSided] = [{"kind": t.kind, "name": t.name, "to_name": ""} for t in things]
    return records + [{"kind": b.type, "name": b.a.name, "to_name": b.b.name} for b in bonds]


def _equal(a: object, b: object) -> bool:
    try:
        return float(str(a)) == float(str(b))
    except ValueError:
        return fold(str(a)) == fold(str(b))


def _thing(kind: str, props: Props) -> Thing:
    name = str(props.get("name") or "")
    aliases = props.get("aliases") or []
    if isinstance(aliases, str):
        aliases = [a.strip() for a in aliases.split(";")]
    # A stop ends a sentence or an abbreviation, Dept., and tells no two names apart.
    names = frozenset(fold(n).rstrip(".") or n for n in (name, str(props.get("name_en") or ""), *aliases) if n)
    return Thing(
        kind,
        name,
        names,
        str(props.get("seat_title") or props.get("title") or ""),
        str(props.get("seats") or ""),
        fold(str(props.get("post") or "")),
        extra={k: v for k, v in props.items() if k in _VALUES},
    )


def _owned(side: Side) -> Side:
    """Give each seat, task and yearly target the name of what it belongs to, so that equal names differ."""
    for bond in side.bonds:
        if bond.type == "SITS_ON":
            bond.a.owner = bond.a.owner or min(bond.b.names, default="")
        elif bond.type in ("UNDERTAKES", "HAS_TARGET"):
            bond.b.owner = bond.b.owner or min(bond.a.names, default="")
    return side


def _pair(mine: list[Thing], theirs: list[Thing]) -> list[tuple[Thing, Thing]]:
    """Pair each record with the first free one of its kind with a common name; seats by title, number and post."""
    pairs: list[tuple[Thing, Thing]] = []
    named: dict[tuple[str, str], list[Thing]] = {}
    for thing in theirs:
        for name in {fold(thing.title)} if thing.kind == "Member" and thing.title else thing.names:
            named.setdefault((thing.kind, name), []).append(thing)
    taken: set[int] = set()
    for owner_too in (True, False):
        for thing in mine:
            if id(thing) in taken:
                continue
            names = {fold(thing.title)} if thing.kind == "Member" and thing.title else thing.names
            candidates = [o for n in sorted(names) for o in named.get((thing.kind, n), ()) if id(o) not in taken]
            other = next((o for o in candidates if _same(thing, o) and (not owner_too or thing.owner == o.owner)), None)
            if other is not None:
                pairs.append((thing, other))
                taken.update((id(thing), id(other)))
    return pairs


def _same(a: Thing, b: Thing) -> bool:
    if a.kind == "Member" and a.title and b.title:
        if fold(a.title) != fold(b.title) or (a.seats and b.seats and a.seats != b.seats):
            return False
        if a.post and b.post:
            return a.post in b.post or b.post in a.post
        return (not a.post and not b.post) or bool(a.names & b.names)
    return bool(a.names & b.names)
