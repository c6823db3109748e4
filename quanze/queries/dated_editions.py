"""Editions of data sets as they are on a day: what lives and holds then, with what successors have taken over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quanze.changes.edition import Edition, Link, editions_of
from quanze.collector import collector_paused
from quanze.graph.engine import Ends, Reader
from quanze.queries.lifetimes import Lifetimes, lifetimes
from quanze.queries.responsibility import whole
from quanze.queries.webs import Hop, Web
from quanze.schema.dates import holds
from quanze.schema.relationships import RENAMING
from quanze.schema.rows import Row
from quanze.schema.ways import PLACES


@collector_paused()
def editions_on(reader: Reader, day: str, datasets: Sequence[str] | None = None) -> list[Edition]:
    """The data sets of a graph, or some of them, on an ISO date.

    What a body that has ended held is a relationship of the one that took it over, and what was to a body or document
    that has ended is to the one that took its place, where the changes say which one did.
    """
    every = editions_of(reader)
    nodes = {p["id"]: {**p, "kind": kind} for edition in every for kind, p in edition.records()}
    lives = lifetimes(reader, nodes, every=True)
    web = whole(reader, as_of=day)
    cut = _Cut(nodes, lives, day)
    carried = _carried(web)
    return [_on(edition, cut, carried) for edition in every if datasets is None or edition.dataset in datasets]


class _Cut:
    """What lives and holds on a day."""

    def __init__(self, nodes: dict[str, Row], lives: Lifetimes, day: str) -> None:
        self._nodes, self._lives, self._day = nodes, lives, day
        self.living = {id_ for id_ in nodes if lives.lives(id_, day)} - set(self._not_begun())

    def _not_begun(self) -> Iterator[str]:
        """Bodies whose beginning is dated only by a renaming that is still to come."""
        for change in self._lives.by_key.values():
            begins = self._nodes.get(change.after, {}).get("valid_from")
            if change.kind in RENAMING and change.whole and not begins and not change.in_force(self._day):
                yield change.after

    def holds(self, link: Link) -> bool:
        """Whether a relationship holds on the day; a change does once it has taken effect."""
        start, end, props = link
        change = self._lives.by_key.get(props["key"])
        if change is not None:
            return change.in_force(self._day)
        return (
            start in self.living
            and end in self.living
            and holds(*self._lives.dates(props, start), self._day)
            and not self._passed_on(start, end, props, props["type"])
            and not self._passed_on(end, start, props, "")
        )

    def _passed_on(self, body: str, other: str, props: Row, type_: str) -> bool:
        """Whether a body that goes on has passed to a third one what it has on another record, or that has on it."""
        if body not in self._lives.leaving:
            return False
        matter = self._lives.matter(props, body, other, kind=self._nodes[other]["kind"], type_=type_)
        return not holds(None, self._lives.moved_away(matter), self._day)


def _carried(web: Web) -> dict[str, set[tuple[str, str]]]:
    """Key of a relationship → its ends as they are now, for each body that has taken it over, and for each body or
    document that has taken the place of one it leads to."""
    found: dict[str, set[tuple[str, str]]] = {}

    def passed(hop: Hop, near: str) -> None:
        now = (near, hop.far) if hop.way.along else (hop.far, near)
        if now != hop.ends() and not hop.unsettled:
            found.setdefault(hop.row["key"], set()).add(now)

    for party in web.parties():
        for *_, hop in web.held(party):
            passed(hop, party)
    for (place, _), hops in web.after.items():
        for hop in hops if place in PLACES else ():
            if hop.before or hop.after:
                passed(hop, hop.near)
    return found


def _on(edition: Edition, cut: _Cut, carried: dict[str, set[tuple[str, str]]]) -> Edition:
    nodes = {kind: {i: p for i, p in rows.items() if i in cut.living} for kind, rows in edition.nodes.items()}
    links: dict[Ends, dict[str, Link]] = {}
    for ends, own in edition.links.items():
        kept = links[ends] = {}
        for key, link in own.items():
            start, end, props = link
            if cut.holds((start, end, {**props, "type": ends[0]})):
                kept[key] = link
            for now in carried.get(key, ()):
                new = "/".join([key, *(id_ for id_ in now if id_ not in (start, end))])
                kept[new] = (*now, {**props, "key": new})
    return Edition(edition.dataset, edition.description, nodes, {ends: own for ends, own in links.items() if own})
