"""The group of commands, what they share, and how failures end: a sentence of advice and a fixed exit code."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from quanze.cli.choices import Named
from quanze.cli.commands import COMMANDS
from quanze.cli.language import _, default_language, spoken
from quanze.cli.paths import Database, NamedPath
from quanze.errors import AmbiguousNameError, EngineError, FindingsError, QuanzeError, RemovalError, UnknownNameError
from quanze.locale import Clauses, Message, is_chinese, languages, message, template
from quanze.text.width import indented, pad, width, wrapped
from quanze.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from quanze.api import Graph
    from quanze.exports.formats import Format
    from quanze.schema.rows import AnyRow

F = TypeVar("F", bound=Callable[..., Any])

FAILED, AMBIGUOUS, UNKNOWN, GAPS, CHANGED, FINDINGS, DATABASE, UNSHOWN, EMPTY = 1, 3, 4, 5, 5, 6, 7, 8, 9
PARTLY_READ = 10
EXIT_CODES = {
    0: template("it worked"),
    FAILED: template("it could not be done (a file, a query, the data set asked for)"),
    2: template("the command line itself is wrong"),
    AMBIGUOUS: template("the name may mean several records; they are listed"),
    UNKNOWN: template("no record has this name; the nearest are listed"),
    GAPS: template("`gaps` or `diff` found something that `--fail-on` names"),
    FINDINGS: template("the data has findings that stop it, or a load would remove much; nothing was written"),
    DATABASE: template("the database cannot be reached, read or written"),
    UNSHOWN: template("the database was changed, but the report of it could not be shown"),
    EMPTY: template("nothing is left of the answer with the options that limit it"),
    PARTLY_READ: template("a draft was written, but a table that names agencies or roles was not read"),
}
"""What the code of a process that has ended means."""
AS_OF = click.option(
    "--as-of", default="", metavar=_("DATE"), help=_("Only what is in force on this date (Western or ROC calendar).")
)
"""The option of every command that answers as of a date."""
TOO_MUCH_MEMORY = message("There is not enough memory. Narrow the question, or ask on a larger machine.")


class HelpFormatter(click.HelpFormatter):
    """Help with the marks of the language, aligned where a character takes two columns."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that shows how the command is typed."""
        super().write_usage(prog, args, _("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Begin a section."""
        text = message("{heading}:", heading=heading).in_language(spoken())
        self.write(f"{'':>{self.current_indent}}{text}\n")

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        for line in wrapped(text, self.width - self.current_indent):
            self.write(f"{'':>{self.current_indent}}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and what each means, in two columns; a long term has a line of its own."""
        rows = list(rows)
        column = min(max(width(term) for term, _meaning in rows), col_max) + col_spacing
        hanging = " " * (self.current_indent + column)
        for term, meaning in rows:
            lines = list(wrapped(meaning, max(self.width - column - 2, 10))) or [""]
            first = " " * self.current_indent + term
            if width(term) > column - col_spacing:
                self.write(f"{indented(first, self.width)}\n")
            else:
                lines[0] = (pad(first, len(hanging)) + lines[0]).rstrip()
                self.write(f"{lines.pop(0)}\n")
            for line in lines:
                self.write(f"{hanging}{line}\n")


class Context(click.Context):
    """What a command runs in."""

    formatter_class = HelpFormatter


PLACEHOLDERS = (
    *(template("NAME"), template("KIND"), template("TEXT"), template("FILES"), template("BEFORE"), template("AFTER")),
    *(template("BASE"), template("LATER"), template("REVIEWED"), template("INTEGER RANGE"), template("FLOAT RANGE")),
)
"""What click writes for a value in the help, for the catalogues; an option may have a word of its own."""


class Worded(click.Command):
    """A command whose help is in the language throughout."""

    context_class = Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options_metavar = _("[OPTIONS]")
        for param in self.params:
            if param.metavar is None and not isinstance(param.type, click.Choice):
                param.metavar = _placeholder(param)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; a sentence with the language's own marks when one is missing."""
        try:
            return super().parse_args(ctx, args)
        except click.MissingParameter as e:
            name = e.param.get_error_hint(ctx) if e.param else ""
            missing = (
                message("Missing option {name}.", name=name)
                if isinstance(e.param, click.Option)
                else message("Missing argument {name}.", name=name)
            )
            raise click.UsageError(missing.in_language(spoken()), ctx) from None

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options with their meanings."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option) and not param.hidden]
        with formatter.section(_("Options")):
            formatter.write_dl([(option.get_help_spec(ctx), _meaning(option, ctx)) for option in options])


def _placeholder(param: click.Parameter) -> str | None:
    """The word for a value of the parameter; None when it takes none."""
    if isinstance(param, click.Option):
        value = param.type.name.upper()
        return None if param.is_flag else _(value)
    name = (param.name or "").upper()
    word = _(name)
    return (word if param.required else f"[{word}]") + ("..." if param.nargs != 1 else "")


def _meaning(option: click.Option, ctx: click.Context) -> str:
    """What an option is for, with its default value and limits."""
    remarks: list[Message] = []
    extra = option.get_help_extra(ctx)
    if "default" in extra:
        remarks.append(message("default: {default}", default=extra["default"]))
    if isinstance(option.type, click.IntRange | click.FloatRange):
        limits = {"min": f"{option.type.min:g}", "max": f"{option.type.max or 0:,}"}
        remarks.append(
            message("at least {min}", **limits) if option.type.max is None else message("{min} to {max}", **limits)
        )
    if "required" in extra:
        remarks.append(message("required"))
    if not remarks:
        return option.help or ""
    return message("{help}  [{remarks}]", help=option.help or "", remarks=Clauses(remarks)).in_language(spoken())


def _beginning(text: str, room: int) -> str:
    """As much of a sentence as one line holds."""
    first, *more = wrapped(text, room)
    return f"{next(wrapped(text, room - 2)).rstrip(' ,;:，；：、')}…" if more else first


class OutputOption(click.Option):
    """An option that names a file or folder to be written: what is there already is not replaced unasked."""


class Command(Worded):
    """One command. What writes files has ``--overwrite``, and without it replaces none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._outputs = [p.name for p in self.params if isinstance(p, OutputOption)]
        if self._outputs:
            asked = click.Option(["--overwrite"], is_flag=True, help=_("Overwrite an existing file."))
            last = max(n for n, p in enumerate(self.params) if isinstance(p, OutputOption))
            self.params.insert(last + 1, asked)

    def invoke(self, ctx: click.Context) -> Any:
        """Run; a file that may not be replaced is refused before any work is done."""
        if not self._outputs or ctx.params.pop("overwrite"):
            return super().invoke(ctx)
        from quanze.exports.atomic_file import existing_kept, refuse_existing
        from quanze.plain_files import is_folder

        with existing_kept():
            for name in self._outputs:
                path = ctx.params[name]
                if path is not None and not is_folder(path):
                    refuse_existing(path)
            return super().invoke(ctx)


class CommandGroup(Worded, click.Group):
    """Commands under one name."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subcommand_metavar = _("COMMAND [ARGS]...")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options, then the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


class Commands(CommandGroup):
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
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _beginning(sentence(name), room)) for name in COMMANDS])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what comes before the command; an option of the command is refused with its right place."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as e:
            name = next((argument for argument in args if argument in COMMANDS), "")
            asked = self.get_command(ctx, name)
            if asked is None or not any(e.option_name in param.opts for param in asked.params):
                raise
            said = message(
                "{option} follows the command: quanze {command} … {option}", option=e.option_name, command=name
            )
            raise click.UsageError(said.in_language(spoken()), ctx) from None

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run, and turn our exceptions into a message and an exit code."""
        try:
            return super().main(*args, **kwargs)
        except QuanzeError as e:
            end(e)
        except OSError as e:
            # Files and databases raise ours; what is left is the output, on a full disk for one.
            _stop(message("The output could not be written: {reason}", reason=e.strerror or e), FAILED)
        except MemoryError:
            _stop(TOO_MUCH_MEMORY, FAILED)


def _stop(said: Message, code: int) -> NoReturn:
    """Say why nothing more can be shown, and leave."""
    with suppress(OSError):
        click.echo(said_by_us(said), err=True)
    sys.stdout = None  # or its last flush would fail again
    sys.exit(code)


def within(graph: Graph, seconds: float) -> AbstractContextManager[None]:
    """Within, a question that outlasts its time ends the process; a server keeps to the time by itself."""
    if click.get_current_context().obj is None or graph.must_be_closed:
        return nullcontext()
    return _ended_after(seconds, "--timeout")


def _ended_after(seconds: float, setting: str) -> AbstractContextManager[None]:
    """Within, the process ends after a time, with the setting that gives it more."""
    from quanze.cli.limits import time_limit

    fault = message("The query took too long and was stopped.")
    advice = message("Narrow the query, or raise {setting}.", setting=setting)
    return time_limit(seconds, f"{said_by_us(fault)}\n  {advice.in_language(spoken())}", DATABASE)


@contextmanager
def changed() -> Iterator[None]:
    """Within, a database has been changed and is reported on: when the report cannot be shown the exit code says so."""
    try:
        yield
    except OSError as e:
        said = message("It was done, but the report could not be shown: {reason}", reason=e.strerror or e)
        _stop(said, UNSHOWN)


def said_by_us(fault: str) -> str:
    """A fault after the name of the program, so that the reader of a pipe knows which program failed."""
    return message("quanze: {fault}", fault=fault).in_language(spoken())


def end(error: QuanzeError) -> NoReturn:
    """Say what went wrong and what to do, and leave with the code of the failure."""
    from quanze.exports.answers.cells import plain

    fault, advice = (_bounded(plain(said)) for said in error.said(spoken()))
    click.echo(said_by_us(fault), err=True)
    code = FAILED
    if isinstance(error, AmbiguousNameError):
        code = AMBIGUOUS
        _list(error.matches)
    elif isinstance(error, UnknownNameError):
        code = UNKNOWN
        if error.nearest:
            click.echo(_("The closest matches:"), err=True)
            _list(error.nearest)
    elif isinstance(error, FindingsError | RemovalError):
        code = FINDINGS
    elif isinstance(error, EngineError):
        code = DATABASE
    if advice:
        click.echo(f"  {advice}", err=True)
    sys.exit(code)


_LONGEST = 2_000
"""Characters of a message: it may name a path or a name of any length, and must leave its reason to be seen."""


def _bounded(said: str) -> str:
    """A message, without its middle where it is too long."""
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST // 2]} … {said[-_LONGEST // 2 :]}"


def _list(rows: Sequence[AnyRow]) -> None:
    from quanze.exports.answers.cells import plain
    from quanze.schema.column_titles import worded
    from quanze.text.width import pad

    for row in worded(rows, spoken()):
        names = [row["name"], *([row["name_en"]] if not is_chinese(spoken()) and row.get("name_en") else [])]
        click.echo(f"  {pad(plain(row['id']), 44)}  {pad(row['kind'], 12)}  {plain('  '.join(names))}", err=True)


def sentence(name: str) -> str:
    """What ``COMMANDS`` says of the command, in the language of the help."""
    return _(COMMANDS[name][1])


def command(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """The decorator of the command that ``COMMANDS`` lists under ``name``."""
    return click.command(name, cls=Command, help=sentence(name))


def lang_option(function: F) -> F:
    """``--lang``, by default the locale's."""
    return click.option(
        "--lang",
        type=click.Choice(languages()),
        default=default_language,
        show_default=False,
        help=_("Language of the output (default: that of the system)."),
    )(function)


def db_option(function: F) -> F:
    """``--db``: which graph."""
    return click.option(
        "--db",
        type=Database(),
        default=None,
        metavar=_("PATH|URL"),
        help=_(
            "Database: a file or a neo4j:// address (default: QUANZE_DB, NEO4J_URI, quanze.kgl in this folder, the "
            "bundled graph)."
        ),
    )(function)


def format_option(formats: Sequence[Format], usual: str) -> Callable[[F], F]:
    """``--format``: how the answer is shown."""
    from quanze.exports.formats import NAMES

    return click.option(
        "--format",
        "format_",
        type=Named({f.name: NAMES.get(f.name) for f in formats}),
        default=None,
        help=message("Output format (default: {usual}).", usual=usual).in_language(spoken()),
    )


def report_option(function: F) -> F:
    """``--format`` of a command that names the files it wrote."""
    from quanze.exports.formats import ROWS, formats_of

    return format_option(formats_of(ROWS, printable=True), "table")(function)


def output_options(
    takes: str, usual: str, *, always_a_file: bool = False, folders: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--format``, ``--lang``, ``--bom``, ``-o``: gathered into the command's ``out``, an ``Output``.

    ``takes`` is what the command answers (see ``quanze.exports.formats``), ``usual`` the name of the format when
    nothing says another; ``always_a_file`` leaves it to the command to name the file; with ``folders`` the command may
    write into a folder, and says itself when it does.
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
            if not folders and (output is not None or not always_a_file):
                _ = out.chosen  # a name that cannot be written is refused before the question is asked
            if bom and out.chosen.name != "csv":
                bom_needs_csv(lang)
            return function(*args, out=out, **kwargs)

        listed = " ".join(endings(formats))
        run = click.option(
            "-o",
            "--output",
            cls=OutputOption,
            type=NamedPath(path_type=pathlib.Path, dir_okay=folders),
            default=None,
            help=message("Write to a file; its extension chooses the format: {listed}.", listed=listed).in_language(
                spoken()
            ),
        )(run)
        if any(f.name == "csv" for f in formats):
            run = click.option(
                "--bom",
                is_flag=True,
                help=_("Begin CSV files with a BOM, so that Excel opens them correctly."),
            )(run)
        return lang_option(format_option(formats, usual)(run))

    return decorate


def bom_needs_csv(lang: str) -> NoReturn:
    """The usage error where a BOM is asked for, and what is written is no CSV."""
    raise click.UsageError(
        message("--bom is for CSV: add --format csv, or name a CSV file or folder.").in_language(lang)
    )


def row_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """``output_options`` of a command that answers rows."""
    from quanze.exports.formats import ROWS

    return output_options(ROWS, "table")(function)


def graph_command(function: Callable[..., Any]) -> Callable[..., Any]:
    """Open the graph named by ``--db``, say on stderr which one is asked, and close it in the end.

    Under ``quanze.cli.main`` a file is left open instead: the end of the process frees it, faster.
    """
    return _on_graph(function, lambda _given: False)


def whole_graph_command(function: Callable[..., Any]) -> Callable[..., Any]:
    """``graph_command`` of a command that reads every relationship: the reading copy of a large file gives them more
    slowly than decoding the file takes."""
    return _on_graph(function, lambda _given: True)


def whole_graph_command_but_for(formats: Collection[str]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``whole_graph_command``, or ``graph_command`` for formats whose writers take one record after the other: from a
    reading copy they need less memory."""
    return lambda function: _on_graph(function, lambda given: given["out"].chosen.name not in formats)


def whole_graph_command_unless(about: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``whole_graph_command``, or ``graph_command`` where the argument ``about`` names a record to ask about."""
    return lambda function: _on_graph(function, lambda given: not given[about])


def _on_graph(function: Callable[..., Any], whole: Callable[[Mapping[str, Any]], bool]) -> Callable[..., Any]:
    @functools.wraps(function)
    def run(*args: Any, db: str | None, **kwargs: Any) -> Any:
        from quanze.api import open as open_graph
        from quanze.cli.limits import TIMEOUT, interruptible, time_allowed

        left_open = click.get_current_context().obj
        ours = left_open is not None
        seconds = time_allowed() if ours else None
        with (
            interruptible(said_by_us(TOO_MUCH_MEMORY), FAILED) if ours else nullcontext(),
            _ended_after(seconds, TIMEOUT) if seconds else nullcontext(),
        ):
            graph = open_graph(db, reading_copy=not whole(kwargs))
            leave = left_open is not None and not graph.must_be_closed
            if leave:
                left_open.append(graph)
            with nullcontext() if leave else graph:
                lang = kwargs["out"].lang if "out" in kwargs else kwargs.get("lang", "")
                click.echo(message("Querying: {graph}", graph=graph.description).in_language(lang), err=True)
                if kwargs.get("as_of"):
                    _say_replaced(graph, kwargs["as_of"], lang)
                return function(graph, *args, **kwargs)

    return db_option(run)


def _say_replaced(graph: Graph, as_of: str, lang: str) -> None:
    """One line where a later edition without dates has replaced what held on the day that is asked about."""
    replaced = graph.replaced_since(as_of)
    if replaced:
        from quanze.exports.answers.responsibilities import replaced_in_words

        click.echo(replaced_in_words(replaced, graph.day(as_of)).in_language(lang), err=True)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_("Who is responsible for what, and which sentence says so."),
)
@click.option(
    "--env-file",
    type=NamedPath(),
    default=None,
    metavar=_("FILE"),
    help=_(
        "Read NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE from a file (it overrides the environment)."
    ),
)
@click.version_option(__version__, prog_name="quanze")
def cli(env_file: str | None) -> None:
    """The group; its help is above."""
    if env_file is not None:
        import os
        import pathlib

        from quanze.api import server_settings

        os.environ.update(server_settings(pathlib.Path(env_file)))
