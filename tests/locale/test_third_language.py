"""A language that is one catalogue: nothing else is edited, and every command speaks it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quanze.locale import LOCALE_PATH
from tests.locale.languages import add_language

COMMAND = [sys.executable, "-c", "from quanze.cli import main; main()"]
INDICATOR = "行政轄區溫室氣體排放量"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    add_language(
        folder,
        "tlh",
        {
            "Options": "DuHmey",
            "Usage:": "lo'meH mIw:",
            "{heading}:": "{heading} –",
            "Show every path of every agency.": "Hoch He yI'ang.",
            "Querying: {graph}": "ghel: {graph}",
            "bundled graph ({names})": "De' ({names})",
            ("between names", ", "): " 'ej ",
            "{n} agency is responsible, by {paths}; the nearest first.": (
                "{n} yejHaD, {paths}.",
                "{n} yejHaDmey, {paths}.",
            ),
            "{n} path": ("{n} He", "{n} Hemey"),
            "{how}, distance {distance}": "Hop {distance}",
            "There is no kind {kind!r}.": "tu'lu'be' {kind!r}.",
            "Kinds are: {kinds}.": "Segh: {kinds}.",
            "Missing argument": "Dutlhbe'",
            ("schema", "Agency"): "yejHaD",
            ("schema", "Indicator"): "Degh",
            "agency": "yejHaD pong",
            "the column {value!r} is missing": "Sachbe' {value!r}",
            "Add the column": "tut yIchel",
        },
    )
    return folder


def call(folder: Path, *arguments: object, lang: str = "tlh") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {LOCALE_PATH: str(folder), "QUANZE_LANG": lang}
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, encoding="utf-8", timeout=60, env=environment
    )


def test_help(folder: Path) -> None:
    text = call(folder, "who", "--help").stdout
    assert text.startswith("lo'meH mIw:")
    assert "DuHmey –\n" in text and "Hoch He yI'ang." in text
    assert "[en|tlh|zh-TW]" in text
    assert "Output format" in text, "what has no translation is in English"


def test_an_answer(folder: Path) -> None:
    ran = call(folder, "who", INDICATOR)
    assert ran.returncode == 0
    assert ran.stdout.startswith("Degh “")
    assert "17 yejHaDmey, 45 Hemey." in ran.stdout
    assert "Hop 2" in ran.stdout
    assert ran.stderr == "ghel: De' (sdg 'ej climate-act 'ej chiayi 'ej chiayi-indicators)\n"


def test_names_are_english_where_there_are_some(folder: Path) -> None:
    named = {lang: call(folder, "coverage", lang=lang).stdout for lang in ("tlh", "en", "zh-TW")}
    assert "No poverty" in named["tlh"] or "poverty" in named["tlh"].casefold()
    assert "消除貧窮" not in named["tlh"]
    assert named["zh-TW"] != named["en"]


def test_titles_of_columns_and_kinds(folder: Path) -> None:
    text = call(folder, "list").stdout
    assert "yejHaD" in text
    assert "yejHaD pong" in call(folder, "who", INDICATOR, "--format", "md").stdout.splitlines()[0]


def test_an_error(folder: Path) -> None:
    ran = call(folder, "list", "foo")
    assert ran.returncode == 1
    assert "tu'lu'be' 'foo'." in ran.stderr
    assert "Document 'ej yejHaD 'ej " in ran.stderr
    assert "Dutlhbe'" in call(folder, "who").stderr


def test_a_finding(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "agencies.csv").write_text("id\na\n", encoding="utf-8")
    text = call(folder, "check", tmp_path, "--format", "json").stdout
    assert "Sachbe'" in text and "tut yIchel" in text


def test_an_option_chooses_it_too(folder: Path) -> None:
    assert "17 yejHaDmey" in call(folder, "who", INDICATOR, "--lang", "tlh", lang="zh-TW").stdout


def test_without_its_catalogue_there_is_no_such_language(tmp_path: Path) -> None:
    ran = call(tmp_path, "who", INDICATOR, "--lang", "tlh", lang="en")
    assert ran.returncode == 2
    assert "'tlh'" in ran.stderr
