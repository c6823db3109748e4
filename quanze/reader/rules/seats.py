"""Seats of a body: each clause is a pattern over categories, and clauses of one sentence fill one frame.

「置召集人一人，綜理會務，由市長兼任」 is a head, an inserted clause and a holder, in whatever order they come.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from quanze.reader.draft import CHECK, HIGH, Node
from quanze.reader.lexicon import alternatives
from quanze.reader.names import is_agency, is_class, post_of, split_agencies, split_posts, without_people, without_self
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading, Sentence
from quanze.reader.rules.seat_rows import Seat, bases_of, check_total, store
from quanze.reader.tokens import NEGATED, Match, Token, clauses, match, search, tokenise
from quanze.reader.wording import COUNT, NUMERAL, normalise, number, seats
from quanze.schema.words import CHAIRS

_BEFORE = "[TEXT THIS EACH AND SUPPORT LEAD REVIEW DO JOIN OPEN CLOSE]*"
_WHO = (
    "[TEXT AND EACH SELECT EXPERT TITLE MEMBER LISTED COUNT OPEN CLOSE LEAD SUPPORT OTHER THIS DO CHARGE REVIEW "
    "TOTAL OUTSIDE]+?"
)
_TITLES = "TITLE [TITLE AND COUNT EACH TOTAL]*"
_HEAD = f"{_BEFORE} SETUP? [AMONG OTHER]* (?:TOGETHER IS?)? (?P<heads>{_TITLES})"
_HEAD_DOES = f"{_HEAD} (?P<does>[TEXT SUPPORT DO CHARGE LEAD THIS AND EACH]+)"
"""「置副總幹事一人襄助之」: a head with what its holder does, and no comma between."""
_HEAD_HELD = (
    f"{_BEFORE} SETUP? [AMONG OTHER TOGETHER]* (?P<heads>{_TITLES}) TEXT? [TOGETHER IS]* (?:BY|IS|SELECT|COLON)"
    f" (?P<who>{_WHO}) (?P<verb>APPOINT)? TOGETHER*"
)
_HELD = (
    f"[TOGETHER AND IS]* (?:(?:BY|WITH) (?P<who>{_WHO}) TOGETHER* (?:APPOINT|SETUP)"
    f"|(?P<plain>{_WHO}) TOGETHER* APPOINT) COLON?"
)
_HELD_DOES = (
    f"[TOGETHER AND IS]* BY (?P<who>{_WHO}) TOGETHER* APPOINT TOGETHER*"
    " (?P<does>[TEXT SUPPORT DO CHARGE LEAD THIS TITLE AND EACH]+)"
)
"""「由副市長兼任協助指揮官處理業務」: who holds it and what he does, and no comma between."""
_SHARE = f"[OTHER AND AMONG]* COUNT [IS TOGETHER]* BY (?P<who>{_WHO}) (?:APPOINT|SELECT) TEXT?"
"""「副召集人二人，一人由副市長兼任，另一人由委員互選」: a number parted among holders."""
_PROPOSED = "[TOGETHER AND]* BY (?P<who>[^BY]+ SELECT [^BY]+) SELECT TEXT?"
"""「由主任委員就學者專家中提名」: who appoints them is in the next clause."""
_THEN_APPOINTED = "TEXT .* APPOINT"
_HELD_BY_TWO = "[TOGETHER AND]* BY (?P<who>[^BY]+ SELECT [^BY]+) APPOINT COLON?"
"""「由部長派高級職員兼任或遴聘專家擔任」: one clause with two verbs."""
_HOLDS = (
    f"AMONG? {_BEFORE}? [TOGETHER AND]* (?:BY|WITH)? (?P<who>{_WHO}) TOGETHER* (?:APPOINT|IS) COUNT? "
    "(?P<heads>TITLE (?:[AND APPOINT] TITLE)*) COUNT? OUTSIDE? COLON?"
)
_IS_AND_HOLDS = (
    "THIS? (?:BY|WITH)? (?P<who>[TEXT AND OPEN CLOSE]+?) (?:IS|APPOINT)"
    " (?:(?:MEMBER|TITLE) [TOGETHER AND]+ (?:IS|APPOINT)?|MEMBER APPOINT) (?P<heads>TITLE)"
)
"""「校長為當然委員並任召集人」: one person, who sits and presides."""
_AGENCY_HEAD = re.compile(r"(?<![各關])[局處署部](?:[局處署部]?長|首長|主管|代表)?$")
"""The end of a list of agencies or of their heads, before a number of people of another kind."""
_CALLS = "THIS? BY? [TEXT AND EACH]+? LEAD TEXT?"
_NUMBER_HEAD = (
    "[AMONG OTHER THIS TEXT]*? COUNT TOGETHER* (?:IS|APPOINT) (?P<heads>TITLE)"
    f" (?:[TOGETHER IS]* BY (?P<who>{_WHO}) APPOINT)?"
)
_MEMBERS = (
    f"{_BEFORE} [SETUP BY]? TOTAL? (?:MEMBER [TOTAL IS AMONG]* COUNT|COUNT MEMBER) [SETUP]?"
    f" (?:[TOGETHER]* BY (?P<who>{_WHO}) (?:APPOINT|SETUP))? COLON?"
)
_TOTAL = f"{_BEFORE} SETUP? TEXT? TOTAL [IS TOTAL]* COUNT"
_REST = (
    f"[AND]* OTHER (?:MEMBER? EACH? COUNT?|COUNT MEMBER?|MEMBER) (?:[TOGETHER]* (?:BY|IS) (?P<who>{_WHO})"
    " (?:APPOINT|SETUP)?)? COLON?"
)
_AMONG = (
    f"[AMONG OTHER]? SELECT? (?:(?P<kind>[TEXT EXPERT EACH AND]+) COUNT|COUNT (?:IS"
    f"|BY) (?P<kinds>[TEXT EXPERT EACH AND]+)) (?:BY "
    f"(?P<who>{_WHO}) APPOINT)?"
)
_KIND_HELD = f"[AMONG OTHER]? [TEXT EXPERT EACH AND]+ COUNT [TOGETHER]* BY (?P<who>{_WHO}) APPOINT MEMBER?"
"""「有關機關代表三人由甲處、乙處、丙處指派專員以上人員擔任委員」."""
_EACH_SENDS = "(?P<who>TEXT (?:AND TEXT)* EACH SELECT [TEXT EXPERT]*) COUNT"
"""「甲局、乙局各推派科長級以上代表一人」."""
_AMONG_HELD = f"AMONG COUNT [TOGETHER]* BY (?P<who>{_WHO}) APPOINT"
_MEMBERS_ARE = f"(?P<before>{_BEFORE}) MEMBER (?:LEAD|TEXT)? (?:AMONG|IS|BY|COLON)+ (?P<who>{_WHO}) (?:APPOINT|SETUP)?"
_MEMBERS_IN = f"(?P<before>{_BEFORE}) MEMBER (?:LEAD|TEXT)? OPEN (?P<who>{_WHO}) CLOSE"
"""「推動小組成員（甲處、乙處、丙處）」."""
_LINE = "(?P<heads>TITLE) (?P<who>[TEXT AND]+)"
_MEMBER_LINE = "MEMBER (?P<who>[TEXT AND]+)"
_MEMBER_UNITS = f"(?P<before>{_BEFORE}?) SUPPORT (?:AMONG|IS|COLON)+ (?P<who>{_WHO})"
_ARE_MEMBERS = f"{_BEFORE}? BY? (?P<who>{_WHO}) (?:IS|APPOINT) (?:[AMONG]? MEMBER)"
_EXCEPT = "EXCEPT .+ OUTSIDE"
_EXCEPT_HELD = "EXCEPT WITH? (?P<who>[TEXT AND OPEN CLOSE]+?) (?:IS|APPOINT) (?P<heads>TITLE) OUTSIDE"
_EXCEPT_BOTH = (
    "EXCEPT WITH? (?P<who>[TEXT AND OPEN CLOSE]+?) (?:IS|APPOINT) MEMBER [TOGETHER AND]* (?:IS|APPOINT)"
    " (?P<heads>TITLE) OUTSIDE"
)
"""「除水利局局長為當然委員並兼執行秘書外」: one person, two seats."""
_EXCEPT_MEMBERS = "EXCEPT WITH? (?P<who>[TEXT AND EACH OPEN CLOSE]+?) COUNT? IS MEMBER OUTSIDE?"

_LABELLED_TITLE = re.compile(rf"(?P<title>副?(?:{alternatives('title')})):(?=[^，。;:]{{2,}})")
"""「副組長:副秘書長，水務局主要負責人」: a line with a title for a label, whose list commas part too."""
_LISTED = re.compile(
    r"(?:下列|左列|以下)(?:各)?(?:有關|相關)?(?:人員|機關|單位|各處|各局|各級|成員|委員(?!會)|人士|代表|局處|機關\(單位\))"
    r"|(?:組成|成員|委員|人員|名單)(?:如下|如左)|如下:|擔任之?:"
    r"|兼任之?:|兼之:|聘\(派\)兼|派\(聘\)兼"
)
_ENTRY_COUNT = re.compile(COUNT + r"(?=$|[，(。])")
_HEADS_OF = re.compile(
    r"(?:之|的)?(?:副首長|首長|副主管|主管|代表|(?:業務)?(?:承辦|主辦|現職|相關|有關)(?:業務)?人員|承辦人|(?:[科處局組]長|科長級|簡任)(?:以上)?(?:人員|主管)?"
    r"|(?:一級)?主管(?:人員)?|派員|指派人員|人員|同仁|職員)(?:各?[一1](?:人|名|位))?$"
)
_PRESIDES = re.compile(
    r"，?(?:並|且|兼)?(?:為|擔任|任|兼任|兼)(?P<title>副?(?:召集人|主任委員|主席|會長)|執行秘書|執行長)$"
)
"""「文化部次長一人，並為召集人」 in a list of members."""
_KIND = re.compile(
    r"(?:代表|人士|人員|業者|勞工|雇主|教師|家長|學生|律師|醫師|會計師|教授|講師|負責人|理事長|會長|專業人員|技師|建築師|主管|民眾|居民|委員)$"
)
"""The end of a kind of people who sit on a body."""
_SERVES_AS = re.compile(r"(?:以)?(?:襄助|襄理|輔助|輔佐|協助|佐理|綜理|處理|辦理|秉|承|主持|負責|掌理|總理|督導)")
_APPOINTS = re.compile(r"(?:聘|派\(聘\)|遴聘)")
_HEAD_POST = re.compile(r"(?:(?:院|部|署|局|市|縣|縣\(市\)|省|校|首|會|理事|董事)長|主任委員|召集人|總統|主席)$")
"""Who is at the head appoints others (由院長聘兼之) and is not appointed himself."""
_ELECTED = re.compile(r"互推|互選|推選|推舉|選舉")
_HELPS_HEAD = re.compile(
    rf"(?:並)?(?:襄助|襄理|輔助|輔佐|佐理|協助|承|秉承|受)(?:{alternatives('title')})"
    rf"(?:(?:及|與|、)(?:{alternatives('title')}))*(?:之|處|辦|綜|推|統|指|$)"
)
"""「襄助總召集人」 says whom somebody helps, and seats nobody."""
_SEATING = frozenset(("colon", "setup", "count", "each", "total", "is", "by", "appoint", "select"))
"""What makes a seat of a title."""
_MEMBER_TITLES = ("委員", "成員", "當然委員")
_OWN_TITLES = ("組員", "隊員")
"""Titles of members that a row keeps."""


@dataclass
class _Frame:
    """Seats of one title while their number, holder and kind are being collected."""

    title: str
    low: int = 1
    high: int = 1
    holders: list[Seat] = field(default_factory=list)
    start: int = 0
    end: int = 0
    counted: bool = False
    said: str = ""
    rest: bool = False
    kind: Seat | None = None
    group: int = 0
    some: bool = False
    shares: list[Seat] = field(default_factory=list)


@dataclass
class _Sitting:
    """What the clauses of a passage say of the seats of one body."""

    body: Node
    frames: list[_Frame] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    total: tuple[int, int] | None = None
    included: bool = False
    opener: Sentence | None = None
    mentioned: list[_Frame] = field(default_factory=list)
    besides: list[Seat] = field(default_factory=list)
    """Seats of persons who hold another one of the body too."""


def read(reading: Reading) -> None:
    """Read the seats of every body."""
    mentioned: list[tuple[Node, Passage, _Frame]] = []
    for passage in reading.passages:
        if re.search(
            r"組成|派兼|聘兼|召集|主任委員|委員(?!會)|[成組隊]員|執行秘書|執行長|幹事|會長|主席|組長|顧問|指揮官|[置任為]主任|辦公室副?主任由|辦公室[置設]|副主任|置[^，。;]{2,10}[人名]，由|發言人|[董理監]事",
            passage.norm,
        ):
            mentioned += [(s.body, passage, f) for s in _passage(reading, passage) for f in s.mentioned]
    for body, passage, frame in mentioned:
        if not any(k.a.values["seat_title"] == frame.title for k in reading.draft.linked("SITS_ON", b=body)):
            # 除召集人為當然委員外: that there is one is all the text says of it.
            seat = Seat(frame.title, 1, 1, "", "", (), frame.start, frame.end, CHECK)
            store(reading, passage, body, [seat], None, False)
    for body, total, where in reading.stated:
        check_total(reading, body, total, where)


def _passage(reading: Reading, passage: Passage) -> list[_Sitting]:
    """Read the seats in a passage, one sitting for each body that it speaks of."""
    done: list[_Sitting] = []
    if passage.index in reading.entries or _chairs_a_meeting(reading, passage):
        return done
    body = reading.seated(passage)
    _of_each_group(reading, passage)
    _called_in_turn(reading, passage)
    _presiding(reading, passage)
    sitting = _Sitting(body) if body is not None else None
    if body is not None and sitting is not None and _SAME_MEMBERS.match(passage.body) and body.values.get("seats"):
        low = int(body.values["seats"])
        sitting.total = (low, int(body.values.get("seats_max") or low))
    for sentence in reading.sentences(passage):
        if _of_another(reading, sentence):
            continue
        tokens = tokenise(passage.norm, sentence.start, sentence.end)
        for part in _between_semicolons(tokens):
            named = _named_body(reading, passage, part)
            if named is not None and (sitting is None or named is not sitting.body):
                if sitting is not None:
                    _close(reading, passage, sitting)
                    done.append(sitting)
                sitting = _Sitting(named)
            for body, piece in _by_body(reading, passage, part):
                if body is not None and (sitting is None or body is not sitting.body):
                    if sitting is not None:
                        _close(reading, passage, sitting)
                        done.append(sitting)
                    sitting = _Sitting(body)
                if sitting is not None:
                    _part(reading, sentence, piece, sitting)
    if sitting is not None:
        _opens_members(reading, passage, sitting)
        _close(reading, passage, sitting)
        done.append(sitting)
    return done


_NUMBERED_KIND = re.compile(rf"[^，。;:]{{0,14}}(?:委員|代表|專家|學者|人士|團體)[^，。;:]{{0,6}}{COUNT}")


def _opens_members(reading: Reading, passage: Passage, sitting: _Sitting) -> None:
    """「另置委員二十人，任一性別不得少於三分之一：」: the items below are members, whatever the last clause is."""
    if sitting.opener is not None or sitting.total is None or not passage.norm.rstrip().endswith(":"):
        return
    items = reading.outline.items(passage.index)
    if items and sum(bool(_NUMBERED_KIND.match(i.body)) for i in items) > len(items) / 2:
        sitting.opener = [*reading.sentences(passage)][-1]
        sitting.frames = [f for f in sitting.frames if f.title]


_SAME_MEMBERS = re.compile(r"前項(?:之)?(?:委員|成員)")
"""Begins what else is said of the members that the paragraph before counts."""
_MINUTES_HEAD = re.compile(r"(?:會議)?(?:主席|主持人):")
_MINUTES_LINE = re.compile(r"(?:紀錄|記錄|出席|列席|時間|地點|開會)[^:]{0,6}:")


def _chairs_a_meeting(reading: Reading, passage: Passage) -> bool:
    """「主席：丁局長」 in the head of minutes: who presides that day, and no seat."""
    if not _MINUTES_HEAD.match(passage.body) or "兼" in passage.norm:
        return False
    near = reading.passages[max(passage.index - 3, 0) : passage.index + 4]
    return any(_MINUTES_LINE.match(p.body) for p in near)


_PRESIDING = re.compile(
    r"(?:主持人|主席|會議主席):(?P<post>[^，。;:兼○ ]{2,12}?)兼(?:任)?(?P<title>副?總?召集人|副?主任委員|執行秘書"
    r"|執行長)(?![\u3400-\u9fff]*會)"
)


def _presiding(reading: Reading, passage: Passage) -> None:
    """「主持人:副市長兼召集人」 in minutes says who holds the seat."""
    found = _PRESIDING.match(passage.norm, passage.start)
    if found and reading.council is not None and post_of(found["post"])[1]:
        seat = _seat(passage.text[slice(*found.span("post"))], found.start(), found.end())
        seat.confidence = CHECK
        store(reading, passage, reading.council, [_titled(seat, found["title"], 1, 1)], None, False)


_ELSEWHERE = re.compile(
    r"^(?P<name>[^，。;:、]{2,20}?(?:中心|辦公室|秘書處|工作站|小組|會報|委員會|平台))設於"
    r"|[^，。;:]{2,12}(?:提議|建議|擬|將|應)(?:另行|另)?(?:成立|組成|籌組|設立)(?:跨局處)?(?P<made>[^，。;:、]{0,12}?(?:工作圈|小組|平台|專班|工作群))，"
)


_MAY_HAVE = re.compile(
    r"(?:得|並得|亦得|可)[^，。;:]{0,12}?(?:設置?|成立|組成|籌組|編成|組)(?P<may>[^，。;:、()]{0,14}?(?:小組|分組|工作圈|專案組))(?:\([^()]*\))?，"
)


def _of_another(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence speaks of a body that nobody knows, 應變中心設於消防局,由縣長…: its seats are of no other."""
    found = _ELSEWHERE.match(sentence.norm)
    if found is not None and reading.body(found["name"] or found["made"], sentence.passage.index) is None:
        return True
    may = _MAY_HAVE.search(sentence.norm)  # 本會得成立專案小組，由…任召集人
    known = {normalise(g.name) for g in reading.subgroups()}
    return may is not None and not any(may["may"].endswith(name) for name in known)


_SETS_UP = re.compile(r"(?:設置|設立|成立|組成|下設|另設|應設|設)$")

_MAY_SET_UP = re.compile("[設成]")
"""What each of those words has; a stretch without it is not searched for the names of bodies."""


def _by_body(reading: Reading, passage: Passage, part: list[Token]) -> list[tuple[Node | None, list[Token]]]:
    """A stretch cut behind each clause that sets a body up, 甲院設中央會報，置召集人: whose seats follow it."""
    pieces: list[tuple[Node | None, list[Token]]] = []
    body: Node | None = None
    piece: list[Token] = []
    subjects = reading.named_bodies()
    names: list[tuple[Node, str]] = []
    if part and _MAY_SET_UP.search(passage.norm, part[0].start, part[-1].end):
        names = [named for each in subjects.values() for named in each]
    for clause in clauses(part):
        begun = _subject(clause, subjects, passage.norm)
        if begun is not None and begun is not body and piece:
            pieces.append((body, piece))
            body, piece = begun, []
        piece = [*piece, *([part[part.index(clause[0]) - 1]] if piece else []), *clause]
        start, end = clause[0].start, clause[-1].end
        made = [
            (at, node)
            for node, name in names
            if (at := passage.norm.find(name, start, end)) >= 0 and _SETS_UP.search(passage.norm[start:at])
        ]
        if made:
            pieces.append((body, piece))
            body, piece = max(made, key=lambda m: m[0])[1], []
    return [*pieces, (body, piece)] if piece else pieces


_SUBJECT = re.compile(r"(?:[之的]?(?:應|得|係)?)(?:副?主任)?(?:由|置|設置|以)")


def _subject(clause: list[Token], names: dict[str, list[tuple[Node, str]]], norm: str) -> Node | None:
    """The body that a clause begins with, 調適組由工務局局長任召集人: the one with the longest name."""
    start = clause[0].start
    begun = [(len(name), node) for node, name in names.get(norm[start], ()) if norm.startswith(name, start)]
    length, node = max(begun, key=lambda b: b[0], default=(0, None))
    return node if node is not None and _SUBJECT.match(norm, start + length) else None


_CALLED_IN_TURN = re.compile(
    r"各(?:工作|推動)?(?:小組|分組|組)(?:之|的)?(?:(?:各?置)?(?P<first>副?召集人|副?組長)(?:各?一人)?，?(?:分別|依序)*由(?P<whom>[^，。;:]{4,120}?)(?:分別|依序)?(?:擔任|兼任)之?"
    r"|(?:分別|依序)*由(?P<who>[^，。;:]{4,120}?)(?:分別|依序)*(?:擔任|兼任|任)(?P<title>副?召集人|副?組長))(?=[，。;]|$)"
)


def _called_in_turn(reading: Reading, passage: Passage) -> None:
    """「下設甲、乙二組，各組由A局長及B局長分別擔任召集人」: the first calls the first."""
    for found in _CALLED_IN_TURN.finditer(passage.norm, passage.start):
        group = "who" if found["who"] else "whom"
        start, end = found.span(group)
        people = _people(reading, passage.text[start:end], start, end)
        places = {
            id(g): min((e.start for e in g.evidence if e.passage == passage.index and e.end <= start), default=-1)
            for g in reading.subgroups()
        }
        groups = sorted((g for g in reading.subgroups() if places[id(g)] >= 0), key=lambda g: places[id(g)])
        if not people or len(people) != len(groups):
            continue
        reading.read(passage, *found.span())
        for body, person in zip(groups, people, strict=True):
            seat = _titled(person, found["title"] or found["first"], 1, 1)
            store(reading, passage, body, [seat], None, False)


_EACH_GROUP = re.compile(rf"各(?:工作|推動)?(?:小組|分組|組)[^。]{{0,60}}?置(?:小組|各組)?(?:委員|成員|組員){COUNT}")


def _of_each_group(reading: Reading, passage: Passage) -> None:
    """「各小組各置小組委員八人至十人」: the size of every group."""
    found = _EACH_GROUP.search(passage.norm)
    number = seats(found["count"]) if found else None
    if found is None or number is None:
        return
    reading.read(passage, found.start(), found.end())
    for group in reading.subgroups():
        group.values.setdefault("seats", number[0])
        if number[1] != number[0]:
            group.values.setdefault("seats_max", number[1])


def _between_semicolons(tokens: list[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.category in ("semicolon", "stop"):
            parts.append([])
        else:
            parts[-1].append(token)
    parts = [p for p in parts if p]
    joined: list[list[Token]] = []
    for before, part in zip([[], *parts], parts, strict=False):
        if before and part[0].category == "by" and part[0].text in _ALL_BY:
            joined[-1] = [*joined[-1], tokens[tokens.index(part[0]) - 1], *part]
        else:
            joined.append(part)
    return joined


_ALL_BY = ("均由", "皆由")
"""Begins who holds every seat of the parts before it: 召集人一人，…；副召集人一人，…；均由首長兼任."""


def _named_body(reading: Reading, passage: Passage, part: list[Token]) -> Node | None:
    """The body named before 置 or before the first seat of a part."""
    for i, token in enumerate(part[:8]):
        if token.category in ("setup", "title", "member", "total", "comma"):
            before = passage.norm[part[0].start : token.start] if i else ""
            plain = re.sub(r"(?:之|的|應|得|各|共|現|並|組成)+$", "", before)
            return reading.body(plain, passage.index) if plain else None
    return None


def _part(reading: Reading, sentence: Sentence, part: list[Token], sitting: _Sitting) -> None:
    """One stretch between semicolons: heads wait for holders until it ends."""
    waiting: list[_Frame] = []
    stretch = [piece for clause in clauses(part) for piece in _past_appointments(clause)]
    for clause in map(_unlabelled, _with_own_titles(stretch)):
        clause = _without_body(sitting.body, sentence.passage.norm, clause)
        made = _clause(reading, sentence, clause, sitting, waiting)
        if made:
            reading.read(sentence.passage, clause[0].start, clause[-1].end)
    sitting.frames.extend(waiting)


def _without_body(body: Node, norm: str, clause: list[Token]) -> list[Token]:
    """A clause without what goes up to the body's name before 由 (持續推動某平台由縣長…), and the end of its name
    before a title (秘書長為辦公室主任)."""
    own = normalise(body.name)
    by = next((i for i, t in enumerate(clause) if t.category == "by"), 0)
    if by and norm[clause[0].start : clause[by].start].endswith(own):
        clause = clause[by:]
    after = [*clause[1:], None]
    return [
        token
        for token, next_ in zip(clause, after, strict=True)
        if not (next_ and next_.category == "title" and token.category == "text" and own.endswith(token.text))
    ]


def _past_appointments(clause: list[Token]) -> list[list[Token]]:
    """A clause cut where another seat begins behind one: 由A兼任、二人為副召集人, 由A擔任召集人、秘書由B擔任."""
    kinds = [t.category for t in clause]
    cuts = [
        i
        for i, token in enumerate(clause[1:-1], 1)
        if (kinds[i] == "and" and kinds[i - 1] == "appoint" and kinds[i + 1] in ("count", "title", "member", "other"))
        or (token.text == "、" and kinds[max(i - 2, 0) : i] == ["appoint", "title"] and "appoint" in kinds[i:])
    ]
    return [clause[a:b] for a, b in zip([0, *(c + 1 for c in cuts)], [*cuts, len(clause)], strict=True)]


_OWN_TITLE = re.compile(r"(?!.*(?:工作|行政|幕僚|業務)人員)[\u3400-\u9fff]{1,9}(?:員|人|師|官|長|秘書)")
"""What a seat may be called beside the titles that are listed: 節能管理人員."""


_STAFF = re.compile(r"(?:工作|行政|業務|幕僚|聯絡|助理)人員|助理|聯絡[員人]|承辦人員?|書記|組員")


def _with_own_titles(stretch: list[list[Token]]) -> list[list[Token]]:
    """Clauses, where 「聯絡員一人，由甲局股長兼任」 has a title by its place: before a number and a holder."""
    out: list[list[Token]] = []
    for i, clause in enumerate(stretch):
        found = match("[THIS SETUP AND OTHER]* (?P<named>TEXT) COUNT (?P<rest>BY .+ APPOINT)?", clause)
        after = stretch[i + 1] if i + 1 < len(stretch) else []
        if (
            found
            and _OWN_TITLE.fullmatch(found.part("named")[0].text)
            and not bases_of(found.part("named")[0].text)
            and (found.part("rest") or (after and match(f"TOGETHER* BY {_WHO} APPOINT TOGETHER*", after)))
        ):
            clause = [replace(t, category="title") if t is found.part("named")[0] else t for t in clause]
        if beside := match(f"{_HEAD} AND (?P<named>TEXT) COUNT", clause):
            own = beside.part("named")[0]  # 執行秘書一人及工作人員二人
            if _STAFF.fullmatch(own.text):
                clause = [replace(t, category="title") if t is own else t for t in clause]
        out.append(clause)
    return out


def _unlabelled(clause: list[Token]) -> list[Token]:
    """A clause without the heading before a colon, 推動小組:區長任召集人; the seat before one, 召集人:區長, stays."""
    at = next((i for i, t in enumerate(clause[:3]) if t.category == "colon"), None)
    seats_follow = at is not None and at + 1 < len(clause) and clause[at + 1].category == "title"
    words = ("text", "this", "and", "setup", "member") if seats_follow else ("text", "this", "and")
    plain = at is not None and all(t.category in words for t in clause[:at])
    return clause[at + 1 :] if at is not None and plain and clause[at + 1 :] else clause


def _clause(
    reading: Reading, sentence: Sentence, clause: list[Token], sitting: _Sitting, waiting: list[_Frame]
) -> bool:
    passage = sentence.passage
    start, end = clause[0].start, clause[-1].end
    said = passage.norm[start:end]
    if (
        _no_seat(said)
        or _HELPS_HEAD.match(said)
        or re.match(r"(?:前[點項條款]|前開|上開|前述)?各(?:工作|推動)?(?:小組|分組|組)", said)
    ):
        return False
    whole_line = start == passage.start and end == len(passage.norm)
    if whole_line:
        line = match(_LINE, clause) or match(_MEMBER_LINE, clause)
        people = _posts_in(reading, passage, line.part("who")) if line else []
        if line and people and all(p.post for p in people):
            title = line.part("heads")[0].text if "heads" in line.found.re.groupindex else "委員"
            sitting.seats.extend(_titled(replace(p, confidence=CHECK), title, 1, 1) for p in people)
            return True
    label = _LABELLED_TITLE.match(passage.norm, passage.start)
    if label and start > label.end() and "。" not in passage.norm[label.end() : -1]:
        people = _posts_in(reading, passage, clause)
        if people and all(p.post for p in people):
            sitting.seats.extend(_titled(replace(p, confidence=CHECK), label["title"], 1, 1) for p in people)
            return True
    if (found := match(_EXCEPT_BOTH, clause)) and (people := _posts_in(reading, passage, found.part("who"))):
        frames = _frames(found)
        frames[0].holders = people[:1]
        sitting.included = True
        if frames[0].title not in CHAIRS:
            sitting.besides.append(_titled(replace(people[0]), "委員", 1, 1))
        _wait(waiting, frames)
        return True
    if (found := match(_EXCEPT_MEMBERS, clause)) and (people := _posts_in(reading, passage, found.part("who"))):
        sitting.included = True
        sitting.seats.extend(_titled(p, "委員", 1, 1) for p in people)
        return True
    if (found := match(_EXCEPT_HELD, clause)) and (people := _posts_in(reading, passage, found.part("who"))):
        frames = _frames(found)
        for frame, person in zip(frames, people, strict=False):
            frame.holders = [person]
        sitting.included = True
        _wait(waiting, frames)
        return True
    if found := match(_EXCEPT, clause):
        sitting.included = True
        titles = [t for t in clause if t.category == "title"]
        sitting.mentioned += [_Frame(t.text, start=t.start, end=t.end) for t in titles]
        return any(t.category in ("title", "member", "expert") for t in clause)
    if re.search(r"當然委員|其中(?:[一二三四五]|[0-9])人|分別為|包括召集人|含召集人|含主任委員|其餘", said):
        sitting.included = True
    if (found := match(_IS_AND_HOLDS, clause)) and (people := _posts_in(reading, passage, found.part("who"))):
        frames = _frames(found)
        for frame in frames:
            frame.holders = people[:1]
        _wait(waiting, frames)
        sitting.included = True
        return True
    for pattern in (_NUMBER_HEAD, _HEAD, _HEAD_HELD, _HEAD_DOES):
        if found := match(pattern, clause):
            frames = _frames(found)
            if not frames or _follows_a_post(found):
                continue
            if whole_line and not any(t.category in _SEATING for t in clause):
                continue  # 召集人, 衛生組長: a cell of a table that lost its lines, or a heading
            if pattern is _HEAD_DOES and not _SERVES_AS.match(passage.norm, found.span("does")[0]):
                continue
            who = found.part("who") if "who" in found.found.re.groupindex else ()
            if who and not _fill(reading, passage, frames, who, required=pattern is _HEAD_HELD):
                continue
            _wait(waiting, frames)
            return True
    several = list(search(rf"(?P<who>{_WHO}) TOGETHER* (?:APPOINT|IS) (?P<heads>TITLE)", clause))
    if len(several) > 1:
        done = False
        for found in several:
            frames = _frames(found)
            if _fill(reading, passage, frames, found.part("who"), required=True):
                _wait(waiting, frames)
                done = True
        return done
    if found := match(_HOLDS, clause):
        frames = _frames(found)
        posts = _posts_in(reading, passage, found.part("who"))
        if frames and not posts and any(t.category == "select" for t in found.part("who")):
            for frame in frames:
                frame.said = "chosen"
            _wait(waiting, frames)
            return True
        if frames and posts:
            for frame in frames:
                frame.low = frame.high = max(len(posts), 1) if not frame.counted else frame.low
            if len(frames) == 1:
                frames[0].holders = posts
            elif any(t.category == "appoint" for t in found.part("heads")):
                for frame in frames:  # 甲為副召集人兼執行秘書: one person, two seats
                    frame.holders = [replace(p) for p in posts]
            _wait(waiting, frames)
            return True
    if (found := match(_CALLS, clause)) and (called := _called(passage, clause)):
        _wait(waiting, [called])
        return True
    if (found := match(_SHARE, clause)) and _shared(reading, passage, found, waiting):
        return True
    if sitting.total is not None and (found := match(_EACH_SENDS, clause)):
        people = _holders(reading, passage, list(found.tokens))
        sitting.seats.extend(_titled(p, "委員", 1, 1) for p in people)
        return bool(people)
    for pattern in (_REST, _AMONG_HELD, _MEMBERS, _TOTAL):
        if found := match(pattern, clause):
            return _members(reading, sentence, clause, found, sitting, waiting, pattern)
    if (waiting or sitting.seats) and re.match(r"(?:提|報|送|並)?經", said) and match(_THEN_APPOINTED, clause):
        return True  # 經委員會議通過後聘兼之
    if waiting and (found := match(_HELD, clause) or match(_HELD_BY_TWO, clause) or match(_PROPOSED, clause)):
        return _held(reading, sentence, clause, found, sitting, waiting)
    if waiting and (found := match(_HELD_DOES, clause)) and _SERVES_AS.match(passage.norm, found.span("does")[0]):
        return _held(reading, sentence, clause, found, sitting, waiting)
    if sitting.total is not None and (kinds := _counted_kinds(passage, clause)):
        for frame in kinds:
            _wait(waiting, [frame])
        return True
    if sitting.total is not None and (found := match(_KIND_HELD, clause)):
        people = _holders(reading, passage, list(found.part("who")))
        stated = next((seats(t.text) for t in clause if t.category == "count"), None)
        if people and stated == (len(people), len(people)):
            sitting.seats.extend(_titled(p, "委員", 1, 1) for p in people)
            return True
    if (found := match(_AMONG, clause)) and sitting.total is not None:
        return _kind(passage, clause, found, waiting)
    units = re.search(r"成員(?:機關|單位|局處)", said)
    for pattern in (
        (_ARE_MEMBERS, _MEMBERS_ARE, _MEMBERS_IN, *((_MEMBER_UNITS,) if units else ()))
        if sitting.body.kind == "Council"
        else ()
    ):
        if found := match(pattern, clause):
            if all(t.category in ("title", "and") for t in found.part("who")):
                sitting.included = True  # 召集人及副召集人均為當然委員: their seats are stated elsewhere
                return True
            return _listed_members(reading, passage, found, sitting)
    if _LISTED.search(said[-18:]) and reading.outline.items(passage.index) and re.search(r"聘|兼|組成|成員|委員", said):
        sitting.opener = sentence
        return True
    return False


def _shared(reading: Reading, passage: Passage, found: Match, waiting: list[_Frame]) -> bool:
    """Give a part of the seats of a title of several to who holds it."""
    counted = next(t for t in found.tokens if t.category == "count")
    number = seats(counted.text)
    frame = next((f for f in reversed(waiting) if f.title and not f.rest), None)
    if frame is None or number is None or frame.holders or frame.low < 2:
        return False
    if sum(s.low for s in frame.shares) + number[0] > frame.high:
        return False
    start, end = found.span()
    holders = _holders(reading, passage, list(found.part("who")))
    if holders and number[0] != len(holders) and len(holders) > 1:
        return False
    if holders:
        share = (1, 1) if number[0] == len(holders) else number
        frame.shares.extend(_titled(h, frame.title, *share) for h in holders)
    else:
        frame.shares.append(Seat(frame.title, *number, "", "", (), start, end))
    return True


def _follows_a_post(found: Match) -> bool:
    """Whether a post comes right before a title, with no word between them that relates the two."""
    at = found.found.start("heads")
    before = found.tokens[at - 1] if at else None
    return before is not None and before.category == "text" and bool(post_of(before.text)[1])


def _wait(waiting: list[_Frame], frames: list[_Frame]) -> None:
    """Let frames of one clause wait together for their holders."""
    group = waiting[-1].group + 1 if waiting else 1
    for frame in frames:
        frame.group = group
    waiting.extend(frames)


def _held(
    reading: Reading,
    sentence: Sentence,
    clause: list[Token],
    found: Match,
    sitting: _Sitting,
    waiting: list[_Frame],
) -> bool:
    """A clause that says who holds the seats of the clauses before it."""
    passage = sentence.passage
    who = list(found.part("who") or found.part("plain"))
    said = passage.norm[clause[0].start : clause[-1].end]
    if (_LISTED.search(said[-18:]) or any(t.category == "listed" for t in who)) and reading.outline.items(
        passage.index
    ):
        sitting.opener = sentence
        return True
    opened = [f for f in waiting if not f.holders and not f.said]
    if not opened:
        return False
    last = [f for f in opened if f.group == opened[-1].group]
    titled = [f for f in opened if f.title and not f.rest]
    together = any(t.category == "together" for t in clause)
    frames = titled if len(titled) > 1 and together else last
    if not frames[0].title or frames[0].rest:
        return _members_held(reading, passage, clause, who, sitting, frames[0])
    return _fill(reading, passage, frames, who, required=False)


def _members_held(
    reading: Reading, passage: Passage, clause: list[Token], who: list[Token], sitting: _Sitting, frame: _Frame
) -> bool:
    """Who the members, or the remaining ones, are."""
    parts = _counted(reading, passage, who)
    holders = _holders(reading, passage, who)
    if parts:
        sitting.seats.extend(parts)
    elif holders and frame.low == frame.high == sum(h.low for h in holders):
        sitting.seats.extend(_titled(h, frame.title or "委員", 1, 1) for h in holders)
        if not frame.rest and not any(f.title for f in sitting.frames):
            sitting.total = None
    elif len(holders) > 1 and not any(is_class(h.agency or h.post) for h in holders):
        # The number and the names differ: the names are read, and to be checked.
        sitting.seats.extend(_titled(replace(h, confidence=CHECK), frame.title or "委員", 1, 1) for h in holders)
    elif (
        any(t.category == "select" for t in who)
        or bases_of(passage.norm[who[0].start : who[-1].end])
        or _KIND.search(passage.norm[who[0].start : who[-1].end])
    ):
        bases = bases_of(passage.norm[who[0].start : who[-1].end])
        low, high = (frame.low, frame.high) if frame.rest and frame.counted else (-1, -1)
        sure = HIGH if bases and low >= 0 else CHECK
        sitting.seats.append(Seat("委員", low, high, "", "", bases, frame.start, clause[-1].end, sure))
    else:
        return False
    frame.said = "held"
    return True


_NO_SEAT = re.compile(
    r"過半數|二分之一|三分之|任一性別|單一性別|(?:以上之?|人)(?:出席|同意)|列席|代理(?!人)|任期|不得少於|不得低於|至少"
    r"|連任|補聘|不克|未能|未出席|不能出席|會議由|會議之?主席|會議召集人由|為主席|擔任主席|取決於|應出席|不得|指定委員"
    r"|(?:兼任|出任|擔任)之(?:委員|代表|成員)$"
)


def _no_seat(said: str) -> bool:
    """Whether a clause is about a quorum, a term, a share of the sexes or who presides, and about no seat."""
    return bool(_NO_SEAT.search(said) or NEGATED.search(said))


def _frames(found: Match) -> list[_Frame]:
    """The titles of a match, each with its number: 召集人一人、副召集人二人 or 召集人及副召集人各一人."""
    frames: list[_Frame] = []
    part = found.part("heads")
    start = found.span("heads")[0]
    pending: list[_Frame] = []
    before = next((t for t in found.tokens if t.category == "count" and t.start < start), None)
    either = ""
    for token in part:
        if token.category == "and" and token.text == "或" and pending:
            either = f"{pending[-1].title}或"
        elif token.category == "title" and either:
            pending[-1].title, pending[-1].end, either = either + token.text, token.end, ""
        elif token.category == "title":
            frame = _Frame(token.text, start=token.start, end=token.end)
            pending.append(frame)
            frames.append(frame)
        elif token.category == "count":
            number = seats(token.text)
            for frame in pending:
                if number is not None:
                    frame.low, frame.high = number
                    frame.counted = True
                frame.some = number is None
                frame.end = token.end
            pending = []
    if before is not None and (number := seats(before.text)):
        for frame in frames:
            if not frame.counted:
                frame.low, frame.high, frame.counted = *number, True
                frame.start = before.start
    return frames


def _fill(reading: Reading, passage: Passage, frames: list[_Frame], who: Sequence[Token], required: bool) -> bool:
    """Give frames their holders; whether the phrase was understood as saying who holds them."""
    tokens = list(who)
    text = passage.text[tokens[0].start : tokens[-1].end]
    holders = _holders(reading, passage, tokens)
    if not holders:
        if required and not any(t.category == "select" for t in tokens):
            return False
        for frame in frames:
            frame.said = text
            frame.end = tokens[-1].end
        return True
    end = tokens[-1].end
    if len(frames) > 1 and len(holders) == len(frames):
        for frame, holder in zip(frames, holders, strict=True):
            frame.holders = [holder]
    elif len(frames) > 1 and sum(f.low for f in frames) == len(holders):
        at = 0
        for frame in frames:
            frame.holders = holders[at : at + frame.low]
            at += frame.low
    elif len(frames) > 1:
        for frame in frames:
            frame.said = text
    elif len(holders) > 1 and frames[0].counted and frames[0].high == 1 and _EITHER.search(normalise(text)):
        frames[0].holders = [_seat(_own_post(text), tokens[0].start, end)]  # 由參事、技監或參議兼任: one of them
    else:
        frames[0].holders = holders
        if not frames[0].counted:
            frames[0].low = frames[0].high = len(holders)
    for frame in frames:
        frame.end = max(frame.end, end)
    return True


_EITHER = re.compile(r"[^、]、[^及與和]*或[^、及與和]+$|^[^、及與和]+或[^、及與和]+$")


def _own_post(text: str) -> str:
    """Posts of one's own house without 本府 before them."""
    return re.sub(r"^本(?:府|部|署|局|會|處|院|所)(?=.{2})", "", text)


def _posts_in(reading: Reading, passage: Passage, who: Sequence[Token]) -> list[Seat]:
    return _holders(reading, passage, list(who))


def _holders(reading: Reading, passage: Passage, tokens: list[Token]) -> list[Seat]:
    """Who holds seats, from the words between 由 and 兼任; empty when they name no holder."""
    if not tokens or re.match(r"派員|指派|遴派|指定|聘請", passage.norm[tokens[-1].end :]):
        # 由環境保護局派員兼任 and 由召集人指派兼任 name nobody; A、B及C派員兼任 says whose people they are.
        several = tokens and passage.norm.startswith("派員", tokens[-1].end)
        whose = passage.text[tokens[0].start : tokens[-1].end] if several else ""
        return _people(reading, f"{whose}代表", tokens[0].start, tokens[-1].end) if "、" in whose else []
    if tokens[0].category == "this" and len(tokens) > 1 and tokens[1].category == "text":
        tokens = tokens[1:]  # 本會市長兼召集人: the body spoken of, and then who
    start, end = tokens[0].start, tokens[-1].end
    if _APPOINTS.match(passage.norm[end:]) and _HEAD_POST.search(passage.norm[start:end]):
        return []
    chosen = [t for t in tokens if t.category == "select"]
    if chosen and re.search(r"或其?$", passage.norm[start : chosen[-1].start]):
        # 由市長或指派副市長兼任: either of two; the post is as written.
        return [_seat(passage.text[start:end], start, end)] if post_of(passage.text[start:end])[1] else []
    each = re.fullmatch(
        r"(?P<who>.+?)各(?:派員|指派|指定|推派|推薦|派|選派)(?:代表|[^，。;:、]{0,12}?(?:人員|主管|層級|職員|代表))?(?:各?[一1](?:人|名|位))?",
        passage.norm[start:end],
    )
    if each:
        # A、B及C各指派代表一人: a seat for each.
        return _people(reading, passage.text[start : start + each.end("who")] + "代表", start, end)
    ranked = _SEND_RANKED.fullmatch(passage.norm, start, end)
    if ranked and (people := _people(reading, passage.text[slice(*ranked.span("who"))] + "代表", start, end)):
        return people
    if chosen:
        if any(_ELECTED.search(t.text) for t in chosen):
            return []
        start = chosen[-1].end
        if start >= end or _ANYBODY.fullmatch(passage.norm[start:end]):
            return []  # 由甲室指定專員兼任: who it is depends on whom they send
    text = passage.text[start:end]
    text = re.sub(r"^(?:之|其|本府所屬)(?=.{2})", "", text)
    text = re.sub(r"[(（](?:以下)?簡?稱[^()（）]{0,20}[)）]", "", text)
    text = re.sub(rf"(?:各)?(?:{NUMERAL}(?:人|名|位))$", "", text)
    text = re.sub(r"(?:各)$", "", text)
    text = without_people(_AS_FITS.sub("", text))
    note = _NOTED.fullmatch(text)
    if note and post_of(note["post"])[1]:
        text = note["post"]  # 市長（災害防救會報召集人）, and 會報召集人（縣長）
    if note and post_of(note["note"])[1] and re.search(_CHAIR, note["post"]):
        text = note["note"]
    return _people(reading, text, start, end)


_SEND_RANKED = re.compile(
    r"(?P<who>[^，。;:]+?、[^，。;:]*?[局處署部院會所科室府])(?:各|分別)?(?:指派|推派|薦派|派)[^，。;:、]{0,14}?(?:以上)?(?:人員|代表|主管)"
)
"""「甲處、乙處、丙處指派專員以上人員」: somebody from each."""
_ANYBODY = re.compile(r"(?:專員|課員|科員|職員|人員|同仁|股長|專人)(?:一人)?")
_AS_FITS = re.compile(r"(?:依|按|視)[^，。;、]{2,8}(?:性質|需要|專長|分工|職務|情形)$")
"""By what a holder is chosen: 由副市長依任務性質兼任."""
_NOTED = re.compile(r"(?P<post>[^()（）]{2,20})[(（](?P<note>[^()（）]{2,24})[)）]")
_CHAIR = r"(?:召集人|主任委員|指揮官)$"


_OF_EACH = re.compile(
    r"等?各?(?:機關|單位|局處)(?:\((?:單位|學校|構|機構|機關)\))?之?(?P<head>副?(?:首長|主管))(?:\(副?(?:主管|首長)\))?(?P<above>以上(?:人員|職務人員|主管)?)?$"
)
"""Behind a list of agencies: 等機關（單位）首長（主管）, 機關（學校）副首長以上人員."""


_SENDING = re.compile(r"(?:長|人|委員)(?:就|自)?(?:遴派|指派|推派|選派|遴聘)(?=.{2})")


def _people(reading: Reading, text: str, start: int, end: int) -> list[Seat]:
    """The posts, agencies or kinds of people in a list."""
    if _SENDING.search(normalise(text)):
        return []  # 組員由各組組長遴派相關機關人員充任: who sends them is none of them
    of_each = _OF_EACH.search(normalise(text))
    listed = reading.split(text[: of_each.start()]) if of_each else []
    if of_each and listed and not any(n.guessed or is_class(n.text) for n in listed):
        head = of_each["head"] + (of_each["above"] or "")
        return [Seat("", 1, 1, n.text + head, n.text, ("ex_officio",), start, end) for n in listed]
    both = re.fullmatch(r"(?P<a>.+?)正、?副(?P<p>首長|主管|市長|縣長|主席)", normalise(text))
    if both:
        agency = text[: both.end("a")]
        return [_seat(agency + p, start, end) for p in (both["p"], f"副{both['p']}")]
    text = re.sub(r"各(?:指派|推派|薦派|派)(?:之)?(?=副?(?:首長|主管))", "", text)
    posts = _shared_posts([q for p in split_posts(text) for q in re.split("(?<=代表)[及與和暨]", p)])
    if len(posts) > 1 and all(post_of(p)[1] or _SENT.fullmatch(normalise(p)) for p in posts):
        return [_sent(p, start, end) or _seat(p, start, end) for p in posts]
    if posts and all(post_of(p)[1] and (not bases_of(p) or _of_one_body(p)) for p in posts):
        return [_seat(p, start, end) for p in posts]
    tail = _HEADS_OF.search(normalise(text))
    plain = text[: tail.start()] if tail else text
    names = reading.split(plain)
    if not names or all(is_class(n.text) for n in names) or bases_of(plain):
        return []
    sure = CHECK if any(n.guessed or is_class(n.text) for n in names) else HIGH
    head = re.sub(r"^(?:之|的)", "", tail[0]) if tail else ""
    if re.search(r"^副?(?:首長|主管)$", head):
        return [Seat("", 1, 1, n.text + head, n.text, ("ex_officio",), start, end, sure) for n in names]
    return [Seat("", 1, 1, "", n.text, ("agency_representative",), start, end, sure) for n in names]


_SENT = re.compile(r"(?P<who>[^，。;:、()各]{2,14}?(?:會|局|處|署|部|院|所|公司|中心|大學|學會))(?:之)?代表")
"""「家長會代表」 among posts."""


def _sent(text: str, start: int, end: int) -> Seat | None:
    found = _SENT.fullmatch(normalise(text))
    if found is None:
        return None
    return Seat("", 1, 1, "", text[: found.end("who")], ("agency_representative",), start, end)


def _of_one_body(post: str) -> bool:
    """Whether a post is the head of a body that is named (中央主管機關首長), and not of any that concern it."""
    agency = post_of(post)[0]
    return is_agency(agency) and not re.match(
        r"(?:本[府院部署局處所])?(?:各(?!該)|有關|相關|其他|所屬)", normalise(agency)
    )


_NO_POST = re.compile(r"(?:高級|高階|資深)?(?:職員|人員)(?:中[^，。;]*者)?$")
"""A class of staff from which a member is chosen: it is not a post."""


_OWN_HOUSE = re.compile(r"(?:本[府院部署局會處所校]|市府|縣府)?[之的]?")
"""No agency, or the one that speaks: 副秘書長以上人員 of its own are a post of it."""


def _seat(post: str, start: int, end: int) -> Seat:
    several = re.match(rf"(?P<n>{NUMERAL})位(?=.{{2}})", post)
    if several and number(several["n"]):  # 三位次長擔任副召集人
        one = _seat(post[several.end() :], start, end)
        return replace(one, low=number(several["n"]) or 1, high=number(several["n"]) or 1)
    agency, held = post_of(post)
    agency = re.sub(r".*(?<!目)的(?=.)", "", agency)  # 負責衛生工作的市政府秘書長 is of the 市政府
    if _NO_POST.search(normalise(post)) and "以上" not in held and not is_agency(agency):
        return Seat("", 1, 1, "", "", ("agency_representative",), start, end)
    if re.search(r"(?:人員|代表|主管)$", held) and "以上" in held and not _OWN_HOUSE.fullmatch(normalise(agency)):
        return Seat("", 1, 1, "", re.sub(r"[之的]$", "", agency), ("agency_representative",), start, end)
    return Seat("", 1, 1, post, agency, ("ex_officio",), start, end)


def _called(passage: Passage, clause: list[Token]) -> _Frame | None:
    """「縣長召集，副縣長副召集」: a post that calls the body."""
    if clause[-1].category == "text" and clause[-1].text not in ("之", "主持"):
        return None
    first = next(i for i, t in enumerate(clause) if t.category not in ("this", "by"))
    clause = clause[first : len(clause) - (clause[-1].category == "text")]
    verb = clause[-1]
    if verb.text not in ("召集", "副召集"):
        return None
    who = clause[:-1]
    text = passage.text[who[0].start : who[-1].end]
    posts = split_posts(text)
    if not posts or not all(post_of(p)[1] for p in posts):
        return None
    title = "召集人" if verb.text == "召集" else "副召集人"
    frame = _Frame(title, len(posts), len(posts), start=who[0].start, end=verb.end)
    frame.holders = [_seat(p, frame.start, frame.end) for p in posts]
    return frame


def _members(
    reading: Reading,
    sentence: Sentence,
    clause: list[Token],
    found: Match,
    sitting: _Sitting,
    waiting: list[_Frame],
    pattern: str,
) -> bool:
    """A clause on the members: their total, or what the remaining ones are."""
    passage = sentence.passage
    start, end = clause[0].start, clause[-1].end
    counted = next((t for t in clause if t.category == "count"), None)
    stated = seats(counted.text) if counted else None
    member = next((t for t in clause if t.category == "member"), None)
    who = list(found.part("who")) if "who" in found.found.re.groupindex else []
    remaining = pattern in (_REST, _AMONG_HELD)
    said = passage.norm[start:end]
    if pattern is _TOTAL and stated is None:
        return False
    if not remaining and sitting.total is None and stated is not None:
        sitting.total = stated
        if not who:
            # Who sits is in the clauses that follow, if anywhere.
            _wait(waiting, [_Frame("", *stated, start=start, end=end, counted=True)])
            return True
    listed = _LISTED.search(said[-18:]) or any(t.category == "listed" for t in who)
    if listed and reading.outline.items(passage.index):
        sitting.opener = sentence
        return True
    title = member.text if member is not None and member.text in _MEMBER_TITLES else "委員"
    holders = _holders(reading, passage, who)
    span = (start, end)
    if holders and (stated is None or stated[0] == stated[1] == sum(h.low for h in holders)):
        # 其中二人由副局長及主任秘書擔任,並以副局長為召集人: who is counted among the members sits as one.
        among = sitting.besides if pattern is _AMONG_HELD else sitting.seats
        among.extend(_titled(holder, title, 1, 1) for holder in holders)
        if not remaining and sitting.total == stated:
            sitting.total = None if stated is not None and stated[0] == len(holders) else sitting.total
        return True
    parts = _counted(reading, passage, who)
    if parts:
        sitting.seats.extend(parts)
        return True
    bases = bases_of(passage.norm[who[0].start : who[-1].end]) if who else ()
    if remaining and not who:
        low, high = stated or (-1, -1)
        _wait(waiting, [_Frame(title, low, high, start=start, end=end, counted=stated is not None, rest=True)])
        return True
    if stated is not None and remaining:
        if who:
            sitting.seats.append(Seat(title, *stated, "", "", bases, *span))
        else:
            _wait(waiting, [_Frame(title, *stated, start=start, end=end, counted=True, rest=True)])
        return True
    if bases or any(t.category == "select" for t in who):
        sitting.seats.append(Seat(title, -1, -1, "", "", bases, *span, CHECK))
        return True
    return not who


def _counted(reading: Reading, passage: Passage, who: list[Token]) -> list[Seat]:
    """The parts of a list that give their own numbers: 各局處首長十一人及專家學者八人."""
    out: list[Seat] = []
    begin = who[0].start if who else 0
    for i, token in enumerate(who):
        if token.category == "count" and (number := seats(token.text)):
            text = re.sub(r"^(?:及|與|、|和|以及)+", "", passage.text[begin : token.start])
            bases = bases_of(normalise(text)) or (
                ("agency_representative",) if re.search(r"首長|主管|局處|機關", normalise(text)) else ()
            )
            if re.search(
                r"各(?:指派|指定|推派|推薦|派|選派)(?:代表|[^、，]{0,12}(?:人員|主管|職員|首長))?$", normalise(text)
            ):
                return []
            if not bases and not _KIND.search(normalise(text)):
                return []
            named = [
                m.start()
                for m in re.finditer(r"、|及|與|和|暨", normalise(text))
                if _AGENCY_HEAD.search(normalise(text)[: m.start()])
            ]
            if named:
                people = _people(reading, text[: named[-1]], begin, token.end)
                if not people:
                    return []
                out.extend(_titled(p, "委員", 1, 1) for p in people)
                text = text[named[-1] + 1 :]
            whose = re.fullmatch(r"(?P<a>.+?)之?代表", text)
            agency = (
                whose["a"] if whose and is_agency(whose["a"]) and not re.search("(?:團體|業者)$", whose["a"]) else ""
            )
            out.append(Seat("委員", *number, "" if agency else text, agency, bases, begin, token.end))
            begin = token.end
        elif i == len(who) - 1 and out and token.category not in ("and", "text"):
            return []
    return out


def _counted_kinds(passage: Passage, clause: list[Token]) -> list[_Frame]:
    """「包括府內13位局處首長及府外12位專家學者」: the number comes before each kind."""
    if clause[0].category != "among" or len([t for t in clause if t.category == "count"]) < 2:
        return []
    frames: list[_Frame] = []
    for found in search("COUNT (?P<kind>[TEXT EXPERT EACH]+)", clause):
        counted = next(t for t in clause if t.start == found.span()[0])
        number = seats(counted.text)
        start, end = found.span("kind")
        text = passage.text[start:end]
        bases = bases_of(normalise(text)) or (
            ("agency_representative",) if re.search(r"首長|主管|局處|機關|代表", normalise(text)) else ()
        )
        if number is None or not bases:
            return []
        frame = _Frame("委員", *number, start=counted.start, end=end, counted=True, rest=True)
        frame.kind = Seat("委員", *number, text, "", bases, counted.start, end)
        frames.append(frame)
    return frames


def _kind(passage: Passage, clause: list[Token], found: Match, waiting: list[_Frame]) -> bool:
    """「其中有關機關代表三人」: how many of the members are of a kind; who they are may follow."""
    counted = next(t for t in clause if t.category == "count")
    number = seats(counted.text)
    part = found.part("kind") or found.part("kinds")
    text = passage.text[part[0].start : part[-1].end]
    bases = bases_of(normalise(text)) or (
        ("agency_representative",) if re.search(r"首長|主管|局處|機關", normalise(text)) else ()
    )
    if number is None or not bases:
        return False
    frame = _Frame("委員", *number, start=clause[0].start, end=clause[-1].end, counted=True, rest=True)
    frame.kind = Seat("委員", *number, text, "", bases, frame.start, frame.end)
    _wait(waiting, [frame])
    return True


def _listed_members(reading: Reading, passage: Passage, found: Match, sitting: _Sitting) -> bool:
    """「本會成員包括A、B」 and 「A處處長及B局局長為委員」."""
    who = list(found.part("who"))
    chosen = max((i for i, t in enumerate(who) if t.category == "select"), default=-1)
    apart = 0 <= chosen < len(who) - 1 and (chosen == 0 or bool(_HEAD_POST.search(who[chosen - 1].text)))
    who = who[chosen + 1 :] if apart else who
    if not who:
        return False
    start, end = who[0].start, who[-1].end
    text = passage.text[start:end]
    text = re.sub(r"(?:各)?(?:指派|推派|派)(?:之)?代表?(?:各)?(?:[一1](?:人|名|位))?$", "代表", text)
    text = re.sub(
        r"(?:各)?(?:指派|推派|薦派|指定)之?(?:副?首長|主管|專門委員|科長|簡任)[^、，。;]{0,12}$", "代表", text
    )
    text = re.sub(rf"等(?:{NUMERAL}|[0-9]+)?個?(?:單位|機關|局處)(?:首長|主管|代表)?$", "", text)
    text = re.sub(r"(?:、|及|與|和)(?:其他|其它)?(?:相關|有關)(?:機關|單位|局處|部會)(?=代表|首長|主管|$)", "", text)
    text = re.sub(r"(?:各)(?:[一1](?:人|名|位))$", "", text)
    if parts := _counted(reading, passage, who):
        sitting.seats.extend(parts)
        return True
    if re.search(r"(?:高級|高階)?職員(?:中[^，。;]*者)?$", normalise(text)):
        sitting.seats.append(Seat("委員", -1, -1, "", "", ("agency_representative",), start, end, CHECK))
        return True
    people = _people(reading, text, start, end)
    member = next((t.text for t in found.tokens if t.category == "member"), "委員")
    labelled = passage.norm.startswith(f"{member}:", passage.start)
    title = member if member in _OWN_TITLES or labelled else "委員"
    sitting.seats.extend(_titled(seat, title, 1, 1) for seat in people)
    bases = () if people else bases_of(normalise(text))
    if bases:
        sitting.seats.append(Seat("委員", -1, -1, "", "", bases, start, end, CHECK))
    return bool(people or bases)


def _titled(seat: Seat, title: str, low: int, high: int) -> Seat:
    if (low, high) == (1, 1):
        low, high = seat.low, seat.high  # 二位副秘書長 are two
    seat.title, seat.low, seat.high = title, low, high
    return seat


def _close(reading: Reading, passage: Passage, sitting: _Sitting) -> None:
    pieces: list[Seat] = []
    for frame in sitting.frames:
        if frame.shares:
            left = frame.low - sum(s.low for s in frame.shares)
            pieces.extend(frame.shares)
            if left > 0:
                pieces.append(Seat(frame.title, left, left, "", "", (), frame.start, frame.end, CHECK))
            continue
        if frame.kind is not None:
            if frame.said != "held":
                pieces.append(frame.kind)
            continue
        if not frame.title or (frame.rest and (frame.said == "held" or sitting.opener is not None)):
            continue
        if frame.some:
            frame.holders = []  # 幹事若干人，由某處派兼: how many and who is not said
        if frame.holders and (len(frame.holders) == frame.low == frame.high or not frame.counted):
            for holder in frame.holders:
                seat = _titled(holder, frame.title, 1, 1)
                seat.start, seat.end = frame.start, max(frame.end, seat.end)
                pieces.append(seat)
        elif len(frame.holders) == 1:
            seat = _titled(frame.holders[0], frame.title, frame.low, frame.high)
            seat.start, seat.end = frame.start, max(frame.end, seat.end)
            pieces.append(seat)
        else:
            pieces.append(
                Seat(
                    frame.title,
                    frame.low,
                    frame.high,
                    "",
                    "",
                    (),
                    frame.start,
                    frame.end,
                    CHECK if frame.holders else HIGH,
                    some=frame.some,
                )
            )
    chairs = {normalise(p.post) for p in pieces if p.post and p.title not in _MEMBER_TITLES}
    # 除以署長為當然委員，並由署長兼主任委員: the head sits once.
    sitting.seats = [
        s
        for s in sitting.seats
        if not s.post or not any(re.search(f"(?<!副){c}$", normalise(s.post)) for c in map(re.escape, chairs))
    ]
    listed = _listed(reading, passage, sitting.opener) if sitting.opener is not None else []
    store(
        reading,
        passage,
        sitting.body,
        [*pieces, *sitting.seats, *sitting.besides],
        sitting.total,
        sitting.included,
        listed,
    )


def _shared_posts(posts: list[str]) -> list[str]:
    """「管考處處長」「副處長」: the second post is of the same agency as the first."""
    done: list[str] = []
    agency = ""
    for post in posts:
        owner, title = post_of(post)
        if owner:
            agency = owner
        elif agency and (re.match(r"副", title) or (agency.startswith("本") and title == "主任秘書")):
            post = agency + title
        done.append(post)
    return done


def _listed(reading: Reading, passage: Passage, opener: Sentence) -> list[Seat]:
    """The entries of the list of members under a passage."""
    out: list[Seat] = []
    said = re.search(r"副?首長|副?主管(?!機關)|代表", opener.norm[-60:])
    heads = said[0] if said else ""
    for item in reading.outline.items(passage.index):
        below = [reading.passages[i] for i in item.children] if item.norm.rstrip().endswith(":") else []
        if _SEATS_ITSELF.match(item.body) and not _HEAD_ENTRY.fullmatch(item.body.rstrip("。;")):
            continue  # 置幹事三人，由…: an item that sets seats up is read as any passage is
        for one in [i for i in below if i.marker is not None] or [item]:
            entries = _entries(reading, one, heads)
            reading.entries.update([one.index] if entries else [])
            if one is not item and entries:
                reading.read(item, item.start, len(item.norm))
            for seat in entries:
                seat.note = f"{one.index}"
                out.append(seat)
    return out


_OF_A_KIND = re.compile(
    r"[^:，。;、]{1,12}(?:委員|代表|成員|單位|機關|專家|學者|人員|人士|首長|部門)[^:，。;]{0,8}:|(?:當然|府內|府外|機關|外聘|遴聘|聘任|選舉|專家|民間|內部|外部|校內|校外|機關代表|官方)(?:委員|代表|成員)?[^:，。;]{0,12}:"
)
"""Before the members of one kind: 府內委員八人:."""
_HEAD_ENTRY = re.compile(
    rf"(?:設?置)?(?P<title>{alternatives('title')}){COUNT}[，:]?由(?P<who>[^，。;:]{{2,40}}?)(?:分別)?(?:兼任|擔任|派兼|聘兼|兼)之?$"
)
"""「召集人一人，由副首長兼任」 as an entry of the list of those who sit."""
_SEATS_ITSELF = re.compile(r"(?:本(?:會|小組|委員會|會報))?(?:設置|置)[^，。;:]{2,12}")
_ALL_HELD = re.compile(r"(?:均|皆)?由(?P<who>[^。;:由]{4,})(?:兼任|擔任|派兼|聘兼|派\(聘\)兼|聘\(派\)兼)之?")
"""「由甲處處長、乙處處長兼任」 as an entry."""
_CHOSEN = re.compile(r"由(?P<who>[^，。;:]{2,30}?)(?:互選|互推|推選|選舉|選\(推\)舉|推舉|選出|票選)(?:之|產生)?$")


_CHOSEN_BY = re.compile(
    r"，(?:共[^，]{1,6}|(?:並|均|皆)?(?:由|經)[^，。;]{2,24}?(?:聘任|聘請|遴聘|聘兼|聘派|推派|推薦|推舉|推選|互選|互推|選任|選出|指派|指定|遴選|派兼)(?:之|產生|擔任)?)$"
)
"""Behind an entry: who chooses them, and how many they are together."""
_ALSO_PRESIDES = re.compile(
    r"(?P<post>[^，。;:]{2,12}?)(?:並|且|兼)(?:為|任|擔任|兼任)?(?:本(?:會|小組|委員會))?(?P<title>副?(?:總?召集人|主任委員|主席|會長)|執行秘書|執行長)(?=[。;，]|$)"
)
"""「…、主計室主任。校長並為主任委員。」 behind a list of posts."""


def _entries(reading: Reading, item: Passage, heads: str) -> list[Seat]:
    """The seats of one entry of a list of members; of an entry with a label those of each of its parts."""
    found: list[Seat] = []
    kind = _OF_A_KIND.match(item.norm, item.start)
    for clause in re.finditer(r"[^;。]+", item.norm[item.start :]):
        start, end = item.start + clause.start(), item.start + clause.end()
        presides = _ALSO_PRESIDES.fullmatch(item.norm, start, end)
        if found and presides:
            for seat in found:
                if seat.post and normalise(seat.post) == presides["post"]:
                    seat.title = presides["title"]
                    reading.read(item, start, end)
            continue
        while chosen := _CHOSEN_BY.search(item.norm, start, end):
            end = chosen.start()
        found += _entry_seats(reading, item, start, end, heads)
        if kind is None:
            break
    return found


_EACH_SENDS_ENTRY = re.compile(
    rf"(?P<who>[^，。;:]{{2,80}}?)各(?:指派|推派|薦派|派|推薦|遴派)(?:之)?(?:(?:[^，。;:、]{{0,10}})(?:代表|人員|主管|職員))?(?P<number>{COUNT})?$"
)
"""「財政處、主計處、觀光處各派代表一人」."""


_HEADS_COUNTED = re.compile(
    rf"(?P<who>[^，。;:]+、[^，。;:]+?)等?(?:機關|單位|局處)?(?:之)?(?P<head>首長|主管)(?P<number>{COUNT})"
)
"""「教育局、警察局、衛生局首長三人」: the head of each, where the number says that they are as many."""


def _entry_seats(reading: Reading, item: Passage, start: int, end: int, heads: str) -> list[Seat]:
    head = _HEAD_ENTRY.match(item.norm, start, end)
    people = _people(reading, item.text[slice(*head.span("who"))], start, end) if head else []
    stated = seats(head["count"]) if head else None
    if head and people and stated == (len(people), len(people)):
        return [_titled(p, head["title"], 1, 1) for p in people]
    held = _ALL_HELD.fullmatch(item.norm, start, end)
    people = _people(reading, item.text[slice(*held.span("who"))], start, end) if held else []
    if people:
        return [_titled(p, "委員", 1, 1) for p in people]
    chiefs = _HEADS_COUNTED.fullmatch(item.norm.rstrip("。;"), start)
    led = reading.split(item.text[slice(*chiefs.span("who"))]) if chiefs else []
    if chiefs and seats(chiefs["number"]) == (len(led), len(led)) and not any(n.guessed for n in led):
        posts = [n.text + item.text[slice(*chiefs.span("head"))] for n in led]
        return [_titled(_seat(post, start, end), "委員", 1, 1) for post in posts]
    sending = _EACH_SENDS_ENTRY.match(item.norm, start, end)
    sent = reading.split(item.text[slice(*sending.span("who"))]) if sending else []
    if sending and sent and not any(n.guessed for n in sent):
        number = sending["number"] or ""
        return [s for n in sent for s in [_entry(f"{n.text}代表{number}", heads, start, end)] if s is not None]
    sent_by = _SENT_BY.fullmatch(item.norm, start, end)
    senders = _senders(reading, item, sent_by) if sent_by else []
    if senders:
        return senders
    kind = _OF_A_KIND.match(item.norm, start, end)
    if kind and kind.end() < end:
        if _CHOSEN_SO.fullmatch(item.norm, kind.end(), end):
            of_them = _entry(item.text[start : kind.end() - 1], heads, start, end)
            return [of_them] if of_them is not None else []
        of_kind = _of_a_kind(reading, item, kind.end(), end, heads)
        if of_kind or kind.end() - start > 12:
            return of_kind
        chosen = re.match("(?P<who>[^，]*?)(?:推薦|推派|推選|遴選)(?P<rest>[^，]*代表.*)", item.text[kind.end() : end])
        label = chosen["who"] + chosen["rest"] if chosen else item.text[kind.end() : end]
        one = _entry(re.sub("^各(?=.{2,8}各)", "", label), heads, start, end)
        if one is None and _counts_only(item.norm[kind.end() : end]):
            one = _entry(item.text[start : kind.end() - 1] + item.text[kind.end() : end], heads, start, end)
        return [one] if one is not None else []
    text = re.sub(r"(?<=[人名位])(?:兼任|擔任)之?$", "", item.text[start:end].strip())
    presides = _PRESIDES.search(normalise(text))
    text = text[: presides.start()] if presides else text
    each = re.search(rf"各{COUNT}$", normalise(text))
    plain = text[: each.start()] if each else text
    several = bool(each) or not re.search(COUNT, normalise(text))
    of_each = _people(reading, plain, start, end) if several and _OF_EACH.search(normalise(plain)) else []
    posts = _shared_posts(split_posts(plain)) if several and not of_each else []
    if of_each:
        return [_titled(seat, "委員", 1, 1) for seat in of_each]
    if len(posts) > 1 and all(post_of(p)[1] for p in posts):
        entries = [_entry(f"{p}{text[each.start() + 1 :]}" if each else p, heads, start, end) for p in posts]
    elif several and (agencies := _represented(reading, plain)):
        number = text[each.start() + 1 :] if each else ""
        entries = [_entry(f"{a}代表{number}", heads, start, end) for a in agencies]
    elif each and len(kinds := _kinds_of(plain)) > 1:
        entries = [_entry(f"{k}{text[each.start() + 1 :]}", heads, start, end) for k in kinds]
    elif counted := _counted(reading, item, tokenise(item.norm, start, end)) if "、" in text or "及" in text else []:
        return counted
    else:
        entries = [_entry(text, heads, start, end)]
    found = [seat for seat in entries if seat is not None]
    for seat in found:
        seat.title = presides["title"] if presides else seat.title
    return found


_CHOSEN_SO = re.compile(
    r"由[^。;]{2,60}?(?:(?:遴選|遴聘|聘任|選任|選聘|遴派|聘兼|派兼)(?:之|擔任)?|(?:推薦|推派|推舉)(?:之)?代表(?:擔任|兼任)?(?:之)?)"
)
"""「專家學者委員八人：由本部就相關專長遴選之」: how those of a kind are chosen."""
_SENT_BY = re.compile(
    rf"[^，。;:]{{1,12}}?(?:委員|代表|成員){COUNT}[:，](?:分別)?由?(?P<who>[^。;:由]{{4,}}?)(?:各|分別)?(?:指派|推派|薦派|派員?|推薦)(?:之)?(?:代表|人員)?(?:擔任|兼任|出任)?(?:之)?"
)
"""「機關委員六人：分別由甲部、乙局局長及丙公所指派代表」."""


def _senders(reading: Reading, item: Passage, sent: re.Match[str]) -> list[Seat]:
    """A seat for each of those who send somebody; the head of an agency among them stands for it."""
    out: list[Seat] = []
    start, end = sent.span("who")
    for piece in re.split(r"、|及|與|和", item.text[start:end]):
        agency = post_of(piece)[0] or piece
        names = reading.split(agency)
        if len(names) != 1 or names[0].guessed:
            return []
        out.append(Seat("委員", 1, 1, "", names[0].text, ("agency_representative",), start, end))
    number = seats(sent["count"])
    return out if number in ((len(out), len(out)), None) else [replace(s, confidence=CHECK) for s in out]


def _kinds_of(text: str) -> list[str]:
    """「農會及青年團體代表」 before 各一人: each kind with the ending that they share."""
    shared = re.search(r"(?:代表|人士|專家學者|學者專家|學者)$", text)
    named = re.fullmatch(r"(?P<list>.+?)(?P<tail>推薦之?[^、]+)", text)
    if named and (names := split_agencies(named["list"])):
        return [n.text + named["tail"] for n in names]
    return [k if k.endswith(shared[0]) else k + shared[0] for k in re.split("、|及|與|和", text)] if shared else []


def _counts_only(text: str) -> bool:
    """Whether a text is nothing but a number of people: 部外專家:三至五名."""
    return re.fullmatch(COUNT, text) is not None


_HELD_BY = re.compile(r"(?:分別|均|皆)?由(?P<who>[^。;:]+?)(?:分別|共同)?(?:兼任|擔任|派兼|聘兼|充任|兼)之?")
"""「由甲局及乙局之局長擔任」 behind the name of a kind."""


def _of_a_kind(reading: Reading, item: Passage, start: int, end: int, heads: str) -> list[Seat]:
    """The members of one kind, behind its name: 府內委員八人:甲局及乙局首長."""
    chosen = _CHOSEN.match(item.norm, start, end)
    if chosen:
        return [Seat("委員", 1, 1, item.text[slice(*chosen.span("who"))], "", (), start, end, CHECK, some=True)]
    held = _HELD_BY.fullmatch(item.norm, start, end)
    people = _people(reading, item.text[slice(*held.span("who"))], item.start, end) if held else []
    if people:
        stated = seats(item.norm[item.start : start])
        sure = HIGH if stated in (None, (len(people), len(people))) else CHECK
        return [_titled(replace(p, confidence=sure) if sure == CHECK else p, "委員", 1, 1) for p in people]
    parts = _counted(reading, item, tokenise(item.norm, start, end))
    if parts or re.search(COUNT, item.norm[start:end]):
        return parts if "、" in item.norm[start:end] or "及" in item.norm[start:end] else []
    people = [_titled(p, "委員", 1, 1) for p in _people(reading, item.text[start:end], start, end)]
    if heads and people and all(p.agency and not p.post for p in people):
        return [s for p in people for s in [_entry(p.agency, heads, start, end)] if s is not None]
    return people


def _represented(reading: Reading, text: str) -> list[str]:
    """The agencies of 「甲部、乙部及丙署相關業務代表」; empty when the entry is of one agency or of none."""
    ranked = _RANKED.search(normalise(text))
    text = f"{text[: ranked.start()]}代表" if ranked else text
    norm = normalise(text)
    if not norm.endswith("代表"):
        return []
    pieces = re.split(r"[、及與和]", norm.removesuffix("代表"))
    if len(pieces) > 1 and all(re.fullmatch(r"[\u3400-\u9fff]{2,10}[局處科]\([局處科]\)", p) for p in pieces):
        return re.split(r"[、及與和]", text[: len(norm) - 2])  # 社會局(處)、教育局(處)
    for end in range(len(norm) - 2, 2, -1):
        if norm[end - 1] in "部署局處會院府司科":
            names = reading.split(text[:end])
            if len(names) > 1 and not any(n.guessed or re.search("[或之]", n.text) or is_class(n.text) for n in names):
                return [n.text for n in names]
    return []


_RANKED = re.compile(
    r"(?:之|各)?(?:簡任|薦任|副?[局處](?:\([局處]\))?長|科長|組長|專門委員|課長|一級主管)(?:級|層級|職務|以上)*(?:人員|主管|代表)$"
)
"""Behind the agencies of an entry: of what rank those are whom they send."""


def _entry(text: str, heads: str, start: int, end: int) -> Seat | None:
    norm = normalise(text)
    count = _ENTRY_COUNT.search(norm)
    found = seats(count[0]) if count else None
    label = text[: count.start()].rstrip("各共計為，, ") if count else text
    label = re.sub(r"^(?:由|本府就)", "", label).rstrip("。;，")
    rest = re.match(r"其餘(?:委員)?(?:為|由|就)", label)
    label = label[rest.end() :] if rest else label
    plain = normalise(label)
    low, high = found or (1, 1)
    if rest and not found:  # how many remain is not said
        return Seat("委員", 1, 1, label, "", bases_of(plain), start, end, CHECK, some=True)
    owner, held = post_of(label)
    bases = bases_of(plain)
    if held and is_class(owner):
        return Seat("委員", low, high, label, "", ("agency_representative",), start, end, CHECK)
    if held and not bases:
        return Seat("委員", low, high, label, owner, ("ex_officio",), start, end)
    alike = re.fullmatch(r"(?P<a>[^()]+[局處科]\([局處科]\))(?:代表|人員)", plain)
    if alike:
        return Seat("委員", low, high, "", label[: alike.end("a")], ("agency_representative",), start, end)
    shared = re.match(
        r"(?P<a>.+?(?:部|署|局|處|會|院|府|司|科))(?P<q>[^、]{2,}?(?:業務|事務)(?:之)?)?(?:\([^)]*\))?代表$", plain
    )
    if shared and "、" not in (shared["q"] or "") and is_agency(re.split(r"[、及與和]", shared["a"])[-1]):
        label = label[: shared.end("a")] + label[-2:]
        plain = normalise(label)
    representative = re.match(r"(?P<a>.+?)(?:\([^)]*\))?(?:代表|簡任以上人員|人員|指派人員|派員)$", plain)
    if representative and is_agency(representative["a"]) and not re.search(r"團體$|產業$|業者$", representative["a"]):
        agency = label[: representative.end("a")]
        if is_class(agency):
            return Seat(
                "委員", low, high, "", agency, ("agency_representative",), start, end, HIGH if found else CHECK, ""
            )
        return Seat("委員", low, high, "", agency, ("agency_representative",), start, end)
    if is_agency(label):
        if heads not in ("", "代表"):
            plain = without_self(label)
            return Seat("委員", low, high, f"{plain}{heads}", plain, ("ex_officio",), start, end)
        return Seat("委員", low, high, "", label, ("agency_representative",), start, end)
    if bases:
        return Seat("委員", low, high, label, "", bases, start, end, HIGH if found else CHECK)
    if _KIND.search(plain) and len(plain) <= 40:
        return Seat("委員", low, high, label, "", (), start, end, HIGH if found else CHECK)
    return None
