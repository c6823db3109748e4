"""What every request passes first: reading methods only, hosts that are ours, no page of another site; and the headers
of every answer."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Collection
from ipaddress import ip_address
from typing import Any

from quanze.web.addresses import is_prefix

Scope = dict[str, Any]
Handler = Callable[[Scope, Any, Any], Awaitable[None]]
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No script, no frame, nothing from elsewhere."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-cache",
}
METHODS = ("GET", "HEAD")
_HOST = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9._-]+))(?::[0-9]{1,5})?\Z")
FORWARDED = "x-forwarded-prefix"


class Guard:
    """An ASGI application before ``inner``. ``names`` are the hosts by which it may be called, beside addresses of
    numbers and ``localhost``, which no foreign site can take for its own name. ``prefix`` is the path under which the
    pages are published; empty: what a proxy on this machine says. With ``own``, hosts with their ports, it is called by
    these alone, and their own pages may also send forms.
    """

    def __init__(
        self, inner: Handler, *, names: Collection[str] = (), prefix: str = "", own: Collection[str] = ()
    ) -> None:
        self._inner = inner
        self._own = frozenset(own)
        self._names = {name.casefold() for name in names} | {"localhost"}
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Pass a request on, or refuse it; headers are put on every answer."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        headers = {name.decode("latin-1").casefold(): value.decode("latin-1") for name, value in scope["headers"]}
        refused = self._refusal(scope["method"], headers)
        scope = {**scope, "quanze.prefix": self._published_under(scope, headers), "quanze.refused": refused}

        async def with_headers(event: dict[str, Any]) -> None:
            if event["type"] == "http.response.start":
                own = {name.decode("latin-1").casefold() for name, _ in event["headers"]}
                more = [(n.encode(), v.encode()) for n, v in HEADERS.items() if n not in own]
                event = {**event, "headers": [*event["headers"], *more]}
            await send(event)

        await self._inner(scope, receive, with_headers)

    def _refusal(self, method: str, headers: dict[str, str]) -> int:
        """The status with which a request is refused; 0 when it is not."""
        if method not in METHODS and not (self._own and method == "POST"):
            return 405
        host = headers.get("host", "")
        if not self._is_ours(host):
            return 421
        if self._own:
            return self._refusal_of_own(method, host, headers)
        if "origin" in headers and not self._is_ours(headers["origin"].partition("://")[2]):
            return 403
        if headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
            return 403
        return 0

    @staticmethod
    def _refusal_of_own(method: str, host: str, headers: dict[str, str]) -> int:
        """The same for pages that write: what comes from anywhere but the same host and port is refused, except that a
        link from elsewhere may be followed."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "")
        if origin is not None and origin != f"http://{host}":
            return 403
        if method == "POST" and (site not in ("same-origin", "") or (origin is None and not site)):
            return 403
        if site in ("cross-site", "same-site") and headers.get("sec-fetch-mode") != "navigate":
            return 403
        return 0

    def _is_ours(self, host: str) -> bool:
        if self._own:
            return host in self._own
        found = _HOST.match(host)
        if not found:
            return False
        name = (found["six"] or found["name"]).casefold()
        if name in self._names:
            return True
        try:
            ip_address(name)
        except ValueError:
            return False
        return True

    def _published_under(self, scope: Scope, headers: dict[str, str]) -> str:
        if self._prefix:
            return self._prefix
        said = headers.get(FORWARDED, "").rstrip("/")
        return said if said and is_prefix(said) and _is_near(scope) else ""


def _is_near(scope: Scope) -> bool:
    """Whether the request comes from this machine, as those of a proxy on it do."""
    client = scope.get("client") or ("",)
    try:
        return ip_address(client[0]).is_loopback
    except ValueError:
        return False
