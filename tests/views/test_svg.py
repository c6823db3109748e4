"""Static pictures: well-formed, complete, inert, and drawn by a real rasteriser."""

from __future__ import annotations

import struct
import sys
import zlib
from xml.etree import ElementTree

import pytest

from quanze.api import Graph
from quanze.errors import QuanzeError
from quanze.locale import message
from quanze.views.figure import Figure
from quanze.views.network import draw_network
from quanze.views.svg import to_png, to_svg
from tests.views.conftest import hostile_rows

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> str:
    return "".join(ElementTree.fromstring(svg).itertext())


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("name", ["network", "dependencies", "reporting"])
@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_every_label_is_in_it(graph: Graph, name: str, lang: str) -> None:
    picture = graph.picture(name)
    svg = to_svg(picture, lang=lang)
    text = texts(svg)
    for box in picture.boxes:
        for line in box.label(lang):
            assert line in text
    assert picture.title.in_language(lang) in text
    for _, _, heading in picture.headings:
        assert heading.in_language(lang) in text


@pytest.mark.whole
def test_notes_and_key_stand_beside_the_picture(graph: Graph) -> None:
    text = texts(to_svg(graph.picture()))
    assert "65 筆" in text
    assert "編者判讀" in text
    assert "召／主　召集、主要權責" in text


@pytest.mark.whole
def test_nothing_in_it_can_run_or_ask(graph: Graph) -> None:
    hostile = draw_network(*hostile_rows())
    for picture in (hostile, graph.picture()):
        root = ElementTree.fromstring(to_svg(picture))
        for element in root.iter():
            assert element.tag.removeprefix(SVG) in {"svg", "title", "desc", "rect", "text", "tspan", "path", "g"}
            assert not [a for a in element.attrib if a.startswith("on") or "href" in a]


@pytest.mark.whole
def test_a_png_has_the_pictures_size_and_is_not_blank(graph: Graph) -> None:
    picture = graph.picture("reporting")
    png = to_png(picture, scale=1.0)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, depth, colour = struct.unpack(">IIBB", png[16:26])
    root = ElementTree.fromstring(to_svg(picture))
    assert abs(width - float(root.attrib["width"])) < 2
    assert abs(height - float(root.attrib["height"])) < 2
    assert (depth, colour) == (8, 6)
    assert len(set(zlib.decompress(_data(png)))) > 100


def _data(png: bytes) -> bytes:
    parts, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            parts.append(png[at + 8 : at + 8 + length])
        at += length + 12
    return b"".join(parts)


def test_an_empty_picture_is_still_a_document() -> None:
    assert ElementTree.fromstring(to_svg(Figure("x", message("{name}", name="Empty")))).tag == f"{SVG}svg"


@pytest.mark.whole
def test_a_notebook_shows_it_in_the_language_asked_for(graph: Graph) -> None:
    assert "The reporting chain" in texts(graph.picture("reporting", lang="en")._repr_svg_())
    assert "提報流程" in texts(graph.picture("reporting")._repr_svg_())


@pytest.mark.whole
def test_without_the_rasteriser_the_advice_names_it(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(QuanzeError, match=r"quanze\[png\]"):
        to_png(graph.picture("reporting"))
