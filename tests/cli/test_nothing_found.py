"""Heads over nothing look like an answer that was cut off: a sentence says that there is none."""

from pathlib import Path

import pytest

import quanze
from tests.cli.running import run


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.csv").write_text("任務,主辦機關\n公車電動化,交通局\n", encoding="utf-8")
    with quanze.open("quanze.kgl", create=True) as graph:
        graph.load("plan.csv", accept_unsure=True)


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("search", "查無此名"), "查無資料。"),
        (("list", "席位"), "查無資料。"),
        (("history", "公車電動化"), "沒有來源載明其日期。"),
        (("gaps", "--kind", "未達目標"), "未處理 0，經決定保留 0，基準檔已知 0，已解決 0。"),
        (("cypher", "MATCH (n:Council) RETURN n.id AS id"), "查無資料。"),
    ],
    ids=lambda asked: asked[0] if isinstance(asked, tuple) else "",
)
def test_an_answer_without_rows_is_a_sentence(asked: tuple[str, ...], said: str) -> None:
    assert run(*asked, "--lang", "zh-TW").out.strip() == said
