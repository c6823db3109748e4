"""Lists of duties inside one clause: 「推動A、B與C等任務」 taken apart, 「規劃與營造」 left whole."""

from __future__ import annotations

import re

_ENDS = re.compile(r"等(?:各項)?(?:相關)?(?:任務|工作|事項|業務|事宜|項目|措施)$")
_AND_OTHERS = re.compile(r"[及與](?P<rest>其他(?:有關)?[^、，]{1,12}、[^，]+)$")
_AND_REST = re.compile(
    r"等(?:各項)?(?:相關)?(?:任務|工作|事項|業務|事宜)[及與](?P<rest>(?:其他)?(?:不屬|非屬)[^、，。;]{4,}|其他[^、，。;]{2,})$"
)
"""「採購、車輛等事項及不屬於其他各科事項」."""
_LEAD = re.compile(r"^(?:並|及|與|和|且|另|亦|，|、)*(?:負責|辦理|掌理|職司)?(?:推動(?=[\u3400-\u9fff]{4}))?")
_AND = re.compile(r"以及|(?<![參給賦授相])與|(?<!溫)和(?!平|諧)|(?<![以普遍企觸])及(?!時|格|早)|暨")
_VERBS_ONLY = re.compile(
    r"(?:規劃|推動|執行|辦理|研擬|研議|審議|協調|督導|管理|檢討|訂定|整合|建立|評估|宣導|推廣|研究|調查|維護|蒐集|審查|籌備|統籌|溝通)+|.(?:之|的)?"
)
"""Before 及 such words share what follows: 規劃及執行節能工作."""
_TAIL = re.compile(r"(?:之)?(?:等|等等)$")


def split_duties(text: str) -> list[tuple[int, int]]:
    """Spans of the duties in a clause; several only when the clause says that it is a list (…等任務)."""
    end = len(text.rstrip("。;，、 "))
    found = _ENDS.search(text[:end])
    rest = _AND_REST.search(text[:end])
    if rest:
        listed = split_duties(text[: rest.start("rest") - 1])
        return [*listed, *([last] if (last := _trim(text, *rest.span("rest"))) else [])]
    if not found:
        span = _trim(text, 0, end)
        return [span] if span else []
    spans: list[tuple[int, int]] = []
    at = 0
    stop = found.start()
    others = _AND_OTHERS.search(text[:stop])
    if others:
        # 及其他有關民政、社政等事項: what goes before is a list of its own, and the others are one.
        before = split_duties(text[: others.start()] + "等事項")
        last = _trim(text, others.start("rest"), stop)
        return [*before, *([last] if last else [])]
    pieces = [m.start() for m in re.finditer(r"[、，]", text[:stop])]
    for cut in [*pieces, stop]:
        spans.append((at, cut))
        at = cut + 1
    spans[-1:] = _last(text, *spans[-1])
    return [s for s in (_trim(text, a, b) for a, b in spans) if s]


def _last(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The last piece of a list, at its conjunction when both sides are duties of their own."""
    for found in _AND.finditer(text, start, end):
        if found.start() == start:
            return [(found.end(), end)]
        short = found.start() - start >= 2 and not _VERBS_ONLY.fullmatch(text, start, found.start())
        if (found.start() - start >= 4 or short) and end - found.end() >= 4:
            return [(start, found.start()), (found.end(), end)]
    return [(start, end)]


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    lead = _LEAD.match(piece)
    if lead:
        start += lead.end()
    tail = _TAIL.search(text[start:end])
    if tail and tail.start():
        end = start + tail.start()
    while start < end and text[start] in " 「，、":
        start += 1
    while end > start and text[end - 1] in " 」。;，、":
        end -= 1
    return (start, end) if end - start >= 2 else None
