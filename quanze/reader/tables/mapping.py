"""A saved mapping of a table's columns and values: read from a file, and written out to be edited and used again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from quanze.errors import FileError
from quanze.loaders.yaml_file import value_of
from quanze.locale import message
from quanze.plain_files import content_of
from quanze.reader.blocks import Grid
from quanze.reader.columns import CONTENT, ColumnMapping, Head, Heads, folded_head, names_of_heads
from quanze.reader.tables.heads import meaning as meaning_of
from quanze.reader.tables.heads import year_in
from quanze.reader.wording import normalise, one_line

KINDS = {
    "lead": ("role", "CONVENES"),
    "support": ("role", "CO_ORGANIZES"),
    "review": ("role", "REVIEWS"),
    "agency": ("agency", ""),
    "role": ("role_column", ""),
    "body": ("body", ""),
    "level": ("level", ""),
    "task": ("level", ""),
    "content": ("level", CONTENT),
    "number": ("number", ""),
    "subgroup": ("subgroup", ""),
    "indicator": ("indicator", ""),
    "code": ("code", ""),
    "unit": ("unit", ""),
    "direction": ("direction", ""),
    "baseline": ("baseline", ""),
    "baseline_year": ("baseline_year", ""),
    "target": ("target", ""),
    "result": ("result", ""),
    "period": ("period", ""),
    "begin": ("begin", ""),
    "end": ("end", ""),
    "due": ("due", ""),
    "sdg": ("sdg", ""),
    "lead_and_support": ("leadless", ""),
    "seat": ("seat_title", ""),
    "holder": ("holder", ""),
    "who": ("who", ""),
    "post": ("post", ""),
    "seats": ("seats", ""),
    "duty": ("duty", ""),
    "basis": ("basis", ""),
    "ignore": ("beside", ""),
}
"""What a column can be called in a mapping, and the kind of head and role it stands for."""
VALUES = {"lead": "CONVENES", "support": "CO_ORGANIZES", "review": "REVIEWS", "none": ""}


def meanings() -> dict[str, str]:
    """What a column can be called in a mapping, and the key of ``quanze.schema.draft_codes.FIELDS`` that it stands for;
    of two words for one meaning the plainer one."""
    roles = {"CONVENES": "lead", "CO_ORGANIZES": "support", "REVIEWS": "review", CONTENT: CONTENT}
    return {word: roles.get(role, kind) for word, (kind, role) in KINDS.items() if word != "level"}


def mapping_text(columns: Mapping[str, str]) -> str:
    """A mapping of columns, by their heads, as the YAML that ``load_mapping`` takes."""
    import yaml

    return str(yaml.safe_dump({"columns": dict(columns)}, allow_unicode=True, sort_keys=False))


_OPEN = "?"
"""What is printed for a column that is not understood; it says nothing of it."""
_LEFT_OPEN = re.compile(r"(: *)\?(?= *(?:#.*)?$)", re.MULTILINE)
_GUESS = "  # guess: "
"""What is printed behind a meaning that a column may have by the others only, and the meaning once more."""
_LEFT_AS_GUESSED = re.compile(rf"(: *)(?P<said>[a-z_]+(?: [0-9a-z]+)?) *{_GUESS.strip()} (?P=said) *$", re.MULTILINE)
"""A guess that was not edited binds nothing: another line may change it."""
_BY_OTHERS = ("level", "indicator", "unit")


def load_mapping(path: Path) -> ColumnMapping:
    """The mapping of a YAML file with ``columns:`` (head: meaning) and ``values:`` (mark: meaning)."""
    advice = message("Write YAML with columns: and values:, as quanze read prints it.")
    try:
        text = content_of(path).decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise FileError(
            message("{file} is not a mapping of columns: {reason}.", file=path.name, reason=e), advice
        ) from e
    open_ = f'\\1"{_OPEN}"'
    parts = value_of(_LEFT_OPEN.sub(open_, _LEFT_AS_GUESSED.sub(open_, text)), path)
    if not isinstance(parts, Mapping) or not parts or not parts.keys() <= {"columns", "values"}:
        raise FileError(message("{file} is not a mapping of columns.", file=path.name), advice)
    out = ColumnMapping()
    for text, said in _pairs(parts.get("columns"), path):
        word, _, year = said.partition(" ")
        if said == _OPEN:
            continue
        if word not in KINDS:
            raise _unknown(path, text, said, sorted(KINDS))
        kind, role = KINDS[word]
        if kind in ("body", "level") and year.strip() in VALUES:
            role, year = (
                VALUES[year.strip()],
                "",
            )  # what any mark under it means, or who is in brackets behind its tasks
        out.columns[folded_head(text)] = (kind, role, year.strip())
    for text, said in _pairs(parts.get("values"), path):
        if said not in VALUES:
            raise _unknown(path, text, said, sorted(VALUES))
        out.values[normalise(text).strip()] = VALUES[said]
    return out


def _pairs(part: object, path: Path) -> list[tuple[str, str]]:
    if part is None:
        return []
    if not isinstance(part, Mapping):
        raise FileError(
            message("In {file}, columns and values must be lists of the form “name: meaning”.", file=path.name),
            message("See the mapping that quanze read prints."),
        )
    return [(str(k), str(v).strip()) for k, v in part.items()]


def _unknown(path: Path, text: str, said: str, known: list[str]) -> FileError:
    return FileError(
        message(
            "In {file}, {meaning!r} (for {name!r}) is not a known meaning.", file=path.name, meaning=said, name=text
        ),
        message("Use one of {names}.", names=known),
    )


def shown_of_strange(grid: Grid) -> dict[str, str]:
    """A mapping for a table that is not understood: each of its heads, with what it says alone as a guess."""
    names = {meaning: word for word, meaning in reversed(KINDS.items()) if word != "task"}
    heads = next((row for row in grid.rows if len({t for t in row if t.strip()}) > 1), ())
    columns: dict[str, str] = {}
    for name in names_of_heads({c: one_line(text) for c, text in enumerate(heads) if text.strip()}).values():
        head = meaning_of(name)
        said = f"{names.get(head.meaning, 'ignore')} {head.year}".strip() if head else ""
        columns[name] = f"{said}{_GUESS}{said}" if said else f'"{_OPEN}"'
    return columns


def _is_by_others(head: Head) -> bool:
    """Whether the meaning of a column may change with that of another one: what the table is about, what holds now, and
    who leads beside a plainer word for that."""
    alone = meaning_of(head.word)
    now = alone is not None and alone.kind == "current"
    return head.kind in _BY_OTHERS or now or (head.kind == "role" and (head.role == "CONVENES" or not head.sure))


def shown(heads: Heads) -> tuple[dict[str, str], dict[str, str]]:
    """The mapping that was used for a table: columns by head, and marks by meaning.

    Where a column is not understood, or another one than the one that is read may be meant, what the others decide is
    printed as a guess, so that one line repairs the table.
    """
    names = {(kind, role): word for word, (kind, role) in reversed(KINDS.items()) if word != "task"}
    means = {role: word for word, role in VALUES.items()}
    columns: dict[str, str] = {}
    words = {c: head.word for c, head in heads.columns.items()} | heads.unknown
    contents = heads.of("level")[-1:] if heads.described else []
    unknown = any(word.strip() for word in heads.unknown.values())
    open_ = unknown or heads.doubtful or heads.unsettled or heads.unnamed
    for c, word in sorted(words.items()):
        head, plain = heads.columns.get(c), word.replace("\n", " ")
        if not plain:
            continue
        meaning = names.get(head.meaning, "ignore") if head else f'"{_OPEN}"'
        if head and (head.kind == "body" or head.of_brackets):
            meaning = f"{meaning} {means.get(head.role, '')}" if head.role else meaning
        elif head:
            meaning = f"{meaning} {head.year or (year_in(word) if head.kind == 'baseline' else '')}"
        meaning = CONTENT if c in contents else meaning.strip()
        if open_ and head is not None and c not in heads.given and _is_by_others(head):
            meaning += f"{_GUESS}{meaning}"
        if columns.get(plain) != meaning:  # columns of one head that mean the same are one line
            columns[heads.names.get(c, plain)] = meaning
    return columns, {mark: means.get(role, "none") for mark, role in heads.marks.items()}
