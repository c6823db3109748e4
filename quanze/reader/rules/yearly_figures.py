"""Figures of years in running text: 從110年的1,860度降到112年的1,702度, 113及114年目標分別為A及B, 以114年X為目標."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from quanze.reader.draft import CHECK, Node
from quanze.reader.figures import BARE, unit_of, value_of_parts
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.rules.measures import MEASURE, target
from quanze.reader.wording import date_of

_Y = r"(?:民國)?(?:[0-9]{2,3}|(?:19|20)[0-9]{2})"
_YEARS = re.compile(
    rf"(?P<years>{_Y}年?度?(?:(?:、|及|與|和|至){_Y}年?度?)+(?<=[年度])|{_Y}年度?)(?P<end>底|末|初|全年)?(?![0-9]{{1,2}}月)"
)
_FIGURE = re.compile(rf"(?<![0-9.第])(?![0-9]{{2,4}}年){BARE}")
_NO_FIGURE = re.compile(
    r"(?:較|減少|增加|提升|提高|成長|下降|降低|上升|減量|增長|縮短)(?:了|約|達|逾)*$|原訂為?$|原為$|修正前為?$|第$|新增[^0-9]{0,8}$|增設[^0-9]{0,8}$"
)
"""Before a number that is a change, one that no longer holds, or a number of things that are new."""
_NO_UNIT = re.compile(r"^(?:個百分點|月|日|時|次會議|項(?!次)|點(?!數)|條|款|樓|號|屆|期(?!程))")
_AIMED = re.compile(
    r"目標|(?<![對因供適反響效])應(?=[於達在將降減提增])|須達|預計|預定|預估|預期|將|朝|努力|力拚|力拼|期望|期能|規劃|希望|續提升|原訂"
)
_REACHED = re.compile(r"實績|實際|達成|已|完成|僅|只有|不及|達到(?!.*目標)|底達|現況|統計為|結果為")
_BASE = re.compile(r"基準|基期|比較年")
_CHANGES = re.compile(r"降|減|增|升|提|成長|擴")
_LEAD = re.compile(
    r"^(?:經查|經統計|查|而|其中|至於|另|且|並|但|惟|又|目前|本市之?|本縣之?|全市之?|全縣之?|本府之?|有關|關於|針對|依據|截至|近年|接下來|此外|同時|期間"
    r"|[\u3400-\u9fff]{1,2}[市縣](?!區))+"
)
_FILLER = re.compile(
    r"(?:從|由|自|於|在|以|至|的|之|已|為|是|達|約|僅|將|可|應|其|且|並|則|也|逐年|預計|預定|累計達?|實際|目標值?|訂為|訂|方面|部分|部份|上|持續|提升|提高|增加|減少|降低|下降|維持|到|成長)+$"
)
_NOUN = re.compile(r"[^0-9，。;:、()「」]{2,26}$")


@dataclass(frozen=True)
class _Value:
    """A figure of a year, with its words: as the sentence puts it, aimed at or reached."""

    year: str
    value: float | int
    unit: str
    column: str
    noun: str
    start: int
    end: int
    sure: bool
    """Whether a word says that it is a target or a result."""


def read(reading: Reading, passage: Passage, topic: Node | None) -> None:
    """Read the figures of a passage; ``topic`` is the indicator that it is about, when a heading names one."""
    noun, year = "", ""
    for sentence in reading.sentences(passage):
        found: list[_Value] = []
        for start, end in _clauses(passage.norm, sentence.start, sentence.end):
            if any(a < end and start < b for a, b in reading.used.get(passage.index, ())):
                continue
            if said := _measure(passage.norm[start:end]):
                noun = said
            values = list(_values(passage.norm, start, end, year))
            year = values[-1].year if values else year
            noun = next((v.noun for v in values if v.noun), noun)
            found += [replace(v, noun=v.noun or noun) for v in values]
        _store(reading, passage, topic, found)


_ROSE = r"(?:增(?:加|設|建|長)?|提升|提高|成長|擴(?:大|充|增|建)|升|減(?:少|量)?|降(?:低)?|下降|縮短)"


def _number(mark: str) -> str:
    digits = rf"(?P<v{mark}>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<m{mark}>萬(?![0-9]))?"
    return rf"約?{digits}(?P<u{mark}>%|‰|[\u3400-\u9fffA-Za-z]{{0,4}}?)"


_FROM_TO = re.compile(
    rf"(?P<noun>[^0-9，。;:「」()]{{2,24}}?)(?:由|從|自)(?:(?P<y0>{_Y})年(?:度|底)?(?:的|之)?)?{_number('0')}，?(?:逐年|將|可)*"
    rf"{_ROSE}(?:為|至|到)(?P<y>{_Y})年(?:度|底)?(?:的|之)?達?{_number('')}(?=[，。;、)]|$)"
)
"""「充電樁自112年10座增至114年25座」: what it was, and what it is or is to be."""


def changes(reading: Reading, passage: Passage) -> None:
    """Read what rises or falls from one figure to another of a year, whether or not its name is one of a measure."""
    for found in _FROM_TO.finditer(passage.norm, passage.start):
        start, end = found.span()
        if any(a < end and start < b for a, b in reading.used.get(passage.index, ())):
            continue
        name = re.sub(r"(?:目標|已|將|可|預計|預定|規劃|擬)+$", "", _LEAD.sub("", found["noun"]))
        unit = unit_of(found["u"] or found["u0"])
        ends = [value_of_parts(found["v"], None, found["m"]), value_of_parts(found["v0"], None, found["m0"])]
        if len(name) < 2 or None in ends or not (unit or MEASURE.search(name)):
            continue
        evidence = replace(reading.evidence(passage, start, end, "indicators.sentence", CHECK), reason="sentence")
        node = reading.draft.node("Indicator", name, evidence, kind="single", level="local", unit=unit)
        if found["y0"]:
            target(reading, node, _year(found["y0"]), "result", str(ends[1]), evidence)
        aimed = _AIMED.search(found["noun"]) or _AIMED.search(passage.norm, end, end + 6)
        target(reading, node, _year(found["y"]), "target" if aimed else "result", str(ends[0]), evidence)


def _clauses(norm: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses between commas, semicolons and colons, and those in brackets behind their clause."""
    at = start
    for found in re.finditer(r"[，。;:]|$", norm[start:end]):
        stop = start + found.start()
        if norm.count("(", at, stop) > norm.count(")", at, stop):
            continue
        yield at, stop
        yield from ((at + m.start("in"), at + m.end("in")) for m in re.finditer(r"\((?P<in>[^()]*)\)", norm[at:stop]))
        at = stop + 1


def _measure(clause: str) -> str:
    """「路燈汰換率方面」: the measure that a clause without figures names for those behind it."""
    if re.search(r"[0-9]", clause):
        return ""
    return _named(clause)


def _named(text: str) -> str:
    """The measure that words end with; empty when they name none."""
    plain = re.sub(r"\([^()]*\)", "", text)
    before = ""
    while before != plain:
        before, plain = plain, _FILLER.sub("", plain)
    found = _NOUN.search(plain)
    name = _LEAD.sub("", found[0]) if found else ""
    name = re.sub(r"^.{0,12}(?:機關學校|機關|學校|部門)(?=每[人戶]|人均)", "", name)
    if _BASE.search(name):
        return ""
    return (
        name if len(name) > 2 and MEASURE.search(name) and not re.search(r"由.{2,}[局處署]|應|(?<!申)請", name) else ""
    )


def _values(norm: str, start: int, end: int, carried: str) -> Iterator[_Value]:
    """The values of a clause, each with its year: the one before it, several in turn, or that of the clause before."""
    clause = re.sub(r"\([^()]*\)", lambda m: "·" * len(m[0]), norm[start:end])
    if _BASE.search(clause):
        return
    years = list(_YEARS.finditer(clause))
    figures = [m for m in _FIGURE.finditer(clause) if _counts(clause, m, years)]
    if not figures:
        return
    several = next((m for m in years if len(re.findall(_Y, m["years"])) > 1), None)
    turns = [_year(y) for y in re.findall(_Y, several["years"])] if several else []
    for n, figure in enumerate(figures):
        before = [m for m in years if m.end() <= figure.start()]
        if several and several.end() <= figure.start():
            if len(turns) != len(figures):
                return
            year, noun = turns[n], _named(clause[: several.start()])
        elif before:
            year = _year(before[-1]["years"])
            noun = _named(clause[before[-1].end() : figure.start()]) or _named(clause[: before[0].start()])
        elif carried and re.search(r"實際|實績|達成|完成|僅|達|為", clause):
            year, noun = carried, ""
        else:
            continue
        value = value_of_parts(figure["v"], figure["rest"], figure["myriad"])
        if not year or value is None:
            continue
        column = _column(clause, figure, before[-1] if before else None)
        unit = unit_of(re.split(rf"[的之為、及與和]|以上|以下|{_ROSE}", figure["u"])[0])
        yield _Value(year, value, unit, column or "result", noun, start, end, bool(column))


def _year(text: str) -> str:
    return date_of(f"{re.sub('[年度]', '', text)}年" if len(re.sub("[年度]", "", text)) < 4 else text[:4])[:4]


def _counts(clause: str, figure: re.Match[str], years: list[re.Match[str]]) -> bool:
    """Whether a number is a value of a measure: no year, no change, no number of an item."""
    if any(m.start() <= figure.start() < m.end() for m in years):
        return False
    before, after = clause[: figure.start()], clause[figure.end("v") :]
    return not _NO_FIGURE.search(before) and not _NO_UNIT.match(after) and not after.startswith(("年", "-"))


def _column(clause: str, figure: re.Match[str], year: re.Match[str] | None) -> str:
    """Whether a value is a target or a result, by the words nearest to it; empty where none says so."""
    near = clause[year.start() if year else 0 : figure.start()]
    behind = re.match(r"[^，。;、0-9]*", clause[figure.end("v") :])
    after = behind[0] if behind else ""
    if re.search(r"目標", after) or re.search(r"目標", near):
        return "target" if not re.search(r"實績|實際|僅", near) else "result"
    if _REACHED.search(near):
        return "result"
    if _AIMED.search(near) or re.search(r"努力|為目標", clause) or _AIMED.search(clause[: figure.start()]):
        return "target"
    return "result" if _REACHED.search(clause) else ""


def _store(reading: Reading, passage: Passage, topic: Node | None, found: list[_Value]) -> None:
    reached = [v.year for v in found if v.sure and v.column == "result"]
    aimed = any(v.sure and v.column == "target" for v in found)
    for value in found:
        if topic is None and not value.noun:
            continue
        column = value.column
        if not value.sure and not aimed and any(year < value.year for year in reached):
            column = "target"  # 114年達58%(113年實績55.2%)
        elif not value.sure and any(v.sure and v.column == "target" and v.year < value.year for v in found):
            column = "target"  # 113年目標18MW，114年調高為25MW
        evidence = reading.evidence(passage, value.start, value.end, "indicators.sentence", CHECK)
        evidence = replace(evidence, reason="sentence")
        own = value.noun and (topic is None or value.noun not in topic.name)
        node = (
            reading.draft.node("Indicator", value.noun, evidence, kind="single", level="local", unit=value.unit)
            if own or topic is None
            else topic
        )
        if value.unit:
            node.values.setdefault("unit", value.unit)
        target(reading, node, value.year, column, str(value.value), evidence)
