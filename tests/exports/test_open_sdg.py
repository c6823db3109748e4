"""Indicators for Open SDG: held against the rules that its build has for metadata and for tables of figures."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml

import quanze
from quanze.errors import DataError
from tests.exports.hostile import HOSTILE

if TYPE_CHECKING:
    import pandas as pd

STATUSES = ["complete", "inprogress", "notstarted", "notapplicable"]
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "reporting_status": {"enum": STATUSES},
        "published": {"type": "boolean"},
        "data_non_statistical": {"type": "boolean"},
        "graph_type": {"enum": ["line", "bar"]},
    },
    "additionalProperties": {"type": ["string", "integer"]},
    "required": ["published", "reporting_status", "indicator_number", "indicator_name"],
    "if": {"properties": {"reporting_status": {"const": "complete"}}},
    "then": {"required": ["data_non_statistical", "graph_title", "graph_type"]},
}
"""What Open SDG's build makes of its schema file: types, choices, and what a page with a chart must have."""
VALID = jsonschema.Draft202012Validator(SCHEMA)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def written(folder: Path, graph: quanze.Graph, lang: str = "en") -> tuple[dict[str, Any], dict[str, pd.DataFrame]]:
    """The metadata and the figures by the number of the indicator."""
    graph.export(folder, "open-sdg", lang=lang)
    meta = {path.stem: yaml.load(path.read_text("utf-8"), LOADER) for path in (folder / "meta").iterdir()}
    import pandas as pd

    data = {path.stem.removeprefix("indicator_"): pd.read_csv(path) for path in (folder / "data").iterdir()}
    return meta, data


def check(meta: dict[str, Any], data: dict[str, pd.DataFrame]) -> None:
    VALID.check_schema(SCHEMA)
    for number, told in meta.items():
        VALID.validate(told)
        assert told["indicator_number"].replace(".", "-") == number
    assert data.keys() <= meta.keys()
    for frame in data.values():
        assert frame.columns[0] == "Year" and frame.columns[-1] == "Value"
        assert frame["Year"].dtype == "int64" and frame["Value"].dtype.kind in "if"
        for name in ("Series", "Units"):
            texts = frame[name].dropna().astype(str)
            assert (texts == texts.str.strip()).all()


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, pd.DataFrame]]:
    with quanze.open() as graph:
        return written(tmp_path_factory.mktemp("open-sdg") / "site", graph)


@pytest.mark.whole
def test_the_shipped_indicators_pass_the_rules_of_the_build(
    bundled: tuple[dict[str, Any], dict[str, pd.DataFrame]],
) -> None:
    check(*bundled)


@pytest.mark.whole
def test_every_alignment_has_its_page_and_every_year_its_figure(
    bundled: tuple[dict[str, Any], dict[str, pd.DataFrame]],
) -> None:
    meta, data = bundled
    with quanze.open() as graph:
        whole = graph.whole()
    kinds = {row["id"]: row["kind"] for row in whole.nodes}
    aligned = {
        (row["from"], row["to"])
        for row in whole.links
        if row["type"] == "ALIGNS_TO" and (kinds[row["from"]], kinds[row["to"]]) == ("Indicator", "SDGTarget")
    }
    assert len(meta) == len(aligned)
    figures = data["13-2-chiayi_ghg_emissions"]
    assert figures.values.tolist() == [[2019, "result", "tCO2e", 1201055.08]]
    told = meta["13-2-chiayi_ghg_emissions"]
    assert told["reporting_status"] == "complete" and told["RATIONALE"].startswith("editorial: ")
    assert meta["13-2-2"]["reporting_status"] == "notstarted" and "13-2-2" not in data


@pytest.mark.whole
def test_what_has_no_target_is_told(tmp_path: Path) -> None:
    with quanze.open() as graph:
        (note,) = graph.export(tmp_path / "site", "open-sdg")
    assert "永續發展指標" in note.in_language("zh-TW") and "1" in note.in_language("zh-TW")


@pytest.mark.whole
def test_nothing_is_written_where_no_indicator_has_a_place(tmp_path: Path) -> None:
    with quanze.open() as graph, pytest.raises(DataError, match="SDG target"):
        graph.export(tmp_path / "site", "open-sdg", about="環保局", depth=1)
    assert not (tmp_path / "site").exists()


@pytest.mark.whole
def test_hostile_names_stay_texts_and_two_of_a_name_stay_two(tmp_path: Path) -> None:
    texts = [text for text in HOSTILE if text.isprintable() and len(text) < 1000]
    indicators = [
        {
            "id": f"h/indicator/a{'-' * (n % 2)}b/{n // 2}",
            "name": text,
            "unit": text,
            "note": text,
            "origin": "editorial",
        }
        for n, text in enumerate(texts)
    ]
    links = [{"from": row["id"], "type": "ALIGNS_TO", "to": "sdg/target/13.2"} for row in indicators]
    targets = [
        {"id": f"h/target/{n}", "name": f"t{n}", "indicator": row["id"], "year": 2024, "result": n, "provisional": True}
        for n, row in enumerate(indicators)
    ]
    with quanze.open(tmp_path / "graph.kgl", create=True) as graph:
        graph.load("sdg")
        rows = {
            "indicators": indicators,
            "annual_targets": [{**row, "origin": "editorial"} for row in targets],
            "links": [{**row, "origin": "editorial"} for row in links],
        }
        graph.load({"dataset": {"id": "h", "name": "測試", "requires": ["sdg"]}, **rows})
        meta, data = written(tmp_path / "site", graph)
    check(meta, data)
    assert len(data) == len(texts) and meta["13-2-2"]["indicator_name"] == "Greenhouse gases emitted in a year"
    for told in meta.values():
        assert not set("<[{`") & set("".join(value for value in told.values() if isinstance(value, str)))
    for path in (tmp_path / "site" / "data").iterdir():
        (row,) = csv.DictReader(path.read_text("utf-8").splitlines())
        assert row["Series"] == "provisional result" and row["Units"][:1] not in tuple("=+-@\t")
