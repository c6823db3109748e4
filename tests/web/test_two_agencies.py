"""The page of two agencies: found from the page of one, in every format, the same as the command says."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from quanze.web.served_graph import ServedGraph
from tests.cli.running import run
from tests.web.client import Parsed, Reader

PAIR = "first=chiayi/agency/epb&second=chiayi/agency/economic-affairs"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with ServedGraph(None) as served:
        yield Reader(served)


@pytest.mark.whole
@pytest.mark.parametrize("lang", ["en", "zh-TW"])
def test_every_format_says_what_the_command_says(reader: Reader, lang: str) -> None:
    page = reader.get(f"/{lang}/two-agencies?{PAIR}")
    assert page.status == 200
    said = json.loads(run("agency", "環保局", "建設處", "--format", "json").out)
    table = run("agency", "環保局", "建設處", "--format", "csv", "--lang", lang).out
    assert json.loads(reader.get(f"/{lang}/two-agencies.json?{PAIR}").text) == said
    assert list(csv.reader(io.StringIO(reader.get(f"/{lang}/two-agencies.csv?{PAIR}").body.decode("utf-8-sig")))) == (
        list(csv.reader(io.StringIO(table)))
    )
    both = [row for row in said if row["whose"] == "both"]
    assert both and all(row["first"] and row["second"] for row in both)
    for row in both:
        for side in ("first", "second"):
            for step in row[side][0]["steps"]:
                assert step["quote"] in page.text, "each role unfolds into its clauses"
    for ending in ("xlsx", "docx", "odt", "md"):
        assert reader.get(f"/{lang}/two-agencies.{ending}?{PAIR}").status == 200


def test_it_is_found_from_an_agency_and_keeps_its_date(reader: Reader) -> None:
    agency = reader.get("/en/record/chiayi/agency/epb?as-of=2024").text
    link = "/en/two-agencies?as-of=2024&first=chiayi%2Fagency%2Fepb"
    assert link in Parsed(agency).links
    assert 'value="2024"' in reader.get(link).text
    assert "Choose two agencies." in reader.get(link).text
    then, now = (reader.get(f"/en/two-agencies.json?{PAIR}{day}").text for day in ("&as-of=2019", ""))
    assert len(json.loads(then)) < len(json.loads(now))


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("first=環保局&second=環境保護局", 400),
        ("first=環保局&second=nobody", 404),
        ("first=環保局&second=chiayi/task/green-space", 404),
        ("first=環保局&second=消防局", 200),
    ],
)
def test_a_name_that_is_not_one_other_agency_is_refused(reader: Reader, query: str, status: int) -> None:
    assert reader.get(f"/en/two-agencies?{quote(query, safe='=&/')}").status == status
