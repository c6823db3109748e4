"""A table as a notebook shows it: escaped, and never longer than a screen or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from quanze.text.clean import clean

MOST_ROWS, MOST_COLUMNS = 30, 40
_LONGEST = 120


def notebook_table(columns: Sequence[str], rows: Sequence[Mapping[str, object]], *, title: str = "") -> str:
    """The first rows and columns as HTML, and how many there are; what is a list of rows is counted."""
    shown = columns[:MOST_COLUMNS]
    heads = "".join(f"<th>{_text(name)}</th>" for name in shown)
    lines = (
        "<tr>" + "".join(f"<td>{_text(row.get(name))}</td>" for name in shown) + "</tr>" for row in rows[:MOST_ROWS]
    )
    caption = f"<caption>{_text(title)}</caption>" if title else ""
    size = f"{min(len(rows), MOST_ROWS):,} / {len(rows):,} × {len(shown):,} / {len(columns):,}"
    return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table><p>{size}</p>"


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        value = "{…}"
    elif isinstance(value, list | tuple):
        value = f"[{len(value)}]" if any(isinstance(one, Mapping) for one in value) else "、".join(map(str, value))
    text = clean(str(value))
    return escape(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")
