"""The words of the field that are no kind, role or relationship, and how names are compared.

The folded key of a name decides only what is *found*; what is shown is always the source's spelling.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

CHAIRS = ("召集人", "總召集人", "主任委員", "會長", "主席")
DEPUTIES = ("副召集人", "副總召集人", "副主任委員", "副會長", "副主席")
SECRETARIES = ("執行秘書", "副執行秘書", "執行長", "副執行長", "秘書", "幹事", "秘書組", "幕僚作業")


@lru_cache(maxsize=4096)
def seat_rank(title: str) -> int:
    """The place of a seat among those of a body by its title: 召集人 0, 副召集人 1, 執行秘書 2, any other 3."""
    # What follows in brackets says who holds the seat: 副召集人（秘書長兼任） is not a secretary.
    bare = title.split("（")[0].split("(")[0].strip()
    for rank, words in ((1, DEPUTIES), (0, CHAIRS), (2, SECRETARIES)):
        if any(bare.startswith(w) or bare.endswith(w) for w in words):
            return rank
    return 3


PERCENT_WORDS = ("%", "percent", "pct", "百分比", "百分率")
"""Units that are per cent."""
TRUE_WORDS = ("是", "有", "true", "yes", "y", "1", "v", "✓", "o", "○")
FALSE_WORDS = ("否", "無", "false", "no", "n", "0", "x", "✗")

DROP_WORDS = ("刪", "刪除", "drop", "skip")
"""In a row's ``review`` column: the row is not loaded."""
EXAMPLE_WORDS = ("範例", "example")
"""The same, of the template's own row."""

FOLDED: dict[int, str] = str.maketrans(
    {
        "臺": "台",
        "ㄧ": "一",
        "旅": "旅",
        "祕": "秘",
        "佔": "占",
        "裏": "里",
        "裡": "里",
        "巿": "市",
        "溫": "温",
        "衞": "衛",
    }
)

_VARIANTS = frozenset(map(chr, FOLDED))
"""``str.translate`` is the slowest part of folding, and most names have nothing to translate."""
_SEPARATING = re.compile(r"[^\w.\-/+%]|_")
"""What names are compared without: all but letters, digits and the signs that tell codes and units apart."""
_NAME = 80
"""The longest text whose folded form is kept for the next time: names are short, a cell may have 32,767 characters."""


def fold(text: str) -> str:
    """``text`` as it is compared: NFKC, lower case, one form of variant characters, no spaces or brackets."""
    return _folded_name(text) if len(text) <= _NAME else _folded(text)


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    if not _VARIANTS.isdisjoint(folded):
        folded = folded.translate(FOLDED)
    return folded if folded.isalnum() else _SEPARATING.sub("", folded)


def visible_form(text: str) -> str:
    """``text`` as a reader sees it: one width and form of each character, and no invisible ones."""
    form = unicodedata.normalize("NFKC", text)
    return "".join(c for c in form if unicodedata.category(c) != "Cf" and not "\ufe00" <= c <= "\ufe0f")


_folded_name = lru_cache(maxsize=65_536)(_folded)


def search_key(name: str, name_en: str = "", aliases: tuple[str, ...] | list[str] = (), code: str = "") -> str:
    """Folded names joined by ``|``: the stored property that name look-up reads."""
    parts = dict.fromkeys(fold(n) for n in (name, *aliases, name_en, code) if n)
    return "|" + "|".join(parts) + "|"
