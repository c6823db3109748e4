"""Responsibility matrices: rows of assignments become one value, which every format then writes."""

from quanze.exports.matrix.build import INHERITED, build_matrix
from quanze.exports.matrix.document import MatrixDocument
from quanze.exports.matrix.model import Matrix

__all__ = ["INHERITED", "Matrix", "MatrixDocument", "build_matrix"]
