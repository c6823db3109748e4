"""Measures on graphs whose answers are known on paper."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.graph import network


def test_bridges_name_the_parts_they_hold() -> None:
    # A triangle a b c; a alone holds x; b alone holds y–z.
    pairs = [("a", "b"), ("b", "c"), ("c", "a"), ("a", "x"), ("b", "y"), ("y", "z")]
    assert network.bridges(pairs, ["a", "b", "c"]) == {
        "a": [["b", "c", "y", "z"], ["x"]],
        "b": [["a", "c", "x"], ["y", "z"]],
    }
    assert network.bridges(pairs, ["c"]) == {}
    assert network.bridges([("a", "b"), ("b", "c"), ("c", "a")], "abc") == {}


def test_components_are_largest_first() -> None:
    assert network.components([("d", "e"), ("a", "b"), ("b", "c")]) == [["a", "b", "c"], ["d", "e"]]


def test_must_pass_follows_every_way() -> None:
    # a and b go through s alone; c has a second way round it; everyone needs t.
    arrows = [("a", "s"), ("b", "s"), ("c", "s"), ("c", "t"), ("s", "t"), ("t", "end")]
    assert network.must_pass(arrows, "end") == {"s": ["a", "b"], "t": ["a", "b", "c", "s"]}
    assert network.must_pass(arrows, "nowhere") == {}


def test_communities_are_of_those_that_share_most() -> None:
    found = network.communities([*["abc", "xyz"] * 3, "cx", ["lonely"], "a", ""])
    assert found == [["a", "b", "c"], ["x", "y", "z"], ["lonely"]]
    assert network.communities([]) == []


@given(st.lists(st.sets(st.sampled_from("abcdefghij"), max_size=5), max_size=14))
def test_communities_are_what_counting_each_pair_gives(together: list[set[str]]) -> None:
    weights = Counter(pair for own in together for pair in combinations(sorted(own), 2))
    most = {one: max(n for pair, n in weights.items() if one in pair) for pair in weights for one in pair}
    near = [pair for pair, n in weights.items() if n in (most[pair[0]], most[pair[1]])]
    alone = [[one] for one in sorted(set().union(*together) - most.keys())]
    assert network.communities(together) == [*network.components(near), *alone]
    shared = network.Shared(together)
    assert shared.pairs() == len(weights)
    for first in (1, 4, 99):
        assert shared.strongest(first) == sorted(weights, key=lambda pair: (-weights[pair], pair))[:first]


SAME = """
import json, random, sys
from quanze.graph.network import bridges, communities
draw = random.Random(7)
names = [f"n{i}" for i in range(60)]
pairs = [tuple(sorted(draw.sample(names, 2))) for _ in range(110)]
draw.shuffle(pairs)
print(json.dumps([communities([p for p in pairs for _ in range(draw.randrange(1, 9))]), bridges(pairs, names)]))
"""


@pytest.mark.slow
def test_every_process_gives_the_same_answer() -> None:
    """Sets of texts are walked in another order in each process; no answer may hang on that."""
    answers = set()
    for seed in ("1", "2", "3"):
        done = subprocess.run(
            [sys.executable, "-c", SAME],
            capture_output=True,
            text=True,
            check=True,
            encoding="utf-8",
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        )
        answers.add(done.stdout)
    assert len(answers) == 1
    assert len(json.loads(answers.pop())[0]) > 1


def test_the_order_of_rows_does_not_matter() -> None:
    draw = random.Random(3)
    pairs = [(f"n{draw.randrange(30)}", f"m{draw.randrange(30)}") for _ in range(70)]
    other = draw.sample(pairs, len(pairs))
    assert network.bridges(pairs, [p[0] for p in pairs]) == network.bridges(other, [p[0] for p in pairs])
    assert network.communities(pairs) == network.communities(other)
