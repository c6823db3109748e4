"""What is hidden, and what origins that are not wanted state, is in no page, file, search and error."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import quanze
from quanze.errors import QueryError
from quanze.web.served_graph import ServedGraph
from tests.sets import ABOUT, CITY
from tests.web.client import Parsed, Reader

TELLING = {"m", "ours", "a", "gaps", "members", "search", "compare", "matrix"}
"""The names of pages whose files are read."""
PERSON, REMARK, OURS = "王小明", "機密備註", "編者任務"
PLAN = {
    **CITY,
    "agencies": [{**row, "note": REMARK} for row in CITY["agencies"]],
    "councils": [{"id": "t/council/c", "name": "推動會", "origin": "plan", "source": "測試計畫"}],
    "members": [
        {
            "id": "t/member/m",
            "name": "副召集人",
            "seat_title": "副召集人",
            "body": "推動會",
            "agency": "甲局",
            "seats": 1,
            "holder": PERSON,
            "holder_from": "2020-01-01",
            "holder_to": "2021-01-01",
            "origin": "plan",
            "source": "測試計畫",
        }
    ],
    "tasks": [
        *CITY["tasks"],
        {"id": "t/task/ours", "name": OURS, "origin": "editorial", "source": "測試計畫", "note": REMARK},
    ],
    "responsibilities": [
        *CITY["responsibilities"],
        {"who": "甲局", "role": "主辦", "on": OURS, "origin": "editorial", "note": REMARK},
        {"who": "乙處", "role": "協辦", "on": "任務一", "origin": "editorial", "note": REMARK},
    ],
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("hidden") / "plan.kgl"
    with quanze.open(file, create=True) as graph:
        graph.load({"dataset": ABOUT, **PLAN})
    return file


def everything(reader: Reader, *, most: int = 2000) -> dict[str, str]:
    """The text of every page and file that is linked, by its address."""
    ahead = ["/zh-TW/", f"/zh-TW/search?q={PERSON}", f"/zh-TW/search?q={OURS}", "/zh-TW/record/t/task/ours"]
    ahead.append("/zh-TW/compare?before=2020-06-01&after=2024")
    found: dict[str, str] = {}
    while ahead and len(found) < most:
        address = ahead.pop(0)
        if address in found or address.startswith("/en/"):
            continue
        answer = reader.get(address)
        found[address] = _text(answer.body)
        if answer.is_page:
            ahead += (link for link in Parsed(answer.text).addresses(address) if _is_read(link))
    return found


def _is_read(link: str) -> bool:
    """Every page, and the files of those where hidden words would stand."""
    path = urlsplit(link).path
    ending = Path(path).suffix
    return ending not in (".odt", ".csv", ".xlsx", ".docx", ".md", ".json") or Path(path).stem in TELLING


def _text(body: bytes) -> str:
    if not body.startswith(b"PK"):
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def without_the_question(text: str, words: str) -> str:
    """A page repeats what was typed; only what it answers counts."""
    return text.replace(f"「{words}」", "").replace(f'value="{words}"', "").replace(f"search?q={words}", "")


@pytest.mark.whole
def test_without_options_all_of_it_is_there(path: Path) -> None:
    told = {PERSON: "record/t/member/m", REMARK: "record/t/agency/a", OURS: "record/t/task/ours"}
    with ServedGraph(path) as served:
        reader = Reader(served)
        for words, page in told.items():
            for ending in ("", ".json", ".xlsx", ".docx", ".md"):
                assert words in _text(reader.get(f"/zh-TW/{page}{ending}").body), (page, ending)


@pytest.mark.whole
def test_what_is_hidden_and_what_is_not_asked_for_is_nowhere(path: Path) -> None:
    before = path.read_bytes()
    with ServedGraph(path, hide=["holder", "note"], only=["plan", "law"]) as served:
        texts = everything(Reader(served))
        rows = served.now().who("任務一")
    assert len(texts) > 50
    assert any(address.endswith("m.docx") for address in texts)
    for address, text in texts.items():
        for words in (PERSON, OURS):
            assert words not in without_the_question(text, words), address
        assert REMARK not in text, address
        assert "2021-01-01" not in text and "110-01-01" not in text, address
    assert {(row["agency_name"], row["origin"]) for row in rows} == {("甲局", "plan"), ("乙處", "plan")}
    assert path.read_bytes() == before


@pytest.mark.whole
def test_a_load_shows_in_the_part_too(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.kgl"
    copy.write_bytes(path.read_bytes())
    agencies = [*PLAN["agencies"], {"id": "t/agency/c", "name": "丙局", "kind": "bureau", "origin": "plan"}]
    with ServedGraph(copy, hide=["holder"]) as served:
        reader = Reader(served)
        assert "丙局" not in reader.get("/zh-TW/agencies").text
        with quanze.open(copy) as graph:
            graph.load({"dataset": ABOUT, **PLAN, "agencies": agencies})
        assert "丙局" in reader.get("/zh-TW/agencies").text
        assert PERSON not in reader.get("/zh-TW/record/t/member/m").text


@pytest.mark.parametrize("given", [(["name"], []), (["nothing"], []), ([], ["rumour"])])
def test_what_cannot_be_hidden_is_refused(path: Path, given: tuple[list[str], list[str]]) -> None:
    with pytest.raises(QueryError):
        ServedGraph(path, hide=given[0], only=given[1])
