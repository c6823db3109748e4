"""Dates as plans write them: Western or ROC, whole or only a year or a year and month.

A value is an ISO 8601 string of the precision the source gave: ``2023-06-29``, ``2023-06`` or ``2023``.
ROC years count from 1912: 112 + 1911 = 2023. A date may be split over lines anywhere.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from quanze.locale import Message, is_chinese, message, template

ROC = 1911
YEARS = range(1890, 2201)
"""The years that a plan may name."""
ROC_YEARS = range(1, 201)
CALENDAR = "QUANZE_CALENDAR"
"""The environment variable for the calendar of Chinese output: ``roc`` (as without it) or ``western``."""
WESTERN = "western"
LAST_DAY = "2200-12-31"
"""The last day that a date may be."""
_DATE = (
    r"(?P<roc>民國|中華民國|roc)?\s*(?P<y>[0-9]{1,4})\s*"
    r"(?:年(?:度|\s*(?P<m>[0-9]{1,2})\s*月(?:\s*(?P<d>[0-9]{1,2})\s*日?)?)?"
    r"|(?P<sep>[-/.])\s*(?P<m2>[0-9]{1,2})(?:\s*(?P=sep)\s*(?P<d2>[0-9]{1,2}))?)?"
    r"(?:[ T]0{1,2}:00(?::00(?:\.0+)?)?)?\Z"
)
_BREAK = r"\s*[\r\n]\s*"
_PACKED = r"(?P<y>[0-9]{3,4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})\Z"
"""Compiled, and kept by ``re``, when a date is read: a question without one does not pay for them."""


def read_year(text: str) -> int:
    """The Western year of ``112``, ``112年``, ``112年度``, ``民國112年`` or ``2023``; ValueError otherwise."""
    value = read_date(text)
    if len(value) != 4:
        raise ValueError(f"{text!r} is more than a year")
    return int(value)


def read_date(text: str) -> str:
    """The ISO form of a Western or ROC date; ValueError when it is not a date of the calendar.

    Years below 1000 are ROC years; a two-digit year is refused when not marked 民國. A footnote mark is not a digit.
    """
    from quanze.schema.number_text import has_footnote_mark  # a question without a date needs none of its patterns

    if has_footnote_mark(text):
        raise ValueError(f"{text!r} has a footnote mark")
    clean = unicodedata.normalize("NFKC", text).strip()
    if "\n" in clean or "\r" in clean:
        clean = re.sub(_BREAK, "", clean)
    found = re.match(_PACKED, clean) or re.match(_DATE, clean, re.IGNORECASE)
    if not found:
        raise ValueError(f"{text!r} is no date")
    parts = found.groupdict()
    year = int(parts["y"])
    marked = bool(parts.get("roc")) or "年" in clean
    if year < 1000:
        if year < 100 and not marked:
            raise ValueError(f"{text!r}: a year of two digits is ambiguous")
        if year not in ROC_YEARS:
            raise ValueError(f"{text!r}: no such year")
        year += ROC
    elif parts.get("roc"):
        raise ValueError(f"{text!r}: {year} is no ROC year")
    if year not in YEARS:
        raise ValueError(f"{text!r}: no such year")
    month, day = parts["m"] or parts.get("m2"), parts["d"] or parts.get("d2")
    if month is None:
        return f"{year:04d}"
    if day is None:
        if not 1 <= int(month) <= 12:
            raise ValueError(f"{text!r}: no such month")
        return f"{year:04d}-{int(month):02d}"
    return date(year, int(month), int(day)).isoformat()


_PART_YEAR = r"(?:民國|中華民國|roc ?|西元)?(?P<y>[0-9]{2,4})"
_PARTS = (
    rf"{_PART_YEAR}年度?第?(?P<quarter>[1-4一二三四])季(?:度)?[底末前]*\Z",
    rf"{_PART_YEAR}年?[ -]?q(?P<quarter>[1-4])[底末前]*\Z",
    rf"q(?P<quarter>[1-4])[ -/]?{_PART_YEAR}\Z",
    rf"{_PART_YEAR}(?:年度?)?(?P<half>[上下])半年[底末前]*\Z",
    rf"{_PART_YEAR}年?[ -]?h(?P<half>[12])\Z",
    rf"h(?P<half>[12])[ -/]?{_PART_YEAR}\Z",
    rf"{_PART_YEAR}年度?(?:年度?)?[底末](?:以?前)?\Z",
    rf"{_PART_YEAR}年(?P<m>[0-9]{{1,2}})月[底末](?:以?前)?\Z",
    rf"(?:by )?(?:the )?end of {_PART_YEAR}\Z",
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


def part_of_year(text: str) -> tuple[str, str]:
    """The first and the last month of a part of a year: 115年第2季, 115年上半年, 115年底, Q2 2026; else ValueError.

    What is due in it is due by the end of the last month.
    """
    clean = re.sub(_BREAK, "", unicodedata.normalize("NFKC", text).strip())
    clean = clean if clean.isascii() else clean.replace(" ", "")
    found = next((match for pattern in _PARTS if (match := re.match(pattern, clean, re.IGNORECASE))), None)
    if found is None:
        raise ValueError(f"{text!r} is no part of a year")
    parts = found.groupdict()
    year = read_year(f"{parts['y']}年" if len(parts["y"]) < 4 else parts["y"])
    first, last = 12, 12
    if quarter := parts.get("quarter"):
        last = 3 * (_QUARTERS.get(quarter) or int(quarter))
        first = last - 2
    elif half := parts.get("half"):
        last = 6 if half in "上1" else 12
        first = last - 5
    elif month := parts.get("m"):
        first = last = int(read_date(f"{year}年{month}月")[5:])
    return f"{year:04d}-{first:02d}", f"{year:04d}-{last:02d}"


def holds(valid_from: str | None, valid_to: str | None, as_of: str) -> bool:
    """Whether something valid between two dates (either open) holds on an ISO date, all of any precision.

    Of two dates only the part that both give is compared, so what holds on one day of a year holds in that year.
    """
    if valid_from and as_of[: len(valid_from)] < valid_from[: len(as_of)]:
        return False
    return not (valid_to and as_of[: len(valid_to)] > valid_to[: len(as_of)])


def holds_in(row: Mapping[str, Any], day: str) -> bool:
    """Whether the fact of a row holds on an ISO date: between its dates, and on one of its ``stays`` where it has
    them."""
    stays = row.get("stays") or [("", "")]
    return holds(row.get("valid_from"), row.get("valid_to"), day) and any(
        holds(first, last, day) for first, last in stays
    )


@cache
def day_before(day: str) -> str:
    """The day before an ISO date; of a year or month, which do not say on which day, the same again."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat() if len(day) == 10 else day


def day_after(day: str) -> str:
    """The day after an ISO date; the month or year after one of that precision."""
    parts = [int(part) for part in day.split("-")]
    if len(parts) == 3:
        return (date(*parts) + timedelta(days=1)).isoformat()
    if len(parts) == 2:
        year, month = divmod(parts[0] * 12 + parts[1], 12)
        return f"{year:04d}-{month + 1:02d}"
    return f"{parts[0] + 1:04d}"


def first_day(iso: str) -> str:
    """The first day of an ISO date that may be a year or month."""
    return iso + "-01-01"[len(iso) - 10 :] if len(iso) < 10 else iso


def last_day(iso: str) -> str:
    """The last day of an ISO date that may be a year or month."""
    return iso if len(iso) == 10 else day_before(first_full_day(iso))


def days_of_change(spans: Iterable[tuple[str | None, str | None]]) -> list[str]:
    """The days on which something that lasts from a first to a last day begins or has ended; of a year or month the
    first day."""
    found = set()
    for first, last in spans:
        if first:
            found.add(first_day(first))
        if last:
            found.add(first_day(day_after(last)))
    return sorted(found)


def first_full_day(day: str) -> str:
    """The first day on which what changes on a date has changed for certain: of a year or month the day after it."""
    if len(day) == 10:
        return day
    return day_after(day) + ("-01-01" if len(day) == 4 else "-01")


def earliest(*ends: str | None) -> str:
    """The earliest of last days, which may be open; a year or month lasts to its end."""
    return min(filter(None, ends), key=lambda end: end + "~", default="")


def latest(*starts: str | None) -> str:
    """The latest of first days, which may be open."""
    return max(filter(None, starts), default="")


class ShownDate(NamedTuple):
    """An ISO date as people write it in a sentence: 112年6月29日 in Chinese, ISO in any other language."""

    iso: str

    def in_language(self, lang: str) -> str:
        """The date in that language."""
        if not is_chinese(lang):
            return self.iso
        year, *rest = _parts(self.iso)
        return f"{year}年" + "".join(f"{int(n)}{unit}" for n, unit in zip(rest, "月日", strict=False))


def out_of_time(first: str | None, last: str | None, day: str) -> Message | None:
    """When something ended that has ended by a day, or begins that has not begun; None when it holds."""
    if last and not holds(None, last, day):
        return message("until {date}", date=ShownDate(last))
    if first and not holds(first, None, day):
        return message("from {date}", date=ShownDate(first))
    return None


def not_living(life: tuple[str, str], day: str) -> Message | None:
    """When a record ended that has ended by a day, or begins that has not begun; None when it lives."""
    first, last = life
    if last and not holds(None, last, day):
        said = template("Ended on {date}.") if len(last) == 10 else template("Ended in {date}.")
        return message(said, date=ShownDate(last))
    if first and not holds(first, None, day):
        said = template("Begins on {date}.") if len(first) == 10 else template("Begins in {date}.")
        return message(said, date=ShownDate(first))
    return None


def table_date(iso: str, lang: str) -> str:
    """An ISO date as a column shows it: 112-06-29 in Chinese, ISO in any other language."""
    return "-".join(_parts(iso)) if iso and is_chinese(lang) else iso


def _parts(iso: str) -> list[str]:
    """Year, month and day of a date, the year in the calendar that is chosen; a year before the Republic is Western."""
    year, *rest = iso.split("-")
    western = int(year) <= ROC or os.environ.get(CALENDAR, "").strip().casefold() == WESTERN
    return [year if western else str(int(year) - ROC), *rest]
