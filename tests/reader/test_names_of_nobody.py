"""Words in the place of a name that name no body, and neighbours of them that do."""

from __future__ import annotations

import pytest

from quanze.reader.names import is_agency


@pytest.mark.parametrize(
    "words",
    [
        "洽研考處",
        "逕洽環保局",
        "社會處洽台電公司",
        "其他機關",
        "各該機關",
        "下列機關",
        "左列單位",
        "有社會局",
        "書面記明",
        "各目的事業主管機關所",
    ],
)
def test_words_around_a_name_make_no_agency(words: str) -> None:
    assert not is_agency(words)


@pytest.mark.parametrize("name", ["研考處", "環保局", "台電公司", "洽公服務中心", "各目的事業主管機關", "社會局"])
def test_the_name_alone_is_an_agency(name: str) -> None:
    assert is_agency(name)
