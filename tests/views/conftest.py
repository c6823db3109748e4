"""The bundled graph, its rows for pictures, and rows whose every field tries to break out of its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import quanze
from quanze.api import Graph
from quanze.queries.subgraph import Subgraph, subgraph
from quanze.schema.rows import Row

HOSTILE = (
    "<script>window.hit=1</script>",
    '"><img src=x onerror="window.hit=1">',
    "</script><script>window.hit=1</script>",
    "<!--<script>window.hit=1</script>",
    "javascript:window.hit=1",
    "<svg onload=window.hit=1>",
    "{{window.hit=1}}{{title}}${window.hit=1}",
    "'-(window.hit=1)-'",
    "]]><a xlink:href='javascript:window.hit=1'>x</a>",
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "\u202eevil\u2066 turned\u2069",
    "line\none\r\nand\ttab\u2028sep\u2029\x00\x07",
    "長" * 10_000,
    "e\u0301" * 300,
    "\ud800 lone surrogate",
)
FIELDS = ("name", "name_en", "origin", "source", "source_name", "locator", "quote", "valid_from", "valid_to", "note")


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The bundled graph."""
    patch = pytest.MonkeyPatch()
    patch.setenv("QUANZE_CACHE", str(tmp_path_factory.mktemp("cache")))
    patch.delenv("QUANZE_DB", raising=False)
    patch.chdir(tmp_path_factory.mktemp("empty"))
    with quanze.open() as opened:
        yield opened
    patch.undo()


@pytest.fixture(scope="session")
def chiayi(graph: Graph) -> Subgraph:
    """Rows of the plan of Chiayi and of what builds on it."""
    return subgraph(graph.engine)


def hostile_rows() -> tuple[list[Row], list[Row]]:
    """Nodes and edges, one of each kind and text, with hostile text in every field that may hold any."""
    nodes: list[Row] = []
    edges: list[Row] = []
    for n, text in enumerate(HOSTILE):
        kind = ("Agency", "Task", "Indicator", "Subgroup", "Document")[n % 5]
        node = {
            "id": f"x/{n}/{text[:60]}",
            "kind": kind,
            "aliases": [text],
            "properties": {"unit": text, text[:40]: text},
        }
        nodes.append({**node, **dict.fromkeys(FIELDS, text)})
    for n, text in enumerate(HOSTILE):
        a, b = nodes[n]["id"], nodes[(n + 1) % len(nodes)]["id"]
        edge = {"key": text, "from": a, "to": b, "type": "CONVENES", "wording": text, "under": text, "inherited": False}
        edges.append({**edge, **dict.fromkeys(FIELDS[2:], text)})
    return nodes, edges


def write_page(folder: Path, name: str, text: str) -> Path:
    """A page in a file of its own."""
    path = folder / f"{name}.html"
    path.write_text(text, encoding="utf-8")
    return path
