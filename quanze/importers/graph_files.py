"""Graph files: GraphML, GEXF and node-link JSON, of ours as they are, of others by a mapping of their attributes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from quanze.changes.edition import Edition, Props
from quanze.errors import FileError
from quanze.graph.network import CLASHING, network_of, parted
from quanze.graph.records import relationship_key
from quanze.importers.imported import Imported, Remains, bytes_of, json_of
from quanze.locale import message
from quanze.plain_files import plain_file
from quanze.schema import DATASET_TABLE, KIND, KINDS, RELATIONSHIP, relationship_properties, stored_properties
from quanze.schema.tables import REFERRING
from quanze.schema.whole_graph import kind_attribute

_STRUCTURE = ("id", "from", "to", "key", "networkx_key")
"""Attributes that make the graph, and are no properties."""
_DRAWN = ("label", "viz", "start", "end")
"""Attributes of our own files that repeat others for a program that draws."""
_OWN_KINDS = {kind_attribute(kind) for kind in KINDS}
"""Attributes of our own files for properties that are called ``kind``."""
_OUR_NAMES = {theirs: ours for ours, theirs in CLASHING.items()}
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LISTS = ("list", "choices")
Read = tuple[Mapping[str, Any], list[Props], list[Props]]
"""A file as it is read: what it says of the whole, its nodes and its edges."""


class Mapped(NamedTuple):
    """How attributes of another graph are called here.

    ``kind`` and ``type`` are the attributes that say what a node and an edge are; ``kinds`` and ``types`` are ours by
    their values, ``names`` our properties by theirs.
    """

    kind: str = "kind"
    type: str = "relationship"
    kinds: Mapping[str, str] = {}
    types: Mapping[str, str] = {}
    names: Mapping[str, str] = {}


AS_WE_WRITE = Mapped()
"""The attributes of our own files."""


def read_graph(path: Path, dataset: str, mapping: Path | None = None) -> Imported:
    """A graph file as its data sets; ``mapping`` is a YAML file with the fields of ``Mapped``.

    FileError when it is none, or when nothing in it is of a kind that we have.
    """
    mapped = _mapping(mapping) if mapping else AS_WE_WRITE
    remains = Remains()
    head, nodes, edges = _read(path, remains)
    return graph_editions(head, nodes, edges, path, dataset, remains, mapped)


def graph_editions(
    head: Mapping[str, Any],
    nodes: Iterable[Props],
    edges: Iterable[Props],
    path: Path,
    dataset: str,
    remains: Remains,
    mapped: Mapped = AS_WE_WRITE,
) -> Imported:
    """Rows of nodes and edges as editions; what has no place is added to ``remains``."""
    editions: dict[str, Edition] = {}
    described = head.get("datasets")
    given = json.loads(described) if isinstance(described, str) and described.startswith("[") else described
    for row in given if isinstance(given, list) else ():
        if isinstance(row, dict) and row.get("id"):
            known = {c.name: row[c.name] for c in DATASET_TABLE.columns if row.get(c.name)}
            editions[str(row["id"])] = Edition(str(row["id"]), known)
    kinds: dict[str, str] = {}
    for row in nodes:
        said = str(row.get(mapped.kind, ""))
        kind = mapped.kinds.get(said, said)
        if kind not in KIND or KIND[kind] not in KINDS:
            remains.add("nodes", mapped.kind, said or row["id"])
            continue
        if row["id"] in kinds:
            remains.add("nodes", "id", row["id"])
            continue
        kinds[row["id"]] = kind
        props = _known(row, stored_properties(KIND[kind]), mapped, remains, kind)
        own = kind_attribute(KIND[kind])
        if own in row:
            props["kind"] = row[own]
        set_ = _set_of(editions, props, dataset, path)
        set_.nodes.setdefault(kind, {})[row["id"]] = {**props, "id": row["id"]}
    for row in edges:
        said = str(row.get(mapped.type, ""))
        type_ = mapped.types.get(said, said)
        ends = (type_, kinds.get(row["from"], ""), kinds.get(row["to"], ""))
        if type_ not in RELATIONSHIP or ends[1:] not in RELATIONSHIP[type_].ends:
            remains.add("relationships", mapped.type, f"{row['from']} {said} {row['to']}")
            continue
        props = _known(row, relationship_properties(type_), mapped, remains, type_)
        set_ = _set_of(editions, props, dataset, path)
        own_key = row.get("key")
        known = set_.links.setdefault(ends, {})
        # A number only tells edges between the same two nodes apart.
        key = (
            own_key
            if own_key and isinstance(own_key, str)
            else relationship_key(set_.dataset, type_, row["from"], row["to"], props)
        )
        if key in known:
            remains.add("relationships", "key", f"{row['from']} {said} {row['to']}")
            continue
        known[key] = (row["from"], row["to"], {**props, "key": key})
    found = [edition for edition in editions.values() if edition.nodes or edition.links]
    _require(found)
    if not found:
        raise FileError(
            message("Nothing in {path} is of a kind that Quanze knows.", path=path),
            message("Give --mapping, a YAML file that says which attribute holds the kind and what its values mean."),
        )
    return Imported(found, list(remains.rows()))


def _require(editions: Sequence[Edition]) -> None:
    """Say of each data set which others it names records of, where its description does not."""
    home = {id_: edition.dataset for edition in editions for rows in edition.nodes.values() for id_ in rows}
    for edition in editions:
        rows = [props for _, props in edition.records()]
        ends = {end for links in edition.links.values() for *both, _ in links.values() for end in both}
        rows += [props for links in edition.links.values() for *_, props in links.values()]
        named = ends | {row[name] for row in rows for name in REFERRING if name in row}
        others = {home[id_] for id_ in named if id_ in home} - {edition.dataset}
        if others and not edition.description.get("requires"):
            edition.description["requires"] = sorted(others)


def _set_of(editions: dict[str, Edition], props: Props, dataset: str, path: Path) -> Edition:
    """The data set that a row says it is of, else the one of the file."""
    own = str(props.pop("dataset", "") or dataset)
    return editions.setdefault(own, Edition(own, {"id": own, "name": path.stem if own == dataset else own}))


def _known(row: Mapping[str, Any], declared: Iterable[Any], mapped: Mapped, remains: Remains, where: str) -> Props:
    """The properties of a row by our names, each with the type that it has here; any other remains."""
    types = {p.name: p.type for p in declared} | {"dataset": "text"}
    found: Props = {}
    for name, value in row.items():
        ours = mapped.names.get(name) or _OUR_NAMES.get(name, name)
        if value in (None, "", []) or name in (*_STRUCTURE, mapped.kind, mapped.type):
            continue
        if mapped is AS_WE_WRITE and (name in _DRAWN or name in _OWN_KINDS):
            continue
        if ours not in types or isinstance(value, dict):
            remains.add(where, name, value)
        elif types[ours] in _LISTS and isinstance(value, str):
            found[ours] = parted(value)
        else:
            found[ours] = value
    return found


def _read(path: Path, remains: Remains) -> Read:
    ending = path.suffix.casefold()
    if ending == ".json":
        value = json_of(path)
        if isinstance(value, dict) and isinstance(value.get("nodes"), list):
            return _node_link(value, remains)
    elif ending in (".graphml", ".gexf", ".xml"):
        content = bytes_of(path)
        if _DECLARED.search(content):
            raise _no_graph(path, message("it declares a document type or entities"))
        try:
            return network_of(content, gexf=ending == ".gexf")
        except Exception as fault:  # what a reader of XML may raise has no common type
            raise _no_graph(path, fault) from fault
    raise _no_graph(path, message("it is not a graph file of a known format"))


def _no_graph(path: Path, reason: object) -> FileError:
    return FileError(
        message("{path} cannot be read as a graph: {reason}.", path=path, reason=reason),
        message("Use .graphml, .gexf or node-link .json, as `quanze export graph` writes them."),
    )


def _node_link(value: Mapping[str, Any], remains: Remains) -> Read:
    nodes, edges = [], []
    for row in value["nodes"]:
        if isinstance(row, dict) and isinstance(row.get("id"), str | int) and row["id"] != "":
            nodes.append({**row, "id": str(row["id"])})
        else:
            remains.add("nodes", "id", row)
    for row in value.get("edges") or value.get("links") or ():
        if isinstance(row, dict) and all(isinstance(row.get(end), str | int) for end in ("source", "target")):
            own = {name: one for name, one in row.items() if name not in ("source", "target")}
            edges.append({**own, "from": str(row["source"]), "to": str(row["target"])})
        else:
            remains.add("relationships", "source", row)
    head = value.get("graph")
    return head if isinstance(head, dict) else {}, nodes, edges


def _mapping(path: Path) -> Mapped:
    from quanze.loaders.yaml_file import parse

    value = parse(plain_file(path))
    if not isinstance(value, dict) or not value.keys() <= set(Mapped._fields):
        raise FileError(
            message("{path} is not a mapping of attributes.", path=path),
            message("Use these keys: {names}.", names=Mapped._fields),
        )
    for name, given in value.items():
        usual = Mapped._field_defaults[name]
        several = given.values() if isinstance(given, dict) else ()
        if not isinstance(given, type(usual)) or not all(isinstance(one, str) for one in several):
            raise FileError(
                message("{name} in {path} has a value of the wrong type.", name=name, path=path),
                message("Give kind and type a name; map kinds, types and names to ours."),
            )
    return Mapped(**value)
