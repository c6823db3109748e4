"""Heads, figures and letters of sheets as offices type them: what a table says of its own form is taken at its word."""

from __future__ import annotations

import pytest

from quanze.reader.draft import CHECK, HIGH, Draft
from quanze.reader.figures import bound, figures, period
from quanze.reader.flat_sheet import _field
from quanze.reader.tables.heads import meaning
from quanze.schema import RELATIONSHIP
from quanze.schema.draft_codes import FIELDS
from tests.reader.one_table import read


def roles(draft: Draft) -> set[tuple[str, str, str]]:
    """Type, agency and confidence of each role."""
    return {(k.type, k.a.real().name, k.evidence[0].confidence) for k in draft.links if RELATIONSHIP[k.type].role}


def values(draft: Draft) -> set[tuple[int, float | None, float | None, str]]:
    """Year, target, result and confidence of each yearly figure."""
    return {
        (n.values["year"], n.values.get("target"), n.values.get("result"), n.evidence[0].confidence)
        for n in draft.of_kind("AnnualTarget")
    }


@pytest.mark.parametrize(
    "head", ["主（協）辦機關", "主(協)辦單位", "主辦（協辦）機關", "主責(配合)局處", "主辦機關(協辦機關)"]
)
def test_the_brackets_of_a_head_of_both_roles_are_the_legend_of_its_cells(head: str) -> None:
    draft = read([["計畫", head], ["植樹", "農業處（教育處、工務處）"]])
    helps = {("CO_ORGANIZES", name, HIGH) for name in ("教育處", "工務處")}
    assert roles(draft) == {("CONVENES", "農業處", HIGH), *helps}
    assert not draft.unread


@pytest.mark.parametrize("cell", ["農業處", "農業處、教育處", "農業處\n教育處"])
@pytest.mark.parametrize("beside", ["", "工務處（水利處）"])
def test_names_without_brackets_under_such_a_head(cell: str, beside: str) -> None:
    """One name surely leads where other cells keep who helps in brackets."""
    others = [["造林", beside]] if beside else []
    draft = read([["計畫", "主（協）辦機關"], ["植樹", cell], *others])
    sure = HIGH if cell == "農業處" and beside else CHECK
    assert {role for role in roles(draft) if role[1] == "農業處"} == {("CONVENES", "農業處", sure)}


def test_a_head_of_both_roles_without_brackets_says_nothing_of_its_cells() -> None:
    draft = read([["計畫", "主、協辦機關"], ["植樹", "農業處（教育處）"]])
    assert not roles(draft)
    assert [u.reason for u in draft.unread] == ["leadless"]


@pytest.mark.parametrize(
    "head", ["達成率", "執行率", "完成率(%)", "達標率", "進度(%)", "目標達成率", "% achieved", "Achievement rate"]
)
def test_a_rate_beside_the_result_it_is_computed_from_is_not_kept(head: str) -> None:
    rows = [["計畫", "指標", "單位", "114年目標", "114年實績", head], ["植樹", "株數", "株", "200", "150", "75%"]]
    draft = read(rows)
    assert values(draft) == {(2025, 200, 150, HIGH)}
    assert not draft.unread
    known = meaning(head)
    assert known is not None and _field(known) == "computed" and "computed" in FIELDS


def test_a_rate_without_a_result_beside_it_is_to_be_checked() -> None:
    draft = read([["計畫", "指標", "114年目標", "114年達成率"], ["植樹", "存活比率", "80%", "75%"]])
    (year,) = draft.of_kind("AnnualTarget")
    assert (year.values["target"], year.values["result"]) == (80, 75)
    assert {e.confidence for e in year.evidence} == {CHECK}  # target and result are one row


@pytest.mark.parametrize(
    ("year", "value", "now"),
    [
        ("基期年", "基期值", "2024現況值"),
        ("基準年", "基準值", "現況值(113年)"),
        ("基線年度", "基線值", "最新值(2024)"),
        ("Baseline year", "Baseline value", "Latest (2024)"),
        ("Base year", "Baseline", "Current value (2024)"),
    ],
)
def test_what_is_now_beside_a_baseline_is_the_result_of_its_year(year: str, value: str, now: str) -> None:
    lead = "Lead agency" if year.isascii() else "主辦機關"
    action = "Indicator" if year.isascii() else "指標"
    draft = read([[action, lead, year, value, "2030 target", now], ["再生能源", "經發局", "2020", "150", "800", "365"]])
    (indicator,) = draft.of_kind("Indicator")
    assert (indicator.values["baseline_year"], indicator.values["baseline_value"]) == (2020, 150)
    assert values(draft) == {(2030, 800, None, HIGH), (2024, None, 365, HIGH)}


@pytest.mark.parametrize(
    ("head", "kept"), [("最新值(2024)", "result"), ("Latest (2024)", "result"), ("113年現況值", "")]
)
def test_what_is_now_without_a_baseline_is_sure_only_where_it_is_one(head: str, kept: str) -> None:
    draft = read([["指標", "主辦機關", "2030年目標", head], ["再生能源", "經發局", "800", "365"]])
    (indicator,) = draft.of_kind("Indicator")
    found = {n.values.get("result"): n.evidence[0].confidence for n in draft.of_kind("AnnualTarget")}
    assert (found.get(365) == CHECK) is bool(kept)
    assert (indicator.values.get("baseline_value") == 365) is not bool(kept)


@pytest.mark.parametrize(
    "said", ["cumulative", "annual", "累計", "每年", "total", "est.", "provisional", "年平均", "新增"]
)
def test_what_is_no_unit_stays_in_the_name(said: str) -> None:
    draft = read(
        [["計畫", "指標", "2030年目標"], ["植樹", f"新植株數（{said}）", "800"], ["造林", "面積（公頃）", "8"]]
    )
    found = {n.name: n.values.get("unit") or "" for n in draft.of_kind("Indicator")}
    assert found == {f"新植株數（{said}）": "", "面積": "公頃"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *((t, "down") for t in ("15以下", "≤ 15", "at most 15", "no more than 15", "不超過15", "15 or less", "低於15")),
        *((t, "up") for t in ("15以上", "≥15", "至少 15", "不低於15", "at least 15", "15 or more", "no less than 15")),
        *((t, "") for t in ("15", "約15", "達15", "up to 15")),
    ],
)
def test_the_bound_of_a_target_says_the_direction_that_is_wanted(text: str, wanted: str) -> None:
    assert bound(text) == wanted
    assert [f.value for f in figures(text)] == [15]
    draft = read([["計畫", "指標", "2030年目標"], ["空品", "年平均濃度", text]])
    (indicator,) = draft.of_kind("Indicator")
    assert indicator.values.get("direction", "") == wanted


def test_bounds_that_differ_say_no_direction() -> None:
    draft = read([["計畫", "指標", "2027年目標", "2030年目標"], ["空品", "年平均濃度", "15以下", "12以上"]])
    (indicator,) = draft.of_kind("Indicator")
    assert "direction" not in indicator.values or not indicator.values["direction"]
    assert any("12以上" in str(u.text) for u in draft.unread)


@pytest.mark.parametrize(("name", "wanted"), [("溫室氣體減量比例", "up"), ("用水節省量", "up"), ("減少用電", "down")])
def test_of_what_is_saved_more_is_wanted(name: str, wanted: str) -> None:
    (indicator,) = read([["計畫", "指標", "2030年目標"], ["節電", name, "30"]]).of_kind("Indicator")
    assert indicator.values["direction"] == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("廢棄物減量", ""),  # 30 tonnes less, or down to 30
        ("漏水率降低", ""),
        ("Waste reduction", ""),
        ("降低漏水率", "down"),
        ("漏水率逐年降低", "down"),
        ("Reduce household waste", "down"),
        ("用電量較2020年減少", "up"),
    ],
)
def test_a_name_that_is_a_reduction_says_no_direction_unless_beside_a_year(name: str, wanted: str) -> None:
    (indicator,) = read([["計畫", "指標", "2030年目標"], ["節約", name, "30"]]).of_kind("Indicator")
    assert indicator.values.get("direction", "") == wanted


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025/26", "2025", "2026"),
        ("2025/2026", "2025", "2026"),
        ("2025/26 to 2027/28", "2025", "2028"),
        ("FY2025", "2025", "2025"),
        ("FY25", "2025", "2025"),
        ("Q3 2025", "2025-07", "2025-09"),
        ("2025/06", "2025-06", "2025-06"),
        ("2011/12", "2011-12", "2011-12"),
    ],
)
def test_financial_years_are_periods(text: str, first: str, last: str) -> None:
    assert period(text) == (first, last)


@pytest.mark.parametrize("text", ["Short term", "Medium term", "短期", "中長期", "持續辦理", "ongoing"])
def test_a_term_without_dates_is_not_listed(text: str) -> None:
    assert not read([["計畫", "主辦機關", "期程"], ["植樹", "農業處", text]]).unread


RACI = [
    ["任務", "環保局", "交通局", "工務局"],
    ["節能", "A/R", "C", "I"],
    ["公車", "", "A", "R"],
    ["測站", "R", "", "C"],
]


@pytest.mark.parametrize("title", ["", "RACI 權責矩陣", "R＝執行、A＝當責、C＝諮詢、I＝知會"])
def test_letters_of_raci_are_read_by_their_scheme_in_every_row(title: str) -> None:
    draft = read([[title, "", "", ""], *RACI] if title else RACI)
    found = {
        (k.type, k.a.real().name, k.b.real().name, k.evidence[0].confidence)
        for k in draft.links
        if RELATIONSHIP[k.type].role
    }
    assert found == {
        ("CONVENES", "環保局", "節能", HIGH),
        ("CO_ORGANIZES", "交通局", "節能", HIGH),
        ("CONVENES", "交通局", "公車", HIGH),
        ("CO_ORGANIZES", "工務局", "公車", HIGH),
        ("CO_ORGANIZES", "環保局", "測站", CHECK),
        ("CO_ORGANIZES", "工務局", "測站", HIGH),
    }
    assert not draft.unread


def test_letters_of_our_own_matrix_are_not_those_of_raci() -> None:
    draft = read([["任務", "環保局", "交通局"], ["節能", "C", "R"], ["公車", "S", "C"]])
    assert ("CONVENES", "環保局", HIGH) in roles(draft) and ("REVIEWS", "交通局", HIGH) in roles(draft)


def test_words_of_roles_under_agencies_say_who_does_what() -> None:
    draft = read([["重點工作", "環保局", "交通局"], ["節能", "主辦", "協辦"], ["公車", "督導", "主辦"]])
    assert roles(draft) == {
        ("CONVENES", "環保局", HIGH),
        ("CO_ORGANIZES", "交通局", HIGH),
        ("REVIEWS", "環保局", HIGH),
        ("CONVENES", "交通局", HIGH),
    }


def test_words_of_roles_under_a_head_nobody_knows_make_no_agency_of_it() -> None:
    draft = read([["重點工作", "主辦機關", "甲欄"], ["節能", "環保局", "協辦"], ["公車", "交通局", "主辦"]])
    assert {name for _, name, _ in roles(draft)} == {"環保局", "交通局"}
    assert any("甲欄" in str(u.text) for u in draft.unread)


@pytest.mark.parametrize(
    ("head", "kind", "year"),
    [
        ("112基準", "baseline", ""),
        ("2019 baseline", "baseline", ""),
        ("2024 latest", "current", "2024"),
        ("2030 goal", "target", "2030"),
        ("2024/25 actual", "result", "2024"),
        ("截至114年9月達成值", "result", "2025"),
        ("目標達成情形", "beside", ""),
        ("資料提供機關", "beside", ""),
        ("預算執行率", "beside", ""),
        ("措施編號", "number", ""),
        ("啟動年", "begin", ""),
        ("完成年", "due", ""),
    ],
)
def test_heads_of_other_offices(head: str, kind: str, year: str) -> None:
    known = meaning(head)
    assert known is not None and (known.kind, known.year) == (kind, year)


@pytest.mark.parametrize(
    ("head", "role"), [("地方主辦機關", "CONVENES"), ("民間夥伴", "CO_ORGANIZES"), ("In support", "CO_ORGANIZES")]
)
def test_heads_of_roles_of_other_offices(head: str, role: str) -> None:
    known = meaning(head)
    assert known is not None and (known.kind, known.role) == ("role", role)


def test_a_ministry_beside_the_office_that_leads_here_is_to_be_checked() -> None:
    draft = read([["行動", "中央主管機關", "地方主辦機關"], ["造林", "農業部", "農業處"]])
    assert roles(draft) == {("CO_ORGANIZES", "農業部", CHECK), ("CONVENES", "農業處", HIGH)}


@pytest.mark.parametrize("label", ["計畫類別", "計畫類型", "計畫性質", "類別"])
def test_what_a_plan_is_classified_as_on_its_card_is_no_task(label: str) -> None:
    draft = read([["計畫名稱", "低碳校園計畫"], ["主辦機關", "教育處"], [label, "科技發展"]])
    assert [n.name for n in draft.of_kind("Task")] == ["低碳校園計畫"]
    assert ("CONVENES", "教育處", HIGH) in roles(draft)


@pytest.mark.parametrize("cell", ["SAC FWAG SNH", "SAC\nFWAG\nSNH", "SAC, FWAG, SNH"])
def test_acronyms_apart_are_as_many_agencies_and_blanks_alone_leave_them_unsure(cell: str) -> None:
    draft = read([["Action", "Lead Partners"], ["Restore the meadow", cell], ["Plant hedges", "SNH"]])
    found = {(name, sure) for type_, name, sure in roles(draft) if type_ == "CONVENES" and name != "SNH"}
    assert {name for name, _ in found} == {"SAC", "FWAG"}
    assert " " not in cell or "," in cell or {sure for _, sure in found} == {CHECK}
