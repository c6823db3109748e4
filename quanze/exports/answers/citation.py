"""Where a statement is stated, on one line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from quanze.locale import message, quoted
from quanze.schema.naming import named


def citation(step: Mapping[str, Any], lang: str) -> str:
    """Document, place and clause of a step or record on one line; of an editorial one the reason, marked as ours."""
    return _cited(
        named(step, lang, "source_name"), step["locator"], step["quote"], step.get("note"), step["origin"], lang
    )


@lru_cache(maxsize=4096)  # a paper cites a clause wherever something rests on it
def _cited(source: str, locator: str, quote: str, note: str | None, origin: str, lang: str) -> str:
    clause = quoted(quote, lang) if quote else note
    cited = " ".join(filter(None, (source, locator, clause)))
    if origin == "editorial" and cited:
        return message("Editorial reading: {citation}", citation=cited.rstrip("。.")).in_language(lang)
    return cited
