"""The order in which a source has its records: by its own numbers, then as in the file, then by place and id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quanze.text.natural_order import Natural, natural_key

if TYPE_CHECKING:
    from quanze.schema.rows import Row


def place(row: Row) -> tuple[Any, ...]:
    """A record's place in its data set's source; then its id."""
    return row["source"] or "", row["position"] or 0, Natural(row["locator"] or ""), Natural(row["id"])


def numbered_place(row: Row) -> tuple[Any, ...]:
    """The number that the source gives a record, where it gives any, then its place."""
    return natural_key(row["number"] or ""), place(row)
