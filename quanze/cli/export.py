"""Files for other programs: export graph, export vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quanze.cli.app import AS_OF, CommandGroup, output_options, sentence, whole_graph_command_but_for
from quanze.cli.language import _
from quanze.exports.formats import GRAPH, LINKED_DATA, TERMS

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output


@click.group("export", cls=CommandGroup, help=sentence("export"))
def export_command() -> None:
    """The group; its help is above."""


@export_command.command(
    "graph",
    help=_(
        "Write every record and relationship, or those about one record: .graphml and .gexf (Gephi, networkx), .json "
        "(node-link), .cyjs (Cytoscape), .dot, .mmd, linked data as .ttl .jsonld .nt; --format csv or parquet writes "
        "tables into a folder, open-sdg the indicators as a build of Open SDG takes them."
    ),
)
@click.argument("name", required=False, default="")
@click.option(
    "--depth", type=click.IntRange(1, 6), default=1, show_default=True, help=_("The number of steps from the record.")
)
@click.option("--dataset", "datasets", multiple=True, help=_("Only this data set (repeatable)."))
@click.option(
    "--base",
    default="",
    metavar=_("URL"),
    help=_("Linked data: the web address under which the records are published."),
)
@AS_OF
@output_options(GRAPH, "graphml", folders=True)
@whole_graph_command_but_for(LINKED_DATA)
def graph_export_command(
    graph: Graph, name: str, depth: int, datasets: tuple[str, ...], base: str, as_of: str, out: Output
) -> None:
    """Write or print the graph."""
    """Write or print the graph."""
    about: dict[str, Any] = {"about": name, "depth": depth, "datasets": datasets, "as_of": as_of, "base": base}
    name_of_format = out.chosen.name
    if out.path is None:
        document = graph.whole(**about)
        click.echo(document.text(name_of_format, lang=out.lang).rstrip("\n"))
        notes = document.notes(name_of_format)
    else:
        notes = graph.export(out.path, name_of_format, **about, lang=out.lang, bom=out.bom)
        click.echo(str(out.path), err=True)
    for note in notes:
        click.echo(note.in_language(out.lang), err=True)


@export_command.command(
    "vocabulary",
    help=_(
        "Write the vocabulary of the linked data, or with --shapes the SHACL shapes that a graph is checked against."
    ),
)
@click.option("--shapes", is_flag=True, help=_("Write the SHACL shapes instead of the vocabulary."))
@output_options(TERMS, "turtle")
def vocabulary_command(shapes: bool, out: Output) -> None:
    """Write or print the vocabulary; it needs no graph."""
    from quanze.exports.atomic_file import text_of, write_file
    from quanze.exports.linked_data import vocabulary

    content = out.chosen.writer(list(vocabulary.shapes() if shapes else vocabulary.vocabulary()), out.lang)
    if out.path is None:
        click.echo(text_of(content).rstrip("\n"))
        return
    write_file(out.path, content)
    click.echo(str(out.path), err=True)
