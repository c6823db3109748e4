"""What is wrong with a user's rows: reported, never raised, all at once.

Each finding has a stable code. Its sentences are declared here once; the values of the finding fill them in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from quanze.errors import SchemaError
from quanze.locale import Counted, Message, in_context, in_language, listed, message, plural, template
from quanze.schema.codes import FINDINGS
from quanze.schema.declare import Choice
from quanze.schema.tables import TABLES, table

ERROR, WARNING, NOTICE = "error", "warning", "notice"
"""A notice says what the load makes of a row; it stops nothing, nor does it under ``--strict``."""


@dataclass(frozen=True)
class Code:
    """A type of finding: its level and the templates of its sentences (what is wrong, what to do)."""

    level: str
    text: str | Counted
    advice: str


CODES = {
    "table-gone": Code(
        WARNING,
        Counted(
            "the draft has no table {table} any more; the row of its first reading counts as dropped",
            "the draft has no table {table} any more; the {n} rows of its first reading count as dropped",
        ),
        template("If that was not meant, take the table from the draft as it was written, and merge again"),
    ),
    "column-gone": Code(
        WARNING,
        Counted(
            "the draft has no column {value!r} any more; the value of its first reading counts as deleted",
            "the draft has no column {value!r} any more; the {n} values of its first reading count as deleted",
        ),
        template("If that was not meant, take the column from the draft as it was written, and merge again"),
    ),
    "unknown-table": Code(
        WARNING, template("{value!r} is not a table and was ignored"), template("Use one of these names: {names}")
    ),
    "table-renamed": Code(
        ERROR,
        template("{value!r} is not a table, but its columns are those of {meant!r}; it was not read{hanging}"),
        template("Did you mean {meant!r}? Rename it, or move tables that should not be loaded out of the file"),
    ),
    "table-lost": Code(
        ERROR,
        template("the table {value!r} was written with the others and is not there"),
        template("Put its file back, or take its name off the list of tables in dataset.yaml"),
    ),
    "table-unlisted": Code(
        WARNING,
        template("this table is not on the list of those written together; it may be of another time"),
        template("Remove the file, or add its name to the list of tables in dataset.yaml"),
    ),
    "no-table": Code(
        ERROR,
        template("there is no table to read"),
        template("Start with the workbook from `quanze template`; the tables are: {names}"),
    ),
    "no-header": Code(
        ERROR, template("no header row was found{hanging}"), template("Put the column names in the first row: {names}")
    ),
    "missing-column": Code(ERROR, template("the column {head!r} is missing"), template("Add the column")),
    "unknown-column": Code(
        WARNING,
        template("the column {value!r} is unknown and was not read"),
        template("{nearest}Known columns: {names}"),
    ),
    "duplicate-column": Code(ERROR, template("duplicate column {value!r}"), template("Remove one of them")),
    "encoding": Code(
        WARNING, template("the file is not UTF-8; it was read as {value}"), template("Save the file as UTF-8")
    ),
    "link-outside": Code(
        WARNING,
        template("the file is a link that leads out of the folder, to {value!r}"),
        template("Put the file itself into the folder, if it is meant to belong to the data set"),
    ),
    "separator": Code(
        WARNING,
        template("the columns are separated by {separator} and were read so"),
        template("No action is needed; to avoid this message, save the file as CSV (comma delimited)"),
    ),
    "unclosed-quote": Code(
        ERROR,
        template("a quotation mark that is opened in this row is not closed where the cell ends"),
        template(
            "Close it before the next separator or the end of the row, or remove it; a mark in a text is written twice"
        ),
    ),
    "rows-in-a-cell": Code(
        WARNING,
        template("a quoted cell spans {lines} lines that look like rows of the table: {value!r}"),
        template("If rows are missing, add the missing quotation mark; otherwise no action is needed"),
    ),
    "too-few-cells": Code(
        WARNING,
        Counted(
            "the row has {n} cell, but the head has {heads}; the rest was read as empty",
            "the row has {n} cells, but the head has {heads}; the rest was read as empty",
        ),
        template("Check whether a separator is missing"),
    ),
    "value-beyond-heads": Code(
        ERROR,
        template("{value!r} is beyond the last head and was not read"),
        template("Put texts with a separator in quotation marks, or give the column a head"),
    ),
    "value-without-head": Code(
        WARNING,
        Counted(
            "{value!r} is in a column without a head and was not read ({n} row)",
            "{value!r} is in a column without a head and was not read ({n} rows)",
        ),
        template("Give the column a head, or move the notes to another sheet"),
    ),
    "encoding-lost": Code(
        ERROR, template("the encoding of the file could not be determined"), template("Save the file as UTF-8")
    ),
    "merged-cells": Code(
        ERROR,
        template("merged cells {value}: only the first cell holds the value"),
        template("Unmerge them and fill in every row"),
    ),
    "formula-without-value": Code(
        ERROR,
        template("the formula has no computed value"),
        template("Open and save the file in a spreadsheet program, or enter the value"),
    ),
    "error-value": Code(
        ERROR, template("the cell holds the error {value}"), template("Correct the formula or enter the value")
    ),
    "empty-value": Code(ERROR, template("a required value is missing"), template("Fill it in")),
    "too-long": Code(
        ERROR, template("the text is too long ({value} characters)"), template("The limit is {limit} characters")
    ),
    "bad-choice": Code(
        ERROR, template("{value!r} is not an allowed value"), template("{nearest}Allowed values: {names}")
    ),
    "leadless-word": Code(
        ERROR,
        template("{value!r} does not say who leads"),
        template("Write one row per agency, with 主辦 (lead) or 協辦 (co-organizer)"),
    ),
    "bad-date": Code(
        ERROR,
        template("{value!r} is not a date"),
        template("{nearest}Write 2023-06-29, 112-06-29, 112年6月29日, or a year"),
    ),
    "bad-year": Code(
        ERROR,
        template("{value!r} is not a year"),
        template(
            "{nearest}Write a year from 1890 to 2200, such as 2022, or from 1 to 200 in the ROC calendar, such as 111"
        ),
    ),
    "bad-integer": Code(ERROR, template("{value!r} is not a whole number"), template("{nearest}Write digits only")),
    "bad-number": Code(
        ERROR,
        template("{value!r} is not a number"),
        template(
            "{nearest}Write the number only, in one of these forms: {forms}; units belong in the unit column, "
            "footnotes in the note"
        ),
    ),
    "bad-boolean": Code(ERROR, template("{value!r} is neither yes nor no"), template("Write yes or no")),
    "number-with-commas": Code(
        WARNING,
        template("{value!r} has thousands separators and was read as {read}"),
        template("Write the number without separators"),
    ),
    "part-of-year": Code(
        WARNING,
        template("{value!r} is a part of a year and was read as {read}"),
        template("Write the month or day if another one is meant"),
    ),
    "digits-lost": Code(
        WARNING,
        template("{value!r} has more digits than are kept and was read as {read}"),
        template(
            "Write at most {kept} digits; in a spreadsheet, format the cell as text before you enter a longer code"
        ),
    ),
    "scaled-number": Code(
        WARNING,
        template("the cell shows {value!r} by a format in thousands or millions; it was read as {read}, as shown"),
        template("Enter the number in the indicator's unit, without such a format"),
    ),
    "unit-differs": Code(
        ERROR,
        template("the cell shows {value} in {unit}, but the indicator's unit is {other}"),
        template("Enter the value in the indicator's unit, or correct the unit"),
    ),
    "maybe-share": Code(
        WARNING,
        template("the value is {value} %, beside {other} % for the same year; as a share it would be {percent} %"),
        template("Enter {percent} if that is meant"),
    ),
    "unit-unknown": Code(
        WARNING,
        template("the cell shows {value} in {unit}, but this file gives the indicator no unit"),
        template("Fill in the indicator's unit"),
    ),
    "dates-reversed": Code(
        ERROR,
        template("the start date {value} is later than the end date {other}"),
        template("Swap or correct the dates"),
    ),
    "duplicate-id": Code(
        ERROR, template("the id {value!r} is already used in {other}"), template("Give every record its own id")
    ),
    "duplicate-name": Code(
        ERROR,
        template("the name {value!r} is already used in {other}, and neither row has an id"),
        template("If both are the same record, remove one; otherwise rename one or give it an id"),
    ),
    "foreign-id": Code(
        ERROR,
        template("the id {value!r} belongs to the data set {other}"),
        template("Choose another id, or refer to the record without listing it again"),
    ),
    "duplicate-row": Code(
        WARNING, template("this row repeats {other} and is counted once"), template("Remove one of them")
    ),
    "unknown-reference": Code(
        ERROR,
        template("{value!r} was not found"),
        template("{parted}{nearest}{edition}List it in its own table first, or use its id, name or alias"),
    ),
    "reference-to-unread-row": Code(
        ERROR,
        template("{value!r} is in {other}, which was not read"),
        template(
            "To have that row read, clear its review cell or correct its id or name; otherwise refer to another record"
        ),
    ),
    "too-many-pairs": Code(
        ERROR,
        template("the two lists in the row make {who} × {on} relationships, more than {limit}"),
        template("Write a row for each agency or task, or refer to a group"),
    ),
    "dropped-with-row": Code(
        NOTICE,
        template("{value!r} is dropped, and with it what refers to it: {names}"),
        template("To keep them, clear the review cell or let them refer to another record"),
    ),
    "former-name-followed": Code(
        NOTICE,
        template("{other!r} is now called {value!r}; what still refers to the former name follows it"),
        template("No action is needed"),
    ),
    "ambiguous-reference": Code(ERROR, template("{value!r} is ambiguous: {names}"), template("Use the id")),
    "wrong-ends": Code(ERROR, template("{start} → {end} is not possible for “{type}”"), template("Possible: {names}")),
    "target-without-values": Code(
        WARNING,
        template("{value!r} has neither a target nor a result"),
        template("Fill in one of them or remove the row; if the source gives no value, explain it in the note"),
    ),
    "year-twice": Code(
        ERROR,
        template("the indicator {value!r} already has a target or result for {year} in {other}"),
        template("Put target and result into one row; if a target was revised, give both rows their dates"),
    ),
    "target-before-baseline": Code(
        ERROR,
        template("the target of {value!r} is for {year}, but its baseline year is {other}"),
        template("Correct one of the years"),
    ),
    "negative-seats": Code(ERROR, template("the number of seats is negative: {value}"), template("Correct the number")),
    "count-out-of-range": Code(
        ERROR,
        template("the number is not between {least} and {most}: {value}"),
        template("Correct the number"),
    ),
    "seats-reversed": Code(
        ERROR,
        template("the minimum number of seats, {value}, is greater than the maximum, {other}"),
        template("Swap them"),
    ),
    "lead-and-partner": Code(
        WARNING,
        template("{value!r} is both lead and partner of {other!r} at one time"),
        template("Remove one of the roles, or give them their dates"),
    ),
    "control-characters": Code(
        WARNING,
        template("the cell contains control characters, which cannot be seen; it was read without them, as {read!r}"),
        template("Type the cell again"),
    ),
    "alike-ids": Code(
        ERROR,
        template("the id {value!r} differs from that in {other} only in width, form or characters that cannot be seen"),
        template("Give each record one id, and different records ids that look different"),
    ),
    "agencies-alike": Code(
        NOTICE,
        template("the same agency? {value!r} may be short for {other!r}"),
        template("If it is one, list it once and write its other name under “{aliases}”; if not, no action is needed"),
    ),
    "seats-do-not-add-up": Code(
        WARNING,
        template("{value!r} is stated to have {stated} seats, but {found} are listed"),
        template("Check the seats, or explain the difference in the note"),
    ),
    "cycle": Code(ERROR, template("the links form a circle: {value}"), template("Remove one of the links")),
    "successor-not-listed": Code(
        ERROR,
        template("{value!r} was not found"),
        template("{nearest}If it is a new body, list it in the sheet Agencies (agencies.csv) of the same file"),
    ),
    "taken-as-new": Code(
        WARNING,
        template("{value!r} is listed nowhere and is taken as a new record: {kind}"),
        template(
            "If it is another's name, write that one; else list it in its own table for what else is to be said of it"
        ),
    ),
    "change-without-date": Code(
        ERROR,
        template("the planned change of {value!r} has no date"),
        template("Fill in the day on which it takes effect; a day to come can be changed later"),
    ),
    "no-change": Code(
        ERROR,
        template("there is no planned change to try"),
        template("Fill in the sheet {table!r}; `quanze reorganize --write-sheet changes.xlsx` writes an empty one"),
    ),
    "change-without-successor": Code(
        ERROR,
        template("the change of {value!r} names no successor"),
        template("Name who takes its place, or write 裁撤 (dissolve)"),
    ),
    "dissolved-with-successor": Code(
        ERROR,
        template("a body that is dissolved has no successor, but {value!r} is named"),
        template("Leave the successor empty, or write 更名, 整併 or 移撥 (rename, merge or transfer)"),
    ),
    "dissolved-without-act": Code(
        ERROR,
        template("no act is given for the dissolution of {value!r}"),
        template("Fill in the act, or the source"),
    ),
    "tried-without-act": Code(
        WARNING,
        template("no act is given yet for the dissolution of {value!r}; it is tried as if it were in force"),
        template("Fill in the act, or the source, before the file is loaded"),
    ),
    "moves-to-several": Code(
        ERROR,
        template("named tasks move to several successors at once: {value}"),
        template("Write one row for each successor, with what moves to it"),
    ),
    "renamed-to-several": Code(
        ERROR,
        template("{value!r} becomes several: {names}"),
        template("A rename, merger or upgrade has one successor; write 分拆 or 移撥 (split or transfer)"),
    ),
    "split-to-one": Code(
        ERROR,
        template("{value!r} is split, but has only one successor"),
        template("Add the others, or write 更名 or 移撥 (rename or transfer)"),
    ),
    "successor-ended": Code(
        ERROR,
        template("the successor {value!r} ended ({other}) before the change of {date}"),
        template("Correct the dates, or name the body that took over"),
    ),
    "changed-after-end": Code(
        ERROR,
        template("{name} ended by another change ({other}) before this one of {date}"),
        template("Correct the dates, or remove one of the changes"),
    ),
    "changed-before-begin": Code(
        ERROR,
        template("{name} begins ({other}) after this change of {date}"),
        template("Correct the date of the change, or the first day of the body"),
    ),
    "dissolved-after-end": Code(
        ERROR,
        template("{name} ended ({other}) before its dissolution of {date}"),
        template("Correct the date of the dissolution, or the last day of the body"),
    ),
    "successor-not-begun": Code(
        ERROR,
        template("the successor {value!r} begins ({other}) after the change of {date}"),
        template("Correct the date of the change, or the first day of the successor"),
    ),
    "change-outside-lives": Code(
        ERROR,
        template("neither {before} nor {after} existed at the time of the change ({date})"),
        template("Correct the date of the change, or the dates of the bodies"),
    ),
    "role-outlives-holder": Code(
        WARNING,
        template("the role holds on days when {other!r} does not exist ({date})"),
        template("Correct the dates, or give the role to the successor"),
    ),
    "role-elsewhere-outlives-holder": Code(
        WARNING,
        template("the data set {dataset} has roles of {other!r} on days when it does not exist any more: {names}"),
        template("Give these roles to the successor there, or correct the date"),
    ),
    "origin-of-document": Code(
        NOTICE,
        Counted(
            "{n} row without an origin was taken as stated by {value!r}, the only document of the file",
            "{n} rows without an origin were taken as stated by {value!r}, the only document of the file",
        ),
        template("Fill in the origin where a row is not from it"),
    ),
    "origin-missing": Code(
        WARNING, template("no origin given; treated as editorial"), template("Fill in the origin or the source")
    ),
    "source-missing": Code(
        WARNING, template("the origin is {value!r}, but no source document is given"), template("Fill in the source")
    ),
    "reason-missing": Code(
        WARNING, template("an editorial record without a reason"), template("Give the reason in the note")
    ),
    "example-written-over": Code(
        WARNING,
        template("the row is still marked {value!r} and was not read"),
        template("If it holds your own data, clear its review cell; if it is the example, delete the row"),
    ),
    "requires-missing": Code(
        ERROR,
        template("the data set {value!r} must be loaded first"),
        template("Load it first, or together: `quanze load {value} FILE`"),
    ),
    "sdgs-missing": Code(
        ERROR,
        Counted(
            "{n} SDG is named ({names}), and the data set {value!r} of SDGs is not loaded",
            "{n} SDGs are named ({names} …), and their data set {value!r} is not loaded",
        ),
        template("Load it together: `quanze load {value} FILE`"),
    ),
    "still-referred-to": Code(
        ERROR,
        template("{kind} “{name}” is no longer listed, but the data set {other} still refers to it: {names}"),
        template("Keep its row in the file, or first load the files of {other} without what refers to it"),
    ),
    "referred-to-kept": Code(
        NOTICE,
        template("not named any more, but the data set {value} refers to it, so that it stays: {names}"),
        template("No action is needed"),
    ),
    "successors-joined": Code(
        NOTICE,
        template("taken for the agency that the data set {value} names as a successor: {names}"),
        template("No action is needed; if it is another agency, give it another name in the sheet"),
    ),
    "no-dataset": Code(
        ERROR,
        template("the data set has no id"),
        template(
            "Enter its id in the dataset sheet or in dataset.yaml; a row still marked as an example under review is "
            "not read"
        ),
    ),
    "bad-id": Code(
        ERROR,
        template("the id {value!r} contains spaces or control characters"),
        template("Use letters, digits, - and /"),
    ),
    "left-out": Code(
        WARNING,
        Counted(
            "{n} more finding of the type “{type}” in this table, in this row, is not listed",
            "{n} more findings of the type “{type}” in this table, from this row on, are not listed",
        ),
        template("Correct those that are listed, then check again"),
    ),
    "check-ended": Code(
        ERROR,
        template(
            "more than {limit} errors of the type “{type}”; the other rows of this table were not checked, nor what "
            "refers to them"
        ),
        template("Look for a common cause, such as a renamed column or a missing table; then check again"),
    ),
    "not-checked": Code(
        ERROR,
        template("the data set was not checked, because the check of {value!r} ended early"),
        template("Correct {value!r} first"),
    ),
    "draft-unreviewed": Code(
        ERROR,
        template("the reader was not sure of the row, and nobody has reviewed it{rows}"),
        template(
            "Write ok under “{review}” once it is right, or drop to leave it out; --accept-unsure takes it as read"
        ),
    ),
    "set-like-edition": Code(
        WARNING,
        template(
            "{same_agencies} of its {agencies} agencies and {same_tasks} of its {tasks} tasks are those of the data "
            "set {value!r}: it seems to be another edition of it, and would stand beside it"
        ),
        template("If it is, write {value!r} as the id of the data set in the file; if not, no action is needed"),
    ),
    "like-edition": Code(
        ERROR,
        template(
            "{same_agencies} of its {agencies} agencies and {same_tasks} of its {tasks} tasks are those of the data "
            "set {value!r}: it seems to be another edition of it"
        ),
        template(
            "If it is: `quanze load {path} --edition-of {value}`, first with --preview to see what changes; if it is a "
            "plan of its own: --edition-of -"
        ),
    ),
    "figures-kept": Code(
        NOTICE,
        Counted(
            "the sheet has no column for {n} figure of the earlier edition; it stays, with the "
            "document that states it: {names}",
            "the sheet has no column for {n} figures of the earlier edition; they stay, with the "
            "document that states them: {names}",
        ),
        template("No action is needed; `quanze load --preview` shows what changes"),
    ),
    "figures-not-kept": Code(
        WARNING,
        Counted(
            "the sheet has no column for {n} figure of the earlier edition; it goes, because its "
            "indicator now has another unit or a later baseline: {names}",
            "the sheet has no column for {n} figures of the earlier edition; they go, because their "
            "indicator now has another unit or a later baseline: {names}",
        ),
        template("If the unit or baseline is right, no action is needed; otherwise correct it"),
    ),
    "same-agencies": Code(
        WARNING,
        template(
            "{n} of its {agencies} agencies have the names of agencies of the data set {value!r}, or short forms of "
            "them, and become records of their own, so that each is there twice: {names}"
        ),
        template(
            "If they are the same bodies, read everything into one draft and load that: `quanze read PLAN -o "
            "plan.xlsx`, then `quanze read DOCUMENT --add plan.xlsx -o both.xlsx`; a body's other name goes under its "
            "aliases"
        ),
    ),
    "draft-like-edition": Code(
        WARNING,
        template(
            "{same_agencies} of its {agencies} agencies and {same_tasks} of its {tasks} tasks are those of the data "
            "set {value!r}: it seems to be another edition of it"
        ),
        template(
            "If it is, read the document again with `quanze read --dataset {value}`, or with --merge into the draft "
            "that was reviewed"
        ),
    ),
    # A flat sheet, which is not a table of ours and was read by the plan reader.
    "flat-not-understood": Code(
        ERROR,
        template("no table of a plan was found in the file: no row of heads was understood"),
        template(
            "Give the columns heads such as 任務, 主辦機關, 協辦機關, 指標 (Task, Lead agency, …), or say what they "
            "mean with --columns; `quanze template --flat` writes a sheet to fill in"
        ),
    ),
    "flat-without-rows": Code(
        ERROR, template("the sheet has heads and no task below them"), template("Fill in a row for each task")
    ),
    "flat-table-unread": Code(
        ERROR,
        template("a table was not read: {reason} ({value})"),
        template(
            "Say what its columns mean with --columns, or delete the sheet if it is not about the plan; "
            "--accept-unsure leaves the table out"
        ),
    ),
    "flat-earlier-sheet": Code(
        ERROR,
        template(
            "the sheet is of an earlier year than “{value}” and was not read: who leads there need not lead today"
        ),
        template(
            "To keep its figures, save it as a workbook of its own, load that one first, and then this one as its "
            "later edition; --accept-unsure leaves the sheet out"
        ),
    ),
    "flat-column-unread": Code(
        ERROR,
        template("the column was not understood; it begins with {value!r}"),
        template(
            "If it says nothing about responsibility, --accept-unsure leaves it out; otherwise say what it means with "
            "--columns"
        ),
    ),
    "flat-cell-unread": Code(
        ERROR,
        template("{value!r} was not read: {reason}{rows}"),
        template("Correct it; --accept-unsure leaves it out"),
    ),
    "flat-cell-part": Code(
        ERROR,
        template("{value!r} was read in part, without {reason!r}{rows}"),
        template(
            "Correct it, or review a draft: `quanze read {path} -o draft.xlsx`; --accept-unsure takes what was read"
        ),
    ),
    "flat-with-shipped": Code(
        NOTICE,
        template("the sheet names records of the data set {value!r}, which is loaded with it"),
        template("No action is needed"),
    ),
    "flat-note": Code(
        WARNING,
        template("a note on the table was not read: {value}"),
        template("If it says who is responsible, write that into the rows"),
    ),
    "flat-unsure": Code(
        ERROR,
        template("{value!r} was read with doubt: {reason}{rows}"),
        template("Correct it, or review a draft: `quanze read {path} -o draft.xlsx`; --accept-unsure takes it as read"),
    ),
    "flat-alike": Code(
        WARNING,
        template("the same agency? {text}"),
        template(
            "If it is one, write its name in one way, or list the other way in a sheet “{sheet}”, as "
            "`quanze template --flat` has it"
        ),
    ),
    "flat-remark": Code(NOTICE, template("{remark}: {text}"), template("Correct the sheet if it is wrong")),
    # The UN tier sheet, which is not a table of ours.
    "tier-no-edition": Code(
        WARNING, template("the sheet gives no edition date above its header"), template("Note which edition it is")
    ),
    "tier-indicator-unreadable": Code(
        ERROR, template("{value!r} does not begin with a code such as 13.2.1"), template("Begin with the code")
    ),
    "tier-indicator-missing": Code(
        ERROR, template("the row has no indicator"), template("Fill it in, or clear the row")
    ),
    "tier-indicator-twice": Code(
        ERROR, template("the indicator {value!r} is already on row {other}"), template("Correct one of them")
    ),
    "tier-target-unreadable": Code(
        ERROR,
        template("{value!r} is neither a goal nor a target that begins with its code"),
        template("Begin with the code"),
    ),
    "tier-target-missing": Code(
        ERROR,
        template("the target {other} of the indicator {value!r} is not in the sheet"),
        template("Restore its row"),
    ),
    "tier-target-elsewhere": Code(
        WARNING,
        template("the indicator {value!r} is listed under target {other}; it was assigned by its own code"),
        template("Check its position"),
    ),
    "tier-goal-missing": Code(
        WARNING, template("there is no goal {other} above the target {value!r}"), template("Restore its row")
    ),
    "tier-goal-twice": Code(ERROR, template("duplicate goal {value!r}"), template("Remove one of them")),
    "tier-code-odd": Code(
        WARNING, template("{value!r} is not a permanent code such as C130202"), template("Fill in the code")
    ),
    "tier-odd": Code(WARNING, template("{value!r} is not a tier such as Tier I"), template("Fill in the tier")),
    "tier-agency-unsettled": Code(
        WARNING,
        template("no agency has been agreed on, so none was read: {value}"),
        template("Update the row once an agency is agreed on"),
    ),
    "tier-agency-remark": Code(
        WARNING, template("{other!r} in {value!r} was not read"), template("Check which agency holds the role")
    ),
    "tier-repeat-code": Code(
        WARNING,
        template(
            "listed as a repeat of {other}, but with its own permanent code {value}; counted as one, with the code "
            "as an alias"
        ),
        template("Check the notes"),
    ),
    "tier-repeat-words": Code(
        WARNING,
        template("{value!r} has the permanent code of {other} but different text; the first text is kept"),
        template("Check the text"),
    ),
    "tier-repeat-tier": Code(
        WARNING,
        template("the same indicator as {other}, but with tier {value!r}; the first tier is kept"),
        template("Check the tier"),
    ),
}


class Place(NamedTuple):
    """The place of another row."""

    file: str
    sheet: str
    row: int

    def in_language(self, lang: str) -> str:
        """The place in words."""
        at = f"{self.file} {self.sheet}".strip()
        return message("{file} row {row}", file=at, row=self.row).in_language(lang)


class Allowed(NamedTuple):
    """The values that a column allows."""

    choices: tuple[Choice, ...]

    def in_language(self, lang: str) -> str:
        """What to write for each of them: words of one value stay together."""
        or_ = in_context("between synonyms", "/", lang)
        return listed([or_.join(choice.offered(lang)) for choice in self.choices], lang)


@dataclass
class Finding:
    """One fault: code, place, value, and what to do. ``row`` counts from 1 as a spreadsheet does."""

    code: str
    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    level: str = ""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise SchemaError(f"unknown finding {self.code!r}.", "Declare it in quanze/loaders/findings.py.")
        self.level = self.level or CODES[self.code].level

    def _sentence(self, text: str | Counted) -> Message:
        near = [message("{name!r}", name=name) for name in self.details.get("nearest", ())]
        parts = [message("{name!r}", name=name) for name in self.details.get("parted", ())]
        values = {
            "names": "",
            "other": "",
            **self.details,
            "value": self.value if len(self.value) <= 80 else self.value[:77] + "…",
            "hanging": _hanging(self.details.get("lost", 0)),
            "nearest": message("Did you mean {names}? ", names=near) if near else "",
            "edition": _EDITION_FIRST if self.details.get("former") else "",
            "parted": message("The cell was read as {names}. ", names=parts) if parts else "",
        }
        if isinstance(text, Counted):
            return plural(text.one, text.several, **values)
        return message(text, **values)

    def stops(self, *, strict: bool = False) -> bool:
        """Whether it stops a load; with ``strict`` a warning does too."""
        return self.level == ERROR or (strict and self.level == WARNING)

    def message(self, lang: str = "en") -> str:
        """What is wrong, as a sentence."""
        return self._sentence(CODES[self.code].text).in_language(lang)

    def advice(self, lang: str = "en") -> str:
        """What to do about it."""
        return self._sentence(CODES[self.code].advice).in_language(lang)

    def row_dict(self, lang: str = "en") -> dict[str, Any]:
        """The finding as a flat row for tables and JSON."""
        return {
            "level": self.level,
            "code": self.code,
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row or None,
            "column": in_language(self.details.get("head", self.column), lang),
            "value": self.value,
            "message": self.message(lang),
            "advice": self.advice(lang),
        }


_EDITION_FIRST = message(
    "If a later edition of the plan that no longer names it has been loaded: `quanze undo`, load these changes, then "
    "the edition again. "
)


def _hanging(n: int) -> Message | str:
    """How many references lead to rows that a cause kept from being read."""
    return plural(", nor was {n} reference to its rows", ", nor were {n:,} references to its rows", n=n) if n else ""


MAX_OF_A_KIND = 500
"""Findings of one code in one table; the others are counted."""
MAX_COUNTED = 10_000
"""Errors of one code in one table; a table with more is wrong throughout, and the check of its data set ends."""


def accepted_cells(findings: Iterable[Finding]) -> int:
    """How many cells, columns and rows there are that would stop a load, and that somebody accepted as they are."""
    found = (f for f in findings if f.level == WARNING and CODES[f.code].level == ERROR)
    return sum(len(f.details.get("lines", ())) or 1 for f in found)


class FindingList(list[Finding]):
    """Findings, at most ``MAX_OF_A_KIND`` of a code in a table; of those left out there is one that says how many.

    ``ended`` is set once a table has more than ``MAX_COUNTED`` errors of a code.
    """

    ended = False

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        super().__init__()
        self._counts: dict[tuple[str, str, str], int] = {}
        self._left_out: dict[tuple[str, str, str], Finding] = {}
        self.extend(findings)

    def append(self, finding: Finding) -> None:
        """Add a finding, or count it."""
        key = (finding.code, finding.file, finding.sheet)
        count = self._counts[key] = self._counts.get(key, 0) + 1
        if count <= MAX_OF_A_KIND:
            super().append(finding)
            return
        rest = self._left_out.get(key)
        if rest is None:
            rest = Finding(
                "left-out", finding.file, finding.sheet, finding.row, value=finding.code, level=finding.level
            )
            rest.details["type"] = FINDINGS[finding.code]
            self._left_out[key] = rest
            super().append(rest)
        self._leave_out(rest, count)

    def _leave_out(self, rest: Finding, count: int) -> None:
        rest.details["n"] = count - MAX_OF_A_KIND
        if self.is_too_many(count) and rest.level == ERROR:
            self.end(rest.value, rest.file, rest.sheet)

    @staticmethod
    def is_too_many(count: int) -> bool:
        """Whether so many errors of one code in one table end the check."""
        return count > MAX_COUNTED

    def end(self, code: str, file: str, sheet: str) -> None:
        """Say, unless that is said already, that the check has ended: a table has too many errors of a code."""
        if not self.ended:
            self.ended = True
            details = {"type": FINDINGS[code], "limit": MAX_COUNTED}
            super().append(Finding("check-ended", file, sheet, details=details))

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add several."""
        for finding in findings:
            self.append(finding)

    def __iadd__(self, findings: Iterable[Finding]) -> FindingList:  # type: ignore[override, misc]
        self.extend(findings)
        return self

    def counts_only(self, code: str, file: str, sheet: str) -> bool:
        """Whether there are enough of this code in this table; then one more is counted, and none need be made."""
        key = (code, file, sheet)
        rest = self._left_out.get(key)
        if rest is None:
            return False
        count = self._counts[key] = self._counts[key] + 1
        self._leave_out(rest, count)
        return True

    @property
    def has_left_out(self) -> bool:
        """Whether not every finding is listed."""
        return bool(self._left_out)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Errors before warnings, then by place: tables in reading order, so that a cause precedes its effects.

    A finding about a reference to a later row of the same table follows the findings about that row.
    """
    places: dict[tuple[str, str], int] = {}
    found = list(findings)
    for f in found:
        if (f.file, f.sheet) not in places:
            places[f.file, f.sheet] = _reading_order(f)

    def key(f: Finding) -> tuple[bool, str, int, str, int, bool, int, str, str]:
        own = f.file if f.sheet else ""  # the CSV files of a folder are its tables
        place = (own, places[f.file, f.sheet], f.sheet or f.file)
        at = max(f.row, _row_named(f))
        return (f.level != ERROR, *place, at, at > f.row, f.row, f.column, f.code)

    return sorted(found, key=key)


def _row_named(finding: Finding) -> int:
    """The row of the same table that a reference names although it was not read; 0 for none."""
    other = finding.details.get("other")
    if finding.code != "reference-to-unread-row" or not isinstance(other, Place):
        return 0
    return other.row if (other.file, other.sheet) == (finding.file, finding.sheet) else 0


def _reading_order(finding: Finding) -> int:
    """The table's place in ``TABLES``; what is about the set as a whole comes before all of them."""
    at = table(finding.sheet or finding.file.rpartition(".")[0])
    return next((i for i, t in enumerate(TABLES) if t is at), -1)


def errors(findings: Iterable[Finding], strict: bool = False) -> list[Finding]:
    """Those that stop a load; with ``strict`` warnings do too."""
    return [f for f in findings if f.stops(strict=strict)]
