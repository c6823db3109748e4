"""Which agencies touch a thing: role, distance, and the path in words with the citation of each step.

Distance counts the records between agency and thing: 0 for a role on the thing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quanze.errors import QueryError
from quanze.queries import catalogue
from quanze.queries.catalogue import Reader, Row
from quanze.schema import KIND, ORIGINS, RELATIONSHIP, RELATIONSHIPS
from quanze.schema.role_words import own_word
from quanze.schema.words import seat_rank

QUERIES = {
    "Indicator": "who_indicator",
    "Task": "who_task",
    "Council": "who_body",
    "Subgroup": "who_body",
    "Document": "who_document",
    "SDGTarget": "who_sdg_target",
    "SDGGoal": "who_sdg_goal",
    "Member": "who_seat",
}
"""Catalogue query by the kind of thing that is touched."""
_WEIGHT = {o.code: i for i, o in enumerate(ORIGINS)}
_ORDER = {r.type: i for i, r in enumerate(RELATIONSHIPS)}


def holds(valid_from: str | None, valid_to: str | None, as_of: str) -> bool:
    """Whether something valid between two dates (either open) holds on an ISO date, all of any precision.

    Of two dates only the part that both give is compared, so what holds on one day of a year holds in that year.
    """
    if valid_from and as_of[: len(valid_from)] < valid_from[: len(as_of)]:
        return False
    return not (valid_to and as_of[: len(valid_to)] > valid_to[: len(as_of)])


def _last(valid_to: str) -> str:
    """A date that sorts by its last day: 2023 after 2023-06."""
    return valid_to + "~"


def weakest(origins: Sequence[str]) -> str:
    """The origin with the least weight; a path is worth no more than its weakest step."""
    return max(origins, key=lambda o: _WEIGHT.get(o, len(_WEIGHT)), default="")


def document_names(reader: Reader, lang: str) -> dict[str, str]:
    """Document id → its name in the language asked for."""
    rows = catalogue.run(reader, "documents")
    return {r["id"]: (r["name_en"] if lang == "en" and r["name_en"] else r["name"]) for r in rows}


def touches(
    reader: Reader, kind: str, ids: Sequence[str], *, under: str = "", as_of: str = "", lang: str = "zh-TW"
) -> list[Row]:
    """Assignments on things of one kind, nearest first.

    Rows: item, agency, agency_name, agency_name_en, agency_kind, role, wording, under, distance, inherited, path
    (words), steps, origin (the weakest of the steps), valid_from, valid_to. Each step, from the agency on: from,
    from_name, from_kind, relationship, to, to_name, to_kind, wording, origin, source, source_name, locator, quote, note,
    valid_from, valid_to. Raises QueryError for a kind nobody touches.
    """
    if kind not in QUERIES:
        raise QueryError(
            f"{KIND[kind].en} is nothing that agencies touch.",
            f"Ask about: {', '.join(KIND[k].en for k in QUERIES)}.",
            zh=(f"{KIND[kind].zh}沒有機關會觸及。", f"可問：{'、'.join(KIND[k].zh for k in QUERIES)}。"),
        )
    parameters: dict[str, Any] = {"ids": list(ids)}
    if kind == "Indicator":
        parameters["under"] = under
    kinds = (kind,) if catalogue.get(QUERIES[kind]).kinds else ()
    names = document_names(reader, lang)
    found = [_assignment(row, names, lang) for row in catalogue.run(reader, QUERIES[kind], parameters, kinds)]
    if as_of:
        found = [a for a in found if all(holds(start, end, as_of) for start, end in a["dates"])]
    for assignment in found:
        del assignment["dates"]
    order = {item: i for i, item in enumerate(ids)}
    return sorted(
        found,
        key=lambda a: (order[a["item"]], a["distance"], _ORDER.get(a["role"], 99), _seat(a), a["agency"], a["path"]),
    )


def _seat(assignment: Row) -> int:
    """Of equally near paths, one by the chair's seat stands before one by a deputy's, the secretary's or any other."""
    titles = [t for s in assignment["steps"] if s["relationship"] == "SITS_ON" for t in (s["wording"], s["from_name"])]
    return min((seat_rank(t) for t in titles if t), default=seat_rank(""))


def _assignment(row: Row, names: dict[str, str], lang: str) -> Row:
    """One path of a ``who_`` query, turned round so that it starts at the agency."""
    things, raw = row["things"][::-1], row["steps"][::-1]
    steps = []
    for near, far, step in zip(things, things[1:], raw, strict=False):
        start, end = (near, far) if step["start"] == near["id"] else (far, near)
        steps.append(
            {
                "from": start["id"],
                "from_name": _name(start, lang),
                "from_kind": start["kind"],
                "relationship": step["type"],
                "to": end["id"],
                "to_name": _name(end, lang),
                "to_kind": end["kind"],
                "wording": step["wording"] or "",
                "origin": step["origin"] or "",
                "source": step["source"] or "",
                "source_name": names.get(step["source"] or "", ""),
                "locator": step["locator"] or "",
                "quote": step["quote"] or "",
                "note": step["note"] or "",
                "valid_from": step["valid_from"] or "",
                "valid_to": step["valid_to"] or "",
            }
        )
    roles = [s for s in raw if RELATIONSHIP[s["type"]].role] or [s for s in raw if s["type"] == "SITS_ON"] or raw
    role = roles[0]
    agency = {"id": row["agency"], "name": row["agency_name"], "name_en": row["agency_name_en"]}
    return {
        "item": row["item"],
        "agency": row["agency"],
        "agency_name": _name(agency, lang),
        "agency_name_en": row["agency_name_en"] or "",
        "agency_kind": row["agency_kind"] or "",
        "role": role["type"],
        "wording": role["wording"] or "",
        "under": role["under"] or "",
        "distance": len(steps) - 1,
        "inherited": len(steps) > 1,
        "path": _words(things, raw, lang),
        "steps": steps,
        "origin": weakest([s["origin"] for s in steps]),
        "valid_from": max((s["valid_from"] for s in steps), default=""),
        "valid_to": min((s["valid_to"] for s in steps if s["valid_to"]), key=_last, default=""),
        "dates": [(each["valid_from"], each["valid_to"]) for each in (*things, *raw)],
    }


def _name(thing: Row, lang: str) -> str:
    english = thing.get("name_en")
    return str((english if lang == "en" and english else thing["name"]) or thing["id"])


def _words(things: list[Row], steps: list[Row], lang: str) -> str:
    """``民政處 協辦 綠色運輸組 → 負責 任務「…」 → 指標「…」``."""
    zh = lang != "en"
    parts = []
    for i, step in enumerate(steps):
        declared = RELATIONSHIP[step["type"]]
        near, far = things[i], things[i + 1]
        if step["start"] == near["id"]:
            wording = step["wording"] or ""
            # Of a role its own word; of others the source's where it reads as a verb: 檢討, but no English word.
            reads = wording and not wording.isascii() and not wording.endswith(("機關", "單位"))
            verb = (own_word(step["type"], wording) or (wording if reads else declared.zh)) if zh else declared.en
        else:
            verb = (declared.back_zh or declared.zh) if zh else (declared.back_en or declared.en)
        kind = KIND[far["kind"]]
        marked = f"{kind.zh}「{_name(far, lang)}」" if zh else f"{kind.en.lower()} “{_name(far, lang)}”"
        parts.append(f"{verb} {marked}")
    return f"{_name(things[0], lang)} " + " → ".join(parts)
