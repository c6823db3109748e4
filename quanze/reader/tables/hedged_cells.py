"""What a cell of agencies says beside their names: who had it before, who is left out, that it is not settled.

Such words are no part of a name. The names that the cell gives the role today are read with a doubt that says why;
where it gives it to nobody by name, none is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from quanze.reader.names import ends_as_agency
from quanze.reader.wording import DATE, NUMERAL, date_of, normalise, number
from quanze.schema.dates import day_before

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
_ROLE = r"(?:主[辦責政導]|協辦|[承接續]辦|接[手續]辦?理?|承接|辦理|負責|統籌|執行|推動)"
_BEFORE = r"原(?!住民|民|子能|鄉|生|料|則|油|廠|水(?!利|務|保))"
_MOVES = r"(?:改隸|改|變更|更改|移轉|移交|移撥|移|轉交|轉|調整|交由|交)"
_MOVED = re.compile(
    rf"(?P<old>.{{2,40}}?)[，,;、。\s]*(?:自?(?P<day>[0-9]{{2,4}}年(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日)?)起?)?(?:現|今|已|將|擬|後|嗣|刻正)?"
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
_DAY = rf"(?P<day>{DATE}|(?:19|20)[0-9]{{2}})"
_MERGED = r"(?:併入|併為|整併[入為至]|改制為|改名為|更名為|改隸|納入)"
_TO = r"(?:請|由|為|歸|至|給|列|屬|予)+"
_HANDED_ON = re.compile(
    rf"[^()、，,;\n]+?(?P<all>\((?:(?:自|從)?{_DAY}(?:起|開始|以?後)?[，,、]?(?:現|已|將|擬|後|嗣)?(?:{_MOVES}?{_TO}|{_MERGED})"
    rf"|(?:現|今|已|將|擬|後|嗣|刻正)?(?:{_MOVES}{_TO}|{_MERGED}))(?P<new>[^()]{{2,40}}?){_ROLE}?(?<!協助)(?<!協辦)\))"
)
"""水利局（115年起改由環保局）, 都發局（併入建管處）: who has it afterwards, in brackets behind who has it now."""
_CHANGES = re.compile(
    rf"\((?:(?:自|從)?(?:{DATE})(?:起|開始|以?後)?[，,、]?)?(?:現|今|已|將|擬|後|嗣|刻正)?(?:{_MOVES}{_TO}|{_MERGED})"
    rf"|\((?:自|從)?(?:{DATE})(?:起|開始)[^()]*\)"
)
_FROM_DAY = re.compile(rf"[^()]+?(?P<all>\((?:自|從)?{_DAY}(?:起|開始){_ROLE}?\))")
_TO_DAY = re.compile(
    rf"[^()]+?(?P<all>\((?:(?:至|到|迄){_DAY}[底末]?(?:止|為止)?|(?P<end>{DATE})[底末]?(?:止|為止))\))"
)
"""教育局（115年起）, 教育局（至114年止）."""
_SINCE_IN_ENGLISH = re.compile(
    r"[^()]+?(?P<all> ?\((?:(?:from|since|as of) (?P<day>(?:19|20)[0-9]{2}):? ?)?"
    r"(?:(?:now|renamed|merged into|moved to|transferred to|to be taken over by) )?(?P<new>[A-Z][^()]*)?\))"
)
_TO_IN_ENGLISH = re.compile(r"[^()]+?(?P<all> ?\((?:until|to|till) (?P<day>(?:19|20)[0-9]{2})\))")
_FORMER_IN_ENGLISH = re.compile(r" ?\((?:formerly|previously|was) [^()]+\)")
"""Parks Office (from 2026: Roads Office), (until 2025), (formerly Works Office)."""
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
_UNDER_TALKS = r"(?:協調中|洽[商談辦]中|研議中|討論中|爭議中|規劃中|待[洽商定議協確][^()、，,;/]{0,4}|未定|TB[CAD])"
_TALKS = re.compile(
    rf"^{_UNDER_TALKS}(?:[/、，,;:\s]+(?=.{{2,}})|(?=\([^()]{{2,}}\)$))|(?<=.)[/、，,;:\s]+{_UNDER_TALKS}$"
)
"""What is still being settled beside who is named: 洽談中/交通處, 待洽(交通處)."""
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
    ``quanze.schema.draft_codes.CHECKS`` or empty for none; the cell itself; the ISO days from which and until which
    they have it; and who has it until the day before, where a later day is named."""

    names: str
    doubt: str = ""
    said: str = ""
    since: str = ""
    until: str = ""
    before: str = ""

    @property
    def earlier(self) -> Hedged | None:
        """Who has it until somebody else does."""
        return Hedged(self.before, self.doubt, self.said, until=day_before(self.since)) if self.before else None


@lru_cache(maxsize=10_000)
def hedged(text: str) -> Hedged:
    """A cell of agencies without what it says beside their names."""
    said = text = text.strip()
    norm = normalise(text)
    if PLACEHOLDER.search(norm) or _ELSEWHERE.match(norm) or _LEFT_OUT.match(norm) or _FORMER_BEHIND.fullmatch(norm):
        return Hedged("")
    if _CHANGES.search(norm) and re.search(r"[、，,;\n]", re.sub(r"\([^()]*\)", "", norm)):
        return Hedged("")  # of several names, which of them are meant is not sure
    doubt = since = until = before = ""
    if text.isascii() and (english := _in_english(text)):
        text, doubt, since, until, before = english
    elif found := _HANDED_ON.fullmatch(norm):
        old, new = text[: found.start("all")].strip(), text[slice(*found.span("new"))]
        since = _first_day(found["day"])
        text, doubt, before = new, "dated" if since else "changed", old if since else ""
    elif found := _FROM_DAY.fullmatch(norm):
        text, doubt, since = text[: found.start("all")], "dated", _first_day(found["day"])
    elif found := _TO_DAY.fullmatch(norm):
        text, doubt, until = text[: found.start("all")], "dated", date_of(found["day"] or found["end"])
    elif _ARROW.search(norm):
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
        day = found.groupdict().get("day")
        old = text[slice(*found.span("old"))] if day and not re.match(_BEFORE, norm) else ""
        since, before = _first_day(day) if old else "", old
        text, doubt = text[slice(*found.span("new"))], "dated" if since else "changed"
    if found := _EXCEPT.search(normalise(text)):
        text, doubt = text[: found.start()], doubt or "except"
    for pattern in (_OPEN_BEHIND, _OPEN_BEFORE, _TALKS):
        while found := pattern.search(normalise(text)):
            text, doubt = (text[: found.start()] + text[found.end() :]).strip(), doubt or "provisional"
            text = text[1:-1] if re.fullmatch(r"[(（][^()（）]+[)）]", text) else text
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
    return Hedged(text.strip(), doubt or ("more" if more else ""), said, since, until, before)


def _first_day(text: str | None) -> str:
    """The first day of a date of any precision; empty where there is none."""
    day = date_of(text if "年" in text or not text.isdigit() else f"{text}年") if text else ""
    return day + "-01-01"[len(day) - 4 :] if day else ""


def _in_english(text: str) -> tuple[str, str, str, str, str] | None:
    """An English cell without the change that it tells of: the names, their doubt, since and until when, who before;
    None where it tells of none."""
    if found := _FORMER_IN_ENGLISH.search(text):
        return text[: found.start()] + text[found.end() :], "changed", "", "", ""
    if found := _TO_IN_ENGLISH.fullmatch(text):
        return text[: found.start("all")], "dated", "", found["day"], ""
    found = _SINCE_IN_ENGLISH.fullmatch(text)
    if not found or not (found["day"] or (found["new"] and not found["all"].strip().startswith("(" + found["new"]))):
        return None
    old, since = text[: found.start("all")], _first_day(found["day"])
    if not found["new"]:
        return old, "dated", since, "", ""
    return found["new"], "dated" if since else "changed", since, "", old if since else ""


def _named(norm: str) -> list[str]:
    """The names of a list, what is in brackets left out."""
    plain = re.sub(r"\([^()]*\)", "", norm)
    return [name.strip() for name in re.split(r"[、，,;/\n]|及|與|和|暨", plain) if name.strip()]
