"""What a graph says, as resources of linked data.

A record is a resource with its names and properties. A relationship is one triple, and beside it a statement that says
where the source has it, in which words, and when it holds; of an agency in a role on a body that is a membership of
ORG. A change of an organization is an event of ORG.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from quanze.exports.linked_data.syntaxes import TYPE, Resource, Said, Syntax
from quanze.exports.linked_data.triples import LITERALS, Iri, Text, address, below, dated, known, named_in
from quanze.schema import (
    KIND,
    KINDS,
    ORIGIN,
    RELATIONSHIP,
    RELATIONSHIPS,
    ROLES,
    relationship_properties,
    stored_properties,
)
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

_SUBJECT, _PREDICATE, _OBJECT = known("rdf:subject"), known("rdf:predicate"), known("rdf:object")
_MEMBER, _ORGANIZATION, _ROLE = known("org:member"), known("org:organization"), known("org:role")
_NAMES, _TITLES = ("name", "name_en", "aliases"), ("name", "name_en")
_ROLES = frozenset(role.type for role in ROLES)
_OWN = ("dataset", "kind", HOLDER)
"""Properties for which there are triples of another form."""
_Spelled = Sequence[tuple[str, str, Callable[[Any], str]]]
"""Properties with their predicates and with what spells a value of theirs."""


class _Form(NamedTuple):
    """What every relationship of one type between two kinds says in the same way."""

    predicates: tuple[Iri, ...]
    """Ours, and what another vocabulary calls it."""
    role: Iri | None
    """Of a membership, the role."""
    changes: bool
    """Whether it is a change of organizations."""


@cache
def _form(type_: str, start: str, end: str) -> _Form:
    name, known_as = term(type_), LINKS.get((type_, start, end))
    joins = type_ in _ROLES and start == "Agency" and end in BODIES
    return _Form(
        (known(name), known(known_as)) if known_as else (known(name),),
        known(f"q:role-{name[2:]}") if joins else None,
        type_ in CHANGES and start in CLASSES and start != "Document",
    )


_TELLING = frozenset(
    kind for r in RELATIONSHIPS for ends in r.ends for kind in ends if _form(r.type, *ends) != _form(r.type, "", "")
)
"""Kinds by which relationships of one type differ."""


class Statements:
    """The resources of a graph, as a syntax spells them; they may be gone through more than once."""

    def __init__(self, whole: WholeGraph, syntax: Syntax) -> None:
        self._whole, self._syntax, self._base = whole, syntax, whole.base or RECORDS
        self._kinds: dict[str, str] = {}
        """Of records by whose kind relationships differ."""
        self._of_others: dict[str, Iri] = {}
        """The names of records that have one of somebody else's."""
        # Of what is spelled often: records that are read together have few sources, relationships few ends.
        self._reference = lru_cache(maxsize=1 << 14)(lambda id_: syntax.reference(self._iri(id_)))
        self._subject = lru_cache(maxsize=1 << 14)(lambda id_: syntax.subject(self._iri(id_)))
        self._said = cache(syntax.said)
        self._known = cache(lambda predicate, name: syntax.said(known(predicate), known(name)))
        self._part_of = cache(lambda id_: syntax.said(known("dcterms:isPartOf"), self._set(id_)))
        self._of_kinds = {kind.label: self._predicates(stored_properties(kind)) for kind in KINDS}
        self._of_types = {type_: self._predicates(relationship_properties(type_)) for type_ in RELATIONSHIP}

    def __iter__(self) -> Iterator[Resource]:
        for description in self._whole.datasets:
            yield self._dataset(description)
        # Once: what a record refers to is a document, which has no name of somebody else's, and relationships follow.
        for row in self._whole.nodes:
            id_, kind = row["id"], row["kind"]
            if kind in _TELLING:
                self._kinds[id_] = kind
            if iri := address(row.get("iri", "")):
                self._of_others[id_] = iri
            yield from self._record(row)
        for row in self._whole.links:
            yield from self._relationship(row)

    def _iri(self, id_: str) -> Iri:
        """The name of a record; one that is named but not in the graph has one too."""
        return self._of_others.get(id_) or below(self._base, id_)

    def _set(self, id_: str) -> Iri:
        return below(self._base, f"dataset/{id_}")

    def _dataset(self, row: Dataset) -> Resource:
        say = self._syntax.said
        said = [self._known("rdf:type", "q:Dataset"), say(known("dcterms:identifier"), Text(row["id"]))]
        said += [say(known("dcterms:title"), named_in(name, str(row.get(name)))) for name in _TITLES if row.get(name)]
        if row["date"]:
            said.append(say(known("dcterms:issued"), dated(row["date"])))
        for key, predicate in (
            ("edition", "owl:versionInfo"),
            ("licence", "dcterms:license"),
            ("description", "dcterms:description"),
        ):
            if row.get(key):
                said.append(say(known(predicate), Text(str(row.get(key)))))
        said += [say(known("dcterms:requires"), self._set(other)) for other in row["requires"] or ()]
        return self._syntax.subject(self._set(row["id"])), said

    def _record(self, row: Row) -> Iterator[Resource]:
        iri, kind = self._iri(row["id"]), row["kind"]
        sort = row.get(kind_attribute(KIND[kind]), "")
        classes = (f"q:{kind}", *CLASSES.get(kind, ()), CLASSES_OF_CHOICES.get((kind, sort), ""))
        said = [self._known("rdf:type", name) for name in classes if name]
        if sort:
            said.append(self._known("q:kind", f"q:{kind}-{sort}"))
        _add(said, row, self._of_kinds[kind])
        said.append(self._part_of(row["dataset"]))
        subject, holder = self._syntax.subject, row.get(HOLDER)
        if not holder:
            yield subject(iri), said
            return
        person = Iri("", f"{iri.full}/holder")
        yield subject(iri), [*said, self._syntax.said(known("org:heldBy"), person)]
        named = self._syntax.said(known("foaf:name"), Text(holder))
        yield subject(person), [self._known("rdf:type", "foaf:Person"), named]

    def _predicates(self, properties: Sequence[Property]) -> _Spelled:
        verb = self._syntax.verb
        return [
            (declared.name, verb(known(PROPERTIES.get(declared.name) or term(declared.name))), self._meaning(declared))
            for declared in properties
            if declared.name not in _OWN
        ]

    def _meaning(self, declared: Property) -> Callable[[Any], str]:
        """What spells a value of that property."""
        syntax = self._syntax
        if declared.type == "ref":
            return self._reference
        if declared.name == "origin":
            return cache(
                lambda code: syntax.reference(known(f"q:origin-{code}")) if code in ORIGIN else syntax.plain(code)
            )
        if declared.name in _NAMES:
            return lambda value: syntax.literal(named_in(declared.name, value))
        if declared.name in ("url", "iri"):
            return lambda value: syntax.reference(iri) if (iri := address(value)) else syntax.plain(value)
        if made := LITERALS.get(declared.type):
            return lambda value: syntax.literal(made(value))
        return lambda value: syntax.plain(str(value))

    def _relationship(self, row: Row) -> Iterator[Resource]:
        type_ = row["type"]
        form = _form(type_, self._kinds.get(row["from"], ""), self._kinds.get(row["to"], ""))
        start, end = self._reference(row["from"]), self._reference(row["to"])
        verb, stated = self._syntax.verb, self._known
        yield self._subject(row["from"]), [(verb(predicate), end) for predicate in form.predicates]
        said = [stated("rdf:type", "rdf:Statement"), (verb(_SUBJECT), start)]
        said += (self._said(_PREDICATE, form.predicates[0]), (verb(_OBJECT), end))
        if form.role:
            said += (stated("rdf:type", "org:Membership"), (verb(_MEMBER), start), (verb(_ORGANIZATION), end))
            said.append(self._said(_ROLE, form.role))
        _add(said, row, self._of_types[type_])
        said.append(self._part_of(row["dataset"]))
        yield self._syntax.subject(below(self._base, f"statement/{row['key']}")), said
        if form.changes:
            yield self._change(row, start, end)

    def _change(self, row: Row, start: str, end: str) -> Resource:
        """One event for all that change at once: those into which one is divided, or those that become one."""
        divided = row.get("change") in DIVIDING or RELATIONSHIP[row["type"]].to_kinds == ("Document",)
        turning = (row["to"] if row["type"] == CHANGES[0] else row["from"]) if divided else row["from"]
        event = below(self._base, f"change/{row.get('change', 'dissolve')}/{row.get('valid_from', '')}/{turning}")
        syntax = self._syntax
        verbs = [syntax.verb(known(f"org:{name}Organization")) for name in ("original", "resulting")]
        ends = zip(verbs, (end, start), strict=True)
        act = syntax.verb(known("q:act"))
        said = [syntax.said(TYPE, known("org:ChangeEvent"))]
        said += ends if row["type"] == CHANGES[0] else ((verbs[0], start), (act, end))
        if row.get("change"):
            said.append(syntax.said(known("q:change"), Text(row["change"])))
        if row.get("valid_from"):
            said.append(syntax.said(known("dcterms:date"), dated(row["valid_from"])))
        if row.get("act"):
            said.append((act, self._reference(row["act"])))
        return syntax.subject(event), said


def _add(said: list[Said], row: Mapping[str, Any], properties: _Spelled) -> None:
    """Add the properties of a record or of a relationship."""
    for name, predicate, spelled in properties:
        value = row.get(name)
        if value is None or value == "":
            continue
        if isinstance(value, list):
            said += [(predicate, spelled(one)) for one in value]
        else:
            said.append((predicate, spelled(value)))
