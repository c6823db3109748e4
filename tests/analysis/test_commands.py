"""``quanze deps`` and ``quanze gaps`` as a user runs them, and their output as golden files."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quanze.cli.app import GAPS, cli
from tests.conftest import Golden

TASK = "task-no-indicator"


def run(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, [arguments[0], "--db", str(path), *arguments[1:]], catch_exceptions=False)


@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_deps_of_the_city_that_ships(bundled_path: Path, golden: Golden, lang: str) -> None:
    done = run(bundled_path, "deps", "--as-of", "2025-12-31", "--lang", lang)
    assert done.exit_code == 0
    golden.check(f"analysis/deps.{lang}.txt", done.stdout)


def test_deps_of_the_small_city_in_markdown(small_path: Path, golden: Golden) -> None:
    golden.check("analysis/deps-small.md", run(small_path, "deps", "--format", "md", "--lang", "zh-TW").stdout)


def test_deps_json_has_the_evidence_and_csv_a_row_for_each(small_path: Path) -> None:
    found = json.loads(run(small_path, "deps", "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(run(small_path, "deps", "--format", "csv", "--lang", "zh-TW").stdout)))
    assert len(rows) == sum(max(1, len(f["evidence"])) for f in found)
    assert {int(r["number"]) for r in rows} == set(range(1, len(found) + 1))
    alike = [r for r in rows if r["finding"] == "alike"]
    assert len(alike) == 6
    assert {r["quote"] for r in alike} == {"各局均屬協辦機關"}
    assert {r["source_name"] for r in alike} == {"小城計畫"}


def test_deps_show_keeps_the_scope_and_says_what_was_not_found(small_path: Path) -> None:
    shown = json.loads(run(small_path, "deps", "--show", "bridge", "--format", "json").stdout)
    assert [f["finding"] for f in shown] == ["scope", "bridge", "bridge"]
    text = run(small_path, "deps", "--scope", "national", "--lang", "en").stdout
    assert "Not found:" in text
    assert "Where reporting must pass" in text


@pytest.mark.whole
def test_deps_says_what_it_cut(bundled_path: Path) -> None:
    short = run(bundled_path, "deps", "--top", "2", "--lang", "en").stdout
    assert "Not shown: What distinguishes agencies 4, Who must coordinate, and over what 3" in short
    assert "Not shown" in run(bundled_path, "deps", "--top", "2", "--lang", "en", "--format", "md").stdout
    assert "Not shown" not in run(bundled_path, "deps", "--top", "0", "--lang", "en").stdout


def test_deps_pairs(small_path: Path, bundled_path: Path) -> None:
    pairs = json.loads(run(small_path, "deps", "--pairs", "--format", "json").stdout)
    assert len(pairs) == 9
    assert [p["weight"] for p in pairs[:4]] == [2, 2, 2, 1]
    table = run(small_path, "deps", "--pairs", "--top", "2", "--lang", "en").stdout
    assert len(table.split("\n\n")[0].splitlines()) == 2 + 2
    assert "Not shown: 7 pairs of agencies (--top 0 shows all)." in table
    whole = run(small_path, "deps", "--pairs", "--top", "0", "--lang", "en").stdout
    assert len(whole.splitlines()) == 2 + 9
    assert "Not shown" not in whole
    city = json.loads(run(bundled_path, "deps", "--pairs", "--format", "json").stdout)
    assert len(city) == 78 + 65


def test_deps_names_cannot_steer_the_terminal_or_the_markdown(tmp_path: Path) -> None:
    import quanze

    nasty = "=1+1\u202e|<script>`甲\u001b[31m局"
    rows: dict[str, Any] = {
        "dataset": {"id": "n", "name": "n"},
        "agencies": [{"id": "n/agency/a", "name": nasty, "kind": "bureau", "origin": "editorial", "note": "x"}],
        "tasks": [{"id": "n/task/t", "name": nasty, "origin": "editorial", "note": "x"}],
        "responsibilities": [
            {"who": "n/agency/a", "role": "主辦", "on": "n/task/t", "origin": "editorial", "note": nasty}
        ],
    }
    (tmp_path / "n.json").write_text(json.dumps(rows), encoding="utf-8")
    with quanze.open(tmp_path / "n.kgl", create=True) as graph:
        graph.load(tmp_path / "n.json")
    text = run(tmp_path / "n.kgl", "deps").stdout
    assert "\u001b" not in text
    assert "\u202e" not in text
    assert "甲" in text
    assert "<script>" not in run(tmp_path / "n.kgl", "deps", "--format", "md").stdout
    cells = [
        c for row in csv.reader(io.StringIO(run(tmp_path / "n.kgl", "deps", "--format", "csv").stdout)) for c in row
    ]
    assert not [c for c in cells if c.startswith("=")]


def accepted(path: Path, *rows: str) -> str:
    path.write_text("\n".join(["gap,id,why,decided_by,until", *rows, ""]), encoding="utf-8")
    return str(path)


@pytest.mark.whole
def test_gaps_fail_on_counts_what_is_open(small_path: Path, tmp_path: Path) -> None:
    assert run(small_path, "gaps").exit_code == 0
    assert run(small_path, "gaps", "--fail-on", "error").exit_code == 0, "the small city has no grave gap"
    assert run(small_path, "gaps", "--fail-on", "warning").exit_code == GAPS
    # What is left open: tasks 3, 4 and 5 have no indicator, and so on; accept every one and it passes.
    found = json.loads(run(small_path, "gaps", "--format", "json").stdout)
    file = accepted(tmp_path / "a.csv", *(f"{g['gap']},{g['id']},緩議,推動會,2199" for g in found))
    done = run(small_path, "gaps", "--accepted", file, "--fail-on", "notice", "--format", "json")
    assert done.exit_code == 0
    assert {g["status"] for g in json.loads(done.stdout)} == {"accepted"}
    expired = run(
        small_path, "gaps", "--accepted", file, "--fail-on", "notice", "--as-of", "2200-01-01", "--lang", "zh-TW"
    )
    assert expired.exit_code == GAPS
    assert "（推動會決定保留至 2199）" in expired.stdout


@pytest.mark.whole
def test_many_gaps_of_a_kind_are_one_line_until_each_is_asked_for(small_path: Path) -> None:
    def told(*more: str) -> list[str]:
        shown = run(small_path, "gaps", *more, "--lang", "zh-TW").stdout
        return [line for line in shown.splitlines() if "任務無期限" in line]

    (line,) = told()
    assert line.endswith("5 項：任務一；任務二；任務三；任務四；任務五")
    for more in (("--all",), ("--kind", "任務無期限"), ("--sort", "agency")):
        assert len(told(*more)) == 5 and "「任務二」：未載完成期限或期程終點" in " ".join(told(*more))


@pytest.mark.whole
def test_gaps_as_golden_files(small_path: Path, tmp_path: Path, golden: Golden) -> None:
    file = accepted(
        tmp_path / "a.csv",
        f"{TASK},small/task/t3,尚待研訂,推動會第 3 次會議,2030",
        f"{TASK},small/task/t4,沿用舊指標,乙局,112-12-31",
        f"{TASK},small/task/t1,誤列,甲局,",
    )
    base = tmp_path / "b.json"
    base.write_text(
        json.dumps([{"gap": TASK, "id": "small/task/t5"}, {"gap": "task-no-lead", "id": "small/task/t9"}]),
        encoding="utf-8",
    )
    common = ("gaps", "--accepted", file, "--baseline", str(base), "--as-of", "2026-11-24")
    golden.check("analysis/gaps.zh-TW.txt", run(small_path, *common, "--lang", "zh-TW").stdout)
    golden.check("analysis/gaps.en.txt", run(small_path, *common, "--lang", "en").stdout)
    golden.check("analysis/gaps.md", run(small_path, *common, "--lang", "zh-TW", "--format", "md").stdout)
    run(small_path, *common, "--lang", "zh-TW", "--junit", str(tmp_path / "j.xml"))
    golden.check("analysis/gaps.junit.xml", (tmp_path / "j.xml").read_text(encoding="utf-8"))


def test_gaps_baseline_is_written_and_shrinks(small_path: Path, tmp_path: Path) -> None:
    base = str(tmp_path / "b.json")
    assert run(small_path, "gaps", "--write-baseline", base).exit_code == 0
    done = run(small_path, "gaps", "--baseline", base, "--fail-on", "notice", "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)) == (0, [])
    rows = json.loads(Path(base).read_text(encoding="utf-8"))
    known = len(rows)
    Path(base).write_text(json.dumps([*rows[1:], {"gap": "task-no-lead", "id": "small/task/solved"}]), encoding="utf-8")
    done = run(
        small_path,
        "gaps",
        "--baseline",
        base,
        "--write-baseline",
        base,
        "--overwrite",
        "--fail-on",
        "notice",
        "--lang",
        "en",
    )
    assert done.exit_code == GAPS, "the one taken out of the baseline is new"
    assert f"Open 1, accepted 0, known from the baseline {known - 1}, solved 1." in done.stdout
    assert len(json.loads(Path(base).read_text(encoding="utf-8"))) == known - 1


def test_gaps_junit_agrees_with_the_exit_code(small_path: Path, tmp_path: Path) -> None:
    for level, code in (("error", 0), ("warning", GAPS)):
        file = tmp_path / f"{level}.xml"
        assert run(small_path, "gaps", "--fail-on", level, "--junit", str(file)).exit_code == code
        failures = int(ET.parse(file).getroot().get("failures") or 0)
        assert bool(failures) == bool(code)


def test_gaps_says_what_is_wrong_with_the_acceptances(small_path: Path, tmp_path: Path) -> None:
    file = accepted(tmp_path / "a.csv", "no-such,x,w,d,")
    done = run(small_path, "gaps", "--accepted", file, "--lang", "en")
    assert done.exit_code == 6
    assert "'no-such' is not an allowed value" in done.stderr
    missing = run(small_path, "gaps", "--accepted", str(tmp_path / "missing.csv"))
    assert missing.exit_code == 1
    assert "decided_by" in missing.stderr
