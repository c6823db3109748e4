"""What a successor passes on in its turn: by a transfer, to whom a split names, and what is lost; of agencies and of
councils."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import quanze
from tests.sets import loaded, write_csv

SAID = {"origin": "plan", "source": "計畫"}
TABLES: dict[str, list[dict[str, str]]] = {
    "documents": [{"name": "計畫", "kind": "plan", **SAID}],
    "agencies": [
        {"name": name, "kind": "bureau", **SAID}
        for name in ("舊工務局", "舊建設局", "建設處", "環保局", "東處", "西處", "獨立處", "獨立新處")
    ],
    "councils": [{"name": "推動會", **SAID}],
    "members": [
        {"name": "委員席", "seat_title": "委員", "seats": "1", "body": "推動會", "agency": "獨立處", **SAID},
        {"name": "兩處席", "seat_title": "委員", "seats": "1", "body": "推動會", "agency": "獨立處", **SAID},
        *(
            {"name": name, "seat_title": "輪值", "seats": "1", "body": "推動會", "agency": agency, **term, **SAID}
            for name, agency, term in (
                ("輪值一", "獨立處", {"holder_from": "2018-01-01", "holder_to": "2019-12-31"}),
                ("輪值二", "獨立新處", {"holder_from": "2020-01-01", "holder_to": "2099-12-31"}),
            )
        ),
    ],
    "tasks": [{"name": name, **SAID} for name in ("道路", "節能", "綠能", "共同", "獨務")],
    "responsibilities": [
        {"who": "舊工務局", "role": "主辦", "on": "道路", **SAID},
        {"who": "舊工務局", "role": "主辦", "on": "共同", **SAID},
        {"who": "舊建設局", "role": "主辦", "on": "節能", **SAID},
        {"who": "舊建設局", "role": "協辦", "on": "共同", **SAID},
        {"who": "舊建設局", "role": "主辦", "on": "綠能", **SAID},
        {"who": "獨立處", "role": "主辦", "on": "獨務", **SAID},
    ],
    "links": [{"from": "兩處席", "type": "REPRESENTS", "to": "環保局", **SAID}],
    "changes": [
        {**SAID, **row}
        for row in (
            {"change": "整併", "from": "舊工務局、舊建設局", "to": "建設處", "valid_from": "2020-01-01"},
            {"change": "移撥", "from": "建設處", "to": "環保局", "moves": "綠能", "valid_from": "2022-01-01"},
            {"change": "分拆", "from": "建設處", "to": "東處", "moves": "舊工務局", "valid_from": "2024-01-01"},
            {"change": "分拆", "from": "建設處", "to": "西處", "moves": "舊建設局", "valid_from": "2024-01-01"},
            {"change": "更名", "from": "獨立處", "to": "獨立新處", "valid_from": "2020-01-01"},
            {"change": "裁撤", "from": "獨立新處", "act": "計畫", "valid_from": "2024-01-01"},
        )
    ],
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[quanze.Graph]:
    folder = tmp_path_factory.mktemp("passing")
    with loaded(folder / "x.kgl", write_csv(folder / "set", TABLES)) as opened:
        yield opened


def held(graph: quanze.Graph, item: str, day: str) -> set[tuple[str, str]]:
    return {(row["agency_name"], row["role"]) for row in graph.who(item, as_of=day) if row["how"] != "unsettled"}


def test_what_was_taken_over_can_be_transferred_on(graph: quanze.Graph) -> None:
    assert held(graph, "綠能", "2019") == {("舊建設局", "CONVENES")}
    assert held(graph, "綠能", "2021") == {("建設處", "CONVENES")}
    assert held(graph, "綠能", "2023") == {("環保局", "CONVENES")}
    assert held(graph, "綠能", "2025") == {("環保局", "CONVENES")}
    spans = {row["agency_name"]: (row["valid_from"], row["valid_to"]) for row in graph.who("綠能")}
    assert spans["建設處"] == ("2020-01-01", "2021-12-31")
    assert spans["環保局"] == ("2022-01-01", "")


def test_what_came_from_a_former_body_goes_where_that_body_is_named(graph: quanze.Graph) -> None:
    assert held(graph, "道路", "2025") == {("東處", "CONVENES")}
    assert held(graph, "節能", "2025") == {("西處", "CONVENES")}
    assert held(graph, "共同", "2021") == {("建設處", "CO_ORGANIZES"), ("建設處", "CONVENES")}
    assert held(graph, "共同", "2025") == {("東處", "CONVENES"), ("西處", "CO_ORGANIZES")}
    assert not [g for g in graph.gaps(as_of="2025") if g["gap"] == "duty-unsettled"]


def test_what_a_body_took_over_is_lost_when_it_is_dissolved(graph: quanze.Graph) -> None:
    lost = {g["name"]: [a["name"] for a in g["agencies"]] for g in graph.gaps(as_of="2025") if g["gap"] == "duty-ended"}
    assert lost == {"獨務": ["獨立新處"]}
    assert "duty-ended" not in {g["gap"] for g in graph.gaps(as_of="2023")}


def test_a_seat_is_vacant_when_the_body_that_filled_it_has_ended(graph: quanze.Graph) -> None:
    def vacant(day: str) -> list[str]:
        return [g["name"] for g in graph.gaps(as_of=day) if g["gap"] == "seat-vacant"]

    assert vacant("2023") == []
    # One is filled by another body too; one had another holder before, whose term had ended.
    assert sorted(vacant("2025")) == ["委員席", "輪值二"]


COUNCILS: dict[str, list[dict[str, str]]] = {
    "agencies": [{"name": name, "kind": "bureau", **SAID} for name in ("甲局", "乙局", "丙局")],
    "councils": [
        {"name": name, **SAID} for name in ("甲會", "乙會", "併會", "東會", "西會", "續會", "舊名會", "新名會")
    ],
    "tasks": [{"name": "會務", **SAID}],
    "responsibilities": [
        {"who": "甲局", "role": "主辦", "on": "甲會", **SAID},
        {"who": "乙局", "role": "主辦", "on": "乙會", **SAID},
        {"who": "丙局", "role": "主辦", "on": "續會", **SAID},
        {"who": "丙局", "role": "主辦", "on": "舊名會", "valid_from": "2022-01-01", "valid_to": "2022-12-31", **SAID},
    ],
    "links": [{"from": "甲會", "type": "UNDERTAKES", "to": "會務", **SAID}],
    "changes": [
        {**SAID, **row}
        for row in (
            {"change": "更名", "from": "舊名會", "to": "新名會"},
            {"change": "整併", "from": "甲會、乙會", "to": "併會", "valid_from": "2020-01-01"},
            {"change": "移撥", "from": "併會", "to": "續會", "moves": "會務", "valid_from": "2022-01-01"},
            {"change": "分拆", "from": "併會", "to": "東會", "moves": "甲會", "valid_from": "2024-01-01"},
            {"change": "分拆", "from": "併會", "to": "西會", "moves": "乙會", "valid_from": "2024-01-01"},
        )
    ],
}


@pytest.fixture(scope="module")
def councils(tmp_path_factory: pytest.TempPathFactory) -> Iterator[quanze.Graph]:
    folder = tmp_path_factory.mktemp("councils")
    with loaded(folder / "x.kgl", write_csv(folder / "set", {"documents": TABLES["documents"], **COUNCILS})) as opened:
        yield opened


def test_what_follows_from_a_council_is_transferred_on(councils: quanze.Graph) -> None:
    assert held(councils, "會務", "2019") == {("甲局", "CONVENES")}
    assert held(councils, "會務", "2021") == {("甲局", "CONVENES"), ("乙局", "CONVENES")}
    assert held(councils, "會務", "2023") == {("丙局", "CONVENES")}
    assert held(councils, "會務", "2025") == {("丙局", "CONVENES")}
    spans = {(row["agency_name"], row["how"]): (row["valid_from"], row["valid_to"]) for row in councils.who("會務")}
    assert spans == {
        ("甲局", "inherited"): ("", "2019-12-31"),
        ("甲局", "carried"): ("2020-01-01", "2021-12-31"),
        ("乙局", "carried"): ("2020-01-01", "2021-12-31"),
        ("丙局", "carried"): ("2022-01-01", ""),
    }


def test_a_role_on_a_council_goes_where_that_council_is_named(councils: quanze.Graph) -> None:
    assert held(councils, "併會", "2023") == {("甲局", "CONVENES"), ("乙局", "CONVENES")}
    assert held(councils, "東會", "2025") == {("甲局", "CONVENES")}
    assert held(councils, "西會", "2025") == {("乙局", "CONVENES")}


def test_a_role_on_a_council_that_was_merged_shows_in_an_edition_of_a_later_day(councils: quanze.Graph) -> None:
    found = councils.diff(councils, councils, as_of_before="2019", as_of_after="2021")
    assert [row["change"] for row in found.rows] == ["joined"]


def test_by_a_change_without_a_date_a_role_passes_on_while_it_holds(councils: quanze.Graph) -> None:
    assert held(councils, "新名會", "2021") == held(councils, "新名會", "2023") == set()
    assert held(councils, "新名會", "2022-06-30") == {("丙局", "CONVENES")}
    assert [(row["valid_from"], row["valid_to"]) for row in councils.who("新名會")] == [("2022-01-01", "2022-12-31")]
