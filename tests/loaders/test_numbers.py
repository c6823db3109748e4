"""Numbers and years as cells write them and as workbooks show them: read as a whole in a documented form, or told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

import quanze
from quanze.loaders.cell_values import as_text, cell_reader, read_cell
from quanze.loaders.load import check
from quanze.loaders.number_format import shown_day, shown_number
from quanze.schema import KIND
from tests.loaders.cases import SAID, add, city, codes_of, put, the
from tests.office import all_converted
from tests.sets import loaded, write_as, write_csv

COLUMNS = {p.name: p for label in ("AnnualTarget", "Council", "Task") for p in KIND[label].properties}


def read(column: str, cell: Any) -> tuple[Any, Any]:
    return read_cell(cell_reader(COLUMNS[column]), cell)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("90", 90),
        ("-3.5", -3.5),
        ("+4", 4),
        (".5", 0.5),
        ("5.", 5),
        ("1.2e6", 1_200_000),
        ("1.2E-3", 0.0012),
        ("９０", 90),
        ("－３．５", -3.5),
        ("33.333333333333336", 33.333333333333336),
        ("0.30000000000000004", 0.30000000000000004),
        ("10000000000000000", 1e16),
    ],
)
def test_the_documented_forms(text: str, value: float) -> None:
    assert read("target", text) == (value, None)


@pytest.mark.parametrize("text", ["5%", "5 %", "５％", "5.0%"])
def test_a_percentage_keeps_its_unit(text: str) -> None:
    assert read("target", text) == ((5, "%"), None)
    assert read("seats", text)[1].code == "bad-integer"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("90①", "90"),
        ("91²", "91"),
        ("90❶", "90"),
        ("90⑴", "90"),
        ("90₂", "90"),
        ("90ᵃ", "90"),
        ("90ⓐ", "90"),
        ("²90", "90"),
        ("5%*", "5%"),
        ("90＊", "90"),
        ("90†", "90"),
        ("90(1)", "90"),
        ("90（註2）", "90"),
        ("90[3]", "90"),
        ("90註1", "90"),
        ("1,234①", "1,234"),
        ("90①②", "90"),
    ],
)
def test_a_footnote_mark_is_no_digit(text: str, meant: str) -> None:
    value, fault = read("target", text)
    assert (value, fault.code, fault.details(text)["nearest"]) == (None, "bad-number", [meant])


@pytest.mark.parametrize(
    "text", ["½", "①", "Ⅳ", "٩٠", "九十", "1 234", "1.2.3", "90公噸", "約90", "1e999", "—", "90%%", "⒐"]
)
def test_nothing_else_is_a_number(text: str) -> None:
    value, fault = read("target", text)
    assert (value, fault.code, fault.details(text)["nearest"]) == (None, "bad-number", [])


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("target", "12345678901234567", "1.2345678901234568e+16"),
        ("target", "0.12345678901234567891", "0.12345678901234568"),
        ("target", 12345678901234567.0, "12345678901234568"),
        ("number", 12345678901234567.0, "12345678901234568"),
    ],
)
def test_lost_digits_are_told(column: str, cell: Any, told: str) -> None:
    value, fault = read(column, cell)
    assert value is not None
    assert (fault.code, fault.details(as_text(cell))["read"]) == ("digits-lost", told)


@pytest.mark.parametrize(
    ("text", "meant"), [("113①", "113"), ("2024²", "2024"), ("113年*", "113年"), ("1131", ""), ("300", "")]
)
def test_years(text: str, meant: str) -> None:
    value, fault = read("year", text)
    assert (value, fault.code, fault.details(text)["nearest"]) == (None, "bad-year", [meant] if meant else [])


@pytest.mark.parametrize(
    ("value", "code", "text", "number", "unit"),
    [
        (0.05, "0%", "5%", 5, "%"),
        (0.0567, "0.0%", "5.7%", 5.67, "%"),
        (0.07, "0%", "7%", 7, "%"),
        (8.1, "0.00", "8.10", 8.1, ""),
        (1234.5, "#,##0.00", "1234.50", 1234.5, ""),
        (7, "000", "007", 7, ""),
        (12.5, '0.0"公噸"', "12.5公噸", 12.5, "公噸"),
        (12.5, "0.0\\公\\噸", "12.5公噸", 12.5, "公噸"),
        (113, '"民國"0"年"', "民國113年", 113, "年"),
        (113, "General年度", "113年度", 113, "年度"),
        (12_345_678, '#,##0,"千度"', "12346千度", 12_345.678, "千度"),
        (-5.5, "0.0;(0.0)", "-5.5", -5.5, ""),
    ],
)
def test_a_number_is_what_its_format_shows(value: float, code: str, text: str, number: float, unit: str) -> None:
    found = shown_number(value, code)
    assert found
    assert (found.text, found.value, found.unit) == (text, number, unit)


@pytest.mark.parametrize("code", ["General", "0", "#,##0", "@", "0.0E+00", "# ?/?", "yyyy-mm-dd", "h:mm", "", ";;;"])
def test_formats_that_show_the_plain_number_or_are_not_followed(code: str) -> None:
    assert shown_number(1.5, code) is None


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("yyyy", "2024"),
        ('yyyy"年"', "2024"),
        ("e", "2024"),
        ('[$-404]e"年度"', "2024"),
        ("yyyy/m", "2024-03"),
        ("yyyy-mm-dd", ""),
        ("yyyy/m/d h:mm", ""),
        ("mm:ss", ""),
        ("0.00", ""),
    ],
)
def test_a_day_is_the_year_or_month_that_it_shows(code: str, shown: str) -> None:
    assert shown_day(45_353.0, code) == shown
    assert shown_day(45_353.0 - 1462, code, since_1904=True) == shown


UNIT = {"id": "t/i", "name": "綠電占比", "unit": "%", "code": "G1"}


def workbook(path: Path, cells: dict[str, tuple[Any, str]], unit: str = "%") -> Path:
    """An indicator and its target of 2025, with cells of these values and formats."""
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("dataset").write_column(0, 0, ["id", "t"])
    sheet = book.add_worksheet("indicators")
    sheet.write_row(0, 0, ["id", "name", "unit", "code", "origin"])
    sheet.write_row(1, 0, ["i", "綠電占比", unit, "", "framework"])
    sheet = book.add_worksheet("annual_targets")
    row = {"id": "y", "name": "目標", "indicator": "i", "origin": "framework", "year": 2025, "target": 5} | cells
    for at, (head, cell) in enumerate(row.items()):
        sheet.write_string(0, at, head)
        value, code = cell if isinstance(cell, tuple) else (cell, "")
        sheet.write(1, at, value, book.add_format({"num_format": code}) if code else None)
    book.close()
    return path


def props(path: Path, id_: str = "y") -> Any:
    (checked,) = check([path])
    assert not [f for f in checked.findings if f.level == "error"], [f.row_dict() for f in checked.findings]
    return checked.plan.nodes[id_].props


PERCENT = [
    ((0.05, "0%"), "%"),
    ((12.5, '0.0"公噸"'), "公噸"),
    ((0.05, "0%"), "公噸"),
    ((0.05, "0%"), ""),
    ((5000, "0,"), "%"),
]


def raised(path: Path) -> Path:
    """A workbook with cells of which a part is raised or lowered."""
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("dataset").write_column(0, 0, ["id", "t"])
    sheet = book.add_worksheet("annual_targets")
    sheet.write_row(0, 0, ["id", "name", "year", "target", "result", "origin"])
    sheet.write_row(1, 0, ["y", "", 2024, "", "5", "framework"])
    above, below = book.add_format({"font_script": 1}), book.add_format({"font_script": 2})
    sheet.write_rich_string(1, 1, "排放 CO", below, "2", " 量")
    sheet.write_rich_string(1, 3, "90", above, "1")
    book.close()
    return path


Books = dict[str, Path]


@pytest.fixture(scope="module", params=["xlsx", pytest.param("ods", marks=pytest.mark.office)])
def books(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The workbooks of the next tests by name; one start of the office makes them what it writes."""
    folder = tmp_path_factory.mktemp("numbers")
    made = [workbook(folder / f"{n}.xlsx", {"target": cell}, unit) for n, (cell, unit) in enumerate(PERCENT)]
    codes = {"year": (45_658, "yyyy"), "locator": (8.1, "0.00"), "note": (7, "000")}
    made += [workbook(folder / "codes.xlsx", codes), raised(folder / "raised.xlsx")]
    return {path.stem: path for path in (made if request.param == "xlsx" else all_converted(made, "ods", folder))}


@pytest.mark.whole
def test_a_percent_cell_is_per_cent(books: Books) -> None:
    per_cent, tonnes, other, none, scaled = (books[str(n)] for n in range(len(PERCENT)))
    assert props(per_cent)["target"] == 5
    assert props(tonnes)["target"] == 12.5
    found = the("unit-differs", codes_of(other))
    assert (found.row, found.column, found.details) == (2, "target", {"unit": "%", "other": "公噸"})
    assert the("unit-unknown", codes_of(none)).details["unit"] == "%"
    assert the("scaled-number", codes_of(scaled)).details["read"] == "5"


def test_a_code_and_a_year_are_as_shown(books: Books) -> None:
    found = props(books["codes"])
    assert (found["year"], found["locator"], found["note"]) == (2025, "8.10", "007")


def test_a_number_behind_a_word_is_no_number(tmp_path: Path) -> None:
    assert the("bad-number", codes_of(workbook(tmp_path / "x.xlsx", {"target": (5, '"≥"0')}))).value == "≥5"


def test_raised_runs_stay_raised(books: Books) -> None:
    (checked,) = check([books["raised"]])
    found = the("bad-number", checked.findings)
    assert (found.row, found.column, found.value, found.details["nearest"]) == (2, "target", "90¹", ["90"])
    assert checked.plan.nodes["y"].props["name"] == "排放 CO₂ 量"


@pytest.mark.parametrize("suffix", ["csv", "yaml"])
def test_units_of_texts(tmp_path: Path, suffix: str) -> None:
    def found(value: str, unit: str) -> set[str]:
        tables = city() | {"indicators": [{**UNIT, **SAID, "unit": unit}]}
        add("annual_targets", name="年", indicator="G1", year="114年度", target=value)(tables)
        return {f.code for f in codes_of(write_as(suffix, tmp_path, tables))}

    assert found("5%", "%") == found("5%", "百分比") == set()
    assert found("5%", "公噸") == {"unit-differs"}


RULES: list[tuple[str, list[Callable[[Any], object]]]] = [
    ("none", [add("annual_targets", name="乙", indicator="G1", year=2024, result=1)]),
    ("year-twice", [add("annual_targets", name="乙", indicator="G1", year=2023, result=1)]),
    (
        "none",
        [
            add("documents", name="成果報告", kind="report"),
            add("annual_targets", name="乙", indicator="G1", year=2023, result=1, source="成果報告"),
        ],
    ),
    (
        "year-twice",
        [
            add("documents", name="成果報告", kind="report"),
            add("annual_targets", name="乙", indicator="G1", year=2023, target=1, result=1, source="成果報告"),
        ],
    ),
    (
        "none",
        [
            put("annual_targets", 0, valid_to="2023-05"),
            add("annual_targets", name="乙", indicator="G1", year=2023, target=1, valid_from="2023-06"),
        ],
    ),
    ("target-before-baseline", [put("indicators", 0, baseline_year=2024)]),
    ("target-before-baseline", [put("indicators", 0, baseline_year=2023)]),
    ("none", [put("indicators", 0, baseline_year=2022)]),
    ("negative-seats", [add("councils", name="會", seats=-1)]),
    ("count-out-of-range", [add("councils", name="會", seats=10**12)]),
    ("count-out-of-range", [add("councils", name="會", seats="10001")]),
    ("count-out-of-range", [add("councils", name="會", seats=5, seats_max="1e12")]),
    (
        "count-out-of-range",
        [add("councils", name="會"), add("members", name="席", seat_title="委員", body="會", seats=10**12)],
    ),
    ("count-out-of-range", [add("documents", name="計畫", kind="plan", phase=10**12)]),
    ("count-out-of-range", [add("documents", name="計畫", kind="plan", phase_years=0)]),
    ("count-out-of-range", [add("documents", name="計畫", kind="plan", phase_years=2024)]),
    ("bad-integer", [add("councils", name="會", seats="一百二十")]),
    ("bad-integer", [add("councils", name="會", seats="2.5")]),
    ("none", [add("councils", name="會", seats=10_000)]),
    ("none", [add("documents", name="計畫", kind="plan", phase=2, phase_years=5)]),
    ("seats-reversed", [add("councils", name="會", seats=5, seats_max=3)]),
    ("none", [add("councils", name="會", seats=0, seats_max=3)]),
    ("lead-and-partner", [add("responsibilities", who="甲局", role="協辦", on="任務一")]),
    ("none", [add("responsibilities", who="甲局", role="審查", on="任務一")]),
    (
        "none",
        [
            put("responsibilities", 0, valid_to="2023"),
            add("responsibilities", who="甲局", role="協辦", on="任務一", valid_from="2024"),
        ],
    ),
    ("maybe-share", [add("annual_targets", name="乙", indicator="G1", year=2024, target=85, result=0.9)]),
    ("maybe-share", [add("annual_targets", name="乙", indicator="G1", year=2024, target=0.9, result=85)]),
    ("none", [add("annual_targets", name="乙", indicator="G1", year=2024, target=85, result=0.3)]),
    ("none", [add("annual_targets", name="乙", indicator="G1", year=2024, target=0.9, result=0.8)]),
    ("alike-ids", [add("tasks", id="t/task/ｏｎｅ", name="任務二")]),
    ("alike-ids", [add("tasks", id="t/task/o\u200bne", name="任務二")]),
    ("alike-ids", [add("tasks", name="推動(一)"), add("tasks", name="推動（一）")]),
    ("none", [add("tasks", id="t/task/One", name="任務二")]),
]


@pytest.mark.parametrize(("code", "changes"), RULES, ids=[f"{i}-{code}" for i, (code, _) in enumerate(RULES)])
def test_rules_about_rows_together(tmp_path: Path, code: str, changes: list[Callable[[Any], object]]) -> None:
    tables = city() | {"indicators": [{**UNIT, **SAID}]}
    add("annual_targets", name="甲", indicator="G1", year=2023, target=1)(tables)
    for change in changes:
        change(tables)
    found = {f.code for f in codes_of(write_as("csv", tmp_path, tables))}
    assert found == ({code} if code != "none" else set())


OTHER = {"id": "o", "name": "成果"}
BESIDE: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("none", {}, {"year": 2025, "target": "5%"}),
    ("unit-differs", {"unit": "公噸"}, {"year": 2025, "target": "5%"}),
    ("year-twice", {}, {"year": 2024, "target": 5}),
    ("none", {}, {"year": 2024, "target": 5, "valid_from": "2025"}),
    ("none", {}, {"year": 2024, "result": 5}),
    ("year-twice", {}, {"year": 2024, "target": 5, "result": 5}),
    ("target-before-baseline", {"baseline_year": 2023}, {"year": 2022, "target": 5}),
]


@pytest.mark.parametrize(("code", "indicator", "target"), BESIDE, ids=[f"{i}-{c[0]}" for i, c in enumerate(BESIDE)])
@pytest.mark.parametrize("in_database", [True, False])
def test_rules_see_the_indicators_and_years_of_other_data_sets(
    tmp_path: Path, code: str, indicator: dict[str, Any], target: dict[str, Any], in_database: bool
) -> None:
    tables = city() | {"indicators": [{**UNIT, "unit": "%", **indicator, **SAID}]}
    add("annual_targets", name="甲", indicator="G1", year=2024, target=1, valid_to="2024")(tables)
    plan = write_csv(tmp_path / "plan", tables)
    years = {"annual_targets": [{"name": "乙", "indicator": "G1", "origin": "editorial", "note": "試", **target}]}
    report = write_csv(tmp_path / "report", years, OTHER)
    if in_database:
        with loaded(tmp_path / "city.qz", plan) as graph:
            (checked,) = check([report], graph.engine)
    else:
        _, checked = check([plan, report])
    assert {f.code for f in checked.findings} == ({code} if code != "none" else set())


def test_a_new_baseline_is_compared_with_the_targets_of_other_data_sets(tmp_path: Path) -> None:
    tables = city() | {"indicators": [{**UNIT, "baseline_year": 2020, **SAID}]}
    years = {
        "annual_targets": [
            {"name": "乙", "indicator": "G1", "origin": "editorial", "note": "試", "year": 2022, "target": 5}
        ]
    }
    plan, report = write_csv(tmp_path / "plan", tables), write_csv(tmp_path / "report", years, OTHER)
    with loaded(tmp_path / "city.qz", plan, report) as graph:
        tables["indicators"][0]["baseline_year"] = 2023
        (checked,) = check([write_csv(tmp_path / "later", tables)], graph.engine)
    assert the("target-before-baseline", checked.findings).column == "baseline_year"


@pytest.mark.whole
def test_a_plan_and_its_report_are_loaded_one_after_the_other_and_again(tmp_path: Path) -> None:
    tables = city() | {"indicators": [{**UNIT, **SAID}]}
    add("annual_targets", name="年", indicator="G1", year=2024, target=5)(tables)
    plan = write_as("csv", tmp_path / "plan", tables)
    report = {
        "dataset": {"id": "r", "name": "成果報告", "requires": ["t"]},
        "documents": [{"id": "r/document/r", "name": "成果報告", "kind": "report", "origin": "report"}],
        "annual_targets": [
            {"name": "成果", "indicator": "G1", "year": 2024, "result": 6, "origin": "report", "source": "成果報告"}
        ],
    }
    with quanze.open(tmp_path / "x.kgl", create=True) as graph:
        for given in (plan, report, plan, report):
            graph.load(given)
        (year,) = graph.progress("G1", year=2024).rows
        assert (year["target"], year["result"]) == (5, 6)
        assert "target-no-result" not in {gap["gap"] for gap in graph.gaps()}
