"""Reports: every row is one of a public answer, and what each page says follows from these rows."""

from __future__ import annotations

import re

import pytest

import quanze
from quanze.errors import QueryError, UnknownNameError
from quanze.schema.number_text import shown_number

DAY = "2024-06-01"
PLANS = {"chiayi", "chiayi-indicators"}


@pytest.mark.whole
def test_the_rows_are_those_of_the_public_answers(bundled: quanze.Graph) -> None:
    found = bundled.report("vlr", as_of=DAY, year=2022)
    assert {row["id"] for row in found.datasets} == PLANS
    every = {row["indicator"]: row for row in bundled.progress(as_of=DAY, year=2022).rows if row["dataset"] in PLANS}
    assert {row["indicator"]: row for row in found.progress.rows} == every
    for kind, rows in (("Subgroup", found.groups), ("Council", found.councils), ("Task", found.tasks)):
        wanted = {row["id"] for row in bundled.records(kind, as_of=DAY) if row["dataset"] in PLANS}
        assert {row["id"] for row in rows} == wanted != set()
    for item in ("chiayi/task/subgroup-carbon-strategies", *(row["id"] for row in found.groups)):
        if item in found.answers:
            assert found.answers[item] == bundled.who(item, as_of=DAY)
    gaps = [gap for gap in bundled.gaps(as_of=DAY) if gap["dataset"] in PLANS]
    assert found.gaps == gaps
    reached = [row for row in bundled.coverage(by="target", as_of=DAY) if row["things"]]
    assert found.coverage == reached


@pytest.mark.whole
def test_every_indicator_follows_from_the_tasks_that_it_measures(bundled: quanze.Graph) -> None:
    found = bundled.report(as_of=DAY)
    for indicator, above in found.above.items():
        tasks = {
            step["from"]
            for row in bundled.who(indicator, as_of=DAY)
            for step in row["steps"]
            if step["relationship"] == "MEASURED_BY"
        }
        assert tasks <= above


@pytest.mark.whole
def test_each_number_of_the_annex_has_the_footnote_of_its_year(bundled: quanze.Graph) -> None:
    text = bundled.report(as_of=DAY).text(lang="en")
    notes = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", text, re.MULTILINE))
    checked = 0
    ids = [row["id"] for row in bundled.records("Indicator") if row["dataset"] in PLANS]
    for row in bundled.query("indicator_targets", ids=ids):
        for figure in ("target", "result"):
            if row[figure] is not None and (figure == "target" or row["year"] < int(DAY[:4])):
                number = re.escape(shown_number(row[figure]))
                cited = re.findall(rf"\| {number}\[\^(\d+)\] ", text)
                assert any(row["quote"].split("、")[0][:8] in notes[n].replace("\\", "") for n in cited), row
                checked += 1
    assert checked > 9


@pytest.mark.whole
def test_what_is_not_reported_names_those_who_are_asked(bundled: quanze.Graph) -> None:
    text = bundled.report(as_of=DAY, year=2023).text(lang="en")
    chapter = text.split("What is not reported")[1].split("## ")[0]
    late = [r for r in bundled.progress(as_of=DAY, year=2023).rows if r["verdict"] in ("not-reported", "stale")]
    assert late
    for row in late:
        assert row["name_en"] in chapter
        for agency in row["leads"] or row["coordinators"]:
            assert agency["name_en"] in chapter


@pytest.mark.whole
def test_goals_are_in_the_order_of_the_un(bundled: quanze.Graph) -> None:
    codes = re.findall(r"### SDG (\d+) ", bundled.report("vlr", as_of=DAY).text(lang="en"))
    assert codes == sorted(codes, key=int) and codes[0] == "2" and "11" in codes


@pytest.mark.whole
def test_a_council_answers_for_its_own_duties_and_nobody_is_missed(bundled: quanze.Graph) -> None:
    text = bundled.report(as_of=DAY).text(lang="en")
    assert "Its own duties" in text
    assert "nobody" not in text.split("Duties and results by subgroup")[1].split("What is not reported")[0]


def test_another_report_or_data_set_is_refused(bundled: quanze.Graph) -> None:
    with pytest.raises(QueryError, match="no report 'weekly'"):
        bundled.report("weekly")
    with pytest.raises(UnknownNameError):
        bundled.report(dataset="nowhere")


@pytest.mark.whole
def test_an_empty_plan_says_that_there_is_nothing(town: quanze.Graph) -> None:
    text = town.report("vlr", as_of="1900-01-01").text(lang="en")
    assert "There is nothing to report here" in text
