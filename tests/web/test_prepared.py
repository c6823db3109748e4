"""Pages of the whole graph are there before a reader asks for them, and the thread that makes them ends."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import Response

import quanze
from quanze.web.application import Site
from quanze.web.guard import Guard
from quanze.web.prepared import WHOLE, Preparation
from quanze.web.served_graph import ServedGraph
from tests.sets import ABOUT
from tests.web.client import answered
from tests.web.test_questions import TOWN


class Counting(Site):
    """Pages that count how often each was made."""

    def __init__(self, served: ServedGraph) -> None:
        super().__init__(served)
        self.made: list[str] = []

    def _made(self, asked: Any, path: str) -> Response:
        response = super()._made(asked, path)
        self.made.append(f"{asked.lang}/{path}")
        return response


def wait_for(number: int, made: list[str]) -> None:
    until = time.monotonic() + 60
    while len(made) < number and time.monotonic() < until:
        time.sleep(0.01)
    assert len(made) == number


@pytest.mark.whole
def test_pages_are_made_at_the_start_and_after_a_load_and_no_reader_waits(tmp_path: Path) -> None:
    path = tmp_path / "town.kgl"
    with quanze.open(path, create=True) as graph:
        graph.load({"dataset": ABOUT, **TOWN})
    every = 2 * len(WHOLE)
    with ServedGraph(path) as served:
        site = Counting(served)
        with Preparation(site, pause=0.01):
            wait_for(every, site.made)
            for page in WHOLE:
                page_ = answered(Guard(site), "GET", f"/en/{page}", {"host": "localhost"}, server=8000)
                assert page_.status == 200
            assert len(site.made) == every
            with quanze.open(path) as graph:
                graph.load({"dataset": {**ABOUT, "name": "another name"}, **TOWN})
            wait_for(2 * every, site.made)
            assert {*site.made} == {f"{lang}/{page}" for page in WHOLE for lang in ("en", "zh-TW")}
        assert not any(thread.name == "quanze-pages" for thread in threading.enumerate())
