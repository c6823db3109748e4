"""What a graph says, as triples.

A record is a resource with its names and properties. A relationship is one triple, and beside it a statement that says
where the source has it, in which words, and when it holds; of an agency in a role on a body that is a membership of
ORG. A change of an organization is an event of ORG.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import Any, NamedTuple

from quanze.exports.linked_data.triples import Iri, Text, Triple, Value, address, below, dated, known, literal, named_in
from quanze.schema import KIND, ORIGIN, RELATIONSHIP, ROLES, relationship_properties, stored_properties
from quanze.schema.declare import Property
from quanze.schema.linked_data import (
    BODIES,
    CHANGES,
    CLASSES,
    CLASSES_OF_CHOICES,
    HOLDER,
    LINKS,
    PROPERTIES,
    RECORDS,
    term,
)
from quanze.schema.relationships import DIVIDING
from quanze.schema.rows import Dataset, Row
from quanze.schema.whole_graph import WholeGraph, kind_attribute

TYPE = known("rdf:type")
_below = lru_cache(maxsize=1 << 15)(below)
"""Of records: relationships that are read together have few ends."""
_STATEMENT, _PART = known("rdf:Statement"), known("dcterms:isPartOf")
_SUBJECT, _PREDICATE, _OBJECT = known("rdf:subject"), known("rdf:predicate"), known("rdf:object")
_NAMES = ("name", "name_en", "aliases")
_ROLES = frozenset(role.type for role in ROLES)
_OWN = ("dataset", "kind", HOLDER)
"""Properties for which there are triples of another form."""
_Said = Sequence[tuple[str, Iri, Callable[[Any], Value]]]
"""Properties with their predicates and with what makes a value of a triple of theirs."""


class _Form(NamedTuple):
    """What every relationship of one type between two kinds says in the same way."""

    predicate: Iri
    known_as: Iri | None
    """What another vocabulary calls it."""
    role: Iri | None
    """Of a membership, the role."""
    changes: bool
    """Whether it is a change of organizations."""


@cache
def _form(type_: str, start: str, end: str) -> _Form:
    name = term(type_)
    known_as = LINKS.get((type_, start, end))
    joins = type_ in _ROLES and start == "Agency" and end in BODIES
    return _Form(
        known(name),
        known(known_as) if known_as else None,
        known(f"q:role-{name[2:]}") if joins else None,
        type_ in CHANGES and start in CLASSES and start != "Document",
    )


class Statements:
    """The triples of a graph; they may be gone through more than once."""

    def __init__(self, whole: WholeGraph) -> None:
        self._whole, self._base = whole, whole.base or RECORDS
        self._kinds: dict[str, str] = {}
        self._of_others: dict[str, Iri] = {}
        """The names of records that have one of somebody else's."""
        for row in whole.nodes:
            self._kinds[row["id"]] = row["kind"]
            if iri := address(row.get("iri", "")):
                self._of_others[row["id"]] = iri
        self._sets = {row["id"]: self._set(row["id"]) for row in whole.datasets}
        self._of_kinds = {kind: self._predicates(stored_properties(KIND[kind])) for kind in {*self._kinds.values()}}
        self._of_types = {type_: self._predicates(relationship_properties(type_)) for type_ in RELATIONSHIP}

    def __iter__(self) -> Iterator[Triple]:
        for description in self._whole.datasets:
            yield from self._dataset(description)
        for row in self._whole.nodes:
            yield from self._record(row)
        for row in self._whole.links:
            yield from self._relationship(row)

    def _iri(self, id_: str) -> Iri:
        """The name of a record; one that is named but not in the graph has one too."""
        return self._of_others.get(id_) or _below(self._base, id_)

    def _set(self, id_: str) -> Iri:
        return below(self._base, f"dataset/{id_}")

    def _dataset(self, row: Dataset) -> Iterator[Triple]:
        subject = self._set(row["id"])
        yield subject, TYPE, known("q:Dataset")
        yield subject, known("dcterms:identifier"), Text(row["id"])
        for name, predicate in (("name", "dcterms:title"), ("name_en", "dcterms:title")):
            if row.get(name):
                yield subject, known(predicate), named_in(name, str(row.get(name)))
        if row["date"]:
            yield subject, known("dcterms:issued"), dated(row["date"])
        for key, predicate in (
            ("edition", "owl:versionInfo"),
            ("licence", "dcterms:license"),
            ("description", "dcterms:description"),
        ):
            if row.get(key):
                yield subject, known(predicate), Text(str(row.get(key)))
        for other in row["requires"] or ():
            yield subject, known("dcterms:requires"), self._set(other)

    def _record(self, row: Row) -> Iterator[Triple]:
        subject, kind = self._iri(row["id"]), row["kind"]
        sort = row.get(kind_attribute(KIND[kind]), "")
        yield subject, TYPE, known(f"q:{kind}")
        for name in (*CLASSES.get(kind, ()), CLASSES_OF_CHOICES.get((kind, sort), "")):
            if name:
                yield subject, TYPE, known(name)
        if sort:
            yield subject, known("q:kind"), known(f"q:{kind}-{sort}")
        yield from self._said(subject, row, self._of_kinds[kind])
        yield subject, _PART, self._sets.get(row["dataset"]) or self._set(row["dataset"])
        if row.get(HOLDER):
            yield from self._holder(subject, row)

    def _holder(self, post: Iri, row: Row) -> Iterator[Triple]:
        person = Iri("", f"{post.full}/holder")
        yield post, known("org:heldBy"), person
        yield person, TYPE, known("foaf:Person")
        yield person, known("foaf:name"), Text(row[HOLDER])

    def _predicates(self, properties: Sequence[Property]) -> _Said:
        return [
            (declared.name, known(PROPERTIES.get(declared.name) or term(declared.name)), self._meaning(declared))
            for declared in properties
            if declared.name not in _OWN
        ]

    def _meaning(self, declared: Property) -> Callable[[Any], Value]:
        """What makes a value of a triple of a value of that property."""
        if declared.type == "ref":
            return self._iri
        if declared.name == "origin":
            return _origin
        if declared.name in _NAMES:
            return partial(named_in, declared.name)
        if declared.name in ("url", "iri"):
            return lambda value: address(value) or Text(value)
        return literal(declared.type)

    def _said(self, subject: Iri, row: Mapping[str, Any], properties: _Said) -> Iterator[Triple]:
        """The properties of a record or of a relationship."""
        for name, predicate, meaning in properties:
            value = row.get(name)
            if value is None or value == "":
                continue
            for one in value if isinstance(value, list) else (value,):
                yield subject, predicate, meaning(one)

    def _relationship(self, row: Row) -> Iterator[Triple]:
        type_ = row["type"]
        start, end = self._iri(row["from"]), self._iri(row["to"])
        form = _form(type_, self._kinds.get(row["from"], ""), self._kinds.get(row["to"], ""))
        said = below(self._base, f"statement/{row['key']}")
        yield start, form.predicate, end
        if form.known_as:
            yield start, form.known_as, end
        yield said, TYPE, _STATEMENT
        yield said, _SUBJECT, start
        yield said, _PREDICATE, form.predicate
        yield said, _OBJECT, end
        if form.role:
            yield said, TYPE, known("org:Membership")
            yield said, known("org:member"), start
            yield said, known("org:organization"), end
            yield said, known("org:role"), form.role
        yield from self._said(said, row, self._of_types[type_])
        yield said, _PART, self._sets.get(row["dataset"]) or self._set(row["dataset"])
        if form.changes:
            yield from self._change(row, start, end)

    def _change(self, row: Row, start: Iri, end: Iri) -> Iterator[Triple]:
        """One event for all that change at once: those into which one is divided, or those that become one."""
        divided = row.get("change") in DIVIDING or RELATIONSHIP[row["type"]].to_kinds == ("Document",)
        turning = (row["to"] if row["type"] == CHANGES[0] else row["from"]) if divided else row["from"]
        event = below(self._base, f"change/{row.get('change', 'dissolve')}/{row.get('valid_from', '')}/{turning}")
        yield event, TYPE, known("org:ChangeEvent")
        if row["type"] == CHANGES[0]:
            yield event, known("org:originalOrganization"), end
            yield event, known("org:resultingOrganization"), start
        else:
            yield event, known("org:originalOrganization"), start
            yield event, known("q:act"), end
        if row.get("change"):
            yield event, known("q:change"), Text(row["change"])
        if row.get("valid_from"):
            yield event, known("dcterms:date"), dated(row["valid_from"])
        if row.get("act"):
            yield event, known("q:act"), self._iri(row["act"])


@cache
def _origin(code: str) -> Value:
    return known(f"q:origin-{code}") if code in ORIGIN else Text(code)
