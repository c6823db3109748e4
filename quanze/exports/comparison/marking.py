"""What changed in a text: both texts in runs, those that the other lacks marked."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, GONE, COME = "", "gone", "come"
_WORDS = re.compile(r"[A-Za-z]+|[0-9.]+|\s+|.", re.DOTALL)
_MOST = 4_000_000
"""Pairs of words up to which texts are compared; of longer ones the whole is marked."""


class Run(NamedTuple):
    """A piece of a text, and whether it is the same, gone or come."""

    text: str
    mark: str = SAME


Runs = tuple[Run, ...]


def marked(before: str, after: str) -> tuple[Runs, Runs]:
    """Both texts in runs: Latin words and numbers whole, other signs one by one."""
    a, b = _WORDS.findall(before), _WORDS.findall(after)
    if len(a) * len(b) > _MOST:
        return (Run(before, GONE),), (Run(after, COME),)
    old: list[Run] = []
    new: list[Run] = []
    for step, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        same = step == "equal"
        _append(old, "".join(a[i:j]), SAME if same else GONE)
        _append(new, "".join(b[k:m]), SAME if same else COME)
    return tuple(old), tuple(new)


def _append(runs: list[Run], text: str, mark: str) -> None:
    """Add a piece; one of the same mark as the last lengthens it."""
    if runs and runs[-1].mark == mark:
        text = runs.pop().text + text
    if text:
        runs.append(Run(text, mark))
