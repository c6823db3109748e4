"""The words that questions are made of, in Chinese and English, each with what it says about the question.

A blank in an English phrase is any white space. A word may say several things. What is in no list is not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

WHO, WHAT, WHEN, ROLE = "who", "what", "when", "role"
DUE, PROGRESS, RESULT, MET, REACH, MISSED = "due", "progress", "result", "met", "reach", "missed"
PARTNERS, TOGETHER, WITH, HISTORY = "partners", "together", "with", "history"
CHANGED, COMPARE, SINCE, BEFORE, UNTIL, DATED = "changed", "compare", "since", "before", "until", "dated"
NOT, CONTRARY, OPEN, VACANT, SEATS = "not", "contrary", "open", "vacant", "seats"
LIST, MATRIX, PICTURES, COVERED, LINKED = "list", "matrix", "pictures", "covered", "linked"
SOURCE, PLACE, REASON, FILLER = "source", "place", "reason", "filler"
ASSIGNED, CONTACT, HEADS, RANKED = "assigned", "contact", "heads", "ranked"
DIFFERS, BURDEN, FINER = "differs", "burden", "finer"


def _listed(text: str) -> tuple[str, ...]:
    """The words of a list that commas and lines separate."""
    return tuple(word for part in text.replace("\n", ",").split(",") if (word := " ".join(part.split())))


_TAKING = ", ".join(
    " ".join(filter(None, (takes, how, what, of)))
    for takes in ("take", "took", "taken", "have", "has", "had", "having", "hold", "bear", "assume", "carry", "carries")
    for how in ("", "the", "full", "main", "overall")
    for what in ("responsibility", "responsibilities", "charge", "ownership", "accountability", "lead")
    for of in ("", "of", "for", "in", "on", "over")
)
"""English for being responsible in two words: takes responsibility for, has the lead on."""
_LEADING = f"""
    {_TAKING}, preside, preside over, competent, competent for,
    responsible, responsible for, in charge, in charge of, accountable, accountable for, answerable, answers for,
    lead, led, led by, head, headed by, head up, run, run by, chair, chaired by, convene, manage, oversee, overseeing,
    handle, own, owned by, take care of, taken care of, look after, take the lead, spearhead, take charge of,
    responsible party, 負責, 主辦, 主責, 主政, 主管, 主導, 主理, 主掌, 掌管, 掌理, 綜理, 管, 管理, 主持, 帶領, 帶頭,
    領頭, 領導, 領軍, 統籌, 召集, 牽頭, 扛, 扛起, 承擔, 經手, 操刀, 認領, 接手管, boss, in the driving seat,
    responsibility of, accountable party, call the shots, behind it, 掌舵, 主事, 擔綱, 專責, 專管, 操盤, 統籌負責,
    總管
"""
"""What one does that has the lead, which a task may want too."""
_DOING = """
    work on, carry out, deal with, do, does, done, implement, 做, 作, 接, 顧, 推, 推動, 執行, 辦理, 處理, 落實
"""
"""What anybody does that has a part in a task; where nobody does it, it lacks a lead."""
_REVIEWING = """
    review, reviewed by, evaluate, 審, 審議, 審查, 檢討, 考核, 管考, 評估, scrutinise, scrutinize, assess, vet,
    sign off
"""
"""What one does that reviews, which an indicator may want too."""
_ASSIGNED = """
    attached, assigned, appointed, designated, named, determined, decided, defined, specified, given, allocated, set,
    put down, 指定, 指派, 指名, 分派, 分配, 配置, 安排, 決定, 確定, 明定, 列出, 填, 填寫, 交代, 交給, 交由, 掛, 編列,
    定下, 寫明
"""
"""What is done with what something lacks: an agency that is not yet assigned."""
_MEASURING = """
    measure, measured by, measures, measurable, quantified, tracked by, 衡量, 測量, 量測, 量化, 計量
"""
"""What an indicator does of a task, which a task may want too."""
_CONTACT = """
    call, write to, approach, turn to, go to, ask, reach out to, get in touch with, point of contact, contact person,
    contact point, 窗口, 承辦窗口, 對口, 承辦人, 承辦人員, 聯絡人, 聯絡窗口, consult with, 請教, 請益, 洽詢, 諮詢
"""
"""Whom one turns to about a thing: who is responsible for it. Their numbers we do not have."""
_GIVEN_TO = ", ".join(
    f"{passive}{verb}{to}"
    for passive in ("", "被")
    for verb in ("分", "派", "落", "分配", "分派", "指派", "安排", "編", "列", "交辦", "賦予")
    for to in ("到", "給", "在", "由", "")
    if passive or to
)
"""What is done with tasks that an agency then has."""
_PLACES = ", ".join(
    f"{this}{of}" for this in ("這", "那") for of in ("塊", "方面", "部分", "件事", "一塊", "件", "類", "事")
)
"""Words after a name that say no more than that it is meant."""
_COUNTED = "個項件條種筆類張份"
_SEATED = "席位名人"
"""Classifiers of Chinese, of things and of people, by which one asks how many there are: 幾席."""
_SHORT_OF = ", ".join(f"缺{how}{of}" for how in ("幾", "多少", "了幾") for of in _SEATED)
_HOW_MANY = ", ".join(f"{how}{of}" for how in ("幾", "多少", "有幾", "有多少") for of in _COUNTED)
_HOW_MANY_SEATS = ", ".join(f"{how}{of}" for how in ("幾", "多少", "有幾", "有多少") for of in _SEATED)

_BODIES = """
    agency, agencies, body, bodies, bureau, bureaus, department, departments, dept, office, offices, unit, units,
    ministry, ministries, entity, entities, institution, institutions, organisation, organisations, organization,
    organizations, authority, authorities, division, divisions, directorate, directorates, 機關, 單位, 局處, 部門,
    部會, 處室, 機構, 科室, 國際組織, 組織, 局, 處
"""
"""What bodies are called of which we do not know the name."""
_ASKERS = [
    "哪",
    "哪個",
    "哪一個",
    "哪一",
    "哪些",
    "哪幾個",
    "哪一些",
    "什麼",
    "甚麼",
    "何",
    "有哪些",
    "是哪個",
    "是哪一個",
    "所屬",
]
_MORE_BODIES = ["團隊", "科", "組", "小組", "衙門", "人"]
_ASKED_FOR = ", ".join(
    (
        *(f"{asker} {body}" for asker in ("which", "what") for body in (*_listed(_BODIES), "team") if body.isascii()),
        *(
            asker + body
            for asker in _ASKERS
            for body in (*_listed(_BODIES), *_MORE_BODIES)
            if not body.isascii() and asker + body not in ("何處", "哪處")  # which ask for a place
        ),
    )
)
"""Questions for a body: which agency, 哪個機關, 何單位."""
_MORE_OR_LESS = "most, least, fewest, more, fewer, less, 最, 最多, 最少, 比較多, 比較少, 較多, 較少, 多, 少"
_RENAMED = ", ".join(
    f"{change}{done}{name}"
    for change in "換改變更"
    for done in ("", "了", "過")
    for name in ("名", "名字", "名稱", "名子")
    if change + done + name not in ("變名", "更名字", "更名稱", "更名子")
)
"""Chinese for what was renamed."""
_BECAME = ", ".join(
    f"{change}{into}"
    for change in (
        "改制",
        "升格",
        "改組",
        "更名",
        "改名",
        "合併",
        "整併",
        "併入",
        "裁併",
        "轉型",
        "調整",
        "變更",
        "縮編",
        "擴編",
    )
    for into in ("為", "成", "成為", "到", "後", "前", "以後", "之後", "以前", "之前")
    if into in ("為", "成", "成為", "到") or change not in ("調整", "變更", "轉型")
)
"""Chinese for what was made into something else, and for the time before and after it."""
_NOT_DONE = ", ".join(
    no + done
    for no in ("沒", "未", "沒有", "尚未", "還沒", "沒被", "未被")
    for done in "排列寫訂設定填編給置立配標掛附"
)
"""Chinese for what has not been given to something: 沒訂."""
_LEADS = ("主辦", "主責", "主政", "主管", "主導", "負責", "權責", "權管", "業管", "召集", "牽頭")
_HELPS = ("協辦", "承辦", "督導", "審查", "執行", "會辦", "配合", "支援", "協力", "推動", "參與", "協助")
_PARTIES = ("機關", "單位", "局處", "部門", "機構", "科室", "處室", "人")
_LEADING_PARTIES, _HELPING_PARTIES = (
    ", ".join(does + party for does in roles for party in _PARTIES) for roles in (_LEADS, _HELPS)
)
_ENGLISH_PARTIES = ", ".join(
    f"{does} {party}"
    for does in (
        *("lead", "leading", "responsible", "accountable", "competent", "supporting", "assisting", "helping"),
        *("reviewing", "implementing", "executing", "coordinating", "co-leading", "cooperating", "participating"),
    )
    for party in (*_listed(_BODIES), "party", "team")
    if party.isascii()
)
"""Chinese and English for bodies by what they do: 權管機關, 支援單位, the implementing bureau."""
_LOOKED_UP, _LOOKED_FOR = (
    ", ".join(
        (
            *(
                f"where {can} {who} {look}"
                for can in ("can", "do")
                for who in ("i", "we", "you", "one")
                for look in english
            ),
            *(
                f"{to}{where}{can}{look}"
                for to in ("", "在", "去", "從", "到")
                for where in ("哪裡", "哪邊", "哪兒", "哪")
                for can in ("", "可以", "能", "可", "才能")
                for look in chinese
            ),
        )
    )
    for english, chinese in (
        (("see", "look up", "look at", "read", "check"), ("看", "查", "看到", "查到")),
        (("find", "get"), ("找", "找到")),
    )
)
"""Where an answer is to be seen, which is here; where something is found, which of an office nobody here knows."""
_IN_THE_PLAN = ", ".join(
    f"{where} the {of}{plan}"
    for where in ("in", "under", "of", "by", "within", "for", "according to")
    for of in ("", "city ", "city's ", "climate ", "whole ", "entire ", "current ")
    for plan in ("plan", "plans", "framework", "programme", "program", "scheme", "strategy", "action plan")
)
"""That what is asked for is in the plan."""
_UNITS = ", ".join(
    f"{how}{unit}"
    for how in ("幾", "多少", "了多少", "了幾")
    for unit in (
        "噸",
        "公噸",
        "里",
        "所",
        "校",
        "坪",
        "平方公尺",
        "平方米",
        "公頃",
        "趴",
        "成",
        "公斤",
        "百分比",
        "面積",
    )
)
"""Chinese for how much, by what it is counted in."""
_LETTERS = """
    一案, 乙案, 本案, 乙節, 一節, 乙事, 一事, 乙項, 情事, 事宜, 疑義, 案由, 釋示, 請釋示, 核示, 釋明, 鑒核, 憑辦,
    查照, 請查照, 復請, 鈞府, 鈞長, 鈞鑒, 惠賜, 賜知, 示知, 賜復, 見告, 詳列, 臚列, 羅列, 詳述, 條列, 開列, 呈現,
    揭示, 公布, 公開, 說清楚, 講清楚, 查對, 核對, 查證, 確認, 釐清, 統整, 盤點, 彙報, 彙總, 彙送, 惠告, 卓參, 卓處,
    續處, 請參考, 供參, 供參考, 參考, 請參閱, 參閱, 請參照,
    逕復, 逕行, 是否業已, 依法, 法定, 者係, 者為, 者何, 者是, 係為, 係由, 係何, 應為, 爰請, 併案, 案內, 該案
"""
"""What letters between offices end in, and what they call the matter they are about."""
_CHATTED = """
    u, ur, r, wanna, gonna, gotta, gimme, lemme, got, concerned, in question, btw, fyi, asap, lol, idk, dunno, abt,
    thx, tho, cuz, hmm, um, uh, well, anyways, anyway, yo, dude, guys, folks, sir, madam, dear, new here, i'm new,
    im new, i am new, just joined, just started, new to this, newcomer, i'm, im, i've, ive, i'd, i'll, we're, we've,
    wish, wish to, trying to find, trying to, try to, help me find, help me, appreciate, grateful, would you mind,
    could you please, love to, specifically, presently, generally, normally, usually, formally, officially, legally,
    directly, individually, truly, simply, briefly, maybe, perhaps, 者, 大家, 各位, 人家, 歷次, 後續, 劃分, 紀錄,
    記錄, 咯, 嘞, 咩, 蛤, 噢, 哇, 嗯, 唉, 吼, 厚, 嗨, 安安, 哈, 咦, 嘿, 正式, 一般, 通常, 實際, 實際上, 直接, 個別,
    各自, 逐一, 簡單, 快速, 盡快, 儘速, 馬上, 新來, 新來的, 剛來, 剛到, 剛到職, 剛報到, 新人, 菜鳥, 新同事, 剛接業務,
    整張, 整份, 整個, 整本, 全份, 全本, 完整, 完整的, 整套, 整套的, 一整張, 一整份, 頭上, 名下, 手裡, 手中, 身上,
    肩上, 這裡, 這裡面, 裡頭, 那裡, 說說, 講講, 聽說, 據說, 想說, 話說
"""
"""What people type beside a question, and what says that all of a thing is meant."""
_WHERE_APART = ", ".join(
    apart + where
    for apart in ("差", "差別", "差異", "不同", "區別", "分別")
    for where in ("在哪", "在哪裡", "在哪兒", "在何處", "何在", "在什麼地方")
)
"""Chinese for how two things differ."""
_OFFICIAL = """
    係, 係屬, 屬, 屬何, 計, 計有, 本案, 旨案, 旨揭, 前揭, 上開, 前開, 是項, 貴府, 貴局, 貴處,
    惠請, 惠予, 惠, 敬請, 煩請, 懇請, 請惠予, 惠復, 查復, 函復, 見復, 俾, 俾利, 爰, 茲, 茲因, 均, 悉, 皆,
    業已, 業經, 應予, 予以, 逐項, 先行, 先請, 刻正, 現正, 究係, 所列, 該管, 所管, 所轄, 轄管, 應由, 須由,
    依序, 檢附, 檢送, 檢陳, 陳報, 列冊, 造冊, 併予, 一併, 各該, 為何者, 何者, 何項
"""
"""Words of official letters that say nothing about what is asked."""
_LISTED_OUT = ", ".join(
    how + out
    for how in ("列", "條", "表", "敘", "檢", "摘", "臚", "開")
    for out in ("示", "報", "陳", "載", "述", "明")
)
"""Chinese for setting out an answer: 列示, 條陳."""
_PEOPLE = (
    *("議員", "立委", "長官", "記者", "媒體", "民眾", "市民", "里長", "局長", "處長", "科長", "主任", "老闆", "上級"),
    *("上面", "同事", "審計", "顧問", "學者", "選民", "朋友", "有人", "主管"),
)
_ENGLISH_PEOPLE = (
    *("councillor", "councilor", "boss", "director", "manager", "supervisor", "journalist", "reporter", "citizen"),
    *("resident", "colleague", "consultant", "auditor", "press", "media", "chief", "editor", "client", "friend"),
)
_PEOPLE_ASK = ", ".join(
    (
        *(
            who + asks
            for who in _PEOPLE
            for asks in (
                "問",
                "問到",
                "問起",
                "在問",
                "想問",
                "來問",
                "想知道",
                "想了解",
                "質詢",
                "詢問",
                "關心",
                "追問",
            )
        ),
        *(
            f"{whose}{who} {asks}"
            for whose in ("", "a ", "the ", "my ", "our ")
            for who in _ENGLISH_PEOPLE
            for asks in ("asks", "asked", "is asking", "was asking", "wants to know", "needs to know", "wonders")
        ),
    )
)
"""Who else wants to know: 議員問, my boss asks."""
_THESE = ", ".join(
    f"{this}{one}{of}"
    for this in "這那該此"
    for one in ("", "一")
    for of in ("張", "份", "個", "項", "條", "件", "本", "篇")
)
"""Chinese for that a thing is meant which one knows: 那張."""
_DEGREE = """
    heavily, strongly, mostly, primarily, chiefly, largely, particularly, especially, ultimately, effectively,
    properly, clearly, precisely, obviously, definitely, certainly, probably, possibly, typically, significantly,
    seriously, extremely, very, quite, rather, pretty, actively, continuously, regularly, essentially, respectively,
    eventually, explicitly, expressly, 特別, 尤其, 非常, 十分, 相當, 極為, 多半, 大部分, 明顯, 確實, 的確, 當然, 顯然,
    可能, 或許, 也許, 大約, 左右, 真的, 真正, 積極, 持續, 一直, 始終
"""
"""How much, how surely or how often, which changes nothing in what is asked."""
_OFFICE_HEADS = ", ".join(
    asker + head
    for asker in ("哪個", "哪位", "哪一位", "哪一個", "哪裡的")
    for head in ("局長", "處長", "首長", "長官", "科長", "區長", "部長", "署長", "主委")
)
_WHAT_POST = ", ".join(
    be + asker + post
    for be in ("是", "是個", "擔任", "坐")
    for asker in ("什麼", "甚麼", "哪個", "哪一個", "啥")
    for post in ("位置", "位子", "身分", "身份", "頭銜", "職稱", "角色", "職務", "職位")
)
"""Chinese for which head of an office, and for as what somebody sits on a body."""
_REQUESTED = """
    search, searching, searching for, seek, seeking, be after,
    indicate, inform, provide, specify, clarify, explain, describe, confirm, advise, share with me, furnish, present,
    kindly indicate, be so kind, be informed, be interested in, interested, wonder, wondering, curious,
    提供, 告知, 惠示, 查明, 查告, 查報, 查填, 查知, 檢視, 列明, 敘明, 述明, 註明, 標明, 明列, 整理, 說一下, 講一下
"""
"""Verbs with which an answer is asked for, and not a thing; of some it may be said that it has not been done."""
_ITSELF = "itself, themselves, himself, herself, myself, ourselves, yourself, oneself, 自己, 自身, 本身"

_SAID: Mapping[str, str] = {
    WHO: f"""
        {_OFFICE_HEADS}, {_WHAT_POST}, which director, which official, which officer, which head,
        who's, whos, 何職, 何職務, 什麼職務, 什麼職位, 哪個職位, {_ASKED_FOR}, who does what, 誰做什麼, 誰負責什麼,
        誰負責哪些, who, whom, whose, 誰, 何人, 哪位, 哪一位, who else,
        whoever, who is behind, who's behind, whos behind, who is on, who's on, 是誰, 是誰的
    """,
    WHAT: """
        stuff, matters, plate, on the plate of, agenda, to-do list, workload, projects, activities, 東西, 差事, 幹嘛,
        幹麼, 幹什麼, 做啥, 大小事, what, which, anything, everything, something, things, task, duty, responsibility,
        functions, mandate, remit, role, job, work, tasked with, assigned to do, assigned, 什麼, 甚麼, 啥, 哪些, 哪個,
        哪一個, 哪幾個, 哪項, 哪一項, 哪幾項, 哪種, 哪, 哪些事, 事, 什麼事, 那些, 何事, 業務, 職掌, 職責, 任務, 工作,
        事項, 事情, 責任, 角色, 項目, 分工, 權責, obligation, commitment, assignment, undertaking, brief, portfolio,
        to-do, todo, todos, items, 案子, 案件, 專案, 任務項目, 工作內容, 負責項目, 公務, 責任範圍, 份內事, 份內工作,
        掛名
    """,
    WHEN: """
        when, since when, what year, which year, what date, 何時, 什麼時候, 甚麼時候, 哪一年, 哪年, 幾年, 幾時,
        哪一天,
        哪天, 何年
    """,
    ROLE: f"""
        make, made, making, produce, perform, conduct,
        {_LEADING_PARTIES}, {_HELPING_PARTIES}, {_ENGLISH_PARTIES}, 權管, 業管, 監管, {_LEADING}, {_DOING},
        {_REVIEWING}, {_CONTACT}, {_GIVEN_TO}, falls under, up to whom, execute, drive, 顧, 顧到,
        照顧, 照顧到, 兼顧, 包辦, 接, 扮演, 擔當, 負起, 著手, 出力, 插手, responsible of, attributed to,
        entrusted with,
        entrusted to, charged with, incumbent on, undertake to, 誰主誰輔, 主輔, 主從, 搞, 喬, 罩, 包攬, answer for,
        lead for, leader,
        leaders, convener, convenor, owner, do, does, did, done, doing, touch, help, help with, support,
        supported by, assist, contribute, participate in, involved, involved in, work on, deal with, reviewer,
        approve,
        approved by, check, monitor, supervise, audit, custodian, custodian agency, custodian agencies, partner,
        partner agency, partner agencies, co-organizer, co-organizers, co-organiser, co-organisers, co-organizing,
        co-organising, co-organize, co-organizes, coorganizer, co-lead, lead agency, lead agencies,
        responsible agency,
        responsible agencies, supporting agency, supporting agencies, co-organizing agency, co-organizing agencies,
        lead department, lead bureau, responsible body, responsible department, lead body, implement, implemented by,
        carry out, coordinate, coordinates, coordinating, coordinated, tackle, organize, organise, undertake,
        undertaken, responsable for, responsable, 付責, 主辨, 協辦, 協辨, 承辦, 承辨, 督辦, 會辦, 協管, 召集人,
        總召集人, 擔任, 兼任, 兼, 當, 帶, 做, 作, 弄, 推動, 執行, 辦理, 辦, 處理, 推廣, 規劃, 落實, 支援, 協助, 幫忙,
        參與, 參加, 核定, 督導, 監督, 把關, 歸, 歸屬, 屬於, 找, 問, 洽, 聯絡, 主辦機關, 主辦單位, 主責機關, 主責單位,
        主責機構, 主辦局處, 負責機關, 負責單位, 負責局處, 負責人, 權責機關, 權責單位, 召集機關, 召集單位, 協辦機關,
        協辦單位, 協辦局處, 承辦機關, 承辦單位, 主管機關, 審查機關, 審查單位, 執行單位, 執行機關, 主政機關, 主政單位,
        列為, 被列為, 回報, 提報, 報告給, 匯報, 彙報, back, take on, sign up to, committed to, fall within, fall to,
        fall on, get involved, have a hand in, has a hand in, take part in, join in, pitch in, consult, govern,
        regulate, 推, 主角, 推手, 幕後推手, 窗口單位, 出面, 分擔, 分攤, 一肩扛起, 接辦, 經辦, 籌辦, 籌劃, 研擬, 輔導,
        統計, 彙整, 列管, 主力, 搭檔, who is behind, who's behind, whos behind, in it, 組長, 組長單位, 組長機關,
        look at, 忙, 經管
    """,
    DUE: """
        要交代, 該交代, 得交代, 須交代, 交代的,
        完竣, 竣工, 時限, 完成時限, 限期, 屆期, 屆滿, 應辦, 應完成, 該完成, 該做完, 要交, 繳, 要繳, be done with,
        be ready with, have ready,
        欠, 還欠, 積欠, 虧欠, 該交, due, owe, deliver, finish, complete, completes, completed, get done, accomplish,
        deadline, due date,
        due dates,
        hand in, submit, 完成, 做完, 辦完, 繳交, 提交, 交出, 交付, 交, 期限, 到期, 截止, 時程, 期程, 完工,
        supposed to have done, wrap up, turn in, 辦妥, 辦好, 做好, 交差, 交件, 結案, 收尾, 交卷, 做出來
    """,
    PROGRESS: """
        完成度, 執行率, 完成率, 執行進度, 推動進度, 辦理進度, 進展如何, 達成多少, 達成幾成, 做到幾成, 幾成, 追蹤,
        getting on, coming along, catching up, update on, latest on, trajectory, where does it stand,
        advance, advances, advanced, advancement, evolution, state of advancement, 怎樣了, 怎麼樣了, 做得怎樣了,
        進步, 退步, 好轉, 變好, 變差, 起色, progress, progressing, reported, performance, performing, status,
        on track, track record, trend, going up,
        going down, fallen, risen, increase, decrease, declining, declined, improve, getting better, getting worse,
        how far, how far along, how far has, come along, how is, how are, how was, how did, how has, how have,
        how well, verdict, 進度, 進展, 執行情形, 達成情形, 達成率, 辦理情形, 推動情形, 執行狀況, 進行得, 趨勢,
        變化趨勢, 走勢, 表現, 績效, 成效, 下降, 減少, 上升, 增加, 降低, 改善, 成長, 惡化, 做到, 到哪裡了, 做得如何,
        做得怎樣, 做得怎麼樣, 如期, fall, rise, drop, grow, shrink, go up, go down, come down, cut, reduce,
        what's the state of, how's, hows, how goes, up to speed, state of play, 降, 升, 減, 增, 進度如何, 推得怎樣,
        推得如何, 做到哪, 做到哪裡, 到哪個階段
    """,
    RESULT: f"""
        {_UNITS}, how many tonnes, how many tons, per cent, latest figure, latest figures, latest number, result,
        target, actual, achieved, achievement, outcome, figure, value, number, data, baseline, target value,
        annual target, annual targets, target vs result, target and result, 目標, 目標值, 年度目標, 實績, 成果, 結果,
        數據, 數值, 數字, 實際值, 基準值, 多少, 成績, how much, how high, how low, how big, how large
    """,
    MET: """
        兌現, achieve, achieved, attain, fulfil, fulfilled, on target, 達標, 達成, 達到, 達陣, 合格, 達標率
    """,
    REACH: "met, meet, meets, meeting, reach, reaches, hit, 到達, 做到",
    MISSED: """
        broken, broke, breached, unkept, not kept, unfulfilled, undelivered, 食言, 沒兌現, 未兌現, 沒有兌現, 無法兌現,
        blow, blew, blown, botched, bust, flopped, shortfall, underachieved, underachieving, undershot, flunked,
        below target, under target, slipping, slipped, trailing, laggard, 沒到標, 未到標, 未符目標, 不符目標, 沒跟上,
        跟不上, 吊車尾, 墊底, 未如期達成, missed, miss, misses, fell short, fall short, short of, behind, lagging,
        behind schedule, fail, off track, not on track, underperforming, at risk, delayed, late, overdue, 落後, 跳票,
        達不到, 未達標, 未達成, 未達, 不達標, 沒達標, 沒達成, 沒有達標, 沒有達成, 沒達到, 無法達成, 延遲, 延誤,
        不如預期, 進度落後, 不及格, 沒過, 紅燈, 卡關, 破功, 擺爛, 落空, fell behind, fall behind, unmet, 沒做到,
        沒達, 做不到, 做不好, 達不成, 開天窗, 漏氣
    """,
    PARTNERS: """
        connect, connect with, interact, interact with, relate to each other,
        together, talk, talk to, talk with, talk to whom, speak to, speak with, coordinate with, cooperate,
        cooperate with,
        cooperation, collaborate, collaborate with, collaboration, work with, work together, works closely with,
        depend, depend on, dependent on, dependency, rely on, relies on, share, overlap, overlapping, in common,
        common, have to coordinate, must coordinate, need to coordinate, should coordinate, interface with, liaise,
        liaise with, connected with, each other, one another, jointly, 協調, 合作, 協作, 聯繫, 溝通, 協商, 討論, 開會,
        談, 對話, 共同, 一起, 共通, 重疊, 重複, 最相關, 相關, 往來, 依賴, 相依, 牽涉, 連動, 關係, 橫向, 互相, 彼此,
        相互, 搭配, 協同, 聯手, interdependency, interdependent, counterpart, team up with, team up, hand in hand,
        打交道, 聯合, 會同, 協力, 跨局處, 跨單位, 跨部門, 跨機關, 共事, 交流, partner
    """,
    TOGETHER: "配合, 接洽, 對接, 會辦, 知會, 會簽, 會商, coordinate, contact",
    WITH: "with, to, 跟, 和, 與, 同, 及, 以及, 還有, 跟著",
    HISTORY: f"""
        {_RENAMED}, {_BECAME}, 演進, 更迭, 改叫, 改隸, 移撥, chronology, transformed into, converted into,
        evolved into, restructured, came into being, disappear, evolution, evolution in time, evolution over time,
        over time, over the years, changed name, changed names, changed its name, changed their name,
        changed their names, change of name, changes of name, history, happened, happened to, rename, abolished,
        dissolved, founded, established, set up, created, merged,
        split, replaced by, replace, superseded, superseded by, succeeded, succeeded by, successor, predecessor,
        took over, take over, taken over, became, become, become of, became of, turn into, now called, called now,
        called before, called, formerly, used to be, previously, name change, new name, old name, former name,
        upgraded, reorganized, reorganised, reorganization, origin, timeline, evolve, 歷史, 沿革, 歷程, 演變, 由來,
        前身, 改名, 改名為, 更名, 更名為, 改制, 改制為, 改成, 改為, 改組, 升格, 升格為, 併入, 整併, 整併為, 合併,
        裁撤,
        廢除, 廢止, 取代, 變成, 變為, 成立, 設立, 設置, 創立, 接手, 承接, 接管, 以前叫, 原本叫, 原來叫, 之前叫,
        過去叫,
        原名, 舊名, 現在叫, 如今叫, 後來叫, 叫什麼名字, 叫什麼, 叫甚麼, 名稱, 現在是, 後來是, 後來, 大事記, 時間軸,
        繼承, 前後任, 修正為
    """,
    CHANGED: """
        增減, 增刪, 刪除, 移除, 刪掉, 拿掉, added, removed, deleted, edited, change log, changelog, altered, revised,
        revision, 更改, 更新, 增修, 換, 換了, 變過, 動過, 動了, 有改, change, what is new, what's new, new since,
        different, difference, differ, updates, updated, modified, amended, whats new, 改變, 變更, 變動, 變化, 異動,
        更動, 修改, 調整, 改, 改了, 改過, 變, 變了, 新增, 修正, 不同, 差異, 差別, 不一樣, 差在哪裡, 差在哪,
        what is different
    """,
    COMPARE: """
        compare, comparison, versus, vs, against, compared to, compared with, contrast, side by side, 比較, 對比,
        比對,
        相比, 對照, 比一比, 比比看, 並列, 相較
    """,
    DIFFERS: f"""
        {_WHERE_APART},
        different, difference, differ, distinguish, set apart, sets apart, 不同, 差異, 差別, 區別, 分別, 異同,
        不一樣, 差多少, 差什麼, what is different
    """,
    FINER: """
        by target, by targets, by sub-targets, by subtargets, per target, target by target, at target level,
        at the target level, not by goal, not by goals, rather than by goal, rather than goals, instead of goals,
        依細項目標, 按細項目標, 逐細項目標, 各細項目標, 細項目標, 依細項, 按細項, 逐細項
    """,
    BURDEN: """
        nothing to do, little to do, a lot to do, much to do, idle, underused, 閒, 很閒, 沒事做, 沒事幹, 事最少, 事最多,
        workload, burden, burdened, load, overloaded, overburdened, busy, busier, busiest, stretched, 忙, 忙碌,
        工作量,
        業務量, 份量, 擔子, 累, swamped, overworked, overstretched, hectic, work load, 負荷, 工作負荷, 業務負荷,
        負擔, 吃重, 繁重
    """,
    SINCE: """
        since, after, from, starting, between, 自從, 自, 從, 以來, 之後, 以後, 起, 至今, 到現在, 到今天, 迄今, 後,
        之間, 間, 到, 至
    """,
    BEFORE: "before",
    UNTIL: "until, till, 前, 之前, 以前",
    DATED: """
        by, by the end of, in, during, as of, within, at the end of, end of, by end of, year, month, edition, version,
        版, 年版, 底, 年底, 月底, 末, 年末, 以內, 內, 年度, 年,
        會計年度, 預算年度, 時, 時候, 的時候, 當時, 度, 期間, 當年, 止, 截至
    """,
    NOT: f"""
        nothing to do with,
        {_NOT_DONE}, no, none, without, nobody, no one, noone, nothing, lack, missing, hasnt, hasn't, havent,
        haven't, uncovered,
        unassigned, unled, no agency, no body, still need, still needs, need a, needs a, need an, have no, has no,
        with no, have not the, has not the, have not a,
        has not a, have not an, have not any, has not any, having no, lacking, lacking of, deprived of, short of,
        do not dispose of, does not dispose of, do not have, does not have, don't have, dont have, doesn't have,
        doesnt have, 沒有, 沒, 未, 無, 缺, 缺少, 缺乏, 欠缺, 少了, 尚無, 尚未, 還沒, 還沒有, 都沒有, 都沒, 並無,
        並未, 沒人, 沒有人, 無人, 沒有被, 未被, 沒被, orphan, lack of, absence of, devoid of, nobody's, 看不到,
        找不到, 看不見, 見不到, 查不到, 沒看到, 沒列, 沒寫, 沒訂, 沒設, 沒定, 未列, 未寫, 未訂, 未設, 未定, 漏列,
        漏寫, 漏訂, 空白, 沒半個, 沒一個, have not got, has not got, haven't got, hasn't got
    """,
    CONTRARY: """
        cannot, can not, can't, cant, couldn't, not, never, isnt, isn't, arent, aren't, wasnt, wasn't, werent,
        weren't,
        doesnt, doesn't, dont, don't, didnt, didn't, are not, is not, do not, does not, did not, un, non, except,
        other than, besides, 不, 非, 並非, 不是, 除了, 不用, 不必, 不再
    """,
    OPEN: """
        open items, open item, open points, open questions, outstanding, unsettled, pending,
        leave out, left out of, forget, forgotten, overlook, gap, missing, left open, open issues, incomplete,
        unresolved, weak points, weaknesses, left out, loose ends, unclear, undefined, problems, 缺口, 漏洞, 不足,
        缺什麼, 缺少什麼, 缺哪些, 遺漏, 漏掉, 待補, 未定, 懸而未決, 有缺, 缺漏
    """,
    VACANT: f"""
        {_SHORT_OF}, unstaffed, open seat, 未遴聘, 未遴派, 待聘, 懸缺中, 出缺中, unoccupied, vacant, empty, unfilled,
        vacancy, open seats, 空缺, 出缺, 懸缺, 缺額, 空著, 空的, 空位, 空席, 缺人, 缺委員, 少人, 沒人坐, 待補, 從缺,
        未補, 未派, not filled, 懸著, 空缺著, 沒補, 還沒補, 未補實, 未聘, 沒有人坐
    """,
    SEATS: f"""
        invite, attend, attendee, participant, 邀請, 邀, 出席, 出席人員, 與會, 與會人員, 與會者, 開會成員, 開會名單,
        roster, lineup, line-up, comprise, comprised of, consist of, made of, 組成人員, 委員名單, 委員會成員, 編組,
        編制, 陣容, {_HOW_MANY_SEATS}, 人數, 人員, 位子, 座位, 職位, position, place on, seat, member, members,
        membership, sit on,
        composition, composed of, board, commissioners, deputy, secretary, made up of, 席, 席次, 席位, 委員席位,
        委員席次, 委員, 成員, 名單, 組成, 坐, sit, 一席, 席位數, on the council, on the committee, on the board,
        who is on, who's on
    """,
    LIST: f"""
        大表, 表格, 報表, 清冊, 名冊, 總覽, spreadsheet,
        若干, table, {_HOW_MANY}, {_HOW_MANY_SEATS}, list, list of, all, every, each, show, how many, count,
        number of, overview,
        names, names of, total, catalogue, download, export, see all, complete list, full list, overall, 有哪些, 清單,
        一覽, 一覽表, 一欄表, 列表, 列出, 列出來, 全部, 所有, 全數, 每個, 每一個, 各, 總共, 一共, 共有, 共, 數量,
        總數,
        目錄, 總表, 表, 下載, 匯出
    """,
    MATRIX: """
        table of duties, duty table, duty matrix, responsibility assignment matrix, who does what chart,
        who does what sheet, who does what list, assignment table, roles and responsibilities, allocation of tasks,
        allocation of responsibilities, 分工總表, 權責總表, 分工明細, 分工明細表, 分工對照表, 權責對照表, 職掌表,
        分工一覽表, 權責一覽表, 分工一覽,
        matrix, responsibility matrix, who does what table, raci, rasci, who does what, responsibility table,
        table of responsibilities, division of labour, division of labor, division of work, chart of responsibilities,
        responsibility chart, 矩陣, 權責矩陣, 分工矩陣, 責任矩陣, 權責分工表, 分工表, 權責表, 責任分工表, 分工矩陣表,
        權責分工, 誰做什麼, 誰負責什麼, 誰負責哪些
    """,
    PICTURES: """
        reports to whom, report to whom, reporting to whom, reporting line, chain of command, hierarchy, 隸屬關係,
        從屬關係, 上下級, 指揮體系, 指揮系統, 層級, 誰向誰報告, 誰對誰報告, 誰聽誰的,
        network, map, 網絡, 網絡圖, 網路圖, 關聯圖, 關係網, 視覺化, 心智圖, visualisation, mind map, infographic,
        地圖, picture, diagram, chart, graph, organigram, org chart,
        organisation chart, organization chart,
        organisational chart, organizational chart, draw, 圖, 架構圖, 組織圖, 組織架構圖, 組織架構, 一張圖, 一張,
        圖表,
        關係圖, 畫
    """,
    COVERED: """
        碰, 沾, 沾到, 觸碰, attention, neglected, ignored, disregarded, 忽略, 忽視, 冷落, 重視, 關注, untouched,
        left behind, tackled,
        顧到, 照顧到, 兼顧, 觸及, 碰到, 覆蓋, 落實到, 關照, cover, coverage, address,
        addresses, addressed, align, aligned with, alignment, mapped, mapped to, mapping, 對應, 對應到, 連結, 連結到,
        涵蓋, 納入, 對到, 對應情形, 對照表, 呼應, 對不到, 對應不到, 對上, 掛勾, 掛鉤, 連到, 有關聯
    """,
    LINKED: """
        linked to, link, related, related to, contribute to, connected, connected to, under, below, within, tied to,
        report to, report, 涉及, 關聯, 關聯到, 底下, 下面, 之下, 有關
    """,
    SOURCE: """
        rest on, rests on, resting on, built on, built upon, based upon, grounded in, rooted in, stem from,
        derive from, drawn from, anchored in,
        source, clause, sentence, quote, cite, citation, mention, named, refer to, say, said, state, written,
        based on,
        basis, legal basis, text, wording, article, paragraph, page, pages, chapter, evidence, reference, come from,
        required by, require, prescribed, in what document, in which document, 來源, 出處, 依據, 根據, 法源, 原文,
        條文, 條款, 文字, 哪一句, 哪句, 哪一句話, 句子, 第幾條, 哪一條, 哪條, 第幾頁, 哪一頁, 哪一段, 哪一章, 哪一節,
        哪段, 哪章, 哪節, 哪頁, 章節, 寫到, 提到, 提及, 講到, 出現, 寫, 載明, 規定, 明定, 引用, 佐證, 依, 依照,
        哪一份報告, 哪份報告, 哪一份文件, 哪份文件, 哪個文件, 哪一份, 哪份, 什麼法, 哪部法, 哪個法, 計畫裡, 計畫中,
        要做的事, proof, origin of, 白紙黑字, 哪裡寫, 依照什麼, 憑什麼, 根據什麼
    """,
    ASSIGNED: f"{_ASSIGNED}, 敘明, 述明, 註明, 標明, 明列, 列明, 提供",
    CONTACT: f"{_CONTACT}, {_LOOKED_FOR}",
    HEADS: f"{_HOW_MANY_SEATS}, 編組, 編制, 陣容, 組成人員, roster, 幾人, 幾位, 人數, 人員",
    RANKED: f"""
        {_MORE_OR_LESS}, biggest, largest, smallest, best, worst, heaviest, lightest, highest, lowest, top, rank,
        ranking, 最大, 最小, 最重, 最輕, 最高, 最低, 排名, 排行, 數一數二
    """,
    PLACE: "where, whereabouts, 哪裡, 何處, 哪邊, 什麼地方, 哪兒",
    REASON: "why, how come, reason, 為什麼, 為甚麼, 為啥, 怎麼會, 原因, 理由",
    FILLER: f"""
        {_LETTERS}, {_CHATTED}, {_LISTED_OUT}, {_PEOPLE_ASK}, {_THESE}, {_DEGREE},
        {_LOOKED_UP}, {_IN_THE_PLAN}, {_MEASURING}, {_PLACES}, {_OFFICIAL}, {_ITSELF},
        {_REQUESTED}, than, 比, 比起, 還要, 阿, 捏, 勒, 齁, 哩, 最近, 市裡, 我們市,
        咱們市, 本縣, 縣府, 縣裡, 市政, other, other agencies,
        other bureaus, other departments, other bodies, 其他, 其他機關,
        其他局處, 其他單位, anywhere, somewhere, altogether, really, at all, at the moment, right now, maybe, kindly,
        quickly, ok, hey, 哎, 誒, 欸, 喂, 拜託, 一共, 究, 好像, 大概, 應當, 幫, 咧, 囉, 底, 所, 給, 讓, 用, 可供,
        用來,
        from, in, during, between, year, the, a, an, of, for, on, at, and, or, as, is, are, was, were, be, been,
        being,
        am, will, would, shall, should, must, may, might, can, could, has, have, had, this, that, these, those, there,
        here, it, its, it's, their, them, they, he, she, his, her, we, us, our, you, your, i, me, my, please, pls,
        plz,
        thanks, thank you, thx, hi, hello, tell me, show me, give me, send me, get me, let me know, i want, want,
        want to, i need, i would like, would like, like, know, see, find, find out, look up, looking for, get, give,
        tell, show, open, can you, could you, do you know, arrangement, arrangements, setup, set-up, scheme,
        programme, need to, needs to, have to, has to, ought to, supposed to,
        expected to, going to, about, any, some, also, currently, current, now, today, still, yet, already, exactly,
        actually, just, only, so far, up to now, ever, again, so, then, into, onto, to, by, out, up, down, over,
        do we,
        do i, does it, did they, did it, is there, are there, was there, were there, plan, the plan, our plan, city,
        our city, this city, city hall, plan's, what's, whats, who's, whos, which's, one, kind of, exist, belong,
        belong to, concerning, regarding, with regard to, respect to, called, name, info, information, detail, page,
        both, either, anyone, anybody, someone, somebody, two, three, four, five, six, seven, too, main, mainly, full,
        whole, entire, complete, is it, responsible for what, part, parts of, serve as, act as, hold, held, post, un,
        united nations, 年度, 從, 自, 間, 之間, 內, 期間, 請, 請問, 請問一下, 問一下, 想請問, 想問, 想問一下, 麻煩,
        麻煩你, 麻煩您, 麻煩幫我, 幫我, 幫忙查, 幫我查, 幫我查一下, 查, 查一下, 查詢, 查看, 告訴我, 請告訴我,
        我想知道,
        想知道, 知道, 我要, 我想, 我想看, 想看, 我們, 我, 你, 您, 他, 他們, 它, 給我, 給我看, 看, 看看, 看一下, 謝謝,
        謝謝您, 感謝, 您好, 你好, 哈囉, 的, 地, 得, 了, 嗎, 呢, 吧, 啊, 喔, 呀, 哦, 是, 是不是, 是否, 有, 有沒有,
        有無,
        有在, 在, 由, 被, 把, 將, 會, 要, 應, 應該, 該, 須, 需, 需要, 必須, 得要, 可, 可以, 能, 能不能, 能夠,
        可不可以,
        也, 都, 還, 就, 才, 又, 再, 仍, 正在, 已, 已經, 目前, 現在, 現行, 如今, 今, 平常, 到底, 究竟, 主要, 這, 那,
        這個, 那個, 這項, 那項, 這些, 那些, 這幾年, 近年, 近年來, 此, 該項, 案, 本, 本市, 市府, 我市, 全市, 本府,
        市政府裡,
        其, 之, 於, 以, 為, 來, 去, 上, 下, 裡, 裡面, 裏, 中, 內部, 當中, 其中, 方面, 部分, 相關的, 手上, 手邊, 關於,
        有關於, 對於, 至於, 針對, 怎麼, 怎樣, 怎麼樣, 如何, 情形, 狀況, 情況, 現況, 內容, 資料, 資訊, 說明, 介紹,
        名字,
        叫, 稱為, 計畫, 方案, 計畫書, 是什麼, 為何, 個, 項, 件, 種, 些, 份, 條, 位, 名, 一, 二, 三, 四, 五, 六, 兩,
        兩個, 一下, 列, 訂, 訂定, 訂出, 設, 設定, 定, 明確, 具體, 連, 任何, 跟我說, 說, 一句話, 話, 誰的, 過, 出, 到,
        嘛, 啦, 唷, 耶, 一項, 一個, 一些, 開始, 何, 這邊, 那邊, 目前為止, 向, else, entirely, completely, totally,
        fully, anyhow, basically, apparently, all in all, roughly, just now, in total, in our city, for the city,
        請教,
        請教一下, 完全, 根本, 全然, 徹底, 總共, 大致, 基本上, 其實, 那麼, 欸欸, 不好意思, 抱歉, 幫個忙, 拜託一下,
        查查,
        問問, 問問看, 想了解, 了解, 瞭解, 想瞭解, 想查, 我想查, 我想問, 我要找, 要找, 這塊, 這一塊, 這部分, 究竟是,
        半個, meant to, meant to be, expected, planned, 預計, 預定, 這件事情, 這些事, 事情上, these days, nowadays
    """,
}
"""What words say about a question, by code; separated by commas."""

TASK, INDICATOR, AGENCY, COUNCIL, SUBGROUP = "Task", "Indicator", "Agency", "Council", "Subgroup"
GOAL, DOCUMENT, MEMBER, TARGET, SDG_TARGET = "SDGGoal", "Document", "Member", "AnnualTarget", "SDGTarget"

KIND_WORDS: Mapping[str, str] = {
    TASK: """
        job, chore, 待辦, 待辦事項, 工項, task, duty, measures, actions, promise, pledge, commitment, initiative,
        承諾, 諾言, 許諾, 政見, 任務, 工作項目, 工作, 業務, 措施, 事項, 行動, task item, to-do, todo, 任務項目,
        案子, 計畫項目
    """,
    INDICATOR: "indicator, kpi, 指標, 績效指標",
    AGENCY: _BODIES,
    COUNCIL: "council, committee, the council, 推動會, 委員會",
    SUBGROUP: """
        工作小組, 工作分組, 工作組, 任務小組, 任務編組, 專案小組,
        group, subgroup, task group, task groups, working groups, 小組, 推動小組, 分組, 組, 各組
    """,
    GOAL: """
        17 goals, 17 sdgs, seventeen goals, seventeen sdgs, all 17,
        sdg, sdg goal, sdg goals, sustainable development goal, sustainable development goals, goal, global goals,
        un goals, sdg targets, sdg target, 永續發展目標, 永續目標, 永續發展, 聯合國目標, 全球目標, sdgs目標, sdg目標
    """,
    DOCUMENT: """
        paper, publication, regulation, legislation, statute, 法令, 條例, 計畫文件, document, reports, report, law,
        act, files, 文件, 文件清單, 報告, 報告書, 法律, 法規, 法, 計畫書
    """,
    MEMBER: "seat, members, 席位, 席次, 委員席位, 委員席次, 委員, 成員",
    TARGET: "target, annual target, annual targets, 年度目標, 目標",
}
"""What the kinds of records are called in a question, by kind."""

LACK_WORDS: Mapping[str, str] = {
    "unit": "unit, units, unit of measure, 單位, 計量單位",
    "lead": f"""
        {_LEADING_PARTIES}, {_LEADING}, {_DOING}, unassigned, unled, leader, lead agency, responsible agency,
        responsible body, agency, agencies, convener, lead department, anyone, 主辦機關, 主辦單位, 主責機關,
        主責單位, 主辦局處, 負責機關, 負責單位, 負責局處, 負責人, 權責機關, 權責單位, 召集機關, 召集單位, 召集人,
        機關, 局處, 人, 人負責, 人管, 單位,
        owner, boss, head, in charge, responsible party, 認領, 承辦人, 單位負責, 機關負責, 局處負責
    """,
    "indicator": f"{_MEASURING}, indicator, kpi, 指標",
    "deadline": """
        deadline, due date, due dates, 期限, 完成期限, 辦理期限, 時程, 期程, date, end date, timeline, timetable,
        schedule, 截止日, 日期, 完成日, 截止日期, 完成時間, 時間表
    """,
    "reviewer": f"{_REVIEWING}, reviewer, 審查機關, 審查單位, 檢討單位, 檢討機關",
    "target": """
        target, target value, annual target, 目標, 目標值, 年度目標, goal value, 目標數
    """,
    "direction": "direction, wanted direction, 方向, 期望方向",
    "result": """
        result, actual, 實績, 結果, 成果, 實際值, report, reported, figure, number, data, 數據, 數值, 數字
    """,
    "met": "met, meet, reach, 達標, 達成, 達到",
    "holder": "holder, 人, 現任者",
}
"""What something may lack, by the words for it."""

GAPS_ASKED: Mapping[tuple[str, str], str] = {
    (TASK, "lead"): "task-no-lead",
    (TASK, "indicator"): "task-no-indicator",
    (TASK, "deadline"): "task-no-deadline",
    (INDICATOR, "lead"): "indicator-no-lead",
    (INDICATOR, "reviewer"): "indicator-no-reviewer",
    (INDICATOR, "target"): "indicator-no-target",
    (INDICATOR, "unit"): "indicator-no-unit",
    (INDICATOR, "direction"): "indicator-no-direction",
    (INDICATOR, "met"): "target-missed",
    (SUBGROUP, "lead"): "subgroup-no-lead",
    (INDICATOR, "result"): "target-no-result",
    (TARGET, "result"): "target-no-result",
    (TARGET, "met"): "target-missed",
    (MEMBER, "holder"): "seat-vacant",
}
"""The gap that is asked for by the kind of what lacks something, and by what it lacks."""
LACKED_BY: Mapping[str, str] = {
    "lead": TASK,
    "indicator": TASK,
    "deadline": TASK,
    "target": INDICATOR,
    "reviewer": INDICATOR,
    "holder": MEMBER,
}
"""The kind that is meant where a question names only what is lacking."""


FUNCTION = "的是了嗎呢由有在與和跟及要誰"
"""Characters that are never part of another word."""
OPEN_WORDS = frozenset(_listed("什麼, 甚麼, 哪些, 啥, what, which"))
"""Words that ask what somebody does, and not the name of something."""
BODY_NOUNS = _listed("機關, 單位, 局處, 機構, 人, agency, agencies, body")
"""What words end in that ask for a body by its role: 主辦機關."""
TOPICS = frozenset(
    _listed(
        """
        氣候, 氣候變遷, 氣候行動, 減碳, 淨零, 低碳, 永續, 碳中和, climate, climate-change, net-zero, sustainability,
        decarbonisation, decarbonization
        """
    )
)
"""What all of a plan is about: beside the name of an agency they ask for nothing more."""
LEADS_OF_TWO = frozenset(
    _listed("主辦, 主責, 主導, 牽頭, 主政, 主辦單位, 主辦機關, 誰主誰輔, 主輔, 主從, lead, leads, leader")
)
"""Which of two agencies that are named before it is asked for."""
TOUCHING = frozenset(_listed("關係, 關聯, 有關, 相關, 牽涉, relation, related, connected"))
"""What joins the name of an agency and what all of a plan is about."""
THAN = frozenset(
    _listed("比, 比起, 相比, than, others, other departments, other bureaus, 其他, 其他局處, 其他單位, 其他機關")
)
"""That an agency is compared with all others."""
GIVEN = frozenset(_listed("given, allocated, attached, 掛, 分派, 分配, 指派, 指定, 安排, 交代, 交給, 交由"))
"""What is done with tasks that somebody then has, whom the question names."""
LAID_DOWN = re.compile(
    r"^(?:所定|所訂|所規定|所載|所列|規定|明定|第[0-9一二三四五六七八九十]+條)"
    r"|(?:依照|依據|依|按照|按|根據|under|according to|pursuant to|required by|prescribed by)(?: the)?$",
    re.IGNORECASE,
)
"""What is beside the name of a document that lays down what is asked about."""
FIRST_PERSON = re.compile(
    r"^(?:我|本人|敝人|小弟|身為|作為|新人|菜鳥|hi\b|hello|dear|i\b|im\b|we\b|as an?\b|new here)"
    r"|(?:想問|想請問|請問|問一下|想知道|想了解|asks?|asking|wants? to know|wondering)$",
    re.IGNORECASE,
)
"""How somebody begins or ends who says who asks, before the question."""
GROUP_NOUNS = _listed("組, team, group, groups")
"""What words end in that ask for a group, and for no agency: 哪個小組."""

_SAME = str.maketrans(
    "谁负责么没变进哪个与间协调标门单说缺办审员组务织总还对应该关时问",
    "誰負責麼沒變進哪個與間協調標門單說缺辦審員組務織總還對應該關時問",
)
"""Characters of the mainland in the words of a question; names are looked up as they were typed."""


class Meaning(NamedTuple):
    """What a word says: codes of a question, the kinds that it names, and what may be lacking."""

    says: frozenset[str]
    kinds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


def as_read(text: str) -> str:
    """A text as its words are looked up: in small letters and Taiwan's characters, place for place."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text).translate(_SAME).replace("’", "'")


@cache
def lexicon() -> Mapping[str, Meaning]:
    """All words with their meanings; English ones in their regular forms too, where no list has such a word."""
    listed = _listed_words()
    forms = {form: meaning for word, meaning in listed.items() for form in _forms(word)}
    unlike = {
        f"un{form}": Meaning(frozenset((NOT,)), (), meaning.lacks)
        for form, meaning in {**forms, **listed}.items()
        if meaning.lacks and form.endswith("ed") and form.isalpha()
    }
    return {**unlike, **forms, **listed}


def _listed_words() -> dict[str, Meaning]:
    says, kinds, lacks = (_by_word(lists) for lists in (_SAID, KIND_WORDS, LACK_WORDS))
    agencies = tuple(word for word, named in kinds.items() if AGENCY in named)
    for word, codes in says.items():
        if WHO in codes and word.endswith(agencies):  # which agencies, 哪些機關
            kinds.setdefault(word, []).append(AGENCY)
        elif WHO in codes and word.endswith("小組"):
            kinds.setdefault(word, []).append(SUBGROUP)
    return {
        word: Meaning(frozenset(says.get(word, ())), tuple(kinds.get(word, ())), tuple(lacks.get(word, ())))
        for word in {**says, **kinds, **lacks}
    }


def _forms(word: str) -> Iterator[str]:
    """The regular forms of an English word, or of the first one of a phrase: assigns, assigned and assigning."""
    first, blank, rest = word.partition(" ")
    if not first.isascii() or not first.isalpha() or len(first) < 3 or first.endswith(("s", "ed", "ing", "ly")):
        return
    stem = first[:-1] if first.endswith("e") else first
    doubled = len(first) == 3 and first[-1] in "nptg" and first[-2] in _VOWELS and first[-3] not in _VOWELS
    stem += stem[-1] if doubled else ""
    for form in (_plural(first), f"{_plural(first)[:-1] if first[-1] == 'y' else stem + 'e'}d", f"{stem}ing"):
        yield f"{form}{blank}{rest}"


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("sh", "ch", "x", "z", "do", "go")) else f"{word}s"


_VOWELS = "aeiou"
VERBS = frozenset(form for word in _listed(f"{_LEADING}, {_DOING}") for form in (word, *_forms(word))) - {"lead"}
"""Words that say what somebody does; "lead" is more often a noun."""


def _by_word(lists: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code, text in lists.items():
        for word in _listed(text):
            found.setdefault(word, []).append(code)
    return found


@cache
def longest_words() -> tuple[int, int]:
    """The most words of an English phrase, and the most characters of a Chinese word."""
    words = lexicon()
    return max(len(word.split()) for word in words if word.isascii()), max(
        len(word) for word in words if not word.isascii()
    )


@cache
def single_words() -> tuple[str, ...]:
    """The English words of one word, in which a slip is mended."""
    return tuple(sorted({part for word in lexicon() if word.isascii() for part in word.split() if len(part) > 3}))
