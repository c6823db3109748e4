"""Who answers for what: the ways of ``quanze.schema.ways`` walked once, from what is asked.

A question first collects the relationships that a walk can use (``Web``), one step at a time from the records asked
about, so that it reads no more than its answer rests on. The walks themselves are then followed from the agencies to
the things, always by the same code: ``who`` keeps those that end at the things asked about, ``duties`` those that begin
at one agency.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import IntFlag, auto
from functools import cache
from heapq import nsmallest
from itertools import compress, repeat
from operator import not_
from typing import TYPE_CHECKING, Any, NamedTuple

from quanze.errors import QueryError
from quanze.graph.engine import Reader
from quanze.locale import CHINESE, SOURCE_LANGUAGE, message
from quanze.queries import statements
from quanze.queries.hops import (
    Join,
    Within,
    between_statement,
    ids_statements,
    join_statement,
    joins,
    leading,
    named_statement,
    nearest_statement,
    reached_statements,
    records_statement,
    statement,
    toward,
)
from quanze.queries.lifetimes import (
    BOUND,
    CHANGING_KINDS,
    SEAT_KIND,
    dated_statement,
    ended_with,
    lifetimes,
    lifetimes_of,
)
from quanze.queries.phrases import PathWords
from quanze.queries.succession import cut
from quanze.queries.walk_counts import WalkCounts, count_walks
from quanze.queries.webs import Hop, Roles, Web, place_of
from quanze.schema import KIND, ORIGINS, RELATIONSHIP, RELATIONSHIPS
from quanze.schema.dates import day_before, days_of_change, earliest, holds, latest
from quanze.schema.relationships import CO_ORGANIZES, CONVENES, SITS_ON
from quanze.schema.ways import (
    CARRIED,
    CLASSES,
    HOWS,
    INHERITED,
    NOT_WHOLE,
    OWN_DUTIES,
    PARTIES,
    PARTY,
    SEAT,
    SEATED,
    SECTIONED,
    STATED,
    THING,
    UNSETTLED,
    Step,
    Way,
    answered_kinds,
    steps_from,
)
from quanze.schema.words import seat_rank

if TYPE_CHECKING:
    from quanze.schema.rows import PathStep, Responsibility, Row

AGENCIES = ("Agency",)
_HOW = {how: n for n, how in enumerate(HOWS)}
_WEIGHT = {o.code: n for n, o in enumerate(ORIGINS)}
_ORDER = {r.type: n for n, r in enumerate(RELATIONSHIPS)}
_NODE = ("kind", "name", "name_en", "sort", "dataset", "position")
_PASSED = (CARRIED, UNSETTLED)
_OWN_HOWS = (STATED, SEATED, INHERITED)
"""How those answer who took nothing over: what is carried over is farther than these (``HOWS``)."""
MEASURED = "MEASURED_BY"
_UNTITLED = seat_rank("")
_TITLED = (*PARTIES, "Member")
_new = tuple.__new__
"""Makes a hop or a walk of all its fields, in half the time: a large graph has a million."""
_SHORT = 16
"""Hops of a walk that are looked through for a circle before all circles are looked for."""


class Walk(NamedTuple):
    """A walk so far: its last hop and the walk before it, where it is, and the answer it amounts to.

    ``role`` is the row of the relationship that took hold of the thing, None before. ``leads`` says that the role leads
    and has not passed a body's tasks. The walk of a whole over a section has the section's walk before it, and its own
    hop to the section is its last (``walks_to``).
    """

    before: Walk | None
    hop: Hop | None
    place: str
    at: str
    party: str
    role: Row | None
    how: str
    distance: int
    leads: bool

    @property
    def taken(self) -> Row:
        """Its role. Every walk that ``walks`` gives has one, for no way reaches a thing otherwise (``Way``)."""
        assert self.role is not None
        return self.role

    @property
    def section(self) -> Walk | None:
        """Of the walk of a whole over a section, the section's."""
        return self.before if self.before is not None and self.before.party != self.party else None

    def has_passed(self, record: str, web: Web) -> bool:
        """Whether it has passed a record, or is there."""
        if record == self.at:
            return True
        hops = 0
        walk: Walk | None = self
        while walk is not None and walk.hop is not None:
            if walk.hop.near == record:
                return True
            walk = walk.before
            hops += 1
            if hops == _SHORT and record not in web.may_return:
                return False
        return False

    def hops(self) -> list[Hop]:
        """The hops from the agency on, with the successions that they came by."""
        if self.hop is not None and self.before is not None and self.before.hop is None:  # as most of a large graph
            return [*self.hop.before, self.hop, *self.hop.after]
        sections: list[Hop] = []
        walk: Walk | None = self
        while walk is not None and walk.section is not None:
            assert walk.hop is not None
            sections.append(walk.hop)
            walk = walk.section
        found: list[Hop] = []
        while walk is not None and walk.hop is not None:
            found += [*reversed(walk.hop.after), walk.hop, *reversed(walk.hop.before)]
            walk = walk.before
        return sections + found[::-1]

    def returns_to(self, record: str, web: Web) -> bool:
        """Whether it begins at a record that leads to its beginning, or goes to it from one of the same kind."""
        if record == self.party:
            return True
        hops = 0
        walk: Walk | None = self
        while walk is not None and walk.hop is not None:
            if walk.hop.far == record and walk.hop.way.near == walk.hop.way.far:
                return True
            walk = walk.before
            hops += 1
            if hops == _SHORT and record not in web.may_return:
                return False
        return False

    def taken_hold_of(self) -> str:
        """The thing that its role is on; what it is at now follows from that one."""
        walk = self
        while walk.before is not None and walk.before.role is not None:
            walk = walk.before
        return walk.at

    def limited(self, target: str) -> bool:
        """Whether its role is limited to another SDG target."""
        return bool(self.role and self.role["under"] and self.role["under"] != target)


def collect(
    reader: Reader,
    place: str,
    kind: str,
    ids: Sequence[str],
    *,
    nearer: bool,
    which: Callable[[Step], bool] | None = None,
    as_of: str = "",
) -> Web:
    """The web around records of one kind: all that is nearer to the agencies, or else all that is nearer to the things.

    ``which`` narrows the steps (see ``hops.statement``); ``as_of`` (ISO) leaves out what does not hold on that day.
    """
    web = _spread(reader, {(place, kind): ids}, nearer=nearer, which=which)
    web.lives = lifetimes(reader, web.nodes, kinds=BOUND)
    cut(web, as_of)
    return web


def _collect_nearest(
    reader: Reader, place: str, kind: str, id_: str, most: int, counts: WalkCounts, *, as_of: str
) -> Web:
    """What ``collect`` gives of the nearest ``most`` walks from a record, and perhaps of some others as near.

    Of a step to many things there are only the first ones: walks that take hold of a thing by the same role are in the
    order of the things. Only changes would tell which of them answers; where any touches what walks come to, there are
    no ``counts``.
    """
    within = counts.distance_of(most)
    many = set() if within else {step.type for step, things in counts.first.items() if len(things) > most}
    apart = [step for step in counts.first if step.type in many]
    if not all(step.way.takes and step.type != SITS_ON.type for step in apart):  # of seats the titles come first
        many, apart = set(), []
    left_out = frozenset(step for step in steps_from(place, kind) if step.type in many)
    web = _spread_within(reader, {(place, kind): [id_]}, within, left_out)
    for step in apart:
        asked = between_statement(step)
        rows = reader.read(asked.text, {"id": id_, "ids": _first_things(reader, step.far, counts.first[step], most)})
        list(_hops(web, rows, asked.steps, nearer=False))  # which puts them into the web
    web.lives = lifetimes(reader, web.nodes, kinds=BOUND)
    cut(web, as_of)
    return web


def _first_things(reader: Reader, kind: str, ids: Iterable[str], most: int) -> list[str]:
    """The first ``most`` of some things in the order of their sources."""
    asked_for = set(ids)
    every = statements.is_most(reader, kind, len(asked_for))
    if every:  # and then as many more as may not be asked for
        given: dict[str, Any] = {"most": most + statements.count(reader, kind) - len(asked_for)}
    else:
        given = {"ids": sorted(asked_for), "most": most}
    rows = reader.read(nearest_statement(kind, every=every), given)
    return [row["id"] for row in rows if row["id"] in asked_for][:most]


def collect_things(
    reader: Reader,
    things: Mapping[str, Collection[str]],
    *,
    which: Callable[[Step], bool] | None = None,
    as_of: str = "",
) -> Web:
    """The part of ``whole`` that is nearer to the agencies than things (kind → ids), and these; with names."""
    starts = {(THING, kind): sorted(ids) for kind, ids in things.items()}
    web = _spread(reader, starts, nearer=True, which=which)
    _in_places(web)
    web.lives = lifetimes(reader, web.nodes, kinds=BOUND)
    cut(web, as_of)
    return web


def collect_uncited(reader: Reader, kind: str, *, as_of: str = "") -> Web:
    """What ``collect`` gives for all things of a kind, with the documents that state it and without further citations.

    It takes a fraction of the time and memory.
    """
    web, _ = _uncut(reader, BOUND, toward(kind), sourced=True)
    cut(web, as_of)
    named = (kind, *PARTIES, "Member")
    name(reader, web, (id_ for id_, node in web.nodes.items() if node["kind"] in named))
    return web


def reached(
    reader: Reader, ids: Iterable[str], *, which: Callable[[Step], bool] | None = None
) -> dict[str, dict[str, None]]:
    """Kind → the things to which a walk from or through these records leads on any day, whether or not it holds, and
    the records themselves.

    What these records answer for on some day, and what follows from them, is among these things.
    """
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in statements.run(reader, "records_by_id", {"ids": sorted(set(ids))}):
        found[row["kind"]][row["id"]] = None
    starts = {(place, kind): list(own) for place in (PARTY, SEAT, THING) for kind, own in found.items()}
    for (place, kind), own in reached_places(reader, starts, nearer=False, which=which).items():
        if place == THING:
            found[kind] |= dict.fromkeys(sorted(own))
    return found


def reached_places(
    reader: Reader,
    starts: Mapping[tuple[str, str], Iterable[str]],
    *,
    nearer: bool,
    which: Callable[[Step], bool] | None = None,
) -> dict[tuple[str, str], set[str]]:
    """Place and kind → the records of the web that ``collect`` gives, of which nothing but the ids is read."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    ahead = {at: set(ids) for at, ids in starts.items()}
    while ahead:
        farther: dict[tuple[str, str], set[str]] = defaultdict(set)
        for at, ids in ahead.items():
            new = ids - found[at]
            found[at] |= new
            for asked in reached_statements(*at, nearer=nearer, which=which) if new else ():
                for row in reader.read(asked.text, {"ids": sorted(new)}):
                    for step in asked.steps_of(row):
                        beyond = (step.way.leaves, step.near) if nearer else (step.way.reaches, step.far)
                        farther[beyond].update(row["there"])
        ahead = farther
    return found


def _spread(
    reader: Reader,
    starts: Mapping[tuple[str, str], Sequence[str]],
    *,
    nearer: bool,
    which: Callable[[Step], bool] | None,
) -> Web:
    """The web of all days around records (place and kind → ids)."""
    web = Web()
    frontier = _begin(reader, web, starts)
    seen = {(place, id_) for (place, _), ids in frontier.items() for id_ in ids}
    while frontier:
        ahead: dict[tuple[str, str], list[str]] = defaultdict(list)
        for at, here in frontier.items():
            for hop in _read_hops(reader, web, at, here, nearer=nearer, which=which):
                there = (hop.way.leaves, hop.near) if nearer else (hop.way.reaches, hop.far)
                if there not in seen:
                    seen.add(there)
                    ahead[there[0], web.nodes[there[1]]["kind"]].append(there[1])
        frontier = ahead
    return web


def _spread_within(
    reader: Reader,
    starts: Mapping[tuple[str, str], Sequence[str]],
    within: int,
    left_out: frozenset[Step] = frozenset(),
    *,
    bare: bool = False,
) -> Web:
    """The part of a web towards the things that walks of some distance reach, without some of the steps; a ``bare`` one
    is without names and citations, and in no order."""
    web = Web()
    farther = _begin(reader, web, starts)
    seen: set[tuple[str, str]] = set()
    for distance in range(within + 1):
        ahead, farther = farther, defaultdict(list)
        which = Within(left_out, stays=distance == within)
        while ahead:
            frontier, ahead = ahead, defaultdict(list)
            for (place, kind), ids in frontier.items():
                here = [id_ for id_ in dict.fromkeys(ids) if (place, id_) not in seen]
                seen.update((place, id_) for id_ in here)
                for hop in _read_hops(reader, web, (place, kind), here, nearer=False, which=which, bare=bare):
                    there = farther if hop.way.adds else ahead
                    there[hop.way.reaches, web.nodes[hop.far]["kind"]].append(hop.far)
    return web


def _begin(
    reader: Reader, web: Web, starts: Mapping[tuple[str, str], Sequence[str]]
) -> dict[tuple[str, str], list[str]]:
    """Put the records in which a web begins (place and kind → ids) into it: those that there are."""
    found = {}
    for (place, kind), ids in starts.items():
        rows = statements.run(reader, "records_by_id", {"ids": list(ids)}, (kind,))
        web.nodes |= {row["id"]: {name: row[name] for name in (*_NODE, "valid_from", "valid_to")} for row in rows}
        found[place, kind] = list(dict.fromkeys(row["id"] for row in rows))
    return found


def _read_hops(
    reader: Reader,
    web: Web,
    at: tuple[str, str],
    ids: Sequence[str],
    *,
    nearer: bool,
    which: Callable[[Step], bool] | None,
    bare: bool = False,
) -> Iterable[Hop]:
    """Put all hops from records of a place and kind into a web."""
    asked = statement(*at, nearer=nearer, which=which, bare=bare) if ids else None
    return _hops(web, reader.read(asked.text, {"ids": ids}), asked.steps, nearer=nearer) if asked else ()


def whole(
    reader: Reader,
    *,
    datasets: Collection[str] = (),
    as_of: str = "",
    which: Callable[[Step], bool] | None = None,
) -> Web:
    """The web of the whole graph, or of what some data sets state; ``name`` and ``cite`` add names and citations.

    A large graph has a million hops: each keeps little, and texts that occur in many relationships are kept once.
    ``which`` narrows the steps, and with them what is read.
    """
    web, timeless = _uncut(reader, BOUND if as_of else (), which, datasets=datasets)
    if not timeless:
        cut(web, as_of)
    return web


def whole_on_day(reader: Reader, day: str, *, which: Callable[[Step], bool] | None = None) -> Web:
    """What ``whole`` gives on a day, for who asks which records are tied and by no clause.

    Relationships have no origin, and but for changes neither key nor wording; those that differ in nothing else share
    a row; most roles are no hops (``Web.plain``). The hops of a record that time does not touch are in no order.
    """
    web, _ = _uncut(reader, BOUND, which, keyed=False, day=day)
    cut(web, day)
    return web


def _read_records(reader: Reader, web: Web, which: Callable[[Step], bool] | None) -> None:
    """Put all records that walks may come to into a web, without their names."""
    for kind in dict.fromkeys(kind for join in joins(which) for kind in (join.near, join.far)):
        for node in reader.read(records_statement(kind)):
            node["kind"] = kind
            web.nodes[node["id"]] = node


def _dates_of(row: Row) -> Row:
    """The dates of a row, if it has any: most of a large graph have none."""
    first, last = row["valid_from"], row["valid_to"]
    return {"valid_from": first, "valid_to": last} if first or last else {}


def of_all_days(
    reader: Reader,
    *,
    datasets: Collection[str] = (),
    which: Callable[[Step], bool] | None = None,
    keyed: bool = True,
) -> Web:
    """The web of the whole graph with what holds on any day, of which ``on_day`` makes that of one.

    What is not ``keyed`` has rows as those of ``whole_on_day``.
    """
    return _uncut(reader, BOUND, which, datasets=datasets, keyed=keyed)[0]


def on_day(web: Web, day: str) -> Web:
    """A web of all days as it is on one of them."""
    then = Web()
    then.nodes, then.after, then.lives = web.nodes, web.after, web.lives
    cut(then, day)
    return then


def days_of(web: Web) -> list[str]:
    """The days on which something in a web of all days begins, has ended or passes on, after the eve of the first."""
    spans = [web.lives.span(id_) for id_ in web.lives.limited()]
    spans += [web.lives.dates(hop.row, hop.far) for hops in web.after.values() for hop in hops]
    spans += [(change.date, day_before(change.date)) for change in web.lives.by_key.values()]
    days = days_of_change(set(spans))
    return [day_before(days[0]), *days] if days else []


def web_of(reader: Reader, nodes: Mapping[str, Row], relationships: Iterable[Row], *, as_of: str = "") -> Web:
    """The web of records (by id, with kind, sort and dates) and relationships (with from, to and key) read before.

    A relationship whose ends are not both among the records is left out.
    """
    web = Web()
    web.nodes = {
        id_: {column: row.get(column) for column in (*_NODE, "valid_from", "valid_to")} for id_, row in nodes.items()
    }
    for row in relationships:
        start, end = nodes.get(row["from"]), nodes.get(row["to"])
        if start is None or end is None:
            continue
        for along, near, far in ((True, start, end), (False, end, start)):
            _join(web, joins().get(Join(row["type"], near["kind"], far["kind"], along), ()), near, far, row)
    _in_places(web)
    web.lives = lifetimes(reader, web.nodes, kinds=BOUND if as_of else ())
    cut(web, as_of)
    return web


def _join(web: Web, ways: Iterable[Way], near: Row, far: Row, row: Row) -> None:
    """Put the hops of one relationship into a web."""
    for way in ways:
        if way.how != SECTIONED or near["sort"] not in NOT_WHOLE:
            web.after[way.leaves, near["id"]].append(Hop(way, near["id"], far["id"], row))


def _of_party(join: Join, way: Way) -> bool:
    """Whether a way goes over the roles of parties on things other than seats."""
    return way.takes and way.leaves == PARTY and join.far != SEAT_KIND


def _in_places(web: Web) -> None:
    """Put the hops of each record in the order of what they lead to."""
    for hops in web.after.values():
        if len(hops) > 1:
            hops.sort(key=place_of)


def _uncut(
    reader: Reader,
    bound: Collection[str],
    which: Callable[[Step], bool] | None,
    *,
    datasets: Collection[str] = (),
    sourced: bool = False,
    keyed: bool = True,
    day: str = "",
) -> tuple[Web, bool]:
    """The web of a graph with all of all days, and whether it has no dates and changes.

    ``bound`` are the kinds whose wholes are looked up; for ``sourced`` and ``keyed`` see ``join_statement``. With a
    ``day`` what does not hold on it is apart, and so are plain roles.
    """
    web = Web()
    web.parted = bool(day)
    _read_records(reader, web, which)
    web.lives = lifetimes(reader, web.nodes, kinds=bound, every=True)
    same = {id_: id_ for id_ in web.nodes}.__getitem__  # one text for each id, which knows its hash
    dated = False
    wanted = {"under": True, "origin": not day, "wording": keyed, "source": sourced}
    columns = [name for name, is_wanted in wanted.items() if is_wanted]
    asked_for = list(joins(which).items())
    if day:  # roles come last: of a section's a cut asks what goes where the section goes
        asked_for.sort(key=lambda own: any(_of_party(own[0], way) for way in own[1]))
    apart: set[str] = set()
    for join, ways in asked_for:
        own_keys = keyed or any(way.how == CARRIED for way in ways)  # a change is known by its key
        asked = join_statement(join, chosen=bool(datasets), sourced=sourced, keyed=own_keys, weighed=not day)
        for row in reader.read(asked, {"datasets": sorted(datasets)} if datasets else {}):
            dates = _dates_of(row)
            dated = dated or bool(dates)
            common = {name: row[name] for name in columns} | {"type": join.type} | dates
            rows = [{**common, "key": key} for key in row["keys"]] if own_keys else repeat(common)
            nears, fars = list(map(same, row["near"])), list(map(same, row["far"]))
            for way in ways:
                is_past = day and way.how != CARRIED and not holds(row["valid_from"], row["valid_to"], day)
                after, leaves, sectioned = web.past if is_past else web.after, way.leaves, way.how == SECTIONED
                hops: Iterable[tuple[str, str, Row]] = zip(nears, fars, rows, strict=own_keys)
                if day and _of_party(join, way):
                    apart = apart or {*web.timed, *_sections(web)}
                    plain = [near not in apart and far not in web.timed for near, far in zip(nears, fars, strict=True)]
                    if not is_past:  # of what time does not touch, what has ended is in no answer
                        roles = list(compress(nears, plain)), list(compress(fars, plain))
                        web.plain.append(Roles(way, common, *roles))
                    hops = compress(hops, map(not_, plain))
                for near, far, own in hops:
                    if not (sectioned and web.nodes[near]["sort"] in NOT_WHOLE):
                        after[leaves, near].append(_new(Hop, (way, near, far, own, "", (), ())))
    if keyed:
        _in_places(web)
    return web, not (dated or web.lives.by_key or web.lives.limited())


def _sections(web: Web) -> Iterator[str]:
    """The parties that are sections of others on some day."""
    every = (hop for own in (web.after, web.past) for hops in own.values() for hop in hops)
    return (hop.far for hop in every if hop.way.how == SECTIONED)


def name(reader: Reader, web: Web, ids: Iterable[str]) -> None:
    """Fetch names, data sets and places in these of records that were collected without."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for id_ in sorted(ids):
        by_kind[web.nodes[id_]["kind"]].append(id_)
    for kind, own in by_kind.items():
        for row in statements.run(reader, "records_by_id", {"ids": own}, (kind,)):
            web.nodes[row["id"]].update({name: row[name] for name in ("name", "name_en", "dataset", "position")})


def _hops(web: Web, rows: Iterable[Row], steps: Iterable[Step], *, nearer: bool) -> Iterator[Hop]:
    """The hops that rows of a statement are, put into the web.

    A row between kinds that no step declares is nobody's.
    """
    ways: dict[tuple[str, bool, str], list[Way]] = defaultdict(list)
    for step in steps:
        ways[step.type, step.way.along == nearer, step.near if nearer else step.far].append(step.way)
    nodes, after = web.nodes, web.after
    columns: list[str] = []
    for row in rows:
        columns = columns or [column for column in _NODE if column in row]
        declared = ways.get((row["type"], row["inward"], row["kind"]))
        if declared is None:
            continue
        here, there = row["here"], row["there"]
        if there not in nodes:
            nodes[there] = {column: row[column] for column in columns}
            nodes[there]["valid_from"], nodes[there]["valid_to"] = row["there_from"], row["there_to"]
        near, far = (there, here) if nearer else (here, there)
        for way in declared:
            if way.how == SECTIONED and nodes[near]["sort"] in NOT_WHOLE:
                continue
            hop = Hop(way, near, far, row)
            after[way.leaves, near].append(hop)
            yield hop


def walks(
    web: Web,
    parties: Iterable[str],
    which: Callable[[Walk], bool] | None = None,
    *,
    over: Callable[[Hop], bool] | None = None,
    place: str = PARTY,
    beyond: bool = True,
) -> Iterator[Walk]:
    """Every walk from these parties, or from what is at another ``place``, to a thing, in no order that means anything.

    ``which`` says which walks go on, ``over`` by which hops they may: most hops of a large graph need no walk. Without
    ``beyond`` they end at the first thing.
    """
    for party in parties:
        ahead = [Walk(None, None, place, party, party, None, STATED, 0, False)]
        while ahead:
            walk = ahead.pop()
            for hop in web.after.get((walk.place, walk.at), ()):
                if over is not None and not over(hop):
                    continue
                longer = _on(web, walk, hop)
                if longer is not None and (which is None or which(longer)):
                    reached_thing = longer.place == THING
                    if beyond or not reached_thing:
                        ahead.append(longer)
                    if reached_thing:
                        yield longer


def _on(web: Web, walk: Walk, hop: Hop) -> Walk | None:
    """The walk with one more hop; None where a way says that it ends, or where it would go in a circle."""
    way = hop.way
    if way.near == way.far and walk.has_passed(hop.far, web):
        return None
    if way.aligned and walk.limited(hop.far):
        return None
    role = hop.row if way.takes else walk.role
    if hop.before or hop.after:
        how = max(walk.how, *hop.hows, key=_HOW.__getitem__)
    else:
        how = way.how if walk.how == STATED else _farther(walk.how, way.how)
    if way.takes:
        leads = RELATIONSHIP[hop.row["type"]].leads and how != UNSETTLED
    else:
        leads = walk.leads and not way.coordinates and how != UNSETTLED
    place, distance = hop.beyond or way.reaches, walk.distance + way.adds
    return _new(Walk, (walk, hop, place, hop.far, walk.party, role, how, distance, leads))


def _farther(how: str, other: str) -> str:
    return how if _HOW[how] >= _HOW[other] else other


class Mark(IntFlag):
    """What all answers on a thing amount to."""

    LED = auto()
    """Somebody leads it."""
    COORDINATED = auto()
    """Somebody convenes the group that has it."""
    SUPPORTED = auto()
    """Some particular agency works on it, in whatever role and way."""
    CLASSED = auto()
    """A class of agencies works on it."""
    REVIEWED = auto()
    """Somebody reviews it."""
    OWN_DUTY = auto()
    """A council has it as a duty of its own."""
    MEASURED = 64
    """An indicator measures it."""
    LED_ITSELF = 128
    """Somebody leads it by a role on it, and not only what it follows from."""


def standings(web: Web) -> dict[str, int]:
    """Thing → what its answers amount to, the ``Mark``s as one number: what ``who`` says, without following every path.

    A role marks the thing that it is on if somebody holds it: an agency, or a seat that an agency fills. Marks pass on
    as answers do.
    """
    marks: dict[str, dict[str, int]] = defaultdict(dict)  # place → record → its marks there
    marks[PARTY] = {id_: 0 for place, id_ in web.after if place == PARTY}
    ahead = [(PARTY, id_) for id_ in marks[PARTY]]
    things: dict[tuple[str, str], None] = {}  # each is left once all that takes hold of it is known
    for mark, held in _marks_of_plain(web).items():
        there = marks[THING]
        for thing in held:
            there[thing] = there.get(thing, 0) | mark
    things |= {at: None for at in web.after if at[0] == THING and at[1] in marks[THING]}
    # Plain numbers and the fields of a hop: a large graph has a million hops.
    led, coordinated, measured = int(Mark.LED), int(Mark.COORDINATED), int(Mark.MEASURED)
    passes = ~int(Mark.LED_ITSELF)
    nodes, after = web.nodes, web.after
    while ahead or things:
        at = ahead.pop() if ahead else things.popitem()[0]
        passed_on = marks[at[0]][at[1]]
        for hop in after.get(at, ()):
            way, near, far, row, beyond, before, onward = hop
            if way.how == UNSETTLED or ((before or onward) and hop.unsettled):
                continue
            mark = passed_on & passes
            if way.takes:
                holder = nodes[near]
                mark = _mark(row["type"], holder["kind"], holder["sort"])
            elif way.coordinates and mark & led:
                mark = mark & ~led | coordinated
            place = beyond or way.reaches
            there = marks[place]
            known = there.get(far)
            if known is None or mark & ~known:
                there[far] = mark | (known or 0)
                if place == THING:
                    things[place, far] = None
                else:
                    ahead.append((place, far))
    found = marks[THING]
    for (place, id_), hops in after.items():
        if place == THING:
            for hop in hops:
                if hop[3]["type"] == MEASURED:
                    found[id_] = found.get(id_, 0) | measured
                    break
    return found


def _marks_of_plain(web: Web) -> dict[int, set[str]]:
    """What plain roles say of things → these things."""
    found: dict[int, set[str]] = defaultdict(set)
    for _, row, near, far in web.plain:
        holders = {id_: web.nodes[id_] for id_ in set(near)}
        said = {id_: _mark(row["type"], holder["kind"], holder["sort"]) for id_, holder in holders.items()}
        marks = set(said.values())
        for mark in marks:
            own = far if len(marks) == 1 else (b for a, b in zip(near, far, strict=True) if said[a] == mark)
            found[mark].update(own)
    return found


@cache
def _mark(type_: str, kind: str, sort: str | None) -> int:
    """What one role says of the thing that it is on, by its type and by its holder's kind (for an agency, its ``kind``
    too)."""
    role = RELATIONSHIP[type_]
    if not role.role:
        return int(Mark.OWN_DUTY) if type_ == "UNDERTAKES" and kind in OWN_DUTIES else 0
    if not role.works:
        return int(Mark.REVIEWED)
    works = Mark.CLASSED if sort in CLASSES else Mark.SUPPORTED
    return int(works | Mark.LED | Mark.LED_ITSELF if role.leads else works)


def who(
    reader: Reader,
    kind: str,
    ids: Sequence[str],
    *,
    under: str = "",
    as_of: str = "",
    parties: Collection[str] = AGENCIES,
) -> list[Responsibility]:
    """Who answers for things of one kind: by item as asked, nearest first; one row a path.

    ``under`` (the id of an SDG target) leaves out roles limited to another one; ``as_of`` is an ISO date. ``parties``
    are the kinds that may answer: agencies, or bodies in their own name as well. Raises QueryError for a kind that
    nobody answers for.
    """
    if kind not in answered_kinds():
        raise QueryError(
            message("No agency is responsible for a record of the kind “{kind}”.", kind=KIND[kind]),
            message("Ask about one of these kinds: {kinds}.", kinds=[KIND[k] for k in answered_kinds()]),
        )
    web = collect(reader, THING, kind, ids, nearer=True, as_of=as_of)
    found = walks_to(web, ids, under=under, parties=parties)
    asked = {id_: n for n, id_ in enumerate(ids)}
    return nearest_first(reader, web, found, lambda walk: (asked[walk.at],))


def walks_to(web: Web, ids: Iterable[str], *, under: str = "", parties: Collection[str] = AGENCIES) -> Iterator[Walk]:
    """The walks of a web that answer for things; parameters are those of ``who``.

    Of a section's walks only those that are asked for are its wholes': of a deep order each level has all below.
    """
    asked = set(ids)
    wholes: dict[str, list[Hop]] = defaultdict(list)
    for (place, _), hops in web.after.items():
        if place == PARTY:
            for hop in hops:
                if hop.way.how == SECTIONED:
                    wholes[hop.far].append(hop)
    for own in walks(web, web.parties(parties), which=_not_over_section):
        if own.at not in asked or (under and own.limited(under)):
            continue
        ahead = [own]
        while ahead:
            walk = ahead.pop()
            yield walk
            ahead += [_of_whole(walk, hop) for hop in wholes.get(walk.party, ()) if not walk.returns_to(hop.near, web)]


def _not_over_section(walk: Walk) -> bool:
    """Whether a walk does not begin with a hop to a section of its own; those of a predecessor come after a change."""
    assert walk.hop is not None and walk.before is not None  # it has gone on
    return walk.before.hop is not None or walk.hop.way.how != SECTIONED


def _of_whole(walk: Walk, hop: Hop) -> Walk:
    """The walk of a whole that goes over its section, by the walk of that."""
    how = _farther(hop.way.how, walk.how)
    return walk._replace(before=walk, hop=hop, party=hop.near, how=how, distance=walk.distance + hop.way.adds)


def nearest_first(
    reader: Reader,
    web: Web,
    found: Iterable[Walk],
    before: Callable[[Walk], tuple[int, ...]],
    *,
    evidence: bool = True,
) -> list[Responsibility]:
    """The rows of walks to things, in the order that ``before`` says, nearest first; see ``answers``."""
    paths = _Paths(web)
    rows = answers(reader, paths, found, evidence=evidence)
    rows.sort(key=lambda own: (*before(own[0]), *paths.nearness(own[0]), own[0].party, own[1]["path"]))
    return [row for _, row in rows]


def own_duties(reader: Reader, party: str, *, kind: str = "Agency") -> list[Responsibility]:
    """Those of ``duties`` of any day that follow from no other thing: the rows of distance 0."""
    return OwnDuties(reader, party, kind=kind).rows(lambda *_: True)


class _Alike(NamedTuple):
    """Roles of one party on things of one kind that differ in nothing but the thing and the clause."""

    step: Step
    under: str
    first: str
    last: str
    things: list[str]

    def has(self, hop: Hop) -> bool:
        """Whether a hop to one of the things is one of them."""
        row = hop.row
        return (row["under"] or "", row["valid_from"] or "", row["valid_to"] or "") == (
            self.under,
            self.first,
            self.last,
        )


class OwnDuties:
    """What an agency or seat answers for on any day that follows from no other thing: how, and when, and its rows.

    Of what a ministry of a nation takes part in, names and clauses are read of what is shown; ``most`` says how much
    that is (0: all). Roles of which there are more than that, and which nothing but their own dates limits, are read
    as ids.
    """

    def __init__(self, reader: Reader, party: str, *, kind: str = "Agency", most: int = 0) -> None:
        place = SEAT if kind == "Member" else PARTY
        bare = bool(most) and has_more(reader, kind, party, most)
        self._reader, self._party, self._most = reader, party, most
        self._alike: list[_Alike] = []
        starts: dict[tuple[str, str], list[str]] = {(place, kind): [party]}
        apart = _apart(reader, place, kind, party, most) if bare else {}
        singly: dict[Step, list[str]] = {}
        for step, many in apart.items():
            far = {thing for alike in many for thing in alike.things}
            own = _limited(reader, step.far, far) if _is_plain(step) else far
            singly[step] = sorted(own)
            if not _is_plain(step):
                starts.setdefault((step.way.reaches, step.far), []).extend(singly[step])
            kept = (alike._replace(things=[one for one in alike.things if one not in own]) for alike in many)
            self._alike += [alike for alike in kept if alike.things]
        self._web = web = _spread_within(reader, starts, 0, frozenset(apart), bare=bare)
        for step, things in singly.items():
            asked = between_statement(step)
            rows = reader.read(asked.text, {"id": party, "ids": things}) if things else []
            list(_hops(web, rows, asked.steps, nearer=False))  # which puts them into the web
        web.lives = lifetimes(reader, web.nodes, kinds=BOUND)
        cut(web, "")
        found = list(walks(web, [party], which=lambda walk: not walk.distance, place=place))
        if bare:  # what the seats on a walk are called is part of its place
            _in_places(web)
            passed_on = {walk.at for walk in found if walk.how not in _OWN_HOWS}
            known = web.nodes.items()
            name(reader, web, {id_ for id_, node in known if node["kind"] in _TITLED or id_ in passed_on})
        paths = _Paths(web)
        self._walks = [(walk, paths.of(walk)) for walk in _held(reader, paths, found)]

    def spans(self) -> Counter[tuple[str, str, str]]:
        """How they answer, and their first and last days: how many each."""
        found = Counter((walk.how, path.first, path.last) for walk, path in self._walks)
        for alike in self._alike:
            found[STATED, alike.first, alike.last] += len(alike.things)
        return found

    def rows(
        self, wanted: Callable[[str, str, str], bool], words: Callable[[str, Row, Row], str] | None = None
    ) -> list[Responsibility]:
        """The rows of those that are ``wanted`` by how they answer and by their first and last day, in order.

        Of roles that are alike but for their things there are only the first ``most`` in the order of their ``words``,
        which follow from a type, the party and the thing.
        """
        found = [walk for walk, path in self._walks if wanted(walk.how, path.first, path.last)]
        start = Walk(None, None, PARTY, self._party, self._party, None, STATED, 0, False)
        for alike in self._alike:
            if wanted(STATED, alike.first, alike.last):
                asked, things = between_statement(alike.step), self._first_in_words(alike, words)
                rows = self._reader.read(asked.text, {"id": self._party, "ids": things})
                hops = _hops(self._web, rows, asked.steps, nearer=False)
                on = (_on(self._web, start, hop) for hop in hops if alike.has(hop))
                found += [walk for walk in on if walk is not None]
        lacking = {walk.at for walk in found if "name" not in self._web.nodes[walk.at]}
        name(self._reader, self._web, lacking)
        return _in_order_of_duties(self._reader, self._web, found)[0]

    def _first_in_words(self, alike: _Alike, words: Callable[[str, Row, Row], str] | None) -> list[str]:
        things = list(dict.fromkeys(alike.things))
        if words is None or len(things) <= self._most:
            return things
        party, type_ = self._web.nodes[self._party], alike.step.type
        rows = self._reader.read(named_statement(alike.step.far), {"ids": things})
        keys = ((words(type_, party, row), row["dataset"], row["position"] or 0, row["id"]) for row in rows)
        return [key[-1] for key in nsmallest(self._most, keys)]


def _apart(reader: Reader, place: str, kind: str, party: str, most: int) -> dict[Step, list[_Alike]]:
    """Of a type of which a party has more than ``most`` relationships, all its steps, where nothing limits the party or
    passes to it: the engine looks at each relationship of a type, whatever kind is asked for."""
    own = lifetimes_of(reader, {kind: [party]}, kinds=BOUND)
    if place != PARTY or own.by_key or own.limited():
        return {}
    found: dict[Step, list[_Alike]] = {step: [] for step in steps_from(place, kind) if step.role}
    for asked in ids_statements(place, kind, dated=True, every=False):
        for row in reader.read(asked.text, {"ids": [party]}):
            for step in asked.steps_of(row):
                if step.role:
                    dates = row["valid_from"] or "", row["valid_to"] or ""
                    found[step].append(_Alike(step, row["under"] or "", *dates, row["there"]))
    of_type: Counter[str] = Counter()
    for step, many in found.items():
        of_type[step.type] += sum(len(alike.things) for alike in many)
    return {step: many for step, many in found.items() if of_type[step.type] > most}


def _is_plain(step: Step) -> bool:
    """Whether nothing but their own dates and those of their things limits the roles that are such a step, and nothing
    follows from these as near."""
    return step.way.how == STATED and not step.way.adds and step.far not in (*CHANGING_KINDS, *BOUND)


def _limited(reader: Reader, kind: str, ids: Collection[str]) -> set[str]:
    """Those of some records that state dates."""
    every = statements.is_most(reader, kind, len(ids))
    rows = reader.read(dated_statement(kind, every=every), {} if every else {"ids": sorted(ids)})
    return {row["id"] for row in rows} & set(ids)


def duties(
    reader: Reader, party: str, *, kind: str = "Agency", as_of: str = "", evidence: bool = True
) -> list[Responsibility]:
    """What one agency, body or seat answers for, nearest first; one row a path, the same rows as ``who`` gives.

    For ``evidence`` see ``answers``.
    """
    return nearest_duties(reader, party, kind=kind, as_of=as_of, evidence=evidence)[0]


def nearest_duties(
    reader: Reader, party: str, *, kind: str = "Agency", as_of: str = "", most: int = 0, evidence: bool = True
) -> tuple[list[Responsibility], int]:
    """The first ``most`` rows of ``duties`` (0: all), and how many there are.

    Whoever takes part in every task of a nation has a hundred thousand: only what is shown gets steps and words.
    """
    place = SEAT if kind == "Member" else PARTY
    counts = None
    if most and has_more(reader, kind, party, most):
        counts = count_walks(reader, place, kind, party, as_of=as_of)
    if counts:
        web = _collect_nearest(reader, place, kind, party, most, counts, as_of=as_of)
    else:
        web = collect(reader, place, kind, [party], nearer=False, as_of=as_of)
    within = counts.distance_of(most) if counts else 0
    near = (lambda walk: walk.distance <= within) if counts else None
    walked = walks(web, [party], which=near, place=place)
    return _in_order_of_duties(reader, web, walked, counts=counts, most=most, evidence=evidence)


_AT_ONCE = 500
"""Rows that are made at once: their clauses and names are one question each."""


def each_duty(reader: Reader, party: str, *, as_of: str = "", most: int = _AT_ONCE) -> Iterator[list[Responsibility]]:
    """The rows of ``duties`` of an agency, about ``most`` at a time: those of a ministry of a nation fill gigabytes."""
    web = collect(reader, PARTY, AGENCIES[0], [party], nearer=False, as_of=as_of)
    order = _Order(web)
    found = sorted(_held(reader, order.paths, walks(web, [party])), key=order.of)
    yield from _in_parts(reader, order, found, most)


class _Order:
    """The order of what one agency, body or seat answers for: nearest first, then that of the things."""

    def __init__(self, web: Web) -> None:
        self.web, self.paths = web, _Paths(web)
        self._kinds = {label: n for n, label in enumerate(KIND)}

    def of(self, walk: Walk) -> tuple[Any, ...]:
        """The place of a walk; several on one thing may share it."""
        node = self.web.nodes[walk.at]
        place = self._kinds[node["kind"]], node["dataset"], node["position"] or 0, walk.at
        return *self.paths.nearness(walk), *place


def _in_order_of_duties(
    reader: Reader,
    web: Web,
    walked: Iterable[Walk],
    *,
    counts: WalkCounts | None = None,
    most: int = 0,
    evidence: bool = True,
) -> tuple[list[Responsibility], int]:
    """The first ``most`` rows of walks (0: all), and how many there are; with ``counts`` these say it."""
    order, found = _Order(web), list(walked)
    total = counts.by_distance.total() if counts else len(found)
    if most and total > most:
        if not counts:
            found = _held(reader, order.paths, found)
            total = len(found)
        found.sort(key=order.of)
        shown = next(_in_parts(reader, order, found, most, evidence=evidence), [])
        return shown[:most], total
    rows = answers(reader, order.paths, found, evidence=evidence)
    rows.sort(key=lambda own: (*order.of(own[0]), own[1]["path"]))
    return [row for _, row in rows], len(rows)


def _held(reader: Reader, paths: _Paths, found: Iterable[Walk]) -> list[Walk]:
    """Walks without those over what had ended before it was taken over: their rows say so."""
    kept: list[Walk] = []
    taken_over: list[Walk] = []
    for walk in found:
        (kept if walk.how in _OWN_HOWS else taken_over).append(walk)
    return [*kept, *(walk for walk, _ in answers(reader, paths, taken_over, evidence=False))]


def _in_parts(
    reader: Reader, order: _Order, found: Sequence[Walk], most: int, *, evidence: bool = True
) -> Iterator[list[Responsibility]]:
    """The rows of walks in their order, ``most`` at a time, or some more that share the place of the last."""
    # Whether a role is included in another one shows only beside it.
    beside: dict[str, list[Walk]] = defaultdict(list)
    if order.web.lives.by_key:
        for walk in found:
            beside[walk.at].append(walk)
    start = 0
    while start < len(found):
        end = min(start + most, len(found))
        last = order.of(found[end - 1])
        while end < len(found) and order.of(found[end]) == last:
            end += 1
        part = {id(walk): walk for walk in found[start:end]}
        others = [walk for at in {walk.at for walk in part.values()} for walk in beside.get(at, ())]
        every = {**part, **{id(walk): walk for walk in others}}
        rows = answers(reader, _Paths(order.web), every.values(), evidence=evidence)
        rows = [own for own in rows if id(own[0]) in part]
        rows.sort(key=lambda own: (*order.of(own[0]), own[1]["path"]))
        yield [row for _, row in rows]
        start = end


def has_more(reader: Reader, kind: str, id_: str, most: int) -> bool:
    """Whether a record has more than so many relationships."""
    rows = reader.read(f"MATCH (x:{kind} {{id: $id}})\nRETURN COUNT {{ MATCH (x)--() }} AS n", {"id": id_})
    return any(row["n"] > most for row in rows)


class _Path(NamedTuple):
    """The hops of a walk from the agency on, with what they amount to."""

    hops: list[Hop]
    passed: list[Hop]
    """Those by which the answer passed to a successor."""
    first: str
    last: str
    origin: str
    rank: int
    """Of the seats on it, by the highest title."""


class _Paths:
    """The paths of walks. That of a whole is its section's with one hop more, and is made of it: of a deep order each
    level has all that is below it."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self._made: dict[int, tuple[Walk, _Path]] = {}  # the walk with it, so that no other one gets its number

    def of(self, walk: Walk) -> _Path:
        """The path of a walk."""
        above: list[Walk] = []
        here, made = walk, self._made.get(id(walk))
        while made is None and (section := here.section) is not None:
            above.append(here)
            here, made = section, self._made.get(id(section))
        path = made[1] if made else self._of_own(here)
        if above and not made:
            self._made[id(here)] = here, path
        for longer in reversed(above):
            hop = longer.hop
            assert hop is not None
            first, last = span(self.web, [hop])
            path = _Path(
                [hop, *path.hops],
                path.passed,
                latest(first, path.first),
                earliest(last, path.last),
                weakest([hop.row["origin"] or "", path.origin]),
                path.rank,
            )
            self._made[id(longer)] = longer, path
        return path

    def hops(self, found: Iterable[Walk]) -> Collection[Hop]:
        """The hops of walks, each once."""
        hops: dict[int, Hop] = {}
        seen: set[int] = set()
        for walk in found:
            here = walk
            while here.section is not None and id(here) not in seen:
                seen.add(id(here))
                assert here.hop is not None
                hops[id(here.hop)] = here.hop
                here = here.section
            if here.section is None:
                hops |= {id(hop): hop for hop in here.hops()}
        return hops.values()

    def _of_own(self, walk: Walk) -> _Path:
        hops = walk.hops()
        if len(hops) == 1:  # as most of a large graph
            row = hops[0].row
            first, last = span(self.web, hops)
            return _new(_Path, (hops, [], first, last, row["origin"] or "", self._rank(walk)))
        passed = [hop for hop in hops if hop.way.how in _PASSED] if walk.how not in _OWN_HOWS else []
        origin = weakest([hop.row["origin"] or "" for hop in hops])
        return _Path(hops, passed, *span(self.web, hops), origin, self._rank(walk))

    def _rank(self, walk: Walk) -> int:
        if walk.how == STATED and walk.taken["type"] != SITS_ON.type:  # as most: it has passed no seat
            return _UNTITLED
        titles: list[str] = []
        here: Walk | None = walk
        seat = SITS_ON.type
        while here is not None and here.hop is not None:
            hop, here = here.hop, here.before
            if hop.row["type"] == seat:
                titles += [title or "" for title in (hop.row["wording"], self.web.nodes[hop.ends()[0]]["name"])]
        return min(map(seat_rank, titles)) if titles else _UNTITLED

    def nearness(self, walk: Walk) -> tuple[int, int, int, int]:
        """Distance, then how, then role; of equal ones the seat of the chair comes first, then the deputy's, then the
        secretary's."""
        rank = self._rank(walk) if walk.section is None else self.of(walk).rank
        return walk.distance, _HOW[walk.how], _ORDER[walk.taken["type"]], rank


def answers(
    reader: Reader, paths: _Paths, found: Iterable[Walk], *, evidence: bool = True
) -> list[tuple[Walk, Responsibility]]:
    """Walks with their rows, with the names of their sources.

    Without ``evidence`` a row has neither steps nor its path in words, unless only its path distinguishes it from
    another row of the same agency in the same role.
    """
    web, kept = paths.web, list(found)
    by_path = [True] * len(kept) if evidence else _told_by_path(kept)
    shown = paths.hops(walk for walk, is_shown in zip(kept, by_path, strict=True) if is_shown)
    _complete(reader, web, shown)
    sources = {hop.row["source"] for hop in shown if hop.row.get("source")}
    for change in web.lives.by_key.values():
        if change.row.get("act"):
            sources.add(change.row["act"])
    steps = _Steps(web, document_names(reader, sources))
    rows = [
        (walk, _answer(web, walk, paths.of(walk), steps if is_shown else None))
        for walk, is_shown in zip(kept, by_path, strict=True)
    ]
    # What was to pass to a successor may have ended on the eve of it.
    rows = [own for own in rows if not own[1]["since"] or holds(None, own[1]["valid_to"], own[1]["valid_from"])]
    if web.lives.by_key:
        _include(web, rows)
    return rows


def _include(web: Web, rows: Sequence[tuple[Walk, Responsibility]]) -> None:
    """Mark the rows of partners whom a change has made lead what they are partners of."""
    changed = {(walk.party, walk.at) for walk, _ in rows if walk.how == CARRIED}
    both: dict[tuple[str, str, str, str], tuple[list[Responsibility], list[Responsibility]]] = defaultdict(
        lambda: ([], [])
    )
    for walk, row in rows:
        if (walk.party, walk.at) not in changed:  # as most of a large graph
            continue
        if walk.how not in (SECTIONED, UNSETTLED) and row["role"] in (CONVENES.type, CO_ORGANIZES.type):
            key = row["agency"], row["item"], row["under"], walk.taken_hold_of()
            both[key][row["role"] == CO_ORGANIZES.type].append(row)
    for leads, partners in both.values():
        for row in partners:
            over = [lead for lead in leads if CARRIED in (lead["how"], row["how"])]
            if any(web.day or _covers(lead, row) for lead in over):
                row["included"] = True


def _covers(one: Responsibility, other: Responsibility) -> bool:
    """Whether one answer holds on all days on which another one does."""
    first, last = ((one[day], other[day]) for day in ("valid_from", "valid_to"))
    return latest(*first) == other["valid_from"] and earliest(*last) == other["valid_to"]


def _complete(reader: Reader, web: Web, hops: Iterable[Hop]) -> None:
    """Fetch the citations and names of hops that were collected without."""
    lacking = {id(hop): hop for hop in hops if "locator" not in hop.row}.values()
    citations = cite(reader, web, ((hop.row, *hop.ends()) for hop in lacking))
    for hop in lacking:
        hop.row.update(citations[hop.row["key"]])
    name(reader, web, {id_ for hop in lacking for id_ in hop.ends() if "name" not in web.nodes[id_]})


def _told_by_path(found: Sequence[Walk]) -> list[bool]:
    """Of each walk, whether its path alone distinguishes its row from that of another one."""
    keys = [_but_for_the_path(walk) for walk in found]
    alike = Counter(keys)
    return [alike[key] > 1 for key in keys]


def _but_for_the_path(walk: Walk) -> tuple[object, ...]:
    """What rows share when only their paths differ."""
    return walk.at, walk.party, walk.taken["type"], walk.distance, walk.how == STATED


class _Steps:
    """The steps of answers with their words, each made once: many answers go over the same relationship."""

    def __init__(self, web: Web, names: dict[str, Row]) -> None:
        self._web, self._names = web, names
        self._made: dict[int, tuple[PathStep, Hop]] = {}  # the hop with it, so that no other one gets its number
        self._of_wholes: dict[int, tuple[list[PathStep], Walk]] = {}
        self.words = PathWords()

    def of(self, walk: Walk, path: _Path) -> list[PathStep]:
        """The steps of a path; those of a section are not looked up again for each of its wholes."""
        if walk.section is None:
            return [self._step(hop) for hop in path.hops]
        below = self._of_wholes.get(id(walk.section))
        steps = [self._step(path.hops[0]), *below[0]] if below else [self._step(hop) for hop in path.hops]
        self._of_wholes[id(walk)] = steps, walk
        return steps

    def _step(self, hop: Hop) -> PathStep:
        made = self._made.get(id(hop))
        if made is None:
            made = self._made[id(hop)] = _step(self._web, hop, self._names), hop
        return made[0]


def _answer(web: Web, walk: Walk, path: _Path, evidence: _Steps | None) -> Responsibility:
    """The row of a walk; without steps, one without evidence."""
    steps = evidence.of(walk, path) if evidence else []
    former, since = _succession(web, path.passed) if path.passed else ({}, "")
    party, item, role = web.nodes[walk.party], web.nodes[walk.at], walk.taken
    return {
        "item": walk.at,
        "item_name": item["name"],
        "item_name_en": item["name_en"] or "",
        "item_kind": item["kind"],
        "agency": walk.party,
        "agency_name": party["name"],
        "agency_name_en": party["name_en"] or "",
        "agency_kind": party["sort"] or "",
        "party_kind": party["kind"],
        "role": role["type"],
        "wording": role["wording"] or "",
        "under": role["under"] or "",
        "how": walk.how,
        "inherited": walk.how != STATED,
        "leads": walk.leads,
        "distance": walk.distance,
        "path": evidence.words.of(steps, walk.party, CHINESE) if evidence else "",
        "path_en": evidence.words.of(steps, walk.party, SOURCE_LANGUAGE) if evidence else "",
        "steps": steps,
        "origin": path.origin,
        "valid_from": path.first,
        "valid_to": path.last,
        "former": former.get("name") or "",
        "former_en": former.get("name_en") or "",
        "since": since,
    }


def _succession(web: Web, passed: Sequence[Hop]) -> tuple[Row, str]:
    """Whom the source still names, and since when the answer is that of a successor: of the agency before the thing."""
    down = [hop for hop in passed if hop.way.along]
    if down and down[0] is passed[0]:
        following = next((n for n, hop in enumerate(passed) if not hop.way.along), len(passed))
        return web.nodes[passed[following - 1].far], web.lives.by_key[passed[0].row["key"]].date
    up = [hop for hop in passed if not hop.way.along]
    return web.nodes[up[0].near], web.lives.by_key[up[-1].row["key"]].date


def span(web: Web, hops: Sequence[Hop]) -> tuple[str, str]:
    """First and last day of an answer: the narrowest of its relationships and of what they join.

    What a predecessor held begins with the change, and ends with the predecessor's relationship only where that is for
    a reason of its own.
    """
    timed = web.timed
    for hop in hops:
        if hop.near in timed or hop.far in timed:
            break
    else:
        if len(hops) == 1:  # as most answers of a large graph
            return hops[0].row.get("valid_from") or "", hops[0].row.get("valid_to") or ""
        dated = [hop.row for hop in hops if hop.row.get("valid_from") or hop.row.get("valid_to")]
        if not dated:
            return "", ""
        return latest(*(row.get("valid_from") for row in dated)), earliest(*(row.get("valid_to") for row in dated))
    lives = web.lives
    firsts, lasts = [], []
    eve: str | None = None  # of the change by which it passed, empty where nothing tells the day
    for n, hop in enumerate(hops):
        if hop.way.how in _PASSED:
            change = lives.by_key[hop.row["key"]]
            firsts.append(change.date or lives.span(change.before)[0])
            if hop.way.along:
                if eve is None:
                    held = next(h for h in hops[n:] if h.way.how not in _PASSED)
                    firsts.append(lives.span(hop.near)[0])
                    lasts += [lives.span(hop.near)[1], web.given_away(held, change)]
                eve = day_before(change.date) or eve or ""
            continue
        near, far = hop.stated
        first, last = lives.dates(hop.row, far)
        ends = [last, lives.span(far)[1]] if hop.way.how == SECTIONED else [last]
        eves = [eve or "", *(day_before(lives.by_key[on.row["key"]].date) for on in hop.after[:1])]
        if any(eves):
            lasts += [end for end in ends if not any(ended_with(end, day) for day in eves)]
        else:
            firsts.append(first)
            lasts += [*ends, web.taken_away(hop)]
        if not eve:
            firsts.append(lives.span(near)[0])
            lasts.append(web.given_away(hop))
        if eve is None:
            lasts.append(lives.span(near)[1])
        if hop.after:
            lasts.append(web.taken_away(hop, lives.by_key[hop.after[-1].row["key"]]))
        if hop.way.reaches != PARTY:
            eve = None
            firsts.append(lives.span(hop.far)[0])
            lasts.append(lives.span(hop.far)[1])
    return latest(*firsts), earliest(*lasts)


def _step(web: Web, hop: Hop, names: dict[str, Row]) -> PathStep:
    start, end = hop.ends()
    a, b, row = web.nodes[start], web.nodes[end], hop.row
    source = names.get(row["source"], {})
    change = web.lives.by_key.get(row["key"]) if hop.way.how in _PASSED else None
    act = names.get(change.row["act"], {}) if change else {}
    return {
        "from": start,
        "from_name": a["name"],
        "from_name_en": a["name_en"] or "",
        "from_kind": a["kind"],
        "relationship": row["type"],
        "to": end,
        "to_name": b["name"],
        "to_name_en": b["name_en"] or "",
        "to_kind": b["kind"],
        "way": hop.way.code,
        "wording": row["wording"] or "",
        "origin": row["origin"] or "",
        "source": row["source"] or "",
        "source_name": source.get("name") or "",
        "source_name_en": source.get("name_en") or "",
        "locator": row["locator"] or "",
        "quote": row["quote"] or "",
        "note": row["note"] or "",
        "valid_from": row.get("valid_from") or "",
        "valid_to": row.get("valid_to") or "",
        "change": change.kind if change else "",
        "date": change.date if change else "",
        "act": (change.row["act"] or "") if change else "",
        "act_name": act.get("name") or "",
        "act_name_en": act.get("name_en") or "",
        "article": (change.row["article"] or "") if change else "",
    }


def document_names(reader: Reader, ids: Iterable[str]) -> dict[str, Row]:
    """Document id → its row with ``name`` and ``name_en``."""
    rows = statements.run(reader, "records_by_id", {"ids": sorted(ids)}, ("Document",))
    return {row["id"]: row for row in rows}


def weakest(origins: Sequence[str]) -> str:
    """The origin with the least weight; a path is worth no more than its weakest step."""
    return max(origins, key=lambda o: _WEIGHT.get(o, len(_WEIGHT)), default="")


def leaders(reader: Reader, kind: str, ids: Sequence[str], *, as_of: str = "") -> dict[str, set[str]]:
    """Thing of one kind → the agencies that lead it themselves, not through their sections: of the rows of ``who``."""
    web = collect(reader, THING, kind, ids, nearer=True, which=leading, as_of=as_of)
    leading_walks = (walk for walk in walks_to(web, ids) if walk.leads and walk.how != SECTIONED)
    found: dict[str, set[str]] = {id_: set() for id_ in ids}
    for walk, _ in answers(reader, _Paths(web), leading_walks, evidence=False):
        found[walk.at].add(walk.party)
    return found


def cite(reader: Reader, web: Web, relationships: Iterable[tuple[Row, str, str]]) -> dict[str, Row]:
    """Key → source, locator, quote and note of relationships that were collected without, each given by its row, start
    and end."""
    wanted: dict[tuple[str, str, str], set[tuple[str, str, str]]] = defaultdict(set)
    for row, start, end in relationships:
        wanted[row["type"], web.nodes[start]["kind"], web.nodes[end]["kind"]].add((start, row["key"], end))
    found: dict[str, Row] = {}
    for (type_, start_kind, end_kind), own in wanted.items():
        # Only names declared in the schema enter the text. A server starts at the key, the embedded engine at the end
        # that is written first: at that of which there are more, for each of these has fewer relationships.
        tail, head = f"(a:{start_kind} {{id: one.tail}})", f"(b:{end_kind} {{id: one.head}})"
        along = len({tail for tail, _, _ in own}) >= len({head for _, _, head in own})
        between = f"[r:{type_} {{key: one.key}}]"
        rows = reader.read(
            f"UNWIND $wanted AS one\nMATCH {f'{tail}-{between}->{head}' if along else f'{head}<-{between}-{tail}'}\n"
            "RETURN r.key AS key, r.source AS source, r.locator AS locator, r.quote AS quote, r.note AS note\n"
            "ORDER BY key",
            {"wanted": [{"tail": tail, "key": key, "head": head} for tail, key, head in sorted(own)]},
        )
        found.update((row["key"], row) for row in rows)
    return found
