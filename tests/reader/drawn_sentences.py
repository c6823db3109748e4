"""Sentences put together of the parts of clauses, with the names, posts and numbers that each of them says.

The parts follow in any order and with any filler between, so that most sentences fit no rule as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

_PLACES = "東西南北中甲乙丙丁戊己庚"
_STEMS = "農水工教環消社財勞地都客漁林港資法衛"
_ENDS = ("業局", "務局", "利處", "通局", "育局", "政處", "化局", "護署")
_VERBS = ("植樹", "修路", "造林", "巡河", "種電", "節水", "清淤", "護坡")
_POSTS = ("局長", "處長", "副局長", "主任秘書", "科長")
_TITLES = ("召集人", "副召集人", "執行秘書", "總幹事")
_NUMBERS = ("廿三", "廿五", "廿七", "廿九", "卅一", "卅三", "卅五", "卅七", "卅九")
"""More people than the members that a text names one by one."""
_FILLERS = ("並於每季檢討", "為求時效", "原則上", "視需要", "必要時", "依實際情形", "經簽奉核可後")
_UNKNOWN = ("扛起", "包辦", "兼理", "張羅", "打點", "撐起", "承接", "操持")


@dataclass(frozen=True)
class Drawn:
    """A text, and what it says: names of agencies, holders of seats, numbers of seats."""

    text: str
    agencies: tuple[str, ...]
    numbers: tuple[str, ...]


class _Sentence:
    """One sentence being put together."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.agencies: list[str] = []
        self.numbers: list[str] = []

    def _agency(self) -> str:
        """A name whose last three characters no other has, so that it is not taken for another."""
        r = self.random
        ends = {name[-3:] for name in self.agencies}
        while (name := f"{r.choice(_STEMS)}{r.choice(_STEMS)}{r.choice(_ENDS)}")[-3:] in ends:
            pass
        self.agencies.append(name)
        return name

    def _several(self) -> str:
        names = [self._agency() for _ in range(self.random.randint(1, 3))]
        return "、".join(names[:-1]) + (self.random.choice("及、與") if names[1:] else "") + names[-1]

    def _number(self) -> str:
        number = self.random.choice([n for n in _NUMBERS if n not in self.numbers] or ["四十一"])
        self.numbers.append(number)
        return number

    def _task(self) -> str:
        r = self.random
        return f"{r.choice(_PLACES)}{r.choice(_STEMS)}{r.choice(_VERBS)}"

    def part(self) -> str:
        """One part of a clause, or a clause."""
        r = self.random
        match r.randint(0, 11):
            case 0:
                return f"{self._task()}由{self._several()}{r.choice(('主辦', '負責', '統籌', *_UNKNOWN))}"
            case 1:
                return f"{self._several()}{r.choice(('協辦', '配合', '協助', *_UNKNOWN))}"
            case 2:
                return f"置委員{self._number()}人"
            case 3:
                return f"{r.choice(_TITLES)}由{self._agency()}{r.choice(_POSTS)}{r.choice(('兼任', '擔任', *_UNKNOWN))}"
            case 4:
                return f"其餘委員由{self._several()}代表{r.choice(('兼任', '擔任', '組成'))}"
            case 5:
                return f"請{self._agency()}{r.choice(('督導', '列管', '追蹤', *_UNKNOWN))}{self._task()}"
            case 6:
                return f"{r.choice(('主辦', '協辦', '主管', '督導'))}機關：{self._several()}"
            case 7:
                return f"{self._task()}（{self._several()}）"
            case 8:
                return f"與{self._several()}{r.choice(('會商', '合作', '共同', *_UNKNOWN))}"
            case 9:
                return f"邀請專家學者{self._number()}人"
            case 10:
                return r.choice(_FILLERS)
            case _:
                return f"{self._agency()}{r.choice(_UNKNOWN)}{self._task()}"


def draw(random: Random) -> Drawn:
    """A text of one body and a few items, each of one sentence."""
    sentence = _Sentence(random)
    lines = ["甲市方案", "一、甲市政府為推動淨零，特設甲市淨零推動會（以下簡稱本會）。"]
    for number in "二三四五"[: random.randint(1, 4)]:
        parts = [sentence.part() for _ in range(random.randint(1, 4))]
        lines.append(f"{number}、{random.choice(('', '本會'))}{random.choice('，；，').join(parts)}。")
    return Drawn("\n".join(lines) + "\n", tuple(sentence.agencies), tuple(sentence.numbers))
