"""The log of somebody new: a sheet as kept at home, and five commands to a matrix, progress, a brief and a report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.cli.running import run
from tests.flat_sheets import HEADS, ROWS, workbook

pytestmark = pytest.mark.process


class Sheet(NamedTuple):
    """A sheet, the language of whoever keeps it, an agency of it, and what its answers have to name."""

    rows: list[tuple[Any, ...]]
    lang: str
    agency: str
    task: str
    indicator: str


HEALTH = Sheet(
    [
        ("○○市政府衛生局高齡友善城市行動方案",),
        (
            *("編號", "策略", "行動方案", "主辦單位", "協辦單位", "績效指標", "單位"),
            *("112年基準值", "113年目標值", "113年實際值", "114年目標值", "備註"),
        ),
        (
            "1-1",
            "健康老化",
            "推動長者健康檢查",
            "衛生局",
            "社會局、民政局",
            "健康檢查人數",
            "人",
            8200,
            8500,
            8612,
            9000,
            "",
        ),
        ("1-2", "健康老化", "布建失智據點", "衛生局長期照護科", "社會局", "失智據點數", "處", 21, 24, 22, 27, "含偏鄉"),
        ("1-3", "健康老化", "預防跌倒宣導", "衛生局、教育局", "各區公所", "宣導場次", "場", 100, 120, 131, 140, ""),
        ("2-1", "友善環境", "低地板公車", "交通局", "", "低地板公車比率", "%", 55, 60, "63.5%", 65, ""),
        ("2-2", "友善環境", "公園無障礙設施", "工務局", "", "無障礙公園數", "座", 12, 15, "-", 18, "113年未辦理"),
    ],
    *("zh-TW", "衛生局", "預防跌倒宣導", "宣導場次"),
)
SDG = Sheet(
    [
        (
            *("Goal", "SDG target", "Action", "Lead department", "Partners", "Indicator", "Unit"),
            *("Baseline (2019)", "Target 2023", "Result 2023", "Target 2024", "Result 2024", "Target 2030"),
        ),
        (
            *("Clean water", "6.3", "Upgrade the sewage works", "Water Department", "Environment Department"),
            *("Share of sewage treated", "%", 71, 80, 79.2, 82, 83.4, 95),
        ),
        (
            *(
                "Energy",
                "7.2",
                "Solar roofs on public buildings",
                "Energy Office",
                "Education Department; Public Works",
            ),
            *("Installed solar capacity", "MW", 3.1, 8, 8.6, 10, 9.7, 40),
        ),
        (
            *("Cities", "11.2", "Bus network redesign", "Transport Department", ""),
            *("Residents near a stop", "%", 64, 70, 69.9, 73, 74.1, 85),
        ),
    ],
    *("en", "Energy Office", "Solar roofs on public buildings", "Installed solar capacity"),
)
PLANNER = Sheet([HEADS, *ROWS], "zh-TW", "工務局", "路燈汰換", "LED 路燈比率")


@pytest.mark.parametrize("sheet", [HEALTH, SDG, PLANNER], ids=["health", "sdg", "planner"])
def test_five_commands(sheet: Sheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUANZE_LANG", sheet.lang)
    workbook(tmp_path / "plan.xlsx", {"Sheet1": sheet.rows})
    done = run("load", "plan.xlsx", "--db", "quanze.kgl", "--yes")
    assert done.code == 0, done.out + done.err
    checked = json.loads(run("check", "plan.xlsx", "--format", "json").out)
    # Notices tell of the framework that is loaded with it and of a remark with a year; nothing is to be looked at.
    assert [f["code"] for f in checked if f["level"] != "notice"] == []
    assert {f["code"] for f in checked} <= {"loaded-with", "flat-note"}, checked
    for command in (
        ("matrix", "-o", "matrix.xlsx"),
        ("progress",),
        ("brief", sheet.agency, "-o", "brief.docx"),
        ("report", "annual", "-o", "report.docx"),
    ):
        done = run(*command)
        assert done.code == 0, done.out + done.err
    assert sheet.indicator in run("progress").out
    assert sheet.task in run("matrix").out
    assert sheet.task in run("brief", sheet.agency).out
    assert sheet.agency in run("report", "annual").out


def test_a_strategy_whose_measures_are_led_is_nobodys_in_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUANZE_LANG", "zh-TW")
    workbook(tmp_path / "plan.xlsx", {"工作表1": HEALTH.rows})
    assert run("load", "plan.xlsx", "--db", "quanze.kgl", "--yes").code == 0
    assert "任務無主辦機關" not in run("gaps").out
    assert "無人承辦的事項" not in run("matrix").out
    report = run("report", "annual").out
    (line,) = [line for line in report.splitlines() if line.startswith("| 友善環境")]
    assert "子任務或指標：" in line
    rows = [row[:3] + ("",) * 2 + row[5:] if "公園" in str(row[2]) else row for row in HEALTH.rows if len(row) > 2]
    workbook(tmp_path / "less.xlsx", {"工作表1": [HEALTH.rows[0], *rows]})
    run("load", "less.xlsx", "--db", "less.kgl", "--yes", "--accept-unsure")
    assert "無人承辦的事項（1）：公園無障礙設施" in run("matrix", "--db", "less.kgl").out
    assert "任務無主辦機關" in run("gaps", "--db", "less.kgl").out
