"""Names of laws, plans and reports: recognised by how they end, 本市 given its city, shared heads given back."""

from __future__ import annotations

import re

from quanze.reader.draft import Evidence, Node
from quanze.reader.reading import Reading
from quanze.reader.wording import normalise

_LAW = (
    r"(?:法|條例|辦法|要點|章程|(?:設置|組織|作業|修正|實施|運作)規定|通則|規程|細則|準則|規則|自治條例|設置要點"
    r"|公約|協定)"
)
_PLAN = r"(?:計畫|計劃|方案|綱領|白皮書|計劃|藍圖|路徑圖|行動綱領)"
_REPORT = r"(?:報告書?|年報|成果冊|清冊|報告\(書\))"
ENDING = re.compile(rf"(?:{_LAW}|{_PLAN}|{_REPORT})$")
_NOT = re.compile(
    r"(?:方法|有關法|相關法|辦法及|作法|做法|手法|用法|立法|修法|司法|執法|合法|依法|違法|看法|想法|說法|本法|該法"
    r"|憲法法|等計畫|相關計畫|各項計畫|各計畫)$"
)
LAW_NAME = (
    r"(?P<law>[\u3400-\u9fff]{2,30}?(?:自治條例|條例|辦法|要點|規程|細則|準則"
    r"|(?<![方辦作做手用立修司執合依違看想說本該關令])法(?![令規定律人院官制治務理學])))"
)
"""Pattern of the name of a law in normalised text."""


def is_document(text: str) -> bool:
    """Whether a name ends like a law, plan or report."""
    norm = normalise(text)
    if norm.isascii():
        return (
            bool(re.search(r"(?:Act|Plan|Strategy|Report|Review|Law|Regulation|Regulations|Bylaw|Ordinance)$", norm))
            and len(norm) > 8
        )
    return bool(ENDING.search(norm)) and not _NOT.search(norm) and len(norm) >= 3


_PART = re.compile(
    r"(?:附[錄件]|附?[圖表] ?[0-9一二三四五六七八九十]|目[錄次]|封面|[壹貳參肆伍陸柒捌玖拾]{1,3}[、.]"
    r"|第 ?[0-9一二三四五六七八九十百壹貳參肆伍陸柒捌玖拾]{1,4} ?[章節篇編部])"
    r"|(?:Chapter|Section|Part|Appendix|Annex|Table|Figure|Contents)\b",
    re.IGNORECASE,
)


def names_part(text: str) -> bool:
    """Whether a title is that of a part of a document, 附錄二 低碳永續行動計畫, and not of the document itself."""
    return bool(_PART.match(normalise(text).strip()))


_STEM = re.compile(
    r"各|年度|年|階段|期|執行|實施|相關|成果|推動|工作|行動|計畫|方案|報告書?|之|本市|本縣|所屬|機關|部門|修正"
    r"|要點|辦法|規定|自治|條例|法"
)
"""If anything is left of a name without these words, it names one document and not a class of documents."""


def is_generic(text: str) -> bool:
    """Whether a name is that of a class of documents (各年度執行報告) and of no particular one."""
    return not _STEM.sub("", normalise(text))


def document_kind(text: str) -> str:
    """The code of the document's kind, from how its name ends."""
    norm = normalise(text)
    if re.search(rf"{_REPORT}$|Report$|Review$", norm):
        return "report"
    if re.search(rf"{_LAW}$|Act$|Law$|Regulations?$|Bylaw$|Ordinance$", norm):
        return "law"
    return "plan"


_OWN = re.compile(r"[本該](?:自治條例|條例|辦法|要點|規程|規則|準則|細則|章程|法|規定)")


def document(reading: Reading, text: str, evidence: Evidence) -> Node | None:
    """The document of that name, short forms resolved; None when the text is no name of one."""
    name = text.strip("「」《》〈〉 ")
    norm = normalise(name)
    if _OWN.fullmatch(norm):
        return reading.document  # 依本自治條例: the text itself
    short = reading.resolve(norm)
    aliases: list[str] = []
    if short:
        if short.kind != "Document":
            return None
        aliases.append(name)
        name, norm = short.full, normalise(short.full)
    found = re.match(r"(?:本市|本縣|我國|該)", norm)
    if found:
        place = reading.resolve(found[0])
        rest = name[found.end() :]
        aliases.append(rest)
        name = (place.full + rest) if place and place.kind == "Place" else rest
    if not is_document(name):
        return None
    place_name = reading.government.name.removesuffix("政府") if reading.government else ""
    if place_name and name.startswith(place_name) and not name.startswith(f"{place_name}政府"):
        aliases.append(name[len(place_name) :])
        known = reading.draft.find("Document", name[len(place_name) :])
        if known:
            known.alias(name)
            return known
    elif place_name:
        known = reading.draft.find("Document", place_name + name)
        if known:
            return known
    return reading.draft.node("Document", name, evidence, *aliases, kind=document_kind(name))


def split_documents(text: str) -> list[str]:
    """The names in 「A執行方案及執行方案成果報告」: the second one gets the head that it shares with the first."""
    parts: list[str] = []
    for piece in re.split(r"(?<!直轄市)、|，", text):
        at = 0
        for found in re.finditer(r"及其|以及|及|與|和|暨", piece):
            if is_document(piece[at : found.start()]):
                parts.append(piece[at : found.start()])
                at = found.end()
        parts.append(piece[at:])
    names: list[str] = []
    for part in (p.strip() for p in parts if p.strip()):
        if names and is_document(names[-1]):
            first = names[-1]
            overlap = next((n for n in range(min(len(first), len(part) - 1), 1, -1) if first.endswith(part[:n])), 0)
            if overlap:
                part = first + part[overlap:]
            elif part in ("成果報告", "年度報告", "執行報告", "成果報告書", "修正案", "年度成果報告"):
                part = first + part
        names.append(part)
    return names
