"""The day of a picture: what has ended is drawn with its date, and a page shows what there was on a day."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import quanze
from quanze.locale import in_language
from quanze.queries import dependencies
from quanze.schema.rows import Event, Match
from quanze.views.figure import Figure
from quanze.views.legend import entries
from quanze.views.svg import to_svg
from quanze.views.timeline import Timeline, page, svg
from tests.browser import Browser
from tests.queries.test_time import SAID, TABLES
from tests.sets import write_csv
from tests.views.conftest import write_page

RIGHT = "\ue014"
PICTURES = (
    ("network", "", 1),
    ("about", "減量", 1),
    ("about", "推動會", 1),
    ("about", "環境保護署", 1),
    ("about", "減量", 2),
    ("about", "推動會", 2),
    ("about", "甲局", 3),
    ("about", "環境保護署", 3),
)


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[quanze.Graph]:
    folder = tmp_path_factory.mktemp("days")
    with quanze.open(folder / "x.kgl", create=True) as graph:
        graph.load(write_csv(folder / "set", TABLES))
        yield graph


def texts(picture: str) -> list[str]:
    root = ET.fromstring(picture)
    return ["".join(e.itertext()) for e in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize(("lang", "until"), [("zh-TW", "至112年8月21日止"), ("en", "until 2023-08-21")])
def test_what_has_ended_is_drawn_with_its_date(changing: quanze.Graph, lang: str, until: str) -> None:
    drawn = changing.picture(lang=lang)
    former = drawn.box(changing.find("環境保護署")["id"])
    assert former.ended and until in [str(line) for line in former.label(lang)]
    assert not drawn.box(changing.find("環境部")["id"]).ended
    ended = {(k.source, k.target): k.ended for k in drawn.links if k.ended}
    assert ended[changing.find("甲局")["id"], changing.find("任務甲")["id"]] == "until 2023-12-31"
    assert any(until in text for text in texts(to_svg(drawn, lang=lang)))
    assert "2023-08-21" not in to_svg(changing.picture(as_of="2024", lang="en"), lang="en")


def test_a_matrix_page_says_which_bodies_have_ended(changing: quanze.Graph) -> None:
    page = changing.matrix(lang="en").text("html")
    assert page.count("until 2023-08-21") > 0 and "至112年8月21日止" in page
    assert "until" not in changing.matrix(lang="en", as_of="2022").text("html").split("<table")[1].split("</thead")[0]


@pytest.mark.whole
def test_whoever_carries_on_is_said_in_the_language_of_the_page(changing: quanze.Graph) -> None:
    view = changing.view("network", lang="zh-TW").generate_html()
    assert '"carried":["承接自環境保護署","carried over from ' in view and '"note":"carried' not in view


def test_the_key_says_what_thin_lines_are(changing: quanze.Graph) -> None:
    def named(figure: Figure) -> list[str]:
        return [in_language(entry.label, "en") for entry in entries(figure) if entry.mark == "inherited"]

    drawn = changing.picture(lang="en")
    assert named(drawn) == ["carried over from a predecessor"]
    thin = next(link for link in drawn.links if link.inherited)
    rows = thin.rows
    thin.rows = [{**rows[0], "note": ""}]
    assert named(drawn)[0] in ("inherited, not direct", "inherited or carried over")


def test_what_is_not_there_on_the_day_is_refused_as_such(changing: quanze.Graph) -> None:
    with pytest.raises(quanze.QuanzeError, match="does not exist on 2024-05-01") as refused:
        changing.picture("about", about="環境保護署", as_of="2024-05-01")
    assert "no day" in refused.value.advice


@pytest.mark.parametrize(("picture", "about", "depth"), PICTURES)
def test_a_page_shows_on_each_day_what_a_picture_of_that_day_does(
    browser: Browser, changing: quanze.Graph, tmp_path: Path, picture: str, about: str, depth: int
) -> None:
    ever = changing.picture(picture, about, depth=depth, lang="en")
    assert ever.days
    path = write_page(tmp_path, "days", changing.view(picture, about, depth=depth, lang="en").generate_html())
    browser.open(path)
    assert browser.run("return document.getElementById('time').hidden") is False
    browser.run("document.getElementById('day').focus()")
    for day in ever.days:
        browser.press(RIGHT)
        told = browser.run("return [state.day, $('day-shown').textContent, $('day').getAttribute('aria-valuetext')]")
        shown = browser.run(
            "return [[...boxes.values()].filter((b) => b.shown && !b.members.length).map((b) => b.id),"
            "links.filter((k) => k.shown).flatMap((k) => statedNow(k).map((r) => [r.from, k.type, r.to].join(' ')))]"
        )
        said = day if shown[0] else f"{day} — nothing in this picture exists on that day"
        assert told == [day, said, said]
        assert [set(shown[0]), set(shown[1])] == there(changing, picture, about, depth, day), day
        # The list has them all too.
        browser.run("turnTo('rows'); fillRows(true)")
        listed = browser.run("return [...document.querySelectorAll('#rows .chip')].map((e) => e.dataset.id)")
        assert set(listed) == set(shown[0])
        browser.run("turnTo('table')")
        rows = browser.run(
            "return [...document.querySelectorAll('#tables table')].map((t) => t.tBodies[0].rows.length)"
        )
        assert rows == [len(shown[0]), len(shown[1])]
        browser.run("turnTo('picture'); document.getElementById('day').focus()")
    assert browser.messages() == []


def there(graph: quanze.Graph, picture: str, about: str, depth: int, day: str) -> list[set[Any]]:
    """The records and relationships of a picture of that day."""
    try:
        drawn = graph.picture(picture, about, depth=depth, as_of=day, lang="en")
    except quanze.QuanzeError:  # the record is not there on that day
        return [set(), set()]
    lines = {" ".join((str(r["from"]), k.type, str(r["to"]))) for k in drawn.links for r in k.rows}
    return [{b.id for b in drawn.boxes if not b.members}, lines]


GAP = {
    **{name: rows for name, rows in TABLES.items() if name in ("documents",)},
    "agencies": [{"name": "甲局", "kind": "bureau", **SAID}],
    "councils": [
        {"name": "舊會", "valid_to": "109-12-31", **SAID},
        {"name": "新會", "valid_from": "111", **SAID},
    ],
    "members": [{"name": "委員", "seat_title": "委員", "seats": 1, "body": "舊會", "agency": "甲局", **SAID}],
    "links": [{"from": "委員", "type": "SITS_ON", "to": "新會", **SAID}],
}


@pytest.mark.parametrize("depth", [1, 2])
def test_a_seat_is_not_shown_between_two_bodies(browser: Browser, tmp_path: Path, depth: int) -> None:
    with quanze.open(tmp_path / "x.kgl", create=True) as graph:
        assert not graph.load(write_csv(tmp_path / "set", GAP)).findings
        seat = graph.find("委員")["id"]
        ever = graph.picture("about", "甲局", depth=depth)
        assert ever.days == ["2021-01-01", "2022-01-01"]
        browser.open(write_page(tmp_path, "gap", graph.view("about", "甲局", depth=depth).generate_html()))
        browser.run("document.getElementById('day').focus()")
        seen = []
        for day in ever.days:
            browser.press(RIGHT)
            shown = browser.run(
                "return [...boxes.values()].filter((b) => b.shown && !b.members.length).map((b) => b.id)"
            )
            assert set(shown) == there(graph, "about", "甲局", depth, day)[0]
            seen.append(seat in shown)
        assert seen == [False, True]


SHARING: dict[str, list[dict[str, Any]]] = {
    "documents": [{"name": "計畫", "kind": "plan", **SAID}],
    "agencies": [{"name": f"{name}局", "kind": "bureau", **SAID} for name in "甲乙丙丁戊己庚辛"],
    "tasks": [{"name": name, **SAID} for name in ("造林", "防汛", "節電", "清溝", "綠色運輸與人本交通", "回收")],
    "responsibilities": [
        # Five share two tasks from 2021 on, a sixth joins one of them in 2023, so that its line leads to their frame.
        *(
            {"who": f"{a}局", "role": "協辦", "on": task, "valid_from": "2021", **SAID}
            for a in "甲乙丙丁戊"
            for task in ("造林", "防汛")
        ),
        {"who": "己局", "role": "協辦", "on": "造林", "valid_from": "112年8月22日", **SAID},
        # What two share grows, shrinks and changes its role.
        {"who": "己局", "role": "主辦", "on": "節電", **SAID},
        {"who": "庚局", "role": "協辦", "on": "節電", "valid_to": "2021-12-31", **SAID},
        {"who": "庚局", "role": "主辦", "on": "節電", "valid_from": "2022-01-01", "valid_to": "2130-06", **SAID},
        {"who": "己局", "role": "主辦", "on": "清溝", **SAID},
        {"who": "庚局", "role": "協辦", "on": "清溝", "valid_from": "2023-08-22", **SAID},
        {"who": "己局", "role": "協辦", "on": "綠色運輸與人本交通", "valid_from": "2024", "valid_to": "2024", **SAID},
        {"who": "甲局", "role": "主辦", "on": "綠色運輸與人本交通", **SAID},
        {"who": "庚局", "role": "協辦", "on": "回收", **SAID},
        {"who": "甲局", "role": "主辦", "on": "回收", **SAID},
    ],
    "changes": [{"change": "更名", "from": "庚局", "to": "辛局", "valid_from": "2025-01-01", **SAID}],
}


def test_a_page_of_dependencies_shows_those_of_the_day(browser: Browser, tmp_path: Path) -> None:
    with quanze.open(tmp_path / "x.kgl", create=True) as graph:
        graph.load(write_csv(tmp_path / "set", SHARING))
        ever = graph.picture("dependencies", every_day=True)
        assert ever.days == [
            "2020-12-31", "2021-01-01", "2022-01-01", "2023-08-22", "2024-01-01", "2025-01-01", "2130-07-01"
        ]  # fmt: skip
        assert graph.picture("dependencies").days == []
        assert any(box.members for box in ever.boxes)
        browser.open(write_page(tmp_path, "ties", graph.view("dependencies").generate_html()))
        shown = """
            const shared = (r) => r.shared.map((s) => [s.id, s.role, s.other_role].join(" "));
            const pairs = links.filter((k) => k.shown).flatMap((k) =>
              statedNow(k).flatMap((r) => shared(r).map((s) => [r.from, r.to, s].join(" "))));
            for (const g of [...boxes.values()].filter((b) => b.shown && b.members.length))
              for (const [n, a] of g.members.entries()) for (const b of g.members.slice(n + 1))
                pairs.push(...shared(g.row).map((s) => [a, b, s].join(" ")));
            const rows = [...document.querySelectorAll('#tables table')].map((t) => t.tBodies[0].rows.length);
            return [state.day, pairs.sort(), [...boxes.values()].filter((b) => b.shown && !b.members.length)
              .map((b) => b.id).sort(), links.filter((k) => k.shown).map((k) => [k.from, k.to, labelOf(k)]), rows]"""
        browser.run("turnTo('table')")
        assert browser.run(shown)[0] == "2025-01-01"  # opened with today
        browser.run("document.getElementById('day').value = 0")
        browser.run("document.getElementById('day').dispatchEvent(new Event('input'))")
        assert browser.run(shown)[0] == ""
        browser.run("document.getElementById('day').focus()")
        labels = {}
        for day in ever.days:
            browser.press(RIGHT)
            told, pairs, agencies, lines, rows = browser.run(shown)
            now = graph.dependencies(as_of=day)
            assert told == day
            assert pairs == sorted(
                " ".join((r["agency"], r["other"], s["id"], s["role"], s["other_role"]))
                for r in now
                for s in r["shared"]
            )
            assert agencies == sorted({r[end] for r in now for end in ("agency", "other")})
            assert rows[0] == len(agencies) and rows[1] >= len(lines)
            labels[day] = {label for a, b, label in lines if not a.startswith("group/")}
        assert labels["2022-01-01"] == {"節電", "回收"} and labels["2024-01-01"] == {"2 項", "回收", "1 項"}
        assert browser.messages() == []


def test_with_very_many_days_the_slider_has_years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dependencies, "MOST_DAYS", 3)
    with quanze.open(tmp_path / "x.kgl", create=True) as graph:
        graph.load(write_csv(tmp_path / "set", SHARING))
        drawn = graph.picture("dependencies", every_day=True)
    assert drawn.days == ["2020-12-31", *(f"{year}-01-01" for year in (2021, 2022, 2024, 2025, 2131))]
    assert any("各年首日" in note.in_language("zh-TW") for note in drawn.notes)


@pytest.mark.whole
def test_a_large_graph_is_drawn_of_one_day_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dependencies, "MOST_HOPS", 3)
    with quanze.open(tmp_path / "x.kgl", create=True) as graph:
        graph.load(write_csv(tmp_path / "set", SHARING))
        drawn = graph.picture("dependencies", every_day=True)
        of_today = graph.picture("dependencies")
    assert drawn.days == []
    assert drawn.links
    assert [(k.source, k.target, k.weight) for k in drawn.links] == [
        (k.source, k.target, k.weight) for k in of_today.links
    ]
    said = {note.in_language("en") for note in drawn.notes} - {note.in_language("en") for note in of_today.notes}
    assert [note for note in said if "Use --as-of DATE" in note]


def test_a_page_of_one_day_has_no_slider(browser: Browser, changing: quanze.Graph, tmp_path: Path) -> None:
    browser.open(write_page(tmp_path, "day", changing.view(as_of="2024").generate_html()))
    assert browser.run("return document.getElementById('time').hidden") is True


def events(count: int) -> list[Event]:
    """A long history: forty roles with long names, and a year's target and result."""
    kinds = ("begins", "gains", "loses", "target", "result")
    return [
        {
            "date": f"20{10 + n // 5}-0{1 + n % 5}-01",
            "event": kinds[n % 5],
            "message_zh": f"第{n}件：{'淨零排放與氣候變遷調適' * (1 + n % 3)}",
            "message_en": f"number {n}: <net> & zero " + "adaptation " * (n % 9),
            "origin": "plan",
            "source": "p",
            "source_name": "計畫",
            "source_name_en": "Plan",
            "locator": "1",
            "quote": "",
        }
        for n in range(count)
    ]


ABOUT: Match = {"id": "a", "kind": "Agency", "name": "甲<局>", "name_en": "Bureau & A", "dataset": "t", "match": "id"}


@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_a_long_timeline_covers_none_of_its_words(lang: str) -> None:
    drawn = svg(Timeline(ABOUT, events(40)), lang)
    root = ET.fromstring(drawn)
    placed = [
        (float(e.get("x", "0")), float(e.get("y", "0")))
        for e in root.iter("{http://www.w3.org/2000/svg}text")
        if float(e.get("y", "0")) > 100
    ]
    by_column: dict[float, list[float]] = {}
    for x, y in placed:
        by_column.setdefault(x, []).append(y)
    assert len(by_column) >= 4  # dates and three lanes
    for column in by_column.values():
        assert column == sorted(column)
        assert all(below - above >= 12 for above, below in pairwise(column))
    assert max(y for _, y in placed) < float(root.get("height", "0"))
    assert len([text for text in texts(drawn) if re.search(r"第\d+件|number \d", text)]) == 40


def test_a_timeline_has_the_lanes_and_dates_of_a_history(changing: quanze.Graph) -> None:
    said = texts(svg(changing.timeline("環境部"), "zh-TW"))
    assert {
        "名稱與變更",
        "權責的取得與喪失",
        "110-01-01",
        "112-08-22",
        "環境部：主辦「減量」，承接自環境保護署",
    } <= set(said)
    assert "目標與實績" not in said
    assert "2023-08-22" in texts(svg(changing.timeline("環境部"), "en"))
    assert "No source dates anything about it." in svg(Timeline(ABOUT, []), "en")


def test_a_history_page_follows_its_slider_and_speaks_two_languages(browser: Browser, tmp_path: Path) -> None:
    browser.open(write_page(tmp_path, "history", page(Timeline(ABOUT, events(10)), "en")))
    visible = (
        "return [...document.querySelectorAll('section:not([hidden]) tr[data-step]')].filter((r) => !r.hidden).length"
    )
    assert browser.run(visible) == 10
    browser.run("document.getElementById('day').focus()")
    browser.press(RIGHT, RIGHT, RIGHT)
    assert browser.run(visible) == 3
    assert browser.run("return document.getElementById('day').getAttribute('aria-valuetext')") == "2010-03-01"
    browser.run("document.querySelector('[data-switch=\"zh-Hant-TW\"], [data-switch^=zh]').click()")
    assert browser.run("return document.getElementById('day-shown').textContent") == "99-03-01"
    assert browser.run(visible) == 3
    assert "第0件" in browser.run("return document.querySelector('main').innerText")
    assert browser.messages() == []
    assert [u for u in browser.requests() if not u.startswith(("data:", "file:"))] == []
