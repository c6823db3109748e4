"""Records to nodes and relationships: ids, references, origins, and every rule about a single row."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat, takewhile
from operator import mod
from typing import Any, TypeVar

from quanze.graph.engine import Ends
from quanze.graph.records import (
    KEYED,
    POSITION,
    all_ends,
    key_form,
    key_of,
    node_search_key,
    other_names,
    relationship_key,
)
from quanze.loaders.cell_values import one_line
from quanze.loaders.findings import Finding, FindingList, Place
from quanze.loaders.name_decisions import AcceptedName
from quanze.loaders.references import Beside, Entry, Index, Names, Reference
from quanze.loaders.table_records import Record, in_columns
from quanze.locale import CHINESE, message
from quanze.schema import KIND, KINDS, RELATIONSHIP, STATED, relationship_properties, stored_properties
from quanze.schema.dates import ROC
from quanze.schema.declare import Property
from quanze.schema.kind_names import LabelWithin
from quanze.schema.properties import SOURCE
from quanze.schema.relationships import (
    ACT,
    CONVENES,
    DIVIDING,
    ENDED_BY,
    ENDING,
    HAS_TARGET,
    MOVED,
    PART,
    PARTIAL,
    SUCCEEDS,
    UNDER,
    WHOLE,
)
from quanze.schema.tables import AFTER, BEFORE, CHANGES, FROM, MOVABLE, ON, TABLE, TO, WHO
from quanze.schema.ways import LIVES_WITH
from quanze.schema.words import fold

Props = dict[str, Any]
Item = TypeVar("Item")
BAD_ID = re.compile(r"\s")
_ALIKE = 300
"""Rows whose relationships are made a column at a time, if all are in order."""
MAX_PAIRS = 2_000
"""Relationships that the lists in one row may make."""
MAX_PARTS_SHOWN = 8
_STATED = tuple(p.name for p in STATED)
_SPANS = (("valid_from", "valid_to"), ("valid_from", "due"), ("holder_from", "holder_to"))
"""The columns of which the first may not be after the second."""
_SAYING = ("source", "origin", *dict.fromkeys(name for span in _SPANS for name in span))
"""The columns on which it depends, beside whether there is a note, what a row says of where it is from and when it
holds."""
_OWN_ROW = (WHO.name, ON.name, FROM.name, TO.name)
"""The columns without which a row of a relationship says nothing."""
_RESOLVED = ("source", "under", "act", "moves")
"""Columns kept as the ids of what they name."""
_MOVED = {fold(word): c.code for c in MOVED for word in (c.code, c.zh, c.en, *c.words)}
_KEPT = {type_: {p.name for p in relationship_properties(type_)} for type_ in RELATIONSHIP}
_STORED = {kind.label: tuple(p.name for p in stored_properties(kind) if p.name not in _RESOLVED) for kind in KINDS}
_ENDS = {ends: ends for ends in all_ends()}
_AS_WRITTEN = {type_: names.difference(_RESOLVED) for type_, names in _KEPT.items()}
_ROLE_PROPS = _AS_WRITTEN[CONVENES.type]
"""What a relationship keeps of a row of responsibilities as it is written, whatever the role."""


def _in_rows(columns: Sequence[Sequence[Any]], n: int) -> Iterator[tuple[Any, ...]]:
    """The values of ``n`` rows, of which there may be no column."""
    return zip(*columns, strict=True) if columns else repeat((), n)


def _names(values: Props) -> list[str]:
    """All that a row may be called."""
    return [values.get("name", ""), values.get("name_en", ""), values.get("code", ""), *other_names(values)]


def _dated_names(label: str, values: Props) -> list[str]:
    """What a year's target may be called: its indicator with the year, of either calendar."""
    if label != "AnnualTarget" or "indicator" not in values or "year" not in values:
        return []
    year = values["year"]
    return [f"{values['indicator']} {form}" for form in (year, f"{year}年", year - ROC, f"{year - ROC}年")]


@dataclass(slots=True)
class Node:
    """A node to be written, and the row it came from."""

    kind: str
    props: Props
    record: Record


@dataclass(slots=True)
class Link:
    """A relationship to be written, and the row it came from."""

    ends: Ends
    start: str
    end: str
    props: Props
    record: Record


@dataclass
class Plan:
    """All nodes and relationships of a data set, keyed by id and by relationship key."""

    dataset: str
    nodes: dict[str, Node] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)

    def add_to(self, names: Names) -> None:
        """Make its records, once it is built, known as other data sets may refer to them."""
        for id_, node in self.nodes.items():
            p = node.props
            called = (p.get("name"), p.get("name_en"), p.get("code"), *p.get("aliases", ()))
            names.add(_entry(id_, node.kind, self.dataset, p), called)

    @cached_property
    def of_type(self) -> dict[str, list[Link]]:
        """Its relationships by type, once it is built: most rules are about one type, and most types are rare."""
        found: dict[str, list[Link]] = {type_: [] for type_ in RELATIONSHIP}
        for link in self.links.values():
            found[link.ends[0]].append(link)
        return found

    def empty(self) -> None:
        """Give up records and relationships, with the rows they came from: a load needs their values alone."""
        self.nodes, self.links = {}, {}
        self.__dict__.pop("of_type", None)

    def name_of(self, id_: str) -> str:
        """The name of a record; its id when another data set holds it."""
        node = self.nodes.get(id_)
        return str(node.props.get("name", id_)) if node else id_


def _entry(id_: str, label: str, dataset: str, values: Props) -> Entry:
    return Entry(id_, label, values.get("name", ""), dataset, values.get("number", ""), values.get("kind", ""))


class Builder:
    """Turns the records of one data set into a ``Plan``; faults go to ``findings``."""

    def __init__(
        self,
        dataset: str,
        beside: Beside,
        findings: FindingList,
        former: Mapping[str, str] | None = None,
        accepted: Sequence[AcceptedName] = (),
        lost: Mapping[str, Finding] | None = None,
    ) -> None:
        """``former`` has names that records had before somebody edited the file, by id; ``accepted`` are names that
        somebody accepted for records; ``lost`` says by kind why no record of it was read."""
        self._lost = lost or {}
        self._taken_from_document = 0
        self._accepted = accepted
        self._former = former or {}
        self.plan = Plan(dataset)
        self.findings = findings
        self.index = Index(dataset, beside)
        self._beside = beside
        self._resolved: dict[tuple[str, ...], dict[str | None, list[Entry]]] = defaultdict(dict)
        self._missing: dict[tuple[str, tuple[str, ...]], list[Entry]] = {}
        self._statements: dict[tuple[Any, ...], Props] = {}
        self._unread: list[Record] = []
        self._dropped: set[Place] = set()
        self._hanging: dict[Place, Counter[str]] = defaultdict(Counter)

    def build(self, tables: dict[str, list[Record]], unread: Sequence[Record] = ()) -> Plan:
        """Nodes first, so that every row may refer to any other; then relationships.

        ``unread`` are rows marked as ones to leave out.
        """
        for kind in KINDS:
            for record in self._to_check(tables.get(kind.table, ())):
                self._node(kind.label, record)
        self._unread += unread  # after those refused here: of two rows of one name, theirs is the one to correct
        self._dropped.update(record.place() for record in unread if record.dropped)
        for id_, node in self.plan.nodes.items():
            other = self._beside.by_id(id_)
            if other is not None:
                self.findings.append(node.record.finding("foreign-id", "id", id_, other=other.dataset))
        self._name_what_changes_found(tables.get("changes", ()))
        self._alike_ids()
        self._accept_names()
        self._drop_what_lives_with_dropped()
        self._number_records()
        followed = [id_ for id_ in self._former if self._follows_its_name(id_)]
        self._only_document = self._one_document()
        for node in self._to_check(self.plan.nodes.values()):
            self._stated(node.record, node.props)
        for kind in KINDS:
            columns = [p for p in kind.properties if p.link]
            for node in self._to_check(self.plan.nodes.values() if columns else ()):
                if node.kind == kind.label:
                    for column in columns:
                        self._link_column(node, column)
        self._responsibilities(tables.get("responsibilities", ()))
        for record in self._to_check(tables.get("changes", ())):
            self._change_row(record)
        for record in self._to_check(tables.get("links", ())):
            self._link_row(record)
        self._tell_what_was_dropped()
        self._tell_what_was_taken()
        for id_ in followed:
            node = self.plan.nodes[id_]
            now = node.props.get("name")
            if now and self.index.was_asked(self._former[id_]):  # one without a name has a finding of its own
                self.findings.append(node.record.finding("former-name-followed", "name", now, other=self._former[id_]))
        return self.plan

    def take_unfounded(self, changes: Sequence[Record]) -> None:
        """Let dissolutions for which there is no act yet be tried with one that is to come."""
        said = message("no act yet")
        name, name_en = said.in_language(CHINESE), str(said)
        for record in changes:
            if record.values.get("change") in ENDING and not record.values.keys() & {"act", "source"}:
                record.values["act"] = name
                self._take_as_new(
                    "Document", record, "act", {"name": name, "name_en": name_en, "kind": "law"}, told=False
                )
                self.findings.append(record.finding("tried-without-act", "act", record.values.get("from", "")))

    def _to_check(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items in turn, until the findings say that the check has ended."""
        return takewhile(lambda _: not self.findings.ended, items)

    def _accept_names(self) -> None:
        """Take the accepted names as aliases; one of another data set's record counts for this file only."""
        for name in self._accepted:
            if self.index.by_id(name.id) is None:
                self.findings.append(name.finding)
                continue
            self.index.add_name(name.id, name.written)
            node = self.plan.nodes.get(name.id)
            if node is not None and fold(name.written) not in map(fold, _names(node.props)):
                node.props["aliases"] = [*node.props.get("aliases", ()), name.written]
                node.props["search_key"] = node_search_key(node.props)

    def _follows_its_name(self, id_: str) -> bool:
        """Whether a record has another name than before, so that references to the former one lead to it."""
        node = self.plan.nodes.get(id_)
        before = self._former[id_]
        return (
            node is not None
            and fold(before) not in map(fold, _names(node.props))
            and self.index.add_former(id_, before)
        )

    def _number_records(self) -> None:
        """Give each record its position among those of its kind, in the order of sheets and rows; what one row of a
        flat sheet names is in the order of its columns."""
        sheets: dict[tuple[str, str], int] = {}
        by_kind: dict[str, list[Node]] = {}
        for node in self.plan.nodes.values():
            sheets.setdefault((node.record.raw.file, node.record.raw.sheet), len(sheets))
            by_kind.setdefault(node.kind, []).append(node)
        for nodes in by_kind.values():
            nodes.sort(key=lambda node: (sheets[node.record.raw.file, node.record.raw.sheet], node.record.row))
            for position, node in enumerate(nodes, 1):
                node.props[POSITION] = position

    def _drop_what_lives_with_dropped(self) -> None:
        """Take out the seats and groups of a body that was dropped, and the years of such an indicator."""
        if not self._dropped:
            return
        for kind, type_, *_ in sorted(LIVES_WITH, key=lambda row: row[0] == "Member"):  # seats may be on subgroups
            (column,) = [p for p in KIND[kind].properties if p.link == type_]
            gone: list[Node] = []
            for node in self.plan.nodes.values():
                text = node.record.values.get(column.name) if node.kind == kind else None
                if (
                    text is None
                    or self.index.find(text, column.kinds).entry
                    or not self._is_dropped(text, column.kinds)
                ):
                    continue
                self._hanging[self._place_of(text, column.kinds)][KIND[kind].table] += 1
                gone.append(node)
            self._drop(gone)

    def _drop(self, gone: Sequence[Node]) -> None:
        """Take nodes out as if their rows had been marked as ones to leave out."""
        if not gone:
            return
        for node in gone:
            del self.plan.nodes[node.props["id"]]
            node.record.dropped = True
            self._unread.append(node.record)
            self._dropped.add(node.record.place())
        self.index.remove(node.props["id"] for node in gone)
        self.__dict__.pop("_unread_places", None)

    def _is_dropped(self, text: str, kinds: tuple[str, ...]) -> bool:
        """Whether ``text`` names a row that somebody marked as one to leave out."""
        return self._unread_place(text, kinds) in self._dropped

    def _place_of(self, text: str, kinds: tuple[str, ...]) -> Place:
        place = self._unread_place(text, kinds)
        assert place is not None
        return place

    def _tell_what_was_dropped(self) -> None:
        for record in self._unread:
            hanging = self._hanging.get(record.place())
            if hanging:
                names = [message("{table}: {n}", table=LabelWithin(TABLE[name]), n=n) for name, n in hanging.items()]
                value = record.values.get("name") or record.values.get("id", "")
                self.findings.append(record.finding("dropped-with-row", "review", value, names=names))

    def _one_document(self) -> str:
        """The document that the file is about, where it lists one and no more; empty otherwise."""
        nodes = self.plan.nodes.items()
        listed = [id_ for id_, node in nodes if node.kind == "Document" and node.record.raw.table.kind]
        return listed[0] if len(listed) == 1 and self._document_kind(listed[0]) else ""

    def _document_kind(self, id_: str) -> str:
        """The kind of a document; empty for any other record, and where it is not given."""
        entry = self.index.by_id(id_)
        return entry.own_kind if entry is not None and entry.kind == "Document" else ""

    def _tell_what_was_taken(self) -> None:
        if self._taken_from_document:
            node = self.plan.nodes[self._only_document]
            name = node.props.get("name") or node.props["id"]
            self.findings.append(node.record.finding("origin-of-document", "name", name, n=self._taken_from_document))

    def _node(self, label: str, record: Record) -> None:
        values = record.values
        by = KIND[label].named_by
        if by and "name" not in values and all(name in values for name in by):
            values["name"] = " ".join(str(values[name]) for name in by)
        id_ = values.get("id") or self._made_id(label, values)
        if not id_:
            if by:
                self.findings.append(record.finding("empty-value", "name"))
            self._unread.append(record)
            return
        if BAD_ID.search(id_):
            self.findings.append(record.finding("bad-id", "id", id_))
            self._unread.append(record)
            return
        if id_ in self.plan.nodes:
            first = self.plan.nodes[id_].record
            typed = "id" in values or "id" in first.values
            fault = ("duplicate-id", "id", id_) if typed else ("duplicate-name", "name", values["name"])
            self.findings.append(record.finding(*fault, other=first.place()))
            self._unread.append(record)
            return
        props: Props = {"id": id_}
        for name in _STORED[label]:
            if name in values:
                props[name] = values[name]
        props["dataset"] = self.plan.dataset
        props["search_key"] = node_search_key(values)
        self.plan.nodes[id_] = Node(label, props, record)
        entry = _entry(id_, label, self.plan.dataset, values)
        self.index.add(entry, (*_names(values), *_dated_names(label, values)))

    def _name_what_changes_found(self, changes: Sequence[Record]) -> None:
        """Take as new what only a change names: a successor, of the kind of the one before it and there from the first
        such change on, and an act, as a law. A name that is like another's stays unknown.
        """
        new: dict[str, list[tuple[Record, Entry]]] = defaultdict(list)
        acts: dict[str, Record] = {}
        for record in self._to_check(changes):
            values = record.values
            before = self.index.find(values.get("from", ""), BEFORE.kinds).entry
            if "to" in values and values.get("change") not in ENDING and before is not None:
                for name, reference in self.index.find_all(values["to"], AFTER.kinds):
                    if reference.entry is None and not reference.matches:
                        new[name].append((record, before))
            if "act" in values and not self._is_known(values["act"], ACT.kinds, ()):
                acts.setdefault(values["act"], record)
        for name, rows in new.items():
            record, before = rows[0]
            alike = {before.kind for _, before in rows} == {before.kind}
            if alike and not self._is_known(name, AFTER.kinds, [entry for _, entry in rows]):
                since = min((row.values.get("valid_from", "") for row, _ in rows), default="")
                known = {"name": name, "kind": before.own_kind, "valid_from": since}
                self._take_as_new(
                    before.kind, record, "to", {column: value for column, value in known.items() if value}
                )
        for name, record in acts.items():
            self._take_as_new("Document", record, "act", {"name": name, "kind": "law"})

    def _is_known(self, name: str, kinds: tuple[str, ...], apart_from: Sequence[Entry]) -> bool:
        """Whether a name is a record's, that of a row which was not read, or like that of a record."""
        found = self.index.find(name, kinds)
        if found.entry or found.matches or self._unread_place(name, kinds):
            return True
        return not {entry.id for entry in self.index.nearest(name, kinds)} <= {entry.id for entry in apart_from}

    def _take_as_new(self, label: str, record: Record, column: str, values: Props, *, told: bool = True) -> None:
        id_ = self._made_id(label, values)
        if BAD_ID.search(id_) or id_ in self.plan.nodes:
            return
        props = {"id": id_, **values, "dataset": self.plan.dataset, "search_key": node_search_key(values)}
        self.plan.nodes[id_] = Node(label, props, record)
        self.index.add(_entry(id_, label, self.plan.dataset, values), _names(values))
        if told:
            self.findings.append(record.finding("taken-as-new", column, values["name"], kind=KIND[label]))

    def _alike_ids(self) -> None:
        """Report ids that look the same to a reader, within the set and against those of others."""
        for plain, ids in self.index.alike().items():
            together = [plain, *ids] if self.index.by_id(plain) is not None else ids
            own = [id_ for id_ in together if id_ in self.plan.nodes]
            for id_ in own if len(own) < len(together) else own[1:]:
                first = next(other for other in together if other != id_)
                place = self.plan.nodes[first].record.place() if first in self.plan.nodes else first
                self.findings.append(self.plan.nodes[id_].record.finding("alike-ids", "id", id_, other=place))

    def _made_id(self, label: str, values: Props) -> str:
        """An id from the name, so that a planner need not invent one; stable as long as the name is."""
        slug = KIND[label].slug
        name = re.sub(r"\s+", "-", values.get("name", ""))
        return f"{self.plan.dataset}/{slug}/{name}" if name else ""

    @cached_property
    def _unread_places(self) -> dict[tuple[str, str], Place]:
        """The places of the rows that were not read, by kind and folded name; by the id under no kind."""
        places: dict[tuple[str, str], Place] = {}
        for record in self._unread:
            values, label = record.values, record.raw.table.kind
            made = ("", values.get("id") or self._made_id(label, values))
            keys = [made, *((label, fold(name)) for name in _names(values))]
            for key in keys:
                if key[1]:
                    places.setdefault(key, record.place())
        return places

    def _unread_place(self, text: str, kinds: tuple[str, ...]) -> Place | None:
        """The place of the row that ``text`` would name if that row could be read."""
        if not self._unread:
            return None
        folded, places = fold(text), self._unread_places
        keys = (("", text), *((kind, folded) for kind in kinds))
        return next((places[key] for key in keys if key in places), None)

    def _stated(self, record: Record, props: Props) -> None:
        """Fill source and origin, and check that the record says where it is from and when it holds.

        Most rows of a table say the same of that: what was in order and is not a record of its own is so again.
        """
        if "id" in props:
            self._state(record, props)
            return
        values = record.values
        said = ("note" in values, *map(values.get, _SAYING))
        known = self._statements.get(said)
        if known is None:
            found, taken = len(self.findings), self._taken_from_document
            self._state(record, props)
            in_order = (len(self.findings), self._taken_from_document) == (found, taken)
            if in_order and ("source" in props) == ("source" in values) and not self.findings.has_left_out:
                self._statements[said] = {name: props[name] for name in ("source", "origin") if name in props}
        else:
            props |= known

    def _state(self, record: Record, props: Props) -> None:
        values = record.values
        if "source" in values:
            found = self._named(record, SOURCE, values["source"])
            if found:
                props["source"] = found
        origin = values.get("origin")
        if origin is None:
            # A document states itself; anything else is stated by its source.
            if "source" not in values and self._only_document and record.raw.table.kind != "Document":
                props["source"] = self._only_document
                self._taken_from_document += 1
            origin = self._document_kind(props.get("source") or props.get("id", ""))
            if not origin:
                origin = "editorial"
                taken = "id" in props and not record.raw.table.kind  # from a row about something else, which says it
                if not taken and (
                    "source" not in values or "source" in props
                ):  # an unknown source is a finding already
                    self.findings.append(record.finding("origin-missing", "origin"))
            props["origin"] = origin
        unsourced = "source" not in values and "source" not in props
        if origin in ("plan", "law", "report") and unsourced and not self._document_kind(props.get("id", "")):
            self.findings.append(record.finding("source-missing", "source", origin))
        if origin == "editorial" and "note" not in values and values.get("origin"):
            self.findings.append(record.finding("reason-missing", "note"))
        for first, last in _SPANS:
            end = values.get(last)
            start = values.get(first) if end else None
            if start and end and start[: len(end)] > end[: len(start)]:
                self.findings.append(record.finding("dates-reversed", first, start, other=end))

    def _one(self, record: Record, column: str, text: str, kinds: tuple[str, ...]) -> Entry | None:
        text = one_line(text)
        found = self.index.find(text, kinds)
        if found.entry is None:
            self._report(record, column, text, kinds, found.matches)
        return found.entry

    def _named(self, record: Record, column: Property, text: str) -> str:
        """The id of a record that is kept as a property; an id of another kind is refused."""
        found = self._one(record, column.name, text, column.kinds)
        if found and found.kind not in column.kinds:
            self.findings.append(
                record.finding(
                    "wrong-ends",
                    column.name,
                    text,
                    start=KIND[record.raw.table.kind] if record.raw.table.kind else record.raw.table,
                    type=column,
                    end=KIND[found.kind],
                    names=[KIND[kind] for kind in column.kinds],
                )
            )
            return ""
        return found.id if found else ""

    def _many(self, record: Record, column: str, text: str, kinds: tuple[str, ...]) -> list[Entry]:
        known = self._resolved[kinds].get(text)
        if known is not None:
            return known
        found = self._all_of(text, kinds)
        entries = [reference.entry for _, reference in found if reference.entry is not None]
        if len(entries) == len(found):
            return entries
        if len(found) > 1 and self._unread_place(text, kinds):  # one name with 、 in it, not several
            self._report(record, column, text, kinds, [])
            return []
        parted = [part for part, _ in found] if len(found) > 1 else []
        for part, reference in found:
            if reference.entry is None:
                self._report(record, column, one_line(part), kinds, reference.matches, parted[:MAX_PARTS_SHOWN])
        return entries

    def _report(
        self,
        record: Record,
        column: str,
        text: str,
        kinds: tuple[str, ...],
        matches: Sequence[Entry],
        parted: Sequence[str] = (),
    ) -> None:
        if matches:
            names = [f"{e.id} ({e.name})" for e in matches[:8]]
            self.findings.append(record.finding("ambiguous-reference", column, text, names=names))
            return
        cause = next((self._lost[kind] for kind in kinds if kind in self._lost), None)
        if cause is not None:
            cause.details["lost"] = cause.details.get("lost", 0) + 1
            return
        unread = self._unread_place(text, kinds)
        if unread and self._hangs(record, column) and self._is_dropped(text, kinds):
            self._hanging[unread][record.raw.table.name if column in _OWN_ROW else "links"] += 1
            return
        new = record.raw.table is CHANGES and column == AFTER.name
        code = "reference-to-unread-row" if unread else "successor-not-listed" if new else "unknown-reference"
        if self.findings.counts_only(code, record.raw.file, record.raw.sheet):
            return
        if unread:
            self.findings.append(record.finding(code, column, text, other=unread, kinds=kinds))
            return
        near = self._missing.get((text, kinds))
        if near is None:
            near = self._missing[(text, kinds)] = self.index.nearest(text, kinds)
        names = list(dict.fromkeys(entry.name for entry in near))
        details: dict[str, Any] = {"parted": parted} if parted else {}
        if record.raw.table is CHANGES and column == BEFORE.name:
            details["former"] = True
        self.findings.append(record.finding(code, column, text, nearest=names, entries=near, kinds=kinds, **details))

    @staticmethod
    def _hangs(record: Record, column: str) -> bool:
        """Whether a relationship is nothing without what the column names; a source is only cited."""
        kind = record.raw.table.kind
        return column in _OWN_ROW or (bool(kind) and any(p.name == column and p.link for p in KIND[kind].properties))

    def _link_column(self, node: Node, column: Any) -> None:
        text = node.record.values.get(column.name)
        if text is None:
            return
        here = Entry(node.props["id"], node.kind, node.props.get("name", ""), self.plan.dataset)
        if column.link == HAS_TARGET.type:  # a year's target is one indicator's
            one = self._one(node.record, column.name, text, column.kinds)
            others = [one] if one else []
        else:
            others = self._many(node.record, column.name, text, column.kinds)
        for other in others:
            start, end = (other, here) if column.inward else (here, other)
            props = {name: node.props[name] for name in _STATED if name in node.props}
            self._add(node.record, column.link, start, end, props, column.name)

    def _responsibilities(self, records: Iterable[Record]) -> None:
        """The rows of a large table are taken in columns, as far as each is like rows that were in order."""
        for columns, run in in_columns(records):
            taken = iter(run) if columns is None else self._alike(columns.values, run)
            for record in self._to_check(taken):
                self._responsibility(record)

    def _alike(self, columns: Mapping[str, Sequence[Any]], run: Sequence[Record]) -> Iterator[Record]:
        """Take what is known to be in order in some rows that were read together, and give back the others in turn."""
        if not {"who", "role", "on"} <= columns.keys() or "under" in columns or len(run) < len(columns["who"]):
            yield from run
            return
        saying = [name for name in _SAYING if name in columns]
        notes = [[note is not None for note in columns["note"]]] if "note" in columns else []
        said = list(_in_rows([*notes, *(columns[name] for name in saying)], len(run)))
        further = {name: columns[name] for name in columns if name in _ROLE_PROPS.difference(_SAYING)}
        starts, ends = self._resolve(columns["who"], WHO.kinds), self._resolve(columns["on"], ON.kinds)
        begun: dict[tuple[Any, ...], Props] = {}

        def begin(statement: tuple[Any, ...]) -> Props | None:
            """What relationships begin with whose rows say this, if that was in order."""
            given = dict(zip(saying, statement[len(notes) :], strict=True))
            known = self._statements.get((bool(notes and statement[0]), *map(given.get, _SAYING)))
            if known is not None:
                given = {name: given[name] for name in saying if given[name] is not None and name in _ROLE_PROPS}
                begun[statement] = given | known
            return begun.get(statement)

        for begins in range(0, len(run), _ALIKE):
            part = slice(begins, begins + _ALIKE)
            rows = run[part], columns["role"][part], starts[part], ends[part]
            for statement in set(said[part]) - begun.keys():
                begin(statement)
            values = {name: column[part] for name, column in further.items()}
            if self._join_all(*rows, list(map(begun.get, said[part])), values):
                continue
            cells = _in_rows([*values.values()], len(rows[0]))
            for record, role, who, on, statement, own in zip(*rows, said[part], cells, strict=True):
                if self.findings.ended:
                    return
                first = begun.get(statement)
                first = begin(statement) if first is None else first
                if first is None or who is None or on is None:
                    yield record
                    continue
                props = first.copy()
                props |= {name: value for name, value in zip(further, own, strict=True) if value is not None}
                self._join(record, role or "", who, on, props)

    def _join_all(
        self,
        run: Sequence[Record],
        roles: Sequence[str | None],
        starts: Sequence[list[Entry] | None],
        ends: Sequence[list[Entry] | None],
        begins: Sequence[Props | None],
        further: Mapping[str, Sequence[Any]],
    ) -> bool:
        """Make the relationships of rows a column at a time, where all are in order and each makes one.

        Otherwise nothing is made.
        """
        own, other = ([found[0] for found in side if found and len(found) == 1] for side in (starts, ends))
        firsts = [first for first in begins if first is not None]
        if not len(own) == len(other) == len(firsts) == len(run) or None in roles:
            return False
        kinds = zip(roles, (entry.kind for entry in own), (entry.kind for entry in other), strict=True)
        stated = [_ENDS[ends] for ends in kinds if ends in _ENDS]
        distinct = {id(first): first for first in firsts}
        forms = {at: key_form(self.plan.dataset, first, further) for at, first in distinct.items()}
        keyed = [["" if text is None else text for text in further[name]] for name in KEYED if name in further]
        from_, to = [entry.id for entry in own], [entry.id for entry in other]
        told = map(forms.__getitem__, map(id, firsts))
        keys = list(map(key_of, map(mod, told, zip(roles, from_, to, *keyed, strict=True))))
        if len(stated) < len(run) or len(set(keys)) < len(run) or not self.plan.links.keys().isdisjoint(keys):
            return False
        made = [first.copy() for first in firsts]
        for name, values in further.items():
            for props, value in zip(made, values, strict=True):
                if value is not None:
                    props[name] = value
        for props, key in zip(made, keys, strict=True):
            props["dataset"], props["key"] = self.plan.dataset, key
        self.plan.links.update(zip(keys, map(Link, stated, from_, to, made, run), strict=True))
        return True

    def _resolve(self, texts: Sequence[str | None], kinds: tuple[str, ...]) -> list[list[Entry] | None]:
        """What each text of a column names; None where it names nothing, or something of which nobody knows it."""
        known = self._resolved[kinds]
        for text in set(texts).difference(known, (None,)):
            self._all_of(text or "", kinds)
        return list(map(known.get, texts))

    def _all_of(self, text: str, kinds: tuple[str, ...]) -> list[tuple[str, Reference]]:
        """What a text names; kept where every part of it names something."""
        found = self.index.find_all(text, kinds)
        entries = [reference.entry for _, reference in found if reference.entry is not None]
        if len(entries) == len(found):
            self._resolved[kinds][text] = entries
        return found

    def _responsibility(self, record: Record) -> None:
        values = record.values
        # A row without a readable role is looked at all the same: its other faults are told at once.
        role = values.get("role", "")
        props = self._own(record, role or "CONVENES")
        who = self._many(record, "who", values["who"], WHO.kinds) if "who" in values else []
        on = self._many(record, "on", values["on"], ON.kinds) if "on" in values else []
        self._join(record, role, who, on, props)

    def _join(self, record: Record, role: str, who: Sequence[Entry], on: Sequence[Entry], props: Props) -> None:
        if len(who) == len(on) == 1:  # as in nearly all rows
            if role:
                self._add(record, role, who[0], on[0], props, "on")
            return
        if self._too_many(record, "on", who, on):
            return
        for start in who if role else ():
            for end in on:
                self._add(record, role, start, end, props.copy(), "on")

    def _too_many(self, record: Record, column: str, some: Sequence[Entry], others: Sequence[Entry]) -> bool:
        """Whether the two lists of a row make more relationships than a row may have."""
        if len(some) * len(others) <= MAX_PAIRS:
            return False
        details = {"who": len(some), "on": len(others), "limit": MAX_PAIRS}
        self.findings.append(record.finding("too-many-pairs", column, record.values[column][:100], **details))
        return True

    def _link_row(self, record: Record) -> None:
        values = record.values
        type_ = values.get("type", "")
        props = self._own(record, type_ or "PART_OF")
        from_kinds, to_kinds = (
            (RELATIONSHIP[type_].from_kinds, RELATIONSHIP[type_].to_kinds) if type_ else (FROM.kinds, TO.kinds)
        )
        starts = self._many(record, "from", values["from"], from_kinds) if "from" in values else []
        ends = self._many(record, "to", values["to"], to_kinds) if "to" in values else []
        if not type_ or self._too_many(record, "to", starts, ends):
            return
        for start in starts:
            for end in ends:
                self._add(record, type_, start, end, props.copy(), "type")

    def _change_row(self, record: Record) -> None:
        """A change as SUCCEEDS from each successor to each predecessor; a dissolution as ENDED_BY its act."""
        values = record.values
        change = values.get("change", "")
        ends = change in ENDING
        declared = ENDED_BY if ends else SUCCEEDS
        props = self._own(record, declared.type)
        before = self._many(record, "from", values["from"], BEFORE.kinds) if "from" in values else []
        after = self._many(record, "to", values["to"], AFTER.kinds) if "to" in values else []
        if not change or self._too_many(record, "to", before, after):
            return
        if ends:
            self._ending(record, before, props)
            return
        if "to" not in values:
            self.findings.append(record.finding("change-without-successor", "to", values.get("from", "")))
        # What is not said follows from the kind of change: later questions need not know the defaults.
        props.setdefault("extent", PART if change in PARTIAL else WHOLE)
        if len(after) > 1 and not set(props.get("moves", ())) <= set(_MOVED.values()):
            self.findings.append(record.finding("moves-to-several", "moves", values["to"]))
        for start in after:
            for end in before:
                if not self._more_moves(start, end, props):
                    self._add(record, declared.type, start, end, props.copy(), "to")

    def _more_moves(self, after: Entry, before: Entry, props: Props) -> bool:
        """Whether a row names more of what moves by a change that a row before it states; then the two are one.

        Of a divided body nothing else moves to a successor by itself, so that one of the rows may name nothing.
        """
        key = relationship_key(self.plan.dataset, SUCCEEDS.type, after.id, before.id, props)
        stated = self.plan.links.get(key)
        if stated is None or stated.props["extent"] != props["extent"]:
            return False
        first, more = stated.props.get("moves", []), props.get("moves", [])
        if set(first) == set(more) or not ((first and more) or props["change"] in DIVIDING):
            return False
        stated.props["moves"] = list(dict.fromkeys([*first, *more]))
        return True

    def _ending(self, record: Record, before: Sequence[Entry], props: Props) -> None:
        if "to" in record.values:
            self.findings.append(record.finding("dissolved-with-successor", "to", record.values["to"]))
        stated = props.get("source", "") if "source" in record.values else ""  # the plan itself is not an act
        act = self._named(record, ACT, record.values["act"]) if "act" in record.values else stated
        end = self.index.by_id(act)
        if end is None:
            if "act" not in record.values:
                self.findings.append(record.finding("dissolved-without-act", "act", record.values.get("from", "")))
            return
        for start in before:
            self._add(record, ENDED_BY.type, start, end, props.copy(), "act")

    def _moves(self, record: Record) -> list[str]:
        """What a change moves: words for all of a sort, else the ids of what is named."""
        found: list[str] = []
        for text in record.values["moves"]:
            word = _MOVED.get(fold(text))
            found += [word] if word else [entry.id for entry in self._moved(record, text)]
        return list(dict.fromkeys(found))

    def _moved(self, record: Record, text: str) -> list[Entry]:
        """What a text names of what moves; a number that is not a name means the task or other thing numbered so."""
        found: list[Entry] = []
        for part, reference in self.index.find_all(text, MOVABLE):
            numbered = [] if reference.entry or reference.matches else self.index.numbered(part, MOVABLE)
            if len(numbered) == 1:
                found += numbered
            elif numbered:
                self._report(record, "moves", part, MOVABLE, numbered)
            else:
                found += self._many(record, "moves", part, MOVABLE)
        return found

    def _own(self, record: Record, type_: str) -> Props:
        as_written = _AS_WRITTEN[type_]
        props: Props = {n: v for n, v in record.values.items() if n in as_written}
        for column in (UNDER, ACT):
            if column.name in record.values and column.name in _KEPT[type_]:
                named = self._named(record, column, record.values[column.name])
                if named:
                    props[column.name] = named
        if "moves" in record.values and "moves" in _KEPT[type_] and (moves := self._moves(record)):
            props["moves"] = moves
        self._stated(record, props)
        return props

    def _add(self, record: Record, type_: str, start: Entry, end: Entry, props: Props, column: str) -> None:
        ends = (type_, start.kind, end.kind)
        if ends not in _ENDS:
            declared = RELATIONSHIP[type_]
            possible = [message("{start} → {end}", start=KIND[a], end=KIND[b]) for a, b in declared.ends]
            self.findings.append(
                record.finding(
                    "wrong-ends",
                    column,
                    f"{start.id} → {end.id}",
                    start=KIND[start.kind],
                    end=KIND[end.kind],
                    type=declared,
                    names=possible,
                )
            )
            return
        key = relationship_key(self.plan.dataset, type_, start.id, end.id, props)
        if key in self.plan.links:
            self.findings.append(
                record.finding("duplicate-row", column, end.id, other=self.plan.links[key].record.place())
            )
            return
        props["dataset"] = self.plan.dataset
        props["key"] = key
        self.plan.links[key] = Link(ends, start.id, end.id, props, record)
