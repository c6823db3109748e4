"""Quanze (權責): who is responsible for what, and which sentence says so.

>>> import quanze
>>> with quanze.open() as graph:
...     rows = graph.who("行政轄區溫室氣體排放量")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quanze.version import __version__

__all__ = [
    "Graph",
    "QuanzeError",
    "__version__",
    "check",
    "copy",
    "diff",
    "errors",
    "imported",
    "load",
    "open",
    "read",
    "template",
]

if TYPE_CHECKING:
    from quanze import errors
    from quanze.api import Graph, check, copy, diff, imported, load, open, read, template
    from quanze.errors import QuanzeError


def __getattr__(name: str) -> Any:
    """Import public names when they are first used, so that ``import quanze`` costs nothing."""
    if name in ("Graph", "check", "copy", "diff", "imported", "load", "open", "read", "template"):
        from quanze import api

        return getattr(api, name)
    if name == "errors":
        from importlib import import_module

        return import_module("quanze.errors")
    if name == "QuanzeError":
        from quanze.errors import QuanzeError

        return QuanzeError
    raise AttributeError(f"module 'quanze' has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names too that were not used yet, for ``help`` and completion."""
    return sorted({*globals(), *__all__})
