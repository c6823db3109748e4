"""Progress: what each indicator's year comes to, and who leads and helps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from quanze.collector import collector_paused
from quanze.errors import QueryError
from quanze.locale import message
from quanze.queries import statements
from quanze.queries.answering import Answering, answering, answering_in, working
from quanze.queries.lifetimes import living
from quanze.queries.responsibility import reached, whole_on_day
from quanze.queries.source_order import place
from quanze.queries.verdicts import Figures, Judgement, Year, growth, judge, one_year
from quanze.schema.dates import holds
from quanze.schema.progress import METHODS, PLAN, STATCAN, ProgressRules
from quanze.schema.progress_report import ProgressReport
from quanze.schema.ways import BODIES, CARRIED, THING, Step

if TYPE_CHECKING:
    from quanze.graph.engine import Reader
    from quanze.schema.rows import IndicatorProgress, Match, NamedAgency, Responsibility, Row, YearFigures

ASKED = ("Indicator", "Agency", "Subgroup", "Council", "Task")
"""Kinds that a question about progress may name."""
GLOBAL = "global"
"""The level of the UN's own indicators, which its custodians answer for."""


@collector_paused()
def progress(
    reader: Reader,
    *,
    day: str,
    year: int | None = None,
    about: Match | None = None,
    dataset: str = "",
    only: Collection[str] | None = None,
    method: str = PLAN,
    rules: ProgressRules | None = None,
) -> ProgressReport:
    """Progress of indicators in a year, as known on a day (ISO).

    Without a year it is the last full one on that day if anything is recorded of it, else the last one of which
    something is. ``about`` limits it to an indicator, or to those of an agency, a body or a task; of the ids ``only``
    it says what it says of these among all.
    """
    if method not in METHODS:
        raise QueryError(
            message("There is no method {method!r}.", method=method),
            message("Use one of {names}.", names=list(METHODS)),
        )
    known = measured(reader, day=day, about=about, dataset=dataset, only=only)
    if only is not None and year is None:
        year = _usual_year_of_all(reader, day)
    return report_of(known, day=day, year=year, about=about, method=method, rules=rules)


class Measured(NamedTuple):
    """Indicators (rows of the query ``indicators``) in the order of their source, with their agencies and figures, and
    how many of the UN's own were left out."""

    indicators: Sequence[Row]
    agencies: Mapping[str, Answering]
    figures: Mapping[str, Figures]
    left_out: int = 0
    tasks: Mapping[str, list[NamedAgency]] = MappingProxyType({})
    """Indicator → its tasks, of those that share their name with another."""

    def only(self, ids: Collection[str]) -> Measured:
        """Those of some ids."""
        return self._replace(indicators=[row for row in self.indicators if row["id"] in ids])


def measured(
    reader: Reader,
    *,
    day: str,
    about: Match | None = None,
    dataset: str = "",
    only: Collection[str] | None = None,
) -> Measured:
    """The indicators of a question, of the ids ``only`` if any are given, with all from which their progress
    follows."""
    if about and only is None:
        only = indicators_around(reader, [about["id"]])
    rows = statements.run(reader, "indicators", ids=only)
    every = [row for row in rows if not (dataset and row["dataset"] != dataset)]
    if about and about["kind"] == "Indicator":
        shown = [row for row in every if row["id"] == about["id"]]
        left_out = 0
    else:
        shown = [row for row in every if row["level"] != GLOBAL and row["sort"] != "class"]
        counted = statements.run(reader, "count_indicators", {"level": GLOBAL})
        left_out = sum(row["count"] for row in counted if not (dataset and row["dataset"] != dataset))
    shown = sorted(living(reader, shown, day), key=place)
    most = only is None and len(shown) * 2 > len(rows)
    agencies = _agencies(reader, [row["id"] for row in shown], day, most=most) if shown else {}
    if about and about["kind"] == "Agency":
        shown = [row for row in shown if about["id"] in agencies[row["id"]].every]
    elif about and about["kind"] != "Indicator":
        shown = [row for row in shown if about["id"] in agencies[row["id"]].above]
    figures = {row["id"]: figures_of(row, years, day) for row, years in years_of(reader, shown, day)}
    return Measured(shown, agencies, figures, left_out, _tasks_that_tell(reader, shown))


def _tasks_that_tell(reader: Reader, indicators: Sequence[Row]) -> dict[str, list[NamedAgency]]:
    """Indicator → its tasks, of those of one name."""
    many = Counter(row["name"] for row in indicators)
    alike = {row["id"] for row in indicators if many[row["name"]] > 1}
    if not alike:
        return {}
    links = statements.run(reader, "graph_edges_of", {"ids": sorted(alike)})
    measured_by = [row for row in links if row["type"] == "MEASURED_BY" and row["to"] in alike]
    wanted = sorted({row["from"] for row in measured_by})
    names = {row["id"]: row for row in statements.run(reader, "records_by_id", {"ids": wanted}, ("Task",))}
    found: dict[str, list[NamedAgency]] = defaultdict(list)
    for row in measured_by:
        task = names[row["from"]]
        found[row["to"]].append({"id": task["id"], "name": task["name"], "name_en": task["name_en"] or ""})
    return found


def indicators_around(reader: Reader, ids: Iterable[str]) -> Collection[str]:
    """The ids of all indicators that some records are, work on or pass work on to; there may be others."""
    return reached(reader, ids, which=_to_indicators)["Indicator"]


def _agencies(reader: Reader, ids: Sequence[str], day: str, *, most: bool) -> dict[str, Answering]:
    """The agencies of indicators, which are ``most`` of the graph: what these have is then read with shorter rows."""
    if most:
        return answering_in(reader, whole_on_day(reader, day, which=_to_indicators), ids)
    return answering(reader, "Indicator", ids, as_of=day)


def _to_indicators(step: Step) -> bool:
    """Whether a step is one of a walk of those who work on indicators."""
    goes_on = step.way.leaves != THING or step.way.how == CARRIED or step.far in (*BODIES, "Task", "Indicator")
    return goes_on and working(step)


def report_of(
    known: Measured,
    *,
    day: str,
    year: int | None = None,
    about: Match | None = None,
    method: str = PLAN,
    rules: ProgressRules | None = None,
) -> ProgressReport:
    """What ``progress`` says of indicators."""
    rules = rules or ProgressRules()
    judged = growth if method == STATCAN else judge
    figures = {row["id"]: known.figures[row["id"]] for row in known.indicators}

    def rows_of(year: int) -> list[IndicatorProgress]:
        return [
            _row(row, figures[row["id"]], judged(figures[row["id"]], year, day, rules), year, known)
            for row in known.indicators
        ]

    history: list[IndicatorProgress] = []
    if about and about["kind"] == "Indicator" and year is None:
        history = [row for one in figures.values() for past in one.years for row in rows_of(past.year)]
    year = year or _usual_year((one.year for own in figures.values() for one in own.years), int(day[:4]))
    return ProgressReport(rows_of(year), year, day, method, rules, about, known.left_out, history)


def with_last_years(reader: Reader, rows: Sequence[Responsibility], *, day: str) -> list[Responsibility]:
    """Rows of which those on indicators have ``last``: year, target, result, verdict with what it rests on, and unit of
    the latest year with a result, else of the latest one of which anything is recorded; None when there is none."""
    asked = {row["item"] for row in rows if row["item_kind"] == "Indicator"}
    indicators = statements.run(reader, "indicators", ids=asked) if asked else []
    years = years_of(reader, indicators, day)
    last = {row["id"]: _last_year(row, figures_of(row, own, day), day) for row, own in years}
    return [{**row, "last": last[row["item"]]} if row["item"] in last else row for row in rows]


def _last_year(indicator: Row, figures: Figures, day: str) -> Row | None:
    if not figures.years:
        return None
    year = ([one for one in figures.years if one.result is not None] or figures.years)[-1]
    found = judge(figures, year.year, day, ProgressRules())
    rests_on = {"basis": found.basis, "target_year": found.target_year, "direction_concluded": found.concluded}
    own = {"year": year.year, "target": year.target, "result": year.result}
    return {**own, "verdict": found.verdict, **rests_on, "unit": indicator["unit"]}


_AT_ONCE = 250
"""Indicators whose years are read at once: the rows of all take twice as long, most of it to get their memory."""


def years_of(reader: Reader, indicators: Sequence[Row], day: str) -> Iterator[tuple[Row, list[Row]]]:
    """Each indicator with its rows of the query ``indicator_years``, in order; one without any has none.

    A year that is the indicator's on other days only is left out, and on a former day one that did not live then. A
    result that was not known on the day is none, and its row is ``reported_later``.
    """
    published = _publications(reader, day)
    for start in range(0, len(indicators), _AT_ONCE):
        some = indicators[start : start + _AT_ONCE]
        years = _years_of(reader, some, day, published)
        yield from ((row, years[row["id"]]) for row in some)


def _publications(reader: Reader, day: str) -> dict[str, str | None] | None:
    """Document → when it was published, for a former day; None today, when all that is recorded is known."""
    if day >= date.today().isoformat():
        return None
    return {row["id"]: row["published"] for row in statements.run(reader, "document_kinds")}


def _years_of(
    reader: Reader, indicators: Sequence[Row], day: str, published: Mapping[str, str | None] | None
) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {row["id"]: [] for row in indicators}
    for row in statements.run(reader, "indicator_years", {"ids": list(found)}):
        if not holds(row["stated_from"], row["stated_to"], day):
            continue
        if published is not None and not holds(row["valid_from"], row["valid_to"], day):
            continue  # as of a former day there is what was then
        reported = row["result"] is not None
        if published is not None and reported and not _was_known(row, published.get(row["source"]), day):
            row |= {"result": None, "provisional": None, "reported_later": True}
        found[row["indicator"]].append(row)
    return found


def _was_known(year: Row, published: str | None, day: str) -> bool:
    """Whether a result was known on a former day: from when the document that states it was published.

    Where that is not said, or the document is of an earlier year, so that it can only have set the target, the end of
    the year decides.
    """
    if published and int(published[:4]) >= year["year"]:
        return holds(published, None, day)
    return int(year["year"]) < int(day[:4])


def figures_of(indicator: Row, rows: Sequence[Row], day: str) -> Figures:
    """What is recorded of an indicator (a row of the query ``indicators``) by its rows of ``years_of``."""
    direction = indicator["direction"]
    base = indicator["baseline_year"], indicator["baseline_value"]
    if len({row["year"] for row in rows}) == len(rows):
        years = [Year(row["year"], row["target"], row["result"], bool(row["provisional"])) for row in rows]
    else:
        of_year = groupby(rows, key=itemgetter("year"))
        years = [one_year(year, list(several), direction, day) for year, several in of_year]
    return Figures(
        tuple(years),
        direction,
        base if None not in base else None,
        indicator["tolerance"],
        indicator["frequency"],
    )


def _usual_year(recorded: Iterable[int], this_year: int) -> int:
    return max((year for year in recorded if year < this_year), default=this_year - 1)


def _usual_year_of_all(reader: Reader, day: str) -> int:
    """The last year before that of a day of which anything is recorded of an indicator that lives on the day and is not
    one of the UN's own."""
    this_year = int(day[:4])
    if statements.run(reader, "recorded_in_year", {"level": GLOBAL, "year": this_year - 1}):
        return this_year - 1  # as nearly always: found at once, where a nation has 100,000 years to look through
    rows = statements.run(reader, "recorded_years", {"level": GLOBAL})
    return _usual_year((row["year"] for row in rows if holds(row["valid_from"], row["valid_to"], day)), this_year)


def _row(row: Row, figures: Figures, found: Judgement, year: int, known: Measured) -> IndicatorProgress:
    base, agencies = figures.base, known.agencies[row["id"]]
    years: list[YearFigures] = [
        {"year": y.year, "target": y.target, "result": y.result, "provisional": y.provisional} for y in figures.years
    ]
    return {
        "indicator": row["id"],
        "name": row["name"],
        "name_en": row["name_en"] or "",
        "dataset": row["dataset"],
        "unit": row["unit"] or "",
        "direction": row["direction"] or "",
        "year": year,
        "target": found.target,
        "result": found.year.result,
        "result_year": found.year.year if found.year.result is not None else found.before,
        "provisional": found.year.provisional,
        "verdict": found.verdict,
        "basis": found.basis,
        "target_year": found.target_year,
        "direction_concluded": found.concluded,
        "short": found.short,
        "ratio": found.ratio,
        "trend": found.trend,
        "rule": found.said,
        "leads": agencies.leads,
        "helps": agencies.helps,
        "coordinators": agencies.coordinators,
        "groups": agencies.groups,
        "tasks": known.tasks.get(row["id"], []),
        "baseline_year": base[0] if base else None,
        "baseline_value": base[1] if base else None,
        "years": years,
    }
