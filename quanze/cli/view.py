"""Pictures: view."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from quanze.cli.app import command, graph_command, lang_option
from quanze.cli.language import say
from quanze.errors import QueryError
from quanze.views import PICTURES

if TYPE_CHECKING:
    from quanze.api import Graph

SUFFIXES = (".html", ".svg", ".png")


@command("view")
@click.argument("picture", type=click.Choice(PICTURES), default="network")
@click.argument("name", required=False, default="")
@click.option(
    "--depth",
    type=click.IntRange(1, 6),
    default=1,
    show_default=True,
    help=say("about：走幾步。", "about: how many steps."),
)
@click.option(
    "--dataset",
    "datasets",
    multiple=True,
    help=say("資料集（可重複；預設為有推動小組的計畫）。", "Data set (repeatable; default: plans with subgroups)."),
)
@click.option(
    "--as-of",
    default="",
    metavar="DATE",
    help=say("只畫該日有效者（西元或民國）。", "Only what holds on that day (Western or ROC date)."),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("view.html"),
    show_default=True,
    help=say(
        "檔名：.html 互動網頁（離線）、.svg 或 .png 靜態圖。", "File: .html (interactive, offline), .svg or .png."
    ),
)
@click.option("--open", "show", is_flag=True, help=say("寫好後開啟。", "Open it when written."))
@lang_option
@graph_command
def view_command(
    graph: Graph,
    picture: str,
    name: str,
    depth: int,
    datasets: tuple[str, ...],
    as_of: str,
    output: Path,
    show: bool,
    lang: str,
) -> None:
    """Write a picture to a file."""
    suffix = output.suffix.lower()
    if suffix not in SUFFIXES:
        raise QueryError(
            f"{output} says no format of a picture.",
            f"End it with {', '.join(SUFFIXES)}.",
            zh=(f"由 {output} 看不出圖的格式。", f"檔名請以 {'、'.join(SUFFIXES)} 結尾。"),
        )
    if (picture == "about") != bool(name):
        raise QueryError(
            "about needs a name, and only about takes one.",
            "Write: quanze view about 環保局 --depth 2 -o view.html",
            zh=("about 要有名稱，而且只有 about 才有。", "請寫：quanze view about 環保局 --depth 2 -o view.html"),
        )
    drawn = graph.picture(picture, name, depth=depth, datasets=datasets, as_of=as_of, lang=lang)
    if suffix == ".html":
        from quanze.views.page import network_view

        content = network_view(drawn, lang=drawn.lang).generate_html().encode("utf-8")
    else:
        from quanze.views import svg

        content = (
            svg.to_png(drawn, lang=drawn.lang)
            if suffix == ".png"
            else svg.to_svg(drawn, lang=drawn.lang).encode("utf-8")
        )
    from quanze.exports.safe import new_file

    with new_file(output) as temporary:
        temporary.write_bytes(content)
    for note in drawn.notes:
        click.echo(note[drawn.lang == "en"], err=True)
    click.echo(str(output))
    if show:
        click.launch(str(output.resolve()))
