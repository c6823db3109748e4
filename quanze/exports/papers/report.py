"""Reports: the annual one and the Voluntary Local Review, as a first draft in which every number has its footnote.

They say what a ``PlanReport`` holds and nothing else; what is missing is said as missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quanze.exports.answers.cells import plain
from quanze.exports.papers.paper import Block, Cell, Heading, Paper, Paragraph, Runs, Said, Table, runs, said, shares
from quanze.exports.papers.sections import (
    FIGURES,
    HELP,
    LEAD,
    REVIEW,
    STANDINGS,
    between_clauses,
    figure_notes,
    filled,
    for_certain,
    gap_items,
    indicator_table,
    items,
    last_result,
    leading,
    leading_parts,
    led_by,
    nearest,
    notes_of,
    parties,
    role_of,
    standing,
    stated,
    thing,
)
from quanze.exports.progress.tables import indicator_rows, judged_words, summary, without_results
from quanze.locale import Clauses, Message, listed, message, paragraph, plural
from quanze.schema import KIND
from quanze.schema.codes import GROUPING_ONLY
from quanze.schema.dates import ShownDate, table_date
from quanze.schema.naming import Name, named
from quanze.schema.plan_report import REPORTS, VLR
from quanze.schema.progress import NOT_REPORTED, STALE
from quanze.schema.ways import OWN_DUTIES

if TYPE_CHECKING:
    from quanze.schema.plan_report import PlanReport
    from quanze.schema.rows import AlignedThing, Coverage, IndicatorProgress, Responsibility, Row

_ALIGNED = {
    "stated": message("stated by the source"),
    "editorial": message("our reading"),
    "through": message("through an indicator or sub-task"),
}

_ARROW = " → "
"""Between the steps of a path in words."""


def report_paper(report: PlanReport, lang: str) -> Paper:
    """The report in a language."""
    write = _Report(report, lang)
    values = {"report": REPORTS[report.sort], "year": ShownDate(str(report.progress.year))}
    names = [Name(dict(row)) for row in report.datasets]
    title = message("{plan}: {report}, {year}", plan=names[:1] or message("no plan"), **values)
    return Paper(title.in_language(lang), tuple(write.blocks()), lang)


class _Report:
    """Makes the blocks of a report."""

    def __init__(self, report: PlanReport, lang: str) -> None:
        self.of, self.lang = report, lang
        self.rows = {row["indicator"]: row for row in report.progress.rows}

    def blocks(self) -> list[Block]:
        """All chapters, numbered; one that has nothing to say says so."""
        chapters = [
            (message("Summary"), self.summary()),
            (message("Institutional mechanism"), self.mechanism()),
            *([(message("Sustainable Development Goals"), self.goals())] if self.of.sort == VLR else []),
            (message("Duties and results by subgroup"), self.results()),
            (message("What is not reported"), self.unreported()),
            (message("Gaps of the plan"), self.gaps()),
            (message("Annex: indicators"), self.annex()),
        ]
        found: list[Block] = [self.about()]
        for n, (title, blocks) in enumerate(chapters, 1):
            found.append(Heading(message("{n}. {title}", n=n, title=title).in_language(self.lang)))
            found += blocks or [self.words(message("There is nothing to report here."))]
        return found

    def words(self, *sentences: Message | str) -> Paragraph:
        """A paragraph of sentences."""
        return Paragraph(runs(paragraph(sentences, self.lang)))

    def heads(self, *titles: Message) -> tuple[str, ...]:
        """Titles of columns."""
        return tuple(title.in_language(self.lang) for title in titles)

    def about(self) -> Block:
        """The day, the year and the data."""
        names = [
            message("{name} ({edition})", name=named(row, self.lang), edition=row["edition"])
            if row["edition"]
            else message("{name}", name=named(row, self.lang))
            for row in self.of.datasets
        ]
        sentences = (
            message("As known on {date}.", date=ShownDate(self.of.day)),
            message("Progress of {year}.", year=ShownDate(str(self.of.progress.year))),
            *(said for said in (without_results(self.of.progress),) if said is not None),
            message("Data: {editions}.", editions=Clauses(names)),
            message("A draft to be completed: the figures and roles are those of the sources in the footnotes."),
        )
        return Paragraph(runs(paragraph(sentences, self.lang)), faint=True)

    def summary(self) -> list[Block]:
        """How much the plan has, and how its indicators are."""
        agencies = {row["agency"] for rows in self.of.answers.values() for row in for_certain(rows)}
        groups = [plural("{n} subgroup", "{n} subgroups", n=len(self.of.groups))] if self.of.groups else []
        above = len(self.of.headings)
        headings = [plural("{n} heading over tasks", "{n} headings over tasks", n=above)] if above else []
        counted = [
            *groups,
            plural("{n} task", "{n} tasks", n=len(self.of.tasks) - len(self.of.headings)),
            *headings,
            plural("{n} indicator", "{n} indicators", n=len(self.rows)),
            plural("{n} agency that answers for them", "{n} agencies that answer for them", n=len(agencies)),
            plural("{n} gap", "{n} gaps", n=len(self.of.gaps)),
        ]
        return [
            self.words(message("The plan has {counts}.", counts=counted)),
            self.words(summary(self.of.progress, self.lang)),
        ]

    # The institutional mechanism

    def mechanism(self) -> list[Block]:
        """The councils with their seats, the groups with their agencies, and the way of the results."""
        found: list[Block] = []
        for council in self.of.councils:
            found.append(Heading(named(council, self.lang), 2))
            found += self.council(council)
        if self.of.groups:
            found.append(Heading(message("Subgroups").in_language(self.lang), 2))
            body = []
            groupings = {gap["id"] for gap in self.of.gaps if gap["gap"] == GROUPING_ONLY}
            for group in self.of.groups:
                rows = self.of.answers[group["id"]]
                name = said(named(group, self.lang), [stated(group, self.of.documents, self.lang)])
                who = leading(rows, self.lang, seats=self.led_by(group["id"]))
                body.append((runs(name), who, parties(rows, HELP, self.lang)))
            heads = self.heads(message("subgroup"), message("convener"), message("support"))
            if {group["id"] for group in self.of.groups} - groupings:
                found.append(filled(Table(heads, tuple(body), (1.5, 1.5, 4))))
            else:
                names = [named(group, self.lang) for group in self.of.groups]
                found.append(
                    self.words(message("The plan groups its tasks by {names}; it names no convener.", names=names))
                )
        if self.of.reporting:
            found.append(Heading(message("How results are passed on").in_language(self.lang), 2))
            found += items([self.passing(receiver) for receiver in dict.fromkeys(r["to"] for r in self.of.reporting)])
        return found

    def council(self, council: Row) -> list[Block]:
        """What a council is for, who sits on it, what it reviews and has as duties."""
        found: list[Block] = []
        seats: dict[str, list[Row]] = {}
        for row in self.of.members.get(council["id"], ()):
            seats.setdefault(row["seat"], []).append(row)
        if seats:
            body = []
            for own in seats.values():
                first = own[0]
                n = first["seats"]
                count = f"{n}–{first['seats_max']}" if first["seats_max"] else str(n)
                for_whom = listed([named(row, self.lang, "agency_name") for row in own if row["agency"]], self.lang)
                note = stated(first, self.of.documents, self.lang)
                name = said(named(first, self.lang), [note])
                body.append((runs(name), runs(count), runs(first["post"]), runs(for_whom), runs(first["holder"])))
            heads = self.heads(message("seat"), message("seats"), message("post"), message("agency"), message("holder"))
            found.append(filled(Table(heads, tuple(body), (3, 1, 2, 2, 1.5), frozenset({1}))))
        duties = self.of.bodies.get(council["id"], ())
        for title, wanted in ((message("Its own duties"), LEAD), (message("Reviews"), REVIEW)):
            mine = [row for row in for_certain(duties) if standing(row) == wanted and not row["distance"]]
            if mine:
                pieces = [Said(message("{title}: ", title=title).in_language(self.lang), strong=True)]
                for n, duty in enumerate({row["item"]: row for row in mine}.values()):
                    pieces += [
                        Said(between_clauses(self.lang) if n else ""),
                        said(thing(duty, self.lang), notes_of([duty], self.lang)),
                    ]
                    if wanted == LEAD and (by_seat := self.led_by(duty["item"])):
                        pieces += [Said(" "), *by_seat]
                found.append(Paragraph(tuple(piece for piece in pieces if piece.text)))
        return found

    def passing(self, receiver: str) -> Runs:
        """Who passes results to one receiver."""
        rows = [row for row in self.of.reporting if row["to"] == receiver]
        givers = [named(row, self.lang, "from_name") for row in rows]
        text = message("{givers} → {receiver}", givers=givers, receiver=named(rows[0], self.lang, "to_name"))
        notes = [stated(row, self.of.documents, self.lang) for row in rows]
        return (said(text.in_language(self.lang), notes),)

    # SDG goal → target → task, indicator, value, agency with path

    def goals(self) -> list[Block]:
        """A table for each goal that is reached."""
        found: list[Block] = []
        for goal in self.of.goals:
            title = message("SDG {code} {name}", code=goal["code"], name=named(goal, self.lang))
            found.append(Heading(title.in_language(self.lang), 2))
            body: list[tuple[Cell, ...]] = []
            own = [row for row in self.of.coverage if row["code"].split(".")[0] == goal["code"]]
            for target in own:
                body += self.target(target)
            listed = {one["id"] for target in own for one in target["things"]}
            # What the source aligns to the goal as a whole names no target, and must not seem to be of the last one.
            whole = message("the goal as a whole").in_language(self.lang) if body else ""
            rest = [one for one in goal["things"] if one["id"] not in listed]
            body += self.named_first(whole, self.aligned_things(rest, goal["id"]))
            heads = self.heads(
                *(message("SDG target"), message("task or indicator"), message("value"), message("verdict")),
                *(message("agency"), message("how it is aligned")),
            )
            found.append(filled(Table(heads, tuple(body), (1.8, 2.2, 1.65, 1.05, 2.4, 1.3))))
        return found

    def target(self, target: Coverage) -> list[tuple[Cell, ...]]:
        """The lines of one target, named in the first."""
        name = message("{code} {name}", code=target["code"], name=named(target, self.lang)).in_language(self.lang)
        return self.named_first(name, self.aligned_things(target["things"], target["id"]))

    def named_first(self, name: str, lines: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
        """Lines under a name that stands in the first of them."""
        return [(runs(name if n == 0 else ""), *line) for n, line in enumerate(lines)]

    def aligned_things(self, things: Sequence[AlignedThing], target: str) -> list[tuple[Cell, ...]]:
        """Tasks and indicators; below a task its indicators, which are what is reported of it."""
        shown = {one["id"] for one in things}
        found: list[tuple[Cell, ...]] = []
        for one in things:
            found.append(self.aligned(one, target))
            for id_, row in self.rows.items():
                if id_ not in shown and one["id"] in self.of.above[id_]:
                    shown.add(id_)
                    found.append(self.measuring(row))
        return found

    def measuring(self, row: IndicatorProgress) -> tuple[Cell, ...]:
        """An indicator that measures an aligned task; its agencies where they are others than the task's."""
        id_, how = row["indicator"], message("measures the task above").in_language(self.lang)
        rows = self.of.answers.get(id_, ())
        itself = any(answer["leads"] and not answer["distance"] for answer in rows)
        text = message("{kind} “{name}”", kind=KIND["Indicator"], name=named(row, self.lang)).in_language(self.lang)
        return (runs(text), *self.result_of(row), self.path(rows, id_) if itself else (), runs(how))

    def result_of(self, row: IndicatorProgress) -> tuple[Runs, Runs]:
        """The last result of an indicator and its verdict."""
        return self.value(row), runs(said(judged_words(row, self.lang), look=row["verdict"]))

    def aligned(self, one: AlignedThing, target: str) -> tuple[Cell, ...]:
        """A task or indicator with its value, the agencies that lead it by which path, and who aligns it."""
        row, rows = self.rows.get(one["id"]), self.of.answers.get(one["id"], ())
        text = message("{kind} “{name}”", kind=KIND[one["kind"]], name=named(one, self.lang)).in_language(self.lang)
        link = self.of.alignments.get((one["id"], target))
        notes = [stated(link, self.of.documents, self.lang)] if link else []
        value, verdict = self.result_of(row) if row is not None else ((), ())
        how = _ALIGNED[one["how"]].in_language(self.lang)
        return (runs(said(text, notes)), value, verdict, self.path(rows, one["id"]), runs(how))

    def value(self, row: IndicatorProgress) -> Runs:
        """The last result with its unit, year and source."""
        (words,) = indicator_rows([row], self.lang)
        shown = last_result(row, words["result"], self.lang, unit=plain(row["unit"]))
        if shown == "":
            return runs(message("not reported").in_language(self.lang))
        notes = figure_notes(
            self.of.figures[row["indicator"]], "result", row["result_year"], self.of.documents, self.lang
        )
        return (said(shown, notes),)

    def path(self, rows: Sequence[Responsibility], thing: str) -> Runs:
        """Who leads, by which path; where nobody does, who convenes the group, or leads its parts."""
        for wanted in STANDINGS[:2]:
            found = nearest(rows, wanted)
            if found:
                paths = Clauses([self.answering(row) for row in found])
                return (said(paths.in_language(self.lang), notes_of(found, self.lang)),)
            if seats := self.led_by(thing):
                return seats
        if agencies := self.of.of_parts.get(thing):
            return runs(leading_parts(agencies, self.lang))
        return runs(message("nobody").in_language(self.lang))

    def led_by(self, thing: str) -> Runs:
        """The seats that lead a thing and that no agency fills."""
        return led_by(self.of.leading_seats.get(thing, ()), self.of.documents, self.lang)

    def answering(self, row: Responsibility) -> Message | str:
        """An agency with its role, or with the path to what the same line names, which is not named again."""
        if len(row["steps"]) == 1:
            agency = named(row, self.lang, "agency_name")
            return message("{name} ({role})", name=agency, role=role_of(row, self.lang))
        arrows = 1 + named(row, self.lang, "item_name").count(_ARROW)
        return named(row, self.lang, "path").rsplit(_ARROW, arrows)[0]

    # Duties and results by group

    def results(self) -> list[Block]:
        """For each group its tasks and indicators, then what belongs to none."""
        found: list[Block] = []
        listed: set[str] = set()
        shown: set[str] = set()
        for group in self.of.groups:
            own = {row["item"] for row in for_certain(self.of.bodies[group["id"]]) if row["item_kind"] == "Task"}
            tasks = [task for task in self.of.tasks if task["id"] in own]
            measured = [row for id_, row in self.rows.items() if group["id"] in self.of.above[id_]]
            listed |= own
            shown |= {row["indicator"] for row in measured}
            found.append(Heading(named(group, self.lang), 2))
            found += self.tasks_and_results(tasks, measured)
        others = [task for task in self.of.tasks if task["id"] not in listed and not self.is_own_duty(task["id"])]
        left = [row for id_, row in self.rows.items() if id_ not in shown]
        if others or left:
            found.append(Heading(message("Of no subgroup").in_language(self.lang), 2))
            found += self.tasks_and_results(others, left)
        return found

    def is_own_duty(self, task: str) -> bool:
        """Whether a task is a duty of a council, which the section on the mechanism describes."""
        return any(
            row["item"] == task
            for council in self.of.councils
            if council["kind"] in OWN_DUTIES
            for row in self.of.bodies.get(council["id"], ())
        )

    def tasks_and_results(self, tasks: Sequence[Row], measured: Sequence[IndicatorProgress]) -> list[Block]:
        """Tasks with their agencies and indicators, then the indicators with their figures."""
        found: list[Block] = []
        if tasks:
            body = []
            for task in tasks:
                rows = self.of.answers[task["id"]]
                by = [row for row in measured if task["id"] in self.of.above[row["indicator"]]]
                names = listed([named(row, self.lang) for row in by], self.lang)
                note = stated(task, self.of.documents, self.lang)
                body.append(
                    (
                        runs(said(named(task, self.lang), [note])),
                        leading(rows, self.lang, self.of.of_parts.get(task["id"], ()), self.led_by(task["id"])),
                        parties([row for row in rows if not row["distance"]], HELP, self.lang),
                        runs(names or message("no indicator").in_language(self.lang)),
                    )
                )
            heads = self.heads(message("task"), message("lead"), message("support"), message("indicator"))
            found.append(filled(Table(heads, tuple(body), (2.4, 1.5, 2.4, 2))))
        if measured:
            found += indicator_table(measured, self.of.figures, self.of.documents, self.lang, most=None)
        return found

    # What is missing, and the annex

    def unreported(self) -> list[Block]:
        """The results that are not reported, under those who are asked for them."""
        late = [row for row in self.rows.values() if row["verdict"] in (NOT_REPORTED, STALE)]
        by: dict[str, list[IndicatorProgress]] = {}
        for row in late:
            names = listed([named(one, self.lang) for one in row["leads"] or row["coordinators"]], self.lang)
            by.setdefault(names, []).append(row)
        found = []
        for names, rows in by.items():
            title = (
                message("Not reported by {agencies}: ", agencies=names)
                if names
                else message("Not reported, and no agency is named: ")
            )
            pieces = [Said(title.in_language(self.lang), strong=True)]
            for n, row in enumerate(rows):
                rule = row["rule"].in_language(self.lang)
                text = message("{name} ({rule})", name=named(row, self.lang), rule=rule.rstrip("。."))
                notes = figure_notes(
                    self.of.figures[row["indicator"]], "target", row["year"], self.of.documents, self.lang
                )
                pieces += [Said(between_clauses(self.lang) if n else ""), said(text.in_language(self.lang), notes)]
            found.append(tuple(piece for piece in pieces if piece.text))
        return items(found)

    def gaps(self) -> list[Block]:
        """The gaps under the name of each kind."""
        return items(gap_items(self.of.gaps, self.of.documents, self.lang))

    def annex(self) -> list[Block]:
        """Every indicator with every year, and the rule of its verdict."""
        body: list[tuple[Cell, ...]] = []
        for row in self.rows.values():
            name = message("{name} ({unit})", name=named(row, self.lang), unit=row["unit"]).in_language(self.lang)
            shown = name if row["unit"] else named(row, self.lang)
            for n, year in enumerate(row["years"]):
                cells = []
                for figure in FIGURES:
                    notes = figure_notes(
                        self.of.figures[row["indicator"]], figure, year["year"], self.of.documents, self.lang
                    )
                    value = year[figure]
                    mark = "*" if figure == "result" and year["provisional"] else ""
                    cells.append(runs(said(value), said(mark, notes)) if value is not None else ())
                rule = row["rule"].in_language(self.lang) if n == 0 else ""
                year_of = table_date(str(year["year"]), self.lang)
                body.append((runs(shown if n == 0 else ""), runs(year_of), *cells, runs(rule)))
        if not body:
            return []
        heads = self.heads(
            *(message("indicator"), message("year"), message("target"), message("result")),
            message("what the verdict of {year} rests on", year=ShownDate(str(self.of.progress.year))),
        )
        return [Table(heads, tuple(body), shares((2.6, 0.8, 1.1, 1.1, 3.4)), frozenset({2, 3}))]
