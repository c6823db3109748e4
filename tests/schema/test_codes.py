"""Every code that a person may meet has a name, and can be asked for by it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from quanze.loaders.findings import CODES
from quanze.locale import Translatable
from quanze.queries import gaps, statements
from quanze.queries.dependencies import FINDINGS
from quanze.schema import ROLES, codes
from quanze.schema.column_titles import TITLES, heads

NAMED: Mapping[str, Mapping[str, Translatable]] = {
    name: names for name, names in vars(codes).items() if isinstance(names, dict) and name.isupper()
} | {"DEPENDENCIES": FINDINGS}


def test_what_can_be_found_has_a_name() -> None:
    assert list(codes.GAPS) == list(gaps.GAPS)
    assert list(codes.FINDINGS) == list(CODES)
    assert {gap.level for gap in gaps.GAPS.values()} == set(codes.LEVELS)


@pytest.mark.parametrize("names", NAMED.values(), ids=NAMED)
def test_a_name_is_of_one_code_in_each_language(names: Mapping[str, Translatable]) -> None:
    for code, name in names.items():
        for text in (code, code.upper(), name.in_language("en"), name.in_language("zh-TW")):
            assert codes.code_named(text, names) == code
    assert codes.code_named("無此名稱", names) is None


def test_every_column_of_a_query_has_a_title() -> None:
    roles = {role.type.lower() for role in ROLES}
    columns = {column for name in statements.names() for column in statements.get(name).columns}
    assert columns - roles <= set(TITLES)
    assert all(not title.isascii() or title in ("SHA-256",) for title in heads("zh-TW", *columns).values())
