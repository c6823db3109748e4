"""Which data sets are plans: what a question is about when it names none. Laws and frameworks are loaded beside them.

A planner who asks for gaps means those of the plan, not those of the act that it rests on.
"""

from __future__ import annotations

from quanze.graph.engine import Reader
from quanze.graph.records import datasets
from quanze.queries import statements

BESIDE = ("law", "framework")
"""The kinds of documents that a plan refers to."""
BODIES = ("Subgroup",)
"""Kinds by which a data set is known to be a plan with people in it, whatever its documents are."""


def plans(reader: Reader) -> set[str]:
    """The ids of the data sets that are plans; all when none is.

    A law or framework has documents of these kinds alone, and no groups. A data set without a document is a plan.
    """
    kinds: dict[str, set[str]] = {}
    for row in statements.run(reader, "document_kinds"):
        kinds.setdefault(row["dataset"], set()).add(row["kind"] or "")
    with_bodies = {row["dataset"] for row in statements.run(reader, "records", kinds=BODIES)}
    loaded = {d["id"] for d in datasets(reader)}
    beside = {id_ for id_, own in kinds.items() if own <= set(BESIDE)}
    return (loaded - beside) | (loaded & with_bodies) or loaded
