"""Two agencies side by side, as tables: how much each answers for, then what both do, and what one alone does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from quanze.exports.answers.cells import plain
from quanze.exports.answers.citation import citation
from quanze.exports.answers.responsibilities import roles_in_words
from quanze.exports.progress.tables import judged_words
from quanze.locale import Clauses, Message, message, plural
from quanze.schema import KIND, ROLES
from quanze.schema.codes import BY_BOTH, BY_FIRST, BY_NEITHER, BY_SECOND
from quanze.schema.column_titles import heads
from quanze.schema.dates import table_date
from quanze.schema.naming import Name, named
from quanze.schema.progress import MISSED
from quanze.schema.ways import SECTIONED, UNSETTLED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quanze.schema.rows import HeldByTwo, Responsibility, Row, SideBySide

SIDES = ("first", "second")
FIGURES = ("due", "year", "target", "result", "unit", "verdict")
"""Columns of a deadline, and of an indicator's last year."""


class PartOfTwo(NamedTuple):
    """The things of one table: a key of ``quanze.schema.codes.WHOSE``, the title, and the rows."""

    whose: str
    title: Message
    rows: Sequence[HeldByTwo]


def title(found: SideBySide) -> Message:
    """What the answer is about."""
    first, second = (Name(agency) for agency in found["agencies"])
    return message("{first} and {second} side by side", first=first, second=second)


def notes(found: SideBySide) -> list[Message]:
    """What is not compared."""
    said = []
    for agency, left_out, other_times in zip(found["agencies"], found["left_out"], found["other_times"], strict=True):
        if left_out:
            said.append(
                plural(
                    "{agency}: {n:,} farther path is not compared; what only the other has here may be of both.",
                    "{agency}: {n:,} farther paths are not compared; what only the other has here may be of both.",
                    n=left_out,
                    agency=Name(agency),
                )
            )
        if other_times:
            said.append(
                plural(
                    "{agency}: {n:,} path that has ended or not begun by then is not compared.",
                    "{agency}: {n:,} paths that have ended or not begun by then are not compared.",
                    n=other_times,
                    agency=Name(agency),
                )
            )
    return said


def parts(found: SideBySide) -> list[PartOfTwo]:
    """The things of both, then of one alone, then those that the source leaves open; parts without one are left out."""
    first, second = (Name(agency) for agency in found["agencies"])
    titles = {
        BY_BOTH: message("Both"),
        BY_FIRST: message("Only {agency}", agency=first),
        BY_SECOND: message("Only {agency}", agency=second),
        BY_NEITHER: message("May have taken over; the source does not say"),
    }
    of_part = {whose: [row for row in found["rows"] if row["whose"] == whose] for whose in titles}
    return [PartOfTwo(whose, titles[whose], rows) for whose, rows in of_part.items() if rows]


def columns(found: SideBySide, lang: str) -> dict[str, str]:
    """The columns of a part: the thing, the roles of either agency, and what is owed."""
    first, second = (plain(named(agency, lang)) for agency in found["agencies"])
    return heads(lang, "item_kind", "item_name") | {"first": first, "second": second} | heads(lang, *FIGURES)


def cited_columns(found: SideBySide, lang: str) -> dict[str, str]:
    """The columns of the clauses on which the roles of either agency rest."""
    clauses = heads(lang, "citations")["citations"]
    names = [plain(named(agency, lang)) for agency in found["agencies"]]
    return {
        f"{side}_citations": message("{title}: {names}", title=clauses, names=name).in_language(lang)
        for side, name in zip(SIDES, names, strict=True)
    }


def in_words(row: HeldByTwo, lang: str) -> dict[str, str]:
    """The cells of a thing: its name, the roles of either agency with how they are held, the clauses, what is owed."""
    last = row["last"] or {}
    cells = {key: plain(last.get(key)) for key in FIGURES}
    cells["due"] = table_date(row["due"], lang)
    cells["year"] = table_date(str(last["year"]), lang) if last else ""
    cells["verdict"] = judged_words(last, lang) if last.get("verdict") else ""
    cells["item_kind"] = KIND[row["item_kind"]].in_language(lang)
    cells["item_name"] = plain(named(row, lang, "item_name"))
    for side, held in zip(SIDES, (row["first"], row["second"]), strict=True):
        cells[side] = plain(roles_in_words(held, lang).in_language(lang)) if held else ""
        clauses = (citation(step, lang) for one in held for step in one["steps"])
        cells[f"{side}_citations"] = Clauses(dict.fromkeys(filter(None, clauses))).in_language(lang)
    return cells


def coded(found: SideBySide, lang: str) -> list[Row]:
    """The things as rows for programs: ids and codes, and roles and clauses in words."""
    return [
        {
            **in_words(row, lang),
            **{key: row[key] for key in ("item", "whose", "item_kind", "due")},
            **{key: (row["last"] or {}).get(key) for key in ("year", "verdict")},
        }
        for row in found["rows"]
    ]


def counts_columns(found: SideBySide, lang: str) -> dict[str, str]:
    """The columns of ``counts``."""
    first, second = (plain(named(agency, lang)) for agency in found["agencies"])
    return heads(lang, "count") | {"first": first, "second": second}


def counts(found: SideBySide, lang: str) -> list[Row]:
    """How much each of the two answers for: the roles of its own, seats, tasks and indicators, and what is owed."""
    of_sides = [_counts([(row, row[side]) for row in found["rows"]]) for side in ("first", "second")]
    words: Mapping[str, str] = {
        **heads(lang, *(role.type.lower() for role in ROLES), "seats", "tasks", "indicators"),
        "due": message("tasks with a deadline").in_language(lang),
        "missed": message("targets missed in the last year").in_language(lang),
    }
    return [
        {"count": word, "first": of_sides[0][key], "second": of_sides[1][key]}
        for key, word in words.items()
        if of_sides[0][key] or of_sides[1][key] or key in ("convenes", "tasks", "indicators")
    ]


def _counts(held: Sequence[tuple[HeldByTwo, list[Responsibility]]]) -> dict[str, int]:
    """The same counts as ``quanze.queries.workload``, and two of what is owed."""
    settled = [(thing, rows) for thing, every in held if (rows := [one for one in every if one["how"] != UNSETTLED])]
    mine = [(thing, rows) for thing, rows in settled if any(one["how"] != SECTIONED for one in rows)]
    direct = [[one for one in rows if not one["distance"] and one["how"] != SECTIONED] for _, rows in mine]
    own = [{one["role"] for one in rows if not one.get("included")} for rows in direct]
    return {
        **{role.type.lower(): sum(role.type in roles for roles in own) for role in ROLES},
        "seats": sum("REPRESENTS" in roles for roles in own),
        "tasks": sum(thing["item_kind"] == "Task" for thing, _ in mine),
        "indicators": sum(thing["item_kind"] == "Indicator" for thing, _ in mine),
        "due": sum(bool(thing["due"]) for thing, _ in mine),
        "missed": sum((thing["last"] or {}).get("verdict") == MISSED for thing, _ in mine),
    }
