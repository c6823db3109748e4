"""Two states of plans compared: the exact change sets, what a planner calls the changes, and what is not certain."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from typing import Any

from quanze.changes.change_set import ChangeSet, compare
from quanze.changes.edition import Edition, Link, Props
from quanze.changes.kept_ids import kept_ids, with_ids
from quanze.changes.pairs import (
    FIGURES,
    YEARLY,
    Heirs,
    Pairs,
    ReviewedPair,
    Succession,
    likeliest,
    pair,
    side_of,
    stated_changes,
    successions,
    suggest,
)
from quanze.changes.plan_changes import CHANGES, PARTS, PLACE, ChangeReporter, Names
from quanze.collector import collector_paused
from quanze.errors import RemovalError
from quanze.graph.engine import Reader
from quanze.graph.records import relationships_of
from quanze.schema import KINDS
from quanze.schema.relationships import HAS_TARGET, SUCCEEDS
from quanze.schema.rows import AgencyChange, ChangeCount, PlanChange, UnsurePair


@dataclass
class ChangeReport:
    """What a planner reads of change sets: the changes, by agency too, and the pairs that are not certain.

    ``if_same`` are the changes that there are besides if the likeliest of these pairs are the same records, and
    ``agencies_if_same`` what agencies gain and lose then, where that is something else.
    """

    rows: list[PlanChange] = field(default_factory=list)
    agencies: list[AgencyChange] = field(default_factory=list)
    unsure: list[UnsurePair] = field(default_factory=list)
    if_same: list[PlanChange] = field(default_factory=list)
    agencies_if_same: list[AgencyChange] = field(default_factory=list)
    renumbered: int = 0


class DeferredReport:
    """A report that is made when it is first read: pairing and wording cost more than comparing."""

    def __init__(
        self, make: Callable[[], ChangeReport] = ChangeReport, pairs: Sequence[Callable[[], Pairs]] = ()
    ) -> None:
        self._make = make
        self.pairs = pairs
        """Gives the pairs of each data set, made once."""

    @cached_property
    def report(self) -> ChangeReport:
        """What ``make`` gives, made once."""
        return self._make()

    def __getstate__(self) -> dict[str, Any]:
        """The report: it goes to another process as rows, for the graph that it comes from stays behind."""
        return {"_make": ChangeReport, "pairs": (), "report": self.report}


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
        parts, sorts = list(PARTS), list(CHANGES)
        ordered = sorted(counts.items(), key=lambda c: (parts.index(c[0][0]), sorts.index(c[0][1])))
        return [
            {"part": part, "change": change, "kind": kind, "count": n, "unsure": unsure}
            for (part, change, kind), (n, unsure) in ordered
        ]

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
    paired = [cache(partial(pair, old, new, reviewed, changes)) for old, new in sides]
    known = [_names(every, change_set, names) if change_set else {} for change_set in change_sets]

    @collector_paused()
    def report() -> ChangeReport:
        made = ChangeReport()
        for (old, new), change_set, pairs, own in zip(sides, change_sets, paired, known, strict=True):
            if change_set:
                _report(made, old, new, change_set, pairs(), own, reviewed, changes, arrived, heirs)
        return made

    return Comparison(*titles, change_sets, DeferredReport(report, paired), unused)


def _report(
    report: ChangeReport,
    old: Edition,
    new: Edition,
    change_set: ChangeSet,
    pairs: Pairs,
    known: Names,
    reviewed: Sequence[ReviewedPair],
    changes: Sequence[Succession],
    arrived: Collection[str],
    heirs: Heirs,
) -> None:
    """Add the sentences about one data set."""
    unsure = suggest(old, new, pairs, reviewed, changes)
    reporter = ChangeReporter(old, new, change_set, pairs, known, arrived, heirs)
    rows, agencies = reporter.changes(), reporter.agencies()
    reporter.put_into_words(rows)
    if unsure:
        chosen = likeliest(unsure)
        others = pair(old, new, [*reviewed, *chosen], changes)
        other = ChangeReporter(old, new, change_set, others, known, arrived, heirs, reporter)
        concerned = _concerned(change_set, pairs, others)
        former = _former_figures(old, new, chosen)
        concerned |= former.keys()
        as_one = {_identity(row, others): row for row in other.changes(concerned) if not _stays(row, former, new)}
        as_two: set[tuple[Any, ...]] = set()
        for row in (r for r in rows if r["id"] in concerned or r["id_before"] in concerned):
            as_two.add(identity := _identity(row, others))
            row["unsure"] = identity not in as_one
        besides = [row for identity, row in as_one.items() if identity not in as_two]
        other.put_into_words(besides)
        report.if_same.extend({**row, "unsure": True} for row in besides)
        otherwise = other.otherwise(pairs)
        alike = {agency["agency"]: agency for agency in other.agencies(otherwise)}
        otherwise |= reporter.otherwise(others)
        for agency in (a for a in agencies if a["agency"] in otherwise):
            agency["unsure"] = agency != alike.get(agency["agency"])
        sure = {agency["agency"] for agency in agencies if not agency["unsure"]}
        report.agencies_if_same.extend({**agency, "unsure": True} for id_, agency in alike.items() if id_ not in sure)
    report.rows.extend(rows)
    report.agencies.extend(agencies)
    report.unsure.extend(unsure)
    paired = ((b, a) for b, a in pairs.after_of.items() if b not in pairs.succeeded)
    report.renumbered += sum(len(a) == 1 and a[0] != b for b, a in paired)


def _former_figures(old: Edition, new: Edition, chosen: Sequence[ReviewedPair]) -> dict[str, Props]:
    """The years of indicators that only ``chosen`` pairs, by id, where a later sheet does not speak of all years: for
    an indicator that is the same a load keeps the others."""
    if new.figures_stated is None:
        return {}
    indicators = {pair.before for pair in chosen}
    years = old.nodes.get(YEARLY, {})
    links = old.links.get((HAS_TARGET.type, *HAS_TARGET.ends[0]), {}).values()
    return {end: years[end] for start, end, _ in links if start in indicators and end in years}


def _stays(row: PlanChange, former: Mapping[str, Props], new: Edition) -> bool:
    """Whether a figure that is said to be dropped is one of those."""
    props = former.get(row["id_before"])
    if props is None or not row["change"].endswith("dropped"):
        return False
    lost = [row["field"]] if row["field"] in FIGURES else [name for name in FIGURES if props.get(name) is not None]
    return not any((props.get("year"), name) in (new.figures_stated or ()) for name in lost)


def _concerned(changes: ChangeSet, *sides: Pairs) -> set[str]:
    """The records whose changes may be others by how records are paired: those that are, what is linked with them, and
    what cites them."""
    paired = {
        id_
        for one, other in (
            (sides[0].after_of, sides[1].after_of),
            (sides[0].before_of, sides[1].before_of),
        )
        for id_ in one.keys() | other.keys()
        if one.get(id_) != other.get(id_)
    }
    found = set(paired)
    for ends, links in changes.links.items():
        side = side_of(ends)
        for link in (state for change in links for state in change if state is not None):
            owner, other_end = side.part(link)
            named = (link[2].get(name) for name in ("source", "under", "act"))
            if not paired.isdisjoint((owner, other_end, *named)):
                found.add(owner)
    for nodes in changes.nodes.values():
        states = (state for change in nodes for state in change if state is not None)
        found.update(state["id"] for state in states if state.get("source") in paired)
    return found


def _identity(row: PlanChange, pairs: Pairs) -> tuple[Any, ...]:
    """By what two changes are the same one; records that they name by their ids in the second edition."""
    values = (
        repr([pairs.renewed(named["id"]) for named in value])
        if isinstance(value, list) and value and isinstance(value[0], dict)
        else repr(value)
        for value in (row["before"], row["after"])
    )
    return (row["change"], row["kind"], row["id"], row["id_before"], row["field"], *values)


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
