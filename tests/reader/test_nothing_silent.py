"""A clause that names somebody and has a word of a role or a duty is read, set aside for a reason, or listed.

The words are the test's own. Sentences are drawn in orders that no rule need know.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from quanze.reader.account import BESIDE, REASONS, UNREAD
from quanze.reader.blocks import Paragraph, Place, Source
from quanze.reader.formats import open_source
from quanze.reader.pipeline import read_sources
from quanze.reader.reading import Reading

PASSAGES = Path(__file__).parents[2] / "benchmarks" / "reader_passages"
WHO = st.sampled_from(
    [
        "環境保護局",
        "交通局",
        "甲市政府教育處",
        "綜合企劃科",
        "東區公所",
        "副市長",
        "秘書長",
        "節能推動小組",
        "水資源審議會",
    ]
)
HOW = st.sampled_from(["", "刻正", "亦", "於會後", "一併", "依前次結論", "攜同業者", "在歷次會議中"])
DOES = st.sampled_from(["負責", "辦理", "主政", "協助", "督導", "擔任窗口", "列管", "推動", "統籌", "檢討", "設置"])
WHAT = st.sampled_from(["老樹保護", "路燈汰換之期程", "共融遊戲場", "里山課程", "熱島地圖"])
EN_WHO = st.sampled_from(
    ["The Harbour Department", "Parks and Streets Bureau", "NWDEP", "The City Manager", "The Tree Panel", "Water Works"]
)
EN_HOW = st.sampled_from(["", "by spring ", "under the plan ", "once again ", "as agreed "])
EN_DOES = st.sampled_from(["will head up", "is tasked with", "has been charged with", "shall mind", "must see to"])
EN_WHAT = st.sampled_from(["the shade map", "old street lamps", "the wetland trail"])
NAMES = re.compile(
    r"[\u3400-\u9fff]{2}(?:局|處(?![理置])|公所|審議會|推動小組)(?!長)|[A-Z][a-z]+ (?:Department|Bureau)\b"
)
DUTY = re.compile(r"負責|辦理|主政|主辦|協助|協辦|督導|列管|統籌|\b(?:shall|will|responsible|lead|leads)\b")


def reading_of(*texts: str) -> Reading:
    source = Source("x.txt", tuple(Paragraph(t, Place("x", n)) for n, t in enumerate(texts)))
    return read_sources([source])[1][0]


def silent(reading: Reading) -> list[str]:
    """The clauses with a name and a word of duty that ended as nothing, or as read where no rule read anything."""
    found = []
    for clause in reading.clauses:
        norm = reading.passages[clause.passage].norm[clause.start : clause.end] if clause.passage >= 0 else ""
        if not (NAMES.search(norm) and DUTY.search(norm)) or clause.state == UNREAD:
            continue
        if clause.state == BESIDE and clause.reason not in REASONS:
            found.append(norm)
        passage = reading.passages[clause.passage]
        said = reading.used.get(clause.passage, []) + reading.settled.get(clause.passage, [])
        if clause.state == "read" and not said and not reading.outline.items(passage.index):
            found.append(norm)
    return found


@pytest.mark.sweep
@pytest.mark.parametrize("folder", [".", "notices_unseen", "neighbours", "neighbours_held"])
def test_no_clause_of_a_passage_is_silent(folder: str) -> None:
    texts = sorted((PASSAGES / folder).glob("*.txt"))[::3]
    assert texts
    assert {p.name: lost for p in texts for lost in [silent(read_sources([open_source(p)])[1][0])] if lost} == {}


@given(who=WHO, how=HOW, does=DOES, what=WHAT, order=st.permutations(range(4)), comma=st.booleans())
def test_no_order_of_words_silences_a_clause(
    who: str, how: str, does: str, what: str, order: list[int], comma: bool
) -> None:
    words = [(who, how, does, what)[i] for i in order]
    sentence = ("，" if comma else "").join(w for w in words if w)
    reading = reading_of(f"此外{sentence}。")
    assert told(reading, who), [(c.state, c.reason) for c in reading.clauses]


@given(who=EN_WHO, how=EN_HOW, does=EN_DOES, what=EN_WHAT)
def test_no_verb_silences_an_english_clause(who: str, how: str, does: str, what: str) -> None:
    sentence = f"{who} {how}{does} {what}"
    reading = reading_of(f"In June much was said. {sentence}.")
    assert told(reading, who.removeprefix("The ")), [(c.state, c.reason) for c in reading.clauses]


def told(reading: Reading, who: str) -> bool:
    """Whether somebody named in a sentence is in a row or on the list, or is set aside for a reason."""
    draft = reading.draft
    rows = " ".join(n.name + " ".join(n.aliases) for n in draft.nodes)
    listed = " ".join(u.text for u in draft.unread)
    aside = any(c.state == BESIDE and c.reason in REASONS for c in reading.clauses)
    return who in rows or who in listed or any(who.endswith(n.name) for n in draft.of_kind("Agency")) or aside


@pytest.mark.parametrize("ending", ["csv", pytest.param("xlsx", marks=pytest.mark.process)])
def test_columns_beyond_those_that_are_read_are_told(tmp_path: Path, ending: str) -> None:
    said = {}
    for columns in (200, 201):
        rows = [
            ["工作項目", *[f"欄{n}" for n in range(2, columns)], "主辦機關"],
            ["種樹", *["x"] * (columns - 2), "環保局"],
        ]
        path = tmp_path / f"{columns}.{ending}"
        if ending == "csv":
            path.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
        else:
            with xlsxwriter.Workbook(path) as book:
                sheet = book.add_worksheet()
                for n, row in enumerate(rows):
                    sheet.write_row(n, 0, row)
        said[columns] = [str(notice) for notice in open_source(path).notices if "200" in str(notice)]
    assert [len(told) for told in said.values()] == [0, 1]
