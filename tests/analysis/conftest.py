"""The small invented city of ``small.yaml`` in a real engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import quanze

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def small_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the small city alone."""
    path = tmp_path_factory.mktemp("small") / "small.kgl"
    with quanze.open(path, create=True) as graph:
        graph.load(HERE / "small.yaml")
    return path


@pytest.fixture
def small(small_path: Path) -> Iterator[quanze.Graph]:
    with quanze.open(small_path) as graph:
        yield graph
