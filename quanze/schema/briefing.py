"""A briefing on one agency, body, seat or indicator: rows of the public answers, chosen for it and not changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quanze.schema.progress_report import ProgressReport

if TYPE_CHECKING:
    from quanze.schema.rows import Dataset, Match, NamedAgency, PlanChange, PlanGap, Responsibility, Row


@dataclass(frozen=True)
class Briefing:
    """What a paper on ``about`` says, as known on a ``day`` (ISO).

    ``duties`` are the rows of ``who`` for what it answers for; for an indicator those of who answers for it.
    ``others`` are the rows of ``who`` on each thing that it has a role on itself, without its own. ``progress`` has its
    indicators, ``figures`` their years with the place where each is stated, ``gaps`` what is open and its own matter.
    ``changes`` are those since ``since`` (ISO; empty where nobody asked). ``groups`` are the subgroups of a council or
    of the body of a seat. ``record`` has the properties of ``about``, ``life`` its first and last day (ISO, empty where
    open), ``documents`` the names of cited documents by id. ``order`` has the place in the source of what it
    answers for, ``deadlines`` (ISO) until when tasks are to be done.
    """

    about: Match
    day: str
    record: Row
    life: tuple[str, str]
    duties: Sequence[Responsibility]
    others: Mapping[str, Sequence[Responsibility]]
    progress: ProgressReport
    figures: Mapping[str, Sequence[Row]]
    gaps: Sequence[PlanGap]
    documents: Mapping[str, Row]
    datasets: Sequence[Dataset]
    since: str = ""
    changes: Sequence[PlanChange] = ()
    groups: Sequence[Row] = field(default_factory=list)
    order: Mapping[str, int] = field(default_factory=dict)
    deadlines: Mapping[str, str] = field(default_factory=dict)
    of_parts: Mapping[str, Sequence[NamedAgency]] = field(default_factory=dict)
    """Task without an agency of its own → the agencies that lead its parts."""
    leading_seats: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    """Thing → the seats that lead it and that no agency fills."""
