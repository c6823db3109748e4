"""Indicators in sentences: name, unit, baseline, yearly targets and results."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from quanze.reader.draft import CHECK, Node
from quanze.reader.figures import BARE, figures, plain_number, unit_of, value_of_parts
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.rules import yearly_figures
from quanze.reader.rules.measures import MEASURE, target
from quanze.reader.wording import date_of

_NAME = re.compile(
    r"(?:(?:績效|衡量|評估|關鍵)?指標(?:名稱)?(?:為|:)?「(?P<a>[^「」]{2,60})」"
    r"|「(?P<b>[^「」]{2,60})」(?:之)?(?:此一)?(?:績效)?指標|^(?:績效|成效|成果|執行|衡量"
    r"|評估|關鍵)?指標(?:名稱)?:(?P<c>(?:(?! ?(?:民國)?[0-9]{2,4}年)[^，。;:「」]){2,60}))"
)
_UNIT = re.compile(r"\((?:單位:)?(?P<unit>[^()]{1,16})\)")
_VALUE = r"(?P<v>-?[0-9][0-9,]*(?:\.[0-9]+)?)(?P<u>%|‰|[^，。;:、()0-9]{0,10}?)"
_YEAR = r"(?P<y>(?:民國)?[0-9]{2,4})年(?:度)?"
_TARGET = re.compile(
    rf"{_YEAR}(?:之)?(?:目標值|年度目標|目標)(?:為|達|:|是|至)?(?:達)?{_VALUE}(?=[，。;、)]|$|實"
    rf"|(?:民國)?[0-9]{{2,4}}年)"
)
_RESULT = re.compile(
    rf"(?:{_YEAR})?(?:之)?(?:實績值|實績|實際值|實際達成|實際|達成值|達成|執行成果|成果值)(?:為|達|:"
    rf"|是)?{_VALUE}(?=[，。;、)]|$)"
)
_DATED = re.compile(rf"{_YEAR}[:為達]?{_VALUE}(?=[，。;、) ]|$|(?:民國)?[0-9]{{2,4}}年)")
"""「2025年:120」 behind the name of an indicator."""
_BASE = re.compile(rf"基準年(?:為|:)?(?:{_YEAR})(?:之)?(?:，)?(?:基準值)?(?:為|:|是)?{_VALUE}(?=[，。;、)]|$)")
_BASE_APART = re.compile(r"基準年(?:為|:)?(?P<y>(?:民國)?[0-9]{2,4})年")
_BASE_VALUE = re.compile(rf"基準值(?:為|:|是)?{_VALUE}(?=[，。;、)]|$)")


_CARD = re.compile(
    r"^(?:指標|Indicator)(?: )?(?P<code>[0-9]{1,2}\.[0-9]{1,2}(?:\.[0-9]{1,2}|\.[a-z])?)[:、. ](?P<name>[^。:]{3,60})$"
)
_CARD_BASE = re.compile(r"^(?:現況)?(?:基礎|基準|現況)值?:")
_CARD_TARGET = re.compile(r"^(?P<y>20[0-9]{2}|[0-9]{2,3})年(?:之)?(?:量化|年度)?(?:目標|目標值):(?P<v>.+)$")
_STATED = re.compile(
    rf"^(?P<pre>[^0-9]*?)(?P<y>(?:民國)?[0-9]{{2,3}}|20[0-9]{{2}})年(?:度|底)?(?P<by>前)?(?P<mid>(?:[^0-9]"
    rf"|較(?:民國)?[0-9]{{2,4}}年)*?){BARE}$"
)
_UNDATED = re.compile(rf"^(?P<mid>[^0-9]{{2,30}}?){BARE}$")
_SAYS = re.compile(
    r"(?:之|的|控制在|保持在|維持在|已|將|能|可|預計|應|須|目標值?|為|達到|達成|達|減少|減量|降低|降至|減至|增至|提升至|(?:提高|提升|增加|擴大|降低|減少|降|減|增|升)(?:到|至)|提高|增加|提升|成長|約|至)+$"
)
_AGAINST = re.compile(r"較(?P<b>(?:民國)?[0-9]{2,4})年")
_FALLS = re.compile(r"減少|減量|降低")
_FALLS_TO = re.compile(r"(?:減少|減量|降低|下降|減|降)[為至到]")


def _stated(reading: Reading) -> None:
    """Figures of a year in sentences: 再生能源裝置容量於112年達50MW，113年目標80MW."""
    for passage in reading.passages:
        if _IN_TURN.search(passage.norm):
            yearly_figures.read(reading, passage, reading.topic_at.get(passage.index))
        if not re.search(
            r"[0-9]{2,4}年[^。]{0,40}(?:達|減少|減量|降低|目標|降至|增至|提升|提高|成長)|:(?:民國)?[0-9]{2,4}年[0-9]",
            passage.norm,
        ):
            continue
        label = _AIMED.match(passage.norm, passage.start)
        upper = reading.passages[passage.parent] if passage.parent >= 0 else None
        aimed = bool(label) or (upper is not None and bool(re.search(r"(?:目標|指標|效益)(?:值)?:?$", upper.norm)))
        series = _Series(aimed=aimed)
        used = list(reading.used.get(passage.index, ()))
        first = label.end() if label else passage.start
        for piece in re.finditer(r"[^，。;]+?(?=[，。;]|、(?:民國)?[0-9]{2,4}年|$)", passage.norm[first:]):
            start = first + piece.start() + len(re.match("、?", piece[0])[0])  # type: ignore[index]
            end = first + piece.end()
            if any(a < end and start < b for a, b in used):
                series = _Series(aimed=aimed)
            elif _compared(passage.norm[start:end], series):
                reading.read(passage, start, end)
            else:
                _figure(reading, passage, start, passage.norm[start:end], series)
    for passage in reading.passages:
        yearly_figures.changes(reading, passage)


_IN_TURN = re.compile(
    r"[率量數例比積戶](?:則|應|將|可望)*(?:自|於)?(?:民國)?[0-9]{2,4}年(?:度|底)?(?:目標|應|的)[^，。;:]{0,10}?[0-9]|"
    r"(?:從|由)(?:民國)?[0-9]{2,4}年(?:度)?(?:底)?(?:之|的)?[0-9][^，。;]{0,20}[0-9]{2,4}年|[0-9]年?(?:度)?[及與和、][0-9]{2,4}年[^。]{0,10}分別|以[0-9]{2,4}年(?:底|度)?(?:達|為|至|降至|減至|提升至|增至)?[0-9][^。]{0,40}為目標"
    r"|實績[0-9.,]+[^()]{0,4}\)|朝(?:民國)?[0-9]{2,4}年|[率量數](?:方面|部分)，|年底(?:已達|累計|達)|年為[0-9][^。]{0,20}年為[0-9]|超過原訂|目標(?:是|為)?(?:民國)?[0-9]{2,4}年(?:底)?(?:降|減|升|增|提)[^，。;0-9]{0,3}[0-9]"
)
"""Wordings that put several years and their figures into one clause, or the year apart from its measure."""
_AIMED = re.compile(r"(?:預期|預定|績效|量化|年度|關鍵|衡量|階段|中長期|執行|推動|計畫)*(?:目標|指標|效益)(?:值)?:")
"""The heading before figures that are aimed at."""
_COMPARED = re.compile(
    r"(?P<noun>[^0-9，。;:]{2,24}?)(?:以|較|相較)(?:民國)?(?P<base>[0-9]{2,4})年(?:度)?(?:實績|數值|排放量)?為(?:比較)?基準(?:年|值)?$"
)
_LISTED = re.compile(r"(?P<noun>[^0-9，。;:]{2,24}):(?=(?:民國)?[0-9]{2,4}年)")
"""「共餐據點數:113年80處,114年100處」: a measure, and its figures behind a colon."""
_FROM = re.compile(
    rf"(?P<noun>[^0-9，。;:]{{2,24}}?)由(?:民國)?(?P<base>[0-9]{{2,4}})年(?:度|底)?(?:之|的)?{BARE}(?<!至)$"
)


_BY_YEAR = re.compile(r"(?:力爭|預計|預期)?[到至](?P<y>(?:民國)?[0-9]{2,4})年(?:度|底)?(?:前|止)?")
"""「到114年」 before a comma: when what follows is to be reached."""


def _compared(clause: str, series: _Series) -> bool:
    """「全府用電量以112年為基準」 and 「綠覆率由112年之31.5%提升」 say what the figures behind them are of.

    「到114年」 says when they are to be reached.
    """
    if by := _BY_YEAR.fullmatch(clause):
        series.year, series.wanted = date_of(by["y"] + "年")[:4], True
        series.name, series.noun = "", ""
        return True
    found = _COMPARED.match(clause)
    if found:
        series.base = found["base"]
    listed = _LISTED.match(clause)
    if listed and MEASURE.search(listed["noun"]):
        series.noun, series.listed = listed["noun"], True
        return False
    found = found or (_FROM.match(clause) if re.search(r"(?:提升|提高|增加|成長|降低|減少|下降)$", clause) else None)
    if found is None or not MEASURE.search(found["noun"]):
        return False
    series.noun = re.sub(r"^(?:並|且|其|將|使|另)+", "", found["noun"])
    series.name = ""
    series.year = ""
    series.by_change = {}
    return True


@dataclass
class _Series:
    """The measure and year that clauses without their own go on from."""

    name: str = ""
    noun: str = ""
    year: str = ""
    wanted: bool = False
    aimed: bool = False
    listed: bool = False
    base: str = ""
    by_change: dict[str, str] = field(default_factory=dict)


def _figure(reading: Reading, passage: Passage, start: int, clause: str, series: _Series) -> None:
    if re.search(r"基準[年值]", clause):
        return
    found = _STATED.match(clause)
    dated = found is not None
    found = found or (_UNDATED.match(clause) if series.year else None)
    if found is None:
        return
    middle = found["mid"]
    says = _SAYS.search(middle)
    said = middle + (found["pre"] if dated else "")
    measured = dated and bool(MEASURE.search(middle)) and not found["pre"]
    # 112年達50MW、113年60MW: the same again, a year later.
    again = dated and not middle and not found["pre"] and bool(series.name)
    if (
        not says
        and not series.listed
        and not measured
        and not again
        and not re.search(r"於$|在$", found["pre"] if dated else "")
    ):
        return
    noun = re.sub(
        r"^(?:本市|本縣|全市|全縣|[\u3400-\u9fff]{1,2}[市縣])|(?:於|在|至|自|並|預計)+$|^(?:並|且|其|將|使)+",
        "",
        _noun(found, dated),
    )
    against = _AGAINST.search(middle)
    falls_to = bool(_FALLS_TO.search(middle))
    falls = bool(_FALLS.search(middle)) and not falls_to
    noun = _SAYS.sub("", _AGAINST.sub("", noun)).rstrip(":")
    if noun and not MEASURE.search(noun):
        return
    noun = noun or series.noun
    if not noun:
        return
    base = against["b"] if against else series.base if not dated or noun == series.noun else ""
    verb = "降低" if "降低" in middle else "減少"
    change = f"較{base}年{verb}" if falls and base else verb if falls else ""
    if falls and not base and series.by_change:
        name = next(iter(series.by_change.values()))
    elif falls:
        name = series.by_change.setdefault(change, noun + change)
    else:
        name = noun
    year = date_of(found["y"] + "年")[:4] if dated else series.year
    wanted = (
        bool(re.search(r"目標|預計|預定|預估|計畫|將|應", said) or (dated and found["by"]))
        or series.aimed
        or ((again or not dated) and series.wanted)
    )
    value = value_of_parts(found["v"], found["rest"], found["myriad"])
    if not year or value is None:
        return
    end = start + len(clause)
    evidence = reading.evidence(passage, start, end, "indicators.sentence", CHECK)
    evidence = replace(evidence, reason="sentence")
    unit = unit_of(found["u"])
    direction = "down" if falls_to else "up" if falls else ""  # of 較94年減少30%, the more the better
    node = reading.draft.node("Indicator", name, evidence, kind="single", level="local", unit=unit, direction=direction)
    target(reading, node, year, "target" if wanted else "result", str(value), evidence)
    series.name, series.year, series.wanted = name, year, wanted
    if not series.noun or not falls:
        series.noun = noun


def _noun(found: re.Match[str], dated: bool) -> str:
    before = found["pre"] if dated else ""
    middle = _SAYS.sub("", _AGAINST.sub("", found["mid"]))
    return middle if MEASURE.search(middle) else before or middle


_HEADED = re.compile(
    r"^指標(?:編號)?(?P<code>[0-9]{1,2}[-.][0-9]{1,2}(?:[-.][0-9]{1,2})?)[:、. ]{0,2}"
    r"(?P<name>[^，。;:0-9][^，。;:]{2,40})$"
)
"""「指標6-1　雨水貯留設施累計蓄水量」 as a heading."""


_LABELLED = re.compile(
    r"(?P<name>[^，。;:()0-9由「」]{3,24})(?:\((?P<who>[^()]{2,20})\))?(?:(?P<colon>:)|，?由)(?=.{0,200}?[0-9]{2,4}年.{0,12}?[0-9])"
)


def _labelled(reading: Reading) -> None:
    """「6.1 自來水普及率：111年實績95.1%」: an item with the name of a measure at its head, and figures of years."""
    for passage in reading.passages:
        found = _LABELLED.match(passage.norm, passage.start) if passage.marker is not None else None
        later = passage.norm[found.end() :] if found else ""
        if found is None or passage.index in reading.topic_at or not re.search(r"目標|實績|實際|達|為[0-9]", later):
            continue
        if not MEASURE.search(found["name"]) or re.search(r"指標|目標|基準|減量$", found["name"]):
            continue
        start, end = found.span("name")
        evidence = reading.evidence(passage, start, end, "indicators.card")
        name = passage.text[start:end]
        node = reading.draft.node("Indicator", name, evidence, kind="single", level="local")
        reading.topic_at[passage.index] = node
        names = reading.split(passage.text[found.start("who") : found.end("who")]) if found["who"] else []
        for one in names:
            beside = reading.evidence(passage, *found.span("who"), "indicators.card", CHECK)
            beside = replace(beside, reason="role")
            reading.draft.link("CONVENES", reading.agency(one, beside), node, "", beside)
        yearly_figures.read(reading, passage, node)


def _headed(reading: Reading) -> None:
    """Sections of the text about one indicator each, under a heading with its number and name."""
    node: Node | None = None
    for passage in reading.passages:
        card = _HEADED.match(passage.body)
        if card:
            start = passage.start + card.start("name")
            end = passage.start + card.end("name")
            evidence = reading.evidence(passage, passage.start, len(passage.norm), "indicators.card")
            name = passage.text[start:end].strip()
            node = reading.draft.node("Indicator", name, evidence, kind="single", level="local", code=card["code"])
        elif passage.marker is not None or passage.heading:
            node = None
        if node is not None:
            reading.topic_at[passage.index] = node
            if not card:
                yearly_figures.read(reading, passage, node)


def _cards(reading: Reading) -> None:
    """Cards of indicators, a line each: 指標10.2.1:名稱, 現況基礎值:…, 2020年量化目標:…."""
    node: Node | None = None
    for passage in reading.passages:
        card = _CARD.match(passage.body)
        if card:
            start = passage.start + card.start("name")
            end = passage.start + card.end("name")
            evidence = reading.evidence(passage, passage.start, len(passage.norm), "indicators.card")
            node = reading.draft.node(
                "Indicator", passage.text[start:end].strip(), evidence, kind="single", code=card["code"]
            )
            continue
        if node is None or passage.marker is not None:
            node = None if passage.marker is not None else node
            continue
        wanted = _CARD_TARGET.match(passage.norm)
        for figure in figures(wanted["v"])[:1] if wanted else ():
            evidence = reading.evidence(passage, 0, len(passage.norm), "indicators.card")
            year = date_of((wanted["y"] if wanted else "") + "年")[:4]
            node.values.setdefault("unit", figure.unit)
            target(reading, node, year, "target", str(figure.value), evidence)
        if _CARD_BASE.match(passage.norm):
            for figure in figures(passage.norm.split(":", 1)[1].replace("年為", "年"))[:1]:
                reading.evidence(passage, 0, len(passage.norm), "indicators.card")
                node.values.setdefault("baseline_value", figure.value)
                if figure.year:
                    node.values.setdefault("baseline_year", int(figure.year))
                if figure.unit:
                    node.values.setdefault("unit", figure.unit)


def read(reading: Reading) -> None:
    """Read every sentence that names an indicator."""
    _cards(reading)
    _headed(reading)
    _labelled(reading)
    for passage in reading.passages:
        found = _NAME.search(passage.norm, passage.start) or _NAME.match(passage.body)
        if not found:
            continue
        shift = 0 if found.re is _NAME and found.string is passage.norm else passage.start
        group = next(g for g in "abc" if found[g])
        span = (shift + found.start(group), shift + found.end(group))
        _indicator(reading, passage, span)
    _stated(reading)


def _indicator(reading: Reading, passage: Passage, span: tuple[int, int]) -> None:
    start, end = span
    name = passage.text[start:end]
    inner = _UNIT.search(passage.norm[start:end])
    unit = ""
    if inner and inner.end() == end - start:
        unit, name = passage.text[start + inner.start("unit") : start + inner.end("unit")], name[: inner.start()]
    after = _UNIT.match(passage.norm, end + 1) or _UNIT.match(passage.norm, end)
    if after and not unit:
        unit = passage.text[after.start("unit") : after.end("unit")]
    evidence = reading.evidence(passage, start, end, "indicators.named")
    node = reading.draft.node("Indicator", name.strip(), evidence, kind="single", level="local", unit=unit)
    reading.topic_at[passage.index] = node
    _values(reading, passage, node)


def _values(reading: Reading, passage: Passage, node: Node) -> None:
    base = _BASE.search(passage.norm)
    apart, value = _BASE_APART.search(passage.norm), _BASE_VALUE.search(passage.norm)
    if base:
        _baseline(node, base["y"], base["v"], base["u"])
        reading.evidence(passage, base.start(), base.end(), "indicators.baseline")
    elif apart and value:
        _baseline(node, apart["y"], value["v"], value["u"])
    last = ""
    if not _TARGET.search(passage.norm) and not _RESULT.search(passage.norm):
        aimed = passage.norm.find("目標", node.evidence[0].end)
        for found in _DATED.finditer(passage.norm, max(aimed, 0)):
            evidence = reading.evidence(passage, found.start(), found.end(), "indicators.values", CHECK)
            if found["u"].strip():
                node.values.setdefault("unit", found["u"].strip())
            target(reading, node, date_of(found["y"] + "年"), "target", found["v"], replace(evidence, reason="kind"))
    for found in sorted([*_TARGET.finditer(passage.norm), *_RESULT.finditer(passage.norm)], key=lambda m: m.start()):
        year = date_of(found["y"] + "年") if found["y"] else last
        if not year:
            continue
        last = year
        evidence = reading.evidence(passage, found.start(), found.end(), "indicators.values")
        column = "target" if found.re is _TARGET else "result"
        if found["u"]:
            node.values.setdefault("unit", found["u"].strip())
        target(reading, node, year, column, found["v"], evidence)


def _baseline(node: Node, year: str, value: str, unit: str) -> None:
    node.values.setdefault("baseline_year", int(date_of(year + "年")[:4] or 0) or None)
    node.values.setdefault("baseline_value", plain_number(value))
    if unit:
        node.values.setdefault("unit", unit.strip())
