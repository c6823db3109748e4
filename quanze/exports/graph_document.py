"""A graph as it leaves the library: a value that can be written as a file, or taken by networkx and pandas."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quanze.exports.atomic_file import text_of, write_file
from quanze.exports.atomic_folder import new_folder, refuse_others
from quanze.exports.formats import GRAPH, format_of, format_of_path
from quanze.exports.graph_files.diagrams import DRAWN_LINES, READABLE
from quanze.locale import CHINESE, Message, message
from quanze.schema.naming import Name
from quanze.schema.whole_graph import WholeGraph

if TYPE_CHECKING:
    import pandas

    from quanze.graph.network import Network

_DIAGRAMS = ("dot", "mermaid")
_NAMED = 10
"""Records that a note names."""


@dataclass(frozen=True)
class GraphDocument(WholeGraph):
    """A graph with its ways out."""

    def write(
        self, path: str | Path, format_name: str | None = None, *, lang: str = CHINESE, bom: bool = False
    ) -> Path:
        """Write it in the format of that name, else of the ending; of ``csv``, ``parquet``
        and ``open-sdg`` the path is a folder.

        FileError when the ending is unknown or the folder holds other files, StorageError when the place cannot be
        written, QuanzeError when an optional package is missing.
        """
        target = Path(path)
        format_ = format_of_path(target, GRAPH, name=format_name)
        content = format_.writer(self, lang)
        if format_.folder:
            names = {name.partition("/")[0] for name in content}
            refuse_others(target, names, message("Name a new folder, or an empty one."))
            with new_folder(target, replaces=names) as made:
                for name, one in content.items():
                    (made / name).parent.mkdir(exist_ok=True)
                    write_file(made / name, one, bom=bom and name.endswith(".csv"))
        else:
            write_file(target, content)
        return target

    def text(self, name: str = "graphml", *, lang: str = CHINESE) -> str:
        """The graph in a format that is text; FileError when it is unknown or is none."""
        return text_of(format_of(name, GRAPH, printable=True).writer(self, lang))

    def notes(self, format_name: str) -> list[Message]:
        """What a reader of that format should know."""
        if format_name == "open-sdg":
            from quanze.exports.graph_files.open_sdg import unlisted

            left = [Name(row) for row in unlisted(self)]
            said = message(
                "Indicators left out because they are aligned to no SDG target: {n} ({names}).",
                n=len(left),
                names=[*left[:_NAMED], *(["…"] if len(left) > _NAMED else [])],
            )
            return [said] if left else []
        if format_name in _DIAGRAMS and len(self.nodes) > READABLE:
            return [
                message(
                    "A diagram of {n} records is too large to read; up to {most} can be read.",
                    n=len(self.nodes),
                    most=READABLE,
                ),
                message("Name one record, or choose data sets. Mermaid draws {n} lines at most.", n=DRAWN_LINES),
            ]
        return []

    def networkx(self, *, lang: str = CHINESE) -> Network:
        """A ``networkx.MultiDiGraph`` of all of it, see ``quanze.graph.network.graph_of``."""
        from quanze.exports.graph_files.networks import network

        return network(self, lang)

    def pandas(self, *, lang: str = CHINESE) -> tuple[pandas.DataFrame, pandas.DataFrame]:
        """Records and relationships as frames, with types that know missing values."""
        import pandas as pd

        from quanze.exports.graph_files.tables import link_rows, node_rows

        rows = node_rows(self, lang), list(link_rows(self, lang))
        nodes, links = (pd.DataFrame(each).convert_dtypes() for each in rows)
        return nodes, links
