"""Numbered duties of a body (本會任務如下) and of an agency (掌理下列事項), with their numbers."""

from __future__ import annotations

import re
from dataclasses import replace

from quanze.reader.draft import CHECK, HIGH, Node
from quanze.reader.leftovers import NAMED
from quanze.reader.lexicon import alternatives
from quanze.reader.names import Name
from quanze.reader.outline import Passage
from quanze.reader.reading import SHORTENED, Reading
from quanze.reader.rules.assignments import HAPPENS, SPEAKS, in_article, is_ground, who_begins
from quanze.reader.rules.lists import split_duties
from quanze.reader.wording import COUNT, normalise, number

_OPENER = re.compile(
    r"(?P<subject>[^，。;:]{0,30}?)(?:之)?(?:主要|推動|工作|具體|重點)?(?P<word>任務職掌|任務及職掌|任務與職掌"
    r"|主要任務|工作任務|任務|職掌|職責|職權|權責|工作項目|工作事項|工作重點|重點工作|工作內容|重點任務|主要工作|主要功能|應辦事項|辦理事項|權責事項"
    r"|業務|掌理(?:下列|左列)?事項|掌理"
    r"|(?:負責)?(?:審議|審查|審定|審核|評議|諮詢|諮議|研議|研商|研究|規劃|協調|處理|辦理|推動|執行|負責|督導|分掌|主管|職司)"
    r"(?:、(?:審議|審查|規劃|協調|處理|辦理|推動|執行|督導))*(?:下列|左列|以下)(?:各款|有關|各項)?(?:事項|任務|工作|業務|事務|案件))"
    r"(?:目標|範圍|內容|分工|分別)?(?:規定|分列)?(?:如下|如左|如次|為|包括|包含|係|有)?(?:列)?(?:事項)?[:。]?$"
)
_HEAD = re.compile(r"(?:任務|職掌|任務目標|工作任務|主要任務|職責)$")
_CLEAN = re.compile(r"[。;，、:]+$")
_SITS = re.compile(rf"置[^，。;:]{{1,12}}{COUNT}|[人名位]，(?:分別)?由[^，。;]{{2,30}}兼任")
"""Says who sits on a body, and what nobody does."""
_SEATS = re.compile(r"委員(?!會)|召集人|置.{1,20}人|聘兼|派兼|兼任")


def read(reading: Reading) -> None:
    """Read the entries of every list that a sentence about duties opens."""
    for passage in reading.passages:
        _shall(reading, passage)
        _inline(reading, passage)
        _runs(reading, passage)
        _set_up_for(reading, passage)
        said = re.sub(r"(?<=事項)。但[^。]+:$", ":", passage.body.rstrip())  # 辦理下列事項。但…:
        tail = re.split(r"[。;]", said.rstrip("。:"))[-1] + (":" if said.endswith(":") else "")
        if _SEATS.search(tail.split("，")[-1]) or not (
            passage.body.rstrip().endswith((":", "如下", "如下。", "如左", "如左。", "如次", "事項。"))
            or _HEAD.search(passage.body)
        ):
            continue
        resolved = _RESOLVED.search(tail)
        if resolved and reading.council is not None and (entries := reading.outline.items(passage.index)):
            _store(reading, passage, reading.body_at.get(passage.index) or reading.council, entries)
            continue
        given = _GIVEN.search(tail)
        if given and _given(reading, passage, given):
            continue
        clauses = tail.split("，")
        found = _OPENER.search(clauses[-1]) or (
            _HEAD.search(passage.body) if passage.heading or passage.marker else None
        )
        items = reading.outline.items(passage.index)
        below = [reading.passages[i] for item in items for i in item.children]
        if not items or _has_roles(items) or (below and _has_roles(below)) or any(_SITS.search(i.body) for i in items):
            continue
        who = _who(reading, passage, clauses, found) if found else None
        if who is not None:
            _store(reading, passage, who, items)
        else:
            _announced(reading, passage, items)


_OPENS = re.compile(r"(?::|(?:如下|如左|如次)[。:]?|事項。)$")
_WORK_SAID = re.compile(r"任務|工作|業務|職掌|措施|作為|重點|整備|策略|事項|行動|負責|辦理|推動|執行|落實|加強")
_NO_WORK_SAID = re.compile(
    r"成果|績效|情形|成效|實績|數據|報告|結論|決議|裁示|指示|意見|建議|問題|原因|說明如|標準|條件|資格|文件|資料|流程|程序|步驟|規定|罰"
    r"|對象|地點|時間|服務|名單|修正|理由|各款|已|去年|完成了|原則|方式|注意|請|得|不|未|應備|檢附|配合款|以下簡稱"
    r"|會議|開會|委員|出席|經費|分組|小組$|人員|單位|機關(?!之)|設(?![施計備])"
)
_SPEAKS_FIRST = re.compile(rf"[^，]{{0,10}}?{alternatives('tell')}，")


def _announced(reading: Reading, passage: Passage, items: list[Passage]) -> None:
    """「環保局今年將推動下列措施：」: whoever begins the sentence does what is listed; to be checked."""
    start = max(passage.norm.rfind(c, passage.start, len(passage.norm) - 1) for c in "。;") + 1 or passage.start
    if not _OPENS.search(passage.norm) or in_article(reading, passage) or is_ground(reading, passage):
        return
    body, end = _body_at(reading, passage, start)
    names, after = who_begins(reading, passage, start, len(passage.norm)) if body is None else ((), end)
    spoken = _SPEAKS_FIRST.match(passage.norm, after) if names else None
    said = re.sub("包[含括][^，]*", "", passage.norm[spoken.end() if spoken else after :])
    if (
        body is None and (len(names) != 1 or _NOBODY.match(names[0].text) or reading.is_class(names[0].text))
    ) or _NO_WORK_SAID.search(said):
        return
    if HAPPENS.search(said.split("，")[0]) or _ANOTHER.search(said):
        return  # 中心成立後，指揮官…實施下列事項: when, and somebody else
    if not _WORK_SAID.search(said) or (spoken is None and SPEAKS.match(said) and not _ITS_WORK.match(said)):
        return
    who = body or reading.agency(names[0], reading.evidence(passage, start, after, "duties.announced", CHECK))
    reading.settled.setdefault(passage.index, []).append((start, len(passage.norm)))
    _store(reading, passage, who, items, sure=CHECK)


_NOBODY = re.compile(r"某|(?:本|該|主辦|承辦|權責)?(?:單位|機關)$")
_ANOTHER = re.compile(alternatives("title", "post"))
_ITS_WORK = re.compile(r"[之的所](?=[^，]{0,6}(?:任務|工作|業務|職掌|措施|重點))")


def _body_at(reading: Reading, passage: Passage, start: int) -> tuple[Node | None, int]:
    """The body that a sentence begins with, by its longest name, and where that ends."""
    for end in range(min(start + _LONGEST, len(passage.norm)), start + 1, -1):
        if passage.norm[end - 1] not in "，。;:" and (body := reading.body(passage.norm[start:end], passage.index)):
            return body, end
    return None, start


_LONGEST = 30


_INLINE = re.compile(r"\((?P<n>[一二三四五六七八九十]|[0-9]{1,2})\)(?P<task>[^;。]{3,90})")


def _inline(reading: Reading, passage: Passage) -> None:
    """「本會任務為:(一)政策之諮詢;(二)機制之研議。」: a list of duties within one passage."""
    items = list(_INLINE.finditer(passage.norm, passage.start))
    if len(items) < 2 or number(items[0]["n"]) != 1 or reading.outline.items(passage.index):
        return
    head = re.sub(r"[為係:，]+$", "", passage.norm[passage.start : items[0].start()])
    clauses = re.split("，", re.split("[。;]", head)[-1])
    found = _OPENER.search(clauses[-1])
    who = _who(reading, passage, clauses, found) if found and not _SEATS.search(clauses[-1]) else None
    if who is None or who.kind not in ("Council", "Subgroup"):
        return
    reading.evidence(passage, passage.start, items[0].start(), "duties.opener")
    for n, item in enumerate(items, 1):
        if number(item["n"]) != n:
            return
        start, end = item.span("task")
        evidence = reading.evidence(passage, start, end, "duties.inline")
        reading.read(passage, item.start(), end)
        name = passage.text[start:end]
        task = reading.draft.node("Task", name, evidence, scope=who.name, kind="duty", number=str(n))
        reading.draft.link("UNDERTAKES", who, task, "任務", evidence)


_CHARGED = re.compile(
    r"^，(?:並|以)?(?:負責|掌理|職司|(?=(?:審議|調處|調解|裁決|評議|辦理|處理|協調|聯繫|推動|統籌|規劃|督導|研議|審查)(?!委員|會|小組)))(?P<what>[^。;:，]{4,90})(?=[。;，]|$)"
)
_MADE_UP = r"(?:，(?:並|另)?(?:由[^，。;]{2,40}(?:擔任|兼任|為)[^，。;]{2,8}|(?:並)?邀集[^，。;]{2,30}組成))*"
"""Who sits on a body, between its name and what it is set up for."""
_RUNS = re.compile(
    r"^(?P<who>[^，。;:]{2,40}?)(?:\([^()]{1,24}\))?(?:掌理|職司|負責|之?(?:主要)?任務[為係])(?P<what>[^。;:，]{3,90})[。;]?$"
)


def _runs(reading: Reading, passage: Passage) -> None:
    """「本會掌理國家公園之審議、協調等事項」: what a body does, in one sentence."""
    for sentence in reading.sentences(passage):
        found = _RUNS.match(sentence.norm)
        body = reading.body(found["who"], passage.index) if found else None
        if found is None or body is None or re.search(r"下列|左列|如下|如左|前條|前項", found["what"]):
            continue
        parts = split_duties(found["what"])
        if any(b - a < 4 for a, b in parts):
            parts = [(0, len(re.sub(r"等(?:有關)?(?:事項|工作|業務|事宜)$", "", found["what"])))]
        reading.read(passage, sentence.start, sentence.end)
        for a, b in parts:
            at = sentence.start + found.start("what")
            evidence = reading.evidence(passage, at + a, at + b, "duties.runs")
            task = reading.draft.node("Task", passage.text[at + a : at + b], evidence, scope=body.name, kind="duty")
            reading.draft.link("UNDERTAKES", body, task, "掌理", evidence)


def _set_up_for(reading: Reading, passage: Passage) -> None:
    """「設置…委員會，負責重建事項之協調」: what a body is set up for."""
    for node in reading.draft.of_kind("Council"):
        at = passage.norm.find(normalise(node.name))
        end = at + len(node.name)
        after = re.match(r"(?:」)?(?:\([^()]{1,24}\))?", passage.norm[end:]) if at >= 0 else None
        if after is None or not re.search(r"設置?|設立|成立|組成", passage.norm[max(0, at - 6) : at]):
            continue
        after_name = re.match(_MADE_UP, passage.norm[end + after.end() :])
        shift = after.end() + (after_name.end() if after_name else 0)
        found = _CHARGED.match(passage.norm[end + shift :])
        if found and not re.search(r"下列|左列|如下|如左", found["what"]):
            start = end + shift + found.start("what")
            name = passage.text[start : start + len(found["what"])]
            evidence = reading.evidence(passage, start, start + len(name), "duties.set_up_for")
            task = reading.draft.node("Task", name, evidence, scope=node.name, kind="duty")
            reading.draft.link("UNDERTAKES", node, task, "負責", evidence)


_SHALL = re.compile(
    r"^(?P<for>為[^，。;]{2,40}，)?(?P<who>[^，。;:]{2,40}?)(?:\([^()]{1,20}\))?應(?P<what>(?:協調|統籌|整合|研訂"
    r"|審議|督導|推動"
    r"|規劃)[^。;:]{4,90})[。;]?$"
)


def _shall(reading: Reading, passage: Passage) -> None:
    """「…會應協調、分工、整合…事務」: a duty of a body in a sentence of its own."""
    for sentence in reading.sentences(passage):
        found = _SHALL.match(sentence.norm)
        body = reading.body(found["who"]) if found else None
        if found is None or body is None or re.search(r"如下|如左|下列", found["what"]):
            continue
        start = sentence.start + found.start("what")
        name = _CLEAN.sub("", passage.text[start : sentence.start + found.end("what")])
        evidence = reading.evidence(passage, start, start + len(name), "duties.shall")
        task = reading.draft.node("Task", name, evidence, scope=body.name, kind="duty")
        reading.draft.link("UNDERTAKES", body, task, "應", evidence)


_HEADED_UNIT = re.compile(r"(?P<unit>[^，。;:]{1,12}?(?P<kind>[科課組室處股隊]))置(?:(?P=kind)長|主任)")
"""「第一課置課長一人，其掌理事項如下:」: the unit, whose duties follow."""
_RESOLVED = re.compile(
    r"(?:下列|左列|以下)(?:各款|重要)?事項，?(?:應|須|均應)(?:經|提|由|送)(?:本會|[^，。;:]{0,16}委員會議?|[^，。;:]{0,12}會議)[^，。;:]{0,16}(?:審議|決議|議決|通過|同意)[^，。;:]{0,6}[:。]?$"
)
"""「左列事項，應經委員會議之決議:」 lists what a body decides on."""
_TO = "(?:改?由|委任|委託|委由|交由|移由|授權|責成|責由|請)"
_WORK = "主辦|辦理|負責|主政|主管|執行|承辦|主責"
_GIVEN = re.compile(
    rf"(?:下列|左列|以下)[^，。;:]{{0,12}}?(?:，)?(?:均|概|應|分別|自.{{2,12}}起)?{_TO}(?P<a>[^，。;:]{{2,30}}?)(?P<v>{_WORK})(?:之)?[:。]?$"
    rf"|{_TO}(?P<b>[^，。;:]{{2,30}}?)(?P<w>{_WORK})(?:之)?(?:下列|左列|以下)[^，。;:]{{0,8}}[:。]?$"
)


def _given(reading: Reading, passage: Passage, found: re.Match[str]) -> bool:
    """「下列事項由A主辦:」: every item of the list is led by one agency."""
    text = found["a"] or found["b"]
    names = reading.split(text)
    items = reading.outline.items(passage.index)
    if not names or not items or _has_roles(items):
        return False
    at = passage.norm.rfind(text)
    evidence = reading.evidence(passage, max(at, 0), max(at, 0) + len(text), "duties.given")
    for name in names:
        _store(reading, passage, reading.agency(name, evidence), items, found["v"] or found["w"])
    return True


_DONE_BY = re.compile(
    r"，(?:均|應|得)?由[^，。;:]{2,40}?(?:負責|共同|協調)?(?:辦理|主辦|主責|執行|推動|為之|處理)(?:之)?[。;]?$"
)


_NAMES_WHO = re.compile(rf":(?:{NAMED.pattern}|[^，。;:]*、)*?{NAMED.pattern}[。;]?$")
"""「水災、旱災：工務處」: what there is to do, and who does it."""


_HEADED_BY = re.compile(
    r"「?[^，。;:]{2,20}(?:組|局|處|署|部|公所|委員會|機關|科|室|司|中心|單位|課|股|隊|站|所)」?(?:\([^()]{2,40}\))?:"
    rf"|{alternatives('title', 'member')}(?:\([^()]{{1,20}}\))?:"
)
"""「教務處：負責…」, 「召集人：綜理…」: an entry that says whose it is; not a duty of the body above the list."""


def _has_roles(items: list[Passage]) -> bool:
    """Whether the entries name agencies or groups of their own; another rule reads those."""
    first = items[0].body
    if sum(bool(_DONE_BY.search(i.body) or _NAMES_WHO.search(i.norm)) for i in items) > len(items) / 2:
        return True
    return bool(re.search(r"由[^，。;:]{2,60}(?:主辦|召集|主政|主責|負責)", first)) or any(
        _HEADED_BY.match(i.body) for i in items
    )


def _who(reading: Reading, passage: Passage, clauses: list[str], found: re.Match[str]) -> Node | None:
    """The body or agency whose duties follow: named before the word, or the one spoken of."""
    candidates = [found["subject"]] if "subject" in (found.re.groupindex or {}) else []
    candidates += list(reversed(clauses[:-1]))
    for text in candidates:
        plain = re.sub(r"(?:之|的|應|得|其|辦理|主要|推動|各階層|分別)+$", "", text.strip())
        plain = re.sub(r"^(?:為[^，]*|其|各階層)$", "", plain)
        plain = re.sub(r"^本(?:法|條例|辦法|自治條例|細則|要點)所(?:定|稱)(?=.{2})", "", plain)
        headed = _HEADED_UNIT.match(plain)
        plain = headed["unit"] if headed else plain
        plain = re.sub(r"^本(?:基金|中心)(?:應|得)?(?:設置|設立|設)(?=.{3})", "", plain)
        plain = re.sub(r"^(?:特|爰|應|並|得)?(?:設置|設立|成立|設)(?=.{3})", "", SHORTENED.sub("", plain))
        if not plain:
            continue
        node = reading.body(plain, passage.index)
        if node is not None:
            return node
        names = reading.split(plain) if len(plain) < 30 else []
        if not names and reading.sections and re.search(r"^[^各本該]..{0,8}組$", normalise(plain)):
            names = [Name(plain)]  # a section of the agency whose rules these are
        if len(names) == 1:
            return reading.agency(
                names[0], reading.evidence(passage, passage.start, passage.start + len(plain), "duties.agency")
            )
    for text in reversed(clauses):
        titled = re.match(r"(?P<title>副?(?:執行秘書|執行長|總幹事|召集人|主任委員))(?:承|秉|受|$)", text)
        held = [n for n in reading.draft.of_kind("Member") if titled and n.values.get("seat_title") == titled["title"]]
        if len(held) == 1:
            return held[0]
    index = passage.index
    while index >= 0:
        at = reading.passages[index]
        for node in (*reading.draft.of_kind("Subgroup"), *reading.draft.of_kind("Council")):
            short = [a for a in node.aliases if len(a) > 2]
            if any(normalise(n) in at.norm[:40] for n in (node.name, *short)) and (
                at.heading or at.marker or index == passage.index
            ):
                return node
        index = at.parent
    return reading.body_at.get(passage.index) or reading.council


def _store(
    reading: Reading, passage: Passage, who: Node, items: list[Passage], word: str = "掌理", sure: str = HIGH
) -> None:
    reading.evidence(passage, passage.start, len(passage.norm), "duties.opener")
    for item in items:
        first = re.match(r"[^。;]+", item.body)
        text = item.text[item.start : item.start + (first.end() if first else len(item.body))]
        if item.marker is None:
            text = text.split("，", 1)[0] if re.search(r"，(?:以|俾|期|藉)", text) else text
        name = SHORTENED.sub("", _CLEAN.sub("", text)).strip()
        if len(name) < 3:
            continue
        evidence = reading.evidence(item, item.start, item.start + len(text), "duties.listed", sure)
        evidence = evidence if sure == HIGH else replace(evidence, reason="role")
        label = str(item.marker.number) if item.marker and item.marker.number else ""
        if who.kind in ("Council", "Subgroup"):
            reading.duties.add(item.index)
            task = reading.draft.node("Task", name, evidence, scope=who.name, kind="duty", number=label)
            reading.draft.link("UNDERTAKES", who, task, "任務", evidence)
            _agent(reading, item, task)
        else:
            task = reading.draft.node("Task", name, evidence, scope=who.name, kind="measure", number=label)
            reading.draft.link("CONVENES", who, task, word, evidence)


def _agent(reading: Reading, item: Passage, task: Node) -> None:
    """A duty has nothing below it but its own sub-duties, which are parts of it."""
    last = item.index
    for index in item.children:
        child = reading.passages[index]
        if child.marker is None or index != last + 1:
            return
        last = index
        name = _CLEAN.sub("", child.text[child.start :]).strip()
        if 3 <= len(name) <= 120:
            evidence = reading.evidence(child, child.start, len(child.text), "duties.part")
            part = reading.draft.node(
                "Task", name, evidence, scope=task.name, kind="duty", number=str(child.marker.number or "")
            )
            reading.draft.link("PART_OF", part, task, "", evidence)
