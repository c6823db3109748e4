"""Who leads and who helps in sentences: 「事項:由A主辦;B協辦」, 「A為主辦單位」, 「主辦機關:A」, 「由A負責…」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quanze.reader.draft import HIGH, Node, Unread
from quanze.reader.names import Name
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.rules.basis import law_article
from quanze.reader.rules.vocabulary import CO, LEAD, LEADLESS, ROLE, role_type
from quanze.reader.wording import normalise

_UNIT = r"(?:機關\(構\)|機關\(單位\)|單位\(機關\)|機關|單位)?"
_LABEL = re.compile(rf"[(「]?(?P<role>{ROLE}){_UNIT}[)」]?(?:分別)?(?::|為(?=[^，。;:]{{2,}})|是|包括|包含)(?P<who>[^。;:]{{2,300}}?)(?=[。;)]|$|[，、 ]?(?:並以|由)?[(「]?(?:{ROLE}){_UNIT}[)」]?[:為]|，(?:負責|辦理|並))")
_LEADLESS = re.compile(rf"(?:{LEADLESS}){_UNIT}:?(?P<who>[^。;:]{{2,200}})")
_SEGMENT = re.compile(rf"(?P<who>[^;。:]{{2,260}}?)(?P<link>共同|分別|擔任|負責|為主要|統籌|作為|列為|為)*(?P<role>{ROLE}){_UNIT}(?:辦理|之|推動|執行|事宜|業務|負責)*(?=[，、;。)]|$|及|並|與|負責)")
_TOGETHER = re.compile(rf"由(?P<lead>[^，。;:]{{2,60}}?)(?P<how>會同|會商|協同|邀集|結合|偕同|協調)(?P<co>[^，。;:]{{2,160}}?)(?P<verb>共同)?(?P<do>辦理|推動|執行|訂定|擬訂|研訂|實施|為之|定之|規劃|負責)(?P<what>[^，。;:]{{0,40}})(?=[，。;]|$)")
_IN_CHARGE = re.compile(r"(?:^|[，;。])(?P<by>由)?(?P<who>[^，。;:]{2,60}?)(?:應|共同|分別)?(?P<role>負責|主責|統籌)(?P<what>[^。;:，]{2,80})(?=[，。;]|$)")
_DONE_BY = re.compile(r"(?P<task>[^。;:，]{2,60}?)，?(?:則|均|應|得)?由(?P<who>[^，。;:]{2,80}?)(?:共同|分別|派員)?(?P<role>兼辦|辦理|執行|規劃辦理|負責辦理|負責)(?:之)?(?=[，。;]|$)")
_TASK_AFTER = re.compile(r"(?P<who>[^，。;:由]{2,60}?)為(?P<role>主要權責單位|主要權責機關|權責單位|權責機關|主責單位|主責機關|主辦單位|主辦機關|專責單位|幕僚單位)，?(?:負責|統籌|辦理)(?P<what>[^。;，]{3,60})")
_BRACKET = re.compile(rf"(?P<who>[^，、。;:()]{{2,20}}?)\((?P<role>{ROLE}){_UNIT}\)")
_LIST_LEAD = re.compile(rf"(?P<role>{ROLE}){_UNIT}(?:及(?:其)?(?:分工|權責)|分工)?(?:規定|分別)?(?:如下|如左|為下列|分列如下)?[:。]?$|以(?:下列|左列)(?:機關|單位)為[^，。;]{{0,20}}?(?P<role2>{ROLE}){_UNIT}[:。]?$|(?P<shares>分工|權責|權責分工|業務分工|任務分工|職掌|任務|辦理事項|應辦事項|工作項目)(?:表)?(?:事項)?(?:規定)?(?:如下|如左)?[:。]?$")
_AGENCY_HEAD = re.compile(r"^「?(?P<who>[^。;:，]{2,60}?)」?(?::|$)(?P<rest>.*)$", re.DOTALL)
_TASK_AGENCY = re.compile(r"^(?P<task>[^。;:]{2,80}):(?:由)?(?P<who>[^。;:]{2,120}?)(?:主管|負責)?[。;]?$")
_OBJECT = re.compile(r"(?:辦理|推動|執行|負責)(?P<task>[^，。;:]{2,40}?)之(?:主管|權責|主辦)?(?:機關|單位)(?:如左|如下)?[:。]?$")
_CLEAN = re.compile(r"^[，、:;：；\s]+|[，、:;：；。\s]+$")
_GENERAL = re.compile(r"^(?:各|本|該|前項|下列|其)?(?:推動小組|小組|機關|單位|事項|業務|任務|工作|主管機關)?$")


@dataclass(frozen=True)
class _Role:
    """Agencies with a role, and the span of the phrase that says so."""

    type: str
    word: str
    who: str
    start: int
    end: int


def read(reading: Reading) -> None:
    """Read every passage that speaks of roles."""
    lists = _lists(reading)
    for passage in reading.passages:
        if passage.index in lists:
            _entry(reading, passage, *lists[passage.index])
            continue
        if re.search(rf"{ROLE}|{LEADLESS}|負責|統籌|會同|協同|指定|辦理|執行", passage.norm):
            _passage(reading, passage)


def _passage(reading: Reading, passage: Passage) -> None:
    charged = _in_charge_of(reading, passage)
    for unsaid in _LEADLESS.finditer(passage.norm):
        _unsaid(reading, passage, unsaid)
    for start, end in _spans(passage):
        if any(a < end and start < b for a, b in charged):
            continue
        roles = list(_roles(reading, passage, start, end))
        if not roles:
            _nobody(reading, passage, start, end)
            continue
        _sentence(reading, passage, start, sorted(roles, key=lambda r: r.start))
    if not _took(reading, passage):
        _together(reading, passage)
    if not _took(reading, passage) or passage.index in reading.topic_at:
        _responsible(reading, passage)
    _done_by(reading, passage)


_NOBODY = re.compile(r"(?P<task>[^。;:]{3,80}):(?P<who>由[^。;:]{0,30}?(?:協調指定|另行指定|另定|指定|會商定|協商定)之?)[。;]?$")


def _nobody(reading: Reading, passage: Passage, start: int, end: int) -> None:
    """A duty that the text leaves to be assigned: the task stands without a lead, and the report says so."""
    found = _NOBODY.match(passage.norm[start:end])
    if found and passage.marker is not None:
        name = passage.text[start : start + found.end("task")]
        evidence = reading.evidence(passage, start, start + found.end(), "responsibilities.nobody")
        _new_task(reading, passage, name, evidence)
        reading.draft.remark("nobody", f"{name}: {passage.text[start + found.start('who') : start + found.end('who')]}", str(passage.place))


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
    reading.draft.unread.append(Unread(str(passage.place), f"{text}（未說明何者主辦 / does not say who leads）", ("主(協)辦",), reading.source,
                                       passage.index, found.start(), found.end()))  # fmt: skip


def _roles(reading: Reading, passage: Passage, start: int, end: int) -> Iterator[_Role]:
    """The role phrases of a sentence in order; a phrase whose names are not understood yields nothing."""
    norm = passage.norm[start:end]
    leadless = [m.span() for m in _LEADLESS.finditer(norm)]
    labels = [m for m in _LABEL.finditer(norm) if not any(a <= m.start() < b for a, b in leadless)]
    taken: list[tuple[int, int]] = list(leadless)
    for found in labels:
        who = _first_names(reading, passage.text[start + found.start("who") : start + found.end("who")])
        names = reading.split(who)
        type_ = role_type(found["role"])
        if names and type_ and not (found.start() and norm[found.end("role") : found.start("who")].endswith("為") and reading.is_agency(_before(norm, found.start()))):
            stop = found.start("who") + len(who)
            yield _Role(type_, _word(norm, found), who, start + found.start(), start + stop)
            taken.append((found.start(), stop))
    at = 0
    for found in _BRACKET.finditer(norm):
        type_ = role_type(found["role"])
        if type_ and reading.split(found["who"]) and not any(a <= found.start() < b for a, b in taken):
            yield _Role(type_, found["role"], passage.text[start + found.start("who") : start + found.end("who")], start + found.start(), start + found.end())
            taken.append(found.span())
    while at < len(norm):
        found_segment = _SEGMENT.search(norm, at)
        if not found_segment:
            return
        s, e = found_segment.span()
        at = e
        if any(a < e and found_segment.start("role") < b for a, b in taken):
            continue
        type_ = role_type(found_segment["role"])
        who = _longest(reading, norm[s : found_segment.end("who")])
        if type_ and who:
            who_end = found_segment.end("who")
            who_start = who_end - len(who)
            begin = who_start - 1 if norm[max(0, who_start - 1) : who_start] in ("由", "以") else who_start
            spelled = passage.text[start + who_start : start + who_end]
            yield _Role(type_, _word(norm, found_segment), spelled, start + begin, start + e)


def _first_names(reading: Reading, text: str) -> str:
    """The longest beginning of a phrase, up to a comma, that is a list of agencies."""
    while text:
        if reading.split(text):
            return text
        cut = max(text.rfind("，"), text.rfind(","))
        text = text[:cut] if cut > 0 else ""
    return ""


def roles_of_text(reading: Reading, text: str) -> list[tuple[str, str, list[Name]]]:
    """The roles that a text gives with labels of its own (主辦:A 協辦:B): type, word and names."""
    norm = normalise(text.replace("\n", ";"))
    out: list[tuple[str, str, list[Name]]] = []
    for pattern in (_LABEL, _BRACKET):
        for found in pattern.finditer(norm):
            type_ = role_type(found["role"])
            names = reading.split(text[found.start("who") : found.end("who")].replace("\n", "、"))
            if type_ and names:
                out.append((type_, found["role"], names))
        if out:
            return out
    return out


def _word(norm: str, found: re.Match[str]) -> str:
    unit = re.match(_UNIT, norm[found.end("role") :])
    return found["role"] + (unit[0] if unit else "")


def _before(norm: str, at: int) -> str:
    return re.split(r"[，;。:由以]", norm[:at])[-1]


def _longest(reading: Reading, who: str) -> str:
    """The longest end of a phrase that is a list of agencies: back over commas, but not over 由 or 以."""
    cut = max(who.rfind("由"), who.rfind("以") if not re.search(r"以及", who) else -1)
    tail = who[cut + 1 :] if cut >= 0 else who
    parts = re.split(r"(?<=[，;:])", tail)
    for first in range(len(parts)):
        text = "".join(parts[first:])
        text = re.sub(r"^(?:並|及|與|和|另|再|且|則|而|、|，)+", "", text)
        if text and reading.split(text):
            return text
    return ""


def _task(reading: Reading, passage: Passage, start: int, roles: list[_Role]) -> Node | None:
    """What the roles are about: the words before the first of them, else the item or heading over it."""
    topic = reading.topic_at.get(passage.index)
    if topic is not None:
        return topic
    first = min(r.start for r in roles)
    intro = _HEADED.match(passage.norm, start, first)
    text = passage.text[start : intro.end("task")] if intro else re.split(r"[;；]", passage.text[start:first])[-1]
    start += 0 if intro else len(passage.text[start:first]) - len(text)
    text = re.sub(r"(?:應|得|並|，|則)?(?:由|以)?$", "", _CLEAN.sub("", text))
    text = re.sub(r"(?:[(（「]|，其)$", "", _CLEAN.sub("", text))
    text = _CLEAN.sub("", text)
    if text and len(normalise(text)) >= 2 and not _GENERAL.fullmatch(normalise(text)):
        body = reading.body(text)
        if body is not None:
            return body
        if len(text) > 90:
            text = re.split(r"[。;；]", text)[-1]
        over = _object_over(reading, passage)
        name = f"{over}（{text}）" if over else text
        evidence = reading.evidence(passage, start, start + len(text), "responsibilities.item")
        return _new_task(reading, passage, name, evidence)
    return _above(reading, passage)


_HEADED = re.compile(r"(?P<task>[^。;:，]{2,80}):(?=由|以)")
_PAIRED = re.compile(r"(?P<groups>[^。;]{2,80}?)，?分別由?$")


def _sentence(reading: Reading, passage: Passage, start: int, roles: list[_Role]) -> None:
    """Link the roles of a sentence to its task, and to a new task where words before a role name one."""
    first = roles[0]
    paired = _PAIRED.search(passage.norm[start : first.start])
    if paired and _pair(reading, passage, first):
        roles = roles[1:]
        if not roles:
            return
    task = _task(reading, passage, start, roles[:1])
    done: list[_Role] = []
    at = start
    for role in roles:
        gap = re.split(r"[;；]", passage.text[at : role.start])[-1]
        gap = _CLEAN.sub("", re.sub(r"^(?:並|及|與|和|另|且|則|而|，|、)+", "", _CLEAN.sub("", gap)))
        if done and len(gap) >= 2 and passage.norm[role.start] in "由以" and not _GENERAL.fullmatch(normalise(gap)):
            if task is not None:
                _link(reading, passage, task, done)
            done = []
            task = _task(reading, passage, max(at, passage.text.rfind(gap, at, role.start)), [role])
        done.append(role)
        at = role.end
    if task is not None:
        _link(reading, passage, task, done)


def _pair(reading: Reading, passage: Passage, role: _Role) -> bool:
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


def _new_task(reading: Reading, passage: Passage, name: str, evidence: object) -> Node:
    number = str(passage.marker.number) if passage.marker and passage.marker.number else ""
    name = re.sub(r"^(?:有關|關於|至於)(?=.{3})", "", name)
    node = reading.draft.node("Task", name, evidence, kind="duty", number=number)  # type: ignore[arg-type]
    article = law_article(reading, passage)
    if article and reading.document is not None and reading.document.values.get("kind") == "law":
        reading.draft.link("MANDATED_BY", node, reading.document, "規定", node.evidence[0], article=article)
    return node


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
    while before is not None and before.index > max(index, 0) and re.search(rf"^(?:{ROLE}){_UNIT}", before.body):
        before = reading.passages[before.index - 1]
    target = before if before is not None and before.marker is not None and before.parent == index else reading.passages[index] if index >= 0 else before
    if target is None:
        return None
    body = reading.body(target.text[target.start :])
    if body is not None:
        return body
    name = _CLEAN.sub("", re.split(r"[。；;：:]", target.text[target.start :])[0])
    name = re.sub(r"^(?:策略|措施|行動計畫|工作項目|具體措施|推動策略|任務)[一二三四五六七八九十0-9.]*[:：]?", "", name) or name
    if not 2 <= len(name) <= 90 or re.search(rf"{ROLE}", normalise(name)):
        return None
    evidence = reading.evidence(target, target.start, target.start + len(name), "responsibilities.heading")
    return reading.draft.find("Task", name) or _new_task(reading, target, name, evidence)


def _link(reading: Reading, passage: Passage, task: Node, roles: list[_Role]) -> None:
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
        what = _CLEAN.sub("", passage.text[found.start("what") : found.end("what")])
        evidence = reading.evidence(passage, found.start(), found.end(), "responsibilities.in_charge")
        task = _new_task(reading, passage, what, evidence)
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
        before = _CLEAN.sub("", re.split(r"[。;]", passage.text[passage.start : found.start()])[-1])
        before = re.sub(r"，?應?$", "", before)
        name = before or _CLEAN.sub("", passage.text[found.start("what") : found.end("what")])
        evidence = reading.evidence(passage, found.start(), found.end(), "responsibilities.together")
        task = _new_task(reading, passage, name, evidence) if len(name) >= 3 else _above(reading, passage)
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
        what = _CLEAN.sub("", body[found.start("what") : found.end("what")])
        what = re.sub(r"(?:之|等)?(?:事項|任務|工作|業務|事宜)?$", lambda m: m[0] if m[0] and m[0][0] not in "等" else "", what)
        if not names or len(what) < 3:
            continue
        evidence = reading.evidence(passage, passage.start + found.start(), passage.start + found.end(), "responsibilities.responsible")
        topic = reading.topic_at.get(passage.index)
        task = topic if topic is not None and "指標" in what else _new_task(reading, passage, what, evidence)
        for name in names:
            reading.draft.link("CONVENES", reading.agency(name, evidence), task, found["role"], evidence)


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
        text = _CLEAN.sub("", passage.text[start : found.end("task")])
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
            task = _new_task(reading, passage, name, evidence)
        for one in names:
            reading.draft.link("CONVENES", reading.agency(one, evidence), task, found["role"], evidence)


def _lists(reading: Reading) -> dict[int, tuple[str, str]]:
    """Entries of lists whose opener gives the role: (role word, kind of list) by passage."""
    out: dict[int, tuple[str, str]] = {}
    for passage in reading.passages:
        body = passage.body.rstrip()
        found = _LIST_LEAD.search(body)
        if not found or re.search(r"委員|聘|兼", body[-30:]):
            continue
        items = [i for i in reading.outline.items(passage.index) if i.marker is not None]
        if len(items) < 2:
            continue
        role = found["role"] or found["role2"] or found["shares"] or ""
        opened = (passage.start, len(passage.norm))
        agency_first = sum(1 for i in items if _heads(reading, i))
        task_first = sum(1 for i in items if (m := _TASK_AGENCY.match(i.body)) and reading.split(m["who"]) and not reading.split(m["task"]))
        if agency_first >= max(2, len(items) * 0.6):
            out.update({i.index: (role, "agency") for i in items if _heads(reading, i)})
            reading.used.setdefault(passage.index, []).append(opened)
        elif task_first >= max(2, len(items) * 0.6) and role_type(role):
            out.update({i.index: (role, "task") for i in items})
            reading.used.setdefault(passage.index, []).append(opened)
    return out


def _heads(reading: Reading, passage: Passage) -> bool:
    found = _AGENCY_HEAD.match(passage.body.rstrip("。"))
    return bool(found and reading.split(found["who"]) and (found["rest"].strip() or passage.children))


def _entry(reading: Reading, passage: Passage, role: str, kind: str) -> None:
    if kind == "task":
        found = _TASK_AGENCY.match(passage.body)
        names = reading.split(passage.text[passage.start + found.start("who") : passage.start + found.end("who")]) if found else []
        if not found or not names:
            _nobody(reading, passage, passage.start, len(passage.norm))
            return
        evidence = reading.evidence(passage, passage.start, len(passage.text), "responsibilities.task_first")
        task = _new_task(reading, passage, passage.text[passage.start : passage.start + found.end("task")], evidence)
        for name in names:
            reading.draft.link(role_type(role) or "CONVENES", reading.agency(name, evidence), task, role, evidence)
        return
    head = _AGENCY_HEAD.match(passage.body.rstrip("。"))
    if head is None:
        return
    evidence = reading.evidence(passage, passage.start, passage.start + head.end("who"), "responsibilities.agency_first")
    agencies = [reading.agency(n, evidence) for n in reading.split(passage.text[passage.start : passage.start + head.end("who")])]
    type_ = role_type(role) or "CONVENES"
    if head["rest"].strip():
        at = passage.start + head.start("rest")
        for part in re.finditer(r"[^。;]+", passage.norm[at:]):
            _tasks(reading, passage, at + part.start(), part[0], agencies, type_, role)
    for index in passage.children:
        child = reading.passages[index]
        if child.marker is not None:
            first = re.match(r"[^。;]+", child.body)
            _tasks(reading, child, child.start, first[0] if first else child.body, agencies, type_, role, whole=True)


def _tasks(reading: Reading, passage: Passage, at: int, text: str, agencies: list[Node], type_: str, role: str, whole: bool = False) -> None:
    from quanze.reader.rules.lists import split_duties

    for a, b in [(0, len(text))] if whole else split_duties(text):
        name = _CLEAN.sub("", passage.text[at + a : at + b])
        name = re.sub(r"^(?:負責|辦理|掌理)(?=.{3})", "", name)
        if len(name) < 2:
            continue
        evidence = reading.evidence(passage, at + a, at + b, "responsibilities.agency_first", HIGH)
        task = _new_task(reading, passage, name, evidence)
        for agency in agencies:
            reading.draft.link(type_, agency, task, role or "負責", evidence)


__all__ = ["CO", "LEAD", "read"]
