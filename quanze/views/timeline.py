"""The history of one record as a timeline: time runs down, in a lane for names, roles and figures each.

Rows are those of ``quanze.queries.history``. Lines keep their order and not the distance of their days, so that years
with much in them can be read as well as those with nothing.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from quanze.locale import (
    CHINESE,
    Message,
    in_language,
    is_chinese,
    language_name,
    language_tag,
    message,
    page_languages,
    template,
)
from quanze.schema.dates import first_day, table_date
from quanze.schema.declare import INK
from quanze.schema.naming import Name, named
from quanze.schema.rows import Event, Match
from quanze.views.colours import PAPERS, legible, rules
from quanze.views.inline import allowed, filled, part
from quanze.views.label_fit import escaped, lines, text_width
from quanze.views.styles import FONT

SIZE, SMALL = 14.0, 11.5
MARGIN = 30.0
DATES = 104.0
"""Width of the column of dates."""
LANE = 330.0
HEAD = 96.0
GAP = 12.0
"""Room between one line and the next."""
SOFT, RULE = PAPERS[0].soft, "#d5dbe1"


class Lane(NamedTuple):
    """One column: its heading, the events in it, and its colour."""

    title: Message
    events: tuple[str, ...]
    colour: str


LANES = (
    Lane(message("Names and changes"), ("begins", "change", "ends"), "#7b2d8b"),
    Lane(message("Roles gained and lost"), ("gains", "loses"), "#0072b2"),
    Lane(message("Targets and results"), ("target", "result"), "#a3487f"),
)
OPEN = ("loses", "ends", "target")
"""Events whose mark is hollow: what is over, and what is only meant to be."""
FIGURES = {"target": template("target {value}"), "result": template("result {value}")}
"""What is said of a figure: the lane is the same for both, and the mark alone does not distinguish them."""
KEY = (
    (message("begins, changes, is gained, is reached"), False),
    (message("ends, is lost, is aimed at"), True),
)


@dataclass(frozen=True, repr=False)
class Timeline:
    """A record's events in order of time, which a notebook shows as SVG in ``lang``."""

    about: Match
    events: Sequence[Event]
    lang: str = CHINESE

    @property
    def title(self) -> Message:
        """What it is of."""
        return message("History of “{name}”", name=Name(self.about))

    def __repr__(self) -> str:
        return f"<Timeline {self.title}: {len(self.events)} events>"

    def _repr_svg_(self) -> str:
        return svg(self, self.lang)

    def lanes(self) -> list[Lane]:
        """The lanes that have events."""
        kinds = {event["event"] for event in self.events}
        return [lane for lane in LANES if kinds.intersection(lane.events)]


def _sentence(event: Event, lang: str) -> str:
    said = event["message_zh"] if is_chinese(lang) else in_language(event["message_en"], lang)
    figure = FIGURES.get(event["event"])
    return message(figure, value=said).in_language(lang) if figure else said


def _place(event: Event, lang: str) -> str:
    return " ".join(filter(None, (named(event, lang, "source_name"), event["locator"])))


def svg(timeline: Timeline, lang: str) -> str:
    """The timeline as one SVG document."""
    lanes = timeline.lanes()
    title = timeline.title.in_language(lang)
    wide = max(MARGIN * 2 + DATES + LANE * len(lanes), MARGIN * 2 + text_width(title, 24), 480.0)
    rows, high = _rows(timeline, lanes, lang)
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{high:.0f}" viewBox="0 0 {wide:.0f} '
        f'{high:.0f}" font-family={quoteattr(FONT)} lang="{language_tag(lang)}">',
        f"<title>{escaped(title)}</title>",
        f'<rect width="{wide:.0f}" height="{high:.0f}" fill="#ffffff"/>',
        f'<text x="{MARGIN}" y="44" font-size="24" font-weight="bold" fill="{INK}">{escaped(title)}</text>',
        *(
            f'<text x="{_lane(n) + 14:.0f}" y="{HEAD - 16:.0f}" font-size="{SIZE}" font-weight="bold" '
            f'fill="{lane.colour}">{escaped(lane.title.in_language(lang))}</text>'
            f'<path d="M{_lane(n):.0f} {HEAD - 6:.0f}V{high - MARGIN - 34:.0f}" stroke="{lane.colour}" '
            'stroke-width="1.5" stroke-opacity="0.45"/>'
            for n, lane in enumerate(lanes)
        ),
        *rows,
        _key(high - MARGIN, lang) if lanes else _absent(lang),
        "</svg>",
    ]
    return "\n".join(body) + "\n"


def _lane(number: int) -> float:
    return MARGIN + DATES + LANE * number + 8


def _rows(timeline: Timeline, lanes: Sequence[Lane], lang: str) -> tuple[list[str], float]:
    """The markup of all events, and the height of the picture."""
    found: list[str] = []
    y, before = HEAD, ""
    for event in timeline.events:
        number, lane = next((n, own) for n, own in enumerate(lanes) if event["event"] in own.events)
        x = _lane(number)
        sentence = lines(_sentence(event, lang), SIZE, LANE - 30, most=3)
        place = lines(_place(event, lang), SMALL, LANE - 30, most=1)
        if event["date"] != before:
            before = event["date"]
            shown = table_date(before, lang) or message("no date").in_language(lang)
            found.append(
                f'<path d="M{MARGIN} {y:.1f}H{MARGIN + DATES + LANE * len(lanes):.0f}" stroke="{RULE}"/>'
                f'<text x="{MARGIN}" y="{y + 19:.1f}" font-size="{SIZE}" font-weight="bold" fill="{INK}">'
                f"{escaped(shown)}</text>"
            )
        found.append(_mark(x, y + 14, lane.colour, hollow=event["event"] in OPEN))
        for n, line in enumerate(sentence):
            found.append(
                f'<text x="{x + 14:.1f}" y="{y + 19 + n * SIZE * 1.3:.1f}" font-size="{SIZE}" fill="{INK}">'
                f"{escaped(line)}</text>"
            )
        y += 19 + max(len(sentence) - 1, 0) * SIZE * 1.3
        for line in place:
            y += SMALL * 1.5
            found.append(f'<text x="{x + 14:.1f}" y="{y:.1f}" font-size="{SMALL}" fill="{SOFT}">{escaped(line)}</text>')
        y += GAP
    return found, y + MARGIN + 44


def _mark(x: float, y: float, colour: str, *, hollow: bool) -> str:
    fill = "#ffffff" if hollow else colour
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{fill}" stroke="{colour}" stroke-width="2"/>'


def _key(y: float, lang: str) -> str:
    parts, x = [], MARGIN
    for words, hollow in KEY:
        said = words.in_language(lang)
        parts.append(_mark(x + 6, y - 4, SOFT, hollow=hollow))
        parts.append(f'<text x="{x + 18:.1f}" y="{y:.1f}" font-size="{SMALL}" fill="{SOFT}">{escaped(said)}</text>')
        x += text_width(said, SMALL) + 44
    return "".join(parts)


def _absent(lang: str) -> str:
    said = message("No source dates anything about it.").in_language(lang)
    return f'<text x="{MARGIN}" y="{HEAD:.0f}" font-size="{SIZE}" fill="{SOFT}">{escaped(said)}</text>'


def page(timeline: Timeline, lang: str) -> str:
    """The timeline as an offline page in two languages, with a slider that shows what had happened by a day."""
    languages = page_languages(lang)
    style, script = rules() + _lane_colours() + part("paper.css") + part("timeline.css"), part("timeline.js")
    checked = {own: own == lang for own in languages}
    values = {
        "lang": language_tag(lang),
        "title": html.escape(timeline.title.in_language(lang)),
        "style": style,
        "style_hash": allowed(style),
        "script": script,
        "script_hash": allowed(script),
        "days": str(len(_days(timeline))),
        "time_hidden": "" if _days(timeline) else " hidden",
        "body": "".join(_section(timeline, own, shown=checked[own]) for own in languages),
        "switches": "".join(
            f'<button type="button" data-switch="{language_tag(own)}" lang="{language_tag(own)}"'
            f' aria-pressed="{"true" if checked[own] else "false"}">{html.escape(language_name(own))}</button>'
            for own in languages
        ),
        "labels": "".join(_labels(timeline, own, shown=checked[own]) for own in languages),
    }
    return filled("timeline.html", values)


def _lane_colours() -> str:
    light, dark = (
        "".join(f".lane{n}{{color:{legible(lane.colour, paper.page)}}}" for n, lane in enumerate(LANES))
        for paper in PAPERS
    )
    return f"{light}\n@media screen and (prefers-color-scheme: dark) {{{dark}}}\n"


def _days(timeline: Timeline) -> list[str]:
    """The dates on which something happened, in order; what has no date always has."""
    return sorted({event["date"] for event in timeline.events if event["date"]}, key=first_day)


def _labels(timeline: Timeline, lang: str, *, shown: bool) -> str:
    """What the slider says at each of its steps."""
    said = [message("all dates").in_language(lang), *(table_date(day, lang) for day in _days(timeline))]
    steps = "".join(f"<li>{html.escape(text)}</li>" for text in said)
    hidden = "" if shown else " hidden"
    until = html.escape(message("Up to").in_language(lang))
    tag = language_tag(lang)
    return f'<span data-lang="{tag}" lang="{tag}"{hidden}>{until}<ol class="steps" hidden>{steps}</ol></span>'


def _section(timeline: Timeline, lang: str, *, shown: bool) -> str:
    """The events in a table with a column for each lane; each row knows at which step of the slider it appears."""
    lanes, days = timeline.lanes(), _days(timeline)
    heads = "".join(
        f'<th scope="col" class="lane{LANES.index(lane)}">{html.escape(lane.title.in_language(lang))}</th>'
        for lane in lanes
    )
    rows = []
    for event in timeline.events:
        step = days.index(event["date"]) + 1 if event["date"] else 0
        cells = "".join(
            f"<td>{_cell(event, lang, LANES.index(lane)) if event['event'] in lane.events else ''}</td>"
            for lane in lanes
        )
        date = html.escape(table_date(event["date"], lang) or message("no date").in_language(lang))
        rows.append(f'<tr data-step="{step}"><th scope="row">{date}</th>{cells}</tr>')
    title = html.escape(timeline.title.in_language(lang))
    empty = "" if rows else f"<p>{html.escape(message('No source dates anything about it.').in_language(lang))}</p>"
    date_head = html.escape(message("Date").in_language(lang))
    return (
        f'<section data-lang="{language_tag(lang)}" lang="{language_tag(lang)}"{"" if shown else " hidden"}>'
        f"<h1>{title}</h1>{empty}<table><thead><tr>"
        f'<th scope="col">{date_head}</th>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table></section>'
    )


def _cell(event: Event, lang: str, lane: int) -> str:
    mark = "open" if event["event"] in OPEN else "full"
    quote = f"<q>{html.escape(event['quote'])}</q>" if event["quote"] else ""
    place = html.escape(_place(event, lang))
    return (
        f'<span class="mark {mark} lane{lane}" aria-hidden="true"></span>{html.escape(_sentence(event, lang))}'
        f"<small>{place} {quote}</small>"
    )
