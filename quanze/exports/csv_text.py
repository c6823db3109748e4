"""CSV for people and programs that only read it: no cell is taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence

from quanze.schema.celltext import inert


def csv_text(lines: Iterable[Sequence[str | int | float]]) -> str:
    """Lines of texts and numbers as CSV."""
    into = _Lines()
    csv.writer(into, lineterminator="\n").writerows(
        [inert(v) if v and isinstance(v, str) else v for v in line] for line in lines
    )
    return "".join(into)


class _Lines(list[str]):
    """What a writer of CSV writes to: a list of lines takes a third of the room of a text that grows."""

    write = list.append
