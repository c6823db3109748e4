"""Graph files are read back by the libraries that own the formats, to the same records and relationships."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import hypothesis
import networkx as nx
import pydot
import pytest
from hypothesis import strategies as st
from pyarrow import parquet

import quanze
from quanze.errors import FileError, QueryError, UnknownNameError
from quanze.exports.formats import GRAPH, formats_of
from quanze.exports.graph_document import GraphDocument
from quanze.graph.network import joined, parted
from quanze.schema import KINDS, RELATIONSHIPS
from tests.browser import Browser
from tests.cli.running import run
from tests.exports.hostile import HOSTILE
from tests.npm import LOCKED, installed
from tests.resources import absent
from tests.sets import CITY


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> GraphDocument:
    """A task for every hostile text, each with a lead; texts that a table may not hold are left out by the load."""
    path = tmp_path_factory.mktemp("hostile") / "graph.kgl"
    texts = [text for text in HOSTILE if text.isprintable() and len(text) < 1000]
    tasks = [{**CITY["tasks"][0], "id": f"t/task/{n}", "name": text} for n, text in enumerate(texts)]
    roles = [
        {**CITY["responsibilities"][0], "on": task["id"], "quote": task["name"], "valid_from": "2023"} for task in tasks
    ]
    with quanze.open(path, create=True) as graph:
        graph.load({"dataset": {"id": "t", "name": "測試"}, **CITY, "tasks": tasks, "responsibilities": roles})
        return graph.whole()


def pairs(graph: nx.MultiDiGraph[str]) -> Counter[tuple[str, str, str]]:
    return Counter((a, b, str(found["relationship"])) for a, b, found in graph.edges(data=True))


def read(path: Path) -> nx.MultiDiGraph[str]:
    if path.suffix == ".json":
        found: Any = nx.node_link_graph(json.loads(path.read_text("utf-8")), edges="edges")
    elif path.suffix == ".gexf":
        found = nx.read_gexf(path)
    else:
        found = nx.read_graphml(path)
    return nx.MultiDiGraph(found)


@pytest.mark.parametrize("ending", [".graphml", ".gexf", ".json"])
def test_networkx_reads_the_same_graph(hostile: GraphDocument, tmp_path: Path, ending: str) -> None:
    again = read(hostile.write(tmp_path / f"graph{ending}"))
    wanted = hostile.networkx()
    assert again.is_directed()
    assert {n: found["name"] for n, found in again.nodes(data=True)} == {
        row["id"]: row["name"] for row in hostile.nodes
    }
    assert pairs(again) == pairs(wanted)
    quotes = Counter(found.get("quote") for *_, found in again.edges(data=True))
    assert quotes == Counter(row.get("quote") for row in hostile.links)


@pytest.mark.slow
def test_nothing_of_the_bundled_graph_is_left_out(bundled: quanze.Graph, tmp_path: Path) -> None:
    whole = bundled.networkx(scope="all")
    records, relationships = (
        sum(row["count"] for row in bundled.query(name)) for name in ("count_nodes", "count_links")
    )
    assert (whole.number_of_nodes(), whole.number_of_edges()) == (records, relationships)
    measured = bundled.networkx()
    assert measured.graph["records_left_out"] == records - measured.number_of_nodes() > 0
    assert measured.graph["relationships_left_out"] == relationships - measured.number_of_edges() > 0
    bundled.export(tmp_path / "graph.graphml")
    again = nx.read_graphml(tmp_path / "graph.graphml")
    kept = {(n, name): value for n, found in whole.nodes(data=True) for name, value in found.items()}
    assert {(n, name): value for n, found in again.nodes(data=True) for name, value in found.items()} == kept
    assert {type(value) for value in kept.values()} == {str, int, float}, "numbers stay numbers"


@pytest.mark.whole
def test_gephi_gets_dates_colours_and_sizes(bundled: quanze.Graph, tmp_path: Path) -> None:
    bundled.export(tmp_path / "graph.gexf", about="環境部")
    again = nx.read_gexf(tmp_path / "graph.gexf")
    ministry = again.nodes["climate-act/agency/moenv"]
    assert (ministry["label"], ministry["start"]) == ("環境部", "2023-08-22")
    assert again.graph["mode"] == "dynamic"
    assert ministry["viz"]["color"]["r"] == 0xB0
    assert ministry["viz"]["size"] > 0
    text = (tmp_path / "graph.gexf").read_text("utf-8")
    assert text.count("<viz:thickness") == again.number_of_edges()


# What the schema of GEXF 1.2 lets an element have; of an element in it and of an attribute: what its value matches.
_NUMBER, _ANY, _DAY = r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?", r"(?s).*", r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CHANNEL = "([0-9]{1,2}|1[0-9]{2}|2[0-4][0-9]|25[0-5])"
_SPAN = {"start": _DAY, "end": _DAY}
_GEXF: dict[str, tuple[dict[str, str], set[str], set[str]]] = {
    # element: attributes, those that it must have, elements in it
    "gexf": ({"version": r"1\.2", "schemaLocation": _ANY}, {"version"}, {"meta", "graph"}),
    "meta": ({"lastmodifieddate": _DAY}, set(), {"creator"}),
    "creator": ({}, set(), set()),
    # networkx adds a name, which the schema does not have; Gephi takes it.
    "graph": (
        {"defaultedgetype": "directed", "mode": "static|dynamic", "timeformat": "date", "name": ""},
        {"mode", "defaultedgetype"},
        {"attributes", "nodes", "edges"},
    ),
    "attributes": ({"class": "node|edge", "mode": "static|dynamic"}, {"class"}, {"attribute"}),
    "attribute": (
        {"id": _ANY, "title": _ANY, "type": "integer|long|double|float|boolean|string"},
        {"id", "title", "type"},
        {"default"},
    ),
    "nodes": ({"count": "[0-9]+"}, set(), {"node"}),
    "edges": ({"count": "[0-9]+"}, set(), {"edge"}),
    "node": ({"id": _ANY, "label": _ANY, **_SPAN}, {"id"}, {"attvalues", "color", "size", "shape", "spells"}),
    # The kind of an edge is of GEXF 1.3.
    "edge": (
        {"id": _ANY, "label": _ANY, "source": _ANY, "target": _ANY, "weight": _NUMBER, "kind": _ANY, **_SPAN},
        {"id", "source", "target"},
        {"attvalues", "color", "thickness", "spells"},
    ),
    "attvalues": ({}, set(), {"attvalue"}),
    "attvalue": ({"for": _ANY, "value": _ANY}, {"for", "value"}, set()),
    "spells": ({}, set(), {"spell"}),
    "spell": (_SPAN, set(), set()),
    "color": ({"r": _CHANNEL, "g": _CHANNEL, "b": _CHANNEL, "a": r"0\.[0-9]+|1\.0"}, {"r", "g", "b"}, set()),
    "size": ({"value": r"[0-9]+(\.[0-9]+)?"}, {"value"}, set()),
    "thickness": ({"value": r"[0-9]+(\.[0-9]+)?"}, {"value"}, set()),
    "shape": ({"value": "disc|square|triangle|diamond|image"}, {"value"}, set()),
}
_VALUES = {"integer": "-?[0-9]+", "long": "-?[0-9]+", "double": _NUMBER, "boolean": "true|false"}


def faults_of_gexf(text: str) -> list[str]:
    """What the schema of GEXF 1.2 would refuse, by a check of our own: theirs may be kept only with its licence."""
    faults: list[str] = []

    def gone_through(element: ElementTree.Element) -> None:
        name = element.tag.rpartition("}")[2]
        attributes, needed, within = _GEXF[name]
        have = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
        faults.extend(f"{name} without {each}" for each in needed - have.keys())
        faults.extend(
            f"{name} {key}={value!r}"
            for key, value in have.items()
            if not re.fullmatch(attributes.get(key, "(?!)"), value)
        )
        for child in element:
            below = child.tag.rpartition("}")[2]
            if below in within:
                gone_through(child)
            else:
                faults.append(f"{below} in {name}")

    root = ElementTree.fromstring(text)
    gone_through(root)
    declared = {
        (of.get("class"), one.get("id")): one.get("type", "")
        for of in root.iterfind("{*}graph/{*}attributes")
        for one in of
    }
    nodes = [node.get("id") for node in root.iterfind(".//{*}node")]
    edges = [edge.get("id") for edge in root.iterfind(".//{*}edge")]
    faults += [f"{n} twice" for ids in (nodes, edges) for n, count in Counter(ids).items() if count > 1]
    ends = {edge.get(end) for edge in root.iterfind(".//{*}edge") for end in ("source", "target")}
    faults += [f"no node {end}" for end in ends - {*nodes}]
    for kind in ("node", "edge"):
        for value in root.iterfind(f".//{{*}}{kind}/{{*}}attvalues/{{*}}attvalue"):
            type_ = declared.get((kind, value.get("for")), "undeclared")
            if not re.fullmatch(_VALUES.get(type_, _ANY if type_ == "string" else "(?!)"), value.get("value", "")):
                faults.append(f"{type_} {value.get('value')!r}")
    return faults


@pytest.mark.whole
def test_the_schema_of_gexf_allows_it(bundled_whole: GraphDocument, hostile: GraphDocument) -> None:
    text = bundled_whole.text("gexf")
    assert not faults_of_gexf(text)
    assert not faults_of_gexf(hostile.text("gexf"))
    assert 'timeformat="date"' in text
    for right, wrong in (
        ('version="1.2"', 'version="2"'),
        ("<creator>", "<creator hue='1'>"),
        (' start="20', ' start="in 20'),
        ('for="0"', 'for="nothing"'),
        ("<viz:size", "<viz:weight"),
        (' source="', ' source="nobody-'),
        (' r="', ' r="1000'),
    ):
        assert right in text and faults_of_gexf(text.replace(right, wrong, 1)), wrong


@pytest.mark.whole
def test_gephi_keeps_every_relationship_between_the_same_two(bundled_whole: GraphDocument, tmp_path: Path) -> None:
    """Of edges between the same nodes it keeps one of each kind, which networkx does not write and does not read."""
    edges = ElementTree.parse(bundled_whole.write(tmp_path / "graph.gexf")).findall("{*}graph/{*}edges/{*}edge")
    links = [*bundled_whole.links]
    assert len(edges) == len(links)
    assert len({(edge.get("source"), edge.get("target"), edge.get("kind")) for edge in edges}) == len(edges)
    assert {edge.attrib["kind"].removesuffix(" 2") for edge in edges} == {row["type"] for row in links}


def test_cytoscape_takes_the_elements(hostile: GraphDocument) -> None:
    value = json.loads(hostile.text("cytoscape"))
    nodes = {one["data"]["id"] for one in value["elements"]["nodes"]}
    edges = [one["data"] for one in value["elements"]["edges"]]
    assert nodes == {row["id"] for row in hostile.nodes}
    assert {(e["source"], e["target"]) for e in edges} == {(row["from"], row["to"]) for row in hostile.links}
    assert len({e["id"] for e in edges}) == len(edges)
    selectors = {one["selector"] for one in value["style"]}
    assert {f'node[kind = "{kind.label}"]' for kind in KINDS} < selectors
    assert {f'edge[relationship = "{r.type}"]' for r in RELATIONSHIPS} < selectors


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # what reads DOT here uses old names of its parser
def test_graphviz_reads_dot(hostile: GraphDocument) -> None:
    read_back = pydot.graph_from_dot_data(hostile.text("dot"))
    assert read_back and len(read_back) == 1
    again = read_back[0]
    nodes = {node.get_name().strip('"') for node in again.get_nodes()} - {"graph", "node", "edge"}
    assert nodes == {row["id"] for row in hostile.nodes}
    assert len(again.get_edges()) == len(list(hostile.links))


@pytest.mark.process
@pytest.mark.parametrize("layout", ["dot", "sfdp"])
def test_graphviz_itself_draws_every_box_and_line(hostile: GraphDocument, layout: str) -> None:
    program = shutil.which("dot")
    if program is None:
        absent("Graphviz is not on this machine: apt-get install graphviz.")
    command = [program, f"-K{layout}", "-Tsvg"]
    given = hostile.text("dot").encode()
    done = subprocess.run(command, input=given, capture_output=True, timeout=120, check=True)
    assert not [line for line in done.stderr.decode().splitlines() if "font" not in line.casefold()]
    drawn = ElementTree.fromstring(done.stdout)
    shown = Counter(found.get("class") for found in drawn.iter("{http://www.w3.org/2000/svg}g"))
    assert (shown["node"], shown["edge"]) == (len(hostile.nodes), len(list(hostile.links)))
    titles = [
        found.findtext("{http://www.w3.org/2000/svg}title") for found in drawn.iter() if found.get("class") == "node"
    ]
    assert set(titles) == {row["id"] for row in hostile.nodes}
    assert not [found for found in drawn.iter() if any("href" in name for name in found.attrib)]


def test_nothing_acts_in_a_diagram_of_mermaid(hostile: GraphDocument) -> None:
    lines = hostile.text("mermaid").splitlines()
    boxes = [line for line in lines if ":::" in line]
    assert len(boxes) == len(hostile.nodes)
    for line in boxes:
        label = line.partition('["')[2].rpartition('"]')[0]
        assert not set(label.replace("#", "").replace(";", "")) & set("\"'`<>&[]{}()|\\*_")


_DRAW = """
const [source, done] = [arguments[0], arguments[1]];
mermaid.initialize({startOnLoad: false});
mermaid.render("drawn", source).then(({svg}) => {
  const page = new DOMParser().parseFromString(svg, "text/html");
  const words = box => box.querySelector(".label, .nodeLabel").textContent;
  done({
    boxes: [...page.querySelectorAll("g.node")].map(words),
    lines: page.querySelectorAll("path.flowchart-link").length,
    acts: page.querySelectorAll("script, a, img, foreignObject img, [onclick], [onerror]").length,
  });
}, error => done({error: String(error)}));
"""


@pytest.mark.process
def test_mermaid_itself_draws_every_box_and_line(hostile: GraphDocument, browser: Browser, tmp_path: Path) -> None:
    folder = installed(Path(__file__).with_name("mermaid"), LOCKED, "mermaid")
    script = (folder / "node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js").as_uri()
    page = tmp_path / "page.html"
    page.write_text(f'<!doctype html><meta charset="utf-8"><script src="{script}"></script>', encoding="utf-8")
    browser.open(page)
    drawn = browser.driver.execute_async_script(_DRAW, hostile.text("mermaid"))
    assert "error" not in drawn, drawn
    assert (len(drawn["boxes"]), drawn["lines"]) == (len(hostile.nodes), len([*hostile.links]))
    said = {"".join(text.split()) for text in drawn["boxes"]}
    assert said == {"".join(row["name"].split()) for row in hostile.nodes}
    assert not drawn["acts"]


@pytest.mark.whole
def test_a_large_diagram_is_said_to_be_unreadable(
    bundled: quanze.Graph, bundled_whole: GraphDocument, tmp_path: Path
) -> None:
    assert bundled.export(tmp_path / "all.mmd")
    assert not bundled.export(tmp_path / "one.mmd", about="環保局")
    assert bundled_whole.notes("mermaid") and not bundled_whole.notes("graphml")


@pytest.mark.slow
def test_tables_keep_types_and_lists(bundled: quanze.Graph, bundled_whole: GraphDocument, tmp_path: Path) -> None:
    bundled.export(tmp_path / "tables", "parquet")
    nodes, links, answers = (
        parquet.read_table(tmp_path / "tables" / f"{name}.parquet").to_pylist()
        for name in ("nodes", "relationships", "answers")
    )
    filled = [{k: v for k, v in row.items() if v is not None} for row in nodes]
    for row, given in zip(filled, bundled_whole.nodes, strict=True):
        assert {**row, "source": row.get("source_document")}.items() >= {
            k: v for k, v in given.items() if k != "source" or v
        }.items()
    assert Counter((r["source"], r["target"], r["relationship"]) for r in links) == Counter(
        (r["from"], r["to"], r["type"]) for r in bundled_whole.links
    )
    ghg = bundled.who("行政轄區溫室氣體排放量")
    assert [(r["agency"], r["path"]) for r in answers if r["item"] == ghg[0]["item"]] == [
        (r["agency"], r["path"]) for r in ghg
    ]


def test_tables_without_rows_have_heads(tmp_path: Path) -> None:
    with quanze.open(tmp_path / "empty.kgl", create=True) as graph:
        graph.export(tmp_path / "csv", "csv")
        graph.export(tmp_path / "parquet", "parquet")
    heads = {"nodes": "id,label,kind", "relationships": "source,target,id,label,relationship"}
    for name, head in heads.items():
        assert (tmp_path / "csv" / f"{name}.csv").read_text(encoding="utf-8") == f"{head}\n"
        assert ",".join(parquet.read_table(tmp_path / "parquet" / f"{name}.parquet").column_names) == head


def test_no_cell_of_the_tables_is_a_formula(hostile: GraphDocument, tmp_path: Path) -> None:
    import csv

    hostile.write(tmp_path / "tables", "csv")
    with (tmp_path / "tables" / "nodes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["id"] for row in rows} == {row["id"] for row in hostile.nodes}
    assert not [row["name"] for row in rows if row["name"][:1] in "=+-@"]


def test_frames_know_what_is_missing(bundled_whole: GraphDocument) -> None:
    nodes, links = bundled_whole.pandas()
    assert str(nodes["year"].dtype) == "Int64" and str(nodes["result"].dtype) == "Float64"
    assert {"source", "target", "relationship"} <= set(links.columns)
    assert set(links["source"]) | set(links["target"]) <= set(nodes["id"])


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("as_of", ["", "2023-01-01"])
def test_a_part_is_a_part_of_the_whole(bundled: quanze.Graph, bundled_whole: GraphDocument, as_of: str) -> None:
    whole = bundled.whole(as_of=as_of) if as_of else bundled_whole
    assert ("climate-act/agency/moenv" in {row["id"] for row in whole.nodes}) is (not as_of), "it is not there yet"
    part = bundled.whole(datasets="chiayi", as_of=as_of)
    near = bundled.whole("環保局", as_of=as_of)
    keys = {row["key"] for row in whole.links}
    for smaller in (part, near):
        assert {row["id"] for row in smaller.nodes} < {row["id"] for row in whole.nodes}
        assert {row["key"] for row in smaller.links} < keys
        ids = {row["id"] for row in smaller.nodes}
        assert all({row["from"], row["to"]} <= ids for row in smaller.links)
    assert {row["dataset"] for row in part.links} == {"chiayi"}


def test_what_is_wrong_is_refused_before_anything_is_written(bundled: quanze.Graph, tmp_path: Path) -> None:
    for given, refusal in (
        ({"about": "沒有這個名字"}, UnknownNameError),
        ({"datasets": "none"}, UnknownNameError),
        ({"as_of": "明天"}, QueryError),
        ({"base": "javascript:alert(1)"}, QueryError),
        ({"base": "https://example.org/plan"}, QueryError),
    ):
        arguments: dict[str, Any] = given
        with pytest.raises(refusal):
            bundled.export(tmp_path / "graph.ttl", **arguments)
    with pytest.raises(FileError):
        bundled.export(tmp_path / "graph.xyz")
    assert not list(tmp_path.iterdir())


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("format_", formats_of(GRAPH), ids=lambda f: f.name)
def test_the_command_writes_every_format(tmp_path: Path, format_: Any) -> None:
    target = tmp_path / f"graph{format_.endings[0] if format_.endings else ''}"
    done = run(
        "export", "graph", "chiayi/indicator/ghg-emissions", "--format", format_.name, "-o", target, "--lang", "en"
    )
    assert done.code == 0 and target.exists()
    again = run("export", "graph", "chiayi/indicator/ghg-emissions", "--format", format_.name, "-o", target)
    assert again.code == 1, "what is there is kept"


@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_tables_are_not_printed(format_: str) -> None:
    done = run("export", "graph", "--format", format_, "--lang", "en")
    assert done.code == 2 and "-o FOLDER" in done.err


@pytest.mark.whole
@hypothesis.given(st.lists(st.text("a\\、\n"), min_size=1))
def test_several_values_are_one_text_and_come_back(values: list[str]) -> None:
    assert parted(joined(values)) == values
