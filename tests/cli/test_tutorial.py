"""The tutorial, typed as it stands: on the sheet that it prints, in both languages."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import quanze
from tests.cli.running import run

DOCS = Path(__file__).parents[2] / "docs"
FILE = re.compile(r"<!-- file: (\S+) -->\n```\w*\n([\s\S]*?)```")
TASKS = {
    "en": [
        "Replace old buses by electric ones",
        "Solar roofs on public buildings",
        "Energy checks for households",
        "Low-carbon schools",
        "Low-carbon catering",
    ],
    "zh-TW": ["汰換老舊公車為電動公車", "公有建築裝設太陽光電", "辦理節電診斷", "校園減碳教育", "推動低碳餐飲"],
}
"""What the sheet's rows are: nothing else is a task."""
RUN = re.compile(r"<!-- run -->\n```console\n([\s\S]*?)```")


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize(("page", "lang"), [("tutorial.md", "en"), ("tutorial.zh-TW.md", "zh-TW")])
def test_the_tutorial_works_as_it_stands(page: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (DOCS / page).read_text(encoding="utf-8")
    for name, content in FILE.findall(text):
        Path(name).write_text(content, encoding="utf-8")
    commands = [line for block in RUN.findall(text) for line in block.splitlines()]
    assert len(commands) > 10 and all(line.startswith("$ quanze ") for line in commands)
    for line in commands:
        done = run(*shlex.split(line.removeprefix("$ quanze ")), "--lang", lang)
        assert done.code == 0, (line, done.out, done.err)
        if "-o" in line.split():
            assert Path(line.split()[line.split().index("-o") + 1]).stat().st_size > 1000
    with quanze.open("mine.kgl") as graph:
        assert [row["name"] for row in graph.records("Task", dataset="mine")] == TASKS[lang]
        assert [row["verdict"] for row in graph.progress(year=2024).rows] == ["missed", "met", "not-reported", "met"]
        assert {row["direction"] for row in graph.progress(year=2024).rows} == {"up"}
