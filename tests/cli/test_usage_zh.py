"""Click's own sentences speak Chinese where we do."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.cli.running import OtherProcess
from tests.cli.test_process import call

pytestmark = pytest.mark.process

ENGLISH = re.compile(
    r"\b(?:Error|Usage|Try|Missing|Invalid|No such|Did you|Got|Options|Commands|Show|requires|does|not|is|valid)\b"
)


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OtherProcess]:
    """A process that speaks Chinese."""
    with OtherProcess({"QUANZE_LANG": "zh-TW"}, tmp_path_factory.mktemp("chinese")) as process:
        yield process


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("who",), "缺少引數 '名稱'。"),
        (("who", "a", "b"), "多了引數（b）"),
        (("who", "a", "b", "c"), "多了引數（b c）"),
        (("who", "--fromat", "json"), "沒有選項「--fromat」"),
        (("who", "x", "--db"), "選項「--db」後面須有值"),
        (("who", "x", "--bom=1"), "選項「--bom」不帶值"),
        (("wo",), "沒有指令「wo」"),
        (("--lang", "en", "who", "x"), "「--lang」請寫在指令之後：quanze who … --lang"),
        (("--bogus", "who", "x"), "沒有選項「--bogus」"),
        (("list", "--format", "xx"), "「xx」不是下列之一"),
        (("deps", "--top", "x"), "'--top' 的值不正確"),
        (("deps", "--top", "-1"), "'--top' 的值不正確"),
        (("copy",), "缺少選項 '--to'。"),
    ],
)
def test_wrong_use(chinese: OtherProcess, arguments: tuple[str, ...], says: str) -> None:
    ran = chinese.run(*arguments)
    assert ran.code == 2
    assert says in ran.err
    assert not ENGLISH.search(ran.err), ran.err


@pytest.mark.parametrize("arguments", [("--help",), ("who", "--help"), ("db", "--help"), ("matrix", "--help")])
def test_help(chinese: OtherProcess, arguments: tuple[str, ...]) -> None:
    ran = chinese.run(*arguments)
    assert ran.code == 0
    assert "用法：" in ran.out and "選項：\n" in ran.out and "顯示此說明" in ran.out
    assert not ENGLISH.search(ran.out), ran.out


def test_an_option_says_the_language_too() -> None:
    assert "缺少引數" in call("who", "--lang", "zh-TW").stderr
    assert "Missing argument" in call("who", "--lang", "en", QUANZE_LANG="zh-TW").stderr


def test_a_language_there_is_not_leaves_the_one_there_was() -> None:
    ran = call("who", "x", "--lang", "fr", QUANZE_LANG="zh-TW")
    assert ran.returncode == 2
    assert "'--lang' 的值不正確" in ran.stderr
    assert call("--version", QUANZE_LANG="zh-TW").stdout.strip().endswith("版")
