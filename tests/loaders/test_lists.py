"""Several names in one cell, many rows with one fault, long lists: each has its end, and what is left out is told."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from quanze.loaders import build, cell_values, findings, table_records, unresolved
from quanze.loaders.findings import Finding, FindingList
from quanze.loaders.load import check
from quanze.loaders.references import Entry, Index
from quanze.loaders.table_records import Record
from tests.loaders.cases import SAID, add, city, codes_of, the
from tests.sets import write_as, write_csv

TWO = {("t/agency/a", "t/task/one"), ("t/agency/b", "t/task/one")}


def with_who(who: str) -> Any:
    tables = city()
    tables["responsibilities"] = [{**tables["responsibilities"][0], "who": who}]
    return tables


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "yaml"])
@pytest.mark.parametrize(
    "who",
    [
        "甲局\n乙處",
        "甲局，乙處",
        "甲局,乙處",
        "甲局/乙處",
        "甲局／乙處",
        "甲局、乙處",
        "甲局；乙處",
        "甲局、\n乙處",
        "甲\n局、乙處",
        "甲局 / 乙處",
    ],
)
def test_names_are_parted_where_all_are_known(tmp_path: Path, suffix: str, who: str) -> None:
    (checked,) = check([write_as(suffix, tmp_path, with_who(who))])
    assert checked.findings == []
    assert {(link.start, link.end) for link in checked.plan.links.values()} == TWO


@pytest.mark.parametrize("who", ["甲局\n丙科", "甲局，丙科", "甲局/丙科", "甲局、丙科"])
def test_how_a_cell_was_parted_is_told(tmp_path: Path, who: str) -> None:
    found = the("unknown-reference", codes_of(write_as("csv", tmp_path, with_who(who))))
    assert (found.value, found.details["parted"]) == ("丙科", ["甲局", "丙科"])
    assert "The cell was read as '甲局', '丙科'." in found.advice()


@pytest.mark.parametrize("who", ["丙科/丁科", "丙科，丁科", "丙/丁"])
def test_a_name_with_a_sign_of_its_own_is_not_parted(tmp_path: Path, who: str) -> None:
    assert the("unknown-reference", codes_of(write_as("csv", tmp_path / "x", with_who(who)))).value == who
    tables = with_who(who)
    add("agencies", name=who, kind="bureau")(tables)
    assert codes_of(write_as("csv", tmp_path / "y", tables)) == []


def test_a_name_wrapped_in_its_cell_is_one(tmp_path: Path) -> None:
    tables = city()
    tables["agencies"][1]["parent"] = "甲\n局"
    assert codes_of(write_as("xlsx", tmp_path, tables)) == []


def test_lists_against_lists_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "MAX_PAIRS", 3)
    tables = with_who("甲局、乙處")
    add("tasks", name="任務二")(tables)
    tables["responsibilities"][0]["on"] = "任務一、任務二"
    (checked,) = check([write_as("csv", tmp_path, tables)])
    assert the("too-many-pairs", checked.findings).details == {"who": 2, "on": 2, "limit": 3}
    assert not checked.plan.links


def test_findings_of_a_kind_are_capped_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "MAX_OF_A_KIND", 3)
    tables = city()
    for i in range(10):
        add("tasks", name=f"任務{i}甲", valid_from=f"{i}月", number="#REF!" if i else "1")(tables)
    found = codes_of(write_as("csv", tmp_path, tables))
    assert [f.row for f in found if f.code == "bad-date"] == [3, 4, 5]
    rest = {f.value: f for f in found if f.code == "left-out"}
    assert {code: (f.row, f.level, f.details["n"]) for code, f in rest.items()} == {
        "bad-date": (6, "error", 7),
        "error-value": (7, "error", 6),
    }
    row = rest["bad-date"].row_dict()
    assert row["message"].startswith("7 more findings") and (row["code"], row["value"]) == ("left-out", "bad-date")


def test_a_table_does_not_use_up_the_findings_of_another() -> None:
    capped = FindingList(Finding("bad-date", "f", sheet) for sheet in ("a", "b") for _ in range(600))
    capped += [Finding("bad-year", "f", "a")]
    assert [(f.code, f.sheet, f.details.get("n")) for f in capped if f.code != "bad-date"] == [
        ("left-out", "a", 100),
        ("left-out", "b", 100),
        ("bad-year", "a", None),
    ]
    assert capped.has_left_out


def test_what_is_not_listed_is_not_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest words are looked for, and names kept, for the findings that are listed only."""
    monkeypatch.setattr(findings, "MAX_OF_A_KIND", 3)
    asked: list[str] = []
    nearest, near = Index.nearest, cell_values._near

    def nearest_counted(index: Index, text: str, kinds: tuple[str, ...]) -> list[Entry]:
        asked.append(text)
        return nearest(index, text, kinds)

    def near_counted(text: str, known: dict[str, str]) -> list[str]:
        asked.append(text)
        return near(text, known)

    monkeypatch.setattr(Index, "nearest", nearest_counted)
    monkeypatch.setattr(cell_values, "_near", near_counted)
    rows = [{"who": f"第{i}環保局", "role": f"主辨{i}", "on": "任務一", **SAID} for i in range(100)]
    found = check([write_csv(tmp_path / "c", city() | {"responsibilities": rows})])[0].findings
    assert {f.value: f.details["n"] for f in found if f.code == "left-out"} == {
        "bad-choice": 97,
        "unknown-reference": 97,
    }
    assert len(asked) <= 2 * 4


def test_many_seats_of_a_body_left_out_cost_no_more_each_than_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    removals = 0
    remove = Index.remove

    def counted(index: Index, ids: Iterable[str]) -> None:
        nonlocal removals
        removals += 1
        remove(index, ids)

    monkeypatch.setattr(Index, "remove", counted)
    tables = city()
    tables["councils"] = [{"name": "委員會", "review": "刪", **SAID}]
    tables["members"] = [
        {"name": f"席{i}", "seat_title": "委員", "body": "委員會", "seats": 1, **SAID} for i in range(50)
    ]
    found = check([write_csv(tmp_path / "c", tables)])[0]
    assert "50" in next(f for f in found.findings if f.code == "dropped-with-row").message()
    assert removals == 1


def test_a_table_wrong_throughout_is_not_checked_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each column of the first rows has its findings; what refers to the table has none, nor has a set after it."""
    monkeypatch.setattr(findings, "MAX_OF_A_KIND", 3)
    monkeypatch.setattr(findings, "MAX_COUNTED", 5)
    monkeypatch.setattr(table_records, "_TOGETHER", 4)
    tables = city()
    for i in range(40):
        add("tasks", name=f"事{i}", valid_from=f"{i}月", origin=f"說{i}")(tables)
        add("responsibilities", who="甲局", role="主辦", on=f"事{i}", source="無此文件")(tables)
    agencies = [{"name": "丁局", "kind": "bureau", "parent": "甲局", **SAID}]
    other = write_csv(tmp_path / "z", {"agencies": agencies}, {"id": "z", "name": "另一"})
    first, second = check([write_csv(tmp_path / "c", tables), other])
    assert first.ended
    ended = the("check-ended", first.findings)
    assert (ended.file, ended.level, ended.details["limit"]) == ("tasks.csv", "error", 5)
    assert {f.value: f.details["n"] for f in first.findings if f.code == "left-out"} == {"bad-date": 4, "bad-choice": 4}
    assert not any(f.file == "responsibilities.csv" for f in first.findings)
    assert [f.code for f in second.findings] == ["not-checked"]
    assert first.findings[0] is ended


@pytest.mark.parametrize("table", ["annual_targets", "responsibilities", "links"])
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_table_whose_names_lead_nowhere_is_not_read_to_its_end(
    table: str, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings, "MAX_COUNTED", 5)
    monkeypatch.setattr(table_records, "_TOGETHER", 4)
    monkeypatch.setattr(unresolved, "LARGE", 10)
    tables = city()
    rows: dict[str, Any] = {
        "annual_targets": lambda i: {"indicator": f"無{i}", "year": 2020},
        "responsibilities": lambda i: {"who": "甲局", "role": "主辦", "on": f"無{i}"},
        "links": lambda i: {"from": f"無{i}", "type": "MEASURED_BY", "to": "任務一"},
    }
    tables[table] = [{**rows[table](i), **SAID} for i in range(40)]
    read: list[Record] = []
    made = Record.__init__

    def counted(record: Record, *given: Any) -> None:
        made(record, *given)
        read.append(record)

    monkeypatch.setattr(Record, "__init__", counted)
    (checked,) = check([write_as(suffix, tmp_path, tables)])
    assert checked.ended and (the("check-ended", checked.findings).details["limit"]) == 5
    assert "unknown-reference" in {f.code for f in checked.findings}
    assert sum(record.raw.table.name == table for record in read) == 8, "as many as hold six faults"


def test_a_large_table_may_name_what_stands_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a later table, in itself, by id, alias, code or list, in a row that is left out, in an earlier file."""
    monkeypatch.setattr(findings, "MAX_COUNTED", 5)
    monkeypatch.setattr(table_records, "_TOGETHER", 4)
    monkeypatch.setattr(unresolved, "LARGE", 10)
    tables = city()
    for i in range(30):
        add("tasks", name=f"事{i}", parent=f"事{i + 1}" if i < 29 else "")(tables)
        name = (f"事{i}", f"t/task/事{i}", f"事{i}；事{i + 1}" if i < 29 else "任務一")[i % 3]
        add("responsibilities", who="己局" if i % 2 else "Old bureau", role="主辦", on=name)(tables)
    others = {"agencies": [{"name": "己局", "aliases": "Old bureau", "kind": "bureau", **SAID}]}
    other = write_csv(tmp_path / "z", others, {"id": "z", "name": "另一"})
    whole = check([other, write_csv(tmp_path / "c", tables)])[1]
    assert not whole.ended and not [f for f in whole.findings if f.code == "unknown-reference"]


def test_so_many_warnings_do_not_end_a_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "MAX_OF_A_KIND", 3)
    monkeypatch.setattr(findings, "MAX_COUNTED", 5)
    tables = city()
    add("documents", name="報告", kind="report")(tables)  # with one document alone, that is the source
    for i in range(20):
        tables["tasks"].append({"name": f"事{i}"})
    (checked,) = check([write_csv(tmp_path, tables)])
    assert not checked.ended
    assert {f.value: f.details["n"] for f in checked.findings if f.code == "left-out"}["origin-missing"] == 17
    assert len([n for n in checked.plan.nodes.values() if n.kind == "Task"]) == 21


def test_rows_are_the_same_however_many_are_read_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = city()
    for i in range(7):
        add("tasks", name=f"事{i}", valid_from=f"11{i}", review="刪" if i == 4 else "")(tables)
    path = write_csv(tmp_path, tables)
    whole = check([path])[0]
    monkeypatch.setattr(table_records, "_TOGETHER", 2)
    (parted,) = check([path])
    assert {id_: n.props for id_, n in parted.plan.nodes.items()} == {
        id_: n.props for id_, n in whole.plan.nodes.items()
    }
    assert [f.row_dict() for f in parted.findings] == [f.row_dict() for f in whole.findings]
