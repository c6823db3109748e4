"""Three editions merged: the first, a later one, and what somebody made of the first; conflicts are chosen here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quanze import api
from quanze.errors import QueryError
from quanze.exports.answers.cells import plain
from quanze.locale import languages, message
from quanze.schema.merge_conflicts import MERGE_CONFLICTS, SIDES
from quanze.schema.naming import named
from quanze.web.desk import work
from quanze.web.desk.sheet_page import begin, conflicts_left, undecided_in
from quanze.web.desk.visit import Answer, Download, GoTo, View, Visit
from quanze.web.desk.words import word
from quanze.web.page import Page

if TYPE_CHECKING:
    from quanze.web.desk.plans import Plan
    from quanze.web.desk.uploads import Upload
    from quanze.web.desk.work import MergeOutcome

IN_DRAFT = "draft"
"""In the choice of the first edition: the one that the reviewed draft holds."""
_SET, _FILE = "set:", "file:"
AT_ONCE = 200
"""Conflicts on one page, the undecided ones first."""
CHOICES = tuple(choice.code for choice in SIDES)
_SHOWN = ("field", "base", "ours", "ours_cited", "theirs", "theirs_cited")


def choose_page(visit: Visit) -> Answer:
    """The choice of three editions."""
    plan = visit.plan()
    page = Page(word("merge", visit.lang), dated=False)
    values = {"plan": plan, "sides": _sides(visit, plan), "in_draft": IN_DRAFT, "later": visit.query.get("later", "")}
    return View("merge_choice.html", page, f"plans/{plan.key}/merge", values)


def _sides(visit: Visit, plan: Plan) -> dict[str, str]:
    """What can be merged, by its value in the form: the files at hand, and the data sets of the plan."""
    files = [upload for upload in visit.at_hand.uploads.of(plan.key) if not upload.others]
    found = {_FILE + upload.id: upload.name for upload in files}
    if plan.is_there:
        with api.open(plan.database) as graph:
            rows = graph.datasets()
        found |= {_SET + row["id"]: f"{plain(named({**row}, visit.lang))} ({row['id']})" for row in rows}
    return found


def begin_merge(visit: Visit) -> Answer:
    """Merge what was chosen."""
    plan = visit.plan()
    sides = _sides(visit, plan)
    base, later, reviewed = (visit.given(name) for name in ("base", "later", "reviewed"))
    if later not in sides or reviewed not in sides or base not in (*sides, IN_DRAFT):
        raise QueryError(
            message("Three editions are needed for a merge."),
            message("Drop the files on the page of the plan first, then choose them here."),
        )
    if len({base, later, reviewed}) < 3:
        raise QueryError(
            message("The three editions must be different ones."),
            message("Choose the first one, the later one, and the one that was reviewed."),
        )
    taken, third = _side(visit, later, anew=base == IN_DRAFT), _side(visit, reviewed)
    if base == IN_DRAFT and not (taken.is_document and _holds_first(third)):
        raise QueryError(
            message("Only a reviewed draft with its first reading can be merged with a later document."),
            message(
                "Choose the document as the later edition and the draft of the first one as the reviewed edition; for "
                "other files choose the first edition too."
            ),
        )
    names = (word("first_reading", visit.lang) if base == IN_DRAFT else sides[base], sides[later], sides[reviewed])
    asked = work.Merge(
        None if base == IN_DRAFT else _side(visit, base),
        taken,
        third,
        names,
        chapter=visit.given("chapter") == "yes" and base == IN_DRAFT,
    )
    upload = visit.at_hand.uploads.begin(plan.key, f"{word('merged', visit.lang)}.xlsx")
    chosen = [visit.at_hand.uploads.get(value.removeprefix(_FILE)) for value in (base, later, reviewed)]
    for one in filter(None, chosen):  # flat sheets are read as they were checked
        upload.columns |= one.columns
        asked.accept_unsure |= one.accept_unsure
    if upload.columns:
        asked.columns = str(api.write_columns(upload.folder / "columns.yaml", upload.columns))
        upload.columns = {}
    upload.merge = asked
    return _begin(visit, upload)


def _side(visit: Visit, value: str, *, anew: bool = False) -> work.Side:
    """What a choice means: a document by its draft with what was decided so far, or itself to be read ``anew``."""
    if value.startswith(_SET):
        return work.Side(value.removeprefix(_SET))
    upload = visit.at_hand.uploads.get(value.removeprefix(_FILE))
    assert upload is not None  # it is one of those that were offered
    if not upload.is_document:
        return work.Side(str(upload.path))
    if anew:
        return work.Side(str(upload.path), True)
    if upload.drafted is None:
        raise QueryError(
            message("{name} is not read yet.", name=upload.name), message("Open it from the page of the plan first.")
        )
    work.write_draft(str(upload.folder), upload.decisions, str(upload.draft), visit.lang)
    return work.Side(str(upload.draft))


def _holds_first(side: work.Side) -> bool:
    from pathlib import Path

    return Path(side.given).is_file() and api.holds_first_reading(side.given)


def _begin(visit: Visit, upload: Upload) -> GoTo:
    """Merge again with what is decided; the merged workbook takes the place of the one before."""
    asked = upload.merge
    assert asked is not None
    address = visit.addresses.to(f"files/{upload.id}/merge")

    def ended(found: MergeOutcome) -> str:
        asked.outcome = found
        asked.pairs.add(found.unsure)
        upload.looked = upload.report = None
        return address

    def failed() -> str:
        if asked.outcome is not None:
            return address
        visit.at_hand.uploads.remove(upload)
        return visit.addresses.to(f"plans/{upload.plan}/merge")

    given = (visit.plan(upload.plan).database, asked, str(upload.path), languages(), visit.lang)
    back = visit.addresses.to(f"plans/{upload.plan}")
    return begin(visit, message("Merging {names}", names=[*asked.names]), work.merge, given, back, ended, failed)


def merge_page(visit: Visit) -> Answer:
    """The conflicts of a merge, and what the reviewed edition gains by it."""
    from quanze.web.grids import comparison_sections

    upload = visit.upload()
    asked = upload.merge
    if asked is None or asked.outcome is None:
        return visit.addresses.to(f"plans/{upload.plan}/merge")
    rows = sorted(asked.outcome.conflicts[visit.lang], key=lambda row: bool(row["decision"]))
    heads = {column.name: column.in_language(visit.lang) for column in MERGE_CONFLICTS.columns}
    undecided = undecided_in(upload)
    page = Page(word("merge", visit.lang), dated=False)
    page.sections = comparison_sections(asked.outcome.changes, visit.lang)
    view = View("merge.html", page, f"files/{upload.id}/merge")
    view.values = {
        "upload": upload,
        "plan": visit.plan(upload.plan),
        "names": asked.names,
        "conflicts": [_conflict(row, heads) for row in rows[:AT_ONCE]],
        "left_out": max(len(rows) - AT_ONCE, 0),
        "total": len(rows),
        "sides": [(choice.code, choice.in_language(visit.lang)) for choice in SIDES],
        "pairs": asked.pairs.shown(visit.lang),
        "level": "warning" if undecided else "fine",
        "verdict": visit.say(conflicts_left(undecided)),
        "findings": [plain(finding.message(visit.lang)) for finding in asked.outcome.findings],
        "sheets_left_out": asked.outcome.left_out,
    }
    return view


def _conflict(row: dict[str, str], heads: dict[str, str]) -> dict[str, Any]:
    values = [(heads[name], plain(row[name])) for name in _SHOWN if row.get(name)]
    return {
        "mark": row["mark"],
        "record": plain(row["record"]),
        "conflict": plain(row["conflict"]),
        "decision": row["decision"],
        "values": values,
    }


def decide(visit: Visit) -> Answer:
    """Keep what was decided about conflicts and pairs, and merge again."""
    upload = visit.upload()
    asked = upload.merge
    if asked is None or asked.outcome is None:
        return visit.addresses.to(f"plans/{upload.plan}/merge")
    known = {row["mark"] for row in asked.outcome.conflicts[visit.lang]}
    n = 0
    while mark := visit.given(f"mark-{n}"):
        said = visit.given(f"take-{n}")
        if mark in known and said in CHOICES:
            asked.decisions[mark] = said
        elif mark in known and said == "later":
            asked.decisions.pop(mark, None)
        n += 1
    asked.pairs.take(visit.given)
    return _begin(visit, upload)


def own_file(visit: Visit) -> Answer:
    """The file itself, as it was merged or filled in here."""
    upload = visit.upload()
    return Download(upload.path)
