"""Progress as it is reported: the indicators asked about, and how many of each verdict there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quanze.schema.progress import PLAN, RESTS_ON, VERDICTS, ProgressRules

if TYPE_CHECKING:
    from quanze.schema.rows import IndicatorProgress, Match, NamedAgency, Row, VerdictCount


@dataclass(frozen=True)
class ProgressReport:
    """The indicators asked about, in the order of their ids, with the year, the day (ISO), the method and its rules.

    ``about`` is the record that was named; ``history`` has every year that is recorded of it if it is an indicator,
    and no year was asked for. ``global_indicators`` counts the UN's own, which are left out.
    """

    rows: list[IndicatorProgress]
    year: int
    day: str
    method: str = PLAN
    rules: ProgressRules = field(default_factory=ProgressRules)
    about: Match | None = None
    global_indicators: int = 0
    history: list[IndicatorProgress] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Verdict → indicators, each counted once."""
        return _counted(self.method, self.rows)

    def verdicts(self) -> dict[int, Row]:
        """Year of the ``history`` → its verdict with what it rests on."""
        return {row["year"]: {key: value for key, value in row.items() if key in RESTS_ON} for row in self.history}

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
