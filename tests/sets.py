"""Small data sets written as files in every format, and whole graphs as values that can be compared."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import quanze
from quanze.graph.engine import Engine
from quanze.graph.records import all_ends, dataset_nodes, dataset_relationships, datasets
from quanze.schema import KIND

Tables = Mapping[str, Sequence[Mapping[str, Any]]]
CITY: dict[str, list[dict[str, Any]]] = {
    "documents": [
        {"id": "t/document/plan", "name": "測試計畫", "kind": "plan", "origin": "plan", "source": "t/document/plan"}
    ],
    "agencies": [
        {"id": "t/agency/a", "name": "甲局", "kind": "bureau", "origin": "plan", "source": "測試計畫"},
        {"id": "t/agency/b", "name": "乙處", "kind": "bureau", "origin": "plan", "source": "測試計畫"},
    ],
    "tasks": [{"id": "t/task/one", "name": "任務一", "origin": "plan", "source": "測試計畫"}],
    "responsibilities": [
        {"who": "甲局", "role": "主辦", "on": "任務一", "origin": "plan", "source": "測試計畫"},
        {"who": "乙處", "role": "協辦", "on": "任務一", "origin": "plan", "source": "測試計畫"},
    ],
}
"""The least city without a finding: one plan, two agencies, one task, a lead and a co-organizer."""
ABOUT = {"id": "t", "name": "測試"}


def heads_of(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def write_csv(folder: Path, tables: Tables, about: Mapping[str, Any] = ABOUT, encoding: str = "utf-8") -> Path:
    """A folder of CSV files with ``dataset.yaml``; cells stand as they are given."""
    import yaml

    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding=encoding, newline="") as f:
            writer = csv.DictWriter(f, heads_of(rows), restval="")
            writer.writeheader()
            writer.writerows(rows)
    (folder / "dataset.yaml").write_text(yaml.safe_dump(dict(about), allow_unicode=True), encoding="utf-8")
    return folder


def write_xlsx(path: Path, tables: Tables, about: Mapping[str, Any] = ABOUT) -> Path:
    """A workbook as a person types it: one sheet a table, no help, no drop-downs."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    for name, rows in {"dataset": [about], **tables}.items():
        sheet = book.add_worksheet(name)
        heads = heads_of(rows)
        sheet.write_row(0, 0, heads)
        for r, row in enumerate(rows, 1):
            for c, head in enumerate(heads):
                value = row.get(head)
                if isinstance(value, str):
                    sheet.write_string(r, c, value)
                elif value is not None:
                    sheet.write(r, c, value)
    book.close()
    return path


def write_yaml(path: Path, tables: Tables, about: Mapping[str, Any] = ABOUT) -> Path:
    """One YAML file."""
    import yaml

    value = {"dataset": dict(about), **{name: [dict(r) for r in rows] for name, rows in tables.items()}}
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def write_as(suffix: str, folder: Path, tables: Tables, about: Mapping[str, Any] = ABOUT) -> Path:
    """The data set as a CSV folder (``csv``), an ``xlsx`` or a ``yaml`` file in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    if suffix == "csv":
        return write_csv(folder / "set", tables, about)
    return (write_xlsx if suffix == "xlsx" else write_yaml)(folder / f"set.{suffix}", tables, about)


def loaded(db: Path, *sources: Path) -> quanze.Graph:
    """The graph at ``db`` after loading ``sources`` into it."""
    graph = quanze.open(db, create=True)
    graph.load(*sources)
    return graph


def snapshot(engine: Engine) -> dict[str, dict[str, Any]]:
    """Every record and relationship with all its properties, by id or key."""
    nodes: dict[str, Any] = {}
    links: dict[str, Any] = {}
    for described in datasets(engine):
        for label in KIND:
            for id_, props in dataset_nodes(engine, label, described["id"]).items():
                nodes[f"{label} {id_}"] = props
        for ends in all_ends():
            for key, link in dataset_relationships(engine, ends, described["id"]).items():
                links[key] = (ends, *link)
    in_all = engine.read("MATCH (n) RETURN count(n) AS n ORDER BY n")[0]["n"]
    assert in_all == len(nodes), "a record belongs to no data set"
    return {"nodes": nodes, "links": links}
