"""``quanze brief``: printed, written in every format, and one for each record of a kind."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

import quanze
from quanze.exports.formats import BRIEF, endings, formats_of
from tests.cli.running import LANGS, run

ASKED = ("--as-of", "2024-06-01")


@pytest.mark.whole
@pytest.mark.parametrize("lang", LANGS)
def test_it_is_printed_with_its_clauses(lang: str) -> None:
    ran = run("brief", "環境保護局", *ASKED, "--lang", lang)
    assert ran.code == 0
    title = {"zh-TW": "# 環境保護局權責簡報", "en": "# Environmental Protection Bureau: brief"}[lang]
    assert ran.out.startswith(title)
    assert "由環境保護局召集" in ran.out and "[^1]: " in ran.out
    assert ("Clean Environment Group" in ran.out) is (lang == "en")


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("name", ["環境保護局", "清淨環境組", "嘉義市氣候變遷因應推動會", "副召集人", "NMHC reduction"])
def test_every_kind_is_written_in_every_format(name: str, bundled: quanze.Graph, tmp_path: Path) -> None:
    found = bundled.brief(name, as_of=ASKED[1], since="2023-01-01")
    for ending in endings(formats_of(BRIEF)):
        path = found.write(tmp_path / f"brief{ending}", lang="zh-TW")
        assert path.stat().st_size > 1000
        if ending in (".docx", ".odt"):
            assert zipfile.ZipFile(path).testzip() is None


@pytest.mark.whole
def test_the_command_writes_what_changed_since_a_date(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    ran = run("brief", "清淨環境組", *ASKED, "--since", "2023-01-01", "-o", path, "--lang", "zh-TW")
    assert ran.code == 0, ran.err
    assert "## 112年1月1日以來的異動" in path.read_text(encoding="utf-8")


def test_what_is_there_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text("mine", encoding="utf-8")
    ran = run("brief", "環境保護局", "-o", path, "--lang", "en")
    assert ran.code == 1 and "--overwrite" in ran.err
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.whole
def test_each_subgroup_has_a_file_under_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "briefs"
    ran = run("brief", "--each", "subgroups", "-o", folder, "--format", "html", "--lang", "zh-TW", *ASKED)
    assert ran.code == 0, ran.err
    names = {path.name for path in folder.iterdir()}
    assert names == {f"{name}.html" for name in ("清淨環境組", "循環經濟組", "綠色運輸組", "調適防災組", "淨零社區組")}
    again = run("brief", "--each", "subgroups", "-o", folder, "--format", "html", "--lang", "zh-TW", *ASKED)
    assert again.code == 1 and "--overwrite" in again.err
    again = run("brief", "--each", "推動小組", "-o", folder, "--format", "html", "--lang", "zh-TW", "--overwrite")
    assert again.code == 0, again.err


@pytest.mark.slow
def test_each_agency_is_a_word_document_by_default(tmp_path: Path) -> None:
    ran = run(
        "brief", "--each", "agencies", "--dataset", "chiayi", "-o", tmp_path / "briefs", "--lang", "zh-TW", *ASKED
    )
    assert ran.code == 0, ran.err
    names = {path.name for path in (tmp_path / "briefs").iterdir()}
    assert {"環境保護局.docx", "東區公所.docx"} <= names and "環境部.docx" not in names


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Give a name, or --each"),
        (("環境保護局", "--each", "agencies"), "Give a name, or --each"),
        (("--each", "agencies"), "add -o FOLDER"),
        (("--each", "agencies", "-o", "x.docx"), "add -o FOLDER"),
    ],
)
def test_a_wrong_line_says_what_to_type(arguments: tuple[str, ...], said: str) -> None:
    ran = run("brief", *arguments, "--lang", "en")
    assert ran.code == 2 and said in ran.err


@pytest.mark.parametrize(("name", "code"), [("nobody-at-all-here", 4), ("環境", 3)])
def test_a_name_that_is_none_or_several_is_answered_as_elsewhere(name: str, code: int) -> None:
    assert run("brief", name, "--lang", "en").code == code


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    ran = run("brief", "環境保護局", "-o", tmp_path / "brief.pdf", "--lang", "en")
    assert ran.code == 1 and ".docx" in ran.err and ".odt" in ran.err
