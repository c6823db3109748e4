"""A value of a row as the text of a cell."""

from __future__ import annotations

from typing import Any

from quanze.text.clean import clean


def plain(value: Any) -> str:
    """A value as text on one line, nothing hidden in it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, float):
        from quanze.schema.number_text import shown_number  # most answers have no figures

        return shown_number(value)
    if isinstance(value, (list, tuple)):
        return "、".join(plain(v.get("name", v) if isinstance(v, dict) else v) for v in value)
    return clean(str(value))


def number_or_text(value: Any) -> str | int | float:
    """A number as it is, anything else as text."""
    kind = type(value)
    if kind is str:  # as most cells are; the rest of the tests take three times as long
        return clean(value)
    if kind is float or kind is int:
        return value  # type: ignore[no-any-return]
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else plain(value)
