"""CSV as spreadsheets and hands write it: other separators and encodings are read and said, broken rows are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from quanze.loaders import findings, table_records
from quanze.loaders.findings import ERROR, WARNING, Finding
from quanze.loaders.load import check
from quanze.loaders.raw import RawTable
from tests.loaders.cases import city, codes_of, the
from tests.sets import loaded, write_as, write_csv

HEAD = "who,role,on,origin,source,note\n"
ROWS = ("甲局,主辦,任務一,plan,測試計畫,一\n", "乙處,協辦,任務一,plan,測試計畫,二\n")


def of_text(folder: Path, text: str) -> list[Finding]:
    """The findings of the good city whose roles stand in this text."""
    write_csv(folder, city())
    (folder / "responsibilities.csv").write_text(text, encoding="utf-8", newline="")
    return codes_of(folder)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (HEAD + ROWS[0].replace("一\n", '"一\n') + ROWS[1], 2),
        (HEAD + ROWS[0] + ROWS[1].replace("二\n", '"二\n'), 3),
        (HEAD + ROWS[0] + ROWS[1].replace("二\n", '"二'), 3),
        (HEAD + '"' + ROWS[0] + ROWS[1], 2),
        (HEAD + ROWS[0].replace("一\n", '"一\n') + ROWS[1].replace("二\n", '"二"\n'), 2),
        (HEAD + ROWS[0].replace("一\n", '"一"二\n') + ROWS[1], 2),
    ],
)
def test_an_open_quote_is_told_with_its_row(tmp_path: Path, text: str, row: int) -> None:
    found = the("unclosed-quote", of_text(tmp_path / "x", text))
    assert (found.file, found.row, found.level) == ("responsibilities.csv", row, ERROR)


def test_a_quote_that_is_closed_in_the_next_row_is_told(tmp_path: Path) -> None:
    text = HEAD + ROWS[0].replace("一\n", '"一\n') + ROWS[1].replace("二\n", '二"\n')
    found = the("rows-in-a-cell", of_text(tmp_path / "x", text))
    assert (found.row, found.level, found.details["lines"]) == (2, WARNING, 2)


@pytest.mark.parametrize("cell", ['"一\n二, 三"', '"他說 ""好"""', '"一,二,三,四,五,六,七"', '5" 管', '""'])
def test_quotes_that_are_right(tmp_path: Path, cell: str) -> None:
    text = HEAD + ROWS[0].replace("一\n", f"{cell}\n") + ROWS[1]
    assert of_text(tmp_path / "x", text) == []


def test_a_row_that_is_too_short_or_too_long_is_told(tmp_path: Path) -> None:
    found = of_text(tmp_path / "x", HEAD + ROWS[0].replace("\n", ",三,四\n") + ROWS[1].replace(",二", ""))
    beyond, short = the("value-beyond-heads", found), the("too-few-cells", found)
    assert (beyond.row, beyond.value, beyond.level) == (2, "三", ERROR)
    assert (short.row, short.level, short.details) == (3, WARNING, {"n": 5, "heads": 6})
    assert len(found) == 2


def test_empty_cells_beyond_the_heads_are_nothing(tmp_path: Path) -> None:
    assert of_text(tmp_path / "x", HEAD.strip() + ",,\n" + "".join(r.strip() + ",, ,\n" for r in ROWS)) == []


def test_values_under_an_empty_head_are_told_once(tmp_path: Path) -> None:
    text = HEAD.strip() + ",,\n" + "".join(r.strip() + ",,問王先生\n" for r in ROWS)
    found = the("value-without-head", of_text(tmp_path / "x", text))
    assert (found.row, found.value, found.level, found.details) == (2, "問王先生", WARNING, {"n": 2})


@pytest.mark.parametrize(("separator", "named"), [(";", "semicolons"), ("\t", "tabs")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_other_separators_are_read_and_said(tmp_path: Path, separator: str, named: str, encoding: str) -> None:
    folder = write_csv(tmp_path / "x", city())
    for path in folder.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(",", separator), encoding=encoding)
    (checked,) = check([folder])
    assert {f.code for f in checked.findings} == {"separator"} | ({"encoding"} if encoding == "utf-16" else set())
    assert all(f"separated by {named}" in f.message() for f in checked.findings if f.code == "separator")
    assert len(checked.plan.links) == 2


def test_lists_in_cells_do_not_make_a_semicolon_the_separator(tmp_path: Path) -> None:
    tables = city()
    tables["agencies"][0]["aliases"] = "甲;甲局處;甲單位;甲方;甲公司"
    (checked,) = check([write_csv(tmp_path / "x", tables)])
    assert checked.findings == []
    assert len(checked.plan.nodes["t/agency/a"].props["aliases"]) == 5


@pytest.mark.parametrize("name", ["agencies.txt", "機關.TXT", "agencies.tsv"])
def test_unicode_text_as_a_spreadsheet_saves_it(tmp_path: Path, name: str) -> None:
    folder = write_csv(tmp_path / "x", city())
    text = (folder / "agencies.csv").read_text(encoding="utf-8").replace(",", "\t")
    (folder / "agencies.csv").unlink()
    (folder / name).write_text(text, encoding="utf-16")
    (folder / "readme.txt").write_text("說明", encoding="utf-8")
    assert sorted(f.code for f in codes_of(folder)) == ["encoding", "separator"]
    assert "no-dataset" in {f.code for f in codes_of(folder / name)}, "and alone"


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "yaml"])
@pytest.mark.parametrize("character", ["\0", "\x0b", "\x1b", "\x7f"])
def test_a_control_character_is_left_out_and_told(tmp_path: Path, suffix: str, character: str) -> None:
    tables = city()
    tables["agencies"][0]["name_en"] = f"Bur{character}eau"
    if suffix == "yaml":  # which cannot hold it but as an escape
        path = write_as(suffix, tmp_path, {**tables, "agencies": [{**tables["agencies"][0], "name_en": "Bur@eau"}]})
        text = path.read_text(encoding="utf-8").replace("Bur@eau", f'"Bur\\x{ord(character):02x}eau"')
        path.write_text(text, encoding="utf-8")
    else:
        path = write_as(suffix, tmp_path, tables)
    (checked,) = check([path])
    found = the("control-characters", checked.findings)
    assert (found.level, found.column, found.details["read"]) == (WARNING, "name_en", "Bureau")
    assert checked.plan.nodes["t/agency/a"].props["name_en"] == "Bureau"


def test_data_sets_whose_ids_look_alike_are_told(tmp_path: Path) -> None:
    composed, parts = "\u00e9", "e\u0301"
    one = write_csv(tmp_path / "one", city(), {"id": composed, "name": "一"})
    agencies = [{"name": "子局", "kind": "bureau", "origin": "editorial", "note": "x"}]
    other = write_csv(tmp_path / "two", {"agencies": agencies}, {"id": parts, "name": "二"})
    first, second = check([one, other])
    assert not [f for f in first.findings if f.level == ERROR]
    assert the("alike-ids", second.findings).details["other"] == composed
    with loaded(tmp_path / "own.kgl", one) as graph:
        assert the("alike-ids", check([other], graph.engine)[0].findings).details["other"] == composed
        assert not [f for f in check([one], graph.engine)[0].findings if f.level == ERROR]


def test_heads_that_are_not_known_are_compared_for_those_that_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []
    near = table_records._near

    def counted(raw: RawTable, header: str) -> list[str]:
        compared.append(header)
        return near(raw, header)

    monkeypatch.setattr(table_records, "_near", counted)
    monkeypatch.setattr(findings, "MAX_OF_A_KIND", 3)
    tables = city()
    tables["agencies"][0].update({f"head {i}": "x" for i in range(20)})
    found = codes_of(write_csv(tmp_path / "c", tables))
    assert len(compared) <= 4 and the("left-out", found).details["n"] == 17
