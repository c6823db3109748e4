"""What is measured: the ends of names of measures, and the yearly target of an indicator as a record."""

from __future__ import annotations

import re
from dataclasses import replace

from quanze.reader.draft import CHECK, Evidence, Node
from quanze.reader.figures import plain_number
from quanze.reader.reading import Reading

MEASURE = re.compile(
    r"(?:量|率|趟次|數|面積|容量|占比|比例|比率|值|密度|長度|人次|人口|比|里程|強度|濃度|指數|[能煤水電]耗)$"
)
"""The end of the name of something that is measured."""


_FIGURES = {"target", "result"}


def target(reading: Reading, indicator: Node, year: str, column: str, value: str, evidence: Evidence) -> Node:
    """The yearly target of an indicator, with its ``target`` or ``result``.

    Of two values for one year the first stays and is to be checked.
    """
    node = reading.draft.node(
        "AnnualTarget", f"{indicator.name} {year[:4]}", evidence, scope=_scope(reading, indicator), year=int(year[:4])
    )
    known = plain_number(value)
    beside = known is not None and column not in node.values and node.values.keys() & _FIGURES
    if beside and any(e.confidence == CHECK for e in node.evidence):
        # Target and result share a row, which is as sure as the less sure of the two; the reason stays with its cell.
        node.evidence[:] = [replace(e, confidence=CHECK) for e in node.evidence]
        evidence = node.evidence[-1]
    if known is not None and node.values.setdefault(column, known) != known:
        node.evidence[:] = [replace(e, confidence=CHECK, reason=e.reason or "values") for e in node.evidence]
        evidence = node.evidence[-1]
    reading.draft.link("HAS_TARGET", indicator, node, "目標值", evidence)
    return node


def _scope(reading: Reading, indicator: Node) -> str:
    """What distinguishes the years of an indicator from those of another of its name in another task of a table."""
    first = reading.draft.find("Indicator", indicator.name)
    if first is None or first is indicator:
        return indicator.name
    stated = indicator.evidence[0]
    return f"{indicator.name} {stated.source}/{stated.grid}/{stated.row}"
