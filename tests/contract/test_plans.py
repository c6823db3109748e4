"""No question scans what is not ours: plans of all statements, on a server that also holds twenty thousand nodes and
relationships of others.

A question about some records starts at a unique index; one about a whole graph at labels that only our records have, or
at the index of our relationships.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from quanze.bundled import folders
from quanze.graph import open_engine
from quanze.graph.marks import ANY, LABEL, PROPERTY, marked
from quanze.loaders.load import load
from quanze.queries import hops, statements
from quanze.queries.lifetimes import limited_statement, whole_statement
from quanze.schema import KINDS
from quanze.schema.ways import LIVES_WITH
from tests.cypher_shapes import shape
from tests.neo4j_server import Neo4jServer
from tests.neo4j_server.fixtures import emptied

if TYPE_CHECKING:
    import neo4j

SEEKING = {"id", "ids", "key"}
"""A query with one of these parameters is about some records; any other is meant to go through all of a kind or
type."""
FOREIGN = 20_000
OUR_LABELS = 2_000
"""Pairs of others' nodes that have labels of ours: more than all of ours."""
SHARED = ("CONVENES", "SUCCEEDS")
"""Types of ours that others have too."""
THEIRS = (
    f"MATCH (n) WHERE NOT n:{ANY} RETURN count(n) AS n",
    f"MATCH ()-[r]->() WHERE r.{PROPERTY} IS NULL RETURN count(r) AS n",
)


@pytest.fixture(scope="module")
def session(neo4j_server: Neo4jServer) -> Iterator[neo4j.Session]:
    """Beside our graph twenty times as much of others: some of it with our labels, joined by two of our types."""
    with (
        emptied(neo4j_server) as address,
        closing(open_engine(address)) as engine,
        neo4j_server.driver() as driver,
        driver.session(database=neo4j_server.database) as opened,
    ):
        load(engine, [p for p in folders() if p.name in ("climate-act", "chiayi")])
        opened.run(
            "UNWIND range(1, $pairs) AS i CALL (i) { CREATE (a:Person)-[:KNOWS]->(:Person)-[:KNOWS]->(a) } "
            "IN TRANSACTIONS OF 10000 ROWS",
            pairs=FOREIGN // 2 - OUR_LABELS,
        ).consume()
        opened.run(
            "UNWIND range(1, $pairs) AS i CALL (i) { "
            f"CREATE (a:Agency {{id: i}})-[:{SHARED[0]}]->(t:Task {{id: i}}) CREATE (a)-[:{SHARED[1]}]->(t) }} "
            "IN TRANSACTIONS OF 10000 ROWS",
            pairs=OUR_LABELS,
        ).consume()
        for text in THEIRS:
            assert opened.run(text).single(strict=True)["n"] >= FOREIGN
        opened.run("CALL db.prepareForReplanning()").consume()
        yield opened
        opened.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()


def leaves(plan: dict[str, Any]) -> list[tuple[str, str]]:
    """The operators a plan starts from, each with what it is over."""
    children = plan.get("children") or []
    if not children:
        return [(plan["operatorType"].split("@")[0], plan.get("args", {}).get("Details", ""))]
    return [leaf for child in children for leaf in leaves(child)]


def starts(session: neo4j.Session, text: str, parameters: dict[str, Any]) -> list[tuple[str, str]]:
    plan = session.run(f"EXPLAIN {marked(text)}", parameters).consume().plan
    assert plan is not None
    found = [leaf for leaf in leaves(plan) if leaf[0] not in ("Argument", "Unwind")]
    assert found
    return found


def assert_seeks(found: list[tuple[str, str]]) -> None:
    for operator, details in found:
        assert "UniqueIndexSeek" in operator or operator == "NodeIndexContainsScan", (operator, details)
        assert f":{LABEL}" in details, (operator, details)


def assert_ours(found: list[tuple[str, str]]) -> None:
    for operator, details in found:
        own = "(quanze, key)" if operator.startswith("DirectedRelationshipUniqueIndexSeek") else f":{LABEL}"
        assert own in details, (operator, details)


@pytest.mark.parametrize("name", statements.names())
def test_the_catalogue(session: neo4j.Session, name: str) -> None:
    query = statements.get(name)
    values: dict[str, Any] = {"text": "x", "list": ["x"], "integer": 1}
    parameters = {p.name: values[p.type] for p in query.parameters}
    found = starts(session, query.cypher(), parameters)
    (assert_seeks if SEEKING & parameters.keys() else assert_ours)(found)


def _joins() -> list[hops.Join]:
    """Of each shape a join of a type that others have too, and one of a type that only we have; each end is marked by
    one rule, whatever its kind."""
    shapes = {(shape(hops.join_statement(join, chosen=True)), join.type in SHARED): join for join in hops.joins()}
    return list(shapes.values())


@pytest.mark.parametrize("title", {shape(text): title for title, text in hops.statements().items()}.values())
def test_a_step_of_responsibility_starts_at_the_ids_it_is_given(session: neo4j.Session, title: str) -> None:
    assert_seeks(starts(session, hops.statements()[title], {"ids": ["x"]}))


@pytest.mark.parametrize("kind", [row[0] for row in LIVES_WITH])
def test_what_a_record_lives_with(session: neo4j.Session, kind: str) -> None:
    for asked in (whole_statement, limited_statement):
        assert_seeks(starts(session, asked(kind), {"ids": ["x"]}))


@pytest.mark.parametrize("join", _joins(), ids=str)
def test_a_whole_graph_starts_at_our_labels(session: neo4j.Session, join: hops.Join) -> None:
    for chosen in (False, True):
        asked = hops.join_statement(join, chosen=chosen, keyed=chosen)
        assert_ours(starts(session, asked, {"datasets": ["x"]}))


@pytest.mark.parametrize("kind", [k.label for k in KINDS])
def test_all_records_of_a_kind(session: neo4j.Session, kind: str) -> None:
    assert_ours(starts(session, hops.records_statement(kind), {}))


def test_a_scan_of_others_would_be_seen(session: neo4j.Session) -> None:
    for text in ("MATCH (n) RETURN n", "MATCH (n:Agency) RETURN n", "MATCH ()-[r:REVIEWS]->() RETURN r"):
        plan = session.run(f"EXPLAIN {text}").consume().plan
        assert plan is not None
        with pytest.raises(AssertionError):
            assert_ours(leaves(plan))
