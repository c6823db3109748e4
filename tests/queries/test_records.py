"""One record, its lineage and targets, the pairs that share things, and the words for kinds."""

from __future__ import annotations

import pytest

import quanze
from quanze.errors import QueryError, UnknownNameError
from quanze.queries.records import record as record_of
from quanze.schema.kind_names import kinds_named
from quanze.schema.rows import AnyRow


def test_pairs_share_things(town: quanze.Graph) -> None:
    pairs = {(p["agency"], p["other"]): p for p in town.dependencies()}
    assert pairs[("a/A", "a/D")]["weight"] == 1
    assert {s["id"] for s in pairs[("a/A", "a/D")]["shared"]} == {"t/task"}
    assert pairs[("a/A", "a/B")]["weight"] == 1
    assert ("a/B", "a/A") not in pairs
    assert ("a/A", "a/E") not in pairs, "they share nothing"
    with pytest.raises(UnknownNameError):
        town.dependencies(dataset="elsewhere")


def test_workload_counts_things_not_paths(bundled: quanze.Graph) -> None:
    rows: dict[str, AnyRow] = {r["agency"]: r for r in bundled.workload(scope="all")}
    for agency in ("sdg/agency/who", "chiayi/agency/epb"):
        for role in ("CONVENES", "CO_ORGANIZES", "REVIEWS"):
            own = [r for r in bundled.agency(agency) if r["role"] == role and r["how"] in ("stated", "seat")]
            assert rows[agency][role.lower()] == len({r["item"] for r in own}), (agency, role)


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
        (change,) = bundled.query("lineage", id=end)
        assert (change["id"], change["predecessor"], change["change"], change["valid_from"]) == (
            *ends,
            "rename",
            "2023-06-29",
        )
    assert bundled.query("lineage", id="chiayi/agency/epb") == []


def test_a_record_has_all_its_properties(town: quanze.Graph) -> None:
    record = town.record("a/epb")
    assert record["record_kind"] == "Agency"
    assert record["aliases"] == ["環保處"]
    assert record_of(town.engine, "Agency", "nobody") == {}


@pytest.mark.parametrize("text", ["機關", "Agency", "agencies", "AGENCIES"])
def test_kinds_are_named_in_both_languages(text: str) -> None:
    assert list(kinds_named(text)) == ["Agency"]
    assert list(kinds_named("顏色")) == []
