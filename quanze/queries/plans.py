"""Which data sets are plans: what a question is about when it names none. Laws and frameworks are loaded beside them.

A planner who asks for gaps means those of the plan, not those of the act that it rests on.
"""

from __future__ import annotations

from typing import NamedTuple

from quanze.graph.engine import Reader
from quanze.graph.records import datasets
from quanze.queries import statements

BESIDE = ("law", "framework")
"""The kinds of documents that a plan refers to."""
BODIES = ("Subgroup",)
"""Kinds by which a data set is known to be a plan with people in it, whatever its documents are."""


class PlanSets(NamedTuple):
    """The ids of the data sets that are plans, and of those loaded beside them; without a plan all count as such."""

    plans: list[str]
    beside: list[str]


def plan_sets(reader: Reader) -> PlanSets:
    """Tell plans from the laws and frameworks beside them: by a document that is neither, by groups, or by having no
    document at all."""
    kinds: dict[str, set[str]] = {}
    for row in statements.run(reader, "document_kinds"):
        kinds.setdefault(row["dataset"], set()).add(row["kind"] or "")
    with_bodies = {row["dataset"] for row in statements.run(reader, "records", kinds=BODIES)}
    loaded = [d["id"] for d in datasets(reader)]
    beside = [id_ for id_ in loaded if id_ in kinds and kinds[id_] <= set(BESIDE) and id_ not in with_bodies]
    plans = [id_ for id_ in loaded if id_ not in beside]
    return PlanSets(plans, beside) if plans else PlanSets(loaded, [])
