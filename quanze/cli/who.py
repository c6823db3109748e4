"""Who answers for a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quanze.cli.answer_tables import emit_answers
from quanze.cli.app import AS_OF, command, graph_command, row_options, said_by_us
from quanze.cli.language import _
from quanze.locale import message
from quanze.schema import KIND
from quanze.schema.naming import Name
from quanze.schema.seats import leading_seats_in_words

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output


@command("who")
@click.argument("name")
@AS_OF
@click.option(
    "--under",
    default="",
    metavar=_("TARGET"),
    help=_("Only roles that an indicator has under this SDG target."),
)
@click.option("--all", "every", is_flag=True, help=_("Show every path of every agency."))
@row_options
@graph_command
def who_command(graph: Graph, name: str, as_of: str, under: str, every: bool, out: Output) -> None:
    """Print who answers for a record."""
    item = graph.find_answered(name)
    rows = graph.who(item["id"], under=under, as_of=as_of)
    text, note = None, ""
    if not out.shows_table and (seats := graph.leading_seats(item["id"], as_of=as_of)):
        note = message("It is {led}.", led=leading_seats_in_words(seats)).in_language(out.lang)
    for other in item.get("alike", ()):
        alike = message(
            "{kind} “{name}” fits as well: `quanze who {id}`.",
            kind=KIND[other["kind"]],
            name=Name(other),
            id=other["id"],
        )
        click.echo(said_by_us(alike.in_language(out.lang)), err=True)
    if out.shows_table:
        from quanze.cli.answer_text import who_text
        from quanze.exports.answers.responsibilities import lives

        lineage = graph.lineage(item["id"])
        life = graph.life(item["id"])
        seats = graph.leading_seats(item["id"], as_of=as_of)
        day = graph.day(as_of)
        held = any(row["leads"] and lives(row, day) for row in rows)
        of_parts = [] if held else graph.leads_of_parts(item["id"], as_of=as_of)
        text = who_text(item, rows, every, out.lang, day, lineage=lineage, life=life, seats=seats, of_parts=of_parts)
    emit_answers(rows, out, text, note)
