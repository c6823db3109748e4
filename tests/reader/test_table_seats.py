"""Tables of who sits on a body: each seat with a person, a post or an agency; nothing lost or invented."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from quanze.reader.blocks import Grid, Paragraph, Place, Source
from quanze.reader.draft import Draft
from quanze.reader.pipeline import read_sources

LIST = "乙市永續發展委員會委員名單"
Seat = tuple[str, str, str, tuple[str, ...]]


def read(text: str, *before: str) -> Draft:
    """The draft of one table, its rows by lines and its cells by strokes, below some lines of text."""
    rows = [line.split("|") for line in text.split("\n")]
    grid = Grid(tuple((*row, *[""] * (len(rows[0]) - len(row))) for row in rows), Place("t.docx", len(before) + 1))
    lines = [Paragraph(line, Place("t.docx", n)) for n, line in enumerate(before, 1)]
    return read_sources([Source("t.docx", (*lines, grid))])[0]


def seats(draft: Draft) -> list[Seat]:
    """The seats of a draft in order: body, name, holder, and the agencies they stand for."""

    def ends(type_: str, node: Any) -> tuple[str, ...]:
        return tuple(k.b.real().name for k in draft.links if k.type == type_ and k.a.real() is node)

    return [
        (ends("SITS_ON", n)[0], n.name, str(n.values.get("holder", "")), ends("REPRESENTS", n))
        for n in draft.of_kind("Member")
    ]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "職務|現職\n主任委員|市長\n委員|都市發展局局長\n委員|國立甲大學教授",
            [
                ("主任委員（市長兼任）", "", ()),
                ("委員（都市發展局局長兼任）", "", ("都市發展局",)),
                ("委員（國立甲大學教授）", "", ()),
            ],
        ),
        (
            "職稱|姓名|單位\n召集人|何文忠|環境保護局\n委員|王大明|交通處\n委員|李四|交通處",
            [
                ("召集人（環境保護局）", "何文忠", ("環境保護局",)),
                ("委員（交通處）", "王大明", ("交通處",)),
                ("委員（交通處·李四）", "李四", ("交通處",)),
            ],
        ),
        (
            "序號|職稱|代表機關|備註\n1|召集人|乙市政府|市長兼任\n2|委員|環境保護局|",
            [("召集人（市長兼任）", "", ("乙市政府",)), ("委員（環境保護局代表）", "", ("環境保護局",))],
        ),
        (
            "委員姓名|服務單位|職稱|類別\n周美麗|環境保護局|局長|機關代表\n吳建國|甲大學|教授|專家學者",
            [("委員（環境保護局局長）", "周美麗", ("環境保護局",)), ("委員（甲大學教授）", "吳建國", ())],
        ),
    ],
)
def test_each_seat_of_a_list_is_read(table: str, expected: Sequence[tuple[str, str, tuple[str, ...]]]) -> None:
    draft = read(table, LIST)
    assert seats(draft) == [("乙市永續發展委員會", *one) for one in expected]
    assert draft.unread == []


def test_groups_in_a_column_sit_under_the_council_of_the_title() -> None:
    draft = read(
        "組別|職稱|擔任人員|任務\n能源組|組長|建設處處長|校舍節電\n能源組|組員(3人)|財政處|", "甲市推動會任務編組表"
    )
    assert [(s[0], s[1]) for s in seats(draft)] == [
        ("能源組", "組長（建設處處長兼任）"),
        ("能源組", "組員（財政處代表）"),
    ]
    assert [n.values["seats"] for n in draft.of_kind("Member")] == [1, 3]
    linked = {(k.type, k.a.real().name, k.b.real().name) for k in draft.links}
    assert {("PART_OF", "能源組", "甲市推動會"), ("UNDERTAKES", "能源組", "校舍節電")} <= linked
    assert draft.unread == []


def test_a_list_gives_the_chair_of_the_text_a_name_and_makes_no_second_chair() -> None:
    rule = "三、乙市永續發展委員會置主任委員一人，由市長兼任。"
    draft = read("職稱|姓名\n主任委員|何文忠", "乙市永續發展委員會設置要點", rule, LIST)
    assert [(n.name, n.values["holder"]) for n in draft.of_kind("Member")] == [("主任委員（市長兼任）", "何文忠")]


@pytest.mark.parametrize(
    ("table", "reason"),
    [("職稱|姓名\n召集人|王大明", "table"), ("工作項目|主辦機關|職稱|姓名\n植樹|農業局|科長|王大明", "column")],
)
def test_seats_of_no_body_and_people_beside_tasks_are_listed(table: str, reason: str) -> None:
    draft = read(table)
    assert draft.of_kind("Member") == []
    assert reason in {u.reason for u in draft.unread}
