"""The Markdown form, read back with a Markdown parser that knows tables, footnotes and bare links."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from quanze.text.clean import clean
from quanze.text.width import shorten, width
from tests.exports.hostile import HOSTILE, hostile_matrix
from tests.exports.rows import sample

HARMLESS = {"text", "softbreak", "strong_open", "strong_close", "footnote_ref", "footnote_anchor", "text_special"}


def parsed(text: str) -> list[Token]:
    return MarkdownIt("gfm-like", {"html": True}).use(footnote_plugin).parse(text)


def cells(tokens: list[Token]) -> list[list[str]]:
    """The plain text of each table cell, footnote signs left out."""
    rows: list[list[str]] = []
    for i, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        if token.type in ("th_open", "td_open"):
            inline = tokens[i + 1].children or []
            rows[-1].append("".join(c.content for c in inline if c.type in ("text", "text_special")))
    return rows


def test_the_table_and_its_footnotes() -> None:
    text = sample().text("md")
    rows = cells(parsed(text))
    assert rows[0] == ["組別", "事項", "能源處", "工務處", "文化處", "東區公所"]
    assert rows[1] == ["綠能組", "屋頂光電推廣", "主", "審† (協)", "", ""]
    used, defined = set(re.findall(r"(?<!^)\[\^(\d+)\]", text, re.M)), set(re.findall(r"^\[\^(\d+)\]:", text, re.M))
    assert used == defined
    assert "「由energy主政」" in text
    assert "無人承辦的事項（1）：綠領培訓" in text


def test_cells_resting_on_the_same_words_share_a_footnote() -> None:
    text = sample().text("md")
    notes = [line.split(": ", 1)[1] for line in text.splitlines() if line.startswith("[^")]
    assert len(notes) == len(set(notes))


def test_the_table_is_aligned_for_the_terminal() -> None:
    lines = [line for line in sample().text("md").splitlines() if line.startswith("|")]
    assert len({width(line) for line in lines}) == 1


def test_dates_and_codes_are_left_readable() -> None:
    text = sample().text("md")
    assert "113年12月1日" in text and "第 2 版" in text


@pytest.mark.whole
def test_hostile_texts_are_inert_and_readable() -> None:
    for scheme in ("source", "raci"):
        text = hostile_matrix(scheme=scheme).text("md")
        tokens = parsed(text)
        kinds = {c.type for t in tokens for c in t.children or []} | {
            t.type for t in tokens if t.type.startswith("html")
        }
        links = {c.attrs["href"] for t in tokens for c in t.children or [] if c.type == "link_open"}
        assert links <= {"mailto:me@example.org"}, "an address of mail is linked by any reader; nothing else may be"
        assert kinds - {"link_open", "link_close"} <= HARMLESS
        rows = cells(tokens)
        assert len(rows) == len(HOSTILE) + 1
        assert {len(row) for row in rows} == {len(HOSTILE) + 2}
        for n, hostile in enumerate(HOSTILE):
            assert rows[n + 1][1] == shorten(clean(hostile), 100)
        headings = [t for t in tokens if t.type == "heading_open"]
        assert len(headings) == 1
