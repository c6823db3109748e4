"""The small invented city of ``small.yaml`` in a real engine, and the graph that ships."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import quanze

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden"


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


@pytest.fixture(scope="session")
def shipped_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled graph, built by this run."""
    from quanze.bundled import build

    path = tmp_path_factory.mktemp("shipped") / "bundled.kgl"
    build(path)
    return path


@pytest.fixture
def shipped(shipped_path: Path) -> Iterator[quanze.Graph]:
    with quanze.open(shipped_path) as graph:
        yield graph


class Golden:
    """Compares a text with the file of that name under tests/golden, or writes it with ``--golden``."""

    def __init__(self, write: bool) -> None:
        self._write = write

    def check(self, name: str, text: str) -> None:
        path = GOLDEN / name
        if self._write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        assert path.is_file(), f"there is no golden file {name}; write it with pytest --golden and read it"
        assert text == path.read_text(encoding="utf-8"), f"{name} differs; if that is right, run pytest --golden"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(bool(request.config.getoption("--golden", default=False)))
