"""Responsibility matrices: rows of assignments become one value, which every format then writes.

Items (tasks, indicators, …) are the rows, agencies (or subgroups) the columns. Items and agencies that nobody
and nothing is assigned to keep their place: an empty row is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quanze.errors import DataError, FileError
from quanze.exports.crosswalk import LINKED, TYPES, Letter, Scheme, read_schemes
from quanze.exports.text import plain
from quanze.schema import KIND

Row = Mapping[str, Any]
LANGS = ("zh-TW", "en")
INHERITED = ("show", "hide")
FORMATS = (".csv", ".xlsx", ".md", ".html")
EDITORIAL = "editorial"
_ROLE_ORDER = {type_: i for i, type_ in enumerate(TYPES)}
_AGENCY_KINDS = {c.code: c for c in KIND["Agency"].property("kind").choices}


@dataclass(frozen=True)
class Label:
    """A name in both languages, ready to be shown; the English one is the Chinese one when there is none."""

    zh: str
    en: str

    def text(self, lang: str) -> str:
        """The name in ``lang``."""
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True)
class Head:
    """A row or a column: id, kind (a label of the schema, or empty), name, and the group it stands under."""

    id: str
    kind: str
    name: Label
    group: str
    group_name: Label


@dataclass(frozen=True)
class Assignment:
    """One role of one agency on one item, numbered from 1; ``row`` is the row it was made from."""

    number: int
    item: Head
    agency: Head
    role: str
    letters: tuple[Letter, ...]
    wording: str
    inherited: bool
    distance: int
    origin: str
    row: Row = field(repr=False)


@dataclass(frozen=True)
class Mark:
    """A role in a cell: its letters, and whether it is only inherited, or only our own (editorial) reading.

    ``wording`` has the source's words, joined by 、; ``held`` every assignment behind the mark, direct ones first.
    """

    role: str
    letters: tuple[Letter, ...]
    inherited: bool
    editorial: bool
    wording: str
    held: tuple[Assignment, ...]

    def letter_text(self, lang: str) -> str:
        """The letters with † when editorial, in brackets when inherited, such as 召, (協) or (A R†)."""
        text = " ".join(dict.fromkeys(letter.text(lang) for letter in self.letters)) + ("†" if self.editorial else "")
        return f"({text})" if self.inherited else text


@dataclass(frozen=True)
class Heading:
    """What the matrix is of: title, editions of the data, date as of which it holds (empty: whenever)."""

    title: Label
    editions: tuple[tuple[Label, str, str], ...]
    as_of: str


@dataclass(frozen=True)
class Matrix:
    """Rows, columns, the marks of each filled cell by (row, column) position, and all assignments in order."""

    heading: Heading
    scheme: Scheme
    inherited: str
    lang: str
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: Mapping[tuple[int, int], tuple[Mark, ...]]
    assignments: tuple[Assignment, ...]

    def write(self, path: str | Path, *, long: bool = False, bom: bool = False, lang: str | None = None) -> list[Path]:
        """Write it in the format of the extension; see ``write_matrix``."""
        return write_matrix(self, Path(path), long=long, bom=bom, lang=lang)

    def empty_rows(self) -> tuple[Head, ...]:
        """The items on which nobody holds a role."""
        filled = {r for r, _ in self.cells}
        return tuple(h for i, h in enumerate(self.rows) if i not in filled)

    def empty_columns(self) -> tuple[Head, ...]:
        """The agencies that hold no role."""
        filled = {c for _, c in self.cells}
        return tuple(h for i, h in enumerate(self.columns) if i not in filled)

    def legend(self) -> tuple[Letter, ...]:
        """The letters to explain; see ``Scheme.explained``."""
        return self.scheme.explained((x, a.wording) for a in self.assignments for x in a.letters)

    def counted(self, lang: str) -> dict[str, tuple[str, ...]]:
        """The letters that can stand in a cell, in order, by the letter they are counted under."""
        found: dict[str, dict[str, None]] = {}
        for x in self.legend():
            found.setdefault(x.counted(lang), {})[x.text(lang)] = None
        return {counted: tuple(letters) for counted, letters in found.items()}

    def letters(self, lang: str) -> tuple[str, ...]:
        """The letters of ``counted``; those counted together as one, such as 召／主."""
        return tuple(map("／".join, self.counted(lang).values()))

    def totals(self, lang: str) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """How many cells of each row, and of each column, show each letter: direct and inherited counted apart.

        The counts of a row stand in the order of ``letters(lang)``, each letter's direct count before its
        inherited one.
        """
        letters = self.counted(lang)
        at = {letter: 2 * i for i, letter in enumerate(letters)}
        rows = {i: [0] * (2 * len(letters)) for i in range(len(self.rows))}
        columns = {i: [0] * (2 * len(letters)) for i in range(len(self.columns))}
        for (r, c), marks in self.cells.items():
            direct = {x.counted(lang) for m in marks if not m.inherited for x in m.letters}
            only_inherited = {x.counted(lang) for m in marks if m.inherited for x in m.letters} - direct
            for shown, offset in ((direct, 0), (only_inherited, 1)):
                for letter in shown:
                    rows[r][at[letter] + offset] += 1
                    columns[c][at[letter] + offset] += 1
        return rows, columns

    def total_columns(self, lang: str) -> list[tuple[int, str, bool]]:
        """Which totals are worth showing, as (place among the letters, letter, inherited).

        The roles' direct ones always, for a zero is news there; all others when something counts.
        """
        rows, _ = self.totals(lang)
        letters = self.counted(lang)
        occurs = [any(n[i] for n in rows.values()) for i in range(2 * len(letters))]
        roles = {x.counted(lang) for x in self.legend() if x.role not in LINKED}
        return [
            (i, "／".join(together), inherited)
            for i, (letter, together) in enumerate(letters.items())
            for inherited in (False, True)
            if occurs[2 * i + inherited] or (letter in roles and not inherited)
        ]


def build_matrix(
    items: Iterable[Row],
    agencies: Iterable[Row],
    assignments: Iterable[Row],
    *,
    heading: Row | None = None,
    scheme: str = "source",
    inherited: str = "show",
    lang: str = "zh-TW",
    crosswalk: Path | None = None,
) -> Matrix:
    """The matrix of items by agencies.

    ``items``: id, kind, name, name_en, group, group_name (and group_name_en). ``agencies``: id, name, name_en, kind
    and parent_name. ``assignments``: one row per role and path, as the catalogue gives them (item, agency, role,
    wording, inherited, distance, path, steps, origin, …). An item or agency that only an assignment names is added
    at the end. Rows and columns keep their order but for being brought together by group. ``heading``: title,
    title_en, editions (id, name, edition, date) and as_of. ``crosswalk`` names a file to read the schemes from.

    DataError when the scheme, ``inherited``, ``lang`` or a role is unknown.
    """
    schemes = read_schemes(crosswalk)
    for value, allowed, what, what_zh in (
        (scheme, tuple(schemes), "scheme", "代號系統"),
        (inherited, INHERITED, "value of inherited", "承接角色的寫法"),
        (lang, LANGS, "language", "語言"),
    ):
        if value not in allowed:
            raise DataError(
                f"unknown {what} {value!r}.",
                f"Use one of {', '.join(allowed)}.",
                zh=(f"不認得{what_zh}「{value}」。", f"請用 {'、'.join(allowed)}。"),
            )
    given = [a for a in assignments if inherited == "show" or not a["inherited"]]
    rows = _heads([_item(i) for i in items] + [_item_of(a) for a in given])
    columns = _columns([_agency(a) for a in agencies] + [_agency_of(a) for a in given])
    row_at = {h.id: i for i, h in enumerate(rows)}
    column_at = {h.id: i for i, h in enumerate(columns)}
    given.sort(key=lambda a: (row_at[a["item"]], column_at[a["agency"]], *_weight(a), _text(a, "path")))
    made = tuple(
        _assignment(n, a, rows[row_at[a["item"]]], columns[column_at[a["agency"]]], schemes[scheme])
        for n, a in enumerate(given, 1)
    )
    by_cell: dict[tuple[int, int], list[Assignment]] = {}
    for one in made:
        by_cell.setdefault((row_at[one.item.id], column_at[one.agency.id]), []).append(one)
    return Matrix(
        heading=_heading(heading or {}),
        scheme=schemes[scheme],
        inherited=inherited,
        lang=lang,
        rows=rows,
        columns=columns,
        cells={at: _marks(held) for at, held in by_cell.items()},
        assignments=made,
    )


def write_matrix(
    matrix: Matrix, path: Path, *, long: bool = False, bom: bool = False, lang: str | None = None
) -> list[Path]:
    """Write the matrix in the format of the extension; the paths written.

    ``.csv``: the wide form, and with ``long`` also one line per assignment in NAME.long.csv beside it; ``bom`` puts
    the mark that Excel needs to read UTF-8. ``.xlsx``, ``.md``, ``.html``: one file. Each file appears whole or not
    at all. FileError when the extension is unknown, StorageError when the place cannot be written.
    """
    from quanze.exports.safe import new_file

    lang = _language(lang or matrix.lang)
    format_ = path.suffix.casefold()
    if format_ == ".xlsx":
        from quanze.exports.matrix_xlsx import write_xlsx

        with new_file(path) as draft:
            write_xlsx(matrix, draft, lang)
        return [path]
    texts = {path: render_text(matrix, format_, lang=lang)}
    if format_ == ".csv" and long:
        texts[path.with_suffix(f".long{path.suffix}")] = render_text(matrix, format_, long=True, lang=lang)
    for target, text in texts.items():
        with new_file(target) as draft:
            encoding = "utf-8-sig" if bom and format_ == ".csv" else "utf-8"
            draft.write_text(text, encoding=encoding, newline="")
    return list(texts)


def render_text(matrix: Matrix, format_: str = ".md", *, long: bool = False, lang: str | None = None) -> str:
    """The matrix as text in ``.md``, ``.csv`` or ``.html``; ``long`` gives CSV's one line per assignment.

    FileError when the format is unknown or is not text.
    """
    lang = _language(lang or matrix.lang)
    if format_ == ".csv":
        from quanze.exports.matrix_csv import long_csv, wide_csv

        return long_csv(matrix, lang) if long else wide_csv(matrix, lang)
    if format_ == ".md":
        from quanze.exports.matrix_markdown import markdown

        return markdown(matrix, lang)
    if format_ == ".html":
        from quanze.exports.matrix_html import html

        return html(matrix, lang)
    raise FileError(
        f"A matrix cannot be written as {format_ or 'a file without extension'}.",
        f"Use one of {', '.join(FORMATS)}.",
        zh=(f"矩陣不能寫成{' ' + format_ if format_ else '沒有副檔名的檔'}。", f"請用 {'、'.join(FORMATS)}。"),
    )


def _language(lang: str) -> str:
    if lang not in LANGS:
        raise DataError(
            f"unknown language {lang!r}.",
            f"Use one of {', '.join(LANGS)}.",
            zh=(f"不認得語言「{lang}」。", f"請用 {'、'.join(LANGS)}。"),
        )
    return lang


def _text(row: Row, key: str) -> str:
    return plain(str(row.get(key) or ""))


def _label(row: Row, zh: str, en: str) -> Label:
    name = _text(row, zh)
    return Label(name, _text(row, en) or name)


def _item(row: Row) -> Head:
    return Head(
        row["id"],
        _text(row, "kind"),
        _label(row, "name", "name_en"),
        row.get("group") or "",
        _label(row, "group_name", "group_name_en"),
    )


def _item_of(row: Row) -> Head:
    return Head(
        row["item"],
        _text(row, "item_kind"),
        _label(row, "item_name", "item_name_en"),
        row.get("item_group") or "",
        _label(row, "item_group_name", "item_group_name_en"),
    )


def _agency(row: Row) -> Head:
    return _column(row["id"], row, "")


def _agency_of(row: Row) -> Head:
    return _column(row["agency"], row, "agency_")


def _column(id_: str, row: Row, prefix: str) -> Head:
    kind = _AGENCY_KINDS.get(_text(row, f"{prefix}kind"))
    parent = _label(row, f"{prefix}parent_name", f"{prefix}parent_name_en")
    group = Label(
        " ".join(filter(None, (parent.zh, kind.zh if kind else ""))),
        " ".join(filter(None, (parent.en, kind.en if kind else ""))),
    )
    return Head(id_, kind.code if kind else "", _label(row, f"{prefix}name", f"{prefix}name_en"), group.zh, group)


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


def _weight(row: Row) -> tuple[bool, int, int, bool]:
    """Direct before inherited, nearest first, then by role, stated before our own reading."""
    role = row["role"]
    if role not in _ROLE_ORDER:
        raise DataError(
            f"unknown role {role!r}.",
            f"Use one of {', '.join(_ROLE_ORDER)}.",
            zh=(f"不認得角色「{role}」。", f"請用 {'、'.join(_ROLE_ORDER)}。"),
        )
    return bool(row["inherited"]), int(row.get("distance") or 0), _ROLE_ORDER[role], row.get("origin") == EDITORIAL


def _assignment(number: int, row: Row, item: Head, agency: Head, scheme: Scheme) -> Assignment:
    return Assignment(
        number,
        item,
        agency,
        row["role"],
        scheme.stated(row["role"], _text(row, "wording")),
        _text(row, "wording"),
        bool(row["inherited"]),
        int(row.get("distance") or 0),
        _text(row, "origin"),
        row,
    )


def _marks(held: Sequence[Assignment]) -> tuple[Mark, ...]:
    """One mark per role. A direct assignment decides how the mark looks; inherited ones are listed behind it."""
    marks = []
    for role in dict.fromkeys(a.role for a in held):
        mine = tuple(a for a in held if a.role == role)
        inherited = all(a.inherited for a in mine)
        shown = [a for a in mine if a.inherited == inherited]
        words = "、".join(dict.fromkeys(a.wording for a in shown if a.wording))
        editorial = all(a.origin == EDITORIAL for a in shown)
        marks.append(
            Mark(role, tuple(dict.fromkeys(x for a in shown for x in a.letters)), inherited, editorial, words, mine)
        )
    return tuple(sorted(marks, key=lambda m: (m.inherited, _ROLE_ORDER[m.role])))


def _heading(row: Row) -> Heading:
    title = _label(row, "title", "title_en")
    editions = tuple(
        (_label({**e, "name": e.get("name") or e.get("id")}, "name", "name_en"), _text(e, "edition"), _text(e, "date"))
        for e in row.get("editions") or ()
    )
    # ``db`` is left out: a path or an address on somebody's machine says nothing to a council.
    return Heading(Label(title.zh or "權責矩陣", title.en or "Responsibility matrix"), editions, _text(row, "as_of"))
