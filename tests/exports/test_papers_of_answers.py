"""Matrix, progress and differences as documents for an office: what their pages say, in the same words."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx as python_docx
import pytest
from odf import teletype
from odf.opendocument import load as load_odf
from odf.table import TableCell

import quanze
from quanze import api
from quanze.exports.formats import COMPARISON, MATRIX, PROGRESS, format_of
from quanze.exports.papers.paper import column_shares


@pytest.fixture(scope="module")
def graph() -> Iterator[quanze.Graph]:
    with api.bundled() as shipped:
        yield shipped


def cells(content: bytes, ending: str) -> list[str]:
    """The texts of all cells of tables."""
    if ending == "docx":
        document = python_docx.Document(io.BytesIO(content))
        return [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    opened = load_odf(io.BytesIO(content))
    return [teletype.extractText(cell) for cell in opened.getElementsByType(TableCell)]


@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_a_matrix_has_the_agencies_of_each_item_by_role(graph: quanze.Graph, ending: str) -> None:
    matrix = graph.matrix(about="chiayi/subgroup/clean-environment", lang="zh-TW", evidence=True)
    found = cells(format_of(ending, MATRIX).writer(matrix, "zh-TW"), ending)
    assert any(text.startswith("召＝召集") for text in found)
    assert any("(環境保護局)" in text for text in found)
    names = {head.name.text("zh-TW") for head in matrix.columns}
    held = {column for (_, column), marks in matrix.cells.items() if marks}
    shown = " ".join(found)
    assert all(matrix.columns[column].name.text("zh-TW") in shown for column in held) and names


@pytest.mark.whole
@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_progress_has_each_indicator_with_its_verdict(graph: quanze.Graph, ending: str) -> None:
    progress = graph.progress(year=2022)
    found = cells(format_of(ending, PROGRESS).writer(progress, "en"), ending)
    assert all(row["name_en"] in found for row in progress.rows)
    assert {"verdict", "indicator", "total"} <= set(found)


@pytest.mark.whole
def test_differences_have_every_change(graph: quanze.Graph) -> None:
    found = graph.diff(graph, graph, as_of_before="2023-01-01", as_of_after="2024-01-01")
    shown = cells(format_of("docx", COMPARISON).writer(found, "en"), "docx")
    assert found.rows
    assert all(
        any(str(row["message_en"]) == text for text in shown)
        for row in found.rows
        if row["change"] not in ("wording", "place")
    )


def test_narrow_columns_keep_their_width_where_the_page_is_too_small() -> None:
    texts = [["Task"] * 3, ["協" * 60] * 3, ["x" * 200] * 3]
    shares = column_shares(("kind", "name", "in words"), texts, landscape=False)
    assert sum(shares) == pytest.approx(1)
    assert shares[0] * 95 >= len("Task")


@pytest.mark.whole
def test_a_matrix_is_written_by_its_command(graph: quanze.Graph, tmp_path: Path) -> None:
    assert graph.matrix(lang="en").write_as("docx", tmp_path / "m.docx") == [tmp_path / "m.docx"]
    assert (tmp_path / "m.docx").read_bytes().startswith(b"PK")
