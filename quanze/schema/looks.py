"""The look of every kind and relationship: the declared one, or one of a palette.

Declared colours follow the Okabe-Ito set, which readers with any common colour blindness can tell apart; every kind
also has its own outline and every role its own line, so that a picture printed in grey still reads. The palettes go on
in that manner: their lists have no common length, so that twelve kinds and twenty relationships differ.
"""

from __future__ import annotations

from functools import cache

from quanze.errors import SchemaError
from quanze.schema.declare import BoxLook, LineLook
from quanze.schema.kinds import KINDS
from quanze.schema.relationships import RELATIONSHIPS

_OUTLINES = ("slant", "bevel", "tag")
_GROUNDS = (("#e8ecd8", "#5d6b1f"), ("#e6def5", "#5b3fa0"), ("#fbe0d8", "#a13a1e"), ("#d9eef0", "#1c6b75"))
_LINES = ("#1c6b75", "#a13a1e", "#5b3fa0", "#5d6b1f", "#8a2a56")
_DASHES = ((4, 4), (16, 5), (16, 4, 4, 4), (8, 3, 2, 3, 2, 3))

LIGHT, DARK = "#ffffff", "#17191b"
"""The grounds of a light and of a dark page."""
_CELL, _INHERITED = 0.25, 0.27


@cache
def kind_look(label: str) -> BoxLook:
    """The look of a kind; SchemaError when the schema has no such kind."""
    undeclared = 0
    for kind in KINDS:
        if kind.label == label:
            return kind.look or BoxLook(_OUTLINES[undeclared % len(_OUTLINES)], *_GROUNDS[undeclared % len(_GROUNDS)])
        undeclared += kind.look is None
    raise SchemaError(f"unknown kind {label!r}.", f"Use one of {', '.join(k.label for k in KINDS)}.")


@cache
def relationship_look(type_: str) -> LineLook:
    """The look of a relationship; SchemaError when the schema has no such type."""
    undeclared = 0
    for declared in RELATIONSHIPS:
        if declared.type == type_:
            colour, dashes = _LINES[undeclared % len(_LINES)], _DASHES[undeclared % len(_DASHES)]
            role = LineLook(colour, 2.4, dashes, "square", order=3)
            return declared.look or (role if declared.role else LineLook(colour, dashes=dashes))
        undeclared += declared.look is None
    raise SchemaError(f"unknown relationship {type_!r}.", f"Use one of {', '.join(r.type for r in RELATIONSHIPS)}.")


def cell_ground(type_: str, *, inherited: bool = False, dark: bool = False) -> str:
    """The ground of a matrix's cell that shows a relationship, paler where it is inherited."""
    look = relationship_look(type_)
    page = DARK if dark else LIGHT
    ground = (look.cell_dark if dark else look.cell) or tint(look.colour, page, 2 * _CELL if dark else _CELL)
    return tint(ground, page, _INHERITED) if inherited else ground


def tint(colour: str, ground: str, share: float) -> str:
    """A share of a colour laid over a ground."""
    mixed = (round(int(ground[i : i + 2], 16) * (1 - share) + int(colour[i : i + 2], 16) * share) for i in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in mixed)
