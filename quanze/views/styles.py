"""What pictures add to the looks that the schema declares: fonts, marks, and the paths of outlines."""

from __future__ import annotations

from quanze.schema.declare import BoxLook, LineLook
from quanze.schema.looks import kind_look, relationship_look

FONT = '"Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC", "PingFang TC", "Microsoft JhengHei", sans-serif'
HALO = "#ffd766"
"""The broad pale line beneath a link of our own reading."""
INHERITED_OPACITY = 0.45
READABLE = 11.0
"""No text of a picture that opens by itself is smaller, in CSS pixels: 8 points on paper."""
ENDED_DASHES = (1, 5)
"""How a line and an outline are drawn that do not hold on the day of the picture."""

GROUP = "Group"
"""The kind of a frame round several boxes; it represents records and is not a kind of the schema."""
DEPENDS = "DEPENDS"
"""The type of a line between agencies that share matters; it sums up relationships and is none of the schema."""
_GROUP = BoxLook("frame", "#f6f8fa", "#8a94a0", widest=320.0, column=None)
_DEPENDS = LineLook("#0072b2", 2.0, head="none", order=2)


def box_look(kind: str) -> BoxLook:
    """The look of a box: of a kind's label, or of ``GROUP``. Raises SchemaError."""
    return _GROUP if kind == GROUP else kind_look(kind)


def line_look(type_: str) -> LineLook:
    """The look of a line: of a relationship's type, or of ``DEPENDS``. Raises SchemaError."""
    return _DEPENDS if type_ == DEPENDS else relationship_look(type_)


def outline(name: str, width: float, height: float) -> str:
    """SVG path data of an outline around the origin, ``width`` by ``height`` pixels."""
    x, y = width / 2, height / 2
    if name == "bars":
        inner = x - 7
        return _polygon([(-x, -y), (x, -y), (x, y), (-x, y)]) + f"M{-inner:g} {-y:g}V{y:g}M{inner:g} {-y:g}V{y:g}"
    if name == "pill":
        return _rounded(x, y, y)
    if name == "seat":
        return _polygon([(-x + 9, -y), (x - 9, -y), (x, y), (-x, y)])
    if name == "arrow":
        return _polygon([(-x, -y), (x - 13, -y), (x, 0), (x - 13, y), (-x, y)])
    if name == "hexagon":
        return _polygon([(-x + 13, -y), (x - 13, -y), (x, 0), (x - 13, y), (-x + 13, y), (-x, 0)])
    if name == "ellipse":
        return f"M{-x:g} 0A{x:g} {y:g} 0 0 1 {x:g} 0A{x:g} {y:g} 0 0 1 {-x:g} 0Z"
    if name == "chamfer":
        c = 9
        return _polygon(
            [(-x + c, -y), (x - c, -y), (x, -y + c), (x, y - c), (x - c, y), (-x + c, y), (-x, y - c), (-x, -y + c)]
        )
    if name == "cut":
        return _polygon([(-x + 11, -y), (x, -y), (x, y - 11), (x - 11, y), (-x, y), (-x, -y + 11)])
    if name == "slant":
        return _polygon([(-x + 10, -y), (x, -y), (x - 10, y), (-x, y)])
    if name == "bevel":
        return _polygon([(-x + 10, -y), (x - 10, -y), (x, -y + 10), (x, y), (-x, y), (-x, -y + 10)])
    if name == "tag":
        return _polygon([(-x + 12, -y), (x, -y), (x, y), (-x + 12, y), (-x, 0)])
    if name == "folded":
        corner = f"M{x - 12:g} {-y:g}V{-y + 12:g}H{x:g}"
        return _polygon([(-x, -y), (x - 12, -y), (x, -y + 12), (x, y), (-x, y)]) + corner
    return _rounded(x, y, 12 if name == "frame" else 3)


def _polygon(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{px:g} {py:g}" for px, py in points) + "Z"


def _rounded(x: float, y: float, r: float) -> str:
    r = min(r, x, y)
    return (
        f"M{-x + r:g} {-y:g}H{x - r:g}A{r:g} {r:g} 0 0 1 {x:g} {-y + r:g}V{y - r:g}A{r:g} {r:g} 0 0 1 {x - r:g} {y:g}"
        f"H{-x + r:g}A{r:g} {r:g} 0 0 1 {-x:g} {y - r:g}V{-y + r:g}A{r:g} {r:g} 0 0 1 {-x + r:g} {-y:g}Z"
    )
