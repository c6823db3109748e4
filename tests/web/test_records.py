"""The page of a record: an agency with very many duties."""

from __future__ import annotations

import json

import pytest

from quanze.web import records
from quanze.web.served_graph import ServedGraph
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


@pytest.mark.whole
def test_a_record_that_has_ended_by_the_day_has_no_picture_of_it() -> None:
    with ServedGraph() as served:
        pages = [Reader(served).get(f"/en/record/climate-act/agency/epa?as-of={day}").text for day in (2020, 2025)]
    assert ["picture/climate-act/agency/epa" in page for page in pages] == [True, False]
