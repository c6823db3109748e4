"""Nodes and relationships as values, what makes a relationship itself, and reading them back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import blake2b
from operator import itemgetter
from typing import TYPE_CHECKING, Any, cast

from quanze.errors import StorageError, UnknownNameError
from quanze.graph.engine import Ends, Engine, Reader
from quanze.locale import message
from quanze.schema import KIND, RELATIONSHIPS, VERSION, relationship_properties, stored_properties
from quanze.schema.words import search_key

if TYPE_CHECKING:
    from quanze.schema.rows import Dataset, Row

POSITION = "position"
"""The property in which a load keeps a record's number among those of its kind in the file, from 1."""
KEYED = ("under", "change", "article", "valid_from", "wording", "source", "locator")
"""Properties that, with type and ends, make two statements of a relationship different ones."""

_AT_ONCE = 20_000
"""Records or relationships that may be read together; more of a kind are read in parts."""
_PART = 5_000
"""Rows of a part, about: with what the engine makes of them, 5 KB each in memory."""


def relationship_key(dataset: str, type_: str, start: str, end: str, props: Mapping[str, Any]) -> str:
    """A short stable key: equal for the same statement of the same data set, else different."""
    return key_of(key_form(dataset, props) % (type_, start, end))


def key_form(dataset: str, props: Mapping[str, Any], varying: Collection[str] = ()) -> str:
    """What keys are made of, with ``%s`` for the type and both ends, and for each ``varying`` property in ``KEYED``."""
    own = ["%s" if name in varying else str(props.get(name, "")).replace("%", "%%") for name in KEYED]
    return "\x1f".join((dataset.replace("%", "%%"), "%s", "%s", "%s", *own))


def key_of(form: str) -> str:
    """The key made of a form that is filled in."""
    try:
        text = form.encode()
    except UnicodeEncodeError:  # half of a pair, which a file may have alone
        text = form.encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=10).hexdigest()


def other_names(props: Mapping[str, Any]) -> list[str]:
    """The aliases of a record; the last part of its IRI is one: the UN's permanent C130202 for indicator 13.2.2."""
    return [*props.get("aliases", ()), props.get("iri", "").rpartition("/")[2]]


def node_search_key(props: Mapping[str, Any]) -> str:
    """The folded names by which a record is looked up."""
    return search_key(props.get("name", ""), props.get("name_en", ""), other_names(props), props.get("code", ""))


def node_names(label: str) -> tuple[str, ...]:
    """Names of the properties a node keeps: the declared ones and our bookkeeping."""
    extra = ("schema_version",) if label == "Dataset" else ()
    return (*(p.name for p in stored_properties(KIND[label])), "dataset", "search_key", POSITION, *extra)


def relationship_names(type_: str) -> tuple[str, ...]:
    """Names of the properties a relationship keeps."""
    return (*(p.name for p in relationship_properties(type_)), "dataset", "key")


def nodes_of(reader: Reader, label: str, datasets: Sequence[str] | None) -> list[Row]:
    """Nodes of one kind in some data sets (None: in all): properties that have a value, in the order of ids."""
    return _filled(reader, f"MATCH (n:{label})", "n", node_names(label), datasets, "id")


def nodes_in_parts(reader: Reader, label: str) -> Iterator[Row]:
    """Nodes of one kind: by data set, and in each in the order of the file; properties that have a value."""
    counted = reader.read(f"MATCH (n:{label}) RETURN n.dataset AS dataset, count(n) AS n")
    for datasets_ in _together({row["dataset"]: row["n"] for row in counted}):
        ids = _ids_in_order(reader, label, datasets_)
        for first in range(0, len(ids), _PART):
            part = ids[first : first + _PART]
            found = _filled(reader, f"MATCH (n:{label})", "n", node_names(label), None, "id", at=("n.id", part))
            rows = {row["id"]: row for row in found}
            yield from (rows[id_] for id_ in part if id_ in rows)  # one may have been removed meanwhile


def _together(sizes: Mapping[str, int]) -> Iterator[list[str]]:
    """Names in their order, as many at a time as have ``_AT_ONCE`` rows together; one at least."""
    group, size = list[str](), 0
    for name in sorted(sizes):
        if group and size + sizes[name] > _AT_ONCE:
            yield group
            group, size = [], 0
        group.append(name)
        size += sizes[name]
    if group:
        yield group


def _ids_in_order(reader: Reader, label: str, datasets_: Sequence[str]) -> list[str]:
    """The ids of nodes of one kind in some data sets: by data set, and in each in the order of the file."""
    # As lists: a row each would take several times the memory. No id or data set is null.
    (found,) = reader.read(
        f"MATCH (n:{label}) WHERE n.dataset IN $datasets RETURN collect(n.id) AS ids, "
        f"collect(n.dataset) AS datasets, collect(coalesce(n.{POSITION}, 0)) AS places",
        {"datasets": datasets_},
    )
    return [id_ for _, _, id_ in sorted(zip(found["datasets"], found["places"], found["ids"], strict=True))]


def node_count(reader: Reader, label: str) -> int:
    """How many nodes of one kind all data sets have."""
    (found,) = reader.read(f"MATCH (n:{label}) RETURN count(n) AS n")
    return int(found["n"])


def dataset_nodes(reader: Reader, label: str, dataset: str | None) -> dict[str, Row]:
    """Nodes of one kind in one data set (None: in all): id → properties that have a value."""
    return {row["id"]: row for row in nodes_of(reader, label, None if dataset is None else [dataset])}


def relationships_of(reader: Reader, ends: Ends, datasets: Sequence[str] | None) -> list[Row]:
    """Relationships of one type between two kinds in some data sets (None: in all), in the order of keys: properties
    with ``from`` and ``to``."""
    return _joined(reader, ends, datasets)


def dataset_relationships(
    reader: Reader, ends: Ends, dataset: str, begins: Collection[str] = ()
) -> dict[str, tuple[str, str, Row]]:
    """Relationships of one type between two kinds in one data set: key → (from, to, properties); only those whose keys
    begin with one of some texts of one length, where these are given."""
    at = (f"left(r.key, {len(next(iter(begins)))})", sorted(begins)) if begins else None
    return {row["key"]: (row.pop("from"), row.pop("to"), row) for row in _joined(reader, ends, [dataset], at)}


def relationship_keys(reader: Reader, ends: Ends, dataset: str) -> set[str]:
    """The keys of relationships of one type between two kinds in one data set."""
    type_, start, end = ends
    (found,) = reader.read(
        f"MATCH (:{start})-[r:{type_}]->(:{end}) WHERE r.dataset = $dataset RETURN collect(r.key) AS keys",
        {"dataset": dataset},
    )
    return set(found["keys"])


def relationship_count(reader: Reader) -> int:
    """How many relationships all data sets have."""
    texts = (f"MATCH (a:{a})-[r:{type_}]->(b:{b}) RETURN count(r) AS n" for type_, a, b in all_ends())
    return sum(row["n"] for text in texts for row in reader.read(text))


def relationships_in_parts(reader: Reader, ends: Ends) -> Iterator[Row]:
    """Those of one type between two kinds in all data sets: properties with ``from`` and ``to``.

    Few are in the order of their keys. Many are read by their ends of the kind that has more records, some at a time,
    and are in the order of keys within each part.
    """
    type_, *kinds = ends
    (found,) = reader.read(f"MATCH (a:{kinds[0]})-[r:{type_}]->(b:{kinds[1]}) RETURN count(r) AS n")
    if found["n"] <= _AT_ONCE:
        yield from _joined(reader, ends, None)
        return
    starts, finishes = (node_count(reader, kind) for kind in kinds)
    end, kind = ("a.id", kinds[0]) if starts > finishes else ("b.id", kinds[1])
    (ends_,) = reader.read(f"MATCH (n:{kind}) RETURN collect(n.id) AS ids")
    ids = sorted(ends_["ids"])
    size = max(1, len(ids) * _PART // found["n"])
    for first in range(0, len(ids), size):
        yield from _joined(reader, ends, None, (end, ids[first : first + size]))


def _joined(
    reader: Reader, ends: Ends, datasets: Sequence[str] | None, at: tuple[str, list[str]] | None = None
) -> list[Row]:
    """Relationships of one type between two kinds; ``at`` is something of them, such as ``a.id``, and what it is one
    of."""
    type_, start, end = ends
    match, names = f"MATCH (a:{start})-[r:{type_}]->(b:{end})", relationship_names(type_)
    return _filled(reader, match, "r", names, datasets, "key", "a.id AS `from`, b.id AS `to`, ", at)


def _filled(
    reader: Reader,
    pattern: str,
    variable: str,
    names: Sequence[str],
    datasets: Sequence[str] | None,
    order: str,
    more: str = "",
    at: tuple[str, list[str]] | None = None,
) -> list[Row]:
    """Rows of a pattern, in some data sets or in all, with the properties that have a value.

    ``at`` keeps those of which something is one of some values.

    Most records leave most properties empty, and every column costs as much as a filled one: in columns, those that no
    row has are not read.
    """
    match, wanted = pattern, dict[str, Any]()
    # A server plans each text, for a few relationships longer than it reads them: one text for one data set and many.
    only = datasets[0] if datasets is not None and len(datasets) == 1 and not reader.reads_maps else None
    if only is not None:
        match, wanted = f"{pattern} WHERE {variable}.dataset = $dataset", {"dataset": only}
    elif datasets is not None:
        match, wanted = f"{pattern} WHERE {variable}.dataset IN $datasets", {"datasets": list(datasets)}
    if at:
        joint = "WHERE" if datasets is None else "AND"
        match, wanted = f"{match} {joint} {at[0]} IN $values", {**wanted, "values": at[1]}
    if reader.reads_maps:
        found = reader.read(f"{match} RETURN {more}properties({variable}) AS properties", wanted)
        for row in found:
            kept = row.pop("properties")
            row |= {name: kept[name] for name in names if name in kept}
        found.sort(key=itemgetter(order))
        return found
    asked = [name for name in names if only is None or name != "dataset"]
    counts = ", ".join(f"count({variable}.{name}) AS {name}" for name in asked)
    (filled,) = reader.read(f"{match} RETURN {counts}", wanted) or [{}]
    columns = ", ".join(f"{variable}.{name} AS {name}" for name in asked if filled.get(name))
    if not columns:
        return []
    rows = reader.read(f"{match} RETURN {more}{columns}", wanted)
    rows.sort(key=itemgetter(order))  # an engine takes four times as long for it
    whole = all(filled[name] in (0, len(rows)) for name in asked)
    if only is not None:
        for row in rows:
            row["dataset"] = only
    return rows if whole else [{k: v for k, v in row.items() if v is not None} for row in rows]


def all_ends() -> list[Ends]:
    """Every declared type with every pair of kinds it may join."""
    return [(r.type, a, b) for r in RELATIONSHIPS for a, b in r.ends]


def datasets(reader: Reader) -> list[Dataset]:
    """The loaded data sets."""
    rows = reader.read(
        "MATCH (d:Dataset) WHERE d.schema_version IS NOT NULL RETURN d.id AS id, d.name AS name, "
        "d.name_en AS name_en, d.edition AS edition, d.date AS date, "
        "d.licence AS licence, d.description AS description, d.requires AS requires, "
        "d.schema_version AS schema_version ORDER BY id"
    )
    return cast("list[Dataset]", rows)


def described(reader: Reader, dataset: str) -> Dataset:
    """The loaded data set of that id; UnknownNameError says which are loaded."""
    loaded = {row["id"]: row for row in datasets(reader)}
    if dataset not in loaded:
        raise UnknownNameError(
            message("No data set {dataset!r} is loaded.", dataset=dataset),
            advice=message("Loaded: {names}.", names=list(loaded) or message("none")),
        )
    return loaded[dataset]


def check_version(engine: Engine) -> None:
    """StorageError when a data set was written by another version, which questions would miss or misread."""
    if engine.unmarked():
        raise StorageError(
            message("{address} was written by an earlier version of Quanze.", address=engine.address),
            message("Run `quanze db init` once: it marks the records, and changes nothing else."),
        )
    for row in datasets(engine):
        if row["schema_version"] != VERSION:
            raise StorageError(
                message(
                    "{address} was written with schema version {found}; this version of Quanze needs {version}.",
                    address=engine.address,
                    found=row["schema_version"],
                    version=VERSION,
                ),
                message("Load the tables into a new database; a database can always be rebuilt from its tables."),
            )
