"""Lists of what a body or an agency does, under the line that says whose they are.

The line is one of four: a subject with a word of duty or of what is to come (The Board shall:), a noun of duty with
whose it is (The role of the Board is to:), either of them without a name (It will:, Key responsibilities:), or nothing
but a name over items that begin with verbs. Whoever a line without a name means was named last before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quanze.reader.draft import Node
from quanze.reader.english_names import POST, post_of
from quanze.reader.lexicon import words
from quanze.reader.names import Name
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.rules.documents import is_document
from quanze.reader.rules.english import frames
from quanze.reader.rules.english.lists import split_english

_NOUN = (
    r"(?:roles?|responsibilit(?:y|ies)|dut(?:y|ies)|functions?|powers?|purposes?|remit|mandate|tasks?|objectives?|aims?"
    r"|work|terms of reference|areas of responsibility)"
)
_NOUNS = rf"(?:[a-z]+ ){{0,2}}?{_NOUN}(?:(?:,| and|, and) {_NOUN})*"
_ARE = (
    r"(?:(?:shall|will|would) (?:be|include|comprise)|is|are|includes?|comprises?|consists? of|involves?|cover"
    r"|covers|encompass(?:es)?)"
)
_AHEAD = (
    r"(?:shall|will|must|would|should|is to|are to|has to|have to|(?:works?|meets?|exists?|aims?|seeks?) to"
    r"|(?:has been|was|were|is|are) (?:set up|established|created|formed|convened|launched|constituted|there|required"
    r"|expected|asked|directed) to)"
)
_REST = r"(?:[ ,][^.;:]{0,90})?"
_INTRO = r"(?:(?:Among|In|Under|For|To|At|By|With|As|When|Where|On|During|Through|Within)\b[^.;:,]{0,60}, )?"
_NAME = r"(?P<who>(?:[Tt]he |[Tt]his |[Ee]ach )?[A-Z][\w&'’., -]{2,90}?)(?: \([^()]{2,40}\))?"
_SMALL = r"(?P<small>[a-z][a-z -]{4,60}?)"
_SUBJECT = re.compile(
    rf"{_INTRO}{_NAME}(?:(?:['’]s?)? {_NOUNS}\b{_REST}(?: {_ARE}\b{_REST})?| (?P<sure>{frames.RESPONSIBLE}){_REST}"
    rf"|,? (?:[a-z]+ly )?{_AHEAD}{_REST}| has the following {_NOUNS}{_REST}"
    r"| (?:is|was|were|has been|have been) (?:set up|established|created|formed|convened|launched|constituted) with"
    rf" (?:the following |these )?{_NOUNS}{_REST})"
)
"""「The Board shall:」, 「The Board's duties include:」, 「The Board is responsible for:」."""
_OF = re.compile(
    rf"(?:[Tt]he )?(?:[A-Z]?[a-z]+ ){{0,2}}?{_NOUN}(?:(?:,| and|, and) {_NOUN})* (?:of|for) "
    rf"(?:{_NAME}|the {_SMALL})(?: {_ARE}{_REST}| {_AHEAD}{_REST})?",
    re.IGNORECASE,
)
"""「The role of the Board is to:」, 「Key responsibilities of the Housing Team」."""
_ITS = re.compile(
    rf"(?:(?:Their|Its|The (?:group|team|board|body|committee|unit|panel|commission|council|partnership)['’]s|[Kk]ey"
    rf"|Main|Core|Specific|Primary|General|The) )?{_NOUNS}(?: {_ARE}\b{_REST}| {_AHEAD}{_REST})?"
    rf"|(?:It|They) (?:{_AHEAD}|{frames.RESPONSIBLE}){_REST}",
    re.IGNORECASE,
)
"""「Their role is to:」, 「Key responsibilities:」, 「It will:」."""
_MEMBERS = re.compile(
    r"(?i:\bmember(?:s|ship)?\b|\bcompos|\bconsist|\bcomprise|\bmade up of|\brepresent|\bchaired|\battend|\bappoint"
    r"|\bvot(?:e|ing)\b|\bquorum|\bcontact|\breport to\b|\bconsider\b|\bcriteria\b|\bnot\b|\bprinciples\b"
    r"|\bmeet (?!to\b))"
)
"""Begins a list of members, or of anything else that is not work."""
_SENTENCE = re.compile(r"[.;] (?=[A-Z])")
_VERBS = frozenset(
    form
    for category in ("en_lead", "en_work", "en_help", "en_review", "en_together", "en_more", "en_less", "en_duty")
    for verb in words(category)
    for form in (verb, frames.present(verb), frames.going_on(verb))
)
_FIRST = re.compile(r"(?:(?:[A-Z]?[a-z]+ly|[Tt]o|[Cc]ontinue to|[Hh]elp|and) )?(?P<verb>[A-Za-z]+(?:-[a-z]+)?)\b")


@dataclass(frozen=True)
class _Opener:
    """Whose the items of a list are: a body, or agencies; and whether the line says so in a word."""

    body: Node | None
    names: tuple[Name, ...]
    said: bool


def listed(reading: Reading, passage: Passage) -> Iterator[tuple[Node | None, tuple[Name, ...], list[Passage]]]:
    """The body or the agencies that a line gives the items below it to, and the items."""
    items = _items(reading, passage)
    opener = _opener(reading, passage) if items else None
    if opener is None or (opener.body is None and not opener.names):
        return
    if opener.said:
        works = sum(not _SOMEBODY.match(i.body) for i in items) * 2 > len(items)
    else:
        works = all(_is_work(i) for i in items)
    if works:
        yield opener.body, opener.names, items


def _items(reading: Reading, passage: Passage) -> list[Passage]:
    """The items right below a line, up to the next line that is none: it opens a list of its own, or ends this one."""
    found: list[Passage] = []
    for item in reading.passages[passage.index + 1 :]:
        own = item.marker
        if own is None or (passage.marker is not None and own.kind == passage.marker.kind):
            break
        if not found and own.number > 1:
            break
        if not found or (found[0].marker is not None and own.kind == found[0].marker.kind):
            found.append(item)
    return found


_SOMEBODY = re.compile(
    r"(?:An?|The|Any|All|No|One|Two|Three|Four|Five|[0-9]+)(?: \([0-9]+\))? "
    r"(?!(?:[a-z]+ )?[a-z]+(?:ion|ment|ance|ing) (?:of|for))"
    rf"|{POST.pattern}(?:$|[,;.])"
)
"""Begins an item that names somebody or something and not work."""


def _is_work(item: Passage) -> bool:
    """Whether an item is something that one does: it begins with a verb, or with what becomes of one (Oversight of)."""
    found = _FIRST.match(item.body)
    verb = found["verb"].lower() if found else ""
    done = re.match(r"(?:The )?[A-Za-z]+(?:ion|ment|ance|sight|ing|al|ysis) (?:of|for|and|on)\b", item.body)
    return verb in _VERBS or verb.endswith("ing") or bool(done)


def _line(text: str) -> tuple[str, bool]:
    """The last sentence of a text, and whether it ends in a mark that opens a list."""
    line = _SENTENCE.split(text.strip())[-1]
    plain = line.rstrip(":;,–—- ")
    return plain, plain != line


def names_whom(line: str) -> str:
    """The name that a line which opens such a list has; empty where it has none or opens no such list."""
    match = None if _ITS.fullmatch(line) else _OF.fullmatch(line) or _SUBJECT.fullmatch(line)
    return "" if match is None or _MEMBERS.search(line) else match["who"] or ""


def _opener(reading: Reading, passage: Passage) -> _Opener | None:
    line, opens = _line(passage.body)
    if not line or (not opens and (len(line) > 90 or line.endswith("."))):
        return None
    if _MEMBERS.search(line):
        return None
    if _ITS.fullmatch(line):
        return _last_named(reading, passage)
    match = _OF.fullmatch(line) or (_SUBJECT.fullmatch(line) if opens else None)
    if match:
        small = match.groupdict().get("small")
        if small:
            return _Opener(frames.body(reading, small, passage.index), (), True)
        sure = match.re is _OF or bool(match["sure"])
        return _of_name(reading, passage, match["who"], said=True, sure=sure)
    return _of_name(reading, passage, line, said=False) if _whole(line) else None


def _whole(line: str) -> bool:
    """Whether a line is a name and nothing else."""
    plain = re.sub(r"^(?:The|the) ", "", line)
    return len(plain) < 70 and len(split_english(plain)) == 1 and not POST.fullmatch(plain)


def _of_name(reading: Reading, passage: Passage, who: str, said: bool, sure: bool = False) -> _Opener | None:
    """Whom a name means; where a phrase of responsibility is beside it, any proper name but that of a plan."""
    plain = re.sub(r"['’]s?$", "", who)
    body = frames.body(reading, plain, passage.index)
    if body is not None:
        return _Opener(body, (), said)
    names = frames.subject(reading, passage, plain, passage.start + max(passage.body.rfind(who), 0))
    if (
        not names
        and sure
        and re.match("(?:The |the )?(?!This|That|It|They)[A-Z][^,]*$", plain)
        and not _is_nobody(plain)
    ):
        names = tuple(split_english(plain, placed=True))
    return _Opener(None, names, said)


def _is_nobody(name: str) -> bool:
    """Whether a proper name is that of a plan or a post, which bear no duties here."""
    return is_document(name) or post_of(name) is not None


_FAR = 4
"""Passages before a line without a name in which whom it means is looked for."""


def _last_named(reading: Reading, passage: Passage) -> _Opener | None:
    """Whom 「It will:」 means: the body or the agency that the line, or one before it, has for its subject."""
    for index in range(passage.index, max(passage.index - _FAR, -1), -1):
        above = reading.passages[index]
        if above.marker is not None and index != passage.index:
            continue
        bodies = [
            (at, b)
            for b in (*reading.draft.of_kind("Council"), *reading.draft.of_kind("Subgroup"))
            for n in (b.name, *b.aliases)
            if len(n) > 3 and (at := above.norm.rfind(n)) >= 0
        ]
        if bodies:
            return _Opener(max(bodies, key=lambda b: b[0])[1], (), True)
        if index != passage.index and _whole(above.body):
            return _of_name(reading, above, above.body, said=True)
        begins = _BEGINS.match(above.norm, above.start)
        meant = _of_name(reading, above, begins["who"], said=False) if begins else None
        if meant is not None and (meant.body is not None or len(meant.names) == 1):
            return replace(meant, said=True)
    return _Opener(reading.council, (), True) if reading.council is not None else None


_BEGINS = re.compile(r"(?:The |This )(?P<who>[A-Z][\w&'’-]*(?: (?:[A-Z][\w&'’-]*|of|and|for|the|on|&))*)(?= [a-z]+ )")


def introduced(passages: Sequence[Passage]) -> Iterator[tuple[Passage, tuple[int, int]]]:
    """The names of bodies that such a line has, with their places."""
    for passage, below in pairwise(passages):
        line, opens = _line(passage.body)
        if below.marker is None or not (opens or len(line) < 90):
            continue
        who = names_whom(line) or (line if _whole(line) else "")
        plain = re.sub(r"^(?:[Tt]he |[Tt]his )", "", who)
        if _IS_BODY.fullmatch(plain):
            at = passage.norm.rfind(plain)
            yield passage, (at, at + len(plain))


_IS_BODY = re.compile(
    r"(?!(?:City|County|Town|Parish|Borough) )[A-Z][\w&'’-]*(?: (?:[A-Z][\w&'’-]*|of|and|for|the|on|&))* "
    r"(?:Board|Commission|Committee|Panel|Task ?[Ff]orce|Group|Forum)"
)
