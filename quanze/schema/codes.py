"""The codes in answers and files, each with the name by which people read and type it."""

from __future__ import annotations

from collections.abc import Mapping

from quanze.locale import Translatable, languages, message
from quanze.schema.words import fold

LEVELS = {"error": message("error"), "warning": message("warning"), "notice": message("notice")}
"""How grave a gap or a finding is, from grave to slight."""

GROUPING_ONLY = "subgroup-only-grouping"
GAPS = {
    "subgroup-no-lead": message("subgroup without a convener"),
    "task-no-lead": message("task without a lead"),
    "duty-ended": message("duty without a successor"),
    "duty-unsettled": message("successor left open"),
    "role-unsettled": message("role after a division left open"),
    "seat-vacant": message("vacant seat"),
    "target-missed": message("missed target"),
    "task-led-through-group": message("led only through its group"),
    "task-class-only": message("class of agencies only"),
    "indicator-no-lead": message("indicator without a lead"),
    "indicator-no-reviewer": message("indicator without a reviewer"),
    "task-no-indicator": message("task without an indicator"),
    "indicator-no-target": message("indicator without a target"),
    "indicator-no-direction": message("indicator without a wanted direction"),
    GROUPING_ONLY: message("group without a convener or council"),
    "indicator-no-unit": message("indicator without a unit"),
    "target-nearly-met": message("nearly met target"),
    "target-no-result": message("target without a result"),
    "task-no-deadline": message("task without a deadline"),
    "former-name": message("former name"),
}
"""What a plan may leave open; how each is found, ``quanze.queries.gaps`` says."""

GAP_ORDERS = {
    "level": message("level"),
    "gap": message("gap"),
    "agency": message("agency"),
    "group": message("subgroup"),
    "year": message("year"),
}
"""What gaps may be sorted by."""

FINDINGS = {
    "table-gone": message("table taken out"),
    "column-gone": message("column taken out"),
    "unknown-table": message("unknown table"),
    "table-renamed": message("renamed table"),
    "table-lost": message("lost table"),
    "table-unlisted": message("unlisted table"),
    "no-table": message("no table"),
    "no-header": message("no header row"),
    "missing-column": message("missing column"),
    "unknown-column": message("unknown column"),
    "duplicate-column": message("duplicate column"),
    "encoding": message("encoding"),
    "link-outside": message("link out of the folder"),
    "separator": message("other separator"),
    "unclosed-quote": message("unclosed quotation mark"),
    "rows-in-a-cell": message("rows in one cell"),
    "too-few-cells": message("too few cells"),
    "value-beyond-heads": message("value beyond the heads"),
    "value-without-head": message("value without a head"),
    "encoding-lost": message("unknown encoding"),
    "merged-cells": message("merged cells"),
    "formula-without-value": message("formula without a value"),
    "error-value": message("error in a cell"),
    "empty-value": message("missing value"),
    "too-long": message("text too long"),
    "bad-choice": message("value not allowed"),
    "leadless-word": message("no lead stated"),
    "bad-date": message("not a date"),
    "bad-year": message("not a year"),
    "bad-integer": message("not a whole number"),
    "bad-number": message("not a number"),
    "bad-boolean": message("neither yes nor no"),
    "number-with-commas": message("thousands separators"),
    "part-of-year": message("part of a year"),
    "digits-lost": message("digits lost"),
    "scaled-number": message("scaled number"),
    "unit-differs": message("another unit"),
    "maybe-share": message("a share instead of per cent?"),
    "unit-unknown": message("unit not given"),
    "dates-reversed": message("reversed dates"),
    "duplicate-id": message("duplicate id"),
    "duplicate-name": message("duplicate name"),
    "foreign-id": message("id of another data set"),
    "duplicate-row": message("duplicate row"),
    "unknown-reference": message("name not found"),
    "reference-to-unread-row": message("reference to a row that was not read"),
    "too-many-pairs": message("too many pairs"),
    "dropped-with-row": message("dropped with a row"),
    "former-name-followed": message("former name followed"),
    "ambiguous-reference": message("ambiguous name"),
    "wrong-ends": message("impossible relationship"),
    "target-without-values": message("target without values"),
    "year-twice": message("year given twice"),
    "target-before-baseline": message("target before the baseline"),
    "negative-seats": message("negative number of seats"),
    "count-out-of-range": message("number out of range"),
    "seats-reversed": message("seats in reverse"),
    "lead-and-partner": message("lead and partner at once"),
    "control-characters": message("control characters"),
    "alike-ids": message("ids that look alike"),
    "agencies-alike": message("two names, one agency?"),
    "seats-do-not-add-up": message("number of seats"),
    "cycle": message("circle"),
    "successor-not-listed": message("successor not listed"),
    "taken-as-new": message("taken as new"),
    "change-without-date": message("change without a date"),
    "no-change": message("no planned change"),
    "change-without-successor": message("change without a successor"),
    "dissolved-with-successor": message("dissolution with a successor"),
    "dissolved-without-act": message("dissolution without an act"),
    "tried-without-act": message("no act yet"),
    "moves-to-several": message("tasks moved to several"),
    "renamed-to-several": message("rename to several"),
    "split-to-one": message("split into one"),
    "successor-ended": message("successor that has ended"),
    "changed-after-end": message("change of a body that has ended"),
    "changed-before-begin": message("change of a body that has not begun"),
    "dissolved-after-end": message("dissolution of a body that has ended"),
    "successor-not-begun": message("successor that has not begun"),
    "change-outside-lives": message("date of a change"),
    "role-outlives-holder": message("role beyond its holder"),
    "role-elsewhere-outlives-holder": message("role elsewhere beyond its holder"),
    "origin-of-document": message("origin of the only document"),
    "origin-missing": message("no origin"),
    "source-missing": message("no source"),
    "reason-missing": message("no reason"),
    "example-written-over": message("row marked as an example"),
    "requires-missing": message("data set not loaded"),
    "sdgs-missing": message("SDGs not loaded"),
    "still-referred-to": message("still referred to"),
    "referred-to-kept": message("kept for another data set"),
    "successors-joined": message("same agency in another data set"),
    "no-dataset": message("data set without an id"),
    "bad-id": message("id not allowed"),
    "left-out": message("findings left out"),
    "check-ended": message("check ended early"),
    "not-checked": message("not checked"),
    "draft-unreviewed": message("not reviewed"),
    "set-like-edition": message("another edition?"),
    "like-edition": message("maybe a later edition"),
    "figures-kept": message("figures of an earlier edition"),
    "figures-not-kept": message("figures that are not kept"),
    "same-agencies": message("agencies that are there already"),
    "draft-like-edition": message("draft that may be a later edition"),
    "flat-not-understood": message("no plan found in the sheet"),
    "flat-without-rows": message("sheet without rows"),
    "flat-table-unread": message("table not understood"),
    "flat-earlier-sheet": message("sheet of an earlier year"),
    "flat-column-unread": message("column not understood"),
    "flat-cell-unread": message("cell not understood"),
    "flat-cell-part": message("cell read in part"),
    "flat-with-shipped": message("loaded with it"),
    "flat-note": message("note not read"),
    "flat-unsure": message("read with doubt"),
    "flat-alike": message("agencies that look alike"),
    "flat-remark": message("remark of the reader"),
    "tier-no-edition": message("tier sheet: no edition"),
    "tier-indicator-unreadable": message("tier sheet: indicator without a code"),
    "tier-indicator-missing": message("tier sheet: no indicator"),
    "tier-indicator-twice": message("tier sheet: duplicate indicator"),
    "tier-target-unreadable": message("tier sheet: target without a code"),
    "tier-target-missing": message("tier sheet: no target"),
    "tier-target-elsewhere": message("tier sheet: indicator under another target"),
    "tier-goal-missing": message("tier sheet: no goal"),
    "tier-goal-twice": message("tier sheet: duplicate goal"),
    "tier-code-odd": message("tier sheet: no permanent code"),
    "tier-odd": message("tier sheet: unknown tier"),
    "tier-agency-unsettled": message("tier sheet: agency not agreed on"),
    "tier-agency-remark": message("tier sheet: remark on an agency"),
    "tier-repeat-code": message("tier sheet: repeat with another code"),
    "tier-repeat-words": message("tier sheet: repeat with other text"),
    "tier-repeat-tier": message("tier sheet: repeat with another tier"),
}
"""What may be wrong with the rows of a file; what is said of each, ``quanze.loaders.findings`` says."""

ACCEPTANCE = {
    "open": message("open"),
    "expired": message("acceptance expired"),
    "accepted": message("accepted"),
    "solved": message("solved"),
    "unneeded": message("can be removed"),
}
"""What has been decided about a gap."""

BY_BOTH, BY_FIRST, BY_SECOND, BY_NEITHER = "both", "first", "second", "neither"
WHOSE = {
    BY_BOTH: message("both"),
    BY_FIRST: message("only the first"),
    BY_SECOND: message("only the second"),
    BY_NEITHER: message("left open by the source"),
}
"""Which of two agencies answers for a thing; of ``BY_NEITHER`` the source does not say whether one took it over."""

MATCHES = {
    "id": message("id"),
    "name": message("whole name"),
    "post": message("post or holder"),
    "short": message("shortened name"),
    "part": message("part of a name"),
    "abbreviation": message("abbreviation"),
    "near": message("similar name"),
}
"""How a text fits a record."""

LOADS = {"load": message("load"), "copy": message("copy")}
"""What brought a data set into a database."""

SETUP_KINDS = {"constraint": message("constraint"), "index": message("index"), "copy": message("reading copy")}
SETUP_STATES = {
    "online": message("ready"),
    "populating": message("being built"),
    "failed": message("failed"),
    "missing": message("missing"),
}
"""What a database is prepared with, and its state."""

RECORDS = {"node": message("node"), "relationship": message("relationship")}
"""What others may have written under a name of ours."""

SCOPES = {
    "city": message("city"),
    "national": message("national"),
    "international": message("international"),
    "all": message("all"),
}
"""The levels of agencies that a question may be about."""


def code_named(text: str, names: Mapping[str, Translatable]) -> str | None:
    """The code that a person means by the code itself or by its name in any language; None when there is none."""
    wanted = fold(text)
    for code, name in names.items():
        if wanted in (fold(code), *(fold(name.in_language(lang)) for lang in languages())):
            return code
    return None
