"""Seats of a body: totals, chairs, deputies, secretaries, listed members, with number, basis and post."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quanze.reader.draft import CHECK, HIGH, Node
from quanze.reader.names import is_agency, is_class, post_of, split_posts
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading, Sentence
from quanze.reader.wording import NUMERAL, normalise, number, seats
from quanze.schema.words import CHAIRS, DEPUTIES, MEMBERS, SECRETARIES

_TITLES = sorted({*CHAIRS, *DEPUTIES, *SECRETARIES, *MEMBERS, "成員", "組長", "副組長", "總幹事", "主任", "副總執行秘書"} - {"秘書組", "幕僚作業", "機關代表", "專家學者", "民間團體代表"}, key=len, reverse=True)
_TITLE = "(?:" + "|".join(_TITLES) + ")"
_COUNT = rf"(?P<count>{NUMERAL}(?:人|名|位|席)?(?:(?:至|到|~|-){NUMERAL})(?:人|名|位|席)|{NUMERAL}(?:人|名|位|席)(?:(?:至|到|~|-){NUMERAL}(?:人|名|位|席))?)"
_ENTRY_COUNT = re.compile(_COUNT + r"(?=$|[，(。])")
_BY = r"(?:[，,]?(?:並|均|皆)?(?:分別)?(?:並)?由(?P<who>[^。;]{1,90}?)(?P<verb>兼任|擔任|兼之|聘兼|派兼|充任|兼|派任|聘任|出任|聘\(派\)兼|派\(聘\)兼)(?:之|者)?(?=[，。;、:)]|$|並|且|承|綜理|置|及))?"
_SEAT = re.compile(rf"(?P<rest>其餘|另置|其他)?(?P<title>{_TITLE})(?P<more>(?:(?:、|及|與|暨|和){_TITLE}){{0,2}})(?P<each>各)?(?:為|共|計|置|總人數為|人數為|人數|總數為)?{_COUNT}{_BY}")
_AMONG = re.compile(rf"(?:其中)?{_COUNT}(?:擔任|為)(?P<title>{_TITLE}){_BY}")
_ONLY = re.compile(rf"(?P<title>{_TITLE})(?:一職)?(?:，)?(?:則|係|均)?由(?P<who>[^，。;:]{{1,40}}?)(?P<verb>兼任|擔任|兼之|兼|擔當)(?:之)?(?=[，。;、]|$|，)")
_HOLDS = re.compile(rf"(?:由)?(?P<who>[^，。;:由]{{2,24}}?)(?:兼任|擔任|兼)(?P<title>{_TITLE})(?=[，。;、]|$|及|，)")
_TOTAL = re.compile(rf"(?:組成人數|總人數|委員總數|成員人數|委員人數)(?:為|共|計)?{_COUNT}")
_PLACE = re.compile(r"置|兼|設(?!置要點)|組成|由下列|擔任|兼任")
_SOME = re.compile(rf"(?P<title>{_TITLE})(?:若干|數)(?:人|名|位)")
_LIST = re.compile(r"(?:下列|左列|以下)(?:各)?(?:有關|相關)?(?:人員|機關|單位|各處|各局|各級|成員|人士|代表|局處|機關\(單位\))|(?:組成|成員|委員|人員|名單)(?:如下|如左)|如下:|擔任之?:|兼任之?:|兼之:|聘\(派\)兼|派\(聘\)兼")
_BASES = (
    ("agency_representative", re.compile(r"機關代表|單位代表|局處代表|部會代表|政府代表|府內代表|(?:局|處|署|部|會|院|中心|公所|機關|單位)(?:\([^)]*\))?代表|機關\(單位\)代表|機關首長|一級主管")),
    ("expert", re.compile(r"專家|學者|學術")),
    ("industry", re.compile(r"產業|業界|企業|工商|工業團體|商業團體|業者代表")),
    ("civic", re.compile(r"公民|民間|社會團體|社會公正|社會人士|公正人士|社團|環保團體|非政府|NGO|團體代表|居民代表|里長代表|青年代表")),
)  # fmt: skip
_APPOINTED = re.compile(r".*?(?:指派之?|指定之?|聘請|遴聘|遴派|派|就|薦派|推派|自|從|於)(?=[\u3400-\u9fff])")
_NO_SEAT = re.compile(r"過半數|二分之一|三分之|任一性別|以上之?(?:出席|同意)|列席|代理|任期|出席委員|不得少於|不得低於|至少(?:一|應)|連任|補聘|外聘委員|不克|未能|未出席|開會時|會議由")


@dataclass
class _Seat:
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


def read(reading: Reading) -> None:
    """Read the seats of every body."""
    for passage in reading.passages:
        if not re.search(_TITLE, passage.norm) or not _PLACE.search(passage.norm):
            continue
        body = _body(reading, passage)
        if body is not None:
            _passage(reading, passage, body)
    for body, total, where in reading.stated:
        _check(reading, body, total, where)


def _body(reading: Reading, passage: Passage) -> Node | None:
    """The body whose seats a passage speaks of: the one before 置, else the council."""
    found = re.search(r"(?:^|[，。;])(?P<name>[^，。;:、()]{2,30}?)(?:應|得|各|共|現)?(?:置|設置|之組成|組成人數|組成)", passage.norm[passage.start :])
    if found:
        node = reading.body(found["name"], passage.index)
        if node is not None:
            return node
        if re.match(r"各(?:推動|工作)?(?:小組|組|分組)", found["name"]):
            return None
    return reading.body_at.get(passage.index) or reading.council


def _passage(reading: Reading, passage: Passage, body: Node) -> None:
    pieces: list[_Seat] = []
    total: tuple[int, int] | None = None
    included = False
    opener: Sentence | None = None
    for sentence in reading.sentences(passage):
        norm = sentence.norm
        if not _is_seating(norm):
            continue
        other = re.search(r"^(?P<name>[^，。;:、()]{2,30}?)(?:置|設置)", norm)
        if other:
            named = reading.body(other["name"], passage.index)
            if named is not None and named is not body:
                _store(reading, passage, body, pieces, total, included)
                pieces, total, included, body = [], None, False, named
        found_total, rest = _read_sentence(reading, sentence, pieces)
        if found_total and total is None:
            total = found_total
        included = included or bool(re.search(r"當然委員|其中|分別為|其餘|包括召集人|含召集人|含主任委員", norm))
        if _LIST.search(norm) and (passage.norm.rstrip().endswith((":", "：")) or _LIST.search(norm[-18:]) or _after_list(reading, passage)):
            opener = sentence
        if rest:
            included = True
    listed: list[_Seat] = []
    if opener is not None:
        listed = _listed(reading, passage, opener)
    _store(reading, passage, body, pieces, total, included, listed)


def _after_list(reading: Reading, passage: Passage) -> bool:
    return bool(reading.outline.items(passage.index))


def _is_seating(norm: str) -> bool:
    if not re.search(_TITLE, norm):
        return False
    if re.search(r"置|組成|其餘|另設|成員|當然委員|其中", norm):
        return bool(_SEAT.search(norm) or _AMONG.search(norm) or _ONLY.search(norm) or _TOTAL.search(norm) or _SOME.search(norm) or _HOLDS.search(norm))
    if _HOLDS.search(norm) and not _NO_SEAT.search(norm):
        return True
    return bool(re.search(rf"{_TITLE}(?:{_COUNT}|由[^，。;]{{1,30}}(?:兼任|擔任))", norm)) and not _NO_SEAT.search(norm)


def _read_sentence(reading: Reading, sentence: Sentence, pieces: list[_Seat]) -> tuple[tuple[int, int] | None, bool]:
    """Add the seats of a sentence to ``pieces``; returns the total it states and whether it names the remaining seats."""
    norm, base = sentence.norm, sentence.start
    total: tuple[int, int] | None = None
    rest = False
    taken: list[tuple[int, int]] = []
    stated = _TOTAL.search(norm)
    if stated:
        total = seats(stated["count"])
        taken.append(stated.span())
    for pattern in (_AMONG, _SEAT):
        for found in pattern.finditer(norm):
            if any(a < found.end("count") and found.start("title") < b for a, b in taken):
                continue
            window = norm[max(0, found.start() - 10) : found.start()]
            if re.search(r"(?:任一性別|單一性別|外聘|出席|不同性別|女性|男性|中|之|指定|兼任)$", window) and not found.groupdict().get("rest"):
                continue
            if re.match(r"(?:以上|以下|代理|為主席|列席|擔任主席|補)", norm[found.end("count") :]):
                continue
            count = seats(found["count"])
            if count is None:
                continue
            low, high = count
            title = found["title"]
            if title in ("委員", "成員") and not _remaining(norm, found) and total is None:
                total = count
                taken.append((found.start("title"), found.end("count")))
                who = found["who"] or ""
                posts = [p for p in split_posts(_named(reading, who)) if post_of(p)[1]]
                if posts and len(posts) == low == high and not _LIST.search(found[0]):
                    total = None
                    pieces.extend(_posts(reading, title, posts, base + found.start(), base + found.end()))
                elif bases := _bases(who or norm[found.end() :]):
                    pieces.append(_Seat(title, -1, -1, "", "", bases, base + found.start(), base + len(norm), CHECK))
                continue
            taken.append((min(found.start("title"), found.start("count")), found.end()))
            more = re.findall(_TITLE, found.groupdict().get("more") or "")
            who = _named(reading, found["who"] or "")
            span = (base + found.start(), base + found.end())
            if title in ("委員", "成員"):
                rest = True
                if _LIST.search(norm[found.end("count") :]):
                    continue
                tail = norm[found.end("count") :]
                bases = _bases(tail)
                pieces.append(_Seat(title, low, high, "", "", bases, *span))
                continue
            titles = [title, *more]
            posts = split_posts(who)
            if len(titles) > 1:
                posts = _shared_posts(posts)
                for i, one in enumerate(titles):
                    post = posts[i] if len(posts) == len(titles) else ""
                    pieces.append(_one(one, low, high, post, *span))
            elif len(posts) > 1 and low == high == len(posts):
                pieces.extend(_posts(reading, title, posts, *span))
            else:
                post = who if post_of(who)[1] or not posts else posts[0]
                pieces.append(_one(title, low, high, post if who else "", *span))
    for found in _HOLDS.finditer(norm):
        who = re.sub(r"^(?:並|及|與|另|且|其|，)+", "", found["who"])
        if any(a < found.end() and found.start() < b for a, b in taken) or found["title"] in ("委員", "成員", "主席", "組長") or not post_of(who)[1]:
            continue
        taken.append(found.span())
        pieces.append(_one(found["title"], 1, 1, who, base + found.start(), base + found.end()))
    for found in _ONLY.finditer(norm):
        if any(a < found.end() and found.start() < b for a, b in taken) or re.search(r"由$", norm[: found.start()]):
            continue
        if re.search(r"聘|遴|推選|互推|代理|指定之委員|召集之", found["who"]) and not post_of(_named(reading, found["who"]))[1]:
            continue
        who = _named(reading, found["who"])
        if found["title"] in ("委員", "成員"):
            continue
        pieces.append(_one(found["title"], 1, 1, who, base + found.start(), base + found.end()))
    return total, rest


def _remaining(norm: str, found: re.Match[str]) -> bool:
    before = norm[max(0, found.start("title") - 4) : found.start("title")]
    return bool(found.groupdict().get("rest") == "其餘" or found.groupdict().get("rest") == "其他" or before.endswith(("其餘", "其他")))


def _named(reading: Reading, who: str) -> str:
    """The holders in a phrase like 市長指派本府秘書長: what comes after who appoints them."""
    found = re.match(r".*(?:指派之?|指定之?|遴派|遴聘|聘請|薦派|派)(?P<rest>[\u3400-\u9fff()、]{2,60})$", who)
    if found and post_of(re.sub(rf"{NUMERAL}人$", "", found["rest"]))[1]:
        who = found["rest"].removeprefix("之")
    return re.sub(rf"(?:{NUMERAL}(?:人|名|位))$", "", who)


def _shared_posts(posts: list[str]) -> list[str]:
    """「管考處處長」「副處長」: the second post is of the same agency as the first."""
    done: list[str] = []
    agency = ""
    for post in posts:
        owner, title = post_of(post)
        if owner:
            agency = owner
        elif agency and re.match(r"副", title):
            post = agency + title
        done.append(post)
    return done


def _one(title: str, low: int, high: int, post: str, start: int, end: int) -> _Seat:
    agency, held = post_of(post)
    if held:
        return _Seat(title, low, high, post, agency, ("ex_officio",), start, end)
    bases = _bases(post)
    if is_agency(post) and not bases:
        return _Seat(title, low, high, "", post, ("agency_representative",), start, end)
    return _Seat(title, low, high, "" if bases else post, "", bases, start, end, HIGH if not post or bases else CHECK)


def _posts(reading: Reading, title: str, posts: list[str], start: int, end: int) -> list[_Seat]:
    return [_one(title, 1, 1, post, start, end) for post in _shared_posts(posts)]


def _bases(text: str) -> tuple[str, ...]:
    return tuple(code for code, pattern in _BASES if pattern.search(text))


def _listed(reading: Reading, passage: Passage, opener: Sentence) -> list[_Seat]:
    """The entries of the list of members under a passage."""
    out: list[_Seat] = []
    heads = bool(re.search(r"首長|主管|副主管|代表", opener.norm[-60:]))
    for item in reading.outline.items(passage.index):
        clause = re.match(r"[^;。]+", item.norm[item.start :])
        if clause is None:
            continue
        start, end = item.start, item.start + clause.end()
        text = item.text[start:end].strip()
        posts = _shared_posts(split_posts(text)) if not re.search(_COUNT, normalise(text)) else []
        entries = [_entry(p, heads, start, end) for p in posts] if len(posts) > 1 and all(post_of(p)[1] for p in posts) else [_entry(text, heads, start, end)]
        for seat in entries:
            if seat is not None:
                seat.note = f"{item.index}"
                out.append(seat)
    return out


def _entry(text: str, heads: bool, start: int, end: int) -> _Seat | None:
    norm = normalise(text)
    count = _ENTRY_COUNT.search(norm)
    found = seats(count[0]) if count else None
    label = text[: count.start()].rstrip("各共計為，, ") if count else text
    label = re.sub(r"^(?:由|本府就)", "", label).rstrip("。;，")
    plain = normalise(label)
    low, high = found or (1, 1)
    owner, held = post_of(label)
    bases = _bases(plain)
    if held and not bases:
        return _Seat("委員", low, high, label, owner, ("ex_officio",), start, end)
    representative = re.match(r"(?P<a>.+?)(?:\([^)]*\))?(?:代表|簡任以上人員|人員|指派人員|派員)$", plain)
    if representative and is_agency(representative["a"]) and not re.search(r"團體$|產業$", representative["a"]):
        agency = label[: representative.end("a")]
        if is_class(agency):
            return _Seat("委員", low, high, "", agency, ("agency_representative",), start, end, HIGH if found else CHECK, "")
        return _Seat("委員", low, high, "", agency, ("agency_representative",), start, end)
    if is_agency(label):
        basis = ("ex_officio",) if heads else ("agency_representative",)
        return _Seat("委員", low, high, "", label, basis, start, end)
    if bases:
        return _Seat("委員", low, high, label, "", bases, start, end, HIGH if found else CHECK)
    return None


def _store(
    reading: Reading, passage: Passage, body: Node, pieces: list[_Seat], total: tuple[int, int] | None, included: bool,
    listed: list[_Seat] | None = None,
) -> None:  # fmt: skip
    listed = listed or []
    if not pieces and total is None and not listed:
        return
    if total is not None:
        body.values.setdefault("seats", total[0])
        if total[1] != total[0]:
            body.values.setdefault("seats_max", total[1])
        reading.evidence(passage, passage.start, len(passage.norm), "seats.total")
        reading.stated.append((body, total, str(passage.place)))
    known = [p for p in pieces if p.low >= 0]
    blocks = [p for p in pieces if p.low < 0]
    for block in list(blocks):
        parts = _counted(passage, block)
        if parts:
            blocks.remove(block)
            known.extend(parts)
    chairs = [p for p in known if not re.search(r"秘書|幹事|執行長|顧問|委員$|成員", p.title) or p.title in ("主任委員", "副主任委員")] if included else []
    if blocks and not chairs and included:
        for link in reading.draft.linked("SITS_ON", b=body):
            title, number_of = str(link.a.values["seat_title"]), int(link.a.values["seats"])
            if not re.search(r"秘書|幹事|執行長|顧問", title) and title not in ("委員", "成員"):
                chairs.append(_Seat(title, number_of, number_of, "", "", (), 0, 0))
    if blocks and total is not None and not listed and not any(p.title in ("委員", "成員") for p in known):
        low, high = total[0] - sum(p.low for p in chairs), total[1] - sum(p.high for p in chairs)
        for block in blocks:
            block.low, block.high = low, high
        known.extend(blocks)
    for seat in known:
        _seat(reading, passage, body, seat, "seats.stated")
    for seat in listed:
        item = reading.passages[int(seat.note)]
        seat.note = ""
        _seat(reading, item, body, seat, "seats.listed")


_PART = re.compile(rf"(?P<who>[^，。;:、及與]{{2,30}}?){_COUNT}")


def _counted(passage: Passage, block: _Seat) -> list[_Seat]:
    """The parts of a block that give their own numbers: 各局處首長十一人及專家學者八人."""
    text = passage.norm[block.start : block.end]
    at = max(text.find("其餘"), 0)
    at = text.find("由", at)
    among = re.search(r"，其中(?!一人為|二人為)(?=[^，。;]{2,20}(?:專家|學者|代表|團體|委員))", text)
    if at < 0 and among:
        at = among.end() - 1
    out: list[_Seat] = []
    for found in _PART.finditer(text, at + 1) if at >= 0 else ():
        numbers = seats(found["count"])
        who = passage.text[block.start + found.start("who") : block.start + found.end("who")]
        bases = _bases(found["who"]) or (("agency_representative",) if re.search(r"首長|主管|局處|機關", found["who"]) else ())
        if numbers and bases:
            sure = HIGH if not among else CHECK
            out.append(_Seat("委員", *numbers, who, "", bases, block.start + found.start(), block.start + found.end(), sure))
    return out


def _seat(reading: Reading, passage: Passage, body: Node, seat: _Seat, rule: str) -> Node:
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
    if "ex_officio" in seat.basis and post:
        name = f"{seat.title}（{post}兼任）"
    elif agency and not post:
        name = f"{seat.title}（{agency}代表）" if "agency_representative" in seat.basis else f"{seat.title}（{agency}首長）"
    elif post:
        name = f"{seat.title}（{post}）"
    elif seat.title in ("委員", "成員") and not post:
        name = f"其餘委員（{seat.low if seat.low == seat.high else f'{seat.low}–{seat.high}'} 人）"
    else:
        name = seat.title
    node = reading.draft.node("Member", name, evidence, scope=body.name, seat_title=seat.title, basis=list(seat.basis),
                              seats=seat.low, seats_max=seat.high if seat.high != seat.low else None,
                              post=post if "ex_officio" in seat.basis else "")  # fmt: skip
    reading.draft.link("SITS_ON", node, body, seat.title, evidence)
    owner = _owner(reading, agency, post if "ex_officio" in seat.basis else "")
    if owner:
        for one in reading.split(owner)[:1]:
            wording = "代表" if "agency_representative" in seat.basis else "兼任"
            reading.draft.link("REPRESENTS", node, reading.agency(one, evidence), wording, evidence)
    return node


def _owner(reading: Reading, agency: str, post: str) -> str:
    """The agency that a seat stands for: the one in its post, or the government whose mayor or secretary-general it is."""
    if agency:
        found = re.match(r"(?P<a>.+?(?:部|局|處|署|會|院|府))主管.{2,8}業務$", normalise(agency))
        owner = agency[: found.end("a")] if found else agency
        owner = re.sub(r"(?:第[一二三四五六]|副|或)$", "", owner)
        if normalise(owner) in ("督導業務", "主管業務") or reading.body(owner) is not None:
            return ""
        return owner
    if reading.government is not None and re.fullmatch(r"(?:督導業務)?(?:副)?(?:市長|縣長|秘書長)", normalise(post)):
        return reading.government.name
    own = reading.resolve({"部": "本部", "次": "本部", "署": "本署", "局": "本局"}.get(re.sub(r"^(?:副|政務|常務)", "", normalise(post))[:1], ""))
    if own is not None and own.kind == "Agency" and re.fullmatch(r"(?:副|政務|常務)?(?:部長|次長|署長|局長)", normalise(post)):
        return own.full
    if normalise(post) in ("院長", "副院長", "政務委員") and any(normalise(n.name) == "行政院" for n in reading.draft.of_kind("Agency")):
        return "行政院"
    return ""


def _check(reading: Reading, body: Node, total: tuple[int, int], where: str) -> None:
    """Compare the stated total with the seats named anywhere; say so when they differ."""
    named = [(str(k.a.values["seat_title"]), k.a) for k in reading.draft.linked("SITS_ON", b=body)]
    members = [n for title, n in named if title in ("委員", "成員")]
    if not members or any(e.confidence == CHECK for n in members for e in n.evidence):
        return
    low = sum(int(n.values["seats"]) for n in members)
    high = sum(int(n.values.get("seats_max") or n.values["seats"]) for n in members)
    chairs = sum(int(n.values["seats"]) for title, n in named if title in (*CHAIRS, *DEPUTIES))
    secretaries = sum(int(n.values["seats"]) for title, n in named if title in ("執行秘書", "執行長"))
    options = {(low + extra, high + extra) for extra in (0, chairs, chairs + secretaries)}
    if total in options:
        return
    shown = f"{total[0]}" if total[0] == total[1] else f"{total[0]}–{total[1]}"
    summed = f"{low + chairs}" if low == high else f"{low + chairs}–{high + chairs}"
    reading.draft.remark("sum", f"{body.name}: seats {shown} ≠ {summed} named in the text", where)


__all__ = ["number", "read"]
