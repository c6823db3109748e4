"""The codes in a draft that was read from a plan, each with its words."""

from __future__ import annotations

from quanze.locale import Message, message

CHECKS = {
    "name": message("only its position suggests that it is an agency"),
    "once": message("the text does not show where the name begins and ends"),
    "scope": message("another body is named between this and the body it is given to"),
    "body": message("it may be a body with seats, not an agency"),
    "role": message("the role is inferred from the layout"),
    "task": message("the name of the task is taken from a sentence"),
    "part": message("another part of the clause was not read"),
    "comma": message("follows a comma, which may separate two lists"),
    "year": message("the year is taken from the period"),
    "kind": message("the column heading does not say whether it is a target or a result"),
    "measured": message("no column names what is measured; the task stands for it"),
    "numbered": message("the figure begins with the number of its line, or that number is a part of it"),
    "unit": message("its unit is not that of the indicator"),
    "footnote": message("a raised digit behind it was taken as the mark of a footnote"),
    "qualified": message("the cell says that it is a sum over time or an estimate"),
    "worded": message("the figure is the only one among the words of its cell"),
    "lines": message("its cell has several lines, each of which may be a task"),
    "values": message("another value is given for the same year"),
    "sentence": message("the figure is taken from a sentence"),
    "hidden": message("the row is hidden"),
    "column": message("a column that was not understood may name the task more exactly"),
    "topic": message("another column of its row may say what is meant"),
    "post": message(
        "it is a post and not an agency, and is taken as a seat that leads; name the agency if one is meant"
    ),
    "section": message("the line above it may be a heading or a task of its own"),
    "several": message("the cell beside it numbers several tasks"),
    "class": message("it means several agencies and names none of them"),
    "matter": message("it is what a meeting discussed, which may be no task"),
    "changed": message("the cell also names who had it before; the later name was taken"),
    "dated": message("the cell says from when or until when it holds"),
    "except": message("the cell limits what it says of the names before"),
    "provisional": message("the cell says that it is not settled"),
    "either": message("the cell names one or the other"),
    "more": message("the cell means more agencies than it names"),
    "above": message("the cell is empty and was read as that of the row above it"),
    "shifted": message("the cells of its row may stand under the headings beside their own"),
    "rule": message("inferred by the rule"),
}
"""Why a row is to be checked."""

UNREAD = {
    "table": message("the column headings of the table are unknown"),
    "column": message("the column heading is unknown"),
    "agencies": message("the column heading is unknown; the cells look like agencies: say what it is with --columns"),
    "years": message("the column heading is unknown; the cells look like dates: say what it is with --columns"),
    "figures": message("the column heading is unknown; the cells look like figures: say what it is with --columns"),
    "section": message("it is a section; the agency that it is a part of has the role"),
    "described": message("it describes the task before it; descriptions are not kept"),
    "not-kept": message("the figures of such a column are not kept"),
    "note": message("it is a note on the table"),
    "beside": message("its column is not about responsibility"),
    "mark": message("no legend explains the mark"),
    "role": message("it is not a role that is known"),
    "no-role": message("the row gives the agency no role"),
    "no-agency": message("the row names no agency with this role"),
    "leadless": message("it does not say who leads"),
    "struck": message("it is struck through"),
    "struck-task": message("the task of its row is struck through"),
    "earlier": message("its sheet is of an earlier year than another one of that name"),
    "error": message("the cell holds an error"),
    "row": message("no task or indicator was recognized in its row"),
    "year": message("its column names no year"),
    "shifted": message("the cells of its row may stand under the headings beside their own"),
    "worded": message("only its figure was read"),
    "other-unit": message("its unit is not that of the indicator"),
    "words": message("it speaks of responsibility but was not understood"),
}
"""Why a text is listed as unread."""

FIELDS = {
    "level": message("task"),
    "content": message("contents of the task; left out"),
    "number": message("number"),
    "subgroup": message("task group"),
    "lead": message("lead"),
    "support": message("partners"),
    "review": message("reviewers"),
    "leadless": message("lead and partners together"),
    "agency": message("agency"),
    "role_column": message("role"),
    "letter": message("letter of the role"),
    "inherited": message("whether the role is inherited"),
    "body": message("marks of a body"),
    "indicator": message("indicator"),
    "code": message("code of the indicator"),
    "unit": message("unit"),
    "direction": message("wanted direction"),
    "baseline": message("baseline"),
    "baseline_year": message("baseline year"),
    "target": message("target"),
    "result": message("result"),
    "period": message("period"),
    "begin": message("beginning of the period"),
    "end": message("end of the period"),
    "due": message("deadline"),
    "sdg": message("SDG targets"),
    "seat_title": message("title of the seat"),
    "holder": message("holder of the seat"),
    "who": message("holder, post or agency of the seat"),
    "post": message("post of the holder"),
    "seats": message("count of seats"),
    "duty": message("task of the group"),
    "basis": message("ground of the seat"),
    "beside": message("not about responsibility; left out"),
    "computed": message("computed from other columns; not kept"),
    "unknown": message("not understood"),
}
"""What a column of a table was read as."""

NOT_READ_AS = {
    "lead": message("no agency was recognized in it"),
    "support": message("no agency was recognized in it"),
    "review": message("no agency was recognized in it"),
    "post": message(
        "it is a post and not an agency; name the agency, or take the workbook, in which seats can have roles"
    ),
    "target": message("it is not a single number"),
    "result": message("it is not a single number"),
    "baseline": message("it is not a single number"),
    "value": message("another value was read for the same year"),
    "short": message("one character is too short for a name"),
    "digits": message("it has more digits than are kept"),
    "unit": message("it is not a unit of measure"),
    "direction": message("it is not a direction"),
    "sdg": message("it is not the code of an SDG target or goal"),
    "period": message("no date was recognized in it"),
    "due": message("no date was recognized in it"),
    "remark": message("it speaks of responsibility, an open question or a wanted direction but was not understood"),
}
"""Why a cell of a column, a key of ``FIELDS``, was not understood where the column says what it should hold."""

RULES = {
    "own_agencies": message("list of own agencies"),
    "definitions": message("short forms"),
    "bodies": message("councils"),
    "basis": message("legal basis"),
    "units": message("units of agencies"),
    "subgroups": message("subgroups"),
    "seats": message("seats"),
    "duties": message("lists of duties"),
    "shares": message("duties in common"),
    "indicators": message("indicators"),
    "responsibilities": message("responsibilities"),
    "goals": message("SDG targets"),
    "english": message("English text"),
    "tables": message("tables"),
    "reviews": message("reviews"),
    "reports": message("reports"),
    "plan": message("the document itself"),
}
"""Families of reading rules; a rule's code is its family's, a full stop and its own name."""

REMARKS = {
    "sum": message("numbers do not agree"),
    "folded": message("taken as one"),
    "alike": message("the same agency?"),
    "nobody": message("no agency assigned"),
    "not-kept": message("not kept"),
    "no-figure": message("no figure set"),
    "undefined": message("not explained"),
    "date": message("date"),
    "notice": message("notice"),
    "part-of-year": message("part of a year"),
    "put-off": message("deadline put off"),
    "no-day": message("no day given"),
    "differs": message("stated differently"),
    "apart": message("one name, several indicators"),
    "one-task": message("one name, one task"),
    "led-apart": message("leads of indicators"),
}
"""What a reviewer should look at."""


TAKEN_AS_READ = (
    "flat-table-unread",
    "flat-column-unread",
    "flat-earlier-sheet",
    "flat-cell-unread",
    "flat-cell-part",
    "flat-unsure",
    "draft-unreviewed",
)
"""The findings that may be taken as they are; what was not understood is then left out."""


def rule_family(code: str) -> Message:
    """The family of the rule of that code, in words."""
    return RULES[code.partition(".")[0]]
