"""The answer to ``who`` as a person reads it: agencies by distance, those with the same path together."""

from __future__ import annotations

from typing import Any

from quanze.cli.output import plain
from quanze.locale import listed, message, plural
from quanze.queries.insight import origin_label
from quanze.schema import KIND
from quanze.schema.naming import named
from quanze.schema.role_words import short, shown_word

Row = dict[str, Any]


def who_text(item: Row, rows: list[Row], every: bool, lang: str) -> str:
    """The answer on one ``item`` (a row of ``names.find``): all paths for ``every``, else the nearest."""
    paths: dict[str, list[Row]] = {}
    for row in rows:
        paths.setdefault(row["agency"], []).append(row)
    lines = [
        message(
            "{kind} “{name}”  {id}", kind=KIND[item["kind"]], name=plain(named(item, lang)), id=item["id"]
        ).in_language(lang),
        plural(
            "{n} agency is responsible, by {paths}; the nearest first.",
            "{n} agencies are responsible, by {paths}; the nearest first.",
            n=len(paths),
            paths=plural("{n} path", "{n} paths", n=len(rows)),
        ).in_language(lang),
    ]
    for alike in _alike(rows if every else [own[0] for own in paths.values()], lang).values():
        lines += ["", *_block(alike, lang)]
    if len(rows) > len(paths) and not every:
        farther = all(r["distance"] > own[0]["distance"] for own in paths.values() for r in own[1:])
        more = len(rows) - len(paths)
        if farther:
            left_out = plural(
                "{n} more path, farther away (--all lists it).",
                "{n} more paths, all farther away (--all lists them).",
                n=more,
            )
        else:
            left_out = plural("{n} more path (--all lists it).", "{n} more paths (--all lists them).", n=more)
        lines += ["", left_out.in_language(lang)]
    if not rows:
        lines.append(message("No agency is responsible: a gap in the plan (see `quanze gaps`).").in_language(lang))
    return "\n".join(lines)


def role_words(row: Row, lang: str) -> str:
    """The role, with the source's wording where it says more and the target it is limited to in brackets."""
    word = (
        message("seat").in_language(lang) if row["role"] == "SITS_ON" else shown_word(row["role"], row["wording"], lang)
    )
    label, wording = plain(word), plain(row["wording"] or "")
    more = [wording] if wording and short(wording) != label else []
    if row["under"]:
        more.append(message("only under {target}", target=row["under"].rsplit("/", 1)[-1]).in_language(lang))
    return message("{role} ({remarks})", role=label, remarks=more).in_language(lang) if more else label


def _alike(rows: list[Row], lang: str) -> dict[tuple[Any, ...], list[Row]]:
    """Rows whose path and citations differ in nothing but the agency."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        cited = tuple((s["origin"], s["source"], s["locator"], s["quote"], s["note"]) for s in row["steps"])
        key = (row["distance"], role_words(row, lang), row["path"].removeprefix(row["agency_name"]), cited)
        groups.setdefault(key, []).append(row)
    return groups


def _block(alike: list[Row], lang: str) -> list[str]:
    first = alike[0]
    names = listed([plain(r["agency_name"]) for r in alike], lang)
    near = first["distance"] == 0
    far = (
        message("direct").in_language(lang)
        if near
        else message("inherited, distance {distance}", distance=first["distance"]).in_language(lang)
    )
    count = plural("  {n} agency", "  {n} agencies", n=len(alike)).in_language(lang) if len(alike) > 1 else ""
    lines = [
        f"■ {names}{count}",
        f"  {role_words(first, lang)}  {far}",
        f"  {plain(first['path']).removeprefix(plain(first['agency_name'])).strip()}",
    ]
    for step in first["steps"]:
        where = " ".join(p for p in (plain(step["source_name"]), plain(step["locator"])) if p)
        quote = f"「{plain(step['quote'])}」" if step["quote"] else ""
        reason = (
            message("  Reason: {reason}", reason=plain(step["note"])).in_language(lang)
            if step["origin"] == "editorial"
            else ""
        )
        lines.append(f"    [{origin_label(step['origin'], lang)}] {where}{quote}{reason}".rstrip())
    return lines
