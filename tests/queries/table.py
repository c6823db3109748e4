"""Rows as a text that a person reviews: a line a row, a line a step, and what all rows share stated once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

OPAQUE = ("key", "path_key")
"""Columns whose values are digests of the others, so that no reader can tell a right one from a wrong one."""
NOTHING = "–"


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows as text; every value is in it but the opaque ones."""
    names = [n for n in rows[0] if n not in OPAQUE]
    nested = [n for n in names if any(_is_nested(row[n]) for row in rows)]
    shared = [n for n in names if n not in nested and len(rows) > 1 and all(r[n] == rows[0][n] for r in rows)]
    flat = [n for n in names if n not in nested and n not in shared]
    stated = [f"{n} {_cell(rows[0][n])}" for n in shared if rows[0][n] is not None]
    absent = [n for n in shared if rows[0][n] is None]
    lines = [f"every row: {', '.join(stated)}"] * bool(stated) + [f"no row: {', '.join(absent)}"] * bool(absent)
    lines.append(" | ".join(flat))
    for row in rows:
        lines.append(" | ".join(_cell(row[n]) for n in flat))
        lines += [f"    {n[:-1]}: {_fields(part)}" for n in nested for part in row[n] or ()]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _is_nested(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(part, Mapping) for part in value)


def _fields(part: Any) -> str:
    if not isinstance(part, Mapping):
        return _cell(part)
    return ", ".join(f"{k} {_cell(v)}" for k, v in part.items() if v is not None and k not in OPAQUE)


def _cell(value: Any) -> str:
    if value is None:
        return NOTHING
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
