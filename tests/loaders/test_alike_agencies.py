"""Agencies of one file that may be one under two names are asked about, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loaders.cases import SAID, Tables, city, codes_of
from tests.sets import loaded, write_csv

ASKED = [
    ("環保局", "環境保護局"),
    ("經發局", "經濟發展局"),
    ("都發局", "都市發展局"),
    ("智科處", "智慧科技處"),
    ("環保局", "嘉義市政府環境保護局"),
    ("甲市環保局", "甲市環境保護局"),
    ("消防局", "嘉義市政府消防局"),
    ("臺發處", "台灣發展處"),
]
NOT_ASKED = [
    ("教育處", "教育局"),
    ("環保署", "環境部"),
    ("環保局", "環境保護處"),
    ("交通局", "交通警察局"),
    ("東區公所", "東山區公所"),
    ("國際能源總署", "國際再生能源總署"),
    ("第一分局", "第十一分局"),
    ("第1科學局", "第12科學局"),
    ("嘉義市環保局", "嘉義縣環境保護局"),
    ("UNEP", "UN EP"),
]


def listing(*names: str) -> Tables:
    tables = city()
    tables["agencies"] += [{"id": f"t/agency/{i}", "name": n, "kind": "bureau", **SAID} for i, n in enumerate(names)]
    return tables


def asked(path: Path) -> list[tuple[str, str, str]]:
    return [(f.value, f.details["other"], f.level) for f in codes_of(path) if f.code == "agencies-alike"]


@pytest.mark.parametrize("pair", ASKED)
def test_two_names_that_may_be_one_body_are_asked_about_and_stay_two(pair: tuple[str, str], tmp_path: Path) -> None:
    path = write_csv(tmp_path / "set", listing(*reversed(pair)))
    assert asked(path) == [(*pair, "notice")]
    with loaded(tmp_path / "x.kgl", path) as graph:
        assert {*pair} <= {row["name"] for row in graph.records("Agency")}


def test_what_is_another_body_or_said_to_be_is_not_asked_about(tmp_path: Path) -> None:
    for pair in NOT_ASKED:
        assert asked(write_csv(tmp_path / pair[0], listing(*pair))) == []
    assert asked(write_csv(tmp_path / "two", listing("環保局", "環境保護局", "環島保育局"))) == [], (
        "nobody can say which"
    )
    part, successor = listing("環保局", "環境保護局"), listing("環保局", "環境保護局")
    part["agencies"][-2]["parent"] = "環境保護局"
    successor["links"] = [{"from": "環境保護局", "type": "SUCCEEDS", "to": "環保局", "change": "rename", **SAID}]
    for name, tables in (("part", part), ("successor", successor)):
        assert asked(write_csv(tmp_path / name, tables)) == []
