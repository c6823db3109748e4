"""Answers of ``who`` and ``agency`` as a person reads them: nearest first, those with the same path and clauses
together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from quanze.exports.answers.cells import plain
from quanze.exports.answers.responsibilities import (
    following,
    how_words,
    led_through_parts,
    lives,
    role_words,
    roles_in_words,
    succession_in_words,
)
from quanze.locale import Clauses, Message, listed, message, plural, quoted, template
from quanze.schema import KIND, ORIGIN
from quanze.schema.dates import ShownDate, day_before, holds, not_living
from quanze.schema.naming import named
from quanze.schema.progress import judged
from quanze.schema.role_words import shown_word
from quanze.schema.seats import leading_seats_in_words
from quanze.schema.ways import CARRIED, SECTIONED, STATED, UNSETTLED

if TYPE_CHECKING:
    from quanze.schema.rows import Match, NamedAgency, Responsibility, Row

SDG = ("SDGGoal", "SDGTarget")


def who_text(
    item: Match,
    rows: Sequence[Responsibility],
    every: bool,
    lang: str,
    today: str,
    *,
    lineage: Sequence[Row] = (),
    life: tuple[str, str] = ("", ""),
    seats: Sequence[Row] = (),
    of_parts: Sequence[NamedAgency] = (),
) -> str:
    """The answers on one ``item`` (as ``Graph.find`` gives it) on the day asked about, or ``today`` when none was.

    ``every`` shows all paths, else each agency's nearest. What has ended, or not begun, follows with its date; so does
    the item itself by its ``life``. ``lineage`` are those before and after it, ``seats`` those that lead it and that no
    agency fills, ``of_parts`` the agencies that lead parts or indicators of it where none leads it itself.
    """
    now = [row for row in rows if lives(row, today)]
    open_ = [row for row in now if row["how"] == UNSETTLED]
    near = [row for row in now if row["how"] != UNSETTLED and (every or row["how"] != SECTIONED)]
    above = {row["agency"]: row for row in now if row["how"] == SECTIONED}
    paths: dict[str, list[Responsibility]] = {}
    for row in near:
        paths.setdefault(row["agency"], []).append(row)
    lines = [
        message(
            "{kind} “{name}”  {id}", kind=KIND[item["kind"]], name=plain(named(item, lang)), id=item["id"]
        ).in_language(lang),
    ]
    lines += succession_in_words(lineage, lang)
    if paths:
        counted = plural(
            "{n} agency is responsible, by {paths}; the nearest first.",
            "{n} agencies are responsible, by {paths}; the nearest first.",
            n=len(paths),
            paths=plural("{n} path", "{n} paths", n=len(near)),
        )
        lines.append(counted.in_language(lang))
    out_of_time = not_living(life, today)
    for alike in _alike(near if every else [own[0] for own in paths.values()], lang).values():
        lines += ["", *_block(alike, lang)]
    if len(near) > len(paths) and not every:
        farther = all(r["distance"] > own[0]["distance"] for own in paths.values() for r in own[1:])
        more = len(near) - len(paths)
        if farther:
            left_out = plural(
                "{n} more path, farther away (--all lists it).",
                "{n} more paths, all farther away (--all lists them).",
                n=more,
            )
        else:
            left_out = plural("{n} more path (--all lists it).", "{n} more paths (--all lists them).", n=more)
        lines += ["", left_out.in_language(lang)]
    if above and not every:
        wholes = [plain(named(row, lang, "agency_name")) for row in above.values()]
        lines += ["", message("Through sections of theirs: {agencies}.", agencies=wholes).in_language(lang)]
    if seats:
        lines += ["", message("It is {led}.", led=leading_seats_in_words(seats)).in_language(lang)]
    if out_of_time:
        lines.append(out_of_time.in_language(lang))
    elif of_parts:
        lines.append(led_through_parts(of_parts, lang))
    elif not near:
        lines.append(message("No agency is responsible: a gap in the plan (see `quanze gaps`).").in_language(lang))
    lines += _unsettled(open_, lang)
    lines += _other_times(rows, today, "agency_name", lang)
    return "\n".join(lines)


def _unsettled(rows: Sequence[Responsibility], lang: str) -> list[str]:
    """What the source leaves open: of which body one of several has taken a role over."""
    groups: dict[tuple[str, str, str], dict[str, Responsibility]] = {}
    for row in rows:
        key = (row["former"], row["since"], role_words(row, lang))
        groups.setdefault(key, {}).setdefault(row["agency"], row)
    lines = []
    for (_, since, role), own in groups.items():
        first = next(iter(own.values()))
        said = message(
            "{role}: until {date} {former}; now one of {names}, the source does not say which.",
            role=role,
            date=ShownDate(day_before(since)) if since else message("then"),
            former=plain(named(first, lang, "former")),
            names=[plain(named(row, lang, "agency_name")) for row in own.values()],
        )
        lines += ["", said.in_language(lang)]
    return lines


def _other_times(rows: Sequence[Responsibility], today: str, name: str, lang: str) -> list[str]:
    """What does not hold on the day: what has ended and what has not begun, each with its date."""
    ended = [row for row in rows if row["valid_to"] and not holds(None, row["valid_to"], today)]
    coming = [row for row in rows if row["valid_from"] and not holds(row["valid_from"], None, today)]
    lines = []
    for title, own, said in (
        (message("Ended"), ended, template("{name} ({role}, until {date})")),
        (message("Not yet begun"), coming, template("{name} ({role}, from {date})")),
    ):
        words = {
            message(
                said,
                name=plain(named(row, lang, name)),
                role=role_words(row, lang),
                date=ShownDate(row["valid_to"] if own is ended else row["valid_from"]),
            ).in_language(lang): None
            for row in own
            if row["how"] != SECTIONED
        }
        if words:
            lines += ["", message("{title}: {names}", title=title, names=Clauses(words)).in_language(lang)]
    return lines


def _path(row: Responsibility, lang: str) -> str:
    """The path after the agency."""
    return plain(named(row, lang, "path")).removeprefix(plain(named(row, lang, "agency_name"))).strip()


def _alike(rows: Sequence[Responsibility], lang: str) -> dict[tuple[Any, ...], list[Responsibility]]:
    """Rows whose path and citations differ in nothing but the agency."""
    groups: dict[tuple[Any, ...], list[Responsibility]] = {}
    for row in rows:
        cited = tuple((s["origin"], s["source"], s["locator"], s["quote"], s["note"]) for s in row["steps"])
        groups.setdefault((how_words(row, lang), role_words(row, lang), _path(row, lang), cited), []).append(row)
    return groups


def _block(alike: Sequence[Responsibility], lang: str) -> list[str]:
    first = alike[0]
    names = listed([plain(named(r, lang, "agency_name")) for r in alike], lang)
    count = plural("  {n} agency", "  {n} agencies", n=len(alike)).in_language(lang) if len(alike) > 1 else ""
    lines = [
        f"■ {names}{count}",
        f"  {role_words(first, lang)}  {how_words(first, lang)}",
        f"  {_path(first, lang)}",
    ]
    for step in first["steps"]:
        place = " ".join(p for p in (plain(named(step, lang, "source_name")), plain(step["locator"])) if p)
        if step["quote"]:
            place = message("{place} “{quote}”", place=place, quote=plain(step["quote"])).in_language(lang).strip()
        reason = (
            message("Reason: {reason}", reason=plain(step["note"])).in_language(lang)
            if step["origin"] == "editorial" and step["note"]
            else ""
        )
        origin = ORIGIN[step["origin"]].in_language(lang) if step["origin"] in ORIGIN else step["origin"]
        line = "    " + "  ".join(part for part in (f"[{origin}] {place}".rstrip(), reason) if part)
        if line != lines[-1]:  # two steps may rest on one clause
            lines.append(line)
    return lines


def agency_text(
    agency: Match,
    rows: Sequence[Responsibility],
    lineage: Sequence[Row],
    alone: set[str],
    lang: str,
    today: str,
    life: tuple[str, str] = ("", ""),
) -> str:
    """What an agency answers for: its roles and seats, then what follows from these by kind, then its sections' work.

    What it took over is listed apart, with the former name that the source uses; what has ended by the day asked about
    (``today`` when none was) follows with its date, as does an agency that does not live then; ``life`` is its first
    and last day. ``alone`` are the things that it alone leads. Years of indicators
    are shown with these, SDG goals and targets as a list.
    """
    lines = [f"{plain(named(agency, lang))}  {agency['id']}", *succession_in_words(lineage, lang)]
    every, rows = rows, [row for row in rows if lives(row, today)]
    open_, rows = [row for row in rows if row["how"] == UNSETTLED], [r for r in rows if r["how"] != UNSETTLED]
    own = [row for row in rows if not row["distance"] and row["how"] != SECTIONED]
    for word in dict.fromkeys(_group(row, lang) for row in own):
        held = [row for row in own if _group(row, lang) == word]
        lines += ["", f"■ {word}  {len({row['item'] for row in held})}"]
        for row in held:
            only = (
                message("led by this agency alone").in_language(lang) if row["item"] in alone and row["leads"] else ""
            )
            item = message("{item} ({role})", item=_item(row, lang), role=role_words(row, lang)).in_language(lang)
            lines.append("  ".join(filter(None, (f"  {item}", only, _clause(row, lang)))))
    for title, things in following(rows):
        lines += ["", f"■ {title.in_language(lang)}  {len(things)}", *_lines(things, lang)]
    out_of_time = not_living(life, today)
    if out_of_time:
        lines.append(out_of_time.in_language(lang))
    elif not rows and not open_:
        lines.append(message("This agency has no role and no seat.").in_language(lang))
    if open_:
        heading = message("May have taken over; the source does not say").in_language(lang)
        lines += ["", f"■ {heading}  {len({row['item'] for row in open_})}"]
        lines += [f"  {said}" for said in {f"{_item(row, lang)}  {_path(row, lang)}": None for row in open_}]
    lines += _other_times(every, today, "item_name", lang)
    return "\n".join(lines)


def _group(row: Responsibility, lang: str) -> str:
    """The title under which a role of its own is listed."""
    if row["role"] in ("SITS_ON", "REPRESENTS"):
        return message("Seats").in_language(lang)
    word = plain(shown_word(row["role"], row["wording"], lang))
    if row["how"] == STATED and not row.get("included"):
        return word
    if row["how"] == CARRIED and row["former"]:
        former = plain(named(row, lang, "former"))
        if row.get("included"):
            said = message("{role} (included in its lead, from {former})", role=word, former=former)
            return said.in_language(lang)
        if not row["since"]:
            return message("{role} (carried over from {former})", role=word, former=former).in_language(lang)
        since = ShownDate(row["since"])
        said = message("{role} (carried over from {former}, {date})", role=word, former=former, date=since)
        return said.in_language(lang)
    return message("{role} ({remarks})", role=word, remarks=how_words(row, lang)).in_language(lang)


def _item(row: Responsibility, lang: str) -> str:
    name = plain(named(row, lang, "item_name"))
    return message("{kind} “{name}”", kind=KIND[row["item_kind"]], name=name).in_language(lang)


def _clause(row: Responsibility, lang: str) -> str:
    step = row["steps"][-1]
    quote = quoted(plain(step["quote"]), lang) if step["quote"] else ""
    return " ".join(filter(None, (plain(step["locator"]), quote)))


def _lines(things: Sequence[Sequence[Responsibility]], lang: str) -> Iterator[str]:
    """Indicators with their last target and result; SDG goals and targets as a list."""
    if things[0][0]["item_kind"] in SDG:
        yield f"  {listed([plain(named(own[0], lang, 'item_name')) for own in things], lang)}"
        return
    for own in things:
        name = plain(named(own[0], lang, "item_name"))
        held_as = message("“{name}” ({roles})", name=name, roles=roles_in_words(own, lang)).in_language(lang)
        yield f"  {held_as}{_last(own[0], lang)}"
        yield f"      {_path(own[0], lang)}"


def _last(row: Responsibility, lang: str) -> str:
    last = row.get("last")
    if not last:
        return ""
    figures: list[Message] = []
    for template_, value in (
        (template("target {value}"), last["target"]),
        (template("result {value}"), last["result"]),
    ):
        if value is not None:
            amount = f"{value:.10g} {last['unit'] or ''}".strip()
            figures.append(message(template_, value=amount))
    if last["result"] is not None:
        figures.append(judged(last))
    return "  " + message("{year}: {figures}", year=ShownDate(str(last["year"])), figures=figures).in_language(lang)
