"""Records that may be one under another name: asked about before a load, and loaded as somebody answered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import quanze
from tests.web.desk_client import Person

SHEET = """任務,主辦機關,協辦機關,指標,{year}年目標值
公車電動化{more},交通處,環保局,電動公車比率,{value}
路樹普查,建設處,,,
"""


def sheet(year: int, value: int, more: str = "") -> bytes:
    return SHEET.format(year=year, value=value, more=more).encode("utf-8-sig")


@pytest.mark.process
@pytest.mark.whole
@pytest.mark.parametrize("said", ["yes", "no"])
def test_a_renamed_task_is_one_or_two_as_somebody_says(tmp_path: Path, said: str) -> None:
    with Person(tmp_path / "plans") as person:
        first = person.waited(person.drop("/zh-TW/files", "city.csv", sheet(113, 40), {"plan": "new"}))
        assert 'id="pairs"' not in person.get(first).text
        person.waited(person.send(f"{first}/load"))
        plan = person.uploads.get(first.rpartition("/")[2])
        assert plan is not None
        later = person.waited(person.drop(f"/zh-TW/plans/{plan.plan}/files", "city.csv", sheet(114, 55, "推動")))
        page = person.get(later).text
        assert 'id="pairs"' in page, page
        before, after = (re.findall(rf'name="{side}-0" value="([^"]+)"', page)[0] for side in ("before", "after"))
        ignored = {"before-0": "another", "after-0": after, "same-0": said}
        assert 'value="" checked' in person.get(person.waited(person.send(f"{later}/pairs", ignored))).text
        answers = {"before-0": before, "after-0": after, "same-0": said}
        checked = person.waited(person.send(f"{later}/pairs", answers))
        page = person.get(checked).text
        assert f'value="{said}" checked' in page and "公車電動化推動" in page
        person.waited(person.send(f"{checked}/load", {"replace": "yes"}))
        with quanze.open(person.at_hand.plans.folder / f"{plan.plan}.kgl") as graph:
            found = {row["id"]: row["name"] for row in graph.records("Task")}
    assert {*found.values()} == {"公車電動化推動", "路樹普查"}
    assert (before in found) is (said == "yes")
