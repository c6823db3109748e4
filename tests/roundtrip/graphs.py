"""Strategies for whole data sets with names and texts that have broken other programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from quanze.loaders.cell_values import as_text, one_line
from quanze.loaders.rules import COUNTS
from quanze.schema import KIND, KINDS, RELATIONSHIPS, stored_properties
from quanze.schema.declare import Property
from quanze.schema.tables import relationship_properties
from quanze.schema.words import visible_form

NASTY = (
    "=1+1",
    "+886",
    "-5",
    "@cmd",
    "＝SUM(A1)",
    "'=1",
    "''=1",
    "'",
    "'甲'",
    "a;b",
    "a；b",
    "a\\;b",
    "\\",
    "\\\\",
    "a\\",
    "a、b",
    "a,b",
    '"',
    '""',
    'a"b',
    "a\nb",
    "中\n文",
    "a\r\nb",
    "a\tb",
    "_x000D_",
    "_x0041_",
    "_x005F_x0041_",
    "_x0041_x0042_x0043_",
    "<r><t>x</t></r>",
    "<r></si></sst>",
    "<r>_x0041_x0042_</r>",
    "\u202eltr\u200f",
    "\u200b",
    "a\u00a0b",
    "x\u0085y",
    "x\u2028y",
    "\ufeffbom",
    "é",
    "e\u0301",
    "😀👨‍👩‍👧",
    "𠮷野家",
    "null",
    "~",
    "yes",
    "no",
    "true",
    "1e5",
    "007",
    "13.10",
    "1:30",
    "2023-06-29",
    "0x1F",
    "nan",
    "inf",
    "-0",
    "#N/A!",
    "# comment",
    "- item",
    "key: value",
    "*alias",
    "&anchor",
    "!tag",
    "%x",
    "{a}",
    "[b]",
    "<script>alert(1)</script>",
    "| a | b |",
    "`code`",
    "${x}",
    "$rows",
    "範例",
    "刪",
    "長" * 10_000,
    "w" * 10_000,
    "|",
    "　全形　空白　x",
)
CHARACTERS = st.characters(exclude_categories=["Cs"])
RAW = st.one_of(st.sampled_from(NASTY), st.text(CHARACTERS, max_size=12), st.text("ab甲;；\\'=\n \t\"", max_size=8))


LINES = RAW.map(as_text).map(one_line).map(str.strip).filter(bool)
NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12).map(float),
    st.floats(allow_nan=False, allow_infinity=False, width=64).filter(lambda x: abs(x) < 1e300),
    st.sampled_from([0.1 + 0.2, 1 / 3, 1e16, 2.0**53, 123456789.123456789, 5e-324]),
)


def values(p: Property) -> st.SearchStrategy[Any]:
    """Values of a stored property that is no reference."""
    match p.type:
        case "list":
            return st.lists(LINES.filter(lambda t: len(t) < 5000), min_size=1, max_size=3)
        case "date":
            return st.sampled_from(["2023", "2023-06", "2023-06-29"])
        case "year":
            return st.integers(1912, 2100)
        case "integer":
            return st.integers(*COUNTS[p.name])
        case "number":
            return NUMBERS
        case "boolean":
            return st.booleans()
        case "choice":
            return st.sampled_from([c.code for c in p.choices])
        case "choices":
            return st.lists(st.sampled_from([c.code for c in p.choices]), min_size=1, unique=True)
        case _:
            return LINES


def some(properties: tuple[Property, ...], leave: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """Values for the required properties and any of the others."""
    plain = [p for p in properties if p.type != "ref" and p.name not in leave]
    return st.fixed_dictionaries(
        {p.name: values(p) for p in plain if p.required}, optional={p.name: values(p) for p in plain if not p.required}
    )


IDS = LINES.map(lambda t: "".join(t.split())[:200]).filter(bool)
DATES = ("valid_from", "valid_to", "holder_from", "holder_to", "seats_max")


@st.composite
def tables(draw: st.DrawFn, most: int = 8) -> Mapping[str, list[dict[str, Any]]]:
    """Rows of one data set that have no error, in the shape that ``quanze.exports.dataset_tables`` writes."""
    ids = draw(st.lists(IDS, min_size=2, max_size=most, unique_by=visible_form))
    data: dict[str, list[dict[str, Any]]] = {}
    kinds = {}
    for id_ in ids:
        kind = draw(st.sampled_from(KINDS))
        row = draw(some(stored_properties(kind), ("id", *DATES)))
        data.setdefault(kind.table, []).append({"id": id_, "origin": "plan", **row})
        kinds[id_] = kind.label
    documents = [id_ for id_ in ids if kinds[id_] == "Document"]
    targets = [id_ for id_ in ids if kinds[id_] == "SDGTarget"]
    for rows in data.values():
        for row in rows:
            if documents and bool(draw(st.booleans())):
                row["source"] = draw(st.sampled_from(documents))
    possible = [
        (a, r, b)
        for i, a in enumerate(ids)
        for j, b in enumerate(ids)
        for r in RELATIONSHIPS
        if (kinds[a], kinds[b]) in r.ends and (i < j or r.type not in ("PART_OF", "SUCCEEDS"))
    ]
    drawn: list[Any] = draw(st.lists(st.sampled_from(possible), max_size=most)) if possible else []
    for start, declared, end in drawn:
        link: dict[str, Any] = {
            "origin": "law",
            **draw(some(relationship_properties(declared.type), (*DATES[1:], "extent", "moves"))),
        }
        if documents and bool(draw(st.booleans())):
            link["source"] = draw(st.sampled_from(documents))
        if declared.role:
            if targets and kinds[end] == "Indicator" and bool(draw(st.booleans())):
                link["under"] = draw(st.sampled_from(targets))
            data.setdefault("responsibilities", []).append({"who": start, "role": declared.type, "on": end, **link})
        elif declared.type == "SUCCEEDS" and bool(draw(st.booleans())):
            # A transfer may be one of many; what moves is named, or said in a word.
            moved = [id_ for id_ in ids if kinds[id_] in ("Task", "Indicator", "Agency", "Member")]
            link |= {"change": "transfer", "extent": draw(st.sampled_from(["whole", "part"]))}
            if moved and bool(draw(st.booleans())):
                link["moves"] = draw(st.lists(st.sampled_from([*moved, "tasks"]), min_size=1, unique=True))
            data.setdefault("changes", []).append({"from": end, "to": start, **link})
        elif declared.type == "ENDED_BY":
            data.setdefault("changes", []).append({"change": "dissolve", "from": start, "act": end, **link})
        else:
            data.setdefault("links", []).append({"from": start, "type": declared.type, "to": end, **link})
    assert set(data) <= {k.table for k in KIND.values()} | {"responsibilities", "changes", "links"}
    _keep_rules(data)
    return data


def _keep_rules(data: Mapping[str, list[dict[str, Any]]]) -> None:
    """Set years as the rules of a plan want them: no year twice, and none before the baseline."""
    for year, row in enumerate(data.get("annual_targets", ()), 1990):
        row["year"] = year
    for row in data.get("indicators", ()):
        if "baseline_year" in row:
            row["baseline_year"] = min(row["baseline_year"], 1989)
