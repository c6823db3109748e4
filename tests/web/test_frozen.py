"""Pages as files: every link leads to a file, by names that a disc can hold, and nothing hidden is in any of them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import quanze
from quanze.errors import FileError
from quanze.exports.atomic_file import existing_kept
from quanze.locale import languages
from quanze.web.frozen import freeze
from tests.browser import Browser
from tests.cli.running import run
from tests.sets import ABOUT, CITY
from tests.web.client import Parsed
from tests.web.test_hidden import OURS, PERSON, PLAN, REMARK

pytestmark = pytest.mark.slow
NAMES = ("t/agency/環保局", "t/agency/A.json", "t/agency/a.json", "t/agency/..", "t/agency/x?y=*:|", "T/" + "長" * 80)
"""Ids that are names of no file, or of the same file on some disks."""


_OF = {"origin": "framework", "source": "f/document/f"}
FRAME = {
    "documents": [{"id": "f/document/f", "name": "架構", "kind": "framework", **_OF}],
    "sdg_goals": [{"id": "f/goal/1", "name": "目標一", "code": "1", **_OF}],
    "sdg_targets": [
        {"id": f"f/target/1.{n}", "name": f"細項{n}", "code": f"1.{n}", "goal": "f/goal/1", **_OF} for n in (1, 2)
    ],
    "indicators": [{"id": f"f/indicator/1.{n}.1", "name": f"全球指標{n}", "code": f"1.{n}.1", **_OF} for n in (1, 2)],
    "agencies": [{"id": f"f/agency/{n}", "name": f"國際組織{n}", "kind": "international", **_OF} for n in (1, 2)],
    "links": [{"from": f"f/indicator/1.{n}.1", "type": "ALIGNS_TO", "to": f"f/target/1.{n}", **_OF} for n in (1, 2)],
    "responsibilities": [
        {"who": f"f/agency/{n}", "role": "CONVENES", "on": f"f/indicator/1.{n}.1", **_OF} for n in (1, 2)
    ],
}
"""A framework: a plan that aligns with its target 1.1 touches the first of each, and nobody the second."""


def test_of_a_framework_what_nobody_touches_is_listed_and_has_no_page(tmp_path: Path) -> None:
    to_target = {"from": "任務一", "type": "ALIGNS_TO", "to": "f/target/1.1", "origin": "editorial", "note": "示例"}
    with quanze.open(tmp_path / "plan.kgl", create=True) as graph:
        graph.load({"dataset": {"id": "f", "name": "架構"}, **FRAME})
        graph.load({"dataset": ABOUT, **CITY, "links": [to_target]})
        assert graph.untouched() == {"f/target/1.2", "f/indicator/1.2.1", "f/agency/2"}
    some = freeze(tmp_path / "some", tmp_path / "plan.kgl")
    assert some.left_out == 3
    for page in (tmp_path / "some" / "zh-TW").glob("*.html"):
        links = Parsed(page.read_text("utf-8")).links
        assert all((page.parent / unquote(urlsplit(link).path)).is_file() for link in links if urlsplit(link).path), (
            page
        )
    listed = (tmp_path / "some" / "zh-TW" / "indicators.html").read_text("utf-8")
    assert "全球指標1</a>" in listed
    assert "全球指標2" in listed and "全球指標2</a>" not in listed
    assert "沒有連結的名稱在此沒有網頁：架構中有 3 筆紀錄" in listed
    of_a_record = {"".join(file.suffixes[-1:]) for file in (tmp_path / "some").glob("*/record.*")}
    assert of_a_record == {".html", ".xlsx"}
    assert {file.suffix for file in (tmp_path / "some").glob("*/gaps.*")} >= {".html", ".csv", ".docx", ".json", ".md"}
    written = freeze(tmp_path / "all", tmp_path / "plan.kgl", all_records=True)
    assert (written.left_out, written.pages > some.pages) == (0, True)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("frozen")
    agencies = [*PLAN["agencies"], *({**PLAN["agencies"][0], "id": id_, "name": f"{id_}署"} for id_ in NAMES)]
    with quanze.open(folder / "plan.kgl", create=True) as graph:
        graph.load({"dataset": ABOUT, **PLAN, "agencies": agencies})
    hidden = {"hide": ["holder", "note"], "only": ["plan"], "as_of": "2020-06-01"}
    found = freeze(folder / "pages", folder / "plan.kgl", **hidden, all_formats=True)  # type: ignore[arg-type]
    assert found.first == folder / "pages" / "index.html"
    assert found.pages == len([*found.first.parent.glob("*/*.html")])
    return folder / "pages"


def test_every_link_leads_to_a_file_and_every_file_is_linked(pages: Path) -> None:
    ahead, reached = [pages / "index.html"], {pages / "index.html"}
    while ahead:
        page = ahead.pop()
        parsed = Parsed(page.read_text("utf-8"))
        assert not {"script", "form", "iframe"} & set(parsed.tags) and not parsed.handlers, page
        for link in parsed.links:
            parts = urlsplit(link)
            assert not (parts.scheme or parts.netloc or parts.query or parts.path.startswith("/")), (page, link)
            if not parts.path:
                assert parts.fragment in parsed.ids, (page, link)
                continue
            file = (page.parent / unquote(parts.path)).resolve()
            assert file.is_file() and file.is_relative_to(pages), (page, link)
            if parts.fragment:
                assert f'id="{parts.fragment}"' in file.read_text("utf-8"), (page, link)
            if file not in reached:
                reached.add(file)
                ahead += [file] if file.suffix == ".html" else []
    assert reached == {file for file in pages.rglob("*") if file.is_file()}
    assert [*pages.rglob("two-agencies*")] == []  # a form that no file can answer is not led to
    assert {file.parent.name for file in reached} == {"pages", *languages()}


def test_names_are_such_as_every_disc_holds(pages: Path) -> None:
    files = [file for file in pages.rglob("*") if file.is_file()]
    names = [str(file.relative_to(pages)).lower() for file in files]
    assert len(names) == len(set(names))
    assert all(len(file.name) <= 64 and re.fullmatch(r"[a-z0-9._~-]+", file.name) for file in files)
    text = (pages / "zh-TW" / "names.html").read_text("utf-8")
    for id_ in NAMES:
        page = re.search(rf'href="([^"]+)">{re.escape(id_)}署', text.replace("&amp;", "&"))
        assert page and f">{id_}" in (pages / "zh-TW" / page[1]).read_text("utf-8"), id_


def test_what_is_hidden_is_in_no_byte(pages: Path) -> None:
    for file in pages.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                content = b"".join(parts.read(name) for name in parts.namelist())
        text = content.decode("utf-8", "replace") + file.name
        for words in (PERSON, REMARK, OURS):
            assert words not in text and ascii(words)[1:-1] not in text, file


def test_a_folder_changes_as_a_whole_or_not_at_all(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("somebody's own", "utf-8")
    with pytest.raises(FileError, match="other files"):
        freeze(tmp_path, pages.parent / "plan.kgl")
    assert [file.name for file in tmp_path.iterdir()] == ["index.html"]
    with existing_kept(), pytest.raises(FileError, match="overwrite"):
        freeze(pages, pages.parent / "plan.kgl")
    with pytest.raises(quanze.QuanzeError):
        freeze(tmp_path / "new", pages.parent / "plan.kgl", as_of="someday")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "options",
    [
        ["--freeze", "pages", "--port", "80", "--base-url", "/plan"],
        ["--as-of", "2020"],
        ["--all-records"],
        ["--all-formats"],
    ],
)
def test_what_only_a_server_or_only_files_have_is_refused(options: list[str]) -> None:
    told = run("serve", "--lang", "en", *options)
    assert told.code == 2
    assert ("--port, --base-url" in told.err) == ("--freeze" in options)


def test_a_browser_shows_a_file_with_its_design_and_picture(pages: Path, browser: Browser) -> None:
    browser.open(pages / "zh-TW" / "record.t.task.one.html", width=320)
    browser.run("document.querySelector('main img').loading = 'eager'")
    browser.driver.implicitly_wait(5)
    assert browser.run("return document.styleSheets.length === 1 && getComputedStyle(document.body).margin === '0px'")
    assert browser.run("const i = document.querySelector('main img');return i.decode().then(() => i.naturalWidth)")
    assert browser.messages() == []
    assert all(address.startswith(("file:", "data:")) for address in browser.requests())
    assert browser.run("return document.documentElement.scrollWidth") <= 320
