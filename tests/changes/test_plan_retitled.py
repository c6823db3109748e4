"""A plan whose title has the year in it is the same plan the year after: what cites it did not change."""

from pathlib import Path

import quanze

ROWS = "任務,主辦機關\n種樹,公園處\n節電,環境保護局\n{more}"


def sheet(path: Path, title: str, more: str) -> Path:
    path.write_text(f"{title},\n{ROWS.format(more=more)}", encoding="utf-8")
    return path


def changes(tmp_path: Path, first: str, second: str) -> dict[str, int]:
    found = quanze.diff(
        sheet(tmp_path / "a.csv", "甲市行動計畫114年", first), sheet(tmp_path / "b.csv", "甲市行動計畫115年版", second)
    )
    counted: dict[str, int] = {}
    for row in found.rows:
        counted[row["change"]] = counted.get(row["change"], 0) + 1
    return counted


def test_a_new_title_is_one_change(tmp_path: Path) -> None:
    found = changes(tmp_path, "公車,交通局\n", "公車,交通局\n")
    assert "citation" not in found and "new" not in found and "dropped" not in found
    assert sum(found.values()) <= 2, found  # the document, and the data set that has its name


def test_of_plans_with_little_in_common_the_documents_stay_apart(tmp_path: Path) -> None:
    other = tmp_path / "c.csv"
    other.write_text("乙市行動計畫,\n任務,主辦機關\n路燈,工務局\n清溝,水利局\n", encoding="utf-8")
    found = quanze.diff(sheet(tmp_path / "a.csv", "甲市行動計畫114年", ""), other)
    assert {row["change"] for row in found.rows if row["kind"] == "Document"} == {"dropped", "new"}
