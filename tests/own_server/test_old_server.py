"""A server that is too old for us says so when it is opened."""

from __future__ import annotations

import pytest

from quanze.errors import UnreachableError
from quanze.graph import open_engine
from tests.neo4j_server import OLD, ServerMissingError, running
from tests.resources import absent


@pytest.mark.server
def test_old_server() -> None:
    try:
        with running(OLD) as server, pytest.raises(UnreachableError, match=rf"runs Neo4j {OLD}\. Quanze needs Neo4j 5"):
            open_engine(f"bolt://neo4j:{server.password}@127.0.0.1:{server.port}")
    except ServerMissingError as e:
        absent(str(e))
