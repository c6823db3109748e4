"""The same invented table comes back from every format: merged, split and multi-agency cells, exactly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quanze.reader.draft import Draft
from quanze.reader.engine import read_sources
from quanze.reader.formats import open_source

from .documents import FACTS, SPLIT_FACTS, TARGETS, WRITERS


def facts(draft: Draft) -> dict[str, set[Any]]:
    """What a draft holds, as the keys of ``documents`` give it."""
    found: dict[str, set[Any]] = {}
    for node in draft.nodes:
        if node.merged is None:
            found.setdefault(node.kind, set()).add(node.name)
    for link in draft.links:
        found.setdefault(link.type, set()).add((link.a.real().name, link.b.real().name))
    return found


@pytest.mark.parametrize("format_", sorted(WRITERS))
def test_the_table_comes_back_exactly(format_: str, tmp_path: Path) -> None:
    draft, _ = read_sources([open_source(WRITERS[format_](tmp_path / f"plan.{format_}"))])
    expected: dict[str, set[Any]] = dict(FACTS)
    if format_ == "pdf":
        for kind, more in SPLIT_FACTS.items():
            expected[kind] = expected[kind] | more
    assert facts(draft) == expected
    values = {n.name: n.values.get("target") for n in draft.of_kind("AnnualTarget")}
    assert values == TARGETS | ({"新建長度 2025": 8} if format_ == "pdf" else {})
    units = {n.name: n.values.get("unit") for n in draft.of_kind("Indicator")}
    assert units["累計設置容量"] == "MW" and units["公車運量"] == "萬人次"
