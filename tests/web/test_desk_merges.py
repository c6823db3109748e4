"""Three editions merged at the desk: conflicts are listed and chosen, nothing is written before a load."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import quanze
from tests.sets import ABOUT, CITY
from tests.web.desk_client import Person

FIRST = "一、推動小組\n本市設淨零小組，由環境保護局主辦，教育處及交通處協辦。\n"
LATER = "一、推動小組\n本市設淨零小組，由環境保護局主辦，教育處及交通處協辦。\n本市設防災小組，由消防局主辦。\n"


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    with Person(tmp_path / "plans") as one:
        one.at_hand.plans.begin("city")
        yield one


def edition(name: str, due: str = "2024-06-30") -> bytes:
    """An edition of the least city: how its task is called, and when it is due."""
    tasks = [{**CITY["tasks"][0], "name": name, "due": due}]
    roles = [{**row, "on": name} for row in CITY["responsibilities"]]
    tables = {**CITY, "tasks": tasks, "responsibilities": roles}
    return yaml.safe_dump({"dataset": ABOUT, **tables}, allow_unicode=True).encode()


def dropped(person: Person, name: str, content: bytes) -> str:
    return f"file:{person.uploads.take('city', name, io.BytesIO(content)).id}"


@pytest.mark.process
def test_a_conflict_stands_until_it_is_chosen_and_then_is_loaded(person: Person) -> None:
    sides = {
        "base": dropped(person, "first.yaml", edition("任務一")),
        "later": dropped(person, "later.yaml", edition("任務一之新版", "2025-06-30")),
        "reviewed": dropped(person, "reviewed.yaml", edition("任務一之審閱")),
    }
    page = person.get("/zh-TW/plans/city/merge").text
    assert all(f'value="{side}"' in page for side in sides.values())
    address = person.waited(person.send("/zh-TW/plans/city/merge", sides))
    page = person.get(address).text
    assert "待決定的衝突 1 項" in page
    for value in ("任務一之新版", "任務一之審閱", "first.yaml"):
        assert value in page
    assert not (person.at_hand.plans.folder / "city.kgl").exists()
    checked = person.waited(person.get(address.removesuffix("/merge")))
    assert "待決定的衝突 1 項" in person.get(checked).text
    mark = re.search(r'name="mark-0" value="([^"]+)"', page)
    assert mark
    ignored = person.waited(person.send(address, {"mark-0": "another", "take-0": "theirs"}))
    assert "待決定的衝突 1 項" in person.get(ignored).text
    decided = person.waited(person.send(address, {"mark-0": mark[1], "take-0": "theirs"}))
    page = person.get(decided).text
    assert "沒有待決的衝突" in page and 'value="theirs" checked' in page
    assert person.get(f"{address.removesuffix('/merge')}/file").body[:2] == b"PK"
    checked = person.waited(person.get(address.removesuffix("/merge")))
    person.waited(person.send(f"{checked}/load"))
    with quanze.open(person.at_hand.plans.folder / "city.kgl") as graph:
        row = graph.record("t/task/one")
    assert (row["name"], row["due"]) == ("任務一之新版", "2025-06-30")


@pytest.mark.process
def test_a_later_document_is_merged_with_the_draft_that_was_reviewed(person: Person) -> None:
    first = person.waited(person.drop("/en/plans/city/files", "plan.txt", FIRST.encode()))
    upload = person.uploads.of("city")[0]
    assert upload.drafted is not None
    row = next(row for row in upload.drafted.rows if row["name"] == "教育處" and row["to_name"])
    field = f"{row['table']}-{row['number']}"
    person.send(first, {f"row-{field}": "1", field: "wrong"})
    person.waited(person.drop("/en/plans/city/files", "plan2.txt", LATER.encode()))
    files = {one.name: f"file:{one.id}" for one in person.uploads.of("city")}
    sides = {"base": "draft", "later": files["plan2.txt"], "reviewed": files["plan.txt"]}
    assert (
        f'<option value="{files["plan2.txt"]}" selected>'
        in person.get(f"/en/plans/city/merge?later={files['plan2.txt']}").text
    )
    address = person.waited(person.send("/en/plans/city/merge", sides))
    assert address.endswith("/merge")
    checked = person.waited(person.get(address.removesuffix("/merge")))
    person.waited(person.send(f"{checked}/unsure", {"unsure": "yes"}))  # rows that nobody has called right or wrong
    person.waited(person.send(f"{checked}/load"))
    with quanze.open(person.at_hand.plans.folder / "city.kgl") as graph:
        names = {row["name"] for row in graph.records("Agency")}
        helpers = {row["agency_name"] for row in graph.who("本市設淨零小組")}
    assert "消防局" in names  # the later edition brought it
    assert "交通處" in helpers and "教育處" not in helpers  # and what the reviewer dropped stays dropped


@pytest.mark.process
def test_what_keeps_editions_from_being_merged_is_listed(person: Person) -> None:
    wrong = edition("任務一").replace("who: 乙處".encode(), "who: 丙處".encode())
    sides = {
        name: dropped(person, f"{name}.yaml", content)
        for name, content in (("base", edition("任務一")), ("later", wrong), ("reviewed", edition("任務一之審閱")))
    }
    address = person.send("/zh-TW/plans/city/merge", sides).headers["location"]
    step = person.at_hand.steps.get(address.rpartition("/")[2])
    assert step is not None and step.wait(60)
    page = person.get(address).text
    assert "later.yaml · responsibilities" in page and "丙處" in page
    assert [one.name for one in person.uploads.of("city")] == ["reviewed.yaml", "later.yaml", "base.yaml"]


@pytest.mark.parametrize(
    ("sides", "said"),
    [
        (("", "b", "c"), "Three editions are needed for a merge."),
        (("a", "b", "b"), "The three editions must be different ones."),
        (("draft", "b", "c"), "Only a reviewed draft with its first reading"),
        (("a", "b", "d"), "plan.txt is not read yet."),
    ],
)
def test_what_cannot_be_merged_is_refused_with_advice(person: Person, sides: tuple[str, str, str], said: str) -> None:
    files = {name: dropped(person, f"{name}.yaml", edition(name)) for name in "abc"}
    files["d"] = dropped(person, "plan.txt", FIRST.encode())
    given = dict(zip(("base", "later", "reviewed"), (files.get(one, one) for one in sides), strict=True))
    answer = person.send("/en/plans/city/merge", given)
    assert answer.status == 400
    assert said in answer.text
