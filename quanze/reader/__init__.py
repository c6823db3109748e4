"""The plan reader: a plan's own words to a draft graph, every cell with the clause it came from.

Documents become paragraphs and tables (``formats``), these become passages (``outline``), the rules
(``rules``, one file per family) find records and links in them, and the draft goes out as tables that load,
as a report, and as a page that shows each fact beside its sentence. What it says is a sentence of
``quanze.locale`` until a draft, report or page is written in a language.
"""

from quanze.reader.plan import PlanDraft, read_plan

__all__ = ["PlanDraft", "read_plan"]
