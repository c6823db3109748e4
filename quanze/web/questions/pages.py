"""Which page answers what is asked of what: one table for questions about a record, and one for those about none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from quanze.locale import template
from quanze.queries.progress import ASKED
from quanze.schema import KINDS
from quanze.schema.ways import BODIES, answered_kinds
from quanze.web.addresses import HISTORY, RECORD
from quanze.web.questions import words


class PageOf(NamedTuple):
    """The page that answers a question of a record of these kinds (any where there are none), and the words for it.

    ``about``: it is a page of its own that takes the record as a filter. ``counts``: what it does with the date.
    """

    page: str
    kinds: tuple[str, ...]
    said: str
    about: bool = False
    counts: str = "on"


_WHO = tuple(kind for kind in answered_kinds() if kind != "AnnualTarget")
DUE_BY = PageOf(
    "progress",
    ("Agency",),
    template("targets of {kind} “{name}” in {year}, and tasks with a deadline by then"),
    about=True,
    counts="year",
)
PROGRESS_OF = PageOf("progress", ASKED, template("progress of {kind} “{name}”"), about=True, counts="year")
HISTORY_OF = PageOf(HISTORY, (), template("the history of {kind} “{name}”"), counts="")
PARTNERS_OF = PageOf(
    "dependencies", ("Agency",), template("with which agencies {kind} “{name}” shares work"), about=True
)
OPEN_OF = PageOf("gaps", ASKED, template("what the plans leave open about {kind} “{name}”"), about=True)
MATRIX_OF = PageOf("matrix", ("Agency", *BODIES), template("the matrix of {kind} “{name}”"), about=True)
OF_RECORDS: Mapping[str, PageOf] = {
    words.DUE: DUE_BY,
    words.PROGRESS: PROGRESS_OF,
    words.PARTNERS: PARTNERS_OF,
    words.HISTORY: HISTORY_OF,
    words.OPEN: OPEN_OF,
    words.MATRIX: MATRIX_OF,
}
"""What a question may ask of a record beside what its own page says, in the order of the reading."""
ITSELF: tuple[tuple[str, PageOf], ...] = (
    (words.SEATS, PageOf(RECORD, BODIES, template("who has a seat in {kind} “{name}”"))),
    (words.WHO, PageOf(RECORD, _WHO, template("who is responsible for {kind} “{name}”, and in which role"))),
    (words.ROLE, PageOf(RECORD, ("Agency", *BODIES), template("what {kind} “{name}” is responsible for"))),
    (words.WHAT, PageOf(RECORD, ("Agency", *BODIES), template("what {kind} “{name}” is responsible for"))),
    ("", PageOf(RECORD, (), template("{kind} “{name}”"))),
)
"""The page of a record itself, by what of it is asked."""

OF_NONE: Mapping[str, str] = {
    words.MATRIX: "matrix",
    words.PICTURES: "pictures",
    words.PARTNERS: "dependencies",
    words.PROGRESS: "progress",
    words.COVERED: "coverage",
    words.OPEN: "gaps",
    words.CHANGED: "compare",
}
"""The page that answers a question about no record, in the order of the reading."""
LISTS: Mapping[str, str] = {kind.label: kind.table for kind in KINDS if kind.label not in ("AnnualTarget",)}
"""The page that lists the records of a kind."""
