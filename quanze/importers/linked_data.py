"""Linked data: what `quanze export graph -o plan.ttl` wrote as it was, and organizations of any W3C ORG."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from quanze.changes.edition import Props
from quanze.errors import FileError, QuanzeError
from quanze.importers.graph_files import graph_editions
from quanze.importers.imported import Imported, LeftOut, Made, bytes_of
from quanze.importers.popolo import bodies_and_seats
from quanze.locale import message
from quanze.schema import KIND, RELATIONSHIPS, relationship_properties, stored_properties
from quanze.schema.declare import Property
from quanze.schema.linked_data import HOLDER, LANGUAGES, PREFIXES, PROPERTIES, RECORDS, VOCABULARY, term

_SYNTAXES = {".ttl": "TURTLE", ".nt": "N_TRIPLES", ".jsonld": "JSON_LD", ".rdf": "RDF_XML", ".xml": "RDF_XML"}
Said = dict[str, dict[str, list[Any]]]
"""Subject → predicate → values, as pyoxigraph has them."""
_BODIES = ("FormalOrganization", "Organization", "OrganizationalUnit", "OrganizationalCollaboration")


def read_linked_data(path: Path, dataset: str) -> Imported:
    """Turtle, N-Triples, JSON-LD or RDF/XML. FileError when it cannot be read or has no organization."""
    said = _said(path)
    if any(value.value.startswith(VOCABULARY) for about in said.values() for value in about.get(_full("rdf:type"), ())):
        return _ours(said, path, dataset)
    return _organizations(said, path, dataset)


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


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


def _ours(said: Said, path: Path, dataset: str) -> Imported:
    """A graph of ours: records by their classes, relationships by their statements."""
    ids = {subject: _id(subject, about) for subject, about in said.items()}
    classes = {_full(f"q:{label}"): label for label in KIND}
    sets: dict[str, Props] = {}
    nodes: list[Props] = []
    edges: list[Props] = []
    types = {_full(term(r.type)): r.type for r in RELATIONSHIPS}
    for subject, about in said.items():
        kinds = [classes[value.value] for value in about.get(_full("rdf:type"), ()) if value.value in classes]
        if "Dataset" in kinds:
            sets[subject] = _described(about)
        elif kinds:
            nodes.append({"id": ids[subject], "kind": kinds[0], **_record(about, KIND[kinds[0]].label, ids, said)})
        elif _full("rdf:predicate") in about:
            type_ = types.get(about[_full("rdf:predicate")][0].value, "")
            start, end = (about[_full(f"rdf:{name}")][0].value for name in ("subject", "object"))
            props = _properties(about, relationship_properties(type_) if type_ else (), ids)
            edges.append(
                {
                    "from": ids.get(start) or _id(start, {}),
                    "to": ids.get(end) or _id(end, {}),
                    **props,
                    "relationship": type_,
                }
            )
    for row in (*nodes, *edges):
        row["dataset"] = sets.get(row.pop("_set"), {}).get("id") or dataset
    return graph_editions({"datasets": list(sets.values())}, nodes, edges, path, dataset)


def _id(subject: str, about: Mapping[str, list[Any]]) -> str:
    """The id that a record had."""
    named = about.get(_full("dcterms:identifier"))
    return str(named[0].value) if named else unquote(subject.removeprefix(RECORDS))


def _described(about: Mapping[str, list[Any]]) -> Props:
    found: Props = {"id": about[_full("dcterms:identifier")][0].value}
    for value in about.get(_full("dcterms:title"), ()):
        found[_name(value)] = value.value
    for name, predicate in (
        ("edition", "owl:versionInfo"),
        ("date", "dcterms:issued"),
        ("licence", "dcterms:license"),
        ("description", "dcterms:description"),
    ):
        if values := about.get(_full(predicate)):
            found[name] = values[0].value
    if needed := about.get(_full("dcterms:requires")):
        found["requires"] = [value.value.rpartition("dataset/")[2] for value in needed]
    return found


def _name(value: Any) -> str:
    """Which of our names a text with a language is."""
    return "name_en" if value.language == LANGUAGES["name_en"] else "name"


def _record(about: Mapping[str, list[Any]], kind: str, ids: Mapping[str, str], said: Said) -> Props:
    props = _properties(about, stored_properties(KIND[kind]), ids)
    for value in about.get(_full("q:kind"), ()):
        props[f"{KIND[kind].slug.replace('-', '_')}_kind"] = value.value.rpartition("-")[2]
    for value in about.get(_full("org:heldBy"), ()):
        props[HOLDER] = said[value.value][_full("foaf:name")][0].value
    return props


def _properties(about: Mapping[str, list[Any]], declared: tuple[Property, ...], ids: Mapping[str, str]) -> Props:
    found: Props = {"_set": about.get(_full("dcterms:isPartOf"), [_Nothing])[0].value}
    for one in declared:
        if one.name in ("id", "kind", "dataset", HOLDER):
            continue
        values = about.get(_full(PROPERTIES.get(one.name) or term(one.name)), [])
        if one.name in ("name", "name_en"):
            values = [value for value in values if _name(value) == one.name]
        plain = [_plain(one, value, ids) for value in values]
        if plain:
            found[one.name] = plain if one.type in ("list", "choices") else plain[0]
    return found


class _Nothing:
    value = ""


def _plain(declared: Property, value: Any, ids: Mapping[str, str]) -> Any:
    text = value.value
    if declared.type == "ref":
        return ids.get(text) or _id(text, {})
    if declared.name == "origin":
        return text.rpartition("-")[2]
    if declared.type in ("integer", "year"):
        return int(text)
    if declared.type == "number":
        return float(text)
    return text == "true" if declared.type == "boolean" else text


def _organizations(said: Said, path: Path, dataset: str) -> Imported:
    """Organizations, posts and memberships of ORG, put as Popolo has them."""

    def text(about: Mapping[str, list[Any]], *names: str) -> str:
        values = [value for name in names for value in about.get(_full(name), ())]
        chinese = [v for v in values if getattr(v, "language", None) and str(v.language).startswith("zh")]
        return str((chinese or values)[0].value) if values else ""

    def is_a(about: Mapping[str, list[Any]], *names: str) -> bool:
        wanted = {_full(f"org:{name}") for name in names}
        return any(value.value in wanted for value in about.get(_full("rdf:type"), ()))

    lists: dict[str, list[dict[str, Any]]] = {"organizations": [], "posts": [], "memberships": [], "persons": []}
    used: set[str] = set()
    for subject, about in said.items():
        label = text(about, "skos:prefLabel", "rdfs:label", "foaf:name", "dcterms:title")
        own = {"id": subject, "name": label or re.split(r"[/#]", subject)[-1]}
        if is_a(about, *_BODIES):
            parent = text(about, "org:subOrganizationOf", "org:unitOf")
            others = [{"name": value.value} for value in about.get(_full("skos:altLabel"), ())]
            sort = "" if not is_a(about, "OrganizationalUnit") else "bureau"
            lists["organizations"].append({**own, "parent_id": parent, "other_names": others, "classification": sort})
        elif is_a(about, "Post"):
            body = text(about, "org:postIn")
            lists["posts"].append({"id": subject, "label": own["name"], "organization_id": body})
            for value in about.get(_full("org:heldBy"), ()):
                held = {"post_id": subject, "person_id": value.value, "organization_id": body}
                lists["memberships"].append(held)
        elif is_a(about, "Membership"):
            role = text(said.get(text(about, "org:role"), {}), "skos:prefLabel", "rdfs:label")
            member = {"person_id": text(about, "org:member"), "organization_id": text(about, "org:organization")}
            lists["memberships"].append({"id": subject, "role": role, **member})
        else:
            lists["persons"].append(own)
            continue
        used.add(subject)
    if not lists["organizations"]:
        raise FileError(
            message("{path} has no organization of W3C ORG.", path=path),
            message("Quanze reads org:Organization, org:Post and org:Membership, and what it exported itself."),
        )
    named = {row["person_id"] for row in lists["memberships"]}
    others = [row for row in lists["persons"] if row["id"] not in named]
    lists["persons"] = [row for row in lists["persons"] if row["id"] in named]
    found = bodies_and_seats(Made(path, dataset), lists)
    found.left_out += [LeftOut("", "subject", str(row["id"])) for row in others]
    return found
