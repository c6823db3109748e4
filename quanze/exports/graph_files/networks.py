"""GraphML and GEXF, written by networkx: what Gephi, yEd, igraph and networkx itself open."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from quanze.graph.network import gexf_text, graph_of, graphml_text
from quanze.locale import in_language
from quanze.schema import RELATIONSHIP
from quanze.schema.dates import first_day, last_day
from quanze.schema.looks import kind_look, relationship_look
from quanze.schema.naming import named
from quanze.schema.whole_graph import WholeGraph
from quanze.text.clean import visible

if TYPE_CHECKING:
    from quanze.graph.network import Network

_WIDTH_OF_A_SIZE = 10.0
"""Pixels of a box's widest label for one unit of a node's size."""


def network(whole: WholeGraph, lang: str) -> Network:
    """The graph of networkx, whose nodes and edges also have a ``label`` in that language."""
    made = graph_of(whole.nodes, whole.links)
    made.graph.update(datasets=json.dumps(whole.datasets, ensure_ascii=False), as_of=whole.as_of)
    for _, attributes in made.nodes(data=True):
        attributes["label"] = named(attributes, lang)
    for *_, attributes in made.edges(data=True):
        attributes["label"] = in_language(RELATIONSHIP[attributes["relationship"]], lang)
    return made


def graphml(whole: WholeGraph, lang: str) -> str:
    """GraphML: every property with its type; of several values, one text."""
    return graphml_text(_shown(network(whole, lang)))


def gexf(whole: WholeGraph, lang: str) -> str:
    """GEXF with colours and sizes of the schema; where there are dates, a timeline of them."""
    made = _shown(network(whole, lang))
    for _, attributes in made.nodes(data=True):
        box = kind_look(attributes["kind"])
        colour, size = _colour(box.stroke), box.widest / _WIDTH_OF_A_SIZE
        attributes.update(_span(attributes), viz={"color": colour, "size": size, "shape": "disc"})
    for *_, attributes in made.edges(data=True):
        line = relationship_look(attributes["relationship"])
        attributes.update(_span(attributes), viz={"color": _colour(line.colour), "thickness": line.width})
    return gexf_text(made)


def _shown(made: Network) -> Network:
    """The same with texts that XML can hold."""
    every = [attributes for _, attributes in made.nodes(data=True)]
    for attributes in (*every, *(a for *_, a in made.edges(data=True))):
        attributes.update({name: visible(v) for name, v in attributes.items() if isinstance(v, str)})
    return made


def _colour(code: str) -> dict[str, float]:
    return {part: int(code[i : i + 2], 16) for part, i in (("r", 1), ("g", 3), ("b", 5))} | {"a": 1.0}


def _span(attributes: Mapping[str, Any]) -> dict[str, str]:
    """First and last day as GEXF has them: whole dates."""
    days = {"start": attributes.get("valid_from"), "end": attributes.get("valid_to")}
    whole = {"start": first_day, "end": last_day}
    return {name: whole[name](day) for name, day in days.items() if day}
