"""What a walk can use: records, and the relationships by which one leads to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from quanze.queries.lifetimes import Change, Lifetimes, Matter
from quanze.schema import RELATIONSHIP
from quanze.schema.relationships import REPRESENTS
from quanze.schema.ways import CARRIED, INHERITABLE, PARTIES, PARTY, THING, UNSETTLED, Way

if TYPE_CHECKING:
    from quanze.schema.rows import Row


class Hop(NamedTuple):
    """One relationship used as one step: its way, the records on the agency's and on the thing's side, and its row.

    ``beyond`` is the place it reaches where that is not the way's own: what a predecessor held when it ended is at a
    place apart from what a body of that id holds now. A relationship of a body or document that ended is a hop of its
    successor: ``before`` leads from the successor on the near side to the one that ended, ``after`` from the one on the
    far side to its successor.
    """

    way: Way
    near: str
    far: str
    row: Row
    beyond: str = ""
    before: tuple[Hop, ...] = ()
    after: tuple[Hop, ...] = ()

    @property
    def stated(self) -> tuple[str, str]:
        """The records on the agency's and on the thing's side that the relationship itself joins."""
        return self.before[-1].far if self.before else self.near, self.after[0].near if self.after else self.far

    def ends(self) -> tuple[str, str]:
        """Where the relationship starts and ends."""
        near, far = self.stated
        return (near, far) if self.way.along else (far, near)

    @property
    def hows(self) -> tuple[str, ...]:
        """How it answers, and how the successions about it do."""
        return (self.way.how, *(hop.way.how for hop in (*self.before, *self.after)))

    @property
    def unsettled(self) -> bool:
        """Whether the source leaves open who took it over."""
        return UNSETTLED in self.hows if self.before or self.after else self.way.how == UNSETTLED

    @property
    def reaches(self) -> str:
        """The place it reaches."""
        return self.beyond or self.way.reaches

    @property
    def is_duty(self) -> bool:
        """Whether it takes hold of a thing by a role, or of a seat by filling it."""
        return self.way.takes and (RELATIONSHIP[self.row["type"]].role or self.row["type"] == REPRESENTS.type)


def place_of(hop: Hop) -> tuple[str, str, str]:
    """The order of hops: by what they lead to."""
    return hop.far, hop.row["type"], hop.row.get("key") or ""


class Roles(NamedTuple):
    """Roles of parties on things that differ by their ends only: the way, their row, and both ends in one order."""

    way: Way
    row: Row
    near: list[str]
    far: list[str]


class Web:
    """What was collected: records by id, the hops that leave each record at each place, and the lives of all.

    ``plain`` are roles that are no hops (``responsibility.whole_on_day``): one step from a party to a thing other than
    a seat, of which time touches neither, and the party is no section, so that nothing leads there. They are most of a
    large graph.
    """

    def __init__(self) -> None:
        self.nodes: dict[str, Row] = {}
        self.after: dict[tuple[str, str], list[Hop]] = defaultdict(list)
        self.past: dict[tuple[str, str], list[Hop]] = defaultdict(list)
        """Where they were ``parted`` when they were read: those which do not hold on the day by their own dates."""
        self.parted = False
        self.plain: list[Roles] = []
        self.lives = Lifetimes()
        self.day = ""
        """The day as of which it is cut, ISO; empty where it has what holds on any day."""
        self.lost: list[Hop] = []
        """Roles and seats of bodies that have ended, on what lives on, which nobody took over."""

    @cached_property
    def timed(self) -> set[str]:
        """The records with a known first or last day, and those that a change touches: few, in most graphs."""
        changed = (id_ for change in self.lives.by_key.values() for id_ in (change.before, change.after))
        return self.lives.limited().union(changed)

    @cached_property
    def may_return(self) -> set[str]:
        """The records that a walk may come to twice: those in a circle of hops, and those that are reached from one."""
        farther: dict[str, list[str]] = {}
        ways_in: dict[str, int] = {}
        for (_, at), hops in self.after.items():
            farther.setdefault(at, []).extend(hop.far for hop in hops)
            for hop in hops:
                ways_in[hop.far] = ways_in.get(hop.far, 0) + 1
        left = {*farther, *ways_in}
        first = [id_ for id_ in farther if id_ not in ways_in]
        while first:
            at = first.pop()
            left.discard(at)
            for far in farther.get(at, ()):
                ways_in[far] -= 1
                if not ways_in[far]:
                    first.append(far)
        return left

    @cached_property
    def _before(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        """Place and record → the places and records from which a hop leads there."""
        found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for at, hops in self.after.items():
            for hop in hops:
                found[hop.beyond or hop.way.reaches, hop.far].append(at)
        return found

    @cached_property
    def _plain_on(self) -> dict[str, list[tuple[Roles, str]]]:
        """Thing → the plain roles on it, each with its holder."""
        found: dict[str, list[tuple[Roles, str]]] = defaultdict(list)
        for roles in self.plain:
            for near, far in zip(roles.near, roles.far, strict=True):
                found[far].append((roles, near))
        return found

    def leading_to(self, things: Iterable[str]) -> Web:
        """The part of it that leads to some things: as much as there is about these, however large it is."""
        ahead = [(THING, thing) for thing in things]
        near = set(ahead)
        while ahead:
            new = [at for at in dict.fromkeys(self._before.get(ahead.pop(), ())) if at not in near]
            near.update(new)
            ahead += new
        found = Web()
        found.nodes, found.lives, found.day = self.nodes, self.lives, self.day
        for at in near & self.after.keys():
            found.after[at] = [hop for hop in self.after[at] if (hop.beyond or hop.way.reaches, hop.far) in near]
        for place, thing in near:
            for roles, holder in self._plain_on.get(thing, ()) if place == THING else ():
                found.after[PARTY, holder].append(Hop(roles.way, holder, thing, roles.row))
        return found

    def matter(self, hop: Hop, came_by: Change | None = None) -> Matter:
        """What the near side of a hop has by it, or the one to whom it came from there by a change."""
        near, far = hop.stated
        holder = came_by.after if came_by else near
        kind, type_ = self.nodes[far]["kind"], hop.row["type"]
        return self.lives.matter(hop.row, holder, far, kind=kind, type_=type_, came_by=came_by)

    def matter_on(self, hop: Hop, came_by: Change | None = None) -> Matter:
        """What by a hop the near side has on the far side, or on the one that took its place by a change."""
        near, far = hop.stated
        holder = came_by.after if came_by else far
        return self.lives.matter(hop.row, holder, near, kind=self.nodes[near]["kind"], type_="", came_by=came_by)

    def given_away(self, hop: Hop, came_by: Change | None = None) -> str:
        """The last day on which the near side of a hop has it, where that goes on and has passed it to another.

        With ``came_by``, the last day of the one to whom it came from the near side by that change.
        """
        holder = came_by.after if came_by else hop.stated[0]
        return self.lives.moved_away(self.matter(hop, came_by)) if holder in self.lives.leaving else ""

    def taken_away(self, hop: Hop, came_by: Change | None = None) -> str:
        """The last day on which a hop is to its far side, where that goes on and has passed it to another.

        With ``came_by``, the last day on which it is to the one that took the place of the far side by that change.
        """
        holder = came_by.after if came_by else hop.stated[1]
        if holder not in self.lives.leaving or self.nodes[holder]["kind"] not in INHERITABLE:
            return ""
        return self.lives.moved_away(self.matter_on(hop, came_by))

    def holders(self) -> set[str]:
        """The ids of all who hold plain roles."""
        return {near for roles in self.plain for near in roles.near}

    def parties(self, kinds: Collection[str] = PARTIES) -> list[str]:
        """The ids of those who may answer by hops, sorted."""
        return sorted(id_ for place, id_ in self.after if place == PARTY and self.nodes[id_]["kind"] in kinds)

    def held(self, party: str, place: str = PARTY) -> Iterator[list[Hop]]:
        """What a party holds: the hop to each thing, seat and section, after those over predecessors of either."""
        for hop in self.after.get((place, party), ()):
            if hop.way.how == CARRIED:
                yield from ([hop, *own] for own in self.held(hop.far, hop.reaches))
            elif not hop.unsettled:
                yield [*hop.before, *hop.after, hop]
