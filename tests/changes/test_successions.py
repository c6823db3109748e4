"""Bodies that a stated change makes other bodies: told as renamed, joined or split, never as dropped and new."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import quanze
from quanze.changes.change_set import compare
from quanze.changes.comparison import Comparison
from quanze.changes.losses import losses
from tests.changes.editions import difference, edition
from tests.loaders.cases import SAID, Tables, city
from tests.sets import loaded, write_csv


def bureaus(*names: str) -> list[dict[str, Any]]:
    return [{"id": f"t/agency/{name}", "name": name, "kind": "bureau", **SAID} for name in names]


def changed(*changes: dict[str, Any], new: tuple[str, ...] = ("新局",)) -> Tables:
    """The city's next edition: new bureaus and the table of changes; the old ones stay listed."""
    tables = city()
    tables["agencies"] += bureaus(*new)
    tables["changes"] = [{"valid_from": "2027-01-01", "act": "測試計畫", "article": "3", **SAID, **c} for c in changes]
    return tables


def told(found: Comparison) -> list[tuple[str, str, str]]:
    return [(r["change"], r["id_before"], r["id"]) for r in found.rows]


def test_a_renamed_body_is_its_successor_and_the_act_is_told() -> None:
    found = difference(city(), changed({"change": "更名", "from": "甲局", "to": "新局"}))
    assert told(found) == [("renamed", "t/agency/a", "t/agency/新局")]
    (row,) = found.rows
    assert str(row["message_en"]) == (
        "Agency “甲局” is now called “新局”. Stated change: rename, 2027-01-01, 測試計畫, article 3."
    )
    assert row["message_zh"] == "機關「甲局」更名為「新局」。所載變更：更名、116年1月1日、測試計畫、第3條。"
    assert (found.agencies, found.unsure, found.renumbered) == ([], [], 0)


def test_duties_that_the_next_edition_gives_to_the_successor_did_not_move() -> None:
    after = changed({"change": "更名", "from": "甲局", "to": "新局"})
    after["responsibilities"][0]["who"] = "新局"
    assert told(difference(city(), after)) == [("renamed", "t/agency/a", "t/agency/新局")]


def test_the_same_where_the_old_body_is_no_longer_listed_but_for_the_change() -> None:
    twice = changed(
        {"change": "更名", "from": "甲局", "to": "中局", "valid_from": "2026-01-01"},
        {"change": "升格", "from": "中局", "to": "新局"},
        new=("中局", "新局"),
    )
    found = difference(city(), twice)
    assert told(found) == [("renamed", "t/agency/a", "t/agency/新局")]
    assert "rename, 2026-01-01" in str(found.rows[0]["message_en"])
    assert "upgrade, 2027-01-01" in str(found.rows[0]["message_en"])


def test_merged_bodies_are_joined() -> None:
    found = difference(city(), changed({"change": "整併", "from": "甲局、乙處", "to": "新局"}))
    assert ("joined", "t/agency/a", "t/agency/新局") in told(found)
    assert not {"dropped", "new"} & {r["change"] for r in found.rows}


def test_a_body_merged_into_one_that_was_there_is_joined_with_it() -> None:
    found = difference(city(), changed({"change": "整併", "from": "甲局", "to": "乙處"}, new=()))
    (row,) = [r for r in found.rows if r["change"] == "joined"]
    assert {x["name"] for x in row["before"]} == {"甲局", "乙處"}


def test_a_divided_body_is_split_and_its_duties_moved_to_whoever_has_them() -> None:
    after = changed({"change": "分拆", "from": "甲局", "to": "東局、西局"}, new=("東局", "西局"))
    after["responsibilities"][0]["who"] = "西局"
    found = difference(city(), after)
    assert told(found) == [("moved", "t/task/one", "t/task/one"), ("split", "t/agency/a", "t/agency/東局")]
    assert "測試計畫" in found.rows[1]["message_zh"]


def test_bodies_that_were_there_and_take_parts_of_a_divided_one_are_not_said_to_be_joined() -> None:
    before = city()
    before["agencies"] += bureaus("東局", "西局")
    after = changed({"change": "分拆", "from": "甲局", "to": "東局、西局"}, new=("東局", "西局"))
    after["agencies"][-1]["name_en"] = "West Bureau"
    found = difference(before, after)
    of_bodies = [(r["change"], r["id_before"], r["field"]) for r in found.rows if r["kind"] == "Agency"]
    assert of_bodies == [("split", "t/agency/a", ""), ("wording", "t/agency/西局", "name_en")]


def test_a_part_that_went_over_is_unsure_and_listed() -> None:
    found = difference(city(), changed({"change": "移撥", "from": "甲局", "to": "新局", "moves": "任務一"}))
    (pair,) = found.unsure
    assert (pair["before"], pair["after"], pair["reason"]) == ("t/agency/a", "t/agency/新局", "partly")
    assert [r["change"] for r in found.rows if r["kind"] == "Agency"] == ["new"]
    assert not any(r["unsure"] for r in found.rows)


def test_a_change_that_both_editions_state_is_none() -> None:
    both = changed({"change": "更名", "from": "甲局", "to": "新局"})
    assert difference(both, both).rows == []


def test_a_rename_among_bodies_that_both_editions_have_joins_nobody() -> None:
    before = city()
    before["agencies"] += bureaus("新局")
    assert [
        r["change"] for r in difference(before, changed({"change": "更名", "from": "甲局", "to": "新局"})).rows
    ] == ["link-added"]


def test_a_rename_is_no_loss() -> None:
    tables = city()
    tables["tasks"] = [{"name": f"任務{i}", **SAID} for i in range(20)]
    tables["responsibilities"] = [{"who": "甲局", "role": "主辦", "on": f"任務{i}", **SAID} for i in range(20)]
    after = {
        **tables,
        **{k: changed({"change": "更名", "from": "甲局", "to": "新局"})[k] for k in ("agencies", "changes")},
    }
    after["responsibilities"] = [{**row, "who": "新局"} for row in tables["responsibilities"]]
    first, second = edition(tables), edition(after)
    assert losses(first, second, compare(first, second), "plan.xlsx") is None


@pytest.fixture
def graph(tmp_path: Path) -> quanze.Graph:
    """The city with a bureau renamed in 2020, whose task goes to another in 2025; another set plans a new name."""
    tables = city()
    tables["agencies"] += bureaus("新局")
    tables["changes"] = [
        {"change": "更名", "from": "甲局", "to": "新局", "valid_from": "2020-01-01", **SAID},
        {"change": "移撥", "from": "新局", "to": "乙處", "moves": "任務一", "valid_from": "2025-01-01", **SAID},
    ]
    planned = {
        "agencies": [{"id": "p/agency/z", "name": "末局", "kind": "bureau", "valid_from": "2030-01-01", **SAID}],
        "changes": [{"change": "更名", "from": "新局", "to": "末局", "valid_from": "2030-01-01", **SAID}],
    }
    for row in (*planned["agencies"], *planned["changes"]):
        row.update(origin="editorial", source="", note="規劃")
    paths = write_csv(tmp_path / "t", tables), write_csv(tmp_path / "p", planned, {"id": "p", "name": "規劃"})
    return loaded(tmp_path / "x.kgl", *paths)


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("2019", "2021", [("renamed", "t/agency/a", "t/agency/新局")]),
        ("2021", "2024", []),
        ("2021", "2026", [("moved", "t/task/one", "t/task/one"), ("link-added", "t/agency/b", "t/agency/b")]),
        ("2026-05-05", "2031", [("renamed", "t/agency/新局", "p/agency/z")]),
    ],
)
def test_two_dates_of_one_database(
    graph: quanze.Graph, tmp_path: Path, before: str, after: str, expected: list[tuple[str, str, str]]
) -> None:
    for side in (graph, tmp_path / "x.kgl"):
        found = graph.diff(side, side, as_of_before=before, as_of_after=after)
        assert [t for t in told(found) if t[0] not in ("support-to-lead", "role-dropped")] == expected
    assert graph.diff(graph, graph, as_of_before=before, as_of_after=before).rows == []


@pytest.mark.whole
def test_a_body_renamed_within_the_year_of_the_first_side_is_not_dropped(tmp_path: Path) -> None:
    tables = changed({"change": "更名", "from": "甲局", "to": "新局", "valid_from": "2020-06-01"})
    with loaded(tmp_path / "x.kgl", write_csv(tmp_path / "t", tables)) as graph:
        found = graph.diff(graph, graph, as_of_before="2020", as_of_after="2021")
    assert ("renamed", "t/agency/a", "t/agency/新局") in told(found)
    assert {row["change"] for row in found.rows} <= {"renamed", "citation"}
    assert found.agencies == []


@pytest.mark.whole
def test_a_date_of_a_file_is_that_of_the_database_which_has_it(graph: quanze.Graph, tmp_path: Path) -> None:
    file, database = tmp_path / "t", tmp_path / "x.kgl"
    for day in ("2019", "2021", "2026"):
        assert graph.diff(file, database, as_of_before=day, as_of_after=day).rows == []
    assert told(quanze.diff(file, file, as_of_before="108", as_of_after="110", db=database)) == [
        ("renamed", "t/agency/a", "t/agency/新局")
    ]
    assert graph.diff(file, file, as_of_before="2019").before.endswith("as of 2019")


def test_an_impossible_date_is_refused(graph: quanze.Graph) -> None:
    with pytest.raises(quanze.QuanzeError, match="not a date"):
        graph.diff(graph, graph, as_of_before="someday")


def test_an_agency_has_a_seat_for_the_term_of_the_holder_only(tmp_path: Path) -> None:
    tables = city()
    tables["councils"] = [{"id": "t/council/c", "name": "推動會", **SAID}]
    term = {"holder_to": "2020-12-31", "body": "推動會", "agency": "乙處"}
    tables["members"] = [{"id": "t/member/m", "name": "主席", "seat_title": "委員", "seats": 1, **term, **SAID}]
    graph = loaded(tmp_path / "x.kgl", write_csv(tmp_path / "t", tables))
    found = graph.diff(graph, graph, as_of_before="2020-06-30", as_of_after="2021-06-30")
    assert ("link-dropped", "t/member/m", "REPRESENTS") in [(r["change"], r["id"], r["field"]) for r in found.rows]
