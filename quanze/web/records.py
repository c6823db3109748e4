"""The page of one record: what it is, who answers for it or what it answers for, its seats, figures and clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from quanze.exports import side_by_side
from quanze.exports.answers.answer import Table
from quanze.exports.answers.cells import plain
from quanze.exports.answers.record import link_word, property_rows, references, shown_basis
from quanze.exports.answers.responsibilities import (
    FOLLOWING,
    OPEN,
    OTHER_TIMES,
    OWN,
    led_through_parts,
    lives,
    parts,
    roles_in_words,
    succession_in_words,
)
from quanze.exports.formats import FIGURE
from quanze.exports.progress.tables import judged_words, verdict_words
from quanze.exports.side_by_side import SIDES
from quanze.locale import message, template
from quanze.schema import KIND
from quanze.schema.column_titles import heads
from quanze.schema.dates import ShownDate, not_living, table_date
from quanze.schema.naming import named
from quanze.schema.seats import leading_seats_in_words
from quanze.schema.ways import BODIES, SECTIONED, UNSETTLED, answered_kinds
from quanze.web.addresses import PICTURE, TWO
from quanze.web.cells import Lines, answers, cited, lines, with_sources
from quanze.web.chart import chart
from quanze.web.page import DRAWN, Cell, Page, Section, Step
from quanze.web.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quanze.schema.rows import HeldByTwo, Match, NamedAgency, Responsibility, Row
    from quanze.web.asked import Asked

_ROLE_COLUMNS = ("role", "how", "valid_from", "valid_to", "path")
_PROPERTIES = ("name", "name_en", "source", "locator", "quote", "origin", "note")
"""Properties that the head of the page has."""
MOST_PATHS = 1000
"""Paths of an agency on its page, the nearest first: a ministry may take part in every task of a nation."""
MOST_LINKS = 5_000
"""Links of a record on its page."""

_CHOSEN_FROM = 300
"""Agencies of which a page still offers a list to choose from; of more the name is typed."""


def record_page(asked: Asked) -> Page:
    """The page of the record that the address names."""
    found, lang = asked.record(), asked.lang
    graph, id_, kind = asked.graph, found["id"], found["kind"]
    record = graph.record(id_)
    page = Page(
        title=message("{kind} “{name}”", kind=KIND[kind], name=plain(named(found, lang))).in_language(lang),
        name=plain(named(found, lang)),
        kind=kind,
        kind_word=KIND[kind].in_language(lang),
        id=id_,
        main="responsibilities",
    )
    page.notes += succession_in_words(graph.lineage(id_), lang)
    out_of_time = not_living(graph.life(id_), asked.day)
    if out_of_time:
        page.notes.append(out_of_time.in_language(lang))
    row = with_sources(graph, [{"source": "", "locator": "", "quote": "", "origin": "", "note": "", **record}])[0]
    page.values["statement"] = Step("", cited(row, lang))
    page.values["other_name"] = plain(found["name"] if named(found, lang) != found["name"] else found["name_en"] or "")
    everything: dict[str, object] = {**record}
    if kind == "Indicator":
        page.sections += _figures(asked, id_)
    if kind in BODIES:
        page.sections += _seats(asked, id_)
    if kind == "Agency":
        rows, total = graph.nearest_duties(id_, MOST_PATHS, as_of=asked.as_of)
        everything["responsibilities"] = rows
        _note_rest(page, lang, _NEAREST, len(rows), total)
        page.sections += _duties(rows, asked)
    elif kind in answered_kinds():
        everything["responsibilities"] = rows = graph.who(id_, as_of=asked.as_of)
        held = any(row["leads"] and lives(row, asked.day) for row in rows)
        of_parts = [] if held else graph.leads_of_parts(id_, as_of=asked.as_of)
        responsible = _responsible(rows, of_parts, asked, lives_now=not out_of_time)
        if seats := graph.leading_seats(id_, as_of=asked.as_of):
            everything["leading_seats"] = seats
            led = message("It is {led}.", led=leading_seats_in_words(seats)).in_language(lang)
            page.notes.append(plain(led))
        page.sections += responsible
    if kind == "Document":
        page.sections += _clauses(asked, id_)
    if kind == "SDGGoal":
        page.sections += _targets(asked, id_)
    linked, total = graph.first_links(id_, MOST_LINKS, as_of=asked.as_of)
    everything["links"] = links = with_sources(graph, linked)
    _note_rest(page, lang, _FIRST, len(links), total)
    page.sections += _links(links, asked)
    page.sections += _properties(record, asked)
    if not (asked.as_of and out_of_time):  # a picture of a day has only what lives then
        page.sections += _picture(found, total, asked)
    page.rows = [everything]
    page.links = [(word("history", lang), asked.addresses.record(id_, "history"))]
    if kind == "Agency" and not asked.addresses.files:
        page.links.append((word(TWO, lang), asked.addresses.to(TWO, first=id_)))
    return page


_NEAREST = template("Only the nearest {n:,} of {total:,} paths are here and in the files of this page.")
_FIRST = template("Only the first {n:,} of {total:,} links are here and in the files of this page.")


def _note_rest(page: Page, lang: str, said: str, n: int, total: int) -> None:
    """Say on a page how much of what there is it does not have."""
    if n < total:
        page.notes.append(plain(message(said, n=n, total=total).in_language(lang)))


def two_agencies_page(asked: Asked) -> Page:
    """What two agencies answer for, side by side; without two of them only the form in which to choose them."""
    lang, graph = asked.lang, asked.graph
    names = [asked.query.get(side, "").strip() for side in SIDES]
    page = Page(word(TWO, lang), template="two.html", main="both", about_today=True)
    chosen = [graph.find(name, ("Agency",)) if name else None for name in names]
    agencies = {row["id"]: {**row} for row in graph.records("Agency", as_of=asked.as_of)}
    offered = {**agencies, **{row["id"]: {**row} for row in chosen if row}}  # one may have ended
    page.values["sides"] = [*zip(SIDES, chosen, strict=True)]
    page.values["agencies"] = [(id_, plain(named(row, lang))) for id_, row in offered.items()]
    page.values["typed"] = len(agencies) > _CHOSEN_FROM
    if not all(names):
        page.notes.append(message("Choose two agencies.").in_language(lang))
        return page
    found = graph.side_by_side(names[0], names[1], as_of=asked.as_of, most=MOST_PATHS)
    page.title = side_by_side.title(found).in_language(lang)
    page.notes += [plain(said.in_language(lang)) for said in side_by_side.notes(found)]
    page.rows = found["rows"]
    columns, clauses = side_by_side.columns(found, lang), side_by_side.cited_columns(found, lang)
    page.whole = Table(side_by_side.coded(found, lang), heads(lang, "item", "whose") | columns | clauses)
    counts = side_by_side.counts(found, lang)
    counted = [{key: Cell(plain(value)) for key, value in row.items()} for row in counts]
    page.sections = [
        Section(
            "counts", word("workload", lang), side_by_side.counts_columns(found, lang), counted, counts, counted=False
        )
    ]
    for part in side_by_side.parts(found):
        cells = [_thing_of_two(row, lang) for row in part.rows]
        page.sections.append(Section(part.whose, part.title.in_language(lang), columns, cells, part.rows, clauses))
    return page


def _thing_of_two(row: HeldByTwo, lang: str) -> dict[str, Cell]:
    """A thing with the roles of two agencies, each of which unfolds into its path and clauses."""
    line = {key: Cell(text) for key, text in side_by_side.in_words(row, lang).items()}
    line["item_kind"] = line["item_kind"]._replace(look=f"kind kind-{row['item_kind']}")
    line["item_name"] = line["item_name"]._replace(id=row["item"])
    verdict = (row["last"] or {}).get("verdict") or ""
    line["verdict"] = line["verdict"]._replace(look=f"verdict verdict-{verdict}")
    for side, held in zip(SIDES, (row["first"], row["second"]), strict=True):
        steps = tuple(step for cells in answers(held, lang) for step in cells["path"].steps)
        line[side] = line[side]._replace(steps=steps, said=line[side].text, folded=bool(steps))
    return line


def _responsible(
    rows: Sequence[Responsibility], of_parts: Sequence[NamedAgency], asked: Asked, *, lives_now: bool
) -> list[Section]:
    lang, day = asked.lang, asked.day
    now = [row for row in rows if lives(row, day)]
    near = [row for row in now if row["how"] not in (SECTIONED, UNSETTLED)]
    shown = (
        ("responsibilities", message("Who is responsible"), near),
        ("sections", message("Through sections of theirs"), [row for row in now if row["how"] == SECTIONED]),
        (
            "open",
            message("May have taken over; the source does not say"),
            [row for row in now if row["how"] == UNSETTLED],
        ),
        ("other-times", message("Ended or not yet begun"), [row for row in rows if not lives(row, day)]),
    )
    columns = heads(lang, "agency_name", *_ROLE_COLUMNS) | {"path": word("clauses", lang)}
    found = [
        Section(key, title.in_language(lang), columns, Lines(own, lang, answers), own, heads(lang, "citations"))
        for key, title, own in shown
        if own or (key == "responsibilities" and lives_now)
    ]
    if lives_now and of_parts:
        found[0].note = led_through_parts(of_parts, lang)
    elif lives_now and not near:
        found[0].note = message("No agency is responsible: a gap in the plan.").in_language(lang)
    return found


def _duties(rows: Sequence[Responsibility], asked: Asked) -> list[Section]:
    lang, found = asked.lang, []
    keys = {OWN: "responsibilities", OPEN: "open", OTHER_TIMES: "other-times"}
    for number, part in enumerate(parts(rows, asked.day)):
        cells = answers(part.nearest, lang)
        key = keys.get(part.part, f"follows-{number}")
        names = ["item_kind", "item_name", *_ROLE_COLUMNS]
        if part.part == FOLLOWING:
            names = ["item_name", "roles", "path"]
            for line, own in zip(cells, part.things, strict=True):
                line["roles"] = Cell(plain(roles_in_words(own, lang).in_language(lang)))
            if part.nearest[0]["item_kind"] == "Indicator":
                names[2:2] = ["year", "target", "result", "unit", "verdict"]
                for line, row in zip(cells, part.nearest, strict=True):
                    line.update(_last(row, lang))
        columns = heads(lang, *names) | {"path": word("clauses", lang)}
        raw = [{**row, **(row.get("last") or {})} for row in part.nearest]
        found.append(Section(key, part.title.in_language(lang), columns, cells, raw, heads(lang, "citations")))
    if not found:
        note = message("This agency has no role and no seat.").in_language(lang)
        found.append(Section("responsibilities", message("Roles of its own").in_language(lang), note=note))
    return found


def _last(row: Responsibility, lang: str) -> dict[str, Cell]:
    last = row.get("last") or {}
    cells = {key: Cell(plain(last.get(key))) for key in ("target", "result", "unit")}
    cells["year"] = Cell(table_date(str(last["year"]), lang) if last else "")
    verdict = str(last.get("verdict") or "")
    cells["verdict"] = Cell(judged_words(last, lang) if verdict else "", look=f"verdict verdict-{verdict}")
    return cells


def _seats(asked: Asked, id_: str) -> list[Section]:
    lang = asked.lang
    rows = with_sources(asked.graph, asked.graph.seats(id_, as_of=asked.as_of))
    if not rows:
        return []
    cells = lines(rows, lang)
    for line, row in zip(cells, rows, strict=True):
        line["basis"] = Cell(plain(shown_basis(row, lang)))
    names = ("seat_title", "seats", "post", "basis", "agency_name", "holder", "holder_from", "holder_to", "vacant")
    columns = {**heads(lang, *names), **_clause(lang)}
    return [Section("seats", message("Seats").in_language(lang), columns, cells, rows)]


def _clause(lang: str) -> dict[str, str]:
    return {"citation": heads(lang, "citations")["citations"]}


def _figures(asked: Asked, id_: str) -> list[Section]:
    lang, graph = asked.lang, asked.graph
    progress = graph.progress(id_, as_of=asked.as_of)
    verdicts = progress.verdicts()
    rows: list[Row] = [
        {**row, **verdicts.get(row["year"], {"verdict": ""})}
        for row in with_sources(graph, graph.query("indicator_targets", ids=[id_]))
    ]
    if not rows:
        return []
    cells = lines(rows, lang)
    for line, row in zip(cells, rows, strict=True):
        line["year"] = Cell(table_date(str(row["year"]), lang))
        code = row["verdict"]
        line["verdict"] = Cell(judged_words(row, lang) if code else "", look=f"verdict verdict-{code}")
    columns = {**heads(lang, "year", "target", "result", "unit", "verdict"), **_clause(lang)}
    last = progress.rows[0] if progress.rows else None
    note = ""
    if last:
        note = message(
            "{year}: {verdict}. {rule}",
            year=ShownDate(str(last["year"])),
            verdict=verdict_words(last["verdict"], lang),
            rule=last["rule"],
        ).in_language(lang)
    picture = chart(last, lang) if last else Markup("")
    return [Section("figures", word("chart", lang), columns, cells, rows, note=note, picture=picture, counted=False)]


def _clauses(asked: Asked, id_: str) -> list[Section]:
    """What a document states: the records and relationships that rest on it, in the order of its places."""
    lang, graph = asked.lang, asked.graph
    records = with_sources(graph, graph.query("records_stated_in", document=id_))
    links = with_sources(graph, graph.query("links_stated_in", document=id_))
    found = []
    if records:
        columns = {**heads(lang, "kind", "name"), **_clause(lang)}
        title = message("Records that rest on this document").in_language(lang)
        found.append(Section("states", title, columns, Lines(records, lang), records))
    if links:
        title = message("Relationships that rest on this document").in_language(lang)
        columns = {**heads(lang, "from_name", "type", "to_name"), **_clause(lang)}
        found.append(Section("states-links", title, columns, Lines(links, lang, _link_lines), links))
    return found


def _targets(asked: Asked, id_: str) -> list[Section]:
    lang = asked.lang
    rows: list[Row] = [{**row} for row in asked.graph.coverage(by="target", goal=id_, as_of=asked.as_of)]
    columns = heads(lang, "code", "name", "tasks", "indicators", "through", "stated", "editorial")
    return [Section("targets", KIND["SDGTarget"].in_language(lang), columns, lines(rows, lang), rows)]


def _link_lines(links: Sequence[Row], lang: str) -> list[dict[str, Cell]]:
    cells = lines(links, lang)
    for line, row in zip(cells, links, strict=True):
        line["type"] = Cell(plain(link_word(row, lang)), look=f"role type-{row['type']}")
    return cells


def _links(links: Sequence[Row], asked: Asked) -> list[Section]:
    if not links:
        return []
    lang = asked.lang
    columns = {**heads(lang, "from_name", "type", "to_name", "valid_from", "valid_to"), **_clause(lang)}
    return [Section("links", message("Links").in_language(lang), columns, Lines(links, lang, _link_lines), links)]


def _properties(record: Row, asked: Asked) -> list[Section]:
    lang = asked.lang
    others = {row["id"]: row for row in asked.graph.query("records_by_id", ids=references(record))}
    rows = [row for row in property_rows(record, others, lang) if row["key"] not in _PROPERTIES]
    cells = [{"property": Cell(row["property"]), "value": Cell(row["value"], id=row["id"])} for row in rows]
    title = message("Properties").in_language(lang)
    return [Section("properties", title, heads(lang, "property", "value"), cells, rows, counted=False)]


def _picture(found: Match, links: int, asked: Asked) -> list[Section]:
    """The picture as a file that the browser fetches when it comes into sight, for it takes as long as the page."""
    addresses, id_ = asked.addresses, found["id"]
    if links > DRAWN:
        return [_undrawn(links, asked)]
    image = addresses.picture_of(id_), addresses.record(id_, PICTURE)
    return [Section("picture", word("picture", asked.lang), image=image)]


def _undrawn(links: int, asked: Asked) -> Section:
    said = message("{n:,} links are too many for a picture. The page of the record lists them.", n=links)
    return Section("picture", word("picture", asked.lang), note=said.in_language(asked.lang))


def picture_page(asked: Asked) -> Page:
    """What lies around a record as a picture, each box of which leads to its record."""
    found, lang = asked.record(), asked.lang
    name = plain(named(found, lang))
    page = Page(message("Picture of {kind} “{name}”", kind=KIND[found["kind"]], name=name).in_language(lang))
    page.id, page.links = found["id"], [(name, asked.addresses.record(found["id"]))]
    if (links := asked.graph.first_links(found["id"], 1, as_of=asked.as_of)[1]) > DRAWN:
        page.sections = [_undrawn(links, asked)]
        return page
    picture = asked.graph.picture("about", found["id"], as_of=asked.as_of, lang=lang)
    page.takes, page.document = FIGURE, picture
    markup = Markup(picture.svg(asked.addresses.record))
    page.sections = [Section("picture", word("picture", lang), picture=markup)]
    return page
