"""Pages of the whole graph are there before a reader asks for them, the thread that makes them ends, and a page that
is not ready yet says so."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.responses import Response

import quanze
from quanze.web import stored_pages
from quanze.web.application import SMALL, Site
from quanze.web.guard import Guard
from quanze.web.prepared import Preparation
from quanze.web.served_graph import ServedGraph
from quanze.web.stored_pages import FileState, StoredPages
from quanze.web.waiting import WHOLE
from tests.sets import ABOUT
from tests.web.client import Answer, Parsed, answered
from tests.web.test_questions import TOWN


class Counting(Site):
    """Pages that count how often each was made."""

    def __init__(self, served: ServedGraph, small: int = SMALL) -> None:
        super().__init__(served, small=small)
        self.made: list[str] = []

    def _made(self, asked: Any, path: str) -> Response:
        response = super()._made(asked, path)
        self.made.append(f"{asked.lang}/{path}")
        return response


def asked(site: Site, address: str) -> Answer:
    return answered(Guard(site), "GET", address, {"host": "localhost"}, server=8000)


def wait_for(number: int, made: list[str]) -> None:
    until = time.monotonic() + 60
    while len(made) < number and time.monotonic() < until:
        time.sleep(0.01)
    assert len(made) == number


@pytest.mark.whole
def test_pages_are_made_at_the_start_and_after_a_load_and_no_reader_waits(tmp_path: Path) -> None:
    path = tmp_path / "town.kgl"
    with quanze.open(path, create=True) as graph:
        graph.load({"dataset": ABOUT, **TOWN})
    every = 2 * len(WHOLE)
    with ServedGraph(path) as served:
        site = Counting(served)
        with Preparation(site, pause=0.01):
            wait_for(every, site.made)
            for page, query in WHOLE:
                assert asked(site, f"/en/{page}?{urlencode(query)}").status == 200
            assert len(site.made) == every
            with quanze.open(path) as graph:
                graph.load({"dataset": {**ABOUT, "name": "another name"}, **TOWN})
            wait_for(2 * every, site.made)
            assert {*site.made} == {f"{lang}/{page}" for page, _ in WHOLE for lang in ("en", "zh-TW")}
        assert not any(thread.name == "quanze-pages" for thread in threading.enumerate())


class Held(Site):
    """Pages of which the one of gaps is ready when it is let go."""

    def __init__(self, served: ServedGraph, small: int = 0) -> None:
        super().__init__(served, patience=0.2, small=small)
        self.let_go = threading.Event()

    def _made(self, asked: Any, path: str) -> Response:
        if path.startswith("gaps") and not asked.query:
            assert self.let_go.wait(60)
        return super()._made(asked, path)


@pytest.mark.whole
def test_of_a_page_that_is_not_ready_a_reader_is_told_so_and_a_file_is_waited_for() -> None:
    with ServedGraph() as served:
        site = Held(served)
        for lang, said in (("en", "This page is being made"), ("zh-TW", "這一頁正在製作")):
            page = asked(site, f"/{lang}/gaps")
            assert page.status == 503 and said in page.text
            assert page.headers["refresh"] == page.headers["retry-after"] == "1"
            assert f"/{lang}/gaps?stay=1" in Parsed(page.text).links
            assert "gap-" not in page.text  # no half answer, and no file of one
            assert not any(link.partition("?")[0].endswith((".json", ".csv")) for link in Parsed(page.text).links)
            staying = asked(site, f"/{lang}/gaps?stay=1")
            assert staying.status == 503 and "refresh" not in staying.headers
            assert f"/{lang}/gaps" in Parsed(staying.text).links
            meanwhile = asked(site, f"/{lang}/gaps?about=chiayi/agency/epb")
            assert meanwhile.status in (200, 503)  # the clock of a busy machine
        files: list[Answer] = []
        waits = threading.Thread(target=lambda: files.append(asked(site, "/en/gaps.json")))
        waits.start()
        waits.join(0.5)
        assert not files
        site.let_go.set()
        waits.join(60)
        assert files[0].status == 200 and files[0].headers["content-type"] == "application/json"
        until = time.monotonic() + 60
        while asked(site, "/en/gaps").status == 503 and time.monotonic() < until:
            time.sleep(0.01)
        ready = asked(site, "/en/gaps?stay=1")
        assert ready.status == 200 and "gap-" in ready.text


@pytest.mark.whole
def test_of_a_small_graph_pages_are_waited_for() -> None:
    with ServedGraph() as served:
        site = Held(served, small=SMALL)
        threading.Timer(0.5, site.let_go.set).start()
        assert asked(site, "/en/gaps").status == 200


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("QUANZE_CACHE", str(folder))
    return folder


def prepared(path: Path, hide: tuple[str, ...] = ()) -> tuple[Counting, int]:
    """Pages of a graph that counts as large, made as at the start of a server, and how many there are."""
    with ServedGraph(path, hide=hide) as served:
        site = Counting(served, small=0)
        return site, site.prepare(lambda: False)


@pytest.mark.whole
def test_the_next_start_finds_the_pages_of_a_large_graph_unless_it_has_changed(tmp_path: Path, cache: Path) -> None:
    path = tmp_path / "town.kgl"
    with quanze.open(path, create=True) as graph:
        graph.load({"dataset": ABOUT, **TOWN})
    first, pages = prepared(path)
    made = {*first.made}
    assert pages == len(first.made) > 2 * len(WHOLE)
    questions = {one for one in made if one.endswith("/ask")}
    again, pages_again = prepared(path)
    assert ({*again.made}, pages_again) == (questions, pages)  # which are read anew, for all names are
    with ServedGraph(path) as served, ServedGraph(path) as elsewhere:
        found, anew = Counting(served, small=0), Counting(elsewhere, small=0)
        anew._pages_on_disk = lambda *_: None  # type: ignore[method-assign]
        for address in ("/en/", "/zh-TW/gaps", "/en/coverage?by=target", "/en/tasks"):
            kept, new = asked(found, address), asked(anew, address)
            assert (kept.body, kept.headers) == (new.body, new.headers)
        assert (found.made, len(anew.made)) == ([], 4)
        asked(found, "/en/gaps?as-of=2023")
        assert found.made == ["en/gaps"]  # of another day
    hidden, _ = prepared(path, hide=("holder", "note"))
    assert {*hidden.made} == made  # nothing of what is hidden was made of pages that show it
    with quanze.open(path) as graph:
        graph.load({"dataset": {**ABOUT, "name": "another name"}, **TOWN})
    loaded, _ = prepared(path)
    assert {*loaded.made} == made
    assert len([*(cache / "pages").iterdir()]) == 1  # those of the earlier state have gone


@pytest.mark.whole
def test_pages_on_disk_are_of_one_day_bounded_and_whole_or_not_believed(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "town.kgl"
    file.write_bytes(b"graph")
    today = StoredPages(FileState.of(file), ((), ()), "2026-12-01")
    today.write("a", b"page a")
    assert (today.read("a"), today.read("b")) == (b"page a", None)
    assert StoredPages(FileState.of(file), (("note",), ()), "2026-12-01").read("a") is None
    tomorrow = StoredPages(FileState.of(file), ((), ()), "2026-12-02")
    assert tomorrow.read("a") is None
    tomorrow.write("b", b"page b")
    assert (today.read("a"), tomorrow.read("b")) == (None, b"page b")
    monkeypatch.setattr(stored_pages, "MOST", 100)
    tomorrow.write("c", bytes(range(256)))
    assert tomorrow.read("c") is None
    (page,) = (one for one in (cache / "pages").rglob("*") if one.is_file() and one.name != "made-of.txt")
    page.write_bytes(page.read_bytes()[:-3])
    assert tomorrow.read("b") is None
    (cache / "pages").chmod(0o777)  # anybody may have written there
    tomorrow.write("d", b"page d")
    assert tomorrow.read("d") is None
    monkeypatch.setenv("QUANZE_CACHE", str(file / "no folder"))
    nowhere = StoredPages(FileState.of(file), ((), ()), "2026-12-02")
    nowhere.write("a", b"page a")
    assert nowhere.read("a") is None
