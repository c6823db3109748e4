"""The data set ``climate-act`` assigns the twenty items of article 8 as the law does: classes, pairs, nobody."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from tests.data.shipped import Shipped, edges, faults, quote_faults, read
from tests.sources import ARTICLE_8

KEY = ARTICLE_8.with_name("expected.jsonl")
ACT = "climate-act/document/climate-change-response-act"
NSDC = "climate-act/council/nsdc"
EACH = "各中央目的事業主管機關"
EPA, COA, NSTC, NDC, FSC = (
    "行政院環境保護署",
    "行政院農業委員會",
    "國家科學及技術委員會",
    "國家發展委員會",
    "金融監督管理委員會",
)

ITEMS: dict[str, tuple[set[str], set[str]]] = {  # number: leads, co-organizers
    "1": ({"經濟部"}, {NSTC}),
    "2": ({"經濟部"}, {EACH}),
    "3": ({"經濟部"}, {NSTC}),
    "4": ({"交通部"}, {"經濟部"}),
    "5": ({"交通部"}, {"經濟部", EPA}),
    "6": ({"內政部"}, {EACH}),
    "7": ({"經濟部"}, {EACH}),
    "8": ({EPA}, {EACH}),
    "9": ({COA}, {"內政部", "海洋委員會"}),
    "10": ({COA}, set()),
    "11": ({FSC, EPA}, {"經濟部", "財政部"}),
    "12": ({NDC}, {"經濟部"}),
    "13": ({EPA}, {"經濟部", FSC, "外交部"}),
    "14": ({NSTC}, {"經濟部"}),
    "15": ({EPA}, {EACH}),
    "16": ({EPA, NDC}, {EACH}),
    "17": ({"教育部", EPA}, {EACH}),
    "18": ({NDC}, {EACH}),
    "19": ({"原住民族委員會"}, {EACH}),
    "20": (set(), set()),
}


@pytest.fixture(scope="module")
def act() -> Shipped:
    return read("climate-act")


def assigned(act: Shipped) -> dict[str, tuple[set[str], set[str]]]:
    """Leads and co-organizers by number of the item."""
    agencies, tasks = act.by_id("agencies"), act.by_id("tasks")
    found: dict[str, tuple[set[str], set[str]]] = {r["number"]: (set(), set()) for r in act["tasks"] if r["number"]}
    for row in act["responsibilities"]:
        leads, partners = found[tasks[row["on"]]["number"]]
        {"CONVENES": leads, "CO_ORGANIZES": partners}[row["role"]].add(agencies[row["who"]]["name"])
    return found


def test_obeys_the_schema() -> None:
    assert faults("climate-act") == []


def test_every_quote_is_in_the_article(act: Shipped) -> None:
    wrong, compared = quote_faults(act, {ACT: ARTICLE_8.read_text(encoding="utf-8")})
    assert wrong == []
    ours = 6  # two agencies that were upgraded, the acts and the changes by which they were, quote nothing
    assert compared == sum(len(rows) for rows in act.tables.values()) - ours


def test_the_law(act: Shipped) -> None:
    row, *organization_acts = act["documents"]
    assert [(own["name"], own["origin"]) for own in organization_acts] == [
        ("環境部組織法", "editorial"),
        ("農業部組織法", "editorial"),
    ]
    assert (row["id"], row["name"], row["kind"], row["origin"]) == (ACT, "氣候變遷因應法", "law", "law")
    assert (row["published"], row["url"][:24]) == ("2023-02-15", "https://law.moj.gov.tw/L")


def test_twenty_items_assigned_as_the_law_does(act: Shipped) -> None:
    assert assigned(act) == ITEMS
    assert Counter(row["role"] for row in act["responsibilities"]) == {"CONVENES": 22, "CO_ORGANIZES": 23}
    assert {(row["role"], row["wording"], row["origin"]) for row in act["responsibilities"]} == {
        ("CONVENES", "主辦", "law"),
        ("CO_ORGANIZES", "協辦", "law"),
    }


def test_the_key_agrees(act: Shipped) -> None:
    lines = [json.loads(line) for line in KEY.read_text(encoding="utf-8").splitlines() if line.strip()]
    (key,) = [line for line in lines if line["file"] == ARTICLE_8.name]
    assert assigned(act) == {str(i["no"]): (set(i["lead"]), set(i["co"])) for i in key["items"]}


def test_each_item_rests_on_article_8_and_says_which(act: Shipped) -> None:
    numbered = [row for row in act["tasks"] if row["number"]]
    assert [row["number"] for row in numbered] == [str(n) for n in range(1, 21)]
    for row in numbered:
        assert row["kind"] == "duty"
        assert row["locator"] == f"第 8 條 第 2 項 第 {row['number']} 款"
        assert row["quote"].split("、", 1)[1] == row["name"]
        for role in act.pick("responsibilities", on=row["id"]):
            assert role["locator"] == row["locator"]
    mandates = act.pick("links", type="MANDATED_BY", to=ACT, article="8")
    assert sorted(row["from"] for row in mandates) == sorted(act.by_id("tasks"))


def test_item_20_is_left_to_the_council_to_assign(act: Shipped) -> None:
    (item,) = act.pick("tasks", number="20")
    assert act.pick("responsibilities", on=item["id"]) == []
    assert item["undertaken_by"] == ""
    assert "永續會" in item["note"]


def test_a_class_is_a_class(act: Shipped) -> None:
    assert [row["name"] for row in act.pick("agencies", kind="class")] == [EACH]
    named = {name for leads, partners in ITEMS.values() for name in leads | partners}
    assert {row["name"] for row in act.pick("agencies", origin="law")} == named
    assert len(named) == 14


def test_the_council_coordinates(act: Shipped) -> None:
    (council,) = act["councils"]
    assert (council["id"], council["name"]) == (NSDC, "行政院國家永續發展委員會")
    assert "永續會" in council["aliases"].split("; ")
    (duty,) = act.pick("tasks", undertaken_by=NSDC)
    assert (duty["number"], duty["locator"]) == ("", "第 8 條 第 1 項")
    assert [e.type for e in edges(act) if e.start == NSDC] == ["UNDERTAKES"]


def test_old_names_stay_and_new_ones_succeed_them(act: Shipped) -> None:
    agencies = act.by_id("agencies")
    documents = act.by_id("documents")
    upgraded = {
        agencies[row["from"]]["name"]: (
            agencies[row["to"]]["name"],
            row["change"],
            row["valid_from"],
            documents[row["act"]]["name"],
            row["origin"],
        )
        for row in act["changes"]
    }
    assert upgraded == {
        EPA: ("環境部", "upgrade", "2023-08-22", "環境部組織法", "editorial"),
        COA: ("農業部", "upgrade", "2023-08-01", "農業部組織法", "editorial"),
    }
    # The law still assigns its items to the old names: closing them would empty every answer of today.
    assert all(not row.get("valid_to") for row in agencies.values())
    new = {row["name"] for row in agencies.values() if row["origin"] == "editorial"}
    assert new == {"環境部", "農業部"}
    assert {row["who"] for row in act["responsibilities"]}.isdisjoint(
        {row["id"] for row in agencies.values() if row["name"] in new}
    )
