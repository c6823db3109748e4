"""Boxes do not overlap, lines cross little, and the same input gives the same places."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quanze.views.crossings import crossings
from quanze.views.dependencies import GROWTH
from quanze.views.layout import Placement, grid, layered
from quanze.views.layout import _monotone as monotone
from quanze.views.ring import ring, ring_order
from tests import draws


def overlaps(place: Placement, sizes: dict[str, tuple[float, float]]) -> list[tuple[str, str]]:
    return [
        (a, b)
        for a, b in combinations(place.at, 2)
        if abs(place.at[a][0] - place.at[b][0]) < (sizes[a][0] + sizes[b][0]) / 2 - 0.01
        and abs(place.at[a][1] - place.at[b][1]) < (sizes[a][1] + sizes[b][1]) / 2 - 0.01
    ]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[dict[str, int], dict[str, tuple[float, float]], list[tuple[str, str, str]]]:
    count = draw(st.integers(1, 14))
    ids = [f"n{i}" for i in range(count)]
    layers = {i: draw(st.integers(0, 4)) for i in ids}
    sizes = {i: (draw(st.integers(20, 300)) * 1.0, draw(st.integers(10, 80)) * 1.0) for i in ids}
    pair = st.tuples(st.sampled_from(ids), st.sampled_from(ids), st.sampled_from(["a", "b"]))
    links = [k for k in draw(st.lists(pair, max_size=25)) if layers[k[0]] != layers[k[1]]]
    return layers, sizes, links


@settings(max_examples=draws.of(40, 500), deadline=None)
@given(graphs(), st.booleans())
@pytest.mark.slow
def test_no_two_boxes_overlap(graph: tuple, vertical: bool) -> None:  # type: ignore[type-arg]
    layers, sizes, links = graph
    place = layered(layers, sizes, links, vertical=vertical)
    assert set(place.at) == set(layers)
    assert not overlaps(place, sizes)


@pytest.mark.slow
@settings(max_examples=draws.of(20, 200), deadline=None)
@given(graphs())
def test_long_links_bend_in_every_layer_they_pass(graph: tuple) -> None:  # type: ignore[type-arg]
    layers, sizes, links = graph
    place = layered(layers, sizes, links)
    used = sorted(set(layers.values()))
    for link in links:
        passed = abs(used.index(layers[link[0]]) - used.index(layers[link[1]])) - 1
        # Two points, in and out, per layer passed.
        assert len(place.bends.get(link, [])) == 2 * passed


def test_crossings_counts_what_a_slow_count_finds() -> None:
    columns = [["a", "b", "c"], ["x", "y", "z"]]
    links = [("a", "z"), ("b", "y"), ("c", "x"), ("a", "x")]
    place = {i: k for column in columns for k, i in enumerate(column)}
    slow = sum((place[a] - place[c]) * (place[b] - place[d]) < 0 for (a, b), (c, d) in combinations(links, 2))
    assert crossings(columns, links) == slow == 3


def test_a_tree_is_drawn_without_crossings() -> None:
    layers = {"root": 0, **{f"b{i}": 1 for i in range(4)}, **{f"leaf{i}": 2 for i in range(12)}}
    # Leaves are dealt out like cards, so that the first order is the worst.
    links = [("root", f"b{i}", "") for i in range(4)] + [(f"b{i % 4}", f"leaf{i}", "") for i in range(12)]
    place = layered(layers, dict.fromkeys(layers, (50.0, 20.0)), links)
    columns = [sorted((i for i in layers if layers[i] == c), key=lambda i: place.at[i][1]) for c in range(3)]
    assert crossings(columns, [(a, b) for a, b, _ in links]) == 0


def test_ranks_and_clusters_are_kept_together() -> None:
    layers = {"top": 0, **{f"t{i}": 1 for i in range(6)}}
    rank = {"t5": 0, **{f"t{i}": 1 for i in range(5)}}
    cluster = {"t0": "A", "t2": "A", "t4": "A", "t1": "B", "t3": "B"}
    place = layered(layers, dict.fromkeys(layers, (40.0, 20.0)), [], rank=rank, cluster=cluster)
    order = sorted((i for i in layers if layers[i] == 1), key=lambda i: place.at[i][1])
    assert order[0] == "t5"
    changes = sum(cluster[a] != cluster[b] for a, b in pairwise(order[1:]))
    assert changes == 1


@given(st.lists(st.tuples(st.floats(-100, 100), st.floats(0.1, 5)), min_size=1, max_size=12))
def test_monotone_is_sorted_and_changes_nothing_that_is_sorted(pairs: list[tuple[float, float]]) -> None:
    values, weights = [v for v, _ in pairs], [w for _, w in pairs]
    result = monotone(values, weights)
    assert all(a <= b + 1e-9 for a, b in pairwise(result))
    assert monotone(sorted(values), weights) == sorted(values)
    # Weighted means are kept: nothing drifts.
    assert abs(sum(r * w for r, w in zip(result, weights, strict=True)) - sum(v * w for v, w in pairs)) < 1e-6


def test_a_layer_that_is_too_long_is_broken() -> None:
    layers = {f"n{i}": 0 for i in range(100)}
    sizes = dict.fromkeys(layers, (50.0, 20.0))
    place = layered(layers, sizes, [], tallest=400)
    assert max(y for _, y in place.at.values()) - min(y for _, y in place.at.values()) < 450
    assert not overlaps(place, sizes)


def test_a_ring_keeps_clear_of_the_box_inside() -> None:
    ids = [f"n{i}" for i in range(9)]
    sizes = dict.fromkeys(ids, (150.0, 40.0))
    place = ring(ids, sizes, inner=(700.0, 350.0))
    for i, (x, y) in place.items():
        assert abs(x) > (700 + sizes[i][0]) / 2 or abs(y) > (350 + sizes[i][1]) / 2


def test_ring_order_puts_ties_side_by_side() -> None:
    order = ring_order(["a", "b", "c", "d"], {("a", "c"): 5, ("b", "d"): 5})
    at = {i: k for k, i in enumerate(order)}
    assert {abs(at["a"] - at["c"]), abs(at["b"] - at["d"])} <= {1, 3}


def test_grid_places_row_by_row() -> None:
    places, size = grid([(10.0, 5.0)] * 5, 2, 1.0)
    assert places == [(5, 2.5), (16, 2.5), (5, 8.5), (16, 8.5), (5, 14.5)]
    assert size == (21, 17)


@pytest.mark.whole
@settings(max_examples=draws.of(30, 300), deadline=None)
@given(st.lists(st.tuples(st.integers(60, 240), st.integers(25, 80)), min_size=2, max_size=24))
@example([(60, 25), (89, 25), (240, 25)])
def test_boxes_in_a_ring_do_not_overlap(shapes: list[tuple[int, int]]) -> None:
    sizes = {f"n{i}": (float(w), float(h)) for i, (w, h) in enumerate(shapes)}
    # Very unequal boxes may need one of the wider rings that a picture then tries.
    assert any(not overlaps(Placement(ring(list(sizes), sizes, grow=grow)), sizes) for grow in GROWTH)
    assert ring(list(sizes), sizes) == ring(list(sizes), sizes)
