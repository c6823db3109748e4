"""Planned changes as files: a sheet, a folder, a lone table; new bodies, numbers, and what no sheet may leave out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import quanze
from quanze.errors import FindingsError
from quanze.loaders.findings import Finding
from tests.loaders.cases import SAID, city, the
from tests.sets import heads_of, loaded, write_as, write_csv

PLANNED = {"id": "planned", "name": "規劃"}
WHY = {"origin": "editorial", "note": "規劃"}
CODES = ("successor-not-listed", "taken-as-new", "change-without-date", "no-change")
DAY = {"valid_from": "116-01-01"}


def agencies(*names: str) -> list[dict[str, Any]]:
    return [{"name": name, "kind": "bureau", **DAY, **WHY} for name in names]


def tables(*changes: dict[str, Any], new: tuple[str, ...] = ("甲東處", "甲西處")) -> dict[str, list[dict[str, Any]]]:
    return {"agencies": agencies(*new), "changes": [{**WHY, **DAY, **row} for row in changes]}


@pytest.fixture
def graph(tmp_path: Path) -> quanze.Graph:
    """A city whose bureau leads five numbered tasks."""
    plan = city()
    plan["tasks"] = [{"id": f"t/task/{n}", "name": f"任務第{n}", "number": str(n), **SAID} for n in range(1, 6)]
    plan["responsibilities"] = [{"who": "甲局", "role": "主辦", "on": f"任務第{n}", **SAID} for n in range(1, 6)]
    return loaded(tmp_path / "city.kgl", write_csv(tmp_path / "plan", plan))


def refused(graph: quanze.Graph, *paths: Path) -> list[Finding]:
    with pytest.raises(FindingsError) as error:
        graph.reorganize(*paths)
    return list(error.value.findings)


def moved(graph: quanze.Graph, path: Path) -> dict[str, tuple[str, ...]]:
    """Task → who leads it after the change; nobody where that is open."""
    return {d["item_name"]: tuple(a["name"] for a in d["after"]) for d in graph.reorganize(path).duties}


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("form", ["csv", "xlsx", "yaml"])
@pytest.mark.parametrize("words", ["zh", "en"])
def test_tasks_three_and_five_go_to_one_of_two(form: str, words: str, graph: quanze.Graph, tmp_path: Path) -> None:
    split = {"zh": "分拆", "en": "split"}[words]
    both = {"change": split, "from": "甲局", "to": "甲東處、甲西處"}
    named = {"change": split, "from": "甲局", "to": "甲西處", "moves": "3; 5"}
    heads = {"moves": "移轉事項", "valid_from": "變更日期", "to": "承接者", "from": "原名"} if words == "zh" else {}
    for rows in ((both, named), (named, both)):  # in whatever order
        planned = tables(*rows)
        planned["changes"] = [{heads.get(k, k): v for k, v in row.items()} for row in planned["changes"]]
        found = moved(graph, write_as(form, tmp_path / f"{rows[0] is both}", planned, PLANNED))
        assert found == {f"任務第{n}": ("甲西處",) if n in (3, 5) else () for n in range(1, 6)}


@pytest.mark.whole
def test_rows_that_move_more_by_the_same_change_are_one(graph: quanze.Graph, tmp_path: Path) -> None:
    rows = [{"change": "移撥", "from": "甲局", "to": "乙處", "moves": f"任務第{n}"} for n in (1, 2)]
    path = write_csv(tmp_path / "p", tables(*rows), PLANNED)
    assert moved(graph, path) == {"任務第1": ("乙處",), "任務第2": ("乙處",)}
    assert not [f for c in quanze.check(path, graph) for f in c.findings]


def test_a_row_that_says_the_same_again_is_told(graph: quanze.Graph, tmp_path: Path) -> None:
    row = {"change": "移撥", "from": "甲局", "to": "乙處", "moves": "任務第1"}
    found = graph.reorganize(write_csv(tmp_path / "p", tables(row, row), PLANNED))
    assert [f.code for f in found.findings] == ["duplicate-row"]


def test_a_number_that_several_tasks_have_is_ambiguous(graph: quanze.Graph, tmp_path: Path) -> None:
    plan = city()
    for table in ("agencies", "responsibilities", "tasks"):
        plan[table] = []
    plan["documents"] = [{"id": "u/plan", "name": "另一計畫", "kind": "plan", **WHY}]
    plan["tasks"] = [{"id": "u/task/3", "name": "另一任務", "number": "3", **WHY}]
    graph.load(write_csv(tmp_path / "other", plan, {"id": "u", "name": "另一"}))
    row = {"change": "移撥", "from": "甲局", "to": "乙處", "moves": "3"}
    finding = the("ambiguous-reference", refused(graph, write_csv(tmp_path / "p", tables(row), PLANNED)))
    assert "t/task/3" in finding.message() and "u/task/3" in finding.message()


def test_every_fault_is_told_at_once_with_its_place(graph: quanze.Graph, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "p",
        tables(
            {"change": "更名", "from": "甲局", "to": "甲東局"},
            {"change": "移撥", "from": "乙處", "to": "甲東處", "moves": "任務第1", "valid_from": ""},
            {"change": "變身", "from": "丙", "to": "甲東處"},
        ),
        PLANNED,
    )
    findings = {(f.code, f.row, f.column) for f in refused(graph, path)}
    assert findings == {
        ("successor-not-listed", 2, "to"),
        ("change-without-date", 3, "valid_from"),
        ("bad-choice", 4, "change"),
        ("unknown-reference", 4, "from"),
    }
    new = the("successor-not-listed", refused(graph, path))
    assert "甲東處" in new.advice("en") and "agencies.csv" in new.advice("zh-TW")


def test_a_successor_that_only_a_change_names_is_new_and_said_to_be(graph: quanze.Graph, tmp_path: Path) -> None:
    rows = (
        {"change": "更名", "from": "甲局", "to": "永續發展處", "act": "組織自治條例", "valid_from": "116-03-01"},
        {"change": "移撥", "from": "乙處", "to": "永續發展處", "moves": "任務第1"},
    )
    path = write_csv(tmp_path / "p", {"changes": [{**DAY, **row} for row in rows]}, PLANNED)
    found = graph.reorganize(path).findings
    assert {(f.row, f.column, f.value) for f in found if f.code == "taken-as-new"} == {
        (2, "to", "永續發展處"),
        (2, "act", "組織自治條例"),
    }
    assert {f.code for f in found} == {"taken-as-new", "origin-missing"}  # the act is not what states the rows
    graph.load(path)
    (new,) = [row for row in graph.records("Agency") if row["name"] == "永續發展處"]
    assert (new["valid_from"], new["origin"]) == ("2027-01-01", "editorial")
    assert graph.record(new["id"])["kind"] == "bureau"


@pytest.mark.parametrize("name", ["甲東", "甲東出處", "乙"])
def test_a_successor_whose_name_is_like_another_is_asked_about(name: str, graph: quanze.Graph, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "p", tables({"change": "更名", "from": "甲局", "to": name}), PLANNED)
    assert {f.code for f in refused(graph, path)} == {"successor-not-listed"}


def test_a_file_without_changes_is_no_plan(graph: quanze.Graph, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "p", {"agencies": agencies("甲東處")}, PLANNED)
    assert "--write-sheet" in the("no-change", refused(graph, path)).advice()


@pytest.mark.whole
def test_a_lone_table_of_changes_is_a_data_set_of_its_own(graph: quanze.Graph, tmp_path: Path) -> None:
    rows = tables({"change": "整併", "from": "甲局", "to": "乙處"})["changes"]
    path = tmp_path / "變更.csv"
    lines = [",".join(heads_of(rows)), *(",".join(row.values()) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert moved(graph, path) == {f"任務第{n}": ("乙處",) for n in range(1, 6)}
    assert [d["id"] for d in graph.datasets()] == ["t"]
    graph.load(path)
    assert [d["id"] for d in graph.datasets()] == ["changes", "t"]
    assert {r["agency_name"] for r in graph.who("任務第1", as_of="2027")} == {"乙處"}


def test_a_part_of_a_described_set_cannot_be_tried_alone(graph: quanze.Graph, tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "p", tables({"change": "整併", "from": "甲局", "to": "乙處"}), PLANNED)
    assert {f.code for f in refused(graph, folder / "changes.csv")} == {"no-dataset"}


@pytest.mark.whole
def test_the_sheet_offers_what_the_graph_has(graph: quanze.Graph, tmp_path: Path) -> None:
    import zipfile

    for lang in ("zh-TW", "en"):
        path = graph.changes_sheet(tmp_path / f"{lang}.xlsx", lang=lang)
        assert {f.code for f in refused(graph, path)} == {"no-change"}
        with zipfile.ZipFile(path) as archive:
            texts = archive.read("xl/sharedStrings.xml").decode("utf-8")
            sheets = [archive.read(n).decode("utf-8") for n in archive.namelist() if n.startswith("xl/worksheets/s")]
        assert all(name in texts for name in ("甲局", "乙處", "任務第3"))
        assert sum("dataValidation " in sheet for sheet in sheets) >= 3
    with pytest.raises(quanze.QuanzeError, match=r"\.xlsx"):
        graph.changes_sheet(tmp_path / "sheet.csv")
