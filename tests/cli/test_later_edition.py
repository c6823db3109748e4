"""What a load and an answer say of an edition that replaced another one and has no dates."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.running import run

HEADS = "任務,主辦機關,協辦機關\n"


@pytest.mark.whole
def test_what_may_be_renamed_is_said_and_a_day_before_the_edition_too(tmp_path: Path) -> None:
    plan, after, db = tmp_path / "plan.csv", tmp_path / "next.csv", str(tmp_path / "own.kgl")
    plan.write_text(HEADS + "廚餘再利用,環保局,農業處\n綠美化計畫,工務局,環保局\n", encoding="utf-8")
    after.write_text(HEADS + "廚餘再利用,環境局,農業處\n綠美化計畫,工務局,環境局\n", encoding="utf-8")
    before = str(date.today() - timedelta(days=2))
    assert run("load", plan, "--db", db).code == 0
    assert "may not have held" not in run("who", "廚餘再利用", "--db", db, "--as-of", before).err, "the first edition"
    loaded = run("load", after, "--db", db, "--edition-of", "plan", "--replace")
    assert "Perhaps renamed, and taken as removed and new: 環保局 → 環境局." in loaded.err
    assert "plan: replaced by a load on" in run("who", "廚餘再利用", "--db", db, "--as-of", before).err
    for day in (str(date.today()), ""):
        assert "replaced by" not in run("who", "廚餘再利用", "--db", db, *(("--as-of", day) if day else ())).err
    assert run("undo", "--db", db).code == 0
    assert "may not have held" not in run("who", "廚餘再利用", "--db", db, "--as-of", before).err
    assert "Perhaps renamed" not in run("load", plan, "--db", db).err
