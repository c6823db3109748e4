"""The desk as an application: from an address or a form to a page, a file or a step; each plan's explorer below."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from quanze.errors import QuanzeError
from quanze.exports.answers.cells import plain
from quanze.locale import Message, language_tag, languages, message
from quanze.web.addresses import Addresses
from quanze.web.desk import draft_page, exchange_page, gap_page, merge_page, pages, sheet_page, trial_page
from quanze.web.desk.door import FORM_TOKEN, TOKEN, Door
from quanze.web.desk.plans import Plan
from quanze.web.desk.uploads import LARGEST, too_large
from quanze.web.desk.visit import Answer, AtHand, Download, GoneError, View, Visit
from quanze.web.desk.words import word
from quanze.web.guard import POLICY, Guard
from quanze.web.page import Page
from quanze.web.rendering import DOWNLOADED, STATIC, TYPES, as_names, preferred, rendered, templates
from quanze.web.words import advice_on_a_page

if TYPE_CHECKING:
    from quanze.web.application import Site
    from quanze.web.served_graph import ServedGraph

SCRIPTED = f"{POLICY}; script-src 'self'; connect-src 'self'"
"""The policy of the desk's own pages: one small script of ours, no other."""
EXPLORER = "plan"
"""The first part of the addresses of the explorers, before the key of their plan."""
_LONGEST = 1000
"""Characters of a value that is typed; a longer one is cut."""
_FIELDS = 2000
"""Fields of a form: a page of clauses has two or three for each fact."""
_FILES = 20
"""Files that are dropped at once."""
_BESIDE = 2**20
"""Bytes of a form beside its file."""
Handler = Callable[[Visit], Answer]
GET: Mapping[tuple[str, int], Handler] = {
    ("", 0): pages.start_page,
    ("plans", 1): pages.plan_page,
    ("plans/tables", 2): pages.dump,
    ("plans/brief", 2): pages.paper,
    ("plans/report", 2): pages.paper,
    ("plans/changes", 2): trial_page.changes_page,
    ("plans/changes.xlsx", 2): trial_page.changes_sheet,
    ("plans/merge", 2): merge_page.choose_page,
    ("plans/gaps", 2): gap_page.gaps_page,
    **{(f"plans/{name}", 2): gap_page.gaps_file for name in (gap_page.KNOWN, gap_page.TO_DECIDE, gap_page.ALL)},
    ("plans/graph", 2): exchange_page.graph_file,
    ("files", 1): sheet_page.sheet_page,
    ("files/loaded", 2): sheet_page.loaded_page,
    ("files/file", 2): merge_page.own_file,
    ("files/merge", 2): merge_page.merge_page,
    ("files/trial", 2): trial_page.trial_page,
    **{(f"files/{name}", 2): trial_page.trial_file for name in trial_page.FORMATS},
    ("drafts", 1): draft_page.draft_page,
    ("drafts/view", 2): draft_page.reading_view,
    ("drafts/draft.xlsx", 2): draft_page.draft_file,
    ("steps", 1): pages.step_page,
    ("templates", 1): pages.template,
}
"""What is looked at: the first part of the path, with its third where there is one, and how many follow the first."""
POST: Mapping[tuple[str, int], Handler] = {
    ("plans", 0): pages.begin_plan,
    ("files", 0): pages.drop,
    ("plans/files", 2): pages.drop,
    ("plans/undo", 2): pages.undo,
    ("plans/changes", 2): trial_page.take_changes,
    ("plans/merge", 2): merge_page.begin_merge,
    ("plans/gaps", 2): gap_page.take_lists,
    ("plans/import", 2): exchange_page.begin_import,
    ("files/columns", 2): sheet_page.decide,
    ("files/names", 2): sheet_page.decide,
    ("files/beside", 2): sheet_page.decide,
    ("files/pairs", 2): sheet_page.decide,
    ("files/unsure", 2): sheet_page.decide,
    ("files/edition", 2): draft_page.decide_edition,
    ("files/load", 2): sheet_page.begin_load,
    ("files/merge", 2): merge_page.decide,
    ("files/trial", 2): trial_page.begin_trial,
    ("files/remove", 2): pages.remove,
    ("files/part", 2): pages.part,
    ("drafts", 1): draft_page.decide,
    ("steps/stop", 2): pages.stop,
}
"""What a form does."""


def script() -> str:
    """The script of the desk's pages."""
    return resources.files("quanze.web").joinpath("desk.js").read_text(encoding="utf-8")


def desk(at_hand: AtHand, door: Door, port: int) -> Guard:
    """The ASGI application behind a port of this machine."""
    hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
    return Guard(_Desk(at_hand, door), own=hosts)


class _Desk:
    """What answers a request that the guard let in."""

    def __init__(self, at_hand: AtHand, door: Door) -> None:
        self._at_hand, self._door = at_hand, door
        self._sites: dict[str, tuple[ServedGraph, dict[str, Site]]] = {}
        self._lock = threading.Lock()

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        answer = await self._answer(request)
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response | Site:
        path = request.scope["path"]
        first, _, rest = path.removeprefix("/").partition("/")
        lang = first if first in languages() else preferred(request)
        refused = request.scope["quanze.refused"]
        if refused:
            return _refusal(refused, lang)
        if path in STATIC:
            content, media_type = STATIC[path]
            return Response(content(), media_type=media_type)
        if path == "/desk.js":
            return Response(script(), media_type="text/javascript")
        known = self._door.knows(request.headers.get("cookie", ""))
        if TOKEN in request.query_params:
            return self._door_page(request, lang, known, path if first == lang else f"/{lang}/")
        if not known:
            return _door(lang, 401, enters=False)
        if request.method == "POST":
            return await self._post(request, first, rest, lang)
        if first == EXPLORER:
            key, _, page = rest.partition("/")
            wanted = page.partition("/")[0]
            return await run_in_threadpool(self._explorer, key, wanted if wanted in languages() else lang)
        if path == "/" or (first == lang and not rest and not path.endswith("/")):
            return RedirectResponse(f"/{lang}/", 307, {"vary": "Accept-Language"})
        if first != lang:
            return _message_page(lang, 404, message("There is no such page."), "")
        query = {name: value[:_LONGEST] for name, value in request.query_params.items()}
        return await run_in_threadpool(self._handled, GET, rest, lang, query, {})

    def _door_page(self, request: Request, lang: str, known: bool, address: str) -> Response:
        enters = self._door.enters(request.query_params[TOKEN])
        if not (enters or known):
            return _door(lang, 401, enters=False)
        found = _door(lang, 200, enters=True, address=address)
        if enters:
            found.headers["set-cookie"] = self._door.cookie
        return found

    async def _post(self, request: Request, first: str, rest: str, lang: str) -> Response:
        """What a form asks for; its size is bounded, and it must be ours."""
        try:
            length = int(request.headers.get("content-length", "-1"))
        except ValueError:
            length = -1
        if not 0 <= length <= LARGEST + _BESIDE:
            # Whoever sends more than we take, or does not say how much, is not read at all.
            fault = too_large(message("The file"))
            return _message_page(lang, 413, fault.message, fault.advice, f"/{lang}/", closes=True)
        try:
            form = await request.form(max_files=_FILES, max_fields=_FIELDS, max_part_size=_BESIDE)
        except (HTTPException, MultiPartException):
            return _message_page(
                lang,
                400,
                message("The form could not be read."),
                message("Drop {n} files at most at once.", n=_FILES),
                f"/{lang}/",
            )
        try:
            if not self._door.is_our_form(str(form.get(FORM_TOKEN, ""))):
                return _message_page(
                    lang,
                    403,
                    message("This form does not come from these pages."),
                    message("Open the page again, and send the form from there."),
                )
            if first != lang:
                return _message_page(lang, 404, message("There is no such page."), "")
            return await run_in_threadpool(self._handled, POST, rest, lang, {}, _values(form))
        finally:
            await form.close()

    def _handled(
        self,
        handlers: Mapping[tuple[str, int], Handler],
        path: str,
        lang: str,
        query: Mapping[str, str],
        form: Mapping[str, Any],
    ) -> Response:
        """The answer of the handler of a path; what goes wrong is a page too."""
        name, *rest = path.strip("/").split("/")
        key = f"{name}/{rest[1]}" if len(rest) == 2 else name
        handler = handlers.get((key, len(rest)))
        back = f"/{lang}/"
        if handler is None:
            return _message_page(lang, 404, message("There is no such page."), "")
        if rest and name in ("plans", "files", "drafts") and handlers is POST:
            back = Addresses("", lang).to(f"{'drafts' if name == 'drafts' else name}/{rest[0]}")
        visit = Visit(self._at_hand, lang, tuple(rest), query, form)
        try:
            answer = handler(visit)
            if isinstance(answer, str):
                return RedirectResponse(answer, 303)
            if isinstance(answer, Download):
                return _file(answer)
            return Response(self._html(answer, visit), media_type="text/html", headers=_own())
        except GoneError as fault:
            return _message_page(lang, 404, fault.message, fault.advice)
        except QuanzeError as fault:
            return _message_page(lang, 400, fault.message, fault.advice, back)
        except MemoryError:
            return _message_page(lang, 503, message("There is not enough memory for this page."), "", back)
        except Exception as fault:
            print(f"{type(fault).__name__}: {fault}", file=sys.stderr)
            return _message_page(lang, 500, message("This page could not be made."), "", back)

    def _html(self, view: View, visit: Visit) -> str:
        values = {**view.values, "form_token": self._door.form_token}
        return html(view.template, view.page, visit.lang, view.path, visit.query, values)

    def _explorer(self, key: str, lang: str) -> Response | Site:
        """The explorer of a plan, with the way back in the language that is read."""
        plan = self._at_hand.plans.get(key)
        if plan is None or not plan.is_there:
            return _message_page(
                lang,
                404,
                message("There is no plan with data under this address."),
                message("Open it from the start page."),
            )
        try:
            return self._site(plan, lang)
        except QuanzeError as fault:
            return _message_page(lang, 503, fault.message, fault.advice)

    def _site(self, plan: Plan, lang: str) -> Site:
        # The explorer's pages take longer to import than the desk's own first page takes in all.
        from quanze.web.application import Site
        from quanze.web.served_graph import ServedGraph

        with self._lock:
            if plan.database not in self._sites:
                self._sites[plan.database] = (ServedGraph(plan.database), {})
            served, sites = self._sites[plan.database]
            if lang not in sites:
                back = Addresses("", lang).to(f"plans/{plan.key}")
                sites[lang] = Site(served, prefix=f"/{EXPLORER}/{plan.key}", desk=back)
            return sites[lang]


def _values(form: FormData) -> dict[str, Any]:
    """The fields of a form: the first value of each, cut, and all of them under the name with ``-all``."""
    found: dict[str, Any] = {}
    for name, value in form.multi_items():
        kept = value[:_LONGEST] if isinstance(value, str) else value
        found.setdefault(name, kept)
        found.setdefault(f"{name}-all", []).append(kept)
    return found


def _own() -> dict[str, str]:
    """Headers of the desk's own pages, which nobody may keep."""
    return {"content-security-policy": SCRIPTED, "cache-control": "no-store"}


def _file(download: Download) -> Response:
    headers = {"content-security-policy": DOWNLOADED, "cache-control": "no-store"}
    content = download.path.read_bytes()
    if download.inline:
        return Response(content, media_type="text/html", headers=headers)
    media_type = TYPES.get(download.path.suffix, "application/octet-stream")
    headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(download.path.name, safe='')}"
    return Response(content, media_type=media_type, headers=headers)


def html(template: str, page: Page, lang: str, path: str, query: Mapping[str, str], values: Mapping[str, Any]) -> str:
    """A page of the desk as it is shown."""
    return rendered(
        f"desk/{template}",
        page,
        Addresses("", lang),
        path,
        query,
        {one: Addresses("", one).to(path, **as_names(query)) for one in languages()},
        word,
        navigation=(),
        downloads=(),
        read_as=(),
        **values,
    )


def _message_page(lang: str, status: int, said: str, advice: str, back: str = "", *, closes: bool = False) -> Response:
    def words(text: str) -> str:
        return plain(text.in_language(lang) if isinstance(text, Message) else text)

    page = Page(words(said), status=status, dated=False)
    text = html(
        "message.html", page, lang, "", {}, {"advice": advice_on_a_page(advice, lang), "back": back or f"/{lang}/"}
    )
    headers = {**_own(), **({"connection": "close"} if closes else {})}
    return Response(text, status, media_type="text/html", headers=headers)


def _refusal(status: int, lang: str) -> Response:
    said = {
        405: message("This cannot be done here."),
        421: message("These pages are not published under that name."),
        403: message("Another site may not use these pages."),
    }[status]
    found = _door(lang, status, enters=False, title=said)
    if status == 405:
        found.headers["allow"] = "GET, HEAD, POST"
    return found


def _door(lang: str, status: int, *, enters: bool, title: Message | None = None, address: str = "") -> Response:
    """The page before the desk, which says nothing of what is on it. It leads in without a redirect: a cookie that no
    other site may send would be missing after one that began elsewhere."""
    text = (
        templates()
        .get_template("desk/door.html")
        .render(
            tag=language_tag(lang),
            enters=enters,
            address=quote(address),
            go_on=word("go_on", lang),
            title=title.in_language(lang) if title else word("come_in" if enters else "not_in", lang),
            advice="" if title else word("not_in_hint", lang),
        )
    )
    headers = {"cache-control": "no-store", "referrer-policy": "no-referrer"}
    return Response(text, status, media_type="text/html", headers=headers)


def paths(handlers: Mapping[tuple[str, int], Handler]) -> Sequence[str]:
    """The paths that there are, for tests that try each of them."""
    return ["/".join([name.split("/")[0], *["x"] * min(n, 1), *name.split("/")[1:]]) for name, n in handlers]
