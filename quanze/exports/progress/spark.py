"""Results as a line of blocks, for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quanze.schema.rows import YearFigures

BLOCKS = "▁▂▃▄▅▆▇█"
MOST = 10
"""Years that are shown, the last ones."""
NONE = "·"
"""A year without a result between others."""


def spark(years: Sequence[YearFigures]) -> str:
    """The results of the years, the lowest as the lowest block; empty where there are none."""
    reported = {year["year"]: year["result"] for year in years if year["result"] is not None}
    if not reported:
        return ""
    last = max(reported)
    shown = [reported.get(year) for year in range(max(min(reported), last - MOST + 1), last + 1)]
    known = [value for value in shown if value is not None]
    low, span = min(known), max(known) - min(known)
    return "".join(NONE if value is None else _block((value - low) / span if span else 0.5) for value in shown)


def _block(share: float) -> str:
    return BLOCKS[round(share * (len(BLOCKS) - 1))]
