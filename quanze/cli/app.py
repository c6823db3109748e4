"""The group of commands, what they share, and how failures end: a sentence of advice and a fixed exit code.

===== ==========================================================================
code  meaning
===== ==========================================================================
0     it worked
1     it could not be done (a file, a query, the data set asked for)
2     the command line itself is wrong
3     the name may mean several records; they are listed
4     nothing has the name; the nearest are listed
5     ``gaps`` found something open at or above ``--fail-on``
6     the data has findings that stop it; nothing was written
7     the database cannot be reached, read or written
===== ==========================================================================
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from quanze import __version__
from quanze.cli.commands import COMMANDS
from quanze.cli.language import LANGUAGES, default_language, say, spoken
from quanze.errors import AmbiguousNameError, EngineError, FindingsError, QuanzeError, UnknownNameError

if spoken() == "zh-TW":  # before any option is made: click asks for their sentences then
    from quanze.cli.click_zh import speak_chinese

    speak_chinese()

if TYPE_CHECKING:
    from pathlib import Path

    from quanze.api import Graph
    from quanze.exports.formats import Format

F = TypeVar("F", bound=Callable[..., Any])

FAILED, AMBIGUOUS, UNKNOWN, GAPS, FINDINGS, DATABASE = 1, 3, 4, 5, 6, 7


class Commands(click.Group):
    """Imports a command's module when that command is used, not for the list of all."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """All commands, in the order of ``COMMANDS``."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, or None."""
        if name not in COMMANDS:
            return None
        from importlib import import_module

        module = import_module(f"quanze.cli.{COMMANDS[name][0]}")
        found: click.Command = getattr(module, f"{name}_command")
        return found

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the beginning of their sentences, without importing any."""
        room = formatter.width - 6 - max(map(len, COMMANDS))
        with formatter.section(say("指令", "Commands")):
            formatter.write_dl(
                [(name, click.Command(name, help=sentence(name)).get_short_help_str(room)) for name in COMMANDS]
            )

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run, and turn our exceptions into a message and an exit code."""
        try:
            return super().main(*args, **kwargs)
        except QuanzeError as e:
            end(e)
        except BrokenPipeError:
            # The reader of a pipe (head, less) has gone; that is no failure of ours.
            sys.stderr.close()
            sys.exit(0)
        except OSError as e:
            # Files and databases raise ours; what is left is the output, on a full disk for one.
            say_so = say(f"輸出無法寫入：{e.strerror or e}", f"the output could not be written: {e.strerror or e}")
            click.echo(f"quanze: {say_so}", err=True)
            sys.stdout = None  # or its last flush would fail again
            sys.exit(FAILED)


def end(error: QuanzeError) -> NoReturn:
    """Say what went wrong and what to do, and leave with the code of the failure."""
    from quanze.exports.answers.cells import plain

    message, advice = error.said(spoken())
    click.echo(f"quanze: {plain(message)}", err=True)
    code = FAILED
    if isinstance(error, AmbiguousNameError):
        code = AMBIGUOUS
        _list(error.matches)
    elif isinstance(error, UnknownNameError):
        code = UNKNOWN
        if error.nearest:
            click.echo(say("最接近的：", "The nearest are:"), err=True)
            _list(error.nearest)
    elif isinstance(error, FindingsError):
        code = FINDINGS
    elif isinstance(error, EngineError):
        code = DATABASE
    if advice:
        click.echo(f"  {plain(advice)}", err=True)
    sys.exit(code)


def _list(rows: list[dict[str, Any]]) -> None:
    from quanze.cli.labels import worded
    from quanze.exports.answers.cells import plain
    from quanze.schema.text_width import pad

    for row in worded(rows, spoken()):
        names = [row["name"], *([row["name_en"]] if spoken() == "en" and row.get("name_en") else [])]
        click.echo(f"  {pad(plain(row['id']), 44)}  {pad(row['kind'], 12)}  {plain('  '.join(names))}", err=True)


def sentence(name: str) -> str:
    """What ``COMMANDS`` says of the command, in the language of the help."""
    _, zh, en = COMMANDS[name]
    return say(zh, en)


def command(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """The decorator of the command that ``COMMANDS`` lists under ``name``."""
    return click.command(name, help=sentence(name))


def lang_option(function: F) -> F:
    """``--lang``, by default the locale's."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        default=default_language,
        show_default=False,
        help=say("輸出語言（預設依系統語系）。", "Language of the output (default: the locale's)."),
    )(function)


def db_option(function: F) -> F:
    """``--db``: which graph."""
    return click.option(
        "--db",
        default=None,
        metavar="PATH|URL",
        help=say(
            "資料庫：檔案路徑或 neo4j:// 位址（預設：QUANZE_DB、NEO4J_URI、目前資料夾的 quanze.kgl、隨附圖譜）。",
            "Database: a file or a neo4j:// address "
            "(default: QUANZE_DB, NEO4J_URI, quanze.kgl here, the bundled graph).",
        ),
    )(function)


def format_option(formats: Sequence[Format], usual: str) -> Callable[[F], F]:
    """``--format``: how the answer is shown."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice([f.name for f in formats]),
        default=None,
        help=say(f"輸出格式（預設 {usual}）。", f"Output format (default: {usual})."),
    )


def report_option(function: F) -> F:
    """``--format`` of a command that names the files it wrote."""
    from quanze.exports.formats import ROWS, formats_of

    return format_option(formats_of(ROWS, printable=True), "table")(function)


def output_options(
    takes: str, usual: str, *, always_a_file: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--format``, ``--lang``, ``--bom``, ``-o``: gathered into the command's ``out``, an ``Output``.

    ``takes`` is what the command answers (see ``quanze.exports.formats``), ``usual`` the name of the format when
    nothing says another; ``always_a_file`` leaves it to the command to name the file.
    """
    # Imported here because the help of all commands needs neither.
    import pathlib

    from quanze.exports.formats import endings, formats_of

    formats = formats_of(takes)

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def run(
            *args: Any, lang: str, format_: str | None, output: Path | None, bom: bool = False, **kwargs: Any
        ) -> Any:
            from quanze.cli.output import Output

            out = Output(lang, format_, output, bom, takes, usual)
            if output is not None or not always_a_file:
                _ = out.chosen  # a name that cannot be written is refused before the question is asked
            return function(*args, out=out, **kwargs)

        listed = " ".join(endings(formats))
        run = click.option(
            "-o",
            "--output",
            type=click.Path(path_type=pathlib.Path, dir_okay=False),
            default=None,
            help=say(f"寫入檔案，格式依副檔名：{listed}。", f"Write to a file, in the format of its ending: {listed}."),
        )(run)
        if any(f.name == "csv" for f in formats):
            run = click.option(
                "--bom",
                is_flag=True,
                help=say("CSV 檔加 BOM，供 Excel 直接開啟。", "Put a BOM in a CSV file, for a double click in Excel."),
            )(run)
        return lang_option(format_option(formats, usual)(run))

    return decorate


def row_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """``output_options`` of a command that answers rows."""
    from quanze.exports.formats import ROWS

    return output_options(ROWS, "table")(function)


def overwrite_option(function: F) -> F:
    """``--overwrite``: replace a file that is there."""
    return click.option(
        "--overwrite",
        is_flag=True,
        help=say("檔案已存在時覆寫。", "Replace the file when it is there already."),
    )(function)


def graph_command(function: Callable[..., Any]) -> Callable[..., Any]:
    """Open the graph named by ``--db``, say on stderr which one is asked, and close it in the end.

    Under ``quanze.cli.main`` a file is left open instead: the end of the process frees it, faster.
    """

    @functools.wraps(function)
    def run(*args: Any, db: str | None, **kwargs: Any) -> Any:
        from quanze.api import open as open_graph

        graph = open_graph(db, once=True)
        left_open = click.get_current_context().obj
        leave = left_open is not None and _freed_by_exit(graph)
        if leave:
            left_open.append(graph)
        with nullcontext() if leave else graph:
            lang = kwargs["out"].lang if "out" in kwargs else kwargs.get("lang", "")
            click.echo(say(f"查詢：{graph.description_zh}", f"asked: {graph.description}", lang), err=True)
            return function(graph, *args, **kwargs)

    return db_option(run)


def _freed_by_exit(graph: Graph) -> bool:
    """Whether the process may end without closing: not with a server or a temporary copy."""
    from quanze.bundled import has_temporary
    from quanze.graph.engine import SERVER_SCHEMES

    return not has_temporary() and not graph.engine.address.startswith(SERVER_SCHEMES)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=say("權責：誰對什麼負責，以及哪一句話這樣說。", "Who is responsible for what, and which sentence says so."),
)
@click.option(
    "--env-file",
    type=click.Path(),
    default=None,
    metavar="FILE",
    help=say(
        "自檔案讀取 NEO4J_URI、NEO4J_USERNAME、NEO4J_PASSWORD、NEO4J_DATABASE（優先於環境變數）。",
        "Read NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE from a file (before the environment).",
    ),
)
@click.version_option(__version__, prog_name="quanze")
def cli(env_file: str | None) -> None:
    """The group; its help is above."""
    if env_file is not None:
        import os
        import pathlib

        from quanze.graph.server_address import read_env_file

        os.environ.update(read_env_file(pathlib.Path(env_file)))
