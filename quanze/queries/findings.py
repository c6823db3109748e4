"""What the work of a scope amounts to: the findings of ``quanze.queries.dependencies``, one function a kind.

Each finding carries the relationships that it follows from and says itself once the names are known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import NamedTuple

from quanze.graph.network import bits_of, bridges, communities, components, must_pass, ones
from quanze.locale import Clauses, Message, message, plural, template
from quanze.queries.phrases import agencies, roles, things
from quanze.queries.responsibility import Walk
from quanze.queries.scope import level_of
from quanze.queries.webs import Hop
from quanze.queries.work import Held, Work
from quanze.schema import RELATIONSHIP
from quanze.schema.naming import Name
from quanze.schema.rows import Row
from quanze.schema.seats import leading_seats_in_words
from quanze.schema.ways import BODIES, CARRIED, PARTY, PLACES, THING

ALIKE = 3
"""So many agencies with the very same roles are one finding."""
MOST_PAIRS = 20_000_000
"""Pairs of neighbours that are looked at to find who meets only through another; a larger scope has to be narrowed."""
Names = Mapping[str, Row]


class Evidence(NamedTuple):
    """A relationship that a finding rests on: its row (key, type, wording, origin …) and its ends."""

    row: Row
    start: str
    end: str


@dataclass
class Finding:
    """A finding before it is put into words: ``word`` makes its sentences once ``names`` (id → name, name_en) are
    known."""

    code: str
    subjects: list[str]
    word: Callable[[Names], list[Message]]
    evidence: list[Evidence] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    figures: dict[str, int] = field(default_factory=dict)


Later = Callable[[], Finding]
"""A finding that is made when it is shown: a large graph has more of them than anybody reads."""


@dataclass
class Block:
    """Agencies with the very same roles on the very same things."""

    agencies: list[str]
    things: dict[str, Held]


def find(work: Work, codes: Collection[str]) -> dict[str, Sequence[Later]]:
    """The findings of these kinds, in the order in which kinds are listed; within a kind the strongest first."""
    by_agency = work.by_agency()
    blocks = _blocks(by_agency)
    alike = [b for b in blocks if len(b.agencies) >= ALIKE]
    neighbours = cache(lambda: _Neighbours(work))
    led = {"alike", "distinct", "joint-result", "community", "self-review"} & set(codes)
    leaders = work.leaders() if led else {}
    finders: dict[str, Callable[[], Sequence[Later]]] = {
        "scope": lambda: [partial(_scope, work)],
        "alike": lambda: _alike(work, alike, leaders),
        "distinct": lambda: _distinct(work, leaders) if alike else [],
        "pair": lambda: _pairs(work, blocks),
        "partners": lambda: _partners(work, neighbours()),
        "joint-result": lambda: _joint_results(leaders, work),
        "between": lambda: _between(by_agency, neighbours()),
        "bridge": lambda: _bridges(work),
        "reporting": lambda: _reporting(work),
        "community": lambda: _communities(work, alike, leaders),
        "single-point": lambda: _single_points(work),
        "seat-lead": lambda: _led_by_seats(work),
        "self-review": lambda: _self_reviews(work, leaders),
    }
    return {code: finder() for code, finder in finders.items() if code in codes}


def evidence(hops: Iterable[Hop]) -> list[Evidence]:
    """Relationships as evidence, each once, in the order first met."""
    return list({hop.row["key"]: Evidence(hop.row, *hop.ends()) for hop in hops}.values())


def _held(found: Iterable[Held]) -> list[Hop]:
    return [hop for held in found for hop in held.hops]


def _role_words(hops: Iterable[Hop]) -> list[object]:
    return list(roles((h.row["type"], h.row["wording"]) for h in hops if RELATIONSHIP[h.row["type"]].role))


def _rows(names: Names, ids: Iterable[str]) -> list[Row]:
    return [names[id_] for id_ in ids]


def _scope(work: Work) -> Finding:
    scope = work.scope

    def word(_: Names) -> list[Message]:
        return [said for said in (scope.covers(), scope.leaves_out()) if said is not None]

    figures = {"agencies": len(scope.agencies), "left_out": sum(map(len, scope.left_out.values()))}
    return Finding("scope", scope.agencies, word, figures=figures)


def _blocks(by_agency: Mapping[str, dict[str, Held]]) -> list[Block]:
    groups: dict[object, Block] = {}
    for agency in sorted(by_agency):
        key = frozenset((thing, held.types) for thing, held in by_agency[agency].items())
        groups.setdefault(key, Block([], by_agency[agency])).agencies.append(agency)
    return list(groups.values())


def _alike(work: Work, blocks: Sequence[Block], leaders: Mapping[str, dict[str, Walk]]) -> list[Later]:
    differ = set(_marked(work, leaders)) if blocks else set()
    ordered = sorted(blocks, key=lambda b: (-len(b.agencies), b.agencies))
    return [partial(_alike_block, work, block, differ) for block in ordered]


def _alike_block(work: Work, block: Block, differ: set[str]) -> Finding:
    hops = _held(work.held[thing][a] for a in block.agencies for thing in block.things)
    links = evidence(hops)
    n = len(block.agencies)
    apart = [a for a in block.agencies if a in differ]

    def word(names: Names) -> list[Message]:
        sentences = [
            message(
                "{agencies}: these {n} agencies hold the very same role ({roles}) on {things}; {links} links join all "
                "{pairs} pairs of them alike, so the links do not show who depends on whom more.",
                agencies=agencies(_rows(names, block.agencies), 20),
                n=n,
                roles=_role_words(hops),
                things=things(_rows(names, block.things)),
                links=len(links),
                pairs=n * (n - 1) // 2,
            )
        ]
        if apart:
            sentences.append(
                plural(
                    "{agencies} differs in other roles, see below.",
                    "{agencies} differ in other roles, see below.",
                    n=len(apart),
                    agencies=agencies(_rows(names, apart)),
                )
            )
        else:
            sentences.append(
                message(
                    "None of them has a seat, convenes or reviews, and the plan does not say which task belongs to "
                    "which of them."
                )
            )
        return sentences

    figures = {"agencies": n, "things": len(block.things), "pairs": n * (n - 1) // 2}
    return Finding("alike", block.agencies, word, links, list(block.things), figures)


@dataclass
class _Marks:
    """What an agency has beside helping: things it leads itself, what follows from that, what it coordinates, seats,
    reviews."""

    led: list[Hop] = field(default_factory=list)
    follows: list[Walk] = field(default_factory=list)
    coordinates: list[Walk] = field(default_factory=list)
    seats: list[tuple[Hop, Hop]] = field(default_factory=list)
    reviews: list[Hop] = field(default_factory=list)

    def count(self) -> int:
        """How many kinds of mark there are."""
        return sum(map(bool, (self.led, self.follows, self.coordinates, self.reviews))) + len(self.seats)


def _marked(work: Work, leaders: Mapping[str, dict[str, Walk]]) -> dict[str, _Marks]:
    found: dict[str, _Marks] = defaultdict(_Marks)
    for thing in sorted(work.held):
        for agency, held in work.held[thing].items():
            if held.leads:
                found[agency].led += held.hops
    for thing in sorted(leaders):
        if work.kind(thing) in ("Task", "Indicator"):
            for agency, walk in leaders[thing].items():
                if walk.distance:
                    (found[agency].follows if walk.leads else found[agency].coordinates).append(walk)
    for agency, own in work.seats.items():
        found[agency].seats = own
    inside = set(work.scope.agencies)
    for reviewer, hops in work.reviewed_by.items():
        if reviewer in inside:
            found[reviewer].reviews = hops
    return {agency: marks for agency, marks in sorted(found.items()) if marks.count()}


def _distinct(work: Work, leaders: Mapping[str, dict[str, Walk]]) -> list[Later]:
    return [partial(_mark_of, work, agency, marks) for agency, marks in _marked(work, leaders).items()]


def _mark_of(work: Work, agency: str, marks: _Marks) -> Finding:
    hops = [
        *marks.led,
        *(h for walk in (*marks.follows, *marks.coordinates) for h in walk.hops()),
        *(h for pair in marks.seats for h in pair),
        *marks.reviews,
    ]

    def word(names: Names) -> list[Message]:
        return [
            message("{agency}: {marks}.", agency=Name(names[agency]), marks=Clauses(_mark_clauses(work, marks, names)))
        ]

    return Finding("distinct", [agency], word, evidence(hops), figures={"marks": marks.count()})


def _mark_clauses(work: Work, marks: _Marks, names: Names) -> list[Message]:
    parts = []
    by_word: dict[str, list[Hop]] = defaultdict(list)
    for hop in marks.led:
        role = RELATIONSHIP[hop.row["type"]]
        if role.role and role.leads:
            by_word[hop.row["wording"] or ""].append(hop)
    for hops in by_word.values():
        parts.append(
            message(
                "{role} {things}",
                role=_role_words(hops),
                things=things(_rows(names, dict.fromkeys(h.far for h in hops))),
            )
        )
    for walks, template_ in (
        (marks.follows, template("leads what follows from this: {things}")),
        (
            marks.coordinates,
            template("coordinates tasks of its groups that name no lead, and their indicators: {things}"),
        ),
    ):
        if walks:
            kinds = [work.kind(w.at) for w in walks]
            tasks, indicators = kinds.count("Task"), kinds.count("Indicator")
            counts = [
                plural("{n} task", "{n} tasks", n=tasks),
                plural("{n} indicator", "{n} indicators", n=indicators),
            ]
            parts.append(message(template_, things=[c for c in counts if c.n]))
    for seat, bench in marks.seats:
        n = len(work.reviewed_by.get(bench.far, ()))
        values = {"seat": Name(names[seat.far]), "body": Name(names[bench.far])}
        parts.append(message("has the seat “{seat}” on {body}", **values))
        if n:
            parts[-1] = plural(
                "has the seat “{seat}” on {body}, which reviews {n} thing",
                "has the seat “{seat}” on {body}, which reviews {n} things",
                n=n,
                **values,
            )
    if marks.reviews:
        reviewed = _rows(names, dict.fromkeys(h.far for h in marks.reviews))
        parts.append(message("{role} {things}", role=_role_words(marks.reviews), things=things(reviewed)))
    return parts


class _Neighbours:
    """The agencies in scope that work on any of the same things, of each of them as the bits of one number: of a nation
    six thousand work on one indicator, and as sets of ids they filled gigabytes."""

    def __init__(self, work: Work) -> None:
        self.agencies = sorted({agency for held in work.held.values() for agency in held})
        self._number = {agency: n for n, agency in enumerate(self.agencies)}
        self.near = [0] * len(self.agencies)
        self.led_with = [0] * len(self.agencies)
        """The same where one of both leads the thing."""
        for held in work.held.values():
            if len(held) > 1:
                self._add(held)
        for n, bits in enumerate(self.near):
            self.near[n] = bits & ~(1 << n)
            self.led_with[n] &= ~(1 << n)

    def _add(self, held: Mapping[str, Held]) -> None:
        numbers = [self._number[agency] for agency in held]
        every = bits_of(numbers)
        leading = bits_of(n for n, own in zip(numbers, held.values(), strict=True) if own.leads)
        for n, own in zip(numbers, held.values(), strict=True):
            self.near[n] |= every
            if leading:
                self.led_with[n] |= every if own.leads else leading


def _pairs(work: Work, blocks: Sequence[Block]) -> list[Later]:
    """Blocks of agencies of which one side leads what both work on."""
    on: dict[str, dict[int, Held]] = defaultdict(dict)
    for n, block in enumerate(blocks):
        for thing, held in block.things.items():
            on[thing][n] = held
    met: dict[tuple[int, int], list[str]] = defaultdict(list)
    for thing in sorted(on):
        leading = [n for n, held in on[thing].items() if held.leads]
        for one in leading:
            for other in on[thing]:
                if one != other or len(blocks[one].agencies) > 1:
                    pair = (one, other) if one <= other or other not in leading else (other, one)
                    if not met[pair] or met[pair][-1] != thing:
                        met[pair].append(thing)
    merged: dict[frozenset[int], tuple[int, int, list[str]]] = {}
    for (one, other), over in met.items():
        key = frozenset((one, other))
        if key in merged:
            merged[key] = (merged[key][0], merged[key][1], sorted({*merged[key][2], *over}))
        else:
            merged[key] = (one, other, over)
    found: list[Later] = []
    for one, other, over in sorted(
        merged.values(), key=lambda m: (-len(m[2]), blocks[m[0]].agencies, blocks[m[1]].agencies)
    ):
        a, b = blocks[one], blocks[other]
        n = len(a.agencies)
        count = n * (n - 1) // 2 if one == other else n * len(b.agencies)
        found.append(partial(_pair, work, a, b, over, count))
    return found


def _pair(work: Work, one: Block, other: Block, over: list[str], count: int) -> Finding:
    sides = [one] if one is other else [one, other]
    hops = {id(b): _held(work.held[thing][a] for a in b.agencies for thing in over) for b in sides}

    def word(names: Names) -> list[Message]:
        sentences = [
            message(
                "{agencies} ({roles})",
                agencies=agencies(_rows(names, b.agencies), 4),
                roles=_role_words(hops[id(b)]),
            )
            for b in sides
        ]
        what = things(_rows(names, over))
        if len(sentences) == 1:
            return [
                plural(
                    "{one} must coordinate with each other over {things} ({n} pair of agencies).",
                    "{one} must coordinate with each other over {things} ({n} pairs of agencies).",
                    n=count,
                    one=sentences[0],
                    things=what,
                )
            ]
        return [
            plural(
                "{one} and {other} must coordinate over {things} ({n} pair of agencies).",
                "{one} and {other} must coordinate over {things} ({n} pairs of agencies).",
                n=count,
                one=sentences[0],
                other=sentences[1],
                things=what,
            )
        ]

    return Finding(
        "pair",
        [a for b in sides for a in b.agencies],
        word,
        evidence(hop for b in sides for hop in hops[id(b)]),
        over,
        {"pairs": count, "things": len(over)},
    )


def _partners(work: Work, neighbours: _Neighbours) -> list[Later]:
    """How many pairs work on the same things without either of them leading any of these."""
    n = sum((near & ~led).bit_count() for near, led in zip(neighbours.near, neighbours.led_with, strict=True)) // 2
    if not n:
        return []
    example = next(
        (thing, sorted(a for a, h in held.items() if not h.leads))
        for thing, held in sorted(work.held.items())
        if sum(not h.leads for h in held.values()) > 1
    )
    hops = _held(work.held[example[0]][a] for a in example[1])

    def word(names: Names) -> list[Message]:
        return [
            plural(
                "{n} more pair of agencies only helps with the same things, such as {agencies} with {thing}; "
                "neither leads. "
                "It is counted, not listed.",
                "{n} more pairs of agencies only help with the same things, such as {agencies} with {thing}; "
                "neither leads. "
                "They are counted, not listed.",
                n=n,
                agencies=agencies(_rows(names, example[1][:2])),
                thing=things(_rows(names, [example[0]])),
            )
        ]

    return [lambda: Finding("partners", [], word, evidence(hops), [example[0], *example[1]], {"pairs": n})]


def _joint_results(leaders: Mapping[str, dict[str, Walk]], work: Work) -> list[Later]:
    """Indicators of which several agencies lead the tasks, or coordinate those that name no lead."""

    def strength(indicator: str) -> tuple[int, int, str]:
        walks = leaders[indicator].values()
        return -sum(walk.leads for walk in walks), -len(walks), indicator

    several = [i for i, walks in leaders.items() if len(walks) > 1 and work.kind(i) == "Indicator"]
    return [partial(_joint_result, i, leaders[i]) for i in sorted(several, key=strength)]


def _joint_result(indicator: str, leaders: Mapping[str, Walk]) -> Finding:
    walks = dict(sorted(leaders.items()))
    led = [a for a, walk in walks.items() if walk.leads]
    coordinated = [a for a, walk in walks.items() if not walk.leads]

    def word(names: Names) -> list[Message]:
        what = things(_rows(names, [indicator]))
        sentences = []
        if led:
            # One may fall behind for all only where there are several: in Chinese too, which has one form for both.
            said = (
                template("{indicator} rests on {n} leads: {agencies}; if one falls behind, all miss it.")
                if len(led) > 1
                else template("{indicator} rests on {n} lead: {agencies}.")
            )
            sentences.append(message(said, n=len(led), indicator=what, agencies=agencies(_rows(names, led))))
        if coordinated:
            sentences.append(
                plural(
                    "Of the tasks behind {indicator}, those that name no lead are coordinated by {agencies} as "
                    "convener of its group.",
                    "Of the tasks behind {indicator}, those that name no lead are coordinated by {agencies} as "
                    "conveners of their groups.",
                    n=len(coordinated),
                    indicator=what,
                    agencies=agencies(_rows(names, coordinated)),
                )
            )
        return sentences

    figures = {"agencies": len(walks), "leads": len(led), "coordinators": len(coordinated)}
    hops = [h for walk in walks.values() for h in walk.hops()]
    return Finding("joint-result", [indicator, *walks], word, evidence(hops), figures=figures)


def _between(by_agency: Mapping[str, dict[str, Held]], neighbours: _Neighbours) -> Sequence[Later]:
    """For each agency the pairs that share nothing and of which it alone works with both."""
    names, near = neighbours.agencies, neighbours.near
    if sum(others.bit_count() ** 2 for others in near) > 2 * MOST_PAIRS:
        limit = f"{MOST_PAIRS:,}"

        def unmeasured(_: Names) -> list[Message]:
            return [
                message(
                    "More than {n} pairs would have to be compared; narrow the question with `--dataset` or `--scope`.",
                    n=limit,
                )
            ]

        return [lambda: Finding("between", [], unmeasured)]
    working = sum(map(bool, near))
    every = working * (working - 1) // 2
    only: dict[str, list[tuple[str, str]]] = {}
    for number, others in enumerate(near):
        alone = [
            (names[one], names[other])
            for one in ones(others)
            for other in ones(others & ~near[one] & -(2 << one))
            if near[one] & near[other] == 1 << number
        ]
        if alone:
            only[names[number]] = alone
    return [
        partial(_meeting, by_agency, agency, only[agency], working, every)
        for agency in sorted(only, key=lambda a: (-len(only[a]), a))
    ]


def _meeting(
    by_agency: Mapping[str, dict[str, Held]], agency: str, only: Sequence[tuple[str, str]], working: int, every: int
) -> Finding:
    parts = sorted({a for pair in only for a in pair})

    def word(names: Names) -> list[Message]:
        return [
            plural(
                "{agencies} agencies work on something together with another; of their {pairs} pairs {n} has "
                "nothing in "
                "common and meets only through {agency}, which alone works with both ({parts}).",
                "{agencies} agencies work on something together with another; of their {pairs} pairs {n} have "
                "nothing in "
                "common and meet only through {agency}, which alone works with both ({parts}).",
                n=len(only),
                agencies=working,
                pairs=every,
                agency=Name(names[agency]),
                parts=agencies(_rows(names, parts)),
            )
        ]

    met = {thing for thing in by_agency[agency] if any(thing in by_agency[a] for a in parts)}
    hops = _held(by_agency[a][thing] for thing in sorted(met) for a in (agency, *parts) if thing in by_agency[a])
    figures = {"pairs": len(only), "of_pairs": every, "agencies": working}
    return Finding("between", [agency], word, evidence(hops), parts, figures)


UNTIED = ("Agency", "AnnualTarget", "SDGTarget", "SDGGoal", "Document")
"""Kinds that tie nobody to anybody by being part of or following from something."""


def ties(work: Work) -> list[Hop]:
    """The hops that tie agencies in scope to what they work on, as far as these hang together with one of them."""
    inside = set(work.scope.agencies)
    found = _ties(work, inside)
    near = {id_ for part in components((h.near, h.far) for h in found) if not inside.isdisjoint(part) for id_ in part}
    return [hop for hop in found if hop.near in near]


def _ties(work: Work, inside: Collection[str]) -> list[Hop]:
    nodes, changes = work.web.nodes, work.web.lives.by_key
    untied = {id_ for id_, node in nodes.items() if node["kind"] in UNTIED}
    found: list[Hop] = []
    for (place, id_), hops in work.web.after.items():
        if place not in PLACES or (place == PARTY and nodes[id_]["kind"] == "Agency" and id_ not in inside):
            continue
        held: Iterable[Hop] = hops
        if changes and place == PARTY and any(hop.way.how == CARRIED or hop.unsettled for hop in hops):
            held = (h for path in work.web.held(id_) for h in path)
        elif changes:
            held = _with_changes(hops)
        found += [hop for hop in held if hop.far not in untied or _ties_to_untied(hop, nodes[hop.far]["kind"])]
    if not changes:
        return found  # where a relationship is several hops these join the same two records
    once: dict[str, Hop] = {}
    for hop in found:
        once.setdefault(hop.row["key"], hop)
    return list(once.values())


def _standing_ties(work: Work) -> list[Hop]:
    """The same as they hold now: what was taken over ties its new holder to the work, and nobody to the former one."""
    if not work.web.lives.by_key:
        return _ties(work, set(work.scope.agencies))
    nodes, inside = work.web.nodes, set(work.scope.agencies)
    found: list[Hop] = []
    for (place, id_), hops in work.web.after.items():
        if place not in PLACES or (place == PARTY and nodes[id_]["kind"] == "Agency" and id_ not in inside):
            continue
        held: Iterable[Hop] = hops
        if place == PARTY:
            taken = (_without_predecessors(id_, path) for path in work.web.held(id_))
            held = (hop for hop in taken if (id_, hop.row["key"]) not in work.passed_on)
        for hop in held:
            kind = nodes[hop.far]["kind"]
            if kind not in UNTIED or (hop.way.how != CARRIED and _ties_to_untied(hop, kind)):
                found.append(hop)
    return found


def _without_predecessors(party: str, path: Sequence[Hop]) -> Hop:
    """What a party holds by a path over its predecessors, as one hop from itself."""
    last = path[-1]
    return last._replace(near=party, before=tuple(path[: len(path) - 1 - len(last.after)]))


def _ties_to_untied(hop: Hop, kind: str) -> bool:
    """Whether a hop ties somebody to a record of a kind in ``UNTIED``: a role on a document, and a succession."""
    return (kind == "Document" and RELATIONSHIP[hop.row["type"]].role) or hop.way.how == CARRIED


def _with_changes(hops: Iterable[Hop]) -> Iterator[Hop]:
    """Hops, each after the changes that it goes over."""
    for hop in hops:
        if hop.before or hop.after:
            yield from (*hop.before, *hop.after)
        yield hop


def _bridges(work: Work) -> Sequence[Later]:
    hops = _standing_ties(work)
    held = bridges(((h.near, h.far) for h in hops), work.scope.agencies)
    by_node: dict[str, list[Hop]] = defaultdict(list)
    for hop in hops:
        if hop.near in held:
            by_node[hop.near].append(hop)
        if hop.far in held and hop.far != hop.near:
            by_node[hop.far].append(hop)
    cut: dict[str, tuple[list[str], bool]] = {}
    for agency, parts in held.items():
        # The part that would be far the largest is the rest; of equally large ones none is.
        rest = len(parts) == 1 or len(parts[0]) > len(parts[1])
        cut[agency] = [id_ for part in parts[rest:] for id_ in part], rest
    return [
        partial(_bridge, agency, *cut[agency], by_node[agency])
        for agency in sorted(cut, key=lambda a: (-len(cut[a][0]), a))
    ]


def _bridge(agency: str, cut: list[str], rest: bool, hops: Sequence[Hop]) -> Finding:
    def word(names: Names) -> list[Message]:
        values = {"agency": Name(names[agency]), "things": things(_rows(names, cut))}
        if rest:
            return [
                message("Without {agency}, {things} would have no link to the rest; it is the only bridge.", **values)
            ]
        return [message("Only {agency} links {things}; without it they would not be connected.", **values)]

    gone = set(cut)
    own = [part for h in hops if h.near in gone or h.far in gone for part in (*h.before, *h.after, h)]
    return Finding("bridge", [agency, *cut], word, evidence(own), figures={"cut_off": len(cut)})


def _reporting(work: Work) -> Sequence[Later]:
    """Steps of the reporting chain that several agencies must pass, most first."""
    inside = set(work.scope.agencies)
    chain = [r for r in work.reports if r["from_kind"] != "Agency" or r["from"] in inside]
    arrows = [(r["from"], r["to"]) for r in chain]
    filled: dict[str, list[Hop]] = defaultdict(list)
    for agency, own in work.seats.items():
        for seat, _ in own:
            if all(h.near != agency for h in filled[seat.far]):
                filled[seat.far].append(seat)
    found = []
    for end in sorted({b for _, b in arrows} - {a for a, _ in arrows}):
        for node, below in must_pass(arrows, end).items():
            reporters = [id_ for id_ in below if work.kind(id_) == "Agency"]
            groups = [id_ for id_ in below if work.kind(id_) == "Subgroup"]
            # A step that only one agency needs is its own place to report to.
            if len(reporters) < 2:
                continue
            holders = [h.near for h in filled.get(node, ())]

            def word(
                names: Names,
                end: str = end,
                node: str = node,
                n: int = len(reporters),
                groups: int = len(groups),
                holders: list[str] = holders,
            ) -> list[Message]:
                step = message("“{name}”", name=Name(names[node]))
                if holders:
                    step = message(
                        "“{name}” (held for {agencies})",
                        name=Name(names[node]),
                        agencies=agencies(_rows(names, holders)),
                    )
                who = message("{n} agencies", n=n)
                if groups:
                    who = plural("{agencies} and {n} subgroup", "{agencies} and {n} subgroups", n=groups, agencies=who)
                return [
                    message(
                        "The results of {who} reach {end} only through {step}; if it stops, nothing arrives.",
                        who=who,
                        end=Name(names[end]),
                        step=step,
                    )
                ]

            reports = [r for r in chain if node in (r["from"], r["to"])]
            rows = [Evidence({**r, "type": "REPORTS_TO"}, *r["stated"]) for r in reports]
            rows += [Evidence(c.row, c.after, c.before) for r in reports for c in r["changes"]]
            found.append(
                Finding(
                    "reporting",
                    [node, *holders],
                    word,
                    [*rows, *evidence(filled.get(node, ()))],
                    [end],
                    {"agencies": len(reporters), "subgroups": len(groups)},
                )
            )
    found.sort(key=lambda f: (-f.figures["agencies"] - f.figures["subgroups"], f.subjects))
    return [partial(_itself, finding) for finding in found]


def _itself(finding: Finding) -> Finding:
    return finding


def _works_on(work: Work, leaders: Mapping[str, dict[str, Walk]]) -> dict[str, dict[str, list[Hop]]]:
    """Task or indicator → agency in scope that leads or helps with it → the hops it rests on."""
    found: dict[str, dict[str, list[Hop]]] = {}
    for thing, walks in leaders.items():
        if work.kind(thing) in ("Task", "Indicator"):
            found[thing] = {agency: walk.hops() for agency, walk in walks.items()}
    for thing, held in work.held.items():
        if work.kind(thing) in ("Task", "Indicator"):
            for agency, roles_ in held.items():
                found.setdefault(thing, {})[agency] = roles_.hops
    return found


def _official_groups(work: Work, on: Mapping[str, dict[str, list[Hop]]]) -> dict[str, set[str]]:
    """Subgroup → the agencies in scope that lead or help with its tasks; of a group without tasks, those with a role on
    it."""
    found: dict[str, set[str]] = {}
    for (place, id_), hops in work.web.after.items():
        if place == THING and work.kind(id_) == "Subgroup":
            own = {agency for hop in hops if hop.way.coordinates for agency in on.get(hop.far, ())}
            if own:
                found[id_] = own
    for thing, held in work.held.items():
        if work.kind(thing) == "Subgroup" and thing not in found:
            found[thing] = set(held)
    return found


def _communities(work: Work, alike: Sequence[Block], leaders: Mapping[str, dict[str, Walk]]) -> Sequence[Later]:
    on = _works_on(work, leaders)
    official = _official_groups(work, on)
    spread = {a for b in alike if len(b.things) > 1 for a in b.agencies}
    of_agency: dict[str, list[str]] = defaultdict(list)
    for thing in sorted(on):
        for agency in on[thing]:
            of_agency[agency].append(thing)
    groups_of: dict[str, list[str]] = defaultdict(list)
    for group in sorted(official):
        for agency in official[group]:
            groups_of[agency].append(group)

    def make(number: int, members: list[str]) -> Finding:
        here = set(members)
        groups = sorted({g for a in members for g in groups_of[a]})
        met = sorted(t for t in {t for a in members for t in of_agency[a]} if len(here & on[t].keys()) > 1)
        away = sorted(official[groups[0]] - here - spread) if len(groups) == 1 else []
        # Who works with nobody has what it works on alone as evidence.
        own = met or sorted({t for a in members for t in of_agency[a]})
        hops = [h for thing in own for a in members for h in on[thing].get(a, ())]

        def word(names: Names) -> list[Message]:
            sentences = [message("Group {n}: {agencies}.", n=number, agencies=agencies(_rows(names, members)))]
            if met:
                sentences.append(message("They work together on {things}.", things=things(_rows(names, met))))
            what = things(_rows(names, groups))
            if len(groups) > 1:
                sentences.append(message("They work in {n} official subgroups: {groups}.", n=len(groups), groups=what))
            elif groups:
                inside = [a for a in members if a in official[groups[0]]]
                if len(inside) < len(members):
                    sentences.append(
                        plural(
                            "Of these, {agencies} works on the tasks of the official subgroup {group}.",
                            "Of these, {agencies} work on the tasks of the official subgroup {group}.",
                            n=len(inside),
                            agencies=agencies(_rows(names, inside)),
                            group=what,
                        )
                    )
                elif not away:
                    sentences.append(
                        message(
                            "These are the agencies that work on the tasks of the official subgroup {group}.",
                            group=what,
                        )
                    )
                if away:
                    sentences.append(
                        message(
                            "Other agencies work on the tasks of the official subgroup {group} too: {agencies}.",
                            group=what,
                            agencies=agencies(_rows(names, away)),
                        )
                    )
            elif official:
                sentences.append(message("They work on no task of an official subgroup."))
            if spread and number == 1:
                sentences.append(
                    message(
                        "Not counted here: {agencies}, whose roles are all the same.",
                        agencies=agencies(_rows(names, sorted(spread))),
                    )
                )
            return sentences

        figures = {"agencies": len(members), "subgroups": len(groups)}
        return Finding("community", members, word, evidence(hops), [*groups, *met, *away, *sorted(spread)], figures)

    return [
        partial(make, n, part) for n, part in enumerate(communities(held.keys() - spread for held in on.values()), 1)
    ]


def _single_points(work: Work) -> Sequence[Later]:
    """Things that one agency in scope leads and on which nobody in particular works beside it, in whatever way.

    Agencies out of scope count: who has a partner there is not alone.
    """
    inside = set(work.scope.agencies)

    def in_particular(agency: str) -> bool:
        return level_of(work.web.nodes[agency]["sort"]) != "class"

    found: list[Later] = []
    for thing in sorted(work.everyone):
        held = work.everyone[thing]
        lead = [a for a, h in held.items() if h.leads]
        if len(lead) != 1 or lead[0] not in inside or any(a != lead[0] and in_particular(a) for a in held):
            continue
        others = work.others_at(thing) - {lead[0]}
        if not any(in_particular(a) for a in others):
            found.append(partial(_single_point, thing, lead[0], sorted(others), held))
    return found


def _single_point(thing: str, lead: str, classes: list[str], held: Mapping[str, Held]) -> Finding:
    def word(names: Names) -> list[Message]:
        values = {"thing": things(_rows(names, [thing])), "agency": Name(names[lead])}
        if not classes:
            return [message("{thing} is led by {agency} alone, and no agency helps with it.", **values)]
        return [
            message(
                "{thing} is led by {agency} alone; beside it only a class of bodies is named ({classes}), so "
                "that no one in "
                "particular could step in.",
                classes=agencies(_rows(names, classes)),
                **values,
            )
        ]

    hops = evidence(_held(held.values()))
    return Finding("single-point", [thing, lead], word, hops, classes, {"co_organizers": len(classes)})


def _led_by_seats(work: Work) -> Sequence[Later]:
    """Things that a seat leads which no agency fills: whoever works on one has no agency that leads it to turn to.

    What only agencies out of scope work on is theirs.
    """
    found: list[Later] = []
    for thing, seats in sorted(work.led_by_seats.items()):
        own = sorted(work.held.get(thing, ()))
        if thing in work.web.nodes and (own or not work.everyone.get(thing)):
            found.append(partial(_led_by_seat, work, thing, seats, own))
    return found


def _led_by_seat(work: Work, thing: str, seats: Sequence[Row], own: list[str]) -> Finding:
    def word(names: Names) -> list[Message]:
        said = message("{thing} is {led}.", thing=things(_rows(names, [thing])), led=leading_seats_in_words(seats))
        beside = message("Besides the seat, {agencies} work on it.", agencies=agencies(_rows(names, own)))
        return [said, beside if own else message("No agency works on it.")]

    hops = _held(work.held[thing][agency] for agency in own)
    links = [*(Evidence(seat, seat["id"], thing) for seat in seats), *evidence(hops)]
    return Finding("seat-lead", [thing, *(seat["id"] for seat in seats)], word, links, own, {"agencies": len(own)})


def _self_reviews(work: Work, leaders: Mapping[str, dict[str, Walk]]) -> Sequence[Later]:
    """Who reviews what it leads or has as its own task, itself or by a seat on the body that does."""
    inside = set(work.scope.agencies)
    reviewed_by = work.reviewed_by
    held: dict[str, dict[str, list[Hop]]] = defaultdict(dict)
    for thing in {hop.far for reviews in reviewed_by.values() for hop in reviews}:
        for agency, walk in leaders.get(thing, {}).items():
            held[agency][thing] = walk.hops()
    for id_ in work.web.parties(BODIES):
        for *_, hop in work.web.held(id_):
            if hop.row["type"] == "UNDERTAKES":
                held[id_][hop.far] = [hop]
                for after in work.web.after.get((THING, hop.far), ()):
                    if work.kind(after.far) == "Indicator":
                        held[id_].setdefault(after.far, [hop, after])
    cases: dict[tuple[str, str], list[Hop]] = {
        (id_, id_): [] for id_ in reviewed_by if work.kind(id_) != "Agency" or id_ in inside
    }
    for agency, own in work.seats.items():
        for seat, bench in own:
            if bench.far in reviewed_by:
                cases.setdefault((agency, bench.far), []).extend((seat, bench))
    found: list[Later] = []
    for (who, body), seat_hops in sorted(cases.items()):
        mine = [hop for hop in reviewed_by[body] if hop.far in held.get(who, {})]
        if mine:
            found.append(partial(_self_review, who, body, mine, [*seat_hops, *_paths(held[who], mine)]))
    return found


def _paths(held: Mapping[str, list[Hop]], reviews: Iterable[Hop]) -> list[Hop]:
    """The way to each thing that is reviewed, and the review of it."""
    return [h for hop in reviews for h in (*held[hop.far], hop)]


def _self_review(who: str, body: str, reviews: Sequence[Hop], hops: Sequence[Hop]) -> Finding:
    over = list(dict.fromkeys(hop.far for hop in reviews))

    def word(names: Names) -> list[Message]:
        values = {"who": Name(names[who]), "body": Name(names[body]), "things": things(_rows(names, over))}
        if who == body:
            return [message("{who} reviews what it leads or has as its own task: {things}.", **values)]
        return [
            message(
                "{who} has a seat on {body}, which reviews what it leads or coordinates, or what measures its "
                "tasks: {things}.",
                **values,
            )
        ]

    return Finding("self-review", [who, body, *over], word, evidence(hops), figures={"things": len(over)})
