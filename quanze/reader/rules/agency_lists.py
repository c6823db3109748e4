"""Lists whose opener gives the role: agency first (環境保護局:…), or task first with the agency after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quanze.reader.draft import CHECK, HIGH, Evidence, Node
from quanze.reader.english_names import NOUN, names_agency
from quanze.reader.leftovers import NAMED
from quanze.reader.names import Name
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.rules.assignments import in_article
from quanze.reader.rules.role_phrases import phrases
from quanze.reader.rules.task_records import CLEAN, left_open, new_task
from quanze.reader.rules.units import BELOW
from quanze.reader.rules.vocabulary import CO, LEAD, ROLE, label_of, role_type
from quanze.reader.tokens import tokenise
from quanze.reader.wording import normalise

_ROLE_FIRST = re.compile(r"^(?:主辦|協辦|會辦|主政|主責|承辦|協助|配合)(?=[\u3400-\u9fff]{3})")
UNIT = r"(?:機關\(構\)|機關\(單位\)|單位\(機關\)|機關|單位|局處)?"
_LIST_LEAD = re.compile(
    rf"(?P<role>{ROLE}){UNIT}(?:及(?:其)?(?:分工|權責)|分工)?(?:規定|分別)?(?:如下|如左|為下列|分列如下)?[:。]?$"
    rf"|以(?:本[府市縣院部])?(?:所屬)?(?:下列|左列)(?:各)?(?:機關"
    rf"|單位|局處)為[^，。;]{{0,20}}?(?P<role2>{ROLE}){UNIT}(?:，[^。;]{{2,60}})?[:。]?$|(?P<shares>分別掌理(?:各)?(?:有關|下列|左列)?"
    rf"|掌理(?:各)?(?:有關)?(?=事項)"
    rf"|分別(?:辦理|負責|執行|推動)(?:之)?|(?:權責|職責|職掌)者，(?:其)?(?:權責)?劃分|權責劃分|職責劃分|權責區分|分工|權責|權責分工|業務分工|任務分工|職掌|任務|辦理事項|應辦事項"
    rf"|工作項目)(?:表)?(?:事項)?(?:規定)?(?:如下|如左)?[:。]?$"
)


_CHINESE = re.compile(r"[\u3400-\u9fff]")
_OPENS = re.compile(r"(?:如下|如左|如次|下列|左列)?(?:事項)?[:。]$|(?:如下|如左|如次)$")
"""Opens a list in whatever words; that its entries begin with agencies says what it is."""
_ROLE_LABEL = re.compile(r"(?:機關|單位|局處|部門|窗口)$")
"""主辦機關:甲局 under 辦理單位 says who leads, and names no task."""
_TWO_ROLES = re.compile(
    rf"{LEAD}{UNIT}(?:及|與|、|和|暨){CO}|{CO}{UNIT}(?:及|與|、|和|暨){LEAD}|主管(?:及|與|、|和){CO}"
)
_AGENCY_HEAD = re.compile(r"^「?(?P<who>[^。;:，-]{2,60}?)」?(?::|-+(?=[\u3400-\u9fff])|$)(?P<rest>.*)$", re.DOTALL)


_TASK_AGENCY = re.compile(
    r"^(?P<task>[^。;:]{2,80}):(?:由)?(?P<who>[^。;:，]{2,120}?)(?:主管|負責|辦理)?(?P<rest>[，;][^。]{2,120})?[。;]?$"
)


def lists_of(reading: Reading) -> dict[int, tuple[str, str]]:
    """Entries of lists whose opener gives the role: (role word, kind of list) by passage."""
    out: dict[int, tuple[str, str]] = {}
    for passage in reading.passages:
        body = passage.body.rstrip()
        found = _LIST_LEAD.search(body) or (_OPENS.search(body) if _CHINESE.search(body) else None)
        if not found or re.search(r"委員(?!會)|聘|兼", body[-30:]):
            continue
        if found.re is _OPENS and re.search(r"成員|組成|擔任", body[-30:]):
            continue
        items = [i for i in reading.outline.items(passage.index) if i.marker is not None]
        if len(items) < 2 or _TWO_ROLES.search(body):
            continue  # 主管及協同單位如下: which of them an entry means is in the entry
        role = "" if found.re is _OPENS else found["role"] or found["role2"] or found["shares"] or ""
        opened = (passage.start, len(passage.norm))
        agency_first = sum(1 for i in items if _heads(reading, i))
        task_first = sum(
            1
            for i in items
            if (m := _TASK_AGENCY.match(i.body))
            and reading.split(m["who"])
            and not reading.split(m["task"])
            and not _ROLE_LABEL.search(m["task"])
        )
        if agency_first >= max(2, len(items) * 0.6):
            out.update({i.index: (role, "agency") for i in items if _heads(reading, i)})
            reading.used.setdefault(passage.index, []).append(opened)
        elif found.re is _LIST_LEAD and task_first >= max(2, len(items) * 0.6) and (role_type(role) or found["shares"]):
            out.update({i.index: (role, "task") for i in items})
            reading.used.setdefault(passage.index, []).append(opened)
    out.update(_titled(reading, out))
    out.update(_lines(reading, out))
    return out


def _titled(reading: Reading, known: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """Lines that are nothing but an agency, each with a numbered list under it, when there are several."""
    found: dict[int, tuple[str, str]] = {}
    for passage in reading.passages:
        text = passage.body.rstrip(":")
        if passage.index in known or not 2 < len(text) < 30 or not reading.split(text):
            continue
        items = reading.outline.items(passage.index)
        if items and not any("，" not in i.body and reading.split(i.body.rstrip("。")) for i in items):
            found[passage.index] = ("", "agency")
    return found if len(found) > 1 else {}


def _lines(reading: Reading, known: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """Lines of running text that each begin with an agency and a colon, when several follow one another."""
    found: dict[int, tuple[str, str]] = {}
    run: list[int] = []
    for passage in [*reading.passages, None]:
        plain = passage is not None and (passage.marker is None or bool(_CHINESE.search(passage.body)))
        head = _AGENCY_HEAD.match(passage.body.rstrip("。")) if passage is not None and plain else None
        names = reading.split(head["who"]) if head and head["rest"].strip() else []
        if head and (_ROLE_LABEL.search(head["who"]) or (head["who"].isascii() and _heads_a_value(head["who"]))):
            names = []
        if any(n.text.isascii() and not (n.text.isupper() or names_agency(n.text)) for n in names):
            names = []  # From: Councillor Green
        if head and _TELLS_OF.match(head["rest"].strip()):
            names = []  # Steering Committee: This is chaired by …
        if passage is not None and names and not any(n.guessed for n in names) and passage.index not in known:
            run.append(passage.index)
            continue
        if len(run) > 1 or (run and _alone(reading.passages[run[0]])):
            found.update(dict.fromkeys(run, ("", "agency")))
        run = []
    return found


_TELLS_OF = re.compile(r"(?:This|It|They|These|For|In|The [a-z]+) .*\b(?:is|are|was|were|will|shall|has|have)\b")
"""A sentence on who stands before the colon, in English, and no work of his."""


def _heads_a_value(text: str) -> bool:
    """Whether English words before a colon are what heads a column (Department, Contact, Lead), and no agency."""
    return label_of(text) is not None or re.fullmatch(NOUN, text) is not None


def _alone(passage: Passage) -> bool:
    """Whether a single item 「衛生局:負責X」 says enough: a name that is plainly one, and no way to reach it."""
    head = _AGENCY_HEAD.match(passage.body.rstrip("。"))
    if head is None or passage.marker is None or re.search(r"電話|傳真|信箱|分機|@|所稱|主管機關", passage.body):
        return False
    return all(any(m.end() == len(n) for m in NAMED.finditer(n)) for n in re.split("[、及與和]", head["who"]))


def _evidence(reading: Reading, passage: Passage, start: int, end: int) -> Evidence:
    """The place of an entry, sure in rules alone: a notice puts agencies before whatever it reports or asks."""
    rules = bool(reading.title) or in_article(reading, passage)
    evidence = reading.evidence(passage, start, end, "responsibilities.agency_first", HIGH if rules else CHECK)
    return evidence if rules else replace(evidence, reason="role")


def _read_as_group(reading: Reading, passage: Passage, name: str) -> bool:
    """Whether what stands here is already the work of a group of that name, which is not to be read a second time."""
    group = reading.draft.find("Subgroup", name)
    return group is not None and any(
        e.passage == passage.index and e.rule == "subgroups.tasks"
        for link in reading.draft.linked("UNDERTAKES", a=group)
        for e in link.evidence
    )


_TOGETHER = re.compile(r"(?P<who>[^()]{2,20})\((?:會同|協同|偕同|結合)(?P<others>[^()]{2,30})\)")
"""「交通局（會同警察局）」 before the work of both."""


def _heads(reading: Reading, passage: Passage) -> bool:
    found = _AGENCY_HEAD.match(passage.body.rstrip("。"))
    return bool(found and reading.split(found["who"]) and (found["rest"].strip() or passage.children))


_DUTY = re.compile(r"(?:[^。;]|;(?=[^，。;:]{2,16}(?:支援|配合|協助|協辦)[^，。;]{0,14}(?:[。;]|$)))+")
"""What one agency does, with the clause behind a semicolon that says who helps."""


def entry(reading: Reading, passage: Passage, role: str, kind: str) -> Iterator[int]:
    """Read an entry of such a list; the items under it that are read with it."""
    if kind == "task":
        found = _TASK_AGENCY.match(passage.body)
        names = (
            reading.split(passage.text[passage.start + found.start("who") : passage.start + found.end("who")])
            if found
            else []
        )
        if not found or not names:
            left_open(reading, passage, passage.start, len(passage.norm))
            return
        evidence = reading.evidence(passage, passage.start, len(passage.text), "responsibilities.task_first")
        said = passage.text[passage.start : passage.start + found.end("task")]
        group = reading.body(said, passage.index)
        task = group if group is not None and group.kind == "Subgroup" else new_task(reading, passage, said, evidence)
        for name in names:
            reading.draft.link(role_type(role) or "CONVENES", reading.agency(name, evidence), task, role, evidence)
        if found["rest"]:
            for phrase in phrases(reading, passage, passage.start + found.start("rest") + 1, len(passage.norm)):
                for name in phrase.names:
                    helps = reading.evidence(passage, phrase.start, phrase.end, "responsibilities.task_first")
                    reading.draft.link(phrase.type, reading.agency(name, helps), task, phrase.word, helps)
        return
    head = _AGENCY_HEAD.match(passage.body.rstrip("。"))
    if head is None:
        return
    if _read_as_group(reading, passage, head["who"]):
        return
    together = _TOGETHER.fullmatch(head["who"])
    named = together.span("who") if together else head.span("who")
    evidence = _evidence(reading, passage, passage.start, passage.start + head.end("who"))
    agencies = [
        reading.agency(n, evidence)
        for n in reading.split(passage.text[passage.start + named[0] : passage.start + named[1]])
    ]
    type_ = role_type(role) or "CONVENES"
    if BELOW.match(head["rest"]):
        return  # 秘書室:下設文書、機要二股 names its units and no work
    if head["rest"].strip():
        at = passage.start + head.start("rest")
        for part in _DUTY.finditer(passage.norm, at):
            another = _AGENCY_HEAD.match(part[0]) if part.start() > at else None
            names = reading.split(passage.text[part.start() :][slice(*another.span("who"))]) if another else []
            if another and names and another["rest"] and not any(n.guessed for n in names):
                begin = part.start() + another.start("rest")
                others = [reading.agency(n, evidence) for n in names]  # 交通局-公車；觀光局-行銷
                _tasks(reading, passage, begin, another["rest"], others, type_, role)
                continue
            done = _tasks(reading, passage, part.start(), part[0], agencies, type_, role)
            for task in done if together else ():
                for one in reading.split(together["others"] if together else ""):
                    reading.draft.link("CO_ORGANIZES", reading.agency(one, evidence), task, "會同", evidence)
    if head["rest"].strip() and passage.marker is not None and passage.marker.kind == "bullet":
        return  # what follows the last bullet is no part of it
    below = [reading.passages[i] for i in passage.children] or reading.outline.items(passage.index)
    for child in below:
        if child.marker is not None and not (child.marker.kind == "bullet" and _heads(reading, child)):
            first = _DUTY.match(child.body)
            yield child.index
            _tasks(reading, child, child.start, first[0] if first else child.body, agencies, type_, role, whole=True)


def _tasks(
    reading: Reading,
    passage: Passage,
    at: int,
    text: str,
    agencies: list[Node],
    type_: str,
    role: str,
    whole: bool = False,
) -> list[Node]:
    from quanze.reader.rules.lists import split_duties

    done: list[Node] = []
    if not whole and _sectioned(reading, passage, at, text, agencies):
        return done
    listed = type_, role
    for a, b in [(0, len(text))] if whole else split_duties(text):
        type_, role = listed
        stop, others = _others(reading, passage, at + a, at + b)
        name = re.sub("^(?:並|另|亦|且)(?=主|協|配合|負責|辦理)", "", CLEAN.sub("", passage.text[at + a : stop]))
        whole_name, name = name, _asked(name)
        upto = passage.text.find(name, at + a) + len(name) if name != whole_name else at + b
        beside = _ROLE_BESIDE.search(normalise(name))
        if beside:
            type_, role, name = role_type(beside["role"]) or type_, beside["role"], name[: beside.start()]
        if passage.marker is not None and passage.marker.kind == "bullet":
            name = _OFTEN.sub("", name)
        named = _ROLE_FIRST.match(name)
        helps = named is not None and named[0] in ("協助", "配合", "協辦", "會辦")
        if named and (helps or role_type(named[0])):
            # 「內政部:主辦甲事項」: the item's own word for the role goes before that of its list.
            own = "CO_ORGANIZES" if helps else role_type(named[0]) or type_
            another = helps and re.match("[^，]{0,6}(?:機關|單位|局處)", name[named.end() :]) is not None
            another = another or (helps and any(NAMED.match(name, i) for i in range(named.end(), named.end() + 6)))
            type_, role = own, named[0]
            # 協助教育局辦理研習: whom it helps is part of the task.
            name = name if another else re.sub("^辦理(?=.{3})", "", name[named.end() :])
        name = re.split(r"，(?:並|且)?會同", name)[0]
        name = name if whole else re.sub(r"^(?:負責|辦理|掌理|主管)(?=.{3})", "", name)
        if len(name) < 2 or {"by", "title", "appoint"} <= {t.category for t in tokenise(normalise(name))}:
            continue  # 由區長擔任指揮官 is no work
        reading.read(passage, at, upto)
        evidence = _evidence(reading, passage, at + a, upto)
        task = new_task(reading, passage, name, evidence)
        for agency in agencies:
            reading.draft.link(type_, agency, task, role or "負責", evidence)
        for word, names, start, end in others:
            beside_it = reading.evidence(passage, start, end, "responsibilities.agency_first", CHECK)
            beside_it = replace(beside_it, reason="role")
            for one in names:
                reading.draft.link("CO_ORGANIZES", reading.agency(one, beside_it), task, word, beside_it)
        _joined(reading, passage, at + a, name, task)
        done.append(task)
    return done


_ASKS = re.compile(
    r"請(?!購|領|假|示|款|願|求|辦單)(?:予以|惠予|加強(?=辦理))?(?:(?:辦理|進行)(?=.{3})|就(?=.{4,}(?:進行|辦理|研)))?"
)
"""「民政局：請辦理里鄰宣導」: what it is asked to do is its work."""
_THEN = re.compile(
    r"，(?:(?:並|且|另)?(?:請)?(?:於|應|將|指派|派員|函送|函報|提送|副知|回復|提報|每|按)|[^，]{2,8}(?:不得|至少|應達|須達)).*$"
)
"""Steps and numbers behind what somebody is asked to do."""


def _asked(name: str) -> str:
    """The work itself in words that ask for it; other words as they are."""
    asks = _ASKS.match(normalise(name))
    return _THEN.sub("", name[asks.end() :]) if asks and len(name) - asks.end() >= 4 else name


_ROLE_BESIDE = re.compile(r"[(（](?P<role>主政|主辦|主責|協辦|配合|會辦)(?:機關|單位|局處)?[)）]$")
"""「熱傷害通報彙整（主政）」: the role that the agency over the item has in it."""
_OFTEN = re.compile(r"，(?:每[日週月季年]|每半年|按[日週月季年]|隨時|逐[日週月年])[^，]*$")
_OTHER = re.compile(
    r"[，;](?:並|另|且)?(?:由|請)?(?P<who>[^，。;:()]{2,24}?)(?:應|得)?(?:共同|全力)?(?P<word>協辦|會辦|協力|配合|支援|協助|提供)[^，。;:]{0,14}$"
)
"""「防洪調適，農業處協辦」: who helps, behind the words of a task."""


def _others(
    reading: Reading, passage: Passage, start: int, end: int
) -> tuple[int, list[tuple[str, list[Name], int, int]]]:
    """Where the words of a task end, and who helps in the clauses behind them: word, names and span."""
    found: list[tuple[str, list[Name], int, int]] = []
    while said := _OTHER.search(passage.norm, start, end):
        names = reading.split(passage.text[slice(*said.span("who"))])
        if not names or any(n.guessed for n in names):
            break
        found.append((said["word"], names, said.start() + 1, end))
        end = said.start()
    return end, found


_SECTION = re.compile(r"(?P<task>[^，、;。()]{2,24})\((?P<who>[^()]{2,20}[科課室股隊組])\)(?:[，、]|$)")
_JOINED = re.compile(r"，?(?:並|與|會同|偕同|邀同)(?P<who>[^，。;與同]{2,20}?)(?P<word>會同|共同|協同|聯合|協助)")


def _sectioned(reading: Reading, passage: Passage, at: int, text: str, agencies: list[Node]) -> bool:
    """「工地積水稽查（建築管理科），側溝清淤（養護科）」: the tasks of an agency, each with the section that has it."""
    pieces = list(_SECTION.finditer(text))
    if not pieces or sum(len(p[0]) for p in pieces) < len(text):
        return False
    reading.read(passage, at, at + len(text))
    for piece in pieces:
        start = at + piece.start("task")
        evidence = _evidence(reading, passage, start, at + piece.end())
        task = new_task(reading, passage, passage.text[start : at + piece.end("task")], evidence)
        section = reading.agency(passage.text[at + piece.start("who") : at + piece.end("who")], evidence)
        for agency in (*agencies, section):
            reading.draft.link("CONVENES", agency, task, "負責", evidence)
        for agency in agencies:
            reading.draft.link("PART_OF", section, agency, "", evidence)
    return True


def _joined(reading: Reading, passage: Passage, at: int, name: str, task: Node) -> None:
    """「緊急噴藥時，與衛生局會同進場」: another agency in the words of a task."""
    found = _JOINED.search(normalise(name))
    names = reading.split(name[found.start("who") : found.end("who")]) if found else []
    if found and names and not any(n.guessed for n in names):
        evidence = reading.evidence(passage, at, at + len(name), "responsibilities.agency_first", CHECK)
        evidence = replace(evidence, reason="role")
        for one in names:
            reading.draft.link("CO_ORGANIZES", reading.agency(one, evidence), task, found["word"], evidence)
