"""Whether a clause has somebody and something to do: an agency, a post or a body, and a word of a role or a duty.

A rule may know no frame for such a clause. The account still lists it, for here only words are asked for.
"""

from __future__ import annotations

import re

from quanze.reader.english_names import BODY, NAMED, POST_NOUN
from quanze.reader.leftovers import COUNCIL
from quanze.reader.leftovers import NAMED as AGENCY
from quanze.reader.lexicon import alternatives, words

_DOES = re.compile(
    alternatives("act", "appoint", "ask", "charge", "do", "fund", "hope", "join", "lead", "lead_stem", "report")
    + "|"
    + alternatives("support", "support_stem")
)
_POST = re.compile(f"(?:{alternatives('post')})(?!室|會)")
_ENGLISH_BEARER = re.compile(
    rf"{NAMED.pattern}|\b(?:{BODY}|Team|Staff|Unit|Services?|Works)\b|\b{POST_NOUN}\b|\b(?!I+\b)[A-Z]{{3,8}}\b"
)
_VERBS = [verb.rstrip("e") for c in ("en_lead", "en_help", "en_review", "en_together") for verb in words(c)]
_ENGLISH_DUTY = re.compile(
    r"\b(?:shall|will|must|responsib\w+|tasked|charged|in charge|chair\w*|led|takes? on"
    rf"|(?:{'|'.join(_VERBS)})(?:e?s|e?d|ing|e)?)\b",
    re.IGNORECASE,
)
_ENGLISH_WORK = re.compile(rf"[A-Z][\w'’]* (?:[a-z]+ly )?(?:{'|'.join(words('en_work'))})s?\b")
"""A verb of work behind a name: the Commissioner of Public Works develop."""


_ENGLISH_LABEL = re.compile(
    r"(?:Co-)?(?:[Ll]ead|Responsib|Support|Partner|Own|Collaborat|Deliver|Accountab|Joint)"
    r"[\w /()&-]{0,30}: ?(?:[A-Z]|$)"
)
"""A line that says by its label who leads or helps: 「Supporting services: Highways」."""


def names_somebody(clause: str) -> bool:
    """Whether a clause, as normalised text, names an agency, a body or a post."""
    if clause.isascii():
        return bool(_ENGLISH_BEARER.search(clause))
    return bool(AGENCY.search(clause) or COUNCIL.search(clause) or _POST.search(clause))


def bears(clause: str) -> bool:
    """Whether a clause, as normalised text, names somebody and has a word of a role or a duty."""
    if clause.isascii() and _ENGLISH_LABEL.match(clause):
        return True
    if not names_somebody(clause):
        return False
    if clause.isascii():
        return bool(_ENGLISH_DUTY.search(clause) or _ENGLISH_WORK.search(clause))
    return bool(_DOES.search(clause))
