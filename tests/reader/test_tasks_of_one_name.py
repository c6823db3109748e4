"""Tasks of one name, and tasks whose indicators have leads of their own, keep what each row says."""

from __future__ import annotations

from pathlib import Path

import pytest

import quanze
from quanze import api
from quanze.exports.progress.tables import indicator_name
from quanze.queries.matrix_rows import matrix_rows

HEADS = "編號,組別,任務,主辦機關,指標,單位,115年目標"


def loaded(path: Path, heads: str, *rows: str) -> tuple[set[tuple[str, str, str]], list[str]]:
    """Who leads what, by kind and name, and the remarks of a check."""
    path.write_text("\n".join([heads, *rows]) + "\n", encoding="utf-8")
    (checked,) = api.check(path)
    with quanze.open(path.with_suffix(".kgl"), create=True) as graph:
        graph.load(path)
        led = graph.engine.read(
            "MATCH (a:Agency)-[:CONVENES]->(t) "
            "RETURN a.name AS agency, labels(t)[0] AS kind, t.name AS name, t.id AS id"
        )
    remarks = [f.message() for f in checked.findings if f.code == "flat-remark"]
    assert len({row["id"] for row in led}) == len(led), "one record has two leads"
    return {(row["agency"], row["kind"], row["name"]) for row in led}, remarks


ROWS = ("1,生活,教育宣導,環保局,甲指標,處,3", "2,海洋,教育宣導,農漁處,乙指標,場,5", "3,海洋,丙案,工務局,丙指標,處,2")


@pytest.mark.parametrize("left_out", ["編號", "組別", ""])
def test_a_name_in_two_groups_or_with_two_numbers_is_two_tasks(tmp_path: Path, left_out: str) -> None:
    heads = HEADS.split(",")
    kept = [n for n, head in enumerate(heads) if head != left_out]
    table = [",".join(line.split(",")[n] for n in kept) for line in (HEADS, *ROWS)]
    led, remarks = loaded(tmp_path / "plan.csv", *table)
    assert led == {("環保局", "Task", "教育宣導"), ("農漁處", "Task", "教育宣導"), ("工務局", "Task", "丙案")}
    assert not remarks


def test_two_tasks_without_indicators_are_told_apart_by_number_and_lead(tmp_path: Path) -> None:
    rows = ("1,教育宣導,環保局", "2,教育宣導,農漁處", "3,種樹,公園處", "4,教育宣導,環保局")
    led, remarks = loaded(tmp_path / "plan.csv", "編號,任務,主辦機關", *rows)
    assert led == {("環保局", "Task", "教育宣導"), ("農漁處", "Task", "教育宣導"), ("公園處", "Task", "種樹")}
    (said,) = remarks
    assert "教育宣導" in said and "one task" in said


def test_leads_that_differ_by_indicator_lead_these_and_no_other_task_loses_its_own(tmp_path: Path) -> None:
    rows = ("甲案,環保局,甲指標,處,3", "甲案,工務局,乙指標,場,5", "丙案,工務局,丙指標,處,2")
    led, remarks = loaded(tmp_path / "plan.csv", "任務,主辦機關,指標,單位,115年目標", *rows)
    assert led == {("環保局", "Indicator", "甲指標"), ("工務局", "Indicator", "乙指標"), ("工務局", "Task", "丙案")}
    (said,) = remarks
    assert "甲案" in said


def test_progress_names_the_tasks_of_indicators_of_one_name(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    rows = (
        "任務,主辦機關,指標,單位,113年目標,113年實績",
        "種樹,公園處,棵數,棵,30,20",
        "補植,工務局,棵數,棵,40,50",
        "換燈,工務局,盞數,盞,5,5",
    )
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    with quanze.open(tmp_path / "plan.kgl", create=True) as graph:
        graph.load(path)
        found = graph.progress(year=2024)
    assert {indicator_name(row, "zh-TW") for row in found.rows} == {"棵數（種樹）", "棵數（補植）", "盞數"}


def test_headings_that_nobody_answers_for_group_the_rows_of_a_matrix(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    lines = ("面向,任務,主辦機關", "能源轉型,屋頂光電,經發局", "能源轉型,節電輔導,秘書處", "綠色運輸,電動公車,交通局")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with quanze.open(tmp_path / "plan.kgl", create=True) as graph:
        graph.load(path)
        found = matrix_rows(graph.engine)
    assert [(row["group_name"], row["name"]) for row in found.items] == [
        ("能源轉型", "屋頂光電"),
        ("能源轉型", "節電輔導"),
        ("綠色運輸", "電動公車"),
    ]
