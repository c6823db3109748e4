"""A report on a plan: every public answer about its bodies, tasks and indicators, each asked once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from quanze.collector import collector_paused
from quanze.errors import QueryError
from quanze.graph.records import datasets
from quanze.locale import message
from quanze.queries import statements
from quanze.queries.coverage import coverage
from quanze.queries.gaps import gaps
from quanze.queries.leading_seats import leading_seats
from quanze.queries.lifetimes import living
from quanze.queries.parts import leads_of_parts
from quanze.queries.plans import plans
from quanze.queries.progress import measured, report_of
from quanze.queries.records import seats
from quanze.queries.responsibility import document_names, duties, who
from quanze.queries.source_order import numbered_place
from quanze.schema.dates import holds
from quanze.schema.plan_report import REPORTS, PlanReport

if TYPE_CHECKING:
    from quanze.graph.engine import Reader
    from quanze.schema.rows import AnyRow, Responsibility, Row


@collector_paused()
def plan_report(reader: Reader, sort: str, *, day: str, year: int | None = None, dataset: str = "") -> PlanReport:
    """A report of a sort (see ``REPORTS``) on one data set, or on the plans of the graph, as known on a day (ISO).

    QueryError for another sort.
    """
    if sort not in REPORTS:
        raise QueryError(
            message("There is no report {name!r}.", name=sort), message("Use one of {names}.", names=list(REPORTS))
        )
    chosen = {dataset} if dataset else plans(reader)
    councils, groups, tasks = (_records(reader, kind, chosen, day) for kind in ("Council", "Subgroup", "Task"))
    known = measured(reader, day=day)
    known = known.only({row["id"] for row in known.indicators if row["dataset"] in chosen})
    indicators = [row["id"] for row in known.indicators]
    own = {row["id"]: duties(reader, row["id"], kind=row["kind"], as_of=day) for row in councils}
    for row in groups:  # only which tasks they have is said of them
        own[row["id"]] = duties(reader, row["id"], kind=row["kind"], as_of=day, evidence=False)
    figures: dict[str, list[Row]] = {id_: [] for id_ in indicators}
    for row in statements.run(reader, "indicator_targets", {"ids": indicators}):
        figures[row["indicator"]].append(row)
    every = coverage(reader, by="target", as_of=day, datasets=chosen)
    reached = [row for row in every if row["things"]]
    goals = [row for row in coverage(reader, as_of=day, datasets=chosen) if row["things"]]
    found = [row for row in gaps(reader, as_of=day, today=date.fromisoformat(day)) if row["dataset"] in chosen]
    stated: list[AnyRow] = [*councils, *groups, *tasks, *found, *(row for rows in figures.values() for row in rows)]
    members = {row["id"]: seats(reader, row["id"], row["kind"], as_of=day) for row in (*councils, *groups)}
    links = [row for row in statements.run(reader, "graph_edges") if holds(row["valid_from"], row["valid_to"], day)]
    alignments = _alignments(links, [thing["id"] for row in (*reached, *goals) for thing in row["things"]])
    led = leading_seats(reader, as_of=day)
    stated += [*(row for own in (members, led) for rows in own.values() for row in rows), *alignments.values()]
    chain = [row for row in statements.run(reader, "reporting") if row["dataset"] in chosen]
    chain = [row for row in chain if holds(row["valid_from"], row["valid_to"], day)]
    answers = _answers(reader, (*councils, *groups, *tasks), indicators, day)
    bare = [row["id"] for row in tasks if not any(answer["leads"] for answer in answers[row["id"]])]
    return PlanReport(
        sort=sort,
        day=day,
        datasets=[row for row in datasets(reader) if row["id"] in chosen],
        councils=councils,
        groups=groups,
        tasks=tasks,
        headings=frozenset(
            row["to"] for row in links if row["type"] == "PART_OF" and row["to"] in answers and not answers[row["to"]]
        ),
        bodies=own,
        answers=answers,
        members=members,
        reporting=chain,
        progress=report_of(known, day=day, year=year),
        above={id_: frozenset(known.agencies[id_].above) for id_ in indicators},
        figures=figures,
        coverage=reached,
        goals=goals,
        gaps=found,
        documents=_documents(reader, [*stated, *chain]),
        alignments=alignments,
        of_parts=leads_of_parts(reader, bare, as_of=day),
        leading_seats=led,
    )


def _records(reader: Reader, kind: str, chosen: set[str], day: str) -> list[Row]:
    """The records of a kind in some data sets on a day, in the order of their source."""
    rows = [row for row in statements.run(reader, "records_cited", kinds=(kind,)) if row["dataset"] in chosen]
    rows = living(reader, rows, day)
    by_id = {row["id"]: row for row in rows}
    numbered = statements.run(reader, "records_by_id", {"ids": list(by_id)}, (kind,)) if rows else []
    return [by_id[row["id"]] for row in sorted(numbered, key=numbered_place)]


def _answers(
    reader: Reader, records: Iterable[Row], indicators: Sequence[str], day: str
) -> dict[str, list[Responsibility]]:
    wanted: dict[str, list[str]] = defaultdict(list)
    for row in records:
        wanted[row["kind"]].append(row["id"])
    wanted["Indicator"] = list(indicators)
    found: dict[str, list[Responsibility]] = {id_: [] for ids in wanted.values() for id_ in ids}
    for kind, ids in wanted.items():
        for answer in who(reader, kind, ids, as_of=day):
            found[answer["item"]].append(answer)
    return found


def _alignments(links: Iterable[Row], things: Iterable[str]) -> dict[tuple[str, str], Row]:
    """Where it is stated that a thing aligns to a target; of several places the first."""
    wanted = set(things)
    found: dict[tuple[str, str], Row] = {}
    for row in links:
        if row["type"] == "ALIGNS_TO" and row["from"] in wanted:
            found.setdefault((row["from"], row["to"]), row)
    return found


def _documents(reader: Reader, rows: Iterable[AnyRow]) -> dict[str, Row]:
    return document_names(reader, {row["source"] for row in rows if row["source"]})
