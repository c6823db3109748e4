"""What an agency answers for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quanze.cli.answer_tables import ANSWER_COLUMNS, answer_rows
from quanze.cli.app import AS_OF, command, graph_command, row_options
from quanze.locale import message
from quanze.schema.column_titles import heads
from quanze.schema.ways import SECTIONED, UNSETTLED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quanze.api import Graph
    from quanze.cli.output import Output
    from quanze.exports.answers.answer import Table
    from quanze.schema.rows import Responsibility


LAST = ("year", "target", "result", "unit", "verdict")
"""Columns of what an agency answers for: of an indicator, its last year with a result or a target."""


@command("agency")
@click.argument("name")
@AS_OF
@row_options
@graph_command
def agency_command(graph: Graph, name: str, as_of: str, out: Output) -> None:
    """Print what an agency answers for."""
    found = graph.find(name, ("Agency",))
    rows = graph.agency(found["id"], as_of=as_of)
    if out.shows_table:
        from quanze.cli.answer_text import agency_text

        lineage = graph.lineage(found["id"])
        day = graph.day(as_of)
        led = {row["item"] for row in rows if row["leads"] and not row["distance"]}
        alone = {item for item in led if _leaders(graph, item, day) == {found["id"]}}
        out.emit(rows, {}, text=agency_text(found, rows, lineage, alone, out.lang, day))
        return
    from quanze.exports.answers.answer import Answer, Table

    shown = answer_rows(rows, out.lang)
    table = Table(shown, heads(out.lang, *ANSWER_COLUMNS, *LAST))
    parts = _parts(rows, out.lang, graph.day(as_of))
    own = message("Roles of its own").in_language(out.lang)
    every = heads(out.lang, "item_kind", "item_name", "role", "how", "distance", "path", "valid_from", "valid_to")
    sheets = [part if part.title else part._replace(title=own) for part in parts]
    sheets.append(Table(shown, every, message("All paths").in_language(out.lang)))
    out.send(Answer(rows, table, out.in_words, sheets=tuple(sheets), sections=parts))


def _parts(rows: Sequence[Responsibility], lang: str, day: str) -> tuple[Table, ...]:
    """An agency's own roles on a day, then what follows from them by kind, then what does not hold, as on a page."""
    from quanze.cli.answer_text import following, lives, roles_in_words
    from quanze.exports.answers.answer import Table

    now = [row for row in rows if lives(row, day) and row["how"] != UNSETTLED]
    own = [row for row in now if not row["distance"] and row["how"] != SECTIONED]
    columns = heads(lang, "item_kind", "item_name", "role", "how", "valid_from", "valid_to", "citations")
    tables = [Table(answer_rows(own, lang), columns)]
    for title, things in following(now):
        of_indicators = LAST if things[0][0]["item_kind"] == "Indicator" else ()
        roles = [{"roles": roles_in_words(own, lang).in_language(lang)} for own in things]
        shown = [row | held for row, held in zip(answer_rows([own[0] for own in things], lang), roles, strict=True)]
        tables.append(
            Table(
                shown, heads(lang, "item_name", "roles", *of_indicators, "path", "citations"), title.in_language(lang)
            )
        )
    others = (
        (message("May have taken over; the source does not say"), [r for r in rows if r["how"] == UNSETTLED]),
        (message("Ended or not yet begun"), [r for r in rows if not lives(r, day)]),
    )
    tables += [Table(answer_rows(own, lang), columns, title.in_language(lang)) for title, own in others]
    return tuple(t for t in tables if t.rows)


def _leaders(graph: Graph, item: str, day: str) -> set[str]:
    return {r["agency"] for r in graph.who(item, as_of=day) if r["leads"] and r["how"] != SECTIONED}
