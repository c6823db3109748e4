"""Seats as records: their names, whom they represent, and whether the stated total is the sum of the seats named."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quanze.locale import message
from quanze.reader.draft import CHECK, HIGH, Node
from quanze.reader.names import is_agency
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.wording import COUNT, normalise, seats
from quanze.schema.seats import totals


@dataclass
class Seat:
    """A block of seats as one phrase gave it."""

    title: str
    low: int
    high: int
    post: str
    agency: str
    basis: tuple[str, ...]
    start: int
    end: int
    confidence: str = HIGH
    note: str = ""
    some: bool = False
    """Whether the text says that there are some and not how many."""


def store(
    reading: Reading,
    passage: Passage,
    body: Node,
    pieces: list[Seat],
    total: tuple[int, int] | None,
    included: bool,
    listed: list[Seat] | None = None,
) -> None:
    listed = listed or []
    if not pieces and total is None and not listed:
        return
    if total is not None:
        body.values.setdefault("seats", total[0])
        if total[1] != total[0]:
            body.values.setdefault("seats_max", total[1])
        reading.stated.append((body, total, passage.place.words))
    known = [p for p in pieces if p.low >= 0]
    blocks = [p for p in pieces if p.low < 0]
    for block in list(blocks):
        parts = _counted(passage, block)
        if parts:
            blocks.remove(block)
            known.extend(parts)
    chairs = (
        [
            p
            for p in known
            if not re.search(r"秘書|幹事|執行長|顧問|委員$|成員", p.title) or p.title in ("主任委員", "副主任委員")
        ]
        if included
        else []
    )
    if blocks and not chairs and included:
        for link in reading.draft.linked("SITS_ON", b=body):
            title, number_of = str(link.a.values["seat_title"]), int(link.a.values.get("seats") or 0)
            if not re.search(r"秘書|幹事|執行長|顧問", title) and title not in ("委員", "成員"):
                chairs.append(Seat(title, number_of, number_of, "", "", (), 0, 0))
    if blocks and total is not None and not listed and not any(p.title in ("委員", "成員") for p in known):
        low, high = total[0] - sum(p.low for p in chairs), total[1] - sum(p.high for p in chairs)
        for block in blocks:
            block.low, block.high = low, high
    known.extend(b for b in blocks if b.low > 0 or not listed)
    for seat in (*known, *listed):
        at = int(seat.note) if seat in listed else passage.index
        said = reading.passages[at].norm.find(normalise(seat.agency), seat.start) if seat.agency else -1
        meant = reading.meant(seat.agency, at, max(said, seat.start))
        if meant != seat.agency and seat.post.startswith(seat.agency):
            seat.post = meant + seat.post[len(seat.agency) :]  # 由某科承辦，該科科長兼任執行秘書
        seat.agency = meant
    for seat in known:
        _seat(reading, passage, body, seat, "seats.stated")
    for seat in listed:
        item = reading.passages[int(seat.note)]
        seat.note = ""
        _seat(reading, item, body, seat, "seats.listed")


_PART = re.compile(rf"(?P<who>[^，。;:、及與]{{2,30}}?){COUNT}")


def _counted(passage: Passage, block: Seat) -> list[Seat]:
    """The parts of a block that give their own numbers: 各局處首長十一人及專家學者八人."""
    text = passage.norm[block.start : block.end]
    at = max(text.find("其餘"), 0)
    at = text.find("由", at)
    among = re.search(r"，其中(?!一人為|二人為)(?=[^，。;]{2,20}(?:專家|學者|代表|團體|委員))", text)
    if at < 0 and among:
        at = among.end() - 1
    out: list[Seat] = []
    for found in _PART.finditer(text, at + 1) if at >= 0 else ():
        numbers = seats(found["count"])
        who = passage.text[block.start + found.start("who") : block.start + found.end("who")]
        bases = bases_of(found["who"]) or (
            ("agency_representative",) if re.search(r"首長|主管|局處|機關", found["who"]) else ()
        )
        if numbers and bases:
            sure = HIGH if not among else CHECK
            out.append(
                Seat("委員", *numbers, who, "", bases, block.start + found.start(), block.start + found.end(), sure)
            )
    return out


def _seat(reading: Reading, passage: Passage, body: Node, seat: Seat, rule: str) -> Node:
    evidence = reading.evidence(passage, seat.start, seat.end, rule, seat.confidence)
    agency = seat.agency
    spelled = passage.text[seat.start : seat.end]
    if agency and agency in normalise(spelled):
        at = normalise(spelled).find(agency)
        agency = spelled[at : at + len(agency)]
    post = seat.post
    if post and post in normalise(spelled):
        at = normalise(spelled).find(post)
        post = spelled[at : at + len(post)]
    party = re.match("[甲乙丙丁]方", normalise(post))
    post = post[party.end() :] if party else post
    that = re.match(r"該(?P<end>[會局處署部院])", normalise(post))
    if that:
        named = re.findall(
            rf"由([^，。;由]{{2,20}}?{that['end']})(?:辦理|擔任|兼辦|負責|主辦|執行)", passage.norm[: seat.start]
        )
        if named:  # 由研究發展考核委員會辦理，…由該會主任委員兼任
            agency, post = named[-1], named[-1] + post[that.end() :]
    if "ex_officio" in seat.basis and post:
        name = f"{seat.title}（{post}兼任）"
    elif agency and not post:
        of_it = "代表" if "agency_representative" in seat.basis else ""
        name = f"{seat.title}（{agency}{of_it}）"
    elif post:
        name = f"{seat.title}（{post}）"
    elif seat.title in ("委員", "成員") and not post:
        number = f"{seat.low}" if seat.low == seat.high else f"{seat.low}–{seat.high}"
        name = f"其餘委員（{number} 人）" if seat.low >= 0 else "其餘委員"
    else:
        name = seat.title
    _named_before(reading, body, seat, name)
    node = reading.draft.node(
        "Member",
        name,
        evidence,
        scope=body.name,
        seat_title=seat.title,
        basis=list(seat.basis),
        seats=seat.low if seat.low >= 0 and not seat.some else None,
        seats_max=seat.high if seat.high != seat.low else None,
        post=post if "ex_officio" in seat.basis else "",
    )
    reading.draft.link("SITS_ON", node, body, seat.title, evidence)
    several = seat.low > 1 and bool(seat.post) and normalise(post).endswith(("會長", "理事長"))
    owner = "" if several else owner_of(reading, agency, post if "ex_officio" in seat.basis else "")
    if owner:
        alike = re.fullmatch(r"[\u3400-\u9fff]{2,10}[局處科]\([局處科]\)", normalise(owner))
        own = reading.resolve(owner)
        whole = alike or (own is not None and own.kind == "Agency")  # 本局, or 社會局(處)
        for one in [owner] if whole else reading.split(owner)[:1]:
            wording = "代表" if "agency_representative" in seat.basis else "兼任"
            reading.draft.link("REPRESENTS", node, reading.agency(one, evidence), wording, evidence)
    return node


def _named_before(reading: Reading, body: Node, seat: Seat, name: str) -> None:
    """「置召集人一人。召集人由市長擔任」: the seat named first without its holder is the same seat."""
    if name == seat.title:
        return
    for link in reading.draft.linked("SITS_ON", b=body):
        known = link.a.real()
        if known.name == seat.title and known.values.get("seats") == seat.low and not known.values.get("post"):
            reading.draft.rename(known, name, body.name)
            if "ex_officio" in seat.basis and seat.post:
                known.values["post"] = seat.post
            known.values["basis"] = list(seat.basis)
            return


def owner_of(reading: Reading, agency: str, post: str) -> str:
    """The agency that a seat represents: the one in its post, or the government whose mayor it is."""
    if agency:
        found = re.match(r"(?P<a>.+?(?:部|局|處|署|會|院|府))主管.{2,8}業務$", normalise(agency))
        owner = agency[: found.end("a")] if found else agency
        section = re.match(
            r"(?P<a>.+?[部局處署會院府])(?:主管業務|業務主管|相關業務|主辦業務)[科課室組]$", normalise(agency)
        )
        owner = agency[: section.end("a")] if section else owner
        owner = re.sub(r"(?:第[一二三四五六]|副|或)$", "", owner)
        headed = re.search(r"副?(?P<unit>[局處署部司科課])長$", normalise(post))
        if headed and not is_agency(owner) and is_agency(owner + headed["unit"]):
            owner += headed["unit"]  # 教育處長 heads the 教育處
        if normalise(owner) in ("督導業務", "主管業務") or reading.body(owner) is not None:
            return ""
        if _NOBODY.match(normalise(owner)):
            return ""
        return owner
    plain = re.sub(r"^(?:副|政務|常務)", "", normalise(post))
    if reading.owner is not None and _HEADS.get(plain, "") == normalise(reading.owner.name)[-1]:
        return reading.owner.name
    if reading.government is not None and re.fullmatch(
        r"(?:督導業務)?(?:副)?(?:市長|縣長|秘書長)(?:或(?:副)?(?:市長|縣長|秘書長))?"
        if reading.government.name.endswith("政府")
        else r"(?:區長|鄉長|鎮長|主任秘書|秘書)",
        normalise(post),
    ):
        return reading.government.name
    for ends, self_ in _OWN_POSTS:
        own = reading.resolve(self_)
        if own is not None and own.kind == "Agency" and ends.fullmatch(normalise(post)):
            return own.full
    return ""


_ASSISTANTS = "主任秘書|專門委員|參事|技監|總工程司"
_OWN_POSTS = tuple(
    (re.compile(rf"(?:副|政務|常務)?(?:{posts})|{_ASSISTANTS}"), self_)
    for posts, self_ in (
        ("部長|次長", "本部"),
        ("署長", "本署"),
        ("局長", "本局"),
        ("處長", "本處"),
        ("校長", "本校"),
        ("[鄉鎮區]長", "本所"),
        ("[鄉鎮區]長", "本公所"),
        ("所長", "本所"),
        ("院長", "本院"),
        ("董事長|總經理", "本公司"),
    )
)
"""Posts of the agency that speaks of itself, and what it calls itself."""
_NOBODY = re.compile(
    r"(?:其他|其它)?(?:有關|相關)|(?:地方|各級|全國性?|學生|本校)?(?:教師|家長|學生)會$|(?:相關)?(?:工會|公會|商會|協會|學會|團體)$"
)
"""Classes of agencies and associations that a seat represents without naming one."""
_HEADS = {
    "部長": "部",
    "次長": "部",
    "審計長": "部",
    "署長": "署",
    "院長": "院",
    "局長": "局",
    "處長": "處",
    "主任委員": "會",
    "市長": "府",
    "縣長": "府",
    "秘書長": "府",
}
"""The post at the head of an agency, and what the agency's name ends in."""


def check_total(reading: Reading, body: Node, total: tuple[int, int], where: str) -> None:
    """Compare the stated total with the seats named anywhere; say so when they differ."""
    named = [(str(k.a.values["seat_title"]), k.a) for k in reading.draft.linked("SITS_ON", b=body)]
    members = [n for title, n in named if title in ("委員", "成員")]
    if any(not n.values.get("seats") for _, n in named):
        return
    if not members or any(e.confidence == CHECK for n in members for e in n.evidence):
        return
    counted = [
        (title, int(n.values["seats"]), int(n.values.get("seats_max") or n.values["seats"])) for title, n in named
    ]
    readings = totals(counted)
    if total in readings:
        return
    low, high = readings[0]
    shown = f"{total[0]}" if total[0] == total[1] else f"{total[0]}–{total[1]}"
    summed = f"{low}" if low == high else f"{low}–{high}"
    text = message("Seats of {body}: {stated} stated, {found} named", body=body.name, stated=shown, found=summed)
    reading.draft.remark("sum", text, where)


_BASES = (
    (
        "agency_representative",
        re.compile(
            r"機關(?:\([^)]*\))?之?代表|單位代表|局處代表|部會代表|政府代表|府內代表|(?:局|處|署|部|會|院|中心"
            r"|公所|機關|單位)(?:\([^)]*\))?代表|機關\(單位\)代表"
            r"|機關首長|一級主管"
        ),
    ),
    ("expert", re.compile(r"專家|學者|學術")),
    ("industry", re.compile(r"產業(?!局|處|署|發展)|業界|企業|工商|工業團體|商業團體|業者代表")),
    (
        "civic",
        re.compile(
            r"公民|民間|社會團體|社會公正|社會人士|公正人士|社團|環保團體|非政府|NGO|團體代表|居民代表|里長代表"
            r"|青年代表"
        ),
    ),
)


def bases_of(text: str) -> tuple[str, ...]:
    return tuple(code for code, pattern in _BASES if pattern.search(text))
