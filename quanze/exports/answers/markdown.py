"""An answer as Markdown: its tables with their titles, and the note."""

from __future__ import annotations

from quanze.exports.answers.answer import Answer, Table
from quanze.exports.answers.cells import plain
from quanze.exports.markdown_text import escape


def markdown(answer: Answer) -> str:
    """The first table has no title, so that an answer of one table is a table and nothing else."""
    parts = [(f"## {escape(t.title)}\n\n" if t.title else "") + _table(t) for t in answer.tables_to_read()]
    return "\n\n".join([*parts, *([escape(answer.note)] if answer.note else [])]) + "\n"


def _table(table: Table) -> str:
    heads = table.columns.values()
    lines = ["| " + " | ".join(escape(h) for h in heads) + " |", "|" + " --- |" * len(heads)]
    lines += ["| " + " | ".join(escape(plain(row.get(c))) for c in table.columns) + " |" for row in table.rows]
    return "\n".join(lines)
