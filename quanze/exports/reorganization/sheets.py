"""The sheets of a reorganization in words of a language: what is planned, and what it does to bodies and duties."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from quanze.changes.reorganization import OUTCOMES, STATES, Reorganization, duties_named
from quanze.exports.answers.cells import plain
from quanze.exports.comparison.marking import COME, GONE, Run, Runs
from quanze.exports.comparison.sheets import Cell, Sheet, word
from quanze.exports.matrix.model import Mark, Matrix
from quanze.exports.matrix.words import notes as letters_explained
from quanze.locale import in_language, listed, message, template
from quanze.schema import KIND
from quanze.schema.dates import ShownDate, table_date
from quanze.schema.naming import Name, named, sentence
from quanze.schema.relationships import CHANGE, MOVED
from quanze.schema.role_words import shown_word

if TYPE_CHECKING:
    from quanze.schema.rows import AnyRow

TITLES = {
    "summary": template("Summary"),
    "changes": template("Planned changes"),
    "bodies": template("Bodies"),
    "duties": template("Duties that move"),
    "untaken": template("Duties nobody takes"),
    "vacant_seats": template("Seats that fall vacant"),
    "single_points": template("New single points"),
    "conveners": template("Conveners"),
    "letters": template("Letters to send"),
    "matrix-tasks": template("Matrix of tasks"),
    "matrix-subgroups": template("Matrix of subgroups"),
    "matrix-indicators": template("Matrix of indicators"),
    "former_names": template("Texts to amend"),
    "other_gaps": template("Other gaps that appear"),
    "closed_gaps": template("Gaps that close"),
}
"""Every sheet by its key, in order."""
PICTURE = template("Before and after")
"""The title of the sheet with the picture."""
_COUNTED = {
    "changes": template("planned changes"),
    "ends": template("bodies that end"),
    "begins": template("new bodies"),
    "duties": template("duties whose holders change"),
    "untaken": template("duties that nobody takes"),
    "vacant_seats": template("seats that fall vacant"),
    "single_points": template("single points of failure that appear"),
    "conveners": template("groups whose convener changes"),
    "letters": template("bodies to write to"),
    "former_names": template("records whose source names the former body"),
}
_MOVED = {choice.code: choice for choice in MOVED}
_CHANGES = {choice.code: choice for choice in CHANGE.choices}


Matrices = Callable[[str], tuple[Matrix, Matrix]]
"""Gives the matrices before and after, by what their rows are, in the language of the sheets."""


def headline(found: Reorganization, lang: str) -> str:
    """What was tried on what, and the day."""
    return message("{title}: as of {date}", title=found.title, date=ShownDate(found.day)).in_language(lang)


def notes(found: Reorganization, matrices: Matrices, lang: str, *, signs: bool = False) -> list[str]:
    """What a reader has to know besides what changes; with ``signs`` where nothing can be struck through or bold."""
    said: list[Any] = [
        message(
            "Both sides are the answers of {date}: without the planned changes, and with them. Nothing was written; "
            "`quanze load` takes the same file.",
            date=ShownDate(found.day),
        )
    ]
    if found.loaded:
        said.append(
            message(
                "The data sets {names} are loaded already; the comparison shows what this file would change in them.",
                names=found.loaded,
            )
        )
    later = [c for c in found.changes if c["date"] > found.day]
    if later:
        said.append(
            message("Changes after that day are not counted: {dates}.", dates=[ShownDate(c["date"]) for c in later])
        )
    if not found.duties and not found.bodies:
        said.append(message("Nothing changes on that day."))
    if found.duties:
        signed = message("In the matrices, the sign - marks what is gone and the sign + what is new.")
        styled = message("In the matrices, what is struck through is gone, and what is bold is new.")
        said.append(signed if signs else styled)
        said += letters_explained(matrices(next(iter(found.after.matrices)))[1], lang)
    return [in_language(s, lang) for s in said]


def sheets(found: Reorganization, matrices: Matrices, lang: str) -> list[Sheet]:
    """All sheets that have rows; the summary always."""
    made = {
        "summary": _summary(found, lang),
        "changes": _changes(found, lang),
        "bodies": _bodies(found, lang),
        "duties": _duties(found, lang),
        "untaken": _gaps("untaken", found.untaken, lang),
        "vacant_seats": _gaps("vacant_seats", found.vacant_seats, lang),
        "single_points": _single_points(found, lang),
        "conveners": _conveners(found, lang),
        "letters": _letters(found, lang),
        **{f"matrix-{rows}": _matrix(f"matrix-{rows}", *matrices(rows), lang) for rows in found.after.matrices},
        **{key: _gaps(key, getattr(found, key), lang) for key in ("former_names", "other_gaps", "closed_gaps")},
    }
    return [made[key] for key in TITLES if made[key].rows or key == "summary"]


def _sheet(key: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], lang: str) -> Sheet:
    """A sheet of texts and numbers."""
    cells = [tuple(value if isinstance(value, int) else _text(value) for value in row) for row in rows]
    return Sheet(key, word(TITLES[key], lang), tuple(word(head, lang) for head in heads), cells)


def _text(value: Any) -> Runs:
    shown = plain(value)
    return (Run(shown),) if shown else ()


def _names(parties: Sequence[Mapping[str, Any]], lang: str) -> str:
    return listed([Name(p) for p in parties], lang)


def _act(row: AnyRow, lang: str) -> str:
    article = message("article {n}", n=row["article"]).in_language(lang) if row.get("article") else ""
    return " ".join(filter(None, (named(row, lang, "act_name"), article)))


def _summary(found: Reorganization, lang: str) -> Sheet:
    states = [body["state"] for body in found.bodies]
    counts = {key: states.count(key) if key in STATES else len(getattr(found, key)) for key in _COUNTED}
    counts["letters"] = len({letter["body"] for letter in found.letters})
    return _sheet(
        "summary",
        (template("what"), template("count")),
        [(word(_COUNTED[key], lang), n) for key, n in counts.items()],
        lang,
    )


def _changes(found: Reorganization, lang: str) -> Sheet:
    heads = (
        *(template("date"), template("kind of change"), template("predecessor"), template("successor")),
        template("what moves"),
        *(template("body goes on"), template("act")),
    )
    rows = [
        (
            table_date(c["date"], lang),
            _CHANGES[c["change"]].in_language(lang) if c["change"] in _CHANGES else c["change"],
            _names(c["before"], lang),
            _names(c["after"], lang),
            listed([_MOVED.get(m, m) if isinstance(m, str) else Name(m) for m in c["moves"]], lang),
            (message("yes") if c["part"] else message("no")).in_language(lang),
            _act(c, lang),
        )
        for c in found.changes
    ]
    return _sheet("changes", heads, rows, lang)


def _bodies(found: Reorganization, lang: str) -> Sheet:
    heads = (
        *(template("body"), template("state"), template("leads before"), template("leads after")),
        *(template("other roles before"), template("other roles after"), template("seats before")),
        *(template("seats after"), template("gained"), template("lost"), template("may take over")),
    )
    rows = [
        (
            named(b, lang, "body_name"),
            word(STATES[b["state"]], lang),
            *(b["leads_before"], b["leads_after"], b["others_before"], b["others_after"]),
            *(b["seats_before"], b["seats_after"]),
            *(duties_named(b[side]).in_language(lang) for side in ("gained", "lost", "open")),
        )
        for b in found.bodies
    ]
    return _sheet("bodies", heads, rows, lang)


def _duties(found: Reorganization, lang: str) -> Sheet:
    heads = (
        *(template("kind"), template("name"), template("role"), template("before"), template("after")),
        *(
            template("what becomes of it"),
            template("may take over"),
            template("from when"),
            template("act"),
            template("id"),
        ),
    )
    rows = [
        (
            KIND[d["item_kind"]].in_language(lang),
            named(d, lang, "item_name"),
            shown_word(d["role"], d["wording"], lang),
            _names(d["before"], lang),
            _names(d["after"], lang),
            word(OUTCOMES[d["outcome"]], lang),
            _names(d["open"], lang),
            table_date(d["since"], lang),
            _act(d, lang),
            d["item"],
        )
        for d in found.duties
    ]
    return _sheet("duties", heads, rows, lang)


def _gaps(key: str, rows: Sequence[AnyRow], lang: str) -> Sheet:
    heads = (template("kind"), template("name"), template("message"), template("id"))
    lines = [(KIND[g["kind"]].in_language(lang), named(g, lang), sentence(g, lang), g["id"]) for g in rows]
    return _sheet(key, heads, lines, lang)


def _single_points(found: Reorganization, lang: str) -> Sheet:
    lines = [(sentence(f, lang), f["subjects"][0]) for f in found.single_points]
    return _sheet("single_points", (template("message"), template("id")), lines, lang)


def _conveners(found: Reorganization, lang: str) -> Sheet:
    heads = (template("kind"), template("group"), template("before"), template("after"), template("may take over"))
    rows = [
        (
            KIND[c["kind"]].in_language(lang),
            named(c, lang, "group_name"),
            *(_names(c[side], lang) for side in ("before", "after", "open")),
        )
        for c in found.conveners
    ]
    return _sheet("conveners", heads, rows, lang)


def _letters(found: Reorganization, lang: str) -> Sheet:
    heads = (template("letter to"), template("message"), template("from when"), template("act"))
    rows = [
        (named(x, lang, "body_name"), sentence(x, lang), table_date(x["since"], lang), _act(x, lang))
        for x in found.letters
    ]
    return _sheet("letters", heads, rows, lang)


def _matrix(key: str, before: Matrix, after: Matrix, lang: str) -> Sheet:
    """The rows and columns in which two matrices differ; in each cell what was and what is."""
    cells = [
        {(m.rows[r].id, m.columns[c].id): _letters_of(marks, lang) for (r, c), marks in m.cells.items()}
        for m in (before, after)
    ]
    differ = {at for at in {*cells[0], *cells[1]} if cells[0].get(at) != cells[1].get(at)}
    rows = {h.id: h for m in (after, before) for h in m.rows if any(h.id == r for r, _ in differ)}
    columns = {h.id: h for m in (before, after) for h in m.columns if any(h.id == c for _, c in differ)}
    heads = (word(template("item"), lang), *(h.name.text(lang) for h in columns.values()))
    made: list[tuple[Cell, ...]] = [
        (_text(head.name.text(lang)), *(_change(cells[0].get((r, c), ""), cells[1].get((r, c), "")) for c in columns))
        for r, head in rows.items()
    ]
    return Sheet(key, word(TITLES[key], lang), heads, made)


def _letters_of(marks: Sequence[Mark], lang: str) -> str:
    return " ".join(mark.letter_text(lang) for mark in marks)


def _change(before: str, after: str) -> Runs:
    if before == after:
        return _text(before)
    gone, come = (Run(before, GONE),) if before else (), (Run(after, COME),) if after else ()
    return (*gone, Run(" → "), *come) if gone and come else (*gone, *come)
