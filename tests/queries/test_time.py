"""What was, what is, and what passed on: a ministry upgraded, an agency divided, an office dissolved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import quanze
from quanze.queries.gaps import DUTY_LOST, DUTY_UNSETTLED, FORMER_NAME, ROLE_UNSETTLED, Wanted, gaps
from tests.cli.running import run
from tests.sets import write_csv

SAID = {"origin": "plan", "source": "計畫"}
ENDED = ("環境保護署", "體育署", "舊會")
TABLES: dict[str, list[dict[str, Any]]] = {
    "documents": [
        {"name": "計畫", "kind": "plan", **SAID},
        {"name": "環境部組織法", "kind": "law", "origin": "law", "source": "環境部組織法"},
    ],
    "agencies": [
        {"name": name, "kind": "ministry", **SAID}
        for name in (*ENDED, "環境部", "運動部", "全民運動署", "國教署", "甲局", "綠能署")
    ],
    "councils": [{"name": "舊委員會", **SAID, "valid_to": "2022-12-31"}, {"name": "推動會", "seats": 1, **SAID}],
    "subgroups": [
        {"name": "運動組", "council": "推動會", **SAID},
        {"name": "舊組", "council": "舊委員會", **SAID},
    ],
    "members": [
        {"name": "舊席", "seat_title": "委員", "seats": 1, "body": "舊委員會", "agency": "甲局", **SAID},
        *(
            {"name": name, "seat_title": "主席", "seats": 1, "body": "推動會", "agency": "甲局", **term, **SAID}
            for name, term in (
                ("主席甲", {"holder_from": "2018-01-01", "holder_to": "2020-12-31"}),
                ("主席乙", {"holder_from": "2021-01-01", "holder_to": "2022-06-30"}),
                ("主席丙", {"holder_from": "2022-09-01"}),
            )
        ),
    ],
    "tasks": [
        {"name": name, **SAID}
        for name in ("減量", "學校體育", "全民運動", "場館", "舊務", "任務甲", "任務丁", "汰換", "風場")
    ],
    "indicators": [{"name": "排放量", **SAID}],
    "responsibilities": [
        {"who": "環境保護署", "role": "主辦", "on": "減量", **SAID},
        {"who": "環境保護署", "role": "主辦", "on": "風場", **SAID},
        {"who": "環境保護署", "role": "協辦", "on": "汰換", "valid_to": "2020", **SAID},
        {"who": "體育署", "role": "主辦", "on": "學校體育", **SAID},
        {"who": "體育署", "role": "主辦", "on": "全民運動", **SAID},
        {"who": "體育署", "role": "主辦", "on": "場館", **SAID},
        {"who": "體育署", "role": "召集", "on": "運動組", **SAID},
        {"who": "舊會", "role": "主辦", "on": "舊務", **SAID},
        {"who": "甲局", "role": "主辦", "on": "任務甲", "valid_to": "2023-12-31", **SAID},
        {"who": "甲局", "role": "主辦", "on": "任務丁", "valid_from": "2130", **SAID},
        {"who": "甲局", "role": "召集", "on": "舊組", **SAID},
    ],
    "links": [{"from": "減量", "type": "MEASURED_BY", "to": "排放量", **SAID}],
    "changes": [
        {
            "change": "升格",
            "from": "環境保護署",
            "to": "環境部",
            "valid_from": "112年8月22日",
            "act": "環境部組織法",
            "article": "1",
            **SAID,
        },
        {"change": "移撥", "from": "環境保護署", "to": "綠能署", "moves": "風場", "valid_from": "2021-01-01", **SAID},
        {"change": "分拆", "from": "體育署", "to": "運動部", "moves": "運動組", "valid_from": "2025-09-09", **SAID},
        {
            "change": "分拆",
            "from": "體育署",
            "to": "全民運動署",
            "moves": "全民運動",
            "valid_from": "2025-09-09",
            **SAID,
        },
        {"change": "移撥", "from": "體育署", "to": "國教署", "moves": "學校體育", "valid_from": "2025-09-09", **SAID},
        {"change": "裁撤", "from": "舊會", "valid_from": "2024-01-01", **SAID},
    ],
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("time")
    with quanze.open(folder / "time.kgl", create=True) as graph:
        report = graph.load(write_csv(folder / "set", TABLES))
        assert not report.findings
    return folder / "time.kgl"


@pytest.fixture
def changing(database: Path) -> Iterator[quanze.Graph]:
    with quanze.open(database) as graph:
        yield graph


def held(graph: quanze.Graph, item: str, as_of: str = "") -> set[tuple[str, str, str, str]]:
    rows = graph.who(item, as_of=as_of)
    return {(row["agency_name"], row["how"], row["valid_from"], row["valid_to"]) for row in rows}


def gap_names(graph: quanze.Graph, code: str, as_of: str) -> dict[str, list[str]]:
    rows = [row for row in graph.gaps(as_of=as_of) if row["gap"] == code]
    assert len({row["id"] for row in rows}) == len(rows), "no record has a gap twice"
    return {row["name"]: [agency["name"] for agency in row["agencies"]] for row in rows}


def test_before_the_change_the_predecessor_answers_and_after_it_the_successor(changing: quanze.Graph) -> None:
    before = ("環境保護署", "stated", "", "2023-08-21")
    after = ("環境部", "carried", "2023-08-22", "")
    assert held(changing, "減量", "2023-08-21") == {before}
    assert held(changing, "減量", "2023-08-22") == {after}
    assert held(changing, "減量") == {before, after}


def test_what_is_carried_over_says_so_with_date_act_and_the_old_name(changing: quanze.Graph) -> None:
    (row,) = changing.who("減量", as_of="2024")
    assert (row["former"], row["since"], row["leads"], row["distance"]) == ("環境保護署", "2023-08-22", True, 0)
    change, duty = row["steps"]
    assert (change["change"], change["date"], change["act_name"], change["article"]) == (
        *("upgrade", "2023-08-22", "環境部組織法", "1"),
    )
    assert (duty["from_name"], duty["relationship"], duty["source_name"]) == ("環境保護署", "CONVENES", "計畫")
    assert "112年8月22日升格" in row["path"] and "2023-08-22" in row["path_en"]


def test_what_follows_from_a_duty_passes_on_with_it(changing: quanze.Graph) -> None:
    (row,) = changing.who("排放量", as_of="2024")
    assert (row["agency_name"], row["how"], row["distance"]) == ("環境部", "carried", 1)
    assert {r["item_name"] for r in changing.agency("環境部", as_of="2024")} == {"減量", "排放量"}
    assert changing.agency("環境保護署", as_of="2024") == []


def test_a_role_that_ended_before_the_change_does_not_pass_on(changing: quanze.Graph) -> None:
    assert held(changing, "汰換") == {("環境保護署", "stated", "", "2020")}


def test_what_was_transferred_is_gone_when_the_rest_is_taken_over(changing: quanze.Graph) -> None:
    assert held(changing, "風場", "2020") == {("環境保護署", "stated", "", "2020-12-31")}
    assert held(changing, "風場", "2022") == {("綠能署", "carried", "2021-01-01", "")}
    assert held(changing, "風場", "2024") == {("綠能署", "carried", "2021-01-01", "")}


def test_of_a_divided_body_only_what_is_named_passes_on(changing: quanze.Graph) -> None:
    assert held(changing, "全民運動", "2026") == {("全民運動署", "carried", "2025-09-09", "")}
    assert held(changing, "學校體育", "2026") == {("國教署", "carried", "2025-09-09", "")}
    assert held(changing, "運動組", "2026") == {("運動部", "carried", "2025-09-09", "")}
    rows = changing.who("場館", as_of="2026")
    assert {(row["agency_name"], row["how"], row["leads"]) for row in rows} == {
        ("運動部", "unsettled", False),
        ("全民運動署", "unsettled", False),
    }


def test_what_the_source_leaves_open_is_a_gap(changing: quanze.Graph) -> None:
    assert gap_names(changing, DUTY_UNSETTLED, "2025-09-08") == {}
    assert gap_names(changing, DUTY_UNSETTLED, "2025-09-09") == {"場館": ["全民運動署", "運動部"]}
    assert "場館" in gap_names(changing, "task-no-lead", "2026")


def test_the_duties_of_a_dissolved_body_are_gaps_from_that_day(changing: quanze.Graph) -> None:
    assert gap_names(changing, DUTY_LOST, "2023-12-31") == {}
    assert gap_names(changing, DUTY_LOST, "2024-01-01") == {"舊務": ["舊會"]}
    assert held(changing, "舊務", "2024-01-01") == set()


def test_a_former_name_in_the_source_is_told(changing: quanze.Graph) -> None:
    assert gap_names(changing, FORMER_NAME, "2024") == {
        "減量": ["環境保護署", "環境部"],
        "風場": ["環境保護署", "綠能署"],
    }


def test_an_ended_lead_is_no_lead(changing: quanze.Graph) -> None:
    unled = gap_names(changing, "task-no-lead", "")
    assert {"任務甲", "任務丁", "舊務"} <= set(unled)
    assert "任務甲" not in gap_names(changing, "task-no-lead", "2023-12-31")


def test_seats_and_subgroups_end_with_their_council(changing: quanze.Graph) -> None:
    lives = {row["name"]: row["valid_to"] for row in changing.records(("Subgroup", "Member"))}
    assert {name for name, last in lives.items() if last == "2022-12-31"} == {"舊組", "舊席"}
    assert {last for name, last in lives.items() if not name.startswith(("舊", "主席"))} == {""}
    assert held(changing, "舊組", "2023") == set()
    assert "舊組" not in gap_names(changing, "subgroup-no-lead", "2023")
    assert {r["name"] for r in changing.records("Subgroup", as_of="2023")} == {"運動組"}


@pytest.mark.parametrize(
    ("day", "vacant"), [("2020-12-31", set()), ("2021-05-05", set()), ("2022-07-01", {"主席乙"}), ("2022-09-01", set())]
)
def test_a_seat_between_two_holders_is_vacant_on_those_days_only(
    changing: quanze.Graph, day: str, vacant: set[str]
) -> None:
    assert set(gap_names(changing, "seat-vacant", day)) == vacant
    every = changing.gaps(as_of=day)
    for name in "甲乙丙":  # as of the seat alone, for a brief on it
        about = f"t/member/主席{name}"
        own = gaps(changing.engine, wanted=Wanted(about=about), as_of=day, today=date.fromisoformat(day))
        assert own == [gap for gap in every if gap["id"] == about]


def test_one_record_stands_for_a_seat_in_turn_on_each_day(changing: quanze.Graph) -> None:
    def seats(day: str) -> set[str]:
        return {row["name"] for row in changing.records("Member", as_of=day) if row["name"].startswith("主席")}

    assert [seats(day) for day in ("2020-12-31", "2021-01-01", "2022-07-01", "2022-09-01")] == [
        {"主席甲"},
        {"主席乙"},
        {"主席乙"},
        {"主席丙"},
    ]


def test_only_the_present_holder_fills_a_seat(changing: quanze.Graph) -> None:
    def filled(day: str) -> dict[str, str]:
        rows = changing.agency("甲局", as_of=day)
        return {row["item_name"]: row["valid_to"] for row in rows if row["role"] == "REPRESENTS"}

    assert filled("2024") == {"主席丙": ""}
    assert filled("2022-07-01") == {"舊席": "2022-12-31"}  # nobody until September
    assert filled("")["主席甲"] == "2020-12-31" and filled("")["主席乙"] == "2022-06-30"


def test_the_duty_of_a_seat_is_its_present_holders(tmp_path: Path) -> None:
    seat = {"seat_title": "主席", "seats": 1, "body": "推動會", **SAID}
    tables: dict[str, list[dict[str, Any]]] = {
        "documents": TABLES["documents"][:1],
        "agencies": [{"name": name, "kind": "bureau", **SAID} for name in ("甲局", "乙局")],
        "councils": [{"name": "推動會", **SAID}],
        "subgroups": [{"name": "一組", "council": "推動會", **SAID}],
        "members": [
            {"name": "前主席", "agency": "甲局", "holder_to": "2020-12-31", **seat},
            {"name": "主席", "agency": "乙局", "holder_from": "2021-01-01", **seat},
        ],
        "responsibilities": [{"who": who, "role": "召集", "on": "一組", **SAID} for who in ("前主席", "主席")],
    }
    with quanze.open(tmp_path / "x.kgl", create=True) as graph:
        graph.load(write_csv(tmp_path / "set", tables))
        assert held(graph, "一組", "2024") == {("乙局", "seat", "2021-01-01", "")}
        assert held(graph, "一組", "2020") == {("甲局", "seat", "", "2020-12-31")}
        assert held(graph, "一組") == {("甲局", "seat", "", "2020-12-31"), ("乙局", "seat", "2021-01-01", "")}
        assert [row["agency_name"] for row in graph.workload(as_of="2024")] == ["乙局"]
        assert "前主席" not in graph.matrix("seats", as_of="2024").text("csv")


@pytest.fixture(scope="module")
def renamed_body(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A council that was renamed with its convener, a seat, a group and a task, and an act that replaced another."""
    folder = tmp_path_factory.mktemp("renamed")
    tables: dict[str, list[dict[str, Any]]] = {
        "documents": [
            *TABLES["documents"][:1],
            *({"name": name, "kind": "law", "origin": "law", "source": name} for name in ("舊法", "新法")),
        ],
        "agencies": [{"name": name, "kind": "bureau", **SAID} for name in ("甲局", "乙局", "丙局")],
        "councils": [{"name": name, **SAID} for name in ("舊會", "新會", "分會")],
        "subgroups": [{"name": "一組", "council": "舊會", **SAID}],
        "members": [{"name": "席位", "seat_title": "委員", "seats": 1, "body": "舊會", "agency": "乙局", **SAID}],
        "tasks": [{"name": "會務", "undertaken_by": "舊會", **SAID}],
        "responsibilities": [
            {"who": "甲局", "role": "召集", "on": "舊會", **SAID},
            {"who": "舊會", "role": "審議", "on": "計畫", **SAID},
            {"who": "丙局", "role": "審議", "on": "舊法", **SAID},
        ],
        "changes": [
            {"change": "更名", "from": "舊會", "to": "新會", "valid_from": "2023-06-29", "act": "新法", **SAID},
            {"change": "修正", "from": "舊法", "to": "新法", "valid_from": "2023-02-15", **SAID},
        ],
    }
    with quanze.open(folder / "x.kgl", create=True) as graph:
        graph.load(write_csv(folder / "set", tables))
    return folder / "x.kgl"


def test_who_answered_for_a_body_answers_for_its_successor(renamed_body: Path) -> None:
    with quanze.open(renamed_body) as graph:
        assert held(graph, "舊會", "2023-06-28") == {
            ("甲局", "stated", "", "2023-06-28"),
            ("乙局", "seat", "", "2023-06-28"),
        }
        assert held(graph, "舊會", "2024") == held(graph, "新會", "2023-06-28") == set()
        assert held(graph, "新會", "2024") == {
            ("甲局", "carried", "2023-06-29", ""),
            ("乙局", "carried", "2023-06-29", ""),
        }
        (row,) = [row for row in graph.who("新會", as_of="2024") if row["role"] == "CONVENES"]
        assert (row["former"], row["since"], row["leads"]) == ("舊會", "2023-06-29", True)
        assert "新法" in row["path"] and "舊會" in row["path"]
        assert {(r["agency_name"], r["how"]) for r in graph.who("會務", as_of="2024")} == {
            ("甲局", "carried"),
            ("乙局", "carried"),
        }
        assert {(r["agency_name"], r["how"]) for r in graph.who("計畫", as_of="2024")} == {("乙局", "carried")}
        assert gap_names(graph, FORMER_NAME, "2024")["新會"] == ["舊會"]


def test_what_was_to_be_done_with_an_act_is_to_be_done_with_the_one_that_replaced_it(renamed_body: Path) -> None:
    with quanze.open(renamed_body) as graph:
        assert held(graph, "舊法", "2022") == {("丙局", "stated", "", "2023-02-14")}
        assert held(graph, "新法", "2024") == {("丙局", "carried", "2023-02-15", "")}
        assert held(graph, "舊法", "2024") == set()


def test_roles_on_a_body_that_was_divided_are_left_open(tmp_path: Path) -> None:
    tables: dict[str, list[dict[str, Any]]] = {
        "documents": TABLES["documents"][:1],
        "agencies": [{"name": "甲局", "kind": "bureau", **SAID}],
        "councils": [{"name": name, **SAID} for name in ("舊會", "一會", "二會")],
        "responsibilities": [{"who": "甲局", "role": "召集", "on": "舊會", **SAID}],
        "changes": [
            {"change": "分拆", "from": "舊會", "to": "一會、二會", "valid_from": "2023-06-29", **SAID},
        ],
    }
    with quanze.open(tmp_path / "x.kgl", create=True) as graph:
        graph.load(write_csv(tmp_path / "set", tables))
        (row,) = graph.who("一會", as_of="2024")
        assert (row["how"], row["leads"], row["former"]) == ("unsettled", False, "舊會")
        assert gap_names(graph, ROLE_UNSETTLED, "2024") == {"一會": ["舊會"], "二會": ["舊會"]}
        assert gap_names(graph, ROLE_UNSETTLED, "2023-06-28") == {}


def test_matrix_and_analyses_agree_on_the_day(changing: quanze.Graph) -> None:
    for day, name in (("2023-08-21", "環境保護署"), ("2023-08-22", "環境部")):
        matrix = changing.matrix(as_of=day)
        assert {a.agency.name.zh for a in matrix.assignments if a.item.name.zh == "減量"} == {name}
        assert {"環境保護署", "環境部"} & {head.name.zh for head in matrix.columns} == {name}, "no empty column"
        leads = {row["agency_name"]: row["convenes"] for row in changing.workload(as_of=day)}
        assert leads[name] == 1
        assert {"環境保護署", "環境部"} & set(leads) == {name}


def test_a_matrix_without_a_day_marks_what_does_not_hold(changing: quanze.Graph) -> None:
    text = changing.matrix(lang="en").text("csv")
    rows = {name: line for line in text.splitlines() for name in ("減量", "場館") if f"{name}," in line}
    assert "C‡" in rows["減量"] and "(C»)" in rows["減量"]
    assert rows["場館"].count("(C?)") == 2
    assert "任務甲" in {head.name.zh for head in changing.matrix().empty_rows()}


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("zh-TW", ("112年8月22日升格", "承接", "已終止：環境保護署（主辦，至112年8月21日止）")),
        ("en", ("upgrade of 2023-08-22", "carried over", "Ended: 環境保護署 (convenes (主辦), until 2023-08-21)")),
    ],
)
def test_who_tells_what_was_taken_over_and_what_has_ended(database: Path, lang: str, says: tuple[str, ...]) -> None:
    out = run("who", "減量", "--db", database, "--lang", lang).out
    assert {text for text in says if text not in out} == set()


@pytest.mark.parametrize(
    ("lang", "says"),
    [("zh-TW", "來源未載明由何者承接"), ("en", "one of the successors; the source does not say")],
)
def test_a_matrix_tells_what_the_source_leaves_open(changing: quanze.Graph, lang: str, says: str) -> None:
    assert says in changing.matrix(lang=lang).text("md")


def test_an_agency_that_ended_is_not_shown_as_living(database: Path) -> None:
    out = run("agency", "環境保護署", "--db", database, "--lang", "en").out
    assert "Ended on 2023-08-21." in out
    assert "no role" not in out
    assert "Ended: 減量 (convenes (主辦), until 2023-08-21)" in out
    assert "Ended on 2023-08-21." in run("show", "環境保護署", "--db", database, "--lang", "en").out


def test_records_and_links_of_a_day(database: Path) -> None:
    named = [row["name"] for row in quanze_rows("list", "agencies", "--as-of", "2024-06", database=database)]
    assert {"環境部", "體育署"} <= set(named) and not {"環境保護署", "舊會"} & set(named)
    assert quanze_rows("search", "環境保護署", "--as-of", "2024", database=database) == []
    (shown,) = quanze_rows("show", "減量", "--as-of", "2024", database=database)
    assert [link["type"] for link in shown["links"]] == ["MEASURED_BY"]


def quanze_rows(*arguments: str, database: Path) -> list[dict[str, Any]]:
    import json

    rows: list[dict[str, Any]] = json.loads(run(*arguments, "--db", database, "--format", "json").out)
    return rows


def test_a_picture_of_a_day_shows_what_was_taken_over(database: Path, tmp_path: Path) -> None:
    run("view", "network", "--db", database, "--as-of", "2024", "-o", tmp_path / "x.svg")
    after = (tmp_path / "x.svg").read_text(encoding="utf-8")
    assert "環境部" in after and ">環境保護署<" not in after


def test_history_is_in_order_of_time_with_citations(changing: quanze.Graph) -> None:
    rows = changing.history("環境部")
    assert [(row["date"], row["event"]) for row in rows] == [
        ("2021-01-01", "change"),
        ("2023-08-22", "change"),
        ("2023-08-22", "gains"),
    ]
    assert str(rows[1]["message_en"]) == "環境保護署 → 環境部 (upgrade, 環境部組織法 art. 1)"
    assert rows[2]["message_zh"] == "環境部：主辦「減量」，承接自環境保護署"
    assert {row["source_name"] for row in rows} == {"計畫"}
    lost = [row["message_zh"] for row in changing.history("環境保護署") if row["event"] == "loses"]
    assert lost == ["環境保護署：協辦「汰換」", "環境保護署：主辦「風場」", "環境保護署：主辦「減量」"]


def test_history_of_an_indicator_has_its_years(bundled: quanze.Graph) -> None:
    indicator = bundled.records("Indicator", dataset="chiayi-indicators")[0]
    events = [(row["date"], row["event"]) for row in bundled.history(indicator["id"])]
    assert events == sorted(events, key=lambda e: e[0]) and {"target", "result"} & {event for _, event in events}


def test_history_on_the_terminal_has_the_calendar_of_the_language(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "112-08-22" in run("history", "環境部", "--db", database, "--lang", "zh-TW").out
    assert "2023-08-22" in run("history", "環境部", "--db", database, "--lang", "en").out
    assert "2023-08-22" in run("history", "環境部", "--db", database, "--lang", "zh-TW", "--format", "csv").out
    monkeypatch.setenv("QUANZE_CALENDAR", "western")
    assert "2023-08-22" in run("history", "環境部", "--db", database, "--lang", "zh-TW").out


def test_what_ended_on_the_eve_of_a_change_did_not_pass(tmp_path: Path) -> None:
    tables: dict[str, list[dict[str, Any]]] = {
        "documents": TABLES["documents"],
        "agencies": [{"name": "工務局", "kind": "bureau", **SAID}],
        "councils": [{"name": "低碳會", **SAID}, {"name": "氣候會", **SAID}],
        "members": [
            {
                "name": "召集人",
                "seat_title": "召集人",
                "seats": 1,
                "body": "低碳會",
                "agency": "工務局",
                "holder_to": "112-06-28",
                **SAID,
            }
        ],
        "changes": [{"change": "更名", "from": "低碳會", "to": "氣候會", "valid_from": "112-06-29", **SAID}],
    }
    with quanze.open(tmp_path / "x.kgl", create=True) as graph:
        graph.load(write_csv(tmp_path / "set", tables))
        assert [row["valid_to"] for row in graph.who("低碳會")] == ["2023-06-28"]
        assert graph.who("氣候會") == []
        assert [event["message_zh"] for event in graph.history("氣候會")] == ["低碳會 → 氣候會（更名）"]
        told = [(event["message_zh"], str(event["message_en"])) for event in graph.history("工務局")]
        assert ("工務局：擔任席位「召集人」", "工務局: fills the seat “召集人”") in told
        assert ("工務局：在「低碳會」有席位", "工務局: has a seat on “低碳會”") in told


def test_a_chair_of_a_renamed_council_is_one_seat_with_the_chair_of_the_new_one(tmp_path: Path) -> None:
    """Nobody misses the former chair: the seat is vacant only between the two, and after the last one."""
    seat = {"seat_title": "主席", "seats": 1, **SAID}
    tables: dict[str, list[dict[str, Any]]] = {
        "documents": TABLES["documents"][:1],
        "agencies": [{"name": name, "kind": "bureau", **SAID} for name in ("甲局", "乙局")],
        "councils": [
            {"name": "舊推動會", "valid_to": "2023-06-28", **SAID},
            {"name": "新推動會", "valid_from": "2023-06-29", **SAID},
        ],
        "members": [
            {"name": "前主席", "agency": "甲局", "body": "舊推動會", "holder_to": "2023-06-28", **seat},
            {
                "name": "主席",
                "agency": "乙局",
                "body": "新推動會",
                "holder_from": "2023-08-01",
                "holder_to": "2025-01-31",
                **seat,
            },
        ],
        "changes": [{"change": "更名", "from": "舊推動會", "to": "新推動會", "valid_from": "2023-06-29", **SAID}],
    }
    with quanze.open(tmp_path / "x.kgl", create=True) as graph:
        graph.load(write_csv(tmp_path / "set", tables))

        def vacant(day: str) -> set[str]:
            return {row["name"] for row in graph.gaps(as_of=day) if row["gap"] == "seat-vacant"}

        assert [vacant(day) for day in ("2023-06-01", "2023-07-15", "2024-01-01", "2025-06-01")] == [
            set(),
            {"前主席"},
            set(),
            {"主席"},
        ]


@pytest.mark.parametrize("dated", [True, False])
def test_seats_of_a_renamed_council_are_as_many_on_every_day(tmp_path: Path, dated: bool) -> None:
    """The new council lists some seats again: of each pair one record stands for the seat, and the others pass on."""
    seat = {"seats": 1, **SAID}
    chairs: list[dict[str, Any]] = [
        {"name": "低碳召集人", "seat_title": "召集人", "body": "低碳會", "agency": "府", **seat},
        {"name": "氣候召集人", "seat_title": "召集人", "body": "氣候會", "agency": "府", **seat},
    ]
    if dated:
        chairs[0]["holder_to"], chairs[1]["holder_from"] = "2023-03-31", "2023-10-01"
    experts = {"seat_title": "專家", "seats": 5, **SAID}
    tables: dict[str, list[dict[str, Any]]] = {
        "documents": TABLES["documents"][:1],
        "agencies": [{"name": "府", "kind": "government", **SAID}],
        "councils": [{"name": name, "seats": 22, **SAID} for name in ("低碳會", "氣候會")],
        "members": [
            *chairs,
            {"name": "低碳專家", "body": "低碳會", **experts},
            {"name": "氣候專家", "body": "氣候會", **experts},
            {"name": "代表", "seat_title": "委員", "body": "低碳會", **seat, "seats": 16},
        ],
        "changes": [{"change": "更名", "from": "低碳會", "to": "氣候會", "valid_from": "2023-06-29", **SAID}],
    }
    with quanze.open(tmp_path / "x.kgl", create=True) as graph:
        assert not graph.load(write_csv(tmp_path / "set", tables)).findings
        for day, body in (("2022", "低碳會"), ("2023-06-28", "低碳會"), ("2023-06-29", "氣候會"), ("2024", "氣候會")):
            listed = {row["seat"]: row["seats"] for row in graph.seats(body, as_of=day)}
            lived = {row["id"] for row in graph.records("Member", as_of=day)}
            assert listed.keys() == lived and sum(listed.values()) == 22, day
            vacant = {row["id"] for row in graph.gaps(as_of=day) if row["gap"] == "seat-vacant"}
            assert vacant == {id_ for id_ in lived if dated and day.startswith("2023") and "召集人" in id_}
