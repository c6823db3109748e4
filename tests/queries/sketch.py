"""Graphs of a few records, written as a test reads them: ``("a/A", "CONVENES", "t/1")``.

The letter of an id says the kind, so that a graph is its relationships. They are written past the loader, so a graph
may be one that a load refuses, such as a circle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quanze.graph import open_engine
from quanze.graph.engine import Engine, Transaction
from quanze.graph.records import relationship_key
from quanze.graph.upsert import Changes, apply
from quanze.schema import VERSION

KINDS = {
    "a": "Agency",
    "c": "Council",
    "g": "Subgroup",
    "m": "Member",
    "t": "Task",
    "i": "Indicator",
    "y": "AnnualTarget",
    "G": "SDGGoal",
    "s": "SDGTarget",
    "d": "Document",
}
Link = tuple[str, str, str] | tuple[str, str, str, Mapping[str, Any]]
"""Start, type, end, and what else the relationship says."""


def written(kinds: Mapping[str, str], links: Iterable[Link], said: Mapping[str, Mapping[str, Any]]) -> Changes:
    """What writes records, by id with their kinds and what they say beyond a name, and the relationships of these."""
    found = Changes()
    own = {"id": "sketch", "name": "sketch", "dataset": "sketch", "schema_version": VERSION, "search_key": ""}
    found.create_nodes["Dataset"] = [{"id": "sketch", "props": own}]
    for id_, kind in kinds.items():
        props = {"id": id_, "name": id_, "dataset": "sketch", "search_key": "", **said.get(id_, {})}
        found.create_nodes.setdefault(kind, []).append({"id": id_, "props": props})
    for start, type_, end, *rest in links:
        stated: dict[str, Any] = {"dataset": "sketch", "origin": "plan", **(rest[0] if rest else {})}
        stated["key"] = relationship_key(stated["dataset"], type_, start, end, stated)
        row = {"from": start, "to": end, "key": stated["key"], "props": stated}
        found.create_relationships.setdefault((type_, kinds[start], kinds[end]), []).append(row)
    return found


@contextmanager
def sketched(*links: Link, **said: Mapping[str, Any]) -> Iterator[Engine]:
    """An engine with these relationships and the records they join.

    A record is named by its id and says nothing more than its keyword gives, the id's slash written as ``_``:
    ``a_A={"kind": "class"}``. A record without relationships is named by a keyword alone.
    """
    more = {name.replace("_", "/", 1): props for name, props in said.items()}
    ids = dict.fromkeys([*(end for link in links for end in (link[0], link[2])), *more])
    changes = written({id_: KINDS[id_[0]] for id_ in ids}, links, more)

    def write(transaction: Transaction) -> None:
        apply(transaction, changes)

    with TemporaryDirectory() as folder, closing(open_engine(Path(folder) / "sketch.kgl", create=True)) as engine:
        engine.transact(write)
        yield engine
