"""CSV for people and programs that only read it: no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from quanze.schema.celltext import inert


def csv_text(lines: Iterable[Sequence[str | int | float]]) -> str:
    """Lines of texts and numbers as CSV."""
    into = io.StringIO(newline="")
    writer = csv.writer(into, lineterminator="\n")
    writer.writerows([inert(v) if v and isinstance(v, str) else v for v in line] for line in lines)
    return into.getvalue()
