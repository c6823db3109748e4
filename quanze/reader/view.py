"""The reading view: an offline HTML file without script; the text on the left, what was read on the right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from quanze.exports.html_page import POLICY
from quanze.locale import Clauses, in_language, language_tag, message, quoted
from quanze.reader.account import BESIDE, REASONS
from quanze.reader.blocks import Grid
from quanze.reader.draft import CHECK, Draft, Evidence
from quanze.reader.outline import Passage
from quanze.reader.pipeline import SourcesRead
from quanze.reader.reading import Clause, Reading
from quanze.schema import KIND, RELATIONSHIP, TABLES
from quanze.schema.declare import Property
from quanze.schema.draft_codes import CHECKS, rule_family

_STYLE = """
:root{color-scheme:light dark;--line:#8884;--mark:#ffe9a8;--mark-ink:#222;--check:#ffc9b8;--unread:#c2410c;--on:#7dd3fc}
@media (prefers-color-scheme:dark){:root{--mark:#5b4a12;--mark-ink:#f5f0dc;--check:#6b2f1c;--on:#075985}}
*{box-sizing:border-box}body{margin:0;height:100vh;display:flex;flex-direction:column}
body{font:16px/1.8 "Noto Sans TC","Microsoft JhengHei","PingFang TC",system-ui,sans-serif}
header{padding:.6rem 1rem;border-bottom:1px solid var(--line)}h1{font-size:1.1rem;margin:0}
header p{margin:0;font-size:.9rem}
main{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);flex:1;min-height:0}
main>section{overflow:auto;padding:1rem;overflow-wrap:anywhere}main>section+section{border-left:1px solid var(--line)}
mark{background:var(--mark);color:var(--mark-ink);padding:.05em 0}mark.check{background:var(--check)}
.unread{text-decoration:underline wavy var(--unread) 1px;text-underline-offset:.25em}.beside{opacity:.62}
td.read{background:var(--mark);color:var(--mark-ink)}td.unread{outline:1px dashed var(--unread);outline-offset:-2px}
header label{font-size:.9rem;cursor:pointer}header .legend>*{margin-right:1rem}
body:has(#only:checked) article:not(.check){display:none}
a{color:inherit}sup a{font-size:.7rem;text-decoration:none}
sup a{border:1px solid var(--line);border-radius:.4rem;padding:0 .25rem;margin-left:.1rem}
article{border:1px solid var(--line);border-radius:.5rem;padding:.4rem .7rem;margin:0 0 .7rem}
article ul{margin:.2rem 0;padding-left:1.2rem}article .from{font-size:.85rem;opacity:.8}
article:target,mark:target,tr:target{outline:3px solid var(--on);outline-offset:1px}
table{border-collapse:collapse;margin:.5rem 0;font-size:.9rem}
td{border:1px solid var(--line);padding:.2rem .5rem;vertical-align:top;white-space:pre-line}
h2{font-size:1rem;margin:.2rem 0 .6rem}.k{font-size:.8rem;opacity:.75}
@media (max-width:60rem){body,main{display:block;height:auto}}
@media (max-width:60rem){main>section+section{border-left:0;border-top:1px solid var(--line)}}
@media print{body,main{display:block;height:auto}main>section{overflow:visible}}
"""
_WORDS = {
    "title": message("Reading view"),
    "left": message("Text of the plan"),
    "right": message("What was read"),
    "check": message("to check"),
    "unread": message("not read"),
    "rule": message("rule"),
    "page": message("A raised number leads to what was read at that place; “source text” leads back to the sentence."),
    "to": message("source text"),
    "only": message("Only what is to be checked"),
    "read": message("read"),
    "beside": message("not about responsibility"),
}


@dataclass
class _Card:
    """Everything read from one place."""

    number: int
    evidence: Evidence
    facts: list[str] = field(default_factory=list)
    check: bool = False
    reasons: list[str] = field(default_factory=list)


def render(plan: SourcesRead, name: str, *, lang: str) -> str:
    """The page as text; ``name`` is the plan's."""
    words = {key: escape(text.in_language(lang)) for key, text in _WORDS.items()}
    cards = _cards(plan.draft, lang)
    title = escape(name)
    left = "".join(_source(reading, cards, plan.draft, lang) for reading in plan.readings)
    right = "".join(_card(card, words, lang) for card in cards.values())
    return (
        f'<!DOCTYPE html>\n<html lang="{language_tag(lang)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" '
        f'content="no-referrer">'
        f"<title>{title} · {words['title']}</title><style>{_STYLE}</style></head><body>"
        f"<header><h1>{title}</h1><p>{words['page']}</p><p class='legend'><mark>{words['read']}</mark>"
        f"<mark class='check'>{words['check']}</mark><span class='beside'>{words['beside']}</span>"
        f"<span class='unread'>{words['unread']}</span><label><input type='checkbox' id='only'> "
        f"{words['only']}</label></p></header>"
        f'<main><section aria-label="{words["left"]}"><h2>{words["left"]}</h2>{left}</section>'
        f'<section aria-label="{words["right"]}"><h2>{words["right"]}</h2>{right}</section></main></body></html>\n'
    )


def _place(evidence: Evidence) -> tuple[int, int, int, int, int, int]:
    return (evidence.source, evidence.passage, evidence.start, evidence.end, evidence.grid, evidence.row)


def _cards(draft: Draft, lang: str) -> dict[tuple[int, int, int, int, int, int], _Card]:
    cards: dict[tuple[int, int, int, int, int, int], _Card] = {}
    facts: list[tuple[Evidence, str]] = []
    for node in (n for n in draft.nodes if n.merged is None):
        kind = KIND[node.kind]
        label = f'<span class="k">{escape(kind.in_language(lang))}</span> {escape(node.name)}'
        facts.append((node.evidence[0], label + _values(node.values, lang)))
    for link in draft.links:
        relationship = RELATIONSHIP[link.type]
        word = link.wording or relationship.in_language(lang)
        said = f'{escape(link.a.real().name)} <span class="k">{escape(word)} →</span> {escape(link.b.real().name)}'
        facts.append((link.evidence[0], said + _values(link.values, lang)))
    order = sorted(
        facts,
        key=lambda f: (f[0].source, f[0].passage if f[0].passage >= 0 else 10**9, f[0].start, f[0].grid, f[0].row),
    )
    for evidence, fact in order:
        card = cards.setdefault(_place(evidence), _Card(len(cards) + 1, evidence))
        card.facts.append(fact)
        card.check = card.check or evidence.confidence == CHECK
        if evidence.confidence == CHECK:
            card.reasons.append(CHECKS[evidence.reason or "rule"].in_language(lang))
    return cards


_SHOWN = (
    "seats",
    "seats_max",
    "valid_from",
    "valid_to",
    "due",
    "published",
    "year",
    "target",
    "result",
    "unit",
    "baseline_year",
    "baseline_value",
    "article",
    "change",
)


_COLUMNS = {column.name: column for table in reversed(TABLES) for column in reversed(table.columns)}


def _values(values: dict[str, object], lang: str) -> str:
    columns = [_COLUMNS[name] for name in _SHOWN if values.get(name) not in (None, "")]
    shown = [message("{name}: {text}", name=c, text=_value(c, values[c.name])) for c in columns]
    if not shown:
        return ""
    text = message("({text})", text=Clauses(shown)).in_language(lang)
    return f' <span class="k">{escape(text)}</span>'


def _value(column: Property, value: object) -> object:
    """A value, or what has the words of a choice."""
    return next((choice for choice in column.choices if choice.code == value), value)


def _card(card: _Card, words: dict[str, str], lang: str) -> str:
    evidence = card.evidence
    items = "".join(f"<li>{fact}</li>" for fact in card.facts)
    why = escape(in_language(Clauses(dict.fromkeys(card.reasons)), lang))
    check = f" · <b>{words['check']}</b> {why}" if card.check else ""
    state = ' class="check"' if card.check else ""
    rule = message("{name}: {text}", name=_WORDS["rule"], text=rule_family(evidence.rule)).in_language(lang)
    clause = f"<br>{escape(quoted(evidence.clause, lang))}" if evidence.clause else ""
    # The place of a row of a table says what its locator does.
    places = (evidence.where, evidence.locator if evidence.grid < 0 else "")
    place = " · ".join(escape(in_language(p, lang)) for p in places if p)
    return (
        f'<article id="f{card.number}"{state}><a href="#m{card.number}">{card.number} '
        f"{words['to']}</a>{check}<ul>{items}</ul>"
        f'<div class="from">{place} · {escape(rule)}{clause}</div></article>'
    )


def _source(reading: Reading, cards: dict[tuple[int, int, int, int, int, int], _Card], draft: Draft, lang: str) -> str:
    by_passage: dict[int, list[_Card]] = {}
    by_row: dict[tuple[int, int], list[_Card]] = {}
    for card in cards.values():
        if card.evidence.source == reading.source:
            if card.evidence.passage >= 0:
                by_passage.setdefault(card.evidence.passage, []).append(card)
            else:
                by_row.setdefault((card.evidence.grid, card.evidence.row), []).append(card)
    unread: dict[int, list[tuple[int, int]]] = {}
    for sentence in draft.unread:
        if sentence.source == reading.source and sentence.passage >= 0:
            unread.setdefault(sentence.passage, []).append((sentence.start, sentence.end))
    parts: list[str] = [f"<h2>{escape(reading.outline.source.file)}</h2>"]
    grids = list(enumerate(reading.outline.grids))
    clauses: dict[int, list[Clause]] = {}
    for clause in reading.clauses:
        clauses.setdefault(clause.passage, []).append(clause)
    for passage in reading.passages:
        while grids and grids[0][1][0] <= passage.index:
            number, (_, grid) = grids.pop(0)
            parts.append(_grid(grid, number, by_row, reading))
        beside = [
            (c.start, c.end, REASONS[c.reason].in_language(lang))
            for c in clauses.get(passage.index, ())
            if c.state == BESIDE and c.reason in REASONS
        ]
        mine = unread.get(passage.index, [])
        parts.append(_passage(passage, by_passage.get(passage.index, []), mine, beside))
    parts.extend(_grid(grid, number, by_row, reading) for number, (_, grid) in grids)
    return "".join(parts)


def _passage(
    passage: Passage, cards: list[_Card], unread: list[tuple[int, int]], beside: list[tuple[int, int, str]]
) -> str:
    """A paragraph cut at the ends of everything read in it, each piece marked, a number after each end."""
    text = passage.text
    spans = [(max(0, c.evidence.start), min(len(text), max(c.evidence.end, c.evidence.start + 1)), c) for c in cards]
    cuts = sorted(
        {
            0,
            len(text),
            *(s for s, _, _ in spans),
            *(e for _, e, _ in spans),
            *(p for span in unread for p in span if p <= len(text)),
            *(p for a, b, _ in beside for p in (a, b) if p <= len(text)),
        }
    )
    begun: set[int] = set()
    out: list[str] = []
    for start, end in pairwise(cuts):
        over = [c for s, e, c in spans if s <= start and end <= e]
        piece = escape(text[start:end])
        if over:
            first = [c for s, _, c in spans if s == start and c.number not in begun]
            begun.update(c.number for c in first)
            anchors = "".join(f'<a id="m{c.number}"></a>' for c in first[1:])
            name = f' id="m{first[0].number}"' if first else ""
            state = ' class="check"' if all(c.check for c in over) else ""
            piece = f"{anchors}<mark{name}{state}>{piece}</mark>"
        elif any(s <= start and end <= e for s, e in unread):
            piece = f'<span class="unread">{piece}</span>'
        elif why := next((r for s, e, r in beside if s <= start and end <= e), ""):
            piece = f'<span class="beside" title="{escape(why)}">{piece}</span>'
        ended = [c for s, e, c in spans if e == end and s < end]
        piece += "".join(f'<sup><a href="#f{c.number}">{c.number}</a></sup>' for c in ended)
        out.append(piece)
    tag = "h3" if passage.heading else "p"
    return f"<{tag}>{''.join(out)}</{tag}>"


def _grid(grid: Grid, number: int, by_row: dict[tuple[int, int], list[_Card]], reading: Reading) -> str:
    rows = "".join(
        _grid_row(
            cells,
            by_row.get((number, at), ()),
            [reading.cells.get((number, at, c), "") for c in range(len(cells))],
        )
        for at, cells in enumerate(grid.rows)
    )
    return f"<table>{rows}</table>"


def _grid_row(cells: tuple[str, ...], cards: Iterable[_Card], states: list[str]) -> str:
    found = list(cards)
    name = f' id="m{found[0].number}"' if found else ""
    links = "".join(f'<sup><a href="#f{c.number}">{c.number}</a></sup>' for c in found)
    anchors = "".join(f'<a id="m{c.number}"></a>' for c in found[1:])
    shown = "".join(
        f"<td{f' class={chr(34)}{state.split()[0]}{chr(34)}' if state and text else ''}>{escape(text)}</td>"
        for text, state in zip(cells, states, strict=True)
    )
    return f"<tr{name}>{shown}<td>{anchors}{links}</td></tr>" if found else f"<tr>{shown}</tr>"
