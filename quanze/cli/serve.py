"""``quanze serve``: every answer as pages to be looked at in a browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from quanze.cli.app import AS_OF, OutputOption, command, db_option, lang_option
from quanze.cli.comparisons import say_findings
from quanze.cli.language import _, spoken
from quanze.cli.output import progress_line
from quanze.cli.paths import NamedPath
from quanze.errors import FindingsError
from quanze.locale import message


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, re.split("[,，、]", text))))


class Edition(click.ParamType[tuple[str, str]]):
    """The name of an edition, and the database or file that has it."""

    name = "edition"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Both parts; a usage error when one is missing."""
        if isinstance(value, tuple):
            return value
        name, _equals, path = (part.strip() for part in str(value).partition("="))
        if not name or not path:
            said = message("{value!r} is not NAME=FILE, such as 2024=plan-2024.kgl.", value=value)
            self.fail(said.in_language(spoken()), param, ctx)
        return name, path


@command("serve")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar=_("ADDRESS"),
    help=_("Address to listen on; 0.0.0.0 lets others on the network read too."),
)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help=_("Port to listen on."))
@click.option(
    "--base-url",
    default="",
    metavar=_("ADDRESS"),
    help=_("Address or path under which a web server publishes the pages: https://city.example/plan, or /plan."),
)
@click.option(
    "--hide", default="", metavar=_("PROPERTY,…"), help=_("Properties that no page and no file has: holder,note.")
)
@click.option("--only", default="", metavar=_("ORIGIN,…"), help=_("Only what these origins state: plan,law."))
@click.option(
    "--edition",
    "edition",
    type=Edition(),
    multiple=True,
    metavar=_("NAME=FILE"),
    help=_("Another edition, to be compared with on the page of comparisons; may be given several times."),
)
@click.option(
    "--freeze",
    "folder",
    cls=OutputOption,
    type=NamedPath(path_type=Path),
    metavar=_("FOLDER"),
    help=_("Write all pages as files into this folder instead; they need no server."),
)
@click.option(
    "--all-records",
    is_flag=True,
    help=_("With --freeze, also a page for each record of a framework that no plan or law touches."),
)
@click.option(
    "--all-formats",
    is_flag=True,
    help=_("With --freeze, also the .json, .csv, .md, .docx and .odt of each record, and not its .xlsx alone."),
)
@AS_OF
@lang_option
@db_option
def serve_command(
    host: str,
    port: int,
    base_url: str,
    hide: str,
    only: str,
    edition: tuple[tuple[str, str], ...],
    folder: Path | None,
    all_records: bool,
    all_formats: bool,
    as_of: str,
    lang: str,
    db: str | None,
) -> None:
    """Serve pages until the process is ended, or write them all as files."""
    if folder is not None:
        _refuse_given("host", "port", "base_url", "edition", lang=lang)
        _freeze(folder, hide, only, as_of, all_records, all_formats, lang, db)
        return
    for option, given in (("--all-records", all_records), ("--all-formats", all_formats)):
        if given:
            raise click.UsageError(message("{option} belongs to --freeze.", option=option).in_language(lang))
    if as_of:
        raise click.UsageError(
            message("--as-of belongs to --freeze; pages that are served have the date in their addresses.").in_language(
                lang
            )
        )
    from quanze.web.server import published, serve

    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}{published(base_url)[1]}/{lang}/"
    said = message("Serving {address} (Ctrl-C ends it).", address=address).in_language(lang)

    def say_prepared(pages: int, seconds: float) -> None:
        ready = message("{n:,} pages about everything are ready, after {seconds:.0f} s.", n=pages, seconds=seconds)
        click.echo(ready.in_language(lang), err=True)

    try:
        serve(
            db,
            host=host,
            port=port,
            base_url=base_url,
            hide=_listed(hide),
            only=_listed(only),
            editions=_by_name(edition, lang),
            ready=lambda: click.echo(said, err=True),
            prepared=say_prepared,
        )
    except FindingsError as e:  # of an edition that is a file
        say_findings(e.findings, lang)
        raise


def _by_name(editions: tuple[tuple[str, str], ...], lang: str) -> dict[str, str]:
    """The editions by name; a usage error where two have the same one, for one of them would not be found."""
    found = dict(editions)
    if len(found) < len(editions):
        name = next(name for n, (name, _) in enumerate(editions) if name in dict(editions[:n]))
        raise click.UsageError(message("Two editions are called {name!r}.", name=name).in_language(lang))
    return found


def _refuse_given(*names: str, lang: str) -> None:
    """A usage error for an option of a server that was typed where none is started."""
    given = [n for n in names if click.get_current_context().get_parameter_source(n) is not ParameterSource.DEFAULT]
    if given:
        said = message(
            "--freeze starts no server: leave out {options}.", options=[f"--{n.replace('_', '-')}" for n in given]
        )
        raise click.UsageError(said.in_language(lang))


def _freeze(
    folder: Path, hide: str, only: str, as_of: str, all_records: bool, all_formats: bool, lang: str, db: str | None
) -> None:
    from quanze.web.server import packages_absent

    try:
        from quanze.web.frozen import freeze
    except ModuleNotFoundError as e:
        raise packages_absent() from e

    found = freeze(
        folder,
        db,
        hide=_listed(hide),
        only=_listed(only),
        as_of=as_of,
        all_records=all_records,
        all_formats=all_formats,
        progress=progress_line(),
    )
    size = f"{found.size / 1e6:.1f}"
    said = message(
        "Wrote {path}: {pages} pages, {files} files, {size} MB.",
        path=found.first,
        pages=found.pages,
        files=found.files,
        size=size,
    )
    click.echo(said.in_language(lang), err=True)
    if found.left_out:
        said = message(
            "{n} records of frameworks that no plan or law touches are in the lists only; --all-records writes their "
            "pages too.",
            n=found.left_out,
        )
        click.echo(said.in_language(lang), err=True)
