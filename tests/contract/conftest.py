"""The engines under one contract: every test here runs on each of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quanze.graph import open_engine
from quanze.graph.engine import Engine

ENGINES = ("embedded", pytest.param("neo4j", marks=pytest.mark.server))


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty graph, once on each engine."""
    address = tmp_path / "graph.kgl" if request.param == "embedded" else request.getfixturevalue("neo4j_address")
    opened = open_engine(address, create=True)
    opened.prepare()
    yield opened
    opened.close()
