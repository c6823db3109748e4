"""The data sets that a question about all of them means: the plans, without the laws and frameworks beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from quanze.cli.language import _
from quanze.locale import message

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.schema.rows import Record

ALL = "all"
DATASET = click.option(
    "--dataset",
    default="",
    help=_("Only one data set (default: the plans, without laws and frameworks loaded beside them; all: every one)."),
)


class AskedSets(NamedTuple):
    """The data sets that are asked about, none for all; and those left out because nobody named them."""

    asked: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def asked_sets(graph: Graph, dataset: str, lang: str) -> AskedSets:
    """The data set named, else the plans; what that leaves out is said on stderr."""
    if dataset:
        return AskedSets(() if dataset == ALL else (dataset,))
    plans = graph.plans()
    left_out = tuple(row["id"] for row in graph.datasets() if row["id"] not in plans)
    if not left_out:
        return AskedSets(())
    _say_left_out(left_out, lang)
    return AskedSets(tuple(plans), left_out)


def of_the_plans(graph: Graph, rows: Sequence[Record], lang: str) -> list[Record]:
    """Of records of all data sets those of the plans, if they have any of the kind; what that leaves out is said on
    stderr."""
    plans = graph.plans()
    own = [row for row in rows if row["dataset"] in plans]
    left_out = {row["dataset"]: None for row in rows if row["dataset"] not in plans}
    if not own or not left_out:
        return list(rows)
    _say_left_out(tuple(left_out), lang)
    return own


def _say_left_out(names: tuple[str, ...], lang: str) -> None:
    said = message(
        "Left out: {names}, laws and frameworks beside the plan (`--dataset all` includes them).", names=names
    )
    click.echo(said.in_language(lang), err=True)
