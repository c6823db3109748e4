"""Bodies of English codes and terms of reference: who sits on them, what they shall do, who staffs them."""

from __future__ import annotations

import re
from dataclasses import replace

from quanze.reader.draft import CHECK, Evidence, Node
from quanze.reader.english_names import BODY, POST, SMALL_POST, names_agency, post_of
from quanze.reader.lexicon import words
from quanze.reader.names import Name
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.rules.documents import document, is_document
from quanze.reader.rules.english import duties, figures, frames, seats
from quanze.reader.rules.english.lists import split_english
from quanze.reader.rules.english.roles import NUMBERS

_PART = r"[A-Z][\w&'’-]*"
_NAMED = rf"[A-Z][\w&'’-]*(?: (?:[A-Z][\w&'’-]*|and|for|on|of|the|to|in))*? {BODY}"
_ON = rf" (?:on|for) (?:the )?{_PART}(?: (?:and |& |of |the |in )*{_PART}){{0,5}}"
"""What a body is on: Committee on Sustainable Development."""
_ON_SEVERAL = rf" (?:on|for) (?:the )?{_PART}(?:,? (?:and |& |of |the |in )*{_PART}){{0,8}}"
"""What a body with a verb behind it is on: the Committee on Water, Waste and Energy will …."""
_LOWER = (
    r"(?!(?:following|above|said|such|same|other)\b)(?:[a-z]+(?:-[a-z]+)? ){0,6}?"
    r"(?:task ?force|working group|committee|commission|council|board|panel|advisory group|steering group)"
    r"(?: (?:on|for)(?: (?!to\b|which|that|shall|will|within|in\b|consist|compos|as\b)[a-z]+){1,5})?"
)
"""The name of a body that a code writes in small letters."""
_OF_CITY = (
    r"(?:(?:[Cc]ity|[Cc]ounty|[Mm]ayor)['’]s |new |first-ever "
    r"|interagency |inter-agency |standing |permanent |advisory )*"
)
_MAKES = (
    r"(?:establishment|creation|formation|launch) of|creating|establishing|launched|formed|convened|unveiled"
    r"|established"
    r"|created|is hereby (?:established|created|constituted|formed)|is (?:established|created)|known as"
    r"|(?:shall |will |would |hereby )?(?:establishes|establish|creates|create|appoint|appoints|form|forms|constitute)"
)
_SET_UP = re.compile(
    rf"(?:{_MAKES})(?:,? (?:by|within|in) [^,;.]*,?)? (?:(?:a|an|the) )?{_OF_CITY}(?P<name>{_NAMED})\b(?!['’]s)"
    rf"|(?:^|(?<=[.)] )|(?<= and ))(?:[Aa]n?|[Tt]he) (?:[a-z]+(?:-[a-z]+)?,? ){{0,3}}?"
    rf"(?P<named>{_NAMED}(?:{_ON})?|{BODY}{_ON})"
    rf"(?: \((?P<short>[A-Z]{{2,}})\)| \([^()]{{2,50}}\))?(?:,? (?:co-)?(?:chaired|led|headed) by [^.;]{{3,80}}?,?)?"
    r" (?:is|was|has been|has|(?:will|shall|is to) be) (?:hereby |also |now |since |recently |been )*"
    r"(?:established|created|formed|launched|set up|(?:re)?constituted|reorgani[sz]ed)"
    rf"(?: in (?:[A-Z][a-z]+ )?[0-9]{{4}})?"
)
"""Where a body is set up, behind the verb or before it."""
_SET_UP_SMALL = re.compile(
    rf"\b(?:shall|will|must|hereby) (?:establish|create|appoint|form|convene|constitute)s? (?:an?"
    rf"|the) (?P<name>{_LOWER})\b"
    rf"|[Tt]here (?:is|shall be|is hereby) (?:hereby )?(?:established|created|formed|a"
    rf"|an)(?: an?)? (?P<named>{_LOWER})\b"
)
_SPOKEN_OF = re.compile(
    rf"(?:^|(?<=\. ))The (?P<name>{_NAMED})(?: \([^()]{{2,50}}\))? (?:shall |will )?(?:consists? of"
    rf"|(?:is|be) (?:composed|comprised|made up) of|is (?:co-)?(?:led|chaired) by)\b"
)
"""A body of which a text says who sits on it, and not that it is set up."""
_TO_DO = re.compile(
    r"(?: \([^()]{2,50}\))? to (?P<what>(?!function |serve |act )[a-z]{3,}[^.;]{8,200}?)"
    r"(?=[.;]|$|, (?:(?:co-)?(?:led|chaired)|involving|which|who|with|[a-z]+ing) )"
)
"""What a body is set up to do, behind its name."""
_WITHIN_AGENCY = re.compile(
    r"(?: \([^()]{2,50}\))? (?:within|in|under"
    r"|housed in) (?:the )?(?P<owner>[A-Z][\w&'’-]*(?: (?:[A-Z][\w&'’-]*|of|and|for|the))*)"
)
_WITHIN = re.compile(
    r"(?: \([^()]{2,50}\))? (?:within|of|for|in|under) (?:the )?(?P<owner>(?:City|County|Town|Borough"
    r"|Village|State|Province|District|Ministry|Department"
    r"|University) of [A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,3})"
)
_COUNT = (
    r"(?P<n>[0-9]{1,3}|(?:twenty-|thirty-)?[a-z]{3,9})(?: ?(?:to|-) ?(?P<m>[0-9]{1,3}|[a-z]{3,9}))?(?: \([0-9]{1,3}\))?"
)
_CONSISTS = (
    r"(?:shall |will |is to |must )?(?:consist(?:s|ing)? of|be composed of|is composed of|be made up of"
    r"|is made up of|comprises?|have|has|include)"
)
_TOTAL = re.compile(
    rf"{_CONSISTS} (?:not more than |up to |at least )?{_COUNT} (?:voting |regular |appointed )*(?:members"
    rf"|seats|persons|people)"
)
_OPENS_MEMBERS = re.compile(
    rf"(?:members?(?:hip)?|{_CONSISTS}|composition|composed)\b[^.]{{0,90}}:$|^(?:[0-9.]+ )?(?:Membership"
    rf"|Composition|Members)\b[^:]*:?$",
    re.IGNORECASE,
)
_SEAT = re.compile(rf"(?:(?:{_COUNT}|an?|the|one) )?(?P<who>[^;]+?)[;,.]?(?: and)?$")
_AFTERTHOUGHT = re.compile(
    r",? (?:who (?:is|will|must) .*|(?:each )?(?:to be )?(?:appointed|nominated|selected|chosen|elected|designated)\b.*"
    r"|who shall .*|serving .*|or (?:his|her|their|the) .*|or (?:a |an )?designee.*|ex officio.*)$"
)
_KIND = re.compile(
    r"(?:members?|representatives?|residents?|delegates?|experts?|persons?|people|citizens?|scientists?"
    r"|students?|officers?|councillors?|councilmembers?|council members?|appointees?|academics?"
    r"|architects?|engineers?)\b"
)
_REPRESENTS = re.compile(
    r"(?:representatives?|delegates?) (?:of|from) (?:the )?(?P<agency>[A-Z][\w&'’-]*(?: (?:[A-Z][\w&'’-]*"
    r"|of|and|for|the))*)$"
)
_TITLE = (
    r"(?:Co-)?(?:Vice[- ])?(?:Chair(?:person|man|woman)?|Secretary|Convenor|Convener"
    r"|Executive Secretary|Treasurer|Executive Director|Coordinator|President|Deputy Chair)"
)
_SERVES = re.compile(
    rf"(?:^|(?<=\. )|(?<=; )|(?<= and ))(?:The "
    rf"|the )?(?P<post>{POST.pattern}|{SMALL_POST})(?: \([^()]*\))?(?:, or (?:his or her|their|the [A-Z]\w+'s"
    rf"|a) designee,?)? (?:shall|will|is to|must)? ?(?:serve as|serves as|act as|acts as|be"
    rf"|is|(?:has been|is|was|shall be) appointed(?: as)?)(?: the| a)? (?:ex officio )?(?P<title>(?i:{_TITLE}))\b"
    rf"(?: of (?:the )?(?P<of>(?:{_NAMED}|{BODY})(?:{_ON_SEVERAL})?))?"
)
_IS_HELD = re.compile(
    rf"(?:^|(?<=\. )|(?<=; ))The (?P<title>{_TITLE}) of (?:the )?(?P<of>(?:{_NAMED}|{BODY})(?:{_ON_SEVERAL})?) "
    rf"(?:(?:shall|will|is to) be|is)(?: the)? (?P<post>{POST.pattern})"
    r"(?=[.,;]|$| and | to )"
)
"""「The Chairman of the Committee will be the Secretary for Energy」."""
_HAS_AS = re.compile(
    rf"(?P<of>(?:{_NAMED}|{BODY})(?:{_ON_SEVERAL})?|[A-Z]{{3,}}) (?:shall|will) have (?:the )?(?P<post>{POST.pattern})"
    rf"(?: \([^()]*\))? as (?:its |the )?(?P<title>{_TITLE})\b"
)
"""「The Committee shall have the Mayor as its Chairman」."""
_STAFF = re.compile(
    r" (?P<what>staff(?= to)|(?:staff|administrative|secretariat|technical|clerical|logistical)(?:(?: and"
    r"|,) \w+)* (?:support|services|assistance))(?: to| for) (?:the )?(?P<body>[A-Z][\w&'’ -]+)$"
)
_HELPS = re.compile(
    r" (?:the )?(?P<whom>[A-Z][\w&'’-]*(?: (?:[A-Z][\w&'’-]*|of|for|and|the|on|&))*) (?:in|with|by) (?P<what>.+)$"
)
_NO_DUTY = re.compile(
    r"^ (?:to|at|before|within|no later|by|the Commission|be) |quorum|meeting|minutes|\bits own\b"
    r"|^ (?:operate|work|function|act) (?:within|under|as|in|on|closely|towards)\b",
    re.IGNORECASE,
)
_EXAMINES = re.compile(
    r"^(?:Review|Approve|Adopt|Examine|Endorse|Monitor|Evaluate|Consider)(?:,? and (?:approve|adopt"
    r"|endorse|monitor|review))? (?:the |each |an? |every )?(?P<what>[A-Za-z][\w' -]{4,80}?(?:Plan"
    r"|Strategy|Report|Act|Ordinance|plan|report|strategy|budget))\b"
)


def _english(reading: Reading) -> list[Passage]:
    return [p for p in reading.passages if len(re.findall(r"[A-Za-z]", p.norm)) * 2 >= len(p.norm) > 0]


def introduce(reading: Reading) -> None:
    """Read which bodies an English document sets up or speaks of."""
    english = _english(reading)
    for passage in english:
        _set_up(reading, passage)
    for passage in english:
        for start, end in frames.clauses(passage):
            found = _GROUP_ACTS.match(passage.norm, start, end) or _THIS_IS.match(passage.norm, start, end)
            small = _SMALL_ACTS.match(passage.norm, start, end)
            if small and reading.council is None:
                part = "name" if small["name"] else "of"
                evidence = _evidence(reading, passage, *small.span(part), "set_up")
                reading.council = reading.draft.node("Council", small[part], evidence, name_en=small[part])
            if found and reading.body(found["name"]) is None and not POST.match(found["name"]):
                evidence = _evidence(reading, passage, *found.span("name"), "set_up")
                group = reading.draft.node("Council", passage.text[slice(*found.span("name"))], evidence)
                group.values.setdefault("name_en", group.name)
                reading.council = reading.council or group
        for found in _WHICH.finditer(passage.norm):
            if reading.body(found["name"]) is None:
                evidence = _evidence(reading, passage, *found.span("name"), "set_up")
                group = reading.draft.node("Council", passage.text[slice(*found.span("name"))], evidence)
                group.values.setdefault("name_en", group.name)
                reading.council = reading.council or group
    for passage, span in duties.introduced(english):
        if reading.body(passage.norm[slice(*span)]) is None:
            evidence = _evidence(reading, passage, *span, "set_up")
            group = reading.draft.node("Council", passage.text[slice(*span)], evidence)
            group.values.setdefault("name_en", group.name)
            reading.council = reading.council or group
    for passage in english if reading.council is None else ():
        found = _SPOKEN_OF.search(passage.norm) or _NOUN_ALONE.search(passage.norm)
        if found:
            evidence = _evidence(reading, passage, *found.span("name"), "set_up")
            reading.council = reading.draft.node("Council", passage.text[slice(*found.span("name"))], evidence)
            reading.council.values.setdefault("name_en", reading.council.name)
            break


_NOUN_ALONE = re.compile(
    r"\b[Tt]he (?P<name>Task Force|Working Group|Steering Committee|Commission|Committee|Advisory Board) "
    r"(?:shall|will|must|consists|is (?:composed|chaired|co-chaired))\b"
)
"""The body of an extract that calls it by its noun alone; a planner gives it its name."""
_NO_OFFICE = (
    r"(?<!School )(?<!Water )(?<!Housing )(?<!Transit )(?<!Tourism )(?<!Utilities )(?<!Health )(?<!Electricity )"
)
"""Before a Board that people sit on, and no office that is called one."""
_GROUP_ACTS = re.compile(
    rf"(?:{frames.ROLE_OF.pattern})?(?:The|the|this) "
    rf"(?P<name>{_PART}(?: (?:{_PART}|and|for|on|of|the))*? (?:(?:Working|Steering|Sub|Action|Advisory"
    r"|Coordinating|Coordination|Task|Officer|Project) Group|Sub-?group|Task ?Force|Sub-?[Cc]ommittee|Committee|Panel"
    rf"|Roundtable|{_NO_OFFICE}Board)(?:{_ON_SEVERAL})?|(?:Governing|Advisory|Steering) Council|{BODY}{_ON_SEVERAL})"
    r"(?: \([A-Z][\w ]*\))?"
    r"(?:, (?:co-)?(?:chaired|led|headed) by [^.;]+?,)? (?:will|shall|must|is|has|would"
    r"|was|consists|meets|reports|oversees|advises|comprises|reviews"
    r"|monitors|approves|coordinates|leads|guides|provides|brings)\b"
)
"""A group that does something, which the text may set up nowhere."""
_WHICH = re.compile(
    rf"(?:[Tt]he|[Cc]ouncil['’]s|[Cc]ity['’]s) (?P<name>{_PART}(?: (?:{_PART}|and|for|on|of|the))* (?:Group|Committee"
    r"|Board|Panel|Task Force|Forum)),? which (?:is|are|has|will|was|meets|oversees|monitors|comprises|includes)\b"
)
"""「governed through the council's Climate Committee which has …」: a body that a sentence says more of."""
_THIS_IS = re.compile(rf"(?P<name>{_NAMED}(?:{_ON})?): (?:This|It) (?:is|shall|will)\b")
"""「Project Steering Committee: This is chaired by …」: a label that is the name of a body."""
_SMALL_ACTS = re.compile(
    rf"[Tt]he (?!(?:city|county|town|village|common|municipal) council|[a-z]+ (?:of|and) )(?P<name>{_LOWER}) "
    r"(?:shall (?:consist|be|have|include|meet)|consists|is (?:composed|chaired))\b"
    rf"|The (?:purpose|role|duties|functions|powers|responsibilities) of the (?P<of>{_LOWER}) (?:shall|are|include)\b"
)


def read(reading: Reading) -> None:
    """Read the English passages of a document that speak of a body, its members, its duties and its staff."""
    english = _english(reading)
    for passage in english:
        _total(reading, passage)
        _members(reading, passage)
        _duties(reading, passage)
        for start, end in frames.clauses(passage):
            _serves(reading, passage, start, end)
            seats.of_sentence(reading, passage, start, end)
        for work in (*frames.read(reading, passage), *frames.told(reading, passage)):
            _works(reading, passage, work)
        for names, word, span in frames.helping(passage):
            tasks = [n for n in reading.draft.of_kind("Task") if n.evidence[0].passage == passage.index]
            for name in names if tasks else ():
                evidence = _evidence(reading, passage, *span, "charged")
                reading.draft.link("CO_ORGANIZES", reading.agency(name, evidence), tasks[-1], word, evidence)
        figures.read(reading, passage)


def _evidence(reading: Reading, passage: Passage, start: int, end: int, rule: str) -> Evidence:
    reading.read(passage, start, end)  # and not the whole sentence: what else it says may be unread
    return replace(reading.evidence(passage, start, end, f"english.{rule}", CHECK, counts=False), reason="rule")


def _set_up(reading: Reading, passage: Passage) -> None:
    """「There is hereby established a Climate Commission within the City of Coral Bay」."""
    for found in (*_SET_UP.finditer(passage.norm), *_SET_UP_SMALL.finditer(passage.norm)):
        at = found.span("name" if found["name"] else "named")
        evidence = _evidence(reading, passage, *at, "set_up")
        body = reading.draft.node("Council", passage.text[slice(*at)], evidence)
        body.values.setdefault("name_en", body.name)
        body.alias(*filter(None, [found.groupdict().get("short")]))
        if reading.council is None or reading.council.evidence[0].rule == "bodies.heading":
            reading.council = body
        within = _WITHIN.match(passage.norm, found.end())
        if within:
            owner = reading.agency(passage.text[slice(*within.span("owner"))], evidence)
            owner.values.setdefault("name_en", owner.name)
            reading.draft.link("PART_OF", body, owner, "", evidence)
        housed = _WITHIN_AGENCY.match(passage.norm, found.end()) if within is None else None
        if housed and split_english(housed["owner"]):
            owner = reading.agency(split_english(housed["owner"])[0], evidence)
            owner.values.setdefault("name_en", owner.name)
            reading.draft.link("PART_OF", body, owner, "", evidence)
        purpose = _TO_DO.match(passage.norm, found.end())
        if purpose:
            _task_of(reading, passage, body, *purpose.span("what"))


def _task_of(reading: Reading, passage: Passage, body: Node, start: int, end: int) -> Node:
    evidence = _evidence(reading, passage, start, end, "duties")
    task = reading.draft.node("Task", passage.text[start:end].strip(" ,"), evidence, scope=body.name, kind="duty")
    task.values.setdefault("name_en", task.name)
    reading.draft.link("UNDERTAKES", body, task, "shall", evidence)
    return task


def _number(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isdigit() else NUMBERS.get(text.lower())


def _total(reading: Reading, passage: Passage) -> None:
    found = _TOTAL.search(passage.norm)
    low = _number(found["n"]) if found else None
    if found is None or low is None or reading.council is None:
        return
    before = re.findall(rf"({_NAMED}|{BODY})\b", passage.norm[: found.start()])
    body = frames.body(reading, before[-1], passage.index) if before else reading.council
    if body is None:
        return
    reading.read(passage, *found.span())
    body.values.setdefault("seats", low)
    high = _number(found["m"])
    if high is not None and high != low:
        body.values.setdefault("seats_max", high)


def _members(reading: Reading, passage: Passage) -> None:
    """The items of a list of members, 「(a) two residents with expertise in energy;」, each a block of seats."""
    if reading.council is None or not _OPENS_MEMBERS.search(passage.body):
        return
    _lines(reading, passage)
    for item in reading.outline.items(passage.index):
        found = _SEAT.fullmatch(item.body.strip())
        who = _AFTERTHOUGHT.sub("", found["who"]).strip(" ,.") if found else ""
        number = _number(found["n"]) if found else None
        if found is None or not 2 < len(who) < 120:
            continue
        if found["n"] and number is None:  # the words before it are no number, and so are its own
            who = _AFTERTHOUGHT.sub("", item.body).strip(" ,.;")
        spelled = item.text[item.norm.find(who) :][: len(who)] if who in item.norm else who
        plain = re.sub(r"^(?:The |the )", "", spelled)
        post = POST.fullmatch(re.sub(r"^(?:The |the )", "", who)) or _ANY_POST.fullmatch(plain)
        held = _HOLDS.search(item.body)
        title = held["title"][0].upper() + held["title"][1:] if held and post else "Member"
        if post is None and found["n"] is None and (names_agency(plain) or _SMALL_AGENCY.fullmatch(plain)):
            seats.of_agency(reading, item, reading.council, plain)
            continue
        if post is None and not _KIND.search(who):
            continue
        _seat(reading, item, reading.council, title, plain, number or 1, post)


_LINE = re.compile(
    rf"(?:The |the )?(?P<who>[A-Z][^:;.]{{2,80}}?)(?:,| [-–—]) *(?P<title>(?:Co-?)?(?:Vice[- ])?(?:{_TITLE}"
    rf"|Chairman|Member)s?)[.;,]?$"
    rf"|(?P<titled>(?:Co-?)?(?:Vice[- ])?(?:{_TITLE}|Chairman)): *(?:The |the )?(?P<held>[A-Z][^:;.]{{2,80}}?)[.;,]?$"
)
"""A line of a list of members without numbers: 「The Municipal Health Officer, Chairman」, 「Chair: City Mayor」."""


def _lines(reading: Reading, opener: Passage) -> None:
    for line in reading.passages[opener.index + 1 :]:
        found = _LINE.fullmatch(line.body) if line.marker is None else None
        who = line.body.rstrip(".;,")
        of = post_of(who) if line.marker is None and found is None else None
        if of and of["link"] == "," and names_agency(of["agency"]) and reading.council is not None:
            _seat(reading, line, reading.council, "Member", who, 1, of)  # Secretary, Department of Health
            continue
        if found is None or reading.council is None:
            return
        who = found["who"] or found["held"]
        title = re.sub("^([a-z])", lambda m: m[1].upper(), found["title"] or found["titled"])
        post = _ANY_POST.fullmatch(who)
        if post or names_agency(who):
            _seat(reading, line, reading.council, title, who, 1, post)


_ANY_POST = re.compile(POST.pattern, re.IGNORECASE)
_SMALL_AGENCY = re.compile(
    r"(?:department|office|bureau|ministry|agency|division|board) (?:of|for) [a-z' -]+(?:, [a-z -]+)*"
    r"|[a-z ]+ (?:department|office|authority"
    r"|bureau|administration|agency)"
)
"""An agency that a code writes in small letters, as the whole of an item of a list of members."""
_HOLDS = re.compile(
    rf", who (?:shall|will|must|is) (?:be|serve as|act as|to be)?(?: the| a)? ?(?P<title>(?i:{_TITLE}))\b"
)
"""「The mayor, who shall be chair」."""


def _seat(
    reading: Reading,
    passage: Passage,
    body: Node,
    title: str,
    who: str,
    number: int,
    post: re.Match[str] | None,
    span: tuple[int, int] | None = None,
) -> None:
    evidence = _evidence(reading, passage, *(span or (passage.start, len(passage.norm))), "members")
    node = reading.draft.node(
        "Member",
        f"{title} ({who})",
        evidence,
        scope=body.name,
        seat_title=title,
        seats=number,
        basis=["ex_officio"] if post else [],
        post=who if post else "",
    )
    reading.draft.link("SITS_ON", node, body, title, evidence)
    named = post["agency"] if post else (m["agency"] if (m := _REPRESENTS.search(who)) else None)
    if named and number == 1 and named[0].isupper() and not re.search(rf"{BODY}\Z", named):
        agency = reading.agency(Name(named), evidence)
        agency.values.setdefault("name_en", agency.name)
        reading.draft.link("REPRESENTS", node, agency, "", evidence)


def _serves(reading: Reading, passage: Passage, start: int, end: int) -> None:
    """「The Director of Public Works shall serve as Secretary」, in each order of post and title."""
    text = passage.norm[start:end]
    found = next(filter(None, (p.search(text) for p in (_SERVES, _IS_HELD, _HAS_AS))), None)
    if found is None:
        return
    of = found["of"] if "of" in found.re.groupindex else None
    body = frames.body(reading, of, passage.index) if of else reading.council
    if body is None:
        return  # the chair of a board that the text says nothing else of
    who = passage.text[start + found.start("post") : start + found.end("post")]
    title = found["title"][0].upper() + found["title"][1:]
    sits = [k.a for k in reading.draft.linked("SITS_ON", b=body)]
    if not any(n.values.get("seat_title") == title and n.values.get("post") for n in sits):
        span = (start + found.start(), start + found.end())
        _seat(reading, passage, body, title, who, 1, _ANY_POST.fullmatch(found["post"]), span)


def _duties(reading: Reading, passage: Passage) -> None:
    """The items under 「The Commission shall:」."""
    for body, names, items in duties.listed(reading, passage):
        for item in items:
            name = re.sub(r"[.;,]?(?: and)?$", "", item.text[item.start :].strip()).strip(" .;,")
            if not 5 < len(name) < 240:
                continue
            evidence = _evidence(reading, item, item.start, len(item.norm), "duties")
            scope = body.name if body is not None else names[0].text
            number = str(item.marker.number or "") if item.marker else ""
            task = reading.draft.node("Task", name, evidence, scope=scope, kind="duty", number=number)
            task.values.setdefault("name_en", name)
            for agency in names if body is None else ():
                reading.draft.link("CONVENES", reading.agency(agency, evidence), task, "shall", evidence)
            if body is None:
                continue
            reading.draft.link("UNDERTAKES", body, task, "shall", evidence)
            examined = _EXAMINES.match(name)
            if examined and (is_document(examined["what"]) or re.match("annual", examined["what"])):
                text = examined["what"]
                known = document(reading, text, evidence)
                known = known or reading.draft.node("Document", text, evidence, kind="report")
                known.values.setdefault("name_en", known.name)
                reading.draft.link("REVIEWS", body, known, examined[0].split()[0], evidence)
        reading.read(passage, passage.start, len(passage.norm))


def _works(reading: Reading, passage: Passage, work: frames.Work) -> None:
    """「The Office of Sustainability shall provide staff support to the Commission」: what an agency or a body does."""
    start, end = work.span
    text = passage.norm[slice(*work.what)]
    known = (span for span in _read_in(reading, passage) if not work.later or span[0] >= start)
    if _NO_DUTY.search(f" {text}") or any(a < work.what[1] and work.what[0] < b for a, b in known):
        return  # another rule understood it
    body = frames.body(reading, work.who, passage.index)
    if body is not None:
        task = _task_of(reading, passage, body, work.verb_at, work.what[1])
        others, at, word = work.partners or ((), work.span, "")
        for name in others:
            evidence = _evidence(reading, passage, *at, "charged")
            reading.draft.link("CO_ORGANIZES", reading.agency(name, evidence), task, word, evidence)
        return
    if not work.names or (work.helps and _A_BODY.fullmatch(text)):
        return
    evidence = _evidence(reading, passage, start, end, "charged")
    watched = _watched(reading, text, work.verb)
    if watched is not None:
        for name in work.names:
            reading.draft.link("REVIEWS", reading.agency(name, evidence), watched, work.verb, evidence)
        return
    staff = _STAFF.match(f" {text.removeprefix(work.verb).strip()}")
    helped = _HELPS.match(f" {text}") if work.helps else None
    if work.verb == "help" and helped is None and not staff:
        return  # helps the centre handle incidents: whom, and not with what
    served = frames.body(reading, staff["body"]) if staff else None
    if staff and served is not None:
        task = reading.draft.node("Task", staff["what"], evidence, scope=served.name, kind="duty")
        reading.draft.link("UNDERTAKES", served, task, "", evidence)
    else:
        said = helped["what"] if helped else passage.text[slice(*work.what)]
        task = reading.draft.node("Task", _PREPARING.sub("", said).strip(" .,"), evidence, kind="duty")
    task.values.setdefault("name_en", task.name)
    others, at, word = work.partners or ((), (start, end), "")
    roles = [("CO_ORGANIZES" if work.helps and not staff else "CONVENES", work.names, work.verb, evidence)]
    roles += [("CO_ORGANIZES", others, word, _evidence(reading, passage, *at, "charged"))] if others else []
    for type_, names, word, where in roles:
        for name in names:
            agency = reading.agency(name, where)
            agency.values.setdefault("name_en", agency.name)
            reading.draft.link(type_, agency, task, word, where)


def _read_in(reading: Reading, passage: Passage) -> list[tuple[int, int]]:
    return reading.used.get(passage.index, [])


_A_BODY = re.compile(rf"(?:the |this )?(?:[\w-]+ )*?{BODY}", re.IGNORECASE)
_PREPARING = re.compile(
    r"^(?:the )?(?:preparing|preparation of|developing|implementing|carrying out|implementation of)? ?(?:the )?"
)
"""Before what somebody helps with."""


def _watched(reading: Reading, text: str, verb: str) -> Node | None:
    """The task of the draft that somebody monitors or reviews, where the text has named it before."""
    object_ = re.match(r"[a-z]+ (?:and [a-z]+ )?(?:the |all |each )?(?P<what>.+)$", text)
    return reading.draft.find("Task", object_["what"]) if object_ and verb in words("en_review") else None
