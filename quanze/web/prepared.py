"""Pages that need the whole graph, made before a reader asks for them: when the server starts, and after each load."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from quanze.errors import QuanzeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from quanze.web.application import Site

PAUSE = 1.0
"""Seconds between two looks at the graph. What changed since the last look is not yet made pages of, for one load
follows another."""
_PATIENCE = 2.0
"""Seconds that the end of the server waits for a page that is being made."""


class Preparation:
    """A thread beside the server that makes the pages of the whole graph in every language, one after the other.

    They are kept as those that readers ask for, within the same bounds, and a reader who comes while one is made is
    told so. It looks at a file alone: what a server answers may change between two questions. ``ready`` is called with
    how many there are of a large graph, and the seconds that they took.
    """

    def __init__(
        self, site: Site, *, pause: float = PAUSE, ready: Callable[[int, float], None] = lambda *_: None
    ) -> None:
        self._site, self._pause, self._ready = site, pause, ready
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="quanze-pages", daemon=True)

    def __enter__(self) -> Preparation:
        if self._site.of_a_file:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        if self._thread.ident is not None:
            self._thread.join(_PATIENCE)

    def _run(self) -> None:
        prepared: object = None
        before: object = None
        while not self._ended.wait(self._pause):
            state = self._site.state()
            if state is not None and state == before != prepared:
                prepared = state
                begun = time.monotonic()
                try:
                    pages = self._site.prepare(self._ended.is_set)
                except QuanzeError:
                    prepared = None  # the graph cannot be read now, which its readers are told
                    continue
                if pages:
                    self._ready(pages, time.monotonic() - begun)
            before = state
