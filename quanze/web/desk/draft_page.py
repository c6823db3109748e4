"""The reading view of a document: each clause with what was read from it, to be called right or wrong."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from quanze.exports.answers.cells import plain
from quanze.exports.answers.record import link_word
from quanze.locale import languages, message
from quanze.schema import KIND, RELATIONSHIP
from quanze.schema.column_titles import heads
from quanze.schema.draft_codes import CHECKS, REMARKS
from quanze.schema.draft_codes import UNREAD as NOT_READ
from quanze.schema.flat_sheet import OWN_PLAN
from quanze.schema.naming import sentence
from quanze.web.desk import work
from quanze.web.desk.sheet_page import begin, begin_check, unreadable
from quanze.web.desk.visit import Answer, Download, GoTo, View, Visit
from quanze.web.desk.words import word
from quanze.web.page import Cell, Page, Section

if TYPE_CHECKING:
    from quanze.schema.rows import DraftRow
    from quanze.web.desk.uploads import Upload
    from quanze.web.desk.work import Drafted

AT_ONCE = 40
"""Clauses on one page."""
DECISIONS = ("right", "wrong", "later")


class Fact(NamedTuple):
    """What was read of a clause: the name of its field in the form, the words for it, why it is to be checked, and what
    was decided."""

    field: str
    kind: str
    kind_word: str
    name: str
    reason: str
    decision: str


class Clause(NamedTuple):
    """A clause and its place, with what was read from it; ``number`` is its place among all."""

    number: int
    text: str
    place: str
    facts: list[Fact]


def begin_read(visit: Visit, upload: Upload) -> GoTo:
    """Read a document."""
    address = visit.addresses.to(f"drafts/{upload.id}")

    def ended(found: Drafted) -> str:
        upload.drafted = found
        return address

    given = (str(upload.path), str(upload.folder), upload.edition_of, languages())
    back = visit.addresses.to(f"plans/{upload.plan}")
    title = message("Reading {name}", name=upload.name)
    return begin(visit, title, work.read, given, back, ended, partial(unreadable, visit, upload))


def decide_edition(visit: Visit) -> GoTo:
    """Take the file as a later edition of what is loaded, or as a part of its own."""
    upload = visit.upload()
    loaded = upload.looked.loaded if upload.looked else []
    wanted = visit.given("edition")
    own = "" if wanted or upload.is_document else OWN_PLAN
    upload.edition_of = wanted if wanted in [row["id"] for row in loaded] else own
    if not upload.is_document:
        return begin_check(visit, upload)
    upload.looked = None
    return begin_read(visit, upload)


def draft_page(visit: Visit) -> Answer:
    """The clauses of a document."""
    upload = visit.upload()
    if upload.drafted is None:
        return begin_read(visit, upload)
    drafted = upload.drafted
    only = visit.query.get("show", "check" if any(row["reason"] for row in drafted.rows) else "all")
    clauses = _clauses(upload, drafted, visit, only)
    text = visit.query.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    last = max((len(clauses) - 1) // AT_ONCE + 1, 1)
    number = min(max(number, 1), last)
    page = Page(plain(upload.name), dated=False)
    page.sections = _sections(drafted, visit)
    view = View("draft.html", page, f"drafts/{upload.id}")
    said = list(upload.decisions.values())
    view.values = {
        "upload": upload,
        "plan": visit.plan(upload.plan),
        "clauses": clauses[(number - 1) * AT_ONCE : number * AT_ONCE],
        "total": len(clauses),
        "number": number,
        "last": last,
        "show": only,
        "decisions": DECISIONS,
        "counts": [
            (word(name, visit.lang), n)
            for name, n in (
                ("facts", len(drafted.rows)),
                ("to_check", sum(1 for row in drafted.rows if row["reason"])),
                *((name, said.count(name)) for name in DECISIONS),
            )
        ],
        "nothing_read": drafted.nothing_read,
    }
    return view


def _clauses(upload: Upload, drafted: Drafted, visit: Visit, only: str) -> list[Clause]:
    """The clauses in the order of the text, those to be checked or undecided where only they are wanted."""
    found: dict[tuple[str, str], Clause] = {}
    for row in drafted.rows:
        place = plain(sentence(row, visit.lang, "where"))
        clause = found.setdefault((row["clause"], place), Clause(len(found) + 1, plain(row["clause"]), place, []))
        clause.facts.append(_fact(row, upload, visit.lang))
    if only == "check":
        return [clause for clause in found.values() if any(fact.reason for fact in clause.facts)]
    if only == "open":
        return [clause for clause in found.values() if any(not fact.decision for fact in clause.facts)]
    return list(found.values())


def _fact(row: DraftRow, upload: Upload, lang: str) -> Fact:
    key = (row["table"], row["number"])
    kind = row["kind"]
    name = plain(row["name"])
    if row["to_name"]:
        type_ = kind if kind in RELATIONSHIP else ""
        said = link_word({"type": type_, "wording": row["wording"]}, lang) if type_ else row["wording"]
        name = f"{name} — {plain(said)} → {plain(row['to_name'])}"
    kind_word = (KIND[kind] if kind in KIND else RELATIONSHIP[kind]).in_language(lang) if kind else ""
    reason = CHECKS[row["reason"]].in_language(lang) if row["reason"] else ""
    look = f"kind-{kind}" if kind in KIND else f"type-{kind}"
    return Fact(f"{row['table']}-{row['number']}", look, kind_word, name, reason, upload.decisions.get(key, ""))


def _sections(drafted: Drafted, visit: Visit) -> list[Section]:
    lang = visit.lang
    remarks = [
        {
            "remark": Cell(REMARKS[row["remark"]].in_language(lang)),
            "text": Cell(plain(sentence(row, lang))),
            "where": Cell(plain(sentence(row, lang, "where"))),
        }
        for row in drafted.remarks
    ]
    unread = [
        {
            "text": Cell(plain(sentence(row, lang, "text"))),
            "reason": Cell(NOT_READ[row["reason"]].in_language(lang)),
            "where": Cell(plain(sentence(row, lang, "where"))),
        }
        for row in drafted.unread
    ]
    sections = [
        Section("remarks", visit.say(message("Please review")), heads(lang, "remark", "text", "where"), remarks),
        Section("unread", visit.say(message("Text that was not read")), heads(lang, "text", "reason", "where"), unread),
    ]
    return [section for section in sections if section.lines]


def decide(visit: Visit) -> Answer:
    """Keep what was decided on a page, and go on where the button says."""
    upload = visit.upload()
    if upload.drafted is None:
        return begin_read(visit, upload)
    there = {f"{row['table']}-{row['number']}": (row["table"], row["number"]) for row in upload.drafted.rows}
    every = visit.given("all")
    of_clause, _, number = visit.given("clause").partition("-")
    for name, key in there.items():
        clause = visit.given(f"row-{name}")
        if not clause:
            continue  # it is on another page
        said = of_clause if number == clause else visit.given(name) or every
        if said in DECISIONS:
            upload.decisions[key] = said
    upload.looked = None
    if visit.given("then") == "check":
        _write(upload, visit.lang)
        return begin_check(visit, upload)
    return visit.addresses.to(f"drafts/{upload.id}", show=visit.given("show"), page=visit.given("page")) + "#clauses"


def _write(upload: Upload, lang: str) -> None:
    work.write_draft(str(upload.folder), upload.decisions, str(upload.draft), lang)


def draft_file(visit: Visit) -> Answer:
    """The draft as a workbook, with what was decided so far."""
    upload = visit.upload()
    if upload.drafted is None:
        return begin_read(visit, upload)
    _write(upload, visit.lang)
    return Download(upload.draft)


def reading_view(visit: Visit) -> Answer:
    """The whole text with what was read marked in it."""
    upload = visit.upload()
    if upload.drafted is None:
        return begin_read(visit, upload)
    return Download(work.view_of(upload.folder, visit.lang), inline=True)
