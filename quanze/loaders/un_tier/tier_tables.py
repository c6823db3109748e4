"""From the rows of the tier sheet to tables as the schema has them."""

from __future__ import annotations

from collections.abc import Sequence

from quanze.loaders.un_tier.agencies import Agency
from quanze.loaders.un_tier.tier_rows import ROLES, IndicatorRow, Reading

NumberedRow = tuple[int, dict[str, object]]
"""Number of the row in the sheet, and {column name: text}; a list is joined with ``; ``."""

NAMES = ("documents", "agencies", "sdg_goals", "sdg_targets", "indicators", "responsibilities", "links")
FRAMEWORK = "sdg/document/global-indicator-framework"
TIERS = "sdg/document/tier-classification"
IRI = "http://metadata.un.org/sdg/"
_TITLE_ROW = 1


def make_tables(reading: Reading, edition: str) -> dict[str, list[NumberedRow]]:
    """All tables of ``NAMES``; further oddities (repeats that differ) are noted in ``reading``."""
    tables: dict[str, list[NumberedRow]] = {name: [] for name in NAMES}
    framework = "Global indicator framework for the Sustainable Development Goals and targets"
    tables["documents"] = [
        (_TITLE_ROW, _document(FRAMEWORK, framework, "A/RES/71/313", "2017-07-06")),
        (_TITLE_ROW, _document(TIERS, "Tier classification for global SDG indicators", edition, edition)),
    ]
    for e in reading.goals.values():
        tables["sdg_goals"].append((e.row, _entry("goal", e.code, e.text, f"Goal {e.code}")))
    for e in reading.targets.values():
        goal = f"sdg/goal/{e.goal}" if e.goal else ""
        tables["sdg_targets"].append((e.row, {**_entry("target", e.code, e.text, e.code), "goal": goal}))
    agencies: dict[str, NumberedRow] = {}
    for group in _groups(reading):
        indicator = _indicator(group)
        tables["indicators"].append((group[0].row, indicator))
        for role, type_ in ROLES:
            tables["responsibilities"] += _roles(agencies, group, str(indicator["id"]), role, type_)
        tables["links"] += [(r.row, _link(str(indicator["id"]), r, group[0])) for r in group]
    tables["links"].sort(key=lambda row: row[0])
    tables["agencies"] = sorted(agencies.values(), key=lambda row: row[0])
    return tables


def _document(id_: str, name: str, edition: str, published: str) -> dict[str, object]:
    return {
        "id": id_,
        "name": name,
        "name_en": name,
        "kind": "framework",
        "edition": edition,
        "published": published,
        "origin": "framework",
    }


def _entry(kind: str, code: str, text: str, locator: str) -> dict[str, object]:
    return {
        "id": f"sdg/{kind}/{code}",
        "name": text,
        "name_en": text,
        "aliases": f"SDG {code}",
        "code": code,
        "iri": IRI + code,
        "origin": "framework",
        "source": FRAMEWORK,
        "locator": locator,
    }


def _indicator(group: list[IndicatorRow]) -> dict[str, object]:
    """The node of an indicator: named and coded by its first row, its other codes as aliases."""
    first = group[0]
    codes = [r.code for r in group]
    others = dict.fromkeys(r.permanent for r in group if r.permanent and r.permanent != first.permanent)
    unsettled = dict.fromkeys(cell.unsettled for r in group for cell in r.agencies.values() if cell.unsettled)
    return {
        "id": f"sdg/indicator/{first.code}",
        "name": first.text,
        "name_en": first.text,
        "aliases": "; ".join([*codes[1:], *others]),
        "code": first.code,
        "kind": "single",
        "level": "global",
        "tier": first.tier,
        "iri": IRI + first.permanent if first.permanent else "",
        "origin": "framework",
        "source": TIERS,
        "locator": "; ".join(codes),
        "note": "; ".join(unsettled),
    }


def _link(indicator: str, row: IndicatorRow, first: IndicatorRow) -> dict[str, object]:
    own = row.permanent if row.permanent != first.permanent else ""
    return {
        "from": indicator,
        "type": "ALIGNS_TO",
        "to": f"sdg/target/{row.target}",
        "wording": "",
        "origin": "framework",
        "source": TIERS,
        "locator": row.code,
        "note": f"own permanent code {own}" if own else "",
    }


def _roles(
    agencies: dict[str, NumberedRow], group: list[IndicatorRow], on: str, role: str, type_: str
) -> list[NumberedRow]:
    """One row for an agency that has the role under all of the indicator's targets; else one for each where it has."""
    held: dict[str, list[IndicatorRow]] = {}
    for r in group:
        for agency in r.agencies[role].agencies:
            _, known = agencies.setdefault(agency.key, (r.row, _agency(agency, r.code)))
            held.setdefault(str(known["id"]), []).append(r)
    roles: list[NumberedRow] = []
    for who, rows in held.items():
        row = {"who": who, "role": type_, "on": on, "wording": role, "origin": "framework", "source": TIERS}
        if len(rows) == len(group):
            roles.append((rows[0].row, {**row, "under": "", "locator": "; ".join(r.code for r in rows)}))
        else:
            roles += [(r.row, {**row, "under": f"sdg/target/{r.target}", "locator": r.code}) for r in rows]
    return roles


def _agency(agency: Agency, locator: str) -> dict[str, object]:
    return {
        "id": agency.id,
        "name": agency.name,
        "name_en": agency.name,
        "kind": agency.kind,
        "origin": "framework",
        "source": TIERS,
        "locator": locator,
    }


def _groups(reading: Reading) -> list[list[IndicatorRow]]:
    """The rows of each indicator, first row first: joined by permanent code, or by the notes."""
    rows = reading.indicators
    first_of = {code: code for code in rows}

    def join(codes: Sequence[str]) -> None:
        firsts = {first_of[code] for code in codes}
        first = min(firsts, key=lambda code: rows[code].row)
        first_of.update({code: first for code, was in first_of.items() if was in firsts})

    by_permanent: dict[str, list[str]] = {}
    for r in rows.values():
        by_permanent.setdefault(r.permanent or r.code, []).append(r.code)
    for codes in (*by_permanent.values(), *reading.repeats):
        if known := [code for code in codes if code in rows]:
            join(known)
    groups: dict[str, list[IndicatorRow]] = {}
    for code, first in first_of.items():
        groups.setdefault(first, []).append(rows[code])
    for group in groups.values():
        _compare(reading, group)
    return list(groups.values())


def _compare(reading: Reading, group: list[IndicatorRow]) -> None:
    first = group[0]
    for r in group[1:]:
        if r.permanent != first.permanent:
            reading.odd("repeat-code", r.row, "code", r.permanent, first.code)
        elif r.text != first.text:
            reading.odd("repeat-words", r.row, "indicator", r.code, first.code)
        if r.tier != first.tier:
            reading.odd("repeat-tier", r.row, "tier", r.tier, first.code)
