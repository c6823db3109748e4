"""The table of changes: what it writes, how it is dumped, and what is refused in it, with advice."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import quanze
from tests.loaders.cases import SAID, Tables, add, both, city, codes_of, put, the
from tests.sets import write_csv, write_xlsx


def moved_city() -> Tables:
    """The city with a renamed bureau, a divided one, a transferred task and a dissolved office."""
    tables = city()
    tables["agencies"] += [
        {"name": name, "kind": "bureau", **SAID}
        for name in ("舊局", "新局", "體育處", "運動處", "活動處", "教育處", "舊所")
    ]
    tables["tasks"] += [{"name": name, **SAID} for name in ("學校體育", "全民運動")]
    tables["changes"] = [
        {"change": "更名", "from": "舊局", "to": "新局", "變更日期": "112年8月22日", "act": "測試計畫", "article": "1"},
        {"change": "分拆", "from": "體育處", "to": "運動處", "變更日期": "2025-09-09"},
        {"change": "分拆", "from": "體育處", "to": "活動處", "moves": "全民運動", "變更日期": "2025-09-09"},
        {"change": "移撥", "from": "體育處", "to": "教育處", "moves": "學校體育", "變更日期": "2025-09-09"},
        {"change": "裁撤", "from": "舊所", "變更日期": "2024"},
    ]
    tables["changes"] = [{**SAID, **row} for row in tables["changes"]]
    return tables


def loaded(tmp_path: Path, tables: Tables, name: str = "city") -> quanze.Graph:
    graph = quanze.open(tmp_path / f"{name}.kgl", create=True)
    graph.load(write_csv(tmp_path / name, tables))
    return graph


def successions(graph: quanze.Graph, name: str) -> list[dict[str, Any]]:
    rows = graph.query("links_of", id=graph.find(name)["id"])
    return [row for row in rows if row["type"] in ("SUCCEEDS", "ENDED_BY")]


def test_a_rename_is_a_succession_with_its_date_and_act(tmp_path: Path) -> None:
    with loaded(tmp_path, moved_city()) as graph:
        (row,) = successions(graph, "舊局")
    assert (row["from_name"], row["type"], row["to_name"]) == ("新局", "SUCCEEDS", "舊局")
    assert (row["change"], row["extent"], row["valid_from"]) == ("rename", "whole", "2023-08-22")
    assert (row["act"], row["article"], row["moves"]) == ("t/document/plan", "1", None)


def test_each_successor_of_a_split_has_what_moves_to_it(tmp_path: Path) -> None:
    with loaded(tmp_path, moved_city()) as graph:
        rows = {row["from_name"]: row for row in successions(graph, "體育處")}
    assert {name: (row["change"], row["extent"], row["moves"]) for name, row in rows.items()} == {
        "運動處": ("split", "whole", None),
        "活動處": ("split", "whole", ["t/task/全民運動"]),
        "教育處": ("transfer", "part", ["t/task/學校體育"]),
    }


def test_a_dissolution_has_no_successor(tmp_path: Path) -> None:
    with loaded(tmp_path, moved_city()) as graph:
        (row,) = successions(graph, "舊所")
    assert (row["type"], row["from_name"], row["to"], row["valid_from"]) == (
        *("ENDED_BY", "舊所", "t/document/plan", "2024"),
    )


@pytest.mark.parametrize("target", ["again", "again.xlsx", "again.yaml"])
def test_changes_are_dumped_as_they_were_written(target: str, tmp_path: Path) -> None:
    with loaded(tmp_path, moved_city()) as graph:
        before = graph.query("graph_edges")
        graph.dump(tmp_path / target)
    with quanze.open(tmp_path / "second.kgl", create=True) as graph:
        report = graph.load(tmp_path / target)
        assert graph.query("graph_edges") == before
        assert [row["added"] for row in report.rows if row["table"] == "changes"] == [5]


def test_a_merger_names_several_that_change(tmp_path: Path) -> None:
    tables = city()
    tables["agencies"].append({"name": "合併處", "kind": "bureau", **SAID})
    tables["changes"] = [{"change": "整併", "from": "甲局、乙處", "to": "合併處", "變更日期": "2025", **SAID}]
    with loaded(tmp_path, tables) as graph:
        assert {row["to_name"] for row in successions(graph, "合併處")} == {"甲局", "乙處"}


def test_a_plan_with_successions_as_links_loads_as_before(tmp_path: Path) -> None:
    tables = city()
    tables["links"] = [{"from": "乙處", "type": "SUCCEEDS", "to": "甲局", "change": "split", **SAID}]
    with loaded(tmp_path, tables) as graph:
        (row,) = successions(graph, "甲局")
        assert row["change"] == "split" and row["extent"] is None
        graph.dump(tmp_path / "dump")
    assert not (tmp_path / "dump" / "changes.csv").exists()


@pytest.mark.whole
def test_the_template_has_a_sheet_of_changes(tmp_path: Path) -> None:
    for lang in ("zh-TW", "en"):
        path = quanze.template(tmp_path / f"{lang}.xlsx", lang=lang)
        assert not [f for f in codes_of(path) if f.code != "no-dataset"]


FAULTS: dict[str, tuple[Callable[[Tables], object], str]] = {
    "cycle": (
        add("changes", change="更名", **{"from": "新局", "to": "舊局", "變更日期": "2024-01-01"}),
        "新局 → 舊局 → 新局",
    ),
    "change-without-successor": (put("changes", 0, to=""), "舊局"),
    "dissolved-with-successor": (put("changes", 4, to="新局"), "新局"),
    "dissolved-without-act": (put("changes", 4, source=""), "舊所"),
    "moves-to-several": (put("changes", 2, to="運動處、活動處"), "運動處"),
    "unknown-reference": (put("changes", 3, moves="沒有的任務"), "沒有的任務"),
    "bad-choice": (put("changes", 0, change="變身"), "變身"),
}


def renamed(old: str, new: str, day: str) -> Callable[[Tables], object]:
    return add("changes", change="更名", **{"from": old, "to": new, "變更日期": day})


def led(**more: str) -> Callable[[Tables], object]:
    return add("responsibilities", **{"who": "舊局", "role": "主辦", "on": "任務一", **more})


DATE = "變更日期"
TOLD: list[tuple[str, Callable[[Tables], object], tuple[int, str, str], str]] = [
    # The code, what is changed in the table, the row with the column and value that are wrong, and what is said.
    (
        "renamed-to-several",
        renamed("舊局", "教育處", "2023-08-22"),
        (7, "to", "舊局"),
        "'舊局' becomes several: 新局, 教育處",
    ),
    (
        "split-to-one",
        lambda t: t["changes"].pop(2),
        (3, "to", "體育處"),
        "'體育處' is split, but has only one successor",
    ),
    (
        "successor-ended",
        put("agencies", 3, valid_to="2023-08-01"),
        (2, "to", "新局"),
        "the successor '新局' ended (2023-08-01) before the change of 2023-08-22",
    ),
    (
        "successor-ended",
        renamed("新局", "教育處", "2020-05-01"),
        (2, "to", "新局"),
        "the successor '新局' ended (2020-04-30) before the change of 2023-08-22",
    ),
    (
        "changed-after-end",
        renamed("舊局", "新局", "2024-01-01"),
        (7, DATE, "2024-01-01"),
        "舊局 ended by another change (2023-08-21) before this one of 2024-01-01",
    ),
    (
        "change-outside-lives",
        both(put("agencies", 2, valid_to="2010"), put("agencies", 3, valid_from="2024-01-01")),
        (2, DATE, "2023-08-22"),
        "neither 舊局 nor 新局 existed at the time of the change (2023-08-22)",
    ),
    (
        "changed-before-begin",
        both(put("agencies", 2, valid_from="2024-03-01"), put("agencies", 3, valid_from="2020")),
        (2, DATE, "2023-08-22"),
        "舊局 begins (2024-03-01) after this change of 2023-08-22",
    ),
    (
        "changed-before-begin",
        put("agencies", 8, valid_from="2025-02-01"),
        (6, DATE, "2024"),
        "舊所 begins (2025-02-01) after this change of 2024",
    ),
    (
        "dissolved-after-end",
        put("agencies", 8, valid_to="2020-05-01"),
        (6, DATE, "2024"),
        "舊所 ended (2020-05-01) before its dissolution of 2024",
    ),
    (
        "successor-not-begun",
        put("agencies", 3, valid_from="2023-08-23"),
        (2, "to", "新局"),
        "the successor '新局' begins (2023-08-23) after the change of 2023-08-22",
    ),
    (
        "role-outlives-holder",
        both(put("agencies", 0, valid_to="2022-12-31"), led(who="甲局", valid_from="2022", valid_to="2023")),
        (4, "valid_to", "2023"),
        "the role holds on days when '甲局' does not exist (2023)",
    ),
    (
        "role-outlives-holder",
        led(who="舊所", valid_to="2025-07-01"),
        (4, "valid_to", "2025-07-01"),
        "the role holds on days when '舊所' does not exist (2025-07-01)",
    ),
    *(
        (
            "role-outlives-holder",
            led(**{column: "2024-01-01"}),
            (4, column, "2024-01-01"),
            "the role holds on days when '舊局' does not exist (2024-01-01)",
        )
        for column in ("valid_from", "valid_to")
    ),
]


@pytest.mark.parametrize(("code", "change", "place", "says"), TOLD, ids=[f"{n}-{t[0]}" for n, t in enumerate(TOLD)])
def test_a_fault_of_dates_is_at_its_cell_with_both_days(
    code: str, change: Callable[[Tables], object], place: tuple[int, str, str], says: str, tmp_path: Path
) -> None:
    tables = moved_city()
    change(tables)
    finding = the(code, codes_of(write_csv(tmp_path / "city", tables)))
    assert (finding.row, finding.column, finding.value) == place
    assert finding.message("en") == says
    assert finding.advice("zh-TW") and finding.advice("en")
    assert not re.search("[0-9]{4}-[0-9]{2}", finding.message("zh-TW")), "a date as people write it"


def test_the_table_is_without_a_finding(tmp_path: Path) -> None:
    assert codes_of(write_csv(tmp_path / "city", moved_city())) == []


def test_a_successor_that_an_earlier_change_has_ended_is_told(tmp_path: Path) -> None:
    for day, codes in (("2020", ["successor-ended"]), ("2023-08-22", []), ("2025-01-01", [])):
        tables = moved_city()
        add("changes", change="更名", **{"from": "新局", "to": "教育處", "變更日期": day})(tables)
        assert [f.code for f in codes_of(write_csv(tmp_path / day, tables))] == codes


OUTSIDE = "change-outside-lives"
LIVES: list[tuple[str, tuple[str, str], tuple[str, str], str]] = [
    # The change is of 2023-08-22: last or first days of who changes, then of who takes over, and what is found.
    ("", ("", ""), ("", ""), ""),
    ("", ("", "2023-08-21"), ("2023-08-22", ""), ""),
    ("", ("", "2023-08-21"), ("", ""), ""),
    ("", ("", "2020"), ("2019", ""), ""),  # the date is in one of the lives
    ("", ("", "2020"), ("", ""), OUTSIDE),
    ("", ("", "2020"), ("", "2030"), OUTSIDE),  # when the successor began, nothing tells
    ("", ("", "2023-08-20"), ("", ""), OUTSIDE),
    ("", ("2024", ""), ("", ""), OUTSIDE),
    ("", ("2024", ""), ("2020", ""), "changed-before-begin"),
    ("", ("", ""), ("2023-08-23", ""), "successor-not-begun"),
    ("", ("", "2023"), ("2023", ""), ""),
    ("2023", ("", "2022"), ("", ""), ""),  # a year may be its first day
    ("2023", ("", "2021"), ("", ""), OUTSIDE),
    ("2023", ("2023-05-01", ""), ("2023-12-01", ""), ""),
]


@pytest.mark.parametrize("change", ["更名", "升格", "整併", "分拆", "移撥", "裁撤"])
def test_a_change_is_of_a_day_on_which_its_bodies_live(change: str, tmp_path: Path) -> None:
    for n, (day, before, after, code) in enumerate(LIVES):
        tables = city()
        lives = {"舊局": before, "新局": after, "另局": after}
        tables["agencies"] += [
            {"name": name, "kind": "bureau", "valid_from": first, "valid_to": last, **SAID}
            for name, (first, last) in lives.items()
        ]
        successors = {"分拆": ("新局", "另局"), "裁撤": ("",)}.get(change, ("新局",))
        moved = {"moves": "任務一"} if change == "移撥" else {}
        tables["changes"] = [
            {"change": change, "from": "舊局", "to": to, "變更日期": day or "2023-08-22", **moved, **SAID}
            for to in successors
        ]
        if change == "裁撤":
            outside = "changed-before-begin" if before[0] else "dissolved-after-end"
            code = {OUTSIDE: outside, "successor-not-begun": ""}.get(code, code)
            code = "dissolved-after-end" if before[1] == "2020" else code
        found = codes_of(write_csv(tmp_path / str(n), tables))
        assert [f.code for f in found] == ([code] * len(successors) if code else []), (day, before, after)
        assert all(f.row > 1 and f.advice("zh-TW") and f.value for f in found)


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_told_at_its_row_with_advice(code: str, tmp_path: Path) -> None:
    change, says = FAULTS[code]
    tables = moved_city()
    change(tables)
    findings = codes_of(write_csv(tmp_path / "city", tables))
    finding = the(code, findings)
    for lang in ("zh-TW", "en"):
        assert says in finding.message(lang) or says in finding.value or says in str(finding.details)
        assert finding.advice(lang)
    assert finding.row > 1
    assert not re.search("[0-9]{4}-[0-9]{2}", finding.message("zh-TW")), "a date as people write it"


def test_a_role_that_ends_with_its_holder_is_no_finding(tmp_path: Path) -> None:
    tables = moved_city()
    led(valid_to="2023-08-21")(tables)
    assert codes_of(write_xlsx(tmp_path / "city.xlsx", tables)) == []


@pytest.mark.parametrize(
    "change",
    [
        add("changes", change="更名", extent="部分", **{"from": "舊局", "to": "教育處", "變更日期": "2023-08-22"}),
        both(
            *(
                add("changes", change="移撥", extent="全部", **{"from": "教育處", "to": to, "變更日期": "2025-10-01"})
                for to in ("運動處", "活動處")
            )
        ),
        add("changes", change="更名", **{"from": "舊局", "to": "新局"}),
    ],
    ids=["of a part", "transfers", "undated"],
)
def test_a_body_may_have_more_successors_of_parts(change: Callable[[Tables], object], tmp_path: Path) -> None:
    tables = moved_city()
    change(tables)
    assert codes_of(write_csv(tmp_path / "city", tables)) == []


NATION: Tables = {
    "documents": [{"name": "組織法", "kind": "law", "origin": "law", "source": "組織法"}],
    "agencies": [
        {"name": name, "kind": "ministry", "origin": "law", "source": "組織法"} for name in ("舊署", "新部", "他部")
    ],
    "sdg_goals": [{"name": "行動", "code": "13", "origin": "law", "source": "組織法"}],
    "sdg_targets": [{"name": "整合", "code": "13.2", "goal": "行動", "origin": "law", "source": "組織法"}],
    "changes": [
        {"change": "升格", "from": "舊署", "to": "新部", "變更日期": "2023-08-22", "origin": "law", "source": "組織法"}
    ],
}
CITY: Tables = {
    "documents": [{"name": "計畫", "kind": "plan", "origin": "plan", "source": "計畫"}],
    "tasks": [{"name": "減量", "origin": "plan", "source": "計畫"}],
    "indicators": [{"name": "排放量", "origin": "plan", "source": "計畫"}],
}


def both_loaded(tmp_path: Path, city_rows: Tables) -> list[str]:
    """The codes of findings of a data set that refers to another one in the graph."""
    with quanze.open(tmp_path / "nation.kgl", create=True) as graph:
        graph.load(write_csv(tmp_path / "nation", NATION, {"id": "nation"}))
        (checked,) = quanze.check(write_csv(tmp_path / "city", {**CITY, **city_rows}, {"id": "city"}), graph)
    return [finding.code for finding in checked.findings]


def test_a_role_may_not_outlive_a_holder_that_another_data_set_ends(tmp_path: Path) -> None:
    role = {"who": "舊署", "role": "主辦", "on": "減量", "origin": "plan", "source": "計畫"}
    assert both_loaded(tmp_path, {"responsibilities": [{**role, "valid_to": "2024-12-31"}]}) == ["role-outlives-holder"]
    (tmp_path / "nation.kgl").unlink()
    assert both_loaded(tmp_path, {"responsibilities": [{**role, "valid_to": "2023-08-21"}]}) == []


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("by", ["change", "last day", "change before the last day"])
@pytest.mark.parametrize(("last", "told"), [("2024-12-31", True), ("2023-08-21", False)])
def test_a_body_that_is_ended_where_another_data_set_gives_it_roles_is_told(
    tmp_path: Path, last: str, told: bool, by: str, together: bool
) -> None:
    """The roles come first, and the next edition of the other data set ends their holder."""
    former = {name: rows for name, rows in NATION.items() if name != "changes"}
    old, *others = NATION["agencies"]
    last_days = {"last day": "2023-08-21", "change before the last day": "2030"}
    lived = {**old, "valid_to": last_days.get(by, "")}
    ended = {**(former if by == "last day" else NATION), "agencies": [lived, *others]}
    role = {"who": "舊署", "origin": "plan", "source": "計畫"}
    given = [
        {**role, "role": "主辦", "on": "減量", "valid_to": last},
        {**role, "role": "協辦", "on": "減量", "valid_to": last},
        {**role, "role": "主辦", "on": "排放量", "valid_to": "2020"},
    ]
    city = write_csv(tmp_path / "city", {**CITY, "responsibilities": given}, {"id": "city"})
    with quanze.open(tmp_path / "x.kgl", create=True) as graph:
        graph.load(write_csv(tmp_path / "former", former, {"id": "nation"}))
        if not together:
            graph.load(city)
        paths = [city] if together else []
        checked = quanze.check([*paths, write_csv(tmp_path / "nation", ended, {"id": "nation"})], graph)
    (findings,) = [c.findings for c in checked if c.plan.dataset == "nation"]
    says = "the data set city has roles of '舊署' on days when it does not exist any more: 減量"
    place = ("valid_to", "2023-08-21") if by == "last day" else (DATE, "2023-08-22")
    assert [(f.code, f.row, f.column, f.value, f.message("en")) for f in findings] == [
        ("role-elsewhere-outlives-holder", 2, *place, says)
    ] * told
    assert all(f.advice("zh-TW") and f.advice("en") and "舊署" in f.message("zh-TW") for f in findings)


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize(
    ("change", "extent", "says"),
    [
        ("升格", "全部", "'舊署' becomes several: 他部, 新部"),
        ("升格", "部分", ""),
        ("更名", "全部", ""),  # by another kind of change it has another successor
        ("移撥", "全部", ""),
    ],
)
def test_a_second_successor_in_another_data_set_is_refused(
    change: str, extent: str, says: str, together: bool, tmp_path: Path
) -> None:
    national = {**NATION, "changes": [{**NATION["changes"][0], "extent": extent}]}
    row = {"change": change, "from": "舊署", "to": "他部", "變更日期": "2023-08-22", "origin": "plan", "source": "計畫"}
    city = write_csv(tmp_path / "city", {**CITY, "changes": [row]}, {"id": "city"})
    nation = write_csv(tmp_path / "nation", national, {"id": "nation"})
    with quanze.open(tmp_path / "nation.kgl", create=True) as graph:
        if not together:
            graph.load(nation)
        findings = quanze.check([nation, city] if together else city, graph)[-1].findings
    assert [f.message("en") for f in findings if f.code == "renamed-to-several"] == [says] * bool(says)


@pytest.mark.parametrize(
    ("dropped", "city_rows"),
    [
        ("documents", {"changes": [{"change": "更名", "from": "舊署", "to": "他部", "act": "別法"}]}),
        ("tasks", {"changes": [{"change": "移撥", "from": "舊署", "to": "他部", "moves": "別務"}]}),
        (
            "sdg_targets",
            {"responsibilities": [{"who": "他部", "role": "主辦", "on": "排放量", "under": "整合"}]},
        ),
    ],
)
def test_what_a_column_of_another_data_set_names_is_not_removed(
    dropped: str, city_rows: Tables, tmp_path: Path
) -> None:
    nation = {name: list(rows) for name, rows in NATION.items() if name != "changes"}
    nation["documents"].append({"name": "別法", "kind": "law", "origin": "law", "source": "組織法"})
    nation["tasks"] = [{"name": "別務", "origin": "law", "source": "組織法"}]
    stated = {name: [{**row, "origin": "plan", "source": "計畫"} for row in rows] for name, rows in city_rows.items()}
    with quanze.open(tmp_path / "x.kgl", create=True) as graph:
        graph.load(write_csv(tmp_path / "nation", nation, {"id": "nation"}))
        graph.load(write_csv(tmp_path / "city", {**CITY, **stated}, {"id": "city"}))
        nation[dropped] = nation[dropped][:-1]
        (checked,) = quanze.check(write_csv(tmp_path / "less", nation, {"id": "nation"}), graph)
    assert "still-referred-to" in [finding.code for finding in checked.findings]
