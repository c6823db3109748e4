"""How a row of a table is cited, and which row a citation means."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from quanze.locale import Message, languages, message


class CitedRow(NamedTuple):
    """A row as the reader cites it: by the name or number of its table, and from 1."""

    table: str
    row: int


def row_locator(table: str | Message, row: int) -> Message:
    """How a row is cited."""
    return message("{table}, row {row}", table=table, row=row)


def cited_row(locator: str) -> CitedRow | None:
    """The row that a locator cites, in whatever language it was written; None where it cites anything else."""
    for pattern in _patterns():
        found = pattern.fullmatch(locator)
        if found:
            return CitedRow(found["table"], int(found["row"]))
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    found = []
    for lang in languages():
        written = re.escape(message("{table}, row {row}", table="TABLE", row="ROW").in_language(lang))
        found.append(re.compile(written.replace("TABLE", "(?P<table>.+)").replace("ROW", "(?P<row>[0-9]{1,7})")))
    return tuple(found)
