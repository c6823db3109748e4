"""Units of an agency that its own rules set up: 本局設會計室及人事室; 本局設下列科、室; 秘書室：下設文書等二股."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quanze.reader.draft import CHECK, HIGH, Node
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading, Sentence, Short
from quanze.reader.rules.lists import split_duties
from quanze.reader.wording import NUMERAL, normalise

_UNIT = r"(?:中心|大隊|分局|分處|公所|委員會|辦公室|工作站|[科室課組股處局所隊館場站廠院部司署])"
_NO_UNIT = re.compile(
    rf"^{NUMERAL}[個大]?[^、]$|^(?:下列|左列|以下)|[各本該其等有]|小組$|分組$|推動會$|[與或以由為].|(?:設備|措施|制度|系統|場所|處所|據點|窗口|單位|機關)$"
)
_SETS = r"(?:依法|並|另|應|得|各|分別|內部|下){0,3}(?:設置|設立|設有|分設|下設|另設|設)"
_NAMED = re.compile(
    rf"(?:^|，)(?P<subject>[^，。;:]{{2,30}}?)(?:\([^()]{{1,24}}\))?(?P<verb>{_SETS})"
    rf"(?P<units>[^，。;:()]{{1,80}}?{_UNIT})(?P<rest>$|，[^。;]*|(?:掌理|職掌|辦理|依法辦理)[^。;]*)$"
)
_CHARGE = re.compile(
    r"(?:^|，)(?:分別|並)?(?:掌理|職掌|依法辦理|依法掌理|辦理|分掌)(?P<what>[^，。;:]{4,80})(?=$|，得)"
)
_SAYS_NOTHING = re.compile(r"下列|左列|前[條項]|各該|^(?:各項|其他|各)?(?:有關|相關)?(?:各項)?(?:事項|業務|事務|工作)$")
"""Duties that are said elsewhere, or only in general."""
_OPENS = re.compile(
    rf"(?:^|，)(?P<subject>[^，。;:]{{2,30}}?)(?:\([^()]{{1,24}}\))?{_SETS}(?:下列|左列|以下)?(?:各|{NUMERAL}個?)?"
    rf"{_UNIT}(?:[、及與，]?{_UNIT})*(?:，[^。;:]{{0,24}})?[:。]?$"
)
_ENTRY = re.compile(rf"(?P<name>[^，。;:()、]{{1,16}}?{_UNIT})(?P<rest>$|[。;]$|:.*)")
BELOW = re.compile(
    rf"(?:下|分|內|並){{0,2}}設(?:有)?(?P<list>[^，。;:]{{2,60}}?)等?(?P<n>{NUMERAL})(?P<unit>[股科課室組隊所])(?:$|[。;，])"
)


def read(reading: Reading) -> None:
    """Read the units that sentences and lists give to the agency that speaks of itself."""
    for passage in reading.passages:
        _listed(reading, passage)
        for sentence in reading.sentences(passage):
            _named(reading, sentence)
            _founded(reading, sentence)


def _host(reading: Reading, subject: str) -> Node | None:
    """The agency that a sentence begins with, where the text is about it: 本局, or the name that its title has."""
    short = reading.resolve(subject)
    if short is not None:
        return reading.draft.find("Agency", short.full) if short.kind == "Agency" else None
    own = reading.owner if reading.sections else None
    named = own is not None and any(normalise(n).endswith(normalise(subject)) for n in (own.name, *own.aliases))
    return own if named and len(subject) > 2 else None


def _named(reading: Reading, sentence: Sentence) -> None:
    """「本局設會計室及人事室，依法辦理歲計、會計及統計事項」: the units, and what they do."""
    found = _NAMED.search(sentence.norm.rstrip("。;"))
    host = _host(reading, found["subject"]) if found else None
    if found is None or (host is None and not _OURS.fullmatch(found["subject"])):
        return
    names = list(_units(sentence, found.start("units"), found.end("units")))
    if not names:
        return
    at = sentence.start
    evidence = reading.evidence(sentence.passage, at + found.start("subject"), at + found.end("units"), "units.named")
    nodes = [reading.agency(name, evidence) for name in names]
    if host is not None:
        for node in nodes:
            reading.draft.link("PART_OF", node, host, "設", evidence)
    charge = _CHARGE.search(found["rest"])
    if charge is None or _SAYS_NOTHING.search(charge["what"]):
        return
    begin = found.start("rest") + charge.start("what")
    duties = split_duties(charge["what"])
    apart = _in_turn(charge["what"]) if "分別" in charge[0] else []
    shares = [[node] for node in nodes] if len(apart) == len(nodes) else [nodes] * len(duties)
    for (a, b), share in zip(apart if len(apart) == len(nodes) else duties, shares, strict=True):
        start, end = at + begin + a, at + begin + b
        # Of several units each is said to do all of it: which does what is not.
        sure = HIGH if len(share) == 1 else CHECK
        done = replace(
            reading.evidence(sentence.passage, start, end, "units.charged", sure), reason="" if sure == HIGH else "role"
        )
        task = reading.draft.node("Task", sentence.passage.text[start:end], done, kind="measure")
        reading.read(
            sentence.passage, at + found.start("rest") + charge.start(), at + found.start("rest") + charge.end()
        )
        for node in share:
            reading.draft.link("CONVENES", node, task, "掌理", done)


_OURS = re.compile(r"本(?:局|處|署|所|部|公所)")
"""The agency that an extract of its rules names nowhere."""
_ONE_DUTY = re.compile(r"(?:^|[、及與]|以及)(?P<one>.+?(?:事項|業務|工作|事務))(?=$|[、及與]|以及)")


def _in_turn(text: str) -> list[tuple[int, int]]:
    """The spans of 「歲計事項及人事管理事項」, which several units have in turn: each ends as a duty does."""
    spans = [found.span("one") for found in _ONE_DUTY.finditer(text)]
    return spans if spans and spans[-1][1] == len(text) else []


_FOUNDED = re.compile(
    r"^(?P<host>[^，。;:]{2,20}?)為[^，。;]{2,60}，(?:特|爰)?設(?:置|立)?(?P<unit>[^，。;:()]{2,30}?)(?:\([^()]{2,24}\))?(?=[。;，]|$)"
)


def _founded(reading: Reading, sentence: Sentence) -> None:
    """「甲部為辦理某業務，特設乙署（以下簡稱本署）」: whose agency it is that the rules are of."""
    found = _FOUNDED.match(sentence.norm)
    own = reading.owner if reading.sections else None
    hosts = reading.split(sentence.passage.text[sentence.start :][slice(*found.span("host"))]) if found else []
    if found is None or own is None or len(hosts) != 1 or hosts[0].guessed:
        return
    if any(normalise(name).endswith(found["unit"]) for name in (own.name, *own.aliases)):
        evidence = reading.evidence(sentence.passage, sentence.start, sentence.end, "units.founded")
        host = reading.agency(hosts[0], evidence)
        if host is not own:
            reading.draft.link("PART_OF", own, host, "設", evidence)


def _units(sentence: Sentence, start: int, end: int) -> Iterator[str]:
    """The names of a list of units; none when a piece is none."""
    text = sentence.passage.text[sentence.start + start : sentence.start + end]
    pieces = [p for p in re.split(r"、|(?<=[科課室股處局所隊館場站廠院署心會])(?:及|與|和|暨)", text) if p]
    for piece in pieces:
        norm = normalise(piece)
        if not re.search(rf"{_UNIT}$", norm) or len(norm) < 2 or _NO_UNIT.search(norm):
            return
    yield from pieces


def _listed(reading: Reading, passage: Passage) -> None:
    """「本府設下列各局、處：」 over the names of its bureaus, each alone or with what it does."""
    found = _OPENS.search(re.split(r"[。;]", passage.body.rstrip("。;:"))[-1])
    items = reading.outline.items(passage.index) if found else []
    host = _host(reading, re.split("，", found["subject"])[-1]) if found else None
    entries = [(item, _ENTRY.match(item.body)) for item in items]
    if host is None or not entries or not all(entry for _, entry in entries):
        return
    reading.read(passage, passage.start, len(passage.norm))
    for item, entry in entries:
        assert entry is not None
        name = item.text[item.start : item.start + entry.end("name")]
        evidence = reading.evidence(item, item.start, item.start + entry.end("name"), "units.listed")
        node = reading.agency(name, evidence)
        # A unit that the rules list is one by its place, whatever its name is made of.
        reading.shorts.setdefault(normalise(name), Short("Agency", node.name))
        reading.draft.link("PART_OF", node, host, "設", evidence)
        _below(reading, item, node)


def _below(reading: Reading, item: Passage, over: Node) -> None:
    """「秘書室：下設文書、機要、新聞等三股」: the units of a unit share their ending."""
    found = BELOW.search(item.norm, item.start)
    if found is None:
        return
    for piece in re.finditer(r"[^、及與和]+", found["list"]):
        start = found.start("list") + piece.start()
        name = item.text[start : start + len(piece[0])]
        evidence = reading.evidence(item, start, start + len(name), "units.below")
        node = reading.agency(name if name.endswith(found["unit"]) else name + found["unit"], evidence)
        reading.draft.link("PART_OF", node, over, "下設", evidence)
    reading.settled.setdefault(item.index, []).append((item.start, len(item.norm)))
