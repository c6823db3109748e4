"""Briefings: the public answers about one agency, body, seat or indicator, each asked once for many of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from quanze.changes.comparison import compared, names_in
from quanze.changes.plan_changes import PLACE
from quanze.collector import collector_paused
from quanze.errors import QueryError, UnknownNameError
from quanze.graph.records import datasets
from quanze.locale import message
from quanze.queries import names, statements
from quanze.queries.dated_editions import editions_on
from quanze.queries.gaps import found_gaps
from quanze.queries.leading_seats import leading_seats
from quanze.queries.lifetimes import living
from quanze.queries.parts import leads_of_parts
from quanze.queries.progress import GLOBAL, indicators_around, measured, report_of
from quanze.queries.records import life, record
from quanze.queries.responsibility import document_names, duties, has_more, who
from quanze.queries.scope import LEVELS, level_of
from quanze.queries.source_order import place
from quanze.queries.walk_counts import count_walks
from quanze.schema import KIND, RELATIONSHIP, TABLES
from quanze.schema.briefing import Briefing
from quanze.schema.naming import Name
from quanze.schema.ways import BODIES, CLASSES, PARTY, SECTIONED, UNSETTLED

if TYPE_CHECKING:
    from quanze.graph.engine import Reader
    from quanze.schema.rows import Match, PlanChange, PlanGap, Responsibility, Row

BRIEFED = {
    "agencies": "Agency",
    "councils": "Council",
    "subgroups": "Subgroup",
    "seats": "Member",
    "indicators": "Indicator",
}
"""What a brief may be about, and the kind of each."""
MOST_PATHS = 200_000
"""Paths by which somebody may answer for what a brief is made of."""
_FEW = 8
"""So many briefings start at their records; for more of them the graph is read once."""
_LISTED = ("Task", *BODIES, "Indicator", "Document", "Member")
"""Kinds of what a briefing lists in the order of its source."""
_GROUPS_NAMED = 8
"""Subgroups named where a brief is asked for on something that is not there."""
_SLIGHT = ("dates", "citation", PLACE, "wording")
"""Changes of a record that change nobody's work."""


@collector_paused()
def briefings(
    reader: Reader, abouts: Sequence[Match], *, day: str, year: int | None = None, since: str = ""
) -> list[Briefing]:
    """A briefing on each record, as known on a day (ISO), with progress of a year and changes since an ISO date.

    Raises QueryError for a kind that no brief is about.
    """
    for about in abouts:
        if about["kind"] not in BRIEFED.values():
            raise QueryError(
                message("There is no brief on a record of the kind “{kind}”.", kind=KIND[about["kind"]]),
                message("Name one of these kinds: {kinds}.", kinds=[KIND[kind] for kind in BRIEFED.values()]),
            )
        _refuse_if_large(reader, about, day)
    answers = _Answers(reader, day, year, since, abouts)
    return [answers.briefing(about) for about in abouts]


def _refuse_if_large(reader: Reader, about: Match, day: str) -> None:
    """Raise QueryError where so many duties follow that a brief would fill gigabytes, before any is followed."""
    many = has_more(reader, about["kind"], about["id"], MOST_PATHS // 10)
    counts = count_walks(reader, PARTY, about["kind"], about["id"], as_of=day) if many else None
    if counts and counts.by_distance.total() > MOST_PATHS:
        raise QueryError(
            message(
                "{name} answers for things by {n:,} paths, too many for a brief.",
                name=Name(about),
                n=counts.by_distance.total(),
            ),
            message("List them with `quanze agency {id}`; with -o NAME.csv all are written.", id=about["id"]),
        )


def brief_about(reader: Reader, name: str) -> Match:
    """The record that a name means among those that a brief may be about.

    Raises AmbiguousNameError, or UnknownNameError; it says so where the name of a post cannot be found because the data
    have no seats.
    """
    try:
        return names.find(reader, name, tuple(BRIEFED.values()))
    except UnknownNameError as e:
        if statements.run(reader, "records", kinds=("Member",)):
            raise
        groups = sorted(statements.run(reader, "records", kinds=("Subgroup",)), key=lambda row: row["position"] or 0)
        e.advice = message(
            "The data have no seats, so that posts such as a deputy mayor are not found. List them in the sheet "
            "“{sheet}” of the workbook (`quanze template`), or name an agency, an indicator or a subgroup: {names}.",
            sheet=next(table for table in TABLES if table.kind == "Member"),
            names=[Name(row) for row in groups[:_GROUPS_NAMED]] or message("none"),
        )
        raise


def briefed(reader: Reader, each: str, *, dataset: str = "", day: str = "") -> list[Match]:
    """The records that a brief each is written on: those of ``each`` (see ``BRIEFED``) that live on a day.

    Of agencies they are the city's own where there are any, and no class; of indicators none of the UN's own. Raises
    QueryError for another ``each``.
    """
    if each not in BRIEFED:
        raise QueryError(
            message("There are no briefs on {each!r}.", each=each), message("Use one of {names}.", names=list(BRIEFED))
        )
    kind = BRIEFED[each]
    cited = statements.run(reader, "records_cited", kinds=(kind,))
    own = [row for row in cited if row["level"] != GLOBAL and not (dataset and row["dataset"] != dataset)]
    rows = living(reader, own, day)
    if kind == "Agency":
        ids = [row["id"] for row in rows]
        sorts = {row["id"]: row["sort"] for row in statements.run(reader, "records_by_id", {"ids": ids}, (kind,))}
        levels = {id_: level_of(sort) for id_, sort in sorts.items() if sort not in CLASSES}
        wanted = ("city",) if "city" in levels.values() else LEVELS
        rows = [row for row in rows if levels.get(row["id"]) in wanted]
    return [
        {
            "id": row["id"],
            "kind": kind,
            "name": row["name"],
            "name_en": row["name_en"],
            "dataset": row["dataset"],
            "match": "id",
        }
        for row in sorted(rows, key=place)
    ]


class _Answers:
    """The answers that briefings share: of the whole graph for many of them, else of what is around their records."""

    def __init__(self, reader: Reader, day: str, year: int | None, since: str, abouts: Sequence[Match]) -> None:
        self._reader, self._day, self._year, self._since = reader, day, year, since
        self._changes = _changes(reader, since, day) if since else []
        self._datasets = {row["id"]: row for row in datasets(reader)}
        self._others: dict[str, list[Responsibility]] = {}
        self._duties: dict[str, list[Responsibility]] = {}
        self._figures: dict[str, list[Row]] = {}
        self._documents: dict[str, Row] = {}
        self._groups = self._subgroups(abouts)
        near = {id_ for about in abouts for id_ in self._near(about)} if len(abouts) <= _FEW else None
        judged = found_gaps(reader, about=near, as_of=day, today=date.fromisoformat(day))
        self._gaps = [found.gap for found in judged]
        self._known = measured(reader, day=day, only=None if near is None else indicators_around(reader, near))
        self._cite(gap["source"] for gap in self._gaps)
        self._leading_seats = leading_seats(reader, as_of=day)
        self._cite(seat["source"] for seats in self._leading_seats.values() for seat in seats)
        self._ask_figures(row["id"] for row in self._known.indicators)
        self._ask_others(abouts)
        things = {id_ for about in abouts for id_ in self._listed(about)}
        cited = statements.run(reader, "records_cited", kinds=_LISTED, ids=things)
        self._order = {row["id"]: n for n, row in enumerate(sorted(cited, key=place))}
        self._deadlines = {row["id"]: row["due"] for row in statements.run(reader, "deadlines", ids=things)}

    def _near(self, about: Match) -> set[str]:
        """The records around which all is that a briefing says of gaps and progress: the one that it is about, the
        bodies and indicators that this answers for, and the groups of these."""
        own = {row["item"] for row in self._duties_of(about) if row["item_kind"] in (*BODIES, "Indicator")}
        return {about["id"], *own, *(row["id"] for row in self._groups_of(about))}

    def _listed(self, about: Match) -> set[str]:
        """What a briefing lists in its order, with deadlines."""
        held = {thing for ids in self._things(about).values() for thing in ids}
        return held | {row["item"] for row in self._duties_of(about)}

    def _ask_others(self, abouts: Sequence[Match]) -> None:
        """Ask at once who else works on the things that the briefings are about."""
        wanted: dict[str, dict[str, None]] = defaultdict(dict)
        for about in abouts:
            for kind, ids in self._things(about).items():
                wanted[kind] |= ids
        for kind, ids in wanted.items():
            self._others |= {id_: [] for id_ in ids}
            for row in who(self._reader, kind, list(ids), as_of=self._day):
                self._others[row["item"]].append(row)
        bare = [id_ for id_ in wanted.get("Task", ()) if not any(row["leads"] for row in self._others[id_])]
        self._of_parts = leads_of_parts(self._reader, bare, as_of=self._day)

    def briefing(self, about: Match) -> Briefing:
        """The briefing on one record."""
        id_, kind = about["id"], about["kind"]
        own = self._duties_of(about)
        held = {thing for ids in self._things(about).values() for thing in ids}
        bodies = {id_} if kind in BODIES else {row["item"] for row in own if row["item_kind"] in BODIES}
        groups = self._groups_of(about)
        own_indicators = self._indicators(about, own, {*bodies, *(row["id"] for row in groups)})
        known = self._known.only(own_indicators)
        if kind == "Indicator" and not known.indicators:  # one of the UN's own, or a class of indicators
            known = measured(self._reader, day=self._day, about=about)
            self._ask_figures([id_])
        report = report_of(known, day=self._day, year=self._year, about=about)
        led = {row["item"] for row in own if row["leads"] and row["how"] not in _NOT_OWN}
        unled = {row["item"] for row in own if coordinates(row) and not self._is_led(row["item"])}
        matters = {id_, *held, *led, *own_indicators}
        near = {id_, *(row["id"] for row in groups)}
        found = {row["dataset"] for row in report.rows} | {about["dataset"]}
        return Briefing(
            about=about,
            day=self._day,
            record=record(self._reader, kind, id_),
            life=life(self._reader, id_, kind),
            duties=own,
            others={item: [row for row in self._others[item] if row["agency"] != id_] for item in held},
            progress=report,
            figures={row["indicator"]: self._figures[row["indicator"]] for row in report.rows},
            gaps=[gap for gap in self._gaps if self._concerns(gap, about, led | unled, own_indicators)],
            documents=self._documents,
            datasets=[row for name, row in self._datasets.items() if name in found],
            since=self._since,
            changes=[row for row in self._changes if _touches(row, id_, matters)],
            groups=groups,
            order={row["item"]: self._order[row["item"]] for row in own if row["item"] in self._order},
            of_parts={item: self._of_parts[item] for item in held if item in self._of_parts},
            leading_seats={item: self._leading_seats[item] for item in self._leading_seats.keys() & {*held, *near}},
            deadlines={id_: self._deadlines[id_] for id_ in (*held, *led) if id_ in self._deadlines},
        )

    def _duties_of(self, about: Match) -> list[Responsibility]:
        """What it answers for; of an indicator, who answers for it."""
        id_, kind = about["id"], about["kind"]
        if id_ not in self._duties:
            self._duties[id_] = (
                who(self._reader, kind, [id_], as_of=self._day)
                if kind == "Indicator"
                else duties(self._reader, id_, kind=kind, as_of=self._day)
            )
        return self._duties[id_]

    def _things(self, about: Match) -> dict[str, dict[str, None]]:
        """Kind → the things of which a briefing says who else works on them: those that it has a role on itself or
        coordinates, and of a body or seat itself, its groups and the tasks that follow."""
        wanted: dict[str, dict[str, None]] = defaultdict(dict)
        body = about["kind"] in (*BODIES, "Member")
        for row in self._duties_of(about):
            if is_own(row) or (row["item_kind"] == "Task" and (body or coordinates(row))):
                wanted[row["item_kind"]][row["item"]] = None
        if body:
            wanted[about["kind"]][about["id"]] = None
            wanted["Subgroup"] |= dict.fromkeys(row["id"] for row in self._groups_of(about))
        return wanted

    def _groups_of(self, about: Match) -> list[Row]:
        """The subgroups of a council, or of the councils that a seat is on."""
        councils = self._councils_of(about)
        return [row for row in self._groups if row["council"] in councils]

    def _councils_of(self, about: Match) -> set[str]:
        """The council that a briefing is about, or the councils that a seat is on."""
        if about["kind"] == "Council":
            return {about["id"]}
        if about["kind"] == "Member":
            return {row["item"] for row in self._duties_of(about) if row["item_kind"] == "Council"}
        return set()

    def _indicators(self, about: Match, own: Sequence[Responsibility], bodies: set[str]) -> set[str]:
        """The indicators of a briefing: those that an agency works on, or that belong to a body and its groups."""
        if about["kind"] == "Indicator":
            return {about["id"]}
        known = self._known.agencies
        if about["kind"] == "Agency":
            return {id_ for id_, answering in known.items() if about["id"] in answering.every}
        reviewed = {row["item"] for row in own if row["item_kind"] == "Indicator"}
        return {id_ for id_, answering in known.items() if answering.above & bodies} | reviewed

    def _ask_figures(self, indicators: Iterable[str]) -> None:
        """Fetch the years of indicators with the places where they are stated."""
        ids = list(indicators)
        self._figures |= {id_: [] for id_ in ids}
        for row in statements.run(self._reader, "indicator_targets", {"ids": ids}):
            self._figures[row["indicator"]].append(row)
        self._cite(row["source"] for id_ in ids for row in self._figures[id_])

    def _cite(self, documents: Iterable[str]) -> None:
        """Fetch the names of documents."""
        self._documents |= document_names(self._reader, set(filter(None, documents)) - self._documents.keys())

    def _is_led(self, item: str) -> bool:
        return any(row["leads"] and row["how"] not in _NOT_OWN for row in self._others.get(item, ()))

    @staticmethod
    def _concerns(gap: PlanGap, about: Match, answered: set[str], indicators: set[str]) -> bool:
        """Whether a gap is a matter of the one who is asked about: of itself, of what belongs to a body, asked of it,
        or of what it answers for where nobody else is asked."""
        if gap["id"] == about["id"] or any(agency["id"] == about["id"] for agency in gap["agencies"]):
            return True
        if about["kind"] in BODIES and any(group["id"] == about["id"] for group in gap["groups"]):
            return True
        if about["kind"] != "Agency" and gap["id"] in indicators:
            return True
        return gap["id"] in answered and not gap["agencies"]

    def _subgroups(self, abouts: Sequence[Match]) -> list[Row]:
        """The subgroups on the day of the councils that briefings are about or that their seats are on, each with its
        ``council``."""
        councils = {council for about in abouts for council in self._councils_of(about)}
        parts = [row for id_ in sorted(councils) for row in statements.run(self._reader, "parts", {"id": id_})]
        own = {row["id"] for row in parts if row["kind"] == "Subgroup"}
        rows = statements.run(self._reader, "records_cited", kinds=("Subgroup",), ids=own)
        rows = living(self._reader, rows, self._day)
        wholes = statements.run(self._reader, "wholes", {"ids": [row["id"] for row in rows]})
        council = {row["id"]: row["whole"] for row in wholes if row["kind"] == "Council"}
        return [{**row, "council": council.get(row["id"], "")} for row in rows]


_NOT_OWN = (SECTIONED, UNSETTLED)


def is_own(row: Responsibility) -> bool:
    """Whether it is a role that somebody has himself, also by a seat or as a successor."""
    return not row["distance"] and row["how"] not in _NOT_OWN


def coordinates(row: Responsibility) -> bool:
    """Whether somebody convenes the group that has the thing."""
    return RELATIONSHIP[row["role"]].leads and not row["leads"] and row["how"] not in _NOT_OWN


def works(row: Responsibility) -> bool:
    """Whether the role is one of those who work on the thing, held for certain."""
    return RELATIONSHIP[row["role"]].works and row["how"] != UNSETTLED


def _changes(reader: Reader, since: str, day: str) -> list[PlanChange]:
    found = compared(
        editions_on(reader, since),
        editions_on(reader, day),
        titles=(since, day),
        names=lambda ids: names_in(reader, ids),
    )
    return [row for row in found.rows if row["change"] not in _SLIGHT]


def _touches(row: PlanChange, id_: str, matters: set[str]) -> bool:
    """Whether a change is one of these records, or names the one that is asked about."""
    if row["id"] in matters or row["id_before"] in matters:
        return True
    named = [value for value in (row["before"], row["after"]) if isinstance(value, list)]
    return any(isinstance(one, dict) and one.get("id") == id_ for several in named for one in several)
