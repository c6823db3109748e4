"""The words of the schema as patterns: which word means which role."""

from __future__ import annotations

import re

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
