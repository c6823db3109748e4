"""A question in a reader's words as the address of a page: the names in it, the words about them, the table of pages.

A question is read whole: its names by the graph, its days, its words by their lists. Where nothing is left over, each
name is a record's own and one page answers, that page is opened; else the pages that may answer are offered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from quanze.locale import Message, Translatable, languages, message
from quanze.schema import KIND, KINDS
from quanze.schema.codes import GAPS
from quanze.schema.dates import ShownDate, day_before, first_day
from quanze.schema.naming import Name
from quanze.schema.ways import BODIES, PARTIES
from quanze.schema.words import fold
from quanze.text.clean import clean
from quanze.web.addresses import AFTER_SET, BEFORE_SET, RECORD, TWO, Addresses
from quanze.web.questions import pages, words
from quanze.web.questions.days import day_said, days_in
from quanze.web.words import WORDS

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.queries.names_in_text import NameIndex, Span
    from quanze.schema.rows import Match

OFFERED = 20
"""Pages that are offered at most."""
_VAGUE = 3
"""Records that a part of a name may fit while it still says which are meant."""
_EXACT = ("id", "name", "post", "short")
"""The matches that say which record is meant."""
_OR = re.compile(r"(?:,? ?(?:or|and|nor)(?: an?| any| the| no)?|[、或和與及]|以及|還有)")
"""What stands between two things that are lacking."""
_NAME, _DAY = "\ue000", "\ue001"
"""What stands for a name and for a day where the words of a question are looked for."""
_WORD = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.'’-]*[A-Za-z0-9])?")
_OWNED = re.compile(r"['’]s?(?![A-Za-z])")
"""What follows the name of an owner."""
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|isnt|arent|isn't|aren't|wasn't|weren't)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:](?![0-9])")
_CHAPTER = re.compile(r"第[0-9一二三四五六七八九十]+[章節期]")
_ACTORS = ("Agency", "Member", *BODIES)
_JOINED = ("", "and", "vs", "versus", "or", "跟", "和", "與", "及", "同", "以及", "還有", "暨")
"""What stands between two names that are spoken of together, without blanks and signs."""
_BLANK = re.compile(r"[\s,、，&+×/.:：;；]+")
_NOT_OF_TWO = (
    *(words.HISTORY, words.WHEN, words.DUE, words.PROGRESS, words.RESULT, words.MET, words.REACH, words.MISSED),
    *(words.OPEN, words.NOT, words.CONTRARY, words.SOURCE, words.VACANT, words.SEATS, words.MATRIX, words.PICTURES),
    *(words.REASON, words.PLACE),
)
"""What may be asked of two agencies that the page of both does not say."""
_NOT_OF_SUCCESSION = (
    *(words.DUE, words.PROGRESS, words.RESULT, words.MISSED, words.OPEN, words.NOT, words.CONTRARY, words.SOURCE),
    *(words.REASON, words.PLACE, words.DIFFERS, words.COMPARE, words.PARTNERS, words.VACANT, words.MATRIX),
)
"""What may be asked of two of which one took over from the other that its history does not say."""
_NOT_OF_BURDEN = (
    *(words.HISTORY, words.WHEN, words.DUE, words.PROGRESS, words.RESULT, words.MET, words.REACH, words.MISSED),
    *(words.OPEN, words.NOT, words.CONTRARY, words.SOURCE, words.VACANT, words.SEATS, words.PARTNERS, words.CHANGED),
)
"""What may be asked of all agencies that the page of how much they do does not say."""
_WITHOUT_HEADS = frozenset(kind.label for kind in KINDS) - {"Member", *BODIES}
_ALL_NAMES = ("gaps", "progress", "coverage", "matrix", "workload", "pictures", TWO, *(kind.table for kind in KINDS))


@dataclass(frozen=True)
class Reading:
    """One page that may answer: ``page`` with its ``query``, of a record ``id`` where it has one, on the day ``on``.

    ``said`` are the words for it. ``typed`` is what the question calls the record, and ``how`` that fits its name.
    """

    said: Message
    page: str
    id: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    on: str = ""
    typed: str = ""
    how: str = ""
    row: Match | None = None

    def address(self, addresses: Addresses, **further: str) -> str:
        """The address of the page that answers."""
        if self.on:
            addresses = addresses._replace(as_of=self.on)
        query = {**self.query, **further}
        return addresses.record(self.id, self.page, **query) if self.id else addresses.to(self.page, **query)

    def leads_to(self, path: str, query: Mapping[str, str]) -> bool:
        """Whether the page that answers is the one with this path and query, whatever its day."""
        wanted = {**self.query, "id": self.id} if path == self.page and self.id else self.query
        return path in (self.page, f"{self.page}/{self.id}") and all(query.get(key) == wanted[key] for key in wanted)


@dataclass(frozen=True)
class Understood:
    """What a question was understood as: the pages that may answer, the likeliest first; the only one when ``sure``.

    ``left`` are its words that were not understood, ``mended`` those taken for others, with these.
    ``more`` is how many records that a part of a name fits are not among them.
    """

    readings: Sequence[Reading] = ()
    sure: bool = False
    left: Sequence[str] = ()
    mended: Sequence[tuple[str, str]] = ()
    more: int = 0

    @property
    def answer(self) -> Reading | None:
        """The page that answers, when there is no doubt of it."""
        return self.readings[0] if self.sure else None


class Token(NamedTuple):
    """A word of a question at its place; None in ``means`` for one that no list has."""

    first: int
    last: int
    text: str
    means: words.Meaning | None

    def says(self, *codes: str) -> bool:
        """Whether it is a word that says one of these."""
        return self.means is not None and not self.means.says.isdisjoint(codes)


_TIMES = frozenset((words.DATED, words.SINCE, words.BEFORE, words.UNTIL))
_A_DAY = words.Meaning(frozenset())
"""What a day says; it may be within a name."""


class Named(NamedTuple):
    """What a question names: its place, what was typed, how it fits, and the records."""

    first: int
    last: int
    typed: str
    how: str
    rows: tuple[Match, ...]

    @property
    def one(self) -> bool:
        """Whether it says which record is meant."""
        return len(self.rows) == 1 and self.how in _EXACT


def read(
    graph: Graph, text: str, *, today: str = "", editions: Sequence[str] = (), names: NameIndex | None = None
) -> Understood:
    """How a text is read. ``today`` is the ISO date that "this year" is counted from; ``editions`` are what can be
    compared beside the data sets; ``names`` are those of the graph, read anew without."""
    today = today or graph.day("")
    typed = clean(unicodedata.normalize("NFKC", text))
    if not fold(typed):
        return Understood()
    if page := _page_called(typed):
        return Understood([page], sure=True)
    names = names or graph.name_index()
    understood = _Question(graph, typed, today, editions, names).understood()
    *before, last = _CLAUSE.split(typed)
    if before and understood.left and fold(last):
        # What comes before may only say what it is asked for; what is asked comes last.
        asked = _Question(graph, last, today, editions, names).understood()
        if asked.sure and all(_introduces(part, graph, today, editions, names) for part in before):
            return replace(asked, left=understood.left)
        if asked.sure:
            offered = list(
                {one.address(Addresses("", "en")): one for one in (*asked.readings, *understood.readings)}.values()
            )
            return replace(understood, readings=offered[:OFFERED])
    return understood


def _introduces(text: str, graph: Graph, today: str, editions: Sequence[str], names: NameIndex) -> bool:
    """Whether a part of a question only says who asks: it names nothing, has no day, and says no "not"."""
    return (
        bool(words.FIRST_PERSON.search(text.strip())) and _Question(graph, text, today, editions, names).names_nothing
    )


def _page_called(text: str) -> Reading | None:
    """The page of a list, or a gap, that a text is the name of."""
    key = fold(text)
    for page in _ALL_NAMES:
        titles = {fold(page.replace("_", " ")), *(fold(_title(page).in_language(lang)) for lang in languages())}
        if key in titles or key.removesuffix("s") in titles:
            return _general(page)
    for gap, name in GAPS.items():
        if key in [fold(name.in_language(lang)) for lang in languages()]:
            return _gap_page(gap)
    return None


class _Question:
    """A question while it is read."""

    def __init__(self, graph: Graph, typed: str, today: str, editions: Sequence[str], names: NameIndex) -> None:
        self._graph, self._typed, self._today, self._editions = graph, typed, today, editions
        self._index = names
        self._named: list[Named] = []
        self._left: list[str] = []
        self._mended: list[tuple[str, str]] = []
        self._more = 0
        self._lacks_verb, self._lacking_is_said = False, False
        spans = self._index.whole(typed)
        masked = _masked(typed, [(span.first, span.last) for span in spans], _NAME)
        days = days_in(masked)
        masked = _masked(masked, [(day.first, day.last) for day in days], _DAY)
        for span in spans:
            self._take(span)
        self._tokens = sorted([*self._words(masked), *(Token(*day, _A_DAY) for day in days)])
        self._fit()
        self._named.sort(key=lambda one: one.first)
        self._days = [token.text for token in self._tokens if token.means is _A_DAY]
        self._says = frozenset(code for token in self._tokens if token.means for code in token.means.says)
        self._kinds = tuple(dict.fromkeys(kind for token in self._tokens if token.means for kind in token.means.kinds))
        self._named = [one for one in self._named if not self._is_setting(one)]
        self._leave_unused()

    def _is_setting(self, one: Named) -> bool:
        """Whether it is the only government here, before "which agency": 嘉義市政府哪個單位."""
        return (
            one.one
            and {row["id"] for row in one.rows} == self._index.governments
            and any(
                token.says(words.WHO)
                and words.AGENCY in (token.means.kinds if token.means else ())
                and self._typed[one.last : token.first].strip() in ("", "的", "裡", "內", "裡面")
                for token in self._tokens
                if token.first >= one.last
            )
        )

    @property
    def names_nothing(self) -> bool:
        """Whether it has neither a name, a day nor a negation."""
        return not (self._named or self._days or self._asks(words.NOT, words.CONTRARY))

    def _take(self, span: Span) -> None:
        said = self._typed[span.first : span.last]
        if not span.rows:
            self._left.append(said)
        else:
            self._named.append(Named(span.first, span.last, said, span.how, span.rows))

    def _words(self, masked: str) -> list[Token]:
        """The words of a text whose names and days are masked, the longest that the lists have; slips are mended."""
        text, known = words.as_read(masked), words.lexicon()
        most, _ = words.longest_words()
        found, at = [], 0
        while at < len(text):
            if chapter := _CHAPTER.match(text, at):
                at = chapter.end()
            elif match := _WORD.match(text, at):
                phrase = [one.span() for one in _following(text, at, most)]
                for count in range(len(phrase), 0, -1):
                    last = phrase[count - 1][1]
                    said = " ".join(text[a:b] for a, b in phrase[:count])
                    if count == 1 and "-" in said and said not in known:
                        whole = said.replace("-", "")  # sub-groups, co-ordinate
                        said = whole if whole in known else said.replace("-", " ")  # who-does-what
                    meaning = known.get(said) or (known.get(said.removesuffix("'s")) if count == 1 else None)
                    meaning = meaning or (self._mend(said) if count == 1 else None)
                    if meaning or count == 1:
                        found.append(Token(at, last, self._typed[at:last], meaning))
                        break
                at = max(last, match.end() if count == 1 else last)
            elif _is_text(text[at]):
                last = next(
                    (n for n in range(at, len(text)) if not _is_text(text[n]) or _WORD.match(text, n)), len(text)
                )
                found += [Token(a, b, self._typed[a:b], known.get(text[a:b])) for a, b in _split(text, at, last)]
                at = last
            elif text[at] == _NAME and (owned := _OWNED.match(text, at + 1)):
                at = owned.end()
            else:
                at += 1
        return found

    def _mend(self, word: str) -> words.Meaning | None:
        """The meaning of the word that ``word`` is but for one slip, of a long one two; None where a name has it."""
        from rapidfuzz.distance import OSA

        if len(word) < 4 or not word.isalpha() or self._index.words(word):
            return None
        most = 2 if len(word) > 8 else 1
        close = [
            (OSA.distance(word, known), sorted(known) != sorted(word), known)
            for known in words.single_words()
            if known[0] == word[0] and known.startswith("un") == word.startswith("un")  # undated is not updated
        ]
        distance, other, known = min(close, default=(most + 1, True, ""))
        if not other and len(word) > 5:
            most = 2  # its own letters in another order
        if distance > most or known not in words.lexicon():
            return None
        self._mended.append((word, known))
        return words.lexicon()[known]

    def _fit(self) -> None:
        """Look for names, of which the words that no list has are parts; what is in none is left over."""
        if self._named or any(token.means for token in self._tokens):
            self._tokens = [token for token in self._tokens if token.means or not self._is_place(token.text)]
        if any(one.one and one.rows[0]["kind"] == "Agency" for one in self._named):
            about = [token for token in self._tokens if not token.means and token.text.lower() in words.TOPICS]
            touching = words.TOUCHING if about else ()  # 警察局跟氣候有什麼關係, which asks for no other agency
            self._tokens = [one for one in self._tokens if one not in about and one.text.lower() not in touching]
        short = [one.rows[0] for one in self._named if one.how == "short"]
        self._tokens = [
            token
            for token in self._tokens
            if token.means or not any(self._index.belongs(token.text, row) for row in short)
        ]
        if not self._named and any(token.says(words.MISSED) for token in self._tokens):
            self._tokens = [
                token
                for token, after in zip(self._tokens, [*self._tokens[1:], None], strict=True)
                if token.means
                or token.text.lower() not in words.TOPICS
                or not (after and after.means and after.means.kinds)
            ]
        while any(token.means is None for token in self._tokens):
            found = self._fitting()
            if found is None:
                break
            (first, last), how, rows = found
            place = self._tokens[first].first, self._tokens[last - 1].last
            self._named.append(Named(*place, self._typed[slice(*place)], how, tuple(rows)))
            self._tokens[first:last] = []
        for at, token in reversed(list(enumerate(self._tokens))):
            if token.means is None:
                self._left.insert(0, self._typed[slice(*self._whole_word(at))])
                del self._tokens[at]

    def _whole_word(self, at: int) -> tuple[int, int]:
        """The place of a word that was not understood, with the single characters that touch it: 地址, of which 地 is a
        word for itself."""
        first, last = self._tokens[at].first, self._tokens[at].last
        before = self._tokens[at - 1] if at else None
        after = self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        if before and before.last == first and len(before.text) == 1 and before.text not in words.FUNCTION:
            first = before.first
        if after and after.first == last and len(after.text) == 1 and after.text not in words.FUNCTION:
            last = after.last
        return first, last

    def _leave_unused(self) -> None:
        """Words that need another one are left over without it: a time without a day, a place without a text."""
        of_goals = not self._named and words.GOAL in self._kinds and self._asks(words.COVERED)
        for token in self._tokens:
            says = token.means.says if token.means else frozenset()
            timed = bool(says) and says <= _TIMES and not self._days
            here = not self._named and self._asks(words.MATRIX, words.PICTURES)  # where is the matrix
            placed = token.says(words.PLACE) and not (here or self._asks(words.SOURCE))
            named = any(one.says(words.HISTORY, words.CHANGED) for one in self._tokens)
            # That something is decided or given to somebody we know only where it is not: no agency is assigned.
            asked = any(one.says(words.ROLE) for one in self._tokens)
            given = token.text.lower() in words.GIVEN and any(
                row["kind"] in PARTIES or asked for one in self._named for row in one.rows
            )
            negated = any(one.says(words.NOT) for one in self._tokens)
            assigned = says == {words.ASSIGNED} and not given and not negated
            gravest = not self._named and self._asks(words.OPEN)  # the page of gaps has them first
            ranked = token.says(words.RANKED) and not (
                self._asks_burden() or self._two_agencies() or of_goals or gravest
            )
            if (timed and not named) or placed or assigned or ranked or token.says(words.REASON):
                self._left.append(token.text)

    def _fitting(self) -> tuple[tuple[int, int], str, list[Match]] | None:
        """The longest run of words, with one in it that no list has, that fits a name."""
        count = len(self._tokens)
        runs = [
            (first, last)
            for first in range(count)
            for last in range(first + 1, min(first + 8, count) + 1)
            if self._is_run(first, last)
        ]
        runs.sort(key=lambda run: (-self._unknown(run), self._tokens[run[0]].first - self._tokens[run[1] - 1].last))
        fits: tuple[tuple[int, int], str, list[Match]] | None = None
        for first, last in runs:
            if fits and self._unknown((first, last)) < self._unknown(fits[0]):
                break
            phrase = self._typed[self._tokens[first].first : self._tokens[last - 1].last]
            how, rows = self._index.fitting(phrase)
            if rows and (how in _EXACT or fits is None):  # of runs with as many unknown words one that leaves no doubt
                fits = (first, last), how, rows
                if how in _EXACT:
                    break
        if fits:
            return fits[0], fits[1], self._ranked(fits[2])
        for first, last in runs:
            phrase = self._typed[self._tokens[first].first : self._tokens[last - 1].last]
            if rows := self._index.similar(phrase):
                return (first, last), "near", rows
        return None if self._named else self._within()

    def _within(self) -> tuple[tuple[int, int], str, list[Match]] | None:
        """The longest piece of a Chinese run that fits a name; the rest of the run is left over."""
        for at, token in enumerate(self._tokens):
            if token.means is not None or token.text.isascii():
                continue
            for length in range(len(token.text) - 1, 1, -1):
                for start in range(len(token.text) - length + 1):
                    how, rows = self._index.fitting(token.text[start : start + length])
                    if not rows or how != "part":
                        continue
                    first, last = token.first + start, token.first + start + length
                    cut = [(token.first, first), (first, last), (last, token.last)]
                    pieces = [Token(a, b, self._typed[a:b], None) for a, b in cut if b > a]
                    self._tokens[at : at + 1] = pieces
                    place = at + (1 if start else 0)
                    return (place, place + 1), how, self._ranked(rows)
        return None

    def _is_run(self, first: int, last: int) -> bool:
        run = self._tokens[first:last]
        if not any(token.means is None for token in run):
            return False
        if any(token.says(words.FILLER, words.DATED) or token.says(words.WITH) for token in (run[0], run[-1])):
            return False
        gaps = [self._typed[a.last : b.first] for a, b in pairwise(run)]
        return all(not gap.strip(" -/、") for gap in gaps)

    def _unknown(self, run: tuple[int, int]) -> int:
        return sum(len(token.text) for token in self._tokens[slice(*run)] if token.means is None)

    def _is_place(self, text: str) -> bool:
        """Whether a text only says that the plan here is meant: its name begins with it, as with that of the city."""
        key, plans = fold(text), self._graph.plans()
        sets = [row for row in self._graph.datasets() if row["id"] in plans]
        return len(key) > 1 and any(
            fold(row[name] or "").startswith(key) for row in sets for name in ("id", "name", "name_en")
        )

    def _ranked(self, rows: list[Match]) -> list[Match]:
        """Records that a part of a name may mean: of plans before frameworks, of short names before long ones."""
        plans = set(self._graph.plans())
        rows.sort(key=lambda row: (row["dataset"] not in plans, len(row["name"])))
        self._more += max(0, len(rows) - OFFERED)
        return rows[:OFFERED]

    def understood(self) -> Understood:
        """What the question was understood as."""
        if sets := self._sets():
            return Understood([sets], sure=True, mended=self._mended)
        named = self._meant()
        if not named:
            readings, certain = self._of_none()
        elif len(named) == 1:
            readings, certain = self._of_one(named[0])
            if named[0].how not in _EXACT and len(named[0].rows) > _VAGUE:
                # A word of many names may only describe what is asked: climate targets.
                general, fits = self._of_none()
                readings = [*(general if fits else ()), *readings]
        else:
            readings, certain = self._of_several(named)
        readings = list({reading.address(Addresses("", "en")): reading for reading in readings}.values())[:OFFERED]
        sure = certain and len(readings) == 1 and not self._left and all(one.how in _EXACT for one in named)
        return Understood(readings, sure, [*dict.fromkeys(self._left)], self._mended, self._more)

    # What is asked.

    def _asks(self, *codes: str) -> bool:
        return not self._says.isdisjoint(codes)

    def _asked_of(self, kind: str) -> list[str]:
        """What the question asks of a record of a kind beside its own page."""
        days, asked = bool(self._days), []
        result = self._asks(words.RESULT) and not self._asks(words.SOURCE, words.DUE)
        if self._asks(words.DUE) and days:
            asked.append(words.DUE if kind == "Agency" else words.PROGRESS)
        elif (
            self._asks(words.MET)
            or any(token.says(words.PROGRESS) and not self._asks_past(token, kind) for token in self._tokens)
            or self._missed()
            or (result and (kind == "Indicator" or days))
            or (kind == "Indicator" and days and not self._asks(words.WHO, words.ROLE, words.SOURCE))
            or (self._asks(words.REACH) and (self._asks(words.RESULT) or kind == "Indicator"))
        ):
            asked.append(words.PROGRESS)
        # The partners of an agency are other agencies, those of a task have a part in it.
        sharing = [token for token in self._tokens if token.says(words.PARTNERS)]
        joined = [token for token in sharing if not token.says(words.ROLE) and not self._asks(words.WHO)]
        if (sharing if kind == "Agency" else joined) or self._asks_together(kind):
            asked.append(words.PARTNERS)
        when = self._asks(words.WHEN) and not asked and not self._asks(words.DUE, words.REACH)
        past = any(
            token.says(words.HISTORY) and (self._asks_past(token, kind) or not token.says(words.PROGRESS))
            for token in self._tokens
        )
        if past or when or (self._asks(words.CHANGED) and not self._asks(words.COMPARE)):
            asked.append(words.HISTORY)
        if self._asks(words.OPEN):
            asked.append(words.OPEN)
        if self._asks(words.MATRIX) and (kind in pages.MATRIX_OF.kinds or not self._asks(words.WHO)):
            # Who does what about a goal is on its own page; it has no matrix.
            asked.append(words.MATRIX)
        return asked

    def _missed(self) -> bool:
        """Whether it is asked what was not reached."""
        return self._asks(words.MISSED) or (
            self._asks(words.NOT, words.CONTRARY) and self._asks(words.MET, words.REACH)
        )

    @staticmethod
    def _asks_past(token: Token, kind: str) -> bool:
        """Whether a word asks for the past of a record: the evolution of an indicator is that of its figures."""
        return token.says(words.HISTORY) and not (kind == "Indicator" and token.says(words.PROGRESS))

    def _asks_together(self, kind: str = "") -> bool:
        asking = [token for token in self._tokens if token.says(words.WHO)]
        of_agencies = bool(asking) and not any(token.text.endswith(words.GROUP_NOUNS) for token in asking)
        joined = self._asks(words.WITH) or not self._named or (kind == "Agency" and of_agencies)
        return self._asks(words.TOGETHER) and joined

    def _day(self, at: int = 0, *, ahead: bool = False) -> str:
        return day_said(self._days[at], self._today, ahead=ahead) if len(self._days) > at else ""

    # Questions about one record, several, or none.

    def _meant(self) -> list[Named]:
        """What is named, each record once; a seat that is named by its title and its post is one."""
        found: dict[tuple[str, ...], Named] = {}
        for one in self._named:
            found.setdefault(tuple(row["id"] for row in one.rows), one)
        return list(found.values())

    def _of_one(self, named: Named) -> tuple[list[Reading], bool]:
        found = [self._of_record(named, row) for row in named.rows]
        if named.how not in _EXACT or len(named.rows) > 1:
            found.sort(key=lambda one: not one[2])
        readings = [reading for own, _, _ in found for reading in own]
        return readings, all(certain and fits for _, certain, fits in found)

    def _of_record(self, named: Named, row: Match) -> tuple[list[Reading], bool, bool]:
        """The pages about a record that may answer, whether the first surely does, and whether its kind fits."""
        kind, asked = row["kind"], self._asked_of(row["kind"])
        for code, not_of in ((words.HEADS, _WITHOUT_HEADS), (words.CONTACT, _ACTORS)):
            if kind in not_of:  # how many people an agency has, and how it is reached, no page says
                self._left += [token.text for token in self._tokens if token.says(code)]
        if kind in BODIES and self._asks(words.VACANT) and not self._asks(words.CONTRARY):
            vacant = replace(_gap_page("seat-vacant", row), typed=named.typed, how=named.how, row=row)
            return [vacant], True, True
        if kind == "Agency" and self._asks(words.BURDEN) and self._asks_others():
            return (
                [replace(_general("workload"), on=self._day()), self._reading(pages.ITSELF[-1][1], named, row)],
                False,
                True,
            )
        if gap := self._gap():
            if kind in pages.OPEN_OF.kinds and gap != "?":
                about = _gap_page(gap, row)
                # What an agency does not lead is not what lacks a lead.
                certain = kind != "Agency" or not gap.endswith("-no-lead") or not self._lacks_verb
                # A body without somebody may lack members.
                certain = certain and (kind not in BODIES or self._lacking_is_said) and len(self._gaps()) == 1
                return [replace(about, typed=named.typed, how=named.how, row=row)], certain, True
            self._leave_negation()
        elif self._asks(words.NOT, words.CONTRARY) and not self._missed() and not self._asks(words.OPEN):
            self._leave_negation()
        if len(self._days) > 1 or (self._days and self._asks(words.CHANGED)):
            compared = self._compared()
            own = [self._reading(pages.HISTORY_OF, named, row)]
            return [*own, *([compared] if compared else [])], False, True
        answered = [code for code in asked if not (kinds := pages.OF_RECORDS[code].kinds) or kind in kinds]
        if answered:
            # When a council meets no page says.
            meets = kind in BODIES and self._asks(words.WHEN) and self._asks(words.SEATS)
            found = [self._reading(pages.OF_RECORDS[code], named, row) for code in answered]
            return found, len(asked) == 1 and not meets, True
        fits = not self._asks_contrary(kind)
        if kind == words.COUNCIL and words.SUBGROUP in self._kinds and not self._asks(words.ROLE):
            groups = replace(_general(pages.LISTS[words.SUBGROUP]), on=self._day())
            return [groups, self._reading(pages.ITSELF[-1][1], named, row)], False, True
        for code, page in pages.ITSELF:
            if (not code or self._asks(code)) and (not page.kinds or kind in page.kinds):
                beyond = self._days and self._asks(words.SINCE, words.BEFORE, words.UNTIL)
                # An agency's page has not its papers.
                papers = not code and kind == "Agency" and words.DOCUMENT in self._kinds
                return [self._reading(page, named, row)], not (asked or beyond or papers), fits
        raise AssertionError(kind)

    def _asks_others(self) -> bool:
        """Whether one is compared with all others."""
        return self._asks(words.COMPARE, words.DIFFERS, words.RANKED) or any(
            token.text.lower() in words.THAN for token in self._tokens
        )

    def _asks_contrary(self, kind: str) -> bool:
        """Whether it is asked what a task does, or who an agency is the task of."""
        # What is done about a goal, or by a law, its own page says.
        actor = kind in (*_ACTORS, words.GOAL, words.SDG_TARGET, words.DOCUMENT)
        roles = [token for token in self._tokens if token.says(words.ROLE)]
        if not roles or self._asks(words.COVERED, words.SOURCE):
            return False
        if kind == "Agency":
            asking = [token for token in self._tokens if token.says(words.WHO)]  # 哪些組 are what it has a part in
            of_whom = any(not token.text.endswith(words.GROUP_NOUNS) for token in asking)
            return of_whom and not self._asks(words.WHAT, words.DUE)
        openly = any(token.text.lower() in words.OPEN_WORDS for token in self._tokens)
        nouns = any(token.text.endswith(words.BODY_NOUNS) for token in roles)
        return not actor and openly and not nouns and not self._asks(words.WHO)

    def _leave_negation(self) -> None:
        self._left += [token.text for token in self._tokens if token.says(words.NOT, words.CONTRARY)]

    def _reading(self, page: pages.PageOf, named: Named, row: Match) -> Reading:
        """A page about a record, with the day that the question names."""
        values: dict[str, object] = {"kind": KIND[row["kind"]], "name": Name(row)}
        query = {"about": row["id"]} if page.about else {}
        day = self._day(ahead=page is pages.DUE_BY)
        if page.counts == "year" and day and self._asks(words.BEFORE):
            day = day_before(first_day(day))
        if day:
            values["year"] = ShownDate(day[:4])
        said, on = message(page.said, **values), day if page.counts == "on" else ""
        if page.counts == "year" and day:
            query["year"] = day[:4]
            if page is not pages.DUE_BY:
                said = message("progress of {kind} “{name}” in {year}", **values)
            else:
                if day[4:] not in ("", "-12", "-12-31"):
                    query["by"] = day
                    said = message(
                        "targets of {kind} “{name}” in {year}, and tasks with a deadline by {day}",
                        **values,
                        day=ShownDate(day),
                    )
        id_ = "" if page.about else row["id"]
        return Reading(said, page.page, id_, query, on, named.typed, named.how, row)

    def _two_agencies(self) -> list[Named]:
        """The two agencies that are all that a question names; none of any other."""
        named = self._meant()
        if len(named) != 2:
            return []
        two = [one._replace(rows=tuple(row for row in one.rows if row["kind"] == "Agency")) for one in named]
        return two if all(len(one.rows) == 1 for one in two) else []

    def _asks_burden(self) -> bool:
        """Whether it is asked which agencies have much to do, and which little, of all that are here."""
        if self._named or self._asks(*_NOT_OF_BURDEN):
            return False
        of_agencies = self._asks(words.WHO) or words.AGENCY in self._kinds
        counted = self._asks(words.ROLE, words.WHAT) or {words.TASK, words.INDICATOR} & {*self._kinds}
        return of_agencies and (self._asks(words.BURDEN) or (self._asks(words.RANKED) and bool(counted)))

    def _of_two_agencies(self, named: list[Named]) -> tuple[list[Reading], bool]:
        """What two agencies answer for, side by side, before the page of each where it is that which is asked."""
        first, second = (one.rows[0] for one in named)
        said = message("{first} and {second} side by side", first=Name(first), second=Name(second))
        page = Reading(said, TWO, query={"first": first["id"], "second": second["id"]}, on=self._day())
        each = [reading for one in named for reading in self._of_one(one)[0]]
        between = fold(_BLANK.sub("", self._typed[named[0].last : named[1].first])) in _JOINED
        after = [token for token in self._tokens if token.first >= named[1].last]
        asking = any(token.says(words.WHO) or "誰" in token.text for token in after)
        leads = between and asking and any(token.text.lower() in words.LEADS_OF_TWO for token in after)
        compared = (
            leads or self._asks(words.COMPARE, words.DIFFERS, words.RANKED, words.PARTNERS) or self._asks_together()
        )
        # "What does the one do for the other" joins them by a role, which may be any.
        what = between and (self._asks(words.WHAT) or not self._asks(words.WHO, words.ROLE))
        timed = self._days and self._asks(words.SINCE, words.BEFORE, words.UNTIL)
        if timed or len(self._days) > 1 or self._asks(*_NOT_OF_TWO):
            return [*each, page], False
        surely = all(one.one for one in self._meant())
        return ([page], True) if surely and (compared or what) else ([page, *each], False)

    def _of_succession(self, named: list[Named]) -> list[Reading]:
        """The history of the older of two that are named, of which one took over from the other."""
        if len(named) != 2 or not all(one.one for one in named) or not self._asks(words.HISTORY):
            return []
        if self._asks(words.ROLE, *_NOT_OF_SUCCESSION) or (self._asks(words.WHAT) and not self._asks(words.WHEN)):
            return []
        pair = {one.rows[0]["id"] for one in named}
        for row in self._graph.lineage(named[0].rows[0]["id"]):
            if {row["from"], row["to"]} == pair:
                older = row["to"] if row["type"] == "SUCCEEDS" else row["from"]
                one = next(one for one in named if one.rows[0]["id"] == older)
                return [self._reading(pages.HISTORY_OF, one, one.rows[0])]
        return []

    def _of_several(self, named: list[Named]) -> tuple[list[Reading], bool]:
        if history := self._of_succession(named):
            return history, True
        named = self._without_basis(named)
        if len(named) == 1:
            return self._of_one(named[0])
        two = self._two_agencies()
        if two and (all(one.one for one in named) or self._asks(words.COMPARE, words.DIFFERS)):
            return self._of_two_agencies(two)
        seats = [one for one in named if all(row["kind"] == "Member" for row in one.rows)]
        bodies = [one for one in named if one.one and one.rows[0]["kind"] in BODIES]
        if seats and len(bodies) == 1 and len(named) == len(seats) + 1:
            return self._of_seat(seats, bodies[0])
        named = sorted(named, key=lambda one: not one.one)  # a word may be part of a name by chance
        return [reading for one in named for reading in self._of_one(one)[0]], False

    def _without_basis(self, named: list[Named]) -> list[Named]:
        """What is named but for a law or plan that only says by what it is laid down: what the ministry does by the
        act."""
        rest = [
            one for one in named if not (one.one and one.rows[0]["kind"] == words.DOCUMENT and self._laid_down(one))
        ]
        return rest if len(rest) == 1 and not self._asks(words.HISTORY, words.CHANGED, words.COMPARE) else named

    def _laid_down(self, one: Named) -> bool:
        before, after = self._typed[: one.first].rstrip(" 「《"), self._typed[one.last :].lstrip(" 」》")
        pattern = words.LAID_DOWN
        return any(not match.start() for match in pattern.finditer(after)) or any(
            match.end() == len(before) for match in pattern.finditer(before)
        )

    def _of_seat(self, seats: list[Named], body: Named) -> tuple[list[Reading], bool]:
        """Who has a seat on a body: its seats of this title; where it has none its own page says who leads it."""
        own = {row["seat"] for row in self._graph.seats(body.rows[0]["id"])}
        found = [one._replace(rows=tuple(row for row in one.rows if row["id"] in own)) for one in seats]
        found = [one for one in found if one.rows]
        if len(found) == 1:
            # The other name only says on which body, or which of the seats of a title.
            return self._of_one(found[0])[0], len(found[0].rows) == 1
        if found:
            return [reading for one in found for reading in self._of_one(one)[0]], False
        row = body.rows[0]
        values = {"kind": KIND[row["kind"]], "name": Name(row), "title": clean(seats[0].typed)}
        said = message("who has a seat in {kind} “{name}” and who leads it; no seat is called “{title}”", **values)
        return [Reading(said, RECORD, row["id"], on=self._day(), typed=body.typed, how=body.how, row=row)], len(
            seats
        ) == 1

    def _of_none(self) -> tuple[list[Reading], bool]:
        """The page of a question that names no record."""
        asks, days = self._asks, bool(self._days)
        kinds = set(self._kinds)
        if self._asks_burden():
            return [replace(_general("workload"), on=self._day())], len(self._days) < 2
        of_figures = kinds <= {words.INDICATOR, words.TARGET}
        if self._missed() and words.GOAL not in kinds:
            return [self._progress()] if days else [_gap_page("target-missed")], of_figures
        if asks(words.FINER) and (words.GOAL in kinds or asks(words.COVERED)):
            return [Reading(message("SDG coverage, target by target"), "coverage", query={"by": "target"})], True
        if words.GOAL in kinds:
            if asks(words.NOT, words.CONTRARY, words.COVERED, words.ROLE, words.PROGRESS, words.OPEN):
                return [_general("coverage")], True
            return [_general("sdg_goals")], True
        if asks(words.VACANT):
            return [_gap_page("seat-vacant")], True
        if gaps := self._gaps():
            if gaps == ["?"]:
                self._leave_negation()
                return [_general("gaps")], False
            # What was open in another year no page of gaps says.
            now = not days or self._day()[:4] == self._today[:4]
            return [_gap_page(gap) for gap in gaps], now and len(gaps) == 1
        if asks(words.CONTRARY):
            self._leave_negation()
        if len(self._days) > 1 or asks(words.COMPARE) or (asks(words.CHANGED) and not asks(words.HISTORY)):
            compared = self._compared()
            nobody = any(token.says(words.WHO) and token.means and not token.means.kinds for token in self._tokens)
            certain = compared is not None or (asks(words.CHANGED) and not nobody)
            return [compared] if compared else [_general("compare")], certain
        if kinds & {*BODIES} and (asks(words.SEATS) or (asks(words.HISTORY, words.WHEN) and not asks(words.LIST))):
            return self._of_kinds([kind for kind in self._kinds if kind in BODIES]), False
        if days and asks(words.DUE, words.PROGRESS, words.RESULT, words.MET, words.REACH):
            # What is due is tasks too, which the page of a year has.
            due = asks(words.DUE) and kinds <= {words.INDICATOR, words.TARGET, words.TASK, words.AGENCY}
            return [self._progress()], of_figures or due
        for code, page in pages.OF_NONE.items():
            if asks(code) or (code == words.PARTNERS and self._asks_together()):
                if asks(words.NOT) and code != words.OPEN:
                    self._leave_negation()
                if code == words.CHANGED and days:
                    compared = self._compared()
                    return [compared or _general(page)], False
                nobody = code == words.OPEN and asks(words.WHO) and not kinds  # who is missing
                return [replace(_general(page), on=self._day())], code != words.COVERED and not nobody
        if asks(words.NOT):
            certain = not kinds and not asks(words.WHO)
            if not certain:
                self._leave_negation()
            return ([_general("gaps")] if certain or kinds else []), certain
        lists = [pages.LISTS[kind] for kind in self._kinds if kind in pages.LISTS]
        if lists:
            plain = not asks(words.HISTORY, words.DUE, words.WHEN, words.LINKED)
            plain = plain and (kinds == {words.DOCUMENT} or not asks(words.SOURCE))
            plain = plain and (not asks(words.ROLE) or asks(words.WHO, words.LIST))
            # Whether they have something is not in the list of them.
            plain = plain and not any(
                one.means and one.means.lacks and not one.means.kinds and not self._names_leads(one)
                for one in self._tokens
            )
            return [replace(_general(page), on=self._day()) for page in lists], len(lists) == 1 and plain
        if asks(words.RESULT, words.MET, words.REACH) or words.TARGET in kinds:
            return [_general("progress")], not asks(words.WHO)
        return [], False

    def _names_leads(self, token: Token) -> bool:
        """Whether a word asks who leads, which a list of groups says."""
        body = token.text.endswith(words.BODY_NOUNS) and self._asks(words.LIST) and words.SUBGROUP in self._kinds
        return body or token.text.lower() in words.VERBS

    def _of_kinds(self, kinds: list[str]) -> list[Reading]:
        """The councils or groups here, where a question only says "the council"; those of the plans first."""
        plans, day = set(self._graph.plans()), self._day() or self._today
        rows: list[Match] = [
            {**row, "kind": kind, "match": "part"}  # type: ignore[typeddict-item]
            for kind in kinds
            for row in self._graph.records(kind, as_of=day)
        ]
        rows.sort(key=lambda row: row["dataset"] not in plans)
        typed = next((token.text for token in self._tokens if token.means and set(token.means.kinds) & set(kinds)), "")
        return [reading for row in rows for reading in self._of_record(Named(0, 0, typed, "part", (row,)), row)[0]]

    def _progress(self) -> Reading:
        year = self._day(ahead=self._asks(words.DUE))[:4]
        said = message("progress of all indicators in {year}", year=ShownDate(year))
        if self._asks(words.DUE):
            said = message("targets of all in {year}, and tasks with a deadline by then", year=ShownDate(year))
        return Reading(said, "progress", query={"year": year})

    def _compared(self) -> Reading | None:
        """The comparison of two days, or of one with today."""
        if not self._days or len(self._days) > 2:
            return None
        before, after = self._day(), self._day(1)
        if not after:
            said = message("what changed since {before}", before=ShownDate(before))
            return Reading(said, "compare", query={"before": before})
        said = message("what changed from {before} to {after}", before=ShownDate(before), after=ShownDate(after))
        return Reading(said, "compare", query={"before": before, "after": after})

    def _gap(self) -> str:
        """The gap that is asked for; ``?`` for one that is none of ours, empty where no lack is asked for."""
        negated = next((at for at, token in enumerate(self._tokens) if token.says(words.NOT)), self._passive())
        if negated is None or self._missed():
            return ""
        own = self._tokens[negated].means  # unassigned
        before, after = self._tokens[:negated], self._tokens[negated + (0 if own and own.lacks else 1) :]
        things = [token for token in before if token.means and (token.means.kinds or token.says(words.WHO))]
        lacking = [token for token in after if token.means and token.means.lacks]
        lacked = [token for token in before if token.means and token.means.lacks]
        heads = [token for token in after if token.means and token.means.kinds]
        thing: Token | None
        if lacked and after[:1] and after[0].text == "的" and heads and heads[-1] is self._tokens[-1]:
            thing, lack = heads[-1], lacked[-1]  # 目標值還沒訂的指標
        elif after[:1] and after[0].text == "的" and heads:
            return "?"  # 未訂的指標
        elif lacking:
            thing = things[-1] if things else None
            of = thing.means.kinds if thing and thing.means else ()
            # Of "not measured against a target" an indicator lacks the target.
            lack = next((one for one in lacking if _gaps_of(of, one)), lacking[0])
            if thing is None:
                later = self._tokens[self._tokens.index(lack) + 1 :]
                thing = next((token for token in later if token.means and token.means.kinds), None)
        else:
            if not things or not lacked or lacked[-1].first <= things[0].first:
                return ""
            thing, lack = things[0], lacked[-1]
        lacks = lack.means.lacks if lack.means else ()
        self._lacks_verb, self._lacking_is_said = lack.text.lower() in words.VERBS, thing is not None
        if thing is None and lack.text.isascii() and self._lacks_verb:
            return ""  # what nobody is responsible for may be a task or an indicator
        if thing is None:
            kinds: Sequence[str] = [words.LACKED_BY[code] for code in lacks if code in words.LACKED_BY]
        else:
            kinds = thing.means.kinds if thing.means and thing.means.kinds else (words.AGENCY,)
        return next(iter(_gaps_of(kinds, lack)), "?")

    def _gaps(self) -> list[str]:
        """All gaps that may be asked for: tasks and indicators without a lead, tasks without a lead or a deadline."""
        first = self._gap()
        if first in ("", "?"):
            return [first] if first else []
        kinds = [kind for kind in self._kinds if kind in (words.TASK, words.INDICATOR, words.SUBGROUP)]
        lacking = [token for token in self._tokens if token.means and token.means.lacks]
        between = [self._typed[a.last : b.first].strip().lower() for a, b in pairwise(lacking)]
        several = sum(token.says(words.NOT) for token in self._tokens) > 1 or any(map(_OR.fullmatch, between))
        found = [gap for token in lacking for gap in _gaps_of(kinds, token)]
        same = first.partition("-no-")[2]
        return [*dict.fromkeys([first, *(gap for gap in found if several or gap.partition("-no-")[2] == same)])]

    def _passive(self) -> int | None:
        """The place of a "not" that says what nobody does to things: tasks that are not led, cannot be measured."""
        for at, token in enumerate(self._tokens):
            if token.says(words.CONTRARY) and not self._named:
                done = next((one for one in self._tokens[at + 1 :] if one.means and one.means.lacks), None)
                if (
                    done
                    and done.text.lower().split()[0].endswith("ed")
                    and _PASSIVE.search(self._typed[token.first : done.first])
                ):
                    return at
        return None

    def _sets(self) -> Reading | None:
        """The comparison of two data sets or editions; None unless the question names two. A name that several have is
        none. One that may be a year too, as 113年版, is that of the edition."""
        if not self._asks(words.COMPARE, words.CHANGED):
            return None
        known: dict[str, set[str]] = {fold(name): {name} for name in self._editions}
        for row in self._graph.datasets():
            for name in filter(None, (row["name"], row["name_en"], row["id"])):
                known.setdefault(fold(name), set()).add(row["id"])
        found = self._index.places(self._typed, known)
        if len(found) != 2 or any(len(known[name]) != 1 for _, name in found):
            return None
        (first, before_name), (second, after_name) = found
        before, after = next(iter(known[before_name])), next(iter(known[after_name]))
        said = message(
            "what differs between “{before}” and “{after}” (data sets or editions)",
            before=clean(self._typed[slice(*first)]),
            after=clean(self._typed[slice(*second)]),
        )
        return Reading(said, "compare", query={BEFORE_SET: before, AFTER_SET: after})


def _gaps_of(kinds: Sequence[str], lack: Token) -> list[str]:
    """The gaps of records of these kinds that lack what a word says."""
    lacks = lack.means.lacks if lack.means else ()
    return [words.GAPS_ASKED[kind, code] for kind in kinds for code in lacks if (kind, code) in words.GAPS_ASKED]


def _general(page: str) -> Reading:
    if page == "dependencies":
        return Reading(message("who depends on whom, and who shares work"), page)
    return Reading(message("the page “{page}”", page=_title(page)), page)


def _gap_page(gap: str, row: Match | None = None) -> Reading:
    kind: Translatable = GAPS[gap]
    if row is None:
        return Reading(message("what the plans leave open: {gap}", gap=kind), "gaps", query={"gap": gap})
    values = {"kind": KIND[row["kind"]], "name": Name(row), "gap": kind}
    said = message("what the plans leave open about {kind} “{name}”: {gap}", **values)
    return Reading(said, "gaps", query={"about": row["id"], "gap": gap})


def _title(page: str) -> Translatable:
    """The title of the page of a list."""
    return next((kind for kind in KINDS if kind.table == page), None) or message(WORDS[page])


def _masked(text: str, places: Sequence[tuple[int, int]], mark: str) -> str:
    for first, last in places:
        text = text[:first] + mark * (last - first) + text[last:]
    return text


def _split(text: str, first: int, last: int) -> list[tuple[int, int]]:
    """A run of Chinese cut into words of the lists: so that the fewest characters are in none, in the fewest words, the
    longest first. What is in none is one piece."""
    known, (_, longest) = words.lexicon(), words.longest_words()
    best: dict[int, tuple[int, int, int]] = {last: (0, 0, last)}
    for at in range(last - 1, first - 1, -1):
        unknown, count, _ = best[at + 1]
        cuts = [(unknown + 1, count + 1, at + 1)]
        for end in range(min(at + longest, last), at, -1):
            if text[at:end] in known:
                unknown, count, _ = best[end]
                cuts.append((unknown, count + 1, end))
        best[at] = min(cuts, key=lambda cut: (*cut[:2], -cut[2]))
    found: list[tuple[int, int]] = []
    at = first
    while at < last:
        end = best[at][2]
        if found and not {text[slice(*found[-1])], text[at:end]} & known.keys():
            found[-1] = (found[-1][0], end)
        else:
            found.append((at, end))
        at = end
    return found


def _following(text: str, at: int, most: int) -> list[re.Match[str]]:
    """The words from a place on with nothing but blanks between them."""
    found: list[re.Match[str]] = []
    while len(found) < most and (match := _WORD.match(text, at)):
        found.append(match)
        at = match.end() + (1 if text[match.end() : match.end() + 1] == " " else 0)
        if at == match.end():
            break
    return found


def _is_text(char: str) -> bool:
    return char.isalnum() and char not in (_NAME, _DAY)
