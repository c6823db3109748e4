"""Who touches an SDG target or goal: whoever touches what is aligned to it, in every way and in no other."""

from __future__ import annotations

from typing import Any

import pytest

import quanze
from quanze.queries import statements
from quanze.queries.touches import touches

LEAD, CO, REVIEW, SEAT = "CONVENES", "CO_ORGANIZES", "REVIEWS", "SITS_ON"
TASK = {
    ("a/t1", LEAD, 0),  # on the task itself
    ("a/t2", CO, 1),  # on its parent task
    ("a/t3", LEAD, 1),  # on the body that undertakes it
    ("a/t4", CO, 2),  # on the body that undertakes the parent task
    ("a/t5", SEAT, 2),  # by a seat on the body that undertakes it
    ("a/t6", REVIEW, 2),  # by a seat on a body that reviews it
    ("a/t7", LEAD, 1),  # a role that a seat holds
}
INDICATOR = {
    ("a/i1", LEAD, 0),
    ("a/i2", LEAD, 1),
    ("a/i3", CO, 2),
    ("a/i4", LEAD, 2),
    ("a/i5", CO, 3),
    ("a/i6", REVIEW, 2),
    ("a/i7", LEAD, 1),
    ("a/i8", LEAD, 2),  # a role that a seat holds on a task the indicator measures
}
UNDER_ANOTHER = {("a/other-agency", CO, 0), ("a/other-seat", LEAD, 1), ("a/other-review", REVIEW, 2)}
GLOBAL = {("a/g", LEAD, 0)}
IDS = {"who_indicator": "i/x", "who_task": "t/x", "who_sdg_target": "s/1.1", "who_sdg_goal": "s/1"}
Path_ = tuple[tuple[str, str, str], ...]


def short(rows: list[dict[str, Any]], further: int = 0) -> list[tuple[str, str, int]]:
    return sorted((r["agency"], r["role"], r["distance"] - further) for r in rows)


def steps(row: dict[str, Any]) -> Path_:
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


@pytest.mark.parametrize(
    ("name", "ways"), [("who_task", 7), ("who_indicator", 8), ("who_sdg_target", 15), ("who_sdg_goal", 15)]
)
def test_no_way_can_be_left_out(aligned: quanze.Graph, name: str, ways: int) -> None:
    parts = statements.get(name).cypher().split("\nUNION ALL\n")
    given = {"ids": [IDS[name]]} | ({"under": ""} if name == "who_indicator" else {})
    found = [{r["agency"] for r in aligned.engine.read(part, given)} for part in parts]
    assert len(found) == ways
    assert all(found), "a part gives no row"
    everybody = [agency for part in found for agency in part]
    assert len(everybody) == len(set(everybody)), "two parts give the same agency, so that one might be missed"


@pytest.mark.parametrize("graph", ["aligned", "town", "bundled"])
def test_a_target_is_touched_as_what_is_aligned_to_it_is(graph: str, request: pytest.FixtureRequest) -> None:
    opened: quanze.Graph = request.getfixturevalue(graph)
    expected: dict[str, list[Path_]] = {}
    for kind in ("Task", "Indicator"):
        links = opened.cypher(f"MATCH (x:{kind})-[:ALIGNS_TO]->(t:SDGTarget) RETURN x.id AS x, t.id AS t ORDER BY x, t")
        for link in links:
            rows = touches(opened.engine, kind, [link["x"]], under=link["t"])
            last = (link["x"], "ALIGNS_TO", link["t"])
            expected.setdefault(link["t"], []).extend((*steps(r), last) for r in rows)
    assert any(expected.values())
    targets = [r["id"] for r in statements.run(opened.engine, "records", kinds=["SDGTarget"])]
    found: dict[str, list[Path_]] = {}
    for row in touches(opened.engine, "SDGTarget", targets):
        found.setdefault(row["item"], []).append(steps(row))
    assert {t: sorted(p) for t, p in found.items()} == {t: sorted(p) for t, p in expected.items() if p}


def test_a_bundled_target_has_the_agencies_of_the_indicator_aligned_to_it(bundled: quanze.Graph) -> None:
    of_indicator = {r["agency"] for r in bundled.who("行政轄區溫室氣體排放量")}
    assert len(of_indicator) > 10
    assert of_indicator <= {r["agency"] for r in bundled.who("13.2")}
