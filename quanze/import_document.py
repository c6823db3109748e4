"""What was imported, as it leaves the library: a draft that can be written, checked and loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quanze.dump import write_editions
from quanze.importers.imported import Imported
from quanze.locale import CHINESE, message


@dataclass
class ImportDocument(Imported):
    """An import with its way out."""

    def write(self, path: str | Path, *, lang: str = CHINESE, bom: bool = False) -> list[Path]:
        """Write the draft as .xlsx or .yaml, or as a folder; the files. FileError, StorageError, QueryError."""
        names = [edition.dataset for edition in self.editions]
        return write_editions(self.editions, names, Path(path), message("Use a folder."), lang=lang, bom=bom)
