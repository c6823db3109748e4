"""How rows are read: places, marks, heads, several names in a cell, and what is said when a row is not understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from quanze.loaders.findings import ERROR, WARNING, errors, in_order
from quanze.loaders.load import check
from tests.loaders.cases import SAID, city, codes_of, raw_csv, the
from tests.sets import heads_of, loaded, write_as, write_csv


def test_what_was_meant_is_offered(tmp_path: Path) -> None:
    tables = city()
    tables["agencies"][0]["kind"] = "bureu"
    tables["responsibilities"][1]["who"] = "乙處室"
    advice = {f.code: f.advice("en") for f in codes_of(write_as("csv", tmp_path, tables))}
    assert "Did you mean 'bureau'?" in advice["bad-choice"]
    assert "Did you mean '乙處'?" in advice["unknown-reference"]


def test_all_faults_come_at_once_and_errors_first(tmp_path: Path) -> None:
    tables = city()
    tables["tasks"][0].update(valid_from="soon", colour="red")
    tables["agencies"][0]["kind"] = "?"
    tables["responsibilities"][0]["who"] = "無此機關"
    findings = codes_of(write_as("csv", tmp_path, tables))
    assert {f.code for f in findings} >= {"bad-date", "unknown-column", "bad-choice", "unknown-reference"}
    assert findings == in_order(findings)
    levels = [f.level for f in findings]
    assert levels == sorted(levels), "errors stand before warnings"
    assert errors(findings, strict=True) == findings
    assert errors(findings) == [f for f in findings if f.level == ERROR]


def test_rows_of_csv_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    text = '任務\n\n識別碼,名稱,生效日\na,"一\n行",2023\n\nb,二,soon\n'
    found = the("bad-date", codes_of(raw_csv(tmp_path / "x", "tasks.csv", text)))
    assert found.row == 6


def test_a_row_marked_to_drop_is_not_read(tmp_path: Path) -> None:
    tables = city()
    for i, mark in enumerate(["刪", "drop"]):
        tables["tasks"].append({"id": f"x{i}", "name": "", "valid_from": "never", "review": mark})
    (checked,) = check([write_as("xlsx", tmp_path, tables)])
    assert checked.findings == []
    assert len(checked.plan.nodes) == 4


@pytest.mark.parametrize("cell", [{"name": "市民屋頂光電"}, {"valid_from": "2024-01-01"}, {"valid_from": "never"}])
@pytest.mark.parametrize("mark", ["範例", "Example"])
def test_an_example_that_was_written_over_is_not_lost_in_silence(
    tmp_path: Path, cell: dict[str, str], mark: str
) -> None:
    tables = city()
    example = {"name": "公有建築節能", "kind": "措施", "number": "1", "undertaken_by": "能源組", "review": mark}
    tables["tasks"].append(example)
    (checked,) = check([write_as("xlsx", tmp_path / "as", tables)])
    assert checked.findings == []
    example.update(cell)
    (checked,) = check([write_as("xlsx", tmp_path / "over", tables)])
    found = the("example-written-over", checked.findings)
    assert (found.level, found.row, found.column, found.value) == (WARNING, len(tables["tasks"]) + 1, "review", mark)
    assert len(checked.plan.nodes) == 4


def test_heads_in_both_languages_mixed(tmp_path: Path) -> None:
    text = "識別碼,Name,來源性質,出處\nx,任務二,計畫,測試計畫\n"
    folder = write_csv(tmp_path / "x", {k: v for k, v in city().items() if k != "tasks"} | {"responsibilities": []})
    (folder / "任務.csv").write_text(text, encoding="utf-8")
    (folder / "responsibilities.csv").unlink()
    (checked,) = check([folder])
    assert checked.findings == []
    assert checked.plan.nodes["x"].props["name"] == "任務二"
    assert heads_of([{"a": 1}, {"b": 2}]) == ["a", "b"]


def test_the_word_of_the_plan_is_kept(tmp_path: Path) -> None:
    (checked,) = check([write_as("csv", tmp_path, city())])
    assert {(k.start, k.ends[0], k.props["wording"]) for k in checked.plan.links.values()} == {
        ("t/agency/a", "CONVENES", "主辦"),
        ("t/agency/b", "CO_ORGANIZES", "協辦"),
    }


def test_seats_may_be_told_with_or_without_the_chairs(tmp_path: Path) -> None:
    for stated in (4, 5):
        tables = city() | {
            "councils": [{"id": "t/c", "name": "會", "seats": stated, **SAID}],
            "members": [
                {"id": "m1", "name": "召集", "seat_title": "召集人", "seats": 1, "body": "會", **SAID},
                {"id": "m2", "name": "其餘", "seat_title": "委員", "seats": 4, "body": "會", **SAID},
            ],
        }
        assert not codes_of(write_as("csv", tmp_path / str(stated), tables))


def test_several_names_in_one_cell(tmp_path: Path) -> None:
    tables = city()
    tables["responsibilities"] = [{"who": "甲局、乙處", "role": "協辦", "on": "任務一", **SAID}]
    (checked,) = check([write_as("csv", tmp_path, tables)])
    assert {k.start for k in checked.plan.links.values()} == {"t/agency/a", "t/agency/b"}


def test_a_row_with_a_bad_role_tells_its_other_faults(tmp_path: Path) -> None:
    tables = city()
    tables["responsibilities"].append(
        {"who": "水利局", "role": "協辨", "on": "任務九", "source": "某法", "valid_from": "113年13月1日"}
    )
    tables["links"] = [{"from": "任務八", "type": "不明", "to": "任務七", **SAID}]
    found = {(f.code, f.value) for f in codes_of(write_as("csv", tmp_path, tables))}
    assert found >= {
        ("bad-choice", "協辨"),
        ("bad-date", "113年13月1日"),
        ("bad-choice", "不明"),
        *(("unknown-reference", text) for text in ("水利局", "任務九", "某法", "任務八", "任務七")),
    }
    assert ("origin-missing", "") not in found, "the unknown source is the fault"


def test_a_finding_names_the_column_as_the_file_does(tmp_path: Path) -> None:
    rows = [["承辦者", "角色", "事項", "來源性質", "出處"], ["乙處室", "協辦", "任務一", "計畫", "測試計畫"]]
    folder = write_csv(tmp_path / "set", city())
    (folder / "responsibilities.csv").unlink()
    (folder / "權責分工.csv").write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    (found,) = codes_of(folder)
    assert (found.code, found.column) == ("unknown-reference", "承辦者")


def test_another_row_is_named_in_the_language_of_the_message(tmp_path: Path) -> None:
    tables = city()
    tables["tasks"].append(dict(tables["tasks"][0]))
    (found,) = [f for f in codes_of(write_as("csv", tmp_path, tables)) if f.code == "duplicate-id"]
    assert "第 2 列" in found.message("zh-TW") and "row" not in found.message("zh-TW")
    assert "row 2" in found.message("en")


def test_a_date_that_lost_its_format_is_recognized(tmp_path: Path) -> None:
    tables = city()
    tables["tasks"][0]["valid_from"] = "45717"
    (found,) = codes_of(write_as("csv", tmp_path, tables))
    assert (found.code, "2025-03-01" in found.advice("zh-TW")) == ("bad-date", True)


def test_a_name_of_the_own_plan_is_offered_before_others(tmp_path: Path) -> None:
    other = {
        "id": "o/agency/a",
        "name": "他市環保局處",
        "aliases": "環保局",
        "kind": "bureau",
        "origin": "editorial",
        "note": "理由",
    }
    graph = loaded(tmp_path / "x.kgl", write_csv(tmp_path / "other", {"agencies": [other]}, {"id": "o"}))
    tables = city()
    tables["agencies"][0].update(name="本市環保局處", aliases="環保局;甲局")
    tables["responsibilities"][1]["who"] = "環保句"
    (checked,) = check([write_csv(tmp_path / "own", tables)], graph.engine)
    (found,) = [f for f in checked.findings if f.code == "unknown-reference"]
    assert "本市環保局處" in found.advice("zh-TW") and "他市環保局處" not in found.advice("zh-TW")


def test_a_document_states_itself(tmp_path: Path) -> None:
    tables = city()
    tables["documents"] = [{"name": "測試計畫", "kind": "plan"}]
    (checked,) = check([write_as("csv", tmp_path, tables)])
    assert checked.findings == []
    (document,) = [n.props for n in checked.plan.nodes.values() if n.kind == "Document"]
    assert document["origin"] == "plan"


def test_a_cause_stands_before_what_follows_from_it(tmp_path: Path) -> None:
    tables = city()
    tables["agencies"][1]["name"] = ""
    for suffix in ("csv", "xlsx"):
        found = codes_of(write_as(suffix, tmp_path / suffix, tables))
        assert found[0].code == "empty-value", found
