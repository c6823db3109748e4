"""Titles of the columns of rows, and the words of the codes in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from quanze.locale import Message, Translatable, listed, message, template
from quanze.schema import (
    DATASET_TABLE,
    KIND,
    ORIGIN,
    RELATIONSHIP,
    ROLES,
    TABLES,
    Property,
    codes,
    relationship_properties,
    stored_properties,
)
from quanze.schema.dates import table_date
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
    "verdict": template("verdict"),
    "due": template("deadline"),
    "position": template("position"),
    "unit": template("unit"),
    "code": template("code"),
    "letter": template("column"),
    "head": template("head"),
    "field": template("read as"),
    "cells": template("cells"),
    "unread": template("not understood"),
    "tasks": template("tasks"),
    "indicators": template("indicators"),
    "targets": template("targets"),
    "things": template("tasks and indicators"),
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
    "stated_from": template("stated from"),
    "stated_to": template("stated until"),
    "convenes": template("leads"),
    "co_organizes": template("co-organizes"),
    "reviews": template("reviews"),
    "count": template("count"),
    "finding": template("finding"),
    "evidence": template("evidence"),
    "number": template("number"),
    "whose": template("whose"),
    "status": template("status"),
    "why": template("why"),
    "decided_by": template("decided by"),
    "until": template("until"),
    "property": template("property"),
    "what": template("fact"),
    "state": template("state"),
    "record": template("record"),
    "cypher": template("Cypher that shows them"),
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
    "accepted": template("accepted as they are"),
    "sha256": template("SHA-256"),
    "key": template("key"),
    "search_key": template("search key"),
    "aliases": template("aliases"),
    "sort": template("type"),
    "change": template("change"),
    "extent": template("extent"),
    "moves": template("what moves"),
    "act": template("act"),
    "article": template("article"),
    "from": template("id of the start"),
    "from_name_en": template("English name of the start"),
    "from_kind": template("kind of the start"),
    "from_sort": template("type of the start"),
    "from_begins": template("start valid from"),
    "from_ends": template("start valid to"),
    "to": template("id of the end"),
    "to_name_en": template("English name of the end"),
    "to_kind": template("kind of the end"),
    "to_ends": template("end valid to"),
    "predecessor": template("id of the predecessor"),
    "predecessor_name": template("predecessor"),
    "predecessor_name_en": template("English name of the predecessor"),
    "indicator": template("id of the indicator"),
    "indicator_name": template("indicator"),
    "indicator_name_en": template("English name of the indicator"),
    "direction": template("wanted direction"),
    "baseline_year": template("baseline year"),
    "baseline_value": template("baseline value"),
    "tolerance": template("tolerance"),
    "provisional": template("provisional"),
    "frequency": template("frequency"),
    "years": template("years"),
    "goal": template("id of the goal"),
    "goal_code": template("code of the goal"),
    "goal_name": template("goal"),
    "goal_name_en": template("English name of the goal"),
    "goal_from": template("goal valid from"),
    "goal_to": template("goal valid to"),
    "target_from": template("target valid from"),
    "target_to": template("target valid to"),
    "seat": template("id of the seat"),
    "seats_max": template("seats at most"),
    "vacant": template("vacant"),
    "holder": template("holder"),
    "holder_from": template("holder from"),
    "holder_to": template("holder until"),
    "body": template("id of the body"),
    "published": template("published"),
    "agency_name_en": template("English name of the agency"),
    "item_name_en": template("English name of the item"),
    "whole": template("id of the whole"),
}


def heads(lang: str, *columns: str) -> dict[str, str]:
    """Column keys → titles in the language; a column that counts a role has its name, an unknown key is its own
    title."""
    roles = {r.type.lower(): r.in_language(lang) for r in ROLES}
    titles = {c: message(TITLES[c]).in_language(lang) for c in columns if c in TITLES}
    return {c: titles.get(c) or roles.get(c, c) for c in columns}


def _declared() -> Iterator[Property]:
    """The properties of records and relationships."""
    return chain(*map(stored_properties, KIND.values()), *map(relationship_properties, RELATIONSHIP))


_DATED = ("date", "since", "until", "at", "undone", "holder_from", "holder_to")
"""Columns of dates that are no properties of a record."""
_DAY = r"(\d{4}(?:-\d\d){0,2})(?:T(\d\d:\d\d).*)?"


def _date_in_words(value: Any, lang: str) -> Any:
    """A year, date or time (ISO) as people there write it in a column; anything else as it is."""
    found = re.fullmatch(_DAY, str(value))
    if found is None:
        return value
    day, time = found.groups()
    shown = table_date(day, lang)
    return int(shown) if isinstance(value, int) else f"{shown} {time}" if time else shown


def worded(rows: Sequence[Mapping[str, Any]], lang: str) -> list[dict[str, Any]]:
    """Rows for people: kinds, roles, origins and other codes by their names in the language, dates as it has them."""
    from quanze.schema.progress import VERDICT, judged
    from quanze.schema.role_words import shown_word
    from quanze.schema.ways import HOWS

    kinds: dict[str, Translatable] = {**KIND}
    types: dict[str, Translatable] = {**RELATIONSHIP}
    names: dict[str, Mapping[str, Translatable]] = {
        "kind": {**kinds, **types, **codes.SETUP_KINDS},
        **dict.fromkeys(("item_kind", "from_kind", "to_kind", "party_kind"), kinds),
        "type": types,
        "how": HOWS,
        "origin": ORIGIN,
        "table": {table.name: table for table in (DATASET_TABLE, *TABLES)},
        "level": codes.LEVELS,
        "gap": codes.GAPS,
        "code": codes.FINDINGS,
        "status": codes.ACCEPTANCE,
        "match": codes.MATCHES,
        "action": codes.LOADS,
        "state": codes.SETUP_STATES,
        "record": codes.RECORDS,
    }
    dates = {*_DATED}
    for own in _declared():
        if own.type in ("date", "year"):
            dates.add(own.name)
        elif own.choices:
            names[own.name] = {choice.code: choice for choice in own.choices} | dict(names.get(own.name, {}))
    words = {key: {code: name.in_language(lang) for code, name in own.items()} for key, own in names.items()}

    def word(row: Mapping[str, Any], key: str, value: Any) -> Any:
        if key == "role" and value in types:
            return shown_word(value, row.get("wording"), lang)
        if key == "verdict" and value in VERDICT:
            return judged(row).in_language(lang)
        if key in dates:
            return _date_in_words(value, lang)
        if isinstance(value, (list, tuple)):
            return listed([word(row, key, v) for v in value], lang)
        if isinstance(value, Mapping):
            return named(value, lang) if "name" in value else value
        if isinstance(value, Message):
            return value.in_language(lang)
        return words[key].get(value, value) if key in words and isinstance(value, str) else value

    return [{k: word(row, k, v) for k, v in row.items()} for row in rows]
