"""The changes between two editions as a planner calls them: moved, dropped, new, lead to support, target raised …"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from quanze.changes.change_set import ChangeSet
from quanze.changes.edition import Edition, Link, Props
from quanze.changes.pairs import Heirs, Pairs, side_of, statement_pairs
from quanze.graph.engine import Ends
from quanze.graph.records import POSITION
from quanze.locale import Clauses, Later, in_language, later, listed, message, template
from quanze.schema import KIND, RELATIONSHIP, Property, relationship_properties, stored_properties
from quanze.schema.dates import ShownDate
from quanze.schema.naming import Name
from quanze.schema.properties import LOCATOR, QUOTE, SOURCE
from quanze.schema.relationships import ACT, ARTICLE, CHANGE, CO_ORGANIZES, CONVENES, RENAMING, SUCCEEDS
from quanze.schema.role_words import RoleWord
from quanze.schema.row_locators import cited_row
from quanze.schema.rows import AgencyChange, PlanChange, Row

PARTS = {
    "duties": template("Duties"),
    "agencies": template("Agencies"),
    "indicators": template("Indicators"),
    "bodies": template("Seats and bodies"),
    "others": template("Other records"),
}
"""The parts in which changes are listed, by what they are changes of."""
PLACE = "place"
"""The code for a citation of which only the place in the source is another one. Documents count such changes and list
them only when asked: with one inserted row every row after it has one."""
CHANGES = {
    "dropped": template("dropped"),
    "no-lead": template("no lead"),
    "moved": template("moved"),
    "new": template("new"),
    "split": template("split"),
    "joined": template("joined"),
    "renamed": template("renamed"),
    "lead-to-support": template("lead → support"),
    "support-to-lead": template("support → lead"),
    "role-changed": template("other role"),
    "role-added": template("role added"),
    "role-dropped": template("role dropped"),
    "link-added": template("link added"),
    "link-dropped": template("link dropped"),
    "target-raised": template("target raised"),
    "target-lowered": template("target lowered"),
    "target-added": template("target added"),
    "target-dropped": template("target dropped"),
    "result-added": template("result added"),
    "result-changed": template("result changed"),
    "result-dropped": template("result dropped"),
    "deadline": template("deadline changed"),
    "definition": template("definition changed"),
    "dates": template("dates changed"),
    "changed": template("changed"),
    "citation": template("citation changed"),
    PLACE: template("only the place in the source"),
    "wording": template("wording only"),
}
"""Every code of a change, the gravest first."""

_PLACE_OF_PART = {part: i for i, part in enumerate(PARTS)}
_GRAVITY = {change: i for i, change in enumerate(CHANGES)}
CHANGE_WORDS = {choice.code: choice for choice in CHANGE.choices}
"""The kinds of a stated change, by code."""
_PART_OF_KIND = {
    "Task": "duties",
    "Agency": "agencies",
    "Indicator": "indicators",
    "AnnualTarget": "indicators",
    "Council": "bodies",
    "Subgroup": "bodies",
    "Member": "bodies",
}
_NOT_TOLD = ("id", "dataset", "key", "search_key", "schema_version", POSITION)
"""What a load makes of the rest, and ids: the same record may have another one."""
_SORT_OF_FIELD = {
    **dict.fromkeys(("origin", "source", "quote"), "citation"),
    **dict.fromkeys(("valid_from", "valid_to", "holder_from", "holder_to"), "dates"),
    "due": "deadline",
    **dict.fromkeys(("name", "name_en", "aliases", "note", "wording", "purpose"), "wording"),
}


def _sort_of(field: str, before: Any, after: Any) -> str:
    """The code for a change of one property; empty where the property's name does not decide it."""
    if field == LOCATOR.name:
        return PLACE if before and after else "citation"
    return _SORT_OF_FIELD.get(field, "")


def in_order(rows: list[PlanChange]) -> None:
    """Sort changes by part and gravity."""
    rows.sort(key=lambda row: (_PLACE_OF_PART[row["part"]], _GRAVITY[row["change"]]))


def _place_quotes(rows: Sequence[PlanChange], names: Callable[[], Collection[tuple[str, str]]]) -> None:
    """Count a new quote as a change of place where nothing new is quoted: where the row that is cited moved, where the
    clause is beside another change of the same thing, which cites it, and where it only has the new name of a
    record: ``names`` gives those that changed."""
    cited = {
        (side, row["id"], quote)
        for row in rows
        if row["change"] not in ("citation", PLACE)
        for side, quote in (("before", row["before_quote"]), ("after", row["after_quote"]))
    }
    for row in rows:
        if row["change"] != "citation" or row["field"].rpartition(".")[2] != QUOTE.name:
            continue
        old, new = row["before_locator"], row["after_locator"]
        moved = old != new and cited_row(old) and cited_row(new)
        if (
            moved
            or {("before", row["id"], row["before"]), ("after", row["id"], row["after"])} & cited
            or (row["before"] and row["after"] and _with_names(row["before"], names()) == row["after"])
        ):
            row["change"] = PLACE


def _with_names(quote: str, renamed: Collection[tuple[str, str]]) -> str:
    """A quote with the new names of what is renamed."""
    for old, new in renamed:
        quote = quote.replace(old, new)
    return quote


_BODIES = ("Agency", "Council", "Subgroup", "Member")
_MEASURES = ("Indicator", "AnnualTarget")

_LinksOf = dict[Ends, dict[str, list[Link]]]
"""Relationships by type and ends, then by the record at one end."""
Names = Mapping[str, Mapping[str, Any]]
"""Records of both editions and of those they refer to, by id: rows with name, name_en and kind."""


@dataclass(frozen=True)
class Value:
    """A value of a property as a value of a sentence: choices by their labels."""

    declared: Property | None
    value: Any

    def in_language(self, lang: str) -> str:
        """The value in that language."""
        if self.value is None:
            return message("(empty)").in_language(lang)
        choices = {c.code: c for c in self.declared.choices} if self.declared else {}
        if isinstance(self.value, list):
            return listed([choices.get(v, v) for v in self.value], lang)
        if isinstance(self.value, bool):
            return (message("yes") if self.value else message("no")).in_language(lang)
        if isinstance(self.value, float):
            return f"{self.value:.10g}"
        if self.declared and self.declared.type == "date":
            return ShownDate(self.value).in_language(lang)
        return in_language(choices.get(self.value, self.value), lang)


@dataclass(frozen=True)
class _OfYear:
    """The name of a year's target, with its year in the calendar of the language: 植栽株數 114年."""

    name: Name
    year: str

    def in_language(self, lang: str) -> str:
        """The name in that language."""
        name = self.name.in_language(lang)
        shown = f" {ShownDate(self.year).in_language(lang)}"
        return name.removesuffix(f" {self.year}") + shown if name.endswith(f" {self.year}") else name


@dataclass(frozen=True)
class _Words:
    """Some words beside each other, as a value of a sentence."""

    values: Sequence[Any]

    def in_language(self, lang: str) -> str:
        """The words in that language."""
        return listed(self.values, lang)


def _by_end(edition: Edition, leads_to: Callable[[Ends], bool | None]) -> _LinksOf:
    """The relationships of an edition by type, then by the record that they lead to, or else by the one where they
    start; None leaves those of a type out."""
    found: _LinksOf = {}
    for ends, links in edition.links.items():
        inward = leads_to(ends)
        if inward is not None:
            own = found[ends] = {}
            for link in links.values():
                id_ = link[1] if inward else link[0]
                if id_ in own:
                    own[id_].append(link)
                else:
                    own[id_] = [link]
    return found


class _Sides:
    """Two editions, looked up in the ways that their comparison needs, however their records are paired."""

    def __init__(self, before: Edition, after: Edition) -> None:
        self.before, self.after = before, after
        self.old = {p["id"]: (kind, p) for kind, p in before.records()}
        self.new = {p["id"]: (kind, p) for kind, p in after.records()}
        self.led = _leads(after)
        self.units = _units(before), _units(after)

    @cached_property
    def owned(self) -> tuple[_LinksOf, _LinksOf]:
        """The relationships of each side by the record under which their change is listed."""
        return _by_end(self.before, _to_owner), _by_end(self.after, _to_owner)

    @cached_property
    def role_ends(self) -> dict[str, list[Ends]]:
        """The kinds of roles that either side has on records of a kind, in the order of the schema."""
        stated = {*self.before.links, *self.after.links}
        return {kind: [ends for ends in every if ends in stated] for kind, every in _ROLE_ENDS.items()}

    @cached_property
    def held(self) -> tuple[_LinksOf, _LinksOf]:
        """The roles of agencies of each side, by agency."""
        return _by_end(self.before, _to_agency), _by_end(self.after, _to_agency)


def _to_owner(ends: Ends) -> bool:
    return side_of(ends).inward


def _to_agency(ends: Ends) -> bool | None:
    return False if RELATIONSHIP[ends[0]].role and ends[1] == "Agency" else None


class ChangeReporter:
    """Words the changes between two editions whose records are paired.

    ``arrived`` are bodies that took over others, of whatever data set: none of them is new. ``heirs`` have what bodies
    had by changes that are no part of these. ``like`` is a reporter of the same editions, otherwise paired.
    """

    def __init__(
        self,
        before: Edition,
        after: Edition,
        changes: ChangeSet,
        pairs: Pairs,
        names: Names,
        arrived: Collection[str] = (),
        heirs: Heirs | None = None,
        like: ChangeReporter | None = None,
    ) -> None:
        self._said: dict[int, Later] = {}
        self._arrived = arrived
        self._after, self._pairs, self._names = after, pairs, names
        self._changes = changes
        self._renamed = {old: new[0] for old, new in pairs.after_of.items() if len(new) == 1 and new[0] != old}
        self._living = {old: new[0] for old, new in pairs.former.items() if len(new) == 1}
        self._successions = {(c.after, c.before) for own in pairs.succeeded.values() for c in own}
        self._sides: _Sides = like._sides if like else _Sides(before, after)
        self._old, self._new, self._led = self._sides.old, self._sides.new, self._sides.led
        self._units = self._sides.units
        followed = list(self._follow(heirs)) if heirs else []
        self._followed = {key: heir for key, _, heir in followed}
        """The keys of relationships of the first edition that an heir has in the second, with the heir."""
        self._heirs = {(body, heir) for _, body, heir in followed}

    def changes(self, only: Collection[str] | None = None) -> list[PlanChange]:
        """All changes, or those of some records, by part and gravity, then in the order of the schema.

        They have no sentences yet, which cost most of the time: ``put_into_words`` makes them.
        """
        wanted = None if only is None else {*only, *(self._renamed.get(i, self._living.get(i, i)) for i in only)}
        description = self._description() if wanted is None else ()
        rows = [*description, *self._records(wanted), *self._relationships(wanted)]
        _place_quotes(rows, cache(self._new_names))
        in_order(rows)
        return rows

    def _new_names(self) -> list[tuple[str, str]]:
        """The names that records have no longer, with those they have now; longer ones first, for one may be in it."""
        found = {(self._item(body)["name"], self._item(heir)["name"]) for body, heir in self._heirs}
        for id_, now in (*self._renamed.items(), *((id_, id_) for id_ in self._pairs.after_of if id_ in self._new)):
            old, new = self._old.get(id_, ("", {}))[1].get("name"), self._item(now)["name"]
            if old and new and old != new and now in self._pairs.after_of.get(id_, ()):
                found.add((old, new))
        return sorted(found, key=lambda names: (-len(names[0]), names))

    def put_into_words(self, rows: Iterable[PlanChange]) -> None:
        """Give changes that this reporter found their sentences."""
        for row in rows:
            said = self._said[id(row)]
            row["message_zh"], row["message_en"] = said.in_language("zh-TW"), said.in_language("en")

    # Rows -----------------------------------------------------------------------------------------

    def _row(
        self,
        change: str,
        kind: str,
        id_: str,
        said: Later,
        *,
        id_before: str = "",
        field: str = "",
        before: Any = None,
        after: Any = None,
        cited: tuple[Props | None, Props | None] = (None, None),
    ) -> PlanChange:
        about = self._names.get(id_) or self._names.get(id_before) or {"name": id_, "name_en": ""}
        old, new = (c or {} for c in cited)
        row: PlanChange = {
            "dataset": self._after.dataset,
            "part": _PART_OF_KIND.get(kind, "others"),
            "change": change,
            "kind": kind,
            "id": id_,
            "id_before": id_before,
            "name": about["name"],
            "name_en": about.get("name_en") or "",
            "field": field,
            "before": before,
            "after": after,
            "message_zh": "",
            "message_en": "",
            "unsure": False,
            "before_source": old.get("source", ""),
            "before_source_name": self._name(old.get("source", "")),
            "before_locator": old.get("locator", ""),
            "before_quote": old.get("quote", ""),
            "after_source": new.get("source", ""),
            "after_source_name": self._name(new.get("source", "")),
            "after_locator": new.get("locator", ""),
            "after_quote": new.get("quote", ""),
        }
        self._said[id(row)] = said
        return row

    def _name(self, id_: str) -> str:
        return str(self._names[id_]["name"]) if id_ in self._names else id_

    def _item(self, id_: str) -> Row:
        about = self._names.get(id_, {"name": id_})
        return {"id": id_, "name": about["name"], "name_en": about.get("name_en") or ""}

    def _items(self, ids: Iterable[str]) -> list[Row]:
        return [self._item(id_) for id_ in dict.fromkeys(ids)]

    def _titled(self, kind: str, id_: str) -> dict[str, Any]:
        """The values of a sentence about a record."""
        item = Name(self._item(id_))
        year = self._names.get(id_, {}).get("year") if kind == "AnnualTarget" else None
        return {"kind": KIND[kind], "name": _OfYear(item, str(year)) if year else item}

    # Records --------------------------------------------------------------------------------------

    def _description(self) -> Iterator[PlanChange]:
        old, new = self._sides.before.description, self._after.description
        if not old or not new:
            return
        dataset = self._after.dataset
        for declared in (p for p in stored_properties(KIND["Dataset"]) if p.name not in _NOT_TOLD):
            a, b = old.get(declared.name), new.get(declared.name)
            if a != b:
                said = later(
                    "Data set {name}: {field} changed from {before} to {after}.",
                    name=dataset,
                    field=declared,
                    before=Value(declared, a),
                    after=Value(declared, b),
                )
                yield self._row("changed", "Dataset", dataset, said, field=declared.name, before=a, after=b)

    def _records(self, only: Collection[str] | None) -> Iterator[PlanChange]:
        pairs, differing = self._pairs, self._differing()
        if only is not None:
            differing.intersection_update(only)
        for id_ in (i for i in self._old if i in differing):
            kind, props = self._old[id_]
            after = pairs.after_of.get(id_, ())
            if not after:
                said = later("{kind} “{name}” is dropped.", **self._titled(kind, id_))
                yield self._row("dropped", kind, "", said, id_before=id_, before=props.get("name"), cited=(props, None))
            elif id_ in pairs.succeeded and len(after) == 1:
                yield from self._succeeded(kind, id_, after[0], props)
            elif len(after) > 1:
                parts = self._items(after)
                said = later(
                    "{kind} “{name}” is split into {parts}.", **self._titled(kind, id_), parts=[Name(p) for p in parts]
                )
                said = self._by_change(said, [id_])
                yield self._row(
                    "split",
                    kind,
                    after[0],
                    said,
                    id_before=id_,
                    before=self._items([id_]),
                    after=parts,
                    cited=(props, self._new.get(after[0], (kind, {}))[1]),
                )
        for id_ in (i for i in self._new if i in differing):
            kind, props = self._new[id_]
            before = pairs.before_of.get(id_, ())
            if id_ in pairs.former or (not before and id_ in self._arrived):
                continue  # the change by which it ended or took over says so
            if not before:
                yield from self._new_record(kind, id_, props)
            elif len(before) > 1:
                if not all(other == id_ or self._said_alone(other, id_) for other in before):
                    yield self._joined(kind, id_, before, props)
                if id_ in before:
                    yield from self._fields(kind, id_, id_)
            elif len(pairs.after_of[before[0]]) == 1 and before[0] not in pairs.succeeded:
                yield from self._fields(kind, id_, before[0])

    def _differing(self) -> set[str]:
        """The records that are not the same before and after under one id."""
        states = (state for nodes in self._changes.nodes.values() for change in nodes for state in change)
        paired = (*self._pairs.after_of.items(), *self._pairs.before_of.items())
        return {
            *(state["id"] for state in states if state is not None),
            *(id_ for id_, others in paired if len(others) > 1),
            *self._pairs.succeeded,
        }

    def _said_alone(self, before: str, after: str) -> bool:
        """Whether what became of a body is said of it and not of the one that has its place: it was divided, or it only
        has the name now of one that was there."""
        if len(self._pairs.after_of[before]) > 1:
            return True
        changes = self._pairs.succeeded.get(before, ())
        others = [id_ for id_ in self._pairs.before_of[after] if id_ != after]
        return any(c.change in RENAMING for c in changes[-1:]) and others == [before] and after in self._old

    def _joined(self, kind: str, id_: str, before: Sequence[str], props: Props | None) -> PlanChange:
        joined = self._items(before)
        said = later(
            "{names} are joined into {kind} “{name}”.", **self._titled(kind, id_), names=[Name(p) for p in joined]
        )
        return self._row(
            "joined",
            kind,
            id_,
            self._by_change(said, before),
            id_before=before[0],
            before=joined,
            after=self._items([id_]),
            cited=(self._old[before[0]][1], props),
        )

    def _succeeded(self, kind: str, id_: str, after: str, props: Props) -> Iterator[PlanChange]:
        """A body that became another one by a stated change."""
        before = self._pairs.before_of[after]
        if len(before) > 1 and not self._said_alone(id_, after):
            if after not in self._new and before[0] == id_:  # one of another data set, which nobody else tells
                yield self._joined(kind, after, before, None)
            return
        names = {"before": Name(self._item(id_)), "after": Name(self._item(after))}
        said = later("{kind} “{before}” is now called “{after}”.", kind=KIND[kind], **names)
        change = self._pairs.succeeded[id_][-1]
        yield self._row(
            "renamed",
            kind,
            after,
            self._by_change(said, [id_]),
            id_before=id_,
            field="name",
            before=props.get("name"),
            after=self._item(after)["name"],
            cited=(props, change.props),
        )

    def _by_change(self, said: Later, before: Iterable[str]) -> Later:
        """A sentence with the stated changes that it reports: kind, date, act and article."""
        stated: dict[tuple[str, ...], list[Any]] = {}
        for change in (c for id_ in before for c in self._pairs.succeeded.get(id_, ())):
            date, act, article = (str(change.props.get(k, "")) for k in ("valid_from", ACT.name, ARTICLE.name))
            words: list[Any] = [CHANGE_WORDS[change.change]] if change.change in CHANGE_WORDS else []
            words += [ShownDate(date)] if date else []
            words += [Name(self._item(act))] if act else []
            words += [later("article {n}", n=article)] if article else []
            stated[change.change, date, act, article] = words
        if not any(stated.values()):
            return said
        return later(
            "{sentence} Stated change: {changes}.", sentence=said, changes=Clauses(map(_Words, stated.values()))
        )

    def _new_record(self, kind: str, id_: str, props: Props) -> Iterator[PlanChange]:
        leads = self._led.get(id_, [])
        said = later("{kind} “{name}” is new.", **self._titled(kind, id_))
        if leads:
            said = later(
                "{kind} “{name}” is new, led by {leads}.",
                **self._titled(kind, id_),
                leads=[Name(r) for r in self._items(leads)],
            )
        yield self._row("new", kind, id_, said, after=props.get("name"), cited=(None, props))
        if kind == "Task" and not leads:
            said = later("{kind} “{name}” is new and has no lead of its own.", **self._titled(kind, id_))
            yield self._row("no-lead", kind, id_, said, cited=(None, props))

    def _fields(self, kind: str, id_: str, id_before: str) -> Iterator[PlanChange]:
        old, new = self._old[id_before][1], self._new[id_][1]
        if old == new:
            return
        for declared in stored_properties(KIND[kind]):
            a, b = old.get(declared.name), new.get(declared.name)
            if a == b or declared.name in _NOT_TOLD or (declared.name == "source" and self._same_source(a, b)):
                continue
            change, said = self._field(kind, id_, id_before, declared, a, b)
            yield self._row(
                change, kind, id_, said, id_before=id_before, field=declared.name, before=a, after=b, cited=(old, new)
            )

    def _same_source(self, before: str | None, after: str | None) -> bool:
        return before is not None and after is not None and self._cited(before, self._renamed) == self._cited(after, {})

    def _cited(self, source: str, renamed: Mapping[str, str]) -> str:
        """The document that is cited, in the second edition; the former plan is the new one."""
        now = renamed.get(source, source)
        return self._pairs.plan[1] if now and now == self._pairs.plan[0] else now

    def _field(self, kind: str, id_: str, id_before: str, declared: Property, a: Any, b: Any) -> tuple[str, Later]:
        """The code for a change of one property, and its sentence."""
        name = declared.name
        values = {
            **self._titled(kind, id_),
            "field": declared,
            "before": Value(declared, a) if name != "source" else self._name(a or ""),
            "after": Value(declared, b) if name != "source" else self._name(b or ""),
        }
        whole = later("{kind} “{name}”: {field} changed from {before} to {after}.", **values)
        if kind == "AnnualTarget" and name in ("target", "result"):
            return self._figure(id_, id_before, name, a, b, values) or ("definition", whole)
        if name == "name" and kind in _BODIES:
            return "renamed", later("{kind} “{before}” is now called “{after}”.", **values)
        change = _sort_of(name, a, b) or ("definition" if kind in _MEASURES else "changed")
        if change == "wording":
            return change, later("{kind} “{name}”: the wording of {field} changed.", **values)
        if change in ("citation", PLACE):
            if name == SOURCE.name:
                return change, later("{kind} “{name}”: another document is cited.", **values)
            return change, later("{kind} “{name}”: {field} of the citation changed.", **values)
        return change, whole

    def _figure(
        self, id_: str, id_before: str, name: str, a: Any, b: Any, values: Mapping[str, Any]
    ) -> tuple[str, Later] | None:
        """How a target or a result changed; None where the unit is another one, so that figures cannot be compared."""
        if a is None:
            return f"{name}-added", later("{kind} “{name}”: {field} {after} added.", **values)
        if b is None:
            return f"{name}-dropped", later("{kind} “{name}”: {field} {before} dropped.", **values)
        if name == "result":
            return "result-changed", later("{kind} “{name}”: {field} changed from {before} to {after}.", **values)
        if self._units[0].get(id_before) != self._units[1].get(id_):
            return None
        if b > a:
            return "target-raised", later("{kind} “{name}”: {field} raised from {before} to {after}.", **values)
        return "target-lowered", later("{kind} “{name}”: {field} lowered from {before} to {after}.", **values)

    # Relationships --------------------------------------------------------------------------------

    def _follow(self, heirs: Heirs) -> Iterator[tuple[str, str, str]]:
        for ends, changes in self._changes.links.items():
            side = side_of(ends)
            for link in (before for before, _ in changes if before is not None):
                owner, body = side.part(link)
                item = self._renamed.get(owner, owner)
                heir = "" if body in self._renamed else heirs.of(body, owner) or heirs.of(body, item)
                if heir and self._goes_on(link, ends, body, heir, item):
                    yield link[2]["key"], body, heir

    def _goes_on(self, link: Link, ends: Ends, body: str, heir: str, item: str) -> bool:
        """Whether the heir of a body has afterwards what that one had to do with a record, or as a partner leads it."""
        under = link[2].get("under", "")

        def hold(own: Ends) -> set[str]:
            links = self._sides.owned[1].get(own, {}).get(item, ())
            return {side_of(own).part(other)[1] for other in links if other[2].get("under", "") == under}

        now = hold(ends)
        if heir in now or ends[0] != CO_ORGANIZES.type:
            return heir in now and body not in now
        leads = {one for own in _ROLE_ENDS[ends[2]] if own[0] == CONVENES.type for one in hold(own)}
        return heir in leads and body not in now | leads

    def _relationships(self, only: Collection[str] | None) -> Iterator[PlanChange]:
        touched = self._touched()
        if only is not None:
            touched.intersection_update(only)
        if not touched:
            return
        old = self._statements(self._sides.owned[0], self._renamed, touched)
        new = self._statements(self._sides.owned[1], self._living, touched)
        roles: dict[tuple[str, str, str], None] = {}
        others: dict[tuple[Ends, str], None] = {}
        for slot in dict.fromkeys((*old, *new)):
            ends, owner, under = slot
            a, b = old.get(slot, {}), new.get(slot, {})
            if not self._in_both(owner):
                continue  # the change of the record itself says so
            for other in a:
                if other in b and not _as_before(a[other], b[other]):
                    yield from self._restated(ends, owner, other, a[other], b[other])
            if a.keys() == b.keys():
                continue
            if RELATIONSHIP[ends[0]].role:
                roles[ends[2], owner, under] = None
            else:
                others[ends, owner] = None
        for kind, owner, under in roles:
            yield from self._roles(kind, owner, under, old, new)
        for ends, owner in others:
            yield from self._links(ends, owner, old.get((ends, owner, ""), {}), new.get((ends, owner, ""), {}))

    def _in_both(self, owner: str) -> bool:
        """Whether a record of the second edition, or of another data set, is there before and after as one."""
        before = self._pairs.before_of.get(owner)
        if before is None:
            return owner not in self._old and owner not in self._new
        return len(before) == 1 and len(self._pairs.after_of[before[0]]) == 1

    def _touched(self) -> set[str]:
        """The relationships that change, by the id in the second edition of the record they are listed under."""
        touched = set()
        for ends, changes in self._changes.links.items():
            side = side_of(ends)
            for before, after in changes:
                if before is not None:
                    owner, _ = side.part(before)
                    touched.add(self._renamed.get(owner, owner))
                if after is not None:
                    owner, _ = side.part(after)
                    touched.add(self._living.get(owner, owner))
        return touched

    def _statements(
        self, owned: _LinksOf, renamed: Mapping[str, str], touched: set[str]
    ) -> dict[tuple[Ends, str, str], dict[str, list[Link]]]:
        """Relationships of what is touched, by type, owner and target that limits them; then by the other end."""
        found: dict[tuple[Ends, str, str], dict[str, list[Link]]] = {}
        for ends, owners in owned.items():
            if ends not in self._changes.links and not RELATIONSHIP[ends[0]].role:
                continue
            inward = side_of(ends).inward
            for id_, links in owners.items():
                owner = renamed.get(id_, id_)
                if owner not in touched:
                    continue
                for link in links:
                    if ends[0] == SUCCEEDS.type and link[:2] in self._successions:
                        continue
                    under = link[2].get("under", "")
                    slot = found.setdefault((ends, owner, renamed.get(under, under)), {})
                    other = link[0] if inward else link[1]
                    other = self._followed.get(link[2]["key"]) or renamed.get(other, other)
                    slot.setdefault(other, []).append(link)
        return found

    def _restated(
        self, ends: Ends, owner: str, other: str, old: Sequence[Link], new: Sequence[Link]
    ) -> Iterator[PlanChange]:
        """Changes of the properties of one relationship; what is stated several times is compared as it fits."""
        declared = [p for p in relationship_properties(ends[0]) if p.name not in (*_NOT_TOLD, "under")]

        def content(statement: Link, renamed: Mapping[str, str]) -> Props:
            values = {p.name: statement[2].get(p.name) for p in declared}
            return values | {"source": self._cited(values["source"] or "", renamed) or None}

        left = [content(s, self._renamed) for s in old]
        right = [content(s, {}) for s in new]
        pairs = statement_pairs(left, right)
        kind = side_of(ends).kind
        about = {
            **self._titled(kind, owner),
            "other": Name(self._item(other)),
            "role": RoleWord(ends[0], new[0][2].get("wording")),
        }
        for i, j in pairs:
            if i is None or j is None:
                continue
            for p in declared:
                x, y = left[i][p.name], right[j][p.name]
                if x != y:
                    change = _sort_of(p.name, x, y) or "changed"
                    said = later(
                        "{kind} “{name}”, {other} ({role}): {field} changed from {before} to {after}.",
                        **about,
                        field=p,
                        before=Value(p, x) if p.name != "source" else self._name(x or ""),
                        after=Value(p, y) if p.name != "source" else self._name(y or ""),
                    )
                    yield self._row(
                        change,
                        kind,
                        owner,
                        said,
                        field=f"{ends[0]}.{p.name}",
                        before=x,
                        after=y,
                        id_before=self._former(owner),
                        cited=(old[i][2], new[j][2]),
                    )
        cited = (old[0][2], new[0][2])
        for _ in (i for i, j in pairs if j is None):
            said = later("{kind} “{name}”, {other} ({role}): one of several statements is dropped.", **about)
            yield self._row("citation", kind, owner, said, id_before=self._former(owner), field=ends[0], cited=cited)
        for _ in (j for i, j in pairs if i is None):
            said = later("{kind} “{name}”, {other} ({role}): stated once more.", **about)
            yield self._row("citation", kind, owner, said, id_before=self._former(owner), field=ends[0], cited=cited)

    def _former(self, id_: str) -> str:
        before = self._pairs.before_of.get(id_, ())
        return before[0] if before else id_

    def _links(
        self, ends: Ends, owner: str, old: Mapping[str, list[Link]], new: Mapping[str, list[Link]]
    ) -> Iterator[PlanChange]:
        _, kind, column = side_of(ends)
        gone, come = [o for o in old if o not in new], [o for o in new if o not in old]
        declared = KIND[kind].property(column) if column else RELATIONSHIP[ends[0]]
        about = {**self._titled(kind, owner), "field": declared}
        if column and gone and come:
            said = later(
                "{kind} “{name}” moved from {before} to {after} ({field}).",
                **about,
                before=[Name(r) for r in self._items(gone)],
                after=[Name(r) for r in self._items(come)],
            )
            yield self._row(
                "moved",
                kind,
                owner,
                said,
                id_before=self._former(owner),
                field=ends[0],
                before=self._items(gone),
                after=self._items(come),
                cited=(old[gone[0]][0][2], new[come[0]][0][2]),
            )
            return
        for other in gone:
            said = later("{kind} “{name}”: {other} is dropped ({field}).", **about, other=Name(self._item(other)))
            yield self._row(
                "link-dropped",
                kind,
                owner,
                said,
                id_before=self._former(owner),
                field=ends[0],
                before=self._items([other]),
                cited=(old[other][0][2], None),
            )
        for other in come:
            said = later("{kind} “{name}”: {other} is added ({field}).", **about, other=Name(self._item(other)))
            yield self._row(
                "link-added",
                kind,
                owner,
                said,
                id_before=self._former(owner),
                field=ends[0],
                after=self._items([other]),
                cited=(None, new[other][0][2]),
            )

    def _roles(
        self,
        kind: str,
        item: str,
        under: str,
        old: Mapping[tuple[Ends, str, str], dict[str, list[Link]]],
        new: Mapping[tuple[Ends, str, str], dict[str, list[Link]]],
    ) -> Iterator[PlanChange]:
        """Who gains, loses or changes a role on one thing."""
        held = [self._held(kind, item, under, statements) for statements in (old, new)]
        lost = {(h, t): s for (h, t), s in held[0].items() if (h, t) not in held[1]}
        for (holder, type_), partner in list(lost.items()):
            lead = held[0].get((holder, CONVENES.type))
            if (holder, CONVENES.type) in held[1] and lead and _includes(lead, type_, partner):
                del lost[holder, type_]
        won = {(h, t): s for (h, t), s in held[1].items() if (h, t) not in held[0]}
        leading = {t for t in RELATIONSHIP if RELATIONSHIP[t].leads}
        about = self._titled(kind, item)
        row = {"id_before": self._former(item)}
        gone = {h: (t, s) for (h, t), s in lost.items() if t in leading}
        come = {h: (t, s) for (h, t), s in won.items() if t in leading}
        reported: set[tuple[str, str]] = set()
        for holder in dict.fromkeys(h for h, _ in lost):
            before = [t for h, t in lost if h == holder]
            after = [t for h, t in won if h == holder]
            for a, b in zip(before, after, strict=False):
                reported |= {(holder, a), (holder, b)}
                change = "lead-to-support" if a in leading else "support-to-lead" if b in leading else "role-changed"
                x, y = lost[holder, a], won[holder, b]
                said = later(
                    "{kind} “{name}”: {other} changed from {before} to {after}.",
                    **about,
                    other=Name(self._item(holder)),
                    before=RoleWord(a, x[2].get("wording")),
                    after=RoleWord(b, y[2].get("wording")),
                )
                yield self._row(
                    change,
                    kind,
                    item,
                    said,
                    **row,
                    field=b,
                    before=self._items([holder]),
                    after=self._items([holder]),
                    cited=(x[2], y[2]),
                )
        if gone and come:
            reported |= {(h, t) for h, t in (*lost, *won) if t in leading}
            (_, first), (type_, last) = next(iter(gone.values())), next(iter(come.values()))
            said = later(
                "{kind} “{name}” moved from {before} to {after} ({field}).",
                **about,
                before=[Name(r) for r in self._items(gone)],
                after=[Name(r) for r in self._items(come)],
                field=RoleWord(type_, last[2].get("wording")),
            )
            yield self._row(
                "moved",
                kind,
                item,
                said,
                **row,
                field=type_,
                before=self._items(gone),
                after=self._items(come),
                cited=(first[2], last[2]),
            )
        elif gone and not any(t in leading for _, t in held[1]):
            reported |= {(h, t) for h, t in lost if t in leading}
            type_, first = next(iter(gone.values()))
            said = later(
                "{kind} “{name}” has no lead of its own any more; it was {before}.",
                **about,
                before=[Name(r) for r in self._items(gone)],
            )
            yield self._row(
                "no-lead",
                kind,
                item,
                said,
                **row,
                field=type_,
                before=self._items(gone),
                cited=(first[2], None),
            )
        for (holder, type_), statement in lost.items():
            if (holder, type_) not in reported:
                said = later(
                    "{kind} “{name}”: {other} is no longer named ({role}).",
                    **about,
                    other=Name(self._item(holder)),
                    role=RoleWord(type_, statement[2].get("wording")),
                )
                yield self._row(
                    "role-dropped",
                    kind,
                    item,
                    said,
                    **row,
                    field=type_,
                    before=self._items([holder]),
                    cited=(statement[2], None),
                )
        for (holder, type_), statement in won.items():
            if (holder, type_) not in reported:
                said = later(
                    "{kind} “{name}”: {other} is added ({role}).",
                    **about,
                    other=Name(self._item(holder)),
                    role=RoleWord(type_, statement[2].get("wording")),
                )
                yield self._row(
                    "role-added",
                    kind,
                    item,
                    said,
                    **row,
                    field=type_,
                    after=self._items([holder]),
                    cited=(None, statement[2]),
                )

    def _held(
        self, kind: str, item: str, under: str, statements: Mapping[tuple[Ends, str, str], dict[str, list[Link]]]
    ) -> dict[tuple[str, str], Link]:
        """Holders of roles on a thing, each with the type and the first relationship that says so."""
        found = {}
        for ends in self._sides.role_ends[kind]:
            for holder, stated in statements.get((ends, item, under), {}).items():
                found[holder, ends[0]] = stated[0]
        return found

    # Agencies -------------------------------------------------------------------------------------

    def agencies(self, only: Collection[str] | None = None) -> list[AgencyChange]:
        """What each agency gains and loses, or some of them, in the order of names; agencies without a change are left
        out."""
        touched = {*self.touched_agencies}
        if only is not None:
            touched.intersection_update(only)
        if not touched:
            return []
        sides = ((self._sides.held[0], self._renamed), (self._sides.held[1], self._living))
        held = [self._roles_held(*side, touched) for side in sides]
        rows: list[AgencyChange] = []
        for agency in dict.fromkeys((*held[1], *held[0])):
            before, after = held[0].get(agency, {}), held[1].get(agency, {})
            for key, partner in list(before.items()):
                leading = (CONVENES.type, *key[1:])
                both = key not in after and leading in after and leading in before
                if both and _includes(before[leading], key[0], partner):
                    del before[key]
            if before.keys() == after.keys():
                continue
            gained = [self._duty(*key, link) for key, link in after.items() if key not in before]
            lost = [self._duty(*key, link) for key, link in before.items() if key not in after]
            leads = [sum(RELATIONSHIP[t].leads for t, _, _ in side) for side in (before, after)]
            about = self._item(agency)
            rows.append(
                {
                    "dataset": self._after.dataset,
                    "agency": agency,
                    "agency_name": about["name"],
                    "agency_name_en": about["name_en"],
                    "leads_before": leads[0],
                    "leads_after": leads[1],
                    "others_before": len(before) - leads[0],
                    "others_after": len(after) - leads[1],
                    "gained": gained,
                    "lost": lost,
                    "unsure": False,
                }
            )
        return sorted(rows, key=lambda r: r["agency"])

    @cached_property
    def touched_agencies(self) -> Counter[str]:
        """The agencies of which roles are added, dropped or stated otherwise, and how many."""
        touched: Counter[str] = Counter()
        for ends, changes in self._changes.links.items():
            if RELATIONSHIP[ends[0]].role:
                for change in changes:
                    for state, renamed in zip(change, (self._renamed, self._living), strict=True):
                        if state is not None:
                            who = renamed.get(state[0], state[0])
                            touched[self._followed.get(state[2]["key"], who)] += 1
        return touched

    def _duty(self, type_: str, item: str, _under: str, link: Link) -> Row:
        return {**self._item(item), "role": type_, "wording": link[2].get("wording", "")}

    def otherwise(self, pairs: Pairs) -> set[str]:
        """The agencies that are, or hold roles on, what other pairs take for another record."""
        found = set()
        for held, renamed, here, there in (
            (self._sides.held[0], self._renamed, self._pairs.after_of, pairs.after_of),
            (self._sides.held[1], self._living, self._pairs.before_of, pairs.before_of),
        ):
            other = {id_ for id_ in here.keys() | there.keys() if here.get(id_) != there.get(id_)}
            for holders in held.values():
                for who, links in holders.items():
                    if who in other or any(item in other or p.get("under") in other for _, item, p in links):
                        found.add(renamed.get(who, who))
        return found

    def _roles_held(
        self, held: _LinksOf, renamed: Mapping[str, str], holders: Collection[str]
    ) -> dict[str, dict[tuple[str, str, str], Link]]:
        found: dict[str, dict[tuple[str, str, str], Link]] = {}
        for ends, own in held.items():
            for id_, links in own.items():
                named = renamed.get(id_, id_)
                for link in links if named in holders or self._followed else ():
                    _, item, props = link
                    who = self._followed.get(props["key"], named)
                    if who in holders:
                        under = props.get("under", "")
                        found.setdefault(who, {})[ends[0], renamed.get(item, item), renamed.get(under, under)] = link
        return found


def _includes(lead: Link, type_: str, other: Link) -> bool:
    """Whether a lead includes another role: that of a partner, which another body held before both became one."""
    return type_ == CO_ORGANIZES.type and lead[0] != other[0]


def _as_before(old: Sequence[Link], new: Sequence[Link]) -> bool:
    """Whether a relationship is stated once, and in the same way, but for its ends, which the key repeats."""
    if not len(old) == len(new) == 1:
        return False
    a, b = old[0][2], new[0][2]
    return a is b or a == b or {**a, "key": ""} == {**b, "key": ""}


def _leads(edition: Edition) -> dict[str, list[str]]:
    """Who leads each thing in its own right."""
    led: dict[str, list[str]] = defaultdict(list)
    for ends, links in edition.links.items():
        if RELATIONSHIP[ends[0]].leads:
            for start, end, _ in links.values():
                led[end].append(start)
    return led


def _units(edition: Edition) -> dict[str, Any]:
    """The unit of each year's target: that of its indicator."""
    indicators = edition.nodes.get("Indicator", {})
    links = edition.links.get(("HAS_TARGET", "Indicator", "AnnualTarget"), {})
    return {end: indicators.get(start, {}).get("unit") for start, end, _ in links.values()}


_ROLE_ENDS: dict[str, list[Ends]] = defaultdict(list)
for _declared in RELATIONSHIP.values():
    if _declared.role:
        for _start, _end in _declared.ends:
            _ROLE_ENDS[_end].append((_declared.type, _start, _end))


def property_of(kind: str, field: str) -> Property | None:
    """The declared property that a change names: one of the record, or one of a relationship (``TYPE.name``)."""
    type_, _, name = field.partition(".")
    properties = relationship_properties(type_) if name else stored_properties(KIND[kind])
    return next((p for p in properties if p.name == (name or field)), None)
