"""Dependencies: no box lies on another, on a label or, where that can be had, on a line."""

from __future__ import annotations

from itertools import combinations

import pytest

from quanze.api import Graph
from quanze.schema.rows import Row
from quanze.views import dependencies
from quanze.views.dependencies import draw_dependencies
from quanze.views.figure import LABEL_HIGH, Figure, label_width

NAMES = [
    "教育局",
    "交通局",
    "範例二市政府環境保護局",
    "經濟發展局",
    "工務局",
    "農業局",
    "衛生局",
    "社會局",
    "水利局",
    "都市發展局",
    "各區公所",
    "警察局",
    "勞工局",
]
FEW = [(0, 4), (0, 5), (0, 3), (0, 6), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7)]
MORE = [
    *FEW,
    (6, 8),
    (5, 8),
    (8, 4),
    (9, 3),
    (10, 4),
    (11, 4),
    (1, 10),
    (1, 11),
    (12, 7),
    (12, 6),
    (7, 0),
    (1, 4),
    (10, 0),
]


def ties(pairs: list[tuple[int, int]]) -> list[Row]:
    """Dependency rows between agencies of usual names, each over one thing that has a name of up to eight
    characters."""
    matters = ["公有屋頂太陽光電", "食農教育推廣", "韌性調適組"]
    return [
        {
            "agency": f"a{a:02}",
            "agency_name": NAMES[a],
            "other": f"a{b:02}",
            "other_name": NAMES[b],
            "weight": 1,
            "shared": [{"id": f"s{a}-{b}", "name": matters[(a + b) % 3]}],
        }
        for a, b in pairs
    ]


def faults(picture: Figure) -> list[tuple[str, str]]:
    """What lies upon what: plain boxes upon each other, and labels upon boxes and each other."""
    boxes = [b for b in picture.boxes if not b.members]
    found = [
        (a.id, b.id)
        for a, b in combinations(boxes, 2)
        if abs(a.x - b.x) < (a.width + b.width) / 2 and abs(a.y - b.y) < (a.height + b.height) / 2
    ]
    labels = [(f"{k.source}–{k.target}", *k.middle, label_width(k.label)) for k in picture.links if k.label]
    found += [
        (name, b.id)
        for name, x, y, wide in labels
        for b in boxes
        if abs(x - b.x) < (wide + b.width) / 2 and abs(y - b.y) < (LABEL_HIGH + b.height) / 2
    ]
    found += [
        (one[0], two[0])
        for one, two in combinations(labels, 2)
        if abs(one[1] - two[1]) < (one[3] + two[3]) / 2 and abs(one[2] - two[2]) < LABEL_HIGH
    ]
    return found


@pytest.mark.parametrize("pairs", [FEW, MORE], ids=["8 agencies", "13 agencies"])
def test_nothing_lies_upon_a_box_or_a_label(pairs: list[tuple[int, int]]) -> None:
    picture = draw_dependencies(ties(pairs))
    assert faults(picture) == []
    assert all(k.label for k in picture.links)


@pytest.mark.parametrize("count", [2, 3, 5, 9, 13])
def test_rings_of_every_size_are_clear(count: int) -> None:
    picture = draw_dependencies(ties([(i, (i + 1) % count) for i in range(count if count > 2 else 1)]))
    assert faults(picture) == []
    assert all(k.label for k in picture.links)


def test_the_frame_of_the_bundled_graph_stays_clear(graph: Graph) -> None:
    picture = graph.picture("dependencies")
    assert faults(picture) == []
    assert len([k for k in picture.links if k.label]) == 5


@pytest.mark.whole
def test_a_label_without_room_is_left_out_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dependencies, "GROWTH", (1.0,))  # a ring that may grow has room for every label
    rows = [
        {
            "agency": f"a{i:02}",
            "agency_name": f"甲{i}",
            "other": f"a{j:02}",
            "other_name": f"甲{j}",
            "weight": 1,
            "shared": [{"id": f"s{i}-{j}", "name": "公有屋頂太陽光電"}],
        }
        for i in range(18)
        for j in range(i + 1, 18)
    ]
    picture = draw_dependencies(rows)
    assert faults(picture) == []
    bare = sum(not k.label for k in picture.links)
    assert bare > 0
    assert any(f"{bare} 條線" in note.in_language("zh-TW") for note in picture.notes)


def test_the_same_rows_give_the_same_places() -> None:
    one, two = (draw_dependencies(ties(MORE)) for _ in range(2))
    assert [(b.x, b.y) for b in one.boxes] == [(b.x, b.y) for b in two.boxes]
    assert [k.middle for k in one.links] == [k.middle for k in two.links]
