"""What every Markdown of ours is made of: escaped texts, and tables that also read well in a terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quanze.text.width import pad, width

_SPECIAL = re.compile(
    r"""[\\`*_{}\[\]<>|~$^@#+]|&(?=\#?\w+;)|:(?=//)"""
    r"""|(?<![0-9])\.|\.(?![0-9])|(?<![^\W_])-|-(?![^\W_])"""  # not in 13.2, 2023-06-29
)
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def escape(text: str) -> str:
    """``text`` with every sign that Markdown, or HTML in it, would act on written as itself.

    Signs that mean nothing in their place are left alone, for the text is also read as it is, in a terminal.
    """
    return _SPECIAL.sub(lambda found: _ENTITIES.get(found.group(), "\\" + found.group()), text)


def aligned_table(lines: Sequence[Sequence[str]]) -> list[str]:
    """A table of cells that are Markdown already, the first line its head, with columns of one width each."""
    columns = [max(map(width, column)) for column in zip(*lines, strict=True)]
    shown = ["| " + " | ".join(map(pad, line, columns)) + " |" for line in lines]
    shown.insert(1, "|" + "|".join("-" * (n + 2) for n in columns) + "|")
    return [line.rstrip() for line in shown]
