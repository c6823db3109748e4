"""A draft whose rows to check nobody has reviewed is not loaded in silence."""

from pathlib import Path

import pytest

import quanze
from quanze import api
from quanze.errors import FindingsError
from quanze.loaders import workbook
from tests.sets import write_csv, write_xlsx

AGENCIES = "name,kind,review,confidence\n衛生局,局處,{mark},{sure}\n教育局,局處,,high\n"


def draft(folder: Path, mark: str = "", sure: str = "check") -> Path:
    folder.mkdir()
    (folder / "dataset.yaml").write_text("id: plan\nname: 計畫\n", encoding="utf-8")
    (folder / "agencies.csv").write_text(AGENCIES.format(mark=mark, sure=sure), encoding="utf-8")
    return folder


@pytest.mark.parametrize("sure", ["check", "待查", " Check "])
def test_a_row_to_check_without_a_mark_stops_the_load_and_its_preview(tmp_path: Path, sure: str) -> None:
    path = draft(tmp_path / "draft", sure=sure)
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        for stopped in (graph.load, graph.preview):
            with pytest.raises(FindingsError) as raised:
                stopped(path)
            (found,) = [f for f in raised.value.findings if f.code == "draft-unreviewed"]
            assert (found.row, found.column) == (2, "confidence")
        report = graph.load(path, accept_unsure=True)
        assert [f.level for f in report.findings if f.code == "draft-unreviewed"] == ["warning"]
        with pytest.raises(FindingsError):
            graph.load(path, strict=True, accept_unsure=True)


@pytest.mark.parametrize(("mark", "sure"), [("ok", "check"), ("對", "check"), ("刪", "check"), ("", "high"), ("", "")])
def test_a_row_that_somebody_marked_or_called_sure_loads(tmp_path: Path, mark: str, sure: str) -> None:
    (checked,) = api.check(draft(tmp_path / "draft", mark, sure))
    assert not [f for f in checked.findings if f.code == "draft-unreviewed"]


def test_drafts_are_compared_before_they_are_reviewed(tmp_path: Path) -> None:
    path = draft(tmp_path / "draft")
    assert not api.diff(path, path).changes_loaded()


@pytest.mark.whole
def test_a_draft_that_names_sdgs_asks_for_their_data_set_and_not_for_each_of_them(tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text("Task,Lead,SDG\nPlant trees,Parks Department,15.2\nNight buses,Transit Office,11.2\n")
    draft_file = tmp_path / "draft.xlsx"
    quanze.read(plan).write(draft_file)
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        with pytest.raises(FindingsError) as raised:
            graph.load(draft_file, accept_unsure=True)
        errors = [(f.code, f.value) for f in raised.value.findings if f.level == "error"]
        assert errors == [("requires-missing", "sdg")]
        graph.load("sdg", draft_file, accept_unsure=True)
        assert {row["code"] for row in graph.coverage(by="target") if row["things"]} >= {"15.2", "11.2"}


def test_another_unknown_name_of_such_a_draft_is_still_found(tmp_path: Path) -> None:
    folder = draft(tmp_path / "draft", "ok")
    (folder / "dataset.yaml").write_text("id: plan\nname: 計畫\nrequires: sdg\n", encoding="utf-8")
    (folder / "tasks.csv").write_text("id,name,sdg_targets\nplan/task/a,甲,sdg/target/2.1\n", encoding="utf-8")
    (folder / "links.csv").write_text(
        "from,type,to\nplan/task/a,ALIGNS_TO,sdg/target/2.1\nplan/task/b,ALIGNS_TO,sdg/target/2.2\n", encoding="utf-8"
    )
    (checked,) = api.check(folder)
    missing = [f.value for f in checked.findings if f.code in ("requires-missing", "unknown-reference")]
    assert missing == ["sdg", "plan/task/b"]


@pytest.mark.whole
def test_a_workbook_that_names_sdgs_by_code_asks_for_their_data_set_once(tmp_path: Path) -> None:
    tables = {
        "tasks": [{"id": f"p/task/{n}", "name": f"任務{n}", "origin": "editorial", "note": "例"} for n in range(4)],
        "links": [
            {"from": f"p/task/{n}", "type": "ALIGNS_TO", "to": to, "origin": "editorial", "note": "例"}
            for n, to in enumerate(("7.2", "13.1", "13", "p/task/x"))
        ],
    }
    plan = write_csv(tmp_path / "p", tables, {"id": "p", "name": "計畫"})
    (checked,) = api.check(plan)
    errors = {f.code: f for f in checked.findings if f.level == "error"}
    assert (
        errors["sdgs-missing"].message()
        == "4 SDGs are named (7.2, 13.1, 13, p/task/x …), and their data set 'sdg' is not loaded"
    )
    assert "unknown-reference" not in errors
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        graph.load("sdg")
        (checked,) = api.check(plan, graph)
        assert [(f.code, f.value) for f in checked.findings if f.level == "error"] == [
            ("unknown-reference", "p/task/x")
        ]
    own = {**tables, "sdg_goals": [{"name": "自訂", "code": "13", "origin": "framework"}]}
    (checked,) = api.check(write_csv(tmp_path / "own", own, {"id": "p", "name": "計畫"}))
    assert {f.value for f in checked.findings if f.code == "unknown-reference"} == {"7.2", "13.1", "p/task/x"}


def test_a_row_to_check_far_down_a_large_sheet_stops_the_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_TOGETHER", 30)
    row = {"kind": "bureau", "confidence": "high", "origin": "editorial", "note": "試"}
    agencies = [{"name": f"第{n}局", **row, **({"confidence": "check"} if n == 50 else {})} for n in range(60)]
    path = write_xlsx(tmp_path / "draft.xlsx", {"agencies": agencies}, {"id": "plan", "name": "計畫"})
    (found,) = [f for f in api.check(path)[0].findings if f.code == "draft-unreviewed"]
    assert found.row == 52
