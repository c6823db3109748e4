"""``quanze deps``: who depends on whom, in sentences with the clauses they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quanze.cli.app import AS_OF, command, row_options, whole_graph_command
from quanze.cli.choices import Named
from quanze.cli.empty_answer import end_if_empty
from quanze.cli.language import _
from quanze.cli.scope import SCOPE
from quanze.locale import Clauses, Message, message, plural
from quanze.queries.dependencies import FINDINGS
from quanze.schema import ORIGIN
from quanze.schema.column_titles import heads
from quanze.schema.naming import named, sentence
from quanze.schema.rows import AgencyPair, AnyRow, DependencyFinding, Row

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output

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
    type=Named({code: title for code, title in FINDINGS.items() if code != "scope"}),
    help=_("Only findings of this type (repeatable)."),
)
@SCOPE
@click.option(
    "--dataset",
    default="",
    help=_("Only one data set, with its agencies of every level."),
)
@AS_OF
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help=_("Maximum number of findings per type, or of pairs, in a table (0: all)."),
)
@click.option(
    "--pairs",
    is_flag=True,
    help=_("List every pair of agencies with the items they share instead."),
)
@row_options
@whole_graph_command
def deps_command(
    graph: Graph,
    show: tuple[str, ...],
    scope: str,
    dataset: str,
    as_of: str,
    top: int,
    pairs: bool,
    out: Output,
) -> None:
    """Print findings about dependencies."""
    if pairs:
        most = top if out.chosen.name in ("table", "md") else 0
        rows = graph.dependencies(scope=scope, dataset=dataset, as_of=as_of, most=most)
        more = rows[-1].get("more", 0) if rows else 0
        as_json = out.chosen.name == "json"
        titles = heads(out.lang, "agency_name", "other_name", "weight", "leading", "shared")
        note = message("Not shown: {findings} (--top 0 shows all).", findings=[_pairs(more)])
        out.emit(
            rows if as_json else [_shown(row, out.lang) for row in rows],
            titles,
            note=note.in_language(out.lang) if more else "",
        )
        end_if_empty(rows, out.lang, scope=scope, dataset=dataset, as_of=as_of)
        return
    from quanze.exports.answers.answer import Answer, Table

    most = top if out.chosen.name in ("table", "md") else 0
    found = graph.analysis(scope=scope, dataset=dataset, as_of=as_of, show=show, most=most)
    dropped = {f["finding"]: f["more"] for f in found if f["more"]}
    there = {f["finding"] for f in found}
    not_found = [code for code in FINDINGS if code not in there and (not show or code in show)]
    brief = heads(out.lang, "finding", "message", "evidence")
    numbered = [
        {"number": n, "finding": f["finding"], "message": sentence(f, out.lang)} for n, f in enumerate(found, 1)
    ]
    long = _long(found, out.lang)
    cited = [column for column in LONG if column not in ("finding", "message")]
    out.send(
        Answer(
            found,
            Table(long, heads(out.lang, *LONG)),
            lambda rows: out.in_words([{**r, "finding": _title(r["finding"], out.lang)} for r in rows]),
            sheets=(
                Table(numbered, heads(out.lang, "number", "finding", "message")),
                Table(
                    [r for r in long if "key" in r], heads(out.lang, *cited), message("Evidence").in_language(out.lang)
                ),
            ),
            sections=(Table(_brief(found, out.lang), brief),),
            text=_text(found, dropped, not_found, out.lang) if out.shows_table else None,
            note=_dropped(dropped, out.lang) if out.chosen.name == "md" else "",
        )
    )


def _pairs(n: int) -> Message:
    return plural("{n} pair of agencies", "{n} pairs of agencies", n=n)


def _shown(pair: AgencyPair, lang: str) -> Row:
    """A pair with its names in the language."""
    names = {key: _named(pair, key, lang) for key in ("agency_name", "other_name")}
    return {**pair, **names, "shared": [_named(item, "name", lang) for item in pair["shared"]]}


def _named(row: AnyRow, key: str, lang: str) -> str:
    return named(row, lang, key)


def _title(code: str, lang: str) -> str:
    return FINDINGS[code].in_language(lang)


def _origin(code: str, lang: str) -> str:
    return ORIGIN[code].in_language(lang) if code in ORIGIN else code


def _citations(f: DependencyFinding, lang: str) -> list[str]:
    """One line a clause: how many of the relationships rest on it, and its place in the source."""
    groups: dict[tuple[str, str, str, str], int] = {}
    for e in f["evidence"]:
        source = _named(e, "source_name", lang) or e["source"]
        reason = e["note"] if e["origin"] == "editorial" else ""
        key = (e["origin"], f"{source} {e['locator']}".strip(), e["quote"], reason)
        groups[key] = groups.get(key, 0) + 1
    lines = []
    for (origin, place, quote, reason), n in groups.items():
        count = plural("{n} link  ", "{n} links  ", n=n).in_language(lang) if n > 1 else ""
        if quote:
            place = message("{place} “{quote}”", place=place, quote=quote).in_language(lang).strip()
        because = message("Reason: {reason}", reason=reason).in_language(lang) if reason else ""
        lines.append(count + " ".join(part for part in (f"[{_origin(origin, lang)}]", place, because) if part))
    return lines


def _long(found: list[DependencyFinding], lang: str) -> list[Row]:
    """A row a relationship, with the number of the finding it is evidence of."""
    rows: list[Row] = []
    for number, f in enumerate(found, 1):
        head = {"number": number, "finding": f["finding"], "message": sentence(f, lang)}
        for e in f["evidence"]:
            names = {k: _named(e, k, lang) for k in ("from_name", "to_name", "source_name")}
            rows.append({**e, **names, **head})
        if not f["evidence"]:
            rows.append(head)
    return rows


def _brief(found: list[DependencyFinding], lang: str) -> list[Row]:
    rows = []
    for f in found:
        lines = _citations(f, lang)
        more = [_more(len(lines) - CITED, lang)] if len(lines) > CITED else []
        rows.append(
            {
                "finding": f["finding"],
                "message": sentence(f, lang),
                "evidence": Clauses([*lines[:CITED], *more]).in_language(lang),
            }
        )
    return rows


def _more(n: int, lang: str) -> str:
    return plural("{n} more citation (see --format json)", "{n} more citations (see --format json)", n=n).in_language(
        lang
    )


def _dropped(dropped: dict[str, int], lang: str) -> str:
    if not dropped:
        return ""
    parts = [f"{_title(code, lang)} {n}" for code, n in dropped.items()]
    return message("Not shown: {findings} (--top 0 shows all).", findings=[*parts]).in_language(lang)


def _text(found: list[DependencyFinding], dropped: dict[str, int], none: list[str], lang: str) -> str:
    from quanze.cli.output import terminal_columns
    from quanze.exports.answers.cells import plain
    from quanze.text.width import wrapped

    room = terminal_columns() or 120
    lines: list[str] = []
    last = ""
    for f in found:
        if f["finding"] != last:
            last = f["finding"]
            lines += ["", f"■ {_title(last, lang)}"]
        first = "‧ "
        for line in wrapped(plain(sentence(f, lang)), room - 4):
            lines.append(f"  {first}{line}")
            first = "  "
        cited = _citations(f, lang)
        for citation in cited[:CITED]:
            lines += [f"      {line}" for line in wrapped(plain(citation), room - 6)]
        if len(cited) > CITED:
            lines.append(f"      {_more(len(cited) - CITED, lang)}")
    if none:
        titles = [_title(code, lang) for code in none]
        lines += ["", message("Not found: {findings}.", findings=[*titles]).in_language(lang)]
    if dropped:
        lines += ["", _dropped(dropped, lang)]
    return "\n".join(lines).lstrip("\n")
