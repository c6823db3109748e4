"""The responsibility matrix: to a file in the format of its ending, or to the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from quanze.cli.app import command, graph_command, lang_option
from quanze.cli.language import say

if TYPE_CHECKING:
    from quanze.api import Graph

ROWS = ("tasks", "subgroups", "indicators", "sdg-targets", "documents", "seats")


@command("matrix")
@click.option(
    "--rows",
    type=click.Choice(ROWS),
    default="tasks",
    show_default=True,
    help=say("列為何種事項。", "What the rows are."),
)
@click.option(
    "--columns",
    type=click.Choice(["agencies", "subgroups"]),
    default="agencies",
    show_default=True,
    help=say("欄為機關或推動小組。", "What the columns are."),
)
@click.option(
    "--about",
    default="",
    metavar="NAME",
    help=say(
        "只列與此有關的事項（機關、小組、推動會、任務、SDG…）。",
        "Only items to do with this: an agency, body, task, SDG goal …",
    ),
)
@click.option("--dataset", default="", help=say("限於一個資料集的事項。", "Only the items of one data set."))
@click.option(
    "--as-of",
    default="",
    metavar="DATE",
    help=say("只列該日有效者（西元或民國）。", "Only what holds on that day (Western or ROC date)."),
)
@click.option(
    "--scheme",
    default="source",
    show_default=True,
    metavar="source|raci|rasci|iati",
    help=say("字母：來源角色，或依對照表判讀。", "Letters: the source's roles, or a reading by the crosswalk."),
)
@click.option(
    "--crosswalk",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help=say("自訂對照表（CSV）。", "A crosswalk of your own (CSV)."),
)
@click.option(
    "--inherited",
    type=click.Choice(["show", "hide"]),
    default="show",
    show_default=True,
    help=say("是否列出承襲的角色。", "Whether inherited roles are shown."),
)
@click.option(
    "--long",
    is_flag=True,
    help=say(
        "CSV：另寫一筆指派一列的 NAME.long.csv；終端機：改印此表。",
        "CSV: also NAME.long.csv with one line per assignment; on the terminal: that instead.",
    ),
)
@click.option(
    "--bom",
    is_flag=True,
    help=say("CSV 檔加 BOM，供 Excel 直接開啟。", "Put a BOM in a CSV file, for a double click in Excel."),
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["md", "csv", "html"]),
    default="md",
    show_default=True,
    help=say("印於終端機的格式。", "Format on the terminal."),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help=say("寫入檔案。", "Write to a file."),
)
@lang_option
@graph_command
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
    bom: bool,
    format_: str,
    output: Path | None,
    lang: str,
) -> None:
    """Write or print the matrix."""
    from quanze.exports.matrix import render_text, write_matrix

    matrix = graph.matrix(
        rows,
        columns,
        about=about,
        dataset=dataset,
        as_of=as_of,
        scheme=scheme,
        inherited=inherited,
        lang=lang,
        crosswalk=crosswalk,
    )
    if output is None:
        click.echo(render_text(matrix, ".csv" if long else f".{format_}", long=long).rstrip("\n"))
        return
    for path in write_matrix(matrix, output, long=long, bom=bom):
        click.echo(str(path), err=True)
