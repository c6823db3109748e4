"""Two states of plans compared: the exact change sets, what a planner calls the changes, and what is not certain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from typing import Any

from quanze.changes.change_set import ChangeSet, compare
from quanze.changes.dataset_report import ChangeReport, DatasetReport, FirstChanges, counted, first_changes
from quanze.changes.edition import Edition, Link
from quanze.changes.kept_ids import kept_ids, with_ids
from quanze.changes.pairs import Heirs, ReviewedPair, pair, stated_changes, successions
from quanze.changes.plan_changes import PLACE, Names
from quanze.collector import collector_paused
from quanze.errors import RemovalError
from quanze.graph.engine import Reader
from quanze.graph.records import relationships_of
from quanze.schema import KINDS
from quanze.schema.relationships import SUCCEEDS
from quanze.schema.rows import AgencyChange, ChangeCount, PlanChange, UnsurePair

_FEW = 10
"""Up to this many times the number listed of each type, all changes are listed."""


class DeferredReport:
    """A report that is made when it is first read."""

    def __init__(self, datasets: Sequence[DatasetReport] = ()) -> None:
        self.datasets = datasets
        """All that were compared, also those in which nothing changes."""

    @cached_property
    def changing(self) -> list[DatasetReport]:
        """Those in which something changes."""
        return [dataset for dataset in self.datasets if dataset.change_set]

    @cached_property
    def report(self) -> ChangeReport:
        """All of it, made once."""
        made = ChangeReport()
        with collector_paused():
            for dataset in self.changing:
                dataset.add_to(made)
        return made

    def __getstate__(self) -> dict[str, Any]:
        """The report: it goes to another process as rows, for the graph that it comes from stays behind."""
        return {"datasets": (), "report": self.report}


@dataclass(frozen=True)
class Comparison:
    """What changes from ``before`` to ``after``, which say in words what was compared.

    ``unused`` are reviewed pairs of which a record is in neither. ``refusals`` are those of a load that would lose
    much. ``every``: documents list changes of place in a source too, which they count otherwise; ``rows`` has all.
    """

    before: str
    after: str
    change_sets: list[ChangeSet] = field(default_factory=list)
    deferred: DeferredReport = field(default_factory=DeferredReport, repr=False)
    unused: list[ReviewedPair] = field(default_factory=list)
    refusals: list[RemovalError] = field(default_factory=list)
    every: bool = False

    @property
    def rows(self) -> list[PlanChange]:
        """The changes as a planner calls them, by part and gravity."""
        return self.deferred.report.rows

    def listed(self) -> list[PlanChange]:
        """The changes that documents list."""
        return self._listed(self.rows)

    def listed_if_same(self) -> list[PlanChange]:
        """Of the changes that there are if unsure pairs are the same records, those that documents list."""
        return self._listed(self.if_same)

    def _listed(self, rows: Iterable[PlanChange]) -> list[PlanChange]:
        return [row for row in rows if self.every or row["change"] != PLACE]

    @property
    def agencies(self) -> list[AgencyChange]:
        """What each agency gains and loses."""
        return self.deferred.report.agencies

    @property
    def unsure(self) -> list[UnsurePair]:
        """Records that may be the same, to be reviewed."""
        return self.deferred.report.unsure

    @property
    def if_same(self) -> list[PlanChange]:
        """What changes besides if the likeliest unsure pairs are the same records; ``unsure`` changes then are none."""
        return self.deferred.report.if_same

    @property
    def agencies_if_same(self) -> list[AgencyChange]:
        """What agencies gain and lose if they are, where that is something else."""
        return self.deferred.report.agencies_if_same

    @property
    def renumbered(self) -> int:
        """How many records have another id and are the same."""
        return self.deferred.report.renumbered

    def changes_loaded(self) -> bool:
        """Whether records that the first side has change or go; new ones alone do not."""
        return any(
            change.before is not None for change_set in self.change_sets for change in change_set.record_changes()
        )

    def summary(self) -> list[ChangeCount]:
        """How many changes of each type there are, by part and kind; the gravest first."""
        counts: dict[tuple[str, str, str], list[int]] = {}
        for row in self.rows:
            count = counts.setdefault((row["part"], row["change"], row["kind"]), [0, 0])
            count[0] += 1
            count[1] += row["unsure"]
        return counted(counts)

    @collector_paused()
    def first(self, most: int) -> FirstChanges | None:
        """The first ``most`` changes of each type and their numbers, which cost less than all of them; None where all
        are made, or are hardly more."""
        changing = self.deferred.changing
        if "report" in vars(self.deferred) or _FEW * most >= sum(
            row["change"] != PLACE for dataset in changing for row in dataset.found
        ):
            return None
        return first_changes(changing, most)

    def of(self, changes: Iterable[str]) -> list[PlanChange]:
        """The changes of these sorts."""
        wanted = set(changes)
        return [row for row in self.rows if row["change"] in wanted]


@collector_paused()
def compared(
    before: Sequence[Edition],
    after: Sequence[Edition],
    *,
    titles: tuple[str, str],
    reviewed: Sequence[ReviewedPair] = (),
    names: Callable[[Sequence[str]], Names] = lambda _: {},
    stated: Callable[[], Iterable[Link]] = tuple,
) -> Comparison:
    """Compare data sets of one id with each other; two that are alone on their sides whatever their ids.

    ``names`` gives the names of records of other data sets, by id, and ``stated`` the changes of bodies that these
    state.
    """
    sides = list(_matched(before, after, reviewed))
    before, after = [old for old, _ in sides], [new for _, new in sides]
    old_ids, new_ids = ({p["id"] for e in side for _, p in e.records()} for side in (before, after))
    unused = [r for r in reviewed if r.before not in old_ids or r.after not in new_ids]
    every = {p["id"]: p for side in (before, after) for e in side for _, p in e.records()}
    changes = successions(before, after)
    # Who takes over a body of another data set is said there, and is not new.
    arrived = {change.after for change in changes if change.whole and change.before in old_ids}
    change_sets = [compare(old, new) for old, new in sides]
    own = {edition.dataset for edition in (*before, *after)}
    read = stated() if any(change_set.links for change_set in change_sets) else ()
    heirs = Heirs((*(link for link in read if link[2].get("dataset") not in own), *stated_changes(before)))
    # Names are read now: the graph may be another one, or closed, when somebody asks.
    reports = []
    for (old, new), change_set in zip(sides, change_sets, strict=True):
        pairs = cache(partial(pair, old, new, reviewed, changes))
        known = _names(every, change_set, names) if change_set else {}
        reports.append(DatasetReport(old, new, change_set, pairs, known, reviewed, changes, arrived, heirs))
    return Comparison(*titles, change_sets, DeferredReport(reports), unused)


def _matched(
    before: Sequence[Edition], after: Sequence[Edition], reviewed: Sequence[ReviewedPair]
) -> Iterator[tuple[Edition, Edition]]:
    """The data sets to compare; a sheet that is one has the ids of what it is compared with."""
    old, new = {e.dataset: e for e in before}, {e.dataset: e for e in after}
    sides = (
        [(before[0], after[0])]
        if len(old) == len(new) == 1
        else [
            (old.get(dataset, Edition(dataset)), new.get(dataset, Edition(dataset)))
            for dataset in dict.fromkeys((*old, *new))
        ]
    )
    for first, second in sides:
        yield first, with_ids(second, kept_ids(first, second, reviewed)) if second.named_ids else second


def _names(every: Mapping[str, Any], changes: ChangeSet, names: Callable[[Sequence[str]], Names]) -> Names:
    """Names of all records that the editions have (of two the later one), and of those to which a change refers."""
    others: dict[str, None] = {}
    for links in changes.links.values():
        for start, end, props in (link for change in links for link in change if link):
            cited = (props.get("source"), props.get("under"), props.get("act"))
            others |= dict.fromkeys((start, end, *filter(None, cited)))
    for nodes in changes.nodes.values():
        others |= {p["source"]: None for change in nodes for p in change if p and "source" in p}
    missing = [id_ for id_ in others if id_ not in every]
    return {**(names(missing) if missing else {}), **every}


def names_in(reader: Reader, ids: Sequence[str]) -> Names:
    """The names of records of a graph, by id."""
    found: dict[str, Any] = {}
    for kind in KINDS:
        rows = reader.read(
            f"UNWIND $ids AS id MATCH (n:{kind.label} {{id: id}}) "
            "RETURN n.id AS id, n.name AS name, n.name_en AS name_en ORDER BY id",
            {"ids": list(ids)},
        )
        found |= {row["id"]: row for row in rows}
    return found


def changes_in(reader: Reader) -> list[Link]:
    """The changes of bodies that a graph states."""
    rows = (row for a, b in SUCCEEDS.ends for row in relationships_of(reader, (SUCCEEDS.type, a, b), None))
    return [(row.pop("from"), row.pop("to"), row) for row in rows]
