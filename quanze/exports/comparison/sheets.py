"""The sheets of a comparison in words of a language: summary, a sheet for each part, wording, unsure pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from quanze.changes.comparison import Comparison
from quanze.changes.dataset_report import FirstChanges
from quanze.changes.pairs import PARTLY, ReviewedPair
from quanze.changes.plan_changes import CHANGES, PARTS, PLACE, Value, property_of
from quanze.exports.answers.cells import plain
from quanze.exports.comparison.marking import Run, Runs, marked
from quanze.locale import Clauses, Message, in_language, is_chinese, message, plural, quoted, template
from quanze.schema import KIND
from quanze.schema.naming import Name, named
from quanze.schema.role_words import RoleWord, shown_word
from quanze.schema.rows import AgencyChange, PlanChange, UnsurePair

Cell = int | Runs
TITLES = {
    "summary": template("Summary"),
    "by_agency": template("By agency"),
    "wording": template("Changes of wording"),
    "unsure": template("Unsure pairs"),
    "if_same": template("If the unsure pairs are one"),
    "by_agency_if_same": template("By agency, if they are one"),
}
"""The titles of the sheets that are no part."""
REASONS = {
    "same-name": template("another has the same name"),
    "alias": template("the old name is an alias of the new one"),
    "alike": template("alike"),
    "partly": template("a part was taken over by a stated change"),
}


class Sheet(NamedTuple):
    """A table: key, title, heads, and rows of numbers and texts in runs."""

    key: str
    title: str
    heads: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


def word(text: str, lang: str) -> str:
    """A word of the sheets in a language."""
    return message(text).in_language(lang)


def sentence(row: PlanChange, lang: str) -> str:
    """The sentence of a change in a language."""
    return in_language(row["message_zh"] if is_chinese(lang) else row["message_en"], lang)


def headline(comparison: Comparison, lang: str) -> str:
    """What was compared."""
    return message("{before} → {after}", before=comparison.before, after=comparison.after).in_language(lang)


def notes(comparison: Comparison, lang: str, *, options: bool = True, first: FirstChanges | None = None) -> list[str]:
    """What a reader has to know besides the changes; without ``options`` where those of the command do not apply;
    of ``first`` where only these are made."""
    said: list[Any] = [
        message("A load would be refused: {sentence} {advice}", sentence=refusal.message, advice=refusal.advice)
        for refusal in comparison.refusals
    ]
    counts, found = (first.counts, first) if first else (comparison.summary(), comparison)
    n = sum(count["unsure"] for count in counts)
    pairs = [u for u in found.unsure if u["reason"] != PARTLY]
    if pairs and not options:
        said.append(message("{n} of the changes disappear if records with different names are the same.", n=n))
    elif pairs and first:
        said.append(
            plural(
                "At most {changes} of the changes disappear if the unsure pair is the same record, and others may "
                "come; review it with --write-pairs and --pairs.",
                "At most {changes} of the changes disappear if the {n} unsure pairs are the same records, and others "
                "may come; review them with --write-pairs and --pairs.",
                n=len(pairs),
                changes=n,
            )
        )
    elif pairs:
        said.append(
            plural(
                "{changes} of the changes disappear if the unsure pair is the same record; review it with"
                " --write-pairs and --pairs.",
                "{changes} of the changes disappear if the {n} unsure pairs are the same records; review "
                "them with --write-pairs and --pairs.",
                n=len(pairs),
                changes=n,
            )
        )
    places = 0 if comparison.every else sum(count["count"] for count in counts if count["change"] == PLACE)
    if places:
        counted = plural(
            "At {n} place only the citation changed: another row, sheet, page or section, or the words beside a change "
            "that is listed.",
            "At {n} places only the citation changed: another row, sheet, page or section, or the words beside a "
            "change that is listed.",
            n=places,
        )
        said.append(message("{counted} --all lists them.", counted=counted) if options else counted)
    if found.renumbered:
        said.append(renumbered(found.renumbered))
    if comparison.unused:
        said.append(unused(comparison.unused))
    if not counts:
        said.insert(0, message("Nothing changes."))
    return [s.in_language(lang) for s in said]


def renumbered(n: int) -> Message:
    """How many records have other ids and are the same."""
    return plural(
        "{n} record has another id and is taken for the same.",
        "{n} records have other ids and are taken for the same.",
        n=n,
    )


def unused(pairs: Sequence[ReviewedPair]) -> Message:
    """Which reviewed pairs are about nothing that is there."""
    ids = [f"{r.before} / {r.after}" for r in pairs[:8]]
    return message("Reviewed pairs of which one is in neither edition: {names}.", names=ids)


def sheets(comparison: Comparison, lang: str) -> list[Sheet]:
    """All sheets that have rows; the summary always."""
    rows = comparison.listed()
    found = [summary_sheet(comparison, lang)]
    for part, title in PARTS.items():
        found.append(_changes(part, title, (r for r in rows if r["part"] == part and r["change"] != "wording"), lang))
    found.insert(3, agency_sheet(comparison.agencies, lang))
    found.append(_changes("wording", TITLES["wording"], comparison.of(("wording",)), lang))
    found.append(unsure_sheet(comparison.unsure, lang))
    found.append(_changes("if_same", TITLES["if_same"], comparison.listed_if_same(), lang))
    found.append(agency_sheet(comparison.agencies_if_same, lang, "by_agency_if_same"))
    return [s for s in found if s.rows or s.key == "summary"]


def _text(text: Any) -> Runs:
    shown = plain(text)
    return (Run(shown),) if shown else ()


def summary_sheet(comparison: Comparison, lang: str, first: FirstChanges | None = None) -> Sheet:
    """How many changes of each type there are; of ``first`` where only these are made."""
    unsure = template("of these unsure, at most") if first else template("of these unsure")
    heads = (template("part"), template("change"), template("kind"), template("count"), unsure)
    rows: list[tuple[Cell, ...]] = [
        (
            _text(word(PARTS[c["part"]], lang)),
            _text(word(CHANGES[c["change"]], lang)),
            _text(KIND[c["kind"]].in_language(lang)),
            c["count"],
            c["unsure"],
        )
        for c in (first.counts if first else comparison.summary())
        if comparison.every or c["change"] != PLACE
    ]
    return Sheet("summary", word(TITLES["summary"], lang), tuple(word(h, lang) for h in heads), rows)


def _changes(key: str, title: str, rows: Iterable[PlanChange], lang: str) -> Sheet:
    heads = (
        *(template("change"), template("kind"), template("name"), template("field"), template("before")),
        *(template("after"), template("in words"), template("citation before"), template("citation after")),
        *(template("unsure"), template("id")),
    )
    return Sheet(
        key,
        word(title, lang),
        tuple(word(h, lang) for h in heads),
        [_change(row, lang) for row in rows],
    )


def _change(row: PlanChange, lang: str) -> tuple[Cell, ...]:
    before, after = states(row, lang)
    return (
        _text(word(CHANGES[row["change"]], lang)),
        _text(KIND[row["kind"]].in_language(lang)),
        _text(named(row, lang)),
        _text(field_words(row, lang)),
        *(marked(before, after) if before and after else (_text(before), _text(after))),
        _text(sentence(row, lang)),
        _text(_citation(row, "before", lang)),
        _text(_citation(row, "after", lang)),
        _text("?" if row["unsure"] else ""),
        _text(row["id"] or row["id_before"]),
    )


def states(row: PlanChange, lang: str) -> tuple[str, str]:
    """Before and after in words; empty where there is nothing."""
    declared = property_of(row["kind"], row["field"])

    def shown(value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, list) and value and isinstance(value[0], dict):
            return "、".join(named(v, lang) for v in value)
        return plain(Value(declared, value).in_language(lang))

    return shown(row["before"]), shown(row["after"])


def field_words(row: PlanChange, lang: str) -> str:
    """The field in words: a property, a relationship, or a property of one."""
    type_, _, _ = row["field"].partition(".")
    declared = property_of(row["kind"], row["field"])
    if not type_.isupper():
        return declared.in_language(lang) if declared else ""
    role = shown_word(type_, None, lang)
    return f"{role}／{declared.in_language(lang)}" if declared else role


def _citation(row: PlanChange, side: str, lang: str) -> str:
    source, locator, quote = (row[f"{side}_{k}"] for k in ("source_name", "locator", "quote"))  # type: ignore[literal-required]
    return " ".join(filter(None, (source, locator, quoted(quote, lang) if quote else "")))


def agency_sheet(
    agencies: Sequence[AgencyChange], lang: str, key: str = "by_agency", *, only_counted: bool = False
) -> Sheet:
    """What agencies gain and lose, or how much."""
    heads = (
        *(template("agency"), template("leads before"), template("leads after"), template("other roles before")),
        *(template("other roles after"), template("gained"), template("lost"), template("unsure")),
    )

    def duties(rows: Sequence[dict[str, Any]]) -> Cell:
        if only_counted:
            return len(rows)
        named_roles = [message("{name} ({role})", name=Name(r), role=RoleWord(r["role"], r["wording"])) for r in rows]
        return _text(Clauses(named_roles).in_language(lang))

    rows: list[tuple[Cell, ...]] = [
        (
            _text(named(a, lang, "agency_name")),
            a["leads_before"],
            a["leads_after"],
            a["others_before"],
            a["others_after"],
            duties(a["gained"]),
            duties(a["lost"]),
            _text(message("not certain").in_language(lang) if a["unsure"] else ""),
        )
        for a in agencies
    ]
    return Sheet(key, word(TITLES[key], lang), tuple(word(h, lang) for h in heads), rows)


def unsure_sheet(pairs: Sequence[UnsurePair], lang: str) -> Sheet:
    """Records that may be the same, with what differs in their names marked."""
    heads = (
        *(template("kind"), template("before"), template("after"), template("why")),
        *(template("names alike, %"), template("shared links"), template("id before"), template("id after")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            _text(KIND[p["kind"]].in_language(lang)),
            *marked(named(p, lang, "before_name"), named(p, lang, "after_name")),
            _text(word(REASONS[p["reason"]], lang)),
            p["likeness"],
            p["shared"],
            _text(p["before"]),
            _text(p["after"]),
        )
        for p in pairs
    ]
    return Sheet("unsure", word(TITLES["unsure"], lang), tuple(word(h, lang) for h in heads), rows)
