"""The word by which a role is shown: the source's own where it uses one of the role's words, else the label.

One role covers words that are not the same to those who work with them: 召集 calls a group together, 主辦 does the
work.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from quanze.locale import is_chinese
from quanze.schema.relationships import RELATIONSHIPS
from quanze.schema.words import fold

_BEARERS = ("機關", "單位", "局處", "機構", "部會")
"""Whose role it is, at the end of a word: 主辦機關 is shown as 主辦."""
_LONGEST = 6
"""Characters of a wording that is shown whole; of a longer one only the role's word is, for it is half a sentence."""
_DECLARED = {r.type: r for r in RELATIONSHIPS}


def short(wording: str) -> str:
    """``wording`` without the word for who bears the role: 主辦機關 → 主辦."""
    clean = wording.strip()
    for bearer in _BEARERS:
        if clean.endswith(bearer) and clean != bearer:
            return clean.removesuffix(bearer).strip()
    return clean


@lru_cache(maxsize=4096)
def own_word(type_: str, wording: str | None) -> str:
    """The source's word for a role, in its short form; empty when it contains none of the role's Chinese words."""
    declared = _DECLARED.get(type_)
    if declared is None or not declared.role or not wording or wording.isascii():
        return ""
    words = sorted((w for w in declared.words if not w.isascii()), key=len, reverse=True)
    phrase, folded = short(wording), fold(wording)
    if phrase in {short(w) for w in words}:
        return phrase
    within = next((w for w in words if fold(w) in folded), "")
    return phrase if within and len(phrase) <= _LONGEST else short(within)


def shown_word(type_: str, wording: str | None, lang: str) -> str:
    """What people read for a relationship: in Chinese the source's own word of a role, else the label of the type."""
    declared = _DECLARED[type_]
    own = own_word(type_, wording) if is_chinese(lang) else ""
    return own or declared.in_language(lang)


def shown_words(type_: str, wordings: Iterable[str | None]) -> tuple[str, ...]:
    """The Chinese words of several relationships of a type, each once."""
    return tuple(dict.fromkeys(shown_word(type_, w, "zh-TW") for w in wordings))


def letter_zh(type_: str, wording: str | None) -> str:
    """The Chinese letter of a role: the first character of the source's own word when the role declares it."""
    declared = _DECLARED[type_]
    first = own_word(type_, wording)[:1]
    return first if first in declared.more_letters_zh else declared.letter_zh


class RoleWord(NamedTuple):
    """A role as a value of a sentence: in Chinese by the word of its source."""

    type: str
    wording: str | None

    def in_language(self, lang: str) -> str:
        """The word in that language."""
        return shown_word(self.type, self.wording, lang)
