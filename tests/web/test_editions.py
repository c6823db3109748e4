"""Editions on the compare page: data sets, databases and files by name, with nothing that is hidden and no path."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner

import quanze
from quanze.cli.app import cli
from quanze.errors import QueryError
from quanze.web.questions.reading import read
from quanze.web.served_graph import ServedGraph
from tests.sets import ABOUT, CITY, write_csv
from tests.web.client import Reader

CITED = {"origin": "plan", "source": "測試計畫"}
SEAT = {
    "id": "t/member/m",
    "name": "秘書席",
    "seat_title": "秘書",
    "body": "推動會",
    "seats": 1,
    "holder": "王大明",
    **CITED,
}
COUNCIL = {"id": "t/council/c", "name": "推動會", **CITED}
LATER = {
    **CITY,
    "tasks": [{**CITY["tasks"][0], "due": "2027-06"}],
    "councils": [COUNCIL],
    "members": [SEAT],
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    folder = tmp_path_factory.mktemp("editions")
    with quanze.open(folder / "now.kgl", create=True) as graph:
        graph.load({"dataset": ABOUT, **LATER})
    with quanze.open(folder / "old.kgl", create=True) as graph:
        graph.load({"dataset": ABOUT, **CITY})
    draft = write_csv(folder / "draft", CITY, ABOUT)
    editions = {"113年版": folder / "old.kgl", "draft": draft}
    with ServedGraph(folder / "now.kgl", hide=["holder"], editions=editions) as served:
        yield Reader(served)


@pytest.mark.whole
@pytest.mark.parametrize("edition", ["113年版", "draft"])
def test_an_edition_is_compared_with_what_is_served(reader: Reader, edition: str) -> None:
    page = reader.get(f"/en/compare?before-set={quote(edition)}")
    assert page.status == 200
    assert "2027-06" in page.text
    assert "秘書席" in page.text
    assert "王大明" not in page.text
    assert "王大明" not in reader.get(f"/en/compare.json?before-set={quote(edition)}").text
    assert (
        "Nothing changes"
        in reader.get(f"/en/compare?before-set={quote(edition)}&after-set={quote(edition)}&before=2024&after=2024").text
    )


@pytest.mark.whole
def test_what_is_compared_is_named_in_the_language_of_the_page(reader: Reader) -> None:
    assert ">全部資料</option>" in reader.get("/zh-TW/compare").text
    assert ">everything here</option>" in reader.get("/en/compare").text


def test_a_question_compares_editions_by_name(reader: Reader) -> None:
    asked = reader.get(f"/zh-TW/ask?question={quote('比較 113年版 和 draft')}")
    assert asked.status == 303
    assert asked.headers["location"].startswith(f"/zh-TW/compare?before-set={quote('113年版')}&after-set=draft")


@pytest.mark.parametrize("given", ["../old.kgl", "old.kgl", "/etc", "sdg", "pyproject.toml"])
def test_what_is_no_edition_is_refused_whatever_file_has_that_name(
    reader: Reader, given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.kgl").write_bytes(b"RGF")
    assert reader.get(f"/en/compare?before-set={quote(given, safe='')}").status == 400


def test_a_folder_with_the_name_of_a_data_set_is_not_read(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_csv(tmp_path / ABOUT["id"], {"agencies": [{"id": "t/agency/z", "name": "不該出現", **CITED}]}, ABOUT)
    page = reader.get(f"/en/compare?before-set={ABOUT['id']}&after-set=draft")
    assert page.status == 200
    assert "不該出現" not in page.text


@pytest.mark.parametrize("given", ["2024", "=x.kgl", "2024="])
def test_an_edition_without_a_name_or_a_file_is_a_usage_error(given: str) -> None:
    found = CliRunner().invoke(cli, ["serve", "--lang", "en", "--edition", given])
    assert found.exit_code == 2
    assert "is not NAME=FILE" in found.output


@pytest.mark.whole
def test_a_question_for_editions_called_by_a_year_is_none_for_two_dates() -> None:
    with quanze.open() as graph:
        dates = read(graph, "比較 113年版 和 114年版")
        named = read(graph, "比較 113年版 和 114年版", editions=("113年版", "114年版"))
        said = read(graph, "differences between the 2024 and 2025 editions", editions=("2024", "2025"))
        one = read(graph, "compare 2024 and 2025", editions=("2024",))
    assert dates.readings[0].query == {"before": "2024", "after": "2025"}
    assert named.readings[0].query == {"before-set": "113年版", "after-set": "114年版"}
    assert said.readings[0].query == {"before-set": "2024", "after-set": "2025"}
    assert one.readings[0].query == dates.readings[0].query


def test_two_editions_of_one_name_are_a_usage_error() -> None:
    found = CliRunner().invoke(cli, ["serve", "--lang", "en", "--edition", "a=x.kgl", "--edition", "a=y.kgl"])
    assert found.exit_code == 2
    assert "Two editions are called 'a'." in found.output


def test_an_edition_with_the_id_of_a_data_set_is_refused(tmp_path: Path) -> None:
    with quanze.open(tmp_path / "now.kgl", create=True) as graph:
        graph.load({"dataset": ABOUT, **CITY})
    with pytest.raises(QueryError, match="is the id of a data set"):
        ServedGraph(tmp_path / "now.kgl", editions={ABOUT["id"]: tmp_path / "now.kgl"})


@pytest.mark.whole
def test_what_keeps_an_edition_from_being_loaded_is_listed(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("name: x\n", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    edition = f"a={tmp_path / 'plan.yaml'}"
    found = CliRunner().invoke(cli, ["serve", "--lang", "en", "--port", str(port), "--edition", edition])
    assert found.exit_code == 6
    assert "the data set has no id" in found.output
