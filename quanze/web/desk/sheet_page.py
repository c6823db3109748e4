"""The page of a file that was dropped: what was understood of it, what is wrong and where, what a load would change."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from quanze import api
from quanze.errors import QueryError, UnknownNameError
from quanze.exports.answers.cells import plain
from quanze.locale import message, plural
from quanze.schema import KINDS
from quanze.schema.column_titles import heads, worded
from quanze.schema.draft_codes import FIELDS, TAKEN_AS_READ
from quanze.schema.kind_names import counted
from quanze.schema.naming import named
from quanze.web.cells import lines
from quanze.web.desk import work
from quanze.web.desk.findings_in_place import AT_ONCE, sheets_with_findings, shown_findings
from quanze.web.desk.steps import Step
from quanze.web.desk.visit import Answer, GoTo, View, Visit
from quanze.web.desk.words import word
from quanze.web.page import Page, Section

if TYPE_CHECKING:
    from quanze.schema.rows import ColumnRead
    from quanze.web.desk.plans import Plan
    from quanze.web.desk.uploads import Upload
    from quanze.web.desk.work import Loaded, Looked

SHOWN = 200
"""Findings that are listed at once."""
REFERRING = ("unknown-reference", "reference-to-unread-row", "requires-missing", "sdgs-missing")
"""The findings that a data set loaded with the file may answer."""
_NEEDED = ("requires-missing", "sdgs-missing")
"""Those that name the data set by its id."""
_YEARLY = ("target", "result")
"""Meanings of a column that belong to a year."""


def sheet_page(visit: Visit) -> Answer:
    """The page of a checked file."""
    upload = visit.upload()
    if upload.is_document and upload.drafted is not None and "check" not in visit.query and not upload.looked:
        return visit.addresses.to(f"drafts/{upload.id}")
    if upload.looked is None:
        return begin_check(visit, upload)
    return _view(visit, upload, upload.looked, visit.plan(upload.plan))


def begin_check(visit: Visit, upload: Upload) -> GoTo:
    """Check a file, with how it is read now."""
    address = visit.addresses.to(f"files/{upload.id}")
    upload.report = None

    def ended(found: Looked) -> str:
        needed = {finding.value for finding in found.findings if finding.code in _NEEDED}
        more = [name for name in api.shipped() if name in needed and name not in upload.beside]
        if more and not upload.beside_chosen:
            upload.beside += more
            upload.beside_chosen = True  # they are added once
            return begin_check(visit, upload)
        upload.looked = found
        upload.pairs.add(found.changes.unsure if found.changes else ())
        return address

    given = upload.given(visit.plan(upload.plan).database)
    back = visit.addresses.to(f"plans/{upload.plan}")
    title = message("Checking {name}", name=upload.name)
    return begin(visit, title, work.look, (given,), back, ended, partial(unreadable, visit, upload))


def begin(
    visit: Visit, title: Any, function: Any, given: tuple[Any, ...], back: str, ended: Any, failed: Any = None
) -> GoTo:
    """Begin a step; the address of its page, or of what follows where it is done at once."""
    step = visit.at_hand.steps.keep(Step(title, function, given, back, ended, failed))
    return visit.addresses.to(f"steps/{step.id}")


def unreadable(visit: Visit, upload: Upload) -> GoTo:
    """Forget a file that could not be read, and the plan that was begun for it; where one goes on."""
    if upload.looked or upload.drafted:
        return visit.addresses.to(f"{'files' if upload.looked else 'drafts'}/{upload.id}")
    return remove(visit, upload)


def remove(visit: Visit, upload: Upload) -> GoTo:
    """Forget a file, and a plan that was begun for it and has nothing else; where one goes on."""
    at_hand = visit.at_hand
    at_hand.uploads.remove(upload)
    if not at_hand.uploads.of(upload.plan):
        at_hand.plans.forget_empty(upload.plan)
    return visit.addresses.to(f"plans/{upload.plan}" if at_hand.plans.get(upload.plan) else "")


def _view(visit: Visit, upload: Upload, looked: Looked, plan: Plan) -> View:
    lang = visit.lang
    page = Page(plain(upload.name), dated=False)
    counts = [counted(kind, looked.counts[kind.label]) for kind in KINDS if kind.label in looked.counts]
    stopping = [finding for finding in looked.findings if finding.stops()]
    number, first = _whole(visit, len(looked.sheets))
    shown = sheets_with_findings(looked.sheets, looked.findings, lang, whole=number, first=first)
    found = shown_findings(looked.findings[: SHOWN * 5], looked.offered, shown, lang, several=bool(upload.others))
    path = f"files/{upload.id}"
    view = View("sheet.html", page, path)
    view.values = {
        "upload": upload,
        "plan": plan,
        "files": _files(upload, looked, visit) if upload.others else [],
        "plans_changes": looked.plans_changes and plan.is_there and not stopping,
        "undecided": visit.say(conflicts_left(undecided_in(upload))) if upload.merge else "",
        "counts": [visit.say(said) for said in counts],
        "verdict": visit.say(_verdict(looked, stopping)),
        "level": _level(looked, stopping),
        "editions": _editions(upload, looked, lang),
        "dataset": looked.dataset,
        "findings": found[:SHOWN],
        "left_out": max(len(found) - SHOWN, 0),
        "sheets": shown,
        "whole": number,
        "first": first,
        "at_once": AT_ONCE,
        "columns": [_column(row, upload, visit) for row in looked.understood],
        "heads": [] if looked.understood else _possible_heads(looked, stopping),
        "meanings": {code: visit.say(FIELDS[field]) for code, field in api.column_meanings().items()},
        "unsure": any(finding.code in TAKEN_AS_READ for finding in looked.findings),
        "refers": any(finding.code in REFERRING for finding in looked.findings),
        "needed": {finding.value for finding in looked.findings if finding.code in _NEEDED},
        "shipped": [(row["id"], plain(named({**row}, lang))) for row in looked.shipped],
        "names": list(upload.names.items()),
        "pairs": upload.pairs.shown(lang),
        "can_load": not stopping and upload.report is None and _would_change(looked),
        "refusals": [],
    }
    if looked.changes is not None:
        from quanze.exports.comparison.sheets import notes
        from quanze.web.grids import comparison_sections

        every = comparison_sections(looked.changes, lang) if _would_change(looked) else []
        page.sections = [own for own in every if own.key != "unsure"]  # which are asked about above
        view.values["has_changes"] = any(looked.changes.change_sets)
        view.values["notes"] = [plain(line) for line in notes(looked.changes, lang, options=False) if line]
        view.values["refusals"] = [plain(refusal.said(lang)[0]) for refusal in looked.changes.refusals]
    return view


def _files(upload: Upload, looked: Looked, visit: Visit) -> list[tuple[str, str, str]]:
    """Each of several files with how grave its findings are, and how many it has."""
    found = []
    for path in upload.paths:
        own = [finding for finding in looked.findings if finding.file == path.name]
        level = "error" if any(one.stops() for one in own) else "warning" if own else "fine"
        said = plural("{n} finding", "{n} findings", n=len(own)) if own else message("no finding")
        found.append((plain(path.name), level, visit.say(said)))
    return found


def undecided_in(upload: Upload) -> int:
    """How many conflicts of a merged file nobody decided."""
    if upload.merge is None or upload.merge.outcome is None:
        return 0
    return sum(not row["decision"] for row in next(iter(upload.merge.outcome.conflicts.values())))


def conflicts_left(n: int) -> Any:
    """How many conflicts are to be decided, and what holds until then."""
    if not n:
        return message("No conflict is left to decide.")
    return plural(
        "{n} conflict to decide; the reviewer's version is kept until then",
        "{n} conflicts to decide; the reviewer's version is kept until then",
        n=n,
    )


def _editions(upload: Upload, looked: Looked, lang: str) -> list[tuple[str, str]]:
    """The data sets of the plan of which the file may be a later edition: where it says by itself which data set it is,
    none."""
    if upload.others or not (upload.is_document or looked.understood):
        return []
    return [(row["id"], plain(named({**row}, lang))) for row in looked.loaded]


def _would_change(looked: Looked) -> bool:
    return looked.changes is None or any(looked.changes.change_sets)


def _verdict(looked: Looked, stopping: list[Any]) -> Any:
    if stopping:
        return plural(
            "{n} finding must be corrected before the data can be loaded.",
            "{n} findings must be corrected before the data can be loaded.",
            n=len(stopping),
        )
    if not _would_change(looked):
        return message("The plan already holds all of it; there is nothing to load.")
    if looked.findings:
        n = len(looked.findings)
        return plural("It can be loaded; there is {n} remark.", "It can be loaded; there are {n} remarks.", n=n)
    return message("Nothing is wrong with it; it can be loaded.")


def _level(looked: Looked, stopping: list[Any]) -> str:
    if stopping:
        return "error"
    return "warning" if looked.findings and _would_change(looked) else "fine"


def _whole(visit: Visit, sheets: int) -> tuple[int, int]:
    """The sheet that is shown as a whole, and its first row from 0; -1 for none."""

    def number(name: str) -> int:
        text = visit.query.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else -1

    whole = number("sheet")
    return (whole, max(number("row") - 1, 0)) if 0 <= whole < sheets else (-1, 0)


def _column(row: ColumnRead, upload: Upload, visit: Visit) -> dict[str, Any]:
    """A column with what it was read as, as the choice of a form shows it."""
    said = upload.columns.get(row["head"], "")
    meaning, _, year = said.partition(" ")
    known = {field: word for word, field in api.column_meanings().items()}
    return {
        **row,
        "letter": row["letter"],
        "meaning": meaning or known.get(row["field"], ""),
        "year": year or row["year"] or "",
        "decided": bool(said),
        "shown": worded([{**row}], visit.lang)[0]["head"],
    }


def _possible_heads(looked: Looked, stopping: list[Any]) -> list[str]:
    """The texts that may be heads, of sheets of which nothing was understood: the first row with several texts."""
    if not any(finding.code in ("flat-not-understood", "flat-table-unread") for finding in stopping):
        return []
    for sheet in looked.sheets:
        for cells in sheet.cells["rows"][:10]:
            texts = list(dict.fromkeys(text.replace("\n", " ") for text in cells if text))
            if len(texts) > 1:
                return texts[:60]
    return []


def decide(visit: Visit) -> Answer:
    """Take what somebody decided about the file, and check it again."""
    upload = visit.upload()
    what = visit.rest[1]
    if what == "columns":
        upload.columns = _decided_columns(visit)
    elif what == "names":
        _decide_name(visit, upload)
    elif what == "beside":
        known = api.shipped()
        chosen = visit.form.get("beside-all", []) or []
        upload.beside, upload.beside_chosen = [name for name in known if name in chosen], True
    elif what == "pairs":
        upload.pairs.take(visit.given)
    elif what == "unsure":
        upload.accept_unsure = visit.given("unsure") == "yes"
    return begin_check(visit, upload)


def _decided_columns(visit: Visit) -> dict[str, str]:
    meanings = api.column_meanings()
    found = {}
    n = 0
    while (head := visit.given(f"head-{n}")) or f"head-{n}" in visit.form:
        meaning, year = visit.given(f"meaning-{n}"), visit.given(f"year-{n}").strip()
        if meaning and meaning not in meanings:
            raise QueryError(message("There is no {name} {value!r}.", name="meaning", value=meaning))
        if year and not (year.isascii() and year.isdigit() and len(year) <= 4):
            raise QueryError(
                message("{year} is not a year.", year=year[:20]), message("Type a year such as 2026 or 115.")
            )
        if head and meaning:
            found[head] = f"{meaning} {_western(year)}".strip() if meaning in _YEARLY else meaning
        n += 1
    return found


def _western(year: str) -> str:
    return str(int(year) + 1911) if year and int(year) < 1000 else year


def _decide_name(visit: Visit, upload: Upload) -> None:
    """Accept a name for a record: one that the check offered, or one that is typed; or take that back."""
    forget = visit.given("forget")
    if forget:
        upload.names.pop(forget, None)
        return
    offered = upload.looked.offered if upload.looked else []
    text = visit.given("offer")
    if text.isascii() and text.isdigit() and int(text) < len(offered):
        row = offered[int(text)]
        upload.names[row["written"]] = row["id"]
        return
    raise UnknownNameError(message("This name is no longer offered."), advice=message("Check the file again."))


def begin_load(visit: Visit) -> Answer:
    """Load the file."""
    upload = visit.upload()
    plan = visit.plan(upload.plan)
    visit.at_hand.plans.make_folder()
    address = visit.addresses.to(f"files/{upload.id}/loaded")

    def ended(found: Loaded) -> str:
        upload.report = found
        return address

    replace = visit.given("replace") == "yes"
    given = (upload.given(plan.database), replace)
    back = visit.addresses.to(f"files/{upload.id}")
    return begin(visit, message("Loading {name}", name=upload.name), work.load, given, back, ended)


def loaded_page(visit: Visit) -> Answer:
    """What a load did, and where to go on."""
    upload = visit.upload()
    plan = visit.plan(upload.plan)
    found = upload.report
    if found is None:
        return visit.addresses.to(f"files/{upload.id}")
    page = Page(visit.say(message("{name} is loaded", name=upload.name)), dated=False)
    beside = api.shipped()  # what comes with the plan stands after it
    rows = sorted(({**row} for row in found.rows), key=lambda row: row["dataset"] in beside)
    columns = heads(visit.lang, "dataset", "table", "added", "changed", "removed", "unchanged")
    page.sections = [
        Section("tables", word("tables", visit.lang), columns, lines(rows, visit.lang), rows, counted=False)
    ]
    return View("loaded.html", page, f"files/{upload.id}/loaded", {"upload": upload, "plan": plan})
