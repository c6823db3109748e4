"""Check files against the schema and the graph, and load them: one transaction, the whole of each data set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

from quanze.changes.change_set import ChangeSet, compare
from quanze.changes.edition import Edition, Link, Props, edition_of
from quanze.changes.history import Loaded, record
from quanze.changes.loaded_state import (
    NO_MARKS,
    LoadedState,
    edition_beside,
    files_mark,
    fingerprint,
    marks_of,
    others_mark,
    states,
)
from quanze.changes.losses import losses
from quanze.changes.pairs import YEARLY, Pairs, ReviewedPair, pair, suggest
from quanze.collector import collector_paused
from quanze.errors import FileError, FindingsError, StorageError
from quanze.graph.engine import Ends, Engine, Reader, Transaction
from quanze.graph.records import all_ends, dataset_nodes, datasets
from quanze.graph.upsert import Changes, apply
from quanze.loaders.alike_agencies import alike_agencies
from quanze.loaders.build import BAD_ID, Builder, Node, Plan
from quanze.loaders.build import Link as BuiltLink
from quanze.loaders.cell_values import as_text, cell_reader, read_cell
from quanze.loaders.draft_review import unreviewed
from quanze.loaders.findings import Finding, accepted_cells, errors, in_order
from quanze.loaders.kept_bodies import KEPT, join_successors, keep_bodies
from quanze.loaders.kept_years import figures_stated, keep_years
from quanze.loaders.like_edition import like_editions
from quanze.loaders.loaded_ids import take_loaded_ids
from quanze.loaders.name_decisions import AcceptedName
from quanze.loaders.raw import NAMED_TABLES, Source
from quanze.loaders.references import Beside, Entry, Names
from quanze.loaders.rules import check_whole
from quanze.loaders.source import read_source
from quanze.loaders.succession import HOLDERS, ROLE_TYPES, Surroundings, ended_bodies
from quanze.loaders.unresolved import TableReading
from quanze.locale import message, plural
from quanze.schema import ACYCLIC, DATASET_TABLE, KIND, KINDS, RELATIONSHIPS, VERSION, relationship_properties
from quanze.schema.celltext import split_list
from quanze.schema.declare import Kind
from quanze.schema.properties import SOURCE
from quanze.schema.relationships import HAS_TARGET, SUCCEEDS
from quanze.schema.rows import ColumnRead, LoadCount, Row, UnsurePair
from quanze.schema.tables import CHANGES, CHANGING, DATASET_FILE, kinds_named
from quanze.schema.words import visible_form

Progress = Callable[[str, int, int], None]
"""Called with what is being done, rows done, and rows in all."""


@dataclass
class Checked:
    """One source after checking: what would be written, and everything found wrong."""

    path: Path
    description: dict[str, Any]
    plan: Plan
    findings: list[Finding]
    understood: list[ColumnRead] = field(default_factory=list)
    """What the columns of a sheet of another form were read as; empty for our own tables."""
    ended: bool = False
    """Whether there are so many errors that the rest was not checked."""
    reviewed: dict[ReviewedPair, ReviewedPair] = field(default_factory=dict)
    """The reviewed pairs that are about it, each with what it means in the ids of the plan."""
    figures_stated: frozenset[tuple[int, str]] | None = None
    """As of an ``Edition``."""

    def count(self) -> int:
        """How many nodes and relationships it holds."""
        return len(self.plan.nodes) + len(self.plan.links)

    def edition(self) -> Edition:
        """The data set as a graph would hold it."""
        dataset = self.plan.dataset
        about = {**self.description, "dataset": dataset, "schema_version": VERSION, "search_key": ""}
        nodes: dict[str, dict[str, Props]] = defaultdict(dict)
        links: dict[Ends, dict[str, Link]] = defaultdict(dict)
        for id_, node in self.plan.nodes.items():
            nodes[node.kind][id_] = node.props
        for key, link in self.plan.links.items():
            links[link.ends][key] = (link.start, link.end, link.props)
        return Edition(dataset, about, dict(nodes), dict(links), bool(self.understood), self.figures_stated)


_MOST_RENAMED = 1_000_000
"""Records that went times records that came, of which the alike ones are looked for."""
SDG = "sdg"
"""The id of the data set of SDGs that ships."""
_SDG_KINDS = frozenset(("SDGGoal", "SDGTarget"))


@dataclass
class LoadReport:
    """What a load did: a row for each table that it read, the warnings, and the records that it removed.

    ``removed`` has their kind, id, name and name_en; ``unsure`` are those of them that may be new ones under another
    name. A record that is there under another id is not among them but counted as ``renumbered``, nor is a body that a
    stated change ended. ``unused`` are reviewed pairs of which a record is not there.
    """

    rows: list[LoadCount] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    removed: list[Row] = field(default_factory=list)
    renumbered: int = 0
    unsure: list[UnsurePair] = field(default_factory=list)
    unused: list[ReviewedPair] = field(default_factory=list)


@collector_paused()
def check(
    paths: Sequence[str | Path | Source],
    reader: Reader | None = None,
    progress: Progress | None = None,
    names: Sequence[AcceptedName] = (),
    *,
    accept_unsure: bool = False,
    reviewed: Sequence[ReviewedPair] = (),
) -> list[Checked]:
    """Check files, or sources that were read; each may refer to those it requires, to those before it and to what
    ``reader`` holds.

    ``names`` are accepted for records; ``accept_unsure`` takes rows of a draft as read that nobody has reviewed.
    ``reviewed`` says of records of a sheet which they are of those that its data set has in ``reader``.
    A folder of data sets, as a dump writes it, means all of them. Raises FileError when a file cannot be read
    at all, or two state the same data set; everything else is in ``findings``.
    """
    sources = []
    for given in paths:
        if isinstance(given, Source):
            sources.append(given)
            continue
        for path in sets_in(Path(given)):
            if progress:
                progress(f"{path.name}", 0, 0)
            sources.append(read_source(path))
    done: list[Checked] = []
    others = _Others(reader, done)
    for source in _required_first(sources):
        ended = next((c.path.name for c in done if c.ended), "")
        if ended:  # what it holds is not known, and this one may refer to it
            description = _description(source, source.findings)
            refused = [Finding("not-checked", source.path.name, value=ended)]
            done.append(Checked(source.path, description, Plan(description.get("id", "")), refused))
            continue
        to_review = list(unreviewed(source.tables, accepted=accept_unsure))
        checked = _check_source(source, others, names, reviewed)
        checked.findings = in_order([*checked.findings, *to_review])
        if reader is not None and not checked.ended:
            hanging = _left_hanging(checked.plan, reader, done, source.path.name)
            checked.findings = in_order([*checked.findings, *hanging])
        done.append(checked)
    return done


def check_editions(
    editions: Sequence[Source], beside: Sequence[Path] = (), reader: Reader | None = None
) -> list[Checked]:
    """Check editions of one data set, each for itself; they may refer to what is in ``beside`` and ``reader``."""
    others = _Others(reader, check(beside, reader))
    return [_check_source(source, others) for source in editions]


def sets_in(path: Path) -> list[Path]:
    """The path itself, or the data sets in a folder that is none."""
    try:
        if not path.is_dir() or (path / DATASET_FILE).is_file() or any(path.glob("[!.]*.csv")):
            return [path]
    except (OSError, ValueError):  # a name that no file can have; reading it says so
        return [path]
    return sorted(p.parent for p in path.glob(f"[!.]*/{DATASET_FILE}")) or [path]


def _required_first(sources: Sequence[Source]) -> list[Source]:
    """The sources in their order, but each after those among them that it requires, and later editions of sheets after
    changes."""
    by_id: dict[str, Source] = {}
    for source in sources:
        id_ = as_text(source.dataset.get("id"))
        other = by_id.setdefault(id_, source) if id_ else source
        if other is not source:
            raise FileError(
                message(
                    "{path} and {other} both contain the data set {id!r}.", path=other.path, other=source.path, id=id_
                ),
                message("Combine them into one folder or workbook, or load one after the other."),
            )
    ordered: list[Source] = []
    begun: set[int] = set()

    def place(source: Source) -> None:
        if id(source) in begun:
            return
        begun.add(id(source))
        for needed in split_list(as_text(source.dataset.get("requires"))):
            if needed in by_id and not (source in changing and by_id[needed].later_edition):
                place(by_id[needed])
        ordered.append(source)

    # Changes are of bodies that the loaded edition of a sheet has and the later one need not name.
    changing = [s for s in sources if not s.later_edition and any(raw.table is CHANGES for raw in s.tables)]
    for source in sorted(sources, key=lambda s: bool(changing) and s.later_edition):
        place(source)
    return ordered


def _check_source(
    source: Source,
    others: _Others,
    names: Sequence[AcceptedName] = (),
    reviewed: Sequence[ReviewedPair] = (),
) -> Checked:
    findings = source.findings
    explained = bool(source.tables or errors(findings))
    description = _description(source, findings)
    dataset = description.get("id", "")
    beside, lost = others.beside(dataset), _lost_kinds(source)
    if other := others.looking_like(dataset):
        findings.append(_about_set(source, "alike-ids", "id", dataset, other=other))
    reading = TableReading(findings, beside, source.former, names, lost)
    reading.read(source.tables)
    if not explained:
        findings.append(Finding("no-table", source.path.name, details={"names": NAMED_TABLES}))
    builder = Builder(dataset, beside, findings, source.former, names, lost)
    if source.trial:
        builder.take_unfounded(reading.tables.get(CHANGES.name, ()))
    plan = builder.build(reading.tables, reading.unread)
    reading.finish()
    meant = {pair: pair for pair in reviewed if pair.after in plan.nodes}
    if source.understood and dataset in others.datasets and others.reader is not None and not findings.ended:
        findings.extend(_joined_successors(plan, others))
        meant = take_loaded_ids(plan, others.reader, reviewed)
        held = {
            key: names
            for kind in KEPT
            for key, names in _held_elsewhere(plan, others.reader, others.earlier, KIND[kind]).items()
        }
        findings.extend(keep_bodies(plan, others.reader, held, source.path.name))
    _requires(source, description, others, findings)
    stated = figures_stated(plan, source) if source.later_edition else None
    if not findings.ended:
        check_whole(plan, others.following(dataset), _surroundings(plan, others), findings)
        if not source.understood:  # of a flat sheet the reader asks
            findings.extend(alike_agencies(plan))
        if dataset not in others.datasets:
            findings.extend(like_editions(source, plan, beside))
        elif source.later_edition and others.reader is not None:
            findings.extend(keep_years(plan, source, others.reader))
    causes = _causes_first(findings, plan, {c.plan.dataset for c in others.earlier} | others.datasets)
    return Checked(source.path, description, plan, in_order(causes), source.understood, findings.ended, meant, stated)


def _lost_kinds(source: Source) -> dict[str, Finding]:
    """The kinds of which no record was read because their table was not, with the finding that says so."""
    read = [raw.table for raw in source.tables]
    lost: dict[str, Finding] = {}
    for finding in source.findings:
        # Of tables with like heads those that the file has under their own names are not meant.
        meant = [t for t in finding.details.get("candidates", ()) if t not in read]
        if meant and finding.code == "table-renamed":
            finding.details["meant"] = meant[0]
        lost |= {t.kind: finding for t in meant if t.kind}
    return lost


def _description(source: Source, findings: list[Finding]) -> dict[str, Any]:
    """The data set's own properties, read by their columns."""
    found: dict[str, Any] = {}
    for name, cell in source.dataset.items():
        column = DATASET_TABLE.column(str(name))
        if column is None:
            names = DATASET_TABLE.columns
            findings.append(_about_set(source, "unknown-column", str(name), str(name), names=names))
            continue
        value, fault = read_cell(cell_reader(column), cell)
        if fault is not None:
            text = as_text(cell)
            findings.append(_about_set(source, fault.code, column.name, text, **fault.details(text)))
        if value is not None:
            found[column.name] = value
    if "id" not in found:
        findings.append(_about_set(source, "no-dataset", "id"))
    elif BAD_ID.search(found["id"]):
        findings.append(_about_set(source, "bad-id", "id", found["id"]))
    found.setdefault("name", found.get("id", ""))
    return found


class _Others:
    """What the files checked ``earlier`` and the graph hold, taken in once for all files of a load.

    ``earlier`` may grow.
    """

    def __init__(self, reader: Reader | None, earlier: Sequence[Checked]) -> None:
        self.reader = reader
        self.earlier = earlier
        self._names = Names()
        self._taken = 0
        self.nodes: dict[str, Node] = {}
        """The records of the files; of several with one id the first."""
        self.changes: list[BuiltLink] = []
        self.targets: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        """Indicator → its years in the files."""
        self._roles: dict[str, list[tuple[Plan, BuiltLink]]] = defaultdict(list)
        """Holder → its roles in the files."""
        self._following: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._seen_as = _by_form(self.datasets)

    def take_in(self) -> None:
        """Take in the files that were checked since the last time."""
        for plan in (checked.plan for checked in self.earlier[self._taken :]):
            plan.add_to(self._names)
            self._seen_as |= _by_form([plan.dataset])
            for id_, node in plan.nodes.items():
                self.nodes.setdefault(id_, node)
            for type_ in CHANGING:
                self.changes += plan.of_type[type_]
            for link in plan.of_type[HAS_TARGET.type]:
                if link.end in plan.nodes:
                    self.targets[link.start].append(plan.nodes[link.end].props)
            for type_ in ROLE_TYPES:
                for link in plan.of_type[type_]:
                    self._roles[link.start].append((plan, link))
            for type_ in ACYCLIC:
                for link in plan.of_type[type_]:
                    self._following[type_, link.start].append(link.end)
        self._taken = len(self.earlier)

    def looking_like(self, dataset: str) -> str:
        """The id of another data set that a reader cannot tell from this one; empty for none."""
        other = self._seen_as.get(visible_form(dataset), dataset)
        return other if other != dataset else ""

    def roles(self, holder: str, dataset: str) -> Iterator[Mapping[str, Any]]:
        """What files of other data sets say of a holder's roles: rows of ``Surroundings.roles``."""
        for plan, link in self._roles.get(holder, ()):
            if plan.dataset != dataset:
                dates = {name: link.props.get(name) for name in ("valid_from", "valid_to")}
                yield {"holder": holder, "item": plan.name_of(link.end), "dataset": plan.dataset, **dates}

    def replaced(self, dataset: str) -> set[str]:
        """The data sets of which the graph is not asked: those of the files, and this one."""
        return {checked.plan.dataset for checked in self.earlier} | {dataset}

    def beside(self, dataset: str) -> Beside:
        """The records to which a data set may refer: those of the files, then those of the graph."""
        self.take_in()
        replaced = self.replaced(dataset)
        layers = (self._names, {dataset})
        return Beside(layers) if self.datasets <= replaced else Beside(layers, (self._stored, replaced))

    def following(self, dataset: str) -> Callable[[str, str], Iterator[str]]:
        """The ends of an acyclic type that others than a data set hold from a record."""
        replaced = self.replaced(dataset)
        stored = {} if self.datasets <= replaced else self._stored_following

        def ends(type_: str, id_: str) -> Iterator[str]:
            yield from self._following.get((type_, id_), ())
            for end, of in stored.get((type_, id_), ()):
                if of not in replaced:
                    yield end

        return ends

    @cached_property
    def _stored_following(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        """Acyclic type and record → the ends in the graph, each with the data set that states it."""
        assert self.reader is not None
        found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for type_, start, end in all_ends():
            if type_ in ACYCLIC and start == end:
                rows = self.reader.read(
                    f"MATCH (a:{start})-[r:{type_}]->(b:{end}) "
                    "RETURN a.id AS a, b.id AS b, r.dataset AS dataset ORDER BY a, b"
                )
                for row in rows:
                    found[type_, row["a"]].append((row["b"], row["dataset"]))
        return found

    @cached_property
    def datasets(self) -> set[str]:
        """The ids of the data sets that it holds."""
        return {row["id"] for row in datasets(self.reader)} if self.reader else set()

    @cached_property
    def _stored(self) -> Names:
        """The records of the graph."""
        assert self.reader is not None
        found = Names()
        for kind in KINDS:
            has = {p.name for p in kind.properties}
            code = "n.code" if "code" in has else "''"
            number = "n.number" if "number" in has else "''"
            own_kind = "n.kind" if "kind" in has else "''"
            rows = self.reader.read(
                f"MATCH (n:{kind.label}) WHERE n.dataset IS NOT NULL "
                f"RETURN n.id AS id, n.name AS name, n.name_en AS name_en, n.aliases AS aliases, n.dataset AS dataset, "
                f"{code} AS code, {number} AS number, {own_kind} AS kind ORDER BY id"
            )
            for r in rows:
                names = [r["name"], r["name_en"], r["code"], *(r["aliases"] or [])]
                entry = Entry(r["id"], kind.label, r["name"] or "", r["dataset"], r["number"] or "", r["kind"] or "")
                found.add(entry, names)
        return found


def _by_form(ids: Iterable[str]) -> dict[str, str]:
    return {visible_form(id_): id_ for id_ in ids}


def _requires(source: Source, description: dict[str, Any], others: _Others, findings: list[Finding]) -> None:
    loaded = {c.plan.dataset for c in others.earlier} | others.datasets
    for needed in description.get("requires", []):
        if needed not in loaded:
            findings.append(_about_set(source, "requires-missing", "requires", needed))


def _causes_first(findings: Sequence[Finding], plan: Plan, loaded: Collection[str]) -> list[Finding]:
    """The findings, but for names of records in a data set that is not loaded one that says so.

    SDGs are in a data set of their own: without it, and where the file lists none, each code would be a finding.
    """
    missing = tuple(f"{f.value}/" for f in findings if f.code == "requires-missing")
    found = [f for f in findings if not (f.code == "unknown-reference" and missing and f.value.startswith(missing))]
    of_sdgs = [f for f in found if _names_an_sdg(f)]
    if not of_sdgs or SDG in loaded or any(node.kind in _SDG_KINDS for node in plan.nodes.values()):
        return found
    rest = [f for f in found if not _names_an_sdg(f)]
    if f"{SDG}/" in missing:
        return rest
    first, codes = of_sdgs[0], list(dict.fromkeys(f.value for f in of_sdgs))
    named = {"n": len(codes), "names": codes[:5]}
    return [*rest, Finding("sdgs-missing", first.file, first.sheet, first.row, first.column, SDG, named)]


def _names_an_sdg(finding: Finding) -> bool:
    """Whether a finding is that something which can only be an SDG is not there."""
    kinds = finding.details.get("kinds", ())
    return finding.code in ("unknown-reference", "reference-to-unread-row") and bool(kinds) and set(kinds) <= _SDG_KINDS


def _about_set(source: Source, code: str, column: str, value: str = "", **details: Any) -> Finding:
    """A finding about the description of the set, where the file has it."""
    raw = source.dataset_table
    if raw:
        return Finding(code, raw.file, raw.sheet, column=raw.header_of(column), value=value, details=details)
    place = (DATASET_FILE, "") if source.path.is_dir() else (source.path.name, "dataset")
    return Finding(code, *place, column=column, value=value, details=details)


def _surroundings(plan: Plan, others: _Others) -> Surroundings:
    """What other data sets state of the bodies, documents and indicators that a data set refers to: their changes,
    yearly targets, and the dated roles of bodies that it ends."""
    found = Surroundings()
    reader, replaced = others.reader, others.replaced(plan.dataset)
    loaded = not others.datasets <= replaced
    if not others.earlier and not loaded:
        return found
    ids = {end for link in plan.links.values() for end in (link.start, link.end)}
    indicators = {id_ for id_, node in plan.nodes.items() if node.kind == "Indicator"}
    indicators.update(link.start for link in plan.of_type[HAS_TARGET.type])
    ended = ended_bodies(plan)
    found.changes = [(c.ends[0], c.start, c.end, c.props) for c in others.changes if c.start in ids or c.end in ids]
    found.targets = {id_: [*others.targets[id_]] for id_ in indicators if id_ in others.targets}
    found.roles = [role for id_ in ended for role in others.roles(id_, plan.dataset)]
    stored = reader if loaded else None
    if stored is not None:
        for kind, type_ in product(SUCCEEDS.from_kinds, CHANGING):
            rows = stored.read(
                f"UNWIND $ids AS id MATCH (n:{kind} {{id: id}}) MATCH (n)-[r:{type_}]-() "
                "WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b "
                "RETURN r.key AS key, a.id AS tail, b.id AS head, r.change AS change, "
                "r.extent AS extent, r.valid_from AS valid_from, r.dataset AS dataset ORDER BY key",
                {"ids": sorted(ids)},
            )
            found.changes += [(type_, r["tail"], r["head"], r) for r in rows if r["dataset"] not in replaced]
    # A finding names the other successors too.
    ids.update(id_ for _, start, end, _ in found.changes for id_ in (start, end))
    found.records = {id_: others.nodes[id_].props for id_ in ids if id_ in others.nodes}
    if stored is None:
        return found
    rows = stored.read(
        "UNWIND $ids AS id MATCH (n:Indicator {id: id}) RETURN n.id AS id, n.name AS name, n.dataset AS dataset, "
        "n.unit AS unit, n.baseline_year AS baseline_year ORDER BY id",
        {"ids": sorted(indicators - plan.nodes.keys() - found.records.keys())},
    )
    found.records.update((row["id"], row) for row in rows if row["dataset"] not in replaced)
    rows = stored.read(
        "UNWIND $ids AS id MATCH (n:Indicator {id: id}) MATCH (n)-[:HAS_TARGET]->(t:AnnualTarget) "
        "RETURN n.id AS indicator, t.id AS id, t.dataset AS dataset, t.year AS year, t.target AS target, "
        "t.result AS result, t.source AS source, t.valid_from AS valid_from, t.valid_to AS valid_to "
        "ORDER BY id, indicator",
        {"ids": sorted(indicators)},
    )
    for row in rows:
        if row["dataset"] not in replaced:
            found.targets.setdefault(row["indicator"], []).append(row)
    for kind in HOLDERS if ended else ():
        rows = stored.read(
            f"UNWIND $ids AS id MATCH (n:{kind} {{id: id}}) MATCH (n)-[r:{'|'.join(ROLE_TYPES)}]->(m) "
            "WHERE r.valid_from IS NOT NULL OR r.valid_to IS NOT NULL "
            "RETURN n.id AS holder, m.name AS item, r.dataset AS dataset, r.valid_from AS valid_from, "
            "r.valid_to AS valid_to, r.key AS key ORDER BY holder, item, key",
            {"ids": sorted(ended)},
        )
        found.roles += [row for row in rows if row["dataset"] not in replaced]
    for kind in SUCCEEDS.from_kinds:
        rows = stored.read(
            f"UNWIND $ids AS id MATCH (n:{kind} {{id: id}}) RETURN n.id AS id, n.name AS name, n.dataset AS dataset, "
            "n.valid_from AS valid_from, n.valid_to AS valid_to ORDER BY id",
            {"ids": sorted(ids - plan.nodes.keys() - found.records.keys())},
        )
        found.records.update((row["id"], row) for row in rows if row["dataset"] not in replaced)
    return found


def _joined_successors(plan: Plan, others: _Others) -> list[Finding]:
    """Let agencies of a plan be those that other data sets name as successors of agencies of its loaded edition."""
    reader, replaced = others.reader, others.replaced(plan.dataset)
    assert reader is not None
    rows = reader.read(
        f"MATCH (a:Agency)-[r:{SUCCEEDS.type}]->(b:Agency) RETURN r.dataset AS stated, a.id AS id, a.name AS name, "
        "a.aliases AS aliases, a.dataset AS dataset, b.id AS before ORDER BY id, before, stated",
    )
    rows = [row for row in rows if row["stated"] not in replaced]
    bodies: dict[str, Mapping[str, Any]] = {row["id"]: row for row in rows}
    bodies |= {id_: node.props for id_, node in others.nodes.items() if node.kind == "Agency"}
    changes = [(SUCCEEDS.type, row["id"], row["before"]) for row in rows]
    changes += [(link.ends[0], link.start, link.end) for link in others.changes]
    former = dataset_nodes(reader, "Agency", plan.dataset) if changes else {}
    return list(join_successors(plan, former, changes, bodies))


def _left_hanging(plan: Plan, reader: Reader, earlier: Sequence[Checked], file: str) -> list[Finding]:
    """Records that would go although another data set still refers to them, or is about to."""
    if not any(d["id"] == plan.dataset for d in datasets(reader)):
        return []
    findings = []
    for kind in KINDS:
        held = _held_elsewhere(plan, reader, earlier, kind)
        names = dataset_nodes(reader, kind.label, plan.dataset) if held else {}
        for (id_, dataset), others in held.items():
            details = {
                "other": dataset,
                "names": list(dict.fromkeys(others))[:8],
                "kind": kind,
                "name": names.get(id_, {}).get("name") or id_,
            }
            findings.append(Finding("still-referred-to", file, kind.table, column="id", value=id_, details=details))
    return findings


def _held_elsewhere(
    plan: Plan, reader: Reader, earlier: Sequence[Checked], kind: Kind
) -> dict[tuple[str, str], list[str]]:
    """The records of a kind that a plan no longer has and another data set refers to: for each such data set the
    records that do."""
    kept = {id_ for id_, node in plan.nodes.items() if node.kind == kind.label}
    rows = reader.read(
        f"MATCH (n:{kind.label}) WHERE n.dataset = $dataset RETURN n.id AS id ORDER BY id", {"dataset": plan.dataset}
    )
    gone = [r["id"] for r in rows if r["id"] not in kept]
    held: dict[tuple[str, str], list[str]] = {}
    if not gone:
        return held
    links = reader.read(
        f"UNWIND $ids AS id MATCH (n:{kind.label} {{id: id}}) MATCH (n)-[r]-(m) WHERE r.dataset <> $dataset "
        "RETURN DISTINCT n.id AS id, r.dataset AS dataset, m.id AS other ORDER BY id, dataset, other",
        {"ids": gone, "dataset": plan.dataset},
    )
    links += _named_in(reader, kind.label, gone, plan.dataset)
    links += _about_to_refer(earlier, set(gone))
    for row in links:
        held.setdefault((row["id"], row["dataset"]), []).append(row["other"])
    return held


def _about_to_refer(earlier: Sequence[Checked], gone: set[str]) -> list[dict[str, Any]]:
    """Records that sources of the same load refer to, in the rows of ``_named_in``."""
    rows = []
    for checked in earlier:
        dataset = checked.plan.dataset
        for link in checked.plan.links.values():
            columns = [column.name for column in relationship_properties(link.ends[0]) if kinds_named(column)]
            named = [(id_, link.start) for name in columns for id_ in _ids(link.props.get(name))]
            for id_, other in ((link.start, link.end), (link.end, link.start), *named):
                if id_ in gone:
                    rows.append({"id": id_, "dataset": dataset, "other": other})
        for id_, node in checked.plan.nodes.items():
            if node.props.get("source") in gone:
                rows.append({"id": node.props["source"], "dataset": dataset, "other": id_})
    return rows


def _named_in(reader: Reader, label: str, gone: list[str], dataset: str) -> list[dict[str, Any]]:
    """Records of other data sets, and the starts of their relationships, that name one of these records in a column."""
    ids = set(gone)
    rows: list[dict[str, Any]] = []
    for kind in KINDS if label in SOURCE.kinds else ():
        rows += reader.read(
            f"MATCH (n:{kind.label}) WHERE n.source IN $ids AND n.dataset <> $dataset "
            "RETURN n.source AS id, n.dataset AS dataset, n.id AS other ORDER BY id, other",
            {"ids": gone, "dataset": dataset},
        )
    for declared in RELATIONSHIPS:
        for column in relationship_properties(declared.type):
            if label not in kinds_named(column):
                continue
            found = reader.read(
                f"MATCH (a)-[r:{declared.type}]->(b) WHERE r.{column.name} IS NOT NULL AND r.dataset <> $dataset "
                f"RETURN r.{column.name} AS named, r.dataset AS dataset, a.id AS other ORDER BY dataset, other",
                {"dataset": dataset},
            )
            for row in found:
                rows += [{**row, "id": id_} for id_ in _ids(row["named"]) if id_ in ids]
    return rows


def _ids(value: Any) -> list[str]:
    """The ids that a column keeps: one, or a list."""
    return value if isinstance(value, list) else [value] if value else []


def load(
    engine: Engine,
    paths: Sequence[Path | Source],
    *,
    strict: bool = False,
    replace: bool = False,
    logged: bool = True,
    progress: Progress | None = None,
    names: Sequence[AcceptedName] = (),
    accept_unsure: bool = False,
    reviewed: Sequence[ReviewedPair] = (),
) -> LoadReport:
    """Load files, or sources that were read, as one transaction; each states the whole of its own data set.

    Raises FindingsError (with every finding) when a finding stops the load, and RemovalError when a data set would
    lose much of what it holds, unless ``replace`` allows that; nothing is written then. ``logged``: keep what changes
    in the log of loads, so that it can be taken back; ``names``, ``accept_unsure`` and ``reviewed`` as in ``check``.
    """
    engine.prepare()
    with collector_paused():
        same = as_loaded(engine, paths, names)
        if same is None:
            report = _load(engine, paths, strict, replace, logged, progress, names, accept_unsure, reviewed)
        else:
            report = LoadReport([row for change_set in same for row in change_set.counts()])
    with suppress(StorageError):  # the data has landed; questions are answered without, only slower
        engine.after_load()
    return report


def as_loaded(
    engine: Engine, paths: Sequence[Path | Source], names: Sequence[AcceptedName] = ()
) -> list[ChangeSet] | None:
    """What a load of files changes that are as they were loaded into what is there: nothing. None where it is not known
    that they are."""
    known = states(engine.load_log())
    wanted = {s.files: s for s in known.values() if s.files and s.others == others_mark(known, s.dataset)}
    if names or not wanted or any(isinstance(path, Source) for path in paths):
        return None
    marks = [files_mark(path) for given in paths if isinstance(given, Path) for path in sets_in(given)]
    if len(set(marks)) < len(marks) or not wanted.keys() >= set(marks):
        return None
    found = [state for mark, state in wanted.items() if mark in marks]
    if not engine.only_logged() and not engine.together(lambda reader: all(_holds(reader, state) for state in found)):
        return None
    return [state.unchanged() for state in found]


def _holds(reader: Reader, state: LoadedState) -> bool:
    """Whether a graph holds a data set as it was loaded."""
    return marks_of(edition_of(reader, state.dataset)).groups == state.groups


def _load(
    engine: Engine,
    paths: Sequence[Path | Source],
    strict: bool,
    replace: bool,
    logged: bool,
    progress: Progress | None,
    names: Sequence[AcceptedName],
    accept_unsure: bool,
    reviewed: Sequence[ReviewedPair],
) -> LoadReport:
    """Check everything and write what differs."""
    certain = engine.only_logged()
    marks_before: dict[Path, str] = {}
    if logged and not names:
        files = (path for given in paths if isinstance(given, Path) for path in sets_in(given))
        marks_before = {path: files_mark(path) for path in files}

    def work(transaction: Transaction) -> LoadReport:
        checked = check(paths, transaction, progress, names, accept_unsure=accept_unsure, reviewed=reviewed)
        findings = in_order(f for c in checked for f in c.findings)
        stopping = errors(findings, strict)
        if stopping:
            raise FindingsError(
                plural(
                    "{n} finding prevents the load; nothing was written.",
                    "{n} findings prevent the load; nothing was written.",
                    n=len(stopping),
                ),
                findings,
                message("Correct the data and load again."),
            )
        report = LoadReport(findings=findings)
        done: list[Loaded] = []
        report.unused = [pair for pair in reviewed if not any(pair in c.reviewed for c in checked)]
        known = states(transaction.load_log()) if logged else {}
        after_load: dict[str, LoadedState] = {}
        for c in checked:
            after = c.edition()
            c.plan.empty()
            marks = marks_of(after) if logged else NO_MARKS
            before = edition_beside(transaction, after, marks, known.get(c.plan.dataset) if certain else None)
            change_set = compare(before, after)
            own = list(c.reviewed.values())
            refusal = None if replace else losses(before, after, change_set, c.path.name, own)
            if refusal:
                raise refusal
            counts = change_set.counts()
            report.rows += counts
            gone = change_set.removed_records()
            pairs = pair(before, after, own) if gone else Pairs()
            report.removed += [row for row in gone if row["id"] not in pairs.after_of]
            renewed = pairs.after_of.keys() - pairs.succeeded.keys()
            report.renumbered += sum(row["id"] in renewed for row in gone)
            if _may_be_renamed(change_set):
                report.unsure += suggest(before, after, pairs if gone else pair(before, after, own), own)
            hashed = logged and change_set and c.path.exists()  # rows of a program have no file
            print_ = fingerprint(c.path) if hashed else ""
            done.append(Loaded(change_set, str(c.path), print_, accepted_cells(c.findings)))
            changes = Changes()
            change_set.write_into(changes)
            apply(transaction, changes, _counted(progress, c.path.name, changes.count()))
            files = "" if c.findings else marks_before.get(c.path, "")
            rows = {row["table"]: row["added"] + row["changed"] + row["unchanged"] for row in counts}
            after_load[c.plan.dataset] = LoadedState(
                c.plan.dataset, files, "", marks.groups, rows, marks.parts if certain else {}
            )
        if logged:
            record(transaction, "load", done, _states_after(transaction, {**known, **after_load}, after_load, checked))
        return report

    return engine.transact(work)


def _may_be_renamed(change_set: ChangeSet) -> bool:
    """Whether records of a kind went and others came; so many of both are another plan, and nobody would look."""
    for kind, changes in change_set.nodes.items():
        gone, come = (sum(state is None for state in states) for states in zip(*changes, strict=True))
        if kind != YEARLY and gone and come and gone * come <= _MOST_RENAMED:
            return True
    return False


def _states_after(
    transaction: Transaction, known: dict[str, LoadedState], loaded: dict[str, LoadedState], checked: Sequence[Checked]
) -> dict[str, LoadedState]:
    """The states of all data sets; a file that changed while it was read, or beside a data set of which no state is
    known, has no mark."""
    complete = known.keys() >= {d["id"] for d in datasets(transaction)}
    for c in checked:
        state = loaded[c.plan.dataset]
        unmoved = complete and state.files and files_mark(c.path) == state.files
        files, others = (state.files, others_mark(known, state.dataset)) if unmoved else ("", "")
        known[state.dataset] = replaced(state, files=files, others=others)
    return known


def _counted(progress: Progress | None, name: str, total: int) -> Callable[[int], None] | None:
    if progress is None:
        return None
    return lambda done: progress(name, done, total)
