"""The small pictures of a paper as PNG. Pillow draws them larger than they are kept, so that edges become smooth."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw

from quanze.exports.progress.small_line import HEIGHT, THICK, WIDTH, Drawing, Place

_SCALE = 2
"""Pixels for each unit of the picture: some 340 to the inch in the column of a table, as print needs."""
_FINER = 3
"""How many times wider and higher a picture is drawn than it is kept."""
_COLOURS = 32
"""White and some shades of each ink, in a palette: a third of the size in all colours."""
SIZE = (float(WIDTH), float(HEIGHT))
"""Width and height at which a picture is shown, in pixels of a page."""


def png(drawing: Drawing) -> bytes:
    """The picture as the bytes of a PNG."""
    unit = _SCALE * _FINER
    image = Image.new("RGB", (WIDTH * unit, HEIGHT * unit), "white")
    draw = ImageDraw.Draw(image)
    for line in (line for line in drawing.lines if len(line.points) > 1):
        points = [(x * unit, y * unit) for x, y in line.points]
        for piece in [points] if line.dash is None else _dashes(points, line.dash[0] * unit, sum(line.dash) * unit):
            draw.line(piece, line.ink, round(THICK * unit), joint="curve")
    for dot in drawing.dots:
        at = dot.at[0] * unit, dot.at[1] * unit
        if dot.hollow:
            draw.circle(at, (dot.radius + 0.5) * unit, "white", dot.ink, unit)
        else:
            draw.circle(at, dot.radius * unit, dot.ink)
    kept = image.reduce(_FINER).quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    written = BytesIO()
    ground = kept.getpixel((0, 0))  # nothing, through which the borders of a cell are seen
    kept.save(written, "PNG", compress_level=3, transparency=ground)
    return written.getvalue()


def _dashes(points: Sequence[Place], mark: float, every: float) -> Iterator[list[Place]]:
    """The marks of a dashed line, which go on where one of its parts ends and the next begins."""
    gone = 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        length = math.hypot(x1 - x0, y1 - y0)
        at = -(gone % every)
        while at < length:
            ends = [max(at, 0.0) / length, min(at + mark, length) / length]
            if ends[1] > 0:
                yield [(x0 + (x1 - x0) * end, y0 + (y1 - y0) * end) for end in ends]
            at += every
        gone += length
