"""The CSV forms, read back with the csv module."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from quanze.exports.matrix.long_form import LONG
from quanze.exports.matrix.words import word
from quanze.exports.matrix_from_rows import build_matrix
from quanze.text.clean import clean
from tests.exports.hostile import HOSTILE, hostile_matrix
from tests.exports.rows import SOLAR, agency, direct, sample


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_the_wide_form_is_a_header_and_a_line_per_item() -> None:
    lines = read(sample().text("csv"))
    assert lines[0] == ["組別", "類別", "事項識別碼", "事項", "能源處", "工務處", "文化處", "東區公所", "字母依據"]
    assert lines[1] == ["綠能組", "任務", "solar", "屋頂光電推廣", "主", "審† (協)", "", "", "來源角色"]
    assert [len(line) for line in lines] == [9] * 5


def test_the_long_form_cites_every_step() -> None:
    lines = read(sample().text("csv", long=True))
    assert lines[0] == [word(k, "zh-TW") for k in LONG]
    assert len(lines) == 9
    rows = [dict(zip(LONG, line, strict=True)) for line in lines[1:]]
    assert (rows[0]["wording"], rows[0]["inherited"], rows[0]["quote"], rows[0]["locator"]) == (
        "主政",
        "否",
        "由energy主政",
        "第 3 章",
    )
    assert rows[1]["quote"].split("\n") == ["1. 由energy召集", "2. 由g1負責"]
    assert rows[2]["origin"] == "編者"
    assert (rows[-1]["valid_from"], rows[-1]["valid_to"]) == ("2024-01-01", "2025")


def test_english_has_english_names_and_letters() -> None:
    lines = read(sample(lang="en").text("csv"))
    assert lines[0][4] == "Energy Department"
    assert lines[1][3:6] == ["Promote rooftop solar", "C", "R† (S)"]


def test_a_reading_names_itself_and_keeps_the_sources_word() -> None:
    lines = read(sample(scheme="raci").text("csv"))
    assert lines[1][4] == "A R〔主政〕"
    assert {line[-1] for line in lines[1:]} == {"RACI（判讀）"}


def test_columns_of_one_name_are_told_apart() -> None:
    twins = [agency("a1", "工務處"), agency("a2", "工務處")]
    head = read(build_matrix([SOLAR], twins, [direct(SOLAR, twins[0])]).text("csv"))[0]
    assert head[4:6] == ["工務處 [a1]", "工務處 [a2]"]


def test_long_stands_beside_wide_and_the_mark_for_excel_is_there_when_asked_for(tmp_path: Path) -> None:
    written = sample().write(tmp_path / "m.csv", long=True, bom=True)
    assert [p.name for p in written] == ["m.csv", "m.long.csv"]
    for path in written:
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert read(written[0].read_text(encoding="utf-8-sig")) == read(sample().text("csv"))


def test_hostile_texts_are_inert_and_readable() -> None:
    active = re.compile(r"\A[=+\-@\t\r\n＝＋－＠]")
    for long in (False, True):
        lines = read(hostile_matrix().text("csv", long=long))
        assert len(lines) == len(HOSTILE) + 1
        assert len({len(line) for line in lines}) == 1
        values = {v for line in lines for v in line}
        assert not [v for v in values if active.match(v)]
        assert not [v for v in values if re.search(r";\s*[=+\-@]", v)], "a spreadsheet may split at semicolons"
        bare = {v.removeprefix("'").replace(";'=", ";=") for v in values}
        for text in HOSTILE:
            assert clean(text).removeprefix("'") in bare | {v.removeprefix("'") for v in bare}
