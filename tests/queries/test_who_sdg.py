"""Who answers for an SDG target or goal: whoever answers for what is aligned to it, in every way and in no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

import quanze
from quanze.queries import statements
from quanze.queries.responsibility import who

LEAD, CO, REVIEW, SEAT = "CONVENES", "CO_ORGANIZES", "REVIEWS", "SITS_ON"
TASK = {
    ("a/t1", LEAD, 0),  # on the task itself
    ("a/t2", CO, 1),  # on its parent task
    ("a/t3", LEAD, 1),  # on the body that undertakes it
    ("a/t4", CO, 2),  # on the body that undertakes the parent task
    ("a/t5", SEAT, 1),  # by a seat on the body that undertakes it
    ("a/t6", REVIEW, 1),  # by a seat on a body that reviews it
    ("a/t7", LEAD, 0),  # a role that a seat holds
}
INDICATOR = {
    ("a/i1", LEAD, 0),
    ("a/i2", LEAD, 1),
    ("a/i3", CO, 2),
    ("a/i4", LEAD, 2),
    ("a/i5", CO, 3),
    ("a/i6", REVIEW, 1),
    ("a/i7", LEAD, 0),
    ("a/i8", LEAD, 1),  # a role that a seat holds on a task the indicator measures
}
UNDER_ANOTHER = {("a/other-agency", CO, 0), ("a/other-seat", LEAD, 0), ("a/other-review", REVIEW, 1)}
GLOBAL = {("a/g", LEAD, 0)}
Path_ = tuple[tuple[str, str, str], ...]


def short(rows: Sequence[Mapping[str, Any]], further: int = 0) -> list[tuple[str, str, int]]:
    return sorted((r["agency"], r["role"], r["distance"] - further) for r in rows)


def steps(row: Mapping[str, Any]) -> Path_:
    return tuple((s["from"], s["relationship"], s["to"]) for s in row["steps"])


def test_every_way_to_a_task(aligned: quanze.Graph) -> None:
    assert short(aligned.who("t/x")) == sorted(TASK)


def test_every_way_to_an_indicator(aligned: quanze.Graph) -> None:
    assert short(aligned.who("i/x")) == sorted(INDICATOR | UNDER_ANOTHER)


def test_a_role_under_another_target_is_left_out_whoever_holds_it(aligned: quanze.Graph) -> None:
    assert short(aligned.who("i/x", under="1.1")) == sorted(INDICATOR)
    assert {a for a, _, _ in short(aligned.who("i/x", under="1.2"))} == (
        {a for a, _, _ in INDICATOR | UNDER_ANOTHER} - {"a/i6", "a/i7"}
    )


def test_a_target_has_every_way_to_what_is_aligned_to_it(aligned: quanze.Graph) -> None:
    assert short(aligned.who("s/1.1"), further=1) == sorted(TASK | INDICATOR | GLOBAL)


def test_a_goal_has_every_way_to_what_is_aligned_to_its_targets(aligned: quanze.Graph) -> None:
    assert short(aligned.who("s/1"), further=2) == sorted(TASK | INDICATOR | GLOBAL)


@pytest.mark.parametrize("graph", ["aligned", "town", "bundled"])
@pytest.mark.slow
def test_a_target_is_touched_as_what_is_aligned_to_it_is(graph: str, request: pytest.FixtureRequest) -> None:
    opened: quanze.Graph = request.getfixturevalue(graph)
    expected: dict[str, list[Path_]] = {}
    for kind in ("Task", "Indicator"):
        links = opened.cypher(f"MATCH (x:{kind})-[:ALIGNS_TO]->(t:SDGTarget) RETURN x.id AS x, t.id AS t ORDER BY x, t")
        for link in links:
            rows = who(opened.engine, kind, [link["x"]], under=link["t"])
            last = (link["x"], "ALIGNS_TO", link["t"])
            expected.setdefault(link["t"], []).extend((*steps(r), last) for r in rows)
    assert any(expected.values())
    targets = [r["id"] for r in statements.run(opened.engine, "records", kinds=["SDGTarget"])]
    found: dict[str, list[Path_]] = {}
    for row in who(opened.engine, "SDGTarget", targets):
        found.setdefault(row["item"], []).append(steps(row))
    assert {t: sorted(p) for t, p in found.items()} == {t: sorted(p) for t, p in expected.items() if p}


def test_a_bundled_target_has_the_agencies_of_the_indicator_aligned_to_it(bundled: quanze.Graph) -> None:
    of_indicator = {r["agency"] for r in bundled.who("行政轄區溫室氣體排放量")}
    assert len(of_indicator) > 10
    assert of_indicator <= {r["agency"] for r in bundled.who("13.2")}
