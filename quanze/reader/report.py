"""The report of a reading: counts, failed sums, unexplained names, dates, columns, and what is unread."""

from __future__ import annotations

import json
import re
from typing import Any

from quanze.reader.pipeline import SourcesRead
from quanze.reader.reasons import unread_reason
from quanze.reader.tables.mapping import shown
from quanze.schema import KINDS, RELATIONSHIPS

Row = dict[str, Any]
_SAID = {
    "sum": ("合計不符", "sum"),
    "folded": ("名稱併為一筆", "folded"),
    "alike": ("是否同一機關", "the same body?"),
    "table": ("表格未判讀", "table not read"),
    "nobody": ("未指定機關", "nobody assigned"),
    "undefined": ("未說明", "not explained"),
    "date": ("日期", "date"),
    "notice": ("提醒", "notice"),
}
_SELF = re.compile(r"(?:本|該)(?:府|市|縣|部|院|署|局|會|處|小組)")


def counts(plan: SourcesRead, lang: str) -> list[Row]:
    """How many records and links of each sort were read, and how many of them are to be checked: kind, count, check."""
    out: list[Row] = []
    real = [n for n in plan.draft.nodes if n.merged is None]
    for kind in KINDS:
        mine = [n for n in real if n.kind == kind.label]
        if mine:
            unsure = sum(1 for n in mine if all(e.confidence == "check" for e in n.evidence))
            out.append({"kind": kind.en if lang == "en" else kind.zh, "count": len(mine), "check": unsure})
    for relationship in RELATIONSHIPS:
        links = [k for k in plan.draft.links if k.type == relationship.type]
        if links:
            unsure = sum(1 for k in links if all(e.confidence == "check" for e in k.evidence))
            out.append(
                {"kind": relationship.en if lang == "en" else relationship.zh, "count": len(links), "check": unsure}
            )
    return out


def remarks(plan: SourcesRead, lang: str) -> list[Row]:
    """What a reviewer should look at: what (sum, folded, not explained, date …), text, where."""
    english = int(lang == "en")
    found = [
        {"what": _SAID[r.code][english], "text": r.text, "where": r.where}
        for r in plan.draft.remarks
        if r.code in _SAID
    ]
    found += [{"what": _SAID["undefined"][english], "text": name, "where": where} for name, where in _unexplained(plan)]
    found += [{"what": _SAID["date"][english], "text": text, "where": where} for text, where in _dates(plan)]
    found += [{"what": _SAID["notice"][english], "text": n, "where": ""} for s in plan.sources for n in s.notices]
    return found


def _unexplained(plan: SourcesRead) -> list[tuple[str, str]]:
    """Agencies named by a short form that is nowhere explained, or by 本府 and the like."""
    out: list[tuple[str, str]] = []
    agencies = plan.draft.of_kind("Agency")
    for node in agencies:
        if _SELF.match(node.name):
            out.append((node.name, node.evidence[0].where))
    known = {link.a.real().name for link in plan.draft.linked("PART_OF")}
    for reading in plan.readings:
        if reading.government is None:
            continue
        for node in agencies:
            local = (
                node.name not in known
                and node.values.get("kind") in ("bureau", "office")
                and node is not reading.government
            )
            if local and len(node.evidence) == 1 and node.evidence[0].source == reading.source:
                out.append((node.name, node.evidence[0].where))
    return list(dict.fromkeys(out))


def _dates(plan: SourcesRead) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for node in plan.draft.nodes:
        if node.merged is None:
            spans = [str(node.values[c]) for c in ("valid_from", "valid_to", "published") if node.values.get(c)]
            if spans and node.kind != "AnnualTarget":
                out.append((f"{node.name}: {' – '.join(dict.fromkeys(spans))}", node.evidence[0].where))
    for link in plan.draft.links:
        if link.values.get("valid_from") and link.type == "SUCCEEDS":
            out.append((f"{link.a.name} ← {link.b.name}: {link.values['valid_from']}", link.evidence[0].where))
    return out


def unread(plan: SourcesRead, lang: str) -> list[Row]:
    """What words of responsibility were not read, in order: text, why it is listed, where."""
    return [{"text": u.text, "reason": unread_reason(u.reason, lang), "where": u.where} for u in plan.draft.unread]


def mapping(plan: SourcesRead) -> str:
    """The meaning that each column and mark was given, as the YAML that ``--columns`` takes; empty without tables."""
    columns: dict[str, str] = {}
    values: dict[str, str] = {}
    for reading in plan.readings:
        for _, halves in reading.layouts:
            for heads in halves:
                mine, marks = shown(heads)
                columns |= mine
                values |= marks
    if not columns:
        return ""
    lines = ["columns:", *(f"  {json.dumps(k, ensure_ascii=False)}: {v}" for k, v in columns.items())]
    if values:
        lines += ["values:", *(f"  {json.dumps(k, ensure_ascii=False)}: {v}" for k, v in values.items())]
    return "\n".join(lines)
