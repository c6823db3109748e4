"""Cells and columns as other offices fill them: what is beside one another, filled once, in words or in brackets."""

from __future__ import annotations

import pytest

from benchmarks import reader as scoring
from quanze.reader.draft import CHECK, HIGH, Draft
from quanze.reader.figures import figures, period
from quanze.reader.rules.documents import names_part
from tests.reader.one_table import read, roles


def said(draft: Draft, type_: str) -> set[tuple[str, str]]:
    """The ends of the relationships of a type."""
    return {(k.a.real().name, k.b.real().name) for k in draft.links if k.type == type_}


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize(("folder", "rows"), [("stranger_tables_mended", 41), ("stranger_tables_kept", 27)])
def test_rows_of_tables_of_other_topics_stay_right(folder: str, rows: int) -> None:
    keys = scoring.HERE / "reader_passages" / folder
    total = scoring.Score()
    for _, text, key in scoring.keyed_texts(keys, keys)[0]:
        total.add(scoring.score(scoring.read(text), scoring.key_side(key)))
    assert total.rows["right"] >= rows, total.wrong
    assert not total.rows["unsaid"] and not total.sure_false, total.wrong


@pytest.mark.parametrize("heads", [("KPI 1", "目標值1", "KPI 2", "目標值2"), ("指標一", "目標一", "指標二", "目標二")])
def test_indicators_beside_one_another_have_their_own_targets(heads: tuple[str, ...]) -> None:
    draft = read(
        [["工作項目", *heads, "主辦機關", "期程"], ["植樹", "棵數", "30棵", "講座", "<5場", "農業處", "115年"]]
    )
    assert said(draft, "MEASURED_BY") == {("植樹", "棵數"), ("植樹", "講座")}
    assert {(n.name, n.values["target"]) for n in draft.of_kind("AnnualTarget")} == {
        ("棵數 2026", 30),
        ("講座 2026", 5),
    }
    assert said(draft, "CONVENES") == {("農業處", "植樹")}


def test_a_line_over_each_row_is_its_task() -> None:
    band = ["Plant trees"] * 3, ["Clean rivers"] * 3
    rows = [
        ["Cost", "Lead Agency", "Timeline"],
        band[0],
        ["Low", "Parks Office", "2027"],
        band[1],
        ["High", "Water Office", ""],
    ]
    assert said(read(rows), "CONVENES") == {("Parks Office", "Plant trees"), ("Water Office", "Clean rivers")}


def test_an_empty_cell_of_a_column_that_groups_has_the_text_above_and_is_checked() -> None:
    draft = read([["局處", "工作項目", "KPI"], ["交通局", "候車亭", "座數"], ["", "路口改善", "處數"]])
    assert said(draft, "CONVENES") == {("交通局", "候車亭"), ("交通局", "路口改善")}
    sure = {k.b.real().name: k.evidence[0].confidence for k in draft.links if k.type == "CONVENES"}
    assert sure == {"候車亭": HIGH, "路口改善": CHECK}


@pytest.mark.parametrize("cell", ["Parks: supported by Schools / Police", "Parks, with support from Schools, Police"])
def test_who_helps_in_a_cell_of_the_lead(cell: str) -> None:
    draft = read([["Action", "Responsibility"], ["Plant trees", cell]])
    assert said(draft, "CONVENES") == {("Parks", "Plant trees")}
    assert said(draft, "CO_ORGANIZES") == {("Schools", "Plant trees"), ("Police", "Plant trees")}


def test_figures_alone_are_no_tasks() -> None:
    draft = read([["指標名", "所管", "計画"], ["受診率", "健康課", "1,300"], ["相談件数", "健康課", "480"]])
    assert not draft.of_kind("Task")
    assert any("1,300" in u.text for u in draft.unread)


def test_columns_of_figures_that_are_not_kept_are_said_once() -> None:
    draft = read([["措施", "主辦", "預期效益", "經費(千元)"], ["植樹", "農業處", "減碳500公噸", "1,200"]])
    assert [u.reason for u in draft.unread] == ["not-kept"]
    assert [r.code for r in draft.remarks if r.code == "not-kept"] == ["not-kept"]


def test_what_minutes_only_note_is_no_task() -> None:
    heads = ["案由", "決議", "主辦單位"]
    draft = read([heads, ["節電成果報告", "洽悉", "交通處"], ["公車路線", "提報三條路線", "交通處"]])
    tasks = {n.name: n.evidence[0].confidence for n in draft.of_kind("Task")}
    assert tasks == {"公車路線": CHECK, "提報三條路線": HIGH}
    assert any("節電成果報告" in u.text for u in draft.unread)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("500戶（累計）", 500, "戶"), ("30%↑", 30, "%"), ("1 million trees", 1_000_000, "trees"), ("維持100%", 100, "%")],
)
def test_a_unit_ends_where_its_words_do(text: str, value: int, unit: str) -> None:
    assert [(f.value, f.unit) for f in figures(text)] == [(value, unit)]


@pytest.mark.parametrize("text", ["50%-60%", "10場至15場"])
def test_a_range_is_no_figure(text: str) -> None:
    assert not figures(text)


def test_dates_with_spaces_and_without_an_end() -> None:
    assert period("115 年 6 月", due=True) == ("", "2026-06")
    assert period("2018 - Ongoing") == ("2018", "")
    assert period("R8") == ("2026", "2026")


def test_the_title_of_a_part_is_not_that_of_the_document() -> None:
    assert all(map(names_part, ("第三章 行動計畫", "附錄二 行動計畫", "目錄", "圖一 計畫", "Appendix B Action Plan")))
    assert not any(map(names_part, ("嘉禾市淨零計畫", "圖書館發展計畫", "表演藝術計畫", "Participation Plan")))


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        (("A1-01 校園午餐", "A1-02 公共托育", "B2-01 污水接管"), {"校園午餐", "公共托育", "污水接管"}),
        (("CR-03 Expand bus lanes", "CR-04 Build shelters"), {"Expand bus lanes", "Build shelters"}),
        (("減-01汰換路燈", "減-02種樹造林"), {"汰換路燈", "種樹造林"}),
        (("（A01）再生水", "（A02）節水器材"), {"再生水", "節水器材"}),
        (("PM2.5改善", "PM10監測"), {"PM2.5改善", "PM10監測"}),
        (("5G基站", "6G研發"), {"5G基站", "6G研發"}),
        (("第1期工程", "第2期工程"), {"第1期工程", "第2期工程"}),
        (("R6年度調查", "R7年度調查"), {"R6年度調查", "R7年度調查"}),
    ],
)
def test_codes_are_no_part_of_a_name_where_the_column_has_them(cells: tuple[str, ...], names: set[str]) -> None:
    draft = read([["措施", "主辦機關"], *([cell, "農業處"] for cell in cells)])
    assert {n.name.replace(" ", "") for n in draft.of_kind("Task")} == {name.replace(" ", "") for name in names}
    assert {k.evidence[0].confidence for k in draft.links if k.type == "CONVENES"} == {HIGH}
    assert not draft.unread


def test_figures_behind_an_indicator_are_those_of_the_years_of_its_head() -> None:
    head, cell = "KPI（114年／115年）", "接管率42%／45%"
    draft = read([["措施", "主辦機關", head], ["接管", "水利處", cell], ["托育", "社會處", "收托數520人"]])
    assert {n.name for n in draft.of_kind("Indicator")} == {"接管率", "收托數"}
    assert {(n.name, n.values["target"], n.evidence[0].confidence) for n in draft.of_kind("AnnualTarget")} == {
        ("接管率 2025", 42, CHECK),
        ("接管率 2026", 45, CHECK),
    }
    assert "收托數520人" in " ".join(str(u.text) for u in draft.unread)


@pytest.mark.parametrize("heads", [("2025指標", "2030指標"), ("2025 KPI", "2030 KPI"), ("114年指標", "119年指標")])
def test_indicators_of_a_year_are_what_is_wanted_by_then(heads: tuple[str, str]) -> None:
    draft = read([["措施", "主辦機關", *heads], ["保護區", "農業處", "陸域占比20%", "陸域占比23%"]])
    assert {n.name for n in draft.of_kind("Indicator")} == {"陸域占比"}
    assert {n.values["year"]: n.values["target"] for n in draft.of_kind("AnnualTarget")} == {2025: 20, 2030: 23}


@pytest.mark.parametrize(("cell", "said_as"), [("植樹500株", "500"), ("4 traineeships per year", "4 traineeships")])
def test_an_indicator_that_ends_in_its_target_is_to_be_checked_and_its_target_is_listed(
    cell: str, said_as: str
) -> None:
    draft = read([["措施", "主辦機關", "績效指標"], ["植樹", "農業處", cell]])
    assert [n.evidence[0].confidence for n in draft.of_kind("Indicator")] == [CHECK]
    assert said_as in " ".join(str(u.text) for u in draft.unread)


def test_the_baseline_of_a_task_that_is_its_own_measure_is_kept() -> None:
    draft = read([["措施", "主辦機關", "112年基準值", "113年", "114年"], ["路口改善", "工務處", "15", "18", "20"]])
    [measure] = draft.of_kind("Indicator")
    assert (measure.values["baseline_value"], measure.values["baseline_year"]) == (15, 2023)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("115-12", "2026-12"),
        ("115-12底", "2026-12"),
        ("113-10", "2024-10"),
        ("110-12", ""),
        ("115-1", ""),
        ("113-16", ""),
    ],
)
def test_a_month_behind_a_year_is_one_where_no_span_of_years_may_be_meant(text: str, month: str) -> None:
    assert period(text, due=True) == ("", month)


@pytest.mark.parametrize(
    ("text", "known"), [("3.2万人", "3.2萬人"), ("5亿元", "5億元"), ("1万5,000人", "1萬5,000人"), ("2万吨", "2萬噸")]
)
def test_ten_thousands_are_read_in_each_script(text: str, known: str) -> None:
    assert [one.value for one in figures(text)] == [one.value for one in figures(known)]
    assert figures("3.2万人")[0].value == 32_000


@pytest.mark.parametrize("agency", ["市民部 国際交流室", "教育委員会 学校教育課", "総務部　広報係"])
def test_a_japanese_department_and_its_section_are_one_name(agency: str) -> None:
    draft = read(
        [["事業名", "事業概要", "担当部・課"], ["共生推進事業", "教室の開催", agency], ["案内所事業", "運営", "商工課"]]
    )
    names = {agency.replace(" ", "").replace("\u3000", "")}
    assert said(draft, "CONVENES") == {(*names, "共生推進事業"), ("商工課", "案内所事業")}


@pytest.mark.parametrize(
    ("cell", "name", "rest"),
    [
        ("交通局（交控中心）", "交通局", "交控中心"),
        ("工務局（新工處、養工處）", "工務局", "新工處、養工處"),
        ("警察局（含分局）", "警察局", "含分局"),
        ("各鄉（鎮、市）公所（114年起逐年納入）", "各鄉（鎮、市）公所", "114年起逐年納入"),
        ("地政局（115.1.1改制前為地政處）", "地政局", "115.1.1改制前為地政處"),
        ("教育局（國中小）", "教育局", "國中小"),
    ],
)
def test_a_bracket_behind_a_name_is_no_part_of_it_and_is_listed(cell: str, name: str, rest: str) -> None:
    draft = read([["措施", "主辦機關"], ["植樹", cell], ["造林", "農業處"]])
    assert said(draft, "CONVENES") == {(name, "植樹"), ("農業處", "造林")}
    assert {k.evidence[0].confidence for k in draft.links if k.b.name == "植樹"} == {CHECK}
    assert rest in " ".join(str(u.text) for u in draft.unread)


@pytest.mark.parametrize(
    "cell", ["環境保護局（環保局）", "各縣（市）政府", "直轄市、縣（市）政府", "各县、市、区政府", "各縣、市政府"]
)
def test_a_short_form_in_brackets_and_a_bracket_inside_a_name_lose_nothing(cell: str) -> None:
    draft = read([["措施", "主辦機關"], ["植樹", cell]])
    assert [k.type for k in draft.links if k.type == "CONVENES"] and not draft.unread


def test_a_label_alone_in_its_line_belongs_to_the_next_one() -> None:
    draft = read([["工作項目", "辦理機關"], ["彈性工時", "主辦：\n勞動部\n協辦：\n經濟部、教育部"]])
    assert said(draft, "CONVENES") == {("勞動部", "彈性工時")}
    assert said(draft, "CO_ORGANIZES") == {("經濟部", "彈性工時"), ("教育部", "彈性工時")}


def test_goals_of_the_united_nations_are_no_tasks_of_a_table_of_indicators() -> None:
    rows = [["SDG 3", "死亡率", "2.1", "交通局"], ["SDG 6", "接管率", "93", "水利局"]]
    draft = read([["核心目標", "本市指標", "2030目標", "權責機關"], *rows])
    assert said(draft, "CONVENES") == {("交通局", "死亡率"), ("水利局", "接管率")}
    assert not draft.of_kind("Task")


@pytest.mark.parametrize(
    ("names", "base", "target"),
    [
        ("植樹數（株）、綠地面積（公頃）", "300、2", "500、3"),
        ("植樹數（株）；綠地面積（公頃）", "300；2", "500；3"),
        ("1.植樹數（株）\n2.綠地面積（公頃）", "1.300\n2.2", "1.500\n2.3"),
    ],
)
def test_indicators_of_one_cell_have_the_figures_in_its_order(names: str, base: str, target: str) -> None:
    draft = read(
        [["措施", "主辦機關", "績效指標", "113年基準值", "114年目標"], ["綠美化", "農業處", names, base, target]]
    )
    found = {n.name: (n.values["baseline_value"], n.values["unit"]) for n in draft.of_kind("Indicator")}
    assert found == {"植樹數": (300, "株"), "綠地面積": (2, "公頃")}
    assert {n.name: n.values["target"] for n in draft.of_kind("AnnualTarget")} == {
        "植樹數 2025": 500,
        "綠地面積 2025": 3,
    }


@pytest.mark.parametrize("target", ["10；25；30", "10"])
def test_figures_that_are_not_as_many_as_the_indicators_of_a_cell_are_listed_or_those_of_its_whole_name(
    target: str,
) -> None:
    draft = read([["措施", "主辦機關", "績效指標", "114年目標"], ["節水", "水利處", "漏水率；換管長度", target]])
    names = {n.name for n in draft.of_kind("Indicator")}
    assert names == {"漏水率；換管長度"}


@pytest.mark.parametrize("head", ["Lead officer/service", "Responsible officer / team", "Lead officer and department"])
def test_an_officer_beside_a_service_in_a_head_leads(head: str) -> None:
    who = "Head of Housing, Environmental Health Manager"
    draft = read([["Action", head, "By when"], ["Bring homes back", who, "March 2027"]])
    assert {name for name, _ in said(draft, "CONVENES")} == set(who.split(", "))


def test_the_last_grade_of_indicators_is_the_indicator() -> None:
    heads = ["一级指标", "二级指标", "三级指标", "2022年", "2025年目标", "责任单位"]
    rows = [["创新", "投入", "经费强度", "2.1", "2.6", "市科技局"], ["绿色", "环境", "达标率", "81", "90", "市环境局"]]
    draft = read([heads, *rows])
    assert said(draft, "CONVENES") == {("市科技局", "经费强度"), ("市环境局", "达标率")}
    figures_read = {(n.name, n.values.get("result"), n.values.get("target")) for n in draft.of_kind("AnnualTarget")}
    assert ("经费强度 2022", 2.1, None) in figures_read and ("经费强度 2025", None, 2.6) in figures_read


@pytest.mark.parametrize(("last", "kind"), [("2030目標", "result"), ("2030", "target"), ("2019目標", "target")])
def test_years_alone_are_of_results_before_all_that_say_they_are_of_targets(last: str, kind: str) -> None:
    draft = read([["指標", "2018", "2020", last, "權責機關"], ["接管率", "82", "84", "93", "工務局"]])
    [first] = [n for n in draft.of_kind("AnnualTarget") if n.values["year"] == 2018]
    assert kind in first.values and first.evidence[0].confidence == CHECK


def test_a_stroke_parts_the_names_of_a_cell_as_it_does_the_roles_of_its_head() -> None:
    cells = ["農業局/教育局、衛生局", "教育局/農業局", "工務局"]
    draft = read([["計畫", "主辦機關/協辦機關"], *([f"植樹{n}", cell] for n, cell in enumerate(cells))])
    assert said(draft, "CONVENES") == {("農業局", "植樹0"), ("教育局", "植樹1")}
    assert said(draft, "CO_ORGANIZES") == {("教育局", "植樹0"), ("衛生局", "植樹0"), ("農業局", "植樹1")}
    assert "工務局" in " ".join(str(u.text) for u in draft.unread)


def test_labels_of_roles_need_no_stop_between_them() -> None:
    draft = read([["Action", "Responsibility"], ["Review hiring", "Lead: Parks Office Support: Legal Office"]])
    assert said(draft, "CONVENES") == {("Parks Office", "Review hiring")}
    assert said(draft, "CO_ORGANIZES") == {("Legal Office", "Review hiring")}


def test_a_piece_of_blanks_between_two_commas_is_nothing() -> None:
    draft = read([("任務", "主辦機關"), ("種樹, ,環境保護局10處", "環境保護局"), ("植栽", "公園處")])
    assert {a for _, a, _, _ in roles(draft)} == {"環境保護局", "公園處"}
