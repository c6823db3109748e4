"""Which data sets are plans: a question about a city's plan does not mean the laws and frameworks loaded beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from quanze.graph.records import datasets
from quanze.queries import statements

if TYPE_CHECKING:
    from quanze.graph.engine import Reader
    from quanze.schema.rows import Dataset

BODIES = ("Subgroup",)
"""Kinds by which a data set is known to be a plan with people in it, rather than a framework or a law."""


def plans_among(loaded: Iterable[Dataset], with_bodies: Collection[str]) -> set[str]:
    """The plans and what builds on them; empty when there is none."""
    plans = set(with_bodies)
    return plans | {row["id"] for row in loaded if plans & set(row["requires"] or ())}


def plans(reader: Reader) -> set[str]:
    """The ids of the plans of a graph and of what builds on them; all data sets when there is no plan."""
    loaded = datasets(reader)
    bodies = {row["dataset"] for row in statements.run(reader, "records", kinds=BODIES)}
    return plans_among(loaded, bodies) or {row["id"] for row in loaded}
