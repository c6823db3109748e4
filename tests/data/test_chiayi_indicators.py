"""The data set ``chiayi-indicators``: published figures as published, and links of ours marked as ours."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.data.shipped import Shipped, faults, quote_faults, read
from tests.sources import CHAPTER

KEY = Path(__file__).parent / "published_indicators.jsonl"
"""The nine indicators as their reports publish them, typed from the reports and not from the data set."""
PLAN = "chiayi/document/ghg-reduction-plan-phase-2"
EMISSIONS = "chiayi/indicator/ghg-emissions"

FIGURES = {  # name: unit, direction, year, target, result
    "行政轄區溫室氣體排放量": ("tCO2e", "down", "2019", "", "1201055.08"),
    "PM10 減量": ("t", "up", "2022", "91.9", "110.9"),
    "PM2.5 減量": ("t", "up", "2022", "50.1", "63.2"),
    "氮氧化物減量": ("t", "up", "2022", "471.7", "714.0"),
    "硫氧化物減量": ("t", "up", "2022", "12.3", "14.2"),
    "非甲烷碳氫化合物減量": ("t", "up", "2022", "244.7", "243.9"),
    "低碳永續家園認證里數": ("里", "up", "2022", "", "4"),
    "盆栽式綠屋頂面積": ("m2", "up", "2022", "", "72"),
    "低碳校園標章認證參與率": ("%", "up", "2024", "", "100"),
}


@pytest.fixture(scope="module")
def local() -> Shipped:
    return read("chiayi-indicators")


def test_obeys_the_schema() -> None:
    assert faults("chiayi-indicators") == []


@pytest.mark.needs_source(CHAPTER)
def test_quotes_of_the_plan_are_in_the_chapter(local: Shipped) -> None:
    wrong, compared = quote_faults(local, {PLAN: CHAPTER.read_text(encoding="utf-8")})
    assert wrong == []
    assert compared == 10


def test_nine_indicators_with_their_figures(local: Shipped) -> None:
    indicators = local.by_id("indicators")
    found = {}
    for row in local["annual_targets"]:
        indicator = indicators[row["indicator"]]
        found[indicator["name"]] = (
            indicator["unit"],
            indicator["direction"],
            row["year"],
            row["target"],
            row["result"],
        )
    assert found == FIGURES
    assert len(local["annual_targets"]) == len(indicators) == 9
    assert {(row["kind"], row["level"]) for row in indicators.values()} == {("single", "local")}
    for table in ("documents", "indicators", "annual_targets"):
        assert {row["origin"] for row in local[table]} == {"report"}


def test_figures_and_addresses_are_the_published_ones(local: Shipped) -> None:
    published = [json.loads(line) for line in KEY.read_text(encoding="utf-8").splitlines() if line.strip()]
    by_name = {row["name"]: row for row in local["indicators"]}
    documents = local.by_id("documents")
    assert len(published) == len(by_name)
    for entry in published:
        row = by_name[entry["name"]]
        assert (row["name_en"], row["direction"]) == (entry["name_en"], entry["direction"])
        assert documents[row["source"]]["url"] == entry["source"]
        assert documents[row["source"]]["aliases"] == entry["source_title"]
        years = [
            (int(t["year"]), float(t["target"]) if t["target"] else None, float(t["result"]))
            for t in local.pick("annual_targets", indicator=row["id"])
        ]
        assert years == [(v["year"], v.get("target"), v["value"]) for v in entry["values"]]
        assert row["baseline_year"] == str(entry.get("baseline", {}).get("year", ""))


def test_each_figure_stands_in_its_quote(local: Shipped) -> None:
    for row in local["annual_targets"]:
        numbers = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", row["quote"].replace(",", ""))]
        if row["indicator"] == "chiayi/indicator/certified-neighbourhoods":
            assert sum(numbers) == float(row["result"])  # the report counts silver and bronze apart
        else:
            assert {float(row[c]) for c in ("target", "result") if row[c]} <= set(numbers), row


def test_the_baseline_is_not_computed_backwards(local: Shipped) -> None:
    emissions = local.by_id("indicators")[EMISSIONS]
    assert emissions["baseline_year"] == "2005"
    assert not emissions.get("baseline_value")
    assert "5.4" in emissions["note"]


def test_one_target_was_missed(local: Shipped) -> None:
    missed = [r for r in local["annual_targets"] if r["target"] and float(r["result"]) < float(r["target"])]
    assert [row["indicator"] for row in missed] == ["chiayi/indicator/nmhc-reduction"]


def test_the_councils_yearly_review_of_each_is_our_reading_of_duty_2(local: Shipped) -> None:
    reviews = local["responsibilities"]
    assert {row["on"] for row in reviews} == set(local.by_id("indicators"))
    assert len(reviews) == 9
    assert {(r["who"], r["role"], r["wording"], r["origin"], r["source"], r["quote"]) for r in reviews} == {
        (
            "chiayi/council/climate-change-response",
            "REVIEWS",
            "檢討",
            "editorial",
            PLAN,
            "檢討每年永續發展指標推動成效",
        ),
    }


def test_links_are_ours_with_one_sentence_of_reason(local: Shipped) -> None:
    assert {row["origin"] for row in local["links"]} == {"editorial"}
    for row in local["links"]:
        assert row["note"].endswith("。")
        assert row["note"].count("。") == 1, row["note"]
    assert Counter(row["type"] for row in local["links"]) == {"MEASURED_BY": 11, "ALIGNS_TO": 24, "HAS_TARGET": 1}


def test_every_indicator_measures_a_subgroup_task_and_aligns_to_a_target(local: Shipped) -> None:
    tasks = {row["id"] for row in read("chiayi").pick("tasks", kind="task")}
    indicators = set(local.by_id("indicators"))
    measured = local.pick("links", type="MEASURED_BY")
    assert {row["to"] for row in measured} == indicators
    assert {row["from"] for row in measured} <= tasks
    aligned = {row["from"] for row in local.pick("links", type="ALIGNS_TO")}
    assert aligned <= tasks | indicators
    assert indicators <= aligned
    # Too wide for any one target: healthy and safe living is left without, and shows as a gap.
    assert tasks - aligned == {"chiayi/task/healthy-and-safe-living"}


def test_who_measures_emissions(local: Shipped) -> None:
    assert {row["from"] for row in local.pick("links", type="MEASURED_BY", to=EMISSIONS)} == {
        "chiayi/task/carbon-reduction-strategy",
        "chiayi/task/clean-energy",
        "chiayi/task/sustainable-transport",
    }


def test_net_zero_is_tied_to_emissions_by_us(local: Shipped) -> None:
    (row,) = local.pick("links", type="HAS_TARGET")
    assert (row["from"], row["to"], row["origin"]) == (EMISSIONS, "chiayi/target/net-zero-2050", "editorial")
