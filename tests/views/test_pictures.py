"""The four pictures of the bundled graph: everything is there, nothing overlaps, and no hairball."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations, pairwise
from typing import Any

import pytest

from quanze.api import Graph
from quanze.errors import QueryError, SchemaError, UnknownNameError
from quanze.locale import Message, languages
from quanze.queries.subgraph import Subgraph, inherited
from quanze.schema import KIND, RELATIONSHIP
from quanze.schema.declare import OUTLINES
from quanze.schema.progress import VERDICT
from quanze.schema.tables import FROM, LINK_TYPE, LINKS, TO
from quanze.views import styles
from quanze.views.dependencies import draw_dependencies
from quanze.views.figure import Box, Figure
from quanze.views.label_fit import text_width
from quanze.views.legend import entries
from quanze.views.neighbourhood import draw_neighbourhood
from quanze.views.network import draw_network
from quanze.views.page import network_view
from quanze.views.reporting import draw_reporting
from quanze.views.svg import to_svg

COUNCIL = "chiayi/council/climate-change-response"
INDICATOR = "chiayi/indicator/ghg-emissions"


@pytest.fixture(scope="module")
def whole(chiayi: Subgraph) -> Figure:
    return draw_network(chiayi.nodes, chiayi.edges)


def overlapping(picture: Figure) -> list[tuple[str, str]]:
    plain = [b for b in picture.boxes if not b.members]
    return [
        (a.id, b.id)
        for a, b in combinations(plain, 2)
        if abs(a.x - b.x) < (a.width + b.width) / 2 - 0.01 and abs(a.y - b.y) < (a.height + b.height) / 2 - 0.01
    ]


def inside(inner: Box, outer: Box) -> bool:
    return (
        outer.left < inner.left and inner.right < outer.right and outer.top < inner.top and inner.bottom < outer.bottom
    )


def test_every_kind_and_relationship_has_a_look_of_its_own() -> None:
    looks = [styles.box_look(k).outline for k in (*KIND, styles.GROUP) if k != "Dataset"]
    assert len(set(looks)) == len(looks)
    roles = [styles.line_look(r.type) for r in RELATIONSHIP.values() if r.role]
    assert (
        len({r.dashes for r in roles}) == len({r.colour for r in roles}) == len({r.head for r in roles}) == len(roles)
    )
    with pytest.raises(SchemaError):
        styles.box_look("Person")
    with pytest.raises(SchemaError):
        styles.line_look("KNOWS")


@pytest.mark.parametrize("name", OUTLINES)
def test_every_outline_is_drawn_inside_its_size_and_unlike_the_others(name: str) -> None:
    drawn = styles.outline(name, 120, 40)
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", drawn)]
    assert max(map(abs, numbers)) <= 60
    assert [other for other in OUTLINES if styles.outline(other, 120, 40) == drawn] == [name]


def test_whole_has_council_subgroups_agencies_tasks_and_indicators(whole: Figure, chiayi: Subgraph) -> None:
    drawn = {b.id for b in whole.boxes}
    for kind in ("Subgroup", "Task", "Indicator"):
        wanted = {n["id"] for n in chiayi.nodes if n["kind"] == kind}
        assert wanted and wanted <= drawn
    assert COUNCIL in drawn
    assert sum(b.kind == "Agency" for b in whole.boxes) == 18


def test_whole_keeps_every_record_it_draws(whole: Figure, chiayi: Subgraph) -> None:
    kept = sorted(r["key"] for k in whole.links for r in k.rows)
    assert len(kept) == len(set(kept))
    roles = sorted(e["key"] for e in chiayi.edges if e["type"] in ("CONVENES", "CO_ORGANIZES", "REVIEWS", "UNDERTAKES"))
    assert set(roles) <= set(kept)


def test_the_65_identical_co_organizers_are_one_line_and_the_page_says_so(whole: Figure) -> None:
    (bundle,) = [k for k in whole.links if k.type == "CO_ORGANIZES"]
    assert len(bundle.rows) == 65
    assert bundle.label == "co-organizes ×65"
    assert bundle.label.in_language("zh-TW") == "協辦 ×65"
    group = whole.box(bundle.source)
    assert len(group.members) == 13
    assert all(inside(whole.box(m), group) for m in group.members)
    assert any("13 個機關" in zh and "65 筆" in zh for zh in chinese(whole.notes))
    assert any("13 agencies" in note and "65 records" in note for note in whole.notes)


def test_whole_is_no_hairball(whole: Figure) -> None:
    assert not overlapping(whole)
    assert len(whole.links) <= 75
    left, top, right, bottom = whole.bounds()
    # Labels of 18 pixels must be at least 11 on a screen of 1440 by 900, whose picture is about 1250 by 760.
    assert min(1250 / (right - left), 760 / (bottom - top)) * 18 >= 11


def test_layers_run_from_left_to_right(whole: Figure) -> None:
    columns = ["Agency", "Subgroup", "Task", "Indicator", "SDGGoal"]
    spans = [[b.x for b in whole.boxes if b.kind == k] for k in columns]
    for before, after in pairwise(spans):
        assert max(before) < min(after)


def test_editorial_links_are_apart_and_counted(whole: Figure) -> None:
    marked = [k for k in whole.links if k.editorial]
    assert marked
    for k in whole.links:
        assert {r["origin"] == "editorial" for r in k.rows} == {k.editorial}
    assert {e.mark for e in entries(whole)} >= {"editorial"}
    assert any("編者判讀" in zh for zh in chinese(whole.notes))


def test_what_is_left_out_is_counted(whole: Figure) -> None:
    (note,) = [zh for zh in chinese(whole.notes) if zh.startswith("此圖未畫")]
    assert "年度目標 10" in note


def test_reporting_runs_upwards(chiayi: Subgraph) -> None:
    picture = draw_reporting(chiayi.nodes, chiayi.edges)
    assert not overlapping(picture)
    at = {k: [b.y for b in picture.boxes if b.kind == k] for k in ("Council", "Member", "Subgroup", "Agency")}
    assert max(at["Council"]) < min(at["Member"]) < min(at["Subgroup"])
    assert max(at["Subgroup"]) < min(at["Agency"])
    assert sum(len(k.rows) for k in picture.links) == sum(e["type"] == "REPORTS_TO" for e in chiayi.edges)


def test_reporting_survives_a_circle() -> None:
    nodes = [node("a", "Subgroup"), node("b", "Member"), node("c", "Council")]
    edges = [edge("a", "REPORTS_TO", "b"), edge("b", "REPORTS_TO", "c"), edge("c", "REPORTS_TO", "a")]
    assert len(draw_reporting(nodes, edges).boxes) == 3


@pytest.mark.whole
def test_dependencies_show_what_distinguishes(graph: Graph) -> None:
    picture = graph.picture("dependencies")
    (group,) = [b for b in picture.boxes if b.members]
    assert len(group.members) == 13
    outside = [b for b in picture.boxes if not b.members and not b.group]
    assert len(outside) == 5
    assert len(picture.links) == 5
    assert not overlapping(picture)
    assert any("78 對" in zh for zh in chinese(picture.notes))
    assert set(chinese(k.label for k in picture.links if k.label)) == {
        b.row["name"] for b in graph.picture().boxes if b.kind == "Subgroup"
    }


@pytest.mark.whole
def test_dependencies_draw_the_strongest_when_there_are_too_many() -> None:
    rows = [
        {
            "agency": f"a{i:02}",
            "agency_name": f"甲{i}",
            "other": f"a{j:02}",
            "other_name": f"甲{j}",
            "weight": 1 + (i == 0),
            "shared": [{"id": f"s{i}-{j}-{n}", "name": "事"} for n in range(1 + (i == 0))],
        }
        for i in range(20)
        for j in range(i + 1, 20)
    ]
    picture = draw_dependencies(rows)
    assert len(picture.links) == 160
    assert sum(k.weight == 2 for k in picture.links) == 19
    assert any("30 條" in zh for zh in chinese(picture.notes))


def test_neighbourhood_puts_what_leads_to_it_on_the_left(graph: Graph) -> None:
    picture = graph.picture("about", INDICATOR)
    focus = picture.box(INDICATOR)
    assert focus.focus
    for k in picture.links:
        near, far = picture.box(k.source), picture.box(k.target)
        assert near.x < far.x
    assert not overlapping(picture)


def test_inherited_roles_are_drawn_apart_and_never_as_direct(graph: Graph) -> None:
    picture = graph.picture("about", INDICATOR)
    found = [k for k in picture.links if k.inherited]
    rows = inherited(graph.engine, "Indicator", INDICATOR)
    assert rows and all(r["note"] and r["quote"] for r in rows if r["type"] == "CO_ORGANIZES")
    assert sum(len(k.rows) for k in found) == len(rows)
    assert {e.mark for e in entries(picture)} >= {"inherited"}
    assert all(k.width < styles.line_look(k.type).width for k in found)


def test_depth_widens_the_neighbourhood(graph: Graph) -> None:
    one, two = graph.picture("about", "環保局"), graph.picture("about", "環保局", depth=2)
    assert {b.id for b in one.boxes if not b.members} < {b.id for b in two.boxes if not b.members}


@pytest.mark.whole
def test_as_of_leaves_out_what_did_not_hold(graph: Graph) -> None:
    now = {b.id for b in graph.picture("about", COUNCIL, as_of="2024-01-01").boxes}
    ever = {b.id for b in graph.picture("about", COUNCIL).boxes}
    old = "chiayi/council/low-carbon-adaptation-and-sustainability"
    assert old in ever
    assert old not in now


def test_wrong_questions_say_what_to_ask(graph: Graph, chiayi: Subgraph) -> None:
    with pytest.raises(QueryError, match="network"):
        graph.picture("everything")
    with pytest.raises(QueryError, match="needs the name of a record"):
        graph.picture("about")
    with pytest.raises(UnknownNameError):
        draw_neighbourhood(chiayi.nodes, chiayi.edges, "nothing/here")


def test_an_empty_graph_gives_an_empty_picture() -> None:
    picture = draw_network([], [])
    assert not picture.boxes and not picture.links
    assert picture.bounds() == (0, 0, 1, 1)
    assert draw_reporting([], []).boxes == draw_dependencies([]).boxes == []


@pytest.mark.parametrize(("lang", "label"), [("zh-TW", "提報"), ("en", "reports to")])
def test_a_graph_without_reporting_says_what_to_fill_in(lang: str, label: str) -> None:
    picture = draw_reporting([node("g", "Subgroup"), node("t", "Task")], [edge("g", "UNDERTAKES", "t")])
    ((_, _, heading),) = picture.headings
    large = heading.in_language(lang)
    assert label in large
    (note,) = (n.in_language(lang) for n in picture.notes)
    # The very names of the workbook in that language: sheet, columns and what to write in them.
    for declared in (LINKS, FROM, TO, LINK_TYPE, RELATIONSHIP["REPORTS_TO"]):
        assert declared.in_file(lang) in note
    assert LINKS.zh == "連結" and LINKS.column("連結類型") is LINK_TYPE
    svg = to_svg(picture, lang=lang)
    assert large in svg
    assert LINK_TYPE.in_file(lang) in svg
    left, top, right, bottom = picture.bounds()
    assert right - left > 100 and bottom > top
    assert large in network_view(picture, lang=lang).generate_html()


def test_reporting_that_is_there_says_nothing_of_the_kind(chiayi: Subgraph) -> None:
    picture = draw_reporting(chiayi.nodes, chiayi.edges)
    assert picture.headings == []
    assert not any("沒有" in zh for zh in chinese(picture.notes))


@pytest.mark.whole
@pytest.mark.parametrize("name", ["network", "reporting", "dependencies"])
def test_headings_and_labels_are_within_the_bounds(graph: Graph, name: str) -> None:
    picture = graph.picture(name)
    left, top, right, bottom = picture.bounds()
    spans = [
        (x, y, text_width(words.in_language(lang), 16)) for x, y, words in picture.headings for lang in languages()
    ]
    labelled = [(k.middle, k.label) for k in picture.links if k.label]
    spans += [(*at, text_width(label.in_language(lang), 14)) for at, label in labelled for lang in languages()]
    assert spans
    for x, y, wide in spans:
        assert left <= x - wide / 2 and x + wide / 2 <= right
        assert top <= y <= bottom


def chinese(texts: Iterable[Message]) -> list[str]:
    return [text.in_language("zh-TW") for text in texts]


def node(id_: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": id_, "kind": kind, "name": id_, "name_en": "", "origin": "plan", "properties": {}, **more}


def edge(a: str, type_: str, b: str, **more: Any) -> dict[str, Any]:
    return {"key": f"{a}{type_}{b}", "from": a, "to": b, "type": type_, "origin": "plan", "inherited": False, **more}


def test_agencies_with_roles_of_their_own_keep_them() -> None:
    agencies = [node(f"a{i}", "Agency") for i in range(5)]
    groups = [node(f"g{i}", "Subgroup") for i in range(3)]
    edges = [edge(a["id"], "CO_ORGANIZES", g["id"]) for a in agencies for g in groups]
    edges += [edge("a0", "CONVENES", "t"), edge("g0", "UNDERTAKES", "t")]
    picture = draw_network([*agencies, *groups, node("t", "Task")], edges)
    assert sorted(len(k.rows) for k in picture.links) == [1, 1, 15]
    (own,) = [k for k in picture.links if k.type == "CONVENES"]
    assert (own.source, own.target) == ("a0", "t")


def test_links_to_records_that_are_not_there_are_left_out() -> None:
    picture = draw_network([node("t", "Task")], [edge("nobody", "CONVENES", "t")])
    assert [b.id for b in picture.boxes] == ["t"]
    assert picture.links == []


@pytest.mark.slow
def test_thousands_of_records_are_a_reduced_picture_that_says_so() -> None:
    nodes = [node(f"t{i}", "Task") for i in range(1600)] + [node("g", "Subgroup")]
    edges = [edge("g", "UNDERTAKES", f"t{i}") for i in range(1600)]
    picture = draw_network(nodes, edges)
    assert picture.reduced
    assert any("1,601 個節點" in zh for zh in chinese(picture.notes))
    left, top, right, bottom = picture.bounds()
    assert 0.2 < (right - left) / (bottom - top) < 5
    assert not overlapping(picture)
    assert len(picture.links) == 1600


@pytest.mark.whole
@pytest.mark.parametrize("picture", [("network",), ("about", INDICATOR)])
def test_indicators_carry_what_progress_says_of_them(graph: Graph, picture: tuple[str, ...]) -> None:
    """With its sign, word and year; the day asked about is that of both."""
    for day in ("", "2019-06-30"):
        drawn = graph.picture(*picture, as_of=day)
        judged = {row["indicator"]: row for row in graph.progress(as_of=day).rows}
        boxes = [box for box in drawn.boxes if box.kind == "Indicator" and box.id in judged]
        assert boxes
        for box in boxes:
            row = judged[box.id]
            verdict = VERDICT[row["verdict"]]
            said = [line for line in box.label("en") if line.startswith(verdict.sign)]
            assert said == [f"{verdict.sign} {verdict.name} ({row['year']})"]
            assert any(f"{row['year'] - 1911}年" in line for line in box.label("zh-TW"))
    assert not any(
        line.startswith(tuple(v.sign + " " for v in VERDICT.values()))
        for b in drawn.boxes
        for line in b.label("en")
        if b.kind != "Indicator"
    )
