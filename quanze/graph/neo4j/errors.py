"""What a server or its driver says, in our words: by the server's code, or by what broke the connection.

Knows codes, names of classes and the standard library's exceptions only, so that it works without the driver.
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
from quanze.graph.neo4j.address import ServerAddress

PAGE, PAGE_ZH = "See docs/neo4j.md.", "請見 docs/neo4j.md。"

# Server codes, the first that matches: our class, then in English and in Chinese what happened and what to do.
# {said} is the server's first line.
_Said = tuple[str, str]
_QUERY: tuple[_Said, _Said] = (
    ("{said}", "Check the query text and its parameters."),
    ("{said}", "請檢查查詢文字與參數。"),
)
_READ_ONLY: tuple[_Said, _Said] = (
    ("The database at {address} is read-only.", "Load where writing is allowed."),
    ("{address} 的資料庫是唯讀的。", "請載入可以寫入的資料庫。"),
)
_TOO_LARGE: tuple[_Said, _Said] = (
    (
        "The load is larger than one transaction may be: {said}",
        "Nothing was written. Give the server more heap, or use `quanze dump --neo4j-admin`.",
    ),
    ("載入的資料超過一次交易的上限：{said}", "什麼都沒有寫入。請給伺服器更多記憶體，或用 quanze dump --neo4j-admin。"),
)
_CODES: tuple[tuple[str, type[QuanzeError], _Said, _Said], ...] = (
    (
        "Neo.ClientError.Security.Unauthorized",
        UnreachableError,
        ("{address} refused user {user} with this password.", "Set NEO4J_USERNAME and NEO4J_PASSWORD."),
        ("{address} 不接受使用者 {user} 的這個密碼。", "請設定 NEO4J_USERNAME 與 NEO4J_PASSWORD。"),
    ),
    (
        "Neo.ClientError.Security.AuthenticationRateLimit",
        UnreachableError,
        ("{address} had too many wrong passwords for user {user}.", "Wait a few seconds, then set NEO4J_PASSWORD."),
        ("{address} 收到太多次使用者 {user} 的錯誤密碼。", "請稍候數秒，再設定 NEO4J_PASSWORD。"),
    ),
    (
        "Neo.ClientError.Security.CredentialsExpired",
        UnreachableError,
        (
            "The password of user {user} must be changed first.",
            f"Log in with Neo4j Browser or cypher-shell and set a new one. {PAGE}",
        ),
        ("使用者 {user} 必須先更改密碼。", f"請以 Neo4j Browser 或 cypher-shell 登入並設定新密碼。{PAGE_ZH}"),
    ),
    (
        "Neo.ClientError.Security.",
        UnreachableError,
        (
            "User {user} is not allowed to do this at {address}: {said}",
            "Ask for the privileges that docs/neo4j.md lists for a reader or a loader.",
        ),
        ("使用者 {user} 在 {address} 沒有這項權限：{said}", "請申請 docs/neo4j.md 所列查詢者或載入者的權限。"),
    ),
    (
        "Neo.ClientError.Database.DatabaseNotFound",
        UnreachableError,
        (
            "{address} has no database named {database}.",
            "Set NEO4J_DATABASE, or leave it out for the user's home database.",
        ),
        ("{address} 沒有名為 {database} 的資料庫。", "請設定 NEO4J_DATABASE，或不設定而用該使用者的預設資料庫。"),
    ),
    (
        "Neo.ClientError.Statement.AccessMode",
        QueryError,
        ("Only read queries are allowed here.", "Use `quanze load` to change data."),
        ("這裡只能查詢。", "要改資料請用 quanze load。"),
    ),
    (
        "Neo.ClientError.Transaction.TransactionTimedOut",
        QueryTimeoutError,
        ("The query took too long and was ended.", "Narrow it or raise --timeout."),
        ("查詢太久，已中止。", "請縮小範圍，或提高 --timeout。"),
    ),
    ("Neo.ClientError.Statement.", QueryError, *_QUERY),
    ("Neo.ClientError.Procedure.", QueryError, *_QUERY),
    (
        "Neo.ClientError.Schema.ConstraintValidationFailed",
        EngineError,
        (
            "{address} refused the change: {said}",
            "Nothing was written. Nodes or relationships that are not Quanze's are in the way; "
            "use a database of its own.",
        ),
        ("{address} 拒絕變更：{said}", "什麼都沒有寫入。有不屬於權責的節點或關係衝突；請用專用的資料庫。"),
    ),
    (
        "Neo.ClientError.Schema.",
        EngineError,
        (
            "{address} cannot be set up: {said}",
            "Nodes that are not Quanze's bear the same labels; use a database of its own.",
        ),
        ("{address} 無法完成設定：{said}", "有不屬於權責的節點帶相同標籤；請用專用的資料庫。"),
    ),
    ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", StorageError, *_READ_ONLY),
    ("Neo.ClientError.General.WriteOnReadOnlyAccessDatabase", StorageError, *_READ_ONLY),
    ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", EngineError, *_TOO_LARGE),
    (
        "Neo.TransientError.General.OutOfMemoryError",
        EngineError,
        (
            "The server at {address} has too little memory.",
            "Nothing was written. Give the server more heap, or use `quanze dump --neo4j-admin`.",
        ),
        ("{address} 的伺服器記憶體不足。", "什麼都沒有寫入。請給伺服器更多記憶體，或用 quanze dump --neo4j-admin。"),
    ),
    ("Neo.TransientError.General.TransactionOutOfMemoryError", EngineError, *_TOO_LARGE),
    (
        "Neo.TransientError.",
        BusyError,
        ("{address} is busy: {said}", "Wait a little and try again."),
        ("{address} 正忙：{said}", "請稍後再試。"),
    ),
    (
        "Neo.DatabaseError.Schema.",
        EngineError,
        (
            "{address} cannot be set up: {said}",
            "Nodes or relationships that are not Quanze's have our names and equal ids or keys; "
            "use a database of its own.",
        ),
        (
            "{address} 無法完成設定：{said}",
            "有不屬於權責的節點或關係用了相同名稱，且識別碼或鍵重複；請用專用的資料庫。",
        ),
    ),
    (
        "Neo.DatabaseError.",
        StorageError,
        (
            "{address} could not store or read: {said}",
            "Look at the server's free disk space and its log; what was committed before is kept.",
        ),
        ("{address} 無法寫入或讀取資料：{said}", "請查看伺服器的磁碟空間與紀錄；先前已提交的資料仍在。"),
    ),
    ("", EngineError, ("{address} answered with an error: {said}", PAGE), ("{address} 回應錯誤：{said}", PAGE_ZH)),
)
NOT_AGAIN = ("Neo.TransientError.General.",)
"""Transient by name, yet the same transaction would fail again."""


def from_code(code: str, message: str, place: ServerAddress) -> QuanzeError:
    """One of our errors for an answer of the server."""
    said = message.strip().split("\n")[0]
    fill = {"address": place.shown, "user": place.user, "database": place.database or "(home)", "said": said}
    for prefix, ours, (text, advice), (text_zh, advice_zh) in _CODES:
        if code.startswith(prefix):
            return ours(text.format_map(fill), advice, zh=(text_zh.format_map(fill), advice_zh))
    raise AssertionError("the last code matches everything")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all it rests on, groups opened."""
    yield error
    for inner in (error.__cause__, *getattr(error, "exceptions", ())):
        if inner is not None:
            yield from _causes(inner)


def from_driver(error: Exception, place: ServerAddress) -> QuanzeError:
    """One of our errors for the driver's own, by the name of its class, else by what broke the connection."""
    names = {c.__name__ for c in type(error).__mro__}
    if "IncompleteCommit" in names:
        return UnreachableError(
            f"The connection to {place.shown} broke while it was saving.",
            "Load again: it was saved whole or not at all, and the same load twice changes nothing.",
            zh=(
                f"儲存時與 {place.shown} 的連線中斷。",
                "請再載入一次：上次若非全部存入就是完全沒有，重複載入不會改變什麼。",
            ),
        )
    if "UnsupportedServerProduct" in names:
        return UnreachableError(
            f"What answers at {place.shown} speaks no Bolt that is known here.",
            "It is older than Neo4j 5, no Neo4j at all, or one that uses TLS: then say +s in the address.",
            zh=(
                f"{place.shown} 的回應不是這裡認得的 Bolt。",
                "可能比 Neo4j 5 舊、不是 Neo4j，或使用 TLS：若是後者，位址請加 +s。",
            ),
        )
    if "ConfigurationError" in names:
        return UnreachableError(
            f"{place.shown} is no address to connect to: {error}",
            PAGE,
            zh=(f"{place.shown} 不是可以連線的位址：{error}", PAGE_ZH),
        )
    return _from_cause(error, place)


def _from_cause(error: Exception, place: ServerAddress) -> QuanzeError:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLError):
            return UnreachableError(
                f"{place.shown} does not speak TLS as asked: {cause.reason or cause}.",
                "Use neo4j:// or bolt:// for a server without TLS, +s for one with it, +ssc for its own certificate.",
                zh=(
                    f"{place.shown} 無法以所要求的方式建立 TLS 連線：{cause.reason or cause}。",
                    "沒有 TLS 的伺服器用 neo4j:// 或 bolt://，有 TLS 的加 +s，自簽憑證用 +ssc。",
                ),
            )
        if isinstance(cause, ConnectionRefusedError | TimeoutError):
            return UnreachableError(
                f"Nothing answers at {place.shown}.",
                "Start the server or correct the address.",
                zh=(f"{place.shown} 沒有回應。", "請啟動伺服器或更正位址。"),
            )
        if isinstance(cause, OSError):
            return UnreachableError(
                f"{place.shown} cannot be reached: {cause}.",
                "Check the address and the network.",
                zh=(f"連不到 {place.shown}：{cause}。", "請檢查位址與網路。"),
            )
    said = str(error).strip().split("\n")[0]
    return UnreachableError(
        f"The connection to {place.shown} failed: {said}",
        "Check that the server runs, and that the address says +s exactly when it uses TLS. Nothing was half written.",
        zh=(
            f"與 {place.shown} 的連線失敗：{said}",
            "請確認伺服器正在執行，且只有使用 TLS 時位址才加 +s。資料不會只寫入一半。",
        ),
    )
