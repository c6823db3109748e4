"""The small pictures of a paper as PNG, drawn here: a line, dashes and dots need no program that knows all of SVG.

Eight bits a pixel name a colour of a palette: nothing, through which the borders of a cell are seen, and shades of
the four inks towards white. A line is written in slices of the pixels: a strip across it for each step along it; a
dot is a few rows.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from quanze.exports.progress.small_line import AIM, BASE, HEIGHT, THICK, WAS, WIDTH, Drawing, Place

_SCALE = 2
"""Pixels for each unit of the picture: some 340 to the inch in the column of a table, as print needs."""
_WIDE, _HIGH = WIDTH * _SCALE, HEIGHT * _SCALE
_STRIDE = _WIDE + 1
"""Bytes of a row: a PNG has a zero before each, "not filtered"."""
_SHADES = 7
"""Shades of an ink, from nearly white to full."""
_PARTS = 4
"""Places within a pixel at which a line or a dot is drawn differently."""
SIZE = (float(WIDTH), float(HEIGHT))
"""Width and height at which a picture is shown, in pixels of a page."""


def png(drawing: Drawing) -> bytes:
    """The picture as the bytes of a PNG."""
    inks = dict.fromkeys((AIM, WAS, BASE, *(dot.ink for dot in drawing.dots)))
    first = {ink: 1 + n * _SHADES for n, ink in enumerate(inks)}
    pixels = bytearray(_STRIDE * _HIGH)
    for line in drawing.lines:
        _draw_line(pixels, [_pixel(point) for point in line.points], line.dash, first[line.ink])
    for dot in drawing.dots:
        x, y = _pixel(dot.at)
        left, above = math.floor(x), math.floor(y)
        parts = round((x - left) * _PARTS), round((y - above) * _PARTS)
        for down, across, row in _dot(dot.radius, dot.hollow, first[dot.ink], *parts):
            at = (above + down) * _STRIDE + 1 + left + across
            pixels[at : at + len(row)] = row
    head = struct.pack(">IIBBBBB", _WIDE, _HIGH, 8, 3, 0, 0, 0)
    palette = b"\xff\xff\xff" + b"".join(map(_shades, inks))
    chunks = (
        (b"IHDR", head),
        (b"PLTE", palette),
        (b"tRNS", b"\0"),
        (b"IDAT", zlib.compress(pixels, 3)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def _pixel(place: Place) -> Place:
    """A place of the picture in pixels, whose middles are whole numbers."""
    return place[0] * _SCALE - 0.5, place[1] * _SCALE - 0.5


@lru_cache
def _shades(ink: str) -> bytes:
    """The palette of an ink, ``#rrggbb``, from the lightest shade to itself."""
    parts = [int(ink[at : at + 2], 16) for at in (1, 3, 5)]
    return bytes(255 - (255 - part) * shade // _SHADES for shade in range(1, _SHADES + 1) for part in parts)


def _draw_line(pixels: bytearray, points: list[Place], dash: tuple[int, int] | None, first: int) -> None:
    """A line through points, step by step along the longer side of each of its parts."""
    gone = 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        steep = abs(y1 - y0) > abs(x1 - x0)
        along, across = (y1 - y0, x1 - x0) if steep else (x1 - x0, y1 - y0)
        if not along:
            continue
        slope, length = across / along, math.hypot(along, across)
        strips = _strips(round(abs(along) / length, 2), first)
        step, between = (_STRIDE, 1) if steep else (1, _STRIDE)  # from a pixel to the next, along and across
        begin, side = (y0, x0) if steep else (x0, y0)
        for start, end in _drawn(gone, length, dash):
            here, there = sorted((begin + along * start / length, begin + along * end / length))
            for n in range(math.ceil(here), math.floor(there) + 1):
                middle = side + slope * (n - begin)
                whole = int(middle)
                off, strip = strips[int((middle - whole) * _PARTS)]
                at = 1 + n * step + (whole + off) * between
                pixels[at : at + len(strip) * between : between] = strip
        gone += length


def _drawn(gone: float, length: float, dash: tuple[int, int] | None) -> Iterator[tuple[float, float]]:
    """Where a part of a line is drawn, from its own beginning, after ``gone`` pixels of the line."""
    if dash is None:
        yield 0.0, length
        return
    mark, every = dash[0] * _SCALE, sum(dash) * _SCALE
    at = -(gone % every)
    while at < length:
        if at + mark > 0:
            yield max(at, 0.0), min(at + mark, length)
        at += every


@lru_cache(maxsize=1024)
def _strips(cosine: float, first: int) -> tuple[tuple[int, bytes], ...]:
    """Across a line at each part of a pixel: how far before it the pixels begin, and their colours."""
    half = THICK * _SCALE / 2
    reach = math.ceil((half + 0.5) / cosine)
    found = []
    for part in range(_PARTS):
        middle = (part + 0.5) / _PARTS
        levels = [_level(half - abs(n - middle) * cosine) for n in range(-reach, reach + 2)]
        known = [n for n, level in enumerate(levels) if level]
        colours = bytes(first - 1 + level for level in levels[known[0] : known[-1] + 1])
        found.append((known[0] - reach, colours))
    return tuple(found)


def _level(inside: float) -> int:
    """The shade of a pixel whose middle is so far inside an edge; 0 is outside."""
    return round(_SHADES * min(max(inside + 0.5, 0.0), 1.0))


@lru_cache(maxsize=1024)
def _dot(radius: float, hollow: bool, first: int, right: int, down: int) -> tuple[tuple[int, int, bytes], ...]:
    """The rows of a dot around a pixel: how far below and right of it each begins, and its colours."""
    edge = radius * _SCALE
    outer = edge + (_SCALE / 2 if hollow else 0.0)
    reach = math.ceil(outer) + 1
    found = []
    for y in range(-reach, reach + 1):
        away = [math.hypot(x - right / _PARTS, y - down / _PARTS) for x in range(-reach, reach + 1)]
        inside = [n for n, distance in enumerate(away) if _level(outer - distance)]
        if inside:
            row = away[inside[0] : inside[-1] + 1]
            levels = [
                min(_level(outer - d), _level(d - edge + _SCALE / 2)) if hollow else _level(outer - d) for d in row
            ]
            found.append((y, inside[0] - reach, bytes(level and first - 1 + level for level in levels)))
    return tuple(found)
