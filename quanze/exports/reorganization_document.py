"""A reorganization that was tried, as it leaves the library: a value that can be written as a file or as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from quanze.changes.reorganization import Reorganization
from quanze.exports.document import Document
from quanze.exports.formats import REORGANIZATION
from quanze.exports.matrix_from_rows import build_matrix
from quanze.locale import CHINESE

if TYPE_CHECKING:
    from quanze.exports.matrix_document import MatrixDocument
    from quanze.views.svg import Picture


@dataclass(frozen=True)
class ReorganizationDocument(Document, Reorganization):
    """A reorganization with its ways out; ``findings`` are the warnings about the file."""

    takes = REORGANIZATION

    findings: list[Any] = field(default_factory=list)

    def matrices(self, rows: str = "tasks", *, lang: str = CHINESE) -> tuple[MatrixDocument, MatrixDocument]:
        """The responsibility matrices before and after, of tasks, subgroups or indicators by agencies."""

        def matrix(items: list[Any], agencies: list[Any], assignments: list[Any], heading: Any) -> MatrixDocument:
            return build_matrix(items, agencies, assignments, heading=heading, lang=lang)

        return matrix(*self.before.matrices[rows]), matrix(*self.after.matrices[rows])

    def picture(self, *, lang: str = CHINESE) -> Picture:
        """Who had and who will have each duty that moves, as a still picture that a notebook shows."""
        from quanze.views.reorganization import draw_reorganization
        from quanze.views.svg import Picture

        figure = draw_reorganization(self.duties, self.before.holdings.names | self.after.holdings.names, self.day)
        return Picture(**vars(figure), lang=lang)
