"""Names of records and sentences of rows in a language.

Records have a Chinese name, and most an English one; both are data. A year's target without a name of its own was
called after its indicator and the Western year; people are shown the year as they write it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from quanze.locale import in_language, is_chinese
from quanze.schema.dates import ShownDate

_YEAR = re.compile(r"(?<= )(?:19|20|21)[0-9]{2}\Z")


def named(row: Mapping[str, Any], lang: str, prefix: str = "name") -> str:
    """The Chinese name for Chinese, else the English one, or the Chinese one where there is none."""
    english = None if is_chinese(lang) else row.get(f"{prefix}_en")
    name = str(english or row.get(prefix) or "")
    if row.get("kind" if prefix == "name" else f"{prefix[:-4]}kind") == "AnnualTarget":
        return _YEAR.sub(lambda year: ShownDate(year[0]).in_language(lang), name)
    return name


def sentence(row: Mapping[str, Any], lang: str, key: str = "message") -> str:
    """A sentence of a row in that language: ``key_zh`` for Chinese, else ``key_en``, which knows further languages."""
    return str(row[f"{key}_zh"]) if is_chinese(lang) else in_language(row[f"{key}_en"], lang)


class Name(NamedTuple):
    """The name of a record as a value of a sentence."""

    row: Mapping[str, Any]
    prefix: str = "name"

    def in_language(self, lang: str) -> str:
        """The name in that language."""
        return named(self.row, lang, self.prefix)
