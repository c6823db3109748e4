"""Pictures: view."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from quanze.cli.app import AS_OF, command, output_options, whole_graph_command_unless
from quanze.cli.choices import Named
from quanze.cli.language import _
from quanze.errors import QueryError
from quanze.exports.formats import FIGURE
from quanze.locale import in_language, message
from quanze.views import PICTURES

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output


@command("view")
@click.argument("picture", type=Named(PICTURES), default=next(iter(PICTURES)))
@click.argument("name", required=False, default="")
@click.option(
    "--depth",
    type=click.IntRange(1, 6),
    default=1,
    show_default=True,
    help=_("about: the number of steps from the record."),
)
@click.option(
    "--dataset",
    "datasets",
    multiple=True,
    help=_("Data set (repeatable; default: plans with subgroups)."),
)
@AS_OF
@click.option("--open", "show", is_flag=True, help=_("Open the file when it is written."))
@output_options(FIGURE, "html", always_a_file=True)
@whole_graph_command_unless("name")
def view_command(
    graph: Graph,
    picture: str,
    name: str,
    depth: int,
    datasets: tuple[str, ...],
    as_of: str,
    show: bool,
    out: Output,
) -> None:
    """Write a picture to a file."""
    from quanze.exports.formats import format_of
    from quanze.exports.picture_files import left_sheets, write_picture

    if (picture == "about") != bool(name):
        raise QueryError(
            message("The picture “about” needs the name of a record; the others take none."),
            message("For example: quanze view about 環保局 --depth 2 -o view.html"),
        )
    format_ = format_of(out.format or out.usual, FIGURE) if out.path is None else out.chosen
    drawn = graph.picture(
        picture, name, depth=depth, datasets=datasets, as_of=as_of, every_day=format_.name == "html", lang=out.lang
    )
    path = out.path or Path(f"view{format_.endings[0]}")
    paths = write_picture(drawn, path, format_)
    for note in drawn.notes:
        click.echo(in_language(note, drawn.lang), err=True)
    if len(paths) > 1:
        said = message("Too large to be read on one sheet of A3: {n} sheets, one for each section.", n=len(paths))
        click.echo(in_language(said, drawn.lang), err=True)
    if format_.name != "html" and (left := left_sheets(path, paths)):
        said = message("Sheets of that name which were not written now: {names}", names=[sheet.name for sheet in left])
        click.echo(in_language(said, drawn.lang), err=True)
    for target in paths:
        click.echo(str(target))
    if show:
        click.launch(str(paths[0].resolve()))
