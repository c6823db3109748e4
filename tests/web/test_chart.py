"""The chart of an indicator: its figures stand apart from each other."""

from __future__ import annotations

import re
from pathlib import Path

import quanze
from quanze.web.chart import chart
from tests.sets import ABOUT
from tests.web.test_crawl import SMALL

FIGURES = {2022: (1_250, 1_243), 2023: (1_100, 1_160), 2024: (980, None), 2025: (900, 870)}


def test_the_figure_of_the_higher_of_two_points_is_above_that_of_the_lower(tmp_path: Path) -> None:
    told = {"indicator": "指標一", "origin": "report", "source": "測試計畫"}
    values = [
        {**told, "year": year, "target": target, **({} if result is None else {"result": result})}
        for year, (target, result) in FIGURES.items()
    ]
    with quanze.open(tmp_path / "years.kgl", create=True) as graph:
        graph.load({"dataset": ABOUT, **SMALL, "annual_targets": values})
        shown = chart(graph.progress("t/indicator/i").rows[0], "en")
    heights = {float(text): float(y) for y, text in re.findall(r'y="([\d.]+)">([\d.]+)</text>', shown)}
    for target, result in FIGURES.values():
        assert target in heights
        if result is not None:
            low, high = sorted((target, result))
            assert heights[low] - heights[high] > 20  # downwards, a line of text apart
