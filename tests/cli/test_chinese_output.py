"""Whatever a person reads in Chinese is Chinese: every command, in every format that people read."""

from __future__ import annotations

import copy
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from tests.queries.town import TABLES, S, role

ENDINGS = {"table": ".txt", "md": ".md", "xlsx": ".xlsx", "html": ".html", "svg": ".svg"}
"""The formats that people read; JSON and CSV are for programs, a PNG is its SVG."""
TERMS = {"SDG", "SDGs", "CSV", "JSON", "YAML", "HTML", "SVG", "PNG", "BOM", "UTC", "SHA-256", "UTF-8", "Excel", "RACI"}
TERMS |= {"Neo4j", "Cypher", "Quanze", "quanze", "ISO", "UN", "URL", "ID"}
"""What is written in Latin letters in Chinese too."""
WORD = re.compile(r"(?<![A-Za-z0-9_./:-])-{0,2}[A-Za-z][A-Za-z0-9_.:/-]*")
DIGITS = dict(zip("ABCDEFGHIJKLXZ", "甲乙丙丁戊己庚辛壬癸子丑寅卯", strict=True))
"""Names of the town's agencies in Chinese."""


def chinese(value: Any) -> Any:
    """A name without Latin letters."""
    return "".join(DIGITS.get(c, c) for c in value) if isinstance(value, str) else value


def town() -> dict[str, list[dict[str, Any]]]:
    """The town, with what makes it have every kind of finding, and nothing in Latin letters but ids and units."""
    tables = copy.deepcopy(TABLES)
    for rows in tables.values():
        for row in rows:
            row.pop("name_en", None)
            row |= {k: chinese(row[k]) for k in ("name", "quote") if k in row}
    tables["indicators"][0]["code"] = "1-1"
    tables["agencies"] += [
        {"id": "a/dissolved", "name": "裁撤處", "kind": "bureau", "valid_to": "2020", **S},
        {"id": "a/merged", "name": "併入處", "kind": "bureau", "valid_to": "2020", **S},
        {"id": "a/section", "name": "甲局一科", "kind": "office", "part_of": "a/A", **S},
    ]
    tables["tasks"] += [{"id": f"t/of-{who}", "name": f"{who}任務", **S} for who in ("dissolved", "merged", "section")]
    tables["responsibilities"] += [
        role(f"a/{who}", "主辦", f"t/of-{who}") for who in ("dissolved", "merged", "section")
    ]
    tables["changes"] = [
        {"change": "裁撤", "from": "a/dissolved", "valid_from": "2021-01-01", "act": "p", **S},
        {"change": "整併", "from": "a/merged", "to": "a/A", "valid_from": "2021-01-01", "act": "p", **S},
    ]
    return tables


def next_edition() -> dict[str, list[dict[str, Any]]]:
    """The town two years later: something of every sort has changed."""
    tables = town()
    tables["tasks"] = [row | {"name": f"新{row['name']}"} if row["id"] == "t/task" else row for row in tables["tasks"]]
    tables["tasks"] = [row for row in tables["tasks"] if row["id"] != "t/orphan"]
    tables["tasks"].append({"id": "t/new", "name": "完全不同的事項", **S})
    for row in tables["annual_targets"]:
        row |= {"target": row["target"] + 1, "note": "改寫"}
    tables["indicators"][0] |= {"direction": "up", "valid_from": "2020"}
    for row in tables["responsibilities"]:
        if (row["who"], row["on"]) == ("a/D", "t/task"):
            row["role"] = "協辦"
    return tables


class Texts(HTMLParser):
    """What a page shows: its texts, and the attributes that are read out or shown in a field."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")
        self.found += [v for k, v in attrs if v and k in ("title", "aria-label", "placeholder", "alt")]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)


def shown(path: Path) -> str:
    """The text that a file shows to a person."""
    if path.suffix == ".xlsx":
        book = CalamineWorkbook.from_path(str(path))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
        return "\n".join([*book.sheet_names, *(str(cell) for sheet in sheets for row in sheet for cell in row)])
    text = path.read_text(encoding="utf-8")
    if path.suffix in (".html", ".svg"):
        parser = Texts()
        parser.feed(text)
        return "\n".join(parser.found)
    return text
