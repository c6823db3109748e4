"""Where an answer goes: the terminal or a file, in the format asked for."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from quanze.cli.commands import COMMANDS
from quanze.cli.streams import ERASED
from quanze.exports.answers.answer import Answer, Table
from quanze.exports.answers.text import ROOM, plain_text, table_text
from quanze.exports.formats import ROWS, Format, format_of, format_of_path
from quanze.locale import Clauses, message
from quanze.schema.column_titles import worded
from quanze.text.width import indented

if TYPE_CHECKING:
    from quanze.schema.rows import AnyRow


def terminal_columns() -> int | None:
    """The width of the terminal; None in a pipe or a file."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def progress_line() -> Callable[[str, int, int], None] | None:
    """Rows done, rewritten on one line of a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        return None

    def show(name: str, done: int, total: int) -> None:
        click.echo(
            f"{ERASED}{name}  {done:,} / {total:,}" if total else f"{ERASED}{name} …",
            err=True,
            nl=bool(total) and done >= total,
        )

    return show


def table(rows: Sequence[AnyRow], columns: Mapping[str, str]) -> str:
    """Rows in words as a table that fits the terminal."""
    return table_text(Table(rows, columns), room=terminal_columns() or ROOM)


_END = r"[：；。]|[:;.](?: |$)"
"""Where the first part of a command's sentence ends."""


class Output(NamedTuple):
    """Where a command's answer goes and how: language, format (None: by the file's ending, else ``usual``), file, BOM.

    ``takes`` says what the command answers (see ``quanze.exports.formats``).
    """

    lang: str
    format: str | None = None
    path: Path | None = None
    bom: bool = False
    takes: str = ROWS
    usual: str = "table"

    @property
    def chosen(self) -> Format:
        """The format in the end; FileError when the file's ending names none, a usage error when it needs a file."""
        if self.path is not None:
            return format_of_path(self.path, self.takes, name=self.format)
        format_ = format_of(self.format or self.usual, self.takes)
        if format_.folder:
            raise click.UsageError(
                message("--format {name} is written to a folder: add -o FOLDER.", name=format_.name).in_language(
                    self.lang
                )
            )
        if not format_.printable:
            raise click.UsageError(
                message(
                    "--format {name} is written to a file: add -o NAME{ending}.",
                    name=format_.name,
                    ending=format_.endings[0],
                ).in_language(self.lang)
            )
        return format_

    @property
    def shows_table(self) -> bool:
        """Whether a person will read it as plain text."""
        return self.chosen.name == "table"

    def emit(
        self, rows: Sequence[AnyRow], columns: Mapping[str, str], *, text: str | None = None, note: str = ""
    ) -> None:
        """Show rows: ``columns`` maps the keys that are shown to heads. ``text`` replaces the plain table.

        ``note`` is a sentence below a table.
        """
        self.send(Answer(rows, Table(rows, columns), self.in_words, text=text, note=note))

    def in_words(self, rows: Sequence[AnyRow]) -> Sequence[AnyRow]:
        """Rows with words of the language in place of codes."""
        return worded(rows, self.lang)

    def send(self, answer: Answer) -> None:
        """Show an answer of rows."""
        format_ = self.chosen
        columns = terminal_columns()
        if format_.name == "table" and self.path is None and columns:
            text = plain_text(answer, self.lang, room=columns)
            self.write(text if answer.text is None else indented(text, columns))
            return
        if not self.shows_table:  # which has no title
            answer = answer._replace(title=answer.title or self._asked(), day=date.today().isoformat())
        self.write(format_.writer(answer, self.lang))

    def _asked(self) -> str:
        """What the command answers, and about what: the beginning of its sentence, and the arguments as typed."""
        context = click.get_current_context(silent=True)
        while context is not None and context.info_name not in COMMANDS:
            context = context.parent
        if context is None or context.info_name is None:
            return ""
        sentence = message(COMMANDS[context.info_name][1]).in_language(self.lang)
        answered = re.split(_END, sentence, maxsplit=1)[0]
        given: list[str] = []
        for parameter in context.command.params:
            value = context.params.get(parameter.name or "")
            if isinstance(parameter, click.Argument) and value:
                given += map(str, value if isinstance(value, tuple) else (value,))
        if not given:
            return answered
        return message("{title}: {names}", title=answered, names=Clauses(given)).in_language(self.lang)

    def write_pieces(self, pieces: Callable[[Callable[[Iterable[str]], None]], None]) -> None:
        """Print or write a text that is too large to be held: ``pieces`` calls what it is given with it, perhaps again
        from its beginning."""
        from quanze.exports.atomic_file import new_file, passing_file

        def into(path: Path) -> None:
            def write(texts: Iterable[str]) -> None:
                with path.open("w", encoding="utf-8-sig" if self.bom else "utf-8", newline="") as file:
                    file.writelines(texts)

            pieces(write)

        if self.path is not None:
            with new_file(self.path) as temporary:
                into(temporary)
            click.echo(str(self.path), err=True)
            return
        with passing_file() as made:
            into(made)
            with made.open(encoding="utf-8", newline="") as file:
                while text := file.read(1 << 20):
                    click.echo(text, nl=False)

    def write(self, content: str | bytes) -> None:
        """Print a text, or put a text or bytes into the file named by ``-o`` and say so."""
        if self.path is None:
            assert isinstance(content, str)
            click.echo(("\ufeff" if self.bom else "") + content.rstrip("\n"))
            return
        from quanze.exports.atomic_file import write_file

        write_file(self.path, content, bom=self.bom)
        click.echo(str(self.path), err=True)
