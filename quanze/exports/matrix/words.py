"""What a matrix says besides names and letters, the same in all formats."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quanze.exports.matrix.letters import LINKED, Letter
from quanze.exports.matrix.model import ENDED, Head, Matrix
from quanze.locale import Clauses, Message, in_context, in_language, is_chinese, message, paragraph, template
from quanze.schema import KIND, ORIGINS, RELATIONSHIP
from quanze.schema.dates import ShownDate
from quanze.schema.role_words import own_word
from quanze.schema.ways import CARRIED, UNSETTLED
from quanze.text.clean import clean

_WORDS = {
    "matrix": template("Responsibility matrix"),
    "assignments": template("Assignments"),
    "legend": template("Legend"),
    "group": template("Group"),
    "item": template("Item"),
    "item_id": template("Item ID"),
    "kind": template("Kind"),
    "agency": template("Agency"),
    "agency_id": template("Agency ID"),
    "column_group": template("Agency group"),
    "no_group": template("(no group)"),
    "others": template("Others"),
    "number": template("No."),
    "role": template("Role"),
    "letter": template("Letter"),
    "means": template("Name"),
    "reason": template("Meaning, or reason for the reading"),
    "scheme": template("Letters"),
    "wording": template("Source's word"),
    "inherited": template("Inherited"),
    "yes": template("yes"),
    "no": template("no"),
    "distance": template("Distance"),
    "path": template("Path"),
    "under": template("Under target"),
    "document": template("Source"),
    "locator": template("Locator"),
    "quote": template("Quote"),
    "origin": template("Origin"),
    "valid_from": template("Valid from"),
    "valid_to": template("Valid to"),
    "totals": template("Total"),
    "citations": template("Citations"),
    "empty_rows": template("Items on which nobody holds a role"),
    "empty_columns": template("Agencies that hold no role"),
    "out_of_time": template("Ended or not begun"),
    "nobody": template("(nobody)"),
    "no_source": template("no source given"),
    "this_item": template("this item"),
    "full_name": template("Full name"),
    "more": template("… The sheet of assignments has the rest."),
}
_INHERITED = {
    "show": message(
        "Brackets and lighter print: inherited through a subgroup, a parent task or a seat, not assigned directly."
    ),
    "hide": message("Direct assignments only; inherited roles are left out."),
}
_LIGHTER = message(
    "Lighter print (in Markdown not bold, in CSV in brackets): inherited through a subgroup, a parent task or a seat, "
    "not assigned directly."
)
_SIGNED = {
    CARRIED: message("» marks what a successor took over; the source names the former body."),
    UNSETTLED: message("? marks what one of several successors took over; the source does not say which."),
    ENDED: message("‡ marks what has ended or not begun; it is not counted."),
}
_MOST_NAMES = 20
"""Names that a finding lists."""


def word(key: str, lang: str) -> str:
    """The word for ``key`` in ``lang``."""
    return message(_WORDS[key]).in_language(lang)


def kind_word(kind: str, lang: str) -> str:
    """The label of a kind of node; the label as it came when the schema has no such kind."""
    known = KIND.get(kind)
    return kind if known is None else known.in_language(lang)


def relationship_word(type_: str, lang: str) -> str:
    """The label of a type of relationship; the type as it came when the schema has none of that name."""
    known = RELATIONSHIP.get(type_)
    return type_ if known is None else known.in_language(lang)


def role_word(role: str, lang: str, wording: str) -> str:
    """What holding a role is called: in Chinese the source's own word if known, else its label or "seat"."""
    if is_chinese(lang) and (own := own_word(role, wording)):
        return own
    linked = LINKED.get(role)
    return relationship_word(role, lang) if linked is None else linked.name.in_language(lang)


def origin_word(origin: str, lang: str) -> str:
    """Who states a fact."""
    return next((c.in_language(lang) for c in ORIGINS if c.code == origin), origin)


def details(parts: Sequence[str], lang: str) -> str:
    """What is said of one thing, separated as the language does it."""
    return in_context("between details", ", ", lang).join(parts)


def scheme_name(matrix: Matrix, lang: str) -> str:
    """The name of the letters, and that they are a reading when they are."""
    if not matrix.scheme.reading:
        return message("roles of the source").in_language(lang)
    return message("{scheme} (a reading)", scheme=matrix.scheme.name.upper()).in_language(lang)


def notes(matrix: Matrix, lang: str) -> list[str]:
    """The sentences that say how to read the matrix."""
    scheme = matrix.scheme.name.upper()
    kept = [x for x in matrix.legend() if matrix.scheme.reading and x.role in matrix.scheme.kept]
    pairs = _pairs([x for x in matrix.legend() if x not in kept], lang)
    said: list[Message | str]
    if matrix.scheme.reading:
        reading = [
            message(
                "Letters follow {scheme} ({pairs}): a reading by a crosswalk, not a statement of the source, "
                "whose own words are beside them.",
                scheme=scheme,
                pairs=pairs,
            )
        ]
        if kept:
            reading.append(
                message(
                    "Roles without a letter in {scheme} keep their own: {pairs}.",
                    scheme=scheme,
                    pairs=_pairs(kept, lang),
                )
            )
        said = [paragraph(reading, lang)]
    else:
        said = [message("Letters are the roles that the source states: {pairs}.", pairs=pairs)]
    lighter = matrix.inherited == "show" and not matrix.bracketed
    said.append(_LIGHTER if lighter else _INHERITED[matrix.inherited])
    if any(m.editorial for marks in matrix.cells.values() for m in marks):
        said.append(message("† marks our own reading, not stated by the source."))
    signs = {m.sign for marks in matrix.cells.values() for m in marks}
    said += [sentence for sign, sentence in _SIGNED.items() if sign in signs]
    if not matrix.heading.evidence:
        said.append(
            message(
                "The matrix has {n} assignments, too many to cite each: narrow it with --about NAME, or write .csv "
                "with --long.",
                n=len(matrix.assignments),
            )
        )
    return [in_language(sentence, lang) for sentence in said]


def _pairs(letters: Sequence[Letter], lang: str) -> list[Message]:
    """Letters with what they stand for; those that differ in another language only once."""
    pairs = [message("{letter} = {name}", letter=x.text(lang), name=x.name(lang)) for x in letters]
    return list(dict.fromkeys(pairs))


_ISO = re.compile("[0-9]{4}(?:-[0-9]{2}){0,2}")


def _shown(date: str, lang: str) -> str:
    """The date of an edition as people write it; whatever else stands there is left as it is."""
    return ShownDate(date).in_language(lang) if _ISO.fullmatch(date) else date


def data_line(matrix: Matrix, lang: str) -> str:
    """Editions and dates of the data, and the date as of which the matrix holds."""
    editions: list[Message | str] = []
    for title, edition, date in matrix.heading.editions:
        name, about = title.text(lang), details([part for part in (edition, _shown(date, lang)) if part], lang)
        editions.append(message("{name} ({details})", name=name, details=about) if about else name)
    data = message("Data: {editions}", editions=Clauses(editions)) if editions else None
    as_of = message("As of {date}", date=ShownDate(matrix.heading.as_of)) if matrix.heading.as_of else None
    if data and as_of:
        return message("{data}. {as_of}", data=data, as_of=as_of).in_language(lang)
    return in_language(data or as_of or "", lang)


def findings(matrix: Matrix, lang: str) -> list[str]:
    """One sentence per kind of gap the matrix shows; empty when it has none."""
    said = []
    for key, heads in (
        ("empty_rows", matrix.empty_rows()),
        ("empty_columns", matrix.empty_columns()),
        ("out_of_time", matrix.out_of_time()),
    ):
        names = Clauses(_dated(h, lang) for h in heads[:_MOST_NAMES])
        values = {"finding": word(key, lang), "n": len(heads), "names": names}
        if len(heads) > _MOST_NAMES:
            said.append(message("{finding} ({n}): {names}; and {more} more", more=len(heads) - _MOST_NAMES, **values))
        elif heads:
            said.append(message("{finding} ({n}): {names}", **values))
    seats = matrix.heading.led_by_seats
    if seats:
        named = Clauses(clean(one.in_language(lang)) for one in seats[:_MOST_NAMES])
        values = {"n": len(seats), "names": named, "finding": message("Items led by a seat")}
        if len(seats) > _MOST_NAMES:
            said.append(message("{finding} ({n}): {names}; and {more} more", more=len(seats) - _MOST_NAMES, **values))
        else:
            said.append(message("{finding} ({n}): {names}", **values))
    return [sentence.in_language(lang) for sentence in said]


def _dated(head: Head, lang: str) -> Message | str:
    """The name of a row or column, and when it ended or begins, if it does not live."""
    name = head.name.text(lang)
    return message("{name} ({details})", name=name, details=head.when) if head.when else name
