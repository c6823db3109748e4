"""The editable crosswalk file: how other schemes of letters, such as RACI, read the source's roles.

The file (``quanze/data/crosswalk.csv``, or a user's own) has one line per role and letter with a reason in Chinese
and English: scheme, role, letter, name_zh, name_en, reason_zh, reason_en. A role may have several letters;
one without a line keeps its own letter.
"""

from __future__ import annotations

import csv
import io
from importlib import resources
from pathlib import Path
from typing import Any

from quanze.errors import DataError, FileError
from quanze.exports.matrix.letters import SOURCE, TYPES, Letter, Scheme, reading_scheme, source_scheme
from quanze.schema.clean_text import clean
from quanze.schema.text_width import width

COLUMNS = ("scheme", "role", "letter", "name_zh", "name_en", "reason_zh", "reason_en")
_ADVICE = f"The columns are {', '.join(COLUMNS)}; start from a copy of the file that ships."
_ADVICE_ZH = f"欄位為 {'、'.join(COLUMNS)}；請由隨附檔案的副本開始。"


def read_schemes(path: Path | None = None) -> dict[str, Scheme]:
    """All schemes by name: ``source`` and those of the crosswalk file (the one that ships when ``path`` is None).

    FileError when the file cannot be read; DataError, naming the line, when a line is wrong.
    """
    lines: dict[str, list[Letter]] = {}
    for number, row in _rows(path):
        where, where_zh = f"crosswalk line {number}", f"對照表第 {number} 行"
        values = {k: clean(row.get(k) or "") for k in COLUMNS}
        missing = [k for k in COLUMNS if not values[k]]
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
        scheme, role, letter = values["scheme"].casefold(), values["role"].upper(), values["letter"]
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
            Letter(role, letter, letter, values["name_zh"], values["name_en"], values["reason_zh"], values["reason_en"])
        )
    return {SOURCE: source_scheme(), **{name: reading_scheme(name, found) for name, found in lines.items()}}


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
