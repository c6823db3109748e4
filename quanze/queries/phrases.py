"""Lists of names in both languages, as a sentence uses them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from quanze.schema import RELATIONSHIP

Both = tuple[str, str]
"""The same in Chinese and in English."""


def joined(parts: Iterable[Both], zh: str = "、", en: str = ", ") -> Both:
    """Parts one after the other."""
    listed = list(parts)
    return zh.join(p[0] for p in listed), en.join(p[1] for p in listed)


def names_of(nodes: Mapping[str, Mapping[str, Any]], ids: Sequence[str], most: int = 6) -> Both:
    """Names of agencies and bodies; beyond ``most`` of them, the first three and how many there are in all."""
    return _listed(nodes, ids, most, ("", ""), ("", ""), "個機關")


def things_of(nodes: Mapping[str, Mapping[str, Any]], ids: Sequence[str], most: int = 6) -> Both:
    """Names of things, each in the quotation marks of the language; shortened like ``names_of``."""
    return _listed(nodes, ids, most, ("「", "」"), ("“", "”"), "項")


def _listed(
    nodes: Mapping[str, Mapping[str, Any]], ids: Sequence[str], most: int, zh: Both, en: Both, unit: str
) -> Both:
    shown = list(ids) if len(ids) <= most else list(ids)[:3]
    names = [(str(nodes[i]["name"]), str(nodes[i]["name_en"] or nodes[i]["name"])) for i in shown]
    told = joined(((f"{zh[0]}{a}{zh[1]}", f"{en[0]}{b}{en[1]}") for a, b in names), "" if zh[0] else "、")
    more = len(ids) - len(shown)
    return (f"{told[0]}等 {len(ids)} {unit}", f"{told[1]} and {more} more") if more else told


def counted(n: int, one: str, many: str = "") -> str:
    """``1 task``, ``3 tasks``."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def titled(types: Iterable[str]) -> Both:
    """Roles in words, in the schema's order."""
    wanted = set(types)
    return joined((r.zh, r.en) for r in RELATIONSHIP.values() if r.type in wanted)
