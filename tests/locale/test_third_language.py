"""A language that is one catalogue: nothing else is edited, and every command speaks it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

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
            "Responsibility matrix of tasks": "Qu' 'u'mey",
            "{name}: {title}": "{name} – {title}",
            "Data: {editions}": "De' – {editions}",
            "Letters are the roles that the source states: {pairs}.": "ngutlh – {pairs}.",
            "{letter} = {name}": "{letter} : {name}",
            "has a seat": "ba'",
            "inherited, distance {n}": "Hop {n}",
            ("this language", "English"): "tlhIngan Hol",
            ("schema", "convenes"): "ghom",
            ("schema", "Agencies"): "yejHaDmey",
            "Who is responsible for what": "nuq Qu' 'Iv",
            "Not drawn here: {counts} (see quanze view about NAME).": "wevlu'ta'be' – {counts}.",
            "{n} {kind}": "{kind} {n}",
            "Find (for example EPB)": "yInej",
            "{n} {convening} agencies": "{n} yejHaDmey {convening}",
            "“{name}” ({roles})": "<{name}> [{roles}]",
            "follows from these": "ghIq",
            "“{name}”: {what}": "<{name}> {what}",
            "no agency leads the task": "Qu' ra'be' yejHaD",
            "Agencies with the same roles": "rap Qu'",
            "Use one of {names}.": "yIwIv {names}.",
            "There is no matrix of {rows} by {columns}.": "tu'lu'be' {rows} {columns}.",
            "the column {head!r} is missing": "Sachbe' {head!r}",
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
    assert "Poverty ended" in named["tlh"]
    assert "消除貧窮" not in named["tlh"]
    assert named["zh-TW"] != named["en"]


def test_what_an_agency_answers_for(folder: Path) -> None:
    text = call(folder, "agency", "環保局").stdout
    assert text.startswith("Environmental Protection Bureau  chiayi/agency/epb\n")
    assert "\n■ ghom  2\n" in text and "ghIq" in text
    assert "  <" in text and "Hop 1" in text
    assert not set("「」（）") & set(text), "the marks of another language"


def test_dependencies(folder: Path) -> None:
    assert "■ rap Qu'\n" in call(folder, "deps").stdout


def test_gaps(folder: Path, tmp_path: Path) -> None:
    text = call(folder, "gaps").stdout
    assert "<Other adaptation and reduction matters> Qu' ra'be' yejHaD" in text
    call(folder, "gaps", "--junit", tmp_path / "gaps.xml")
    assert "Qu' ra'be' yejHaD" in (tmp_path / "gaps.xml").read_text(encoding="utf-8")


def test_a_matrix(folder: Path) -> None:
    lines = call(folder, "matrix", "--about", "環保局").stdout.splitlines()
    assert lines[0] == "# Environmental Protection Bureau – Qu' 'u'mey"
    assert lines[2].startswith("De' – Chiayi City, phase 2")
    assert "C : ghom" in lines[4] and "M : ba'" in lines[4]
    assert not any("（" in line for line in lines if line.startswith("# "))


def test_a_matrix_for_a_browser(folder: Path, tmp_path: Path) -> None:
    call(folder, "matrix", "-o", tmp_path / "m.html")
    page = (tmp_path / "m.html").read_text(encoding="utf-8")
    assert '<html lang="tlh">' in page
    assert '<label class="lang" for="other" lang="tlh">tlhIngan Hol</label>' in page
    assert '<label class="lang" for="zh" lang="zh-Hant-TW">中文</label>' in page
    assert "Qu&#x27; &#x27;u&#x27;mey</span>" in page and "任務權責矩陣</span>" in page


def test_a_matrix_as_a_workbook(folder: Path, tmp_path: Path) -> None:
    assert call(folder, "matrix", "-o", tmp_path / "m.xlsx").returncode == 0
    rows = CalamineWorkbook.from_path(str(tmp_path / "m.xlsx")).get_sheet_by_index(0).to_python()
    assert "Qu' 'u'mey" in str(rows[0][0])


def test_a_picture(folder: Path, tmp_path: Path) -> None:
    ran = call(folder, "view", "-o", tmp_path / "v.svg")
    assert "wevlu'ta'be' – " in ran.stderr and "yejHaDmey 9" in ran.stderr
    svg = (tmp_path / "v.svg").read_text(encoding="utf-8")
    assert 'lang="tlh"' in svg
    assert "nuq Qu' 'Iv" in svg
    assert ">Seats and yejHaDmey</text>" in svg, "above the column"
    assert "Green Transport" in svg and "綠色運輸組" not in svg
    assert "13 yejHaDmey co-organizing" in svg


def test_a_page(folder: Path, tmp_path: Path) -> None:
    call(folder, "view", "-o", tmp_path / "v.html")
    page = (tmp_path / "v.html").read_text(encoding="utf-8")
    assert '<html lang="tlh">' in page
    data = json.loads(page.split('id="data">')[1].split("</script>")[0])
    assert data["languages"] == ["zh-Hant-TW", "tlh"] and data["lang"] == 1
    assert data["title"] == ["權責全圖", "nuq Qu' 'Iv"]
    assert data["words"]["search"][1] == "yInej"
    assert data["words"]["language"] == ["tlhIngan Hol", "中文"]
    assert data["kinds"]["Agency"]["words"] == ["機關", "yejHaD"]
    (group,) = [n["q"] for n in data["nodes"] if n["id"] == "group/1"]
    assert group["row"]["name_en"] == "13 yejHaDmey co-organizing"


def test_titles_of_columns_and_kinds(folder: Path) -> None:
    text = call(folder, "list").stdout
    assert "yejHaD" in text
    assert call(folder, "list", "yejHaDmey").stdout == call(folder, "list", "agencies").stdout
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
