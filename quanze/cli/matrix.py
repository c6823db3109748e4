"""The responsibility matrix: to a file in the format of its ending, or to the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from quanze.cli.app import AS_OF, command, output_options, whole_graph_command_unless
from quanze.cli.asked_sets import DATASET, asked_sets
from quanze.cli.choices import Named
from quanze.cli.empty_answer import end_if_empty
from quanze.cli.language import _
from quanze.cli.paths import NamedPath
from quanze.exports.formats import MATRIX
from quanze.exports.matrix.crosswalk import read_schemes
from quanze.exports.matrix.letters import SOURCE
from quanze.exports.matrix_from_rows import INHERITED
from quanze.locale import message
from quanze.queries.matrix_rows import COLUMNS, ROWS
from quanze.schema import KIND

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output


@command("matrix")
@click.option(
    "--rows",
    type=Named({code: KIND[kind] for code, kind in ROWS.items()}),
    default=next(iter(ROWS)),
    show_default=True,
    help=_("What the rows are."),
)
@click.option(
    "--columns",
    type=Named({code: KIND[kind] for code, kind in COLUMNS.items()}),
    default=next(iter(COLUMNS)),
    show_default=True,
    help=_("What the columns are."),
)
@click.option(
    "--about",
    default="",
    metavar=_("NAME"),
    help=_("Only items linked to this agency, body, task, SDG goal …"),
)
@DATASET
@AS_OF
@click.option(
    "--scheme",
    default=SOURCE,
    show_default=True,
    metavar="|".join(read_schemes()),
    help=_("Letters: the roles of the source, or a reading of them by a crosswalk (--crosswalk adds others)."),
)
@click.option(
    "--crosswalk",
    type=NamedPath(path_type=Path, dir_okay=False),
    default=None,
    help=_("A crosswalk of your own (CSV)."),
)
@click.option(
    "--inherited",
    type=Named(INHERITED),
    default=next(iter(INHERITED)),
    show_default=True,
    help=_("Whether inherited roles are shown."),
)
@click.option(
    "--long",
    is_flag=True,
    help=_("With -o NAME.csv also write NAME.long.csv, one line per assignment; on the terminal print only that."),
)
@output_options(MATRIX, "md")
@whole_graph_command_unless("about")
def matrix_command(
    graph: Graph,
    rows: str,
    columns: str,
    about: str,
    dataset: str,
    as_of: str,
    scheme: str,
    crosswalk: Path | None,
    inherited: str,
    long: bool,
    out: Output,
) -> None:
    """Write or print the matrix."""
    if long and out.path is not None and out.chosen.name != "csv":
        raise click.UsageError(message("--long is for CSV: name a CSV file.").in_language(out.lang))
    sets = asked_sets(graph, dataset, out.lang).asked if dataset or not about else ()
    name = out.chosen.name
    everything = long or name == "json"
    matrix = graph.matrix(
        rows,
        columns,
        about=about,
        dataset=sets,
        as_of=as_of,
        scheme=scheme,
        inherited=inherited,
        lang=out.lang,
        crosswalk=crosswalk,
        evidence=True if everything else False if name == "csv" else None,
    )
    end_if_empty(matrix.rows, out.lang, dataset=dataset, about=about, as_of=as_of)
    if out.path is None:
        out.write(matrix.text("csv" if long else name, long=long))
        return
    for path in matrix.write_as(name, out.path, long=long, bom=out.bom):
        click.echo(str(path), err=True)
