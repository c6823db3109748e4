"""Where a server is and who asks: read from an address and the environment, shown without secrets."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from quanze.errors import FileError, UnreachableError
from quanze.locale import message
from quanze.plain_files import content_of

VARIABLES = ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE")


@dataclass(frozen=True)
class ServerAddress:
    """``uri`` for the driver, ``shown`` for people; ``database`` is empty for the user's home database."""

    uri: str
    shown: str
    user: str
    password: str = field(repr=False)
    database: str


def server_address(text: str) -> ServerAddress:
    """Read ``scheme://[user[:password]@]host[:port][/database]``; what is left out comes from NEO4J_* variables.

    Raises UnreachableError when the text names no server.
    """
    # Nothing of a text that cannot be read is repeated: it may hold a password anywhere.
    try:
        parts = urlsplit(text)
    except ValueError:  # brackets in a password, which are not closed or hold no IP address
        parts = None
    if parts is None or "@" in parts.path + parts.query + parts.fragment:
        raise UnreachableError(
            message("The address is not valid."), message("Write / ? # @ [ ] in a password as %2F %3F %23 %40 %5B %5D.")
        )
    try:
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        named = False
    if not named:
        raise UnreachableError(
            message("The address contains no server name."), message("Use an address such as neo4j://localhost:7687.")
        )
    host = parts.netloc.rpartition("@")[2]
    database = parts.path.strip("/") or os.environ.get("NEO4J_DATABASE", "")
    return ServerAddress(
        uri=urlunsplit((parts.scheme, host, "", parts.query, "")),
        shown=urlunsplit((parts.scheme, host, f"/{database}" if database else "", "", "")),
        user=unquote(parts.username or "") or os.environ.get("NEO4J_USERNAME") or "neo4j",
        password=unquote(parts.password or "") or os.environ.get("NEO4J_PASSWORD", ""),
        database=database,
    )


def read_env_file(path: Path) -> dict[str, str]:
    """The NEO4J_* variables of a ``.env`` file: ``NAME=value`` lines, quotes and ``export`` allowed, ``#`` comments.

    Raises FileError when it cannot be read.
    """
    try:
        lines = content_of(path).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as e:
        raise FileError(
            message("{path} cannot be read: {reason}.", path=path, reason=e),
            message("Use a text file with lines of the form NAME=value."),
        ) from e
    found: dict[str, str] = {}
    for line in lines:
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        name, value = name.strip(), value.strip()
        if not equals or name not in VARIABLES:
            continue
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        found[name] = value
    if not found:
        raise FileError(
            message("{path} sets none of {names}.", path=path, names=VARIABLES),
            message("Write lines such as NEO4J_URI=neo4j://localhost:7687."),
        )
    return found
