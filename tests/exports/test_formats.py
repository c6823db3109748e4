"""The registry: every kind of document, every ending, and one message for what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from quanze.errors import FileError
from quanze.exports.formats import (
    BRIEF,
    COMPARISON,
    DATASET,
    FIGURE,
    FORMATS,
    GRAPH,
    HISTORY,
    MATRIX,
    PROGRESS,
    REORGANIZATION,
    REPORT,
    ROWS,
    TERMS,
    Format,
    endings,
    format_of,
    format_of_path,
    formats_of,
)

KINDS = (ROWS, MATRIX, FIGURE, DATASET, COMPARISON, HISTORY, REORGANIZATION, PROGRESS, BRIEF, REPORT, GRAPH, TERMS)


@pytest.mark.parametrize("takes", KINDS)
def test_names_and_endings_are_of_one_format_each(takes: str) -> None:
    formats = formats_of(takes)
    assert len({f.name for f in formats}) == len(formats) > 1
    assert len(set(endings(formats))) == len(endings(formats))
    assert all(e.startswith(".") and e == e.casefold() for e in endings(formats))


def test_every_format_takes_a_known_kind_of_document() -> None:
    assert {f.takes for f in FORMATS} == set(KINDS)


@pytest.mark.parametrize("format_", FORMATS, ids=lambda f: f"{f.takes}-{f.name}")
def test_an_ending_is_known_in_capitals_too(format_: Format) -> None:
    for ending in format_.endings:
        for spelled in (ending, ending.upper(), ending.title()):
            assert format_of_path(Path(f"x{spelled}"), format_.takes) is format_


@pytest.mark.parametrize("takes", KINDS)
@pytest.mark.parametrize("name", ["x.rtf", "x", "x.", ".json"])
def test_an_unknown_ending_is_refused_with_all_that_are_known(takes: str, name: str) -> None:
    with pytest.raises(FileError) as refused:
        format_of_path(Path(name), takes)
    for language in ("en", "zh-TW"):
        _, advice = refused.value.said(language)
        assert all(ending in advice for ending in endings(formats_of(takes)))


def test_a_name_goes_before_an_ending_but_not_against_what_it_promises() -> None:
    assert format_of_path(Path("x.txt"), ROWS, name="json").name == "json"
    assert format_of_path(Path("x.data"), ROWS, name="xlsx").name == "xlsx"
    assert format_of_path(Path("x.XLSX"), ROWS, name="xlsx").name == "xlsx"
    for path, name in (("x.xlsx", "csv"), ("x.csv", "xlsx")):
        with pytest.raises(FileError, match=r"does not fit the ending of x\.(xlsx|csv)"):
            format_of_path(Path(path), ROWS, name=name)


def test_what_a_terminal_cannot_show_is_not_offered_as_text() -> None:
    assert "xlsx" not in {f.name for f in formats_of(MATRIX, printable=True)}
    with pytest.raises(FileError) as refused:
        format_of("xlsx", MATRIX, printable=True)
    assert "html, md, csv, json" in refused.value.advice
