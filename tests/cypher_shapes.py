"""Statements that differ in the names of the schema alone: of each shape one is tried where a try takes long."""

from __future__ import annotations

import re

from quanze.graph.marks import LABEL
from quanze.schema import KIND, RELATIONSHIP

NAMES = {"Kind": "|".join((*KIND, *(LABEL + kind for kind in KIND))), "TYPE": "|".join(RELATIONSHIP)}
"""The names of the schema, by what stands for them in a shape."""


def shape(text: str) -> str:
    """A text without the names of the schema, one or several; texts of one shape are right or wrong together.

    A name of the schema is a plain word, and so is the name of a constraint, which ends with one.
    """
    for placeholder, names in NAMES.items():
        text = re.sub(rf"\b(?:{names})\b", placeholder, text)
        text = re.sub(rf"{placeholder}(?:\|{placeholder})+", f"{placeholder}|{placeholder}", text)
    return re.sub(r"\bquanze_\w+", "quanze_name", text)
