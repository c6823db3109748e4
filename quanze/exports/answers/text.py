"""An answer as plain text: tables whose cells wrap, to a terminal's width or that of a file."""

from __future__ import annotations

from itertools import zip_longest

from quanze.exports.answers.answer import Answer, Table
from quanze.exports.answers.cells import plain
from quanze.locale import SOURCE_LANGUAGE, message
from quanze.text.width import fitted, pad, width, wrapped

ROOM = 160
"""Columns of a table that no terminal limits."""
_NARROWEST = 12
"""Columns below which a cell is not wrapped."""


def plain_text(answer: Answer, lang: str = SOURCE_LANGUAGE, *, room: int = ROOM) -> str:
    """The answer's own text, else its tables, at most ``room`` columns wide; then the note.

    Heads over nothing look like an answer that was cut off: a note, or a sentence, says that there is none.
    """
    if answer.text is not None:
        parts = [answer.text]
    else:
        tables = answer.tables_to_read()
        if not any(table.rows for table in tables):
            return (answer.note or message("Nothing found.").in_language(lang)) + "\n"
        parts = [(f"■ {plain(t.title)}\n" if t.title else "") + table_text(t, room=room) for t in tables]
    return "\n\n".join([*parts, *([answer.note] if answer.note else [])]) + "\n"


class _Filled(dict[str, list[str]]):
    """The lines of texts in a column of some width: most texts of a long table are near others of the same words."""

    _MOST = 4096

    def __init__(self, columns: int) -> None:
        self._columns = columns

    def __missing__(self, text: str) -> list[str]:
        if len(self) == self._MOST:
            self.clear()
        lines = list(wrapped(text, self._columns)) or [""]
        found = self[text] = [pad(line, self._columns) for line in lines]
        return found


def table_text(table: Table, *, room: int = ROOM, below: str = "") -> str:
    """Heads, a rule and the rows; columns without a value are left out, the widest are wrapped first.

    ``below`` is the key of a sentence that is written under each row.
    """
    cells = [[plain(row.get(c)) for c in table.columns] for row in table.rows]
    heads = list(table.columns.values())
    used = [i for i in range(len(heads)) if any(r[i] for r in cells)] or list(range(len(heads)))
    whole = [max([width(heads[i]), 1, *map(width, {r[i] for r in cells})]) for i in used]
    widths = [int(wide) for wide in fitted(whole, room - 2 * len(used), _NARROWEST)]
    filled = [_Filled(wide) for wide in widths]
    blank = [" " * wide for wide in widths]
    lines = [
        "  ".join(pad(heads[i], wide) for i, wide in zip(used, widths, strict=True)).rstrip(),
        "  ".join("─" * wide for wide in widths),
    ]
    for row, values in zip(cells, table.rows, strict=True):
        parts = [column[row[i]] for column, i in zip(filled, used, strict=True)]
        for line in zip_longest(*parts):
            lines.append("  ".join([cell or none for cell, none in zip(line, blank, strict=True)]).rstrip())
        if below:
            lines += [f"    {line}" for line in wrapped(plain(values[below]), room - 4)]
    return "\n".join(lines)
