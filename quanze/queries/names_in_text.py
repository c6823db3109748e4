"""The records that a text names: by a whole name, and by what is only a part, an abbreviation or a misspelling of one.

Only a whole name says which record is meant. What merely fits a name is for the reader of the text to choose from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from quanze.graph.engine import Reader
from quanze.queries.names import AllNames, initials, matches, nearest, search
from quanze.schema.ways import PARTIES
from quanze.schema.words import CHAIRS, DEPUTIES, fold
from quanze.text.abbreviation import is_subsequence

if TYPE_CHECKING:
    from quanze.schema.rows import Match, Row

_LEAST = 3
"""Letters of a name that is looked for in a text; of a Chinese one two characters will do."""
_MOST = 20
"""Records that initials may stand for; of more they say nothing."""
_ALIKE = 78
"""How like a name a text must be, in per cent, to be taken for a misspelt one."""
_STOP = frozenset(
    ("of", "the", "a", "an", "and", "or", "for", "to", "in", "on", "at", "by", "with", "from", "its", "their")
)
_CODE = re.compile(
    r"(?:(?:un )?(?:sdgs?|sustainable development)(?: goals?| targets?| indicators?)?|goal|target|indicator"
    r"|(?:聯合國)?(?:sdgs?|永續發展目標|永續目標) ?(?:細項)?(?:目標|指標)?|細項目標|細項指標|目標|指標)"
    r" ?(?:no\.? ?|number |第)?"
    r"(?P<code>[0-9]{1,2}(?:\.[0-9a-z]{1,2}){0,2})(?![0-9a-z])(?: ?[項號])?(?:細項)?(?:目標|指標)?",
    re.IGNORECASE,
)
"""A code with a word for what it is the code of."""
_OF_THE_FRAMEWORK = re.compile(r"sdg|sustainable|永續", re.IGNORECASE)
_GOAL = re.compile(r"goal", re.IGNORECASE)
"""A goal's bare number is surely one only with the name of the framework, for a plan has goals of its own."""
_FORMAL = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]+(?:[/._-][A-Za-z0-9]+)*(?![A-Za-z0-9])")
"""What may be an id, a code or a number of a task."""
_TURNED = re.compile(r"(?P<name>\S.*) (?P<kind>department|ministry|office|bureau)", re.IGNORECASE)
"""Transportation Department, which is officially the Department of Transportation."""
_GOVERNMENT = re.compile(r"(?P<place>.+ (?:City|County|Municipality)) Government|(?P<zh>.+[市縣])政府")
"""The government of a city, with the name of the city."""
_ENOUGH = 4
"""Characters of a Chinese name that is still one when it is shortened."""
_VERB = re.compile(
    r"(?:促成|促進|強化|加強|提升|建構|建置|推動|推廣|研訂|訂定|研擬|審議|檢討|落實|辦理|規劃|執行|完備|健全|普及)(?P<zh>.+?)"
    r"|(?P<before>.+?)[之的]?(?:推廣|推動|發展|改善|提升|規劃|強化|建置)(?:事項|工作|業務)?"
    r"|(?:Promote|Develop|Build|Strengthen|Improve|Create|Bring about|Review|Draw up|Set up|Expand|Increase|Implement"
    r"|Support|Foster|Enhance|Plan)(?: the| an?)? (?P<en>.+)"
)
"""The name of a task with the verb that people leave out of it."""
_APPOSED = re.compile(r"(?P<head>[^,]+), (?!.*\b(?:and|or)\b).+")
"""A name with what only describes it: NOx reduction, cumulative 2020 to 2022; no list of things."""
_MEASURE = re.compile(r"(?P<zh>.+?)(?:減量|面積|參與率|比率)|(?P<en>[A-Za-z0-9.]+) (?:reduction|emissions)(?:,.*)?")
"""The name of an indicator with what is counted of it: PM2.5, NOx. A single Latin word is one with a digit or a capital
within it."""
_MARKED = re.compile(r"(?=.*[0-9])|.+[A-Z]")
_GROUP = re.compile(
    r"(?P<en>\S.*?) (?:working group|sub-?group|task ?force|team|panel)"
    r"|(?P<zh>.+?)(?:工作小組|推動小組|工作組|分組|小組)",
    re.IGNORECASE,
)
"""A group by another word for it: the circular economy team, 循環經濟小組."""
_DEPT = re.compile(r"\bdep(?:t\.?|artment)(?!\w)", re.IGNORECASE)
_JOINS = re.compile("[的之與及和、]")
_OFFICE = re.compile(r"\b(?:department|ministry|office|bureau|agency|council|committee|group)\b", re.IGNORECASE)
_LONG, _PHRASE = 5, 3
"""Characters, and words, of a part of a name that say which one is meant where no other name has them."""
_BRACKETED = re.compile(r"\s*[（(](?P<within>[^）)]*)[）)]?.*")
_LONGER_TITLES = re.compile("[總副]")
_ENDING = re.compile(r"(?<=[a-z]{4})(?:ment|ation|ion|ing|ence|ent|ance|ant|e)\Z")
_DIGIT = re.compile(r"[0-9]")
_SIGNS = re.compile(r"[./%+-]")
_WORD = re.compile(r"[a-z0-9][a-z0-9.']*")


class Span(NamedTuple):
    """The records that a part of a text names; ``first`` and ``last`` are its place. ``how`` is a code of MATCHES."""

    first: int
    last: int
    how: str
    rows: tuple[Match, ...]


class NameIndex:
    """All names of a graph, read once, to be looked for in a text."""

    def __init__(self, reader: Reader) -> None:
        self._reader = AllNames(reader)
        self._rows = self._reader.rows
        self._seats = {row["id"]: row for row in self._reader.seats()}

    def __len__(self) -> int:
        return len(self._rows)

    def search(self, text: str, kinds: Sequence[str] = ()) -> list[Match]:
        """The records that a text may mean; then ``nearest`` ones when there is none."""
        return search(self._reader, text, kinds) or nearest(self._reader, text, kinds)

    def whole(self, text: str) -> list[Span]:
        """The whole names, codes and ids that an NFKC text has, in its order; of names that overlap the longest.

        A name of Latin letters has to be whole words of the text, one of capitals that is a word too (WHO) in capitals.
        Titles and posts of seats count as names ("post"), and so does a shortened name ("short").
        """
        key, places = _folded(text)
        spans: dict[tuple[int, int], list[Row]] = {}
        names, of_rows = self._reader.folded(())
        for name, at in zip(names, of_rows, strict=True):
            if name in key:  # as hardly any of a large graph
                row = self._rows[at]
                for first, last in _occurrences(name, key, places):
                    if not name.isascii() or _as_words(text, first, last, row):
                        spans.setdefault((first, last), []).append(row)
        found = [Span(first, last, "name", tuple(matches(rows, "name"))) for (first, last), rows in spans.items()]
        found += self._short(text, key, places)
        return _longest([*found, *self._formal(text), *self._titles(text, key, places)])

    def _formal(self, text: str) -> Iterator[Span]:
        for code in _CODE.finditer(text):
            number = code["code"]
            named = "." in number or _OF_THE_FRAMEWORK.search(code.group())
            if not named and not _GOAL.match(code.group()):
                continue
            rows = search(self._reader, number if "." in number else f"SDG {number}")
            exact = [row for row in rows if row["match"] == "name"]
            if not named:
                yield from (
                    Span(*code.span(), "part", tuple({**row, "match": "part"} for row in exact)) for _ in exact[:1]
                )
                continue
            # A code that nothing has is a name all the same, of nothing.
            yield Span(*code.span(), "name" if exact else "", tuple(exact))
        for formal in _FORMAL.finditer(text):
            said = formal.group()
            if not said.isalpha() and not said.isdigit():
                rows = [row for row in search(self._reader, said) if row["match"] in ("id", "name")]
                if rows:
                    yield Span(*formal.span(), rows[0]["match"], tuple(rows))

    def _titles(self, text: str, key: str, places: Sequence[int]) -> Iterator[Span]:
        spans: dict[tuple[int, int], list[Row]] = {}
        for title, rows in self._seats_by_title.items():
            for first, last in _occurrences(title, key, places):
                longer = _LONGER_TITLES.match(text, first - 1) if first and title in _CHINESE_TITLES else None
                if not longer and (not title.isascii() or _bounded(text, first, last)):
                    spans.setdefault((first, last), []).extend(rows)
        for (first, last), rows in spans.items():
            yield Span(first, last, "post", tuple(matches(rows, "post")))

    @cached_property
    def governments(self) -> frozenset[str]:
        """The ids of the city and county governments."""
        return frozenset(
            row["id"]
            for row in self._rows
            if row["kind"] == "Agency" and any(_GOVERNMENT.fullmatch(row[name] or "") for name in ("name", "name_en"))
        )

    @cached_property
    def _shorter(self) -> dict[str, list[Row]]:
        """Records by their folded names without what people leave out of them: the city of a plan, the verb of a task,
        what follows a comma. What is left is of two words or four characters."""
        places = {
            row["dataset"]: [*filter(None, government.groups())]
            for row in self._rows
            if row["kind"] == "Agency"
            for name in filter(None, (row["name"], row["name_en"]))
            if (government := _GOVERNMENT.fullmatch(name))
        }
        found: dict[str, list[Row]] = {}
        for row in self._rows:
            if row["kind"] == "AnnualTarget":  # whose name is its indicator's, with a year
                continue
            for name in filter(None, (row["name"], row["name_en"])):
                for own in _shortened(name, row["kind"], places.get(row["dataset"], ())):
                    if (" " in own or _MARKED.match(own)) if own.isascii() else len(own) >= _ENOUGH:
                        found.setdefault(fold(own), []).append(row)
        return found

    def _short(self, text: str, key: str, places: Sequence[int]) -> Iterator[Span]:
        """The shortened names in a text that say which record is meant, because they are within no name of another one.
        Names of frameworks are sentences, and do not count."""
        for own, rows in self._shorter.items():
            if own not in key:
                continue
            at = [place for place in _occurrences(own, key, places) if not own.isascii() or _bounded(text, *place)]
            if not at or len({row["id"] for row in rows}) > 1:
                continue
            others = (
                row
                for row in self._rows
                if row["origin"] != "framework"
                and row["kind"] != "AnnualTarget"
                and row["id"] != rows[0]["id"]
                and own in (row["search_key"] or "")
            )
            if next(others, None) is None:
                for first, last in at:
                    yield Span(first, last, "short", tuple(matches(rows[:1], "short")))

    @cached_property
    def _seats_by_title(self) -> dict[str, list[Row]]:
        """Seats by their folded titles, posts and holders; the name of a seat has them before and in brackets."""
        found: dict[str, list[Row]] = {}
        for row in self._rows:
            if row["kind"] != "Member":
                continue
            seat = self._seats.get(row["id"])
            titles = [seat["post"], seat["holder"]] if seat else []
            for name in filter(None, (row["name"], row["name_en"])):
                titles.append(_BRACKETED.sub("", name))
                if name.isascii() and (within := _BRACKETED.search(name)):
                    titles.append(within["within"].removeprefix("the "))
            for title in dict.fromkeys(fold(title) for title in titles if title):
                if len(title) > 1:
                    found.setdefault(title, []).append(row)
        return found

    @staticmethod
    def places(text: str, names: Collection[str]) -> list[tuple[tuple[int, int], str]]:
        """Where a text has these folded names, the longest of those that overlap, in its order, each with its name."""
        key, at = _folded(text)
        found = [
            (place, name)
            for name in names
            for place in _occurrences(name, key, at)
            if not name.isascii() or _bounded(text, *place)
        ]
        kept: list[tuple[tuple[int, int], str]] = []
        for place, name in sorted(found, key=lambda one: one[0][0] - one[0][1]):
            if not any(first < place[1] and place[0] < last for (first, last), _ in kept):
                kept.append((place, name))
        return sorted(kept)

    def words(self, word: str) -> bool:
        """Whether any name has a word of Latin letters, so that it is not a slip of another one."""
        return word.casefold() in self._vocabulary

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset(word for _, _, words in self._names for word in words)

    @cached_property
    def _names(self) -> list[tuple[Row, str, frozenset[str]]]:
        """Each name with its folded form, and its words where it is of Latin letters."""
        return [
            (row, fold(name), _words_of(name) if name.isascii() else frozenset())
            for row in self._rows
            for name in (row["name"], row["name_en"], *(row["aliases"] or ()))
            if name
        ]

    @cached_property
    def _text(self) -> str:
        """All folded names in one text: what is not in it is in no name, and is known at once."""
        return _END.join(("", *self._folded, ""))

    @cached_property
    def _folded(self) -> list[str]:
        return [name for _, name, _ in self._names]

    @cached_property
    def _known_stems(self) -> frozenset[str]:
        return frozenset(map(_stem, self._vocabulary))

    @cached_property
    def _stems(self) -> list[tuple[Row, frozenset[str]]]:
        return [(row, frozenset(map(_stem, words))) for row, _, words in self._names if words]

    @cached_property
    def _bare(self) -> list[tuple[Row, str]]:
        """Folded names with digits, without signs."""
        return [(row, _SIGNS.sub("", name)) for row, name, _ in self._names if _DIGIT.search(name)]

    def fitting(self, phrase: str) -> tuple[str, list[Match]]:
        """How a phrase fits names, and the records: a whole name in other words, a part, an abbreviation; else "".

        A part or an abbreviation that leaves no doubt of the record is a shortened name.
        """
        how, rows = self._fitting(_DEPT.sub("department", phrase))
        if any(row["kind"] == "Indicator" for row in rows):  # the targets of an indicator have its name
            rows = [row for row in rows if row["kind"] != "AnnualTarget"]
        if how in ("part", "abbreviation") and len(rows) == 1 and self._surely(phrase, how, rows[0]):
            return "short", [{**row, "match": "short"} for row in rows]
        return how, rows

    def _surely(self, phrase: str, how: str, row: Match) -> bool:
        """Whether a phrase that fits this record alone is a name of it that people use, and not a word within it. Names
        of frameworks are sentences, and do not count."""
        body, key = row["kind"] in PARTIES, fold(phrase)
        names = [
            (name, words) for one, name, words in self._names if one["id"] == row["id"] and one["origin"] != "framework"
        ]
        if how == "abbreviation" and key.isascii():  # EPB
            return body and len(key) >= _LEAST and self._only_initials(row)
        if how == "abbreviation":  # 綠運組 begins and ends as 綠色運輸組 does
            ends = any(name[-1] == key[-1] and is_subsequence(key, name) for name, _ in names)
            return body and len(key) >= _LEAST and ends
        if not phrase.isascii():
            said = len(_JOINS.sub("", key))
            return any(key in name and said >= max(_LONG, len(name) // 2 + 1 if body else 0) for name, _ in names)
        wanted = _in_order(phrase)
        if len(wanted) == 1:
            return len(key) > _LEAST and not key.isalpha() and not key.isdigit()  # pm25
        found = next(one for one, _, _ in self._names if one["id"] == row["id"])
        written = [_in_order(name) for name in (found["name"], found["name_en"], *(found["aliases"] or ())) if name]
        return any(
            sorted(wanted) == sorted(own)
            or (len(wanted) >= _PHRASE and _within(wanted, own))
            or (body and own[-1:] == wanted[-1:] and is_subsequence(wanted, own))
            for own in written
        )

    def _only_initials(self, row: Match) -> bool:
        """Whether no other agency or body has the initials of this one but for what kind of office it is: a DCA may be
        of civil or of cultural affairs."""
        own = initials(_OFFICE.sub("", row["name_en"] or ""))
        return not any(
            one["id"] != row["id"] and initials(_OFFICE.sub("", one["name_en"] or "")) == own
            for one in self._rows
            if one["kind"] in PARTIES
        )

    def belongs(self, word: str, row: Match) -> bool:
        """Whether a Latin word is in a name of a record, as "development" is in Develop sustainable agriculture."""
        stem = _stem(_singular(word.casefold()))
        return any(
            stem in map(_stem, words) for one, _, words in self._names if one["id"] == row["id"] and len(stem) > _LEAST
        )

    def _fitting(self, phrase: str) -> tuple[str, list[Match]]:
        key = fold(phrase)
        if len(key) < 2:
            return "", []
        if group := _GROUP.fullmatch(phrase.strip()):
            official = fold(f"{group['zh']}組")
            if group["en"]:
                official = fold(f"{group['en']} group")
            if rows := [row for row, name, _ in self._names if name == official and row["kind"] == "Subgroup"]:
                return "name", _once(rows, "name")
        if rows := [row for row, name, _ in self._names if name == key]:
            return "name", _once(rows, "name")
        if phrase.isascii():
            if turned := _TURNED.fullmatch(phrase.strip()):
                official = fold(f"{turned['kind']} of {turned['name']}")
                if rows := [row for row, name, _ in self._names if name == official]:
                    return "name", _once(rows, "name")
            wanted = _words_of(phrase)
            known = bool(wanted) and wanted <= self._vocabulary
            rows = [row for row, _, words in self._names if wanted <= words] if known else []
            if all(row["origin"] == "framework" for row in rows):  # whose sentences have almost any words
                stems = frozenset(map(_stem, wanted))
                known = bool(wanted) and stems <= self._known_stems
                rows = ([row for row, words in self._stems if stems <= words] if known else []) or rows
            if not rows and not key.isalpha():  # PM25, which is PM2.5
                bare = _SIGNS.sub("", key)
                rows = [row for row, name in self._bare if len(bare) >= _LEAST and bare in name]
            if not rows and key.isalpha():
                rows = self._reader.spelt(key, ())
                return ("abbreviation", _once(rows, "abbreviation")) if 0 < len(rows) <= _MOST else ("", [])
            return ("part", _once(rows, "part")) if rows else ("", [])
        if rows := [row for row, name, _ in self._names if key in name] if key in self._text else []:
            return "part", _once(rows, "part")
        between = "".join(f"[^{_END}{re.escape(one)}]*+{re.escape(one)}" for one in key[1:])
        if not re.search(f"{_END}{re.escape(key[0])}{between}", self._text):
            return "", []
        rows = [row for row, name, _ in self._names if name[:1] == key[:1] and is_subsequence(key, name)]
        return ("abbreviation", _once(rows, "abbreviation")) if rows else ("", [])

    def similar(self, phrase: str) -> list[Match]:
        """The records whose whole names are like a phrase, the most alike first."""
        from rapidfuzz import fuzz, process

        key = fold(phrase)[:200]
        if len(key) == _LEAST and not key.isascii():
            return _once(
                [row for row, name, _ in self._names if _one_slip(key, name) and row["kind"] in PARTIES], "near"
            )
        if len(key) < 4:
            return []
        found = process.extract(key, self._alike[0], scorer=fuzz.ratio, limit=5, score_cutoff=_ALIKE)
        return _once([self._alike[1][at] for _, _, at in found], "near")

    @cached_property
    def _alike(self) -> tuple[list[str], list[Row]]:
        """Names that may be misspelt, whole and shortened, and the record of each."""
        shorter = [(name, row) for name, rows in self._shorter.items() for row in rows]
        return (
            [*self._folded, *(name for name, _ in shorter)],
            [*(row for row, _, _ in self._names), *(row for _, row in shorter)],
        )


_END = "\0"
"""Between names; no text that was loaded has this character."""
_CHINESE_TITLES = frozenset(fold(title) for title in (*CHAIRS, *DEPUTIES))


def _once(rows: Sequence[Row], how: str) -> list[Match]:
    return matches(list({row["id"]: row for row in rows}.values()), how)


def _one_slip(key: str, name: str) -> bool:
    """Whether one character of a name is another one."""
    return len(key) == len(name) and sum(a != b for a, b in zip(key, name, strict=True)) == 1


def _folded(text: str) -> tuple[str, list[int]]:
    """A text as names are compared, with the place in the text of each of its characters, and of the end."""
    key, places = [], []
    for at, char in enumerate(text):
        for one in fold(char):
            key.append(one)
            places.append(at)
    return "".join(key), places


def _occurrences(name: str, key: str, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(name) < (_LEAST if name.isascii() else 2):
        return
    at = key.find(name)
    while at >= 0:
        yield places[at], places[at + len(name) - 1] + 1
        at = key.find(name, at + 1)


def _bounded(text: str, first: int, last: int) -> bool:
    """Whether a part of a text is whole words or a whole number of it."""
    before, after = text[first - 1 : first], text[last : last + 1]
    number = text[last : last + 2]
    return not (_latin(before) or before == ".") and not (_latin(after) or re.match(r"\.[0-9]", number))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _as_words(text: str, first: int, last: int, row: Row) -> bool:
    """Whether a Latin name is words of its own in a text; one of a few capitals only where it is in capitals."""
    said = text[first:last]
    if not _bounded(text, first, last):
        return False
    capitals = any(
        len(name) <= 4 and name.isupper() and fold(name) == fold(said)
        for name in (row["name"], row["name_en"] or "", *(row["aliases"] or ()))
    )
    return not capitals or fold(said) not in _WORDS_TOO or (said.isupper() and not text.isupper())


_WORDS_TOO = frozenset(("who", "it", "us", "un", "ice", "ilo", "era"))
"""Abbreviations of bodies that are words as well."""


def _words_of(name: str) -> frozenset[str]:
    """The words that tell a Latin name from others, in the singular."""
    words = _WORD.findall(unicodedata.normalize("NFKC", name).casefold().replace("-", " "))
    return frozenset(_singular(word.rstrip(".'")) for word in words if word not in _STOP)


def _shortened(name: str, kind: str, places: Sequence[str]) -> Iterator[str]:
    for place in places:
        if name.startswith(place):
            yield name.removeprefix(place).strip()
    for pattern in (_VERB, _APPOSED, *((_MEASURE,) if kind == "Indicator" else ())):
        if short := pattern.fullmatch(name):
            yield next(filter(None, short.groups()))


def _stem(word: str) -> str:
    """A word without the ending by which a verb becomes a noun: develop, of which development is made."""
    return _ENDING.sub("", word)


def _in_order(text: str) -> list[str]:
    """The stems of the words that tell a Latin name from others, in its order."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold().replace("-", " "))
    return [_stem(_singular(word.rstrip(".'"))) for word in words if word not in _STOP]


def _within(some: Sequence[str], of: Sequence[str]) -> bool:
    """Whether some words stand one after the other among others."""
    return any(list(of[at : at + len(some)]) == list(some) for at in range(len(of) - len(some) + 1))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _longest(spans: Sequence[Span]) -> list[Span]:
    """The spans that no longer one overlaps, in the order of the text."""
    kept: list[Span] = []
    ways = ("id", "name", "short", "", "post", "part")
    for span in sorted(spans, key=lambda one: (one.first - one.last, ways.index(one.how))):
        same = [one for one in kept if (one.first, one.last) == (span.first, span.last)]
        if not any(one.first < span.last and span.first < one.last for one in kept) and not same:
            kept.append(span)
    return sorted(kept)
