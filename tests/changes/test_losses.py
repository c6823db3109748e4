"""A load that would lose much of a data set is refused, with the numbers and the likely mistake."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

import quanze
from quanze.changes.change_set import compare
from quanze.changes.losses import _lost, most_lost
from quanze.changes.pairs import pair
from quanze.errors import RemovalError
from tests.changes.editions import edition, two_editions
from tests.loaders.cases import SAID, Tables, city
from tests.sets import loaded, snapshot, write_csv


def many(n: int, name: str = "任務") -> Tables:
    tables = city()
    tables["tasks"] = [{"name": f"{name}{i}", **SAID} for i in range(n)]
    tables["responsibilities"] = [{"who": "甲局", "role": "主辦", "on": f"{name}{i}", **SAID} for i in range(n)]
    return tables


@pytest.fixture
def graph(tmp_path: Path) -> quanze.Graph:
    return loaded(tmp_path / "x.kgl", write_csv(tmp_path / "first", many(20)))


def test_lost_rows_are_refused(graph: quanze.Graph, tmp_path: Path) -> None:
    before = snapshot(graph.engine)
    part = write_csv(tmp_path / "part", many(17))
    with pytest.raises(RemovalError, match="part would remove 6 of the 43 records and links of the data set t") as no:
        graph.load(part)
    assert "rows may be missing" in no.value.advice
    assert "tasks: 3" in no.value.message
    assert snapshot(graph.engine) == before
    report = graph.load(part, replace=True)
    assert {r["table"]: r["removed"] for r in report.rows}["tasks"] == 3
    assert len(graph.records("Task")) == 17


def test_a_tenth_may_go(graph: quanze.Graph, tmp_path: Path) -> None:
    graph.load(write_csv(tmp_path / "part", many(18)))
    assert len(graph.records("Task")) == 18


def test_another_plan_under_the_same_id_is_refused(graph: quanze.Graph, tmp_path: Path) -> None:
    other = many(20, "措施")
    for row in other["agencies"]:
        row["id"] += "2"
    with pytest.raises(RemovalError) as no:
        graph.load(write_csv(tmp_path / "other", other))
    assert "seems to be another plan with the same data set id" in no.value.advice


def test_duties_that_move_and_new_citations_are_no_loss(graph: quanze.Graph, tmp_path: Path) -> None:
    tables = many(20)
    for row in tables["responsibilities"]:
        row.update(who="乙處", locator="第 3 頁")
    graph.load(write_csv(tmp_path / "moved", tables))
    assert {r["agency"] for r in graph.who("任務3")} == {"t/agency/b"}


def test_what_stays_stated_twice_makes_up_for_no_loss(graph: quanze.Graph, tmp_path: Path) -> None:
    tables = many(20)
    twice = [{**row, "locator": "第 3 頁"} for row in tables["responsibilities"][:5]]
    tables["responsibilities"] = [*tables["responsibilities"][:15], *twice]
    with pytest.raises(RemovalError, match="responsibilities: 5"):
        graph.load(write_csv(tmp_path / "twice", tables))


def test_new_ids_are_no_loss(graph: quanze.Graph, tmp_path: Path) -> None:
    tables = many(20)
    for i, row in enumerate(tables["tasks"]):
        row["id"] = f"t/{i}"
    del tables["tasks"][19], tables["responsibilities"][19]
    report = graph.load(write_csv(tmp_path / "numbered", tables))
    assert graph.find("任務3")["id"] == "t/3"
    assert ([row["name"] for row in report.removed], report.renumbered) == (["任務19"], 19)


@pytest.mark.whole
@given(two_editions())
def test_no_more_is_lost_than_what_is_counted_before_records_are_paired(both: tuple[Tables, Tables]) -> None:
    before, after = map(edition, both)
    for old, new in ((before, after), (after, before)):
        changes = compare(old, new)
        assert sum(_lost(old, new, changes, pair(old, new)).values()) <= most_lost(new, changes)
