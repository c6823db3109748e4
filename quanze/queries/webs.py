"""What a walk can use: records, and the relationships by which one leads to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from quanze.queries.lifetimes import Lifetimes
from quanze.schema import RELATIONSHIP
from quanze.schema.relationships import REPRESENTS
from quanze.schema.ways import CARRIED, PARTIES, PARTY, UNSETTLED, Way

if TYPE_CHECKING:
    from quanze.schema.rows import Row


class Hop(NamedTuple):
    """One relationship used as one step: its way, the records on the agency's and on the thing's side, and its row.

    ``beyond`` is the place it reaches where that is not the way's own: what a predecessor held when it ended is at a
    place apart from what a body of that id holds now.
    """

    way: Way
    near: str
    far: str
    row: Row
    beyond: str = ""

    def ends(self) -> tuple[str, str]:
        """Where the relationship starts and ends."""
        return (self.near, self.far) if self.way.along else (self.far, self.near)

    @property
    def reaches(self) -> str:
        """The place it reaches."""
        return self.beyond or self.way.reaches

    @property
    def is_duty(self) -> bool:
        """Whether it takes hold of a thing by a role, or of a seat by filling it."""
        return self.way.takes and (RELATIONSHIP[self.row["type"]].role or self.row["type"] == REPRESENTS.type)


@dataclass
class Web:
    """What was collected: records by id, the hops that leave each record at each place, and the lives of all."""

    nodes: dict[str, Row] = field(default_factory=dict)
    after: dict[tuple[str, str], list[Hop]] = field(default_factory=lambda: defaultdict(list))
    lives: Lifetimes = field(default_factory=Lifetimes)
    lost: list[Hop] = field(default_factory=list)
    """Roles of bodies that have ended, on what lives on, which nobody took over."""

    def parties(self, kinds: Collection[str] = PARTIES) -> list[str]:
        """The ids of those who may answer, sorted."""
        return sorted(id_ for place, id_ in self.after if place == PARTY and self.nodes[id_]["kind"] in kinds)

    def held(self, party: str, place: str = PARTY) -> Iterator[list[Hop]]:
        """What a party holds: the hop to each thing, seat and section, after those over its predecessors."""
        for hop in self.after.get((place, party), ()):
            if hop.way.how == CARRIED:
                yield from ([hop, *own] for own in self.held(hop.far, hop.reaches))
            elif hop.way.how != UNSETTLED:
                yield [hop]
