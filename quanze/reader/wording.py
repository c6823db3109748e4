"""Characters, numbers and dates as plans write them, before any rule looks at a sentence.

``normalise`` keeps the length, so that a span found in the normalised text is a span of the original.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from quanze.reader.lexicon import words
from quanze.schema.dates import read_date
from quanze.text.numerals import numeral_value

_HIDDEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\ufff9-\ufffb\x00-\x08\x0b\x0e-\x1f\x7f]"
)
_CJK = "\u2e80-\u303f\u3105-\u312f\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef「」『』《》〈〉"
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_BESIDE_CJK = re.compile(rf"(?<=[{_CJK}]) (?=\S)|(?<=\S) (?=[{_CJK}])")

_BETWEEN_SCRIPTS = re.compile(rf"(?<=[{_CJK}]) (?=[^\sA-Za-z])|(?<=[^\sA-Za-z]) (?=[{_CJK}])")

_PLAIN = {
    "：": ":",
    "；": ";",
    "（": "(",
    "）": ")",
    "﹙": "(",
    "﹚": ")",
    "〔": "(",
    "〕": ")",
    "［": "(",
    "］": ")",
    "【": "「",
    "】": "」",
    "“": "「",
    "”": "」",
    "〝": "「",
    "〞": "」",
    "『": "「",
    "』": "」",
    "《": "「",
    "》": "」",
    "〈": "「",
    "〉": "」",
    "﹁": "「",
    "﹂": "」",
    "，": "，",
    "﹐": "，",
    "、": "、",
    "﹑": "、",
    "､": "、",
    "。": "。",
    "｡": "。",
    "．": ".",
    "﹔": ";",
    "﹕": ":",
    "︰": ":",
    "ㄧ": "一",
    "〇": "○",
    "巿": "市",
    "祕": "秘",
    "臺": "台",
    "–": "-",
    "—": "-",
    "－": "-",
    "─": "-",
    "～": "~",
    "〜": "~",
    "∼": "~",
    "╱": "/",
    "∕": "/",
    "／": "/",
    "‧": "·",
    "•": "•",
}


@cache
def _variants() -> dict[str, str]:
    """Simplified and Japanese forms of the characters of our words, so that one list of words finds them."""
    return {pair[0]: pair[1] for pair in words("simplified")}


def has_variants(text: str) -> bool:
    """Whether text has characters of another script than that of our words."""
    return not _variants().keys().isdisjoint(text)


@lru_cache(maxsize=70_000)
def _plain(char: str) -> str:
    known = _PLAIN.get(char) or _variants().get(char)
    if known is not None:
        return known
    if char in "⁰¹²³⁴⁵⁶⁷⁸⁹":
        return char  # a footnote mark or a power, and no digit of a number
    if "\u2460" <= char <= "\u24ff" or "\u2776" <= char <= "\u2793":
        return char
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


_TABLE: dict[int, str] = {}
_HALF_COMMA = re.compile("(?<=[\u3400-\u9fff)」]),(?=[\u3400-\u9fff(「])")
"""A comma of the Latin keyboard in a Chinese sentence; one in a number or between Latin words is left."""


def normalise(text: str) -> str:
    """``text`` with one form of digits, brackets, punctuation and variant characters, of the same length."""
    return _short(text) if len(text) <= 64 else _normalised(text)


def _normalised(text: str) -> str:
    for char in set(text):
        if ord(char) not in _TABLE and ord(char) > 127:
            _TABLE[ord(char)] = _plain(char)
    plain = text.translate(_TABLE)
    return _HALF_COMMA.sub("，", plain) if "," in plain else plain


_short = lru_cache(maxsize=50_000)(_normalised)
"""Names are normalised again and again; sentences once."""


def tidy(text: str, *, latin_apart: bool = False) -> str:
    """``text`` without hidden or direction-changing characters and without spaces inside Chinese.

    With ``latin_apart`` a space between Chinese and a Latin word stays, as the source writes it: LED 路燈.
    """
    text = _HIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n")
    return (_BETWEEN_SCRIPTS if latin_apart else _BESIDE_CJK).sub("", _SPACES.sub(" ", text)).strip()


def one_line(text: str) -> str:
    """``text`` on one line: a break between Latin words is a space, one inside Chinese is none."""
    return _LATIN_BREAK.sub(" ", text).replace("\n", "")


_LATIN_BREAK = re.compile(r"(?<=[!-~\u00c0-\u024f’”–—]) *\n *(?=[!-~\u00c0-\u024f‘“–—])")
NUMERAL = r"(?:[0-9]{1,4}|[零○一二兩三四五六七八九十百廿卅]{1,7})"
"""Pattern of a whole number in normalised text."""


def number(text: str) -> int | None:
    """The value of a whole number in digits or Chinese numerals; None when it is none."""
    text = normalise(text.strip())
    if text.isascii() and text.isdigit():
        return int(text)
    return numeral_value(text)


RANGE = (
    rf"(?P<low>{NUMERAL})(?:人|名|位|席)?(?:至|到|~|-|或)(?P<high>{NUMERAL})(?:人|名|位|席)"
    rf"|(?P<one>{NUMERAL})(?:人|名|位|席)(?:至|到|~|-)?"
)
"""Pattern of a number of seats, single or a range, in normalised text."""
COUNT = (
    rf"(?P<count>{NUMERAL}(?:人|名|位|席)?(?:(?:至|到|~|-|或){NUMERAL})(?:人|名|位|席)|{NUMERAL}(?:人|名|位"
    rf"|席)(?:(?:至|到|~"
    rf"|-){NUMERAL}(?:人|名|位|席))?)"
)
"""Pattern of the same with the whole in the group ``count``."""
_SEATS = re.compile(RANGE)


def seats(text: str) -> tuple[int, int] | None:
    """The least and the greatest number of a phrase like 十七人至十九人 or 一人; None when there is none."""
    found = _SEATS.search(normalise(text))
    return seats_of(found) if found else None


def seats_of(found: re.Match[str]) -> tuple[int, int] | None:
    """The numbers of a match of ``RANGE``."""
    low = number(found["low"] or found["one"] or "")
    high = number(found["high"]) if found["high"] else low
    return None if low is None or high is None else (low, high)


_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
"""The Western year before the first of a Japanese era."""
_ERA_OF = {"R": "令和", "H": "平成"}
_ERA_LETTER = re.compile(r"(?<![A-Za-z0-9])(?P<era>[RH])(?P<n>元|[0-9]{1,2})(?:年|(?=度|\)|\]|目標|實績|\Z))", re.I)
_ERA_YEAR = re.compile(rf"(?P<era>{'|'.join(_ERAS)})(?P<n>元|[0-9]{{1,2}})(?=年)")
DATE = (
    rf"(?:{'|'.join(_ERAS)})(?:元|[0-9]{{1,2}})年(?:度)?(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)?"
    r"|(?:中華民國|民國|西元)?(?:[0-9]{2,4}|[零○一二三四五六七八九十百]{2,5})年(?:度)?"
    r"(?:(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月(?:(?:[0-9]{1,2}|[一二三四五六七八九十廿]{1,3})日)?)?"
    r"|(?:中華民國|民國)?[0-9]{2,4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
)
"""Pattern of a date, year and month, or year, in normalised text."""
_CHINESE_NUMBER = re.compile(r"[零○一二三四五六七八九十百廿]{1,5}(?=[年月日])")


def with_eras(norm: str) -> str:
    """A text in which a Japanese era is written in full where it stands as a letter: R12目標, (H16), H16年度."""
    return _ERA_LETTER.sub(lambda m: f"{_ERA_OF[m['era'].upper()]}{m['n']}年", norm)


def date_of(text: str) -> str:
    """The ISO form of a matched date, of its own precision; empty when it is no date of the calendar."""
    clean = normalise(text).replace("年度", "年").replace("西元", "").replace("中華民國", "民國")
    clean = _ERA_YEAR.sub(lambda m: str(_ERAS[m["era"]] + (1 if m["n"] == "元" else int(m["n"]))), clean)
    clean = _CHINESE_NUMBER.sub(lambda m: str(number(m[0])), clean)
    try:
        return read_date(clean)
    except ValueError:
        return ""
