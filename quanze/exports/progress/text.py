"""Progress as plain text: the indicators, their years, and how many of each verdict agencies and groups have."""

from __future__ import annotations

from quanze.exports.answers.answer import Table
from quanze.exports.answers.cells import plain
from quanze.exports.answers.text import ROOM, table_text
from quanze.exports.progress.tables import (
    count_tables,
    history_title,
    indicator_rows,
    notes,
    shown_heads,
    summary,
    title,
)
from quanze.schema.progress_report import ProgressReport
from quanze.text.width import wrapped


def plain_text(found: ProgressReport, lang: str, *, room: int = ROOM) -> str:
    """The whole answer, at most ``room`` columns wide."""
    parts = [plain(title(found, lang))]
    if found.rows:
        rows = indicator_rows(found.rows, lang)
        parts.append(
            table_text(Table(rows, shown_heads(rows, lang, ("year", "groups", "rule"))), room=room, below="rule")
        )
    if found.history:
        rows = indicator_rows(found.history, lang)
        heads = shown_heads(rows, lang, ("name", "line", "leads", "helps", "groups", "unit", "rule"))
        parts.append(f"■ {history_title(lang)}\n" + table_text(Table(rows, heads), room=room, below="rule"))
    elif len(found.rows) > 1:
        parts += [
            f"■ {table.title}\n" + table_text(Table(table.rows, {"name": table.first, **table.columns}), room=room)
            for table in count_tables(found, lang)
        ]
    said = [summary(found, lang), *notes(found, lang)]
    return "\n\n".join((*parts, "\n".join(line for one in said for line in wrapped(plain(one), room)))) + "\n"
