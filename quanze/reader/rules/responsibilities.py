"""Who leads and who helps in sentences: 「事項:由A主辦;B協辦」, 「A為主辦單位」, 「主辦機關:A」, 「由A負責…」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quanze.reader.draft import CHECK, HIGH, Evidence, Node, Unread
from quanze.reader.lexicon import alternatives
from quanze.reader.names import CHANGED, Name
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.rules import events
from quanze.reader.rules.agency_lists import entry, lists_of
from quanze.reader.rules.assignments import is_ground
from quanze.reader.rules.documents import is_document
from quanze.reader.rules.phrase import Phrase
from quanze.reader.rules.role_phrases import phrases, runs
from quanze.reader.rules.task_records import CLEAN, doubtful, left_open, new_task, task_words
from quanze.reader.rules.vocabulary import ROLE
from quanze.reader.tokens import tokenise
from quanze.reader.wording import normalise

_OBJECT = re.compile(
    r"(?:辦理|推動|執行|負責)(?P<task>[^，。;:]{2,40}?)之(?:主管|權責|主辦)?(?:機關|單位)(?:如左|如下)?[:。]?$"
)
_GENERAL = re.compile(
    r"^(?:本項?(?:工作|計畫|措施|業務|案|行動)|[本全]案(?:列[^，。;]*|業[^，。;]*)?|(?:下次|本次|歷次)會議|[^，。;]*[局處]長(?:指出|表示|說明|強調))$|^(?:前|本|第[一二三四五六七八九十]+)(?:[條項款]|二項)(?:所定|規定"
    r"|之)?.{0,8}$|^(?:涉及|有關)?(?:各|本|該|前項|前二項|前條|下列|其"
    r"|由|以)?(?:(?:必要時|得|並|視(?:業務|實際|任務)?(?:之)?需要)*|推動小組|小組|機關|單位|事項|業務|任務|工作|主管機關|作業|會議|經費|所需經費)?(?:之)?$"
)
_WHOLE = re.compile(
    r"前[一二三四五六]?[款項條目點](?:以外)?之.*|(?:本|旨揭|旨述|旨案|上開|前開|上揭|前揭|上述|前述|首揭|該)(?:實施|工作|執行)?(?:計畫|計劃|方案|要點|規定|辦法)|旨案"
)
_OF_YEARS = re.compile(r"(?P<noun>[^0-9，。;:]{3,30}?)(?:於|在)?(?:民國)?[0-9]{2,4}年[^，。;]*?[0-9]")
_FUND = re.compile(r"(?:本|該)基金(?:為|係|屬)[^，。;]{2,40}基金(?:，編[製列][^，。;]{2,12}預算)?")
"""What a fund is: it names no task of whoever manages it."""
_ITSELF = re.compile(r"(?:本|該)(?:基金|自治條例|條例|辦法|要點|規程|規則|準則|細則|法)")
_NO_TASK = re.compile(
    r"組織$|其組織|(?:辦法|要點|細則|規定|標準|準則|格式|範圍|期限)$|錯誤|遺漏|會議|主席|經費|費用|旅費|出席費"
    r"|書面|通知|公告之|表決|決議|列席|代理|支應|勻支"
)
_AGENCY_WORDS = re.compile(r"[\u3400-\u9fff]{2}(?:局|處|署|部|公所|委員會)(?=[、及與和，為]|$)")
_HEADED = re.compile(r"(?P<task>[^。;:，]{2,80}):(?=由|以)")
_PAIRED = re.compile(r"(?P<groups>[^。;]{2,80}?)，?(?:各組(?:分別)?|分別|依序|依次|(?<=，)分)由?$")


def read(reading: Reading) -> None:
    """Read every passage that speaks of roles."""
    lists = lists_of(reading)
    led = _duties_of_agencies(reading) | _openers(reading)
    for passage in reading.passages:
        if passage.index in led or passage.index in reading.entries:
            continue
        if passage.index in lists:
            led.update(entry(reading, passage, *lists[passage.index]))
        else:
            _passage(reading, passage)
    _levelled(reading)
    _measured(reading)


_LEVEL = re.compile(
    r"(?:工作項目|推動項目|工作重點|重點工作)[一二三四五六七八九十0-9]{1,2}[:、.](?P<name>[^，。;:()]{2,24})$"
)
"""A line that names a field of work over its items: 工作項目一:能源管理."""


def _levelled(reading: Reading) -> None:
    """The tasks of the items under such a line are parts of it; that it is one itself is our reading of the layout."""
    tasks = {e.passage: n for n in reading.draft.of_kind("Task") for e in n.evidence if e.source == reading.source}
    for passage in reading.passages:
        found = _LEVEL.fullmatch(passage.norm) if passage.marker is None else None
        below: list[Node] = []
        for after in reading.passages[passage.index + 1 :] if found else ():
            if after.marker is None:
                break
            below += [tasks[after.index]] if after.index in tasks else []
        if found is None or not below:
            continue
        evidence = reading.evidence(passage, *found.span("name"), "responsibilities.level", CHECK)
        evidence = replace(evidence, reason="role")
        over = reading.draft.node("Task", passage.text[slice(*found.span("name"))], evidence, kind="measure")
        for task in below:
            if task is not over:
                reading.draft.link("PART_OF", task, over, "", evidence)


_LABELS_MEASURE = re.compile(r"(?:績效|衡量|關鍵|評估|成果|管考|量化)?(?:指標|目標)(?:名稱|項目)?:")


def _measured(reading: Reading) -> None:
    """「指標:電動公車占比」 in a line under a task that has been read measures that task."""
    tasks = {e.passage: n for n in reading.draft.of_kind("Task") for e in n.evidence if e.source == reading.source}
    for node in reading.draft.of_kind("Indicator"):
        first = node.evidence[0]
        passage = reading.passages[first.passage] if first.source == reading.source and first.passage >= 0 else None
        if passage is None or passage.marker is not None or not _LABELS_MEASURE.match(passage.norm):
            continue
        over = _line_above(reading, passage)
        task = tasks.get(over.index if over is not None else passage.parent)
        if task is not None:
            reading.draft.link("MEASURED_BY", task, node, "指標", first)


def _duties_of_agencies(reading: Reading) -> set[int]:
    """The items of lists of an agency's duties: whose they are is said, 其他應由該科辦理事項 says it again."""
    return {
        e.passage
        for k in reading.draft.linked("CONVENES")
        for e in k.evidence
        if e.rule == "duties.listed" and e.source == reading.source
    }


def _openers(reading: Reading) -> set[int]:
    """The passages that give a whole list to an agency, 下列業務委任A執行: whose items have their role from there."""
    return {
        e.passage
        for n in reading.draft.of_kind("Agency")
        for e in n.evidence
        if e.rule == "duties.given" and e.source == reading.source
    }


def _passage(reading: Reading, passage: Passage) -> None:
    _unsaid(reading, passage)
    if _in_bracket(reading, passage):
        return
    ran = list(runs(reading, passage))
    for phrase in ran:
        _own_task(reading, passage, phrase)
    for start, end in _spans(passage):
        settled = reading.settled.get(passage.index, ())
        roles = [
            r
            for r in phrases(reading, passage, start, end)
            if not any(a < r.end and r.start < b for a, b in settled) and not any(r.reaches(p) for p in ran)
        ]
        if roles:
            _sentence(reading, passage, start, roles)
        elif not settled:
            left_open(reading, passage, start, end)
    if passage.index not in reading.used:
        _beside_task(reading, passage)
    _beside_tasks(reading, passage)
    _quoted_tasks(reading, passage)
    _paired_tasks(reading, passage)


_PAIR = re.compile(r"(?P<task>[^，。;:、()]{3,24})，(?P<who>[^，。;:()]{3,40})(?=[;。]|$)")


def _paired_tasks(reading: Reading, passage: Passage) -> None:
    """「校園防疫教育,教育局;工地稽查,勞動局」: several tasks in one sentence, an agency behind each."""
    used = list(reading.used.get(passage.index, ()))
    pairs: list[tuple[re.Match[str], list[Name]]] = []
    for piece in re.finditer(r"[^;。]+", passage.norm[passage.start :]):
        found = _PAIR.fullmatch(piece[0])
        start = passage.start + piece.start()
        names = (
            reading.split(passage.text[start + found.start("who") : start + found.end("who")])
            if found and not any(a < start + found.end() and start < b for a, b in used)
            else []
        )
        if found and names and not any(n.guessed for n in names) and not reading.split(found["task"]):
            pairs.append((_PAIR.fullmatch(passage.norm, start, start + len(piece[0])), names))  # type: ignore[arg-type]
    for found, names in pairs if len(pairs) > 1 else ():
        evidence = reading.evidence(passage, found.start(), found.end(), "responsibilities.beside", CHECK)
        evidence = replace(evidence, reason="role")
        task = reading.draft.node("Task", passage.text[slice(*found.span("task"))], evidence, kind="duty")
        for name in names:
            reading.draft.link("CONVENES", reading.agency(name, evidence), task, "", evidence)


_BESIDE_TASK = re.compile(
    r"^(?P<task>(?:[^()。;:，「」→-]|\([^()]{1,20}\)){3,40}?)\s*(?:[(「](?P<who>[^()「」]{3,40})[)」]|(?:-+|→|:|=>)\s*(?P<who2>[^()。;:，-]{3,40}))[。;]?$"
    r"|^(?P<task3>[^():「」→]{3,90}?)。?[(〔【\[](?P<who3>[^():;〔〕【】\[\]]{3,40})[)〕】\]][。;]?$"
)
_EVERYBODY = re.compile(r"各(?:機關|單位|局處|科室|課室|學校)")
"""Beside a task such a class bears it; elsewhere it names nobody in particular."""


_HEAD_BESIDE = re.compile(r"(?P<task>[^()。;:，「」]{3,30})\((?P<who>[^()]{3,40})\)[:，]")


def _beside_head(reading: Reading, passage: Passage) -> bool:
    """「水位感測器增設（水利局）：…」: a task with its agency at the head of an item that says more of it."""
    found = _HEAD_BESIDE.match(passage.body) if passage.marker is not None else None
    if found and found[0].endswith("，") and not re.search(r"[0-9]", passage.body[found.end() :]):
        return False  # 綠美化（工務局），…: what follows may be another one's work
    names = reading.split(passage.text[passage.start :][slice(*found.span("who"))]) if found else []
    if found is None or not names or any(n.guessed for n in names) or reading.split(found["task"]):
        return False
    if found["task"].endswith("組") or _NO_HEAD.search(found["task"]):
        return False
    evidence = reading.evidence(passage, passage.start, passage.start + found.end(), "responsibilities.beside", CHECK)
    evidence = replace(evidence, reason="role")
    task = new_task(reading, passage, passage.text[passage.start : passage.start + found.end("task")], evidence)
    for name in names:
        reading.draft.link("CONVENES", reading.agency(name, evidence), task, "", evidence)
    return True


def _beside_task(reading: Reading, passage: Passage) -> None:
    """「綠色運輸（交通局）」: an item with an agency beside it; that it leads is our reading, and to be checked."""
    if _in_bracket(reading, passage) or _beside_head(reading, passage):
        return
    found = _BESIDE_TASK.match(passage.body) if passage.marker is not None else None
    named = "task" if found and found["task"] else "task3"
    if found is None or _NO_HEAD.search(found[named]) or _ONLY_REPORTED.search(found[named]):
        return
    group = next(g for g in ("who", "who2", "who3") if found[g])
    start, end = passage.start + found.start(group), passage.start + found.end(group)
    text = passage.text[start:end]
    names = [Name(text)] if _EVERYBODY.fullmatch(found[group]) else reading.split(text)
    plain = re.sub(r"\([^()]*\)", "", found[named])
    if not names or any(n.guessed for n in names) or reading.split(plain):
        return  # 工務處(水利科)(土木科) is an agency with its sections
    evidence = reading.evidence(passage, passage.start, len(passage.norm), "responsibilities.beside", CHECK)
    evidence = replace(evidence, reason="role")
    task = new_task(reading, passage, passage.text[passage.start : passage.start + found.end(named)], evidence)
    for name in names:
        reading.draft.link("CONVENES", reading.agency(name, evidence), task, "", evidence)


_BRACKET = re.compile(r"^(?P<task>[^()。;:，「」]{3,40})\((?P<who>[^()]{3,60})\)[。;]?$")
_LEADS_BRACKET = re.compile(
    r"(?:由)?(?P<who>[^，。;:]{2,30}?)(?:共同|攜手|聯合)?(?P<word>辦理|主政|主辦|主責|負責|推動|執行)?$"
)
_HELPS_BRACKET = re.compile(
    r"(?:並|另|請)?(?P<who>[^，。;:]{2,30}?)(?:共同|從旁)?(?P<word>協助|配合|支援|協辦|會辦|協力)(?P<what>[^，。;:]{0,12})$"
)
_INVITES_BRACKET = re.compile(
    r"(?:並|另)?(?P<word>邀請|邀集|結合|會同|洽請)(?P<who>[^，。;:]{2,30}?)(?:共同)?(?:參與|協助|辦理|配合)?$"
)


def _in_bracket(reading: Reading, passage: Passage) -> bool:
    """「景點周邊清潔（觀光局，環保局協助清運）」: an item with who leads and who helps in one bracket."""
    found = _BRACKET.match(passage.body) if passage.marker is not None else None
    if found is None or _NO_HEAD.search(found["task"]) or reading.split(found["task"]):
        return False
    roles: list[tuple[str, str, list[Name]]] = []
    for n, piece in enumerate(re.split(r"[，;]", passage.text[passage.start :][slice(*found.span("who"))])):
        norm = normalise(piece)
        ways = (
            ("CO_ORGANIZES", _HELPS_BRACKET),
            ("CO_ORGANIZES", _INVITES_BRACKET),
            *((("CONVENES", _LEADS_BRACKET),) if n == 0 else ()),
        )
        for type_, pattern in ways:
            said = pattern.match(norm)
            helps = type_ == "CO_ORGANIZES"
            names = reading.split(piece[slice(*said.span("who"))], placed=helps) if said else []
            if said and names and (helps or not any(name.guessed for name in names)):
                roles.append((type_, said["word"] or "", names))
                break
        else:
            if n == 0:
                return False  # what follows who leads and is not understood is listed
    if not roles or "，" not in normalise(found["who"]) or roles[0][0] != "CONVENES":
        return False
    evidence = reading.evidence(passage, passage.start, len(passage.norm), "responsibilities.beside", CHECK)
    evidence = replace(evidence, reason="role")
    task = new_task(reading, passage, passage.text[passage.start : passage.start + found.end("task")], evidence)
    for type_, word, names in roles:
        for name in names:
            reading.draft.link(type_, reading.agency(name, evidence), task, word, evidence)
    return True


_NO_HEAD = re.compile(
    r"(?:單位|機關|人員|來源|地點|場所|電話|窗口|對象|時間|日期|者|人|局|處|組|群|科|室|主席|紀錄|出席|列席|備註|資料|主旨|依據)$"
)
"""Heads that no task has: 聯絡單位:環保局, 資料來源:甲部."""
_IN_BRACKETS = re.compile(r"(?P<task>[^、，。;:()]{2,16})\((?P<who>[^():]{2,24})\)(?=[、，。;]|及|與|和|$)")


def _beside_tasks(reading: Reading, passage: Passage) -> None:
    """「能源轉型（經濟發展局）、綠色運輸（交通局）」: several fields in one sentence, each with its agency."""
    pairs: list[tuple[re.Match[str], list[Name]]] = []
    for found in _IN_BRACKETS.finditer(passage.norm, passage.start):
        used = reading.used.get(passage.index, ())
        names = reading.split(passage.text[found.start("who") : found.end("who")])
        plain = names and not any(n.guessed for n in names) and not reading.split(found["task"])
        if plain and not any(a < found.end() and found.start() < b for a, b in used):
            pairs.append((found, names))
    for found, names in pairs if len(pairs) > 1 else ():
        start = found.start("task") + len(re.match(r"^(?:及|與|和|以及)?", found["task"])[0])  # type: ignore[index]
        evidence = reading.evidence(passage, start, found.end(), "responsibilities.beside", CHECK)
        evidence = replace(evidence, reason="role")
        task = reading.draft.node("Task", passage.text[start : found.end("task")], evidence, kind="duty")
        for name in names:
            reading.draft.link("CONVENES", reading.agency(name, evidence), task, "", evidence)


_QUOTED = re.compile(
    r"(?P<who>[^，。;:、「」()]{2,24})「(?P<task>[^「」]{4,40})」(?:等[^，。;:、]{0,6})?(?=[、，。;]|以及|[及與和]|$)"
)
_AWARDED = re.compile(r"榮?獲|得獎|頒|出席|參加|表示|指出|說明|強調|發表|簽署|揭牌|開幕|記者會|訂定|依據?")


def _quoted_tasks(reading: Reading, passage: Passage) -> None:
    """「環保局「機車汰換」、社會處「實物給付」」: several agencies of a sentence, each with what it does in 「」."""
    for start, end in _spans(passage):
        pairs: list[tuple[int, re.Match[str], list[Name]]] = []
        for found in _QUOTED.finditer(passage.norm, start, end):
            at = found.start() + len(re.match("(?:以及|及|與|和)?", found["who"])[0])  # type: ignore[index]
            names = reading.split(passage.text[at : found.end("who")])
            if names and not any(n.guessed for n in names) and not reading.body(found["who"]):
                pairs.append((at, found, names))
        if len(pairs) < 2 or _AWARDED.search(passage.norm, start, end):
            continue
        for at, found, names in pairs:
            evidence = reading.evidence(passage, at, found.end(), "responsibilities.beside", CHECK)
            evidence = replace(evidence, reason="role")
            task = reading.draft.node("Task", passage.text[slice(*found.span("task"))], evidence, kind="duty")
            for name in names:
                reading.draft.link("CONVENES", reading.agency(name, evidence), task, "", evidence)


def _spans(passage: Passage) -> Iterator[tuple[int, int]]:
    at = passage.start
    beside = _BRACKETED_ROLES.search(passage.norm)
    for found in re.finditer(r"。", passage.norm[passage.start :]):
        end = passage.start + found.end()
        if beside and beside.end() == end:
            continue
        yield at, end
        at = end
    if at < len(passage.norm):
        yield at, len(passage.norm)


_BRACKETED_ROLES = re.compile(r"。(?=\([^()]*\)[。;]?$)")
"""A full stop between a measure and who does it in brackets."""


def _unsaid(reading: Reading, passage: Passage) -> None:
    """主(協)辦機關:A、B does not say who leads: no role, and it is listed."""
    for token in tokenise(passage.norm, passage.start):
        if token.category == "leadless":
            end = min(
                (i for i in (passage.norm.find(c, token.end) for c in "。;") if i >= 0), default=len(passage.norm)
            )
            text = passage.text[token.start : end]
            reading.settled.setdefault(passage.index, []).append((token.start, end))
            reading.draft.unread.append(
                Unread(
                    passage.place.words,
                    text,
                    ("主(協)辦",),
                    reading.source,
                    passage.index,
                    token.start,
                    end,
                    reason="leadless",
                )
            )


def _sentence(reading: Reading, passage: Passage, start: int, roles: list[Phrase]) -> None:
    """Link the roles of a sentence to its task, and to a new task where words before a role name one."""
    first = roles[0]
    paired = _PAIRED.search(passage.norm[start : first.start]) or "分別" in passage.norm[first.start : first.end]
    if (paired and _pair(reading, passage, first)) or _pair_tasks(reading, passage, start, first):
        roles = roles[1:]
    plain = [r for r in roles if r.what == (0, 0) and not _follows_own(passage, r, roles)]
    for phrase in roles:
        if phrase.what == (0, 0) or _shared_out(reading, passage, phrase):
            continue
        shared = phrase.pattern == "with" and _before(passage, start, min(r.start for r in roles))
        if shared:
            plain.append(phrase)
        else:
            task = _own_task(reading, passage, phrase)
            after = [r for r in roles if r.what == (0, 0) and _follows_own(passage, r, [phrase])]
            if task is not None:
                _link(reading, passage, task, after)
    plain.sort(key=lambda p: p.start)
    if plain and plain[0].type == "REVIEWS" and _ALL_ABOVE.fullmatch(_before(passage, start, plain[0].start)):
        for one in _tasks_above(reading, passage):
            _link(reading, passage, one, plain[:1])
        plain = plain[1:]
    if not plain:
        return
    own = [r.end for r in roles if r not in plain and r.pattern != "with" and r.end <= plain[0].start]
    task = _task(reading, passage, max([start, *own]), plain[:1])
    done: list[Phrase] = []
    tasks: list[Node] = []
    at = start
    for role in plain:
        at = max([at, *(r.end for r in roles if r.what != (0, 0) and r.end <= role.start)])
        gap = re.split(r"[;；]", passage.text[at : role.start])[-1]
        gap = CLEAN.sub("", re.sub(r"^(?:並|及|與|和|另|且|則|而|，|、|辦理|推動|執行)+", "", CLEAN.sub("", gap)))
        begins = (
            role.by
            or gap.endswith("之")
            or passage.norm[role.start] in "由以("
            or passage.norm[role.start - 1 : role.start] == "("
        )
        gap = gap.rstrip("(（").lstrip(")）、")
        if done and gap and task_words(gap.rstrip("由請"))[1] <= task_words(gap.rstrip("由請"))[0]:
            gap = ""  # 並自下月起由A列管: when, and no other task
        if re.fullmatch(r"(?:所需|相關)?經費(?:部分|部份)?", normalise(gap)):
            continue  # who finds the money does not do the work; the clause is listed
        topic = _last_topic(passage, at, role) if done and not begins else (0, 0)
        if topic != (0, 0):
            # 第二、水鳥監測交給某團隊，海巡署提供船隻: what goes before is not the task of the sentence
            if task is not None:
                _link(reading, passage, task, done)
            evidence = replace(reading.evidence(passage, *topic, "responsibilities.item", CHECK), reason="task")
            done, task = [], new_task(reading, passage, passage.text[slice(*topic)], evidence)
        part = bool(done) and begins and bool(re.search(r"(?:部分|部份)$", normalise(gap)))
        above = role.type == "REVIEWS" and _ALL_ABOVE.fullmatch(normalise(gap))
        if done and len(gap) >= 2 and begins and not above and not part and not _GENERAL.fullmatch(normalise(gap)):
            if task is not None:
                _link(reading, passage, task, done)
            done = []
            task = _task(reading, passage, max(at, passage.text.rfind(gap, at, role.start)), [role])
        if above:
            for one in tasks:
                _link(reading, passage, one, [role])
            at = role.end
            continue
        done.append(role)
        tasks += [task] if task is not None and task not in tasks else []
        at = role.end
    if task is not None:
        _link(reading, passage, task, done)


_TURNED_TO = re.compile(r"[，:]|(?:交給|交由|委託|委由|由|請)(?=.{2})")


def _last_topic(passage: Passage, at: int, role: Phrase) -> tuple[int, int]:
    """The span of the task that begins behind the last semicolon before a role; (0, 0) where there is none."""
    start = passage.norm.rfind(";", at, role.start) + 1
    if not start:
        return (0, 0)
    first, last = task_words(passage.norm[start : role.start])
    text = passage.norm[start + first : start + last]
    turned = _TURNED_TO.search(text)
    text = (text[: turned.start()] if turned else text).rstrip("，。;: ")
    named = len(text) >= 3 and not _GENERAL.fullmatch(text) and not _AGENCY_WORDS.search(text)
    return (start + first, start + first + len(text)) if turned and named else (0, 0)


_ALL_ABOVE = re.compile(r"(?:以上|上述|前述|上開|前揭)(?:各項|各案|各點|事項|工作|措施|計畫|均|各)*")


def _tasks_above(reading: Reading, passage: Passage) -> list[Node]:
    """The tasks of the items before one that speaks of all of them: 以上事項由計畫處列管."""
    kind = passage.marker.kind if passage.marker else ""
    items = {
        p.index
        for p in reading.passages[: passage.index]
        if p.parent == passage.parent and p.marker is not None and p.marker.kind == kind
    }
    return [
        n
        for n in reading.draft.of_kind("Task")
        if any(e.passage in items and e.source == reading.source for e in n.evidence)
    ]


def _before(passage: Passage, start: int, end: int) -> str:
    """The words before the first role of a sentence that could name its task."""
    text = CLEAN.sub("", re.split(r"[。;]", passage.text[start:end])[-1])
    text = re.sub(r"，?應?(?:由|以)?$", "", text)
    return "" if _GENERAL.fullmatch(normalise(text)) else text


def _follows_own(passage: Passage, role: Phrase, roles: list[Phrase]) -> bool:
    """Whether a role comes right after a phrase that names its own task: A負責X，並由B管考."""
    return any(
        r.what != (0, 0)
        and r.pattern != "with"
        and r.end <= role.start
        and not re.sub(r"[，、並且另及]", "", passage.norm[r.end : role.start])
        for r in roles
    )


def _own_task(reading: Reading, passage: Passage, phrase: Phrase) -> Node | None:
    """「由A負責X」: the phrase names the task itself."""
    what = CLEAN.sub("", passage.text[slice(*phrase.what)])
    what = what[1:-1] if what[:1] == "「" and what.find("」") == len(what) - 1 else what
    what = re.sub(
        r"(?:之|等)?(?:事項|任務|工作|業務|事宜)?$", lambda m: m[0] if m[0] and m[0][0] not in "等" else "", what
    )
    steps = _NO_TASK.search(normalise(what)) and phrase.pattern != "assigned"
    steps = steps or any(t.category == "appoint" for t in tokenise(normalise(what))[-1:])  # 由A規劃組組長兼任
    if len(what) < 2 or steps or re.search(r"[^前落先]後$", normalise(what)) or _GENERAL.fullmatch(normalise(what)):
        return None
    evidence = reading.evidence(
        passage, phrase.start, phrase.end, f"responsibilities.{phrase.pattern}", phrase.confidence
    )
    group = _group_spoken_of(reading, passage, what) if phrase.pattern == "group" else None
    if group is not None:
        _link(reading, passage, group, [phrase])
        return group
    if phrase.pattern == "group":
        return None
    topic = reading.topic_at.get(passage.index)
    task = topic if topic is not None and "指標" in what else new_task(reading, passage, what, evidence)
    _link(reading, passage, task, [phrase])
    return task


def _task(reading: Reading, passage: Passage, start: int, roles: list[Phrase]) -> Node | None:
    """What the roles are about: the words before the first of them, else the item or heading over it."""
    topic = reading.topic_at.get(passage.index)
    if topic is not None:
        return topic
    sentence = start
    first = min(r.start for r in roles)
    if (title := _title_of_item(reading, passage, first)) is not None:
        return title
    intro = _HEADED.match(passage.norm, start, first)
    text = passage.text[start : intro.end("task")] if intro else re.split(r"[;；]", passage.text[start:first])[-1]
    start += 0 if intro else len(passage.text[start:first]) - len(text)
    resolved = _RESOLVES.match(text)
    if resolved:
        start, text = start + resolved.end(), text[resolved.end() :]
    text = re.sub(
        r"(?:(?<![供因反適對效響相])應|得|並|擬|，|則|，?[也仍亦均](?=[由請]))?(?:由|以|委託|交給|(?<!申)[函洽移]?請)?$",
        "",
        CLEAN.sub("", text),
    )
    text = re.sub(r"(?<=..)，?[可宜]$", "", text)
    text = re.sub(r"[(（](?:以下)?簡?稱[^()（）]{0,20}[)）]", "", CLEAN.sub("", text))
    start, text = _without_scene(text, start)
    if events.is_meant(text) and (event := events.announced(reading, passage)) is not None:
        return event
    text = re.sub(r"(?:[(（「]|，其|之|(?<=組)[另亦則仍並])$", "", text)
    of_body = re.match(rf"前項[^，。;]{{2,16}}(?:會|小組|會報)[之的]?{_OFFICE.pattern}", normalise(text))
    if of_body and (office_work := _owned(reading, passage, text, start)) is not None:
        return office_work
    borne = re.match(
        r"(?P<task>.{2,}?)，?(?:應|得)?由.{2,30}(?:承擔|負擔|分擔|協力|參與|受理|提出|填報)", normalise(text)
    )
    if borne:
        text = text[: borne.end("task")]  # who bears it is another matter, which is listed
    said = len(text) > 2 and not _GENERAL.fullmatch(normalise(text))
    first, last = task_words(text)
    start, text = start + first, text[first:last]
    text = re.sub(r"(?<=..)(?:的|之)?(?:部分|部份|方面)$", "", text)
    text = CLEAN.sub("", text)
    if _WHOLE.fullmatch(normalise(text)) or (intro and _NO_TASK_HEAD.fullmatch(normalise(text))):
        return None  # who leads the whole plan leads none of its tasks
    if re.search(r"本(?:法|條例|辦法|要點|細則)所稱", normalise(text)):
        return None
    if (
        _ITSELF.fullmatch(normalise(text))
        or _FUND.fullmatch(normalise(text))
        or re.match(rf"{_ITSELF.pattern}(?:之|所|中央|地方|主管機關|執行機關|$)", normalise(text))
    ):
        return None  # 本自治條例之主管機關: who answers for the text itself, which is no task
    office = re.search(r"(?:^|，)其(?=(?:幕僚|行政|秘書|庶務)[\u3400-\u9fff]{0,6}$)", normalise(text))
    if office:
        at = office.end() - 1
        return _owned(reading, passage, text[at:], start + at)
    start, text = _last_matter(text, start)
    made = _TO_MAKE.match(normalise(text))
    if made:
        start, text = start + made.end(), text[made.end() :]
    quoted = re.search(r"「(?P<name>[^「」]{3,30})」(?:(?:一|乙|之|等)?[項案])?$", text)
    if quoted:
        start, text = start + quoted.start("name"), quoted["name"]  # 增列「漁港加高」一項
    if (
        _SHALL.search(normalise(text))
        or LABELS.fullmatch(normalise(text))
        or _REWARDS.match(normalise(text))
        or _of_somebody(reading, text)
    ):
        return None
    if _seats_somebody(passage.norm, start, start + len(text)):
        cut = max(text.rfind(c) for c in "，；;") + 1
        start, text = start + cut, text[cut:]
        if not cut or _seats_somebody(passage.norm, start, start + len(text)):
            return None  # a sentence on who sits on a body names no task
    figures_of = _OF_YEARS.match(normalise(text))
    measured = reading.draft.find("Indicator", text[: figures_of.end("noun")]) if figures_of else None
    if measured is not None:
        return measured  # 設置容量112年達50MW、113年60MW，由A推動: who is named answers for the measure
    named = reading.body(re.split(r"[，:：]", text)[-1].strip("「」 "), passage.index)
    if named is not None and named.kind == "Subgroup":
        return named
    if re.search(r"(?:下設|分設|設有|成立|組成).*(?:組|工作圈|平台|專班|團隊|工作群)|，?分別$", normalise(text)):
        return None  # nor does one that sets groups up
    done = roles[0].pattern in ("done", "with")
    if (done or roles[0].pattern == "asked") and _NO_TASK.search(normalise(text)):
        return None
    if re.search(r"(?:經費|預算)$", normalise(text)) or _NO_NAME_OF_TASK.match(normalise(text)):
        return None  # who finds the money does not do the work
    if CHANGED.search(normalise(text)) or _ASKS_ALONE.fullmatch(normalise(text)):
        return None  # what is said of its agency was not read, and is no part of its name
    if _BROKEN_OFF.search(normalise(text)):
        return None  # 分別請甲處、乙處及: the list goes on behind it
    closing = _CLOSES.match(normalise(text))
    if closing:
        start, text = start + closing.end(), text[closing.end() :]  # what goes before it is of another bracket
    if text and len(normalise(text)) >= 2 and not _GENERAL.fullmatch(normalise(text)):
        body = reading.body(text) or _group_named(reading, passage, text, start)
        if body is not None:
            return body
        text = _RESOLVES.sub("", text) or text
        if _TO_DO.match(normalise(text)):
            start, text = start + 1, text[1:]  # 為推動淨零生活，由甲局統籌: there is no other word for it
        reported = re.match(r"[^，。;:]*(?:指出|表示|說明|強調|指示)，(?=.{2})", text)
        if reported:
            start, text = start + reported.end(), text[reported.end() :]
            if _GENERAL.fullmatch(normalise(text)):
                return None
        headed = re.match(r"(?P<task>[^:：]{2,60})[:：](?P<rest>.+)", text)
        figures = headed and re.search(r"[0-9]{2,4}年[^，。;]*[0-9]", headed["rest"])
        if headed and figures and not _NO_TASK_HEAD.fullmatch(headed["task"]):
            text = headed["task"]  # 建構水環境:接管率114年達58%，由…: what is measured is no part of the task
        if headed and _AGENCY_WORDS.search(normalise(headed["rest"])):
            text = headed["task"]  # what follows the colon was not understood and is no part of the task's name
        if len(text) > 90:
            text = re.split(r"[。;；]", text)[-1]
        if done:
            cut = max(text.rfind(c) for c in "，:：") + 1
            what = re.split(r"[，:：]", text[: max(cut - 1, 0)])[-1]
            start, text = start + cut, text[cut:]
            if what and re.match(r"其(?=.{2})", text) and not _AGENCY_WORDS.search(normalise(what)):
                text = f"{what}之{text[1:]}"  # 輸送管線，其設置及維護由…
        owned = _owned(reading, passage, text, start)
        if owned is not None:
            return owned
        if passage.marker is None and not intro and len(re.findall("[，,]", text)) > 1:
            return None  # a period of running text, of which no clause is the name of a task for certain
        over = _object_over(reading, passage)
        name = f"{over}（{text}）" if over else text
        sure = (
            HIGH
            if over or not (doubtful(text) or is_document(text) or all(r.confidence == CHECK for r in roles))
            else CHECK
        )
        evidence = reading.evidence(passage, start, start + len(text), "responsibilities.item", sure)
        evidence = replace(evidence, reason="task") if sure == CHECK else evidence
        return new_task(reading, passage, name, evidence)
    recorded = _recorded(reading, passage)
    matter = recorded if recorded is not None else _matter(reading, passage)
    if matter is not None:
        return matter
    own = _label_over(reading, passage, start) or _sentence_before(reading, passage, sentence)
    if own is not None or _says_before(passage, sentence):
        return own
    prose = passage.marker is not None or len(passage.body) > 60
    if said and prose:
        return None
    above = _above(reading, passage)
    return events.announced(reading, passage) if above is None and events.is_line(passage) else above


_NO_NAME_OF_TASK = re.compile(
    rf"(?:第[一二三四五六七八九十]+[項款目條]){{1,3}}之|{alternatives('surname')}[\u3400-\u9fff]{{2}}責?$"
)
"""What another rule's members are, and who asks, 王大明責請水利局…: neither names what is done."""
_ASKS_ALONE = re.compile(rf"(?:{alternatives('ask', 'hope')}|指定|指派)+")
"""Who asks, without a word of what."""
_BROKEN_OFF = re.compile(r"(?:[、及與暨和]|以及)$")
"""Ends in the middle of a list, of which the rest was read as something else."""
_CLOSES = re.compile(r"[^()]*\)[，。;:]?")
"""Up to a bracket that was opened before."""
_TO_DO = re.compile(rf"為(?={alternatives('act')})[^，。;:]{{4,30}}$")
_PURPOSE = re.compile(
    r"(?:以利|以期|以便|以供|俾|另?考量|有?鑑於|由於|隨著|為(?:了|使|利|讓|求|提升|落實|加強|配合|因應|確保|打造|達成|強化|維護|鼓勵|完善)|因應|響應)[^，。;:]{4,}"
)
"""A clause that says why or what for, before or behind what is done."""
_SCENE = re.compile(rf"(?:{_PURPOSE.pattern}|[^，。;:]{{0,24}}(?:表示|指出|說明|強調|指示|裁示|提到))(?:，|$)")
_SPENDS = re.compile(
    r"(?:本府|市府|縣府|本市|本縣|本局)?(?:將|已|擬|預計)?(?:投入|編列|斥資|爭取)[^，。;:]{0,10}元(?:經費|預算)?"
)


def _without_scene(text: str, start: int) -> tuple[int, str]:
    """The words of a task without the clauses that say what for, and without how much is spent on it."""
    while found := _SCENE.match(normalise(text)):
        start, text = start + found.end(), text[found.end() :]
    pieces = normalise(text).split("，")
    if len(pieces) > 1 and _PURPOSE.fullmatch(pieces[-1]):
        text = text[: len(text) - len(pieces[-1]) - 1]
    spent = _SPENDS.match(normalise(text))
    return (start + spent.end(), text[spent.end() :]) if spent and len(text) - spent.end() > 3 else (start, text)


def _seats_somebody(norm: str, start: int, end: int) -> bool:
    return any(t.category in ("title", "appoint", "count") for t in tokenise(norm, start, end))


def _last_matter(text: str, start: int) -> tuple[int, str]:
    """The words behind a clause that says what another agency does, 住宅由甲局宣導，服務業…: these name the task."""
    cut = max((m.end() for m in re.finditer("[，,]", text) if _DONE_BY.search(normalise(text[: m.start()]))), default=0)
    return (start + cut, text[cut:]) if len(text) - cut >= 3 else (start, text)


_TO_MAKE = re.compile(
    r"(?:本府|本市|本縣|本所|各機關|各級主管機關|主管機關)?(?:每[一二三四五六七八九十0-9]{0,2}年|定期)?(?:應|須)(?:訂定|擬訂|擬定|研訂|研擬|提出|編製|編訂|設置|建立|建置)(?=.{3})"
)
"""「本府每四年應訂定減量綱領，由…」: what is to be made is the task."""
_DONE_BY = re.compile(
    r"(?:^|[，:])[^，:]{2,20}(?<![自理])由(?:本府)?[\u3400-\u9fff]{2,8}(?:局|處|署|公所|中心|會)(?![長])[^，]{1,20}$|(?:局|處|署|公所)(?:[\u3400-\u9fff]{2,4}[隊科課])?(?:已|業已|刻正|每|將|另)[^，]{2,}$"
)
_SHALL = re.compile(r"(?:^|，)[^，由]{0,16}(?:機關|單位)應[^，]{4,}，?(?:並|得)*$")
"""Words that say what an authority shall do, before another that helps it: they name no task."""
LABELS = re.compile(
    r"(?:所需)?(?:工作|行政|幕僚|業務|承辦)人員|收(?:件|文)人|受文者|主旨|依據|時間|地點|主席|紀錄|出席(?:者|人員)?|列席(?:者|人員)?|副本|正本|聯絡人|承辦人|資料來源|備註|附件|發文日期|時程|實施範圍"
)
"""Labels of lines that name no task."""
_REWARDS = re.compile(r"(?:獎懲|獎勵|罰則)[:：]")


def _of_somebody(reading: Reading, text: str) -> bool:
    """Whether the last clause of some words says what an agency is, 甲署為計畫主辦機關: it names no task."""
    last = re.split("[，,]", text)[-1]
    held = re.match(r"(?P<who>.{2,24}?)(?:為|係|擔任)(?P<what>.{0,16}(?:機關|單位|窗口))$", normalise(last))
    return held is not None and bool(reading.split(last[: held.end("who")]))


_RESOLVED = r"(?:決議|決定|裁示|指示|主席裁示|結論)"
_RECORDED = re.compile(
    rf"(?P<label>{_RESOLVED}|(?:案由|議題|提案|討論案|討論事項|報告事項)[一二三四五六七八九十0-9]{{0,3}}|事項|(?:指示|裁示|追蹤|列管|決議|管考|辦理|應辦|交辦)事項|項目|工作項目|計畫名稱|措施|工作|任務|工作內容|重點工作|措施名稱|行動方案):"
    r"(?P<what>[^。]{3,60})。?$"
)
"""A line with a label that says what the lines with roles below it are about."""


def _stands_in(reading: Reading, evidence: Evidence, passage: Passage) -> bool:
    return (evidence.source, evidence.passage) == (reading.source, passage.index)


def _recorded(reading: Reading, passage: Passage) -> Node | None:
    """What is to be done by those of 「主辦單位:A 協辦單位:B」: the line with a label a little above."""
    if not _LABEL_LINE.match(passage.norm):
        return None
    for before in reversed(reading.passages[max(0, passage.index - 4) : passage.index]):
        found = _RECORDED.match(before.body)
        if found and re.match(_RESOLVED, found["label"]) and re.match(_RESOLVED, passage.body):
            continue  # another resolution on the same matter
        if found and re.match("案由|議題|提案|討論|報告", found["label"]):
            return None  # the matter itself: see below
        if found:
            start, end = (before.start + i for i in found.span("what"))
            known = [
                n for n in reading.draft.of_kind("Task") if any(_stands_in(reading, e, before) for e in n.evidence)
            ]
            if known:
                return known[0]
            evidence = reading.evidence(before, start, end, "responsibilities.heading", CHECK)
            return new_task(reading, before, before.text[start:end], replace(evidence, reason="task"))
        if before.heading or not _LABEL_LINE.match(before.norm):
            return None
    return None


_MATTER = re.compile(
    r"^(?:案由|討論(?:事項|案)?|提案|議題|報告事項)(?:[一二三四五六七八九十0-9]{1,3})?[:、](?:有關|關於|為|就)?"
    r"擬?(?P<what>[^，。;:()]{3,50}?)(?:一案|乙案|案)?(?:，.*)?[。]?(?:\([^()]*\))?[。]?$"
)
_RESOLVES = re.compile(r"^(?:審查意見|大會決議|(?:決議|裁示|指示)事項|決議|決定|結論|裁示|主席裁示|主席|辦法)[:：]?")


_NEXT_MATTER = re.compile(r"(?:(?:案由|討論案|提案|議題)(?:[一二三四五六七八九十0-9]{0,3})|臨時動議|散會)(?:[:、]|\Z)")
"""Where the minutes go on to another matter, whose name may be on the next line."""
_ONLY_REPORTED = re.compile(r"(?:情形|進度|成果|現況)(?:報告)?\Z|報告\Z|紀錄(?:確認)?\Z|備查\Z|公鑒\Z|一覽表\Z")
"""What is reported or confirmed and is nothing that somebody does: 114年度綠色運輸推動情形報告."""


def _matter(reading: Reading, passage: Passage) -> Node | None:
    """What the minutes discuss, 案由二:…, when a passage is part of the resolution on it; none of a mere report."""
    for before in reversed(reading.passages[max(0, passage.index - 15) : passage.index]):
        found = _MATTER.match(before.body) or _MATTER.match(before.norm)
        if found is None:
            if before.heading or _NEXT_MATTER.match(before.body) or _NEXT_MATTER.match(before.norm):
                return None
            continue
        if _ONLY_REPORTED.search(found["what"]):
            return None
        shift = before.start if found.string != before.norm else 0
        start, end = shift + found.start("what"), shift + found.end("what")
        behind = re.search(r"\((?P<who>[^()]+)\)\Z", found["what"])
        if behind and reading.split(behind["who"]):
            end = shift + found.start("what") + behind.start()
        name = re.sub(r"^(?:本市|本縣)(?=.{3})", "", before.text[start:end])
        evidence = replace(reading.evidence(before, start, end, "responsibilities.heading", CHECK), reason="task")
        return reading.draft.find("Task", name) or new_task(reading, before, name, evidence)
    return None


_LABEL_OF = re.compile(r"(?P<task>[^，。;:()「」0-9]{3,24}):(?=.{4})")


def _label_over(reading: Reading, passage: Passage, start: int) -> Node | None:
    """「擴大太陽光電設置：…；業務由A主責」: the words before the colon at the head of an item."""
    found = _LABEL_OF.match(passage.norm, passage.start) if passage.marker is not None else None
    if found is None or found.end() > start or _NO_HEAD.search(found["task"]) or _NO_TASK_HEAD.fullmatch(found["task"]):
        return None
    if _RESOLVES.match(found["task"]) or reading.split(found["task"]) or re.search(ROLE, found["task"]):
        return None
    evidence = reading.evidence(passage, *found.span("task"), "responsibilities.heading", CHECK)
    name = passage.text[slice(*found.span("task"))]
    return reading.draft.find("Task", name) or new_task(reading, passage, name, replace(evidence, reason="task"))


def _says_before(passage: Passage, start: int) -> bool:
    """Whether an item has a sentence of its own before a place, so that it and not the heading names the task."""
    return passage.marker is not None and bool(passage.norm[passage.start : start].strip("。; "))


_LONGEST_SENTENCE = 40
"""Characters of a sentence that may be the name of a task."""


def _sentence_before(reading: Reading, passage: Passage, start: int) -> Node | None:
    """「（一）推動廚餘資源化。主辦單位：環保局」: the sentence that goes before the roles of an item is their task."""
    if not _says_before(passage, start):
        return None
    said = [m.span() for m in re.finditer(r"[^。]+", passage.norm[passage.start : start])]
    begin, end = (passage.start + i for i in said[-1])
    first, last = task_words(passage.norm[begin:end])
    begin, end = begin + first, begin + last
    name = normalise(passage.text[begin:end])
    known = [
        n
        for n in reading.draft.of_kind("Task")
        if any(_stands_in(reading, e, passage) and e.start < end and begin < e.end for e in n.evidence)
    ]
    if known:
        return known[-1]
    plain = 3 <= len(name) <= _LONGEST_SENTENCE and not _RESOLVES.match(name) and not _NO_TASK_HEAD.fullmatch(name)
    if not plain or reading.split(name) or re.search(ROLE, name) or not name.strip("。"):
        return None
    evidence = replace(reading.evidence(passage, begin, end, "responsibilities.item", CHECK), reason="task")
    return new_task(reading, passage, passage.text[begin:end], evidence)


_TITLED = re.compile(r"(?P<title>[^。;:()]{3,60})。(?=[^()]*[^()。]。\((?P<roles>[^()]*)\)[。;]?$)")
"""An item with a title, a sentence or more on how, and who does it in a bracket."""


def _title_of_item(reading: Reading, passage: Passage, first: int) -> Node | None:
    """「1.綠色交通。推廣電動公車，…。（主辦：交通局）」: the bracket is on the whole item, whose title is the task."""
    found = _TITLED.match(passage.norm, passage.start) if passage.marker is not None else None
    if found is None or not found.start("roles") <= first < found.end("roles"):
        return None
    begin, end = found.span("title")
    name = passage.text[begin:end]
    if reading.split(name) or re.search(ROLE, normalise(name)) or _NO_TASK_HEAD.fullmatch(normalise(name)):
        return None
    evidence = replace(reading.evidence(passage, begin, end, "responsibilities.item", CHECK), reason="task")
    return reading.draft.find("Task", name) or new_task(reading, passage, name, evidence)


def _group_spoken_of(reading: Reading, passage: Passage, name: str) -> Node | None:
    """The group that 該分組 or a name stands for: one of that name, else the last one that the passage names."""
    groups = [g for g in reading.subgroups() if g.name.endswith(name)]
    here = [(e.start, g) for g in groups for e in g.evidence if e.passage == passage.index]
    exact = [g for g in groups if g.name == name]
    return exact[0] if exact else max(here, key=lambda h: h[0])[1] if here else None


_GROUP_END = re.compile(r"(?:工作|推動)?(?:小組|分組|組)$")


def _group_named(reading: Reading, passage: Passage, text: str, start: int) -> Node | None:
    """「…下設6個工作組，能源組由A主政」: the last words name a group of the council."""
    last = re.split(r"[，:：]", text)[-1].strip("「」 ")
    if not re.fullmatch(r"[^、及與和]{2,10}(?:小組|分組|組)", last) or re.match(r"各|本|該", last):
        return None
    stem = _GROUP_END.sub("", last)
    known = [g for g in reading.subgroups() if _GROUP_END.sub("", g.name) == stem]
    if len(known) == 1:
        return known[0]
    at = passage.text.rfind(last, start)
    evidence = reading.evidence(passage, at, at + len(last), "responsibilities.group", CHECK)
    node = reading.draft.node("Subgroup", last, evidence)
    if reading.council is not None:
        reading.draft.link("PART_OF", node, reading.council, "下設", evidence)
    return node


def _owned(reading: Reading, passage: Passage, text: str, start: int) -> Node | None:
    """「本會幕僚作業」: a task of a body, named with the body before it."""
    said = re.match(r"(?:前項|該項|上開)(?=[^，。;]{2,20}(?:會|小組|會報)[之的])", normalise(text))
    if said:
        start, text = start + said.end(), text[said.end() :]
    its = re.match(r"其(?=幕僚|行政|秘書|庶務)", normalise(text))
    if its:
        text = text[1:]
    owner = re.match(r"(?:本|該)(?:會報|委員會|推動會|工作小組|小組|會)(?:之|的)?", normalise(text)) or re.match(
        r"[^之的]{2,24}?(?:會|小組|會報)(?:之|的)|[^，。;之的]{2,10}?(?:會|小組|會報)(?=會計|幕僚|行政|秘書|議事)",
        normalise(text),
    )
    body = reading.body(owner[0].rstrip("之的"), passage.index) if owner else None
    length = owner.end() if owner else 0
    if its:
        body = reading.body_at.get(passage.index) or reading.council
    elif body is None and _OFFICE.search(norm := normalise(text)):
        named = [
            (len(n), b)
            for b in (*reading.draft.of_kind("Council"), *reading.draft.of_kind("Subgroup"))
            for n in (b.name, *b.aliases)
            if norm.startswith(normalise(n))
        ]
        length, body = max(named, key=lambda m: m[0]) if named else (0, None)
    set_up = reading.council is not None and reading.council.evidence[0].rule == "bodies.set_up"
    if body is None and set_up and _BODYS_OWN.match(normalise(text)):
        body = reading.body_at.get(passage.index) or reading.council  # in the rules of a body: 幕僚作業由甲局辦理
    name = re.sub(r"^[之的]", "", text[length:])
    if body is None or not _OFFICE.match(normalise(name)):
        return None
    evidence = reading.evidence(passage, start, start + len(text), "responsibilities.done")
    task = reading.draft.node("Task", name, evidence, scope=body.name, kind="duty")
    if body.kind in ("Council", "Subgroup"):
        reading.draft.link("UNDERTAKES", body, task, "", evidence)
    return task


_BODYS_OWN = re.compile(r"(?:相關|各項|有關)?(?:幕僚|議事|秘書作業|行政庶務)")
_OFFICE = re.compile(
    r"(?:相關|各項|有關)?(?:平時|平日|幕僚|行政|秘書|會計|議事|庶務|會議|日常|聯絡|文書|會務|行政庶務|秘書作業)"
)
"""Begins the work of a body's office."""


def _pair(reading: Reading, passage: Passage, role: Phrase) -> bool:
    """「下設A組、B組及C組，分別由甲、乙及丙擔任召集機關」: the first calls the first."""
    starts = {
        id(g): min((e.start for e in g.evidence if e.passage == passage.index and e.end <= role.start), default=-1)
        for g in reading.subgroups()
    }
    groups = sorted((g for g in reading.subgroups() if starts[id(g)] >= 0), key=lambda g: starts[id(g)])
    if len(groups) != len(role.names) or not groups:
        return False
    for group, name in zip(groups, role.names, strict=True):
        evidence = reading.evidence(passage, role.start, role.end, "responsibilities.respectively")
        reading.draft.link(role.type, reading.agency(name, evidence), group, role.word, evidence)
    return True


_IN_TURN = re.compile(r"(?P<tasks>[^。;:]{4,60}?)，?(?:應|得|則)?(?:分|分別|依序|依次)$")


_OF_GROUPS = re.compile("[小分]?組(?=[、及與和，]|$)|[下分]設")


def _pair_tasks(reading: Reading, passage: Passage, start: int, role: Phrase) -> bool:
    """「基金之保管及帳務處理，分由甲處及乙處為之」: the first does the first."""
    said = _IN_TURN.search(passage.norm[start : role.start])
    if said is None or len(role.names) < 2 or role.what != (0, 0):
        return False
    pieces = [m.span() for m in re.finditer(r"(?:(?!、|以及|及|與|和|暨).)+", said["tasks"])]
    if len(pieces) != len(role.names) or any(b - a < 2 for a, b in pieces) or _OF_GROUPS.search(said["tasks"]):
        return False
    for (a, b), name in zip(pieces, role.names, strict=True):
        at = start + said.start("tasks")
        evidence = reading.evidence(
            passage, start + said.start("tasks"), role.end, "responsibilities.respectively", CHECK
        )
        evidence = replace(evidence, reason="task")
        task = new_task(reading, passage, passage.text[at + a : at + b], evidence)
        reading.draft.link(role.type, reading.agency(name, evidence), task, role.word, evidence)
    return True


def _shared_out(reading: Reading, passage: Passage, role: Phrase) -> bool:
    """「水利局及農業局分別負責水質監測及土壤調查」: the first has the first."""
    if len(role.names) < 2 or "分別" not in passage.norm[role.start : role.what[0]]:
        return False
    said = passage.norm[slice(*role.what)]
    pieces = [m.span() for m in re.finditer(r"(?:(?!、|以及|及|與|和|暨|等(?:工作|事項|業務)).)+", said)]
    pieces = [(a, b) for a, b in pieces if not re.fullmatch(r"等?(?:工作|事項|業務)?", said[a:b])]
    if len(pieces) != len(role.names) or any(b - a < 3 for a, b in pieces):
        return False
    for (a, b), name in zip(pieces, role.names, strict=True):
        evidence = reading.evidence(passage, role.start, role.end, "responsibilities.respectively", CHECK)
        evidence = replace(evidence, reason="task")
        at = role.what[0]
        task = new_task(reading, passage, passage.text[at + a : at + b], evidence)
        reading.draft.link(role.type, reading.agency(name, evidence), task, role.word, evidence)
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


_NO_TASK_HEAD = re.compile(
    r"(?:[\u3400-\u9fff]{0,4}(?:事項|項目|內容|分工|權責|架構|機制|指標|效益|方式|原則|時程|組織|行動|策略|裁示|決議|結論|指示)(?:與|及|和)?){1,2}"
)
"""A heading that names no task: 裁示事項, 執行策略與權責, 重點行動."""
_TITLE_END = re.compile(r"(?:說明|紀錄|會議|公告|函|表|資料|簡報|決議|通知|議程|手冊)$")
_NUMBERED_LINE = re.compile(r"(?:推動|行動)?(?:行動|策略|措施|項目|計畫|方案|重點)[一二三四五六七八九十0-9]")
_LABEL_LINE = re.compile(r"[\u3400-\u9fffA-Za-z]{2,10}(?:\([^()]{1,12}\))?:")


def _line_above(reading: Reading, passage: Passage) -> Passage | None:
    """The short line over lines with labels (主管:, 配合:, 指標:): 行動一 屋頂光電倍增."""
    if passage.marker is not None or not _LABEL_LINE.match(passage.norm):
        return None
    for before in reversed(reading.passages[max(passage.parent, 0) : passage.index]):
        if before.marker is not None or before.heading or before.parent != passage.parent:
            return None
        if not _LABEL_LINE.match(before.norm):
            return before if len(before.norm) <= 40 and before.norm[-1:] not in "。;，:" else None
    return None


def _above(reading: Reading, passage: Passage) -> Node | None:
    """The task or group that a line of roles belongs to: the item above it."""
    index = passage.parent
    if passage.index in reading.body_at and reading.body_at[passage.index].kind == "Subgroup":
        return reading.body_at[passage.index]
    before = reading.passages[passage.index - 1] if passage.index else None
    while before is not None and before.index > max(index, 0) and _roles_only(reading, before):
        before = reading.passages[before.index - 1]
    numbered = passage.marker is not None
    near = _line_above(reading, passage)
    target = (
        near
        if near is not None
        else (reading.passages[index] if index >= 0 else None)
        if numbered
        else before
        if before is not None
        and before.marker is not None
        and before.parent == index
        and not _roles_only(reading, before)
        else reading.passages[index]
        if index >= 0
        else before
    )
    if target is None or target.index in reading.entries or is_ground(reading, target):
        return None
    body = reading.body(target.text[target.start :])
    if body is not None:
        return body
    name = CLEAN.sub("", re.split(r"[。；;：:]", target.text[target.start :])[0])
    name = (
        re.sub(
            r"^(?:策略|措施|行動計畫|工作項目|具體措施|推動策略|任務|行動(?=[一二三四五六七八九十0-9])|重點(?=[一二三四五六七八九十0-9]))[一二三四五六七八九十0-9.]*[:：、]?",
            "",
            name,
        )
        or name
    )
    if not 2 <= len(name) <= 90 or re.search(rf"{ROLE}", normalise(name)) or _NO_TASK_HEAD.fullmatch(normalise(name)):
        return None
    if target.marker is None and (is_document(name) or (target.index == 0 and _TITLE_END.search(normalise(name)))):
        return None  # the title of the text over it is no task
    if target.marker is None and not target.heading and re.search("[，,]|。.", target.body):
        return None  # nor is a paragraph
    if reading.split(re.sub(r"^(?:請|函請|洽請)", "", name)):
        return None  # 請各縣市政府: over what they are asked to do
    sure = (
        HIGH
        if (target.marker is not None or target.heading or _NUMBERED_LINE.match(target.norm))
        and not re.search(r"由.{2}", name)
        else CHECK
    )
    evidence = reading.evidence(target, target.start, target.start + len(name), "responsibilities.heading", sure)
    return reading.draft.find("Task", name) or new_task(reading, target, name, evidence)


def _roles_only(reading: Reading, passage: Passage) -> bool:
    """Whether a passage says who does what and names no task of its own."""
    if re.search(rf"^(?:{ROLE})(?:機關|單位|局處)?", passage.body):
        return True
    roles = phrases(reading, passage, passage.start, len(passage.norm))
    return bool(roles) and not _before(passage, passage.start, roles[0].start)


def _link(reading: Reading, passage: Passage, task: Node, roles: list[Phrase]) -> None:
    for role in roles:
        for name in role.names:
            rule = f"responsibilities.{role.pattern}"
            evidence = reading.evidence(passage, role.start, role.end, rule, role.confidence)
            if role.confidence == CHECK:
                evidence = replace(evidence, reason=role.reason or ("name" if name.guessed else "role"))
            agency = reading.agency(name, evidence)
            if (agency.kind, task.kind) in (("Agency", "Council"),) and role.type != "CONVENES":
                continue
            reading.draft.link(role.type, agency, task, role.word, evidence)
