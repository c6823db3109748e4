"""What short forms stand for (以下簡稱本會), and which city or government the document speaks of."""

from __future__ import annotations

import re

from quanze.reader.lexicon import alternatives
from quanze.reader.names import agency_kind, ends_as_body, is_agency, may_be_council, shortens
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading, Short
from quanze.reader.rules.documents import is_document
from quanze.reader.wording import COUNT, normalise

RULE = "definitions.short_form"
_SHORT = re.compile(
    r"\((?:以下(?:均|皆|統|合)?(?:簡)?稱(?:為)?|下稱|簡稱(?:為)?|以下為|hereinafter(?: referred to as)?(?: the)? ?"
    r"|hereafter(?: the)? "
    r"?|the )[「\"]?"
    r"(?P<short>[^()「」\"]{1,30}?)[」\"]?\)"
    r"|\((?P<party>[甲乙丙丁]方)\)"
)
_LEAD = re.compile(
    r"(?:特設置|特設立|特成立|特設|爰設|設置|設立|成立|組成|籌設|籌組|依據|依照|依|配合|函送|訂定|訂頒|由|報[經請]|為推動|為規範"
    r"|為辦理|為執行|辦理|執行|會同|委由|委託|設|將|於|與|及"
    r"|為)(?=[\u3400-\u9fff])"
)
_STRONG = re.compile(
    r"(?<=\))(?:及|與|暨|、)|(?:規定|所定)之|(?:機關|單位)為|(?:應|得|並)設(?!置)|(?<=[政本市縣]府)設(?=[\u3400-\u9fff]{4})|(?<=[項條款])(?:規定)?設(?![備施計定置立籍廠限])(?=[\u3400-\u9fff]{4})|下設(?=[\u3400-\u9fff]{4})"
    r"|(?<=部)設(?=[\u3400-\u9fff]{4})"
    r"|(?<=院)設(?=[\u3400-\u9fff]{4})|(?<=基金)設(?=[\u3400-\u9fff]{3})|(?<=[署局處會校司所行各別組特爰另法市縣鄉鎮區省])設(?![備施計定置立籍廠限])(?=[\u3400-\u9fff]{4})|特設置|特設立|特成立|特設|設置(?!要點|辦法|條例|規程|及|與)|設立|成立|組成"
    r"|籌設|依據|依照|由(?!來)|聘請|負責|辦理|函送|訂定|訂頒"
)
_GOVERNMENT = re.compile(
    r"(?P<place>[\u3400-\u9fff]{2,3}(?:市|縣)|(?<![\u3400-\u9fff])(?![由於及與向請經本該各至])[\u3400-\u9fff](?:市|縣))政府"
)
_COMMITTEE = re.compile(
    r"推動|永續|諮詢|諮議|審議|審查|協調|促進|策進|因應|低碳|淨零|氣候|調適|減碳|節能|減量|轉型|安全|專案|指導"
    r"|督導|評鑑|參與|防救|災害|營造|治理"
)
_PLACE = re.compile(r"[\u3400-\u9fff]{2,3}(?:市|縣)")


def read(reading: Reading) -> None:
    """Collect short forms of every passage, then whose rules these are and the government of the document."""
    _titled(reading)
    for passage in reading.passages:
        for found in _SHORT.finditer(passage.norm):
            full = _full_name(passage, found.start())
            if full:
                _define(reading, passage, found, full)
    _government(reading)


TITLE = re.compile(
    r"^(?P<name>[\u3400-\u9fff]{2,40}?(?:\(構\)[\u3400-\u9fff]{0,12}?)?)(?P<rules>(?:暫行)?(?:組織|設置|作業|實施"
    r"|處務|辦事|議事|運作"
    r"|任務編組|推動|編組|收支、?保管及運用)"
    r"(?:及|暨|與)?(?:審議|運作|管理|會議|作業|設置|組織|評議|議事)?(?:自治條例|作業規定|要點|辦法|規程|準則|規定|規則|簡則|原則|計畫|章程"
    r"|條例|細則|通則|法))(?:修正(?:規定|草案|條文)?|草案"
    r"|全文)?(?:\([^()]{1,20}\))?$"
)
"""A title that is the name of a body or an agency and a word for its rules."""
_TITLE_LABEL = re.compile(r"(?:法規|法令|規定|計畫)?名稱:")
"""What a web page of laws puts before a title."""
_SELVES = {
    "部": "本部",
    "署": "本署",
    "院": "本院",
    "局": "本局",
    "處": "本處",
    "府": "本府",
    "會": "本會",
    "所": "本所",
}


_UNIT_SELF = re.compile(r"(?:分局|分處|分署|分所|分院|大隊|總隊|中心|總局|總處|公所|[館隊場站廠團校])$")
"""What else an agency calls itself: 本分局, 本中心."""


def _titled(reading: Reading) -> None:
    """Whose rules these are: 甲部住宅審議會設置辦法 is of a council of 甲部, 乙部處務規程 of 乙部 itself."""
    for passage in reading.passages[:6]:
        label = _TITLE_LABEL.match(passage.norm)
        at = label.end() if label else 0
        found = TITLE.match(passage.norm[at:]) if passage.marker is None else None
        if not found:
            continue
        name = passage.text[at : at + found.end("name")]
        upper = _agency_before(name)
        council = (
            kind_of(name) == "Body"
            or (upper and not upper.endswith("院") and name.endswith(("會", "小組")))
            or (name.endswith(_OFFICES) and found["rules"].startswith("設置"))
            or (normalise(name).endswith("委員會") and (_has_seats(reading, name) or found["rules"].startswith("設置")))
        )
        whole = "" if council else name if is_agency(normalise(name)) or _establishes(found) else ""
        agency = upper if council else whole
        if council:
            reading.title = name
        if not agency and not council and upper and found["rules"].startswith("收支"):
            agency = upper  # 甲院某基金收支保管及運用辦法: a fund of 甲院
        if agency:
            evidence = reading.evidence(passage, at, at + len(agency), "definitions.owner", counts=False)
            reading.owner = reading.draft.node("Agency", agency, evidence, kind=agency_kind(agency))
            reading.sections = bool(whole)
            own = _SELVES.get(agency[-1], "")
            taken = own == "本會" and not any(_otherwise_named(name, p.norm) for p in reading.passages)
            if own and not (council and taken):
                reading.shorts.setdefault(own, Short("Agency", agency))
            kind = _UNIT_SELF.search(normalise(agency))
            if kind:
                reading.shorts.setdefault(f"本{kind[0]}", Short("Agency", agency))
        return


_SEATED = re.compile(rf"(?P<who>[^，。;:]{{2,40}}?)(?:應|共)?(?:置|設)[^。]{{0,60}}?(?<![任門問])委員{COUNT}")


def _has_seats(reading: Reading, name: str) -> bool:
    """Whether a commission has members of its own, 本會置委員九人, and so is a council and no mere agency."""
    selves = (normalise(name), "本會", "本委員會")
    return any(found["who"] in selves for p in reading.passages for found in [_SEATED.match(p.body)] if found)


def _otherwise_named(name: str, norm: str) -> bool:
    """Whether a text speaks of a council as 本委員會 or 法規會, so that 本會 is the agency that it belongs to."""
    subject = re.match(r"(?P<s>[^，。;:、之]{2,8}?會)(?:之?任務|之?職掌|掌理|置|辦理|應)", norm)
    return "本委員會" in norm or bool(subject and subject["s"] != "本會" and shortens(subject["s"], normalise(name)))


_ESTABLISHED = re.compile(r"[場站廠園庫團館臺台港關監廟宮社系行]$")


def _establishes(found: re.Match[str]) -> bool:
    """Whether the rules are of the kind that only an agency has, and the name ends like one (農業改良場辦事細則)."""
    rules = re.match(r"(?:暫行)?(?:組織|處務|辦事|編組)", found["rules"])
    return bool(rules and _ESTABLISHED.search(normalise(found["name"])))


_INSIDE_WORD = re.compile(r"處[理境置分]|部[分門落份]|局[面限部]|會[議計員商報]|署名|院[長校]")
"""An ending of agencies that is only the beginning of another word (爭議處理審議會)."""


def _agency_before(name: str) -> str:
    """The longest agency that a council's name begins with; empty when there is none."""
    for end in range(len(name) - 3, 2, -1):
        before = normalise(name[:end])
        if _INSIDE_WORD.match(normalise(name[end - 1 :])):
            continue
        no_agency = before.endswith(("諮詢會", "審議會", "府會", "府府"))  # 甲市政府府會聯絡小組 is of 甲市政府
        if before[-1] in "部署院局處府會" and is_agency(before) and not no_agency:
            return name[:end]
    return ""


def _full_name(passage: Passage, end: int) -> str:
    """The longest name that ends at a place: back to a comma, a verb or a quotation mark."""
    begin = max(passage.start, end - 70)
    norm = passage.norm[begin:end].rstrip()
    text = passage.text[begin:end].rstrip()
    if norm.endswith("」"):
        start = norm.rfind("「")
        return text[start + 1 : -1] if start >= 0 else ""
    cut = max(norm.rfind(c) for c in "，。;:、「」")
    bracket = norm.rfind(")")
    if (
        bracket > cut
        and norm.count("(", bracket) == 0
        and norm[:bracket].rfind("(") >= 0
        and "稱" in norm[norm.rfind("(") : bracket]
    ):
        cut = bracket
    norm, text = norm[cut + 1 :], text[cut + 1 :]
    if norm.isascii():
        found = re.search(r"(?:[A-Z][\w’'&-]*(?: (?:of|for|and|on|the|in))* ?){1,12}$", norm)
        return re.sub(r"^[Tt]he ", "", text[found.start() :].strip()) if found else ""
    while True:
        lead = _LEAD.match(norm)
        if not lead or len(norm) - lead.end() < 2:
            break
        norm, text = norm[lead.end() :], text[lead.end() :]
    last = 0
    for found in _STRONG.finditer(norm):
        if len(norm) - found.end() >= 2:
            last = found.end()
    does = _DOES.match(norm, last)
    if does and kind_of(text[does.end() :]) == "Body":
        last = does.end()  # 督導食安委員會工作小組（以下簡稱…）: what is done with the body
    return text[last:].strip()


_DOES = re.compile(r"(?:督導|考核|協助|指導|追蹤|召開|籌組|召集)(?=[\u3400-\u9fff]{4})")


def _define(reading: Reading, passage: Passage, found: re.Match[str], full: str) -> None:
    short = (found["short"] or found["party"]).strip()
    full = reading.entitled(full)  # the title gives the name in full where the text parts it by a short form
    kind = "Body" if full == reading.title or _set_up(passage, found.start() - len(full), full) else kind_of(full)
    if not kind or short == full:
        return
    if kind == "Body":
        reading.read(passage, found.start() - len(full), found.end())
    for one in re.split(r"[、或,]", short):
        key = normalise(one).strip("「」 ")
        if key:
            reading.shorts.setdefault(key, Short(kind, full))
    owner = reading.owner
    if kind == "Agency" and owner is not None and reading.sections and normalise(full).endswith(normalise(owner.name)):
        owner.alias(owner.name)
        reading.draft.rename(owner, full)  # the text has the name of the title in full
    if kind == "Agency":
        evidence = reading.evidence(passage, found.start() - len(full), found.start(), RULE)
        reading.agency(full, evidence).alias(*([short] if not short.startswith(("本", "the ")) else []))


_OFFICES = ("辦公室", "專案室", "工作平台", "服務中心", "推動中心")
"""What is a body with seats where a text sets it up, and an agency elsewhere."""
_SETS_UP = re.compile(
    r"(?:設置|設立|成立|組成|組設|籌組|設)(?:[^，。;()]{2,40}(?:會報|會|小組|中心|辦公室)(?:\([^()]{1,24}\))?(?:及|與|暨|、))?「?$"
)


def _set_up(passage: Passage, at: int, full: str) -> bool:
    """Whether a name that ends like a council's follows a verb that sets one up."""
    norm = normalise(full)
    return bool(ends_as_body(norm) or may_be_council(norm) or norm.endswith(_OFFICES)) and bool(
        _SETS_UP.search(passage.norm[: max(at, 0)])
    )


def kind_of(full: str) -> str:
    """The kind of a defined name: Agency, Body, Document, Place, or empty."""
    norm = normalise(full)
    if _PLACE.fullmatch(norm):
        return "Place"
    if is_document(norm):
        return "Document"
    if re.search(r"(?<!委員)(?<![協公學農漁工商議總分])會$", norm) and not re.search(
        r"(?:水利|基金|理事|董事|聯合|監理|福利|同業|家長|社|機|都|晚|集)會$", norm.replace("監理會", "")
    ):
        return "Body"
    if ends_as_body(norm) and (not norm.endswith("委員會") or _COMMITTEE.search(norm)):
        return "Body"
    if not norm.isascii() and is_agency(norm):
        return "Agency"
    if norm.isascii() and re.search(
        r"(?:Council|Committee|Board|Group|Task Force|Taskforce|Panel|Commission|Forum)$", norm
    ):
        return "Body"
    if norm.isascii() and re.search(
        r"(?:Department|Office|Bureau|Agency|Authority|Ministry|Government|Service|Division|City)\b", norm
    ):
        return "Agency"
    return ""


_LETTERHEAD = re.compile(
    r"(?P<name>(?:[\u3400-\u9fff]{1,3}[市縣]政府)?(?P<own>[\u3400-\u9fff]{2,12}?(?P<end>[局處署部會所])))(?:函|書函|公告|令|開會通知單)$"
)


def _letterhead(reading: Reading) -> None:
    """The agency that writes a letter, 甲市政府環境保護局 函: it stands for 本局."""
    for passage in reading.passages[:2]:
        found = (_LETTERHEAD.match(passage.norm) or _SIGNED.match(passage.norm)) if passage.marker is None else None
        if found and is_agency(found["own"]):
            reading.shorts.setdefault(f"本{found['end']}", Short("Agency", passage.text[slice(*found.span("own"))]))
            return


def _reports(reading: Reading) -> None:
    """The agency at the head of a text that calls itself 本處 and never says who that is: 農業處工作報告."""
    head = "\n".join(p.norm for p in reading.passages[:4])
    for end in "局處署所":
        short = f"本{end}"
        if reading.resolve(short) is None and any(short in p.norm for p in reading.passages):
            named = {m[0] for m in re.finditer(rf"{alternatives('stem')}{end}(?![長理])", head)}
            if len(named) == 1:
                reading.shorts[short] = Short("Agency", named.pop())


_SIGNED = re.compile(
    r"簽(?:呈)?於(?P<own>[\u3400-\u9fff]{2,12}?(?P<end>[局處署部會所]))(?:[\u3400-\u9fff]{2,8}[科室課股組])?$"
)
"""The head of an internal memorandum, 簽於環境保護局綜合計畫科."""
_OFFICE = re.compile(
    r"(?P<office>(?:[\u3400-\u9fff]{1,3}[市縣])?[\u3400-\u9fff]{1,3}[區鄉鎮市]公所)(?=[\u3400-\u9fff])"
)


def _office(reading: Reading) -> None:
    """The district or township office whose plan this is: what 本所 stands for, or what begins the title."""
    for short in ("本公所", "本所"):
        own = reading.shorts.get(short)
        if own is not None and own.kind == "Agency" and own.full.endswith("公所"):
            reading.government = reading.draft.find("Agency", own.full)
            return
    for passage in reading.passages[:2]:
        found = _OFFICE.match(passage.norm) if passage.marker is None else None
        if found:
            name = passage.text[: found.end("office")]
            evidence = reading.evidence(passage, 0, len(name), "definitions.government", counts=False)
            reading.government = reading.agency(name, evidence)
            for short in ("本所", "本公所"):
                reading.shorts.setdefault(short, Short("Agency", name))
            return


_SCHOOL = re.compile(
    r"[\u3400-\u9fff]{2,20}?(?:國民中小?學|國民小學|高級中學|職業學校|(?<=立)[\u3400-\u9fff]{2,4}(?:國中|國小|高中)|科技大學|大學|附設醫院)(?![\u3400-\u9fff]{0,4}(?:委員會|推動會))"
)


def _government(reading: Reading) -> None:
    """The government of the document: what 本府 stands for, else the only city or county government named."""
    if reading.passages and _SCHOOL.match(reading.passages[0].norm):
        return  # a school's plan, 甲市立乙國民中學…, is not of the city's bureaus
    own = reading.shorts.get("本府")
    name = own.full if own and own.kind == "Agency" else ""
    counts: dict[str, int] = {}
    spelled: dict[str, str] = {}
    for passage in reading.passages:
        for found in _GOVERNMENT.finditer(passage.norm, passage.start):
            key = found[0]
            key = re.sub(r"^.*?(?=[\u3400-\u9fff]{2}[市縣]政府)", "", key) if len(key) > 4 else key
            at = found.end() - len(key)
            if not re.match(r"直轄|各縣|及縣|轄市|[之的等與和]|.[之的]", key):
                counts[key] = counts.get(key, 0) + 1
                spelled.setdefault(key, passage.text[at : found.end()])
    if not name and counts:
        ranked = sorted(counts, key=lambda k: -counts[k])
        if len(ranked) == 1 or counts[ranked[0]] > 2 * counts[ranked[1]]:
            name = spelled[ranked[0]]
    if not name:
        _office(reading)
    _letterhead(reading)
    _reports(reading)
    if name and name.endswith("政府"):
        for passage in reading.passages:
            at = passage.text.find(name)
            if at >= 0:
                reading.government = reading.agency(
                    name, reading.evidence(passage, at, at + len(name), "definitions.government", counts=False)
                )
                place = name.removesuffix("政府")
                for short in ("本府", "市府", "縣府", "本市政府", "本縣政府"):
                    reading.shorts.setdefault(short, Short("Agency", name))
                for short in ("本市", "本縣"):
                    reading.shorts.setdefault(short, Short("Place", place))
                return
