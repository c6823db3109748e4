"""Which reader takes each form of file that can be imported."""

from __future__ import annotations

from pathlib import Path

from quanze.errors import FileError, QueryError
from quanze.importers.imported import Imported
from quanze.locale import message
from quanze.schema.import_forms import FORMS


def import_file(form: str, path: Path, dataset: str, mapping: Path | None = None) -> Imported:
    """A file of that form as data sets. Raises FileError, and QueryError for an unknown form."""
    if form not in FORMS:
        raise QueryError(
            message("Quanze cannot import the form {name!r}.", name=form), message("Use one of {names}.", names=FORMS)
        )
    if mapping and form != "graph":
        raise QueryError(message("Only a graph file takes a mapping."), message("Leave --mapping out."))
    try:
        return _read(form, path, dataset, mapping)
    # A value of another shape than the form has, or of more levels than any has.
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError) as fault:
        raise FileError(
            message("{path} does not follow the form {form}: {reason}.", path=path, form=form, reason=fault),
            message("Check it against the description of the form."),
        ) from fault


def _read(form: str, path: Path, dataset: str, mapping: Path | None) -> Imported:
    if form == "popolo":
        from quanze.importers.popolo import read_popolo

        return read_popolo(path, dataset)
    if form == "oparl":
        from quanze.importers.oparl import read_oparl

        return read_oparl(path, dataset)
    if form == "org":
        from quanze.importers.linked_data import read_linked_data

        return read_linked_data(path, dataset)
    if form == "publicbodies":
        from quanze.importers.publicbodies import read_publicbodies

        return read_publicbodies(path, dataset)
    from quanze.importers.graph_files import read_graph

    return read_graph(path, dataset, mapping)
