"""What the READMEs show is what the command prints, in a terminal of 110 columns."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from quanze.text.width import indented
from tests.cli.running import run

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["README.md", "README.zh-TW.md"])
def test_the_output_shown_is_real(name: str) -> None:
    found = re.search(r"```text\n\$ quanze (.+)\n([\s\S]+?)```", (ROOT / name).read_text(encoding="utf-8"))
    assert found, "an output is shown"
    printed = indented(run(*shlex.split(found[1])).out, 110).splitlines()
    shown = [line for line in found[2].splitlines() if line and line != "…"]
    assert len(shown) > 15
    at = 0
    for line in shown:  # in the printed order, with nothing added
        assert line in printed[at:], line
        at = printed.index(line, at) + 1


@pytest.mark.parametrize("name", ["README.md", "README.zh-TW.md"])
def test_every_command_named_is_one(name: str) -> None:
    from quanze.cli.commands import COMMANDS

    text = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"`quanze ([a-z]+)", text))
    assert named and named <= set(COMMANDS)
