"""Tasks and indicators of one name are distinguished by what they are part of and who leads them, never by row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import quanze
from quanze.changes.edition import Edition, edition_of

NUMBERS = count()
HEADS = ("編號", "面向", "任務", "主辦機關", "指標", "單位", "114年目標", "114年實績", "115年目標")
KINDS = ("Task", "Indicator", "AnnualTarget")
SAME = {"place"}
"""What a change says of a record that only stands elsewhere in the sheet."""


class Line(NamedTuple):
    """A row of a flat sheet."""

    number: str
    part: str
    task: str
    lead: str
    indicator: str
    figures: tuple[int, ...]

    def cells(self) -> tuple[str, ...]:
        return (*self[:5], "場", *map(str, self.figures))


def sheet(path: Path, lines: Sequence[Line]) -> Path:
    rows = [("渚澤市行動計畫分工表",), HEADS, *(line.cells() for line in lines)]
    path.write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    return path


def stated(edition: Edition) -> dict[tuple[str, ...], Any]:
    """Each figure by what a planner calls it: part, task, lead, indicator, year."""
    named = {id_: p["name"] for rows in edition.nodes.values() for id_, p in rows.items()}
    above = {a: named[b] for a, b, _ in edition.links.get(("PART_OF", "Task", "Task"), {}).values()}
    led = {b: named[a] for a, b, _ in edition.links.get(("CONVENES", "Agency", "Task"), {}).values()}
    found: dict[tuple[str, ...], Any] = {}
    measured = edition.links.get(("MEASURED_BY", "Task", "Indicator"), {}).values()
    for indicator, year, _ in edition.links.get(("HAS_TARGET", "Indicator", "AnnualTarget"), {}).values():
        props = edition.nodes["AnnualTarget"][year]
        for task in (task for task, own, _ in measured if own == indicator):
            key = (above.get(task, ""), named[task], led.get(task, ""), named[indicator], str(props["year"]))
            assert key not in found
            found[key] = props.get("target"), props.get("result")
    return found


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[Line], list[Line]]:
    """The rows of a sheet in two orders; tasks and indicators of one name are common."""
    keys = draw(
        st.lists(
            st.tuples(st.sampled_from(["生活", "海洋"]), st.sampled_from(["教育宣導", "巡守工作"])),
            unique=True,
            min_size=1,
        )
    )
    numbered = draw(st.booleans())
    lines = []
    for number, (part, task) in enumerate(keys, 1):
        lead = draw(st.sampled_from(["環保局", "農漁處"]))
        for indicator in draw(st.lists(st.sampled_from(["宣導場次", "參與人次"]), unique=True, min_size=1)):
            figures = tuple(draw(st.lists(st.integers(1, 999), min_size=3, max_size=3)))
            lines.append(Line(str(number) if numbered else "", part, task, lead, indicator, figures))
    return lines, draw(st.permutations(lines))


@pytest.mark.whole
@settings(max_examples=10, deadline=None)
@given(plans(), st.booleans())
def test_another_order_of_rows_changes_nothing_and_a_row_above_only_adds(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[list[Line], list[Line]], shifted: bool
) -> None:
    lines, again = drawn
    folder = tmp_path_factory.mktemp(f"drawn{next(NUMBERS)}")
    added = Line("1" if shifted else "", "能源", "教育宣導", "環保局", "宣導場次", (7, 7, 7))
    with quanze.open(folder / "own.kgl", create=True) as graph:
        graph.load(sheet(folder / "plan.csv", lines), accept_unsure=True)
        before = stated(edition_of(graph.engine, "plan"))
        assert len(before) == 2 * len(lines)
        loaded = {props["id"] for _, props in edition_of(graph.engine, "plan").records()}
        other = sheet(folder / "other.csv", again)
        foreseen = graph.preview(other, edition_of="plan", accept_unsure=True)
        assert {row["change"] for row in foreseen.rows} <= SAME and not foreseen.unsure
        graph.load(other, edition_of="plan", accept_unsure=True)
        assert stated(edition_of(graph.engine, "plan")) == before
        if shifted and again[0].number:
            again = [line._replace(number=str(int(line.number) + 1)) for line in again]
        more = sheet(folder / "more.csv", [added, *again])
        foreseen = graph.preview(more, edition_of="plan", accept_unsure=True)
        told = [row for row in foreseen.rows if row["change"] not in SAME and row["field"] != "number"]
        assert not [row for row in told if row["kind"] in KINDS and row["id"] in loaded] and not foreseen.unsure
        graph.load(more, edition_of="plan", accept_unsure=True)
        now = stated(edition_of(graph.engine, "plan"))
        assert {key: figures for key, figures in now.items() if key[0] != "能源"} == before
        diff = graph.diff(folder / "plan.csv", other, accept_unsure=True)
        assert {row["change"] for row in diff.rows} <= {*SAME, "citation", "changed"} and not diff.unsure
