"""Which of several tasks or indicators of one name is which in a later sheet, and where that is not sure."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from quanze.changes.edition import Edition
from quanze.changes.kept_ids import kept_ids, with_ids
from quanze.changes.pairs import pair, suggest
from quanze.graph.engine import Ends

PART, LEADS = ("PART_OF", "Task", "Task"), ("CONVENES", "Agency", "Task")
MEASURED, YEAR = ("MEASURED_BY", "Task", "Indicator"), ("HAS_TARGET", "Indicator", "AnnualTarget")
SHAPES = {"t": "Task", "a": "Agency", "i": "Indicator", "y": "AnnualTarget"}
Records = Mapping[str, str]
"""Records by id, of which the first letter is the kind: name, then number or year, part, lead and owner, by ``|``."""


def edition(records: Records) -> Edition:
    """An edition of a sheet: ``t1: name|number|part|lead``, ``i1: name|task``, ``y1: year|indicator``; X, Y, Z lead."""
    made = Edition("plan", {"id": "plan"}, named_ids=True)
    names = {f"a{x}": x for x in "XYZ"} | {id_: text.partition("|")[0] for id_, text in records.items()}
    for id_, name in names.items():
        made.nodes.setdefault(SHAPES[id_[0]], {})[id_] = {"id": id_, "name": name, "dataset": "plan"}

    def link(ends: Ends, start: str, end: str) -> None:
        key = f"{ends[0]} {start} {end}"
        made.links.setdefault(ends, {})[key] = (start, end, {"key": key, "dataset": "plan"})

    for id_, text in records.items():
        _, *rest = text.split("|")
        if id_[0] == "t" and rest:
            number, part, lead = rest
            made.nodes["Task"][id_] |= {"number": number} if number else {}
            if part:
                link(PART, id_, part)
            if lead:
                link(LEADS, f"a{lead}", id_)
        elif id_[0] == "i":
            link(MEASURED, rest[0], id_)
        elif id_[0] == "y":
            made.nodes["AnnualTarget"][id_] |= {"year": int(names[id_]), "target": 5}
            link(YEAR, rest[0], id_)
    return made


PARTS = {"tA": "生活", "tB": "海洋"}
CASES: dict[str, tuple[Records, Records, dict[str, str]]] = {
    "by part, whatever the ids": (
        {"t1": "宣導|1|tA|X", "t2": "宣導|3|tB|Y"},
        {"t2": "宣導|1|tA|X", "t1": "宣導|3|tB|Y"},
        {"t1": "t2", "t2": "t1"},
    ),
    "by part, though all numbers shift": (
        {"t1": "宣導|1|tA|X", "t2": "宣導|2|tB|X"},
        {"t1": "宣導|2|tA|X", "t2": "宣導|3|tB|X", "t3": "宣導|1||X"},
        {"t1": "t1", "t2": "t2"},
    ),
    "by lead, though all numbers shift": (
        {"t1": "宣導|1||X", "t2": "宣導|2||Y"},
        {"t1": "宣導|2||X", "t2": "宣導|3||Y"},
        {"t1": "t1", "t2": "t2"},
    ),
    "a new lead, the part as before": (
        {"t1": "宣導||tA|X", "t2": "宣導||tB|Y"},
        {"t1": "宣導||tA|Z", "t2": "宣導||tB|Y"},
        {"t1": "t1", "t2": "t2"},
    ),
    "by number alone, all as before": (
        {"t1": "宣導|1||X", "t2": "宣導|2||X"},
        {"t1": "宣導|2||X", "t2": "宣導|1||X"},
        {"t1": "t2", "t2": "t1"},
    ),
    "by number alone, and another number": (
        {"t1": "宣導|1||X", "t2": "宣導|2||X"},
        {"t1": "宣導|2||X", "t2": "宣導|3||X"},
        {},
    ),
    "leads that changed places": ({"t1": "宣導|1||X", "t2": "宣導|2||Y"}, {"t1": "宣導|1||Y", "t2": "宣導|2||X"}, {}),
    "part and lead that changed places": (
        {"t1": "宣導||tA|X", "t2": "宣導||tB|Y"},
        {"t1": "宣導||tA|Y", "t2": "宣導||tB|X"},
        {},
    ),
    "one of two, which has nothing of either": ({"t1": "宣導||tA|X", "t2": "宣導||tB|Y"}, {"t1": "宣導|||Z"}, {}),
    "one task that moved": ({"t1": "宣導||tA|X"}, {"t1": "宣導||tB|X"}, {"t1": "t1"}),
    "one task of another part and lead": (
        {"t1": "宣導||tA|X", "t2": "巡守||tB|Y"},
        {"t1": "宣導||tB|Y", "t2": "巡守||tA|X"},
        {},
    ),
    "indicators by their tasks, with their years": (
        {"t1": "降溫", "i1": "點數|t1", "y1": "2025|i1"},
        {"t1": "降溫", "t2": "儲能", "i2": "點數|t1", "y2": "2025|i2", "i1": "點數|t2", "y1": "2025|i1"},
        {"t1": "t1", "i1": "i2", "y1": "y2"},
    ),
    "an indicator of another task that was there": (
        {"t1": "降溫", "t2": "儲能", "i1": "點數|t1", "y1": "2025|i1"},
        {"t1": "降溫", "t2": "儲能", "i1": "點數|t2", "y1": "2025|i1"},
        {"t1": "t1", "t2": "t2"},
    ),
    "an indicator of another task that is new": (
        {"t1": "降溫", "i1": "點數|t1"},
        {"t2": "社區儲能", "i1": "點數|t2"},
        {},
    ),
    "an indicator of a task that has another name": (
        {"t1": "人行道改善計畫", "i1": "長度|t1", "y1": "2025|i1"},
        {"t2": "人行空間改善計畫", "i1": "長度|t2", "y1": "2025|i1"},
        {"i1": "i1", "y1": "y1"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_certain(case: str) -> None:
    first, second, expected = CASES[case]
    before, after = edition(PARTS | dict(first)), edition(PARTS | dict(second))
    pairs = pair(before, after)
    found = {old: new[0] for old, new in pairs.after_of.items() if old in first}
    assert found == expected
    names = {p["name"] for id_, p in edition(second).nodes.get("Task", {}).items()}
    left = {id_ for id_ in first if id_[0] != "y" and id_ not in expected and first[id_].partition("|")[0] in names}
    assert {row["before"] for row in suggest(before, after, pairs)} >= left, "what is not certain is listed"
    again = with_ids(after, kept_ids(before, after))
    for id_, props in before.records():
        here = again.nodes.get(id_, {}).get(props["id"])
        assert (here is not None) == (props["id"] in pairs.after_of), "no id means another record"
    assert pair(before, again).after_of == {old: [old] for old in pairs.after_of}
