"""The words by which people ask for a kind."""

from __future__ import annotations

from quanze.schema import KIND
from quanze.schema.words import fold


def kinds_named(text: str) -> list[str]:
    """The kind a person means by its label, table or name in either language; empty when none."""
    wanted = fold(text)
    return [
        k.label
        for k in KIND.values()
        if wanted in {fold(s) for s in (k.label, k.zh, k.en, k.table, k.table_zh, f"{k.en}s")}
    ]
