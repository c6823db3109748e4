"""A kind, a relationship and a role that are declared in ``quanze/schema/`` alone are drawn like any other."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

import quanze
from quanze.exports.formats import GRAPH, formats_of
from tests.cli.running import OtherProcess, Ran
from tests.copies import copied
from tests.sets import write_csv

pytestmark = pytest.mark.slow  # a copy of the package, in a process for each language

KIND = """
PROJECT = Kind(
    "Project",
    "專案",
    "Project",
    "A piece of work with a budget.",
    "projects",
    "專案",
    "project",
    (Property("budget", "number", "經費", "Budget", "Its budget."),),
    "有經費的工作。",
)
KINDS = (*KINDS, PROJECT)
"""
RELATIONSHIPS_ = """
ADVISES = Relationship(
    "ADVISES",
    "諮詢",
    "advises",
    "Gives advice on it.",
    (("Agency", "Task"), ("Agency", "Indicator"), ("Agency", "Project")),
    ("諮詢", "諮詢機關", "advises", "advisor"),
    (UNDER,),
    "諮",
    "A",
    "提供意見。",
)
FUNDS = Relationship(
    "FUNDS",
    "補助",
    "funds",
    "Pays for it.",
    (("Agency", "Project"), ("Project", "Task")),
    ("補助", "funds"),
    meaning_zh="提供經費。",
)
RELATIONSHIPS = (*RELATIONSHIPS, ADVISES, FUNDS)
ROLES = tuple(r for r in RELATIONSHIPS if r.role)
"""
SAID = {"origin": "editorial", "note": "虛構"}
ADVISORS = ("甲局", "乙處", "丙局", "丁處", "戊局")
TABLES: dict[str, list[dict[str, Any]]] = {
    "agencies": [{"name": name, "kind": "bureau", **SAID} for name in ADVISORS],
    "councils": [{"name": "推動會", **SAID}],
    "subgroups": [{"name": "一組", "council": "推動會", **SAID}],
    "tasks": [{"name": name, "undertaken_by": "一組", **SAID} for name in ("任務一", "任務二", "任務三")],
    "indicators": [{"name": "指標一", **SAID}],
    "projects": [{"name": "專案一", "budget": 5, **SAID}],
    "responsibilities": [
        {"who": "甲局", "role": "主辦", "on": "任務一", **SAID},
        {"who": "乙處", "role": "協辦", "on": "任務一", **SAID},
        *({"who": a, "role": "諮詢", "on": task, **SAID} for a in ADVISORS for task in ("任務二", "任務三")),
        {"who": "甲局", "role": "諮詢", "on": "專案一", **SAID},
    ],
    "links": [
        {"from": "任務一", "type": "指標", "to": "指標一", **SAID},
        {"from": "乙處", "type": "補助", "to": "專案一", **SAID},
        {"from": "專案一", "type": "補助", "to": "任務一", **SAID},
        {"from": "甲局", "type": "提報", "to": "一組", **SAID},
    ],
}


@dataclass
class OpenSchema:
    """A copy of the package with more declarations than ours, and a database that its ``load`` has written."""

    folder: Path
    processes: dict[str, OtherProcess] = field(default_factory=dict)

    @property
    def database(self) -> Path:
        return self.folder / "city.kgl"

    def run(self, *arguments: object, lang: str = "zh-TW") -> Ran:
        """A command of the copy; it must succeed without a traceback."""
        done = self.processes[lang].run(*arguments)
        assert (done.code, "Traceback" in done.err) == (0, False), done.err
        return done


@pytest.fixture(scope="session")
def open_schema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenSchema]:
    """The package with a kind (Project), a relationship (FUNDS) and a fourth role (ADVISES), loaded with a city."""
    found = OpenSchema(tmp_path_factory.mktemp("open"))
    package = found.folder / "package" / "quanze"
    copied(Path(quanze.__file__).parent, package)
    for name, text in (("kinds", KIND), ("relationships", RELATIONSHIPS_)):
        with (package / "schema" / f"{name}.py").open("a", encoding="utf-8") as file:
            file.write(text)
    environment = {
        "PYTHONPATH": str(found.folder / "package"),
        "PYTHONPYCACHEPREFIX": str(found.folder / "bytecode"),
        "QUANZE_CACHE": str(found.folder / "cache"),
        "QUANZE_DB": str(found.database),
    }
    with ExitStack() as open_processes:
        for lang in ("zh-TW", "en"):
            process = OtherProcess({**environment, "QUANZE_LANG": lang}, found.folder)
            found.processes[lang] = open_processes.enter_context(process)
        found.run("load", write_csv(found.folder / "city", TABLES), "--db", found.database)
        yield found


def texts(svg: Path) -> str:
    return "".join(ElementTree.parse(svg).getroot().itertext())


@pytest.mark.parametrize(
    "picture", [("network",), ("dependencies",), ("reporting",), ("about", "任務二")], ids="-".join
)
@pytest.mark.parametrize("ending", ["svg", "html"])
def test_every_picture_is_drawn(open_schema: OpenSchema, picture: tuple[str, ...], ending: str, tmp_path: Path) -> None:
    for lang in ("zh-TW", "en"):
        target = tmp_path / f"{lang}.{ending}"
        open_schema.run("view", *picture, "-o", target, lang=lang)
        assert "甲局" in target.read_text(encoding="utf-8")


def test_the_picture_of_the_whole_has_them(open_schema: OpenSchema, tmp_path: Path) -> None:
    open_schema.run("view", "network", "-o", tmp_path / "zh.svg")
    open_schema.run("view", "network", "-o", tmp_path / "en.svg", lang="en")
    zh, en = texts(tmp_path / "zh.svg"), texts(tmp_path / "en.svg")
    assert {w for w in ("專案一", "諮　諮詢", "補助", "4 個諮詢機關", "任務與專案") if w not in zh} == set()
    assert {w for w in ("A  advises", "funds", "4 agencies that advise", "Tasks and Projects") if w not in en} == set()


@pytest.mark.parametrize("name", [f.name for f in formats_of(GRAPH) if f.printable])
def test_every_file_of_the_graph_has_them(open_schema: OpenSchema, name: str) -> None:
    text = open_schema.run("export", "graph", "--format", name).out
    label = {"dot": "諮詢", "mermaid": "諮詢", "turtle": "q:advises", "json-ld": "q:advises"}.get(name, "ADVISES")
    if name == "n-triples":
        label = "vocabulary:advises"
    assert "專案一" in text and label in text


def test_the_vocabulary_explains_them(open_schema: OpenSchema) -> None:
    text = open_schema.run("export", "vocabulary").out
    assert {term for term in ("q:Project", "q:funds", "q:advises", "q:role-advises") if term not in text} == set()
    assert "q:shape-Project" in open_schema.run("export", "vocabulary", "--shapes").out


def test_a_record_of_the_new_kind_has_its_neighbourhood(open_schema: OpenSchema, tmp_path: Path) -> None:
    open_schema.run("view", "about", "專案一", "-o", tmp_path / "x.svg")
    assert {
        w for w in ("專案一", "甲局", "乙處", "任務一", "諮詢", "補助") if w not in texts(tmp_path / "x.svg")
    } == set()


def test_their_looks_are_their_own(open_schema: OpenSchema, tmp_path: Path) -> None:
    code = (
        "from quanze.schema import KINDS, RELATIONSHIPS, ROLES\n"
        "from quanze.schema.looks import cell_ground, kind_look, relationship_look\n"
        "from quanze.views.styles import outline\n"
        "boxes = [kind_look(k.label) for k in KINDS]\n"
        "lines = [relationship_look(r.type) for r in RELATIONSHIPS]\n"
        "roles = [relationship_look(r.type) for r in ROLES]\n"
        "assert len({outline(b.outline, 90, 30) for b in boxes}) == len(boxes)\n"
        "assert len({(k.colour, k.dashes) for k in lines[-2:]} - {(k.colour, k.dashes) for k in lines[:-2]}) == 2\n"
        "assert len({k.head for k in roles}) == len({k.colour for k in roles}) == len({k.dashes for k in roles}) == 4\n"
        "assert len({cell_ground(r.type, inherited=i, dark=d) for r in ROLES for i in (0, 1) for d in (0, 1)}) == 16\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(open_schema.folder / "package")},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("lang", ["zh-TW", "en"])
@pytest.mark.parametrize(
    ("question", "heard"),
    [
        (("who", "任務二"), ADVISORS),
        (("who", "專案一"), ("甲局",)),
        (("who", "指標一"), ("甲局", "乙處")),
        (("agency", "甲局"), ("任務一", "任務二", "任務三", "專案一")),
        (("show", "專案一"), ("甲局", "乙處", "任務一")),
        (("search", "專案"), ("專案一",)),
        (("list", "projects"), ("專案一",)),
        (("gaps",), ("任務二", "任務三")),
        (("workload",), ADVISORS),
        (("coverage",), ()),
        (("deps",), ("甲局",)),
        (("matrix",), ("任務二", "戊局")),
    ],
    ids=lambda x: "-".join(x) or "none",
)
def test_every_question_is_answered(
    open_schema: OpenSchema, question: tuple[str, ...], heard: tuple[str, ...], lang: str
) -> None:
    answer = open_schema.run(*question, lang=lang).out
    assert {name for name in heard if name not in answer} == set()


def test_the_new_role_is_in_the_answers(open_schema: OpenSchema) -> None:
    for question in (("who", "任務二"), ("agency", "甲局"), ("who", "專案一"), ("workload",)):
        assert "諮詢" in open_schema.run(*question).out, question
        assert "advis" in open_schema.run(*question, lang="en").out.lower(), question


@pytest.mark.parametrize("ending", ["xlsx", "html", "md", "csv", "json"])
def test_every_matrix_is_written(open_schema: OpenSchema, ending: str, tmp_path: Path) -> None:
    for lang in ("zh-TW", "en"):
        target = tmp_path / f"{lang}.{ending}"
        open_schema.run("matrix", "-o", target, lang=lang)
    if ending != "xlsx":
        text = target.read_text(encoding="utf-8")
        assert {w for w in ("任務二", "戊局") if w not in text} == set()


@pytest.mark.parametrize("name", ["city", "city.xlsx", "city.yaml"])
def test_a_dump_loads_again(open_schema: OpenSchema, name: str, tmp_path: Path) -> None:
    target = tmp_path / name
    open_schema.run("dump", "-o", target)
    open_schema.run("check", target)
    open_schema.run("load", target, "--db", tmp_path / "again.kgl")
    for question in (("who", "任務二"), ("show", "專案一"), ("agency", "甲局")):
        assert open_schema.run(*question, "--db", tmp_path / "again.kgl").out == open_schema.run(*question).out


def test_the_template_has_a_sheet_for_the_new_kind(open_schema: OpenSchema, tmp_path: Path) -> None:
    open_schema.run("template", "-o", tmp_path / "plan.xlsx")
    assert "專案" in CalamineWorkbook.from_path(tmp_path / "plan.xlsx").sheet_names
