"""What the pages of the desk say, besides the words of the other pages."""

from __future__ import annotations

from typing import Any

from quanze.locale import message, template
from quanze.web import words

WORDS = {
    "desk": template("Your desk"),
    "plans": template("Your plans"),
    "no_plans": template("No plan is here yet. Drop a sheet, or try it with the plan of Chiayi City."),
    "kept_in": template("Plans are kept in"),
    "changed_at": template("last changed"),
    "empty_plan": template("still empty"),
    "drop_title": template("Begin with a sheet, a workbook or a document"),
    "drop_hint": template(
        "Drop it here, or choose it: .xlsx .ods .csv .yaml, or .docx .odt .pdf .html .txt .md, up to 64 MB. Several "
        "sheets dropped together are checked together and loaded as one."
    ),
    "drop_button": template("Check it"),
    "into": template("Into"),
    "new_plan_of_file": template("a new plan, named after the file"),
    "other_ways": template("Other ways to begin"),
    "more": template("More with this plan"),
    "new_plan": template("New plan"),
    "name": template("Name"),
    "begin": template("Begin"),
    "open_plan": template("Open a plan"),
    "address": template("Path of a .kgl file, or address of a Neo4j server"),
    "open": template("Open"),
    "example": template("Try it with Chiayi"),
    "example_hint": template("The plan of Chiayi City, the climate act and the SDG indicators, as a plan of your own."),
    "example_button": template("Try"),
    "empty_sheets": template("Empty sheets to fill in"),
    "empty_sheet": template("one sheet for the whole plan"),
    "empty_workbook": template("workbook with all tables"),
    "look": template("Ask and look"),
    "look_hint": template("who is responsible, what is missing, progress, matrix, pictures, files to download"),
    "files": template("Files of this session"),
    "datasets": template("Data sets"),
    "take_tables": template("tables as .xlsx"),
    "log": template("Loads, the last first"),
    "undo": template("Take the last load back ({name})"),
    "remove": template("Remove from this list"),
    "recognized": template("{plan} has a file of this name already, so it was taken for that plan."),
    "part": template("It belongs to another plan: begin a new one"),
    "document": template("document"),
    "sheet": template("sheet"),
    "file_loaded": template("loaded"),
    "file_checked": template("checked"),
    "file_read": template("read"),
    "file_open": template("not finished"),
    "findings": template("What the check found"),
    "in_place": template("In the sheet"),
    "row_number": template("Row"),
    "at_rows": template("row {rows}"),
    "more_rows": template("{n} more rows with findings are not shown here."),
    "more_findings": template("{n} more findings are not listed."),
    "whole_sheet": template("Show the whole sheet"),
    "only_findings": template("Only the rows with findings"),
    "all_rows": template("{n} rows"),
    "columns": template("What the columns were read as"),
    "columns_hint": template(
        "Where a meaning is wrong, choose another one. The button also confirms all meanings that are shown."
    ),
    "column": template("Column"),
    "head": template("Head"),
    "meaning": template("Meaning"),
    "year": template("Year"),
    "cells": template("Cells"),
    "not_understood": template("not understood"),
    "check_columns": template("Confirm the columns and check"),
    "check_beside": template("Check together with those ticked"),
    "check_edition": template("Check as the edition chosen"),
    "check_unsure": template("Check with this choice"),
    "use_name": template("{written} means {name}"),
    "names_taken": template("Names you accepted"),
    "means": template("means"),
    "take_back": template("Take back"),
    "beside": template("Load with it"),
    "beside_hint": template(
        "Data sets that ship. Those that the file says it needs are ticked, and checked with it already."
    ),
    "edition": template("Later edition"),
    "edition_hint": template(
        "The plan has data already. If this file is a later edition of it, choose which; its records then take the "
        "place of the earlier ones. Otherwise it is added beside them."
    ),
    "edition_of": template("This file is"),
    "edition_none": template("another part of the plan, added beside the rest"),
    "edition_one": template("a later edition of {name}"),
    "not_loaded": template("{name} is not loaded yet"),
    "papers": template("Papers"),
    "paper_brief": template("Brief of an agency"),
    "paper_report": template("Report of the plan"),
    "paper_as": template("as"),
    "each_file": template("Files dropped together"),
    "planned": template("Planned changes of bodies"),
    "planned_hint": template(
        "A merger, a split, a transfer: see what each body would gain and lose before it is decided. Nothing is "
        "written."
    ),
    "planned_fill": template("Fill in changes here"),
    "planned_sheet": template("empty sheet of changes (.xlsx)"),
    "planned_drop": template(
        "More lines, or seats and sections: fill in the sheet, and drop it on the page of the plan."
    ),
    "try": template("Try it"),
    "try_again": template("Try again"),
    "tried_in": template("What each body gains and loses"),
    "trial_day": template("Compare on the day (empty: the first one on which all are in force)"),
    "change_kind": template("Change"),
    "change_from": template("Body"),
    "change_to": template("Who takes over"),
    "change_moves": template("What moves"),
    "change_date": template("From the day"),
    "change_act": template("Act"),
    "change_article": template("Article"),
    "change_hint": template(
        "A split takes a line for each successor. What moves: names separated by semicolons; empty for all. Several "
        "bodies are separated by 、. A dissolution has no successor, and needs an act."
    ),
    "line": template("line {n}"),
    "new_bodies": template("New bodies, one a line"),
    "new_bodies_hint": template("A successor that the plan does not have yet must be listed here."),
    "body_kind": template("New bodies are of the kind"),
    "trial_load": template("It is decided: check it and load it"),
    "take_away": template("Take away"),
    "own_file": template("the sheet itself (.xlsx)"),
    "merge": template("Merge a later edition"),
    "merge_link": template("Merge a later edition with what was reviewed"),
    "merge_hint": template(
        "The first edition, the later one, and the reviewed draft of the first one. What one side alone "
        "changed is taken; what both changed is listed, and the reviewer's version is kept until you "
        "choose."
    ),
    "merge_needs": template("Drop the files on the page of the plan first; here is what can be chosen."),
    "merge_base": template("First edition"),
    "merge_later": template("Later edition or document"),
    "merge_reviewed": template("Reviewed edition"),
    "first_reading": template("the first reading kept in the reviewed draft"),
    "merge_chapter": template("The later document is another chapter of the same plan: it only adds"),
    "merge_button": template("Merge"),
    "merged": template("merged"),
    "conflicts": template("Conflicts"),
    "more_conflicts": template("{n} more conflicts are shown once these are decided."),
    "take": template("Take"),
    "same_pairs": template("May be the same under another name"),
    "same_hint": template(
        "Say of each pair whether the two are one before you load. "
        "What is one keeps its id and its figures of former years."
    ),
    "check_pairs": template("Check again with these answers"),
    "is_same": template("the same"),
    "is_other": template("not the same"),
    "merge_again": template("Keep the decisions and merge"),
    "merge_check": template("Go on: check what would be loaded"),
    "merge_file": template("the merged plan (.xlsx)"),
    "merged_from": template("Merged: {names}"),
    "merge_gains": template("What the reviewed edition gains"),
    "sheets_left_out": template("Sheets of the draft that are not in the merged one: {names}"),
    "back_to_merge": template("Back to the conflicts"),
    "decided_gaps": template("Gaps and decisions"),
    "decided_gaps_link": template("Which gaps are new, solved, or left open by decision"),
    "decided_gaps_hint": template(
        "Keep today's gaps as a list, and compare with it later: what is new, what is solved. Gaps that are left open "
        "on purpose stand in a list with the reason and who decided."
    ),
    "gaps_accepted": template("Gaps left open by decision (.csv)"),
    "gaps_baseline": template("Gaps known before (.json)"),
    "gaps_forget": template("Without this list"),
    "gaps_compare": template("Compare"),
    "gaps_0": template("today's gaps as a list of known ones (.json)"),
    "gaps_1": template("a list to decide on: keep the lines of what is left open, and fill them in (.csv)"),
    "gaps_2": template("this page (.xlsx)"),
    "programs": template("Files for other programs"),
    "programs_hint": template("For Gephi, yEd, Cytoscape, networkx, linked data, Open SDG: the whole plan."),
    "import": template("File of another system"),
    "import_hint": template("It becomes a draft, which is checked and shown like any other file before it is loaded."),
    "import_form": template("Form"),
    "import_file": template("File"),
    "import_mapping": template("For a graph file: what its attributes mean (.yaml)"),
    "import_button": template("Make a draft"),
    "import_left_out": template("{n} items have no place in the draft and were left out"),
    "import_popolo": template("Popolo (.json)"),
    "import_oparl": template("OParl (.json)"),
    "import_org": template("W3C ORG, and linked data of our own"),
    "import_publicbodies": template("table of publicbodies (.csv)"),
    "import_graph": template("graph file (.graphml .gexf .json)"),
    "unsure": template("What was not understood"),
    "unsure_take": template("Leave out what was not understood, and take doubts as read"),
    "changes": template("What a load would change"),
    "no_changes": template("Nothing: it is loaded as it is here."),
    "load": template("Load it into {name}"),
    "replace": template("Yes, remove these records"),
    "found": template("In the file: {records}"),
    "draft_file": template("The draft as a workbook"),
    "reading_view": template("The text with what was read marked"),
    "facts": template("read"),
    "check_why": template("to check: {reason}"),
    "to_check": template("to check"),
    "right": template("right"),
    "wrong": template("wrong"),
    "later": template("later"),
    "decided_hint": template(
        "What is wrong is not loaded. What is left for later is loaded as it was read, and stays marked in the draft."
    ),
    "clauses_read": template("Clauses and what was read from them"),
    "show_check": template("Only what is to be checked"),
    "show_open": template("Only what is undecided"),
    "show_all": template("All"),
    "save": template("Keep the decisions"),
    "clause_right": template("All of this clause is right"),
    "clause_wrong": template("All of this clause is wrong"),
    "all_right": template("All undecided on this page are right"),
    "then_check": template("Go on: check what would be loaded"),
    "back_to_reading": template("Back to the reading"),
    "nothing_read": template("Nothing about responsibility was read from this document."),
    "stop": template("Stop"),
    "stopped": template(
        "Stopped. A load is written as a whole or not at all; the list of loads of the plan says which."
    ),
    "go_back": template("Go back"),
    "seconds": template("{n} s"),
    "of_total": template("{done} of {total}"),
    "working": template("Working"),
    "tables": template("Tables"),
    "now_ask": template("Now ask and look"),
    "to_plan": template("The plan and its loads"),
    "page_of": template("Page {number} of {last}"),
    "not_in": template("This page belongs to the person who started Quanze"),
    "not_in_hint": template(
        "Open the address that the program showed when it started. It is good once; start it again for another browser."
    ),
    "local": template("Everything stays on this machine."),
    "come_in": template("Welcome"),
    "go_on": template("Go on"),
}


def word(key: str, lang: str, **values: Any) -> str:
    """A word of the desk in a language; ``values`` fill its names."""
    return message(WORDS[key], **values).in_language(lang) if key in WORDS else words.word(key, lang)
