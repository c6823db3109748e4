"""Lists of names in both languages, as a sentence uses them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from quanze.schema import KIND, RELATIONSHIP
from quanze.schema.role_words import own_word, shown_word

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


def path_words(steps: Sequence[Mapping[str, Any]], party: str, lang: str) -> str:
    """A path in words, from the party on: ``民政處 協辦 綠色運輸組 → 負責 任務「…」 → 指標「…」``."""
    at, parts = party, []
    for step in steps:
        declared = RELATIONSHIP[step["relationship"]]
        wording = step["wording"]
        ahead = step["from"] == at
        far = "to" if ahead else "from"
        if lang == "en":
            verb = declared.en if ahead else declared.back_en or declared.en
        elif ahead:
            # Of a role its own word; of others the source's where it reads as a verb: 檢討, but no English word.
            reads = wording and not wording.isascii() and not wording.endswith(("機關", "單位"))
            verb = own_word(step["relationship"], wording) or (wording if reads else declared.zh)
        else:
            verb = declared.back_zh or declared.zh
        name, kind = _name(step, far, lang), KIND[step[f"{far}_kind"]]
        parts.append(f"{verb} {kind.en.lower()} “{name}”" if lang == "en" else f"{verb} {kind.zh}「{name}」")
        at = step[far]
    start = steps[0]
    return f"{_name(start, 'from' if start['from'] == party else 'to', lang)} " + " → ".join(parts)


def _name(step: Mapping[str, Any], end: str, lang: str) -> str:
    return str((lang == "en" and step[f"{end}_name_en"]) or step[f"{end}_name"] or step[end])
