"""Changes that no day tells apart, dated by a year or not at all: one role is not two, and nobody has to coordinate
with the body whose place it took."""

from __future__ import annotations

from pathlib import Path

import pytest

import quanze
from tests.cli.running import run
from tests.sets import loaded, write_csv

SAID = {"origin": "plan", "source": "計畫"}
CHANGES = {
    "更名": {"from": "甲局", "to": "新局"},
    "升格": {"from": "甲局", "to": "新局"},
    "整併": {"from": "甲局、乙局", "to": "新局"},
    "移撥": {"from": "甲局", "to": "新局", "moves": "任務一、任務二"},
}
DATES = ("", "2024", "2024-03")


def graph_of(folder: Path, change: str, date: str) -> quanze.Graph:
    """甲局 leads two tasks, 丙局 helps with the first; then the change."""
    tables = {
        "documents": [{"name": "計畫", "kind": "plan", **SAID}],
        "agencies": [{"name": name, "kind": "bureau", **SAID} for name in ("甲局", "乙局", "丙局", "新局")],
        "tasks": [{"name": name, **SAID} for name in ("任務一", "任務二")],
        "responsibilities": [
            {"who": "甲局", "role": "主辦", "on": "任務一", **SAID},
            {"who": "甲局", "role": "主辦", "on": "任務二", **SAID},
            {"who": "丙局", "role": "協辦", "on": "任務一", **SAID},
        ],
        "changes": [{"change": change, **CHANGES[change], "valid_from": date, **SAID}],
    }
    return loaded(folder / "x.kgl", write_csv(folder / "set", tables))


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("change", CHANGES)
def test_nobody_coordinates_with_whom_it_succeeded(tmp_path: Path, change: str, date: str) -> None:
    with graph_of(tmp_path, change, date) as graph:
        day = date or "2024"
        pairs = {frozenset((p["agency_name"], p["other_name"])) for p in graph.dependencies(as_of=day)}
        assert pairs == {frozenset(("新局", "丙局"))}
        said = {f["finding"]: f["message_zh"] for f in graph.analysis(as_of=day)}
        assert said["single-point"] == "「任務二」僅由新局主導，且無協辦機關。"
        assert "joint-result" not in said
        assert not any("甲局" in text for code, text in said.items() if code != "scope")


@pytest.mark.parametrize("date", [*DATES, "2024-03-01"])
@pytest.mark.parametrize("change", CHANGES)
def test_whose_duties_moved_is_no_bridge(tmp_path: Path, change: str, date: str) -> None:
    with graph_of(tmp_path, change, date) as graph:
        found = [f for f in graph.analysis(as_of="2024-03-01") if f["finding"] == "bridge"]
        assert {f["subjects"][0].rpartition("/")[2] for f in found} <= {"新局", "丙局"}
        for finding in found:
            assert {e["type"] for e in finding["evidence"]} >= {"SUCCEEDS", "CONVENES"}


@pytest.mark.parametrize("change", CHANGES)
def test_a_role_is_lost_in_the_year_in_which_another_gains_it(tmp_path: Path, change: str) -> None:
    with graph_of(tmp_path, change, "2024") as graph:
        dated = {(e["event"], e["date"]) for e in graph.history("任務一") if e["event"] in ("gains", "loses")}
        assert dated == {("gains", "2024"), ("loses", "2024")}


def test_no_date_leaves_no_comma(tmp_path: Path) -> None:
    with graph_of(tmp_path, "更名", ""):
        pass
    for lang, heading in (("zh-TW", "主辦（承接自甲局）"), ("en", "convenes (carried over from 甲局)")):
        assert f"■ {heading}" in run("agency", "新局", "--db", tmp_path / "x.kgl", "--lang", lang).out


def test_what_ended_is_no_gap_of_a_matrix(tmp_path: Path) -> None:
    tables = {
        "documents": [{"name": "計畫", "kind": "plan", **SAID}],
        "agencies": [
            {"name": "甲局", "kind": "bureau", **SAID},
            {"name": "乙局", "kind": "bureau", "valid_to": "2023", **SAID},
            {"name": "丙局", "kind": "bureau", "valid_from": "2099-01-01", **SAID},
        ],
        "tasks": [{"name": "現行", **SAID}, {"name": "舊務", "valid_to": "2022-06-30", **SAID}],
    }
    with loaded(tmp_path / "x.kgl", write_csv(tmp_path / "set", tables)) as graph:
        matrix = graph.matrix()
        assert [head.name.zh for head in matrix.empty_rows()] == ["現行"]
        assert [head.name.zh for head in matrix.empty_columns()] == ["甲局"]
        text = matrix.text("md")
        assert "無人承辦的事項（1）：現行" in text
        assert "已終止或尚未開始（3）：舊務（至111年6月30日止）；乙局（至112年止）；丙局（自188年1月1日起）" in text
        living = graph.matrix(as_of="2024").text("md")
        assert "已終止" not in living
        assert "無人承辦的事項（1）：現行" in living
    for name, said in (("乙局", "Ended in 2023."), ("丙局", "Begins on 2099-01-01.")):
        out = run("agency", name, "--db", tmp_path / "x.kgl", "--lang", "en").out
        assert said in out and "no role" not in out
    assert "This agency has no role" in run("agency", "甲局", "--db", tmp_path / "x.kgl", "--lang", "en").out
