"""Rules about changes: how many successors each kind has, and dates that fit the lives of both sides.

Circles are a rule about any acyclic relationship (``quanze.loaders.rules``).
"""

from __future__ import annotations

from collections.abc import Iterator

from quanze.loaders.build import Link, Plan
from quanze.loaders.findings import Finding
from quanze.schema.dates import day_before, earliest, holds
from quanze.schema.relationships import DIVIDING, ENDED_BY, PART, PARTIAL, SUCCEEDS, WHOLE
from quanze.schema.tables import CHANGES, CHANGING, RESPONSIBILITIES


def check_changes(plan: Plan, findings: list[Finding]) -> None:
    """Faults of the changes of a plan, and roles that hold on days when their holder does not exist."""
    written = [
        link for link in plan.links.values() if link.ends[0] == SUCCEEDS.type and link.record.raw.table is CHANGES
    ]
    _successors(plan, written, findings)
    for link in written:
        _dates(plan, link, findings)
    _roles(plan, findings)


def _successors(plan: Plan, written: list[Link], findings: list[Finding]) -> None:
    """A split has several successors, a transfer any number, every other change one.

    Successors that other data sets name are not known here, so only too many are certain for bodies of others.
    """
    following: dict[tuple[str, str], list[Link]] = {}
    for link in written:
        following.setdefault((link.end, link.props.get("change", "")), []).append(link)
    for (end, change), links in following.items():
        names = list(dict.fromkeys(link.start for link in links))
        if change in DIVIDING:
            if len(names) == 1 and links[0].props["extent"] == WHOLE:
                findings.append(links[0].record.finding("split-to-one", "to", plan.name_of(end)))
        elif change not in PARTIAL and len(names) > 1:
            whole = [link for link in links if link.props["extent"] == WHOLE]
            if len(whole) > 1:
                shown = [plan.name_of(name) for name in names]
                findings.append(whole[1].record.finding("renamed-to-several", "to", plan.name_of(end), names=shown))


def _dates(plan: Plan, link: Link, findings: list[Finding]) -> None:
    date = link.props.get("valid_from", "")
    sides = [plan.nodes[id_].props for id_ in (link.end, link.start) if id_ in plan.nodes]
    if not date or len(sides) < 2:
        return
    before, after = sides
    # Whoever ends the day before was there to be changed.
    there = holds(before.get("valid_from"), before.get("valid_to"), day_before(date))
    here = holds(after.get("valid_from"), after.get("valid_to"), date)
    ended = after.get("valid_to", "")
    if ended and not holds(None, ended, date):
        findings.append(link.record.finding("successor-ended", "to", after.get("name", ""), other=ended, date=date))
    elif not there and not here and not holds(before.get("valid_from"), before.get("valid_to"), date):
        names = [before.get("name", ""), after.get("name", "")]
        findings.append(link.record.finding("change-outside-lives", "valid_from", date, names=names))


def _roles(plan: Plan, findings: list[Finding]) -> None:
    """Roles whose own dates reach beyond the life of who holds them."""
    ends: dict[str, str] = {}
    for id_, date in _endings(plan):
        ends[id_] = earliest(ends.get(id_, ""), date)
    for link in plan.links.values():
        holder = plan.nodes.get(link.start)
        if holder is None or link.record.raw.table is not RESPONSIBILITIES:
            continue
        end = earliest(ends.get(link.start, ""), holder.props.get("valid_to", ""))
        last = link.props.get("valid_to", "")
        first = link.props.get("valid_from", "")
        if end and (not holds(None, end, last or end) or (first and not holds(None, end, first))):
            value, column = (last, "valid_to") if last else (first, "valid_from")
            findings.append(
                link.record.finding("role-outlives-holder", column, value, other=holder.props.get("name", ""))
            )


def _endings(plan: Plan) -> Iterator[tuple[str, str]]:
    """Bodies that a change ends, with their last days."""
    for link in plan.links.values():
        type_, date = link.ends[0], link.props.get("valid_from", "")
        if type_ not in CHANGING or not date:
            continue
        if type_ == ENDED_BY.type:
            yield link.start, day_before(date)
        elif _is_whole(link):
            yield link.end, day_before(date)


def _is_whole(link: Link) -> bool:
    said = link.props.get("extent")
    return said != PART and (said == WHOLE or link.props.get("change") not in PARTIAL)
