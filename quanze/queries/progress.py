"""Progress: what each indicator's year comes to, who leads and helps, and how many of each verdict there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from quanze.collector import collector_paused
from quanze.errors import QueryError
from quanze.locale import CHINESE, message
from quanze.queries import statements
from quanze.queries.answering import Answering, answering
from quanze.queries.lifetimes import living
from quanze.queries.verdicts import Figures, Judgement, Year, growth, judge, one_year
from quanze.schema.progress import METHODS, PLAN, STATCAN, VERDICTS, ProgressRules

if TYPE_CHECKING:
    from quanze.graph.engine import Reader
    from quanze.schema.rows import IndicatorProgress, Match, NamedAgency, Row, VerdictCount, YearFigures

ASKED = ("Indicator", "Agency", "Subgroup", "Council", "Task")
"""Kinds that a question about progress may name."""
GLOBAL = "global"
"""The level of the UN's own indicators, which its custodians answer for."""
_COLUMNS = ("id", "year", "target", "result", "provisional", "valid_from", "valid_to")


@dataclass(frozen=True)
class ProgressReport:
    """The indicators asked about, in the order of their ids, with the year, the day (ISO), the method and its rules.

    ``about`` is the record that was named. ``global_indicators`` counts the UN's own, which are left out.
    """

    rows: list[IndicatorProgress]
    year: int
    day: str
    method: str = PLAN
    rules: ProgressRules = field(default_factory=ProgressRules)
    about: Match | None = None
    global_indicators: int = 0

    def counts(self) -> dict[str, int]:
        """Verdict → indicators, each counted once."""
        return _counted(self.method, self.rows)

    def by_agency(self) -> list[VerdictCount]:
        """Agencies that lead, most indicators first; the last row counts those that nobody leads.

        An indicator of several leads counts with each.
        """
        return self._by(lambda row: row["leads"])

    def by_group(self) -> list[VerdictCount]:
        """Groups by their tasks, most indicators first; the last row counts indicators of no group."""
        return self._by(lambda row: row["groups"])

    def _by(self, parties: Callable[[IndicatorProgress], Sequence[NamedAgency]]) -> list[VerdictCount]:
        own: dict[str, list[IndicatorProgress]] = defaultdict(list)
        names: dict[str, NamedAgency] = {"": {"id": "", "name": "", "name_en": ""}}
        for row in self.rows:
            for party in parties(row) or [names[""]]:
                names[party["id"]] = party
                own[party["id"]].append(row)
        order = sorted(own, key=lambda id_: (not id_, -len(own[id_]), id_))
        return [{**names[id_], "counts": _counted(self.method, own[id_]), "total": len(own[id_])} for id_ in order]


def _counted(method: str, rows: Iterable[IndicatorProgress]) -> dict[str, int]:
    found = Counter(row["verdict"] for row in rows)
    return {verdict.code: found[verdict.code] for verdict in VERDICTS[method]}


@collector_paused()
def progress(
    reader: Reader,
    *,
    day: str,
    year: int | None = None,
    about: Match | None = None,
    dataset: str = "",
    method: str = PLAN,
    rules: ProgressRules | None = None,
) -> ProgressReport:
    """Progress of indicators in a year, as known on a day (ISO).

    Without a year it is the last full one on that day if anything is recorded of it, else the last one of which
    something is. ``about`` limits it to an indicator, or to those of an agency, a body or a task.
    """
    if method not in METHODS:
        raise QueryError(
            message("There is no method {method!r}.", method=method),
            message("Use one of {names}.", names=list(METHODS)),
        )
    rules = rules or ProgressRules()
    every = [row for row in statements.run(reader, "indicators") if not (dataset and row["dataset"] != dataset)]
    if about and about["kind"] == "Indicator":
        shown = [row for row in every if row["id"] == about["id"]]
        left_out = 0
    else:
        shown = [row for row in every if row["level"] != GLOBAL and row["sort"] != "class"]
        left_out = sum(row["level"] == GLOBAL for row in every)
    shown = living(reader, shown, day)
    agencies = answering(reader, "Indicator", [row["id"] for row in shown], as_of=day) if shown else {}
    if about and about["kind"] == "Agency":
        shown = [row for row in shown if about["id"] in agencies[row["id"]].every]
    elif about and about["kind"] != "Indicator":
        shown = [row for row in shown if about["id"] in agencies[row["id"]].above]
    figures = figures_of(reader, shown, day)
    year = year or _usual_year(figures.values(), int(day[:4]))
    measure = partial(growth if method == STATCAN else judge, year=year, day=day, rules=rules)
    rows = [_row(row, figures[row["id"]], measure(figures[row["id"]]), year, agencies[row["id"]]) for row in shown]
    return ProgressReport(rows, year, day, method, rules, about, left_out)


def figures_of(reader: Reader, indicators: Sequence[Row], day: str) -> dict[str, Figures]:
    """Indicator → what is recorded of it, from rows of the query ``indicators``."""
    ids = [row["id"] for row in indicators]
    found = {row["indicator"]: row["years"] for row in statements.run(reader, "indicator_years", {"ids": ids})}
    return {row["id"]: _figures(row, found.get(row["id"], ()), day) for row in indicators}


def _figures(indicator: Row, years: Iterable[Sequence[Any]], day: str) -> Figures:
    by_year: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for row in years:
        by_year[row[1]].append(row)
    direction = indicator["direction"]
    base = indicator["baseline_year"], indicator["baseline_value"]
    return Figures(
        tuple(_year(year, rows, direction, day) for year, rows in sorted(by_year.items())),
        direction,
        base if None not in base else None,
        indicator["tolerance"],
        indicator["frequency"],
    )


def _year(year: int, rows: list[Sequence[Any]], direction: str | None, day: str) -> Year:
    if len(rows) == 1:
        _, _, target, result, provisional, *_ = rows[0]
        return Year(year, target, result, bool(provisional))
    return one_year(year, [dict(zip(_COLUMNS, row, strict=True)) for row in rows], direction, day)


def _usual_year(figures: Iterable[Figures], this_year: int) -> int:
    recorded = {year.year for one in figures for year in one.years if year.year < this_year}
    return max(recorded, default=this_year - 1)


def _row(row: Row, figures: Figures, found: Judgement, year: int, agencies: Answering) -> IndicatorProgress:
    base = figures.base
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
        "short": found.short,
        "ratio": found.ratio,
        "trend": found.trend,
        "rule_zh": found.said.in_language(CHINESE),
        "rule_en": found.said,
        "leads": agencies.leads,
        "helps": agencies.helps,
        "coordinators": agencies.coordinators,
        "groups": agencies.groups,
        "baseline_year": base[0] if base else None,
        "baseline_value": base[1] if base else None,
        "years": years,
    }
