"""One record, its lineage and targets, the pairs that share things, and the words for kinds."""

from __future__ import annotations

from pathlib import Path

import pytest

import quanze
from quanze.errors import QueryError, UnknownNameError
from quanze.queries.records import record as record_of
from quanze.schema import KIND
from quanze.schema.kind_names import counted, kinds_named
from quanze.schema.rows import AnyRow
from tests.loaders.cases import SAID, city
from tests.sets import write_csv


def test_pairs_share_things(town: quanze.Graph) -> None:
    pairs = {(p["agency"], p["other"]): p for p in town.dependencies()}
    assert pairs[("a/A", "a/D")]["weight"] == 1
    assert {s["id"] for s in pairs[("a/A", "a/D")]["shared"]} == {"t/task"}
    assert pairs[("a/A", "a/B")]["weight"] == 1
    assert ("a/B", "a/A") not in pairs
    assert ("a/A", "a/E") not in pairs, "they share nothing"
    with pytest.raises(UnknownNameError):
        town.dependencies(dataset="elsewhere")


@pytest.mark.parametrize("kind", ["Indicator", "indicator", "Indicators", "指標", ["indicators"]])
def test_a_kind_may_be_called_as_people_call_it(bundled: quanze.Graph, kind: str | list[str]) -> None:
    assert {row["kind"] for row in bundled.records(kind)} == {"Indicator"}
    found = bundled.find("行政轄區溫室氣體排放量", kind)
    assert found["kind"] == "Indicator" and found in bundled.search("行政轄區溫室氣體排放量", kind)


@pytest.mark.parametrize("kind", ["Dataset", "indicater", 3])
def test_what_is_no_kind_of_record_is_refused(bundled: quanze.Graph, kind: str) -> None:
    for ask in (
        bundled.records,
        lambda kind: bundled.find("環保局", kind),
        lambda kind: bundled.search("環保局", kind),
    ):
        with pytest.raises(QueryError, match="There is no kind"):
            ask([kind])


@pytest.mark.whole
def test_workload_counts_things_not_paths(bundled: quanze.Graph) -> None:
    rows: dict[str, AnyRow] = {r["agency"]: r for r in bundled.workload(scope="all")}
    for agency in ("sdg/agency/who", "chiayi/agency/epb"):
        for role in ("CONVENES", "CO_ORGANIZES", "REVIEWS"):
            own = [r for r in bundled.agency(agency) if r["role"] == role and r["how"] in ("stated", "seat")]
            assert rows[agency][role.lower()] == len({r["item"] for r in own}), (agency, role)


@pytest.mark.whole
def test_workload_is_of_the_city_first(bundled: quanze.Graph) -> None:
    scopes = {scope: {r["agency"] for r in bundled.workload(scope=scope)} for scope in ("", "city", "international")}
    assert scopes[""] == scopes["city"]
    assert "chiayi/agency/epb" in scopes["city"]
    assert "sdg/agency/who" not in scopes["city"]
    assert "sdg/agency/who" in scopes["international"]
    assert scopes["international"] < {r["agency"] for r in bundled.workload(dataset="sdg")}
    with pytest.raises(QueryError):
        bundled.workload(scope="galaxy")


def test_lineage_is_found_from_both_ends(bundled: quanze.Graph) -> None:
    ends = ("chiayi/council/climate-change-response", "chiayi/council/low-carbon-adaptation-and-sustainability")
    for end in ends:
        (change,) = bundled.lineage(end)
        assert (change["from"], change["to"], change["change"], change["valid_from"]) == (
            *ends,
            "rename",
            "2023-06-29",
        )
    assert bundled.lineage("chiayi/agency/epb") == []


def test_lineage_leaves_out_what_others_took_over_and_brought(tmp_path: Path) -> None:
    """A body is divided twice, one part goes on and takes up another body, one passes a task on and is dissolved."""
    names = ("源", "原", "甲", "乙", "丙", "外", "新", "丁")
    rows = [
        ("更名", "源", "原", "2010-01-01", ""),
        ("分拆", "原", "甲", "2020-01-01", "任務一"),
        ("分拆", "原", "乙", "2020-01-01", ""),
        ("移撥", "原", "丙", "2015-01-01", "任務二"),
        ("整併", "甲", "新", "2022-01-01", ""),
        ("整併", "外", "新", "2022-01-01", ""),
        ("移撥", "乙", "丁", "2018-01-01", "任務二"),
        ("裁撤", "乙", "", "2024-01-01", ""),
    ]
    tables = city()
    tables["agencies"] += [{"name": name, "kind": "bureau", **SAID} for name in names]
    tables["tasks"].append({"name": "任務二", **SAID})
    tables["changes"] = [
        {"change": change, "from": before, "to": after, "變更日期": day, "moves": moves, **SAID}
        for change, before, after, day, moves in rows
    ]
    with quanze.open(tmp_path / "g.kgl", create=True) as graph:
        graph.load(write_csv(tmp_path / "city", tables))
        told = {
            name: [(row["to_name"], row["from_name"]) for row in graph.lineage(name) if row["type"] == "SUCCEEDS"]
            for name in names
        }
        assert [row["type"] for row in graph.lineage("乙")][-1] == "ENDED_BY"
        assert "ENDED_BY" not in [row["type"] for row in graph.lineage("丁")]
    root = [("源", "原")]
    assert told["甲"] == [*root, ("原", "甲"), ("甲", "新")]
    assert told["乙"] == [*root, ("乙", "丁"), ("原", "乙")]
    assert told["丙"] == [*root, ("原", "丙")]
    assert told["丁"] == [("乙", "丁")]  # what the other part brought came to it later
    assert told["外"] == [("外", "新")]
    assert told["新"] == [*root, ("原", "甲"), ("甲", "新"), ("外", "新")]
    assert set(told["原"]) == {*root, ("原", "甲"), ("原", "乙"), ("原", "丙"), ("甲", "新")}


def test_a_record_has_all_its_properties(town: quanze.Graph) -> None:
    record = town.record("a/epb")
    assert record["record_kind"] == "Agency"
    assert record["aliases"] == ["環保處"]
    assert record_of(town.engine, "Agency", "nobody") == {}


@pytest.mark.parametrize("text", ["機關", "Agency", "agencies", "AGENCIES"])
def test_kinds_are_named_in_both_languages(text: str) -> None:
    assert list(kinds_named(text)) == ["Agency"]
    assert list(kinds_named("顏色")) == []


def test_records_are_counted_within_a_sentence() -> None:
    said = [str(counted(KIND[kind], n)) for kind, n in (("Task", 1), ("Agency", 2), ("SDGGoal", 17), ("Member", 0))]
    assert said == ["1 task", "2 agencies", "17 SDG goals", "0 seats"]
    assert counted(KIND["Task"], 3).in_language("zh-TW") == "任務 3"


@pytest.mark.parametrize("day", ["", "2020"])
def test_records_of_some_kinds_are_counted_as_among_all(bundled: quanze.Graph, day: str) -> None:
    every = bundled.counts(as_of=day)
    assert bundled.counts("Agency", as_of=day) == [row for row in every if row["kind"] == "Agency"]
