"""The pages around the files: the plans at hand, one plan with its loads, and a step that runs."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

from quanze import api
from quanze.errors import QuanzeError
from quanze.exports.answers.cells import plain
from quanze.locale import in_language, message
from quanze.schema.column_titles import heads
from quanze.schema.dates import table_date
from quanze.schema.import_forms import FORMS
from quanze.schema.naming import named
from quanze.web.cells import lines
from quanze.web.desk import work
from quanze.web.desk.draft_page import begin_read
from quanze.web.desk.exchange_page import OFFERED
from quanze.web.desk.file_names import safe_name
from quanze.web.desk.findings_in_place import FindingShown, shown_findings
from quanze.web.desk.plans import EXAMPLE, Plan
from quanze.web.desk.sheet_page import SHOWN, begin, begin_check
from quanze.web.desk.sheet_page import remove as forget
from quanze.web.desk.steps import DONE, FAILED, STOPPED, Fault
from quanze.web.desk.visit import Answer, Download, GoneError, GoTo, View, Visit
from quanze.web.desk.words import word
from quanze.web.page import Page, Section
from quanze.web.words import advice_on_a_page

if TYPE_CHECKING:
    from quanze.web.desk.uploads import Upload

LOG = ("number", "at", "action", "dataset", "source", "added", "changed", "removed", "accepted", "undone")
NEW = "new"
"""In the choice of a plan for a file: a new one, named after the file."""
AGENCIES = 1000
"""Agencies that are offered for a brief; any other name can be typed."""
PAPERS = (".docx", ".odt", ".md")
"""The formats in which papers are handed out."""
_AT_ONCE = 0.3
"""Seconds that a page waits for a step that may be done at once."""


def start_page(visit: Visit) -> View:
    """The plans at hand, and the ways to a plan."""
    page = Page("Quanze", dated=False)
    plans = visit.at_hand.plans.all()
    folder = str(visit.at_hand.plans.folder)
    uploads = visit.at_hand.uploads
    waiting = {plan.key: None if plan.is_there else next(iter(uploads.of(plan.key)), None) for plan in plans}
    shown_day = partial(table_date, lang=visit.lang)
    values = {"plans": plans, "waiting": waiting, "folder": folder, "shown_day": shown_day}
    return View("start.html", page, "", values)


def plan_page(visit: Visit) -> Answer:
    """One plan: its data sets, the files dropped for it, and its loads."""
    plan = visit.plan()
    page = Page(plain(plan.name), dated=False)
    values: dict[str, Any] = {
        "plan": plan,
        "uploads": visit.at_hand.uploads.of(plan.key),
        "datasets": [],
        "last": None,
        "agencies": [],
        "papers": PAPERS,
        "programs": [*OFFERED],
        "forms_of_import": [(form, word(f"import_{form}", visit.lang)) for form in FORMS],
    }
    if plan.is_there:
        with api.open(plan.database) as graph:
            plans, rows = graph.plans(), graph.log()
            datasets = sorted(graph.datasets(), key=lambda row: row["id"] not in plans)
            agencies = graph.records("Agency")
        values["agencies"] = list(dict.fromkeys(plain(named({**row}, visit.lang)) for row in agencies))[:AGENCIES]
        values["datasets"] = [(row["id"], plain(named({**row}, visit.lang))) for row in datasets]
        page.sections = [_log(rows, visit)] if rows else []
        values["last"] = next((row for row in rows if not row["undone"] and row["action"] == "load"), None)
    return View("plan.html", page, f"plans/{plan.key}", values)


def _log(rows: Any, visit: Visit) -> Section:
    shown = [{**row} for row in rows]
    for row in shown:
        row["source"] = plain(row["source"]).replace("\\", "/").rpartition("/")[2]
    return Section("log", word("log", visit.lang), heads(visit.lang, *LOG), lines(shown, visit.lang), shown)


def begin_plan(visit: Visit) -> Answer:
    """A new plan, one that is opened, or the example."""
    what = visit.given("what")
    plans = visit.at_hand.plans
    if what == "open":
        return visit.addresses.to(f"plans/{plans.open(visit.given('address')).key}")
    if what == "example":
        return _example(visit)
    return visit.addresses.to(f"plans/{plans.begin(visit.given('name')).key}")


def _example(visit: Visit) -> GoTo:
    """The plans that ship, as a plan of one's own that may be changed."""
    plans = visit.at_hand.plans
    plan = next((one for one in plans.all() if one.name == EXAMPLE), None) or plans.begin(EXAMPLE)
    address = f"/plan/{plan.key}/{visit.lang}/"
    if plan.is_there:
        return address
    plans.make_folder()
    title = message("Preparing the plans that ship")
    return begin(visit, title, work.example, (plan.database,), visit.addresses.to(), lambda _: address)


def drop(visit: Visit) -> Answer:
    """Take files for a plan. One is checked or read at once; of several, all sheets are checked together, and each
    document is read when it is opened."""
    given = visit.form.get("file-all") or [None]
    files = [(getattr(one, "filename", "") or "", getattr(one, "file", None) or _empty()) for one in given]
    key = visit.rest[0] if visit.rest else visit.given("plan")
    plan = None if key in ("", NEW) else visit.plan(key)
    uploads = visit.at_hand.uploads.take_all(plan.key if plan else "", files)
    if plan is None:
        known = _plan_of(visit, uploads[0])
        plan = known or _named_after(visit, uploads[0].path.stem)
        for upload in uploads:
            upload.plan, upload.recognized = plan.key, known is not None
    if len(uploads) > 1:
        return visit.addresses.to(f"plans/{plan.key}") + "#files"
    return _begin(visit, uploads[0])


def _begin(visit: Visit, upload: Upload) -> GoTo:
    return begin_read(visit, upload) if upload.is_document else begin_check(visit, upload)


def part(visit: Visit) -> Answer:
    """Take a file, which went to the plan that has one of its name, for another plan."""
    upload = visit.upload()
    upload.plan, upload.recognized = _named_after(visit, upload.path.stem).key, False
    upload.looked = upload.drafted = upload.report = None
    return _begin(visit, upload)


def _plan_of(visit: Visit, upload: Upload) -> Plan | None:
    """The plan that has a file of this name already: named after it, dropped for it since the start, or loaded into it;
    None where there are none or several."""
    plans = visit.at_hand.plans.all()
    stem = _folded(upload.path.stem)
    found = [plan.key for plan in plans if _folded(plan.name) == stem]
    for plan in () if found else plans:
        others = (one for one in visit.at_hand.uploads.of(plan.key) if one is not upload)
        if any(_folded(one.path.name) == _folded(upload.path.name) for one in others) or _loaded(plan, upload):
            found.append(plan.key)
    return visit.at_hand.plans.get(found[0]) if len(found) == 1 else None


def _loaded(plan: Plan, upload: Upload) -> bool:
    """Whether a file of this name was loaded into a plan on this machine."""
    if not plan.changed:
        return False
    with suppress(QuanzeError), api.open(plan.database) as graph:
        return any(
            _folded(plain(row["source"]).replace("\\", "/").rpartition("/")[2]) == _folded(upload.path.name)
            for row in graph.log()
            if row["action"] == "load" and not row["undone"]
        )
    return False


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _empty() -> BytesIO:
    return BytesIO()


def paper(visit: Visit) -> Answer:
    """The brief of an agency, or the report of the plan, as a document."""
    plan = visit.plan()
    ending = visit.query.get("as", PAPERS[0])
    if ending not in PAPERS:
        raise GoneError(message("There is no such page."))
    name = visit.query.get("agency", "").strip()
    path = visit.at_hand.uploads.scratch() / f"{safe_name(name) or plan.key}{ending}"
    with api.open(plan.database) as graph:
        document = graph.brief(name) if visit.rest[1] == "brief" else graph.report()
        return Download(document.write(path, lang=visit.lang))


def _named_after(visit: Visit, stem: str) -> Plan:
    plans = visit.at_hand.plans
    return plans.begin(plans.free_name(stem), for_file=True)


def remove(visit: Visit) -> Answer:
    """Forget a dropped file."""
    return forget(visit, visit.upload())


def undo(visit: Visit) -> Answer:
    """Take the last load of a plan back."""
    plan = visit.plan()
    address = visit.addresses.to(f"plans/{plan.key}")
    title = message("Taking the last load of {name} back", name=plan.name)
    return begin(visit, title, work.undo, (plan.database,), address, lambda _: address + "#log")


def step_page(visit: Visit) -> Answer:
    """How far a step is; where it leads once it is done."""
    step = visit.at_hand.steps.get(visit.rest[0])
    if step is None:
        raise GoneError(message("This step is no longer available."), message("Go on from the start page."))
    if "now" not in visit.query:
        step.wait(_AT_ONCE)
    if step.state == DONE:
        return step.next
    page = Page(plain(visit.say(step.title)), dated=False)
    name, done, total = step.doing
    values = {
        "step": step,
        "ended": step.state in (FAILED, STOPPED),
        "stopped": step.state == STOPPED,
        "doing": plain(name),
        "done": done,
        "total": total,
        "fault": _fault(step.fault, visit.lang),
        "findings": _findings(step.fault, visit.lang),
    }
    return View("step.html", page, f"steps/{step.id}", values)


def _fault(fault: Fault | None, lang: str) -> list[str]:
    """What went wrong, and what to do."""
    return [plain(in_language(fault.message, lang)), advice_on_a_page(fault.advice, lang)] if fault else ["", ""]


def _findings(fault: Fault | None, lang: str) -> list[FindingShown]:
    """The findings that stopped a step, where it has no page of its own for them."""
    return shown_findings([*fault.findings][:SHOWN], (), (), lang, several=True) if fault else []


def stop(visit: Visit) -> Answer:
    """Stop a step."""
    step = visit.at_hand.steps.get(visit.rest[0])
    if step is not None:
        step.stop()
    return visit.addresses.to(f"steps/{visit.rest[0]}")


def template(visit: Visit) -> Answer:
    """An empty sheet or workbook to fill in."""
    flat = visit.rest[0] == "sheet.xlsx"
    if not flat and visit.rest[0] != "workbook.xlsx":
        raise GoneError(message("There is no such page."))
    folder = visit.at_hand.uploads.scratch()
    return Download(api.template(folder / visit.rest[0], flat=flat, lang=visit.lang))


def dump(visit: Visit) -> Answer:
    """The tables of a data set, as a workbook that loads again."""
    plan = visit.plan()
    dataset = visit.query.get("dataset", "")
    folder = visit.at_hand.uploads.scratch()
    with api.open(plan.database) as graph:
        written = graph.dump(folder / "plan.xlsx", datasets=dataset, lang=visit.lang)
    return Download(written[0])
