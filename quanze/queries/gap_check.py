"""Gaps as a check: which are new, which someone decided to leave open, which were solved since last time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from quanze.errors import FileError
from quanze.locale import is_chinese, message
from quanze.plain_files import content_of
from quanze.queries.gaps import FoundGap, Wanted, in_order
from quanze.schema.codes import LEVELS
from quanze.schema.dates import holds
from quanze.schema.rows import Row

KEPT = ("dataset", "level", "gap", "id", "name")
"""What a baseline keeps of each gap."""


_GRAVITY = {level: n for n, level in enumerate(LEVELS)}
OPEN, ACCEPTED, KNOWN, EXPIRED = "open", "accepted", "known", "expired"


def _counts(level: str, least: str) -> bool:
    """Whether a level is as grave as another one; all are where that is empty."""
    return not least or _GRAVITY[level] <= _GRAVITY[least]


class ReportedGap(NamedTuple):
    """A gap of a report: whether it is open, accepted, known or expired, and the decision to leave it open."""

    found: FoundGap
    status: str
    why: str = ""
    decided_by: str = ""
    until: str = ""

    @property
    def row(self) -> Row:
        """It as a row with its sentence in both languages."""
        return {**self.found.gap, **self._decision()}

    def brief(self, lang: str) -> Row:
        """Its row without what only its sentence in other languages, and whom it concerns, would add."""
        key = "message_zh" if is_chinese(lang) else "message_en"
        one = self.found
        own = {"level": one.kind.level, "gap": one.kind.code, "id": one.id, "origin": one.row["origin"]}
        return {**own, key: one.sentence(lang), **self._decision()}

    def _decision(self) -> Row:
        return {"status": self.status, "why": self.why, "decided_by": self.decided_by, "until": self.until}


@dataclass
class GapReport:
    """Gaps sorted by what has to be done; every row has ``status``.

    ``open`` are to be dealt with (those whose acceptance expired among them), ``accepted`` someone decided to leave,
    ``known`` stood in the baseline, ``solved`` are rows of the baseline that are no gaps any more, ``unneeded`` are
    acceptances that match no gap; ``findings`` are warnings about the table of acceptances. The rows are made when they
    are looked at; ``reported`` has the same gaps without them, by the names of these lists.
    """

    reported: dict[str, list[ReportedGap]] = field(default_factory=lambda: {OPEN: [], ACCEPTED: [], KNOWN: []})
    solved: list[Row] = field(default_factory=list)
    unneeded: list[Row] = field(default_factory=list)
    findings: list[Any] = field(default_factory=list)

    @cached_property
    def open(self) -> list[Row]:
        """What is to be dealt with."""
        return [one.row for one in self.reported[OPEN]]

    @cached_property
    def accepted(self) -> list[Row]:
        """What someone decided to leave open."""
        return [one.row for one in self.reported[ACCEPTED]]

    @cached_property
    def known(self) -> list[Row]:
        """What stood in the baseline."""
        return [one.row for one in self.reported[KNOWN]]

    def fails(self, level: str = "") -> bool:
        """Whether anything is ``failing``."""
        return any(_counts(one.found.kind.level, level) for one in self.reported[OPEN])

    def failing(self, level: str = "") -> list[Row]:
        """What is open and of this level or graver; all that is open when no level is given."""
        return [row for row in self.open if _counts(row["level"], level)]

    def rows(self) -> list[Row]:
        """Everything to report, open ones first; what the baseline knew is left out."""
        return [*self.open, *self.accepted, *self.solved, *self.unneeded]

    def baseline(self, *, only_known: bool) -> str:
        """The text of a baseline: JSON, one gap a line, in order.

        ``only_known`` leaves new ones out, so that it can only shrink.

        A gap whose acceptance expired never enters: the decision has to be renewed, or the gap solved.
        """
        rows = [*self.known, *(r for r in self.open if r["status"] == "open" and not only_known)]
        kept = sorted(({k: r[k] for k in KEPT} for r in rows), key=lambda r: (r["dataset"], r["gap"], r["id"]))
        return "[\n" + ",\n".join(json.dumps(r, ensure_ascii=False) for r in kept) + "\n]\n" if kept else "[]\n"


def sort_gaps(
    found: Iterable[FoundGap],
    *,
    accepted: Sequence[Mapping[str, Any]] = (),
    baseline: Sequence[Mapping[str, Any]] | None = None,
    wanted: Wanted | None = None,
    order: str = "level",
    today: date | None = None,
) -> GapReport:
    """Sort all gaps of a graph (``quanze.queries.gaps.found_gaps``) by acceptance and baseline.

    ``accepted``: rows gap, id, why, decided_by, until (ISO date or a part of one; empty for ever). ``baseline``: rows
    with gap and id. ``wanted`` limits what is reported, ``order`` is one of ``quanze.queries.gaps.ORDERS``.
    """
    wanted = wanted or Wanted()
    day = (today or date.today()).isoformat()
    decided = {(a["gap"], a["id"]): a for a in accepted}
    before = {(b["gap"], b["id"]) for b in baseline or ()}
    report = GapReport()
    found = list(found)
    present = {(one.kind.code, one.id) for one in found} if decided or before else set()
    shown = in_order(filter(wanted.takes, found), order)
    if not (decided or before):
        report.reported[OPEN] = [ReportedGap(one, OPEN) for one in shown]
        return report
    for one in shown:
        key = (one.kind.code, one.id)
        decision = decided.get(key)
        if decision:
            until = decision["until"] or ""
            status = ACCEPTED if holds(None, until or None, day) else EXPIRED
            reported = ReportedGap(one, status, decision["why"], decision["decided_by"], until)
            report.reported[ACCEPTED if status == ACCEPTED else OPEN].append(reported)
        else:
            report.reported[KNOWN if key in before else OPEN].append(ReportedGap(one, OPEN))
    # What is not a gap any more does not say what it concerned, and acceptances do not say their data set: what may be
    # no business of a limited report is not in it.
    for b in () if wanted.narrows else baseline or ():
        if (b["gap"], b["id"]) not in present and wanted.states(b.get("dataset")):
            report.solved.append({"level": "", "name": "", **b, "status": "solved"})
    if not wanted.datasets and not wanted.narrows:
        report.unneeded = [{"level": "", **a, "status": "unneeded"} for k, a in decided.items() if k not in present]
    return report


def read_baseline(path: Path) -> list[Row]:
    """Gaps of a baseline file, or of what ``quanze gaps --format json`` wrote. Raises FileError."""
    advice = message("Write one with `quanze gaps --write-baseline FILE`.")
    try:
        rows = json.loads(content_of(path).decode("utf-8-sig"))
    except (ValueError, RecursionError) as e:
        raise FileError(message("{path} is not JSON: {reason}.", path=path, reason=e), advice) from None
    if not isinstance(rows, list) or not all(
        isinstance(r, dict) and isinstance(r.get("gap"), str) and isinstance(r.get("id"), str) for r in rows
    ):
        raise FileError(message("{path} is not a list of gaps, each with gap and id.", path=path), advice)
    return [r for r in rows if r.get("status") not in ("solved", "unneeded")]
