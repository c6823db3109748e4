"""Pairs of agencies as a matrix, where a ring would have too many lines: how many items each pair shares."""

from __future__ import annotations

import math
from typing import NamedTuple

from quanze.locale import is_chinese
from quanze.views.colours import CELLS, PAPERS, cell_text
from quanze.views.figure import MOST_PAIRS, Figure, name_of
from quanze.views.label_fit import LINE, SIZE_EN, SIZE_ZH, escaped, text_width

CELL = 34.0
_PAPER = PAPERS[0]


class Matrix(NamedTuple):
    """The markup of a matrix, from the origin, with its width and height."""

    markup: str
    width: float
    height: float


def is_matrix(figure: Figure) -> bool:
    """Whether a picture is drawn as a matrix when nobody chooses."""
    return bool(figure.pairs) and len(figure.links) > MOST_PAIRS


def pair_matrix(figure: Figure, lang: str) -> Matrix:
    """The matrix of a picture's pairs in their order."""
    size = SIZE_ZH if is_chinese(lang) else SIZE_EN
    names = [name_of(figure.box(id_).row)[not is_chinese(lang)] for id_ in figure.pair_order]
    long = max((text_width(name, size) for name in names), default=0.0) + 10
    count, at = len(names), {id_: n for n, id_ in enumerate(figure.pair_order)}
    most = max(k.weight for k in figure.pairs)
    parts = [
        f'<rect x="{long + n * CELL:.1f}" y="{long + n * CELL:.1f}" width="{CELL}" height="{CELL}" fill="{_PAPER.soft}"'
        ' fill-opacity="0.3"/>'
        for n in range(count)
    ]
    for k in figure.pairs:
        ground = CELLS[0][math.ceil(len(CELLS[0]) * k.weight / most) - 1]
        for row, column in ((at[k.source], at[k.target]), (at[k.target], at[k.source])):
            x, y = long + column * CELL, long + row * CELL
            parts.append(
                f'<rect x="{x + 1:.1f}" y="{y + 1:.1f}" width="{CELL - 2}" height="{CELL - 2}" rx="3" fill="{ground}"/>'
                f'<text x="{x + CELL / 2:.1f}" y="{y + CELL / 2 + 5:.1f}" font-size="{SIZE_EN + 1.5}"'
                f' fill="{cell_text(ground)}" text-anchor="middle">{k.weight}</text>'
            )
    for n, name in enumerate(names):
        middle = long + (n + 0.5) * CELL
        parts.append(_words(name, long - 8, middle + size * 0.36, size, "end"))
        parts.append(_upright(name, middle, long - 8, size))
    return Matrix("".join(parts), long + count * CELL, long + count * CELL)


def _words(text: str, x: float, y: float, size: float, anchor: str, more: str = "") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{_PAPER.ink}" text-anchor="{anchor}"{more}>'
        f"{escaped(text)}</text>"
    )


def _upright(name: str, x: float, foot: float, size: float) -> str:
    """A name that ends above a column: Chinese one character below the other, any other turned."""
    if any(c.isascii() for c in name):
        return _words(
            name, 0, 0, size, "start", f' transform="translate({x + size * 0.36:.1f} {foot:.1f}) rotate(-90)"'
        )
    step = min(size * LINE, size + 1)
    return "".join(_words(c, x, foot - (len(name) - 1 - n) * step, size, "middle") for n, c in enumerate(name))
