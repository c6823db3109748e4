"""What a server or its driver says, in our words: by the server's code, or by what broke the connection.

Knows codes and the standard library's exceptions only; the driver itself is imported in ``neo4j.py`` alone.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator

from quanze.errors import (
    BusyError,
    EngineError,
    QuanzeError,
    QueryError,
    QueryTimeoutError,
    StorageError,
    UnreachableError,
)
from quanze.graph.server_address import ServerAddress

PAGE = "See docs/neo4j.md."

# Server codes, the first that matches: our class, what happened, what to do. {said} is the server's first line.
_CODES: tuple[tuple[str, type[QuanzeError], str, str], ...] = (
    ("Neo.ClientError.Security.Unauthorized", UnreachableError, "{address} refused user {user} with this password.",
     "Set NEO4J_USERNAME and NEO4J_PASSWORD."),
    ("Neo.ClientError.Security.AuthenticationRateLimit", UnreachableError,
     "{address} had too many wrong passwords for user {user}.", "Wait a few seconds, then set NEO4J_PASSWORD."),
    ("Neo.ClientError.Security.CredentialsExpired", UnreachableError, "The password of user {user} must be changed first.",
     f"Log in with Neo4j Browser or cypher-shell and set a new one. {PAGE}"),
    ("Neo.ClientError.Security.", UnreachableError, "User {user} is not allowed to do this at {address}: {said}",
     "Ask for the privileges that docs/neo4j.md lists for a reader or a loader."),
    ("Neo.ClientError.Database.DatabaseNotFound", UnreachableError, "{address} has no database named {database}.",
     "Set NEO4J_DATABASE, or leave it out for the user's home database."),
    ("Neo.ClientError.Statement.AccessMode", QueryError, "Only read queries are allowed here.",
     "Use `quanze load` to change data."),
    ("Neo.ClientError.Transaction.TransactionTimedOut", QueryTimeoutError, "The query took too long and was ended.",
     "Narrow it or raise --timeout."),
    ("Neo.ClientError.Statement.", QueryError, "{said}", "Check the query text and its parameters."),
    ("Neo.ClientError.Procedure.", QueryError, "{said}", "Check the query text and its parameters."),
    ("Neo.ClientError.Schema.ConstraintValidationFailed", EngineError, "{address} refused the change: {said}",
     "Nothing was written. Nodes or relationships that are not Quanze's stand in the way; use a database of its own."),
    ("Neo.ClientError.Schema.", EngineError, "{address} cannot be set up: {said}",
     "Nodes that are not Quanze's bear the same labels; use a database of its own."),
    ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", StorageError, "The database at {address} is read-only.",
     "Load where writing is allowed."),
    ("Neo.ClientError.General.WriteOnReadOnlyAccessDatabase", StorageError, "The database at {address} is read-only.",
     "Load where writing is allowed."),
    ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", EngineError, "The load is larger than one transaction may be: {said}",
     "Nothing was written. Give the server more heap, or use `quanze dump --neo4j-admin`."),
    ("Neo.TransientError.General.OutOfMemoryError", EngineError, "The server at {address} has too little memory.",
     "Nothing was written. Give the server more heap, or use `quanze dump --neo4j-admin`."),
    ("Neo.TransientError.General.TransactionOutOfMemoryError", EngineError, "The load is larger than one transaction may be: {said}",
     "Nothing was written. Give the server more heap, or use `quanze dump --neo4j-admin`."),
    ("Neo.TransientError.", BusyError, "{address} is busy: {said}", "Wait a little and try again."),
    ("Neo.DatabaseError.", StorageError, "{address} could not store or read: {said}",
     "Look at the server's free disk space and its log; what was committed before is kept."),
    ("", EngineError, "{address} answered with an error: {said}", PAGE),
)  # fmt: skip
NOT_AGAIN = ("Neo.TransientError.General.",)
"""Transient by name, yet the same transaction would fail again."""


def from_code(code: str, message: str, place: ServerAddress) -> QuanzeError:
    """One of our errors for an answer of the server."""
    said = message.strip().split("\n")[0]
    fill = {"address": place.shown, "user": place.user, "database": place.database or "(home)", "said": said}
    for prefix, ours, text, advice in _CODES:
        if code.startswith(prefix):
            return ours(text.format_map(fill), advice)
    raise AssertionError("the last code matches everything")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all it rests on, groups opened."""
    yield error
    for inner in (error.__cause__, *getattr(error, "exceptions", ())):
        if inner is not None:
            yield from _causes(inner)


def from_cause(error: Exception, place: ServerAddress) -> QuanzeError:
    """One of our errors for a connection that failed."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLError):
            return UnreachableError(
                f"{place.shown} does not speak TLS as asked: {cause.reason or cause}.",
                "Use neo4j:// or bolt:// for a server without TLS, +s for one with it, +ssc for its own certificate.",
            )
        if isinstance(cause, ConnectionRefusedError | TimeoutError):
            return UnreachableError(f"Nothing answers at {place.shown}.", "Start the server or correct the address.")
        if isinstance(cause, OSError):
            return UnreachableError(f"{place.shown} cannot be reached: {cause}.", "Check the address and the network.")
    said = str(error).strip().split("\n")[0]
    return UnreachableError(
        f"The connection to {place.shown} failed: {said}",
        "Check that the server runs, and that the address says +s exactly when it uses TLS. Nothing was half written.",
    )
