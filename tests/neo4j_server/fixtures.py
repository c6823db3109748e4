"""The pytest fixtures of the real server; ``tests/conftest.py`` brings them in."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.neo4j_server import Neo4jServer, ServerMissingError, given_or_running


def missing(reason: ServerMissingError) -> None:
    """Skip on a person's machine; fail in CI, where a missing server would hide what was not tested."""
    if os.environ.get("CI"):
        pytest.fail(str(reason), pytrace=False)
    pytest.skip(str(reason))


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4jServer]:
    """One server for the whole run; each test leaves it empty of nodes or wipes it first."""
    try:
        with given_or_running() as server:
            yield server
    except ServerMissingError as e:
        missing(e)
