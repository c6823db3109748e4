"""A brief: one or two pages on an agency, a body, a seat or an indicator, for the next meeting.

It says what a briefing holds (``quanze.schema.briefing``) and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from quanze.exports.papers.paper import Block, Heading, Paper, Paragraph, Runs, Said, Table, runs, said, shares
from quanze.exports.papers.sections import (
    COORDINATE,
    HELP,
    LEAD,
    MOST,
    REVIEW,
    SEAT,
    STANDINGS,
    between_clauses,
    for_certain,
    gap_items,
    indicator_table,
    items,
    leading,
    led_by,
    nearest,
    notes_of,
    parties,
    role_of,
    standing,
    thing,
    year_table,
)
from quanze.exports.progress.tables import summary
from quanze.locale import Clauses, Message, listed, message, paragraph, plural, quoted
from quanze.schema.dates import ShownDate, earliest, holds, not_living, table_date
from quanze.schema.naming import Name, named, sentence
from quanze.schema.number_text import shown_number
from quanze.schema.progress import NOT_REPORTED, STALE
from quanze.schema.ways import BODIES, HOWS, OWN_DUTIES, STATED

if TYPE_CHECKING:
    from quanze.schema.briefing import Briefing
    from quanze.schema.rows import IndicatorProgress, PlanChange, Responsibility

_SOON = timedelta(days=365)
"""How far ahead a brief announces an end."""
_SHOWN = ("Task", "Subgroup", "Council", "Indicator", "Document", "Member")
"""Kinds of things to work on that a brief lists; SDG goals and targets follow from them."""


def brief_paper(briefing: Briefing, lang: str) -> Paper:
    """The brief in a language."""
    write = _Brief(briefing, lang)
    name = named(briefing.about, lang)
    title = message("{name}: brief", name=name).in_language(lang)
    return Paper(title, tuple(write.blocks()), lang)


class _Brief:
    """Makes the blocks of one brief."""

    def __init__(self, briefing: Briefing, lang: str) -> None:
        self.of, self.lang = briefing, lang
        self.id, self.kind = briefing.about["id"], briefing.about["kind"]
        self.held = self._held()

    def blocks(self) -> list[Block]:
        """All blocks; a section that has nothing to say is left out."""
        parts = {
            "Agency": (self.led, self.coordinated, self.helped, self.reviewed, self.seated),
            "Council": (self.members, self.groups, self.tasks, self.reviewed),
            "Subgroup": (self.members, self.tasks, self.reviewed),
            "Member": (self.seat, self.groups, self.led, self.tasks, self.reviewed),
            "Indicator": (self.answering, self.years),
        }[self.kind]
        found: list[Block] = [self.heading(), self.summary()]
        for part in (*parts, self.indicators, self.due, self.missing, self.changed):
            found += part()
        return found

    def _held(self) -> dict[str, dict[str, list[Responsibility]]]:
        """Standing → thing → the nearest answers; each thing only by the weightiest of its standings."""
        by_thing: dict[str, list[Responsibility]] = {}
        for row in for_certain(self.of.duties):
            if row["item_kind"] in _SHOWN:
                by_thing.setdefault(row["item"], []).append(row)
        found: dict[str, dict[str, list[Responsibility]]] = {one: {} for one in STANDINGS}
        for item in sorted(by_thing, key=lambda item: self.of.order.get(item, 0)):
            of_standing = {one: [row for row in by_thing[item] if standing(row) == one] for one in STANDINGS}
            best = next(one for one in STANDINGS if of_standing[one])
            least = min(row["distance"] for row in of_standing[best])
            found[best][item] = [row for row in of_standing[best] if row["distance"] == least]
        return found

    def own(self, wanted: str, *, kinds: Sequence[str] = _SHOWN) -> list[Responsibility]:
        """What it has itself, one answer a thing, in order of kinds."""
        rows = [rows[0] for rows in self.held[wanted].values() if not rows[0]["distance"]]
        return sorted((r for r in rows if r["item_kind"] in kinds), key=lambda r: _SHOWN.index(r["item_kind"]))

    def following(self, wanted: str, kind: str = "Task") -> list[Responsibility]:
        """What follows from what it has, one answer a thing."""
        rows = [rows[0] for rows in self.held[wanted].values() if rows[0]["distance"]]
        return [row for row in rows if row["item_kind"] == kind]

    # What is at the top

    def heading(self) -> Block:
        """The day, the year and the data."""
        parts: list[Message] = [
            message("As known on {date}.", date=ShownDate(self.of.day)),
            message("Progress of {year}.", year=ShownDate(str(self.of.progress.year))),
        ]
        names = [
            message("{name} ({edition})", name=named(row, self.lang), edition=row["edition"])
            if row["edition"]
            else message("{name}", name=named(row, self.lang))
            for row in self.of.datasets
        ]
        parts.append(message("Data: {editions}.", editions=Clauses(names)))
        return Paragraph(runs(paragraph(parts, self.lang)), faint=True)

    def summary(self) -> Block:
        """Whether it is there at all on the day, and how much it has, in one sentence each."""
        parts: list[Any] = []
        out_of_time = not_living(self.of.life, self.of.day)
        if out_of_time:
            parts.append(out_of_time)
        if self.kind == "Agency":
            counted = [
                plural("leads {n} item itself", "leads {n} items itself", n=len(self.own(LEAD))),
                plural("coordinates {n} task", "coordinates {n} tasks", n=len(self.following(COORDINATE))),
                plural("helps with {n} item", "helps with {n} items", n=len(self.own(HELP))),
                plural("reviews {n} item", "reviews {n} items", n=len(self.held[REVIEW])),
                plural("fills {n} seat", "fills {n} seats", n=len(self.own(SEAT, kinds=("Member",)))),
            ]
            parts.append(
                message(
                    "{name}: {counts}.",
                    name=named(self.of.about, self.lang),
                    counts=Clauses(one for one in counted if one.n),
                )
                if any(one.n for one in counted)
                else message("The plan gives this agency no role.")
            )
        if self.of.progress.rows or self.kind != "Agency":
            parts.append(summary(self.of.progress, self.lang))
        if self.of.gaps:
            parts.append(
                plural("{n} gap of the plan concerns it.", "{n} gaps of the plan concern it.", n=len(self.of.gaps))
            )
        return Paragraph((said(paragraph(parts, self.lang), strong=True),))

    # What an agency does

    def led(self) -> list[Block]:
        """What it leads itself, with whom; then the sub-tasks that follow."""
        rows = self.own(LEAD)
        found = self.section(message("Leads"), self.role_table(rows, message("together with"), HELP) if rows else [])
        more = self.following(LEAD)
        if more:
            found += self.section(None if rows else message("Leads"), [self.names(message("Sub-tasks of these"), more)])
        return found

    def coordinated(self) -> list[Block]:
        """The tasks of the groups that it convenes."""
        rows = [*self.own(COORDINATE), *self.following(COORDINATE)]
        if not rows:
            return []
        return self.section(message("Coordinates as convener"), [self.names(None, rows, leads=True)])

    def helped(self) -> list[Block]:
        """What it helps with, and who leads."""
        rows = self.own(HELP)
        blocks: list[Block] = list(self.role_table(rows, message("led by"), LEAD)) if rows else []
        more = self.following(HELP)
        if more:
            blocks.append(self.names(message("Tasks that follow from these"), more))
        return self.section(message("Helps with"), blocks)

    def reviewed(self) -> list[Block]:
        """What it reviews."""
        rows = [rows[0] for rows in self.held[REVIEW].values()]
        return self.section(message("Reviews"), [self.names(None, rows)] if rows else [])

    def seated(self) -> list[Block]:
        """Its seats."""
        rows = [row for row in self.own(SEAT) if row["item_kind"] != "Task"]
        return self.section(message("Seats"), [self.names(None, rows)] if rows else [])

    def role_table(self, rows: Sequence[Responsibility], others: Message, wanted: str) -> list[Block]:
        """Things with the role and who else has one; those beyond ``MOST`` are named below."""
        body = []
        for row in rows[:MOST]:
            who = self.lead(row["item"]) if wanted == LEAD else self.partners(row["item"])
            how = role_of(row, self.lang)
            if row["how"] != STATED:
                how = message("{role} ({how})", role=how, how=HOWS[row["how"]]).in_language(self.lang)
            held = self.held[standing(row)][row["item"]]
            body.append((runs(said(thing(row, self.lang), notes_of(held, self.lang))), runs(how), who))
        heads = (message("item"), message("role"), others)
        table = Table(tuple(h.in_language(self.lang) for h in heads), tuple(body), shares((3.2, 1, 3.2)))
        more = rows[MOST:]
        return [table, *([self.names(message("Besides"), more)] if more else [])]

    def lead(self, item: str) -> Runs:
        """Who leads a thing."""
        return leading(self.of.others.get(item, ()), self.lang, self.of.of_parts.get(item, ()), self.led_by_seats(item))

    def led_by_seats(self, item: str) -> Runs:
        """The seats that lead a thing and that no agency fills, but the one that the brief is about."""
        seats = [seat for seat in self.of.leading_seats.get(item, ()) if seat["id"] != self.id]
        return led_by(seats, self.of.documents, self.lang)

    def partners(self, item: str) -> Runs:
        """Who else leads, and who helps."""
        rows = self.of.others.get(item, ())
        found: list[Said] = [*self.led_by_seats(item)]
        leads = nearest(rows, LEAD)
        if leads and not leads[0]["distance"]:
            names = listed([named(row, self.lang, "agency_name") for row in leads], self.lang)
            text = message("also led by {names}", names=names).in_language(self.lang)
            found += [*([Said(between_clauses(self.lang))] if found else []), said(text, notes_of(leads, self.lang))]
        helps = parties(rows, HELP, self.lang)
        if found and helps:
            found.append(Said(between_clauses(self.lang)))
        return (*found, *helps)

    def names(self, title: Message | None, rows: Sequence[Responsibility], *, leads: bool = False) -> Paragraph:
        """Things one after the other, each with its clauses; with ``leads`` also with the agencies that lead it."""
        pieces: list[Said] = []
        if title:
            pieces.append(Said(message("{title}: ", title=title).in_language(self.lang)))
        for n, row in enumerate(rows):
            between = between_clauses(self.lang) if n else ""
            name, who = thing(row, self.lang), nearest(self.of.others.get(row["item"], ()), LEAD) if leads else []
            if who:
                names = [named(one, self.lang, "agency_name") for one in who]
                name = message("{name} (led by {names})", name=name, names=names).in_language(self.lang)
            pieces += [Said(between), said(name, notes_of([row, *who], self.lang))]
            if leads and (seats := self.led_by_seats(row["item"])):
                pieces += [Said(between_clauses(self.lang)), *seats]
        return Paragraph(tuple(piece for piece in pieces if piece.text))

    # What a body or a seat is for

    def members(self) -> list[Block]:
        """Who convenes it, who helps, and its seats."""
        rows = self.of.others.get(self.id, ())
        body = []
        for title, wanted in ((message("lead"), LEAD), (message("support"), HELP), (message("review"), REVIEW)):
            by_seat = wanted == LEAD and self.led_by_seats(self.id)
            who = self.lead(self.id) if by_seat else parties(rows, wanted, self.lang)
            if who:
                body.append((runs(title.in_language(self.lang)), who))
        seats = [rows[0] for rows in self.held[SEAT].values() if rows[0]["item_kind"] == "Member"]
        if seats:
            pieces = self.names(None, seats)
            body.append((runs(message("Seats").in_language(self.lang)), pieces.runs))
        if not body:
            return []
        heads = (message("role"), message("who"))
        table = Table(tuple(h.in_language(self.lang) for h in heads), tuple(body), shares((1, 6)))
        return self.section(message("Who is on it"), [table])

    def seat(self) -> list[Block]:
        """Who holds the seat, on what ground, and on which body it is."""
        record = self.of.record
        facts = [
            (message("title"), record.get("seat_title")),
            (message("post"), record.get("post")),
            (message("holder"), record.get("holder")),
            (message("holder until"), table_date(record.get("holder_to") or "", self.lang)),
        ]
        body: list[tuple[Runs, Runs]] = [
            (runs(title.in_language(self.lang)), runs(value)) for title, value in facts if value
        ]
        bodies = self.own(SEAT, kinds=BODIES)
        if bodies:
            pieces = self.names(None, bodies)
            body.append((runs(message("body").in_language(self.lang)), pieces.runs))
        holders = self.of.others.get(self.id, ())
        agencies = {row["agency"]: row for row in holders if row["role"] == "REPRESENTS"}
        if agencies:
            names = listed([named(row, self.lang, "agency_name") for row in agencies.values()], self.lang)
            notes = notes_of(agencies.values(), self.lang)
            body.append((runs(message("agency").in_language(self.lang)), (said(names, notes),)))
        heads = (message("seat"), message("what the source says"))
        return [Table(tuple(h.in_language(self.lang) for h in heads), tuple(body), shares((1, 4)))] if body else []

    def groups(self) -> list[Block]:
        """The groups of a council, with their conveners and how their indicators are."""
        body = []
        for group in self.of.groups:
            rows = [r for r in self.of.progress.rows if any(g["id"] == group["id"] for g in r["groups"])]
            counted = summary_of(rows, self.of, self.lang)
            who = self.lead(group["id"])
            body.append((runs(named(group, self.lang)), who, runs(counted)))
        heads = (message("subgroup"), message("convener"), message("indicators"))
        table = Table(tuple(h.in_language(self.lang) for h in heads), tuple(body), shares((1.3, 1.6, 3)))
        return self.section(message("Subgroups"), [table] if body else [])

    def tasks(self) -> list[Block]:
        """The tasks of a body, with who leads and helps."""
        rows = [row for row in (*self.own(LEAD, kinds=("Task",)), *self.following(SEAT)) if row["item_kind"] == "Task"]
        if self.kind == "Member":
            rows = self.following(SEAT)
        if not rows:
            return []
        body = []
        for row in rows[:MOST]:
            about = self.of.others.get(row["item"], ())
            name = said(thing(row, self.lang), notes_of([row], self.lang))
            who, by_seat = self.lead(row["item"]), self.led_by_seats(row["item"])
            if _is_own_duty(row) and not by_seat and not nearest(about, LEAD) and not nearest(about, COORDINATE):
                who = runs(message("the body itself").in_language(self.lang))
            body.append((runs(name), who, parties(about, HELP, self.lang)))
        heads = (message("task"), message("lead"), message("support"))
        blocks: list[Block] = [Table(tuple(h.in_language(self.lang) for h in heads), tuple(body), shares((3, 1.5, 3)))]
        if rows[MOST:]:
            blocks.append(self.names(message("Besides"), rows[MOST:]))
        return self.section(message("Tasks"), blocks)

    # Indicators, what is due, what is missing, what changed

    def answering(self) -> list[Block]:
        """Who answers for an indicator."""
        body = []
        words = {
            LEAD: message("lead"),
            COORDINATE: message("convener of the group"),
            HELP: message("support"),
            REVIEW: message("review"),
        }
        for wanted, title in words.items():
            who = parties(self.of.duties, wanted, self.lang)
            if wanted == LEAD and (by_seat := self.led_by_seats(self.id)):
                who = leading(self.of.duties, self.lang, seats=by_seat)
            if who:
                body.append((runs(title.in_language(self.lang)), who))
        heads = (message("role"), message("who"))
        table = Table(tuple(h.in_language(self.lang) for h in heads), tuple(body), shares((1, 5)))
        return self.section(message("Who answers for it"), [table] if body else [])

    def years(self) -> list[Block]:
        """All years of an indicator."""
        blocks: list[Block] = [
            year_table(row, self.of.figures.get(row["indicator"], ()), self.of.documents, self.lang)
            for row in self.of.progress.rows
            if row["years"]
        ]
        return self.section(message("Targets and results by year"), blocks)

    def indicators(self) -> list[Block]:
        """The indicators of the year."""
        rows = self.of.progress.rows
        if not rows:
            return []
        title = message("Indicators {year}", year=ShownDate(str(self.of.progress.year)))
        blocks = indicator_table(rows, self.of.figures, self.of.documents, self.lang)
        if len(rows) == 1:
            blocks.append(Paragraph(runs(rows[0]["rule"].in_language(self.lang))))
        return self.section(title, blocks)

    def due(self) -> list[Block]:
        """Results that are missing, targets of the running year, roles and terms that end soon."""
        mine = [row for row in self.of.progress.rows if self.is_asked(row)]
        late = [row for row in mine if row["verdict"] in (NOT_REPORTED, STALE)]
        found = []
        if late:
            found.append(self.asked(message("Report the result of {year}", year=ShownDate(str(late[0]["year"]))), late))
        this_year = int(self.of.day[:4])
        coming = [
            (row, year)
            for row in mine
            for year in row["years"]
            if year["year"] == this_year and year["target"] is not None and year["result"] is None
        ]
        if coming and this_year != self.of.progress.year:
            title = message("Reach by the end of {year}", year=ShownDate(str(this_year)))
            found.append(self.asked(title, [row for row, _ in coming], [year["target"] for _, year in coming]))
        found += self.deadlines()
        found += self.ending()
        return self.section(message("Due"), items(found))

    def is_asked(self, row: IndicatorProgress) -> bool:
        """Whether an indicator's result is asked of the one the brief is about."""
        if self.kind != "Agency":
            return True
        return any(agency["id"] == self.id for agency in (row["leads"] or row["coordinators"]))

    def asked(self, title: Message, rows: Sequence[IndicatorProgress], targets: Sequence[float | None] = ()) -> Runs:
        """Indicators with what their year is to reach."""
        pieces = [Said(message("{title}: ", title=title).in_language(self.lang), strong=True)]
        for n, row in enumerate(rows):
            target = targets[n] if targets else row["target"]
            between = between_clauses(self.lang) if n else ""
            text = named(row, self.lang)
            if target is not None:
                amount = f"{shown_number(target)} {row['unit']}".strip()
                text = message("{name} (target {amount})", name=text, amount=amount).in_language(self.lang)
            who = row["leads"] or row["coordinators"]
            if self.kind != "Agency" and who:
                text = message("{agencies}: {what}", agencies=[Name(one) for one in who], what=text).in_language(
                    self.lang
                )
            pieces += [Said(between), said(text)]
        return tuple(piece for piece in pieces if piece.text)

    def deadlines(self) -> list[Runs]:
        """Tasks to be done within a year, and those of which the deadline has passed within one: whether they are done
        is not recorded."""
        rows = [row for wanted in (LEAD, COORDINATE, HELP) for row in self.dated(wanted)]
        day, soon = self.of.day, _day(self.of.day, _SOON)
        passed = [row for row in rows if not holds(None, self.of.deadlines[row["item"]], day)]
        until = [row for row in rows if earliest(self.of.deadlines[row["item"]], soon) != soon]
        coming = [row for row in until if row not in passed]
        passed = [row for row in passed if holds(_day(day, -_SOON), None, self.of.deadlines[row["item"]])]
        found = []
        for title, own in (
            (message("Deadlines within a year"), coming),
            (message("Deadlines that passed within the last year (whether the task is done is not recorded)"), passed),
        ):
            pieces = [Said(message("{title}: ", title=title).in_language(self.lang), strong=True)]
            for n, row in enumerate(sorted(own, key=lambda row: self.of.deadlines[row["item"]])):
                values = {"item": thing(row, self.lang), "date": ShownDate(self.of.deadlines[row["item"]])}
                text = message("{item} ({role}): {date}", role=role_of(row, self.lang), **values)
                between = between_clauses(self.lang) if n else ""
                pieces += [Said(between), said(text.in_language(self.lang), notes_of([row], self.lang))]
            if own:
                found.append(tuple(piece for piece in pieces if piece.text))
        return found

    def dated(self, wanted: str) -> list[Responsibility]:
        """The tasks with a deadline, one answer each."""
        return [rows[0] for item, rows in self.held[wanted].items() if item in self.of.deadlines]

    def ending(self) -> list[Runs]:
        """Roles and terms that end within a year."""
        soon = _day(self.of.day, _SOON)
        found: list[Runs] = []
        rows = [row for own in self.held.values() for rows in own.values() for row in rows[:1]]
        for row in rows:
            if not row["distance"] and row["valid_to"] and row["valid_to"] <= soon:
                until = message(
                    "{item} ({role}), until {date}",
                    item=thing(row, self.lang),
                    role=role_of(row, self.lang),
                    date=ShownDate(row["valid_to"]),
                )
                found.append((said(until.in_language(self.lang), notes_of([row], self.lang)),))
        term = self.of.record.get("holder_to") or ""
        if term and term <= soon and holds(None, term, self.of.day):
            found.append(runs(message("The term lasts until {date}", date=ShownDate(term)).in_language(self.lang)))
        return found

    def missing(self) -> list[Block]:
        """The gaps that are its matter."""
        return self.section(
            message("Missing"), items(gap_items(self.of.gaps, self.of.documents, self.lang, leave_out=(self.id,)))
        )

    def changed(self) -> list[Block]:
        """What changed since the date asked for."""
        if not self.of.since:
            return []
        title = message("Changed since {date}", date=ShownDate(self.of.since))
        if not self.of.changes:
            nothing = message("No source dates a change of it.").in_language(self.lang)
            return self.section(title, [Paragraph(runs(nothing))])
        found = [self.change(row) for row in self.of.changes[:MOST]]
        more = len(self.of.changes) - len(found)
        if more:
            found.append(
                runs(
                    plural(
                        "{n} more change (`quanze diff` lists it).",
                        "{n} more changes (`quanze diff` lists them).",
                        n=more,
                    ).in_language(self.lang)
                )
            )
        return self.section(title, items(found))

    def change(self, row: PlanChange) -> Runs:
        """One change with the place where it is stated."""
        side = "after" if row["after_source"] else "before"
        document = row[f"{side}_source_name"]  # type: ignore[literal-required]
        clause = row[f"{side}_quote"]  # type: ignore[literal-required]
        place = [document, row[f"{side}_locator"], quoted(clause, self.lang) if clause else ""]  # type: ignore[literal-required]
        return (said(sentence(row, self.lang), [" ".join(filter(None, place))]),)

    def section(self, title: Message | None, blocks: Sequence[Block]) -> list[Block]:
        """Blocks under a heading; nothing when there are none."""
        if not blocks:
            return []
        return [*([Heading(title.in_language(self.lang))] if title else []), *blocks]


def _day(day: str, later: timedelta) -> str:
    return (date.fromisoformat(day) + later).isoformat()


def _is_own_duty(row: Responsibility) -> bool:
    """Whether a task is a duty of a council itself, which needs no agency that leads it."""
    return any(step["relationship"] == "UNDERTAKES" and step["from_kind"] in OWN_DUTIES for step in row["steps"])


def summary_of(rows: Sequence[IndicatorProgress], of: Briefing, lang: str) -> str:
    """How many indicators of some have each verdict."""
    from dataclasses import replace

    return summary(replace(of.progress, rows=list(rows)), lang)
