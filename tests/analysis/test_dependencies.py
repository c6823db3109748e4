"""Findings about dependencies: counted by hand on the small city, and on the city that ships."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import quanze
from quanze.errors import QueryError
from quanze.queries.dependencies import FINDINGS
from quanze.schema.rows import DependencyFinding

A, B, C, D, E = (f"small/agency/{x}" for x in "abcde")
S1, S2, K = "small/subgroup/s1", "small/subgroup/s2", "small/council/k"
SECRETARY, I1 = "small/member/secretary", "small/indicator/i1"
T1, T2, T3, T4 = (f"small/task/t{n}" for n in "1234")


def of(found: list[DependencyFinding], code: str) -> list[DependencyFinding]:
    return [f for f in found if f["finding"] == code]


def edges(finding: DependencyFinding) -> set[tuple[str, str, str]]:
    return {(e["from"], e["type"], e["to"]) for e in finding["evidence"]}


@pytest.fixture
def found(small: quanze.Graph) -> list[DependencyFinding]:
    return small.analysis()


def test_the_scope_is_the_citys_and_says_what_it_leaves_out(found: list[DependencyFinding]) -> None:
    (scope,) = of(found, "scope")
    assert scope["subjects"] == [A, B, C, D, E], "the bureau without any role is in no dependency"
    assert scope["figures"] == {"agencies": 5, "left_out": 2}
    assert "1 個中央機關" in scope["message_zh"]
    assert scope["message_en"].startswith(
        "Covers 5 agencies of the city. Left out: 1 national agency, 1 class of bodies ("
    )


def test_three_agencies_with_six_equal_links_are_told_of_once(found: list[DependencyFinding]) -> None:
    (alike,) = of(found, "alike")
    assert alike["subjects"] == [C, D, E]
    assert alike["figures"] == {"agencies": 3, "things": 2, "pairs": 3}
    assert edges(alike) == {(a, "CO_ORGANIZES", s) for a in (C, D, E) for s in (S1, S2)}
    assert "6 條連結使 3 對機關" in alike["message_zh"]


def test_what_still_tells_agencies_apart(found: list[DependencyFinding]) -> None:
    told = {f["subjects"][0]: f for f in of(found, "distinct")}
    assert set(told) == {A, B}
    assert "召集「一組」；主辦「任務三」；" in told[A]["message_zh"]
    assert "協調所召集小組中未載明主辦機關的任務及其指標：1 項任務、1 項指標" in told[A]["message_zh"]
    assert "推動會「執行秘書」（該組織審議 1 項）" in told[A]["message_zh"]
    assert "name no lead, and their indicators: 1 task, 1 indicator" in told[B]["message_en"]
    assert (SECRETARY, "REPRESENTS", A) in edges(told[A])


def test_pairs_that_must_coordinate(found: list[DependencyFinding]) -> None:
    pairs = of(found, "pair")
    # A over group 1 with C, D and E; B over group 2 with the same three. A and B share no role on one thing.
    assert [(f["subjects"], f["figures"]) for f in pairs] == [
        ([A, C, D, E], {"pairs": 3, "things": 1}),
        ([B, C, D, E], {"pairs": 3, "things": 1}),
    ]
    assert edges(pairs[0]) == {(A, "CONVENES", S1), *((x, "CO_ORGANIZES", S1) for x in (C, D, E))}


def test_every_pair_of_the_raw_list_is_told_of(small: quanze.Graph, found: list[DependencyFinding]) -> None:
    told = sum(f["figures"]["pairs"] for f in (*of(found, "pair"), *of(found, "partners")))
    assert told == len(small.dependencies()) == 9


def test_a_result_of_two_leads_rests_on_our_own_reading_and_says_so(found: list[DependencyFinding]) -> None:
    (joint,) = of(found, "joint-result")
    assert joint["subjects"] == [I1, A, B]
    assert joint["figures"] == {"agencies": 2, "leads": 0, "coordinators": 2}
    assert "are coordinated by Bureau A, Bureau B as conveners of their groups" in joint["message_en"], (
        "neither leads a task of its group"
    )
    assert joint["origin"] == "editorial"
    assert joint["message_zh"].endswith("（所據含編者判讀。）")
    assert edges(joint) == {
        (A, "CONVENES", S1),
        (S1, "UNDERTAKES", T1),
        (T1, "MEASURED_BY", I1),
        (B, "CONVENES", S2),
        (S2, "UNDERTAKES", T2),
        (T2, "MEASURED_BY", I1),
    }


def test_bridges(found: list[DependencyFinding]) -> None:
    cut = {f["subjects"][0]: f["subjects"][1:] for f in of(found, "bridge")}
    assert cut == {A: [T3], B: [T4]}


def test_who_meets_only_through_another(found: list[DependencyFinding], tmp_path: Path) -> None:
    assert of(found, "between") == [], "A and B both meet C, D and E: none of them is the only one"
    rows = """
dataset: {id: line, name: 一線}
agencies:
- {id: line/a, name: 甲局, kind: bureau, origin: editorial, note: 虛構}
- {id: line/b, name: 乙局, kind: bureau, origin: editorial, note: 虛構}
- {id: line/c, name: 丙局, kind: bureau, origin: editorial, note: 虛構}
- {id: line/d, name: 丁局, kind: bureau, origin: editorial, note: 虛構}
tasks:
- {id: line/t, name: 任務一, origin: editorial, note: 虛構}
- {id: line/u, name: 任務二, origin: editorial, note: 虛構}
responsibilities:
- {who: line/a, role: 主辦, on: line/t, origin: editorial, note: 虛構}
- {who: line/b, role: 協辦, on: line/t, origin: editorial, note: 虛構}
- {who: line/b, role: 主辦, on: line/u, origin: editorial, note: 虛構}
- {who: line/c, role: 協辦, on: line/u, origin: editorial, note: 虛構}
- {who: line/d, role: 協辦, on: line/u, origin: editorial, note: 虛構}
"""
    (tmp_path / "line.yaml").write_text(rows, encoding="utf-8")
    with quanze.open(tmp_path / "line.kgl", create=True) as graph:
        graph.load(tmp_path / "line.yaml")
        (case,) = of(graph.analysis(), "between")
    assert case["subjects"] == ["line/b"]
    assert case["figures"] == {"pairs": 2, "of_pairs": 6, "agencies": 4}, "甲 with 丙 and with 丁, of six pairs"
    assert "其中 2 對彼此沒有共同事項，只能經由乙局相聯" in case["message_zh"]
    assert {e["from"] for e in case["evidence"]} == {"line/a", "line/b", "line/c", "line/d"}


def test_the_strongest_pairs_are_those_of_all(small: quanze.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    every, strongest = small.dependencies(), small.dependencies(most=2)
    assert strongest == [every[0], {**every[1], "more": len(every) - 2}]
    assert small.dependencies(most=len(every)) == every
    monkeypatch.setattr("quanze.views.DRAWN_PAIRS", 2)
    drawn = small.picture("dependencies")
    assert len(drawn.links) == 2
    said = " ".join(note.in_language("en") for note in drawn.notes)
    others = len(small.dependencies(scope="all")) - 2
    assert f"Only the 2 pairs that share most are shown; `quanze deps --pairs` has the other {others}." in said


def test_pairs_that_only_help_are_counted(found: list[DependencyFinding]) -> None:
    (partners,) = of(found, "partners")
    assert partners["figures"] == {"pairs": 3}, "C, D and E with each other"
    assert "neither leads" in partners["message_en"]


def test_reporting_must_pass_the_secretary_and_group_1(found: list[DependencyFinding]) -> None:
    told = {f["subjects"][0]: f for f in of(found, "reporting")}
    assert set(told) == {SECRETARY, S1}, "only B reports to group 2: its own place, no bottleneck"
    assert told[SECRETARY]["figures"] == {"agencies": 5, "subgroups": 2}
    assert told[S1]["figures"] == {"agencies": 4, "subgroups": 0}
    assert told[SECRETARY]["subjects"] == [SECRETARY, A], "the seat is held for A"


def test_groups_against_the_official_ones(found: list[DependencyFinding]) -> None:
    (group,) = of(found, "community")
    assert group["subjects"] == [A, B]
    assert group["figures"] == {"agencies": 2, "subgroups": 2}
    assert "跨越 2 個正式小組：「一組」、「二組」" in group["message_zh"]
    assert "分群時不計丙局、丁局、戊公所" in group["message_zh"]


def test_single_points(found: list[DependencyFinding]) -> None:
    told = {f["subjects"][0]: f for f in of(found, "single-point")}
    assert set(told) == {T3, T4}
    assert "無協辦機關" in told[T3]["message_zh"]
    assert "只列出一類機關（各目的事業主管機關）" in told[T4]["message_zh"]


def test_self_review_through_a_seat(found: list[DependencyFinding]) -> None:
    (case,) = of(found, "self-review")
    assert case["subjects"] == [A, K, I1], "B leads a task of the same indicator but has no seat on the council"
    assert (SECRETARY, "SITS_ON", K) in edges(case)
    assert (K, "REVIEWS", I1) in edges(case)


def test_direct_self_review(tmp_path: Path) -> None:
    rows = """
dataset: {id: self, name: 自審}
agencies: [{id: self/agency/a, name: 子局, kind: bureau, origin: editorial, note: 虛構}]
councils: [{id: self/council/c, name: 子會, origin: editorial, note: 虛構}]
tasks:
  - {id: self/task/t, name: 子任務, origin: editorial, note: 虛構}
  - {id: self/task/u, name: 丑任務, undertaken_by: self/council/c, origin: editorial, note: 虛構}
responsibilities:
  - {who: self/agency/a, role: 主辦, on: self/task/t, origin: editorial, note: 虛構}
  - {who: self/agency/a, role: 管考, on: self/task/t, origin: editorial, note: 虛構}
  - {who: self/council/c, role: 審議, on: self/task/u, origin: editorial, note: 虛構}
"""
    (tmp_path / "self.yaml").write_text(rows, encoding="utf-8")
    with quanze.open(tmp_path / "self.kgl", create=True) as graph:
        graph.load(tmp_path / "self.yaml")
        cases = of(graph.analysis(), "self-review")
    assert [c["subjects"] for c in cases] == [
        ["self/agency/a", "self/agency/a", "self/task/t"],
        ["self/council/c", "self/council/c", "self/task/u"],
    ]


def test_other_scopes(small: quanze.Graph) -> None:
    national = small.analysis(scope="national")
    assert of(national, "scope")[0]["subjects"] == ["small/agency/m"]
    assert [f["subjects"] for f in of(national, "single-point")] == [["small/task/t5", "small/agency/m"]]
    assert not {"pair", "alike", "reporting", "self-review"} & {f["finding"] for f in national}
    everyone = small.analysis(scope="all")
    assert of(everyone, "scope")[0]["figures"] == {"agencies": 7, "left_out": 0}
    # With the class of bodies in scope, task 4 hangs together with B and the class, and B stays the only bridge to
    # both.
    assert {tuple(f["subjects"]) for f in of(everyone, "bridge")} == {(A, T3), (B, "small/agency/x", T4)}
    assert of(small.analysis(dataset="small"), "scope")[0]["figures"]["agencies"] == 7, (
        "a data set brings all its agencies"
    )
    with pytest.raises(QueryError, match="no scope 'town'"):
        small.analysis(scope="town")


def test_every_finding_is_a_sentence_with_its_evidence(found: list[DependencyFinding]) -> None:
    assert {f["finding"] for f in found} == set(FINDINGS) - {"between", "seat-lead"}, (
        "the small city has one of each but these"
    )
    for f in found:
        assert f["message_zh"].rstrip("）").endswith("。")
        assert f["message_en"].rstrip(")").endswith(".")
        if f["finding"] != "scope":
            assert f["evidence"], f["message_en"]
            assert all(e["origin"] and (e["source_name"] or e["note"]) for e in f["evidence"])


def test_the_graph_for_networkx(small: quanze.Graph) -> None:
    graph = small.networkx()
    assert graph.nodes[A]["name"] == "甲局"
    assert graph.has_edge(A, S1)
    assert "small/agency/m" not in graph, "a ministry is out of the city's scope"
    assert "small/task/t5" not in graph, "and so is what only it works on"
    kinds = Counter(d["relationship"] for _, _, d in graph.edges(data=True))
    assert kinds["CO_ORGANIZES"] == 6
    assert kinds["CONVENES"] == 4


# The city that ships.


def test_sixty_five_equal_links_of_chiayi(bundled: quanze.Graph) -> None:
    found = bundled.analysis()
    (alike,) = of(found, "alike")
    assert alike["figures"] == {"agencies": 13, "things": 5, "pairs": 78}
    assert len(alike["evidence"]) == 65
    assert {e["quote"] for e in alike["evidence"]} == {"市府各單位均屬協辦機關共 13 個"}
    apart = {f["subjects"][0].rsplit("/", 1)[1] for f in of(found, "distinct")}
    assert apart == {"city-government", "epb", "economic-affairs", "transportation", "fire", "social-affairs"}
    assert sum(f["figures"]["pairs"] for f in of(found, "pair")) == 5 * 13


@pytest.mark.whole
def test_no_un_organization_is_in_the_way_of_a_city_planner(bundled: quanze.Graph) -> None:
    found = bundled.analysis()
    assert all(s.startswith("chiayi/") for f in found for s in f["subjects"])
    assert "個國際組織" in found[0]["message_zh"]
    assert {r["agency"].split("/")[0] for r in bundled.dependencies()} == {"chiayi"}
    assert any(r["agency"].startswith("sdg/") for r in bundled.dependencies(scope="all"))


def test_chiayis_reporting_passes_the_environmental_bureau(bundled: quanze.Graph) -> None:
    found = bundled.analysis()
    epb, seat = "chiayi/agency/epb", "chiayi/member/executive-secretary"
    assert [f["subjects"] for f in of(found, "reporting")] == [[seat, epb]]
    assert of(found, "reporting")[0]["figures"] == {"agencies": 18, "subgroups": 5}
    assert [f["subjects"] for f in of(found, "single-point")] == [["chiayi/task/coordination", epb]]
    assert [f["subjects"][:2] for f in of(found, "self-review")] == [[epb, "chiayi/council/climate-change-response"]]
    groups = [[s.rsplit("/", 1)[1] for s in f["subjects"]] for f in of(found, "community")]
    assert groups == [["economic-affairs", "epb", "transportation"], ["fire"], ["social-affairs"]]


def test_article_8_has_an_item_with_one_lead_and_nobody_beside(bundled: quanze.Graph) -> None:
    found = bundled.analysis(scope="national")
    alone = [f for f in of(found, "single-point") if not f["figures"]["co_organizers"]]
    assert [f["subjects"][0] for f in alone] == ["climate-act/task/agriculture-and-food"]


def test_only_what_holds_on_a_day(bundled: quanze.Graph) -> None:
    # The council's links begin with its new name in June 2023.
    assert of(bundled.analysis(as_of="112-07-01"), "reporting")
    with pytest.raises(QueryError, match="not a date"):
        bundled.analysis(as_of="yesterday")
