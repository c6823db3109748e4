"""A load is one transaction that states the whole of its data set and touches no other."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

import quanze
from quanze.errors import FileError, FindingsError
from quanze.loaders.load import check
from quanze.loaders.references import Beside, Entry, Index, Names
from tests.loaders.cases import SAID, city
from tests.sets import loaded, snapshot, write_as, write_csv, write_xlsx, write_yaml

OTHER: dict[str, list[dict[str, Any]]] = {
    "agencies": [{"id": "u/agency/c", "name": "丙局", "kind": "bureau", "origin": "editorial", "note": "理由"}],
    "responsibilities": [
        {"who": "t/agency/b", "role": "審查", "on": "t/task/one", "origin": "editorial", "note": "理由"},
        {"who": "丙局", "role": "協辦", "on": "任務一", "origin": "editorial", "note": "理由"},
    ],
}
ABOUT_OTHER = {"id": "u", "name": "另一", "requires": ["t"]}


def counts(report: Any, dataset: str = "t") -> dict[str, tuple[int, int, int, int]]:
    return {
        r["table"]: (r["added"], r["changed"], r["removed"], r["unchanged"])
        for r in report.rows
        if r["dataset"] == dataset
    }


@pytest.fixture
def two(tmp_path: Path) -> quanze.Graph:
    one = write_csv(tmp_path / "one", city())
    other = write_csv(tmp_path / "other", OTHER, ABOUT_OTHER)
    return loaded(tmp_path / "x.kgl", one, other)


def test_a_load_reports_what_it_did(tmp_path: Path) -> None:
    graph = quanze.open(tmp_path / "x.kgl", create=True)
    source = write_csv(tmp_path / "one", city())
    first = graph.load(source)
    assert counts(first) == {
        "documents": (1, 0, 0, 0),
        "agencies": (2, 0, 0, 0),
        "tasks": (1, 0, 0, 0),
        "responsibilities": (2, 0, 0, 0),
    }
    before, data = snapshot(graph.engine), (tmp_path / "x.kgl").read_bytes()
    second = graph.load(source)
    assert all(row[:3] == (0, 0, 0) for row in counts(second).values())
    assert snapshot(graph.engine) == before
    assert (tmp_path / "x.kgl").read_bytes() == data, "nothing is written when nothing changed"


@pytest.mark.parametrize("suffix", ["xlsx", "yaml"])
def test_every_format_gives_the_same_graph(tmp_path: Path, suffix: str) -> None:
    from_csv = loaded(tmp_path / "a.kgl", write_as("csv", tmp_path, city()))
    other = loaded(tmp_path / "b.kgl", write_as(suffix, tmp_path, city()))
    assert snapshot(other.engine) == snapshot(from_csv.engine)


@pytest.mark.whole
def test_a_row_gone_from_the_file_is_gone_from_the_graph(tmp_path: Path, two: quanze.Graph) -> None:
    tables = city()
    tables["tasks"].append({"id": "t/task/two", "name": "任務二", **SAID})
    tables["responsibilities"][0]["on"] = "任務二"
    tables["agencies"][0]["name_en"] = "Bureau A"
    before = snapshot(two.engine)
    report = two.load(write_csv(tmp_path / "one", tables))
    assert counts(report) == {
        "documents": (0, 0, 0, 1),
        "agencies": (0, 1, 0, 1),
        "tasks": (1, 0, 0, 1),
        "responsibilities": (1, 0, 1, 1),
    }
    after = snapshot(two.engine)
    fresh = loaded(tmp_path / "fresh.kgl", tmp_path / "one", tmp_path / "other")
    assert after == snapshot(fresh.engine), "the graph is what a first load would have made"
    for part in ("nodes", "links"):
        others = {k: v for k, v in before[part].items() if "u" in str(v).split("'dataset': '")[1][:2]}
        assert others
        assert all(after[part][k] == v for k, v in others.items()), "another data set was touched"


@pytest.mark.whole
def test_a_property_gone_from_the_file_is_gone(tmp_path: Path) -> None:
    tables = city()
    tables["agencies"][0].update(name_en="Bureau A", aliases="甲；乙")
    tables["responsibilities"][0]["note"] = "備註"
    graph = loaded(tmp_path / "x.kgl", write_csv(tmp_path / "one", tables))
    assert graph.record("t/agency/a")["aliases"] == ["甲", "乙"]
    graph.load(write_csv(tmp_path / "one", city()))
    assert {"name_en", "aliases"}.isdisjoint(graph.record("t/agency/a"))
    assert snapshot(graph.engine) == snapshot(loaded(tmp_path / "y.kgl", tmp_path / "one").engine)


def test_findings_stop_everything(tmp_path: Path, two: quanze.Graph) -> None:
    before = snapshot(two.engine)
    good = city()
    good["agencies"][0]["name_en"] = "Bureau A"
    bad = copy.deepcopy(OTHER)
    bad["agencies"][0]["kind"] = "?"
    with pytest.raises(FindingsError) as stopped:
        two.load(write_csv(tmp_path / "one", good), write_csv(tmp_path / "other", bad, ABOUT_OTHER))
    assert {f.code for f in stopped.value.findings} >= {"bad-choice"}
    assert snapshot(two.engine) == before


def test_a_first_load_that_is_stopped_leaves_no_database(tmp_path: Path) -> None:
    tables = city()
    tables["agencies"][0]["kind"] = "?"
    with pytest.raises(FindingsError):
        loaded(tmp_path / "x.kgl", write_csv(tmp_path / "one", tables))
    assert not (tmp_path / "x.kgl").exists()


def test_strict_makes_warnings_stop(tmp_path: Path) -> None:
    tables = city()
    del tables["tasks"][0]["source"]
    source = write_csv(tmp_path / "one", tables)
    graph = quanze.open(tmp_path / "x.kgl", create=True)
    with pytest.raises(FindingsError):
        graph.load(source, strict=True)
    assert [f.code for f in graph.load(source).findings] == ["source-missing"]


@pytest.mark.whole
def test_what_another_data_set_refers_to_stays(tmp_path: Path, two: quanze.Graph) -> None:
    before = snapshot(two.engine)
    less = city()
    less["tasks"] = [{"id": "t/task/two", "name": "任務二", **SAID}]
    less["responsibilities"] = []
    with pytest.raises(FindingsError) as stopped:
        two.load(write_csv(tmp_path / "less", less))
    held = [f for f in stopped.value.findings if f.code == "still-referred-to"]
    assert [(f.value, f.details["other"]) for f in held] == [("t/task/one", "u")]
    assert snapshot(two.engine) == before


def test_a_document_another_data_set_cites_stays(tmp_path: Path) -> None:
    cites = {
        "agencies": [{"id": "u/agency/c", "name": "丙局", "kind": "bureau", "origin": "plan", "source": "測試計畫"}]
    }
    graph = loaded(
        tmp_path / "x.kgl", write_csv(tmp_path / "one", city()), write_csv(tmp_path / "u", cites, ABOUT_OTHER)
    )
    less = {"agencies": [{"id": "t/agency/z", "name": "壬局", "kind": "bureau", "origin": "editorial", "note": "理由"}]}
    with pytest.raises(FindingsError) as stopped:
        graph.load(write_csv(tmp_path / "less", less))
    assert ("still-referred-to", "t/document/plan") in {(f.code, f.value) for f in stopped.value.findings}


def test_what_a_source_of_the_same_load_refers_to_stays(tmp_path: Path) -> None:
    graph = loaded(tmp_path / "x.kgl", write_csv(tmp_path / "one", city()))
    less = city()
    less["tasks"], less["responsibilities"] = [{"id": "t/task/two", "name": "任務二", **SAID}], []
    about = {"id": "u", "name": "另一"}  # requires nothing, so it is read first
    with pytest.raises(FindingsError) as stopped:
        graph.load(write_csv(tmp_path / "u", OTHER, about), write_csv(tmp_path / "less", less))
    assert {f.code for f in stopped.value.findings} == {"still-referred-to"}


def test_both_may_change_in_one_load(tmp_path: Path, two: quanze.Graph) -> None:
    other = {"agencies": OTHER["agencies"]}
    two.load(write_csv(tmp_path / "other-less", other, ABOUT_OTHER), replace=True)
    less = city()
    less["tasks"], less["responsibilities"] = [], []
    two.load(write_csv(tmp_path / "less", {k: v for k, v in less.items() if v}), replace=True)
    assert two.query("count_nodes")


@pytest.mark.whole
def test_sources_are_loaded_in_the_order_of_what_they_require(tmp_path: Path) -> None:
    other = write_yaml(tmp_path / "a-other.yaml", OTHER, ABOUT_OTHER)
    one = write_xlsx(tmp_path / "b-one.xlsx", city())
    forward = loaded(tmp_path / "x.kgl", one, other)
    backward = loaded(tmp_path / "y.kgl", other, one)
    assert snapshot(forward.engine) == snapshot(backward.engine)


def test_required_data_sets_that_require_each_other_end(tmp_path: Path) -> None:
    one = write_csv(tmp_path / "one", city(), {"id": "t", "requires": ["u"]})
    other = write_csv(tmp_path / "other", OTHER, ABOUT_OTHER)
    with pytest.raises(FindingsError) as stopped:
        loaded(tmp_path / "x.kgl", one, other)
    assert "requires-missing" in {f.code for f in stopped.value.findings}


def test_two_sources_of_one_data_set_are_refused(tmp_path: Path) -> None:
    one, again = write_csv(tmp_path / "one", city()), write_xlsx(tmp_path / "again.xlsx", city())
    with pytest.raises(FileError, match="both contain the data set 't'"):
        loaded(tmp_path / "x.kgl", one, again)


def test_a_folder_of_data_sets_is_all_of_them(tmp_path: Path) -> None:
    write_csv(tmp_path / "sets" / "b", city())
    write_csv(tmp_path / "sets" / "a", OTHER, ABOUT_OTHER)
    graph = loaded(tmp_path / "x.kgl", tmp_path / "sets")
    assert [d["id"] for d in graph.datasets()] == ["t", "u"]


def test_a_name_means_the_own_record_before_anothers(tmp_path: Path) -> None:
    own = copy.deepcopy(OTHER)
    own["agencies"].append(
        {"id": "u/agency/b", "name": "乙處", "kind": "bureau", "origin": "editorial", "note": "理由"}
    )
    own["responsibilities"].append(
        {"who": "乙處", "role": "協辦", "on": "任務一", "origin": "editorial", "note": "理由"}
    )
    graph = loaded(tmp_path / "x.kgl", write_csv(tmp_path / "one", city()), write_csv(tmp_path / "u", own, ABOUT_OTHER))
    rows = graph.who("t/task/one")
    assert "u/agency/b" in {r["agency"] for r in rows}


def test_a_data_set_stated_anew_hides_its_records_in_the_graph() -> None:
    def names(*entries: Entry) -> Names:
        found = Names()
        for entry in entries:
            found.add(entry, [entry.name])
        return found

    old, new = (Entry("x/agency/a", "Agency", name, "x") for name in ("甲局", "乙局"))
    gone, other = Entry("x/agency/b", "Agency", "丙局", "x"), Entry("z/agency/a", "Agency", "乙局", "z")
    beside = Beside((names(new), {"y"}), (names(old, gone, other), {"x", "y"}))
    index = Index("y", beside)
    assert index.find("x/agency/a", ("Agency",)).entry is new
    assert not beside.named("甲局") and not beside.named("丙局") and beside.by_id(gone.id) is None
    assert index.find("乙局", ("Agency",)).matches == [new, other]
    assert [*beside.entries()] == [new, other]
    own = Entry("z/agency/a", "Agency", "丁局", "y")
    index = Index("y", beside)
    index.add(own, [own.name])  # its id is another one's: what the file says of it counts
    assert index.find("乙局", ("Agency",)).entry is new and index.find("z/agency/a", ("Agency",)).entry is own


def test_a_load_takes_in_each_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    agency = {"name": "甲局", "kind": "bureau", "origin": "editorial", "note": "理由"}
    paths = [write_csv(tmp_path / f"s{n}", {"agencies": [agency]}, {"id": f"s{n}"}) for n in range(6)]
    taken: list[str] = []
    add = Names.add

    def counted(self: Names, entry: Entry, names: Any) -> None:
        taken.append(entry.id)
        add(self, entry, names)

    monkeypatch.setattr(Names, "add", counted)
    assert not [f for checked in check(paths) for f in checked.findings]
    # In the file that has it, and beside all that follow.
    assert max(taken.count(id_) for id_ in taken) == 2


@pytest.mark.parametrize("written", ["t/agency/b", "乙處", "乙 處", "Bureau B", "ＢＵＲＥＡＵ　Ｂ", "乙科"])
def test_references_by_id_name_or_alias(tmp_path: Path, written: str) -> None:
    tables = city()
    tables["agencies"][1].update(name_en="Bureau B", aliases="乙科; 乙組")
    tables["responsibilities"][1]["who"] = written
    graph = loaded(tmp_path / "x.kgl", write_csv(tmp_path / "one", tables))
    assert "t/agency/b" in {r["agency"] for r in graph.who("t/task/one")}


def test_ids_are_made_from_names_and_stay(tmp_path: Path) -> None:
    tables = city()
    for rows in tables.values():
        for row in rows:
            row.pop("id", None)
            if row.get("source"):
                row["source"] = "測試計畫"
    graph = loaded(tmp_path / "x.kgl", write_csv(tmp_path / "one", tables))
    assert graph.find("甲局")["id"] == "t/agency/甲局"
    assert all(r[:3] == (0, 0, 0) for r in counts(graph.load(tmp_path / "one")).values())


def test_the_same_act_by_two_articles_is_two_statements(tmp_path: Path) -> None:
    tables = city()
    tables["links"] = [
        {"from": "任務一", "type": "依據", "to": "測試計畫", "article": article, **SAID} for article in ("4", "8")
    ]
    graph = loaded(tmp_path / "x.kgl", write_csv(tmp_path / "one", tables))
    links = graph.query("links_of", id="t/task/one")
    assert {r["article"] for r in links if r["type"] == "MANDATED_BY"} == {"4", "8"}


def test_progress_is_told(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    graph = quanze.open(tmp_path / "x.kgl", create=True)
    graph.load(write_csv(tmp_path / "one", city()), progress=lambda *args: seen.append(args))
    assert seen[0] == ("one", 0, 0)
    assert seen[-1] == ("one", 7, 7)
