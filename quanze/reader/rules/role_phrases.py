"""Phrases that give agencies a role, as patterns over categories: 由A主辦, 主辦機關:A, A為主辦機關, A(主辦)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quanze.reader.draft import CHECK, HIGH
from quanze.reader.leftovers import NAMED
from quanze.reader.names import CHANGED, Name
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.rules import assignments, clause_subjects
from quanze.reader.rules.phrase import Phrase, named, sureness
from quanze.reader.tokens import NEGATED, TEXT, Match, Token, clauses, search, tokenise
from quanze.reader.wording import normalise

_TYPES = {"lead": "CONVENES", "support": "CO_ORGANIZES", "member": "CO_ORGANIZES", "review": "REVIEWS"}
_NAMES = "[TEXT AND EACH OPEN CLOSE THIS COUNT MEMBER TITLE OUTSIDE]"
_NOUN = re.compile(r"(?:機關|單位|局處|部門|科室|窗口)$")
_UNIT = r"機關\(構\)|機關\(單位\)|單位\(機關\)|機關|單位|局處"
_VERBS = {
    "召集",
    "帶頭",
    "主政",
    "主辦",
    "主責",
    "承辦",
    "主導",
    "統籌",
    "牽頭",
    "權責",
    "協辦",
    "會辦",
    "協管",
    "協同",
    "協助",
    "配合",
    "協力",
    "支援",
    "合辦",
}
"""Role words that give a role without 機關 or 單位 behind them."""
_VERBS |= {"配合辦理", "協助辦理", "協同辦理"}
_BY_ONLY = {"主管", "執行"}
"""Role words that give a role only behind 由A."""
_TAKES_TASK = {"主辦", "主政", "主導", "主責", "牽頭", "統籌", "承辦"}
"""Role words that may have the task behind them, 環境局主辦節能推廣; most often it comes before them."""
_NO_OBJECT = re.compile(r"^(?:或|人|科|課|會計|單位|機關)|[之的為應得者如若]|(?:時|中|後|前|期間|情形|人員|單位|機關)$")
"""What follows them and is no task, or not for certain: 主辦會計, 主辦或協辦之活動, 主辦活動時."""
_WATCHES = re.compile(
    r"(?P<word>督導|監督|管考|考核|列管|管制考核|追蹤管考|追蹤|查核|稽核|抽查|檢核)(?:(?:及|與|、)?(?:管制|考核|追蹤|列管|管考))*(?:執行|推動|辦理)?(?:進度|情形|成效|成果|作業|工作|事宜)*"
)
_EXAMINES = {"抽查", "複查", "查核", "複核", "檢核"}
"""What somebody does to another's work, behind who leads it: 由各區公所清淤，並由環保局抽查."""
_UNDER = re.compile(
    r"(?:並|且|仍|均|應)*受(?P<who>[^，。;:受]{3,24}?)之?(?P<word>指揮監督|監督|督導|管考|考核|指導監督)(?:及(?:考核|管考))?(?=[，。;]|$)"
)
"""「由鄉公所辦理，並受縣選舉委員會之監督」."""
_ENDS_TASK = r"(?:相關|各項|有關)?(?:事宜|事項|業務|工作|作業|任務|推動|辦理|執行|規劃)*"
_WATCH = {"管考", "督導", "列管", "考核", "管制考核", "監督"}
_LABEL = (
    f"(?P<role>LEAD|SUPPORT|REVIEW) (?:OPEN {_NAMES}+? CLOSE)? TOGETHER* [COLON IS AMONG TOTAL]+ (?P<who>{_NAMES}+)"
)
_LEAD_LABELS = ("負責", "承辦", "統籌", "辦理")
"""Words that are the label of who leads where a colon follows: 負責:工務課."""
_MEMBERS = f"(?P<role>MEMBER) COLON (?P<who>{_NAMES}+)"
_GLUED = f"(?P<role>LEAD|SUPPORT) (?P<who>{_NAMES}+)"
_DOES = (
    f"(?P<by>BY|WITH)? (?P<who>{_NAMES}+?) [TOGETHER OTHER]* (?:IS|APPOINT|CHARGE|TOGETHER)* [OPEN]?"
    f" (?P<role>LEAD|SUPPORT|REVIEW) [CLOSE]?"
)
_BRACKET = "(?P<who>[TEXT AND]+) OPEN (?P<role>LEAD|SUPPORT) CLOSE"
_SHORT_ROLE = re.compile(r"(?P<who>[^、，。;:()]{2,14})\((?P<role>主|協)\)")
"""「環保局（主）、經發局（協）」."""
_TOGETHER = f"(?P<by>BY) (?P<who>{_NAMES}+?) (?P<how>JOIN|SUPPORT) (?P<others>{_NAMES}+?) TOGETHER* (?P<do>DO|CHARGE)"
_CHARGED = f"(?P<by>BY)? (?P<who>{_NAMES}+?) [TOGETHER OTHER]* (?P<do>CHARGE|LEAD) (?P<what>[^COMMA SEMICOLON STOP]*)"
_DONE = f"(?P<by>BY) (?P<who>{_NAMES}+?) TOGETHER* (?P<do>DO) TEXT?"
_FUNDS = f"(?P<who>{_NAMES}+?) (?P<do>FUND)"
_OPENS = re.compile(r"(?:下列|左列|以下|如下|如左)|^(?:事項|業務|工作|任務)?:?$(?<=:)")
_HELPS = f"(?P<who>{_NAMES}+?) (?P<do>SUPPORT) (?P<what>TEXT .*)"
_RUNS = re.compile(
    r"(?P<who>[^，。;:、由]{2,14}?(?:局|處|署|部|會|所))管(?![理考制線轄道控路]|有(?!機))(?P<what>[^。;:]{2,80})(?=[。;]|$)"
)


_FORMER = re.compile(r"(?:原(?:先|本|係|訂|定)?|過去|以往|先前|向來|現)(?:則|均|係|為)?由")
_GIVEN_ON = re.compile(r"改(?:由|為|歸|隸)|[移轉]由|[移轉]交|接[辦手]|接續")
"""原由A辦理，自某日起改由B辦理: A did it, and no longer does."""


def phrases(reading: Reading, passage: Passage, start: int, end: int) -> list[Phrase]:
    """The role phrases of a sentence in order; a phrase whose names are not understood yields nothing."""
    tokens = tokenise(passage.norm, start, end)
    found: list[Phrase] = []
    for clause in clauses(tokens):
        mine: list[Phrase] = []
        sits = len(clause) > 1 and clause[0].category == "this" and clause[1].category == "support"
        if NEGATED.search(passage.norm, clause[0].start, clause[-1].end):
            continue
        if CHANGED.search(passage.norm, clause[0].start, clause[-1].end):
            continue  # 由水利局（115年起改由環保局）主辦: whose it is depends on the day; the account lists it
        former = _FORMER.search(passage.norm, clause[0].start, clause[-1].end)
        if former and _GIVEN_ON.search(passage.norm, clause[-1].end, end):
            continue
        if sits and _NOUN.search(clause[1].text) and reading.body(clause[0].text, passage.index) is not None:
            continue  # 本會成員單位為…: who sits on a body is for the rules on seats
        plain = len(clause) == 1 and clause[0].category == TEXT  # no word of a role
        for make in () if plain else (_bracketed, _labelled, _under, _together, _doing, _charged, _done, _funding):
            for phrase in make(reading, passage, clause):
                if not any(phrase.reaches(p) for p in mine):
                    mine.append(phrase)
        for phrase in assignments.of_clause(reading, passage, clause, found):
            if not any(phrase.reaches(p) for p in mine):
                mine.append(phrase)
        if not mine or clause_subjects.hangs(passage, clause, mine):
            mine = list(clause_subjects.of_clause(reading, passage, clause)) or mine
        # Behind who leads, one who gives something helps: 由A辦理，並由B提供素材.
        led = any(p.type == "CONVENES" for p in found)
        given = [p for p in mine if p.word.startswith("提供") and p.what == (0, 0)] if led else []
        examines = [p for p in mine if p.word in _EXAMINES and p.what == (0, 0)] if led else []
        mine = [replace(p, type="CO_ORGANIZES") if p in given else p for p in mine]
        found.extend(replace(p, type="REVIEWS") if p in examines else p for p in mine)
    _carry_over_commas(reading, passage, found, tokens)
    if any(p.type == "CONVENES" or p.what != (0, 0) for p in found):
        for clause in clauses(tokens):
            found.extend(p for p in _helping(reading, passage, clause) if not any(p.reaches(o) for o in found))
    else:
        # The rules on reviews read a supervisor of work that nobody here has to do.
        found = [p for p in found if p.type != "REVIEWS" or _over_all(passage, p) or _of_matter(passage, p)]
    return sorted(found, key=lambda p: p.start)


_ALL = re.compile(
    r"(?:^|[，。;])(?:以上|上述|前述|上開|前揭|各)(?:各項|各案|各點|事項|工作|措施|計畫|裁示|均|各|決議)*(?:由|請)?$"
)


def _over_all(passage: Passage, phrase: Phrase) -> bool:
    """Whether somebody watches over all that goes before: 以上事項由計畫處列管."""
    return bool(_ALL.search(passage.norm[passage.start : phrase.start]))


def _of_matter(passage: Passage, phrase: Phrase) -> bool:
    """Whether somebody watches over what the minutes discuss: 本案列為列管事項，由A每月追蹤."""
    return bool(re.search(r"(?:^|[。;])[本全]案[^。;]{0,20}$", passage.norm[passage.start : phrase.start]))


def _word(passage: Passage, token: Token) -> str:
    unit = re.match(_UNIT, passage.norm[token.end :])
    return token.text + (unit[0] if unit and not _NOUN.search(token.text) else "")


def _labelled(reading: Reading, passage: Passage, clause: list[Token]) -> Iterator[Phrase]:
    grouped = any(t.category == "member" for t in clause) and re.search(
        "召集|主辦|主責|主政", passage.norm[passage.start : clause[-1].end]
    )
    clause = [
        replace(t, category="lead") if t.text in _LEAD_LABELS and after.category == "colon" else t
        for t, after in zip(clause, [*clause[1:], clause[-1]], strict=True)
    ]
    for pattern in (_LABEL, _GLUED, *((_MEMBERS,) if grouped else ())):
        for found in search(pattern, clause):
            role = found.part("role")[0]
            before = clause[found.found.start("role") - 1].category if found.found.start("role") else "comma"
            counted = any(t.category == "total" and t.end == found.part("who")[0].start for t in clause)
            if counted and before not in ("comma", "semicolon"):
                continue  # 各單位均屬協辦單位，共有甲處 counts them
            if pattern is _GLUED and (not _NOUN.search(role.text) or before not in ("comma", "colon", "open")):
                continue
            if _held_before(clause, found) or (
                role.category == "review"
                and not _NOUN.search(_word(passage, role))
                and passage.norm[role.end : role.end + 1] != ":"
            ):
                continue
            names, start, end = named(reading, passage, found.part("who"), placed=pattern is _LABEL)
            names, end = names or (), end
            if not names:
                names, end = _first_names(reading, passage, start, end)
            if not names and pattern is _LABEL:
                names, end = _some_names(reading, passage, start, end)
            if names and _OTHERS_OF.match(passage.norm, end) and passage.norm[end - 1] not in "、及與和暨，;":
                end = max(passage.text.rfind(names[-1].text, start, end), start)
                names = names[:-1]  # 國務院其他有關部門 are others than 國務院
            more = _behind_comma(reading, passage, end) if names and _opened(passage, end) else ()
            if names:
                names, end = (*names, *(more[0] if more else ())), more[1] if more else end
                # The authority of a field may be named for a definition and for a role.
                sure = CHECK if role.text == "主管機關" else sureness(names)
                yield Phrase(
                    _TYPES[role.category],
                    _word(passage, role),
                    names,
                    role.start,
                    end,
                    confidence=sure,
                    pattern="label",
                )


_OTHERS_OF = re.compile(r"其[他它餘](?:各|有關|相關|所屬)*(?:部門|機關|單位|局處|科室|委辦局)")


def _opened(passage: Passage, at: int) -> bool:
    """Whether a place is within brackets."""
    return passage.norm.count("(", passage.start, at) > passage.norm.count(")", passage.start, at)


_LAST_PIECE = re.compile(r"，(?P<who>[^，。;:()]{2,24})(?=\))")


def _behind_comma(reading: Reading, passage: Passage, at: int) -> tuple[tuple[Name, ...], int] | tuple[()]:
    """「（配合單位：甲局、乙局，各區公所）」: the names behind the comma that is the last of a bracket."""
    found = _LAST_PIECE.match(passage.norm, at)
    names = reading.split(passage.text[slice(*found.span("who"))]) if found else []
    return (tuple(names), found.end()) if found and names and not any(n.guessed for n in names) else ()


def _first_names(reading: Reading, passage: Passage, start: int, end: int) -> tuple[tuple[Name, ...], int]:
    """The names at the head of a slot, when a remark in brackets or the like follows them."""
    text = passage.norm[start:end]
    for cut in sorted({m.start() for m in re.finditer(r"[(，]", text)}, reverse=True):
        names = reading.split(passage.text[start : start + cut])
        if names:
            return tuple(names), start + cut
    return (), end


def _some_names(reading: Reading, passage: Passage, start: int, end: int) -> tuple[tuple[Name, ...], int]:
    """The names of a list of which another piece is none; that piece is left over and listed."""
    found: list[Name] = []
    for piece in re.finditer(r"[^、，]+", passage.norm[start:end]):
        names = reading.split(passage.text[start + piece.start() : start + piece.end()])
        found += names if len(names) == 1 and not names[0].guessed else []
    return tuple(found), end


def _held_before(clause: list[Token], found: Match) -> bool:
    """「A為主辦機關為…」: the role belongs to the name before it."""
    at = found.found.start("role")
    before = clause[at - 1] if at else None
    return before is not None and before.category == "is" and at > 1


def _doing(reading: Reading, passage: Passage, clause: list[Token]) -> Iterator[Phrase]:
    for found in search(_DOES, clause):
        role = found.part("role")[0]
        noun = bool(_NOUN.search(role.text)) or bool(re.match(_UNIT, passage.norm[role.end :]))
        by = found.part("by")
        rest = passage.norm[role.end : clause[-1].end]
        ends = not rest or re.fullmatch(r"(?:執行|推動|辦理)?(?:進度|情形|成效|成果)?", rest)
        watches = bool(by) or found.part("who")[0] is clause[0]
        if role.category == "review" and (role.text not in _WATCH or not watches or not ends):
            continue
        manages = role.text in _BY_ONLY and by and passage.norm[role.end : role.end + 1] in ("，", "。", ";", "")
        if not noun and role.text not in _VERBS and role.category != "review" and not manages:
            continue
        after = passage.norm[role.end : role.end + 1]
        takes = bool(by) and role.text in _TAKES_TASK and not noun
        behind = _object(passage, clause, by[0], role) if takes else (0, 0)
        if (
            not noun
            and behind == (0, 0)
            and after
            and after not in "，;。)、,及並與之辦推執事業負規:"
            and role.category != "review"
        ):
            continue
        if noun and after == ":":
            continue
        if re.match(r"之[^，。;)]", passage.norm[role.end : role.end + 2]):
            continue  # 由A主辦之公路 says which road, and gives no role
        before = clause[next(i for i, t in enumerate(clause) if t is role) - 1]
        if before.category == "is" and not noun and rest:
            continue  # 甲市政府為統籌推動節能 says what for
        placed = bool(by) and by[0].text[-1] not in "以就"  # 以彈性調度支援 says with what
        names, start, end = named(reading, passage, found.part("who"), placed=placed)
        if not names:
            names, start = _last_names(reading, passage, start, end)
        if names:
            begin = by[0].start if by and by[0].end >= start - 1 else start
            confidence = CHECK if role.category == "review" else sureness(names)
            at = next(i for i, t in enumerate(clause) if t is role) + 1
            charge = clause[at] if noun and at < len(clause) and clause[at].category == "charge" else None
            what = _rest(passage, clause, charge) if charge is not None else (0, 0)
            what = behind if behind != (0, 0) else what
            yield Phrase(
                _TYPES[role.category],
                _word(passage, role),
                names,
                begin,
                max(role.end, what[1]),
                what,
                bool(by),
                confidence,
                "does",
            )


def _object(passage: Passage, clause: list[Token], by: Token, role: Token) -> tuple[int, int]:
    """The task behind the verb in 「由A主辦節能推廣」 and 「由A牽頭推動節能」, when no words before name one."""
    if passage.norm[role.end : role.end + 1] in "、及與和":
        return (0, 0)  # a list goes on: 由A主辦、B列席
    led = re.match(r"(?:及|並)?(?:推動|辦理|執行|規劃|負責)*(?:之)?", passage.norm[role.end : clause[-1].end])
    start, end = role.end + (led.end() if led else 0), clause[-1].end
    before = passage.norm[clause[0].start : by.start]
    named = before and not re.search(r"(?:決議|決定|指示|裁示|要求|同意|並|則|改|爰|故)$", before)
    plain = not _NO_OBJECT.search(passage.norm[start:end]) and not re.fullmatch(_ENDS_TASK, passage.norm[start:end])
    topic = passage.norm[passage.start : by.start].endswith((":", ": "))
    return (start, end) if end - start >= 3 and plain and not named and not topic else (0, 0)


def _last_names(reading: Reading, passage: Passage, start: int, end: int) -> tuple[tuple[Name, ...], int]:
    """The names at the end of a slot, after words that are no name and a conjunction or bracket."""
    text = passage.norm[start:end]
    for found in re.finditer(r"(?:[()、及與和]|(?<!申)請)(?=.{2})", text):
        names = reading.split(passage.text[start + found.end() : end])
        if names and reading.is_agency(names[0].text):
            return tuple(names), start + found.end()
    return (), start


def _bracketed(reading: Reading, passage: Passage, clause: list[Token]) -> Iterator[Phrase]:
    start, end = clause[0].start, clause[-1].end
    for short in _SHORT_ROLE.finditer(passage.norm, start, end):
        short_names = reading.split(passage.text[short.start("who") : short.end("who")])
        if short_names and not any(n.guessed for n in short_names):
            type_ = "CONVENES" if short["role"][0] == "主" else "CO_ORGANIZES"
            yield Phrase(type_, short["role"], tuple(short_names), *short.span(), pattern="bracket")
    for found in search(_BRACKET, clause):
        names, start, _ = named(reading, passage, found.part("who"), placed=True)
        role = found.part("role")[0]
        if names:
            yield Phrase(
                _TYPES[role.category],
                role.text,
                names,
                start,
                role.end + 1,
                confidence=sureness(names),
                pattern="bracket",
            )


_ANYBODY = re.compile(
    r"(?:各|相關|有關|其他|權責|業務|目的事業|主管|所屬|受查|需求)+(?:機關|單位|局處|部門|人員|科室)(?:\(構\))?(?:共同)?"
)


def _together(reading: Reading, passage: Passage, clause: list[Token]) -> Iterator[Phrase]:
    for found in search(_TOGETHER, clause):
        lead, _, _ = named(reading, passage, found.part("who"))
        others, first, _ = named(reading, passage, found.part("others"))
        anybody = bool(_ANYBODY.fullmatch(passage.norm[slice(*found.span("others"))]))
        if not lead or not (others or anybody):
            continue
        what = _rest(passage, clause, found.part("do")[-1])
        do = found.part("do")[0].text
        how = found.part("how")[0]
        begin = found.part("by")[0].start
        yield Phrase("CONVENES", do, lead, begin, how.end, what, by=True, confidence=sureness(lead), pattern="with")
        end = max(found.span()[1], what[1])
        if not others:
            continue  # 會同相關單位 says with nobody in particular
        yield Phrase("CO_ORGANIZES", how.text, others, first, end, what, confidence=sureness(others), pattern="with")


def _rest(passage: Passage, clause: list[Token], after: Token) -> tuple[int, int]:
    """The span of the words that follow a token in its clause, (0, 0) when there are none to speak of."""
    start, end = after.end, clause[-1].end
    while start < end and passage.norm[start] in "之":
        start += 1
    return (start, end) if end - start >= 3 else (0, 0)


def _takes_task(passage: Passage, clause: list[Token], found: Match) -> bool:
    """Whether a clause is A主辦X and nothing else, X being a task."""
    do, what = found.part("do")[0], found.part("what")
    if do.text not in _TAKES_TASK or found.part("who")[0] is not clause[0] or found.part("by"):
        return False
    tail = passage.norm[do.end : clause[-1].end]
    plain = all(t.category in ("text", "and", "do", "charge", "open", "close") for t in what)
    return len(tail) >= 3 and plain and not _NO_OBJECT.search(tail)


def _charged(reading: Reading, passage: Passage, clause: list[Token]) -> Iterator[Phrase]:
    for found in search(_CHARGED, clause):
        do = found.part("do")[0]
        labels = do.text in ("統籌", "主責", "權責單位", "權責機關", "主責單位")
        if do.category == "lead" and not labels and not _takes_task(passage, clause, found):
            continue
        names, start, end = named(reading, passage, found.part("who"))
        if not names:
            names, start = _last_names(reading, passage, start, end)
        by = found.part("by")
        if not names or any(n.guessed for n in names):
            continue
        what = found.part("what")
        tail = passage.norm[what[0].start : what[-1].end] if what else ""
        if _OPENS.search(tail):
            continue
        stop = what[-1].end if what else do.end
        watch = _WATCHES.fullmatch(tail)
        if watch and do.category == "charge":
            yield Phrase("REVIEWS", watch["word"], names, start, stop, by=bool(by), confidence=CHECK, pattern="watches")
            continue
        if by and (not tail or re.fullmatch(r"(?:推動|辦理|執行|規劃|之|統籌|彙整)*", tail)):
            yield Phrase("CONVENES", do.text, names, by[0].start, stop, by=True, pattern="charged")
        elif re.fullmatch(
            r"(?:推動|辦理|執行|規劃|統籌|彙整|協調|建置|設置|維護|維管|管理|審查|審核|興建|施作|施工|設計|推廣|宣導|營運|採購|招標|監造|驗收|受理|及|與|、|之|工作|事宜|作業)+",
            tail,
        ):
            if start > passage.start:
                yield Phrase("CONVENES", do.text, names, start, stop, by=True, pattern="charged")
        elif len(tail) >= 3 or (tail and not by):
            if len(tail) < 2:
                continue
            span = (what[0].start, stop)
            yield Phrase(
                "CONVENES", do.text, names, by[0].start if by else start, stop, span, bool(by), pattern="charged"
            )


def _done(reading: Reading, passage: Passage, clause: list[Token]) -> Iterator[Phrase]:
    for found in search(_DONE, clause):
        do = found.part("do")[0]
        names, _, _ = named(reading, passage, found.part("who"), placed=True)
        if not names:
            continue
        rest = passage.norm[do.end : clause[-1].end]
        closes = rest.find(")")
        if closes >= 0 and rest.count("(", 0, closes) == 0:
            rest = rest[:closes].split("，")[0]  # the bracket that it stands in ends there
        rest = re.sub(r"^(?:之|等|事宜|業務|作業)+$|^\(.*$", "", rest)
        if do.text in ("協調", "協商", "處理") and NAMED.match(rest):
            continue  # 由A協調B訂定: what the two do is in their verb
        stop = do.end + len(rest) if closes >= 0 else clause[-1].end
        what = (do.end, stop) if len(rest) >= 4 else (0, 0)
        begin = found.part("by")[0].start
        yield Phrase(
            "CONVENES", do.text, names, begin, max(do.end, what[1]), what, True, sureness(names), pattern="done"
        )


def _helping(reading: Reading, passage: Passage, clause: list[Token]) -> Iterator[Phrase]:
    """「A負責X;B協助Y」: a second body with a share of its own, named after one that is in charge."""
    for found in search(_HELPS, clause):
        help_ = found.part("do")[0]
        names, start, _ = named(reading, passage, found.part("who"))
        if len(names) == 1 and help_.text in ("協助", "配合") and start == clause[0].start:
            what = (help_.end, clause[-1].end)
            if what[1] - what[0] >= 4 and not names[0].guessed:
                sure = CHECK if reading.is_class(names[0].text) else HIGH
                yield Phrase("CO_ORGANIZES", help_.text, names, start, what[1], what, False, sure, "helps")


def _under(reading: Reading, passage: Passage, clause: list[Token]) -> Iterator[Phrase]:
    for found in _UNDER.finditer(passage.norm, clause[0].start, clause[-1].end):
        names = reading.split(passage.text[found.start("who") : found.end("who")])
        if names and found.start() == clause[0].start and not any(n.guessed for n in names):
            yield Phrase("REVIEWS", found["word"], tuple(names), *found.span(), confidence=CHECK, pattern="under")


def _funding(reading: Reading, passage: Passage, clause: list[Token]) -> Iterator[Phrase]:
    for found in search(_FUNDS, clause):
        names, start, _ = named(reading, passage, found.part("who"))
        if names and start == clause[0].start:
            fund = found.part("do")[0]
            yield Phrase("CO_ORGANIZES", fund.text, names, start, fund.end, confidence=CHECK, pattern="funds")


def _carry_over_commas(reading: Reading, passage: Passage, found: list[Phrase], tokens: list[Token]) -> None:
    """A list that commas part: the clauses that are names only belong to the label before or the role after them."""
    plain: list[tuple[int, int, tuple[Name, ...]]] = []
    for clause in clauses(tokens):
        if any(t.category not in ("text", "and", "by", "each", "open", "close") for t in clause):
            continue
        names, start, end = named(reading, passage, [t for t in clause if t.category != "by"])
        if names and not any(n.guessed for n in names):
            plain.append((clause[0].start, end, names))
    for start, end, names in plain:
        before = next((p for p in found if p.end == start - 1 and p.pattern == "label"), None)
        after = next((p for p in found if p.start == end + 1 and p.pattern == "does" and not p.by), None)
        near = before or after
        if near is not None:
            found.remove(near)
            merged = (*near.names, *names) if before else (*names, *near.names)
            span = (min(start, near.start), max(end, near.end))
            # A comma may part two lists as well as two names of one.
            found.append(replace(near, names=merged, start=span[0], end=span[1], confidence=CHECK, reason="comma"))


def runs(reading: Reading, passage: Passage) -> Iterator[Phrase]:
    """「環境保護局管減量、調適」: a bureau and what it runs."""
    for found in _RUNS.finditer(passage.norm, passage.start):
        names = reading.split(passage.text[found.start("who") : found.end("who")])
        if len(names) == 1 and not names[0].guessed:
            yield Phrase("CONVENES", "管", tuple(names), found.start(), found.end(), found.span("what"), pattern="runs")


def roles_of_text(reading: Reading, text: str) -> list[tuple[str, str, list[Name]]]:
    """The roles that a text gives with labels of its own (主辦:A 協辦:B) or in brackets: type, word and names."""
    norm = normalise(text.replace("\n", ";"))
    out: list[tuple[str, str, list[Name]]] = []
    passage = Passage(-1, text.replace("\n", ";"), norm, reading.nowhere)
    for clause in clauses(tokenise(norm)):
        for make in (_bracketed, _labelled, _doing):
            mine = list(make(reading, passage, clause))
            if mine:
                out.extend((p.type, p.word, list(p.names)) for p in mine)
                break
    return out
