"""Planned changes at the desk: filled in or dropped, tried without a trace in the plan, taken away, and loaded."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import quanze
from quanze.web.desk import trial_page, work
from quanze.web.desk.uploads import Upload
from tests.web.client import Parsed
from tests.web.desk_client import Person

MERGER = {
    "change-0": "merge",
    "from-0": "地政處",
    "to-0": "都市發展處",
    "valid_from-0": "116-01-01",
    "act-0": "自治條例",
}
SPLIT = {
    "change-1": "split",
    "from-1": "建設處",
    "to-1": "甲處、乙處",
    "valid_from-1": "116-01-01",
    "act-1": "自治條例",
}
NEW = {"new": "甲處\n 乙處 \n", "sort": "department"}


@pytest.fixture
def person(tmp_path: Path, bundled_path: Path) -> Iterator[Person]:
    (tmp_path / "plans").mkdir()
    shutil.copy(bundled_path, tmp_path / "plans" / "city.kgl")
    with Person(tmp_path / "plans") as one:
        yield one


def state(person: Person) -> str:
    return hashlib.sha256((person.at_hand.plans.folder / "city.kgl").read_bytes()).hexdigest()


def filled(person: Person, monkeypatch: pytest.MonkeyPatch, fields: dict[str, str]) -> Upload:
    """The file that a filled-in form makes, without the step that tries it."""
    monkeypatch.setattr(trial_page, "begin", lambda *_: "/en/next")
    answer = person.send("/en/plans/city/changes", fields)
    assert answer.status == 303, answer.text
    return person.uploads.of("city")[0]


@pytest.mark.process
def test_changes_are_filled_in_tried_taken_away_and_loaded(person: Person) -> None:
    before = state(person)
    assert 'list="known-from"' in person.get("/zh-TW/plans/city/changes").text
    address = person.waited(person.send("/zh-TW/plans/city/changes", {**MERGER, **SPLIT, **NEW}))
    assert address.endswith("/trial")
    page = person.get(address)
    assert "甲處" in page.text and "116" in Parsed(page.text).title and "city" in Parsed(page.text).title
    assert str(person.at_hand.plans.folder) not in page.text
    for link in Parsed(page.text).links:
        if re.search(r"/trial\.\w+$", link):
            answer = person.get(link)
            assert (answer.status, bool(answer.body)) == (200, True), link
            assert str(person.at_hand.plans.folder).encode() not in answer.body, link
    assert person.get(f"{address}.docx").body[:2] == person.get(f"{address}.xlsx").body[:2] == b"PK"
    assert state(person) == before
    checked = person.waited(person.get(address.removesuffix("/trial")))
    assert f"{checked}/load" in person.get(checked).text
    assert state(person) == before
    person.waited(person.send(f"{checked}/load"))
    with quanze.open(person.at_hand.plans.folder / "city.kgl") as graph:
        after = {row["agency_name"] for row in graph.who("循環經濟組", as_of="2027-02-01")}
    assert "甲處" in after


def test_what_keeps_changes_from_being_tried_is_listed(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    undated = {name: value for name, value in MERGER.items() if not name.startswith("valid_from")}
    upload = filled(person, monkeypatch, undated)
    plan = person.at_hand.plans.get("city")
    assert plan is not None
    found = work.try_changes(upload.given(plan.database), "city", "", lambda *_: None)
    assert (found.document, [finding.code for finding in found.findings]) == (None, ["change-without-date"])


@pytest.mark.process
def test_an_unknown_successor_is_a_finding_and_no_new_body(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = filled(person, monkeypatch, {**MERGER, "to-0": "都市發廛處"})
    plan = person.at_hand.plans.get("city")
    assert plan is not None
    upload.looked = work.look(upload.given(plan.database), lambda *_: None)
    assert [finding.code for finding in upload.looked.findings if finding.stops()] == ["successor-not-listed"]
    assert "/trial" not in person.get(f"/en/files/{upload.id}").text


def test_an_empty_form_says_what_to_fill_in(person: Person) -> None:
    answer = person.send("/en/plans/city/changes", {"change-0": "merge"})
    assert answer.status == 400
    assert "No change was filled in." in answer.text


@pytest.mark.process
def test_a_sheet_of_changes_that_is_dropped_can_be_tried(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    made = filled(person, monkeypatch, MERGER)
    upload = person.uploads.take("city", "變更.xlsx", io.BytesIO(made.path.read_bytes()))
    plan = person.at_hand.plans.get("city")
    assert plan is not None
    upload.looked = work.look(upload.given(plan.database), lambda *_: None)
    assert f'action="/en/files/{upload.id}/trial"' in person.get(f"/en/files/{upload.id}").text
    assert person.get(f"/en/files/{upload.id}/trial").headers["location"] == f"/en/files/{upload.id}"
    assert person.get("/en/plans/city/changes.xlsx").body[:2] == b"PK"


@pytest.mark.whole
@pytest.mark.parametrize("ending", [".docx", ".odt", ".md"])
def test_a_brief_and_the_report_are_taken_away(person: Person, ending: str) -> None:
    assert f"/en/plans/city/report?as={ending}" in person.get("/en/plans/city").text
    for address in ("report?", "brief?agency=%E6%B6%88%E9%98%B2%E5%B1%80&"):
        answer = person.get(f"/en/plans/city/{address}as={ending}")
        assert (answer.status, "attachment" in answer.headers["content-disposition"]) == (200, True)
        assert b"Fire Bureau" in answer.body if ending == ".md" else answer.body[:2] == b"PK"
    assert person.get("/en/plans/city/brief?agency=nobody").status == 400
    assert person.get("/en/plans/city/report?as=.exe").status == 404
