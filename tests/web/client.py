"""A reader in this process: requests as ASGI, and what is in the pages."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from quanze.web.application import application
from quanze.web.guard import Guard
from quanze.web.served_graph import ServedGraph


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def is_page(self) -> bool:
        return self.headers.get("content-type", "").startswith("text/html")


class Reader:
    """One reader of a served graph."""

    def __init__(self, served: ServedGraph, **given: Any) -> None:
        self.guard: Guard = application(served, **given)

    def get(
        self,
        address: str,
        *,
        method: str = "GET",
        host: str = "localhost:8000",
        client: str = "127.0.0.1",
        **headers: str,
    ) -> Answer:
        """Ask for an address; underscores in the names of headers stand for hyphens."""
        given = {"host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return answered(self.guard, method, address, given, server=8000, client=client)


def answered(
    guard: Guard,
    method: str,
    address: str,
    headers: Mapping[str, str],
    body: bytes = b"",
    *,
    server: int,
    client: str = "127.0.0.1",
) -> Answer:
    """What an application answers to one request, on the port ``server``."""
    parts = urlsplit(address)
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode("utf-8")) for name, value in headers.items()],
        "client": (client, 1),
        "server": ("127.0.0.1", server),
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(event: dict[str, Any]) -> None:
        sent.append(event)

    asyncio.run(guard(scope, receive, send))
    headers_sent = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], headers_sent, b"".join(event.get("body", b"") for event in sent[1:]))


class Parsed(HTMLParser):
    """Links, and how often what occurs that a page has once."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.lang = ""
        self.title = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = {name: value or "" for name, value in attrs}
        self.handlers += [name for name in values if name.startswith("on") or name == "style"]
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "html":
            self.lang = values.get("lang", "")
        if tag in ("a", "link") and "href" in values:
            self.links.append(values["href"])
        if tag == "img":
            self.links.append(values["src"])

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] == ["title"] and not self.title:
            self.title = data.strip()

    def addresses(self, base: str) -> Iterator[str]:
        """The links as addresses of the site, without what is within a page."""
        for link in self.links:
            parts = urlsplit(urljoin(base, link))
            yield parts._replace(fragment="").geturl()
