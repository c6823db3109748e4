"""Steps of answers that many rows share, said once: of an order of 3,000 sections each level has all steps below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from operator import is_
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quanze.schema.rows import Responsibility, Row

MOST = 40
"""Steps that a row has itself, whatever other rows have."""


def steps_said_once(rows: Sequence[Responsibility]) -> list[Row]:
    """Rows in which one of many steps, all but the first of which are those of another row, has only the first, and in
    ``steps_continue_in`` the number of that row (from 0) in the list: its steps are the others."""
    beginning: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row["steps"]:
            beginning[id(row["steps"][0]), len(row["steps"])].append(number)

    def said(row: Responsibility) -> Row:
        steps: Sequence[Any] = row["steps"]
        if len(steps) > MOST:
            rest = steps[1:]
            for number in beginning.get((id(rest[0]), len(rest)), ()):
                if all(map(is_, rest, rows[number]["steps"])):
                    return {**row, "steps": steps[:1], "steps_continue_in": number}
        return {**row}

    return [said(row) for row in rows]
