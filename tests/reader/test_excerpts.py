"""Our own sentences and tables in every form of the keyed texts: read in full, in every run."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import reader as scoring
from tests.reader.excerpts import LAWS, SENTENCES, TABLES, Excerpt
from tests.reader.test_targets import read

EXCERPTS = (*SENTENCES, *LAWS, *TABLES)
ELSEWHERE = {
    "t1_norfolk_native",  # a table that a page break parts: documents.write_pdf
    "slow_one",  # test_hostile.py, by its time
}
"""Forms that other tests of this room hold without a text from outside."""


@pytest.mark.parametrize("excerpt", EXCERPTS, ids=lambda e: e.form)
def test_an_excerpt_is_read_in_full(excerpt: Excerpt, tmp_path: Path) -> None:
    document, key = excerpt.write(tmp_path)
    result = scoring.score(read(document), scoring.key_side(key))
    assert result.false == []
    assert result.missed == []
    assert sum(result.right.values()) > 0


def test_every_form_of_the_keyed_texts_has_an_excerpt() -> None:
    keys = scoring.HERE / "reader_passages"
    forms = {key.stem for key in (keys / "cases").glob("*.key")}
    forms |= {key.stem.partition("_")[2] for key in (keys / "laws").glob("*.key")}
    assert forms == {excerpt.form for excerpt in EXCERPTS} | ELSEWHERE
