"""Sentences with their key, built from the words of the categories: thousands of cases that nobody has to type.

Each part has several wordings that say the same; the key depends on the parts, never on the wording.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

TITLE = "甲市淨零推動會設置要點\n一、甲市政府（以下簡稱本府）為推動淨零，特設甲市淨零推動會（以下簡稱本會）。\n"


@dataclass(frozen=True)
class Case:
    """A text, and the seats or roles it states: (title, post) or (type, agency, task)."""

    text: str
    facts: frozenset[tuple[str, ...]]


HEADS = {
    "召集人": ("置召集人一人", "召集人一人", "設召集人1人", "置召集人1名"),
    "執行秘書": ("置執行秘書一人", "執行秘書1人"),
}
HOLDERS = {
    "市長": ("由市長兼任", "由市長擔任", "由本府市長兼任之", "由市長兼之"),
    "環境保護局局長": ("由環境保護局局長兼任", "由本府環境保護局局長擔任之"),
}
INSERTS = ("", "綜理會務，", "承市長之命處理會務，")


def seats() -> Iterator[Case]:
    """One seat with its holder, in any wording and order."""
    for (title, heads), (post, holders) in itertools.product(HEADS.items(), HOLDERS.items()):
        fact = frozenset({(title, post)})
        plain = holders[0].removeprefix("由").removesuffix("兼任")
        for head, holder, insert in itertools.product(heads, holders, INSERTS):
            yield Case(f"{TITLE}二、本會{head}，{insert}{holder}。\n", fact)
            yield Case(f"{TITLE}二、本會{head}，{holder}，綜理會務。\n", fact)
        for form in (
            f"本會{title}由{plain}兼任",
            f"本會{title}一職由{plain}擔任",
            f"{title}是{plain}",
            f"由{plain}擔任{title}",
            f"{plain}兼任{title}",
            f"本會由{plain}任{title}",
            f"以{plain}為{title}",
            f"本會以{plain}為{title}",
            f"{plain}為{title}",
            f"本會置委員九人，其中一人為{title}，由{plain}兼任",
            f"本會置委員九人，其中{title}一人，由{plain}兼任",
            f"本會置委員九人，{title}由{plain}擔任",
        ):
            yield Case(f"{TITLE}二、{form}。\n", fact)


def pairs() -> Iterator[Case]:
    """Two seats and their two holders, together or apart."""
    fact = frozenset({("召集人", "市長"), ("副召集人", "副市長")})
    for form in (
        "置召集人一人，由市長兼任；副召集人一人，由副市長兼任",
        "置召集人及副召集人各一人，分別由市長及副市長兼任",
        "置召集人、副召集人各一人，由市長、副市長分別兼任",
        "置召集人一人、副召集人一人，分別由市長、副市長擔任",
        "召集人由市長擔任，副召集人由副市長擔任",
        "由市長擔任召集人，副市長擔任副召集人",
        "由市長擔任召集人、副市長為副召集人",
        "以市長為召集人，副市長為副召集人",
        "市長兼召集人，副市長兼副召集人",
        "召集人及副召集人分別由市長及副市長擔任",
        "置委員十一人，其中一人為召集人，由市長兼任，一人為副召集人，由副市長兼任，其餘委員由專家學者擔任",
        "置委員十一人，召集人由市長兼任，副召集人由副市長兼任，其餘委員九人由本府就專家學者聘兼之",
    ):
        yield Case(f"{TITLE}二、本會{form}。\n", fact)


LEADS = (
    "由{a}主辦",
    "由{a}主政",
    "由{a}主責",
    "由{a}負責",
    "由{a}負責推動",
    "由{a}統籌辦理",
    "由{a}辦理",
    "由{a}承辦",
    "由{a}擔任主辦機關",
    "以{a}為主辦機關",
    "主辦機關為{a}",
    "主辦單位：{a}",
    "主政機關：{a}",
    "{a}主辦",
    "{a}為主辦機關",
)
PARTNERS = (
    "{b}協辦",
    "由{b}協辦",
    "{b}配合辦理",
    "{b}協助",
    "協辦機關：{b}",
    "協辦機關為{b}",
    "並由{b}協助辦理",
    "以{b}為協辦單位",
)
AGENCIES = {
    ("環境保護局",): ("環境保護局", "本府環境保護局"),
    ("教育局", "消防局"): ("教育局及消防局", "教育局、消防局"),
    ("民政處", "社會處", "文化局"): ("民政處、社會處及文化局", "民政處、社會處、文化局"),
}
TASK = "校園節能推廣"


def roles() -> Iterator[Case]:
    """A task, who leads and who helps, in any wording."""
    for lead, partner in itertools.product(LEADS, PARTNERS):
        for (leads, a), (helps, b) in itertools.permutations(AGENCIES.items(), 2):
            fact = frozenset({("CONVENES", n, TASK) for n in leads} | {("CO_ORGANIZES", n, TASK) for n in helps})
            mark = "：" if lead[0] in "由以主{" else "，"
            text = f"一、{TASK}{mark}{lead.format(a=a[0])}，{partner.format(b=b[-1])}。\n"
            yield Case(
                f"甲市行動方案\n{text}二、其他事項：由秘書處主辦。\n", fact | {("CONVENES", "秘書處", "其他事項")}
            )


NEGATED = (
    "二、本會召集人不得由市長兼任。\n",
    "二、本會無須設置召集人。\n",
    "二、召集人不由市長擔任。\n",
    "二、本會召集人未由市長擔任。\n",
)
"""Sentences that state no seat of the mayor."""


def mutated(case: Case) -> Iterator[Case]:
    """The text of a case with its verb dropped: the fact must go, or be listed."""
    for verb in ("兼任", "擔任", "主辦", "協辦", "兼之"):
        if verb in case.text:
            yield Case(case.text.replace(verb, "", 1), case.facts)
