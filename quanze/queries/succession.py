"""A web as it holds on a day: what has ended is left out, and what ended bodies held passes on to their successors.

Nothing after this knows of time: walks, marks and counts follow the hops that are left. What a predecessor held when it
ended is reached by places of its own, one for each chain of changes, so that a walk can tell it from what a body holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from enum import IntEnum, auto
from typing import NamedTuple

from quanze.queries.lifetimes import Change
from quanze.queries.webs import Hop, Web
from quanze.schema import RELATIONSHIP
from quanze.schema.dates import day_before, holds
from quanze.schema.ways import CARRIED, PARTY, SECTIONED, UNSETTLED_WAYS


class Passage(IntEnum):
    """Whether something passes to a successor."""

    STAYS = auto()
    OPEN = auto()
    """The source does not say to which one."""
    PASSES = auto()


def cut(web: Web, as_of: str) -> None:
    """Leave in a web what holds on a day (ever, when none is given), with what successors took over."""
    if not as_of and not web.lives.by_key:
        return
    _Cut(web, as_of).run()


class _Path(NamedTuple):
    """The place to which a chain of changes leads, the changes, and what was crossed: no circle is followed."""

    name: str
    chain: tuple[Change, ...]
    crossed: tuple[str, ...]


class _Cut:
    def __init__(self, web: Web, as_of: str) -> None:
        self.web, self.as_of, self.lives = web, as_of, web.lives
        self.raw = web.after
        self.after: dict[tuple[str, str], list[Hop]] = defaultdict(list)
        self.dead = {id_ for id_ in self.lives.limited() if not self.lives.lives(id_, as_of)}

    def run(self) -> None:
        for (place, id_), hops in self.raw.items():
            if id_ in self.dead:
                if place == PARTY:
                    self.web.lost += self._lost(id_, hops)
                continue
            kept = [hop for hop in hops if hop.way.how != CARRIED and self._holds(hop) and self._keeps(hop, self.as_of)]
            for hop in hops:
                if hop.way.how == CARRIED:
                    kept += self._passed(hop, place, _Path(place, (), ()), self.as_of, (Passage.PASSES, Passage.OPEN))
            if kept:
                self.after[place, id_] = kept
        self.web.after = self.after

    def _holds(self, hop: Hop) -> bool:
        """Whether a relationship and what it leads to hold on the day."""
        row = hop.row
        return not self.as_of or (
            hop.far not in self.dead and holds(row.get("valid_from"), row.get("valid_to"), self.as_of)
        )

    def _keeps(self, hop: Hop, day: str) -> bool:
        """Whether a body has not, by a day, passed this to another one while it went on itself."""
        return hop.near not in self.lives.leaving or holds(
            None, self.lives.moved_away(hop.near, hop.far, self.web.nodes[hop.far]["kind"], hop.row), day
        )

    def _passed(self, hop: Hop, place: str, path: _Path, day: str, passages: Sequence[Passage]) -> list[Hop]:
        """The hops over one succession, one for each passage by which something is taken over.

        ``day`` is the last one on which it may have taken effect.
        """
        change = self.lives.by_key[hop.row["key"]]
        if not change.in_force(day) or change.key in path.crossed:
            return []
        ended = day_before(change.date) or day
        if ended and not holds(self.lives.span(hop.far)[0], None, ended):
            return []
        found = []
        for passage in passages:
            beyond = f"{path.name} {passage.name.lower()} {change.key}"
            longer = _Path(beyond, (*path.chain, change), (*path.crossed, change.key))
            held = self._held(hop.far, place, longer, ended, passage)
            if held:
                self.after[beyond, hop.far] = held
                way = hop.way if passage == Passage.PASSES else UNSETTLED_WAYS[hop.way]
                found.append(hop._replace(way=way, beyond=beyond))
        return found

    def _held(self, id_: str, place: str, path: _Path, day: str, passage: Passage | None) -> list[Hop]:
        """What a body held on the day it ended, as far as it goes on by this passage.

        Of what a section holds nothing more is asked (None): it goes where the section goes.
        """
        found: list[Hop] = []
        for hop in self.raw.get((place, id_), ()):
            if hop.way.how == CARRIED:
                passages = (passage,) if passage is not None else (Passage.PASSES, Passage.OPEN)
                found += self._passed(hop, place, path, day, passages)
            elif (
                self._held_then(hop, day)
                and self._keeps(hop, day)
                and (passage is None or min(self._passage(change, hop) for change in path.chain) == passage)
            ):
                found += self._section(hop, place, path, day) if hop.way.how == SECTIONED else self._living(hop)
        return found

    def _section(self, hop: Hop, place: str, path: _Path, day: str) -> list[Hop]:
        if hop.far in path.crossed or self._ended_since(self.lives.span(hop.far)[1], day):
            return []
        beyond = _Path(f"{path.name} of {hop.near}", (), (*path.crossed, hop.far))
        held = self._held(hop.far, place, beyond, day, None)
        if not held:
            return []
        self.after[beyond.name, hop.far] = held
        return [hop._replace(beyond=beyond.name)]

    def _living(self, hop: Hop) -> list[Hop]:
        return [] if hop.far in self.dead else [hop]

    def _lost(self, id_: str, hops: Sequence[Hop]) -> list[Hop]:
        """The roles that a body held when it ended and nobody took over."""
        day = self.lives.span(id_)[1]
        if not day or not holds(None, self.as_of, day):
            return []
        after = [c for c in self.lives.leaving.get(id_, ()) if c.after and c.in_force(self.as_of)]
        return [
            hop
            for hop in hops
            if RELATIONSHIP[hop.row["type"]].role
            and hop.far not in self.dead
            and self._held_then(hop, day)
            and self._keeps(hop, day)
            and all(self._passage(change, hop) == Passage.STAYS for change in after)
        ]

    def _held_then(self, hop: Hop, day: str) -> bool:
        """Whether a relationship held when the body ended, and has not ended for a reason of its own since."""
        first, last = hop.row.get("valid_from"), hop.row.get("valid_to")
        held = not day or (holds(first, last, day) and self.lives.lives(hop.far, day))
        return held and not self._ended_since(last, day)

    def _ended_since(self, last: str | None, day: str) -> bool:
        """Whether a last day is past and later than that on which the body ended: an end on the same day may be the
        body's, and then what ended passes on."""
        return bool(last and not holds(None, day, last) and not holds(None, last, self.as_of))

    def _passage(self, change: Change, hop: Hop) -> Passage:
        """Whether a change passes on what its body held by a hop.

        The plainest claim wins. A later one takes nothing from it, but settles what was left open.
        """
        at = hop.far, hop.row["type"], self.web.nodes[hop.far]["kind"]
        if not self.lives.had(change, hop.far, hop.row):
            return Passage.STAYS
        own = change.claim(*at)
        until = change.date if own and change.date else self.as_of
        claims = [
            other.claim(*at)
            for other in self.lives.leaving[change.before]
            if other.after and other.in_force(until) and self.lives.had(other, hop.far, hop.row)
        ]
        if own:
            return Passage.PASSES if own == max(claims) else Passage.STAYS
        return Passage.OPEN if change.open and not any(claims) else Passage.STAYS
