"""Tasks as records: their number, the law that gives them, and duties left to be assigned."""

from __future__ import annotations

import re

from quanze.locale import message
from quanze.reader.draft import Evidence, Node
from quanze.reader.leftovers import NAMED
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.wording import normalise

CLEAN = re.compile(r"^[，、:;：；\s]+|[，、:;：；。\s]+$")


_LABEL = re.compile(
    r"^(?:主旨|說明|決議|裁示|主席裁示|結論|備註|附記|其他|辦法|擬辦|緣由|內容|答復?|回應|回復|問|審查意見|大會決議|(?:決議|裁示|指示|建議)事項|辦理情形|執行情形|處理情形|綜合指示|(?:案由|議題|提案|討論事項)[一二三四五六七八九十0-9]{0,3})[:：]"
)
_ITEM = re.compile(
    r"^[一二三四五六七八九十]、(?=[^一二三四五六七八九十]{3})|(?:^|[:;，])(?:第[一二三四五六七八九十]{1,2}(?:項|點)?|其[一二三四五六]|[一二三四五六](?=是|為))(?:[、，]|是|為)(?=.{2})"
)
"""The number of a thing in a sentence: 分成三大工作:第一、水路復舊由…."""
_MANNER = (
    r"(?:平時|平日|必要時|原則上?|原(?!則)|現階段|目前|即|均|皆|統一|統(?!一)|另|並|一律|初期|後續|但|改|爰|故|則|仍|分別|逐年|定期"
    r"|優先|全面|同步|擬|概|未來|日後|今後|屆時|今年|明年|近期|短期內?|中長?期|長期|接下來|隨後)*"
)
_WHEN = (
    r"(?:自.{2,16}(?:起|止)|自.{2,12}收回|(?:於|在).{1,16}(?:前|後|內|時|起|底|期間)|每.{1,8}|[依按].{1,24}|經.{1,16}(?:後|同意|核定)"
    r"|如?遇.{1,20}|.{2,24}(?:時|者|(?<!落)後|以前|期間))"
)
_SCENE = re.compile(rf"{_MANNER}(?:{_WHEN})?{_MANNER}")
_LONGEST_SCENE = 40
"""A clause that says when or how, and names no task."""
_YEARLY = re.compile(r"(?:[^，0-9]{0,8}(?:民國)?[0-9]{2,4}年(?:度|底)?[^，0-9]{0,10}[0-9]|(?:較|比)[0-9]{2,4}年)")
"""A clause with the figure of a year, which is of an indicator."""
_SHARE = re.compile(r".(?:部分|部份)$")
_TAIL = re.compile(
    r"(?<=..)經(?:協調|研議|討論|評估|會議決議|決議)$|(?<=...)自[^，。;]{2,10}起$|(?<=..)(?:執行|辦理|推動)?(?:進度|情形|成效)?(?:嚴重|明顯|持續|仍)?(?:落後|不佳|遲緩|不彰|不如預期|未達標)(?:案)?$|(?<=..)(?:統一|一律|原則上?)$|(?<=..)每(?:年|半年|季|月|週)$|(?<=..)(?:之|的)?權責$|(?<=..)，分(?:別)?$|(?:之)?(?:(?:權責|業務|工作)(?:移|改|交|轉|委|並)|[移改交轉委]|(?<=[\u3400-\u9fff]{3})[則均概亦])$"
)
"""What goes before 由 and is no part of the task: 調度權責移由…, 招募則由…."""
_NOTED = re.compile(
    r"(?:[一二三四五六七八九十0-9]+[、.])?(?:本案|全案|均)?(?:洽悉|如擬|照案通過|修正後?通過|原則(?:同意|通過)|同意(?:備查|辦理|照辦)?|准予(?:備查|核備)|備查|通過|解除列管|繼續列管)"
    r"|(?:現|今|已|業已|嗣後|後)[移改交轉委]?"
)
"""Words before a role that are no task: what a meeting decided, 洽悉 and 照案通過, and 現移 before 由."""
_SAYS_WHO = re.compile(
    r"(?:[^，]{0,6}(?:市長|縣長|主席|主委|召集人|秘書長|局長|院長)[\u3400-\u9fff]{0,4})?(?:並|也|另|亦|再)*(?:請|責成|責請)(?:各|相關|本府)?"
    r"[^，]{1,12}?(?:[局處署部會所室科隊]|公所|機關|單位|局處)(?![長務])[^，]{2,}|包[含括]"
)
"""A clause that gives work to somebody, and names nobody else's; or what a work has in it."""
_FORMERLY = (
    r"(?<=[\u3400-\u9fff]{2})(?:(?<![高平草荒])原(?:先|本|係|訂|定)?|過去|以往|先前|向來|目前|現)(?:則|均|係|為)?"
)
_UNTIL = re.compile(rf"(?:不再|不|免|非|[毋無]須)由.*$|{_FORMERLY}(?:由.*)?$")
"""What follows a task's name before an agency that does not do it, or did: 收費不由…辦理, 抽驗原由…."""
_LONGEST_TAIL = 24
"""More characters than a tail with what must precede it, so that a long sentence is not searched as a whole."""
_FORE = re.compile(
    r"^(?:此外|另外|首先|其次|再者|最後|同時|因此|不過|至於|另|其中)，(?=.{3})|^[^，。;:]{1,8}(?:委員|代表|議員|里長|局|處)所提(?=.{3})|^(?:公告|有關|關於|至於|針對|另有關|另|其中|就|原(?=[\u3400-\u9fff]{4}))?(?:由|委任|委託)?(?:本府|本局|本處|本所|本縣|本市)?"
    r"(?:[\u3400-\u9fff]{2,8}(?:局|處|署|所|會|公所))?(?:主管|辦理|執行|負責|管理)之(?=.{3})|^(?:有關|關於|至於|針對|另有關|公告|其中)(?=.{3})"
)
"""What goes before a task and is no part of its name: 原委任民政局辦理之…, 有關…."""


_DOUBTFUL = re.compile(
    r"[，;:]|^(?:本|該|其|各(?!項|類|級)|以上|前|原|於|應|且|但|惟|由|請)|(?:應|得|即|原|委|交|移|部分|等|由|請|並|則)$|^.{0,2}$|[0-9]月|年底|負責|應於|由.{2,}|[組群班]$"
)
"""A name that may be more or less than that of the task."""


def doubtful(name: str) -> bool:
    """Whether a task's name, taken from a sentence, may have words too many or too few."""
    norm = normalise(name)
    return bool(_DOUBTFUL.search(norm)) or any(_ for _ in NAMED.finditer(norm))


def task_words(text: str) -> tuple[int, int]:
    """The span of a task's name in the words before a role, without label, scene, 部分 and what goes before it."""
    norm = normalise(text)
    start, end = 0, len(norm)
    label = _LABEL.match(norm)
    start = label.end() if label else 0
    start = max((m.end() for m in _ITEM.finditer(norm, start)), default=start)
    pieces = [(m.start(), m.end()) for m in re.finditer(r"[^，,]+", norm[start:])]
    pieces = [(a + start, b + start) for a, b in pieces]
    while pieces and pieces[-1][1] - pieces[-1][0] <= _LONGEST_SCENE:
        last = norm[slice(*pieces[-1])]
        if not (_SCENE.fullmatch(last) or (len(pieces) > 1 and _YEARLY.match(last))):
            break
        pieces.pop()
    if pieces and _SHARE.search(norm[slice(*pieces[-1])]):
        colon = norm.rfind(":", *pieces[-1])
        if colon > pieces[-1][0]:
            pieces[-1] = (pieces[-1][0], colon)
        elif len(pieces) > 1:
            pieces.pop()  # 老舊空調汰換，學校部分由…: a part of what goes before
    pieces = [p for p in pieces if not _NOTED.fullmatch(norm[slice(*p)]) and not _SAYS_WHO.match(norm[slice(*p)])]
    if not pieces:
        return start, start
    start, end = pieces[0][0], pieces[-1][1]
    until = _UNTIL.search(norm, pieces[-1][0] + 2, end)
    end = until.start() if until else end
    near = max(start, end - _LONGEST_TAIL)
    tail = _TAIL.search(norm[near:end])
    end = near + tail.start() if tail and near + tail.start() > start + 1 else end
    fore = _FORE.match(norm[start:end])
    return start + (fore.end() if fore else 0), end


_MEASURES = re.compile(
    r"(?:下列|左列|以下|各項?|本表)(?:[\u3400-\u9fff]{0,6})?指標[^。;]{0,24}[:。]?$|指標(?:及|與|之)?(?:其)?(?:主管|主辦|主責|權責|業管|負責|分工|協辦)[^。;]{0,16}(?:如下|如左)?[:。]?$"
)
"""Opens a list of indicators and who has the care of them."""


def _lists_measures(reading: Reading, passage: Passage) -> bool:
    """Whether a passage is an entry of a list of indicators."""
    upper = reading.passages[passage.parent] if passage.parent >= 0 and passage.marker is not None else None
    return upper is not None and bool(_MEASURES.search(upper.body.rstrip()))


def new_task(reading: Reading, passage: Passage, name: str, evidence: Evidence) -> Node:
    number = str(passage.marker.number) if passage.marker and passage.marker.number else ""
    name = re.sub(r"^(?:有關|關於|至於)(?=.{3})", "", name)
    if _lists_measures(reading, passage):
        return reading.draft.node("Indicator", name, evidence, kind="single", level="local")
    return reading.draft.node("Task", name, evidence, kind="duty", number=number)


_NOBODY = re.compile(
    r"(?P<task>[^。;:]{3,80}):(?P<who>由[^。;:]{0,30}?(?:協調指定|另行指定|另定|指定|會商定|協商定)之?)[。;]?$"
)


_STILL_NOBODY = re.compile(
    r"(?P<task>[^，。;:()]{3,30}?)(?P<who>(?:目前)?(?:尚無|尚未指定|尚未確定|未定|仍無|迄無)(?:主辦|主政|主責|權責|主管)"
    r"(?:機關|單位|局處))"
)
"""「場地復原尚無主辦機關」."""
_DESIGNATED = re.compile(
    r"(?P<task>[^。;:]{2,80}?)[，:]?(?P<who>由[^。;:，]{2,30}?指定之?(?:機關|單位|機構)(?:為之|辦理|負責|主辦|主政|主責|擔任)之?)[。;]?$"
)
"""「國道由中央公路主管機關指定機關為之」: who does it is still to be said."""


def left_open(reading: Reading, passage: Passage, start: int, end: int) -> None:
    """A duty that the text leaves to be assigned: the task has no lead, and the report says so."""
    found = (
        _NOBODY.match(passage.norm[start:end])
        or _STILL_NOBODY.match(passage.norm[start:end])
        or _DESIGNATED.match(passage.norm[start:end])
    )
    if found and passage.marker is not None:
        name = passage.text[start : start + found.end("task")]
        evidence = reading.evidence(passage, start, start + found.end(), "responsibilities.nobody")
        new_task(reading, passage, name, evidence)
        who = passage.text[start + found.start("who") : start + found.end("who")]
        reading.draft.remark("nobody", message("{name}: {text}", name=name, text=who), passage.place.words)
