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
from quanze.locale import (
    CHINESE,
    SOURCE_LANGUAGE,
    Clauses,
    Later,
    Message,
    Translatable,
    in_language,
    later,
    listed,
    message,
    template,
)
from quanze.queries import statements
from quanze.queries.answering import Answering, answering_of, name_parties
from quanze.queries.leading_seats import leading_seats
from quanze.queries.lifetimes import lifetimes
from quanze.queries.parts import held_through_parts, indicators_of_tasks, parts_of_tasks
from quanze.queries.progress import GLOBAL, figures_of, years_of
from quanze.queries.responsibility import (
    Mark,
    Walk,
    collect_things,
    name,
    reached,
    standings,
    walks,
    whole_on_day,
)
from quanze.queries.source_order import place
from quanze.queries.verdicts import apparent, verdicts
from quanze.queries.webs import Hop, Web
from quanze.schema.codes import GROUPING_ONLY, LEVELS
from quanze.schema.dates import ShownDate, day_before, holds, latest
from quanze.schema.naming import Name
from quanze.schema.number_text import shown_number
from quanze.schema.progress import CONCLUDED, MISSED, NEARLY, ProgressRules
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

    def marked(self, marks: Iterable[int]) -> set[int]:
        """Which marks are those of a record that has this gap."""
        return {own for own in marks if own & self.has == self.has and not own & self.lacks}


_OWNED = int(Mark.LED | Mark.OWN_DUTY)
_ANSWERED_FOR = _OWNED | int(Mark.COORDINATED)

LED_THROUGH_GROUP = "task-led-through-group"
GROUP_NO_LEAD = "subgroup-no-lead"
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
        Gap(GROUP_NO_LEAD, "error", message("nobody convenes the subgroup"), kind="Subgroup", lacks=_ANSWERED_FOR),
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
            message("only a class of agencies is named; no particular agency is responsible"),
            kind="Task",
            has=int(Mark.CLASSED),
            lacks=int(Mark.SUPPORTED),
        ),
        Gap(
            "indicator-no-lead",
            "warning",
            message("no agency leads the indicator"),
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
        Gap(
            NO_DIRECTION,
            "warning",
            message("neither the source nor its targets say whether the indicator is to rise or to fall"),
        ),
        Gap(
            GROUPING_ONLY,
            "notice",
            message("the source groups tasks by it and names neither a convener nor the council that it is part of"),
            kind="Subgroup",
            lacks=_ANSWERED_FOR,
        ),
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
_RANK = {code: n for n, code in enumerate(GAPS)}
WITH_GAPS = tuple(dict.fromkeys(gap.kind for gap in GAPS.values() if gap.kind))
"""Kinds of things that may have a gap for what their answers amount to."""
_OF_NO_BODY = ("Task", "Indicator")
"""The kinds of things with gaps that are part of no body."""
STANDING = "duty"
"""The kind of tasks that are never done."""


class FoundGap(NamedTuple):
    """A gap: what it is, the row of the record that has it, and the bodies that changed.

    Whom it concerns and what is said of it is looked up where it is asked for: of a nation's gaps few are shown.
    """

    kind: Gap
    row: Row
    bodies: Sequence[str]
    around: Surroundings

    @property
    def id(self) -> str:
        """The id of the record that has it."""
        return str(self.row["id"])

    @property
    def thing(self) -> str:
        """The id of the record itself; of a year that of its indicator."""
        return _thing(self.row)

    @property
    def answering(self) -> Answering:
        """Who answers for the thing."""
        return self.around.answering(self.thing)

    @property
    def agencies(self) -> list[NamedAgency]:
        """The agencies to ask."""
        if self.bodies:
            return [self.around.named(id_) for id_ in self.bodies]
        return self.answering.leads or self.answering.coordinators

    @property
    def gap(self) -> PlanGap:
        """It as a row, with its sentence in both languages."""
        chinese, english = self.around.wording.sentences(self.kind, self.row, self.agencies)
        row = self.row
        return {
            "level": self.kind.level,
            "gap": self.kind.code,
            "id": row["id"],
            "kind": row["kind"],
            "name": row["name"],
            "name_en": row["name_en"] or "",
            "message_zh": chinese,
            "message_en": english,
            "agencies": self.agencies,
            "groups": self.answering.groups,
            "year": row.get("year"),
            "dataset": row["dataset"],
            "origin": row["origin"],
            "source": row["source"] or "",
            "locator": row["locator"] or "",
            "quote": row["quote"] or "",
        }

    def sentence(self, lang: str) -> str:
        """What is said of it in a language: that of ``gap``, without the other languages."""
        return self.around.wording.sentence(self.kind, self.row, self.agencies, lang)

    def concerns(self, id_: str) -> bool:
        """Whether it concerns a record: the one with the gap or its indicator, an agency that works on it or changed,
        or a task or body that it follows from. Who convenes the group that has it, and is asked, works on it."""
        return id_ in (self.id, self.thing, *self.bodies) or id_ in self.answering.every or id_ in self.answering.above


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
        return (
            self.states(found.row["dataset"])
            and (not self.level or _LEVEL[found.kind.level] <= _LEVEL[self.level])
            and (not self.codes or found.kind.code in self.codes)
            and (self.year is None or found.row.get("year") == self.year)
            and (not self.about or found.concerns(self.about))
        )


def _unknown(given: str, known: Iterable[str]) -> QueryError:
    return QueryError(
        message("There is no {name!r} among gaps.", name=given), message("Use one of {names}.", names=list(known))
    )


def _by_name(named: list[NamedAgency]) -> tuple[bool, tuple[Part, ...]]:
    """A row's place by the first of these; last where there is none."""
    return (not named, natural_key(named[0]["name"]) if named else ())


ORDERS: dict[str, Callable[[FoundGap], Any]] = {
    "level": lambda found: _LEVEL[found.kind.level],
    "gap": lambda found: _RANK[found.kind.code],
    "agency": lambda found: _by_name(found.agencies),
    "group": lambda found: _by_name(found.answering.groups),
    "year": lambda found: (found.row.get("year") is None, found.row.get("year")),
}
"""The orders of gaps, by the codes of ``GAP_ORDERS``; of equals the graver comes first."""


def gaps(
    reader: Reader,
    *,
    wanted: Wanted | None = None,
    order: str = "level",
    as_of: str = "",
    today: date | None = None,
) -> list[PlanGap]:
    """The gaps of ``found_gaps`` that are wanted, all when nothing is said, in one of ``ORDERS``."""
    wanted = wanted or Wanted()
    about = [wanted.about] if wanted.about else None
    found = found_gaps(reader, about=about, as_of=as_of, today=today)
    return [one.gap for one in in_order(filter(wanted.takes, found), order)]


def in_order(found: Iterable[FoundGap], order: str) -> list[FoundGap]:
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
        web = whole_on_day(reader, as_of, which=_to_gaps)
    else:
        web = collect_things(reader, judged, as_of=as_of, which=_to_gaps)
    marks = standings(web)
    parts = parts_of_tasks(web)
    changed, renamed = _of_changes(web)
    touched = {web.nodes[id_]["kind"] for own in changed.values() for id_ in own}
    kinds = tuple(dict.fromkeys([*(gap.kind for gap in GAPS.values() if gap.kind), "Member", *sorted(touched)]))
    indicators = statements.run(reader, "indicators", ids=ids)
    others = [kind for kind in kinds if kind != "Indicator"]
    records = {row["id"]: row for row in statements.run(reader, "records_cited", kinds=others, ids=ids)}
    records |= {row["id"]: row for row in indicators}  # which have what is cited, and more
    datasets = {id_: row["dataset"] for id_, row in records.items()}
    through_parts = _through_parts(parts, indicators_of_tasks(web, datasets), marks)
    through_parts |= _groups_spared(reader, records, marks, as_of)
    # The UN's own indicators are led by its custodians; a city answers for its own.
    cited = [row for row in records.values() if row["level"] != GLOBAL]
    of_kind: dict[str, list[Row]] = defaultdict(list)
    for row in cited:
        of_kind[row["kind"]].append(row)
    found: list[tuple[Gap, Row, list[str]]] = []
    of_figures = _of_figures(reader, indicators, today.isoformat())
    occurring = {0, *marks.values()}
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
            spared, marked = through_parts.get(gap.code, ()), gap.marked(occurring)
            rows = [(r, []) for r in of_kind[gap.kind] if marks.get(r["id"], 0) in marked and r["id"] not in spared]
        elif gap.code == NO_DEADLINE:
            rows = [(row, []) for row in _without_deadline(reader, web, parts, ids)]
        elif gap.code in of_figures:
            rows = [(row, []) for row in of_figures[gap.code]]
        else:
            rows = [(row, changed[gap.code][row["id"]]) for row in cited if row["id"] in changed[gap.code]]
        found += [(gap, row, names) for row, names in rows]
    seats = leading_seats(reader, as_of=as_of)
    found = [(gap, _led_by_seats(gap, row, seats), names) for gap, row, names in found]
    for n, (gap, row, names) in enumerate(found):
        if gap.code == FORMER_NAME and row["id"] in renamed:
            pairs = [(web.nodes[before], web.nodes[after]) for before, after in renamed[row["id"]]]
            found[n] = (gap, {**row, RENAMED: pairs}, names)
    held, between = _in_turn(reader, as_of, None if judged is None else judged["Member"])
    ended = changed[SEAT_VACANT]
    held -= ended.keys()
    between = [row for row in between if row["id"] not in ended]
    found = [(gap, row, names) for gap, row, names in found if gap.code != SEAT_VACANT or row["id"] not in held]
    found += [(GAPS[SEAT_VACANT], row, []) for row in between]
    lives = lifetimes(reader, {row["id"]: row for _, row, _ in found})
    found = [(gap, row, names) for gap, row, names in found if lives.lives(row["id"], as_of)]
    around = _surroundings(reader, web, found)
    in_place = sorted({_thing(row) for _, row, _ in found}, key=lambda id_: place(records[id_]))
    places = {id_: n for n, id_ in enumerate(in_place)}
    found.sort(key=lambda f: (_LEVEL[f[0].level], f[0].code, places[_thing(f[1])], f[1].get("year") or 0, f[1]["id"]))
    return [FoundGap(gap, row, names, around) for gap, row, names in found]


_ONE_BY_ONE = 300
"""Things with gaps of which it is looked up one by one who answers for them."""


class Surroundings:
    """What all gaps of an answer have in common: who answers for what, and their words.

    ``kinds`` are those of the things with gaps, ``wholes`` the bodies that seats and subgroups among them are part of.
    All is read before, so that a graph that changes meanwhile is not asked again; who answers is followed in the web
    when it is looked at.
    """

    def __init__(
        self,
        web: Web,
        kinds: Mapping[str, str],
        wholes: Sequence[Row] = (),
    ) -> None:
        self._web, self._kinds, self._wholes = web, kinds, wholes
        self._answering: dict[str, Answering] = {}
        self.wording = _Wording()

    def answering(self, thing: str) -> Answering:
        """Who answers for a thing with a gap, and what it follows from.

        The first ones are looked up one by one, for of a nation's gaps few are shown; then all are.
        """
        if thing not in self._answering:
            self._look_up(None if len(self._answering) >= _ONE_BY_ONE else [thing])
        return self._answering[thing]

    def _look_up(self, things: Collection[str] | None) -> None:
        """Take in who answers for some things, or for all."""
        asked = self._kinds.keys() if things is None else things
        found = {id_: Answering() for id_ in asked}
        with collector_paused():
            web = self._web if things is None else self._web.leading_to(things)
            found |= answering_of(web, [id_ for id_ in asked if self._kinds[id_] in WITH_GAPS])
        for row in self._wholes:
            if row["kind"] in BODIES and row["id"] in found:
                own = found[row["id"]]
                own.above.add(row["whole"])
                own.groups.append({"id": row["whole"], "name": row["name"], "name_en": row["name_en"] or ""})
        self._answering |= found

    def named(self, id_: str) -> NamedAgency:
        """A body that changed."""
        node = self._web.nodes[id_]
        return {"id": id_, "name": node["name"], "name_en": node["name_en"] or ""}


def _surroundings(reader: Reader, web: Web, found: Sequence[tuple[Gap, Row, Sequence[str]]]) -> Surroundings:
    """What the gaps of a web have in common; the web gets the names of those who may be shown."""
    kinds = {_thing(row): "Indicator" if row.get("indicator") else str(row["kind"]) for _, row, _ in found}
    parts = sorted(id_ for id_, kind in kinds.items() if kind not in _OF_NO_BODY)
    wholes = statements.run(reader, "wholes", {"ids": parts}) if parts else []
    name_parties(reader, web)
    name(reader, web, (id_ for id_ in {id_ for *_, names in found for id_ in names} if "name" not in web.nodes[id_]))
    return Surroundings(web, kinds, wholes)


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


def _through_parts(
    parts: Mapping[str, Sequence[str]], indicators: Mapping[str, Sequence[str]], marks: Mapping[str, int]
) -> dict[str, set[str]]:
    """Gap → the tasks that do not have it because one of their parts is led or measured, or one of their indicators
    led."""

    def marked(mark: Mark) -> set[str]:
        return {id_ for id_, own in marks.items() if own & int(mark)}

    in_indicators = held_through_parts(indicators, marked(Mark.LED_ITSELF))
    led = in_indicators | held_through_parts(parts, marked(Mark.LED) | in_indicators)
    return {
        TASK_NO_LEAD: led,
        LED_THROUGH_GROUP: led,
        TASK_NO_INDICATOR: held_through_parts(parts, marked(Mark.MEASURED)),
    }


def _groups_spared(
    reader: Reader, records: Mapping[str, Row], marks: Mapping[str, int], day: str
) -> dict[str, set[str]]:
    """Gap → the subgroups that have the other of the two which a subgroup without a convener may have.

    A heading of a sheet is part of no council, has had no seats by the day, and nobody holds a role on it.
    """
    groups = {id_ for id_, row in records.items() if row["kind"] == "Subgroup"}
    bare = sorted(id_ for id_ in groups if not marks.get(id_))
    bodies = {row["id"] for row in statements.run(reader, "wholes", {"ids": bare}, ("Subgroup",))} if bare else set()
    seats = statements.run(reader, "seats_on", {"ids": bare}, ("Subgroup",)) if bare else []
    lives = lifetimes(reader, {row["id"]: row for row in seats})
    bodies |= {row["body"] for row in seats if holds(latest(row["since"] or "", lives.span(row["id"])[0]), None, day)}
    headings = set(bare) - bodies
    return {GROUP_NO_LEAD: headings, GROUPING_ONLY: groups - headings}


def _thing(row: Row) -> str:
    """The id of what a gap is about; of a year that of its indicator."""
    return str(row.get("indicator") or row["id"])


def _to_gaps(step: Step) -> bool:
    """Whether a step is one of a walk to what may have a gap for its answers: years and SDG targets only follow."""
    return step.way.leaves != THING or step.way.how == CARRIED or step.far in WITH_GAPS


def _of_figures(reader: Reader, indicators: Iterable[Row], day: str) -> dict[str, list[Row]]:
    """Gap → the indicators among these (rows of the query ``indicators``) and years that have it. A year is judged as
    progress judges it."""
    found: dict[str, list[Row]] = {code: [] for code in (*OF_FIGURES, NO_RESULT)}
    # The UN's own indicators are its custodians'; a class of indicators is measured by its members.
    own = [row for row in indicators if row["level"] != GLOBAL and row["sort"] != "class"]
    judged: dict[str, str] = {}
    without_direction = {indicator["id"] for indicator in own if not indicator["direction"]}
    rules = ProgressRules()
    for indicator, rows in years_of(reader, own, day):
        figures = figures_of(indicator, rows, day)
        if not any(row["target"] is not None for row in rows):
            found[NO_TARGET].append(indicator)
        if not indicator["direction"] and apparent(figures) is None:
            found[NO_DIRECTION].append(indicator)
        if not indicator["unit"]:
            found[NO_UNIT].append(indicator)
        codes = {
            (year.year, year.target): _OF_VERDICT[said]
            for year, said in verdicts(figures, day, rules)
            if said in _OF_VERDICT
        }
        for row in rows:
            if row.get("reported_later") and row["year"] < int(day[:4]):
                judged[row["id"]] = NO_RESULT
            code = codes.get((row["year"], row["target"]))
            if code:
                judged[row["id"]] = code
    for row in statements.run(reader, "targets_cited", {"ids": sorted(judged)}) if judged else ():
        code = judged[row["id"]]
        if code == NO_RESULT:
            row = row | {"result": None}
        elif row["indicator"] in without_direction:
            row = row | {"direction_concluded": True}
        found[code].append(row)
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


def _of_changes(web: Web) -> tuple[dict[str, dict[str, list[str]]], dict[str, list[tuple[str, str]]]]:
    """Gap → thing → bodies: those that ended without a successor, those of which one took over, and former ones; and
    thing → each former body that its source names, with the present one.

    Of a thing that took the place of another one it is the former thing.
    """
    renamed: dict[str, set[tuple[str, str]]] = {}
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
                renamed.setdefault(walk.at, set()).add((last.near, party))
            found[code].setdefault(walk.at, {}).update(dict.fromkeys(names))
    changed = {code: {thing: list(names) for thing, names in own.items()} for code, own in found.items()}
    return changed, {thing: sorted(pairs) for thing, pairs in renamed.items()}


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


class _Sentence:
    """What is said of gaps that differ only by the name of the record, whom to ask, and figures or days: the text
    around these is made once for each language."""

    def __init__(self, template: str, values: Mapping[str, Any]) -> None:
        self._template, self._values = template, values
        self._parts: dict[str, list[str]] = {}

    def _around(self, lang: str) -> list[str]:
        """Texts, and between them the names of what differs."""
        found = self._parts.get(lang)
        if found is None:
            made = Later(self._template, _marked(self._values, _Marks())).in_language(lang)
            found = self._parts[lang] = made.split(_MARK)
        return found

    def of(self, own: Mapping[str, Any], lang: str) -> str:
        """The sentence of a record in a language, by what is its own."""
        parts = list(self._around(lang))
        for n in range(1, len(parts), 2):
            parts[n] = in_language(own[parts[n]], lang)
        return "".join(parts)

    def message(self, own: Mapping[str, Any]) -> Message:
        """The sentence of a record in English, which knows further languages."""
        return Message(self._template, _marked(self._values, own), text=self.of(own, SOURCE_LANGUAGE))


_MARK = "\0"
"""Is on both sides of what differs; no text that was loaded has this character."""


class _Slot(NamedTuple):
    """The place of what differs among sentences."""

    name: str


class _Marks(dict[str, str]):
    """What is put into places until a record's own words are."""

    def __missing__(self, name: str) -> str:
        return f"{_MARK}{name}{_MARK}"


def _marked(values: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a sentence, and of those within it, with what is a record's own in its place."""

    def filled(value: Any) -> Any:
        if type(value) is _Slot:
            return own[value.name]
        if type(value) is Later:
            return Later(value.template, _marked(value.values, own))
        if type(value) is Clauses:
            return Clauses(map(filled, value))
        return value

    return {name: filled(value) for name, value in values.items()}


class _Asked:
    """Whom to ask, in words that are made once for each language."""

    def __init__(self, agencies: Iterable[NamedAgency]) -> None:
        self._names = [Name(agency) for agency in agencies]
        self._said: dict[str, str] = {}

    def in_language(self, lang: str) -> str:
        """The names in that language."""
        if lang not in self._said:
            self._said[lang] = listed(self._names, lang)
        return self._said[lang]


class _Wording:
    """The sentences of the gaps of one answer: what a kind of gap is and whom to ask is said in many of them."""

    def __init__(self) -> None:
        self._sentences: dict[tuple[object, ...], _Sentence] = {}
        self._asked: dict[tuple[str, ...], _Asked] = {}

    def sentences(self, gap: Gap, row: Row, agencies: list[NamedAgency]) -> tuple[str, Message]:
        """The sentence of a gap with the agencies to ask, in Chinese and in English."""
        found, own = self._of(gap, row, agencies)
        return found.of(own, CHINESE), found.message(own)

    def sentence(self, gap: Gap, row: Row, agencies: list[NamedAgency], lang: str) -> str:
        """The same in one language."""
        found, own = self._of(gap, row, agencies)
        return found.of(own, lang)

    def _of(self, gap: Gap, row: Row, agencies: list[NamedAgency]) -> tuple[_Sentence, dict[str, Any]]:
        shape, own = _own_words(row)
        if agencies:
            ids = tuple(agency["id"] for agency in agencies)
            asked = self._asked.get(ids)
            if asked is None:
                asked = self._asked[ids] = _Asked(agencies)
            own["asked"] = asked
        key = (gap.code, shape, bool(agencies))
        found = self._sentences.get(key)
        if found is None:
            found = self._sentences[key] = _sentence(gap, shape, asked=bool(agencies))
        return found, own


LED_BY, FIGURES, VACANT_UNTIL, TERM_ENDED, OF_YEAR = "led_by", "figures", "vacant_until", "holder_to", "year"
BY_DIRECTION, RENAMED, NOTED = "figures, by a direction concluded", "renamed", "note"
"""What is known beside a gap: the seat that leads, figures, the end of a vacancy or a term, the year; of figures, that
the plan gives no direction and the one in which its targets go was taken; the former bodies that the source names, each
with the present one; a note."""
_NO_DAY = later("no day is given by which it is to be done")
"""Of a task without a deadline whose note may give it in words, 每年底."""


def _own_words(row: Row) -> tuple[str, dict[str, Any]]:
    """What is known of a record beside its gap (empty: nothing), and the words for it and its name."""
    own: dict[str, Any] = {"name": Name(row)}
    if row.get("led_by"):
        return LED_BY, own | {"led": leading_seats_in_words(row["led_by"])}
    if row.get(RENAMED):
        pairs = (later("{before} → {after}", before=Name(old), after=Name(now)) for old, now in row[RENAMED])
        return RENAMED, own | {"pairs": Clauses(list(pairs))}
    if row.get("result") is not None:
        target, result = shown_number(row["target"]), shown_number(row["result"])
        shape = BY_DIRECTION if row.get("direction_concluded") else FIGURES
        return shape, own | {"year": ShownDate(str(row["year"])), "target": target, "result": result}
    for shape in (VACANT_UNTIL, TERM_ENDED):
        if row.get(shape):
            return shape, own | {"date": ShownDate(row[shape])}
    if row.get(NOTED):
        return NOTED, own | {"note": row[NOTED]}
    return (OF_YEAR, own | {"year": ShownDate(str(row["year"]))}) if "year" in row else ("", own)


def _sentence(gap: Gap, shape: str, *, asked: bool) -> _Sentence:
    """What is said of gaps of a kind, with what is known beside and, where any are ``asked``, the agencies to ask."""
    whom = _Slot("asked")
    detail: Translatable | _Slot | None = whom if asked else None
    if shape in (LED_BY, FIGURES, BY_DIRECTION, NOTED):
        known: list[Any] = [_Slot("note" if shape == NOTED else "led")]
        if shape in (FIGURES, BY_DIRECTION):
            slots = {name: _Slot(name) for name in ("year", "target", "result")}
            known = [later("{year}: target {target}, result {result}", **slots)]
        if shape == BY_DIRECTION:
            known.append(CONCLUDED)
        detail = later("{clauses}", clauses=Clauses([*known, *([whom] if asked else [])]))
    elif shape == RENAMED:
        detail = later("{clauses}", clauses=_Slot("pairs"))
    elif not asked and shape == VACANT_UNTIL:
        detail = later("vacant until {date}", date=_Slot("date"))
    elif not asked and shape == TERM_ENDED:
        detail = later("term ended {date}", date=_Slot("date"))
    elif not asked and shape == OF_YEAR:
        detail = later("{year}", year=_Slot("year"))
    what = _NO_DAY if shape == NOTED else gap.sentence
    values = {"name": _Slot("name"), "what": what} | ({"detail": detail} if detail else {})
    said = template("“{name}”: {what} ({detail})") if detail else template("“{name}”: {what}")
    return _Sentence(said, values)
