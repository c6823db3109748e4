"""What a reorganization changes: two situations, without it and with it, on the same day.

A situation is what the questions of the library answer on that day (``quanze.queries.situation``): who holds what, the
gaps, the single points of failure, the matrices. What carries over to whom is decided there and nowhere here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from quanze.locale import Clauses, Message, message, template
from quanze.schema import KIND, RELATIONSHIP
from quanze.schema.naming import Name
from quanze.schema.relationships import CO_ORGANIZES, REPRESENTS
from quanze.schema.role_words import RoleWord
from quanze.schema.ways import BODIES, CLASSES

if TYPE_CHECKING:
    from quanze.schema.rows import (
        BodyChange,
        ConvenerChange,
        DependencyFinding,
        DutyMove,
        Letter,
        NamedAgency,
        PlanGap,
        PlannedChange,
        Row,
    )

MatrixRows = tuple[list[Any], list[Any], list[Any], Any]
"""Items, agencies, assignments and heading of a matrix."""
UNTAKEN, VACANT, FORMER, OTHER = "untaken", "vacant", "former", "other"
GAPS = (UNTAKEN, VACANT, FORMER, OTHER)
"""The parts of the gaps: duties that nobody has, vacant seats, former names in the sources, and the others."""
OUTCOMES = {
    "ended": template("nobody takes it over"),
    "open": template("the sheet does not say who takes it over"),
    "moved": template("moves"),
    "absorbed": template("goes to a body that has it already"),
    "included": template("is included in the lead of the same body"),
    "dropped": template("one holder fewer"),
    "added": template("one holder more"),
    "gone": template("ends itself"),
}
"""What becomes of a duty, the gravest first."""
STATES = {
    "ends": template("ends"),
    "begins": template("is new"),
    "goes-on": template("goes on"),
}
"""What becomes of a body."""
LETTERS = {
    "takes-over": template("Takes over from {before}: {items}"),
    "gains": template("Takes on: {items}"),
    "may-take-over": template("May take over from {before}, to be settled: {items}"),
    "hands-over": template("Hands over to {after}: {items}"),
    "settle": template("To be settled which of {after} takes over: {items}"),
    "drops": template("Gives up, and nobody takes over: {items}"),
    "loses": template("Loses, because it ends: {items}"),
    "convened-by": template("Convened by {after} instead of {before}: {items}"),
    "not-convened": template("Left without a convener after {before}: {items}"),
    "works-with": template("Works with {after} instead of {before}: {items}"),
    "left-by": template("No longer works with {before}, which is not replaced: {items}"),
    "joined-by": template("Works with {after} as well: {items}"),
}
"""Why somebody is written to, and what about."""


_PARTNER = CO_ORGANIZES.type


class Duty(NamedTuple):
    """What can be held: a role on a thing, limited to one SDG target or not; a seat; a section."""

    item: str
    role: str
    under: str = ""


class Holding(NamedTuple):
    """How a party holds a duty: with which word of the source, and by which change it took it over, if it did."""

    wording: str
    leads: bool
    how: str
    since: str
    act: str
    formers: frozenset[str] = frozenset()
    """The bodies from which it came, by whatever way."""


@dataclass
class Holdings:
    """Who holds what on a day; ``open`` are those that may have taken something over, which the source leaves open.

    ``living`` are the parties that exist on the day, ``heirs`` lead from a council or document that has ended to the
    one that has taken its whole place. ``names`` are the rows (id, name, name_en, kind, sort) of all that is named,
    ``ended`` the first day after each party, where it is known.
    """

    held: dict[Duty, dict[str, Holding]] = field(default_factory=dict)
    open: dict[Duty, dict[str, Holding]] = field(default_factory=dict)
    living: set[str] = field(default_factory=set)
    heirs: dict[str, str] = field(default_factory=dict)
    ended: dict[str, str] = field(default_factory=dict)
    names: dict[str, Row] = field(default_factory=dict)


@dataclass(frozen=True)
class Situation:
    """What the questions answer on a day: who holds what, gaps by a key of ``GAPS``, single points of failure, matrices
    by what their rows are."""

    day: str
    holdings: Holdings
    gaps: Mapping[str, Sequence[PlanGap]]
    single_points: list[DependencyFinding]
    matrices: Mapping[str, MatrixRows]


def _item(row: Mapping[str, Any]) -> NamedAgency:
    return {"id": row["id"], "name": row["name"], "name_en": row["name_en"] or ""}


@dataclass(frozen=True)
class Reorganization:
    """What planned changes make of a graph: the situations without and with them on ``day``, and what differs.

    ``loaded`` are the data sets of the changes that the graph had already: then ``before`` has them as they were.
    ``untaken``, ``vacant_seats``, ``former_names`` and ``other_gaps`` are the gaps that appear, ``closed_gaps`` those
    that are closed.
    """

    title: str
    day: str
    loaded: list[str]
    before: Situation
    after: Situation
    changes: list[PlannedChange]
    duties: list[DutyMove]
    bodies: list[BodyChange]
    untaken: list[PlanGap]
    vacant_seats: list[PlanGap]
    single_points: list[DependencyFinding]
    conveners: list[ConvenerChange]
    letters: list[Letter]
    former_names: list[PlanGap]
    other_gaps: list[PlanGap]
    closed_gaps: list[PlanGap]


def difference(
    before: Situation, after: Situation, changes: list[PlannedChange], *, title: str, loaded: list[str]
) -> Reorganization:
    """What differs between the situations without and with planned changes."""
    found = _Difference(before, after, changes)
    known, left = ({(g["gap"], g["id"]) for own in side.gaps.values() for g in own} for side in (before, after))
    new = {part: [g for g in own if (g["gap"], g["id"]) not in known] for part, own in after.gaps.items()}
    alone = {f["subjects"][0] for f in before.single_points}
    return Reorganization(
        title=title,
        day=after.day,
        loaded=loaded,
        before=before,
        after=after,
        changes=changes,
        duties=found.duties(),
        bodies=found.bodies(),
        untaken=new[UNTAKEN],
        vacant_seats=new[VACANT],
        single_points=[f for f in after.single_points if f["subjects"][0] not in alone],
        conveners=found.conveners(),
        letters=found.letters(),
        former_names=new[FORMER],
        other_gaps=new[OTHER],
        closed_gaps=[g for own in before.gaps.values() for g in own if (g["gap"], g["id"]) not in left],
    )


class _Difference:
    """What changes from one situation to the other."""

    def __init__(self, before: Situation, after: Situation, changes: Sequence[PlannedChange]) -> None:
        self.before, self.after, self.changes = before, after, changes
        self._names = {**before.holdings.names, **after.holdings.names}
        self._joined = _led(after.holdings)
        self._moves = list(self._moved())
        self._counts = [_counts(side.holdings) for side in (before, after)]
        self._holders: dict[str, set[str]] = {}
        for duty, own in after.holdings.held.items():
            self._holders.setdefault(duty.item, set()).update(own)

    # Duties ---------------------------------------------------------------------------------------

    def duties(self) -> list[DutyMove]:
        """Every duty whose holders change, the gravest outcome first; then by kind and id."""
        outcomes, kinds = list(OUTCOMES), list(KIND)
        return sorted(
            self._moves,
            key=lambda m: (outcomes.index(m["outcome"]), not m["leads"], kinds.index(m["item_kind"]), m["item"]),
        )

    def _moved(self) -> Iterator[DutyMove]:
        new = self.after.holdings
        held, left_open = self._renewed(self.before.holdings.held), self._renewed(self.before.holdings.open)
        for duty in dict.fromkeys((*held, *new.held, *new.open)):
            gone, come = held.get(duty, {}), new.held.get(duty, {})
            open_ = {p: h for p, h in new.open.get(duty, {}).items() if p not in left_open.get(duty, {})}
            if gone.keys() == come.keys() and not open_:
                continue
            lost = {p: h for p, h in gone.items() if p not in come}
            won = {p: h for p, h in come.items() if p not in gone}
            had = {p: h for p, h in come.items() if p in gone and not h.formers.isdisjoint(lost)}
            if won and lost and all((duty.item, duty.under, p) in self._joined for p in won) and duty.role == _PARTNER:
                outcome = "included"
            elif won:
                outcome = "moved" if lost else "added"
            elif had:
                outcome = "absorbed"
            else:
                itself = duty.item in self.before.holdings.living - new.living
                outcome = "open" if open_ else "dropped" if come else "gone" if itself else "ended"
            yield self._move(duty, outcome, lost, won | had, open_)

    def _renewed(self, held: Mapping[Duty, Mapping[str, Holding]]) -> dict[Duty, dict[str, Holding]]:
        """What is held of a council or document, as held of the one that takes its place: nobody gains or loses it."""
        found: dict[Duty, dict[str, Holding]] = {}
        for duty, own in held.items():
            item = self.after.holdings.heirs.get(duty.item, duty.item)
            found.setdefault(duty._replace(item=item), {}).update(own)
        return found

    def _move(
        self,
        duty: Duty,
        outcome: str,
        lost: Mapping[str, Holding],
        won: Mapping[str, Holding],
        open_: Mapping[str, Holding],
    ) -> DutyMove:
        first = next(iter((*lost.values(), *won.values(), *open_.values())))
        taken = next((h for h in (*won.values(), *open_.values()) if h.since), None)
        ended = next((self.after.holdings.ended[p] for p in lost if p in self.after.holdings.ended), "")
        act = taken.act if taken else next((c["act"] for c in self.changes if {*lost} & _ids(c["before"])), "")
        about, named_act = self._names[duty.item], self._names.get(act, {})
        return {
            "item": duty.item,
            "item_name": about["name"],
            "item_name_en": about["name_en"] or "",
            "item_kind": about["kind"],
            "role": duty.role,
            "wording": first.wording,
            "under": duty.under,
            "leads": first.leads,
            "outcome": outcome,
            "before": self._parties(lost),
            "after": self._parties(won),
            "open": self._parties(open_),
            "since": taken.since if taken else ended,
            "act": act,
            "act_name": named_act.get("name") or "",
            "act_name_en": named_act.get("name_en") or "",
        }

    def _parties(self, ids: Iterable[str]) -> list[NamedAgency]:
        return [_item({**self._names[id_], "id": id_}) for id_ in sorted(ids)]

    # Bodies ---------------------------------------------------------------------------------------

    def bodies(self) -> list[BodyChange]:
        """What each body gains and loses; those that change in nothing are left out."""
        gained: dict[str, list[Row]] = {}
        lost: dict[str, list[Row]] = {}
        open_: dict[str, list[Row]] = {}
        for move in self.duties():
            for parties, into in ((move["after"], gained), (move["before"], lost), (move["open"], open_)):
                if into is gained and move["outcome"] in ("absorbed", "included"):
                    continue
                for party in parties:
                    into.setdefault(party["id"], []).append(_with_role(move))
        old, new = self.before.holdings.living, self.after.holdings.living
        touched = {*gained, *lost, *open_, *(old ^ new)}
        states = list(STATES)
        rows = [self._body(id_, gained.get(id_, []), lost.get(id_, []), open_.get(id_, [])) for id_ in sorted(touched)]
        return sorted(rows, key=lambda r: (states.index(r["state"]), r["body"]))

    def _body(self, id_: str, gained: list[Row], lost: list[Row], open_: list[Row]) -> BodyChange:
        about = self._names[id_]
        counts = [side.get(id_, Counter()) for side in self._counts]
        return {
            "body": id_,
            "body_name": about["name"],
            "body_name_en": about["name_en"] or "",
            "kind": about["kind"],
            "state": self._state(id_),
            "leads_before": counts[0]["leads"],
            "leads_after": counts[1]["leads"],
            "others_before": counts[0]["others"],
            "others_after": counts[1]["others"],
            "seats_before": counts[0]["seats"],
            "seats_after": counts[1]["seats"],
            "gained": gained,
            "lost": lost,
            "open": open_,
        }

    def _state(self, id_: str) -> str:
        if id_ not in self.after.holdings.living:
            return "ends"
        if id_ not in self.before.holdings.living:
            return "begins"
        return "goes-on"

    def conveners(self) -> list[ConvenerChange]:
        """Groups and councils that others convene."""
        rows: list[ConvenerChange] = []
        for move in self._moves:
            if move["leads"] and move["item_kind"] in BODIES:
                rows.append(
                    {
                        "group": move["item"],
                        "group_name": move["item_name"],
                        "group_name_en": move["item_name_en"],
                        "kind": move["item_kind"],
                        "before": move["before"],
                        "after": move["after"],
                        "open": move["open"],
                    }
                )
        return sorted(rows, key=lambda r: r["group"])

    # Letters --------------------------------------------------------------------------------------

    def letters(self) -> list[Letter]:
        """Whom to inform of what: who gains, who loses, and who works on the same thing with them."""
        to_write: dict[tuple[str, str, tuple[str, ...], tuple[str, ...], str, str], list[DutyMove]] = {}
        for move in self.duties():
            for party, reason, before, after in self._concerned(move):
                key = (party, reason, before, after, move["since"], move["act"])
                to_write.setdefault(key, []).append(move)
        order = list(LETTERS)
        rows = [self._letter(*key, moves) for key, moves in to_write.items()]
        return sorted(rows, key=lambda r: (r["body"], order.index(r["reason"]), r["since"]))

    def _concerned(self, move: DutyMove) -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
        """Each party to inform of a move, why, and whom it concerns."""
        gone, come, open_ = (tuple(p["id"] for p in own) for own in (move["before"], move["after"], move["open"]))
        for party in come:
            yield party, "takes-over" if gone else "gains", gone, ()
        if move["outcome"] == "gone":
            yield from ((party, "loses", (), ()) for party in gone)
            return
        for party in gone:
            yield party, "hands-over" if come else "settle" if open_ else "drops", (), come or open_
        for party in open_:
            yield party, "may-take-over", gone, ()
        if move["item_kind"] in ("Agency", "Member") or move["outcome"] == "included":
            return  # a section, or a seat: nobody else works on it; of a lead its own move tells the others
        convened = move["leads"] and move["item_kind"] in BODIES
        if not gone:
            reason = "joined-by"
        elif come or open_:
            reason = "convened-by" if convened else "works-with"
        else:
            reason = "not-convened" if convened else "left-by"
        for party in sorted(self._others(move["item"]) - {*gone, *come, *open_}):
            yield party, reason, gone, come or open_

    def _others(self, item: str) -> set[str]:
        """Those who hold anything on a thing after the change, and to whom one can write."""
        return {p for p in self._holders.get(item, ()) if self._names[p].get("sort") not in CLASSES}

    def _letter(
        self,
        party: str,
        reason: str,
        before: tuple[str, ...],
        after: tuple[str, ...],
        since: str,
        act: str,
        moves: Sequence[DutyMove],
    ) -> Letter:
        about, named_act = self._names[party], self._names.get(act, {})
        items = [_with_role(move) for move in moves]
        others: Message | list[Name] = [Name(p) for p in self._parties(after)]
        if reason in ("convened-by", "works-with") and moves[0]["outcome"] == "open":
            others = message("one of {names} (not settled)", names=others)
        convened = reason in ("convened-by", "not-convened")
        said = message(
            LETTERS[reason],
            items=[Name(i) for i in items] if convened else duties_named(items),
            before=[Name(p) for p in self._parties(before)],
            after=others,
        )
        return {
            "body": party,
            "body_name": about["name"],
            "body_name_en": about["name_en"] or "",
            "reason": reason,
            "before": self._parties(before),
            "after": self._parties(after),
            "items": items,
            "since": since,
            "act": act,
            "act_name": named_act.get("name") or "",
            "act_name_en": named_act.get("name_en") or "",
            "message_zh": said.in_language("zh-TW"),
            "message_en": said,
        }


def duties_named(rows: Iterable[Row]) -> Clauses:
    """Things with the role on each, as a value of a sentence."""
    return Clauses(message("{name} ({role})", name=Name(r), role=RoleWord(r["role"], r["wording"])) for r in rows)


def _with_role(move: DutyMove) -> Row:
    return {
        "id": move["item"],
        "name": move["item_name"],
        "name_en": move["item_name_en"],
        "kind": move["item_kind"],
        "role": move["role"],
        "wording": move["wording"],
    }


def _ids(parties: Iterable[NamedAgency]) -> set[str]:
    return {party["id"] for party in parties}


def _led(found: Holdings) -> set[tuple[str, str, str]]:
    """Who leads what: the thing, what limits the lead, and the party."""
    return {
        (duty.item, duty.under, p) for duty, own in found.held.items() for p, holding in own.items() if holding.leads
    }


def _counts(found: Holdings) -> dict[str, Counter[str]]:
    """Party → how many items it leads, its other roles and the seats it fills; who leads an item is not its partner."""
    counts: dict[str, Counter[str]] = {}
    led = _led(found)
    for duty, own in found.held.items():
        for party, holding in own.items():
            if duty.role == _PARTNER and (duty.item, duty.under, party) in led:
                continue
            if RELATIONSHIP[duty.role].role:
                counts.setdefault(party, Counter())["leads" if holding.leads else "others"] += 1
            elif duty.role == REPRESENTS.type:
                counts.setdefault(party, Counter())["seats"] += 1
    return counts
