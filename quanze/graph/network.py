"""Rows of the catalogue as a networkx graph, and what is asked of such a graph. Measures are in ``measures``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

    Network = nx.MultiDiGraph[str]

Row = Mapping[str, Any]


CLASHING = {"source": "source_document", "type": "relationship"}
"""Columns of edges whose names mean something else to networkx and its files: where an edge starts, and whether it has a direction."""


def graph_of(nodes: Iterable[Row], edges: Iterable[Row]) -> Network:
    """A directed multigraph: node rows as attributes by ``id``, edge rows as attributes, keyed by ``key``.

    It can be written as GraphML, GEXF or GML and turned into a table of edges: what has no value is left out, lists are
    one text joined by 、, and an edge's ``source`` and ``type`` are called ``source_document`` and ``relationship``.
    Edges whose ends are not among the nodes are left out.
    """
    import networkx as nx

    graph: Network = nx.MultiDiGraph()
    for row in nodes:
        graph.add_node(str(row["id"]), **_attributes(row, ("id",)))
    for n, row in enumerate(edges):
        a, b = str(row["from"]), str(row["to"])
        if a in graph and b in graph:
            attributes = _attributes(row, ("from", "to", "key"))
            named = {CLASHING.get(name, name): value for name, value in attributes.items()}
            graph.add_edge(a, b, key=str(row.get("key") or n), **named)
    return graph


def _attributes(row: Row, without: Sequence[str]) -> dict[str, Any]:
    """The columns that have a value, as values that every file of networkx can hold."""
    return {
        str(name): "、".join(map(str, value)) if isinstance(value, list | tuple) else value
        for name, value in row.items()
        if value is not None and name not in without
    }


def around(nodes: Mapping[str, Row], edges: Iterable[Row], focus: str, depth: int) -> dict[str, int]:
    """How far each node within ``depth`` steps is from ``focus``: negative where the first step leads to the focus.

    A node that can be reached both ways counts on the side of its shortest way, outgoing when they are equal.
    """
    import networkx as nx

    graph = graph_of(nodes.values(), edges)
    both = graph.to_undirected(as_view=True)
    side = {focus: 0}
    after = set(graph.successors(focus))
    for parent, child in nx.bfs_edges(both, focus, depth_limit=depth):
        if parent == focus:
            side[child] = 1 if child in after else -1
        else:
            side[child] = side[parent] + (1 if side[parent] > 0 else -1)
    return side
