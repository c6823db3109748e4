"""What a matrix is made of, before any format."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from quanze.errors import DataError, FileError
from quanze.exports.formats import MATRIX, endings, formats_of
from quanze.exports.matrix.csv import wide_csv
from quanze.exports.matrix.markdown import markdown
from quanze.exports.matrix.model import Matrix
from quanze.exports.matrix.words import notes
from quanze.exports.matrix_from_rows import build_matrix
from tests.exports.rows import (
    AGENCIES,
    ASSIGNMENTS,
    AUDIT,
    ENERGY,
    ITEMS,
    SOLAR,
    WORKS,
    direct,
    inherited,
    item,
    sample,
)


def letters(matrix: Matrix, row: str, column: str, lang: str = "zh-TW") -> list[str]:
    at = ([h.id for h in matrix.rows].index(row), [h.id for h in matrix.columns].index(column))
    return [m.letter_text(lang) for m in matrix.cells.get(at, ())]


def test_rows_and_columns_are_brought_together_by_group_and_keep_their_order() -> None:
    matrix = sample()
    assert [h.id for h in matrix.rows] == ["solar", "audit", "flood", "nobody"]
    assert [h.id for h in matrix.columns] == ["energy", "works", "idle", "district"], "bureaus stand before offices"
    assert [h.group_name.zh for h in matrix.columns] == ["示例市政府 局處"] * 3 + ["示例市政府 公所"]


def test_a_direct_role_stands_for_the_inherited_one_which_stays_listed_behind_it() -> None:
    matrix = sample()
    assert letters(matrix, "solar", "energy") == ["主"]
    held = matrix.cells[0, 0][0].held
    assert [a.inherited for a in held] == [False, True]


def test_inherited_is_bracketed_editorial_marked_and_several_letters_share_a_cell() -> None:
    matrix = sample()
    assert letters(matrix, "solar", "works") == ["審†", "(協)"]
    assert letters(matrix, "audit", "energy") == ["協", "審"]
    assert letters(matrix, "audit", "energy", "en") == ["S", "R"]


def test_an_editorial_role_beside_a_stated_one_is_not_marked() -> None:
    rows = [direct(SOLAR, ENERGY, origin="editorial"), direct(SOLAR, ENERGY, wording="主責")]
    mark = build_matrix([SOLAR], [ENERGY], rows).cells[0, 0][0]
    assert not mark.editorial
    assert mark.wording == "主責、主辦", "a stated word comes first"


def test_the_lead_has_the_letter_of_the_sources_word_and_is_counted_once() -> None:
    rows = [
        direct(SOLAR, ENERGY, wording="主辦機關"),
        direct(SOLAR, WORKS, wording="召集"),
        direct(AUDIT, WORKS, wording="召集"),
        direct(AUDIT, WORKS, wording="主責"),
        direct(AUDIT, ENERGY, wording="lead"),
    ]
    matrix = build_matrix([SOLAR, AUDIT], [ENERGY, WORKS], rows)
    assert letters(matrix, "solar", "energy") == ["主"] and letters(matrix, "solar", "works") == ["召"]
    assert letters(matrix, "audit", "works") == ["主 召"] and letters(matrix, "audit", "works", "en") == ["C"]
    assert letters(matrix, "audit", "energy") == ["召"]
    assert matrix.letters("zh-TW") == ("召／主", "協", "審") and matrix.letters("en") == ("C", "S", "R")
    for lang in ("zh-TW", "en"):
        by_row, by_column = matrix.totals(lang)
        assert [n[0] for n in by_row.values()] == [2, 2] and [n[0] for n in by_column.values()] == [2, 2]
    assert "召＝召集、主＝主辦或主責、協＝協辦" in notes(matrix, "zh-TW")[0]
    assert notes(matrix, "en")[0].count("C = ") == 1


def test_a_letter_that_does_not_occur_is_not_explained_where_another_of_the_role_is() -> None:
    only = build_matrix([SOLAR], [ENERGY], [direct(SOLAR, ENERGY, wording="主辦")])
    assert only.letters("zh-TW") == ("主", "協", "審")
    assert "主＝主辦、協＝協辦" in notes(only, "zh-TW")[0] and "召" not in notes(only, "zh-TW")[0]
    assert build_matrix([SOLAR], [ENERGY], []).letters("zh-TW") == ("召", "協", "審")
    raci = build_matrix([SOLAR], [ENERGY], [direct(SOLAR, ENERGY, wording="主辦")], scheme="raci")
    assert letters(raci, "solar", "energy") == ["A R"]


def test_what_nobody_holds_and_who_holds_nothing_stay() -> None:
    matrix = sample()
    assert [h.id for h in matrix.empty_rows()] == ["nobody"]
    assert [h.id for h in matrix.empty_columns()] == ["idle"]


def test_hiding_inherited_roles_shows_what_is_left() -> None:
    matrix = sample(inherited="hide")
    assert letters(matrix, "solar", "works") == ["審†"]
    assert letters(matrix, "audit", "district") == []
    assert not any(a.inherited for a in matrix.assignments)


def test_totals_count_cells_direct_and_inherited_apart() -> None:
    rows, columns = sample().totals("zh-TW")
    assert rows[0] == [1, 0, 0, 1, 1, 0], "召 (召) 協 (協) 審 (審) of the first row"
    assert columns[0] == [1, 0, 1, 0, 1, 0]
    assert rows[3] == [0] * 6
    for i in range(6):
        assert sum(n[i] for n in rows.values()) == sum(n[i] for n in columns.values())


def test_a_reading_may_put_two_letters_and_says_that_it_is_one() -> None:
    matrix = sample(scheme="rasci")
    assert matrix.scheme.reading
    assert letters(matrix, "solar", "energy") == ["A R"]
    assert letters(matrix, "solar", "works") == ["C†", "(S)"]
    rows, _ = sample(scheme="iati").totals("zh-TW")
    assert rows[1] == [1, 0, 1, 1], "co-organizer and reviewer in one cell: 4 and 2, each counted once"


def test_an_item_or_agency_only_an_assignment_names_is_added() -> None:
    matrix = build_matrix([], [], ASSIGNMENTS)
    assert {h.id for h in matrix.rows} == {"solar", "audit", "flood"}
    assert {h.id for h in matrix.columns} == {"energy", "works", "district"}


def test_a_seat_or_an_undertaking_body_has_a_letter_that_is_explained_only_when_used() -> None:
    seat = inherited(AUDIT, WORKS, "SITS_ON", "")
    matrix = build_matrix(ITEMS, AGENCIES, [*ASSIGNMENTS, seat])
    assert letters(matrix, "audit", "works") == ["(席)"]
    assert "席" in matrix.letters("zh-TW")
    assert "席" not in sample().letters("zh-TW")


def test_assignments_are_numbered_in_the_order_of_rows_and_columns() -> None:
    made = sample().assignments
    assert [a.number for a in made] == list(range(1, 9))
    assert [(a.item.id, a.agency.id, a.distance) for a in made][:4] == [
        ("solar", "energy", 0),
        ("solar", "energy", 1),
        ("solar", "works", 0),
        ("solar", "works", 1),
    ]


@pytest.mark.parametrize("wrong", [{"scheme": "darci"}, {"inherited": "maybe"}, {"lang": "fr"}])
def test_an_unknown_choice_is_refused_with_what_there_is(wrong: dict[str, str]) -> None:
    with pytest.raises(DataError) as refused:
        sample(**wrong)
    assert "Use one of" in refused.value.advice


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(DataError, match="BAKES"):
        build_matrix([SOLAR], [ENERGY], [direct(SOLAR, ENERGY, "BAKES")])


def test_an_unknown_ending_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    target = tmp_path / "m.doc"
    with pytest.raises(FileError, match=r"\.doc"):
        sample().write(target)
    assert not target.exists()


@pytest.mark.whole
def test_a_matrix_without_rows_or_columns_is_written_in_every_format(tmp_path: Path) -> None:
    for matrix in (build_matrix([], [], []), build_matrix([item("a")], [], []), build_matrix([], AGENCIES, [])):
        for ending in endings(formats_of(MATRIX)):
            for lang in ("zh-TW", "en"):
                assert matrix.write(tmp_path / f"m{ending}", long=True, lang=lang)


def test_a_failure_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import xlsxwriter

    folder = tmp_path
    target = folder / "m.xlsx"
    target.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(xlsxwriter.Workbook, "close", fail)
    with pytest.raises(Exception, match="No space left"):
        sample().write(target)
    assert target.read_bytes() == b"old"
    assert gc.isenabled(), "collection goes on afterwards"
    assert [p.name for p in folder.iterdir()] == ["m.xlsx"]


def test_where_the_database_lies_is_told_in_no_format() -> None:
    for format_ in formats_of(MATRIX, printable=True):
        assert "secret" not in sample().text(format_.name)


@pytest.mark.parametrize("scheme", ["raci", "rasci", "iati"])
@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_a_reading_explains_its_letters_and_uses_no_brackets_where_print_tells(scheme: str, lang: str) -> None:
    rows = [direct(SOLAR, ENERGY, wording="主辦"), inherited(SOLAR, WORKS, wording="協辦")]
    matrix = build_matrix([SOLAR], [ENERGY, WORKS], rows, scheme=scheme, lang=lang)
    said = notes(matrix, lang)
    shown = {letter.text(lang) for mark in matrix.cells.values() for one in mark for letter in one.letters}
    separator = "＝" if lang == "zh-TW" else " = "
    assert shown and all(f"{letter}{separator}" in said[0] for letter in shown)
    mark = matrix.cells[0, 1][0]
    assert mark.inherited and mark.letter_text(lang) == f"({mark.letter_text(lang, bracketed=False)})"
    assert not matrix.bracketed and f"({mark.letter_text(lang, bracketed=False)})" not in markdown(matrix, lang)
    assert mark.letter_text(lang) in "".join(wide_csv(matrix, lang)), "a file without print keeps the brackets"
    assert ("不加粗" if lang == "zh-TW" else "not bold") in said[1]


def test_a_councils_own_duty_is_not_an_item_of_nobody() -> None:
    matrix = build_matrix([{**SOLAR, "own_duty": True}, {**SOLAR, "id": "other"}], [ENERGY], [])
    assert [head.id for head in matrix.empty_rows()] == ["other"]
