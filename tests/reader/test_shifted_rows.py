"""Rows whose cells stand under the heads beside their own: no figure of theirs is read, and nothing of them is sure."""

from __future__ import annotations

from random import Random

import pytest

from quanze.reader.draft import Draft
from tests import draws
from tests.reader.one_table import read, roles

HEADS = ["措施", "主辦單位", "協辦單位", "指標", "單位", "113年目標", "114年目標", "115年目標"]
BENCHES = ["座椅", "工務處", "民政處", "座椅數", "張", "300", "350", "400"]
TREES = ["補植", "農業處", "工務處", "補植數", "株", "1,200", "1,300", "1,400"]
WATER = ["飲水", "水利處", "", "飲水站", "處", "20", "25", "30"]


def figures_of(draft: Draft, row: int) -> set[float]:
    """The targets that were read from a row."""
    found = (n for n in draft.of_kind("AnnualTarget") if any(e.row == row for e in n.evidence))
    return {float(n.values["target"]) for n in found if "target" in n.values}


def table(*rows: list[str]) -> Draft:
    width = max(map(len, rows))
    return read([row + [""] * (width - len(row)) for row in rows])


CUT = [*TREES[:5], "1", "200", "1,300", "1,400"]


@pytest.mark.parametrize(
    ("heads", "moved"),
    [
        (HEADS, CUT),
        (HEADS, [*TREES[:5], "1,200", "1", "300", "1,400"]),
        (HEADS, [*TREES[:2], "環保局", *TREES[2:]]),
        ([*HEADS, "備註"], CUT),
        ([*HEADS, "期限", "備註"], [*CUT, "115/06"]),
        (HEADS, [*TREES[:2], *TREES[3:]]),
        (HEADS, [*TREES[:3], *TREES[4:]]),
    ],
    ids=[
        "cut",
        "cut later",
        "one too many",
        "cut into the remarks",
        "a day in the remarks",
        "one left out",
        "indicator left out",
    ],
)
def test_no_figure_of_a_moved_row_is_read_and_nothing_of_it_is_sure(heads: list[str], moved: list[str]) -> None:
    draft = table(heads, BENCHES, moved, WATER)
    assert not figures_of(draft, 2)
    assert not {k for k in roles(draft) if k[2] == "補植" and k[3] == "high"}
    listed = " ".join(str(u.text) for u in draft.unread)
    assert all(cell in listed for cell in moved if cell[:1].isdigit())


@pytest.mark.parametrize(
    "row", [TREES, [*TREES, "待核定"], [*TREES[:5], "20", "300", "1,400"]], ids=["whole", "with a note", "steps"]
)
def test_a_row_in_its_place_is_sure(row: list[str]) -> None:
    draft = table(HEADS, BENCHES, row, WATER)
    assert ("CONVENES", "農業處", "補植", "high") in roles(draft)
    assert len(figures_of(draft, 2)) == 3


@pytest.mark.parametrize("number", ["1,300", "1300"])
def test_a_number_is_no_agency_and_is_said(number: str) -> None:
    draft = read([["措施", "主辦單位", "協辦單位"], ["補植", number, "工務處"], ["飲水", "水利處", "民政處"]])
    assert {k[1] for k in roles(draft)} == {"工務處", "水利處", "民政處"}
    assert number in " ".join([*(str(u.text) for u in draft.unread), *(str(r.text) for r in draft.remarks)])


def test_a_column_without_a_head_that_all_rows_fill_moves_none() -> None:
    draft = table(HEADS, [*BENCHES, "1"], [*TREES, "2"], [*WATER, "3"])
    assert {k[3] for k in roles(draft)} == {"high"}


@pytest.mark.drawn
@pytest.mark.parametrize("seed", range(draws.of(15, 150)))
def test_a_thousand_cut_at_its_comma_is_never_read_as_two_figures(seed: int) -> None:
    draw = Random(seed)
    values = [f"{draw.randrange(1000, 999_999):,}" for _ in range(3)]
    row = ",".join([*TREES[:5], *values]).split(",")
    assert not figures_of(table(HEADS, BENCHES, row, WATER), 2)


@pytest.mark.parametrize("moved", ["1,300", "250", "85%"])
def test_an_amount_under_days_shows_a_moved_row(moved: str) -> None:
    heads = ["措施", "主辦單位", "指標", "114年目標", "完成期限"]
    rows = [["座椅", "工務處", "座椅數", "30", "114/06"], ["補植", "農業處", "補植數", "1", moved]]
    draft = table(heads, *rows, ["飲水", "水利處", "飲水站", "25", "115年"])
    assert {k[2] for k in roles(draft) if k[3] == "high"} == {"座椅", "飲水"}
    assert not figures_of(draft, 2)


@pytest.mark.parametrize("day", ["114", "2026", "12", "115.6", "115.06.30", "1150630"])
def test_a_day_in_any_form_moves_no_row(day: str) -> None:
    rows = [["座椅", "工務處", "座椅數", "30", "114/06"], ["補植", "農業處", "補植數", "20", day]]
    draft = table(
        ["措施", "主辦單位", "指標", "114年目標", "完成期限"], *rows, ["飲水", "水利處", "飲水站", "25", "115年"]
    )
    assert {k[2] for k in roles(draft) if k[3] == "high"} == {"座椅", "補植", "飲水"}
