"""Mutated files: ``check`` answers with findings or one of our errors, never with another exception."""

from __future__ import annotations

import random
import zipfile
import zlib
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest

from quanze.errors import QuanzeError
from quanze.exports.atomic_file import write_file
from quanze.exports.plan_workbook import workbook
from quanze.loaders.load import check
from tests.loaders.cases import SAID, city
from tests.roundtrip.graphs import NASTY
from tests.roundtrip.test_dump import FILLED
from tests.sets import Tables, write_as, write_xlsx

CELLS = (
    b"",
    b"0",
    b"-1",
    b"1e999",
    b"NaN",
    b"#REF!",
    b"99999999999999999999",
    b"TRUE",
    b"\xff\xfe",
    b"&amp;",
    b"&#0;",
    b"]]>",
    b"<f>1+1</f>",
    b"2023-02-30",
    b"112\xe5\xb9\xb413\xe6\x9c\x88",
    b"45000.5",
    b"A" * 40_000,
    *(t.encode() for t in NASTY),
)
TAGS = (
    b"<c ",
    b"<row ",
    b"<v>",
    b"</v>",
    b"<sheetData>",
    b"</c>",
    b"<si>",
    b"<t>",
    b't="s"',
    b'r="',
    b"<sheet ",
    b"r:id=",
    b"<mergeCell ",
    b"count=",
    b"<dimension ",
    b"xmlns=",
)
"""Pieces of XML that are cut, doubled or swapped."""


def of_bytes(data: bytes, chance: random.Random) -> bytes:
    """Bits flipped, ranges cut, doubled or zeroed in the archive itself."""
    raw = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8))):
        at = chance.randrange(len(raw))
        length = chance.choice((1, 4, 64, 1024))
        match chance.randrange(5):
            case 0:
                raw[at] ^= 1 << chance.randrange(8)
            case 1:
                del raw[at : at + length]
            case 2:
                raw[at:at] = raw[at : at + length]
            case 3:
                raw[at : at + length] = bytes(min(length, len(raw) - at))
            case _:
                raw[at : at + length] = chance.randbytes(min(length, len(raw) - at))
        if not raw:
            break
    return bytes(raw)


def of_xml(xml: bytes, chance: random.Random) -> bytes:
    """One place of a part's XML changed: its text, a value, a reference, a tag."""
    tag = chance.choice(TAGS)
    places = [i for i in range(len(xml)) if xml.startswith(tag, i)] if tag in xml else []
    if not places:
        at = chance.randrange(len(xml) + 1)
        return xml[:at] + chance.choice(CELLS) + xml[at:]
    at = chance.choice(places)
    match chance.randrange(4):
        case 0:
            return xml[:at] + xml[at + len(tag) :]
        case 1:
            return xml[:at] + tag + xml[at:]
        case 2:
            return xml[: at + len(tag)] + chance.choice(CELLS) + xml[at + len(tag) :]
        case _:
            return xml[:at] + chance.choice(TAGS) + xml[at + len(tag) :]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The workbook with its bytes, or the cells or XML of one to three parts, changed."""
    if chance.random() < 0.3:
        return of_bytes(data, chance)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as to:
        names = archive.namelist()
        live = [
            n
            for n in names
            if n.startswith(("xl/worksheets/sheet", "xl/sharedStrings", "xl/workbook", "xl/_rels", "[Content"))
        ]
        chosen = set(chance.choices(live, k=chance.choice((1, 1, 3))))
        for name in names:
            part = archive.read(name)
            if name in chosen:
                for _ in range(chance.choice((1, 2, 5))):
                    part = of_xml(part, chance)
                if chance.random() < 0.05:
                    continue
            to.writestr(name, part)
    return out.getvalue()


def with_odd_cells(path: Path, chance: random.Random) -> bytes:
    """A workbook as a person might fill it: some cells hold what does not belong there."""
    tables = {k: [dict(r) for r in v] for k, v in FILLED.items() if k != "dataset"}
    for _ in range(chance.choice((1, 2, 5))):
        row = chance.choice(tables[chance.choice(list(tables))])
        row[chance.choice(list(row))] = chance.choice(
            (chance.choice(CELLS).decode("utf-8", "replace")[:32_000], 3.5, -1, True, 45000)
        )
    plain = {
        t: [{k: "; ".join(v) if isinstance(v, list) else v for k, v in r.items()} for r in rows]
        for t, rows in tables.items()
    }
    return write_xlsx(path, plain, {"id": "t"}).read_bytes()


def outcome(source: Path, told: str) -> str:
    """How its check ends, each end with advice; ``told`` is noted at any other."""
    try:
        findings = check([source])[0].findings
        for finding in findings:
            assert finding.message("zh-TW") and finding.advice("en")
    except QuanzeError as e:
        assert e.message and e.advice
        return "refused"
    except BaseException as e:
        e.add_note(told)
        raise
    return "findings" if findings else "no finding"


@pytest.mark.slow
def test_mutated_workbooks(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    write_file(tmp_path / "good.xlsx", workbook(FILLED))
    good = (tmp_path / "good.xlsx").read_bytes()
    assert not check([tmp_path / "good.xlsx"])[0].findings
    outcomes: Counter[str] = Counter()
    path = tmp_path / "mutated.xlsx"
    for seed in range(int(request.config.getoption("--mutations"))):
        chance = random.Random(seed)
        path.write_bytes(with_odd_cells(path, chance) if chance.random() < 0.3 else mutated(good, chance))
        outcomes[outcome(path, f"mutation {seed} of {zlib.crc32(good):08x}")] += 1
    assert set(outcomes) == {"findings", "no finding", "refused"}, "the mutations are too weak or too strong"


def full() -> Tables:
    """Rows of every sort, with a circle, a succession and a document that is the only one."""
    tables = {name: [dict(row) for row in rows] for name, rows in FILLED.items() if name != "dataset"}
    for name in ("agencies", "tasks"):
        for row in tables[name]:
            row.pop("origin"), row.pop("source")
    tables["agencies"].append({"id": "t/agency/new", "name": "新局", "kind": "bureau", "parent": "t/agency/a", **SAID})
    tables["agencies"][0]["parent"] = "t/agency/new"
    tables["tasks"].append({"id": "t/task/two", "name": "任務二", "parent": "t/task/one", **SAID})
    tables["changes"] = [{"change": "更名", "from": "t/agency/b", "to": "新局", "valid_from": "2020-01-01", **SAID}]
    tables["links"] = [{"from": "t/task/one", "type": "PART_OF", "to": "t/task/two", **SAID}]
    return tables


@pytest.mark.whole
@pytest.mark.parametrize("value", ["", "x"])
def test_a_cell_that_is_empty_or_wrong_ends_in_findings(value: str, tmp_path: Path) -> None:
    tables = full()
    outcomes = Counter(
        outcome(write_as("csv", tmp_path / f"{table} {at} {name}", changed), f"{name} of row {at} of {table}")
        for table, rows in tables.items()
        for at, row in enumerate(rows)
        for name in row
        for changed in [{**tables, table: [{**r, name: value} if r is row else r for r in rows]}]
    )
    assert set(outcomes) == {"findings"}, outcomes


SIGNS = (
    b",",
    b";",
    b"\t",
    b'"',
    b"'",
    b"\n",
    b"\r",
    b": ",
    b"- ",
    b"&a ",
    b"*a",
    b"!!",
    b"|",
    b"{",
    b"[",
    b"#",
    b"\xef\xbb\xbf",
)
"""What a text format treats as its own."""


def of_text(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, a sign put somewhere, a line doubled or cut, another encoding."""
    match chance.randrange(5):
        case 0 if data:
            return of_bytes(data, chance)
        case 0 | 1 | 2:
            at = chance.randrange(len(data) + 1)
            return data[:at] + chance.choice((*SIGNS, *CELLS)) + data[at:]
        case 3:
            lines = data.splitlines(keepends=True) or [b""]
            at = chance.randrange(len(lines))
            lines[at : at + 1] = chance.choice(([], [lines[at]] * 2, [lines[at][: len(lines[at]) // 2]]))
            return b"".join(lines)
        case _:
            return data.decode("utf-8", "replace").encode(chance.choice(("utf-16", "utf-16-le", "cp950")), "replace")


@pytest.mark.parametrize("suffix", ["csv", "yaml"])
@pytest.mark.slow
def test_mutated_texts(suffix: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    source = write_as(suffix, tmp_path, city())
    assert not check([source])[0].findings
    good = {path: path.read_bytes() for path in ([source] if source.is_file() else sorted(source.iterdir()))}
    outcomes: Counter[str] = Counter()
    for seed in range(int(request.config.getoption("--mutations")) // 2):  # of both forms together
        chance = random.Random(seed)
        path = chance.choice(list(good))
        data = good[path]
        for _ in range(chance.choice((1, 1, 2, 5))):
            data = of_text(data, chance)
        path.write_bytes(data)
        outcomes[outcome(source, f"mutation {seed} of {path.name}")] += 1
        path.write_bytes(good[path])
    assert {"findings", "refused"} <= set(outcomes), "the mutations are too weak or too strong"
