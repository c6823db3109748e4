"""A goal is named by its number with or without its title behind it."""

import pytest

from quanze.reader.rules.goals import codes_of
from quanze.reader.wording import normalise


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("SDG 3 健康與福祉", ["3"]),
        ("SDG3健康與福祉", ["3"]),
        ("目標 11 永續城鄉", ["11"]),
        ("SDG 13 氣候行動\nSDG 7 可負擔的潔淨能源", ["13", "7"]),
        ("3.4 健康", ["3.4"]),
        ("SDG 3個目標", []),
        ("12項", []),
        ("18 其他", []),
    ],
)
def test_a_goal_with_its_title(text: str, codes: list[str]) -> None:
    assert codes_of(normalise(text)) == codes
