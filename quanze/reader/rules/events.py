"""What a notice announces: the plan or event of its title, which the lines 主辦單位:…, 協辦單位:… are about."""

from __future__ import annotations

import re
from dataclasses import replace

from quanze.reader.draft import CHECK, Node
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.rules.task_records import new_task
from quanze.reader.wording import normalise

_EVENT = (
    r"(?:計[畫劃]|方案|活動|典禮|競賽|大賽|比賽|徵選|選拔|講座|研習|研習營|工作坊|論壇"
    r"|研討會|說明會|座談會|博覽會|展覽|特展|成果展|園遊會|市集|課程"
    r"|訓練|演練|演習|營隊|專案|嘉年華|宣導|宣導月|宣導週)"
)
_NAMED = re.compile(r"(?:活動|計[畫劃]|方案|專案|競賽|研習|課程|案)名稱:(?P<name>[^。;]{4,50})。?$")
_TITLE = re.compile(
    rf"(?P<name>[^，。;:]{{3,44}}?{_EVENT})(?:\(草案\))?(?:公告|簡章|通知|須知|報名簡章|新聞稿|開跑|起跑|登場|開始報名)?$"
)
_QUOTED = re.compile(rf"「(?P<name>[^「」]{{3,40}}{_EVENT})」")
_LINE = re.compile(r"(?:指導|主辦|主責|主政|承辦|執行|協辦|合辦|辦理|贊助|合作|權責)(?:機關|單位|學校)(?:\([^()]*\))?:")
"""A line that says who holds what is announced."""
_MEANT = re.compile(r"(?:本|該|此|這)?(?:次|項|場)?(?:活動|研習|典禮|展覽|競賽|講座|比賽)$")
"""Words for what is announced."""
_HEAD = 5
_NEAR = 6


def is_line(passage: Passage) -> bool:
    """Whether a passage is a line such as 「主辦單位：環境保護局」."""
    return bool(_LINE.match(passage.body))


def is_meant(text: str) -> bool:
    """Whether words mean what is announced, and do not name it: 本活動."""
    return bool(_MEANT.fullmatch(normalise(text)))


def announced(reading: Reading, passage: Passage) -> Node | None:
    """The task of a notice that who holds it is said of; None where no title or line names it.

    A name in 「」 goes before the title where it is nearer, in running text.
    """
    near = reading.passages[max(0, passage.index - _NEAR) : passage.index + 1]
    quoted = [(p, m) for p in near for m in _QUOTED.finditer(p.norm)] if not is_line(passage) else []
    if quoted:
        return _task(reading, quoted[-1][0], *quoted[-1][1].span("name"))
    head = reading.passages[: passage.index]
    for before in head:
        found = _NAMED.match(before.body)
        if found:
            return _task(reading, before, *(before.start + i for i in found.span("name")))
    for before in head[:_HEAD]:
        found = _TITLE.fullmatch(before.norm) if before.marker is None else None
        if found and (reading.title == "" or before.norm.endswith(("計畫", "方案", "活動"))):
            return _task(reading, before, *found.span("name"))
    return None


def _task(reading: Reading, passage: Passage, start: int, end: int) -> Node:
    evidence = replace(reading.evidence(passage, start, end, "responsibilities.announced", CHECK), reason="task")
    name = passage.text[start:end]
    return reading.draft.find("Task", name) or new_task(reading, passage, name, evidence)
