"""Cells of words in columns of figures, of tasks and of marks: read with the reason of their doubt, or listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from quanze.reader.draft import CHECK, HIGH
from quanze.reader.figures import figure_in_words, figures
from quanze.reader.flat_sheet import flat_source
from tests.reader.one_table import read, roles


@pytest.mark.parametrize(
    ("text", "value", "unit", "year"),
    [
        ("完成2處", 2, "處", ""),
        ("協助1萬7,207名就業(2016年)", 17207, "名", "2016"),
        ("塗氟3.5萬人次", 35000, "人次", ""),
        ("資本適足率10.5%(2016年)", 10.5, "%", "2016"),
        ("年間45人", 45, "人", ""),
        ("完成5站(含試辦2站)", 5, "站", ""),
        ("Support to 300 households", 300, "", ""),
    ],
)
def test_the_one_figure_among_words_is_to_be_checked(text: str, value: float, unit: str, year: str) -> None:
    (found,) = figure_in_words(text)
    assert (found.value, found.unit, found.year, found.doubt) == (value, unit, year, "worded")


@pytest.mark.parametrize(
    "text",
    [
        "降低2%",
        "較94年減少30%",
        "每年辦理50場",
        "辦理3場、參與200人",
        "第2期完工",
        "依114年核定計畫",
        "持續辦理12場",
        "20 interviews a year",
        "PM2.5監測",
        "Reduce to below 8%",
        "完成10至15場",
    ],
)
def test_what_changes_comes_again_or_is_several_is_no_figure(text: str) -> None:
    assert figure_in_words(text) == []


@pytest.mark.parametrize(
    ("head", "cell", "target", "listed"),
    [
        ("114年", "完成2處", 2, False),
        ("114年", "試辦3個局處", None, True),  # a milestone may be under a year alone
        ("114年目標", "試辦3個局處", 3, True),
    ],
)
def test_words_in_a_column_of_years(head: str, cell: str, target: float | None, listed: bool) -> None:
    draft = read([["計畫", "主辦機關", head], ["植樹", "農業處", cell]])
    found = [n.values.get("target") for n in draft.of_kind("AnnualTarget")]
    assert found == ([] if target is None else [target])
    assert all(e.confidence == CHECK for n in draft.of_kind("AnnualTarget") for e in n.evidence)
    assert any(cell in str(u.text) for u in draft.unread) is listed


def test_a_baseline_in_words_makes_its_indicator_one_to_check() -> None:
    draft = read([["指標", "基準值", "2030年目標", "主辦機關"], ["就業", "協助17名就業(2016年)", "60", "勞動部"]])
    (indicator,) = draft.of_kind("Indicator")
    assert (indicator.values["baseline_value"], indicator.values["baseline_year"]) == (17, 2016)
    assert {e.confidence for e in indicator.evidence} == {CHECK}


def test_contents_behind_items_describe_them() -> None:
    rows = [["工作項目", "執行內容", "主辦單位"], ["綠覆監測", "完成2處監測點設置", "都發局"]]
    draft = read([*rows, ["社區宣導", "每年辦理50場宣導", "環保局"]])
    assert roles(draft) == {("CONVENES", "都發局", "綠覆監測", CHECK), ("CONVENES", "環保局", "社區宣導", CHECK)}
    assert any("每年辦理50場宣導" in str(u.text) for u in draft.unread)


def test_lines_that_begin_with_what_is_done_are_tasks_to_check() -> None:
    draft = read([["策略", "具體做法", "主辦單位"], ["平權", "辦理領導培力課程\n輔導企業揭露資料", "勞動局"]])
    tasks = {("CONVENES", "勞動局", name, CHECK) for name in ("辦理領導培力課程", "輔導企業揭露資料")}
    assert roles(draft) == tasks


def test_a_measure_behind_an_action_is_how_it_is_measured() -> None:
    rows = [["Action", "Responsibility", "Measure"], ["Audit all playgrounds", "Parks Office", "Audit completed"]]
    assert roles(read(rows)) == {("CONVENES", "Parks Office", "Audit all playgrounds", HIGH)}
    alone = [["Objective", "Measure", "Lead agency"], ["Safe play", "Audit all playgrounds", "Parks Office"]]
    assert roles(read(alone)) == {("CONVENES", "Parks Office", "Audit all playgrounds", HIGH)}


def test_targets_in_words_before_those_with_figures_name_what_is_measured() -> None:
    rows = [
        ["取組内容", "担当課", "数値目標", "現状（R4）", "目標（R8）"],
        ["登用促進", "人事課", "取得率", "32.1%", "50%"],
    ]
    (indicator,) = read([*rows, ["相談体制", "人事課", "―", "―", "―"]]).of_kind("Indicator")
    assert (indicator.name, indicator.values["baseline_value"]) == ("取得率", 32.1)


def test_an_indicator_that_ends_in_its_target_and_one_that_is_only_a_target() -> None:
    rows = [["推動事項", "權責機關", "完成期限", "量化指標"], ["光電設置", "財政局", "115年12月", "設置容量20MW"]]
    draft = read([*rows, ["節能診斷", "都發局", "116年底", "每年100戶"]])
    found = {n.name: {e.confidence for e in n.evidence} for n in draft.of_kind("Indicator")}
    assert found == {"設置容量": {HIGH}, "每年100戶": {CHECK}}
    (target,) = draft.of_kind("AnnualTarget")
    assert (target.values["year"], target.values["target"]) == (2026, 20)
    assert {e.confidence for e in target.evidence} == {CHECK}


def test_a_number_that_begins_anew_is_no_part_of_a_name() -> None:
    rows = [
        ["措施", "主辦機關"],
        ["1.1.1汰換管線", "水利局"],
        ["1.1.2推動再生水", "水利局"],
        ["2.1.1設置涼適點", "衛生局"],
    ]
    assert {topic for _, _, topic, _ in roles(read(rows))} == {"汰換管線", "推動再生水", "設置涼適點"}


def test_myriads_before_a_unit_in_letters_count() -> None:
    (found,) = figures("115年達3萬CMD")
    assert (found.value, found.year) == (30_000, "2026")


def test_a_line_that_begins_with_every_begins_a_name() -> None:
    draft = read([["項目", "配合單位"], ["增加資源", "經開區\n各街道\n市國有公司"]])
    assert {agency for _, agency, *_ in roles(draft)} == {"經開區", "各街道", "市國有公司"}


def test_marks_that_differ_without_a_legend_are_to_be_checked() -> None:
    def marked(first: str, second: str) -> set[str]:
        rows = [
            ["取組", "実施主体", "実施主体"],
            ["", "環保局", "教育局"],
            ["植樹", first, second],
            ["造林", first, ""],
        ]
        return {confidence for *_, confidence in roles(read(rows))}

    assert marked("●", "○") == {CHECK}
    assert marked("○", "○") == {HIGH}


def test_who_is_named_beside_indicators_may_answer_for_an_unknown_column_before_them() -> None:
    rows = [
        ["甲欄", "指標", "114年目標", "主辦機關"],
        ["綠能屋頂", "件數", "3", "經發局"],
        ["節水校園", "校數", "5", "教育局"],
    ]
    assert {confidence for *_, confidence in roles(read(rows))} == {CHECK}
    assert {confidence for *_, confidence in roles(read([row[1:] for row in rows]))} == {HIGH}


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("協同責任單位", "CO_ORGANIZES"),
        ("配合責任單位", "CO_ORGANIZES"),
        ("牽頭責任單位", "CONVENES"),
        ("OPR", "CONVENES"),
    ],
)
def test_heads_of_who_is_responsible(head: str, role: str) -> None:
    draft = read([["工作項目", head], ["植樹", "農業處"]])
    assert {(type_, agency) for type_, agency, *_ in roles(draft)} == {(role, "農業處")}


@pytest.mark.parametrize("cell", ["産業観光部 商工課", "産業観光部・商工課"])
def test_a_section_behind_its_department_is_one_name(cell: str) -> None:
    draft = read([["事業", "担当課"], ["企業誘致の推進", cell]])
    assert {agency for _, agency, *_ in roles(draft)} == {"産業観光部商工課"}


def test_each_doubtful_cell_of_a_year_is_named_and_counts_are_of_cells(tmp_path: Path) -> None:
    rows = [
        "編號,任務,主辦機關,指標,單位,114年目標,114年實績,完成期限",
        "1,老樹調查,環保局,株數,株,30(估計),28(累計),114年底",
        "2,志工培訓,教育局,人數,人,30,尚未統計,尚未排定",
        "註：實績由環保局彙整。,,,,,,,",
    ]
    path = tmp_path / "plan.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    source = flat_source(path)
    assert {f.column for f in source.findings if f.code == "flat-unsure"} == {"114年目標", "114年實績"}
    counts = {column["head"]: (column["cells"], column["unread"]) for column in source.understood}
    assert counts == {
        "編號": (2, 0),
        "任務": (2, 0),
        "主辦機關": (2, 0),
        "指標": (2, 0),
        "單位": (2, 0),
        "114年目標": (2, 0),
        "114年實績": (2, 1),
        "完成期限": (2, 1),
    }
    (said,) = [f.message("zh-TW") for f in source.findings if f.code == "flat-remark"]
    assert "114年12月" in said and "2025" not in said


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("偏鄉住戶步行500公尺內使用公車的比例", "偏鄉住戶步行500公尺內使用公車的比例達88%。", 88),
        ("無障礙公車比例(同指標11.2.1)", "無障礙公車比例為58.2%。", 58.2),
        ("公路運量成長比例", "公路運量較2015年成長2%(達12.44億人次)。", 2),
        ("漏水率降低比率", "漏水率較2015年降低3%，省水5萬噸", 3),
        ("公路運量成長比例", "公路運量較2015年減少2%(達12.44億人次)。", None),
        ("公路運量成長比例", "公路運量成長2%至3%", None),
        ("公路運量", "公路運量較2015年成長2%(達12.44億人次)。", None),
    ],
)
def test_words_that_repeat_what_is_measured_leave_one_figure(name: str, cell: str, value: float | None) -> None:
    draft = read([["指標", "2020年量化目標", "主辦機關"], [name, cell, "環保局"], ["植樹數", "30", "環保局"]])
    found = {k.a.real().name: k.b for k in draft.links if k.type == "HAS_TARGET"}
    assert (found[name].values["target"] if name in found else None) == value
    assert name not in found or {e.confidence for e in found[name].evidence} == {CHECK}
    assert value is not None or any(cell in u.text for u in draft.unread)
