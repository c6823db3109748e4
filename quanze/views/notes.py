"""The sentences beside a picture: what was left out, what is our own reading, what there is nothing of."""

from __future__ import annotations

from collections.abc import Sequence

from quanze.locale import Message, message, plural
from quanze.schema import KIND, RELATIONSHIP
from quanze.schema.kind_names import counted
from quanze.schema.rows import AnyRow
from quanze.schema.tables import FROM, LINK_TYPE, LINKS, TO
from quanze.views.figure import Figure


def note_editorial(figure: Figure) -> None:
    """Say how many lines are our own reading, where there are any."""
    rows = [r for k in figure.links for r in k.rows if r.get("origin") == "editorial"]
    if rows:
        figure.notes.append(
            plural(
                "Lines on yellow and dashed outlines are our own reading, not statements of the plan: {n} line here.",
                "Lines on yellow and dashed outlines are our own reading, not statements of the plan: {n} lines here.",
                n=len(rows),
            )
        )


def note_absence(figure: Figure, type_: str) -> None:
    """A picture of one type of link has nothing to draw: say so in the picture, and where such links are filled in."""
    known = RELATIONSHIP[type_]
    ways = [message("{first} to {second}", first=KIND[f], second=KIND[t]) for f, t in known.ends]
    figure.headings.append((0.0, 0.0, message("There are no “{type}” links to draw", type=known)))
    figure.notes.append(
        message(
            "The data of this picture has no “{type}” links. In the sheet “{sheet}” of the workbook, give each one a "
            "row with “{start}” and “{end}”, and “{type}” as “{column}” ({ways}). Then load it again.",
            type=known,
            sheet=LINKS,
            start=FROM,
            end=TO,
            column=LINK_TYPE,
            ways=ways,
        )
    )


def counted_by_kind(rows: Sequence[AnyRow]) -> list[Message]:
    """How many rows of each kind, in words."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[str(row["kind"])] = counts.get(str(row["kind"]), 0) + 1
    return [counted(KIND[kind], n) for kind, n in counts.items()]
