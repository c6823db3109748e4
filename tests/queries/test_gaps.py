"""Gaps: each with a case where it speaks and one where it is silent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import quanze
from quanze.errors import QueryError
from quanze.queries.gaps import GAPS as KINDS
from quanze.queries.gaps import OF_CHANGES, ORDERS, WITH_GAPS, Wanted, found_gaps, gaps, in_order
from quanze.schema import RELATIONSHIP
from quanze.schema.codes import GAP_ORDERS, LEVELS
from quanze.text.natural_order import natural_key
from tests.queries.sketch import sketched

TODAY = date(2025, 6, 1)
GAPS: Mapping[str, tuple[set[str], set[str]]] = {
    "subgroup-no-lead": ({"g/headless", "g/parent"}, {"g/task"}),
    "subgroup-only-grouping": ({"g/heading"}, {"g/headless", "g/parent", "g/task"}),
    "task-no-lead": ({"t/orphan"}, {"t/coordinated", "t/task", "t/parent", "t/class", "t/grandchild", "t/council"}),
    "task-led-through-group": (
        {"t/coordinated"},
        {"t/task", "t/parent", "t/class", "t/grandchild", "t/council", "t/orphan"},
    ),
    "seat-vacant": ({"m/vacant", "m/lapsed"}, {"m/chair", "m/lead", "m/kept"}),
    "target-missed": ({"y/up-missed"}, {"y/missed", "y/hold-missed", "y/met", "y/open", "y/up-met", "y/future"}),
    "target-nearly-met": ({"y/missed"}, {"y/up-missed", "y/hold-missed", "y/met", "y/open"}),
    "indicator-no-target": ({"i/child"}, {"i/x", "i/up", "i/hold", "i/global"}),
    "indicator-no-direction": ({"i/child"}, {"i/x", "i/up", "i/hold", "i/global"}),
    "indicator-no-unit": ({"i/x", "i/up", "i/hold", "i/child"}, {"i/global"}),
    "task-class-only": ({"t/class"}, {"t/task", "t/orphan"}),
    "indicator-no-lead": ({"i/up", "i/hold"}, {"i/x", "i/global", "i/child"}),
    "indicator-no-reviewer": ({"i/up", "i/hold", "i/child"}, {"i/x", "i/global"}),
    "task-no-indicator": (
        {"t/orphan", "t/coordinated", "t/class", "t/council"},
        {"t/task", "t/grandchild", "t/parent"},
    ),
    "task-no-deadline": ({"t/orphan", "t/coordinated", "t/class", "t/grandchild"}, {"t/task", "t/parent", "t/council"}),
    "target-no-result": ({"y/open"}, {"y/met", "y/missed", "y/future"}),
}
"""Gap → records that have it, records that have it not."""


def test_every_gap_has_a_case() -> None:
    assert set(KINDS) == {*GAPS, *OF_CHANGES}


@pytest.mark.parametrize("gap", GAPS)
def test_gap(town: quanze.Graph, gap: str) -> None:
    found = {r["id"] for r in gaps(town.engine, today=TODAY) if r["gap"] == gap}
    there, absent = GAPS[gap]
    assert found == there
    assert not found & absent


def test_gaps_come_gravest_first_and_say_what_is_wrong(town: quanze.Graph) -> None:
    rows = gaps(town.engine, today=TODAY)
    levels = [list(LEVELS).index(r["level"]) for r in rows]
    assert levels == sorted(levels)
    nearly = next(r for r in rows if r["id"] == "y/missed")
    assert nearly["message_zh"].startswith("「甲2021」：年度目標接近達成（110年目標 10，實績 10.5；A局、")
    assert "2021: target 10, result 10.5; Bureau A" in nearly["message_en"]


@pytest.mark.parametrize("most", [0, 1, 2])
def test_whom_a_gap_concerns_is_the_same_looked_up_alone_or_with_all(
    town: quanze.Graph, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """``gaps`` of so few looks each up alone."""
    alone = gaps(town.engine, today=TODAY)
    assert any(row["agencies"] for row in alone) and any(row["groups"] for row in alone)
    monkeypatch.setattr("quanze.queries.gaps._ONE_BY_ONE", most)
    assert gaps(town.engine, today=TODAY) == alone


def test_a_gap_has_the_names_and_the_citation_of_its_record() -> None:
    cited = {"name_en": "One", "origin": "law", "source": "d/plan", "locator": "p. 3", "quote": "a clause"}
    groups = [(f"g/{n}", "PART_OF", f"c/{n}") for n in (1, 2)]
    with sketched(
        *groups,
        ("g/1", "UNDERTAKES", "t/1"),
        ("a/A", "CO_ORGANIZES", "g/1"),
        t_1=cited,
        d_plan={"name_en": "Plan"},
        c_1={"name_en": "Council"},
    ) as engine:
        found = found_gaps(engine, today=TODAY)
    rows = {(one.kind.code, one.id): one.gap for one in found}
    of_task, of_group = rows["task-no-lead", "t/1"], rows["subgroup-no-lead", "g/1"]
    assert [of_task[key] for key in cited] == [*cited.values()]  # type: ignore[literal-required]
    assert [of_group[key] for key in cited] == ["", None, "", "", ""]  # type: ignore[literal-required]
    assert (of_task["year"], of_task["groups"]) == (None, [{"id": "g/1", "name": "g/1", "name_en": ""}])
    assert of_group["groups"] == [{"id": "c/1", "name": "c/1", "name_en": "Council"}]
    assert rows["subgroup-no-lead", "g/2"]["groups"] == [{"id": "c/2", "name": "c/2", "name_en": ""}]
    concerned = {
        id_ for id_ in ("a/A", "c/1", "g/1", "t/1") for one in found if one.gap == of_group and one.concerns(id_)
    }
    assert concerned == {"a/A", "c/1", "g/1"}, "who works on it, what it is part of, and itself"


def test_the_sentence_of_a_gap_alone_is_that_of_its_row(town: quanze.Graph) -> None:
    for found in found_gaps(town.engine, today=TODAY):
        said = found.gap
        assert [found.sentence(lang) for lang in ("zh-TW", "en")] == [said["message_zh"], str(said["message_en"])]


def test_gaps_that_are_equally_grave_are_in_the_order_of_kind_source_and_year() -> None:
    years = [("i/1", "HAS_TARGET", f"y/{n}") for n in "abc"]
    in_order_of_ids = (("a", 2022), ("b", 2020), ("c", 2021))
    missed = {f"y_{n}": {"year": year, "target": 10.0, "result": 2.0} for n, year in in_order_of_ids}
    tasks = {f"t_{n}": {"position": position} for n, position in zip("xyz", (3, 1, 2), strict=True)}
    with sketched(*years, i_1={"direction": "up"}, **missed, **tasks) as engine:
        errors = [(g["gap"], g["id"]) for g in gaps(engine, today=TODAY) if g["level"] == "error"]
    assert errors == [*(("target-missed", f"y/{n}") for n in "bca"), *(("task-no-lead", f"t/{n}") for n in "yzx")]


def test_what_hangs_in_a_circle_is_gone_round_once() -> None:
    circle = ("t/1", "PART_OF", "t/2"), ("t/2", "PART_OF", "t/1"), ("t/3", "PART_OF", "t/1")
    with sketched(*circle, ("a/A", "CONVENES", "t/1")) as engine:
        rows = gaps(engine, today=TODAY)
    assert {g["id"]: [a["id"] for a in g["agencies"]] for g in rows if g["gap"] == "task-no-indicator"} == {
        "t/1": ["a/A"],
        "t/2": ["a/A"],
        "t/3": ["a/A"],
    }
    assert {g["id"] for g in rows if g["gap"] == "task-no-deadline"} == {"t/3"}


@pytest.mark.parametrize(
    ("ask", "given", "known"),
    [
        (lambda: Wanted(level="grave"), "grave", LEVELS),
        (lambda: Wanted(codes=["none"]), "none", KINDS),
        (lambda: in_order([], "size"), "size", ORDERS),
    ],
)
def test_what_there_is_not_is_refused_in_words(ask: Callable[[], object], given: str, known: Iterable[str]) -> None:
    with pytest.raises(QueryError) as refused:
        ask()
    assert str(refused.value.message) == f"There is no '{given}' among gaps."
    assert str(refused.value.advice).startswith("Use one of ")
    assert all(name in str(refused.value.advice) for name in known)


def test_a_gap_of_figures_names_the_agencies_that_answer_for_the_indicator(town: quanze.Graph) -> None:
    rows = {(r["gap"], r["id"]): [a["id"] for a in r["agencies"]] for r in gaps(town.engine, today=TODAY)}
    leads = ["a/A", "a/K", "a/D", "a/E"]
    assert rows["target-nearly-met", "y/missed"] == rows["indicator-no-unit", "i/x"] == leads
    assert rows["target-missed", "y/up-missed"] == []


def test_a_target_is_missed_where_progress_says_so(town: quanze.Graph) -> None:
    missed = {r["id"] for r in gaps(town.engine, today=TODAY) if r["gap"] == "target-missed"}
    judged = {
        (row["indicator"], row["year"])
        for year in (2020, 2021, 2022)
        for row in town.progress(year=year, as_of=TODAY).rows
        if row["verdict"] == "missed"
    }
    assert judged == {("i/up", 2021)} and missed == {"y/up-missed"}


def test_a_seat_whose_term_ends_today_is_kept(town: quanze.Graph) -> None:
    def lapsed(day: date) -> set[str]:
        return {r["id"] for r in gaps(town.engine, today=day) if r["gap"] == "seat-vacant"}

    assert "m/lapsed" not in lapsed(date(2024, 12, 31))
    assert "m/lapsed" in lapsed(date(2025, 1, 1))


def test_a_task_is_due_with_the_task_above_it() -> None:
    parts = [("t/part", "PART_OF", "t/due"), ("t/step", "PART_OF", "t/part"), ("t/open", "PART_OF", "t/without")]
    with sketched(*parts, t_due={"due": "2026"}) as graph:
        found = {r["id"] for r in gaps(graph, today=TODAY) if r["gap"] == "task-no-deadline"}
    assert found == {"t/open"}


@pytest.mark.parametrize(
    ("published", "known_from"),
    [("2025-08-31", "2025-08-31"), ("2024-07-01", "2025-01-01"), ("2023-01-01", "2025-01-01"), (None, "2025-01-01")],
    ids=["after the year", "within it", "before it", "not said"],
)
def test_a_result_counts_from_the_day_it_was_known(published: str | None, known_from: str) -> None:
    document = {"kind": "report"} | ({"published": published} if published else {})
    year = {"year": 2024, "target": 10.0, "result": 4.0, "source": "d/report"}
    measured = ("i/x", "HAS_TARGET", "y/2024")
    with sketched(measured, i_x={"direction": "up", "unit": "t"}, y_2024=year, d_report=document) as graph:

        def found(day: date) -> set[str]:
            rows = gaps(graph, as_of=day.isoformat(), today=day)
            return {r["gap"] for r in rows if r["gap"] in ("target-missed", "target-no-result")}

        since = date.fromisoformat(known_from)
        assert found(since) == {"target-missed"}
        eve = since - timedelta(days=1)
        assert found(eve) == ({"target-no-result"} if eve.year > 2024 else set())


def test_a_group_with_seats_by_the_day_a_council_or_a_role_on_it_is_no_mere_heading() -> None:
    """Seats by their own dates and by those of their being on it."""
    seats = {
        "since": {"valid_from": "2020"},
        "left": {"valid_to": "2020"},
        "later": {"valid_from": "2030"},
        "unborn": {},
    }
    stays = [(f"m/{name}", "SITS_ON", f"g/{name}", dates) for name, dates in seats.items()]
    more = ("g/part", "PART_OF", "c/1"), ("a/A", "CO_ORGANIZES", "g/helped"), ("g/bare", "UNDERTAKES", "t/1")
    with sketched(*stays, *more, m_unborn={"valid_from": "2030"}) as graph:
        found = {g["id"].removeprefix("g/"): g["gap"] for g in gaps(graph, today=TODAY) if g["kind"] == "Subgroup"}
    headless = dict.fromkeys(("since", "left", "part", "helped"), "subgroup-no-lead")
    assert found == {**headless, **dict.fromkeys(("bare", "later", "unborn"), "subgroup-only-grouping")}


def test_the_un_s_own_indicators_and_classes_of_indicators_lack_no_figures() -> None:
    with sketched(i_own={}, i_class={"kind": "class"}, i_global={"level": "global"}) as graph:
        found = {(g["gap"], g["id"]) for g in gaps(graph, today=TODAY)}
    of_figures = ("indicator-no-target", "indicator-no-direction", "indicator-no-unit")
    nobody = [(gap, id_) for gap in ("indicator-no-lead", "indicator-no-reviewer") for id_ in ("i/own", "i/class")]
    assert found == {*((gap, "i/own") for gap in of_figures), *nobody}


SEAT_LEADS = (
    "no agency leads the task (led by the seat “m/lead”, for which the source gives no agency)",
    "任務沒有主辦機關（由席位「m/lead」主辦，來源未載其機關）",
)
VACANT = (
    "the seat is vacant, or its term or the body that filled it has ended",
    "席位出缺、任期屆滿，或原擔任機關已終止",
)
MISSED_BY = ("the annual target was missed (2022: target 10, result 2", "未達年度目標（111年目標 10，實績 2")
SAID: dict[tuple[str, str], tuple[str, str]] = {
    ("seat-vacant", "m/first"): (f"{VACANT[0]} (vacant until 2025-12-31)", f"{VACANT[1]}（出缺至114年12月31日）"),
    ("seat-vacant", "m/lapsed"): (f"{VACANT[0]} (term ended 2020)", f"{VACANT[1]}（任期至 109年）"),
    ("seat-vacant", "m/vacant"): VACANT,
    ("target-missed", "y/asked"): (f"{MISSED_BY[0]}; Bureau A)", f"{MISSED_BY[1]}；a/A）"),
    ("target-missed", "y/missed"): (f"{MISSED_BY[0]})", f"{MISSED_BY[1]}）"),
    ("target-missed", "y/down2"): (
        "the annual target was missed (2022: target 20, result 30; wanted direction concluded from the targets)",
        "未達年度目標（111年目標 20，實績 30；期望方向係依目標推定）",
    ),
    ("task-no-lead", "t/led"): SEAT_LEADS,
    ("task-no-lead", "t/noted"): ("no agency leads the task", "任務沒有主辦機關"),
    ("task-no-indicator", "t/asked"): ("no indicator measures the task (Bureau A)", "任務沒有指標衡量（a/A）"),
    ("target-no-result", "y/open"): (
        "the year has passed and no result is recorded (2023)",
        "已過年度而沒有實績（112年）",
    ),
    ("target-no-result", "y/late"): (
        "the year has passed and no result is recorded (2022)",
        "已過年度而沒有實績（111年）",
    ),
    ("task-no-deadline", "t/noted"): (
        "no day is given by which it is to be done (每年底)",
        "未載明應完成的日期（每年底）",
    ),
    ("task-no-deadline", "t/led"): (
        "neither a deadline nor the end of its period is given",
        "未載完成期限或期程終點",
    ),
}
"""Gap and record → what is said of it behind the name, with what is known beside and whom to ask."""


def test_what_is_said_of_each_gap_in_each_form() -> None:
    chair = {"seat_title": "chair", "seats": 1}
    figures = {"year": 2022, "target": 10.0, "result": 2.0}
    links = [
        *(("m/lead", "CONVENES", "t/led"), ("a/A", "CONVENES", "t/asked"), ("a/A", "CONVENES", "i/asked")),
        *(("i/up", "HAS_TARGET", "y/missed"), ("i/up", "HAS_TARGET", "y/open"), ("i/asked", "HAS_TARGET", "y/asked")),
        *(("i/down", "HAS_TARGET", f"y/{name}") for name in ("down1", "down2", "down3")),
        ("i/late", "HAS_TARGET", "y/late"),
        *(
            (f"m/{name}", "SITS_ON", "c/1")
            for name in ("first", "second", "last", "third", "fourth", "lapsed", "vacant")
        ),
        ("m/third", "REPRESENTS", "a/gone"),
    ]
    said: dict[str, Mapping[str, Any]] = {
        "a_A": {"name_en": "Bureau A"},
        "t_noted": {"note": "每年底"},
        **{f"i_{name}": {"direction": "up"} for name in ("up", "asked")},
        **{f"y_{name}": figures for name in ("missed", "asked")},
        "y_down1": {"year": 2021, "target": 30.0, "result": 30.0},
        "y_down2": {"year": 2022, "target": 20.0, "result": 30.0},
        "y_down3": {"year": 2023, "target": 10.0},
        "y_open": {"year": 2023, "target": 12.0},
        "y_late": {**figures, "source": "d/later"},
        "d_later": {"kind": "report", "published": "2030-01-01"},
        "m_first": {**chair, "holder_to": "2024-12-31"},
        "m_second": {**chair, "holder_from": "2026-01-01", "holder_to": "2027-12-31"},
        "m_last": {**chair, "holder_from": "2029-01-01"},
        "m_third": {**chair, "seat_title": "deputy", "holder_to": "2024-12-31"},
        "m_fourth": {**chair, "seat_title": "deputy", "holder_from": "2026-01-01"},
        "a_gone": {"valid_to": "2024-12-31"},
        "m_lapsed": {"seat_title": "member", "seats": 1, "holder_to": "2020"},
        "m_vacant": {"vacant": True},
    }
    with sketched(*links, **said) as graph:
        rows = {(g["gap"], g["id"]): g for g in gaps(graph, today=TODAY)}
        assert len(rows) == len(gaps(graph, today=TODAY)), "no record has a gap twice"
    found = {at: (str(rows[at]["message_en"]), rows[at]["message_zh"]) for at in SAID}
    assert found == {(gap, id_): (f"“{id_}”: {en}", f"「{id_}」：{zh}") for (gap, id_), (en, zh) in SAID.items()}
    seats = {id_ for gap, id_ in rows if gap == "seat-vacant"}
    assert seats == {"m/first", "m/third", "m/lapsed", "m/vacant"}


def test_who_convenes_the_group_is_asked_of_a_task_that_lacks_nothing_else() -> None:
    links = ("a/A", "CONVENES", "g/1"), ("g/1", "UNDERTAKES", "t/1"), ("t/1", "MEASURED_BY", "i/1")
    with sketched(*links, t_1={"due": "2030"}) as graph:
        (row,) = [g for g in gaps(graph, today=TODAY) if g["id"] == "t/1"]
    assert (row["gap"], [a["id"] for a in row["agencies"]]) == ("task-led-through-group", ["a/A"])


def test_a_role_on_what_another_one_took_the_place_of_names_the_former_one() -> None:
    """Its own one and that of a seat."""
    roles = ("a/A", "REVIEWS", "d/old"), ("a/A", "CONVENES", "c/old")
    seat = ("m/1", "REPRESENTS", "a/B"), ("m/1", "CONVENES", "c/old 2")
    renamed = ((f"{x}/new{n}", f"{x}/old{n}") for x, n in (("c", ""), ("d", ""), ("c", " 2")))
    changes = [(new, "SUCCEEDS", old, {"change": "rename", "valid_from": "2020-01-01"}) for new, old in renamed]
    with sketched(*roles, *seat, *changes) as graph:
        found = {
            g["id"]: [a["id"] for a in g["agencies"]] for g in gaps(graph, today=TODAY) if g["gap"] == "former-name"
        }
    assert found == {"c/new": ["c/old"], "c/new 2": ["c/old 2"], "d/new": ["d/old"]}


def test_a_strategy_is_led_and_measured_through_its_measures() -> None:
    parts = [("t/one", "PART_OF", "t/strategy"), ("t/two", "PART_OF", "t/strategy"), ("t/strategy", "PART_OF", "t/top")]
    stated = [("a/A", "CONVENES", "t/one"), ("t/one", "MEASURED_BY", "i/x")]

    def without(*more: tuple[str, str, str]) -> dict[str, set[str]]:
        with sketched(*parts, *stated, *more) as graph:
            found = gaps(graph, today=TODAY)
        return {
            code: {g["id"] for g in found if g["gap"] == code}
            for code in ("task-no-lead", "task-led-through-group", "task-no-indicator")
        }

    assert without() == {
        "task-no-lead": {"t/two"},
        "task-led-through-group": set(),
        "task-no-indicator": {"t/two"},
    }
    assert without(("a/B", "CONVENES", "t/two"))["task-no-lead"] == set()
    grouped = ("g/G", "UNDERTAKES", "t/top"), ("a/C", "CONVENES", "g/G")
    assert without(*grouped)["task-led-through-group"] == {"t/two"}
    assert without(*grouped, ("a/B", "CONVENES", "t/two"))["task-led-through-group"] == set()


def test_gaps_of_one_data_set(bundled: quanze.Graph) -> None:
    rows = bundled.gaps(dataset="chiayi")
    assert rows
    assert {r["dataset"] for r in rows} == {"chiayi"}


def test_the_convener_of_the_group_is_named_as_the_one_to_ask(town: quanze.Graph) -> None:
    (row,) = [r for r in town.gaps() if r["gap"] == "task-led-through-group"]
    assert [a["id"] for a in row["agencies"]] == ["a/G"]
    assert "G局" in row["message_zh"]
    (row,) = [r for r in town.gaps(as_of="2021-01-01") if r["gap"] == "task-led-through-group"]
    assert [a["id"] for a in row["agencies"]] == ["a/F"]


@pytest.mark.parametrize("about", ["", "g/task"], ids=["of the whole plan", "of the group alone"])
def test_a_lead_that_has_ended_leaves_a_gap(town: quanze.Graph, about: str) -> None:
    assert "g/task" not in {r["id"] for r in town.gaps(about, as_of="2021") if r["gap"] == "subgroup-no-lead"}
    assert "g/task" in {r["id"] for r in town.gaps(about, as_of="2019") if r["gap"] == "subgroup-no-lead"}


class TestWanted:
    """Which of the gaps are given, and in which order; the rest of the answer is the same."""

    def test_what_an_agency_has_to_do_with(self, town: quanze.Graph) -> None:
        """The gaps of the things that it works on, of which it is asked, or which it lost: as ``agency`` has them."""
        every = town.gaps(as_of=TODAY)
        for agency in ("a/A", "a/G", "a/K"):
            works = {
                row["item"]
                for row in town.agency(agency, as_of=TODAY)
                if row["how"] != "unsettled" and RELATIONSHIP[row["role"]].works
            }
            found = {(g["gap"], g["id"]) for g in town.gaps(agency, as_of=TODAY)}
            asked = {(g["gap"], g["id"]) for g in every if agency in [a["id"] for a in g["agencies"]]}
            assert asked <= found
            of_things = {(g["gap"], g["id"]) for g in every if g["kind"] in WITH_GAPS and g["id"] in works}
            assert {g for g in found if "y/" not in g[1]} == of_things | {g for g in asked if "y/" not in g[1]}

    def test_of_a_group_an_indicator_and_a_task(self, town: quanze.Graph) -> None:
        assert {g["id"] for g in town.gaps("i/x", as_of=TODAY)} == {"i/x", "y/missed", "y/open"}
        assert {g["id"] for g in town.gaps("t/parent", as_of=TODAY)} == {
            "t/grandchild",
            "i/child",
            "i/x",
            "y/missed",
            "y/open",
        }
        grouped = town.gaps("g/task", as_of=TODAY)
        assert {g["id"] for g in grouped} >= {"t/coordinated"}
        assert all("g/task" in {g["id"], *(own["id"] for own in g["groups"])} for g in grouped)

    @pytest.mark.whole
    def test_of_a_level_a_kind_and_a_year(self, town: quanze.Graph) -> None:
        every = town.gaps(as_of=TODAY)
        assert town.gaps(level="error", as_of=TODAY) == [g for g in every if g["level"] == "error"]
        assert town.gaps(level="notice", as_of=TODAY) == every
        assert {g["gap"] for g in town.gaps(kinds=["seat-vacant", "target-missed"], as_of=TODAY)} == {
            "seat-vacant",
            "target-missed",
        }
        years = {g["year"] for g in every if g["kind"] == "AnnualTarget"}
        assert None not in years and years
        for year in years:
            assert town.gaps(year=year, as_of=TODAY) == [g for g in every if g["year"] == year]

    @pytest.mark.whole
    def test_every_order_has_all_of_them(self, town: quanze.Graph) -> None:
        assert set(ORDERS) == set(GAP_ORDERS)
        every = town.gaps(as_of=TODAY)
        for order in ORDERS:
            rows = town.gaps(sort=order, as_of=TODAY)
            assert sorted(map(str, rows)) == sorted(map(str, every))
        first = [g["agencies"][0]["name"] for g in town.gaps(sort="agency", as_of=TODAY) if g["agencies"]]
        assert first == sorted(first, key=natural_key) and len(set(first)) > 1
        years = [g["year"] or 9999 for g in town.gaps(sort="year", as_of=TODAY)]
        assert years == sorted(years) and len(set(years)) > 2, "what has no year comes last"

    @pytest.mark.parametrize("given", [{"level": "grave"}, {"kinds": "none"}, {"sort": "size"}, {"year": "soon"}])
    def test_what_there_is_not_is_refused(self, town: quanze.Graph, given: dict[str, Any]) -> None:
        with pytest.raises(QueryError):
            town.gaps(**given)

    def test_the_report_is_narrowed_too(self, town: quanze.Graph, tmp_path: Path) -> None:
        """What a narrowed report cannot know, it does not say: what was solved, and which acceptances are unneeded."""
        baseline = tmp_path / "baseline.json"
        baseline.write_text('[{"gap": "task-no-lead", "id": "t/gone", "dataset": "t"}]', encoding="utf-8")
        report = town.check_gaps("i/x", baseline=baseline, as_of=TODAY)
        assert {g["id"] for g in report.open} == {"i/x", "y/missed", "y/open"} and not report.solved
        assert [g["id"] for g in town.check_gaps(baseline=baseline, as_of=TODAY).solved] == ["t/gone"]


def test_former_bodies_are_named_in_one_order_however_they_were_written() -> None:
    roles = [(f"a/{name}", "CO_ORGANIZES", "t/1") for name in "ABC"]
    changes = [("a/N", "SUCCEEDS", f"a/{name}", {"change": "merge", "valid_from": "2020-01-01"}) for name in "ABC"]
    for order in (1, -1):
        with sketched(*roles[::order], *changes[::order], a_N={"name_en": "New"}) as engine:
            rows = {row["gap"]: row for row in gaps(engine, today=TODAY) if row["id"] == "t/1"}
        former = rows["former-name"]
        assert str(former["message_en"]).endswith("former body (a/A → New; a/B → New; a/C → New)")
        assert {(a["id"], a["name_en"]) for a in former["agencies"]} == {
            ("a/N", "New"),
            *((f"a/{c}", "") for c in "ABC"),
        }
        assert str(rows["task-no-lead"]["message_en"]) == "“t/1”: no agency leads the task"
