"""The conflicts of a merge in words of a language: rows of the table in which somebody decides them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quanze.changes.merge import BOTH_CHANGED, DROPPED_BY_EDITION, DROPPED_BY_REVIEWER
from quanze.changes.plan_changes import Value
from quanze.locale import in_language, message, quoted, template
from quanze.schema import KIND, Property, relationship_properties, stored_properties
from quanze.schema.naming import Name
from quanze.schema.role_words import RoleWord
from quanze.schema.rows import MergeConflict

CONFLICTS = {
    BOTH_CHANGED: template("both sides changed it"),
    DROPPED_BY_REVIEWER: template("the reviewer dropped it, the later edition changed it"),
    DROPPED_BY_EDITION: template("the later edition dropped it, the reviewer changed it"),
}
"""What both sides did."""


def conflict_rows(
    conflicts: Sequence[MergeConflict], names: Mapping[str, Mapping[str, Any]], lang: str
) -> list[dict[str, str]]:
    """A row for each conflict; ``names`` has records by id, for sources."""
    return [_row(conflict, names, lang) for conflict in conflicts]


def _row(conflict: MergeConflict, names: Mapping[str, Mapping[str, Any]], lang: str) -> dict[str, str]:
    declared, field = _property(conflict), conflict["field"]
    held = declared is None and bool(field)  # who leads it, or what a column of its row names
    row = {
        "record": _about(conflict).in_language(lang),
        "conflict": in_language(message(CONFLICTS[conflict["conflict"]]), lang),
        "field": declared.in_language(lang) if declared else _word(conflict, field).in_language(lang) if held else "",
        "decision": conflict["decision"],
        "mark": conflict["mark"],
    }
    for side in ("base", "ours", "theirs"):
        value = conflict[side]
        if value is not None and (held or (declared and declared.kinds)):
            row[side] = _names(value, names, lang)
        elif declared is None or value is None:
            row[side] = "" if value is None else str(value)
        else:
            row[side] = Value(declared, value).in_language(lang)
    for side in ("ours", "theirs"):
        source, locator, quote = (conflict[f"{side}_{k}"] for k in ("source", "locator", "quote"))  # type: ignore[literal-required]
        parts = (_names(source, names, lang), locator, quoted(quote, lang) if quote else "")
        row[f"{side}_cited"] = " ".join(filter(None, parts))
    return row


def _about(conflict: MergeConflict) -> Any:
    name = Name(conflict)
    if conflict["kind"] in KIND:
        return message("{kind} “{name}”", kind=KIND[conflict["kind"]], name=name)
    return message(
        "“{name}” {role} “{other}”",
        name=name,
        role=_word(conflict, conflict["kind"]),
        other=Name(conflict, "other_name"),
    )


def _word(conflict: MergeConflict, type_: str) -> RoleWord:
    """A relationship by the source's word, where it has one."""
    return RoleWord(type_, conflict["wording"] or None)


def _property(conflict: MergeConflict) -> Property | None:
    kind = conflict["kind"]
    properties = stored_properties(KIND[kind]) if kind in KIND else relationship_properties(kind)
    return next((p for p in properties if p.name == conflict["field"]), None)


def _names(value: Any, names: Mapping[str, Mapping[str, Any]], lang: str) -> str:
    ids = value if isinstance(value, list) else [value]
    return "、".join(Name(names[i]).in_language(lang) if i in names else str(i) for i in ids if i)
