"""What planners write beside the names and figures of a cell: read with its reason, or listed, and told once."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

import pytest
import xlsxwriter

import quanze
from quanze.reader.blocks import Grid, Mark, Place, Source
from quanze.reader.draft import HIGH
from quanze.reader.flat_sheet import flat_source
from quanze.reader.formats import open_source
from quanze.reader.pipeline import read_sources
from quanze.reader.plan import draft_of
from quanze.schema import RELATIONSHIP
from quanze.schema.draft_codes import CHECKS

LEADS = [
    ("環保局", "環保局!", ""),
    ("環保局/教育局", "環保局!、教育局!", ""),
    ("環保局、教育局及工務局等3單位", "環保局!、教育局!、工務局!", ""),
    ("原民處、拆除大隊", "原民處!、拆除大隊!", ""),
    ("非營利組織中心", "非營利組織中心!", ""),
    ("環保局等3單位", "環保局", "more"),
    ("環保局、教育局等三機關", "環保局、教育局", "more"),
    ("環保局等", "環保局", "more"),
    ("原環保局，改教育局", "教育局", "changed"),
    ("原由環保局主辦，115年起改由教育局主辦", "教育局", "changed"),
    ("環保局移交教育局", "教育局", "changed"),
    ("環保局改環境局", "環境局", "changed"),
    ("環保局（現環境局）", "環境局", "changed"),
    ("改制後環境局", "", "unread"),
    ("洽談中/環保局", "環保局", "provisional"),
    ("協調中，環保局", "環保局", "provisional"),
    ("待洽（環保局）", "環保局", "provisional"),
    ("環保局、待確認", "環保局", "provisional"),
    ("環保局、未來發展處", "環保局!、未來發展處!", ""),
    ("交通局轉運管理處", "交通局轉運管理處!", ""),
    ("◎環保局 ○教育局", "", "unread"),
    ("交通局（或工務局）", "交通局、工務局", "either"),
    ("Parks Office (TBC)", "Parks Office", "provisional"),
    ("環保局、教育局等2局", "環保局!、教育局!", ""),
    ("環保局改由教育局", "教育局", "changed"),
    ("教育局（原環保局）", "教育局", "changed"),
    ("環保局→都發局", "都發局", "changed"),
    ("環保局=>都發局", "都發局", "changed"),
    ("原環保局、教育局", "", "unread"),
    ("原環保局、交通局", "", "unread"),
    ("原環保局，改由教育局", "教育局", "changed"),
    ("不含環保局", "", "unread"),
    ("除環保局外各機關", "", "unread"),
    ("○○局", "", "unread"),
    ("XX處", "", "unread"),
    ("某局、教育局", "", "unread"),
    ("如附件", "", "unread"),
    ("環保局(暫)", "環保局", "provisional"),
    ("暫定環保局", "環保局", "provisional"),
    ("環保局（待確認）", "環保局", "provisional"),
    ("環保局？", "環保局", "provisional"),
    ("交通局或工務局", "交通局、工務局", "either"),
    ("環保局，但熱區由都發局", "環保局", "except"),
    ("各區公所（東區除外）", "各區公所", "except"),
    ("環保局(教育局協助)", "環保局", "role"),
    ("環保局(空噪科)", "環保局!", "part"),
    ("環保局（115年起）", "環保局", "dated"),
    ("教育局（至114年止）", "教育局", "dated"),
    ("環保局（115年起改由教育局）", "環保局、教育局", "dated"),
    ("環保局（自115年7月1日起移由教育局主辦）", "環保局、教育局", "dated"),
    ("環保局，115年起改由教育局", "環保局、教育局", "dated"),
    ("環保局（改由教育局）", "教育局", "changed"),
    ("都發局（併入建管處）", "建管處", "changed"),
    ("環保局（原水利局）", "環保局", "changed"),
    ("農業處（原生植物科）", "農業處!", "part"),
    ("教育局（至113年底止）", "教育局", "dated"),
    ("水利局（自114年7月1日起改由環保局接辦）", "水利局、環保局", "dated"),
    ("環保局（114年起接手）", "環保局", "dated"),
    ("（原環保局）", "", "unread"),
    ("環保局（115年起改由教育局）、工務局", "", "unread"),
    ("Parks Office (from 2026: Roads Office)", "Parks Office、Roads Office", "dated"),
    ("Parks Office (formerly Works Office)", "Parks Office", "changed"),
]


def sheet(path: Path, heads: list[str], rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heads, *rows])
    return path


def read(cell: str, head: str = "主辦機關", *, path: Path) -> tuple[set[str], dict[str, str]]:
    """Who has a role by a cell, a sure one with an exclamation mark; the reason of each finding by its code."""
    source = flat_source(sheet(path, ["編號", "任務", head], [["1", "老樹調查推廣", cell]]))
    draft = draft_of([open_source(path)], "plan").draft
    names = {
        link.a.real().name + ("!" if all(e.confidence == HIGH for e in link.evidence) else "")
        for link in draft.links
        if RELATIONSHIP[link.type].role
    }
    return names, {f.code: str(f.details["reason"]) for f in source.findings if f.level == "error"}


@pytest.mark.parametrize(("cell", "names", "doubt"), LEADS)
def test_a_cell_of_leads_is_read_with_its_doubt_or_listed(tmp_path: Path, cell: str, names: str, doubt: str) -> None:
    found, said = read(cell, path=tmp_path / "plan.csv")
    if cell == "環保局(教育局協助)":
        found -= {"教育局!"}
    assert found == set(filter(None, names.split("、")))
    if doubt in CHECKS and doubt != "part":
        assert said == {"flat-unsure": CHECKS[doubt]}
    else:
        assert list(said) == {"unread": ["flat-cell-unread"], "part": ["flat-cell-part"], "": []}[doubt]


def test_who_leads_from_a_day_on_is_kept_with_that_day(tmp_path: Path) -> None:
    cells = ["環保局（115年7月起改由教育局）", "教育局（至114年止）", "環保局（115年起）"]
    path = sheet(tmp_path / "plan.csv", ["任務", "主辦機關"], [[f"老樹調查{n}", c] for n, c in enumerate(cells)])
    draft = draft_of([open_source(path)], "plan").draft
    days = {
        (link.a.real().name, link.b.real().name[-1], link.values.get("valid_from"), link.values.get("valid_to"))
        for link in draft.links
        if link.type == "CONVENES"
    }
    assert days == {
        ("環保局", "0", None, "2026-06-30"),
        ("教育局", "0", "2026-07-01", None),
        ("教育局", "1", None, "2025"),
        ("環保局", "2", "2026-01-01", None),
    }


@pytest.mark.parametrize("above", ["待定", "無", "—", ""])
def test_the_same_as_nobody_is_said(tmp_path: Path, above: str) -> None:
    path = sheet(tmp_path / "plan.csv", ["編號", "任務", "主辦機關"], [["1", "甲推廣", above], ["2", "乙推廣", "同上"]])
    said = [f.message("zh-TW") for f in flat_source(path).findings if f.code == "flat-remark"]
    assert any("同上" in text for text in said), said


_PIECES = [*LEADS, ("主：環保局 協：教育局", "", ""), ("秘書處〔代〕", "", ""), ("農漁處（環保局督導）", "", "")]
_FIGURES = [
    "30",
    "30處",
    "30(累計)",
    "52站(含試辦2站)",
    "10～12",
    "30、40",
    "約30",
    "6(含1所示範)",
    "尚未統計",
    "30%",
    "1萬2,000",
]
_HEADS = ["編號", "任務", "主辦機關", "協辦機關", "指標", "單位", "113年實績", "114年目標"]
_WHO, _FIGURE = _HEADS[2:4], _HEADS[6:]


@pytest.mark.whole
def test_what_a_check_says_of_a_cell_is_what_a_load_does(tmp_path: Path) -> None:
    random = Random(20)
    rows = []
    for n in range(60):
        who = [random.choice(_PIECES)[0] for _ in _WHO]
        rows.append([str(n + 1), f"第{n:02}號老樹調查", *who, f"棵數{n:02}", "處", *random.choices(_FIGURES, k=2)])
    path = sheet(tmp_path / "plan.csv", _HEADS, rows)
    said: dict[tuple[str, int], list[str]] = {}
    for finding in flat_source(path).findings:
        for row in finding.details.get("lines", ()):
            if finding.code in ("flat-cell-unread", "flat-cell-part", "flat-unsure"):
                said.setdefault((finding.column, row), []).append(finding.code)
    draft = draft_of([open_source(path)], "plan").draft
    evidence = [*(e for n in draft.nodes for e in n.evidence), *(e for k in draft.links for e in k.evidence)]
    loaded = {(_HEADS[e.column], e.row + 1) for e in evidence if e.column >= 0}
    assert len(said) > 100
    for n, row in enumerate(rows, 2):
        for head in (*_WHO, *_FIGURE):
            codes = said.get((head, n), [])
            assert len(set(codes)) < 2, (row, head, codes)
            assert not (codes and row[_HEADS.index(head)] in ("環保局", "30", "30處")), (row, head, codes)
            unread = codes == ["flat-cell-unread"]
            assert unread is ((head, n) not in loaded), (row[_HEADS.index(head)], head, codes)


def test_a_doubt_is_of_its_cell_alone(tmp_path: Path) -> None:
    path = sheet(tmp_path / "plan.csv", _HEADS, [["1", "老樹調查", "都發局", "環保局(空噪科)", "棵數", "棵", "3", "4"]])
    (found,) = [f for f in flat_source(path).findings if f.level == "error"]
    assert (found.code, found.column, found.value) == ("flat-cell-part", "協辦機關", "環保局(空噪科)")
    assert "空噪科" in found.message("zh-TW")


DEADLINES = [
    ("114年底(展延至115年6月)", "2026-06", "put-off"),
    ("114年底(延長至115年6月，再延至115年12月)", "2026-12", "put-off"),
    ("114年12月，修正為115年6月", "2026-06", "put-off"),
    ("114.12.31→115.6.30", "2026-06-30", "put-off"),
    ("June 2026 (extended to March 2027)", "2027-03", "put-off"),
    ("115年6月（原訂114年12月）", "2026-06", ""),
    ("114年底", "2025-12", "part-of-year"),
    ("114年底(申請展延)", "", "flat-cell-unread"),
    ("依中央核定期程", "", "flat-cell-unread"),
    ("已完成", "", "flat-cell-unread"),
    ("每年底", "", "no-day"),
    ("每季辦理", "", "no-day"),
    ("持續辦理", "", "no-day"),
    ("未定", "", "no-day"),
]


@pytest.mark.parametrize(("cell", "due", "said"), DEADLINES)
def test_a_deadline_in_words_is_read_or_said(tmp_path: Path, cell: str, due: str, said: str) -> None:
    path = sheet(tmp_path / "plan.csv", ["任務", "主辦機關", "完成期限"], [["老樹調查", "環保局", cell]])
    read = draft_of([open_source(path)], "plan")
    (task,) = read.draft.of_kind("Task")
    assert task.values.get("due", "") == due
    unread = [f.code for f in flat_source(path).findings if f.level == "error"]
    assert [*unread, *(r["remark"] for r in read.remarks() if r["remark"] != "date")] == ([said] if said else [])
    assert task.values.get("note", "") == (f"完成期限：{cell}" if said == "no-day" else "")


def test_a_gap_says_that_a_deadline_recurs(tmp_path: Path) -> None:
    rows = [["老樹調查", "環保局", "每年底"], ["河川巡守", "環保局", ""]]
    path = sheet(tmp_path / "plan.csv", ["任務", "主辦機關", "完成期限"], rows)
    with quanze.open(tmp_path / "plan.kgl", create=True) as graph:
        graph.load(path)
        said = [g["message_zh"] for g in graph.gaps() if g["gap"] == "task-no-deadline"]
    assert ["每年底" in text for text in said] == [True, False] and "未載完成期限" not in said[0], said


REMARKED = [
    ("主辦機關待跨局處會議確認", True, None),
    ("未定", True, None),
    ("待市府核定", True, None),
    ("尚未公告", True, None),
    ("由企劃處列管", True, None),
    ("惟本項指標越低越好", True, None),
    ("越低越好", False, "down"),
    ("愈高愈佳", False, "up"),
    ("中央補助", False, None),
    ("114年因管線遷移落後", False, None),
]


@pytest.mark.parametrize(("cell", "listed", "direction"), REMARKED)
def test_a_remark_on_who_acts_or_what_is_open_is_no_word_beside_the_matter(
    tmp_path: Path, cell: str, listed: bool, direction: str | None
) -> None:
    heads = ["任務", "主辦機關", "指標", "單位", "114年目標", "備註"]
    path = sheet(tmp_path / "plan.csv", heads, [["老樹調查", "環保局", "餐具使用量", "件", "30", cell]])
    found = [f.column for f in flat_source(path).findings if f.code == "flat-cell-unread" and f.level == "error"]
    assert found == (["備註"] if listed else [])
    (indicator,) = draft_of([open_source(path)], "plan").draft.of_kind("Indicator")
    assert indicator.values.get("direction") == direction


SHEETS = [
    (["115年", "114年"], {"公園處"}, ["114年"]),
    (["113年度", "114年度", "115年度"], {"都發局"}, ["113年度", "114年度"]),
    (["民國115年分工", "民國114年分工"], {"公園處"}, ["民國114年分工"]),
    (["2026", "2025"], {"公園處"}, ["2025"]),
    (["能源", "運輸"], {"公園處", "工務局"}, []),
    (["113-114年", "115-116年"], {"公園處", "工務局"}, []),
    (["115年海洋", "114年能源"], {"公園處", "工務局"}, []),
]


@pytest.mark.parametrize(("titles", "leads", "asked"), SHEETS)
def test_a_sheet_of_an_earlier_year_is_listed(titles: list[str], leads: set[str], asked: list[str]) -> None:
    heads = ("項次", "任務", "主辦機關")
    grids = [
        Grid((heads, ("1", "行道樹補植", lead)), Place("p.xlsx", 0, sheet=title), title=title)
        for title, lead in zip(titles, ["公園處", "工務局", "都發局"], strict=False)
    ]
    draft, _ = read_sources([Source("p.xlsx", tuple(grids))])
    assert {link.a.real().name for link in draft.linked("CONVENES")} == leads
    found = [u for u in draft.unread if u.reason == "earlier"]
    assert [titles[u.grid] for u in found] == asked and all(u.words == (max(titles),) for u in found)


STRUCK = ["漁港清淤", "農漁處"]


def test_a_struck_task_takes_its_figures_with_it() -> None:
    rows = [
        ("任務", "主辦機關", "指標", "單位", "114年目標"),
        ("河川巡守", "環保局", "巡守次數", "次", "240"),
        ("", "", "清淤量", "公噸", "8000"),
        ("", "", "清淤船次", "次", "12"),
        ("雨水貯留", "水利處", "設置座數", "座", "10"),
    ]
    marks = tuple(Mark(2, column, "struck", text) for column, text in enumerate(STRUCK))
    draft, _ = read_sources([Source("p.xlsx", (Grid(tuple(rows), Place("p.xlsx", 0), marks=marks),))])
    measured = {(k.a.name, k.b.name) for k in draft.linked("MEASURED_BY")}
    assert measured == {("河川巡守", "巡守次數"), ("雨水貯留", "設置座數")}
    assert {n.name for n in draft.of_kind("Indicator")} == {"巡守次數", "設置座數"}
    listed = {u.text for u in draft.unread if u.reason == "struck-task"}
    assert listed == {"清淤量 | 公噸 | 8000", "清淤船次 | 次 | 12"}


@pytest.mark.process
def test_a_workbook_of_two_years_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for title, lead in (("115年", "公園處"), ("114年", "工務局")):
            page = book.add_worksheet(title)
            page.write_row(0, 0, ["項次", "任務", "主辦機關"])
            page.write_row(1, 0, [1, "行道樹補植", lead])
    (found,) = [f for f in flat_source(path).findings if f.level == "error"]
    assert (found.code, found.sheet, found.value) == ("flat-earlier-sheet", "114年", "115年")
    assert {f.level for f in flat_source(path, accept_unsure=True).findings} <= {"warning", "notice"}
