"""What a head says that no pattern knows, by the categories of the words it is made of.

A head is read where all of its words are known: 中間年度の目標 2014年 is words of time, a target and a year,
``Other Related Major Departments`` is those who help. A word that is in no category leaves it unknown, but before the
name of a level (``Mitigation Action``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from quanze.reader.columns import Head
from quanze.reader.lexicon import words
from quanze.reader.wording import DATE, date_of, normalise

_CATEGORIES = (
    "lead",
    "support",
    "review",
    "role",
    "unit",
    "target",
    "goal",
    "result",
    "base",
    "current",
    "value",
    "indicator",
    "level",
    "money",
    "beside",
    "time",
    "due",
    "number",
    "measuring",
    "neutral",
)
_SPAN = r"(?:19|20)[0-9]{2}(?: ?- ?(?:19|20)?[0-9]{2}|/ ?[0-9]{4}|/ ?[0-9]{2})"
"""2024/25, 2024-2025: a year that begins within one calendar year and ends in the next."""
_YEAR = re.compile(
    rf"(?P<span>(?:FY ?)?{_SPAN})年?度?|(?P<date>{DATE})|(?P<west>(?:FY ?)?(?:19|20)[0-9]{{2}})"
    r"|(?P<fy>FY ?[0-9]{2}(?![0-9])(?:/[0-9]{2})?)|(?P<era>[RH][0-9]{1,2}(?![0-9]))(?:年度?)?"
    r"|(?P<roc>1[0-9]{2}|9[0-9])(?![0-9])(?:學年|年?)度?",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z'-]*\.?")
_NOISE = re.compile(r"[\s()/&+,、·:%\[\]-]+")
_FIRST = {"R": 2018, "H": 1988}
_MONTH = re.compile(r"月|[0-9]-[0-9]{1,2}-|[0-9][./][0-9]{1,2}[./]")
_WHO = {"partner", "partners", "stakeholders", "collaborators", "lead", "leads", "owner", "owners"}
"""Nouns for who leads or helps, whatever is before them."""
_OF_YEARS = {"年度", "年", "度", "fy", "cy", "fiscal", "year", "years", "the"}
_LATEST = {"latest", "current", "最新值", "最近值", "目前值", "當前值"}
_ANSWERS = {"responsible", "accountable"}
"""What is said of who answers for a task, and of no task."""
_MOST = 6
"""Words of the longest name of a level."""


@dataclass(frozen=True)
class _Word:
    text: str
    kinds: frozenset[str]
    year: str = ""
    sure: bool = True


@cache
def _of_word() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for category in _CATEGORIES:
        for word in words(f"head_{category}"):
            found.setdefault(word, set()).add(category)
    return {word: frozenset(kinds) for word, kinds in found.items()}


@cache
def _chinese() -> re.Pattern[str]:
    known = sorted((w for w in _of_word() if not w.isascii()), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, known)))


def _year(found: re.Match[str]) -> tuple[str, bool]:
    """The Western year of a match, and whether it is one calendar year for sure."""
    text = re.sub(r"(?i)^FY ?", "", found[0])
    if found["span"]:
        first, last = re.findall("[0-9]+", text)[:2]
        last = last if len(last) == 4 else first[:2] + last
        if int(last) != int(first) + 1:
            return "", False
        return (first if "/" in text else last), False
    if found["fy"]:
        return f"20{text[:2]}", "/" not in text
    if found["era"]:
        return str(_FIRST[found["era"][0].upper()] + int(re.sub("[^0-9]", "", text))), True
    if found["roc"]:
        return date_of(f"{found['roc']}年")[:4], True
    return (date_of(found["date"])[:4] if found["date"] else text), True


def _words(text: str) -> list[_Word]:
    """The words of a head in order; one that is in no category has no kinds."""
    norm = normalise(text)
    out: list[_Word] = []
    at = 0
    while at < len(norm):
        if noise := _NOISE.match(norm, at):
            at = noise.end()
        elif year := _YEAR.match(norm, at):
            value, sure = _year(year)
            out.append(_Word(year[0], frozenset({"year"}) if value else frozenset(), value, sure))
            at = year.end()
        elif latin := _LATIN.match(norm, at):
            word = latin[0].lower().rstrip(".")
            kinds = _of_word().get(word) or _of_word().get(word.removeprefix("sub-"), frozenset())  # Sub-Activities
            out.append(_Word(latin[0], kinds))
            at = latin.end()
        elif known := _chinese().match(norm, at):
            out.append(_Word(known[0], _of_word()[known[0]]))
            at = known.end()
        else:
            out.append(_Word(norm[at], frozenset()))
            at += 1
    return out


_QUESTIONS = tuple(
    (re.compile(pattern, re.IGNORECASE), head)
    for pattern, head in (
        (r"what .*\b(?:do|doing|done|deliver|achieve|take)|(?:how )?we (?:will|shall|are going to)", ("level", "")),
        (r"(?:我們)?(?:將|會|想|需要?|打算|應該?)?(?:要)?做(?:些)?(?:什麼|哪些事)", ("level", "")),
        (
            r"(?:還有)?誰(?:來|會|要|可以)?(?:一起)?(?:幫忙|協助|配合|支援|參與)|(?:和|與|跟)誰(?:一起)?(?:合作|做)",
            ("role", "CO_ORGANIZES"),
        ),
        (r"(?:由)?誰(?:來|會|要|該)?(?:負責|主辦|做|執行|推動|辦理)", ("role", "CONVENES")),
        (r"(?:什麼時候|何時)(?:要|會|可以)?(?:完成|做完|做好|做)?", ("due", "")),
        (
            r"who .*\b(?:help|helps|helping|support\w*|else|involved|contribute\w*|partner\w*|with|work\w*)\b.*",
            ("role", "CO_ORGANIZES"),
        ),
        (
            r"who .*\b(?:leads?|leading|responsible|accountable|owns?|delivers?|do|does|doing|charge)\b.*",
            ("role", "CONVENES"),
        ),
        (
            r"(?:by )?when(?: .*\b(?:do|done|complete\w*|deliver\w*|finish\w*|happen|start|achieve\w*)\b.*)?",
            ("due", ""),
        ),
        (r"how .*\b(?:know|measure\w*|track\w*|success\w*|monitor\w*|evaluat\w+)\b.*", ("indicator", "")),
        (r"(?:where|why|how much|what .*\b(?:cost|need\w*|resourc\w*))\b.*", ("beside", "")),
    )
)
"""Heads that ask: What will we do? Who will lead? By when?"""


@lru_cache(maxsize=4_096)
def spans_years(text: str) -> bool:
    """Whether a head names a year that lies in two calendar years, 2024/25: nothing says which of them is meant."""
    return any(w.year and not w.sure for w in _words(text))


def only_year(text: str) -> str:
    """The Western year of a head that says nothing but a year: 113, FY2025, R6, 2024/25, 114年度; empty for others."""
    found = _words(text)
    plain = all(
        (w.year and not _MONTH.search(w.text)) or w.text.lower() in _OF_YEARS or w.kinds == {"value"} for w in found
    )
    return year_of_head(text) if plain else ""


_QUARTER = re.compile(r"(?:Q[1-4]|Quarter [1-4]|第[1-4一二三四]季度?|H[12])[ ,/]*", re.IGNORECASE)


def only_time(text: str) -> bool:
    """Whether a text says nothing but a year or a part of one: Q4 2023/24."""
    quarter = _QUARTER.match(text)
    rest = text[quarter.end() :] if quarter else text
    return not rest or bool(only_year(rest))


def year_of_head(text: str) -> str:
    """The one Western year that a head names; empty where it names none or several."""
    years = [w.year for w in _words(text) if w.year]
    return years[0] if len(years) == 1 else ""


def years_of_head(text: str) -> list[str]:
    """The Western years that a head names one beside another, KPI(114年/115年); none where one is not sure."""
    years = [w for w in _words(text) if w.year]
    return [w.year for w in years] if all(w.sure for w in years) else []


def head_of_words(text: str, word: str) -> Head | None:
    """What a head says by its words; None where they do not say it. ``word`` is the head as it is shown."""
    found = _words(text)
    if not found:
        return None
    if asked := next((head for pattern, head in _QUESTIONS if pattern.fullmatch(text.rstrip("? "))), None):
        return Head(asked[0], word, asked[1])
    known = all(w.kinds for w in found)
    kinds = {k for w in found for k in w.kinds} - {"neutral"}
    if known and (head := _role(found, kinds, word) or _figure(found, kinds, word)):
        return head
    if known and kinds & {"time", "due"} and kinds <= {"time", "due", "target", "beside", "level", "year"}:
        return Head("due" if "due" in kinds else "period", word)
    for kind, role in (("lead", "CONVENES"), ("support", "CO_ORGANIZES")):
        if found[-1].text.lower() in _WHO and len(found) < 4 and _ends_in(found, kind, set()):
            return Head("role", word, role)  # Community partners, Workstream lead
    if _ends_in(found, "time", {"lead"}):  # Implementation period
        return Head("period", word)
    if known and "number" in kinds and kinds <= {"number", "level", "goal", "indicator", "measuring"}:
        return Head("number", word)
    if (
        known and "indicator" in kinds and kinds <= {"indicator", "target", "value", "measuring", "result"}
    ) or _is_of_measures(found):
        return Head("indicator", word)
    if _ends_in(found, "level", set()):
        return Head("level", word, sure=known)  # Complementary measures may be no tasks of a table of actions
    numbered = any(w.text.isdigit() for w in found)  # Year 1 may have targets
    aside = kinds & {"money", "beside"} and not kinds - {"money", "beside", "measuring", "value"} and not numbered
    return Head("beside", word) if aside and len(found) > 1 and found[0].text.isascii() else None


def _role(found: list[_Word], kinds: set[str], word: str) -> Head | None:
    if found[0].text.lower() in _ANSWERS and len(found) > 1 and kinds <= {"lead", "unit", "level"} and "level" in kinds:
        return Head("role", word, "CONVENES", sure=False)  # Responsible Program: who it is, by a word for what is done
    if not kinds <= {"lead", "support", "review", "role", "unit", "level"} or not kinds & {
        "lead",
        "support",
        "review",
        "role",
    }:
        return None
    if "level" in kinds and any(w.kinds == {"level"} for w in found):
        return None
    if "role" in kinds:
        return Head("leadless", word)  # Roles and responsibilities: each cell says who has which
    weak = all(w.text.lower() in _weak() for w in found if w.kinds & {"lead", "support", "review"})
    if weak and "unit" not in kinds:
        return None
    roles = [
        type_
        for category, type_ in (("lead", "CONVENES"), ("support", "CO_ORGANIZES"), ("review", "REVIEWS"))
        if category in kinds
    ]
    return Head("role", word, roles[0]) if len(roles) == 1 else Head("leadless", word)


@cache
def _weak() -> frozenset[str]:
    """Words that say a role only with the word for who has it: Other departments."""
    return frozenset(words("head_weak"))


def _figure(found: list[_Word], kinds: set[str], word: str) -> Head | None:
    """A head of figures: a target, a result, a baseline or what is now, with its year where it names one."""
    years = [w for w in found if w.year]
    if kinds == {"indicator", "year"} and len(years) == 1:
        return Head("target", word, "", years[0].year, sure=False)  # 2025指標: what is to be reached by then
    wanted = {"target", "result", "base", "current"} | ({"goal"} if years else set())
    of_indicator = {"indicator"} if years and kinds & {"target", "result"} else set()  # 2025 KPI目標
    if not kinds <= {"target", "result", "base", "current", "value", "goal", "year", "level", "beside"} | of_indicator:
        return None
    if not kinds & wanted or len(years) > 1 or any(w.kinds <= {"level", "beside"} for w in found):
        return None
    year, sure = (years[0].year, years[0].sure) if years else ("", True)
    if "base" in kinds:
        return Head("baseline", word)
    if "current" in kinds:  # 最新值 may be the result of its year or where it began
        return Head("current", word, "", year, not any(w.text.lower() in _LATEST for w in found))
    return Head("result" if "result" in kinds else "target", word, "", year, sure)


def _is_of_measures(found: list[_Word]) -> bool:
    """Whether an English head names what is measured: Tentative indicators, Success measures."""
    measures = found[-1].text.lower() in ("measure", "measures")
    return _ends_in(found, "indicator", {"measuring", "beside"}) or (
        measures and len(found) > 1 and "measuring" in found[-2].kinds
    )


def _ends_in(found: list[_Word], kind: str, before: set[str]) -> bool:
    """Whether the last word of a short English head is of a kind, and those before it are names or of kinds that may be
    there: Mitigation Action, Strategic Objectives."""
    last = found[-1]
    if len(found) > _MOST or kind not in last.kinds or not last.text.isascii():
        return False
    may_be = {"neutral", "level", "goal"} | before
    return all(w.text.isascii() and w.kinds <= may_be for w in found[:-1])
