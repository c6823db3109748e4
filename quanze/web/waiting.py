"""The page that is shown while another is being made: since when, which others are ready, and what answers at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from quanze.locale import message, plural
from quanze.schema import KINDS
from quanze.web.page import Cell, Page, Section
from quanze.web.rendering import as_names
from quanze.web.words import word

if TYPE_CHECKING:
    from quanze.web.addresses import Addresses
    from quanze.web.kept_answers import Making

WHOLE: Sequence[tuple[str, tuple[tuple[str, str], ...]]] = (
    *(("names", ()), ("coverage", ()), ("coverage", (("by", "target"),)), ("progress", ()), ("gaps", ())),
    *(("workload", ()), ("matrix", ()), ("dependencies", ())),
)
"""The pages that are made of the whole graph, those that take least first: their paths, with their queries."""
GOALS = 17
"""Pages of goals that are made beforehand."""
AT_ONCE: Sequence[tuple[str, tuple[tuple[str, str], ...]]] = (
    *(("", ()), *((kind.table, ()) for kind in KINDS if kind.label != "AnnualTarget"), ("pictures", ())),
    *(("compare", ()), ("ask", (("question", "who looks after lanterns"),))),
)
"""Further pages of a large graph that are made beforehand, which take a second or less, and a question: the first one
with a word that no list has reads all names."""
STAY = "stay"
"""In the address of a page that is being made: the reader asks again, and not the browser by itself."""
_SOONEST, _LATEST = 1, 10


def seconds_between(making: Making[Any]) -> int:
    """The seconds after which to ask again: the longer a page takes, the more seldom."""
    return max(_SOONEST, min(_LATEST, round(making.seconds / 3)))


def waiting_page(
    making: Making[Any],
    whole: Sequence[Making[Any] | None],
    addresses: Addresses,
    path: str,
    query: Mapping[str, str],
    *,
    stays: bool,
) -> Page:
    """What a reader sees of a page that is not ready; ``whole`` is what there is of the pages of ``WHOLE``."""
    lang, here = addresses.lang, as_names(query)
    page = Page(message("This page is being made").in_language(lang), status=503, dated=False)
    seconds = max(1, round(making.seconds))
    so_far = plural(
        "It needs much of the data, and has been in the making for {n} second.",
        "It needs much of the data, and has been in the making for {n} seconds.",
        n=seconds,
    )
    page.notes.append(so_far.in_language(lang))
    if making.took:
        before = plural(
            "Before the last load it took {n} second.",
            "Before the last load it took {n} seconds.",
            n=round(making.took),
        )
        page.notes.append(before.in_language(lang))
    if stays:
        page.notes.append(message("This page does not reload by itself.").in_language(lang))
        choice = message("Load it again").in_language(lang), addresses.to(path, **here), False
    else:
        said = plural(
            "Your browser asks for it again in {n} second.",
            "Your browser asks for it again in {n} seconds.",
            n=seconds_between(making),
        )
        page.notes.append(said.in_language(lang))
        choice = message("Stop reloading this page").in_language(lang), addresses.to(path, **here, stay=1), False
    page.values["choices"] = [choice]
    page.notes.append(
        message(
            "Lists, single records and questions about one agency are answered meanwhile. Files of this page are sent "
            "as soon as they are ready."
        ).in_language(lang)
    )
    columns = {
        "page": message("page").in_language(lang),
        "state": message("state").in_language(lang),
    }
    about_today = addresses._replace(as_of="")
    lines = [
        {
            "page": Cell(_title(path_, query_, lang), href=about_today.to(path_, **as_names(dict(query_)))),
            "state": Cell(_state(found, lang)),
        }
        for (path_, query_), found in zip(WHOLE, whole, strict=True)
    ]
    title = message("Pages about everything").in_language(lang)
    page.sections = [Section("whole", title, columns, lines, counted=False)]
    return page


def _title(path: str, query: Sequence[tuple[str, str]], lang: str) -> str:
    return " · ".join([word(path, lang), *(word(f"sdg_{value}s", lang) for _, value in query)])


def _state(found: Making[Any] | None, lang: str) -> str:
    if found is None:
        return message("not yet begun").in_language(lang)
    if found.answer.done():
        return message("ready").in_language(lang)
    said = plural("being made for {n} second", "being made for {n} seconds", n=max(1, round(found.seconds)))
    return said.in_language(lang)
