"""``quanze merge``: a later edition merged with what a reviewer changed; how a merge is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from quanze.cli.app import OutputOption, command, db_option, lang_option
from quanze.cli.comparisons import findings_text, say_findings
from quanze.cli.language import _
from quanze.cli.output import table, terminal_columns
from quanze.cli.paths import NamedPath
from quanze.errors import FindingsError
from quanze.exports.answers.text import ROOM
from quanze.locale import message, plural
from quanze.schema.merge_conflicts import MERGE_CONFLICTS

if TYPE_CHECKING:
    from quanze.exports.merged_document import MergedDocument

FILES = NamedPath(path_type=Path)
_SHOWN = ("record", "conflict", "field", "base", "ours", "theirs")


@command("merge")
@click.argument("base")
@click.argument("later")
@click.argument("reviewed")
@click.option(
    "-o",
    "--output",
    cls=OutputOption,
    type=FILES,
    default=None,
    help=_("Merged plan to write: merged.xlsx, or a folder for CSV."),
)
@click.option(
    "--decisions",
    type=FILES,
    default=None,
    help=_("File with decided conflicts: the merged plan that an earlier merge wrote (default: REVIEWED itself)."),
)
@click.option(
    "--pairs",
    type=FILES,
    default=None,
    help=_("Pairs of records that somebody reviewed (CSV: before, after, same), of BASE and LATER."),
)
@lang_option
@db_option
def merge_command(
    base: str,
    later: str,
    reviewed: str,
    output: Path | None,
    decisions: Path | None,
    pairs: Path | None,
    lang: str,
    db: str | None,
) -> None:
    """Merge three editions."""
    from quanze.api import open as open_graph

    with open_graph(db) as graph:
        try:
            found = graph.merge(base, later, reviewed, pairs=pairs, decisions=decisions)
        except FindingsError as e:
            say_findings(e.findings, lang)
            raise
    show_merge(found, lang)
    if output is not None:
        write_merge(found, output, lang)


def show_merge(found: MergedDocument, lang: str) -> None:
    """What the later edition brings, and the conflicts that nobody decided."""
    from quanze.exports.comparison.text import plain_text

    click.echo(plain_text(found.changes, lang, room=terminal_columns() or ROOM, options=False).rstrip("\n"))
    if found.findings:
        click.echo("\n" + message("About the reviewed draft:").in_language(lang))
        click.echo(findings_text(found.findings, lang))
    pairs = found.merged.unsure
    if pairs:
        said = plural(
            "{n} record of the later edition may be one of the first under another name; compare them "
            "with `quanze diff --write-pairs`, and merge with --pairs.",
            "{n} records of the later edition may be records of the first under other names; compare them"
            " with `quanze diff --write-pairs`, and merge with --pairs.",
            n=len({p["after"] for p in pairs}),
        )
        click.echo("\n" + said.in_language(lang))
    rows = found.rows(lang)
    if not rows:
        return
    title = plural(
        "{n} conflict to decide; the reviewer's version is kept until then",
        "{n} conflicts to decide; the reviewer's version is kept until then",
        n=len(rows),
    )
    click.echo(f"\n{title.in_language(lang)}")
    columns = {c.name: c.in_language(lang) for c in MERGE_CONFLICTS.columns if c.name in _SHOWN}
    click.echo(table(rows, columns))


def write_merge(found: MergedDocument, output: Path, lang: str) -> None:
    """Write the merged plan, and say what to do with its conflicts."""
    for path in found.write(output, lang=lang):
        click.echo(str(path))
    if found.left_out:
        names = message("Sheets of the draft that are not in the merged one: {names}", names=found.left_out)
        click.echo(names.in_language(lang), err=True)
    if found.undecided:
        click.echo(
            message(
                "Decide the conflicts in {path} (sheet or file “{sheet}”, column “{column}”), and merge again.",
                path=output,
                sheet=MERGE_CONFLICTS,
                column=MERGE_CONFLICTS.columns[-2],
            ).in_language(lang),
            err=True,
        )
