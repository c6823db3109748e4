"""A town small enough to know every answer by hand."""

from __future__ import annotations

from typing import Any

S = {"origin": "plan", "source": "p", "locator": "1", "quote": "甲主辦"}
"""Stated in the plan."""
OURS = {"origin": "editorial", "note": "我們的判讀"}
ABOUT = {"id": "town", "name": "小鎮"}


def agency(letter: str, **more: Any) -> dict[str, Any]:
    return {"id": f"a/{letter}", "name": f"{letter}局", "name_en": f"Bureau {letter}", "kind": "bureau", **S, **more}


def role(who: str, word: str, on: str, **more: Any) -> dict[str, Any]:
    return {"who": who, "role": word, "on": on, **S, **more}


def link(start: str, type_: str, end: str, **more: Any) -> dict[str, Any]:
    return {"from": start, "type": type_, "to": end, **S, **more}


TABLES: dict[str, list[dict[str, Any]]] = {
    "documents": [
        {"id": "p", "name": "小鎮計畫", "name_en": "Town plan", "kind": "plan", "origin": "plan", "source": "p"}
    ],
    "agencies": [
        *(agency(c) for c in "ABCDEFGHIJKL"),
        agency("Z", valid_to="2019"),
        {"id": "a/class", "name": "各機關", "kind": "class", **S},
        {"id": "a/epb", "name": "環境保護局", "aliases": "環保處", "kind": "bureau", **S},
        {"id": "a/town", "name": "臺北小鎮", "kind": "government", **S},
        {"id": "a/twin1", "name": "雙子處", "kind": "bureau", **S},
        {"id": "a/twin2", "name": "雙子處", "kind": "bureau", **S},
    ],
    "councils": [{"id": "c/review", "name": "推動會", **S}, {"id": "c/old", "name": "舊會", **S}],
    "subgroups": [
        {"id": "g/task", "name": "任務組", "council": "c/review", **S},
        {"id": "g/parent", "name": "上層組", "council": "c/review", **S},
        {"id": "g/headless", "name": "無首組", "council": "c/review", **S},
        {"id": "g/heading", "name": "分類", **S},
    ],
    "members": [
        {"id": "m/chair", "name": "席位一", "seat_title": "委員", "seats": 1, "body": "c/review", "agency": "a/J", **S},
        {
            "id": "m/lead",
            "name": "席位二",
            "seat_title": "執行秘書",
            "seats": 1,
            "post": "秘書長",
            "agency": "a/K",
            **S,
        },
        {"id": "m/vacant", "name": "空席", "seat_title": "委員", "seats": 1, "vacant": "是", "body": "c/review", **S},
        {
            "id": "m/lapsed",
            "name": "期滿席",
            "seat_title": "委員",
            "seats": 1,
            "holder_to": "2024-12",
            "body": "c/review",
            **S,
        },
        {
            "id": "m/kept",
            "name": "在任席",
            "seat_title": "委員",
            "seats": 1,
            "holder_to": "2025-12",
            "body": "c/review",
            **S,
        },
    ],
    "tasks": [
        {"id": "t/parent", "name": "上層任務", "undertaken_by": "g/parent", **S},
        {"id": "t/task", "name": "任務", "undertaken_by": "g/task", "parent": "t/parent", "due": "2024-06", **S},
        {"id": "t/orphan", "name": "無主任務", **S},
        {"id": "t/class", "name": "一類任務", **S},
        {"id": "t/grandchild", "name": "細部任務", "parent": "t/parent", **S},
        {"id": "t/council", "name": "推動會職掌", "kind": "duty", "undertaken_by": "c/review", **S},
        {"id": "t/coordinated", "name": "小組任務", "undertaken_by": "g/task", **S},
    ],
    "indicators": [
        {
            "id": "i/x",
            "name": "指標甲",
            "name_en": "Indicator X",
            "code": "X-1",
            "direction": "down",
            "level": "local",
            **S,
        },
        {"id": "i/up", "name": "指標乙", "direction": "up", "level": "local", **S},
        {"id": "i/hold", "name": "指標丙", "direction": "hold", **S},
        {"id": "i/global", "name": "全球指標", "level": "global", **S},
        {"id": "i/child", "name": "細部指標", "level": "local", **S},
    ],
    "annual_targets": [
        {"id": "y/met", "name": "甲2020", "indicator": "i/x", "year": 2020, "target": 10, "result": 10, **S},
        {"id": "y/missed", "name": "甲2021", "indicator": "i/x", "year": 2021, "target": 10, "result": 10.5, **S},
        {"id": "y/open", "name": "甲2022", "indicator": "i/x", "year": 2022, "target": 9, **S},
        {"id": "y/future", "name": "甲2050", "indicator": "i/x", "year": 2050, "target": 0, **S},
        {"id": "y/up-missed", "name": "乙2021", "indicator": "i/up", "year": 2021, "target": 5, "result": 4, **S},
        {"id": "y/up-met", "name": "乙2022", "indicator": "i/up", "year": 2022, "target": 5, "result": 6, **S},
        {"id": "y/hold-missed", "name": "丙2021", "indicator": "i/hold", "year": 2021, "target": 5, "result": 5.1, **S},
    ],
    "sdg_goals": [
        {"id": "s/2", "name": "目標二", "code": "2", **S},
        {"id": "s/10", "name": "目標十", "code": "10", **S},
    ],
    "sdg_targets": [
        {"id": "s/2.1", "name": "細項2.1", "code": "2.1", "goal": "s/2", **S},
        {"id": "s/2.a", "name": "細項2.a", "code": "2.a", "goal": "s/2", **S},
        {"id": "s/10.1", "name": "細項10.1", "code": "10.1", "goal": "s/10", **S},
    ],
    "responsibilities": [
        role("a/A", "主辦", "i/x"),
        role("a/B", "協辦", "i/x", under="s/2.1"),
        role("a/C", "協辦", "i/x", under="s/2.a"),
        role("a/D", "主辦", "t/task"),
        role("a/A", "協辦", "t/task"),
        role("a/E", "主辦", "t/parent"),
        role("a/F", "召集", "g/task", valid_from="2020", valid_to="2023-06-28"),
        role("a/G", "召集", "g/task", valid_from="2023-06-29"),
        role("a/H", "協辦", "g/parent"),
        role("c/review", "檢討", "i/x"),
        role("m/lead", "主責", "i/x"),
        role("a/Z", "協辦", "i/x"),
        role("a/class", "主辦", "t/class"),
        role("a/I", "審查", "p"),
        role("c/review", "審議", "p"),
    ],
    "links": [
        link("t/task", "MEASURED_BY", "i/x", **OURS),
        link("t/grandchild", "MEASURED_BY", "i/child", **OURS),
        link("t/task", "ALIGNS_TO", "s/2.1", **OURS),
        link("t/task", "ALIGNS_TO", "s/2.a"),
        link("t/task", "ALIGNS_TO", "s/2.a", **OURS, source=None),
        link("i/x", "ALIGNS_TO", "s/2.1", **OURS),
        link("i/global", "ALIGNS_TO", "s/2.1"),
        link("c/review", "SUCCEEDS", "c/old", change="rename", valid_from="2023-06-29"),
    ],
}
for row in TABLES["links"]:
    if row["origin"] == "editorial":
        for name in ("source", "locator", "quote"):
            row.pop(name, None)
