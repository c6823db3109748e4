"""Hostile text in a graph, in every format, language and message: it is shown and does nothing."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from quanze.exports.answers.cells import plain
from quanze.exports.markdown_text import escape
from tests.cli.running import LANGS, run
from tests.loaders.cases import city
from tests.sets import loaded, write_csv

HOSTILE = {
    "formula": '=HYPERLINK("http://x")',
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(1)",
    "wide": "＝1+1",
    "apostrophe": "'=1",
    "script": "<script>alert(1)</script>",
    "bar": "a | b",
    "tick": "`code` *b* _i_ [l](javascript:x)",
    "break": "a\nb\r\n# head",
    "rtl": "\u202egnp.exe\u2066x",
    "escape": "\x1b[31mred\x1b[0m\x07",
    "entity": "&lt;b&gt; &amp;",
    "comment": "--> <!-- x",
    "zero": "a\u200bb",
    "eighth": "\x9b31mred\x85line",
    "tag": "a\U000e0041b",
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph whose every text is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    said = {"origin": "plan", "source": "h/plan"}
    tables = {
        "documents": [{"id": "h/plan", "name": f"{HOSTILE['rtl']}計畫", "kind": "plan", **said}],
        "agencies": [
            {
                "id": f"h/{key}",
                "name": text + f" {key}局",
                "name_en": text,
                "kind": "bureau",
                "quote": text,
                "locator": text,
                **said,
            }
            for key, text in HOSTILE.items()
        ],
        "tasks": [{"id": "h/task", "name": HOSTILE["script"] + "任務", **said}],
        "responsibilities": [
            {
                "who": f"h/{key}",
                "role": "CONVENES",
                "on": "h/task",
                "wording": text,
                "quote": text,
                "locator": text,
                "note": text,
                **said,
            }
            for key, text in HOSTILE.items()
        ],
    }
    loaded(folder / "h.kgl", write_csv(folder / "set", tables, {"id": "h", "name": HOSTILE["formula"]})).close()
    return folder / "h.kgl"


@pytest.mark.sweep
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "command",
    [
        ("who", "h/task"),
        ("list", "Agency"),
        ("deps",),
        ("gaps",),
        ("search", "局"),
        ("show", "h/task"),
        ("show", "h/bar"),
        ("agency", "h/rtl"),
        ("query", "graph_nodes"),
        ("query", "links_of", "id=h/task"),
    ],
    ids=" ".join,
)
def test_hostile_text_is_inert(command: tuple[str, ...], lang: str, hostile: Path) -> None:
    for format_ in ("table", "md", "csv"):
        ran = run(*command, "--db", hostile, "--format", format_, "--lang", lang)
        assert ran.code == 0
        text = ran.out
        assert not set(text) & set("\x1b\x07\u202e\u2066\u200b\r"), format_
        if format_ == "csv":
            for row in csv.reader(io.StringIO(text)):
                for cell in row:
                    assert cell[:1] not in tuple("=+-@＝＋－＠\t") or cell.lstrip("-").replace(".", "", 1).isdigit(), (
                        cell
                    )
        if format_ == "md":
            assert "<" not in text and ">" not in text
            lines = text.split("\n\n")[0].splitlines()
            assert len({line.replace("\\\\", "").replace("\\|", "").count("|") for line in lines}) == 1
            assert not [line for line in lines if not line.startswith("|")], "a cell broke out of its row"
            for mark in ("`", "*", "_", "["):
                assert text.replace("\\" + mark, "").replace("\\\\", "").count(mark) == 0, mark


def test_hostile_names_in_messages(hostile: Path) -> None:
    ran = run("agency", "局", "--db", hostile)
    assert ran.code == 3
    assert not set(ran.err) & set("\x1b\x07\u202e\u2066\u200b\r")
    ran = run("agency", "局\x1b[31m\u202e沒有", "--db", hostile)
    assert ran.code == 4
    assert not set(ran.err) & set("\x1b\u202e")


ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\U000e0001\U000e0020-\U000e007f]"
)
"""What a terminal or a reader's eye would act on: written out here, apart from the product's own list."""


def test_json_escapes_what_cannot_be_seen(hostile: Path) -> None:
    shown = run("list", "Agency", "--db", hostile, "--format", "json").out
    assert not ACTING.findall(shown.replace("\n", ""))
    names = {row["name_en"] for row in json.loads(shown)}
    assert HOSTILE["rtl"] in names and HOSTILE["zero"] in names


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a terminal as POSIX makes one")
class TestTerminal:
    """Nothing that was loaded or named reaches a terminal raw, in whatever format it is asked for."""

    @pytest.mark.parametrize("format_", ["table", "json", "csv", "md"])
    def test_of_an_answer(self, hostile: Path, format_: str) -> None:
        shown = on_a_terminal("list", "Agency", "--db", hostile, "--format", format_)
        assert "escape" in shown and not ACTING.findall(shown.replace("\r\n", ""))

    def test_of_names_that_somebody_gave(self, tmp_path: Path) -> None:
        bad = tmp_path / "a\x1b[31m\u202e\x9bb\r"
        write_csv(bad, city())
        for arguments in (
            ("check", bad),
            ("load", bad, "--db", tmp_path / "\x1b]0;x\x07.kgl"),
            ("check", bad / "no\x1b[2J"),
            ("who", "沒有\x1b[31m\u202e"),
            ("list", "Agency", "--db", tmp_path / "\x1b]0;x\x07.kgl"),
            ("list", "Agency", "-o", bad / "o\x1b[1m.csv"),
        ):
            shown = on_a_terminal(*arguments).replace("\r\x1b[K", "").replace("\r\n", "")
            assert shown and not ACTING.findall(shown), arguments


def on_a_terminal(*arguments: object) -> str:
    """What a terminal is given by a command."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "quanze", *map(str, arguments)], stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # how the end is told
            while part := os.read(ours, 65536):
                shown += part
        process.wait(60)
    os.close(ours)
    return shown.decode("utf-8")


@pytest.mark.whole
def test_markup_of_the_writer_in_names_breaks_no_workbook(tmp_path: Path) -> None:
    """XlsxWriter puts a text of the form <r>…</r> into the file as it is."""
    import python_calamine

    tables = city()
    tables["agencies"][0]["name"] = "<r></si></sst>甲局</r>"
    tables["tasks"][0]["name"] = "<r><t>任務</t></r>"
    for row in tables["responsibilities"]:
        row.update(on="t/task/one", who="t/agency/a")
    loaded(tmp_path / "x.kgl", write_csv(tmp_path / "set", tables)).close()
    for command in ("matrix", "dump"):
        path = tmp_path / f"{command}.xlsx"
        assert run(command, "--db", tmp_path / "x.kgl", "-o", path).code == 0
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        cells = {str(c).strip() for n in book.sheet_names for row in book.get_sheet_by_name(n).to_python() for c in row}
        assert {"<r></si></sst>甲局</r>", "<r><t>任務</t></r>"} <= cells, command


def test_escapes_show_the_text_that_was_there() -> None:
    assert escape("<b> &lt; a|b #1 13.2") == "&lt;b&gt; &amp;lt; a\\|b \\#1 13.2"
    assert plain("a\tb\n　c\u202e\u200b") == "a b c[U+202E]"
    assert (plain(True), plain(None), plain(0.1 + 0.2), plain(["甲", {"name": "乙"}])) == ("✓", "", "0.3", "甲、乙")


@pytest.mark.parametrize(
    "arguments",
    [
        ("who", "甲局", "--db", "{}"),
        ("load", "plan.xlsx", "--db", "{}"),
        ("check", "{}"),
        ("matrix", "-o", "{}"),
        ("dump", "-o", "{}"),
        ("matrix", "--crosswalk", "{}"),
        ("gaps", "--baseline", "{}"),
        ("diff", "a", "b", "--pairs", "{}"),
        ("read", "{}"),
        ("--env-file", "{}", "list", "agencies"),
    ],
)
@pytest.mark.parametrize("name", ["", " ", "a\0b"])
def test_a_name_that_no_file_has_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], name: str
) -> None:
    """An empty one, as of a variable that is not set, would mean the bundled graph or the folder one is in."""
    monkeypatch.chdir(tmp_path)
    ran = run(*(a.replace("{}", name) for a in arguments))
    assert (ran.code, ran.out, list(tmp_path.iterdir())) == (2, "", []), ran


@pytest.mark.parametrize("arguments", [("check", "{}"), ("who", "甲局", "--db", "{}"), ("matrix", "-o", "{}.xlsx")])
def test_a_message_about_a_name_of_any_length_shows_its_reason(arguments: tuple[str, ...]) -> None:
    ran = run(*(a.replace("{}", "長" * 100_000) for a in arguments))
    assert ran.code in (1, 7) and len(ran.err) < 3_000 and ran.err.strip()[-1] in ".。", ran


@pytest.mark.process
@pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX")
@pytest.mark.parametrize("format_name", ["turtle", "n-triples", "json-ld", "graphml", "dot"])
def test_a_terminal_gets_no_file_for_programs_raw(tmp_path: Path, format_name: str) -> None:
    import pty

    tables = city()
    tables["agencies"][0]["name"] = "甲\x9b31m\u202e局\x1b]0;x\x07"
    tables["responsibilities"] = []
    with loaded(tmp_path / "own.kgl", write_csv(tmp_path / "set", tables)):
        pass
    terminal, end = pty.openpty()
    database = str(tmp_path / "own.kgl")
    command = [sys.executable, "-m", "quanze", "export", "graph", "--format", format_name, "--db", database]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=end, stderr=subprocess.DEVNULL) as process:
        os.close(end)
        shown = b""
        with suppress(OSError):  # how Linux says that nobody writes any more
            while piece := os.read(terminal, 65_536):
                shown += piece
        os.close(terminal)
    text = shown.decode()
    assert process.returncode == 0 and "31m" in text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", text)
