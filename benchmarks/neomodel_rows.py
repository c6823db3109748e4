"""neomodel loading rows, in an environment of its own: it asks for another driver than ours.

    python neomodel_rows.py ROWS.json      (NEO4J_BOLT_URL in the environment)

ROWS.json has ``nodes``: label → rows, and ``relationships``: list of type, kinds of the ends, rows. Classes are made
from the rows, as a person would write them by hand; nodes go by ``bulk_create``, relationships by ``connect``. Prints
the seconds for the nodes and for the relationships as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import neomodel

BATCH = 1_000
PROPERTIES = {
    bool: neomodel.BooleanProperty,
    int: neomodel.IntegerProperty,
    float: neomodel.FloatProperty,
    str: neomodel.StringProperty,
    list: neomodel.ArrayProperty,
}


def fields(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A declared property for each name in the rows; neomodel keeps some names for itself, so each gets another in
    Python."""
    values = {name: value for row in rows for name, value in row.items()}
    return {f"{name}_": PROPERTIES[type(value)](db_property=name) for name, value in values.items()}


def renamed(row: dict[str, Any]) -> dict[str, Any]:
    """The row under the names of ``fields``."""
    return {f"{name}_": value for name, value in row.items()}


def main() -> None:
    """Load the file and print the seconds."""
    neomodel.get_config().database_url = os.environ["NEO4J_BOLT_URL"]
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    links: dict[str, dict[str, Any]] = {}
    models: dict[str, Any] = {}
    for number, (type_, start_kind, end, _) in enumerate(given["relationships"]):
        if type_ not in models:
            stated = [r["props"] for other, _, _, some in given["relationships"] if other == type_ for r in some]
            models[type_] = type(type_, (neomodel.StructuredRel,), fields(stated))
        # The other class by its name, as it is looked up when used: it may be made only below.
        links.setdefault(start_kind, {})[f"link{number}"] = neomodel.RelationshipTo(end, type_, model=models[type_])
    classes: dict[str, Any] = globals()
    for label, rows in given["nodes"].items():
        classes[label] = type(label, (neomodel.StructuredNode,), fields(rows) | links.get(label, {}))
    made: dict[str, Any] = {}
    start = time.perf_counter()
    for label, rows in given["nodes"].items():
        for i in range(0, len(rows), BATCH):
            batch = [renamed(row) for row in rows[i : i + BATCH]]
            with neomodel.db.transaction:
                for node in classes[label].nodes.bulk_create(*batch):
                    made[node.id_] = node
    nodes = time.perf_counter() - start
    start = time.perf_counter()
    for number, (_, _, _, rows) in enumerate(given["relationships"]):
        for i in range(0, len(rows), BATCH):
            with neomodel.db.transaction:
                for row in rows[i : i + BATCH]:
                    getattr(made[row["from"]], f"link{number}").connect(made[row["to"]], renamed(row["props"]))
    print(json.dumps([nodes, time.perf_counter() - start]))


if __name__ == "__main__":
    main()
