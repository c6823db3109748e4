"""Who leads and who helps in sentences: 「事項:由A主辦;B協辦」, 「A為主辦單位」, 「主辦機關:A」, 「由A負責…」."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quanze.reader.draft import Node, Unread
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.rules.agency_lists import entry, lists_of
from quanze.reader.rules.role_phrases import UNIT, UNSAID, Phrase, phrases
from quanze.reader.rules.task_records import CLEAN, left_open, new_task
from quanze.reader.rules.vocabulary import CO, LEAD, LEADLESS, ROLE
from quanze.reader.wording import normalise

_TOGETHER = re.compile(
    r"由(?P<lead>[^，。;:]{2,60}?)(?P<how>會同|會商|協同|邀集|結合|偕同|協調)(?P<co>[^，。;:]{2,160}?)(?P<verb>共同)?(?P<do>辦理|推動|執行|訂定|擬訂|研訂|實施|為之|定之|規劃|負責)(?P<what>[^，。;:]{0,40})(?=[，。;]|$)"
)
_IN_CHARGE = re.compile(
    r"(?:^|[，;。])(?P<by>由)?(?P<who>[^，。;:]{2,60}?)(?:應|共同|分別)?(?P<role>負責|主責|統籌)(?P<what>[^。;:，]{2,80})(?=[，。;]|$)"
)
_DONE_BY = re.compile(
    r"(?P<task>[^。;:，]{2,60}?)[，:]?(?:則|均|應|得)?由(?P<who>[^，。;:]{2,80}?)(?:共同|分別|派員)?(?P<role>兼辦|辦理|執行|規劃辦理|負責辦理|負責)(?:之)?(?=[，。;]|$)"
)
_TASK_AFTER = re.compile(
    r"(?P<who>[^，。;:由]{2,60}?)為(?P<role>主要權責單位|主要權責機關|權責單位|權責機關|主責單位|主責機關|主辦單位|主辦機關|專責單位|幕僚單位)，?(?:負責|統籌|辦理)(?P<what>[^。;，]{3,60})"
)
_OBJECT = re.compile(
    r"(?:辦理|推動|執行|負責)(?P<task>[^，。;:]{2,40}?)之(?:主管|權責|主辦)?(?:機關|單位)(?:如左|如下)?[:。]?$"
)
_GENERAL = re.compile(r"^(?:各|本|該|前項|下列|其)?(?:推動小組|小組|機關|單位|事項|業務|任務|工作|主管機關)?$")
_ITSELF = re.compile(r"(?:本|該)(?:自治條例|條例|辦法|要點|規程|規則|準則|細則|法)")


def read(reading: Reading) -> None:
    """Read every passage that speaks of roles."""
    lists = lists_of(reading)
    for passage in reading.passages:
        if passage.index in lists:
            entry(reading, passage, *lists[passage.index])
            continue
        if re.search(rf"{ROLE}|{LEADLESS}|負責|統籌|會同|協同|指定|辦理|執行", passage.norm):
            _passage(reading, passage)


def _passage(reading: Reading, passage: Passage) -> None:
    charged = _in_charge_of(reading, passage)
    for unsaid in UNSAID.finditer(passage.norm):
        _unsaid(reading, passage, unsaid)
    for start, end in _spans(passage):
        if any(a < end and start < b for a, b in charged):
            continue
        settled = reading.settled.get(passage.index, ())
        roles = [
            r for r in phrases(reading, passage, start, end) if not any(a < r.end and r.start < b for a, b in settled)
        ]
        if settled and not roles:
            continue
        if not roles:
            left_open(reading, passage, start, end)
            continue
        _sentence(reading, passage, start, sorted(roles, key=lambda r: r.start))
    if not _took(reading, passage):
        _together(reading, passage)
    if not _took(reading, passage) or passage.index in reading.topic_at:
        _responsible(reading, passage)
        _helps(reading, passage)
    _done_by(reading, passage)


def _took(reading: Reading, passage: Passage) -> bool:
    return any(True for _ in reading.used.get(passage.index, ()))


def _spans(passage: Passage) -> Iterator[tuple[int, int]]:
    at = passage.start
    for found in re.finditer(r"。", passage.norm[passage.start :]):
        end = passage.start + found.end()
        yield at, end
        at = end
    if at < len(passage.norm):
        yield at, len(passage.norm)


def _unsaid(reading: Reading, passage: Passage, found: re.Match[str]) -> None:
    text = passage.text[found.start() : found.end()]
    reading.draft.unread.append(
        Unread(
            str(passage.place),
            f"{text}（未說明何者主辦 / does not say who leads）",
            ("主(協)辦",),
            reading.source,
            passage.index,
            found.start(),
            found.end(),
        )
    )


def _task(reading: Reading, passage: Passage, start: int, roles: list[Phrase]) -> Node | None:
    """What the roles are about: the words before the first of them, else the item or heading over it."""
    topic = reading.topic_at.get(passage.index)
    if topic is not None:
        return topic
    first = min(r.start for r in roles)
    intro = _HEADED.match(passage.norm, start, first)
    text = passage.text[start : intro.end("task")] if intro else re.split(r"[;；]", passage.text[start:first])[-1]
    start += 0 if intro else len(passage.text[start:first]) - len(text)
    text = re.sub(r"(?:應|得|並|，|則)?(?:由|以)?$", "", CLEAN.sub("", text))
    text = re.sub(r"[(（](?:以下)?簡?稱[^()（）]{0,20}[)）]", "", CLEAN.sub("", text))
    text = re.sub(r"(?:[(（「]|，其|之)$", "", text)
    text = CLEAN.sub("", text)
    if re.search(r"本(?:法|條例|辦法|要點|細則)所稱", normalise(text)):
        return None
    if _ITSELF.fullmatch(normalise(text)):
        return None  # 本自治條例之主管機關: who answers for the text itself, which is no task
    if text and len(normalise(text)) >= 2 and not _GENERAL.fullmatch(normalise(text)):
        body = reading.body(text)
        if body is not None:
            return body
        if len(text) > 90:
            text = re.split(r"[。;；]", text)[-1]
        over = _object_over(reading, passage)
        name = f"{over}（{text}）" if over else text
        evidence = reading.evidence(passage, start, start + len(text), "responsibilities.item")
        return new_task(reading, passage, name, evidence)
    return _above(reading, passage)


_HEADED = re.compile(r"(?P<task>[^。;:，]{2,80}):(?=由|以)")
_PAIRED = re.compile(r"(?P<groups>[^。;]{2,80}?)，?分別由?$")


def _sentence(reading: Reading, passage: Passage, start: int, roles: list[Phrase]) -> None:
    """Link the roles of a sentence to its task, and to a new task where words before a role name one."""
    first = roles[0]
    paired = _PAIRED.search(passage.norm[start : first.start])
    if paired and _pair(reading, passage, first):
        roles = roles[1:]
        if not roles:
            return
    task = _task(reading, passage, start, roles[:1])
    done: list[Phrase] = []
    at = start
    for role in roles:
        gap = re.split(r"[;；]", passage.text[at : role.start])[-1]
        gap = CLEAN.sub("", re.sub(r"^(?:並|及|與|和|另|且|則|而|，|、)+", "", CLEAN.sub("", gap)))
        begins = passage.norm[role.start] in "由以(" or passage.norm[role.start - 1 : role.start] == "("
        gap = gap.rstrip("(（").lstrip(")）、")
        if done and len(gap) >= 2 and begins and not _GENERAL.fullmatch(normalise(gap)):
            if task is not None:
                _link(reading, passage, task, done)
            done = []
            task = _task(reading, passage, max(at, passage.text.rfind(gap, at, role.start)), [role])
        done.append(role)
        at = role.end
    if task is not None:
        _link(reading, passage, task, done)


def _pair(reading: Reading, passage: Passage, role: Phrase) -> bool:
    """「下設A組、B組及C組，分別由甲、乙及丙擔任召集機關」: the first calls the first."""
    starts = {
        id(g): min((e.start for e in g.evidence if e.passage == passage.index and e.end <= role.start), default=-1)
        for g in reading.subgroups()
    }
    groups = sorted((g for g in reading.subgroups() if starts[id(g)] >= 0), key=lambda g: starts[id(g)])
    names = reading.split(role.who)
    if len(groups) != len(names) or not groups:
        return False
    for group, name in zip(groups, names, strict=True):
        evidence = reading.evidence(passage, role.start, role.end, "responsibilities.respectively")
        reading.draft.link(role.type, reading.agency(name, evidence), group, role.word, evidence)
    return True


def _object_over(reading: Reading, passage: Passage) -> str:
    """The common task of a list (辦理…之機關如左), whose entries only give a level or an area."""
    if passage.marker is None:
        return ""
    for earlier in reversed(reading.passages[: passage.index]):
        if earlier.marker is None or earlier.marker.kind != passage.marker.kind:
            found = _OBJECT.search(earlier.norm)
            return earlier.text[found.start("task") : found.end("task")] if found else ""
    return ""


def _above(reading: Reading, passage: Passage) -> Node | None:
    """The task or group that a line of roles belongs to: the item it stands under or right after."""
    index = passage.parent
    if passage.index in reading.body_at and reading.body_at[passage.index].kind == "Subgroup":
        return reading.body_at[passage.index]
    before = reading.passages[passage.index - 1] if passage.index else None
    while before is not None and before.index > max(index, 0) and re.search(rf"^(?:{ROLE}){UNIT}", before.body):
        before = reading.passages[before.index - 1]
    target = (
        before
        if before is not None and before.marker is not None and before.parent == index
        else reading.passages[index]
        if index >= 0
        else before
    )
    if target is None:
        return None
    body = reading.body(target.text[target.start :])
    if body is not None:
        return body
    name = CLEAN.sub("", re.split(r"[。；;：:]", target.text[target.start :])[0])
    name = (
        re.sub(r"^(?:策略|措施|行動計畫|工作項目|具體措施|推動策略|任務)[一二三四五六七八九十0-9.]*[:：]?", "", name)
        or name
    )
    if not 2 <= len(name) <= 90 or re.search(rf"{ROLE}", normalise(name)):
        return None
    evidence = reading.evidence(target, target.start, target.start + len(name), "responsibilities.heading")
    return reading.draft.find("Task", name) or new_task(reading, target, name, evidence)


def _link(reading: Reading, passage: Passage, task: Node, roles: list[Phrase]) -> None:
    for role in roles:
        for name in reading.split(role.who):
            evidence = reading.evidence(passage, role.start, role.end, "responsibilities.sentence")
            agency = reading.agency(name, evidence)
            if (agency.kind, task.kind) == ("Agency", "Council") and role.type == "CO_ORGANIZES":
                continue
            reading.draft.link(role.type, agency, task, role.word, evidence)


def _in_charge_of(reading: Reading, passage: Passage) -> list[tuple[int, int]]:
    """「A為主要權責單位負責X」: the task comes after the role. Returns the spans read."""
    spans: list[tuple[int, int]] = []
    for found in _TASK_AFTER.finditer(passage.norm):
        names = reading.split(passage.text[found.start("who") : found.end("who")])
        if not names:
            continue
        what = CLEAN.sub("", passage.text[found.start("what") : found.end("what")])
        evidence = reading.evidence(passage, found.start(), found.end(), "responsibilities.in_charge")
        task = new_task(reading, passage, what, evidence)
        for name in names:
            reading.draft.link("CONVENES", reading.agency(name, evidence), task, found["role"], evidence)
        spans.append(found.span())
    return spans


def _together(reading: Reading, passage: Passage) -> None:
    for found in _TOGETHER.finditer(passage.norm):
        lead = reading.split(passage.text[found.start("lead") : found.end("lead")])
        co = reading.split(passage.text[found.start("co") : found.end("co")])
        if not lead or not co:
            continue
        before = CLEAN.sub("", re.split(r"[。;]", passage.text[passage.start : found.start()])[-1])
        before = re.sub(r"，?應?$", "", before)
        name = before or CLEAN.sub("", passage.text[found.start("what") : found.end("what")])
        evidence = reading.evidence(passage, found.start(), found.end(), "responsibilities.together")
        task = new_task(reading, passage, name, evidence) if len(name) >= 3 else _above(reading, passage)
        if task is None:
            continue
        verb = found["do"]
        for one in lead:
            reading.draft.link("CONVENES", reading.agency(one, evidence), task, verb, evidence)
        for one in co:
            reading.draft.link("CO_ORGANIZES", reading.agency(one, evidence), task, found["how"], evidence)


def _responsible(reading: Reading, passage: Passage) -> None:
    """「由A負責X」 and 「A負責X」."""
    body = passage.text[passage.start :]
    for found in _IN_CHARGE.finditer(passage.body):
        names = reading.split(body[found.start("who") : found.end("who")])
        what = CLEAN.sub("", body[found.start("what") : found.end("what")])
        what = re.sub(
            r"(?:之|等)?(?:事項|任務|工作|業務|事宜)?$", lambda m: m[0] if m[0] and m[0][0] not in "等" else "", what
        )
        if not names or len(what) < 3:
            continue
        evidence = reading.evidence(
            passage, passage.start + found.start(), passage.start + found.end(), "responsibilities.responsible"
        )
        topic = reading.topic_at.get(passage.index)
        task = topic if topic is not None and "指標" in what else new_task(reading, passage, what, evidence)
        for name in names:
            reading.draft.link("CONVENES", reading.agency(name, evidence), task, found["role"], evidence)


_HELPS = re.compile(r";(?P<who>[^，。;:、]{3,20}?)協助(?!配合|推動|執行|辦理)(?P<what>[^。;，]{3,60})(?=[。;，]|$)")


def _helps(reading: Reading, passage: Passage) -> None:
    """「A負責X;B協助Y」: a second body with a share of its own, named after one that is in charge."""
    for found in _HELPS.finditer(passage.norm):
        names = reading.split(passage.text[found.start("who") : found.end("who")])
        if len(names) != 1 or reading.is_class(names[0].text) or "負責" not in passage.norm[: found.start()]:
            continue
        evidence = reading.evidence(passage, found.start() + 1, found.end(), "responsibilities.responsible")
        task = new_task(reading, passage, passage.text[found.start("what") : found.end("what")], evidence)
        reading.draft.link("CO_ORGANIZES", reading.agency(names[0], evidence), task, "協助", evidence)


def _done_by(reading: Reading, passage: Passage) -> None:
    """「幕僚作業由A辦理」: the task stands before, in one clause with who does it."""
    used = list(reading.used.get(passage.index, []))
    for found in _DONE_BY.finditer(passage.norm, passage.start):
        if any(a < found.end() and found.start() < b for a, b in used):
            continue
        names = reading.split(passage.text[found.start("who") : found.end("who")])
        if not names:
            continue
        start = found.start("task")
        text = CLEAN.sub("", passage.text[start : found.end("task")])
        owner = re.match(r"(?:本|該)(?:會|小組|委員會|推動會|會報|工作小組)(?:之|的)?", normalise(text))
        body = reading.body(owner[0].rstrip("之的"), passage.index) if owner else None
        name = text[owner.end() :] if owner and body is not None else text
        if len(name) < 3 or _GENERAL.fullmatch(normalise(name)) or re.search(r"會議|主席|經費|費用", name):
            continue
        evidence = reading.evidence(passage, found.start(), found.end(), "responsibilities.done_by")
        if body is not None:
            task = reading.draft.node("Task", name, evidence, scope=body.name, kind="duty")
            if body.kind in ("Council", "Subgroup"):
                reading.draft.link("UNDERTAKES", body, task, "", evidence)
        else:
            task = new_task(reading, passage, name, evidence)
        for one in names:
            reading.draft.link("CONVENES", reading.agency(one, evidence), task, found["role"], evidence)


__all__ = ["CO", "LEAD", "read"]
