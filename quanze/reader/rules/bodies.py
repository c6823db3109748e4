"""Councils and groups: set up, under another body, renamed, with dates and owner."""

from __future__ import annotations

import re
from dataclasses import replace

from quanze.reader.draft import CHECK, HIGH, Node
from quanze.reader.lexicon import alternatives
from quanze.reader.names import BODY_ENDINGS, ends_as_body, shortens
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading, Sentence, Short
from quanze.reader.rules.definitions import kind_of
from quanze.reader.wording import COUNT, DATE, NUMERAL, date_of, normalise

_ENDING = "(?:" + "|".join(sorted((normalise(e) for e in BODY_ENDINGS), key=len, reverse=True)) + "|組)"
_SET_UP = re.compile(
    rf"(?P<verb>特設置|特設立|特成立|特設|爰設|成立設置|設置成立|設置|設立|成立|籌組|組成|設(?![計施備])|下設|分設|另設"
    rf"|增設)(?:了)?(?:跨[局部]處(?:室)?的?之?)?(?P<quote>「)?"
    rf"(?P<name>(?:直轄市、縣\(市\)|鄉\(鎮、市(?:、區)?\)"
    rf"|縣\(市\))?[^，。;:「」()0-9]{{2,45}}?(?:{_ENDING}|(?<![協公學農漁工商總])會))(?=[」(，。;:)]|以|並|負責|，|$|作為|為"
    rf"|之|及其|於|來|統籌|推動|辦理|協調|、|共)"
)
_COUNTED = r"(?:等|共|合?計)*[一二三四五六七八九十0-9]{1,3}(?:個|大)?(?:工作|推動|議題|任務|專案)?(?:小組|分組|組)"
"""How many groups were listed, behind the last of them."""
_UNDER = re.compile(
    r"(?P<subject>[^，。;:、]{0,30}?)(?:得|並|應|依[^，。;]{0,12})?(?:下設|分設|另設|項下設|之下設|下分設|下再設"
    r"|分為|下分|得設|並設|(?<=會)設(?!置)"
    r"|(?<=小組)設(?!置))(?:置|有|立)?(?P<names>(?:[一二三四五六七八九十0-9]{1,3}個?(?:工作|推動)?(?:小組|分組"
    r"|組)(?::|，(?:包括|包含|分別為"
    r"|為)))?[^。;:]{2,120}?)(?P<sum>" + _COUNTED + r")?(?=[。;:]|，|$|協助|負責|辦理)"
)
_RENAME = re.compile(
    rf"(?:(?:將|原|把)?(?P<old>[^，。;:]{{2,40}}?)(?:正式)?)(?P<verb>更名為|改名為|改稱為?|改制為|改組為|更名|整併為"
    rf"|合併為)「?(?P<new>[^，。;:「」()]{{3,45}}?(?:{_ENDING}|局|處|署|部|會|公所))(?=[」(，。;:)並]|$)"
)
_ORIGINAL = re.compile(
    r"(?P<new>[^，。;:、「」()]{2,45})」?\((?:原(?:名)?(?:為|稱)?|前身為|舊稱)「?(?P<old>[^()「」，]{3,40}?)」?\)"
)
_MERGED = re.compile(
    rf"原「?(?P<old>[^，。;:、「」()]{{3,40}}?)」?(?:(?:自|於)?(?P<date>{DATE})起?)?(?P<verb>整併納入|併入|整併|納入|合併)(?=[，。;]|$)"
)
"""「原甲會自某日起整併納入」: a body that goes up in the one that the sentence sets up."""
_PREVIOUS = re.compile(r"(?:前揭|上開|前述|上述|該|原|本|前開)(?:推動)?(?:委員會|推動會|小組|會報|會)")
_GENERIC = {
    "委員會",
    "推動會",
    "小組",
    "會報",
    "工作小組",
    "推動小組",
    "分組",
    "專案小組",
    "各組",
    "各小組",
    "下列小組",
    "各推動小組",
    "下列工作小組",
    "各工作小組",
    "工作分組",
    "下列各組",
    "左列各組",
    "左列各小組",
    "下列各小組",
    "下列工作分組",
    "下列工作組",
    "左列工作組",
    "各工作組",
    "下列分組",
    "下列各分組",
}
_OF_A_LIST = re.compile(r"(?:下列|左列|以下|上列|前列|各(?!級)|(?:[零一二兩三四五六七八九十數若干幾]+|[0-9]+)個)")
"""Begins words for the groups of a list, 下列議題組 and 六個分工小組, which are the name of none."""
_TITLE = re.compile(
    rf"(?P<body>[^，。;:「」()\s|]{{3,40}}?{_ENDING})(?P<rule>設置|組織|作業|實施|設置及作業|設置與作業|設置暨作業"
    rf"|運作)(?:及?(?:審議|運作|管理"
    rf"|會議))?(?:要點|辦法|規程|準則|規定|簡則|原則|計畫|章程)"
)
_MINUTES = re.compile(
    r"(?P<name>[^，。;:()]{3,40}?(?:推動會|委員會|諮議會|審議會|會報|小組|平台|專案辦公室)」?)(?:(?:民國)?[0-9]{2,4}年(?:度)?)?第[0-9一二三四五六七八九十]{1,3}(?:屆第[0-9一二三四五六七八九十]{1,3})?次"
    r"(?:委員|工作|臨時|協調|定期|籌備)?(?:會議?|聯席會議)(?:紀錄|會議紀錄|議程|資料|決議|決議事項|結論|裁示事項)?$"
)
"""The title of the minutes of a body: 甲市推動會114年第2次會議紀錄."""
_HOLDS = re.compile(r"[^，。;:「]*(?:召開|舉行|舉辦|主持|出席|參加)(?:今年|(?:民國)?[0-9]{2,4}年(?:度)?)?[「『]?")
"""Who meets, before the body in a headline: 市長主持淨零推動會."""
_SORT = re.compile(
    r"(?:審查|評審|審議|諮詢|諮議|專案|推動|工作|協調|指導|督導|執行|籌備|評鑑|評選|專家)+(?:委員會|小組|會報|會)"
)


def read(reading: Reading) -> None:
    """Find bodies in titles, in short forms, and where they are set up or renamed."""
    _minuted(reading)
    for passage in reading.passages:
        for sentence in reading.sentences(passage):
            _set_up(reading, sentence)
            _renamed(reading, sentence)
    _made(reading)
    _defined(reading)
    _preferred(reading)
    _also_titled(reading)
    if reading.council is None:
        _titled(reading)
    if reading.council is None:
        _presided(reading)
    if reading.council is None:
        _spoken_of(reading)
    if reading.council is None:
        _unnamed(reading)
    _within(reading)
    for passage in reading.passages:
        for sentence in reading.sentences(passage):
            _may_have(reading, sentence)
            _below(reading, sentence)
            _grouped(reading, sentence)
            _added(reading, sentence)
        _listed_below(reading, passage)
    _seated(reading)
    _speak_of(reading)
    _own(reading)


def council(
    reading: Reading, name: str, passage: Passage, start: int, end: int, rule: str, confidence: str = HIGH
) -> Node:
    """The council of that name; it becomes the one that 本會 refers to."""
    name, spoken = _in_full(reading, name), name
    node = reading.draft.node("Council", name, reading.evidence(passage, start, end, rule, confidence))
    if spoken != name:
        node.alias(spoken, _OF_SELF.sub("", normalise(spoken)))
    for short, meaning in list(reading.shorts.items()):
        if meaning.kind == "Body" and normalise(meaning.full) in (normalise(name), normalise(spoken)):
            reading.shorts[short] = Short("Council", node.name)
            if not short.startswith("本"):
                node.alias(short)
    place = reading.resolve("本市") or reading.resolve("本縣")
    if place and place.kind == "Place" and name.startswith(place.full):
        reading.draft.known_as(name[len(place.full) :], node)
    return node


_OF_SELF = re.compile(r"^本(?:府|院|部|署|局|處|所|校|公所)(?=.{3})")


def _in_full(reading: Reading, name: str) -> str:
    """「本府節電小組」 with the name that 本府 stands for."""
    own = _OF_SELF.match(normalise(name))
    owner = reading.resolve(own[0]) if own else None
    return owner.full + name[own.end() :] if own and owner and owner.kind == "Agency" else name


def _set_up(reading: Reading, sentence: Sentence) -> None:
    for found in _SET_UP.finditer(sentence.norm):
        before = sentence.norm[max(0, found.start() - 12) : found.start()]
        seated = _HEADED.match(sentence.norm, found.end()) and before.endswith("得")
        other = re.search(r"[下分另]$|得(?:視[^，。;]{0,8})?$|並$|建$|裝$|假$|創$|增$", before)
        if (other and not seated) or found["verb"] in ("下設", "分設", "另設", "增設"):
            continue
        if re.search(
            r"(?:本|該)(?:會|小組|委員會|推動會)(?:(?:得|應|並|另|亦|可)*(?:[依視因][^，]{0,8})?|為[^，]{1,20}，?)?$",
            before,
        ):
            continue
        start, end = sentence.start + found.start("name"), sentence.start + found.end("name")
        name = sentence.passage.text[start:end]
        marker = sentence.passage.marker
        task = marker is not None and marker.kind != "article" and name.endswith("平台") and found.start() == 0
        if normalise(name).startswith("之") or task:
            continue  # 成立甲平台 as an item is something to be done
        if (
            normalise(name) in _GENERIC
            or _SORT.fullmatch(normalise(name))
            or (
                not found["quote"]
                and name != reading.title
                and not _is_body(normalise(name))
                and not _set_up_by_law(reading, sentence, found, name)
            )
        ):
            continue
        if (
            found["verb"] in ("設", "設置", "成立", "組成")
            and not found["quote"]
            and re.match(r"[及與於各前下]|要點|辦法", normalise(name))
        ):
            continue
        name = reading.entitled(name)
        subject = _subject_body(reading, sentence.norm[: found.start()])
        if subject is not None and reading.council is not None:
            continue
        sure = CHECK if seated else HIGH
        node = council(reading, name, sentence.passage, start, end, "bodies.set_up", sure)
        upper = _upper(reading, sentence, found.start())
        if upper is not None:
            reading.set_up_by[id(node)] = upper
        date = _date_before(sentence.norm, found.start())
        if date:
            node.values.setdefault("valid_from", date)
        if reading.council is None:
            reading.council = node
        beside = _BESIDE.match(sentence.norm, found.end())
        if beside and upper is not None:
            start, end = sentence.start + beside.start("name"), sentence.start + beside.end("name")
            another = council(reading, sentence.passage.text[start:end], sentence.passage, start, end, "bodies.set_up")
            reading.set_up_by[id(another)] = upper


_HEADED = re.compile(r"，(?:置|由[^，。;]{2,40}(?:擔任|兼任|任|為))(?:總)?(?:指揮官|召集人|主任委員|主席)")
"""「得成立抗旱應變小組，由副縣長擔任指揮官」: a body that need not be, and says who heads it."""
_BESIDE = re.compile(
    rf"」?(?:\([^()]{{1,24}}\))?(?:及|與|暨|、)「?(?P<name>[^，。;:、「」()]{{3,30}}?(?:{_ENDING}|辦公室|中心))」?(?=[(，。;]|$)"
)
"""「設甲會報（以下稱本會報）及甲辦公室」: another body that the same clause sets up."""


def _set_up_by_law(reading: Reading, sentence: Sentence, found: re.Match[str], name: str) -> bool:
    """「直轄市、縣(市)政府為…，應設都市計畫委員會」: an agency shall set up a committee of that name."""
    before = sentence.norm[: found.start()]
    if re.search(r"(?:^|，)本(?:基金|中心|平台)(?:應|並|得)?$", before) and re.search(
        r"委員會$|管理會$", normalise(name)
    ):
        return True
    if not re.search(r"[^，]{2,}(?:委員會|理事會|監事會|董事會|監理會|管理會)$", normalise(name)):
        return False
    for at in {before.rfind("，") + 1, 0}:
        subject = re.match(r"(?P<s>[^，。;:]{2,20}?)(?:為|應|得|各|並|另|特|設|$)", before[at:])
        begin = sentence.start + at
        if subject and reading.split(sentence.passage.text[begin : begin + subject.end("s")]):
            return True
    after = sentence.norm[found.end("name") :]
    return bool(re.match(r"(?:\([^()]*\))?，(?:設?置|由[^。;]{2,60}委員(?!會)|以[^。;]{2,40}主任委員)", after))


_ACTS = re.compile(r"(?P<s>[^，。;:]{2,20}?)(?:應|得|須)(?![^，。;]*(?:由|請)[^，。;]*[設成]$)")
"""The agency at the head of a sentence that says what it shall do."""


def _upper(reading: Reading, sentence: Sentence, at: int) -> Node | None:
    """The agency that sets a body up: 由某院設置…會, 由直轄市、縣(市)政府設…會報."""
    begin = max((sentence.norm.rfind(c, 0, at) for c in "，。;:"), default=-1) + 1
    text = sentence.passage.text[sentence.start + begin : sentence.start + at]
    text = re.sub(r"^(?:由|應由|得由)|(?:應|得|並|依[^，]*|於[^，]*|特|為[^，]*)+$", "", text)
    names = reading.split(text) if 2 < len(text) < 30 else []
    if not text:
        subject = re.match(r"(?P<s>[^，。;:]{2,20}?)為[^，。;]+，應$", sentence.norm[:at])
        begin = 0
        text = sentence.passage.text[sentence.start : sentence.start + subject.end("s")] if subject else ""
        names = reading.split(text) if text else []
    if len(names) != 1:
        subject = _ACTS.match(sentence.norm[:at])
        begin = 0
        text = sentence.passage.text[sentence.start : sentence.start + subject.end("s")] if subject else ""
        names = reading.split(text) if text else []
    if len(names) != 1:
        named = re.match(
            r"(?P<s>[^，。;:()]{2,30}?)\([^()]{1,20}\)(?:為|依)[^。;]+，(?:特|爰|應|並)?$", sentence.norm[:at]
        )
        begin = 0
        text = sentence.passage.text[sentence.start : sentence.start + named.end("s")] if named else ""
        names = reading.split(text) if text else []
    if len(names) != 1 or reading.body(names[0].text) is not None:
        return None
    start = sentence.start + begin
    return reading.agency(names[0], reading.evidence(sentence.passage, start, start + len(text), "bodies.set_up"))


def _is_body(norm: str) -> bool:
    return kind_of(norm) == "Body" or norm.endswith(("推動委員會", "推動會", "會報", "小組"))


def _subject_body(reading: Reading, before: str) -> Node | None:
    found = re.search(r"(?:^|，)(?P<s>[^，]{2,30})$", before)
    return reading.body(re.sub(r"(?:得|應|並|可|另|，)+$", "", found["s"])) if found else None


def _date_before(norm: str, at: int) -> str:
    dates = list(re.finditer(DATE, norm[max(0, at - 24) : at]))
    return date_of(dates[-1][0]) if dates else ""


def _renamed(reading: Reading, sentence: Sentence) -> None:
    for found in _RENAME.finditer(sentence.norm):
        start, end = sentence.start + found.start("new"), sentence.start + found.end("new")
        new = sentence.passage.text[start:end]
        old_at = sentence.norm.rfind("將", 0, found.start("verb"))
        old_start = max(found.start("old"), old_at + 1 if old_at >= 0 else 0)
        old_text = sentence.passage.text[sentence.start + old_start : sentence.start + found.end("old")]
        old_norm = re.sub(rf"^(?:{DATE}|於|起|自|原|由|爰)+", "", normalise(old_text)).strip("「」")
        old_text = old_text.strip("「」")[-len(old_norm) :] if old_norm else ""
        date = _date_before(sentence.norm, found.start("verb")) or _date_before(sentence.norm, old_start)
        change = "merge" if "併" in found["verb"] else "rename"
        _succeed(reading, sentence, (start, end), new, old_text, found["verb"], date, change)
    for found in _MERGED.finditer(sentence.norm):
        into = [n for n in reading.draft.of_kind("Council") if normalise(n.name) in sentence.norm[: found.start()]]
        old = sentence.passage.text[sentence.start + found.start("old") : sentence.start + found.end("old")]
        if into and ends_as_body(normalise(old)):
            span = (sentence.start + found.start("old"), sentence.start + found.end())
            new = into[-1].name
            _succeed(reading, sentence, span, new, old, found["verb"], date_of(found["date"] or ""), "merge")
    for found in _ORIGINAL.finditer(sentence.norm):
        start = sentence.start + found.start("new")
        new = sentence.passage.text[start : sentence.start + found.end("new")]
        old = sentence.passage.text[sentence.start + found.start("old") : sentence.start + found.end("old")]
        if kind_of(old) == "Body" and _is_body(normalise(new)):
            _succeed(reading, sentence, (start, sentence.start + found.end("new")), new, old, "原", "", "rename")


def _succeed(
    reading: Reading, sentence: Sentence, span: tuple[int, int], new: str, old: str, verb: str, date: str, change: str
) -> None:
    rule = "bodies.renamed"
    evidence = reading.evidence(sentence.passage, *span, rule)
    wording = verb.removesuffix("為")
    if _is_body(normalise(new)) or (reading.council is not None and _PREVIOUS.fullmatch(normalise(old))):
        named = _is_body(normalise(old)) or (ends_as_body(normalise(old)) and len(old) > 5)
        previous = reading.council if _PREVIOUS.fullmatch(normalise(old)) or not named else None
        if previous is None:
            previous = reading.draft.find("Council", old) or (
                council(reading, old, sentence.passage, *span, rule) if named else None
            )
        current = council(reading, new, sentence.passage, *span, rule)
        if previous is None or previous is current:
            return
        reading.draft.link("SUCCEEDS", current, previous, wording, evidence, change=change, valid_from=date)
        if date:
            current.values.setdefault("valid_from", date)
            previous.values.setdefault("valid_to", _day_before(date))
        reading.council = current
        return
    names_new, names_old = reading.split(new), reading.split(old)
    if names_new and names_old:
        for name in names_old:
            reading.draft.link(
                "SUCCEEDS",
                reading.agency(names_new[0], evidence),
                reading.agency(name, evidence),
                wording,
                evidence,
                change=change,
                valid_from=date,
            )


def _day_before(date: str) -> str:
    """The last day before an ISO day; the date itself when it is less precise than a day."""
    from datetime import date as day
    from datetime import timedelta

    return (day.fromisoformat(date) - timedelta(days=1)).isoformat() if len(date) == 10 else date


_MADE = re.compile(
    r"(?P<owner>(?:直轄市、縣\(市\)|[^，。;:、()]{0,20}?)(?:主管機關|機關|政府|部|署|局|處"
    r"|院))(?P<verb>(?:應)?(?:依[^，。;:]{2,40}?)?"
    r"(?:所設(?:置|立)?之?|設(?:置|立)之|所?成立之)|應設(?:置|立)?)(?P<name>[^，。;:、「」()]{2,24}?(?:委員會|審議會|推動會|小組"
    r"|會報|諮詢會|評議會|會))(?=[，。;:(]|置|之任務|$)"
)


def _made(reading: Reading) -> None:
    """「A所設審議會」, 「A依本法第十條設立之B審議會」: a body named by who set it up."""
    for passage in reading.passages:
        for found in _MADE.finditer(passage.norm, passage.start):
            owner = reading.split(passage.text[found.start("owner") : found.end("owner")])
            if len(owner) != 1:
                continue
            start, end = found.span("name")
            name = passage.text[start:end]
            general = normalise(name) in _GENERIC or bool(_SORT.fullmatch(normalise(name)))
            if found["verb"].startswith("應設") and not general:
                continue  # a body of a name of its own is read where it is set up
            evidence = reading.evidence(passage, found.start("owner"), end, "bodies.made_by")
            full = owner[0].text + name if general else name
            node = council(reading, full, passage, start, end, "bodies.made_by")
            reading.draft.known_as(passage.text[found.start("owner") : end], node)
            reading.set_up_by[id(node)] = reading.agency(owner[0], evidence)
            reading.body_at[passage.index] = node
            reading.council = reading.council or node


_SEATS = re.compile(
    rf"(?:^|[。;])(?P<name>[^，。;:、「」()之]{{2,30}}?(?:會|小組|會報|平台))(?:應|各|得)?(?:置|設置|設)(?:兼任|專任)?"
    rf"(?:主任委員|召集人|委員|會長|主席|成員){COUNT}"
)


_SET_AND_SEATED = re.compile(
    rf"(?:設置|設立|成立|籌設|設)(?P<name>[^，。;:、「」()之]{{2,24}}?(?:辦公室|中心|工作站|秘書處|專案室))，(?:並|其)?置[^，。;:、]{{2,8}}?{COUNT}"
)


_MAY_HAVE = re.compile(
    r"(?:^|[，。;])(?P<upper>本(?:會報|會|委員會|推動會|小組)|[^，。;:]{3,24}?(?:會|小組))(?:得|並|另|亦|可|應)+[^，。;:設]{0,12}?"
    r"(?:設置?|成立|組成|籌組|編成)(?P<name>(?:(?![得應設、各])[^，。;:()「」]){2,12}?(?:小組|分組|工作圈|專案組))(?=[，。;(])"
)
"""「本會得依業務需要設補助審查小組」: a group of its own name that a body may have."""


_SEVERAL = re.compile(r"組[及與和暨]")


def _may_have(reading: Reading, sentence: Sentence) -> None:
    for found in _MAY_HAVE.finditer(sentence.norm):
        upper = reading.body(found["upper"], sentence.passage.index)
        name = found["name"]
        if upper is None or upper.kind != "Council" or name in _GENERIC or _SEVERAL.search(name):
            continue
        start, end = sentence.start + found.start("name"), sentence.start + found.end("name")
        if reading.body(name) is None:
            node = subgroup(
                reading, sentence.passage.text[start:end], upper, sentence.passage, start, end, "bodies.may_have", "設"
            )
            for evidence in (node.evidence, next(reading.draft.linked("PART_OF", a=node)).evidence):
                evidence[:] = [replace(e, confidence=CHECK, reason="once") for e in evidence]


_WITHIN = re.compile(
    r"(?P<upper>[^，。;:]{2,30}?)(?:應|得|並|另|下|分)*(?:設置|設立|設有|設)(?P<name>[^，。;:、「」()之]{0,12}?(?:首長|執行|幹事|理事|監事|常務|工作|聯繫|指導|行政|常設|秘書)(?:會議|會報|委員會|會|處))"
    r"，(?:其|並)?(?:各)?(?:置|由[^，。;]{2,40}組成)"
)
"""「本平台設首長會議，由…組成」: a body within a body, which has seats of its own."""


def _within(reading: Reading) -> None:
    for passage in reading.passages:
        for found in _WITHIN.finditer(passage.norm, passage.start):
            start, end = found.span("name")
            if reading.body(found["upper"], passage.index) is not None and reading.body(found["name"]) is None:
                council(reading, passage.text[start:end], passage, start, end, "bodies.within")


def _seated(reading: Reading) -> None:
    """「履約爭議調解會置委員九人」: a body that the text gives seats to without setting it up."""
    for passage in reading.passages:
        for found in _SET_AND_SEATED.finditer(passage.norm, passage.start):
            start, end = found.span("name")
            if reading.body(found["name"]) is None:
                council(reading, passage.text[start:end], passage, start, end, "bodies.seated", CHECK)
        for found in _SEATS.finditer(passage.body):
            start, end = (passage.start + at for at in found.span("name"))
            name = passage.text[start:end]
            own = normalise(name)
            if re.match(r"[本該各前此其]|第.項", own) or own in _GENERIC or _SORT.fullmatch(own):
                continue
            short = reading.resolve(own)
            titled = reading.title and (own == normalise(reading.title) or shortens(own, normalise(reading.title)))
            if short is not None or titled or reading.body(own) is not None:
                continue
            node = council(reading, name, passage, start, end, "bodies.seated")
            reading.body_at[passage.index] = node
            reading.council = reading.council or node


_HEADS = f"(?:總|副|共同)?(?:主委|{alternatives('title')})"
_PRESIDED = re.compile(
    rf"(?P<end>{alternatives('council_ending')}|辦公室|專班|中心|聯盟)」?(?:\([^()]{{1,20}}\))?(?:"
    r"(?:於[^，。;]{2,12})?，?(?:係|則|並|原則上|目前|將|均|皆)*(?:由|以)[^，。;:]{2,40}?(?:擔任|兼任|出任|任|為|兼)"
    rf"(?:辦公室|中心|小組|委員會)?{_HEADS}"
    rf"|(?:組織)?(?:架構)?[之的內]?(?:{_HEADS}(?:一職)?(?:由|為|是)"
    r"|(?:組成)?(?:成員|委員)(?:單位|機關|局處)?(?:\(|:|為|有|包[括含]|由))"
    rf"|(?<=辦公室)(?:應|得|各|共)?(?:置|設置|設有|設)(?:兼任|專任)?{_HEADS}{COUNT}"
    r"|(?:將|應|主要|負責|今年|本年度)*(?:推動|辦理|負責|執行)(?:以下|下列)[^，。;:]{2,12}:)"
)
"""「某平台，由縣長擔任召集人」, 「某小組召集人為副市長」: a body of which a text says who presides over it."""
_BEFORE_NAME = re.compile(
    r"成立|設立|設置|籌組|組成|召開|主持|推動(?![會小組委辦平])|持續|辦理|落實|規劃|透過|[本該][縣市鄉鎮區府]"
    r"|[縣市]府(?=[\u3400-\u9fff]{4})"
)
_PARTED = re.compile(r"[，。;:、「」()\s]")
_NO_NAME = re.compile(
    r"^(?:[本該各前此其原上]|會議|第.項|之|的|下設)"
    r"|(?:會議|座談會|說明會|研討會|記者會|公聽會|協調會|工作會|分組)$|[由請]"
)
_LONGEST_BODY = 36


def _presided(reading: Reading) -> None:
    """The bodies of which a text says who presides over them, and which it sets up nowhere; to be checked."""
    for passage in reading.passages:
        for found in _PRESIDED.finditer(passage.norm, passage.start):
            end = found.end("end")
            far = max(passage.start, end - _LONGEST_BODY)
            start = max((m.end() for m in _PARTED.finditer(passage.norm, far, found.start("end"))), default=far)
            start = max((m.end() for m in _BEFORE_NAME.finditer(passage.norm, start, end)), default=start)
            own = passage.norm[start:end]
            if own in _GENERIC or _SORT.fullmatch(own) or _NO_NAME.search(own) or len(own) < 4:
                continue
            if reading.body(own, passage.index) is not None or reading.resolve(own) is not None:
                continue
            node = council(reading, passage.text[start:end], passage, start, end, "bodies.presided", CHECK)
            reading.council = reading.council or node


def _defined(reading: Reading) -> None:
    """Bodies known only from their short form; the first one is the council spoken of."""
    for passage in reading.passages:
        for short, meaning in list(reading.shorts.items()):
            if meaning.kind != "Body":
                continue
            at = passage.text.find(meaning.full)
            if at < 0:
                continue
            if normalise(meaning.full).isascii() and re.search(
                r"(?:Sub-?group|Working Group|Task Group)$", meaning.full
            ):
                continue
            node = council(reading, meaning.full, passage, at, at + len(meaning.full), "bodies.short_form")
            reading.shorts[short] = Short("Council", node.name)
            if reading.council is None:
                reading.council = node


def _preferred(reading: Reading) -> None:
    """The body that the text goes on to speak of by a short form is its council, not one it only mentions first."""
    councils = reading.draft.of_kind("Council")
    spoken = [c for c in councils if any(m.kind == "Council" and m.full == c.name for m in reading.shorts.values())]
    renamed = any(True for _ in reading.draft.linked("SUCCEEDS"))
    if spoken and reading.council not in spoken and not renamed:
        reading.council = spoken[0]


def _also_titled(reading: Reading) -> None:
    """The name in the title, where the rules' own body is called otherwise in the text: BRT小組 for 快捷巴士小組."""
    body, title = reading.council, reading.title
    own = any(s.startswith("本") and body is not None and m.full == body.name for s, m in reading.shorts.items())
    same = body is not None and title and normalise(body.name)[-2:] == normalise(title)[-2:]
    if body is not None and own and same and reading.draft.find("Council", title) in (None, body):
        body.alias(title)


def _minuted(reading: Reading) -> None:
    """The body whose minutes these are."""
    for passage in reading.passages[:4]:
        held = _MINUTES.match(passage.norm)
        if held:
            start, end = held.span("name")
            headline = _HOLDS.match(passage.norm, start, end)
            start = headline.end() if headline else start
            name = re.sub("[「」『』]", "", passage.text[start:end])
            sure = CHECK if headline else HIGH
            reading.council = council(reading, name, passage, start, end, "bodies.minutes", sure)
            reading.draft.known_as(re.split("[「」]", passage.text[start:end].rstrip("」"))[-1], reading.council)
            return


def _titled(reading: Reading) -> None:
    """A body named only in the title of its rules (…推動小組設置要點)."""
    if reading.title:
        passage = reading.passages[0]
        at = max(passage.text.find(reading.title), 0)
        end = at + len(reading.title)
        reading.council = council(reading, reading.title, passage, at, end, "bodies.title")
        return
    for passage in reading.passages[:6]:
        found = _TITLE.search(passage.norm)
        if found and normalise(found["body"]) not in _GENERIC and not _CLAUSE.search(found["body"]):
            name = passage.text[found.start("body") : found.end("body")]
            reading.council = council(
                reading, name, passage, found.start("body"), found.end("body"), "bodies.title", CHECK
            )
            return


_CLAUSE = re.compile(r"由.*依|(?:會報|委員會|小組)由")
"""A clause and no name: 治安會報由警察局依公安會報設置要點."""
_SUBJECT = re.compile(
    r"(?:^|[。;])(?:(?:此外|另外|目前|現行|其中)，?)?「?(?P<name>[^，。;:、「」()]{0,30}?(?:推動會|委員會|會報|推動小組|諮詢會|審議會"
    r"|應變中心|指揮中心|防救中心|防制中心))」?(?=由|置|，置|下設|下轄|設(?!置)|委員|係由|係(?:一|屬)?(?:臨時)?(?:任務)?編組|係一|共|以|之?任務|每)"
)


_MENTIONED = re.compile(
    r"(?:召開|主持|舉行|出席|參加|提報)「?(?:[0-9]{2,4}年(?:度)?|今年度?|本年度|首[次度]|第[一二三四五六七八九十0-9]{1,3}[次屆]的?)*(?P<name>(?:(?!第[一二三四五六七八九十0-9]{1,3}[次屆])[^，。;:、「」()]){3,24}?(?:推動會|委員會|會報|推動小組|諮詢會"
    r"|審議會))"
)
_ANY = re.compile(r"(?P<name>推動會|推動小組|推動委員會)(?!會)")
_SITTING = re.compile(r"召集人|主任委員|執行秘書|下設|分設")


_NUMBERED = re.compile(r"第[0-9一二三四五六七八九十百]{1,4}次")
"""A meeting and no body: 第375次主管會報."""


_OURS = re.compile(
    r"(?P<name>本(?:會|小組|委員會|辦公室|推動會|會報|中心))(?:應|得)?置(?:下列人員|委員|成員|召集人|主任委員|主任|執行長|總召集人|指揮官)"
)


def _unnamed(reading: Reading) -> None:
    """本會 of a text that names it nowhere, as an extract of its rules may: to be checked, and given its name."""
    for passage in reading.passages:
        found = _OURS.match(passage.body)
        if found:
            start, end = (passage.start + at for at in found.span("name"))
            reading.council = council(reading, passage.text[start:end], passage, start, end, "bodies.subject", CHECK)
            return


def _spoken_of(reading: Reading) -> None:
    """A body that a text speaks of without setting it up: a heading that is its name, or the subject of a sentence."""
    for passage in reading.passages[:4]:
        text = passage.text[passage.start :].strip()
        if (
            4 < len(text) <= 30
            and not _NUMBERED.search(normalise(text))
            and kind_of(text) == "Body"
            and normalise(text) not in _GENERIC
            and "=" not in normalise(text)
            and not _HOLDS.match(normalise(text))
            and not re.match(r"(?:Sec|Section|Chapter|Article|Title)\b", text)
        ):
            end = passage.start + len(text)
            reading.council = council(reading, text, passage, passage.start, end, "bodies.heading", CHECK)
            return
    for passage in reading.passages:
        found = _SUBJECT.search(passage.body) or _MENTIONED.search(passage.body)
        if found and len(found["name"]) > 3 and not re.match(r"各|本|該|前|第|未列|非", found["name"]):
            start = passage.start + found.start("name")
            name = passage.text[start : start + len(found["name"])]
            reading.council = council(reading, name, passage, start, start + len(name), "bodies.subject", CHECK)
            return
    sits = any(_SITTING.search(p.body) for p in reading.passages)
    for passage in reading.passages if sits else ():
        found = _ANY.search(passage.body)
        if found:
            # The text speaks of the body by a general name only; the name stays as it is.
            start = passage.start + found.start("name")
            name = passage.text[start : start + len(found["name"])]
            reading.council = council(reading, name, passage, start, start + len(name), "bodies.mentioned", CHECK)
            return


def _below(reading: Reading, sentence: Sentence) -> None:
    """Groups that a body has under it: 下設審查工作小組及考核工作小組."""
    for found in _UNDER.finditer(sentence.norm):
        upper = reading.body(found["subject"]) or (
            reading.council if not found["subject"] or re.search(r"會$|小組$|平台$|辦公室$", found["subject"]) else None
        )
        if upper is None and reading.council is None and ends_as_body(found["subject"]) and len(found["subject"]) > 4:
            begin = sentence.start + found.start("subject")
            name = sentence.passage.text[begin : begin + len(found["subject"])]
            upper = council(reading, name, sentence.passage, begin, begin + len(name), "bodies.under")
            reading.council = upper
        if upper is None:
            continue
        at = sentence.start + found.start("names")
        upper = _last_named(reading, sentence, found["subject"], found.start()) or upper
        text = sentence.passage.text[at : sentence.start + found.end("names")]
        ending = re.search(r"(?:工作|推動)?(?:小組|分組|組)$", found["sum"] or "")
        for name in group_names(text, ending[0] if ending else ""):
            if _OF_A_LIST.match(normalise(name)):
                continue
            stem = name.removesuffix(ending[0]) if ending else name
            start = max(sentence.passage.text.find(stem, at), at)
            subgroup(reading, name, upper, sentence.passage, start, start + len(stem), "bodies.under", "下設")


_ADDED = re.compile(
    r"(?:增設|新設|增列|加設)「?(?P<name>[^，。;:、「」()及與]{2,14}?(?:分組|小組|工作組|組))(?=[，。;、」(]|$)"
)


def _added(reading: Reading, sentence: Sentence) -> None:
    """「同意增設減碳教育分組」: a group that a body resolves to have; what is only proposed is none yet."""
    if reading.council is None or re.search(r"建議|擬|研議|考慮|評估|得|請討論|提案", sentence.norm):
        return
    for found in _ADDED.finditer(sentence.norm):
        start = sentence.start + found.start("name")
        name = sentence.passage.text[start : start + len(found["name"])]
        subgroup(
            reading, name, reading.council, sentence.passage, start, start + len(name), "bodies.added", found[0][:2]
        )


_SETS_GROUPS = re.compile(
    r"(?P<subject>[^，。;:、]{0,30}?)(?:得|並|另|應|共|分)?(?:下設|下轄|分設|設置|設立|設有|另設|設)(?:置|有|立)?"
    r"(?:[一二三四五六七八九十0-9]{1,3}個?(?:工作|推動|任務)?(?:小組|分組|組))?[:，]?(?:包括|包含|分別為|為"
    r"|計有)?[:]?(?=[^，。;:])"
)


def _last_named(reading: Reading, sentence: Sentence, subject: str, before: int) -> Node | None:
    """What 小組 alone stands for: the body of that ending that the passage named last, none for other words."""
    if normalise(subject) not in ("小組", "會報", "委員會", "平台"):
        return None
    norm = sentence.passage.norm
    places = [
        (norm.rfind(normalise(n.name), 0, sentence.start + before), n)
        for n in reading.draft.of_kind("Council")
        if normalise(n.name).endswith(normalise(subject))
    ]
    at, node = max(places, key=lambda p: p[0], default=(-1, None))
    return node if at >= 0 else None


_NEXT_LIST = re.compile(r"下設|分設|另設|^設(?![施備計])")
"""Begins another list of groups."""


def _grouped(reading: Reading, sentence: Sentence) -> None:
    """「本會下設四組:淨零減碳組、調適應變組及秘書組」: the names go on as long as each ends like a group."""
    for found in _SETS_GROUPS.finditer(sentence.norm):
        upper = reading.body(found["subject"], sentence.passage.index) or (
            reading.council if not found["subject"] or re.search(r"會$|小組$|平台$|辦公室$", found["subject"]) else None
        )
        if upper is None:
            continue
        upper = _last_named(reading, sentence, found["subject"], found.start()) or upper
        names: list[tuple[int, int]] = []
        at = found.end()
        for piece in _GROUP_PIECE.finditer(sentence.norm[at:]):
            # Groups of the next list are read where it begins, so that many lists cost no more than their length.
            group = "quoted" if piece["quoted"] else "name"
            parts = [] if _NEXT_LIST.search(piece[group]) else _ended_parts(piece[group])
            if not parts:
                break
            shift = piece.start(group)
            names.extend((at + shift + a, at + shift + b) for a, b in parts)
        if len(names) < 2 and not (names and re.search(r"另設|下設", found[0])):
            continue
        reading.read(sentence.passage, sentence.start + found.start(), sentence.start + names[-1][1])
        for a, b in names:
            start, end = sentence.start + a, sentence.start + b
            name = sentence.passage.text[start:end]
            opens = reading.outline.items(sentence.passage.index) and len(names) == 1
            named = normalise(name) not in (_GENERIC if opens else _GENERIC - {"工作小組"})
            if named and not _OF_A_LIST.match(normalise(name)):
                subgroup(reading, name, upper, sentence.passage, start, end, "bodies.under", "下設")


_GROUP_PIECE = re.compile(
    rf"「(?P<quoted>[^「」]{{2,20}})」(?:等?{NUMERAL}(?:個|大)?(?:工作|推動)?(?:小組|分組|組))?(?P<then>[、，。;及與和暨]|$)"
    r"|(?P<name>[^、，。;:()]+?)(?:\([^()]{0,30}\))?(?P<sep>[、，。;]|$)"
)


def _ended_parts(piece: str) -> list[tuple[int, int]]:
    """The group names in a piece, parted at conjunctions after a whole name; none when the piece is no group."""
    parts: list[tuple[int, int]] = []
    at = 0
    for found in re.finditer(r"及|與|和|暨|$", piece):
        name = piece[at : found.start()]
        ended = re.match(
            rf"(?P<n>.+?(?:小組|分組|組))(?:{_COUNTED})?(?:等.{{0,8}})?(?=置|$)",
            name,
        )
        if ended and len(ended["n"]) <= 20:
            parts.append((at, at + ended.end("n")))
            if ended.end() < len(name) and not name[ended.end("n") :].startswith("等"):
                return parts
            at = found.end()
        elif not found[0]:
            return parts if at >= len(piece) else []
    return parts


_OPENS_GROUPS = re.compile(
    r"(?P<subject>[^，。;:、]{0,30}?)(?:應|得|並|另|分)?(?:下設|分設|設置|設立|設|下分|分為)(?:下列|左列|以下)?(?:各"
    r"|[一二三四五六七八九十0-9]{1,3}個?)?"
    r"(?:(?:工作|推動|業務|功能)?(?:小組|分組)|(?<=[列各])[\u3400-\u9fff]{1,4}組|[組室科課股處隊](?:、[組室科課股處隊])*)"
    r"(?:如下|如左)?(?:，(?:研究|研議|審議|負責|協助)[^。;，]{2,30}[。:]?$)?(?:，(?:並|其)?(?:分掌|分別(?:掌理|辦理|負責)|掌理|職掌|任務|辦理)[^。;]{0,20})?"
    r"(?:，各[組由][^。;]{1,40})?(?:[。;](?:各組)?(?:之)?(?:任務|職掌|分工)(?:分列)?如[下左次])?:?$"
)


def _listed_below(reading: Reading, passage: Passage) -> None:
    """Groups that are the items of a list: 本會設左列各組:一、秘書組。二、督導組。"""
    found = _OPENS_GROUPS.search(passage.body.rstrip())
    upper = (reading.body(found["subject"], passage.index) or reading.council) if found else None
    if found is None or upper is None:
        return
    items = reading.outline.items(passage.index) or _plain_lines(reading, passage)
    for item in items:
        name = re.match(r"[^，。;:()]+", item.body)
        if name is None or not re.search(r"[組室科課股處隊]$", name[0]) or normalise(name[0]) in _GENERIC:
            continue
        end = item.start + name.end()
        text = item.text[item.start : end]
        subgroup(reading, text, upper, item, item.start, end, "bodies.listed", "下設")
        reading.read(passage, passage.start, len(passage.norm))


def _plain_lines(reading: Reading, passage: Passage) -> list[Passage]:
    """The lines without a number that follow an opener, each a group and a colon."""
    lines: list[Passage] = []
    for line in reading.passages[passage.index + 1 :]:
        if line.marker is not None or not re.match(r"[^，。;:()]{1,10}[組室科課股處隊]:", line.norm):
            break
        lines.append(line)
    return lines if len(lines) > 1 else []


_BETWEEN = re.compile(r"[、，]|(?:及|與|和)(?![^「」]*」)")
"""Between the names of groups, and not within one: 「公共參與」及「國際展望」."""


def group_names(text: str, ending: str = "") -> list[str]:
    """The names of groups in a list, ``ending`` given to those without one; empty when one of them is none."""
    text = re.sub(
        r"^(?:[一二三四五六七八九十0-9]{1,3}個?(?:工作|推動)?(?:小組|分組|組))(?:[:：]|[，,](?:包括|包含|分別為"
        r"|為))(?=.)",
        "",
        text.strip(),
    )
    clean = re.sub(r"^(?:置|有|立|「)|(?:等)?[一二三四五六七八九十0-9]{0,3}(?:個)?$", "", text.strip())
    clean = re.sub(r"(?<=組)等(?:各|相關)?(?:工作|推動|任務)?(?:小組|分組|組)$", "", clean)
    clean = re.sub(rf"(?<=組){_COUNTED}$", "", clean)
    parts = _apart(clean)
    if ending and not re.search(rf"{_ENDING}$", normalise(clean)):
        plain = [p.strip("「」 ") for p in _BETWEEN.split(clean) if p.strip("「」 ")]
        parts = [p + ending for p in plain] if all(2 <= len(p) <= 10 and "組" not in p for p in plain) else []
    if not parts or not all(re.search(rf"{_ENDING}$", normalise(p)) for p in parts):
        parts = [p.strip("「」 ") for p in _BETWEEN.split(clean) if p.strip("「」 ")]
        if parts and not re.search(rf"{_ENDING}$", normalise(parts[0])) and all(len(p) <= 8 for p in parts):
            shared = re.search(r"(?:工作小組|推動小組|工作分組|小組|分組|組)$", normalise(parts[-1]))
            if shared:
                parts = [p if p.endswith("組") else p + shared[0] for p in parts]
    if not parts or not all(
        re.search(rf"{_ENDING}$", normalise(p))
        and 2 <= len(p) <= 24
        and normalise(p) not in _GENERIC
        and not _OF_A_LIST.match(normalise(p))
        and not re.match(r"[0-9一二三四五六七八九十]+(?:個|大)?(?:工作|推動)?(?:小組|分組|組)", normalise(p))
        for p in parts
    ):
        return []
    return parts


def _apart(text: str) -> list[str]:
    """The pieces of a list of groups: at commas, and at conjunctions after a whole name (規劃及管考組 stays one)."""
    parts: list[str] = []
    for piece in re.split(r"[、，]", text):
        at = 0
        for found in re.finditer(r"以及|及|與|和|暨", piece):
            if re.search(rf"{_ENDING}$", normalise(piece[at : found.start()])):
                parts.append(piece[at : found.start()])
                at = found.end()
        parts.append(piece[at:])
    return [p.strip("「」 ") for p in parts if p.strip("「」 ")]


def subgroup(
    reading: Reading, name: str, upper: Node | None, passage: Passage, start: int, end: int, rule: str, wording: str
) -> Node:
    """The subgroup of that name under a body; ``upper`` is None where the text names none."""
    evidence = reading.evidence(passage, start, end, rule)
    node = reading.draft.node("Subgroup", name, evidence)
    if upper is not None and upper.kind == "Council":
        reading.draft.link("PART_OF", node, upper, wording, evidence)
    return node


def _speak_of(reading: Reading) -> None:
    """Which body each passage speaks of: the last one named in it or in a heading above it."""
    for passage in reading.passages:
        best: Node | None = None
        for node in (*reading.draft.of_kind("Subgroup"), *reading.draft.of_kind("Council")):
            if node.name in passage.text[:60] and (passage.heading or passage.marker):
                best = node
                break
        if best is not None:
            reading.body_at[passage.index] = best
        elif (
            passage.parent >= 0
            and passage.parent in reading.body_at
            and reading.body_at[passage.parent].kind == "Council"
        ):
            reading.body_at[passage.index] = reading.body_at[passage.parent]


def _own(reading: Reading) -> None:
    """The councils are those of the document's government, when it has one."""
    if reading.owner is not None and not reading.sections:
        for node in reading.draft.of_kind("Council"):
            if node is reading.council or node.name.startswith(reading.owner.name):
                reading.draft.link("PART_OF", node, reading.owner, "", node.evidence[0])
    for node in reading.draft.of_kind("Council"):
        upper = reading.set_up_by.get(id(node))
        if upper is not None and not any(True for _ in reading.draft.linked("PART_OF", a=node)):
            reading.draft.link("PART_OF", node, upper, "設", node.evidence[0])
    if reading.government is None:
        return
    for node in reading.draft.of_kind("Council"):
        if any(True for _ in reading.draft.linked("PART_OF", a=node)):
            continue
        if not re.match(r"[\u3400-\u9fff]{2}院|國家|中央", normalise(node.name)):
            first = node.evidence[0]
            reading.draft.link("PART_OF", node, reading.government, "", first)
