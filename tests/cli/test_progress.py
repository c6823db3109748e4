"""``quanze progress``: the town's indicators in every format, and what each shows."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from quanze.schema.progress import VERDICT
from quanze.views.colours import LEAST, PAPERS, contrast
from tests.browser import Browser
from tests.cli.running import LANGS, run
from tests.exports.hostile import HOSTILE
from tests.queries import town
from tests.sets import loaded, write_csv

ASKED = ("--year", "110", "--as-of", "2025-06-01")
HOSTILE_NAME = next(text for text in HOSTILE if "<script" in text)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The town; one of its indicators has a name that no output may act on, another a far target and a past result."""
    tables: dict[str, Any] = {key: list(rows) for key, rows in town.TABLES.items()}
    far = {"id": "i/far", "name": "遠期指標", "direction": "down", "unit": "噸", "level": "local"}
    base = {"baseline_year": 2019, "baseline_value": 100}
    tables["indicators"] += [
        {**far, **base, **town.S},
        {"id": "i/hostile", "name": HOSTILE_NAME, "direction": "up", "level": "local", **town.S},
    ]
    tables["annual_targets"] += [
        {"id": "y/far/2021", "name": "遠期 2021", "indicator": "i/far", "year": 2021, "result": 85, **town.S}
        | {"provisional": "是"},
        {"id": "y/far/2030", "name": "遠期 2030", "indicator": "i/far", "year": 2030, "target": 45, **town.S},
    ]
    loaded(tmp_path / "town.kgl", write_csv(tmp_path / "plan", tables, town.ABOUT)).close()
    return tmp_path / "town.kgl"


def shown(database: Path, *arguments: object, lang: str = "en") -> str:
    ran = run("progress", *arguments, "--db", database, "--lang", lang)
    assert ran.code == 0, ran.err
    return ran.out


def test_json_has_every_indicator_with_its_verdict_and_both_sentences(database: Path) -> None:
    found = json.loads(shown(database, *ASKED, "--format", "json"))
    rows = {row["indicator"]: row for row in found["indicators"]}
    assert (found["year"], found["method"]) == (2021, "plan")
    assert {id_: row["verdict"] for id_, row in rows.items()} == {
        "i/x": "nearly",
        "i/up": "missed",
        "i/hold": "met",
        "i/child": "no-target",
        "i/far": "met",
        "i/hostile": "no-target",
    }
    assert "110年" in rows["i/x"]["rule_zh"] and "2021" in rows["i/x"]["rule_en"]
    assert sum(found["counts"].values()) == len(rows)


def test_csv_has_codes_and_ids(database: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(shown(database, "i/x", "--as-of", "2025-06-01", "--format", "csv"))))
    assert [row["year"] for row in rows] == ["2020", "2021", "2022", "2050"], "all years of the one indicator"
    assert rows[1]["leads"].split("; ") == ["a/A", "a/K", "a/D", "a/E"]
    assert {row["verdict"] for row in rows} <= set(VERDICT)


@pytest.mark.parametrize("lang", LANGS)
def test_a_terminal_shows_sign_word_line_and_reason(database: Path, lang: str) -> None:
    text = shown(database, *ASKED, lang=lang)
    said = {
        "en": ("◐ nearly met", "✕ missed", "By leading agency", "(90)"),
        "zh-TW": ("◐ 接近達成", "✕ 未達標", "依主辦機關"),
    }
    assert all(part in text for part in said[lang]), text
    assert "85*" in text, "the provisional result is marked"
    assert ("110年" if lang == "zh-TW" else "2021") in text


def test_the_tables_of_agencies_and_groups_end_with_all_indicators_once(database: Path) -> None:
    lines = shown(database, *ASKED).splitlines()
    sums = [line.split() for line in lines if line.startswith("all indicators")]
    assert len(sums) == 2 and sums[0] == sums[1]
    numbers = [int(n) for n in sums[0][2:]]
    assert sum(numbers[:-1]) == numbers[-1] == 6


def test_one_year_of_one_indicator_has_no_table_of_years(database: Path) -> None:
    assert "Year by year" in shown(database, "i/x")
    assert "Year by year" not in shown(database, "i/x", "--year", 2021)


def test_markdown_and_html_act_on_nothing_that_a_name_says(database: Path, tmp_path: Path) -> None:
    for ending in (".md", ".html"):
        path = tmp_path / f"progress{ending}"
        assert run("progress", *ASKED, "--db", database, "-o", path).code == 0
        assert "<script" not in path.read_text(encoding="utf-8")


def test_html_draws_a_line_for_indicators_that_have_values_of_two_years(database: Path, tmp_path: Path) -> None:
    run("progress", *ASKED, "--db", database, "--lang", "en", "-o", tmp_path / "p.html")
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert page.count("<svg") == page.count('<polyline class="was"') > 1
    assert "<title>遠期指標. Results: 2021 85. Targets: 2030 45.</title>" in page
    assert 'class="v missed">✕ missed<' in page


def test_a_page_is_in_both_languages_and_its_lines_are_seen_on_a_dark_screen(
    database: Path, tmp_path: Path, browser: Browser
) -> None:
    run("progress", *ASKED, "--db", database, "--lang", "en", "-o", tmp_path / "p.html")
    browser.media("dark")
    browser.open(tmp_path / "p.html")
    shown = "return [...document.querySelectorAll('h1')].filter(h => h.offsetHeight).map(h => h.textContent)"
    assert browser.run(shown)[0].startswith("Progress")
    browser.run("document.getElementById('in-zh-Hant-TW').click()")
    (heading,) = browser.run(shown)
    assert "指標進度" in heading
    ground = "getComputedStyle(document.querySelector('td.line')).backgroundColor"
    assert browser.run(f"return {ground}") == "rgba(0, 0, 0, 0)"
    stroke = browser.run("return getComputedStyle(document.querySelector('polyline.was')).stroke")
    drawn = "#" + "".join(f"{int(n):02x}" for n in re.findall(r"\d+", stroke))
    assert contrast(drawn, PAPERS[True].page) >= LEAST
    browser.media()


@pytest.mark.parametrize("lang", LANGS)
def test_a_workbook_has_charts_of_its_own_figures(database: Path, tmp_path: Path, lang: str) -> None:
    path = tmp_path / "p.xlsx"
    run("progress", *ASKED, "--db", database, "--lang", lang, "-o", path)
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    names = {
        "en": ["Progress", "By leading agency", "By subgroup", "Charts", "Figures"],
        "zh-TW": ["指標進度", "依主辦機關", "依推動小組", "圖表", "數值"],
    }
    assert book.sheet_names == names[lang]
    figures = book.get_sheet_by_name(names[lang][-1]).to_python()
    assert figures[0][3:] == (
        ["2020", "2021", "2022", "2030", "2050"] if lang == "en" else ["109", "110", "111", "119", "139"]
    )
    with zipfile.ZipFile(path) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        first = parts.read("xl/worksheets/sheet1.xml").decode()
    drawn = {row[0] for row in figures[1:] if any(value != "" for value in row[3:])}
    assert len(charts) == 2 + len(drawn), "one for agencies, one for groups, one for each indicator with figures"
    assert first.count("<x14:sparkline>") == sum(any(v != "" for v in row[3:]) for row in figures[2::2])


@pytest.mark.whole
@pytest.mark.parametrize("day", ["2019-01-01", "2024-01-01"])
def test_a_workbook_of_a_day_before_a_figure_has_no_chart_of_it(day: str, tmp_path: Path) -> None:
    written = run("progress", "--as-of", day, "-o", str(tmp_path / "progress.xlsx"))
    assert written.code == 0, written.err
    with zipfile.ZipFile(tmp_path / "progress.xlsx") as book:
        drawn = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/charts/chart")]
    assert all("<c:ser>" in chart for chart in drawn)


def test_statistics_canadas_method_is_refused_with_a_reason(database: Path) -> None:
    text = shown(database, *ASKED, "--method", "statcan")
    assert "cannot be measured so" in text and "A value that is to be kept has no rate of growth" in text


def test_what_is_no_year_or_no_name_is_refused(database: Path) -> None:
    refused = run("progress", "--year", "soon", "--db", database, "--lang", "en")
    assert refused.code == 1 and "'soon' is not a year. " in refused.err.replace("\n", " ")
    assert run("progress", "沒有的", "--db", database).code == 4


def test_a_plan_without_indicators_says_so(tmp_path: Path) -> None:
    bare = {"documents": town.TABLES["documents"]}
    loaded(tmp_path / "bare.kgl", write_csv(tmp_path / "bare", bare, town.ABOUT)).close()
    assert "There is no indicator to show." in shown(tmp_path / "bare.kgl")
