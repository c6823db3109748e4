"""``quanze gaps``: what the plan leaves open, and a check that fails on it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import click

from quanze.cli.app import GAPS, OutputOption, command, row_options, whole_graph_command
from quanze.cli.asked_sets import DATASET, AskedSets, asked_sets
from quanze.cli.choices import Named
from quanze.cli.language import _
from quanze.cli.paths import NamedPath
from quanze.exports.answers.gap_tables import come_back, gap_tables, text_key
from quanze.locale import Clauses, message, paragraph
from quanze.schema.codes import GAP_ORDERS, LEVELS
from quanze.schema.codes import GAPS as KINDS
from quanze.schema.column_titles import heads
from quanze.schema.naming import named
from quanze.schema.rows import Row

if TYPE_CHECKING:
    from quanze.api import GapReport, Graph, ReportedGap
    from quanze.cli.output import Output
    from quanze.exports.answers.answer import Table

FEW = 3
"""Gaps of one kind that are listed each."""
NAMED = 12
"""Names in a line of many."""
FILE = NamedPath(path_type=Path, dir_okay=False)


@command("gaps")
@click.argument("name", required=False, default="")
@DATASET
@click.option("--level", type=Named(LEVELS), default=None, help=_("Only gaps of this level or a more serious one."))
@click.option(
    "--kind", "kinds", type=Named(KINDS), multiple=True, help=_("Only gaps of this kind (may be given several times).")
)
@click.option("--year", default="", metavar=_("YEAR"), help=_("Only annual targets of this year (Western or ROC)."))
@click.option(
    "--sort",
    type=Named(GAP_ORDERS),
    default="level",
    show_default=True,
    help=_("What the gaps are sorted by."),
)
@click.option("--all", "every", is_flag=True, help=_("List every gap in a line of its own."))
@click.option("--as-of", default="", metavar=_("DATE"), help=_("Reference date (default: today)."))
@click.option(
    "--fail-on",
    type=Named(LEVELS),
    default=None,
    help=_("Exit with code 5 if an open gap has this level or a more serious one."),
)
@click.option(
    "--accepted",
    type=FILE,
    default=None,
    help=_(
        "Gaps left open by decision (CSV: gap, id, why, decided_by, until); listed separately, and open again after "
        "they expire."
    ),
)
@click.option(
    "--baseline",
    type=FILE,
    default=None,
    help=_("File of gaps already known; only new gaps and solved ones are listed."),
)
@click.option(
    "--write-baseline",
    cls=OutputOption,
    type=FILE,
    default=None,
    help=_(
        "Write the open gaps to a baseline file; with --baseline, only the known ones that remain (it can only shrink)."
    ),
)
@click.option(
    "--junit",
    cls=OutputOption,
    type=FILE,
    default=None,
    help=_("Also write JUnit XML: gaps counted by --fail-on (all without it) are failures, accepted ones are skipped."),
)
@row_options
@whole_graph_command
def gaps_command(
    graph: Graph,
    name: str,
    dataset: str,
    level: str | None,
    kinds: tuple[str, ...],
    year: str,
    sort: str,
    every: bool,
    as_of: str,
    fail_on: str | None,
    accepted: Path | None,
    baseline: Path | None,
    write_baseline: Path | None,
    junit: Path | None,
    out: Output,
) -> None:
    """Print what the plan leaves open; with NAME what concerns an agency, a body, a task or an indicator."""
    from quanze.errors import FindingsError

    if write_baseline and (name or level or kinds or year):
        raise click.UsageError(_("A baseline has all gaps: write it without NAME, --level, --kind and --year."))
    # Who names something asks about it wherever it is stated.
    sets = AskedSets(()) if name and not dataset else asked_sets(graph, dataset, out.lang)
    try:
        report = graph.check_gaps(
            name,
            accepted=accepted,
            baseline=baseline,
            dataset=sets.asked if dataset else (),
            without=sets.left_out,
            level=level or "",
            kinds=kinds,
            year=year,
            sort=sort,
            as_of=as_of,
        )
    except FindingsError as e:
        _say([f.row_dict(out.lang) for f in e.findings], out.lang)
        raise
    if report.findings:
        _say([f.row_dict(out.lang) for f in report.findings], out.lang)
    if write_baseline:
        _write(write_baseline, report.baseline(only_known=baseline is not None))
    if junit:
        _write(junit, _junit(report, fail_on, out.lang))
    _show(report, out, every=every or bool(name or kinds or year) or sort not in ("level", "gap"))
    if fail_on and report.fails(fail_on):
        sys.exit(GAPS)


def _say(findings: list[dict[str, Any]], lang: str) -> None:
    """Findings about the table of acceptances, on stderr: the answer itself may go on to another program."""
    from quanze.cli.output import table
    from quanze.schema.column_titles import worded

    click.echo(
        table(worded(findings, lang), heads(lang, "level", "file", "row", "column", "message", "advice")), err=True
    )


def _write(path: Path, text: str) -> None:
    from quanze.exports.atomic_file import write_file

    write_file(path, text)
    click.echo(str(path), err=True)


def _junit(report: GapReport, fail_on: str | None, lang: str) -> str:
    from quanze.exports.junit import junit_xml
    from quanze.queries.gaps import GAPS as KINDS

    failing = report.failing(fail_on or "")
    tolerated = [r for r in report.open if r not in failing]
    return junit_xml(tuple(KINDS), failing, tolerated, report.accepted, lang=lang)


def _show(report: GapReport, out: Output, *, every: bool) -> None:
    from quanze.exports.answers.answer import Answer, Table

    lang = out.lang
    text = text_key(lang)
    note = _summary(report, lang)
    sections: tuple[Table, ...] = ()
    if out.chosen.name not in ("json", "csv"):  # which have every gap in a line of its own
        found = report.reported["open"]
        listed = [come_back(one, lang) for one in found] if every else _gathered(found, lang)
        if len(listed) < len(found):
            more = message("Gaps of one kind are in one line; --all lists each, --kind those of a kind.")
            note = paragraph([note, more], lang)
        sections = gap_tables(listed, report.reported["accepted"], report.solved, report.unneeded, lang)
    rows = _Rows(report, lang)
    out.send(
        Answer(
            report.rows() if out.chosen.name == "json" else rows,
            Table(
                rows,
                heads(lang, "status", "level", "gap", text, "id", "origin", "why", "decided_by", "until"),
            ),
            out.in_words,
            sections=sections,
            note=note,
        )
    )


class _Rows(Sequence[Row]):
    """The rows of ``GapReport.rows`` as one language shows them, each made where it is written."""

    def __init__(self, report: GapReport, lang: str) -> None:
        self._gaps = [*report.reported["open"], *report.reported["accepted"]]
        self._others = [*report.solved, *report.unneeded]
        self._lang = lang

    def __len__(self) -> int:
        return len(self._gaps) + len(self._others)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        return self._gaps[at].brief(self._lang) if at < len(self._gaps) else self._others[at - len(self._gaps)]


def _gathered(found: Sequence[ReportedGap], lang: str) -> list[Row]:
    """Rows of gaps of which those of one kind are one, where there are many, with the names of what has the gap."""
    counts = Counter(one.found.kind.code for one in found if one.status != "expired")
    listed: list[Row] = []
    names: dict[str, dict[str, None]] = {}
    for one in found:
        kind = one.found.kind
        if counts[kind.code] <= FEW or one.status == "expired":
            listed.append(come_back(one, lang))
            continue
        if kind.code not in names:
            names[kind.code] = {}
            listed.append({"level": kind.level, "gap": kind.code, "id": "", "origin": ""})
        names[kind.code][named(one.found.row, lang)] = None
    for row in listed:
        if text_key(lang) not in row:
            own = list(names[row["gap"]])
            more = [message("and {n} more", n=len(own) - NAMED)] if own[NAMED:] else []
            said = message("{n}: {names}", n=counts[row["gap"]], names=Clauses([*own[:NAMED], *more]))
            row[text_key(lang)] = said.in_language(lang)
    return listed


def _summary(report: GapReport, lang: str) -> str:
    return message(
        "Open {open}, accepted {accepted}, known from the baseline {known}, solved {solved}.",
        open=len(report.reported["open"]),
        accepted=len(report.reported["accepted"]),
        known=len(report.reported["known"]),
        solved=len(report.solved),
    ).in_language(lang)
