"""Rules about a whole data set: circles, seats, years, units, and roles that exclude each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from quanze.changes.pairs import FIGURES
from quanze.loaders.build import Link, Node, Plan
from quanze.loaders.findings import ERROR, WARNING, FindingList, Place
from quanze.loaders.raw import RawTable
from quanze.loaders.succession import Surroundings, check_changes
from quanze.schema import ACYCLIC
from quanze.schema.dates import day_before, earliest, holds, latest
from quanze.schema.relationships import (
    CHANGE,
    CO_ORGANIZES,
    CONVENES,
    HAS_TARGET,
    MOVES,
    RENAMING,
    SITS_ON,
    SUCCEEDS,
    ends_predecessor,
    takes_place,
)
from quanze.schema.seats import BodyName, in_turn, term, totals
from quanze.schema.ways import BODIES
from quanze.schema.words import PERCENT_WORDS, fold

VALUES = frozenset(FIGURES)
"""What a year of an indicator may hold."""
COUNTS = {"seats": (0, 10_000), "seats_max": (0, 10_000), "phase": (0, 1_000), "phase_years": (1, 200)}
"""The least and the most that a column that counts may hold: beyond it something was typed wrong, or into the wrong
column."""


def check_whole(
    plan: Plan, existing: Callable[[str, str], Iterable[str]], others: Surroundings, findings: FindingList
) -> None:
    """``existing`` gives the ends of an acyclic type that other data sets hold from a record, ``others`` what these say
    of the bodies and indicators that the plan refers to."""
    for type_ in ACYCLIC:
        _circles(plan, type_, existing, findings)
    check_changes(plan, others, findings)
    _counts(plan, findings)
    _seats(plan, findings)
    _roles_at_once(plan, findings)
    of = {link.end: link.start for link in plan.of_type[HAS_TARGET.type]}
    _years_twice(plan, of, others, findings)
    _baselines(plan, of, others, findings)
    _units(plan, of, others, findings)
    _years(plan, findings)


def _circles(plan: Plan, type_: str, existing: Callable[[str, str], Iterable[str]], findings: FindingList) -> None:
    own = plan.of_type[type_]
    ends: dict[str, list[str]] = {}
    for link in own:
        ends.setdefault(link.start, []).append(link.end)

    def following(id_: str) -> Iterator[str]:
        return chain(ends.get(id_, ()), existing(type_, id_))

    done: set[str] = set()
    for link in own:
        circle = _circle_from(link.start, following, done)
        if circle:
            columns = link.record.raw.table.columns
            column = next(c.name for c in columns if c.link == type_ or c.name in ("type", "to"))
            names = [
                plan.nodes[id_].props.get("name") or id_ if id_ in plan.nodes else id_ for id_ in (*circle, circle[0])
            ]
            findings.append(link.record.finding("cycle", column, " → ".join(names)))


def _circle_from(root: str, following: Callable[[str], Iterator[str]], done: set[str]) -> list[str]:
    """The first circle met on a walk from ``root``; every node is walked once over all calls."""
    if root in done:
        return []
    path, on_path = [root], {root}
    stack = [following(root)]
    while stack:
        step = next(stack[-1], None)
        if step is None:
            stack.pop()
            left = path.pop()
            on_path.discard(left)
            done.add(left)
        elif step in on_path:
            circle = path[path.index(step) :]
            done.update(path)
            return circle
        elif step not in done:
            path.append(step)
            on_path.add(step)
            stack.append(following(step))
    return []


def _seats(plan: Plan, findings: FindingList) -> None:
    """Compare each body's stated seats with the seats on it; both are ranges.

    Whether a total includes the chairs differs from plan to plan, and so does whether a body lists the seats again that
    it had under a former name; any of these readings is accepted.
    """
    sits: dict[str, list[Link]] = {}
    for link in plan.of_type[SITS_ON.type]:
        if link.start in plan.nodes:
            sits.setdefault(link.end, []).append(link)
    replaced = _replaced(plan)
    for node in plan.nodes.values():
        id_ = node.props["id"]
        if node.kind not in BODIES or "seats" not in node.props or id_ not in sits:
            continue
        fewest: int = node.props["seats"]
        stated = (fewest, node.props.get("seats_max") or fewest)
        names = _names(id_, replaced)
        readings = [_sums(plan, sits, own) for own in ({id_: names[id_]}, names)]
        if readings[0] and not any(stated in sums for sums in readings):
            findings.append(
                node.record.finding(
                    "seats-do-not-add-up",
                    "seats",
                    node.props.get("name", ""),
                    stated=_span(stated),
                    found=_span(readings[-1][0]),
                )
            )


def _replaced(plan: Plan) -> dict[str, list[Link]]:
    """The changes by which each body took the whole place of another one."""
    found: dict[str, list[Link]] = {}
    for link in plan.of_type[SUCCEEDS.type]:
        moves = link.props.get(MOVES.name) or ()
        if takes_place(link.props.get(CHANGE.name, ""), moves, whole=ends_predecessor(link.props)):
            found.setdefault(link.start, []).append(link)
    return found


def _names(id_: str, replaced: Mapping[str, Sequence[Link]]) -> dict[str, BodyName]:
    """A body under all its names."""
    names = {id_: BodyName(id_)}
    ahead = [id_]
    while ahead:
        body = ahead.pop()
        for link in replaced.get(body, ()):
            if link.end not in names:
                date = link.props.get("valid_from", "") if link.props.get(CHANGE.name) in RENAMING else ""
                names[body] = names[body]._replace(since=date)
                names[link.end] = BodyName(id_, until=day_before(date) if date else "")
                ahead.append(link.end)
    return names


def _sums(plan: Plan, sits: Mapping[str, Sequence[Link]], names: Mapping[str, BodyName]) -> list[tuple[int, int]]:
    """How many seats a body has at the least and at the most, as a total may count them; empty where no number is
    given."""
    own = ((link, name) for body, name in names.items() for link in sits.get(body, ()))
    turns = in_turn(term(link.start, link.end, plan.nodes[link.start].props, name) for link, name in own)
    seats = []
    for turn in turns:
        seat = plan.nodes[turn[0].id].props  # whoever holds a seat after another one is on the same seat
        if "seats" in seat and not turn[-1].ends:
            seats.append((seat.get("seat_title", ""), seat["seats"], seat.get("seats_max") or seat["seats"]))
    return totals(seats) if seats else []


def _counts(plan: Plan, findings: FindingList) -> None:
    for node in plan.nodes.values():
        for column in COUNTS.keys() & node.props.keys():
            count, (fewest, highest) = node.props[column], COUNTS[column]
            if count < 0 and column.startswith("seats"):
                findings.append(node.record.finding("negative-seats", column, count))
            elif not fewest <= count <= highest:
                findings.append(
                    node.record.finding("count-out-of-range", column, count, least=f"{fewest:,}", most=f"{highest:,}")
                )
        least, most = node.props.get("seats"), node.props.get("seats_max")
        if least is not None and most is not None and 0 <= most < least:
            findings.append(node.record.finding("seats-reversed", "seats", least, other=str(most)))


def _roles_at_once(plan: Plan, findings: FindingList) -> None:
    """Warn of whoever leads something and is a partner of the same at one time."""
    leads: dict[tuple[str, str, str], list[Link]] = {}
    for link in plan.of_type[CONVENES.type]:
        leads.setdefault(_same_thing(link), []).append(link)
    for link in plan.of_type[CO_ORGANIZES.type] if leads else ():
        same = leads.get(_same_thing(link))
        if same and any(_at_one_time(link.props, lead.props) for lead in same):
            who, on = plan.name_of(link.start), plan.name_of(link.end)
            findings.append(link.record.finding("lead-and-partner", "role", who, other=on))


def _same_thing(link: Link) -> tuple[str, str, str]:
    return link.start, link.end, link.props.get("under", "")


def _are_halves(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether of two records of a year one has the target and the other the result, each from a source of its own."""
    sources = [(props.get("dataset"), props.get("source")) for props in (one, other)]
    first, second = ({key for key in VALUES if props.get(key) is not None} for props in (one, other))
    return sources[0] != sources[1] and len(first) == len(second) == 1 and first != second


def _at_one_time(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    start = latest(one.get("valid_from"), other.get("valid_from"))
    end = earliest(one.get("valid_to"), other.get("valid_to"))
    return not start or not end or holds(None, end, start)


def _years_twice(plan: Plan, of: dict[str, str], others: Surroundings, findings: FindingList) -> None:
    """Tell of two targets or results of an indicator for one year; a revised one has dates that part them.

    A target and a result that different sources state are the two halves of a year: the plan has the one, its report
    the other (docs/adr/0040-a-year-in-two-sources.md).
    """
    seen: dict[tuple[str, int], list[tuple[Mapping[str, Any], Place | str]]] = {}
    for id_, targets in others.targets.items():
        for props in targets:
            if (year := props.get("year")) is not None:
                place = f"{props['dataset']} ({props['id']})"
                seen.setdefault((id_, year), []).append((props, place))
    for node in plan.nodes.values():
        indicator = of.get(node.props["id"])
        if node.kind != "AnnualTarget" or indicator is None or "year" not in node.props:
            continue
        year = node.props["year"]
        same = seen.setdefault((indicator, year), [])
        first = next(
            (p for props, p in same if _at_one_time(props, node.props) and not _are_halves(props, node.props)), None
        )
        same.append((node.props, node.record.place()))
        if first:
            details = {"year": str(year), "other": first}
            findings.append(node.record.finding("year-twice", "year", others.name(plan, indicator), **details))


def _baselines(plan: Plan, of: dict[str, str], others: Surroundings, findings: FindingList) -> None:
    """A target is for a year after the baseline: an earlier one cannot be, one in the same year is odd."""
    for node in plan.nodes.values():
        if node.kind == "Indicator":
            for target in others.targets.get(node.props["id"], ()):
                _baseline(node, "baseline_year", node.props, target, findings)
        elif node.kind == "AnnualTarget" and (indicator := others.of(plan, of.get(node.props["id"], ""))):
            _baseline(node, "year", indicator, node.props, findings)


def _baseline(
    node: Node, column: str, indicator: Mapping[str, Any], target: Mapping[str, Any], findings: FindingList
) -> None:
    year, baseline = target.get("year"), indicator.get("baseline_year")
    if year is None or baseline is None or year > baseline or target.get("target") is None:
        return
    details = {"year": str(year), "other": str(baseline)}
    found = node.record.finding("target-before-baseline", column, indicator.get("name") or "", **details)
    found.level = ERROR if year < baseline else WARNING
    findings.append(found)


def _units(plan: Plan, of: dict[str, str], others: Surroundings, findings: FindingList) -> None:
    """Compare the units that cells name beside their number with the indicator's."""
    percent = {fold(word) for word in PERCENT_WORDS}
    for node in plan.nodes.values():
        for column, shown in (node.record.units or {}).items():
            indicator = others.of(plan, of.get(node.props["id"]) or node.props["id"]) or {}
            unit = indicator.get("unit") or ""
            if {fold(unit), fold(shown)} <= percent or fold(unit) == fold(shown):
                continue
            value = node.props.get(column, "")
            code = "unit-differs" if unit else "unit-unknown"
            findings.append(node.record.finding(code, column, value, unit=shown, other=unit))
    for node in plan.nodes.values():
        target, result = node.props.get("target"), node.props.get("result")
        if node.kind != "AnnualTarget" or not (target and result) or not _is_share(target, result):
            continue
        indicator = others.of(plan, of.get(node.props["id"], "")) or {}
        if fold(indicator.get("unit") or "") in percent:
            column = "result" if result < target else "target"
            value, other = sorted((target, result))
            findings.append(
                node.record.finding("maybe-share", column, value, other=other, percent=round(100 * value, 6))
            )


def _is_share(a: float, b: float) -> bool:
    """Whether one of two numbers is a share, 0.9, where the other is in per cent, 85."""
    low, high = min(a, b), max(a, b)
    return 0 < low <= 1 and high > 10 and high / 2 <= 100 * low <= high * 2


def _span(range_: tuple[int, int]) -> str:
    return str(range_[0]) if range_[0] == range_[1] else f"{range_[0]}–{range_[1]}"


def _years(plan: Plan, findings: FindingList) -> None:
    """Report years that have no value, and no note that says why: a plan may state a vision without a figure.

    A row with another finding is left alone, for its value may be the one that could not be read; so is a table whose
    header has one, unless it has both columns.
    """
    years = (node for node in plan.nodes.values() if node.kind == "AnnualTarget")
    if findings.has_left_out:
        return  # what else is wrong with a row is no longer known
    empty = [year for year in years if "note" not in year.props and not year.props.keys() & VALUES]
    if not empty:
        return
    faulty = {(f.file, f.sheet, f.row) for f in findings}
    for year in empty:
        record = year.record
        table = record.raw
        unread_column = (table.file, table.sheet, table.header_row) in faulty and not _has_both(table)
        if not unread_column and record.place() not in faulty:
            findings.append(record.finding("target-without-values", "target", year.props.get("name", "")))


def _has_both(raw: RawTable) -> bool:
    columns = map(raw.table.column, raw.header)
    return {c.name for c in columns if c} >= VALUES
