"""A graph as JSON: node-link, as networkx and d3 take it, and the elements of Cytoscape.js."""

from __future__ import annotations

from typing import Any

from quanze.exports.json_text import json_text
from quanze.graph.network import attributes
from quanze.locale import in_language
from quanze.schema import KINDS, RELATIONSHIP, RELATIONSHIPS
from quanze.schema.looks import kind_look, relationship_look
from quanze.schema.naming import named
from quanze.schema.rows import Row
from quanze.schema.whole_graph import WholeGraph

_ENDS = ("id", "from", "to", "key")


def node_link(whole: WholeGraph, lang: str) -> str:
    """``networkx.node_link_graph(json.load(file), edges="edges")`` reads it; of several values it keeps a list."""
    return json_text(
        {
            "directed": True,
            "multigraph": True,
            "graph": _head(whole),
            "nodes": [_node(row, lang) for row in whole.nodes],
            "edges": [
                {"source": row["from"], "target": row["to"], "key": row["key"], **_edge(row, lang)}
                for row in whole.links
            ],
        }
    )


def cytoscape(whole: WholeGraph, lang: str) -> str:
    """``cytoscape(…)`` takes it as it is, with a style of the schema's colours."""
    nodes = [{"data": _node(row, lang)} for row in whole.nodes]
    edges = [
        {"data": {"id": row["key"], "source": row["from"], "target": row["to"], **_edge(row, lang)}}
        for row in whole.links
    ]
    return json_text(
        {"data": _head(whole), "elements": {"nodes": nodes, "edges": edges}, "style": _style(), "layout": _LAYOUT}
    )


_LAYOUT = {"name": "cose", "animate": False}


def _head(whole: WholeGraph) -> Row:
    return {"datasets": list(whole.datasets), "as_of": whole.as_of}


def _node(row: Row, lang: str) -> Row:
    return {"id": row["id"], "label": named(row, lang), **attributes(row, _ENDS)}


def _edge(row: Row, lang: str) -> Row:
    return {"label": in_language(RELATIONSHIP[row["type"]], lang), **attributes(row, _ENDS)}


def _style() -> list[dict[str, Any]]:
    """Colours of kinds and relationships as style sheets of Cytoscape.js have them."""
    every: list[dict[str, Any]] = [
        {"selector": "node", "style": {"label": "data(label)", "text-wrap": "wrap", "text-max-width": "160px"}},
        {"selector": "edge", "style": {"curve-style": "bezier", "target-arrow-shape": "triangle"}},
    ]
    for kind in KINDS:
        box = kind_look(kind.label)
        look = {"background-color": box.fill, "border-color": box.stroke, "border-width": 2}
        every.append({"selector": f'node[kind = "{kind.label}"]', "style": look})
    for relationship in RELATIONSHIPS:
        line = relationship_look(relationship.type)
        look = {"line-color": line.colour, "target-arrow-color": line.colour, "width": line.width}
        if line.dashes:
            look |= {"line-style": "dashed", "line-dash-pattern": list(line.dashes)}
        every.append({"selector": f'edge[relationship = "{relationship.type}"]', "style": look})
    return every
