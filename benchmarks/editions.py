"""Two editions of an invented plan: seeded, with everything that a comparison has to find."""

from __future__ import annotations

import random
from copy import deepcopy
from typing import Any

Tables = dict[str, list[dict[str, Any]]]
AGENCIES, TASKS, ROLES, INDICATORS, YEARS = 200, 1_000, 8, 300, range(2021, 2026)
"""Records of an edition; ``ROLES`` agencies beside the lead for each task."""
_SAID = {"origin": "plan", "source": "計畫"}
_TOPICS = ("節電", "綠運輸", "資源循環", "植樹", "防災", "宣導", "建築節能", "再生能源", "濕地", "低碳飲食")


def editions(
    seed: int = 7, *, tasks: int = TASKS, agencies: int = AGENCIES, indicators: int = INDICATORS
) -> tuple[Tables, Tables]:
    """The first edition, and the second: a tenth of the leads moved, names changed, tasks dropped, targets raised."""
    chance = random.Random(seed)
    first: Tables = {
        "documents": [{"name": "計畫", "kind": "plan"}],
        "agencies": [{"name": f"第{i}局", "kind": "bureau", **_SAID} for i in range(agencies)],
        "tasks": [{"name": f"推動{chance.choice(_TOPICS)}工作第{i}項", **_SAID} for i in range(tasks)],
        "indicators": [{"name": f"指標{i}", "unit": "噸", "direction": "up", **_SAID} for i in range(indicators)],
    }
    first["annual_targets"] = [
        {"name": f"指標{i} {year}", "indicator": f"指標{i}", "year": year, "target": chance.randint(1, 99), **_SAID}
        for i in range(indicators)
        for year in YEARS
    ]
    first["responsibilities"] = [
        {"who": agency["name"], "role": "協辦" if n else "主辦", "on": task["name"], **_SAID}
        for task in first["tasks"]
        for n, agency in enumerate(chance.sample(first["agencies"], 1 + ROLES))
    ]
    second = deepcopy(first)
    names = {a["name"]: f"{a['name']}處" for a in second["agencies"][::10]}
    names |= {t["name"]: f"加強{t['name']}" for t in second["tasks"][::20]}
    dropped = {t["name"] for t in second["tasks"][5::40]}
    for row in second["responsibilities"]:
        if row["role"] == "主辦" and chance.random() < 0.1:
            row["who"] = chance.choice(second["agencies"])["name"]
    second["tasks"] = [t for t in second["tasks"] if t["name"] not in dropped]
    second["responsibilities"] = [r for r in second["responsibilities"] if r["on"] not in dropped]
    for row in second["annual_targets"][::7]:
        row["target"] += 1
    for rows in second.values():
        for row in rows:
            row.update({c: names[row[c]] for c in ("name", "who", "on") if row.get(c) in names})
    return first, second
