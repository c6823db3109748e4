"""Seats of a body: totals, chairs, deputies, secretaries, listed members, with number, basis and post."""

from __future__ import annotations

import re

from quanze.reader.draft import CHECK, HIGH, Node
from quanze.reader.names import is_agency, is_class, post_of, split_posts
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading, Sentence
from quanze.reader.rules.seat_rows import Seat, bases_of, check_total, store
from quanze.reader.wording import COUNT, NUMERAL, normalise, number, seats
from quanze.schema.words import CHAIRS, DEPUTIES, MEMBERS, SECRETARIES

_TITLES = sorted(
    {*CHAIRS, *DEPUTIES, *SECRETARIES, *MEMBERS, "成員", "組長", "副組長", "總幹事", "主任", "副總執行秘書"}
    - {"秘書組", "幕僚作業", "機關代表", "專家學者", "民間團體代表"},
    key=len,
    reverse=True,
)
_TITLE = "(?:" + "|".join(_TITLES) + ")"
_ENTRY_COUNT = re.compile(COUNT + r"(?=$|[，(。])")
_BY = r"(?:[，,]?(?:並|均|皆)?(?:分別)?(?:並)?由(?P<who>[^。;]{1,90}?)(?P<verb>兼任|擔任|兼之|聘兼|派兼|充任|兼|派任|聘任|出任|聘\(派\)兼|派\(聘\)兼)(?:之|者)?(?=[，。;、:)]|$|並|且|承|綜理|置|及))?"
_SEAT = re.compile(
    rf"(?P<rest>其餘|另置|其他)?(?P<title>{_TITLE})(?P<more>(?:(?:、|及|與|暨|和){_TITLE}){{0,2}})(?P<each>各)?(?:共計|共有|為|共|計|置|總人數為|人數為|人數|總數為)?{COUNT}{_BY}"
)
_AMONG = re.compile(rf"(?:其中)?{COUNT}(?:擔任|為)(?P<title>{_TITLE}){_BY}")
_ONLY = re.compile(
    rf"(?P<title>{_TITLE})(?:一職)?(?:，)?(?:則|係|均)?由(?P<who>[^，。;:]{{1,40}}?)(?P<verb>兼任|擔任|兼之|兼|擔當)(?:之)?(?=[，。;、]|$|，)"
)
_HOLDS = re.compile(rf"(?:由)?(?P<who>[^，。;:由]{{2,24}}?)(?:兼任|擔任|兼)(?P<title>{_TITLE})(?=[，。;、]|$|及|，)")
_TOTAL = re.compile(rf"(?:組成人數|總人數|委員總數|成員人數|委員人數)(?:為|共|計)?{COUNT}")
_PLACE = re.compile(r"置|兼|設(?!置要點)|組成|由下列|擔任|兼任")
_SOME = re.compile(rf"(?P<title>{_TITLE})(?:若干|數)(?:人|名|位)")
_LIST = re.compile(
    r"(?:下列|左列|以下)(?:各)?(?:有關|相關)?(?:人員|機關|單位|各處|各局|各級|成員|人士|代表|局處|機關\(單位\))|(?:組成|成員|委員|人員|名單)(?:如下|如左)|如下:|擔任之?:|兼任之?:|兼之:|聘\(派\)兼|派\(聘\)兼"
)
_APPOINTED = re.compile(r".*?(?:指派之?|指定之?|聘請|遴聘|遴派|派|就|薦派|推派|自|從|於)(?=[\u3400-\u9fff])")
_NO_SEAT = re.compile(
    r"過半數|二分之一|三分之|任一性別|以上之?(?:出席|同意)|列席|代理|任期|出席委員|不得少於|不得低於|至少(?:一|應)|連任|補聘|外聘委員|不克|未能|未出席|開會時|會議由"
)


def read(reading: Reading) -> None:
    """Read the seats of every body."""
    for passage in reading.passages:
        if not re.search(_TITLE, passage.norm) or not _PLACE.search(passage.norm):
            continue
        body = _body(reading, passage)
        if body is not None:
            _passage(reading, passage, body)
    for body, total, where in reading.stated:
        check_total(reading, body, total, where)


def _body(reading: Reading, passage: Passage) -> Node | None:
    """The body whose seats a passage speaks of: the one before 置, else the council."""
    found = re.search(
        r"(?:^|[，。;])(?P<name>[^，。;:、()]{2,30}?)(?:應|得|各|共|現)?(?:置|設置|之組成|組成人數|組成)",
        passage.norm[passage.start :],
    )
    if found:
        node = reading.body(found["name"], passage.index)
        if node is not None:
            return node
        if re.match(r"各(?:推動|工作)?(?:小組|組|分組)", found["name"]):
            return None
    return reading.body_at.get(passage.index) or reading.council


def _passage(reading: Reading, passage: Passage, body: Node) -> None:
    pieces: list[Seat] = []
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
                store(reading, passage, body, pieces, total, included)
                pieces, total, included, body = [], None, False, named
        found_total, rest = _read_sentence(sentence, pieces)
        if found_total and total is None:
            total = found_total
        included = included or bool(re.search(r"當然委員|其中|分別為|其餘|包括召集人|含召集人|含主任委員", norm))
        if _LIST.search(norm) and (
            passage.norm.rstrip().endswith((":", "：")) or _LIST.search(norm[-18:]) or _after_list(reading, passage)
        ):
            opener = sentence
        if rest:
            included = True
    listed: list[Seat] = []
    if opener is not None:
        listed = _listed(reading, passage, opener)
    store(reading, passage, body, pieces, total, included, listed)


def _after_list(reading: Reading, passage: Passage) -> bool:
    return bool(reading.outline.items(passage.index))


def _is_seating(norm: str) -> bool:
    if not re.search(_TITLE, norm):
        return False
    if re.search(r"置|組成|其餘|另設|成員|當然委員|其中", norm):
        return bool(
            _SEAT.search(norm)
            or _AMONG.search(norm)
            or _ONLY.search(norm)
            or _TOTAL.search(norm)
            or _SOME.search(norm)
            or _HOLDS.search(norm)
        )
    if _HOLDS.search(norm) and not _NO_SEAT.search(norm):
        return True
    return bool(re.search(rf"{_TITLE}(?:{COUNT}|由[^，。;]{{1,30}}(?:兼任|擔任))", norm)) and not _NO_SEAT.search(norm)


def _read_sentence(sentence: Sentence, pieces: list[Seat]) -> tuple[tuple[int, int] | None, bool]:
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
            if re.search(
                r"(?:任一性別|單一性別|外聘|出席|不同性別|女性|男性|(?<!其)中|之|指定|兼任)$", window
            ) and not found.groupdict().get("rest"):
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
                posts = [p for p in split_posts(_named(who)) if post_of(p)[1]]
                if posts and len(posts) == low == high and not _LIST.search(found[0]):
                    total = None
                    pieces.extend(_posts(title, posts, base + found.start(), base + found.end()))
                elif not re.search(r"不得少於|不得低於|至少", norm[found.end() :]) and (
                    bases := bases_of(who or norm[found.end() :])
                ):
                    pieces.append(Seat(title, -1, -1, "", "", bases, base + found.start(), base + len(norm), CHECK))
                continue
            taken.append((min(found.start("title"), found.start("count")), found.end()))
            more = re.findall(_TITLE, found.groupdict().get("more") or "")
            who = _named(found["who"] or "")
            span = (base + found.start(), base + found.end())
            if title in ("委員", "成員"):
                rest = True
                if _LIST.search(norm[found.end("count") :]):
                    continue
                tail = norm[found.end("count") :]
                bases = bases_of(tail)
                pieces.append(Seat(title, low, high, "", "", bases, *span))
                continue
            titles = [title, *more]
            posts = split_posts(who)
            if len(titles) > 1:
                posts = _shared_posts(posts)
                for i, one in enumerate(titles):
                    post = posts[i] if len(posts) == len(titles) else ""
                    pieces.append(_one(one, low, high, post, *span))
            elif len(posts) > 1 and low == high == len(posts):
                pieces.extend(_posts(title, posts, *span))
            else:
                post = who if post_of(who)[1] or not posts else posts[0]
                pieces.append(_one(title, low, high, post if who else "", *span))
    for found in _HOLDS.finditer(norm):
        who = re.sub(r"^(?:並|及|與|另|且|其|，|、)+", "", found["who"])
        if (
            any(a < found.end() and found.start() < b for a, b in taken)
            or found["title"] in ("委員", "成員", "主席", "組長")
            or not post_of(who)[1]
        ):
            continue
        taken.append(found.span())
        for post in _shared_posts(split_posts(who)):
            pieces.append(_one(found["title"], 1, 1, post, base + found.start(), base + found.end()))
    for found in _ONLY.finditer(norm):
        if any(a < found.end() and found.start() < b for a, b in taken) or re.search(r"由$", norm[: found.start()]):
            continue
        if re.search(r"聘|遴|推選|互推|代理|指定之委員|召集之", found["who"]) and not post_of(_named(found["who"]))[1]:
            continue
        who = _named(found["who"])
        if found["title"] in ("委員", "成員"):
            continue
        pieces.append(_one(found["title"], 1, 1, who, base + found.start(), base + found.end()))
    return total, rest


def _remaining(norm: str, found: re.Match[str]) -> bool:
    before = norm[max(0, found.start("title") - 4) : found.start("title")]
    return bool(
        found.groupdict().get("rest") == "其餘"
        or found.groupdict().get("rest") == "其他"
        or before.endswith(("其餘", "其他"))
    )


def _named(who: str) -> str:
    """The holders in a phrase like 市長指派本府秘書長: what comes after who appoints them."""
    found = re.match(r".*(?:指派之?|指定之?|遴派|遴聘|聘請|薦派|派)(?P<rest>[\u3400-\u9fff()、]{2,60})$", who)
    if found and post_of(re.sub(rf"{NUMERAL}人$", "", found["rest"]))[1]:
        who = found["rest"].removeprefix("之")
    who = re.sub(r"\((?:以下)?簡?稱[^()]{0,20}\)", "", who)
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


def _one(title: str, low: int, high: int, post: str, start: int, end: int) -> Seat:
    agency, held = post_of(post)
    if held:
        return Seat(title, low, high, post, agency, ("ex_officio",), start, end)
    bases = bases_of(post)
    if is_agency(post) and not bases:
        return Seat(title, low, high, "", post, ("agency_representative",), start, end)
    return Seat(title, low, high, "" if bases else post, "", bases, start, end, HIGH if not post or bases else CHECK)


def _posts(title: str, posts: list[str], start: int, end: int) -> list[Seat]:
    return [_one(title, 1, 1, post, start, end) for post in _shared_posts(posts)]


def _listed(reading: Reading, passage: Passage, opener: Sentence) -> list[Seat]:
    """The entries of the list of members under a passage."""
    out: list[Seat] = []
    heads = bool(re.search(r"首長|主管|副主管|代表", opener.norm[-60:]))
    for item in reading.outline.items(passage.index):
        clause = re.match(r"[^;。]+", item.norm[item.start :])
        if clause is None:
            continue
        start, end = item.start, item.start + clause.end()
        text = item.text[start:end].strip()
        each = re.search(rf"各{COUNT}$", normalise(text))
        plain = text[: each.start()] if each else text
        several = bool(each) or not re.search(COUNT, normalise(text))
        posts = _shared_posts(split_posts(plain)) if several else []
        if len(posts) > 1 and all(post_of(p)[1] for p in posts):
            entries = [_entry(f"{p}{text[each.start() + 1 :]}" if each else p, heads, start, end) for p in posts]
        else:
            entries = [_entry(text, heads, start, end)]
        for seat in entries:
            if seat is not None:
                seat.note = f"{item.index}"
                out.append(seat)
    return out


def _entry(text: str, heads: bool, start: int, end: int) -> Seat | None:
    norm = normalise(text)
    count = _ENTRY_COUNT.search(norm)
    found = seats(count[0]) if count else None
    label = text[: count.start()].rstrip("各共計為，, ") if count else text
    label = re.sub(r"^(?:由|本府就)", "", label).rstrip("。;，")
    plain = normalise(label)
    low, high = found or (1, 1)
    owner, held = post_of(label)
    bases = bases_of(plain)
    if held and not bases:
        return Seat("委員", low, high, label, owner, ("ex_officio",), start, end)
    representative = re.match(r"(?P<a>.+?)(?:\([^)]*\))?(?:代表|簡任以上人員|人員|指派人員|派員)$", plain)
    if representative and is_agency(representative["a"]) and not re.search(r"團體$|產業$", representative["a"]):
        agency = label[: representative.end("a")]
        if is_class(agency):
            return Seat(
                "委員", low, high, "", agency, ("agency_representative",), start, end, HIGH if found else CHECK, ""
            )
        return Seat("委員", low, high, "", agency, ("agency_representative",), start, end)
    if is_agency(label):
        basis = ("ex_officio",) if heads else ("agency_representative",)
        return Seat("委員", low, high, "", label, basis, start, end)
    if bases:
        return Seat("委員", low, high, label, "", bases, start, end, HIGH if found else CHECK)
    return None


__all__ = ["number", "read"]
