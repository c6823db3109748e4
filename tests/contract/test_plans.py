"""Every catalogue query starts at an index on the server, but for those that are meant to go through all of a kind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import neo4j
import pytest

from quanze.graph import open_engine
from quanze.queries import hops, statements
from tests.neo4j_server import Neo4jServer
from tests.neo4j_server.fixtures import emptied

SEEKING = {"id", "ids", "key"}
"""A query with one of these parameters is about some records; any other is meant to go through all of a kind or
type."""


@pytest.fixture(scope="module")
def driver(neo4j_server: Neo4jServer) -> Iterator[neo4j.Driver]:
    with emptied(neo4j_server) as address, closing(open_engine(address)) as engine:
        engine.prepare()
        with neo4j.GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as opened:
            yield opened


def leaves(plan: dict[str, Any]) -> list[str]:
    """The operators a plan starts from."""
    children = plan.get("children") or []
    if not children:
        return [plan["operatorType"].split("@")[0]]
    return [leaf for child in children for leaf in leaves(child)]


@pytest.mark.parametrize("name", statements.names())
def test_starts_at_an_index(driver: neo4j.Driver, neo4j_server: Neo4jServer, name: str) -> None:
    query = statements.get(name)
    values: dict[str, Any] = {"text": "x", "list": ["x"], "integer": 1}
    parameters = {p.name: values[p.type] for p in query.parameters}
    with driver.session(database=neo4j_server.database) as session:
        plan = session.run(f"EXPLAIN {query.cypher()}", parameters).consume().plan
    assert plan is not None
    starts = [leaf for leaf in leaves(plan) if leaf != "Argument"]
    assert starts
    if not SEEKING & parameters.keys():
        assert "AllNodesScan" not in starts
        return
    scans = [s for s in starts if "Scan" in s and s != "NodeIndexContainsScan"]
    assert scans == [], f"{name} starts with {scans}"
    assert any("Seek" in s or s == "NodeIndexContainsScan" for s in starts), starts


@pytest.mark.parametrize("title", hops.statements())
def test_a_step_of_responsibility_starts_at_the_ids_it_is_given(
    driver: neo4j.Driver, neo4j_server: Neo4jServer, title: str
) -> None:
    with driver.session(database=neo4j_server.database) as session:
        plan = session.run(f"EXPLAIN {hops.statements()[title]}", {"ids": ["x"]}).consume().plan
    assert plan is not None
    starts = {leaf for leaf in leaves(plan) if leaf not in ("Argument", "Unwind")}
    assert starts and all("Seek" in leaf for leaf in starts), starts
