"""``quanze read`` as a user meets it: what it prints, what it writes, how it fails."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import run

TEXT = (
    "一、嶺南市政府設「嶺南市氣候推動會」（以下簡稱推動會），置委員九人，其餘委員七人由專家學者擔任。\n二、甲事項："
    "由環境保護局主辦；建設處協辦。\n三、各機關應依權責配合推動。\n"
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.whole
def test_it_reports_writes_and_the_draft_loads(plan: Path, tmp_path: Path) -> None:
    done = run("read", plan, "-o", "draft.xlsx", "--view", "view.html", "--lang", "zh-TW")
    assert done.code == 0, done.err
    assert "推動會" in done.out and "待查" in done.out and "數目不符" in done.out
    assert "各機關應依權責配合推動" in done.out
    assert (tmp_path / "view.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    for command in ("check", "load"):
        stopped = run(command, "draft.xlsx", "--db", "own.kgl", "--lang", "en")
        assert stopped.code == 6 and "nobody has reviewed" in " ".join(stopped.out.split()), stopped.out
    loaded = run("load", "draft.xlsx", "--db", "own.kgl", "--lang", "en", "--accept-unsure")
    assert loaded.code == 0, loaded.out + loaded.err
    asked = run("who", "甲事項", "--db", "own.kgl", "--lang", "en")
    assert "環境保護局" in asked.out and "建設處" in asked.out
    compared = run("read", plan, "--diff", "graph", "--db", "own.kgl", "--lang", "en")
    assert compared.code == 0 and "Only in" not in compared.out, compared.out


def test_a_difference_is_named_on_both_sides(plan: Path) -> None:
    run("read", plan, "-o", "draft")
    plan.write_text(TEXT.replace("建設處", "工務處"), encoding="utf-8")
    done = run("read", plan, "--diff", "draft", "--lang", "en")
    document, dataset = done.out.split("Only in the document")[1].split("Only in the other source")
    assert "工務處" in document and "建設處" not in document
    assert "建設處" in dataset and "工務處" not in dataset


def test_a_difference_in_chinese_has_no_codes(plan: Path) -> None:
    run("read", plan, "-o", "draft")
    plan.write_text(TEXT.replace("建設處", "工務處").replace("九人", "十人"), encoding="utf-8")
    done = run("read", plan, "--diff", "draft", "--lang", "zh-TW")
    shown = done.out.split("兩者皆有")[1]
    assert "協辦  工務處 → 甲事項" in shown and "協辦  建設處 → 甲事項" in shown
    assert "席次" in shown and not re.search("[A-Za-z]{3,}", shown), shown


def test_a_long_list_says_how_many_rows_it_leaves_out(plan: Path) -> None:
    plan.write_text("".join(f"第{n}條　各機關應依權責配合推動第{n}項。\n" for n in range(1, 33)), encoding="utf-8")
    unread = run("read", plan, "--lang", "en").out.split("Text that was not read (32)")[1]
    assert unread.count("plan.txt") == 30 and "… and 2 more; a draft (-o) lists them all." in unread


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["read", "absent.txt"], 1, "absent.txt does not exist"),
        (["read", "."], 1, "is a folder"),
        (["read", "plan.txt", "-o", "draft.csv"], 1, "draft.xlsx, or name a folder"),
        (["read", "plan.txt", "--diff", "nowhere"], 1, "nor a data set"),
        (["read"], 2, "FILES"),
    ],
)
def test_failures_say_what_to_do(plan: Path, arguments: list[str], code: int, words: str) -> None:
    assert plan.is_file()
    done = run(*arguments)
    assert done.code == code
    assert words in done.err
    assert "Traceback" not in done.err
