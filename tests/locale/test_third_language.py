"""A language that is one catalogue: nothing else is edited, and every command speaks it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from quanze.cli.app import PARTLY_READ
from quanze.locale import LOCALE_PATH
from tests.cli.running import OtherProcess, Ran
from tests.locale.languages import add_language

pytestmark = pytest.mark.process

Call = Callable[..., Ran]
INDICATOR = "行政轄區溫室氣體排放量"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    add_language(
        folder,
        "tlh",
        {
            "Options": "DuHmey",
            "Usage: ": "lo'meH mIw: ",
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
            "Missing argument {name}.": "Dutlhbe' {name}.",
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
            "Text that was not read": "laDbe'lu'",
            "it speaks of responsibility but was not understood": "Qu' yajbe'lu'",
            "{n} row": ("{n} tlhegh", "{n} tlheghmey"),
            "{place} · ¶ {number}": "{place} · mu'tlhegh {number}",
            "the column headings of the table are unknown": "tut pong Sovbe'lu'",
            "Reading view": "laDwI'",
            "{file} is not a Word document.": "Word 'oHbe' {file}.",
        },
    )
    return folder


@pytest.fixture(scope="module")
def call(folder: Path) -> Iterator[Call]:
    """Runs a command in a process of its language."""
    with ExitStack() as open_processes:
        processes: dict[str, OtherProcess] = {}

        def run(*arguments: object, lang: str = "tlh") -> Ran:
            if lang not in processes:
                process = OtherProcess({LOCALE_PATH: str(folder), "QUANZE_LANG": lang}, folder)
                processes[lang] = open_processes.enter_context(process)
            return processes[lang].run(*arguments)

        yield run


def test_help(call: Call) -> None:
    text = call("who", "--help").out
    assert text.startswith("lo'meH mIw:")
    assert "DuHmey –\n" in text and "Hoch He yI'ang." in text
    assert "[en|tlh|zh-TW]" in text
    assert "Output format" in text, "what has no translation is in English"


def test_an_answer(call: Call) -> None:
    ran = call("who", INDICATOR)
    assert ran.code == 0
    assert ran.out.startswith("Degh “")
    assert "17 yejHaDmey, 45 Hemey." in ran.out
    assert "Hop 2" in ran.out
    assert ran.err == "ghel: De' (sdg 'ej climate-act 'ej chiayi 'ej chiayi-indicators)\n"


def test_names_are_english_where_there_are_some(call: Call) -> None:
    named = {lang: call("coverage", lang=lang).out for lang in ("tlh", "en", "zh-TW")}
    assert "Poverty ended" in named["tlh"]
    assert "消除貧窮" not in named["tlh"]
    assert named["zh-TW"] != named["en"]


def test_what_an_agency_answers_for(call: Call) -> None:
    text = call("agency", "環保局").out
    assert text.startswith("Environmental Protection Bureau  chiayi/agency/epb\n")
    assert "\n■ ghom  2\n" in text and "ghIq" in text
    assert "  <" in text and "Hop 1" in text
    assert not set("「」（）") & set(text), "the marks of another language"


def test_dependencies(call: Call) -> None:
    assert "■ rap Qu'\n" in call("deps").out


def test_gaps(call: Call, tmp_path: Path) -> None:
    text = call("gaps", "--dataset", "all", "--format", "md").out.replace("\\", "")
    assert "&lt;Other adaptation and reduction matters&gt; Qu' ra'be' yejHaD" in text
    call("gaps", "--dataset", "all", "--junit", tmp_path / "gaps.xml")
    assert "Qu' ra'be' yejHaD" in (tmp_path / "gaps.xml").read_text(encoding="utf-8")


def test_a_matrix(call: Call) -> None:
    lines = call("matrix", "--about", "環保局").out.splitlines()
    assert lines[0] == "# Environmental Protection Bureau – Qu' 'u'mey"
    assert lines[2].startswith("De' – Chiayi City, phase 2")
    assert "C : ghom" in lines[4] and "M : ba'" in lines[4]
    assert not any("（" in line for line in lines if line.startswith("# "))


def test_a_matrix_for_a_browser(call: Call, tmp_path: Path) -> None:
    call("matrix", "-o", tmp_path / "m.html")
    page = (tmp_path / "m.html").read_text(encoding="utf-8")
    assert '<html lang="tlh">' in page
    assert '<label class="lang" for="other" lang="tlh">tlhIngan Hol</label>' in page
    assert '<label class="lang" for="zh" lang="zh-Hant-TW">中文</label>' in page
    assert "Qu&#x27; &#x27;u&#x27;mey</span>" in page and "任務權責矩陣</span>" in page


def test_a_matrix_as_a_workbook(call: Call, tmp_path: Path) -> None:
    assert call("matrix", "-o", tmp_path / "m.xlsx").code == 0
    rows = CalamineWorkbook.from_path(str(tmp_path / "m.xlsx")).get_sheet_by_index(0).to_python()
    assert "Qu' 'u'mey" in str(rows[0][0])


def test_a_picture(call: Call, tmp_path: Path) -> None:
    ran = call("view", "-o", tmp_path / "v.svg")
    assert "wevlu'ta'be' – " in ran.err and "yejHaDmey 9" in ran.err
    svg = (tmp_path / "v.svg").read_text(encoding="utf-8")
    assert 'lang="tlh"' in svg
    assert "nuq Qu' 'Iv" in svg
    assert ">Seats and yejHaDmey</text>" in svg, "above the column"
    assert "Green Transport" in svg and "綠色運輸組" not in svg
    assert "13 yejHaDmey co-organizing" in svg


def test_a_page(call: Call, tmp_path: Path) -> None:
    call("view", "-o", tmp_path / "v.html")
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


def test_titles_of_columns_and_kinds(call: Call) -> None:
    text = call("list").out
    assert "yejHaD" in text
    assert call("list", "yejHaDmey").out == call("list", "agencies").out
    assert "yejHaD pong" in call("who", INDICATOR, "--format", "md").out.splitlines()[0]


def test_an_error(call: Call) -> None:
    ran = call("list", "foo")
    assert ran.code == 1
    assert "tu'lu'be' 'foo'." in ran.err
    assert "Document 'ej yejHaD 'ej " in ran.err
    assert "Dutlhbe'" in call("who").err


def test_a_finding(call: Call, tmp_path: Path) -> None:
    (tmp_path / "agencies.csv").write_text("id\na\n", encoding="utf-8")
    text = call("check", tmp_path, "--format", "json").out
    assert "Sachbe'" in text and "tut yIchel" in text


def test_an_option_chooses_it_too(call: Call) -> None:
    assert "17 yejHaDmey" in call("who", INDICATOR, "--lang", "tlh", lang="zh-TW").out


def test_without_its_catalogue_there_is_no_such_language(tmp_path: Path) -> None:
    with OtherProcess({LOCALE_PATH: str(tmp_path), "QUANZE_LANG": "en"}, tmp_path) as process:
        ran = process.run("who", INDICATOR, "--lang", "tlh")
    assert ran.code == 2
    assert "'tlh'" in ran.err


def test_reading_a_plan(call: Call, tmp_path: Path) -> None:
    text, table = tmp_path / "plan.txt", tmp_path / "table.csv"
    text.write_text("一、甲事項：由環境保護局主辦。\n二、各機關應依權責配合推動。\n", encoding="utf-8")
    table.write_text("甲,乙,丙\n公車,交通局,3\n電車,捷運局,4\n", encoding="utf-8")
    done = call("read", text, table, "-o", tmp_path / "draft.xlsx", "--view", tmp_path / "view.html")
    assert done.code == PARTLY_READ, done.err
    unread = done.out.split("laDbe'lu' (3)")[1]
    assert "plan.txt · mu'tlhegh 2" in unread and "Qu' yajbe'lu'" in unread
    assert "甲 | 乙 | 丙 (2 tlheghmey)" in unread and "tut pong Sovbe'lu'" in unread
    book = CalamineWorkbook.from_path(str(tmp_path / "draft.xlsx"))
    assert book.sheet_names[-3:] == ["Unread", "To review", "First reading"], (
        "a load knows the sheets that it passes over by these"
    )
    assert "Qu' yajbe'lu'" in {row[2] for row in book.get_sheet_by_name("Unread").to_python()}
    assert "laDwI&#x27;" in (tmp_path / "view.html").read_text(encoding="utf-8")
    assert call("check", tmp_path / "draft.xlsx", "--db", tmp_path / "none.kgl").code == 0


def test_a_fault_of_a_document(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("other.xml", "<w/>")
    assert "Word 'oHbe' plan.docx." in call("read", path).err
