"""What the reader found: records and links with the place each was read from, folded and turned into table rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from quanze.locale import message
from quanze.schema import KIND, KINDS, RELATIONSHIP
from quanze.schema.declare import Kind
from quanze.schema.tables import UNSURE
from quanze.schema.words import fold as folded

HIGH = "high"
CHECK = UNSURE
QUOTE_LENGTH = 60
fold = lru_cache(maxsize=50_000)(folded)
"""Names as they are compared; the same ones are asked for over and over."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact was read: source file, passage (or table and row), span in it, rule and clause.

    ``where`` and ``locator`` are sentences of ``quanze.locale`` where they say more than a name; ``reason`` is a key of
    ``quanze.schema.draft_codes.CHECKS``; ``column`` is that of the table's cell where it was read from one.
    """

    source: int
    passage: int
    start: int
    end: int
    rule: str
    where: str
    locator: str
    clause: str
    confidence: str = HIGH
    grid: int = -1
    row: int = -1
    reason: str = ""
    column: int = -1


@dataclass(eq=False, slots=True)
class Node:
    """A record of one kind; ``merged`` points to the record it was folded into."""

    kind: str
    name: str
    evidence: list[Evidence]
    aliases: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    links: dict[str, Node] = field(default_factory=dict)
    merged: Node | None = None

    def real(self) -> Node:
        """The record that this one was folded into."""
        node = self
        while node.merged is not None:
            node = node.merged
        return node

    def alias(self, *names: str) -> None:
        """Add other names, each once and none equal to the name."""
        for name in names:
            if name and fold(name) != fold(self.name) and all(fold(name) != fold(a) for a in self.aliases):
                self.aliases.append(name)


@dataclass(eq=False, slots=True)
class Link:
    """A relationship between two records, with the source's word for it."""

    type: str
    a: Node
    b: Node
    wording: str
    evidence: list[Evidence]
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Remark:
    """Something for the reviewer: what was folded, which sum fails, what is named but nowhere defined.

    ``code`` is a key of ``quanze.schema.draft_codes.REMARKS``.
    """

    code: str
    text: str
    where: str = ""


@dataclass(frozen=True)
class Unread:
    """A text with words of responsibility from which no fact was read.

    ``reason`` is a key of ``quanze.schema.draft_codes.UNREAD``.
    """

    where: str
    text: str
    words: tuple[str, ...]
    source: int = 0
    passage: int = -1
    start: int = 0
    end: int = 0
    grid: int = -1
    row: int = -1
    reason: str = "words"


class Draft:
    """The graph as read so far. Records are looked up by kind and folded name, seats and targets also by owner."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.links: list[Link] = []
        self.remarks: list[Remark] = []
        self.unread: list[Unread] = []
        self._by_kind: dict[str, list[Node]] = {}
        self._by_key: dict[tuple[str, ...], Node] = {}
        self._by_link: dict[tuple[str, int, int], Link] = {}

    def node(self, kind: str, name: str, evidence: Evidence, /, *aliases: str, scope: str = "", **values: Any) -> Node:
        """The record of that kind and name, made when new; later values fill what is still empty."""
        KIND[kind]
        key = (kind, fold(name), fold(scope))
        known = self._by_key.get(key)
        if known is None:
            known = Node(kind, name, [evidence])
            self.nodes.append(known)
            self._by_kind.setdefault(kind, []).append(known)
        else:
            known = known.real()
            known.evidence.append(evidence)
            known.alias(name)
        self._by_key.setdefault(key, known)
        known.alias(*aliases)
        if not scope:
            for other in aliases:
                self._by_key.setdefault((kind, fold(other), ""), known)
        for field_name, value in values.items():
            if value not in (None, "", []):
                known.values.setdefault(field_name, value)
        return known

    def find(self, kind: str, name: str, scope: str = "") -> Node | None:
        """The record of that kind and name, or None."""
        node = self._by_key.get((kind, fold(name), fold(scope)))
        return node.real() if node else None

    def known_as(self, name: str, node: Node) -> None:
        """Let a name lead to a record without showing it as an alias."""
        self._by_key.setdefault((node.kind, fold(name), ""), node)

    def link(self, type_: str, a: Node, b: Node, wording: str, evidence: Evidence, **values: Any) -> Link:
        """The link between two records, made when new; the schema's ends are checked."""
        a, b = a.real(), b.real()
        if (a.kind, b.kind) not in RELATIONSHIP[type_].ends:
            raise ValueError(f"{type_} cannot go from {a.kind} to {b.kind}")
        key = (type_, id(a), id(b))
        known = self._by_link.get(key)
        if known is None:
            known = Link(type_, a, b, wording, [evidence])
            self.links.append(known)
            self._by_link[key] = known
        else:
            known.evidence.append(evidence)
        for name, value in values.items():
            if value not in (None, ""):
                known.values.setdefault(name, value)
        return known

    def linked(self, type_: str, a: Node | None = None, b: Node | None = None) -> Iterator[Link]:
        """The links of a type from a record, to a record, or all."""
        for link in self.links:
            if link.type == type_ and (a is None or link.a.real() is a) and (b is None or link.b.real() is b):
                yield link

    def rename(self, node: Node, name: str, scope: str = "") -> None:
        """Give a record the fuller name that a later clause has for it."""
        node.name = name
        self._by_key.setdefault((node.kind, fold(name), fold(scope)), node)

    def forget(self, node: Node) -> None:
        """Take out a record that nothing is linked to."""
        self.nodes = [n for n in self.nodes if n is not node]
        self._by_kind[node.kind] = [n for n in self._by_kind[node.kind] if n is not node]
        self._by_key = {key: known for key, known in self._by_key.items() if known is not node}

    def remark(self, code: str, text: str, where: str = "") -> None:
        """Add a sentence to the report."""
        remark = Remark(code, text, where)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def of_kind(self, kind: str) -> list[Node]:
        """The records of a kind, folded ones left out."""
        return [n for n in self._by_kind.get(kind, ()) if n.merged is None]

    def merge(self, short: Node, full: Node, why: str) -> None:
        """Fold one record into another of its kind: names, values and links go over, and the report says ``why``."""
        full = full.real()
        short = short.real()
        if short is full:
            return
        short.merged = full
        full.alias(short.name, *short.aliases)
        full.evidence.extend(short.evidence)
        for name, value in short.values.items():
            full.values.setdefault(name, value)
        for link in self.links:
            link.a, link.b = link.a.real(), link.b.real()
        kept: dict[tuple[str, int, int], Link] = {}
        for link in self.links:
            key = (link.type, id(link.a), id(link.b))
            if link.a is link.b:
                continue
            if key in kept:
                kept[key].evidence.extend(link.evidence)
            else:
                kept[key] = link
        self.links = list(kept.values())
        self._by_link = kept
        text = message("{short} = {full} ({why})", short=short.name, full=full.name, why=why)
        self.remark("folded", text, short.evidence[0].where)


def rows(draft: Draft, prefix: str, documents: Sequence[Node]) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table of the schema that has some, with the columns of ``quanze.schema.tables`` for review.

    Ids are ``prefix/kind/name``, with what tells records of one name apart. References are names where a name is unique
    in the draft, ids otherwise. ``documents`` are the records of the sources themselves, in order: each row's
    ``source``, and its ``origin``.
    """
    real = [n for n in draft.nodes if n.merged is None]
    ids = _ids(draft, real, prefix)
    names = _references(real, ids) | {
        id(n): _FRAMEWORK[n.kind] + str(n.values["code"]) for n in real if n.kind in _FRAMEWORK
    }
    sources = [
        (
            names[id(d.real())],
            "law"
            if d.real().values.get("kind") == "law"
            else "report"
            if d.real().values.get("kind") == "report"
            else "plan",
        )
        for d in documents
    ]
    out: dict[str, list[dict[str, Any]]] = {}
    placed: set[int] = set()
    by_end: dict[tuple[str, int, bool], list[Link]] = {}
    for link in draft.links:
        by_end.setdefault((link.type, id(link.a.real()), False), []).append(link)
        by_end.setdefault((link.type, id(link.b.real()), True), []).append(link)
    for kind in KINDS:
        for node in (n for n in real if n.kind == kind.label and n.kind not in _FRAMEWORK):
            row: dict[str, Any] = {"id": ids[id(node)], "name": node.name, "aliases": list(node.aliases), **node.values}
            for column, type_, inward in _link_columns(kind):
                mine = by_end.get((type_, id(node), inward), [])
                ends = [k for k in mine if (k.a if inward else k.b).kind in _kinds_of(kind, column)]
                if ends and not _has_own_values(ends[0]):
                    row[column] = names[id(ends[0].a if inward else ends[0].b)]
                    placed.add(id(ends[0]))
            stated = _stated(node.evidence, node.values, sources)
            if kind.label == "AnnualTarget":  # its target and its result are two cells, or two clauses
                stated["quote"] = _clauses_of_one_place(node.evidence)
            out.setdefault(kind.table, []).append({**row, **stated})
    for link in draft.links:
        if id(link) in placed:
            continue
        a, b = names[id(link.a.real())], names[id(link.b.real())]
        stated = _stated(link.evidence, link.values, sources)
        if RELATIONSHIP[link.type].role:
            row = {"who": a, "role": link.type, "on": b, "wording": link.wording, **link.values, **stated}
            out.setdefault("responsibilities", []).append(row)
        else:
            row = {"from": a, "type": link.type, "to": b, "wording": link.wording, **link.values, **stated}
            out.setdefault("links", []).append(row)
    return out


_FRAMEWORK = {"SDGTarget": "sdg/target/", "SDGGoal": "sdg/goal/"}
"""Before the code of a record in the ids of the framework that ships: a draft refers to its records and makes none."""


def _link_columns(kind: Kind) -> Iterable[tuple[str, str, bool]]:
    return ((p.name, p.link, p.inward) for p in kind.properties if p.link)


def _kinds_of(kind: Kind, column: str) -> tuple[str, ...]:
    return kind.property(column).kinds


def _has_own_values(link: Link) -> bool:
    """Whether a link says more than its ends, so that it needs a row of its own."""
    return any(link.values.get(name) for name in ("valid_from", "valid_to", "article", "change"))


def _stated(evidence: list[Evidence], values: dict[str, Any], sources: list[tuple[str, str]]) -> dict[str, Any]:
    first = evidence[0]
    source, origin = sources[first.source]
    confidence = CHECK if all(e.confidence == CHECK for e in evidence) else HIGH
    # What stands in several cells, as the target and the result of a year do, has a doubt about each.
    doubts = {(e.grid, e.column): e for e in reversed(evidence) if e.reason and e.confidence == CHECK}
    doubted = [*reversed(doubts.values())] or [first]
    reason = (doubted[0].reason or "rule") if confidence == CHECK else ""
    return {
        "origin": origin,
        "source": source,
        "locator": first.locator,
        "quote": values.get("quote", first.clause),
        "confidence": confidence,
        "reason": reason,
        "rule": first.rule,
        "where": first.where,
        "clause": first.clause,
        "evidence": first,
        "doubts": doubted,
    }


def _clauses_of_one_place(evidence: list[Evidence]) -> str:
    """All that was read, at the place of the first."""
    place = evidence[0].source, evidence[0].locator
    return " … ".join(dict.fromkeys(e.clause for e in evidence if (e.source, e.locator) == place))


_NAME_IN_ID = 40
"""Characters of a name, and of each text that tells it apart, in an id."""
_MEASURES = "MEASURED_BY"


def _in_id(text: str) -> str:
    return re.sub(r"[\s/]+", "-", text)[:_NAME_IN_ID]


def _ids(draft: Draft, nodes: list[Node], prefix: str) -> dict[int, str]:
    """The id of each record: its name, and where several have one, what tells them apart: no id depends on the order of
    rows, but of records that nothing else tells apart."""
    above, leads = _above(draft)
    told = {id(n): _in_id(n.name) for n in nodes}

    def owners(node: Node) -> str:
        """What it is part of; a task or body by its name, for its own id may not be made yet."""
        mine = above.get(id(node), ())
        return "-".join(sorted({o.name if o.kind == node.kind else told[id(o)] for o in mine}))

    def ancestors(node: Node) -> str:
        seen = [node]
        for one in seen:
            seen += [o for o in above.get(id(one), ()) if all(o is not known for known in seen)]
        return "-".join(sorted({o.name for o in seen[1:]}))

    features: tuple[Callable[[Node], str], ...] = (
        lambda n: n.name[_NAME_IN_ID:],
        owners,
        ancestors,
        lambda n: str(n.values.get("number", "")),
        lambda n: "-".join(sorted(leads.get(id(n), ()))),
    )

    def tell_apart(alike: list[Node], of: Sequence[Callable[[Node], str]]) -> None:
        for at, feature in enumerate(of, 1):
            parts: dict[str, list[Node]] = {}
            for node in alike:
                parts.setdefault(_in_id(feature(node)), []).append(node)
            if len(parts) > 1:
                for text, part in parts.items():
                    for node in part:
                        told[id(node)] += f"-{text}" if text else ""
                    tell_apart(part, of[at:])
                return

    for kind in KINDS:  # owners of another kind come before what they own
        alike: dict[str, list[Node]] = {}
        for node in nodes:
            if node.kind == kind.label:
                alike.setdefault(told[id(node)], []).append(node)
        for several in alike.values():
            if len(several) > 1:
                tell_apart(several, features)
    counts: dict[str, int] = {}
    out: dict[int, str] = {}
    for node in nodes:
        made = f"{prefix}/{KIND[node.kind].slug}/{told[id(node)]}"
        counts[made] = counts.get(made, 0) + 1
        out[id(node)] = made if counts[made] == 1 else f"{made}-{counts[made]}"
    return out


def _above(draft: Draft) -> tuple[dict[int, list[Node]], dict[int, set[str]]]:
    """For each record what it is part of, as its own columns say, and of an indicator its task; and who leads it."""
    columns = {(type_, kind.label, inward) for kind in KINDS for _, type_, inward in _link_columns(kind)}
    columns.add((_MEASURES, "Indicator", True))
    above: dict[int, list[Node]] = {}
    leads: dict[int, set[str]] = {}
    for link in draft.links:
        a, b = link.a.real(), link.b.real()
        if (link.type, b.kind, True) in columns:
            above.setdefault(id(b), []).append(a)
        elif (link.type, a.kind, False) in columns:
            above.setdefault(id(a), []).append(b)
        if RELATIONSHIP[link.type].leads:
            leads.setdefault(id(b), set()).add(a.name)
    return above, leads


def _references(nodes: list[Node], ids: dict[int, str]) -> dict[int, str]:
    texts = references((ids[id(n)], n.name, n.aliases) for n in nodes)
    return {id(n): texts[ids[id(n)]] for n in nodes}


def references(records: Iterable[tuple[str, str, Sequence[str]]]) -> dict[str, str]:
    """By which text each record is referred to, by id: its name where no other record has it, else the id.

    ``records`` are ids, names and whatever else each is called.
    """
    named = list(records)
    ids = {id_ for id_, _, _ in named}
    seen: dict[str, int] = {}
    for _, name, others in named:
        for key in {fold(name), *map(fold, others)}:
            seen[key] = seen.get(key, 0) + 1

    def stands_for_one(name: str) -> bool:
        return bool(fold(name)) and seen[fold(name)] == 1 and name not in ids and not re.search(r"[、;；\n]", name)

    return {id_: name if stands_for_one(name) else id_ for id_, name, _ in named}
