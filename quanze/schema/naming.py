"""The name of a record in a language. Records have a Chinese name, and most an English one; both are data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quanze.locale import is_chinese


def named(row: Mapping[str, Any], lang: str, prefix: str = "name") -> str:
    """The Chinese name for Chinese, else the English one, or the Chinese one where there is none."""
    english = None if is_chinese(lang) else row.get(f"{prefix}_en")
    return str(english or row.get(prefix) or "")


@dataclass(frozen=True)
class Name:
    """The name of a record as a value of a sentence."""

    row: Mapping[str, Any]
    prefix: str = "name"

    def in_language(self, lang: str) -> str:
        """The name in that language."""
        return named(self.row, lang, self.prefix)
