"""The answer to ``who`` as a person reads it: agencies by distance, those with the same path together."""

from __future__ import annotations

from typing import Any

from quanze.cli.language import say
from quanze.exports.answers.cells import plain
from quanze.queries.insight import origin_label
from quanze.queries.names import named
from quanze.schema import KIND
from quanze.schema.role_words import short, shown_word

Row = dict[str, Any]


def who_text(item: Row, rows: list[Row], every: bool, lang: str) -> str:
    """``rows`` of ``touches`` on an ``item`` (a row of ``names.find``); ``every`` shows all paths, else the nearest."""
    kind = KIND[item["kind"]]
    paths: dict[str, list[Row]] = {}
    for row in rows:
        paths.setdefault(row["agency"], []).append(row)
    lines = [
        say(
            f"{kind.zh}「{plain(named(item, lang))}」  {item['id']}",
            f"{kind.en} “{plain(named(item, lang))}”  {item['id']}",
            lang,
        ),
        say(
            f"{len(paths)} 個機關與之有關，共 {len(rows)} 條路徑；近者在前。",
            f"{len(paths)} agencies touch it, by {len(rows)} paths; the nearest first.",
            lang,
        ),
    ]
    for alike in _alike(rows if every else [own[0] for own in paths.values()], lang).values():
        lines += ["", *_block(alike, lang)]
    if len(rows) > len(paths) and not every:
        farther = all(r["distance"] > own[0]["distance"] for own in paths.values() for r in own[1:])
        lines += [
            "",
            say(
                f"另有 {len(rows) - len(paths)} 條{'較遠的' if farther else ''}路徑（--all 全部列出）。",
                f"{len(rows) - len(paths)} more paths, no nearer ones (--all lists them).",
                lang,
            ),
        ]
    if not rows:
        lines.append(
            say(
                "沒有任何機關與之有關：這是計畫的缺口（見 quanze gaps）。",
                "No agency touches it: a gap of the plan (see quanze gaps).",
                lang,
            )
        )
    return "\n".join(lines)


def role_words(row: Row, lang: str) -> str:
    """The role, with the source's wording where it says more and the target it is limited to in brackets."""
    word = say("席位", "seat", lang) if row["role"] == "SITS_ON" else shown_word(row["role"], row["wording"], lang)
    label, wording = plain(word), plain(row["wording"] or "")
    more = [wording] if wording and short(wording) != label else []
    if row["under"]:
        more.append(
            say(f"僅限 {row['under'].rsplit('/', 1)[-1]}", f"only under {row['under'].rsplit('/', 1)[-1]}", lang)
        )
    return (
        f"{label}（{'，'.join(more)}）" if more and lang != "en" else f"{label} ({', '.join(more)})" if more else label
    )


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
    names = ("、" if lang != "en" else ", ").join(plain(r["agency_name"]) for r in alike)
    near = first["distance"] == 0
    far = (
        say("直接", "direct", lang)
        if near
        else say(f"間接，距離 {first['distance']}", f"inherited, distance {first['distance']}", lang)
    )
    count = say(f"  {len(alike)} 個機關", f"  {len(alike)} agencies", lang) if len(alike) > 1 else ""
    lines = [
        f"■ {names}{count}",
        f"  {role_words(first, lang)}  {far}",
        f"  {plain(first['path']).removeprefix(plain(first['agency_name'])).strip()}",
    ]
    for step in first["steps"]:
        where = " ".join(p for p in (plain(step["source_name"]), plain(step["locator"])) if p)
        quote = f"「{plain(step['quote'])}」" if step["quote"] else ""
        reason = (
            say(f"  理由：{plain(step['note'])}", f"  Reason: {plain(step['note'])}", lang)
            if step["origin"] == "editorial"
            else ""
        )
        lines.append(f"    [{origin_label(step['origin'], lang)}] {where}{quote}{reason}".rstrip())
    return lines
