"""What is left when everything of ours is removed: nothing, on each engine, and no log of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from quanze.api import Graph
from quanze.graph.engine import Engine
from quanze.graph.removal import ours, wipe
from quanze.loaders.load import load
from tests.contract.test_engine import CHIAYI


@pytest.mark.whole
@pytest.mark.wipes
def test_wipe_leaves_nothing_of_ours(engine: Engine, tmp_path: Path) -> None:
    graph = Graph(engine, "test")
    load(engine, CHIAYI)
    assert graph.log() != []
    counts = wipe(engine)
    assert counts["Agency"] > 30 and counts["CO_ORGANIZES"] > 60
    assert ours(engine) == {}
    assert graph.log() == []
    beside = {path.name.removeprefix("graph.kgl") for path in tmp_path.iterdir()}
    assert beside <= {"", ".lock", ".lock-owner"}, "a log of what was there lies beside the file"
    assert engine.read("MATCH (n) RETURN count(*) AS n", everything=True) == [{"n": 0}]
    engine.prepare()
    assert ours(engine) == {}
