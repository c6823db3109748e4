"""How results travel up: agencies to their group, the group to a seat, the seat to the council."""

from __future__ import annotations

import re

from quanze.reader.draft import CHECK, Node
from quanze.reader.reading import Reading, Sentence
from quanze.schema.words import SECRETARIES

_SEAT = (
    "(?:"
    + "|".join(sorted((s for s in SECRETARIES if s not in ("秘書組", "幕僚作業")), key=len, reverse=True))
    + "|召集人|主任委員)"
)
_THROUGH = re.compile(
    rf"(?P<verb>送交|送請|函送|送|陳報|陳送|提送|提報|彙送|交由|交|經|由)(?:[^，。;:]{{0,12}}?(?:予|給|至|交"
    rf"|送))?(?P<seat>{_SEAT})(?:彙整|彙總|核閱|審閱"
    rf"|綜整|彙辦)?(?:後)?，?(?:並)?(?P<up>彙陳|彙送|轉陳|轉報|轉送|提報|陳報|提送|提請|報告|提交|提至|送|提)(?:至|予"
    rf"|於)?(?P<body>[^，。;:]{{2,20}}?)(?:討論|審議|報告|核定|備查"
    rf"|確認|審查|決議|會議|$|(?=[，。;]))"
)
_TOLD = "向|提報|陳報|回報|彙報|提送|報送"
_DIRECT = re.compile(
    r"(?P<who>[^，。;:]{2,40}?)(?:應|須|並|定期|每季|每年|每半年|按季|每月|每六個月|每三個月|彙整"
    rf"|(?>將[^，。;將]{{2,28}}?(?=[，將]|{_TOLD}))|辦理情形|執行成果|執行情形|成果|，){{0,8}}+(?:{_TOLD})"
    r"(?:至|予|給|於)?(?P<body>[^，。;:]{2,20}?)(?P<verb>提報|報告|回報|彙報|討論|審議|備查"
    r"|核定|管考|追蹤|$|(?=[，。;]))"
)
"""Neither the words before the verb nor how far 將 reaches are tried in more than one way: a line of them costs no
time."""
_LAYERED = re.compile(r"(?:逐層|層層|逐級|分層)[^，。;]{0,12}(?P<verb>回報|彙報|提報|陳報|報告)")
_GROUPS = re.compile(r"各(?:推動|工作)?(?:小組|分組|組)")


def read(reading: Reading) -> None:
    """Read reporting chains in every passage."""
    for passage in reading.passages:
        for sentence in reading.sentences(passage):
            if not _through(reading, sentence) and not _chain(reading, sentence):
                _direct(reading, sentence)
                _to_seat(reading, sentence)
            _layered(reading, sentence)


def _through(reading: Reading, sentence: Sentence) -> bool:
    done = False
    for found in _THROUGH.finditer(sentence.norm):
        body = reading.body(found["body"], sentence.passage.index) or (
            reading.council if found["body"] in ("會議", "大會", "委員會議") else None
        )
        if body is None or body.kind != "Council":
            continue
        seats = [
            n
            for n in reading.draft.of_kind("Member")
            if n.values.get("seat_title") == found["seat"]
            and any(k.b is body for k in reading.draft.linked("SITS_ON", a=n))
        ]
        evidence = reading.evidence(
            sentence.passage, sentence.start + found.start(), sentence.start + found.end(), "reports.through_seat"
        )
        if not seats:
            continue
        for group in _groups(reading, sentence):
            reading.draft.link("REPORTS_TO", group, seats[0], found["verb"], evidence)
        reading.draft.link("REPORTS_TO", seats[0], body, found["up"], evidence)
        done = True
    return done


_CHAIN = re.compile(
    rf"^(?P<group>[^，。;:、各本該]{{1,8}}?(?:小組|分組|組))[^。;]{{0,30}}?，(?P<verb>提報|陳報|彙報|送交|函送|陳送|回報)(?:至|予|給)?(?P<seat>{_SEAT})"
    rf"，(?:並|再|後)?由(?P=seat)(?P<up>向|提報|陳報|提送|報請)(?:至|予)?(?P<body>[^，。;:]{{2,20}}?)(?:召集人|主任委員)?(?:報告|審議|核定|備查|討論|。|$)"
)


def _chain(reading: Reading, sentence: Sentence) -> bool:
    """「秘書組…提報執行秘書，並由執行秘書向推動會報告」: the seat and group between are named only here."""
    found = _CHAIN.match(sentence.norm)
    body = reading.body(found["body"], sentence.passage.index) if found else None
    if found is None or body is None or body.kind != "Council":
        return False
    evidence = reading.evidence(sentence.passage, sentence.start, sentence.end, "reports.chain", CHECK)
    group = reading.draft.node("Subgroup", found["group"], evidence)
    seat = next(
        (k.a.real() for k in reading.draft.linked("SITS_ON", b=body) if k.a.values.get("seat_title") == found["seat"]),
        None,
    ) or reading.draft.node("Member", found["seat"], evidence, scope=body.name, seat_title=found["seat"])
    reading.draft.link("PART_OF", group, body, "", evidence)
    reading.draft.link("SITS_ON", seat, body, found["seat"], evidence)
    reading.draft.link("REPORTS_TO", group, seat, found["verb"], evidence)
    reading.draft.link("REPORTS_TO", seat, body, found["up"], evidence)
    return True


_TO_SEAT = re.compile(
    rf"(?:^|[，。;])(?P<who>[^，。;:]{{2,12}}?)(?:應|須|並|定期|每[年季月]|每半年|按[年季月]|將)*(?P<verb>提報|陳報|回報|彙報|提送|報送|函報)"
    rf"[^，。;:]{{0,14}}?(?:予|至|給|於|送)?(?P<seat>{_SEAT})(?=[，。;]|彙整|$)"
)
_SEAT_UP = re.compile(
    rf"(?P<seat>{_SEAT})(?:彙整|綜整|彙總)(?:後)?，?(?:並)?(?:按[年季月]|定期|每[年季月]|每半年)?(?P<up>陳報|提報|報告|彙陳|提送|報送|提請)(?:至|予)?(?P<body>[^，。;:]{{2,20}}?)"
    r"(?=[，。;]|$|審議|備查|核定|討論|報告)"
)


def _to_seat(reading: Reading, sentence: Sentence) -> None:
    """「各分組每月提報進度予執行長；執行長彙整後，按季陳報本小組」."""
    place = sentence.passage.index
    for found in _TO_SEAT.finditer(sentence.norm):
        group = reading.body(found["who"], place)
        whole = _GROUPS.fullmatch(found["who"])
        groups = reading.subgroups() if whole else [group] if group is not None and group.kind == "Subgroup" else []
        over = {id(k.b) for g in groups for k in reading.draft.linked("PART_OF", a=g)}
        seats = [
            k.a
            for k in reading.draft.linked("SITS_ON")
            if k.a.values.get("seat_title") == found["seat"] and (id(k.b) in over or k.b is reading.council)
        ]
        for one in groups if seats else ():
            span = (sentence.start + found.start("who"), sentence.start + found.end())
            evidence = reading.evidence(sentence.passage, *span, "reports.to_seat", CHECK)
            reading.draft.link("REPORTS_TO", one, seats[0], found["verb"], evidence)
    for found in _SEAT_UP.finditer(sentence.norm):
        body = reading.body(found["body"], place)
        seats = [
            k.a
            for k in (reading.draft.linked("SITS_ON", b=body) if body is not None else ())
            if k.a.values.get("seat_title") == found["seat"]
        ]
        if body is not None and body.kind == "Council" and len(seats) == 1:
            span = (sentence.start + found.start(), sentence.start + found.end())
            evidence = reading.evidence(sentence.passage, *span, "reports.to_seat", CHECK)
            reading.draft.link("REPORTS_TO", seats[0], body, found["up"], evidence)


def _groups(reading: Reading, sentence: Sentence) -> list[Node]:
    """The groups a sentence speaks of: all when it or its paragraph says 各推動小組, else those named."""
    text = sentence.passage.norm[: sentence.end]
    if _GROUPS.search(text):
        return reading.subgroups()
    named = [g for g in reading.subgroups() if g.name in sentence.passage.text]
    at = reading.body_at.get(sentence.passage.index)
    return named or ([at] if at is not None and at.kind == "Subgroup" else [])


def _direct(reading: Reading, sentence: Sentence) -> None:
    for found in _DIRECT.finditer(sentence.norm):
        body = reading.body(found["body"], sentence.passage.index)
        if body is None:
            continue
        who = re.sub(r"^(?:並|由|另|爰)", "", found["who"])
        evidence_span = (sentence.start + found.start(), sentence.start + found.end())
        group = reading.body(who, sentence.passage.index)
        starts = [group] if group is not None else reading.subgroups() if _GROUPS.fullmatch(who) else []
        for start in starts:
            if start.kind == "Subgroup" and body.kind == "Council":
                for seat in _secretary(reading, body):
                    evidence = reading.evidence(sentence.passage, *evidence_span, "reports.direct", CHECK)
                    reading.draft.link("REPORTS_TO", start, seat, "提報", evidence)
                    reading.draft.link("REPORTS_TO", seat, body, "提報", evidence)
        if not starts and body.kind == "Subgroup":
            for name in reading.split(who):
                evidence = reading.evidence(sentence.passage, *evidence_span, "reports.direct")
                reading.draft.link("REPORTS_TO", reading.agency(name, evidence), body, "提報", evidence)


def _secretary(reading: Reading, body: Node) -> list[Node]:
    seats = [
        k.a for k in reading.draft.linked("SITS_ON", b=body) if k.a.values.get("seat_title") in ("執行秘書", "執行長")
    ]
    return seats[:1]


def _layered(reading: Reading, sentence: Sentence) -> None:
    """「分層負責並逐層回報」 over groups and agencies: whoever has a role in a group reports to it."""
    found = _LAYERED.search(sentence.norm)
    if not found or not re.search(r"局處|機關|單位", sentence.norm) or not re.search(r"小組|分組|各組", sentence.norm):
        return
    start, end = sentence.start + found.start(), sentence.start + found.end()
    for link in [*reading.draft.linked("CONVENES"), *reading.draft.linked("CO_ORGANIZES")]:
        if link.a.kind == "Agency" and link.b.kind == "Subgroup":
            evidence = reading.evidence(sentence.passage, start, end, "reports.layered", CHECK)
            reading.draft.link("REPORTS_TO", link.a, link.b, found["verb"], evidence)
