"""What a server needs to keep our graph sound and quick, derived from the schema: constraints and indexes.

Every name begins with ``quanze_``, which sets ours apart from those of others. What loads and questions rely on holds
for marked records only (``quanze.graph.marks``), so that nothing that others write can break a rule or slow a
question; what people look up in Neo4j Browser holds for the plain labels. Community and Enterprise alike have all of
these; rules that only Enterprise could hold (a property must be there) are the loaders' checks.
"""

from __future__ import annotations

from dataclasses import dataclass

from quanze.graph.marks import PROPERTY, label_of
from quanze.locale import Message, message
from quanze.schema import KIND, KINDS, RELATIONSHIP, RELATIONSHIPS, stored_properties

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
    """One constraint or index: its name, ``constraint`` or ``index``, what it is for, and the text that creates it.

    ``names`` are the labels or types that it is over, and ``over`` the properties.
    """

    name: str
    kind: str
    purpose: Message
    text: str
    names: tuple[str, ...]
    over: tuple[str, ...]

    @property
    def drop(self) -> str:
        """The text that removes it."""
        return f"DROP {self.kind.upper()} {self.name} IF EXISTS"


def _unique(label: str) -> Item:
    name = f"{PREFIX}{label.lower()}_id"
    own = label_of(label) if label in KIND else label
    text = f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{own}) REQUIRE n.id IS UNIQUE"
    purpose = message("one record of {kind} per id", kind=KIND.get(label, label))
    return Item(name, "constraint", purpose, text, (own,), ("id",))


def _key(type_: str, enforced: bool) -> Item:
    name = f"{PREFIX}{type_.lower()}_key"
    over = f"{name} IF NOT EXISTS FOR ()-[r:{type_}]-()"
    values = {"type": RELATIONSHIP[type_]}
    properties = (PROPERTY, "key")
    listed = ", ".join(f"r.{p}" for p in properties)
    if enforced:
        text = f"CREATE CONSTRAINT {over} REQUIRE ({listed}) IS UNIQUE"
        return Item(name, "constraint", message("one “{type}” per key", **values), text, (type_,), properties)
    text = f"CREATE INDEX {over} ON ({listed})"
    return Item(name, "index", message("“{type}” by key", **values), text, (type_,), properties)


def _lookup(label: str, prop: str) -> Item:
    name = f"{PREFIX}{label.lower()}_{prop}"
    declared = next(p for p in stored_properties(KIND[label]) if p.name == prop)
    purpose = message("{kind} by {property}", kind=KIND[label], property=declared)
    text = f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{prop})"
    return Item(name, "index", purpose, text, (label,), (prop,))


def _search(label: str) -> Item:
    name = f"{PREFIX}{label.lower()}_search_key"
    own = label_of(label)
    text = f"CREATE TEXT INDEX {name} IF NOT EXISTS FOR (n:{own}) ON (n.search_key)"
    return Item(name, "index", message("{kind} by part of a name", kind=KIND[label]), text, (own,), ("search_key",))


def _full_text() -> Item:
    name = f"{PREFIX}search"
    labels = [label_of(k.label) for k in KINDS]
    on = ", ".join(f"n.{p}" for p in SEARCHED)
    text = (
        f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{'|'.join(labels)}) ON EACH [{on}] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
    )
    purpose = message("full-text search in Neo4j Browser, Chinese in pairs of characters")
    return Item(name, "index", purpose, text, tuple(labels), SEARCHED)


def items(server_version: tuple[int, ...]) -> list[Item]:
    """All constraints and indexes for a server of this version; relationship keys are enforced from 5.7 on.

    Those of plain labels come first: a server lists the labels of a node in the order in which it met them.
    """
    found: list[Item] = []
    for kind in KINDS:
        has = {"name", *(p.name for p in kind.properties)}
        found += [_lookup(kind.label, prop) for prop in LOOKED_UP if prop in has]
    found += [_unique(label) for label in (*KIND, LOCK_LABEL)]
    found += [_key(r.type, server_version >= (5, 7)) for r in RELATIONSHIPS]
    found += [_search(kind.label) for kind in KINDS]
    found.append(_full_text())
    return found
