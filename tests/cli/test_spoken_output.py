"""Whatever a person reads is in the language asked for: every command, in every format that people read.

What is written in the other script is data, a term, or something that a person types: an option, a code, a file's name.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import click
import pytest
from python_calamine import CalamineWorkbook

import quanze
from quanze.api import shipped
from quanze.cli.app import cli
from quanze.cli.choices import Named
from quanze.cli.commands import COMMANDS
from quanze.queries import statements
from quanze.schema.examples import example
from quanze.schema.tables import DATASET_TABLE, TABLES, table
from tests import draws
from tests.cli.running import OtherProcess, Ran
from tests.queries import town as small
from tests.queries.town import S, role
from tests.sets import write_csv

pytestmark = pytest.mark.process

ENDINGS = {"table": ".txt", "md": ".md", "xlsx": ".xlsx", "html": ".html", "svg": ".svg"}
"""The formats that people read; JSON and CSV are for programs, a PNG is its SVG."""
TERMS = {"SDG", "CSV", "JSON", "YAML", "HTML", "SVG", "PNG", "BOM", "UTC", "SHA-256", "UTF-8", "ISO", "JUnit", "XML"}
TERMS |= {"Excel", "LibreOffice", "Word", "Markdown", "Neo4j", "Browser", "Cypher", "JavaScript", "kWh"}
TERMS |= {"RACI", "RASCI", "IATI", "Popolo", "OParl", "W3C", "ORG", "publicbodies", "Gephi", "networkx", "pandas"}
TERMS |= {
    "AI",
    "MCP",
    "Open",
    "open-sdg",
    "Cytoscape",
    "Graphviz",
    "Mermaid",
    "SHACL",
    "csv",
    "parquet",
    "graphml",
    "URL",
}
TERMS |= {"quanze", "NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE", "QUANZE_DB", "neo4j-admin"}
TERMS |= {"neo4j", "my-plan", "example-plan", "English", "en", "zh-TW", "Enter", "Esc", "town", "m", "p", *shipped()}
TERMS |= {"holder", "note", "plan", "law", "report", "framework", "editorial", "https", "city", "example"}
"""What is written in Latin letters in Chinese too."""
TYPED = re.compile(
    r"(?<![\w-])-{1,2}[a-z][a-z0-9-]*(?:\s+all\b)?"  # an option, with its word for everything
    r"|(?:quanze|neo4j-admin)(?: [a-z][a-z_]*)+"  # a command
    r"|quanze-(?:demo)?|[\w./-]*\.(?:csv|xlsx|ods|yaml|html|svg|png|txt|md|json|kgl|docx|odt|pdf)\b"  # a file
    r"|\.(?:graphml|gexf|cyjs|dot|gv|mmd|mermaid|ttl|jsonld|nt)\b"  # one of a graph
    r"|[a-z][a-z0-9-]*(?=(?: 名稱)?[（）|\]])"  # a code beside its name
    r"|[\w\u4e00-\u9fff-]+(?:/[\w.-]+)+/?"  # an id or a path; a data set may have a Chinese name
    r"|(?<=\|)[a-z]+(?![\w-])"  # a code
    r"|^columns:$"  # the key of a mapping that is kept as a file
    r"|neo4j://|\b[0-9a-f]{12,}\b|T\d\d:",  # an address, a key, a time
    re.ASCII | re.MULTILINE,
)
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]+")
CHINESE = re.compile("[\u4e00-\u9fff]+")
LETTERS = dict(zip("ABCDEFGHIJKLXZ", "甲乙丙丁戊己庚辛壬癸子丑寅卯", strict=True))
"""Names of the town's agencies in Chinese."""
VOID = {"br", "hr", "img", "input", "link", "meta", "path", "rect", "line", "circle", "polygon", "polyline", "use"}
PLAN = "一、甲事項：由環境保護局主辦。\n二、各機關應依權責配合推動。\n三、乙事項：由水利局主辦。置委員15至21人。\n"
TABLE = "甲,乙,丙\n公車,交通局,3\n電車,捷運局,4\n"
ACCEPTED = (
    "缺口,識別碼,理由,決定者,有效至\n任務無主辦機關,t/orphan,緩議,推動會,\n任務無主辦機關,t/of-1,緩議,推動會,2020\n"
    "席位出缺,m/none,緩議,推動會,\n"
)

EXAMPLES = (
    *("load 甲版", "load 乙版 --preview", "load 壞版", "check 甲版", "check 壞版", "check 計畫.txt"),
    *(
        "who 指標甲",
        "who 任務",
        "who 指標甲 --all",
        "who 沒有的",
        "agency 甲局",
        "agency 庚局",
        "agency 壬局",
        "agency 丙處",
    ),
    *("show 指標甲", "show 推動會", "show 甲局", "show 席位一", "show 任務", "show 小鎮計畫"),
    *("history 指標甲", "history 推動會", "history 甲局", "history 裁撤處", "history 任務組"),
    *("search 局", "search 沒有的", "list", "list 機關", "list 年度目標", "list 怪物", "deps", "deps --pairs"),
    *("gaps", "gaps --accepted 已知.csv", "gaps --dataset town", "coverage", "coverage --by 永續發展細項目標"),
    *("progress", "progress 指標甲", "progress 甲局 --year 110 --method statcan", "progress --year 沒有"),
    *(
        "brief 甲局 --since 108",
        "brief 推動會",
        "brief 任務組 --year 110",
        "brief 席位一",
        "brief 指標甲",
        "brief 任務",
    ),
    *("brief --each 機關 -o 簡報", "brief", "report annual", "report 自願檢視報告 --year 110", "report"),
    *("workload", "workload --scope 全部", "query", "query links_of id=t/task", "query count_links", "query changes"),
    *("cypher CREATE(n)", "db init", "db status", "db foreign", "log", "matrix", "matrix --rows 指標"),
    *("matrix --scheme raci", "app 沒有的.kgl", "mcp --db 沒有的.kgl", "serve --base-url 沒有的"),
    *("matrix --columns 推動小組", "matrix --about 甲局 --inherited 不列", "view", "view 機關相依", "view reporting"),
    *("merge 甲版 乙版 甲版", "merge 甲版 乙版 沒有的", "reorganize 甲版", "reorganize 沒有的"),
    *("view about 甲局", "diff 甲版 乙版", "diff 甲版 沒有的", "read 計畫.txt 表.csv -o 草稿.xlsx --view 頁.html"),
    *("read 甲版", "template -o 範本.xlsx", "dump -o 全部.xlsx", "copy --to 抄本.kgl", "undo", "demo", "db wipe --yes"),
    *("export graph 甲局 -o 圖檔.graphml", "export vocabulary -o 詞彙.jsonld", "import popolo 沒有的 -o 匯入.xlsx"),
)
"""Each command with arguments as a planner types them, in order: what is loaded first is taken away at last."""
OFFICER = "王科員"
SHIPPED = [path.read_text(encoding="utf-8") for path in sorted(Path(quanze.__file__).parent.glob("data/*/*.csv"))]
SHIPPED += [str(example(one)) for one in (DATASET_TABLE, *TABLES)]
"""Data sets of ours, and the examples of the template."""
WITHOUT_DATABASE = ("diff", "read", "template", "demo", "copy", "import")


def chinese(value: str) -> str:
    """A name without Latin letters."""
    return "".join(LETTERS.get(c, c) for c in value)


def town() -> dict[str, list[dict[str, Any]]]:
    """The town, with every kind of gap, and nothing in Latin letters but ids."""
    tables = copy.deepcopy(small.TABLES)
    for rows in tables.values():
        for row in rows:
            row.pop("name_en", None)
            row |= {key: chinese(row[key]) for key in ("name", "quote") if key in row}
    tables["indicators"][0]["code"] = "1-1"
    tables["agencies"] += [
        {"id": f"a/{id_}", "name": name, "kind": "bureau", **S}
        for id_, name in (
            ("one", "裁撤處"),
            ("two", "併入處"),
            ("three", "丙處"),
            ("four", "分出一處"),
            ("five", "分出二處"),
        )
    ]
    tables["tasks"] += [{"id": f"t/of-{n}", "name": f"事項{n}", **S} for n in ("1", "2", "3")]
    tables["responsibilities"] += [
        role(who, "主辦", on) for who, on in (("a/one", "t/of-1"), ("a/two", "t/of-2"), ("a/three", "t/of-3"))
    ]
    tables["changes"] = [
        {"change": change, "from": old, **({"to": new} if new else {}), "valid_from": "2021-01-01", "act": "p", **S}
        for change, old, new in (
            ("裁撤", "a/one", ""),
            ("整併", "a/two", "a/A"),
            ("分拆", "a/three", "a/four"),
            ("分拆", "a/three", "a/five"),
        )
    ]
    return tables


def next_edition() -> dict[str, list[dict[str, Any]]]:
    """The town two years later: something of most kinds has changed."""
    tables = town()
    tables["tasks"] = [row for row in tables["tasks"] if row["id"] != "t/orphan"]
    tables["tasks"][1]["name"] = "新任務"
    tables["tasks"].append({"id": "t/new", "name": "完全不同的事項", **S})
    for row in tables["annual_targets"]:
        row |= {"target": row["target"] + 1, "note": "改寫"}
    tables["indicators"][0] |= {"direction": "up", "valid_from": "2020"}
    for row in tables["responsibilities"]:
        if (row["who"], row["on"]) == ("a/D", "t/task"):
            row["role"] = "協辦"
    return tables


def with_faults() -> dict[str, list[dict[str, Any]]]:
    """The town with what a planner gets wrong."""
    tables = town()
    tables["tasks"][0] |= {"origin": "啥", "怪欄": "值"}
    tables["tasks"][1]["valid_from"] = "昨天"
    tables["responsibilities"][0]["who"] = "查無此局"
    tables["members"][0]["seats"] = "多"
    del tables["links"][0]["note"]
    return tables


def in_words(name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a table with the heads that a planner writes."""
    declared = table(name)
    assert declared is not None
    columns = {head: declared.column(head) for head in row}
    return {head if (column := columns[head]) is None else column.zh: value for head, value in row.items()}


class Texts(HTMLParser):
    """What a page shows: its texts, and the attributes that are read out or shown in a field; no other language."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._lang, self._hidden = lang, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        other = tag != "html" and "lang" in values and (values["lang"] or "")[:2] != self._lang[:2]
        if tag not in VOID and (self._hidden or other or tag in ("script", "style")):
            self._hidden += 1
        if not self._hidden:
            self.found += [values[key] or "" for key in ("title", "aria-label", "placeholder", "alt") if key in values]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without an end changes nothing."""

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and tag not in VOID:
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)


def shown(path: Path, lang: str) -> str:
    """The text that a file shows to a person."""
    if path.suffix == ".xlsx":
        book = CalamineWorkbook.from_path(str(path))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
        return "\n".join([*book.sheet_names, *(str(cell) for sheet in sheets for row in sheet for cell in row)])
    text = path.read_text(encoding="utf-8")
    if path.suffix not in (".html", ".svg"):
        return text.replace("\\", "")
    parser = Texts(lang)
    parser.feed(text)
    parser.close()
    return "\n".join([*parser.found, *_picture_words(text, lang)])


def _picture_words(page: str, lang: str) -> Iterable[str]:
    """The words of a picture's page, which it has in two languages."""
    _, _, data = page.partition('id="data">')
    if data:
        picture = json.loads(data.split("</script>")[0])
        n = 0 if lang == "zh-TW" else 1
        yield picture["title"][n]
        yield from (words[n] for words in picture["words"].values())
        yield from (kind["words"][n] for kind in picture["kinds"].values())


class Place:
    """A folder with the planner's files, and a process that speaks a language there."""

    def __init__(self, folder: Path, lang: str, process: OtherProcess) -> None:
        self.folder, self.lang, self._process = folder, lang, process
        self.data = set[str]()
        for name, tables in (("甲版", town()), ("乙版", next_edition()), ("壞版", with_faults())):
            headed = {name: [in_words(name, row) for row in rows] for name, rows in tables.items()}
            write_csv(folder / name, headed, {"id": "town", "name": "小鎮"})
            self.data |= {
                str(part) for rows in headed.values() for row in rows for item in row.items() for part in item
            }
        for name, text in (("計畫.txt", PLAN), ("表.csv", TABLE), ("已知.csv", ACCEPTED)):
            (folder / name).write_text(text, encoding="utf-8")
            self.data.add(text)

    def run(self, *arguments: object) -> Ran:
        return self._process.run(*arguments)

    def answers(self, example: str) -> Iterator[str]:
        """What a person reads when the example is run, in each format."""
        arguments = example.split()
        command = subcommand(arguments)
        database = () if arguments[0] in WITHOUT_DATABASE else ("--db", "鎮.kgl")
        if arguments[0] == "copy":
            database = ("--from", "鎮.kgl")
        formats = next(
            (p.type.choices for p in command.params if isinstance(p.type, Named) and p.name == "format_"), ()
        )
        endings = [ENDINGS[f] for f in formats if f in ENDINGS and f != "table"]
        if self.lang == "en" and endings and not draws.wide:
            # What of a command is written in Chinese alone is so in each format: one of them, by turns.
            endings = [endings[EXAMPLES.index(example) % len(endings)]]
        once = "-o" in arguments or command.name in ("load", "undo", "wipe", "copy", "demo", "init")
        for ending in [None] if once else [None, *endings]:
            path = self.folder / f"answer{ending}"
            ran = self.run(*arguments, *database, *(("-o", path.name) if ending else ()))
            assert "Traceback" not in ran.err
            yield f"{ran.out}\n{ran.err}"
            if ending and path.exists():
                yield shown(path, self.lang)
                path.unlink()
        for name in [a for a in arguments if a in ("草稿.xlsx", "頁.html", "範本.xlsx", "全部.xlsx")]:
            yield shown(self.folder / name, self.lang)


def subcommand(arguments: list[str]) -> click.Command:
    """The command that the arguments name."""
    command = cli.get_command(click.Context(cli), arguments[0])
    assert command is not None
    return command.commands[arguments[1]] if isinstance(command, click.Group) else command


def names_of(command: str) -> list[str]:
    """The command itself, or its commands."""
    found = cli.get_command(click.Context(cli), command)
    return [f"{command} {name}" for name in found.commands] if isinstance(found, click.Group) else [command]


def test_every_command_has_an_example() -> None:
    every = {name for command in COMMANDS for name in names_of(command)}
    assert {name for name in every for example in EXAMPLES if f"{example} ".startswith(f"{name} ")} == every


@pytest.fixture(scope="module", params=["zh-TW", "en"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp(request.param)
    with OtherProcess({"QUANZE_LANG": request.param, "USER": OFFICER, "LOGNAME": OFFICER}, folder) as process:
        yield Place(folder, request.param, process)


@pytest.mark.drawn
@pytest.mark.parametrize("example", EXAMPLES)
def test_an_answer_is_in_its_language(place: Place, example: str) -> None:
    for text in place.answers(example):
        assert foreign(text, place, WORD.findall(example)) == set(), text


def test_help_is_in_its_language(place: Place) -> None:
    names = [name for command in COMMANDS for name in names_of(command)]
    words = [word for name in names for word in name.split()]
    for command in dict.fromkeys(["", *COMMANDS, *names]):
        text = re.sub(r"(?<=-)\n +|\n +(?=（)", "", place.run(*command.split(), "--help").out)
        assert foreign(text, place, words) == set(), command


def foreign(text: str, place: Place, typed: Iterable[str]) -> set[str]:
    """What is in the other script and is nothing that belongs there."""
    if place.lang == "en":
        known = "\n".join([*place.data, *EXAMPLES, *SHIPPED, "中文", "112年6月29日", OFFICER])
        return {run for run in CHINESE.findall(text) if run not in known}
    parameters = {p.name for name in statements.names() for p in statements.get(name).parameters}
    known_words = {*TERMS, *statements.names(), *parameters, *typed}
    return {word for word in WORD.findall(TYPED.sub(" ", text)) if word not in known_words}
