"""Partners given once for all groups, and the agencies that belong to the document's government."""

from __future__ import annotations

import re

from quanze.locale import message
from quanze.reader.draft import CHECK, Node
from quanze.reader.reading import Reading, Sentence
from quanze.reader.rules.vocabulary import CO, role_type
from quanze.reader.wording import NUMERAL, normalise, number

_ALL = re.compile(
    rf"(?P<who>(?:市府|縣府|本府|府內|其餘|其他|各)[^，。;:()]{{0,12}}?(?:各單位|各局處|單位|局處|機關"
    rf"|各機關)?)(?:均屬|均為|皆為|皆屬|為|屬|並為"
    rf"|列為)(?:各(?:推動)?(?:小組|組)(?:之)?)?(?P<role>{CO})(?:機關"
    rf"|單位)?(?:共(?:計)?(?P<n>{NUMERAL})(?:個)?(?:局處|機關"
    rf"|單位)?)?[，]?(?:包括|包含|為|:)?\((?P<list>[^()]*(?:\([^()]{{1,12}}\)[^()]*){{0,40}})\)"
)
_EACH = re.compile(
    rf"各(?:推動|工作)?(?:小組|分組|組)(?:之|的)?(?P<role>{CO})(?:機關|單位)?(?:均)?(?:為|:|包括"
    rf"|包含)(?P<list>[^。;:]{{2,400}}?)(?:等)?(?:共(?:計)?(?P<n>{NUMERAL})(?:個)?(?:局處|機關|單位))?(?=[。;]|$|，共)"
)
_LOCAL = re.compile(r"(?:研考會|局|處|公所|中心|室|隊|所|委員會)$")
_SECTION = re.compile(r"[\u3400-\u9fff]{2,4}[課室]$")
"""The sections of a district or township office."""
_OF_ANOTHER = re.compile(r"[\u3400-\u9fff]{2,8}?[局署部](?![分門])[\u3400-\u9fff]{2,}(?:中心|所|局|分處|工作站|隊)$")
_CENTRAL = re.compile(
    r"^[村里]辦公處|^[\u3400-\u9fff]{2}院|國家|中央|[\u3400-\u9fff]{2,4}部|各|公司|大學|學校|協會|公會|農會|水利會"
)


def read(reading: Reading) -> None:
    """Read partners of all groups, then give the agencies of the city to their government."""
    for passage in reading.passages:
        for sentence in reading.sentences(passage):
            _for_all(reading, sentence)
            _carriers(reading, sentence)
    belong(reading)


_HELPED = re.compile(
    r"各(?:推動|工作)?(?:小組|分組|組)(?:之)?(?:業務|工作|事務|任務)?(?:並|均|得|應)*由(?P<list>[^。;，:]{2,80}?)(?P<role>協助|配合|支援|協辦|會辦)(?:辦理|推動|執行)?(?:之)?(?=[。;，]|$)(?P<n>)"
)
"""「各組業務並由社會課及清潔隊協助」."""


def _for_all(reading: Reading, sentence: Sentence) -> None:
    groups = reading.subgroups()
    found = _ALL.search(sentence.norm) or _EACH.search(sentence.norm) or _HELPED.search(sentence.norm)
    if not found or not groups:
        return
    if not re.search(r"小組|各組|分組", sentence.norm):
        return
    start, end = sentence.start + found.start("list"), sentence.start + found.end("list")
    names = reading.split(sentence.passage.text[start:end])
    type_ = role_type(found["role"])
    if not names or type_ is None:
        return
    stated = number(found["n"]) if found["n"] else None
    if stated is not None and stated != len(names):
        text = message("Agencies: {stated} stated, {found} named", stated=stated, found=len(names))
        reading.draft.remark("sum", text, sentence.passage.place.words)
    wording = found["role"] + ("機關" if sentence.norm[found.end("role") :].startswith("機關") else "")
    for name in names:
        evidence = reading.evidence(sentence.passage, start, end, "shares.all_groups")
        agency = reading.agency(name, evidence)
        for group in groups:
            reading.draft.link(type_, agency, group, wording, evidence)
    reading.evidence(
        sentence.passage, sentence.start + found.start(), sentence.start + found.end(), "shares.all_groups"
    )
    if found.re is _HELPED:
        span = (sentence.start + found.start(), sentence.start + found.end())
        reading.settled.setdefault(sentence.passage.index, []).append(span)


_BEAR = re.compile(r"由(?P<who>[^，。;:]{2,40}?)(?:共同|分別|各自)?(?:承擔|負擔|分擔)(?P<what>[^，。;:]{2,20}?責任)")


def _carriers(reading: Reading, sentence: Sentence) -> None:
    """Classes of bodies that bear a responsibility together: the duty is not one of theirs alone."""
    for found in _BEAR.finditer(sentence.norm):
        for piece in re.finditer(r"[^-、]+", found["who"]):
            start = sentence.start + found.start("who") + piece.start()
            name = sentence.passage.text[start : start + len(piece[0])]
            if reading.is_agency(name) or re.search(r"部門$", piece[0]):
                evidence = reading.evidence(sentence.passage, start, start + len(name), "shares.bearers", CHECK)
                reading.draft.node("Agency", name, evidence, kind="class")


_UNDER = re.compile(r"(?P<who>[^，。;:、()\s]{2,20})\((?P<upper>[^，。;:、()]{2,16})所屬(?:機關|單位)?\)")
"""「停車管理處(交通局所屬)」."""


def _of_owner(reading: Reading) -> None:
    """The sections whose duties an agency's own rules list, and agencies named with it before them, are parts of it."""
    owner = reading.owner.real() if reading.owner is not None else None
    if owner is None:
        return
    charged = {
        id(k.a.real())
        for k in reading.draft.linked("CONVENES")
        if k.evidence[0].rule in ("duties.listed", "responsibilities.agency_first")
    }
    for node in reading.draft.of_kind("Agency"):
        if node is owner:
            continue
        named = node.name.startswith(owner.name)
        section = reading.sections and id(node) in charged and re.search(r"(?<!^第.)[科司處室組課局署所隊]$", node.name)
        if (named or section) and not any(True for _ in reading.draft.linked("PART_OF", a=node)):
            reading.draft.link("PART_OF", node, owner, "", node.evidence[0])


_INNER = {
    "部": re.compile(r"[司科室]$"),
    "署": re.compile(r"[科室]$"),
    "處": re.compile(r"[科室課]$"),
    "局": re.compile(r"[科室]$"),
    "所": re.compile(r"[\u3400-\u9fff]{2,4}[課室]$|^清潔隊$"),
    "校": re.compile(r"[處室組館系]$|中心$|學院$"),
}
"""How the units of the agency that 本部, 本所 or 本校 stands for are called."""


def _of_host(reading: Reading) -> None:
    """The units of an agency that speaks of itself: 本所民政課, and those whose names are of its kind."""
    for self_, ends in _INNER.items():
        own = reading.resolve(f"本{self_}")
        host = reading.draft.find("Agency", own.full) if own is not None and own.kind == "Agency" else None
        if host is None or (host is reading.government and self_ != "所"):
            continue
        for node in reading.draft.of_kind("Agency"):
            named = any(len(n) > len(host.name) and n.startswith(host.name) for n in (node.name, *node.aliases))
            inner = ends.search(normalise(node.name)) and node.values.get("kind") != "class"
            if node is not host and (named or inner) and not any(True for _ in reading.draft.linked("PART_OF", a=node)):
                reading.draft.link("PART_OF", node, host, "", node.evidence[0])


_LISTED_UNITS = re.compile(
    r"(?:(?P<self>本[部府院署局所校])(?:內|所屬)?(?:各)?(?:單位|機關|科室|處室)|(?:所屬|附屬)(?:機關|單位))(?:\([^()]{1,12}\))?:(?P<list>[^。;:]{2,120})"
)


def _of_label(reading: Reading) -> None:
    """「本部單位:路政司、會計處。所屬機關:公路局」: a list whose label says whose its agencies are."""
    hosts = [r for s in _INNER if (r := reading.resolve(f"本{s}")) is not None and r.kind == "Agency"]
    for passage in reading.passages:
        for found in _LISTED_UNITS.finditer(passage.norm, passage.start):
            own = reading.resolve(found["self"]) if found["self"] else hosts[0] if len(hosts) == 1 else None
            host = reading.draft.find("Agency", own.full) if own is not None and own.kind == "Agency" else None
            for piece in re.split("[、及與和]", found["list"]) if host is not None else ():
                node = reading.draft.find("Agency", piece)
                if node is not None and host is not None and node is not host:
                    evidence = reading.evidence(passage, *found.span(), "shares.label")
                    reading.draft.link("PART_OF", node, host, "所屬", evidence)


def belong(reading: Reading) -> None:
    """Bureaus, departments and district offices of a city's document belong to that city's government."""
    _of_owner(reading)
    _of_label(reading)
    _of_host(reading)
    for passage in reading.passages:
        for found in _UNDER.finditer(passage.norm):
            node = reading.draft.find("Agency", passage.text[found.start("who") : found.end("who")])
            upper = reading.split(passage.text[found.start("upper") : found.end("upper")])
            if node is not None and len(upper) == 1 and not upper[0].guessed:
                evidence = reading.evidence(passage, *found.span(), "shares.under")
                reading.draft.link("PART_OF", node, reading.agency(upper[0], evidence), "所屬", evidence)
    government = reading.government
    if government is None:
        return
    place = government.name.removesuffix("政府")
    if not government.name.endswith("政府"):
        for node in reading.draft.of_kind("Agency"):
            if _SECTION.fullmatch(node.name) and not any(True for _ in reading.draft.linked("PART_OF", a=node)):
                reading.draft.link("PART_OF", node, government, "", node.evidence[0])
        return
    for node in reading.draft.of_kind("Agency"):
        if node is government or node.values.get("kind") == "class" or not _LOCAL.search(node.name):
            continue
        names = (node.name, *node.aliases)
        if _OF_ANOTHER.match(normalise(node.name)) and not node.name.startswith((government.name, place)):
            continue  # 航港局某航務中心 is of the bureau before it
        own = any(n.startswith((government.name, place, "本府", "市府", "縣府")) for n in names)
        if own or not _CENTRAL.search(node.name):
            if any(True for _ in reading.draft.linked("PART_OF", a=node)):
                continue
            reading.draft.link("PART_OF", node, government, "", node.evidence[0])


__all__ = ["Node", "belong", "read"]
