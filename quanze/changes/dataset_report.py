"""What a planner reads of the change set of one data set, made as far as somebody asks: pairing and wording cost more
than comparing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from quanze.changes.change_set import ChangeSet
from quanze.changes.edition import Edition, Props
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
    suggest,
)
from quanze.changes.plan_changes import CHANGES, PARTS, ChangeReporter, Names, in_order
from quanze.schema.relationships import HAS_TARGET
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


@dataclass
class FirstChanges:
    """The first changes of each type, and how many there are of what is not listed.

    ``counts`` give the most changes that may depend on unsure pairs: those of a record that is in a pair, or of
    what is linked with one. For ``rows`` and ``agencies`` it is exact. ``more_agencies`` have a role that is added,
    dropped or stated otherwise.
    """

    counts: list[ChangeCount] = field(default_factory=list)
    rows: list[PlanChange] = field(default_factory=list)
    agencies: list[AgencyChange] = field(default_factory=list)
    unsure: list[UnsurePair] = field(default_factory=list)
    more_agencies: int = 0
    renumbered: int = 0


class DatasetReport:
    """The changes of one data set, found, marked as unsure and put into words when they are asked for.

    ``changes``, ``arrived`` and ``heirs`` are as for ``pair`` and ``ChangeReporter``; ``pairs`` gives the pairs of
    records, made once.
    """

    def __init__(
        self,
        before: Edition,
        after: Edition,
        change_set: ChangeSet,
        pairs: Callable[[], Pairs],
        names: Names,
        reviewed: Sequence[ReviewedPair],
        changes: Sequence[Succession],
        arrived: Collection[str],
        heirs: Heirs,
    ) -> None:
        self._sides = before, after
        self.change_set, self.pairs, self._names = change_set, pairs, names
        self._reviewed, self._changes = reviewed, changes
        self._arrived, self._heirs = arrived, heirs

    @cached_property
    def found(self) -> list[PlanChange]:
        """The changes, without sentences, and none of them marked as unsure."""
        return self._reporter.changes()

    @cached_property
    def unsure(self) -> list[UnsurePair]:
        """Records that may be the same."""
        return suggest(*self._sides, self.pairs(), self._reviewed, self._changes)

    @property
    def renumbered(self) -> int:
        """How many records have another id and are the same."""
        pairs = self.pairs()
        paired = ((b, a) for b, a in pairs.after_of.items() if b not in pairs.succeeded)
        return sum(len(a) == 1 and a[0] != b for b, a in paired)

    @cached_property
    def concerned(self) -> set[str]:
        """The records whose changes may be others if unsure pairs are the same records."""
        if not self.unsure:
            return set()
        return _concerned(self.change_set, self.pairs(), self._pairs_if_same) | self._former.keys()

    @cached_property
    def _reporter(self) -> ChangeReporter:
        return self._with(self.pairs())

    @cached_property
    def _chosen(self) -> list[ReviewedPair]:
        return likeliest(self.unsure)

    @cached_property
    def _pairs_if_same(self) -> Pairs:
        return pair(*self._sides, [*self._reviewed, *self._chosen], self._changes)

    @cached_property
    def _if_same(self) -> ChangeReporter:
        return self._with(self._pairs_if_same, self._reporter)

    def _with(self, pairs: Pairs, like: ChangeReporter | None = None) -> ChangeReporter:
        old, new = self._sides
        return ChangeReporter(old, new, self.change_set, pairs, self._names, self._arrived, self._heirs, like)

    @cached_property
    def _former(self) -> dict[str, Props]:
        return _former_figures(self._sides[0], self._sides[1], self._chosen)

    def add_to(self, report: ChangeReport) -> None:
        """Add all sentences."""
        rows, agencies = self.found, self._reporter.agencies()
        self._reporter.put_into_words(rows)
        if self.unsure:
            besides = self._mark(rows, self.concerned)
            self._if_same.put_into_words(besides)
            report.if_same.extend({**row, "unsure": True} for row in besides)
            otherwise = self._if_same.otherwise(self.pairs()) | self._reporter.otherwise(self._pairs_if_same)
            alike = self._mark_agencies(agencies, otherwise)
            sure = {agency["agency"] for agency in agencies if not agency["unsure"]}
            report.agencies_if_same.extend(
                {**agency, "unsure": True} for id_, agency in alike.items() if id_ not in sure
            )
        report.rows.extend(rows)
        report.agencies.extend(agencies)
        report.unsure.extend(self.unsure)
        report.renumbered += self.renumbered

    def _mark(self, rows: Iterable[PlanChange], only: Collection[str]) -> list[PlanChange]:
        """Mark those of the changes of some records that are none if unsure pairs are the same; what changes then
        besides."""
        pairs, new = self._pairs_if_same, self._sides[1]
        changes = self._if_same.changes(only)
        as_one = {_identity(row, pairs): row for row in changes if not _stays(row, self._former, new)}
        as_two: set[tuple[Any, ...]] = set()
        for row in (r for r in rows if r["id"] in only or r["id_before"] in only):
            as_two.add(identity := _identity(row, pairs))
            row["unsure"] = identity not in as_one
        return [row for identity, row in as_one.items() if identity not in as_two]

    def _mark_agencies(self, agencies: Iterable[AgencyChange], only: set[str]) -> dict[str, AgencyChange]:
        """Mark those of some agencies that gain and lose something else if unsure pairs are the same; what they do
        then, by agency."""
        alike = {agency["agency"]: agency for agency in self._if_same.agencies(only)}
        for agency in (a for a in agencies if a["agency"] in only):
            agency["unsure"] = agency != alike.get(agency["agency"])
        return alike

    def put_into_words(self, rows: Sequence[PlanChange]) -> None:
        """Give some of the changes their sentences, and mark those of them that are unsure."""
        self._reporter.put_into_words(rows)
        ids = {row[side] for row in rows for side in ("id", "id_before")} & self.concerned
        if ids:
            for partners in (self._pairs_if_same.after_of, self._pairs_if_same.before_of):
                ids.update([other for id_ in ids for other in partners.get(id_, ())])
            self._mark(rows, ids)

    def first_agencies(self, most: int) -> tuple[list[AgencyChange], int]:
        """What those agencies gain and lose of which most roles change, and how many others there are."""
        touched = self._reporter.touched_agencies
        first = {id_ for id_, _ in sorted(touched.items(), key=lambda t: (-t[1], t[0]))[:most]}
        agencies = self._reporter.agencies(first)
        if self.unsure:
            self._mark_agencies(agencies, first)
        return agencies, len(touched) - len(first)


def first_changes(reports: Sequence[DatasetReport], most: int) -> FirstChanges:
    """The first ``most`` changes of each type, of agencies and of unsure pairs; of changes those first that hang on no
    pair."""
    by_type: dict[tuple[str, str], list[tuple[bool, int, int]]] = defaultdict(list)
    counts: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for i, report in enumerate(reports):
        concerned = report.concerned
        for j, row in enumerate(report.found):
            hangs = row["id"] in concerned or row["id_before"] in concerned
            by_type[row["part"], row["change"]].append((hangs, i, j))
            count = counts[row["part"], row["change"], row["kind"]]
            count[0] += 1
            count[1] += hangs
    first = FirstChanges(counted(counts))
    listed: dict[int, list[PlanChange]] = defaultdict(list)
    for places in by_type.values():
        for _, i, j in sorted(places)[:most]:
            listed[i].append(reports[i].found[j])
    for i, report in enumerate(reports):
        report.put_into_words(listed[i])
        first.rows += listed[i]
        agencies, more = report.first_agencies(most)
        first.agencies += agencies
        first.more_agencies += more
        first.unsure += report.unsure
        first.renumbered += report.renumbered
    in_order(first.rows)
    return first


def counted(counts: Mapping[tuple[str, str, str], Sequence[int]]) -> list[ChangeCount]:
    """Numbers of changes, and of unsure ones, by part, type and kind, as rows: the gravest first."""
    parts, sorts = list(PARTS), list(CHANGES)
    ordered = sorted(counts.items(), key=lambda c: (parts.index(c[0][0]), sorts.index(c[0][1])))
    return [
        {"part": part, "change": change, "kind": kind, "count": n, "unsure": unsure}
        for (part, change, kind), (n, unsure) in ordered
    ]


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
    """The key by which two changes are the same; the records in it have their ids of the second edition."""
    values = (
        repr([pairs.renewed(named["id"]) for named in value])
        if isinstance(value, list) and value and isinstance(value[0], dict)
        else repr(value)
        for value in (row["before"], row["after"])
    )
    return (row["change"], row["kind"], row["id"], row["id_before"], row["field"], *values)
