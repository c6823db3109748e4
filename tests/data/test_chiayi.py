"""The data set ``chiayi`` says what chapter 3 of the plan says: all of it, and nothing of ours as the city's own."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.data.chapter import CO_ORGANIZERS, CONVENERS
from tests.data.shipped import Row, Shipped, edges, faults, quote_faults, read
from tests.sources import CHAPTER

PLAN = "chiayi/document/ghg-reduction-plan-phase-2"
ACT = "climate-act/document/climate-change-response-act"
COUNCIL = "chiayi/council/climate-change-response"
PREDECESSOR = "chiayi/council/low-carbon-adaptation-and-sustainability"
SECRETARY = "chiayi/member/executive-secretary"

TASKS = {
    "清淨環境組": {"環境品質改善", "減碳策略規劃和研訂", "環境綠化空間規劃與營造"},
    "循環經濟組": {"促成綠色經濟", "永續農業的發展", "清淨能源推廣"},
    "綠色運輸組": {"建構對環境友善且永續發展的運輸"},
    "調適防災組": {"防災城市環境建構及預防", "促進健康安全的生活"},
    "淨零社區組": {"強化生活轉型社區發展", "民眾參與", "全民永續教育之推廣"},
}
DUTIES = [
    "促進本市永續發展指標發展",
    "檢討每年永續發展指標推動成效",
    "研訂低碳及永續城市發展相關補助或獎勵計畫",
    "審議本市永續發展目標自願檢視報告",
    "審議本市溫室氣體減量執行方案及執行方案成果報告",
    "審議本市氣候變遷調適執行方案及執行方案成果報告",
    "其它有關事項",
]


@pytest.fixture(scope="module")
def chiayi() -> Shipped:
    return read("chiayi")


@pytest.fixture(scope="module")
def names(chiayi: Shipped) -> dict[str, str]:
    nodes = ("documents", "agencies", "councils", "subgroups", "members", "tasks", "indicators", "annual_targets")
    return {row["id"]: row["name"] for table in nodes for row in chiayi[table]}


def only(rows: list[Row]) -> Row:
    assert len(rows) == 1, rows
    return rows[0]


def test_obeys_the_schema() -> None:
    assert faults("chiayi") == []


@pytest.mark.needs_source(CHAPTER)
def test_every_quote_is_in_the_chapter(chiayi: Shipped) -> None:
    wrong, compared = quote_faults(chiayi, {PLAN: CHAPTER.read_text(encoding="utf-8")})
    assert wrong == []
    assert compared > 200


def test_rows_of_each_table(chiayi: Shipped) -> None:
    assert {name: len(rows) for name, rows in chiayi.tables.items()} == {
        "documents": 6,
        "agencies": 27,
        "councils": 2,
        "subgroups": 5,
        "members": 4,
        "tasks": 21,
        "indicators": 1,
        "annual_targets": 1,
        "responsibilities": 77,
        "links": 82,
    }


def test_relationships_of_each_type(chiayi: Shipped) -> None:
    assert Counter(edge.type for edge in edges(chiayi)) == {
        "CONVENES": 6,
        "CO_ORGANIZES": 65,
        "REVIEWS": 6,
        "PART_OF": 32,
        "SITS_ON": 4,
        "REPRESENTS": 3,
        "UNDERTAKES": 20,
        "REPORTS_TO": 76,
        "SUCCEEDS": 2,
        "MANDATED_BY": 3,
    }


def test_the_council_was_renamed_under_article_14(chiayi: Shipped) -> None:
    council, before = chiayi.by_id("councils")[COUNCIL], chiayi.by_id("councils")[PREDECESSOR]
    assert (council["name"], council["valid_from"], council["valid_to"]) == (
        "嘉義市氣候變遷因應推動會",
        "2023-06-29",
        "",
    )
    assert (before["name"], before["valid_from"], before["valid_to"]) == (
        "低碳調適永續發展委員會",
        "2020",
        "2023-06-28",
    )
    assert {council["agency"], before["agency"]} == {"chiayi/agency/city-government"}
    rename = only(chiayi.pick("links", from_=COUNCIL, type="SUCCEEDS"))
    assert (rename["to"], rename["change"], rename["valid_from"]) == (PREDECESSOR, "rename", "2023-06-29")
    basis = only(chiayi.pick("links", from_=COUNCIL, type="MANDATED_BY"))
    assert (basis["to"], basis["article"], basis["valid_from"]) == (ACT, "14", "2023-06-29")


def test_the_laws_and_the_articles_relied_on(chiayi: Shipped, names: dict[str, str]) -> None:
    act = read("climate-act").by_id("documents")[ACT]
    assert (act["name"], act["kind"], act["published"]) == ("氣候變遷因應法", "law", "2023-02-15")
    amended = only(chiayi.pick("links", from_=ACT, type="SUCCEEDS"))
    assert names[amended["to"]] == "溫室氣體減量及管理法"
    assert (amended["change"], amended["valid_from"], amended["origin"]) == ("amend", "2023-02-15", "plan")
    plan_rests_on = {(r["to"], r["article"]) for r in chiayi.pick("links", from_=PLAN, type="MANDATED_BY")}
    assert plan_rests_on == {(ACT, "4"), (amended["to"], "")}


def test_phase_two_of_five_years(chiayi: Shipped) -> None:
    plan = chiayi.by_id("documents")[PLAN]
    assert (plan["kind"], plan["phase"], plan["phase_years"]) == ("plan", "2", "5")
    assert (plan["valid_from"], plan["valid_to"]) == ("2021-01-01", "2025-12-31")


def test_nineteen_seats_and_nobody_invented(chiayi: Shipped, names: dict[str, str]) -> None:
    seats = {
        row["seat_title"]: (row["seats"], row["basis"], row.get("post", ""), names.get(row["agency"], ""))
        for row in chiayi["members"]
    }
    assert seats == {
        "召集人": ("1", "ex_officio", "市長", "嘉義市政府"),
        "副召集人": ("1", "ex_officio", "秘書長", "嘉義市政府"),
        "執行秘書": ("1", "ex_officio", "環境保護局局長", "環境保護局"),
        "委員": ("16", "agency_representative; expert; industry; civic", "", ""),
    }
    assert {row["body"] for row in chiayi["members"]} == {COUNCIL}
    assert sum(int(row["seats"]) for row in chiayi["members"]) == int(chiayi.by_id("councils")[COUNCIL]["seats"]) == 19
    for row in chiayi["members"]:
        assert not {"holder", "holder_from", "holder_to", "vacant", "seats_max"} & {c for c, v in row.items() if v}


def test_five_subgroups_with_purposes(chiayi: Shipped) -> None:
    assert {row["name"]: row["purpose"] for row in chiayi["subgroups"]} == {
        "清淨環境組": "讓永續融入治理",
        "循環經濟組": "讓永續轉為商機",
        "綠色運輸組": "建構對環境友善且永續發展的運輸",
        "調適防災組": "防災城市環境建構及預防，與促進健康安全的生活",
        "淨零社區組": "讓永續成為生活",
    }
    assert {row["council"] for row in chiayi["subgroups"]} == {COUNCIL}


def test_twelve_tasks_under_their_subgroups(chiayi: Shipped, names: dict[str, str]) -> None:
    found: dict[str, set[str]] = {}
    for row in chiayi.pick("tasks", kind="task"):
        found.setdefault(names[row["undertaken_by"]], set()).add(row["name"])
    assert found == TASKS
    assert sum(len(tasks) for tasks in found.values()) == 12


def test_the_councils_duties(chiayi: Shipped) -> None:
    duties = chiayi.pick("tasks", kind="duty", undertaken_by=COUNCIL)
    assert [(r["number"], r["name"]) for r in duties if r["number"]] == [(str(i), d) for i, d in enumerate(DUTIES, 1)]
    main = only([row for row in duties if not row["number"]])
    assert main["name"] == "研訂本市低碳調適及永續發展面向與指標"


def test_eighteen_city_agencies(chiayi: Shipped) -> None:
    city = chiayi.pick("agencies", parent="chiayi/agency/city-government")
    assert {row["name"] for row in city} == set(CONVENERS.values()) | CO_ORGANIZERS
    assert len(city) == 18
    assert {row["name"] for row in city if row["kind"] == "office"} == {"東區公所", "西區公所"}
    assert {row["kind"] for row in city} == {"office", "bureau"}
    assert {row["origin"] for row in city} == {"plan"}
    assert only(chiayi.pick("agencies", kind="government"))["name"] == "嘉義市政府"
    short = {row["name"]: row["aliases"].split("; ")[0] for row in city}
    assert short["環境保護局"] == "環保局"
    assert (short["都市發展處"], short["觀光新聞處"], short["智慧科技處"]) == ("都發處", "觀新處", "智科處")


def test_one_convener_and_thirteen_co_organizers_for_each_subgroup(chiayi: Shipped, names: dict[str, str]) -> None:
    subgroups = {row["id"] for row in chiayi["subgroups"]}
    roles = [row for row in chiayi["responsibilities"] if row["on"] in subgroups]
    conveners = [(names[r["on"]], names[r["who"]]) for r in roles if r["role"] == "CONVENES"]
    assert sorted(conveners) == sorted(CONVENERS.items())
    partners = [(names[r["on"]], names[r["who"]]) for r in roles if r["role"] == "CO_ORGANIZES"]
    assert len(partners) == 65
    assert set(partners) == {(subgroup, agency) for subgroup in CONVENERS for agency in CO_ORGANIZERS}
    assert {(r["role"], r["wording"]) for r in roles} == {("CONVENES", "召集"), ("CO_ORGANIZES", "協辦機關")}


def test_the_environment_bureau_coordinates(chiayi: Shipped, names: dict[str, str]) -> None:
    tasks = {row["id"] for row in chiayi["tasks"]}
    role = only([row for row in chiayi["responsibilities"] if row["on"] in tasks])
    assert (names[role["who"]], role["role"], role["wording"]) == ("環境保護局", "CONVENES", "主要權責單位")
    assert names[role["on"]] == "協調、分工和整合本市氣候變遷因應方針"


def test_what_the_council_reviews(chiayi: Shipped, names: dict[str, str]) -> None:
    reviews = chiayi.pick("responsibilities", role="REVIEWS")
    assert {row["who"] for row in reviews} == {COUNCIL}
    assert {(names[row["on"]], row["wording"], row["locator"][-2:]) for row in reviews} == {
        ("永續發展指標", "檢討", "2."),
        ("嘉義市永續發展目標自願檢視報告", "審議", "4."),
        ("嘉義市溫室氣體減量執行方案（第二期）", "審議", "5."),
        ("嘉義市溫室氣體減量執行方案成果報告", "審議", "5."),
        ("嘉義市氣候變遷調適執行方案", "審議", "6."),
        ("嘉義市氣候變遷調適執行方案成果報告", "審議", "6."),
    }


def test_no_single_indicator_is_ascribed_to_the_plan(chiayi: Shipped) -> None:
    indicator = only(chiayi["indicators"])
    assert (indicator["name"], indicator["kind"], indicator["level"]) == ("永續發展指標", "class", "local")


def test_results_travel_up_to_the_council(chiayi: Shipped, names: dict[str, str]) -> None:
    reports = {(row["from"], row["to"]) for row in chiayi.pick("links", type="REPORTS_TO")}
    subgroups = {row["id"] for row in chiayi["subgroups"]}
    assert {a for a, b in reports if b == SECRETARY} == subgroups
    assert {a for a, b in reports if b == COUNCIL} == {SECRETARY}
    up = {(names[a], names[b]) for a, b in reports if b in subgroups}
    held = {(names[r["who"]], names[r["on"]]) for r in chiayi["responsibilities"] if r["on"] in subgroups}
    assert up == held
    assert len(up) == 70
    implied = [row for row in chiayi.pick("links", type="REPORTS_TO") if row["to"] in subgroups]
    assert all("推得" in row["note"] for row in implied)


def test_net_zero_is_a_vision_without_a_number(chiayi: Shipped) -> None:
    target = only(chiayi["annual_targets"])
    assert (target["year"], target["origin"]) == ("2050", "plan")
    assert not {"target", "result", "indicator"} & {c for c, v in target.items() if v}


def test_the_six_sectors_are_not_passed_off_as_the_plans(chiayi: Shipped) -> None:
    classes = chiayi.pick("agencies", kind="class")
    assert {row["name"] for row in classes if row["origin"] == "plan"} == {"中央目的事業主管機關", "國家六大部門"}
    sectors = [row for row in classes if row["origin"] == "editorial"]
    assert {row["name"] for row in sectors} == {"能源部門", "製造部門", "住商部門", "運輸部門", "農業部門", "環境部門"}
    assert {row["parent"] for row in sectors} == {"chiayi/agency/six-national-sectors"}


def test_nothing_else_is_ours(chiayi: Shipped) -> None:
    origins = Counter(row["origin"] for rows in chiayi.tables.values() for row in rows)
    assert origins == {"plan": 219, "editorial": 7}
