"""The reading view: one offline page without script, every text escaped, facts and sentences linked both ways."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from quanze.exports.html_page import POLICY
from quanze.reader import read_plan

from .documents import write_html

HOSTILE = (
    '一、<script>alert(1)</script>&"事項：由環境保護局主辦；<img src=x '
    "onerror=alert(2)>處協辦。\n二、乙事項：由建設處主辦；各機關應依權責配合。\n各單位權責另定之，並請負責推動。\n"
)


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.outside: list[str] = []
        self.handlers: list[str] = []
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value:
                self.links.append(value)
            if name in ("src", "srcset", "action", "data"):
                self.outside.append(str(value))
            if name.startswith("on"):
                self.handlers.append(name)
        values = dict(attrs)
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = str(values["content"])


def page_of(text: str) -> Page:
    page = Page()
    page.feed(text)
    return page


@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_the_page_is_offline_escaped_and_linked_both_ways(tmp_path: Path, lang: str) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(HOSTILE, encoding="utf-8")
    text = read_plan([plan]).write_view(tmp_path / "view.html", lang=lang).read_text(encoding="utf-8")
    page = page_of(text)
    assert page.policy == POLICY and "default-src 'none'" in POLICY and "script" not in page.tags | {POLICY}
    assert not page.outside and not page.handlers and "img" not in page.tags
    assert len(page.ids) == len(set(page.ids))
    assert page.links and all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    facts = {i for i in page.ids if i.startswith("f")}
    assert {f"#{i}" for i in facts} <= set(page.links)
    assert {f"#m{i[1:]}" for i in facts} <= set(page.links)
    assert 'class="unread"' in text


def test_every_fact_is_on_the_page(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("一、甲事項：由環境保護局主辦；建設處協辦。\n", encoding="utf-8")
    draft = read_plan([plan])
    text = draft.write_view(tmp_path / "view.html").read_text(encoding="utf-8")
    shown = len(re.findall(r"<li>", text))
    assert shown == sum(1 for n in draft.draft.nodes if n.merged is None) + len(draft.draft.links)
    assert "<mark" in text


@pytest.mark.process
def test_tables_are_shown_with_their_facts(tmp_path: Path) -> None:
    draft = read_plan([write_html(tmp_path / "plan.html")])
    text = draft.write_view(tmp_path / "view.html").read_text(encoding="utf-8")
    page = page_of(text)
    assert "table" in page.tags and "駭客局" not in text
    assert re.search(r"<tr id=\"m\d+\">", text)
