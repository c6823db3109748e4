"""The words of the field by category, from ``lexicon.yaml`` and a vocabulary file of the user."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def lexicon() -> Mapping[str, tuple[str, ...]]:
    """Category → its words, longest first, as the package ships them."""
    import yaml

    text = files("quanze.reader").joinpath("lexicon.yaml").read_text(encoding="utf-8")
    loaded: dict[str, str] = yaml.safe_load(text)
    return {
        category: tuple(sorted(dict.fromkeys(words.split()), key=len, reverse=True))
        for category, words in loaded.items()
    }


def words(category: str) -> tuple[str, ...]:
    """The words of a category, longest first."""
    return lexicon()[category]


@cache
def alternatives(*categories: str) -> str:
    """A regular expression for any word of the categories, the longest first."""
    every = {w for c in categories for w in words(c)}
    return "(?:" + "|".join(re.escape(w) for w in sorted(every, key=len, reverse=True)) + ")"
