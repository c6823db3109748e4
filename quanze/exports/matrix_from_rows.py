"""Rows of assignments become a matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from quanze.collector import collector_paused
from quanze.errors import DataError
from quanze.exports.matrix.crosswalk import read_schemes
from quanze.exports.matrix.letters import SOURCE, TYPES, Letter
from quanze.exports.matrix.model import ENDED, Assignment, Head, Heading, Label, Mark
from quanze.exports.matrix_document import MatrixDocument
from quanze.locale import CHINESE, Message, languages, message
from quanze.schema import KIND, RELATIONSHIP
from quanze.schema.dates import holds, out_of_time
from quanze.schema.rows import AnyRow
from quanze.schema.ways import CARRIED, UNSETTLED
from quanze.text.clean import clean

INHERITED = {"show": message("shown"), "hide": message("left out")}
"""What is done with inherited roles."""
EDITORIAL = "editorial"
_ROLE_ORDER = {type_: i for i, type_ in enumerate(TYPES)}
_AGENCY_KINDS = {c.code: c for c in KIND["Agency"].property("kind").choices}


@collector_paused()
def build_matrix(
    items: Iterable[AnyRow],
    agencies: Iterable[AnyRow],
    assignments: Iterable[AnyRow],
    *,
    heading: AnyRow | None = None,
    scheme: str = SOURCE,
    inherited: str = "show",
    lang: str = "zh-TW",
    crosswalk: Path | None = None,
) -> MatrixDocument:
    """The matrix of items by agencies.

    ``items``: id, kind, name, name_en, group, group_name (and group_name_en). ``agencies``: id, name, name_en, kind
    and parent_name. ``assignments``: one row per role and path, as the catalogue gives them (item, agency, role,
    wording, inherited, distance, path, steps, origin, …). An item or agency that only an assignment names is added
    at the end. Rows and columns keep their order but for being brought together by group. ``heading``: title,
    title_en, editions (id, name, edition, date), as_of, and ``evidence``, false where the assignments have none.
    ``crosswalk`` names a file to read the schemes from.

    DataError when the scheme, ``inherited``, ``lang`` or a role is unknown.
    """
    schemes = read_schemes(crosswalk)
    for what, value, allowed in (
        (message("scheme"), scheme, tuple(schemes)),
        (message("value of inherited"), inherited, tuple(INHERITED)),
        (message("language"), lang, languages()),
    ):
        if value not in allowed:
            raise DataError(
                message("There is no {what} {name!r}.", what=what, name=value),
                message("Use one of {names}.", names=allowed),
            )
    given = [a for a in assignments if inherited == "show" or not a["inherited"]]
    whole = _heading(heading or {})
    day = whole.as_of or date.today().isoformat()
    rows = _heads(_named([_timed(_item(i), i, day) for i in items], given, "item", _item_of))
    columns = _columns(_named([_timed(_agency(a), a, day) for a in agencies], given, "agency", _agency_of))
    row_at = {h.id: i for i, h in enumerate(rows)}
    column_at = {h.id: i for i, h in enumerate(columns)}
    given.sort(key=lambda a: (row_at[a["item"]], column_at[a["agency"]], *_weight(a), _text(a, "path")))
    stated = cache(schemes[scheme].stated)  # a large matrix has a few roles and words a hundred thousand times
    made = tuple(
        _assignment(n, a, rows[row_at[a["item"]]], columns[column_at[a["agency"]]], stated)
        for n, a in enumerate(given, 1)
    )
    by_cell: dict[tuple[int, int], list[Assignment]] = {}
    for one in made:
        by_cell.setdefault((row_at[one.item.id], column_at[one.agency.id]), []).append(one)
    return MatrixDocument(
        heading=whole,
        scheme=schemes[scheme],
        inherited=inherited,
        lang=lang,
        rows=rows,
        columns=columns,
        cells={at: _marks(held, day) for at, held in by_cell.items()},
        assignments=made,
    )


def _text(row: AnyRow, key: str) -> str:
    text = row.get(key)
    return clean(str(text)) if text else ""


def _label(row: AnyRow, key: str) -> Label:
    name, english = _text(row, key), row.get(f"{key}_en")
    return Label(name, english if isinstance(english, Message) else _text(row, f"{key}_en") or name)


def _timed(head: Head, row: AnyRow, day: str) -> Head:
    """The head, which says when it ended or begins if it does not live on the day."""
    when = out_of_time(row.get("valid_from"), row.get("valid_to"), day)
    return replace(head, when=when) if when else head


def _item(row: AnyRow) -> Head:
    return _row(row["id"], row, "")


def _item_of(row: AnyRow) -> Head:
    return _row(row["item"], row, "item_")


def _row(id_: str, row: AnyRow, prefix: str) -> Head:
    return Head(
        id_,
        _text(row, f"{prefix}kind"),
        _label(row, f"{prefix}name"),
        row.get(f"{prefix}group") or "",
        _label(row, f"{prefix}group_name"),
        own_duty=bool(row.get("own_duty")),
        through_parts=bool(row.get("through_parts")),
    )


def _agency(row: AnyRow) -> Head:
    return _column(row["id"], row, "")


def _agency_of(row: AnyRow) -> Head:
    return _column(row["agency"], row, "agency_")


def _column(id_: str, row: AnyRow, prefix: str) -> Head:
    kind = _AGENCY_KINDS.get(_text(row, f"{prefix}kind"))
    parent = _label(row, f"{prefix}parent_name")
    group = parent
    if kind:
        words = message("{parent} {kind}", parent=parent.en, kind=kind) if parent.en else message("{kind}", kind=kind)
        group = Label(" ".join(filter(None, (parent.zh, kind.zh))), words)
    return Head(id_, kind.code if kind else "", _label(row, f"{prefix}name"), group.zh, group)


def _named(found: list[Head], given: Iterable[AnyRow], key: str, head_of: Callable[[AnyRow], Head]) -> list[Head]:
    """Heads, and after them those that only assignments name."""
    known = {head.id for head in found}
    more = {a[key]: head_of(a) for a in reversed(list(given)) if a[key] not in known}
    return [*found, *(more[id_] for id_ in dict.fromkeys(a[key] for a in given) if id_ in more)]


def _heads(found: Sequence[Head]) -> tuple[Head, ...]:
    """Each head once, those of a group together, groups and heads in order of first appearance."""
    once: dict[str, Head] = {}
    for head in found:
        once.setdefault(head.id, head)
    groups = {g: i for i, g in enumerate(dict.fromkeys(h.group for h in once.values()))}
    return tuple(sorted(once.values(), key=lambda h: groups[h.group]))


def _columns(found: Sequence[Head]) -> tuple[Head, ...]:
    """As ``_heads``, with the kinds of agencies in the schema's order within what was given."""
    order = {code: i for i, code in enumerate(_AGENCY_KINDS)}
    return _heads(sorted(found, key=lambda h: order.get(h.kind, len(order))))


def _weight(row: AnyRow) -> tuple[bool, int, int, bool]:
    """Direct before inherited, nearest first, then by role, stated before our own reading."""
    role = row["role"]
    if role not in _ROLE_ORDER:
        raise DataError(
            message("There is no role {name!r}.", name=role), message("Use one of {names}.", names=list(_ROLE_ORDER))
        )
    return bool(row["inherited"]), int(row.get("distance") or 0), _ROLE_ORDER[role], row.get("origin") == EDITORIAL


def _assignment(
    number: int, row: AnyRow, item: Head, agency: Head, stated: Callable[[str, str], tuple[Letter, ...]]
) -> Assignment:
    wording = _text(row, "wording")
    return Assignment(
        number,
        item,
        agency,
        row["role"],
        stated(row["role"], wording),
        wording,
        bool(row["inherited"]),
        int(row.get("distance") or 0),
        _text(row, "origin"),
        row,
    )


def _sign(row: AnyRow, day: str) -> str:
    """Whether an assignment does not hold on a day, or is one that a predecessor had."""
    if not holds(row.get("valid_from"), row.get("valid_to"), day):
        return ENDED
    how = str(row.get("how") or "")
    return how if how == UNSETTLED else CARRIED if row.get("former") else ""


def _marks(held: Sequence[Assignment], day: str) -> tuple[Mark, ...]:
    """One mark per role. What holds decides how the mark looks, of that the direct; the others are listed behind it, as
    is behind the lead what is included in it."""
    if len(held) == 1:  # as in most cells
        [one] = held
        letters = one.letters if len(one.letters) == 1 else tuple(dict.fromkeys(one.letters))
        editorial = one.origin == EDITORIAL
        return (Mark(one.role, letters, one.inherited, editorial, one.wording, (one,), _sign(one.row, day)),)
    marks = []
    order = ("", CARRIED, UNSETTLED, ENDED)
    apart = [a for a in held if not a.row.get("included")]
    included = tuple(a for a in held if a.row.get("included"))
    for role in dict.fromkeys(a.role for a in apart):
        mine = tuple(a for a in apart if a.role == role)
        signs = {a.number: _sign(a.row, day) for a in mine}
        sign = min(signs.values(), key=order.index)
        alike = [a for a in mine if signs[a.number] == sign]
        inherited = all(a.inherited for a in alike)
        shown = [a for a in alike if a.inherited == inherited]
        words = "、".join(dict.fromkeys(a.wording for a in shown if a.wording))
        editorial = all(a.origin == EDITORIAL for a in shown)
        marks.append(
            Mark(
                role, tuple(dict.fromkeys(x for a in shown for x in a.letters)), inherited, editorial, words, mine, sign
            )
        )
        if RELATIONSHIP[role].leads and included:
            marks[-1] = marks[-1]._replace(held=(*mine, *included))
    return tuple(sorted(marks, key=lambda m: (not m.holds, m.inherited, _ROLE_ORDER[m.role])))


def _heading(row: AnyRow) -> Heading:
    title = _label(row, "title")
    editions = tuple(
        (_label({**e, "name": e.get("name") or e.get("id")}, "name"), _text(e, "edition"), _text(e, "date"))
        for e in row.get("editions") or ()
    )
    # ``db`` is left out: a path or an address on somebody's machine says nothing to a council.
    untitled = message("Responsibility matrix")
    return Heading(
        title if title.zh else Label(untitled.in_language(CHINESE), untitled),
        editions,
        _text(row, "as_of"),
        bool(row.get("evidence", True)),
        tuple(row.get("led_by_seats", ())),
    )
