"""Heads, layouts and cells of tables that plans print: what a head says by its words, and what it does not say."""

from __future__ import annotations

import pytest

from quanze.reader.draft import CHECK, HIGH
from quanze.reader.figures import figures, period
from quanze.reader.tables.head_words import head_of_words
from quanze.reader.tables.heads import bare_year, meaning
from tests.reader.one_table import read, roles


@pytest.mark.parametrize(
    ("head", "kind", "role", "year"),
    [
        ("Nodal Department", "role", "CONVENES", ""),
        ("主政縣市", "role", "CONVENES", ""),
        ("责任单位或牵头单位", "role", "CONVENES", ""),
        ("業務權責單位", "role", "CONVENES", ""),
        ("Responsible Program", "role", "CONVENES", ""),
        ("Responsible Service Area", "role", "CONVENES", ""),
        ("Person(s) Responsible", "role", "CONVENES", ""),
        ("工作内容及要求", "level", "", ""),
        ("取組の内容", "level", "", ""),
        ("施策の方向性", "level", "", ""),
        ("會議結論", "level", "", ""),
        ("整改措施", "level", "", ""),
        ("Planned activities", "level", "", ""),
        ("Key result area", "level", "", ""),
        ("施策の目的達成度を示す指標", "indicator", "", ""),
        ("長期目標値(H35)", "target", "", "2023"),
        ("2020年基值", "baseline", "", ""),
        ("112現況(座)", "current", "", "2023"),
        ("2030目標(公噸)", "target", "", "2030"),
        ("編", "number", "", ""),
        ("預定進度", "due", "", ""),
        ("Delivery date", "due", "", ""),
        ("推进时间", "period", "", ""),
        ("協辦公所", "role", "CO_ORGANIZES", ""),
        ("Dept. in charge", "role", "CONVENES", ""),
        ("Council lead", "role", "CONVENES", ""),
        ("落实单位", "role", "CONVENES", ""),
        ("負責科", "role", "CONVENES", ""),
        ("Who will lead?", "role", "CONVENES", ""),
        ("Other Related Major Departments", "role", "CO_ORGANIZES", ""),
        ("Cooperating agencies", "role", "CO_ORGANIZES", ""),
        ("Community partners", "role", "CO_ORGANIZES", ""),
        ("連携先", "role", "CO_ORGANIZES", ""),
        ("督考", "role", "REVIEWS", ""),
        ("Milestone date", "due", "", ""),
        ("Adaptation option", "level", "", ""),
        ("関連部署", "role", "CO_ORGANIZES", ""),
        ("Who will help?", "role", "CO_ORGANIZES", ""),
        ("Lead and supporting roles", "leadless", "", ""),
        ("Roles and responsibilities", "leadless", "", ""),
        ("主辦機關 Lead agency", "role", "CONVENES", ""),
        ("FY25 Target", "target", "", "2025"),
        ("中間年度の目標 2014年", "target", "", "2014"),
        ("短期目標（114年）", "target", "", "2025"),
        ("2025 KPI目標", "target", "", "2025"),
        ("R8目標", "target", "", "2026"),
        ("FY24 Actual", "result", "", "2024"),
        ("R5実績", "result", "", "2023"),
        ("現況 2002年", "current", "", "2002"),
        ("Baseline FY23", "baseline", "", ""),
        ("衡量指標與目標值", "indicator", "", ""),
        ("Metric & target", "indicator", "", ""),
        ("Tentative Indicators", "indicator", "", ""),
        ("How will we know?", "indicator", "", ""),
        ("STRATEGIC OBJECTIVES", "level", "", ""),
        ("Mitigation Action", "level", "", ""),
        ("What will we do?", "level", "", ""),
        ("個別施策", "level", "", ""),
        ("Implementation period", "period", "", ""),
        ("时间要求", "due", "", ""),
        ("By when?", "due", "", ""),
        ("Indicator No.", "number", "", ""),
        ("Goal No.", "number", "", ""),
        ("Hazard(s) Addressed", "beside", "", ""),
        ("Potential Funding Source(s)", "beside", "", ""),
    ],
)
def test_a_head_is_read_by_its_words(head: str, kind: str, role: str, year: str) -> None:
    known = meaning(head)
    assert known is not None and (known.kind, known.role, known.year) == (kind, role, year)


@pytest.mark.parametrize(
    "head",
    [
        "Quarter 1",
        "Related plans",
        "Number of actions",
        "Other",
        "Associated",
        "Finance",
        "Planning",
        "奇怪",
        "環保局 Health",
    ],
)
def test_a_head_with_a_word_in_no_category_is_not_known(head: str) -> None:
    assert meaning(head) is None
    assert head_of_words(head, head) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("FY24", "2024"),
        ("2024/25", "2024"),
        ("R6", "2024"),
        ("114年度", "2025"),
        ("113年6月", ""),
        ("12", ""),
        ("x", ""),
    ],
)
def test_years_as_heads(text: str, year: str) -> None:
    assert bare_year(text) == year


@pytest.mark.parametrize(
    ("heads", "sure"),
    [
        (["2024/25 target", "2025/26 target"], CHECK),
        (["TARGET 2024-2025", "TARGET 2025-2026"], CHECK),
        (["FY24 target", "FY25 target"], HIGH),
        (["2024 target", "2025 target"], HIGH),
    ],
)
def test_a_year_in_two_calendar_years_is_to_be_checked(heads: list[str], sure: str) -> None:
    draft = read([["KPI", "Owner", *heads], ["Recycling rate", "Waste Department", "46", "50"]])
    found = {(n.evidence[0].confidence, n.evidence[0].reason) for n in draft.of_kind("AnnualTarget")}
    assert found == {(sure, "year" if sure == CHECK else "")}


def test_financial_years_below_one_head_are_to_be_checked() -> None:
    rows = [
        ["KPI", "Lead", "Targets", "Targets"],
        ["KPI", "Lead", "2024/25", "2025"],
        ["Homes", "Housing Team", "2", "3"],
    ]
    found = {n.values["year"]: n.evidence[0].confidence for n in read(rows).of_kind("AnnualTarget")}
    assert found == {2024: CHECK, 2025: HIGH}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("April 2025 – March 2027", "2025-04", "2027-03"),
        ("Jan-Mar 2026", "2026-01", "2026-03"),
        ("FY24-26", "2024", "2026"),
        ("FY 2025 to FY 2027", "2025", "2027"),
        ("Q1-Q4 2025", "2025-01", "2025-12"),
        ("Q1 2025 - Q4 2026", "2025-01", "2026-12"),
        ("113年Q1-Q4", "2024-01", "2024-12"),
        ("113年第1季至第4季", "2024-01", "2024-12"),
        ("113、114年", "2024", "2025"),
        ("民國113至115年", "2024", "2026"),
        ("R6～R8年度", "2024", "2026"),
        ("Short-term: 2025-2027", "2025", "2027"),
        ("2025-2030 (5 years)", "2025", "2030"),
        ("2025 onwards", "2025", ""),
        ("from 2025", "2025", ""),
        ("01/2024", "2024-01", "2024-01"),
        ("end 2026", "", "2026-12"),
        *((t, "", "") for t in ("Q1–Q4", "Year 1-3", "1-3 yrs", "10-12", "mid-2026", "Before 2030", "2026 to date")),
    ],
)
def test_spans_of_months_quarters_and_years(text: str, first: str, last: str) -> None:
    assert period(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "value", "unit", "year"),
    [
        ("120000", 120000, "", ""),
        ("202450", 202450, "", ""),
        ("4.6%（2017年）", 4.6, "%", "2017"),
        ("120 by 2028", 120, "", "2028"),
        ("12 μg/m3", 12, "μg/m3", ""),
        ("300 tCO2e", 300, "tCO2e", ""),
        ("2030年20%", 20, "%", "2030"),
    ],
)
def test_a_year_is_no_part_of_a_number(text: str, value: float, unit: str, year: str) -> None:
    assert [(f.value, f.unit, f.year) for f in figures(text)] == [(value, unit, year)]


def test_letters_mean_what_the_table_says() -> None:
    rows = [["Action", "Planning", "Parks"], ["Zoning code", "L", "S"], ["Creeks", "S", "L"]]
    said = {(t, a, b) for t, a, b, _ in roles(read([*rows, ["L = Lead; S = Support", "", ""]]))}
    assert said == {
        ("CONVENES", "Planning", "Zoning code"),
        ("CO_ORGANIZES", "Parks", "Zoning code"),
        ("CO_ORGANIZES", "Planning", "Creeks"),
        ("CONVENES", "Parks", "Creeks"),
    }
    draft = read(rows)
    assert not roles(draft) and draft.unread


def test_agencies_as_rows_under_tasks() -> None:
    rows = [["局處", "節能改造", "綠色採購"], ["建設處", "◎", "○"], ["行政處", "", "◎"], ["◎主辦 ○協辦", "", ""]]
    assert roles(read(rows)) == {
        ("CONVENES", "建設處", "節能改造", HIGH),
        ("CO_ORGANIZES", "建設處", "綠色採購", HIGH),
        ("CONVENES", "行政處", "綠色採購", HIGH),
    }


def test_marks_of_agencies_as_rows_without_a_meaning_are_listed() -> None:
    draft = read([["局處", "節能改造", "綠色採購"], ["建設處", "▲", "▲"], ["行政處", "▲", ""]])
    assert not roles(draft)
    assert sum("▲" in u.text for u in draft.unread) == 3


def test_two_tables_beside_one_another_do_not_mix() -> None:
    draft = read([["措施", "主辦", "", "指標", "單位", "2030目標"], ["植樹", "農業處", "", "綠覆率", "%", "30"]])
    assert roles(draft) == {("CONVENES", "農業處", "植樹", HIGH)}
    assert not [k for k in draft.links if k.type == "MEASURED_BY"]
    assert [n.values["target"] for n in draft.of_kind("AnnualTarget")] == [30]


def test_lines_below_a_note_are_no_tasks() -> None:
    rows = [
        ["計畫", "工作", "執行單位"],
        ["防災", "布設感測器", "水利處"],
        ["說明：", "", ""],
        ["1.本表以審議結果為準。", "", ""],
        ["資料來源：水利處", "", ""],
    ]
    draft = read(rows)
    assert {n.name for n in draft.of_kind("Task")} == {"防災", "布設感測器"}
    assert {u.row for u in draft.unread if u.reason == "note"} == {2, 3, 4}


def test_a_note_between_rows_leaves_the_headings_below_it() -> None:
    rows = [
        ["編號", "措施", "主辦機關"],
        ["1", "電動公車", "交通局"],
        ["註：經費另計", "", ""],
        ["二、能源", "", ""],
        ["2", "校園光電", "教育局"],
    ]
    draft = read(rows)
    assert ("校園光電", "能源") in {(k.a.real().name, k.b.real().name) for k in draft.links if k.type == "PART_OF"}


@pytest.mark.parametrize("head", ["Roles", "甲欄"])
def test_cells_that_state_their_roles_need_no_head(head: str) -> None:
    rows = [
        ["No.", "Action", head],
        ["1", "Warnings", "Lead: Health Unit. Supporting Role: School Boards; Parks Office."],
        ["2", "Retrofits", "Lead: Works Department"],
    ]
    assert {(t, a, b) for t, a, b, _ in roles(read(rows))} == {
        ("CONVENES", "Health Unit", "Warnings"),
        ("CO_ORGANIZES", "School Boards", "Warnings"),
        ("CO_ORGANIZES", "Parks Office", "Warnings"),
        ("CONVENES", "Works Department", "Retrofits"),
    }


def test_a_name_beside_one_that_leads_helps_perhaps() -> None:
    draft = read([["Action", "Responsible parties"], ["Repair", "• Culture Department (lead)\n• Libraries Office"]])
    assert roles(draft) == {
        ("CONVENES", "Culture Department", "Repair", HIGH),
        ("CO_ORGANIZES", "Libraries Office", "Repair", CHECK),
    }


def test_a_word_for_agencies_that_nobody_knows_is_perhaps_the_lead() -> None:
    rows = [["編號", "行動計畫", "總管單位"], ["1", "碳盤查", "環境保護局"], ["2", "低碳旅宿", "觀光旅遊局"]]
    assert {(t, a, c) for t, a, _, c in roles(read(rows))} == {
        ("CONVENES", "環境保護局", CHECK),
        ("CONVENES", "觀光旅遊局", CHECK),
    }
    beside = [
        ["行動計畫", "主辦機關", "總管單位"],
        ["碳盤查", "環境保護局", "經發局"],
        ["低碳旅宿", "觀光旅遊局", "經發局"],
    ]
    draft = read(beside)
    assert {a for _, a, _, _ in roles(draft)} == {"環境保護局", "觀光旅遊局"}
    assert any("總管單位" in u.text for u in draft.unread)


@pytest.mark.parametrize("head", ["資料提供單位", "補助機關"])
def test_who_gives_data_or_money_does_not_lead(head: str) -> None:
    assert not roles(read([["行動計畫", "期程", head], ["碳盤查", "113年", "環境保護局"], ["旅宿", "114年", "觀光局"]]))


def test_years_beside_their_sum_are_no_targets() -> None:
    draft = read([["計畫", "主責", "113年", "114年", "合計"], ["隔熱", "教育局", "500", "600", "1,100"]])
    assert not draft.of_kind("AnnualTarget") and not draft.of_kind("Indicator")
    assert any("500" in u.text for u in draft.unread)


def test_an_item_with_parts_is_one_task_and_its_parts() -> None:
    draft = read(
        [["推動措施", "主責局處"], ["一、綠能屋頂\n（一）盤點屋頂\n（二）公開招標", "經發局"], ["二、電表", "經發局"]]
    )
    parts = {(k.a.real().name, k.b.real().name) for k in draft.links if k.type == "PART_OF"}
    assert parts == {("盤點屋頂", "綠能屋頂"), ("公開招標", "綠能屋頂")}
    assert ("CONVENES", "經發局", "綠能屋頂", HIGH) in roles(draft)


def test_a_second_level_known_by_its_last_word_is_to_be_checked() -> None:
    rows = [["Action", "Complementary measures", "Lead"], ["Bike lanes", "Parking rules", "Roads Department"]]
    assert {c for *_, c in roles(read(rows))} == {CHECK}
    assert {c for *_, c in roles(read([["Mitigation action", "Lead"], ["Bike lanes", "Roads Department"]]))} == {HIGH}


def test_an_agency_behind_the_name_of_an_indicator_is_listed() -> None:
    draft = read([["目標", "主辦", "114年"], ["綠覆率（公園處）", "農業處", "30"], ["回收率", "環保局", "50"]])
    assert any("公園處" in u.text for u in draft.unread)


def test_numbers_beside_who_leads_leave_the_tasks_to_the_texts() -> None:
    """No head says what the texts are, so that they are to be checked."""
    draft = read([("項次", "運作機能", "主政縣市"), ("1", "綠色運輸", "臺南市"), ("2", "生態綠化", "嘉義縣")])
    assert roles(draft) == {("CONVENES", "臺南市", "綠色運輸", CHECK), ("CONVENES", "嘉義縣", "生態綠化", CHECK)}


def test_numbered_actions_with_their_time_are_tasks_that_nobody_leads() -> None:
    draft = read(
        [("Ref", "Action", "Timing"), ("1", "Plant street trees", "2030"), ("2", "Count the trees", "Ongoing")]
    )
    tasks = {n.real().name for n in draft.nodes if n.kind == "Task"}
    assert tasks == {"Plant street trees", "Count the trees"} and not roles(draft)


def test_actions_alone_and_times_of_what_is_not_numbered_are_no_table_of_tasks() -> None:
    for rows in ([("Action", "Notes"), ("Plant trees", "a"), ("Count", "b")], [("Stage", "When"), ("Tender", "May")]):
        draft = read(rows)
        assert not [n for n in draft.nodes if n.kind == "Task"] and draft.unread
