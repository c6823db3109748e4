"""What a table is read as by its structure: what numbers what, what describes what, and what is not sure."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from quanze.reader.draft import CHECK, HIGH, Draft
from quanze.reader.figures import figures
from quanze.reader.tables.heads import meaning
from quanze.schema import RELATIONSHIP

from .test_table_account import listed, read, roles

Rows = Sequence[Sequence[str]]


def draft_of(rows: Rows) -> Draft:
    return read(rows)[0]


def reasons(draft: Draft) -> set[str]:
    return {u.reason for u in draft.unread}


def sureness(draft: Draft) -> set[str]:
    return {e.confidence for k in draft.links if RELATIONSHIP[k.type].role for e in k.evidence}


@pytest.mark.parametrize(
    ("head", "kind", "role"),
    [
        ("The agency in charge of implementation", "role", "CONVENES"),
        ("Authority responsible for delivery", "role", "CONVENES"),
        ("Indicator at the level of specific objective", "indicator", ""),
        ("Actions to be taken", "level", ""),
        ("Sub-Activities", "level", ""),
        ("Basic value", "baseline", ""),
        ("Implementation deadline", "due", ""),
        ("Directorate", "agency", ""),
        ("重大計畫活動名稱", "level", ""),
        ("改革事項", "level", ""),
        ("对策", "level", ""),
        ("事　業", "level", ""),
        ("性別目標", "target", ""),
        ("工作期限", "due", ""),
        ("区政府分管领导", "beside", ""),
    ],
)
def test_a_head_is_read_by_the_noun_that_carries_it(head: str, kind: str, role: str) -> None:
    found = meaning(head)
    assert found is not None and (found.kind, found.role) == (kind, role)


@pytest.mark.parametrize(
    "head", ["Number of trees", "Date of approval", "Source of data", "其他事項", "注意事項", "經費使用情形事項"]
)
def test_a_noun_that_says_something_of_another_one_is_no_task(head: str) -> None:
    found = meaning(head)
    assert found is None or found.kind not in ("level", "role", "indicator", "target")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("10 400", [10400]),
        ("1 234 567 people", [1234567]),
        ("114 200", []),
        ("12 34", []),
        ("80% (2017)", [80]),
    ],
)
def test_a_number_whose_thousands_a_space_parts_is_one(text: str, values: list[float]) -> None:
    assert [f.value for f in figures(text)] == values


def test_a_decimal_is_no_item_number() -> None:
    draft = draft_of([["成果指標", "令和5年度実績", "令和9年度目標"], ["貸出点数", "2.77点", "3.1点"]])
    assert {(n.values.get("result"), n.values.get("target")) for n in draft.of_kind("AnnualTarget")} == {
        (2.77, None),
        (None, 3.1),
    }


def test_item_numbers_under_a_shared_head_number_what_is_beside_them() -> None:
    rows = [
        ["策略績效目標", "策略績效目標", "衡量指標", "衡量指標", "114年目標值"],
        ["一", "健全托育服務", "1", "托育涵蓋率", "90%"],
        ["二", "強化公共運輸", "2", "公車運量", "120"],
    ]
    draft = draft_of(rows)
    assert [n.name for n in draft.of_kind("Task")] == ["健全托育服務", "強化公共運輸"]
    assert [n.name for n in draft.of_kind("Indicator")] == ["托育涵蓋率", "公車運量"]
    assert sorted(n.values["target"] for n in draft.of_kind("AnnualTarget")) == [90, 120]


def test_what_a_project_consists_of_is_no_task_and_is_listed() -> None:
    content = "引進科技企業100家，創造就業"
    draft = draft_of(
        [["計畫名稱", "計畫內容", "主辦機關"], ["亞灣園區", content, "經發局"], ["北嶺", "拓寬3公里", "工務局"]]
    )
    assert roles(draft) == {("CONVENES", "經發局", "亞灣園區"), ("CONVENES", "工務局", "北嶺")}
    assert sureness(draft) == {HIGH}
    assert content in listed(draft) and "described" in reasons(draft)


def test_contents_of_one_project_that_others_answer_for_are_its_tasks() -> None:
    rows = [["计划名称", "主要内容", "牵头单位"], ["老城厢", "修缮故居，布展", "文旅局"], ["", "整治道路3条", "住建局"]]
    assert {(a, b) for _, a, b in roles(draft_of(rows))} == {("文旅局", "修缮故居，布展"), ("住建局", "整治道路3条")}


@pytest.mark.parametrize("head", ["主辦機關", "主（協）辦機關"])
def test_a_section_in_brackets_is_listed_and_leaves_its_agency_sure(head: str) -> None:
    rows = [["計畫", head], ["植樹", "衛生局（健康促進科）"], ["造林", "工務局（教育局）"]]
    draft = draft_of(rows)
    assert ("CONVENES", "衛生局", "植樹") in roles(draft)
    assert not any("健康促進科" in agency for _, agency, _ in roles(draft))
    assert "衛生局健康促進科" in listed(draft) and "section" in reasons(draft)


def test_letters_keep_their_meaning_beside_a_row_that_explains_them() -> None:
    legend = "Key: R = Responsible, A = Accountable, C = Consulted, I = Informed"
    draft = draft_of([["Task", "Public Works", "Planning Department"], ["Flood map", "A", "R"], [legend, "", ""]])
    assert roles(draft) == {
        ("CONVENES", "Public Works", "Flood map"),
        ("CO_ORGANIZES", "Planning Department", "Flood map"),
    }


def test_a_table_that_only_says_who_is_about_the_texts_that_differ_and_is_to_be_checked() -> None:
    draft = draft_of(
        [["階段", "權責單位", "操作"], ["預防", "消防局", "建立應變體系"], ["預防", "民政處", "編組民間力量"]]
    )
    assert {(a, b) for _, a, b in roles(draft)} == {("消防局", "建立應變體系"), ("民政處", "編組民間力量")}
    assert sureness(draft) == {CHECK}


def test_a_column_of_agencies_under_an_unknown_head_is_offered_with_its_values() -> None:
    draft = draft_of([["計畫", "主辦機關", "甲欄"], ["植樹", "農業局", "工務局"], ["造林", "林務處", "水利處"]])
    assert [u.reason for u in draft.unread] == ["agencies"]
    assert "row 2: 工務局; row 3: 水利處" in listed(draft)


def test_marks_and_figures_that_no_row_takes_are_listed() -> None:
    rows = [["Action", "Lead agency", "Year 1", "Update"], ["Plant trees", "Parks Office", "✓", "500 trees done"]]
    said = listed(draft_of(rows))
    assert "Year 1: ✓" in said and "500 trees done" in said


def test_a_year_before_that_of_a_result_is_one_of_results() -> None:
    draft = draft_of([["指標", "112年", "113年實績", "114年目標"], ["自行車道", "85", "92", "105"]])
    found = {(n.values["year"], n.values.get("result"), n.values.get("target")) for n in draft.of_kind("AnnualTarget")}
    assert found == {(2023, 85, None), (2024, 92, None), (2025, None, 105)}


def test_an_indicator_that_begins_with_a_figure_may_be_what_is_aimed_at() -> None:
    draft = draft_of([["Action", "Lead agency", "Measure of success"], ["Retrofit", "Housing Office", "1,200 homes"]])
    assert [e.confidence for n in draft.of_kind("Indicator") for e in n.evidence] == [CHECK]


@pytest.mark.parametrize(
    "head", ["Activity Title & Description", "Project name and description", "Action/Details", "計畫名稱及說明"]
)
def test_a_head_of_a_name_with_its_description_is_of_the_name(head: str) -> None:
    draft = draft_of(
        [
            ["ID", head, "Lead agency", "Output"],
            ["1", "Gap assessment: evaluation of the weather networks", "Met Office", "A report on urban networks."],
            ["2", "Hydrology: more monitoring stations along rivers", "Water Agency", "New stations installed."],
        ]
    )
    assert {node.name.partition(":")[0] for node in draft.of_kind("Task")} == {"Gap assessment", "Hydrology"}
    assert {(k.a.real().name, k.b.real().name.partition(":")[0]) for k in draft.linked("CONVENES")} == {
        ("Met Office", "Gap assessment"),
        ("Water Agency", "Hydrology"),
    }


@pytest.mark.parametrize(
    ("figures_head", "kind"),
    [
        ("碳排放量目標（公噸）", "Task"),
        ("113年碳排放量目標", "Task"),
        ("113年目標值", "Indicator"),
        ("113年實績", "Indicator"),
    ],
)
def test_words_under_targets_are_what_is_measured_only_where_the_figures_do_not_say_it(
    figures_head: str, kind: str
) -> None:
    rows = [["目標", figures_head, "主辦"], ["潔淨環境", "20", "環境保護局"], ["健康環境", "18", "衛生局"]]
    draft = draft_of(rows)
    assert {n.name for n in draft.of_kind(kind)} == {"潔淨環境", "健康環境"}
    assert {e.confidence for n in draft.of_kind("Indicator") for e in n.evidence} <= {CHECK}


@pytest.mark.parametrize("time", ["Q4 2023/24", "Quarter 2", "2024"])
def test_a_time_beside_the_head_of_indicators_is_a_second_head(time: str) -> None:
    rows = [["Performance Indicator", time, ""], ["", "Value", "Target"], ["Litter", "", ""]]
    draft = draft_of([*rows, ["Roads without litter", "96%", "98%"], ["Bins emptied", "90%", "95%"]])
    assert time not in [n.name for n in draft.of_kind("Indicator")]
    assert draft.of_kind("Indicator") or "Roads without litter" in " ".join(u.text for u in draft.unread)
