"""The reading copy of a large file: the same rows as the file, never those of another state, and never needed."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

import quanze
from quanze import unfinished
from quanze.bundled import folders
from quanze.changes.transfer import transfer
from quanze.errors import QueryError, StorageError
from quanze.graph.embedded import reading_copy
from quanze.graph.embedded.engine import EmbeddedEngine
from quanze.graph.embedded.library import engine_version
from quanze.loaders.load import load
from quanze.queries import statements
from quanze.queries.responsibility import who
from quanze.queries.whole_graph import whole_graph
from quanze.schema.rows import Row
from quanze.schema.ways import answered_kinds
from tests.cli.running import run
from tests.contract.compared import assert_same_rows, parameter_sets
from tests.loaders.cases import city
from tests.sets import write_csv


@pytest.fixture(autouse=True)
def all_are_large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every file is worth a copy, in a cache of this test."""
    monkeypatch.setattr(reading_copy, "LARGE", 0)
    monkeypatch.setenv("QUANZE_CACHE", str(tmp_path / "cache"))


def opened(path: Path) -> EmbeddedEngine:
    """The file as a command opens it."""
    return EmbeddedEngine(path, reading_copy=True)


def in_place(engine: EmbeddedEngine) -> bool:
    """Whether it is read from the copy."""
    return bool(engine._open().graph_info()["storage_mode"] == "disk")


def found() -> list[str]:
    """Names of what lies in the folder of copies."""
    return sorted(p.name for p in reading_copy.copies().iterdir()) if reading_copy.copies().is_dir() else []


@pytest.fixture
def small(tmp_path: Path) -> EmbeddedEngine:
    """A loaded city."""
    engine = EmbeddedEngine(tmp_path / "city.kgl", create=True, reading_copy=True)
    load(engine, [write_csv(tmp_path / "city", city())])
    return engine


def agencies(engine: EmbeddedEngine) -> int:
    count: int = engine.read("MATCH (a:Agency) RETURN count(a) AS n")[0]["n"]
    return count


@pytest.mark.slow
def test_every_answer_is_the_files_own(tmp_path: Path) -> None:
    decoded = EmbeddedEngine(tmp_path / "graph.kgl", create=True)
    load(decoded, folders())
    copied = opened(tmp_path / "graph.kgl")
    assert in_place(copied)
    assert not in_place(decoded)
    for name in statements.names():
        for parameters in parameter_sets(statements.get(name), decoded):
            what = f"{name} {parameters}"
            assert_same_rows(statements.run(copied, name, parameters), statements.run(decoded, name, parameters), what)
    for kind in answered_kinds():
        ids = [r["id"] for r in statements.run(decoded, "records", kinds=[kind])]
        assert_same_rows(who(copied, kind, ids), who(decoded, kind, ids), kind)
    assert copied.reads_maps and not decoded.reads_maps
    own, files = whole_graph(copied), whole_graph(decoded)
    assert list(own.nodes) == list(files.nodes)
    assert list(own.links) == list(files.links)


def test_a_copy_refuses_writing(small: EmbeddedEngine) -> None:
    with pytest.raises(QueryError):
        small.read("CREATE (a:Agency {id: 'x'}) RETURN a.id AS id")
    assert in_place(small)


def test_another_load_is_answered_at_once_and_replaces_the_copy(small: EmbeddedEngine, tmp_path: Path) -> None:
    before, had = found(), agencies(small)
    tables = city()
    tables["agencies"].append(tables["agencies"][0] | {"id": "new", "name": "新設局", "aliases": ""})
    load(small, [write_csv(tmp_path / "more", tables)])
    assert agencies(small) == agencies(opened(tmp_path / "city.kgl")) == had + 1
    assert len(found()) == 1
    assert found() != before


@pytest.mark.whole
def test_a_file_that_was_replaced_is_not_answered_from_its_old_copy(small: EmbeddedEngine, tmp_path: Path) -> None:
    other = EmbeddedEngine(tmp_path / "other.kgl", create=True)
    load(other, folders()[1:2])
    wanted = agencies(other)
    assert wanted != agencies(small)
    (tmp_path / "other.kgl").replace(tmp_path / "city.kgl")
    assert agencies(opened(tmp_path / "city.kgl")) == wanted


def test_a_copy_of_the_graph_gets_one_too(small: EmbeddedEngine, tmp_path: Path) -> None:
    target = EmbeddedEngine(tmp_path / "target.kgl", create=True)
    transfer(small, target)
    assert in_place(opened(tmp_path / "target.kgl"))


def test_set_up_tells_makes_and_removes_it(small: EmbeddedEngine) -> None:
    assert [r["state"] for r in small.status()] == ["online"]
    small.drop_schema()
    assert found() == []
    assert [r["state"] for r in small.status()] == ["missing"]
    small.close()
    assert not in_place(small)
    small.after_load()
    assert [r["state"] for r in small.status()] == ["online"]
    assert in_place(small)


def test_removing_one_leaves_those_of_other_files(small: EmbeddedEngine, tmp_path: Path) -> None:
    other = EmbeddedEngine(tmp_path / "other.kgl", create=True)
    load(other, [write_csv(tmp_path / "again", city())])
    assert len(found()) == 2
    small.drop_schema()
    assert [r["state"] for r in other.status()] == ["online"]
    (tmp_path / "other.kgl").unlink()
    small.after_load()
    assert len(found()) == 1, "the file of the other copy is gone"


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("how", ["gone", "shorter", "longer", "one byte"])
def test_a_copy_with_a_damaged_part_is_not_asked_and_is_made_anew(
    small: EmbeddedEngine, tmp_path: Path, how: str
) -> None:
    """Each part in turn: whatever is wrong with it, the answer comes from the file."""
    wanted = agencies(small)
    graph = reading_copy.copies() / found()[0] / "graph"
    parts = [p for p in graph.rglob("*") if p.is_file() and p.name != ".kglite.lock" and p.stat().st_size]
    assert len(parts) > 10
    for path in parts:
        content = path.read_bytes()
        middle = len(content) // 2
        path.unlink()
        if how == "shorter":
            path.write_bytes(content[:-1])
        elif how == "longer":
            path.write_bytes(content + b"\0")
        elif how == "one byte":
            path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
        engine = opened(tmp_path / "city.kgl")
        assert not in_place(engine), path.name
        assert agencies(engine) == wanted
        path.write_bytes(content)
    assert in_place(opened(tmp_path / "city.kgl"))
    if how == "one byte":
        parts[0].write_bytes(bytes([parts[0].read_bytes()[0] ^ 1]) + parts[0].read_bytes()[1:])
    else:
        parts[0].unlink()
    engine = opened(tmp_path / "city.kgl")
    assert [r["state"] for r in engine.status()] == ["missing"]
    engine.after_load()
    assert in_place(engine)
    assert agencies(engine) == wanted


@pytest.mark.parametrize(
    ("command", "copied"),
    [
        (("who", "減碳"), True),
        (("list", "agencies"), True),
        (("deps",), False),
        (("gaps",), False),
        (("workload",), False),
        (("view", "network", "-o", "network.svg"), False),
        (("dump", "-o", "tables"), False),
        (("export", "graph", "-o", "graph.graphml"), False),
        (("export", "graph", "-o", "graph.nt"), True),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_command_that_reads_every_relationship_decodes_the_file(
    command: tuple[str, ...], copied: bool, small: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened_in_place = []
    read = EmbeddedEngine.read

    def seen(engine: EmbeddedEngine, *args: Any, **kwargs: Any) -> list[Row]:
        opened_in_place.append(in_place(engine))
        return read(engine, *args, **kwargs)

    monkeypatch.setattr(EmbeddedEngine, "read", seen)
    monkeypatch.chdir(tmp_path)
    run(*command, "--db", small.address)
    assert set(opened_in_place) == {copied}


def test_a_cache_that_cannot_be_used_is_told_by_set_up_and_does_not_matter_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv("QUANZE_CACHE", str(tmp_path / "taken"))
    engine = EmbeddedEngine(tmp_path / "city.kgl", create=True, reading_copy=True)
    load(engine, [write_csv(tmp_path / "city", city())])
    assert agencies(engine)
    assert [r["state"] for r in engine.status()] == ["missing"]
    with pytest.raises(StorageError, match="cannot be made in"):
        engine.after_load()
    ran = run("db", "init", "--db", engine.address)
    assert (ran.code, "taken" in ran.err) == (7, True)
    ran = run("db", "status", "--db", engine.address)
    assert (ran.code, "slowly" in ran.err) == (0, True)


@pytest.mark.whole
def test_a_cache_that_cannot_be_looked_into_does_not_matter(
    small: EmbeddedEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that somebody else may enter, which the tests' own user may."""
    wanted = agencies(small)
    monkeypatch.setenv("QUANZE_CACHE", str(tmp_path / ("x" * 300)))
    engine = opened(tmp_path / "city.kgl")
    assert agencies(engine) == wanted
    assert [r["state"] for r in engine.status()] == ["missing"]
    assert run("list", "agencies").code == 0, "the bundled graph is built elsewhere"
    load(engine, [tmp_path / "city"])


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_names_that_are_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUANZE_CACHE", os.fsdecode(os.fsencode(tmp_path) + b"/c\xff\xe6"))
    engine = EmbeddedEngine(tmp_path / "city.kgl", create=True, reading_copy=True)
    load(engine, [write_csv(tmp_path / "city", city())])
    assert agencies(engine)
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/d\xff.kgl")
    shutil.copy(tmp_path / "city.kgl", odd)
    with pytest.raises(StorageError, match="cannot open a file with the name"):
        agencies(opened(Path(odd)))


def test_copies_of_an_older_engine_and_of_a_file_grown_small_go(
    small: EmbeddedEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (name,) = found()
    shutil.copytree(reading_copy.copies() / name, reading_copy.copies() / f"0.1-{name.partition('-')[2]}")
    small.after_load()
    assert found() == [name]
    monkeypatch.setattr(reading_copy, "LARGE", 1 << 40)
    load(small, [tmp_path / "city"])
    assert found() == []


@pytest.mark.whole
@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_followed(small: EmbeddedEngine, tmp_path: Path) -> None:
    assert in_place(small)
    (tmp_path / "link.kgl").symlink_to(tmp_path / "city.kgl")
    link = opened(tmp_path / "link.kgl")
    assert in_place(link), "one copy serves both names"
    load(link, folders()[1:2])
    assert (tmp_path / "link.kgl").is_symlink()
    assert agencies(opened(tmp_path / "city.kgl")) == agencies(link)
    assert link.read("MATCH (d:Dataset) RETURN count(d) AS n") == EmbeddedEngine(tmp_path / "city.kgl").read(
        "MATCH (d:Dataset) RETURN count(d) AS n"
    )
    assert link.address == str(tmp_path / "link.kgl")


def test_one_that_is_interrupted_leaves_no_copy_and_is_cleared_away(small: EmbeddedEngine, tmp_path: Path) -> None:
    small.drop_schema()

    def broken(folder: Path) -> None:
        folder.mkdir()
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        reading_copy.make_copy(tmp_path / "city.kgl", "1", broken)
    assert found() == []
    running = unfinished.working_folder(reading_copy.copies())
    ended = reading_copy.copies() / running.name.replace(f"-{os.getpid()}-", "-999999999-")
    ended.mkdir()
    small.after_load()
    assert not ended.exists()
    assert Path(running.name).exists(), "somebody may be at it"
    running.cleanup()


def test_what_was_made_of_a_file_replaced_meanwhile_is_thrown_away(tmp_path: Path) -> None:
    path = tmp_path / "city.kgl"
    path.write_bytes(b"one")

    def convert(folder: Path) -> None:
        folder.mkdir()
        path.write_bytes(b"other")

    reading_copy.make_copy(path, "1", convert)
    assert found() == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_copy_is_for_its_owner_alone(small: EmbeddedEngine) -> None:
    assert small.status()
    assert (reading_copy.copies() / found()[0]).stat().st_mode & 0o077 == 0


@pytest.mark.whole
def test_a_command_asks_the_copy_and_a_session_the_file(small: EmbeddedEngine, tmp_path: Path) -> None:
    other = EmbeddedEngine(tmp_path / "other.kgl", create=True)
    load(other, folders()[1:2])
    mine, foreign = (reading_copy.copy_of(tmp_path / f"{name}.kgl", engine_version()) for name in ("city", "other"))
    assert mine and foreign
    shutil.rmtree(mine.parent)
    foreign.parent.rename(mine.parent)  # tells which of the two is asked
    listed = json.loads(run("list", "agencies", "--db", small.address, "--format", "json").out)
    assert len(listed) == agencies(EmbeddedEngine(tmp_path / "other.kgl"))
    with quanze.open(small.address) as graph:
        assert len(graph.cypher("MATCH (a:Agency) RETURN a.id AS id ORDER BY id")) == len(city()["agencies"])


def test_small_files_have_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_copy, "LARGE", 8 << 20)
    engine = EmbeddedEngine(tmp_path / "city.kgl", create=True)
    load(engine, [write_csv(tmp_path / "city", city())])
    assert found() == []
    assert engine.status() == []
