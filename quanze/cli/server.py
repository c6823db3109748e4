"""The database itself: db init, db status, db wipe, copy."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from quanze.cli.app import command, db_option, row_options, sentence
from quanze.cli.labels import heads
from quanze.cli.language import say
from quanze.cli.output import Output
from quanze.errors import QueryError
from quanze.graph.engine import Engine


def _address(db: str | None) -> str:
    """The address asked for; the bundled graph is none to administer."""
    import os

    from quanze.api import LOCAL

    found = db or os.environ.get("QUANZE_DB") or os.environ.get("NEO4J_URI") or (LOCAL if Path(LOCAL).is_file() else "")
    if not found:
        raise QueryError(
            "No database is named.",
            "Give --db, or set QUANZE_DB or NEO4J_URI. The bundled graph needs no care.",
            zh=("沒有指名資料庫。", "請給 --db，或設定 QUANZE_DB 或 NEO4J_URI。隨附圖譜不必維護。"),
        )
    return found


def _open(db: str | None, lang: str) -> Engine:
    from quanze.graph.engine import open_engine

    engine = open_engine(_address(db))
    click.echo(say(f"資料庫：{engine.address}", f"database: {engine.address}", lang), err=True)
    return engine


@click.group("db", help=sentence("db"))
def db_command() -> None:
    """The group; its help is above."""


@db_command.command(
    "init",
    help=say(
        "建立缺少的限制與索引（大型檔案則為讀取用副本）；可重複執行。",
        "Create the constraints and indexes that are missing, or a large file's reading copy; safe to repeat.",
    ),
)
@row_options
@db_option
def init_command(db: str | None, out: Output) -> None:
    """Prepare the database."""
    with closing(_open(db, out.lang)) as engine:
        before = {r["name"] for r in engine.status() if r["state"] != "missing"}
        engine.prepare()
        engine.settle()
        rows = [r for r in engine.status() if r["name"] not in before]
        out.emit(rows, heads(out.lang, "name", "kind", "purpose", "state"))
        click.echo(say(f"新建 {len(rows)} 項。", f"{len(rows)} created.", out.lang), err=True)


@db_command.command(
    "status",
    help=say(
        "限制與索引是否齊備，以及已載入的資料集。", "Whether constraints and indexes are there, and what is loaded."
    ),
)
@row_options
@db_option
def status_command(db: str | None, out: Output) -> None:
    """Show the state of the database; exit code 1 when something is missing."""
    from quanze.graph.records import datasets

    with closing(_open(db, out.lang)) as engine:
        rows = engine.status()
        out.emit(rows, heads(out.lang, "name", "kind", "purpose", "state"))
        for d in datasets(engine):
            edition = d["edition"] or d["date"] or ""
            click.echo(say(f"已載入：{d['id']} {edition}", f"loaded: {d['id']} {edition}", out.lang), err=True)
    if any(r["kind"] == "copy" and r["state"] != "online" for r in rows):
        click.echo(
            say(
                "沒有讀取用副本，指令開啟此大型檔案較慢；quanze db init 可製作。",
                "Without a reading copy commands open this large file slowly; quanze db init makes one.",
                out.lang,
            ),
            err=True,
        )
    wrong = [r for r in rows if r["state"] != "online" and r["kind"] != "copy"]
    if wrong:
        click.echo(
            say(
                f"有 {len(wrong)} 項未就緒；請執行 quanze db init。",
                f"{len(wrong)} not ready; run quanze db init.",
                out.lang,
            ),
            err=True,
        )
        sys.exit(1)


@db_command.command(
    "wipe",
    help=say(
        "移除本程式載入的所有資料集與索引；不動他人的資料。會詢問兩次。",
        "Remove every data set and index of ours, nothing of anybody else's. Asks twice.",
    ),
)
@click.option("--yes", is_flag=True, help=say("不詢問。", "Do not ask."))
@row_options
@db_option
def wipe_command(yes: bool, db: str | None, out: Output) -> None:
    """Wipe the database after asking twice."""
    from quanze.graph.removal import ours, wipe

    with closing(_open(db, out.lang)) as engine:
        counts = ours(engine)
        total = sum(counts.values())
        if not yes:
            click.confirm(
                say(
                    f"要移除 {engine.address} 中的 {total} 筆紀錄嗎？",
                    f"Remove {total} records from {engine.address}?",
                    out.lang,
                ),
                abort=True,
                err=True,
            )
            click.confirm(say("真的嗎？無法復原。", "Really? This cannot be undone.", out.lang), abort=True, err=True)
        rows = [{"name": name, "count": n} for name, n in wipe(engine).items()]
        out.emit(rows, heads(out.lang, "name", "count"))


@command("copy")
@click.option(
    "--from",
    "source",
    default=None,
    metavar="PATH|URL",
    help=say("來源（預設：隨附圖譜或 QUANZE_DB）。", "Where from (default: as for --db)."),
)
@click.option("--to", "target", required=True, metavar="PATH|URL", help=say("目的。", "Where to."))
@row_options
def copy_command(source: str | None, target: str, out: Output) -> None:
    """Copy a graph between engines."""
    from quanze.api import open as open_graph
    from quanze.graph.transfer import transfer

    with open_graph(source) as here, open_graph(target, create=True) as there:
        click.echo(
            say(f"{here.description} → {there.description}", f"{here.description} → {there.description}", out.lang),
            err=True,
        )
        rows = transfer(here.engine, there.engine)
    out.emit(rows, heads(out.lang, "dataset", "nodes", "relationships", "written"))
