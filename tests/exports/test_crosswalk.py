"""The crosswalk file: what ships is complete, and a user's own is checked line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from quanze.errors import DataError, FileError
from quanze.exports.matrix.crosswalk import COLUMNS, read_schemes
from quanze.schema import ROLES
from tests.exports.rows import sample

HEAD = ",".join(COLUMNS)
LINES = [
    f"daci,{role},{letter},甲,A,因為,because"
    for role, letter in (("CONVENES", "D"), ("CO_ORGANIZES", "A"), ("REVIEWS", "C"))
]


def written(folder: Path, *lines: str) -> Path:
    path = folder / "own.csv"
    path.write_text("\n".join((HEAD, *lines)) + "\n", encoding="utf-8")
    return path


def test_what_ships_reads_every_role_in_every_scheme_with_a_reason_in_both_languages() -> None:
    schemes = read_schemes()
    assert list(schemes) == ["source", "raci", "rasci", "iati"]
    for scheme in schemes.values():
        for role in ROLES:
            assert scheme.of_role[role.type]
            for letter in scheme.of_role[role.type]:
                assert letter.reason_zh and letter.reason_en and letter.name_zh and letter.name_en


def test_the_sources_own_letters_come_from_the_schema() -> None:
    source = read_schemes()["source"]
    assert not source.reading
    for role in ROLES:
        assert [(x.zh, x.en) for x in source.of_role[role.type]] == [(role.letter_zh, role.letter_en)]


def test_iati_letters_are_codes_of_its_list() -> None:
    assert {x.zh for r in ROLES for x in read_schemes()["iati"].of_role[r.type]} <= {"1", "2", "3", "4"}


def test_a_file_of_ones_own_adds_a_scheme(tmp_path: Path) -> None:
    matrix = sample(scheme="daci", crosswalk=written(tmp_path, *LINES))
    assert matrix.letters("zh-TW") == ("D", "A", "C")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([*LINES, LINES[0]], "repeats the letter"),
        ([*LINES, "daci,BAKES,X,甲,A,因為,because"], "Line 5 of the crosswalk has an unknown role 'BAKES'"),
        ([*LINES, "daci,REVIEWS,,甲,A,因為,because"], "Line 5 of the crosswalk has no letter"),
        ([*LINES, "daci,REVIEWS,X,甲,A,因為,"], "Line 5 of the crosswalk has no reason_en"),
        ([*LINES, "daci,REVIEWS,X,甲,A,因為,because, so"], "more values than columns"),
        ([*LINES, "daci,REVIEWS,LETTER,甲,A,因為,because"], "too long"),
        ([*LINES, "daci,REVIEWS,X Y,甲,A,因為,because"], "a space in it"),
        ([*LINES, "source,REVIEWS,X,甲,A,因為,because"], "the plan's own"),
    ],
)
def test_a_wrong_line_is_named(lines: list[str], said: str, tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        read_schemes(written(tmp_path, *lines))
    assert said in str(refused.value)


def test_a_file_that_is_none_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        read_schemes(tmp_path / "absent.csv")
    big5 = tmp_path / "big5.csv"
    big5.write_bytes(HEAD.encode() + "\n角色".encode("big5"))
    with pytest.raises(FileError, match="UTF-8"):
        read_schemes(big5)
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(DataError, match="are missing"):
        read_schemes(tmp_path / "other.csv")
