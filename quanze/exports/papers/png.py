"""The small pictures of a paper as PNG, where the optional package that draws them is installed."""

from __future__ import annotations

from functools import lru_cache

from quanze.exports.progress.small_line import STYLE

SCALE = 3
"""Pixels for each unit of the picture, so that it is sharp in print."""


@lru_cache(maxsize=4096)
def png(svg: str) -> bytes | None:
    """A picture without text, which needs no fonts; None without resvg-py: a line of text then stands in its place."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        return None
    drawn = svg.replace("<title>", f"<style>{STYLE}</style><title>", 1)  # a page has the style of all pictures once
    return bytes(svg_to_bytes(svg_string=drawn, zoom=SCALE, skip_system_fonts=True))
