"""Other people's nodes, labels and relationships beside our graph on one server: they change no answer and block
nothing, and the program says that they are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from click.testing import CliRunner

from quanze.api import Graph
from quanze.bundled import folders
from quanze.cli.app import cli
from quanze.errors import StorageError
from quanze.graph import open_engine
from quanze.graph.engine import Engine
from quanze.graph.marks import marked
from quanze.graph.records import datasets
from quanze.graph.removal import ours, wipe
from quanze.loaders.load import load
from quanze.queries import statements
from quanze.schema import KIND, KINDS, RELATIONSHIPS
from tests.neo4j_server import Neo4jServer

SETS = [p for p in folders() if p.name in ("climate-act", "chiayi")]
Run = Callable[..., list[Any]]


@contextmanager
def theirs(server: Neo4jServer) -> Iterator[Run]:
    """Runs Cypher as somebody else who may write."""
    with server.driver() as driver:
        yield lambda text, **values: driver.execute_query(text, values, database_=server.database).records


def spoil(run: Run) -> None:
    """Everything that others can do with our names without forging a mark.

    The names are parameters: a server takes longer to plan a statement for each of them than for all else here.
    """
    kinds = list(KIND)
    run("UNWIND $kinds AS kind UNWIND [1, 2] AS n CREATE (:$(kind) {name: 'theirs', id: 'same'})", kinds=kinds)
    run(
        "UNWIND $kinds AS kind "
        "CREATE (:$(kind) {name: 'theirs', dataset: 'x', search_key: '|theirs|', schema_version: 1})",
        kinds=kinds,
    )
    run(
        "UNWIND $kinds AS kind CALL (kind) "
        "{ MATCH (n:$('Quanze' + kind)) WITH n LIMIT 2 SET n:Person:Task:Agency:Council:Theirs }",
        kinds=kinds,
    )
    run(
        "UNWIND $ends AS e CALL (e) { MATCH (a:$('Quanze' + e[1])) WITH e, a ORDER BY a.id LIMIT 2 "
        "MATCH (b:$('Quanze' + e[2])) WHERE b <> a WITH e, a, b ORDER BY a.id, b.id DESC LIMIT 6 "
        "CREATE (a)-[:$(e[0]) {wording: 'theirs', key: 'k', dataset: 'chiayi', origin: 'plan'}]->(b) "
        "CREATE (a)-[:$(e[0])]->(b) CREATE (b)-[:KNOWS]->(:Person)-[:$(e[0])]->(a) }",
        ends=[[declared.type, *ends] for declared in RELATIONSHIPS for ends in declared.ends],
    )


def answers(engine: Engine) -> dict[str, Any]:
    """What every question of the catalogue and each of the great ones says."""
    graph = Graph(engine, "test")
    found: dict[str, Any] = {}
    ids = {k.label: [row["id"] for row in statements.run(engine, "records", kinds=[k.label])] for k in KINDS}
    every = [id_ for own in ids.values() for id_ in own[:5]]
    values = {"id": every[0], "ids": every, "key": "a", "today": "2026-01-01", "year": 2026, "level": "local"}
    values["document"] = ids["Document"][0]
    values["datasets"] = [row["id"] for row in datasets(engine)]
    for name in statements.names():
        query = statements.get(name)
        found[name] = statements.run(engine, name, {p.name: values[p.name] for p in query.parameters})
    for kind in ("Agency", "Council", "Subgroup", "Task", "Member"):
        found[f"links of {kind}"] = [statements.run(engine, "links_of", {"id": id_}) for id_ in ids[kind][:4]]
    found["who"] = [graph.who(id_) for id_ in (*ids["Task"][:3], *ids["Subgroup"][:2], *ids["Council"][:1])]
    found["agency"] = [graph.agency(id_) for id_ in ids["Agency"][:4]]
    found["dependencies"] = graph.dependencies(scope="all")
    found["analysis"] = graph.analysis(scope="all")
    found["gaps"] = graph.gaps()
    found["coverage"] = graph.coverage()
    found["workload"] = graph.workload(scope="all")
    found["datasets"] = graph.datasets()
    found["history"] = graph.history(ids["Council"][0])
    found["wipeable"] = ours(engine)
    return found


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The answers of our graph with nothing of others beside it: those of a file, which hold for a server too."""
    with closing(open_engine(tmp_path_factory.mktemp("alone") / "graph.kgl", create=True)) as engine:
        load(engine, SETS)
        found = answers(engine)
    assert all(found[question] for question in ("graph_edges", "reporting", "who", "agency", "dependencies", "gaps"))
    return found


def test_nothing_of_others_is_in_an_answer(
    neo4j_address: str, neo4j_server: Neo4jServer, alone: dict[str, Any]
) -> None:
    with closing(open_engine(neo4j_address)) as engine, theirs(neo4j_server) as run:
        load(engine, SETS)
        spoil(run)
        for question, rows in answers(engine).items():
            assert rows == alone[question], question
        again = load(engine, SETS)
        assert {(r["added"], r["changed"], r["removed"]) for r in again.rows} == {(0, 0, 0)}
        with pytest.raises(StorageError, match="that Quanze did not create"):
            wipe(engine)


def test_what_others_wrote_first_blocks_no_load_and_is_told(neo4j_address: str, neo4j_server: Neo4jServer) -> None:
    with theirs(neo4j_server) as run:
        for kind in ("Agency", "Task"):
            run(f"UNWIND range(1, 2) AS i CREATE (:{kind} {{name: '甲', id: 'chiayi/agency/epb'}})")
        run("MATCH (a:Agency) MATCH (t:Task) CREATE (a)-[:CONVENES {key: 'same'}]->(t)")
        command = CliRunner().invoke(cli, ["load", *map(str, SETS), "--db", neo4j_address])
        assert command.exit_code == 0, command.stderr
        told = [line for line in command.stderr.splitlines() if "quanze db foreign" in line]
        assert len(told) == 1 and "2 Agency" in told[0] and "2 Task" in told[0] and "4 CONVENES" in told[0]
        listed = CliRunner().invoke(cli, ["list", "agencies", "--db", neo4j_address, "--format", "json"])
        assert "甲" not in listed.stdout and "quanze db foreign" not in listed.stderr
        shown = CliRunner().invoke(cli, ["db", "foreign", "--db", neo4j_address, "--format", "json"])
        with closing(open_engine(neo4j_address)) as engine:
            rows = engine.foreign()
            assert [(r["record"], r["name"], r["count"]) for r in rows] == [
                ("node", "Agency", 2),
                ("node", "Task", 2),
                ("relationship", "CONVENES", 4),
            ]
            for row in rows:
                assert row["cypher"] in shown.stdout
                assert len(Graph(engine, "test").cypher(row["cypher"])) == row["count"]
        assert run("MATCH (n) WHERE n.name = '甲' RETURN count(n) AS n")[0]["n"] == 4


def marks(run: Run) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Every node with its labels, and every relationship with its mark."""
    nodes = run("MATCH (n) RETURN n.id, labels(n)")
    links = run("MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, r.key, r.quanze")
    return (
        sorted((id_, tuple(sorted(labels))) for id_, labels in nodes if id_),
        sorted(tuple(link) for link in links if link[3]),
    )


@pytest.mark.wipes
def test_an_earlier_version_is_told_and_marked(neo4j_address: str, neo4j_server: Neo4jServer) -> None:
    """Without marks no question would find a record: that is said, until `quanze db init` marks them.

    Then a record has the marks that a load gives, with which the test above asks every question: to plan them all
    anew, since a constraint was taken away, would take longer than all else here.
    """
    with closing(open_engine(neo4j_address)) as engine, theirs(neo4j_server) as run:
        load(engine, SETS)
        loaded = marks(run)
        run(
            "UNWIND $kinds AS kind CALL (kind) { MATCH (n:$(kind)) REMOVE n:$(kind) }",
            kinds=[f"Quanze{k}" for k in KIND],
        )
        run("MATCH ()-[r]->() REMOVE r.quanze")
        run("DROP CONSTRAINT quanze_agency_id")
        run("CREATE CONSTRAINT quanze_agency_id FOR (n:Agency) REQUIRE n.id IS UNIQUE")
        run("MATCH (a:Agency) WITH a LIMIT 1 MATCH (t:Task) WITH a, t LIMIT 1 CREATE (a)-[:CONVENES]->(t)")
        for arguments in (["list", "agencies"], ["load", str(SETS[0])], ["check", str(SETS[0])], ["who", "環保局"]):
            refused = CliRunner().invoke(cli, [*arguments, "--db", neo4j_address])
            assert refused.exit_code == 7
            assert "earlier version" in refused.stderr and "quanze db init" in refused.stderr
        assert CliRunner().invoke(cli, ["db", "status", "--db", neo4j_address]).exit_code == 1
        begun = CliRunner().invoke(cli, ["db", "init", "--db", neo4j_address])
        assert begun.exit_code == 0, begun.stderr
        assert "1 CONVENES" in begun.stderr
        assert marks(run) == loaded
        (theirs_too,) = run("MATCH ()-[r:CONVENES]->() WHERE r.key IS NULL RETURN r.quanze AS mark")
        assert theirs_too["mark"] is None
        asked = CliRunner().invoke(cli, ["list", "agencies", "--db", neo4j_address])
        assert asked.exit_code == 0 and "環境保護局" in asked.stdout
        assert CliRunner().invoke(cli, ["db", "status", "--db", neo4j_address]).exit_code == 0
        assert not engine.unmarked()


@pytest.mark.parametrize(
    ("plain", "on_a_server"),
    [
        (
            "MATCH (a:Agency)-[r:PART_OF]->(b:Agency|Task)",
            "MATCH (a:QuanzeAgency)-[r:PART_OF {quanze: true}]->(b:QuanzeAgency|QuanzeTask)",
        ),
        ("MATCH (x)-[:SUCCEEDS*0..8]-(b:Task)", None),
        ("CREATE (n:Task) SET n = row.props", "CREATE (n:Task:QuanzeTask) SET n = row.props"),
        (
            "CREATE (a)-[r:CONVENES]->(b) SET r = row.props",
            "CREATE (a)-[r:CONVENES {quanze: true}]->(b) SET r = row.props, r.quanze = true",
        ),
        ("MATCH (a)-[r:CONVENES {key: row.key}]->(b:Task {id: row.to})", None),
        ("MATCH (l:QuanzeLoad) RETURN l.id", "MATCH (l:QuanzeLoad) RETURN l.id"),
        ("SHOW INDEXES YIELD name RETURN name[0..1]", "SHOW INDEXES YIELD name RETURN name[0..1]"),
    ],
)
def test_statements_as_a_server_runs_them(plain: str, on_a_server: str | None) -> None:
    text = marked(plain)
    if on_a_server is not None:
        assert text == on_a_server
    assert text.count("quanze: true") == plain.count("]-")
