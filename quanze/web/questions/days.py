"""The days of a question as people say them: this year, by December, 114年6月底, beside dates as plans write them."""

from __future__ import annotations

import re
from typing import NamedTuple

from quanze.schema.dates import day_before, read_date
from quanze.text.numerals import NUMERALS, numeral_value

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_MONTH = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" if name[3:] else name for name in _MONTHS) + "|sept)"
_YEAR_SAID = r"(?:this|last|next) (?:year|yr)|the year(?! [0-9])"
_A_YEAR = rf"(?:(?:roc )?[0-9]{{2,4}}|{_YEAR_SAID})"
_FISCAL = re.compile(r"(?:fy|fy |(?:fiscal|financial|budget|calendar) year )(?=[0-9]{4})")
"""Before a year: ours begin in January."""
_NTH = r"[0-9]{1,2}(?:st|nd|rd|th)?"
ENGLISH = (
    r"(?:(?:the )?(?:last|past) (?:12|twelve) months|the (?:last|past) year|past year"
    rf"|{_NTH} (?:of )?{_MONTH}(?:,? {_A_YEAR})?|{_MONTH} {_NTH}(?:, {_A_YEAR}| (?:roc )?[0-9]{{3,4}})?"
    rf"|{_MONTH}(?:,? (?:of )?{_A_YEAR})?|{_YEAR_SAID}|(?:this|last|next) month|today|yesterday"
    rf"|{_FISCAL.pattern}[0-9]{{4}}|(?:roc )?[0-9]{{2,4}}[0-9年月日度/.\-]*)"
)
"""The pattern of a day in an English question; a blank matches white space."""
_NUMERAL = f"[{''.join(sorted(NUMERALS))}]"
_IN_NUMERALS = (
    rf"(?:民國)?{_NUMERAL}{{3,6}}年(?:{_NUMERAL}{{1,2}}月(?:{_NUMERAL}{{1,3}}[日號])?)?"
    rf"|(?:[今本去明前後]年)?(?<!{_NUMERAL}){_NUMERAL}{{1,2}}月(?:份|{_NUMERAL}{{1,3}}[日號])?"
)
"""A day in Chinese numerals: 一百一十四年, 六月三十日. A year has three of them, for 三十年 is a time."""
CHINESE = (
    rf"(?:{_IN_NUMERALS}|"
    r"(?:最近|過去|近|這)[一1]年(?!級)"
    r"|(?:今年|本年|去年|明年|前年|後年)度?(?: ?的? ?[0-9]{1,2} ?月(?:份| ?[0-9]{1,2} ?[日號])?)?"
    r"|(?:本|這個|上個|下個)月|今天|今日|昨天|年(?=[底末])|[0-9]{1,2} ?月(?:份| ?[0-9]{1,2} ?[日號])?"
    r"|(?:中華民國|民國|西元)? ?[0-9]{2,4}(?: ?[年月/.\-] ?(?:度|[0-9]{1,2} ?[日號]?)?)*)"
)
"""The pattern of a day in a Chinese question."""
_YEARS = {
    "今年": 0,
    "本年": 0,
    "去年": -1,
    "明年": 1,
    "前年": -2,
    "後年": 2,
    "年": 0,
    "this year": 0,
    "last year": -1,
    "next year": 1,
    "the year": 0,
}
_A_YEAR_AGO = re.compile(
    r"(?:最近|過去|近|這)[一1]年|(?:the )?(?:last|past) (?:12|twelve) months|(?:the (?:last|past)|past) year"
)
"""Words for the twelve months up to today; "last year" is a year of the calendar."""
_IN_MONTHS = {
    "本月": 0,
    "這個月": 0,
    "上個月": -1,
    "下個月": 1,
    "this month": 0,
    "last month": -1,
    "next month": 1,
}
_DAYS = {"今天": 0, "今日": 0, "today": 0, "昨天": -1, "yesterday": -1}
_CHINESE_PARTS = re.compile(
    r"(?P<year>[今本去明前後]年)?度?的?(?:(?P<month>[0-9]{1,2})月份?(?:(?P<day>[0-9]{1,2})[日號])?)?"
)
_ENGLISH_PARTS = re.compile(
    rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?)?(?P<month>{_MONTH})"
    rf"(?: (?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9]))?(?:,? (?:of )?(?P<year>{_A_YEAR}))?"
)


def day_said(typed: str, today: str, *, ahead: bool) -> str:
    """The ISO date, of the precision that was said, that a part of a question names on the ISO date ``today``.

    A month without a year is the next one, this one included, where the question looks ``ahead``, and else the last
    one. ValueError when it is no date.
    """
    text = re.sub(r"\s+", " ", typed.strip()).casefold().replace(" yr", " year")
    text = _FISCAL.sub("", text)
    if re.fullmatch(_IN_NUMERALS, text):
        text = re.sub(f"{_NUMERAL}+", lambda match: str(numeral_value(match.group())), text)
    year, month = int(today[:4]), int(today[5:7])
    if _A_YEAR_AGO.fullmatch(text):
        return f"{year - 1}{today[4:]}".replace("-02-29", "-02-28")
    if text in _DAYS:
        return today if not _DAYS[text] else day_before(today)
    if text in _YEARS:
        return str(year + _YEARS[text])
    if text in _IN_MONTHS:
        return "{}-{:02d}".format(*_month(year * 12 + month - 1 + _IN_MONTHS[text]))
    if parts := _CHINESE_PARTS.fullmatch(text.replace(" ", "")):
        return _whole(parts["year"], int(parts["month"] or 0), parts["day"], today, ahead)
    if parts := _ENGLISH_PARTS.fullmatch(text):
        named = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(parts["month"][:3]))
        return _whole(parts["year"], named, parts["day"] or parts["day2"], today, ahead)
    return read_date(text.replace(" ", "").removeprefix("西元").replace("號", "日"))


def _whole(year: str | None, month: int, day: str | None, today: str, ahead: bool) -> str:
    now = int(today[:4])
    if not year:
        passed = f"{month:02d}" < today[5:7]
        later = f"{month:02d}" > today[5:7]
        said = now + (1 if ahead and passed else -1 if not ahead and later else 0)
    elif year in _YEARS:
        said = now + _YEARS[year]
    else:
        said = int(read_date(year.replace(" ", ""))[:4])
    text = f"{said:04d}" + (f"-{month}" if month else "") + (f"-{day}" if day else "")
    return read_date(text)


def _month(months: int) -> tuple[int, int]:
    years, rest = divmod(months, 12)
    return years, rest + 1


class DaySaid(NamedTuple):
    """A day that a question names: its place, and how it was typed."""

    first: int
    last: int
    typed: str


def days_in(text: str) -> list[DaySaid]:
    """The days that a text names, in its order. A bare number is one where a word for time is beside it, or as a year
    of four digits; "may" only beside another part of a day or such a word."""
    found = []
    for match in _ANY.finditer(text):
        typed = match.group().strip()
        first = match.end() - len(match.group().lstrip())
        before, after = text[:first], text[first + len(typed) :]
        bare = typed.isdigit()
        if bare and not (len(typed) == 4 and 1900 <= int(typed) < 2200):
            beside = _TIMED_BEFORE.search(before) or _TIMED_AFTER.match(after)
            if len(typed) < 2 or not beside:
                continue
        if typed.casefold() == "may" and not _TIMED_BEFORE.search(before):
            continue
        if typed == "年" and (before.endswith("年") or not after.startswith(("底", "末"))):
            continue
        try:
            day_said(typed, "2026-01-01", ahead=False)
        except ValueError:
            continue
        found.append(DaySaid(len(before), len(before) + len(typed), typed))
    return found


_BLANKS = {ENGLISH: r"\s+", CHINESE: r"\s*"}
_ANY = re.compile(
    "(?<![A-Za-z0-9.第])(?:"
    + "|".join(pattern.replace(" ", blank) for pattern, blank in _BLANKS.items())
    + ")(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_TIMED_BEFORE = re.compile(
    r"(?:\b(?:since|by|in|until|till|before|after|between|from|and|to|of|for|end|during|year|roc|compare|with|vs)\s*"
    r"|[從自到至和與跟及在比較])\Z",
    re.IGNORECASE,
)
_TIMED_AFTER = re.compile(
    r"\s*(?:以來|之後|以後|以前|之前|年|版|起|(?:[跟和與及到至~～-]|and|to|vs)\s*[0-9]{2,4}\s*[年版])"
)
