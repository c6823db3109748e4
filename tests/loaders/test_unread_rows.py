"""Rows that are not read and rows that say nothing: findings name the cause, also those on what refers to them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quanze.loaders.findings import ERROR, NOTICE, Finding, Place
from quanze.loaders.load import check
from quanze.loaders.table_records import Record
from tests.loaders.cases import FORMATS, SAID, Tables, city, codes_of, the
from tests.sets import loaded, write_as, write_csv


def found_in(folder: Path, tables: Tables, suffix: str = "csv") -> list[Finding]:
    return codes_of(write_as(suffix, folder, tables))


def told(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(f.code, f.value) for f in findings]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("mark", ["範例", "example"])
def test_a_reference_to_a_row_left_out_names_its_place(tmp_path: Path, suffix: str, mark: str) -> None:
    tables = city()
    tables["agencies"].append({**tables["agencies"][1], "id": "t/agency/c", "name": "丙處", "review": mark})
    tables["responsibilities"][1]["who"] = "丙處"
    found = the("reference-to-unread-row", found_in(tmp_path, tables, suffix))
    place = {
        "csv": Place("agencies.csv", "", 4),
        "xlsx": Place("set.xlsx", "agencies", 4),
        "yaml": Place("set.yaml", "agencies", 3),
    }[suffix]
    assert (found.level, found.value, found.details["other"]) == (ERROR, "丙處", place)
    assert place.in_language("zh-TW") in found.message("zh-TW") and place.in_language("en") in found.message("en")


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("mark", ["刪", "drop", "刪除"])
def test_a_dropped_task_takes_what_hangs_on_it_and_says_how_much(tmp_path: Path, suffix: str, mark: str) -> None:
    tables = city()
    tables["tasks"] += [{"name": "任務二", "parent": "任務一", **SAID}]
    tables["tasks"][0]["review"] = mark
    tables["links"] = [{"from": "任務二", "type": "PART_OF", "to": "任務一", **SAID}]
    path = write_as(suffix, tmp_path, tables)
    (checked,) = check([path])
    found = the("dropped-with-row", checked.findings)
    assert (found.level, found.value, found.stops(strict=True)) == (NOTICE, "任務一", False)
    assert "responsibilities: 2" in found.message() and "links: 2" in found.message()
    assert "權責分工" in found.message("zh-TW")
    assert not [f for f in checked.findings if f.level == ERROR]
    assert {n.props["name"] for n in checked.plan.nodes.values()} == {"測試計畫", "甲局", "乙處", "任務二"}
    assert not checked.plan.links


def test_seats_groups_and_years_go_with_what_they_belong_to(tmp_path: Path) -> None:
    tables = city() | {
        "councils": [{"name": "推動會", "review": "刪", **SAID}],
        "subgroups": [{"name": "甲組", "council": "推動會", **SAID}],
        "members": [{"name": "組長", "seat_title": "召集人", "body": "甲組", "seats": 1, **SAID}],
        "indicators": [{"name": "用電量", "review": "刪", **SAID}],
        "annual_targets": [
            {"name": "用電量 113", "indicator": "用電量", "year": 2024, "target": 1, **SAID},
            {"name": "用電量 114", "indicator": "用電量", "year": 2025, "target": 1, **SAID},
        ],
    }
    tables["responsibilities"].append({"who": "甲局", "role": "召集", "on": "甲組", **SAID})
    (checked,) = check([write_csv(tmp_path / "set", tables)])
    assert {n.kind for n in checked.plan.nodes.values()} == {"Document", "Agency", "Task"}
    said = {f.value: f.message() for f in checked.findings if f.code == "dropped-with-row"}
    assert set(said) == {"推動會", "甲組", "用電量"}
    assert "subgroups: 1" in said["推動會"] and "annual targets: 2" in said["用電量"]
    assert "seats: 1" in said["甲組"] and "responsibilities: 1" in said["甲組"]
    assert not [f for f in checked.findings if f.level == ERROR]


@pytest.mark.parametrize("text", ["t/task/x", "太陽光電", "Solar", "光電", "太陽 光電", "七-1"])
def test_a_row_left_out_is_known_by_all_it_may_be_called(tmp_path: Path, text: str) -> None:
    row = {"id": "t/task/x", "name": "太陽光電", "name_en": "Solar", "aliases": "光電；七-1", "review": "刪", **SAID}
    tables = city()
    tables["tasks"].append(row)
    tables["responsibilities"][1]["on"] = text
    assert told(found_in(tmp_path, tables)) == [("dropped-with-row", "太陽光電")]


@pytest.mark.parametrize("text", ["C130202", "13.2.2"])
def test_codes_name_it_too(tmp_path: Path, text: str) -> None:
    row = {"name": "排放", "code": "13.2.2", "iri": "http://example.org/C130202", "review": "刪", **SAID}
    tables = city() | {"indicators": [row]}
    tables["responsibilities"][1]["on"] = text
    assert told(found_in(tmp_path, tables)) == [("dropped-with-row", "排放")]


def test_an_id_made_from_the_name_names_it(tmp_path: Path) -> None:
    tables = city()
    tables["tasks"].append({"name": "太陽 光電", "review": "刪", **SAID})
    tables["responsibilities"][1]["on"] = "t/task/太陽-光電"
    assert told(found_in(tmp_path, tables)) == [("dropped-with-row", "太陽 光電")]


def test_a_task_with_a_comma_in_its_name_is_one_name(tmp_path: Path) -> None:
    tables = city()
    tables["tasks"].append({"name": "任務一、推廣節能", "review": "刪", **SAID})
    tables["responsibilities"][1]["on"] = "任務一、推廣節能"
    assert told(found_in(tmp_path, tables)) == [("dropped-with-row", "任務一、推廣節能")]


def test_of_several_names_only_the_unread_one_is_told(tmp_path: Path) -> None:
    tables = city()
    tables["agencies"].append({"name": "丙處", "kind": "bureau", "review": "刪", **SAID})
    tables["responsibilities"][1]["who"] = "乙處、丙處、丁處"
    assert told(found_in(tmp_path, tables)) == [("unknown-reference", "丁處"), ("dropped-with-row", "丙處")]


def test_what_was_read_is_found_before_a_row_left_out(tmp_path: Path) -> None:
    tables = city()
    tables["agencies"].insert(0, {"name": "舊乙處", "aliases": "乙處", "kind": "bureau", "review": "刪", **SAID})
    assert found_in(tmp_path, tables) == []
    del tables["agencies"][2]
    other = {"id": "o/b", "name": "乙處", "kind": "bureau", "origin": "editorial", "note": "理由"}
    loaded(tmp_path / "x.kgl", write_csv(tmp_path / "other", {"agencies": [other]}, {"id": "o"})).close()
    assert codes_of(write_as("csv", tmp_path, tables), db=tmp_path / "x.kgl") == []


def test_a_name_of_another_kind_is_not_meant(tmp_path: Path) -> None:
    tables = city()
    tables["tasks"].append({"name": "丙處", "review": "刪", **SAID})
    tables["responsibilities"][1]["who"] = "丙處"
    assert told(found_in(tmp_path, tables)) == [("unknown-reference", "丙處")]


@pytest.mark.parametrize(
    ("refused", "fault"),
    [
        ({"id": "t c", "name": "丙處", "kind": "bureau"}, "bad-id"),
        ({"id": "t/agency/a", "name": "丙處", "kind": "bureau"}, "duplicate-id"),
        ({"name": "甲局", "aliases": "丙處", "kind": "bureau"}, "duplicate-name"),
        ({"name": "", "aliases": "丙處", "kind": "bureau"}, "empty-value"),
    ],
)
def test_a_refused_row_is_named_and_its_fault_stands_first(tmp_path: Path, refused: dict[str, Any], fault: str) -> None:
    tables = city()
    if fault == "duplicate-name":
        del tables["agencies"][0]["id"]
    tables["agencies"][1]["parent"] = "丙處"
    tables["agencies"] += [{"name": "丙處", "kind": "bureau", "review": "刪", **SAID}, {**refused, **SAID}]
    tables["responsibilities"][1]["who"] = "丙處"
    found = found_in(tmp_path, tables)
    assert [f.code for f in found] == [fault, "reference-to-unread-row", "reference-to-unread-row"]
    assert {f.details["other"] for f in found[1:]} == {Place("agencies.csv", "", 5)}, (
        "the row to correct, not the marked one"
    )


def test_a_source_in_a_row_left_out_is_told_as_any_other(tmp_path: Path) -> None:
    tables = city()
    tables["documents"].append({"name": "舊計畫", "kind": "plan", "review": "刪", **SAID})
    tables["tasks"][0]["source"] = "舊計畫"
    assert told(found_in(tmp_path, tables)) == [("reference-to-unread-row", "舊計畫")]


@pytest.mark.parametrize("ids", [("t/task/任務二", ""), ("", "t/task/任務二"), ("t/task/x", "t/task/x")])
def test_a_typed_id_that_stands_twice_is_told_as_an_id(tmp_path: Path, ids: tuple[str, str]) -> None:
    tables = city()
    tables["tasks"] += [{"id": id_, "name": "任務二", **SAID} for id_ in ids]
    assert told(found_in(tmp_path, tables)) == [("duplicate-id", max(ids))]


def test_the_name_that_stands_twice_is_told_with_the_first_row(tmp_path: Path) -> None:
    tables = city()
    tables["tasks"] += [{"name": "任務二", **SAID} for _ in range(3)]
    found = found_in(tmp_path, tables)
    assert told(found) == [("duplicate-name", "任務二")] * 2
    assert {f.details["other"] for f in found} == {Place("tasks.csv", "", 3)}


def test_a_year_with_a_value_a_note_or_another_fault_is_not_told(tmp_path: Path) -> None:
    values: list[dict[str, Any]] = [{"target": 1}, {"result": 0}, {"target": "十"}, {"target": "1,000"}]
    values += [{"indicator": "無此指標"}, {"note": "願景，原文無數值"}, {}]
    rows = [{"name": f"年{i}", "year": 2020 + i, **value, **SAID} for i, value in enumerate(values)]
    found = found_in(tmp_path, city() | {"annual_targets": rows})
    assert told([f for f in found if f.code == "target-without-values"]) == [("target-without-values", "年6")]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    ("heads", "warned"),
    [(("目標量",), 0), (("目標量", "target"), 0), (("目標量", "target", "result"), 1), (("target",), 1)],
)
def test_a_column_that_was_not_read_may_hold_the_value(
    tmp_path: Path, suffix: str, heads: tuple[str, ...], warned: int
) -> None:
    row = {"name": "年", "year": 2022, **SAID, **dict.fromkeys(heads, "")}
    if "目標量" in row:
        row["目標量"] = "5"
    found = found_in(tmp_path, city() | {"annual_targets": [row]}, suffix)
    assert len([f for f in found if f.code == "target-without-values"]) == warned


def test_many_rows_that_are_not_read_cost_no_more_each_than_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reference is looked up among them, not compared with each."""
    asked = 0
    place = Record.place

    def counted(record: Record) -> Place:
        nonlocal asked
        asked += 1
        return place(record)

    tables = city()
    tables["agencies"] += [{"name": f"第{i}局", "kind": "bureau", "review": "刪", **SAID} for i in range(400)]
    tables["responsibilities"] = [{"who": f"第{i}局", "role": "主辦", "on": "任務一", **SAID} for i in range(400)]
    monkeypatch.setattr(Record, "place", counted)
    found = found_in(tmp_path, tables)
    assert sum(f.code == "dropped-with-row" for f in found) == 400
    assert asked < 10 * 800
