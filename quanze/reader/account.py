"""The account of a text: each clause ends as read, as known to say nothing about roles, or as unread and listed.

This is a property of the step and not of each rule: a word of responsibility that no fact used is listed, whichever
rule failed to use it, and a row is sure only where its whole clause is accounted for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from quanze.locale import Message, message
from quanze.reader import doubts
from quanze.reader.bearers import bears, names_somebody
from quanze.reader.draft import CHECK, HIGH, Draft, Evidence, Node, Unread
from quanze.reader.leftovers import NOBODY, Leftovers
from quanze.reader.lexicon import alternatives
from quanze.reader.names import ends_as_body, is_agency
from quanze.reader.outline import CAPTION, Passage
from quanze.reader.reading import Clause, Reading
from quanze.reader.rules.definitions import TITLE
from quanze.reader.rules.responsibilities import LABELS
from quanze.reader.tokens import Token, clauses, tokenise
from quanze.reader.wording import normalise

READ, BESIDE, UNREAD = "read", "beside", "unread"
_STRONG = {
    "title",
    "lead",
    "support",
    "leadless",
    "appoint",
    "charge",
    "join",
    "fund",
    "report",
    "review",
    "expert",
    "this",
}
_WEAK = {"member", "count", "select", "setup", "do", "listed"}
_BODY = re.compile(
    r"[\u3400-\u9fff)](?:局|處|署|部(?![分門落份長位])|院(?!長)|政府|公所|委員會|推動會|審議會|小組|分組|工作組"
    r"|會報|機關|單位|公司|中心|大隊|分署|司(?!法))"
)
_AGENCY = re.compile(r"[\u3400-\u9fff]{2}(?:局|處|署|公所|政府)(?![長理所])|[\u3400-\u9fff]{2}部(?![分門落份長位])")
_POST = re.compile(
    r"(?:市|縣|局|處|署|部|院|科|司|區|次|秘書|首|主委|主任|執行)長|主任委員|政務委員|首長|主管(?!機關)|代表(?![性])"
)
_FIGURE = re.compile(r"[0-9]{2,4}年.{0,20}?[0-9][0-9,.]*(?:%|[\u3400-\u9fffA-Za-z]{1,4})")
_ENGLISH = re.compile(
    r"\b(?:leads?|led by|responsible|responsibility|supported by|custodian|partners?|convene[sd]?|chair(?:s|ed)?"
    r"|co-?ordinat\w+|reviews?|approves?|"
    r"reports? to|oversees?|indicator|target|members?|secretary)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(r"任務|職掌|掌理|事項|權責|分工|指標|目標值|召開工作會議|推動|辦理|審議|協調|規劃|責任|承擔|分擔")


_BESIDE: tuple[tuple[str, Message, re.Pattern[str]], ...] = tuple(
    (code, reason, re.compile(pattern))
    for code, reason, pattern in (
        (
            "quorum",
            message("quorum and votes"),
            r"過半數|(?:始得|方得|得)(?:開會|決議|開議)|可否同數|(?:出席|全體)委員.{0,16}(?:同意|決議|決定)"
            r"|^應?(?:有|經).{0,12}(?:出席|同意)|表決",
        ),
        (
            "term",
            message("term of office"),
            r"任期|期滿|連任|續聘|續派|補聘|補派|補行|出缺|隨其?本職|依其?本職|屆滿|解聘|改聘|改派|聘期|繼任",
        ),
        (
            "share",
            message("proportions of members"),
            r"任一性別|單一性別|不同性別|(?:總數|人數|總額|委員).{0,8}(?:不得)?(?:少於|低於|超過)|不得(?:少於|低於"
            r"|超過)(?:委員)?(?:總|全)?|(?:應有|至少(?:含|有|應)?|應(?:外聘|遴聘|有)[^，。;]{0,8}至少)[^，。;]{0,6}[一二三四五六七八九十0-9]+(?:人|位|名)|比例應|二分之一|三分之[一二]|五分之一",
        ),
        (
            "deputy",
            message("who presides or deputizes"),
            r"代理(?!局|處|人)|不克|不能(?:親自)?(?:出席|主持)|未能(?:親自)?出席|因故|(?:為|擔任)(?:會議)?主席"
            r"|親自出席|指派[^，。;]{2,24}(?:出席|參加)|(?:代為|共同)主持"
            r"|^(?:並|均|得)*由(?:總?召集人|主任委員|主席|會長|指揮官)(?:召集|主持)(?:並主持|並擔任主席)?之?$|會議.{0,8}由.{2,20}(?:召集|主持)(?:之)?$|^並?(?:為|任)(?:會議)?主席$",
        ),
        (
            "meeting",
            message("meetings"),
            r"(?:召開|舉行|開)(?:會|會議|臨時會)?.{0,4}(?:一次|乙次)|(?:每|定期).{0,8}(?:召開|開會|舉行)"
            r"|必要時[^，。;]{0,12}(?:召開|隨時)|(?:開會|會議)時$|(?:邀請|請|得邀"
            r"|洽請).{0,30}列席|列席|會議紀錄|臨時會議",
        ),
        (
            "pay",
            message("pay and expenses"),
            r"無給職|支給|出席費|交通費|兼職(?:費|酬勞)|酬勞|(?:所需|相關)?經費.{0,20}(?:支應|編列|列支|勻支)"
            r"|預算.{0,6}(?:支應|項下)|(?:所需|相關)經費$",
        ),
        (
            "order",
            message("direction within the body"),
            r"^(?:並)?(?:襄助|襄理|輔助|輔佐|佐理)|^(?:並)?(?:承|秉承|受).{2,16}(?<![局處署部府會所院關])(?:之)?(?:命|指揮|督導|監督)|^(?:並)?(?:綜理|襄助|襄理|協助|處理|辦理"
            r"|掌理)?(?:召集人|主任委員)?(?:處理|綜理|辦理"
            r"|襄助|襄理)?(?:會務|日常事務|本會(?:日常)?(?:事|會|業)務|行政事務|幕僚事務|有關事務|各項會務"
            r"|(?:本)?(?:小組|組)務|本?會?業務)$|^(?:並)?(?:承[^，。;]{2,12}之?命，?)?(?:綜理|襄理|襄贊)[^，。;]{1,20}$"
            r"|^(?:並)?(?:執行|處理|辦理)本?[會局處所府校室署院科館隊組課縣市]{1,2}之?(?:事|業|會|日常事)?務$"
            r"|^(?:並|均)?指揮、?監督|^對外代表|^承[^，。;]{2,12}之命$"
            r"|^(?:並|共同)?協助副?總?(?:召集人|主任委員|指揮官|執行長|執行秘書|主席|會長)|^(?:並)?(?:執行|辦理|處理).{0,6}(?:決議|交辦)(?:之)?事[項務]$",
        ),
        (
            "definition",
            message("definitions"),
            r"本(?:法|條例|辦法|要點|準則|規程|細則|自治條例).{0,12}(?:所稱|用詞|用語)|定義如下|係指"
            r"|所稱.{2,30}(?:指|為)|^在(?:中央|直轄市|縣\(市\)|鄉\(鎮、市\))為|^本(?:法|條例|辦法|自治條例)之?主管機關:?$",
        ),
        (
            "effect",
            message("entry into force"),
            r"(?:自|並自).{0,16}(?:施行|實施|生效)|(?:發布|公布|核定)(?:日|後)?(?:施行|實施)|未盡事宜|特(?:訂"
            r"|制)定|訂定本|依據.{0,30}訂定之?$|修正時亦同|另定之"
            r"|(?:由|依).{0,30}定之$",
        ),
        (
            "liability",
            message("liability for errors"),
            r"連帶負責|(?:錯誤|違誤|遺漏|稽延|延誤|積壓|洩密|毀損|遺失).{0,24}負責|負.{0,8}(?:法律"
            r"|行政)上?.{0,6}責任|負連帶責任|(?:經辦|承辦|擬辦|擬稿|監印|校對|製表"
            r"|經管).{0,10}人員.{0,4}負責",
        ),
        (
            "purpose",
            message("purpose"),
            r"^為(?!.{0,16}(?:機關|單位|人|員|局|處|會|組)$).{4,40}$"
            r"|^[^，。]{2,16}(?:政府|本府|[部局署處會院])(?:\([^()]{2,16}\))?為(?:推動|促進|落實|達成|加強|因應|有效|提升|確保|整合|協調|利|求)"
            r"(?!.{0,16}(?:機關|單位|人|員|局|處|會|組)$).{2,40}$",
        ),
        (
            "staff",
            message("staff and posts"),
            r"^(?:本會|本小組|並|另|得|應|所需|其)*(?:置|設|僱用|進用)?(?:專任|兼任|約聘僱?|約僱)?(?:工作|行政|幕僚|業務|辦事|編制|職)人員"
            r"|員額內|法定員額|編制員額|職等|員額.{0,8}(?:另以|調用|派充)|編制表",
        ),
        (
            "recusal",
            message("recusal and confidentiality"),
            r"迴避|保密|利益衝突|不得(?:兼任|為|同時)",
        ),
    )
)
REASONS = {code: reason for code, reason, _ in _BESIDE} | {"heading": message("heading")}
"""Why a clause says nothing about responsibility, in words; plain text needs none, for nobody does anything there."""
_CERTAIN = {
    "term",
    "share",
    "quorum",
    "pay",
    "effect",
    "recusal",
    "liability",
    "order",
    "deputy",
    "meeting",
    "definition",
    "staff",
}


def settle(reading: Reading) -> None:
    """Account for every clause of a reading, list what is unread, and take back the sureness of rows beside it."""
    leftovers = Leftovers(reading.draft, reading.source)
    found = _with_heads(reading, _with_lists(reading, _with_next(reading, list(_account(reading, leftovers)))))
    found = _with_labels(reading, _with_title(reading, _with_plain(reading, found, leftovers)))
    reading.clauses = found
    _list(reading, found)
    doubts.settle(reading.draft, reading.source, reading.passages)
    _unsure(reading.draft, reading.source, [c for c in found if c.state == UNREAD])


_OPENS = re.compile(r"(?:下列|左列|以下)(?:各|有關|相關)?[\u3400-\u9fff、()]{1,16}$")


_SENDS = re.compile(r"由|派員|設(?:置|立)?[^，。;]{1,20}[科室課組處所隊]")
"""A clause on posts that also names units, or an agency that sends somebody."""


def _account(reading: Reading, leftovers: Leftovers) -> Iterator[Clause]:
    opened = _unread_lists(reading)
    openers = {
        p.index
        for p in reading.passages
        if p.norm.rstrip().endswith((":", "如下", "如左", "如次", "如下。", "如左。", "事項。"))
        and any(reading.used.get(i.index) for i in reading.outline.items(p.index))
    }
    for passage in reading.passages:
        used = sorted(reading.used.get(passage.index, []))
        settled = reading.settled.get(passage.index, [])
        for sentence in reading.sentences(passage):
            tokens = tokenise(passage.norm, sentence.start, sentence.end)
            for part in _parts(tokens):
                start, end = part[0].start, part[-1].end
                last = end >= len(passage.norm.rstrip("。: "))
                opens = sentence.end >= len(passage.norm) and _OPENS.search(passage.norm, start, end)
                if passage.index in openers and (last or opens):
                    yield Clause(passage.index, start, end, READ)  # what it opens was read
                    continue
                here = passage.norm[start:end]
                if reading.sections and _POSTS.match(here) and not _SENDS.search(here):
                    yield Clause(passage.index, start, end, BESIDE, "staff")
                    continue
                clause = _clause(passage, start, end, part, used, settled, passage.index in opened)
                if not _inside_any(start, end, settled):
                    clause = _reviewed(clause, passage, part, leftovers, (sentence.start, sentence.end))
                yield clause


_QUOTA = re.compile(r"(?:其中|且|並)?[^，。;]{2,40}(?:代表|人士|專家|學者|委員|成員|者)$")
_QUOTED = re.compile(r"(?:各|均|應|合計){0,3}(?:不得|應|至少|須|以|占|佔)")
_SO_THAT = re.compile(
    r"(?:[^，。;:]{2,40}\((?:以下)?簡?稱[^()]{1,16}\))?(?:為|因應|依據?)(?!.{0,30}(?:由|請|交))[^，。;:]{2,80}$"
)
_SET_UP = re.compile(r"(?:特|爰|並)?(?:依|設|訂|成立|組成|籌組|應設|得設|設置|特此)")


def _with_next(reading: Reading, found: list[Clause]) -> list[Clause]:
    """What the clause behind it makes plain: 其中專家學者, before a share, and why a body is set up, before 特設."""
    out = list(found)
    for i, (clause, after) in enumerate(pairwise(found)):
        norm = reading.passages[clause.passage].norm
        here = norm[clause.start : clause.end]
        then = norm[after.start : after.end]
        if clause.state != UNREAD or clause.passage != after.passage or norm[clause.end : after.start] != "，":
            continue
        beside = ""
        if (after.state, after.reason) == (BESIDE, "share") and _QUOTA.match(here) and _QUOTED.match(then):
            beside = "share"
        elif after.state != UNREAD and _SO_THAT.fullmatch(here) and _SET_UP.match(then):
            beside = "purpose"
        out[i] = replace(clause, state=BESIDE, reason=beside) if beside else clause
    return out


_POSTS = re.compile(
    r"(?:^|[^，。;:]{2,30})(?:並|另|得|各)?置(?!.{0,20}(?:委員|召集人|指揮官))[^，。;:]{2,80}$|^(?:副?[局處署部院所館隊會科組室課]長|主任秘書)(?:[一二三四五六七八九十0-9]+人)?$|^(?:簡任|薦任|委任|簡派|薦派)|^受.{2,16}(?:指揮|監督)"
)
"""The posts of an agency, in its own rules: nobody sits on a body there."""


def _with_title(reading: Reading, found: list[Clause]) -> list[Clause]:
    """The title is unread where it names a body that no row has and where more of the text is unread."""
    bodies = [n for n in reading.draft.nodes if n.kind in ("Council", "Subgroup", "Agency")]
    known = {normalise(name) for n in bodies for name in (n.name, *n.aliases)}

    def unknown(clause: Clause) -> bool:
        passage = reading.passages[clause.passage]
        titled = TITLE.match(passage.norm) if 0 <= clause.passage < 4 and passage.marker is None else None
        name = titled["name"] if titled else ""
        return (
            bool(name)
            and (ends_as_body(name) or is_agency(name))
            and not any(name.endswith(k[-6:]) for k in known if len(k) > 5)
            and name not in known
        )

    if not any(c.state == UNREAD for c in found):
        return found
    return [replace(c, state=UNREAD, reason="") if c.state != UNREAD and unknown(c) else c for c in found]


_LABELLED = re.compile(r"(?P<label>[A-Z][A-Za-z/()&' -]{1,40}|[\u3400-\u9fff()、]{2,12}): ?(?=\S)")
_FORMAL = re.compile(
    rf"{LABELS.pattern}|電話|傳真|信箱|網址|地址|{alternatives('head_beside', 'head_money')}(?: [a-z]+)?", re.IGNORECASE
)
"""Labels of lines that say nothing of who does what, by when and how much of it."""


def _with_labels(reading: Reading, found: list[Clause]) -> list[Clause]:
    """A line with a label is unread among lines with labels of which one was read or names somebody: By when: 2028/29,
    完成期限:115年."""
    runs: list[list[Passage]] = [[]]
    for passage in reading.passages:
        label = _LABELLED.match(passage.norm, passage.start)
        if label is None:
            runs.append([])
        elif not _FORMAL.fullmatch(label["label"]):
            runs[-1].append(passage)
    said = {c.passage for c in found if c.state != BESIDE}
    lost = {
        p.index
        for run in runs
        if len(run) > 1 and any(p.index in said or names_somebody(p.body) for p in run)
        for p in run
        if p.index not in said and not reading.used.get(p.index)
    }
    return [replace(c, state=UNREAD, reason="") if c.passage in lost else c for c in found]


_ENUMERATED = re.compile(r"\((?:[一二三四五六七八九十]|[0-9]{1,2})\)")


def _with_lists(reading: Reading, found: list[Clause]) -> list[Clause]:
    """The parts of a list within a passage, (一)…;(二)…, are unread where what opens them is."""
    lost = {c.passage for c in found if c.state == UNREAD}

    def listed(clause: Clause) -> bool:
        norm = reading.passages[clause.passage].norm
        plain = clause.state == BESIDE and clause.reason in ("plain", "heading", "purpose")
        return plain and clause.passage in lost and bool(_ENUMERATED.match(norm, clause.start))

    return [replace(c, state=UNREAD, reason="") if listed(c) else c for c in found]


def _with_plain(reading: Reading, found: list[Clause], leftovers: Leftovers) -> list[Clause]:
    """Plain text is unread beside an unread clause, in an item from which nothing was read and that has no items of its
    own, and where it says more than the rows of its passage.
    """
    lost = {c.passage for c in found if c.state == UNREAD}

    def unread(clause: Clause) -> bool:
        if clause.state != BESIDE or clause.reason not in ("plain", "heading") or clause.passage < 0:
            return False
        passage = reading.passages[clause.passage]
        if leftovers.has_rows(passage.index):
            more = leftovers.says_more(passage.index, passage.norm[clause.start : clause.end])
            return more and (clause.reason == "plain" or clause.passage in lost)
        item = passage.marker is not None and not passage.children and not passage.heading
        return item or clause.passage in lost

    return [replace(c, state=UNREAD, reason="") if unread(c) else c for c in found]


def _with_heads(reading: Reading, found: list[Clause]) -> list[Clause]:
    """What an unread clause is about, 節電推廣: or 老樹之受理，以 before it, is unread with it."""
    out: list[Clause] = []
    for clause in reversed(found):
        after = out[-1] if out else None
        norm = reading.passages[clause.passage].norm
        heads = clause.state == BESIDE and clause.reason in ("plain", "heading", "purpose")
        if (
            heads
            and after is not None
            and (after.passage, after.state) == (clause.passage, UNREAD)
            and norm[clause.end : after.start] in ("", "，", ", ")
        ):
            clause = replace(clause, state=UNREAD, reason="")
        out.append(clause)
    return out[::-1]


def _reviewed(
    clause: Clause, passage: Passage, tokens: list[Token], leftovers: Leftovers, sentence: tuple[int, int]
) -> Clause:
    """A clause, unread where it has words that no row repeats although it counts as read or as beside the matter."""
    norm = passage.norm[clause.start : clause.end]
    span = (clause.start, clause.end)
    opens = passage.marker is not None and clause.start == passage.start
    if clause.state == UNREAD:
        return clause
    if clause.state == BESIDE:
        lost = (
            any(leftovers.strangers(passage.norm, *span))
            or (clause.reason not in ("staff", "pay") and any(leftovers.agencies(passage.norm, *span)))
            or any(leftovers.figures(passage.index, passage.norm, *span))
            or (opens and clause.reason == "plain" and leftovers.heads(passage.index, passage.norm, *span))
        )
        return replace(clause, state=UNREAD, reason="") if lost else clause
    if clause.reason or any(code in _CERTAIN and pattern.search(norm) for code, _, pattern in _BESIDE):
        return clause
    lost = (
        any(leftovers.agencies(passage.norm, *span))
        or any(leftovers.of(passage.index, passage.norm, tokens, sentence))
        or (_is_given(tokens, []) and names_somebody(norm) and not leftovers.says_who(passage.index, *span))
    )
    return replace(clause, state=UNREAD) if lost else clause


def _inside_any(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(a <= start and end <= b for a, b in spans)


def _parts(tokens: list[Token]) -> Iterator[list[Token]]:
    """Clauses, cut after a colon too."""
    for clause in clauses(tokens):
        cuts = [i + 1 for i, t in enumerate(clause) if t.category == "colon"]
        for a, b in pairwise([0, *cuts, len(clause)]):
            if clause[a:b]:
                yield clause[a:b]


def _unread_lists(reading: Reading) -> set[int]:
    """The items of lists of duties or members of which nothing was read."""
    out: set[int] = set()
    for passage in reading.passages:
        if not re.search(r"(?:如下|如左|如次|下列|左列|:)[^。;]{0,12}[:。]?$", passage.norm):
            continue
        unit = re.fullmatch(r".{1,16}[科組室課股處局署部會所隊]:", passage.body)
        if (
            unit
            or _DUTY.search(passage.norm)
            or any(t.category in _STRONG for t in tokenise(passage.norm, passage.start, len(passage.norm)))
        ):
            out.update(i.index for i in reading.outline.items(passage.index) if not reading.used.get(i.index))
    return out


def _clause(
    passage: Passage,
    start: int,
    end: int,
    tokens: list[Token],
    used: list[tuple[int, int]],
    settled: list[tuple[int, int]],
    in_list: bool,
) -> Clause:
    norm = passage.norm[start:end]
    if _inside_any(start, end, settled):
        return Clause(passage.index, start, end, READ)
    left = [
        t
        for t in tokens
        if t.category in _STRONG
        and not _within(t.start, t.end, used)
        and not NOBODY.match(passage.norm, t.end)
        and not (t.category == "this" and len(tokens) > 1)
    ]
    touched = any(a < end and start < b for a, b in used)
    whole = _within(start, end, used)
    if touched and not whole and norm.isascii() and _gives_more(passage.norm, start, end, used):
        return Clause(passage.index, start, end, UNREAD)
    passed_over = left or _is_given(tokens, used) or _names_left(passage.norm, start, end, used)
    if whole or (touched and not passed_over):
        return Clause(passage.index, start, end, READ)
    for code, _, pattern in _BESIDE:
        if pattern.search(norm) and not (code not in _CERTAIN and left):
            return Clause(passage.index, start, end, BESIDE, code)
    heading = (
        (passage.heading or passage.marker) and len(passage.body) < 16 and not re.search(r"[。，:;]", passage.body)
    )
    named = heading and _AGENCY.search(norm)
    if CAPTION.match(passage.norm) or (heading and not in_list and not named and not left) or passage.index < 0:
        return Clause(passage.index, start, end, READ if touched else BESIDE, "" if touched else "heading")
    said = bool(passed_over) or in_list or _says_something(norm, tokens)
    if not said:
        return Clause(passage.index, start, end, READ if touched else BESIDE, "" if touched else "plain")
    return Clause(passage.index, start, end, UNREAD)


_ENGLISH_MORE = re.compile(
    r"\b(?:shall|will|must|responsib\w+|tasked with|charged with|in charge of|(?:chaired|led|headed) by)\b"
)


def _gives_more(norm: str, start: int, end: int, used: list[tuple[int, int]]) -> bool:
    """Whether most of an English clause is unread, though a name in it is, and gives somebody something to do."""
    inside = [(max(a, start), min(b, end)) for a, b in used if a < end and start < b]
    free = "".join(norm[i] for i in range(start, end) if not any(a <= i < b for a, b in inside))
    return len(free) * 2 > end - start and bool(_ENGLISH_MORE.search(free))


def _is_given(tokens: list[Token], used: list[tuple[int, int]]) -> bool:
    """Whether a clause gives something to somebody in words that no rule used: 由警察局（以下簡稱…）組成."""
    by = next((i for i, t in enumerate(tokens) if t.category == "by" and not _within(t.start, t.end, used)), None)
    return by is not None and any(
        t.category in ("do", "charge", "setup") and not _within(t.start, t.end, used) for t in tokens[by + 1 :]
    )


def _within(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a span is covered by others together."""
    at = start
    for a, b in spans:
        if a <= at < b:
            at = b
        if at >= end:
            return True
    return False


def _names_left(norm: str, start: int, end: int, used: list[tuple[int, int]]) -> bool:
    return any(
        not any(a < m.end() and m.start() < b for a, b in used)
        for pattern in (_BODY, _POST)
        for m in pattern.finditer(norm, start, end)
    )


def _says_something(norm: str, tokens: list[Token]) -> bool:
    """Whether a clause has a word of responsibility, a body, a post, or a figure of a year."""
    if len(re.sub(r"\W", "", norm)) < 3:
        return False
    if any(t.category in _WEAK for t in tokens) or _BODY.search(norm) or _POST.search(norm) or _FIGURE.search(norm):
        return True
    return bool(_ENGLISH.search(norm) or _DUTY.search(norm) or bears(norm))


def _list(reading: Reading, found: list[Clause]) -> None:
    """List unread clauses, those that follow one another as one entry."""
    run: list[Clause] = []
    for clause in [*found, None]:
        goes_on = (
            clause is not None
            and clause.state == UNREAD
            and (not run or (run[-1].passage == clause.passage and clause.start - run[-1].end <= 2))
        )
        if not goes_on and run:
            _entry(reading, run)
            run = []
        if clause is not None and clause.state == UNREAD:
            run.append(clause)
    known = {(u.source, u.passage, u.start) for u in reading.draft.unread}
    for passage in reading.passages:
        if passage.struck and (reading.source, passage.index, 0) not in known:
            reading.draft.unread.append(
                Unread(passage.place.words, passage.struck, (), reading.source, passage.index, 0, 0, reason="struck")
            )


def _entry(reading: Reading, run: list[Clause]) -> None:
    passage = reading.passages[run[0].passage]
    start, end = run[0].start, run[-1].end
    words = tuple(dict.fromkeys(t.text for t in tokenise(passage.norm, start, end) if t.category in _STRONG | _WEAK))
    reading.draft.unread.append(
        Unread(passage.place.words, passage.text[start:end].strip(), words, reading.source, passage.index, start, end)
    )


def _unsure(draft: Draft, source: int, unread: list[Clause]) -> None:
    """Rows read from a clause of which a part is unread are to be checked."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for clause in unread:
        spans.setdefault(clause.passage, []).append((clause.start, clause.end))

    def checked(evidence: Evidence) -> Evidence:
        beside = evidence.source == source and any(
            a < evidence.end and evidence.start < b for a, b in spans.get(evidence.passage, ())
        )
        return replace(evidence, confidence=CHECK, reason=evidence.reason or "part") if beside else evidence

    for node in draft.nodes:
        node.evidence[:] = [checked(e) for e in node.evidence]
    for link in draft.links:
        link.evidence[:] = [checked(e) for e in link.evidence]
    for link in draft.links:
        doubts = [doubt for end in (link.a, link.b) for doubt in [_doubt(end.real())] if doubt is not None]
        if doubts:  # a role is no surer than who has it and what it is for
            link.evidence[:] = [
                replace(e, confidence=CHECK, reason=e.reason or doubts[0]) if e.confidence == HIGH else e
                for e in link.evidence
            ]


def _doubt(node: Node) -> str | None:
    """Why a record is to be checked; None when it is sure by one of its places."""
    if any(e.confidence == HIGH for e in node.evidence):
        return None
    return next((e.reason for e in node.evidence if e.reason), "")
