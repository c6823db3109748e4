"""Agencies in numbers, to be written to a server in one go."""

from __future__ import annotations

from typing import Any


def agencies(note: str, count: int) -> list[dict[str, Any]]:
    """Rows that create or update ``count`` agencies, each with this note."""
    ids = (f"a{i}" for i in range(count))
    return [{"id": i, "props": {"id": i, "name": i, "kind": "bureau", "dataset": "d", "note": note}} for i in ids]
