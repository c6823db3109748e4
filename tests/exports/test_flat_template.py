"""The empty flat workbook as a spreadsheet program sees it: heads in sight, drop-downs, widths and help."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from quanze.exports.flat_template import write_flat_template
from quanze.reader.tables.heads import meaning
from quanze.schema.flat_sheet import AGENCIES, PLAN
from quanze.text.width import width


def parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def heads_of(path: Path) -> list[str]:
    import python_calamine as calamine

    book = calamine.CalamineWorkbook.from_path(str(path))
    return [str(cell) for cell in book.get_sheet_by_index(0).to_python()[0]]


@pytest.fixture(params=["zh-TW", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def book(tmp_path: Path, lang: str) -> Path:
    return write_flat_template(tmp_path / "plan.xlsx", [2026, 2027], lang=lang)


def test_the_reader_knows_every_head(book: Path) -> None:
    heads = heads_of(book)
    known = [head for text in heads if (head := meaning(text)) is not None]
    assert len(known) == len(heads) and len(set(heads)) == len(heads)
    assert [h.kind for h in known[:8]] == ["subgroup", "level", "role", "role", "due", "indicator", "unit", "direction"]
    assert [(h.kind, h.year) for h in known[8:12]] == [
        (kind, year) for year in ("2026", "2027") for kind in ("target", "result")
    ]
    assert known[-1].kind == "sdg"


def test_years_are_of_the_languages_calendar(book: Path, lang: str) -> None:
    assert ("115年目標" if lang == "zh-TW" else "2026 target") in heads_of(book)


def test_leads_and_partners_are_offered_from_the_own_agencies(book: Path, lang: str) -> None:
    sheet = parts(book)["xl/worksheets/sheet1.xml"]
    lists = re.findall(r'<dataValidation type="list"[^>]*sqref="([A-Z]+)2:[^"]*"[^>]*><formula1>([^<]*)', sheet)
    offered = dict(lists)
    assert offered["C"] == offered["D"] == f"'{AGENCIES.in_file(lang)}'!$A$2:$A$501"
    assert "H" in offered, "the wanted direction"
    others = re.findall(r'<dataValidation [^>]*showErrorMessage="1"[^>]*sqref="([A-Z]+)2', sheet)
    assert not {"C", "D"} & set(others), "several names may be written too"


def test_heads_stay_in_sight_and_columns_hold_them(book: Path) -> None:
    sheet = parts(book)["xl/worksheets/sheet1.xml"]
    assert re.search(r'<pane xSplit="2" ySplit="1"[^>]*state="frozen"', sheet)
    widths: dict[int, float] = {}
    for first, last, wide in re.findall(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"', sheet):
        widths |= dict.fromkeys(range(int(first), int(last) + 1), float(wide))
    for at, head in enumerate(heads_of(book), 1):
        assert widths[at] >= width(head), head


def test_help_and_titles_are_in_the_language(book: Path, lang: str) -> None:
    text = parts(book)
    titles = re.findall(r'<sheet name="([^"]*)"', text["xl/workbook.xml"])
    assert titles == [PLAN.in_file(lang), "說明" if lang == "zh-TW" else "Help", AGENCIES.in_file(lang)]
    assert ("一列填一項任務" in text["xl/sharedStrings.xml"]) == (lang == "zh-TW")
