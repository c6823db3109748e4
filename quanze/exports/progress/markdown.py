"""Progress as Markdown: the tables under their titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quanze.exports.answers.cells import plain
from quanze.exports.markdown_text import aligned_table, escape
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
from quanze.schema.rows import Row


def markdown(found: ProgressReport, lang: str) -> str:
    """The whole answer."""
    parts = [f"# {escape(title(found, lang))}", escape(summary(found, lang))]
    if found.rows:
        rows = indicator_rows(found.rows, lang)
        parts.append(_table(rows, shown_heads(rows, lang, ("year",))))
    if found.history:
        rows = indicator_rows(found.history, lang)
        parts.append(f"## {escape(history_title(lang))}")
        parts.append(_table(rows, shown_heads(rows, lang, ("name", "line", "leads", "helps", "groups"))))
    elif len(found.rows) > 1:
        for table in count_tables(found, lang):
            parts += [f"## {escape(table.title)}", _table(table.rows, {"name": table.first, **table.columns})]
    return "\n\n".join((*parts, *map(escape, notes(found, lang)))) + "\n"


def _table(rows: Sequence[Row], heads: Mapping[str, str]) -> str:
    lines = [[escape(head) for head in heads.values()]]
    lines += [[escape(plain(row[key])) for key in heads] for row in rows]
    return "\n".join(aligned_table(lines))
