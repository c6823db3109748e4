"""How many cases a test draws by chance: few in a usual run, many in the wide one (``pytest --wide -m drawn``)."""

from __future__ import annotations

wide = False
"""Whether this run is the wide one; set before a test is collected."""


def of(usual: int, many: int) -> int:
    """``usual``, or ``many`` in the wide run."""
    return many if wide else usual
