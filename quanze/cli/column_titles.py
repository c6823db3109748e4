"""Titles of the columns that commands show, and the words of the codes in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quanze.locale import listed, message, template
from quanze.schema.naming import named

TITLES = {
    "id": template("id"),
    "kind": template("kind"),
    "name": template("name"),
    "name_en": template("English name"),
    "dataset": template("data set"),
    "origin": template("origin"),
    "source": template("source"),
    "source_name": template("source"),
    "locator": template("locator"),
    "quote": template("quote"),
    "note": template("note"),
    "agency": template("agency id"),
    "citations": template("citations"),
    "agency_name": template("agency"),
    "role": template("role"),
    "roles": template("roles"),
    "wording": template("wording"),
    "distance": template("distance"),
    "path": template("path"),
    "inherited": template("inherited"),
    "under": template("under"),
    "how": template("how"),
    "leads": template("leads"),
    "item": template("item"),
    "item_kind": template("kind"),
    "item_name": template("item"),
    "through": template("through an indicator or sub-task"),
    "leading": template("led by one of them"),
    "sections": template("through sections"),
    "seat_title": template("title"),
    "seats": template("seats"),
    "post": template("post"),
    "body_name": template("body"),
    "holder_name": template("holder"),
    "basis": template("basis"),
    "match": template("match"),
    "from_name": template("from"),
    "to_name": template("to"),
    "type": template("link"),
    "year": template("year"),
    "target": template("target"),
    "result": template("result"),
    "missed": template("target met"),
    "unit": template("unit"),
    "code": template("code"),
    "tasks": template("tasks"),
    "indicators": template("indicators"),
    "targets": template("targets"),
    "touched": template("aligned"),
    "stated": template("stated"),
    "editorial": template("editorial"),
    "ended": template("ended"),
    "other_name": template("other agency"),
    "weight": template("shared items"),
    "shared": template("items"),
    "level": template("level"),
    "gap": template("gap"),
    "message": template("message"),
    "message_zh": template("message"),
    "message_en": template("message"),
    "advice": template("advice"),
    "file": template("file"),
    "sheet": template("sheet"),
    "row": template("row"),
    "column": template("column"),
    "value": template("value"),
    "table": template("table"),
    "added": template("added"),
    "changed": template("changed"),
    "removed": template("removed"),
    "unchanged": template("unchanged"),
    "purpose": template("purpose"),
    "parameters": template("parameters"),
    "date": template("date"),
    "event": template("event"),
    "former": template("formerly"),
    "since": template("since"),
    "valid_from": template("valid from"),
    "valid_to": template("valid to"),
    "convenes": template("convenes"),
    "co_organizes": template("co-organizes"),
    "reviews": template("reviews"),
    "count": template("count"),
    "finding": template("finding"),
    "evidence": template("evidence"),
    "number": template("number"),
    "status": template("status"),
    "why": template("why"),
    "decided_by": template("decided by"),
    "until": template("until"),
    "property": template("property"),
    "what": template("fact"),
    "state": template("state"),
    "nodes": template("nodes"),
    "relationships": template("relationships"),
    "written": template("written"),
    "check": template("to check"),
    "remark": template("matter"),
    "text": template("text"),
    "reason": template("reason"),
    "where": template("where"),
    "document": template("document"),
    "other": template("compared with"),
    "at": template("time (UTC)"),
    "action": template("action"),
    "by": template("by"),
    "undone": template("taken back"),
    "sha256": template("SHA-256"),
}
LEVELS = {
    "error": template("error"),
    "warning": template("warning"),
    "notice": template("notice"),
}
STATUS = {
    "open": template("open"),
    "expired": template("acceptance expired"),
    "accepted": template("accepted"),
    "solved": template("solved"),
    "unneeded": template("can be removed"),
}
ACTIONS = {"load": template("load"), "copy": template("copy")}
MATCHES = {
    "id": template("id"),
    "name": template("whole name"),
    "part": template("part of a name"),
    "abbreviation": template("abbreviation"),
}
MISSED = {True: template("missed"), False: template("met")}


def heads(lang: str, *columns: str) -> dict[str, str]:
    """Column keys → titles in the language; a column that counts a role has its name, an unknown key is its own
    title."""
    from quanze.schema import ROLES

    roles = {r.type.lower(): r.in_language(lang) for r in ROLES}
    titles = {c: message(TITLES[c]).in_language(lang) for c in columns if c in TITLES}
    return {c: titles.get(c) or roles.get(c, c) for c in columns}


def worded(rows: Sequence[Mapping[str, Any]], lang: str) -> list[dict[str, Any]]:
    """Rows for people: kinds, roles and origins in words of the language instead of their codes."""
    from quanze.schema import KIND, ORIGINS, RELATIONSHIP
    from quanze.schema.role_words import shown_word
    from quanze.schema.ways import HOWS

    kinds = {k.label: k.in_language(lang) for k in KIND.values()}
    types = {r.type: r.in_language(lang) for r in RELATIONSHIP.values()}
    words: dict[str, dict[Any, str]] = {
        "kind": {**kinds, **types},
        "item_kind": kinds,
        "how": {code: how.in_language(lang) for code, how in HOWS.items()},
        "type": types,
        "origin": {o.code: o.in_language(lang) for o in ORIGINS},
        "level": _in_language(LEVELS, lang),
        "status": _in_language(STATUS, lang),
        "match": _in_language(MATCHES, lang),
        "action": _in_language(ACTIONS, lang),
        "missed": _in_language(MISSED, lang),
    }

    def word(row: Mapping[str, Any], key: str, value: Any) -> Any:
        if key == "role" and value in types:
            return shown_word(value, row.get("wording"), lang)
        if isinstance(value, (list, tuple)):
            return listed([named(v, lang) if isinstance(v, Mapping) and "name" in v else v for v in value], lang)
        return words[key].get(value, value) if key in words and isinstance(value, (str, bool)) else value

    return [{k: word(row, k, v) for k, v in row.items()} for row in rows]


def _in_language(codes: Mapping[Any, str], lang: str) -> dict[Any, str]:
    return {code: message(text).in_language(lang) for code, text in codes.items()}
