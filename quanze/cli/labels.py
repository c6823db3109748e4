"""Heads of the columns that commands show, in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

LABELS = {
    "id": ("識別碼", "id"),
    "kind": ("類別", "kind"),
    "name": ("名稱", "name"),
    "name_en": ("英文名稱", "English name"),
    "dataset": ("資料集", "data set"),
    "origin": ("來源性質", "origin"),
    "source": ("出處", "source"),
    "source_name": ("出處", "source"),
    "locator": ("位置", "locator"),
    "quote": ("引文", "quote"),
    "note": ("備註", "note"),
    "agency": ("機關識別碼", "agency id"),
    "citations": ("依據", "citations"),
    "agency_name": ("機關", "agency"),
    "role": ("角色", "role"),
    "wording": ("用語", "wording"),
    "distance": ("距離", "distance"),
    "path": ("路徑", "path"),
    "inherited": ("間接", "inherited"),
    "under": ("限於", "under"),
    "on_name": ("事項", "on"),
    "on_kind": ("類別", "kind"),
    "task_name": ("任務", "task"),
    "item": ("事項", "item"),
    "seat_title": ("職稱", "title"),
    "seats": ("席數", "seats"),
    "post": ("兼任職務", "post"),
    "body_name": ("組織", "body"),
    "holder_name": ("承擔者", "holder"),
    "basis": ("產生方式", "basis"),
    "match": ("符合", "match"),
    "from_name": ("起", "from"),
    "to_name": ("迄", "to"),
    "type": ("連結", "link"),
    "year": ("年度", "year"),
    "target": ("目標", "target"),
    "result": ("實績", "result"),
    "missed": ("達標與否", "target met"),
    "unit": ("單位", "unit"),
    "code": ("代碼", "code"),
    "tasks": ("任務數", "tasks"),
    "indicators": ("指標數", "indicators"),
    "targets": ("細項目標數", "targets"),
    "touched": ("有對應者", "touched"),
    "stated": ("來源所述", "stated"),
    "editorial": ("編者判讀", "editorial"),
    "other_name": ("另一機關", "other agency"),
    "weight": ("共同事項", "shared"),
    "shared": ("事項", "things"),
    "level": ("等級", "level"),
    "gap": ("缺口", "gap"),
    "message": ("說明", "message"),
    "message_zh": ("說明", "message"),
    "message_en": ("說明", "message"),
    "advice": ("建議", "advice"),
    "file": ("檔案", "file"),
    "sheet": ("工作表", "sheet"),
    "row": ("列", "row"),
    "column": ("欄", "column"),
    "value": ("值", "value"),
    "table": ("表", "table"),
    "added": ("新增", "added"),
    "changed": ("變更", "changed"),
    "removed": ("移除", "removed"),
    "unchanged": ("未變", "unchanged"),
    "purpose": ("用途", "purpose"),
    "parameters": ("參數", "parameters"),
    "valid_from": ("生效日", "valid from"),
    "valid_to": ("失效日", "valid to"),
    "count": ("數目", "count"),
    "finding": ("發現", "finding"),
    "evidence": ("依據", "evidence"),
    "number": ("序號", "number"),
    "status": ("狀態", "status"),
    "why": ("理由", "why"),
    "decided_by": ("決定者", "decided by"),
    "until": ("有效至", "until"),
    "property": ("欄位", "property"),
    "what": ("事實", "fact"),
    "state": ("狀態", "state"),
    "nodes": ("節點", "nodes"),
    "relationships": ("關係", "relationships"),
    "written": ("寫入", "written"),
}


def heads(lang: str, *columns: str) -> dict[str, str]:
    """Column keys → heads in the language; a column that counts a role has its name, an unknown key is its own head."""
    from quanze.schema import ROLES

    labels = LABELS | {r.type.lower(): (r.zh, r.en) for r in ROLES}
    return {c: labels[c][lang == "en"] if c in labels else c for c in columns}


def worded(rows: Sequence[Mapping[str, Any]], lang: str) -> list[dict[str, Any]]:
    """Rows for people: kinds, roles and origins in words of the language instead of their codes."""
    from quanze.schema import KIND, ORIGINS, RELATIONSHIP
    from quanze.schema.role_words import shown_word

    english = lang == "en"
    kinds = {k.label: (k.en if english else k.zh) for k in KIND.values()}
    types = {r.type: (r.en if english else r.zh) for r in RELATIONSHIP.values()}
    origins = {o.code: (o.en if english else o.zh) for o in ORIGINS}
    levels = {"error": ("嚴重", "error"), "warning": ("注意", "warning"), "notice": ("提示", "notice")}
    status = {
        "open": ("未處理", "open"),
        "expired": ("保留已到期", "acceptance expired"),
        "accepted": ("經決定保留", "accepted"),
        "solved": ("已解決", "solved"),
        "unneeded": ("可刪", "unneeded"),
    }
    words: dict[str, dict[Any, str]] = {
        "kind": kinds,
        "on_kind": kinds,
        "type": types,
        "origin": origins,
        "level": {code: pair[english] for code, pair in levels.items()},
        "status": {code: pair[english] for code, pair in status.items()},
        "missed": {True: "missed" if english else "未達標", False: "met" if english else "達標"},
    }

    def said(row: Mapping[str, Any], key: str, value: Any) -> Any:
        if key == "role" and value in types:
            return shown_word(value, row.get("wording"), lang)
        return words[key].get(value, value) if key in words and isinstance(value, (str, bool)) else value

    return [{k: said(row, k, v) for k, v in row.items()} for row in rows]
