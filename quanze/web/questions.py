"""A question in a reader's words as the address of a page: how it was read, or the records that it may be about.

A name that is not a record's own, and one that several have, is never taken for one of them: the reader is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from quanze.locale import Message, Translatable, languages, message
from quanze.queries.progress import ASKED
from quanze.schema import KIND, KINDS
from quanze.schema.codes import GAPS
from quanze.schema.dates import ShownDate, day_before, first_day
from quanze.schema.naming import Name
from quanze.schema.ways import BODIES, answered_kinds
from quanze.schema.words import fold
from quanze.text.clean import clean
from quanze.web import question_forms as forms
from quanze.web.addresses import AFTER_SET, BEFORE_SET, HISTORY, RECORD, Addresses
from quanze.web.question_days import day_said
from quanze.web.question_forms import Asking, askings, negated, tidy
from quanze.web.words import WORDS

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.schema.rows import Match

_OF_KINDS: Mapping[str, Sequence[str]] = {
    forms.WHO: tuple(kind for kind in answered_kinds() if kind != "AnnualTarget"),
    forms.DUTIES: ("Agency", *BODIES),
    forms.DUE: ("Agency",),
    forms.MEMBERS: BODIES,
    forms.PROGRESS: ASKED,
    forms.MISSING: ASKED,
    forms.HISTORY: (),
    forms.PARTNERS: ("Agency",),
    forms.GOAL: ("SDGGoal", "SDGTarget", "Indicator"),
    forms.NAMED: (),
}
"""The kinds of record that a question may be about; any where it has none."""
_LISTS = ("gaps", "progress", "coverage", "matrix", "pictures", *(kind.table for kind in KINDS))
_EXACT = ("id", "name")
"""The matches that are a record's own name."""
_ALIKE = 70
"""How like a name a text must be, in per cent, that is no question, to be taken for a misspelt one."""


@dataclass
class Reading:
    """How a question was read.

    ``page`` with its ``query`` is the page that answers, of a record ``id`` where it has one, and ``on`` the day that
    counts; ``said`` are the words for it. ``name`` is what was typed for a record that the reader chose. Where there is
    no page, ``matches`` are the records that ``name`` may mean; ``other_kind``: they have the name, but the question is
    about no such kind. ``only_named``: the question was not understood, and has
    their names in it. ``mended`` are words taken for others.
    """

    said: Message | None = None
    page: str | None = None
    id: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    on: str = ""
    name: str = ""
    matches: Sequence[Match] = ()
    other_kind: bool = False
    only_named: bool = False
    mended: Sequence[tuple[str, str]] = ()

    def address(self, addresses: Addresses, **further: str) -> str:
        """The address of the page that answers."""
        if self.on:
            addresses = addresses._replace(as_of=self.on)
        query = {**self.query, **further}
        page = self.page or ""
        return addresses.record(self.id, page, **query) if self.id else addresses.to(page, **query)

    def leads_to(self, path: str, query: Mapping[str, str]) -> bool:
        """Whether the page that answers is the one with this path and query, whatever its day."""
        wanted = {**self.query, "id": self.id} if path == self.page and self.id else self.query
        return path in (self.page, f"{self.page}/{self.id}") and all(query.get(key) == wanted[key] for key in wanted)


def read(graph: Graph, text: str, meant: str = "", *, today: str = "", editions: Sequence[str] = ()) -> Reading:
    """How a text is read: as the name of a record, else by a form. ``meant`` is the id of the record that it names.

    ``today`` is the ISO date that "this year" is counted from. ``editions`` are the names of what can be compared
    beside the data sets.
    """
    today = today or graph.day("")
    typed = clean(unicodedata.normalize("NFKC", text))
    if not fold(typed):
        return Reading()
    if not meant and _own(graph.search(typed)):
        asked = [Asking(forms.NAMED, typed)]
    else:
        asked = list(askings(tidy(typed))) or [_called(tidy(typed))]
    for asking in asked:
        if asking.what in (forms.SETS, forms.CHANGED) and (sets := _of_sets(graph, asking, editions)):
            return sets
    unsure: Reading | None = None
    for asking in asked:
        dates = _dates(asking, today)
        if dates is None:
            continue
        if asking.what == forms.SEAT:
            found = _seat(graph, asking, meant)
        elif asking.what in _OF_KINDS and asking.name:
            found = _about(graph, asking, dates, meant)
        else:
            found = _general(asking, dates)
        if found is not None and found.page is not None:
            return found
        if found is not None and (unsure is None or (found.matches and not unsure.matches)):
            unsure = found
    sure = unsure is not None and any(row["match"] != "near" for row in unsure.matches)
    if not sure and not meant and (named := graph.named_in(typed)):
        return Reading(name=typed, matches=named, only_named=True)
    return unsure or Reading()


def _called(text: str) -> Asking:
    """What a text asks that is no form: a list or a gap by its name, else a record."""
    if _table(text):
        return Asking(forms.LIST, text)
    gap = _gap_called(text)
    return Asking(forms.GAP, gap=gap) if gap else Asking(forms.NAMED, text)


def _own(matches: Sequence[Match]) -> list[Match]:
    return [match for match in matches if match["match"] in _EXACT]


def _about(graph: Graph, asking: Asking, dates: Mapping[str, str], meant: str) -> Reading | None:
    """The reading of a question about a record; None when it is about none."""
    kinds = _OF_KINDS[asking.what]
    if meant:
        chosen = [row for row in graph.search(meant, kinds) if row["match"] == "id"]
        return replace(_of_record(asking, dates, chosen[0]), name=asking.name) if chosen else None
    found: list[Match] = []
    for name in _names(asking.name):
        found = graph.search(name, kinds)
        if own := _own(found):
            found = own
            break
    if len(found) == 1 and found[0]["match"] in _EXACT:
        return _of_record(asking, dates, found[0])
    shown = Reading(name=asking.name, matches=found, mended=asking.mended)
    if not _own(found):
        if kinds and (others := [row for name in _names(asking.name) for row in _own(graph.search(name))]):
            shown.matches, shown.other_kind = others, True
        elif asking.what == forms.NAMED:
            shown.matches = [row for row in found if row["match"] != "near" or _alike(asking.name, row)]
            return shown if shown.matches else None
        elif negated(asking.name):
            return None
    return shown


def _names(typed: str) -> list[str]:
    """A name as it was typed; without an article before it, as an English body is called officially, as a bare code."""
    first, _, rest = typed.partition(" ")
    found = [typed, rest] if rest and first.casefold() in ("the", "a", "an") else [typed]
    if body := _TURNED.fullmatch(found[-1]):
        found.append(f"{body['kind']} of {body['name']}")
    if code := _CODED.fullmatch(found[-1]):
        found.append(code["code"] if code["code"] else f"SDG {code['goal']}")
    return found


_TURNED = re.compile(r"(?P<name>\S.*) (?P<kind>department|ministry|office|bureau)", re.IGNORECASE)
"""Transportation Department, which is officially the Department of Transportation."""
_CODED = re.compile(
    r"(?:sdgs?|goal|target|indicator|永續發展目標|細項目標|細項指標|目標|指標) ?(?:no\. ?|第)?"
    r"(?P<code>[0-9]{1,2}(?:\.[0-9a-z]{1,2}){1,2})(?: ?項)?|(?:sdgs?|永續發展目標) ?第?(?P<goal>[0-9]{1,2})(?: ?項)?",
    re.IGNORECASE,
)
"""A code with a word for what it is the code of; of a goal only with the name of the framework, for a plan has goals of
its own."""


def _alike(text: str, row: Match) -> bool:
    from rapidfuzz import fuzz

    return any(fuzz.ratio(fold(text), fold(name)) >= _ALIKE for name in (row["name"], row["name_en"]) if name)


def _of_record(asking: Asking, dates: Mapping[str, str], row: Match) -> Reading:
    name, id_, day = Name(row), row["id"], dates["day"]
    if asking.before:
        day = day_before(first_day(day))
    year = day[:4]
    values = {"kind": KIND[row["kind"]], "name": name}
    read = Reading(page=RECORD, id=id_, on=dates["on"], mended=asking.mended)
    if asking.what == forms.WHO:
        read.said = message("who is responsible for {kind} “{name}”, and in which role", **values)
    elif asking.what == forms.DUTIES:
        read.said = message("what {kind} “{name}” is responsible for", **values)
    elif asking.what == forms.MEMBERS:
        read.said = message("who has a seat in {kind} “{name}”", **values)
    elif asking.what == forms.HISTORY:
        read.said, read.page = message("the history of {kind} “{name}”", **values), HISTORY
    elif asking.what == forms.MISSING:
        read.said = message("what the plans leave open about {kind} “{name}”", **values)
        read.page, read.id, read.query = "gaps", "", {"about": id_}
    elif asking.what == forms.PARTNERS:
        read.said = message("with which agencies {kind} “{name}” shares work", **values)
        read.page, read.id, read.query = "dependencies", "", {"about": id_}
    elif asking.what in (forms.PROGRESS, forms.DUE):
        read.page, read.id, read.query = "progress", "", {"about": id_, **({"year": year} if year else {})}
        values["year"] = ShownDate(year)
        if asking.what == forms.DUE and day[4:] not in ("", "-12", "-12-31"):
            read.query = {**read.query, "by": day}
            read.said = message(
                "targets of {kind} “{name}” in {year}, and tasks with a deadline by {day}",
                **values,
                day=ShownDate(day),
            )
        elif asking.what == forms.DUE:
            read.said = message("targets of {kind} “{name}” in {year}, and tasks with a deadline by then", **values)
        elif year:
            read.said = message("progress of {kind} “{name}” in {year}", **values)
        else:
            read.said = message("progress of {kind} “{name}”", **values)
    else:
        read.said = message("{kind} “{name}”", **values)
    return read


def _seat(graph: Graph, asking: Asking, meant: str) -> Reading | None:
    """The reading of a question for whoever holds a seat by its title; None when no seat has the title.

    A body that is not named exactly is none; of several seats with the title the reader is asked which one is meant.
    """
    named = asking.name if fold(asking.name) not in _BODY_WORDS else ""
    chosen = [row for row in graph.search(meant, (*BODIES, "Member")) if row["match"] == "id"] if meant else []
    bodies = [row for row in chosen if row["kind"] != "Member"]
    for name in _names(named) if named and not chosen else ():
        bodies = bodies or _own(graph.search(name, BODIES))
    if named and len(bodies) != 1 and not chosen:
        return Reading(name=asking.name, matches=bodies or graph.search(named, BODIES))
    if chosen and not bodies:
        seats = chosen
    elif bodies:
        own = {row["seat"] for row in graph.seats(bodies[0]["id"]) if _titled(row, asking.title)}
        seats = [row for id_ in sorted(own) for row in graph.search(id_, "Member")]
    else:
        seats = graph.search(asking.title, "Member")
        if len(seats) <= _SEATS_READ:
            seats = [row for row in seats if _titled(graph.record(row["id"]), asking.title)]
    if len(seats) == 1:
        said = message("who holds the seat “{name}”", name=Name(seats[0]))
        return Reading(said, RECORD, seats[0]["id"], name=asking.title if chosen else "", mended=asking.mended)
    if seats:
        return Reading(name=asking.title, matches=seats, mended=asking.mended)
    if bodies:  # its seats are shown, and who convenes it, for none has this title
        values = {"kind": KIND[bodies[0]["kind"]], "name": Name(bodies[0]), "title": clean(asking.title)}
        said = message("who has a seat in {kind} “{name}” and who leads it; no seat is called “{title}”", **values)
        return Reading(said, RECORD, bodies[0]["id"], mended=asking.mended)
    return None


_BODY_WORDS = frozenset(
    fold(article + kind)
    for kind in ("council", "committee", "group", "委員會", "推動會", "小組", "會")
    for article in ("", "the ")
)
"""What a council is called without its name."""
_SEATS_READ = 40
"""Seats whose titles are looked up; of more with the text in their names the reader is asked which one is meant."""
_TAIL = re.compile(r"\s*[（(].*")


def _titled(seat: Mapping[str, Any], title: str) -> bool:
    """Whether a seat has the title or is taken by this post; its name says behind it, in brackets, who takes it."""
    titles = (
        seat.get("seat_title"),
        seat.get("post"),
        *(_TAIL.sub("", str(seat.get(key) or "")) for key in ("name", "name_en")),
    )
    return fold(title) in [fold(str(one)) for one in titles if one]


def _of_sets(graph: Graph, asking: Asking, editions: Sequence[str]) -> Reading | None:
    """The reading of a question for what differs between two data sets or editions; None unless it names two.

    A name that several have is none. One that may be a year too, as 113年版, is that of the edition.
    """
    named = (asking.name, asking.name2) if asking.what == forms.SETS else (asking.day, asking.day2)
    if not all(named):
        return None
    known: dict[str, set[str]] = {fold(name): {name} for name in editions}
    for row in graph.datasets():
        for name in filter(None, (row["name"], row["name_en"], row["id"])):
            known.setdefault(fold(name), set()).add(row["id"])
    meant = [known.get(fold(name), set()) for name in named]
    if any(len(ids) != 1 for ids in meant):
        return None
    before, after = (next(iter(ids)) for ids in meant)
    said = message(
        "what differs between “{before}” and “{after}” (data sets or editions)",
        before=clean(before),
        after=clean(after),
    )
    return Reading(said, "compare", query={BEFORE_SET: before, AFTER_SET: after}, mended=asking.mended)


def _general(asking: Asking, dates: Mapping[str, str]) -> Reading | None:
    """The reading of a question about no record; None when it cannot be answered."""
    read = Reading(mended=asking.mended)
    if asking.what in (forms.COVERAGE, forms.OPEN):
        read.page = {forms.COVERAGE: "coverage", forms.OPEN: "gaps"}[asking.what]
        read.said = message("the page “{page}”", page=_title(read.page))
    elif asking.what == forms.DEPENDENCIES:
        read.said, read.page = message("who depends on whom, and who shares work"), "dependencies"
    elif asking.what == forms.MATRIX:
        read.said, read.page = message("the page “{page}”", page=_title("matrix")), "matrix"
    elif asking.what == forms.GAP:
        gap: Translatable = GAPS[asking.gap]
        read.said, read.page = message("what the plans leave open: {gap}", gap=gap), "gaps"
        read.query = {"gap": asking.gap}
    elif asking.what == forms.CHANGED and dates["day"]:
        read.page, before, after = "compare", ShownDate(dates["day"]), ShownDate(dates["day2"])
        read.query = {"before": dates["day"], **({"after": dates["day2"]} if dates["day2"] else {})}
        if dates["day2"]:
            read.said = message("what changed from {before} to {after}", before=before, after=after)
        else:
            read.said = message("what changed since {before}", before=before)
    elif asking.what == forms.PROGRESS and dates["day"]:
        year = dates["day"][:4]
        read.page, read.query = "progress", {"year": year}
        read.said = message("progress of all indicators in {year}", year=ShownDate(year))
    elif asking.what == forms.LIST and (table := _table(asking.name)):
        read.page, read.said = table, message("the page “{page}”", page=_title(table))
    else:
        return None
    return read


def _title(page: str) -> Translatable:
    """The title of the page of a list."""
    return next((kind for kind in KINDS if kind.table == page), None) or message(WORDS[page])


def _table(name: str) -> str:
    """The page of a list by its title or name; empty when there is none."""
    key = fold(name)
    for page in _LISTS:
        titles = {fold(page.replace("_", " ")), *(fold(_title(page).in_language(lang)) for lang in languages())}
        if key in titles or key.removesuffix("s") in titles:
            return page
    return ""


def _gap_called(text: str) -> str:
    """The gap that has this name; empty when there is none."""
    key = fold(text)
    names = {gap: [fold(name.in_language(lang)) for lang in languages()] for gap, name in GAPS.items()}
    return next((gap for gap, known in names.items() if key in known), "")


def _dates(asking: Asking, today: str) -> dict[str, str] | None:
    """The dates of a question as ISO; None when one of them is none."""
    ahead = asking.what == forms.DUE
    found = {}
    for key in ("day", "day2", "on"):
        typed = str(getattr(asking, key))
        try:
            found[key] = day_said(typed, today, ahead=ahead) if typed else ""
        except ValueError:
            return None
    return found
