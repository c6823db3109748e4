"""``quanze view`` writes what its file name says and refuses what it cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quanze.api import Graph
from quanze.cli.app import cli


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["view", *arguments, "--lang", "zh-TW"])


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize(
    "arguments", [("network",), ("dependencies",), ("reporting",), ("about", "環保局", "--depth", "2"), ()]
)
@pytest.mark.usefixtures("graph")
def test_every_picture_is_written(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    target = tmp_path / "圖.html"
    result = run(*arguments, "-o", str(target))
    assert result.exit_code == 0, result.output
    page = target.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "環境保護局" in page
    assert str(target) in result.output


@pytest.mark.usefixtures("graph")
@pytest.mark.slow
def test_static_pictures_by_suffix(tmp_path: Path) -> None:
    assert run("reporting", "-o", str(tmp_path / "a.svg")).exit_code == 0
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg")
    assert run("reporting", "-o", str(tmp_path / "a.PNG")).exit_code == 0
    assert (tmp_path / "a.PNG").read_bytes().startswith(b"\x89PNG")


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize(("format_", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("html", b"<!DOCTYPE html>")])
@pytest.mark.usefixtures("graph")
def test_a_format_by_name_names_the_file(
    format_: str, start: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("reporting", "--format", format_).exit_code == 0
    assert (tmp_path / f"view.{format_}").read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("network", "-o", "x.pdf"), 1, ".svg"),
        (("about", "-o", "x.html"), 1, "about"),
        (("reporting", "環保局", "-o", "x.html"), 1, "about"),
        (("about", "查無此機關", "-o", "x.html"), 4, "查無此機關"),
        (("network", "--dataset", "nowhere", "-o", "x.html"), 1, "chiayi"),
        (("network", "--as-of", "112-13-01", "-o", "x.html"), 1, "112-06-29"),
    ],
)
@pytest.mark.usefixtures("graph")
def test_wrong_uses_say_what_to_do(
    arguments: tuple[str, ...], code: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == code, result.output
    assert said in result.output
    assert not list(tmp_path.iterdir())


@pytest.mark.whole
@pytest.mark.usefixtures("graph")
def test_what_is_bundled_and_left_out_is_said(tmp_path: Path) -> None:
    said = run("-o", str(tmp_path / "x.html")).output
    assert "65 筆" in said
    assert "未納入的資料集" in said


@pytest.mark.whole
def test_a_data_set_can_be_chosen(graph: Graph) -> None:
    law = graph.picture(datasets=["climate-act"])
    kinds = {b.kind for b in law.boxes}
    assert {"Agency", "Task", "Council"} <= kinds
    assert not [b for b in law.boxes if b.id.startswith("chiayi/")]
