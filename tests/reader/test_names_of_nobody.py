"""Words in the place of a name that name no body, and neighbours of them that do."""

from __future__ import annotations

from itertools import permutations

import pytest

from quanze.reader.draft import HIGH
from quanze.reader.names import agency_kind, is_agency, is_everybody, names_nobody, split_agencies, without_nobody
from tests.reader.one_table import read


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


@pytest.mark.parametrize(
    "words", ["Various", "Relevant agencies", "All relevant departments", "Other agencies as needed", "City-wide"]
)
def test_english_words_for_whoever_name_nobody(words: str) -> None:
    assert names_nobody(words)


@pytest.mark.parametrize(
    "words", ["All departments", "Each City department", "all council services", "各局處", "各機關", "各單位"]
)
def test_a_class_of_the_whole_government_is_everybody(words: str) -> None:
    assert is_everybody(words) and agency_kind(words) == "class" and not names_nobody(words)


@pytest.mark.parametrize("words", ["Local schools", "Community partners", "External organisations", "各區公所"])
def test_a_class_with_a_limit_is_a_class_but_not_everybody(words: str) -> None:
    assert agency_kind(words) == "class" and not is_everybody(words) and not names_nobody(words)


@pytest.mark.parametrize(
    "name",
    [
        *("Community Services", "Local Government Association", "Public Services Department", "All Saints College"),
        *("Other Services Unit", "Parks", "Partners for Clean Air", "Education & Property", "Relevance Office"),
    ],
)
def test_names_that_begin_like_a_class_are_names(name: str) -> None:
    assert not names_nobody(name) and agency_kind(name) != "class"


@pytest.mark.parametrize(
    ("cell", "names", "nobody"),
    [
        ("工務局、相關單位", "工務局", ["相關單位"]),
        ("工務局、待定、教育局", "工務局、教育局", ["待定"]),
        ("Parks Department; relevant agencies", "Parks Department", ["relevant agencies"]),
        ("Parks and other agencies", "Parks", ["other agencies"]),
        ("相關單位", "相關單位", []),
        ("工務局及教育局", "工務局及教育局", []),
    ],
)
def test_a_list_is_parted_from_those_it_does_not_name(cell: str, names: str, nobody: list[str]) -> None:
    assert without_nobody(cell) == (names, nobody)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("為民服務科", ["為民服務科"]),
        ("和平區公所、暨南國際大學", ["和平區公所", "暨南國際大學"]),
        ("和美鎮公所及和順里辦公處", ["和美鎮公所", "和順里辦公處"]),
        ("警察局、和東區公所", ["警察局", "東區公所"]),
        ("由工務局及教育局", ["工務局", "教育局"]),
        ("為社會局", ["社會局"]),
    ],
)
def test_a_word_that_joins_is_cut_off_unless_the_name_begins_so(cell: str, names: list[str]) -> None:
    assert [n.text for n in split_agencies(cell)] == names


_BODIES = ("新聞局", "將軍區公所", "農村發展及水土保持署", "和平區公所", "國民及學前教育署", "北港鎮公所", "為民服務科")


@pytest.mark.parametrize("sign", ["、", "\n", "/", "；", "及"])
def test_lists_of_real_names_are_read_name_by_name(sign: str) -> None:
    rows = [[f"推動第{a}{b}號計畫", sign.join((a, b))] for a, b in permutations(_BODIES, 2)]
    draft = read([["工作項目", "主辦機關"], *rows])
    named: dict[str, set[str]] = {}
    for k in draft.linked("CONVENES"):
        named.setdefault(k.b.real().name, set()).add(k.a.real().name)
    assert named == {f"推動第{a}{b}號計畫": {a, b} for a, b in permutations(_BODIES, 2)}


@pytest.mark.parametrize("cell", ["統一超商及新聞局", "統一超商\n新聞局", "合作金庫及北港鎮公所", "嘉義高商\n警察局"])
def test_a_name_that_may_be_two_is_to_be_checked(cell: str) -> None:
    draft = read([["工作項目", "主辦機關"], ["植樹", cell], ["造林", "環境\n保護局"], ["種花", "社會及家庭署"]])
    sure = {k.a.real().name for k in draft.linked("CONVENES") if k.evidence[0].confidence == HIGH}
    assert sure == {"環境保護局", "社會及家庭署"}
