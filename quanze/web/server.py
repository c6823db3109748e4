"""Serving the pages until the reader of the terminal ends it."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from quanze.errors import QuanzeError, QueryError
from quanze.locale import message
from quanze.web.addresses import is_prefix

if TYPE_CHECKING:
    from pathlib import Path


TURN = 0.0005
"""Seconds after which a thread that makes a page lets another one go on: answers that are kept, and the reading of
requests, need many short turns, and Python's own 5 ms make each of them wait."""

PATIENCE = 0.3
"""Seconds that a reader waits for a page before another one says that it is being made."""


def published(base_url: str) -> tuple[str, str]:
    """The host and the path that an address names, under which pages are published; each may be empty.

    QueryError when it is neither a path, such as ``/plan``, nor an address, such as ``https://city.example/plan``.
    """
    with suppress(ValueError):  # an unclosed bracket
        parts = urlsplit(base_url)
        prefix = parts.path.rstrip("/")
        whole = parts.scheme in ("http", "https") and parts.hostname
        if not base_url or ((whole or not (parts.scheme or parts.netloc)) and is_prefix(prefix) and not parts.query):
            return parts.hostname or "", prefix
    raise QueryError(
        message("Pages cannot be published under the address {base_url}.", base_url=base_url),
        message("Use a path such as /plan, or an address such as https://city.example/plan."),
    )


def serve(
    db: str | Path | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    base_url: str = "",
    hide: Sequence[str] = (),
    only: Sequence[str] = (),
    editions: Mapping[str, str | Path] = {},
    ready: Callable[[], None] = lambda: None,
    prepared: Callable[[int, float], None] = lambda *_: None,
) -> None:
    """Serve the graph at ``db``, chosen as by ``quanze.open``, until the process is ended; ``ready`` is called
    when the port is taken and the graph is open, and ``prepared`` when the pages of a large graph are there, with
    their number and the seconds. ``editions`` as in ``ServedGraph``.

    Raises QueryError for a wrong ``base_url``, and QuanzeError where the optional packages are absent.
    """
    name, prefix = published(base_url)
    try:
        import uvicorn

        from quanze.web.application import Site
        from quanze.web.guard import Guard
        from quanze.web.prepared import Preparation
    except ModuleNotFoundError as e:
        raise packages_absent() from e
    from quanze.web.served_graph import ServedGraph

    names = tuple(filter(None, (name, host)))
    with listening(host, port) as taken, ServedGraph(db, hide=hide, only=only, editions=editions) as served:
        site = Site(served, prefix=prefix, patience=PATIENCE)
        asked = Guard(site, names=names, prefix=prefix)
        config = uvicorn.Config(asked, log_level="warning", server_header=False, lifespan="off")
        ready()
        before = sys.getswitchinterval()
        sys.setswitchinterval(TURN)
        try:
            with Preparation(site, ready=prepared):
                uvicorn.Server(config).run(sockets=[taken])
        finally:
            sys.setswitchinterval(before)


def packages_absent() -> QuanzeError:
    """What is said where the optional packages are not installed."""
    return QuanzeError(
        message("Serving pages needs optional packages."), message("Install them: pip install 'quanze[app]'")
    )


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises QuanzeError."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, UnicodeError) as e:
        reason = getattr(e, "strerror", None) or e
        raise QuanzeError(
            message("Port {port} of {host} cannot be listened on: {reason}.", port=port, host=host, reason=reason),
            message("Choose another --port or --host, or end the program that uses it."),
        ) from e
