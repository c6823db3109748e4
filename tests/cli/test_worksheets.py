"""``-o x.xlsx``: what a command answers as a worksheet, in words, with texts that stay texts."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from quanze.exports.answers import xlsx
from quanze.exports.answers.answer import Answer, Table
from quanze.exports.sheet_style import PAGE
from quanze.locale import message
from quanze.schema import KINDS, ROLES
from quanze.schema.column_titles import TITLES
from quanze.schema.dates import table_date
from tests.cli.running import run
from tests.sets import write_csv

COMMANDS = [
    ("who", "行政轄區溫室氣體排放量"),
    ("gaps",),
    ("coverage",),
    ("deps",),
    ("deps", "--pairs"),
    ("list", "機關"),
    ("list",),
    ("agency", "環境保護局"),
    ("show", "行政轄區溫室氣體排放量"),
    ("search", "環境"),
    ("workload",),
]
CODES = {"CONVENES", "CO_ORGANIZES", "REVIEWS", "Agency", "Task", "plan", "editorial", "warning", "open", "bottleneck"}
"""Codes that have words."""


def sheets(path: Path) -> list[tuple[str, list[list[Any]]]]:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return [(name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names]


def sheet(path: Path) -> list[list[Any]]:
    return python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_every_answer(arguments: tuple[str, ...], lang: str, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    ran = run(*arguments, "--lang", lang, "-o", path)
    assert ran.code == 0
    assert ran.out == ""
    heads, *rows = sheet(path)
    titles = {message(label).in_language(lang) for label in TITLES.values()}
    titles |= {declared.in_language(lang) for declared in (*KINDS, *ROLES)}
    assert set(heads) <= titles if arguments[0] != "query" else heads
    assert rows
    if lang == "zh-TW":
        assert not CODES.intersection(c for row in rows for c in row if isinstance(c, str))
    if arguments[0] not in ("agency", "deps", "show"):
        listed = rows[: rows.index([""] * len(heads))] if [""] * len(heads) in rows else rows  # a note is below
        assert len(listed) == len(json.loads(run(*arguments, "--format", "json").out))


@pytest.mark.whole
def test_deps_lists_the_findings_and_what_each_rests_on(tmp_path: Path) -> None:
    run("deps", "-o", tmp_path / "x.xlsx")
    found = json.loads(run("deps", "--format", "json").out)
    findings, evidence = (rows for _, rows in sheets(tmp_path / "x.xlsx"))
    assert [row[0] for row in findings[1:]] == list(range(1, len(found) + 1))
    assert Counter(row[0] for row in evidence[1:]) == {
        n: len(f["evidence"]) for n, f in enumerate(found, 1) if f["evidence"]
    }


@pytest.mark.whole
def test_an_agency_has_a_sheet_for_each_kind_of_thing_and_one_of_all_paths(tmp_path: Path) -> None:
    run("agency", "環境保護局", "-o", tmp_path / "x.xlsx")
    found = sheets(tmp_path / "x.xlsx")
    names = [name for name, _ in found]
    assert (names[0], names[-1]) == ("Roles of its own", "All paths")
    assert "Indicator follows from these" in names
    assert len(found[-1][1]) == 1 + len(json.loads(run("agency", "環境保護局", "--format", "json").out))


@pytest.mark.sweep
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_page_holds_its_columns_at_a_size_one_can_read(arguments: tuple[str, ...], tmp_path: Path) -> None:
    run(*arguments, "--lang", "zh-TW", "-o", tmp_path / "x.xlsx")
    with zipfile.ZipFile(tmp_path / "x.xlsx") as parts:
        pages = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    for page in pages:
        widths = [float(n) for n in re.findall(r'<col min="\d+" max="\d+" width="([\d.]+)"', page)]
        a3 = 'paperSize="8"' in page
        assert 0 < sum(widths) < PAGE * (1.41 if a3 else 1) * 1.05
        assert 'orientation="landscape"' in page and 'fitToHeight="0"' in page


def test_a_note_stands_below_the_rows(tmp_path: Path) -> None:
    run("coverage", "--lang", "zh-TW", "-o", tmp_path / "x.xlsx")
    rows = sheet(tmp_path / "x.xlsx")
    assert rows[17][0] and rows[18] == [""] * len(rows[0])
    assert rows[19][0].startswith("標為編者判讀的對應")


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "<r>x</r>", "http://example.org", "0012", "+886"])
def test_texts_stay_texts(text: str, tmp_path: Path) -> None:
    tables = {"agencies": [{"id": "a", "name": text, "kind": "bureau", "origin": "editorial", "note": "理由"}]}
    run("load", write_csv(tmp_path / "set", tables), "--db", tmp_path / "g.kgl")
    run("list", "機關", "--db", tmp_path / "g.kgl", "-o", tmp_path / "x.xlsx")
    heads, row = sheet(tmp_path / "x.xlsx")
    assert row[heads.index("name")].strip() == text
    with zipfile.ZipFile(tmp_path / "x.xlsx") as parts:
        xml = parts.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in xml and b"hyperlink" not in xml


def test_numbers_are_numbers(tmp_path: Path) -> None:
    run("workload", "--scope", "all", "-o", tmp_path / "x.xlsx")
    heads, *rows = sheet(tmp_path / "x.xlsx")
    assert all(isinstance(row[heads.index("tasks")], float) for row in rows)


def test_more_rows_than_a_worksheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    ran = run("list", "機關", "-o", tmp_path / "x.xlsx")
    assert ran.code == 1
    assert "more than a worksheet can hold" in ran.err
    assert list(tmp_path.glob("*x.xlsx*")) == []


def test_more_columns_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_COLUMNS", 4)
    ran = run("list", "機關", "--dataset", "all", "-o", tmp_path / "x.xlsx")
    assert (ran.code, "7 columns" in ran.err) == (1, True)


@pytest.mark.parametrize("format_", ["json", "csv", "md", "table"])
def test_another_format_in_a_worksheet_is_refused(tmp_path: Path, format_: str) -> None:
    ran = run("list", "機關", "--format", format_, "-o", tmp_path / "x.xlsx")
    assert (ran.code, "does not fit the ending" in ran.err) == (1, True)
    assert not (tmp_path / "x.xlsx").exists()


def test_a_text_longer_than_a_cell_says_that_it_was_cut(tmp_path: Path) -> None:
    long = Table([{"a": "長" * 40_000}], {"a": "a"})
    (tmp_path / "x.xlsx").write_bytes(xlsx.workbook(Answer(long.rows, long, lambda rows: rows), "en"))
    (text,) = sheet(tmp_path / "x.xlsx")[1]
    assert len(text) == 32_767 and text.endswith("長…")


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is set as POSIX does")
@pytest.mark.process
def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys; sys.dont_write_bytecode = True; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000)); from quanze.cli import main; main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "gaps", "--lang", "en", "-o", "x.xlsx"],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 7
    assert "cannot be written" in ran.stderr and "Traceback" not in ran.stderr, ran.stderr
    assert list(tmp_path.glob("*x.xlsx*")) == []


def test_it_is_no_format_for_a_terminal() -> None:
    ran = run("list", "機關", "--format", "xlsx", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert "add -o NAME.xlsx" in ran.err and "asked" not in ran.err


@pytest.mark.whole
def test_it_goes_by_name_too(tmp_path: Path) -> None:
    for name in ("x", "x.data", "x.XLSX"):
        ran = run("list", "機關", "--format", "xlsx", "--lang", "en", "-o", tmp_path / name)
        assert ran.code == 0
        assert len(sheet(tmp_path / name)) == len(sheet(tmp_path / "x")) > 10
    assert (
        "does not fit the ending"
        in run("list", "機關", "--format", "xlsx", "--lang", "en", "-o", tmp_path / "x.csv").err
    )


@pytest.mark.whole
def test_an_agencys_page_has_the_last_year_of_each_indicator(tmp_path: Path) -> None:
    run("agency", "環境保護局", "--lang", "zh-TW", "-o", tmp_path / "x.xlsx")
    ((heads, *rows),) = [rows for name, rows in sheets(tmp_path / "x.xlsx") if name.startswith("指標")]
    (row,) = {
        tuple(row[heads.index(c)] for c in ("年度", "目標", "實績", "單位", "評定"))
        for row in rows
        if row[heads.index("事項")] == "非甲烷碳氫化合物減量"
    }
    assert row == (111, 244.7, 243.9, "t", "接近達成")
    page = run("agency", "環境保護局", "--format", "md", "--lang", "zh-TW").out
    own, *parts = page.split("\n## ")
    assert "清淨環境組" in own and "執行秘書" in own
    (indicators,) = [part for part in parts if part.startswith("指標")]
    assert "| 111 | 244.7 | 243.9 | t | 接近達成 |" in indicators
    assert len([line for line in indicators.splitlines() if line.startswith("| 非甲烷碳氫化合物減量 |")]) == 1


def test_what_was_asked_and_when_is_printed_above_the_rows(tmp_path: Path) -> None:
    run("who", "環境品質改善", "--lang", "zh-TW", "-o", tmp_path / "x.xlsx")
    with zipfile.ZipFile(tmp_path / "x.xlsx") as parts:
        page, about = (parts.read(name).decode() for name in ("xl/worksheets/sheet1.xml", "docProps/core.xml"))
    (head,) = re.findall(r"<oddHeader>(.*?)</oddHeader>", page)
    assert "環境品質改善" in head and table_date(date.today().isoformat(), "zh-TW") in head
    assert "環境品質改善" in about


def test_a_title_is_no_code_of_a_page_head(tmp_path: Path) -> None:
    run("search", "甲&P&A乙", "--lang", "zh-TW", "-o", tmp_path / "x.xlsx")
    with zipfile.ZipFile(tmp_path / "x.xlsx") as parts:
        assert "甲&amp;&amp;P&amp;&amp;A乙" in parts.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("ending", ["docx", "odt", "html"])
@pytest.mark.parametrize(
    "arguments",
    [("gaps", "--all"), ("who", "環境品質改善"), ("agency", "環境保護局"), ("coverage",), ("list", "agencies")],
)
def test_an_answer_is_a_paper_too(arguments: tuple[str, ...], ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"x.{ending}"
    unfolded = ("--all",) if arguments[0] == "gaps" else ()
    ran = run(*arguments, *unfolded, "--lang", "zh-TW", "-o", path)
    assert ran.code == 0, ran.err
    rows = json.loads(run(*arguments, "--format", "json").out)
    text = _text_of(path)
    assert all(arguments[1:][n] in text for n in range(len(arguments) - 1) if arguments[0] in ("who", "agency"))
    key = next(key for key in ("message_zh", "item_name", "agency_name", "name") if key in rows[0])
    assert all(str(row[key]) in text for row in rows[:20])


def _text_of(path: Path) -> str:
    if path.suffix == ".html":
        return html.unescape(re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8")))
    name = "word/document.xml" if path.suffix == ".docx" else "content.xml"
    with zipfile.ZipFile(path) as parts:
        return html.unescape(re.sub(r"<[^>]*>", "", parts.read(name).decode()))
