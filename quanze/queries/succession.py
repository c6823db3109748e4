"""A web as it holds on a day: what has ended is left out, and what ended bodies held passes on to their successors.

No later step knows of time: walks, marks and counts follow the hops that are left. What a predecessor held when it
ended is reached by places of its own, one for each chain of changes, so that a walk keeps it apart from what a body
holds. A body or document is also a thing: who answered for one that ended answers for its successor, and what followed
from it follows from that one. These are hops of the successor, which say over which changes they came (``Hop.before``
and ``Hop.after``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import IntEnum, auto
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from quanze.errors import DataError
from quanze.locale import message
from quanze.queries.lifetimes import Change, Matter, still_held
from quanze.queries.webs import Hop, Web, place_of
from quanze.schema.dates import day_before, earliest, holds
from quanze.schema.ways import CARRIED, PARTY, SECTIONED, THING, UNSETTLED_WAYS

if TYPE_CHECKING:
    from quanze.schema.rows import Row


class Passage(IntEnum):
    """Whether something passes to a successor."""

    STAYS = auto()
    OPEN = auto()
    """The source does not say to which one."""
    PASSES = auto()


def cut(web: Web, as_of: str) -> None:
    """Leave in a web what holds on a day (ever, when none is given), with what successors took over.

    Raises DataError where so many changes follow one another that only a mistake can be the reason.
    """
    web.day = as_of
    if not as_of and not web.lives.by_key:
        return
    try:
        _Cut(web, as_of).run()
    except RecursionError:
        raise DataError(
            message("The {n} changes of bodies follow one another in too long a row.", n=len(web.lives.by_key)),
            message("Check the changes in the data: hundreds of successors in a row are a mistake."),
        ) from None


class _Path(NamedTuple):
    """The place to which a chain of changes leads, the changes, the nearest to the successor first, and what was
    crossed: no circle is followed.

    ``day`` is the one on which the successor is looked at.
    """

    name: str
    chain: tuple[Change, ...]
    crossed: tuple[str, ...]
    day: str


class _Cut:
    def __init__(self, web: Web, as_of: str) -> None:
        self.web, self.as_of, self.lives = web, as_of, web.lives
        self.raw, self.past = web.after, web.past
        self.after: dict[tuple[str, str], list[Hop]] = defaultdict(list)
        changes = self.lives.by_key.values()
        self.changed = {id_ for change in changes for id_ in (change.before, change.after)}
        self.followed = {
            at
            for at, hops in self.raw.items()
            if at[1] in self.changed and any(hop.way.how == CARRIED and not hop.way.along for hop in hops)
        }
        self.limited = self.lives.limited() | self.changed
        self.dead = {id_ for id_ in self.limited if not self.lives.lives(id_, as_of)}
        self.standing: dict[tuple[str | None, str | None], bool] = {}

    def run(self) -> None:
        touched = self.limited if self.as_of else self.changed
        for at in dict.fromkeys([*self.raw, *self.past]):
            place, id_ = at
            if id_ not in touched:
                held, past = self.raw.get(at, []), self.past.get(at, [])
                hops = self._in_order([hop for own in (held, past) for hop in own if hop.far in touched])
                kept = self._standing(self._in_order(held), touched) if hops else self._standing(held, ())
            elif id_ in self.dead:
                if place == PARTY:
                    self.web.lost += self._lost(id_, self._of_all_days(*at))
                continue
            else:
                hops = self._of_all_days(*at)
                kept = [hop for hop in hops if self._is_left(hop)]
            for hop in hops:
                if hop.far not in self.changed:
                    continue
                if hop.way.how != CARRIED:
                    kept += self._onward(hop, self.as_of, "")
                elif hop.way.along and place == THING:
                    kept += self._taken_over(hop, (), self.as_of)
                elif hop.way.along:
                    kept += self._passed(
                        hop, place, _Path(place, (), (), self.as_of), self.as_of, (Passage.PASSES, Passage.OPEN)
                    )
            if kept:
                self.after[at] = kept
        self.web.after = self.after

    def _standing(self, hops: list[Hop], touched: Collection[str]) -> list[Hop]:
        """The relationships of a record that is not touched which hold on the day: most of a large graph. But for those
        to what is touched, nothing but themselves may have ended."""
        if touched:
            hops = [hop for hop in hops if hop.far not in touched or self._is_left(hop)]
        if self.as_of and not self.web.parted:
            return [hop for hop in hops if hop.far in touched or self._stands(hop.row)]
        return hops

    def _of_all_days(self, place: str, id_: str) -> list[Hop]:
        """What leaves a record at a place, whether or not it holds."""
        at = place, id_
        return self._in_order([*self.raw.get(at, ()), *self.past.get(at, ())])

    def _in_order(self, hops: list[Hop]) -> list[Hop]:
        """Hops in the order of what they lead to: parted ones are in none, which of most does not matter."""
        return sorted(hops, key=place_of) if self.web.parted else hops

    def _is_left(self, hop: Hop) -> bool:
        """Whether a relationship holds on the day, is not a change and has not passed to another one."""
        return hop.way.how != CARRIED and self._holds(hop) and self._keeps(hop, self.as_of)

    def _stands(self, row: Row) -> bool:
        """Whether a relationship holds on the day by its own dates: there are few pairs of these, also in a large
        graph."""
        dates = row.get("valid_from"), row.get("valid_to")
        known = self.standing.get(dates)
        if known is None:
            known = self.standing[dates] = holds(*dates, self.as_of)
        return known

    def _holds(self, hop: Hop) -> bool:
        """Whether a relationship and what it leads to hold on the day."""
        return not self.as_of or (hop.far not in self.dead and holds(*self.lives.dates(hop.row, hop.far), self.as_of))

    def _keeps(self, hop: Hop, day: str) -> bool:
        """Whether neither end has, by a day, passed this to another one while it went on itself."""
        if hop.near not in self.lives.leaving and hop.far not in self.lives.leaving:
            return True
        return holds(None, earliest(self.web.given_away(hop), self.web.taken_away(hop)), day)

    def _passed(self, hop: Hop, place: str, path: _Path, day: str, passages: Sequence[Passage]) -> list[Hop]:
        """The hops over one succession, one for each passage by which something is taken over.

        ``day`` is the last one on which it may have taken effect.
        """
        change = self.lives.by_key[hop.row["key"]]
        if not change.in_force(day) or change.key in path.crossed:
            return []
        ended = day_before(change.date) or day
        if not self._began(hop.far, ended):
            return []
        found = []
        for passage in passages:
            beyond = f"{path.name} {passage.name.lower()} {change.key}"
            longer = _Path(beyond, (*path.chain, change), (*path.crossed, change.key), path.day)
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
        for hop in self._of_all_days(place, id_):
            if hop.way.how == CARRIED:
                passages = (passage,) if passage is not None else (Passage.PASSES, Passage.OPEN)
                found += self._passed(hop, place, path, day, passages) if hop.way.along else []
            elif self._kept_since(self.web.given_away, hop, path.chain, path.day) and (
                passage is None or self._passage(hop, path.chain) == passage
            ):
                if hop.way.how == SECTIONED:
                    found += self._section(hop, place, path, day) if self._held_then(hop, day) else []
                else:
                    found += self._living(hop, day)
        return found

    def _living(self, hop: Hop, day: str) -> list[Hop]:
        """What a body held on the day it ended, with what has taken its place since, as far as that lives."""
        own = [hop] if hop.far not in self.dead and self._held_then(hop, day) else []
        return [*own, *self._onward(hop, day, day)]

    def _onward(self, hop: Hop, day: str, ended: str) -> list[Hop]:
        """A relationship to a body or document that was changed, as one to each successor.

        Whoever has it is looked at as on ``day``; ``ended`` is the last day of a predecessor who had it.
        """
        at = hop.way.reaches, hop.far
        if at not in self.followed or not holds(None, self.web.given_away(hop), day):
            return []
        found = []
        for chain in self._heirs(*at, ()):
            changes = [self.lives.by_key[heir.row["key"]] for heir in reversed(chain)]
            eve = day_before(changes[-1].date) or earliest(self.lives.span(hop.far)[1], day)
            if chain[-1].far in self.dead or not self._held_then(hop, eve, ended):
                continue
            if not self.lives.lives(hop.near, earliest(eve, ended)):
                continue
            passage = self._passage_on(hop, changes)
            if passage != Passage.STAYS and self._kept_since(self.web.taken_away, hop, changes, self.as_of):
                found.append(hop._replace(far=chain[-1].far, after=_by(passage, chain)))
        return found

    def _heirs(self, place: str, id_: str, before: tuple[Hop, ...]) -> Iterator[tuple[Hop, ...]]:
        """Each chain of changes that have taken effect from a body or document on to a successor."""
        for hop in self._of_all_days(place, id_):
            if hop.way.how != CARRIED or hop.way.along:
                continue
            change = self.lives.by_key[hop.row["key"]]
            if not change.in_force(self.as_of):
                continue
            ended = day_before(change.date) or self.as_of
            if any(other.row["key"] == change.key for other in before) or not self._began(id_, ended):
                continue
            yield (*before, hop)
            yield from self._heirs(place, hop.far, (*before, hop))

    def _began(self, id_: str, day: str) -> bool:
        """Whether a body was there before a day or on it: an end of its own may be that of the change."""
        return not day or holds(self.lives.span(id_)[0], None, day)

    def _taken_over(self, hop: Hop, before: tuple[Hop, ...], day: str) -> list[Hop]:
        """What followed from a body that ended, as hops of its successor."""
        change = self.lives.by_key[hop.row["key"]]
        if not change.in_force(day) or any(other.row["key"] == change.key for other in before):
            return []
        ended = day_before(change.date) or day
        if not self._began(hop.far, ended):
            return []
        chain = (*before, hop)
        found = []
        for own in self._of_all_days(THING, hop.far):
            if own.way.how == CARRIED:
                found += self._taken_over(own, chain, ended) if own.way.along else []
            else:
                changes = [self.lives.by_key[step.row["key"]] for step in chain]
                passage = self._passage(own, changes)
                if passage != Passage.STAYS and self._kept_since(self.web.given_away, own, changes, self.as_of):
                    own_on = self._living(own, ended)
                    found += [on._replace(near=chain[0].near, before=_by(passage, chain)) for on in own_on]
        return found

    def _kept_since(self, left: Callable[[Hop, Change], str], hop: Hop, chain: Sequence[Change], day: str) -> bool:
        """Whether no successor of a chain has passed a hop on to another body while it went on itself.

        ``left`` says until when the successor of a change has it, ``day`` is the one on which the last successor is
        looked at; each before it is looked at on the eve of the next change.
        """
        for change in chain:
            if not holds(None, left(hop, change), day):
                return False
            day = day_before(change.date) or day
        return True

    def _section(self, hop: Hop, place: str, path: _Path, day: str) -> list[Hop]:
        if hop.far in path.crossed or not still_held(None, self.lives.span(hop.far)[1], [day], self.as_of):
            return []
        beyond = _Path(f"{path.name} of {hop.near}", (), (*path.crossed, hop.far), day)
        held = self._held(hop.far, place, beyond, day, None)
        if not held:
            return []
        self.after[beyond.name, hop.far] = held
        return [hop._replace(beyond=beyond.name)]

    def _lost(self, id_: str, hops: Sequence[Hop]) -> list[Hop]:
        """The roles and seats that a body had when it ended, of its own or of former bodies, which nobody took over."""
        day = self.lives.span(id_)[1]
        if not day or not holds(None, self.as_of, day) or not self.lives.lives(id_, day):
            return []
        after = [c for c in self.lives.leaving.get(id_, ()) if c.after and c.in_force(self.as_of)]

        def stays(hop: Hop, came_by: Change | None = None) -> bool:
            return hop.is_duty and all(self._passed_by(change, hop, came_by) == Passage.STAYS for change in after)

        found = [living for hop in hops if stays(hop) for living in self._living(hop, day)]
        for hop in hops:
            if hop.way.how == CARRIED:
                came_by = self.lives.by_key[hop.row["key"]]
                found += [own._replace(near=id_) for own in self._took_over(hop, day) if stays(own, came_by)]
        return found

    def _took_over(self, hop: Hop, day: str) -> list[Hop]:
        """What a body that has ended had taken over by one succession."""
        known = set(self.after)
        ahead, found = self._passed(hop, PARTY, _Path("lost", (), (), day), day, (Passage.PASSES,)), []
        while ahead:
            own = self.after[ahead[0].reaches, ahead.pop(0).far]
            ahead += [h for h in own if h.way.how == CARRIED]
            found += own
        for place in self.after.keys() - known:  # nobody walks there
            del self.after[place]
        return found

    def _held_then(self, hop: Hop, *ends: str) -> bool:
        """Whether a relationship held when what it joins ended, and has not ended for a reason of its own since."""
        then = earliest(*ends)
        if not (self.lives.lives(hop.far, then) and self._keeps(hop, then)):
            return False
        return still_held(*self.lives.dates(hop.row, hop.far), ends, self.as_of)

    def _passage(self, hop: Hop, chain: Sequence[Change]) -> Passage:
        """Whether a chain of changes passes on what its bodies held by a hop."""
        return min(self._passed_by(change, hop, came_by) for change, came_by in _in_chain(chain))

    def _passed_by(self, change: Change, hop: Hop, came_by: Change | None) -> Passage:
        """Whether a change passes on what its body held by a hop, or what had come to it by another change."""
        return self._claimed(change, self.web.matter(hop, came_by), open_=change.open)

    def _passage_on(self, hop: Hop, chain: Sequence[Change]) -> Passage:
        """Whether a chain of changes makes a relationship to its first body one to the last successor.

        A body that goes on keeps what is not named: its roles may move, but not those that others hold on it.
        """
        return min(
            self._claimed(change, self.web.matter_on(hop, came_by), open_=change.whole)
            for change, came_by in _in_chain(chain)
        )

    def _claimed(self, change: Change, matter: Matter, *, open_: bool) -> Passage:
        """Whether a change moves something: the plainest claim wins.

        A later one takes nothing from it, but settles what was left open.
        """
        if not change.finds(matter):
            return Passage.STAYS
        own = change.claim(matter)
        if len(self.lives.leaving[change.before]) == 1:  # as of most bodies: no other one claims anything
            return Passage.PASSES if own else Passage.OPEN if open_ else Passage.STAYS
        until = change.date if own else ""
        claims = [
            other.claim(matter)
            for other in self.lives.leaving[change.before]
            if other.after and other.in_force(self.as_of) and other.in_force(until) and other.finds(matter)
        ]
        if own:
            return Passage.PASSES if own == max(claims) else Passage.STAYS
        return Passage.OPEN if open_ and not any(claims) else Passage.STAYS


def _in_chain(chain: Sequence[Change]) -> Iterable[tuple[Change, Change | None]]:
    """Each change of a chain, the nearest to the successor first, with the one by which the body that changed had come
    by what passes; None where it was its own."""
    return zip_longest(chain, chain[1:])


def _by(passage: Passage, chain: Sequence[Hop]) -> tuple[Hop, ...]:
    """A chain of successions as one that passes something on, or of which the source does not say so."""
    if passage == Passage.PASSES:
        return tuple(chain)
    return tuple(hop._replace(way=UNSETTLED_WAYS[hop.way]) for hop in chain)
