"""The pytest fixtures of the real server; ``tests/conftest.py`` brings them in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.neo4j_server import Neo4jServer, ServerMissingError, given_or_running
from tests.resources import absent

VARIABLES = ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE")


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4jServer]:
    """One server for the whole run; each test leaves it empty of nodes or wipes it first."""
    try:
        with given_or_running() as server:
            yield server
    except ServerMissingError as e:
        absent(str(e))


@contextmanager
def emptied(server: Neo4jServer) -> Iterator[str]:
    """The server's address with its database emptied; user and password stand in the environment meanwhile.

    Constraints stay: making them anew for each test would take longer than most tests.
    """
    with server.driver() as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=server.database)
    with pytest.MonkeyPatch.context() as patch:
        for name in VARIABLES:
            patch.delenv(name, raising=False)
        patch.setenv("NEO4J_USERNAME", server.user)
        patch.setenv("NEO4J_PASSWORD", server.password)
        yield f"{server.uri}/{server.database}" if server.database else server.uri


@pytest.fixture
def neo4j_address(neo4j_server: Neo4jServer) -> Iterator[str]:
    """The address of the empty test server."""
    with emptied(neo4j_server) as address:
        yield address
