"""Who does what in an English clause, by one frame: a subject, a predicate, what is done, and with whom.

The subject is a list of agencies, a body, or a word for one named before (it, the Office). The predicate is one of
three: a phrase of responsibility (is in charge of, has responsibility for), a verb behind a word of what is to come
(shall, will), or a verb of work in the present tense. The lexicon says which verb is which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from quanze.reader.draft import Node
from quanze.reader.english_names import BODY, NAMED, NOUN
from quanze.reader.lexicon import words
from quanze.reader.names import Name
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.rules.documents import is_document
from quanze.reader.rules.english.lists import split_english, whole_name

_HOW = r"(?:(?:also|[a-z]+ly|further|continue to|work to|together|each|now) )*"
RESPONSIBLE = (
    rf"(?:(?:is|are|was|were|will be|shall be|remains?|would be) {_HOW}(?:responsible for|in charge of|accountable for"
    r"|(?:charged|tasked|entrusted) with(?: the (?:responsibility|duty|task) (?:of|to|for))?"
    r"|the (?:[a-z]+ )?(?:lead|leading|responsible|coordinating|implementing|designated|principal)"
    r"(?: (?:agency|department|office|body|entity|authority|unit|bureau|division|partner))? (?:for|on|in|of))"
    r"|(?:(?:will|shall) )?(?:has|have|holds?|shares?|takes?|assumes?) (?:(?!no"
    r"|not\b)[a-z]+ ){0,3}?(?:responsibility|charge"
    r"|lead)(?: for| of| on| in| over))"
)
"""Says in so many words that somebody answers for what follows."""
_AHEAD = (
    r"(?:(?:is|are|will be) working (?:closely |together )*with (?P<mate>[^.;:]{3,90}?) to"
    r"|(?:will|shall) be(?= (?:[a-z]+ly )?[a-z]+ing )"
    r"|shall|will|must|would|is to|are to"
    r"|(?:is|are) (?:hereby )?(?:directed"
    r"|required|expected) to|continues? to|agrees? to|plans? to|aims? to"
    r"|(?:(?:meets?|convenes?|exists?)(?: [a-z]+){0,4}?|works?) to"
    r"|(?:is|was|were|has been|have been) (?:set up|established|created|formed|convened|launched|constituted|tasked"
    r"|commissioned) to)"
)
_VERB = r"(?P<verb>[a-z]+(?:-[a-z]+)?)"
_POWER = (
    r"(?:shall|will) have the (?:power|duty|authority|responsibility)(?: and (?:the )?(?:power|duty|authority))? to"
)
_INTRO = (
    r"(?:(?:By|In|From|Under|Within|Each|Every|To|At|On|During|Through|As|Starting|Beginning|For|With|Throughout|Since"
    r"|Currently|Additionally|Meanwhile)\b[^.;:,]{0,60}, )?"
)


def present(verb: str) -> str:
    """The third person of a verb."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def going_on(verb: str) -> str:
    """The form of a verb for what is being done."""
    return (verb if verb.endswith("ee") else verb.removesuffix("e")) + "ing"


_OF_PRESENT = {
    form: verb
    for category in ("en_lead", "en_work", "en_help", "en_review", "en_together")
    for verb in words(category)
    for form in (present(verb), verb)
} | {f"{be} {going_on(verb)}": verb for verb in words("en_lead") for be in ("is", "are")}
"""Forms of the present tense, of one subject and of several, and their verbs."""
_PRESENT = "|".join(sorted(_OF_PRESENT, key=len, reverse=True))
_OF_THIRD = _OF_PRESENT | {
    present(v): v for c in ("en_lead", "en_work", "en_help", "en_review", "en_together") for v in words(c)
}
_THIRD = "|".join(form for form, v in _OF_THIRD.items() if form == present(v) and v not in words("en_noun"))
"""Verbs of the third person that are no nouns of several: provides, and not plans."""
_INSERT = (
    r"(?:, (?P<{}>(?:in|with|together|jointly|alongside|as|where|when|subject|upon|pursuant|by|through|at|on"
    r"|within|after|(?:co-)?(?:chaired|led|headed) by"
    r"|following|under|working|(?:the|an?) [a-z]+|also|formerly|which|who|whose|comprising|consisting|made up|composed"
    r"|established|created|reporting)\b[^.;:]{{3,200}}?),)?"
)
"""What stands between commas behind a subject or its first verb: 「shall, in coordination with B, develop …」."""
_OBJECT = r"(?P<what>[^;:]{4,240}?)[.;]?(?:;.*)?$"
_FRAME = re.compile(
    rf"(?:\([0-9a-zA-Z]{{1,3}}\) |[0-9.]+ (?:[A-Z][a-z ]+\. ?)?)?{_INTRO}"
    r"(?P<who>(?:[Tt]he |[Tt]his )?[A-Z][^.;:]{1,160}?|[Ii]t|[Tt]hey|(?:[Tt]he|[Tt]his) [a-z]+(?: [a-z]+){0,6}?)"
    rf"{_INSERT.format('between')} (?:(?P<phrase>{RESPONSIBLE}) {_HOW}"
    rf"|(?P<ahead>{_POWER}|{_AHEAD}){_INSERT.format('inside')} {_HOW}{_VERB} |{_HOW}(?P<now>{_PRESENT}) ){_OBJECT}"
)
_WHICH = re.compile(
    rf"(?P<who>[A-Z][\w'’&-]*(?: (?:[A-Z][\w'’&-]*|of|and|for|the|on))*),? (?:which|that|who)"
    rf"(?: (?:is|are|has|was|meets|consists|comprises)\b[^.;:]{{3,90}}?,? and)? (?:(?P<phrase>{RESPONSIBLE}) {_HOW}"
    rf"|(?P<ahead>shall|will|must) {_HOW}{_VERB} |{_HOW}(?P<now>{_THIRD}) ){_OBJECT}"
)
"""Who is said to do something beside the matter: 「supported by the Steering Group, which oversees …」."""
_TO_DO = rf"to (?=(?:{'|'.join(v for v in _OF_PRESENT if v == _OF_PRESENT[v] and v not in words('en_noun'))}) )"
"""Begins a second infinitive: is to monitor the plan and to coordinate reporting."""
_MORE = re.compile(rf",? (?:and|but) (?P<ahead>shall|will|must|{_TO_DO.strip()}) ?{_HOW}{_VERB} {_OBJECT}")
"""A second verb of the same subject: 「… and shall maintain the inventory」."""
_ALSO = re.compile(rf",? (?:and|but) {_HOW}(?P<now>{_THIRD}) {_OBJECT}")
"""A second verb of the same subject in the present: 「… and helps the centre with incidents」."""
_LISTED = re.compile(rf";(?: and)? {_HOW}(?P<now>{_PRESENT}) (?P<what>[^;:]{{4,240}}?)(?=;|\.? ?$)")
"""More that the subject of a sentence does: 「It executes policies; vets findings; and promotes …」."""
_HELP_ALONE = re.compile(
    rf"(?P<who>(?:[Tt]he )?[A-Z][^.;:]{{1,160}}?) (?:will|shall|must) {_HOW}(?P<verb>support|assist|help)(?: it| this"
    r"| this work| this effort| this task)?[.;]?$"
)
"""Who helps with what the clause before names."""
_STOPS = re.compile(
    r",? (?:supported by|assisted by|alongside|together with|jointly with|with (?:the )?(?:support|assistance"
    r"|help|input) (?:of|from)"
    r"|in (?:close )?(?:partner|collab|coop|co-op|coord|co-ord|consult)\w* with)\b|, (?:which|who|while|with)\b"
    r"|, working (?:closely )?(?:with|alongside)\b"
    rf"|,? (?:and|but) (?:(?:will|shall|must|is|are) |{_TO_DO})"
    r"|,? (?:and|but) (?:[a-z]+ly )?(?:reports?|meets?|publishes|sits) "
    r"(?:to|on|at|annually|quarterly|regularly|monthly)\b"
    rf"|,? (?:and|but) {_HOW}(?:{_THIRD}) (?!(?:to|of|for|in|and|on|with|or)\b)(?=[a-z])"
)
"""Ends what is done."""
_BEFORE_WHAT = re.compile(r"(?:(?:on|over) )?(?:the )?")
"""Words between a verb and what is done: leads on delivery of …."""
_WITH = re.compile(
    r"(?:,? )?(?P<word>supported by|assisted by|alongside|together with|jointly with|with (?:the )?(?:support"
    r"|assistance|help) (?:of|from)"
    r"|in (?:close )?(?:partner|collab|coop|co-op|coord|co-ord)\w* with) (?P<who>(?:the |other )?[A-Z][^.;:()]{1,160}?)"
    r"(?=[.;]|$| to [a-z]|, (?:which|who|while|with|in|and (?:will|is|are))\b)"
)
_STOP = re.compile(
    r"(?P<stop>[.;]) (?=[A-Z]|the [A-Z])|,? (?:and|while|whereas) (?=(?:the )?(?:[A-Z][\w'’&-]* (?:(?:of|for|and"
    r"|the) )*){1,6}(?:shall|will|must|is|are) [a-z])"
)
"""Between sentences, and before another subject that will do something: 「…, while the Parks Department will …」."""
_GENERAL = re.compile(
    r"(?:The|the|This|this) (?P<noun>[Oo]ffice|[Dd]epartment|[Aa]gency|[Bb]ureau|[Dd]ivision|[Aa]uthority"
    r"|[Uu]nit|[Tt]eam|[Mm]inistry"
    r"|[Dd]irectorate)"
)
_BARE = re.compile(rf"(?:[Tt]he |[Tt]his )?(?P<noun>{NOUN})")
"""A noun alone, The Board, which is somebody named before or not named at all."""


ROLE_OF = re.compile(
    r"(?:The|Its) (?:\w+ )?(?:role|purpose|remit|function|mission|task|aim|objective)s? of (?=[Tt]h|[A-Z])"
)
"""Before a subject: 「The role of the Steering Group is to …」."""


@dataclass(frozen=True)
class Work:
    """One clause of the frame: who, by which word, the span of what is done, and those with whom."""

    names: tuple[Name, ...]
    who: str
    verb: str
    explicit: bool
    helps: bool
    what: tuple[int, int]
    verb_at: int
    partners: tuple[tuple[Name, ...], tuple[int, int], str] | None
    span: tuple[int, int]
    later: bool = False
    """Whether it is a second verb of its subject, which a rule that read the first has not read."""


def _end_of(found: re.Match[str] | None) -> int:
    return found.end() if found else 0


def clauses(passage: Passage) -> list[tuple[int, int]]:
    """The sentences of a passage, cut where another subject has a verb of its own."""
    spans: list[tuple[int, int]] = []
    at = passage.start
    for found in _STOP.finditer(passage.norm, passage.start):
        if not found["stop"] and not re.search(r"\b(?:shall|will|must|is|are) ", passage.norm[at : found.start()]):
            continue  # A and B shall do something together
        spans.append((at, found.end("stop") if found["stop"] else found.start()))
        at = found.end()
    return [*spans, (at, len(passage.norm))]


def subject(reading: Reading, passage: Passage, text: str, before: int) -> tuple[Name, ...]:
    """The agencies that a subject names, or the one named before that it stands for; empty for anything else."""
    if general := _GENERAL.fullmatch(text) or _BARE.fullmatch(text):
        noun = general["noun"].lower()
        opened = _abbreviated(reading, passage, before, noun)
        named = opened or _named_before(passage, before, noun) or _above(reading, passage, noun)
        return named or (_set_up_before(passage, before) if text[:1] in "Tt" and "his " in text[:5] else ())
    if re.fullmatch("[Ii]t|[Tt]hey", text):
        return _begins(passage, before)
    if _is_plan(reading, re.sub("^[Tt]he ", "", text)):
        return ()
    return tuple(split_english(text)) if re.match("(?!This )[A-Z]|the ", text) else ()


def _is_plan(reading: Reading, short: str) -> bool:
    """Whether capitals are short for a plan or a law that the text names: CAP for Climate Action Plan."""
    if not re.fullmatch("[A-Z]{2,8}", short):
        return False
    spelt = re.compile(" ".join(rf"{letter}[\w'-]+(?: (?:and|for|of|on|the|to))*" for letter in short))
    return any(is_document(found[0]) for p in reading.passages for found in spelt.finditer(p.norm))


def body(reading: Reading, text: str, at: int = -1) -> Node | None:
    """The body that a subject means, by its name or by its noun alone (This Commission).

    Of several of one noun the last is meant that a passage before the one ``at`` a number, or that passage, names.
    """
    plain = re.sub(r"^(?:[Tt]he |[Tt]his |[Ii]ts )", "", text.strip())
    found = reading.body(plain)
    if found is not None:
        return found
    if re.fullmatch(BODY, plain, re.IGNORECASE):
        named = [c for c in reading.draft.of_kind("Council") if c.name.lower().endswith(plain.lower())]
        near = [c for c in named if c.evidence[0].source == reading.source and c.evidence[0].passage <= at]
        if len(near) > 1:
            return max(near, key=lambda c: (c.evidence[0].passage, c.evidence[0].start))
        if named and (text.startswith("This") or reading.council not in named):
            return named[-1]
        return reading.council
    longer = [c for c in reading.draft.of_kind("Council") if c.name.endswith(f" {plain}")]
    if len(longer) == 1 and " " in plain:
        return longer[0]  # The Climate Council, of the Boston Climate Council
    general = ("membership", "members", "duties", "powers and duties")
    return reading.council if plain.lower() in general else None


def _named_before(passage: Passage, before: int, noun: str) -> tuple[Name, ...]:
    """The last agency of a kind before a place; to be checked, for the text only says of which kind it is."""
    found = [m for m in NAMED.finditer(passage.norm, 0, max(before, 0)) if noun in m[0].lower()]
    if not found:
        return ()
    whole = whole_name(passage.norm)
    if whole and whole[0] < found[-1].start() < whole[1]:
        return (Name(passage.norm[whole[0] : whole[1]], (whole[2],), guessed=True),)
    return tuple(replace(n, guessed=True) for n in split_english(found[-1][0]))


_SET_UP = re.compile(
    r"(?:^|(?<=\. ))(?:An? |The )(?:[a-z]+ ){0,2}(?P<who>[A-Z][\w'’&-]*(?: (?:[A-Z][\w'’&-]*|of|and|for|the))*) "
    r"(?:was|is|has been|will be) (?:established|set up|created|formed|launched)\b"
)


def _set_up_before(passage: Passage, before: int) -> tuple[Name, ...]:
    """The agency that a sentence before sets up, where 「this team」 calls it by another noun; to be checked."""
    made = list(_SET_UP.finditer(passage.norm, passage.start, max(before, 0)))
    names = split_english(made[-1]["who"]) if made else []
    return tuple(replace(n, guessed=True) for n in names) if len(names) == 1 else ()


def _abbreviated(reading: Reading, passage: Passage, before: int, noun: str) -> tuple[Name, ...]:
    """The agency of a kind that the sentence before calls by its short name: The AFCD …. The department also …."""
    opened = _begins(passage, before)
    known = reading.draft.find("Agency", opened[0].text) if len(opened) == 1 and opened[0].text.isupper() else None
    return (Name(known.name, guessed=True),) if known is not None and noun in known.name.lower() else ()


def _begins(passage: Passage, before: int) -> tuple[Name, ...]:
    """The agency that begins the sentence before a place."""
    earlier = [start for start, _ in clauses(passage) if start < before]
    found = _OPENS.match(passage.norm, earlier[-1]) if earlier else None
    return tuple(split_english(found["who"])) if found else ()


_OPENS = re.compile(rf"(?:The )?(?P<who>{NAMED.pattern}|[A-Z]{{3,8}})(?: \([A-Z]+\))?(?=,| [a-z])")


def _above(reading: Reading, passage: Passage, noun: str) -> tuple[Name, ...]:
    for index in range(passage.index - 1, max(passage.index - 4, -1), -1):
        names = _named_before(reading.passages[index], len(reading.passages[index].norm), noun)
        if names:
            return names
    return ()


def read(reading: Reading, passage: Passage) -> Iterator[Work]:
    """The clauses of a passage in which somebody does something."""
    for start, end in clauses(passage):
        found = _FRAME.fullmatch(passage.norm, start, end)
        beside = _WHICH.search(passage.norm, start, end)
        if beside and body(reading, beside["who"], passage.index) is not None:
            first = found["who"] if found else ""
            if not first or not (body(reading, first, passage.index) or subject(reading, passage, first, start)):
                start, found = beside.start(), beside
        if found is None:
            continue
        verb = found["verb"] or _OF_PRESENT.get(found["now"] or "", "")
        who = passage.text[slice(*found.span("who"))]
        who = who[_end_of(ROLE_OF.match(who)) :]
        names = subject(reading, passage, who, start)
        several = len(names) > 1 or re.search(r"[Tt]hey|s$", who) or (not names and " and " in who)
        if found["now"] == verb and not several:
            continue  # The Bureau set up an office: what it did
        if not names and found["phrase"] and re.match("(?:The |the )?(?!This|That|It|They)[A-Z]", who):
            names = tuple(split_english(who, placed=True))  # Parks and Recreation is responsible for …
        said = found.groupdict()
        between = next((found.span(g) for g in ("between", "inside") if said.get(g)), None)
        joined = _WITH.match(passage.norm, *between) if between else None
        joined = joined or _WITH.search(passage.norm, found.start("what"), end)
        others = tuple(split_english(passage.text[slice(*joined.span("who"))], placed=True)) if joined else ()
        partners = (others, joined.span(), joined["word"]) if joined and others else None
        if said.get("mate") and (mates := tuple(split_english(passage.text[slice(*found.span("mate"))]))):
            partners = (mates, found.span("mate"), "working with")
        more_of_it = list(_LISTED.finditer(passage.norm, found.end("what"), end)) if found["now"] else []
        upto = found.end("what") if more_of_it else end
        part: re.Match[str] | None = found
        while part:
            said = part.groupdict()
            verb = said.get("verb") or _OF_THIRD.get(said.get("now") or "", verb)
            at = part.start("verb" if said.get("verb") else "now")
            phrase = found["phrase"] if part is found else None
            cut = _STOPS.search(passage.norm, part.start("what"), part.end("what"))
            stop = cut.start() if cut else part.end("what")
            behind = [p.fullmatch(passage.norm, cut.start(), end) for p in (_MORE, _ALSO)] if cut else []
            more = next(filter(None, behind), None)
            plain = phrase or verb in words("en_lead") or verb in words("en_help")
            begin = part.start("what") if plain else at
            before = _BEFORE_WHAT.match(passage.norm, begin)
            begin = before.end() if before else begin
            formal = verb in words("en_formal") or (verb in words("en_together") and body(reading, who) is None)
            if not formal and stop - begin >= 4:
                # a report of what somebody is doing
                going_on = part is found and (found["now"] or "").startswith(("is ", "are "))
                answers = bool(re.match("is|are|was|were|will be|shall be", phrase or "")) or (
                    verb in words("en_lead") and not going_on
                )
                yield Work(
                    names,
                    who,
                    phrase or verb,
                    answers,
                    verb in words("en_help"),
                    (begin, stop),
                    begin if phrase or going_on else at,
                    partners,
                    (start if part is found else part.start(), more.start() if more else upto),
                    part is not found,
                )
            part = more
        for listed in more_of_it:
            verb = _OF_PRESENT[listed["now"]]
            span = (listed.start("now"), listed.end("what"))
            yield Work(names, who, verb, False, verb in words("en_help"), span, span[0], None, span)


_TOLD = re.compile(
    r"(?:[Rr]equest|[Uu]rg|[Dd]irect|[Aa]sk|[Ii]nstruct|[Ee]ncourag)(?:s|es|e|ed|ing)? "
    r"(?P<who>(?:the )?[A-Z][^.;:]{2,120}?) "
    rf"(?:and (?:all )?other [a-z ]+ )?to {_HOW}{_VERB} {_OBJECT}"
)
"""Who is asked to do something: 「requesting the Department of Public Works to replace …」."""


def told(reading: Reading, passage: Passage) -> Iterator[Work]:
    """What agencies are asked or directed to do, by whomever."""
    for start, end in clauses(passage):
        found = _TOLD.search(passage.norm, start, end)
        names = subject(reading, passage, passage.text[slice(*found.span("who"))], start) if found else ()
        if found is None or not names or found["verb"] in words("en_formal") or found["verb"] in words("en_told"):
            continue
        cut = _STOPS.search(passage.norm, *found.span("what"))
        stop = cut.start() if cut else found.end("what")
        at = found.start("verb")
        helps = found["verb"] in words("en_help")
        begin = found.start("what") if helps else at
        yield Work(names, found["who"], "asked", False, helps, (begin, stop), at, None, (found.start(), end))


def helping(passage: Passage) -> Iterator[tuple[tuple[Name, ...], str, tuple[int, int]]]:
    """Who helps, in clauses that do not say with what."""
    for start, end in clauses(passage)[1:]:
        found = _HELP_ALONE.fullmatch(passage.norm, start, end)
        names = tuple(split_english(passage.text[slice(*found.span("who"))])) if found else ()
        if found and names:
            yield names, found["verb"], (start, end)
