"""Graphs drawn by Hypothesis, with every kind, type and property: both engines answer the whole catalogue alike."""

from __future__ import annotations

import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from quanze.changes.transfer import transfer
from quanze.graph import open_engine
from quanze.graph.engine import Transaction
from quanze.graph.records import all_ends, relationship_key
from quanze.graph.upsert import Changes, apply
from quanze.queries import statements
from quanze.schema import KIND, KINDS, VERSION, Property, relationship_properties, stored_properties
from quanze.schema.words import search_key
from tests import draws
from tests.contract.compared import answers, assert_same_rows, parameter_sets
from tests.neo4j_server import Neo4jServer
from tests.neo4j_server.fixtures import emptied

EXAMPLES = draws.of(4, 20)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=6) | st.sampled_from(
    ["環境保護局", "臺", "台", "'", '"', "\\", "$id", "`", "𠮷", "Ａ", "null", "1", "true"]
)
DATES = st.sampled_from(["2020", "2021-01", "2021-01-01", "2023-06-29", "2026-12-31"])
NUMBERS = st.floats(-1e12, 1e12, allow_nan=False) | st.integers(-(2**53), 2**53).map(float)
SETS = ("d", "e")


def value(p: Property) -> st.SearchStrategy[Any]:
    """Values that a load could store under this property."""
    if p.type == "choice":
        return st.sampled_from([c.code for c in p.choices])
    if p.type == "choices":
        return st.lists(st.sampled_from([c.code for c in p.choices]), min_size=1, max_size=2, unique=True)
    return {
        "text": TEXT,
        "list": st.lists(TEXT, min_size=1, max_size=3),
        "date": DATES,
        "year": st.integers(1990, 2030),
        "integer": st.integers(0, 30),
        "number": NUMBERS,
        "boolean": st.booleans(),
        "ref": st.just("Document-0"),
    }[p.type]


def properties(declared: tuple[Property, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """Some of the declared properties."""
    return st.fixed_dictionaries({}, optional={p.name: value(p) for p in declared if p.name != "id"})


@st.composite
def graphs(draw: st.DrawFn) -> Changes:
    """One to three nodes of each kind and up to sixty relationships, some of them parallel, some to oneself."""
    changes = Changes()
    ids: dict[str, list[str]] = {}
    for name in SETS:
        own = {"id": name, "name": name, "dataset": name, "schema_version": VERSION, "search_key": ""}
        changes.create_nodes.setdefault("Dataset", []).append({"id": name, "props": own})
    for kind in KINDS:
        ids[kind.label] = [f"{kind.label}-{i}" for i in range(draw(st.integers(1, 3)))]
        rows = []
        for id_ in ids[kind.label]:
            props: dict[str, Any] = {
                **draw(properties(stored_properties(kind))),
                "id": id_,
                "dataset": draw(st.sampled_from(SETS)),
            }
            props.setdefault("name", id_)
            props["search_key"] = search_key(props["name"], props.get("name_en", ""), props.get("aliases", ()))
            rows.append({"id": id_, "props": props})
        if rows:
            changes.create_nodes[kind.label] = rows
    possible = all_ends()
    seen = set()
    for ends in draw(st.lists(st.sampled_from(possible), min_size=12, max_size=60)):
        start, end = draw(st.sampled_from(ids[ends[1]])), draw(st.sampled_from(ids[ends[2]]))
        said: dict[str, Any] = {
            **draw(properties(relationship_properties(ends[0]))),
            "dataset": draw(st.sampled_from(SETS)),
        }
        key = said["key"] = relationship_key(said["dataset"], ends[0], start, end, said)
        if key not in seen:
            seen.add(key)
            row = {"from": start, "to": end, "key": key, "props": said}
            changes.create_relationships.setdefault(ends, []).append(row)
    return changes


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
@given(changes=graphs())
def test_every_query_on_a_drawn_graph(neo4j_server: Neo4jServer, changes: Changes) -> None:
    def work(transaction: Transaction) -> None:
        apply(transaction, changes)

    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_engine(Path(folder) / "g.kgl", create=True)) as here,
        emptied(neo4j_server) as address,
        closing(open_engine(address)) as server,
    ):
        server.prepare()
        for engine in (here, server):
            engine.transact(work)
        asked = [(name, chosen) for name in statements.names() for chosen in parameter_sets(statements.get(name), here)]
        answered = answers((here, server), lambda reader: [statements.run(reader, *question) for question in asked])
        for question, ours, theirs in zip(asked, *answered, strict=True):
            assert_same_rows(ours, theirs, str(question))
        assert [r["written"] for r in transfer(server, here)] == [0] * len(SETS)


class AllDrawnError(Exception):
    """Nothing is left to be drawn."""


@pytest.mark.whole
def test_strategies_reach_every_kind_and_type() -> None:
    """A strategy that never draws a kind would leave it untested in silence."""
    ahead = set(KIND) | {ends[0] for ends in all_ends()}

    @settings(
        max_examples=60,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        database=None,
        phases=[Phase.generate],
    )
    @given(changes=graphs())
    def collect(changes: Changes) -> None:
        ahead.difference_update(changes.create_nodes, (ends[0] for ends in changes.create_relationships))
        if not ahead:
            raise AllDrawnError  # a graph takes longer to draw than most tests

    with suppress(AllDrawnError):
        collect()
    assert ahead == set()
