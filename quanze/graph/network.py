"""Rows as networkx graphs, and what is measured on them: who lies between, who is the only bridge, what hangs together.

The measures take plain ids and pairs and give plain ids and numbers back, in an order that depends on nothing but
the input: the same rows give the same answer in every process.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any

from quanze.schema.rows import AnyRow

if TYPE_CHECKING:
    import networkx as nx

    Network = nx.MultiDiGraph[str]

Pair = tuple[str, str]
CLASHING = {"source": "source_document", "type": "relationship"}
"""Columns whose names networkx and its files use for where an edge starts, and whether it has a direction."""


def graph_of(nodes: Iterable[AnyRow], edges: Iterable[AnyRow]) -> Network:
    """A directed multigraph: node rows as attributes by ``id``, edge rows as attributes, keyed by ``key``.

    It can be written as GraphML, GEXF or GML and turned into a table of edges: see ``attributes`` for what differs from
    the rows. Edges whose ends are not among the nodes are left out.
    """
    import networkx as nx

    graph: Network = nx.MultiDiGraph()
    for row in nodes:
        graph.add_node(str(row["id"]), **_texts(attributes(row, ("id",))))
    for n, row in enumerate(edges):
        a, b = str(row["from"]), str(row["to"])
        if a in graph and b in graph:
            graph.add_edge(a, b, key=str(row.get("key") or n), **_texts(attributes(row, ("from", "to", "key"))))
    return graph


def attributes(row: AnyRow, without: Collection[str]) -> dict[str, Any]:
    """The columns that have a value; ``source`` and ``type`` are called ``source_document`` and ``relationship``."""
    return {CLASHING.get(name, name): value for name, value in row.items() if value is not None and name not in without}


def _texts(values: dict[str, Any]) -> dict[str, Any]:
    """Lists as one text: values that every file of networkx can hold."""
    return {name: joined(value) if isinstance(value, list | tuple) else value for name, value in values.items()}


def joined(values: Iterable[object]) -> str:
    """Several values as one text with 、 between them; a 、 or backslash of a value has a backslash before it."""
    return "、".join(re.sub(r"[\\、]", r"\\\g<0>", str(value)) for value in values)


def parted(text: str) -> list[str]:
    """The values of a text that ``joined`` made."""
    parts = re.findall(r"((?:\\[\\、]?|[^\\、])*)、", f"{text}、")
    return [re.sub(r"\\([\\、])", r"\1", part) for part in parts]


def graphml_text(graph: Network) -> str:
    """The graph as GraphML."""
    import networkx as nx

    into = BytesIO()
    nx.write_graphml_xml(graph, into)
    return into.getvalue().decode()


def gexf_text(graph: Network) -> str:
    """The graph as GEXF 1.2, with a timeline where something has a ``start`` or an ``end``.

    Each edge has its ``relationship`` as its kind: of edges that join the same two nodes Gephi keeps one of each kind.
    A further one of the same relationship has a number behind it.
    """
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(prettyprint=True)
    writer.add_graph(graph)
    alike: Counter[tuple[str, str, str]] = Counter()
    for element, (start, end, edge) in zip(writer.xml.iter("edge"), graph.edges(data=True), strict=True):
        relationship: str = edge["relationship"]
        before = alike[start, end, relationship]
        element.set("kind", f"{relationship} {before + 1}" if before else relationship)
        alike[start, end, relationship] += 1
    into = BytesIO()
    writer.write(into)
    return into.getvalue().decode()


def network_of(content: bytes, *, gexf: bool) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
    """GraphML or GEXF read: the graph's own attributes, and rows of its nodes and edges. Raises what networkx does."""
    import networkx as nx

    read = (nx.read_gexf if gexf else nx.read_graphml)(BytesIO(content))
    # Without a direction an edge stays one: a directed graph would have it both ways.
    graph: nx.MultiGraph[str] = nx.MultiDiGraph(read) if read.is_directed() else nx.MultiGraph(read)
    nodes = [{**found, "id": str(node)} for node, found in graph.nodes(data=True)]
    edges = [
        {**found, "from": str(a), "to": str(b), "key": found.get("networkx_key", key)}
        for a, b, key, found in graph.edges(keys=True, data=True)
    ]
    return dict(graph.graph), nodes, edges


def around(nodes: Mapping[str, AnyRow], edges: Iterable[AnyRow], focus: str, depth: int) -> dict[str, int]:
    """How far each node within ``depth`` steps is from ``focus``: negative where the first step leads to the focus.

    A node that can be reached both ways counts on the side of its shortest way, outgoing when they are equal; further
    out, on the side of the first by id through which it is reached.
    """
    import networkx as nx

    graph = graph_of(nodes.values(), edges)
    both = graph.to_undirected(as_view=True)
    side = {focus: 0}
    after = set(graph.successors(focus))
    for parent, child in nx.bfs_edges(both, focus, depth_limit=depth, sort_neighbors=sorted):
        if parent == focus:
            side[child] = 1 if child in after else -1
        else:
            side[child] = side[parent] + (1 if side[parent] > 0 else -1)
    return side


def _undirected(pairs: Iterable[Pair]) -> nx.Graph[str]:
    """A plain graph; what is asked of it does not depend on the order of its nodes and edges."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from(pair for pair in pairs if pair[0] != pair[1])
    return graph


def components(pairs: Iterable[Pair]) -> list[list[str]]:
    """What hangs together, largest first; each part sorted."""
    import networkx as nx

    return _by_size(nx.connected_components(_undirected(pairs)))


def _by_size(parts: Iterable[Iterable[str]]) -> list[list[str]]:
    return sorted((sorted(p) for p in parts), key=lambda p: (-len(p), p))


def bridges(pairs: Iterable[Pair], among: Iterable[str]) -> dict[str, list[list[str]]]:
    """The articulation points that are ``among`` the given ids → the parts that would be left without each, largest
    first."""
    import networkx as nx

    graph = _undirected(pairs)
    wanted = set(among)
    found: dict[str, list[list[str]]] = {}
    for node in sorted(n for n in nx.articulation_points(graph) if n in wanted):
        part = nx.node_connected_component(graph, node) - {node}
        found[node] = _by_size(nx.connected_components(graph.subgraph(part)))
    return found


class Shared:
    """How many things each of some shares with each other one, from who shares each thing.

    Of each the counts with all others are kept at once, a bit of each other one in the first binary digits, the second
    ones, …: a thing of a nation may have thousands, and to list their pairs takes gigabytes.
    """

    def __init__(self, together: Iterable[Collection[str]]) -> None:
        shared = [frozenset(own) for own in together]
        self.ids = sorted(frozenset().union(*shared))
        number = {id_: n for n, id_ in enumerate(self.ids)}
        self.counts: list[list[int]] = [[] for _ in self.ids]
        for own in shared:
            every = bits_of(number[id_] for id_ in own)
            for id_ in own:
                _add(self.counts[number[id_]], every)

    def others(self, number: int) -> int:
        """The bits of all but one."""
        return (1 << len(self.ids)) - 1 & ~(1 << number)

    def pairs(self) -> int:
        """How many pairs share something."""
        return sum(_any(places, self.others(n)).bit_count() for n, places in enumerate(self.counts)) // 2

    def strongest(self, most: int) -> list[Pair]:
        """The pairs that share most, at most so many; of equal ones the first by name."""
        found: list[tuple[int, int, int]] = []
        for one, places in enumerate(self.counts):
            own = ((-n, one, other) for n, bits in _falling(places, -(2 << one), len(places)) for other in ones(bits))
            found += islice(own, most)
        return [(self.ids[one], self.ids[other]) for _, one, other in sorted(found)[:most]]


def communities(together: Iterable[Collection[str]]) -> list[list[str]]:
    """Groups in which each is with those it shares most with, largest first; each sorted.

    ``together`` are those who share each thing. Names and order change nothing: of several with which one shares most,
    all are in its group.
    """
    shared = Shared(together)
    parts = [1 << n for n in range(len(shared.ids))]
    part_of = list(range(len(shared.ids)))
    for n, places in enumerate(shared.counts):
        _, most = next(_falling(places, shared.others(n), len(places)), (0, 0))
        while rest := most & ~parts[part_of[n]]:
            other = part_of[(rest & -rest).bit_length() - 1]
            less, more = sorted((other, part_of[n]), key=lambda part: parts[part].bit_count())
            for one in ones(parts[less]):
                part_of[one] = more
            parts[more] |= parts[less]
    return _by_size([shared.ids[one] for one in ones(parts[part])] for part in dict.fromkeys(part_of))


def bits_of(numbers: Iterable[int]) -> int:
    """The number with a one at each of these places."""
    found = 0
    for n in numbers:
        found |= 1 << n
    return found


def ones(number: int) -> Iterator[int]:
    """The places of the ones of a number, from the last."""
    digits = bin(number)[:1:-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)


def _add(places: list[int], ones: int) -> None:
    """Add one to each of many counts, of which ``places`` has the first binary digits, then the second ones, …"""
    for n, digits in enumerate(places):
        places[n], ones = digits ^ ones, digits & ones
        if not ones:
            return
    places.append(ones)


def _any(places: Iterable[int], among: int) -> int:
    """Which of many counts are not 0."""
    found = 0
    for digits in places:
        found |= digits
    return found & among


def _falling(places: Sequence[int], among: int, place: int, above: int = 0) -> Iterator[tuple[int, int]]:
    """The counts that are not 0, the largest first, each with the bits of those that have it; of these the digits from
    ``place`` on come to ``above``."""
    if not place:
        if above:
            yield above, among
        return
    place -= 1
    for digits, n in ((places[place], above | 1 << place), (~places[place], above)):
        if left := among & digits:
            yield from _falling(places, left, place, n)


def must_pass(arrows: Sequence[Pair], end: str) -> dict[str, list[str]]:
    """Node → all who reach ``end`` through it alone, itself and ``end`` left out; only nodes with any."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(sorted((b, a) for a, b in arrows))
    if end not in graph:
        return {}
    above = nx.immediate_dominators(graph, end)
    found: dict[str, list[str]] = {}
    for node in sorted(above):
        step = above[node] if node != end else end
        # Up to 3.5 networkx calls the end its own dominator; later it leaves it out.
        while step != end:
            found.setdefault(step, []).append(node)
            step = above[step]
    return found
