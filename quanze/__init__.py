"""Quanze (權責): who is responsible for what, and which sentence says so.

>>> import quanze
>>> with quanze.open() as graph:
...     rows = graph.who("行政轄區溫室氣體排放量")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Graph", "QuanzeError", "__version__", "check", "errors", "open"]

if TYPE_CHECKING:
    from quanze import errors
    from quanze.api import Graph, open
    from quanze.errors import QuanzeError
    from quanze.loaders.load import check


def __getattr__(name: str) -> Any:
    """Import public names when they are first used, so that ``import quanze`` costs nothing."""
    if name in ("open", "Graph"):
        from quanze import api

        return getattr(api, name)
    if name == "check":
        from quanze.loaders.load import check

        return check
    if name == "errors":
        from importlib import import_module

        return import_module("quanze.errors")
    if name == "QuanzeError":
        from quanze.errors import QuanzeError

        return QuanzeError
    raise AttributeError(f"module 'quanze' has no attribute {name!r}")
