"""A script's own ``py2neo.Graph`` answers the catalogue with the rows of the engines."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quanze.bundled import folders
from quanze.errors import QueryError
from quanze.graph import open_engine
from quanze.graph.engine import Engine
from quanze.graph.py2neo import Py2neoReader
from quanze.loaders.load import load
from quanze.queries import statements
from quanze.queries.responsibility import who
from tests.contract.compared import RICH, assert_same_rows
from tests.neo4j_server import Neo4jServer
from tests.neo4j_server.fixtures import emptied

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture(scope="module")
def pair(neo4j_server: Neo4jServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Py2neoReader]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own, which nobody will mend
        import py2neo
    paths = [p for p in folders() if p.name in ("climate-act", "chiayi")]
    with (
        emptied(neo4j_server) as address,
        closing(open_engine(tmp_path_factory.mktemp("py2neo") / "graph.kgl", create=True)) as here,
        closing(open_engine(address)) as there,
    ):
        load(here, paths)
        load(there, paths)
        graph = py2neo.Graph(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password))
        yield here, Py2neoReader(graph)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it leaves sockets to the garbage collector
            graph.service.connector.close()
            del graph
            gc.collect()


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("links_of", {"id": RICH}),
        ("find_names", {"key": "環境"}),
        ("graph_edges", {}),
        ("records", {}),
        ("reporting", {}),
    ],
)
def test_rows(pair: tuple[Engine, Py2neoReader], name: str, parameters: dict[str, Any]) -> None:
    here, reader = pair
    rows = statements.run(here, name, parameters)
    assert rows
    assert_same_rows(rows, statements.run(reader, name, parameters), name)


def test_who(pair: tuple[Engine, Py2neoReader]) -> None:
    here, reader = pair
    ids = [r["id"] for r in statements.run(here, "records", kinds=["Task"])]
    rows = who(here, "Task", ids)
    assert rows
    assert_same_rows(rows, who(reader, "Task", ids), "who")


def test_limit_and_refusals(pair: tuple[Engine, Py2neoReader]) -> None:
    _, reader = pair
    assert reader.read("UNWIND range(1, 9) AS x RETURN x ORDER BY x", limit=2) == [{"x": 1}, {"x": 2}]
    with pytest.raises(QueryError):
        reader.read("MATCH (n RETURN n")
    with pytest.raises(QueryError):
        reader.read("CREATE (:Agency {id: 'x'})")
    assert reader.read("MATCH (n:Agency {id: 'x'}) RETURN n.id AS id") == []


def test_the_core_does_not_know_it() -> None:
    root = Path(statements.__file__).parents[1]
    users = [p.name for p in root.rglob("*.py") if "py2neo" in p.read_text(encoding="utf-8") and p.name != "py2neo.py"]
    assert users == []
