"""The picture of the whole: who is responsible for what.

A node row has id, kind, name, name_en, origin, source, source_name, locator, quote, valid_from, valid_to, note and
properties; an edge row key, from, to, type, wording, inherited, under and the same origin and dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quanze.locale import Message, in_context, is_chinese, message
from quanze.schema import KIND, Kind
from quanze.schema.declare import LABELS
from quanze.schema.rows import AnyRow
from quanze.views.figure import Figure, reading_order
from quanze.views.layers import compose
from quanze.views.notes import counted_by_kind, note_editorial
from quanze.views.sections import sections_of
from quanze.views.styles import box_look, line_look

NEVER_LEFT_OUT = (2, 3)
"""Columns of what agencies answer for and of what measures it: one without a line is a gap, and must be seen."""


def draw_network(nodes: Sequence[AnyRow], edges: Sequence[AnyRow]) -> Figure:
    """Who is responsible for what, left to right: agencies, council and subgroups, tasks, indicators, goals.

    Agencies, goals and documents without a line are left out and counted in a note; tasks and indicators never are.
    SDG targets are drawn as their goals.
    """
    kinds = {str(n["id"]): str(n["kind"]) for n in nodes}
    goal = {
        str(e["from"]): str(e["to"])
        for e in edges
        if e["type"] == "PART_OF" and kinds.get(str(e["from"])) == "SDGTarget"
    }
    drawn = []
    for e in edges:
        a, b = str(e["from"]), goal.get(str(e["to"]), str(e["to"]))
        if not line_look(e["type"]).overview or _column(kinds.get(a)) is None or _column(kinds.get(b)) is None:
            continue
        if e["type"] == "PART_OF" and kinds[b] == "Agency":
            continue
        drawn.append({**e, "to": b, "under": e["to"]} if b != str(e["to"]) else e)
    linked = {str(e[end]) for e in drawn for end in ("from", "to")}
    kept: list[AnyRow] = []
    left: list[AnyRow] = []
    for n in nodes:
        column = _column(n["kind"])
        seen = column is not None and (n["id"] in linked or column in NEVER_LEFT_OUT)
        (kept if seen else left).append(n)
    kept.sort(key=reading_order)
    of_council = {
        str(e["to"]) for e in drawn if e["type"] == "UNDERTAKES" and kinds.get(str(e["from"])) == "Council"
    } - {str(e["to"]) for e in drawn if e["type"] == "UNDERTAKES" and kinds.get(str(e["from"])) == "Subgroup"}

    def rank(row: AnyRow) -> int:
        return 0 if row["id"] in of_council else box_look(row["kind"]).rank

    under = {str(e["to"]): str(e["from"]) for e in drawn if e["type"] == "UNDERTAKES"}
    figure = compose(
        "network",
        message("Who is responsible for what"),
        kept,
        drawn,
        lambda n: _column(n["kind"]) or 0,
        rank=rank,
        cluster=under,
        headings=_headings({str(n["kind"]) for n in kept}),
        group_shift=-1,
    )
    figure.standing = {str(n["id"]) for n in kept if _column(n["kind"]) in NEVER_LEFT_OUT}
    figure.sections = sections_of(kept, drawn, figure.standing)
    if left:
        figure.notes.append(
            message("Not drawn here: {counts} (see quanze view about NAME).", counts=counted_by_kind(left))
        )
    note_editorial(figure)
    return figure


def _column(kind: str | None) -> int | None:
    """The column of a kind's records; None where the picture has none for it."""
    return box_look(kind).column if kind else None


@dataclass(frozen=True)
class _Heading:
    """What is written above a column: the headings of its kinds, those on top first."""

    kinds: tuple[Kind, ...]

    def in_language(self, lang: str) -> str:
        """The heading in that language."""
        return in_context("between headings", " and ", lang).join(_heading(kind, lang) for kind in self.kinds)


def _heading(kind: Kind, lang: str) -> str:
    own = box_look(kind.label).heading
    if own is None:
        return kind.plural_in(lang)
    return own[0] if is_chinese(lang) else in_context(LABELS, own[1], lang)


def _headings(kinds: set[str]) -> dict[int, Message]:
    """The heading above each column, for the kinds that occur."""
    columns: dict[int, list[Kind]] = {}
    for kind in sorted((KIND[k] for k in KIND if k in kinds), key=lambda k: box_look(k.label).rank):
        column = box_look(kind.label).column
        if column is not None:
            columns.setdefault(column, []).append(kind)
    return {column: message("{kinds}", kinds=_Heading(tuple(here))) for column, here in columns.items()}
