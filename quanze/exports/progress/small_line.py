"""A small line of an indicator's targets and results, as SVG: results drawn through, targets dashed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from quanze.locale import message
from quanze.schema.dates import table_date
from quanze.schema.naming import Name
from quanze.schema.number_text import shown_number
from quanze.schema.progress import VERDICT

if TYPE_CHECKING:
    from quanze.schema.rows import IndicatorProgress

WIDTH, HEIGHT, MARGIN, FOOT = 190, 52, 7, 13
THICK = 1.8
"""Units of the picture: the lines."""
AIM, WAS, BASE = "#6b7680", "#1f5fa8", "#1a1a1a"
"""Inks of targets, results and the baseline."""
_DASH = (4, 3)
_CLASSES = {AIM: "aim", WAS: "was", BASE: "base"}
Point = tuple[int, float]
"""A figure: its year and its value."""
Place = tuple[float, float]
"""Across and down, in units of the picture."""
STYLE = f"""
.line{{color:#1a1a1a;background:#fff}}
svg text{{font-family:system-ui,"Noto Sans","DejaVu Sans",Arial,sans-serif;font-size:11px;fill:#4c5866}}
svg polyline{{fill:none;stroke-width:{THICK}}}
svg .aim{{stroke:{AIM};stroke-dasharray:{_DASH[0]} {_DASH[1]}}}
svg circle.aim{{fill:#fff;stroke-dasharray:none}}
svg .was{{stroke:{WAS}}}
svg circle.was{{fill:{WAS};stroke:none}}
svg circle.base{{fill:#fff;stroke:{BASE}}}
"""
"""How the classes of the picture look."""


def dark_style() -> str:
    """How they look on a dark screen."""
    from quanze.views.colours import PAPERS, legible

    paper = PAPERS[True]
    aim, was = (legible(colour, paper.page) for colour in (AIM, WAS))
    rules = (
        f".line{{color:{paper.ink};background:none}}svg text{{fill:{paper.soft}}}",
        f"svg .aim{{stroke:{aim}}}svg .was{{stroke:{was}}}svg circle.was{{fill:{was};stroke:none}}",
        f"svg circle.aim,svg circle.base{{fill:{paper.page}}}svg circle.base,svg circle[fill]{{stroke:{paper.ink}}}",
    )
    return f"@media screen and (prefers-color-scheme:dark){{{''.join(rules)}}}\n"


def figures(row: IndicatorProgress) -> tuple[list[Point], list[Point], list[Point]]:
    """The baseline, the targets and the results that an indicator has, each with its year."""
    base: list[Point] = []
    if row["baseline_year"] is not None and row["baseline_value"] is not None:
        base = [(row["baseline_year"], row["baseline_value"])]
    targets = [(y["year"], y["target"]) for y in row["years"] if y["target"] is not None]
    results = [(y["year"], y["result"]) for y in row["years"] if y["result"] is not None]
    return base, targets, results


class Line(NamedTuple):
    """A line through points; ``dash`` is the length of its marks and of what is between them, None drawn through."""

    points: tuple[Place, ...]
    ink: str
    dash: tuple[int, int] | None = None


class Dot(NamedTuple):
    """A dot; a ``hollow`` one is a ring of width 1 with white in it."""

    at: Place
    radius: float
    ink: str
    hollow: bool = False


class Drawing(NamedTuple):
    """The picture without any text: lines, and dots upon them, in units of the picture."""

    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]


def drawing(row: IndicatorProgress) -> Drawing | None:
    """What is drawn of an indicator; None where there are not values of two years."""
    base, targets, results = figures(row)
    every = [*base, *targets, *results]
    if len({year for year, _ in every}) < 2:
        return None
    first, last = min(year for year, _ in every), max(year for year, _ in every)
    low, high = min(value for _, value in every), max(value for _, value in every)

    def place(point: Point) -> Place:
        up = (point[1] - low) / (high - low) if high > low else 0.5
        return (
            MARGIN + (WIDTH - 2 * MARGIN) * (point[0] - first) / (last - first),
            HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * up,
        )

    def line(points: Sequence[Point]) -> tuple[Place, ...]:
        begun = [point for point in base if points and point[0] < points[0][0]]
        return tuple(map(place, (*begun, *points)))

    return Drawing(
        (Line(line(targets), AIM, _DASH), Line(line(results), WAS)),
        (
            *(Dot(place(point), 1.8, AIM, hollow=True) for point in targets),
            *(Dot(place(point), 2.2, BASE, hollow=True) for point in base),
            *(Dot(place(point), 2.4, WAS) for point in results[:-1]),
            *(Dot(place(point), 3.6, VERDICT[row["verdict"]].ink) for point in results[-1:]),
        ),
    )


def small_line(row: IndicatorProgress, lang: str) -> str:
    """The picture as SVG with its first and last year below; empty where there are not values of two years."""
    drawn = drawing(row)
    return svg(drawn, in_words(row, lang), ends(row, lang)) if drawn else ""


def ends(row: IndicatorProgress, lang: str) -> tuple[str, str]:
    """The first and the last year that has a value, as people write them; empty where none has."""
    known = [year for points in figures(row) for year, _ in points]
    return (table_date(str(min(known)), lang), table_date(str(max(known)), lang)) if known else ("", "")


def svg(drawn: Drawing, words: str, years: tuple[str, str]) -> str:
    """A drawing as SVG with its two years below, and in words for whoever does not see it."""
    tall = HEIGHT + FOOT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {tall}" '
        f'width="{WIDTH}" height="{tall}"><title>{escape(words)}</title>',
    ]
    for line in drawn.lines:
        corners = " ".join("{:.1f},{:.1f}".format(*point) for point in line.points)
        parts.append(f'<polyline class="{_CLASSES[line.ink]}" points="{corners}"/>')
    for dot in drawn.dots:
        look = f'class="{_CLASSES[dot.ink]}"' if dot.ink in _CLASSES else f'fill="{dot.ink}"'
        parts.append(f'<circle cx="{dot.at[0]:.1f}" cy="{dot.at[1]:.1f}" r="{dot.radius}" {look}/>')
    for x, anchor, year in zip((0, WIDTH), ("start", "end"), years, strict=True):
        parts.append(f'<text x="{x}" y="{HEIGHT + FOOT - 3}" text-anchor="{anchor}">{escape(year)}</text>')
    return "".join((*parts, "</svg>"))


def in_words(row: IndicatorProgress, lang: str) -> str:
    """The picture in words."""
    results = [(y["year"], y["result"]) for y in row["years"] if y["result"] is not None]
    targets = [(y["year"], y["target"]) for y in row["years"] if y["target"] is not None]
    return message(
        "{name}. Results: {results}. Targets: {targets}.",
        name=Name(row),
        results=_values(results, lang),
        targets=_values(targets, lang),
    ).in_language(lang)


def _values(points: Sequence[Point], lang: str) -> object:
    return [f"{table_date(str(year), lang)} {shown_number(value)}" for year, value in points] or message("none")
