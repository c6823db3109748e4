"""Rules about changes: how many successors each kind has, and dates that fit the lives of both sides.

Circles are a rule about any acyclic relationship (``quanze.loaders.rules``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from quanze.loaders.build import Link, Plan
from quanze.loaders.findings import Finding
from quanze.loaders.table_records import Record
from quanze.schema.dates import ShownDate, day_before, earliest, first_day, holds
from quanze.schema.relationships import DIVIDING, ENDED_BY, PARTIAL, ROLES, SUCCEEDS, WHOLE, ends_predecessor
from quanze.schema.tables import CHANGES, CHANGING, RESPONSIBILITIES

ROLE_TYPES = tuple(role.type for role in ROLES)
HOLDERS = tuple(dict.fromkeys(kind for role in ROLES for kind in role.from_kinds))
"""The types of roles, and the kinds that hold them."""


@dataclass
class Surroundings:
    """What other data sets say: bodies, documents and indicators by id, with what rules need of them; changes as type,
    start, end and properties; and the yearly targets of each indicator."""

    records: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    targets: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    changes: list[tuple[str, str, str, Mapping[str, Any]]] = field(default_factory=list)
    roles: list[Mapping[str, Any]] = field(default_factory=list)
    """Dated roles of bodies that the plan ends: rows with holder, the name of the item, dataset and dates."""

    def of(self, plan: Plan, id_: str) -> Mapping[str, Any] | None:
        """A record of the plan or of another data set; None when neither has it."""
        return plan.nodes[id_].props if id_ in plan.nodes else self.records.get(id_)

    def name(self, plan: Plan, id_: str) -> str:
        """Its name, or the id."""
        return str((self.of(plan, id_) or {}).get("name") or id_)

    def life(self, plan: Plan, id_: str) -> tuple[str | None, str | None]:
        """The first and last day that it states of itself."""
        record = self.of(plan, id_) or {}
        return record.get("valid_from"), record.get("valid_to")


def check_changes(plan: Plan, others: Surroundings, findings: list[Finding]) -> None:
    """Faults of the changes of a plan, and roles that hold on days when their holder does not exist."""
    written = [link for link in plan.of_type[SUCCEEDS.type] if link.record.raw.table is CHANGES]
    _successors(plan, others, written, findings)
    ends: dict[str, str] = {}
    for id_, date in _endings(plan, others):
        ends[id_] = earliest(ends.get(id_), date)
    for link in (*written, *plan.of_type[ENDED_BY.type]):
        _dates(plan, others, link, ends, findings)
    _roles(plan, others, ends, findings)
    _roles_elsewhere(plan, others, findings)


def ended_bodies(plan: Plan) -> dict[str, tuple[str, Record, str]]:
    """The bodies that a plan ends: the last day, and the row and column that say so."""
    found: dict[str, tuple[str, Record, str]] = {}
    for id_, node in plan.nodes.items():
        if node.kind in HOLDERS and node.props.get("valid_to"):
            found[id_] = (node.props["valid_to"], node.record, "valid_to")
    for link in _changes(plan):
        for id_, last in _ending(link.ends[0], link.start, link.end, link.props):
            if id_ not in found or earliest(found[id_][0], last) == last:
                found[id_] = (last, link.record, "valid_from")
    return found


def _successors(plan: Plan, others: Surroundings, written: list[Link], findings: list[Finding]) -> None:
    """A split has several successors, a transfer any number, every other change one; other data sets may name some."""
    following: dict[tuple[str, str], list[Link]] = {}
    for link in written:
        following.setdefault((link.end, link.props["change"]), []).append(link)
    elsewhere: dict[tuple[str, str | None], list[str]] = {}
    for type_, start, end, props in others.changes:
        if type_ == SUCCEEDS.type and ends_predecessor(props):
            elsewhere.setdefault((end, props.get("change")), []).append(start)
    for (end, change), links in following.items():
        whole = [link for link in links if link.props["extent"] == WHOLE]
        named = dict.fromkeys([*(link.start for link in links), *elsewhere.get((end, change), ())])
        if change in DIVIDING:
            if len(named) == 1 and whole:
                findings.append(links[0].record.finding("split-to-one", "to", others.name(plan, end)))
        elif change not in PARTIAL and whole:
            several = dict.fromkeys([*elsewhere.get((end, change), ()), *(link.start for link in whole)])
            if len(several) > 1:
                shown = [others.name(plan, name) for name in named]
                findings.append(
                    whole[-1].record.finding("renamed-to-several", "to", others.name(plan, end), names=shown)
                )


def _dates(plan: Plan, others: Surroundings, link: Link, ends: Mapping[str, str], findings: list[Finding]) -> None:
    """``ends`` are the last days of bodies by changes."""
    date = link.props.get("valid_from", "")
    dissolved = link.ends[0] == ENDED_BY.type
    body = link.start if dissolved else link.end

    def report(code: str, column: str, value: str, **details: Any) -> None:
        shown = {k: ShownDate(v) if k == "other" else v for k, v in details.items()}
        findings.append(link.record.finding(code, column, value, date=ShownDate(date), **shown))

    name, (first, last), eve = others.name(plan, body), others.life(plan, body), day_before(date)
    gone = ends.get(body)
    if not holds(None, gone, eve):
        report("changed-after-end", "valid_from", date, name=name, other=gone)
    begun = holds(first, None, date)
    # Whoever ends the day before was there to be changed; of a year or month that may be the last day of the former.
    there = begun and any(holds(first, last, day) for day in (date, eve, day_before(first_day(date))))
    if dissolved:
        if not begun:
            report("changed-before-begin", "valid_from", date, name=name, other=first)
        elif not there:
            report("dissolved-after-end", "valid_from", date, name=name, other=last)
        return
    successor, (begins, ended) = others.name(plan, link.start), others.life(plan, link.start)
    # Several changes of one day may follow each other.
    if not holds(None, ends.get(link.start), eve):
        ended = earliest(ended, ends[link.start])
    if not holds(None, ended, date):
        report("successor-ended", "to", successor, other=ended)
    elif not there and not (begins and holds(begins, ended, date)):  # a life without a first day proves nothing
        report("change-outside-lives", "valid_from", date, before=name, after=successor)
    elif not begun:
        report("changed-before-begin", "valid_from", date, name=name, other=first)
    elif not holds(begins, None, date):
        report("successor-not-begun", "to", successor, other=begins)


def _roles(plan: Plan, others: Surroundings, ends: Mapping[str, str], findings: list[Finding]) -> None:
    """Roles whose own dates reach beyond the life of who holds them."""
    last_days: dict[str, str] = {}
    for link in (link for type_ in ROLE_TYPES for link in plan.of_type[type_]):
        if link.start not in last_days:
            last_days[link.start] = earliest(ends.get(link.start), others.life(plan, link.start)[1])
        end = last_days[link.start]
        if not end:
            continue  # as of most; to look at dates takes longer
        dates = {column: link.props[column] for column in ("valid_to", "valid_from") if column in link.props}
        if link.record.raw.table is RESPONSIBILITIES and _outlives(end, *dates.values()):
            column, value = next(iter(dates.items()))
            details = {"other": others.name(plan, link.start), "date": ShownDate(value)}
            findings.append(link.record.finding("role-outlives-holder", column, value, **details))


def _outlives(end: str, *days: str | None) -> bool:
    """Whether a role whose first or last day is given holds on a day after the last one of its holder."""
    return any(day and not holds(None, end, day) for day in days)


def _roles_elsewhere(plan: Plan, others: Surroundings, findings: list[Finding]) -> None:
    """Roles that other data sets state, which reach beyond the life of a body that the plan ends."""
    bodies = ended_bodies(plan) if others.roles else {}
    late: dict[tuple[str, str], list[str]] = {}
    for role in others.roles:
        if _outlives(bodies[role["holder"]][0], role["valid_from"], role["valid_to"]):
            late.setdefault((role["holder"], role["dataset"]), []).append(role["item"])
    for (id_, dataset), items in late.items():
        _, record, column = bodies[id_]
        names = list(dict.fromkeys(items))
        findings.append(
            record.finding(
                "role-elsewhere-outlives-holder",
                column,
                record.values.get(column, ""),
                other=others.name(plan, id_),
                dataset=dataset,
                names=names,
            )
        )


def _changes(plan: Plan) -> list[Link]:
    return [link for type_ in CHANGING for link in plan.of_type[type_]]


def _endings(plan: Plan, others: Surroundings) -> Iterator[tuple[str, str]]:
    """Bodies that a change ends, with their last days."""
    own = ((link.ends[0], link.start, link.end, link.props) for link in _changes(plan))
    for change in (*own, *others.changes):
        yield from _ending(*change)


def _ending(type_: str, start: str, end: str, props: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The body that a change ends, if it does, with its last day."""
    date = props.get("valid_from")
    if not date:
        return
    if type_ == ENDED_BY.type:
        yield start, day_before(date)
    elif ends_predecessor(props):
        yield end, day_before(date)
