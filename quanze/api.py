"""The Python interface: ``quanze.open()`` gives a ``Graph`` whose methods return plain rows.

Every list of rows is accepted by ``pandas.DataFrame(rows)``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quanze.errors import QuanzeError, QueryError, StorageError
from quanze.graph.engine import SERVER_SCHEMES, Engine, open_engine
from quanze.queries import catalogue, given, insight, names
from quanze.queries.given import Day
from quanze.queries.touches import QUERIES, touches

if TYPE_CHECKING:
    from quanze.exports.matrix import MatrixDocument
    from quanze.graph.network import Network
    from quanze.graph.records import Reader
    from quanze.loaders.load import Checked, LoadReport, Progress
    from quanze.queries.gapcheck import GapReport
    from quanze.queries.scope import Scope
    from quanze.views.network_view import NetworkView
    from quanze.views.picture import Picture

Row = dict[str, Any]
LOCAL = "quanze.kgl"
"""The database file that is asked when none is named and it lies in the current folder."""


class Graph:
    """A graph that can be asked. Made by ``open``; usable as a context manager."""

    def __init__(self, engine: Engine, description: str, description_zh: str = "") -> None:
        self._engine = engine
        self.description = description
        self.description_zh = description_zh or description

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<quanze.Graph {self.description}>"

    @property
    def engine(self) -> Engine:
        """The engine behind it (see ``quanze.graph.engine.Engine``)."""
        return self._engine

    def close(self) -> None:
        """Let go of the database."""
        self._engine.close()

    def who(self, name: str, *, under: str = "", as_of: Day = "", lang: str = "zh-TW") -> list[Row]:
        """Which agencies touch ``name``, nearest first; see ``quanze.queries.touches.touches`` for the columns.

        ``under`` limits roles on an indicator to one SDG target (a name, code or id); ``as_of`` is a date as plans
        write it, a year or a ``datetime.date``. Raises UnknownNameError or AmbiguousNameError.
        """
        given.language(lang)
        item = self.find(name, tuple(QUERIES))
        target = self.find(under, ("SDGTarget",))["id"] if under else ""
        rows = touches(self._engine, item["kind"], [item["id"]], under=target, as_of=given.day(as_of), lang=lang)
        shown = names.named(item, lang)
        return [{**row, "item_name": shown, "item_kind": item["kind"]} for row in rows]

    def find(self, name: str, kinds: str | Sequence[str] = ()) -> Row:
        """The one record a name means, of one of ``kinds`` when any is given: id, kind, name, name_en, dataset."""
        return names.find(self._engine, name, given.several(kinds))

    def search(self, text: str, kinds: str | Sequence[str] = ()) -> list[Row]:
        """Records a text may mean, best sort of match only; then ``nearest`` ones when there is none."""
        kinds = given.several(kinds)
        return names.search(self._engine, text, kinds) or names.nearest(self._engine, text, kinds)

    def query(self, name: str, **parameters: Any) -> list[Row]:
        """Rows of a catalogue query (``quanze.queries.catalogue.names()`` lists them)."""
        return catalogue.run(self._engine, name, parameters)

    def cypher(
        self,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> list[Row]:
        """Rows of a read-only Cypher text, ``limit`` at most, within ``timeout`` seconds; QueryError when it would write."""
        given.question(text, parameters, timeout, limit)
        word = catalogue.writing_word(text)
        if word:
            raise QueryError(
                f"Only read queries are allowed here; this one says {word}.",
                "Use `quanze load` to change data.",
                zh=(f"這裡只能查詢，而此句有 {word}。", "要改資料請用 quanze load。"),
            )
        if catalogue.statements(text) > 1:
            raise QueryError(
                "There is more than one statement.", "Ask one at a time.", zh=("不只一句 Cypher。", "請一次問一句。")
            )
        return self._engine.read(text, parameters, timeout=timeout, limit=limit)

    def gaps(self, *, dataset: str = "", as_of: Day = "") -> list[Row]:
        """What the plan leaves open, gravest first; see ``quanze.queries.insight.gaps``.

        ``as_of`` is the day on which terms end and years have passed, as plans write it; today when empty.
        """
        self._known(dataset)
        return insight.gaps(self._engine, dataset=dataset, today=given.last_day(as_of))

    def check_gaps(
        self,
        *,
        accepted: str | Path | None = None,
        baseline: str | Path | None = None,
        dataset: str = "",
        as_of: Day = "",
    ) -> GapReport:
        """Gaps sorted into open, accepted, known and solved; see ``quanze.queries.gapcheck.GapReport``.

        ``accepted`` is a CSV of gaps left open on purpose (``quanze.schema.accepted``), ``baseline`` a file of gaps known
        before. Raises FileError, and FindingsError for wrong rows of ``accepted``.
        """
        from quanze.loaders.accepted import read_accepted
        from quanze.queries.gapcheck import CODES, read_baseline, sort_gaps

        self._known(dataset)
        rows, findings = read_accepted(Path(accepted), CODES) if accepted else ([], [])
        before = read_baseline(Path(baseline)) if baseline else None
        day = given.last_day(as_of)
        found = sort_gaps(
            insight.gaps(self._engine, today=day), accepted=rows, baseline=before, dataset=dataset, today=day
        )
        found.findings = findings
        return found

    def coverage(self, *, by: str = "goal") -> list[Row]:
        """SDG coverage by ``goal`` or ``target``: tasks and indicators aligned, stated and editorial apart.

        See ``quanze.queries.insight.coverage``. Raises QueryError for another ``by``.
        """
        return insight.coverage(self._engine, by=by)

    def dependencies(self, *, scope: str = "", dataset: str = "", lang: str = "zh-TW") -> list[Row]:
        """Pairs of agencies in scope and what they share; see ``quanze.queries.insight.dependencies``.

        ``scope``: city, national, international or all; empty chooses, see ``quanze.queries.scope.scoped``.
        """
        given.language(lang)
        inside = set(self._scoped(scope, dataset, "").agencies)
        rows = insight.dependencies(self._engine, dataset=dataset, lang=lang)
        return [r for r in rows if r["agency"] in inside and r["other"] in inside]

    def analysis(self, *, scope: str = "", dataset: str = "", as_of: Day = "") -> list[Row]:
        """Who depends on whom, as sentences with evidence; see ``quanze.queries.dependence.analyse``.

        Pairs that must coordinate, agencies that cannot be told apart and what still distinguishes others, bottlenecks and
        bridges, groups against the official subgroups, single points of failure, self-review. ``scope``: city, national,
        international or all; empty chooses, and the first finding says what was left out.
        """
        from quanze.queries.dependence import analyse

        return analyse(self._scoped(scope, dataset, as_of))

    def networkx(self, *, scope: str = "", dataset: str = "", as_of: Day = "") -> Network:
        """What ``analysis`` measures, as a ``networkx.MultiDiGraph``: agencies in scope and all they are tied to.

        Nodes are ids with the columns of the query ``graph_nodes`` as attributes; edges have those of ``graph_edges``, but
        ``source`` is called ``source_document`` and ``type`` is called ``relationship``: tables and files of networkx keep
        those names for the end an edge starts from and for whether it has a direction. What has no value is left out, and
        lists are one text joined by 、, so that GraphML, GEXF and GML can be written.
        """
        from quanze.graph.network import graph_of

        found = self._scoped(scope, dataset, as_of)
        edges = found.ties()
        near = {*found.agencies, *(e[end] for e in edges for end in ("from", "to"))}
        return graph_of((found.nodes[id_] for id_ in sorted(near)), edges)

    def _known(self, dataset: str) -> None:
        """UnknownNameError when a data set is named that is not loaded: its answer would be empty and look good."""
        if dataset:
            from quanze.graph.records import described

            described(self._engine, dataset)

    def _scoped(self, scope: str, dataset: str, as_of: Day) -> Scope:
        from quanze.queries.scope import scoped

        self._known(dataset)
        nodes, edges = self.query("graph_nodes"), self.query("graph_edges")
        return scoped(nodes, edges, scope=scope, dataset=dataset, as_of=given.day(as_of))

    def matrix(
        self,
        rows: str = "tasks",
        columns: str = "agencies",
        *,
        about: str = "",
        dataset: str = "",
        as_of: Day = "",
        scheme: str = "source",
        inherited: str = "show",
        lang: str = "zh-TW",
        crosswalk: str | Path | None = None,
    ) -> MatrixDocument:
        """The responsibility matrix of ``rows`` by ``columns``; its ``write`` makes .xlsx, .html, .md, .csv or .json of it.

        ``rows``: tasks, subgroups, indicators, sdg-targets, documents or seats; ``columns``: agencies or subgroups.
        ``about`` (a name) and ``dataset`` narrow it, ``as_of`` is a date as plans write it. ``scheme`` and
        ``inherited``: see ``quanze.exports.matrix.build.build_matrix``. Raises QueryError, DataError and what ``find`` raises.
        """
        from quanze.exports.matrix import build_matrix
        from quanze.queries.assignments import matrix_rows

        given.language(lang)
        self._known(dataset)
        thing = self.find(about)["id"] if about else ""
        found = matrix_rows(
            self._engine,
            rows=rows,
            columns=columns,
            about=thing,
            dataset=dataset,
            as_of=given.day(as_of),
            lang=lang,
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
        lang: str = "zh-TW",
    ) -> Picture:
        """A still picture, which a notebook shows as SVG: ``network``, ``dependencies``, ``reporting``, or ``about`` one record up to ``depth`` steps.

        Without ``datasets`` the plans (data sets with subgroups) and what builds on them; ``about`` takes all. Raises
        UnknownNameError, AmbiguousNameError, QueryError.
        """
        from quanze.drawing import picture_of

        given.language(lang)
        found, sets = self.find(about) if about else None, given.several(datasets)
        return picture_of(self._engine, picture, found, depth=depth, datasets=sets, as_of=given.day(as_of), lang=lang)

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
        """The picture as a ``pyvis.network.Network`` that a notebook shows and ``write_html`` writes; see ``picture``."""
        drawn = self.picture(picture, about, depth=depth, datasets=datasets, as_of=as_of, lang=lang)
        from quanze.views.network_view import network

        return network(drawn, lang=drawn.lang)

    def record(self, name: str) -> Row:
        """All properties of the record a name means."""
        found = self.find(name)
        return insight.record(self._engine, found["kind"], found["id"])

    def datasets(self) -> list[Row]:
        """The loaded data sets: id, name, edition, date and more."""
        from quanze.graph.records import datasets

        return datasets(self._engine)

    def load(self, *paths: str | Path, strict: bool = False, progress: Progress | None = None) -> LoadReport:
        """Load files or folders as one transaction; FindingsError carries all findings and nothing is written.

        The name of a shipped data set (``sdg``, ``climate-act``, …) will do for a path. StorageError on the bundled graph,
        which is only for asking.
        """
        from quanze.bundled import source
        from quanze.loaders.load import load

        return load(self._engine, [source(p) for p in paths], strict=strict, progress=progress)

    def dump(
        self, target: str | Path, *, datasets: str | Sequence[str] = (), lang: str = "zh-TW", bom: bool = False
    ) -> list[Path]:
        """Write data sets as tables that load again: CSV folders, or a workbook or YAML file for one data set."""
        from quanze.dump import dump

        return dump(self._engine, Path(target), datasets=given.several(datasets), lang=given.language(lang), bom=bom)


def check(
    paths: str | Path | Sequence[str | Path], reader: Reader | None = None, progress: Progress | None = None
) -> list[Checked]:
    """Check one file or several before they are loaded; see ``quanze.loaders.load.check``.

    The name of a shipped data set (``sdg``, ``climate-act``, …) will do for a path. ``reader`` is the ``engine`` of the
    graph they may refer to. Raises FileError; everything else is in the ``findings`` of what comes back.
    """
    from quanze.bundled import source
    from quanze.loaders.load import check

    return check([source(p) for p in given.several(paths)], reader, progress)


def bundled() -> Graph:
    """The graph of the data sets that ship."""
    from quanze.bundled import ORDER, open_bundled

    return Graph(open_bundled(), f"bundled graph ({', '.join(ORDER)})", f"隨附圖譜（{'、'.join(ORDER)}）")


def open(db: str | Path | None = None, *, create: bool = False, once: bool = False) -> Graph:
    """The graph at ``db``: a file path or a server address.

    Without ``db``: ``QUANZE_DB``, else ``NEO4J_URI``, else ``quanze.kgl`` in the current folder, else the bundled
    graph (read-only).
    ``create`` allows a file that does not exist yet. ``once``: for a question or two, as a command asks; a large file then opens
    three times as quickly, and searches through all of it take longer. Raises StorageError or UnreachableError.
    """
    address = str(db) if db else os.environ.get("QUANZE_DB") or os.environ.get("NEO4J_URI", "")
    if not address and (Path(LOCAL).is_file() or create):
        address = LOCAL
    if not address:
        return bundled()
    from quanze.graph.records import check_version

    engine = open_engine(address, create=create, once=once)
    if address.startswith(SERVER_SCHEMES) or Path(address).is_file():
        try:
            check_version(engine, engine.address)
        except QuanzeError:
            engine.close()
            raise
    elif not create:
        raise StorageError(
            f"There is no database at {address}.",
            "Load something into it first.",
            zh=(f"{address} 沒有資料庫。", "請先載入資料。"),
        )
    return Graph(engine, engine.address)
