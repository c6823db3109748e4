"""A web as it holds on a day: what has ended is left out, and what ended bodies held passes on to their successors.

Nothing after this knows of time: walks, marks and counts follow the hops that are left. What a predecessor held when it
ended is reached by places of its own, one for each chain of changes, so that a walk can tell it from what a body holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from quanze.queries.lifetimes import Change
from quanze.queries.webs import Hop, Web
from quanze.schema.dates import day_before, holds
from quanze.schema.ways import BENCH, CARRIED, PARTY, SECTIONED, UNSETTLED_WAYS


class Passage(IntEnum):
    """Whether something passes to a successor."""

    STAYS = 0
    OPEN = 1
    """The source does not say to which one."""
    PASSES = 2


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
    days: tuple[str, ...] = ()
    """For each change the day on which its successor is looked at."""


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
            kept = [
                hop
                for hop in hops
                if hop.way.how != CARRIED and self._holds(hop) and self._keeps(place, hop, self.as_of)
            ]
            for hop in hops:
                if hop.way.how == CARRIED:
                    kept += self._passed(hop, place, _Path(place, (), ()), self.as_of, (Passage.PASSES, Passage.OPEN))
            if kept:
                self.after[place, id_] = kept
        self.web.after = self.after

    def _holds(self, hop: Hop) -> bool:
        """Whether a relationship and what it leads to hold on the day."""
        row = hop.row
        return not (
            self.as_of and (hop.far in self.dead or not holds(row.get("valid_from"), row.get("valid_to"), self.as_of))
        )

    def _keeps(self, place: str, hop: Hop, day: str) -> bool:
        """Whether a body has not, by a day, passed this to another one while it went on itself."""
        if not day or place not in (PARTY, BENCH) or hop.near not in self.lives.leaving:
            return True
        last = self.lives.moved_away(hop.near, hop.far, hop.row["type"], self.web.nodes[hop.far]["kind"])
        return holds(None, last, day)

    def _passed(self, hop: Hop, place: str, path: _Path, day: str, passages: Sequence[Passage]) -> list[Hop]:
        """The hops over one succession, one for each passage by which something is taken over.

        ``day`` is the last one on which it may have taken effect.
        """
        change = self.lives.by_key.get(hop.row["key"])
        if change is None or not change.in_force(day) or change.key in path.crossed:
            return []
        ended = day_before(change.date) if change.date else day
        if ended and not holds(self.lives.span(hop.far)[0], None, ended):
            return []
        found = []
        for passage in passages:
            beyond = f"{path.name} {passage.name.lower()} {change.key}"
            longer = _Path(beyond, (*path.chain, change), (*path.crossed, change.key), (*path.days, day))
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
                and self._keeps(place, hop, day)
                and self._kept_since(hop, path)
                and (passage is None or min(self._passages(hop, path.chain)) == passage)
            ):
                found += self._section(hop, place, path, day) if hop.way.how == SECTIONED else self._living(hop)
        return found

    def _kept_since(self, hop: Hop, path: _Path) -> bool:
        """Whether no successor on the way has passed this on to another body while it went on itself."""
        for n, (change, day) in enumerate(zip(path.chain, path.days, strict=True)):
            if day and change.after in self.lives.leaving:
                at = hop.far, hop.row["type"], self.web.nodes[hop.far]["kind"]
                last = self.lives.moved_away(change.after, *at, taken_over=change, former=path.chain[n].before)
                if not holds(None, last, day):
                    return False
        return True

    def _section(self, hop: Hop, place: str, path: _Path, day: str) -> list[Hop]:
        if hop.far in path.crossed:
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
        """The roles and seats that a body had when it ended, of its own or of former bodies, which nobody took over."""
        day = self.lives.span(id_)[1]
        if not day or not holds(None, self.as_of, day):
            return []
        after = [c for c in self.lives.leaving.get(id_, ()) if c.after and c.in_force(self.as_of)]

        def stays(hop: Hop, former: str = "") -> bool:
            return (
                hop.is_duty
                and hop.far not in self.dead
                and all(self._passage(change, hop, former) == Passage.STAYS for change in after)
            )

        found = [h for h in hops if stays(h) and self._held_then(h, day) and self._keeps(PARTY, h, day)]
        for hop in hops:
            if hop.way.how == CARRIED:
                found += [h._replace(near=id_) for h in self._took_over(hop, day) if stays(h, hop.far)]
        return found

    def _took_over(self, hop: Hop, day: str) -> list[Hop]:
        """What a body that has ended had taken over by one succession."""
        known = set(self.after)
        ahead, found = self._passed(hop, PARTY, _Path("lost", (), ()), day, (Passage.PASSES,)), []
        while ahead:
            own = self.after[ahead[0].reaches, ahead.pop(0).far]
            ahead += [h for h in own if h.way.how == CARRIED]
            found += [h for h in own if h.way.how != CARRIED]
        for place in self.after.keys() - known:  # nobody walks there
            del self.after[place]
        return found

    def _held_then(self, hop: Hop, day: str) -> bool:
        """Whether a relationship held when the body ended, and has not ended for a reason of its own since."""
        first, last = hop.row.get("valid_from"), hop.row.get("valid_to")
        if day and not (holds(first, last, day) and self.lives.lives(hop.far, day)):
            return False
        # Its end may be the body's: then it passes on. An end later than that is its own.
        ended_later = bool(day and last and last[: len(day)] > day[: len(last)])
        return not (self.as_of and ended_later and not holds(None, last, self.as_of))

    def _passages(self, hop: Hop, chain: Sequence[Change]) -> Iterator[Passage]:
        """For each change of a chain, the nearest to the successor first, whether it passes on what a hop is."""
        for n, change in enumerate(chain):
            yield self._passage(change, hop, chain[n + 1].before if n + 1 < len(chain) else "")

    def _passage(self, change: Change, hop: Hop, former: str = "") -> Passage:
        """Whether a change passes on what its body held by a hop, or had taken over from a ``former`` one."""
        at = hop.far, hop.row["type"], self.web.nodes[hop.far]["kind"], former
        own = self.lives.claim(change, *at)
        others = max(
            (
                self.lives.claim(other, *at)
                for other in self.lives.leaving[change.before]
                if other is not change and other.after and other.in_force(self.as_of)
            ),
            default=0,
        )
        if own or others:
            return Passage.PASSES if own >= others else Passage.STAYS
        return Passage.OPEN if change.open else Passage.STAYS
