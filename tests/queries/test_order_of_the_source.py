"""Lists and pictures keep the order of the file where it gives no numbers and no places."""

from __future__ import annotations

from pathlib import Path

import quanze
from tests.sets import loaded, write_csv

STATED = {"origin": "plan", "source": "計畫"}
GROUPS = ("減緩組", "調適組", "生活轉型組")  # by id the last would come second
TABLES = {
    "documents": [{"name": "計畫", "kind": "plan", "origin": "plan"}],
    "councils": [{"name": "推動會", **STATED}],
    "subgroups": [{"name": name, "council": "推動會", **STATED} for name in GROUPS],
    "members": [
        {"name": title, "seat_title": title, "seats": "1", "body": "推動會", **STATED}
        for title in ("召集人", "副召集人", "委員")
    ],
    "tasks": [{"name": f"{name}任務", "undertaken_by": name, **STATED} for name in GROUPS],
}


def test_seats_reports_and_pages_of_a_picture_have_it(tmp_path: Path) -> None:
    loaded(tmp_path / "o.kgl", write_csv(tmp_path / "o", TABLES, {"id": "o", "name": "順序"})).close()
    with quanze.open(tmp_path / "o.kgl") as graph:
        assert [row["name"] for row in graph.seats("推動會")] == ["召集人", "副召集人", "委員"]
        sections = graph.picture("network").sections
        assert [section.head.rpartition("/")[2] for section in sections if "subgroup" in section.head] == [*GROUPS]
        report = graph.report("annual").text("md", lang="zh-TW")
        assert report.index("召集人") < report.index("副召集人") < report.index("減緩組") < report.index("調適組")
