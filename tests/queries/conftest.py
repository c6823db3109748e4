"""The town, the aligned set and the small city of the analysis, each loaded once for this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import quanze
from tests.queries import aligned as aligned_set
from tests.queries import town as town_set
from tests.sets import loaded, write_csv

SMALL = Path(__file__).parents[1] / "analysis" / "small.yaml"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The databases of the sets built by hand, by the name of each."""
    folder = tmp_path_factory.mktemp("built")
    paths = {}
    for tables, about in ((town_set.TABLES, town_set.ABOUT), (aligned_set.TABLES, aligned_set.ABOUT)):
        name = about["id"]
        paths[name] = folder / f"{name}.kgl"
        loaded(paths[name], write_csv(folder / name, tables, about)).close()
    paths["small"] = folder / "small.kgl"
    loaded(paths["small"], SMALL).close()
    return paths


@pytest.fixture
def town(built: dict[str, Path]) -> Iterator[quanze.Graph]:
    with quanze.open(built["town"]) as graph:
        yield graph


@pytest.fixture
def aligned(built: dict[str, Path]) -> Iterator[quanze.Graph]:
    with quanze.open(built["aligned"]) as graph:
        yield graph
