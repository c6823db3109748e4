"""Who sits on a body, in English sentences: 「The Task Force shall include the Fire Department and …」, 「Seat 1 …」.

A sentence is read in two steps: a frame that says that somebody sits (consists of, includes, Seat 3 shall be, shall
designate a representative), and a list whose pieces are posts or agencies. A piece that is neither stays unread. All
rows are to be checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quanze.reader.draft import CHECK, Evidence, Node
from quanze.reader.english_names import POST, SMALL_POST, are_two, names_agency, post_of
from quanze.reader.names import Name
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.rules.english.lists import split_english

_MODAL = r"(?:shall |will |must |would |is to |are to |should |may )?(?:also |currently )?"
_CONSISTS = re.compile(
    rf"\b(?P<verb>{_MODAL}(?:consists? of|consisting of|(?:be|is|are) (?:composed|comprised|made up) of"
    rf"|comprised? of|composed of"
    r"|comprises?|includes?|has|have|brings? together|be drawn from|is drawn from))\b"
)
_INTRODUCES = re.compile(
    r"(?:including(?:,)?(?: but not limited to)?:?|such as|(?:representatives?|members?|officials?|delegates?"
    r"|leaders?|staff|employees?)(?: (?:drawn )?(?:of|from)| representing)|representing|namely) (?=(?:the )?[A-Z])"
)
"""Goes before the names of those who sit."""
_MEMBERS = re.compile(
    r"\W*(?:Section [0-9.]+ )?(?:The |the |Its |its )?(?:[Oo]ther )?"
    r"(?:[Mm]embers?(?:hip)?|[Pp]articipants|[Cc]omposition)\b"
)
_GENERAL = re.compile(
    r"(?i:\b(?:Commission|Committee|Council|Board|Panel|Task ?[Ff]orce|Working Group|Group|Forum|Team|Partnership)\b)"
)
_SEAT = re.compile(
    r"(?:\([0-9a-z]{1,3}\) )?Seats? (?P<which>[0-9A-Z]{1,3}(?:(?:, | and |, and | to "
    r"|-)[0-9A-Z]{1,3})*) (?:shall|will|must|is|are) "
    r"(?:be |to be )?(?:held by |filled by |occupied by |reserved for |a |an |the )*"
    r"(?:(?:employees?|representatives?|members?|officials?|staff|designees?)(?: members?)? (?:of"
    r"|from) (?:the )?)?(?P<who>[A-Z][^.;]*)"
)
_SENDS = re.compile(
    r"(?:Each of )?(?P<who>(?:The |the )?[A-Z][^.;:]{2,160}?) (?:shall|will|must) (?:each )?"
    r"(?:appoint|designate|name|send|assign|nominate) (?:a|an|one|1|one \(1\)) (?:\w+ )?(?:representative"
    r"|member|delegate)\b"
)
_ARE_MEMBERS = re.compile(
    r"(?:\([0-9A-Za-z]{1,3}\) )?(?P<who>(?:The |the )?(?:[Cc]ity['’]s )?[A-Z][^.;:]{2,160}?) (?:shall|will"
    r"|must|is|are|serves?)(?: to)?"
    r"(?: be| serve as| sit as| as)?(?: an?)? (?:\w+[ -]){0,2}?members?(?: of (?:this|the|said) |[.;]|$)"
)
"""「The Chief of Police and Fire Chief shall be members of this Council」."""
_LABEL = re.compile(
    r"(?:\([0-9A-Za-z]{1,3}\) )?(?:(?:[Ee]x[- ]officio|[Vv]oting|[Nn]on-voting|[Aa]dvisory|[Pp]ermanent"
    r"|[Ss]tanding),? )*[Mm]embers?(?:hip)?"
    r"(?: of the [A-Z][^:]{2,60})?: (?P<who>(?:[Tt]he )?[A-Z][^;]{4,})"
)
"""「Ex officio members: the Commissioner of Health and the Director of Public Works」."""
_ONE_FROM = re.compile(
    r"(?:^|(?<=\. )|(?<=; ))(?:The [a-z]+ )?(?:One|A|An|1)(?: \(1\))? (?:\w+ ){0,2}?(?:member|representative"
    r"|seat|employee|official) "
    r"(?:(?:shall|will|must) (?:be|come) )?(?:\w+ )?(?:from|of|representing|by) (?:the )?(?P<who>[A-Z][^.;]*)"
)
_AS_MEMBERS = re.compile(
    r",? (?:together )?with (?P<who>(?:the )?[A-Z][^.;]{2,300}?),? as (?:its |the )?(?:other )?members\b"
)
"""「chaired by the Mayor, with the Secretary for Health and the Fire Chief as members」."""
_TAIL = re.compile(
    r",? (?:or (?:his|her|their|its|the|a|an)\b.*|or designees?.*|(?:to be |who (?:is|are"
    r"|shall) )?(?:appointed|nominated|selected"
    r"|designated|chosen)\b.*|(?:shall|will|must|who|which|as well as (?!the )[a-z]+|appointed by|serving"
    r"|as (?!well )[a-z]+|and (?!the )[a-z]+|from a variety)\b.*|ex officio.*)$"
)
"""What follows a name and is no part of it: or a designee, appointed by somebody."""
_LED = re.compile(
    rf"\b(?:(?:is|are|be|been|was|were) )?(?P<word>co-?chaired|chaired|co-?led|led"
    rf"|headed) (?:jointly )?by (?P<who>(?:the )?[A-Z][^.;]*|the (?P<small>{SMALL_POST}))"
)
_CAPITAL = re.compile(r"[A-Z][\w'’-]*")


def of_sentence(reading: Reading, passage: Passage, start: int, end: int) -> bool:
    """Read who sits on a body in a sentence; whether something was read."""
    if reading.council is None:
        return False
    text = passage.norm[start:end]
    done = [_seat(reading, passage, start, m) for m in _SEAT.finditer(text)]
    for pattern in (_SENDS, _ONE_FROM):
        found = None if any(done) else pattern.match(text)
        if found and _known(reading, found["who"]) is None:
            done += _sit(reading, passage, start + found.start("who"), found["who"], reading.council, agencies=True)
    are = None if any(done) else _ARE_MEMBERS.match(text)
    if are and _known(reading, are["who"]) is None and not re.match(r"(?:The )?Members?\b", are["who"]):
        done += _sit(reading, passage, start + are.start("who"), are["who"], reading.council)
    label = _LABEL.match(text)
    if label:
        done += _sit(reading, passage, start + label.start("who"), label["who"], reading.council)
    beside = _AS_MEMBERS.search(text)
    body = _spoken_of(reading, text[: beside.start()]) if beside else None
    if beside and body is not None:
        done += _sit(reading, passage, start + beside.start("who"), beside["who"], body)
    done += _consists(reading, passage, start, text)
    done += _leads(reading, passage, start, text)
    return any(done)


def _known(reading: Reading, text: str) -> Node | None:
    return reading.body(re.sub(r"^(?:Each of )?[Tt]he ", "", text).strip())


def _consists(reading: Reading, passage: Passage, start: int, text: str) -> list[bool]:
    for found in _CONSISTS.finditer(text):
        body = _spoken_of(reading, text[: found.start()])
        at = found.end() + 1
        opened = list(_INTRODUCES.finditer(text, found.end()))
        plain = re.match(r"(?:the )?[A-Z]", text[at:]) and found["verb"].split()[-1] not in ("has", "have")
        if body is None or not (opened or plain):
            continue
        begin = opened[-1].end() if opened else at
        return _sit(reading, passage, start + begin, text[begin:], body)
    return []


_SOME = re.compile(
    r"(?:^|[.;,] |\b(?:by|to|with) )(?:[Aa]n?|[Ss]ome|[Aa]nother) (?:[a-z-]+ ){0,4}?(?:group|team|panel|forum"
    r"|board|committee),? *$"
)


def _spoken_of(reading: Reading, head: str) -> Node | None:
    """The body that a sentence speaks of before its verb."""
    if _SOME.search(head):
        return None  # An officer group, chaired by …: one that nothing before names
    if _MEMBERS.match(head):
        return reading.council
    named = [b for b in reading.draft.of_kind("Council") if any(n in head for n in (b.name, *b.aliases))]
    general = _GENERAL.search(head)
    if named or general is None or reading.council is None:
        return named[0] if named else None
    noun = general[0].lower()
    same = [b for b in reading.draft.of_kind("Council") if b.name.lower().endswith(noun)]
    if same and not reading.council.name.lower().endswith(noun):
        return same[-1]
    other = re.search(r"\b[Tt]he ((?:[a-z-]+ )+)$", head[: general.start()])
    known = reading.council.name.lower()
    return (
        reading.council if other is None or any(w in known for w in other[1].split()) else None
    )  # the disaster council


def _sit(reading: Reading, passage: Passage, at: int, text: str, body: Node, agencies: bool = False) -> list[bool]:
    """A seat for each post or agency of a list; the pieces that are neither are left."""
    done: list[bool] = []
    for who, offset in _pieces(text):
        post = post_of(who)
        sits = post if not agencies else None
        if sits is None and not names_agency(who):
            continue
        if reading.body(who) is not None or _GENERAL.fullmatch(who):
            continue  # the body itself
        start = at + offset
        evidence = _evidence(reading, passage, start, start + len(who))
        node = _member(reading, body, f"Member ({who})", "Member", who if sits else "", evidence)
        _represents(reading, node, who, sits, evidence)
        done.append(True)
    return done


_CHOSEN_BY = re.compile(r"\b(?:appointed|selected|nominated|designated|recommended|chosen|elected) by\b")


def of_agency(reading: Reading, passage: Passage, body: Node, who: str) -> None:
    """A seat for the agency that is the whole of an item of a list of members."""
    evidence = _evidence(reading, passage, passage.start, len(passage.norm))
    node = _member(reading, body, f"Member ({who})", "Member", "", evidence)
    _represents(reading, node, who, None, evidence)


_OFFICIAL = re.compile(
    r"(?:(?:Principal|Additional|Executive|Deputy|Assistant|Joint|Permanent|Managing|Regional) )*"
    r"(?:Secretary|Director|Director-General|Commissioner|Head|Manager|Administrator|Chief|Officer|Engineer)"
)
"""A post that says nothing of where it is; what follows its comma does."""
_FIELD = re.compile(r"[A-Z][\w'’&-]*(?: (?:and |of |& )*[A-Z][\w'’&-]*){0,5}")


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """The pieces of a list, where a comma within a post is none of the list: Secretary for Trade, Industry and Tourism;
    Director, Town Planning."""
    waiting: tuple[str, int] | None = None
    for who, at in _plain_pieces(text):
        if waiting is not None and text[waiting[1] + len(waiting[0]) : at].strip() in (",", ", the", ", and"):
            field = _FIELD.fullmatch(who) and not POST.fullmatch(who)
            post = POST.fullmatch(waiting[0])
            of = post is not None and post["link"] and field and not names_agency(who)
            if of or (_OFFICIAL.fullmatch(waiting[0]) and field):
                waiting = (text[waiting[1] : at + len(who)], waiting[1])
                continue
        if waiting is not None:
            yield waiting
        waiting = (who, at)
    if waiting is not None:
        yield waiting


def _plain_pieces(text: str) -> Iterator[tuple[str, int]]:
    """The pieces between commas with their places: names with capitals, without what follows them."""
    at = 0
    for part in re.split(r"([,;:])", text):
        begin, at = at, at + len(part)
        chosen = _CHOSEN_BY.search(part)
        if chosen:
            text, part = "", part[: chosen.start()]  # who appoints others does not sit
        elif not text:
            return
        for name in _conjoined(part):
            offset = begin + part.find(name)
            offset += len(name) - len(name.lstrip())
            plain = re.sub(r" ?\(ex[- ]officio\)", "", _TAIL.sub("", name)).strip(" .")
            article = re.match(r"(?:and |as well as |or )?(?:[Tt]he |a |an |its )?(?:[Cc]ity['’]s )?", plain)
            cut = article.end() if article else 0
            plain = re.sub(r" (?:representatives?|representation|designees?|staff)$", "", plain[cut:])
            if plain[:1].isupper():
                yield plain, offset + cut


def _conjoined(part: str) -> list[str]:
    """「the Police Department and the Fire Chief」: two where both are posts or agencies."""
    for found in re.finditer(r" (?:and|as well as) (?P<article>the )?(?=[A-Z])", part):
        left = re.sub(r"^ ?(?:and )?(?:the )?", "", part[: found.start()])
        right = _TAIL.sub("", part[found.end() :]).strip(" .")
        first = re.split(r" and ", right)[0]
        whole = names_agency(left) or POST.fullmatch(left)
        if found["article"] and post_of(first) and _FIELD.fullmatch(left):
            return [part[: found.start()], *_conjoined(part[found.end() :])]  # Trade, Industry and the Fire Chief
        if whole and any(are_two(left, r, bool(found["article"])) for r in (right, first)):
            return [part[: found.start()], *_conjoined(part[found.end() :])]
    return [part]


def _seat(reading: Reading, passage: Passage, start: int, found: re.Match[str]) -> bool:
    """「Seat 3 shall be held by an employee of the Department of Public Works」."""
    who = next((w for w, _ in _pieces(found["who"])), "")
    post = post_of(who)
    if reading.council is None or not (post or names_agency(who) or _CAPITAL.match(who)):
        return False
    numbers = re.findall(r"[0-9A-Z]{1,3}", found["which"])
    evidence = _evidence(reading, passage, start + found.start(), start + found.end())
    for number in numbers:
        name = f"Seat {number} ({who})"
        node = _member(reading, reading.council, name, "Member", who if post else "", evidence, number)
        node.alias(f"Seat {number}")
        _represents(reading, node, who, post, evidence)
    return True


def _leads(reading: Reading, passage: Passage, start: int, text: str) -> list[bool]:
    """「is led by the Deputy Mayor for Operations」, of the body that goes before."""
    found = _LED.search(text)
    body = _spoken_of(reading, text[: found.start()]) if found else None
    chairs = [k.a for k in reading.draft.linked("SITS_ON") if k.a.values.get("seat_title") in ("Chair", "Co-Chair")]
    if found is None or body is None or any(k.b is body for k in reading.draft.linked("SITS_ON") if k.a in chairs):
        return []
    led_by = re.split(r",? (?:together )?with |, (?:which|who|will|shall|and (?:will|shall|is))\b", found["who"] or "")[
        0
    ]
    presides = "chaired" in found["word"]  # by agencies too: what they lead is theirs, and no seat
    posts = [(w, o) for w, o in _pieces(led_by) if post_of(w) or (presides and names_agency(w))]
    if found["small"]:
        posts = [(found["small"], len("the "))]
    title = "Co-Chair" if found["word"].startswith("co") or len(posts) > 1 else "Chair"
    done: list[bool] = []
    for who, offset in posts:
        at = start + found.start("who") + offset
        evidence = _evidence(reading, passage, at, at + len(who))
        post = post_of(who)
        names = [] if post or found["small"] else split_english(who)
        called = names[0].text if names else who
        held = who if post or found["small"] else ""
        node = _member(reading, body, f"{title} ({called})", title, held, evidence)
        if post:
            _represents(reading, node, who, post, evidence)
        for name in names:
            agency = reading.agency(name, evidence)
            agency.values.setdefault("name_en", agency.name)
            reading.draft.link("REPRESENTS", node, agency, "", evidence)
        done.append(True)
    return done


def _evidence(reading: Reading, passage: Passage, start: int, end: int) -> Evidence:
    evidence = reading.evidence(passage, start, end, "english.seats", CHECK, counts=False)
    reading.read(passage, start, end)
    return replace(evidence, reason="rule")


def _member(
    reading: Reading, body: Node, name: str, title: str, post: str, evidence: Evidence, number: str = ""
) -> Node:
    node = reading.draft.node(
        "Member",
        name,
        evidence,
        scope=body.name,
        seat_title=title,
        seats=1,
        basis=["ex_officio"] if post else ["agency_representative"],
        post=post,
    )
    reading.draft.link("SITS_ON", node, body, f"Seat {number}" if number else title, evidence)
    return node


_SITS = re.compile(r"(?:Committee|Task Force|Working Group|Panel)\Z")
"""The end of the name of a body, whose chair represents no agency."""


def _represents(reading: Reading, node: Node, who: str, post: re.Match[str] | None, evidence: Evidence) -> None:
    """The agency of a seat: the name itself, or the one that its post is of (Head of the Department of Parks)."""
    named = who if post is None else post["agency"] if post["link"] in ("of", ",") else None
    if named and (post is None or (" " in named and names_agency(named) and not _SITS.search(named))):
        agency = reading.agency(Name(named), evidence)
        agency.values.setdefault("name_en", agency.name)
        reading.draft.link("REPRESENTS", node, agency, "", evidence)
