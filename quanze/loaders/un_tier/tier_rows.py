"""Going down the tier sheet: goals, targets, and one value per indicator row; odd rows are noted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from quanze.loaders.findings import Finding
from quanze.loaders.un_tier.agencies import AgencyCell, read_agencies
from quanze.loaders.un_tier.sheet import HEADS

ROLES = (("custodian", "CONVENES"), ("partner", "CO_ORGANIZES"))
"""The sheet's word for a role, which is also its column, and the relationship it is."""
_GOAL = re.compile(r"goal\s+(\d{1,2})\b[.:]?\s*(.*)", re.IGNORECASE)
_TARGET = re.compile(r"(\d{1,2}\.(?:\d{1,2}|[a-z]))(?![\w.])\s*(.*)")
_INDICATOR = re.compile(r"((\d{1,2}\.(?:\d{1,2}|[a-z]))\.\d{1,2})(?![\w.])\s*(.*)")
_PERMANENT = re.compile(r"C\d{2}[0-9a-z]{2}\d{2}\Z")
_TIER = re.compile(r"Tier I")
_REPEATS = re.compile(r"(\d{1,2}\.\w{1,2}\.\d{1,2}(?:/\d{1,2}\.\w{1,2}\.\d{1,2})+)[^/\n]{0,40}\bare repeats\b")
_FOOTNOTE = re.compile(r"\s*\[\w\]$")


@dataclass
class Entry:
    """A goal or a target: row of the sheet, code, the sheet's words, and a target's goal (empty when absent)."""

    row: int
    code: str
    text: str
    goal: str = ""


@dataclass
class IndicatorRow:
    """One indicator under one target; ``permanent`` is the UNSD code, empty when the cell holds none."""

    row: int
    code: str
    target: str
    text: str
    permanent: str
    tier: str
    agencies: dict[str, AgencyCell]


@dataclass
class Reading:
    """What was met on the way down, by code; ``repeats`` are the codes that the notes call one indicator."""

    file: str
    sheet: str
    goals: dict[str, Entry] = field(default_factory=dict)
    targets: dict[str, Entry] = field(default_factory=dict)
    indicators: dict[str, IndicatorRow] = field(default_factory=dict)
    repeats: list[list[str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    target: str = ""

    def odd(self, code: str, row: int, head: str = "", value: str = "", other: str | int = "") -> None:
        """Note an odd row; ``head`` is a key of ``HEADS``."""
        column = HEADS[head][0] if head else ""
        self.findings.append(Finding(f"tier-{code}", self.file, self.sheet, row, column, value, {"other": str(other)}))


def read_rows(reading: Reading, cells: Sequence[Sequence[Any]], heads: dict[str, int], first_row: int) -> None:
    """Read the rows below the heads; ``first_row`` is the sheet's number of the first of them."""
    for number, row in enumerate(cells, first_row):
        texts = {name: _text(row[at]) if at < len(row) else "" for name, at in heads.items()}
        _read_target(reading, number, _line(texts["target"]), bool(texts["indicator"]))
        if _read_indicator(reading, number, texts):
            for cell in row:
                reading.repeats += [codes.split("/") for codes in _REPEATS.findall(_text(cell))]


def _text(cell: Any) -> str:
    """A cell's text without outer and doubled spaces; line breaks stay, for they separate agencies and notes."""
    text = str(cell).replace("\xa0", " ").replace("\r", "\n")
    return "\n".join(line for part in text.split("\n") if (line := " ".join(part.split())))


def _line(text: str) -> str:
    return _FOOTNOTE.sub("", text.replace("\n", " "))


def _read_target(reading: Reading, number: int, text: str, with_indicator: bool) -> None:
    """Take a goal or a target from the target column; sub-heads and footnotes of the sheet are neither."""
    if goal := _GOAL.match(text):
        if goal[1] in reading.goals:
            reading.odd("goal-twice", number, "target", text)
        else:
            reading.goals[goal[1]] = Entry(number, goal[1], goal[2])
    elif target := _TARGET.match(text):
        reading.target = code = target[1]
        if code in reading.targets:
            return
        goal_code = code.split(".")[0]
        if goal_code not in reading.goals:
            reading.odd("goal-missing", number, "target", code, goal_code)
        reading.targets[code] = Entry(number, code, target[2], goal_code if goal_code in reading.goals else "")
    elif text[:1].isdigit() or (text and with_indicator):
        reading.odd("target-unreadable", number, "target", text)


def _read_indicator(reading: Reading, number: int, texts: dict[str, str]) -> bool:
    """Take the indicator of a row; whether there was one."""
    found = _INDICATOR.match(_line(texts["indicator"]))
    if found is None:
        if texts["indicator"]:
            reading.odd("indicator-unreadable", number, "indicator", texts["indicator"])
        elif any(texts[name] for name in ("code", "custodian", "partner", "tier")):
            reading.odd("indicator-missing", number, "indicator")
        return False
    code, target = found[1], found[2]
    if code in reading.indicators:
        reading.odd("indicator-twice", number, "indicator", code, reading.indicators[code].row)
        return False
    if target not in reading.targets:
        reading.odd("target-missing", number, "target", code, target)
        return False
    if target != reading.target:
        reading.odd("target-elsewhere", number, "indicator", code, reading.target)
    permanent = texts["code"] if _PERMANENT.match(texts["code"]) else ""
    if not permanent:
        reading.odd("code-odd", number, "code", texts["code"])
    if not _TIER.match(texts["tier"]):
        reading.odd("odd", number, "tier", texts["tier"])
    agencies = {}
    for role, _ in ROLES:
        agencies[role] = read = read_agencies(texts[role])
        if read.unsettled:
            reading.odd("agency-unsettled", number, role, texts[role])
        for part in read.left_out:
            reading.odd("agency-remark", number, role, texts[role], part)
    tier = _line(texts["tier"])
    reading.indicators[code] = IndicatorRow(number, code, target, found[3], permanent, tier, agencies)
    return True
