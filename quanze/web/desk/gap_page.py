"""The gaps of a plan beside what was decided: those left open on purpose, and those known before, each from a file."""

from __future__ import annotations

import csv
import shutil
from io import StringIO
from typing import TYPE_CHECKING, Any

from quanze import api
from quanze.errors import FileError, FindingsError
from quanze.exports.answers.answer import Answer as Rows
from quanze.exports.answers.cells import plain
from quanze.exports.answers.gap_tables import come_back, gap_tables
from quanze.exports.formats import ROWS, formats_of
from quanze.locale import message, plural
from quanze.schema.codes import GAPS
from quanze.schema.column_titles import worded
from quanze.schema.deliberate_gaps import ACCEPTED_GAPS
from quanze.web.desk.file_names import safe_name
from quanze.web.desk.findings_in_place import shown_findings
from quanze.web.desk.uploads import LARGEST, too_large
from quanze.web.desk.visit import Answer, Download, GoneError, View, Visit
from quanze.web.desk.words import word
from quanze.web.page import Cell, Page, Section

if TYPE_CHECKING:
    from quanze.api import GapReport
    from quanze.exports.answers.answer import Table

LISTS = ("accepted", "baseline")
"""The files of decisions: gaps left open on purpose, and gaps known before."""
KNOWN, TO_DECIDE, ALL = "known-gaps.json", "gaps-to-decide.csv", "gaps.xlsx"
"""Files that are handed out: today's gaps to compare with later, and to be decided on, and the page itself."""


def gaps_page(visit: Visit) -> Answer:
    """The gaps of the plan, sorted by the files of decisions that were given."""
    plan = visit.plan()
    if not plan.is_there:
        return visit.addresses.to(f"plans/{plan.key}")
    page = Page(word("decided_gaps", visit.lang), dated=False)
    given = visit.at_hand.uploads.gap_lists(plan.key)
    values: dict[str, Any] = {
        "plan": plan,
        "given": {name: path.name for name, path in given.items()},
        "findings": [],
        "files": [],
    }
    try:
        report = _report(visit)
    except FindingsError as fault:
        values["findings"] = shown_findings([*fault.findings], (), (), visit.lang, several=True)
        values["verdict"] = plain(
            visit.say(message("The list of gaps left open has faults. Correct it and drop it again."))
        )
        return View("gaps.html", page, f"plans/{plan.key}/gaps", values)
    values["findings"] = shown_findings(report.findings, (), (), visit.lang, several=True)
    values["verdict"] = _verdict(visit, report, compared="baseline" in given)
    page.sections = [_section(table, n, visit.lang) for n, table in enumerate(_tables(report, visit.lang))]
    values["files"] = [
        (word(f"gaps_{number}", visit.lang), name) for number, name in enumerate((KNOWN, TO_DECIDE, ALL))
    ]
    return View("gaps.html", page, f"plans/{plan.key}/gaps", values)


def take_lists(visit: Visit) -> Answer:
    """Keep the files of decisions that were given, until the program ends, or forget one."""
    plan = visit.plan()
    kept = visit.at_hand.uploads.gap_lists(plan.key)
    if visit.given("forget") in LISTS:
        kept.pop(visit.given("forget"), None)
    for name in LISTS:
        sent = visit.form.get(name)
        file_name = safe_name(getattr(sent, "filename", "") or "")
        if not file_name or isinstance(sent, str):
            continue
        path = visit.at_hand.uploads.scratch() / file_name
        with path.open("xb") as file:
            shutil.copyfileobj(sent.file, file)  # type: ignore[union-attr]
            if file.tell() > LARGEST:
                raise too_large(file_name)
        kept[name] = path
    return visit.addresses.to(f"plans/{plan.key}/gaps")


def gaps_file(visit: Visit) -> Answer:
    """A file of the gaps: the list to compare with later, the one to decide on, or the page as a workbook."""
    name = visit.rest[1]
    report = _report(visit)
    path = visit.at_hand.uploads.scratch() / name
    if name == KNOWN:
        path.write_text(report.baseline(only_known=False), encoding="utf-8")
    elif name == TO_DECIDE:
        path.write_text(_to_decide(report, visit.lang), encoding="utf-8-sig", newline="")
    else:
        tables = tuple(_tables(report, visit.lang))
        writer = next(one.writer for one in formats_of(ROWS) if one.name == "xlsx")
        answer = Rows(report.rows(), tables[0], lambda rows: worded(rows, visit.lang), sheets=tables, sections=tables)
        content = writer(answer, visit.lang)
        assert isinstance(content, bytes)
        path.write_bytes(content)
    return Download(path)


def _report(visit: Visit) -> GapReport:
    plan = visit.plan()
    if not plan.is_there:
        raise GoneError(
            message("There is no plan with data under this address."), message("Open it from the start page.")
        )
    given = visit.at_hand.uploads.gap_lists(plan.key)
    try:
        with api.open(plan.database) as graph:
            return graph.check_gaps(dataset=graph.plans(), **given)  # type: ignore[arg-type]
    except FileError:
        given.clear()  # or the page could not be opened again
        raise


def _tables(report: GapReport, lang: str) -> tuple[Table, ...]:
    listed = [come_back(one, lang) for one in report.reported["open"]]
    return gap_tables(listed, report.reported["accepted"], report.solved, report.unneeded, lang)


def _section(table: Table, number: int, lang: str) -> Section:
    rows = worded(table.rows, lang)
    cells = [{key: Cell(plain(row.get(key))) for key in table.columns} for row in rows]
    title = table.title or message("Open gaps").in_language(lang)
    return Section(f"gaps-{number}", title, table.columns, cells, table.rows)


def _verdict(visit: Visit, report: GapReport, *, compared: bool) -> str:
    new = len(report.reported["open"])
    if not compared:
        return visit.say(plural("{n} open gap", "{n} open gaps", n=new))
    return visit.say(
        message(
            "{new} since the list of known gaps, {known} known and still open, {solved} solved",
            new=plural("{n} new gap", "{n} new gaps", n=new),
            known=len(report.reported["known"]),
            solved=len(report.solved),
        )
    )


def _to_decide(report: GapReport, lang: str) -> str:
    """The open gaps as the table of those left open on purpose: the reason and who decided are to be filled in."""
    text = StringIO()
    sheet = csv.writer(text)
    sheet.writerow([column.in_language(lang) for column in ACCEPTED_GAPS.columns])
    for one in report.reported["open"]:
        sheet.writerow([GAPS[one.found.kind.code].in_language(lang), one.found.id, "", "", ""])
    return text.getvalue()
