"""The page of a record: an agency with very many duties."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

import quanze
from quanze.web import records
from quanze.web.served_graph import ServedGraph
from tests.sets import CITY, loaded
from tests.web.client import Reader


def test_of_an_agency_with_many_paths_the_nearest_are_shown_and_all_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    with ServedGraph() as served:
        address = "/en/record/chiayi/agency/epb"
        whole = Reader(served).get(f"{address}.json").text
        monkeypatch.setattr(records, "MOST_PATHS", 2)
        page, part = (Reader(served).get(one).text for one in (address, f"{address}.json"))
    rows = [json.loads(one)[0]["responsibilities"] for one in (whole, part)]
    assert rows[1] == rows[0][:2]
    assert f"Only the nearest 2 of {len(rows[0])} paths are here" in page


def test_of_a_record_with_many_links_the_first_are_shown_and_all_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    with ServedGraph() as served:
        address = "/en/record/chiayi/agency/epb"
        whole = [Reader(served).get(one).text for one in (address, f"{address}.json")]
        monkeypatch.setattr(records, "MOST_LINKS", 2)
        monkeypatch.setattr(records, "DRAWN", 2)
        page, part = (Reader(served).get(one).text for one in (address, f"{address}.json"))
    rows = [json.loads(one)[0]["links"] for one in (whole[1], part)]
    assert rows[1] == rows[0][:2]
    assert f"Only the first 2 of {len(rows[0])} links are here" in page
    assert "<img" in whole[0] and "<img" not in page


def test_progress_of_a_year_without_results_leads_to_the_last_one_with_some(tmp_path: Path) -> None:
    sheet = tmp_path / "plan.csv"
    sheet.write_text("任務,主辦,指標,單位,2023目標,2023實績,2024目標\n種樹,環保局,比率,%,5,4,6\n", encoding="utf-8")
    loaded(tmp_path / "own.kgl", sheet).close()
    with ServedGraph(tmp_path / "own.kgl") as served:
        page = Reader(served).get("/zh-TW/progress?as_of=2025-06-01").text
        assert "113年尚無實績" in page and "--year" not in page
        (link,) = re.findall(r'href="([^"]+year=2023[^"]*)"', page)
        assert "尚無實績" not in Reader(served).get(unescape(link)).text


def test_what_is_too_much_for_a_page_says_so_and_leads_to_a_part_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with quanze.open(tmp_path / "two.kgl", create=True) as graph:
        for n in ("s", "t"):
            own = json.loads(json.dumps(CITY).replace('"t/', f'"{n}/'))
            graph.load({"dataset": {"id": n, "name": f"計畫{n}"}, **own})
    with ServedGraph(tmp_path / "two.kgl") as served:
        reader = Reader(served)
        assert {"s/task/one", "t/task/one"} <= {*re.findall(r"[st]/task/one", reader.get("/en/matrix").text)}
        monkeypatch.setattr("quanze.queries.matrix_rows.MOST_ANSWERS", 3)
        page = Reader(served).get("/en/matrix?columns=agencies").text
        assert "More than 3 roles" in page and "task/one" not in page
        links = [unescape(link) for link in re.findall(r'href="([^"]+plan=[^"]*)"', page)]
        (of_one,) = (link for link in links if "plan=t" in link and "hreflang" not in link)
        shown = Reader(served).get(of_one).text
        assert "t/task/one" in shown and "s/task/one" not in shown
        assert reader.get("/en/matrix?plan=x").status == 400
        monkeypatch.setattr(records, "DRAWN", 0)
        page = Reader(served).get("/en/record/t/task/one").text
        assert "links are too many for a picture" in page and "<img" not in page
        assert "<svg" not in Reader(served).get("/en/picture/t/task/one").text


@pytest.mark.whole
def test_a_record_that_has_ended_by_the_day_has_no_picture_of_it() -> None:
    with ServedGraph() as served:
        pages = [Reader(served).get(f"/en/record/climate-act/agency/epa?as-of={day}").text for day in (2020, 2025)]
    assert ["picture/climate-act/agency/epa" in page for page in pages] == [True, False]


@pytest.mark.whole
def test_gaps_are_one_heading_a_kind_and_all_of_them_in_each_file() -> None:
    with ServedGraph() as served:
        page, rows, table = (Reader(served).get(f"/en/gaps{ending}").text for ending in ("", ".json", ".csv"))
    found = json.loads(rows)
    codes = [row["gap"] for row in found]
    assert sorted(re.findall(r'<h2 id="gap-([^"]+)"', page)) == sorted(set(codes))
    assert page.count("<details><summary>") == sum(codes.count(code) > 3 for code in set(codes)) > 0
    assert len(table.splitlines()) == len(found) + 1


@pytest.mark.whole
def test_gaps_that_pages_share_are_found_anew_after_a_load(tmp_path: Path) -> None:
    sheet, db = tmp_path / "plan.csv", tmp_path / "own.kgl"
    sheet.write_text("任務,主辦\n種樹,環保局\n掃街,\n", encoding="utf-8")
    loaded(db, sheet).close()
    with ServedGraph(db) as served:
        reader = Reader(served)
        for lead, names in (("", ["掃街"]), ("環保局", [])):
            sheet.write_text(f"任務,主辦\n種樹,環保局\n掃街,{lead}\n", encoding="utf-8")
            with quanze.open(db) as graph:
                graph.load(sheet)
                every = graph.gaps(dataset=graph.plans())
            whole = json.loads(reader.get("/en/gaps.json").text)
            assert [(row["gap"], row["id"], row["message_en"]) for row in whole] == [
                (row["gap"], row["id"], str(row["message_en"])) for row in every
            ]
            own = json.loads(reader.get("/en/gaps.json?gap=task-no-lead").text)
            assert [row["name"] for row in own] == names
            assert own == [row for row in whole if row["gap"] == "task-no-lead"]


@pytest.mark.whole
def test_a_verdict_on_a_line_is_not_shown_bare(tmp_path: Path) -> None:
    sheet = tmp_path / "plan.csv"
    sheet.write_text("任務,主辦,指標,單位,2022目標,2023實績,2024目標\n路燈汰換,環保局,比率,%,5,7,6\n", encoding="utf-8")
    loaded(tmp_path / "own.kgl", sheet).close()
    with ServedGraph(tmp_path / "own.kgl") as served:
        for id_ in ("agency/環保局", "indicator/比率"):
            page = Reader(served).get(f"/en/record/plan/{id_}").text
            assert "● met (by the line to 2024, wanted direction concluded from the targets)" in page, id_
            assert "● met<" not in page
