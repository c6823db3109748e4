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
    kinds = _document_kinds(reader)
    with_bodies = {row["dataset"] for row in statements.run(reader, "records", kinds=BODIES)}
    loaded = {d["id"] for d in datasets(reader)}
    beside = {id_ for id_, own in kinds.items() if own <= set(BESIDE)}
    return (loaded - beside) | (loaded & with_bodies) or loaded


def untouched(reader: Reader) -> set[str]:
    """The ids of the targets, indicators and agencies of frameworks that no plan or law touches.

    Touched are those with a relationship to a record of a plan or a law, the indicators of such targets, and the
    agencies of such indicators.
    """
    asked = plans(reader)
    frameworks = {id_ for id_, own in _document_kinds(reader).items() if own == {"framework"}} - asked
    if not frameworks:
        return set()
    kinds = {r["id"]: r["kind"] for r in statements.run(reader, "records") if r["dataset"] in frameworks}
    tied: dict[str, set[str]] = {}
    for edge in statements.run(reader, "graph_edges"):
        tied.setdefault(edge["from"], set()).add(edge["to"])
        tied.setdefault(edge["to"], set()).add(edge["from"])
    touched = {id_ for id_ in kinds if any(other not in kinds for other in tied.get(id_, ()))}
    for through, reached in (("SDGTarget", "Indicator"), ("Indicator", "Agency")):
        ends = [tied.get(id_, set()) for id_ in touched if kinds[id_] == through]
        touched |= {id_ for others in ends for id_ in others if kinds.get(id_) == reached}
    return {id_ for id_, kind in kinds.items() if kind in ("SDGTarget", "Indicator", "Agency")} - touched


def _document_kinds(reader: Reader) -> dict[str, set[str]]:
    """The kinds of the documents of each data set."""
    kinds: dict[str, set[str]] = {}
    for row in statements.run(reader, "document_kinds"):
        kinds.setdefault(row["dataset"], set()).add(row["kind"] or "")
    return kinds
