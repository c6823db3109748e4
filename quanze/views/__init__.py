"""Pictures: what they are called, and each drawn from rows; the offline page around a pyvis network, SVG and PNG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from quanze.errors import QueryError
from quanze.locale import CHINESE, Clauses, Message, is_chinese, message, plural
from quanze.schema.dates import ShownDate, out_of_time
from quanze.schema.naming import Name
from quanze.schema.progress import VERDICT as VERDICTS
from quanze.schema.progress import judged
from quanze.schema.tables import CHANGING
from quanze.views.figure import OUT_OF_TIME, VERDICT, days_of

if TYPE_CHECKING:
    from quanze.schema.rows import AnyRow
    from quanze.views.svg import Picture

PICTURES = {
    "network": message("the whole"),
    "dependencies": message("dependencies"),
    "reporting": message("reporting"),
    "about": message("neighbourhood"),
}
"""The pictures by name; ``about`` is the one of a single record."""
DRAWN_PAIRS = 200
"""Pairs of agencies that a picture of dependencies has, those that share most: more lines would hide each other."""


def require_picture(name: str, about: str) -> None:
    """QueryError when there is no such picture, when ``about`` names no record, or another picture is given one."""
    if name not in PICTURES:
        raise QueryError(
            message("There is no picture {name!r}.", name=name), message("Use one of {names}.", names=list(PICTURES))
        )
    if (name == "about") != bool(about):
        raise QueryError(
            message("The picture “about” needs the name of a record; the others take none."),
            message("Give the name of one record, or choose another picture."),
        )


def draw(
    name: str,
    nodes: Sequence[AnyRow],
    edges: Sequence[AnyRow],
    *,
    ties: Sequence[AnyRow] = (),
    ties_by_day: Sequence[tuple[str, Sequence[AnyRow]]] = (),
    yearly: bool = False,
    one_day: bool = False,
    focus: str = "",
    depth: int = 1,
    datasets: Sequence[AnyRow] = (),
    absent: Sequence[AnyRow] = (),
    progress: Sequence[AnyRow] = (),
    as_of: str = "",
    today: str = "",
    lang: str = CHINESE,
) -> Picture:
    """The picture of that name from its rows (see ``network``; ``ties`` are the rows of ``dependencies``, or
    ``ties_by_day`` those of several days, ``yearly`` where they are the first days of years, ``one_day`` where they
    are of ``today`` alone).

    ``focus`` is the id of the record of ``about``, drawn up to ``depth`` steps. ``datasets`` are named as sources,
    ``absent`` ones as left out, ``progress`` says what the years of indicators came to, and ``as_of`` is named as the
    day of the data. Without one, what does not hold ``today`` says
    so, and the picture knows the days on which something changes.
    """
    from quanze.views.svg import Picture

    verdicts = {row["indicator"]: _verdict(row) for row in progress}
    nodes = [{**row, VERDICT: verdicts[row["id"]]} if row["id"] in verdicts else row for row in nodes]
    if today and not as_of:
        nodes, edges = (list(map(partial(_timed, today), rows)) for rows in (nodes, edges))
    if name == "network":
        from quanze.views.network import draw_network

        figure = draw_network(nodes, edges)
    elif name == "reporting":
        from quanze.views.reporting import draw_reporting

        figure = draw_reporting(nodes, edges)
    elif name == "dependencies":
        from quanze.views.dependencies import draw_dependencies

        figure = draw_dependencies(ties, ties_by_day, today=today)
        every = [rows[-1] for rows in (ties, *(own for _, own in ties_by_day)) if rows]
        if left_out := max((int(row.get("more", 0)) for row in every), default=0):
            figure.notes.append(
                plural(
                    "Only the {most} pairs that share most are shown; `quanze deps --pairs` has the other one.",
                    "Only the {most} pairs that share most are shown; `quanze deps --pairs` has the other {n}.",
                    n=left_out,
                    most=DRAWN_PAIRS,
                )
            )
        if yearly:
            said = message("Something changes on so many days that the slider has only the first day of each year.")
            figure.notes.append(said)
        if one_day:
            said = message(
                "The graph is too large for every day; this picture shows {date}. Use --as-of DATE for another day.",
                date=ShownDate(today),
            )
            figure.notes.append(said)
    else:
        from quanze.views.neighbourhood import draw_neighbourhood

        figure = draw_neighbourhood(nodes, edges, focus, depth=depth, as_of=as_of)
    if any(box.ended for box in figure.boxes) or any(link.ended for link in figure.links):
        said = message("What has ended or not begun by {date} is dotted and says when.", date=ShownDate(today))
        figure.notes.append(said)
    if not as_of and name != "dependencies" and (name != "about" or depth == 1):
        figure.days = days_of([row for k in figure.links for row in k.rows] + [box.row for box in figure.boxes])
    used = {box.row.get("dataset") for box in figure.boxes}
    figure.subtitle = _sources([d for d in datasets if d["id"] in used or name == "dependencies"], as_of)
    if absent:
        figure.notes.append(message("Data sets left out: {names}.", names=[Name(d) for d in absent]))
    return Picture(**vars(figure), lang=lang)


def _verdict(row: AnyRow) -> Message:
    """The verdict on an indicator's year, with its sign, marked where it rests on more than a stated target."""
    verdict = VERDICTS[row["verdict"]]
    values = {"sign": verdict.sign, "verdict": verdict.name, "year": ShownDate(str(row["year"]))}
    if judged(row) is verdict.name:
        return message("{sign} {verdict} ({year})", **values)
    return message("{sign} {verdict} ({year}, inferred)", **values)  # a box has no room for the whole mark


def _timed(today: str, row: AnyRow) -> AnyRow:
    """The row, which says when it ended or begins if it does not hold today."""
    if row.get("type") in CHANGING:
        return row
    spans = row.get("stays") or [(row.get("valid_from"), row.get("valid_to"))]
    whens = [out_of_time(first, last, today) for first, last in spans]
    return {**row, OUT_OF_TIME: whens[-1]} if all(whens) else row


@dataclass(frozen=True)
class _Edition:
    """The name of a data set; in Chinese with the edition, which has no other name."""

    dataset: AnyRow

    def in_language(self, lang: str) -> str:
        """The name in that language."""
        edition = str(self.dataset["edition"] or "") if is_chinese(lang) else ""
        return f"{Name(self.dataset).in_language(lang)} {edition}".strip()


def _sources(datasets: Sequence[AnyRow], as_of: str) -> Message:
    """Names and editions of the data, and the day they are asked for."""
    editions = Clauses(_Edition(d) for d in datasets)
    if as_of:
        return message("{sources} (as of {date})", sources=editions, date=ShownDate(as_of))
    return message("{sources}", sources=editions)
