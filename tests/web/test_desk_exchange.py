"""What the commands gaps, import and export do for a planner is done at the desk too."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import quanze
from tests.importers.test_imports import POPOLO
from tests.sets import ABOUT, CITY
from tests.web.client import Answer
from tests.web.desk_client import Person


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    with Person(tmp_path / "plans") as one:
        plan = one.at_hand.plans.begin("city")
        one.at_hand.plans.make_folder()
        with quanze.open(plan.database, create=True) as graph:
            graph.load({"dataset": ABOUT, **CITY})
        yield one


def test_gaps_are_compared_with_those_known_and_decided(person: Person) -> None:
    here = "/en/plans/city/gaps"
    assert here in person.get("/en/plans/city").text
    with quanze.open(person.at_hand.plans.folder / "city.kgl") as graph:
        gaps = graph.gaps(dataset=graph.plans())
    assert len(gaps) > 1
    assert f"{len(gaps)} open gaps" in person.get(here).text
    known = person.get("/en/plans/city/known-gaps.json").body
    assert len(json.loads(known)) == len(gaps)
    rows = list(csv.reader(io.StringIO(person.get("/en/plans/city/gaps-to-decide.csv").body.decode("utf-8-sig"))))
    assert len(rows) == len(gaps) + 1

    one_less = json.dumps([*json.loads(known)[1:], {"gap": "task-no-lead", "id": "t/task/gone", "name": "gone"}])
    sent = person.drop_all(here, {"known.json": one_less.encode()}, field="baseline")
    page = person.get(sent.headers["location"]).text
    assert f"1 new gap since the list of known gaps, {len(gaps) - 1} known and still open, 1 solved" in page
    assert "t/task/gone" in page
    person.send(here, {"forget": "baseline"})
    assert f"{len(gaps)} open gaps" in person.get(here).text

    text = io.StringIO()
    csv.writer(text).writerows([rows[0], [*rows[1][:2], "a pilot", "Mayor's meeting 3", "2099-12-31"]])
    person.drop_all(here, {"decided.csv": text.getvalue().encode()}, field="accepted")
    page = person.get(here).text
    assert f"{len(gaps) - 1} open gap" in page and "Left open by decision" in page and "Mayor&#39;s meeting 3" in page
    assert person.get("/en/plans/city/gaps.xlsx").body[:2] == b"PK"


@pytest.mark.parametrize("field", ["accepted", "baseline"])
def test_a_list_that_cannot_be_read_is_refused_and_the_page_can_be_opened_again(person: Person, field: str) -> None:
    person.drop_all("/en/plans/city/gaps", {"x.csv": b"gap,id,why\nno such gap,,\n"}, field=field)
    first, again = (person.get("/en/plans/city/gaps") for _ in range(2))
    assert first.status in (200, 400) and again.status == 200
    assert field == "baseline" or ("has faults" in first.text and "no such gap" in first.text)


@pytest.mark.process
def test_a_file_of_another_system_becomes_a_checked_draft_and_says_what_was_left_out(person: Person) -> None:
    sent = person.drop("/en/plans/city/import", "p.json", json.dumps(POPOLO).encode(), {"form": "popolo"})
    checking = Answer(303, {"location": person.waited(sent)}, b"")
    page = person.get(person.waited(checking)).text
    assert "p.xlsx" in page and "3 items have no place in the draft" in page and "a@example.org" in page
    assert "Load it into city" in page


@pytest.mark.parametrize("sent", [{"form": "popolo"}, {"form": "other"}])
def test_an_import_without_its_file_or_form_is_refused(person: Person, sent: dict[str, str]) -> None:
    answer = person.drop("/en/plans/city/import", "p.json", b"{}", sent) if sent["form"] == "other" else None
    answer = answer or person.send("/en/plans/city/import", sent)
    assert answer.status == 400 and "No file was chosen." in answer.text


def test_the_plan_is_handed_out_for_other_programs(person: Person) -> None:
    page = person.get("/en/plans/city").text
    for name in ("graphml.graphml", "turtle.ttl", "csv.zip"):
        assert f"graph?as={name}" in page
    assert b"<graphml" in person.get("/en/plans/city/graph?as=graphml.graphml").body
    with zipfile.ZipFile(io.BytesIO(person.get("/en/plans/city/graph?as=csv.zip").body)) as archive:
        assert archive.namelist()
    assert person.get("/en/plans/city/graph?as=other").status == 404


def test_the_name_of_a_file_for_an_import_leads_out_of_no_folder(person: Person) -> None:
    plain = yaml.safe_dump({"dataset": ABOUT, **CITY}, allow_unicode=True).encode()
    assert person.drop("/en/plans/city/import", "../x.yaml", plain, {"form": "org"}).status in (303, 400)
    assert not (person.at_hand.plans.folder / "x.yaml").exists()


@pytest.mark.process
def test_a_file_that_needs_a_data_set_that_ships_is_checked_with_it_at_once_unless_somebody_said_otherwise(
    person: Person,
) -> None:
    tables = "dataset:\n  id: x\n  name: X\ntasks:\n- {id: x/task/a, name: 甲, origin: editorial}\n"
    links = "links:\n- {from: 甲, type: 對應, to: '13.2', origin: editorial, note: x}\n"
    again = Answer(
        303, {"location": person.waited(person.drop("/en/plans/city/files", "x.yaml", (tables + links).encode()))}, b""
    )
    address = person.waited(again)
    page = person.get(address).text
    assert 'name="beside" value="sdg" checked' in page and "Load it into city" in page
    page = person.get(person.waited(person.send(f"{address}/beside", {}))).text
    assert "Load it into city" not in page
