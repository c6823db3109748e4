"""Shapes of tables that cities print: headings between rows, captions, several tables a sheet, duties in one cell."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks import reader as scoring
from quanze.reader.draft import CHECK, Draft
from quanze.reader.figures import period
from quanze.reader.formats import open_source
from quanze.reader.pipeline import read_sources

Rows = list[list[str]]
HEADS = ["編號", "措施", "主辦機關", "協辦機關"]


def read(rows: Rows, path: Path) -> Draft:
    """The draft of a table of text."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return read_sources([open_source(path)])[0]


def said(draft: Draft, type_: str) -> set[tuple[str, str]]:
    """The ends of the relationships of a type."""
    return {(k.a.real().name, k.b.real().name) for k in draft.links if k.type == type_}


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        (
            [
                HEADS,
                ["一、公共運輸", "", "", ""],
                ["1", "電動公車", "交通局", ""],
                ["二、能源", "", "", ""],
                ["2", "校園光電", "教育局", ""],
            ],
            {("電動公車", "公共運輸"), ("校園光電", "能源")},
        ),
        (
            [
                HEADS,
                ["一、能源", "", "", ""],
                ["(一)再生能源", "", "", ""],
                ["1", "校園光電", "教育局", ""],
                ["(二)節能", "", "", ""],
                ["2", "路燈汰換", "工務局", ""],
            ],
            {("再生能源", "能源"), ("校園光電", "再生能源"), ("節能", "能源"), ("路燈汰換", "節能")},
        ),
        ([HEADS, ["表二 農業部門", "", "", ""], ["1", "有機農業", "農業局", ""]], set()),
        ([HEADS, ["A1", "", "", ""], ["1", "有機農業", "農業局", ""]], set()),
    ],
)
def test_a_line_between_rows_heads_those_below_it(rows: Rows, parts: set[tuple[str, str]], tmp_path: Path) -> None:
    draft = read(rows, tmp_path / "t.csv")
    assert said(draft, "PART_OF") == parts
    assert not any("表二" in node.name for node in draft.nodes)


def test_a_line_that_may_be_a_task_of_its_own_is_to_be_checked(tmp_path: Path) -> None:
    rows = [
        ["措施", "主辦機關", "協辦機關"],
        ["綠色運輸", "", ""],
        ["電動公車", "交通局", ""],
        ["共享單車", "交通局", ""],
    ]
    draft = read(rows, tmp_path / "t.csv")
    assert said(draft, "PART_OF") == {("電動公車", "綠色運輸"), ("共享單車", "綠色運輸")}
    found = [k.evidence[0] for k in draft.links if k.type == "PART_OF"]
    assert {(e.confidence, e.reason) for e in found} == {(CHECK, "section")}


def test_who_leads_stands_behind_a_heading(tmp_path: Path) -> None:
    rows = [["編號", "措施", "協辦機關"], ["能源組（主辦機關：經發局）", "", ""], ["1", "校園光電", "教育局"]]
    draft = read(rows, tmp_path / "t.csv")
    assert said(draft, "CONVENES") == {("經發局", "能源組")}
    assert said(draft, "UNDERTAKES") == {("能源組", "校園光電")}


def test_a_table_below_another_has_its_own_heads(tmp_path: Path) -> None:
    rows = [["任務", "主辦機關", "協辦機關"], ["校園光電", "教育局", "經發局"], ["", "", ""], ["二、指標", "", ""]]
    draft = read([*rows, ["指標", "114年目標", "權責單位"], ["輔導家數", "30", "經發局"]], tmp_path / "t.csv")
    assert said(draft, "CONVENES") == {("教育局", "校園光電"), ("經發局", "輔導家數")}
    assert [n.values["target"] for n in draft.nodes if n.kind == "AnnualTarget"] == [30]
    assert {n.name for n in draft.nodes if n.kind == "Task"} == {"校園光電"}


@pytest.mark.parametrize(
    ("duties", "leads", "tasks"),
    [
        ("1.盤查\n2.減量", "環保局", {("環保局", "盤查"), ("環保局", "減量")}),
        ("1.盤查\n2.減量", "1.環保局\n2.經發局", {("環保局", "盤查"), ("經發局", "減量")}),
        ("1.盤查；2.減量。", "環保局", {("環保局", "盤查"), ("環保局", "減量")}),
        ("盤查及減量", "環保局", {("環保局", "盤查及減量")}),
        ("2.盤查", "環保局", {("環保局", "盤查")}),
    ],
)
def test_duties_that_a_cell_numbers_are_tasks(
    duties: str, leads: str, tasks: set[tuple[str, str]], tmp_path: Path
) -> None:
    draft = read([["權責事項", "主辦機關"], [duties, leads], ["宣導", "民政局"]], tmp_path / "t.csv")
    assert said(draft, "CONVENES") == tasks | {("民政局", "宣導")}


def test_leads_that_differ_under_one_goal_are_those_of_its_indicators(tmp_path: Path) -> None:
    rows = [
        ["核心目標", "指標", "115年目標", "主政單位"],
        ["健康", "共餐據點數", "160", "社會處"],
        ["", "良好日比率", "89", "環保局"],
    ]
    draft = read(rows, tmp_path / "t.csv")
    assert said(draft, "CONVENES") == {("社會處", "共餐據點數"), ("環保局", "良好日比率")}


def test_roles_beside_a_group_are_its_own(tmp_path: Path) -> None:
    draft = read([["組別", "召集單位", "工作任務"], ["能源組", "經發局", "推動光電"]], tmp_path / "t.csv")
    assert said(draft, "CONVENES") == {("經發局", "能源組")}
    assert said(draft, "UNDERTAKES") == {("能源組", "推動光電")}


@pytest.mark.parametrize("name", ["各局處", "全體局處", "府內各單位", "各相關局處"])
def test_everybody_is_no_sure_agency(name: str, tmp_path: Path) -> None:
    draft = read([HEADS, ["1", "節電", "經發局", name], ["2", "種樹", "公園處", "各區公所"]], tmp_path / "t.csv")
    sure = {k.a.real().name for k in draft.links if k.type == "CO_ORGANIZES" and k.evidence[0].confidence != CHECK}
    assert sure == {"各區公所"}


def test_a_row_with_an_agency_says_what_it_lacks(tmp_path: Path) -> None:
    rows = [
        ["任務", "機關", "分工角色"],
        ["光電", "教育局", "主辦"],
        ["光電", "環保局", "顧問"],
        ["光電", "農業局", ""],
    ]
    draft = read([*rows, ["光電", "", "協辦"]], tmp_path / "t.csv")
    assert [u.reason for u in draft.unread] == ["role", "no-role", "no-agency"]
    assert [u.words for u in draft.unread] == [("分工角色",), ("機關",), ("分工角色",)]


def test_a_space_before_a_latin_word_stays(tmp_path: Path) -> None:
    draft = read([HEADS, ["1", "LED 路燈 汰換", "工務局", ""]], tmp_path / "t.csv")
    assert [n.name for n in draft.nodes if n.kind == "Task"] == ["LED 路燈汰換"]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("114-01~114-12", ("2025-01", "2025-12")),
        ("2025-12", ("2025-12", "2025-12")),
        ("2011-12", ("2011", "2012")),
        ("114-116", ("2025", "2027")),
    ],
)
def test_months_with_hyphens(text: str, dates: tuple[str, str]) -> None:
    assert period(text) == dates


@pytest.mark.process
@pytest.mark.parametrize(("upright", "read_"), [((0, 1, 2, 3), True), ((1, 2), True), ((), True), (None, False)])
def test_a_pdf_table_needs_no_upright_lines(upright: tuple[int, ...] | None, read_: bool, tmp_path: Path) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("MSung-Light"))
    rows = [("措施", "主辦機關", "協辦機關"), ("設置充電樁", "交通局", "工務局"), ("校園光電", "教育局", "經發局")]
    canvas = Canvas(str(tmp_path / "t.pdf"), pagesize=(560, 420))
    canvas.setFont("MSung-Light", 11)
    across = [50, 200, 350, 510]
    # Three lines only leave open where a row ends; then nothing is read as a table.
    for level in (0, 1, 2, 3) if upright is not None else (0, 1, 3):
        canvas.line(50, 350 - 24 * level, 510, 350 - 24 * level)
    for column in upright or ():
        canvas.line(across[column], 350, across[column], 278)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            canvas.drawString(across[column] + 4, 333 - 24 * at, text)
    canvas.save()
    draft = read_sources([open_source(tmp_path / "t.pdf")])[0]
    leads = {("交通局", "設置充電樁"), ("教育局", "校園光電")}
    assert said(draft, "CONVENES") == (leads if read_ else set())
    assert read_ or any("設置充電樁" in u.text for u in draft.unread)


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize(
    ("folder", "rows"),
    [("tables_mended", 84), ("tables_kept", 77), ("plan_tables_mended", 153), ("plan_tables_kept", 38)],
)
def test_rows_of_printed_tables_stay_right(folder: str, rows: int) -> None:
    keys = scoring.HERE / "reader_passages" / folder
    total = scoring.Score()
    for _, text, key in scoring.keyed_texts(keys, keys)[0]:
        total.add(scoring.score(scoring.read(text), scoring.key_side(key)))
    assert total.rows["right"] >= rows, total.wrong
    assert total.rows["unsaid"] == 0, total.wrong
    assert total.sure_right >= 0.98 * (total.sure_right + total.sure_false)


def named(tmp_path: Path, *tasks: str) -> set[str]:
    """The tasks of a table whose first column has these texts."""
    rows = [["任務", "主辦機關"], *([task, "教育局"] for task in tasks)]
    return {n.name for n in read(rows, tmp_path / "t.csv").of_kind("Task")}


def test_a_number_that_is_a_part_of_a_name_stays(tmp_path: Path) -> None:
    """No other row has the number before it or the next one, so that it numbers nothing."""
    names = {"0-3歲早療", "25-64歲勞工健檢", "8-12小時陪伴", "3-2-1閱讀", "二、三級預防", "（三）代同堂"}
    assert named(tmp_path, *names) == names


@pytest.mark.parametrize(
    "tasks",
    [
        ("1-1推動甲案", "1-2推動乙案", "2-1推動丙案"),
        ("A-1推動甲案", "A-2推動乙案", "B-1推動丙案"),
        ("1.1推動甲案", "1.1.1推動乙案", "1.2推動丙案"),
        ("（一）推動甲案", "（二）推動乙案", "（三）推動丙案"),
        ("一、推動甲案", "二、推動乙案", "三、推動丙案"),
    ],
)
def test_numbers_that_go_on_are_those_of_rows(tasks: tuple[str, ...], tmp_path: Path) -> None:
    assert named(tmp_path, *tasks) == {"推動甲案", "推動乙案", "推動丙案"}


@pytest.mark.parametrize("act", ["Action", "Task", "Project"])
@pytest.mark.parametrize("measure", ["Measure", "Measures", "Key measure"])
def test_a_measure_beside_what_is_done_is_its_indicator(act: str, measure: str, tmp_path: Path) -> None:
    rows = [
        [act, "Lead", measure, "Baseline", "Target 2030"],
        ["Plant trees", "Parks Office", "Trees planted", "3", "9"],
    ]
    draft = read(rows, tmp_path / "t.csv")
    assert said(draft, "MEASURED_BY") == {("Plant trees", "Trees planted")}
    assert said(draft, "CONVENES") == {("Parks Office", "Plant trees")}
    assert {k.wording for k in draft.links if k.type == "MEASURED_BY"} == {measure}


@pytest.mark.parametrize("head", ["分工小組", "工作小組", "工作分組", "任務編組", "組別", "專案小組"])
def test_a_column_of_groups(head: str, tmp_path: Path) -> None:
    draft = read([[head, "召集單位", "任務"], ["節能組", "工務局", "路燈汰換"]], tmp_path / "t.csv")
    assert said(draft, "UNDERTAKES") == {("節能組", "路燈汰換")}
