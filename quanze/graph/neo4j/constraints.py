"""What a server needs to keep our graph sound and quick, derived from the schema: constraints and indexes.

Every name begins with ``quanze_``, so that ours are told from others'. Community and Enterprise alike have all
of these; rules that only Enterprise could hold (a property must be there) are the loaders' checks.
"""

from __future__ import annotations

from dataclasses import dataclass

from quanze.graph.upsert import written_by_us
from quanze.locale import Message, message
from quanze.schema import DATASET, KIND, KINDS, RELATIONSHIP, RELATIONSHIPS, stored_properties

PREFIX = "quanze_"
LOCK_LABEL = "QuanzeLock"
"""Label of the one node that loads write first, so that they wait for each other."""

LOAD_LABEL = "QuanzeLoad"
"""Label of the entries of the log of loads, which nothing else reads."""
LOOKED_UP = ("name", "code")
"""Properties that people search by, where a kind has them."""
SEARCHED = ("name", "name_en", "aliases", "code")


@dataclass(frozen=True)
class Item:
    """One constraint or index: its name, ``constraint`` or ``index``, what it is for, and the text that creates it."""

    name: str
    kind: str
    purpose: Message
    text: str

    @property
    def drop(self) -> str:
        """The text that removes it."""
        return f"DROP {self.kind.upper()} {self.name} IF EXISTS"


def _unique(label: str) -> Item:
    name = f"{PREFIX}{label.lower()}_id"
    text = f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    return Item(name, "constraint", message("one record of {kind} per id", kind=KIND.get(label, label)), text)


def _key(type_: str, enforced: bool) -> Item:
    name = f"{PREFIX}{type_.lower()}_key"
    over = f"{name} IF NOT EXISTS FOR ()-[r:{type_}]-()"
    values = {"type": RELATIONSHIP[type_]}
    if enforced:
        text = f"CREATE CONSTRAINT {over} REQUIRE r.key IS UNIQUE"
        return Item(name, "constraint", message("one “{type}” per key", **values), text)
    return Item(name, "index", message("“{type}” by key", **values), f"CREATE INDEX {over} ON (r.key)")


def _lookup(label: str, prop: str) -> Item:
    name = f"{PREFIX}{label.lower()}_{prop}"
    declared = next(p for p in stored_properties(KIND[label]) if p.name == prop)
    purpose = message("{kind} by {property}", kind=KIND[label], property=declared)
    return Item(name, "index", purpose, f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{prop})")


def _search(label: str) -> Item:
    name = f"{PREFIX}{label.lower()}_search_key"
    text = f"CREATE TEXT INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.search_key)"
    return Item(name, "index", message("{kind} by part of a name", kind=KIND[label]), text)


def _full_text() -> Item:
    name = f"{PREFIX}search"
    labels = "|".join(k.label for k in KINDS)
    on = ", ".join(f"n.{p}" for p in SEARCHED)
    text = (
        f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{labels}) ON EACH [{on}] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
    )
    return Item(name, "index", message("full-text search in Neo4j Browser, Chinese in pairs of characters"), text)


def items(server_version: tuple[int, ...]) -> list[Item]:
    """All constraints and indexes for a server of this version; relationship keys are enforced from 5.7 on."""
    found = [_unique(label) for label in (*KIND, LOCK_LABEL)]
    found += [_key(r.type, server_version >= (5, 7)) for r in RELATIONSHIPS]
    for kind in KINDS:
        has = {"name", *(p.name for p in kind.properties)}
        found += [_lookup(kind.label, prop) for prop in LOOKED_UP if prop in has]
        found.append(_search(kind.label))
    found.append(_full_text())
    return found


def foreign_nodes() -> str:
    """A read query: nodes that carry a label of ours but were not written by us, counted per label."""
    parts = [
        f"MATCH (n:{label}) WHERE NOT ({written_by_us('n', label)}) RETURN '{label}' AS label, count(*) AS count"
        for label in (*(k.label for k in KINDS), DATASET.label)
    ]
    return " UNION ALL ".join(parts)
