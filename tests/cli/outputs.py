"""Every option that names a file or folder to be written, and how its command is called."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from quanze.cli.app import OutputOption, cli

DATABASE = {"load", "undo", "log", "copy", "db init", "db status", "db foreign", "db wipe"}
"""Commands that need a database of their own."""
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "demo": ("--files", "demo"),
    "load": ("set",),
    "check": ("set",),
    "template": (),
    "dump": ("--dataset", "chiayi"),
    "diff": ("set", "set"),
    "merge": ("set", "set", "set"),
    "reorganize": ("set",),
    "log": (),
    "undo": ("--yes",),
    "who": ("環境保護局",),
    "agency": ("環境保護局",),
    "show": ("環境保護局",),
    "history": ("環境保護局",),
    "search": ("環境",),
    "list": ("agencies",),
    "view": ("network",),
    "deps": (),
    "gaps": (),
    "progress": (),
    "brief": ("環境保護局",),
    "report": ("annual",),
    "coverage": (),
    "workload": (),
    "read": ("plan.txt",),
    "matrix": (),
    "import": ("popolo", "set"),
    "export graph": (),
    "export vocabulary": (),
    "query": ("count_nodes",),
    "cypher": ("RETURN 1 AS one",),
    "db init": (),
    "db status": (),
    "db foreign": (),
    "db wipe": ("--yes",),
    "copy": (),
    "serve": (),
}
"""Command → what it takes beside its outputs. A new command that writes has to be put here."""
ENDINGS = {("template", "-o"): ".xlsx", ("dump", "-o"): ".xlsx", ("read", "-o"): ".xlsx", ("view", "-o"): ".svg"} | {
    ("import", "-o"): ".xlsx",
    ("export graph", "-o"): ".graphml",
    ("export vocabulary", "-o"): ".ttl",
}
FOLDERS = {("demo", "--files"), ("dump", "--neo4j-admin"), ("serve", "--freeze")}
"""Options that name a folder; what they do with one is said below."""
BUNDLED = {"環境保護局": "甲局", "環境": "局", "chiayi": "t"}
"""Names in the arguments of commands, and those of a small graph."""
WITHOUT_DATABASE = {"template", "check", "diff", "merge", "read", "import", "demo", "export vocabulary"}


def command_line(
    command: str, base: Path, database: Path, new: Path, arguments: tuple[str, ...] | None = None
) -> list[str]:
    """A command on a small graph, with ``arguments`` or those above; what ``base`` has is named in them, and ``new`` is
    what a copy is to be."""
    named = ARGUMENTS[command] if arguments is None else arguments
    given = [str(base / a) if (base / a).exists() else BUNDLED.get(a, a) for a in named]
    if command == "copy":
        given += ["--from", str(database), "--to", str(new)]
    elif command not in WITHOUT_DATABASE:
        given += ["--db", str(database)]
    return [*command.split(), *given]


def options_of(command: str) -> list[click.Parameter]:
    """The options and arguments of a command."""
    found: click.Command = cli
    for name in command.split():
        assert isinstance(found, click.Group)
        part = found.get_command(click.Context(found), name)
        assert part is not None
        found = part
    return found.params


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command by its name, of groups those within."""

    def below(command: click.Command, name: tuple[str, ...]) -> Iterator[tuple[str, click.Command]]:
        if isinstance(command, click.Group):
            context = click.Context(command)
            for part in command.list_commands(context):
                found = command.get_command(context, part)
                assert found is not None
                yield from below(found, (*name, part))
            return
        yield " ".join(name), command

    return below(cli, ())


def writers() -> Iterator[tuple[str, str]]:
    """Commands, and the options of each that name what is written."""
    for name, command in commands():
        for option in command.params:
            if isinstance(option, OutputOption):
                yield name, option.opts[0]
