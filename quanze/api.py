"""The Python interface: ``quanze.open()`` gives a ``Graph`` whose methods return plain rows.

Every list of rows is accepted by ``pandas.DataFrame(rows)``.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from quanze.errors import AmbiguousNameError, DataError, FileError, QuanzeError, QueryError, UnknownNameError
from quanze.exports.answers.rows import answered
from quanze.graph import is_database, open_engine
from quanze.locale import Message, message
from quanze.plain_files import is_there
from quanze.queries import names, parameters, statements
from quanze.queries.parameters import Day, question
from quanze.schema.dates import ShownDate
from quanze.schema.ways import BODIES, answered_kinds

if TYPE_CHECKING:
    from quanze.changes.edition import Edition
    from quanze.changes.pairs import ReviewedPair
    from quanze.exports.brief_document import BriefDocument
    from quanze.exports.comparison_document import ComparisonDocument
    from quanze.exports.graph_document import GraphDocument
    from quanze.exports.matrix_document import MatrixDocument
    from quanze.exports.merged_document import MergedDocument
    from quanze.exports.progress_document import ProgressDocument
    from quanze.exports.reorganization_document import ReorganizationDocument
    from quanze.exports.report_document import ReportDocument
    from quanze.graph.engine import Engine, Reader
    from quanze.graph.network import Network
    from quanze.import_document import ImportDocument
    from quanze.loaders.findings import Finding as Finding
    from quanze.loaders.load import Checked as Checked
    from quanze.loaders.load import LoadReport, Progress
    from quanze.loaders.name_decisions import AcceptedName
    from quanze.loaders.raw import Source
    from quanze.queries.gap_check import GapReport as GapReport
    from quanze.queries.gap_check import ReportedGap as ReportedGap
    from quanze.queries.gaps import Wanted as WantedGaps
    from quanze.queries.names_in_text import NameIndex
    from quanze.queries.statements import Query
    from quanze.queries.subgraph import Subgraph
    from quanze.reader import PlanDraft as PlanDraft
    from quanze.reader.compare import Comparison as Comparison
    from quanze.schema.progress import ProgressRules
    from quanze.schema.rows import (
        AgencyPair,
        CopyCount,
        Coverage,
        Dataset,
        DependencyFinding,
        Event,
        Foreign,
        IndicatorProgress,
        LoadCount,
        LoggedLoad,
        Match,
        NamedAgency,
        PlanGap,
        Record,
        Responsibility,
        Row,
        SetupItem,
        SheetCells,
        SideBySide,
        Workload,
    )
    from quanze.views.page import NetworkView
    from quanze.views.svg import Picture
    from quanze.views.timeline import Timeline

EVERY = "all"
"""The scope of all agencies; of ``Graph.networkx``, of every record."""
Given = str | Path | Mapping[str, Any]
"""What is loaded: a file, a folder, a shipped data set by its name, or tables of rows."""
GivenPairs = str | Path | Iterable[tuple[str, str, bool]] | None
"""Pairs of records that somebody reviewed: a CSV, or each as (before, after, same)."""
T = TypeVar("T")
LOCAL = "quanze.kgl"
"""The database file that is asked when none is named and it lies in the current folder."""


class Graph:
    """A graph that can be asked. Made by ``open``; usable as a context manager."""

    def __init__(self, engine: Engine, description: str) -> None:
        self._engine = engine
        self.description = description

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<quanze.Graph {self.description}>"

    def _repr_html_(self) -> str:
        """The data sets with how many records of each kind they have."""
        from quanze.exports.notebook_table import notebook_table

        rows: dict[str, dict[str, object]] = {}
        for row in self.query("count_nodes"):
            rows.setdefault(row["dataset"], {"dataset": row["dataset"]})[row["kind"]] = row["count"]
        kinds = list(dict.fromkeys(key for row in rows.values() for key in row))
        return notebook_table(kinds, list(rows.values()), title=self.description)

    @property
    def engine(self) -> Engine:
        """The engine behind it (see ``quanze.graph.engine.Engine``)."""
        return self._engine

    def close(self) -> None:
        """Let go of the database."""
        self._engine.close()

    @answered
    def who(self, name: str, *, under: str = "", as_of: Day = "") -> list[Responsibility]:
        """Who answers for what ``name`` means, nearest first.

        ``under`` limits roles on an indicator to one SDG target (a name, code or id); ``as_of`` is a date as plans
        write it, a year or a ``datetime.date``. Raises UnknownNameError or AmbiguousNameError.
        """
        from quanze.queries.responsibility import who

        item = self.find_answered(name)
        target = self.find(under, ("SDGTarget",))["id"] if under else ""
        day = parameters.day(as_of)
        return self._engine.together(lambda reader: who(reader, item["kind"], [item["id"]], under=target, as_of=day))

    def leading_seats(self, name: str = "", *, dataset: str = "", as_of: Day = "") -> list[Row]:
        """The seats that lead what ``name`` means, or anything, and that no agency fills: nobody's row in ``who``.

        Rows have the ``item`` that is led, the seat (id, name, name_en, post), and where it is stated.
        """
        from quanze.queries.leading_seats import leading_seats

        wanted = self.find_answered(name)["id"] if name else ""
        self._known(dataset)
        sets, day = parameters.several(dataset), parameters.day(as_of)
        found = self._engine.together(lambda reader: leading_seats(reader, datasets=sets, as_of=day))
        return [row for item, rows in found.items() if wanted in ("", item) for row in rows]

    @answered
    def agency(self, name: str, *, as_of: Day = "") -> list[Responsibility]:
        """What one agency answers for, nearest first: the rows of ``who``, from the agency's side.

        Rows on indicators also have ``last``, the latest year with its target, result and verdict. Raises
        UnknownNameError or AmbiguousNameError.
        """
        from quanze.queries.progress import with_last_years
        from quanze.queries.responsibility import duties

        agency, day = self.find(name, ("Agency",))["id"], parameters.day(as_of)
        judged = parameters.day_or_today(as_of)
        return self._engine.together(
            lambda reader: with_last_years(reader, duties(reader, agency, as_of=day), day=judged)
        )

    def nearest_duties(self, name: str, most: int, *, as_of: Day = "") -> tuple[list[Responsibility], int]:
        """The first ``most`` rows of ``agency``, and how many rows it has; it costs with what is shown."""
        from quanze.queries.progress import with_last_years
        from quanze.queries.responsibility import nearest_duties

        agency, day = self.find(name, ("Agency",))["id"], parameters.day(as_of)
        judged = parameters.day_or_today(as_of)

        def shown(reader: Reader) -> tuple[list[Responsibility], int]:
            rows, total = nearest_duties(reader, agency, as_of=day, most=most)
            return with_last_years(reader, rows, day=judged), total

        return self._engine.together(shown)

    def each_duty(self, name: str, take: Callable[[Iterator[Responsibility]], T], *, as_of: Day = "") -> T:
        """What ``take`` makes of the rows of ``agency``, given one after the other: they may fill gigabytes.

        It may be called again, with all of them, where a load landed beside it.
        """
        from quanze.queries.progress import with_last_years
        from quanze.queries.responsibility import each_duty

        agency, day = self.find(name, ("Agency",))["id"], parameters.day(as_of)
        judged = parameters.day_or_today(as_of)

        def taken(reader: Reader) -> T:
            parts = each_duty(reader, agency, as_of=day)
            return take(row for rows in parts for row in with_last_years(reader, rows, day=judged))

        return self._engine.together(taken)

    def side_by_side(self, first: str, second: str, *, as_of: Day = "", most: int = 0) -> SideBySide:
        """What two agencies answer for: things of both, then of one alone, each with the roles of either.

        ``most`` paths of each agency are read, the nearest (0: all). Raises UnknownNameError or AmbiguousNameError, and
        QueryError where both names are of one agency.
        """
        from quanze.queries.side_by_side import side_by_side

        agencies = self.find(first, ("Agency",)), self.find(second, ("Agency",))
        if agencies[0]["id"] == agencies[1]["id"]:
            raise QueryError(
                message("“{first}” and “{second}” are the same agency.", first=first, second=second),
                message("Name two agencies."),
            )
        day, judged = parameters.day(as_of), parameters.day_or_today(as_of)
        return self._engine.together(lambda reader: side_by_side(reader, agencies, as_of=day, day=judged, most=most))

    def leaders(self, ids: Iterable[str], *, as_of: Day = "") -> dict[str, set[str]]:
        """Record → the ids of the agencies that lead it themselves, of the rows of ``who``: of many records at once."""
        from quanze.queries.responsibility import leaders

        day, asked = parameters.day(as_of), sorted(set(ids))

        def found(reader: Reader) -> dict[str, set[str]]:
            kinds: dict[str, list[str]] = {}
            for row in statements.run(reader, "records_by_id", {"ids": asked}) if asked else ():
                kinds.setdefault(row["kind"], []).append(row["id"])
            return {
                id_: led for kind, own in kinds.items() for id_, led in leaders(reader, kind, own, as_of=day).items()
            }

        return self._engine.together(found)

    def leads_of_parts(self, name: str, *, as_of: Day = "") -> list[NamedAgency]:
        """The agencies that lead the parts of the task a name means; none for another kind."""
        from quanze.queries.parts import leads_of_parts

        item, day = self.find_answered(name), parameters.day_or_today(as_of)
        if item["kind"] != "Task":
            return []
        found = self._engine.together(lambda reader: leads_of_parts(reader, [item["id"]], as_of=day))
        return found.get(item["id"], [])

    @staticmethod
    def day(as_of: Day = "") -> str:
        """The day that a question is about, as an ISO date; today when none is given."""
        return parameters.day_or_today(as_of)

    def find_answered(self, name: str) -> Match:
        """The one record that a name means among those that someone answers for, as ``find`` gives it.

        Of a task and the indicators that measure it, where all of them fit, it is the task; these are ``alike``.
        """
        kinds = answered_kinds()
        try:
            # A year's target is called after its indicator; a part of that name means the indicator.
            return self.find(name, tuple(k for k in kinds if k != "AnnualTarget"))
        except AmbiguousNameError as several:
            matches: list[Match] = [*several.matches]  # type: ignore[list-item]
            found = names.task_and_measures(self._engine, matches)
            if found is None:
                raise
            task, alike = found
            return {**task, "alike": alike}
        except UnknownNameError:
            return self.find(name, kinds)

    def find(self, name: str, kinds: str | Sequence[str] = ()) -> Match:
        """The one record a name means, of one of ``kinds`` when any is given."""
        return names.find(self._engine, name, parameters.kinds(kinds))

    @answered
    def search(
        self, text: str, kinds: str | Sequence[str] = (), *, as_of: Day = "", index: NameIndex | None = None
    ) -> list[Match]:
        """Records a text may mean, matches of the best kind only; then ``nearest`` ones when there is none.

        ``as_of`` leaves out those that do not live on that day. With an ``index`` many texts are searched for sooner.
        """
        from quanze.queries.records import living_matches

        kinds, own = parameters.kinds(kinds), names.Names(self._engine)
        if index is None:
            found = names.search(own, text, kinds) or names.nearest(own, text, kinds)
        else:
            found = index.search(text, kinds)
        return living_matches(self._engine, found, parameters.day(as_of))

    def name_index(self) -> NameIndex:
        """All names of the graph as it is now, to be looked for in a text."""
        from quanze.queries.names_in_text import NameIndex

        return NameIndex(self._engine)

    @answered
    def query(self, name: str, **parameters: Any) -> list[Row]:
        """Rows of a query of the catalogue; ``catalogue`` lists these."""
        return statements.run(self._engine, name, parameters)

    @answered
    def cypher(
        self,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> list[Row]:
        """Rows of a read-only Cypher text, ``limit`` at most; a write is a QueryError.

        After ``timeout`` seconds a QueryTimeoutError. The embedded engine looks at the clock between its steps only: a
        single long one, such as a ``reduce`` that makes a text grow, goes on to its end and is answered; `quanze cypher
        --timeout` ends the process instead.
        """
        question(text, parameters, timeout, limit)
        word = statements.writing_word(text)
        if word:
            raise QueryError(
                message("Only read queries are allowed here; this one contains {word}.", word=word),
                message("Use `quanze load` to change data."),
            )
        if statements.count_statements(text) > 1:
            raise QueryError(
                message("The text contains more than one statement."), message("Run one statement at a time.")
            )
        return self._engine.read(text, parameters, timeout=timeout, limit=limit, everything=True)

    def plans(self) -> list[str]:
        """The ids of the data sets that are plans, not laws or frameworks loaded beside them; all when none is.

        Commands ask about these when no data set is named.
        """
        from quanze.queries.plans import plans

        return sorted(self._engine.together(plans))

    def untouched(self) -> set[str]:
        """The ids of the targets, indicators and agencies of frameworks that no plan or law touches."""
        from quanze.queries.plans import untouched

        return self._engine.together(untouched)

    @answered
    def gaps(
        self,
        name: str = "",
        *,
        dataset: str | Sequence[str] = (),
        without: str | Sequence[str] = (),
        level: str = "",
        kinds: str | Iterable[str] = (),
        year: int | str | None = None,
        sort: str = "level",
        as_of: Day = "",
    ) -> list[PlanGap]:
        """What the plan leaves open, gravest first; see ``quanze.queries.gaps.gaps``.

        ``dataset`` limits it to some data sets, ``without`` leaves some out; ``name`` limits it to
        what concerns an agency, a council, a subgroup, a task or an indicator, ``level`` to gaps
        that are so grave or graver, ``kinds`` to keys of ``quanze.queries.gaps.GAPS``, ``year`` to annual targets.
        ``sort`` is level, gap, agency, group or year. ``as_of`` is the day on which roles hold, terms end and years
        have passed, as plans write it; today when empty. Raises QueryError, UnknownNameError, AmbiguousNameError.
        """
        from quanze.queries.gaps import gaps

        wanted = self._wanted(name, dataset, without, level, kinds, year)
        day, today = parameters.day(as_of), parameters.last_day(as_of)
        return self._engine.together(lambda reader: gaps(reader, wanted=wanted, order=sort, as_of=day, today=today))

    def _wanted(
        self,
        name: str,
        dataset: str | Sequence[str],
        without: str | Sequence[str],
        level: str,
        kinds: str | Iterable[str],
        year: int | str | None,
    ) -> WantedGaps:
        """Which gaps are asked for; QueryError and UnknownNameError for what there is not."""
        from quanze.queries.gaps import Wanted
        from quanze.queries.progress import ASKED

        about = self.find(name, ASKED)["id"] if name else ""
        return Wanted(
            self._sets(dataset), self._sets(without), about, level, parameters.several(kinds), parameters.year(year)
        )

    def check_gaps(
        self,
        name: str = "",
        *,
        accepted: str | Path | None = None,
        baseline: str | Path | None = None,
        dataset: str | Sequence[str] = (),
        without: str | Sequence[str] = (),
        level: str = "",
        kinds: str | Iterable[str] = (),
        year: int | str | None = None,
        sort: str = "level",
        as_of: Day = "",
    ) -> GapReport:
        """Gaps sorted into open, accepted, known and solved; see ``quanze.queries.gap_check.GapReport`` and ``gaps``.

        ``accepted`` is a CSV of gaps left open on purpose (``quanze.schema.deliberate_gaps``), ``baseline`` a file of
        gaps known before. Raises FileError, and FindingsError for wrong rows of ``accepted``.
        """
        from quanze.loaders.gap_decisions import read_accepted
        from quanze.queries.gap_check import read_baseline, sort_gaps
        from quanze.queries.gaps import found_gaps

        wanted = self._wanted(name, dataset, without, level, kinds, year)
        rows, findings = read_accepted(Path(accepted)) if accepted else ([], [])
        before = read_baseline(Path(baseline)) if baseline else None
        day = parameters.last_day(as_of)
        holding = parameters.day(as_of)
        about = [wanted.about] if wanted.about else None
        every = self._engine.together(lambda reader: found_gaps(reader, about=about, as_of=holding, today=day))
        found = sort_gaps(every, accepted=rows, baseline=before, wanted=wanted, order=sort, today=day)
        found.findings = findings
        return found

    def progress(
        self,
        name: str = "",
        *,
        year: int | str | None = None,
        as_of: Day = "",
        dataset: str = "",
        method: str = "plan",
        rules: ProgressRules | None = None,
    ) -> ProgressDocument:
        """What each indicator's year comes to beside what was wanted; its ``rows`` are plain, and it counts them.

        ``name`` limits it to an indicator, or to those of an agency, a council, a subgroup or a task. Without ``year``
        it is the last full one of which something is recorded, and an indicator's ``history`` has all its years;
        ``as_of`` is today when empty. ``method`` is ``plan`` or ``statcan`` (ratio of growth rates). ``write`` makes
        .xlsx, .html, .md, .csv or .json. Raises QueryError, UnknownNameError, AmbiguousNameError.
        """
        from quanze.exports.progress_document import ProgressDocument
        from quanze.queries.progress import ASKED, progress

        self._known(dataset)
        asked, day = parameters.year(year), parameters.last_day_or_today(as_of)
        about = self.find(name, ASKED) if name else None
        found = self._engine.together(
            lambda reader: progress(
                reader, day=day, year=asked, about=about, dataset=dataset, method=method, rules=rules
            )
        )
        return ProgressDocument(**vars(found))

    def brief(self, name: str, *, year: int | str | None = None, as_of: Day = "", since: Day = "") -> BriefDocument:
        """A brief on an agency, a council, a subgroup, a seat or an indicator; ``write`` makes .docx, .odt, .html, .md.

        It has the rows that it says: duties, progress of a ``year``, gaps, and what changed ``since`` a date.
        ``as_of`` is today when empty. Raises UnknownNameError, AmbiguousNameError, QueryError.
        """
        from quanze.queries.briefing import brief_about

        about = brief_about(self._engine, name)
        day = parameters.last_day_or_today(as_of)
        return self._briefs([about], parameters.year(year), day, parameters.day(since))[0]

    def briefs(
        self,
        each: str = "agencies",
        *,
        dataset: str = "",
        year: int | str | None = None,
        as_of: Day = "",
        since: Day = "",
    ) -> list[BriefDocument]:
        """A brief, see ``brief``, on each of the agencies, councils, subgroups, seats or indicators of the day.

        Of agencies they are the city's own where there are any. Raises QueryError for another ``each``,
        UnknownNameError.
        """
        from quanze.queries.briefing import briefed

        self._known(dataset)
        day = parameters.last_day_or_today(as_of)
        found = self._engine.together(lambda reader: briefed(reader, each, dataset=dataset, day=day))
        return self._briefs(found, parameters.year(year), day, parameters.day(since))

    def _briefs(self, abouts: Sequence[Match], year: int | None, day: str, since: str) -> list[BriefDocument]:
        from quanze.exports.brief_document import BriefDocument
        from quanze.queries.briefing import briefings

        found = self._engine.together(lambda reader: briefings(reader, abouts, day=day, year=year, since=since))
        return [BriefDocument(**vars(one)) for one in found]

    def report(
        self, sort: str = "annual", *, year: int | str | None = None, as_of: Day = "", dataset: str = ""
    ) -> ReportDocument:
        """The draft of an ``annual`` report, or of a Voluntary Local Review (``vlr``), on the plans of this graph.

        It has the rows that it says; its ``write`` makes .docx, .odt, .html, .md or .xlsx. ``dataset`` limits it to one
        data set; ``as_of`` is today when empty. Raises QueryError for another ``sort``, UnknownNameError.
        """
        from quanze.exports.report_document import ReportDocument
        from quanze.queries.plan_report import plan_report

        self._known(dataset)
        asked, day = parameters.year(year), parameters.last_day_or_today(as_of)
        found = self._engine.together(lambda reader: plan_report(reader, sort, day=day, year=asked, dataset=dataset))
        return ReportDocument(**vars(found))

    @answered
    def coverage(
        self, *, by: str = "goal", dataset: str | Sequence[str] = (), as_of: Day = "", goal: str = ""
    ) -> list[Coverage]:
        """SDG coverage by ``goal`` or ``target``: tasks and indicators aligned, stated and editorial apart.

        ``dataset`` limits what is counted to some data sets, ``goal`` the answer to one goal (a name, number or id).
        See ``quanze.queries.coverage.coverage``. Raises QueryError for another ``by``.
        """
        from quanze.queries.coverage import coverage

        sets, day = self._sets(dataset), parameters.day(as_of)
        of = self.find(goal, ("SDGGoal",))["id"] if goal else ""
        return self._engine.together(lambda reader: coverage(reader, by=by, datasets=sets, as_of=day, goal=of))

    @answered
    def dependencies(self, *, scope: str = "", dataset: str = "", as_of: Day = "", most: int = 0) -> list[AgencyPair]:
        """Pairs of agencies in scope and what they share; see ``quanze.queries.dependencies.dependencies``.

        ``scope``: city, national, international or all; empty chooses, see ``quanze.queries.scope.scoped``. ``as_of``
        is today when empty. ``most`` gives the pairs that share most, at most so many (0: all); the last one has in
        ``more`` how many others there are.
        """
        from quanze.queries.dependencies import dependencies

        self._known(dataset)
        return dependencies(
            self._engine,
            scope=scope,
            datasets=parameters.several(dataset),
            as_of=parameters.day_or_today(as_of),
            most=most,
        )

    @answered
    def analysis(
        self,
        *,
        scope: str = "",
        dataset: str = "",
        as_of: Day = "",
        show: str | Sequence[str] = (),
        most: int = 0,
    ) -> list[DependencyFinding]:
        """Who depends on whom, as sentences with evidence; see ``quanze.queries.dependencies.analyse``.

        Pairs that must coordinate, agencies whose roles are all the same and what still distinguishes others, who meets
        only through another, bridges, groups against the official subgroups, single points of failure, self-review.
        ``scope``: city, national, international or all; empty chooses, and the first finding says what was left out.
        ``show`` limits the kinds of finding, ``most`` how many of each kind are given (0: all). ``as_of`` is today when
        empty.
        """
        from quanze.queries.dependencies import analyse

        self._known(dataset)
        kinds, sets, day = (
            parameters.several(show),
            parameters.several(dataset),
            parameters.day_or_today(as_of),
        )
        return self._engine.together(
            lambda reader: analyse(reader, scope=scope, datasets=sets, as_of=day, show=kinds, most=most)
        )

    @answered
    def workload(self, *, scope: str = "", dataset: str = "", as_of: Day = "") -> list[Workload]:
        """How much each agency in scope answers for, most first; see ``quanze.queries.workload.workload``.

        ``as_of`` is today when empty.
        """
        from quanze.queries.workload import workload

        self._known(dataset)
        sets, day = parameters.several(dataset), parameters.day_or_today(as_of)
        return self._engine.together(lambda reader: workload(reader, scope=scope, datasets=sets, as_of=day))

    def networkx(self, *, scope: str = "", dataset: str | Sequence[str] = (), as_of: Day = "") -> Network:
        """A ``networkx.MultiDiGraph``: with ``scope="all"`` of everything, else of what ``analysis`` measures.

        That is agencies in scope and all they are tied to on a day; ``records_left_out`` and ``relationships_left_out``
        of the graph's own attributes say how much of the whole is not in it. Of everything it is that of ``whole``.
        Nodes are ids with the properties of the record as attributes, edges have those of the relationship, but
        ``source`` is called ``source_document`` and ``type`` is called ``relationship``: tables and files of networkx
        keep those names for the end an edge starts from and for whether it has a direction. What has no value is left
        out, and lists are one text joined by 、 (``\\、`` in a value), so that GraphML, GEXF and GML can be written.
        """
        from quanze.graph.network import graph_of
        from quanze.queries.dependencies import network_rows

        if scope == EVERY:
            return self.whole(datasets=dataset, as_of=as_of).networkx()
        sets, day = self._sets(dataset), parameters.day_or_today(as_of)

        def measured(reader: Reader) -> Network:
            found = graph_of(*network_rows(reader, scope=scope, datasets=sets, as_of=day))
            records, relationships = (
                sum(row["count"] for row in statements.run(reader, name)) for name in ("count_nodes", "count_links")
            )
            found.graph.update(
                records_left_out=records - found.number_of_nodes(),
                relationships_left_out=relationships - found.number_of_edges(),
            )
            return found

        return self._engine.together(measured)

    def whole(
        self,
        about: str = "",
        *,
        depth: int = 1,
        datasets: str | Sequence[str] = (),
        as_of: Day = "",
        base: str = "",
    ) -> GraphDocument:
        """Every record and relationship as plain rows, with ways to networkx, pandas and the files of ``export``.

        ``about`` (a name) keeps what is within ``depth`` steps of a record, ``datasets`` what some data sets state and
        the records it leads to, ``as_of`` what lives and holds on a day. ``base`` is the web address under which the
        records are published, for linked data. See ``quanze.queries.whole_graph``. Raises UnknownNameError, QueryError.
        """
        return self._engine.together(lambda reader: self._whole(reader, about, depth, datasets, as_of, base).held())

    def export(
        self,
        path: str | Path,
        format_name: str | None = None,
        *,
        about: str = "",
        depth: int = 1,
        datasets: str | Sequence[str] = (),
        as_of: Day = "",
        base: str = "",
        lang: str = "zh-TW",
        bom: bool = False,
    ) -> list[Message]:
        """Write what ``whole`` gives, relationships as they are read; what a reader of the file should know.

        The format is that of the name, else that of the ending: .graphml, .gexf, .json (node-link), .cyjs (Cytoscape),
        .dot, .mmd, .ttl, .jsonld, .nt; ``csv``, ``parquet`` and ``open-sdg`` are folders. Raises FileError,
        StorageError, UnknownNameError and, where an optional package is missing, QuanzeError.
        """
        from quanze.exports.formats import GRAPH, format_of_path

        spoken = parameters.language(lang)
        chosen = format_of_path(Path(path), GRAPH, name=format_name).name

        def written(reader: Reader) -> list[Message]:
            document = self._whole(reader, about, depth, datasets, as_of, base)
            document.write(path, chosen, lang=spoken, bom=bom)
            return document.notes(chosen)

        return self._engine.together(written)

    def _whole(
        self, reader: Reader, about: str, depth: int, datasets: str | Sequence[str], on: Day, base: str
    ) -> GraphDocument:
        from quanze.exports.graph_document import GraphDocument
        from quanze.queries.whole_graph import whole_graph

        place = parameters.web_address(base)
        focus = self.find(about)["id"] if about else ""
        sets, day = self._sets(datasets), parameters.day(on)
        found = whole_graph(reader, about=focus, depth=depth, datasets=sets, as_of=day)
        return GraphDocument(**{**vars(found), "base": place})

    def _known(self, dataset: str) -> None:
        """UnknownNameError when a data set is named that is not loaded: its answer would be empty and look good."""
        if dataset:
            from quanze.graph.records import described

            described(self._engine, dataset)

    def _sets(self, dataset: str | Sequence[str]) -> Sequence[str]:
        """The data sets named, each of which is loaded."""
        sets = parameters.several(dataset)
        for one in sets:
            self._known(one)
        return sets

    def matrix(
        self,
        rows: str = "tasks",
        columns: str = "agencies",
        *,
        about: str = "",
        dataset: str | Sequence[str] = (),
        as_of: Day = "",
        scheme: str = "source",
        inherited: str = "show",
        lang: str = "zh-TW",
        crosswalk: str | Path | None = None,
        evidence: bool | None = True,
    ) -> MatrixDocument:
        """The responsibility matrix of ``rows`` by ``columns``; its ``write`` makes .xlsx, .html, .md, .csv or .json.

        ``rows``: tasks, subgroups, indicators, sdg-targets, documents or seats; ``columns``: agencies or subgroups.
        ``about`` (a name) and ``dataset`` narrow it, ``as_of`` is a date as plans write it. ``scheme`` and
        ``inherited``: see ``quanze.exports.matrix_from_rows.build_matrix``. Without ``evidence`` it has letters and no
        citations, which takes a fraction of the time and memory; None leaves it out of a large matrix, which says so.
        Raises QueryError, also for a matrix that is too large, DataError and what ``find`` raises.
        """
        from quanze.exports.matrix_from_rows import build_matrix
        from quanze.queries.matrix_rows import matrix_rows

        parameters.language(lang)
        sets = self._sets(dataset)
        thing = self.find(about) if about else None
        day = parameters.day(as_of)
        found = self._engine.together(
            lambda reader: matrix_rows(
                reader, rows=rows, columns=columns, about=thing, datasets=sets, as_of=day, evidence=evidence
            )
        )
        return build_matrix(
            found.items,
            found.agencies,
            found.assignments,
            heading=found.heading,
            scheme=scheme,
            inherited=inherited,
            lang=lang,
            crosswalk=Path(crosswalk) if crosswalk else None,
        )

    def picture(
        self,
        picture: str = "network",
        about: str = "",
        *,
        depth: int = 1,
        datasets: str | Sequence[str] = (),
        as_of: Day = "",
        every_day: bool = False,
        lang: str = "zh-TW",
    ) -> Picture:
        """A still picture, which a notebook shows as SVG.

        ``network``, ``dependencies``, ``reporting``, or ``about`` one record up to ``depth`` steps.
        Without ``datasets`` the plans (data sets with subgroups) and what builds on them; ``about`` takes all. Without
        ``as_of`` what has ended or not begun is drawn too and says when; dependencies are those of today, or with
        ``every_day``, as a page with a slider has them, those of all days. Raises
        UnknownNameError, AmbiguousNameError, QueryError.
        """
        from quanze.queries.dependencies import PairsByDay, dependencies, dependencies_by_day
        from quanze.queries.progress import progress
        from quanze.queries.subgraph import inherited, shown_sets, subgraph, subgraph_around
        from quanze.views import DRAWN_PAIRS, draw, require_picture

        parameters.language(lang)
        require_picture(picture, about)
        focus = self.find(about) if about else {"id": "", "kind": ""}
        sets, day, today = parameters.several(datasets), parameters.day(as_of), parameters.day_or_today("")
        last = parameters.last_day_or_today(as_of)

        def rows(
            reader: Reader,
        ) -> tuple[Subgraph, list[Row], list[AgencyPair], PairsByDay, Sequence[IndicatorProgress]]:
            joined = inherited(reader, focus["kind"], focus["id"], as_of=day, lang=lang) if about and depth == 1 else []
            if about:
                others = {row["from"] for row in joined}
                shown = subgraph_around(reader, focus["id"], depth, others=others, datasets=sets, as_of=day)
            elif picture == "dependencies":
                shown = shown_sets(reader, sets)
            else:
                shown = subgraph(reader, datasets=sets, as_of=day)
            names = [d["id"] for d in shown.datasets]
            ties: list[AgencyPair] = []
            by_day = PairsByDay([])
            if picture == "dependencies" and every_day and not day:
                by_day = dependencies_by_day(reader, today=today, datasets=names, most=DRAWN_PAIRS)
            elif picture == "dependencies":
                ties = dependencies(reader, datasets=names, as_of=day or today, most=DRAWN_PAIRS)
            verdicts: Sequence[IndicatorProgress] = []
            if picture == "network":
                verdicts = progress(reader, day=last).rows
            elif about:
                indicators = [n["id"] for n in shown.nodes if n["kind"] == "Indicator"]
                verdicts = progress(reader, day=last, only=indicators).rows
            return shown, [*shown.edges, *joined], ties, by_day, verdicts

        shown, edges, ties, by_day, verdicts = self._engine.together(rows)
        return draw(
            picture,
            shown.nodes,
            edges,
            ties=ties,
            ties_by_day=by_day.pairs,
            yearly=by_day.yearly,
            one_day=by_day.one,
            focus=focus["id"],
            depth=depth,
            datasets=shown.datasets,
            absent=shown.absent,
            progress=verdicts,
            as_of=day,
            today=today,
            lang=lang,
        )

    def view(
        self,
        picture: str = "network",
        about: str = "",
        *,
        depth: int = 1,
        datasets: str | Sequence[str] = (),
        as_of: Day = "",
        lang: str = "zh-TW",
    ) -> NetworkView:
        """The picture as a ``pyvis.network.Network`` that a notebook shows and ``write_html`` writes.

        See ``picture``.
        """
        drawn = self.picture(picture, about, depth=depth, datasets=datasets, as_of=as_of, every_day=True, lang=lang)
        from quanze.exports.atomic_file import write_file
        from quanze.views.page import network_view

        return network_view(drawn, lang=drawn.lang, write=write_file)

    def record(self, name: str) -> Row:
        """All properties of the record a name means; ``record_kind`` is the label of its kind."""
        from quanze.queries.records import record

        found = self.find(name)
        return record(self._engine, found["kind"], found["id"])

    @answered
    def history(self, name: str) -> list[Event]:
        """What the sources date about the record a name means, in order of time: its names and changes, roles gained
        and lost, targets and results."""
        from quanze.queries.history import history

        found = self.find(name)
        return self._engine.together(lambda reader: history(reader, found))[0]

    def first_events(self, name: str, most: int) -> tuple[list[Event], int]:
        """The first ``most`` events of ``history``, and how many it has; it costs with what is shown."""
        from quanze.queries.history import history

        found = self.find(name)
        return self._engine.together(lambda reader: history(reader, found, most=most))

    def timeline(self, name: str, *, lang: str = "zh-TW") -> Timeline:
        """The history of the record a name means as a picture, which a notebook shows as SVG."""
        from quanze.views.timeline import Timeline

        parameters.language(lang)
        return Timeline(self.find(name), self.history(name), lang)

    def lineage(self, name: str) -> list[Row]:
        """The changes by which a body or document came to be what it is and by which others took it over, in order of
        time: rows of the query ``changes_of``."""
        from quanze.queries.records import lineage

        found = self.find(name)
        return self._engine.together(lambda reader: lineage(reader, found["id"], found["kind"]))

    def life(self, name: str) -> tuple[str, str]:
        """First and last day of the record a name means, as ``records`` gives them; empty where open."""
        from quanze.queries.records import life

        found = self.find(name)
        return self._engine.together(lambda reader: life(reader, found["id"], found["kind"]))

    @answered
    def links(self, name: str, *, as_of: Day = "") -> list[Row]:
        """The relationships of the record a name means, in both directions: rows of the query ``links_of``.

        Those of a body or document whose place it took follow, and name that one. ``as_of`` leaves out those that do
        not hold on that day.
        """
        from quanze.queries.records import links

        found, day = self.find(name), parameters.day(as_of)
        return self._engine.together(lambda reader: links(reader, found["id"], found["kind"], as_of=day))

    def first_links(self, name: str, most: int, *, as_of: Day = "") -> tuple[list[Row], int]:
        """The first ``most`` rows of ``links``, and how many rows it has; it costs with what is shown."""
        from quanze.queries.records import first_links

        found, day = self.find(name), parameters.day(as_of)
        return self._engine.together(lambda reader: first_links(reader, found["id"], found["kind"], most, as_of=day))

    @answered
    def seats(self, body: str, *, as_of: Day = "") -> list[Row]:
        """The seats of a council or subgroup: rows of the query ``seats_of``, and of those it took over.

        ``as_of`` leaves out seats that do not exist on that day.
        """
        from quanze.queries.records import seats

        found, day = self.find(body, BODIES), parameters.day(as_of)
        return self._engine.together(lambda reader: seats(reader, found["id"], found["kind"], as_of=day))

    @answered
    def records(self, kinds: str | Sequence[str], *, dataset: str = "", as_of: Day = "") -> list[Record]:
        """All records of one or more kinds (``Task``, ``tasks`` or 任務), of one data set or of all, by their ids.

        ``valid_from`` and ``valid_to`` are the days between which a record lives, by its own dates, by changes and by
        what it belongs to; ``as_of`` leaves out what does not live on that day.
        """
        from quanze.queries.records import records

        self._known(dataset)
        chosen, day = parameters.kinds(kinds), parameters.day(as_of)
        rows = self._engine.together(lambda reader: records(reader, chosen, as_of=day))
        return [row for row in rows if not dataset or row["dataset"] == dataset]

    @answered
    def counts(self, kinds: str | Sequence[str] = (), *, dataset: str = "", as_of: Day = "") -> list[Row]:
        """How many records of each kind, or of some, each data set has, ever or on a day: rows of dataset, kind and
        count."""
        self._known(dataset)
        chosen = parameters.kinds(kinds)
        rows = [row for row in self.query("count_nodes") if not chosen or row["kind"] in chosen]
        if not parameters.day(as_of):
            return [row for row in rows if not dataset or row["dataset"] == dataset]
        living = Counter((r["dataset"], r["kind"]) for r in self.records(chosen, dataset=dataset, as_of=as_of))
        rows = [{**row, "count": living[row["dataset"], row["kind"]]} for row in rows]
        return [row for row in rows if row["count"]]

    def compare(self, draft: PlanDraft, *, dataset: str = "") -> Comparison:
        """A draft that was read beside what the graph has, of one data set or of all."""
        from quanze.reader.compare import compare, comparison, side_of_draft, side_of_graph

        self._known(dataset)
        known = [d["id"] for d in self.datasets()]
        other = side_of_graph(self._engine, [dataset] if dataset else known, known)
        return comparison(compare(side_of_draft(draft.draft), other))

    @answered
    def datasets(self) -> list[Dataset]:
        """The loaded data sets."""
        from quanze.graph.records import datasets

        return datasets(self._engine)

    def load(
        self,
        *paths: Given,
        strict: bool = False,
        replace: bool = False,
        names: str | Path | None = None,
        columns: str | Path | None = None,
        accept_unsure: bool = False,
        edition_of: str = "",
        pairs: GivenPairs = None,
        progress: Progress | None = None,
    ) -> LoadReport:
        """Load files or folders as one transaction; FindingsError carries all findings and nothing is written.

        A file may be a flat sheet, a plan in one table: the plan reader reads it, and the data set ``sdg`` is loaded
        with it where it names SDG targets. What the reader is not sure of stops the load, as do rows of a draft that
        are to be checked and carry no mark of a reviewer, unless ``accept_unsure`` leaves it out or takes it as read;
        ``columns`` is a saved mapping of the columns. Its data set is named after the file; ``edition_of`` is the id of
        the one that it takes the place of. RemovalError when a data set would lose more than a tenth of what it holds,
        unless ``replace`` allows that.
        ``pairs`` are reviewed pairs as ``diff`` takes them: what is the same record keeps its id in a sheet, with its
        figures of former years, and is not lost in any file.
        ``names`` is a CSV of names that somebody accepted (``quanze.schema.accepted_names``). The name of a shipped
        data set (``sdg``, ``climate-act``, …) will do for a path. StorageError on the bundled graph, which is
        read-only. Rows will do for a file: ``{"dataset": {"id": …, "name": …}, "agencies": rows, …}`` with the names of
        tables and columns of ``quanze template``, each table a list of mappings or a frame of pandas or polars.
        """
        from quanze.loaders.load import load

        return load(
            self._engine,
            self._opened(paths, columns, accept_unsure, progress, edition_of),
            strict=strict,
            replace=replace,
            progress=progress,
            names=_accepted(names),
            accept_unsure=accept_unsure,
            reviewed=_reviewed(pairs),
        )

    def preview(
        self,
        *paths: Given,
        pairs: GivenPairs = None,
        names: str | Path | None = None,
        columns: str | Path | None = None,
        accept_unsure: bool = False,
        edition_of: str = "",
        progress: Progress | None = None,
    ) -> ComparisonDocument:
        """What a load of these files would change, see ``diff`` and ``load``; nothing is written.

        ``refusals`` of the result say why a load would ask for ``replace``. Raises FindingsError when a finding would
        stop the load.
        """
        from dataclasses import replace

        from quanze.changes.loaded_state import editions_beside, states
        from quanze.changes.losses import losses
        from quanze.collector import collector_paused
        from quanze.loaders.file_editions import read_editions
        from quanze.loaders.load import as_loaded

        with collector_paused():
            files = self._opened(paths, columns, accept_unsure, progress, edition_of)
            titles = (self.description, ", ".join("<rows>" if isinstance(p, Mapping) else str(p) for p in paths))
            accepted, given = _accepted(names), _reviewed(pairs)
            same = as_loaded(self._engine, files, accepted)
            if same is not None:
                return replace(self._compared([], [], titles, given), change_sets=same)
            checked = read_editions(
                files, self._engine, progress, accepted, accept_unsure=accept_unsure, reviewed=given
            )
            after = [c.edition() for c in checked]
            meant = {given: pair for c in checked for given, pair in c.reviewed.items()}
            reviewed = [meant.get(pair, pair) for pair in given]
            known = states(self._engine.load_log()) if self._engine.only_logged() else {}
            before = self._engine.together(lambda reader: editions_beside(reader, after, known))
            found = self._compared(before, after, titles, reviewed)
            sides = zip(before, after, found.change_sets, found.deferred.datasets, strict=True)
            refusals = [
                losses(old, new, changes, titles[1], reviewed, report.pairs if len(after) == 1 else None)
                for old, new, changes, report in sides
            ]
            return replace(found, refusals=[r for r in refusals if r])

    def diff(
        self,
        before: str | Path | Graph,
        after: str | Path | Graph,
        *,
        as_of_before: Day = "",
        as_of_after: Day = "",
        pairs: GivenPairs = None,
        columns: str | Path | None = None,
        accept_unsure: bool = False,
        only_loaded: bool = False,
        progress: Progress | None = None,
    ) -> ComparisonDocument:
        """What changes from one to the other, as a planner calls it; its ``write`` makes .xlsx, .html, .md, .csv …

        Each is a file or folder that could be loaded, a database, a graph, a data set of this graph or a shipped one
        by its id. Files may refer to what this graph holds. A database is compared in the data sets that the other side
        has, or in the one plan that it holds, and two databases in all. With ``as_of_before`` or ``as_of_after`` a side
        is as it is on that day, so that both may be the same. A body that a stated change renames, merges or divides is
        its successor. ``pairs`` is a CSV of pairs that somebody reviewed (``quanze.schema.reviewed_pairs``); ``unsure``
        of the result lists those that nobody has, ``if_same`` what changes besides if they are the same. Documents
        count where only the place in a source is another one; those of ``in_full()`` list it. ``only_loaded``: a text
        is the id of a data set of this graph, whatever files there are of that name. Raises UnknownNameError,
        FileError, FindingsError, StorageError.
        """
        from quanze.bundled import ORDER

        first, second = (
            self._editions(given, parameters.day(day), progress, columns, accept_unsure, only_loaded=only_loaded)
            for given, day in ((before, as_of_before), (after, as_of_after))
        )
        every = (*first.editions, *second.editions)
        if first.whole != second.whole:
            part, whole = (second, first) if first.whole else (first, second)
            named = {edition.dataset for edition in part.editions}
            own = [edition for edition in whole.editions if edition.dataset not in ORDER]
            if any(edition.dataset in named for edition in whole.editions):
                whole.editions[:] = [edition for edition in whole.editions if edition.dataset in named]
            elif len(own) == len(part.editions) == 1:  # next year's sheet beside the one plan that is loaded
                whole.editions[:] = own
            elif whole.editions and part.editions:
                raise UnknownNameError(
                    message("{title} has no data set {names}.", title=whole.title, names=sorted(named)),
                    advice=message(
                        "Name the one that is meant instead of the database: {names}.",
                        names=[edition.dataset for edition in whole.editions],
                    ),
                )
        return self._compared(first.editions, second.editions, (first.title, second.title), _reviewed(pairs), every)

    def merge(
        self,
        base: str | Path | Graph,
        later: str | Path | Graph,
        reviewed: str | Path | Graph,
        *,
        pairs: GivenPairs = None,
        decisions: str | Path | Mapping[str, str] | None = None,
        columns: str | Path | None = None,
        accept_unsure: bool = False,
        progress: Progress | None = None,
    ) -> MergedDocument:
        """Merge a later edition with what a reviewer made of the first one; its ``write`` makes .xlsx or a folder.

        Each is what ``diff`` takes, with one data set. What one side alone changed is taken; of what both changed the
        reviewer's state is kept, and ``conflicts`` lists it. ``decisions`` is a file that an earlier merge wrote, with
        its conflicts decided (``reviewed`` itself when it is one), or the sides taken by the marks of conflicts
        (``ours``, ``theirs``); ``pairs`` joins records of ``base`` and ``later``: a file as ``diff`` takes, or
        (before, after, same). ``columns`` and ``accept_unsure`` are as in ``load``. Raises what ``diff`` raises, and
        DataError where a side has several data sets.
        """
        from quanze.changes.merge import merge
        from quanze.exports.edition_tables import tables_of
        from quanze.exports.merged_document import MergedDocument
        from quanze.loaders.draft_file import read_conflict_decisions, read_draft

        sides = [self._editions(given, "", progress, columns, accept_unsure) for given in (base, later, reviewed)]
        first, second, third = (self._single(side) for side in sides)
        taken: Mapping[str, str] = {}
        if isinstance(decisions, Mapping):
            taken = decisions
        elif decisions:
            taken = read_conflict_decisions(Path(decisions))
        elif not isinstance(reviewed, Graph) and is_there(Path(reviewed)) and not is_database(str(reviewed)):
            taken = read_draft(Path(reviewed)).decisions
        joined = _reviewed(pairs)
        merged = merge(first, second, third, decisions=taken, reviewed=joined)
        changes = self._compared([third], [merged.edition], (sides[2].title, sides[1].title), ())
        return MergedDocument(merged, tables_of(merged.edition), changes)

    @staticmethod
    def _single(side: _Side) -> Edition:
        """The one data set of a side; DataError where it has several."""
        if len(side.editions) != 1:
            raise DataError(
                message("{title} has {n} data sets.", title=side.title, n=len(side.editions)),
                message("Name one of them by its id, or a file with one."),
            )
        return side.editions[0]

    def merge_draft(
        self,
        draft: PlanDraft,
        into: str | Path,
        *,
        chapter: bool = False,
        pairs: GivenPairs = None,
        decisions: Mapping[str, str] | None = None,
        lang: str = "zh-TW",
    ) -> MergedDocument:
        """Merge what was read of a later edition into a draft that somebody reviewed, see ``merge``.

        The draft holds its first reading, and decided conflicts of an earlier merge. ``chapter``: what was read is
        another part of the same plan and only adds to the draft. Read it with ``dataset=draft_dataset(into)``, so that
        ids agree. ``pairs`` as in ``merge``; ``decisions`` are sides taken by the marks of conflicts, before those
        that the draft itself holds. Raises FileError when ``into`` is not a draft, and FindingsError.
        """
        from quanze.bundled import source
        from quanze.reader.merging import merge_draft

        parameters.language(lang)
        loaded = {row["id"] for row in self.datasets()}
        return merge_draft(
            draft,
            Path(into),
            self._engine,
            chapter=chapter,
            reviewed=_reviewed(pairs),
            decisions=decisions or {},
            needed=[source(name) for name in draft.requires() if name not in loaded],
            lang=lang,
        )

    def reorganize(
        self, *paths: str | Path, as_of: Day = "", progress: Progress | None = None
    ) -> ReorganizationDocument:
        """What planned changes of bodies would do, tried on a copy; nothing is written.

        The files are those that a load would take: a table of changes with dates to come, and the new bodies.
        ``as_of`` is the day on which the graph without them and with them are compared, by default the first one on
        which all are in force. See ``quanze.changes.reorganization.Reorganization`` for what comes back; its ``write``
        makes .xlsx, .html, .md, .csv, .json, .svg or .png. Raises FileError, FindingsError, RemovalError.
        """
        from quanze.bundled import source
        from quanze.reorganization import reorganize

        title = message("{files} tried on {graph}", files=[Path(p).name for p in paths], graph=self.description)
        day = parameters.day(as_of)
        return reorganize(self._engine, [source(p) for p in paths], title=title, as_of=day, progress=progress)

    def changes_sheet(
        self, path: str | Path, *, rows: Mapping[str, Sequence[Mapping[str, Any]]] | None = None, lang: str = "zh-TW"
    ) -> Path:
        """Write the workbook of planned changes, which offers the bodies, tasks and documents of this graph.

        ``path`` has to end in .xlsx. ``reorganize`` tries it, ``load`` takes it. It is empty but for ``rows``, by the
        tables ``documents``, ``agencies`` (new bodies) and ``changes``.
        """
        from quanze.exports.plan_workbook import write_changes_sheet
        from quanze.queries.situation import names_offered

        target, spoken = _workbook(path), parameters.language(lang)
        described, offered = self._engine.together(lambda reader: names_offered(reader, spoken))
        return write_changes_sheet(target, described, offered, rows=rows, lang=spoken)

    def bodies_offered(self, *, lang: str = "zh-TW") -> dict[str, list[str]]:
        """The names that a sheet of planned changes offers: bodies under ``from``, what can move under ``moves``."""
        from quanze.queries.situation import names_offered

        spoken = parameters.language(lang)
        return self._engine.together(lambda reader: names_offered(reader, spoken))[1]

    def _compared(
        self,
        before: Sequence[Edition],
        after: Sequence[Edition],
        titles: tuple[str, str],
        reviewed: Sequence[ReviewedPair],
        beside: Iterable[Edition] = (),
    ) -> ComparisonDocument:
        """Editions compared; ``beside`` are others that one side has."""
        from quanze.changes.comparison import changes_in, compared, names_in
        from quanze.changes.pairs import stated_changes
        from quanze.exports.comparison_document import ComparisonDocument

        found = compared(
            before,
            after,
            titles=titles,
            reviewed=reviewed,
            names=lambda ids: self._engine.together(lambda reader: names_in(reader, ids)),
            stated=lambda: [*self._engine.together(changes_in), *stated_changes(beside)],
        )
        return ComparisonDocument(**vars(found))

    def _editions(
        self,
        given: str | Path | Graph,
        day: str,
        progress: Progress | None,
        columns: str | Path | None = None,
        accept_unsure: bool = False,
        *,
        only_loaded: bool = False,
    ) -> _Side:
        """What ``diff`` is given, as editions: a graph, a database, a file or folder, or a data set by its id."""
        from quanze.bundled import ORDER, source
        from quanze.changes.edition import edition_of, editions_of
        from quanze.graph.records import datasets
        from quanze.queries.dated_editions import editions_on

        def whole(reader: Reader) -> list[Edition]:
            return editions_on(reader, day) if day else editions_of(reader)

        def side(title: str, editions: list[Edition], *, whole: bool = False) -> _Side:
            title = message("{side} as of {date}", side=title, date=ShownDate(day)) if day else title
            return _Side(title, editions, whole)

        if isinstance(given, Graph):
            return side(given.description, given.engine.together(whole), whole=True)
        text = str(given)
        path = Path(given)
        if not only_loaded and is_database(text):
            with open(text) as graph:
                return side(text, graph.engine.together(whole), whole=True)
        if not only_loaded and text and is_there(path):
            return side(text, self._file_editions(path, day, progress, columns, accept_unsure))
        loaded = [row["id"] for row in datasets(self._engine)]
        if text in loaded:
            editions = self._engine.together(
                lambda reader: editions_on(reader, day, [text]) if day else [edition_of(reader, text)]
            )
            return side(f"{text} ({self.description})", editions)
        if not only_loaded and text in ORDER:
            return side(text, self._file_editions(source(text), day, progress))
        raise UnknownNameError(
            message("{name!r} is neither a file, a folder, a database nor a data set that is loaded.", name=text),
            advice=message("Loaded in {graph}: {names}.", graph=self.description, names=loaded or message("none")),
        )

    def _file_editions(
        self,
        path: Path,
        day: str,
        progress: Progress | None,
        columns: str | Path | None = None,
        accept_unsure: bool = False,
    ) -> list[Edition]:
        """The data sets of a file, as they are on a day when one is given."""
        from quanze.changes.transfer import trial_copy
        from quanze.loaders.file_editions import read_editions
        from quanze.loaders.load import load
        from quanze.loaders.source import may_be_flat
        from quanze.queries.dated_editions import editions_on
        from quanze.schema.flat_sheet import OWN_PLAN

        files = self._opened([path], columns, accept_unsure, progress, OWN_PLAN)
        # Whole drafts are compared before they are reviewed: nothing of theirs is left out.
        found = [c.edition() for c in read_editions(files, self._engine, progress, accept_unsure=True)]
        wanted = [edition.dataset for edition in found][-1:] if may_be_flat(path) else None
        if not day:
            return [edition for edition in found if wanted is None or edition.dataset in wanted]
        with trial_copy(self._engine) as copy:
            load(
                copy,
                self._opened([path], columns, accept_unsure, edition_of=OWN_PLAN),
                replace=True,
                logged=False,
                accept_unsure=True,
            )
            return editions_on(copy, day, wanted or [edition.dataset for edition in found])

    def _opened(
        self,
        paths: Sequence[Given],
        columns: str | Path | None = None,
        accept_unsure: bool = False,
        progress: Progress | None = None,
        edition_of: str = "",
    ) -> list[Path | Source]:
        """Files as a load takes them, see ``quanze.plan_files.opened``."""
        return _opened(paths, self, columns, accept_unsure, progress, edition_of)

    @answered
    def log(self) -> list[LoggedLoad]:
        """The loads of this database, the last first: a row for each data set that one changed.

        The log is bounded, and lies beside the file of a graph, or on the server.
        """
        from quanze.changes.history import log

        return log(self._engine)

    def replaced_since(self, as_of: Day) -> dict[str, str]:
        """The data sets that a later edition has replaced since a day, without dates of its roles, and the day of that
        load: an answer as of the day is that of the later edition."""
        from quanze.changes.history import replaced_since

        return replaced_since(self._engine, parameters.day(as_of))

    def undo(self) -> list[LoadCount]:
        """Take the last load back that was not taken back yet, as one transaction; what that changed, per table.

        Raises DataError when none is logged, when it was too large to be kept, or when the database was changed
        otherwise since then.
        """
        from quanze.changes.history import undo

        return undo(self._engine)

    def copy_to(self, target: Graph) -> list[CopyCount]:
        """Make ``target`` hold every data set of this graph, as one transaction; its other data sets stay.

        Raises EngineError when the target differs afterwards.
        """
        from quanze.changes.transfer import transfer

        return transfer(self._engine, target.engine)

    def excerpt(self, path: str | Path, *, hide: str | Sequence[str] = (), only: str | Sequence[str] = ()) -> Path:
        """Write a part of this graph to a new file: without the properties ``hide`` (``holder``, ``note``, …), and
        ``only`` what some origins state (``plan``, ``law``, …).

        Raises QueryError for a property or an origin that there is not, and StorageError.
        """
        from quanze.changes.excerpt import write_excerpt

        target = Path(path)
        write_excerpt(self._engine, target, hide=parameters.several(hide), only=parameters.several(only))
        return target

    def dump(
        self, target: str | Path, *, datasets: str | Sequence[str] = (), lang: str = "zh-TW", bom: bool = False
    ) -> list[Path]:
        """Write data sets as tables that load again: CSV folders, or a workbook or YAML file for one data set."""
        from quanze.dump import dump

        return dump(
            self._engine, Path(target), datasets=parameters.several(datasets), lang=parameters.language(lang), bom=bom
        )

    def dump_for_import(self, folder: str | Path) -> list[Path]:
        """Write the whole graph as ``neo4j-admin database import full`` reads it.

        See ``quanze.dump.dump_for_import``.
        """
        from quanze.dump import dump_for_import

        return dump_for_import(self._engine, Path(folder))

    @answered
    def setup(self) -> list[SetupItem]:
        """The constraints, indexes and reading copies that the database should have, each with its state."""
        return self._engine.status()

    @property
    def setup_is_optional(self) -> bool:
        """Whether what ``setup`` lists only saves time."""
        return self._engine.capabilities.optional_setup

    def prepare(self) -> list[SetupItem]:
        """Create what ``setup`` lists as missing, and say what was created; does nothing twice."""
        before = {item["name"] for item in self.setup() if item["state"] != "missing"}
        self._engine.prepare()
        self._engine.after_load()
        return [item for item in self.setup() if item["name"] not in before]

    def foreign(self) -> list[Foreign]:
        """What others wrote on a shared server under our labels and types, counted, with the Cypher that shows it.

        It is in no answer and blocks no load.
        """
        return self._engine.foreign()

    def wipeable(self) -> dict[str, int]:
        """How many records ``wipe`` would remove, by kind and relationship type."""
        from quanze.graph.removal import ours

        return ours(self._engine)

    def wipe(self) -> dict[str, int]:
        """Remove every data set and what ``prepare`` created, and nothing else; how many records of each went."""
        from quanze.graph.removal import wipe

        return wipe(self._engine)

    @property
    def must_be_closed(self) -> bool:
        """Whether ``close`` matters at the end of the process: to a server and to a temporary copy, not to a file."""
        from quanze.bundled import has_temporary

        return has_temporary() or self._engine.capabilities.connected


class _Side(NamedTuple):
    """One side of a comparison; ``whole``: a database, of which the other side may have only some data sets."""

    title: str
    editions: list[Edition]
    whole: bool = False


def diff(
    before: str | Path | Graph,
    after: str | Path | Graph,
    *,
    as_of_before: Day = "",
    as_of_after: Day = "",
    db: str | Path | None = None,
    pairs: GivenPairs = None,
    columns: str | Path | None = None,
    accept_unsure: bool = False,
) -> ComparisonDocument:
    """What changes from one file, folder, database or data set to another; see ``Graph.diff``.

    ``db``, chosen as by ``open`` when it is None, holds what files refer to and the data sets named by id.
    """
    with open(db) as graph:
        return graph.diff(
            before,
            after,
            as_of_before=as_of_before,
            as_of_after=as_of_after,
            pairs=pairs,
            columns=columns,
            accept_unsure=accept_unsure,
        )


def draft_dataset(path: str | Path) -> str:
    """The id of the data set of a draft, so that a later edition is read under the same. Raises FileError."""
    from quanze.loaders.draft_file import read_draft

    return read_draft(Path(path)).dataset


def check(
    paths: Given | Sequence[Given],
    graph: Graph | None = None,
    progress: Progress | None = None,
    *,
    names: str | Path | None = None,
    columns: str | Path | None = None,
    accept_unsure: bool = False,
    edition_of: str = "",
) -> list[Checked]:
    """Check one file or several before they are loaded; see ``quanze.loaders.load.check``.

    The name of a shipped data set (``sdg``, ``climate-act``, …) will do for a path. They may refer to what ``graph``
    holds; ``names`` is a CSV of names that somebody accepted, as ``write_names`` writes it. Of a flat sheet
    ``understood`` says what its columns were read as; ``columns``, ``accept_unsure`` and
    ``edition_of`` as in ``Graph.load``. Raises FileError; everything else is in the ``findings`` of what comes back.
    """
    from quanze.loaders.load import check

    reader = graph.engine if graph else None
    files = _opened(parameters.several(paths), graph, columns, accept_unsure, progress, edition_of)
    return check(files, reader, progress, _accepted(names), accept_unsure=accept_unsure)


def _opened(
    paths: Sequence[Given],
    graph: Graph | None,
    columns: str | Path | None,
    accept_unsure: bool,
    progress: Progress | None,
    edition_of: str = "",
) -> list[Path | Source]:
    from quanze.plan_files import FlatReading, opened
    from quanze.schema.flat_sheet import OWN_PLAN

    reading = FlatReading(Path(columns) if columns else None, accept_unsure, edition_of)

    def loaded() -> list[str]:
        return [row["id"] for row in graph.datasets()] if graph else []

    if edition_of not in ("", OWN_PLAN, *loaded()):
        raise UnknownNameError(
            message("No data set {id} is loaded.", id=edition_of),
            advice=message("Loaded: {names}.", names=loaded() or ["-"]),
        )
    return opened(paths, loaded, reading, progress)


def has_planned_changes(checked: Checked) -> bool:
    """Whether a checked file has planned changes of bodies, which ``Graph.reorganize`` tries."""
    from quanze.reorganization import planned_changes

    return bool(planned_changes(checked))


def holds_first_reading(path: str | Path) -> bool:
    """Whether a file is a draft with its first reading in it, from which a merge can start. Raises FileError."""
    from quanze.loaders.draft_file import read_draft

    return read_draft(Path(path)).first is not None


def offered_names(checked: Sequence[Checked]) -> list[dict[str, str]]:
    """The names that a check offers for unknown ones, each once: ``written``, and ``name`` and ``id`` of a record."""
    from quanze.loaders.name_decisions import offered_names

    return offered_names(finding for one in checked for finding in one.findings)


def write_names(checked: Sequence[Checked], path: str | Path, *, accepted: Iterable[Mapping[str, str]] = ()) -> Path:
    """Write the names that a check offers for unknown ones as CSV: mark those to be taken in its last column.

    Those ``accepted`` (``written`` and ``id``) are marked, also where no check offers them.
    """
    from quanze.exports.atomic_file import write_file
    from quanze.exports.csv_text import csv_text
    from quanze.schema.accepted_names import ACCEPTED_NAMES

    columns = [column.name for column in ACCEPTED_NAMES.columns]
    taken = {(row["written"], row["id"]): {"name": "", **row, "accept": "yes"} for row in accepted}
    others = [row for row in offered_names(checked) if (row["written"], row["id"]) not in taken]
    rows = [*taken.values(), *others]
    target = Path(path)
    write_file(target, csv_text([columns, *([row[c] for c in columns] for row in rows)]), bom=True)
    return target


def column_meanings() -> dict[str, str]:
    """What a mapping of columns may say of one, each with the key of ``quanze.schema.draft_codes.FIELDS`` that a check
    then has for it; see ``write_columns``."""
    from quanze.reader.tables.mapping import meanings

    return meanings()


def write_columns(path: str | Path, columns: Mapping[str, str]) -> Path:
    """Write what the columns of a flat sheet mean, by their heads, as ``columns`` of ``check``, ``load`` and ``read``
    takes it: a key of ``column_meanings``, for a target or a result followed by the year."""
    from quanze.exports.atomic_file import write_file
    from quanze.reader.tables.mapping import mapping_text

    target = Path(path)
    write_file(target, mapping_text(columns))
    return target


def sheets(path: str | Path) -> list[SheetCells]:
    """The cells of a workbook's sheets, or of a CSV file, as text, from the first row and column on. Raises FileError.

    A document has a sheet for each of its tables.
    """
    from quanze.reader.formats import open_source

    return [{"sheet": grid.title, "rows": grid.rows} for grid in open_source(Path(path)).grids()]


def is_document(path: str | Path) -> bool:
    """Whether a file, by its name, is a document that ``read`` makes a draft of, and not one that ``load`` takes."""
    from quanze.reader.formats.dispatch import FORMATS

    return FORMATS.get(Path(path).suffix.lower(), "sheets") not in ("sheets", "delimited")


def is_readable(path: str | Path) -> bool:
    """Whether a file, by its name, is of a format that ``load`` or ``read`` takes."""
    from quanze.loaders.source import ENDINGS
    from quanze.reader.formats.dispatch import FORMATS

    return Path(path).suffix.lower() in (*ENDINGS, *FORMATS)


def plans_folder() -> Path:
    """The folder of the user's in which ``quanze app`` keeps plans; it need not be there yet."""
    from platformdirs import user_data_path

    return user_data_path("quanze", appauthor=False) / "plans"


def _reviewed(pairs: GivenPairs) -> Sequence[ReviewedPair]:
    from quanze.changes.pairs import ReviewedPair
    from quanze.loaders.pair_decisions import read_pairs

    if isinstance(pairs, (str, Path)):
        return read_pairs(Path(pairs))
    return [ReviewedPair(*pair) for pair in pairs or ()]


def _accepted(names: str | Path | None) -> list[AcceptedName]:
    from quanze.loaders.name_decisions import read_names

    return read_names(Path(names)) if names else []


def load(
    *paths: Given,
    db: str | Path | None = None,
    strict: bool = False,
    replace: bool = False,
    names: str | Path | None = None,
    columns: str | Path | None = None,
    accept_unsure: bool = False,
    edition_of: str = "",
    pairs: GivenPairs = None,
    progress: Progress | None = None,
) -> LoadReport:
    """Load files or folders into the database at ``db``, which is created when it is not there; see ``Graph.load``."""
    with open(db, create=True) as graph:
        return graph.load(
            *paths,
            strict=strict,
            replace=replace,
            names=names,
            columns=columns,
            accept_unsure=accept_unsure,
            edition_of=edition_of,
            pairs=pairs,
            progress=progress,
        )


def as_database(given: str | Path, path: str | Path, beside: Graph) -> str:
    """The database that is named; of a file or folder that could be loaded, a new one at ``path``.

    That one has what ``beside`` holds, to which the file may refer, and the data sets of the file in the place of those
    of the same id. Raises what ``load`` raises.
    """
    if is_database(str(given)):
        return str(given)
    with open(path, create=True) as graph:
        beside.copy_to(graph)
        graph.load(given, replace=True)
    return str(path)


def copy(source: str | Path | None, target: str | Path) -> list[CopyCount]:
    """Copy every data set of one database to another, which is created when it is not there; see ``Graph.copy_to``.

    ``source`` is chosen as by ``open`` when it is None.
    """
    with open(source) as graph, open(target, create=True) as other:
        return graph.copy_to(other)


def template(path: str | Path, *, flat: bool = False, years: str = "", lang: str = "zh-TW") -> Path:
    """Write the empty workbook, with an example row in each sheet; ``path`` has to end in .xlsx.

    ``flat``: the plan in one sheet, with a target and a result for each of the ``years`` (``2026-2030`` or
    ``115-119``; five from this year on when empty).
    """
    from quanze.exports.plan_workbook import write_template

    target = _workbook(path)
    if flat:
        from quanze.exports.flat_template import write_flat_template

        return write_flat_template(target, parameters.years(years), lang=parameters.language(lang))
    if years:
        raise QueryError(message("Only the flat sheet has columns of years."), message("Add --flat."))
    write_template(target, lang=parameters.language(lang))
    return target


def _workbook(path: str | Path) -> Path:
    """The path of a workbook; FileError when its ending says otherwise."""
    target = Path(path)
    if target.suffix.casefold() != ".xlsx":
        raise FileError(
            message("{output} is not an .xlsx file name.", output=target), message("Use a name such as plan.xlsx.")
        )
    return target


def read(
    paths: str | Path | Sequence[str | Path],
    *,
    dataset: str = "",
    title: str = "",
    columns: str | Path | None = None,
    progress: Progress | None = None,
) -> PlanDraft:
    """Read one or more documents of a plan into a draft to review; see ``quanze.reader.read_plan``.

    Raises FileError when a document cannot be read.
    """
    from quanze.reader import read_plan

    files = [Path(p) for p in parameters.several(paths)]
    mapping = Path(columns) if columns else None
    return read_plan(files, dataset=_dataset_id(dataset), title=title, columns=mapping, progress=progress)


def _dataset_id(given: str) -> str:
    """The id that somebody gives a draft; QueryError when no load would take it."""
    from quanze.loaders.build import BAD_ID

    if BAD_ID.search(given):
        raise QueryError(
            message("{id!r} cannot be the id of a data set: it has a space.", id=given),
            message("Use letters, digits and hyphens."),
        )
    return given


def imported(form: str, path: str | Path, *, dataset: str = "", mapping: str | Path | None = None) -> ImportDocument:
    """What somebody else's file has, as a draft to be checked and loaded; its ``write`` makes .xlsx, .yaml or a folder.

    ``form``: ``popolo`` (JSON), ``oparl`` (JSON), ``org`` (W3C ORG or our own linked data), ``publicbodies`` (CSV) or
    ``graph`` (GraphML, GEXF, node-link JSON; those of others by a ``mapping``, see
    ``quanze.importers.graph_files.Mapped``). Ids keep the one that a record had. ``left_out`` lists what has no place.
    Raises FileError and QueryError.
    """
    from quanze.import_document import ImportDocument
    from quanze.importers.forms import import_file
    from quanze.plain_files import dataset_id

    file = Path(path)
    found = import_file(form, file, _dataset_id(dataset) or dataset_id(file), Path(mapping) if mapping else None)
    return ImportDocument(**vars(found))


def catalogue() -> list[Query]:
    """The queries that ``Graph.query`` runs, by name."""
    return [statements.get(name) for name in statements.names()]


def catalogue_query(name: str) -> Query:
    """The query of that name; QueryError lists the names when there is none."""
    return statements.get(name)


def shipped() -> tuple[str, ...]:
    """The names of the data sets that ship, each after those it requires."""
    from quanze.bundled import ORDER

    return ORDER


def bundled() -> Graph:
    """The graph of the data sets that ship."""
    from quanze.bundled import description, open_bundled

    return Graph(open_bundled(), description())


def open(db: str | Path | None = None, *, create: bool = False, reading_copy: bool = False) -> Graph:
    """The graph at ``db``: a file path or a server address.

    Without ``db``: ``QUANZE_DB``, else ``NEO4J_URI``, else ``quanze.kgl`` in the current folder, else the bundled
    graph (read-only). ``create`` allows a file that does not exist yet. ``reading_copy``: for a question or two, as a
    command asks; a large file then opens three times as quickly, and searches through all of it take longer. Raises
    StorageError or UnreachableError.
    """
    address = _address(db)
    if not address and create:
        address = LOCAL
    if not address:
        return bundled()
    from quanze.graph.records import check_version

    engine = open_engine(address, create=create, reading_copy=reading_copy)
    try:
        check_version(engine)
    except QuanzeError:
        engine.close()
        raise
    return Graph(engine, engine.address)


def open_for_setup(db: str | Path | None = None) -> Graph:
    """The database at ``db``, chosen as by ``open``, to be prepared, inspected or wiped.

    It may have been written with another version of the schema. QueryError when no database is given: the bundled graph
    needs no maintenance.
    """
    address = _address(db)
    if not address:
        raise QueryError(
            message("No database is given."),
            message("Use --db, or set QUANZE_DB or NEO4J_URI. The bundled graph needs no maintenance."),
        )
    engine = open_engine(address)
    return Graph(engine, engine.address)


def server_settings(path: Path) -> dict[str, str]:
    """The NEO4J_* variables that a ``.env`` file sets; see ``quanze.graph.neo4j.address.read_env_file``."""
    from quanze.graph.neo4j.address import read_env_file

    return read_env_file(path)


def _address(db: str | Path | None) -> str:
    """The database that is meant: the one named, else by environment, else the file in this folder; empty for none."""
    if db:
        return str(db)
    return os.environ.get("QUANZE_DB") or os.environ.get("NEO4J_URI") or (LOCAL if Path(LOCAL).is_file() else "")
