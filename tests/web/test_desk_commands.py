"""Each command has its place at the desk, or the page of the desk says that it has none."""

from __future__ import annotations

import re
from pathlib import Path

from quanze.cli.commands import COMMANDS

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_the_desk_says_of_each_command_where_it_is() -> None:
    for page in ("desk.md", "desk.zh-TW.md"):
        named = re.findall(r"(?m)^\| `([a-z]+)` \| \S", (DOCS / page).read_text(encoding="utf-8"))
        assert sorted(named) == sorted(COMMANDS), page
