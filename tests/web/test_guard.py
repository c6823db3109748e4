"""What is refused: writing, names that are not ours, pages of other sites; and what no answer may lack."""

from __future__ import annotations

import socket

import pytest

from quanze.errors import QuanzeError, QueryError
from quanze.web.addresses import is_prefix
from quanze.web.guard import HEADERS
from quanze.web.served_graph import ServedGraph
from quanze.web.server import published, serve
from tests.web.client import Parsed, Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(ServedGraph(), names=("city.example",))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_only_reading_is_let_in(reader: Reader, method: str) -> None:
    answer = reader.get("/en/agencies", method=method)
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert "Environmental Protection Bureau" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:80", "[::1]:8000", "10.1.2.3", "CITY.example:443"])
def test_our_names_and_addresses_of_numbers_are_let_in(reader: Reader, host: str) -> None:
    assert reader.get("/en/", host=host).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "city.example.evil.example", "", "a b", "127.0.0.1@evil.example"]
)
def test_a_foreign_name_is_refused(reader: Reader, host: str) -> None:
    answer = reader.get("/en/agencies", host=host)
    assert answer.status == 421
    assert "Environmental Protection Bureau" not in answer.text


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "https://localhost.evil.example", "x", "http://[::1", "http://[x]"]
)
def test_pages_of_other_sites_are_refused(reader: Reader, origin: str) -> None:
    assert reader.get("/en/agencies.json", origin=origin).status == 403
    assert reader.get("/en/agencies.json", sec_fetch_site="cross-site", sec_fetch_mode="no-cors").status == 403


def test_a_link_from_another_site_is_followed(reader: Reader) -> None:
    assert reader.get("/en/", sec_fetch_site="cross-site", sec_fetch_mode="navigate").status == 200
    assert reader.get("/en/", origin="https://city.example").status == 200


@pytest.mark.parametrize("address", ["/en/", "/en/nowhere", "/style.css", "/en/agencies.csv", "/en/gaps?as-of=never"])
def test_every_answer_has_the_headers(reader: Reader, address: str) -> None:
    headers = reader.get(address).headers
    assert headers.keys() >= HEADERS.keys()
    assert "script-src" not in headers["content-security-policy"]
    assert headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/en/nowhere", 404),
        ("/xx/agencies", 404),
        ("/en/record/nope", 404),
        ("/en/record/chiayi/agency/epb.exe", 404),
        ("/en/gaps.exe", 404),
        ("/en/gaps?as-of=never", 400),
        ("/en/record/chiayi/agency/epb?as-of=2023-13-01", 400),
        ("/en/matrix?about=zzzzzz", 404),
        ("/en/agencies?dataset=zzzzzz", 404),
        ("/en/progress?year=soon", 400),
        ("/en/matrix?rows=nonsense", 400),
        ("/en/dependencies?scope=x", 400),
        ("/en/pictures?picture=about", 400),
        ("/en/compare?before=soon", 400),
        ("/en/search?q=" + "x" * 5000, 200),
        ("/en/agencies?page-records=99999999999999999999", 200),
        ("/en/agencies?page-records=-1", 200),
        ("/en/agencies?page-records=%C2%B2", 200),
        ("/en/matrix?page=2&self=3&lang=x", 200),
        ("/en/agencies?dataset=%00", 404),
        ("/en/record/%ED%A0%80", 404),
        ("/en/%2e%2e/%2e%2e/etc/passwd", 404),
    ],
)
def test_what_is_wrong_is_a_page_that_says_so(reader: Reader, address: str, status: int) -> None:
    answer = reader.get(address)
    assert answer.status == status
    assert answer.is_page
    assert Parsed(answer.text).tags.count("h1") == 1
    assert "Traceback" not in answer.text


def test_the_first_page_is_in_the_language_of_the_reader(reader: Reader) -> None:
    for given, lang in (
        ("en-GB,en;q=0.8", "en"),
        ("zh-HK,zh;q=0.9", "zh-TW"),
        ("fr,zh-TW;q=0.5", "zh-TW"),
        ("fr", "en"),
    ):
        assert reader.get("/", accept_language=given).headers["location"] == f"/{lang}/"


@pytest.mark.parametrize(
    ("said", "client", "prefix"),
    [
        ("/plan", "127.0.0.1", "/plan"),
        ("/a/b/", "::1", "/a/b"),
        ("/plan", "10.0.0.9", ""),
        ("//evil.example", "127.0.0.1", ""),
        ("https://evil.example", "127.0.0.1", ""),
        ('/"><script>', "127.0.0.1", ""),
        ("/..", "127.0.0.1", ""),
    ],
)
def test_a_prefix_is_taken_from_a_proxy_on_this_machine(reader: Reader, said: str, client: str, prefix: str) -> None:
    text = reader.get("/en/", client=client, x_forwarded_prefix=said).text
    assert f'href="{prefix}/style.css"' in text


def test_a_port_in_use_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(QuanzeError, match="cannot be listened on"):
        serve(port=taken.getsockname()[1])
    with pytest.raises(QuanzeError, match="cannot be listened on"):
        serve(host="no such host")


def test_a_base_address_names_host_and_path() -> None:
    assert published("") == ("", "")
    assert published("/plan/") == ("", "/plan")
    assert published("https://city.example/a/b") == ("city.example", "/a/b")
    for wrong in ("plan x", "ftp://city.example", "//city.example", "/a?b=c", "/../x", "http://[::1", "http://[x]/"):
        with pytest.raises(QueryError):
            published(wrong)
    assert not is_prefix("/a//b")


@pytest.mark.whole
def test_a_path_is_in_the_language_of_its_page(reader: Reader) -> None:
    page = {lang: reader.get(f"/{lang}/record/chiayi/agency/epb").body.decode() for lang in ("en", "zh-TW")}
    assert "Environmental Protection Bureau convenes Clean Environment Group" in page["en"]
    assert "環境保護局 召集 清淨環境組" in page["zh-TW"]
