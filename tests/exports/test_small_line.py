"""The small line of targets and results: where its points stand says what the values are."""

from __future__ import annotations

import random
import re
from io import BytesIO
from typing import Any, TypeAlias

import pytest
from PIL import Image, ImageChops, ImageStat
from resvg_py import svg_to_bytes

from quanze.exports.papers.png import SIZE, png
from quanze.exports.progress.small_line import FOOT, HEIGHT, MARGIN, STYLE, WIDTH, Drawing, drawing, small_line
from quanze.schema.progress import VERDICT

NOTHING: dict[str, Any] = {"name": "甲", "name_en": "", "verdict": "met", "baseline_year": None, "baseline_value": None}


Figures: TypeAlias = tuple[int, float | None, float | None]


def points(svg: str, kind: str) -> list[tuple[float, float]]:
    found = re.search(rf'<polyline class="{kind}" points="([^"]*)"', svg)
    assert found is not None
    return [(float(x), float(y)) for x, y in (corner.split(",") for corner in found[1].split())]


def row(*values: Figures, **more: Any) -> Any:
    years = [{"year": y, "target": target, "result": result, "provisional": False} for y, target, result in values]
    return {**NOTHING, "years": years, **more}


@pytest.mark.parametrize(("low", "high"), [(68.0, 100.0), (0.5, 0.6), (-12.0, 9640.0)])
def test_the_values_fill_the_height_in_proportion(low: float, high: float) -> None:
    middle = (low + high) / 2
    svg = small_line(row((2021, low, middle), (2023, high, None)), "en")
    bottom, top = HEIGHT - MARGIN, MARGIN
    assert points(svg, "aim") == [(MARGIN, bottom), (WIDTH - MARGIN, top)]
    assert points(svg, "was") == [(MARGIN, (bottom + top) / 2)]
    assert f'viewBox="0 0 {WIDTH} {HEIGHT + FOOT}"' in svg


def test_years_stand_where_they_are_and_the_baseline_begins_the_lines() -> None:
    svg = small_line(row((2021, 2.0, 1.0), (2025, 4.0, None), baseline_year=2017, baseline_value=0.0), "en")
    assert [x for x, _ in points(svg, "aim")] == [MARGIN, WIDTH / 2, WIDTH - MARGIN]
    assert points(svg, "was")[0] == (MARGIN, HEIGHT - MARGIN)


@pytest.mark.parametrize("values", [[], [(2021, 1.0, 1.0)]])
def test_one_year_makes_no_line(values: list[tuple[int, float, float]]) -> None:
    assert small_line(row(*values), "en") == ""
    assert drawing(row(*values)) is None


def test_equal_values_are_a_level_line() -> None:
    svg = small_line(row((2021, 5.0, 5.0), (2022, 5.0, 5.0)), "en")
    assert {y for _, y in points(svg, "aim") + points(svg, "was")} == {HEIGHT / 2}


def drawn(picture: Drawing | None) -> Image.Image:
    assert picture is not None
    image = Image.open(BytesIO(png(picture)))
    image.load()  # checks the sums of all parts
    assert image.format == "PNG"
    assert image.size == tuple(2 * side for side in SIZE)
    return image.convert("RGB")


def drawn_elsewhere(svg: str) -> Image.Image:
    """The same picture by a program that knows all of SVG, without the years below it."""
    styled = svg.replace(">", f"><style>{STYLE}</style>", 1)
    image = Image.open(BytesIO(bytes(svg_to_bytes(svg_string=styled, zoom=2, skip_system_fonts=True))))
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground.crop((0, 0, 2 * WIDTH, 2 * HEIGHT))


SHAPES = {
    "level": [(year, 5.0, 5.0) for year in range(2021, 2026)],
    "steep": [(2021, 0.0, 9.0), (2022, 9.0, 0.0), (2023, 0.0, None), (2024, 9.0, None)],
    "upright": [(year, float(year % 2), float((year + 1) % 2)) for year in range(1990, 2026)],
    "targets alone": [(2021, 1.0, None), (2025, 2.0, None)],
    "results alone": [(2021, None, 1.0), (2025, None, 2.0)],
    "one result": [(2021, 1.0, None), (2022, 2.0, 1.5), (2025, 3.0, None)],
}


@pytest.mark.whole
@pytest.mark.parametrize("values", SHAPES.values(), ids=SHAPES)
def test_a_png_shows_what_another_program_draws(values: list[tuple[int, float | None, float | None]]) -> None:
    for verdict in VERDICT:
        for baseline in ({}, {"baseline_year": 2019, "baseline_value": 4.0}):
            shown = row(*values, verdict=verdict, **baseline)
            ours, theirs = drawn(drawing(shown)), drawn_elsewhere(small_line(shown, "en"))
            apart, ink = ImageChops.difference(ours, theirs), ImageChops.invert(theirs)
            assert sum(ImageStat.Stat(apart).mean) < 0.15 * sum(ImageStat.Stat(ink).mean)


def any_value(chance: random.Random) -> float | None:
    return chance.choice((None, chance.uniform(-1e6, 1e6)))


@pytest.mark.whole
def test_a_png_of_any_values_is_drawn_within_its_edges() -> None:
    chance = random.Random(5)
    for _ in range(300):
        every: list[Figures] = [(year, any_value(chance), any_value(chance)) for year in range(2019, 2030)]
        found = drawing(row(*every, verdict=chance.choice(list(VERDICT))))
        if found is not None:
            image = drawn(found)
            bare = image.crop((4, 4, image.width - 4, image.height - 4))
            assert ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox() is not None
            image.paste("white", (4, 4, 4 + bare.width, 4 + bare.height))
            assert ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox() is None
