"""From what a person types to one record."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

import quanze
from quanze.errors import AmbiguousNameError, UnknownNameError
from quanze.queries import names


@pytest.mark.parametrize(
    ("text", "id_", "match"),
    [
        ("a/epb", "a/epb", "id"),
        ("環境保護局", "a/epb", "name"),
        ("環保處", "a/epb", "name"),
        ("環保局", "a/epb", "abbreviation"),
        ("保護局", "a/epb", "part"),
        ("台北小鎮", "a/town", "name"),
        ("臺北小鎮", "a/town", "name"),
        ("臺北", "a/town", "part"),
        ("Ｘ－１", "i/x", "name"),
        ("x-1", "i/x", "name"),
        ("INDICATOR X", "i/x", "name"),
        (" 指標甲 ", "i/x", "name"),
        ("Ｂｕｒｅａｕ　Ａ", "a/A", "name"),
    ],
)
def test_found(town: quanze.Graph, text: str, id_: str, match: str) -> None:
    found = town.find(text)
    assert (found["id"], found["match"]) == (id_, match)


def test_a_whole_name_wins_over_parts(town: quanze.Graph) -> None:
    assert town.find("任務")["id"] == "t/task", "上層任務 and 任務組 contain it"
    assert {r["id"] for r in town.search("任務")} == {"t/task"}


def test_several_matches_are_all_listed(town: quanze.Graph) -> None:
    with pytest.raises(AmbiguousNameError) as several:
        town.find("雙子處")
    assert [m["id"] for m in several.value.matches] == ["a/twin1", "a/twin2"]
    with pytest.raises(AmbiguousNameError) as parts:
        town.find("局")
    assert {m["id"] for m in parts.value.matches} == {"a/epb", "a/Z", *(f"a/{c}" for c in "ABCDEFGHIJKL")}


def test_a_kind_narrows(town: quanze.Graph) -> None:
    with pytest.raises(AmbiguousNameError):
        town.find("組")
    assert town.find("推動會", ("Council",))["id"] == "c/review"
    with pytest.raises(UnknownNameError):
        town.find("a/epb", ("Task",))


def test_nothing_gives_the_nearest(town: quanze.Graph) -> None:
    with pytest.raises(UnknownNameError) as nothing:
        town.find("環境保育局")
    assert nothing.value.nearest[0]["id"] == "a/epb"
    assert len(nothing.value.nearest) <= names.NEAREST


@pytest.mark.parametrize("text", ["", "  ", "、", "|", "()", "\x00", "💥"])
def test_a_text_without_letters_names_nothing(town: quanze.Graph, text: str) -> None:
    with pytest.raises(UnknownNameError):
        town.find(text)
    assert town.search("") == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [("EPB", {"chiayi/agency/epb"}), ("ｅｐｂ", {"chiayi/agency/epb"}), ("Environmental Pro", {"chiayi/agency/epb"})],
)
def test_latin_letters_are_words_or_initials(bundled: quanze.Graph, text: str, ids: set[str]) -> None:
    assert {r["id"] for r in bundled.search(text, ("Agency",)) if r["dataset"] == "chiayi"} == ids


def test_latin_letters_inside_a_word_are_no_match(bundled: quanze.Graph) -> None:
    assert [r["match"] for r in bundled.search("nobody") if r["match"] != "near"] == [], (
        "letters of a name, not its words"
    )
    assert {r["match"] for r in bundled.search("epa")} <= {"near", "abbreviation"}, "they stand in Department"
    assert all("Develop" in (r["name_en"] or "") for r in bundled.search("develop"))


def test_search_falls_back_to_the_nearest(town: quanze.Graph) -> None:
    assert town.search("環境保育局")[0]["match"] == "near"


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("環保局", "chiayi/agency/epb"),
        ("推動會", "chiayi/council/climate-change-response"),
        ("13.2", "sdg/target/13.2"),
        ("綠色運輸組", "chiayi/subgroup/green-transport"),
    ],
)
def test_names_of_the_bundled_graph(bundled: quanze.Graph, text: str, id_: str) -> None:
    assert bundled.find(text)["id"] == id_


def test_a_permanent_code_of_the_un_is_found(bundled: quanze.Graph) -> None:
    assert bundled.find("C130202")["id"] == "sdg/indicator/13.2.2"


def test_a_seat_is_found_by_its_post(town: quanze.Graph) -> None:
    (found,) = town.search("秘書長")
    assert (found["id"], found["match"]) == ("m/lead", "post")
    assert [r["id"] for r in town.search("祕書")] == ["m/lead"], "part of a post, in another form of its characters"
    assert town.find("秘書長")["kind"] == "Member"
    assert "m/lead" not in {r["id"] for r in town.search("秘書長", "Agency")}


def test_a_number_of_the_plan_is_found_and_not_spelt_out_of_names(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(
        "No.,Action,Lead\nF1,Food waste 2026,Parks Department\nF2,Fund 12,Roads Department\n", encoding="utf-8"
    )
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        graph.load(path, accept_unsure=True)
        assert [row["name"] for row in graph.search("F2")] == ["Fund 12"]
        assert [row["name"] for row in graph.search("f1")] == ["Food waste 2026"]
        for found in (names.Names(graph.engine), names.AllNames(graph.engine)):
            assert names.search(found, "W2") == []
            assert [row["name"] for row in names.search(found, "F2")] == ["Fund 12"]


@pytest.mark.whole
def test_names_that_were_read_once_are_found_as_those_in_the_graph(bundled: quanze.Graph) -> None:
    texts = (
        "chiayi/agency/epb",
        "環保局",
        "環境",
        "秘書長",
        "環保境局",
        "EPB",
        "LED",
        "13.2",
        "2026",
        "x|y",
        "臺北",
    )
    of_kinds: tuple[tuple[str, ...], ...] = ((), ("Agency",), ("Member", "Task"))
    once = names.AllNames(bundled.engine)
    ways = set()
    for text, kinds in itertools.product(texts, of_kinds):
        anew = names.Names(bundled.engine)
        found = names.search(anew, text, kinds)
        assert names.search(once, text, kinds) == found, (text, kinds)
        assert names.nearest(once, text, kinds) == names.nearest(anew, text, kinds), (text, kinds)
        ways |= {row["match"] for row in found}
    assert ways == {"id", "name", "post", "part", "abbreviation"}
    assert [row["id"] for row in bundled.search("EPB", index=bundled.name_index())] == ["chiayi/agency/epb"]
