"""The tables of progress in words of a language: the indicators, their years, verdicts by agency and by group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from quanze.exports.answers.cells import plain
from quanze.exports.progress.spark import spark
from quanze.locale import Clauses, Message, listed, message, plural, template
from quanze.schema.dates import ShownDate, table_date
from quanze.schema.naming import Name, named
from quanze.schema.number_text import shown_number
from quanze.schema.progress import FAR, LINE, METHODS, STATCAN, TREND_SIGNS, TRENDS, VERDICT, VERDICTS, judged
from quanze.schema.progress_report import ProgressReport

if TYPE_CHECKING:
    from quanze.schema.rows import IndicatorProgress, NamedAgency, Row, VerdictCount

HEADS = {
    "verdict": template("verdict"),
    "name": template("indicator"),
    "year": template("year"),
    "target": template("target"),
    "result": template("result"),
    "unit": template("unit"),
    "line": template("results"),
    "trend": template("trend"),
    "leads": template("lead"),
    "helps": template("support"),
    "groups": template("subgroup"),
    "rule": template("what the verdict rests on"),
}
"""The columns of a table of indicators, in order."""
TOTAL = "total"
"""The column with the sum of a line."""


class CountTable(NamedTuple):
    """How many indicators have each verdict: a line for each party, then one for all indicators, each counted once.

    ``columns`` are those of the verdicts that occur, code → head; ``title`` and ``first`` name the table and its
    first column.
    """

    key: str
    title: str
    first: str
    columns: Mapping[str, str]
    rows: list[Row]


def verdict_words(code: str, lang: str) -> str:
    """The sign and the word of a verdict, where its rule is beside it."""
    return f"{VERDICT[code].sign} {VERDICT[code].name.in_language(lang)}"


def judged_words(row: Mapping[str, Any], lang: str) -> str:
    """The sign and the word of a verdict, with what it rests on: for places where the rule is not beside it."""
    return f"{VERDICT[row['verdict']].sign} {judged(row).in_language(lang)}"


def indicator_name(row: IndicatorProgress, lang: str) -> str:
    """The name of an indicator, with its tasks where another one has the same name."""
    if not row["tasks"]:
        return named(row, lang)
    names = [named(task, lang) for task in row["tasks"]]
    return message("{name} ({names})", name=named(row, lang), names=names).in_language(lang)


_CELLS: Mapping[str, Callable[[IndicatorProgress, str], str | float]] = {
    "verdict": lambda row, lang: verdict_words(row["verdict"], lang),
    "name": lambda row, lang: indicator_name(row, lang),
    "year": lambda row, lang: table_date(str(row["year"]), lang),
    "target": lambda row, _: _target(row),
    "result": lambda row, lang: _result(row, lang),
    "unit": lambda row, _: row["unit"],
    "line": lambda row, _: spark(row["years"]),
    "trend": lambda row, lang: (
        f"{TREND_SIGNS[row['trend']]} {TRENDS[row['trend']].in_language(lang)}" if row["trend"] else ""
    ),
    "leads": lambda row, lang: _leads(row, lang),
    "helps": lambda row, lang: _names(row["helps"], lang),
    "groups": lambda row, lang: _names(row["groups"], lang),
    "rule": lambda row, lang: row["rule"].in_language(lang),
}


def indicator_rows(rows: Sequence[IndicatorProgress], lang: str) -> list[Row]:
    """Indicators in words, with every column of ``HEADS``."""
    return [{key: cell(row, lang) for key, cell in _CELLS.items()} for row in rows]


def has_words(rows: Sequence[IndicatorProgress], lang: str, key: str) -> bool:
    """Whether a column of ``HEADS`` has anything to show."""
    return any(_CELLS[key](row, lang) not in ("", None) for row in rows)


def shown_heads(rows: Sequence[Row], lang: str, leave_out: Sequence[str] = ()) -> dict[str, str]:
    """The columns that have anything to show, with their heads."""
    return {
        key: message(head).in_language(lang)
        for key, head in HEADS.items()
        if key not in leave_out and any(row[key] not in ("", None) for row in rows)
    }


def count_tables(found: ProgressReport, lang: str) -> list[CountTable]:
    """Verdicts by the agencies that lead, and by group."""
    all_of_them = found.counts()
    columns = {v.code: f"{v.sign} {v.name.in_language(lang)}" for v in VERDICTS[found.method] if all_of_them[v.code]}
    columns[TOTAL] = message("total").in_language(lang)
    every = {"name": message("all indicators").in_language(lang), **all_of_them, TOTAL: len(found.rows)}

    def table(key: str, title: str, first: str, counts: Sequence[VerdictCount], nobody: str) -> CountTable:
        rows = [
            {"name": plain(named(row, lang)) or message(nobody).in_language(lang), **row["counts"], TOTAL: row["total"]}
            for row in counts
        ]
        return CountTable(
            key, message(title).in_language(lang), message(first).in_language(lang), columns, [*rows, every]
        )

    return [
        table(
            "by-agency",
            template("By leading agency"),
            template("agency"),
            found.by_agency(),
            template("(no lead)"),
        ),
        table("by-group", template("By subgroup"), template("subgroup"), found.by_group(), template("(no subgroup)")),
    ]


def title(found: ProgressReport, lang: str) -> str:
    """What was asked about, the year and the day."""
    values: dict[str, Any] = {"year": ShownDate(str(found.year)), "date": ShownDate(found.day)}
    if found.about:
        return message("Progress {year}: {name} (as of {date})", name=Name(found.about), **values).in_language(lang)
    return message("Progress {year} (as of {date})", **values).in_language(lang)


def history_title(lang: str) -> str:
    """What the table of an indicator's years is called."""
    return message("Year by year").in_language(lang)


def summary(found: ProgressReport, lang: str) -> str:
    """How many indicators there are of each verdict."""
    if not found.rows:
        return message("There is no indicator to show.").in_language(lang)
    counts = found.counts()
    each = [
        message("{sign} {verdict} {n}", sign=v.sign, verdict=v.name, n=counts[v.code])
        for v in VERDICTS[found.method]
        if counts[v.code]
    ]
    said = plural("{n} indicator: {each}.", "{n} indicators: {each}.", n=len(found.rows), each=Clauses(each))
    # A count has no room for what each verdict rests on.
    marked = sum(judged(row) is not VERDICT[row["verdict"]].name for row in found.rows)
    if not marked:
        return said.in_language(lang)
    remark = plural(
        "{n} of these has no target of its own for the year, or no wanted direction, and is judged by a line, a "
        "direction or a value to be kept.",
        "{n} of these have no target of their own for the year, or no wanted direction, and are judged by a line, a "
        "direction or a value to be kept.",
        n=marked,
    )
    return message("{text} {sentence}", text=said, sentence=remark).in_language(lang)


def year_with_results(found: ProgressReport) -> int | None:
    """The last year with results, where the year of the answer has none; None where it has, or no year has."""
    years = {year["year"] for row in found.rows for year in row["years"] if year["result"] is not None}
    return None if found.year in years else max((year for year in years if year < found.year), default=None)


def without_results(found: ProgressReport) -> Message | None:
    """That the year has no result while an earlier one has; None where it has."""
    last = year_with_results(found)
    if last is None:
        return None
    return message(
        "No result of {year} is reported. The last year with results is {last}.",
        year=ShownDate(str(found.year)),
        last=ShownDate(str(last)),
    )


def notes(found: ProgressReport, lang: str) -> list[str]:
    """What a reader has to know besides the tables."""
    said: list[Any] = [sentence for sentence in (without_results(found),) if sentence is not None]
    rules, rows = found.rules, [*found.rows, *found.history]
    if rows and found.method == STATCAN:
        said.append(
            message(
                "Method: {method}. From {on} % of the growth needed an indicator is on track, from {more} % it has to "
                "accelerate.",
                method=METHODS[STATCAN],
                on=shown_number(100 * rules.on_track),
                more=shown_number(100 * rules.acceleration),
            )
        )
    elif rows:
        said.append(
            message(
                "Nearly met: at most {band} % off the target with {way} % of the way from the baseline done, or within "
                "the tolerance that the plan states.",
                band=shown_number(100 * rules.band),
                way=shown_number(100 * rules.way),
            )
        )
    if any(row["basis"] in (LINE, FAR) for row in rows):
        said.append(message("A target in brackets is on a line between values that the plan states."))
    if any(row["provisional"] for row in rows):
        said.append(message("* The result is provisional."))
    if len(found.rows) > 1 and any(len(row["leads"]) > 1 or len(row["groups"]) > 1 for row in found.rows):
        said.append(
            message(
                "An indicator of several agencies or subgroups counts with each of them, and once among all indicators."
            )
        )
    if found.global_indicators:
        said.append(
            plural(
                "Left out: {n} global indicator, for which custodian agencies of the UN answer.",
                "Left out: {n} global indicators, for which custodian agencies of the UN answer.",
                n=found.global_indicators,
            )
        )
    return [one.in_language(lang) for one in said]


def _names(agencies: Sequence[NamedAgency], lang: str) -> str:
    return listed([Name(agency) for agency in agencies], lang)


def _leads(row: IndicatorProgress, lang: str) -> str:
    """Who leads; where nobody does, who convenes the group, and that it is only so."""
    if row["leads"] or not row["coordinators"]:
        return _names(row["leads"], lang)
    return message("none (convener: {names})", names=[Name(a) for a in row["coordinators"]]).in_language(lang)


def _result(row: IndicatorProgress, lang: str) -> float | str:
    """The result; as a text marked where it is provisional, with its year where that is an earlier one."""
    if row["result"] is None:
        return ""
    mark = "*" if row["provisional"] else ""
    of = row["result_year"]
    year = f" ({table_date(str(of), lang)})" if of is not None and of != row["year"] else ""
    return f"{shown_number(row['result'])}{mark}{year}" if mark or year else row["result"]


def _target(row: IndicatorProgress) -> float | str:
    """What the result is measured by; in brackets where the plan does not state it for the year."""
    if row["target"] is None:
        return ""
    return f"({row['target']:.6g})" if row["basis"] in (LINE, FAR) else row["target"]
