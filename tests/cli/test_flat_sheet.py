"""A plan in one sheet: checked, previewed, loaded, compared and taken back, in the sheet's own terms."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

import quanze
from quanze.errors import FindingsError
from tests.cli.running import LANGS, run
from tests.flat_sheets import HEADS, ROWS, filled, flat, workbook

pytestmark = pytest.mark.process
COST = (*HEADS[:-1], "承諾層級")


def rows_of(path: Path, *more: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("check", path, "--format", "json", *more).out)
    return found


def test_a_flat_sheet_is_loaded_as_it_is(tmp_path: Path) -> None:
    path = flat(tmp_path / "mine.xlsx")
    done = run("load", path, "--db", "x.kgl", "--lang", "en")
    assert done.code == 0, done.out + done.err
    with quanze.open("x.kgl") as graph:
        assert [d["id"] for d in graph.datasets()] == ["mine", "sdg"], "the targets it names are loaded with it"
        leads = {(r["agency_name"], r["how"]) for r in graph.who("LED 路燈比率") if r["role"] == "CONVENES"}
        assert ("工務局", "inherited") in leads
        (target,) = [r for r in graph.records("AnnualTarget", dataset="mine") if "LED" in r["name"]]
        assert target["name"].endswith("2024")
        assert graph.record("LED 路燈比率")["locator"].startswith("追蹤表")
    again = json.loads(run("load", path, "--db", "x.kgl", "--format", "json").out)
    assert not any(r["added"] or r["changed"] or r["removed"] for r in again)
    assert run("undo", "--db", "x.kgl").code == 0
    with quanze.open("x.kgl") as graph:
        assert not graph.datasets()


def test_python_loads_it_too_and_takes_its_name_for_no_shipped_data_set(tmp_path: Path) -> None:
    report = quanze.load(flat(tmp_path / "sdg.xlsx"), db=tmp_path / "y.kgl")
    assert [f.code for f in report.findings] == ["flat-with-shipped"]
    assert {r["dataset"] for r in report.rows} == {"sdg-sheet", "sdg"}


def test_units_are_kept_whatever_they_look_like(tmp_path: Path) -> None:
    units = ("MW", "萬度", "kWh", "%", "公噸CO2e")
    rows = [("", f"任務{n}甲", "環保局", "", f"指標{n}甲", unit, n + 1, "", "") for n, unit in enumerate(units)]
    assert run("load", flat(tmp_path / "m.xlsx", rows=rows), "--db", "x.kgl").code == 0
    with quanze.open("x.kgl") as graph:
        found = graph.cypher("MATCH (i:Indicator) RETURN i.name AS name, i.unit AS unit ORDER BY name")
    assert [r["unit"] for r in found] == list(units)


def test_a_check_says_what_each_column_was_read_as(tmp_path: Path) -> None:
    done = run("check", flat(tmp_path / "mine.xlsx"), "--db", "x.kgl", "--lang", "en")
    assert done.code == 0
    lines = {tuple(line.split()) for line in done.out.splitlines()}
    assert ("追蹤表", "C", "主辦機關", "lead", "2") in lines
    assert ("追蹤表", "G", "113年目標", "target", "2024", "2") in lines
    assert "2 tasks" in done.out and "Next: quanze load" in done.err


def test_a_direction_is_one_by_its_cells_and_a_post_is_no_agency(tmp_path: Path) -> None:
    heads = ("方向", *HEADS)
    wanted = flat(tmp_path / "wanted.xlsx", heads=heads, rows=[("增加", *ROWS[0]), ("減少", *ROWS[1])])
    assert run("load", wanted, "--db", "x.kgl").code == 0
    with quanze.open("x.kgl") as graph:
        directions = {
            r["name"]: graph.record(r["id"])["direction"] for r in graph.records("Indicator", dataset="wanted")
        }
        assert directions == {"LED 路燈比率": "up", "巡守次數": "down"}
        assert len(graph.records("Task")) == 2
    strategies = flat(tmp_path / "strategies.xlsx", heads=heads, rows=[("節能", *ROWS[0]), ("減少", *ROWS[1])])
    assert run("load", strategies, "--db", "y.kgl").code == 0
    with quanze.open("y.kgl") as graph:
        assert {r["name"] for r in graph.records("Task")} == {"節能", "減少", "路燈汰換", "河川巡守"}
    post = flat(tmp_path / "post.xlsx", rows=[(*ROWS[0][:2], "副市長", *ROWS[0][3:])])
    (found,) = [f for f in rows_of(post, "--lang", "en") if f["code"] == "flat-unsure"]
    assert "post" in found["message"] and found["value"] == "副市長"


def test_what_was_not_understood_stops_the_load_and_is_named(tmp_path: Path) -> None:
    rows = [(*ROWS[0][:6], "下降3成", 80, "一級"), (*ROWS[1][:6], "酌增", "", "二級")]
    path = flat(tmp_path / "mine.xlsx", heads=COST, rows=rows)
    found = {(f["code"], f["sheet"], f["row"], f["column"], f["value"]) for f in rows_of(path)}
    assert found == {
        ("flat-column-unread", "追蹤表", None, "承諾層級 (I)", "一級"),
        ("flat-cell-unread", "追蹤表", 2, "113年目標 (G)", "下降3成; 酌增"),
    }
    refused = run("load", path, "--db", "x.kgl", "--lang", "en")
    assert refused.code == 6 and "(2 rows: 2," in " ".join(refused.out.split())
    assert "--accept-unsure" in run("check", path, "--lang", "en").err
    assert not Path("x.kgl").exists(), "all or nothing"
    assert run("load", path, "--db", "x.kgl", "--accept-unsure").code == 0
    with quanze.open("x.kgl") as graph:
        assert {r["name"] for r in graph.records("Task")} == {"路燈汰換", "河川巡守"}
    logged = run("log", "--db", "x.kgl", "--lang", "en").out
    assert f"3 places in {path} were left out or taken with doubt" in " ".join(logged.split())
    assert json.loads(run("log", "--db", "x.kgl", "--format", "json").out)[0]["accepted"] == 3
    assert run("diff", "mine", path, "--db", "x.kgl").code == 6
    same = run("diff", "mine", path, "--db", "x.kgl", "--accept-unsure", "--format", "json")
    assert same.code == 0 and not json.loads(same.out)["changes"]


def test_answers_about_a_flat_sheet_are_in_the_words_of_a_city(tmp_path: Path) -> None:
    heads = (*HEADS, "完成期限")
    rows = [(*ROWS[0], "114年第2季"), (*ROWS[1], "核定後3個月")]
    path = flat(tmp_path / "mine.xlsx", heads=heads, rows=rows)
    checked = run("check", path, "--lang", "zh-TW").out
    assert "認不出日期" in "".join(checked.split())
    assert "讀作至114年6月底" in "".join(checked.split())
    assert run("load", path, "--db", "x.kgl", "--accept-unsure").code == 0
    told = run("agency", "工務局", "--db", "x.kgl", "--lang", "zh-TW").out
    assert "113年：目標 84" in told and "→ 以指標衡量 指標「LED 路燈比率」" in told
    assert "目標 84 %" in run("history", "LED 路燈比率", "--db", "x.kgl", "--format", "svg", "--lang", "zh-TW").out


def test_a_brief_says_what_is_due_and_a_workbook_prints_each_chart_whole(tmp_path: Path) -> None:
    until = {0: "113年12月31日", 1: "112年12月31日", 2: "116年12月31日"}
    rows = [("減緩組", f"任務{n}", "工務局", "", f"指標{n}", "處", 10 + n, 9, "", until.get(n, "")) for n in range(13)]
    path = flat(tmp_path / "mine.xlsx", heads=(*HEADS, "完成期限"), rows=rows)
    assert run("load", path, "--db", "x.kgl").code == 0
    asked = ("--db", "x.kgl", "--as-of", "2024-06-01", "--lang", "en")
    told = run("brief", "工務局", *asked).out.splitlines()
    (coming,) = [line for line in told if "Deadlines within a year" in line]
    (passed,) = [line for line in told if "whether the task is done is not recorded" in line]
    assert "任務0" in coming and "2024-12-31" in coming and "任務1" in passed and "2023-12-31" in passed
    assert "任務1" not in coming and "任務2" not in coming + passed
    refused = run("brief", "副市長", *asked)
    assert refused.code == 4 and "The data have no seats" in refused.err.replace("\n  ", " ")
    assert "減緩組" in refused.err, "a subgroup to ask about instead"
    assert run("progress", *asked, "--year", "113", "-o", tmp_path / "p.xlsx").code == 0
    with zipfile.ZipFile(tmp_path / "p.xlsx") as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        drawn = [sheet for sheet in sheets if "<rowBreaks" in sheet]
        anchors = parts.read("xl/drawings/drawing3.xml").decode()
    (breaks,) = [re.findall(r'<brk id="(\d+)"', sheet) for sheet in drawn]
    edges = [[int(n) for n in re.findall(rf"<xdr:{end}>.*?<xdr:row>(\d+)", anchors)] for end in ("from", "to")]
    spans = list(zip(*edges, strict=True))
    assert len(spans) == 13 and len(breaks) == 1
    assert all(last < int(at) or first >= int(at) for first, last in spans for at in breaks)


def test_python_is_told_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(FindingsError, match=r"mine\.xlsx, 追蹤表, 2, 113年目標 \(G\): .*酌增"):
        quanze.load(flat(tmp_path / "mine.xlsx", rows=[(*ROWS[0][:6], "酌增", "", "")]), db=tmp_path / "y.kgl")


def test_columns_are_named_by_hand(tmp_path: Path) -> None:
    path = flat(tmp_path / "mine.xlsx", heads=COST, rows=[(*row[:-1], "一級") for row in ROWS])
    (tmp_path / "map.yaml").write_text("columns:\n  承諾層級: ignore\n", encoding="utf-8")
    assert run("check", path).code == 6
    assert run("check", path, "--columns", "map.yaml").code == 0
    assert run("load", path, "--columns", "map.yaml", "--db", "x.kgl").code == 0


def test_a_doubtful_name_is_told_at_its_cell(tmp_path: Path) -> None:
    path = flat(tmp_path / "mine.xlsx", ("", "老樹調查", "綠色夥伴", "", "", "", "", "", ""))
    (found,) = [f for f in rows_of(path) if f["code"] == "flat-unsure"]
    assert (found["row"], found["column"], found["value"]) == (4, "主辦機關 (C)", "綠色夥伴")
    with pytest.raises(FindingsError) as refused:
        quanze.load(path, db=tmp_path / "y.kgl")
    assert "flat-unsure" in {f.code for f in refused.value.findings}


def test_faults_that_a_load_finds_are_told_in_the_sheets_terms(tmp_path: Path) -> None:
    rows = [(*ROWS[0][:3], "工務局、環保局", *ROWS[0][4:-1], "99.9")]
    found = {(f["code"], f["sheet"], f["row"], f["column"]) for f in rows_of(flat(tmp_path / "m.xlsx", rows=rows))}
    assert found == {("lead-and-partner", "追蹤表", 2, "任務 (B)"), ("flat-cell-unread", "追蹤表", 2, "SDG (I)")}


@pytest.mark.parametrize(
    ("cell", "aims"),
    [
        ("13", {"goal/13"}),
        ("SDG13", {"goal/13"}),
        ("SDG 11、13", {"goal/11", "goal/13"}),
        ("13.2、7", {"target/13.2", "goal/7"}),
        ("SDG13（13.2）", {"target/13.2"}),
    ],
)
def test_goals_are_those_of_the_framework_too(tmp_path: Path, cell: str, aims: set[str]) -> None:
    """A goal of which a target is named beside it says no more than the target."""
    path = flat(tmp_path / "m.xlsx", rows=[(*row[:-1], cell) for row in ROWS])
    assert run("load", path, "--db", "x.kgl", "--strict").code == 0
    with quanze.open("x.kgl") as graph:
        found = graph.cypher("MATCH (:Task)-[:ALIGNS_TO]->(a) RETURN DISTINCT a.id AS id ORDER BY id")
        assert {row["id"] for row in found} == {f"sdg/{aim}" for aim in aims}
        assert {row["id"] for row in graph.datasets()} == {"m", "sdg"}


def test_sheets_of_other_cities(tmp_path: Path) -> None:
    heads = ("項次", "策略", "工作項目", "權責機關", "配合機關", "KPI", "112目標值", "112達成值", "經費(千元)")
    first = [
        ("海港市淨零行動方案",),
        heads,
        (1, "節能", "能效診斷", "都發局", "工務局\n環保局", "電動公車占比", "20%", "22%", 100),
        (2, "", "綠建築補助", "都發局", "財政局", "補助件數", 30, 31, 200),
        ("合計", "", "", "", "", "", "", "", 300),
        ("註：由研考會彙整。",),
    ]
    second = [heads, (1, "水", "滯洪池", "水利局", "", "滯洪量", 10, 11, 1)]
    path = workbook(tmp_path / "海港市.xlsx", {"減緩": first, "調適": second}, [(2, 1, 3, 1), (2, 3, 3, 3)])
    assert {(f["code"], f["sheet"], f["row"]) for f in rows_of(path)} == {
        ("flat-note", "減緩", 6),
        ("flat-remark", "", None),  # 經費 is not kept
    }
    assert run("load", path, "--db", "x.kgl").code == 0
    with quanze.open("x.kgl") as graph:
        (plan,) = graph.datasets()
        assert plan["name"] == "海港市淨零行動方案"
        assert {r["agency_name"] for r in graph.who("綠建築補助")} == {"都發局", "財政局"}
        assert {r["agency_name"] for r in graph.who("滯洪量")} == {"水利局"}
        values = graph.cypher("MATCH (t:AnnualTarget) RETURN t.name AS name, t.target AS target ORDER BY name")
        assert {"name": "電動公車占比 2023", "target": 20} in values


@pytest.mark.parametrize("name", ["plan.csv", "任務.xlsx"])
def test_other_forms_of_a_flat_sheet(tmp_path: Path, name: str) -> None:
    heads, row = HEADS[:5], ("", "節電", "環保局", "教育局", "用電量")
    path = tmp_path / name
    if name.endswith("csv"):
        path.write_text("\n".join(",".join(cells) for cells in (heads, row)), encoding="utf-8-sig")
    else:
        workbook(path, {"任務": [heads, row]})
    assert run("load", path, "--db", "x.kgl").code == 0
    with quanze.open("x.kgl") as graph:
        assert {r["agency_name"] for r in graph.who("節電")} == {"環保局", "教育局"}


def test_a_file_of_which_nothing_is_understood(tmp_path: Path) -> None:
    path = workbook(tmp_path / "odd.xlsx", {"名單": [("姓名", "電話"), ("王", "123"), ("李", "456")]})
    done = run("check", path, "--lang", "en")
    assert done.code == 6 and "template --flat" in " ".join(done.out.split()) and "姓名" in done.out
    assert [f["code"] for f in rows_of(path) if f["level"] == "error"] == ["flat-not-understood"]


def test_indicators_of_one_name_in_two_tasks_keep_their_own_years(tmp_path: Path) -> None:
    rows = [
        ("", task, "環保局", "", "場次", "場", target, result, "")
        for task, target, result in (("宣導", 10, 9), ("植樹", 5, 6))
    ]
    assert run("load", flat(tmp_path / "m.xlsx", rows=rows), "--db", "x.kgl").code == 0
    with quanze.open("x.kgl") as graph:
        found = graph.cypher(
            "MATCH (t:Task) MATCH (t)-[:MEASURED_BY]->(i) MATCH (i)-[:HAS_TARGET]->(y) "
            "RETURN t.name AS task, y.target AS target, y.result AS result ORDER BY target"
        )
    assert found == [{"task": "植樹", "target": 5, "result": 6}, {"task": "宣導", "target": 10, "result": 9}]


def test_names_that_look_alike_are_asked_about_and_an_unknown_column_is_one_finding(tmp_path: Path) -> None:
    heads = ("施策", "細目", "主辦機關", "協辦機關")
    rows = [("節電", "燈具", "環境保護局", "工務局"), ("節電", "空調", "環保局", "工務局")]
    found = [(f["code"], f["level"]) for f in rows_of(flat(tmp_path / "m.xlsx", heads=heads, rows=rows))]
    assert found == [("flat-column-unread", "error"), ("flat-alike", "warning")], "not the doubts that follow"


def test_what_else_is_in_the_workbook_is_said(tmp_path: Path) -> None:
    """A sheet of unknown heads may hold half of the plan; a hidden one is named."""
    import xlsxwriter

    path = tmp_path / "mine.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for title, rows in (
            ("計畫", [HEADS, *ROWS]),
            ("名單", [("姓名", "電話"), ("王", "123")]),
            ("舊", [("甲", "乙")]),
        ):
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
        sheet.hide()
    found = {(f["code"], f["level"], f["sheet"]) for f in rows_of(path)}
    assert {("flat-table-unread", "error", "名單"), ("flat-remark", "notice", "")} <= found
    assert run("load", path, "--db", "x.kgl", "--accept-unsure").code == 0


def test_our_own_workbook_is_no_flat_sheet(tmp_path: Path) -> None:
    own = tmp_path / "own.xlsx"
    run("template", "-o", own)
    assert not any(f["code"].startswith("flat") for f in rows_of(own))


def test_two_editions_are_compared_and_a_load_is_previewed(tmp_path: Path) -> None:
    old, new = flat(tmp_path / "a.xlsx"), flat(tmp_path / "b.xlsx", ("", "淨灘", "環保局", "", "", "", "", "", ""))
    run("load", old, "--db", "x.kgl")
    new.replace(old)
    shown = run("load", old, "--preview", "--db", "x.kgl", "--lang", "en")
    assert shown.code == 0 and "淨灘" in shown.out
    compared = run("diff", "a", old, "--db", "x.kgl", "--lang", "en")
    assert compared.code == 0 and "淨灘" in compared.out


@pytest.mark.parametrize("lang", LANGS)
def test_the_template_is_written_refused_while_empty_and_loaded_when_filled(tmp_path: Path, lang: str) -> None:
    empty = tmp_path / "empty.xlsx"
    assert run("template", "--flat", "-o", empty, "--years", "113-114", "--lang", lang).code == 0
    assert [f["code"] for f in rows_of(empty)] == ["flat-without-rows"]
    words = {
        "zh-TW": (
            "組別",
            "任務",
            "主辦機關",
            "協辦機關",
            "指標",
            "單位",
            "期望方向",
            "113年目標",
            "114年實績",
            "SDG細項目標",
        ),
        "en": (
            *("Group", "Task", "Lead agency", "Partner agencies", "Indicator", "Unit", "Wanted direction"),
            *("2024 target", "2025 result", "SDG targets"),
        ),
    }[lang]
    who = {"zh-TW": ("環保局", "公園處、秘書室"), "en": ("EPB", "Parks, Mayor's Office")}[lang]
    up = {"zh-TW": "越高越好", "en": "up"}[lang]
    first = dict(zip(words, ("G", "Tree census", *who, "Trees", "k", up, 5, 4, "15.1"), strict=True))
    second = {words[1]: "Tree census", words[4]: "Old trees"}
    own = {
        "zh-TW": [("環境保護局", "環保局"), ("公園處",), ("秘書室",)],
        "en": [("Environment Bureau", "EPB"), ("Parks",), ("Mayor's Office",)],
    }[lang]
    path = filled(empty, tmp_path / "mine.xlsx", [first, second], own)
    assert [f["code"] for f in rows_of(path)] == ["flat-with-shipped"]
    assert run("load", path, "--db", "x.kgl").code == 0
    with quanze.open("x.kgl") as graph:
        assert {r["agency_name"] for r in graph.who("Old trees")} == {row[0] for row in own}
        assert graph.record("Trees")["direction"] == "up"
        assert graph.who("15.1")


@pytest.mark.parametrize("years", ["119-115", "abc", "1-2-3", "2000-2090"])
def test_years_that_are_none(tmp_path: Path, years: str) -> None:
    refused = run("template", "--flat", "-o", tmp_path / "t.xlsx", "--years", years)
    assert refused.code == 1 and not (tmp_path / "t.xlsx").exists()


def test_years_need_the_flat_sheet(tmp_path: Path) -> None:
    assert run("template", "-o", tmp_path / "t.xlsx", "--years", "115-119").code == 1


def test_the_clause_of_a_year_has_its_target_and_its_result(tmp_path: Path) -> None:
    assert run("load", flat(tmp_path / "mine.xlsx"), "--db", "x.kgl").code == 0
    with quanze.open("x.kgl") as graph:
        rows = graph.cypher("MATCH (t:AnnualTarget) RETURN t.target AS target, t.result AS result, t.quote AS quote")
    both = [row for row in rows if row["result"] is not None]
    assert both
    for row in both:
        assert [float(part) for part in row["quote"].split(" … ")] == [row["target"], row["result"]]
