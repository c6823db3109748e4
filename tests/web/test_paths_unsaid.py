"""No page and no file of a served graph says where the graph lies."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

import quanze
from quanze.web.served_graph import ServedGraph
from tests.sets import ABOUT, CITY
from tests.web.client import Reader


@pytest.mark.whole
def test_a_comparison_does_not_name_the_file_of_the_graph(tmp_path: Path) -> None:
    path = tmp_path / "a-folder-of-ours" / "town.kgl"
    path.parent.mkdir()
    with quanze.open(path, create=True) as graph:
        graph.load({"dataset": ABOUT, **CITY})
    with ServedGraph(path) as served:
        reader = Reader(served)
        for query in ("before=2023", "before=2023&after=2025"):
            for ending in ("", ".json", ".csv", ".md", ".docx", ".xlsx"):
                answer = reader.get(f"/en/compare{ending}?{query}")
                assert answer.status == 200
                content = answer.body
                if content[:2] == b"PK":
                    with zipfile.ZipFile(io.BytesIO(content)) as archive:
                        content = b"".join(archive.read(name) for name in archive.namelist())
                assert b"a-folder-of-ours" not in content and b"town.kgl" not in content, (ending, query)


def test_who_owes_what_in_a_year_has_the_tasks_and_their_leads(tmp_path: Path) -> None:
    dues = {"one": "2025-06-30", "late": "2027-12", "later": "2028"}
    tasks = [
        {"id": f"t/task/{name}", "name": name, "due": due, "origin": "editorial", "note": "x"}
        for name, due in dues.items()
    ]
    roles = [
        {"who": CITY["agencies"][0]["id"], "role": "CONVENES", "on": "t/task/late", "origin": "editorial", "note": "x"}
    ]
    with quanze.open(tmp_path / "t.kgl", create=True) as graph:
        graph.load({"dataset": ABOUT, **CITY, "tasks": tasks, "responsibilities": roles})
    with ServedGraph(tmp_path / "t.kgl") as served:
        reader = Reader(served)
        asked = reader.get("/en/ask?question=what%20is%20due%20by%202027")
        page = reader.get(asked.headers["location"]).text
        section = page[page.index('id="due"') :]
        assert section.index(">one<") < section.index(">late<") and ">later<" not in section
        assert CITY["agencies"][0]["name"] in section
