"""How kinds, relationships and origins look: shape, colour and line, told apart without colour too.

Colours follow the Okabe-Ito set, which readers with any common colour blindness can tell apart; every
kind also has its own outline and every role its own line, so a picture printed in grey still reads.
"""

from __future__ import annotations

from dataclasses import dataclass

from quanze.errors import SchemaError

FONT = '"Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC", "PingFang TC", "Microsoft JhengHei", sans-serif'
INK = "#1b2430"
HALO = "#ffd766"
"""The broad pale line beneath a link of our own reading."""
INHERITED_OPACITY = 0.45


@dataclass(frozen=True)
class NodeStyle:
    """Outline (see ``outline``), fill, border and text colour of a kind; widest label in pixels; pyvis shape."""

    outline: str
    fill: str
    stroke: str
    text: str = INK
    width: float = 190.0
    stock: str = "box"


@dataclass(frozen=True)
class EdgeStyle:
    """Colour, width and dashes (empty: solid) of a relationship; ``order`` is the layer it is painted in."""

    colour: str
    width: float
    dashes: tuple[int, ...] = ()
    order: int = 1


NODE_STYLES = {
    "Council": NodeStyle("bars", "#0b3c5d", "#06263b", "#ffffff", 175.0),
    "Subgroup": NodeStyle("pill", "#d3e8f6", "#0072b2", width=166.0),
    "Agency": NodeStyle("box", "#fdefd2", "#b06f00", width=136.0),
    "Member": NodeStyle("seat", "#ececec", "#5c5c5c", width=195.0),
    "Task": NodeStyle("arrow", "#d8f1e9", "#00795a", width=306.0),
    "Indicator": NodeStyle("hexagon", "#f8e3ee", "#a3487f", width=205.0, stock="box"),
    "AnnualTarget": NodeStyle("ellipse", "#ffffff", "#a3487f", width=170.0, stock="ellipse"),
    "SDGGoal": NodeStyle("chamfer", "#fdf8c9", "#857800", width=175.0),
    "SDGTarget": NodeStyle("cut", "#fdf8c9", "#857800", width=230.0),
    "Document": NodeStyle("folded", "#ffffff", "#4c5866", width=215.0),
    "Group": NodeStyle("frame", "#f6f8fa", "#8a94a0", width=320.0),
}

EDGE_STYLES = {
    "CONVENES": EdgeStyle("#0072b2", 3.2, order=3),
    "CO_ORGANIZES": EdgeStyle("#c44e00", 2.4, (10, 5), order=3),
    "REVIEWS": EdgeStyle("#7b2d8b", 2.4, (13, 4, 2, 4), order=3),
    "REPORTS_TO": EdgeStyle("#26323f", 2.2, order=2),
    "UNDERTAKES": EdgeStyle("#7b8794", 1.6),
    "PART_OF": EdgeStyle("#68737f", 1.8, (2, 3)),
    "MEASURED_BY": EdgeStyle("#a3487f", 1.6, order=2),
    "ALIGNS_TO": EdgeStyle("#857800", 1.6, (6, 3), order=2),
    "HAS_TARGET": EdgeStyle("#a3487f", 1.4, (2, 3)),
    "SITS_ON": EdgeStyle("#5c5c5c", 1.6, (5, 3)),
    "REPRESENTS": EdgeStyle("#5c5c5c", 1.8, (1, 3)),
    "SUCCEEDS": EdgeStyle("#5c5c5c", 1.6, (9, 3, 1, 3)),
    "MANDATED_BY": EdgeStyle("#4c5866", 1.4, (3, 3)),
    "DEPENDS": EdgeStyle("#0072b2", 2.0, order=2),
}


def node_style(kind: str) -> NodeStyle:
    """The style of a kind's label (or ``Group``); SchemaError when the schema has no such kind."""
    try:
        return NODE_STYLES[kind]
    except KeyError:
        raise SchemaError(f"no style for kind {kind!r}.", "Add one to quanze/views/styles.py.") from None


def edge_style(type_: str) -> EdgeStyle:
    """The style of a relationship's type (or ``DEPENDS``); SchemaError when the schema has no such type."""
    try:
        return EDGE_STYLES[type_]
    except KeyError:
        raise SchemaError(f"no style for relationship {type_!r}.", "Add one to quanze/views/styles.py.") from None


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
