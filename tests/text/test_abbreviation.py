"""An abbreviation of Latin letters is made of beginnings of words; any letters in order are not one."""

from __future__ import annotations

import pytest

from quanze.text.abbreviation import spells

NAME = ["natural", "resources", "biodiversity", "and", "carbon", "sinks"]


@pytest.mark.parametrize(
    ("short", "fits"),
    [
        ("nrb", True),
        ("natres", True),
        ("natcarbon", True),
        ("n", True),
        ("natural", True),
        ("nobody", False),  # its letters stand in the name in this order
        ("resources", False),  # the first word begins it
        ("nsinks", True),
        ("nsinkss", False),
        ("nr", True),
        ("rn", False),
    ],
)
def test_beginnings_of_words_in_order(short: str, fits: bool) -> None:
    assert spells(short, NAME) is fits
