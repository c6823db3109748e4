"""What a planner need not say twice: the only document, the name of a year's target, lists wherever names stand."""

from __future__ import annotations

from pathlib import Path

import quanze
from quanze.loaders.load import check
from tests.cli.running import run
from tests.loaders.cases import SAID, add, both, city, codes_of, put
from tests.sets import write_csv, write_xlsx


def test_the_only_document_is_where_rows_without_an_origin_are_from(tmp_path: Path) -> None:
    tables = city()
    for name in ("agencies", "tasks", "responsibilities"):
        for row in tables[name]:
            del row["origin"], row["source"]
    (checked,) = check([write_csv(tmp_path / "set", tables)])
    (told,) = checked.findings
    assert (told.code, told.level, told.details["n"]) == ("origin-of-document", "notice", 5)
    stated = [*(n.props for n in checked.plan.nodes.values()), *(k.props for k in checked.plan.links.values())]
    assert {(p["origin"], p["source"]) for p in stated} == {("plan", "t/document/plan")}


def test_of_two_documents_none_is_taken(tmp_path: Path) -> None:
    tables = city()
    both(add("documents", name="報告", kind="report"), lambda t: [t["tasks"][0].pop(k) for k in ("origin", "source")])(
        tables
    )
    assert [f.code for f in codes_of(write_csv(tmp_path / "set", tables))] == ["origin-missing"]


def test_a_years_target_is_called_after_its_indicator_and_year(tmp_path: Path) -> None:
    tables = city()
    tables["indicators"] = [{"name": "用電量", "level": "local", "kind": "single", **SAID}]
    tables["annual_targets"] = [
        {"indicator": "用電量", "year": year, "target": 5, **SAID} for year in ("113", "2025", "民國115年")
    ]
    tables["links"] = [
        {"from": "用電量", "type": "HAS_TARGET", "to": to, **SAID}
        for to in ("用電量 2024", "用電量114年", "用電量 115")
    ]
    (checked,) = check([write_csv(tmp_path / "set", tables)])
    assert {f.code for f in checked.findings} == {"duplicate-row"}, "the column of the indicator says it already"
    names = {n.props["name"] for n in checked.plan.nodes.values() if n.kind == "AnnualTarget"}
    assert names == {"用電量 2024", "用電量 2025", "用電量 2026"}


def test_a_target_without_indicator_needs_a_name(tmp_path: Path) -> None:
    tables = city()
    tables["annual_targets"] = [{"year": "113", "target": 5, **SAID}]
    found = {(f.code, f.column) for f in codes_of(write_csv(tmp_path / "set", tables))}
    assert ("empty-value", "name") in found


def test_lists_stand_wherever_names_may(tmp_path: Path) -> None:
    tables = city()
    tables["tasks"] += [{"name": "任務二", "parent": "", **SAID}]
    tables["indicators"] = [{"name": name, "level": "local", "kind": "single", **SAID} for name in ("指標一", "指標二")]
    tables["councils"] = [{"name": "推動會", **SAID}]
    tables["subgroups"] = [{"name": name, "council": "推動會", **SAID} for name in ("甲組", "乙組")]
    tables["tasks"][1]["undertaken_by"] = "甲組、乙組"
    tables["links"] = [{"from": "任務一、任務二", "type": "MEASURED_BY", "to": "指標一、指標二", **SAID}]
    (checked,) = check([write_csv(tmp_path / "set", tables)])
    assert not [f for f in checked.findings if f.level == "error"]
    kinds = [key[0] for key in (k.ends for k in checked.plan.links.values())]
    assert kinds.count("MEASURED_BY") == 4 and kinds.count("UNDERTAKES") == 2


def test_a_lost_table_is_told_once_with_what_it_takes_with_it(tmp_path: Path) -> None:
    tables = city()
    tables["局處清單"] = tables.pop("agencies")
    renamed = write_xlsx(tmp_path / "renamed.xlsx", tables)
    (told,) = codes_of(renamed)
    assert told.code == "table-renamed" and told.details["lost"] == 2
    assert "2" in told.message("en") and "2" in told.message("zh-TW")


def test_the_same_finding_in_many_rows_is_one_line_for_a_person(tmp_path: Path) -> None:
    tables = city()
    tables["tasks"] += [{"name": f"任務{n}", **SAID} for n in range(40)]
    tables["responsibilities"] += [{"who": "丙局", "role": "主辦", "on": f"任務{n}", **SAID} for n in range(40)]
    put("tasks", 7, name="別的任務")(tables)
    folder = write_csv(tmp_path / "set", tables)
    shown = run("check", folder, "--db", tmp_path / "x.kgl", "--lang", "en")
    assert shown.code == 6
    lines = [line for line in shown.out.splitlines() if line.startswith("error")]
    assert len(lines) == 2 and "4–43" in shown.out
    listed = run("check", folder, "--db", tmp_path / "x.kgl", "--format", "csv", "--lang", "en")
    assert listed.out.count("unknown-reference") == 41, "a program gets every one"


def test_one_mark_takes_a_name_for_all_its_rows(tmp_path: Path) -> None:
    tables = city()
    tables["agencies"][0]["name"] = "都市發展局"
    tables["tasks"] += [{"name": f"任務{n}", **SAID} for n in range(25)]
    tables["responsibilities"] = [{"who": "都發局", "role": "主辦", "on": f"任務{n}", **SAID} for n in range(25)]
    folder = write_csv(tmp_path / "set", tables)
    assert run("check", folder, "--write-names", "names.csv").code == 6
    offered = Path("names.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(offered) == 2 and offered[1].startswith("都發局,都市發展局,")
    Path("names.csv").write_text("\n".join([offered[0], offered[1] + "是"]), encoding="utf-8")
    assert run("load", folder, "--names", "names.csv", "--db", "x.kgl").code == 0
    with quanze.open("x.kgl") as graph:
        assert graph.record("都發局")["name"] == "都市發展局"


def test_the_only_document_is_no_act_of_a_dissolution(tmp_path: Path) -> None:
    tables = city()
    tables["changes"] = [{"change": "裁撤", "from": "乙處", "valid_from": "2024-01-01"}]
    assert "dissolved-without-act" in {f.code for f in codes_of(write_csv(tmp_path / "set", tables))}
