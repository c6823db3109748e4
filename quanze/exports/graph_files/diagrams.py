"""A graph as a text from which other programs draw: DOT for Graphviz, Mermaid for Markdown pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quanze.locale import in_language
from quanze.schema import KIND, RELATIONSHIP
from quanze.schema.declare import BoxLook
from quanze.schema.looks import kind_look, relationship_look
from quanze.schema.naming import named
from quanze.schema.whole_graph import WholeGraph
from quanze.text.clean import clean

READABLE = 60
"""Boxes beyond which nobody can read such a picture."""
DRAWN_LINES = 500
"""Lines beyond which Mermaid draws nothing."""
_SHAPES = {
    "pill": "oval",
    "ellipse": "ellipse",
    "hexagon": "hexagon",
    "seat": "oval",
    "arrow": "cds",
    "folded": "note",
    "tag": "tab",
    "slant": "parallelogram",
    "cut": "octagon",
    "chamfer": "octagon",
}
"""The shape of Graphviz that comes nearest to an outline; a box for any other."""
_SPECIAL = re.compile(r"[!-,/:-@\[-`{-~]")
"""What may mean something in a text of Mermaid, HTML or Markdown."""


def dot(whole: WholeGraph, lang: str) -> str:
    """DOT, with kinds as shapes and colours and relationships as lines."""
    return "".join(f"{line}\n" for line in _dot(whole, lang))


def _dot(whole: WholeGraph, lang: str) -> Iterator[str]:
    yield "digraph quanze {"
    yield '  graph [rankdir=LR, charset="UTF-8"];'
    yield '  node [fontname="sans-serif", fontsize=11, style=filled];'
    yield '  edge [fontname="sans-serif", fontsize=9];'
    for row in whole.nodes:
        look = kind_look(row["kind"])
        yield (
            f"  {_quoted(row['id'])} [label={_quoted(named(row, lang))}, shape={_SHAPES.get(look.outline, 'box')}, "
            f'fillcolor="{look.fill}", color="{look.stroke}", fontcolor="{look.text}"];'
        )
    for row in whole.links:
        line = relationship_look(row["type"])
        style = "dashed" if line.dashes else "solid"
        yield (
            f"  {_quoted(row['from'])} -> {_quoted(row['to'])} [label={_quoted(_said(row['type'], lang))}, "
            f'color="{line.colour}", penwidth={line.width:g}, style={style}];'
        )
    yield "}"


def _quoted(text: str) -> str:
    """A text of DOT: a backslash would begin an escape, and & an entity."""
    inside = clean(text).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return f'"{inside}"'


def _said(type_: str, lang: str) -> str:
    return in_language(RELATIONSHIP[type_], lang)


def mermaid(whole: WholeGraph, lang: str) -> str:
    """A flowchart of Mermaid, with kinds as colours and relationships as words."""
    return "".join(f"{line}\n" for line in _mermaid(whole, lang))


def _mermaid(whole: WholeGraph, lang: str) -> Iterator[str]:
    yield "flowchart LR"
    short = {row["id"]: f"n{n}" for n, row in enumerate(whole.nodes)}
    for row in whole.nodes:
        yield f'  {short[row["id"]]}["{_escaped(named(row, lang))}"]:::{row["kind"]}'
    for row in whole.links:
        yield f'  {short[row["from"]]} -- "{_escaped(_said(row["type"], lang))}" --> {short[row["to"]]}'
    for label in KIND:
        if any(row["kind"] == label for row in whole.nodes):
            yield f"  classDef {label} {_class(kind_look(label))}"


def _class(look: BoxLook) -> str:
    return f"fill:{look.fill},stroke:{look.stroke},color:{look.text}"


def _escaped(text: str) -> str:
    """A text in which every character with a meaning in the format is written as its number."""
    return _SPECIAL.sub(lambda found: f"#{ord(found.group())};", clean(text)) or " "
