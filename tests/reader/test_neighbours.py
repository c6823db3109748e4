"""Neighbours of the wordings of real laws and notices: other verbs, orders, titles, punctuation."""

from __future__ import annotations

import pytest

from quanze.reader.draft import CHECK, HIGH, Draft

from .test_sentences import read, roles_of

RULES = "甲市政府節水委員會設置要點\n一、甲市政府（以下簡稱本府）設甲市政府節水委員會（以下簡稱本會）。\n"


def seats_on(draft: Draft) -> set[tuple[str, str, str, object]]:
    """Title, post or agency, body, and number of every seat."""
    out: set[tuple[str, str, str, object]] = set()
    for link in draft.linked("SITS_ON"):
        seat = link.a.real()
        whose = [k.b.real().name for k in draft.linked("REPRESENTS", a=seat)]
        who = str(seat.values.get("post") or "").removeprefix("本府") or (whose[0] if whose else "")
        out.add((str(seat.values["seat_title"]), who, link.b.real().name, seat.values.get("seats")))
    return out


def seats_here(sentence: str) -> set[tuple[str, str, object]]:
    return {(title, who, n) for title, who, _, n in seats_on(read(f"{RULES}二、本會{sentence}。\n"))}


@pytest.mark.parametrize(
    ("sentence", "seats"),
    [
        (
            "置副召集人二人，一人由副市長兼任，另一人由委員互選",
            {("副召集人", "副市長", 1), ("副召集人", "", 1)},
        ),
        (
            "置副召集人三人，其中一人由副市長兼任，二人由委員互推產生",
            {("副召集人", "副市長", 1), ("副召集人", "", 2)},
        ),
        ("置總幹事一人，置副總幹事二人襄助之", {("總幹事", "", 1), ("副總幹事", "", 2)}),
        ("置執行長一人綜理會務，由水利局局長兼任", {("執行長", "水利局局長", 1)}),
        ("置主任委員一人，由市長聘兼之", {("主任委員", "", 1)}),
        ("置主任委員一人，由市長聘（派）兼之", {("主任委員", "", 1)}),
        ("置幹事若干人，由水利局派兼之", {("幹事", "", None)}),
        ("以市長為當然委員並任召集人", {("召集人", "市長", 1)}),
        ("由水利局、教育局及工務局各指派代表一人擔任委員", {("委員", n, 1) for n in ("水利局", "教育局", "工務局")}),
        ("委員由水利局、教育局各推派代表一人擔任", {("委員", n, 1) for n in ("水利局", "教育局")}),
        ("召集人由環保局長兼任", {("召集人", "環保局長", 1)}),
        (
            "置委員九人，其中主任委員由市長兼任，餘由水利局、工務局主管及專家學者六人兼任之",
            {("主任委員", "市長", 1), ("委員", "水利局主管", 1), ("委員", "工務局主管", 1), ("委員", "", 6)},
        ),
        (
            "置委員九人，由業者代表二人、教師代表三人及專家學者四人組成之",
            {("委員", "", 2), ("委員", "", 3), ("委員", "", 4)},
        ),
        ("置委員五人，由市長就學者及專家中提名，經市政會議通過後聘任之", {("委員", "", 5)}),
        ("置委員五人，由市長就學者遴聘之", {("委員", "", 5)}),
        (
            "置召集人一人，由市長指派秘書長兼任、二人為副召集人，由水利局局長及工務局局長兼任",
            {("召集人", "秘書長", 1), ("副召集人", "水利局局長", 1), ("副召集人", "工務局局長", 1)},
        ),
        (
            "置聯絡員一人，由水利局股長兼任，綜理幕僚業務",
            {("聯絡員", "水利局股長", 1)},
        ),
        (
            "置委員二人，由水利局、工務局等機關（單位）首長（主管）兼任",
            {("委員", "水利局首長", 1), ("委員", "工務局首長", 1)},
        ),
        ("置主任一人，由市長指定之副秘書長以上人員兼任", {("主任", "副秘書長以上人員", 1)}),
        ("置副指揮官二人，由副市長依任務性質兼任", {("副指揮官", "副市長", 2)}),
        (
            "置指揮官一人，由市長（甲市會報召集人）兼任，綜理應變事宜",
            {("指揮官", "市長", 1)},
        ),
        ("由秘書長或副秘書長召集之", {("召集人", "秘書長或副秘書長", 1)}),
        (
            "置委員三人，由秘書長及二位副秘書長兼任",
            {("委員", "秘書長", 1), ("委員", "副秘書長", 2)},
        ),
        ("置委員九人，其中由水利局局長擔任召集人", {("召集人", "水利局局長", 1)}),
        ("委員二人，分別由水利局局長、工務局局長兼任", {("委員", "水利局局長", 1), ("委員", "工務局局長", 1)}),
    ],
)
def test_seats(sentence: str, seats: set[tuple[str, str, object]]) -> None:
    assert seats_here(sentence) == seats


def test_one_of_a_list_of_members_presides() -> None:
    draft = read(f"{RULES}二、本會由下列人員組成：\n（一）副市長一人，並為召集人。\n（二）專家學者三人。\n")
    assert {(t, w, n) for t, w, _, n in seats_on(draft)} == {("召集人", "副市長", 1), ("委員", "", 3)}


def test_seats_belong_to_the_body_that_their_sentence_sets_up() -> None:
    draft = read(
        "甲法\n第 6 條\n甲院設中央防災會報，置召集人一人，由院長兼任。\n"
        "為執行中央防災會報之政策，甲院設中央防災委員會，置主任委員一人，由副院長兼任。\n"
        "縣政府設縣防災會報，置委員若干人。副召集人由副縣長兼任。\n"
    )
    assert {(title, body) for title, _, body, _ in seats_on(draft)} >= {
        ("召集人", "中央防災會報"),
        ("主任委員", "中央防災委員會"),
        ("副召集人", "縣防災會報"),
    }


@pytest.mark.parametrize(
    ("title", "opener", "name"),
    [
        ("甲院乙委員會法規委員會組織規程", "法規會掌理下列事項：", "甲院乙委員會法規委員會"),
        ("甲市節水推動委員會設置要點", "節水委員會之任務如下：", "甲市節水推動委員會"),
        ("甲縣地方教育審議委員會設置自治條例", "本會審議下列事項：", "甲縣地方教育審議委員會"),
        ("甲基金監理會組織準則", "監理會辦理下列業務：", "甲基金監理會"),
        ("甲部體育委員會組織條例", "本會置委員九人，任務如下：", "甲部體育委員會"),
    ],
)
def test_a_body_is_known_by_its_title_and_by_shorter_names(title: str, opener: str, name: str) -> None:
    draft = read(f"{title}\n第 2 條\n{opener}\n一、節水政策之研議。\n二、其他有關事項。\n")
    assert {(k.a.real().name, k.b.real().name) for k in draft.linked("UNDERTAKES")} == {
        (name, "節水政策之研議"),
        (name, "其他有關事項"),
    }
    assert not list(draft.linked("CONVENES"))


def test_groups_of_any_ending_have_the_duties_behind_their_names() -> None:
    draft = read(
        "甲省選舉委員會組織規程\n第 2 條\n甲省選舉委員會（以下簡稱本會）設各組、室，分別掌理下列事項：\n"
        "一、第一組：選務之規劃。\n二、行政室：文書、庶務。\n"
    )
    assert {(k.a.real().name, k.b.real().name) for k in draft.linked("UNDERTAKES")} == {
        ("第一組", "選務之規劃"),
        ("行政室", "文書、庶務"),
    }
    listed = read(
        "甲會組織規程\n第 2 條\n甲推動會（以下簡稱本會）設左列各組，分掌前條事項：\n一、財務組。\n二、工程組。\n"
    )
    assert {n.name for n in listed.of_kind("Subgroup")} == {"財務組", "工程組"}


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        ("由水利局主辦節水推廣。", {("CONVENES", "水利局", "節水推廣")}),
        ("會中決議由工務局牽頭推動透水鋪面。", {("CONVENES", "工務局", "透水鋪面")}),
        ("社區節水改由水利局接手辦理。", {("CONVENES", "水利局", "社區節水")}),
        ("節水教育交由教育局主辦。", {("CONVENES", "教育局", "節水教育")}),
        ("節水教育由水利教育推動辦公室辦理。", {("CONVENES", "水利教育推動辦公室", "節水教育")}),
        ("節水：水利局（主）、教育局（協）。", {("CONVENES", "水利局", "節水"), ("CO_ORGANIZES", "教育局", "節水")}),
        ("節水：主政－水利局；協力－教育局。", {("CONVENES", "水利局", "節水"), ("CO_ORGANIZES", "教育局", "節水")}),
        ("節水方面，由水利局執行。", {("CONVENES", "水利局", "節水")}),
    ],
)
def test_roles(sentence: str, facts: set[tuple[str, ...]]) -> None:
    assert roles_of(read(f"甲市方案\n一、{sentence}\n")) == facts


@pytest.mark.parametrize("line", ["節水競賽→水利局", "節水競賽——水利局", "節水競賽【水利局】", "節水競賽：水利局"])
def test_an_agency_beside_a_task_is_to_be_checked(line: str) -> None:
    draft = read(f"甲市方案\n一、{line}\n")
    assert roles_of(draft) == {("CONVENES", "水利局", "節水競賽")} and not roles_of(draft, sure=True)


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("村長選舉由鄉公所辦理，並受縣選舉委員會之監督。", "縣選舉委員會"),
        ("綠帶養護由區公所辦理，受公園處督導。", "公園處"),
        ("社區規劃由都發局推動，環保局負責督導。", "環保局"),
        ("綠美化由公園處辦理，農業局監督執行情形。", "農業局"),
    ],
)
def test_who_watches_over_a_task_is_to_be_checked(sentence: str, who: str) -> None:
    draft = read(f"甲市規則\n第一條　{sentence}\n")
    watches = list(draft.linked("REVIEWS"))
    assert [k.a.real().name for k in watches] == [who]
    assert all(e.confidence == CHECK for k in watches for e in k.evidence)


@pytest.mark.parametrize(
    "sentence",
    [
        "減量責任由能源及製造部門共同承擔。",
        "減量責任由環保局及工務局共同承擔。",
        "甲市政府為統籌推動節水事務，訂定本方案。",
        "履約爭議得由協調會協調。",
        "節水由本局辦理。",
    ],
)
def test_what_gives_no_role(sentence: str) -> None:
    draft = read(f"甲市方案\n一、{sentence}\n")
    assert not roles_of(draft)


def test_a_responsibility_that_many_bear_is_listed_and_names_no_task() -> None:
    draft = read("甲市方案\n一、減碳責任由各局處共同承擔，並由環保局統籌。\n")
    assert {n.name for n in draft.of_kind("Task")} == {"減碳責任"}
    assert [u.text for u in draft.unread] == ["減碳責任由各局處共同承擔"]
    assert not any(e.confidence == HIGH for n in draft.of_kind("Task") for e in n.evidence)


def test_an_item_broken_at_the_widest_line_is_one_item() -> None:
    broken = "甲、歲入類及經費類記帳憑證之編製，會計簿籍之記載、整理、核結，會計".replace("甲、", "一、")
    text = f"某署辦事細則\n第 1 條\n會計室掌理左列事項：\n{broken}\n報告之編報。\n二、其他有關事項。\n"
    from quanze.reader.blocks import Paragraph, Place, Source
    from quanze.reader.pipeline import read_sources

    blocks = tuple(Paragraph(line, Place("x.txt", n), wrapped=True) for n, line in enumerate(text.split("\n")) if line)
    draft = read_sources([Source("x.txt", blocks)])[0]
    assert {n.name for n in draft.of_kind("Task")} == {broken[2:] + "報告之編報", "其他有關事項"}


def test_an_entry_of_agencies_has_a_seat_for_each() -> None:
    draft = read(
        f"{RULES}二、本會置委員五人，由下列人員派（聘）兼之：\n（一）水利局、工務局及主計處簡任以上人員。\n"
        "（二）教育局及社會局機關（單位）副首長以上人員。\n"
    )
    assert {(who, n) for _, who, _, n in seats_on(draft)} == {
        ("水利局", 1),
        ("工務局", 1),
        ("主計處", 1),
        ("教育局副首長以上人員", 1),
        ("社會局副首長以上人員", 1),
    }


def test_each_clause_seats_the_group_that_it_begins_with() -> None:
    draft = read(
        f"{RULES}二、本會設減量、調適及教育三組，各組由水利局局長、工務局局長及教育局局長分別擔任召集人。\n"
        "三、減量組由林務局局長任副召集人，調適組由農業局局長任副召集人。\n"
    )
    assert {(title, who, body) for title, who, body, _ in seats_on(draft)} == {
        ("召集人", "水利局局長", "減量組"),
        ("召集人", "工務局局長", "調適組"),
        ("召集人", "教育局局長", "教育組"),
        ("副召集人", "林務局局長", "減量組"),
        ("副召集人", "農業局局長", "調適組"),
    }


HOUSE = (
    "甲縣水利局組織規程\n第 2 條\n甲縣水利局（以下簡稱本局）置局長一人，承縣長之命，綜理局務，並指揮監督所屬員工。\n"
)


def parts_of(draft: Draft) -> set[tuple[str, str]]:
    return {(k.a.real().name, k.b.real().name) for k in draft.linked("PART_OF")} - {("甲縣水利局", "甲縣政府")}


def test_the_units_of_an_agency_are_parts_of_it_and_its_posts_are_no_seats() -> None:
    draft = read(
        f"{HOUSE}第 3 條\n本局設下列科、室，分別掌理各有關事項：\n"
        "一、第一科：河川管理。\n二、秘書室：下設文書、庶務等二股。\n"
        "第 4 條\n本局設會計室及人事室，分別掌理歲計事項及人事管理事項。\n第 5 條\n本局置主任秘書、科長、科員。\n"
    )
    assert parts_of(draft) == {
        ("第一科", "甲縣水利局"),
        ("秘書室", "甲縣水利局"),
        ("會計室", "甲縣水利局"),
        ("人事室", "甲縣水利局"),
        ("文書股", "秘書室"),
        ("庶務股", "秘書室"),
    }
    assert {(k.a.real().name, k.b.real().name) for k in draft.linked("CONVENES")} == {
        ("第一科", "河川管理"),
        ("會計室", "歲計事項"),
        ("人事室", "人事管理事項"),
    }
    assert draft.unread == [] and not draft.of_kind("Member")


@pytest.mark.parametrize(
    "sentence",
    [
        "本局設下列各款之設備",
        "本局得設各種委員會",
        "各鄉公所設清潔隊",
        "本局不設會計室",
        "本局設置風力監測站之地點由縣長核定",
    ],
)
def test_what_only_looks_like_a_unit_is_no_part(sentence: str) -> None:
    assert parts_of(read(f"{HOUSE}第 3 條\n{sentence}。\n")) == set()


def test_the_duties_of_a_body_give_nobody_else_a_role() -> None:
    draft = read(
        f"{RULES}二、本會任務如下：\n（一）甲市議會質詢事項之列管。\n（二）洽請甲市議會支持之事項。\n"
        "（三）督導本局節能之執行。\n"
    )
    assert not list(draft.linked("CONVENES")) and len(list(draft.linked("UNDERTAKES"))) == 3


@pytest.mark.parametrize(
    "clause",
    [
        "綜理本小組幕僚業務",
        "其中學者專家及民間團體代表，不得少於委員總數二分之一",
        "會議由召集人召集並主持之",
        "必要時得視業務需要隨時召開之",
        "協助召集人推動會務",
    ],
)
def test_what_says_nothing_about_roles_is_not_listed(clause: str) -> None:
    assert read(f"{RULES}二、本會置召集人一人，由市長兼任，{clause}。\n").unread == []
