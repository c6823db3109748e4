"""The graph that ships: built once from the bundled tables into the user's cache, rebuilt when they change."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from quanze.bundled.data_sets import ORDER, folders
from quanze.cache_folder import cache_folder, is_own, make_own
from quanze.code_mark import code_mark
from quanze.errors import StorageError
from quanze.locale import Message, message
from quanze.unfinished import working_folder
from quanze.version import __version__

if TYPE_CHECKING:
    from quanze.graph.engine import Engine
    from quanze.unfinished import WorkingFolder


def description() -> Message:
    """What the bundled graph is called."""
    return message("bundled graph ({names})", names=ORDER)


def _files() -> Iterator[Path]:
    for folder in folders():
        yield from sorted(p for p in folder.iterdir() if p.suffix in (".csv", ".yaml"))


def stamp() -> str:
    """Changes whenever the tables, the code that builds the graph, this package or the stored form change."""
    from quanze.graph.embedded.library import engine_version
    from quanze.schema import VERSION

    # A checksum, not a secure hash: nobody gains by forging it, and loading hashlib costs each command 3 ms.
    checksum, size = crc32(f"{VERSION}".encode()), 0
    for path in _files():
        content = path.read_bytes()
        checksum, size = crc32(content, crc32(path.name.encode(), checksum)), size + len(content)
    checksum ^= code_mark("schema", "graph", "loaders")
    return f"{__version__}-{engine_version()}-{size:x}-{checksum:08x}"


def bundled_graph() -> Path:
    """Path of the ready bundled graph, built first when it is missing or stale.

    Two processes may build at once: each writes a file of its own and renames it. Where the cache cannot be
    written, the graph is built in a temporary folder and kept for this process only.
    """
    name = f"bundled-{stamp()}.kgl"
    folder = cache_folder()
    path = folder / name
    if is_own(folder) and os.path.isfile(path):  # noqa: PTH113 - Path.is_file fails where the folder may not be entered
        return path
    try:
        make_own(folder)
        with working_folder(folder) as work:
            built = Path(work) / name
            build(built)
            built.replace(path)
    except (OSError, StorageError):
        built = Path(_temporary_folder()) / name
        if not built.is_file():
            build(built)
        return built
    for old in folder.glob("bundled-*.kgl"):
        if old != path:
            try:
                old.unlink()
            except OSError:
                continue  # still open elsewhere; the next build removes it
    return path


def open_bundled() -> Engine:
    """The bundled graph, ready to be asked and refusing to be written; a damaged copy in the cache is built anew."""
    from quanze.bundled.engine import BundledEngine

    path = bundled_graph()
    engine = BundledEngine(path)
    try:
        engine.read("RETURN 1 AS opened ORDER BY opened")
    except StorageError:
        with suppress(OSError):
            path.unlink()
        engine = BundledEngine(bundled_graph())
    return engine


_TEMPORARY: list[WorkingFolder] = []


def _temporary_folder() -> str:
    if not _TEMPORARY:
        _TEMPORARY.append(working_folder())
    return _TEMPORARY[0].name


def has_temporary() -> bool:
    """Whether this process keeps a graph of its own that must be deleted when it ends."""
    return bool(_TEMPORARY)


def build(path: Path) -> None:
    """Load every shipped data set into a new file at ``path``."""
    from quanze.graph import open_engine
    from quanze.loaders.load import load

    engine = open_engine(path, create=True)
    load(engine, folders(), logged=False)
    engine.close()
