"""``quanze gaps``: what the plan leaves open, and a check that fails on it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quanze.cli.app import GAPS, command, graph_command, row_options
from quanze.cli.labels import heads
from quanze.cli.language import say
from quanze.queries.insight import LEVELS

if TYPE_CHECKING:
    from quanze.api import Graph
    from quanze.cli.output import Output
    from quanze.queries.gapcheck import GapReport

FILE = click.Path(path_type=Path, dir_okay=False)


@command("gaps")
@click.option("--dataset", default="", help=say("限於一個資料集。", "Only one data set."))
@click.option(
    "--as-of", default="", metavar="DATE", help=say("以某日為準（預設今日）。", "As of this date (default: today).")
)
@click.option(
    "--fail-on",
    type=click.Choice(LEVELS),
    default=None,
    help=say("未處理者達此等級即以代碼 5 結束。", "Exit with code 5 when an open one is of this level or graver."),
)
@click.option(
    "--accepted",
    type=FILE,
    default=None,
    help=say(
        "經決定保留的缺口（CSV：缺口、識別碼、理由、決定者、有效至）；另外列出，過期則回到未處理。",
        "Gaps left open on purpose (CSV: gap, id, why, decided_by, until); listed apart, and open again when expired.",
    ),
)
@click.option(
    "--baseline",
    type=FILE,
    default=None,
    help=say(
        "先前已知的缺口；只列新的，並說明已解決者。",
        "Gaps known before; only new ones are told, and which were solved.",
    ),
)
@click.option(
    "--write-baseline",
    type=FILE,
    default=None,
    help=say(
        "將目前未處理的缺口寫成基準檔；與 --baseline 併用時只留下仍存在的舊缺口（只減不增）。",
        "Write the open gaps as a baseline; with --baseline only old ones that remain (it can only shrink).",
    ),
)
@click.option(
    "--junit",
    type=FILE,
    default=None,
    help=say(
        "另寫一份 JUnit XML：達 --fail-on 者（未給則全部）為失敗，保留者為略過。",
        "Also write JUnit XML: failures are those --fail-on counts (all without it), accepted ones are skipped.",
    ),
)
@row_options
@graph_command
def gaps_command(
    graph: Graph,
    dataset: str,
    as_of: str,
    fail_on: str | None,
    accepted: Path | None,
    baseline: Path | None,
    write_baseline: Path | None,
    junit: Path | None,
    out: Output,
) -> None:
    """Print what the plan leaves open."""
    from quanze.errors import FindingsError

    try:
        report = graph.check_gaps(accepted=accepted, baseline=baseline, dataset=dataset, as_of=as_of)
    except FindingsError as e:
        _say([f.row_dict(out.lang) for f in e.findings], out.lang)
        raise
    if report.findings:
        _say([f.row_dict(out.lang) for f in report.findings], out.lang)
    if write_baseline:
        from quanze.queries.gapcheck import baseline_text

        _write(write_baseline, baseline_text(report, only_known=baseline is not None))
    if junit:
        _write(junit, _junit(report, fail_on, out.lang))
    _show(report, out)
    if fail_on and report.fails(fail_on):
        sys.exit(GAPS)


def _say(findings: list[dict[str, Any]], lang: str) -> None:
    """Findings about the table of acceptances, on stderr: the answer itself may go on to another program."""
    from quanze.cli.labels import worded
    from quanze.cli.output import table

    click.echo(
        table(worded(findings, lang), heads(lang, "level", "file", "row", "column", "message", "advice")), err=True
    )


def _write(path: Path, text: str) -> None:
    from quanze.exports.atomic_file import write_file

    write_file(path, text)
    click.echo(str(path), err=True)


def _junit(report: GapReport, fail_on: str | None, lang: str) -> str:
    from quanze.exports.junit import junit_xml
    from quanze.queries.gapcheck import CODES

    least = LEVELS.index(fail_on or LEVELS[-1])
    failing = [r for r in report.open if LEVELS.index(r["level"]) <= least]
    tolerated = [r for r in report.open if LEVELS.index(r["level"]) > least]
    return junit_xml(CODES, failing, tolerated, report.accepted, lang=lang)


def _show(report: GapReport, out: Output) -> None:
    from quanze.exports.answers.answer import Answer, Table

    lang = out.lang
    message = "message_en" if lang == "en" else "message_zh"
    rows = report.rows()
    sections = (
        Table(_come_back(report.open, message, lang), heads(lang, "level", "gap", message, "id", "origin")),
        Table(
            report.accepted,
            heads(lang, "gap", message, "why", "decided_by", "until"),
            say("經決定保留者", "Left open on purpose", lang),
        ),
        Table(
            report.solved,
            heads(lang, "gap", "id", "name"),
            say("已解決（基準檔中可刪）", "Solved (no longer needed in the baseline)", lang),
        ),
        Table(
            report.unneeded,
            heads(lang, "gap", "id", "why", "decided_by"),
            say("保留清單中已無此缺口者（可刪）", "Accepted but no gap (any more); remove them", lang),
        ),
    )
    out.send(
        Answer(
            rows,
            Table(
                rows,
                heads(lang, "status", "level", "gap", message, "id", "origin", "why", "decided_by", "until"),
            ),
            out.in_words,
            sections=tuple(t for t in sections if t.rows or not t.title),
            note=_summary(report, lang),
        )
    )


def _come_back(rows: list[dict[str, Any]], message: str, lang: str) -> list[dict[str, Any]]:
    """Rows whose acceptance has expired say so in their sentence."""
    return [
        {
            **r,
            message: r[message]
            + say(
                f"（{r['decided_by']}的保留決定至 {r['until']} 為止）",
                f" (accepted by {r['decided_by']} until {r['until']})",
                lang,
            ),
        }
        if r["status"] == "expired"
        else r
        for r in rows
    ]


def _summary(report: GapReport, lang: str) -> str:
    counts = [len(rows) for rows in (report.open, report.accepted, report.known, report.solved)]
    return say(
        "未處理 {}，經決定保留 {}，基準檔已知 {}，已解決 {}。",
        "Open {}, accepted {}, known from the baseline {}, solved {}.",
        lang,
    ).format(*counts)
