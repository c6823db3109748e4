"""A clause as tokens: words of known categories, longest first, numbers, brackets, and runs of other text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from quanze.reader.lexicon import words
from quanze.reader.wording import COUNT, normalise
from quanze.schema import RELATIONSHIP
from quanze.schema.relationships import LEADLESS_WORDS

TEXT = "text"
CODES = {
    TEXT: "x",
    "title": "T",
    "member": "M",
    "count": "N",
    "by": "B",
    "with": "w",
    "is": "I",
    "appoint": "A",
    "select": "J",
    "and": "&",
    "each": "Q",
    "together": "Y",
    "other": "O",
    "among": "W",
    "setup": "U",
    "listed": "F",
    "except": "X",
    "outside": "Z",
    "total": "m",
    "lead": "L",
    "support": "S",
    "review": "R",
    "leadless": "l",
    "do": "D",
    "charge": "H",
    "join": "j",
    "fund": "f",
    "report": "r",
    "expert": "E",
    "this": "C",
    "comma": ",",
    "semicolon": ";",
    "stop": "p",
    "colon": ":",
    "open": "{",
    "close": "}",
}
"""One letter a category, so that a pattern over categories is a regular expression over letters."""

_SIGNS = {
    "，": "comma",
    ",": "comma",
    ";": "semicolon",
    "。": "stop",
    ":": "colon",
    "-": "colon",
    "(": "open",
    ")": "close",
}
_WORDED = tuple(c for c in CODES if c not in (TEXT, "count", "this", *_SIGNS.values()))
_SOME = r"(?:若干|數)(?:人|名|位)"
_NOT_BEFORE = {"會辦": "(?!理)", "協助": "(?!措施)"}
"""Words that are none before another letter: 農田水利會辦理 is 會 and 辦理."""
_NOT_AFTER = {"統由": "(?<![系傳])", "理由": "(?<![清管辦處審整受修料代護治])"}
"""Words that are none behind another letter: 清理由水利局辦理 is 清理 and 由."""
_SERVES = (
    r"任(?=副?(?:總?召集人|主任委員|主席|會長|總幹事|指揮官)|副?執行(?:秘書|長)|副?(?:組長|主任|團長)(?=[，。;、]|$))"
)
_INSIDE = ("do", "review", "support", "charge", "join", "fund")
_ENDS_NAME = (
    r"委員會|審議會|辦公室|工作室|小組|分組|中心|會報|大隊|組(?![長員織成])|科(?![長技學目])|處(?![長理境罰置分])"
    r"|局(?![長面處])|署(?![長名])|室(?![主內外])|課(?![長程])|司(?![法長機儀])"
)
"""Behind such a word they make it part of a name: 推動辦公室, 考核委員會, 規劃組."""
_FROM = r"就(?=學者|學術|業界|業者|醫界|醫師|地方|讀)"
"""「由部長就學者遴聘」, where 就學 would be a word of its own."""
_NAMED = r"(?<=[\u3400-\u9fff)])(?<![為是之其由及與以])(?<!指標)(?<!本項)(?<!措施)(?:主管|執行|權責)機關"
"""The end of a name (中央主管機關) and no word for a role."""
_THIS = (
    r"(?:本|該|前揭|前述|上開|上述|前開|各該)(?:推動小組|推動會|推動委員會|工作小組|專案小組|審議會|諮詢會|委員會"
    r"|小組|會報|會(?!議|期|務|員|計|同|址|場|商|長)|組(?!織|長|員)|辦公室)"
)


@dataclass(frozen=True)
class Token:
    """A word of a category, or a run of text between such words, with its span in the passage."""

    category: str
    start: int
    end: int
    text: str

    @property
    def code(self) -> str:
        """The letter of its category."""
        return CODES[self.category]


@cache
def vocabulary() -> dict[str, str]:
    """The category of every known word of lexicon and schema, '' for those that say nothing."""
    category: dict[str, str] = dict.fromkeys(words("plain"), "")
    for name in _WORDED:
        for word in words(name):
            category.setdefault(word, name)
    for name in ("lead", "support"):
        for stem, unit in product(words(f"{name}_stem"), words("role_unit")):
            category.setdefault(stem + unit, name)
    for name, type_ in (("lead", "CONVENES"), ("support", "CO_ORGANIZES"), ("review", "REVIEWS")):
        for word in RELATIONSHIP[type_].words:
            if not word.isascii():
                category.setdefault(normalise(word), name)
    for word in LEADLESS_WORDS:
        if not word.isascii():
            category.setdefault(normalise(word), "leadless")
    return category


@cache
def _scanner() -> re.Pattern[str]:
    """The pattern of every known word."""
    known = _longest_first(vocabulary())
    parts = sorted((w for w, c in vocabulary().items() if c in _INSIDE and len(w) > 1), key=len, reverse=True)
    some = "|".join(map(re.escape, parts))
    inside = f"(?:{some})(?:[及與]?(?:{some})){{0,2}}(?={_ENDS_NAME})"
    # A word in brackets such as 聘(派)兼 goes before the bracket itself.
    return re.compile(
        rf"(?P<this>{_THIS})|(?P<name>{_NAMED})|(?P<serves>{_SERVES})|(?P<from>{_FROM})|(?P<inside>{inside})|(?P<seats>{COUNT}|{_SOME})|(?P<word>{known})"
        rf"|(?P<sign>[，,;。:()]|(?<=[辦政責關位力管助合籌])-)"
    )


def _longest_first(known: Iterable[str]) -> str:
    """The pattern of words, longer ones first; grouped by their first letter, so that few are tried in a place."""
    groups: dict[str, list[str]] = {}
    for word in sorted(known, key=len, reverse=True):
        groups.setdefault(word[0], []).append(word)

    def of(first: str, group: list[str]) -> str:
        if any(word in _NOT_AFTER for word in group):
            return "|".join(_NOT_AFTER.get(w, "") + re.escape(w) + _NOT_BEFORE.get(w, "") for w in group)
        return f"{re.escape(first)}(?:{'|'.join(re.escape(w[1:]) + _NOT_BEFORE.get(w, '') for w in group)})"

    firsts = "".join(map(re.escape, groups))
    return f"(?=[{firsts}])(?:{'|'.join(of(*group) for group in groups.items())})"


def tokenise(norm: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of a span of normalised text, without gaps."""
    return list(_tokens(norm, start, len(norm) if end is None else end))


@lru_cache(maxsize=1_000)
def _tokens(norm: str, start: int, end: int) -> tuple[Token, ...]:
    """Several rules ask for the tokens of one sentence; a few passages are remembered."""
    scanner, category = _scanner(), vocabulary()
    out: list[Token] = []
    at = start
    for found in scanner.finditer(norm, start, end):
        if found["name"] or found["inside"]:
            continue
        if found["serves"]:
            name = "appoint"
        elif found["from"]:
            name = "select"
        elif found["seats"]:
            name = "count"
        elif found["this"]:
            name = "this"
        elif found["sign"]:
            name = _SIGNS[found["sign"]]
        else:
            name = category[found["word"]]
        if not name:
            continue
        if found.start() > at:
            out.append(Token(TEXT, at, found.start(), norm[at : found.start()]))
        out.append(Token(name, found.start(), found.end(), found[0]))
        at = found.end()
    if at < end:
        out.append(Token(TEXT, at, end, norm[at:end]))
    return tuple(out)


def codes(tokens: Sequence[Token]) -> str:
    """The categories of tokens as letters."""
    return "".join([CODES[t.category] for t in tokens])


def clauses(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens between commas, semicolons and full stops outside brackets; the signs are left out."""
    part: list[Token] = []
    depth = 0
    for token in tokens:
        if token.category == "open":
            depth += 1
        elif token.category == "close":
            depth = max(0, depth - 1)
        if depth == 0 and token.category in ("comma", "semicolon", "stop"):
            if part:
                yield part
            part = []
            continue
        part.append(token)
    if part:
        yield part


NEGATED = re.compile(
    r"(?:不|未|非|無須|無需|毋須|毋庸|免|不必|不再)(?:得|須|應|宜)?(?:經)?(?:由|設置?|置|以(?!上|下)|擔任|兼任|兼"
    r"|辦理|負責|主辦|協辦)"
)
"""A clause that says what is not so."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    def code(found: re.Match[str]) -> str:
        return re.escape(CODES[found[0].lower()])

    return re.compile(re.sub(r"\b[A-Z]{2,}\b", code, pattern).replace(" ", ""))


@dataclass(frozen=True)
class Match:
    """Tokens that a pattern matched; a named part gives its span in the text."""

    tokens: Sequence[Token]
    found: re.Match[str]

    def part(self, name: str) -> Sequence[Token]:
        """The tokens of a named part; none when the part was left out."""
        first, last = self.found.span(name)
        return self.tokens[first:last] if first >= 0 else ()

    def span(self, name: str = "") -> tuple[int, int]:
        """The span in the text of a named part or of the whole match; (-1, -1) when it was left out."""
        part = self.part(name) if name else self.tokens[self.found.start() : self.found.end()]
        return (part[0].start, part[-1].end) if part else (-1, -1)


def match(pattern: str, tokens: Sequence[Token]) -> Match | None:
    """The match of a pattern with a whole clause.

    A pattern is written in the names of categories: ``TITLE COUNT BY (?P<who>[TEXT AND]+?) APPOINT``.
    """
    found = _compiled(pattern).fullmatch(codes(tokens))
    return Match(tokens, found) if found else None


def search(pattern: str, tokens: Sequence[Token]) -> Iterator[Match]:
    """Every match of a pattern in a clause."""
    for found in _compiled(pattern).finditer(codes(tokens)):
        yield Match(tokens, found)
