"""The forms of questions that the box reads: patterns in Chinese and English, and what each one asks.

A blank in a pattern is any white space: at least one in English, none or more in Chinese. ``NAME`` and ``NAME2`` match
what a record or a data set is called, ``TITLE`` for the title of a seat, ``DAY`` and ``DAY2`` for dates, ``ON`` for
a day that counts, ``BEFORE`` for a word that leaves out the date behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from quanze.schema.words import CHAIRS, DEPUTIES, SECRETARIES
from quanze.web import question_days

WHO, DUTIES, DUE, MEMBERS = "who", "duties", "due", "members"
PROGRESS, HISTORY, MISSING = "progress", "history", "missing"
GOAL, CHANGED, GAP, LIST, DEPENDENCIES = "goal", "changed", "gap", "list", "dependencies"
NAMED, MATRIX, SEAT, SETS, PARTNERS = "named", "matrix", "seat", "sets", "partners"
COVERAGE, OPEN = "coverage", "open"

_MARKS = "?？。.!！,，;；:： "
"""Words around a question that add nothing to it."""
_OPENING = re.compile(
    r"(?:請問(?:一下)?|請告訴我|麻煩|我?想知道|告訴我|我們(?=.)|please|(?:can|could) you|(?:please )?(?:tell|show) me"
    r"|i (?:want|would like) to know)[,，\s]*",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"[,， ]+(?:please|thanks|thank you|謝謝)\Z", re.IGNORECASE)
_IS = re.compile(r"\b(who|what)['’]s\b", re.IGNORECASE)
_BETWEEN_WIDE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) +(?=[\u3000-\u9fff\uff00-\uffef])")
_AS_READ = str.maketrans("谁负责么没变进哪个与间协调标门单说", "誰負責麼沒變進哪個與間協調標門單說")
"""Characters of the mainland in the words of a question; names are looked up as they were typed."""

_BODY = r"(?:agency|agencies|bureaus?|departments?|office|offices|ministry|ministries|body|bodies|units?)"
_HOLDS = (
    r"(?:(?:is |are |was |were )?(?:responsible for|in charge of|accountable for|the lead (?:for|of|on))"
    r"|(?:is |are |was |were )?(?:leading|supporting)|(?:will|should|must|has to) (?:lead|do|support|handle)"
    r"|leads?|touch(?:es)?|does|do|owns?|handles?|supports?|helps?(?: with)?|runs?|works? on|convenes?|reviews?"
    r"|looks? after|takes? care of|deals? with|manages?|approves?|coordinates?|answers? for|chairs?|heads?"
    r"|presides over)"
)
_TAIL = r"(?: (?:as of|on|in) ON)?"
_PARTY = (
    rf"(?:(?:lead|responsible|partner|supporting|co-?organi[sz]ing)(?: {_BODY})?|custodians?(?: {_BODY})?|partners?"
    r"|co-?organi[sz]ers?|reviewers?|conveners?)"
)
_COUNTED = r"(?:tasks?|duties|indicators?|groups?|subgroups?|councils?|goals?|targets?|sdgs?)"
_REACH = r"(?:owe|finish|deliver|achieve|reach|complete|meet|get done)"
_DUE = r"(?:have to |need to |due to |supposed to |expected to |to )?"
_BY = r"(?:(?:by|until|till|before|in|within|at)(?: the)? end of|by|until|till|BEFORE)"
_ENGLISH: tuple[tuple[str, str], ...] = (
    (DEPENDENCIES, r"who (?:must|has to|needs? to|should|have to) (?:talk|speak|coordinate|work) (?:to|with) whom?"),
    (DEPENDENCIES, r"who depends on whom?"),
    (
        DEPENDENCIES,
        rf"which {_BODY} (?:must|have to|need to|should) "
        r"(?:coordinate|cooperate|work together|talk)(?: (?:to|with) (?:each other|one another|whom))?",
    ),
    (MATRIX, r"who does what"),
    (
        MATRIX,
        r"(?:(?:give|show|send|get) me |download |open )?(?:the |a )?(?:full |whole |entire )?responsibility matrix",
    ),
    (COVERAGE, r"which sdgs?(?: goals?| targets?)? (?:is|are) (?:not |un|still not )?(?:covered|addressed|assigned)"),
    (COVERAGE, r"which sdgs?(?: goals?| targets?)? (?:does|do) (?:the|our|this) plans? (?:not )?(?:cover|address)"),
    (OPEN, r"what (?:is|are) (?:nobody|no one|no body|no agency) (?:responsible for|in charge of|leading)"),
    (MEMBERS, r"who (?:sits on|is on|are the members of|is a member of) NAME" + _TAIL),
    (MEMBERS, r"(?:what are )?(?:the )?(?:members|seats) (?:of|on|in) NAME" + _TAIL),
    (
        DUE,
        rf"what (?:does|do|must|should|has|will|is|are) NAME {_DUE}(?:{_REACH}|do) {_BY} DAY",
    ),
    (DUE, rf"what (?:does|do|must|should|has|will|is|are) NAME {_DUE}{_REACH} (?:in |during )?DAY"),
    (DUE, rf"what is due (?:for|from|of|at) NAME (?:{_BY} |in )?DAY"),
    (DUE, rf"(?:what are )?(?:the )?deadlines? (?:of|for) NAME (?:{_BY} |in )?DAY"),
    (PARTNERS, r"who (?:does|do|must|should|will) NAME (?:need to |have to )?(?:work|talk|coordinate|cooperate) with"),
    (PARTNERS, rf"(?:which|what) {_BODY} (?:depends?|rel(?:y|ies)|works?) (?:on|with) NAME"),
    (PARTNERS, r"who (?:works|cooperates|coordinates|shares work|shares tasks) with NAME"),
    (
        DUTIES,
        r"what (?:does|do|did|must|should) NAME (?:have to )?"
        rf"(?:do|lead|support|handle|work on|answer for|help with|own|run){_TAIL}",
    ),
    (DUTIES, rf"what NAME (?:does|is responsible for){_TAIL}"),
    (
        DUTIES,
        rf"(?:which|what|how many) {_COUNTED} (?:does|do|did|must|should) NAME (?:have to )?"
        rf"(?:do|lead|support|handle|work on|answer for|help with|own|run|convene|review|coordinate|have){_TAIL}",
    ),
    (DUTIES, rf"what (?:is|are|was) NAME (?:supposed to do|responsible for|in charge of|doing){_TAIL}"),
    (DUTIES, r"what (?:tasks|duties|roles|responsibilities) (?:does|do) NAME have" + _TAIL),
    (DUTIES, r"(?:what are )?(?:the )?(?:duties|tasks|responsibilities|roles) of NAME" + _TAIL),
    (DUTIES, r"NAME(?:['’]s?)? (?:duties|tasks|responsibilities|roles)" + _TAIL),
    (
        DUTIES,
        rf"what (?:is|are|was) NAME (?:a |an |the )?(?:custodian|lead|partner|convener|reviewer)"
        rf"(?: {_BODY})? (?:of|for|in)",
    ),
    (
        SEAT,
        r"what (?:is|does) (?:the )?TITLE (?:in charge of|responsible for|supposed to do|do|doing) (?:on|in|at) NAME",
    ),
    (CHANGED, r"what(?: has|'s|’s)? (?:changed|been changed|new|is new) (?:since|after) DAY"),
    (CHANGED, r"what(?: has)? changed (?:between|from) DAY (?:and|to) DAY2"),
    (CHANGED, r"(?:changes|differences) since DAY"),
    (
        CHANGED,
        r"(?:what are the )?(?:changes|differences|compare) (?:between |from )?(?:the )?DAY (?:and|to|with) "
        r"(?:the )?DAY2(?: editions?| versions?| plans?)?",
    ),
    (SETS, r"(?:compare|(?:what are )?(?:the )?differences? between) NAME (?:and|to|with) NAME2"),
    (PROGRESS, r"(?:the )?progress (?:of|on|for) NAME (?:(?:in|for|by) )?DAY"),
    (PROGRESS, r"(?:the )?progress (?:(?:in|for) )?DAY"),
    (
        PROGRESS,
        r"which indicators (?:met|missed|reached|did not meet|did not reach) (?:their|the) targets? (?:in )?DAY",
    ),
    (
        PROGRESS,
        r"(?:did|has|have|had|will) NAME (?:meet|met|reach(?:ed)?|miss(?:ed)?|hit) (?:its|their|the) targets?"
        r"(?: (?:in )?DAY)?",
    ),
    (PROGRESS, r"(?:the )?progress (?:of|on|for) NAME"),
    (PROGRESS, r"how (?:is|are|was|did|does) NAME (?:doing|progressing|going|do)(?: (?:in )?DAY)?"),
    (PROGRESS, r"(?:is|was) NAME (?:on track|on target)(?: (?:in )?DAY)?"),
    (
        PROGRESS,
        r"(?:which |what )?(?:indicators?|targets?|is|results?)(?: are| is| that are)? due "
        r"(?:in |by |for |during )?DAY",
    ),
    (
        PROGRESS,
        r"(?:is|are|has|have) NAME (?:going (?:up|down)|falling|rising|improving|getting (?:better|worse)"
        r"|(?:fallen|risen|improved|gone (?:up|down)))(?: (?:in |since )?DAY)?",
    ),
    (MISSING, r"what is (?:missing|left open|open) (?:for|at|in|about) NAME"),
    (MISSING, r"(?:the )?gaps (?:of|about|for) NAME"),
    (HISTORY, r"(?:the )?history of NAME"),
    (HISTORY, r"what happened to NAME"),
    (HISTORY, r"when was NAME (?:founded|established|set up|created|renamed|abolished|dissolved)"),
    (HISTORY, r"what was NAME (?:called|named) before"),
    (HISTORY, r"what (?:is|became of) NAME(?: called)? (?:now|today)"),
    (
        GOAL,
        r"(?:the )?(?:un )?(?:(?:sdgs?|sustainable development)(?: goals?| targets?| indicators?)?|goal|target) "
        r"(?:no\.? |number )?CODE",
    ),
    (WHO, rf"who {_HOLDS} NAME{_TAIL}"),
    (WHO, rf"(?:which|what) {_BODY} {_HOLDS} NAME{_TAIL}"),
    (WHO, rf"(?:who (?:is|are) |list |name |show )?(?:all )?(?:of )?(?:the )?{_PARTY} (?:of|for|on) NAME{_TAIL}"),
    (WHO, r"(?:who|whom) (?:do|does|must|should) (?:we|i|one|agencies|departments) report to (?:in|on|for) NAME"),
    (NAMED, r"where (?:does|do|is) (?:the )?(?:plans?|texts?|chapters?|documents?) (?:mention|name|refer to) NAME"),
    (NAMED, r"where is NAME (?:mentioned|named)(?: in the plans?)?"),
    (
        NAMED,
        r"(?:all |everything |anything |what is |which |what )?(?:tasks? |indicators? |agencies )?"
        r"(?:and indicators? )?(?:are )?(?:that are )?(?:linked|aligned|connected|related|mapped)(?: to| with) NAME",
    ),
    (NAMED, r"(?:all |the |which |what )?(?:tasks|indicators)(?: are)? (?:under|below|within) NAME"),
    (
        GAP,
        r"(?:is|are) (?:there )?(?:any(?:one|body|thing)?|some(?:one|thing)) ?(?:still )?"
        r"(?:missing|without|lacking)(?: an?| any| the)? LACK(?: yet)?",
    ),
    (
        GAP,
        r"(?:which |what |the |are there )?THINGS "
        r"(?:(?:that )?(?:still )?have no|has no|(?:(?:is|are) )?(?:still )?(?:lack|lacking|missing|without)|with no)"
        r"(?: an?| any| the)? LACK"
        r"(?: yet)?",
    ),
    (GAP, r"(?:are there |any |are there any )?THINGS(?: (?:on|in) (?:the|any) (?:council|councils|groups?))?"),
    (SEAT, r"who (?:is|serves as|acts as|holds the seat of|holds the post of) (?:the )?TITLE of NAME"),
    (SEAT, r"who (?:is|serves as|acts as|holds the seat of|holds the post of) (?:the )?TITLE"),
    (LIST, r"(?:list|all|show|show me|what are|download|export|get|open)(?: all)?(?: of)?(?: the)? TABLE"),
    (LIST, r"who (?:convenes|leads|chairs|heads|runs) (?:all|each|every)(?: of)?(?: the)?(?: [a-z]+)? TABLE"),
    (NAMED, r"(?:what|who) is NAME"),
)
_WHICH = r"(?:哪(?:一|些|幾)?個?(?:機關|單位|局處|部門|處室))"
_DO = (
    r"(?:負責|協助|(?:配合|協同|共同)辦理|主管|掌管|掌理|付責|主辦|主責|協辦|承辦|支援"
    r"|配合|管理|管|辦理|審查|審議|核定|管考|審|召集|執行|推動|處理|做|弄)"
)
_WHAT = (
    r"(?:什麼|甚麼|哪些|何|幾[個項件]|多少)"
    r"(?:事項|事情|事|任務|工作|業務|指標|目標|推動小組|小組|分組|組|項目|措施|成果)?"
)
_WHERE = r"(?:哪裡|何處|哪一?[章節段頁處]|什麼地方)"
_FOUND = r"(?:寫到|提到|提及|講到|出現|寫|列)"
_LATELY = r"(?:這幾年|近年來?|目前|現在|平常|到底|主要|總共|一共)?"
_ALTER = r"(?:改變|變更|變動|變化|異動|更動|修改|改|變)"
_ASK = r"(?: ?(?:有哪些|是什麼|是誰|為何|如何|怎樣|怎麼樣|是多少))?"
_SINCE = r"(?:以來|之後|以後|起|至今|到現在|到今天|後)"
_TALK = r"(?:協調|合作|協作|配合|聯繫|溝通|協商|討論|開會|談|對話)"
_EACH = r"(?:彼此|互相|相互)?"
_MUST = r"(?:必須|需要|應該|要|應|須|得|該)?"
_COMPLETE = r"(?:完成|達成|達到|做到|做完|做|辦完|繳交|提交|交出|交)"
_UNTIL = r"(?:年?[底末]?(?:之|以)?(?:前|內)|年?[底末]|內|度)?"
_AND = r"(?:到|至|和|與|跟|及)"
_SEAT = "(?<![總副])(?P<title>" + "|".join(sorted((*CHAIRS, *DEPUTIES, *SECRETARIES), key=len, reverse=True)) + ")"
_WHO_IS = r"(?:是|為|由)(?:誰|哪一?位|何人|哪個人)(?:擔任|兼任|當)?"
_CHINESE: tuple[tuple[str, str], ...] = (
    (
        DEPENDENCIES,
        rf"(?:哪些|有哪些)(?:機關|單位|局處|部門)(?:之?間)?{_EACH}{_MUST}{_EACH}{_TALK}",
    ),
    (DEPENDENCIES, rf"誰{_MUST}[跟和與]誰{_TALK}"),
    (MATRIX, r"誰(?:做|負責)(?:什麼|哪些)(?:事|任務|工作)?"),
    (
        COVERAGE,
        r"(?:還)?有?哪些 ?(?:sdgs?|永續發展目標)(?:細項)?(?:目標)? ?(?:還|都|尚)?(?:沒有?|未|無)"
        r"(?:被|任何)?(?:人|機關|單位|任務)?"
        r"(?:負責|涵蓋|對應|納入|主辦)",
    ),
    (CHANGED, rf"(?:自從|自|從)? DAY {_SINCE} 有?(?:哪些|什麼)?{_ALTER}(?:過)?了?(?:什麼|哪些|嗎)?"),
    (CHANGED, rf"(?:從|自)? DAY (?:到|至|和|與|跟|及) DAY2 (?:之?間)? 有?(?:哪些|什麼)?{_ALTER}了?(?:什麼|哪些)?"),
    (
        CHANGED,
        rf"(?:比較)? (?:從|自)? DAY (?:年?版)? {_AND} DAY2 (?:年?版)? (?:的?計畫|之?間)?的?(?:有什麼|有何)?"
        r"(?:不同|差異|差別|比較|差在哪裡?|哪裡不同)",
    ),
    (CHANGED, rf"比較 DAY (?:年?版)? {_AND} DAY2 (?:年?版)? (?:的?計畫)?"),
    (
        CHANGED,
        rf"比較 DAY (?:年?版)? {_AND} DAY2 (?:年?版)? 的?(?:計畫|分工|權責|任務|業務|內容)(?:有什麼|有何|的)?"
        r"(?:不同|差異|差別)?",
    ),
    (SETS, rf"比較 NAME {_AND} NAME2"),
    (SETS, rf"NAME {_AND} NAME2 (?:之?間)?的?(?:有什麼|有何)?(?:不同|差異|差別|差在哪裡?|哪裡不同)"),
    (DUE, rf"NAME 在? DAY {_UNTIL} {_MUST}{_COMPLETE} {_WHAT}"),
    (DUE, rf"DAY {_UNTIL}[,，]? NAME {_MUST}{_COMPLETE} {_WHAT}"),
    (DUE, rf"NAME 在? DAY {_UNTIL} (?:有(?:哪些|什麼))?(?:到期|期限)(?:的?(?:任務|工作|事項))?(?:有哪些)?"),
    (PARTNERS, rf"NAME {_MUST}[跟和與同](?:誰|{_WHICH}|哪些(?:機關|單位|局處)) {_MUST}{_TALK}"),
    (PARTNERS, rf"(?:誰|{_WHICH}) {_MUST}[跟和與同] NAME {_TALK}"),
    (SEAT, rf"NAME 的? {_SEAT} {_WHO_IS}"),
    (SEAT, rf"誰(?:是|擔任|當) NAME 的? {_SEAT}"),
    (SEAT, rf"誰(?:是|擔任|當) {_SEAT}"),
    (SEAT, rf"{_SEAT} {_WHO_IS}"),
    (SEAT, r"TITLE 在 NAME (?:裡面?|中|內)? ?(?:負責|擔任|當|是|做) ?(?:什麼|甚麼|哪些|何)(?:角色|職務|席位|事|工作)?"),
    (MEMBERS, r"NAME 有(?:哪些|什麼)(?:委員|成員|席位|席次)"),
    (MEMBERS, r"NAME 的(?:委員|成員|席位|席次)" + _ASK),
    (MEMBERS, r"誰(?:是|擔任) NAME 的?(?:委員|成員)"),
    (WHO, rf"(?:誰|{_WHICH}) (?:應該|應|該|在|要|會|來)?{_DO} NAME"),
    (WHO, rf"NAME (?:是|由|歸|該)? (?:誰|{_WHICH}) (?:應該|應|該|在|要|會|來)?{_DO}(?:的)?"),
    (WHO, rf"NAME (?:是|歸) (?:誰|{_WHICH})的(?:業務|權責|責任|事|工作)"),
    (WHO, rf"NAME (?:要|該|應該)?[找問] (?:誰|{_WHICH})"),
    (WHO, rf"NAME 是?由? ?(?:誰|{_WHICH}) ?在?(?:帶領|帶|主持|召集|領導|管)"),
    (WHO, r"NAME 有(?:哪些|什麼) ?(?:主辦|主責|負責|權責|協辦|承辦|召集)(?:機關|單位|局處)"),
    (
        WHO,
        r"NAME 的?(?:主辦|主責|負責|權責|協辦|承辦|審查|召集)(?:機關|機構|單位|局處)"
        rf"(?:是誰|是{_WHICH}|是哪一?[個些]|有哪些|為何)?",
    ),
    (DUTIES, rf"NAME {_LATELY} {_MUST}(?:{_DO}|{_COMPLETE})了? {_WHAT}"),
    (
        DUTIES,
        r"NAME (?:底下|下面|之下|裡面?|內)? ?有(?:什麼|哪些|沒有|幾[個項件]|多少)"
        r"(?:任務|業務|權責|職責|工作|責任|角色)嗎?",
    ),
    (DUTIES, r"NAME 被?列為 ?(?:協辦|主辦|主責|承辦)的?(?:事項|任務|工作|指標)?有?(?:哪些|什麼|幾[個項])"),
    (
        NAMED,
        r"(?:第[0-9一二三四五六七八九十]+[章節]|計畫|方案|報告|文件|條文)?(?:中|裡面?|內)? ?"
        rf"{_WHERE}有?{_FOUND} NAME",
    ),
    (NAMED, rf"NAME (?:在(?:計畫|方案|文件|條文)?(?:中|裡面?|內)?的?)?{_WHERE}有?{_FOUND}?"),
    (
        NAMED,
        r"NAME ?(?:可以|能)?(?:對應|連結|涉及|關聯|對到)到?的?"
        r"(?:什麼|哪些|幾[個項]|多少)(?:任務|指標|工作|業務|機關)?",
    ),
    (NAMED, r"(?:哪些|什麼)(?:任務|指標|工作)(?:對應|連結|涉及|關聯|對到)到? NAME"),
    (DUTIES, r"NAME 的(?:任務|業務|權責|職責|工作|責任|職掌)" + _ASK),
    (PROGRESS, r"NAME 在? DAY (?:年?度)?的?(?:執行)?(?:進度|進展|達成情形|達成率|實績)" + _ASK),
    (PROGRESS, r"DAY (?:年?度)?的?(?:執行)?(?:進度|進展|達成情形)" + _ASK),
    (PROGRESS, r"NAME 的(?:執行)?(?:進度|進展|達成情形|達成率|實績)" + _ASK),
    (PROGRESS, r"NAME (?:在? DAY)? (?:有沒有|是否|有)?(?:達標|達成)(?:了嗎|了沒有?|嗎|沒有?|與否)?"),
    (PROGRESS, r"DAY (?:年?度)? 有?(?:哪些)?指標 (?:已經?|沒有?|未|不|尚未|還沒)?(?:達標|達成)(?:目標)?"),
    (
        PROGRESS,
        r"NAME (?:從 ?(?:哪一?年|何時|什麼時候)(?:開始)?|有沒有|是否|有|已經?)?在?"
        r"(?:下降|減少|上升|增加|降低|改善|成長|惡化)(?:了嗎|嗎|了沒有?|沒有?|了|的)?",
    ),
    (PROGRESS, r"NAME 有(?:多少|幾)[^0-9]{1,5}(?:參加|參與|加入|完成|通過)"),
    (
        PROGRESS,
        r"DAY (?:年?度)?的?(?:目標|指標) ?(?:有?哪些|哪幾個)(?:可能|恐怕|會)?"
        r"(?:達不到|跳票|落後|無法達成|未達標|達標|達成)",
    ),
    (
        HISTORY,
        rf"NAME (?:改成|改為|改名為?|升格為?|併入|整併為?|裁撤)(?:NAME2)?(?:以後|之後|後)"
        rf"(?:是|由)?(?:誰|{_WHICH})(?:接手|負責|承接|接管)",
    ),
    (HISTORY, r"NAME 在? DAY (?:以前|之前|前|以後|之後|後)(?:叫|是|稱為|名為)(?:什麼|甚麼)(?:名字|名稱)?"),
    (HISTORY, r"DAY (?:以前|之前|前|以後|之後|後)(?:叫|是|稱為)(?:什麼|甚麼)(?:名字|名稱)?[,， ]* NAME"),
    (HISTORY, r"NAME (?:以前|之前|原本|原來|過去|舊名)(?:叫|是|稱為)?(?:什麼|甚麼)(?:名字|名稱)?"),
    (HISTORY, r"NAME (?:現在|如今|後來)(?:是|叫|變成|改為|改成)(?:什麼|甚麼|哪個|哪一個)(?:機關|單位|名稱|名字)?"),
    (HISTORY, r"NAME (?:是)?(?:何時|什麼時候)(?:成立|設立|改制|改名|更名)的?"),
    (HISTORY, r"NAME 的(?:沿革|歷史|歷程|演變|由來|前身)" + _ASK),
    (MISSING, r"NAME (?:還|尚)?(?:缺什麼|缺少什麼|缺哪些|有哪些缺口)"),
    (MISSING, r"NAME 的缺口" + _ASK),
    (
        GOAL,
        r"(?:聯合國)?(?:sdgs?|永續發展目標|永續目標) ?(?:細項)?(?:目標|指標)? ?第? CODE "
        r"(?:項|號|個)?(?:細項)?(?:目標|指標)?",
    ),
    (
        GAP,
        r"(?:還)?(?:有?哪[些個一]個?)? ?THINGS ?(?:還|尚|都|仍|目前)?(?:沒有|沒|未|缺少|缺乏|缺|尚無|無)"
        r"(?:訂定|訂|設定|設|寫|列)? ?LACK(?:的|嗎)?",
    ),
    (GAP, r"(?:沒有|缺少|缺乏|缺|尚無|無) ?LACK ?的 ?THINGS" + _ASK),
    (GAP, r"(?:有?哪些)? ?THINGS" + _ASK),
    (
        LIST,
        r"(?:請?列出|有哪些|給我)?(?:全部|所有|每[個一]個?)?的? TABLE "
        r"[和與跟及](?:其|他們的)?(?:召集|主辦|主責|負責|權責|協辦)(?:機關|單位|局處|人)?",
    ),
    (LIST, r"(?:請?列出|有哪些|給我|所有|全部)(?:全部|所有)?的? TABLE"),
    (LIST, r"TABLE (?:有哪些|清單|一覽)"),
    (NAMED, r"NAME (?:是什麼|是誰|在做什麼)"),
)
_GAPS: Mapping[tuple[str, str], str] = {
    ("task", "lead"): "task-no-lead",
    ("task", "indicator"): "task-no-indicator",
    ("task", "deadline"): "task-no-deadline",
    ("indicator", "lead"): "indicator-no-lead",
    ("indicator", "reviewer"): "indicator-no-reviewer",
    ("indicator", "target"): "indicator-no-target",
    ("indicator", "unit"): "indicator-no-unit",
    ("indicator", "direction"): "indicator-no-direction",
    ("indicator", "met"): "target-missed",
    ("subgroup", "lead"): "subgroup-no-lead",
    ("target", "result"): "target-no-result",
    ("target", "met"): "target-missed",
    ("seat", "holder"): "seat-vacant",
}
"""The gap that is asked for by what lacks and what it lacks."""
_THINGS = {
    "task": r"tasks?|任務|工作項目|工作|業務|措施",
    "indicator": r"indicators?|指標",
    "subgroup": r"subgroups?|groups?|推動小組|小組|分組",
    "target": r"(?:annual )?targets?|年度目標|目標",
    "seat": r"seats?|席位|席次|委員席位",
}
_LACKS = {
    "lead": r"lead(?:ing)?(?: agency)?|leads|agency|agencies|convener"
    r"|主辦|主責|(?:主辦|主責|負責|權責|召集)(?:機關|單位|人)|機關|召集",
    "indicator": r"indicators?|指標",
    "deadline": r"deadlines?|(?:完成|辦理)?期限",
    "reviewer": r"reviewers?|(?:審查|檢討)(?:機關|單位)?",
    "target": r"targets?|(?:年度)?目標值?",
    "unit": r"units?|(?:計量)?單位",
    "direction": r"(?:wanted )?direction|(?:期望)?方向",
    "result": r"results?|實績|結果|成果",
    "met": r"(?:達標|達成|達到)(?:年度)?(?:目標)?值?",
    "holder": r"holders?|人|現任者",
}
_ANYTHING = {"lead": "task", "indicator": "task", "deadline": "task", "target": "indicator", "holder": "seat"}
"""What is meant where somebody asks whether anything lacks something."""
_STATES = {
    "seat-vacant": r"(?:which )?(?:vacant seats|seats (?:(?:that )?are )?(?:vacant|empty))"
    r"|席位(?:出缺|空缺|懸缺)(?:的)?|(?:出缺|空缺|懸缺)的?席位",
    "target-missed": r"(?:which )?(?:missed targets|targets (?:were |are )?(?:missed|not met))"
    r"|未達標的?(?:指標|目標)|(?:指標|目標)未達標",
}
"""Gaps that are asked for by a state, without what lacks."""
_WORDS = (
    *("who", "whom", "what", "which", "does", "must", "should", "have", "need", "talk", "with", "coordinate"),
    *("responsible", "charge", "lead", "leads", "leading", "touch", "touches", "supports", "support", "agency"),
    *("agencies", "tasks", "task", "indicators", "indicator", "without", "target", "targets", "changed", "changes"),
    *("since", "between", "compare", "progress", "history", "duties", "responsibilities", "members", "seats", "vacant"),
    *("finish", "complete", "achieve", "deadline", "goal", "goals", "sustainable", "development"),
)
"""Words in which a typing error is mended."""


_NEGATED = re.compile(r"(?:not|never|no)\s|[不沒未非]|.*(?:不|沒有|沒|未|並非|not)\Z", re.IGNORECASE | re.DOTALL)


class Asking(NamedTuple):
    """A text read by one form: what it asks, the name that it asks about and its dates, each as typed."""

    what: str
    name: str = ""
    day: str = ""
    day2: str = ""
    on: str = ""
    gap: str = ""
    name2: str = ""
    title: str = ""
    before: bool = False
    mended: tuple[tuple[str, str], ...] = ()


def negated(name: str) -> bool:
    """Whether the text in place of a name begins or ends with a negation, so that the question asks the contrary."""
    return _NEGATED.match(name) is not None


def tidy(text: str) -> str:
    """A question of one width, without what is around it."""
    text = _BETWEEN_WIDE.sub("", text).strip(_MARKS)
    text = text[found.end() :].strip(_MARKS) if (found := _OPENING.match(text)) else text
    return _IS.sub(r"\1 is", _CLOSING.sub("", text))


def askings(text: str) -> Iterator[Asking]:
    """The ways to read a tidy text, the closest first, and those with mended words last."""
    yield from _read(text, text)
    words = re.split(r"( +)", text)
    mended = [_mended(word) for word in words]
    changes = tuple((old, new) for old, new in zip(words, mended, strict=True) if old != new)
    if changes:
        for one in _read("".join(mended), text):
            yield one._replace(mended=changes)


def _read(shape: str, typed: str) -> Iterator[Asking]:
    """The forms that fit ``shape``; names are taken from ``typed``, which has the same words."""
    for what, pattern in _patterns():
        match = pattern.match(shape.translate(_AS_READ))
        if not match:
            continue
        parts = {key: match.span(key) for key, value in match.groupdict().items() if value is not None}
        given = {key: shape[first:last].strip() for key, (first, last) in parts.items() if key not in _TYPED}
        name, name2, title = (_same_words(shape, typed, *parts[key]) if key in parts else "" for key in _TYPED)
        if what == GAP:
            gap = _gap(given)
            if gap:
                yield Asking(what, gap=gap)
            continue
        yield Asking(
            what,
            (name or given.get("code") or given.get("table") or "").strip(_MARKS.replace(".", "")),
            given.get("day", ""),
            given.get("day2", ""),
            given.get("on", ""),
            name2=name2.strip(_MARKS.replace(".", "")),
            title=title.strip(_MARKS),
            before="before" in given,
        )


_TYPED = ("name", "name2", "title")
"""The parts of a form that are names, which are looked up as they were typed."""


def _same_words(shape: str, typed: str, first: int, last: int) -> str:
    """What was typed where ``shape`` has a part: as long, unless words before or in it were mended."""
    if shape == typed:
        return typed[first:last].strip()
    before, within = len(shape[:first].split()), len(shape[first:last].split())
    return " ".join(typed.split()[before : before + within])


def _gap(given: Mapping[str, str]) -> str:
    things, lack = given.get("things", ""), given.get("lack", "")
    if "things" not in given:  # anyone, anything
        things = _ANYTHING.get(next((code for code, said in _LACKS.items() if re.fullmatch(said, lack, re.I)), ""), "")
    if not lack:
        return next((gap for gap, pattern in _STATES.items() if re.fullmatch(pattern, things, re.IGNORECASE)), "")
    kind = next((kind for kind, pattern in _THINGS.items() if re.fullmatch(pattern, things, re.IGNORECASE)), "")
    fits = [code for code, pattern in _LACKS.items() if re.fullmatch(pattern, lack, re.IGNORECASE)]
    return next((_GAPS[kind, code] for code in fits if (kind, code) in _GAPS), "")


def _mended(word: str) -> str:
    """The word of a question that ``word`` is but for one slip; of a long one two."""
    from rapidfuzz.distance import OSA

    low = word.casefold()
    if len(low) < 4 or not low.isascii() or low in _WORDS:
        return word
    most = 2 if len(low) > 8 else 1
    found = [(OSA.distance(low, known), known) for known in _WORDS if known[0] == low[0]]
    distance, known = min(found, default=(most + 1, ""))
    return known if distance <= most else word


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for forms, blank, day in ((_ENGLISH, r"\s+", question_days.ENGLISH), (_CHINESE, r"\s*", question_days.CHINESE)):
        for what, form in forms:
            yield what, _compiled(form, blank, day)


@cache
def _compiled(form: str, blank: str, day: str) -> re.Pattern[str]:
    parts = {
        "DAY2": f"(?P<day2>{day})",
        "DAY": f"(?P<day>{day})",
        "ON": f"(?P<on>{day})",
        "CODE": r"(?P<code>[0-9]{1,2}(?:\.[0-9a-z]{1,2}){0,2})",
        "BEFORE": "(?P<before>before)",
        **{key: f"(?P<{key.lower()}>.+?)" for key in ("NAME2", "NAME", "TITLE", "THINGS", "LACK", "TABLE")},
    }
    text = re.sub(r"\b(?:" + "|".join(parts) + r")\b", lambda found: parts[found.group()], form, flags=re.ASCII)
    return re.compile(text.replace(" ", blank) + r"\Z", re.IGNORECASE)
