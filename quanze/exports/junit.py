"""Gaps as JUnit XML, which most CI servers show as tests: a suite a kind of gap, a case a record."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from quanze.locale import message
from quanze.schema.naming import sentence
from quanze.schema.rows import AnyRow
from quanze.text.clean import clean


def _text(value: object) -> str:
    return clean(str(value))


def junit_xml(
    checks: Sequence[str],
    failing: Sequence[AnyRow],
    tolerated: Sequence[AnyRow],
    accepted: Sequence[AnyRow],
    *,
    lang: str,
) -> str:
    """XML text with a ``testsuite`` for each of ``checks`` (codes of gaps), also for those with nothing found.

    ``failing`` become failures, ``tolerated`` passed cases that say what they are, ``accepted`` skipped ones with
    the decision. Rows are those of ``quanze.queries.gaps.gaps``, accepted ones with why, decided_by and until.
    """
    root = ET.Element("testsuites", name="quanze gaps", tests="0", failures="0", skipped="0", errors="0")
    totals = [0, 0, 0]
    for check in checks:
        suite = ET.SubElement(root, "testsuite", name=check, errors="0")
        counts = [0, 0, 0]
        for rows, outcome in ((failing, "failure"), (tolerated, "system-out"), (accepted, "skipped")):
            for row in rows:
                if row["gap"] != check:
                    continue
                case = ET.SubElement(suite, "testcase", classname=f"gaps.{check}", name=_text(row["id"]))
                _outcome(case, outcome, row, _text(sentence(row, lang)), lang)
                counts = [counts[0] + 1, counts[1] + (outcome == "failure"), counts[2] + (outcome == "skipped")]
        if not counts[0]:
            ET.SubElement(suite, "testcase", classname=f"gaps.{check}", name=check)
            counts[0] = 1
        for name, count in zip(("tests", "failures", "skipped"), counts, strict=True):
            suite.set(name, str(count))
        totals = [a + b for a, b in zip(totals, counts, strict=True)]
    for name, count in zip(("tests", "failures", "skipped"), totals, strict=True):
        root.set(name, str(count))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _outcome(case: ET.Element, outcome: str, row: AnyRow, sentence: str, lang: str) -> None:
    cited = " ".join(_text(row[k]) for k in ("origin", "source", "locator") if row.get(k))
    if row.get("quote"):
        cited = message("{place} “{quote}”", place=cited, quote=_text(row["quote"])).in_language(lang)
    if outcome == "failure":
        found = ET.SubElement(case, outcome, type=str(row["level"]), message=sentence)
        found.text = f"{sentence}\n{cited}"
    elif outcome == "skipped":
        values = {"why": _text(row["why"]), "who": _text(row["decided_by"])}
        decision = (
            message("{why} — {who} (until {date})", date=_text(row["until"]), **values)
            if row.get("until")
            else message("{why} — {who}", **values)
        )
        ET.SubElement(case, outcome, message=decision.in_language(lang))
    else:
        ET.SubElement(case, outcome).text = f"{row['level']}: {sentence}\n{cited}"
