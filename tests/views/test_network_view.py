"""The pyvis network and its page as text: policy, encoding, what pyvis users rely on."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from pyvis.network import Network

from quanze.api import Graph
from quanze.errors import StorageError
from quanze.views.network import draw_network
from quanze.views.page import network_view
from tests.views.conftest import hostile_rows
from tests.views.test_pictures import edge, node


class Elements(HTMLParser):
    """Counts the elements of a page as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.count: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count[tag] += 1
        assert not [name for name, _ in attrs if name.startswith("on")]


def data_of(page: str) -> dict[str, Any]:
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    value: dict[str, Any] = json.loads(found)
    return value


@pytest.mark.whole
def test_it_is_a_pyvis_network(graph: Graph) -> None:
    view = graph.view("reporting")
    assert isinstance(view, Network)
    assert len(view.nodes) == view.num_nodes() == len(view.figure.boxes)
    assert len(view.edges) == view.num_edges() == len(view.figure.links)
    assert view.options.physics.enabled is False
    assert {(n["x"], n["y"]) for n in view.nodes} == {(round(b.x, 1), round(b.y, 1)) for b in view.figure.boxes}


@pytest.mark.whole
def test_the_policy_names_exactly_the_scripts_that_are_there(graph: Graph) -> None:
    page = graph.view().generate_html()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    allowed = re.findall(r"'sha256-[^']*'", policy)
    inline = [
        *re.findall(r"<script>(.*?)</script>", page, re.DOTALL),
        *re.findall(r"<style>(.*?)</style>", page, re.DOTALL),
    ]
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in inline]
    assert sorted(hashes) == sorted(allowed)
    assert len(inline) == 3


@pytest.mark.whole
def test_no_element_asks_for_anything(graph: Graph) -> None:
    page = graph.view().generate_html()
    without_code = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    assert re.findall(r'(?:src|href|action)\s*=\s*"([^"]*)"', without_code) == ["data:,"]
    assert "sourceMappingURL" not in page


def test_hostile_text_cannot_leave_the_data() -> None:
    view = network_view(draw_network(*hostile_rows()))
    page = view.generate_html()
    seen = Elements()
    seen.feed(page)
    # Our own two scripts, the data, and nothing else.
    assert seen.count["script"] == 3
    assert not {"img", "iframe", "a", "object"} & set(seen.count)
    data = data_of(page)
    assert len(data["nodes"]) == len(view.nodes)
    assert any(n["q"]["row"].get("quote") == "<script>window.hit=1</script>" for n in data["nodes"])


@pytest.mark.whole
def test_it_is_written_in_utf8_whatever_the_locale(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    target = tmp_path / "權責.html"
    view = graph.view("reporting")
    view.write_html(str(target))
    text = target.read_bytes().decode("utf-8")
    assert "環境保護局" in text
    assert "\r" not in text.replace("\\r", "")
    view.show(str(tmp_path / "shown.html"))
    assert (tmp_path / "shown.html").read_text(encoding="utf-8") == text
    target.chmod(0o444)
    with pytest.raises(StorageError):
        view.write_html(str(target))
    with pytest.raises(StorageError):
        view.write_html(str(target / "below a file.html"))
    assert target.read_bytes().decode("utf-8") == text


@pytest.mark.whole
def test_a_notebook_shows_it_in_a_frame_of_its_own(graph: Graph) -> None:
    shown = graph.view("reporting", lang="en")._repr_html_()
    assert shown.startswith("<iframe srcdoc=")
    assert 'sandbox="allow-scripts allow-downloads"' in shown
    assert "The reporting chain" in shown


@pytest.mark.whole
def test_what_a_user_adds_by_hand_is_kept(graph: Graph) -> None:
    view = graph.view("reporting")
    view.add_node("mine", label="自訂", x=0, y=-200)
    view.add_edge("mine", view.nodes[0]["id"])
    data = data_of(view.generate_html())
    assert data["nodes"][-1]["id"] == "mine"
    assert "q" not in data["edges"][-1]


@pytest.mark.whole
def test_page_is_generated_anew_each_time_and_alike(graph: Graph) -> None:
    assert graph.view().generate_html() == graph.view().generate_html()


class Id(str):
    """An id that counts how often ids are compared."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        Id.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def work(count: int) -> int:
    """How many lines run and ids are compared while a network of so many nodes is built."""
    nodes = [node(f"n{i}", "Task") for i in range(count)]
    edges = [edge(f"n{i}", "PART_OF", f"n{i // 2}") for i in range(1, count)]
    picture = draw_network(nodes, edges)
    for box in picture.boxes:
        box.id = Id(box.id)
    for link in picture.links:
        link.source, link.target = Id(link.source), Id(link.target)
    lines = 0

    def traced(_frame: FrameType, event: str, _value: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return traced

    Id.compared = 0
    sys.settrace(traced)
    try:
        view = network_view(picture)
    finally:
        sys.settrace(None)
    assert (len(view.nodes), len(view.edges)) == (count, count - 1)
    return lines + Id.compared


@pytest.mark.whole
def test_building_is_not_quadratic() -> None:
    """Pyvis's own look-ups compare each id with every other."""
    assert work(400) < 3 * work(200)
