"""Labels fit, break where a reader pauses, and hold nothing that turns or hides text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quanze.views.label_fit import SIZE_ZH, lines, plain, text_width


@given(st.text(max_size=80), st.floats(60, 400))
def test_lines_fit_and_lose_nothing_unsaid(text: str, width: float) -> None:
    broken = lines(text, SIZE_ZH, width)
    assert len(broken) <= 3
    assert all(text_width(line, SIZE_ZH) <= width + 1e-6 for line in broken)
    kept, whole = "".join(broken).replace(" ", ""), plain(text).replace(" ", "")
    assert kept == whole or (kept.endswith("…") and whole.startswith(kept[:-1]))


def test_chinese_breaks_before_an_opening_bracket() -> None:
    assert lines("副召集人（秘書長兼任）", 18, 140) == ("副召集人", "（秘書長兼任）")


def test_no_line_begins_with_closing_punctuation() -> None:
    for width in range(60, 260, 7):
        for line in lines("負責推動環境品質改善、減碳策略規劃和研訂、環境綠化。", 18, width):
            assert line[0] not in "、。）"


def test_english_breaks_between_words() -> None:
    assert lines("Department of Urban Development", 13, 130) == ("Department of", "Urban Development")


def test_long_names_end_in_an_ellipsis() -> None:
    broken = lines("長" * 10_000, 18, 150)
    assert len(broken) == 3
    assert broken[-1].endswith("…")


def test_marks_that_turn_text_are_taken_out() -> None:
    assert plain("\u202eevil\u2066x\u2069\x00 a\nb\u2028c") == "evilx a b c"
