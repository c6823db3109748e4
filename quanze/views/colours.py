"""Colours of pictures on a light and on a dark page: those of the schema's looks, and what legible text needs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from quanze.schema.declare import INK
from quanze.schema.looks import DARK, LIGHT, tint
from quanze.views.styles import HALO, box_look, line_look

LEAST = 4.5
"""The contrast of text with its ground that WCAG 2.2 asks for (success criterion 1.4.3)."""
_GROUND = 0.3
"""How much of a kind's outline its ground on a dark page has."""
_STEPS = 40


class Paper(NamedTuple):
    """What all pictures have of one scheme: the page, its ink, paler ink, the ground of frames and of our readings."""

    page: str
    ink: str
    soft: str
    frame: str
    halo: str


PAPERS = (
    Paper(LIGHT, INK, "#52606d", "#f6f8fa", HALO),
    Paper(DARK, "#eceff2", "#b4bec8", "#1f2428", "#7a5f00"),
)
"""The light scheme and the dark one."""


CELLS = (
    ("#e4f0fa", "#c5dff4", "#9ccaec", "#14679f", "#0b3c5d"),
    ("#1c2c3a", "#1f4058", "#245878", "#8cc4ee", "#d3e8f6"),
)
"""Grounds of the cells of a matrix in either scheme, the fewest first."""


class Shades(NamedTuple):
    """The colours of a box: ground, outline and text."""

    fill: str
    stroke: str
    text: str


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG computes it."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@cache
def legible(colour: str, *grounds: str) -> str:
    """The colour, changed towards black or white just so far that text in it can be read on each of the grounds."""
    far = max(("#000000", "#ffffff"), key=lambda end: min(contrast(end, g) for g in grounds))
    shades = (tint(far, colour, n / _STEPS) for n in range(_STEPS + 1))
    return next((s for s in shades if min(contrast(s, g) for g in grounds) >= LEAST), far)


def shades_of(kind: str, *, dark: bool = False) -> Shades:
    """The colours of boxes of a kind, or of ``GROUP``."""
    look = box_look(kind)
    page = PAPERS[dark].page
    if not dark:
        return Shades(look.fill, look.stroke, look.text)
    # A box with light letters is dark already.
    fill = look.fill if contrast(look.text, page) > LEAST else tint(look.stroke, page, _GROUND)
    return Shades(fill, legible(look.stroke, page), legible(PAPERS[True].ink, fill))


def cell_text(ground: str) -> str:
    """The colour of the number in a cell: the ink of the scheme in which it can be read best."""
    return max((paper.ink for paper in PAPERS), key=lambda ink: contrast(ink, ground))


def line_colour(type_: str, *, dark: bool = False) -> str:
    """The colour of lines of a type."""
    colour = line_look(type_).colour
    return legible(colour, PAPERS[True].page) if dark else colour


def word_colour(type_: str, *, dark: bool = False) -> str:
    """The colour of words about lines of a type, on the page and in frames."""
    return legible(line_colour(type_, dark=dark), PAPERS[dark].page, PAPERS[dark].frame)


def rules(kinds: Iterable[str] = (), types: Iterable[str] = ()) -> str:
    """The style sheet of the page, kinds and types: their custom properties, dark ones on a dark screen only."""
    kinds, types = list(kinds), list(types)
    light, dark = ("".join(_rules(kinds, types, dark=dark)) for dark in (False, True))
    return f"{light}\n@media screen and (prefers-color-scheme: dark) {{{dark}}}\n"


def _rules(kinds: Iterable[str], types: Iterable[str], *, dark: bool) -> Iterable[str]:
    yield ":root{" + ";".join(f"--{name}:{colour}" for name, colour in PAPERS[dark]._asdict().items()) + "}"
    for n, ground in enumerate(CELLS[dark], 1):
        yield f".w{n}{{--ground:{ground};--number:{cell_text(ground)}}}"
    for kind in kinds:
        fill, stroke, text = shades_of(kind, dark=dark)
        yield f".kind-{kind}{{--fill:{fill};--stroke:{stroke};--text:{text}}}"
    for type_ in types:
        yield f".type-{type_}{{--word:{word_colour(type_, dark=dark)}}}"


def _luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
