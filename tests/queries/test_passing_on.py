"""What a successor passes on in its turn: by a transfer, to whom a split names, and what is lost."""

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
    assert vacant("2025") == ["委員席"]  # the other one is filled by another body too
