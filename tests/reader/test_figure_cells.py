"""A cell of figures is either read or listed as unread, never both, whatever it is of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import quanze
from quanze import api
from quanze.reader.figures import figures
from tests.reader.one_table import read

HEADS = {"基準值(112年)": "baseline_value", "113年實績": "result", "114年目標": "target"}


def loaded(path: Path, head: str, cell: str) -> tuple[Any, list[api.Finding]]:
    """The value that a load makes of a cell, and what a check says of it."""
    path.write_text(f'任務,主辦機關,指標,單位,{head}\n種樹,公園處,棵數,棵,"{cell}"\n', encoding="utf-8")
    (checked,) = api.check(path)
    with quanze.open(path.with_suffix(".kgl"), create=True) as graph:
        graph.load(path, accept_unsure=True)
        rows = graph.engine.read(
            "MATCH (i:Indicator) OPTIONAL MATCH (i)-[:HAS_TARGET]->(t:AnnualTarget) "
            "RETURN i.baseline_value AS baseline_value, t.target AS target, t.result AS result ORDER BY i.id"
        )
    return rows[0][HEADS[head]], checked.findings


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(
    "cell, value",
    [
        *[("1萬2,000", 12_000), ("1萬2000", 12_000), ("5萬棵", 50_000), ("9,870", 9870), ("１，２３４", 1234)],
        *[("4.5棵", 4.5), ("2.5 棵", 2.5), ("8.1棵", 8.1), ("−5", -5), ("30①", 30), ("30(註1)", 30), ("1 234", 1234)],
    ],
)
def test_a_figure_that_is_read_has_no_finding(tmp_path: Path, head: str, cell: str, value: int) -> None:
    found, findings = loaded(tmp_path / "plan.csv", head, cell)
    assert found == value and not [f for f in findings if f.code.startswith("flat")]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(
    "cell", ["1萬8千", "1萬,5", "1,10", "5-10", "2023-03-15", "30、40", "30(10)", "114 200", "30棵,120人", "1.2.3"]
)
def test_a_figure_that_is_listed_as_unread_is_left_out(tmp_path: Path, head: str, cell: str) -> None:
    found, findings = loaded(tmp_path / "plan.csv", head, cell)
    (said,) = [f for f in findings if f.code == "flat-cell-unread"]
    assert found is None and said.value == cell and "not a single number" in said.message()


@pytest.mark.parametrize("head", ["113年實績", "114年目標"])
@pytest.mark.parametrize("cell", ["持續辦理", "賡續推動", "每年持續辦理", "滾動檢討", "常態性辦理", "Ongoing"])
def test_work_that_goes_on_is_no_figure_and_stops_nothing(tmp_path: Path, head: str, cell: str) -> None:
    found, findings = loaded(tmp_path / "plan.csv", head, cell)
    assert found is None and not [f for f in findings if f.level == "error"]
    (said,) = [f for f in findings if f.code == "flat-remark"]
    assert said.level == "notice" and cell in said.message()


@pytest.mark.parametrize("cell", ["持續辦理12場", "持續增加", "優先辦理"])
def test_other_words_still_stop(tmp_path: Path, cell: str) -> None:
    found, findings = loaded(tmp_path / "plan.csv", "114年目標", cell)
    assert found is None and [f.code for f in findings if f.level == "error"] == ["flat-cell-unread"]


def findings_of(path: Path, heads: str, *rows: str) -> list[api.Finding]:
    """What a check says of a sheet."""
    path.write_text("\n".join([heads, *rows]) + "\n", encoding="utf-8")
    (checked,) = api.check(path)
    return checked.findings


@pytest.mark.parametrize(
    "unit, target, reason",
    [
        ("棵", "30%", "unit is not that"),
        ("棵", "3公頃", "unit is not that"),
        ("棵", "3株", "unit is not that"),
        ("棵", "30²", "mark of a footnote"),
        ("棵", "12345678901234567", "more digits than are kept"),
    ],
)
def test_a_doubtful_figure_is_told_beside_a_sure_one_of_its_year(
    tmp_path: Path, unit: str, target: str, reason: str
) -> None:
    heads = "任務,主辦機關,指標,單位,113年目標,113年實績"
    found = findings_of(tmp_path / "plan.csv", heads, f"種樹,公園處,棵數,{unit},{target},28")
    (said,) = [f for f in found if f.level == "error"]
    assert reason in said.message() and said.value == target and said.column == "113年目標"


def test_what_hangs_on_a_name_that_was_not_read_says_so(tmp_path: Path) -> None:
    rows = ("種樹,公園處,棵數,棵,30", "二,公園處,甲,棵,40")
    found = findings_of(tmp_path / "plan.csv", "任務,主辦機關,指標,單位,113年目標", *rows)
    said = {f.value: f.message() for f in found if f.code == "flat-cell-unread"}
    assert said.keys() == {"二", "公園處", "甲", "40"}
    assert all("too short" in said[name] for name in ("二", "甲"))
    assert all("no task or indicator" in said[name] for name in ("公園處", "40"))


def test_a_year_that_is_none_is_said_to_be_none(tmp_path: Path) -> None:
    found = findings_of(tmp_path / "plan.csv", "任務,主辦機關,指標,單位,1113年目標", "種樹,公園處,棵數,棵,30")
    (said,) = [f for f in found if f.level == "error"]
    assert "names no year" in said.message()


def test_one_name_with_figures_in_two_tasks_is_said_to_be_two_indicators(tmp_path: Path) -> None:
    rows = ("種樹,公園處,棵數,棵,30", "補植,公園處,棵數,棵,40")
    found = findings_of(tmp_path / "plan.csv", "任務,主辦機關,指標,單位,113年目標", *rows)
    (said,) = [f for f in found if f.code == "flat-remark"]
    assert "棵數" in said.message()


def test_marks_and_widths_of_text_files_are_told_in_a_sheet_too(tmp_path: Path) -> None:
    rows = ('種樹,公園處,"棵數,棵,30', "補植,公園處,株數,株,40", "換燈,公園處")
    found = {f.code for f in findings_of(tmp_path / "a.csv", "任務,主辦機關,指標,單位,113年目標", *rows)}
    assert "unclosed-quote" in found
    found = {f.code for f in findings_of(tmp_path / "b.csv", "任務,主辦機關,指標,單位,113年目標", *rows[1:])}
    assert "too-few-cells" in found


@pytest.mark.parametrize("word, direction", [("越多越好", "up"), ("↓", "down"), ("維持不變", "hold")])
def test_a_wanted_direction_with_a_slip_below_it_makes_no_task(tmp_path: Path, word: str, direction: str) -> None:
    path = tmp_path / "plan.csv"
    rows = (f"種樹,公園處,棵數,棵,{word},30", "補植,公園處,株數,株,隨便,40", "換燈,工務局,盞數,盞,增加,50")
    (said,) = [f for f in findings_of(path, "任務,主辦機關,指標,單位,方向,113年目標", *rows) if f.level == "error"]
    assert said.value == "隨便" and "not a direction" in said.message()
    with quanze.open(tmp_path / "plan.kgl", create=True) as graph:
        graph.load(path, accept_unsure=True)
        assert len(graph.engine.read("MATCH (t:Task) RETURN t.id AS id")) == 3
        wanted = graph.engine.read("MATCH (i:Indicator {name: '棵數'}) RETURN i.direction AS direction")
    assert wanted == [{"direction": direction}]


@pytest.mark.parametrize(
    "title, kind",
    [
        *[(title, "result") for title in ("空氣品質與觀光統計（歷年）", "近三年辦理情形", "Air quality statistics")],
        *[(title, "target") for title in ("空氣品質", "歷年統計及目標", "Statistics and targets")],
    ],
)
def test_years_alone_are_of_what_the_title_counts(title: str, kind: str) -> None:
    """Without a word over the years they stay to be checked, whichever they are taken for."""
    draft = read([(title, title, title), ("指標", "112年", "113年"), ("公車路線數", "8", "9")])
    years = [n.real() for n in draft.nodes if n.kind == "AnnualTarget"]
    assert [{k: n.values[k] for k in ("target", "result") if k in n.values} for n in years] == [{kind: 8}, {kind: 9}]
    assert {n.evidence[0].confidence for n in years} == {"check"}


@pytest.mark.whole
def test_a_thousand_that_a_comma_cut_in_two_is_not_loaded(tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    heads = "任務,主辦機關,指標,單位,113年目標,114年目標"
    rows = ["設椅,公園處,椅數,張,300,400", "種樹,公園處,棵數,棵,1,200,1,300", "設站,水利處,站數,處,20,30"]
    plan.write_text("\n".join([heads, *rows]) + "\n", encoding="utf-8")
    (checked,) = api.check(plan)
    assert {f.row for f in checked.findings if f.code == "flat-cell-unread" and f.value in ("1", "200")} == {3}
    with quanze.open(plan.with_suffix(".kgl"), create=True) as graph:
        graph.load(plan, accept_unsure=True)
        found = graph.engine.read("MATCH (t:AnnualTarget) RETURN t.target AS target ORDER BY target")
    assert [row["target"] for row in found] == [20, 30, 300, 400]


@pytest.mark.parametrize("between", ["", " ", "\n"])
@pytest.mark.parametrize(
    ("year", "western"),
    [("H16", "2004"), ("R5", "2023"), ("R元", "2019"), ("平成16年度", "2004"), ("昭和60年", "1985"), ("94年", "2005")],
)
def test_the_year_in_brackets_behind_a_number_is_its_year_in_any_calendar(
    between: str, year: str, western: str
) -> None:
    assert [(f.value, f.year, f.doubt) for f in figures(f"27.9%{between}({year})")] == [(27.9, western, "")]


@pytest.mark.parametrize("said", ["million tonnes", "thousand people", "暫定"])
def test_what_a_bracket_says_of_a_number_is_no_unit_and_leaves_it_unsure(said: str) -> None:
    assert [(f.value, f.unit, f.doubt) for f in figures(f"12 ({said})")] == [(12, "", "qualified")]
