"""A small line of an indicator's targets and results, as SVG: results drawn through, targets dashed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from quanze.locale import message
from quanze.schema.dates import table_date
from quanze.schema.naming import Name
from quanze.schema.number_text import shown_number
from quanze.schema.progress import VERDICT

if TYPE_CHECKING:
    from quanze.schema.rows import IndicatorProgress

WIDTH, HEIGHT, MARGIN, FOOT = 190, 52, 7, 13
Point = tuple[int, float]
_AIM, _WAS = "#6b7680", "#1f5fa8"
STYLE = f"""
.line{{color:#1a1a1a;background:#fff}}
svg text{{font-family:system-ui,"Noto Sans","DejaVu Sans",Arial,sans-serif;font-size:11px;fill:#4c5866}}
svg polyline{{fill:none;stroke-width:1.8}}
svg .aim{{stroke:{_AIM};stroke-dasharray:4 3}}
svg circle.aim{{fill:#fff;stroke-dasharray:none}}
svg .was{{stroke:{_WAS}}}
svg circle.was{{fill:{_WAS};stroke:none}}
svg circle.base{{fill:#fff;stroke:#1a1a1a}}
"""
"""How the classes of the picture look."""


def dark_style() -> str:
    """How they look on a dark screen."""
    from quanze.views.colours import PAPERS, legible

    paper = PAPERS[True]
    aim, was = (legible(colour, paper.page) for colour in (_AIM, _WAS))
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


def small_line(row: IndicatorProgress, lang: str, *, years: bool = True) -> str:
    """The picture, with its first and last year below unless ``years`` is off; empty where there are not values of two
    years."""
    base, targets, results = figures(row)
    every = [*base, *targets, *results]
    if len({year for year, _ in every}) < 2:
        return ""
    first, last = min(year for year, _ in every), max(year for year, _ in every)
    low, high = min(value for _, value in every), max(value for _, value in every)

    def place(point: Point) -> tuple[float, float]:
        up = (point[1] - low) / (high - low) if high > low else 0.5
        return (
            MARGIN + (WIDTH - 2 * MARGIN) * (point[0] - first) / (last - first),
            HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * up,
        )

    def line(points: Sequence[Point], kind: str) -> str:
        begun = [point for point in base if points and point[0] < points[0][0]]
        corners = " ".join("{:.1f},{:.1f}".format(*place(point)) for point in (*begun, *points))
        return f'<polyline class="{kind}" points="{corners}"/>'

    def dot(point: Point, radius: float, look: str) -> str:
        x, y = place(point)
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" {look}/>'

    tall = HEIGHT + FOOT if years else HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {tall}" '
        f'width="{WIDTH}" height="{tall}"><title>{escape(in_words(row, lang))}</title>',
        line(targets, "aim"),
        line(results, "was"),
        *(dot(point, 1.8, 'class="aim"') for point in targets),
        *(dot(point, 2.2, 'class="base"') for point in base),
        *(dot(point, 2.4, 'class="was"') for point in results[:-1]),
        *(dot(point, 3.6, f'fill="{VERDICT[row["verdict"]].ink}"') for point in results[-1:]),
    ]
    for x, anchor, year in ((0, "start", first), (WIDTH, "end", last)) if years else ():
        shown = table_date(str(year), lang)
        parts.append(f'<text x="{x}" y="{HEIGHT + FOOT - 3}" text-anchor="{anchor}">{shown}</text>')
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
