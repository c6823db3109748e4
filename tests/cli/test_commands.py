"""Every command in every format and language on the bundled graph, and the exit codes of questions."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
import python_calamine

import quanze
from quanze.exports.answers.answer import Table
from quanze.exports.answers.text import table_text
from quanze.exports.formats import MATRIX, Format, formats_of
from quanze.text.width import indented, pad, width, wrapped
from tests.cli.running import FORMATS, LANGS, run
from tests.queries import town
from tests.sets import loaded, write_csv

EMISSIONS = "行政轄區溫室氣體排放量"
COMMANDS = {
    "who": ("who", EMISSIONS),
    "who-task": ("who", "chiayi/task/green-space"),
    "agency": ("agency", "環保局"),
    "show": ("show", "綠色運輸組"),
    "show-council": ("show", "chiayi/council/climate-change-response"),
    "show-indicator": ("show", EMISSIONS),
    "search": ("search", "運輸"),
    "list": ("list",),
    "list-kind": ("list", "機關"),
    "deps": ("deps", "--dataset", "chiayi"),
    "gaps": ("gaps", "--all"),
    "coverage": ("coverage",),
    "coverage-target": ("coverage", "--by", "target", "--touched"),
    "query": ("query",),
    "query-run": ("query", "reporting"),
    "query-parameters": ("query", "find_names", "key=運輸"),
    "cypher": (
        "cypher",
        "MATCH (a:Agency) RETURN a.id AS id, a.name AS name, a.aliases AS aliases ORDER BY id",
        "--limit",
        5,
    ),
}


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("lang", LANGS)
def test_every_format(name: str, lang: str) -> None:
    rows = {}
    for format_ in FORMATS:
        ran = run(*COMMANDS[name], "--format", format_, "--lang", lang)
        assert ran.code == 0, ran.err
        assert ("隨附圖譜" if lang == "zh-TW" else "bundled graph") in ran.err, "which graph was asked is said"
        assert ran.out.strip()
        rows[format_] = ran.out
    parsed = json.loads(rows["json"])
    assert isinstance(parsed, list) and parsed
    read = list(csv.reader(io.StringIO(rows["csv"])))
    assert all(len(row) == len(read[0]) for row in read)
    if name == "deps":
        return  # findings in chapters, each with its evidence; tests/analysis reads every format of it
    lines = rows["md"].split("\n\n")[0].splitlines()  # a sentence of ours may stand below
    bars = [line.replace("\\|", "").count("|") for line in lines]
    assert len(set(bars)) == 1, "every line has as many cells as the head"
    if name == "agency":
        return  # a page in parts; tests/cli/test_worksheets.py reads them
    assert len(lines) - 2 == len(read) - 1
    if not name.startswith("show"):
        assert len(parsed) == len(read) - 1


@pytest.mark.whole
@pytest.mark.parametrize("lang", LANGS)
def test_the_default_is_a_table(lang: str) -> None:
    assert run("gaps", "--lang", lang).out == run("gaps", "--lang", lang, "--format", "table").out


def test_languages_differ() -> None:
    chinese, english = (run("who", EMISSIONS, "--lang", lang).out for lang in LANGS)
    assert "環境保護局" in chinese
    assert "Environmental Protection Bureau" in english


@pytest.mark.whole
def test_who_in_json_has_what_the_issue_asks(tmp_path: Path) -> None:
    rows = json.loads(run("who", EMISSIONS, "--format", "json").out)
    for row in rows:
        assert {"agency", "agency_name", "role", "wording", "distance", "path", "steps", "inherited", "origin"} <= set(
            row
        )
        for step in row["steps"]:
            assert {"from", "relationship", "to", "origin", "source", "locator", "quote"} <= set(step)
    ran = run("who", EMISSIONS, "-o", tmp_path / "who.json")
    assert (ran.code, ran.out) == (0, "")
    assert json.loads((tmp_path / "who.json").read_text(encoding="utf-8")) == rows


@pytest.mark.parametrize("suffix", ["json", "csv", "md", "txt", "JSON", "Csv"])
def test_the_file_says_the_format(tmp_path: Path, suffix: str) -> None:
    ran = run("list", "機關", "-o", tmp_path / f"x.{suffix}")
    assert ran.code == 0
    format_ = {"txt": "table"}.get(suffix, suffix.lower())
    assert (tmp_path / f"x.{suffix}").read_text(encoding="utf-8") == run("list", "機關", "--format", format_).out


def test_a_file_of_unknown_format_is_refused(tmp_path: Path) -> None:
    ran = run("list", "-o", tmp_path / "x.rtf")
    assert ran.code == 1 and "names no format of this answer" in ran.err
    assert "asked" not in ran.err, "refused before the graph is asked"
    assert not list(tmp_path.iterdir())


def test_show_as_json_has_the_record_and_its_links_whatever_the_capitals(tmp_path: Path) -> None:
    run("show", "綠色運輸組", "-o", tmp_path / "x.JSON")
    (record,) = json.loads((tmp_path / "x.JSON").read_text(encoding="utf-8"))
    assert record["record_kind"] == "Subgroup" and record["links"]


@pytest.mark.whole
@pytest.mark.parametrize("lang", LANGS)
def test_show_has_links_and_seats_in_every_form_that_is_read(tmp_path: Path, lang: str) -> None:
    council = "chiayi/council/climate-change-response"
    titles = ("席位", "連結") if lang == "zh-TW" else ("Seats", "Links")
    for format_, mark in (("table", "■ "), ("md", "## ")):
        lines = run("show", council, "--lang", lang, "--format", format_).out.splitlines()
        assert [line for line in lines if line.startswith(mark)] == [mark + t for t in titles]
    run("show", council, "--lang", lang, "-o", tmp_path / "x.xlsx")
    names = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "x.xlsx")).sheet_names
    assert tuple(names[1:]) == titles


def _content(path: Path) -> bytes | dict[str, bytes]:
    """What a file says: of an archive its members, without the time at which each was written."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("format_", formats_of(MATRIX), ids=lambda f: f.name)
def test_the_matrix_in_every_format_by_name_and_by_ending(tmp_path: Path, format_: Format) -> None:
    by_name, by_ending = tmp_path / "m", tmp_path / f"m.{format_.name.upper()}"
    for path, more in ((by_name, ("--format", format_.name)), (by_ending, ())):
        ran = run("matrix", "--rows", "subgroups", *more, "-o", path)
        assert (ran.code, ran.out, str(path) in ran.err) == (0, "", True)
    assert _content(by_name) == _content(by_ending)
    printed = run("matrix", "--rows", "subgroups", "--format", format_.name)
    if not format_.printable:
        assert (printed.code, printed.out) == (2, "") and "-o" in printed.err
    else:
        assert printed.out == by_name.read_text(encoding="utf-8")


@pytest.mark.whole
@pytest.mark.parametrize("by", ["goal", "target"])
def test_coverage_tells_our_reading_in_every_format(by: str) -> None:
    ran = {f: run("coverage", "--by", by, "--format", f, "--lang", "en").out for f in FORMATS}
    for row in (*json.loads(ran["json"]), *csv.DictReader(io.StringIO(ran["csv"]))):
        assert int(row["stated"]) + int(row["editorial"]) == int(row["tasks"]) + int(row["indicators"])
    for format_ in ("table", "md"):
        assert "stated" in ran[format_].splitlines()[0] and "editorial" in ran[format_].splitlines()[0]
        assert "our reading, not a statement by the city" in ran[format_].splitlines()[-1]


def test_help_of_every_command() -> None:
    top = run("--help")
    assert top.code == 0
    for name in (
        "demo",
        "load",
        "check",
        "template",
        "dump",
        "who",
        "agency",
        "show",
        "search",
        "list",
        "deps",
        "gaps",
        "coverage",
        "query",
        "cypher",
    ):
        assert name in top.out
        ran = run(name, "--help")
        assert ran.code == 0 and "--lang" in ran.out, name


@pytest.mark.usefixtures("tmp_path")
@pytest.mark.slow
def test_demo() -> None:
    for lang, word in (("zh-TW", "環境保護局"), ("en", "Environmental Protection Bureau")):
        ran = run("demo", "--lang", lang)
        assert ran.code == 0 and word in ran.out


def test_a_name_of_another_kind_is_told() -> None:
    ran = run("who", "教育部", "--lang", "zh-TW")
    assert (ran.code, "quanze agency 教育部" in ran.err, "climate-act/agency/moe" in ran.err) == (4, True, True)
    assert "quanze show 綠色運輸組" in run("agency", "綠色運輸組", "--lang", "zh-TW").err


def test_an_ambiguous_name_ends_with_3_and_lists_all(tmp_path: Path) -> None:
    rows = [
        {"id": f"t/agency/{i}", "name": "同名局", "kind": "bureau", "origin": "editorial", "note": "理由"}
        for i in range(60)
    ]
    loaded(tmp_path / "x.kgl", write_csv(tmp_path / "s", {"agencies": rows})).close()
    ran = run("agency", "同名局", "--db", tmp_path / "x.kgl")
    assert ran.code == 3 and ran.out == ""
    for row in rows:
        assert f"  {row['id']} " in ran.err


def test_an_unknown_name_ends_with_4_and_gives_the_nearest() -> None:
    ran = run("who", "行政轄區溫室氣體排量量")
    assert ran.code == 4
    assert EMISSIONS in ran.err


@pytest.mark.whole
def test_gaps_fail_on() -> None:
    assert run("gaps", "--dataset", "all", "--fail-on", "error").code == 5
    assert run("gaps", "--fail-on", "error").code == 0, "the act has one, the plan has none"
    assert run("gaps").code == 0
    assert run("gaps", "--dataset", "sdg", "--fail-on", "error").code == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("nonsense",), 2),
        (("who",), 2),
        (("who", "x", "--format", "pdf"), 2),
        (("who", "x", "--lang", "fr"), 2),
        (("coverage", "--by", "month"), 2),
        (("cypher", "RETURN 1 AS x", "--limit", "0"), 2),
        (("load",), 2),
        (("who", ""), 4),
        (("who", "\x00"), 4),
        (("who", EMISSIONS, "--as-of", "someday"), 1),
        (("who", EMISSIONS, "--under", "99.99"), 4),
        (("list", "顏色"), 1),
        (("search", "x", "--kind", "顏色"), 1),
        (("query", "nothing"), 1),
        (("query", "../../api"), 1),
        (("query", "links_of"), 1),
        (("query", "links_of", "id"), 1),
        (("query", "gap_target_no_result", "year=soon"), 1),
        (("query", "gap_target_no_result", "year=99999999999999999999"), 1),
        (("cypher", "CREATE (n:Agency) RETURN n"), 1),
        (("cypher", "RETURN"), 1),
        (("cypher", "RETURN $x AS x", "-p", "x"), 1),
        (("cypher", "RETURN $x AS x", "-p", "x=99999999999999999999999"), 1),
        (
            (
                "cypher",
                "MATCH (a) MATCH (b) MATCH (c) WHERE a.id + b.id = c.id RETURN count(*) AS n",
                "--timeout",
                "0.05",
            ),
            7,
        ),
        (("check", "missing.xlsx"), 1),
        (("check", "x" * 5000), 1),
        (("load", "missing.xlsx", "--db", "y.kgl"), 1),
        (("list", "--db", "missing.kgl"), 7),
        (("list", "--db", "."), 7),
        (("list", "--db", "/dev/null"), 7),
        (("list", "--db", "\x00.kgl"), 2),
        (("dump", "-o", "out", "--dataset", "nothing"), 4),
        (("gaps", "--dataset", "nothing", "--fail-on", "notice"), 4),
        (("deps", "--dataset", "nothing"), 4),
        (("deps", "--pairs", "--dataset", "nothing"), 4),
        (("list", "--dataset", "nothing"), 4),
        (("list", "機關", "--dataset", "nothing"), 4),
        (("matrix", "--dataset", "nothing"), 4),
        (("cypher", "RETURN 1 AS x ORDER BY x; RETURN 2 AS x ORDER BY x"), 1),
        (("cypher", "RETURN $x AS x", "-p", "x=" + "[" * 100_000), 1),
        (("cypher", "RETURN 1 AS x", "--timeout", "nan"), 2),
        (("cypher", "RETURN 1 AS x", "--timeout", "inf"), 2),
        (("cypher", "RETURN 1 AS x", "--limit", "99999999999999999999"), 2),
        (("dump", "-o", "out.xlsx"), 1),
        (("dump", "-o", "out.csv"), 1),
        (("dump", "-o", ""), 2),
        (("check", ""), 2),
        (("template", "-o", ""), 2),
        (("list", "-o", "/dev/null/x.csv"), 7),
        (("list", "-o", "/proc/x.csv"), 7),
    ],
)
@pytest.mark.usefixtures("tmp_path")
def test_wrong_arguments_end_with_a_code_and_no_traceback(arguments: tuple[str, ...], code: int) -> None:
    ran = run(*arguments)
    assert ran.code == code, (ran.out[-300:], ran.err)
    assert "Traceback" not in ran.err
    assert ran.err.strip()
    assert ran.out == ""


def test_cypher_takes_parameters_and_standard_input() -> None:
    text = "MATCH (a:Agency) WHERE a.id IN $ids RETURN a.id AS id ORDER BY id"
    ran = run("cypher", "-", "-p", 'ids=["chiayi/agency/epb","nobody"]', "--format", "json", given=text)
    assert json.loads(ran.out) == [{"id": "chiayi/agency/epb"}]


def test_cypher_says_when_rows_are_left_out() -> None:
    ran = run(
        "cypher", "MATCH (a:Agency) RETURN a.id AS id ORDER BY id", "--limit", 2, "--format", "json", "--lang", "en"
    )
    assert len(json.loads(ran.out)) == 2
    assert "Only the first 2 rows" in ran.err


@pytest.mark.parametrize("format_", FORMATS)
def test_as_of_and_under(tmp_path: Path, format_: str) -> None:
    db = tmp_path / "town.kgl"
    loaded(db, write_csv(tmp_path / "town", town.TABLES, town.ABOUT)).close()
    out = run(
        "who", "i/x", "--db", db, "--as-of", "112-06-29", "--under", "s/2.1", "--format", format_, "--lang", "zh-TW"
    ).out
    assert "B局" in out and "G局" in out
    assert "C局" not in out and "F局" not in out


def test_columns_of_a_terminal() -> None:
    assert (width("甲a"), width("e\u0301"), width("\u200b")) == (3, 1, 0)
    assert pad("甲", 4) == "甲  "
    assert list(wrapped("甲乙丙", 4)) == ["甲乙", "丙"]
    assert list(wrapped("甲乙丙。", 6)) == ["甲乙", "丙。"], "no line begins with a full stop"
    assert list(wrapped("chiayi/task/green-space", 12)) == ["chiayi/task/", "green-space"]
    assert list(wrapped("one two three", 7)) == ["one two", "three"]
    text = table_text(Table([{"a": "甲" * 200, "b": "x"}], {"a": "A", "b": "B"}), room=60)
    assert max(width(line) for line in text.splitlines()) <= 60
    assert text.count("甲") == 200
    said = table_text(Table([{"a": "甲"}, {"a": ""}, {"a": "甲"}], {"a": "A"}))
    assert said.splitlines()[2:] == ["甲", "", "甲"], "a row without a value is a line too"


def test_the_python_interface_is_small() -> None:
    assert len(quanze.__all__) <= 12
    for name in quanze.__all__:
        assert getattr(quanze, name) is not None
    with pytest.raises(AttributeError):
        _ = quanze.nothing
    import pandas as pd

    with quanze.open() as graph:
        frame = pd.DataFrame(graph.who(EMISSIONS))
        assert len(frame) and "agency_name" in frame
        assert repr(graph).startswith("<quanze.Graph")


def test_one_statement_may_end_with_a_semicolon() -> None:
    for text in ("RETURN 1 AS x;", "RETURN ';' AS x // ; RETURN 2\n", "// one; two\nRETURN 1 AS x"):
        assert run("cypher", text).code == 0, text


def test_every_row_of_a_table_file_carries_its_clauses() -> None:
    rows = list(
        csv.DictReader(io.StringIO(run("who", "行政轄區溫室氣體排放量", "--format", "csv", "--lang", "zh-TW").out))
    )
    assert rows and all(r["citations"] for r in rows)
    found = next(r for r in rows if r["agency"] == "chiayi/agency/epb" and r["role"] == "CONVENES")
    assert "第3章 二、分工與權責 (一) 「由環境保護局召集」" in found["citations"]
    assert "編者判讀：" in found["citations"], "the link to the indicator is ours"


def test_csv_says_true_and_false() -> None:
    rows = list(csv.DictReader(io.StringIO(run("who", "清淨環境組", "--format", "csv").out)))
    assert {r["inherited"] for r in rows} == {"false"}


def test_long_lines_go_on_below_their_own_beginning() -> None:
    text = "短\n    [計畫] 甲乙丙丁戊己庚辛，壬癸子丑寅卯辰巳。"
    lines = indented(text, 26).splitlines()
    assert lines[0] == "短" and lines[1].startswith("    [計畫]")
    assert all(line.startswith("      ") for line in lines[2:])
    assert all(width(line) <= 26 for line in lines)
    assert "".join(line.strip() for line in lines) == "短[計畫] 甲乙丙丁戊己庚辛，壬癸子丑寅卯辰巳。"


@pytest.mark.whole
def test_the_sources_own_word_is_shown_for_a_role_in_chinese_only() -> None:
    zh, en = (run("agency", "經濟部", "--lang", lang).out for lang in LANGS)
    assert "■ 主辦  4" in zh and "召集" not in zh
    assert "■ convenes  4" in en
    assert "  主辦  直接" in run("who", "climate-act/task/renewable-energy", "--lang", "zh-TW").out
    assert "  召集（custodian）" in run("who", "SDG7", "--lang", "zh-TW").out, "none of the role's Chinese words"
    roles = json.loads(run("agency", "經濟部", "--lang", "zh-TW", "--format", "json").out)
    assert {(r["role"], r["wording"]) for r in roles} == {("CONVENES", "主辦"), ("CO_ORGANIZES", "協辦")}


def test_of_equally_near_seats_the_chairs_is_shown_and_the_others_are_not_called_farther() -> None:
    text = run("who", "推動會", "--lang", "zh-TW").out
    assert text.index("席位「召集人（市長兼任）」") < text.index("席位「執行秘書（環境保護局局長兼任）」")
    assert "另有 1 條路徑（" in text
    every = run("who", "推動會", "--lang", "zh-TW", "--all").out
    assert every.index("席位「召集人（") < every.index("席位「副召集人（") < every.index("席位「執行秘書（")


@pytest.mark.whole
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("command", ["show", "history"])
def test_of_very_many_links_and_events_the_first_are_printed_and_all_are_counted(
    command: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "環境部"
    whole = run(command, name, "--lang", lang).out
    (found,) = rows = json.loads(run("show", name, "--format", "json").out)
    total = len(found["links"]) if command == "show" else len(json.loads(run(command, name, "--format", "json").out))
    monkeypatch.setattr("quanze.cli.record.MOST_SHOWN", 2)
    few = run(command, name, "--lang", lang).out
    (said,) = (line for line in few.splitlines() if "--all" in line)
    assert "2" in said and str(total) in said and len(few) < len(whole)
    assert run(command, name, "--lang", lang, "--all").out == whole
    assert json.loads(run("show", name, "--format", "json").out) == rows


@pytest.mark.whole
@pytest.mark.parametrize("lang", LANGS)
def test_of_very_many_duties_the_nearest_are_printed_and_all_are_counted(
    lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run("agency", "環保局", "--lang", lang).out
    rows = len(json.loads(run("agency", "環保局", "--lang", lang, "--format", "json").out))
    monkeypatch.setattr("quanze.cli.agency.MOST_SHOWN", 3)
    few = run("agency", "環保局", "--lang", lang).out
    said = few.splitlines()[0]
    assert "3" in said and str(rows) in said and "--all" in said
    assert len(few) < len(whole)
    assert run("agency", "環保局", "--lang", lang, "--all").out == whole
    assert len(json.loads(run("agency", "環保局", "--lang", lang, "--format", "json").out)) == rows
