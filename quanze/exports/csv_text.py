"""CSV for people and programs that only read it: no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from quanze.schema.celltext import inert


def csv_text(lines: Iterable[Sequence[str | int | float]]) -> str:
    """Lines of texts and numbers as CSV."""
    return csv_of_inert([inert(v) if v and isinstance(v, str) else v for v in line] for line in lines)


def csv_of_inert(lines: Iterable[Sequence[str | int | float]]) -> str:
    """The same of lines in which every text is ``inert`` already: a large matrix has millions of empty cells."""
    into = io.StringIO(newline="")
    csv.writer(into, lineterminator="\n").writerows(lines)
    return into.getvalue()
