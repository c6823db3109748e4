"""What a cell of agencies says beside their names: who had it before, who is left out, that it is not settled.

Such words are no part of a name. The names that the cell gives the role today are read with a doubt that says why;
where it gives it to nobody by name, none is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from quanze.reader.names import ends_as_agency
from quanze.reader.wording import NUMERAL, normalise, number

_ENDINGS = "局|處|署|部|府|會|院|科|課|室|所|隊|組|中心|機關|單位|公司"
PLACEHOLDER = re.compile(
    rf"(?:[○◯△▲□◎●◆×＊*_＿﹍?？]+|(?<![A-Za-z])(?:[XxＸ]+|[OoＯ0]{{2,}})|某+|\(\s*\))(?:{_ENDINGS})(?![\u3400-\u9fff])"
    r"|(?<=\S)[◎○△▲☆★◇◆]"
)
"""A name that is still to be filled in: ○○局, XX處, 某局; a mark inside a cell, which nothing explains."""
_ELSEWHERE = re.compile(
    r"[(]?(?:詳|如|見|參|同|依)(?:見|如|閱|照)?(?:附[件表錄圖]|後附|[備附]註|說明|[上下左右前後](?:一?[列表述欄方項]|\Z))"
)
"""A cell that says where the names are: 如附件, 詳備註."""
_LEFT_OUT = re.compile(r"(?:不含|不包[括含]|不列入|排除|扣除|除(?!役)|非(?!營利|政府|洲))")
_EXCEPT = re.compile(
    r"[，,;、。\s]*(?:(?<=[，,;、。\s])(?:但|惟|除(?=.*外))|\((?:但|惟|除|不含|不包[括含]|排除)[^()]*\)|\([^()]*(?:除外|不含|不包[括含])[^()]*\)"
    r"|不含|不包[括含])"
)
"""Where a limit of the names before begins: ，但熱區由…, (東區除外)."""
_ARROW = re.compile(r"\s*(?:[→⇒➔➜➡⟶]|[-=]+>)\s*")
_ROLE = r"(?:主[辦責政導]|協辦|承辦|辦理|負責|統籌|執行|推動)"
_BEFORE = r"原(?!住民|民|子能|鄉|水)"
_MOVES = r"(?:改隸|改|變更|更改|移轉|移交|移撥|移|轉交|轉|調整|交由|交)"
_MOVED = re.compile(
    rf"(?P<old>.{{2,40}}?)[，,;、。\s]*(?:自?[0-9]{{2,4}}年(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日)?起?)?(?:現|今|已|將|擬|後|嗣|刻正)?"
    rf"{_MOVES}(?:請|由|為|歸|至|給|列|屬|予)+(?P<new>.{{2,40}}?){_ROLE}?"
)
_FORMER = re.compile(
    rf"{_BEFORE}(?:為|由|係|是|本|先|定|訂|屬|主辦|主責|:)*(?P<old>[^，,;。]{{2,40}}?){_ROLE}?[，,;、。\s]+"
    rf"(?:現[為由]?|今[為由]?|(?:已|將|擬|後|嗣)?(?:{_MOVES}(?:請|由|為|歸|至|給|列|屬|予)+|改(?![良善造革建])))"
    rf"(?P<new>.{{2,40}}?){_ROLE}?"
)
_HAD = re.compile(rf"(?:^|[、，,;\n])(?:{_BEFORE}|改(?!良|善)).{{2,}}")
"""A name that is said to have had it before, and not who has it today."""
_NAME = rf"[^，,;、()\s]{{1,20}}(?:{_ENDINGS})"
_PASSED_ON = re.compile(
    rf"由?(?P<old>{_NAME})\s*(?:改(?![良善造革建])|轉(?![運型介播譯診])|換|移交|移(?![民動植])|併入|更名)(?P<new>[^，,;、()\s]{_NAME})"
)
"""環保局改環境局, 教育局移交文化局."""
_TODAY = re.compile(r"[^()]+\((?:現|今|更名|改名|改制|改稱)(?:為|稱|:)?(?P<new>[^()]{2,})\)")
"""環保局(現環境局)."""
_OR_BEHIND = re.compile(r"\((?:或|亦可由|or )(?P<other>[^()]{2,})\)")
_FORMER_BEHIND = re.compile(rf"\s*\([^()]*{_BEFORE}[^()]*\)\s*")
"""Who had it before, in brackets beside who has it: 教育局(原環保局)."""
_OPEN_WORD = (
    r"(?:暫[定列由代訂]?|擬[由請議定訂]?|建議|預定|初步|初擬|草案|規劃中|協調中|洽[商談]中|研議中|爭議中"
    r"|[待未尚][^()、，]{0,10}|(?i:TB[CAD]|tentative|provisional|proposed|interim|acting))"
)
_OPEN_BEHIND = re.compile(
    rf"\s*\({_OPEN_WORD}\)|\s*[?？]+(?=$|[、，,;\n])|(?<=[局處署部會所])\s*(?:暫[定列代]|未定|待[定確]\S*)$"
)
_OPEN_BEFORE = re.compile(r"^(?:暫定?由?|暫列|擬由|擬請|建議由?|預定由?|初步由?)[:]?(?=.{2,})")
_OR = re.compile(r"或(?!其他|其它|其|相關|有關|受)|(?<=[A-Za-z]) or (?=[A-Z])|擇一")
_MORE = re.compile(
    rf"\s*等(?:相關|有關|各)?(?:(?P<n>{NUMERAL})(?:個|家|所)?)?"
    r"(?:機關(?:單位|\(構\))?|單位|局處室?|部會|公所|處室|學校|縣市|(?<![等關各])[局處會科])?"
    r"(?=$|[、，,;\n)])"
)


@dataclass(frozen=True)
class Hedged:
    """The names of a cell as it may be read, empty where it names nobody; the doubt about them, a key of
    ``quanze.schema.draft_codes.CHECKS`` or empty for none; and the cell itself."""

    names: str
    doubt: str = ""
    said: str = ""


@lru_cache(maxsize=10_000)
def hedged(text: str) -> Hedged:
    """A cell of agencies without what it says beside their names."""
    said = text = text.strip()
    norm = normalise(text)
    if PLACEHOLDER.search(norm) or _ELSEWHERE.match(norm) or _LEFT_OUT.match(norm):
        return Hedged("")
    doubt = ""
    if _ARROW.search(norm):
        last = list(_ARROW.finditer(norm))[-1]
        text, doubt = text[last.end() :], "changed"
    elif found := _FORMER_BEHIND.search(norm):
        text, doubt = text[: found.start()] + text[found.end() :], "changed"
    elif (
        found := _FORMER.fullmatch(norm)
        or _MOVED.fullmatch(norm)
        or _PASSED_ON.fullmatch(norm)
        or _TODAY.fullmatch(norm)
    ):
        text, doubt = text[slice(*found.span("new"))], "changed"
    if found := _EXCEPT.search(normalise(text)):
        text, doubt = text[: found.start()], doubt or "except"
    for pattern in (_OPEN_BEHIND, _OPEN_BEFORE):
        while found := pattern.search(normalise(text)):
            text, doubt = (text[: found.start()] + text[found.end() :]).strip(), doubt or "provisional"
    if _HAD.search(normalise(text)):
        return Hedged("")
    if found := _OR_BEHIND.search(normalise(text)):
        other = text[slice(*found.span("other"))]
        text, doubt = f"{text[: found.start()]}、{other}{text[found.end() :]}", doubt or "either"
    if _OR.search(re.sub(r"\([^()]*\)", "", normalise(text))):
        doubt = doubt or "either"
    more = False
    for found in reversed(list(_MORE.finditer(normalise(text)))):
        named = _named(normalise(text)[: found.start()])
        if named and ends_as_agency(named[-1]):
            more = more or number(found["n"] or "") != len(named)
            text = text[: found.start()] + text[found.end() :]
    return Hedged(text.strip(), doubt or ("more" if more else ""), said)


def _named(norm: str) -> list[str]:
    """The names of a list, what is in brackets left out."""
    plain = re.sub(r"\([^()]*\)", "", norm)
    return [name.strip() for name in re.split(r"[、，,;/\n]|及|與|和|暨", plain) if name.strip()]
