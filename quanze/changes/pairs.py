"""Which record of one edition is which of another: by stated changes, by id, by folded name, as somebody reviewed.

What may be the same and is not certain is listed, never taken for the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from quanze.changes.edition import Edition, Link, Props
from quanze.graph.engine import Ends
from quanze.schema import KINDS, RELATIONSHIP
from quanze.schema.relationships import ALL_MOVE, CHANGE, MEASURED_BY, MOVES, RENAMING, SUCCEEDS, ends_predecessor
from quanze.schema.rows import UnsurePair
from quanze.schema.words import fold

ALIKE = 60
"""Per cent of likeness from which two names may mean the same."""
HARDLY_ALIKE = 30
"""The least likeness of names where most relationships are the same."""
MOSTLY = 0.5
"""The share of the records of an edition that its plan states, and that both editions of a plan have in common."""
MOST_CANDIDATES = 2
"""Candidates that are listed for one record."""

PARTLY = "partly"
"""The reason of an unsure pair: a stated change by which a part of one went over to the other."""
TOLD_APART = ("Task", "Indicator")
"""Kinds of which several records of a plan may have one name."""
YEARLY = "AnnualTarget"
FIGURES = ("target", "result")
"""What a year of an indicator has figures of; one record may have one, another the other."""
_CHANGING = ("Agency", "Council")
"""Kinds whose changes make them another body."""

_OWNED = {(p.link, kind.label, p.inward): p.name for kind in KINDS for p in kind.properties if p.link}
"""The column in which the row of a record names its owner, by type, kind of the record, and whether it is the end."""


class ReviewedPair(NamedTuple):
    """Two ids of which somebody says whether they are the same record."""

    before: str
    after: str
    same: bool = True


class Succession(NamedTuple):
    """A change that the later edition states and the earlier does not: from which body to which, and the relationship
    with its kind, date and act. ``whole``: the body before ends by it.
    """

    before: str
    after: str
    whole: bool
    props: Props

    @property
    def change(self) -> str:
        """The kind of change."""
        return str(self.props.get(CHANGE.name, ""))


def successions(before: Sequence[Edition], after: Sequence[Edition]) -> list[Succession]:
    """The changes of bodies that only the later editions state, or by which a body has ended since, by their dates."""
    sides: list[dict[tuple[str, str], Props]] = [{}, {}]
    there = [{id_ for e in side for kind in _CHANGING for id_ in e.nodes.get(kind, ())} for side in (before, after)]
    ended = there[0] - there[1]
    for side, editions in zip(sides, (before, after), strict=True):
        side |= {(former, successor): props for successor, former, props in stated_changes(editions)}
    found = [
        Succession(*ends, ends_predecessor(props), props)
        for ends, props in sides[1].items()
        if ends not in sides[0] or ends[0] in ended
    ]
    return sorted(found, key=lambda s: (s.props.get("valid_from", ""), s.before, s.after))


class Heirs:
    """Who has what bodies had, by changes that are known before the later edition: what it gives to an heir follows the
    change and did not move.
    """

    def __init__(self, changes: Iterable[Link]) -> None:
        leaving: dict[str, list[Succession]] = defaultdict(list)
        moving: dict[tuple[str, str], set[str]] = defaultdict(set)
        for successor, former, props in changes:
            moves = props.get(MOVES.name) or ()
            if ends_predecessor(props) or ALL_MOVE in moves:
                leaving[former].append(Succession(former, successor, True, props))
            for item in moves:
                moving[former, item].add(successor)
        self._moving, self._whole = moving, {id_: _successors(id_, leaving)[0] for id_ in list(leaving)}

    def of(self, body: str, item: str) -> str:
        """Who has of a body what it had to do with a record; empty where nobody, or one of several, has it."""
        named: Collection[str] = self._moving.get((body, item), self._whole.get(body, ()))
        heirs = {last for id_ in named for last in self._whole.get(id_, (id_,))}
        return heirs.pop() if len(heirs) == 1 else ""


def stated_changes(editions: Iterable[Edition]) -> Iterator[Link]:
    """The changes of bodies that editions state."""
    for edition in editions:
        for ends, links in edition.links.items():
            if ends[0] == SUCCEEDS.type and ends[1] in _CHANGING:
                yield from links.values()


class Side(NamedTuple):
    """The end of a relationship that a change is listed under: whether the relationship leads to it, the kind there,
    and the column in which that record's row may say it (empty where there is none)."""

    inward: bool
    kind: str
    column: str

    def part(self, link: Link) -> tuple[str, str]:
        """The ids of the record at this end and of the other one."""
        start, end, _ = link
        return (end, start) if self.inward else (start, end)


@cache
def side_of(ends: Ends) -> Side:
    """The end that a change of a relationship is listed under; of a role, the thing it is on."""
    type_, start, end = ends
    if RELATIONSHIP[type_].role or (type_, end, True) in _OWNED:
        return Side(True, end, _OWNED.get((type_, end, True), ""))
    return Side(False, start, _OWNED.get((type_, start, False), ""))


@dataclass
class Pairs:
    """The records of two editions that are the same; several when one was split or some were joined."""

    after_of: dict[str, list[str]] = field(default_factory=dict)
    before_of: dict[str, list[str]] = field(default_factory=dict)
    former: dict[str, list[str]] = field(default_factory=dict)
    """Bodies that the second edition lists only as those that a change ended, with their successors."""
    succeeded: dict[str, list[Succession]] = field(default_factory=dict)
    """For each such body of the first edition the changes by which it is paired."""
    ambiguous: set[str] = field(default_factory=set)
    """Ids of both editions that are made of names and need not mean the same."""
    plan: tuple[str, str] = ("", "")
    """The documents of which both are editions, where the later one keeps the former for what it has from there."""

    def add(self, before: str, after: str) -> None:
        """Two ids mean the same record."""
        if after not in self.after_of.setdefault(before, []):
            self.after_of[before].append(after)
            self.before_of.setdefault(after, []).append(before)

    def renewed(self, before: str) -> str:
        """The id in the second edition; that of the first for what was dropped, split or belongs to another set."""
        after = self.after_of.get(before, ())
        return after[0] if len(after) == 1 else before

    def now(self, before: str) -> str:
        """As ``renewed``, and no id of the second edition where it is not known to mean the same."""
        unknown = before in self.ambiguous and before not in self.after_of
        return f"\x1e{before}" if unknown else self.renewed(before)

    def living(self, after: str) -> str:
        """The id of what a record of the second edition has become; its own where it was not changed, or divided."""
        successors = self.former.get(after, ())
        return successors[0] if len(successors) == 1 else after


def pair(
    before: Edition,
    after: Edition,
    reviewed: Sequence[ReviewedPair] = (),
    changes: Sequence[Succession] | None = None,
) -> Pairs:
    """The pairs of records that are certain; ``suggest`` lists the others.

    ``changes`` are those that the second edition states, found in the two editions where they are not given: a body
    that a change ends is its successor.
    """
    pairs = Pairs()
    apart = {(r.before, r.after) for r in reviewed if not r.same}
    owners = owners_of(before), owners_of(after)
    by_names = before.named_ids or after.named_ids
    for kind_named in TOLD_APART if by_names else ():
        pairs.ambiguous |= before.nodes.get(kind_named, {}).keys() & after.nodes.get(kind_named, {}).keys()
    _pair_by_changes(before, after, pairs, apart, successions([before], [after]) if changes is None else changes)
    for kind in KINDS:
        old, new = before.nodes.get(kind.label, {}), after.nodes.get(kind.label, {})
        told_apart = kind.label in TOLD_APART
        for r in reviewed if told_apart and by_names else ():
            if r.same and r.before in old and r.after in new:
                pairs.add(r.before, r.after)
        for id_ in old:
            if id_ in new and id_ not in pairs.former and not (by_names and (told_apart or kind.label == YEARLY)):
                pairs.add(id_, id_)
        if told_apart:
            _Namesakes(kind.label, (before, after), owners, pairs, apart, sure=not by_names).pair()
        elif by_names and kind.label == YEARLY:
            for id_ in old.keys() & new.keys():
                if _owner_key(YEARLY, old[id_], owners[0], pairs) == _owner_key(YEARLY, new[id_], owners[1], None):
                    pairs.add(id_, id_)
        for key in () if told_apart else (_name_key, _owner_key, _figures_key):
            first = _unique(
                (key(kind.label, p, owners[0], pairs), i) for i, p in old.items() if i not in pairs.after_of
            )
            second = _unique(
                (key(kind.label, p, owners[1], None), i)
                for i, p in new.items()
                if i not in pairs.before_of and i not in pairs.former
            )
            for value, id_ in first.items():
                other = second.get(value)
                if other is not None and (id_, other) not in apart:
                    pairs.add(id_, other)
        for r in reviewed:
            if r.same and r.before in old and r.after in new:
                pairs.add(r.before, r.after)
    _pair_the_plan(before, after, pairs, apart)
    return pairs


class _Marks(NamedTuple):
    """What tells a record apart from others of its name: its owners and leads, by ids of the second edition, and its
    number."""

    owners: str
    leads: str
    number: str


class _Namesakes:
    """Pairs tasks or indicators by what tells those of one name apart; what does not say which is which stays alone.

    A name that one record has on either side pairs them. Of several records the owners and leads decide: neither may
    point to another record of the name. Numbers shift with every row that is put in, so they decide only between those
    of which nothing else differs, and only where both editions have the same ones. ``sure`` is that ids are more than
    names; otherwise one name may mean two records, where all that is known of them points elsewhere.
    """

    def __init__(
        self,
        kind: str,
        editions: tuple[Edition, Edition],
        owners: tuple[Mapping[str, list[str]], Mapping[str, list[str]]],
        pairs: Pairs,
        apart: set[tuple[str, str]],
        *,
        sure: bool,
    ) -> None:
        self._kind, self._pairs, self._apart, self._sure = kind, pairs, apart, sure
        self._owners, self._leads = owners, (_leads(editions[0], kind), _leads(editions[1], kind))
        self._editions = editions
        self._every = [{id_: p for rows in e.nodes.values() for id_, p in rows.items()} for e in editions]
        self._named: tuple[dict[str, list[str]], dict[str, list[str]]] = defaultdict(list), defaultdict(list)
        for edition, named in zip(editions, self._named, strict=True):
            for id_, props in edition.nodes.get(kind, {}).items():
                named[fold(props.get("name", ""))].append(id_)

    def pair(self) -> None:
        """Add the pairs; as often as one that was found, as of an upper task, may say more."""
        names = [name for name in self._named[0] if name and name in self._named[1]]
        known = -1
        while known != len(self._pairs.after_of):
            known = len(self._pairs.after_of)
            names = [name for name in names if not self._paired(name)]

    def _paired(self, name: str) -> bool:
        """Pair what can be of one name; whether nothing is left to pair."""
        old, new = self._named[0][name], self._named[1][name]
        left = [i for i in old if i not in self._pairs.after_of]
        right = [i for i in new if i not in self._pairs.before_of and i not in self._pairs.former]
        if left and right:
            if len(old) == len(new) == 1:
                self._add(old[0], new[0], alone=True)
            else:
                self._pair_several(old, new, left, right)
        return not (left and right)

    def _pair_several(self, old: Sequence[str], new: Sequence[str], left: Sequence[str], right: Sequence[str]) -> None:
        first = {i: self._marks(i, 0) for i in old}
        second = {i: self._marks(i, 1) for i in new}
        same_numbers = sorted(m.number for m in first.values()) == sorted(m.number for m in second.values())

        def elsewhere(feature: int, a: _Marks, b: _Marks) -> bool:
            """Whether a feature of one is that of another record on the other side."""
            if a[feature] == b[feature]:
                return False
            others = {m[feature] for m in first.values()}, {m[feature] for m in second.values()}
            return bool(a[feature] and a[feature] in others[1]) or bool(b[feature] and b[feature] in others[0])

        def fits(at: tuple[int, ...], a: _Marks, b: _Marks) -> bool:
            if at == (0, 1):
                return bool(a.owners and a.leads) or not (same_numbers and elsewhere(2, a, b))
            return not any(elsewhere(feature, a, b) for feature in (0, 1, 2) if feature not in at)

        for at in ((0, 1), (0,), (1,)):
            keys = [
                {i: "\x1f".join(m[f] for f in at) for i, m in marks.items() if any(m[f] for f in at)}
                for marks in (first, second)
            ]
            alone = [_unique((key, i) for i, key in found.items()) for found in keys]
            for key, id_ in alone[0].items():
                other = alone[1].get(key)
                if other is not None and other in right and id_ in left and fits(at, first[id_], second[other]):
                    self._add(id_, other)
        groups: dict[tuple[str, str], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for side, marks in enumerate((first, second)):
            for id_, m in marks.items():
                groups[m.owners, m.leads][side].append(id_)
        for olds, news in groups.values():
            numbered = {first[i].number: i for i in olds}, {second[i].number: i for i in news}
            if len(numbered[0]) == len(olds) == len(news) and numbered[0].keys() == numbered[1].keys():
                for number, id_ in numbered[0].items():
                    self._add(id_, numbered[1][number])

    def _add(self, before: str, after: str, *, alone: bool = False) -> None:
        if before in self._pairs.after_of or after in self._pairs.before_of or (before, after) in self._apart:
            return
        if not (alone and not self._sure and self._is_another(before, after)):
            self._pairs.add(before, after)

    def _marks(self, id_: str, side: int) -> _Marks:
        props = self._editions[side].nodes[self._kind][id_]
        owners, leads = (
            "\x1f".join(sorted(self._pairs.now(i) if side == 0 else i for i in found[side].get(id_, ())))
            for found in (self._owners, self._leads)
        )
        return _Marks(owners, leads, str(props.get("number") or props.get("code") or ""))

    def _is_another(self, before: str, after: str) -> bool:
        """Whether the one record of a name on each side is hardly the same: an indicator of another task, or a task of
        another task or group that others lead, though what it was part of and who led it are still there."""
        moved = self._moved(self._owners, before, after)
        if self._kind == "Task":
            return moved is True and self._moved(self._leads, before, after) is True
        return moved is True or (moved is None and not self._owners_are_alike(before, after))

    def _moved(
        self, of: tuple[Mapping[str, list[str]], Mapping[str, list[str]]], before: str, after: str
    ) -> bool | None:
        """Whether two records have others above them, all known on both sides; None where neither side's are."""
        old, new = of[0].get(before, ()), of[1].get(after, ())
        if not old or not new or {self._pairs.now(i) for i in old} & set(new):
            return False
        known = any(i in self._pairs.after_of for i in old), any(i in self._pairs.before_of for i in new)
        return None if not any(known) else True if self._kind == "Indicator" else all(known)

    def _owners_are_alike(self, before: str, after: str) -> bool:
        """Whether the owners of two records may be the same ones under another name."""
        from rapidfuzz import fuzz

        names = (
            [fold(self._every[side].get(i, {}).get("name", ""))[:200] for i in self._owners[side].get(id_, ())]
            for side, id_ in enumerate((before, after))
        )
        first, second = names
        return any(fuzz.ratio(a, b) >= ALIKE for a in first for b in second)


def _pair_the_plan(before: Edition, after: Edition, pairs: Pairs, apart: set[tuple[str, str]]) -> None:
    """Pair the document that states most of one edition with that of the other, whatever their titles: with every year
    in its title a plan has a new name, and it is still what both are editions of."""
    smaller = min(sum(map(len, edition.nodes.values())) for edition in (before, after))
    old, new = _stating_most(before), _stating_most(after)
    if not (old and new) or len(pairs.after_of) <= MOSTLY * smaller or (old, new) in apart:
        return
    if new not in pairs.before_of:
        if old not in pairs.after_of:
            pairs.add(old, new)
        else:
            pairs.plan = (old, new)


def _stating_most(edition: Edition) -> str:
    """The document of an edition that more than half of its records cite; empty where none does.

    Figures of years are not asked, unless there is nothing else: those of former years stay with their own documents.
    """
    records = [props for kind, rows in edition.nodes.items() if kind != YEARLY for props in rows.values()]
    records = records or list(edition.nodes.get(YEARLY, {}).values())
    cited = Counter(props["source"] for props in records if props.get("source"))
    for document, n in cited.most_common(1):
        if document in edition.nodes.get("Document", {}) and n > MOSTLY * len(records):
            return str(document)
    return ""


def statement_pairs(before: Sequence[Props], after: Sequence[Props]) -> list[tuple[int | None, int | None]]:
    """Which statement of a relationship between the same two records is which, by position: equal ones, then those that
    have most in common, then in their order; None where one side has more."""
    if len(before) == len(after) == 1:
        return [(0, 0)]
    left, right = dict(enumerate(before)), dict(enumerate(after))
    pairs: list[tuple[int | None, int | None]] = []
    alike = ((i, j, before[i] == after[j], _in_common(before[i], after[j])) for i in left for j in right)
    for i, j, *_ in sorted(alike, key=lambda a: (not a[2], -a[3], a[0] + a[1], min(a[:2]))):
        if i in left and j in right:
            pairs.append((i, j))
            del left[i], right[j]
    return [*pairs, *((i, None) for i in left), *((None, j) for j in right)]


def _in_common(before: Props, after: Props) -> int:
    return sum(value is not None and after.get(name) == value for name, value in before.items())


def _pair_by_changes(
    before: Edition,
    after: Edition,
    pairs: Pairs,
    apart: set[tuple[str, str]],
    changes: Sequence[Succession],
) -> None:
    """Pair each body that a change ends with its successors, which may belong to another data set."""
    leaving: dict[str, list[Succession]] = defaultdict(list)
    for change in changes:
        if change.whole and (change.before, change.after) not in apart:
            leaving[change.before].append(change)
    for kind in _CHANGING:
        old, new = before.nodes.get(kind, {}), after.nodes.get(kind, {})
        for id_ in (i for i in (*old, *new) if i in leaving):
            # Both were there and still are: the later edition only says what had happened before the first.
            known = [c for c in leaving[id_] if c.change in RENAMING and c.after in old]
            if id_ in old and id_ in new and known:
                continue
            last, passed = _successors(id_, leaving)
            if id_ in new:
                pairs.former[id_] = last
            if id_ in old:
                pairs.succeeded[id_] = passed
                for successor in last:
                    pairs.add(id_, successor)


def _successors(id_: str, leaving: Mapping[str, Sequence[Succession]]) -> tuple[list[str], list[Succession]]:
    """The last successors of a body, and the changes that lead there."""
    ahead, seen = [id_], {id_}
    last: dict[str, None] = {}
    passed: list[Succession] = []
    while ahead:
        for change in leaving[ahead.pop()]:
            passed.append(change)
            if change.after not in leaving:
                last[change.after] = None
            elif change.after not in seen:
                seen.add(change.after)
                ahead.append(change.after)
    return list(last), passed


def _without(records: Mapping[str, Props], paired: Mapping[str, object]) -> dict[str, Props]:
    return {id_: props for id_, props in records.items() if id_ not in paired}


def owners_of(edition: Edition) -> dict[str, list[str]]:
    """For each record the ids that its row names in columns of owners: group, council, body, indicator; and of an
    indicator the tasks that it measures."""
    found: dict[str, list[str]] = defaultdict(list)
    for ends, links in edition.links.items():
        side = side_of(ends)
        if side.column:
            for link in links.values():
                owned, owner = side.part(link)
                found[owned].append(owner)
        elif ends[0] == MEASURED_BY.type and ends[2] == "Indicator":
            for task, indicator, _ in links.values():
                found[indicator].append(task)
    return found


def _leads(edition: Edition, kind: str) -> dict[str, list[str]]:
    """For each record of a kind the ids of those who lead it."""
    found: dict[str, list[str]] = defaultdict(list)
    for ends, links in edition.links.items():
        if RELATIONSHIP[ends[0]].leads and ends[2] == kind:
            for leader, led, _ in links.values():
                found[led].append(leader)
    return found


def _name_key(kind: str, props: Props, _owners: Mapping[str, list[str]], _pairs: Pairs | None) -> str:
    # A year's target is identified by its indicator and year: its name only repeats them.
    return "" if kind == YEARLY else fold(props.get("name", ""))


def _owner_key(kind: str, props: Props, owners: Mapping[str, list[str]], pairs: Pairs | None) -> str:
    own = str(props.get("year", "")) if kind == YEARLY else fold(props.get("name", ""))
    above = sorted(pairs.now(i) if pairs else i for i in owners.get(props["id"], ()))
    return "\x1f".join((own, *above)) if own and above else ""


def _figures_key(kind: str, props: Props, owners: Mapping[str, list[str]], pairs: Pairs | None) -> str:
    # One year may be stated in two records, a target in one and a result in the other.
    key = _owner_key(kind, props, owners, pairs) if kind == YEARLY else ""
    return "\x1f".join((key, *(n for n in FIGURES if props.get(n) is not None))) if key else ""


def _unique(keyed: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Values that one record has alone, and its id."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, id_ in keyed:
        if key:
            found[key].append(id_)
    return {key: ids[0] for key, ids in found.items() if len(ids) == 1}


def suggest(
    before: Edition,
    after: Edition,
    pairs: Pairs,
    reviewed: Sequence[ReviewedPair] = (),
    changes: Sequence[Succession] = (),
) -> list[UnsurePair]:
    """Records without a partner that may be the same, the likeliest first; bodies of which a part went over before
    them."""
    apart = {(r.before, r.after) for r in reviewed if not r.same}
    found = list(_in_part(before, after, changes, apart))
    known = {**pairs.before_of, **pairs.former}
    alone = {
        kind.label: (old, new)
        for kind in KINDS
        if kind.label != "AnnualTarget"
        and (old := _without(before.nodes.get(kind.label, {}), pairs.after_of))
        and (new := _without(after.nodes.get(kind.label, {}), known))
    }
    if not alone:
        return found
    ties = (
        _ties(before, pairs.renewed, {id_ for old, _ in alone.values() for id_ in old}),
        _ties(after, pairs.living, {id_ for _, new in alone.values() for id_ in new}),
    )
    for kind, (old, new) in alone.items():
        found += _alike(kind, old, new, ties, apart)
    return found


def _in_part(
    before: Edition, after: Edition, changes: Sequence[Succession], apart: set[tuple[str, str]]
) -> Iterator[UnsurePair]:
    """Bodies of which only a part went over to another one: whether they are the same, the change does not say."""
    from rapidfuzz import fuzz

    for kind in _CHANGING:
        old, new = before.nodes.get(kind, {}), after.nodes.get(kind, {})
        for change in changes:
            if not change.whole and change.before in old and change.after in new:
                a, b = old[change.before], new[change.after]
                if (change.before, change.after) not in apart:
                    likeness = round(fuzz.ratio(fold(a.get("name", ""))[:200], fold(b.get("name", ""))[:200]))
                    yield _unsure(kind, a, b, PARTLY, likeness, 0)


def _ties(edition: Edition, same: Callable[[str], str], of: set[str]) -> dict[str, set[str]]:
    """For each of these records what it is tied to, in ids of the second edition."""
    ties: dict[str, set[str]] = defaultdict(set)
    for (type_, _, _), links in edition.links.items():
        for start, end, _ in links.values():
            if start in of:
                ties[start].add(f"{type_}>{same(end)}")
            if end in of:
                ties[end].add(f"{type_}<{same(start)}")
    return ties


def _alike(
    kind: str,
    old: Mapping[str, Props],
    new: Mapping[str, Props],
    ties: tuple[dict[str, set[str]], dict[str, set[str]]],
    apart: set[tuple[str, str]],
) -> Iterator[UnsurePair]:
    from rapidfuzz import fuzz, process

    names = {i: fold(p.get("name", ""))[:200] for i, p in new.items()}
    tied: dict[str, list[str]] = defaultdict(list)
    for id_ in new:
        for tie in ties[1].get(id_, ()):
            tied[tie].append(id_)
    found = []
    for id_, props in old.items():
        name = fold(props.get("name", ""))[:200]
        mine = ties[0].get(id_, set())
        shared = Counter(other for tie in sorted(mine) for other in tied.get(tie, ()))
        near = process.extract(name, names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST_CANDIDATES + 1)
        candidates = []
        for other in dict.fromkeys([i for _, _, i in near] + [i for i, _ in shared.most_common(MOST_CANDIDATES)]):
            likeness = round(fuzz.ratio(name, names[other]))
            both = shared.get(other, 0)
            share = both / max(1, len(mine | ties[1].get(other, set())))
            tied_alike = (both >= 2 and share >= 0.5 and likeness >= HARDLY_ALIKE) or (both >= 5 and share >= 0.8)
            alias = name in {fold(a) for a in new[other].get("aliases", ())}
            if (id_, other) in apart or not (likeness >= ALIKE or tied_alike or alias):
                continue
            candidates.append((alias, share, likeness, both, other))
        for alias, _, likeness, both, other in sorted(candidates, reverse=True)[:MOST_CANDIDATES]:
            reason = "alias" if alias else "same-name" if likeness == 100 else "alike"
            found.append((likeness + both, id_, other, reason, likeness, both))
    for _, id_, other, reason, likeness, both in sorted(found, key=lambda f: (-f[0], f[1], f[2])):
        yield _unsure(kind, old[id_], new[other], reason, likeness, both)


def _unsure(kind: str, before: Props, after: Props, reason: str, likeness: int, shared: int) -> UnsurePair:
    return {
        "kind": kind,
        "before": before["id"],
        "before_name": before.get("name", ""),
        "before_name_en": before.get("name_en", ""),
        "after": after["id"],
        "after_name": after.get("name", ""),
        "after_name_en": after.get("name_en", ""),
        "reason": reason,
        "likeness": likeness,
        "shared": shared,
    }


def likeliest(unsure: Sequence[UnsurePair]) -> list[ReviewedPair]:
    """Of the unsure pairs those that would be taken if every one were the same: each record once, likeliest first.

    Bodies of which a part went over are two, whatever else they may be.
    """
    taken: set[str] = set()
    chosen = []
    for row in (u for u in unsure if u["reason"] != PARTLY):
        if f"<{row['before']}" not in taken and f">{row['after']}" not in taken:
            taken |= {f"<{row['before']}", f">{row['after']}"}
            chosen.append(ReviewedPair(row["before"], row["after"]))
    return chosen
