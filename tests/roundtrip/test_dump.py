"""What was loaded comes back and loads again to the same graph, in every format and through a spreadsheet program."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings

import quanze
from quanze.errors import QueryError
from quanze.exports.atomic_file import write_file
from quanze.exports.dataset_tables import write_folder, yaml_text
from quanze.exports.plan_workbook import workbook
from quanze.graph.embedded import transaction
from quanze.loaders.findings import ERROR
from quanze.loaders.load import check
from tests import draws
from tests.loaders.cases import SAID, city
from tests.office import all_converted
from tests.roundtrip.graphs import NASTY, tables
from tests.sets import ABOUT, loaded, snapshot, write_csv

FORMATS = ("folder", "x.xlsx", "x.yaml")
PROPERTY = settings(
    deadline=None,
    max_examples=draws.of(10, 100),
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # an example takes a third of a second: shrinking, minutes
)


def again(graph: quanze.Graph, folder: Path, target: str, **how: Any) -> dict[str, dict[str, Any]]:
    """The graph after a dump to ``target`` and a load of it into another database."""
    graph.dump(folder / target, **how)
    with loaded(folder / f"{target}.kgl", folder / target) as other:
        return snapshot(other.engine)


@PROPERTY
@given(tables())
def test_any_graph_comes_back(data: Mapping[str, list[dict[str, Any]]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_file(folder / "first.yaml", yaml_text({"dataset": ABOUT, **data}))
        (checked,) = check([folder / "first.yaml"])
        wrong = [f.row_dict() for f in checked.findings if f.level == ERROR]
        note(str(wrong))
        assert not wrong, "the strategy makes data sets without errors"
        stored = {n.props["id"]: n.props for n in checked.plan.nodes.values()}
        for table, rows in data.items():
            for row in rows if table not in ("responsibilities", "changes", "links") else ():
                assert {k: stored[row["id"]][k] for k in row} == row, "what was written is what is kept"
        with loaded(folder / "first.kgl", folder / "first.yaml") as graph:
            before = snapshot(graph.engine)
            for target in FORMATS:
                assert again(graph, folder, target) == before, target


def test_every_nasty_text_comes_back(tmp_path: Path) -> None:
    rows = [
        {
            "id": f"a/{i}",
            "name": f"{i}局",
            "name_en": text,
            "aliases": [text],
            "note": text,
            "locator": text,
            "kind": "bureau",
            "origin": "editorial",
        }
        for i, text in enumerate(NASTY)
    ]
    write_file(tmp_path / "first.yaml", yaml_text({"dataset": {**ABOUT, "description": "=1;\n'x"}, "agencies": rows}))
    graph = loaded(tmp_path / "first.kgl", tmp_path / "first.yaml")
    before = snapshot(graph.engine)
    for i, text in enumerate(NASTY):
        kept = before["nodes"][f"Agency a/{i}"]
        if text == text.strip() and not set(text) & set("\r\n\t\ufeff\x85\u2028"):
            assert (kept["name_en"], kept["aliases"], kept["note"]) == (text, [text], text)
    for target in FORMATS:
        assert again(graph, tmp_path, target) == before, target
    assert again(graph, tmp_path, "bom", bom=True) == before
    assert again(graph, tmp_path, "en.xlsx", lang="en") == before


@pytest.mark.parametrize("target", FORMATS)
@pytest.mark.parametrize("dataset", ["climate-act", "chiayi", "chiayi-indicators", "sdg"])
def test_the_shipped_data_sets_come_back(
    bundled: quanze.Graph, bundled_path: Path, tmp_path: Path, target: str, dataset: str
) -> None:
    bundled.dump(tmp_path / target, datasets=[dataset])
    db = tmp_path / "copy.kgl"
    db.write_bytes(bundled_path.read_bytes())
    with quanze.open(db) as copy:
        report = copy.load(tmp_path / target)
        assert all((r["added"], r["changed"], r["removed"]) == (0, 0, 0) for r in report.rows)
        assert snapshot(copy.engine) == snapshot(bundled.engine)


def test_all_data_sets_come_back_from_one_folder(bundled: quanze.Graph, tmp_path: Path) -> None:
    assert again(bundled, tmp_path, "all") == snapshot(bundled.engine)


def test_folders_stay_inside_the_target_and_apart(tmp_path: Path) -> None:
    for i, id_ in enumerate(["..", "a/b", "a-b", "/etc", "A-B"]):
        tables = {
            "agencies": [{"id": f"x/{i}", "name": f"{i}局", "kind": "bureau", "origin": "editorial", "note": "理由"}]
        }
        loaded(tmp_path / "x.kgl", write_csv(tmp_path / f"s{i}", tables, {"id": id_}))
    graph = quanze.open(tmp_path / "x.kgl")
    files = graph.dump(tmp_path / "out")
    assert len(set(files)) == len(files) == 10
    assert {p.parent.parent for p in files} == {tmp_path / "out"}
    with loaded(tmp_path / "y.kgl", tmp_path / "out") as other:
        assert snapshot(other.engine) == snapshot(graph.engine)


def test_a_dump_over_an_older_one_leaves_no_old_table(tmp_path: Path) -> None:
    graph = loaded(tmp_path / "x.kgl", write_csv(tmp_path / "one", city()))
    graph.dump(tmp_path / "out")
    less = {"agencies": [{"id": "t/agency/a", "name": "甲局", "kind": "bureau", "origin": "editorial", "note": "理由"}]}
    graph.load(write_csv(tmp_path / "less", less), replace=True)
    assert again(graph, tmp_path, "out") == snapshot(graph.engine)


def test_a_file_takes_one_data_set(bundled: quanze.Graph, tmp_path: Path) -> None:
    for target in ("all.xlsx", "all.yaml"):
        with pytest.raises(QueryError, match="can hold one data set"):
            bundled.dump(tmp_path / target)
        assert not (tmp_path / target).exists()
    with pytest.raises(quanze.errors.UnknownNameError, match="No data set 'x'"):
        bundled.dump(tmp_path / "x.yaml", datasets=["x"])


def test_a_cell_too_long_for_a_workbook_is_not_cut_in_silence(tmp_path: Path) -> None:
    data = {"dataset": ABOUT, "tasks": [{"id": "x", "name": "長" * 40_000}]}
    with pytest.raises(QueryError, match="does not fit"):
        write_file(tmp_path / "x.xlsx", workbook(data))
    assert not list(tmp_path.iterdir()), "nothing half-written is left"


def test_nothing_in_a_dump_is_a_formula(tmp_path: Path) -> None:
    import csv

    rows = [
        {"id": f"={i}", "name": t, "kind": "bureau", "origin": "editorial", "note": "理由"}
        for i, t in enumerate(["=1+1", "+1", "-1", "@x", "＝1", "'=1"])
    ]
    write_folder(tmp_path / "out", {"dataset": ABOUT, "agencies": rows})
    lines = (tmp_path / "out" / "agencies.csv").read_text(encoding="utf-8").splitlines()
    cells = [c for row in csv.reader(lines) for c in row]
    assert not [c for c in cells if c[:1] in tuple("=+-@＝＋－＠\t\r")]
    write_file(tmp_path / "x.xlsx", workbook({"dataset": ABOUT, "agencies": rows}))
    import zipfile

    with zipfile.ZipFile(tmp_path / "x.xlsx") as archive:
        assert not [n for n in archive.namelist() if b"<f>" in archive.read(n)]


FILLED: dict[str, Any] = {
    "dataset": {"id": "t", "name": "測試", "date": "2024", "requires": []},
    **{
        table: [dict(row, **({"source": "t/document/plan"} if "source" in row else {})) for row in rows]
        for table, rows in city().items()
    },
    "councils": [{"id": "t/c", "name": "會", "seats": 19, "aliases": ["甲;乙", "=丙"], **SAID, "note": "一\n二"}],
    "members": [
        {
            "id": "t/m",
            "name": "席",
            "seat_title": "委員",
            "seats": 19,
            "basis": ["expert", "civic"],
            "body": "t/c",
            "vacant": True,
            "holder_from": "2024-01",
            **SAID,
        }
    ],
    "indicators": [
        {
            "id": "t/i",
            "name": "指標",
            "code": "13.10",
            "baseline_year": 2005,
            "baseline_value": 0.1 + 0.2,
            "direction": "down",
            **SAID,
        }
    ],
    "annual_targets": [{"id": "t/y", "name": "年", "indicator": "t/i", "year": 2030, "target": 1234567.25, **SAID}],
}
"""The template filled in: a value of every type."""


@pytest.mark.office
def test_the_filled_template_loads_after_a_spreadsheet_program(tmp_path: Path) -> None:
    data = {
        k: v if k == "dataset" else [{**r, **({"source": "t/document/plan"} if "source" in r else {})} for r in v]
        for k, v in FILLED.items()
    }
    paths = [tmp_path / "zh-TW.xlsx", tmp_path / "en.xlsx"]
    for path in paths:
        write_file(path, workbook(data, lang=path.stem, template=True))
    ods = all_converted(paths, "ods", tmp_path)
    (tmp_path / "back").mkdir()
    back = all_converted(ods, "xlsx", tmp_path / "back")
    for lang in zip(paths, ods, back, strict=True):
        first = loaded(tmp_path / f"{lang[0].stem}.kgl", lang[0])
        assert len(first.engine.read("MATCH (n) RETURN n.id AS id ORDER BY id")) == 9, "the examples are not loaded"
        for again in lang[1:]:
            (checked,) = check([again])
            assert [f.row_dict() for f in checked.findings if f.level == ERROR] == []
            with loaded(tmp_path / f"{again.name}.kgl", again) as other:
                assert snapshot(other.engine) == snapshot(first.engine), again.name


@PROPERTY
@given(tables(most=12))
def test_the_bulk_way_and_the_statements_give_the_same_graph(data: Mapping[str, list[dict[str, Any]]]) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        write_file(folder / "x.yaml", yaml_text({"dataset": ABOUT, **data}))
        graphs = []
        for bulk in (1, 10**9):
            patch.setattr(transaction, "BULK", bulk)
            with loaded(folder / f"{bulk}.kgl", folder / "x.yaml") as graph:
                graphs.append(snapshot(graph.engine))
        assert graphs[0] == graphs[1]


@pytest.mark.parametrize("bulk", [(1, 1), (1, 10**9), (10**9, 1), (10**9, 10**9)])
def test_two_data_sets_share_a_kind_whichever_way_they_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bulk: tuple[int, int]
) -> None:
    other = {"agencies": [{"id": "u/a", "name": "丙局", "kind": "bureau", "origin": "editorial", "note": "理由"}]}
    sources = write_csv(tmp_path / "one", city()), write_csv(tmp_path / "other", other, {"id": "u"})
    for threshold, source in zip(bulk, sources, strict=True):
        monkeypatch.setattr(transaction, "BULK", threshold)
        loaded(tmp_path / "x.kgl", source).close()
    with quanze.open(tmp_path / "x.kgl") as graph:
        assert {r["name"] for r in graph.records("Agency")} == {"甲局", "乙處", "丙局"}
        assert graph.cypher("MATCH (a:Agency {id: 'u/a'}) RETURN a.name AS n") == [{"n": "丙局"}]
        assert graph.cypher("MATCH (a:Agency {name: '甲局'}) RETURN a.id AS i") == [{"i": "t/agency/a"}]


def test_the_bulk_way_adds_to_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = write_csv(tmp_path / "one", city()), tmp_path / "other.yaml"
    role = {"who": "t/agency/a", "role": "CONVENES", "on": "t/task/one", "origin": "law", "wording": "主政"}
    write_file(other, yaml_text({"dataset": {"id": "u"}, "responsibilities": [role]}))
    graphs = []
    for bulk in (1, 10**9):
        monkeypatch.setattr(transaction, "BULK", bulk)
        with loaded(tmp_path / f"{bulk}.kgl", one, other) as graph:
            graphs.append(snapshot(graph.engine))
    assert graphs[0] == graphs[1]
    assert len(graphs[0]["links"]) == 3
