"""``-o x.xlsx``: what a command answers as a worksheet, in words, with texts that stay texts."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from quanze.cli.labels import LABELS
from quanze.exports import table_xlsx
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
    ("query", "workload"),
]
CODES = {"CONVENES", "CO_ORGANIZES", "REVIEWS", "Agency", "Task", "plan", "editorial", "warning", "open", "bottleneck"}
"""Codes that have words."""


def sheet(path: Path) -> list[list[Any]]:
    return python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_every_answer(arguments: tuple[str, ...], lang: str, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    ran = run(*arguments, "--lang", lang, "-o", path)
    assert ran.code == 0
    assert ran.out == ""
    heads, *rows = sheet(path)
    said = {pair[lang == "en"] for pair in LABELS.values()}
    assert set(heads) <= said if arguments[0] != "query" else heads
    assert rows
    if lang == "zh-TW":
        assert not CODES.intersection(c for row in rows for c in row if isinstance(c, str))
    if arguments[0] not in ("deps", "show", "coverage"):
        assert len(rows) == len(json.loads(run(*arguments, "--format", "json").out))


def test_a_row_of_deps_is_a_relationship_that_is_evidence(tmp_path: Path) -> None:
    run("deps", "-o", tmp_path / "x.xlsx")
    found = json.loads(run("deps", "--format", "json").out)
    assert len(sheet(tmp_path / "x.xlsx")) == 1 + sum(max(1, len(f["evidence"])) for f in found)


def test_a_note_stands_below_the_rows(tmp_path: Path) -> None:
    run("coverage", "--lang", "zh-TW", "-o", tmp_path / "x.xlsx")
    rows = sheet(tmp_path / "x.xlsx")
    assert rows[17][0] and rows[18] == [""] * len(rows[0])
    assert rows[19][0].startswith("對應若為編者判讀")


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
    run("query", "workload", "-o", tmp_path / "x.xlsx")
    heads, *rows = sheet(tmp_path / "x.xlsx")
    assert all(isinstance(row[heads.index("tasks")], float) for row in rows)


def test_more_rows_than_a_worksheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_xlsx, "MAX_ROWS", 3)
    ran = run("list", "機關", "-o", tmp_path / "x.xlsx")
    assert ran.code == 1
    assert "more than a worksheet can hold" in ran.err
    assert list(tmp_path.glob("*x.xlsx*")) == []


def test_it_is_no_format_for_a_terminal() -> None:
    assert run("list", "機關", "--format", "xlsx").code == 2
