"""A mark of this package's code, for what is kept and holds only as long as the code that made it is the same."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from zlib import crc32

_SAYING = (".py", ".cypher", ".html", ".css", ".js", ".mo")
"""Endings of the files in which the code says what it does."""


@cache  # the code of a process does not change while it runs
def code_mark(*rooms: str) -> int:
    """Changes whenever the code of these rooms does, also between two versions.

    It is made of the size of each file: a change of the code shows, for a fraction of reading it.
    """
    mark = 0
    for room in rooms:
        mark = crc32(repr(sorted(_sizes(Path(__file__).with_name(room)))).encode(), mark)
    return mark


def _sizes(folder: Path) -> Iterator[tuple[str, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _sizes(Path(entry.path))
            elif entry.name.endswith(_SAYING):
                yield entry.name, entry.stat().st_size
