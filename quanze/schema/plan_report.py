"""A report on a plan: rows of the public answers about all of it, in the plan's own order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quanze.locale import message
from quanze.schema.progress_report import ProgressReport

if TYPE_CHECKING:
    from quanze.schema.rows import Coverage, Dataset, NamedAgency, PlanGap, Responsibility, Row

ANNUAL, VLR = "annual", "vlr"
REPORTS = {ANNUAL: message("annual report"), VLR: message("Voluntary Local Review")}
"""What a report may be for."""


@dataclass(frozen=True)
class PlanReport:
    """What a report says of the plans of a graph, as known on a ``day`` (ISO).

    ``sort`` is a key of ``REPORTS``. ``councils``, ``groups`` and ``tasks`` are records with their place of origin;
    ``bodies`` maps a council or group to what it does in its own name (of a group without evidence), ``answers`` every
    body, task and indicator to the rows of ``who``. ``members`` are the seats of each body. ``coverage`` has the SDG
    targets that are reached, with their goals in ``goals``. ``reporting`` are the rows of who passes results to whom.
    """

    sort: str
    day: str
    datasets: Sequence[Dataset]
    councils: Sequence[Row]
    groups: Sequence[Row]
    tasks: Sequence[Row]
    headings: frozenset[str]
    """The tasks for which nobody answers and that have parts: they sort these."""
    bodies: Mapping[str, Sequence[Responsibility]]
    answers: Mapping[str, Sequence[Responsibility]]
    members: Mapping[str, Sequence[Row]]
    reporting: Sequence[Row]
    progress: ProgressReport
    above: Mapping[str, frozenset[str]]
    """Indicator → the tasks and bodies that it follows from."""
    figures: Mapping[str, Sequence[Row]]
    coverage: Sequence[Coverage]
    goals: Sequence[Coverage]
    gaps: Sequence[PlanGap]
    documents: Mapping[str, Row]
    alignments: Mapping[tuple[str, str], Row] = field(default_factory=dict)
    """(task or indicator, SDG target) → where the alignment is stated."""
    of_parts: Mapping[str, Sequence[NamedAgency]] = field(default_factory=dict)
    """Task without an agency of its own → the agencies that lead its parts."""
    leading_seats: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    """Thing → the seats that lead it and that no agency fills."""
