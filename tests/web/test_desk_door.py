"""Who is let in at the desk: the browser with the token, once; nobody else, and no form but our own."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from quanze.web.desk.application import GET, POST, SCRIPTED, paths
from quanze.web.desk.door import FORM_TOKEN
from quanze.web.desk.uploads import LARGEST
from quanze.web.guard import HEADERS
from tests.web.desk_client import OWN, PORT, Person


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    with Person(tmp_path / "plans") as one:
        yield one


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Person]:
    with Person(tmp_path / "plans", outside=True) as one:
        yield one


def test_the_token_becomes_a_cookie_once(stranger: Person) -> None:
    assert stranger.enter("x" * 32).status == 401
    answer = stranger.enter(stranger.door.token)
    assert answer.status == 200
    assert answer.headers["set-cookie"].endswith("; Path=/; HttpOnly; SameSite=Strict")
    assert answer.headers["set-cookie"].startswith(f"quanze-{PORT}=")
    assert stranger.door.token not in answer.text
    assert stranger.get("/en/").status == 200
    assert stranger.enter(stranger.door.token).status == 200  # it is known by now
    cookie, stranger.cookie = stranger.cookie, ""
    assert stranger.enter(stranger.door.token).status == 401
    stranger.cookie = cookie[:-1] + ("a" if cookie[-1] != "a" else "b")
    assert stranger.get("/en/").status == 401


@pytest.mark.parametrize("address", ["/", "/en/", "/plan/chiayi/en/", "/nowhere", *(f"/en/{p}" for p in paths(GET))])
def test_without_the_cookie_nothing_is_shown(stranger: Person, tmp_path: Path, address: str) -> None:
    answer = stranger.get(address)
    assert answer.status == 401
    assert str(tmp_path) not in answer.text


@pytest.mark.parametrize("path", paths(POST))
def test_without_the_cookie_or_the_token_of_forms_nothing_is_done(person: Person, path: str) -> None:
    for wrong in ("", "x", person.door.token):
        assert person.send(f"/en/{path}", {FORM_TOKEN: wrong, "what": "new", "name": "x"}).status == 403
    person.cookie = ""
    assert person.send(f"/en/{path}", {"what": "new", "name": "x"}).status == 401
    assert person.at_hand.plans.all() == []


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", f"10.0.0.1:{PORT}", f"127.0.0.1.x:{PORT}"],
)
def test_another_host_or_port_is_refused(person: Person, host: str) -> None:
    assert person.get("/en/", host=host, origin="").status == 421
    assert person.send("/en/plans", {"what": "new", "name": "x"}, host=host).status == 421


@pytest.mark.parametrize(
    "origin", ["null", "https://evil.example", "http://127.0.0.1:80", f"https://{OWN}", f"http://localhost:{PORT}"]
)
def test_a_form_of_another_origin_is_refused(person: Person, origin: str) -> None:
    assert person.send("/en/plans", {"what": "new", "name": "x"}, origin=origin).status == 403
    assert person.at_hand.plans.all() == []


def test_a_form_says_where_it_comes_from(person: Person) -> None:
    fields = {"what": "new", "name": "x"}
    assert person.send("/en/plans", fields, origin="", sec_fetch_site="").status == 403
    for site in ("cross-site", "same-site", "none"):
        assert person.send("/en/plans", fields, sec_fetch_site=site).status == 403
    assert person.get("/en/", sec_fetch_site="same-site", sec_fetch_mode="no-cors").status == 403
    assert person.get("/en/", sec_fetch_site="cross-site", sec_fetch_mode="navigate").status == 200
    assert person.send("/en/plans", fields, sec_fetch_site="").status == 303


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(person: Person, method: str) -> None:
    answer = person.ask(method, "/en/")
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD, POST"


def test_pages_have_the_headers_and_only_our_script(person: Person) -> None:
    answer = person.get("/en/")
    assert answer.headers.keys() >= HEADERS.keys()
    assert answer.headers["content-security-policy"] == SCRIPTED
    assert "unsafe" not in SCRIPTED and "default-src 'none'" in SCRIPTED
    assert answer.text.count("<script") == 1
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("length", [str(LARGEST * 2), "-5", "many", ""])
def test_what_is_too_large_is_not_read(person: Person, length: str) -> None:
    assert person.send("/en/plans", {"what": "new", "name": "x"}, content_length=length).status == 413


def test_a_file_that_is_too_large_is_refused(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quanze.web.desk.uploads.LARGEST", 10)
    assert person.drop("/en/files", "a.csv", b"x" * 11).status == 400
    assert person.at_hand.plans.all() == []
    assert not list(Path(person.uploads.scratch().parent).glob("*/a.csv"))


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the folder of a user closed by itself")
def test_files_are_this_users_alone_and_go_at_the_end(person: Person) -> None:
    folder = person.dropped("a.csv", b"x").folder
    assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    person.uploads.close()
    assert not folder.parent.exists()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/en/nowhere", 404),
        ("/xx/", 404),
        ("/en/plans/none", 404),
        ("/en/files/none", 404),
        ("/en/steps/none", 404),
        ("/en/drafts/none/view", 404),
        ("/en/templates/none.xlsx", 404),
        ("/plan/none/en/", 404),
        ("/en/files/../../etc/passwd", 404),
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(person: Person, address: str, status: int) -> None:
    answer = person.get(address)
    assert (answer.status, answer.is_page) == (status, True)


@pytest.mark.whole
def test_a_plan_is_opened_by_a_path_of_a_database_only(person: Person, tmp_path: Path, bundled_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    for wrong in (
        "",
        "/etc/passwd",
        str(tmp_path),
        str(tmp_path / "notes.txt"),
        str(tmp_path / "none.kgl"),
        "http://x",
    ):
        assert person.send("/en/plans", {"what": "open", "address": wrong}).status == 400
    answer = person.send("/en/plans", {"what": "open", "address": str(bundled_path)})
    assert answer.status == 303
    plan = person.at_hand.plans.all()[0]
    assert "Environmental Protection Bureau" in person.get(f"/plan/{plan.key}/en/agencies").text
    back = person.get(f"/plan/{plan.key}/zh-TW/agencies").text
    assert f'href="/zh-TW/plans/{plan.key}"' in back
    assert (
        person.get(f"/plan/{plan.key}/en/agencies").headers["content-security-policy"]
        == HEADERS["content-security-policy"]
    )


def test_a_name_of_a_plan_stays_in_the_folder(person: Person, tmp_path: Path) -> None:
    for name in ("../../outside", "a/b\\c", "CON", "計畫 2026", "x" * 300, ".hidden"):
        person.send("/en/plans", {"what": "new", "name": name})
    folder = tmp_path / "plans"
    databases = [Path(plan.database) for plan in person.at_hand.plans.all()]
    assert len(databases) == 6
    assert {path.parent for path in databases} == {folder}
    assert all(len(path.name.encode()) < 200 and not path.name.startswith(".") for path in databases)
    assert person.send("/en/plans", {"what": "new", "name": "計畫　２０２６"}).status == 400
