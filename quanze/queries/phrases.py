"""Lists of names in both languages, as a sentence uses them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from quanze.schema import RELATIONSHIP
from quanze.schema.role_words import shown_word

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


def titled(edges: Iterable[Mapping[str, Any]]) -> Both:
    """The roles of relationships in words, in the schema's order; in Chinese each word the sources use."""
    order = {type_: i for i, type_ in enumerate(RELATIONSHIP)}
    held = sorted(edges, key=lambda e: order[e["type"]])
    zh, en = (dict.fromkeys(shown_word(e["type"], e["wording"], lang) for e in held) for lang in ("zh-TW", "en"))
    return "、".join(zh), ", ".join(en)


def led(nodes: Mapping[str, Mapping[str, Any]], edges: Sequence[Mapping[str, Any]]) -> str:
    """Chinese: the things of one role's relationships, each after the word its source uses: 召集「…」、主辦「…」."""
    by_word: dict[str, list[str]] = {}
    for e in edges:
        by_word.setdefault(shown_word(e["type"], e["wording"], "zh-TW"), []).append(e["to"])
    return "、".join(word + things_of(nodes, ids)[0] for word, ids in by_word.items())
