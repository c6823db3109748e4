"""A heading whose parts are led, or a task whose indicators are, is no gap, whichever answer says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import quanze
from quanze.api import Graph
from quanze.queries.gaps import gaps
from quanze.queries.parts import leads_of_parts
from tests.cli.running import run
from tests.queries.sketch import sketched

SHEET = """面向,行動方案,主辦機關,SDGs
健康促進,肌力課程,衛生局,3.4
健康促進,營養教育,教育局,3.4
友善環境,路平專案,工務局,11.2
友善環境,公園綠地,,11.7
文化保存,老街修繕,,11.4
"""
GAP = {"公園綠地", "文化保存", "老街修繕"}


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[Graph]:
    (tmp_path / "plan.csv").write_text(SHEET, encoding="utf-8")
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        graph.load(tmp_path / "plan.csv", accept_unsure=True)
        yield graph


def test_gaps_matrix_and_who_agree(graph: Graph) -> None:
    assert {row["name"] for row in graph.gaps() if row["gap"] == "task-no-lead"} == GAP
    matrix = graph.matrix()
    assert {head.name.zh for head in matrix.empty_rows()} == GAP
    leads = {name: {row["name"] for row in graph.leads_of_parts(name)} for name in ("健康促進", "友善環境", *GAP)}
    assert leads == {"健康促進": {"衛生局", "教育局"}, "友善環境": {"工務局"}, **{name: set() for name in GAP}}


def test_the_report_and_the_command_name_those_who_lead_the_parts(graph: Graph) -> None:
    text = graph.report("vlr").text(lang="zh-TW")
    rows = [line for line in text.splitlines() if line.startswith("|") and "「健康促進」" in line]
    assert rows and all("衛生局" in line and "教育局" in line for line in rows)
    graph.close()
    for name in ("健康促進", "友善環境"):
        said = run("who", name, "--db", "own.kgl", "--lang", "zh-TW").out
        assert "缺口" not in said and "0 個機關" not in said
    said = run("who", "公園綠地", "--db", "own.kgl", "--lang", "zh-TW").out
    assert "缺口" in said and "近者在前" not in said


INDICATORS = """編號,任務,指標,主辦機關,協辦機關,115年目標
1,節能改善,用電量,工務局,,90
1,節能改善,太陽光電,經發局,,12
2,生態復育,棲地面積,,農業局,5
"""


def test_a_task_whose_indicators_have_leads_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text(INDICATORS, encoding="utf-8")
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        graph.load(tmp_path / "leads.csv", accept_unsure=True)
        assert not graph.who("節能改善")
        assert {row["name"] for row in graph.leads_of_parts("節能改善")} == {"工務局", "經發局"}
        assert {row["name"] for row in graph.gaps() if row["gap"] == "task-no-lead"} == {"生態復育"}
        assert {head.name.zh for head in graph.matrix().empty_rows()} <= {"生態復育"}
    said = run("who", "節能改善", "--db", "own.kgl", "--lang", "zh-TW").out
    assert "缺口" not in said and "其子任務或指標由工務局、經發局主辦" in said


def test_a_review_shows_below_a_task_what_measures_it(tmp_path: Path) -> None:
    sheet = "組別,任務,主辦機關,指標,114年目標,114年實績,SDGs\n減緩組,公車電動化,交通局,電動公車比率,20,22,11.2\n"
    (tmp_path / "plan.csv").write_text(sheet, encoding="utf-8")
    with quanze.open(tmp_path / "own.kgl", create=True) as graph:
        graph.load(tmp_path / "plan.csv", accept_unsure=True)
        text = graph.report("vlr", year=2025, as_of="2026-06-01").text(lang="zh-TW")
    (line,) = [line for line in text.splitlines() if line.startswith("|") and "指標「電動公車比率」" in line]
    assert "22" in line and "未訂期望方向" in line and "衡量上列任務" in line
    assert "計畫以減緩組為任務分組，未載召集機關。" in text


def test_the_custodian_of_another_data_set_does_not_lead_a_citys_task() -> None:
    link = ("t/own", "MEASURED_BY", "i/theirs")
    with sketched(("a/custodian", "CONVENES", "i/theirs"), link, i_theirs={"dataset": "sdg"}) as engine:
        assert leads_of_parts(engine, ["t/own"]) == {}
        assert "task-no-lead" in {row["gap"] for row in gaps(engine)}
    with sketched(("a/custodian", "CONVENES", "i/theirs"), link) as engine:
        assert leads_of_parts(engine, ["t/own"]).keys() == {"t/own"}
        assert "task-no-lead" not in {row["gap"] for row in gaps(engine)}
