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
from quanze.schema.dates import day_before, earliest, holds
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


def check_changes(plan: Plan, others: Surroundings, findings: list[Finding]) -> None:
    """Faults of the changes of a plan, and roles that hold on days when their holder does not exist."""
    written = [
        link for link in plan.links.values() if link.ends[0] == SUCCEEDS.type and link.record.raw.table is CHANGES
    ]
    _successors(plan, others, written, findings)
    ends: dict[str, str] = {}
    for id_, date in _endings(plan, others):
        ends[id_] = earliest(ends.get(id_, ""), date)
    for link in written:
        _dates(plan, others, link, ends, findings)
    _roles(plan, others, ends, findings)
    _roles_elsewhere(plan, others, findings)


def ended_bodies(plan: Plan) -> dict[str, tuple[str, Record, str]]:
    """The bodies that a plan ends: the last day, and the row and column that say so."""
    found: dict[str, tuple[str, Record, str]] = {}
    for id_, node in plan.nodes.items():
        if node.kind in HOLDERS and node.props.get("valid_to"):
            found[id_] = (node.props["valid_to"], node.record, "valid_to")
    for link in plan.links.values():
        for id_, last in _ending(link.ends[0], link.start, link.end, link.props):
            if id_ not in found or earliest(found[id_][0], last) == last:
                found[id_] = (last, link.record, "valid_from")
    return found


def _successors(plan: Plan, others: Surroundings, written: list[Link], findings: list[Finding]) -> None:
    """A split has several successors, a transfer any number, every other change one; other data sets may name some."""
    following: dict[tuple[str, str], list[Link]] = {}
    for link in written:
        following.setdefault((link.end, link.props.get("change", "")), []).append(link)
    elsewhere: dict[tuple[str, str], list[str]] = {}
    for type_, start, end, props in others.changes:
        if type_ == SUCCEEDS.type and ends_predecessor(props):
            elsewhere.setdefault((end, props.get("change") or ""), []).append(start)
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
    before, after = others.of(plan, link.end), others.of(plan, link.start)
    if not date or before is None or after is None:
        return
    # Whoever ends the day before was there to be changed.
    there = holds(before.get("valid_from"), before.get("valid_to"), day_before(date))
    here = holds(after.get("valid_from"), after.get("valid_to"), date)
    ended = after.get("valid_to") or ""
    # Several changes of one day may follow each other.
    eve = day_before(date)
    if holds(None, ended, date) and not holds(None, ends.get(link.start), eve):
        ended = ends[link.start]
    gone = ends.get(link.end, "")
    if not holds(None, gone, eve):
        findings.append(
            link.record.finding("changed-after-end", "valid_from", date, name=before.get("name", ""), other=gone)
        )
    if ended and not holds(None, ended, date):
        findings.append(link.record.finding("successor-ended", "to", after.get("name", ""), other=ended, date=date))
    elif not there and not here and not holds(before.get("valid_from"), before.get("valid_to"), date):
        names = {"before": before.get("name", ""), "after": after.get("name", "")}
        findings.append(link.record.finding("change-outside-lives", "valid_from", date, **names))


def _roles(plan: Plan, others: Surroundings, ends: Mapping[str, str], findings: list[Finding]) -> None:
    """Roles whose own dates reach beyond the life of who holds them."""
    for link in plan.links.values():
        holder = others.of(plan, link.start)
        if holder is None or link.record.raw.table is not RESPONSIBILITIES:
            continue
        end = earliest(ends.get(link.start, ""), holder.get("valid_to"))
        last = link.props.get("valid_to", "")
        first = link.props.get("valid_from", "")
        if end and _outlives(first, last, end):
            value, column = (last, "valid_to") if last else (first, "valid_from")
            findings.append(link.record.finding("role-outlives-holder", column, value, other=holder.get("name") or ""))


def _outlives(first: str | None, last: str | None, end: str) -> bool:
    """Whether a role holds on a day after the last one of its holder."""
    return not holds(None, end, last or end) or bool(first and not holds(None, end, first))


def _roles_elsewhere(plan: Plan, others: Surroundings, findings: list[Finding]) -> None:
    """Roles that other data sets state, which reach beyond the life of a body that the plan ends."""
    bodies = ended_bodies(plan) if others.roles else {}
    told: dict[tuple[str, str], list[str]] = {}
    for role in others.roles:
        if _outlives(role["valid_from"], role["valid_to"], bodies[role["holder"]][0]):
            told.setdefault((role["holder"], role["dataset"]), []).append(role["item"])
    for (id_, dataset), items in told.items():
        last, record, column = bodies[id_]
        names = list(dict.fromkeys(items))
        findings.append(
            record.finding(
                "role-elsewhere-outlives-holder",
                column,
                last if column == "valid_to" else record.values.get(column, ""),
                other=others.name(plan, id_),
                dataset=dataset,
                names=names,
            )
        )


def _endings(plan: Plan, others: Surroundings) -> Iterator[tuple[str, str]]:
    """Bodies that a change ends, with their last days."""
    own = ((link.ends[0], link.start, link.end, link.props) for link in plan.links.values())
    for change in (*own, *others.changes):
        yield from _ending(*change)


def _ending(type_: str, start: str, end: str, props: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The body that a change ends, if it does, with its last day."""
    date = props.get("valid_from") or ""
    if type_ in CHANGING and date:
        if type_ == ENDED_BY.type:
            yield start, day_before(date)
        elif ends_predecessor(props):
            yield end, day_before(date)
