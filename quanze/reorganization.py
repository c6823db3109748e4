"""Planned changes tried on a copy of a graph: read and checked as a load reads them, and asked as any graph is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from quanze.changes.reorganization import difference
from quanze.changes.transfer import trial_copy
from quanze.errors import FindingsError
from quanze.exports.reorganization_document import ReorganizationDocument
from quanze.graph.engine import Engine, Reader
from quanze.graph.records import datasets
from quanze.graph.upsert import Changes, apply
from quanze.loaders.build import Link
from quanze.loaders.csv_folder import read_changes
from quanze.loaders.findings import Finding, errors, in_order
from quanze.loaders.load import Checked, Progress, check, load, sets_in
from quanze.loaders.raw import Source
from quanze.loaders.source import is_text, read_source
from quanze.locale import message, plural
from quanze.queries import statements
from quanze.queries.situation import planned, situation
from quanze.schema.dates import first_full_day, holds
from quanze.schema.relationships import SUCCEEDS
from quanze.schema.tables import CHANGES, CHANGING, table


def reorganize(
    engine: Engine, paths: Sequence[Path], *, title: str, as_of: str = "", progress: Progress | None = None
) -> ReorganizationDocument:
    """What the planned changes of some files make of a graph, which is not written.

    The situation with them is compared with the one without them, both on the day ``as_of`` (ISO), or on the first day
    on which all of them are in force. Raises FindingsError with every finding, and what a load raises.
    """
    with trial_copy(engine) as copy:
        checked = check(_opened(paths), copy, progress)
        findings = in_order([*(f for c in checked for f in c.findings), *_notplanned_changes(checked)])
        stopping = errors(findings)
        if stopping:
            raise FindingsError(
                plural(
                    "{n} finding must be corrected before the changes can be tried.",
                    "{n} findings must be corrected before the changes can be tried.",
                    n=len(stopping),
                ),
                findings,
                message("Correct the file and try again."),
            )
        named = [c.plan.dataset for c in checked]
        loaded = [d["id"] for d in datasets(copy) if d["id"] in named]
        day = as_of or max(first_full_day(date) for c in checked for date in _dates(c))
        before = situation(copy, day)
        first_days = _first_days(copy, checked, day)
        load(copy, _opened(paths), logged=False, progress=progress)
        copy.transact(lambda transaction: apply(transaction, first_days))
        found = difference(before, situation(copy, day), planned(copy, named), title=title, loaded=loaded)
    return ReorganizationDocument(**vars(found), findings=findings)


def _opened(paths: Sequence[Path]) -> list[Path | Source]:
    """The files, each delimited text that is named after none of our tables as one of changes, the only table that is
    wanted here; none needs an act yet."""
    found: list[Path | Source] = []
    for path in (each for given in paths for each in sets_in(given)):
        source = read_changes(path) if is_text(path) and table(path.stem) is None else read_source(path)
        source.trial = True
        found.append(source)
    return found


def _first_days(reader: Reader, checked: Sequence[Checked], day: str) -> Changes:
    """What makes new bodies of the files, which have taken over nothing by a day, begin with the first change by which
    they do.

    Bodies that the graph has already, and those with a first day of their own, are as they are.
    """
    first: dict[str, str] = {}
    for link in (link for c in checked for link in planned_changes(c) if link.ends[0] == SUCCEEDS.type):
        date = link.props["valid_from"]
        first[link.start] = min(first.get(link.start, date), date)
    coming = {id_: date for id_, date in first.items() if not holds(date, None, day)}
    known = {row["id"] for row in statements.run(reader, "records_by_id", {"ids": sorted(coming)})} if coming else set()
    changes = Changes()
    for c in checked:
        for id_, node in c.plan.nodes.items():
            if id_ in coming and id_ not in known and "valid_from" not in node.props:
                row = {"id": id_, "props": {**node.props, "valid_from": coming[id_]}}
                changes.update_nodes.setdefault(node.kind, []).append(row)
    return changes


def planned_changes(checked: Checked) -> list[Link]:
    """The changes of bodies that a file states."""
    links = checked.plan.links.values()
    return [link for link in links if link.ends[0] in CHANGING and link.record.raw.table is CHANGES]


def _dates(checked: Checked) -> list[str]:
    return [link.props["valid_from"] for link in planned_changes(checked)]


def _notplanned_changes(checked: Sequence[Checked]) -> list[Finding]:
    """What keeps changes from being tried although they could be loaded: none at all, or no date."""
    changes = [link for c in checked for link in planned_changes(c)]
    if not changes and not any(c.findings for c in checked):
        return [Finding("no-change", c.path.name, details={"table": CHANGES}) for c in checked[:1]]
    undated = {(f.raw.file, f.raw.sheet, f.row): f for f in (x.record for x in changes if "valid_from" not in x.props)}
    return [r.finding("change-without-date", "valid_from", r.values.get("from", "")) for r in undated.values()]
