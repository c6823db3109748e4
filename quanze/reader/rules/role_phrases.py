"""Phrases that give agencies a role: labels (主辦機關:A), sentences (由A主辦), brackets (A(主辦))."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quanze.reader.names import Name
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.rules.vocabulary import LEADLESS, ROLE, role_type
from quanze.reader.wording import normalise


@dataclass(frozen=True)
class Phrase:
    """Agencies with a role, and the span of the phrase that says so."""

    type: str
    word: str
    who: str
    start: int
    end: int


UNIT = r"(?:機關\(構\)|機關\(單位\)|單位\(機關\)|機關|單位|局處)?"


_LABEL = re.compile(
    rf"[(「]?(?P<role>{ROLE}){UNIT}[)」]?(?:分別)?(?::|-|(?<=機關)(?=[^，。;:])|(?<=單位)(?=[^，。;:])|為(?=[^，。;:]{{2,}})|是|包括|包含)(?P<who>(?:[^。;:()]|\([^()]{{0,24}}\)){{2,300}}?)(?=[。;)]|$|[，、 ]?(?:並以|由)?[(「]?(?:{ROLE}){UNIT}[)」]?[:為]|，(?:負責|辦理|並))"
)


UNSAID = re.compile(rf"(?:{LEADLESS}){UNIT}:?(?P<who>[^。;:]{{2,200}})")


_BARE = r"(?:負責|統籌)(?=[，;。]|$|辦理|推動|執行|規劃)"
_SEGMENT = re.compile(
    rf"(?P<who>[^;。:]{{2,260}}?)(?P<link>共同|分別|擔任|負責|為主要|統籌|作為|列為|為)*(?P<role>{ROLE}|{_BARE}){UNIT}(?:辦理|之|推動|執行|事宜|業務|負責|規劃)*(?=[，、;。)]|$|及|並|與|負責)"
)


_BRACKET = re.compile(rf"(?P<who>[^，、。;:()]{{2,20}}?)\((?P<role>{ROLE}){UNIT}\)")


def phrases(reading: Reading, passage: Passage, start: int, end: int) -> Iterator[Phrase]:
    """The role phrases of a sentence in order; a phrase whose names are not understood yields nothing."""
    norm = passage.norm[start:end]
    leadless = [m.span() for m in UNSAID.finditer(norm)]
    labels = [m for m in _LABEL.finditer(norm) if not any(a <= m.start() < b for a, b in leadless)]
    taken: list[tuple[int, int]] = list(leadless)
    for found in labels:
        who = first_names(reading, passage.text[start + found.start("who") : start + found.end("who")])
        names = reading.split(who)
        type_ = role_type(found["role"])
        if (
            names
            and type_
            and not (
                found.start()
                and norm[found.end("role") : found.start("who")].endswith("為")
                and reading.is_agency(_before(norm, found.start()))
            )
        ):
            stop = found.start("who") + len(who)
            yield Phrase(type_, _word(norm, found), who, start + found.start(), start + stop)
            taken.append((found.start(), stop))
    at = 0
    for found in _BRACKET.finditer(norm):
        type_ = role_type(found["role"])
        if type_ and reading.split(found["who"]) and not any(a <= found.start() < b for a, b in taken):
            yield Phrase(
                type_,
                found["role"],
                passage.text[start + found.start("who") : start + found.end("who")],
                start + found.start(),
                start + found.end(),
            )
            taken.append(found.span())
    while at < len(norm):
        found_segment = _SEGMENT.search(norm, at)
        if not found_segment:
            return
        s, e = found_segment.span()
        at = e
        if any(a < e and found_segment.start("role") < b for a, b in taken):
            continue
        type_ = role_type(found_segment["role"]) or "CONVENES"
        if found_segment["role"] in ("負責", "統籌") and not re.search(
            r"由[^由]{2,80}$", norm[s:e].split(found_segment["role"])[0]
        ):
            continue
        who = _longest(reading, norm[s : found_segment.end("who")])
        if type_ and who:
            who_end = found_segment.end("who")
            who_start = who_end - len(who)
            begin = who_start - 1 if norm[max(0, who_start - 1) : who_start] in ("由", "以") else who_start
            spelled = passage.text[start + who_start : start + who_end]
            yield Phrase(type_, _word(norm, found_segment), spelled, start + begin, start + e)


def first_names(reading: Reading, text: str) -> str:
    """The longest beginning of a phrase, up to a comma, that is a list of agencies."""
    while text:
        if reading.split(text):
            return text
        cut = max(text.rfind("，"), text.rfind(","))
        text = text[:cut] if cut > 0 else ""
    return ""


def roles_of_text(reading: Reading, text: str) -> list[tuple[str, str, list[Name]]]:
    """The roles that a text gives with labels of its own (主辦:A 協辦:B): type, word and names."""
    norm = normalise(text.replace("\n", ";"))
    out: list[tuple[str, str, list[Name]]] = []
    for pattern in (_LABEL, _BRACKET):
        for found in pattern.finditer(norm):
            type_ = role_type(found["role"])
            names = reading.split(text[found.start("who") : found.end("who")].replace("\n", "、"))
            if type_ and names:
                out.append((type_, found["role"], names))
        if out:
            return out
    return out


def _word(norm: str, found: re.Match[str]) -> str:
    unit = re.match(UNIT, norm[found.end("role") :])
    return found["role"] + (unit[0] if unit else "")


def _before(norm: str, at: int) -> str:
    return re.split(r"[，;。:由以]", norm[:at])[-1]


def _longest(reading: Reading, who: str) -> str:
    """The longest end of a phrase that is a list of agencies: back over commas, but not over 由 or 以."""
    cut = max(who.rfind("由"), who.rfind("以") if not re.search(r"以及", who) else -1)
    tail = who[cut + 1 :] if cut >= 0 else who
    parts = re.split(r"(?<=[，;:])", tail)
    for first in range(len(parts)):
        text = "".join(parts[first:])
        text = re.sub(r"^(?:並|及|與|和|另|再|且|則|而|、|，)+", "", text)
        if text and reading.split(text):
            return text
    return ""
