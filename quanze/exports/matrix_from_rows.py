"""Rows of assignments become a matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from operator import itemgetter
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
    by_cell: dict[tuple[int, int], list[AnyRow]] = {}
    for a in given:
        by_cell.setdefault((row_at[a["item"]], column_at[a["agency"]]), []).append(a)
    _check_roles(a["role"] for a in given)
    stated = cache(schemes[scheme].stated)  # a large matrix has a few roles and words a hundred thousand times
    made: list[Assignment] = []
    cells: dict[tuple[int, int], tuple[Mark, ...]] = {}
    for at, own in sorted(by_cell.items(), key=itemgetter(0)):
        if len(own) > 1:  # few of a large matrix
            own.sort(key=lambda a: (*_weight(a), _text(a, "path")))
        row, column = at
        held = [_assignment(n, a, rows[row], columns[column], stated) for n, a in enumerate(own, len(made) + 1)]
        made += held
        cells[at] = _marks(held, day)
    return MatrixDocument(
        heading=whole,
        scheme=schemes[scheme],
        inherited=inherited,
        lang=lang,
        rows=rows,
        columns=columns,
        cells=cells,
        assignments=tuple(made),
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
    first: dict[str, AnyRow] = {}
    for a in given:
        if a[key] not in known:
            first.setdefault(a[key], a)
    return [*found, *map(head_of, first.values())]


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
    origin = row.get("origin") == EDITORIAL
    return bool(row["inherited"]), int(row.get("distance") or 0), _ROLE_ORDER[row["role"]], origin


def _check_roles(roles: Iterable[str]) -> None:
    """Raise a DataError for a role that there is not."""
    for role in dict.fromkeys(roles):
        if role not in _ROLE_ORDER:
            raise DataError(
                message("There is no role {name!r}.", name=role),
                message("Use one of {names}.", names=list(_ROLE_ORDER)),
            )


def _assignment(
    number: int, row: AnyRow, item: Head, agency: Head, stated: Callable[[str, str], tuple[Letter, ...]]
) -> Assignment:
    role, wording, origin = row["role"], _text(row, "wording"), _text(row, "origin")
    inherited, distance = bool(row["inherited"]), int(row.get("distance") or 0)
    return Assignment(number, item, agency, role, stated(role, wording), wording, inherited, distance, origin, row)


def _sign(row: AnyRow, day: str) -> str:
    """Whether an assignment does not hold on a day, or is one that a predecessor had."""
    first, last = row.get("valid_from"), row.get("valid_to")
    if (first or last) and not holds(first, last, day):
        return ENDED
    how = str(row.get("how") or "")
    return how if how == UNSETTLED else CARRIED if row.get("former") else ""


def _marks(held: Sequence[Assignment], day: str) -> tuple[Mark, ...]:
    """One mark per role. What holds decides how the mark looks, of that the direct; the others are listed behind it, as
    is behind the lead what is included in it."""
    if len(held) == 1:  # as in most cells
        return (_mark(held[0], day),)
    apart: dict[str, list[Assignment]] = {}
    for a in held:
        if not a.row.get("included"):
            apart.setdefault(a.role, []).append(a)
    included = tuple(a for a in held if a.row.get("included"))
    marks = []
    for role, mine in apart.items():
        mark = _mark(mine[0], day) if len(mine) == 1 else _mark_of_several(mine, day)
        if included and RELATIONSHIP[role].leads:
            mark = mark._replace(held=(*mine, *included))
        marks.append(mark)
    return tuple(sorted(marks, key=lambda m: (not m.holds, m.inherited, _ROLE_ORDER[m.role])))


def _mark(one: Assignment, day: str) -> Mark:
    letters = one.letters if len(one.letters) == 1 else tuple(dict.fromkeys(one.letters))
    return Mark(one.role, letters, one.inherited, one.origin == EDITORIAL, one.wording, (one,), _sign(one.row, day))


def _mark_of_several(mine: Sequence[Assignment], day: str) -> Mark:
    """The mark of all assignments of one role."""
    signs = [_sign(a.row, day) for a in mine]
    sign = min(signs, key=("", CARRIED, UNSETTLED, ENDED).index)
    alike = [a for a, own in zip(mine, signs, strict=True) if own == sign]
    inherited = all(a.inherited for a in alike)
    shown = [a for a in alike if a.inherited == inherited]
    letters = tuple(dict.fromkeys(x for a in shown for x in a.letters))
    words = "、".join(dict.fromkeys(a.wording for a in shown if a.wording))
    editorial = all(a.origin == EDITORIAL for a in shown)
    return Mark(mine[0].role, letters, inherited, editorial, words, tuple(mine), sign)


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
