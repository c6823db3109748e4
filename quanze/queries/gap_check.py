"""Gaps as a check: which are new, which someone decided to leave open, which were solved since last time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from quanze.errors import FileError
from quanze.locale import message
from quanze.plain_files import content_of
from quanze.queries.gaps import FoundGap, Wanted, in_order
from quanze.schema.codes import LEVELS
from quanze.schema.dates import holds
from quanze.schema.rows import Row

KEPT = ("dataset", "level", "gap", "id", "name")
"""What a baseline keeps of each gap."""


_GRAVITY = {level: n for n, level in enumerate(LEVELS)}


@dataclass
class GapReport:
    """Gaps sorted by what has to be done; every row has ``status``.

    ``open`` are to be dealt with (those whose acceptance expired among them), ``accepted`` someone decided to leave,
    ``known`` stood in the baseline, ``solved`` are rows of the baseline that are no gaps any more, ``unneeded`` are
    acceptances that match no gap; ``findings`` are warnings about the table of acceptances.
    """

    open: list[Row] = field(default_factory=list)
    accepted: list[Row] = field(default_factory=list)
    known: list[Row] = field(default_factory=list)
    solved: list[Row] = field(default_factory=list)
    unneeded: list[Row] = field(default_factory=list)
    findings: list[Any] = field(default_factory=list)

    def failing(self, level: str = "") -> list[Row]:
        """What is open and of this level or graver; all that is open when no level is given."""
        return [r for r in self.open if not level or _GRAVITY[r["level"]] <= _GRAVITY[level]]

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
    present: set[tuple[str, str]] = set()
    shown = []
    for one in found:
        present.add((one.gap["gap"], one.gap["id"]))
        if wanted.takes(one):
            shown.append(one.gap)
    for gap in in_order(shown, order):
        key = (gap["gap"], gap["id"])
        decision = decided.get(key)
        row: Row = {**gap, "status": "open", "why": "", "decided_by": "", "until": ""}
        if decision:
            row.update(why=decision["why"], decided_by=decision["decided_by"], until=decision["until"] or "")
            row["status"] = "accepted" if holds(None, row["until"] or None, day) else "expired"
        if row["status"] == "accepted":
            report.accepted.append(row)
        elif key in before and row["status"] == "open":
            report.known.append(row)
        else:
            report.open.append(row)
    # What is no gap any more does not say what it concerned, and acceptances do not say their data set: what may be
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
    except ValueError as e:
        raise FileError(message("{path} is not JSON: {reason}.", path=path, reason=e), advice) from None
    if not isinstance(rows, list) or not all(
        isinstance(r, dict) and isinstance(r.get("gap"), str) and isinstance(r.get("id"), str) for r in rows
    ):
        raise FileError(message("{path} is not a list of gaps, each with gap and id.", path=path), advice)
    return [r for r in rows if r.get("status") not in ("solved", "unneeded")]
