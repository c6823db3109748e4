"""What a load or check is given, opened: our own tables as they are, a flat sheet by the plan reader."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quanze.bundled import ORDER, source
from quanze.loaders.findings import Finding
from quanze.loaders.given_rows import given_rows
from quanze.loaders.load import Progress
from quanze.loaders.raw import Source
from quanze.loaders.source import may_be_flat


@dataclass(frozen=True)
class FlatReading:
    """How flat sheets are read: ``columns`` is a saved mapping of their columns; ``accept_unsure`` takes what was
    understood and leaves out the rest; ``edition_of`` is the data set of which they are a later edition, by default one
    of their own, named after the file; ``OWN_PLAN`` says that it is not an edition of any, however alike."""

    columns: Path | None = None
    accept_unsure: bool = False
    edition_of: str = ""


def opened(
    paths: Sequence[str | Path | Mapping[str, Any]],
    loaded: Callable[[], Collection[str]] = tuple,
    reading: FlatReading = FlatReading(),
    progress: Progress | None = None,
) -> list[Path | Source]:
    """The files named, each flat sheet as a source, before it the shipped data sets that it needs.

    A data set that is ``loaded``, or named by hand, is not added; only a flat sheet makes it ask what is loaded. The
    name of a shipped one will do for a path, and so do tables of rows, see ``quanze.loaders.given_rows``. Raises
    FileError, for a mapping of columns that is none also where no sheet needs it.
    """
    if reading.columns is not None:
        from quanze.reader.tables.mapping import load_mapping

        load_mapping(reading.columns)
    found: list[Path | Source] = []
    named = [given_rows(given) if isinstance(given, Mapping) else source(given) for given in paths]
    shipped = {source(name): name for name in ORDER}
    there = {shipped[path] for path in named if not isinstance(path, Source) and path in shipped}
    for path in named:
        if isinstance(path, Source) or not may_be_flat(path):
            found.append(path)
            continue
        from quanze.reader.flat_sheet import flat_source

        sheet = flat_source(
            path,
            columns=reading.columns,
            accept_unsure=reading.accept_unsure,
            edition_of=reading.edition_of,
            shipped=ORDER,
            progress=progress,
        )
        for needed in sheet.dataset.get("requires", ()):
            if needed in ORDER and needed not in there and needed not in loaded():
                there.add(needed)
                found.append(source(needed))
                sheet.findings.append(Finding("flat-with-shipped", path.name, value=needed))
        found.append(sheet)
    return found
