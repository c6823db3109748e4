"""Names of agencies and posts in English: by their nouns, since capitals alone mark names of any kind."""

from __future__ import annotations

import re

NOUN = (
    r"(?:Department|Office|Service|Services|Agency|Authority|Ministry|Council|Bureau|Commission|Board|Division"
    r"|Directorate|Unit|Centre|Center|Company|"
    r"Police|Utility|Government|Secretariat|Institute|University|Team|Fund|Programme|Administration|Corporation"
    r"|Committee|Association|Forum|Partnership|Trust|Laboratory|Brigade|Works|Transit|Schools|Chamber|Library|Libraries"
    r"|College|District|Foundation|Network|Alliance|Coalition|Utilities)"
)
NAME = r"(?:the )?(?:[A-Z][\w&'’.-]*(?: (?:[A-Z][\w&'’.-]*|of|for|and|the|on|&))*)"
AGENCY = re.compile(
    rf"(?:[A-Z][\w'’&.-]* )*(?:Department|Office|Ministry|Bureau|Secretariat|Directorate|Agency|Institute|Commission"
    rf"|University|Administration|Division|Authority|Chamber|Port|Board|League) (?:of|for) .+"
    rf"|.*\b{NOUN}\b(?: \([A-Z]+\))?"
    rf"|[A-Z][A-Z-]{{1,11}}(?: [A-Z][a-z]+)?"
)
"""A name that is that of an agency by its noun, or by being an abbreviation."""
_PART = r"[A-Z][\w'’&-]*"
NAMED = re.compile(
    rf"\b(?!The\b)(?:{_PART} (?:(?:of|for|and|&|the) )*){{0,6}}?"
    rf"(?:Department|Office|Agency|Authority|Ministry|Bureau|Division|Directorate|Secretariat|Administration"
    rf"|Police|Institute|University)\b(?: (?:of|for) (?:the )?{_PART}(?: (?:and |& |of )?{_PART}){{0,4}})?"
)
"""A name of an agency within a sentence."""
BODY = (
    r"(?:Commission|Committee|Council|Board|Panel|Task Force|Taskforce|Working Group|Workgroup|Forum|Group|Partnership"
    r"|Roundtable|Cabinet|Collaborative|Coalition|Alliance)"
)
"""The nouns of bodies that people sit on."""
POST_NOUN = (
    r"(?:Mayor|Director|Director-General|Chief|Commissioner|Secretary|Minister|Head|Manager|Chair|Chairperson|Chairman"
    r"|President|Superintendent|Administrator|Officer|Controller|Comptroller|Treasurer|Attorney|Engineer|Governor"
    r"|Chancellor|Marshal|Sheriff|Advocate|Speaker|Dean|Provost|Principal|Clerk|Planner|Executive|Coordinator"
    r"|Auditor|Architect)"
)
POST = re.compile(
    rf"(?:{_PART} ){{0,5}}?{POST_NOUN}(?: General)?"
    rf"(?: (?P<link>of|for) (?:the )?(?P<agency>{_PART}(?: (?:{_PART}|of|and|for|the|&))*))?"
)
"""A post, and the agency or field it is of."""
_POST_AT = re.compile(
    rf"(?:{_PART} )*?{POST_NOUN}(?:[- ]General)?(?P<link>,) (?:the )?(?P<agency>[A-Z][^:;.,]{{2,80}}?)"
)
"""A post, and behind a comma where it is: Secretary, Department of Health."""


def post_of(text: str) -> re.Match[str] | None:
    """A post that is the whole of a text, also one with commas in its field: Secretary for Trade, Energy and Water."""
    return POST.fullmatch(text) or _POST_AT.fullmatch(text) or POST.fullmatch(text.replace(",", ""))


SMALL_POST = (
    r"(?:vice |deputy )?(?:mayor|governor|city manager|city administrator|county executive|chief of [a-z]+"
    r"|(?:director|commissioner|secretary|superintendent) of [a-z]+(?: (?:and )?(?!shall|will|must|is\b)[a-z]+){0,3}"
    r"|[a-z]+(?: [a-z]+)? (?:director|coordinator|commissioner|manager|chief|engineer|attorney))"
)
"""A post that a code writes in small letters."""
_PROPER = re.compile(NAME)


def names_agency(text: str) -> bool:
    """Whether text is the name of an agency and nothing else: words with capitals, of which a noun says what it is."""
    plain = re.sub(r" \([A-Z]{2,}\)$", "", text)
    return bool(_PROPER.fullmatch(plain) and AGENCY.fullmatch(plain))


_ENDED = re.compile(rf".*\b{NOUN}\b(?: \([A-Z]+\))?")
_OWN_NOUN = re.compile(rf"{_PART} (?:{_PART} )*(?:Department|Office|Agency|Bureau|Authority|Commission|Administration)")
_BEGUN = re.compile(r"(?:Department|Office|Ministry|Bureau|Division|Agency) (?:of|for) ")


def are_two(left: str, right: str, article: bool) -> bool:
    """Whether words joined by and name two: Fire and Parks Department may, Department of Health and Aging does not."""
    whole = names_agency(right) or POST.fullmatch(right)
    apart = _BEGUN.match(left) and _OWN_NOUN.fullmatch(right)
    return bool(whole) and bool(
        article or left.isupper() or _ENDED.fullmatch(left) or POST.fullmatch(left) or _BEGUN.match(right) or apart
    )


_SINGULAR = {
    "Departments": "Department",
    "Offices": "Office",
    "Divisions": "Division",
    "Bureaus": "Bureau",
    "Bureaux": "Bureau",
    "Agencies": "Agency",
    "Directorates": "Directorate",
    "Authorities": "Authority",
    "Commissions": "Commission",
    "Ministries": "Ministry",
}
_FIELD = rf"{_PART}(?: (?:(?:and|&|of) )?{_PART})*"
_NOUNS = rf"(?P<noun>{'|'.join(_SINGULAR)})"
_SHARED = re.compile(
    rf"(?:[Tt]he )?(?P<first>{_FIELD}(?:, (?:the )?{_FIELD})*),? and (?:the )?(?P<last>{_FIELD}) {_NOUNS}"
)
_SHARED_BEFORE = re.compile(
    rf"(?:[Tt]he )?{_NOUNS} (?P<link>of|for) (?P<first>{_FIELD}(?:, {_FIELD})*),? and (?P<last>{_FIELD})"
)


def shared_noun(text: str) -> list[str]:
    """The names of a list that share their noun, each with it: Planning, Parks and Transportation Departments."""
    found = _SHARED.fullmatch(text)
    fields = [*_apart(found["first"]), found["last"]] if found else []
    if found:
        return [f"{field} {_SINGULAR[found['noun']]}" for field in fields]
    found = _SHARED_BEFORE.fullmatch(text)
    fields = [*_apart(found["first"]), found["last"]] if found else []
    return [f"{_SINGULAR[found['noun']]} {found['link']} {field}" for field in fields] if found else []


def _apart(fields: str) -> list[str]:
    return re.split(r", (?:the )?", fields)
