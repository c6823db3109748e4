"""A comparison in every format: nothing in it acts, and what changed in a text is marked."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
import python_calamine
from markdown_it import MarkdownIt

from quanze.exports.comparison.marking import COME, GONE, Run, marked
from quanze.exports.comparison.text import plain_text
from quanze.exports.comparison_document import ComparisonDocument
from quanze.exports.formats import COMPARISON, formats_of
from quanze.text.clean import clean
from tests.changes.editions import difference
from tests.exports.hostile import HOSTILE
from tests.loaders.cases import SAID, city

STORED = [t for t in HOSTILE if t.isprintable() and t.strip() == t and len(t) < 2000]


def document() -> ComparisonDocument:
    """Tasks whose notes change from one hostile text to the next, one that goes and one whose name is hostile."""
    before, after = city(), city()
    for tables, shift in ((before, 0), (after, 1)):
        for i in range(len(STORED)):
            note = STORED[(i + shift) % len(STORED)]
            tables["tasks"].append({"id": f"t/task/{i}", "name": f"任務{i}", "note": note, **SAID})
    before["tasks"].append({"id": "t/task/x", "name": STORED[0], **SAID})
    after["agencies"][1]["name"] = "乙丙處"
    after["responsibilities"][1]["who"] = "乙丙處"
    return ComparisonDocument(**vars(difference(before, after)))


def test_marks() -> None:
    assert marked("循環杯借用", "循環容器借用") == (
        (Run("循環"), Run("杯", GONE), Run("借用")),
        (Run("循環"), Run("容器", COME), Run("借用")),
    )
    assert marked("raise 68 trees", "raise 70 trees") == (
        (Run("raise "), Run("68", GONE), Run(" trees")),
        (Run("raise "), Run("70", COME), Run(" trees")),
    )
    assert marked("長" * 9000, "短" * 9000) == ((Run("長" * 9000, GONE),), (Run("短" * 9000, COME),))
    for old, new in (("", "甲"), ("甲", "")):
        assert ("".join(r.text for r in marked(old, new)[0]), "".join(r.text for r in marked(old, new)[1])) == (
            old,
            new,
        )


@pytest.mark.whole
@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_every_format_is_written(tmp_path: Path, lang: str) -> None:
    found = document()
    for format_ in formats_of(COMPARISON):
        path = found.write(tmp_path / f"diff{format_.endings[0]}", lang=lang)
        assert path.stat().st_size > 1000


@pytest.mark.whole
def test_the_workbook_has_its_sheets_and_both_texts(tmp_path: Path) -> None:
    path = document().write(tmp_path / "diff.xlsx", lang="en")
    book = python_calamine.CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["Summary", "Duties", "Agencies", "Changes of wording"]
    rows = book.get_sheet_by_name("Changes of wording").to_python()
    heads = rows[0]
    cells = {row[heads.index("id")]: (row[heads.index("before")], row[heads.index("after")]) for row in rows[1:]}
    for i in range(len(STORED)):
        expected = (clean(STORED[i]), clean(STORED[(i + 1) % len(STORED)]))
        assert cells[f"t/task/{i}"] == expected
    content = zipfile.ZipFile(path)
    strings = content.read("xl/sharedStrings.xml").decode("utf-8")
    assert "<strike/>" in strings
    sheets = "".join(content.read(n).decode("utf-8") for n in content.namelist() if n.startswith("xl/worksheets/"))
    assert "<f>" not in sheets, "a text became a formula"
    assert "hyperlink" not in sheets


class Tags(HTMLParser):
    """The tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_page_has_no_tag_of_a_text_in_it() -> None:
    tags = Tags()
    tags.feed(document().text("html"))
    assert {"del", "ins"} <= tags.tags
    assert not {"script", "img", "svg", "b"} & tags.tags
    assert not {name for name in tags.attributes if name.startswith("on")}


def test_markdown_has_no_markup_of_a_text_in_it() -> None:
    text = document().text("md")
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    inline = [c for t in tokens for c in t.children or ()]
    assert {c.type for c in inline} <= {"text", "s_open", "s_close", "strong_open", "strong_close", "text_special"}
    assert any(c.type == "s_open" for c in inline)


@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_moved_rows_are_counted_once_and_listed_in_full_only(lang: str) -> None:
    before, after = city(), city()
    for tables, shift in ((before, 2), (after, 3)):
        for i in range(60):
            place = {"locator": f"工作表1，第 {i + shift} 列", **SAID}
            tables["tasks"].append({"id": f"t/task/{i}", "name": f"任務{i}", **place})
    after["tasks"][-1]["name"] = "另一任務"
    found = ComparisonDocument(**vars(difference(before, after)))
    for format_ in (f.name for f in formats_of(COMPARISON, printable=True)):
        short, full = (one.text(format_, lang=lang).replace("\\", "") for one in (found, found.in_full()))
        assert "另一任務" in short
        if format_ in ("json", "csv"):
            assert short == full and "任務40" in short
        else:
            assert "任務40" not in short and "任務40" in full
            assert "60" in short and "--all" in short and "--all" not in full


def test_rows_for_programs() -> None:
    found = document()
    data = json.loads(found.text("json"))
    assert set(data) >= {"before", "after", "summary", "counts", "changes", "agencies", "unsure"}
    lines = list(csv.DictReader(io.StringIO(found.text("csv"))))
    assert len(lines) == len(data["changes"]) == len(found.rows)
    assert [line["change"] for line in lines] == [r["change"] for r in data["changes"]]


def test_pairs_to_be_reviewed(tmp_path: Path) -> None:
    before, after = city(), city()
    del before["agencies"][1]["id"], after["agencies"][1]["id"]
    after["agencies"][1]["name"] = "乙務處"
    after["responsibilities"][1]["who"] = "乙務處"
    found = ComparisonDocument(**vars(difference(before, after)))
    lines = found.write_pairs(tmp_path / "pairs.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines == [
        "before,before_name,after,after_name,same",
        "t/agency/乙處,乙處,t/agency/乙務處,乙務處,",
    ]
    own = plain_text(found, "en").split("By agency")[1].split("■")[0].splitlines()
    marked = {line.split()[0] for line in own if "not certain" in line}
    assert marked == {"乙處", "乙務處"}, "an agency that may be another one is shown with its mark, not left out"
