"""Where a statement is stated, on one line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quanze.locale import message, quoted
from quanze.schema.naming import named


def citation(step: Mapping[str, Any], lang: str) -> str:
    """Document, place and clause of a step or record on one line; of an editorial one the reason, marked as ours."""
    clause = quoted(step["quote"], lang) if step["quote"] else step.get("note")
    cited = " ".join(filter(None, (named(step, lang, "source_name"), step["locator"], clause)))
    if step["origin"] == "editorial" and cited:
        return message("Editorial reading: {citation}", citation=cited.rstrip("。.")).in_language(lang)
    return cited
