"""The schemes of letters: the source's own roles, and the readings of the editable crosswalk file.

The file (``quanze/data/crosswalk.csv``, or a user's own) has one line per role and letter with a reason in Chinese
and English: scheme, role, letter, name_zh, name_en, reason_zh, reason_en. A role may have several letters.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import Any

from quanze.errors import DataError, FileError
from quanze.exports.text import plain, width
from quanze.schema import RELATIONSHIP, ROLES
from quanze.schema.role_words import letter_zh, shown_word

SOURCE = "source"
COLUMNS = ("scheme", "role", "letter", "name_zh", "name_en", "reason_zh", "reason_en")
ROLE_TYPES = tuple(r.type for r in ROLES)
LINKED = {
    "UNDERTAKES": ("負", "U", "負責", "undertakes"),
    "SITS_ON": ("席", "M", "席位", "has a seat"),
    "REPRESENTS": ("席", "M", "席位", "has the seat"),
}
"""Letters of what touches an item without being a role: a body that undertakes it, a seat on such a body."""
MOST_WORDS = 4
TYPES = (*ROLE_TYPES, *LINKED)
"""What can stand in a cell, weightiest first."""
_ADVICE = f"The columns are {', '.join(COLUMNS)}; start from a copy of the file that ships."
_ADVICE_ZH = f"欄位為 {'、'.join(COLUMNS)}；請由隨附檔案的副本開始。"


@dataclass(frozen=True)
class Letter:
    """One letter of a scheme for one role, its name, and what the role means or why it is read so.

    ``counted_zh`` is set on a Chinese letter that is counted together with another of the role, as 主 with 召.
    """

    role: str
    zh: str
    en: str
    name_zh: str
    name_en: str
    reason_zh: str = ""
    reason_en: str = ""
    counted_zh: str = ""

    def text(self, lang: str) -> str:
        """The letter itself."""
        return self.en if lang == "en" else self.zh

    def counted(self, lang: str) -> str:
        """The letter under which it is counted."""
        return self.en if lang == "en" else self.counted_zh or self.zh

    def name(self, lang: str) -> str:
        """What the letter stands for."""
        return self.name_en if lang == "en" else self.name_zh

    def reason(self, lang: str) -> str:
        """What the source's own role means, or why a role is read so."""
        return self.reason_en if lang == "en" else self.reason_zh


@dataclass(frozen=True)
class Scheme:
    """A set of letters; ``reading`` when the letters are not the source's own."""

    name: str
    letters: tuple[Letter, ...]
    reading: bool
    of_role: Mapping[str, tuple[Letter, ...]] = field(repr=False)

    def stated(self, role: str, wording: str) -> tuple[Letter, ...]:
        """The letters of a role for which the source uses this word; a reading has the same ones for every word."""
        letters = self.of_role[role]
        if self.reading or (zh := letter_zh(role, wording)) == RELATIONSHIP[role].letter_zh:
            return letters
        return tuple(replace(x, zh=zh, counted_zh=x.zh) for x in letters)

    def explained(self, held: Iterable[tuple[Letter, str]]) -> tuple[Letter, ...]:
        """The letters to explain where these stand for roles worded so: each with the words it stands for.

        Those of the roles always, those of other links only when they occur.
        """
        words: dict[Letter, dict[str, None]] = {}
        for letter, wording in held:
            words.setdefault(letter, {}).setdefault(shown_word(letter.role, wording, "zh-TW"))
        found: list[Letter] = []
        for letter in self.letters:
            if self.reading or letter.role in LINKED or not RELATIONSHIP[letter.role].more_letters_zh:
                found += [letter] if letter.role not in LINKED or letter in words else []
                continue
            here = [x for x in words if x.role == letter.role] or [letter]
            for x in sorted(here, key=lambda x: x.zh != letter.zh):
                found.append(replace(x, name_zh=_either(x.zh, list(words.get(x, ())) or [x.name_zh])))
        return tuple(found)


def _either(letter: str, words: list[str]) -> str:
    """Words of one letter, as many as a legend has room for; those that begin with it come first."""
    words = sorted(words, key=lambda w: not w.startswith(letter))
    return "或".join(words[:MOST_WORDS]) + ("等" if len(words) > MOST_WORDS else "")


def _scheme(name: str, letters: Iterable[Letter], *, reading: bool) -> Scheme:
    found = tuple(letters)
    of_role = {type_: tuple(x for x in found if x.role == type_) for type_ in TYPES}
    return Scheme(name, found, reading, of_role)


def source_scheme() -> Scheme:
    """The roles as the source has them, with the letters the schema declares."""
    roles = [Letter(r.type, r.letter_zh, r.letter_en, r.zh, r.en, r.meaning_zh, r.meaning) for r in ROLES]
    return _scheme(SOURCE, [*roles, *map(_linked, LINKED)], reading=False)


def _linked(type_: str) -> Letter:
    declared = RELATIONSHIP[type_]
    return Letter(type_, *LINKED[type_], declared.meaning_zh, declared.meaning)


def read_schemes(path: Path | None = None) -> dict[str, Scheme]:
    """All schemes by name: ``source`` and those of the crosswalk file (the one that ships when ``path`` is None).

    FileError when the file cannot be read; DataError, naming the line, when a line is wrong or a role has no letter.
    """
    lines: dict[str, list[Letter]] = {}
    for number, row in _rows(path):
        where, where_zh = f"crosswalk line {number}", f"對照表第 {number} 行"
        clean = {k: plain(row.get(k) or "") for k in COLUMNS}
        missing = [k for k in COLUMNS if not clean[k]]
        if None in row:
            raise DataError(
                f"{where}: more values than columns.",
                "Put a text with a comma in quotation marks.",
                zh=(f"{where_zh}：值比欄多。", "含逗號的文字請加引號。"),
            )
        if missing:
            raise DataError(
                f"{where}: {', '.join(missing)} is empty.",
                "Every line needs a letter and its reason.",
                zh=(f"{where_zh}：{'、'.join(missing)} 是空的。", "每一行都要有代號與理由。"),
            )
        scheme, role, letter = clean["scheme"].casefold(), clean["role"].upper(), clean["letter"]
        if scheme == SOURCE:
            raise DataError(
                f"{where}: the scheme 'source' is the plan's own.",
                "Give yours another name.",
                zh=(f"{where_zh}：source 是計畫自己的用語。", "請另取名稱。"),
            )
        if role not in TYPES:
            raise DataError(
                f"{where}: unknown role {role!r}.",
                f"Use one of {', '.join(TYPES)}.",
                zh=(f"{where_zh}：不認得角色「{role}」。", f"請用 {'、'.join(TYPES)}。"),
            )
        if width(letter) > 4 or " " in letter:
            raise DataError(
                f"{where}: {letter!r} is no letter.",
                "Use at most four characters without a space.",
                zh=(f"{where_zh}：「{letter}」不是代號。", "最多四個字，不含空格。"),
            )
        if any(x.role == role and x.zh == letter for x in lines.get(scheme, ())):
            raise DataError(
                f"{where}: {role} has {letter!r} twice in {scheme}.",
                "Remove one of the lines.",
                zh=(f"{where_zh}：{scheme} 的 {role} 有兩個「{letter}」。", "請刪去其中一行。"),
            )
        lines.setdefault(scheme, []).append(
            Letter(role, letter, letter, clean["name_zh"], clean["name_en"], clean["reason_zh"], clean["reason_en"])
        )
    for scheme, letters in lines.items():
        unread = [t for t in ROLE_TYPES if t not in {x.role for x in letters}]
        if unread:
            raise DataError(
                f"crosswalk: scheme {scheme} has no letter for {', '.join(unread)}.",
                "Add a line for each.",
                zh=(f"對照表：{scheme} 沒有 {'、'.join(unread)} 的代號。", "請各加一行。"),
            )
    return {SOURCE: source_scheme(), **{n: _scheme(n, found, reading=True) for n, found in lines.items()}}


def _rows(path: Path | None) -> list[tuple[int, dict[str | Any, str | Any]]]:
    source = resources.files("quanze").joinpath("data", "crosswalk.csv") if path is None else path
    try:
        reader = csv.DictReader(io.StringIO(source.read_text(encoding="utf-8-sig"), newline=""))
        if not set(COLUMNS) <= set(reader.fieldnames or ()):
            raise DataError("crosswalk: columns are missing.", _ADVICE, zh=("對照表缺少欄位。", _ADVICE_ZH))
        return [(reader.line_num, row) for row in reader]
    except OSError as error:
        raise FileError(
            f"{path} cannot be read: {error.strerror}.",
            "Name a crosswalk file in CSV.",
            zh=(f"{path} 無法讀取：{error.strerror}。", "請指名 CSV 對照表。"),
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileError(
            f"{path} is no CSV file in UTF-8: {error}.",
            _ADVICE,
            zh=(f"{path} 不是 UTF-8 的 CSV：{error}。", _ADVICE_ZH),
        ) from error
