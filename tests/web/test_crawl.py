"""Every link of every page leads somewhere, under a prefix, and reading changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import quanze
from quanze.web.served_graph import ServedGraph
from tests.sets import ABOUT, CITY
from tests.web.client import Answer, Parsed, Reader

pytestmark = pytest.mark.slow
FORMATS = {".json", ".csv", ".xlsx", ".md", ".docx"}
SMALL = {
    **CITY,
    "councils": [{"id": "t/council/c", "name": "推動會", "origin": "plan", "source": "測試計畫", "quote": "設推動會"}],
    "subgroups": [{"id": "t/subgroup/g", "name": "小組", "council": "推動會", "origin": "plan", "source": "測試計畫"}],
    "members": [
        {
            "id": "t/member/m",
            "name": "召集人",
            "seat_title": "召集人",
            "body": "推動會",
            "agency": "甲局",
            "basis": "ex_officio",
            "seats": 1,
            "origin": "plan",
            "source": "測試計畫",
        }
    ],
    "indicators": [
        {
            "id": "t/indicator/i",
            "name": "指標一",
            "unit": "t",
            "direction": "down",
            "origin": "plan",
            "source": "測試計畫",
        }
    ],
    "annual_targets": [
        {"indicator": "指標一", "year": year, "target": 9, "result": 8, "origin": "report", "source": "測試計畫"}
        for year in (2022, 2023)
    ],
}
"""A small city with a record of each kind that has a page of its own."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "small.kgl"
    with quanze.open(path, create=True) as graph:
        graph.load({"dataset": ABOUT, **SMALL})
    return path


def crawled(reader: Reader, start: str, most: int) -> Iterator[tuple[str, Answer]]:
    """The answers to a start and to all that is linked from there, ``most`` at most."""
    ahead, seen = [start], {start}
    while ahead and len(seen) <= most:
        address = ahead.pop(0)
        answer = reader.get(address)
        yield address, answer
        if answer.is_page:
            for link in Parsed(answer.text).addresses(address):
                if link not in seen and not _is_another_file(link):
                    seen.add(link)
                    ahead.append(link)


def _is_another_file(link: str) -> bool:
    """Whether it is one more file of a page whose English ones are read."""
    path, _, query = link.partition("?")
    return Path(path).suffix in FORMATS | {".odt"} and bool(query or "/zh-TW/record/" in path or "/history/" in path)


def test_every_link_of_a_small_plan_leads_somewhere_and_changes_nothing(small: Path) -> None:
    before = hashlib.sha256(small.read_bytes()).hexdigest()
    endings: set[str] = set()
    languages: set[str] = set()
    pages = 0
    for address, answer in crawled(Reader(ServedGraph(small), prefix="/city/plan"), "/city/plan/en/", 3000):
        assert answer.status == 200, address
        assert address.startswith("/city/plan/"), address
        path = urlsplit(address).path
        endings.add(path[path.rfind(".") :] if "." in path else "")
        if not answer.is_page:
            assert answer.body, address
            continue
        pages += 1
        parsed = Parsed(answer.text)
        assert parsed.title and parsed.tags.count("h1") == 1 and parsed.tags.count("main") == 1, address
        assert len(parsed.ids) == len(set(parsed.ids)), address
        assert not {"script", "style", "iframe"} & set(parsed.tags) and not parsed.handlers, address
        languages.add(parsed.lang)
    assert endings >= FORMATS
    assert languages == {"en", "zh-Hant-TW"}
    assert pages > 60
    assert hashlib.sha256(small.read_bytes()).hexdigest() == before


def test_every_page_of_the_bundled_plans_can_be_made() -> None:
    served = ServedGraph()
    reader = Reader(served)
    kinds = ("Agency", "Council", "Subgroup", "Member", "Task", "Indicator", "SDGGoal", "SDGTarget", "Document")
    for kind in kinds:
        record = served.now().records(kind)[-1]["id"]
        for page in ("record", "history"):
            assert reader.get(f"/zh-TW/{page}/{record}").status == 200, record
    for page in ("matrix", "dependencies", "gaps", "progress", "coverage", "compare?before=2020", "search?q=SDG"):
        assert reader.get(f"/zh-TW/{page}").status == 200, page
        assert reader.get(f"/zh-TW/{page.replace('?', '.json?', 1) if '?' in page else page + '.json'}").status == 200


def test_a_long_list_says_how_many_of_how_many_and_goes_on() -> None:
    reader = Reader(ServedGraph())
    first = reader.get("/en/indicators").text
    assert "1 to 100 of 241" in first
    assert "201 to 241 of 241" in reader.get("/en/indicators?page-records=201").text
    assert "page-records=101" in first


def test_what_is_asked_of_the_address_stays_in_its_links() -> None:
    text = Reader(ServedGraph()).get("/zh-TW/record/chiayi/agency/epb?as-of=2022").text
    links = [link for link in Parsed(text).links if "/record/chiayi/" in link and ".json" not in link]
    assert links
    assert all("as-of=2022" in link for link in links)
    assert "截至111年" in text


def test_the_pages_say_what_the_commands_say() -> None:
    with quanze.open() as graph:
        rows = graph.who("chiayi/indicator/ghg-emissions", as_of="2024")
    text = Reader(ServedGraph()).get("/zh-TW/record/chiayi/indicator/ghg-emissions?as-of=2024").text
    assert {row["agency_name"] for row in rows}
    for row in rows:
        assert row["agency_name"] in text
        for step in row["steps"]:
            assert step["quote"] in text or step["note"] in text


def test_a_load_shows_at_the_next_request(small: Path) -> None:
    reader = Reader(ServedGraph(small))
    assert "丙局" not in reader.get("/zh-TW/agencies").text
    agencies = [*SMALL["agencies"], {"id": "t/agency/c", "name": "丙局", "kind": "bureau", "origin": "plan"}]
    with quanze.open(small) as graph:
        graph.load({"dataset": ABOUT, **SMALL, "agencies": agencies})
    assert "丙局" in reader.get("/zh-TW/agencies").text
