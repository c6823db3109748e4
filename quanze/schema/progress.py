"""The rules of progress: what a result comes to beside what was wanted, and in which words.

They are declared here and nowhere else. ``quanze.queries.verdicts`` applies them; other numbers
(``ProgressRules``) may be given for one question.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from quanze.locale import Message, message
from quanze.schema.dates import ShownDate
from quanze.schema.declare import Declared

MET, NEARLY, MISSED = "met", "nearly", "missed"
NOT_REPORTED, STALE, NOT_DUE = "not-reported", "stale", "not-due"
NO_TARGET, NO_DIRECTION = "no-target", "no-direction"
ACHIEVED, ON_TRACK, ACCELERATION = "achieved", "on-track", "acceleration"
LIMITED, DETERIORATION, REFUSED = "limited", "deterioration", "refused"


class Verdict(Declared):
    """What an indicator's year comes to: its code, name, sign, and colours of ink and ground.

    The sign and the word say it without the colour.
    """

    code: str
    name: Message
    sign: str
    ink: str
    ground: str


PLAN, STATCAN = "plan", "statcan"
METHODS = {
    PLAN: message("the plan's targets"),
    STATCAN: message("ratio of growth rates (Statistics Canada)"),
}
"""How progress is measured."""
VERDICTS = {
    PLAN: (
        Verdict(MET, message("met"), "●", "#00694b", "#d8f1e9"),
        Verdict(NEARLY, message("nearly met"), "◐", "#7a5200", "#fdf3cf"),
        Verdict(MISSED, message("missed"), "✕", "#9c1c12", "#f9dcd6"),
        Verdict(NOT_REPORTED, message("not reported"), "?", "#5b2a86", "#ece2f5"),
        Verdict(STALE, message("out of date"), "◷", "#5b2a86", "#ece2f5"),
        Verdict(NOT_DUE, message("not due"), "…", "#4c5866", "#eef1f4"),
        Verdict(NO_TARGET, message("no target"), "–", "#4c5866", "#eef1f4"),
        Verdict(NO_DIRECTION, message("no wanted direction"), "↕", "#4c5866", "#eef1f4"),
    ),
    STATCAN: (
        Verdict(ACHIEVED, message("target achieved"), "●", "#00694b", "#d8f1e9"),
        Verdict(ON_TRACK, message("on track"), "◕", "#00694b", "#d8f1e9"),
        Verdict(ACCELERATION, message("acceleration needed"), "◑", "#7a5200", "#fdf3cf"),
        Verdict(LIMITED, message("limited progress"), "◔", "#9a4a00", "#fde7d3"),
        Verdict(DETERIORATION, message("deterioration"), "✕", "#9c1c12", "#f9dcd6"),
        Verdict(REFUSED, message("cannot be measured so"), "–", "#4c5866", "#eef1f4"),
    ),
}
"""The verdicts of each method, from good to bad, then what could not be judged."""
VERDICT = {verdict.code: verdict for verdicts in VERDICTS.values() for verdict in verdicts}

OWN, LINE, FAR, DIRECTION, KEEP = "own", "line", "far", "direction", "keep"
BASES = {
    OWN: message("the year's own target"),
    LINE: message("the line between two targets"),
    FAR: message("the line from the baseline to the far target"),
    DIRECTION: message("the wanted direction alone"),
    KEEP: message("a value to be kept"),
}
"""What a verdict rests on, in the order in which it is looked for; what is to be kept has a rule of its own."""

CONCLUDED = message("wanted direction concluded from the targets")
"""That the plan gives no direction, and the one in which its targets go was taken."""
RESTS_ON = ("verdict", "basis", "target_year", "direction_concluded")
"""A verdict and the keys that say what it rests on."""


def judged(row: Mapping[str, Any]) -> Message:
    """A verdict in words, marked where it rests on something else than the year's own target and wanted direction.

    ``row`` has the ``year`` and the ``verdict``, and of a verdict by the plan ``basis``, ``target_year`` (the year of
    the stated value that it is measured by, or to which a line leads) and ``direction_concluded``. What says that there
    is nothing to judge by needs no mark.
    """
    name = VERDICT[row["verdict"]].name
    remarks: list[Message] = []
    if row["verdict"] in (MET, NEARLY, MISSED):
        basis = row.get("basis")
        if basis in (LINE, FAR):
            remarks.append(message("by the line to {year}", year=ShownDate(str(row["target_year"]))))
        elif basis == KEEP and row["target_year"] != row["year"]:
            remarks.append(message("to be kept as in {year}", year=ShownDate(str(row["target_year"]))))
        elif basis == DIRECTION:
            remarks.append(BASES[basis])
        if row.get("direction_concluded"):
            remarks.append(CONCLUDED)
    return message("{verdict} ({remarks})", verdict=name, remarks=remarks) if remarks else name


IMPROVING, WORSENING, STEADY, RISING, FALLING = "improving", "worsening", "steady", "rising", "falling"
TRENDS = {
    IMPROVING: message("improving"),
    WORSENING: message("worsening"),
    STEADY: message("steady"),
    RISING: message("rising"),
    FALLING: message("falling"),
}
"""Where the last two results go; rising and falling where no direction is wanted, or a value is to be kept."""
TREND_SIGNS = {IMPROVING: "+", WORSENING: "−", STEADY: "=", RISING: "↑", FALLING: "↓"}


class ProgressRules(NamedTuple):
    """The numbers in the rules. Shares are of one: 0.05 is 5 %."""

    band: float = 0.05
    """Share of its target by which a result may fall short and nearly meet it; within it a value is kept."""
    way: float = 0.5
    """Share of the way from the baseline that must be done too, where a baseline is known."""
    steady: float = 0.01
    """Share by which two results must differ to rise or fall."""
    stale_years: float = 2
    """Years after which the last result is out of date."""
    due_months: float = 0
    """Months after the end of a year when its result is due."""
    on_track: float = 0.95
    """Ratio of the growth that was to the growth that is needed from which an indicator is on track."""
    acceleration: float = 0.6
    """The ratio from which progress must accelerate; below it progress is limited, below zero it is a deterioration."""
    growth_on_track: float = 0.015
    """Growth a year from which an indicator without a target is on track."""
    growth_acceleration: float = 0.005
    """The same from which there is progress that must accelerate."""


EVERY = {
    1: ("每年", "年", "逐年", "每月", "每季", "每半年", "yearly", "annual", "annually", "monthly", "quarterly"),
    2: ("每兩年", "每二年", "每2年", "biennial", "every two years", "every 2 years"),
    3: ("每三年", "每3年", "every three years", "every 3 years"),
    4: ("每四年", "每4年", "every four years", "every 4 years"),
    5: ("每五年", "每5年", "every five years", "every 5 years"),
    10: ("每十年", "每10年", "every ten years", "every 10 years"),
}
"""Years between two results, and the words for it. What is not here counts as yearly."""


def years_between(frequency: str | None) -> int:
    """Years between two results of an indicator that is published so often."""
    text = (frequency or "").strip().casefold()
    return next((years for years, words in EVERY.items() if text in words), 1)
