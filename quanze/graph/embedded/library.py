"""The engine's own package, imported when it is first needed: ``--help`` and a server's user do without it."""

from __future__ import annotations

from typing import Any


def library() -> Any:
    """The package, with its warnings about absent labels and properties switched off."""
    import kglite

    kglite.set_query_warning_policy("silent")
    return kglite


def engine_version() -> str:
    """Version of the engine's package; a file of a newer one cannot be opened by an older."""
    version: str = library().__version__
    return version
