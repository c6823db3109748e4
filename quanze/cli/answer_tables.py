"""Answers of ``who`` and ``agency`` in the tables of every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quanze.locale import Clauses
from quanze.schema.column_titles import heads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quanze.cli.output import Output
    from quanze.schema.rows import Responsibility, Row

ANSWER_COLUMNS = (
    "agency",
    "agency_name",
    "item_kind",
    "item_name",
    "role",
    "wording",
    "how",
    "former",
    "since",
    "leads",
    "distance",
    "inherited",
    "path",
    "origin",
    "valid_from",
    "valid_to",
    "citations",
)
TO_READ = (
    "role",
    "wording",
    "how",
    "former",
    "since",
    "distance",
    "path",
    "origin",
    "valid_from",
    "valid_to",
    "citations",
)
"""Columns of answers that a person reads on a page or a sheet."""


def emit_answers(rows: Sequence[Responsibility], out: Output, text: str | None, note: str = "") -> None:
    """Answers in any format; ``text`` prints their tables, ``note`` is a sentence below those that are written."""
    if text is not None:
        out.emit(rows, {}, text=text)
        return
    from quanze.exports.answers.answer import Answer, Table

    if out.chosen.name == "json":
        from quanze.exports.answers.shared_steps import steps_said_once

        out.send(Answer(steps_said_once(rows), Table((), {}), out.in_words))
        return
    shown = answer_rows(rows, out.lang)
    table = Table(shown, heads(out.lang, *ANSWER_COLUMNS))
    to_read = (Table(shown, heads(out.lang, "agency_name", *TO_READ)),)
    out.send(Answer(rows, table, out.in_words, sheets=to_read, sections=to_read, note=note))


def answer_rows(rows: Sequence[Responsibility], lang: str) -> list[Row]:
    """Rows with names and paths in a language, the clauses of a path in one cell, and an indicator's last year."""
    from quanze.exports.answers.citation import citation
    from quanze.schema.naming import named

    said: dict[int, str] = {}  # rows share their steps
    for row in rows:
        for step in row["steps"]:
            if id(step) not in said:
                said[id(step)] = citation(step, lang)
    return [
        {
            **row,
            "citations": Clauses(dict.fromkeys(filter(None, (said[id(s)] for s in row["steps"])))).in_language(lang),
            **{key: named(row, lang, key) for key in ("agency_name", "item_name", "path")},
            **(row.get("last") or {}),
        }
        for row in rows
    ]
