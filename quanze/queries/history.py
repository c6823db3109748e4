"""One record in order of time: its names and changes, roles gained and lost, targets and results, with citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from quanze.graph.engine import Reader
from quanze.locale import Message, message
from quanze.queries import statements
from quanze.queries.lifetimes import CHANGING_KINDS, lifetimes
from quanze.queries.records import life, lineage
from quanze.queries.responsibility import OwnDuties, document_names, who
from quanze.schema.dates import day_after, day_before
from quanze.schema.naming import Name
from quanze.schema.number_text import shown_number
from quanze.schema.relationships import CHANGE, ENDED_BY
from quanze.schema.role_words import RoleWord
from quanze.schema.rows import Event, Match, Responsibility, Row
from quanze.schema.ways import SECTIONED, UNSETTLED, answered_kinds

EVENTS = {
    "begins": message("begins"),
    "change": message("change"),
    "gains": message("gains"),
    "loses": message("loses"),
    "target": message("target"),
    "result": message("result"),
    "ends": message("ends"),
}
"""What may happen, in the order in which the events of one day are listed."""
_ORDER = {event: n for n, event in enumerate(EVENTS)}
_CHANGES = {choice.code: choice for choice in CHANGE.choices}
_AGENCY = CHANGING_KINDS[0]
_NOT_ITS_OWN = (SECTIONED, UNSETTLED)
"""How one answers for what it neither gains nor loses itself."""


def history(reader: Reader, found: Match, *, most: int = 0) -> tuple[list[Event], int]:
    """What the sources date about a record, in order of time; a year comes before its months and days.

    The first ``most`` events (0: all), and how many there are.
    """
    kind, id_ = found["kind"], found["id"]
    changes = lineage(reader, id_, kind)
    left = [row for row in changes if row["from" if row["type"] == ENDED_BY.type else "to"] == id_]
    events = [*_life(reader, id_, kind), *_changes(reader, changes)]
    if kind == "Indicator":
        events += _years(reader, id_)
    total = len(events)
    if kind == _AGENCY:
        rows, dated = _first_roles(reader, id_, events, most)
        total += dated
        events += _roles(reader, rows, left)
    elif kind in answered_kinds():
        events += _roles(reader, who(reader, kind, [id_]), left)
        total = len(events)
    events.sort(key=lambda e: (*_place(e["date"], e["event"]), str(e["message_en"])))
    events = events[:most] if most else events
    names = document_names(reader, {event["source"] for event in events if event["source"]})
    for event in events:
        document = names.get(event["source"], {})
        event["source_name"], event["source_name_en"] = document.get("name") or "", document.get("name_en") or ""
    return events, total


def _place(date: str, event: str) -> tuple[str, int]:
    return date, _ORDER[event]


def _event(date: str, event: str, said: Message, cited: Row) -> Event:
    return {
        "date": date,
        "event": event,
        "message_zh": said.in_language("zh-TW"),
        "message_en": said,
        "origin": cited.get("origin") or "",
        "source": cited.get("source") or "",
        "source_name": "",
        "source_name_en": "",
        "locator": cited.get("locator") or "",
        "quote": cited.get("quote") or "",
    }


def _life(reader: Reader, id_: str, kind: str) -> Iterator[Event]:
    """First and last day, where the record's own source states them; ``_changes`` has what follows from a change."""
    (row,) = statements.run(reader, "records_by_id", {"ids": [id_]}, (kind,))
    first, last = life(reader, id_, kind)
    if first and row["valid_from"]:
        yield _event(first, "begins", message("{name} begins", name=Name(row)), row)
    if last and row["valid_to"]:
        yield _event(last, "ends", message("{name} ends", name=Name(row)), row)


def _changes(reader: Reader, rows: Sequence[Row]) -> Iterator[Event]:
    """The changes by which a body came to be what it is, and by which others took it over."""
    acts = document_names(reader, {row["act"] for row in rows if row["act"]})
    for row in rows:
        act: Message | Name = Name(acts.get(row["act"] or "", {}))
        if row["article"] and row["act"] in acts:
            act = message("{act} art. {article}", act=act, article=row["article"])
        if row["type"] == ENDED_BY.type:
            said = message("{before}: dissolved", before=_end(row, "from"))
        else:
            details = [part for part in (_CHANGES.get(row["change"]), act if row["act"] in acts else None) if part]
            said = message(
                "{before} → {after} ({change})", before=_end(row, "to"), after=_end(row, "from"), change=details
            )
        yield _event(row["valid_from"] or row["from_begins"] or "", "change", said, row)


def _end(row: Row, end: str) -> Name:
    return Name({"name": row[f"{end}_name"], "name_en": row[f"{end}_name_en"]})


def _first_roles(reader: Reader, agency: str, others: Sequence[Event], most: int) -> tuple[list[Responsibility], int]:
    """The roles of an agency that begin or end by the day of the first ``most`` events (0: all roles), and how often
    any of its roles begins or ends; ``others`` are its other events."""
    own = OwnDuties(reader, agency, most=most)
    spans = own.spans()
    changed = _dates_of_change(reader, {agency: _AGENCY} if any(last for _, _, last in spans) else {})

    def places(how: str, first: str, last: str) -> list[tuple[str, int]]:
        return [] if how in _NOT_ITS_OWN else [_place(*one) for one in _moments(first, last, agency, changed)]

    dated: Counter[tuple[str, int]] = Counter()
    for span, n in spans.items():
        for place in places(*span):
            dated[place] += n
    total = dated.total()
    if not most or len(others) + total <= most:
        return own.rows(lambda *_: True), total
    # Events of one place are in the order of their words.
    dated.update(_place(event["date"], event["event"]) for event in others)
    counted = zip(sorted(dated), accumulate(dated[place] for place in sorted(dated)), strict=True)
    farthest = next(place for place, so_far in counted if so_far >= most)
    return own.rows(lambda *span: any(place <= farthest for place in places(*span)), _words), total


def _words(type_: str, agency: Row, item: Row) -> str:
    """What is said of a role that an agency has been given itself, in the words by which events are in order."""
    return str(_said_of(RoleWord(type_, None), Name(agency), Name(item)))


def _moments(first: str, last: str, agency: str, changed: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """When a role of an agency is gained and lost: dates and events."""
    if first:
        yield first, "gains"
    if last:
        # A change of a year or month ends roles in it; what a record says of itself lasts to its end.
        yield last if (agency, last) in changed else day_after(last), "loses"


def _roles(reader: Reader, rows: Sequence[Responsibility], left: Sequence[Row]) -> Iterator[Event]:
    """Roles of an agency, or on a thing, as far as something dates them.

    A role that ends because its holder is taken over or dissolved cites what states that, of the changes ``left``; the
    source of the role says nothing of its end.
    """
    changed = _dates_of_change(reader, {row["agency"]: row["party_kind"] for row in rows if row["valid_to"]})
    for row in rows:
        if row["distance"] or row["how"] in _NOT_ITS_OWN:
            continue
        cited: Row = {**row["steps"][-1]}
        for date, event in _moments(row["valid_from"], row["valid_to"], row["agency"], changed):
            if event == "gains":
                yield _event(date, event, _held(row, row["former"]), cited)
            else:
                yield _event(date, event, _held(row, ""), cited if cited["valid_to"] else left[-1] if left else {})


def _dates_of_change(reader: Reader, parties: Mapping[str, str]) -> set[tuple[str, str]]:
    """The years and months that date a change of parties (id → kind): party and date."""
    lives = lifetimes(reader, {id_: {"id": id_, "kind": kind} for id_, kind in parties.items()})
    every = ((id_, change.date) for id_ in parties for change in lives.leaving.get(id_, ()))
    return {(id_, date) for id_, date in every if date and day_before(date) == date}


def _held(row: Responsibility, former: str) -> Message:
    agency = Name({"name": row["agency_name"], "name_en": row["agency_name_en"]})
    item = Name({"name": row["item_name"], "name_en": row["item_name_en"]})
    said = _said_of(RoleWord(row["role"], row["wording"]), agency, item)
    if former:
        before = Name({"name": row["former"], "name_en": row["former_en"]})
        return message("{statement}, carried over from {former}", statement=said, former=before)
    return said


def _said_of(role: RoleWord, agency: Name, item: Name) -> Message:
    values = {"agency": agency, "role": role, "item": item}
    if role.type == "REPRESENTS":  # the word of this relationship and of the next is that of the seat
        return message("{agency}: fills the seat “{item}”", **values)
    if role.type == "SITS_ON":
        return message("{agency}: has a seat on “{item}”", **values)
    return message("{agency}: {role} “{item}”", **values)


def _years(reader: Reader, id_: str) -> Iterator[Event]:
    for row in statements.run(reader, "indicator_targets", {"ids": [id_]}):
        for event in ("target", "result"):
            if row[event] is not None:
                amount = f"{shown_number(row[event])} {row['unit'] or ''}".strip()
                yield _event(str(row["year"]), event, message("{amount}", amount=amount), row)
