"""Who a clause is about and what he is to do, whatever its verb: 請A持續深化…, A將於年底前完成…, 「除A外，也推動B」.

The rules on assignments know what verbs they look for. Here the grammar of the clause says that somebody is to do
something: a verb of asking before the names, or a word of what is to come behind them. All such rows are to be checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quanze.reader.draft import CHECK
from quanze.reader.lexicon import alternatives
from quanze.reader.names import Name
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.rules.assignments import (
    ACTS,
    AIDS,
    HAPPENS,
    HOW,
    OWN_AFFAIRS,
    PEOPLE,
    PLAINLY,
    SPEAKS,
    STEP,
    TOLD,
    in_article,
    is_ground,
    is_heading,
    who_begins,
)
from quanze.reader.rules.phrase import Phrase
from quanze.reader.tokens import Token

_ASKS = re.compile(
    r"(?:(?:並|也|另|再|爰|同時|特別|已|仍|當場|隨即|後續)*"
    rf"(?P<verb>(?<![申邀聘]){alternatives('ask')}))"
)
"""Verbs with which somebody is given something to do."""
_AHEAD = re.compile(
    r"(?:(?:於|自|在)?(?:今|明|本)?年?(?:[0-9]{2,4}年)?[0-9一二三四五六七八九十]{1,2}月(?:[0-9]{1,2}日|底|初|中旬)?(?:前|起)?)?(?:也|亦|則|並|另|後續|未來|今年|明年|目前|近期|屆時|接下來|同步|同時|已|正|另外)*"
    r"(?P<mark>(?<!即)將(?!其|此|該|本|[^，。;]{2,16}(?:納入|列入|提報|送))|應(?!變|用|屆|對)|須|需(?!求)|擬(?!定|訂)|會(?![議計商同勘報員後中前場址])|要(?!求|點)|預計|預定|即將|計畫(?=於|在|[\u3400-\u9fff]{4})"
    r"|負責|持續|賡續|積極|刻正|正在|正(?=依|積極|持續|加速|規劃|研))"
)
"""Words behind a name that say that what follows is to be done by it."""
_WITH = re.compile(r"(?:共同|並|會後)*(?P<word>偕同|會同|協同|結合|邀集|聯合|會商|攜手|洽請|協調|與|和)")
_AND_LIKE = re.compile(r"等(?:相關|有關|各)*(?:部會|機關|單位|局處|部門|團隊)")
"""Behind a list of agencies: 等相關單位."""
_TOGETHER = re.compile(
    r"(?:等)?(?:相關|有關|各)*(?:部會|機關|單位|局處|部門|團隊)?(?:等)?(?:共同|一起|合作|攜手|聯手)*"
)
"""Behind a list of names, before what they do."""
_NOT_DONE = re.compile(
    r"(?:予以|全力|從旁)*(?:協助|配合|支援)$|包[含括]|[^，。;]*(?:專題|專案|業務)報告$|派[^，。;]{0,8}(?:負責|辦理|支援|協助|進駐|參加)$|[是為有不未無被獲能使讓之的等]|[^，。;]{0,8}後(?:再|即|逕)?(?:函|提|報|送|簽|請|陳)|(?:綜理|執行|處理|襄助|襄理)[會室局處所事業]務|通力合作$|合作$|負(?!責(?!任))|承擔|[^，。;]*責任$|全力以赴|努力|可以?(?!視)|在於|由於|因為?|參加|出席|列席|前來|蒞|致詞|知悉|查照|見|看|成為|視為|屬於|達(?!成)|[0-9]|補充(?:說明|資料)|納入(?:明年|年度|下年度)?(?:預算|研議|參考)|保持(?:聯繫|聯絡)|加入|催請|以利|趕在|擇期"
    r"|(?:再|另)?(?:提出|提供)[^，。;]{0,12}(?:資料|意見|說明|討論|報告|數據|清單|名單)|(?:再|儘速|盡速|速)?(?:送|提送|函送|函報|簽報|簽辦|簽陳|陳報|回報|回復|回覆|回應|說明|填報|彙報|通報|報告)"
)
"""What is no work: what somebody is, a step of a procedure, a figure."""
_ANYBODY = re.compile(
    r"(?:百貨|建設|客運|民間)?(?:公司|業者|廠商|店家|商家)|(?:各|相關|有關|全體|本府|所屬|業務|權責|其他)*(?:機關|單位|局處|科室|課室|學校|部會|校)+(?:單位|學校)?"
)
"""Everybody, and so nobody in particular."""
_BARE = re.compile(
    rf"{HOW}(?:依(?:權責|職權|規定|法|程序|限|決議|結論|會議(?:決議|結論))|本權責|限期|如期|按期)?{HOW}"
    r"(?:辦理|處理|研議|研處|研議辦理|參處|評估|負責|執行|完成|改善|檢討|續辦|妥處|辦竣|規劃|推動)?$"
    r"|納入[^，。;]{2,16}?(?:檢討|辦理|研議|考量|規劃|評估)$"
)
"""Nothing but that it is to be done; what is done stands elsewhere."""


_TELLS = re.compile(
    rf"{alternatives('tell')}(?=[，:「])|[今昨]\([0-9一二三四五六七八九十]{{1,3}}\)|日前"
    r"|[0-9]日(?:上午|下午|晚|在|於|主持|召開|舉|視察|前往|出席|宣布)"
)
"""Signs of a report in the press: who says something, and the day on which he did."""


def _is_told(passage: Passage) -> bool:
    """Whether a passage reports what was said or done, so that only who is asked in it has something to do."""
    return passage.marker is None and bool(_TELLS.search(passage.norm))


def of_clause(reading: Reading, passage: Passage, clause: Sequence[Token]) -> Iterator[Phrase]:
    """The phrases of a clause of which no other rule has read anything."""
    if in_article(reading, passage) or passage.index in reading.duties or is_ground(reading, passage):
        return
    start, end = clause[0].start, clause[-1].end
    begin = max(passage.norm.rfind(c, start, end) for c in ":→") + 1 or start
    given = (_asked, _joined)
    for frame in given if _is_told(passage) else (_asked, _ahead, _joined, _headed, _carried):
        made = list(frame(reading, passage, begin, end))
        if made:
            yield from made
            return


_OPENING = re.compile(
    r"(?:市府|縣府|本府|本市|本縣|[0-9]{2,4}年(?:度)?|後續|未來|爰|則|並|另|再|即|現階段|目前|初期|接續|屆時|原則|統一|及|改|本案|全案)*"
)
"""Words before 由 that name no task."""
_BY = re.compile(r"(?<![自理])由(?![於來此])")


def _joined(reading: Reading, passage: Passage, start: int, end: int) -> Iterator[Phrase]:
    """「本案由金城分局會同交通隊及里長等，辦理宣導活動」: the clause ends behind with whom, and the next says what."""
    found = _BY.search(passage.norm, start, end)
    names, stop = who_begins(reading, passage, found.end(), end) if found else ((), start)
    if found and names and _OPENING.fullmatch(passage.norm, start, found.start()):
        yield from _does(reading, passage, "由", names, found.start(), stop, end)
        return
    joined = _WITH.match(passage.norm, stop, end) if names else None
    others, after = who_begins(reading, passage, joined.end(), end) if joined else ((), end)
    rest = passage.norm[after:end]
    if (
        found
        and names
        and joined
        and others
        and re.fullmatch(r"(?:[、及與和][^，。;:]{2,8})?(?:等(?:人|單位|機關)?)?", rest)
    ):
        for phrase in _does(reading, passage, "由", names, found.start(), end, end):
            yield phrase
            yield replace(phrase, type="CO_ORGANIZES", word=joined["word"], names=others)


def hangs(passage: Passage, clause: Sequence[Token], phrases: Sequence[Phrase]) -> bool:
    """Whether phrases of a clause have no task of their own, and no words before them that could name it."""
    return bool(_ASKS.match(passage.norm, clause[0].start)) and all(p.what == (0, 0) for p in phrases)


def _asked(reading: Reading, passage: Passage, start: int, end: int) -> Iterator[Phrase]:
    """「請甲部偕同乙部輔導企業節能」, 「指示工務處與水利會研擬對策」."""
    norm = passage.norm
    for found in _ASKS.finditer(norm, start, end):
        names, stop = who_begins(reading, passage, found.end(), end)
        if names and norm[stop : stop + 1] not in ("長", "的", "之"):
            yield from _does(reading, passage, found["verb"], names, found.start("verb"), stop, end)
            return


def _ahead(reading: Reading, passage: Passage, start: int, end: int) -> Iterator[Phrase]:
    """「環保局將於年底前完成感測器汰換」: the subject of a clause, a word of what is to come, and what that is."""
    norm = passage.norm
    at = _over(_BEFORE, norm, start, end)
    names, stop = who_begins(reading, passage, at, end)
    stop = _over(_AND_LIKE, norm, stop, end)
    if not names or SPEAKS.match(norm, stop, end):
        return
    joined = _WITH.match(norm, stop, end)
    others, after = who_begins(reading, passage, joined.end(), end) if joined else ((), stop)
    if others and _HAND_IN_HAND.fullmatch(norm, after, end) and norm[end : end + 1] == "，":
        yield from _does(reading, passage, "合作", names, at, stop, end)  # 經發局與台電合作，在工業區設置儲能
        return
    if others and ACTS.match(norm, _over_how(norm, _over(_TOGETHER, norm, after, end), end), end):
        yield from _does(reading, passage, joined["word"] if joined else "", names, at, stop, end)
        return  # 環保局攜手農業局推動再利用
    together = _TOGETHER.match(norm, stop, end)
    after = together.end() if together else stop
    marked = _AHEAD.match(norm, after, end)
    if marked:
        yield from _does(reading, passage, marked["mark"], names, at, marked.end(), end)
        return
    beside = _BESIDE.match(norm, after, end)
    after = beside.end() if beside else after
    end -= bool(beside and norm[end - 1] == "外")
    if beside and (several := list(_ANOTHER.finditer(norm, after, end))):
        cuts = [after, *(m.end() for m in several)]
        for begin, upto in zip(cuts, [*(m.start() for m in several), end], strict=True):
            yield from _does(reading, passage, norm[begin : begin + 2], names, begin, begin, upto)
        return
    does = _over_how(norm, _over(_SINCE, norm, after, end), end)
    where = _WHERE.match(norm, does, end)
    does = where.end() if where and ACTS.match(norm, where.end(), end) else does
    upon = _UPON.match(norm, does, end)
    helps = _HELPS_WITH.match(norm, does, end) if start == passage.start or norm[start - 1] in "。;" else None
    if (
        (ACTS.match(norm, does, end) or upon or helps)
        and not TOLD.match(norm, does, end)  # 水務局建置的巡查系統: which one it is
        and not _PAST.search(norm, start, end)
        and not is_heading(passage, start, end)
    ):
        yield from _does(reading, passage, norm[does : does + 2], names, at, does, end)


_SINCE = re.compile(
    r"(?:也|亦|則|並|另)*(?:(?:自|從)[^，。;:]{2,12}起|自?[0-9]{2,4}年(?:度)?(?:起)?|每(?:年|學年|半年|季|月|週)(?:度)?(?:至少)?|今年|明年|平時)*"
)
"""Since when or how often, between who acts and what he does."""
_ANOTHER = re.compile("、(?=加強|強化|推動|辦理|落實)")
"""Between two things that somebody does: 除落實維護、加強防災外."""
_BESIDE = re.compile(r"除了?(?:持續)?")
"""「教育局除落實篩檢外，並…」: what somebody does beside the rest."""
_WHERE = re.compile(rf"(?:在|於)[^，。;:]{{1,10}}?(?={ACTS.pattern})")
_UPON = re.compile(rf"(?:針對|就)[^，。;:]{{2,24}}?{ACTS.pattern}(?![^，。;:]{{0,4}}(?:報告|簡報|說明|討論)$)")
"""「水利局針對易積淹水熱點加強巡檢」: on what, before the verb; it is part of what is done."""
_HELPS_WITH = re.compile(r"(?:協助|支援)(?:辦理)?(?=[^，。;:之]{4,30}$)")
"""「秘書室協助經費核銷」, the whole of a sentence: who helps, and with what."""
_PAST = re.compile(
    r"已|業經|曾|昨|日前|上[週月]|去年|榮獲|獲[獎頒]|完成了|[0-9]日(?:上午|下午|晚間|在|於|舉)|今\(|(?:舉辦|舉行|辦理|召開)[^，。;:]*"
    r"(?:典禮|記者會|開幕|揭牌|頒獎|成果展)"
)
"""A report of what has been, and nothing that somebody has to do."""


def _headed(reading: Reading, passage: Passage, start: int, end: int) -> Iterator[Phrase]:
    """「四科」 on a line of its own, and 「辦理垃圾清運及廚餘回收」 below it."""
    norm = passage.norm
    if start != passage.start and norm[start - 1] not in "。;":
        return
    does = _over_how(norm, _over(_SINCE, norm, start, end), end)
    acts = ACTS.match(norm, does, end) and not _PAST.search(norm, start, end)
    over, names = _over_it(reading, passage) if acts else (-1, ())
    if names:
        above = reading.passages[over]
        reading.settled.setdefault(over, []).append((above.start, len(above.norm)))
        yield from _does(reading, passage, norm[does : does + 2], names, start, does, end)


def _carried(reading: Reading, passage: Passage, start: int, end: int) -> Iterator[Phrase]:
    """「水利局除整治排水外，也推動滯洪示範」: who begins the sentence does what a later clause says."""
    norm = passage.norm
    first = max(norm.rfind(c, passage.start, start) for c in "。;") + 1 or passage.start
    at = _over_how(norm, _over(_GOES_ON, norm, start, end), end)
    others, _, does = _with(reading, passage, at, end)  # 會同工務局編製計畫
    acts = does if others else _over(_SINCE, norm, at, end)
    if start > first and not (ACTS.match(norm, acts, end) or _UPON.match(norm, acts, end)):
        return
    names, stop = _who_speaks_of_itself(reading, passage, first, norm.find("，", first, end))
    if not names or _SETS_UP.match(norm, stop, end) or _PAST.search(norm, first, end):
        return
    if start == first:  # 該局每兩年檢討方案
        does = _over_how(norm, _over(_SINCE, norm, stop, end), end)
        if norm[first] == "該" and ACTS.match(norm, does, end):
            yield from _does(reading, passage, norm[does : does + 2], names, start, does, end)
        return
    between = norm[first:start].rstrip("，").split("，")[1:]
    if any(_OTHERS_DO.search(piece) for piece in between):
        return
    for piece in re.finditer(r"[^，]+", norm[stop:start]):
        if (
            stop + piece.start() > first + 1
            and who_begins(reading, passage, stop + piece.start(), stop + piece.end())[0]
        ):
            return  # somebody else has come between
    does = _over(_SINCE, norm, at, end)
    if not _AIM.match(norm, does, end) and not _COUNTED.search(norm, does, end):
        yield from _does(reading, passage, norm[does : does + 2], names, start, does, end)


_AIM = re.compile(
    r"(?:擴大|提升|提高|強化|增進|促進|營造|打造|落實|鼓勵)[^，。;]*(?:參與|意識|量能|品質|效益|效能|效率|目標|形象|競爭力|韌性|福祉|環境|城市|家園|願景|生活|理念|精神)$"
)
"""To what end something is done, and nothing to be done."""
_COUNTED = re.compile(r"[0-9][0-9,.]*(?:萬|千|億)?(?:%|[\u3400-\u9fff]{1,3})$|[0-9]{2,4}年(?:為|達|共)")
"""How much has been or is to be done."""


def _who_speaks_of_itself(reading: Reading, passage: Passage, first: int, comma: int) -> tuple[tuple[Name, ...], int]:
    """Whom a sentence is about: the names it begins with, 該局 for the last one of its kind, and where they end."""
    norm = passage.norm
    end = comma if comma >= 0 else len(norm)
    at = _over(_BEFORE, norm, first, end)
    founded = _FOUNDED.search(norm, at)
    if founded and founded.end() == end:
        return (Name(passage.text[slice(*founded.span("who"))]),), founded.end()
    that = _THAT.match(norm, at, end)
    if that:
        meant = reading.meant(that[0], passage.index, at)
        return ((Name(meant),), that.end()) if meant != that[0] else ((), at)
    names, stop = who_begins(reading, passage, at, end)
    stop = _over(_SHORT, norm, _over(_AND_LIKE, norm, stop, end), end)
    if names and (_SETS.match(norm, stop, end) or not SPEAKS.match(norm, stop, end)):
        return names, stop
    return (), at


_FOUNDED = re.compile(r"(?:成立|設立|籌設)(?P<who>[\u3400-\u9fff]{2,14}?(?:辦公室|專班|專責科))(?=，專責|，負責)")
"""「成立淨零辦公室，專責統籌減碳」: what is founded does what follows."""
_SHORT = re.compile(r"\((?:以下)?簡?稱[^()]{1,12}\)")
_THAT = re.compile(r"該[局處署部會所](?![長室])")
_SETS_UP = re.compile(r"(?:下|分|另)?[設置](?:有|置)?[^，。;]{1,20}[科室股組課隊]，")
"""「本處設會計室，依法辦理歲計」: what the unit does, and not the agency that has it."""
_SETS = re.compile(
    r"為[^，。;]{2,24}(?:主管|主責|權責|主辦)?(?:機關|單位)$|(?:則|將|也)?以[^，。;]{2,24}為|除[^，。;]{2,40}外$|方面$|作為"
)
"""Behind a name in a first clause: what the agency is or goes by, before what it does."""
_GOES_ON = re.compile(r"(?:也|並|亦|另|更|還|且|同時|此外|後續|未來|將|進而|逐步|積極|持續)*")
_OTHERS_DO = re.compile(
    r"(?<![自理])由(?![於來此])|(?<![申聘])請(?![求購領假示款教願])|(?:表示|指出|說明|強調)$|^(?:至於|在|就)[^，]*(?:部[分份]|方面)$"
)
_FAR = 8
"""Passages below the name of an agency that it may still head."""


def _over_it(reading: Reading, passage: Passage) -> tuple[int, tuple[Name, ...]]:
    """The agency that is the whole of the line over a passage, or over the items that it is one of."""
    for index in range(passage.index - 1, max(passage.index - _FAR, -1), -1):
        above = reading.passages[index]
        line = above.body.rstrip(":")
        if len(line) <= _LONGEST_HEAD and not line.endswith(tuple("。;，")):
            names, stop = who_begins(reading, above, above.start, above.start + len(line))
            whole = names and stop == above.start + len(line)
            return (index, names if whole and not any(reading.body(n.text) for n in names) else ())
        if above.marker is None and passage.marker is not None:
            return -1, ()  # another sentence has opened the list
    return -1, ()


_LONGEST_HEAD = 20


_BEFORE = re.compile(r"(?:另外|此外|至於|其中|同時|而|且|惟|但|另|並|則|由|本府(?=[^，。;:]{2,}[局處]))*")
_HAND_IN_HAND = re.compile(r"(?:等(?:單位|機關)?)?(?:共同|密切|攜手|聯手|合作|協力|合力)+")


def _does(
    reading: Reading, passage: Passage, word: str, names: Sequence[Name], begin: int, at: int, end: int
) -> Iterator[Phrase]:
    """The phrase for who does something with whom, where what stands behind is something to be done."""
    norm = passage.norm
    if any(_ANYBODY.fullmatch(n.text) or n.guessed or reading.body(n.text) is not None for n in names):
        return
    if _SOMEBODY.match(norm, at, end):
        return  # 由乙局副局長兼任 is about a post
    if norm[at : at + 1] in tuple("、及暨"):
        return  # 請農會、村長及站長逐戶拜訪: another name of the list was not understood
    others, joined, at = _with(reading, passage, at, end)
    if not others:
        others, joined, at = _with(reading, passage, _over_how(norm, _over(_TOGETHER, norm, at, end), end), end)
    first = at
    if at >= end and norm[end : end + 1] == "，":  # 請A偕同B，輔導企業: what they do is in the next clause
        at = _over_how(norm, end + 1, len(norm))
        end = min((i for i in (norm.find(c, at) for c in "，。;:") if i >= 0), default=len(norm))
    at = _over(_ABOUT, norm, at, end)
    rest = norm[at:end]
    if norm[end : end + 1] == "，" and _ON_WHAT.fullmatch(rest) and not _UPON.match(rest):  # 請財政處就促參標的，提出…
        at = _over_how(norm, end + 1, len(norm))
        end = min((i for i in (norm.find(c, at) for c in "，。;:") if i >= 0), default=len(norm))
        rest = norm[at:end]
    if (
        _FIGURE.search(rest)
        or _BARE.fullmatch(rest)
        or len(rest) < 4
        or STEP.match(rest)
        or _NOT_DONE.match(rest)
        or OWN_AFFAIRS.match(rest)
        or HAPPENS.search(rest)
    ):
        return
    if re.search(r"(?<![自理])由.{2}", rest) or rest.count("「") != rest.count("」"):
        return  # somebody else does it; a comma within 「」 is none between clauses
    helps = AIDS.match(rest)
    type_ = "CO_ORGANIZES" if helps else "CONVENES"
    what = at + (re.match(r"(?:協助|配合)(?:辦理)?", rest) or re.match("", rest)).end()  # type: ignore[union-attr]
    plain = PLAINLY.match(norm, what, end)
    what = plain.end() if plain else what
    if end - what < 3:
        return
    span = (begin, max(first, begin + 1))
    yield Phrase(type_, word, tuple(names), begin, end, (what, end), False, CHECK, "subject", "role")
    if others:
        yield Phrase(
            "CO_ORGANIZES",
            joined["word"] if joined else "",
            others,
            *span,
            (what, end),
            False,
            CHECK,
            "subject",
            "role",
        )


def _with(reading: Reading, passage: Passage, at: int, end: int) -> tuple[tuple[Name, ...], re.Match[str] | None, int]:
    """Whom 偕同, 攜手 and the like at a place join, and what follows them."""
    norm = passage.norm
    joined = _WITH.match(norm, at, end)
    others, stop = who_begins(reading, passage, joined.end(), end) if joined else ((), at)
    if not others:
        return (), None, at
    at = _over_how(norm, _over(_TOGETHER, norm, stop, end), end)
    return others, joined, end if _AND_OTHERS.fullmatch(norm, at, end) else at


_AND_OTHERS = re.compile(
    r"(?:[、及與和][^，。;:、]{2,8})*(?:等(?:人|(?:公共事業|民間|相關|有關)*(?:單位|機關|機構|業者|廠商|團體|公司)))?(?<!與)(?<!和)"
)
"""The end of a list of those with whom something is done that names nobody else: 及里長等."""
_SOMEBODY = re.compile(
    rf"{PEOPLE}|[\u3400-\u9fff]?副?(?:[局處署部院科組課室]長|首長|主任|主管|秘書長|市長|縣長|召集人)|主任秘書|代表|人員|派員|[^，。;]*(?:兼任|擔任|派兼|聘兼|兼之)$"
    r"|[^，。;]*(?:兼任|擔任|任)[^，。;]{0,8}(?:主任|組長|副組長|聯絡員|秘書|幹事)$"
)
_ON_WHAT = re.compile(
    r"(?:就|針對|對於?|依據?|參照|配合|按)[^，。;:]{2,40}|(?:組成|成立|籌組)[^，。;:]{2,20}(?:小組|平台|專班|團隊|工作圈)"
)
"""On what, or by what rules, somebody is to do what the next clause says."""
_ABOUT = re.compile(
    r"(?:就|針對|依據?|按)[^，。;:]{2,16}?(?=研商|研議|研擬|研提|檢討|評估|規劃|訂定|修正|修訂|調整|執行|推動|盤點|改善)"
)
"""On what or by what, before the verb: 就工廠節能研商輔導方案."""
_FIGURE = re.compile(r"可達|達到?[0-9]|約[0-9]|[0-9]$")


def _over(pattern: re.Pattern[str], norm: str, at: int, end: int) -> int:
    found = pattern.match(norm, at, end)
    return found.end() if found else at


def _over_how(norm: str, at: int, end: int) -> int:
    """Behind 將, 儘速, 於六月底前 and the like."""
    return _over(_MANNER, norm, at, end)


_TIME = (
    r"(?:(?:於|自|在)?(?:今|明|本|去)?年?(?:[0-9]{2,4}年)?[0-9一二三四五六七八九十]{1,2}月"
    r"(?:[0-9]{1,2}日|底|初|中旬)?(?:前|起|後)?)?"
)
_MANNER = re.compile(rf"{HOW}{_TIME}(?:將|應|須|更|還|也|並)*(?:要(?!求)|應|須)?{HOW}")
