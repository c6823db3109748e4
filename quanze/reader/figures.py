"""Figures in cells and sentences: bounds, units, 萬 and 億, dated values, periods and SDG codes."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache

from quanze.reader.wording import DATE, date_of, normalise, with_eras
from quanze.schema.dates import part_of_year
from quanze.schema.number_text import DIGITS_KEPT
from quanze.schema.words import fold

_AT_LEAST = (
    r"≥|≧|>=|>|至少|不少於|不低於|不得低於|不得少於|高於|大於|超過|逾"
    r"|at least|no less than|not less than|no fewer than|more than|greater than|over|above|min(?:imum)?\.?(?: of)?"
)
_AT_MOST = (
    r"≤|≦|<=|<|不超過|不大於|不高於|不得超過|不逾|低於|小於|少於|至多|最多"
    r"|at most|no more than|not more than|not exceeding|less than|fewer than|under|below|max(?:imum)?\.?(?: of)?"
)
_OR_MORE = r"以上|或以上|\+|(?:or|and) (?:more|above|higher|over|greater|better)|min(?:imum)?\.?"
_OR_LESS = r"以下|以內|以内|或以下|(?:or|and) (?:less|fewer|below|lower|under)|max(?:imum)?\.?"
_BOUND = (
    rf"(?i:{_AT_LEAST}|{_AT_MOST}|up to|about|approx(?:imately|\.)?"
    r"|達|約|共|累計|維持|保持|提升至|降至|降低至|減至|增至|每年|到|:| )*"
)
_DIGITS = r"-?[0-9][0-9,]*(?:\.[0-9]+)?"
_OF_UNIT = r"(?:[^0-9\n。;]|(?<=[mM])[23](?![0-9])|(?<=CO)2)"
"""A character of a unit: μg/m3 and tCO2e have digits."""
_COUNTED = r"(?:人(?!次)|戶|輛|棵|株|件|家|座|支|盞|台|處|張)"
MYRIADS = rf"(?:萬(?P<rest>[0-9][0-9,]*)|(?P<myriad>萬(?={_COUNTED}|[A-Za-z])))?"
"""Pattern of what makes 19 in 19萬7,000 or 5萬輛 a multiple of 10,000."""
BARE = rf"(?P<v>{_DIGITS}){MYRIADS}(?P<u>{_OF_UNIT}{{0,14}})"
"""Pattern of a number and its unit."""
NUMBER = re.compile(rf"{_BOUND}(?:減少|增加)?{BARE}")
DATED = re.compile(
    rf"(?<![0-9.,])(?P<y>(?:民國)?(?:[0-9]{{2,3}}年|20[0-9]{{2}}(?:年|(?![0-9.,]))))(?:度)?(?:目標值?"
    rf"|目標)?[:為達]*{_BOUND}(?P<v>{_DIGITS}){MYRIADS}"
    r"(?P<u>[^0-9\n。;，、(]{0,12})"
)
_SPAN = re.compile(
    rf"(?P<from>{DATE}|[0-9]{{2,4}}年[0-9]{{1,2}}(?=[-~至到][0-9]{{1,2}}月)|[0-9]{{4}}[-/.][0-9]{{1,2}}|[0-9]{{2,3}}[/.][0-9]{{1,2}}|[0-9]{{2,4}})(?:年)?(?:度)?(?:至|到|~|-"
    rf"|–|起至)(?P<to>{DATE}|[0-9]{{4}}[-/.][0-9]{{1,2}}|[0-9]{{2,3}}[/.][0-9]{{1,2}}|[0-9]{{1,2}}月底?|[0-9]{{2,4}})(?:年)?(?:度)?(?:底|止)?"
)
_ERA_SPAN = re.compile(r"(?P<era>令和|平成)(?P<from>元|[0-9]{1,2})年?度?[~-](?P<to>[0-9]{1,2})年度?\Z")
"""「令和6～8年度」: the era is named once."""
_TERM = re.compile(
    r"(?:[\u3400-\u9fff]{1,4}|[A-Z][a-z]+(?:[- ]term)?) ?"
    r"(?:\((?P<years>[^()]*[0-9][^()]*)\)|: ?(?P<behind>[^:]*[0-9][^:]*))\Z",
    re.IGNORECASE,
)
"""「短期(113-114年)」, Short-term: 2025-2027: a term with its years in brackets or behind a colon."""
_OPEN = re.compile(
    rf"(?:自|從)?(?P<from>{DATE}|(?:19|20)[0-9]{{2}})(?:度)?(?:起(?:持續(?:辦理|推動)?)?|至今|迄今|[~-])\Z"
)
"""「113年起」: a period whose end is not said."""
_UNTIL = re.compile(r"(?:即日|自核定日|核定|公告)起?[至~-](?P<to>.+)\Z")
_PUT_OFF = re.compile(
    r"(?:展延|延展|延長|延期|延後|順延|延|修正|修訂|調整|變更|更改|改)(?:完成)?(?:期限|期程|日期)?"
    r"(?:至|為|到|成|:)+ *(?P<to>[^()，,;。]+)"
    r"|(?:→|⇒|->|=>) *(?P<then>[^()，,;。]+)"
    r"|\b(?:extended|postponed|moved|revised|changed) (?:to|until) (?P<until>[^(),;.]+)",
    re.IGNORECASE,
)
"""The later day of a deadline that was put off: 114年底(展延至115年6月)."""
LASTING = re.compile(
    r"持續|經常|常態|例行|每半?[年季月週日]|[按逐][年季月週日]|定期(?![程限])|隨時|長期|ongoing|continuous|annual|quarterly|monthly",
    re.IGNORECASE,
)
"""Words of a duty that goes on or comes again, of which a deadline gives no day: 每年底."""
TERM_ALONE = re.compile(
    r"(?:[短中長近遠全][程期])+|(?:(?:short|medium|mid|long|near)[- ]?term[/, &]*(?:and )?)+\Z", re.I
)
"""Words of a term without its years: a cell of days with one of them states none."""
_UP_TO = re.compile(r"(?<=[0-9年月日度]) *(?:to|[-~]) *(?=[0-9])")
_FINANCIAL = r"(?:FY *)?(?P<{0}>(?:19|20)[0-9]{{2}})/(?P<{0}2>[0-9]{{4}}|[0-9]{{2}})"
_FINANCIAL_YEARS = re.compile(rf"{_FINANCIAL.format('a')}(?: ?(?:-|–|to) ?{_FINANCIAL.format('b')})?\Z", re.IGNORECASE)
"""2025/26, FY2025/26 to 2027/28: years that begin within one calendar year and end in the next."""
_FISCAL = re.compile(r"FY *(?P<y>(?:20)?[0-9]{2})\Z", re.IGNORECASE)
"""FY2025, FY25: the year by its name, for nothing says when it begins."""
_LIST_OF_YEARS = re.compile(r"\A(?P<a>1[0-9]{2})年?[、,，及和](?P<b>1[0-9]{2})年(?:度)?\Z")
"""113、114年."""
_FROM = re.compile(
    r"(?:ongoing |starting |beginning )?(?:from|since|starting|beginning)? ?"
    r"(?P<y>(?:FY ?)?(?:19|20)[0-9]{2})(?P<on>\+| onwards?| on)?\Z",
    re.IGNORECASE,
)
"""From 2025, 2025 onwards: a period without an end."""
_CUT = re.compile(r" ?(?:[-~至到]|\bto\b|\buntil\b|\bthrough\b) ?", re.IGNORECASE)
_YEAR_NAMED = re.compile(
    r"FY ?(?:20)?[0-9]{2}|(?:19|20)[0-9]{2}|1[0-9]{2}年|(?:令和|平成)[0-9元]{1,2}年|[RH][0-9]{1,2}(?![0-9])", re.I
)
_LASTING = re.compile(
    r"(?P<from>(?:19|20)[0-9]{2}) ?[-~至] ?(?:ongoing|present|on-going|continuing|持續(?:辦理)?)", re.IGNORECASE
)
"""2018 - Ongoing: a period whose end is not said."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = re.compile(
    r"(?:by |before )?(?:(?:the )?end of |end )?(?:(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?[ -])?"
    rf"(?P<m>{'|'.join(_MONTHS)})[a-z]*\.?"
    r"(?: (?P<d2>[0-9]{1,2})(?:st|nd|rd|th)?)?,?[ -](?P<y>(?:19|20)[0-9]{2})\Z",
    re.IGNORECASE,
)
"""30 June 2026, 30-Jun-2026, June 30, 2026, by June 2026."""
_MONTH_FIRST = re.compile(r"(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:19|20)[0-9]{2})")
"""01/2024."""
_MONTH = re.compile(r"(?P<y>[0-9]{2,4})[/.](?P<m>[0-9]{1,2})$")
_MONTH_BEHIND = re.compile(r"(?P<y>[0-9]{2,4})年(?P<m>[0-9]{1,2})$")
"""The first month of 113年1-6月."""
_WESTERN_MONTH = re.compile(r"(?P<y>(?:19|20)[0-9]{2})-(?P<m>0[1-9]|1[0-2])")
"""2025-12; 2011-12 may be two years."""
_ROC_MONTH = re.compile(r"(?<![0-9-])(1[0-9]{2})-(0?[1-9]|1[0-2])(?![0-9-]|月)")
"""114-01 in 114-01~114-12."""
_LATE_MONTH = re.compile(r"1(?P<y>[0-9]{2})-(?P<m>1[0-2])(?=底?前?\Z)")
"""115-12; 110-12 may be three years."""
_DAY_FIRST = re.compile(r"(?:1[3-9]|2[0-9]|3[01])/(?:0[1-9]|1[0-2])/(?:19|20)[0-9]{2}")
"""31/12/2027, which can be no other day."""
_DAY_SECOND = re.compile(r"(?P<m>0?[1-9]|1[0-2])/(?P<d>1[3-9]|2[0-9]|3[01])/(?P<y>(?:19|20)[0-9]{2})")
_BARE_YEARS = re.compile(r"[0-9]{2}[/~–-][0-9]{2}")
"""25-26: nothing says of which calendar."""
_ONE = re.compile(
    rf"(?:By |by |截至|至|於)?(?P<d>(?:19|20)[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}}|{DATE}|(?:19|20)[0-9]{{2}}"
    rf"|[0-9]{{2,3}}(?=年))(?:年)?(?:度)?(?:底)?(?:前|起)?\Z"
)
SDG_TARGET = re.compile(r"(?<![0-9.])(?P<t>1[0-7]|[1-9])\.(?P<n>[0-9]{1,2}|[a-dA-D])(?![0-9.])")
SDG_GOAL = re.compile(
    r"(?:SDGs? ?-?|Goal |目標|^|[、,;/ \n])(?P<t>1[0-7]|0?[1-9])(?![0-9.])"
    r"(?=$|[、,;/ \n:(]|目標|(?![0-9個項大條位人家年月日])[\u3400-\u9fff])",
    re.IGNORECASE,
)


_FOOTNOTE = re.compile(
    r"(?<=[0-9])(?P<raised>[⁰¹²³⁴-⁹]+)|(?<=[0-9%])(?:[\u2460-\u2473*※]|\([註注][0-9]*\)|[註注][0-9]{0,2}\Z)"
)
_WIDE_GROUP = re.compile(r"(?<=[0-9])，(?=[0-9]{3}(?![0-9]))")
"""The comma of 1，234."""
_DATE_ALONE = re.compile(rf"(?:19|20)[0-9]{{2}}[-/.][0-9]{{1,2}}(?:[-/.][0-9]{{1,2}})?|{DATE}")
_PARTED = re.compile(r"(?<![0-9.,年/-])(?P<first>[0-9]{1,3})(?: [0-9]{3})+(?![0-9.,年/-])")
"""10 400: a number whose thousands a space parts; 114 200 may be a year and a number."""
_GROUPED = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_RUNS_ON = re.compile(r"[.,:/][0-9]| ?[~–→-] ?[0-9]|[eE][+-]?[0-9]|[千百仟佰]|萬[.,:/][0-9]")
"""What shows behind digits that they are no number of their own: 5-10, 1/2, 1.234.5, 1e3, 1萬,5; 10萬8千."""
_POWER = re.compile(r"(?<![0-9.,])10[⁰¹²³⁴-⁹⁻]")
"""A power of ten, or 10 with the mark of a footnote: no number that is certain."""


@dataclass(frozen=True)
class Figure:
    """A number with its unit, and the year when the text gives one.

    ``doubt`` says why it may be another number, as a key of ``quanze.schema.draft_codes.CHECKS``.
    """

    value: float | int
    unit: str
    year: str = ""
    doubt: str = ""


def plain_number(text: str) -> float | int | None:
    """The value of digits with thousands marks; None when it is none, or has more digits than are kept."""
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return None
    if len(text.replace(",", "").replace(".", "").strip("-0")) > DIGITS_KEPT:
        return None
    return int(value) if value.is_integer() and "." not in text else value


def value_of(found: re.Match[str]) -> float | int | None:
    """The value of a match of ``NUMBER`` or ``DATED``, 19萬7,000 being 197,000."""
    return value_of_parts(found["v"], found["rest"], found["myriad"])


def value_of_parts(digits: str, rest: str | None, myriad: str | None) -> float | int | None:
    """The value of digits, of those after 萬, and of 萬 itself; None where commas do not part thousands (1,10)."""
    value = plain_number(digits) if _GROUPED.fullmatch(digits) else None
    if value is not None and rest:
        return int(value * 10_000 + float(rest.replace(",", "")))
    if value is not None and myriad:
        return int(value * 10_000) if float(value * 10_000).is_integer() else value * 10_000
    return value


_MULTIPLE = re.compile(r"[十百千仟萬億兆]+|[kK](?![A-Za-z])")
_MANY_OF = {"十": 10, "百": 100, "千": 1_000, "仟": 1_000, "萬": 10_000, "億": 10**8, "兆": 10**12, "k": 1_000}
_MAY_BE_MANY = re.compile(r"MM?|[Mm]n|[Bb]n|B|Mio\.?")
"""What may be a multiple, and 5M may be five metres."""
_MEASURE = re.compile(
    r"%|‰|百分[比點]|per ?cent|pct|[kMGTμm]?(?:W|Wh|Wp|J|g|t|m|L|l|Hz)(?:[23]|CO2e?)?|tons?|tonnes?"
    r"|ha|hectares?|acres?|miles?"
    r"|(?:公|英|毫|平方公?|立方公?)?(?:噸|斤|克|頃|里|尺|升|米)(?:CO2e?)?|度|瓦|瓩|元|NT\$|\$|€|£",
    re.IGNORECASE,
)
_SPELLINGS = (
    ("%", re.compile("per ?cent|pct|百分比")),
    ("t", re.compile("噸|tons?|tonnes?")),
    ("ha", re.compile("頃|hectares?")),
    ("kg", re.compile("斤")),
    ("km", re.compile("里")),
    ("kwh", re.compile("度")),
    ("元", re.compile(r"nt\$|\$")),
)
"""What units are compared by, and the other ways to write them, folded and without 公 before it."""


def in_unit(figure: Figure, known: str) -> Figure | None:
    """A figure in the unit of its indicator, 1.2千噸 as 1,200 噸; None where it is measured in another one, as 10 % of
    what is counted in tonnes is. ``known`` is empty where none is given. Doubtful where only the words differ.
    """
    unit = unit_of(figure.unit)
    if not unit or unit == known:
        return figure
    if known and _one_unit(known, unit):
        return figure
    many, one = multiple(unit)
    if many > 1 and (not one or (known and _one_unit(known, one))):
        if multiple(known)[0] > 1:
            return None  # 3.5千 of 萬度
        value = round(figure.value * many, 6)
        return replace(figure, value=int(value) if value == int(value) else value, unit="")
    if _MAY_BE_MANY.fullmatch(unit):
        return None
    if not known:
        return figure
    plain = [_plain_unit(text) for text in (known, unit)]
    apart = plain[0] != plain[1] and not plain[1].startswith(plain[0])
    if apart and any(_MEASURE.fullmatch(text) for own in (known, unit) for text in (own, multiple(own)[1])):
        return None
    return replace(figure, doubt="unit")


def multiple(unit: str) -> tuple[int, str]:
    """What a unit begins with as a multiple, and the unit behind it: 1,000 and 噸 of 千噸; 1 where it is none."""
    if times := _TIMES.match(unit):
        return _MANY[times[1].lower()], unit[times.end() :]
    found = _MULTIPLE.match(unit)
    return (math.prod(_MANY_OF[c.lower()] for c in found[0]), unit[found.end() :]) if found else (1, unit)


def _one_unit(known: str, unit: str) -> bool:
    return fold(known).removeprefix("公").startswith(fold(unit).removeprefix("公"))


def _plain_unit(unit: str) -> str:
    plain = fold(unit).removeprefix("公")
    return next((one for one, ways in _SPELLINGS if ways.fullmatch(plain)), plain)


@lru_cache(maxsize=4_096)
def unit_of(text: str) -> str:
    """A unit without the characters around it; empty when it is none."""
    plain = re.sub(r"^[ (，。、]+|(?<=.)\(.*|[↑↓]+", "", text)
    unit = re.sub(rf"(?:(?i: *(?:{_OR_MORE}|{_OR_LESS}))|[ ()，。、])+$", "", plain)
    return unit if unit and len(unit) <= 10 and not re.search(r"年|以|為|於|由|的", unit) else ""


_WANTED = (
    ("up", re.compile(rf"(?:{_AT_LEAST}) *{_DIGITS}|{_DIGITS}[^0-9，。;]{{0,8}}?(?:{_OR_MORE})\Z", re.IGNORECASE)),
    ("down", re.compile(rf"(?:{_AT_MOST}) *{_DIGITS}|{_DIGITS}[^0-9，。;]{{0,8}}?(?:{_OR_LESS})\Z", re.IGNORECASE)),
)


def bound(text: str) -> str:
    """The direction that a target wants by its bound: up (至少30, ≥ 80%), down (15以下, at most 15); empty for none."""
    norm = normalise(text).strip(" 。)(")
    found = [(at.start(), direction) for direction, pattern in _WANTED if (at := pattern.search(norm))]
    return min(found)[1] if found else ""  # 不低於 begins before 低於


_YEAR_BEHIND = re.compile(
    r"(?<=[^\s:：])(?:[ \n]?[\[(](?:至|於|by |in )?|,? (?:by|in|as of) )"
    r"(?P<y>(?:民國)?[0-9]{2,3}年|(?:令和|平成|昭和)(?:元|[0-9]{1,2})年|(?:19|20)[0-9]{2}年?)(?:度|底|前)?[\])]?\Z",
    re.IGNORECASE,
)
"""12萬噸(2027年), 120 by 2028: the year of the number before it."""


def with_whole_numbers(norm: str) -> str:
    """An English text with 10 400 written as 10400; 114 200 may be a year and a number and is left."""
    if not norm.isascii():
        return norm
    return _PARTED.sub(lambda m: m[0] if _MAY_BE_YEAR.fullmatch(m["first"]) else m[0].replace(" ", ""), norm)


_MAY_BE_YEAR = re.compile("1[0-4][0-9]|[89][0-9]")


def _one_form(text: str) -> str:
    return with_whole_numbers(_WIDE_GROUP.sub(",", normalise(text).strip().replace("−", "-")))


def without_notes(text: str) -> str:
    """A cell of figures in one form of digits, without the marks of its footnotes."""
    return _FOOTNOTE.sub("", _one_form(text))


def figures(text: str) -> list[Figure]:
    """The figures of a cell: dated ones, else the one number that it begins with; none when it is no number."""
    return list(_figures(text))


@lru_cache(maxsize=4_096)
def _figures(text: str) -> Sequence[Figure]:
    norm = with_eras(_one_form(text))
    if _POWER.search(norm) or _DATE_ALONE.fullmatch(norm):
        return []
    if any(mark["raised"] for mark in _FOOTNOTE.finditer(norm)):
        return [replace(one, doubt="footnote") for one in figures(without_notes(norm))]
    norm = without_notes(norm)
    if qualified := _QUALIFIED.search(norm):
        return [replace(one, doubt=one.doubt or "qualified") for one in figures(norm[: qualified.start()])]
    if limited := _LIMITED.search(norm):
        return [replace(one, doubt=one.doubt or "worded") for one in figures(norm[: limited.start()])]
    if _PARTED.search(norm):
        return []
    if behind := _YEAR_BEHIND.search(norm):
        year = date_of(behind["y"] if "年" in behind["y"] else f"{behind['y']}年")[:4]
        return [replace(one, year=one.year or year) for one in figures(norm[: behind.start()])]
    dated = list(DATED.finditer(norm))
    out: list[Figure] = []
    for found in dated:
        year = date_of(found["y"] if "年" in found["y"] else f"{found['y']}年")[:4]
        value = value_of(found)
        if year and value is not None:
            out.append(Figure(value, unit_of(found["u"]), year))
    if out:
        return out
    number = NUMBER.match(norm)
    whole = number is not None and not _runs_on(norm, number)
    value = value_of(number) if number and whole else None
    if number is None or value is None or _ANOTHER.search(norm, number.end("rest" if number["rest"] else "v")):
        return []
    times = _TIMES.match(number["u"])
    return (
        [Figure(value * _MANY[times[1].lower()], unit_of(number["u"][times.end() :]))]
        if times
        else [Figure(value, unit_of(number["u"]))]
    )


_IN_WORDS = re.compile(
    rf"(?<![0-9.,A-Za-z第前後近屆期CO])(?P<v>{_DIGITS}){MYRIADS}(?P<many>[萬億])?"
    r"(?P<u> ?[%‰]|[a-zA-Z]{1,8}\b|[人場家件車]次|公[頃里尺噸斤]|平方公尺|か所|箇所"
    r"|[人戶輛棵株件家座支盞台臺處張場案項站所隊校班名件組條次個噸頃元回])?"
)
_NO_VALUE = re.compile(
    rf"減少|降低|下降|增加|增長|提升|提高|成長|改善|較|(?<![占佔])比(?![例率重值])|以前|小時|條例|號|階段|年級|{LASTING.pattern}"
    r"|[0-9] ?[~–→-] ?[0-9]|[每逐各][年月季週日]|次/"
    r"|\b(?:reduc|increas|decreas|improv|grow|rais|lower|cut)|\b(?:by|per|an?|each|every|another|phase|stage|article)\b",
    re.IGNORECASE,
)
"""Words that make a figure a difference, a rate over time or no value at all."""
_DONE = re.compile(r"(?:[為是占佔]|完成|達成|達到?|辦理|設置|建置|新增|新設|新建|增設|累[計積]|維持|共|約|計|年間)+")
"""Words before a figure that say no more than that it is reached."""


def figure_in_words(text: str, *, alone: bool = False) -> list[Figure]:
    """The one figure of a cell of words, 完成2處 or 協助1萬7,207名就業(2016年), to be checked; none where the cell has
    several or says by how much something changes. ``alone``: none where it says of what the figure is, 試辦3個局處."""
    norm = without_notes(text)
    year = ""
    if behind := _YEAR_BEHIND.search(norm):
        year, norm = date_of(behind["y"] if "年" in behind["y"] else f"{behind['y']}年")[:4], norm[: behind.start()]
    plain = re.sub(r"\([^()]*\)\Z", "", norm).strip()
    found = list(_IN_WORDS.finditer(plain))
    if len(found) != 1 or len(re.findall("[0-9][0-9,.]*", plain)) != (2 if found[0]["rest"] else 1):
        return []
    before, value = plain[: found[0].start()], value_of(found[0])
    if not re.search(r"[^\W\d_]", before) or _NO_VALUE.search(plain) or value is None:
        return []
    if re.match("[年月日]", plain[found[0].end() :]) or (alone and not _says_only_done(plain, found[0])):
        return []
    if many := {"萬": 10_000, "億": 100_000_000}.get(found[0]["many"] or ""):
        value = round(value * many, 4)
        value = int(value) if value == int(value) else value
    return [Figure(value, (found[0]["u"] or "").strip(), year, "worded")]


_OF_RATE = re.compile(r"(?:比例|比率|占比|百分比|率)(?:\([^()]*\))?\Z")
_CHANGE = re.compile("成長|增加|提升|提高|減少|降低|下降|減量")
_PERCENT = re.compile(rf"(?<![0-9.,])(?P<v>{_DIGITS}) ?%")


def of_measure(text: str, name: str) -> str:
    """A cell of figures without the name of what is measured, which may have digits of its own."""
    plain, norm = re.sub(r"\([^()]*\)\Z", "", normalise(name)).strip(), normalise(text)
    at = norm.find(plain) if len(plain) > 3 and len(norm) == len(text) else -1
    return text if at < 0 else text[:at] + text[at + len(plain) :]


def rate_in_words(text: str, name: str) -> list[Figure]:
    """The one percentage of a cell of words that says of a rate by how much something changes, as its name does: 運量較
    104年成長2%(達12.44億人次) of 運量成長比例; none for others."""
    norm, measured = without_notes(text), normalise(name)
    found = list(_PERCENT.finditer(norm))
    wanted = _CHANGE.findall(measured)
    if len(found) != 1 or not _OF_RATE.search(measured) or len(wanted) != 1 or _CHANGE.findall(norm) != wanted:
        return []
    value = plain_number(found[0]["v"])
    return [Figure(value, "%", "", "worded")] if value is not None else []


def only_done(text: str) -> bool:
    """Whether a cell says no more than a figure and that it is reached, 完成2處."""
    norm = without_notes(text).strip(" 。")
    found = _IN_WORDS.search(norm)
    return found is not None and _says_only_done(norm, found)


def _says_only_done(plain: str, found: re.Match[str]) -> bool:
    return bool(_DONE.fullmatch(plain[: found.start()].strip())) and not plain[found.end() :].strip(" 。")


_QUALIFIED = re.compile(
    r" *\((?:至今)?(?:累[計積]|[預推暫概初粗]估|預計|估[計算]|暫定|初步)(?:值|數|數值)?\)\Z"
    r"| *\((?:thousand|million|billion)\b[^()]*\)\Z",
    re.IGNORECASE,
)
"""Behind a figure, that it is a sum over years, not final, or in which thousands: 131(累計), 12 (million tonnes)."""
_LIMITED = re.compile(
    r" *\((?:[不非未除僅只以限扣排][^()]{2,}|[^()]*(?:除外|為限)|(?:另?含|詳見?|見|參見?|如|其中)[^()]+"
    r"|(?:see|notes?|incl|excl|including|excluding|of|as|only|not|subject)\b[^()]*)\)\s*\Z",
    re.IGNORECASE,
)
"""Behind a figure, what it leaves out, is limited to or counts in: 80%（不含離島）, 12（含委外）, 40 (see note)."""
_ANOTHER = re.compile(r"(?<![0-9A-Za-z/])(?<!CO)(?<![mM])-?[0-9]")
"""A second number behind the first: 30、40, 30(10), 1 234; not the digits of a unit."""
_TIMES = re.compile(r" ?(thousand|million|billion)s?\b ?", re.IGNORECASE)
_MANY = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_TO = re.compile(r"[^0-9\s，。;:、()-]{1,4} ?[~–→至-] ?[0-9]")
"""What shows behind a number and its unit that it begins a range: 10場至15場, 50%-60%."""


def _runs_on(norm: str, number: re.Match[str]) -> bool:
    """Whether the digits of a number are a part of something longer."""
    behind = number["rest"] is not None
    found = _RUNS_ON.match(norm, number.end("rest" if behind else "v"))
    if not behind and _TO.match(norm, number.end("v")):
        return True
    return found is not None and (behind or found[0][0] not in "千百仟佰")


def _point(text: str) -> str:
    month = _MONTH.fullmatch(text) or _MONTH_BEHIND.fullmatch(text)
    if month:
        year = date_of(f"{month['y']}年") if len(month["y"]) < 4 else month["y"]
        return f"{year[:4]}-{int(month['m']):02d}" if year and 1 <= int(month["m"]) <= 12 else ""
    if re.fullmatch(r"(?:19|20)[0-9]{2}(?:-[0-9]{2}(?:-[0-9]{2})?)?", text):
        return text
    return date_of(text if re.search(r"[年./-]", text) else f"{text}年")


def _ends(begin: str, end: str) -> tuple[str, str]:
    """Both dates of a period, of which the second may leave out what the first says: 113/01-06, 113年1月-6月, 2024-25.

    One that would end before it begins is none; two digits behind a year are a month where they say so (113-05).
    """
    first, last = _point(begin), _point(end)
    short = re.fullmatch(r"(?P<n>[0-9]{1,2})(?:月底?)?", end)
    if first and short and not last[: len(first)] >= first:
        number = int(short["n"])
        month = f"{first[:4]}-{number:02}" if 1 <= number <= 12 else ""
        if len(first) >= 7 or (begin == first and not short["n"].startswith("0")):
            last = month if len(first) >= 7 else f"{first[:2]}{number}"
        elif short["n"].startswith("0") and month:
            return month, month
    return (first, last) if first and last and first[: len(last)] <= last[: len(first)] else ("", "")


def _between_parts(norm: str) -> tuple[str, str] | None:
    """From a part of a year to another one: 114Q1-115Q2, 114年上半年至115年底."""
    begin, _, end = (re.sub("[至到~–]|(?<=[0-9季年])-(?=[0-9])", "\n", norm, count=1)).partition("\n")
    with suppress(ValueError):
        first, last = part_of_year(begin)[0], part_of_year(end)[1]
        return (first, last) if first <= last else None
    return None


def _between_points(norm: str) -> tuple[str, str] | None:
    """From one month, quarter or year to another, of which one may name the year for both: Jan-Mar 2026, Q1 2025 to Q4
    2026, 113年Q1-Q4, FY24-26, R6-R8."""
    for cut in _CUT.finditer(norm):
        begin, end = norm[: cut.start()].strip(), norm[cut.end() :].strip()
        named = [(_YEAR_NAMED.search(t) or [""])[0] for t in (begin, end)]
        if not named[0] and named[1]:
            begin = f"{begin} {named[1]}"
        elif named[0] and not named[1]:
            short = re.fullmatch("[0-9]{2}", end)
            end = (
                (named[0][:-2] + end)
                if short
                else f"{named[0]}{end}"
                if not end.isascii() or "年" in begin
                else f"{end} {named[0]}"
            )
        first, last = _point_of(begin)[0], _point_of(end)[1]
        if first and last and first[: len(last)] <= last[: len(first)]:
            return first, last
    return None


def _point_of(text: str) -> tuple[str, str]:
    """The first and last date of one month, part of a year or year."""
    text = with_eras(text.strip())
    return ("", "") if _CUT.search(text) or not text else period(text)


def _from_year(norm: str) -> tuple[str, str]:
    found = _FROM.match(norm)
    named = found is not None and (found["on"] or not norm[:1].isdigit())
    return (found["y"][-4:], "") if found is not None and named else ("", "")


def _financial_years(norm: str) -> tuple[str, str] | None:
    """The first and last year of 2025/26; None where the second is not the year after the first, as in 2025/06."""
    if fiscal := _FISCAL.match(norm):
        year = fiscal["y"] if len(fiscal["y"]) == 4 else f"20{fiscal['y']}"
        return year, year
    found = _FINANCIAL_YEARS.match(norm)
    for first in ("a", "b") if found else ():
        if found is not None and found[first] and int(found[f"{first}2"][-2:]) != (int(found[first]) + 1) % 100:
            return None
    last = found and (found["b"] or found["a"])
    # 2011/12 may be a month.
    if found is None or not last or (not found["b"] and found["a2"] in ("10", "11", "12") and "FY" not in norm.upper()):
        return None
    return found["a"], str(int(last) + 1)


_UNDER_WAY = re.compile(
    r"\((?:[^()]*(?:延|修[正訂]|變更|調整|未[定核]|待)[^()]*|[^()]*(?:pending|extension)[^()]*)\)\Z"
)
"""Behind a deadline, that it is to be another one, of which the day is not said: 114年底(申請展延)."""


def put_off(text: str) -> str:
    """The last day to which a text puts its deadline off, as it is written; empty where it does not."""
    found = list(_PUT_OFF.finditer(normalise(text).replace("\n", " ")))
    return (found[-1]["to"] or found[-1]["then"] or found[-1]["until"]).strip() if found else ""


@lru_cache(maxsize=4_096)
def period(text: str, *, due: bool = False) -> tuple[str, str]:
    """The first and last date of a period cell; empty where it gives none. A single date of a deadline is the last, and
    of one that was put off the later day counts."""
    if later := put_off(text):
        begin, end = period(_PUT_OFF.split(normalise(text))[0].rstrip(" ("), due=due)[0], period(later, due=True)[1]
        return ("", "") if not end else ("" if due else begin, end)
    if due and _UNDER_WAY.search(normalise(text).strip()):
        return "", ""
    norm = _UP_TO.sub(lambda m: m[0].strip().replace("to", "-"), normalise(text).strip().replace("\n", ""))
    norm = re.sub(r" +(?=[前止底起])|(?<=[0-9]) +(?=[年月日季])|(?<=[年月]) +(?=[0-9])", "", norm)
    if lasting := _LASTING.fullmatch(norm):
        norm = f"{lasting['from']}年起"
    norm = with_eras(norm)
    norm = re.sub(r"(?i)\b(?:the )?end (?=(?:19|20)[0-9]{2}\Z)", "end of ", norm)
    norm = re.sub(r"^[自從](?=.+起?[至到~-])|(?<=[前底])(?:辦理)?完成$", "", norm)
    if (late := _LATE_MONTH.match(norm)) and late["m"] <= late["y"]:
        norm = norm.replace("-", "/")
    if len(_ROC_MONTH.findall(norm)) == 2:
        norm = _ROC_MONTH.sub(r"\1/\2", norm)
    term = _TERM.fullmatch(norm)
    norm = (term["years"] or term["behind"]) if term else norm
    norm = _LIST_OF_YEARS.sub(lambda m: f"{m['a']}-{m['b']}年", re.sub("^民國(?=[0-9]+(?:年度?)?[至到~-])", "", norm))
    if (of_money := _financial_years(norm)) is not None:
        return ("", of_money[1]) if due else of_money
    english = _ENGLISH.fullmatch(norm)
    if english:
        month = _MONTHS.index(english["m"].lower()) + 1
        day = english["d"] or english["d2"]
        point = date_of("-".join([english["y"], f"{month:02}", *([f"{int(day):02}"] if day else [])]))
        return ("", point) if due or re.match("(?i)by |before ", norm) else (point, point)
    with suppress(ValueError):
        first, last = part_of_year(norm)
        return ("", last) if due or first == last else (first, last)
    if re.fullmatch("1[0-9]{2}", norm):
        norm += "年"  # a ROC year without its sign
    if parts := _between_parts(norm):
        return parts
    western = _WESTERN_MONTH.fullmatch(norm)
    if western and int(western["m"]) != int(western["y"][2:]) + 1:
        return ("", norm) if due else (norm, norm)
    if _DAY_FIRST.fullmatch(norm):
        norm = "-".join(reversed(norm.split("/")))
    elif found := _DAY_SECOND.fullmatch(norm):
        norm = f"{found['y']}-{found['m']}-{found['d']}"
    elif found := _MONTH_FIRST.fullmatch(norm):
        norm = f"{found['y']}-{int(found['m']):02}"
        return ("", norm) if due else (norm, norm)
    elif re.fullmatch("[0-9]{7,8}", norm):
        norm = date_of(norm)
    bare = norm.rstrip("底前")
    if bare != norm and _MONTH.fullmatch(bare):
        return "", _point(bare)
    if _MONTH.fullmatch(norm):
        point = _point(norm)
        return ("", point) if due else (point, point)
    if opened := _OPEN.fullmatch(norm):
        return _point(opened["from"]), ""
    if until := _UNTIL.fullmatch(norm):
        return "", period(until["to"], due=True)[1]
    era = _ERA_SPAN.fullmatch(norm)
    if era:
        return date_of(f"{era['era']}{era['from']}年"), date_of(f"{era['era']}{era['to']}年")
    one = _ONE.match(norm)
    point = _point(one["d"]) if one else ""
    span = None if point or _BARE_YEARS.fullmatch(norm) else _SPAN.fullmatch(norm)
    if span:
        first, last = _ends(span["from"], span["to"])
        return ("" if due and first == last else first), last
    if not point:
        bare = re.sub(r" ?\([^()]*\)\Z", "", norm)  # 2025-2030 (5 years)
        return period(bare, due=due) if bare != norm and bare else _between_points(norm) or _from_year(norm)
    if norm.endswith("起"):
        return point, ""
    if due or re.match(r"(?i)by |截至|至", norm) or norm.endswith(("底", "前")):
        return "", point
    return (point, "") if len(point) == 10 else (point, point)
