"""The words of the schema as patterns: which word means which role."""

from __future__ import annotations

import re
from functools import cache

from quanze.reader.lexicon import lexicon
from quanze.reader.wording import normalise
from quanze.schema import RELATIONSHIP


def _pattern(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True)) + ")"


def _chinese(type_: str) -> list[str]:
    return [normalise(w) for w in RELATIONSHIP[type_].words if not w.isascii()]


_LEAD_WORDS = _chinese("CONVENES")
_CO_WORDS = _chinese("CO_ORGANIZES")
_REVIEW_WORDS = _chinese("REVIEWS")
LEAD = _pattern(_LEAD_WORDS)
CO = _pattern(_CO_WORDS)
REVIEW = _pattern(_REVIEW_WORDS)
ROLE = _pattern([*_LEAD_WORDS, *_CO_WORDS])

_TYPES: dict[str, str] = {}
for _type in ("CONVENES", "CO_ORGANIZES", "REVIEWS"):
    for _word in RELATIONSHIP[_type].words:
        _TYPES.setdefault(normalise(_word).lower(), _type)


def role_type(word: str) -> str | None:
    """The relationship that a role word of the schema stands for; None when it is none."""
    plain = normalise(word).lower().strip()
    for ending in ("", "機關", "單位", "機關(單位)", "單位(機關)", "機關(構)"):
        found = (
            _TYPES.get(plain)
            if not ending
            else _TYPES.get(plain.removesuffix(ending))
            if plain.endswith(ending)
            else None
        )
        if found:
            return found
    return None


_LABELS = {"head_lead": "CONVENES", "head_support": "CO_ORGANIZES", "head_level": "level"}


@cache
def _of_heads() -> dict[str, set[str]]:
    """Each English word of the heads of tables, and the categories it is in."""
    found: dict[str, set[str]] = {}
    for category, entries in lexicon().items():
        for word in entries if category.startswith("head_") else ():
            found.setdefault(word, set()).add(category)
    return found


def label_of(text: str) -> str | None:
    """What English words before a colon say of the value behind it, as the head of a column would: the relationship of
    a role, ``level`` for what is done, and nothing in particular; None where they are no such words."""
    said = [_of_heads().get(word) for word in re.findall(r"[a-z-]+", re.sub(r"\(e?s\)", "", text.lower()))]
    if not said or None in said:
        return None
    meant = [kind for category, kind in _LABELS.items() if any(category in s for s in said if s)]
    beside = any(s and s <= {"head_beside", "head_time", "head_due", "head_money"} for s in said)
    return meant[0] if meant and not beside else ""
