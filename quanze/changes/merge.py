"""Two editions that were made from a third one, merged: what one side changed is taken, what both did is listed.

The base is a plan as it was read first, *theirs* a later reading or edition of it, *ours* what a reviewer made of it.
Records pair as everywhere (``pairs``). Nothing is undone in silence: where both sides changed one value, or one side
changed what the other dropped, the reviewer's state is kept and the conflict listed, until somebody decides.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any, NamedTuple

from quanze.changes.edition import Edition, Link, Props, number_records
from quanze.changes.kept_ids import REFERENCES, kept_ids, references, with_ids
from quanze.changes.pairs import Pairs, ReviewedPair, pair, side_of, statement_pairs, suggest
from quanze.errors import DataError
from quanze.graph.engine import Ends
from quanze.graph.records import POSITION, node_search_key, relationship_key
from quanze.locale import message
from quanze.schema import KIND, KINDS, RELATIONSHIP, stored_properties
from quanze.schema.rows import MergeConflict, UnsurePair

OURS, THEIRS = "ours", "theirs"
"""The sides that a decision names."""
BOTH_CHANGED, DROPPED_BY_REVIEWER, DROPPED_BY_EDITION = "both-changed", "dropped-by-reviewer", "dropped-by-edition"
_MADE = ("id", "dataset", "key", "search_key", "schema_version", POSITION)
"""What a load makes of the rest, and ids: a record may have another one on each side."""
_DATASET = "Dataset"


class _Slot(NamedTuple):
    """The two records that statements of one relationship are about, and the target that limits them."""

    ends: Ends
    start: str
    end: str
    under: str


class _Statement(NamedTuple):
    """One statement of a relationship on each side; None where it is not there."""

    slot: _Slot
    base: Props | None
    theirs: Props | None
    ours: Props | None


class _Held(NamedTuple):
    """What others hold of a record and one side alone can state: who leads it, or what a column of its row names."""

    type: str
    owner: str
    under: str


class _Holding(NamedTuple):
    """The roles of one holder on one thing."""

    holder: str
    thing: str
    under: str


class _Recast(NamedTuple):
    """The conflict about roles of one holder on one thing, and the roles that it is about."""

    conflict: MergeConflict
    roles: frozenset[Ends]


@dataclass
class _Side:
    """An edition whose records have the ids of those of the base with which they pair."""

    edition: Edition
    ids: dict[str, str] = field(default_factory=dict)
    records: dict[str, tuple[str, Props]] = field(default_factory=dict)
    links: dict[_Slot, list[Props]] = field(default_factory=dict)

    def props(self, id_: str) -> Props | None:
        """What a record says, without what a load makes of it."""
        found = self.records.get(id_)
        return found[1] if found else None


@dataclass
class Merged:
    """``edition`` is the result, ``base`` what the next merge has to start from: the later edition, but for what is
    not decided. ``unsure`` are records of the base and the later edition that may be the same and were not paired."""

    edition: Edition
    base: Edition
    conflicts: list[MergeConflict] = field(default_factory=list)
    unsure: list[UnsurePair] = field(default_factory=list)

    def undecided(self) -> list[MergeConflict]:
        """The conflicts that nobody decided yet."""
        return [c for c in self.conflicts if not c["decision"]]


def merge(
    base: Edition,
    theirs: Edition,
    ours: Edition,
    *,
    decisions: Mapping[str, str] | None = None,
    reviewed: Sequence[ReviewedPair] = (),
) -> Merged:
    """Merge three editions; the data set of the result is that of ``ours``.

    ``decisions`` maps marks of conflicts to the side that is taken; ``reviewed`` are pairs of records of the base and
    the later edition. Raises DataError where one id means records of two kinds.
    """
    theirs, ours = (
        with_ids(side, kept_ids(base, side, reviewed)) if side.named_ids else side for side in (theirs, ours)
    )
    # A body and its successor are two records, and both stay: pairs by changes are for telling, not for merging.
    pairs = pair(base, theirs, reviewed, ())
    merger = _Merger(*_sides(base, theirs, ours, pairs), decisions or {})
    merged = merger.merged()
    return replace(merged, unsure=suggest(base, theirs, pairs, reviewed))


def _sides(base: Edition, theirs: Edition, ours: Edition, pairs: Pairs) -> tuple[_Side, _Side, _Side]:
    named = _single(pairs), _single(pair(base, ours, changes=()))
    # An id that both later sides use is one record, whatever else its name would suggest.
    new = [
        {i: former for i, former in mine.items() if i == former or i not in ids or other.get(i) == former}
        for mine, other, ids in ((named[0], named[1], _all_ids(ours)), (named[1], named[0], _all_ids(theirs)))
    ]
    first, second, third = _side(base, {}), _side(theirs, new[0]), _side(ours, new[1])
    both = _single(pair(_added(third, first), _added(second, first), changes=()))
    if any(a != b for a, b in both.items()):
        second = _side(theirs, new[0] | {own: both[id_] for id_, own in second.ids.items() if id_ in both})
    for side in (second, third):
        for other in (first, second):
            for id_ in side.records.keys() & other.records.keys():
                a, b = other.records[id_][0], side.records[id_][0]
                if a != b:
                    raise DataError(
                        message("“{a}” and “{b}” have the same id, {id}.", id=id_, a=KIND[a], b=KIND[b]),
                        message("Give one of the records another id."),
                    )
    return first, second, third


def _all_ids(edition: Edition) -> set[str]:
    return {props["id"] for _, props in edition.records()}


def _single(pairs: Pairs) -> dict[str, str]:
    """Ids of the second edition to those of the first, of records that are one on either side."""
    return {
        after[0]: before
        for before, after in pairs.after_of.items()
        if len(after) == 1 and len(pairs.before_of[after[0]]) == 1
    }


def _side(edition: Edition, renewed: Mapping[str, str]) -> _Side:
    def stated(props: Props) -> Props:
        found = {k: v for k, v in props.items() if k not in _MADE}
        return found | references(found, renewed)

    side = _Side(edition)
    for kind, props in edition.records():
        id_ = renewed.get(props["id"], props["id"])
        side.records[id_] = kind, stated(props)
        side.ids[id_] = props["id"]
    for ends, links in edition.links.items():
        for start, end, props in links.values():
            found = stated(props)
            slot = _Slot(ends, renewed.get(start, start), renewed.get(end, end), found.get("under", ""))
            side.links.setdefault(slot, []).append(found)
    for statements in side.links.values():
        statements.sort(key=_text)
    return side


def _counterparts(base: Sequence[Props], side: Sequence[Props]) -> tuple[dict[int, Props], list[Props]]:
    """The statements of a side that the base has too, by position there, and those that it has not."""
    pairs = statement_pairs(base, side)
    return (
        {i: side[j] for i, j in pairs if i is not None and j is not None},
        [side[j] for i, j in pairs if i is None and j is not None],
    )


def _added(side: _Side, base: _Side) -> Edition:
    """The records that the base has not, with all links of the side, by the ids of the base."""
    nodes: dict[str, dict[str, Props]] = {}
    for id_, (kind, props) in side.records.items():
        if id_ not in base.records:
            nodes.setdefault(kind, {})[id_] = {**props, "id": id_}
    links: dict[Ends, dict[str, Link]] = {}
    for number, slot in enumerate(side.links):
        links.setdefault(slot.ends, {})[str(number)] = (slot.start, slot.end, {})
    return Edition(side.edition.dataset, {}, nodes, links)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _ids_in(props: Mapping[str, Any]) -> Iterator[str]:
    """The ids of other records in properties."""
    for name in REFERENCES:
        value = props.get(name)
        if isinstance(value, list):
            yield from value
        elif value:
            yield value


class _Merger:
    """Works out one merge: records first, then their relationships, then what these still refer to."""

    def __init__(self, base: _Side, theirs: _Side, ours: _Side, decisions: Mapping[str, str]) -> None:
        self._base, self._theirs, self._ours = base, theirs, ours
        self._decisions = decisions
        self._statements = self._aligned()
        self._own = {*base.records, *theirs.records, *ours.records}
        self._records: dict[str, Props] = {}
        self._base_records: dict[str, Props] = {}
        self._kept: set[str] = set()
        """Records that the later edition dropped and that stay, and their relationships with them."""
        self._restored: set[str] = set()
        """Records that the reviewer dropped and that come back."""
        self._gone: set[str] = set()
        """Records that the reviewer dropped and that stay away although the later edition says more of them."""
        self._open: set[str] = set()
        """Records about which something is undecided that concerns their relationships too."""
        self._ids = self._final_ids()
        self._names = self._named()
        self._contested = self._held_otherwise()
        self._recast = self._role_otherwise()

    def merged(self) -> Merged:
        """The result."""
        dataset = self._ours.edition.dataset
        description, base_description, conflicts = self._description()
        about = self._merge_records()
        while True:
            links, base_links, linked = self._merge_links()
            missing = self._missing(links)
            if not missing:
                break
            about += [c for id_ in missing for c in self._revive(id_, links)]
        edition = self._edition(dataset, description, self._records, links, self._ids)
        records, base_links = self._without_dangling(self._base_records, base_links)
        former = _assigned({i: (self._theirs.ids.get(i, i), self._base.ids.get(i, i), self._ids[i]) for i in records})
        base = self._edition(dataset, base_description, records, base_links, former)
        return Merged(
            edition,
            base,
            [*conflicts, *about, *self._contested.values(), *(r.conflict for r in self._recast.values()), *linked],
        )

    # What is on each side ---------------------------------------------------------------------------

    def _aligned(self) -> list[_Statement]:
        """Every statement of a relationship with its counterparts."""
        found: list[_Statement] = []
        sides = self._base.links, self._theirs.links, self._ours.links
        for slot in dict.fromkeys((*sides[2], *sides[1], *sides[0])):
            base, theirs, ours = (side.get(slot, []) for side in sides)
            to_theirs, to_ours = (_counterparts(base, side) for side in (theirs, ours))
            found += [_Statement(slot, s, to_theirs[0].get(i), to_ours[0].get(i)) for i, s in enumerate(base)]
            added, more = to_theirs[1], to_ours[1]
            for j, k in statement_pairs(added, more):
                theirs_now, ours_now = (None if i is None else new[i] for i, new in ((j, added), (k, more)))
                found.append(_Statement(slot, None, theirs_now, ours_now))
        return found

    def _touched(self, which: str) -> set[str]:
        """The records that something new or changed on one side is about or refers to."""
        side: _Side = getattr(self, f"_{which}")
        touched: set[str] = set()
        for id_, (_, props) in side.records.items():
            former = self._base.props(id_)
            if former != props:
                touched.update(set(_ids_in(props)) - set(_ids_in(former or {})))
        for statement in self._statements:
            now = getattr(statement, which)
            if now is not None and now != statement.base:
                touched.update((statement.slot.start, statement.slot.end, *_ids_in(now)))
        return touched

    def _final_ids(self) -> dict[str, str]:
        """The id of each record in the result: the reviewer's where he changed it, else that of the later edition."""
        ours, theirs = self._ours.ids, self._theirs.ids
        return _assigned(
            {
                i: (theirs.get(i, i), ours.get(i, i), i) if ours.get(i, i) == i else (ours[i], theirs.get(i, i), i)
                for i in dict.fromkeys((*ours, *theirs, *self._base.ids))
            }
        )

    def _named(self) -> dict[str, Props]:
        """What the sentences call each record."""
        names: dict[str, Props] = {}
        for side in (self._base, self._theirs, self._ours):
            names |= {id_: props for id_, (_, props) in side.records.items()}
        return names

    # Records ----------------------------------------------------------------------------------------

    def _description(self) -> tuple[Props, Props, list[MergeConflict]]:
        sides = [
            {k: v for k, v in s.edition.description.items() if k not in _MADE}
            for s in (self._base, self._theirs, self._ours)
        ]
        if not sides[1]:
            return sides[2], sides[0], []
        result, former, conflicts = self._fields(_DATASET, self._ours.edition.dataset, "", *sides)
        return result, former or sides[0], conflicts

    def _merge_records(self) -> list[MergeConflict]:
        conflicts: list[MergeConflict] = []
        left = []
        touched = {which: self._touched(which) for which in (OURS, THEIRS)}
        for id_ in dict.fromkeys((*self._ours.records, *self._theirs.records, *self._base.records)):
            base, theirs, ours = (s.props(id_) for s in (self._base, self._theirs, self._ours))
            if base is not None and theirs is None and ours is not None:
                if ours != base or id_ in touched[OURS]:
                    conflicts.append(self._keep(id_))
            elif base is not None and ours is None and theirs is not None:
                if theirs != base or id_ in touched[THEIRS]:
                    conflicts.append(self._drop(id_))
                else:
                    self._base_records[id_] = theirs
            elif theirs is not None or ours is not None:
                left.append(id_)
        for id_ in left:
            sides = (s.props(id_) for s in (self._base, self._theirs, self._ours))
            result, former, found = self._fields(self._kind(id_), id_, "", *sides)
            self._records[id_] = result
            if former is not None:
                self._base_records[id_] = former
            conflicts += found
        return conflicts

    def _kind(self, id_: str) -> str:
        sides = (self._ours, self._theirs, self._base)
        return next(s.records[id_][0] for s in sides if id_ in s.records)

    def _keep(self, id_: str) -> MergeConflict:
        """A record that the later edition dropped and the reviewer changed."""
        base, ours = self._base.props(id_), self._ours.props(id_)
        assert ours is not None
        found = self._conflict(DROPPED_BY_EDITION, self._kind(id_), id_, "", "", base, None, ours)
        if found["decision"] == THEIRS:
            return found
        self._records[id_] = ours
        self._kept.add(id_)
        if not found["decision"] and base is not None:
            self._base_records[id_] = base
            self._open.add(id_)
        return found

    def _drop(self, id_: str) -> MergeConflict:
        """A record that the reviewer dropped and the later edition changed, or of which it says something new."""
        base, theirs = self._base.props(id_), self._theirs.props(id_)
        assert base is not None and theirs is not None
        found = self._conflict(DROPPED_BY_REVIEWER, self._kind(id_), id_, "", "", base, theirs, None)
        self._base_records[id_] = theirs if found["decision"] else base
        if found["decision"] == THEIRS:
            self._records[id_] = theirs
            self._restored.add(id_)
        else:
            self._gone.add(id_)
        if not found["decision"]:
            self._open.add(id_)
        return found

    def _missing(self, links: Iterable[tuple[_Slot, Props]]) -> list[str]:
        """Records that are not in the result and to which something in it refers."""
        wanted = dict.fromkeys(i for props in self._records.values() for i in _ids_in(props))
        wanted |= dict.fromkeys(i for _, props in links for i in _ids_in(props))
        return [i for i in wanted if i in self._own and i not in self._records]

    def _revive(self, id_: str, links: Iterable[tuple[_Slot, Props]]) -> list[MergeConflict]:
        """Keep a record that one side dropped, for what is kept of the other refers to it.

        It is asked about unless all that refers to it is only there because it is asked about itself.
        """
        base, theirs, ours = (s.props(id_) for s in (self._base, self._theirs, self._ours))
        if ours is None:
            assert theirs is not None
            self._records[id_] = theirs
            self._restored.add(id_)
            return []
        self._records[id_] = ours
        self._kept.add(id_)
        if base is not None:
            self._base_records[id_] = base
            self._open.add(id_)
        referring = {i for i, props in self._records.items() if id_ in _ids_in(props)}
        if referring <= self._open and not any(id_ in _ids_in(props) for _, props in links):
            return []
        found = self._conflict(DROPPED_BY_EDITION, self._kind(id_), id_, "", "", base, None, ours)
        return [{**found, "decision": ""}]

    def _without_dangling(
        self, records: Mapping[str, Props], links: Sequence[tuple[_Slot, Props]]
    ) -> tuple[dict[str, Props], list[tuple[_Slot, Props]]]:
        """With the records of the base that these refer to, and without what refers to any other."""
        records = dict(records)
        wanted = [*(i for p in records.values() for i in _ids_in(p)), *(i for _, p in links for i in _ids_in(p))]
        while wanted:
            id_ = wanted.pop()
            former = self._base.props(id_)
            if id_ not in records and former is not None and (id_ in self._open or id_ not in self._records):
                records[id_] = former
                wanted += _ids_in(former)

        def left(props: Props) -> Props:
            away = {i for i in _ids_in(props) if i in self._own and i not in records}
            return {k: v for k, v in props.items() if k not in REFERENCES or not away & set(_ids_in({k: v}))}

        return {id_: left(p) for id_, p in records.items()}, [(slot, left(p)) for slot, p in links]

    # Relationships ----------------------------------------------------------------------------------

    def _held_otherwise(self) -> dict[_Held, MergeConflict]:
        """The conflicts about records to which both sides give another lead, or another owner than the other side."""
        sides = self._base, self._theirs, self._ours
        found: dict[_Held, list[dict[str, Props]]] = {}
        for n, side in enumerate(sides):
            for slot, statements in side.links.items():
                held, holder = _held(slot)
                if held is not None and all(held.owner in s.records for s in sides):
                    found.setdefault(held, [{}, {}, {}])[n].setdefault(holder, statements[0])
        conflicts = {}
        for held, (base, theirs, ours) in found.items():
            added = [[i for i in side if i not in base] for side in (theirs, ours)]
            if all(added) and set(added[0]) != set(added[1]):
                states = [
                    {**(side[new[0]] if new else {}), held.type: [self._ids.get(i, i) for i in side]}
                    for side, new in ((base, []), (theirs, added[0]), (ours, added[1]))
                ]
                kind = self._kind(held.owner)
                conflicts[held] = self._conflict(BOTH_CHANGED, kind, held.owner, "", held.type, *states)
        return conflicts

    def _role_otherwise(self) -> dict[_Holding, _Recast]:
        """The conflicts about roles of one holder on one thing, where both sides changed what the base says: a partner
        whom the reviewer made the lead has no role in the later edition, or another one."""
        sides = self._base, self._theirs, self._ours
        found: dict[_Holding, list[dict[Ends, Props]]] = {}
        for n, side in enumerate(sides):
            for slot, statements in side.links.items():
                if RELATIONSHIP[slot.ends[0]].role and all({slot.start, slot.end} <= s.records.keys() for s in sides):
                    holding = _Holding(slot.start, slot.end, slot.under)
                    found.setdefault(holding, [{}, {}, {}])[n][slot.ends] = statements[0]
        recast = {}
        for holding, (base, theirs, ours) in found.items():
            gone = (base.keys() - theirs.keys()) & (base.keys() - ours.keys())
            added = [side.keys() - base.keys() for side in (theirs, ours)]
            if not gone or added[0] == added[1] or self._is_contested(holding, added):
                continue
            role = min(gone)
            states = [
                {**side[ends], "wording": side[ends].get("wording") or ends[0]} if ends is not None else None
                for side, ends in (
                    (base, role),
                    (theirs, min(added[0], default=None)),
                    (ours, min(added[1], default=None)),
                )
            ]
            conflict = self._conflict(BOTH_CHANGED, role[0], holding.holder, holding.thing, "", *states)
            recast[holding] = _Recast(conflict, frozenset(gone).union(*added))
        return recast

    def _is_contested(self, holding: _Holding, added: Sequence[Collection[Ends]]) -> bool:
        """Whether another conflict is about one of these roles already."""
        every = (ends for side in added for ends in side)
        return any(_Held(ends[0], holding.thing, holding.under) in self._contested for ends in every)

    def _conflict_about(self, slot: _Slot) -> MergeConflict | None:
        """The conflict about all that is held of a record, or about a holder's roles on it, of which a slot is part."""
        held = _held(slot)[0]
        about = self._contested.get(held) if held is not None else None
        if about is None and RELATIONSHIP[slot.ends[0]].role:
            recast = self._recast.get(_Holding(slot.start, slot.end, slot.under))
            about = recast.conflict if recast is not None and slot.ends in recast.roles else None
        return about

    def _merge_links(
        self,
    ) -> tuple[list[tuple[_Slot, Props]], list[tuple[_Slot, Props]], list[MergeConflict]]:
        """The relationships of the result and of the next base, and the conflicts about them."""
        links: list[tuple[_Slot, Props]] = []
        base_links: list[tuple[_Slot, Props]] = []
        conflicts: list[MergeConflict] = []
        for statement in self._statements:
            slot, base, theirs, _ = statement
            ends = {slot.start, slot.end}
            about = ends | (set(_ids_in({**(theirs or {}), "source": ""})) - set(_ids_in(base or {})))
            if any(i in self._own and i not in self._records for i in ends) or about & self._gone:
                result, former = None, base if about & self._open else theirs
            elif contested := self._conflict_about(slot):
                result = theirs if contested["decision"] == THEIRS else statement.ours
                former = theirs if contested["decision"] else base
            else:
                result, former, found = self._link(statement, ends)
                conflicts += found
            if result is not None:
                links.append((slot, result))
            if former is not None and all(i in self._base_records or i not in self._own for i in ends):
                base_links.append((slot, former))
        return links, base_links, conflicts

    def _link(self, statement: _Statement, ends: set[str]) -> tuple[Props | None, Props | None, list[MergeConflict]]:
        slot, base, theirs, ours = statement
        if base is None or (theirs is not None and ours is not None):
            return self._fields(slot.ends[0], slot.start, slot.end, base, theirs, ours)
        if theirs is None and ours is None:
            return None, None, []
        changed, sort = (ours, DROPPED_BY_EDITION) if theirs is None else (theirs, DROPPED_BY_REVIEWER)
        if ends & (self._kept if theirs is None else self._restored):
            return changed, base if ends & self._open else theirs, []
        if changed == base:
            return None, theirs, []
        found = self._conflict(sort, slot.ends[0], slot.start, slot.end, "", base, theirs, ours)
        former = theirs if found["decision"] else base
        return theirs if found["decision"] == THEIRS else ours, former, [found]

    # Values -----------------------------------------------------------------------------------------

    def _fields(
        self, kind: str, id_: str, other: str, base: Props | None, theirs: Props | None, ours: Props | None
    ) -> tuple[Props, Props | None, list[MergeConflict]]:
        """One record or relationship value by value; its state in the next base; the conflicts."""
        if theirs is None:
            return ours or {}, None, []
        result: Props = {}
        former: Props | None = {}
        conflicts = []
        before = base or {}
        mine = before if ours is None else ours
        for name in dict.fromkeys((*mine, *theirs, *before)):
            a, b, c = before.get(name), theirs.get(name), mine.get(name)
            cites = set(_ids_in({name: b})) if b != a else set()
            value, first = (a if cites & self._gone else b), (a if cites & self._open else b)
            if c != b and c != a:
                if value == a:
                    value = c
                elif isinstance(b, list | None) and isinstance(c, list | None) and isinstance(a, list | None):
                    value = _lists_merged(a or [], b or [], c or [])
                else:
                    found = self._conflict(BOTH_CHANGED, kind, id_, other, name, base, theirs, ours)
                    conflicts.append(found)
                    value = b if found["decision"] == THEIRS else c
                    if not found["decision"]:
                        first = a
                        if a is None and self._is_required(kind, name):
                            former = None
            if value not in (None, []):
                result[name] = value
            if first is not None and former is not None:
                former[name] = first
        return result, former, conflicts

    @staticmethod
    def _is_required(kind: str, name: str) -> bool:
        """Whether a record cannot be without the value: one that is new on both sides then is in no base."""
        return kind in KIND and any(p.name == name and p.required for p in stored_properties(KIND[kind]))

    def _conflict(
        self,
        conflict: str,
        kind: str,
        id_: str,
        other: str,
        name: str,
        base: Props | None,
        theirs: Props | None,
        ours: Props | None,
    ) -> MergeConflict:
        values = [self._shown(props, kind, name) for props in (base, theirs, ours)]
        about, to = self._names.get(id_, {"name": id_}), self._names.get(other, {"name": other})
        identity = (conflict, kind, self._ids.get(id_, id_), self._ids.get(other, other), name, *values[:2])
        if not name:
            identity = (*identity, base if conflict == DROPPED_BY_EDITION else theirs)
        mark = blake2b(_text(identity).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
        cited = [_with_ids(props or {}, self._ids) for props in (ours, theirs)]
        return {
            "mark": mark,
            "conflict": conflict,
            "kind": kind,
            "id": self._ids.get(id_, id_),
            "name": about["name"],
            "name_en": about.get("name_en", ""),
            "other": self._ids.get(other, other),
            "other_name": to["name"],
            "other_name_en": to.get("name_en", ""),
            "field": name,
            "wording": next((str(p["wording"]) for p in (base, ours, theirs) if p and p.get("wording")), ""),
            "base": values[0],
            "theirs": values[1],
            "ours": values[2],
            "ours_source": cited[0].get("source", ""),
            "ours_locator": cited[0].get("locator", ""),
            "ours_quote": cited[0].get("quote", ""),
            "theirs_source": cited[1].get("source", ""),
            "theirs_locator": cited[1].get("locator", ""),
            "theirs_quote": cited[1].get("quote", ""),
            "decision": self._decisions.get(mark, ""),
        }

    def _shown(self, props: Props | None, kind: str, name: str) -> Any:
        """One value of a record or relationship; of all of it what it is called."""
        if props is None:
            return None
        if not name:
            return props.get("name") if kind in KIND else props.get("wording", kind)
        return _with_ids(props, self._ids).get(name)

    # Editions ---------------------------------------------------------------------------------------

    def _edition(
        self,
        dataset: str,
        description: Props,
        records: Mapping[str, Props],
        links: Iterable[tuple[_Slot, Props]],
        ids: Mapping[str, str],
    ) -> Edition:
        version = self._ours.edition.description.get("schema_version")
        made = {"id": dataset, "dataset": dataset, "search_key": "", "schema_version": version}
        edition = Edition(dataset, {**description, **made})
        by_kind: dict[str, dict[str, Props]] = defaultdict(dict)
        for id_, props in records.items():
            back = {"id": ids[id_], **_with_ids(props, ids), "dataset": dataset}
            by_kind[self._kind(id_)][back["id"]] = back | {"search_key": node_search_key(back)}
        edition.nodes = {kind.label: by_kind[kind.label] for kind in KINDS if kind.label in by_kind}
        number_records(edition, self._ours.edition, self._theirs.edition)
        for slot, props in links:
            start, end, back = ids.get(slot.start, slot.start), ids.get(slot.end, slot.end), _with_ids(props, ids)
            key = relationship_key(dataset, slot.ends[0], start, end, back)
            edition.links.setdefault(slot.ends, {})[key] = (start, end, {**back, "dataset": dataset, "key": key})
        return edition


def _held(slot: _Slot) -> tuple[_Held | None, str]:
    """What a relationship says that is held of a record, if it does, and by whom."""
    if RELATIONSHIP[slot.ends[0]].leads:
        return _Held(slot.ends[0], slot.end, slot.under), slot.start
    side = side_of(slot.ends)
    owner, other = side.part((slot.start, slot.end, {}))
    return _Held(slot.ends[0], owner, "") if side.column else None, other


def _with_ids(props: Props, ids: Mapping[str, str]) -> Props:
    """Properties with other ids of the records that they refer to."""
    return props | references(props, ids)


def _assigned(wanted: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """For each record the first of the ids wanted for it that no other has. Raises DataError where none is left."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for id_ in sorted(wanted, key=lambda i: len(set(wanted[i])) > 1):  # those that want one only come first
        free = next((w for w in wanted[id_] if w not in taken), None)
        if free is None:
            raise DataError(
                message("Two records have the id {id}.", id=id_),
                message("Give one of the records another id."),
            )
        taken.add(free)
        ids[id_] = free
    return ids


def _lists_merged(base: Sequence[Any], theirs: Sequence[Any], ours: Sequence[Any]) -> list[Any]:
    """The reviewer's values without those that the later edition dropped, and with those that it added."""
    gone = [v for v in base if v not in theirs]
    return [*(v for v in ours if v not in gone), *(v for v in theirs if v not in base and v not in ours)]


class Difference(NamedTuple):
    """A value that another part of a plan states otherwise."""

    kind: str
    id: str
    field: str
    before: Any
    after: Any


_WHERE_STATED = ("origin", "source", "locator", "quote", "name", "note")
"""What each part of a plan says of a record in its own way."""


def joined(first: Edition, more: Edition) -> tuple[Edition, list[Difference]]:
    """One edition with another part of the same plan, which adds to it and drops nothing; what they state differently.

    Of a record in both, the first's values are kept, and the other's fill what is empty.
    """
    pairs = pair(first, more)
    base, added = _side(first, {}), _side(more, _single(pairs))
    whole = Edition(first.dataset, first.description)
    whole.nodes = {kind: {id_: dict(props) for id_, props in rows.items()} for kind, rows in first.nodes.items()}
    whole.links = {ends: dict(links) for ends, links in first.links.items()}
    found: list[Difference] = []
    for id_, (kind, props) in added.records.items():
        here = whole.nodes.setdefault(kind, {}).get(id_)
        if here is None:
            here = whole.nodes[kind][id_] = {"id": id_, **props, "dataset": first.dataset}
        for name, value in props.items():
            if name == "aliases":
                here[name] = [*here.get(name, []), *(v for v in value if v not in here.get(name, []))]
            elif name not in here and name not in _WHERE_STATED:
                here[name] = value
            elif here[name] != value and name not in _WHERE_STATED:
                found.append(Difference(kind, id_, name, here[name], value))
        here["search_key"] = node_search_key(here)
    for slot, statements in added.links.items():
        for props in statements if slot not in base.links else ():
            key = relationship_key(first.dataset, slot.ends[0], slot.start, slot.end, props)
            link = (slot.start, slot.end, {**props, "dataset": first.dataset, "key": key})
            whole.links.setdefault(slot.ends, {})[key] = link
    number_records(whole, first, more)
    return whole, found
