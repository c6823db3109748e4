"""The small pictures of a paper as PNG, where the optional package that draws them is installed."""

from __future__ import annotations

import re
from functools import lru_cache

from quanze.exports.progress.small_line import STYLE

_SCALE = 1.25
"""Pixels for each unit of the picture: in the column of a table they are 210 to the inch. Each costs time, and a report
has a thousand pictures."""


_TITLE = re.compile("<title>.*?</title>")


def png(svg: str) -> bytes | None:
    """A picture without text, which needs no fonts; None without resvg-py: a line of text then takes its place."""
    return _drawn(_TITLE.sub("", svg, count=1))  # equal lines of two indicators are drawn once


@lru_cache(maxsize=4096)
def _drawn(svg: str) -> bytes | None:
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        return None
    drawn = svg.replace(">", f"><style>{STYLE}</style>", 1)  # a page has the style of all pictures once
    return bytes(svg_to_bytes(svg_string=drawn, zoom=_SCALE, skip_system_fonts=True))


def shown_size(drawn: bytes) -> tuple[float, float]:
    """Width and height at which a picture of ``png`` is shown, in pixels of a page."""
    wide, high = (int.from_bytes(drawn[at : at + 4], "big") / _SCALE for at in (16, 20))
    return wide, high
