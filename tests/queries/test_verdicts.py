"""Progress: each case of the table comes to what a person made of it."""

from __future__ import annotations

from typing import Any

import pytest

from quanze.queries.verdicts import Figures, Judgement, Year, growth, judge, one_year
from quanze.schema.progress import BASES, METHODS, PLAN, STATCAN, VERDICT, VERDICTS, ProgressRules
from quanze.schema.progress import judged as in_words
from tests.queries.progress_cases import CASES, LATER, RATES, SEVERAL, Case

RULES = ProgressRules()


def judged(case: Case, **rules: Any) -> Judgement:
    provisional = case.more.get("provisional", ())
    figures = Figures(
        tuple(Year(y, target, result, y in provisional) for y, (target, result) in sorted(case.years.items())),
        case.direction,
        case.base,
        case.more.get("tolerance"),
        case.more.get("frequency"),
    )
    return judge(figures, case.year, case.on, ProgressRules(**rules))


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    case = CASES[name]
    found = judged(case)
    stated = case.years.get(case.year, (None, None))[0]
    target = case.target if case.target is not None else stated if case.rule == "own" else None
    assert (found.verdict, found.basis, found.target) == (case.verdict, case.rule, target), case.why


@pytest.mark.parametrize("name", CASES)
def test_a_verdict_is_bare_only_on_a_stated_target_and_direction(name: str) -> None:
    case = CASES[name]
    found = judged(case)
    row = {
        "year": case.year,
        "verdict": found.verdict,
        "basis": found.basis,
        "target_year": found.target_year,
        "direction_concluded": found.concluded,
    }
    said = in_words(row)
    own = case.years.get(case.year, (None, None))[0] is not None
    bare = (own and bool(case.direction)) or found.verdict not in ("met", "nearly", "missed")
    assert (said == VERDICT[found.verdict].name) == (bare or (own and found.short == 0 and not found.concluded)), said
    if found.basis in ("line", "far") and not bare:
        later = [year for year, (target, _) in case.years.items() if year > case.year and target is not None]
        assert f"by the line to {min(later)}" in said
    assert ("concluded" in said) == (not case.direction and "is taken to be better" in found.said)


@pytest.mark.parametrize("name", SEVERAL)
def test_several_rows_of_a_year(name: str) -> None:
    case = SEVERAL[name]
    columns = ("target", "result", "provisional", "valid_from", "valid_to")
    rows = [dict(zip(columns, row, strict=True)) for row in case.rows]
    for order in (rows, rows[::-1]):
        year = one_year(2024, order, case.direction, LATER)
        assert (year.target, year.result) == (case.target, case.result), case.why
        found = judge(Figures((year,), case.direction), 2024, LATER, RULES)
        assert found.verdict == case.verdict
        assert ("Several results" in found.said) == case.differ


@pytest.mark.parametrize("name", RATES)
def test_rates_of_growth(name: str) -> None:
    case = RATES[name]
    years = tuple(Year(y, target, result) for y, (target, result) in sorted(case.years.items()))
    found = growth(Figures(years, case.direction, case.base), case.year, LATER, RULES)
    assert found.verdict == case.verdict, case.why
    assert (None if found.ratio is None else round(found.ratio, 2)) == case.ratio
    assert found.said


def test_every_verdict_and_every_basis_has_a_case() -> None:
    assert {case.verdict for case in CASES.values()} == {v.code for v in VERDICTS[PLAN]}
    assert {case.verdict for case in RATES.values()} == {v.code for v in VERDICTS[STATCAN]}
    assert {case.rule for case in CASES.values()} - {""} == set(BASES)
    assert set(VERDICTS) == set(METHODS)
    assert len(CASES) >= 40


def test_signs_tell_verdicts_apart_without_colour() -> None:
    for verdicts in VERDICTS.values():
        assert len({v.sign for v in verdicts}) == len(verdicts)


def test_the_band_can_be_changed() -> None:
    case = CASES["up-missed"]
    assert judged(case, band=0.3).verdict == "nearly"
    assert judged(CASES["up-nearly"], band=0.002).verdict == "missed"
    assert judged(CASES["near-but-not-moved"], way=0.1).verdict == "nearly"
    assert judged(CASES["stale"], stale_years=3).verdict == "not-reported"
    assert judged(CASES["due-on-new-year"], due_months=6).verdict == "not-due"


def test_a_direction_that_only_the_targets_show_is_said_to_be_taken_from_them() -> None:
    years = (Year(2022, 80.0), Year(2023, 90.0), Year(2024, 100.0, 101.0))
    found = judge(Figures(years), 2024, LATER, RULES)
    assert found.verdict == "met"
    assert "taken to be better" in found.said
    assert found.said.in_language("zh-TW") != str(found.said)


def test_the_sentence_has_the_figures_it_rests_on() -> None:
    assert (
        str(judged(CASES["up-nearly"]).said)
        == "The target of 2024 is 100. The result, 99.7, misses it by 0.3 %, within the tolerance of 5.0 %."
    )
    assert "from the baseline of 2020 (200) to the target of 2030 (100) is at 160" in judged(CASES["far-missed"]).said
    assert "provisional" in judged(CASES["provisional"]).said


def test_trends() -> None:
    def trend(direction: str | None, *results: float, base: tuple[int, float] | None = None) -> str:
        years = tuple(Year(2024 - n, None, value) for n, value in enumerate(reversed(results)))[::-1]
        return judge(Figures(years, direction, base), 2024, LATER, RULES).trend

    assert trend("up", 4, 5) == trend("down", 5, 4) == "improving"
    assert trend("up", 5, 4) == trend("down", 4, 5) == "worsening"
    assert trend("up", 100, 100.5) == trend(None, 3, 3) == "steady"
    assert trend(None, 4, 5) == trend("hold", 4, 5) == "rising"
    assert trend("hold", 5, 4) == "falling"
    assert trend("up", 5) == ""
    assert trend("up", 5, base=(2010, 3)) == "improving"
