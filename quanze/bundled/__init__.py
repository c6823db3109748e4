"""The data sets that ship, and the graph that is built of them."""

from quanze.bundled.data_sets import ORDER, folders, source
from quanze.bundled.graph import build, bundled_graph, description, has_temporary, open_bundled, stamp

__all__ = [
    "ORDER",
    "build",
    "bundled_graph",
    "description",
    "folders",
    "has_temporary",
    "open_bundled",
    "source",
    "stamp",
]
