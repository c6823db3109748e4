"""What was loaded, as tables again: it loads to the same graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, count
from pathlib import Path

from quanze.changes.edition import Edition, editions_in_turn
from quanze.errors import QueryError
from quanze.exports.atomic_file import write_file
from quanze.exports.dataset_tables import write_folder
from quanze.exports.edition_tables import tables_of
from quanze.exports.formats import DATASET, FORMATS, endings, format_of_path, formats_of
from quanze.graph.engine import Engine
from quanze.graph.records import all_ends, datasets, described, nodes_of, relationships_in_parts
from quanze.locale import Message, message
from quanze.plain_files import is_folder
from quanze.schema import KIND
from quanze.schema.rows import Dataset

_OFFICE = (".ods", ".xls")
"""Endings of one file that a load may read but no dump writes."""


def dump(
    engine: Engine, target: Path, *, datasets: Sequence[str] = (), lang: str = "zh-TW", bom: bool = False
) -> list[Path]:
    """Write data sets (all when none is named) to ``target`` and return the files.

    A path ending in .xlsx or .yaml takes one data set; any other is a folder, with one folder inside per data set
    when there are several. Raises UnknownNameError and QueryError.
    """
    wanted = [row["id"] for row in _wanted(engine, datasets)]
    advice = message("Choose one with --dataset ({names}), or use a folder.", names=wanted)
    return write_editions(editions_in_turn(engine, wanted), wanted, target, advice, lang=lang, bom=bom)


def write_editions(
    editions: Iterable[Edition],
    names: Sequence[str],
    target: Path,
    advice: Message,
    *,
    lang: str = "zh-TW",
    bom: bool = False,
) -> list[Path]:
    """Write the data sets of these ids to ``target``, see ``dump``, each when its turn comes; the files.

    ``advice`` says what to do where they are several and the target takes one.
    """
    suffix = target.suffix.casefold()
    if suffix in endings(formats_of(DATASET)):
        if len(names) != 1:
            raise QueryError(message("{file} can hold one data set, not {n}.", file=target.name, n=len(names)), advice)
        (edition,) = editions
        write_file(target, format_of_path(target, DATASET).writer(tables_of(edition), lang))
        return [target]
    if suffix in (*endings(FORMATS), *_OFFICE) and not is_folder(target):
        raise QueryError(
            message("Quanze does not write {suffix} files here.", suffix=target.suffix),
            message("Use a folder, or a file name ending in .xlsx or .yaml."),
        )
    written: list[Path] = []
    used: set[str] = set()
    for edition in editions:
        folder = target if len(names) == 1 else target / _folder_name(edition.dataset, used)
        written += write_folder(folder, tables_of(edition), bom=bom)
    return written


def _folder_name(id_: str, used: set[str]) -> str:
    """A name for the data set's folder that stays inside the target and is its own; it is put among those ``used``."""
    name = re.sub(r"[^\w.-]+", "-", id_).strip(".-") or "dataset"
    own = next(n for n in chain((name,), (f"{name}-{i}" for i in count(2))) if n.casefold() not in used)
    used.add(own.casefold())
    return own


def _wanted(engine: Engine, names: Sequence[str]) -> list[Dataset]:
    return [described(engine, name) for name in names] if names else datasets(engine)


def dump_for_import(engine: Engine, folder: Path) -> list[Path]:
    """Write the whole graph as ``neo4j-admin database import full`` reads it; the files written.

    Run there ``neo4j-admin database import full neo4j @import.args``, then ``quanze db init``. StorageError when the
    folder is not empty.
    """
    from quanze.exports.neo4j_admin import import_folder

    with import_folder(folder) as out:
        for label in KIND:
            out.nodes(label, nodes_of(engine, label, None))
        for ends in all_ends():
            rows = relationships_in_parts(engine, ends)
            out.relationships(ends[0], ((row.pop("from"), row.pop("to"), row) for row in rows))
        written = out.finish()
    return [folder / name for name in written]
