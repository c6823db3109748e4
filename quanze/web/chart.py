"""The figures of an indicator by year as SVG: results drawn through, targets dashed; colours are of the style sheet."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

from quanze.exports.progress.small_line import Point, figures, in_words
from quanze.schema.dates import table_date
from quanze.schema.number_text import shown_number
from quanze.web.words import word

if TYPE_CHECKING:
    from quanze.schema.rows import IndicatorProgress

WIDTH, HEIGHT = 640, 280
LEFT, RIGHT, TOP, FOOT = 20, 20, 44, 34


def chart(row: IndicatorProgress, lang: str) -> Markup:
    """The picture, each point with its figure; empty where there is not a figure of two years."""
    base, targets, results = figures(row)
    every = [*base, *targets, *results]
    years = sorted({year for year, _ in every})
    if len(years) < 2:
        return Markup("")
    low, high = min(value for _, value in every), max(value for _, value in every)

    def place(point: Point) -> tuple[float, float]:
        across = (point[0] - years[0]) / (years[-1] - years[0])
        up = (point[1] - low) / (high - low) if high > low else 0.5
        room = 44  # for the figures beside the first and the last point
        return LEFT + room + across * (WIDTH - LEFT - RIGHT - 2 * room), HEIGHT - FOOT - 26 - up * (
            HEIGHT - TOP - FOOT - 52
        )

    def line(points: Sequence[Point], kind: str) -> str:
        corners = " ".join("{:.1f},{:.1f}".format(*place(point)) for point in points)
        return f'<polyline class="{kind}" points="{corners}"/>' if len(points) > 1 else ""

    by_year = dict(results)
    results_below = {year for year, target in targets if by_year.get(year, target) < target}

    def marks(points: Sequence[Point], kind: str) -> str:
        """Points with their figures: of two in a year the figure of the higher one is above it, of the lower below."""
        found = []
        for point in points:
            x, y = place(point)
            shape = (
                f'<path class="mark {kind}" d="M{x:.1f} {y - 6:.1f}l6 6-6 6-6-6z"/>'
                if kind == "target"
                else f'<circle class="mark {kind}" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
            )
            figure = escape(shown_number(point[1]))
            below = kind != "baseline" and (kind == "target") != (point[0] in results_below)
            found.append(
                f'{shape}<text class="{kind}" x="{x:.1f}" y="{y + (22 if below else -12):.1f}">{figure}</text>'
            )
        return "".join(found)

    known = [year for year in years if len(years) <= 12 or year in (years[0], years[-1])]
    axis = "".join(
        f'<text class="year" x="{place((year, low))[0]:.1f}" y="{HEIGHT - 10}">{escape(shown)}</text>'
        for year in known
        if (shown := table_date(str(year), lang))
    )
    key, x = [], float(LEFT)
    for kind, points in (("result", results), ("target", targets), ("baseline", base)):
        if points:
            shape = (
                f'<path class="mark {kind}" d="M{x + 8:.1f} 10l6 6-6 6-6-6z"/>'
                if kind == "target"
                else f'<circle class="mark {kind}" cx="{x + 8:.1f}" cy="16" r="5"/>'
            )
            label = word(kind, lang)
            key.append(f'{shape}<text class="key" x="{x + 20:.1f}" y="21">{escape(label)}</text>')
            x += 50 + 15 * len(label)
    unit = f'<text class="unit" x="{WIDTH - RIGHT}" y="21">{escape(row["unit"] or "")}</text>'
    both = [point for point in targets if point in results]
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" class="chart" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<title>{escape(in_words(row, lang))}</title>"
        f'<path class="axis" d="M{LEFT} {HEIGHT - FOOT}H{WIDTH - RIGHT}"/>{axis}{"".join(key)}{unit}'
        f"{line([*base, *targets], 'target')}{line([*base, *results], 'result')}"
        f"{marks([p for p in targets if p not in both], 'target')}"
        f"{marks(base, 'baseline')}{marks(results, 'result')}</svg>"
    )
