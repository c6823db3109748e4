"""Progress asked of a graph: years, agencies and groups of the town, and counts whose sums hold."""

from __future__ import annotations

import pytest

import quanze
from quanze.errors import QueryError
from quanze.schema.progress_report import ProgressReport

DAY = "2025-06-01"


def verdicts(report: ProgressReport) -> dict[str, str]:
    return {row["indicator"]: row["verdict"] for row in report.rows}


def test_the_year_that_is_asked(town: quanze.Graph) -> None:
    found = verdicts(town.progress(year=2021, as_of=DAY))
    assert found == {"i/x": "nearly", "i/up": "missed", "i/hold": "met", "i/child": "no-target"}


def test_the_last_full_year_of_which_something_is_recorded(town: quanze.Graph) -> None:
    report = town.progress(as_of=DAY)
    assert report.year == 2022
    assert verdicts(report)["i/x"] == "not-reported"
    assert report.global_indicators == 1


def test_who_leads_helps_and_has_it_among_its_tasks(town: quanze.Graph) -> None:
    (row,) = town.progress("i/x", year=2021, as_of=DAY).rows
    assert [a["id"] for a in row["leads"]] == ["a/A", "a/K", "a/D", "a/E"]
    assert {"a/B", "a/C"} <= {a["id"] for a in row["helps"]}
    assert {g["id"] for g in row["groups"]} == {"g/task", "g/parent"}
    assert set(verdicts(town.progress("a/E", year=2021, as_of=DAY))) == {"i/x", "i/child"}
    assert set(verdicts(town.progress("g/task", year=2021, as_of=DAY))) == {"i/x"}


@pytest.mark.parametrize("day", [DAY, "2030-01-01"])
def test_the_years_are_read_a_few_indicators_at_once(
    town: quanze.Graph, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = town.progress(as_of=day)
    monkeypatch.setattr("quanze.queries.progress._AT_ONCE", 1)
    assert town.progress(as_of=day) == found


@pytest.mark.parametrize("method", ["plan", "statcan"])
def test_sums_hold(town: quanze.Graph, method: str) -> None:
    report = town.progress(year=2021, as_of=DAY, method=method)
    assert sum(report.counts().values()) == len(report.rows)
    for table in (report.by_agency(), report.by_group()):
        assert all(sum(row["counts"].values()) == row["total"] for row in table)
        assert sum(row["total"] for row in table) >= len(report.rows)


def test_a_method_that_is_unknown(town: quanze.Graph) -> None:
    with pytest.raises(QueryError):
        town.progress(method="guess")
