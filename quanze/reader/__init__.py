"""The plan reader: a plan's own words to a draft graph, every cell with the clause it came from.

Documents become paragraphs and tables (``formats``), these become passages (``outline``), the rules
(``rules``, one file per family) find records and links in them, and the draft goes out as tables that load,
as a report, and as a page that shows each fact beside its sentence. What it says is a sentence of
``quanze.locale`` until a draft, report or page is written in a language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["PlanDraft", "read_plan"]

if TYPE_CHECKING:
    from quanze.reader.plan import PlanDraft, read_plan


def __getattr__(name: str) -> Any:
    """Import the reader when it is first used: the process that reads one file apart needs none of the rules."""
    if name in __all__:
        from quanze.reader import plan

        return getattr(plan, name)
    raise AttributeError(f"module 'quanze.reader' has no attribute {name!r}")
