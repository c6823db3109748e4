"""Rows as the library returns them: a list of mappings that a notebook shows as a table and that becomes a frame."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ParamSpec, SupportsIndex, TypeVar, overload

if TYPE_CHECKING:
    import pandas
    import polars

R = TypeVar("R")
P = ParamSpec("P")


class Rows(list[R]):
    """A list of rows; ``pandas`` and ``polars`` give them as a frame with types that know missing values."""

    @overload
    def __getitem__(self, at: SupportsIndex, /) -> R: ...
    @overload
    def __getitem__(self, at: slice, /) -> Rows[R]: ...
    def __getitem__(self, at: SupportsIndex | slice, /) -> R | Rows[R]:
        return Rows(super().__getitem__(at)) if isinstance(at, slice) else super().__getitem__(at)

    def pandas(self) -> pandas.DataFrame:
        """A ``pandas.DataFrame``, with a column for each key."""
        import pandas as pd

        return pd.DataFrame(list(self)).convert_dtypes()

    def polars(self) -> polars.DataFrame:
        """A ``polars.DataFrame``, with a column for each key; ImportError where polars is not installed."""
        import polars as pl

        return pl.DataFrame(list(self), infer_schema_length=None)

    def _repr_html_(self) -> str:
        from quanze.exports.notebook_table import notebook_table

        rows: list[Mapping[str, object]] = [dict(row) for row in self if isinstance(row, Mapping)]
        return notebook_table(list(dict.fromkeys(key for row in rows for key in row)), rows)


def answered(method: Callable[P, list[R]]) -> Callable[P, Rows[R]]:
    """The decorator of a method that returns rows."""

    @functools.wraps(method)
    def asked(*args: P.args, **kwargs: P.kwargs) -> Rows[R]:
        return Rows(method(*args, **kwargs))

    return asked
