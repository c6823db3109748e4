"""Questions about one thing: who, agency, show, search, list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quanze.cli.app import command, graph_command, row_options
from quanze.cli.labels import heads
from quanze.cli.language import say
from quanze.exports.answers.cells import plain

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output

Row = dict[str, Any]
WHO_COLUMNS = (
    "agency",
    "agency_name",
    "role",
    "wording",
    "distance",
    "inherited",
    "path",
    "origin",
    "valid_from",
    "valid_to",
    "citations",
)


@command("who")
@click.argument("name")
@click.option(
    "--as-of",
    default="",
    metavar="DATE",
    help=say("只列該日有效者（西元或民國）。", "Only what holds on that day (Western or ROC date)."),
)
@click.option(
    "--under",
    default="",
    metavar="SDG",
    help=say("指標角色僅限於此 SDG 細項目標。", "Limit roles on an indicator to one SDG target."),
)
@click.option("--all", "every", is_flag=True, help=say("列出每個機關的所有路徑。", "Show every path of every agency."))
@row_options
@graph_command
def who_command(graph: Graph, name: str, as_of: str, under: str, every: bool, out: Output) -> None:
    """Print who touches a thing."""
    rows = graph.who(name, under=under, as_of=as_of, lang=out.lang)
    for row in rows:
        row["citations"] = "; ".join(dict.fromkeys(filter(None, (_citation(s, out.lang) for s in row["steps"]))))
    text = None
    if out.shows_table:
        from quanze.cli.who_text import who_text
        from quanze.queries.touches import QUERIES

        text = who_text(graph.find(name, tuple(QUERIES)), rows, every, out.lang)
    out.emit(rows, heads(out.lang, *WHO_COLUMNS), text=text)


def _citation(step: Row, lang: str) -> str:
    """Document, place and clause of a step on one line; of an editorial one the reason, said to be ours."""
    clause = f"「{step['quote']}」" if step["quote"] else step["note"]
    told = " ".join(filter(None, (step["source_name"], step["locator"], clause)))
    return (
        say(f"編者判讀：{told}", f"our own reading: {told}", lang) if step["origin"] == "editorial" and told else told
    )


@command("agency")
@click.argument("name")
@row_options
@graph_command
def agency_command(graph: Graph, name: str, out: Output) -> None:
    """Print what an agency does."""
    from quanze.queries.names import named
    from quanze.schema.role_words import shown_word

    found = graph.find(name, ("Agency",))
    rows = graph.query("agency_roles", id=found["id"])
    for row in rows:
        row["on_name"], row["task_name"] = named(row, out.lang, "on_name"), named(row, out.lang, "task_name")
        row["role_name"] = shown_word(row["role"], row["wording"], out.lang)
    seats = graph.query("agency_seats", id=found["id"])
    for row in seats:
        row["body_name"] = named(row, out.lang, "body_name")
    text = None
    if out.shows_table:
        text = _agency_text(graph, found, rows, seats, out.lang)
    every = [
        *rows,
        *(
            {
                "role": "SITS_ON",
                "on": s["body"],
                "on_name": s["body_name"],
                "on_kind": s["body_kind"],
                "wording": s["seat_title"],
                **{k: s[k] for k in ("seat", "seats", "post", "origin", "source", "locator", "quote")},
            }
            for s in seats
        ),
    ]
    columns = heads(
        out.lang, "role", "wording", "on_name", "on_kind", "task_name", "origin", "source", "locator", "quote"
    )
    out.emit(every, columns, text=text)


def _agency_text(graph: Graph, found: Row, rows: list[Row], seats: list[Row], lang: str) -> str:
    from quanze.queries.names import named

    lines = [f"{plain(named(found, lang))}  {found['id']}"]
    lineage = graph.query("lineage", id=found["id"]) if rows or seats else []
    for change in lineage:
        lines.append(
            say(
                f"沿革：{change['predecessor_name']} → {change['name']}（{change['valid_from'] or ''}）",
                f"Succession: {change['predecessor_name']} → {change['name']} ({change['valid_from'] or ''})",
                lang,
            )
        )
    for word in dict.fromkeys(r["role_name"] for r in rows):
        own = [r for r in rows if r["role_name"] == word]
        things = {r["on"]: r for r in own}
        lines += ["", f"■ {plain(word)}  {len(things)}"]
        for on, row in things.items():
            where = " ".join(
                p for p in (plain(row["locator"]), f"「{plain(row['quote'])}」" if row["quote"] else "") if p
            )
            under = f"  {say('限於', 'under', lang)} {row['under']}" if row["under"] else ""
            lines.append(f"  {plain(row['on_name'])}（{plain(row['wording'] or word)}）{under}  {where}")
            lines += [f"      → {plain(r['task_name'])}" for r in own if r["on"] == on and r["task_name"]]
    if seats:
        lines += ["", f"■ {say('席位', 'Seats', lang)}  {sum(s['seats'] or 0 for s in seats)}"]
        lines += [f"  {plain(s['body_name'])}  {plain(s['seat_title'])}  {plain(s['post'])}" for s in seats]
    rests = [r for r in graph.query("depends_on", id=found["id"]) if not r["other_leads"]]
    if rests:
        lines += ["", say("■ 僅由本機關主導", "■ Led by this agency alone", lang)]
        lines += [
            f"  {plain(named(r, lang))}  "
            + say(
                f"協辦 {r['partners']} 個、任務 {r['tasks']} 項", f"{r['partners']} partners, {r['tasks']} tasks", lang
            )
            for r in rests
        ]
    if len(lines) == 1:
        lines.append(say("沒有任何角色或席位。", "It holds no role and no seat.", lang))
    return "\n".join(lines)


@command("show")
@click.argument("name")
@row_options
@graph_command
def show_command(graph: Graph, name: str, out: Output) -> None:
    """Print one record."""
    from quanze.cli.output import terminal_columns
    from quanze.exports.answers.answer import Answer, Table
    from quanze.exports.answers.text import ROOM, plain_text
    from quanze.queries.insight import role_label
    from quanze.queries.names import named
    from quanze.schema import KIND, stored_properties

    found = graph.find(name)
    record = graph.record(found["id"])
    links = graph.query("links_of", id=found["id"])
    kind = KIND[found["kind"]]
    labels = {p.name: (p.en if out.lang == "en" else p.zh) for p in stored_properties(kind)}
    choices = {
        p.name: {c.code: (c.en if out.lang == "en" else c.zh) for c in p.choices} for p in stored_properties(kind)
    }

    def shown_value(name: str, value: Any) -> str:
        words = choices[name]
        return plain([words.get(v, v) for v in value] if isinstance(value, list) else words.get(value, value))

    properties = [{"property": labels[k], "value": shown_value(k, v)} for k, v in record.items() if k in labels]
    first = Table(properties, heads(out.lang, "property", "value"))
    tables = [first]
    if found["kind"] == "Indicator" and (years := graph.query("indicator_targets", ids=[found["id"]])):
        columns = heads(out.lang, "year", "target", "result", "missed", "unit")
        tables.append(Table(years, columns, say("年度目標", "Targets", out.lang)))
    if found["kind"] in ("Council", "Subgroup") and (seats := graph.query("seats_of", id=found["id"])):
        columns = heads(out.lang, "seat_title", "seats", "post", "basis", "agency_name")
        rows = [{**s, "basis": shown_basis(s, out.lang)} for s in seats]
        tables.append(Table(rows, columns, say("席位", "Seats", out.lang)))
    if links:
        columns = heads(out.lang, "from_name", "type", "to_name", "origin", "locator", "quote")
        shown = [
            {
                **r,
                "from_name": named(r, out.lang, "from_name"),
                "type": r["wording"] or role_label(r["type"], out.lang),
                "to_name": named(r, out.lang, "to_name"),
            }
            for r in links
        ]
        tables.append(Table(shown, columns, say("連結", "Links", out.lang)))
    every = tuple(tables)
    answer = Answer([{**record, "links": links}], first, out.in_words, sheets=every, sections=every)
    if out.shows_table:
        title = f"{kind.en if out.lang == 'en' else kind.zh}  {found['id']}"
        answer = answer._replace(text=f"{title}\n\n{plain_text(answer, room=terminal_columns() or ROOM).rstrip()}")
    out.send(answer)


def shown_basis(seat: Row, lang: str) -> list[str]:
    """The grounds of a seat in words."""
    from quanze.schema.kinds import BASES

    words = {b.code: (b.en if lang == "en" else b.zh) for b in BASES}
    return [words.get(b, b) for b in seat["basis"] or []]


@command("search")
@click.argument("text")
@click.option("--kind", default="", help=say("限於一類，如 機關。", "Only one kind, such as Agency."))
@row_options
@graph_command
def search_command(graph: Graph, text: str, kind: str, out: Output) -> None:
    """Print what a text may mean."""
    rows = graph.search(text, _kinds(kind))
    out.emit(rows, heads(out.lang, "id", "kind", "name", "name_en", "match"))


@command("list")
@click.argument("kind", required=False, default="")
@click.option("--dataset", default="", help=say("限於一個資料集。", "Only one data set."))
@row_options
@graph_command
def list_command(graph: Graph, kind: str, dataset: str, out: Output) -> None:
    """Print all records of a kind, or how many there are of each."""
    from quanze.graph.records import described
    from quanze.queries import catalogue

    if dataset:
        described(graph.engine, dataset)
    if not kind:
        counts = [r for r in graph.query("count_nodes") if not dataset or r["dataset"] == dataset]
        out.emit(counts, heads(out.lang, "dataset", "kind", "count"))
        return
    rows = catalogue.run(graph.engine, "records", kinds=_kinds(kind))
    rows = [{k: v for k, v in r.items() if k != "search_key"} for r in rows if not dataset or r["dataset"] == dataset]
    out.emit(
        rows,
        heads(out.lang, "id", "name", "name_en", "dataset", "origin"),
    )


def _kinds(text: str) -> tuple[str, ...]:
    from quanze.errors import QueryError
    from quanze.queries.insight import kinds_named
    from quanze.schema import KINDS

    if not text:
        return ()
    found = tuple(k for k in kinds_named(text) if k != "Dataset")
    if not found:
        kinds = "、".join(f"{k.zh} ({k.label})" for k in KINDS)
        raise QueryError(
            f"There is no kind {text!r}.", f"Kinds are: {kinds}.", zh=(f"沒有「{text}」這一類。", f"類別有：{kinds}。")
        )
    return found
