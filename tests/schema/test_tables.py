"""Columns are found by their headers in either language, and no header is claimed by two columns."""

from __future__ import annotations

import pytest

from quanze.schema import DATASET_TABLE, TABLES, Table
from quanze.schema.tables import REVIEW, table
from quanze.schema.words import fold

EVERY = [*TABLES, DATASET_TABLE]


@pytest.mark.parametrize("where", EVERY, ids=lambda t: t.name)
@pytest.mark.parametrize("language", ["name", "zh", "en"])
def test_headers_are_unique_in_each_language(where: Table, language: str) -> None:
    heads = [fold(str(getattr(c, language))) for c in where.columns]
    assert sorted(heads) == sorted(set(heads))


@pytest.mark.parametrize("where", EVERY, ids=lambda t: t.name)
def test_every_header_finds_its_own_column(where: Table) -> None:
    for column in where.columns:
        for header in (column.name, column.zh, column.en, f" {column.zh}（ ", column.en.upper()):
            assert where.column(header) is column, header


@pytest.mark.parametrize("where", EVERY, ids=lambda t: t.name)
def test_another_spelling_never_hides_a_column(where: Table) -> None:
    labels = {fold(str(getattr(c, n))): c for c in where.columns for n in ("name", "zh", "en")}
    for column in where.columns:
        for header in column.headers:
            assert where.column(header) in (column, labels.get(fold(header)))


@pytest.mark.parametrize("where", TABLES, ids=lambda t: t.name)
def test_review_columns_are_known_everywhere_and_never_stored(where: Table) -> None:
    for column in REVIEW:
        if fold(column.name) not in {fold(str(getattr(c, n))) for c in where.columns for n in ("name", "zh", "en")}:
            assert where.column(column.name) is column
    assert not set(REVIEW) & set(where.columns)


def test_an_unknown_header_is_no_column() -> None:
    assert TABLES[0].column("colour") is None


@pytest.mark.parametrize("where", EVERY, ids=lambda t: t.name)
def test_tables_are_found_by_name_in_both_languages(where: Table) -> None:
    for name in (where.name, where.zh, where.en, where.name.upper()):
        assert table(name) is where
    assert table("顏色") is None
