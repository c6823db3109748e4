"""Progress, whatever is recorded: each year has one verdict of its method, and the tables of verdicts add up."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.queries.verdicts import Figures, Judgement, Year, growth, judge
from quanze.schema.progress import BASES, METHODS, PLAN, STATCAN, TRENDS, VERDICTS, ProgressRules
from quanze.schema.progress_report import ProgressReport

DAY = "2026-06-01"
JUDGES = {PLAN: judge, STATCAN: growth}
values = st.none() | st.floats(-1e9, 1e9, allow_nan=False) | st.integers(-5, 5).map(float)
years = st.dictionaries(st.integers(2010, 2035), st.tuples(values, values, st.booleans()), max_size=8).map(
    lambda found: tuple(Year(year, *figures) for year, figures in sorted(found.items()))
)
figures = st.builds(
    Figures,
    years,
    st.sampled_from([None, "up", "down", "hold"]),
    st.none() | st.tuples(st.integers(2000, 2015), st.floats(-1e9, 1e9, allow_nan=False)),
    st.none() | st.floats(0, 1e6),
    st.sampled_from([None, "每年", "每兩年", "every 5 years", "有時"]),
)
parties = st.lists(st.sampled_from("ABC"), unique=True, max_size=3).map(
    lambda ids: [{"id": id_, "name": id_, "name_en": ""} for id_ in ids]
)


def judged(method: str, known: Figures, year: int) -> Judgement:
    return JUDGES[method](known, year, DAY, ProgressRules())


@pytest.mark.parametrize("method", METHODS)
@given(known=figures, year=st.integers(2010, 2035))
def test_any_figures_have_one_verdict_and_a_sentence(method: str, known: Figures, year: int) -> None:
    found = judged(method, known, year)
    assert found.verdict in {verdict.code for verdict in VERDICTS[method]}
    assert found.basis in {"", *BASES} and found.trend in {"", *TRENDS}
    assert found.said and found.said.in_language("zh-TW") != found.said


@given(known=figures, year=st.integers(2010, 2035), better=st.floats(0, 1e6))
def test_a_better_result_never_makes_a_met_target_a_missed_one(known: Figures, year: int, better: float) -> None:
    own = known.of(year)
    if own.target is None or own.result is None or known.direction not in ("up", "down"):
        return
    raised = own._replace(result=own.result + (better if known.direction == "up" else -better))
    others = tuple(raised if y.year == year else y for y in known.years)
    if judge(known, year, DAY, ProgressRules()).verdict == "met":
        assert judge(Figures(others, *list(vars(known).values())[1:]), year, DAY, ProgressRules()).verdict == "met"


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
@given(
    rows=st.lists(st.tuples(figures, parties, parties), max_size=12),
    year=st.integers(2010, 2035),
)
def test_the_tables_of_verdicts_add_up(method: str, rows: list[tuple[Figures, Any, Any]], year: int) -> None:
    shown: list[Any] = [
        {"verdict": judged(method, known, year).verdict, "leads": leads, "groups": groups}
        for known, leads, groups in rows
    ]
    report = ProgressReport(shown, year, DAY, method)
    assert sum(report.counts().values()) == len(rows)
    for table, key in ((report.by_agency(), "leads"), (report.by_group(), "groups")):
        assert all(sum(line["counts"].values()) == line["total"] > 0 for line in table)
        held = Counter((party["id"], row["verdict"]) for row in shown for party in row[key] or [{"id": ""}])
        assert held == +Counter({(line["id"], code): n for line in table for code, n in line["counts"].items()})
