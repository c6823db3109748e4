"""What an agency answers for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quanze.cli.answer_tables import ANSWER_COLUMNS, answer_rows
from quanze.cli.app import AS_OF, command, graph_command, row_options
from quanze.cli.language import _
from quanze.locale import message
from quanze.schema.column_titles import heads
from quanze.schema.progress import RESTS_ON

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quanze.api import Graph
    from quanze.cli.output import Output
    from quanze.exports.answers.answer import Table
    from quanze.schema.rows import Responsibility, SideBySide


LAST = ("year", "target", "result", "unit", "verdict")
"""Columns of what an agency answers for: of an indicator, its last year with a result or a target."""
OF_VERDICT = {key: key for key in RESTS_ON[1:]}
"""Columns for programs, to which the verdict is a code, that say what it rests on."""


MOST_SHOWN = 1_000
"""Paths that are printed unless all are wanted: nobody reads more."""


@command("agency")
@click.argument("name")
@click.argument("other", required=False, default="", metavar=_("[OTHER AGENCY]"))
@AS_OF
@click.option("--all", "every", is_flag=True, help=_("Print every path, also of an agency with more than a thousand."))
@row_options
@graph_command
def agency_command(graph: Graph, name: str, other: str, as_of: str, every: bool, out: Output) -> None:
    """Print what an agency answers for, or what two do."""
    if other:
        _of_two(
            graph.side_by_side(name, other, as_of=as_of, most=0 if every or not out.shows_table else MOST_SHOWN), out
        )
        return
    found = graph.find(name, ("Agency",))
    if out.shows_table:
        rows, total = graph.nearest_duties(found["id"], 0 if every else MOST_SHOWN, as_of=as_of)
        from quanze.cli.answer_text import agency_text

        lineage = graph.lineage(found["id"])
        day = graph.day(as_of)
        led = [row["item"] for row in rows if row["leads"] and not row["distance"]]
        life = graph.life(found["id"])
        alone = {item for item, leaders in graph.leaders(led, as_of=day).items() if leaders == {found["id"]}}
        text = agency_text(found, _with_codes(graph, rows), lineage, alone, out.lang, day, life)
        if len(rows) < total:
            note = message(
                "Only the nearest {n:,} of {total:,} paths are listed and counted here; --all lists every one.",
                n=len(rows),
                total=total,
            )
            text = f"{note.in_language(out.lang)}\n\n{text}"
        out.emit(rows, {}, text=text)
        return
    columns_of_table = heads(out.lang, *ANSWER_COLUMNS, *LAST) | OF_VERDICT
    if out.chosen.name in ("json", "csv"):
        from quanze.exports.answers.csv import csv_of_each
        from quanze.exports.json_text import json_of_each

        def pieces(rows: Iterator[Responsibility]) -> Iterator[str]:
            if out.chosen.name == "json":
                return json_of_each(rows)
            return csv_of_each((one for row in rows for one in answer_rows([row], out.lang)), columns_of_table)

        out.write_pieces(lambda write: graph.each_duty(found["id"], lambda rows: write(pieces(rows)), as_of=as_of))
        return
    from quanze.exports.answers.answer import Answer, Table

    rows = graph.agency(found["id"], as_of=as_of)
    table = Table(answer_rows(rows, out.lang), columns_of_table)
    coded = _with_codes(graph, rows)
    shown = answer_rows(coded, out.lang)
    parts = _parts(coded, out.lang, graph.day(as_of))
    own = message("Roles of its own").in_language(out.lang)
    columns = heads(out.lang, "item_kind", "item_name", "role", "how", "distance", "path", "valid_from", "valid_to")
    sheets = [part if part.title else part._replace(title=own) for part in parts]
    sheets.append(Table(shown, columns, message("All paths").in_language(out.lang)))
    out.send(Answer(rows, table, out.in_words, sheets=tuple(sheets), sections=parts))


def _of_two(found: SideBySide, out: Output) -> None:
    """What two agencies answer for, side by side."""
    from quanze.exports.answers.answer import Answer, Table
    from quanze.exports.side_by_side import (
        cited_columns,
        coded,
        columns,
        counts,
        counts_columns,
        in_words,
        notes,
        parts,
        title,
    )

    cells = [in_words(row, out.lang) for row in found["rows"]]
    of_row = {row["item"]: line for row, line in zip(found["rows"], cells, strict=True)}
    shown = columns(found, out.lang)
    clauses = cited_columns(found, out.lang)
    tables = [Table(counts(found, out.lang), counts_columns(found, out.lang))]
    for part in parts(found):
        lines = [of_row[row["item"]] for row in part.rows]
        used = {key: head for key, head in (shown | clauses).items() if any(line[key] for line in lines)}
        if out.shows_table:
            used = {key: head for key, head in used.items() if key not in clauses}
        tables.append(
            Table(lines, used, message("{title} ({n})", title=part.title, n=len(lines)).in_language(out.lang))
        )
    table = Table(coded(found, out.lang), heads(out.lang, "item", "whose") | shown | clauses)
    said = notes(found)
    if out.shows_table:
        said.append(message("The clauses are in every other format, and with `quanze agency` of one agency."))
    note = "\n".join(one.in_language(out.lang) for one in said)
    out.send(
        Answer(
            found["rows"],
            table,
            lambda rows: rows,
            sheets=tuple(tables),
            sections=tuple(tables),
            note=note,
            title=title(found).in_language(out.lang),
        )
    )


def _with_codes(graph: Graph, rows: Sequence[Responsibility]) -> list[Responsibility]:
    """Rows in which SDG goals and targets have their codes before their names, in the order of the codes."""
    from quanze.cli.answer_text import SDG
    from quanze.text.natural_order import natural_key

    ids = {row["item"] for row in rows if row["item_kind"] in SDG}
    codes = {row["id"]: row["number"] or "" for row in graph.query("records_by_id", ids=sorted(ids))} if ids else {}

    def coded(item: str, name: str) -> str:
        return f"{codes[item]} {name}" if name and codes.get(item) else name

    found: list[Responsibility] = [
        {
            **row,
            "item_name": coded(row["item"], row["item_name"]),
            "item_name_en": coded(row["item"], row["item_name_en"]),
        }
        for row in rows
    ]
    return sorted(found, key=lambda row: natural_key(codes.get(row["item"], "")))


def _parts(rows: Sequence[Responsibility], lang: str, day: str) -> tuple[Table, ...]:
    """An agency's own roles on a day, then what follows from them by kind, then what does not hold, as on a page."""
    from quanze.exports.answers.answer import Table
    from quanze.exports.answers.responsibilities import FOLLOWING, OWN, parts, roles_in_words

    columns = heads(lang, "item_kind", "item_name", "role", "how", "valid_from", "valid_to", "citations")
    tables = []
    for part in parts(rows, day):
        title = part.title.in_language(lang)
        if part.part != FOLLOWING:
            tables.append(Table(answer_rows(part.nearest, lang), columns, "" if part.part == OWN else title))
            continue
        of_indicators = LAST if part.nearest[0]["item_kind"] == "Indicator" else ()
        roles = [{"roles": roles_in_words(own, lang).in_language(lang)} for own in part.things]
        shown = [row | held for row, held in zip(answer_rows(part.nearest, lang), roles, strict=True)]
        every = heads(lang, "item_name", "roles", *of_indicators, "path", "citations")
        tables.append(Table(shown, every, title))
    return tuple(tables)
