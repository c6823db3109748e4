"""Options and fixtures that every room uses; the graph that ships is built once a run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import quanze
from quanze.bundled import build
from tests import LOCALE
from tests.neo4j_server.fixtures import neo4j_address, neo4j_server

__all__ = ["neo4j_address", "neo4j_server"]
GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the golden files anew instead of comparing")
    parser.addoption("--mutations", type=int, default=500, help="how many mutated files `check` is given")


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, bundled_path: Path) -> None:
    """No test sees the user's databases, cache, language or current folder."""
    for name in ("QUANZE_DB", "QUANZE_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QUANZE_CACHE", str(bundled_path.parent))
    for name, value in LOCALE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def bundled_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled graph in a cache folder of this run."""
    from quanze.bundled import stamp

    path = tmp_path_factory.mktemp("cache") / f"bundled-{stamp()}.kgl"
    build(path)
    return path


@pytest.fixture
def bundled(bundled_path: Path) -> Iterator[quanze.Graph]:
    """The bundled graph, opened."""
    with quanze.open(bundled_path) as graph:
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
    return Golden(bool(request.config.getoption("--golden")))


@pytest.fixture(scope="session")
def needs_libreoffice() -> str:
    """The path of LibreOffice; a person's machine may lack it, CI may not."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if not found:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is not installed; .ci/run installs it")
        pytest.skip("LibreOffice is not installed")
    return found
