"""``quanze report``: both reports in every format and language, and coverage with the names it counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import python_calamine

import quanze
from quanze.exports.formats import REPORT, endings, formats_of
from tests.cli.running import LANGS, run
from tests.flat_sheets import flat

ASKED = ("--as-of", "2024-06-01", "--year", "111")


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("sort", ["annual", "vlr"])
def test_it_is_printed_with_numbered_chapters(sort: str, lang: str) -> None:
    ran = run("report", sort, *ASKED, "--lang", lang)
    assert ran.code == 0, ran.err
    chapters = [line for line in ran.out.splitlines() if line.startswith("## ")]
    assert len(chapters) == {"annual": 6, "vlr": 7}[sort]
    assert [line.split()[1] for line in chapters] == [f"{n}\\." for n in range(1, len(chapters) + 1)]
    assert ("\n### SDG 11 " in ran.out) is (sort == "vlr")


@pytest.mark.whole
def test_every_format(bundled: quanze.Graph, tmp_path: Path) -> None:
    found = bundled.report("vlr", as_of=ASKED[1], year=ASKED[3])
    for ending in endings(formats_of(REPORT)):
        assert found.write(tmp_path / f"report{ending}", lang="zh-TW").stat().st_size > 5000


@pytest.mark.whole
def test_a_workbook_has_a_sheet_for_each_chapter_and_figures_that_are_numbers(tmp_path: Path) -> None:
    run("report", "vlr", *ASKED, "-o", tmp_path / "report.xlsx", "--lang", "en")
    book = python_calamine.CalamineWorkbook.from_path(tmp_path / "report.xlsx")
    assert book.sheet_names[0] == "About" and book.sheet_names[-1] == "Sources" and len(book.sheet_names) == 9
    rows = book.get_sheet_by_name(book.sheet_names[-2]).to_python()
    assert any(row[2] == 471.7 and row[3] == 714.0 for row in rows)
    marks = {str(row[5]) for row in rows if row[2] == 471.7}
    sources = [str(row[0]) for row in book.get_sheet_by_name("Sources").to_python()]
    assert marks and all(any(source.startswith(mark) for source in sources) for mark in marks)


@pytest.mark.process
def test_what_is_aligned_to_a_goal_as_a_whole_is_not_under_its_last_target(tmp_path: Path) -> None:
    tasks = (("路燈汰換", "工務局", "7.3"), ("能源查核", "經發局", "SDG 7"))
    rows = [("", task, lead, *[""] * 5, aim) for task, lead, aim in tasks]
    assert run("load", flat(tmp_path / "mine.xlsx", rows=rows), "--db", "x.kgl").code == 0
    lines = run("report", "vlr", "--db", "x.kgl", "--lang", "zh-TW").out.splitlines()
    (audit,) = [line for line in lines if line.startswith("|") and "能源查核" in line and "來源載明" in line]
    assert audit.split("|")[1].strip() == "整項目標"


def test_coverage_names_what_it_counts() -> None:
    rows = {row["code"]: row for row in json.loads(run("coverage", "--format", "json").out)}
    for row in rows.values():
        assert len(row["things"]) == row["tasks"] + row["indicators"] + row["through"]
        assert sum(thing["how"] == "through" for thing in row["things"]) == row["through"]
    assert "環境品質改善" in {thing["name"] for thing in rows["3"]["things"]}
    assert "環境品質改善" in run("coverage", "--touched", "--lang", "zh-TW").out


@pytest.mark.whole
def test_coverage_counts_the_plans_alone_unless_a_data_set_is_named() -> None:
    plans = json.loads(run("coverage", "--format", "json").out)
    assert any(row["things"] for row in plans)
    assert not any(row["things"] for row in json.loads(run("coverage", "--dataset", "sdg", "--format", "json").out))
    assert run("coverage", "--dataset", "nowhere").code == 4
