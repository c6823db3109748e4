"""A role is shown by the source's own word where that is one of the role's, else by its label."""

from __future__ import annotations

import pytest

from quanze.schema import ROLES
from quanze.schema.role_words import letter_zh, own_word, short, shown_word
from quanze.schema.words import CHAIRS, DEPUTIES, SECRETARIES, seat_rank

LEAD, CO, REVIEW = "CONVENES", "CO_ORGANIZES", "REVIEWS"


@pytest.mark.parametrize(
    ("role", "wording", "shown", "letter"),
    [
        (LEAD, "召集", "召集", "召"),
        (LEAD, "召集單位", "召集", "召"),
        (LEAD, "主辦", "主辦", "主"),
        (LEAD, "主辦機關", "主辦", "主"),
        (LEAD, "主辦局處", "主辦", "主"),
        (LEAD, "主管", "主管", "主"),
        (LEAD, "中央目的事業主管機關", "主管", "主"),
        (LEAD, "主要權責單位", "主要權責", "主"),
        (LEAD, "由環境保護局負責主辦並彙整成果", "主辦", "主"),
        (LEAD, "權責單位", "權責", "召"),
        (LEAD, "custodian", "召集", "召"),
        (LEAD, "扛下", "召集", "召"),
        (LEAD, "", "召集", "召"),
        (LEAD, None, "召集", "召"),
        (LEAD, "主(協)辦機關", "召集", "召"),
        (CO, "協辦機關", "協辦", "協"),
        (CO, "會辦單位", "會辦", "協"),
        (REVIEW, "檢討", "檢討", "審"),
        (REVIEW, "督導考核", "督導考核", "審"),
    ],
)
def test_the_word_and_the_letter(role: str, wording: str | None, shown: str, letter: str) -> None:
    assert shown_word(role, wording, "zh-TW") == shown
    assert letter_zh(role, wording) == letter


def test_english_keeps_the_labels() -> None:
    assert shown_word(LEAD, "主辦機關", "en") == "convenes"


def test_only_roles_have_words_of_their_own() -> None:
    assert own_word("SITS_ON", "召集人") == ""
    assert shown_word("SITS_ON", "召集人", "zh-TW") == "設於"


def test_every_declared_chinese_word_is_shown_as_itself() -> None:
    for role in ROLES:
        for word in role.words:
            assert own_word(role.type, word) == ("" if word.isascii() else short(word))


def test_the_chair_stands_before_the_deputy_and_the_secretary() -> None:
    for rank, titles in enumerate((CHAIRS, DEPUTIES, SECRETARIES)):
        assert {seat_rank(t) for t in titles} == {rank}
    assert seat_rank("副召集人（秘書長兼任）") == 1
    assert seat_rank("委員（會長兼任）") == seat_rank("委員") == seat_rank("") == 3
