"""Phrases that give an agency work without a word for its role: 請A研提, 由A接續維護, 屬A權責, A應將….

What a step of a procedure is (請A提供資料, 由A簽請核定) gives no role, and articles of laws speak of little else: there
only 「A應辦理…等事項」 counts. That the agency leads is our reading of its verb, and to be checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quanze.reader.draft import CHECK, HIGH
from quanze.reader.lexicon import alternatives
from quanze.reader.names import SHORT_NAMES, Name, more_than_a_name
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.rules.phrase import Phrase
from quanze.reader.rules.task_records import task_words
from quanze.reader.tokens import Token

_ASKED = re.compile(
    r"(?:函請|洽請|商請|委請|責請|責成|授權|委任|(?<![受可經得])委託(?=[\u3400-\u9fff、()]{2,24}?(?:會|局|處|所|公司|大學|學院|中心|協會|基金會)(?:辦理|執行|營運|維護|管理|施作|設計|規劃|調查|清運|監測|檢測|研究))|移請|轉請|交給|交付|(?<=[則改並另逕])交|(?<![申邀聘])請)(?!示|假|求|領|購"
    r"|款|願|問|參|辦|撥打|電洽)"
)
_BY = re.compile(r"(?<![自經緣])(?<!(?<![清管辦處審整受修料代護治])理)由(?!於|來|此|衷|[\u3400-\u9fff]{1,2}而)")
_MANNER = (
    r"(?:各(?=依|就|自)|協同(?=進行)|攜手|聯手|合力|一起|全面|儘速|儘快|加速|積極|持續|賡續|確實|務必|共同|分別|各自|全力"
    r"|主動|同步|一併|也|據以|定期|先行|優先|預為|即刻|立即|妥為|妥善|統一|逐案|逐年|全權|專責"
    r"|另行|從旁|隨時|適時|每(?:年|半年|季|月|週|日|學期|學年)(?:度)?|按[年季月]|聯合"
    r"|(?:至少)?[一二三四0-9]次|並|另(?!行)|再|應|得|即(?!刻)|亦|則"
    r"|依(?:權責|職責|序|法)|視(?:實際)?(?:需要|情況)|依[^，。;:]{1,24}(?:要點|辦法|規定|程序)(?=辦理)|自行|繼續|協調|年底前|\s)*"
)
HOW = (
    rf"{_MANNER}(?:(?:於|在)[^，。;]{{2,14}}?(?:前|內|起|間|底|時(?!段|間|程|車)|階段|過程中?)(?:前|起|內)?|就[^，。;]{{2,10}}(?:部分"
    rf"|範圍|項目|事項))?{_MANNER}"
)
"""How something is to be done, before the verb."""
_VERB = re.compile(
    r"儘速|儘快|加速|積極|持續|賡續|確實|務必|共同|分別|各自|全力|主動|定期|先行|優先|預為|妥為|統一|負責"
    r"|主政|主辦|主責|辦理|協助|配合|支援|協辦"
    r"|會辦|研提|研擬|研議|研商|提供|提報|提送|彙整|規劃|執行|推動|擔任|完成|發包|邀集|會同|偕同|督導|列管"
    r"|追蹤|管考|審查|檢討|評估|盤點|清查|訂定|修正"
    r"|加強|落實|接續|接手|接管|承接|委託|委外|派員|兼辦|應|須|再|另|並|以|為|依|於|就|將|每|續|自|負|予"
    r"|聯合|於|各(?=[就自別])"
)
_SUPPORTS = re.compile(
    rf"^{HOW}(?:派員|派人|指派人員)?{_MANNER}(?P<word>指導|協助辦理|配合辦理|協助|配合|支援|協辦|會辦|協同|協力|贊助|捐贈)"
)
_LEADS = re.compile(rf"^{HOW}(?P<word>主政|主辦|主責|負責|統籌|承辦)")
_WATCHES = re.compile(
    rf"^{HOW}(?P<word>列管|管考|督導|追蹤|管制考核|考核|監督|檢核|(?<=每[年季月週日])檢討(?=一次)|(?<=每半年)檢討(?=一次)"
    r"|(?<=按[年季月])檢討)(?:及|並|、)?(?:追蹤|管考|管制|考核|列管|執行|進度|情形|成效|辦理|檢討)*(?:[一二兩三四0-9]+次)?$"
)
_WORKS = re.compile(
    rf"^{HOW}(?:接續|接手|承接|派員|委託[^，。;]{{2,16}}?|委外|籌組[^，。;]{{2,16}}?|提供[^，。;]{{2,10}}?並)?"
    r"(?P<word>辦理|推動|執行|規劃|訂定|擬訂|擬定|研訂|研提|提出|研擬|實施|維護|管理|維管|兼辦|進行|審查|審核"
    r"|受理|核發|發包|施作|興建|設計|採購|招標|建置"
    r"|開發|開設|籌辦|籌設|籌劃|製作|宣導|推廣|輔導|盤點|清查|調查|監測|檢測|巡查|稽查|查核|查報|改善|改造"
    r"|修繕|清除|清理|清運|調度|調配|媒合|協商|評估|研究|整合"
    r"|布建|設置|安裝|汰換|養護|補植|種植|營運|經營|承作|蒐集|建立|更新|培訓|訓練|撰寫|編製|編撰|編列|處理"
    r"|統籌|接管|承擔|擔負|主導|認養|檢討|洽借|統辦|總其成|完成|移除|拆除|落實|擴大|加強|強化|提升|增設"
    r"|劃設|公告)"
)
STEP = re.compile(
    rf"^{HOW}(?:依[^，。;]{{2,20}}?)?(?:提供[^，。;]{{0,12}}(?:資料|意見|清單|照片|名單|說明)|提送|提報"
    rf"|提交|提出(?![^，。;]{{0,24}}(?:機制|方案|計畫|對策|策略|措施|規範|草案|構想)$)|函報|函送|函請|繳交|回復"
    rf"|回報|填報|填列"
    r"|出席|列席|參加|參與|簽請|簽報|簽辦|陳報|陳核|報請|送請|通知|通報|轉知|轉報|說明|確認|代理|主持|召開"
    r"|召集|指派|指定|進駐|派員(?:出席|參加|列席|兼任|擔任|進駐)"
    r"|擔任|兼任|聘|遴|推薦|推派|組成|核定|核備|備查|同意|決定|審議|議決|裁決|認定|通過|支應|負擔|編列預算"
    r"|列入|彙整|彙報|彙陳|彙送|查照|知悉|備齊|補正)"
)
_BELONGS = re.compile(
    r"(?P<what>[^，。;:]{3,40}?)(?:仍|均|皆|概|則)?(?:係屬|屬於?|歸|為|由"
    r"|係)(?P<who>[^，。;:屬歸係]{2,30}?)(?:之)?(?P<word>權責|職掌|業管|主管業務|權管|業務範圍|業務|管轄"
    r"|管理權責)(?:範圍|事項)?$"
)
_BELONGS_TOO = re.compile(
    r"(?:仍|均|皆|概|則)?(?:係屬|屬於?|歸屬?|係)(?P<who>[^，。;:屬歸係]{2,30}?)(?:之)?(?P<word>權責|職掌"
    r"|業管|權管|業務|管轄)(?:範圍|事項)?$"
)
"""「照顧人力培訓,係屬勞工局職掌」: the task is in the clause before."""
_SHALL = re.compile(
    r"(?P<who>[^，。;:]{2,40}?)(?:應|須)(?P<what>(?!於|依|每|按|即|先|在|自|隨|遵|視|配合|協助|提|填|檢|通"
    r"|送|將[^，。;]{1,24}(?:送|提報|陳報|函|納入考核)|彙|指派|派"
    r"|有|為|備|由|經|負|設|成立|組成|擔任|以|就|召|定期召開|回|報|邀|聘|訂於)[^，。;:]{4,60})$"
)
_DUTIES = re.compile(
    r"(?P<who>[^，。;:]{2,40}?)應(?:辦理|負責|掌理|推動)(?P<what>[^，。;:]{4,80}?)(?:等(?:相關|有關)?|相關"
    r"|有關)(?:事項|事宜|業務|工作)$"
)
_GOES_ON = re.compile(r"(?:並|且|亦)?(?P<word>負責|統籌|職司|掌理)(?P<what>[^，。;:]{4,60})$")
_GIVES = re.compile(r"(?P<who>[^，。;:]{2,30}?)(?:並|則|亦|另)?(?P<word>提供)(?P<what>[^，。;:]{2,20})$")
_MADE = re.compile(
    r"^(?:擔任|為)(?:該|本)?(?P<group>[^，。;:]{0,12}?(?:分組|小組|組))之?(?P<word>召集單位|召集機關"
    r"|主辦單位|主辦機關|主責單位|主責機關|協辦單位|協辦機關)$"
)


_ENDS_AS_NAME = re.compile(rf"{alternatives('agency_ending', 'short_name')}|[A-Za-z甲乙丙丁]|\)")
"""What a clause has that names an agency; most clauses of a plan have none, and nobody acts there."""


def of_clause(
    reading: Reading, passage: Passage, clause: Sequence[Token], before: Sequence[Phrase]
) -> Iterator[Phrase]:
    """The phrases of a clause; ``before`` are those of the clauses in front of it."""
    start, end = clause[0].start, clause[-1].end
    if is_ground(reading, passage) or not (before or _ENDS_AS_NAME.search(passage.norm, start, end)):
        return
    yield from _office_of(reading, passage, start, end)
    if in_article(reading, passage):
        yield from _duties(reading, passage, start, end)
        yield from _assisting(reading, passage, start, end)
        if passage.norm[start:end].endswith(("應予協助", "應協助", "應予配合", "應配合")):
            yield from _with_whom(reading, passage, start, end, before)
        return
    yield from _with_partner(reading, passage, start, end)
    yield from _leading_with(reading, passage, start, end)
    yield from _shared_out(reading, passage, start, end)
    yield from _going_on(reading, passage, start, end, before)
    yield from _with_whom(reading, passage, start, end, before)
    yield from _has_to_help(reading, passage, start, end)
    yield from _to_part(reading, passage, start, end)
    yield from _relisted(reading, passage, start, end)
    yield from _in_its_turn(reading, passage, start, end, before)
    asking = () if passage.index in reading.duties else _ASKED.finditer(passage.norm, start, end)
    for found in asking:  # 洽請議會支持之事項 among the duties of a body gives the council nothing to do
        yield from _given(reading, passage, found.start(), found.end(), end)
    for found in _BY.finditer(passage.norm, start, end):
        begin = found.start() - (passage.norm[found.start() - 1 : found.start()] in tuple("交移委改轉另"))
        yield from _given(reading, passage, begin, found.end(), end)
    yield from _belonging(reading, passage, start, end)
    yield from _by_itself(reading, passage, start, end)
    yield from _duties(reading, passage, start, end)
    yield from _shall(reading, passage, start, end)
    yield from _giving(reading, passage, start, end, before)
    yield from _helping(reading, passage, start, end, before)
    yield from _acting(reading, passage, start, end, before)


_CONNECTS = re.compile(
    r"(?:\([一二三四五六七八九十]{1,2}\)|另外|此外|至於|其中|後續|屆時|同時|爰|故|而|且|惟|但|再|另|並|則|改|仍|逕|統一|一律|請|洽請|函請"
    r"|由|交由|委由|本府(?=[\u3400-\u9fff]{2,}[局處]))*"
)
"""Words before whoever acts in a clause."""
_TOPIC = re.compile(r"(?P<topic>[^，。;:→]{2,40}?)(?:[:→]|-{2,})")
PEOPLE = (
    r"(?:府會)?(?:聯絡人|聯絡員)|(?:分管|主要|相關)*負責(?:同志|人(?!數))|醫師|志工(?!隊)|師生|員工|幹部|隊員|學生|老師|教師|家長|駕駛|技師"
    r"|[\u3400-\u9fff]?(?:主任|副?秘書|副?[局處科組]長|參議)"
)
"""Behind the name of an agency: people of it, and not the agency."""
SPEAKS = re.compile(
    r"[之的長與及、和或者等所]|首長|主任|代表|人員|同仁|委員|表示|指出|說明|建議|反映|認為|強調|詢問|補充"
    r"|報告|回應|回復|提問|提案|同意|已|業已|業經|目前|刻正"
    r"|正在|曾|未|尚|無|不|因|係|為|是|有|列席|出席|參加|依|於[^，。;]{2,12}(?:召開|舉行)|處長|科長|股長|專員|技士"
    r"|要求|呼籲|提醒|期許|感謝|希望|肯定|歡迎|榮?獲|公布|宣布|發布新聞"
    rf"|{PEOPLE}"
)
"""Behind a name: what somebody from there says or did, and no work that is given."""
AIDS = re.compile(
    rf"{HOW}(?P<word>協助|配合|支援|協辦|會辦|協力|協同|參與|提供|供應|給(?!予)|補(?!助|植|種|強|充)|校對"
    rf"|校訂|校稿|驗稿|陪同|派員|轉知|落實配合)"
)
PLAINLY = re.compile(
    r"(?:負責(?=辦理|推動|執行))?(?:辦理|推動|執行|負責|進行|實施|主管|主責|主政|主辦|承辦|統籌|要求|完成辦理)(?:之)?(?=.{3})(?![及、與和暨])"
)
"""Verbs at the head of what is done that are no part of its name."""
ACTS = re.compile(alternatives("act"))
"""What somebody who begins a clause may do in a word."""
_OF_NAMES = re.compile(r"(?:(?![已未將應於為的其該每至前後若如即請由])[\u3400-\u9fff()、])+")
"""The characters of which names of agencies consist."""
_END_OF_NAME = re.compile(
    r"局(?![限部面處室長])|(?<!局)處(?![理境置罰分])|署(?!名)|部(?![門分份落位會])|院(?!長)"
    r"|(?<!說明)(?<!公聽)(?<!座談)(?<!研討)(?<!協調)會(?![議計同商員勘報場期後中前])"
    r"|公所|(?<![公局處署部會])所(?![有需屬定提列得在轄示])|中心|公司|政府|隊(?![伍員長])|科(?![技學目長員])"
    r"|課(?![程長員])|[室館校](?![長內外])|組(?![成織長員])|司(?![法機長])"
    r"|國中|國小|大學|學院|廠商|業者|(?<![各本該等關管辦責屬務列書僚])單位|\([局處科]\)|[甲乙丙丁]方"
)


def who_begins(reading: Reading, passage: Passage, start: int, end: int) -> tuple[tuple[Name, ...], int]:
    """The names that follow each other from a place on, each the longest possible, and where they end."""
    names: tuple[Name, ...] = ()
    at = start
    if passage.norm.startswith(("會同", "協同", "偕同"), start):
        return names, start  # 會同工務局編製計畫: with whom somebody else does it
    while at < end:
        longest: tuple[Name, ...] = ()
        stop = at
        if (numbered := _BY_NUMBER.match(passage.norm, at, end)) and reading.body(numbered[0]) is None:
            longest, stop = (Name(numbered[0]),), numbered.end()
        for cut in _ends_of_names(passage.norm, at, end):
            found = _sure_names(reading, passage.text[at:cut])
            if len(found) == 1:
                longest, stop = found, cut
                if _HASTENS.match(passage.norm, cut, end):
                    break  # 水利處務必掌握運動館進度: what follows is no part of the name
        if not longest:
            return names, start if not names else at - 1
        names = (*names, *longest)
        at = stop
        if passage.norm[at : at + 1] not in ("、", "及", "與", "和", "暨", "+", "/") or at + 1 >= end:
            return names, at
        at += 1
    return names, at


_BY_NUMBER = re.compile(r"第[一二三四五六七八九十]{1,3}[科組課股隊室處](?![長員])")
"""A section that has a number for a name, where it begins what somebody is to do."""
_HASTENS = re.compile(
    r"儘速|盡速|儘快|加速|積極|持續|賡續|確實|務必|共同|分別|全力|主動|同步|定期|先行|優先|立即|妥為|加強|應(?![用變屆])|須|將(?=[\u3400-\u9fff]{3})|負責|協助|配合"
    r"|督導|督促|監督|輔導(?!處|科|室|會|組|課|中心|團)|要求|針對|依(?=[\u3400-\u9fff]{2})"
)
"""Words that begin what somebody is to do."""


_SHORT = re.compile("|".join(sorted(map(re.escape, SHORT_NAMES), key=len, reverse=True)))


def _ends_of_names(norm: str, start: int, end: int) -> Iterator[int]:
    """Where a name that begins at a place could end, the nearest first."""
    if short := _SHORT.match(norm, start, end):
        yield short.end()
    run = _OF_NAMES.match(norm, start, min(end, start + _LONGEST_NAME))
    for found in _END_OF_NAME.finditer(norm, start + 1, end) if run else ():
        if run is None or found.end() > run.end():
            return
        yield found.end()


_LONGEST_NAME = 20


def _acting(reading: Reading, passage: Passage, start: int, end: int, before: Sequence[Phrase]) -> Iterator[Phrase]:
    """「衛生局主筆，社會局給素材」: who begins a clause does something, whatever its verb is."""
    norm = passage.norm
    begin = max(norm.rfind(c, start, end) for c in ":→") + 1 or start
    sentence = max(norm.rfind(c, passage.start, begin) for c in "。;") + 1 or passage.start
    topic = _TOPIC.match(norm, sentence, max(begin, start))
    about = topic is not None and not reading.split(passage.text[slice(*topic.span("topic"))])
    if topic and (_NO_TOPIC.search(topic["topic"]) or re.sub(r"\([^()]*\)$", "", topic["topic"]).endswith("組")):
        return
    what_about = topic.span("topic") if topic and about else (0, 0)
    if is_heading(passage, start, end) or HAPPENS.search(norm, begin, end) or passage.index in reading.duties:
        return  # in the list of a body's duties it is the body that acts
    at = _CONNECTS.match(norm, begin, end).end()  # type: ignore[union-attr]
    if _NO_ACTOR.match(norm, at, end):
        return
    names, stop = who_begins(reading, passage, at, end)
    rest = norm[stop:end]
    if not names or not rest or SPEAKS.match(rest) or any(_EVERYBODY.match(n.text) for n in names):
        return
    if TOLD.match(re.sub(f"^{HOW}", "", rest)) or _ASKS_ANOTHER.search(rest):
        return
    aids = AIDS.match(rest)
    if aids and aids["word"] == "轉知" and re.search("配合|辦理|加強|落實|參加|注意", rest[aids.end() :]):
        return  # 請A轉知各級學校配合空污旗宣導: something else, and for others to do
    led = any(p.type == "CONVENES" for p in before)
    assigned = _is_assigned(reading, passage, begin)
    if aids and (led or about) and not (assigned and not led):
        yield Phrase("CO_ORGANIZES", aids["word"], names, begin, end, what_about, False, CHECK, "helps", "role")
        return
    if assigned and not led and not about:
        what = stop + len(re.match(HOW, rest)[0])  # type: ignore[index]
        plain = PLAINLY.match(norm, what, end)
        helps = re.match(r"(?:配合|協助)(?:辦理)?", norm[what:end]) if aids else None
        what = plain.end() if plain else what + (helps.end() if helps else 0)
        if end - what >= 4:
            type_ = "CO_ORGANIZES" if aids else "CONVENES"
            word = aids["word"] if aids else rest[:2]
            yield Phrase(type_, word, names, begin, end, (what, end), False, CHECK, "assigned", "role")
        return
    watches = _WATCHES.match(rest)
    if watches and (led or about):
        yield Phrase("REVIEWS", watches["word"], names, begin, end, what_about, False, CHECK, "watches", "role")
        return
    if aids or (STEP.match(rest) and (led or not about)) or re.search(r"責任|[0-9]{2,}|配合|協助", rest):
        return
    if OWN_AFFAIRS.match(rest):
        return
    how = re.match(rf"{HOW}(?:(?:即?將|擬(?![定訂具])|預計|預定){HOW})?", rest)
    what = stop + (how.end() if how else 0)
    if about and (with_whom := _JOINED_BY.match(rest)):
        others, after = _names_at(reading, passage, stop + with_whom.end(), end)
        if others and (_WORKS.match(norm[after:end]) or _ANY.match(norm[after:end])):
            first, second = (begin, stop + with_whom.end()), (stop + with_whom.end(), end)
            yield Phrase("CONVENES", norm[after : after + 2], names, *first, what_about, False, CHECK, "asked", "role")
            yield Phrase("CO_ORGANIZES", with_whom[0], others, *second, what_about, False, CHECK, "asked", "role")
            return
    if about:
        type_ = "CO_ORGANIZES" if led else "CONVENES"  # behind who leads the same thing, another one helps
        yield Phrase(type_, rest[:6], names, begin, end, what_about, False, CHECK, "asked", "role")
        return
    if ACTS.match(norm, what, end) is None:
        return
    plain = PLAINLY.match(norm, what, end)
    what = plain.end() if plain else what
    if end - what >= 4:
        yield Phrase("CONVENES", rest[:2], names, begin, end, (what, end), False, CHECK, "asked", "role")


TOLD = re.compile(rf"(?:{ACTS.pattern}){{1,2}}[之的了]")
"""「區公所發包施作之小型工程」, 「勞動局主辦的博覽會」, 「規劃了四大版面」: which one it is or what has been done, and
nothing that is given to be done."""
OWN_AFFAIRS = re.compile(r"(?:進行|推動|辦理)?(?:組織|人事|局處|內部)(?:調整|改造|再造|異動|輪調)")
"""What an agency does with itself, which is nothing of a plan."""
_ASKS_ANOTHER = re.compile(r"(?<![申聘])請(?![求購領假示款教願])")
"""「更新處申請補助部分請速送營建署」: what goes before is what somebody else is asked about."""


_PARTNER = re.compile(
    r"(?:並|將|另|亦|也|持續)*(?:與|和|偕同|攜手|結合)(?P<who>[^，。;:]{2,40}?)(?:共同|攜手|一起)?"
    r"(?P<word>合作|合辦|協力|聯手|攜手)(?:辦理|推動)?(?P<what>[^，。;:]*)$"
)
_SELVES = ("本局", "本處", "本署", "本所", "本部", "本府")


def _with_partner(reading: Reading, passage: Passage, start: int, end: int) -> Iterator[Phrase]:
    """「與教育處合辦食農教育」: a partner of the agency whose text it is."""
    begin = passage.norm.rfind(":", start, end) + 1 or start
    found = _PARTNER.match(passage.norm, begin, end)
    names = _sure_names(reading, passage.text[slice(*found.span("who"))]) if found else ()
    if found is None or not names:
        return
    what = found.span("what") if len(found["what"]) >= 3 else (0, 0)
    host = next((reading.shorts[s].full for s in _SELVES if s in reading.shorts), "")
    begin += bool(host and found["word"] == "合辦")
    if host and found["word"] == "合辦":
        yield Phrase("CONVENES", found["word"], (Name(host),), begin - 1, begin, what, False, CHECK, "asked", "role")
    yield Phrase("CO_ORGANIZES", found["word"], names, begin, end, what, False, CHECK, "helps", "role")


_LEADS_WITH = re.compile(
    r"(?:應|請|則|將)*(?P<who>[^，。;:由請]{2,20}?)(?:應|須|將|得)?(?P<word>會同|偕同|協同|邀集|會商|聯合)(?P<others>[^，。;:]{2,40}?)"
    r"(?:共同|積極|儘速|妥為)?(?=辦理|推動|研商|研議|研擬|研提|討論|規劃|會勘|勘查|稽查|檢討|評估|處理|審查|協商|執行|訂定|盤點|清查|查核|宣導)[^，。;:]{2,20}$"
)


def _leading_with(reading: Reading, passage: Passage, start: int, end: int) -> Iterator[Phrase]:
    """「農地種電爭議，農業局會同地政局研商處理原則」: who leads what the clause before names, and with whom."""
    begin = passage.norm.rfind(":", start, end) + 1 or start
    found = _LEADS_WITH.match(passage.norm, begin, end) if begin > passage.start else None
    if found is None or passage.index in reading.duties:
        return
    names = _sure_names(reading, passage.text[slice(*found.span("who"))])
    others = _sure_names(reading, passage.text[slice(*found.span("others"))])
    if names and others:
        at = found.start("word")
        yield Phrase("CONVENES", found["word"], names, begin, at, (0, 0), True, CHECK, "asked", "role")
        yield Phrase("CO_ORGANIZES", found["word"], others, at, end, (0, 0), False, CHECK, "asked", "role")


_JOINED_BY = re.compile(r"(?:並)?(?:會同|偕同|協同|結合|聯合|會商)")
HAPPENS = re.compile(r"(?:時|後|前|(?<![業作記學讀長弱患])者|之日|[0-9一二三四五六七八九十][日年月次]|情形|期間|與否)$")
"""The end of a clause that says when something is so."""
_NO_ACTOR = re.compile(r"經(?!濟|發|建|貿)|原(?!住|民|能)|俟|當|如|若|倘|凡|遇|依|按")
"""Begins a clause on what has been, or on what may happen."""


_ASSIGNS = re.compile(
    r"(?:分工|任務|權責|應辦(?:事項)?|辦理事項|工作項目|配合事項|職掌|負責事項|分工原則"
    r"|協助事項)[^。;，]{0,6}(?:如下|如次|如左|:|。)+$|(?:分工|任務|權責|職掌|應辦事項)$"
)


def _head_over(reading: Reading, passage: Passage) -> Passage | None:
    """The passage that an item is under; the last line without a number where it is in no other item."""
    if passage.parent >= 0:
        return reading.passages[passage.parent]
    return next((p for p in reversed(reading.passages[: passage.index]) if p.marker is None), None)


def _is_assigned(reading: Reading, passage: Passage, begin: int) -> bool:
    """Whether a clause begins an item of a list that says who does what."""
    if passage.marker is None or begin != passage.start:
        return False
    over = _head_over(reading, passage)
    return over is not None and bool(_ASSIGNS.search(over.norm.rstrip()))


def is_heading(passage: Passage, start: int, end: int) -> bool:
    """Whether a clause is a whole line without a number or a stop, as titles are."""
    return passage.marker is None and start == passage.start and end == len(passage.norm)


_NO_TOPIC = re.compile(
    r"^(?:也|還|另|均|都)有|(?:類|方面|部分)的$|召集人|主任委員|執行秘書|執行長|委員$|成員|組長|主持人|獎懲|獎勵|罰則|主旨|依據|說明|決議|裁示|結論|案由|時間|地點|主席|紀錄|出席|列席|收件|副本|正本|條件"
    r"|來源|備註|辦理情形|執行情形|建議|附件|聯絡|受文|發文|答復?|問|目的|目標|時程|期程|緣起|回應|提案|議題|指示|指出|表示|報告$|如下$|(?:單位|機關|科室)$|^\("
)


def in_article(reading: Reading, passage: Passage) -> bool:
    """Whether a passage is in an article of a law or rules."""
    index = passage.index
    over = reading.passages[passage.parent] if passage.parent >= 0 else None
    if over is not None and _ASSIGNS.search(over.norm.rstrip()):
        return False  # an article headed 合作事項與分工 has who does what
    while index >= 0:
        marker = reading.passages[index].marker
        if marker is not None and marker.kind == "article":
            return True
        index = reading.passages[index].parent
    return False


_GROUND = re.compile(
    r"(?:計畫|法令|法源|法規)?(?:依據|緣起|目的|宗旨|目標|背景|前言)(?:(?:及|與|、|暨)(?:依據|緣起|目的|宗旨|目標|背景))?(?:[:。]|$)"
)


def is_ground(reading: Reading, passage: Passage) -> bool:
    """Whether a passage says by what law or to what end something is done: under 依據 or 目的, or behind 目的:."""
    over = _head_over(reading, passage) if passage.marker is not None else None
    return bool(_GROUND.match(passage.body) or (over is not None and _GROUND.fullmatch(over.body)))


_SHARED = re.compile(r"(?:奉核後，)?(?:分|分別|並|爰)?(?:函|洽)?請(?=[^、，。;]{2,12}[局處署部會所室科團隊])")


def _shared_out(reading: Reading, passage: Passage, start: int, end: int) -> Iterator[Phrase]:
    """「分請教育處發動學生志工、警察局維持交通秩序」: one verb of asking, and several agencies each with its work."""
    asked = _SHARED.match(passage.norm, start, end)
    if asked is None:
        return
    pieces: list[tuple[tuple[Name, ...], int, int, int]] = []
    for piece in re.finditer(r"[^、]+", passage.norm[asked.end() : end]):
        a, b = asked.end() + piece.start(), asked.end() + piece.end()
        names, stop = _names_at(reading, passage, a, b)
        if not names or b - stop < 4 or re.match(r"(?:邀集|邀請|會同|偕同|會商|結合|洽)", passage.norm[stop:b]):
            return  # 請A邀集B、C研商: what follows the mark belongs to whom A invites
        pieces.append((names, a, stop, b))
    for names, a, stop, b in pieces if len(pieces) > 1 else ():
        yield Phrase("CONVENES", "請", names, a, b, (stop, b), False, CHECK, "asked", "role")


_HAS_TO = re.compile(
    r"(?P<who>[^，。;:由請]{2,24}?)(?:並|亦|也|則)?(?:應|須|請)?(?P<word>配合"
    r"|協助)(?:於[^，。;]{2,12}?(?:前|內|底))?(?:辦理)?"
    r"(?P<what>(?:提報|提送|提供|張貼|調整|動員|發放|宣導|清查|盤點|填報|設置|開放|維護|通報|巡查|清理"
    r"|協調|推廣|播放|懸掛|回收"
    r"|支應|轉知|執行|派遣|登錄|檢附|更新)[^，。;之]{2,24})$"
)
_WILL = re.compile(
    r"(?P<who>[^，。;:由請]{2,24}?)(?:也|亦)?將(?P<word>支援|協助|配合)(?P<what>(?!辦理)[^，。;之]{4,20})$"
)
_EVERYBODY = re.compile(r"各(?:機關|單位|局處|科室|課室|學校|校)")


def _has_to_help(reading: Reading, passage: Passage, start: int, end: int) -> Iterator[Phrase]:
    """「各局處應配合提供志工人力」, the whole of a clause: who helps, and with what."""
    found = _HAS_TO.match(passage.norm, start, end) or _WILL.match(passage.norm, start, end)
    if found is None or re.search(r"資料|意見", found["what"]):
        return
    text = passage.text[found.start("who") : found.end("who")]
    names = (Name(text),) if _EVERYBODY.fullmatch(found["who"]) else _sure_names(reading, text)
    if names:
        yield Phrase(
            "CO_ORGANIZES", found["word"], names, start, end, found.span("what"), False, CHECK, "helps", "role"
        )


_PART = re.compile(
    r"(?P<who>[^，。;:由請]{2,20}?)(?:則|並)?(?:就|針對)[^，。;]{2,20}?(?:部分|部份|事項|範圍)?(?:予以|從旁|全力)?"
    r"(?P<word>協助|配合|支援)(?:辦理|處理)?(?:之)?$"
)


def _to_part(reading: Reading, passage: Passage, start: int, end: int) -> Iterator[Phrase]:
    """「地政局就公有土地盤點予以協助」: who helps, and with which part of it."""
    found = _PART.match(passage.norm, start, end) if start > passage.start else None
    names = _sure_names(reading, passage.text[found.start("who") : found.end("who")]) if found else ()
    if found and names:
        yield Phrase("CO_ORGANIZES", found["word"], names, start, end, (0, 0), False, CHECK, "helps", "role")


_TURN = re.compile(
    r"(?P<who>[^，。;:由請]{2,20}?)(?:則|另)(?P<what>(?:帶領|推動|辦理|加強|規劃|輔導|協調|執行|補助|建置"
    r"|訂定|檢討|推廣|清查|巡查)[^，。;]{3,40})$"
)
_WATCHES_IT = re.compile(r"(?P<who>[^，。;:由請]{2,20}?)(?:並|則)?(?P<word>督導|監督|管考|列管)之$")


def _in_its_turn(
    reading: Reading, passage: Passage, start: int, end: int, before: Sequence[Phrase]
) -> Iterator[Phrase]:
    """「教育局則帶領校園調整」 and 「交通局督導之」 behind a clause with another agency and its work."""
    for type_, pattern in (("CONVENES", _TURN), ("REVIEWS", _WATCHES_IT)):
        found = pattern.match(passage.norm, start, end) if before else None
        names = _sure_names(reading, passage.text[found.start("who") : found.end("who")]) if found else ()
        if found and names and type_ == "REVIEWS":
            yield Phrase(type_, found["word"], names, start, end, (0, 0), False, CHECK, "watches", "role")
        elif found and names:
            yield Phrase(type_, "則", names, start, end, found.span("what"), False, CHECK, "goes_on", "role")


_RELISTED = re.compile(
    r"(?:原(?:召集|主辦|主政|主責|協辦)?(?:機關|單位)?)?(?P<who>[^，。;:由]{2,16}?)改(?:列|任|為)為?"
    r"(?P<word>協辦|主辦|主政|主責|配合)(?:機關|單位)?$"
)


def _relisted(reading: Reading, passage: Passage, start: int, end: int) -> Iterator[Phrase]:
    """「原召集機關工務處改列協辦」: the role that an agency has from now on."""
    found = _RELISTED.match(passage.norm, start, end)
    names = _sure_names(reading, passage.text[found.start("who") : found.end("who")]) if found else ()
    if found and names:
        type_ = "CO_ORGANIZES" if found["word"] in ("協辦", "配合") else "CONVENES"
        yield Phrase(type_, found["word"], names, start, end, (0, 0), False, CHECK, "asked", "role")


_OFFICE = re.compile(r"由(?P<who>[^，。;:由]{2,30}?)(?:派員|指派人員|人員)?(?P<word>擔任|兼辦|兼任|辦理)(?:之)?$")


_OFFICE_BY = re.compile(
    r"(?:本|該)(?:會|小組|委員會|會報|推動會)(?:之|所需|相關)?(?:幕僚|行政|秘書|議事|庶務|會務)[\u3400-\u9fff]{0,2}(?:業務|作業|事務|工作)"
    r"(?P<by>由)(?P<who>[^，。;:由]{2,30}?)(?:派員|指派人員|人員)?(?P<word>擔任|兼辦|兼任|辦理|負責)(?:之)?$"
)
"""「本會幕僚作業由環境保護局派員兼辦」, the whole of a clause behind who sits."""


def _office_of(reading: Reading, passage: Passage, start: int, end: int) -> Iterator[Phrase]:
    """「本小組行政業務，由本局住宅服務科擔任」: who runs the office of a body."""
    whole = _OFFICE_BY.match(passage.norm, start, end)
    names = _sure_names(reading, passage.text[slice(*whole.span("who"))]) if whole else ()
    if whole and names:
        yield Phrase("CONVENES", whole["word"], names, whole.start("by"), end, (0, 0), True, HIGH, "done")
        return
    found = _OFFICE.match(passage.norm, start, end)
    before = re.split(r"[。;]", passage.norm[passage.start : start])[-1]
    named = found and re.search(
        r"(?:幕僚|行政|秘書|議事|會計|庶務|文書|會務)[\u3400-\u9fff]{0,2}(?:業務|作業|事務|工作)，$", before
    )
    names = _sure_names(reading, passage.text[found.start("who") : found.end("who")]) if found and named else ()
    if found and names:
        yield Phrase("CONVENES", found["word"], names, start, end, (0, 0), True, HIGH, "done")


_ASSISTS = re.compile(
    r"(?P<who>[^，。;:由]{2,30}?)應(?:予)?(?P<word>配合|協助)(?:辦理|推動|執行)?"
    r"(?P<what>(?:本(?:自治條例|條例|辦法|要點|法)所定)?[^，。;:之]{4,40}?(?:事項|工作|業務|事宜))$"
)


def _assisting(reading: Reading, passage: Passage, start: int, end: int) -> Iterator[Phrase]:
    """「鄉公所應配合辦理本自治條例所定宣導及巡查事項」, the whole of a sentence."""
    found = _ASSISTS.match(passage.norm, start, end)
    head = start == passage.start or passage.norm[start - 1] in "。;"
    names = _sure_names(reading, passage.text[found.start("who") : found.end("who")]) if found and head else ()
    if found and names and not re.search(r"前項|前條|下列|各項|相關", found["what"]):
        first = re.match(r"本[^所]{1,4}所定", found["what"])
        what = (found.start("what") + (first.end() if first else 0), found.end("what"))
        yield Phrase("CO_ORGANIZES", found["word"], names, start, end, what, False, CHECK, "shall", "role")


_WITH = re.compile(
    r"(?:[^，。;:]{2,16}者，)?(?:並|應|得|須|且)?(?P<word>會辦|會同"
    r"|洽)(?P<who>[^，。;:]{2,30}?)(?P<do>協助|配合|支援|派員|辦理)*(?:之)?$"
)
_WITH_DOING = re.compile(
    r"(?:並|且)(?P<word>會同)(?P<who>[^，。;:]{2,30}?)(?:共同)?(?:執行|辦理|進行|實施)[^，。;]{0,16}$"
)
_OTHERS = re.compile(
    r"(?P<who>[^，。;:由請]{2,24}?)(?:並|應予?|已同意|同意|亦)?(?:共同)?(?:派員)?(?P<word>協同|配合|協助|支援|參與)"
    r"(?:處理|審查|檢查|稽查|勘查|辦理|推動|執行"
    r"|[^，。;之]{1,6}[一二三四五六七八九十0-9]+[輛台組人名架艘座個])?(?:之)?$"
)


def _with_whom(reading: Reading, passage: Passage, start: int, end: int, before: Sequence[Phrase]) -> Iterator[Phrase]:
    """「由A主辦；涉及施工許可者，會辦B」: who is joined, in a clause behind the one that names who leads."""
    agreed = passage.norm[start:end].endswith(("同意支援", "同意協助", "同意配合"))
    if not agreed and not any(p.type == "CONVENES" for p in before):
        leads = re.search(r"(?:由|主辦|主政|主責|負責)", passage.norm[passage.start : start])
        if leads is None:
            return
    for pattern in (_WITH, _WITH_DOING, _OTHERS):
        found = pattern.match(passage.norm, start, end)
        names = _sure_names(reading, passage.text[found.start("who") : found.end("who")]) if found else ()
        if found and names:
            yield Phrase("CO_ORGANIZES", found["word"], names, start, end, (0, 0), False, CHECK, "helps", "role")
            return


_LONGEST = 60
"""Characters of the longest list of names that is looked for behind 由 or 請."""


def _names_at(reading: Reading, passage: Passage, start: int, end: int) -> tuple[tuple[Name, ...], int]:
    """The names that begin at a place, and where they end: before a verb, else the first that is one by its ending."""
    norm = passage.norm
    end = min(end, start + _LONGEST)
    stop = min((i for i in (norm.find(c, start, end) for c in "，。;:") if i >= 0), default=end)
    again = _BY.search(norm, start, stop)
    stop = again.start() if again else stop  # another 由 begins another phrase
    for found in _VERB.finditer(norm, start + 2, stop):
        names = _sure_names(reading, passage.text[start : found.start()])
        if names:
            return names, found.start()
    for cut in _ends_of_names(norm, start, min(stop, start + 24)):
        if norm[cut : cut + 1] not in tuple("長、及與和") and norm[cut : cut + 2] != "公司":
            names = _sure_names(reading, passage.text[start:cut])
            if names:
                return names, cut
    return (), start


def _sure_names(reading: Reading, text: str) -> tuple[Name, ...]:
    names = tuple(reading.split(text)) if len(text) > 1 else ()
    if any(n.guessed or more_than_a_name(n.text) or reading.body(n.text) is not None for n in names):
        return ()
    return names


def _given(reading: Reading, passage: Passage, begin: int, at: int, end: int) -> Iterator[Phrase]:
    """What an agency is asked to do, or what is done by it."""
    if passage.norm[:at].endswith(("已責由", "已交由", "已委由", "已責成", "業責由")):
        return  # 某府於103年已責由A成立辦公室: what has been done
    names, stop = _names_at(reading, passage, at, end)
    rest = passage.norm[stop:end]
    giver = _GIVER.search(passage.norm, passage.start, begin + 1) if rest and names else None
    if giver and giver.end() >= begin and _sure_names(reading, passage.text[slice(*giver.span("who"))]):
        yield from _commissioned(passage, names, begin, stop, end)
        return
    topic = re.split(r"[，。;:]", passage.norm[passage.start : begin])[-1]
    plain = passage.norm[at - 1] == "由" and len(topic) > 1 and not _ADVERB.fullmatch(topic)
    brief = end - at <= _LONGEST
    if brief and (plain or passage.norm[begin] in "交移") and (whole := _sure_names(reading, passage.text[at:end])):
        yield Phrase("CONVENES", passage.norm[begin:at], whole, begin, end, (0, 0), True, CHECK, "asked", "role")
        return
    if not names or not rest or rest[0] in "之的長" or _POST_OF.match(rest) or passage.norm[:begin].endswith("人員，"):
        return
    if re.search(r"人員[，:]?$", passage.norm[passage.start : begin]):
        return  # 所需工作人員由A派員兼辦 is about posts
    made = _MADE.match(rest)
    if made and passage.norm[at - 1] != "由":
        type_ = "CO_ORGANIZES" if made["word"][0] == "協" else "CONVENES"
        what = (stop + made.start("group"), stop + made.end("group"))
        yield Phrase(type_, made["word"], names, begin, end, what, True, HIGH, "group")
        return
    office = _AS.match(rest)
    if office and _what(passage, begin, stop, stop, False) == (0, 0):
        type_ = _AS_ROLES.get(office["word"], "CONVENES")
        yield Phrase(type_, office["word"], names, begin, end, (0, 0), True, CHECK, "asked", "role")
        return
    asked = _SENDS.match(rest)
    if asked and (sent := _what(passage, begin, end, end, False)) is not None:
        yield Phrase("CO_ORGANIZES", asked["word"], names, begin, end, sent, True, CHECK, "asked", "role")
        return
    through = re.match(r"洽(?!商|詢|辦|悉)", rest)
    if through:
        others, after = _names_at(reading, passage, stop + 1, end)
        if others and re.fullmatch(
            r"(?:派員|予以|全力)?(?:協助|支援|配合|辦理|提供|設置)[^，。;]{0,10}", passage.norm[after:end]
        ):
            yield Phrase("CONVENES", "洽", names, begin, stop, (0, 0), True, CHECK, "asked", "role")
            yield Phrase("CO_ORGANIZES", "協助", others, stop, end, (0, 0), True, CHECK, "asked", "role")
        return
    given = _PROVIDES.match(rest)
    if given and passage.norm[begin : begin + 1] != "由":
        what = (stop, stop + given.end("what"))
        yield Phrase("CONVENES", "提供", names, begin, end, what, False, CHECK, "asked", "role")
        return
    watches = _WATCHES.match(rest)
    if watches:
        yield Phrase("REVIEWS", watches["word"], names, begin, end, (0, 0), True, CHECK, "watches", "role")
        return
    if STEP.match(rest):
        return
    for type_, pattern in (("CO_ORGANIZES", _SUPPORTS), ("CONVENES", _LEADS), ("CONVENES", _WORKS)):
        found = pattern.match(rest)
        if found is None or (found["word"] in ("承擔", "擔負") and passage.norm[:begin].endswith("責任")):
            continue  # 責任由A承擔 says that A answers for it, and no task
        if found["word"] == "協同" and who_begins(reading, passage, stop + found.end(), end)[0]:
            continue  # 請A協同B辦理: A leads
        if re.match(r"之[\u3400-\u9fff]", rest[found.end() :]) or rest[found.end() - 1] == "之":
            return  # 委任A辦理之業務 says which, and gives no role
        supplies = pattern is _SUPPORTS and "提供" in rest[:6]  # 請A協助提供: perhaps a step, and no share of work
        sure = CHECK if supplies else HIGH if pattern is not _WORKS or found["word"] in _PLAIN else CHECK
        task = _what(passage, begin, stop + found.end(), end, type_ == "CO_ORGANIZES")
        if task is None:
            continue
        if pattern is _WORKS and task[0] == stop + found.end() and found["word"] not in _GENERAL:
            task = (stop + found.start("word"), task[1])  # 檢討滯洪用地: what is done to it is part of the task
        yield Phrase(type_, found["word"], names, begin, end, task, True, sure, "asked", "" if sure == HIGH else "role")
        return
    any_verb = _ANY.match(rest)
    borne = passage.norm[:begin].endswith("責任")
    if any_verb and not borne and _what(passage, begin, end, end, False) == (0, 0) and not _JOINS.match(rest):
        yield Phrase("CONVENES", any_verb["word"], names, begin, end, (0, 0), True, CHECK, "asked", "role")
        return
    if plain and ACTS.match(rest) and not borne and not re.search(r"配合|協助|[0-9]{2,}", rest):
        yield Phrase("CONVENES", rest[:2], names, begin, end, (0, 0), True, CHECK, "asked", "role")
        return
    together = re.match(rf"{HOW}(?:會同|偕同|協同|邀集|會商|結合|洽商|協調|協商)", rest)
    if together:
        others, after = _names_at(reading, passage, stop + together.end(), end)
        tail = passage.norm[after:end]
        if others and (_WORKS.match(tail) or _ANY.match(tail)):
            yield Phrase("CONVENES", together[0], names, begin, stop + 2, (0, 0), True, CHECK, "asked", "role")
            yield Phrase("CO_ORGANIZES", together[0], others, stop + 2, end, (0, 0), True, CHECK, "asked", "role")


_GIVER = re.compile(r"(?:^|[，。;:])(?P<who>[^，。;:由請]{2,16}?)(?:已|業已|將|也|另)?(?:委由|委託|委請|交由|委)?$")
"""Who gives work away, right before the verb: 交通局委由運輸所執行路網檢討."""


def _commissioned(passage: Passage, names: tuple[Name, ...], begin: int, stop: int, end: int) -> Iterator[Phrase]:
    """What somebody does for the agency that the clause begins with."""
    found = _WORKS.match(passage.norm[stop:end])
    if found is None or STEP.match(passage.norm[stop:end]):
        return
    at = stop + (found.end() if found["word"] in _GENERAL else found.start("word"))
    if end - at >= 3:
        yield Phrase("CONVENES", found["word"], names, begin, end, (at, end), False, CHECK, "asked", "role")


_AS = re.compile(
    r"(?:分別|共同|輪流)?(?:擔任|作為|為)(?P<word>主責|主辦|主政|召集|權責|幕僚|秘書|統籌|主導|協辦|協力|督導|管考)(?:機關|單位|局處)$"
)
"""「能源組由經發局擔任主責機關」."""
_AS_ROLES = {"協辦": "CO_ORGANIZES", "協力": "CO_ORGANIZES", "督導": "REVIEWS", "管考": "REVIEWS"}
_SENDS = re.compile(rf"^{HOW}派員(?:到場|前往)?(?P<word>會同|協助|配合|支援)(?:辦理|處理|勘查|檢測|會勘)?$")
_PROVIDES = re.compile(
    r"提供(?P<what>(?![^，。;]*(?:資料|意見|清單|照片|名單|說明|協助|諮詢"
    r"|必要))[^，。;供]{3,14}?)(?:供[^，。;]{2,16})?$"
)
_POST_OF = re.compile(rf"(?:{PEOPLE}|副|首長|主任|主管(?!機關)|[局處署部科院課]長)")
"""Behind the name of an agency: somebody from there, and not the agency."""
_ANY = re.compile(rf"^{HOW}(?P<word>[\u3400-\u9fff]{{2,6}}|納入[^，。;]{{2,16}}?(?:檢討|辦理|研議|考量|規劃|評估))$")
"""Whatever an agency is asked to do, in a word behind the task."""
_JOINS = re.compile(
    r".*責任|分工|派員組|承擔|擔負|負擔|分擔|會同|偕同|邀集|會商|結合|洽商|協調|協商|兼任|擔任|聘|派兼|組成|互推|遴"
)
_PLAIN = {"辦理", "推動", "執行", "規劃", "實施"}
"""Verbs that say no more than that somebody does it."""
_GENERAL = {
    "辦理",
    "推動",
    "執行",
    "規劃",
    "實施",
    "兼辦",
    "進行",
    "處理",
    "統籌",
    "主導",
    "承擔",
    "擔負",
    "統辦",
    "總其成",
}
"""Verbs at the head of what somebody does that are no part of its name."""
_AFTER = re.compile(r"^(?:之|等|作業|事宜|事項|業務|工作|辦理|推動|執行|規劃|並|及|、|完成|後續|進行|相關)*$")


_SETTING = re.compile(r"(?:針對|因應|鑑於|隨著)[^，]{4,}，")
"""「針對民眾採買年貨，市長責請甲局加強促銷」: what it is about, and what is to be done is behind the verb."""
_WHY = re.compile(
    r"不足|不佳|不彰|偏低|偏高|嚴重|來臨|將至|入[夏秋冬春]|頻傳|頻繁|增加$|上升|升溫|眾多|困難|情況|天氣|疫情|季節|期間|即將|目前"
)
"""「目前接種踴躍程度不足，請各局處加強宣導」: why somebody is asked, and not what about."""
_UNFINISHED = re.compile(rf"(?<![\u3400-\u9fff]之){ACTS.pattern}$")
"""「為減少退運，將強化由清潔隊進行稽查」: a verb before 由 has what is done behind it."""
_BEGINS_ANEW = re.compile(r"，(?:並|另|再|同時|亦|也|且)+$")
"""「甲工程已完工，並由乙局加強巡查排水」: what the other one does is behind the verb and not before it."""


def _what(passage: Passage, begin: int, at: int, end: int, supports: bool) -> tuple[int, int] | None:
    """The task behind the verb where none comes before it; (0, 0) where one does; None when there is none."""
    before = re.split(r"[。;]", passage.norm[passage.start : begin])[-1]
    by = passage.norm.find("由", begin, begin + 2) >= 0
    said = _topic_before(before, by)
    asked = said != before
    before = said
    first, last = task_words(before)
    before = re.sub(r"^(?:並|另|且|再|仍|及|同時|決議|裁示|同意|爰|故|則|交|改|委|移|由|後續)*", "", before[first:last])
    rest = passage.norm[at:end]
    if _AFTER.match(rest) or re.match(r"[並及且後]", rest):
        return None if by and asked and not before else (0, 0)  # X請A辦理 is about X, 今年起由A辦理 about nothing
    if (supports and len(rest) >= 4) or (not by and _SETTING.match(said) and len(rest) >= 6):
        return (at, end)
    if by and len(rest) >= 4 and _UNFINISHED.search(before):
        return (at, end)
    if not by and len(rest) >= 6 and _WHY.search(said.rstrip("，").split("，")[-1]):
        return (at, end)
    if len(before) >= 2 and not (_BEGINS_ANEW.search(passage.norm[passage.start : begin]) and len(rest) >= 6):
        return (0, 0)
    if len(rest) >= 4 and not re.match(r"[之的]", rest):
        return (at, end)
    return None if asked and not before else (0, 0)


_SPEECH = re.compile(
    r"(?:表示|指出|說明|強調|補充|回應|提到|宣布|認為|說|致詞|裁示|指示|提醒|呼籲)(?:時|後)?$|(?:主持|出席|視察|召開|參加)[^，]{2,}$|報告$"
)
"""Ends a clause that says who speaks or what was held, and names no task."""
_MATTER = re.compile(
    r"(?:案|部[分份]|方面|[乙一]節|事宜|事項|議題|問題|計畫|工作|業務|作業|措施|機制|項目|進度|情形|規劃)$|^(?:有關|關於|針對|就|至於|另有關)"
)
"""What is asked about."""
_ADVERB = re.compile(
    r"(?:[\u3400-\u9fff]{2,3}[市縣]|本[市縣府]|市府|縣府|[0-9]{2,4}年(?:度)?|今年|明年|去年|本年度?|自?[0-9]{1,2}月|起|未來|目前|後續|所以|因此|故"
    r"|經(?:協調|研議|決議|討論|評估|檢討|裁示|會議)[^，]{0,4}|依[^，]{2,8}(?:結果|決議|規定|指示)|並|也|亦|則|將|由)*"
)
"""Says when or by what decision, and of whom; no task."""


def _topic_before(before: str, by: bool) -> str:
    """The words before 由 or 請 that may name the task: without who speaks, who asks and what only says when."""
    pieces = before.split("，")
    spoken = max((i + 1 for i, p in enumerate(pieces) if _SPEECH.search(p)), default=0)
    pieces = pieces[spoken:]
    if pieces and (_ADVERB.fullmatch(pieces[-1]) if by else pieces[-1] and not _MATTER.search(pieces[-1])):
        pieces[-1] = ""  # 市長請A…: who asks; 今年起由A…
    return "，".join(pieces) if any(pieces) else ""


_FALLS_TO = re.compile(
    r"(?P<what>[^，。;:]{3,40}?)(?:劃歸|撥歸|移歸|歸由|歸屬|歸)(?P<who>[^，。;:歸]{2,30}?)"
    r"(?P<word>主管|管理|辦理|負責|主政|主責|統籌|執行|維護)(?:之)?$"
)
"""「綠美化補助歸農業處主管」."""


def _belonging(reading: Reading, passage: Passage, start: int, end: int) -> Iterator[Phrase]:
    """「步道鋪面之維修仍屬工務處權責」: whose work something is."""
    found = _BELONGS.match(passage.norm, start, end) or _FALLS_TO.match(passage.norm, start, end)
    apart = _BELONGS_TOO.match(passage.norm, start, end) if start > passage.start else None
    if apart and (names := _sure_names(reading, passage.text[apart.start("who") : apart.end("who")])):
        yield Phrase("CONVENES", apart["word"], names, start, end, (0, 0), True, CHECK, "belongs", "role")
        return
    if found is None:
        return
    names = _sure_names(reading, passage.text[found.start("who") : found.end("who")])
    first = re.match(r"(?:惟|但|而|其中|至於|至)", found["what"])
    if names:
        what = (found.start("what") + (first.end() if first else 0), found.end("what"))
        yield Phrase("CONVENES", found["word"], names, start, end, what, False, CHECK, "belongs", "role")


_ITSELF = re.compile(
    rf"(?P<who>[^，。;:由]{{2,40}}?){HOW}(?P<word>辦理|推動|執行|規劃|負責|維護|承辦|統籌|主政|主辦|主責)(?:之)?$"
)


def _by_itself(reading: Reading, passage: Passage, start: int, end: int) -> Iterator[Phrase]:
    """「防汛志工訓練，消防局與水利處共同辦理」: a clause of names and a verb behind the task."""
    start = passage.norm.rfind(":", start, end) + 1 or start
    found = _ITSELF.match(passage.norm, start, end) if start > passage.start else None
    names = _sure_names(reading, passage.text[found.start("who") : found.end("who")]) if found else ()
    if found and names and not any(reading.is_class(n.text) for n in names):
        yield Phrase("CONVENES", found["word"], names, start, end, (0, 0), True, CHECK, "asked", "role")


def _duties(reading: Reading, passage: Passage, start: int, end: int) -> Iterator[Phrase]:
    """「主管機關應辦理托育服務之管理及輔導等相關事項」."""
    found = _DUTIES.match(passage.norm, start, end)
    names = _sure_names(reading, passage.text[found.start("who") : found.end("who")]) if found else ()
    if found and names and not re.search(r"下列|左列|前項|前條", found["what"]):
        yield Phrase("CONVENES", "辦理", names, start, end, found.span("what"), False, CHECK, "shall", "role")


def _shall(reading: Reading, passage: Passage, start: int, end: int) -> Iterator[Phrase]:
    """「觀光處應將步道納入行銷」 at the head of a sentence."""
    head = start == passage.start or passage.norm[start - 1] in "。;"
    found = _SHALL.match(passage.norm, start, end) if head else None
    names = _sure_names(reading, passage.text[found.start("who") : found.end("who")]) if found else ()
    if found and names and not any(reading.is_class(n.text) for n in names):
        yield Phrase("CONVENES", "應", names, start, end, found.span("what"), False, CHECK, "shall", "role")


def _going_on(reading: Reading, passage: Passage, start: int, end: int, before: Sequence[Phrase]) -> Iterator[Phrase]:
    """「由農業處統籌，並負責苗木調度」: the agency of the clause before goes on."""
    last = max((p for p in before if p.type == "CONVENES"), key=lambda p: p.end, default=None)
    near = last is not None and (
        last.end == start - 1
        or (start - last.end < 24 and not re.search(r"[。;]|[局處署所會]", passage.norm[last.end : start]))
    )
    if near and last is not None:
        yield from _goes_on_with(reading, passage, start, end, last)
    found = _GOES_ON.match(passage.norm, start, end)
    if found and last is not None and last.end == start - 1 and "召集" not in last.word:
        yield Phrase(
            "CONVENES", found["word"], last.names, start, end, found.span("what"), False, CHECK, "goes_on", "role"
        )


_ALSO = re.compile(
    r"(?:每(?:年|學年|半年|季|月|週)(?:至少)?|定期|不定期|逐年|平時)+(?=[\u3400-\u9fff]{4})|(?:並且?|且|亦|將|另|再|也|同時)+(?:將|應|須|得)?(?:會同(?P<who>[^，。;:]{2,24}?(?=辦理|推動|執行"
    r"|進行|實施|舉辦|檢討|規劃)))?"
)


def _goes_on_with(reading: Reading, passage: Passage, start: int, end: int, last: Phrase) -> Iterator[Phrase]:
    """「…，並會同環境保護局進行夏月宣導」: what the agency of the clause before does beside."""
    also = _ALSO.match(passage.norm, start, end)
    window = last.what == (0, 0) and last.word.endswith("窗口")
    if (also is None and not window) or "召集" in last.word:
        return  # what follows who convenes a group is done by the group
    at = also.end() if also else start
    others = _sure_names(reading, passage.text[slice(*also.span("who"))]) if also and also["who"] else ()
    if also and also["who"] and not others:
        return
    said = passage.norm[at:end]
    how = re.match(HOW, said)
    what = at + (how.end() if how else 0)
    if STEP.match(said) or ACTS.match(passage.norm, what, end) is None or re.search(r"由|配合|協助|[0-9]{2,}", said):
        return
    if re.search(r"將", passage.norm[start:what]) and re.search(r"提報|提送|送|陳報|彙報|納入|函", said):
        return  # 並將檢討結果提報某會
    plain = PLAINLY.match(passage.norm, what, end)
    what = plain.end() if plain else what
    if end - what < 5:
        return
    yield Phrase("CONVENES", "並", last.names, start, end, (what, end), False, CHECK, "goes_on", "role")
    if others:
        yield Phrase("CO_ORGANIZES", "會同", others, end, end, (0, 0), False, CHECK, "goes_on", "role")


_HELPS = re.compile(
    r"(?P<who>[^，。;:由請]{2,40}?)(?:應|並|則|須|得|亦|也)?(?:全力|積極|共同)?(?P<word>配合|協助"
    r"|支援)(?P<what>[^，。;:之]{2,30})$"
)


def _helping(reading: Reading, passage: Passage, start: int, end: int, before: Sequence[Phrase]) -> Iterator[Phrase]:
    """「A主政,各里辦公處配合動員」: who helps with what another leads, and with what."""
    found = _HELPS.match(passage.norm, start, end) if any(p.type == "CONVENES" for p in before) else None
    names = _sure_names(reading, passage.text[found.start("who") : found.end("who")]) if found else ()
    if found and names:
        own = len(found["what"]) >= 4 and not _AFTER.match(found["what"])
        what = found.span("what") if own else (0, 0)
        yield Phrase("CO_ORGANIZES", found["word"], names, start, end, what, False, CHECK, "helps", "role")


def _giving(reading: Reading, passage: Passage, start: int, end: int, before: Sequence[Phrase]) -> Iterator[Phrase]:
    """「A辦理，B並提供技術諮詢」: who gives something to what another does."""
    found = _GIVES.match(passage.norm, start, end)
    names = _sure_names(reading, passage.text[found.start("who") : found.end("who")]) if found else ()
    if found and names and any(p.type == "CONVENES" for p in before):
        yield Phrase("CO_ORGANIZES", found["word"], names, start, end, (0, 0), False, CHECK, "gives", "role")
