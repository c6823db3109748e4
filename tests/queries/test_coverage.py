"""Coverage of the SDGs: nothing counted twice, stated and editorial apart."""

from __future__ import annotations

import pytest

import quanze
from quanze.errors import QueryError
from quanze.queries.coverage import coverage
from quanze.queries.responsibility import who
from quanze.schema.rows import AnyRow, Coverage
from tests.queries.sketch import sketched


def by_code(rows: list[Coverage]) -> dict[str, AnyRow]:
    return {r["code"]: r for r in rows}


def test_a_goal_counts_a_task_with_two_targets_once(town: quanze.Graph) -> None:
    goals = by_code(town.coverage())
    assert {k: goals["2"][k] for k in ("tasks", "indicators", "targets", "touched")} == {
        "tasks": 1,
        "indicators": 1,
        "targets": 2,
        "touched": 2,
    }
    assert {k: goals["10"][k] for k in ("tasks", "indicators", "targets", "touched")} == {
        "tasks": 0,
        "indicators": 0,
        "targets": 1,
        "touched": 0,
    }


def test_a_goal_says_what_is_stated_and_what_is_ours(town: quanze.Graph) -> None:
    """The task is ours under 2.1 and the plan's under 2.a: once stated for the goal, not once of each."""
    goals = by_code(town.coverage())
    assert [goals["2"][k] for k in ("tasks", "indicators", "stated", "editorial")] == [1, 1, 1, 1]
    assert [goals["10"][k] for k in ("stated", "editorial")] == [0, 0]


@pytest.mark.parametrize("by", ["month", "", "Goal"])
def test_coverage_by_something_else_is_refused(town: quanze.Graph, by: str) -> None:
    with pytest.raises(QueryError, match="by goal or by target") as refused:
        town.coverage(by=by)
    assert refused.value.said("zh-TW")[0].startswith("涵蓋情形只依目標或細項目標計算")


def test_targets_say_what_is_stated_and_what_is_ours(town: quanze.Graph) -> None:
    targets = by_code(town.coverage(by="target"))
    assert [targets["2.1"][k] for k in ("tasks", "indicators", "stated", "editorial")] == [1, 1, 0, 2]
    assert [targets["2.a"][k] for k in ("tasks", "indicators", "stated", "editorial")] == [1, 0, 1, 0], (
        "what the plan states is stated, though we say it too"
    )


def test_codes_stand_in_the_order_of_the_un(town: quanze.Graph, bundled: quanze.Graph) -> None:
    assert [r["code"] for r in town.coverage(by="target")] == ["2.1", "2.a", "10.1"]
    assert [r["code"] for r in bundled.coverage()] == [str(i) for i in range(1, 18)]


def test_coverage_of_the_bundled_graph_adds_up(bundled: quanze.Graph) -> None:
    goals, targets = by_code(bundled.coverage()), bundled.coverage(by="target")
    assert len(targets) == 169
    assert bundled.coverage(goal="13") == [goals["13"]]
    assert bundled.coverage(by="target", goal="13") == [t for t in targets if t["code"].startswith("13.")]
    assert sum(g["targets"] for g in goals.values()) == 169
    assert any(g["tasks"] + g["indicators"] for g in goals.values())
    for code, goal in goals.items():
        own = [t for t in targets if t["code"].split(".")[0] == code]
        assert goal["touched"] == sum(bool(t["tasks"] + t["indicators"]) for t in own)
        assert max((t["tasks"] for t in own), default=0) <= goal["tasks"] <= sum(t["tasks"] for t in own)
        assert max((t["stated"] for t in own), default=0) <= goal["stated"] <= sum(t["stated"] for t in own)
        assert goal["editorial"] <= sum(t["editorial"] for t in own)
        assert goal["stated"] + goal["editorial"] == goal["tasks"] + goal["indicators"]
        assert all(t["stated"] + t["editorial"] == t["tasks"] + t["indicators"] for t in own)


def test_a_task_reaches_a_target_through_its_indicator_and_its_sub_task(town: quanze.Graph) -> None:
    """The parent of the task that is aligned, and nobody else: the task itself counts as aligned."""
    targets = by_code(town.coverage(by="target"))
    assert targets["2.1"]["through"] == 1
    assert targets["10.1"]["through"] == 0


def test_what_has_ended_is_counted_ever_and_said() -> None:
    """An alignment that ended, and a task that did, of one goal; the first task is aligned to it still."""
    with sketched(
        ("s/1", "PART_OF", "G/1"),
        ("s/2", "PART_OF", "G/1"),
        ("t/a", "ALIGNS_TO", "s/1", {"valid_to": "2020"}),
        ("t/a", "ALIGNS_TO", "s/2"),
        ("t/b", "ALIGNS_TO", "s/1"),
        s_1={"code": "1.1"},
        s_2={"code": "1.2"},
        G_1={"code": "1"},
        t_b={"valid_to": "2021"},
    ) as engine:
        targets = by_code(coverage(engine, by="target"))
        assert [(row["tasks"], row["ended"]) for row in targets.values()] == [(2, 2), (1, 0)]
        assert [(row["tasks"], row["ended"]) for row in coverage(engine)] == [(2, 1)]
        assert [(row["tasks"], row["ended"]) for row in coverage(engine, as_of="2024")] == [(1, 0)]


def test_a_goal_takes_what_is_aligned_to_itself_and_its_targets_do_not() -> None:
    with sketched(
        ("a/A", "CONVENES", "t/above"),
        ("t/a", "PART_OF", "t/above"),
        ("t/a", "ALIGNS_TO", "G/1"),
        ("s/1", "PART_OF", "G/1"),
        s_1={"code": "1.1"},
        G_1={"code": "1"},
    ) as engine:
        (goal,) = coverage(engine)
        assert (goal["tasks"], goal["through"], goal["touched"], goal["targets"]) == (1, 1, 0, 1)
        assert [(thing["id"], thing["how"]) for thing in goal["things"]] == [("t/a", "stated"), ("t/above", "through")]
        (target,) = coverage(engine, by="target")
        assert target["things"] == []
        (answer,) = who(engine, "SDGGoal", ["G/1"])
        assert (answer["agency"], answer["leads"], answer["distance"]) == ("a/A", True, 2)
