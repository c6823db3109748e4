"""Indicators in sentences: name, unit, baseline, yearly targets and results."""

from __future__ import annotations

import re

from quanze.reader.draft import Evidence, Node
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading
from quanze.reader.tables.values import plain_number
from quanze.reader.wording import date_of

_NAME = re.compile(
    r"(?:(?:績效|衡量|評估|關鍵)?指標(?:名稱)?(?:為|:)?「(?P<a>[^「」]{2,60})」|「(?P<b>[^「」]{2,60})」(?:之)?(?:此一)?(?:績效)?指標|^(?:績效|衡量|評估|關鍵)?指標(?:名稱)?:(?P<c>[^，。;:「」]{2,60}))"
)
_UNIT = re.compile(r"\((?:單位:)?(?P<unit>[^()]{1,16})\)")
_VALUE = r"(?P<v>-?[0-9][0-9,]*(?:\.[0-9]+)?)(?P<u>%|‰|[^，。;:、()0-9]{0,10}?)"
_YEAR = r"(?P<y>(?:民國)?[0-9]{2,4})年(?:度)?"
_TARGET = re.compile(
    rf"{_YEAR}(?:之)?(?:目標值|年度目標|目標)(?:為|達|:|是|至)?(?:達)?{_VALUE}(?=[，。;、)]|$|實|(?:民國)?[0-9]{{2,4}}年)"
)
_RESULT = re.compile(
    rf"(?:{_YEAR})?(?:之)?(?:實績值|實績|實際值|實際達成|實際|達成值|達成|執行成果|成果值)(?:為|達|:|是)?{_VALUE}(?=[，。;、)]|$)"
)
_BASE = re.compile(rf"基準年(?:為|:)?(?:{_YEAR})(?:之)?(?:，)?(?:基準值)?(?:為|:|是)?{_VALUE}(?=[，。;、)]|$)")
_BASE_APART = re.compile(r"基準年(?:為|:)?(?P<y>(?:民國)?[0-9]{2,4})年")
_BASE_VALUE = re.compile(rf"基準值(?:為|:|是)?{_VALUE}(?=[，。;、)]|$)")


def read(reading: Reading) -> None:
    """Read every sentence that names an indicator."""
    for passage in reading.passages:
        found = _NAME.search(passage.norm, passage.start) or _NAME.match(passage.body)
        if not found:
            continue
        shift = 0 if found.re is _NAME and found.string is passage.norm else passage.start
        group = next(g for g in "abc" if found[g])
        span = (shift + found.start(group), shift + found.end(group))
        _indicator(reading, passage, span)


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


def target(reading: Reading, indicator: Node, year: str, column: str, value: str, evidence: Evidence) -> Node:
    """The yearly target of an indicator, with its ``target`` or ``result``."""
    node = reading.draft.node(
        "AnnualTarget", f"{indicator.name} {year[:4]}", evidence, scope=indicator.name, year=int(year[:4])
    )
    known = plain_number(value)
    if known is not None:
        node.values.setdefault(column, known)
    reading.draft.link("HAS_TARGET", indicator, node, "目標值", evidence)
    return node
