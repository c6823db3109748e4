"""Indicators in the form that a build of Open SDG takes: a CSV of figures and a YAML of metadata for each.

An indicator appears under every SDG target that it is aligned to, numbered after it and its own id, the UN's by their
codes. The build is given the folder as its source. Its pages insert the YAML's texts as HTML and Markdown.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import yaml

from quanze.errors import DataError
from quanze.exports.csv_text import csv_text
from quanze.locale import in_language, message
from quanze.schema import KIND
from quanze.schema.declare import Labelled
from quanze.schema.naming import named
from quanze.schema.properties import ORIGIN
from quanze.schema.relationships import ALIGNS_TO, HAS_TARGET
from quanze.schema.rows import Row
from quanze.schema.whole_graph import WholeGraph
from quanze.text.clean import clean

_FIGURES = {"target": message("target"), "result": message("result")}
"""Figures of a year, by the property that holds them; each is a series of its own."""
_PROVISIONAL = message("provisional result")


class Listing(NamedTuple):
    """An indicator under an SDG target, with the goal of that, the statement that aligns it, and its years."""

    number: str
    indicator: Row
    target: Row
    alignment: Row
    years: Sequence[Row]


def open_sdg_files(whole: WholeGraph, lang: str) -> dict[str, str]:
    """The paths of files in the folder, and their texts. DataError where no indicator has a place."""
    files = {}
    by_id = {row["id"]: row for row in whole.nodes}
    for one in listings(whole):
        name = one.number.replace(".", "-")
        figures = [
            (row["year"], _series(key, row, lang), clean(str(one.indicator.get("unit") or "")), row[key])
            for key in _FIGURES
            for row in one.years
            if row.get(key) is not None
        ]
        if figures:
            files[f"data/indicator_{name}.csv"] = csv_text([("Year", "Series", "Units", "Value"), *figures])
        metadata = _metadata(one, by_id, lang)
        files[f"meta/{name}.yml"] = yaml.safe_dump(metadata, allow_unicode=True, sort_keys=False, width=1000)
    if not files:
        raise DataError(
            message("No indicator here is aligned to an SDG target."),
            message("Open SDG lists indicators by target: state the targets, or ask about more of the graph."),
        )
    return files


def _series(key: str, year: Row, lang: str) -> str:
    series = _PROVISIONAL if key == "result" and year.get("provisional") else _FIGURES[key]
    return in_language(series, lang)


def listings(whole: WholeGraph) -> Iterator[Listing]:
    """Each indicator under each of its SDG targets, in the order of the graph."""
    by_id = {row["id"]: row for row in whole.nodes}
    years: dict[str, list[Row]] = defaultdict(list)
    aligned: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in whole.links:
        if row["type"] == HAS_TARGET.type:
            years[row["from"]].append(by_id[row["to"]])
        elif row["type"] == ALIGNS_TO.type and by_id[row["to"]]["kind"] == "SDGTarget":
            aligned[row["from"]].setdefault(row["to"], row)
    taken: set[str] = set()
    for indicator in whole.nodes:
        if indicator["kind"] != "Indicator":
            continue
        for id_, alignment in aligned[indicator["id"]].items():
            target = by_id[id_]
            number = _number(indicator, str(target["code"]), taken)
            taken.add(number)
            dated = [row for row in years[indicator["id"]] if row.get("year") is not None]
            yield Listing(number, indicator, target, alignment, sorted(dated, key=lambda row: row["year"]))


def unlisted(whole: WholeGraph) -> list[Row]:
    """Indicators that no statement aligns to an SDG target: Open SDG has no page for them."""
    listed = {one.indicator["id"] for one in listings(whole)}
    return [row for row in whole.nodes if row["kind"] == "Indicator" and row["id"] not in listed]


def _number(indicator: Row, target: str, taken: set[str]) -> str:
    """The code of a global indicator that is of the target; else the target's with the id, which passes for no code."""
    code = str(indicator.get("code") or "")
    of_target = re.fullmatch(rf"{re.escape(target)}\.\w+", code, re.ASCII)
    if of_target and indicator.get("level") == "global" and code not in taken:
        return code
    parts = (part for part in indicator["id"].split("/") if part != KIND["Indicator"].slug)
    own = re.sub(r"\W+", "_", "_".join(parts).replace("-", "_"), flags=re.ASCII).strip("_")
    names = (f"{target}.{own}", *(f"{target}.{own}_{n}" for n in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _metadata(one: Listing, by_id: dict[str, Row], lang: str) -> dict[str, str | bool]:
    """Metadata under the names that Open SDG's schema has for them; what is unknown is left out."""
    indicator, target = one.indicator, one.target
    goal = by_id.get(f"{target['id'].rpartition('/target/')[0]}/goal/{str(target['code']).partition('.')[0]}", {})
    reported = any(row.get("result") is not None for row in one.years)
    source = by_id.get(str(indicator.get("source") or ""), {})
    fields: dict[str, str] = {
        "indicator_number": one.number,
        "indicator_name": named(indicator, lang),
        "SDG_GOAL": f"{goal['code']} {named(goal, lang)}" if goal else "",
        "SDG_TARGET": f"{target['code']} {named(target, lang)}",
        "SDG_INDICATOR": f"{one.number} {named(indicator, lang)}",
        "UNIT_MEASURE": str(indicator.get("unit") or ""),
        "FREQ_COLL": str(indicator.get("frequency") or ""),
        "DATA_SOURCE": " ".join(filter(None, (named(source, lang), str(indicator.get("locator") or "")))),
        "REC_USE_LIM": str(indicator.get("note") or ""),
        "RATIONALE": _reason(one.alignment, lang),
        "computation_units": str(indicator.get("unit") or ""),
        "graph_title": named(indicator, lang),
    }
    kept = {key: _inert(text) for key, text in fields.items() if text}
    status = "complete" if reported else "notstarted"
    return {**kept, "graph_type": "line", "data_non_statistical": False, "published": True, "reporting_status": status}


def _reason(alignment: Row, lang: str) -> str:
    """Whose word the alignment is, and why where it says so."""
    whose: Labelled | str = next((one for one in ORIGIN.choices if one.code == alignment.get("origin")), "")
    reason = alignment.get("note")
    return in_language(message("{whose}: {reason}", whose=whose, reason=reason) if reason else whose, lang)


def _inert(text: str) -> str:
    """A text of a user's file, escaped so that it starts no element, link or template instruction on a page."""
    return re.sub(r"[\[{`]", lambda found: f"&#{ord(found[0])};", html.escape(clean(text), quote=False))
