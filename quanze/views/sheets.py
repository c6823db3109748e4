"""A picture on paper: one sheet where its text can be read on it, else a sheet for each section."""

from __future__ import annotations

from quanze.errors import QueryError
from quanze.locale import message
from quanze.schema.naming import Name
from quanze.views.figure import Section, smallest
from quanze.views.network import draw_network
from quanze.views.page_words import WORDS
from quanze.views.styles import READABLE
from quanze.views.svg import Picture

A3 = (1587.0, 1123.0)
"""The largest sheet an office prints on, in CSS pixels."""


def sheets(picture: Picture) -> list[Picture]:
    """The picture itself where its text can be read on a sheet of A3, else what its sections show, each by itself.

    QueryError when it has no sections and so many lines that a still picture cannot show them.
    """
    parts = [picture] if len(picture.sections) < 2 or fits(picture) else [_part(picture, s) for s in picture.sections]
    if any(part.reduced for part in parts):
        raise QueryError(
            message("{n} boxes are too many for a still picture.", n=len(picture.boxes)),
            message("Write .html, which shows them section by section, or draw one record: quanze view about NAME."),
        )
    return parts


def fits(picture: Picture) -> bool:
    """Whether no text is smaller than what can be read when the picture fills a sheet of A3."""
    left, top, right, bottom = picture.bounds()
    long, short = max(right - left, bottom - top), min(right - left, bottom - top)
    return smallest(picture.lang) * min(A3[0] / long, A3[1] / short) >= READABLE


def _part(picture: Picture, section: Section) -> Picture:
    """What the records of a section are linked to; what another section is of is there, but not what it undertakes."""
    rows = {b.id: b.row for b in picture.boxes if not b.members}
    heads = {s.head for s in picture.sections} - {section.head}
    own = {section.head, *section.rows}
    edges = [
        e
        for k in picture.links
        for e in k.rows
        if {e["from"], e["to"]} & own and not (e["type"] == "UNDERTAKES" and e["from"] in heads)
    ]
    shown = own | {str(e[end]) for e in edges for end in ("from", "to")}
    figure = draw_network([row for id_, row in rows.items() if id_ in shown], edges)
    name = Name(rows[section.head]) if section.head else message(WORDS["loose"])
    figure.title = message("{title}: {name}", title=picture.title, name=name)
    figure.subtitle = picture.subtitle
    return Picture(**vars(figure), lang=picture.lang)
