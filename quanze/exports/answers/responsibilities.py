"""Answers on responsibility in the words and the order in which people read them, on a page as in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from quanze.exports.answers.cells import plain
from quanze.locale import Clauses, Message, message
from quanze.schema import KINDS, ROLES
from quanze.schema.dates import ShownDate, holds
from quanze.schema.naming import named
from quanze.schema.relationships import ENDED_BY, PART
from quanze.schema.role_words import short, shown_word
from quanze.schema.ways import HOWS, SECTIONED, UNSETTLED

if TYPE_CHECKING:
    from quanze.schema.rows import NamedAgency, Responsibility, Row

_ROLES = {role.type: n for n, role in enumerate(ROLES)}
OWN, FOLLOWING, OPEN, OTHER_TIMES = "own", "following", "open", "other-times"


class Part(NamedTuple):
    """A part of what an agency answers for: its own roles, what follows from them by kind, what the source leaves open,
    what does not hold on the day.

    ``things`` has the rows of each thing, one for each role; ``part`` is one of the codes above.
    """

    part: str
    title: Message
    things: list[list[Responsibility]]

    @property
    def nearest(self) -> list[Responsibility]:
        """One row for each record."""
        return [rows[0] for rows in self.things]


def parts(rows: Sequence[Responsibility], day: str) -> Iterator[Part]:
    """What an agency answers for on a day, in parts; those without a row are left out."""
    now = [row for row in rows if lives(row, day) and row["how"] != UNSETTLED]
    own = [row for row in now if not row["distance"] and row["how"] != SECTIONED]
    found = [
        Part(OWN, message("Roles of its own"), [[row] for row in own]),
        *(Part(FOLLOWING, title, things) for title, things in following(now)),
        Part(
            OPEN,
            message("May have taken over; the source does not say"),
            [[row] for row in rows if row["how"] == UNSETTLED],
        ),
        Part(OTHER_TIMES, message("Ended or not yet begun"), [[row] for row in rows if not lives(row, day)]),
    ]
    return (part for part in found if part.things)


def led_through_parts(agencies: Sequence[NamedAgency], lang: str) -> str:
    """What to say of a task that no agency leads itself, where agencies lead parts or indicators of it."""
    names = [plain(named(row, lang)) for row in agencies]
    return message("No agency leads it itself; {names} lead parts or indicators of it.", names=names).in_language(lang)


def lives(row: Responsibility, day: str) -> bool:
    """Whether an answer holds on a day."""
    return holds(row["valid_from"], row["valid_to"], day)


def role_words(row: Responsibility, lang: str) -> str:
    """The role, with the source's wording where it says more and the target it is limited to in brackets."""
    word = (
        message("seat").in_language(lang)
        if row["role"] in ("SITS_ON", "REPRESENTS")
        else shown_word(row["role"], row["wording"], lang)
    )
    label, wording = plain(word), plain(row["wording"] or "")
    more: list[Message | str] = [wording] if wording and short(wording) != label else []
    if row["under"]:
        more.append(message("only under {target}", target=row["under"].rsplit("/", 1)[-1]))
    return message("{role} ({remarks})", role=label, remarks=more).in_language(lang) if more else label


def how_words(row: Responsibility, lang: str) -> str:
    """How it answers, with the distance where there is one, and whether it is included in a lead."""
    how = message("{how}, included in its lead", how=HOWS[row["how"]]) if row.get("included") else HOWS[row["how"]]
    if not row["distance"]:
        return how.in_language(lang)
    return message("{how}, distance {distance}", how=how, distance=row["distance"]).in_language(lang)


def following(rows: Sequence[Responsibility]) -> list[tuple[Message, list[list[Responsibility]]]]:
    """What follows from the roles an agency has itself, then what its sections answer for: under a title for each kind,
    the things, each once with the nearest row of each role; what it works on before what it reviews or has a seat for.

    Years are shown with their indicator.
    """
    mine = [row for row in rows if row["how"] != SECTIONED]
    shown = {row["item"] for row in mine if not row["distance"]}
    found = []
    for part, title in (
        ([row for row in mine if row["distance"]], message("follows from these")),
        ([row for row in rows if row["how"] == SECTIONED], HOWS[SECTIONED]),
    ):
        for kind in KINDS:
            held: dict[str, dict[str, Responsibility]] = {}
            for row in part:
                if row["item_kind"] == kind.label and row["item"] not in shown:
                    held.setdefault(row["item"], {}).setdefault(row["role"], row)
            if held and kind.label != "AnnualTarget":
                things = [
                    sorted(own.values(), key=lambda row: _ROLES.get(row["role"], len(_ROLES))) for own in held.values()
                ]
                found.append((message("{kind}: {title}", kind=kind, title=title), things))
        shown |= {row["item"] for row in part}
    return found


def roles_in_words(rows: Sequence[Responsibility], lang: str) -> Clauses:
    """The roles on one thing, each with how it is held; not those that are included in another."""
    rows = [row for row in rows if not row.get("included")] or rows
    return Clauses([message("{role}, {how}", role=role_words(row, lang), how=how_words(row, lang)) for row in rows])


def succession_in_words(changes: Sequence[Row], lang: str) -> Iterator[str]:
    """Who took whose place, and since when; rows of ``changes_of``."""
    for change in changes:
        before, after = (plain(named(change, lang, f"{end}_name")) for end in ("to", "from"))
        since = ShownDate(change["valid_from"]) if change["valid_from"] else ""
        if change["type"] == ENDED_BY.type:
            before, after = after, message("dissolved").in_language(lang)
        names = {"before": before, "after": after, "since": since}
        if change["extent"] == PART:  # the former body lives on, as a rule
            said = (
                message("Part taken over: {before} → {after} ({since})", **names)
                if since
                else message("Part taken over: {before} → {after}", **names)
            )
        elif since:
            said = message("Succession: {before} → {after} ({since})", **names)
        else:
            said = message("Succession: {before} → {after}", **names)
        yield said.in_language(lang)


def replaced_in_words(replaced: Mapping[str, str], day: str) -> Message:
    """That later editions without dates have replaced what held on a day; ``Graph.replaced_since`` gives them."""
    return message(
        "{names}: replaced by a load on {date} that does not say since when its roles hold. The answer is that of "
        "the later edition; it may not have held on {day}.",
        names=sorted(replaced),
        date=ShownDate(max(replaced.values())),
        day=ShownDate(day),
    )
