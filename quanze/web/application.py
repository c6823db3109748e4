"""The application: from an address to a page or a file, in the language and at the date that the address names."""

from __future__ import annotations

import sys
from asyncio import wrap_future
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from quanze.errors import AmbiguousNameError, DataError, EngineError, QuanzeError, QueryError, UnknownNameError
from quanze.exports.answers.cells import plain
from quanze.exports.atomic_file import Content, text_of
from quanze.exports.formats import Format
from quanze.locale import Message, languages, message
from quanze.schema.column_titles import heads
from quanze.web.addresses import AS_OF, HISTORY, PICTURE, RECORD, TWO, Addresses
from quanze.web.asked import Asked
from quanze.web.cells import lines
from quanze.web.grids import compare_page, matrix_page
from quanze.web.guard import Guard
from quanze.web.kept_answers import Answer, KeptAnswers, Making
from quanze.web.overviews import (
    LISTED,
    as_of_note,
    coverage_page,
    dependencies_page,
    gaps_page,
    history_page,
    list_page,
    names_page,
    pictures_page,
    progress_page,
    search_page,
    start_page,
    workload_page,
)
from quanze.web.page import Page, Section
from quanze.web.questions.box import ASK, QUESTION, answer_address, question_page, read_as, reading
from quanze.web.records import picture_page, record_page, two_agencies_page
from quanze.web.rendering import DOWNLOADED, STATIC, TYPES, as_names, preferred, rendered
from quanze.web.waiting import AT_ONCE, GOALS, STAY, WHOLE, seconds_between, waiting_page
from quanze.web.words import advice_on_a_page, word

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.web.served_graph import ServedGraph
    from quanze.web.stored_pages import StoredPages

PAGES: Mapping[str, Callable[[Asked], Page]] = {
    "": start_page,
    "search": search_page,
    "names": names_page,
    "matrix": matrix_page,
    "dependencies": dependencies_page,
    "gaps": gaps_page,
    "progress": progress_page,
    "coverage": coverage_page,
    "workload": workload_page,
    "compare": compare_page,
    TWO: two_agencies_page,
    "pictures": pictures_page,
    **{table: partial(list_page, table) for table in LISTED},
}
OF_RECORDS: Mapping[str, Callable[[Asked], Page]] = {RECORD: record_page, HISTORY: history_page, PICTURE: picture_page}
"""Pages of one record, whose id follows in the path."""
NAVIGATION = (
    *("agencies", "councils", "subgroups", "tasks", "indicators", "sdg_goals", "documents"),
    *("matrix", "dependencies", "gaps", "progress", "coverage", "workload", "pictures", "compare"),
)
"""The pages that each page leads to."""
NEED_A_SERVER = ("search", "compare")
"""Pages that answer what a reader types; among files, a list of all names replaces them."""
_ROWS = 1_000_000
"""Rows of which parts of pages are kept, such as all gaps and the index of all names: a gigabyte at most, which is what
both have of a million relationships."""
SMALL = 5_000
"""Records of a graph whose pages are waited for: each is there in a second, and the page that says that one is being
made would only flash by on a busy machine."""
_LONGEST = 400
"""The most characters of a query's value; a longer one is cut, because no name is so long."""


def application(
    served: ServedGraph, *, names: tuple[str, ...] = (), prefix: str = "", patience: float | None = None
) -> Guard:
    """The ASGI application on a graph. ``names`` and ``prefix`` as in ``Guard``, ``patience`` as in ``Site``."""
    return Guard(Site(served, patience=patience), names=names, prefix=prefix)


class Site:
    """What answers a request that was let in. ``prefix`` is the path of the pages where the guard does not name it,
    ``desk`` the page of the desk that leads here. A page that is not there within ``patience`` seconds is made all the
    same, and until then another says so; files are waited for, and so are pages of at most ``small`` records."""

    def __init__(
        self,
        served: ServedGraph,
        *,
        prefix: str = "",
        desk: str = "",
        patience: float | None = None,
        small: int = SMALL,
    ) -> None:
        self._served, self._prefix, self._desk, self._patience = served, prefix, desk, patience
        self._small = small
        self._kept: KeptAnswers[Response] = KeptAnswers()
        self._stored: tuple[object, StoredPages | None] = None, None
        self._parts: KeptAnswers[Any] = KeptAnswers(_ROWS)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            response = await run_in_threadpool(self._answer, Request(scope))
            if isinstance(response, Making):  # no thread waits for it
                response = (await wrap_future(response.answer)).value
            await response(scope, receive, send)

    @property
    def of_a_file(self) -> bool:
        """Whether the graph is a file, whose state can be seen without asking anything."""
        return self._served.of_a_file

    def state(self) -> object:
        """What differs when pages are to be made anew: after a load, and on another day. None where the graph cannot
        be opened."""
        try:
            graph, state = self._served.now_with_state()
            return state and (state, graph.day(""))
        except QuanzeError:
            return None

    def prepare(self, ended: Callable[[], bool]) -> int:
        """Make the pages that have no record's name, and those of the goals, in every language until ``ended``, and
        keep them; those of a large graph also on disk. How many there are of a large graph, 0 where it was ended."""
        graph, state = self._served.now_with_state()
        today = graph.day("")
        large = self._records(graph, state, today) > self._small
        stored = self._pages_on_disk(state, today) if large else None
        goals = [row["id"] for row in graph.records("SDGGoal")][:GOALS] if large else []
        made = 0
        for path, query in (*(AT_ONCE if large else ()), *WHOLE, *((f"{RECORD}/{id_}", ()) for id_ in goals)):
            for lang in languages():
                if ended():
                    return 0
                addresses, asked = Addresses(self._prefix, lang, desk=self._desk), dict(query)
                page = self._page(path, addresses, asked)
                if path == ASK or stored is None or not isinstance(page, Response):
                    pass  # a question is read anew at each start, for all names are
                elif page.status_code == 200 and self.state() == (state, today):
                    stored.write(_question(path, addresses, asked), bytes(page.body))
                made += 1
        return made if large else 0

    def _answer(self, request: Request) -> Response | Making[Response]:
        prefix, refused = self._prefix or request.scope["quanze.prefix"], request.scope["quanze.refused"]
        path = _below(prefix, request.scope["path"])
        if path in STATIC and not refused:
            content, media_type = STATIC[path]
            return Response(content(), media_type=media_type)
        first, _, rest = path.removeprefix("/").partition("/")
        lang = first if first in languages() else preferred(request)
        addresses = Addresses(prefix, lang, _short(request.query_params.get(AS_OF, "")), desk=self._desk)
        if refused:
            return _refusal(refused, addresses)
        if path in ("/", f"/{first}") and first in ("", lang):
            to_language = RedirectResponse(f"{prefix}/{lang}/", 307)
            to_language.headers["vary"] = "Accept-Language"
            return to_language
        if first != lang:
            return _error_page(addresses, 404, message("There is no such page."))
        query = {name: _short(value) for name, value in request.query_params.items()}
        stays = query.pop(STAY, "")
        found = self._page(rest, addresses, query, self._patience)
        if isinstance(found, Making) and not _is_file(rest, query):
            return self._wait(found, addresses, rest, query, stays=bool(stays))
        return found

    def _wait(
        self, making: Making[Response], addresses: Addresses, path: str, query: Mapping[str, str], *, stays: bool
    ) -> Response:
        """The page that says that a page is being made; it asks again by itself unless the reader ``stays`` on it."""
        about_today = addresses._replace(as_of="")
        whole = self._kept.found(self.state(), [(path_, about_today, query_) for path_, query_ in WHOLE])
        page = waiting_page(making, whole, addresses, path, query, stays=stays)
        response = Response(_written(page, addresses, path, query, [], ""), page.status, media_type="text/html")
        again = str(seconds_between(making))
        response.headers["retry-after"] = again
        if not stays:
            response.headers["refresh"] = again
        return response

    def _page(
        self, path: str, addresses: Addresses, query: Mapping[str, str], patience: float | None = None
    ) -> Response | Making[Response]:
        """A page, or a file of it: as it was made for another reader, where the graph and the day are the same. With
        ``patience`` it may still be in the making after so many seconds."""
        try:
            graph, state = self._served.now_with_state()
            editions = self._served.editions()
            today = graph.day("")
        except Exception as fault:
            return _fault_page(fault, addresses, path)
        if state is None:
            return self._made(Asked(graph, addresses, "", query, editions), path)

        def keep(name: Hashable, make: Callable[[], Any], rows: Callable[[Any], int]) -> Any:
            def made() -> Answer[Any]:
                part = make()
                return Answer(part, rows(part), True)

            return self._parts.answer((state, today), name, made)

        question = _question(path, addresses, query)

        def make() -> Answer[Response]:
            if (stored := self._pages_on_disk(state, today)) and (page := stored.read(question)) is not None:
                return Answer(Response(page, media_type="text/html"), len(page), True)
            response = self._made(Asked(graph, addresses, "", query, editions, keep), path)
            return Answer(response, len(response.body), response.status_code == 200)

        if patience is not None and self._records(graph, state, today) <= self._small:
            patience = None
        if patience is None:
            return self._kept.answer((state, today), question, make)
        return self._kept.within(patience, (state, today), question, make)

    def _records(self, graph: Graph, state: tuple[int, ...] | None, today: str) -> int:
        """How many records a graph has."""

        def counted() -> Answer[int]:
            return Answer(sum(row["count"] for row in graph.counts()), 1, True)

        found: int = self._parts.answer((state, today), "number of records", counted)
        return found

    def _pages_on_disk(self, state: tuple[int, ...] | None, today: str) -> StoredPages | None:
        """The pages on disk of a state on a day, where there may be any."""
        if state is None or self._desk:
            return None
        known, stored = self._stored
        if known != (state, today):
            stored = self._served.pages(state, today)
            self._stored = (state, today), stored
        return stored

    def _made(self, asked: Asked, path: str) -> Response:
        """A page, or a file of it; what goes wrong is a page too, and no traceback."""
        addresses = asked.addresses
        try:
            _ = asked.day  # a date that is none is refused on every page
            if path == ASK:
                return _answered(asked)
            made = page_at(path, asked)
            if made is None:
                return _error_page(addresses, 404, message("There is no such page."))
            page, asked, format_ = made
            if format_ is not None:
                return _file(page, asked, format_)
            return Response(html(page, asked, path), page.status, media_type="text/html")
        except Exception as fault:
            return _fault_page(fault, addresses, path)


def _question(path: str, addresses: Addresses, query: Mapping[str, str]) -> tuple[str, Addresses, tuple[Any, ...]]:
    """What an answer is kept by."""
    return path, addresses, tuple(query.items())


def _is_file(path: str, query: Mapping[str, str]) -> bool:
    """Whether a file is asked for, and no page that could say that it is not ready."""
    return "format" in query or path.endswith(tuple(TYPES))


def _answered(asked: Asked) -> Response:
    """The way to the page that answers a question; a page of its own where there is no one answer."""
    found = reading(asked)
    if found.answer is not None:
        return RedirectResponse(answer_address(found.answer, asked), 303)
    page = question_page(found, asked)
    return Response(html(page, asked, ASK), page.status, media_type="text/html")


def page_at(path: str, asked: Asked) -> tuple[Page, Asked, Format | None] | None:
    """The page at a path, and the format where the path ends in one; None when there is no such page."""
    name, slash, rest = path.partition("/")
    if name in OF_RECORDS and (slash or "id" in asked.query):
        return _of_record(OF_RECORDS[name], rest, asked)
    if path in PAGES:
        return PAGES[path](asked), asked, None
    stem, dot, ending = path.rpartition(".")
    stem = "" if stem == "index" else stem
    if dot and stem in PAGES:
        page = PAGES[stem](asked)
        format_ = _format(page, f".{ending}")
        return (page, asked, format_) if format_ else None
    return None


def _of_record(make: Callable[[Asked], Page], id_: str, asked: Asked) -> tuple[Page, Asked, Format | None] | None:
    """The page of a record, or a file of it: an id may itself end as a file does."""
    whole = asked._replace(rest=id_)
    ending = f".{whole.query['format']}" if not id_ and "format" in whole.query else ""
    try:
        page = make(whole)
    except UnknownNameError:
        stem, dot, last = id_.rpartition(".")
        if not dot or f".{last}" not in TYPES:
            raise
        whole, ending = asked._replace(rest=stem), f".{last}"
        page = make(whole)
    if not ending:
        return page, whole, None
    format_ = _format(page, ending)
    return (page, whole, format_) if format_ else None


def _format(page: Page, ending: str) -> Format | None:
    return next((f for f in page.formats() if ending in f.endings), None)


def _file(page: Page, asked: Asked, format_: Format) -> Response:
    content = downloaded(page, asked, format_)
    ending = format_.endings[0]
    name = plain(page.name or page.title).replace("/", "-")[:80] or "quanze"
    called = quote(name + ending, safe="")
    return Response(
        content,
        media_type=TYPES[ending],
        headers={
            "content-disposition": f"attachment; filename=\"quanze{ending}\"; filename*=UTF-8''{called}",
            "content-security-policy": DOWNLOADED,
        },
    )


def downloaded(page: Page, asked: Asked, format_: Format) -> str | bytes:
    """What the file of a page in a format has."""
    content: Content = format_.writer(page.written(asked.day), asked.lang)
    return text_of(content) if callable(content) else content


def offered(page: Page, asked: Asked, path: str) -> list[Format]:
    """The formats in which a page is offered."""
    files = asked.addresses.files
    return [f for f in page.formats() if path != ASK and (files is None or files.offers(path, f.endings[0]))]


def html(page: Page, asked: Asked, path: str) -> str:
    """A page as it is shown."""
    downloads = [(f.name, _file_address(f, asked, path)) for f in offered(page, asked, path)]
    return _written(page, asked.addresses, path, asked.query, downloads, as_of_note(page, asked), read_as(asked, path))


def _file_address(format_: Format, asked: Asked, path: str) -> str:
    query = {
        name.replace("-", "_"): value
        for name, value in asked.query.items()
        if name not in (AS_OF, QUESTION) and not name.startswith("page-")
    }
    return asked.addresses.download(path, format_.endings[0], **query)


def _written(
    page: Page,
    addresses: Addresses,
    path: str,
    query: Mapping[str, str],
    downloads: list[tuple[str, str]],
    day: str,
    read_as: Sequence[str] = (),
) -> str:
    kept = {name: value for name, value in query.items() if name != AS_OF}
    return rendered(
        page.template,
        page,
        addresses,
        path,
        kept,
        {one: addresses._replace(lang=one).to(path, **as_names(kept)) for one in languages()},
        word,
        navigation=[(name, word(name, addresses.lang), addresses.to(name)) for name in _navigation(addresses)],
        downloads=downloads,
        day=day,
        read_as=read_as,
    )


def _navigation(addresses: Addresses) -> tuple[str, ...]:
    if not addresses.files:
        return NAVIGATION
    return ("names", *(name for name in NAVIGATION if name not in NEED_A_SERVER))


def _below(prefix: str, path: str) -> str:
    """The path below the one under which the pages are published; a proxy may have taken that away already."""
    return path.removeprefix(prefix) or "/" if f"{path}/".startswith(f"{prefix}/") else path


def _refusal(status: int, addresses: Addresses) -> Response:
    said = {
        405: message("Pages can only be read here."),
        421: message("These pages are not published under that name."),
        403: message("Another site may not read these pages."),
    }[status]
    response = _error_page(addresses, status, said)
    if status == 405:
        response.headers["allow"] = "GET, HEAD"
    return response


def _error_page(
    addresses: Addresses, status: int, said: str, advice: str = "", alike: list[Section] | None = None
) -> Response:
    lang = addresses.lang
    title = said.in_language(lang) if isinstance(said, Message) else str(said)
    page = Page(plain(title), status=status, sections=alike or [])
    page.values["advice"] = advice_on_a_page(advice, lang)
    page.values["status"] = status
    page.template = "error.html"
    # A date that is none must not follow the reader.
    text = _written(page, addresses._replace(as_of=""), "", {}, [], "")
    return Response(text, status, media_type="text/html")


def _fault_page(fault: Exception, addresses: Addresses, path: str) -> Response:
    if isinstance(fault, QuanzeError):
        return _error_page(addresses, _status(fault), fault.message, fault.advice, _alike(fault, addresses.lang))
    if isinstance(fault, MemoryError):
        return _error_page(addresses, 503, message("There is not enough memory for this page."))
    print(f"quanze: {addresses.to(path)}: {type(fault).__name__}: {fault}", file=sys.stderr)
    return _error_page(addresses, 500, message("This page cannot be made: a fault of Quanze."))


def _status(fault: QuanzeError) -> int:
    if isinstance(fault, UnknownNameError):
        return 404
    if isinstance(fault, (QueryError, DataError)):
        return 400
    return 503 if isinstance(fault, EngineError) else 400


def _alike(fault: QuanzeError, lang: str) -> list[Section]:
    """The records that a wrong name may have meant."""
    rows = fault.nearest if isinstance(fault, UnknownNameError) else []
    if isinstance(fault, AmbiguousNameError):
        rows = fault.matches
    if not rows:
        return []
    title = message("The closest matches:").in_language(lang)
    return [Section("alike", title, heads(lang, "kind", "name"), lines(rows, lang), rows)]


def _short(text: str) -> str:
    return text[:_LONGEST]
