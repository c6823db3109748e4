"""Planned changes of bodies: filled in here or dropped as a sheet, tried on a copy, and shown before a load."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from quanze import api
from quanze.errors import QueryError
from quanze.exports.answers.cells import plain
from quanze.exports.formats import REORGANIZATION, formats_of
from quanze.locale import message
from quanze.schema import KIND
from quanze.schema.relationships import CHANGE
from quanze.web.desk import work
from quanze.web.desk.sheet_page import begin, begin_check
from quanze.web.desk.visit import Answer, Download, GoTo, View, Visit
from quanze.web.desk.words import word
from quanze.web.page import Page

if TYPE_CHECKING:
    from quanze.exports.reorganization_document import ReorganizationDocument
    from quanze.web.desk.uploads import Upload
    from quanze.web.desk.work import Tried

FORMATS = {f"trial{format_.endings[0]}": format_ for format_ in formats_of(REORGANIZATION) if format_.name != "table"}
"""The files of a trial: the last part of their addresses."""
PICTURE = "trial.svg"
LINES = 6
"""Changes that are filled in at once; a sheet takes more."""
_COLUMNS = ("change", "from", "to", "moves", "valid_from", "act", "article")
_MEANT = {"origin": "editorial", "note": "planned"}


def changes_page(visit: Visit) -> Answer:
    """The table of planned changes, to be filled in."""
    plan = visit.plan()
    if not plan.is_there:
        return visit.addresses.to(f"plans/{plan.key}")
    with api.open(plan.database) as graph:
        offered = graph.bodies_offered(lang=visit.lang)
    page = Page(word("planned", visit.lang), dated=False)
    sorts = next(p for p in KIND["Agency"].properties if p.name == "kind").choices
    values = {
        "plan": plan,
        "changes": [(choice.code, choice.in_language(visit.lang)) for choice in CHANGE.choices],
        "sorts": [(choice.code, choice.in_language(visit.lang)) for choice in sorts],
        "offered": {name: [plain(one) for one in names] for name, names in offered.items()},
        "lines": range(LINES),
    }
    return View("changes.html", page, f"plans/{plan.key}/changes", values)


def changes_sheet(visit: Visit) -> Answer:
    """The empty sheet of planned changes, with the names of the plan to choose from."""
    plan = visit.plan()
    with api.open(plan.database) as graph:
        return Download(graph.changes_sheet(visit.at_hand.uploads.scratch() / "changes.xlsx", lang=visit.lang))


def take_changes(visit: Visit) -> Answer:
    """Make the sheet of what was filled in, and try it."""
    plan = visit.plan()
    rows = _filled(visit)
    upload = visit.at_hand.uploads.begin(plan.key, f"{word('planned', visit.lang)}.xlsx")
    with api.open(plan.database) as graph:
        known = {row[name] for row in graph.records("Document") for name in ("name", "name_en", "id")}
        acts = {row["act"] for row in rows if row.get("act")} - known
        tables = {
            "changes": rows,
            "agencies": _new_bodies(visit),
            "documents": [{"name": name, "kind": "law", **_MEANT} for name in sorted(acts)],
        }
        graph.changes_sheet(upload.path, rows=tables, lang=visit.lang)
    return _begin(visit, upload, "")


def _filled(visit: Visit) -> list[dict[str, Any]]:
    """The lines of the form that are not empty."""
    rows = []
    for n in range(LINES):
        row = {name: text for name in _COLUMNS if (text := visit.given(f"{name}-{n}").strip())}
        if row.keys() - {"change"}:
            rows.append({**row, **_MEANT})
    if not rows:
        raise QueryError(
            message("No change was filled in."),
            message("Fill in a line: what kind of change, which body, who takes over, and from which day on."),
        )
    return rows


def _new_bodies(visit: Visit) -> list[dict[str, Any]]:
    """The new bodies, a line each."""
    names = [line.strip() for line in visit.given("new").splitlines()]
    return [{"name": name, "kind": visit.given("sort"), **_MEANT} for name in names if name]


def begin_trial(visit: Visit) -> Answer:
    """Try the planned changes of a file."""
    return _begin(visit, visit.upload(), visit.given("day").strip())


def _begin(visit: Visit, upload: Upload, day: str) -> GoTo:
    address = visit.addresses.to(f"files/{upload.id}")

    def ended(found: Tried) -> str:
        upload.trial, upload.trial_day = found.document, day
        if found.document:
            return f"{address}/trial"
        if upload.looked is None:
            return address
        upload.looked.findings = found.findings
        return address

    plan = visit.plan(upload.plan)
    given = (upload.given(plan.database), plan.name, day)
    title = message("Trying the changes of {name}", name=upload.name)
    return begin(visit, title, work.try_changes, given, address, ended)


def trial_page(visit: Visit) -> Answer:
    """What each body gains and loses by planned changes, and what nobody takes over."""
    from quanze.exports.reorganization.sheets import headline, notes, sheets
    from quanze.web.grids import sections_of

    upload = visit.upload()
    found: ReorganizationDocument | None = upload.trial
    if found is None:
        return begin_check(visit, upload) if upload.looked is None else visit.addresses.to(f"files/{upload.id}")
    matrices = partial(found.matrices, lang=visit.lang)
    page = Page(plain(headline(found, visit.lang)), dated=False)
    page.sections = sections_of(sheets(found, matrices, visit.lang))
    view = View("trial.html", page, f"files/{upload.id}/trial")
    view.values = {
        "upload": upload,
        "plan": visit.plan(upload.plan),
        "notes": [plain(line) for line in notes(found, matrices, visit.lang)],
        "files": [(format_.name, name) for name, format_ in FORMATS.items()],
        "picture": PICTURE if found.duties else "",
        "day": upload.trial_day,
    }
    return view


def trial_file(visit: Visit) -> Answer:
    """What a trial found, as a file."""
    upload, name = visit.upload(), visit.rest[1]
    if upload.trial is None:
        return visit.addresses.to(f"files/{upload.id}")
    return Download(upload.trial.write(visit.at_hand.uploads.scratch() / name, lang=visit.lang))
