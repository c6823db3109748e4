"""Linked data: what `quanze export graph -o plan.ttl` wrote as it was, and organizations of any W3C ORG."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from quanze.changes.edition import Props
from quanze.errors import FileError, QuanzeError
from quanze.importers.graph_files import graph_editions
from quanze.importers.imported import Imported, Made, Remains, bytes_of
from quanze.importers.popolo import bodies_and_seats
from quanze.locale import message
from quanze.schema import DATASET, KIND, RELATIONSHIPS, relationship_properties, stored_properties
from quanze.schema.declare import Property
from quanze.schema.linked_data import HOLDER, LANGUAGES, LINKS, PREFIXES, PROPERTIES, RECORDS, VOCABULARY, term
from quanze.schema.whole_graph import kind_attribute

_SYNTAXES = {".ttl": "TURTLE", ".nt": "N_TRIPLES", ".jsonld": "JSON_LD", ".rdf": "RDF_XML", ".xml": "RDF_XML"}
About = Mapping[str, list[Any]]
"""Predicate → values, as pyoxigraph has them."""
Said = dict[str, dict[str, list[Any]]]
"""Subject → predicate → values."""
_ABOUT_DATASETS = {
    "edition": "owl:versionInfo",
    "date": "dcterms:issued",
    "licence": "dcterms:license",
    "description": "dcterms:description",
}
_DATASET = ("rdf:type", "dcterms:identifier", "dcterms:title", "dcterms:requires", *_ABOUT_DATASETS.values())
_RECORD = ("rdf:type", "dcterms:identifier", "dcterms:isPartOf", "q:kind", "org:heldBy", *LINKS.values())
_ENDS = ("rdf:subject", "rdf:predicate", "rdf:object")
_STATEMENT = ("rdf:type", "dcterms:isPartOf", "org:member", "org:organization", "org:role", *_ENDS)
"""What is read of each, or repeats what is read, beside the properties of the schema."""
_BODIES = ("FormalOrganization", "Organization", "OrganizationalUnit", "OrganizationalCollaboration")


def read_linked_data(path: Path, dataset: str) -> Imported:
    """Turtle, N-Triples, JSON-LD or RDF/XML. FileError when it cannot be read or has no organization."""
    said = _said(path)
    if any(value.value.startswith(VOCABULARY) for about in said.values() for value in about.get(_full("rdf:type"), ())):
        return _Ours(said).imported(path, dataset)
    return _organizations(said, path, dataset)


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def _short(name: str) -> str:
    """A term with its prefix; whole where we have none for it."""
    return next((f"{p}:{name.removeprefix(full)}" for p, full in PREFIXES.items() if name.startswith(full)), name)


def _is(about: About, *classes: str) -> bool:
    """Whether it belongs to one of the classes."""
    wanted = {_full(name) for name in classes}
    return any(value.value in wanted for value in about.get(_full("rdf:type"), ()))


def _said(path: Path) -> Said:
    syntax = _SYNTAXES.get(path.suffix.casefold())
    if syntax is None:
        raise FileError(
            message("The ending of {path} names no syntax of linked data.", path=path),
            message("Use one of the endings {endings}.", endings=list(_SYNTAXES)),
        )
    try:
        import pyoxigraph
    except ImportError as fault:
        raise QuanzeError(
            message("Reading linked data needs the optional package pyoxigraph."),
            message("Install it: pip install 'quanze[rdf]'."),
        ) from fault
    said: Said = {}
    try:
        for quad in pyoxigraph.parse(bytes_of(path), getattr(pyoxigraph.RdfFormat, syntax)):
            subject, predicate = getattr(quad.subject, "value", str(quad.subject)), quad.predicate.value
            said.setdefault(subject, {}).setdefault(predicate, []).append(quad.object)
    except (SyntaxError, ValueError) as fault:
        raise FileError(
            message("{path} cannot be read as linked data: {reason}.", path=path, reason=fault),
            message("Check it with the program that wrote it."),
        ) from fault
    return said


class _Ours:
    """Reads a graph of ours, and counts what it says beyond that: records by their classes, relationships by their
    statements, or else by their plain triples."""

    def __init__(self, said: Said) -> None:
        self._said = said
        self._remains = Remains()
        # A task is dcterms:isPartOf its data set and of the task above it.
        self._sets: dict[str, Props] = {s: {} for s, about in said.items() if _is(about, "q:Dataset")}
        self._nodes: list[Props] = []
        self._edges: list[Props] = []
        self._types = {_full(term(r.type)): r.type for r in RELATIONSHIPS}
        self._stated: set[tuple[str, str, str]] = set()

    def imported(self, path: Path, dataset: str) -> Imported:
        """All of it as data sets."""
        classes = {_full(f"q:{label}"): label for label in KIND}
        records: list[tuple[str, str]] = []
        holders = {one.value for about in self._said.values() for one in about.get(_full("org:heldBy"), ())}
        for subject, about in self._said.items():
            kinds = [classes[one.value] for one in about.get(_full("rdf:type"), ()) if one.value in classes]
            if "Dataset" in kinds:
                self._sets[subject] = self._described(subject, about)
            elif kinds:
                records.append((subject, kinds[0]))
            elif _full("rdf:predicate") in about:
                self._statement(subject, about)
            elif subject in holders:
                self._rest("holders", about, ("rdf:type", "foaf:name"))
            elif not _is(about, "org:ChangeEvent"):  # which repeats relationships
                self._remains.add("", "subject", subject)
        for subject, kind in records:
            self._record(subject, kind)
        for row in (*self._nodes, *self._edges):
            row["dataset"] = self._sets.get(row.pop("_set"), {}).get("id") or dataset
        described = {"datasets": list(self._sets.values())}
        return graph_editions(described, self._nodes, self._edges, path, dataset, self._remains)

    def _id(self, subject: str) -> str:
        """The id that a record had."""
        named = self._said.get(subject, {}).get(_full("dcterms:identifier"))
        return str(named[0].value) if named else unquote(subject.removeprefix(RECORDS))

    def _rest(self, where: str, about: About, read: Collection[str]) -> None:
        """Count what has another predicate than those that are read."""
        known = {_full(name) for name in read}
        for predicate, values in about.items():
            for value in values if predicate not in known else ():
                self._remains.add(where, _short(predicate), value.value)

    def _one(self, where: str, about: About, predicate: str) -> str:
        """The value of a predicate that has one; any other remains."""
        values = about.get(_full(predicate), [])
        for value in values[1:]:
            self._remains.add(where, predicate, value.value)
        return str(values[0].value) if values else ""

    def _described(self, subject: str, about: About) -> Props:
        where = DATASET.table
        found: Props = {"id": self._id(subject).removeprefix("dataset/")}
        for value in about.get(_full("dcterms:title"), ()):
            found[_name(value)] = value.value
        for name, predicate in _ABOUT_DATASETS.items():
            if value := self._one(where, about, predicate):
                found[name] = value
        if needed := about.get(_full("dcterms:requires")):
            found["requires"] = [value.value.rpartition("dataset/")[2] for value in needed]
        self._rest(where, about, _DATASET)
        return found

    def _statement(self, subject: str, about: About) -> None:
        ends = [self._one("relationships", about, name) for name in _ENDS]
        if not all(ends):
            self._remains.add("relationships", "rdf:Statement", subject)
            return
        start, predicate, end = ends
        self._stated.add((start, predicate, end))
        type_ = self._types.get(predicate, "")
        declared = relationship_properties(type_) if type_ else ()
        props = self._properties(type_, about, declared)
        self._rest(type_, about, (*_STATEMENT, *_predicates(declared)))
        self._edges.append(self._edge(start, type_ or _short(predicate), end, props))

    def _edge(self, start: str, type_: str, end: str, props: Props) -> Props:
        return {"from": self._id(start), "to": self._id(end), **props, "relationship": type_}

    def _record(self, subject: str, kind: str) -> None:
        about, declared = self._said[subject], stored_properties(KIND[kind])
        props = self._properties(kind, about, declared)
        if own := self._one(kind, about, "q:kind"):
            props[kind_attribute(KIND[kind])] = own.removeprefix(_full(f"q:{kind}-"))
        if person := self._one(kind, about, "org:heldBy"):
            props[HOLDER] = self._one(kind, self._said.get(person, {}), "foaf:name") or person
        self._nodes.append({"id": self._id(subject), "kind": kind, **props})
        for predicate, type_ in self._types.items():
            for value in about.get(predicate, ()):
                if (subject, predicate, value.value) not in self._stated:
                    self._edges.append(self._edge(subject, type_, value.value, {"_set": props["_set"]}))
        self._rest(kind, about, (*_RECORD, *_predicates(declared), *map(_short, self._types)))

    def _properties(self, where: str, about: About, declared: tuple[Property, ...]) -> Props:
        sets = [value.value for value in about.get(_full("dcterms:isPartOf"), ()) if value.value in self._sets]
        found: Props = {"_set": sets[0] if sets else ""}
        for one in declared:
            if one.name in ("id", "kind", "dataset", HOLDER):
                continue
            values = about.get(_full(PROPERTIES.get(one.name) or term(one.name)), [])
            if one.name in ("name", "name_en"):
                values = [value for value in values if _name(value) == one.name]
            plain = [read for value in values if (read := self._plain(where, one, value.value)) is not None]
            if one.type in ("list", "choices"):
                found |= {one.name: plain} if plain else {}
            else:
                found |= {one.name: plain[0]} if plain else {}
                for more in plain[1:]:
                    self._remains.add(where, one.name, more)
        return found

    def _plain(self, where: str, declared: Property, text: str) -> Any:
        """A value as we have it; None, and it remains, where it is not a number and should be."""
        if declared.type == "ref":
            return self._id(text)
        if declared.name == "origin":
            return text.removeprefix(_full("q:origin-"))
        try:
            if declared.type in ("integer", "year"):
                return int(text)
            if declared.type == "number":
                return float(text)
        except ValueError:
            self._remains.add(where, declared.name, text)
            return None
        return text in ("true", "1") if declared.type == "boolean" else text


def _predicates(declared: tuple[Property, ...]) -> Iterator[str]:
    return (PROPERTIES.get(one.name) or term(one.name) for one in declared)


def _name(value: Any) -> str:
    """Which of our names a text with a language is."""
    return "name_en" if getattr(value, "language", None) == LANGUAGES["name_en"] else "name"


_LABELS = ("skos:prefLabel", "rdfs:label", "foaf:name", "dcterms:title")
_READ = {
    "organizations": ("org:subOrganizationOf", "org:unitOf"),
    "posts": ("org:postIn",),
    "memberships": ("org:role", "org:member", "org:organization"),
    "persons": (),
}
"""Predicates of ORG that are read, of which each thing has one."""
_INVERSE = {
    "org:hasSubOrganization": "org:subOrganizationOf",
    "org:hasUnit": "org:unitOf",
    "org:hasPost": "org:postIn",
    "org:holds": "org:heldBy",
    "org:hasMembership": "org:member",
    "org:hasMember": "org:memberOf",
}
"""Predicates that say from the other end what we read."""


def _turned(said: Said) -> Said:
    """The same with each inverse predicate turned around, where its value is a resource; once, if both are there."""
    turned = {subject: dict(about) for subject, about in said.items()}
    for inverse, predicate in ((_full(a), _full(b)) for a, b in _INVERSE.items()):
        for subject, about in said.items():
            for value in about.get(inverse, ()):
                if value.value not in said:
                    continue  # a text, or a resource of which nothing is said: it remains where it is
                known = turned[value.value].setdefault(predicate, [])
                if subject not in {one.value for one in known}:
                    turned[value.value][predicate] = [*known, _Named(subject)]
            left = [value for value in about.get(inverse, ()) if value.value not in said]
            turned[subject] = {**turned[subject], inverse: left}
    return turned


class _Named(NamedTuple):
    """A resource that another names."""

    value: str


def _organizations(said: Said, path: Path, dataset: str) -> Imported:
    """Organizations, posts and memberships of ORG, put as Popolo has them."""
    made = Made(path, dataset)
    said = _turned(said)

    def values(about: About, *names: str) -> list[Any]:
        """All of them, those in Chinese first."""
        every = [value for name in names for value in about.get(_full(name), ())]
        return sorted(every, key=lambda v: not str(getattr(v, "language", None) or "").startswith("zh"))

    def text(about: About, *names: str) -> str:
        return next((str(value.value) for value in values(about, *names)), "")

    lists: dict[str, list[dict[str, Any]]] = {name: [] for name in _READ}
    persons: dict[str, dict[str, Any]] = {}
    for subject, about in said.items():
        labels = [str(value.value) for value in values(about, *_LABELS)]
        own = {"id": subject, "name": labels[0] if labels else re.split(r"[/#]", subject)[-1]}
        more: tuple[str, ...] = ()
        if _is(about, *(f"org:{name}" for name in _BODIES)):
            kept = "organizations"
            aliases = [*labels[1:], *(value.value for value in about.get(_full("skos:altLabel"), ()))]
            others = [{"name": one} for one in dict.fromkeys(aliases) if one != own["name"]]
            sort = "bureau" if _is(about, "org:OrganizationalUnit") else ""
            parent = text(about, *_READ[kept])
            lists[kept].append({**own, "parent_id": parent, "other_names": others, "classification": sort})
            more, labels = ("skos:altLabel",), []
        elif _is(about, "org:Post"):
            kept, body, role = "posts", text(about, "org:postIn"), "" if labels else text(about, "org:role")
            label = (text(said.get(role, {}), *_LABELS) or re.split(r"[/#]", role)[-1]) if role else own["name"]
            lists[kept].append({"id": subject, "label": label, "organization_id": body})
            for value in about.get(_full("org:heldBy"), ()):
                held = {"post_id": subject, "person_id": value.value, "organization_id": body}
                lists["memberships"].append(held)
            more = ("org:heldBy", "org:role") if role else ("org:heldBy",)
        elif _is(about, "org:Membership"):
            kept = "memberships"
            role = text(about, "org:role")
            title = text(said.get(role, {}), *_LABELS) or re.split(r"[/#]", role)[-1]
            member = {"person_id": text(about, "org:member"), "organization_id": text(about, "org:organization")}
            lists[kept].append({"id": subject, "role": title, **member})
        else:
            persons[subject] = own
            for value in about.get(_full("org:memberOf"), ()):
                lists["memberships"].append({"person_id": subject, "organization_id": value.value})
            continue
        _count_rest(made.remains, kept, about, labels, more)
    if not lists["organizations"]:
        raise FileError(
            message("{path} has no organization of W3C ORG.", path=path),
            message("Quanze reads org:Organization, org:Post and org:Membership, and what it exported itself."),
        )
    members = {row["person_id"] for row in lists["memberships"]}
    roles = {value.value for about in said.values() for value in about.get(_full("org:role"), ())}
    for subject, own in persons.items():
        if subject in members:
            lists["persons"].append(own)
        elif subject not in roles:
            made.remains.add("", "subject", subject)
            continue
        _count_rest(made.remains, "persons", said[subject], [], (*_LABELS, "org:memberOf"))
    return bodies_and_seats(made, lists)


def _count_rest(remains: Remains, kept: str, about: About, labels: Sequence[str], more: Sequence[str]) -> None:
    """Count what is said of a subject and was not read: other labels, other predicates, second values."""
    for label in labels[1:]:
        remains.add(kept, "label", label)
    read = {_full(name) for name in ("rdf:type", *_LABELS, *more)}
    one = {_full(name) for name in _READ[kept]}
    for predicate, values in about.items():
        for value in values[1:] if predicate in one else () if predicate in read else values:
            remains.add(kept, _short(predicate), value.value)
