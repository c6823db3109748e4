"""A role that is declared in the schema, and nowhere else, goes through every form of a matrix."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from quanze.exports.matrix.letters import Letter, own_letter, reading_scheme
from tests.copies import copied

ROOT = Path(__file__).parents[2]
DECLARED = """
FUNDS = Relationship(
    "FUNDS",
    "撥款",
    "funds",
    "Pays for it.",
    (("Agency", "Task"),),
    ("撥款", "補助", "funded by"),
    (UNDER,),
    "款",
    "F",
    "撥給所需經費。",
)
"""
WRITE = """
import sys
from pathlib import Path
from quanze.exports.formats import MATRIX, formats_of
from quanze.exports.matrix_from_rows import build_matrix
from quanze.schema import ROLES
from tests.exports.rows import AGENCIES, ASSIGNMENTS, ITEMS, FLOOD, SOLAR, DISTRICT, ENERGY, HEADING, direct, inherited
assert [r.type for r in ROLES][-1] == "FUNDS"
rows = [*ASSIGNMENTS, direct(SOLAR, DISTRICT, "FUNDS", "補助"), inherited(FLOOD, ENERGY, "FUNDS", "")]
for scheme in ("source", "raci"):
    matrix = build_matrix(ITEMS, AGENCIES, rows, heading=HEADING, scheme=scheme)
    for format_ in formats_of(MATRIX):
        for lang in ("zh-TW", "en"):
            matrix.write(Path(sys.argv[1]) / f"{scheme}.{lang}{format_.endings[0]}", lang=lang, long=True)
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All forms of the invented city's matrix, written by a copy of the package that has a fourth role."""
    folder = tmp_path_factory.mktemp("fourth")
    copy = folder / "package"
    copied(ROOT / "quanze", copy / "quanze")
    copied(ROOT / "tests" / "exports", copy / "tests" / "exports")
    declarations = copy / "quanze" / "schema" / "relationships.py"
    text = declarations.read_text(encoding="utf-8")
    start = "RELATIONSHIPS = ("
    assert text.count(f"\n{start}") == 1
    text = text.replace(f"\n{start}", f"{DECLARED}\n{start}").replace(
        "    MANDATED_BY,\n)", "    MANDATED_BY,\n    FUNDS,\n)"
    )
    declarations.write_text(text, encoding="utf-8")
    (folder / "out").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(folder / "out")],
        env=os.environ | {"PYTHONPATH": str(copy), "PYTHONPYCACHEPREFIX": str(folder / "bytecode")},
        cwd=copy,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "out"


def wide(path: Path) -> dict[str, dict[str, str]]:
    """Letters by item and agency."""
    lines = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    return {line[2]: dict(zip(lines[0], line, strict=True)) for line in lines[1:]}


@pytest.mark.process
def test_its_letters_are_in_the_cells(written: Path) -> None:
    chinese, english = (wide(written / f"source.{lang}.csv") for lang in ("zh-TW", "en"))
    assert (chinese["solar"]["東區公所"], chinese["flood"]["能源處"]) == ("款", "(款)")
    assert (english["solar"]["East District Office"], english["flood"]["Energy Department"]) == ("F", "(F)")


@pytest.mark.process
def test_a_reading_without_a_letter_for_it_keeps_its_own_and_says_so(written: Path) -> None:
    assert wide(written / "raci.zh-TW.csv")["solar"]["東區公所"] == "款〔補助〕"
    assert wide(written / "raci.en.csv")["solar"]["East District Office"] == "F〔補助〕"
    assert "RACI 沒有對應字母的角色沿用其本身的字母：款＝撥款。" in (written / "raci.zh-TW.md").read_text(
        encoding="utf-8"
    )
    page = (written / "raci.en.html").read_text(encoding="utf-8")
    assert "Roles without a letter in RACI keep their own: F = funds." in page
    rows = CalamineWorkbook.from_path(str(written / "raci.zh-TW.xlsx")).get_sheet_by_name("圖例").to_python()
    assert ["款", "撥款", "撥款", "RACI 沒有對應的字母，沿用來源的角色：撥給所需經費。"] in rows


@pytest.mark.process
def test_it_is_explained_and_counted(written: Path) -> None:
    assert "款＝撥款" in (written / "source.zh-TW.md").read_text(encoding="utf-8")
    assert "F = funds" in (written / "source.en.html").read_text(encoding="utf-8")
    found = json.loads((written / "source.en.json").read_text(encoding="utf-8"))
    assert [x["letter"] for x in found["letters"] if x["role"] == "FUNDS"] == ["款"]
    assert sum(a["role"] == "FUNDS" for a in found["assignments"]) == 2
    book = CalamineWorkbook.from_path(str(written / "source.zh-TW.xlsx"))
    rows = book.get_sheet_by_name("權責矩陣").to_python(skip_empty_area=False)
    assert rows[4][-2:] == ["款", "(款)"]
    assert [row[-2:] for row in rows[5:9]] == [[1, 0], [0, 0], [0, 1], [0, 0]]


@pytest.mark.process
def test_it_has_a_colour_of_its_own(written: Path) -> None:
    page = (written / "source.zh-TW.html").read_text(encoding="utf-8")
    assert page.count('<td class="d3">') == 1 and page.count('<td class="i3">') == 1
    rules = re.findall(r"\.([di]\d)\{background:#([0-9a-f]{6})\}", page)
    light = dict(rules[: len(rules) // 2])  # those of the dark page come after
    assert len({light[f"d{n}"] for n in range(4)}) == 4
    with zipfile.ZipFile(written / "source.zh-TW.xlsx") as archive:
        styles = archive.read("xl/styles.xml").decode("utf-8").lower()
    assert light["d3"] in styles and light["i3"] in styles


def test_a_letter_that_a_reading_gives_another_sense_is_not_kept() -> None:
    scheme = reading_scheme("own", [Letter("CONVENES", "R", "R", "執行", "Responsible")])
    assert (scheme.of_role["REVIEWS"][0].zh, scheme.of_role["REVIEWS"][0].en) == ("審", "reviews")
    assert own_letter("REVIEWS").en == "R"
    assert scheme.kept >= {"REVIEWS", "CO_ORGANIZES", "SITS_ON"} and "CONVENES" not in scheme.kept
