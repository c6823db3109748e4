"""The test server is what its users think: real, guarded, on loopback, gone when asked."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.neo4j_server import Neo4jServer, ServerMissingError, find_java


def test_answers_and_asks_for_the_password(neo4j_server: Neo4jServer) -> None:
    import neo4j
    from neo4j.exceptions import AuthError

    with neo4j_server.driver() as driver:
        assert driver.execute_query("RETURN 1 AS one").records[0]["one"] == 1
        version = driver.execute_query("CALL dbms.components() YIELD versions RETURN versions[0] AS v").records[0]["v"]
    assert version == neo4j_server.version
    assert neo4j_server.password not in repr(neo4j_server)
    with (
        neo4j.GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, "not it")) as driver,
        pytest.raises(AuthError),
    ):
        driver.verify_connectivity()


def test_listens_on_loopback_only(neo4j_server: Neo4jServer) -> None:
    if neo4j_server.home is None:
        pytest.skip("the server named by NEO4J_URI is not ours")
    with socket.create_connection(("127.0.0.1", neo4j_server.port), timeout=5):
        pass
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.2", neo4j_server.port), timeout=5).close()


def test_missing_java_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(ServerMissingError, match=r"needs a JDK of Java 17 to 24: install one\.\Z"):
        find_java("5.26.30")
