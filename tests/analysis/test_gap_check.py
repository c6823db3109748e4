"""Gaps as a check: acceptances, baselines, JUnit; the rows first, then through the graph and the command."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import quanze
from quanze.errors import FileError, FindingsError
from quanze.exports.junit import junit_xml
from quanze.loaders.gap_decisions import read_accepted
from quanze.queries.gap_check import GapReport, read_baseline, sort_gaps
from quanze.queries.gaps import GAPS, FoundGap, Surroundings, Wanted
from quanze.queries.webs import Web
from quanze.schema.deliberate_gaps import ACCEPTED_GAPS
from quanze.schema.rows import PlanGap, Row

TODAY = date(2026, 11, 24)


def gap(code: str, id_: str, level: str = "warning", dataset: str = "x") -> PlanGap:
    return {
        "level": level,
        "gap": code,
        "id": id_,
        "kind": "Task",
        "name": id_,
        "name_en": "",
        "message_zh": f"「{id_}」",
        "message_en": id_,
        "agencies": [],
        "groups": [],
        "year": None,
        "dataset": dataset,
        "origin": "plan",
        "source": "x/document/p",
        "locator": "1",
        "quote": "原句",
    }


def accept(code: str, id_: str, until: str = "") -> Row:
    return {"gap": code, "id": id_, "why": "緩議", "decided_by": "推動會", "until": until}


def sorted_gaps(rows: list[PlanGap], dataset: str = "", **given: Any) -> GapReport:
    """The report on gaps that concern nothing but their records."""
    around = Surroundings(Web(), {row["id"]: row["kind"] for row in rows})
    found = [
        FoundGap(
            GAPS[row["gap"]]._replace(level=row["level"]),
            {key: value for key, value in row.items() if value is not None},
            (),
            around,
        )
        for row in rows
    ]
    return sort_gaps(found, wanted=Wanted(datasets=(dataset,) if dataset else ()), **given)


def ids(rows: list[Row]) -> list[str]:
    return [r["id"] for r in rows]


FOUND = [
    gap("task-no-lead", "a", "error"),
    gap("task-no-indicator", "a"),
    gap("task-no-indicator", "b"),
    gap("task-no-indicator", "c"),
]


def test_without_anything_all_are_open() -> None:
    report = sorted_gaps(FOUND, today=TODAY)
    said = ("message_zh", "message_en")
    assert [{key: value for key, value in row.items() if key not in said} for row in report.open] == [
        {key: value for key, value in gap.items() if key not in said}
        | {"status": "open", "why": "", "decided_by": "", "until": ""}
        for gap in FOUND
    ]
    assert report.failing("error")
    assert not sorted_gaps(FOUND[1:], today=TODAY).failing("error")
    assert sorted_gaps(FOUND[1:], today=TODAY).failing("notice")


@pytest.mark.parametrize(
    ("until", "status"),
    [
        ("", "accepted"),
        ("2026-11-24", "accepted"),
        ("2026-11-23", "expired"),
        ("2026-11", "accepted"),
        ("2026", "accepted"),
        ("2025", "expired"),
    ],
)
def test_an_acceptance_holds_to_its_last_day_and_comes_back_after(until: str, status: str) -> None:
    report = sorted_gaps(FOUND, accepted=[accept("task-no-indicator", "b", until)], today=TODAY)
    (row,) = [r for r in (*report.open, *report.accepted) if (r["gap"], r["id"]) == ("task-no-indicator", "b")]
    assert row["status"] == status
    assert (row["why"], row["decided_by"]) == ("緩議", "推動會")
    assert ids(report.accepted) == (["b"] if status == "accepted" else [])


def test_an_acceptance_is_of_one_gap_of_one_record() -> None:
    report = sorted_gaps(FOUND, accepted=[accept("task-no-lead", "a"), accept("task-no-lead", "b")], today=TODAY)
    assert [(r["gap"], r["id"]) for r in report.open] == [("task-no-indicator", x) for x in "abc"]
    assert ids(report.unneeded) == ["b"], "b has a lead; the row is of no use any more"
    assert not report.failing("error")


def test_a_baseline_leaves_new_ones_and_says_what_was_solved() -> None:
    before = [{"gap": "task-no-indicator", "id": x, "dataset": "x", "name": x} for x in ("b", "gone")]
    report = sorted_gaps(FOUND, baseline=before, today=TODAY)
    assert [(r["gap"], r["id"]) for r in report.open] == [
        ("task-no-lead", "a"),
        ("task-no-indicator", "a"),
        ("task-no-indicator", "c"),
    ]
    assert ids(report.known) == ["b"]
    assert ids(report.solved) == ["gone"]


def test_an_expired_acceptance_is_told_although_the_baseline_knows_it() -> None:
    before = [{"gap": "task-no-indicator", "id": "b"}]
    report = sorted_gaps(FOUND[2:3], accepted=[accept("task-no-indicator", "b", "2025")], baseline=before, today=TODAY)
    assert [r["status"] for r in report.open] == ["expired"]
    assert report.baseline(only_known=False) == "[]\n"


def test_one_data_set_is_not_told_of_the_others_solved_gaps() -> None:
    found = [gap("task-no-lead", "a", dataset="x"), gap("task-no-lead", "b", dataset="y")]
    before = [
        {"gap": "task-no-lead", "id": "b", "dataset": "y"},
        {"gap": "task-no-lead", "id": "old", "dataset": "y"},
        {"gap": "task-no-lead", "id": "older", "dataset": "x"},
    ]
    decided = [accept("task-no-lead", "b"), accept("task-no-lead", "nowhere")]
    report = sorted_gaps(found, baseline=before, dataset="x", accepted=decided, today=TODAY)
    assert (ids(report.open), ids(report.known), ids(report.solved), report.unneeded) == (["a"], [], ["older"], [])


def test_a_baseline_can_be_written_read_and_only_shrink(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(sorted_gaps(FOUND, today=TODAY).baseline(only_known=False), encoding="utf-8")
    before = read_baseline(path)
    assert [(r["gap"], r["id"]) for r in before] == sorted((g["gap"], g["id"]) for g in FOUND)
    assert not sorted_gaps(FOUND, baseline=before, today=TODAY).open
    later = [*FOUND[1:], gap("task-no-lead", "new", "error")]  # one solved, one new
    report = sorted_gaps(later, baseline=before, today=TODAY)
    assert ids(report.open) == ["new"]
    path.write_text(report.baseline(only_known=True), encoding="utf-8")
    assert [(r["gap"], r["id"]) for r in read_baseline(path)] == [("task-no-indicator", x) for x in "abc"]
    # What was solved and comes back is new again.
    assert ids(sorted_gaps(FOUND, baseline=read_baseline(path), today=TODAY).open) == ["a"]


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "not JSON"), ("{}", "not a list"), ('[{"gap": 1, "id": "x"}]', "not a list"), ("[1]", "not a list")],
)
def test_a_file_that_is_no_baseline_is_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "b.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match=says):
        read_baseline(path)
    with pytest.raises(FileError, match="does not exist"):
        read_baseline(tmp_path / "missing.json")


# The table of acceptances.


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding=encoding)
    return path


def test_heads_in_either_language_and_roc_dates(tmp_path: Path) -> None:
    chinese = write(
        tmp_path / "a.csv",
        "缺口,識別碼,理由,決定者,有效至\ntask-no-lead,x/task/a,緩議,推動會,115年12月31日\n",
        "utf-8-sig",
    )
    english = write(tmp_path / "b.csv", "gap,id,why,decided_by,until\ntask-no-lead,x/task/a,緩議,推動會,2026-12-31\n")
    rows, findings = read_accepted(chinese)
    assert findings == []
    assert rows == [
        {"gap": "task-no-lead", "id": "x/task/a", "why": "緩議", "decided_by": "推動會", "until": "2026-12-31"}
    ]
    assert read_accepted(english)[0] == rows


def test_big5_is_read_and_said(tmp_path: Path) -> None:
    rows, findings = read_accepted(
        write(tmp_path / "a.csv", "缺口,識別碼,理由,決定者\ntask-no-lead,x,緩議,推動會\n", "cp950")
    )
    assert rows[0]["until"] == ""
    assert [f.code for f in findings] == ["encoding"]


def test_all_faults_at_once(tmp_path: Path) -> None:
    text = (
        "gap,id,why,decided_by,until\nno-such,x,w,d,\ntask-no-lead,,w,d,\ntask-no-lead,x,,d,soon\n"
        "task-no-lead,y,w,d,\ntask-no-lead,y,w,d,\n"
    )
    with pytest.raises(FindingsError) as caught:
        read_accepted(write(tmp_path / "a.csv", text))
    assert [(f.row, f.code) for f in caught.value.findings if f.level == "error"] == [
        (2, "bad-choice"),
        (3, "empty-value"),
        (4, "bad-date"),
        (4, "empty-value"),
    ]
    assert ("duplicate-row", 6) in {(f.code, f.row) for f in caught.value.findings}
    assert "task without a lead" in caught.value.findings[0].advice("en")


@pytest.mark.parametrize("text", ["", "\n\n", "nothing,here\n1,2\n", "gap,id\ntask-no-lead,x\n"])
def test_a_table_without_its_columns_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(FindingsError):
        read_accepted(write(tmp_path / "a.csv", text))


def test_the_codes_are_those_that_are_printed(bundled: quanze.Graph) -> None:
    assert {g["gap"] for g in bundled.gaps()} <= set(GAPS)
    assert [c.name for c in ACCEPTED_GAPS.columns] == ["gap", "id", "why", "decided_by", "until"]


def test_as_of_moves_the_day(small: quanze.Graph, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "gap,id,why,decided_by,until\ntask-no-indicator,small/task/t3,w,d,2026-06\n")
    assert ids(small.check_gaps(accepted=path, as_of="2026-06-30").accepted) == ["small/task/t3"]
    assert "small/task/t3" in ids(small.check_gaps(accepted=path, as_of="115-07-01").open)
    # A month as the day means its last one.
    assert ids(small.check_gaps(accepted=path, as_of="2026-06").accepted) == ["small/task/t3"]
    write(path, "gap,id,why,decided_by,until\ntask-no-indicator,small/task/t3,w,d,2026-06-29\n")
    assert ids(small.check_gaps(accepted=path, as_of="2026-06").accepted) == []
    assert ids(small.check_gaps(accepted=path, as_of="2026-06-29").accepted) == ["small/task/t3"]


@pytest.mark.parametrize("name", ["accepted_gaps.csv", "已知缺口.csv"])
def test_the_table_may_lie_beside_the_data_it_is_about(tmp_path: Path, name: str) -> None:
    (tmp_path / "dataset.yaml").write_text("id: x\n", encoding="utf-8")
    write(tmp_path / "tasks.csv", "id,name,origin,note\nx/task/a,子,editorial,虛構\n")
    write(tmp_path / name, "gap,id,why,decided_by\ntask-no-lead,x/task/a,緩議,推動會\n")
    (checked,) = quanze.check([tmp_path])
    assert checked.findings == []
    assert list(checked.plan.nodes) == ["x/task/a"]


# JUnit.


def test_junit_counts_and_outcomes() -> None:
    accepted = [{**FOUND[3], "why": "緩議", "decided_by": "推動會", "until": "2027"}]
    root = ET.fromstring(junit_xml(tuple(GAPS), FOUND[:1], FOUND[1:3], accepted, lang="zh-TW").encode())
    suites = {s.get("name"): s for s in root}
    assert list(suites) == list(GAPS)
    # Two sorts were found (1 and 3 cases); every other check is one passed case.
    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == (str(4 + len(GAPS) - 2), "1", "1")
    failure = suites["task-no-lead"].find("testcase/failure")
    assert failure is not None
    assert failure.get("type") == "error"
    assert "「原句」" in (failure.text or "")
    skipped = suites["task-no-indicator"].find("testcase/skipped")
    assert skipped is not None
    assert skipped.get("message") == "緩議 — 推動會（至 2027 止）"


def test_junit_holds_any_text() -> None:
    nasty = "]]><script>&\x00\x0b\ufffe\ud800\u202e'\""
    row = {**gap("task-no-lead", nasty), "quote": nasty, "message_en": nasty}
    text = junit_xml(["task-no-lead"], [row], [], [], lang="en")
    case = ET.fromstring(text.encode()).find("testsuite/testcase")
    assert case is not None
    name = case.get("name") or ""
    assert name.startswith("]]><script>&") and name.endswith("'\"")
    assert not {"\x00", "\x0b", "\ufffe", "\ud800", "\u202e"} & set(name)


def test_json_of_the_command_is_a_baseline_too(tmp_path: Path) -> None:
    report = sorted_gaps(FOUND, baseline=[{"gap": "task-no-lead", "id": "gone"}], today=TODAY)
    path = write(tmp_path / "gaps.json", json.dumps(report.rows()))
    assert not sorted_gaps(FOUND, baseline=read_baseline(path), today=TODAY).open
    assert not sorted_gaps(FOUND, baseline=read_baseline(path), today=TODAY).solved
