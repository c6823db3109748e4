"""Changes of a small city, in a planner's words."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable
from operator import itemgetter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.editions import editions
from quanze.changes.comparison import Comparison, compared
from quanze.changes.dataset_report import first_changes
from quanze.changes.pairs import ReviewedPair
from tests.changes.editions import difference, edition, two_editions
from tests.loaders.cases import SAID, Tables, city


def plan() -> Tables:
    """Two agencies and a seat, two groups, tasks with lead and support, an indicator with two years."""
    tables = city()
    tables["councils"] = [{"id": "t/council/c", "name": "推動會", **SAID}]
    tables["subgroups"] = [
        {"id": "t/subgroup/x", "name": "甲組", "council": "推動會", **SAID},
        {"id": "t/subgroup/y", "name": "乙組", "council": "推動會", **SAID},
    ]
    tables["tasks"][0]["undertaken_by"] = "甲組"
    tables["indicators"] = [{"id": "t/indicator/i", "name": "用電量", "unit": "度", "direction": "down", **SAID}]
    tables["annual_targets"] = [
        {"id": "t/target/1", "name": "用電量 113", "indicator": "用電量", "year": 2024, "target": 10, **SAID},
        {"id": "t/target/2", "name": "用電量 114", "indicator": "用電量", "year": 2025, "target": 8, **SAID},
    ]
    tables["links"] = [{"from": "任務一", "type": "MEASURED_BY", "to": "用電量", **SAID}]
    return tables


def told(found: Comparison) -> list[tuple[str, str, str]]:
    return [(r["change"], r["id"] or r["id_before"], r["field"]) for r in found.rows]


def after(change: Callable[[Tables], Any]) -> Tables:
    tables = plan()
    change(tables)
    return tables


def reworded(tables: Tables) -> None:
    tables["tasks"][0].update(name="任務壹")
    for row in tables["responsibilities"]:
        row["on"] = "任務壹"
    tables["links"][0]["from"] = "任務壹"


ONE, LEAD, SUPPORT = "t/task/one", "CONVENES", "CO_ORGANIZES"
CASES: dict[str, tuple[Callable[[Tables], Any], list[tuple[str, str, str]], str]] = {
    "the lead moves": (
        lambda t: t["responsibilities"][0].update(who="乙處") or t["responsibilities"].pop(1),
        [("moved", ONE, LEAD), ("support-to-lead", ONE, LEAD)],
        "Task “任務一” moved from 甲局 to 乙處 (convenes).",
    ),
    "lead and support change places": (
        lambda t: [r.update(who={"甲局": "乙處", "乙處": "甲局"}[r["who"]]) for r in t["responsibilities"]],
        [("moved", ONE, LEAD), ("lead-to-support", ONE, SUPPORT), ("support-to-lead", ONE, LEAD)],
        "Task “任務一” moved from 甲局 to 乙處 (convenes).",
    ),
    "the lead is lost": (
        lambda t: t["responsibilities"].pop(0),
        [("no-lead", ONE, LEAD)],
        "Task “任務一” has no lead of its own any more; it was 甲局.",
    ),
    "support is lost": (
        lambda t: t["responsibilities"].pop(1),
        [("role-dropped", ONE, SUPPORT)],
        "Task “任務一”: 乙處 is no longer named (co-organizes).",
    ),
    "the group changes": (
        lambda t: t["tasks"][0].update(undertaken_by="乙組"),
        [("moved", ONE, "UNDERTAKES")],
        "Task “任務一” moved from 甲組 to 乙組 (Undertaken by).",
    ),
    "a target is raised": (
        lambda t: t["annual_targets"][0].update(target=12),
        [("target-raised", "t/target/1", "target")],
        "Annual target “用電量 113”: Target raised from 10 to 12.",
    ),
    "a target is lowered": (
        lambda t: t["annual_targets"][1].update(target=7.5),
        [("target-lowered", "t/target/2", "target")],
        "Annual target “用電量 114”: Target lowered from 8 to 7.5.",
    ),
    "a result is reported": (
        lambda t: t["annual_targets"][0].update(result=9),
        [("result-added", "t/target/1", "result")],
        "Annual target “用電量 113”: Result 9 added.",
    ),
    "another unit: figures are not compared": (
        lambda t: t["indicators"][0].update(unit="千度") or t["annual_targets"][0].update(target=0.01),
        [("definition", "t/indicator/i", "unit"), ("definition", "t/target/1", "target")],
        "Indicator “用電量”: Unit changed from 度 to 千度.",
    ),
    "a year is dropped": (
        lambda t: t["annual_targets"].pop(1),
        [("dropped", "t/target/2", "")],
        "Annual target “用電量 114” is dropped.",
    ),
    "an agency is renamed": (
        lambda t: t["agencies"][1].update(name="丙處") or t["responsibilities"][1].update(who="丙處"),
        [("renamed", "t/agency/b", "name")],
        "Agency “乙處” is now called “丙處”.",
    ),
    "other words for a task": (
        reworded,
        [("wording", ONE, "name")],
        "Task “任務壹”: the wording of Name changed.",
    ),
    "another place in the source": (
        lambda t: t["responsibilities"][0].update(locator="第 3 頁"),
        [("citation", ONE, "CONVENES.locator")],
        "Task “任務一”, 甲局 (convenes): Locator changed from (empty) to 第 3 頁.",
    ),
    "a new task without a lead": (
        lambda t: t["tasks"].append({"id": "t/task/two", "name": "節水", **SAID}),
        [("no-lead", "t/task/two", ""), ("new", "t/task/two", "")],
        "Task “節水” is new and has no lead of its own.",
    ),
    "a link is dropped": (
        lambda t: t.pop("links"),
        [("link-dropped", ONE, "MEASURED_BY")],
        "Task “任務一”: 用電量 is dropped (is measured by).",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_change_is_told_once_and_in_words(name: str) -> None:
    change, expected, sentence = CASES[name]
    found = difference(plan(), after(change))
    assert told(found) == expected
    assert found.rows[0]["message_en"] == sentence
    assert "{" not in found.rows[0]["message_zh"]


def at(locator: str | None, quote: str | None = None, **other: Any) -> dict[str, Any]:
    return {"locator": locator, "quote": quote, **other}


LED, ROW, NEXT = "由甲局主辦", "工作表1，第 2 列", "工作表1，第 3 列"
PLACES: dict[str, tuple[dict[str, Any], dict[str, Any], set[tuple[str, str]]]] = {
    "another row": (at(ROW, LED), at(NEXT, LED), {("place", "locator")}),
    "a sheet with another name": (at(ROW, LED), at("115年修正，第 2 列", LED), {("place", "locator")}),
    "another page": (at("第 3 頁", LED), at("第 4 頁", LED), {("place", "locator")}),
    "the place is new": (at(None, LED), at("第 4 頁", LED), {("citation", "locator")}),
    "the place is gone": (at("第 3 頁", LED), at(None, LED), {("citation", "locator")}),
    "another clause of the same page says so": (at("第 3 頁", LED), at("第 3 頁", "甲局辦理"), {("citation", "quote")}),
    "another clause of another page": (
        at("第 3 頁", LED),
        at("第 4 頁", "甲局辦理"),
        {("place", "locator"), ("citation", "quote")},
    ),
    "the cell of another row": (at(ROW, LED), at(NEXT, "甲局、丁處"), {("place", "locator"), ("place", "quote")}),
    "another document": (
        at("第 3 頁", LED),
        at("第 3 頁", LED, source="甲法"),
        {("citation", "source")},
    ),
}


@pytest.mark.parametrize("case", PLACES)
@pytest.mark.parametrize("of", ["responsibilities", "tasks"])
def test_where_the_source_says_so_is_counted_and_what_it_says_is_listed(case: str, of: str) -> None:
    before, after, expected = PLACES[case]
    former, later = plan(), plan()
    for tables, cited in ((former, before), (later, after)):
        tables["documents"].append({"id": "t/document/act", "name": "甲法", "kind": "law", **SAID})
        tables[of][0].update(cited)
    found = difference(former, later)
    assert {(row["change"], row["field"].rpartition(".")[2]) for row in found.rows} == expected
    assert [row for row in found.rows if row["change"] != "place"] == found.listed()


def test_a_clause_that_a_listed_change_quotes_is_no_change_of_its_own() -> None:
    cell, longer = "由甲局主辦，乙處協辦", "由甲局主辦，乙處、丙處協辦"
    before, after = plan(), plan()
    for tables, quote in ((before, cell), (after, longer)):
        tables["agencies"].append({"id": "t/agency/c", "name": "丙處", "kind": "bureau", **SAID})
        for row in tables["responsibilities"]:
            row["quote"] = quote
    after["responsibilities"].append(
        {"who": "丙處", "role": "協辦", "on": "任務一", "quote": longer, **SAID},
    )
    found = difference(before, after)
    assert [(r["change"], r["field"]) for r in found.listed()] == [("role-added", SUPPORT)]
    assert len(found.rows) == 3, "the object keeps both quotes"


def test_both_citations() -> None:
    before = plan()
    before["responsibilities"][0].update(locator="第 2 頁", quote="由甲局主辦")
    after = plan()
    after["responsibilities"][0].update(who="乙處", locator="第 5 頁", quote="由乙處主辦")
    del after["responsibilities"][1]
    row = difference(before, after).rows[0]
    assert row["before_source_name"] == row["after_source_name"] == "測試計畫"
    assert (row["before_locator"], row["before_quote"]) == ("第 2 頁", "由甲局主辦")
    assert (row["after_locator"], row["after_quote"]) == ("第 5 頁", "由乙處主辦")
    assert [r["id"] for r in row["before"]] == ["t/agency/a"]
    assert [r["id"] for r in row["after"]] == ["t/agency/b"]


def test_by_agency() -> None:
    found = difference(plan(), after(CASES["the lead moves"][0]))
    counts = ("agency", "leads_before", "leads_after", "others_before", "others_after")
    rows: list[dict[str, Any]] = [dict(row) for row in found.agencies]
    assert [tuple(row[c] for c in counts) for row in rows] == [("t/agency/a", 1, 0, 0, 0), ("t/agency/b", 0, 1, 1, 0)]
    (gained,) = found.agencies[1]["gained"]
    assert (gained["id"], gained["role"]) == (ONE, LEAD)


def without_ids(tables: Tables) -> Tables:
    for name, rows in tables.items():
        for row in rows:
            if name != "documents":
                row.pop("id", None)
    return tables


def test_records_without_ids_pair_by_folded_name() -> None:
    before = after(lambda t: t["agencies"][0].update(name="臺中局") or t["responsibilities"][0].update(who="臺中局"))
    later = after(lambda t: t["agencies"][0].update(name="台中局") or t["responsibilities"][0].update(who="台中局"))
    for tables in (before, later):
        for row in (*tables["tasks"], *tables["annual_targets"]):
            row.pop("id")
        tables["agencies"][0].pop("id")
    found = difference(before, later)
    assert told(found) == [("renamed", "t/agency/台中局", "name")]
    assert (found.renumbered, found.unsure) == (1, [])


def test_two_data_sets_are_compared_whatever_their_ids() -> None:
    sides = [edition(without_ids(plan()), {"id": i, "name": "測試"}) for i in ("t", "u")]
    found = compared(sides[:1], sides[1:], titles=("before", "after"))
    assert found.rows == []
    assert found.renumbered > 5


def renamed() -> tuple[Tables, Tables]:
    """An agency without an id gets another name: nothing but its duties says that it is the same."""
    tables = plan()
    del tables["agencies"][1]["id"]
    later = plan()
    del later["agencies"][1]["id"]
    later["agencies"][1]["name"] = "乙務處"
    later["responsibilities"][1]["who"] = "乙務處"
    return tables, later


def test_an_unsure_pair_is_listed_and_not_taken() -> None:
    found = difference(*renamed())
    assert {r["change"] for r in found.rows} == {"dropped", "new", "role-dropped", "role-added"}
    assert all(r["unsure"] for r in found.rows), "all of it hangs on the pair"
    (pair,) = found.unsure
    assert (pair["before_name"], pair["after_name"], pair["reason"]) == ("乙處", "乙務處", "alike")


def test_a_partner_that_changed_with_the_name_of_its_task_is_told() -> None:
    before = without_ids(plan())
    after = without_ids(plan())
    for tables, name in ((before, "推動低碳運具"), (after, "推動低碳運具（修正）")):
        tables["agencies"].append({"name": "丙處", "kind": "bureau", **SAID})
        tables["tasks"][0]["name"] = tables["links"][0]["from"] = name
        for row in tables["responsibilities"]:
            row["on"] = name
    after["responsibilities"][1]["who"] = "丙處"
    found = difference(before, after)
    assert {row["change"] for row in found.rows} == {"dropped", "new"}
    told = [(row["change"], row["field"], row["message_en"]) for row in found.if_same]
    assert told == [
        ("role-added", SUPPORT, "Task “推動低碳運具（修正）”: 丙處 is added (co-organizes)."),
        ("role-dropped", SUPPORT, "Task “推動低碳運具（修正）”: 乙處 is no longer named (co-organizes)."),
        ("wording", "name", "Task “推動低碳運具（修正）”: the wording of Name changed."),
    ]
    assert all(row["unsure"] for row in (*found.rows, *found.if_same))


def test_two_changes_in_the_same_words_are_as_sure_as_one() -> None:
    before, after = plan(), plan()
    for tables, name in ((before, "乙處"), (after, "乙務處")):
        del tables["agencies"][1]["id"]
        tables["agencies"][1]["name"] = tables["responsibilities"][1]["who"] = name
    before["responsibilities"] += [{**before["responsibilities"][0], "locator": f"第 {n} 頁"} for n in (2, 3)]
    found = difference(before, after)
    assert [row["change"] for row in found.if_same] == ["renamed"]
    dropped = [row for row in found.rows if row["field"] == LEAD]
    assert [(row["change"], row["unsure"]) for row in dropped] == [("citation", False)] * 2


def test_a_reviewed_pair_decides() -> None:
    same = ReviewedPair("t/agency/乙處", "t/agency/乙務處")
    found = difference(*renamed(), same)
    assert (told(found), found.unsure) == ([("renamed", same.after, "name")], [])
    apart = difference(*renamed(), same._replace(same=False))
    assert apart.unsure == []
    assert not any(r["unsure"] for r in apart.rows)
    assert len(apart.rows) == 4
    unknown = difference(plan(), plan(), ReviewedPair("t/agency/a", "nobody"))
    assert [p.after for p in unknown.unused] == ["nobody"]


def test_two_of_one_name_are_unsure() -> None:
    before, later = plan(), plan()
    before["tasks"].append({"id": "t/task/two", "name": "其他", **SAID})
    later["tasks"] += [{"id": f"t/task/{i}", "name": "其他", **SAID} for i in ("three", "four")]
    found = difference(before, later)
    assert {(p["before"], p["after"], p["reason"]) for p in found.unsure} == {
        ("t/task/two", "t/task/three", "same-name"),
        ("t/task/two", "t/task/four", "same-name"),
    }
    assert [r["id_before"] for r in found.of(("dropped",))] == ["t/task/two"]


def test_split_and_joined_by_reviewed_pairs() -> None:
    before, later = plan(), plan()
    later["tasks"] += [{"id": "t/task/two", "name": "任務一之二", **SAID}]
    later["responsibilities"].append({"who": "甲局", "role": "主辦", "on": "t/task/two", **SAID})
    found = difference(before, later, ReviewedPair(ONE, "t/task/two"))
    assert told(found) == [("split", ONE, "")]
    assert found.rows[0]["message_en"] == "Task “任務一” is split into 任務一, 任務一之二."
    back = difference(later, before, ReviewedPair("t/task/two", ONE))
    assert told(back) == [("joined", ONE, "")]
    assert back.rows[0]["message_en"] == "任務一, 任務一之二 are joined into Task “任務一”."


def test_the_gravest_come_first() -> None:
    def change(t: Tables) -> None:
        t["tasks"].append({"id": "t/task/two", "name": "節水", **SAID})
        t["responsibilities"].pop(0)
        t["responsibilities"][0]["locator"] = "第 3 頁"

    found = difference(plan(), after(change))
    assert [r["change"] for r in found.rows] == ["no-lead", "no-lead", "new", "citation"]
    assert found.summary()[0] == {"part": "duties", "change": "no-lead", "kind": "Task", "count": 2, "unsure": 0}


def test_a_comparison_says_the_same_in_another_process() -> None:
    found = difference(plan(), after(reworded))
    sent = pickle.loads(pickle.dumps(found))
    assert sent.rows and (sent.rows, sent.agencies, sent.unsure) == (found.rows, found.agencies, found.unsure)


@pytest.mark.whole
@given(two_editions() | st.integers(0, 99).map(lambda seed: editions(seed, tasks=50, agencies=20, indicators=9)))
def test_the_first_changes_are_those_of_the_whole_report(both: tuple[Tables, Tables]) -> None:
    sides = [[edition(tables)] for tables in both]
    whole, asked = (compared(*sides, titles=("before", "after")) for _ in range(2))
    first = first_changes(asked.deferred.changing, 2)
    assert "report" not in vars(asked.deferred)
    key = itemgetter("part", "change", "kind")
    exact = {key(count): count for count in whole.summary()}
    assert [key(count) for count in first.counts] == list(exact)
    for count in first.counts:
        assert count["count"] == exact[key(count)]["count"]
        assert exact[key(count)]["unsure"] <= count["unsure"] <= count["count"]
    every = Counter((row["part"], row["change"]) for row in whole.rows)
    listed = Counter((row["part"], row["change"]) for row in first.rows)
    assert listed == {sort: min(n, 2) for sort, n in every.items()}
    assert all(row in whole.rows for row in first.rows), "in the same words, and marked alike"
    assert all(agency in whole.agencies for agency in first.agencies)
    assert len(first.agencies) + first.more_agencies >= len(whole.agencies)
    assert (first.unsure, first.renumbered) == (whole.unsure, whole.renumbered)
    assert (asked.rows, asked.agencies, asked.if_same) == (whole.rows, whole.agencies, whole.if_same)
    assert asked.agencies_if_same == whole.agencies_if_same, "all of it can still be had"
