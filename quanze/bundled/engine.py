"""The engine of the bundled graph: read like any other, never written, because every later command reads its file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from quanze.errors import StorageError
from quanze.graph.embedded.engine import EmbeddedEngine
from quanze.locale import message

T = TypeVar("T")


class BundledEngine(EmbeddedEngine):
    """The embedded engine without its writing."""

    def transact(self, work: Callable[[Any], T]) -> T:  # noqa: ARG002 - refused before it is looked at
        """Raise StorageError: what is written here would change the answers of every later command."""
        raise StorageError(
            message("The bundled graph is read-only; nothing was written."),
            message("Open a database of your own: quanze.open('mine.kgl', create=True), or --db mine.kgl."),
        )
