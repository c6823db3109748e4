"""The Python interface itself: what it shows, what it takes, and what it refuses in words."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import networkx as nx
import pandas
import polars
import pytest

import quanze
from quanze import bundled as shipped
from quanze.errors import FindingsError, QueryError, StorageError, UnknownNameError
from quanze.graph.network import graph_of
from quanze.schema.rows import Row
from tests.sets import CITY, write_csv, write_yaml


def said(error: quanze.QuanzeError, english: str, chinese: str) -> None:
    assert english in f"{error.message} {error.advice}"
    assert chinese in "".join(error.said("zh-TW"))


# What it shows.


def test_dir_shows_the_public_names_before_they_are_used() -> None:
    assert set(quanze.__all__) <= set(dir(quanze))
    shown = {name for name, value in inspect.getmembers(quanze) if inspect.isroutine(value) or inspect.isclass(value)}
    assert {"open", "check", "Graph"} <= shown, "help() lists what getmembers does"


# The graph that ships.


@pytest.fixture
def own_cache(tmp_path: Path, bundled_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test, with the bundled graph in it."""
    path = tmp_path / "cache" / bundled_path.name
    path.parent.mkdir()
    path.write_bytes(bundled_path.read_bytes())
    monkeypatch.setenv("QUANZE_CACHE", str(path.parent))
    return path


def test_the_bundled_graph_is_never_written(own_cache: Path, tmp_path: Path) -> None:
    city = write_csv(tmp_path / "city", CITY)
    before = own_cache.read_bytes()
    with quanze.open() as graph:
        with pytest.raises(StorageError) as refused:
            graph.load(city)
        said(refused.value, "quanze.open('mine.kgl', create=True)", "quanze.open('mine.kgl', create=True)")
        with pytest.raises(StorageError):
            graph.engine.transact(lambda transaction: transaction.read("RETURN 1 AS one"))
        assert "t" not in {d["id"] for d in graph.datasets()}
        assert graph.who("行政轄區溫室氣體排放量"), "and it still answers"
    assert own_cache.read_bytes() == before
    assert list(own_cache.parent.iterdir()) == [own_cache]


def test_the_bundled_graph_is_still_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUANZE_CACHE", str(tmp_path / "empty"))
    monkeypatch.setattr(shipped.data_sets, "ORDER", ("climate-act",))
    with quanze.open() as graph:
        assert [d["id"] for d in graph.datasets()] == ["climate-act"]


def test_a_database_of_ones_own_is_written(tmp_path: Path) -> None:
    with quanze.open(tmp_path / "mine.kgl", create=True) as graph:
        graph.load(write_csv(tmp_path / "city", CITY))
        assert [d["id"] for d in graph.datasets()] == ["t"]


@pytest.mark.parametrize("create", [True, False])
def test_a_folder_is_no_database(create: bool, tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refused:
        quanze.open(tmp_path, create=create)
    said(refused.value, "is a folder", "資料夾")


# One name or path is one.


def test_one_kind_given_as_text(town: quanze.Graph) -> None:
    assert town.find("環保局", "Agency") == town.find("環保局", ("Agency",))
    assert town.search("環保局", "Agency") == town.search("環保局", ["Agency"])
    assert town.search("zzzz環保", "Agency") == town.search("zzzz環保", ("Agency",))


@pytest.mark.whole
def test_one_data_set_given_as_text(bundled: quanze.Graph, tmp_path: Path) -> None:
    assert bundled.dump(tmp_path / "one.yaml", datasets="climate-act") == [tmp_path / "one.yaml"]
    one, same = bundled.picture(datasets="chiayi"), bundled.picture(datasets=["chiayi"])
    assert [b.row["id"] for b in one.boxes] == [b.row["id"] for b in same.boxes]


def test_one_path_to_check(tmp_path: Path) -> None:
    city = write_csv(tmp_path / "city", CITY)
    for given in (str(city), city, [city], (str(city),)):
        (checked,) = quanze.check(given)
        assert (checked.path, checked.findings) == (city, [])
    with pytest.raises(quanze.errors.FileError, match=r"nofile\.xlsx"):
        quanze.check("nofile.xlsx")


def test_a_shipped_data_set_to_check_by_name() -> None:
    for given in ("climate-act", ["climate-act"]):
        (checked,) = quanze.check(given)
        assert checked.plan.dataset == "climate-act"
        assert not checked.findings


# Days, languages, files.

DAYS = [
    (date(2024, 1, 1), "2024-01-01"),
    (datetime(2024, 1, 1, 12, 30), "2024-01-01"),
    (2024, "2024"),
    (113, "2024"),
]


@cache
def planned() -> Path:
    """A file of planned changes of the bundled city."""
    said = {"origin": "editorial", "note": "規劃", "valid_from": "2020"}
    change = {"change": "merge", "from": "地政處", "to": "都市發展處", **said}
    return write_yaml(Path(mkdtemp()) / "planned.yaml", {"changes": [change]}, {"id": "planned"})


def exported(graph: quanze.Graph, day: Any) -> str:
    """What a file of a day has."""
    path = Path(mkdtemp()) / "graph.json"
    graph.export(path, about="環保局", as_of=day)
    return path.read_text("utf-8")


ASKED: dict[str, Callable[[quanze.Graph, Any], Any]] = {
    "leading_seats": lambda g, day: g.leading_seats("清淨環境組", as_of=day),
    "who": lambda g, day: g.who("行政轄區溫室氣體排放量", as_of=day),
    "gaps": lambda g, day: g.gaps(as_of=day),
    "check_gaps": lambda g, day: g.check_gaps(as_of=day).rows(),
    "analysis": lambda g, day: g.analysis(as_of=day),
    "agency": lambda g, day: g.agency("環保局", as_of=day),
    "each_duty": lambda g, day: g.each_duty("環保局", list, as_of=day),
    "side_by_side": lambda g, day: g.side_by_side("環保局", "建設處", as_of=day),
    "leaders": lambda g, day: g.leaders(["chiayi/indicator/ghg-emissions"], as_of=day),
    "leads_of_parts": lambda g, day: g.leads_of_parts("chiayi/task/environmental-quality", as_of=day),
    "nearest_duties": lambda g, day: g.nearest_duties("環保局", 3, as_of=day),
    "coverage": lambda g, day: g.coverage(as_of=day),
    "dependencies": lambda g, day: g.dependencies(as_of=day),
    "workload": lambda g, day: g.workload(as_of=day),
    "progress": lambda g, day: g.progress(as_of=day).rows,
    "brief": lambda g, day: vars(g.brief("環保局", as_of=day)),
    "briefs": lambda g, day: [vars(one) for one in g.briefs("subgroups", as_of=day)],
    "report": lambda g, day: vars(g.report(as_of=day)),
    "networkx": lambda g, day: sorted(g.networkx(as_of=day)),
    "whole": lambda g, day: g.whole("環保局", as_of=day),
    "export": exported,
    "matrix": lambda g, day: [(m.heading, m.cells.keys()) for m in [g.matrix(as_of=day)]],
    "picture": lambda g, day: g.picture(as_of=day).subtitle,
    "records": lambda g, day: g.records("Agency", as_of=day),
    "counts": lambda g, day: g.counts(as_of=day),
    "links": lambda g, day: g.links("環境部", as_of=day),
    "first_links": lambda g, day: g.first_links("環境部", 2, as_of=day),
    "seats": lambda g, day: g.seats("推動會", as_of=day),
    "search": lambda g, day: g.search("環境", as_of=day),
    "replaced_since": lambda g, day: g.replaced_since(as_of=day),
    "reorganize": lambda g, day: g.reorganize(planned(), as_of=day).day,
}


def test_every_method_with_a_day_is_tried() -> None:
    methods = {name for name, value in vars(quanze.Graph).items() if inspect.isfunction(value)}
    dated = {m for m in methods if "as_of" in inspect.signature(getattr(quanze.Graph, m)).parameters}
    assert set(ASKED) == dated - {"view"}, "a view is a picture as a page"


@pytest.mark.sweep
@pytest.mark.parametrize("asked", [pytest.param(n, marks=pytest.mark.slow) if n == "reorganize" else n for n in ASKED])
def test_a_day_may_be_a_date_or_a_year(asked: str, bundled: quanze.Graph) -> None:
    ask = ASKED[asked]
    for given, text in DAYS if asked == "who" else DAYS[:1]:
        assert ask(bundled, given) == ask(bundled, text)


@pytest.mark.parametrize("day", [True, 12, 0, 2024.5, "今年", ["2024"], b"2024"])
def test_what_is_no_day(day: Any, bundled: quanze.Graph) -> None:
    with pytest.raises(QueryError) as refused:
        bundled.gaps(as_of=day)
    said(refused.value, "2023-06-29", "不是日期")


NOT_READ: Any = None
"""In place of a draft: the language is refused before anything else is looked at."""
SPOKEN: dict[str, Callable[[quanze.Graph, Any], Any]] = {
    "matrix": lambda g, lang: g.matrix(lang=lang),
    "picture": lambda g, lang: g.picture(lang=lang),
    "view": lambda g, lang: g.view(lang=lang),
    "export": lambda g, lang: g.export("graph.json", lang=lang),
    "dump": lambda g, lang: g.dump("out", lang=lang),
    "merge_draft": lambda g, lang: g.merge_draft(NOT_READ, "draft.xlsx", lang=lang),
    "timeline": lambda g, lang: g.timeline("環境部", lang=lang),
    "changes_sheet": lambda g, lang: g.changes_sheet("sheet.xlsx", lang=lang),
    "bodies_offered": lambda g, lang: g.bodies_offered(lang=lang),
}


def test_every_method_with_a_language_is_tried() -> None:
    methods = {name for name, value in vars(quanze.Graph).items() if inspect.isfunction(value)}
    assert set(SPOKEN) == {m for m in methods if "lang" in inspect.signature(getattr(quanze.Graph, m)).parameters} - {
        "__init__"
    }


@pytest.mark.parametrize("asked", SPOKEN)
@pytest.mark.parametrize("lang", ["zh", "fr", "", None])
def test_an_unknown_language(asked: str, lang: Any, bundled: quanze.Graph) -> None:
    with pytest.raises(QueryError) as refused:
        SPOKEN[asked](bundled, lang)
    said(refused.value, "en, zh-TW", "語言")


@pytest.mark.parametrize("by", ["x", "", "goals", None])
def test_coverage_by_something_else(by: Any, bundled: quanze.Graph) -> None:
    with pytest.raises(QueryError) as refused:
        bundled.coverage(by=by)
    said(refused.value, "goal, target", "goal、target")


def test_a_crosswalk_named_by_text(town: quanze.Graph, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_bytes((Path(quanze.__file__).parent / "data" / "crosswalk.csv").read_bytes())
    assert town.matrix(scheme="raci", crosswalk=str(own)).scheme == town.matrix(scheme="raci", crosswalk=own).scheme
    with pytest.raises(quanze.errors.FileError, match="absent"):
        town.matrix(crosswalk="absent.csv")


# Cypher.


@pytest.fixture
def mute(own_cache: Path) -> quanze.Graph:
    """The bundled graph, let go of and then damaged: asking its engine for anything is a StorageError."""
    graph = quanze.open(own_cache)
    graph.close()
    own_cache.write_bytes(b"damaged")
    return graph


ONE = "RETURN 1 AS one"
REFUSED: list[tuple[tuple[Any, ...], dict[str, Any], str, str]] = [
    ((None,), {}, "No query was given", "未給查詢語句"),
    ((7,), {}, "No query was given", "未給查詢語句"),
    ((" \n",), {}, "No query was given", "未給查詢語句"),
    *(((ONE, given), {}, "must be a dict", "參數") for given in ([1], "a", {1: 2})),
    *(((ONE,), {"limit": n}, "not a number of rows", "列數") for n in (-1, 1.5, "3", True, 1 << 64)),
    *(
        ((ONE,), {"timeout": n}, "not a number of seconds", "秒數")
        for n in (-1, 0, "a", True, float("nan"), float("inf"))
    ),
]


@pytest.mark.parametrize(("given", "options", "english", "chinese"), REFUSED)
def test_what_no_engine_is_asked(
    given: tuple[Any, ...], options: Row, english: str, chinese: str, mute: quanze.Graph
) -> None:
    with pytest.raises(QueryError) as refused:
        mute.cypher(*given, **options)
    said(refused.value, english, chinese)
    with pytest.raises(StorageError):
        mute.cypher(ONE)


def test_limits_that_are_kept(town: quanze.Graph) -> None:
    text = "MATCH (a:Agency) RETURN a.id AS id ORDER BY id"
    assert [len(town.cypher(text, {}, timeout=t, limit=n)) for t, n in ((5, 0), (0.5, 1), (None, 2))] == [0, 1, 2]


# Rows, graphs and matrices in a notebook.


@pytest.mark.whole
def test_rows_become_frames_and_tables(bundled: quanze.Graph) -> None:
    rows = bundled.who("行政轄區溫室氣體排放量")
    frame = rows.pandas()
    assert list(frame["agency"]) == list(rows.polars()["agency"]) == [row["agency"] for row in rows]
    assert str(frame["distance"].dtype) == "Int64" and str(frame["inherited"].dtype) == "boolean"
    assert type(rows[:2]) is type(rows) and rows[:2] == list(rows)[:2]
    shown = rows._repr_html_()
    assert shown.count("<tr>") == 31 and f"30 / {len(rows)} " in shown
    progress = bundled.progress()
    assert list(progress.pandas()["name"]) == list(progress.polars()["name"]) == [row["name"] for row in progress.rows]
    assert progress.rows[0]["name"] in progress._repr_html_() and len(repr(progress)) < 200


def test_what_a_notebook_shows_is_short_and_escaped(tmp_path: Path) -> None:
    task = {**CITY["tasks"][0], "name": "<script>alert(1)</script>"}
    roles = [{**role, "on": task["id"]} for role in CITY["responsibilities"]]
    with quanze.open(tmp_path / "graph.kgl", create=True) as graph:
        graph.load({"dataset": {"id": "t", "name": "測試"}, **CITY, "tasks": [task], "responsibilities": roles})
        matrix = graph.matrix()
        shown = [graph._repr_html_(), graph.records("Task")._repr_html_(), matrix._repr_html_()]
    assert not any("<script" in text for text in shown)
    assert all("&lt;script" in text for text in shown[1:])
    assert "<td>t</td>" in shown[0]
    assert len(repr(matrix)) < 200


@pytest.mark.whole
@pytest.mark.parametrize("library", ["rows", "pandas", "polars"])
def test_rows_and_frames_are_loaded_like_a_file(library: str, tmp_path: Path) -> None:
    made: dict[str, Callable[[Any], Any]] = {"rows": list, "pandas": pandas.DataFrame, "polars": polars.DataFrame}
    tables = {name: made[library](rows) for name, rows in CITY.items()}
    indicator = {"name": "樹木數", "unit": "株", "direction": "up", "baseline_year": 2020, "baseline_value": 3.5}
    bare = {"name": "無", "unit": None, "baseline_year": None}
    stated = {"origin": "plan", "source": "測試計畫"}
    tables["indicators"] = made[library]([{**indicator, **stated}, {**indicator, **bare, **stated}])
    about = {"id": "t", "name": "測試"}
    with quanze.open(tmp_path / "graph.kgl", create=True) as graph:
        (checked,) = quanze.check({"dataset": about, **tables})
        assert not checked.findings
        graph.load({"dataset": about, **tables})
        assert [row["agency_name"] for row in graph.who("任務一")] == ["甲局", "乙處"]
        assert graph.record("樹木數")["baseline_value"] == 3.5
        assert graph.record("無").get("baseline_year") is None
        assert not graph.preview({"dataset": about, **tables}).rows
        with pytest.raises(FindingsError) as refused:
            graph.load(
                {"dataset": about, **tables, "responsibilities": [{"who": "丙局", "role": "主辦", "on": "任務一"}]}
            )
        assert [(f.sheet, f.row) for f in refused.value.findings if f.value == "丙局"] == [("responsibilities", 1)]


# What networkx makes of it.


@pytest.mark.slow
def test_it_is_written_and_read_by_networkx(bundled: quanze.Graph, tmp_path: Path) -> None:
    graph = bundled.networkx(scope="all")
    forms = (
        (nx.write_graphml, nx.read_graphml),
        (nx.write_gexf, nx.read_gexf),
        (nx.write_gml, nx.read_gml),
    )
    a, b, first = next(iter(graph.edges(data=True)))
    for write, read in forms:
        write(graph, tmp_path / "graph")
        again = read(tmp_path / "graph")
        assert set(again) == set(graph)
        assert again.number_of_edges() == graph.number_of_edges()
        assert first.items() <= next(iter(again[a][b].values())).items(), "all it says is kept"
    link = nx.node_link_data(graph, edges="links")["links"][0]
    assert (link["source"], link["target"], link["source_document"]) == (a, b, first["source_document"])


@pytest.mark.whole
def test_it_becomes_a_table_of_edges(bundled: quanze.Graph) -> None:
    graph = bundled.networkx()
    table = nx.to_pandas_edgelist(graph)
    assert len(table) == graph.number_of_edges()
    assert {"source", "target", "source_document", "relationship"} <= set(table.columns)


def test_what_has_no_value_is_left_out_and_lists_are_joined() -> None:
    graph = graph_of(
        [{"id": "a", "name": "甲", "aliases": ["子", "丑"], "note": None}, {"id": "b"}],
        [{"key": "k", "from": "a", "to": "b", "type": "T", "source": None, "article": [1, 2]}],
    )
    assert (graph.nodes["a"], graph.nodes["b"]) == ({"name": "甲", "aliases": "子、丑"}, {})
    assert list(graph.edges(keys=True, data=True)) == [("a", "b", "k", {"relationship": "T", "article": "1、2"})]


def test_an_unknown_name_is_still_told(town: quanze.Graph) -> None:
    with pytest.raises(UnknownNameError):
        town.find("不存在的名稱", "Agency")
