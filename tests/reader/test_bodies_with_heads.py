"""Bodies that a text sets up nowhere and says who presides over or sits on: in press, abstracts and invitations."""

from __future__ import annotations

import itertools

import pytest

from quanze.reader.draft import CHECK, Draft

from .test_sentences import read

BODIES = ("淨零永續推動平台", "低碳城市專案辦公室", "乙市氣候變遷推動小組", "河川治理委員會")
BEFORE = ("", "據了解，", "本年度持續推動本縣", "丙市政府日前成立")
HEADS = (
    "{body}，由縣長擔任召集人，秘書長兼任副召集人",
    "{body}由縣長王大同擔任召集人，秘書長李小明為副召集人",
    "{body}係由縣長擔任召集人、秘書長兼任副召集人、執行秘書由環保局及行政處擔任",
)


def seats_of(draft: Draft) -> set[tuple[str, str]]:
    """Who sits, by the title and post, and on what."""
    return {(k.a.real().name, k.b.real().name) for k in draft.linked("SITS_ON")}


@pytest.mark.parametrize("head", HEADS)
def test_who_presides_makes_the_body(head: str) -> None:
    for body, before in itertools.product(BODIES, BEFORE):
        draft = read(f"{before}{head.format(body=body)}。\n本計畫將持續辦理。\n")
        seats = seats_of(draft)
        assert {("召集人（縣長兼任）", body), ("副召集人（秘書長兼任）", body)} <= seats, (before, body)
        if "執行秘書" in head:
            assert {("執行秘書（環保局代表）", body), ("執行秘書（行政處代表）", body)} <= seats
        node = draft.find("Council", body)
        assert node is not None
        assert all(e.confidence == CHECK for e in node.evidence if e.rule == "bodies.presided")


@pytest.mark.parametrize(
    "form",
    [
        "{body}成員（財政處、環保局、社會處）",
        "{body}組織架構內成員（財政處、環保局、社會處）",
        "{body}成員包括財政處、環保局、社會處",
    ],
)
def test_who_its_members_are_makes_the_body(form: str) -> None:
    for body in ("乙市氣候變遷推動小組", "淨零永續推動平台"):
        draft = read(f"對象：\n{form.format(body=body)}。\n")
        assert {b.real().name for _, b in ((k.a, k.b) for k in draft.linked("SITS_ON"))} == {body}
        assert {k.b.real().name for k in draft.linked("REPRESENTS")} == {"財政處", "環保局", "社會處"}


@pytest.mark.parametrize(
    "text",
    [
        "座談會由副市長擔任主持人。",
        "本次會議由縣長擔任主席。",
        "頒獎典禮由環保局長擔任引言人。",
        "該中心由王大同擔任主任。",
    ],
)
def test_who_presides_over_a_meeting_makes_no_body(text: str) -> None:
    draft = read(f"{text}\n會後合影。\n")
    assert not draft.of_kind("Council")


def test_an_office_has_its_seats_its_groups_and_who_leads_them() -> None:
    draft = read(
        "戊部今天宣布成立淨零辦公室，由次長兼任主任。\n"
        "辦公室下設減量、增匯及循環3組，分別由水利局、農業局及環保局擔任召集機關。\n"
    )
    assert seats_of(draft) == {("主任（次長兼任）", "淨零辦公室")}
    assert {(k.a.real().name, k.b.real().name) for k in draft.linked("CONVENES")} == {
        ("水利局", "減量組"),
        ("農業局", "增匯組"),
        ("環保局", "循環組"),
    }


def test_an_office_with_counted_seats_is_a_body_and_its_bare_noun_no_agency() -> None:
    draft = read("戊部淨零辦公室設主任1人，由次長兼任，副主任1人，由己局長兼任。\n辦公室將整合各局處資源推動節電。\n")
    assert seats_of(draft) >= {("主任（次長兼任）", "戊部淨零辦公室")}
    assert draft.find("Agency", "辦公室") is None
