"""What a plan leaves open: nobody leads, nobody reviews, nothing measures, a target is missed, a seat is vacant.

Who leads and who reviews is what ``quanze.queries.responsibility`` says, whether a target was missed what
``quanze.queries.verdicts`` says; the other gaps are queries of the catalogue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from quanze.collector import collector_paused
from quanze.errors import QueryError
from quanze.graph.engine import Reader
from quanze.locale import CHINESE, SOURCE_LANGUAGE, Clauses, Later, Message, Translatable, later, message, template
from quanze.queries import statements
from quanze.queries.answering import Answering, answering_in
from quanze.queries.leading_seats import leading_seats
from quanze.queries.lifetimes import lifetimes
from quanze.queries.parts import held_through_parts, parts_of_tasks
from quanze.queries.progress import GLOBAL, figures_of, years_of
from quanze.queries.responsibility import (
    Mark,
    Walk,
    collect_things,
    coordinators,
    name,
    reached,
    standings,
    walks,
    whole,
)
from quanze.queries.source_order import place
from quanze.queries.verdicts import judge
from quanze.queries.webs import Hop, Web
from quanze.schema.codes import LEVELS
from quanze.schema.dates import ShownDate, day_before, holds
from quanze.schema.naming import Name
from quanze.schema.number_text import shown_number
from quanze.schema.progress import MISSED, NEARLY, ProgressRules
from quanze.schema.rows import NamedAgency, PlanGap, Row
from quanze.schema.seats import leading_seats_in_words
from quanze.schema.ways import BODIES, CARRIED, PARTY, SEAT, THING, UNSETTLED, Step
from quanze.text.natural_order import Part, natural_key


class Gap(NamedTuple):
    """One kind of gap: its code, level and sentence, and how it is found.

    ``query`` is a query of the catalogue that finds it; else it is in every record of ``kind`` whose ``Mark``s have all
    of ``has`` and none of ``lacks``. One without a kind is found by the changes of bodies (``_of_changes``), by figures
    (``_of_figures``) or by the tasks above (``_without_deadline``).
    """

    code: str
    level: str
    sentence: Message
    query: str = ""
    kind: str = ""
    has: int = 0
    lacks: int = 0

    def marked(self, marks: int) -> bool:
        """Whether marks are those of a record that has this gap."""
        return marks & self.has == self.has and not marks & self.lacks


_OWNED = int(Mark.LED | Mark.OWN_DUTY)
_ANSWERED_FOR = _OWNED | int(Mark.COORDINATED)

LED_THROUGH_GROUP = "task-led-through-group"
TASK_NO_LEAD = "task-no-lead"
TASK_NO_INDICATOR = "task-no-indicator"
SEAT_VACANT = "seat-vacant"
NO_DEADLINE = "task-no-deadline"
OF_CHANGES = ("duty-ended", "duty-unsettled", "role-unsettled", "former-name")
DUTY_LOST, DUTY_UNSETTLED, ROLE_UNSETTLED, FORMER_NAME = OF_CHANGES
OF_FIGURES = (
    *("target-missed", "target-nearly-met"),
    *("indicator-no-target", "indicator-no-direction", "indicator-no-unit"),
)
TARGET_MISSED, TARGET_NEARLY_MET, NO_TARGET, NO_DIRECTION, NO_UNIT = OF_FIGURES
NO_RESULT = "target-no-result"
_OF_VERDICT = {MISSED: TARGET_MISSED, NEARLY: TARGET_NEARLY_MET}
GAPS = {
    gap.code: gap
    for gap in (
        Gap("subgroup-no-lead", "error", message("nobody convenes the subgroup"), kind="Subgroup", lacks=_ANSWERED_FOR),
        Gap(TASK_NO_LEAD, "error", message("no agency leads the task"), kind="Task", lacks=_ANSWERED_FOR),
        Gap(DUTY_LOST, "error", message("the body that held a role on it has ended, and nobody has taken it over")),
        Gap(
            DUTY_UNSETTLED,
            "error",
            message("the body that held a role on it has ended; the source does not say which of these took it over"),
        ),
        Gap(
            ROLE_UNSETTLED,
            "error",
            message(
                "it follows one that was divided; the source does not say which of the roles on that one passed to it"
            ),
        ),
        Gap(
            SEAT_VACANT,
            "error",
            message("the seat is vacant, or its term or the body that filled it has ended"),
            "gap_seat_vacant",
        ),
        Gap(TARGET_MISSED, "error", message("the annual target was missed")),
        Gap(
            LED_THROUGH_GROUP,
            "warning",
            message("no agency of its own leads the task; only the convener of its group coordinates it"),
            kind="Task",
            has=int(Mark.COORDINATED),
            lacks=_OWNED,
        ),
        Gap(
            "task-class-only",
            "warning",
            message("only a class of agencies is named; no one in particular answers"),
            kind="Task",
            has=int(Mark.CLASSED),
            lacks=int(Mark.SUPPORTED),
        ),
        Gap(
            "indicator-no-lead",
            "warning",
            message("no agency is responsible for the indicator"),
            kind="Indicator",
            lacks=_ANSWERED_FOR,
        ),
        Gap(
            "indicator-no-reviewer",
            "warning",
            message("nobody reviews the indicator's results"),
            kind="Indicator",
            lacks=int(Mark.REVIEWED),
        ),
        Gap(
            TASK_NO_INDICATOR,
            "warning",
            message("no indicator measures the task"),
            kind="Task",
            lacks=int(Mark.MEASURED),
        ),
        Gap(NO_TARGET, "warning", message("the indicator has no target")),
        Gap(NO_DIRECTION, "warning", message("the source does not say whether the indicator is to rise or to fall")),
        Gap(NO_UNIT, "notice", message("the indicator has no unit")),
        Gap(TARGET_NEARLY_MET, "notice", message("the annual target was nearly met")),
        Gap(
            NO_RESULT,
            "notice",
            message("the year has passed and no result is recorded"),
            "gap_target_no_result",
        ),
        Gap(
            NO_DEADLINE,
            "notice",
            message("neither a deadline nor the end of its period is given"),
        ),
        Gap(FORMER_NAME, "notice", message("the source still names the former body")),
    )
}
"""Every kind of gap by its code, in the order in which they are looked for."""
_LEVEL = {level: n for n, level in enumerate(LEVELS)}
WITH_GAPS = tuple(dict.fromkeys(gap.kind for gap in GAPS.values() if gap.kind))
"""Kinds of things that may have a gap for what their answers amount to."""
STANDING = "duty"
"""The kind of tasks that are never done."""
_ANSWERED = ("Task", "Indicator")
"""The kinds of things with gaps that agencies answer for."""


class FoundGap(NamedTuple):
    """A gap, and whom it is about beside those who are asked: who answers for it, and bodies that changed."""

    gap: PlanGap
    thing: str
    """The id of the record itself; of a year that of its indicator."""
    answering: Answering
    bodies: Sequence[str]

    def concerns(self, id_: str) -> bool:
        """Whether it concerns a record: the one with the gap or its indicator, an agency that works on it or is asked,
        or a task or body that it follows from."""
        return (
            id_ in (self.gap["id"], self.thing, *self.bodies)
            or id_ in self.answering.every
            or id_ in self.answering.above
            or any(agency["id"] == id_ for agency in self.gap["agencies"])
        )


@dataclass(frozen=True)
class Wanted:
    """Which gaps are wanted; all where nothing is said.

    They are those of some ``datasets``, or all but those ``without``. ``about`` is the id of a record that they
    concern, ``level`` the least grave, ``codes`` are keys of ``GAPS``, ``year`` that of an annual target. Raises
    QueryError for a level or code that there is not.
    """

    datasets: Collection[str] = ()
    without: Collection[str] = ()
    about: str = ""
    level: str = ""
    codes: Collection[str] = ()
    year: int | None = None

    def __post_init__(self) -> None:
        if self.level and self.level not in LEVELS:
            raise _unknown(self.level, LEVELS)
        for code in self.codes:
            if code not in GAPS:
                raise _unknown(code, GAPS)

    @property
    def narrows(self) -> bool:
        """Whether gaps of a data set may be passed over."""
        return bool(self.about or self.level or self.codes or self.year is not None)

    def states(self, dataset: str | None) -> bool:
        """Whether what a data set states is wanted; of what does not say its data set it may be."""
        return dataset is None or (dataset not in self.without and (not self.datasets or dataset in self.datasets))

    def takes(self, found: FoundGap) -> bool:
        """Whether a gap is one of them."""
        gap = found.gap
        return (
            self.states(gap["dataset"])
            and (not self.about or found.concerns(self.about))
            and (not self.level or _LEVEL[gap["level"]] <= _LEVEL[self.level])
            and (not self.codes or gap["gap"] in self.codes)
            and (self.year is None or gap["year"] == self.year)
        )


def _unknown(given: str, known: Iterable[str]) -> QueryError:
    return QueryError(
        message("There is no {name!r} among gaps.", name=given), message("Use one of {names}.", names=list(known))
    )


def _by_name(named: list[NamedAgency]) -> tuple[bool, tuple[Part, ...]]:
    """A row's place by the first of these; last where there is none."""
    return (not named, natural_key(named[0]["name"]) if named else ())


ORDERS: dict[str, Callable[[PlanGap], Any]] = {
    "level": lambda gap: _LEVEL[gap["level"]],
    "gap": lambda gap: list(GAPS).index(gap["gap"]),
    "agency": lambda gap: _by_name(gap["agencies"]),
    "group": lambda gap: _by_name(gap["groups"]),
    "year": lambda gap: (gap["year"] is None, gap["year"]),
}
"""The orders of gaps, by the codes of ``GAP_ORDERS``; of equals the graver comes first."""


def gaps(reader: Reader, *, wanted: Wanted | None = None, as_of: str = "", today: date | None = None) -> list[PlanGap]:
    """The gaps of ``found_gaps`` that are wanted, all when nothing is said."""
    wanted = wanted or Wanted()
    about = [wanted.about] if wanted.about else None
    return [found.gap for found in found_gaps(reader, about=about, as_of=as_of, today=today) if wanted.takes(found)]


def in_order(found: Iterable[PlanGap], order: str) -> list[PlanGap]:
    """Gaps in one of ``ORDERS``; QueryError for another one."""
    if order not in ORDERS:
        raise _unknown(order, ORDERS)
    return sorted(found, key=ORDERS[order])


@collector_paused()
def found_gaps(
    reader: Reader, *, about: Collection[str] | None = None, as_of: str = "", today: date | None = None
) -> list[FoundGap]:
    """Findings about the plan itself, gravest first, on a day.

    With ``about`` (ids) only the things that may concern these records are judged: all gaps that concern one of them
    are found, and some others.
    ``as_of`` (ISO) is the day on which records and roles have to hold, the present one when empty; ``today`` is the day
    on which terms end and years have passed.
    """
    today = today or date.today()
    as_of = as_of or today.isoformat()
    given: dict[str, dict[str, Any]] = {
        "gap_seat_vacant": {"today": today.isoformat()},
        "gap_target_no_result": {"year": today.year},
    }
    judged = None if about is None else _around(reader, about)
    ids = None if judged is None else {id_ for own in judged.values() for id_ in own}
    if judged is None:
        web = whole(reader, as_of=as_of, which=_to_gaps)
    else:
        web = collect_things(reader, judged, as_of=as_of, which=_to_gaps)
    marks = standings(web)
    parts = parts_of_tasks(web)
    through_parts = _through_parts(parts, marks)
    changed = _of_changes(web)
    touched = {web.nodes[id_]["kind"] for own in changed.values() for id_ in own}
    kinds = tuple(dict.fromkeys([*(gap.kind for gap in GAPS.values() if gap.kind), "Member", *sorted(touched)]))
    records = {row["id"]: row for row in statements.run(reader, "records_cited", kinds=kinds, ids=ids)}
    # The UN's own indicators are led by its custodians; a city answers for its own.
    cited = [row for row in records.values() if row["level"] != GLOBAL]
    of_kind: dict[str, list[Row]] = defaultdict(list)
    for row in cited:
        of_kind[row["kind"]].append(row)
    found: list[tuple[Gap, Row, list[str]]] = []
    of_figures = _of_figures(reader, today.isoformat(), ids)
    for gap in GAPS.values():
        rows: list[tuple[Row, list[str]]]
        if gap.query:
            stated = statements.run(reader, gap.query, given.get(gap.query, {}), ids=ids)
            by_change = changed.get(gap.code, {})
            rows = [(row, by_change.get(row["id"], [])) for row in stated]
            known = {row["id"] for row in stated}
            rows += [(row, by_change[row["id"]]) for row in cited if row["id"] in by_change.keys() - known]
            rows += [(row, []) for row in of_figures.get(gap.code, ())]
        elif gap.kind:
            spared = through_parts.get(gap.code, ())
            rows = [(r, []) for r in of_kind[gap.kind] if gap.marked(marks.get(r["id"], 0)) and r["id"] not in spared]
        elif gap.code == NO_DEADLINE:
            rows = [(row, []) for row in _without_deadline(reader, web, parts, ids)]
        elif gap.code in of_figures:
            rows = [(row, []) for row in of_figures[gap.code]]
        else:
            rows = [(row, changed[gap.code][row["id"]]) for row in cited if row["id"] in changed[gap.code]]
        found += [(gap, row, names) for row, names in rows]
    seats = leading_seats(reader, as_of=as_of)
    found = [(gap, _led_by_seats(gap, row, seats), names) for gap, row, names in found]
    lives = lifetimes(reader, {row["id"]: row for _, row, _ in found})
    found = [(gap, row, names) for gap, row, names in found if lives.lives(row["id"], as_of)]
    held, between = _in_turn(reader, as_of, None if judged is None else judged["Member"])
    ended = changed[SEAT_VACANT]
    held -= ended.keys()
    between = [row for row in between if row["id"] not in ended]
    found = [(gap, row, names) for gap, row, names in found if gap.code != SEAT_VACANT or row["id"] not in held]
    found += [(GAPS[SEAT_VACANT], row, []) for row in between]
    asked = coordinators(reader, [row["id"] for gap, row, _ in found if gap.code == LED_THROUGH_GROUP], as_of=as_of)
    answer_for = _answering(reader, web, [row for _, row, _ in found])
    name(reader, web, {id_ for _, _, names in found for id_ in names})

    def agencies(gap: Gap, row: Row, names: list[str]) -> list[NamedAgency]:
        if gap.code == LED_THROUGH_GROUP:
            return asked.get(row["id"], [])
        if not names:
            own = answer_for[_thing(row)]
            return own.leads or own.coordinators
        return [
            {"id": id_, "name": web.nodes[id_]["name"], "name_en": web.nodes[id_]["name_en"] or ""} for id_ in names
        ]

    wording = _Wording()

    def concern(gap: Gap, row: Row, names: list[str]) -> FoundGap:
        thing = _thing(row)
        own = answer_for[thing]
        return FoundGap(_row(gap, row, agencies(gap, row, names), own.groups, wording), thing, own, names)

    places = {id_: place(records[id_]) for id_ in {_thing(row) for _, row, _ in found}}
    found.sort(key=lambda f: (_LEVEL[f[0].level], f[0].code, places[_thing(f[1])], f[1].get("year") or 0, f[1]["id"]))
    return [concern(gap, row, names) for gap, row, names in found]


def _led_by_seats(gap: Gap, row: Row, seats: Mapping[str, list[Row]]) -> Row:
    """The row of a gap, with the seats that lead the thing where the gap is that no agency does."""
    return {**row, "led_by": seats[row["id"]]} if gap.lacks & int(Mark.LED) and row["id"] in seats else row


def _around(reader: Reader, about: Collection[str]) -> dict[str, dict[str, None]]:
    """Kind → the things that may have a gap that concerns one of these records.

    With a task there are its parts and its indicators, on which its own gaps depend.
    """
    found = reached(reader, about, which=_to_gaps)
    for council in sorted(found["Council"].keys() & set(about)):
        for row in statements.run(reader, "parts", {"id": council}, ("Council",)):
            found[row["kind"]][row["id"]] = None
    return found


def _through_parts(parts: Mapping[str, Sequence[str]], marks: Mapping[str, int]) -> dict[str, set[str]]:
    """Gap → the tasks that do not have it because one of their parts is led or measured."""

    def wholes(mark: Mark) -> set[str]:
        return held_through_parts(parts, (id_ for id_, own in marks.items() if own & int(mark)))

    led = wholes(Mark.LED)
    return {TASK_NO_LEAD: led, LED_THROUGH_GROUP: led, TASK_NO_INDICATOR: wholes(Mark.MEASURED)}


def _thing(row: Row) -> str:
    """The id of what a gap is about; of a year that of its indicator."""
    return str(row.get("indicator") or row["id"])


def _to_gaps(step: Step) -> bool:
    """Whether a step is one of a walk to what may have a gap for its answers: years and SDG targets only follow."""
    return step.way.leaves != THING or step.way.how == CARRIED or step.far in WITH_GAPS


def _answering(reader: Reader, web: Web, rows: Iterable[Row]) -> dict[str, Answering]:
    """Who answers for the things that gaps are about, and what these follow from; a seat and a subgroup are part of
    their bodies."""
    things = {_thing(row): "Indicator" if row.get("indicator") else str(row["kind"]) for row in rows}
    found = {id_: Answering() for id_ in things}
    found |= answering_in(reader, web, [id_ for id_, own in things.items() if own in _ANSWERED])
    bodies = sorted(id_ for id_, kind in things.items() if kind not in _ANSWERED)
    for row in statements.run(reader, "wholes", {"ids": bodies}) if bodies else ():
        if row["kind"] in BODIES:
            own = found[row["id"]]
            own.above.add(row["whole"])
            own.groups.append({"id": row["whole"], "name": row["name"], "name_en": row["name_en"] or ""})
    return found


def _of_figures(reader: Reader, day: str, ids: Collection[str] | None) -> dict[str, list[Row]]:
    """Gap → the indicators (those of ``ids`` if any are given) and years that have it. A year is judged as progress
    judges it."""
    found: dict[str, list[Row]] = {code: [] for code in (*OF_FIGURES, NO_RESULT)}
    # The UN's own indicators are its custodians'; a class of indicators is measured by its members.
    own = [
        row
        for row in statements.run(reader, "indicators", ids=ids)
        if row["level"] != GLOBAL and row["sort"] != "class"
    ]
    years = years_of(reader, own, day)
    judged: dict[str, str] = {}
    rules = ProgressRules()
    for indicator in own:
        rows = years[indicator["id"]]
        figures = figures_of(indicator, rows, day)
        if not any(row["target"] is not None for row in rows):
            found[NO_TARGET].append(indicator)
        if not indicator["direction"]:
            found[NO_DIRECTION].append(indicator)
        if not indicator["unit"]:
            found[NO_UNIT].append(indicator)
        for row in rows:
            if row.get("reported_later") and row["year"] < int(day[:4]):
                judged[row["id"]] = NO_RESULT
            year = figures.of(row["year"])
            if year.target is None or year.result is None or row["target"] != year.target:
                continue
            code = _OF_VERDICT.get(judge(figures, year.year, day, rules).verdict)
            if code:
                judged[row["id"]] = code
    for row in statements.run(reader, "targets_cited", {"ids": sorted(judged)}) if judged else ():
        found[judged[row["id"]]].append(row)
    return found


def _without_deadline(
    reader: Reader, web: Web, parts: Mapping[str, Sequence[str]], ids: Collection[str] | None
) -> list[Row]:
    """Tasks (those of ``ids`` if any are given) without an end of their own or of a task above; no standing duties, and
    no tasks that have parts, which are done when these are."""
    rows = statements.run(reader, "gap_task_no_deadline", ids=None if ids is None else web.nodes)
    without = {row["id"] for row in rows}
    above: dict[str, list[str]] = {}
    for id_, own in parts.items():
        for part in own:
            above.setdefault(part, []).append(id_)

    def ends(id_: str) -> bool:
        seen, ahead = {id_}, [id_]
        while ahead:
            at = ahead.pop()
            if at not in without:
                return True
            more = [one for one in above.get(at, ()) if one not in seen]
            seen.update(more)
            ahead += more
        return False

    asked = rows if ids is None else [row for row in rows if row["id"] in ids]
    return [row for row in asked if row["sort"] != STANDING and row["id"] not in parts and not ends(row["id"])]


def _in_turn(reader: Reader, day: str, seats: Collection[str] | None) -> tuple[set[str], list[Row]]:
    """Of seats that are held in turn, or of some of them: the records that say nothing of a vacancy on the day, and of
    each seat that is between two holders the record of the last one."""
    asked = seats
    if seats is not None:
        beside = statements.run(reader, "seat_terms_of", {"ids": sorted(seats)}) if seats else []
        asked = {row["id"] for row in beside}
    rows = {row["id"]: row for row in statements.run(reader, "seat_terms", ids=asked) if row["body"]}
    held: set[str] = set()
    between: list[Row] = []
    lives = lifetimes(reader, rows, every=seats is None)
    for turn in lives.turns:
        if len(turn) == 1:
            continue
        held |= {one.id for one in turn}
        before = [one for one in turn if one.last and not holds(None, one.last, day)]
        after = [one for one in turn if one.first and not holds(one.first, None, day)]
        bodies = {turn[0].listed_under.last, *(one.body for one in turn)}
        vacant = before and after and not any(one.holds(day) for one in turn)
        if vacant and any(lives.lives(body, day) for body in bodies):
            if seats is None or before[-1].id in seats:
                between.append({**rows[before[-1].id], "vacant_until": day_before(after[0].first)})
        elif len(before) == len(turn):
            held.discard(turn[-1].id)  # nobody after the last one: vacant as any other seat
    return held, between


def _of_changes(web: Web) -> dict[str, dict[str, list[str]]]:
    """Gap → thing → bodies: those that ended without a successor, those of which one took over, and former ones.

    Of a thing that took the place of another one it is the former thing.
    """
    found: dict[str, dict[str, dict[str, None]]] = {code: {} for code in (*OF_CHANGES, SEAT_VACANT)}
    for hop in sorted(web.lost, key=lambda hop: (hop.far, hop.near)):
        seat = web.nodes[hop.far]["kind"] == "Member"
        found[SEAT_VACANT if seat else DUTY_LOST].setdefault(hop.far, {})[hop.near] = None
    if found[SEAT_VACANT]:
        for party in web.parties():
            for *_, hop in web.held(party):
                if hop.is_duty:
                    found[SEAT_VACANT].pop(hop.far, None)  # another body fills it
    for party in web.parties():
        if not any(_changed(web, hop) for hop in web.after[PARTY, party]):
            continue
        for walk in walks(web, [party], which=_passed_on):
            last = walk.hop
            if last is None or not last.is_duty:
                continue
            if last.after:
                code, names = (ROLE_UNSETTLED if walk.how == UNSETTLED else FORMER_NAME), [last.after[0].near]
            elif walk.how == UNSETTLED:
                code, names = DUTY_UNSETTLED, [party]
            else:
                code, names = FORMER_NAME, [last.near, party]
            found[code].setdefault(walk.at, {}).update(dict.fromkeys(names))
    return {code: {thing: list(names) for thing, names in own.items()} for code, own in found.items()}


def _changed(web: Web, hop: Hop) -> bool:
    """Whether a party holds something over a change, of its own or of what it has to do with."""
    if hop.way.reaches == SEAT:
        return any(own.after for own in web.after.get((SEAT, hop.far), ()))
    return bool(hop.after) or hop.way.how in (CARRIED, UNSETTLED)


def _passed_on(walk: Walk) -> bool:
    """Whether a walk goes over a change and no further than the role that was held before."""
    hop = walk.hop
    if hop is None or (walk.role is not None and not hop.way.takes):
        return False
    return walk.how in (CARRIED, UNSETTLED) or hop.way.reaches == SEAT


class _Said:
    """Words that many sentences have in common, made once for each language."""

    def __init__(self, words: Translatable) -> None:
        self._words = words
        self._made: dict[str, str] = {}

    def in_language(self, lang: str) -> str:
        """The words in that language."""
        made = self._made.get(lang)
        if made is None:
            made = self._made[lang] = self._words.in_language(lang)
        return made


_NAME = "\0"
"""Holds the place of a name; no text that was loaded has this character."""


class _Sentence:
    """What is said of a gap, but for the name of the record that has it."""

    def __init__(self, what: _Said, detail: Translatable | None) -> None:
        self._template = template("“{name}”: {what} ({detail})") if detail else template("“{name}”: {what}")
        self._values = {"what": what, "detail": detail} if detail else {"what": what}
        self._around: dict[str, list[str]] = {}

    def of(self, name: Name) -> tuple[str, Message]:
        """The sentence of a record, in Chinese and in English, which knows further languages."""
        values = {"name": name, **self._values}
        text = self._with(name, SOURCE_LANGUAGE)
        return self._with(name, CHINESE), Message(self._template, values, text=text)

    def _with(self, name: Name, lang: str) -> str:
        around = self._around.get(lang)
        if around is None:
            made = Later(self._template, {"name": _NAME, **self._values}).in_language(lang)
            around = self._around[lang] = made.split(_NAME)
        return name.in_language(lang).join(around)


class _Wording:
    """The sentences of the gaps of one answer: what a kind of gap is and whom to ask is said in many of them."""

    def __init__(self) -> None:
        self._kinds = {code: _Said(gap.sentence) for code, gap in GAPS.items()}
        self._asked: dict[tuple[tuple[str, str], ...], _Said] = {}
        self._sentences: dict[tuple[str, _Said | None], _Sentence] = {}

    def sentences(self, gap: Gap, row: Row, agencies: list[NamedAgency]) -> tuple[str, Message]:
        """The sentence of a gap with the agencies to ask, in Chinese and in English."""
        asked = self._whom(agencies)
        detail = _detail(row, asked)
        if detail is not asked:  # figures and days are of this record
            return _Sentence(self._kinds[gap.code], detail).of(Name(row))
        found = self._sentences.get((gap.code, asked))
        if found is None:
            found = self._sentences[gap.code, asked] = _Sentence(self._kinds[gap.code], asked)
        return found.of(Name(row))

    def _whom(self, agencies: list[NamedAgency]) -> _Said | None:
        if not agencies:
            return None
        names = tuple((agency["name"], agency["name_en"]) for agency in agencies)
        found = self._asked.get(names)
        if found is None:
            found = self._asked[names] = _Said(later("{names}", names=[Name(a) for a in agencies]))
        return found


def _row(gap: Gap, row: Row, agencies: list[NamedAgency], groups: list[NamedAgency], wording: _Wording) -> PlanGap:
    chinese, english = wording.sentences(gap, row, agencies)
    return {
        "level": gap.level,
        "gap": gap.code,
        "id": row["id"],
        "kind": row["kind"],
        "name": row["name"],
        "name_en": row["name_en"] or "",
        "message_zh": chinese,
        "message_en": english,
        "agencies": agencies,
        "groups": groups,
        "year": row.get("year"),
        "dataset": row["dataset"],
        "origin": row["origin"],
        "source": row["source"] or "",
        "locator": row["locator"] or "",
        "quote": row["quote"] or "",
    }


def _detail(row: Row, asked: _Said | None) -> Translatable | None:
    """What is known beside the gap: figures, the seat that leads, the end of a term, or whom to ask."""
    if row.get("led_by"):
        led = leading_seats_in_words(row["led_by"])
        return later("{clauses}", clauses=Clauses([led, asked])) if asked else led
    if row.get("result") is not None:
        figures = later(
            "{year}: target {target}, result {result}",
            year=ShownDate(str(row["year"])),
            target=shown_number(row["target"]),
            result=shown_number(row["result"]),
        )
        return later("{clauses}", clauses=Clauses([figures, asked])) if asked else figures
    if asked:
        return asked
    if row.get("vacant_until"):
        return later("vacant until {date}", date=ShownDate(row["vacant_until"]))
    if row.get("holder_to"):
        return later("term ended {date}", date=ShownDate(row["holder_to"]))
    return later("{year}", year=ShownDate(str(row["year"]))) if "year" in row else None
