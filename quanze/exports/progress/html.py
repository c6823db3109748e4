"""Progress as one HTML file, each indicator with a small line of its targets and results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from quanze.exports.answers.cells import plain
from quanze.exports.html_page import PageText, page_in_languages
from quanze.exports.progress.small_line import STYLE, dark_style, small_line
from quanze.exports.progress.tables import (
    CountTable,
    count_tables,
    history_title,
    indicator_rows,
    notes,
    shown_heads,
    summary,
    title,
)
from quanze.locale import languages, message
from quanze.schema.progress import VERDICT, VERDICTS
from quanze.schema.progress_report import ProgressReport

if TYPE_CHECKING:
    from quanze.schema.rows import IndicatorProgress

_LOOKS = {"year": "n", "target": "n", "result": "n", "trend": "t", "rule": "r", "name": "w"}
"""Columns with a look of their own: numbers, short words, sentences, names."""
_MOST_IN_ALL = 1_000
"""Indicators of a page that is in all languages; a longer one is in the language asked for."""
_STYLE = """
th,td{overflow-wrap:break-word}
td.n{font-variant-numeric:tabular-nums}
td.v{font-weight:600}
th.n,td.n,td.t,td.v{white-space:nowrap}
td.w{min-width:7em}
td.r{min-width:16em;font-size:.9em}
tr.all td{font-weight:600}
"""


def html(found: ProgressReport, lang: str) -> str:
    """The whole document, in the other languages too unless it is very long."""
    verdicts = "".join(f".{v.code}{{color:{v.ink};background:{v.ground}}}\n" for v in VERDICTS[found.method])
    others = [other for other in languages() if other != lang] if len(found.rows) <= _MOST_IN_ALL else []
    return page_in_languages(
        [_text(found, each) for each in (lang, *others)], style=_STYLE + STYLE + dark_style() + verdicts
    )


def _text(found: ProgressReport, lang: str) -> PageText:
    remarks = [plain(line) for line in (summary(found, lang), *notes(found, lang))]
    parts = [_indicators(found.rows, lang, ("year",), pictures=True)] if found.rows else []
    if found.history:
        left_out = ("name", "unit", "line", "leads", "helps", "groups")
        parts += [f"<h2>{escape(history_title(lang))}</h2>\n", _indicators(found.history, lang, left_out)]
    elif len(found.rows) > 1:
        parts += [part for table in count_tables(found, lang) for part in _counts(table)]
    return PageText(plain(title(found, lang)), remarks, parts, lang)


def _indicators(
    rows: Sequence[IndicatorProgress], lang: str, leave_out: Sequence[str], *, pictures: bool = False
) -> str:
    words = indicator_rows(rows, lang)
    columns = shown_heads(words, lang, leave_out)
    if "line" in columns or (pictures and any(row["years"] for row in rows)):
        columns["line"] = message("targets (dashed) and results").in_language(lang)
    body = []
    for row, shown in zip(rows, words, strict=True):
        cells = []
        for key in columns:
            if key == "line":
                cells.append(f'<td class="line">{small_line(row, lang)}</td>')
                continue
            look = f"v {VERDICT[row['verdict']].code}" if key == "verdict" else _LOOKS.get(key, "")
            opened = f'<td class="{look}">' if look else "<td>"
            cells.append(f"{opened}{escape(plain(shown[key]))}</td>")
        body.append(f"<tr>{''.join(cells)}</tr>\n")
    return _table(columns, body)


def _counts(table: CountTable) -> tuple[str, str]:
    columns = {"name": table.first, **table.columns}
    body = []
    for n, row in enumerate(table.rows, 1):
        cells = "".join(
            f"<td>{escape(row[key])}</td>" if key == "name" else f'<td class="n">{row[key]}</td>' for key in columns
        )
        last = ' class="all"' if n == len(table.rows) else ""
        body.append(f"<tr{last}>{cells}</tr>\n")
    return f'<h2 id="{table.key}">{escape(table.title)}</h2>\n', _table(columns, body)


def _table(columns: Mapping[str, str], body: Sequence[str]) -> str:
    looks = {**{key: key for key in VERDICT}, **{key: look for key, look in _LOOKS.items() if look == "n"}}
    heads = "".join(
        f'<th scope="col" class="{looks[key]}">{escape(head)}</th>'
        if key in looks
        else f'<th scope="col">{escape(head)}</th>'
        for key, head in columns.items()
    )
    return (
        f'<div class="scroll"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{"".join(body)}</tbody>\n'
        "</table></div>\n"
    )
