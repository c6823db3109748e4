"""The town, loaded once for this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import quanze
from tests.queries import town as hand_built
from tests.sets import loaded, write_csv


@pytest.fixture(scope="session")
def town_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town")
    db = folder / "town.kgl"
    loaded(db, write_csv(folder / "set", hand_built.TABLES, hand_built.ABOUT)).close()
    return db


@pytest.fixture
def town(town_path: Path) -> Iterator[quanze.Graph]:
    with quanze.open(town_path) as graph:
        yield graph
