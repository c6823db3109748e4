"""The report of a reading: counts, failed sums, unexplained names, dates, columns, and what is unread."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from quanze.locale import CHINESE, in_language, message
from quanze.reader.blocks import Grid
from quanze.reader.draft import CHECK, Unread
from quanze.reader.pipeline import SourcesRead
from quanze.reader.tables.account import speaks_of_roles
from quanze.reader.tables.mapping import shown, shown_of_strange
from quanze.schema import KINDS, RELATIONSHIPS, TABLES
from quanze.schema.rows import DraftCount, DraftRemark, DraftRow, UnreadText

_SELF = re.compile(r"(?:本|該)(?:府|市|縣|部|院|署|局|會|處|小組)")


def counts(plan: SourcesRead) -> list[DraftCount]:
    """How many records and relationships of each kind were read."""
    real = [n for n in plan.draft.nodes if n.merged is None]
    found = [(kind.label, [n.evidence for n in real if n.kind == kind.label]) for kind in KINDS]
    found += [(r.type, [k.evidence for k in plan.draft.links if k.type == r.type]) for r in RELATIONSHIPS]
    return [
        {
            "kind": kind,
            "count": len(evidence),
            "check": sum(all(e.confidence == CHECK for e in one) for one in evidence),
        }
        for kind, evidence in found
        if evidence
    ]


def rows(data: Mapping[str, Any]) -> list[DraftRow]:
    """The rows of a draft's tables, one after the other, each with the clause it was read from."""
    named = {
        row["id"]: row["name"] for t in TABLES for row in data.get(t.name, ()) if row.get("id") and row.get("name")
    }

    def end(*keys: str) -> str:
        text = next((str(row[key]) for key in keys if row.get(key)), "")
        return str(named.get(text, text))

    found: list[DraftRow] = []
    for table in (t for t in TABLES if t.name in data):
        for number, row in enumerate(data[table.name]):
            found.append(
                {
                    "table": table.name,
                    "number": number,
                    "kind": table.kind or row.get("role") or row.get("type") or "",
                    "name": end("name", "who", "from", "indicator"),
                    "wording": str(row.get("wording") or ""),
                    "to_name": end("on", "to"),
                    "clause": row["clause"],
                    "where_zh": in_language(row["where"], CHINESE),
                    "where_en": row["where"],
                    "reason": row["reason"],
                    "review": str(row.get("review") or ""),
                }
            )
    return found


def remarks(plan: SourcesRead) -> list[DraftRemark]:
    """What a reviewer should look at: numbers, names, tables, dates, and what was left out of a file."""
    found = [(r.code, r.text, r.where) for r in plan.draft.remarks]
    found += [("undefined", name, where) for name, where in _unexplained(plan)]
    found += [("date", text, where) for text, where in _dates(plan)]
    found += [("notice", notice, "") for source in plan.sources for notice in source.notices]
    return [
        {
            "remark": code,
            "message_zh": in_language(text, CHINESE),
            "message_en": text,
            "where_zh": in_language(where, CHINESE),
            "where_en": where,
        }
        for code, text, where in found
    ]


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
            spans = [str(node.values[c]) for c in ("valid_from", "valid_to", "due", "published") if node.values.get(c)]
            if spans and node.kind != "AnnualTarget":
                text = message("{name}: {text}", name=node.name, text=" – ".join(dict.fromkeys(spans)))
                out.append((text, node.evidence[0].where))
    for link in plan.draft.links:
        if link.values.get("valid_from") and link.type == "SUCCEEDS":
            names = f"{link.a.name} ← {link.b.name}"
            text = message("{name}: {text}", name=names, text=link.values["valid_from"])
            out.append((text, link.evidence[0].where))
    return out


def unread(plan: SourcesRead) -> list[UnreadText]:
    """What words of responsibility were not read, in order."""
    return [
        {
            "reason": u.reason,
            "text_zh": in_language(u.text, CHINESE),
            "text_en": u.text,
            "words": list(u.words),
            "where_zh": in_language(u.where, CHINESE),
            "where_en": u.where,
        }
        for u in plan.draft.unread
    ]


def strange_tables(plan: SourcesRead) -> list[tuple[Unread, Grid]]:
    """The tables that name agencies or roles and whose heads nobody understands, each with its entry of the list."""
    found = [
        (unread, reading.outline.grids[unread.grid][1])
        for reading in plan.readings
        for unread in plan.draft.unread
        if unread.reason == "table" and unread.source == reading.source
    ]
    return [(u, grid) for u, grid in found if any(speaks_of_roles(text) for row in grid.rows for text in row)]


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
    for _, grid in strange_tables(plan):
        columns = shown_of_strange(grid) | columns
    if not columns:
        return ""
    lines = ["columns:", *(f"  {json.dumps(k, ensure_ascii=False)}: {v}" for k, v in columns.items())]
    if values:
        lines += ["values:", *(f"  {json.dumps(k, ensure_ascii=False)}: {v}" for k, v in values.items())]
    return "\n".join(lines)
