"""The words by which people ask for a kind."""

from __future__ import annotations

from quanze.locale import languages
from quanze.schema import KIND, Kind
from quanze.schema.words import fold


def kinds_named(text: str) -> list[str]:
    """The kind a person means by its label, table or name in any language; empty when none."""
    wanted = fold(text)
    return [
        k.label
        for k in KIND.values()
        if wanted in {fold(name) for name in (k.label, k.zh, k.en, k.plural_en, k.table, k.table_zh, *_labels(k))}
    ]


def _labels(kind: Kind) -> list[str]:
    return [label for lang in languages() for label in (kind.in_language(lang), kind.plural_in(lang))]
