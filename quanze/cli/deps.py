"""``quanze deps``: who depends on whom, in sentences with the clauses they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quanze.cli.app import command, graph_command, row_options
from quanze.cli.labels import heads
from quanze.cli.language import say
from quanze.queries.dependence import FINDINGS
from quanze.queries.scope import SCOPES

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output

Row = dict[str, Any]
LONG = (
    "number",
    "finding",
    "message",
    "from_name",
    "type",
    "to_name",
    "wording",
    "origin",
    "source_name",
    "locator",
    "quote",
    "note",
)
CITED = 3
"""Citations printed below a finding; JSON and CSV have all."""


@command("deps")
@click.option(
    "--show",
    multiple=True,
    type=click.Choice([f for f in FINDINGS if f != "scope"]),
    help=say("只列某種發現（可重複）。", "Only findings of this sort (repeatable)."),
)
@click.option(
    "--scope",
    type=click.Choice(SCOPES),
    default=None,
    help=say(
        "哪一級的機關（預設：市府機關；無則全部）。",
        "Agencies of which level (default: the city's, or all when it has none).",
    ),
)
@click.option(
    "--dataset",
    default="",
    help=say("限於一個資料集（涵蓋其中各級機關）。", "Only one data set (its agencies of every level)."),
)
@click.option("--as-of", default="", metavar="DATE", help=say("限於某日有效者。", "Only what holds on this date."))
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help=say("表格中每種發現至多幾項（0 為全部）。", "At most so many findings of a sort in a table (0: all)."),
)
@click.option(
    "--pairs",
    is_flag=True,
    help=say("改列每一對機關及其共同事項。", "List every pair of agencies and what they share instead."),
)
@row_options
@graph_command
def deps_command(
    graph: Graph,
    show: tuple[str, ...],
    scope: str | None,
    dataset: str,
    as_of: str,
    top: int,
    pairs: bool,
    out: Output,
) -> None:
    """Print findings about dependencies."""
    if pairs:
        rows = graph.dependencies(scope=scope or "", dataset=dataset, lang=out.lang)
        for row in rows:
            row["shared"] = list({s["id"]: s for s in row["shared"]}.values())
        out.emit(rows, heads(out.lang, "agency_name", "other_name", "weight", "shared"))
        return
    from quanze.exports.answers.answer import Answer, Table
    from quanze.queries.dependence import absent

    every = graph.analysis(scope=scope or "", dataset=dataset, as_of=as_of)
    found = [f for f in every if not show or f["finding"] in (*show, "scope")]
    shown, dropped = _cut(found, top)
    looked_for = [n for n in absent(every) if not show or n in show]
    brief = heads(out.lang, "finding", "message", "evidence")
    out.send(
        Answer(
            found,
            Table(_long(found, out.lang), heads(out.lang, *LONG)),
            lambda rows: out.in_words([{**r, "finding": _title(r["finding"], out.lang)} for r in rows]),
            sections=(Table(_brief(shown, out.lang), brief),),
            text=_text(shown, dropped, looked_for, out.lang) if out.shows_table else None,
            note=_dropped(dropped, out.lang) if out.chosen.name == "md" else "",
        )
    )


def _cut(found: list[Row], top: int) -> tuple[list[Row], dict[str, int]]:
    """The first ``top`` of each sort, and how many of each were dropped."""
    shown: list[Row] = []
    seen: dict[str, int] = {}
    for f in found:
        seen[f["finding"]] = seen.get(f["finding"], 0) + 1
        if not top or seen[f["finding"]] <= top:
            shown.append(f)
    return shown, {code: n - top for code, n in seen.items() if top and n > top}


def _message(f: Row, lang: str) -> str:
    return str(f["message_en" if lang == "en" else "message_zh"])


def _named(row: Row, key: str, lang: str) -> str:
    return str((row[f"{key}_en"] if lang == "en" else "") or row[key])


def _title(code: str, lang: str) -> str:
    return say(*FINDINGS[code], lang)


def _citations(f: Row, lang: str) -> list[str]:
    """One line a clause: how many of the relationships rest on it, and where it stands."""
    from quanze.queries.insight import origin_label

    groups: dict[tuple[str, str, str, str], int] = {}
    for e in f["evidence"]:
        source = _named(e, "source_name", lang) or e["source"]
        reason = e["note"] if e["origin"] == "editorial" else ""
        key = (e["origin"], f"{source} {e['locator']}".strip(), e["quote"], reason)
        groups[key] = groups.get(key, 0) + 1
    lines = []
    for (origin, where, quote, reason), n in groups.items():
        count = say(f"{n} 條　", f"{n} links  ", lang) if n > 1 else ""
        said = f"「{quote}」" if quote else ""
        because = say(f"理由：{reason}", f" Reason: {reason}", lang) if reason else ""
        lines.append(f"{count}[{origin_label(origin, lang)}] {where}{said}{because}")
    return lines


def _long(found: list[Row], lang: str) -> list[Row]:
    """A row a relationship, with the number of the finding it is evidence of."""
    rows: list[Row] = []
    for number, f in enumerate(found, 1):
        head = {"number": number, "finding": f["finding"], "message": _message(f, lang)}
        for e in f["evidence"]:
            names = {k: _named(e, k, lang) for k in ("from_name", "to_name", "source_name")}
            rows.append({**e, **names, **head})
        if not f["evidence"]:
            rows.append(head)
    return rows


def _brief(found: list[Row], lang: str) -> list[Row]:
    rows = []
    for f in found:
        lines = _citations(f, lang)
        more = [_more(len(lines) - CITED, lang)] if len(lines) > CITED else []
        rows.append(
            {
                "finding": f["finding"],
                "message": _message(f, lang),
                "evidence": "；".join([*lines[:CITED], *more]),
            }
        )
    return rows


def _more(n: int, lang: str) -> str:
    return say(f"另有 {n} 處依據（見 --format json）", f"{n} more citations (see --format json)", lang)


def _dropped(dropped: dict[str, int], lang: str) -> str:
    if not dropped:
        return ""
    parts = [f"{_title(code, lang)} {n}" for code, n in dropped.items()]
    return say(
        f"未列出：{'、'.join(parts)}（--top 0 全部列出）。", f"Not shown: {', '.join(parts)} (--top 0 shows all).", lang
    )


def _text(found: list[Row], dropped: dict[str, int], none: list[str], lang: str) -> str:
    from quanze.cli.output import terminal_columns
    from quanze.exports.answers.cells import plain
    from quanze.schema.text_width import wrapped

    room = terminal_columns() or 120
    lines: list[str] = []
    last = ""
    for f in found:
        if f["finding"] != last:
            last = f["finding"]
            lines += ["", f"■ {_title(last, lang)}"]
        first = "‧ "
        for line in wrapped(plain(_message(f, lang)), room - 4):
            lines.append(f"  {first}{line}")
            first = "  "
        cited = _citations(f, lang)
        for citation in cited[:CITED]:
            lines += [f"      {line}" for line in wrapped(plain(citation), room - 6)]
        if len(cited) > CITED:
            lines.append(f"      {_more(len(cited) - CITED, lang)}")
    if none:
        titles = [_title(code, lang) for code in none]
        lines += ["", say(f"未發現：{'、'.join(titles)}。", f"Looked for and not found: {', '.join(titles)}.", lang)]
    if dropped:
        lines += ["", _dropped(dropped, lang)]
    return "\n".join(lines).lstrip("\n")
