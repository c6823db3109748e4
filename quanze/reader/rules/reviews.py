"""What a body reviews: 審議本市…方案及成果報告, 檢討每年…指標推動成效, …計畫之審查."""

from __future__ import annotations

import re
from dataclasses import replace

from quanze.reader.draft import CHECK, Node
from quanze.reader.names import more_than_a_name
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading, Sentence
from quanze.reader.rules.definitions import kind_of
from quanze.reader.rules.documents import document, is_document, is_generic, split_documents
from quanze.reader.rules.vocabulary import REVIEW
from quanze.reader.wording import normalise

_FRONT = re.compile(
    rf"^(?P<verbs>(?:{REVIEW}|核備|通過|確認|協調|諮詢|諮議|研議|、|及|與|並|和)+)(?P<what>[^。;，]{{2,80}})"
)
_BACK = re.compile(
    rf"^(?P<what>[^。;，]{{2,80}}?)(?:\((?:以下)?簡?稱[^()]{{1,20}}\))?(?:(?:之)?(?:諮詢|研議|規劃|評估|擬訂|研訂"
    rf"|訂定|修正|執行|推動|訂修|擬定|修訂"
    rf"|編撰)(?:及|與|、)?)*(?:(?:之|的|及|與|、)?(?:{REVIEW}))+(?:事項)?$"
)
_PART = re.compile(
    rf"(?:^(?:關於)?|[，、及與和])(?P<what>[^，、。;及與和]{{2,30}}?(?:計[畫劃]|方案|綱領|白皮書|報告書?))[之的]?(?P<verb>{REVIEW})"
)
"""「住宅建築計畫之審定及工程之考核」: one of several things that a duty is about."""
_VERB = re.compile(REVIEW)
_INDICATOR = re.compile(
    r"^(?:各項|各年度|各小組|各組|各|本市|本縣|全市|每年|年度|歷年|之|的)*(?P<name>[^，。;、之的]{0,16}?指標)(?:及"
    r"|與|、|之|的)?(?:[^，。;]{0,4}?(?:年度目標"
    r"|目標值))?(?P<rest>(?:之|的)?(?:每年|年度|各年度)?(?:推動|執行|達成|辦理)?(?:成效|成果|情形|進度|結果|達成率"
    r"|發展|與目標)?)$"
)
_MEASURED = re.compile(
    r"^(?:各項|各|每年|年度|歷年)*(?P<name>[^，。;、之的及與和]{2,14}?(?:率|比例|比率|占比))(?:之|的)?(?:每年|年度|各年度)?(?:之|的)?"
    r"(?:達成|變動|改善)(?:情形|成效|狀況|進度)$"
)
"""「糧食自給率年度達成情形」: a measure that no word calls an indicator."""
_TRIM = re.compile(r"(?:之)?(?:擬訂|研訂|訂定|修正|執行|推動|編撰|編製)?(?:情形|成效|進度|成果)?$")
_DEED = re.compile(r"[之的](?:計[畫劃]|報告|方案)$")
"""選舉事務之計畫 is what somebody does and the name of no plan."""
_OTHER_THING = re.compile(
    r"^(?:並|且)?(?:研擬|擬訂|擬定|研訂|訂定)(?=.{3})|^[^，。;]{4,}?(?:目標|事項|協調|事件|標準|指標|事務|議題|案件|爭議)(?:及|與|和|暨|、)(?=.{5,})"
)
"""What a name does not begin with: a verb, and another thing that is looked at, 減量目標及永續報告書."""
_ABOUT = re.compile(
    r"^(?:關於|有關)?(?:辦理本[^，。;]{1,4}(?:所定|規定)之)?(?:[^，。;]{1,8}(?:單位|機關)所(?:送|提|擬)之?)?(?=.{4})"
)
"""Before the name of what is examined: 關於開發單位所送…調查報告書."""
_OTHER = re.compile(r"^(?:其他|其它|各項|相關|有關|上述|前述|重大|各項重大)")


def read(reading: Reading) -> None:
    """Read the duties of councils and subgroups, and sentences in which a body reviews something."""
    for link in list(reading.draft.linked("UNDERTAKES")):
        evidence = link.b.evidence[0]
        passage = (
            reading.passages[evidence.passage] if evidence.passage >= 0 and evidence.source == reading.source else None
        )
        if passage is not None and link.b.values.get("kind") == "duty":
            _duty(reading, link.a, passage, evidence.start, evidence.end)
    for passage in reading.passages:
        _sentences(reading, passage)


def _duty(reading: Reading, body: Node, passage: Passage, start: int, end: int) -> None:
    text = passage.norm[start:end].rstrip("。;，")
    front = _FRONT.match(text)
    if front and _VERB.search(front["verbs"]):
        verb = _VERB.search(front["verbs"])
        _objects(reading, body, passage, start + front.start("what"), front["what"], verb[0] if verb else "")
        return
    back = _BACK.match(text)
    if back:
        verb = _VERB.search(text, back.end("what"))
        if _objects(reading, body, passage, start, back["what"], verb[0] if verb else "審議"):
            return
    for part in _PART.finditer(text):
        _objects(reading, body, passage, start + part.start("what"), part["what"], part["verb"])


def _objects(reading: Reading, body: Node, passage: Passage, at: int, what: str, verb: str) -> bool:
    """Add what is reviewed, when it is a document or an indicator."""
    indicator = _INDICATOR.match(what) or _MEASURED.match(what)
    if indicator:
        start = at + indicator.start("name")
        name = passage.text[start : start + len(indicator["name"])]
        evidence = reading.evidence(passage, at, at + len(what), "reviews.indicator")
        node = reading.draft.node(
            "Indicator", name, evidence, kind="single" if indicator.re is _MEASURED else "class", level="local"
        )
        reading.draft.link("REVIEWS", body, node, verb, evidence)
        return True
    found = False
    text = passage.text[at : at + len(what)]
    for name in split_documents(text):
        plain = name if is_document(name) else _TRIM.sub("", name)
        plain = _OTHER_THING.sub("", _ABOUT.sub("", plain))
        if not is_document(plain) or _OTHER.match(plain) or is_generic(plain) or _DEED.search(plain):
            continue
        evidence = reading.evidence(passage, at, at + len(what), "reviews.document")
        reviewed = document(reading, plain, evidence)
        if reviewed is not None and (body.kind, reviewed.kind) in (
            ("Council", "Document"),
            ("Subgroup", "Document"),
            ("Agency", "Document"),
        ):
            reading.draft.link("REVIEWS", body, reviewed, verb, evidence)
            found = True
    return found


_ACTIVE = re.compile(
    rf"(?:^|[，。;])(?P<who>[^，。;:]{{2,30}}?)(?:並|應|得|須"
    rf"|亦)*(?:負責)?(?P<verb>{REVIEW})(?:(?:、|及|與)(?:{REVIEW}|協調|諮詢|諮議|研議))*(?P<what>[^。;，]{{4,80}})"
)
_MORE = re.compile(
    rf"，(?:並|及|且)(?:負責)?(?P<verb>{REVIEW})(?:(?:、|及|與)(?:{REVIEW}|協調|諮詢|諮議|研議))*(?P<what>[^。;，]{{4,80}})"
)
_COUNCIL = re.compile(
    r"(?!各|本|該|前|市|縣|議)[\u3400-\u9fff]{4,20}(?:推動會|審議會|諮詢會|會報|推動委員會|審議委員會)"
)
"""The name of a council that the text speaks of only here."""
_SENTENCE = re.compile(rf"(?:送請|提請|報請|由|經|提|送|報(?!告))(?P<who>[^，。;:]{{2,40}}?)(?P<verb>{REVIEW})")
_DRAWN_UP = re.compile(
    r"(?:訂定|擬訂|擬定|研訂|編製|編訂|提出|研提|研擬)(?P<what>[^，。;:、由]{3,30}?(?:計[畫劃]|方案|綱領|報告書?|白皮書))(?=，)"
)
"""「應訂定減量綱領，由甲局擬訂，經乙會審議」: what is drawn up in a clause before."""
_BEFORE = re.compile(r"(?P<what>[^，。;:、由]{3,40}?)(?:，)?(?:應|須|需|並)?(?:每年)?(?:彙整後)?，?$")


def _is_council(text: str) -> bool:
    """Whether a name is that of a council by its words, 甲市低碳城市推動委員會, although commissions end like it."""
    return kind_of(text) == "Body" and not re.match(r"各|本|該|前", normalise(text)) and len(text) > 5


def _sentences(reading: Reading, passage: Passage) -> None:
    """「…計畫提本會審議」 and 「…成果報告由推動會審查」: what comes before is reviewed by who comes after."""
    for found in _ACTIVE.finditer(passage.body):
        body = reading.body(found["who"], passage.index)
        if body is not None:
            _objects(reading, body, passage, passage.start + found.start("what"), found["what"], found["verb"])
            rest = re.match(r"[^。]*", passage.body[found.end() :])
            for more in _MORE.finditer(rest[0] if rest else ""):
                at = passage.start + found.end() + more.start("what")
                _objects(reading, body, passage, at, more["what"], more["verb"])
    for sentence in reading.sentences(passage):
        _later(reading, sentence)
    for found in _SENTENCE.finditer(passage.norm):
        who = reading.body(found["who"], passage.index)
        agency = reading.split(found["who"]) if who is None and len(found["who"]) <= 20 else []
        agency = [n for n in agency if not more_than_a_name(n.text)]
        council_named = who is None and (
            (not agency and bool(_COUNCIL.fullmatch(found["who"]))) or (len(agency) == 1 and _is_council(found["who"]))
        )
        if who is None and len(agency) != 1 and not council_named:
            continue
        before = re.split(r"[。;]", passage.norm[passage.start : found.start()])[-1]
        named = _BEFORE.search(before)
        what = re.sub(r"(?:應|須|需|並|每年|，)+$", "", named["what"]) if named else ""
        if not is_document(what):
            drawn = _DRAWN_UP.search(before)
            what = drawn["what"] if drawn else ""
        if not is_document(what):
            continue
        what = re.sub(r"^.*(?:擬訂|研訂|訂定|編撰|編製|提出|彙整|彙編|撰寫|完成)(?:為|之|成)?(?=.{4,})", "", what)
        at = passage.start + passage.norm[passage.start : found.start()].rfind(what)
        if council_named:
            span = found.span("who")
            evidence = reading.evidence(passage, *span, "reviews.sentence", CHECK)
            who = reading.draft.node("Council", passage.text[slice(*span)], replace(evidence, reason="name"))
        if who is None:
            who = reading.agency(
                agency[0], reading.evidence(passage, found.start("who"), found.end("who"), "reviews.sentence")
            )
        _objects(reading, who, passage, at, what, found["verb"])


_LATER = re.compile(
    rf"，(?:並|及|且|以)?(?:負責)?(?P<verb>{REVIEW})(?:(?:、|及|與)(?:{REVIEW}|協調|諮詢|諮議|研議))*(?P<what>[^。;，]{{4,80}})"
)


def _later(reading: Reading, sentence: Sentence) -> None:
    """A sentence that begins with a body and goes on, after a comma, to what it reviews."""
    if not _LATER.search(sentence.norm):
        return
    body: Node | None = None
    for length in range(min(24, len(sentence.norm)), 1, -1):
        body = reading.body(sentence.norm[:length], sentence.passage.index)
        if body is not None:
            break
    if body is None or re.match(r"(?:下設|各|之|置)", sentence.norm[length:]):
        return
    for found in _LATER.finditer(sentence.norm):
        _objects(reading, body, sentence.passage, sentence.start + found.start("what"), found["what"], found["verb"])
