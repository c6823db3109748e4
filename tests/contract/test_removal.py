"""What is left when everything of ours is removed: nothing, on each engine, and no log of it."""

from __future__ import annotations

import pytest

from quanze.api import Graph
from quanze.graph.engine import Engine
from quanze.graph.removal import ours, wipe
from quanze.loaders.load import load
from tests.contract.test_engine import CHIAYI


@pytest.mark.whole
@pytest.mark.wipes
def test_wipe_leaves_nothing_of_ours(engine: Engine) -> None:
    graph = Graph(engine, "test")
    load(engine, CHIAYI)
    assert graph.log() != []
    counts = wipe(engine)
    assert counts["Agency"] > 30 and counts["CO_ORGANIZES"] > 60
    assert ours(engine) == {}
    assert graph.log() == []
    assert engine.read("MATCH (n) RETURN count(*) AS n", everything=True) == [{"n": 0}]
    engine.prepare()
    assert ours(engine) == {}
