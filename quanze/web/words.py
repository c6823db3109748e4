"""What the pages say besides the words of the schema and of the answers."""

from __future__ import annotations

import re

from quanze.exports.answers.cells import plain
from quanze.locale import in_language, message, template

WORDS = {
    "skip": template("Skip to the content"),
    "home": template("Start"),
    "to_desk": template("Back to the desk"),
    "pages": template("Pages"),
    "search": template("Search"),
    "ask": template("Ask"),
    "question": template("Your question, or a name"),
    "question_hint": template("For example: who is responsible for a task; what an agency does"),
    "names": template("All names"),
    "as_of": template("As of"),
    "as_of_hint": template("Type a date, a month or a year, Western or ROC."),
    "show": template("Show"),
    "language": template("Language"),
    "download": template("Download this page"),
    "contents": template("On this page"),
    "datasets": template("Data sets"),
    "records": template("Records"),
    "agencies": template("Agencies"),
    "councils": template("Councils"),
    "subgroups": template("Subgroups"),
    "tasks": template("Tasks"),
    "indicators": template("Indicators"),
    "sdg_goals": template("SDG goals"),
    "sdg_targets": template("SDG targets"),
    "members": template("Seats"),
    "documents": template("Documents"),
    "matrix": template("Responsibility matrix"),
    "dependencies": template("Dependencies"),
    "gaps": template("Gaps"),
    "progress": template("Progress"),
    "coverage": template("SDG coverage"),
    "workload": template("Workload"),
    "workload_is": template("How many tasks and indicators each agency leads, supports or reviews, and its seats."),
    "compare": template("Compare dates or editions"),
    "two-agencies": template("Two agencies side by side"),
    "first_agency": template("One agency"),
    "second_agency": template("Another agency"),
    "history": template("History"),
    "picture": template("Picture"),
    "pictures": template("Pictures"),
    "before_side": template("Earlier"),
    "after_side": template("Later"),
    "set": template("Data set or edition"),
    "day": template("Date"),
    "previous": template("Previous"),
    "next": template("Next"),
    "clauses": template("Path and clauses"),
    "read_only": template("Read-only. Every statement names the document and the clause it rests on."),
    "editorial": template("Editorial readings are ours, for review; they are not the source's own statements."),
    "unfold": template("Show each"),
    "nothing": template("Nothing to show."),
    "chart": template("Targets and results by year"),
    "target": template("target"),
    "result": template("result"),
    "baseline": template("baseline"),
    "close": template("Close"),
    "wide_paper": template("A sheet of paper has no room for so many columns; the .xlsx has all of them."),
    "inherited_key": template("Letters in brackets are inherited."),
    "letter_opens": template("A letter opens its path and clauses."),
}


_OF_THE_TERMINAL = re.compile(r"`quanze |--[a-z]")


def advice_on_a_page(advice: str, lang: str) -> str:
    """Advice in a language; none where it names a command or an option, which a reader of pages does not have."""
    said = plain(in_language(advice, lang))
    return "" if _OF_THE_TERMINAL.search(said) else said


def word(key: str, lang: str) -> str:
    """A word of the pages in a language."""
    return message(WORDS[key]).in_language(lang)
