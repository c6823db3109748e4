"""The graph that is served: opened to be read, and opened anew when a load has changed it."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quanze.api import as_database
from quanze.api import open as open_graph
from quanze.errors import QuanzeError, QueryError
from quanze.locale import message
from quanze.plain_files import is_file
from quanze.unfinished import working_folder
from quanze.web.stored_pages import FileState, StoredPages

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.unfinished import WorkingFolder


class ServedGraph:
    """The graph at ``db``, chosen as by ``quanze.open``; of it only a part where ``hide`` or ``only`` say so.

    ``now`` gives the state of the last load. Of a part a copy is served, made anew after each load, so that what is
    hidden is in no answer. Whoever still reads an earlier state reads it to its end. ``editions`` are others by name,
    to compare it with: databases, or files that could be loaded, as they are now.
    """

    def __init__(
        self,
        db: str | Path | None = None,
        *,
        hide: Sequence[str] = (),
        only: Sequence[str] = (),
        editions: Mapping[str, str | Path] = {},
    ) -> None:
        self._db, self._hide, self._only = db, tuple(hide), tuple(only)
        self._lock = threading.Lock()
        self._folders: list[WorkingFolder] = []
        self._source = open_graph(db)
        self.description = self._source.description
        path = Path(self._source.engine.address)
        self._path = path if is_file(path) else None
        self._stamp = self._state()
        self._graph = self._part()
        self._number = 0
        self._loaded = working_folder() if editions else None
        self._editions: dict[str, ServedGraph] = {}
        try:
            self._refuse_names(editions)
            for number, (name, given) in enumerate(editions.items()):
                path = Path(self._loaded.name if self._loaded else "") / f"{number}.kgl"
                self._editions[name] = ServedGraph(as_database(given, path, self._source), hide=hide, only=only)
        except QuanzeError:
            self.close()
            raise

    def _refuse_names(self, editions: Mapping[str, str | Path]) -> None:
        """QueryError for an edition with the id of a data set that is served: of the two, one would not be found."""
        for row in self._source.datasets():
            if row["id"] in editions:
                raise QueryError(
                    message("{name!r} is the id of a data set that is served.", name=row["id"]),
                    message("Give the edition another name."),
                )

    def __enter__(self) -> ServedGraph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def of_a_file(self) -> bool:
        """Whether the graph is a file, and so are the editions."""
        return self._path is not None and all(edition.of_a_file for edition in self._editions.values())

    def now(self) -> Graph:
        """The graph as the last load left it."""
        return self.now_with_state()[0]

    def now_with_state(self) -> tuple[Graph, tuple[int, ...] | None]:
        """The graph as the last load left it, and the numbers of its state and those of the editions; None where a
        server may change one between two questions."""
        graph, number = self._now()
        numbers = [number, *(edition._now()[1] for edition in self._editions.values())]
        known = [number for number in numbers if number is not None]
        return graph, tuple(known) if len(known) == len(numbers) else None

    def _now(self) -> tuple[Graph, int | None]:
        with self._lock:
            stamp = self._state()
            if stamp != self._stamp:
                if self._path is not None:
                    self._source = open_graph(self._db)
                self._graph, self._stamp = self._part(), stamp
                self._number += 1
            return self._graph, self._number if self._stamp is not None else None

    def pages(self, state: tuple[int, ...], today: str) -> StoredPages | None:
        """The pages on disk of a state of one file on a day. None for a state that is no longer served, and where
        editions stand beside the graph."""
        with self._lock:
            if not isinstance(self._stamp, FileState) or self._loaded is not None or state != (self._number,):
                return None
            return StoredPages(self._stamp, (self._hide, self._only), today)

    def editions(self) -> dict[str, Graph]:
        """The editions to compare with, by name."""
        found = {name: edition.now() for name, edition in self._editions.items()}
        for name, graph in found.items():
            graph.description = name
        return found

    def close(self) -> None:
        """Let go of the database and of copies."""
        for edition in self._editions.values():
            edition.close()
        self._source.close()
        if self._loaded is not None:
            self._loaded.cleanup()
        for folder in self._folders:
            folder.cleanup()

    def _state(self) -> object:
        """What differs after a load: of a file its stamp; of a server the last entry of its log, where a copy is
        served, for the server itself always answers from its last state."""
        if self._path is not None:
            try:
                return FileState.of(self._path)
            except OSError:
                return None  # opening it anew says what is wrong
        if self._hide or self._only:
            return [(row["number"], row["at"], row["undone"]) for row in self._source.log()]
        return None

    def _part(self) -> Graph:
        if not (self._hide or self._only):
            return self._source
        folder = working_folder()
        try:
            path = self._source.excerpt(Path(folder.name) / "part.kgl", hide=self._hide, only=self._only)
        except QuanzeError:
            folder.cleanup()
            raise
        self._folders.append(folder)
        while len(self._folders) > 2:  # the last state but one may still be read
            self._folders.pop(0).cleanup()
        return open_graph(path)
