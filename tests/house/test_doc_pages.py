"""The site has every page that people wrote in English and in Chinese, and both pages of a pair say the same.

What a sentence says no test can compare. Its frame it can: the headings, the tables, the links and the commands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
ONE_LANGUAGE = {"schema.md", "queries.md", "benchmarks.md"}
"""Generated pages that hold both languages, and figures for developers; decisions are in English too."""
NAV = (DOCS.parent / "mkdocs.yml").read_text(encoding="utf-8").split("\nnav:\n")[1]
PAGES = sorted(set(re.findall(r"[\w-]+\.md$", NAV, re.MULTILINE)) - ONE_LANGUAGE)
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"\s*(?:#|//) .*|（[^）]*）")
_IN_CODE = re.compile(r"`[^`]*`")
_NAME = re.compile(r'"[^"]*"|(?<=--year )\d+|[^\s"]*[\u3400-\u9fff][^\s"]*')
"""A record or a year in a command, as people who read the page write it."""
_CHINESE = re.compile("[\u3400-\u9fff]")
_COMMANDS = ("bash", "sh", "powershell", "cypher", "nginx", "apache", "ini", "json", "python")
"""Languages of which each line, without its remark, is the same on both pages."""


def frame(text: str) -> list[str]:
    """What both pages of a pair have in common, in order."""
    return [*_blocks(text), *_lines(_FENCE.sub("", text))]


def _blocks(text: str) -> Iterator[str]:
    """The blocks of code, with the commands in them; files and what a command prints are in the page's language."""
    for language, block in _FENCE.findall(text):
        lines = block.splitlines()
        if language == "console":
            lines = [line for line in lines if line.startswith("$ ")]
        yield f"```{language}"
        if language in (*_COMMANDS, "console"):
            yield from filter(None, (_NAME.sub("…", _COMMENT.sub("", line)).rstrip() for line in lines))


def _lines(prose: str) -> Iterator[str]:
    for line in prose.splitlines():
        if heading := re.match(r"#+ ", line):
            yield heading[0]
        elif line.startswith("|"):
            yield f"a row of {_IN_CODE.sub('', line).count('|') - 1}"
        elif line.startswith("- "):
            yield "an item"
    yield from sorted(re.findall(r"\]\(([^)]+)\)", prose))


@pytest.mark.parametrize("page", PAGES)
def test_both_pages_of_a_pair_have_the_same_frame(page: str) -> None:
    english, chinese = (DOCS / page), (DOCS / page).with_suffix(".zh-TW.md")
    assert chinese.is_file(), f"docs/{chinese.name} is missing"
    assert frame(chinese.read_text(encoding="utf-8")) == frame(english.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", [page for page in PAGES if page != "cli.md"])
def test_each_page_is_in_its_own_language(page: str) -> None:
    """Names and examples of the other language stand on either page; whole sentences do not."""
    english, chinese = (
        _FENCE.sub("", path.read_text(encoding="utf-8"))
        for path in (DOCS / page, (DOCS / page).with_suffix(".zh-TW.md"))
    )
    assert not re.search("[\u3400-\u9fff]。", english)
    for paragraph in chinese.split("\n\n"):
        if not paragraph.startswith(":::") and len(re.findall(r"[A-Za-z]{2,}", _IN_CODE.sub("", paragraph))) > 8:
            assert _CHINESE.search(paragraph), paragraph


def test_a_missing_row_a_link_or_an_option_is_noticed() -> None:
    page = "# A\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n[x](x.md)\n\n```bash\nquanze who x  # it asks\n```\n"
    same = "# 甲\n\n| 甲 | 乙 |\n| --- | --- |\n| 一 | 二 |\n\n[某](x.md)\n\n```bash\nquanze who x  # 提問\n```\n"
    assert frame(page) == frame(same)
    for old, new in (("| 一 | 二 |\n", ""), ("x.md", "y.md"), ("who x", "who y"), ("# 甲", "## 甲")):
        assert frame(page) != frame(same.replace(old, new, 1))
