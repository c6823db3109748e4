"""The small line of targets and results: where its points stand says what the values are."""

from __future__ import annotations

import re
from typing import Any

import pytest

from quanze.exports.progress.small_line import FOOT, HEIGHT, MARGIN, WIDTH, small_line

NOTHING: dict[str, Any] = {"name": "甲", "name_en": "", "verdict": "met", "baseline_year": None, "baseline_value": None}


def points(svg: str, kind: str) -> list[tuple[float, float]]:
    found = re.search(rf'<polyline class="{kind}" points="([^"]*)"', svg)
    assert found is not None
    return [(float(x), float(y)) for x, y in (corner.split(",") for corner in found[1].split())]


def row(*values: tuple[int, float | None, float | None], **more: Any) -> Any:
    years = [{"year": y, "target": target, "result": result, "provisional": False} for y, target, result in values]
    return {**NOTHING, "years": years, **more}


@pytest.mark.parametrize("years", [True, False])
@pytest.mark.parametrize(("low", "high"), [(68.0, 100.0), (0.5, 0.6), (-12.0, 9640.0)])
def test_the_values_fill_the_height_in_proportion(low: float, high: float, years: bool) -> None:
    middle = (low + high) / 2
    svg = small_line(row((2021, low, middle), (2023, high, None)), "en", years=years)
    bottom, top = HEIGHT - MARGIN, MARGIN
    assert points(svg, "aim") == [(MARGIN, bottom), (WIDTH - MARGIN, top)]
    assert points(svg, "was") == [(MARGIN, (bottom + top) / 2)]
    assert f'viewBox="0 0 {WIDTH} {HEIGHT + FOOT if years else HEIGHT}"' in svg


def test_years_stand_where_they_are_and_the_baseline_begins_the_lines() -> None:
    svg = small_line(row((2021, 2.0, 1.0), (2025, 4.0, None), baseline_year=2017, baseline_value=0.0), "en")
    assert [x for x, _ in points(svg, "aim")] == [MARGIN, WIDTH / 2, WIDTH - MARGIN]
    assert points(svg, "was")[0] == (MARGIN, HEIGHT - MARGIN)


@pytest.mark.parametrize("values", [[], [(2021, 1.0, 1.0)]])
def test_one_year_makes_no_line(values: list[tuple[int, float, float]]) -> None:
    assert small_line(row(*values), "en") == ""


def test_equal_values_are_a_level_line() -> None:
    svg = small_line(row((2021, 5.0, 5.0), (2022, 5.0, 5.0)), "en")
    assert {y for _, y in points(svg, "aim") + points(svg, "was")} == {HEIGHT / 2}
