"""Questions in people's words: each leads to its page, and no name that is not exact is answered as if it were."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

import quanze
from quanze.api import bundled
from quanze.web.addresses import Addresses
from quanze.web.questions.days import day_said
from quanze.web.questions.reading import Reading, Understood, read
from quanze.web.served_graph import ServedGraph
from tests.sets import ABOUT, CITY
from tests.web.client import Parsed, Reader

CITED = {"origin": "plan", "source": "測試計畫"}
TOWN = {
    **CITY,
    "agencies": [
        *CITY["agencies"],
        *(
            {"id": f"t/agency/{id_}", "name": name, "name_en": name_en, "kind": "department", **CITED}
            for id_, name, name_en in (
                ("progress", "進度管理處", "Department of Progress"),
                ("x1", "中央辦公室", "Central Office"),
                ("x2", "中央辦公室", "Central Office"),
            )
        ),
    ],
    "tasks": [
        {**CITY["tasks"][0], "name_en": "Task one", "due": "2024-06-30"},
        *(
            {"id": f"t/task/{id_}", "name": name, **CITED}
            for id_, name in (
                ("history", "歷史街區的歷史"),
                ("tainan", "臺南路口改善"),
                ("script", "<script>alert(1)</script>"),
            )
        ),
    ],
}
"""The least city, and names that are easily misread: they hold words of questions, markup, or belong to two."""
QUESTIONS, LATER, ASKED, NEW, STRANGERS, VISITORS, VOICES, JANUARY, DECEMBER = (
    list(csv.DictReader(io.StringIO(Path(__file__).with_name(name).read_text(encoding="utf-8"))))
    for name in (
        "questions.csv",
        "questions_later.csv",
        "questions_asked.csv",
        "questions_new.csv",
        "questions_strangers.csv",
        "questions_visitors.csv",
        "questions_voices.csv",
        "questions_january.csv",
        "questions_december.csv",
    )
)
RIGHT, OPENED = 108, 102
"""Of the questions that people asked (``ASKED``) those that lead to their page; of ``NEW`` those that do so at once."""
TODAY = "2026-11-29"
"""The day from which the later questions count this year and last year."""


def by_hash(question: Mapping[str, str]) -> str:
    return hashlib.sha256(question["question"].encode()).hexdigest()


WRITTEN_FROM = sorted(QUESTIONS, key=by_hash)[: len(QUESTIONS) // 2]
"""The half that the grammar was written from; the other was put to it once, at the end."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("questions") / "town.kgl"
    with quanze.open(path, create=True) as graph:
        graph.load({"dataset": ABOUT, **TOWN})
    return path


@pytest.fixture(scope="module")
def graphs(town: Path) -> Iterator[Mapping[str, quanze.Graph]]:
    with bundled() as shipped, quanze.open(town) as opened:
        yield {"bundled": shipped, "city": opened}


@pytest.fixture(scope="module")
def reader(town: Path) -> Iterator[Reader]:
    with ServedGraph(town) as served:
        yield Reader(served)


def page_of(reading: Reading) -> str:
    return unquote(reading.address(Addresses("", "en"))).removeprefix("/en/")


def told(found: Understood) -> str:
    """What a question led to as the CSV has it: an address, or ``?`` with the records that are offered."""
    if found.answer is not None:
        return page_of(found.answer)
    return " ".join(("?", *(one.row["id"] for one in found.readings if one.row)))


def right(question: Mapping[str, str], answer: str) -> bool:
    """Whether the right page is opened; where none is to be (``?``, ``-``), whether the right records are offered."""
    wanted = question["answer"].split()
    if wanted[0] not in ("?", "-"):
        return answer == question["answer"]
    return answer.startswith("?") and {*wanted[1:]} <= {*answer.split()[1:]}


def parts_of(address: str) -> tuple[str, frozenset[str]]:
    path, _, query = address.partition("?")
    return path, frozenset(query.split("&"))


def outcome(question: Mapping[str, str], found: Understood) -> str:
    """Whether the right page was opened or offered first, or rightly none, of ``NEW`` and ``STRANGERS``."""
    wanted = [parts_of(one) for one in question["answer"].split(" | ")]
    first = [parts_of(page_of(one)) for one in found.readings[:1]]
    if parts_of("none") in wanted and not found.sure:
        return "none"
    if found.sure:
        return "opened" if first[0] in wanted else "wrong"
    return "offered" if first and first[0] in wanted else "missed"


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_leads_to_its_page_or_asks_back(
    question: Mapping[str, str], graphs: Mapping[str, quanze.Graph]
) -> None:
    answer = told(read(graphs[question["graph"]], question["question"]))
    assert right(question, answer), answer


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("question", LATER)
def test_questions_that_count_from_today_name_a_seat_or_two_data_sets(
    question: Mapping[str, str], graphs: Mapping[str, quanze.Graph]
) -> None:
    answer = told(read(graphs[question["graph"]], question["question"], today=TODAY))
    assert right(question, answer), answer


@pytest.mark.whole
@pytest.mark.sweep
def test_questions_that_people_ask_never_lead_to_a_wrong_page(graphs: Mapping[str, quanze.Graph]) -> None:
    answers = {one["question"]: told(read(graphs["bundled"], one["question"], today=TODAY)) for one in ASKED}
    others = [one for one in ASKED if not right(one, answers[one["question"]])]
    assert [answers[one["question"]] for one in others if not answers[one["question"]].startswith("?")] == []
    assert len(ASKED) - len(others) >= RIGHT, [one["question"] for one in others]


@pytest.mark.whole
@pytest.mark.sweep
def test_new_questions_reach_their_page_or_have_it_offered_first(graphs: Mapping[str, quanze.Graph]) -> None:
    found = {one["question"]: outcome(one, read(graphs["bundled"], one["question"], today=TODAY)) for one in NEW}
    assert [question for question, how in found.items() if how in ("wrong", "missed")] == []
    assert Counter(found.values())["opened"] >= OPENED


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize(
    ("asked", "answered"),
    [(STRANGERS, 148), (VISITORS, 130), (VOICES, 162), (JANUARY, 155), (DECEMBER, 153)],
    ids=["strangers", "visitors", "voices", "january", "december"],
)
def test_what_strangers_type_opens_its_page_and_never_another(
    asked: Sequence[Mapping[str, str]], answered: int, graphs: Mapping[str, quanze.Graph]
) -> None:
    found = {one["question"]: outcome(one, read(graphs["bundled"], one["question"], today=TODAY)) for one in asked}
    assert [question for question, how in found.items() if how == "wrong"] == []
    assert sum(how in ("opened", "none") for how in found.values()) >= answered  # or rightly opens none


@pytest.mark.whole
@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("what has the mayor decided", ["decided"]),
        ("環保局有幾人", ["有幾人"]),
        ("環保局的窗口", ["窗口"]),
        ("which document is the biggest", ["biggest"]),
        ("tasks not led by the Fire Bureau", ["not"]),
        ("嘉義縣環保局負責什麼", ["嘉義縣"]),
        ("what is the fax number of the Fire Bureau", ["fax"]),
        ("環保局不負責什麼", ["不"]),
        ("the Fire Bureau does not lead", ["does not"]),
        ("前市長負責什麼", ["前"]),
        ("環保局的地址在哪裡", ["地址", "哪裡"]),
        ("who was the convener before", ["before"]),
        ("SDG 18", ["SDG 18"]),
        ("<b onclick=x>環保局", ["b", "onclick", "x"]),
    ],
)
def test_what_is_left_over_of_a_question_is_named_and_nothing_is_opened(
    question: str, left: list[str], graphs: Mapping[str, quanze.Graph]
) -> None:
    found = read(graphs["bundled"], question, today=TODAY)
    assert (found.sure, sorted(found.left)) == (False, sorted(left))


@pytest.mark.whole
@pytest.mark.parametrize(
    "question",
    [
        "哪些任務落後",  # the page of missed targets is about indicators
        "which tasks have a lead",
        "who reports to the council",
        "推動會何時開會",
        "建設處2020年以前負責什麼",  # a page as of a day is about that day alone
        "agencies without tasks",
        "is the Fire Bureau responsible for Promote clean energy",
        "誰管環保局",
        "消防局沒有管什麼",  # what it does not lead, not what lacks a lead
        "環保局沒有主辦的任務",
        "do all indicators have a reviewer",
        "哪些指標有審查機關",
        "tasks we have not managed to finish",
        "who revised the plan",
        "new tasks",
        "progress of nothing",
        "哪些機關應該裁撤",
        "who is who",
        "推動會何時出席",
        "who removed the task",
        "2027年還沒訂目標值的指標",
        "2023年6月更名前後有什麼不同",
        "都發處的工作量跟其他處比起來如何",
        "paper of the Fire Bureau",
        "Where can I find the Fire Bureau",
        "環保局決定了什麼",
        "未訂的指標",
        "沒有指派主辦的指標與任務",
        "沒有人負責也沒有期限的任務",
        "tasks without a lead or a deadline",
        "嘉義縣政府哪個單位負責民眾參與",
        "環保局編制",
        "who's missing",
    ],
)
def test_what_no_page_answers_as_it_is_asked_opens_none(question: str, graphs: Mapping[str, quanze.Graph]) -> None:
    assert not read(graphs["bundled"], question, today=TODAY).sure


TWO_ASKED = (
    "{a}和{b}差在哪",
    "{a}與{b}有何不同",
    "比較{a}、{b}",
    "{a}跟{b}比一比",
    "{a}有沒有跟{b}一起做的事",
    "{a}及{b}各負責什麼",
    "{a}跟{b}誰的業務比較多",
    "{a} vs {b}",
    "what is the difference between {a} and {b}",
    "does {a} share any tasks with {b}?",
    "{a} and {b}: who leads what",
    "compare {a} with {b} in 2024",
)
TWO_NOT_ANSWERED = (
    "{a}今年和{b}一起要完成什麼",
    "{a}為什麼跟{b}合作",
    "{a}併入{b}了嗎",
    "{a}和{b}的進度",
    "{a}和{b}2023年以來改了什麼",
    "{a}不跟{b}合作",
    "誰負責{a}和{b}",
    "what does {a} do for {b}",
    "what did {a} and {b} miss",
    "was {a} replaced by {b}",
    "{a}、{b}和推動會一起做什麼",
)


@pytest.mark.whole
def test_two_agencies_lead_to_the_page_of_both_unless_it_does_not_say_what_is_asked(
    graphs: Mapping[str, quanze.Graph],
) -> None:
    graph, names = graphs["bundled"], graphs["bundled"].name_index()
    agencies = [
        row for row in graph.records("Agency", dataset="chiayi") if row["id"].endswith(("epb", "fire", "health"))
    ]
    for first, second in permutations(agencies, 2):
        wanted = {f"first={first['id']}", f"second={second['id']}"}
        for forms, answers in ((TWO_ASKED, True), (TWO_NOT_ANSWERED, False)):
            for form in forms:
                key = "name_en" if form.isascii() else "name"
                asked = form.format(a=first[key], b=second[key])  # type: ignore[literal-required]
                found = read(graph, asked, today=TODAY, names=names)
                path, query = parts_of(page_of(found.readings[0]))
                opens_both = found.sure and path == "two-agencies"
                assert opens_both is answers, asked
                assert not answers or wanted <= query, asked


@pytest.mark.whole
@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("哪個機關業務最多", "workload"),
        ("最忙的單位", "workload"),
        ("which departments are overloaded", "workload"),
        ("who leads the fewest tasks", "workload"),
        ("工作量", "workload"),
        ("哪個局處最常合作", ""),
        ("who missed most targets", ""),
        ("哪個任務最重要", ""),
        ("tasks due in 2025", "progress?year=2025"),
        ("goal 7", ""),
        ("who is responsible for SDG 7", "record/sdg/goal/7"),
        ("for the audit, please: who is responsible for SDG 7", "record/sdg/goal/7"),
        ("what changed since the year 2022", "compare?before=2022"),
        ("目標值還沒訂的指標", "gaps?gap=indicator-no-target"),
        ("溫管法改成氣候法是什麼時候", "history/chiayi/document/ghg-reduction-and-management-act"),
        ("環保署為什麼改成環境部", ""),
        ("財政部依氣候法主管之事項", "record/climate-act/agency/mof"),
        ("氣候法第幾條講到財政部", ""),
        ("我剛報到，誰負責民眾參與", "record/chiayi/task/public-participation"),
        ("我不是環保局的，誰負責民眾參與", ""),
        ("如果地震了，誰負責民眾參與", ""),
        ("警察局和消防局誰主辦", "two-agencies?first=chiayi/agency/police&second=chiayi/agency/fire"),
        ("警察局和消防局誰管", ""),
        ("嘉義市政府哪個單位負責民眾參與", "record/chiayi/task/public-participation"),
        ("哪個單位跟嘉義市政府合作", "dependencies?about=chiayi/agency/city-government"),
        ("EPB duties", "record/chiayi/agency/epb"),
        ("DCA duties", ""),  # of civil or of cultural affairs
        ("Health Bureau tasks", "record/chiayi/agency/health"),
        ("環境保護處負責什麼", ""),
        ("綠運組有哪些機關", "record/chiayi/subgroup/green-transport"),
        ("循環經濟小組負責什麼", "record/chiayi/subgroup/circular-economy"),
        ("空間規劃誰負責", ""),
        ("農業的發展誰管", ""),
        ("is my neighbourhood certified as low carbon", ""),
    ],
)
def test_kinds_of_questions_about_all_agencies_codes_and_days(
    question: str, page: str, graphs: Mapping[str, quanze.Graph]
) -> None:
    found = read(graphs["bundled"], question, today=TODAY)
    assert (page_of(found.readings[0]) if found.sure else "") == page, found


@pytest.mark.whole
def test_a_question_that_is_not_understood_offers_what_it_names(reader: Reader) -> None:
    page = reader.get(f"/en/ask?question={quote('為什麼甲局和乙處都在任務一裡')}").text
    assert "The question may be read in several ways. Which one is meant?" in page
    assert "Not understood: “為什麼”." in page
    found = [link for link in Parsed(page).links if "/record/" in link and "question=" in link]
    ids = ["t/agency/a", "t/agency/b", "t/task/one"]
    assert [unquote(link.partition("/record/")[2].partition("?")[0]) for link in found] == ids


@pytest.mark.parametrize(
    ("typed", "ahead", "day"),
    [
        ("今年", True, "2026"),
        ("本年度", True, "2026"),
        ("前年", False, "2024"),
        ("明年3月", True, "2027-03"),
        ("今年的12月5號", True, "2026-12-05"),
        ("12 月", True, "2026-12"),
        ("11月", True, "2026-11"),
        ("11月", False, "2026-11"),
        ("6月", True, "2027-06"),
        ("6月", False, "2026-06"),
        ("12月", False, "2025-12"),
        ("上個月", False, "2026-10"),
        ("昨天", False, "2026-11-28"),
        ("西元 2024 年 6 月", False, "2024-06"),
        ("last year", False, "2025"),
        ("next month", True, "2026-12"),
        ("Sept 2024", False, "2024-09"),
        ("June of next year", True, "2027-06"),
        ("29 June 2023", False, "2023-06-29"),
        ("June 29th, 2023", False, "2023-06-29"),
        ("May", True, "2027-05"),
        ("ROC 112", False, "2023"),
        ("一百一十四年", False, "2025"),
        ("一一四年六月三十日", False, "2025-06-30"),
        ("六月", True, "2027-06"),
        ("last yr", False, "2025"),
    ],
)
def test_days_are_counted_from_today(typed: str, ahead: bool, day: str) -> None:
    assert day_said(typed, TODAY, ahead=ahead) == day


@pytest.mark.parametrize("typed", ["31 June 2023", "13月", "12", "last week", "June 29 23"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        day_said(typed, TODAY, ahead=False)


@pytest.mark.whole
def test_a_seat_is_found_by_its_title_and_several_are_asked_about(graphs: Mapping[str, quanze.Graph]) -> None:
    shipped = graphs["bundled"]
    assert told(read(shipped, "誰是總召集人")) == "?"
    assert told(read(shipped, "清淨環境組的召集人是誰")) == "record/chiayi/subgroup/clean-environment"
    assert told(read(shipped, "不存在的推動會召集人是誰")) == "? chiayi/member/convener"


@pytest.mark.whole
def test_an_exclusive_date_is_the_day_before(reader: Reader) -> None:
    def due(question: str) -> str:
        page = reader.get(reader.get(f"/en/ask?question={quote(question)}").headers["location"]).text
        return page[page.index("Tasks with a deadline") :]

    assert "2024-06-30" in due("what does 甲局 owe by June 2024")
    assert "2024-06-30" not in due("what does 甲局 owe before June 2024")
    assert "Tasks with a deadline by 2024-05-31" in due("what does 甲局 owe before June 2024")


def test_an_exact_name_leads_to_its_page_which_says_how_the_question_was_read(reader: Reader) -> None:
    asked = reader.get(f"/en/ask?as-of=2024&question={quote('甲局負責什麼')}", x_forwarded_prefix="/plan")
    address = asked.headers["location"]
    assert (asked.status, address.split("&")[0]) == (303, "/plan/en/record/t/agency/a?as-of=2024")
    page = reader.get(address, x_forwarded_prefix="/plan").text
    assert "Your question was read as: what Agency “甲局” is responsible for." in page
    assert 'value="甲局負責什麼"' in page
    assert "您的問題解讀為：機關「甲局」負責的事項。" in reader.get(address.replace("/plan/en/", "/zh-TW/")).text


def test_a_page_says_of_no_question_that_it_answers_unless_it_does(reader: Reader) -> None:
    assert "read as" not in reader.get(f"/en/record/t/agency/b?question={quote('甲局負責什麼')}").text
    assert "read as" not in reader.get(f"/en/gaps?gap=task-no-indicator&question={quote('沒有主辦的任務')}").text


def test_a_mended_word_is_named(reader: Reader) -> None:
    page = reader.get(reader.get(f"/en/ask?question={quote('waht does 甲局 do')}").headers["location"]).text
    assert "“waht” was taken for “what”." in page


def test_names_that_several_have_are_offered_and_the_choice_is_said(reader: Reader) -> None:
    page = reader.get(f"/en/ask?as-of=2024&question={quote('中央辦公室負責什麼')}")
    assert page.status == 200
    assert "The question may be read in several ways. Which one is meant?" in page.text
    links = [link for link in Parsed(page.text).links if "/record/" in link and "as-of=2024" in link]
    assert {link.split("?")[0] for link in links} == {"/en/record/t/agency/x1", "/en/record/t/agency/x2"}
    answer = reader.get(links[1]).text
    assert "what Agency “Central Office” is responsible for" in answer
    assert "It was chosen from a list of 2." in answer


def test_what_is_not_understood_is_said_with_examples(reader: Reader) -> None:
    page = reader.get(f"/zh-TW/ask?question={quote('<b onclick=x>明天會下雨嗎')}").text
    assert "看不懂這個問題" in page
    assert "&lt;b onclick=x&gt;" in page
    assert "<b onclick" not in page
    assert any("question=%E8%AA%B0%E8%B2%A0%E8%B2%AC" in link for link in Parsed(page).links)


def test_what_is_due_by_a_year_has_the_tasks_with_a_deadline(reader: Reader) -> None:
    by_2024, by_2023 = (reader.get(f"/en/progress?about=t/agency/a&year={year}").text for year in (2024, 2023))
    assert "Tasks with a deadline by 2024" in by_2024
    assert "2024-06-30" in by_2024
    assert "2024-06-30" not in by_2023
    assert "No task of this agency has such a deadline." in by_2023


@pytest.mark.whole
def test_the_box_stands_with_its_label_on_every_page(reader: Reader) -> None:
    for page in ("", "gaps?gap=task-no-lead", "record/t/task/one", "matrix", "compare", "no-such-page", "ask"):
        text = reader.get(f"/en/{page}").text
        assert '<label for="question">Your question, or a name</label>' in text, page
        assert '<form class="find" role="search" action="/en/ask">' in text, page


@pytest.mark.whole
def test_with_whom_an_agency_shares_work_is_a_page_of_its_own(graphs: Mapping[str, quanze.Graph]) -> None:
    with ServedGraph() as served:
        page = Reader(served).get("/en/dependencies.csv?about=chiayi/agency/epb").text.splitlines()
    pairs = graphs["bundled"].dependencies(scope="all")
    own = [pair for pair in pairs if "chiayi/agency/epb" in (pair["agency"], pair["other"])]
    assert len(page) == len(own) + 1 > 2
    assert all(line.startswith("環境保護局,") for line in page[1:])
