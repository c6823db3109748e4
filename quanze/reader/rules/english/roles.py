"""Roles, chairs and reporting in English sentences: led by …, supported by …, custodian agency, chaired by …."""

from __future__ import annotations

import re
from dataclasses import replace

from quanze.reader.draft import CHECK, HIGH, Evidence, Node
from quanze.reader.english_names import NAME as _NAME
from quanze.reader.english_names import post_of
from quanze.reader.names import Name
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.rules.english import frames
from quanze.reader.rules.english.lists import split_english
from quanze.reader.rules.measures import target as yearly
from quanze.reader.rules.vocabulary import label_of, role_type

_WHO = r"(?P<who>(?:the )?[A-Z](?:[^.;:()]|\([A-Z]{2,8}\)){1,160}?)"
_END = (
    r"(?=[.;)]|$| and (?:is |are )?(?:supported|assisted) by|,? (?:with (?:the )?(?:support|assistance|help)"
    r"|supported by|in (?:partner"
    r"|collab|coop|co-op|coordination|co-ordination)|assisted by|together with)|, (?:supported|with|in|and is"
    r"|and will|which|who|led|co-)|, \()"
)
_LED = re.compile(
    r"(?:(?:is (?:being )?|are (?:being )?|will be |shall be |to be |, )?"
    r"(?P<word>led|coordinated|managed|convened|delivered|overseen)"
    r"|(?:is|are|will be|shall be|must be|to be) (?P<done>(?:jointly )?(?:provided|prepared|administered|implemented"
    rf"|maintained|operated|run|monitored|developed|undertaken|executed|supervised|owned"
    rf"|carried out)))(?: jointly)? by {_WHO}{_END}"
)
_SUPPORTED = re.compile(
    rf"(?P<word>supported by|with support from|in partnership with|in collaboration with|in cooperation with|in "
    rf"co-operation with|in coordination with|in co-ordination with|assisted by|together with|working with"
    rf"|with (?:the )?(?:assistance|help) (?:of|from)"
    rf"|with the support of) {_WHO}{_END}"
)
_MEMBERS = re.compile(
    r",? with (?P<who>(?:the )?[A-Z][^.;:()]{1,160}?) as (?:its |the )?(?:other )?"
    r"(?P<word>members|partners|co-organi[sz]ers)\b"
)
"""Who belongs to a group beside the one that leads it."""
_LABEL = re.compile(
    r"(?P<word>(?:[Jj]oint )?[Ll]ead(?:ing)? (?:agency|agencies|department|departments|body|organi[sz]ation|partner)"
    r"|[Ll]ead|[Rr]esponsible (?:agency|department|body|party)|[Cc]ustodian(?: agency| agencies)?|"
    r"[Ss]upporting (?:agency|agencies|departments?|bodies|partners?)|[Ss]upport(?:ed by)?|[Pp]artner(?:s| agency| "
    r"agencies)?|[Cc]o-organi[sz]ers?)(?: of (?:the )?indicator (?P<q>[\"“「][^\"”」]{2,80}[\"”」]))?(?::| is| are"
    r"|(?<=custodian)|(?<=Custodian))(?: the)? (?P<who>[A-Z][^.;:()]{1,160}?)(?=[.;)]|$|, (?:20[0-9]{2}|baseline"
    r"|target))"
)
_BEARS = re.compile(
    rf"[Rr]esponsibility for (?P<what>[^.;:]{{4,120}}?) (?:will |shall )?(?:rests?|lies?|sits?|falls?|remains?"
    rf"|is|be) (?:jointly )?(?:with|held by|to) {_WHO}{_END}"
    r"|(?:^|(?<=[.;] ))(?:The )?(?P<object>(?!It |This |That |They |These )[A-Z][^.;:,]{3,120}?) "
    rf"(?:is|are|remains?|will be|shall be) the (?:[a-z]+ )?responsibility of {_WHO.replace('who', 'whose')}{_END}"
)
"""「Responsibility for the plan sits with the Energy Team」, 「Delivery of the plan is the responsibility of …」."""
_CHAIR = re.compile(
    r"(?P<body>(?:The |the )?(?!This |It |They |These |That )[A-Z][\w'’-]*(?: [A-Z][\w'’-]*| for| on| and| of)*)"
    r"(?: \([^()]{2,40}\))?(?: (?:was|is|has been) [^.;]{2,60}?,? and)? (?:is|will be|shall be) "
    r"(?P<word>co-chaired|chaired|convened) by (?:the )?(?P<who>[A-Z][^.;,()]{2,60}?)(?=[.;,]|$| and | with )"
)
_VICE = re.compile(
    r"(?P<title>vice-chair|deputy chair|vice chair|secretary|executive secretary)(?:s)?(?: is| being|:) (?:the "
    r")?(?P<who>[A-Z][^.;,()]{2,60}?)(?=[.;,]|$)",
    re.IGNORECASE,
)
_SEATS = re.compile(
    r"(?:has|consists of|is composed of|comprises|is made up of|shall have) (?P<low>\d{1,3}|[a-z-]{3,12})(?: ?(?:to"
    r"|–|-) ?(?P<high>\d{1,3}|[a-z-]{3,12}))? (?:seats|members)"
)
_GROUPS = re.compile(
    r"^(?:The |the )?(?P<name>[A-Z][\w'’-]*(?: (?:[A-Z][\w'’-]*|and|for|on|of))* (?:Working Group|Task Group"
    r"|Subgroup|Sub-group|Workstream|Task Force|Group))\b"
)
_REVIEWS = re.compile(
    rf"^(?:The |the )?(?P<who>{_NAME})(?:, [^,.;]{{3,80}},)? (?P<word>reviews|approves|oversees"
    rf"|reviews and approves|adopts|will review"
    rf"|shall review) (?:the |each |every |annually )*(?P<what>[A-Za-z][^.;]{{3,90}}?)(?: every year| each year| "
    rf"annually| yearly)?(?=[.;]|$)"
)
_TARGET = re.compile(
    r"(?P<y>20[0-9]{2}) (?P<kind>target|result)(?: of| is|:)? (?P<v>[0-9][0-9,]*(?:\.[0-9]+)?) ?(?P<u>%"
    r"|[A-Za-z]{1,10})?"
)
NUMBERS = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
_INTRO = re.compile(r"^(?P<task>[A-Z][^:;.]{2,90}?)(?:\.|:| \(|, | —| -| (?=is |are |will be ))")


_INDICATOR = re.compile(r"[Ii]ndicator [\"“「](?P<n>[^\"”」]{2,80})[\"”」]")


def read(reading: Reading) -> None:
    """Read every passage that has English sentences."""
    for passage in reading.passages:
        if len(re.findall(r"[A-Za-z]", passage.norm)) * 2 < len(passage.norm):
            continue
        if labelled(passage):
            _label_line(reading, passage)
            continue
        _bodies(reading, passage)
        _roles(reading, passage)
        _borne(reading, passage)
        _reviews(reading, passage)


_LABEL_LINE = re.compile(r"(?P<label>[A-Z][A-Za-z/()& -]{2,40}?): ?(?P<value>\S.*?)[.;]?$")
"""「Supporting services: Highways and Planning」, a whole line: a head and its cell, as a table has them."""
_NEAR = 6
"""Lines over a line with a label in which what it is about may stand."""


def labelled(passage: Passage) -> re.Match[str] | None:
    """A line that is a label and its value, where the label says what the head of a column would."""
    found = _LABEL_LINE.fullmatch(passage.norm, passage.start)
    return found if found and label_of(found["label"]) is not None else None


def _label_line(reading: Reading, passage: Passage) -> None:
    """The role that a line with a label gives to agencies in what the lines over it name."""
    found = labelled(passage)
    role = label_of(found["label"]) if found else None
    if found is None or role not in ("CONVENES", "CO_ORGANIZES"):
        return
    names = split_english(passage.text[slice(*found.span("value"))], placed=True)
    if not names or any(n.guessed and re.search(r" (?:and|&) ", n.text) for n in names):
        return  # Parks, Streets and Water may be two names or three
    target = _over_labels(reading, passage)
    if target is None:
        return
    for name in names:
        agency = _agency(reading, name, passage, *found.span("value"))
        evidence = _evidence(reading, name, passage, passage.start, len(passage.norm))
        evidence = replace(evidence, confidence=CHECK, reason=evidence.reason or "role")
        reading.draft.link(role, agency, target, found["label"], evidence)


_HOW_FAR = re.compile("(?:Measure|Output|Outcome|Deliverable|Milestone|Goal|Objective)s?(?: of success)?")


def _over_labels(reading: Reading, passage: Passage) -> Node | None:
    """The task that lines with labels are about: the value of 「Action: …」, or the short line over them all."""
    lines = list(reversed(reading.passages[max(0, passage.index - _NEAR) : passage.index]))
    over = [found for above in lines if (found := labelled(above)) and label_of(found["label"]) == "level"]
    for above in lines:
        found = labelled(above)
        if found and len(over) > 1 and _HOW_FAR.fullmatch(found["label"]):
            continue  # Measure: … under Action: … is how far the action has come
        if found and label_of(found["label"]) == "level":
            return _task(reading, above, above.norm[slice(*found.span("value"))], found.start("value"))
        if found is None and _LABEL_LINE.fullmatch(above.norm, above.start):
            continue  # a label of another kind: By when: 2028/29
        if found is None:
            plain = 2 < len(above.body) < 100 and not above.body.endswith((".", ":", ";"))
            return _task(reading, above, above.body, above.start) if plain else None
    return None


def _agency(reading: Reading, name: Name, passage: Passage, start: int, end: int) -> Node:
    evidence = _evidence(reading, name, passage, start, end)
    node = reading.agency(name, evidence)
    node.values.setdefault("name_en", node.name)
    return node


def _evidence(reading: Reading, name: Name, passage: Passage, start: int, end: int) -> Evidence:
    """The place of a role; to be checked where only the verb before it says that the name is that of an agency."""
    evidence = reading.evidence(passage, start, end, "english.roles", CHECK if name.guessed else HIGH)
    return replace(evidence, reason="name") if name.guessed else evidence


def _roles(reading: Reading, passage: Passage) -> None:
    works = {w.span[0]: w for w in frames.read(reading, passage) if w.explicit and w.names}
    for start, end in _parts(passage):
        text = passage.norm[start:end]
        # A sentence's roles are on the indicator that this sentence names, not on one named beside it.
        indicator = _INDICATOR.search(passage.norm, start, end)
        active = works.get(start)
        found = [(m.start(), m) for p in (_LED, _SUPPORTED, _MEMBERS, _LABEL) for m in p.finditer(text)]
        roles: list[tuple[str, str, list[Name], int, int]] = []
        for _, match in sorted(found, key=lambda f: f[0]):
            word = match.groupdict().get("done") or match["word"]
            type_ = role_type(_word(match["word"] or "led"))
            stated = match.re is not _LABEL or text[match.end("word") :][:1] == ":"
            names = split_english(passage.text[start + match.start("who") : start + match.end("who")], placed=stated)
            if type_ and names:
                roles.append((type_, word, names, start + match.start(), start + match.end()))
        target: Node | None = None
        if active and frames.body(reading, active.who, passage.index) is None:
            target = _task(reading, passage, passage.norm[slice(*active.what)], active.what[0])
            roles.insert(0, ("CONVENES", active.verb, list(active.names), start, active.what[0]))
            if active.partners and all(type_ != "CO_ORGANIZES" for type_, *_ in roles):
                others, place, word = active.partners
                roles.append(("CO_ORGANIZES", word, list(others), *place))
        if not roles:
            continue
        if indicator:
            evidence = reading.evidence(passage, start, end, "english.indicator")
            target = reading.draft.node(
                "Indicator", passage.text[indicator.start("n") : indicator.end("n")], evidence, kind="single"
            )
            target.values.setdefault("name_en", target.name)
            for found_value in _TARGET.finditer(passage.norm, start, end):
                at = reading.evidence(passage, found_value.start(), found_value.end(), "english.values")
                if found_value["u"]:
                    target.values.setdefault("unit", found_value["u"])
                yearly(reading, target, found_value["y"], found_value["kind"], found_value["v"], at)
        target = target or _named(reading, passage, start, min(r[3] for r in roles))
        if target is None:
            continue
        for type_, word, names, a, b in roles:
            for name in names:
                body = reading.body(name.text) if type_ == "CONVENES" and target.kind == "Task" else None
                if body is not None:  # led by a board: its duty
                    evidence = replace(_evidence(reading, name, passage, a, b), confidence=CHECK, reason="role")
                    reading.draft.link("UNDERTAKES", body, target, word, evidence)
                    continue
                agency = _agency(reading, name, passage, a, b)
                if (agency.kind, target.kind) in (("Agency", "Council"),) and type_ == "CO_ORGANIZES":
                    continue
                reading.draft.link(type_, agency, target, word, _evidence(reading, name, passage, a, b))


def _borne(reading: Reading, passage: Passage) -> None:
    """The tasks for which the text says with whom the responsibility lies."""
    for found in _BEARS.finditer(passage.norm, passage.start):
        who, what = ("who", "what") if found["who"] else ("whose", "object")
        names = split_english(passage.text[slice(*found.span(who))], placed=True)
        at = found.start(what) + len(re.match("(?:the |The )?", found[what])[0])  # type: ignore[index]
        text = passage.norm[at : found.end(what)]
        if not names or _GENERAL.fullmatch(text) or any(post_of(n.text) for n in names):
            continue
        task = _task(reading, passage, text, at)
        for name in names:
            evidence = _evidence(reading, name, passage, *found.span())
            evidence = replace(evidence, confidence=CHECK, reason=evidence.reason or "role")
            if (body := reading.body(name.text)) is not None:
                reading.draft.link("UNDERTAKES", body, task, "responsibility", evidence)
                continue
            reading.draft.link(
                "CONVENES", _agency(reading, name, passage, *found.span()), task, "responsibility", evidence
            )


_PLAN = re.compile(
    r"(?:This|The) (?P<name>[A-Z][^.;:,]*"
    r"(?:Plan|Strategy|Program|Programme|Policy|Framework|Scheme|Project|Initiative))"
)
"""A plan by its name: This Climate Action Plan."""
_GENERAL = re.compile(
    r"(?:new )?(?:programm?e?|initiative|project|effort|partnership|campaign|event|grant|work|plan|scheme"
    r"|funding|council"
    r"|task force|committee|group|city|department|agency)s?"
)
"""A word for something that the text named before."""


def _word(word: str) -> str:
    plain = word.lower()
    if plain in ("led", "coordinated", "managed", "convened", "delivered", "overseen"):
        return "leads"
    if plain in ("assisted by", "together with", "working with", "with the support of") or plain.startswith(
        ("in co", "with ")
    ):
        return "supported by"
    plain = re.sub(r"^joint ", "", plain)
    if plain.startswith(("lead", "responsible")):
        return "lead agency"
    if plain.startswith(("support", "partner", "co-organi", "members")):
        return "partner"
    return plain.replace("agencies", "agency")


def _parts(passage: Passage) -> list[tuple[int, int]]:
    """The whole passage when it is an item or a list of labels (``Lead agency: …``), else its sentences."""
    if passage.marker is not None or any(
        passage.norm[m.end("word") :][:1] == ":" for m in _LABEL.finditer(passage.norm)
    ):
        return [(passage.start, len(passage.norm))]
    return frames.clauses(passage)


def _named(reading: Reading, passage: Passage, start: int, end: int) -> Node | None:
    before = passage.norm[start:end]
    intro = _INTRO.match(passage.norm[start:])
    text = intro["task"] if intro and intro.end("task") <= end - start + 2 else before
    text = re.sub(r"(?:,| is| are| will be| to be|:|\.|—|\()+$", "", text.strip()).strip()
    if re.match(r"The [a-z]", text):
        start, text = start + 4, text[4:]
    if plan := _PLAN.fullmatch(text):
        start, text = start + plan.start("name"), plan["name"]
    if _GENERAL.fullmatch(text):
        return None
    if 2 < len(text) < 100 and not re.match(r"(?:The |It |This )", text):
        body = reading.body(text)
        if body is None and _GROUPS.fullmatch(text) and reading.council is not None:
            evidence = reading.evidence(passage, start, start + len(text), "english.group")
            body = reading.draft.node("Subgroup", text, evidence)
            body.values.setdefault("name_en", text)
            reading.draft.link("PART_OF", body, reading.council, "", evidence)
        return body or _task(reading, passage, text, start)
    above = reading.passages[passage.parent] if passage.parent >= 0 else None
    return _task(reading, above, above.body, above.start) if above is not None and 2 < len(above.body) < 100 else None


def _task(reading: Reading, passage: Passage, text: str, at: int) -> Node:
    name = passage.text[at : at + len(text)].strip(" .,")
    evidence = reading.evidence(passage, at, at + len(text), "english.task")
    if passage.marker is None and re.search(r"[a-z]\. [A-Z]", passage.norm):
        evidence = replace(evidence, confidence=CHECK, reason="task")  # the words of running text name it
    node = reading.draft.node(
        "Task",
        name,
        evidence,
        kind="measure",
        number=str(passage.marker.number) if passage.marker and passage.marker.number else "",
    )
    node.values.setdefault("name_en", name)
    return node


def _bodies(reading: Reading, passage: Passage) -> None:
    for found in _CHAIR.finditer(passage.norm):
        text = re.sub(r"^(?:[Tt]he) ", "", passage.text[found.start("body") : found.end("body")])
        evidence = reading.evidence(passage, found.start(), found.end(), "english.chair")
        before = passage.text[: found.end("body")]
        known = [c for c in reading.draft.of_kind("Council") if before.endswith(c.name)]
        body = reading.body(text) or next(iter(known), None)  # Committee on Water, Waste and Energy is chaired by …
        if body is None:
            group = _GROUPS.match(text)
            if group and reading.council is not None:
                body = reading.draft.node("Subgroup", text, evidence)
                reading.draft.link("PART_OF", body, reading.council, "", evidence)
            else:
                body = reading.draft.node("Council", text, evidence)
                reading.council = reading.council or body
            body.values.setdefault("name_en", text)
        post = passage.text[found.start("who") : found.end("who")]
        if found["word"] == "co-chaired" and body.kind == "Council":
            continue  # by several, each with a seat (seats.py)
        if body.kind == "Subgroup" and split_english(post):
            for name in split_english(post):
                reading.draft.link(
                    "CONVENES",
                    _agency(reading, name, passage, found.start("who"), found.end("who")),
                    body,
                    found["word"],
                    evidence,
                )
            continue
        seat = reading.draft.node(
            "Member",
            f"Chair ({post})",
            evidence,
            scope=body.name,
            seat_title="Chair",
            basis=["ex_officio"],
            seats=1,
            post=post,
        )
        reading.draft.link("SITS_ON", seat, body, found["word"], evidence)
        seats = _SEATS.search(passage.norm, found.end())
        if seats:
            _total(body, seats)
    if reading.council is not None:
        body = reading.council
        for vice in _VICE.finditer(passage.norm):
            evidence = reading.evidence(passage, vice.start(), vice.end(), "english.chair")
            post = passage.text[vice.start("who") : vice.end("who")]
            title = vice["title"].capitalize()
            seat = reading.draft.node(
                "Member",
                f"{title} ({post})",
                evidence,
                scope=body.name,
                seat_title=title,
                basis=["ex_officio"],
                seats=1,
                post=post,
            )
            reading.draft.link("SITS_ON", seat, body, vice["title"], evidence)


def _total(body: Node, found: re.Match[str]) -> None:
    values = [int(v) if v.isdigit() else NUMBERS.get(v) for v in (found["low"], found["high"] or found["low"])]
    if None not in values:
        body.values.setdefault("seats", values[0])
        if values[1] != values[0]:
            body.values.setdefault("seats_max", values[1])


def _reviews(reading: Reading, passage: Passage) -> None:
    from quanze.reader.rules.documents import document, is_document

    for start, end in _parts(passage):
        found = _REVIEWS.match(passage.norm[start:end])
        if not found:
            continue
        body = reading.body(found["who"].removeprefix("the "))
        what = passage.text[start + found.start("what") : start + found.end("what")]
        if body is None:
            continue
        for part in re.split(r",| and (?:the )?", what):
            piece = re.sub(r"^ *(?:and )?(?:reviews|approves|adopts|oversees)(?: the| each)? ", "", part)
            if is_document(piece.strip()):
                evidence = reading.evidence(passage, start + found.start(), start + found.end(), "english.reviews")
                node = document(reading, piece.strip(), evidence)
                if node is not None:
                    node.values.setdefault("name_en", node.name)
                    reading.draft.link("REVIEWS", body, node, found["word"], evidence)
