"""A set in which each way to touch what is aligned to an SDG target has an agency of its own.

Agencies t1 to t7 touch the task ``t/x``, i1 to i8 the indicator ``i/x``; both are aligned to ``s/1.1``. Those named
other touch the indicator under ``s/1.2`` only. ``g`` leads an indicator of the UN.
"""

from __future__ import annotations

from typing import Any

from tests.queries.town import S, link, role

ABOUT = {"id": "aligned", "name": "對應"}


def seat(who: str, body: str = "") -> dict[str, Any]:
    there = {"body": body} if body else {}
    return {"id": f"m/{who}", "name": f"{who}席", "seat_title": "委員", "seats": 1, "agency": f"a/{who}", **there, **S}


def task(name: str, **more: Any) -> dict[str, Any]:
    return {"id": f"t/{name}", "name": f"任務{name}", **S, **more}


AGENCIES = (
    "t1",
    "t2",
    "t3",
    "t4",
    "t5",
    "t6",
    "t7",
    "i1",
    "i2",
    "i3",
    "i4",
    "i5",
    "i6",
    "i7",
    "i8",
    "g",
    "other-agency",
    "other-seat",
    "other-review",
)
TABLES: dict[str, list[dict[str, Any]]] = {
    "documents": [{"id": "p", "name": "計畫", "kind": "plan", "origin": "plan", "source": "p"}],
    "agencies": [{"id": f"a/{a}", "name": f"{a}局", "kind": "bureau", **S} for a in AGENCIES],
    "councils": [
        {"id": "c/main", "name": "推動會", **S},
        {"id": "c/reviews-task", "name": "審議任務之會", **S},
        {"id": "c/reviews-indicator", "name": "審議指標之會", **S},
        {"id": "c/reviews-other", "name": "另一會", **S},
    ],
    "subgroups": [
        {"id": f"g/{g}", "name": f"{g}組", "council": "c/main", **S} for g in ("x", "above-x", "m", "above-m")
    ],
    "members": [
        seat("t5", "g/x"),
        seat("t6", "c/reviews-task"),
        seat("t7"),
        seat("i6", "c/reviews-indicator"),
        seat("i7"),
        seat("i8"),
        seat("other-seat"),
        seat("other-review", "c/reviews-other"),
    ],
    "tasks": [
        task("above-x", undertaken_by="g/above-x"),
        task("x", parent="t/above-x", undertaken_by="g/x"),
        task("above-m", undertaken_by="g/above-m"),
        task("m", parent="t/above-m", undertaken_by="g/m"),
    ],
    "indicators": [
        {"id": "i/x", "name": "指標", "level": "local", **S},
        {"id": "i/un", "name": "全球指標", "level": "global", **S},
    ],
    "sdg_goals": [{"id": "s/1", "name": "目標一", "code": "1", **S}],
    "sdg_targets": [{"id": f"s/{c}", "name": f"細項{c}", "code": c, "goal": "s/1", **S} for c in ("1.1", "1.2")],
    "responsibilities": [
        role("a/t1", "主辦", "t/x"),
        role("a/t2", "協辦", "t/above-x"),
        role("a/t3", "召集", "g/x"),
        role("a/t4", "協辦", "g/above-x"),
        role("c/reviews-task", "審議", "t/x"),
        role("m/t7", "主責", "t/x"),
        role("a/i1", "主辦", "i/x"),
        role("a/i2", "主辦", "t/m"),
        role("a/i3", "協辦", "t/above-m"),
        role("a/i4", "召集", "g/m"),
        role("a/i5", "協辦", "g/above-m"),
        role("c/reviews-indicator", "檢討", "i/x", under="s/1.1"),
        role("m/i7", "主責", "i/x", under="s/1.1"),
        role("m/i8", "主責", "t/m"),
        role("a/g", "主責", "i/un"),
        role("a/other-agency", "協辦", "i/x", under="s/1.2"),
        role("m/other-seat", "主責", "i/x", under="s/1.2"),
        role("c/reviews-other", "檢討", "i/x", under="s/1.2"),
    ],
    "links": [
        link("t/m", "MEASURED_BY", "i/x"),
        link("t/x", "ALIGNS_TO", "s/1.1"),
        link("i/x", "ALIGNS_TO", "s/1.1"),
        link("i/un", "ALIGNS_TO", "s/1.1"),
    ],
}
