"""Cases of progress answered by hand, before there was code: what each should come to, and why.

The band of a year's target is 5 % of it (``quanze.schema.progress``). Where a baseline is known, half of the way from
there to the target must be done as well. A stated tolerance takes the place of both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

UP, DOWN, KEEP = "up", "down", "hold"
LATER = "2026-11-29"
Years = dict[int, tuple[float | None, float | None]]
"""Year → target and result."""


@dataclass(frozen=True)
class Case:
    """What is recorded of an indicator, the year and day of the question, and the answer with its reason."""

    why: str
    verdict: str
    rule: str
    years: Years
    year: int = 2024
    direction: str | None = UP
    base: tuple[int, float] | None = None
    target: float | None = None
    """The value by which the year is judged, where it is none that was stated for it."""
    on: str = LATER
    more: dict[str, Any] = field(default_factory=dict)
    """Unit, tolerance, frequency and years whose result is provisional."""


CASES = {
    # The year's own target.
    "up-met": Case("110 is more than the 100 that were wanted", "met", "own", {2024: (100, 110)}),
    "up-exact": Case("what reaches the target has met it", "met", "own", {2024: (100, 100)}),
    "up-nearly": Case(
        "99.7 of 100: 0.3 % short, within 5 %, and no baseline says otherwise", "nearly", "own", {2024: (100, 99.7)}
    ),
    "up-edge": Case("95 of 100 is 5 % short, and the band includes its edge", "nearly", "own", {2024: (100, 95)}),
    "up-missed": Case("70 of 100 is 30 % short", "missed", "own", {2024: (100, 70)}),
    "down-met": Case("emissions of 90 where at most 100 were wanted", "met", "own", {2024: (100, 90)}, direction=DOWN),
    "down-nearly": Case("104 is 4 % above 100", "nearly", "own", {2024: (100, 104)}, direction=DOWN),
    "down-missed": Case("106 is 6 % above 100", "missed", "own", {2024: (100, 106)}, direction=DOWN),
    "near-but-not-moved": Case(
        "9,764 is 3 % above 9,480, but the way from 9,800 was 320 and only 36 of it are done",
        "missed",
        "own",
        {2024: (9480, 9764)},
        direction=DOWN,
        base=(2020, 9800),
    ),
    "near-and-moved": Case(
        "9,600 is 1.3 % above 9,480, and 200 of the 320 are done",
        "nearly",
        "own",
        {2024: (9480, 9600)},
        direction=DOWN,
        base=(2020, 9800),
    ),
    "base-better-than-target": Case(
        "from 120 the plan allows a fall to 100; 98 is 2 % short, and there was no way to go",
        "nearly",
        "own",
        {2024: (100, 98)},
        base=(2020, 120),
    ),
    "percent": Case(
        "90.62 of 94.4 % is 4 % short by the target, not by points; from 80 % most of the way is done",
        "nearly",
        "own",
        {2024: (94.4, 90.62)},
        base=(2020, 80),
        more={"unit": "%"},
    ),
    "percent-small": Case(
        "2.3 % where 2 % was the most: 0.3 points, but 15 % of the target",
        "missed",
        "own",
        {2024: (2, 2.3)},
        direction=DOWN,
        more={"unit": "%"},
    ),
    "stated-tolerance": Case(
        "the plan allows 10 either way: 91 is within it though 9 % short",
        "nearly",
        "own",
        {2024: (100, 91)},
        more={"tolerance": 10},
    ),
    "stated-tolerance-narrow": Case(
        "the plan allows 1: 97 is outside though 3 % short", "missed", "own", {2024: (100, 97)}, more={"tolerance": 1}
    ),
    # Nought and less.
    "zero-target-met": Case("no accident was wanted and none happened", "met", "own", {2024: (0, 0)}, direction=DOWN),
    "zero-target-missed": Case(
        "5 % of nothing is nothing: 1 misses 0 where no baseline gives a scale",
        "missed",
        "own",
        {2024: (0, 1)},
        direction=DOWN,
    ),
    "zero-target-nearly": Case(
        "from 100 to 0 only 3 are left: 3 % of the way",
        "nearly",
        "own",
        {2024: (0, 3)},
        direction=DOWN,
        base=(2020, 100),
    ),
    "zero-base": Case(
        "from 0 stations, 52 of 50: a difference needs no growth rate", "met", "own", {2024: (50, 52)}, base=(2020, 0)
    ),
    "removals-met": Case(
        "removals are below zero and should fall further: -120 is beyond -100",
        "met",
        "own",
        {2024: (-100, -120)},
        direction=DOWN,
    ),
    "removals-nearly": Case(
        "-97 is 3 short of -100: the band is 5 % of 100, not of -100",
        "nearly",
        "own",
        {2024: (-100, -97)},
        direction=DOWN,
    ),
    "removals-missed": Case("-60 of -100 is 40 % short", "missed", "own", {2024: (-100, -60)}, direction=DOWN),
    "through-zero": Case(
        "from a source of 40 to a sink of -10: -11 is beyond",
        "met",
        "own",
        {2024: (-10, -11)},
        direction=DOWN,
        base=(2020, 40),
    ),
    # The line between targets, and from the baseline to the far target.
    "line-met": Case(
        "60 in 2022 and 100 in 2026 make 80 in 2024",
        "met",
        "line",
        {2022: (60, None), 2024: (None, 81), 2026: (100, None)},
        target=80,
    ),
    "line-missed": Case(
        "50 of 80 is 38 % short", "missed", "line", {2022: (60, 60), 2024: (None, 50), 2026: (100, None)}, target=80
    ),
    "own-before-line": Case(
        "90 is stated for the year, the line is not asked",
        "nearly",
        "own",
        {2022: (60, None), 2024: (90, 88), 2026: (100, None)},
    ),
    "far-met": Case(
        "from 200 in 2020 to 100 in 2030 the line is at 160 in 2024",
        "met",
        "far",
        {2024: (None, 155), 2030: (100, None)},
        direction=DOWN,
        base=(2020, 200),
        target=160,
    ),
    "far-missed": Case(
        "180 is 12.5 % above 160",
        "missed",
        "far",
        {2024: (None, 180), 2030: (100, None)},
        direction=DOWN,
        base=(2020, 200),
        target=160,
    ),
    "far-from-zero": Case(
        "from 0 in 2020 to 100 in 2030: 40 in 2024, and 39 is near",
        "nearly",
        "far",
        {2024: (None, 39), 2030: (100, None)},
        base=(2020, 0),
        target=40,
    ),
    "far-without-base": Case(
        "a target for 2030 and no baseline give no line; 39 after 30 goes the wanted way",
        "met",
        "direction",
        {2023: (None, 30), 2024: (None, 39), 2030: (100, None)},
    ),
    "after-the-last-target": Case(
        "what was wanted in 2022 says nothing of 2024: only that 58 after 61 is the wrong way",
        "missed",
        "direction",
        {2022: (60, 61), 2024: (None, 58)},
    ),
    # Direction alone.
    "direction-met": Case(
        "4.0 after 4.4 falls as wanted", "met", "direction", {2023: (None, 4.4), 2024: (None, 4.0)}, direction=DOWN
    ),
    "direction-steady": Case(
        "100.5 after 100 is less than 1 %: neither up nor down",
        "nearly",
        "direction",
        {2023: (None, 100), 2024: (None, 100.5)},
    ),
    "direction-from-base": Case(
        "no earlier result, but a baseline: 72 after 60", "met", "direction", {2024: (None, 72)}, base=(2019, 60)
    ),
    # To be kept.
    "keep-met": Case("5.1 for 5 is within 5 %", "met", "keep", {2024: (5, 5.1)}, direction=KEEP, target=5),
    "keep-nearly": Case(
        "5.4 is 8 % off, within twice the band", "nearly", "keep", {2024: (5, 5.4)}, direction=KEEP, target=5
    ),
    "keep-missed": Case(
        "more is no better than less where a value is to be kept",
        "missed",
        "keep",
        {2024: (5, 7)},
        direction=KEEP,
        target=5,
    ),
    "keep-tolerance": Case(
        "the plan keeps 5 within 0.5: 5.4 is inside",
        "met",
        "keep",
        {2024: (5, 5.4)},
        direction=KEEP,
        target=5,
        more={"tolerance": 0.5},
    ),
    "keep-goes-on": Case(
        "what was to be kept in 2022 is to be kept until something else is said",
        "met",
        "keep",
        {2022: (5, 5), 2024: (None, 5)},
        direction=KEEP,
        target=5,
    ),
    "keep-the-baseline": Case(
        "without a target the baseline is what is kept",
        "missed",
        "keep",
        {2024: (None, 80)},
        direction=KEEP,
        base=(2020, 100),
        target=100,
    ),
    # Nothing to judge, or nothing to judge by.
    "no-target": Case(
        "one result, no target, no baseline: nothing to compare with", "no-target", "", {2024: (None, 72)}
    ),
    "nothing-at-all": Case("neither a target nor a result", "no-target", "", {}),
    "no-direction": Case(
        "5 for 6, and nobody says whether more is better", "no-direction", "own", {2024: (6, 5)}, direction=None
    ),
    "not-reported": Case(
        "2024 is over and the result is missing", "not-reported", "own", {2023: (90, 91), 2024: (100, None)}
    ),
    "never-reported": Case(
        "a target has passed and there was never a result", "not-reported", "own", {2024: (100, None)}
    ),
    "not-due": Case(
        "on 1 June 2024 the year is not over", "not-due", "own", {2023: (90, 91), 2024: (100, None)}, on="2024-06-01"
    ),
    "due-on-new-year": Case("on 1 January 2025 it is", "not-reported", "own", {2024: (100, None)}, on="2025-01-01"),
    "last-day-of-the-year": Case("on 31 December it is not", "not-due", "own", {2024: (100, None)}, on="2024-12-31"),
    "reported-early": Case(
        "what is reported in the year itself counts", "met", "own", {2024: (100, 105)}, on="2024-10-01"
    ),
    "short-so-far": Case(
        "half of it in July is no miss: the year is not over", "not-due", "own", {2024: (100, 50)}, on="2024-07-01"
    ),
    "nearly-so-far": Case("nor is 99 nearly met yet", "not-due", "own", {2024: (100, 99)}, on="2024-12-31"),
    "low-so-far": Case(
        "40 of at most 90 may be the first half only",
        "not-due",
        "own",
        {2024: (90, 40)},
        direction=DOWN,
        on="2024-07-01",
    ),
    "kept-so-far": Case(
        "what is to be kept is kept at the year's end",
        "not-due",
        "keep",
        {2024: (4, 4)},
        direction=KEEP,
        target=4,
        on="2024-07-01",
    ),
    "risen-so-far": Case(
        "no target, and half a year beside a whole one",
        "not-due",
        "direction",
        {2023: (None, 10), 2024: (None, 5)},
        on="2024-07-01",
    ),
    "short-when-over": Case("on 1 January it is missed", "missed", "own", {2024: (100, 50)}, on="2025-01-01"),
    "stale": Case(
        "the last result is of 2021, more than two years before", "stale", "own", {2021: (70, 71), 2024: (100, None)}
    ),
    "not-yet-stale": Case(
        "a result of 2022 is two years old: late, not stale", "not-reported", "own", {2022: (70, 71), 2024: (100, None)}
    ),
    "stale-without-target": Case("no target either, but there was a result in 2019", "stale", "", {2019: (None, 4)}),
    "every-five-years": Case(
        "a census of 2020 is followed by one in 2025: nothing is due in 2024 though it was two years ago twice",
        "not-due",
        "line",
        {2020: (60, 61), 2025: (80, None)},
        target=76,
        more={"frequency": "每五年"},
    ),
    # Results that are not plain.
    "provisional": Case(
        "a provisional result is judged as any, and said to be provisional",
        "met",
        "own",
        {2024: (100, 101)},
        more={"provisional": (2024,)},
    ),
    "future-results-unknown": Case(
        "asked as of 2023, the result of 2024 is not known",
        "not-due",
        "own",
        {2023: (90, 91), 2024: (100, 120)},
        on="2023-12-31",
    ),
}
"""Name → the case; ``SEVERAL`` and ``RATES`` hold those of several results a year and of growth rates."""


@dataclass(frozen=True)
class Several:
    """Rows of one year in several data sets (target, result, provisional, valid from, valid to), and what counts."""

    why: str
    rows: tuple[tuple[float | None, float | None, bool, str, str], ...]
    target: float | None
    result: float | None
    verdict: str
    differ: bool = False
    direction: str = UP


SEVERAL = {
    "target-here-result-there": Several(
        "the plan has the target, the report the result",
        ((100, None, False, "", ""), (None, 101, False, "", "")),
        100,
        101,
        "met",
    ),
    "final-before-provisional": Several(
        "a final 97 takes the place of a provisional 101",
        ((100, 101, True, "", ""), (None, 97, False, "", "")),
        100,
        97,
        "nearly",
    ),
    "revised-target": Several(
        "the target of 100 ended in June, 80 took its place",
        ((100, 85, False, "", "2024-06-30"), (80, None, False, "2024-07-01", "")),
        80,
        85,
        "met",
    ),
    "two-that-differ": Several(
        "nothing says which is right: the less favourable counts, and both are named",
        ((100, 101, False, "", ""), (None, 90, False, "", "")),
        100,
        90,
        "missed",
        differ=True,
    ),
    "two-that-differ-down": Several(
        "less favourable is more where less is wanted",
        ((100, 99, False, "", ""), (None, 120, False, "", "")),
        100,
        120,
        "missed",
        differ=True,
        direction=DOWN,
    ),
    "two-alike": Several(
        "said twice is said once", ((100, 101, False, "", ""), (None, 101, False, "", "")), 100, 101, "met"
    ),
}


@dataclass(frozen=True)
class Rate:
    """A case of growth rates: the ratio to two digits where there is one, and the category."""

    why: str
    verdict: str
    years: Years
    base: tuple[int, float] | None = None
    direction: str | None = UP
    ratio: float | None = None
    year: int = 2024


RATES = {
    "achieved": Rate(
        "the target of 2030 is reached already", "achieved", {2024: (None, 210), 2030: (200, None)}, (2020, 100)
    ),
    "on-track": Rate(
        "7.18 % a year were needed to double in ten years, 7.79 % were done (135 after four)",
        "on-track",
        {2024: (None, 135), 2030: (200, None)},
        (2020, 100),
        ratio=1.09,
    ),
    "acceleration": Rate(
        "125 after four years is 5.74 % a year of 7.18 %",
        "acceleration",
        {2024: (None, 125), 2030: (200, None)},
        (2020, 100),
        ratio=0.80,
    ),
    "limited": Rate(
        "110 after four years is 2.41 % a year of 7.18 %",
        "limited",
        {2024: (None, 110), 2030: (200, None)},
        (2020, 100),
        ratio=0.34,
    ),
    "deterioration": Rate(
        "90 after 100 shrinks by 2.60 % a year",
        "deterioration",
        {2024: (None, 90), 2030: (200, None)},
        (2020, 100),
        ratio=-0.36,
    ),
    "down": Rate(
        "to halve in ten years takes -6.70 % a year, 80 after four is -5.43 %",
        "acceleration",
        {2024: (None, 80), 2030: (50, None)},
        (2020, 100),
        DOWN,
        ratio=0.81,
    ),
    "no-target": Rate(
        "2 % a year without a target are above 1.5 %", "on-track", {2020: (None, 100), 2024: (None, 108.3)}
    ),
    "no-target-little": Rate("0.25 % a year are below 0.5 %", "limited", {2020: (None, 100), 2024: (None, 101)}),
    "zero-base": Rate("nothing grows from zero by a rate", "refused", {2024: (None, 5), 2030: (10, None)}, (2020, 0)),
    "removals": Rate(
        "a rate below zero has no meaning", "refused", {2024: (None, -60), 2030: (-100, None)}, (2020, -50), DOWN
    ),
    "to-zero": Rate(
        "nothing shrinks to zero by a rate", "refused", {2024: (None, 50), 2030: (0, None)}, (2020, 100), DOWN
    ),
    "keep": Rate("what is kept does not grow", "refused", {2024: (5, 5)}, (2020, 5), KEEP),
    "one-value": Rate("one value is no growth", "refused", {2024: (None, 5), 2030: (10, None)}),
}
