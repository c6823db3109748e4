"""Three editions merged: laws that hold for any, and what a reviewer meets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import assume, given

from quanze.changes.change_set import compare
from quanze.changes.edition import Edition, Props
from quanze.changes.merge import THEIRS, Merged, joined, merge
from quanze.changes.pairs import ReviewedPair
from quanze.exports.conflict_rows import conflict_rows
from quanze.graph.records import POSITION
from quanze.schema.rows import MergeConflict
from tests.changes.editions import edition, three_editions
from tests.changes.test_change_set import PROPERTY
from tests.changes.test_plan_changes import plan
from tests.loaders.cases import SAID, Tables

Three = tuple[Tables, Tables, Tables]


def same(a: Edition, b: Edition) -> bool:
    """Whether two editions say the same; in which order is no statement."""
    found = compare(a, b)
    return not [*found.record_changes()] and found.description.before == found.description.after


def states_twice(found: Edition) -> bool:
    """Whether two relationships of one type join the same records."""
    joined = [(ends, a, b, p.get("under")) for ends, links in found.links.items() for a, b, p in links.values()]
    return len(joined) > len(set(joined))


def about(conflicts: list[MergeConflict]) -> set[tuple[str, ...]]:
    """Conflicts without what says which side is which."""
    return {(c["kind"], c["id"], c["other"], c["field"]) for c in conflicts}


@PROPERTY
@given(three_editions())
@pytest.mark.slow
def test_what_one_side_alone_changed_is_taken(drawn: Three) -> None:
    base, theirs, ours = map(edition, drawn)
    for merged, expected in (
        (merge(base, base, ours), ours),
        (merge(base, theirs, base), theirs),
        (merge(base, theirs, theirs), theirs),
        (merge(theirs, theirs, theirs), theirs),
    ):
        assert not merged.conflicts
        assert same(merged.edition, expected)


def links_between(found: Edition, start: str, end: str) -> list[Props]:
    return [p for links in found.links.values() for a, b, p in links.values() if (a, b) == (start, end)]


def lost(base: Edition, side: Edition, result: Edition) -> Iterator[tuple[str, ...]]:
    """The changes of a side that are not in the result, as the ids of what they are about."""
    change_set = compare(base, side)
    for kind, nodes in change_set.nodes.items():
        for before, after in (change for change in nodes if not change.moved):
            id_ = (after or before or {})["id"]
            now = result.nodes.get(kind, {}).get(id_)
            if (after is None) != (now is None):
                yield (id_,)
            told = {*(before or {}), *(after or {})} - {"search_key", "aliases", POSITION}
            for name in told if after and now else ():
                if (before or {}).get(name) != (after or {}).get(name) != (now or {}).get(name):
                    yield id_, str((after or {}).get(name))
    for links in change_set.links.values():
        for gone, come in links:
            start, end, props = come or gone or ("", "", {})
            there = links_between(result, start, end)
            if come is None and any(p["key"] == props["key"] for p in there):
                yield start, end
            old = links_between(base, start, end)
            news = {k: v for k, v in props.items() if k != "key" and all(p.get(k) != v for p in old)}
            if come is not None and not any(all(p.get(k) == v for k, v in news.items()) for p in there):
                yield start, end


@PROPERTY
@given(three_editions())
@pytest.mark.slow
def test_nothing_that_a_side_changed_is_lost(drawn: Three) -> None:
    """Each change of a side is in the result, or what it is about is in a conflict, or cited by what is: a document
    comes or goes with the record that cites it."""
    base, theirs, ours = map(edition, drawn)
    merged = merge(base, theirs, ours)
    listed = {i for c in merged.conflicts for i in (c["id"], c["other"]) if i}
    for one in (base, theirs, ours):
        listed |= {props["source"] for _, props in one.records() if props["id"] in listed and props.get("source")}
    for side in (theirs, ours):
        for ids in lost(base, side, merged.edition):
            assert listed & set(ids), ids


@PROPERTY
@given(three_editions())
@pytest.mark.slow
def test_conflicts_are_those_of_the_sides_exchanged(drawn: Three) -> None:
    base, theirs, ours = map(edition, drawn)
    there, back = merge(base, theirs, ours), merge(base, ours, theirs)
    assert about(there.conflicts) == about(back.conflicts)
    if not there.conflicts:
        assert same(there.edition, back.edition), "changes of different things come out the same in either order"


@PROPERTY
@given(three_editions())
@pytest.mark.slow
def test_merging_again_changes_nothing_and_asks_the_same(drawn: Three) -> None:
    base, theirs, ours = map(edition, drawn)
    # Of several statements between the same records, all of them changed, nobody can say which is which.
    assume(not any(map(states_twice, (base, theirs, ours))))
    first = merge(base, theirs, ours)
    again = merge(first.base, theirs, first.edition)
    assert about(again.conflicts) == about(first.conflicts)
    assert same(again.edition, first.edition)


@PROPERTY
@given(three_editions())
@pytest.mark.slow
def test_with_every_decision_nothing_is_left_to_ask(drawn: Three) -> None:
    base, theirs, ours = map(edition, drawn)
    for side in ("ours", "theirs"):
        decisions: dict[str, str] = {}
        merged = merge(base, theirs, ours)
        for _ in range(6):  # a record that comes back may bring its own questions
            if not merged.undecided():
                break
            decisions |= {c["mark"]: side for c in merged.undecided()}
            merged = merge(base, theirs, ours, decisions=decisions)
        if side == "ours":
            again = merge(merged.base, theirs, merged.edition)
            assert not again.conflicts
            assert same(again.edition, merged.edition)


def changed(change: Callable[[Tables], Any], tables: Tables | None = None) -> Edition:
    tables = tables or plan()
    change(tables)
    return edition(tables)


def merged_of(theirs: Callable[[Tables], Any], ours: Callable[[Tables], Any], **how: Any) -> Merged:
    return merge(edition(plan()), changed(theirs), changed(ours), **how)


def drop_task(tables: Tables) -> None:
    for name in ("tasks", "responsibilities", "links"):
        del tables[name]


def test_different_values_of_one_record_come_together() -> None:
    merged = merged_of(
        lambda t: t["agencies"][0].update(name_en="Bureau A"), lambda t: t["agencies"][0].update(aliases=["甲"])
    )
    record = merged.edition.nodes["Agency"]["t/agency/a"]
    assert (record["name_en"], record["aliases"], merged.conflicts) == ("Bureau A", ["甲"], [])
    assert record["search_key"] == "|甲局|甲|bureaua|"


def test_aliases_that_each_side_adds_or_drops_come_together() -> None:
    first = plan()
    first["agencies"][0]["aliases"] = ["甲", "舊"]
    tables = [plan(), plan()]
    tables[0]["agencies"][0]["aliases"] = ["甲", "新"]
    tables[1]["agencies"][0]["aliases"] = ["甲", "舊", "本局"]
    merged = merge(edition(first), *map(edition, tables))
    assert merged.edition.nodes["Agency"]["t/agency/a"]["aliases"] == ["甲", "本局", "新"]
    assert not merged.conflicts


def test_one_value_changed_on_both_sides_is_asked_with_both_citations() -> None:
    def target(value: int, locator: str) -> Callable[[Tables], Any]:
        return lambda t: t["annual_targets"][0].update(target=value, locator=locator)

    merged = merged_of(target(12, "第 5 頁"), target(11, "第 4 頁"))
    found = {c["field"]: c for c in merged.conflicts}
    assert set(found) == {"target", "locator"}
    asked = found["target"]
    assert (asked["conflict"], asked["base"], asked["ours"], asked["theirs"]) == ("both-changed", 10, 11, 12)
    assert (asked["ours_locator"], asked["theirs_locator"]) == ("第 4 頁", "第 5 頁")
    assert (asked["ours_source"], asked["decision"]) == ("t/document/plan", "")
    assert merged.edition.nodes["AnnualTarget"]["t/target/1"]["target"] == 11, "the reviewer's until it is decided"
    assert merged.base.nodes["AnnualTarget"]["t/target/1"]["target"] == 10, "asked again by the next merge"


@pytest.mark.whole
def test_a_decision_is_taken_and_not_asked_again() -> None:
    def target(value: int) -> Callable[[Tables], Any]:
        return lambda t: t["annual_targets"][0].update(target=value)

    theirs = changed(target(12))
    first = merged_of(target(12), target(11))
    (asked,) = first.conflicts
    for side, value in (("ours", 11), ("theirs", 12)):
        second = merge(first.base, theirs, first.edition, decisions={asked["mark"]: side})
        assert second.edition.nodes["AnnualTarget"]["t/target/1"]["target"] == value
        assert [c["decision"] for c in second.conflicts] == [side]
        third = merge(second.base, theirs, second.edition)
        assert not third.conflicts
        assert same(third.edition, second.edition)
    later = merge(first.base, changed(target(13)), first.edition, decisions={asked["mark"]: "theirs"})
    assert [c["decision"] for c in later.conflicts] == [""], "another value is another question"


@pytest.mark.parametrize("led", [True, False])
def test_another_lead_or_group_on_each_side_is_asked(led: bool) -> None:
    """Two leads, or two groups, are no answer where each side means its own."""

    def stated(which: str) -> Edition:
        tables = plan()
        tables["agencies"] += [{"name": f"{n}局", "kind": "bureau", **SAID} for n in "丙丁"]
        tables["subgroups"] += [{"name": f"{n}組", **SAID} for n in "戊丙丁"]
        tables["tasks"].append({"name": "新務", "undertaken_by": "戊組" if led else f"{which}組", **SAID})
        lead = {"who": f"{which}局" if led and which != "戊" else "甲局", "role": "主辦", "on": "新務", **SAID}
        tables["responsibilities"].append(lead)
        return edition(tables)

    base, theirs, ours = (stated(which) for which in "戊丙丁")
    merged = merge(base, theirs, ours)
    (asked,) = merged.conflicts
    assert (asked["conflict"], asked["name"]) == ("both-changed", "新務")
    (row,) = conflict_rows([asked], {p["id"]: p for _, p in merged.edition.records()}, "zh-TW")
    names = ("甲局", "丁局", "丙局") if led else ("戊組", "丁組", "丙組")
    assert (row["base"], row["ours"], row["theirs"]) == names and row["field"]
    assert same(merged.edition, ours) and same(merged.base, base)
    for side, result in (("ours", ours), ("theirs", theirs)):
        decided = merge(merged.base, theirs, merged.edition, decisions={asked["mark"]: side})
        assert same(decided.edition, result)
        assert not merge(decided.base, theirs, decided.edition).conflicts
    assert not merge(base, theirs, theirs).conflicts


@pytest.mark.whole
@pytest.mark.parametrize(
    ("edition_says", "reviewer_says"), [("", "主辦"), ("主辦", ""), ("審議", "主辦"), ("主辦", "審議")]
)
def test_another_role_of_a_partner_on_each_side_is_asked(edition_says: str, reviewer_says: str) -> None:
    """A partner whom one side made the lead, and the other dropped or made something else, is no settled lead."""

    def stated(role: str) -> Edition:
        tables = plan()
        tables["agencies"].append({"name": "丙局", "kind": "bureau", **SAID})
        tables["tasks"].append({"name": "新務", **SAID})
        tables["responsibilities"].append({"who": "甲局", "role": "主辦", "on": "新務", **SAID})
        if role:
            tables["responsibilities"].append({"who": "丙局", "role": role, "on": "新務", **SAID})
        return edition(tables)

    base, theirs, ours = (stated(role) for role in ("協辦", edition_says, reviewer_says))
    merged = merge(base, theirs, ours)
    (asked,) = merged.conflicts
    assert (asked["conflict"], asked["name"], asked["other_name"]) == ("both-changed", "丙局", "新務")
    (row,) = conflict_rows([asked], {p["id"]: p for _, p in merged.edition.records()}, "zh-TW")
    assert (row["base"], row["ours"], row["theirs"]) == ("協辦", reviewer_says, edition_says)
    assert same(merged.edition, ours) and same(merged.base, base)
    for side, result in (("ours", ours), ("theirs", theirs)):
        decided = merge(merged.base, theirs, merged.edition, decisions={asked["mark"]: side})
        assert same(decided.edition, result)
        assert not merge(decided.base, theirs, decided.edition).conflicts
    alike = merge(base, stated("主辦"), stated("主辦"))
    assert not alike.conflicts and same(alike.edition, stated("主辦"))
    alone = merge(base, base, ours)
    assert not alone.conflicts and same(alone.edition, ours)


def test_a_conflict_of_roles_takes_nothing_from_another_role_of_the_same_agency() -> None:
    def stated(role: str, until: str) -> Edition:
        tables = plan()
        tables["agencies"].append({"name": "丙局", "kind": "bureau", **SAID})
        tables["tasks"].append({"name": "新務", **SAID})
        tables["responsibilities"] += [
            {"who": "丙局", "role": given, "on": "新務", **SAID, **dates}
            for given, dates in ((role, {}), ("審議", {"valid_to": until} if until else {}))
            if given
        ]
        return edition(tables)

    base, theirs, ours = stated("協辦", ""), stated("", "2030"), stated("主辦", "")
    (asked,) = merge(base, theirs, ours).conflicts
    for decisions in ({}, {asked["mark"]: "ours"}, {asked["mark"]: "theirs"}):
        found = merge(base, theirs, ours, decisions=decisions).edition
        reviews = [p for ends, links in found.links.items() if ends[0] == "REVIEWS" for *_, p in links.values()]
        assert "2030" in [p.get("valid_to") for p in reviews], decisions


def test_a_merge_keeps_the_order_of_the_reviewer() -> None:
    def stated(names: str) -> Edition:
        tables = plan()
        tables["agencies"] += [{"name": f"{name}局", "kind": "bureau", **SAID} for name in names]
        return edition(tables)

    def order(found: Edition) -> str:
        agencies = sorted(found.nodes["Agency"].values(), key=lambda props: props[POSITION])
        assert [props[POSITION] for props in agencies] == [*range(1, len(agencies) + 1)]
        return "".join(props["name"][0] for props in agencies)

    base, theirs, ours = stated("丙丁"), stated("丙丁新"), stated("丁丙己")
    merged = merge(base, theirs, ours)
    assert (order(merged.edition), order(merged.base)) == ("甲乙丁丙己新", "甲乙丁丙新")
    assert order(joined(ours, theirs)[0]) == "甲乙丁丙己新"
    assert order(ours) == "甲乙丁丙己", "joining leaves its parts as they were"


def test_what_the_reviewer_dropped_stays_dropped() -> None:
    merged = merged_of(lambda t: t["agencies"][1].update(name_en="Office B"), drop_task)
    assert "Task" not in merged.edition.nodes
    assert merged.edition.nodes["Agency"]["t/agency/b"]["name_en"] == "Office B"
    assert not merged.conflicts


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t["tasks"][0].update(note="改"),
        lambda t: t["responsibilities"].append({"who": "甲局", "role": "審議", "on": "任務一", **SAID}),
    ],
)
def test_unless_the_later_edition_changed_it_or_says_more_of_it(change: Callable[[Tables], Any]) -> None:
    merged = merged_of(change, drop_task)
    (asked,) = merged.conflicts
    assert (asked["conflict"], asked["kind"], asked["id"]) == ("dropped-by-reviewer", "Task", "t/task/one")
    assert "Task" not in merged.edition.nodes
    back = merge(merged.base, changed(change), merged.edition, decisions={asked["mark"]: THEIRS})
    assert same(back.edition, changed(change)), "it comes back with what hangs on it"


def test_what_the_later_edition_dropped_and_the_reviewer_changed_is_asked() -> None:
    def reviewed(tables: Tables) -> None:
        tables["responsibilities"].append({"who": "甲局", "role": "審議", "on": "任務一", **SAID})

    merged = merged_of(drop_task, reviewed)
    (asked,) = merged.conflicts
    assert (asked["conflict"], asked["id"]) == ("dropped-by-edition", "t/task/one")
    assert same(merged.edition, changed(reviewed)), "with its relationships"
    gone = merge(merged.base, changed(drop_task), merged.edition, decisions={asked["mark"]: THEIRS})
    assert same(gone.edition, changed(drop_task))


def test_what_the_reviewer_added_stays() -> None:
    merged = merged_of(
        lambda t: t["tasks"].append({"id": "t/task/3", "name": "節水", **SAID}),
        lambda t: t["tasks"].append({"id": "t/task/2", "name": "節電", **SAID}),
    )
    assert set(merged.edition.nodes["Task"]) == {"t/task/one", "t/task/2", "t/task/3"}
    assert not merged.conflicts


def test_a_document_that_only_an_open_question_cites_is_no_question_of_its_own() -> None:
    base, theirs, ours = plan(), plan(), plan()
    for tables in (base, ours):
        tables["documents"].append({"id": "t/document/act", "name": "甲法", "kind": "law", **SAID})
        tables["agencies"].append({"id": "t/agency/c", "name": "丙處", "kind": "bureau", **SAID, "source": "甲法"})
    ours["agencies"][-1]["note"] = "審閱者所記"
    first, later, reviewed = map(edition, (base, theirs, ours))
    merged = merge(first, later, reviewed)
    assert about(merged.conflicts) == about(merge(first, reviewed, later).conflicts)
    assert [c["id"] for c in merged.conflicts] == ["t/agency/c"]
    assert "t/document/act" in merged.edition.nodes["Document"]
    dropped = merge(first, later, reviewed, decisions={merged.conflicts[0]["mark"]: THEIRS})
    assert same(dropped.edition, later)


def test_a_document_stays_while_something_that_is_kept_cites_it() -> None:
    first = plan()
    first["documents"].append({"id": "t/document/act", "name": "辦法", "kind": "law", "origin": "law"})
    first["tasks"][0].update(source="辦法", origin="law")
    theirs, ours = plan(), plan()
    for tables, change in ((theirs, drop_task), (ours, lambda t: t["tasks"][0].update(note="改"))):
        tables["documents"] = [dict(r) for r in first["documents"]]
        tables["tasks"] = [dict(r) for r in first["tasks"]]
        change(tables)
    del theirs["documents"][1]
    merged = merge(*map(edition, (first, theirs, ours)))
    assert same(merged.edition, edition(ours))
    assert {c["id"] for c in merged.conflicts} == {"t/task/one", "t/document/act"}


def test_new_ids_of_the_later_edition_are_taken() -> None:
    def numbered(tables: Tables) -> None:
        tables["tasks"][0]["id"] = "t/1"

    merged = merged_of(numbered, lambda t: t["tasks"][0].update(note="改"))
    assert merged.edition.nodes["Task"]["t/1"]["note"] == "改"
    assert not merged.conflicts
    keys = [link[:2] for links in merged.edition.links.values() for link in links.values()]
    assert ("t/agency/a", "t/1") in keys


def test_a_reviewed_pair_joins_what_changed_id_and_name() -> None:
    def reworded(tables: Tables) -> None:
        tables["tasks"][0].update(id="t/task/two", name="任務壹")
        for row in tables["responsibilities"]:
            row["on"] = "任務壹"
        tables["links"][0]["from"] = "任務壹"

    def noted(tables: Tables) -> None:
        tables["tasks"][0]["note"] = "改"

    apart = merged_of(reworded, noted)
    assert [(p["before"], p["after"]) for p in apart.unsure] == [("t/task/one", "t/task/two")]
    assert [c["conflict"] for c in apart.conflicts] == ["dropped-by-edition"]
    joined = merged_of(reworded, noted, reviewed=[ReviewedPair("t/task/one", "t/task/two")])
    (task,) = joined.edition.nodes["Task"].values()
    assert (task["name"], task["note"], joined.conflicts, joined.unsure) == ("任務壹", "改", [], [])


def test_a_body_and_its_successor_stay_two_records() -> None:
    def council(id_: str, **more: str) -> dict[str, str]:
        return {"id": id_, "name": f"{id_}會", "origin": "plan", **more}

    succeeds = {"from": "new", "type": "SUCCEEDS", "to": "old", "origin": "law", "change": "rename"}
    base = edition({"councils": [council("old")]})
    theirs = edition({"councils": [council("old", note="later")]})
    ours = edition({"councils": [council("old"), council("new")], "links": [succeeds]})
    for left, right in ((theirs, ours), (ours, theirs)):
        merged = merge(base, left, right)
        assert set(merged.edition.nodes["Council"]) == {"old", "new"}
        assert merged.edition.nodes["Council"]["old"]["note"] == "later"
        ((start, end, _),) = merged.edition.links["SUCCEEDS", "Council", "Council"].values()
        assert (start, end) == ("new", "old")
        assert not merged.conflicts
