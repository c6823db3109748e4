"""Our own vocabulary, and the shapes that a graph of it has: triples made of the schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from quanze.exports.linked_data.syntaxes import TYPE
from quanze.exports.linked_data.triples import Iri, Text, Triple, Value, known
from quanze.schema import DATASET, KINDS, ORIGINS, RELATIONSHIPS, relationship_properties, stored_properties
from quanze.schema.declare import Choice, Explained, Kind, Labelled, Property, Relationship
from quanze.schema.linked_data import CLASSES, HOLDER, LINKS, PREFIXES, PROPERTIES, VOCABULARY, term

_ONTOLOGY = Iri("", VOCABULARY.rstrip(":"))
_LITERALS = {"year": "xsd:gYear", "integer": "xsd:integer", "number": "xsd:double", "boolean": "xsd:boolean"}
_MANY = ("list", "choices")
_LEFT_OUT = ("dataset", HOLDER)


def vocabulary() -> Iterator[Triple]:
    """Classes, properties, roles and the words of closed lists, each with its labels in both languages."""
    yield _ONTOLOGY, TYPE, known("owl:Ontology")
    yield _ONTOLOGY, known("dcterms:title"), Text("Quanze: who is responsible for what", "en")
    yield _ONTOLOGY, known("dcterms:title"), Text("權責：誰負責什麼", "zh-Hant")
    for kind in (*KINDS, DATASET):
        yield from _class(kind)
    seen: set[str] = set()
    for declared in _properties():
        name = term(declared.name)
        if declared.name in PROPERTIES or name in seen or declared.name in _LEFT_OUT:
            continue
        seen.add(name)
        yield from _property(known(name), declared, "owl:ObjectProperty" if declared.type == "ref" else "rdf:Property")
    for relationship in RELATIONSHIPS:
        yield from _relationship(relationship)
    for origin in ORIGINS:
        yield from _concept(known(f"q:origin-{origin.code}"), origin)


def _class(kind: Kind) -> Iterator[Triple]:
    yield from _property(known(f"q:{kind.label}"), kind, "owl:Class")
    for above in CLASSES.get(kind.label, ()):
        yield known(f"q:{kind.label}"), known("rdfs:subClassOf"), known(above)
    for declared in kind.properties:
        for choice in declared.choices if declared.name == "kind" else ():
            yield from _concept(known(f"q:{kind.label}-{choice.code}"), choice)


def _property(subject: Iri, declared: Explained, sort: str) -> Iterator[Triple]:
    yield subject, TYPE, known(sort)
    yield from _labelled(subject, known("rdfs:label"), declared)
    yield subject, known("rdfs:comment"), Text(declared.meaning, "en")
    if declared.meaning_zh:
        yield subject, known("rdfs:comment"), Text(declared.meaning_zh, "zh-Hant")
    yield subject, known("rdfs:isDefinedBy"), _ONTOLOGY


def _labelled(subject: Iri, predicate: Iri, declared: Labelled) -> Iterator[Triple]:
    yield subject, predicate, Text(declared.en, "en")
    yield subject, predicate, Text(declared.zh, "zh-Hant")


def _concept(subject: Iri, declared: Labelled) -> Iterator[Triple]:
    yield subject, TYPE, known("skos:Concept")
    yield from _labelled(subject, known("skos:prefLabel"), declared)


def _relationship(relationship: Relationship) -> Iterator[Triple]:
    name = term(relationship.type)
    yield from _property(known(name), relationship, "owl:ObjectProperty")
    above = {LINKS.get((relationship.type, *ends)) for ends in relationship.ends}
    if len(above) == 1 and (only := above.pop()):
        yield known(name), known("rdfs:subPropertyOf"), known(only)
    if relationship.role:
        role = known(f"q:role-{name[2:]}")
        yield role, TYPE, known("org:Role")
        yield from _concept(role, relationship)
        for letter in (relationship.letter_zh, relationship.letter_en):
            yield role, known("skos:notation"), Text(letter)
        for word in relationship.words:
            yield role, known("skos:altLabel"), Text(word, "en" if word.isascii() else "zh-Hant")


def _properties() -> Iterator[Property]:
    for kind in KINDS:
        yield from stored_properties(kind)
    for relationship in RELATIONSHIPS:
        yield from relationship_properties(relationship.type)


def shapes() -> Iterator[Triple]:
    """Shapes of SHACL: what each kind of record and each statement must and may say."""
    for kind in KINDS:
        shape = known(f"q:shape-{kind.label}")
        yield shape, TYPE, known("sh:NodeShape")
        yield shape, known("sh:targetClass"), known(f"q:{kind.label}")
        for declared in stored_properties(kind):
            if declared.name not in (*_LEFT_OUT, "name_en"):
                yield from _constraint(shape, kind, declared)
        for relationship in RELATIONSHIPS:
            ends = [end for start, end in relationship.ends if start == kind.label]
            if ends:
                constraint = Iri("q", f"{shape.local}-{term(relationship.type)[2:]}")
                yield shape, known("sh:property"), constraint
                yield constraint, known("sh:path"), known(term(relationship.type))
                yield from _of_class(constraint, ends)
    yield from _statement()


def _statement() -> Iterator[Triple]:
    shape = known("q:shape-Statement")
    yield shape, TYPE, known("sh:NodeShape")
    yield shape, known("sh:targetClass"), known("rdf:Statement")
    for name in ("rdf:subject", "rdf:predicate", "rdf:object"):
        constraint = Iri("q", f"{shape.local}-{name[4:]}")
        yield shape, known("sh:property"), constraint
        yield constraint, known("sh:path"), known(name)
        yield from _once(constraint, required=True)


def _once(constraint: Iri, *, required: bool) -> Iterator[Triple]:
    yield constraint, known("sh:maxCount"), Text("1", datatype="xsd:integer")
    if required:
        yield constraint, known("sh:minCount"), Text("1", datatype="xsd:integer")


def _constraint(shape: Iri, kind: Kind, declared: Property) -> Iterator[Triple]:
    constraint = Iri("q", f"{shape.local}-{term(declared.name)[2:]}")
    yield shape, known("sh:property"), constraint
    yield constraint, known("sh:path"), known(PROPERTIES.get(declared.name) or term(declared.name))
    if declared.name == "name":
        yield constraint, known("sh:uniqueLang"), Text("true", datatype="xsd:boolean")
        yield constraint, known("sh:minCount"), Text("1", datatype="xsd:integer")
        return
    if declared.type not in _MANY:
        yield from _once(constraint, required=declared.required)
    if declared.type in _LITERALS:
        yield constraint, known("sh:datatype"), known(_LITERALS[declared.type])
    if declared.type == "ref":
        yield from _of_class(constraint, declared.kinds)
    if declared.choices:
        yield from _list(constraint, "sh:in", [_choice(kind, declared, choice) for choice in declared.choices])


def _choice(kind: Kind, declared: Property, choice: Choice) -> Value:
    if declared.name == "kind":
        return known(f"q:{kind.label}-{choice.code}")
    return known(f"q:origin-{choice.code}") if declared.name == "origin" else Text(choice.code)


def _of_class(constraint: Iri, kinds: Sequence[str]) -> Iterator[Triple]:
    if len(kinds) == 1:
        yield constraint, known("sh:class"), known(f"q:{kinds[0]}")
        return
    alternatives = [Iri("q", f"{constraint.local}-{kind}") for kind in kinds]
    for alternative, kind in zip(alternatives, kinds, strict=True):
        yield alternative, known("sh:class"), known(f"q:{kind}")
    yield from _list(constraint, "sh:or", alternatives)


def _list(subject: Iri, predicate: str, values: Sequence[Value]) -> Iterator[Triple]:
    """A list of RDF, each link of which has a name."""
    links = [Iri("q", f"{subject.local}-{predicate[3:]}-{n}") for n in range(len(values))]
    yield subject, known(predicate), links[0]
    for link, after, value in zip(links, [*links[1:], known("rdf:nil")], values, strict=True):
        yield link, known("rdf:first"), value
        yield link, known("rdf:rest"), after


def context() -> str:
    """A context of JSON-LD that gives our properties their plain names."""
    terms: dict[str, Any] = dict(PREFIXES)
    for declared in _properties():
        if declared.name in (*_LEFT_OUT, "kind", "name", "name_en"):
            continue
        made: dict[str, str] = {"@id": PROPERTIES.get(declared.name) or term(declared.name)}
        if declared.type == "ref":
            made["@type"] = "@id"
        elif declared.type in _LITERALS:
            made["@type"] = _LITERALS[declared.type]
        terms.setdefault(declared.name, made)
    for relationship in RELATIONSHIPS:
        terms[relationship.type] = {"@id": term(relationship.type), "@type": "@id"}
    terms["name"] = {"@id": PROPERTIES["name"], "@language": "zh-hant"}
    terms["name_en"] = {"@id": PROPERTIES["name_en"], "@language": "en"}
    return json.dumps({"@context": terms}, ensure_ascii=False, indent=1) + "\n"
